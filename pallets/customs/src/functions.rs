//! What the calls do.

use crate::{
	Config, Declaration, Declarations, DestructionGround, DestructionOrder, Error, Event,
	Examination, ExaminationCount, Examinations, Line, LineStatus, Lines, MaxEvidence,
	NextDeclarationId, Pallet, Regime, Regimes, ReleaseGround, StandingInstruction,
	StandingInstructions, Suspension, WeightInfo,
};
use alloc::{collections::BTreeSet, vec::Vec};
use codec::Encode;
use frame_support::{
	dispatch::DispatchResult,
	ensure,
	traits::{Get, Time},
	weights::Weight,
	BoundedVec,
};
use sp_core::H256;
use sp_runtime::{ArithmeticError, DispatchError, SaturatedConversion};
use tracemark_primitives::{
	authorisation::{Activity, Answer, Ground, Question},
	customs::{DeclarationForm, DeclarationReport, MaxGoodsPerLine, Nature, Natures, Outcome},
	digest::Digest,
	goods::{Clearance, GoodsClaim, MaxLotsPerLogisticUnit, MaxRightsPerClass, ObjectId},
	parties::{Member, NamedParty, Role, Standing},
	territory::Country,
	traits::{Authorisation, CustodyControl, CustodyInspect, EvidenceInspect, Membership},
	BlockNumber, DeclarationId, LicenceId, OrgId, Validate,
};

/// Every nature that there is.
const NATURES: Natures = Natures::of(&[
	Nature::Copying,
	Nature::OtherInfringement,
	Nature::ParallelTrade,
	Nature::Contract,
	Nature::Data,
	Nature::OtherLaw,
]);

/// Reads.
impl<T: Config> Pallet<T> {
	/// The report that lodging `form` now would give. Changes nothing. Says nothing of a form that lodging
	/// would refuse: a party that is no organisation counts as one without standing, and nobody's mandate
	/// is asked for.
	pub fn dry_run(declarant: OrgId, form: &DeclarationForm) -> DeclarationReport {
		Self::check(declarant, form, T::Time::now()).report
	}

	/// A line of a declaration, numbered from 0.
	pub fn line(declaration: DeclarationId, line: u32) -> Option<Line> {
		Lines::<T>::get(declaration, line)
	}

	/// The instruction of a country's authority, as long as that authority may act there.
	pub fn standing_instruction(country: &Country) -> Option<StandingInstruction> {
		StandingInstructions::<T>::get(country).filter(|instruction| {
			T::Membership::party(instruction.authority).is_some_and(|party| {
				party.standing == Standing::Good
					&& party.roles.contains(Role::Customs)
					&& party.country == *country
			})
		})
	}

	/// The declaration and the line, if the officer's authority is that of the destination.
	fn for_officer(
		officer: &Member,
		declaration: DeclarationId,
		number: u32,
	) -> Result<(Declaration, Line), DispatchError> {
		let line = Lines::<T>::get(declaration, number).ok_or(Error::<T>::UnknownLine)?;
		let declaration = Declarations::<T>::get(declaration).ok_or(Error::<T>::UnknownLine)?;
		ensure!(officer.country == declaration.destination, Error::<T>::NotCompetent);
		Ok((declaration, line))
	}
}

/// Weights. A benchmarked line is one nested logistic unit of one lot and one right; what a line or a
/// claim has beyond that is counted in database accesses.
impl<T: Config> Pallet<T> {
	/// The most that lodging `form` can cost.
	pub(crate) fn lodge_weight(form: &DeclarationForm) -> Weight {
		let (lines, units) = Self::size(form);
		let further_rights = most::<MaxRightsPerClass>().saturating_sub(1);
		let rights = further_rights.saturating_mul(form.lines.len().saturated_into());
		let lots = most::<MaxLotsPerLogisticUnit>().saturating_sub(1).saturating_mul(lines);
		T::WeightInfo::lodge(lines, units).saturating_add(Self::surplus(rights, lots))
	}

