//! The report as a whole: of lawful consignments, of the clone of the main job, and of goods that nobody knows.

use super::*;
use tracemark_primitives::{
	customs::{InstructionReference, Natures, CONDITIONS},
	goods::EndOfLife,
	parties::NamedParty,
};

#[test]
fn check_should_prove_everything_when_consignment_is_lawful() {
	instructed(|| {
		let report = assert_harmless(lawful());
		assert_eq!(report.no_record, none());
		assert_eq!(report.not_applicable, only(NotHeldElsewhere));
	});
}

#[test]
fn check_should_prove_every_condition_when_unit_is_lawful() {
	instructed(|| {
		let report = assert_harmless(lawful_unit());
		let answers = CONDITIONS.map(|condition| report.answer(condition));
		assert_eq!(answers, [ConditionAnswer::Proved; 11]);
	});
}

#[test]
fn check_should_not_object_when_class_is_unknown() {
	instructed(|| {
		let mut form = form(vec![line(vec![], 50)]);
		form.lines[0].gtin = gtin(2);
		let report = assert_harmless(form);
		assert_eq!(report.answer(RightInForce), ConditionAnswer::NoRecord);
		assert_eq!(report.answer(ManufactureAuthorised), ConditionAnswer::NoRecord);
		assert_eq!(report.answer(ImportAuthorised), ConditionAnswer::NoRecord);
	});
}

#[test]
fn check_should_not_object_when_class_and_serials_are_unknown() {
	instructed(|| {
		let mut form = form(vec![line(vec![unit("X1"), unit("X2"), pallet(9)], 50)]);
		form.lines[0].gtin = gtin(2);
		let report = assert_harmless(form);
		assert_eq!(report.answer(GoodStanding), ConditionAnswer::Proved);
		for condition in CONDITIONS.into_iter().filter(|condition| *condition != GoodStanding) {
			assert_eq!(report.answer(condition), ConditionAnswer::NoRecord, "{condition:?}");
		}
	});
}

#[test]
fn check_should_not_object_when_stock_of_a_known_class_is_unserialised() {
	instructed(|| {
		let report = assert_harmless(form(vec![line(vec![], 50)]));
		assert_eq!(report.answer(RightInForce), ConditionAnswer::Proved);
		assert_eq!(report.answer(ImportAuthorised), ConditionAnswer::Proved);
		let neutral = none()
			.with(ManufactureAuthorised)
			.with(CustodyUnbroken)
			.with(IdentityProven)
			.with(NotRecalled);
		assert_eq!(report.no_record, neutral);
		let unasked = none()
			.with(QuantityMatches)
			.with(NotHeldElsewhere)
			.with(NotClearedBefore)
			.with(NotEnded);
		assert_eq!(report.not_applicable, unasked);
	});
}

#[test]
fn check_should_not_object_when_importer_declares_for_itself() {
	instructed(|| {
		let form = DeclarationForm { represented: None, ..lawful() };
		mandate(WAREHOUSE, IMPORTER);
		let report = Customs::dry_run(IMPORTER, &form);
		assert_eq!(report.outcome, Outcome::NoObjection);
		assert!(matches!(status(lodge_by(IMPORTER, form)), LineStatus::Released { .. }));
	});
}

#[test]
fn check_should_not_object_when_seller_is_outside() {
	instructed(|| {
		let tag = tracemark_primitives::parties::PartyTag { key_version: 1, tag: lot() };
		assert_harmless(DeclarationForm { seller: NamedParty::Outsider(tag), ..lawful() });
	});
}

#[test]
fn check_should_name_every_contradiction_when_goods_are_cloned() {
	instructed(|| {
		set_unit(|at| at.cleared = Some(Clearance { declaration: 77, destination: GERMANY }));
		let report = Customs::dry_run(TRADER, &cloned()).lines[0].clone();
		let contradicted = only(ImportAuthorised)
			.with(CustodyUnbroken)
			.with(NotHeldElsewhere)
			.with(NotClearedBefore);
		assert_eq!(report.contradicted, contradicted);
		assert_eq!(report.outcome, Outcome::SuspendProposed);
		assert_eq!(
			report.references.to_vec(),
			[
				Reference::Right(right()),
				Reference::Object(unit_object()),
				Reference::Organisation(WAREHOUSE),
				Reference::Declaration(77),
			]
		);
		let natures = Natures::of(&[Nature::OtherInfringement, Nature::Copying]);
		assert_eq!(Decision::from(report).natures, natures);
	});
}

#[test]
fn check_should_take_the_most_severe_line_when_lines_differ() {
	instructed(|| {
		set_unit(|at| at.presence = Presence::Ended(EndOfLife::Sold));
		let form = form(vec![line(vec![pallet(1)], PIECES), line(vec![unit("A1")], 1)]);
		let report = Customs::dry_run(BROKER, &form);
		assert_eq!(report.outcome, Outcome::SuspendProposed);
		assert_eq!(report.lines[0].outcome, Outcome::NoObjection);
		let cited = InstructionReference {
			authority: GERMAN_CUSTOMS,
			since: NOW,
			reference: H256::repeat_byte(0x77),
		};
		assert_eq!(report.standing_instruction, Some(cited));
	});
}

#[test]
fn check_should_cite_no_instruction_when_it_would_release_nothing() {
	instructed(|| {
		let report = Customs::dry_run(TRADER, &cloned());
		assert_eq!(report.standing_instruction, None);
	});
}

#[test]
fn check_should_cite_no_instruction_when_its_authority_is_suspended() {
	instructed(|| {
		FakeMembership::set_standing(GERMAN_CUSTOMS, Standing::Suspended);
		assert_eq!(Customs::dry_run(BROKER, &lawful()).standing_instruction, None);
		assert_eq!(status(lodge(lawful())), LineStatus::Lodged);
	});
}

#[test]
fn dry_run_should_ask_for_no_mandate_when_asked() {
	ExtBuilder::default().without_mandates().build_and_execute(|| {
		assert_eq!(report(&lawful()).outcome, Outcome::NoObjection);
	});
}

#[test]
fn dry_run_should_change_nothing_when_asked() {
	ExtBuilder::default().build_and_execute(|| {
		frame_support::assert_storage_noop!(Customs::dry_run(BROKER, &lawful()));
		assert!(control_calls().is_empty());
	});
}
