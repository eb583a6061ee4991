//! The lawful consignment, its twins that differ in one fact, and its harmless variants: a file for each condition
//! that the fact concerns, `report` for the whole.

mod clearance;
mod custody;
mod identity;
mod import;
mod licensing;
mod life;
mod quantity;
mod recall;
mod report;
mod right;
mod standing;

use super::*;
use tracemark_primitives::{
	authorisation::{AuthorisationReport, ConditionResult::Failed},
	customs::{ConditionAnswer, DeclarationForm, Finding, Reference},
	fakes::FakeAuthorisation,
	goods::{GoodsFacts, LotFacts, Presence},
	traits::CustodyInspect,
};
use Condition::*;

fn none() -> Conditions {
	Conditions::default()
}

fn lawful_unit() -> DeclarationForm {
	form(vec![line(vec![unit("A1")], 1)])
}

/// Exactly `condition` is contradicted, with this nature and outcome; lodging decides the same and
/// nothing is released although the authority gave an instruction.
#[track_caller]
fn assert_stopped(form: DeclarationForm, condition: Condition, nature: Nature, outcome: Outcome) {
	let report = report(&form);
	assert_eq!(report.contradicted, only(condition));
	assert_eq!(report.findings.to_vec(), [Finding { condition, nature, outcome }]);
	assert_eq!(report.outcome, outcome);
	let id = lodge(form);
	assert_eq!(Customs::line(id, 0).unwrap().decision, Decision::from(report));
	assert_eq!(status(id), LineStatus::Lodged);
}

/// Nothing is contradicted, and lodging releases.
#[track_caller]
fn assert_harmless(form: DeclarationForm) -> LineReport {
	let report = report(&form);
	assert_eq!(report.contradicted, none());
	assert!(report.findings.is_empty() && report.references.is_empty());
	assert_eq!(report.outcome, Outcome::NoObjection);
	assert!(matches!(status(lodge(form)), LineStatus::Released { .. }));
	report
}

fn instructed(test: impl FnOnce()) {
	ExtBuilder::default().instructed().build_and_execute(test);
}

fn import_answer(report: AuthorisationReport) {
	FakeAuthorisation::answer(import(IMPORTER, GERMANY), report);
}

fn set_lot(change: impl FnOnce(&mut LotFacts)) {
	let mut facts = <FakeCustody as CustodyInspect>::lot(&lot()).unwrap();
	change(&mut facts);
	FakeCustody::set_lot(lot(), facts);
}

fn set_pallet(facts: GoodsFacts) {
	FakeCustody::set_facts(&pallet(1), pallet_object(), facts);
}
