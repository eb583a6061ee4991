//! Nothing is created or lost, whoever does whatever.

use crate::{mock::*, *};
use frame_support::{
	assert_ok,
	storage::with_storage_layer,
	traits::{fungible::Inspect, Time},
};
use proptest::prelude::*;
use sp_runtime::DispatchResult;
use tracemark_primitives::{
	apis::RoyaltyBasis::{self, Manufactured, Period},
	authorisation::{Activities, Activity, Exercise},
	fakes::FakeRights,
	parties::Owner,
	quantity::Quantity,
	rights::{LicensingRule, RightId},
	time,
	traits::{Authorisation, RightsInspect},
	LicenceId, OrgId,
};

const LICENSEES: [(u64, OrgId); 3] = [(FOREMAN, FACTORY), (BUYER, IMPORTER), (MASTER, WORKSHOP)];
const RIGHTS: [RightId; 3] = [MARK, WORK, SHARED];

/// `who` is an account that signs in place of the one that may.
#[derive(Clone, Debug)]
enum Op {
	License { rights: Vec<RightId>, licensee: usize, bases: u8, owe: bool },
	Sublicense { parent: LicenceId, licensee: usize, bases: u8, owe: bool },
	PayIn { who: Option<u64>, licence: LicenceId, basis: usize, covers: u64, amount: Balance },
	AcceptPayment { who: Option<u64>, licence: LicenceId, basis: usize },
	CancelPayment { who: Option<u64>, licence: LicenceId, basis: usize },
	Exercise { licence: LicenceId, import: bool, pieces: u64, allowed: bool },
	Withdraw { who: u64, right: RightId },
	Prefund { who: Option<u64>, licence: LicenceId, basis: usize },
	Revoke { who: Option<u64>, licence: LicenceId },
	Assign { right: RightId, owner: u64 },
	Wait { hours: u64 },
}

/// The licence with this number, counted round.
fn licence(number: LicenceId) -> LicenceId {
	number % NextLicenceId::<Test>::get().max(1)
}

/// The basis of a licence with this number, counted round.
fn basis(id: LicenceId, number: usize) -> RoyaltyBasis {
	let terms = Licences::<Test>::get(id).and_then(|licence| licence.terms.royalties);
	let bases: Vec<_> = terms.into_iter().flat_map(|terms| terms.bases.iter()).collect();
	bases.get(number % bases.len().max(1)).copied().unwrap_or(Manufactured)
}

/// Who pays for a licence, and who acts for its licensor's side.
fn sides(id: LicenceId) -> (u64, u64) {
	let Some(licence) = Licences::<Test>::get(id) else { return (OUTSIDER, OUTSIDER) };
	let parent = licence.parent.and_then(Licences::<Test>::get);
	let licensor =
		parent.map(|parent| operator_of(parent.licensee)).unwrap_or_else(
			|| match FakeRights::right(&licence.rights[0]).unwrap().owners[0].owner {
				Owner::Account(account) => account,
				Owner::Organisation(_) => BRAND_LAWYER,
			},
		);
	(operator_of(licence.licensee), licensor)
}

fn counting(bases: u8, owe: bool, sublicensing: u8) -> LicenceTerms {
	let bases = Bases(bases);
	let royalties = RoyaltyTerms {
		bases,
		period: bases.contains(Period).then_some(2 * HOUR),
		rates: RATES,
		shortfall: if owe { Shortfall::Owe } else { Shortfall::Refuse },
	};
	LicenceTerms {
		activities: Activities::of(&[Activity::Manufacture, Activity::Import]),
		term: time::Period { from: NOW, until: None },
		quantity: None,
		royalties: Some(royalties),
		sublicensing,
		..terms()
	}
}

fn license(
	who: u64,
	ids: &[RightId],
	(operator, licensee): (u64, OrgId),
	terms: LicenceTerms,
	parent: Option<LicenceId>,
) -> DispatchResult {
	let id = NextLicenceId::<Test>::get();
	offer_as(RuntimeOrigin::signed(who), rights(ids), licensee, terms, parent)?;
	Licensing::accept(RuntimeOrigin::signed(operator), id)
}