	/// What releasing a line with `objects` of a class with `rights` costs.
	pub(crate) fn release_weight(objects: u32, rights: u32) -> Weight {
		T::WeightInfo::release(objects).saturating_add(Self::surplus(rights.saturating_sub(1), 0))
	}

	/// How many benchmarked lines, and how many claims beside them, weigh as much as `form`.
	fn size(form: &DeclarationForm) -> (u32, u32) {
		form.lines.iter().fold((0, 0), |(lines, units), line| {
			let is_logistic =
				|claim: &&GoodsClaim| matches!(claim, GoodsClaim::LogisticUnit { .. });
			let logistic: u32 = line.goods.iter().filter(is_logistic).count().saturated_into();
			let all: u32 = line.goods.len().saturated_into();
			(
				u32::saturating_add(lines, logistic.max(1)),
				u32::saturating_add(units, all.saturating_sub(logistic)),
			)
		})
	}

	/// A further right is read, its licences are found, and one of them is read and counted against; a
	/// further lot is read.
	fn surplus(rights: u32, lots: u32) -> Weight {
		let db = T::DbWeight::get();
		db.reads_writes(3, 1).saturating_mul(rights.into()).saturating_add(db.reads(lots.into()))
	}
}

/// The number that a bound allows.
pub(crate) fn most<Bound: Get<u32>>() -> u32 {
	Bound::get()
}

/// Lodging.
impl<T: Config> Pallet<T> {
	/// Lodges `form` for `declarant` and answers what it cost.
	pub(crate) fn do_lodge(
		declarant: Member,
		form: &DeclarationForm,
	) -> Result<Weight, DispatchError> {
		Self::ensure_well_formed(form)?;
		Self::ensure_mandated(declarant.org, form)?;
		let id = NextDeclarationId::<T>::get();
		let next = id.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		let now = T::Time::now();
		let check = Self::check(declarant.org, form, now);
		ensure!(!check.overlapping, Error::<T>::DuplicateGoods);

		NextDeclarationId::<T>::put(next);
		let block: BlockNumber = frame_system::Pallet::<T>::block_number().saturated_into();
		let count = form.lines.len().saturated_into();
		let declaration = Declaration::new(&declarant, form, now, block, count);
		Self::deposit_event(Event::Lodged {
			declaration: id,
			declarant: declarant.org,
			outcome: check.report.outcome,
		});

		let (mut rights, mut lots) = (0u32, 0u32);
		let answered = check.report.lines.into_iter().zip(check.lines);
		for ((number, declared), (report, found)) in (0..).zip(&form.lines).zip(answered) {
			rights = rights.saturating_add(found.further_rights);
			lots = lots.saturating_add(found.further_lots);
			let objects =
				found.goods.into_iter().map(T::Custody::extract).collect::<Result<Vec<_>, _>>()?;
			Self::deposit_event(Event::LineDecided {
				declaration: id,
				line: number,
				outcome: report.outcome,
				contradicted: report.contradicted,
				no_record: report.no_record,
				findings: report.findings.clone(),
			});
			let line = Line {
				gtin: declared.gtin,
				hs: declared.hs,
				quantity: declared.quantity,
				value: declared.value,
				// At most one per claim, with the same bound.
				objects: BoundedVec::truncate_from(objects),
				decision: report.into(),
				status: LineStatus::Lodged,
			};
			match &check.instruction {
				Some(instruction) if line.decision.outcome == Outcome::NoObjection => {
					let by = ReleaseGround::StandingInstruction {
						authority: instruction.authority,
						since: instruction.since,
					};
					Self::let_in(id, number, &declaration, line, &found.licences, by)?;
				},
				_ => Lines::<T>::insert(id, number, line),
			}
		}
		Declarations::<T>::insert(id, declaration);

		let (lines, units) = Self::size(form);
		Ok(T::WeightInfo::lodge(lines, units).saturating_add(Self::surplus(rights, lots)))
	}

