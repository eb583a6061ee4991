//! Whether the importer may import the goods, and what they are if not.

use super::*;
use tracemark_primitives::{
	authorisation::{Answer, Ground},
	customs::Natures,
	goods::EndOfLife,
	quantity::Quantity,
};

#[test]
fn check_should_contradict_import_when_licence_is_revoked() {
	instructed(|| {
		import_answer(licensed(|report| report.not_revoked = Failed));
		let references = report(&lawful()).references;
		assert_eq!(references.to_vec(), [Reference::Licence(LICENCE), Reference::Right(right())]);
		// Genuine goods, so it is parallel trade, which the regime does not let stop them.
		assert_stopped(lawful(), ImportAuthorised, Nature::ParallelTrade, Outcome::Documents);
	});
}

#[test]
fn check_should_contradict_import_when_destination_is_another() {
	instructed(|| {
		FakeAuthorisation::answer(
			import(IMPORTER, FRANCE),
			licensed(|report| report.territory = Failed),
		);
		let form = DeclarationForm { destination: FRANCE, ..lawful() };
		assert_stopped(form, ImportAuthorised, Nature::ParallelTrade, Outcome::Documents);
	});
}

#[test]
fn check_should_allow_import_when_importer_owns_the_right() {
	instructed(|| {
		import_answer(AuthorisationReport::bare(Answer::Permitted(Ground::Owner)));
		assert_eq!(assert_harmless(lawful()).answer(ImportAuthorised), ConditionAnswer::Proved);
	});
}

#[test]
fn check_should_know_nothing_of_import_when_licensing_does_not() {
	instructed(|| {
		import_answer(AuthorisationReport::bare(Answer::Unknown));
		assert_eq!(assert_harmless(lawful()).no_record, only(ImportAuthorised));
	});
}

#[test]
fn check_should_find_infringement_when_unlicensed_goods_are_not_shown_genuine() {
	instructed(|| {
		import_answer(unlicensed());
		let form = form(vec![line(vec![], 50)]);
		assert_eq!(report(&form).references.to_vec(), [Reference::Right(right())]);
		let (nature, outcome) = (Nature::OtherInfringement, Outcome::SuspendProposed);
		assert_stopped(form, ImportAuthorised, nature, outcome);
	});
}

#[test]
fn check_should_find_parallel_trade_when_data_of_genuine_goods_do_not_agree() {
	instructed(|| {
		import_answer(unlicensed());
		let report = report(&form(vec![line(vec![pallet(1)], PIECES + 1)]));
		assert_eq!(report.findings[0].nature, Nature::ParallelTrade);
		assert_eq!(report.outcome, Outcome::Examine);
	});
}

#[test]
fn check_should_find_infringement_when_something_points_to_copies() {
	instructed(|| {
		import_answer(unlicensed());
		set_unit(|at| at.presence = Presence::Ended(EndOfLife::Sold));
		assert_eq!(report(&lawful_unit()).findings[0].nature, Nature::OtherInfringement);
	});
}

#[test]
fn check_should_not_take_bad_standing_for_a_licence_when_there_is_none() {
	instructed(|| {
		FakeMembership::set_standing(IMPORTER, Standing::Suspended);
		import_answer(AuthorisationReport { standing: Failed, ..unlicensed() });
		let contradicted = report(&lawful()).contradicted;
		assert_eq!(contradicted, only(ImportAuthorised).with(GoodStanding));
	});
}

#[test]
fn check_should_find_breach_of_contract_when_only_quantity_is_left_out() {
	instructed(|| {
		FakeAuthorisation::set_left(LICENCE, Quantity::Pieces(PIECES - 1));
		assert_stopped(lawful(), ImportAuthorised, Nature::Contract, Outcome::Documents);
	});
}

#[test]
fn check_should_add_up_lines_when_they_rest_on_one_licence() {
	instructed(|| {
		FakeAuthorisation::set_left(LICENCE, Quantity::Pieces(50));
		let form = form(vec![line(vec![], 30), line(vec![], 30), line(vec![], 20)]);
		let report = Customs::dry_run(BROKER, &form);
		let contradicted: Vec<_> = report.lines.iter().map(|line| line.contradicted).collect();
		assert_eq!(contradicted, [none(), only(ImportAuthorised), none()]);
		assert_ok!(Customs::lodge(signed(BROKER.into()), form.into()));
		assert_eq!(FakeAuthorisation::left(LICENCE), Some(Quantity::Pieces(0)));
	});
}

#[test]
fn check_should_let_parallel_trade_stop_goods_when_the_regime_does() {
	instructed(|| {
		let suspends = Natures::of(&[Nature::ParallelTrade]);
		assert_ok!(Customs::set_regime(RuntimeOrigin::root(), GERMANY, suspends));
		import_answer(unlicensed());
		let (nature, outcome) = (Nature::ParallelTrade, Outcome::SuspendProposed);
		assert_stopped(lawful(), ImportAuthorised, nature, outcome);
	});
}