impl Op {
	fn run(self) -> DispatchResult {
		let signed = RuntimeOrigin::signed;
		match self {
			Op::License { rights, licensee, bases, owe } => {
				let owner = FakeRights::right(&rights[0]).unwrap().owners[0].owner;
				let who = match owner {
					Owner::Account(account) => account,
					Owner::Organisation(_) => BRAND_LAWYER,
				};
				license(who, &rights, LICENSEES[licensee], counting(bases, owe, 2), None)
			},
			Op::Sublicense { parent, licensee, bases, owe } => {
				let parent = licence(parent);
				let Some(above) = Licences::<Test>::get(parent) else { return Ok(()) };
				let depth = above.terms.sublicensing.saturating_sub(1);
				let terms = counting(bases, owe, depth);
				let who = operator_of(above.licensee);
				license(who, &above.rights, LICENSEES[licensee], terms, Some(parent))
			},
			Op::PayIn { who, licence: number, basis: place, covers, amount } => {
				let id = licence(number);
				let who = who.unwrap_or(sides(id).0);
				Licensing::pay_in(signed(who), id, basis(id, place), covers, amount)
			},
			Op::AcceptPayment { who, licence: number, basis: place } => {
				let id = licence(number);
				let (who, basis) = (who.unwrap_or(sides(id).1), basis(id, place));
				let pending = PendingPayments::<Test>::get(id, basis);
				let (covers, amount) =
					pending.map_or((1, 1), |payment| (payment.covers, payment.amount));
				Licensing::accept_payment(signed(who), id, basis, covers, amount)
			},
			Op::CancelPayment { who, licence: number, basis: place } => {
				let id = licence(number);
				let who = who.unwrap_or(sides(id).0);
				Licensing::cancel_payment(signed(who), id, basis(id, place))
			},
			Op::Exercise { licence: number, import, pieces, allowed } => {
				let activity = if import { Activity::Import } else { Activity::Manufacture };
				let quantity = Quantity::Pieces(pieces);
				let act = Exercise { activity, quantity, reference: LINE };
				if allowed {
					<Licensing as Authorisation>::exercise_up_to(licence(number), &act);
					Ok(())
				} else {
					<Licensing as Authorisation>::exercise(licence(number), &act)
				}
			},
			Op::Withdraw { who, right } => Licensing::withdraw_royalties(signed(who), right),
			Op::Prefund { who, licence: number, basis: place } => {
				let id = licence(number);
				let who = who.unwrap_or(sides(id).0);
				Licensing::withdraw_prefund(signed(who), id, basis(id, place))
			},
			Op::Revoke { who, licence: number } => {
				let id = licence(number);
				Licensing::revoke(signed(who.unwrap_or(sides(id).1)), id, GROUND)
			},
			Op::Assign { right, owner } => {
				FakeRights::assign(right, Timestamp::now(), Owner::Account(owner));
				Ok(())
			},
			Op::Wait { hours } => {
				set_time(Timestamp::now() + hours * HOUR);
				Ok(())
			},
		}
	}
}

