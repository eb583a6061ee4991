//! The one check behind the dry run and the dispatch. Reads, never writes.

use crate::{Config, Pallet, Regime, Regimes, StandingInstruction};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use core::marker::PhantomData;
use frame_support::BoundedVec;
use sp_runtime::SaturatedConversion;
use tracemark_primitives::{
	authorisation::{Activity, Answer, AuthorisationReport, ConditionResult, Ground, Question},
	customs::{
		Condition, ConditionAnswer, Conditions, DeclarationForm, DeclarationLine,
		DeclarationReport, Finding, LineReport, Nature, Outcome, Reference, CONDITIONS,
	},
	goods::{GoodsClaim, GoodsFacts, ObjectId, Presence, ProofOutcome, Whereabouts},
	parties::{NamedParty, Owner, Standing},
	quantity::Quantity,
	rights::RightId,
	traits::{Authorisation, CustodyInspect, Membership, RightsInspect},
	LicenceId, Moment, OrgId,
};
use Condition::*;
use ConditionAnswer::{Contradicted, NoRecord, Proved};

/// The report, with what lodging needs beside it.
pub(crate) struct Assessment<'a> {
	/// What the declarant is told.
	pub report: DeclarationReport,
	/// Line by line, in the order of the report.
	pub lines: Vec<LineAssessment<'a>>,
	/// The instruction by which lines without objection are released.
	pub instruction: Option<StandingInstruction>,
	/// Whether one record was claimed twice, or lies in another, e.g. a unit in a consignment beside it.
	pub overlapping: bool,
}

/// What lodging needs of a line beside its report.
#[derive(Default)]
pub(crate) struct LineAssessment<'a> {
	/// The licences that the import rests on.
	pub licences: Vec<LicenceId>,
	/// Goods in the trade that a party named as holder holds.
	pub goods: Vec<&'a GoodsClaim>,
	/// How many rights were asked for beyond the first.
	pub further_rights: u32,
	/// How many lots were looked at beyond the first of each claim.
	pub further_lots: u32,
}

/// The answers of one line as they come in. The most severe answer to a condition stands.
struct Answers {
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
	fn new(regime: Regime) -> Self {
		Self { regime, entries: BTreeMap::new() }
	}

	fn answer(&self, condition: Condition) -> ConditionAnswer {
		self.entries.get(&condition).map_or(ConditionAnswer::NotApplicable, |entry| entry.answer)
	}

	fn entry(&mut self, condition: Condition) -> &mut Entry {
		self.entries.entry(condition).or_insert(Entry {
			answer: ConditionAnswer::NotApplicable,
			finding: None,
			references: [None; 2],
		})
	}

	fn note(&mut self, answer: ConditionAnswer, conditions: &[Condition]) {
		for condition in conditions {
			let entry = self.entry(*condition);
			entry.answer = entry.answer.max(answer);
		}
	}

	fn contradict(
		&mut self,
		condition: Condition,
		nature: Nature,
		outcome: Outcome,
		references: [Option<Reference>; 2],
	) {
		let outcome = self.regime.temper(nature, outcome);
		let entry = self.entry(condition);
		entry.answer = Contradicted;
		if entry.finding.is_none_or(|(_, before)| outcome > before) {
			entry.finding = Some((nature, outcome));
			entry.references = references;
		}
	}

	/// Whether the chain shows the claimed goods to be those that it knows, in the right hands: without
	/// a licence to import they are then parallel trade.
	fn show_genuine_goods(&self) -> bool {
		const OF_GOODS: [Condition; 7] = [
			ManufactureAuthorised,
			CustodyUnbroken,
			QuantityMatches,
			NotHeldElsewhere,
			NotClearedBefore,
			NotEnded,
			IdentityProven,
		];
		self.answer(ManufactureAuthorised) == Proved
			&& self.answer(CustodyUnbroken) == Proved
			&& OF_GOODS.iter().all(|condition| self.answer(*condition) != Contradicted)
	}

	fn into_report(self) -> LineReport {
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
			// One per condition, of which there are ten.
			findings: BoundedVec::truncate_from(findings),
			references: BoundedVec::truncate_from(references),
		}
	}
}

fn worst(outcomes: impl Iterator<Item = Outcome>) -> Outcome {
	outcomes.max().unwrap_or(Outcome::NoObjection)
}

