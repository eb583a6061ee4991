//! How long, where and for what rights stand: ends, limitations, renewals, designations, longest terms.

use crate::*;
use alloc::collections::BTreeSet;
use frame_support::{ensure, traits::Time};
use sp_core::H256;
use sp_runtime::{ArithmeticError, DispatchResult};
use tracemark_primitives::{
	rights::{Designation, OfficeCode, RightClass, RightEnd, RightId, RightKind, Substantiation},
	territory::{Country, Territories},
	time::Term,
	LegalDate, OrgId, Validate,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_record_end(
		by: OrgId,
		id: RightId,
		end: RightEnd,
		as_of: LegalDate,
		basis: AttestationBasis,
	) -> DispatchResult {
		let right = Self::right_of(id)?;
		Self::ensure_statement_of(by, &right, &basis)?;
		ensure!(end != RightEnd::Refused, Error::<T>::UnfitEnd);
		let right = Self::ended_as_of(right, end, as_of)?;

		Rights::<T>::insert(id, right);
		Self::deposit_event(Event::Ended { right: id, end, as_of, by, basis });
		Ok(())
	}

	pub(crate) fn do_limit(
		by: OrgId,
		id: RightId,
		classes: ClassesOf<T>,
		specification: Option<H256>,
		as_of: LegalDate,
		basis: AttestationBasis,
	) -> DispatchResult {
		let mut right = Self::right_of(id)?;
		Self::ensure_statement_of(by, &right, &basis)?;
		ensure!(right.ended.is_none(), Error::<T>::AlreadyEnded);
		ensure!(right.term.from <= as_of, Error::<T>::BeforeTerm);
		ensure!(as_of <= Self::today(), Error::<T>::DayToCome);
		Self::ensure_extent(right.kind, &right.territories, &classes, Some(right.term))?;
		let is_part = classes.iter().all(|class| right.classes.contains(class));
		ensure!(is_part, Error::<T>::NotLimited);
		let is_less = classes.len() < right.classes.len() || specification.is_some();
		ensure!(is_less, Error::<T>::NotLimited);

		let number = right.limitations;
		right.limitations = number.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		let before = core::mem::replace(&mut right.classes, classes.clone());
		let left: BTreeSet<_> = classes.iter().map(RightClass::without_edition).collect();
		let had = before.iter().map(RightClass::without_edition);
		for lost in had.filter(|class| !left.contains(class)) {
			LostClasses::<T>::insert(id, lost, as_of);
		}
		let limitation = Limitation {
			before,
			specification,
			as_of,
			by,
			basis,
			at: T::Time::now(),
			block: Self::block(),
		};
		Limitations::<T>::insert(id, number, limitation);
		Rights::<T>::insert(id, right);
		Self::deposit_event(Event::Limited { right: id, classes, specification, as_of, by, basis });
		Ok(())
	}

	/// Checks that `by` may state what becomes of a right: of what stands in a register as the register
	/// says, of what stands in none by a judgment that is on record.
	fn ensure_statement_of(
		by: OrgId,
		right: &Right<T>,
		basis: &AttestationBasis,
	) -> DispatchResult {
		match (right.office, basis) {
			(Some(office), _) => Self::ensure_statement(by, office, right.kind, basis),
			(None, AttestationBasis::Substantiated { by: Substantiation::Judgment, proof }) => {
				Self::proven_since(proof)?;
				Ok(())
			},
			(None, _) => Err(Error::<T>::UnfitBasis.into()),
		}
	}

	pub(crate) fn do_renew(
		by: OrgId,
		id: RightId,
		until: LegalDate,
		basis: AttestationBasis,
	) -> DispatchResult {
		let mut right = Self::right_of(id)?;
		let office = right.office.ok_or(Error::<T>::NotRegisterable)?;
		Self::ensure_statement(by, office, right.kind, &basis)?;
		ensure!(right.ended.is_none(), Error::<T>::AlreadyEnded);
		ensure!(right.term.until.is_some_and(|old| old < until), Error::<T>::NotExtended);
		right.term.until = Some(until);
		Self::ensure_lawful_term(right.kind, Some(office), &right.term)?;

		Rights::<T>::insert(id, right);
		Self::deposit_event(Event::Renewed { right: id, until, by, basis });
		Ok(())
	}

	pub(crate) fn do_designate(
		by: OrgId,
		id: RightId,
		country: Country,
		status: Designation,
		basis: AttestationBasis,
	) -> DispatchResult {
		let mut right = Self::right_of(id)?;
		let office = right.office.ok_or(Error::<T>::NotRegisterable)?;
		Self::ensure_statement(by, office, right.kind, &basis)?;
		country.validate().map_err(|_| Error::<T>::MalformedTerritories)?;
		ensure!(office.territory().contains(&country), Error::<T>::BeyondOffice);
		ensure!(right.term.from <= status.since, Error::<T>::BeforeTerm);
		let begins_first = status.ended.is_none_or(|(_, as_of)| status.since <= as_of);
		ensure!(begins_first, Error::<T>::BeforeTerm);

		match Designations::<T>::get(id, country) {
			Some(known) => {
				ensure!(known.ended.is_none(), Error::<T>::AlreadyEnded);
				let adds_end = known.since == status.since && status.ended.is_some();
				ensure!(adds_end, Error::<T>::AlreadyDesignated);
			},
			None => {
				if !right.territories.contains(&country) {
					// Nothing is added to what is over.
					ensure!(right.ended.is_none(), Error::<T>::AlreadyEnded);
					right.territories = with_country(&right.territories, country)?;
				}
				let count = right.designations.checked_add(1).ok_or(ArithmeticError::Overflow)?;
				right.designations = count;
				Rights::<T>::insert(id, right);
			},
		}
		Designations::<T>::insert(id, country, status);
		Self::deposit_event(Event::Designated { right: id, country, status, by, basis });
		Ok(())
	}

	pub(crate) fn do_set_max_term(
		kind: RightKind,
		office: Option<OfficeCode>,
		years: Option<u16>,
	) -> DispatchResult {
		office.validate().map_err(|_| Error::<T>::MalformedOffice)?;
		ensure!(Self::is_bounded(kind), Error::<T>::KindUnbounded);
		ensure!(years != Some(0), Error::<T>::MalformedTerm);

		MaxTerms::<T>::set((kind, office), years);
		Self::deposit_event(Event::MaxTermSet { kind, office, years });
		Ok(())
	}

	/// Checks that a term is not longer than the longest that is set for such rights, if one is.
	pub(crate) fn ensure_lawful_term(
		kind: RightKind,
		office: Option<OfficeCode>,
		term: &Term,
	) -> DispatchResult {
		let Some(years) = MaxTerms::<T>::get((kind, office)) else { return Ok(()) };
		let until = term.until.ok_or(Error::<T>::TermTooLong)?;
		let days = i64::from(until).saturating_sub(term.from.into());
		ensure!(days <= longest(years), Error::<T>::TermTooLong);
		Ok(())
	}

	/// Whether the law sets rights of this kind an end whatever their owners do.
	pub(crate) fn is_bounded(kind: RightKind) -> bool {
		use RightKind::*;
		!matches!(kind, TradeMark | TradeName | GeographicalIndication)
	}

	/// The right with an end. There is one end, and it is not rewritten.
	pub(crate) fn ended_as_of(
		right: Right<T>,
		end: RightEnd,
		as_of: LegalDate,
	) -> Result<Right<T>, Error<T>> {
		ensure!(as_of >= right.term.from, Error::<T>::BeforeTerm);
		ensure!(right.ended.is_none(), Error::<T>::AlreadyEnded);
		Ok(Right { ended: Some((end, as_of)), ..right })
	}
}

/// As many days as so many calendar years can have at most.
fn longest(years: u16) -> i64 {
	// At most 65,535 years of 366 days: nothing is clamped.
	let years = i64::from(years);
	years.saturating_mul(365).saturating_add(years.saturating_add(3) / 4).saturating_add(1)
}

/// The set with one country more.
fn with_country(set: &Territories, country: Country) -> Result<Territories, ArithmeticError> {
	// The country is of the table, as was checked.
	let one = Territories::of(&[country]).map_err(|_| ArithmeticError::Overflow)?;
	let mut all = *set;
	for (byte, more) in all.0.iter_mut().zip(one.0) {
		*byte |= more;
	}
	Ok(all)
}
