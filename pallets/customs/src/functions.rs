//! Lodging, and what all calls share.

use crate::{
	Config, Declaration, Declarations, Error, Event, Line, LineGoods, LineStatus, Lines,
	NextDeclarationId, Pallet, ReleaseGround, ReleasedUnknown, WeightInfo,
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
use sp_runtime::{ArithmeticError, DispatchError, SaturatedConversion};
use tracemark_primitives::{
	authorisation::{Activity, Exercise},
	customs::{line_id, DeclarationForm, DeclarationReport, InstructionReference, Outcome},
	goods::{Clearance, GoodsClaim, MaxLotsPerLogisticUnit, MaxRightsPerClass},
	parties::{Member, NamedParty},
	traits::{Authorisation, CustodyControl, CustodyInspect, Membership},
	BlockNumber, DeclarationId, OrgId, Validate,
};

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

	/// The declaration and the line, if the officer's authority is that of the destination.
	pub(crate) fn for_officer(
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
		// Each right may be asked for once more, with what earlier lines count against its licence.
		let rights = further_rights
			.saturating_mul(2)
			.saturating_add(1)
			.saturating_mul(form.lines.len().saturated_into());
		let lots = most::<MaxLotsPerLogisticUnit>().saturating_sub(1).saturating_mul(lines);
		T::WeightInfo::lodge(lines, units).saturating_add(Self::surplus(rights, lots))
	}

	/// What releasing a line with `objects` of a class with `rights` costs: each right is asked for, and
	/// asked for without quantity if that is what is left out.
	pub(crate) fn release_weight(objects: u32, rights: u32) -> Weight {
		T::WeightInfo::release(objects)
			.saturating_add(Self::surplus(rights.saturating_mul(2).saturating_sub(1), 0))
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

	/// A further right is read, with the classes that it lost; its licences are found, [`MAX_LICENCES`] of them
	/// are read, and one is counted against; a further lot is read, with its class and the recalls of that.
	pub(crate) fn surplus(rights: u32, lots: u32) -> Weight {
		let db = T::DbWeight::get();
		db.reads_writes(MAX_LICENCES.saturating_add(3), 1)
			.saturating_mul(rights.into())
			.saturating_add(db.reads(3).saturating_mul(lots.into()))
	}
}

/// Most licences under one right of one party that are looked at before one permits.
const MAX_LICENCES: u64 = 16;

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
				goods: BoundedVec::truncate_from(
					found
						.goods
						.into_iter()
						.map(|goods| LineGoods { goods, detained: false })
						.collect(),
				),
				unknown: BoundedVec::truncate_from(found.unknown),
				decision: report.into(),
				status: LineStatus::Lodged,
			};
			match &check.instruction {
				Some(instruction) if line.decision.outcome == Outcome::NoObjection => {
					let InstructionReference { authority, since, reference } = instruction.cited();
					let by = ReleaseGround::StandingInstruction { authority, since, reference };
					let act = Exercise {
						activity: Activity::Import,
						quantity: line.quantity,
						reference: line_id(id, number),
					};
					for licence in &found.licences {
						T::Authorisation::exercise(*licence, &act)?;
					}
					Self::let_in(id, number, &declaration, line, by)?;
				},
				_ => {
					for tracked in &line.goods {
						T::Custody::bind(&tracked.goods)?;
					}
					Lines::<T>::insert(id, number, line);
				},
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

	/// Lets the goods of a line in, and keeps on whose decision. Of suspended ones only those that the
	/// suspension detained: the others ended, or are somebody else's to decide on.
	pub(crate) fn let_in(
		id: DeclarationId,
		number: u32,
		declaration: &Declaration,
		line: Line,
		by: ReleaseGround,
	) -> DispatchResult {
		let clearance = Clearance { declaration: id, destination: declaration.destination };
		for tracked in &line.goods {
			if Self::is_to_be_cleared(declaration, &line, tracked) {
				T::Custody::clear(&tracked.goods, clearance)?;
			}
		}
		for unit in &line.unknown {
			let territory = declaration.destination.customs_territory();
			if !ReleasedUnknown::<T>::contains_key(unit, territory) {
				ReleasedUnknown::<T>::insert(unit, territory, id);
			}
		}
		let suspension = match line.status {
			LineStatus::Suspended(suspension) => Some(suspension),
			_ => None,
		};
		let status = LineStatus::Released { by, at: T::Time::now(), suspension };
		Lines::<T>::insert(id, number, Line { status, ..line });
		Self::deposit_event(Event::Released { declaration: id, line: number, by });
		Ok(())
	}

	/// Whether a release clears goods of the line: those that were kept although they are in already are
	/// only given back.
	pub(crate) fn is_to_be_cleared(
		declaration: &Declaration,
		line: &Line,
		tracked: &LineGoods,
	) -> bool {
		let is_in = || {
			let at = T::Custody::find(&tracked.goods).whereabouts;
			let cleared = at.and_then(|at| at.cleared);
			cleared.is_some_and(|clearance| clearance.covers(&declaration.destination))
		};
		!matches!(line.status, LineStatus::Suspended(_)) || tracked.detained && !is_in()
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
