//! Rights across pallets: who states what of a register, on which basis, and what follows for licences
//! and for the one question at any moment.

mod common;

use common::*;
use pallet_ip_registry::{AttestationBasis, Call as IpRegistry, Error as IpRegistryError};
use sp_runtime::Permill;
use tracemark_primitives::{
	apis::runtime_decl_for_authorisation_api::AuthorisationApi,
	authorisation::{
		Activity, Answer, AuthorisationReport, ConditionResult, GoodsHistory, Ground, Question,
	},
	customs::{Condition, DeclarationForm, Outcome},
	goods::ClassRight,
	parties::{Owner, Role},
	quantity::Quantity,
	rights::{RightClass, RightEnd},
	territory::Territories,
	time::legal_date,
	Moment, OrgId,
};
use tracemark_runtime::{Block, Runtime};

fn ask(world: &World, party: OrgId, activity: Activity, at: Moment) -> AuthorisationReport {
	<Runtime as AuthorisationApi<Block>>::ask(question(world.right, party, activity, at))
}

/// A claim of the mark that nobody has ruled on, with an accredited reader of the register.
fn claimed_with_reader() -> (Cast, Member) {
	let cast = Cast::admitted();
	let reader = admit("Register Readers", "AT", &[Role::RegisterReader]);
	accredit(&reader);
	cast.brand.does(claim_call(mark(), Territories::european_union()));
	(cast, reader)
}

fn attest(cast: &Cast, territories: Territories, basis: AttestationBasis) -> IpRegistry<Runtime> {
	attest_call(mark().id(), &cast.brand, territories, basis)
}

#[test]
fn a_readers_statement_should_rest_on_an_anchored_extract_when_it_is_accepted() {
	run(|| {
		let (cast, reader) = claimed_with_reader();
		let right = mark().id();
		let today = legal_date(now());
		let basis = AttestationBasis::RegisterExtract { extract: capture(), as_of: today };
		let union = Territories::european_union();
		let not_on_record = || refusal(IpRegistryError::<Runtime>::ExtractNotOnRecord);
		assert_eq!(act(&reader.operator(), attest(&cast, union, basis)), not_on_record());
		reader.does(anchor_call(capture(), right));
		reader.does(attest(&cast, union, basis));
		let question = question(right, cast.brand.org, Activity::Sell, now());
		let report = <Runtime as AuthorisationApi<Block>>::ask(question);
		assert_eq!(report.answer, Answer::Permitted(Ground::Owner));
		assert_eq!(report.basis, Some(basis));

		// The same reader records the lapse: no office is a member that could.
		reader.does(IpRegistry::<Runtime>::record_end {
			right,
			end: RightEnd::Lapsed,
			as_of: today,
			basis,
		});
		let report = <Runtime as AuthorisationApi<Block>>::ask(question);
		assert_eq!(report.answer, Answer::NotRequired);
	});
}

#[test]
fn an_office_should_state_nothing_of_other_territories_when_it_attests() {
	run(|| {
		let (cast, _) = claimed_with_reader();
		let beyond = attest(&cast, Territories::everywhere(), AttestationBasis::Office);
		let refused = refusal(IpRegistryError::<Runtime>::BeyondOffice);
		assert_eq!(act(&cast.office.operator(), beyond), refused);
		let union = Territories::european_union();
		cast.office.does(attest(&cast, union, AttestationBasis::Office));
	});
}

#[test]
fn what_the_owner_did_should_stay_permitted_when_it_assigns_the_right_later() {
	run(|| {
		let world = World::licensed();
		let Cast { brand, .. } = &world.cast;
		let heir = admit("Aurelia Heirs", "IT", &[Role::RightsHolder]);
		let january = now();
		next_block(60 * DAY);
		let (to, from) = (Owner::Organisation(heir.org), Owner::Organisation(brand.org));
		let part = Permill::one();
		brand.does(IpRegistry::<Runtime>::offer_assignment { right: world.right, to, part });
		heir.does(IpRegistry::<Runtime>::accept_assignment { right: world.right, from, part });
		let march = now();
		let owner = Answer::Permitted(Ground::Owner);
		let make = |party: &Member, at| ask(&world, party.org, Activity::Manufacture, at);
		assert_eq!(make(brand, january).answer, owner);
		assert_eq!(make(brand, january).standing, ConditionResult::NotApplicable);
		assert_eq!(make(brand, march).answer, Answer::NotPermitted);
		assert_eq!(make(&heir, march).answer, owner);
		assert_eq!(make(&heir, january).answer, Answer::NotPermitted);
		// A licence binds the new owner.
		let licence = Answer::Permitted(Ground::Licence(world.manufacture));
		assert_eq!(make(&world.cast.factory, march).answer, licence);
	});
}