impl<T: Config> Pallet<T> {
	/// Asks every condition of every line as of `now`.
	pub(crate) fn check(declarant: OrgId, form: &DeclarationForm, now: Moment) -> Assessment<'_> {
		let mut check = Check::<T>::new(declarant, form, now);
		let (reports, lines): (Vec<_>, Vec<_>) =
			form.lines.iter().map(|line| check.line(line)).unzip();
		let instruction = Self::standing_instruction(&form.destination);
		let releases = reports.iter().any(|report| report.outcome == Outcome::NoObjection);
		Assessment {
			report: DeclarationReport {
				outcome: worst(reports.iter().map(|report| report.outcome)),
				standing_instruction: instruction
					.as_ref()
					.filter(|_| releases)
					.map(|instruction| instruction.authority),
				// As many as lines, with the same bound.
				lines: BoundedVec::truncate_from(reports),
			},
			lines,
			instruction,
			overlapping: check.is_overlapping(),
		}
	}
}

/// The check under way: what belongs to the declaration, and what adds up over its lines.
struct Check<'a, T> {
	form: &'a DeclarationForm,
	declarant: OrgId,
	now: Moment,
	regime: Regime,
	/// The first of importer, holder and represented party that may not act.
	unfit: Option<OrgId>,
	/// What earlier lines count against the licences of a right.
	counted: BTreeMap<RightId, Quantity>,
	/// Records that are claimed as a whole.
	wholes: BTreeSet<ObjectId>,
	/// Those of them that other objects can lie in.
	logistic_units: BTreeSet<ObjectId>,
	/// Records that single units are claimed out of.
	parts: BTreeSet<ObjectId>,
	claimed_twice: bool,
	_config: PhantomData<T>,
}

impl<'a, T: Config> Check<'a, T> {
	fn new(declarant: OrgId, form: &'a DeclarationForm, now: Moment) -> Self {
		let mut parties = [form.importer, form.holder].into_iter().chain(form.represented);
		let unfit = parties.find(|org| {
			T::Membership::party(*org).is_none_or(|party| party.standing != Standing::Good)
		});
		Self {
			form,
			declarant,
			now,
			regime: Regimes::<T>::get(form.destination),
			unfit,
			counted: BTreeMap::new(),
			wholes: BTreeSet::new(),
			logistic_units: BTreeSet::new(),
			parts: BTreeSet::new(),
			claimed_twice: false,
			_config: PhantomData,
		}
	}

	fn is_overlapping(&self) -> bool {
		self.claimed_twice || !self.wholes.is_disjoint(&self.parts) || self.is_nested()
	}

	/// Whether a claimed record lies in another. Asks custody only if there are two, and one of them can
	/// hold the other.
	fn is_nested(&self) -> bool {
		let records = || self.wholes.union(&self.parts);
		let lies_in_another = |record: &ObjectId| {
			let enclosing = T::Custody::enclosing(record);
			enclosing.iter().any(|outer| self.logistic_units.contains(outer))
		};
		!self.logistic_units.is_empty() && records().count() > 1 && records().any(lies_in_another)
	}

	/// Whether custody may end with `org`: the holder as declared, or the party represented, which is the
	/// declarant if it acts for itself.
	fn may_hold(&self, org: OrgId) -> bool {
		org == self.form.holder || org == self.form.represented.unwrap_or(self.declarant)
	}

	/// Whether the declaration names `org` at all.
	fn names(&self, org: OrgId) -> bool {
		self.may_hold(org)
			|| org == self.form.importer
			|| org == self.declarant
			|| self.form.seller == NamedParty::Member(org)
	}

	fn line(&mut self, line: &'a DeclarationLine) -> (LineReport, LineAssessment<'a>) {
		let mut answers = Answers::new(self.regime);
		let mut found = LineAssessment::default();
		match self.unfit {
			Some(org) => answers.contradict(
				GoodStanding,
				Nature::OtherLaw,
				Outcome::Examine,
				[Some(Reference::Organisation(org)), None],
			),
			None => answers.note(Proved, &[GoodStanding]),
		}
		self.goods(line, &mut answers, &mut found);
		self.rights(line, &mut answers, &mut found);
		(answers.into_report(), found)
	}

