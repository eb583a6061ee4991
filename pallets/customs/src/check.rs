//! The one check behind the dry run and the dispatch. Reads, never writes.

use crate::{
	answers::{worst, Answers},
	Config, Pallet, Regime, ReleasedUnknown, StandingInstruction,
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use core::marker::PhantomData;
use frame_support::BoundedVec;
use sp_runtime::SaturatedConversion;
use tracemark_primitives::{
	authorisation::{
		Activity, Answer, AuthorisationReport, ConditionResult, FirstSale, GoodsHistory, Ground,
		Making, Question,
	},
	customs::{
		Condition, ConditionAnswer, DeclarationForm, DeclarationLine, DeclarationReport,
		LineReport, Nature, Outcome, Reference,
	},
	goods::{
		ClassFacts, ClassRight, EndOfLife, GoodsClaim, GoodsFacts, LotFacts, ObjectId, Presence,
		ProofOutcome, TrackedGoods, Whereabouts,
	},
	gs1::{unit_id, Gtin},
	parties::{Owner, Standing},
	quantity::Quantity,
	recalls::Recalled,
	rights::{RightFacts, RightId},
	traits::{Authorisation, CustodyInspect, Membership, RightsInspect},
	LicenceId, Moment, OrgId,
};
use Condition::*;
use ConditionAnswer::{NoRecord, Proved};

/// The report, with what lodging needs beside it.
pub(crate) struct Assessment {
	/// What the declarant is told.
	pub report: DeclarationReport,
	/// Line by line, in the order of the report.
	pub lines: Vec<LineAssessment>,
	/// The instruction by which lines without objection are released.
	pub instruction: Option<StandingInstruction>,
	/// Whether one record was claimed twice, or lies in another, e.g. a unit in a consignment beside it.
	pub overlapping: bool,
}

/// What lodging needs of a line beside its report.
#[derive(Default)]
pub(crate) struct LineAssessment {
	/// The licences that the import rests on.
	pub licences: Vec<LicenceId>,
	/// When the goods were made, at the latest.
	pub made_at: Option<Moment>,
	/// The rights under whose owners' consent all goods were made; none before a lot was looked at.
	pub consented: Option<Vec<RightId>>,
	/// The latest version of their class as which goods were made; the present one, [`u32::MAX`], where that of
	/// some is not known. None before any was looked at.
	pub made_as: Option<u32>,
	/// Where and when the goods were first put on the market with consent, with the object on record.
	pub first_sales: FirstSales,
	/// Whether some of them were altered since.
	pub altered: bool,
	/// Goods in the trade that a party named as holder holds, and no authority keeps.
	pub goods: Vec<TrackedGoods>,
	/// Units that custody does not know.
	pub unknown: Vec<ObjectId>,
	/// How often a right was asked for after the first time.
	pub further_rights: u32,
	/// How many lots were looked at beyond the first of each claim.
	pub further_lots: u32,
}

impl LineAssessment {
	/// Notes under which rights a further lot was made with consent. For those that came to its class after it was
	/// made, it does not answer.
	fn consent(&mut self, lot: &LotFacts, class: Option<&ClassFacts>) {
		let is_later =
			|right: &RightId| class.is_some_and(|class| !class.binds(right, lot.class_version));
		match &mut self.consented {
			None => {
				let later = class.into_iter().flat_map(|class| &class.added);
				let later = later.map(|added| added.right).filter(is_later);
				self.consented = Some(lot.consented.iter().copied().chain(later).collect());
			},
			Some(consented) => {
				consented.retain(|right| lot.consented.contains(right) || is_later(right))
			},
		}
	}

	/// Notes that goods were made as `version` of their class.
	fn made_as(&mut self, version: u32) {
		self.made_as = self.made_as.max(Some(version));
	}

	/// Whether all goods were made with the consent of the owner of `right`.
	fn is_consented(&self, right: &RightId) -> bool {
		self.consented.as_ref().is_some_and(|rights| rights.contains(right))
	}
}

/// What is on record of the first sales of the goods of a line.
#[derive(Clone, Copy, Default)]
pub(crate) enum FirstSales {
	/// Nothing was looked at.
	#[default]
	None,
	/// All goods were put on the market in the same country.
	All(FirstSale),
	/// Some were not, or in several countries: the line as a whole rests on no first sale.
	Mixed,
}

impl FirstSales {
	/// With that of one more object.
	fn and(self, at: &Whereabouts) -> Self {
		match (self, at.first_sale) {
			(Self::None, Some(sale)) => Self::All(sale.recorded(at.object)),
			(Self::All(first), Some(sale)) if first.country == sale.country => {
				if sale.at > first.at {
					Self::All(sale.recorded(at.object))
				} else {
					self
				}
			},
			_ => Self::Mixed,
		}
	}

	/// The latest, if it is one for all goods.
	fn latest(self) -> Option<FirstSale> {
		match self {
			Self::All(sale) => Some(sale),
			Self::None | Self::Mixed => None,
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Asks every condition of every line as of `now`.
	pub(crate) fn check(declarant: OrgId, form: &DeclarationForm, now: Moment) -> Assessment {
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
					.map(StandingInstruction::cited),
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
	/// What earlier lines count against a licence.
	counted: BTreeMap<LicenceId, Quantity>,
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
			regime: Pallet::<T>::regime(&form.destination),
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

	/// Whether `org` agreed to the declaration as one that has the goods or gets them: whoever else is named
	/// only declares, or is said to have sold them.
	fn is_for(&self, org: OrgId) -> bool {
		self.may_hold(org) || org == self.form.importer
	}

	fn line(&mut self, line: &DeclarationLine) -> (LineReport, LineAssessment) {
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
		let class = T::Custody::class(&line.gtin);
		self.goods(line, class.as_ref(), &mut answers, &mut found);
		self.rights(line, class.as_ref(), &mut answers, &mut found);
		(answers.into_report(), found)
	}

	/// What custody answers. Unserialised goods leave it little to answer.
	fn goods(
		&mut self,
		line: &DeclarationLine,
		class: Option<&ClassFacts>,
		answers: &mut Answers,
		found: &mut LineAssessment,
	) {
		if line.goods.is_empty() {
			answers.note(NoRecord, &[ManufactureAuthorised, CustodyUnbroken, IdentityProven]);
			return self.class_recalls(&line.gtin, answers);
		}
		let mut known = Some(line.quantity.with_value(0));
		// How much goods without record may add; any amount, if they are not single pieces.
		let mut open = Some(line.quantity.with_value(0));
		// The classes that goods without record are said to be of, by the line and by their own label.
		let mut unrecorded = BTreeSet::new();
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
				found.first_sales = FirstSales::Mixed;
				found.made_as(u32::MAX);
				let piece = is_unit.then_some(Quantity::Pieces(1));
				open = piece.and_then(|piece| open?.checked_add(&piece));
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
				unrecorded.insert(line.gtin);
				if let GoodsClaim::Unit { gtin, serial, .. } = claim {
					answers.note(NoRecord, &[NotHeldElsewhere]);
					unrecorded.insert(*gtin);
					self.unknown(unit_id(gtin, serial), answers, found);
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
			found.first_sales = found.first_sales.and(&at);
			found.altered |= at.first_sale.is_some_and(|sale| sale.is_altered_at(self.now));
			self.identity(line, class, &at, &facts, answers, found);
			self.custody(&at, is_unit, answers);
			self.recalls(&at, &facts, answers);
			for content in &facts.contents {
				known = known.and_then(|sum| sum.checked_add(&content.quantity));
			}
			let lots: u32 = facts.contents.len().saturated_into();
			found.further_lots = found.further_lots.saturating_add(lots.saturating_sub(1));
			let is_bindable = match at.presence {
				Presence::Held | Presence::Offered { .. } => true,
				Presence::Detained { .. } => false,
				// They can come back into the trade while the declaration is open.
				Presence::Ended(end) => end.is_reversible(),
			};
			if self.may_hold(at.holder) && is_bindable && facts.proof != ProofOutcome::Refuted {
				found.goods.push(tracked(claim, &at, &facts));
			}
		}
		for gtin in unrecorded {
			self.class_recalls(&gtin, answers);
		}
		let declared = line.quantity.value();
		match (known.map(|known| known.value()), open.map(|open| open.value())) {
			(Some(known), Some(0)) if known == declared => answers.note(Proved, &[QuantityMatches]),
			// Goods without record may make up for the rest, but not for too much: a unit is one piece.
			(Some(known), open)
				if open != Some(0)
					&& known <= declared
					&& open.is_none_or(|open| declared <= known.saturating_add(open)) =>
			{
				answers.note(NoRecord, &[QuantityMatches])
			},
			_ => answers.contradict(QuantityMatches, Nature::Data, Outcome::Examine, [None; 2]),
		}
	}

	/// A unit that custody does not know. Its label may be let in once.
	fn unknown(&self, unit: ObjectId, answers: &mut Answers, found: &mut LineAssessment) {
		found.unknown.push(unit);
		let territory = self.form.destination.customs_territory();
		if let Some(before) = ReleasedUnknown::<T>::get(unit, territory) {
			let references = [Some(Reference::Declaration(before)), None];
			answers.contradict(
				NotClearedBefore,
				Nature::Copying,
				Outcome::SuspendProposed,
				references,
			);
		}
	}

	/// Whether all that lies in the goods was made as the class that the line names.
	fn identity(
		&self,
		line: &DeclarationLine,
		class: Option<&ClassFacts>,
		at: &Whereabouts,
		facts: &GoodsFacts,
		answers: &mut Answers,
		found: &mut LineAssessment,
	) {
		for content in &facts.contents {
			match T::Custody::lot(&content.lot) {
				None => {
					found.made_as(u32::MAX);
					answers.note(NoRecord, &[ManufactureAuthorised, IdentityProven])
				},
				Some(lot) => {
					found.made_at = found.made_at.max(Some(lot.commissioned_at));
					// Commissioning asked for the authority to manufacture, if there was a right to ask for.
					let authority = if lot.consented.is_empty() { NoRecord } else { Proved };
					answers.note(authority, &[ManufactureAuthorised]);
					found.consent(&lot, class.filter(|_| lot.gtin == line.gtin));
					let is_of_class = lot.gtin == line.gtin && facts.proof != ProofOutcome::Refuted;
					found.made_as(if is_of_class { lot.class_version } else { u32::MAX });
					if lot.gtin == line.gtin {
						answers.note(Proved, &[IdentityProven]);
						Self::serials(&lot, class, at.object, answers);
						continue;
					}
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

	/// Whether goods lack serials that the owner of their class promised. Commissioning refuses a lot that is
	/// said to be made under the promise. One that came on record under it, and is said to be older, rests on
	/// its maker's word: that is no contradiction, and no ground to take the goods for copies, but a document
	/// on their making is asked for. Of goods on no record nobody knows when they were made, so that the
	/// promise says nothing of them.
	fn serials(
		lot: &LotFacts,
		class: Option<&ClassFacts>,
		object: ObjectId,
		answers: &mut Answers,
	) {
		let Some(class) = class.filter(|_| lot.root.is_none()) else { return };
		let condition = IdentityProven;
		let references = [Some(Reference::Object(object)), None];
		if class.promises_serials_at(lot.made_at.moment) {
			answers.contradict(condition, Nature::Copying, Outcome::SuspendProposed, references);
		} else if class.promises_serials_at(lot.commissioned_at) {
			answers.leave_open(condition, Nature::Data, Outcome::Documents, references);
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
				Presence::Offered { to, .. } => {
					answers.contradict(CustodyUnbroken, Data, Examine, [object, organisation(to)])
				},
				Presence::Detained { by } => {
					let references = [object, organisation(by)];
					answers.contradict(CustodyUnbroken, OtherLaw, Examine, references);
				},
			}
		}
		// A logistic unit or consignment has one place; only a serial can be on two labels. So what does not
		// fit the life of another object is about the data.
		let (nature, outcome) = if is_unit { (Copying, SuspendProposed) } else { (Data, Examine) };
		if is_unit {
			if self.is_for(at.holder) {
				answers.note(Proved, &[NotHeldElsewhere]);
			} else {
				let references = [organisation(at.holder), object];
				answers.contradict(NotHeldElsewhere, Copying, SuspendProposed, references);
			}
		}
		match at.cleared {
			Some(clearance) if clearance.covers(&self.form.destination) => {
				let references = [Some(Reference::Declaration(clearance.declaration)), object];
				answers.contradict(NotClearedBefore, nature, outcome, references);
			},
			_ => answers.note(Proved, &[NotClearedBefore]),
		}
		match at.presence {
			// Missing goods that turn up may well be the genuine ones.
			Presence::Ended(EndOfLife::Lost | EndOfLife::Stolen) => {
				answers.contradict(NotEnded, OtherLaw, Examine, [object, None])
			},
			Presence::Ended(_) => answers.contradict(NotEnded, nature, outcome, [object, None]),
			_ => answers.note(Proved, &[NotEnded]),
		}
	}

	/// Whether a recall has effect on the goods at the destination.
	fn recalls(&self, at: &Whereabouts, facts: &GoodsFacts, answers: &mut Answers) {
		match T::Custody::recalled(facts, &self.form.destination) {
			Some(recalled) => Self::recalled(&recalled, Some(at.object), answers),
			None => answers.note(Proved, &[NotRecalled]),
		}
	}

	/// The same of goods without record, of which only the class can be asked for.
	fn class_recalls(&self, gtin: &Gtin, answers: &mut Answers) {
		answers.note(NoRecord, &[NotRecalled]);
		if let Some(recalled) = T::Custody::class_recalled(gtin, &self.form.destination) {
			Self::recalled(&recalled, None, answers);
		}
	}

	/// Whether goods that come back to be mended or destroyed may come in, and whether recalled ones are among
	/// those of which it is not known, is for an officer to say, and not for a standing instruction. What an
	/// owner recalls for reasons of its own is no matter of the border: it would stop parallel trade.
	fn recalled(recalled: &Recalled, object: Option<ObjectId>, answers: &mut Answers) {
		let references = [Some(Reference::Recall(recalled.recall)), object.map(Reference::Object)];
		let (condition, nature) = (NotRecalled, Nature::OtherLaw);
		if !recalled.is_of_law() {
			answers.note(NoRecord, &[condition]);
		} else if recalled.is_certain {
			answers.contradict(condition, nature, Outcome::Examine, references);
		} else {
			answers.leave_open(condition, nature, Outcome::Documents, references);
		}
	}

	/// What register and licences answer. Of a class that nobody registered they know nothing.
	fn rights(
		&mut self,
		line: &DeclarationLine,
		class: Option<&ClassFacts>,
		answers: &mut Answers,
		found: &mut LineAssessment,
	) {
		let Some(class) = class else {
			return answers
				.note(NoRecord, &[RightInForce, ManufactureAuthorised, ImportAuthorised]);
		};
		if class.rights.is_empty() {
			answers.note(NoRecord, &[RightInForce]);
		}
		let further = class.rights.len().saturating_sub(1);
		found.further_rights = further.saturated_into();
		let (mut stands, mut over) = (false, None);
		let made_as = found.made_as.unwrap_or(u32::MAX);
		for tie in &class.rights {
			// What came to the class later says nothing of goods that were made before.
			if !class.binds(&tie.right, made_as) {
				continue;
			}
			match T::Rights::right_in(&tie.right, &self.form.destination, self.now) {
				None => answers.note(NoRecord, &[RightInForce]),
				// Has no effect here: a right that cannot be infringed by this import.
				Some(right) if !right.territories.contains(&self.form.destination) => {},
				Some(right) if right.in_force(&self.form.destination, self.now) => {
					stands = true;
					answers.note(Proved, &[RightInForce]);
					self.import(line, tie, &right, answers, found);
				},
				Some(_) => over = over.or(Some(Reference::Right(tie.right))),
			}
		}
		// One right in force is enough: a design may lapse while the mark stands.
		if over.is_some() && !stands {
			let references = [over, None];
			answers.contradict(RightInForce, Nature::Data, Outcome::Documents, references);
		}
	}

	/// `quantity`, with what earlier lines count against the licence that permits it. A licence of several
	/// rights counts once a line.
	fn total_of(
		&self,
		report: &AuthorisationReport,
		quantity: Quantity,
		found: &LineAssessment,
	) -> Quantity {
		let Answer::Permitted(Ground::Licence(licence)) = report.answer else { return quantity };
		let counted = self.counted.get(&licence);
		if found.licences.contains(&licence) {
			return counted.copied().unwrap_or(quantity);
		}
		counted.and_then(|sum| sum.checked_add(&quantity)).unwrap_or(quantity)
	}

	/// Whether the importer may import under a right in force. What earlier lines count against the same
	/// licence is counted too, so that a declaration cannot exceed it line by line.
	fn import(
		&mut self,
		line: &DeclarationLine,
		tie: &ClassRight,
		facts: &RightFacts<T::AccountId>,
		answers: &mut Answers,
		found: &mut LineAssessment,
	) {
		let ClassRight { right, class } = *tie;
		// What nobody copied and the right's owner made or let be made.
		let is_genuine = answers.show_genuine_goods() && found.is_consented(&right);
		let goods = GoodsHistory {
			gtin: Some(line.gtin),
			class,
			making: if is_genuine { Making::WithConsent } else { Making::Unknown },
			made_at: found.made_at,
			first_sale: found.first_sales.latest(),
			altered: found.altered,
			..Default::default()
		};
		let ask = |quantity| {
			T::Authorisation::ask(&Question {
				right,
				party: self.form.importer,
				activity: Activity::Import,
				country: self.form.destination,
				at: self.now,
				quantity: Some(quantity),
				goods,
			})
		};
		let mut report = ask(line.quantity);
		let total = self.total_of(&report, line.quantity, found);
		if total != line.quantity {
			found.further_rights = found.further_rights.saturating_add(1);
			report = ask(total);
		}
		let nature = match report.answer {
			Answer::Permitted(Ground::Licence(licence)) => {
				// Another licence may permit the sum than the one that earlier lines count against.
				self.counted.insert(licence, self.total_of(&report, line.quantity, found));
				if !found.licences.contains(&licence) {
					found.licences.push(licence);
				}
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
						|| facts.is_owned_by(&Owner::Organisation(self.form.importer)) =>
				{
					return answers.note(Proved, &[ImportAuthorised]);
				},
				Refusal::Quantity => Nature::Contract,
				_ => report.nature.unwrap_or(Nature::OtherInfringement),
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

/// How custody finds claimed goods again.
fn tracked(claim: &GoodsClaim, at: &Whereabouts, facts: &GoodsFacts) -> TrackedGoods {
	match (claim, facts.leaf) {
		(GoodsClaim::Unit { gtin, serial, .. }, Some((lot, index))) => {
			TrackedGoods::Leaf { unit: unit_id(gtin, serial), lot, index }
		},
		_ => TrackedGoods::Object(at.object),
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
			report.not_suspended,
			report.product,
			report.channel,
			report.parents,
			report.not_excluded,
			report.funded,
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