fn op() -> impl Strategy<Value = Op> {
	let signer = || prop::sample::select(&PURSES[..]);
	let who = move || prop::option::weighted(0.1, signer());
	let right = || prop::sample::select(&RIGHTS[..]);
	let number = || 0u32..8;
	let place = || 0usize..4;
	let owner = prop::sample::select(&[CREATOR, PARTNER][..]);
	prop_oneof![
		2 => some_rights().prop_flat_map(|rights| (Just(rights), 0usize..3, 1u8..16, any::<bool>()))
			.prop_map(|(rights, licensee, bases, owe)| Op::License { rights, licensee, bases, owe }),
		2 => (number(), 0usize..3, 1u8..16, any::<bool>()).prop_map(
			|(parent, licensee, bases, owe)| Op::Sublicense { parent, licensee, bases, owe }
		),
		10 => (who(), number(), place(), 0u64..40, 0u128..50_000).prop_map(
			|(who, licence, basis, covers, amount)| {
				Op::PayIn { who, licence, basis, covers, amount }
			}
		),
		12 => (who(), number(), place())
			.prop_map(|(who, licence, basis)| Op::AcceptPayment { who, licence, basis }),
		1 => (who(), number(), place())
			.prop_map(|(who, licence, basis)| Op::CancelPayment { who, licence, basis }),
		10 => (number(), any::<bool>(), 1u64..20, any::<bool>()).prop_map(
			|(licence, import, pieces, allowed)| {
				Op::Exercise { licence, import, pieces, allowed }
			}
		),
		3 => (signer(), right()).prop_map(|(who, right)| Op::Withdraw { who, right }),
		4 => (who(), number(), place())
			.prop_map(|(who, licence, basis)| Op::Prefund { who, licence, basis }),
		1 => (who(), number()).prop_map(|(who, licence)| Op::Revoke { who, licence }),
		1 => (right(), owner).prop_map(|(right, owner)| Op::Assign { right, owner }),
		2 => (0u64..5).prop_map(|hours| Op::Wait { hours }),
	]
}

/// Rights of which the first owner of the first is an owner of all, at first.
fn some_rights() -> impl Strategy<Value = Vec<RightId>> {
	prop_oneof![Just(vec![MARK]), Just(vec![WORK]), Just(vec![MARK, SHARED]), Just(vec![SHARED])]
}

/// A licence of each kind of right, and one under the first.
fn beginning() -> impl Strategy<Value = Vec<Op>> {
	let license = |rights: &'static [RightId], licensee| {
		(1u8..16, any::<bool>()).prop_map(move |(bases, owe)| {
			let rights = rights.to_vec();
			Op::License { rights, licensee, bases, owe }
		})
	};
	let under = (1u8..16, any::<bool>()).prop_map(|(bases, owe)| Op::Sublicense {
		parent: 0,
		licensee: 2,
		bases,
		owe,
	});
	(license(&[MARK, SHARED], 0), license(&[WORK], 1), under)
		.prop_map(|(first, second, third)| vec![first, second, third])
}

/// What everybody has, free and on hold.
fn purses() -> Balance {
	PURSES.iter().map(<Balances as Inspect<u64>>::total_balance).sum()
}

proptest! {
	#![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

	#[test]
	fn money_in_should_be_money_out_when_anybody_does_anything(
		beginning in beginning(),
		ops in prop::collection::vec(op(), 1..80),
	) {
		ExtBuilder::build().execute_with(|| {
			share(LicensingRule::Any);
			let issued = Balances::total_issuance();
			let all = purses();
			for op in beginning.into_iter().chain(ops) {
				// A refused call changes nothing, as in a block.
				let _ = with_storage_layer(|| op.run());
				assert_ok!(Licensing::do_try_state());

				let accrued: Balance = Accrued::<Test>::iter_values().sum();
				prop_assert_eq!(Balances::total_issuance(), issued);
				prop_assert_eq!(
					Balances::free_balance(Licensing::pot()),
					EXISTENTIAL_DEPOSIT + accrued
				);
				prop_assert_eq!(purses() + accrued, all);
				let ledgers: Vec<_> = Ledgers::<Test>::iter_values().collect();
				let drawn: Balance = ledgers.iter().map(|ledger| ledger.drawn).sum();
				prop_assert!(accrued <= drawn);
			}
			Ok(())
		})?;
	}

	#[test]
	fn take_should_use_up_the_amount_exactly_when_units_are_drawn_in_any_order(
		amount in 1u128..=u128::MAX,
		units in prop::collection::vec(1u64..u64::MAX / 32, 1..30),
	) {
		let covers = units.iter().sum();
		let mut payment = Payment { payer: FOREMAN, covers, amount };
		let costs: Vec<_> = units.iter().map(|units| payment.take(*units).unwrap()).collect();
		prop_assert_eq!(costs.iter().sum::<Balance>(), amount);
		prop_assert_eq!((payment.covers, payment.amount), (0, 0));
		prop_assert_eq!(payment.take(1), None);
	}
}