#[test]
fn a_surrendered_right_should_stand_without_further_licences_until_the_office_ends_it() {
	run(|| {
		let world = World::licensed();
		let Cast { brand, office, trader, importer, .. } = &world.cast;
		brand.does(IpRegistry::<Runtime>::surrender { right: world.right });
		let germany = Territories::of(&[country("DE")]).expect("a country");
		let offer = licence_offer(world.right, trader, terms(&[Activity::Import], germany, None));
		let given_up = refusal(pallet_licensing::Error::<Runtime>::RightGivenUp);
		assert_eq!(act(&brand.operator(), offer), given_up);
		assert_eq!(ask(&world, trader.org, Activity::Import, now()).answer, Answer::NotPermitted);
		let licence = Answer::Permitted(Ground::Licence(world.import));
		assert_eq!(ask(&world, importer.org, Activity::Import, now()).answer, licence);

		next_block(3 * DAY);
		office.does(IpRegistry::<Runtime>::record_end {
			right: world.right,
			end: RightEnd::Surrendered,
			as_of: legal_date(now()),
			basis: AttestationBasis::Office,
		});
		assert_eq!(ask(&world, trader.org, Activity::Import, now()).answer, Answer::NotRequired);
		let before = now() - DAY;
		assert_eq!(ask(&world, trader.org, Activity::Import, before).answer, Answer::NotPermitted);
	});
}

#[test]
fn goods_of_a_class_that_the_mark_lost_should_not_be_stopped_for_it() {
	run(|| {
		let cast = Cast::admitted();
		let Cast { brand, office, trader, .. } = &cast;
		let (right, union) = (mark().id(), Territories::european_union());
		let [bags, shoes] = [18, 25].map(|class| RightClass::Nice { edition: 12, class });
		brand.does(claim_call(mark(), union));
		office.does(IpRegistry::<Runtime>::attest {
			right,
			claimant: Owner::Organisation(brand.org),
			territories: union,
			classes: vec![bags, shoes].try_into().expect("two classes"),
			term: term_of_right(),
			registration: None,
			basis: AttestationBasis::Office,
		});
		let gtin = gtin(BRAND_PREFIX, 3);
		brand.does(pallet_custody::Call::<Runtime>::register_class {
			gtin,
			rights: vec![ClassRight { right, class: Some(bags) }].try_into().expect("one right"),
			hs: hs(),
		});
		let form = DeclarationForm {
			represented: None,
			importer: trader.org,
			holder: trader.org,
			seller: stranger(),
			origin: country("PT"),
			destination: country("DE"),
			reference: None,
			lines: vec![line(gtin, Quantity::Pieces(5), vec![])].try_into().expect("one line"),
		};
		let stopped = first_line(lodge(trader, form.clone()));
		assert_eq!(contradicted(&stopped), vec![Condition::ImportAuthorised]);
		assert_eq!(stopped.decision.outcome, Outcome::SuspendProposed);
		let before = now();

		next_block(3 * DAY);
		office.does(IpRegistry::<Runtime>::limit {
			right,
			classes: vec![shoes].try_into().expect("one class"),
			specification: None,
			as_of: legal_date(now()),
			basis: AttestationBasis::Office,
		});
		let line = first_line(lodge(trader, form));
		assert_eq!(line.decision.outcome, Outcome::NoObjection);
		assert!(line.decision.no_record.contains(Condition::ImportAuthorised));
		let answer = |class, at| {
			let goods = GoodsHistory { class: Some(class), ..Default::default() };
			let asked = Question { goods, ..question(right, trader.org, Activity::Import, at) };
			<Runtime as AuthorisationApi<Block>>::ask(asked).answer
		};
		assert_eq!(answer(bags, now()), Answer::Unknown);
		assert_eq!(answer(bags, before), Answer::NotPermitted);
		assert_eq!(answer(shoes, now()), Answer::NotPermitted);
	});
}