	/// What custody answers. Unserialised goods leave it nothing to answer.
	fn goods(
		&mut self,
		line: &'a DeclarationLine,
		answers: &mut Answers,
		found: &mut LineAssessment<'a>,
	) {
		if line.goods.is_empty() {
			return answers
				.note(NoRecord, &[ManufactureAuthorised, CustodyUnbroken, IdentityProven]);
		}
		let mut known = Some(line.quantity.with_value(0));
		let mut all_known = true;
		for claim in &line.goods {
			let facts = T::Custody::facts(claim);
			if facts.proof == ProofOutcome::Refuted {
				let object = facts.whereabouts.map(|at| Reference::Object(at.object));
				answers.contradict(
					IdentityProven,
					Nature::Copying,
					Outcome::SuspendProposed,
					[object, None],
				);
			}
			let is_unit = matches!(claim, GoodsClaim::Unit { .. });
			let Some(at) = facts.whereabouts else {
				all_known = false;
				answers.note(
					NoRecord,
					&[
						ManufactureAuthorised,
						CustodyUnbroken,
						NotClearedBefore,
						NotEnded,
						IdentityProven,
					],
				);
				if is_unit {
					answers.note(NoRecord, &[NotHeldElsewhere]);
				}
				continue;
			};
			match claim {
				GoodsClaim::Unit { .. } => {
					self.parts.insert(at.object);
				},
				whole => {
					self.claimed_twice |= !self.wholes.insert(at.object);
					if matches!(whole, GoodsClaim::LogisticUnit { .. }) {
						self.logistic_units.insert(at.object);
					}
				},
			}
			self.identity(line, &at, &facts, answers);
			self.custody(&at, is_unit, answers);
			for content in &facts.contents {
				known = known.and_then(|sum| sum.checked_add(&content.quantity));
			}
			let lots: u32 = facts.contents.len().saturated_into();
			found.further_lots = found.further_lots.saturating_add(lots.saturating_sub(1));
			if self.may_hold(at.holder) && !matches!(at.presence, Presence::Ended(_)) {
				found.goods.push(claim);
			}
		}
		match known {
			Some(known) if all_known && known == line.quantity => {
				answers.note(Proved, &[QuantityMatches])
			},
			// Goods without record may make up for the rest, but not for too much.
			Some(known) if !all_known && known.value() <= line.quantity.value() => {
				answers.note(NoRecord, &[QuantityMatches])
			},
			_ => answers.contradict(QuantityMatches, Nature::Data, Outcome::Examine, [None; 2]),
		}
	}

	/// Whether all that lies in the goods was made as the class that the line names.
	fn identity(
		&self,
		line: &DeclarationLine,
		at: &Whereabouts,
		facts: &GoodsFacts,
		answers: &mut Answers,
	) {
		for content in &facts.contents {
			match T::Custody::lot(&content.lot) {
				None => answers.note(NoRecord, &[ManufactureAuthorised, IdentityProven]),
				// Commissioning asked for the authority to manufacture.
				Some(lot) if lot.gtin == line.gtin => {
					answers.note(Proved, &[ManufactureAuthorised, IdentityProven])
				},
				Some(_) => {
					answers.note(Proved, &[ManufactureAuthorised]);
					answers.contradict(
						IdentityProven,
						Nature::Data,
						Outcome::Examine,
						[Some(Reference::Object(at.object)), None],
					);
				},
			}
		}
	}

	/// Whether the goods are where the declaration says. Those whose life ended count as with their last
	/// holder.
	fn custody(&self, at: &Whereabouts, is_unit: bool, answers: &mut Answers) {
		use Nature::*;
		use Outcome::*;
		let object = Some(Reference::Object(at.object));
		let organisation = |org| Some(Reference::Organisation(org));

		if !self.may_hold(at.holder) {
			let references = [object, organisation(at.holder)];
			answers.contradict(CustodyUnbroken, Copying, SuspendProposed, references);
		} else {
			match at.presence {
				Presence::Held | Presence::Ended(_) => answers.note(Proved, &[CustodyUnbroken]),
				Presence::Offered { to } => {
					answers.contradict(CustodyUnbroken, Data, Examine, [object, organisation(to)])
				},
				Presence::Detained { by } => {
					let references = [object, organisation(by)];
					answers.contradict(CustodyUnbroken, OtherLaw, Examine, references);
				},
			}
		}
		// A logistic unit or consignment has one place; only a serial can be on two labels.
		if is_unit {
			if self.names(at.holder) {
				answers.note(Proved, &[NotHeldElsewhere]);
			} else {
				let references = [organisation(at.holder), object];
				answers.contradict(NotHeldElsewhere, Copying, SuspendProposed, references);
			}
		}
		match at.cleared {
			Some(clearance) if clearance.destination == self.form.destination => {
				let references = [Some(Reference::Declaration(clearance.declaration)), object];
				answers.contradict(NotClearedBefore, Copying, SuspendProposed, references);
			},
			_ => answers.note(Proved, &[NotClearedBefore]),
		}
		if matches!(at.presence, Presence::Ended(_)) {
			answers.contradict(NotEnded, Copying, SuspendProposed, [object, None]);
		} else {
			answers.note(Proved, &[NotEnded]);
		}
	}

