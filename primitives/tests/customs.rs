//! Declarations and what is said about them.

use proptest::prelude::*;
use tracemark_primitives::{
	customs::{
		Condition, ConditionAnswer, Conditions, DeclarationForm, DeclarationLine, LineReport,
		Nature, Natures, Outcome, CONDITIONS,
	},
	goods::GoodsClaim,
	gs1::{Gtin, Sscc},
	hs::HsCode,
	parties::NamedParty,
	quantity::Quantity,
	territory::Country,
	Malformed, Validate,
};

fn form() -> DeclarationForm {
	let line = DeclarationLine {
		gtin: Gtin::try_from("09520123456788").unwrap(),
		hs: HsCode { edition: 2022, code: *b"640299" },
		quantity: Quantity::Pieces(10),
		value: Default::default(),
		goods: vec![GoodsClaim::Consignment { id: Default::default() }].try_into().unwrap(),
	};
	DeclarationForm {
		represented: None,
		importer: 1,
		holder: 1,
		seller: NamedParty::Member(2),
		origin: Country(*b"VN"),
		destination: Country(*b"DE"),
		reference: None,
		lines: vec![line].try_into().unwrap(),
	}
}

#[test]
fn form_should_be_accepted_when_every_part_is_well_formed() {
	assert_eq!(form().validate(), Ok(()));
	let mut unserialised = form();
	unserialised.lines[0].goods.clear();
	assert_eq!(unserialised.validate(), Ok(()));
}

#[test]
fn form_should_be_refused_when_any_part_is_malformed() {
	let faults: [fn(&mut DeclarationForm); 7] = [
		|form| form.origin = Country(*b"XX"),
		|form| form.destination = Country(*b"EU"),
		|form| form.lines.clear(),
		|form| form.lines[0].gtin = Gtin([b'1'; 14]),
		|form| form.lines[0].hs.edition = 2021,
		|form| form.lines[0].quantity = Quantity::Pieces(0),
		|form| form.lines[0].goods[0] = GoodsClaim::LogisticUnit { sscc: Sscc([b'1'; 18]) },
	];
	for (number, fault) in faults.into_iter().enumerate() {
		let mut form = form();
		fault(&mut form);
		assert_eq!(form.validate(), Err(Malformed), "fault {number}");
	}
}

#[test]
fn conditions_should_have_the_bit_of_their_number_when_in_a_set() {
	assert!(Conditions::default().is_empty());
	for (number, condition) in CONDITIONS.into_iter().enumerate() {
		let set = Conditions::default().with(condition);
		assert_eq!(set, Conditions(1 << number));
		assert!(!set.is_empty());
		assert!(CONDITIONS.iter().all(|other| set.contains(*other) == (*other == condition)));
	}
}

#[test]
fn natures_should_have_the_bit_of_their_number_when_in_a_set() {
	use Nature::*;
	let natures = [Copying, OtherInfringement, ParallelTrade, Contract, Data, OtherLaw];
	for (number, nature) in natures.into_iter().enumerate() {
		let set = Natures::of(&[nature]);
		assert_eq!(set, Natures(1 << number));
		assert!(natures.iter().all(|other| set.contains(*other) == (*other == nature)));
	}
	assert_eq!(Natures::of(&natures), Natures(0b11_1111));
}

#[test]
fn outcomes_and_answers_should_rise_with_their_severity_when_compared() {
	use Outcome::*;
	assert!(NoObjection < Documents && Documents < Examine && Examine < SuspendProposed);
	use ConditionAnswer::*;
	assert!(NotApplicable < Proved && Proved < NoRecord && NoRecord < Contradicted);
}

proptest! {
	#[test]
	fn line_should_answer_each_condition_when_sets_are_disjoint(
		answers in prop::collection::vec(0usize..4, 10)
	) {
		use ConditionAnswer::*;
		let answers: Vec<_> =
			answers.into_iter().map(|n| [Contradicted, NoRecord, NotApplicable, Proved][n]).collect();
		let set = |answer| {
			CONDITIONS.iter().zip(&answers).filter(|(_, given)| **given == answer)
				.fold(Conditions::default(), |set, (condition, _)| set.with(*condition))
		};
		let report = LineReport {
			outcome: Outcome::NoObjection,
			contradicted: set(Contradicted),
			no_record: set(NoRecord),
			not_applicable: set(NotApplicable),
			findings: Default::default(),
			references: Default::default(),
		};
		for (condition, answer) in CONDITIONS.into_iter().zip(&answers) {
			prop_assert_eq!(report.answer(condition), *answer);
		}
	}
}

#[test]
fn condition_numbers_should_be_their_places_when_listed() {
	let numbers: Vec<u8> =
		CONDITIONS.iter().map(|condition: &Condition| *condition as u8).collect();
	assert_eq!(numbers, (0..11).collect::<Vec<_>>());
}