	/// What can be said of a form without asking for the goods.
	fn ensure_well_formed(form: &DeclarationForm) -> DispatchResult {
		form.validate().map_err(|_| Error::<T>::MalformedDeclaration)?;
		let seller = match form.seller {
			NamedParty::Member(org) => Some(org),
			NamedParty::Outsider(_) => None,
		};
		let mut parties =
			[form.importer, form.holder].into_iter().chain(form.represented).chain(seller);
		ensure!(parties.all(|org| T::Membership::party(org).is_some()), Error::<T>::UnknownParty);
		let mut claimed = BTreeSet::new();
		let mut claims = form.lines.iter().flat_map(|line| &line.goods);
		ensure!(claims.all(|claim| claimed.insert(identity(claim))), Error::<T>::DuplicateGoods);
		Ok(())
	}

	/// Lets the goods of a line in: counts them against `licences`, clears them, and keeps on whose
	/// decision.
	fn let_in(
		id: DeclarationId,
		number: u32,
		declaration: &Declaration,
		line: Line,
		licences: &[LicenceId],
		by: ReleaseGround,
	) -> DispatchResult {
		for licence in licences {
			T::Authorisation::exercise(*licence, line.quantity)?;
		}
		let suspension = match line.status {
			LineStatus::Suspended(suspension) => Some(suspension),
			_ => None,
		};
		let clearance = Clearance { declaration: id, destination: declaration.destination };
		for object in &line.objects {
			// Goods that were kept although they are in already are only given back.
			if suspension.is_none() || !Self::is_in(object, &clearance.destination) {
				T::Custody::clear(object, clearance)?;
			}
		}
		let status = LineStatus::Released { by, at: T::Time::now(), suspension };
		Lines::<T>::insert(id, number, Line { status, ..line });
		Self::deposit_event(Event::Released { declaration: id, line: number, by });
		Ok(())
	}
}

/// What custody says of the goods of a line since it was lodged.
impl<T: Config> Pallet<T> {
	/// Whether an object was let into `destination`.
	fn is_in(object: &ObjectId, destination: &Country) -> bool {
		let clearance = T::Custody::whereabouts(object).and_then(|at| at.cleared);
		clearance.is_some_and(|clearance| clearance.destination == *destination)
	}

	/// Fails if somebody whom the declaration does not name has an object of the line by now.
	fn ensure_not_moved_on(declaration: &Declaration, line: &Line) -> DispatchResult {
		let is_there = |object| {
			T::Custody::whereabouts(object).is_some_and(|at| declaration.is_for(at.holder))
		};
		ensure!(line.objects.iter().all(is_there), Error::<T>::GoodsMovedOn);
		Ok(())
	}
}

/// What makes two claims the same: all but the proof.
fn identity(claim: &GoodsClaim) -> Vec<u8> {
	match claim {
		GoodsClaim::Unit { gtin, serial, .. } => {
			GoodsClaim::Unit { gtin: *gtin, serial: serial.clone(), proof: None }.encode()
		},
		whole => whole.encode(),
	}
}

/// Officers' decisions.
impl<T: Config> Pallet<T> {
	pub(crate) fn do_release(
		officer: Member,
		id: DeclarationId,
		number: u32,
	) -> Result<Weight, DispatchError> {
		let (declaration, line) = Self::for_officer(&officer, id, number)?;
		let is_detained = match line.status {
			LineStatus::Lodged => false,
			LineStatus::Suspended(_) => true,
			_ => return Err(Error::<T>::NotOpen.into()),
		};
		let class = T::Custody::class(&line.gtin);
		let rights = class.map(|class| class.rights).unwrap_or_default();
		let licences = Self::import_licences(&declaration, &line, &rights);
		let weight = Self::release_weight(size(&line.objects), rights.len().saturated_into());
		if is_detained {
			line.objects.iter().try_for_each(T::Custody::release)?;
		} else {
			Self::ensure_not_moved_on(&declaration, &line)?;
		}
		let by = ReleaseGround::Officer { authority: officer.org, officer: officer.operator };
		Self::let_in(id, number, &declaration, line, &licences, by)?;
		Ok(weight)
	}

