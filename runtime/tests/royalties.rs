//! Royalties across pallets: what acts in custody draw of payments, and to whom it goes; and where the
//! presets say that rights are exhausted.

mod common;

use common::*;
use frame_support::traits::fungible::{Inspect, InspectHold, Mutate};
use pallet_ip_registry::Call as IpRegistry;
use pallet_licensing::{Bases, Call as Licensing, HoldReason, RoyaltyTerms, Shortfall};
use sp_runtime::Permill;
use tracemark_primitives::{
	apis::{
		runtime_decl_for_authorisation_api::AuthorisationApi,
		runtime_decl_for_licensing_api::LicensingApi, RoyaltyBasis,
	},
	authorisation::{Activity, ConditionResult},
	parties::{Owner, Role},
	rights::RightKind,
	territory::Territories,
	LicenceId,
};
use tracemark_runtime::{constants::UNIT, AccountId, Balances, Block, Runtime, RuntimeHoldReason};

const BASIS: RoyaltyBasis = RoyaltyBasis::Manufactured;
const SIZE: u64 = LOT_SIZE as u64;

/// The main job with a royalty for each piece made, in place of the free licence to manufacture.
fn licensed_for_royalties() -> (World, LicenceId) {
	let world = World::licensed();
	let Cast { brand, factory, .. } = &world.cast;
	let licence = world.manufacture;
	brand.does(Licensing::<Runtime>::revoke { licence, ground: ground() });
	let mut terms = terms(&[Activity::Manufacture], Territories::european_union(), None);
	terms.royalties = Some(RoyaltyTerms {
		bases: Bases::of(&[BASIS]),
		period: None,
		rates: digest_of("salted rates"),
		shortfall: Shortfall::Refuse,
	});
	let licence = grant(&world.cast, world.right, factory, terms);
	Balances::mint_into(&factory.operator(), 1_000 * UNIT).expect("tokens");
	(world, licence)
}

/// Has the factory pay in and the brand accept.
fn pay_in(world: &World, licence: LicenceId, covers: u64, amount: u128) {
	let Cast { brand, factory, .. } = &world.cast;
	factory.does(Licensing::<Runtime>::pay_in { licence, basis: BASIS, covers, amount });
	brand.does(Licensing::<Runtime>::accept_payment { licence, basis: BASIS, covers, amount });
}

fn accrued(world: &World, member: &Member) -> u128 {
	<Runtime as LicensingApi<Block, _, _>>::accrued(Owner::Organisation(member.org), world.right)
}

fn on_hold(member: &Member) -> u128 {
	let reason = RuntimeHoldReason::Licensing(HoldReason::Royalties);
	Balances::balance_on_hold(&reason, &member.operator())
}

#[test]
fn a_lot_should_draw_its_royalty_when_it_is_commissioned() {
	run(|| {
		let (world, licence) = licensed_for_royalties();
		let Cast { brand, factory, .. } = &world.cast;
		let make = || question(world.right, factory.org, Activity::Manufacture, now());
		let funded = || {
			let mut question = make();
			question.quantity = Some(world.lot.quantity());
			<Runtime as AuthorisationApi<Block>>::ask(question).funded
		};
		let commission = || commission_call(&world.lot);
		let unfunded = refusal(pallet_custody::Error::<Runtime>::RoyaltyUnfunded);
		assert_eq!(funded(), ConditionResult::Failed);
		assert_eq!(act(&factory.operator(), commission()), unfunded);

		let issued = Balances::total_issuance();
		pay_in(&world, licence, 2 * SIZE, 60 * UNIT);
		assert_eq!(funded(), ConditionResult::Passed);
		assert_eq!((on_hold(factory), accrued(&world, brand)), (60 * UNIT, 0));
		world.commission(&world.lot);
		assert_eq!((on_hold(factory), accrued(&world, brand)), (30 * UNIT, 30 * UNIT));
		let statement = <Runtime as LicensingApi<Block, AccountId, u128>>::statement(licence);
		let statement = statement.expect("granted").bases[0];
		assert_eq!((statement.covers, statement.left), (SIZE, 30 * UNIT));
		assert_eq!((statement.drawn, statement.used, statement.owed), (30 * UNIT, SIZE, 0));

		// The organisation's balance is its controller's.
		let before = Balances::balance(&brand.controller());
		brand.does(Licensing::<Runtime>::withdraw_royalties { right: world.right });
		assert_eq!(Balances::balance(&brand.controller()), before + 30 * UNIT);
		assert_eq!(accrued(&world, brand), 0);
		assert_eq!(Balances::total_issuance(), issued, "nothing is made or lost");
	});
}

#[test]
fn co_owners_should_have_their_parts_of_a_royalty_when_a_right_is_theirs_together() {
	run(|| {
		let (world, licence) = licensed_for_royalties();
		let Cast { brand, .. } = &world.cast;
		let heir = admit("Aurelia Heirs", "IT", &[Role::RightsHolder]);
		let (right, part) = (world.right, Permill::from_percent(25));
		let (to, from) = (Owner::Organisation(heir.org), Owner::Organisation(brand.org));
		brand.does(IpRegistry::<Runtime>::offer_assignment { right, to, part });
		heir.does(IpRegistry::<Runtime>::accept_assignment { right, from, part });
		pay_in(&world, licence, SIZE, 40 * UNIT);
		world.commission(&world.lot);
		assert_eq!((accrued(&world, brand), accrued(&world, &heir)), (30 * UNIT, 10 * UNIT));
	});
}

#[test]
fn exhaustion_should_be_what_the_law_says_when_a_preset_begins() {
	run(|| {
		let exhausts = |kind, asked, sold: &str| {
			let table = <Runtime as LicensingApi<Block, AccountId, u128>>::exhaustion;
			table(kind, country(asked)).contains(&country(sold))
		};
		use RightKind::*;
		for (kind, asked, sold, expected) in [
			(TradeMark, "DE", "PT", true),
			(TradeMark, "DE", "NO", true),
			(TradeMark, "DE", "US", false),
			(PlantVariety, "FR", "NL", true),
			// One-way.
			(TradeMark, "GB", "DE", true),
			(TradeMark, "DE", "GB", false),
			(TradeMark, "GB", "GB", true),
			(TradeMark, "NO", "IS", true),
			(TradeMark, "CH", "US", true),
			(Patent, "CH", "DE", true),
			(Patent, "CH", "US", false),
			(Copyright, "US", "TH", true),
			(Patent, "CN", "DE", true),
			// Without a row: in the country alone.
			(Patent, "JP", "JP", true),
			(Patent, "JP", "DE", false),
			(UtilityModel, "DE", "FR", false),
		] {
			assert_eq!(exhausts(kind, asked, sold), expected, "{kind:?}: {asked} after {sold}");
		}
	});
}