	/// What register and licences answer. Of a class that nobody registered they know nothing.
	fn rights(
		&mut self,
		line: &DeclarationLine,
		answers: &mut Answers,
		found: &mut LineAssessment<'a>,
	) {
		let Some(class) = T::Custody::class(&line.gtin) else {
			return answers
				.note(NoRecord, &[RightInForce, ManufactureAuthorised, ImportAuthorised]);
		};
		if class.rights.is_empty() {
			answers.note(NoRecord, &[RightInForce]);
		}
		let further = class.rights.len().saturating_sub(1);
		found.further_rights = further.saturated_into();
		for id in &class.rights {
			let reference = Some(Reference::Right(*id));
			match T::Rights::right(id) {
				None => answers.note(NoRecord, &[RightInForce]),
				Some(right) if !right.stood_at(self.now) => answers.contradict(
					RightInForce,
					Nature::Data,
					Outcome::Documents,
					[reference, None],
				),
				Some(right) if right.territories.contains(&self.form.destination) => {
					answers.note(Proved, &[RightInForce]);
					self.import(line, *id, &right.owner, answers, found);
				},
				// Stands, but has no effect here: a right that cannot be infringed by this import.
				Some(_) => {},
			}
		}
	}

	/// Whether the importer may import under a right in force. What earlier lines count against the
	/// right's licences is counted too, so that a declaration cannot exceed them line by line.
	fn import(
		&mut self,
		line: &DeclarationLine,
		right: RightId,
		owner: &Owner<T::AccountId>,
		answers: &mut Answers,
		found: &mut LineAssessment<'a>,
	) {
		let counted = self.counted.get(&right).and_then(|sum| sum.checked_add(&line.quantity));
		let quantity = counted.unwrap_or(line.quantity);
		let report = T::Authorisation::ask(&Question {
			right,
			party: self.form.importer,
			activity: Activity::Import,
			country: self.form.destination,
			at: self.now,
			quantity: Some(quantity),
		});
		let nature = match report.answer {
			Answer::Permitted(Ground::Licence(licence)) => {
				self.counted.insert(right, quantity);
				found.licences.push(licence);
				return answers.note(Proved, &[ImportAuthorised]);
			},
			Answer::Permitted(_) | Answer::NotRequired => {
				return answers.note(Proved, &[ImportAuthorised]);
			},
			Answer::Unknown => return answers.note(NoRecord, &[ImportAuthorised]),
			Answer::NotPermitted => match Refusal::of(&report) {
				// Good standing is a condition of its own. The rest holds only if there is something that
				// the importer's authority rests on.
				Refusal::Standing
					if report.licence.is_some()
						|| *owner == Owner::Organisation(self.form.importer) =>
				{
					return answers.note(Proved, &[ImportAuthorised]);
				},
				Refusal::Quantity => Nature::Contract,
				_ if answers.show_genuine_goods() => Nature::ParallelTrade,
				_ => Nature::OtherInfringement,
			},
		};
		let (licence, right) = (report.licence.map(Reference::Licence), Reference::Right(right));
		answers.contradict(
			ImportAuthorised,
			nature,
			Outcome::SuspendProposed,
			[licence.or(Some(right)), Some(right)],
		);
	}
}

/// On what alone a refusal rests.
enum Refusal {
	Standing,
	/// Whatever the standing.
	Quantity,
	Other,
}

impl Refusal {
	fn of(report: &AuthorisationReport) -> Self {
		let failed = |result: ConditionResult| result == ConditionResult::Failed;
		let others = [
			report.right_in_force,
			report.not_revoked,
			report.activity,
			report.territory,
			report.term,
		];
		if others.into_iter().any(failed) {
			Self::Other
		} else if failed(report.quantity) {
			Self::Quantity
		} else if failed(report.standing) {
			Self::Standing
		} else {
			Self::Other
		}
	}
}