	/// The licences that permit the import now. Where none does, the officer decides without, and nothing
	/// is counted.
	fn import_licences(declaration: &Declaration, line: &Line, rights: &[H256]) -> Vec<LicenceId> {
		let question = |right: &H256| Question {
			right: *right,
			party: declaration.importer,
			activity: Activity::Import,
			country: declaration.destination,
			at: T::Time::now(),
			quantity: Some(line.quantity),
		};
		rights
			.iter()
			.filter_map(|right| match T::Authorisation::ask(&question(right)).answer {
				Answer::Permitted(Ground::Licence(licence)) => Some(licence),
				_ => None,
			})
			.collect()
	}

	pub(crate) fn do_suspend(
		officer: Member,
		id: DeclarationId,
		number: u32,
		nature: Nature,
		evidence: BoundedVec<Digest, MaxEvidence>,
	) -> Result<Weight, DispatchError> {
		let (declaration, line) = Self::for_officer(&officer, id, number)?;
		ensure!(matches!(line.status, LineStatus::Lodged), Error::<T>::NotOpen);
		let decision = &line.decision;
		ensure!(!decision.contradicted.is_empty(), Error::<T>::NoGround);
		let regime = Regimes::<T>::get(declaration.destination);
		ensure!(regime.suspends.contains(nature), Error::<T>::NatureMayNotStop);
		let examination = Self::latest_examination(id, number);
		ensure!(
			decision.outcome == Outcome::SuspendProposed || examination.is_some(),
			Error::<T>::NotExamined
		);
		let was_seen = examination.is_some_and(|examination| examination.contradicting > 0);
		ensure!(was_seen || decision.natures.contains(nature), Error::<T>::NoGround);
		ensure!(
			evidence.iter().all(|digest| T::Evidence::stands_since(digest).is_some()),
			Error::<T>::EvidenceNotStanding
		);

		let weight = T::WeightInfo::suspend(evidence.len().saturated_into(), size(&line.objects));
		for object in &line.objects {
			T::Custody::detain(object, officer.org)?;
		}
		let suspension = Suspension {
			authority: officer.org,
			officer: officer.operator,
			nature,
			evidence: evidence.clone(),
			at: T::Time::now(),
		};
		Lines::<T>::insert(id, number, Line { status: LineStatus::Suspended(suspension), ..line });
		Self::deposit_event(Event::Suspended {
			declaration: id,
			line: number,
			authority: officer.org,
			officer: officer.operator,
			nature,
			evidence,
		});
		Ok(weight)
	}

	fn latest_examination(id: DeclarationId, number: u32) -> Option<Examination> {
		let latest = ExaminationCount::<T>::get(id, number).checked_sub(1)?;
		Examinations::<T>::get((id, number, latest))
	}

	pub(crate) fn do_examine(
		officer: Member,
		id: DeclarationId,
		number: u32,
		scanned: u32,
		contradicting: u32,
		report: Digest,
	) -> DispatchResult {
		let (_, line) = Self::for_officer(&officer, id, number)?;
		ensure!(
			!matches!(line.status, LineStatus::Released { .. } | LineStatus::Destroyed { .. }),
			Error::<T>::NotOpen
		);
		ensure!(scanned > 0 && contradicting <= scanned, Error::<T>::MalformedExamination);
		let examination = ExaminationCount::<T>::get(id, number);
		let count = examination.checked_add(1).ok_or(ArithmeticError::Overflow)?;

		ExaminationCount::<T>::insert(id, number, count);
		Examinations::<T>::insert(
			(id, number, examination),
			Examination {
				authority: officer.org,
				officer: officer.operator,
				at: T::Time::now(),
				scanned,
				contradicting,
				report,
			},
		);
		Self::deposit_event(Event::Examined {
			declaration: id,
			line: number,
			examination,
			authority: officer.org,
			officer: officer.operator,
			scanned,
			contradicting,
			report,
		});
		Ok(())
	}

