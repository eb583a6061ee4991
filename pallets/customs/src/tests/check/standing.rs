//! Whether the parties have good standing.

use super::*;
use tracemark_primitives::fakes::FakeRights;

#[test]
fn check_should_contradict_standing_when_holder_is_suspended() {
	instructed(|| {
		FakeMembership::set_standing(WAREHOUSE, Standing::Suspended);
		let references = report(&lawful()).references;
		assert_eq!(references.to_vec(), [Reference::Organisation(WAREHOUSE)]);
		assert_stopped(lawful(), GoodStanding, Nature::OtherLaw, Outcome::Examine);
	});
}

#[test]
fn check_should_contradict_standing_alone_when_suspended_holder_imports() {
	instructed(|| {
		set_pallet(at(facts(pallet_object(), PIECES), |at| at.holder = IMPORTER));
		FakeMembership::set_standing(IMPORTER, Standing::Suspended);
		import_answer(licensed(|report| report.standing = Failed));
		let form = DeclarationForm { holder: IMPORTER, ..lawful() };
		assert_stopped(form, GoodStanding, Nature::OtherLaw, Outcome::Examine);
	});
}

#[test]
fn check_should_report_standing_alone_when_suspended_importer_owns_the_right() {
	instructed(|| {
		let owner = tracemark_primitives::parties::Owner::Organisation(IMPORTER);
		FakeRights::set(
			right(),
			tracemark_primitives::rights::RightFacts {
				owners: tracemark_primitives::rights::sole_owner(owner),
				..brand_right()
			},
		);
		FakeMembership::set_standing(IMPORTER, Standing::Suspended);
		import_answer(AuthorisationReport { standing: Failed, ..unlicensed() });
		assert_stopped(lawful(), GoodStanding, Nature::OtherLaw, Outcome::Examine);
	});
}

#[test]
fn dry_run_should_count_an_unknown_party_as_without_standing_when_named() {
	ExtBuilder::default().build_and_execute(|| {
		let form = DeclarationForm { importer: 404, ..lawful() };
		assert!(report(&form).contradicted.contains(GoodStanding));
	});
}
