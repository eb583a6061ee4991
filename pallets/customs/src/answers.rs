//! The answers of one line, and the report that they make.

use crate::Regime;
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::BoundedVec;
use tracemark_primitives::customs::{
	Condition, ConditionAnswer, Conditions, Finding, LineReport, Nature, Outcome, Reference,
	CONDITIONS,
};
use Condition::ManufactureAuthorised;
use ConditionAnswer::{Contradicted, NoRecord, Proved};

/// The answers of one line as they come in. The most severe answer to a condition stands.
pub(crate) struct Answers {
	regime: Regime,
	entries: BTreeMap<Condition, Entry>,
}

struct Entry {
	answer: ConditionAnswer,
	finding: Option<(Nature, Outcome)>,
	/// The first leads the reader on; the second is shown if there is room.
	references: [Option<Reference>; 2],
}

impl Answers {
	pub(crate) fn new(regime: Regime) -> Self {
		Self { regime, entries: BTreeMap::new() }
	}

	pub(crate) fn answer(&self, condition: Condition) -> ConditionAnswer {
		self.entries.get(&condition).map_or(ConditionAnswer::NotApplicable, |entry| entry.answer)
	}

	fn entry(&mut self, condition: Condition) -> &mut Entry {
		self.entries.entry(condition).or_insert(Entry {
			answer: ConditionAnswer::NotApplicable,
			finding: None,
			references: [None; 2],
		})
	}

	pub(crate) fn note(&mut self, answer: ConditionAnswer, conditions: &[Condition]) {
		for condition in conditions {
			let entry = self.entry(*condition);
			entry.answer = entry.answer.max(answer);
		}
	}

	pub(crate) fn contradict(
		&mut self,
		condition: Condition,
		nature: Nature,
		outcome: Outcome,
		references: [Option<Reference>; 2],
	) {
		self.note(Contradicted, &[condition]);
		self.find(condition, nature, outcome, references);
	}

	fn find(
		&mut self,
		condition: Condition,
		nature: Nature,
		outcome: Outcome,
		references: [Option<Reference>; 2],
	) {
		let outcome = self.regime.temper(nature, outcome);
		let entry = self.entry(condition);
		if entry.finding.is_none_or(|(_, before)| outcome > before) {
			entry.finding = Some((nature, outcome));
			entry.references = references;
		}
	}

	/// Notes that something on record leaves a condition open, which by itself would lead to `outcome`.
	pub(crate) fn leave_open(
		&mut self,
		condition: Condition,
		nature: Nature,
		outcome: Outcome,
		references: [Option<Reference>; 2],
	) {
		self.note(NoRecord, &[condition]);
		self.find(condition, nature, outcome, references);
	}

	/// Whether the chain shows the claimed goods to be genuine: made with authority, and nothing points to
	/// copies of them. Without a licence to import they are then parallel trade; data that do not agree, or
	/// a breach of another law, do not make them an infringement.
	pub(crate) fn show_genuine_goods(&self) -> bool {
		let is_copying = |entry: &Entry| matches!(entry.finding, Some((Nature::Copying, _)));
		self.answer(ManufactureAuthorised) == Proved && !self.entries.values().any(is_copying)
	}

	pub(crate) fn into_report(self) -> LineReport {
		let set = |answer| {
			let given = CONDITIONS.iter().filter(|condition| self.answer(**condition) == answer);
			given.fold(Conditions::default(), |set, condition| set.with(*condition))
		};
		let findings: Vec<Finding> = self
			.entries
			.iter()
			.filter_map(|(condition, entry)| {
				let (nature, outcome) = entry.finding?;
				Some(Finding { condition: *condition, nature, outcome })
			})
			.collect();
		let leading = self.entries.values().filter_map(|entry| entry.references[0]);
		let further = self.entries.values().filter_map(|entry| entry.references[1]);
		let mut references = Vec::new();
		for reference in leading.chain(further) {
			if !references.contains(&reference) {
				references.push(reference);
			}
		}
		LineReport {
			outcome: worst(findings.iter().map(|finding| finding.outcome)),
			contradicted: set(Contradicted),
			no_record: set(NoRecord),
			not_applicable: set(ConditionAnswer::NotApplicable),
			// One per condition, with the same bound.
			findings: BoundedVec::truncate_from(findings),
			references: BoundedVec::truncate_from(references),
		}
	}
}

pub(crate) fn worst(outcomes: impl Iterator<Item = Outcome>) -> Outcome {
	outcomes.max().unwrap_or(Outcome::NoObjection)
}