	pub(crate) fn do_order_destruction(
		officer: Member,
		id: DeclarationId,
		number: u32,
		ground: DestructionGround,
	) -> DispatchResult {
		let (_, line) = Self::for_officer(&officer, id, number)?;
		let LineStatus::Suspended(suspension) = line.status else {
			return Err(Error::<T>::NotSuspended.into());
		};
		let order = DestructionOrder {
			authority: officer.org,
			officer: officer.operator,
			ground,
			at: T::Time::now(),
		};
		let status = LineStatus::DestructionOrdered { suspension, order };
		Lines::<T>::insert(id, number, Line { status, ..line });
		Self::deposit_event(Event::DestructionOrdered {
			declaration: id,
			line: number,
			authority: officer.org,
			officer: officer.operator,
			ground,
		});
		Ok(())
	}

	pub(crate) fn do_confirm_destruction(
		officer: Member,
		id: DeclarationId,
		number: u32,
	) -> Result<Weight, DispatchError> {
		let (_, line) = Self::for_officer(&officer, id, number)?;
		let LineStatus::DestructionOrdered { suspension, order } = line.status else {
			return Err(Error::<T>::NotOrdered.into());
		};
		ensure!(officer.org == order.authority, Error::<T>::NotCompetent);
		ensure!(officer.operator != order.officer, Error::<T>::SameOfficer);

		let weight = T::WeightInfo::confirm_destruction(size(&line.objects));
		line.objects.iter().try_for_each(T::Custody::destroy)?;
		let event = Event::Destroyed {
			declaration: id,
			line: number,
			authority: officer.org,
			officers: (order.officer, officer.operator),
			ground: order.ground,
		};
		let status = LineStatus::Destroyed {
			suspension,
			order,
			confirmed_by: officer.operator,
			at: T::Time::now(),
		};
		Lines::<T>::insert(id, number, Line { status, ..line });
		Self::deposit_event(event);
		Ok(weight)
	}

	pub(crate) fn do_cancel_destruction(
		officer: Member,
		id: DeclarationId,
		number: u32,
	) -> DispatchResult {
		let (_, line) = Self::for_officer(&officer, id, number)?;
		let LineStatus::DestructionOrdered { suspension, .. } = line.status else {
			return Err(Error::<T>::NotOrdered.into());
		};
		let status = LineStatus::Suspended(suspension);
		Lines::<T>::insert(id, number, Line { status, ..line });
		Self::deposit_event(Event::DestructionCancelled {
			declaration: id,
			line: number,
			authority: officer.org,
			officer: officer.operator,
		});
		Ok(())
	}
}

fn size(objects: &BoundedVec<ObjectId, MaxGoodsPerLine>) -> u32 {
	objects.len().saturated_into()
}

/// Instructions and regimes.
impl<T: Config> Pallet<T> {
	pub(crate) fn do_instruct(officer: Member, reference: H256) -> DispatchResult {
		let instruction = StandingInstruction {
			authority: officer.org,
			officer: officer.operator,
			since: T::Time::now(),
			reference,
		};
		StandingInstructions::<T>::insert(officer.country, instruction);
		Self::deposit_event(Event::Instructed {
			country: officer.country,
			authority: officer.org,
			reference,
		});
		Ok(())
	}

	pub(crate) fn do_withdraw_instruction(officer: Member) -> DispatchResult {
		StandingInstructions::<T>::take(officer.country).ok_or(Error::<T>::NoInstruction)?;
		Self::deposit_event(Event::InstructionWithdrawn {
			country: officer.country,
			authority: officer.org,
		});
		Ok(())
	}

	pub(crate) fn do_set_regime(country: Country, suspends: Natures) -> DispatchResult {
		country.validate().map_err(|_| Error::<T>::MalformedCountry)?;
		ensure!(suspends.0 & !NATURES.0 == 0, Error::<T>::MalformedNatures);
		Regimes::<T>::insert(country, Regime { suspends });
		Self::deposit_event(Event::RegimeSet { country, suspends });
		Ok(())
	}
}
