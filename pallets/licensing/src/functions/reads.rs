//! What clients read.

use crate::*;
use alloc::vec::Vec;
use tracemark_primitives::{
	apis::{BasisStatement, LicenceStatement, MAX_PAGE},
	parties::Owner,
	rights::{RightId, RightKind},
	territory::{Country, Territories},
	LicenceId, OrgId,
};

impl<T: Config> Pallet<T> {
	/// What was paid, used and is owed for a licence, by each basis that it counts. `None` if there is no
	/// such licence.
	pub fn statement(licence: LicenceId) -> Option<LicenceStatement<Balance>> {
		let royalties = Licences::<T>::get(licence)?.terms.royalties;
		let bases = royalties.into_iter().flat_map(|terms| terms.bases.iter());
		let bases = bases.map(|basis| {
			let Ledger { fund, owed, used, paid_in, drawn } = Ledgers::<T>::get(licence, basis);
			let pending = PendingPayments::<T>::get(licence, basis);
			let (covers, left) = fund.map_or((0, 0), |fund| (fund.covers, fund.amount));
			BasisStatement {
				basis,
				pending: pending.map(|payment| (payment.covers, payment.amount)),
				paid_in,
				drawn,
				left,
				covers,
				used,
				owed,
			}
		});
		Some(LicenceStatement { bases: bases.collect() })
	}

	/// What an owner, or the licensee of a licence that was sublicensed, can withdraw under a right.
	pub fn accrued(owner: &Owner<T::AccountId>, right: &RightId) -> Balance {
		Accrued::<T>::get(right, owner)
	}

	/// Where a first sale with consent exhausts rights of a kind in a country.
	pub fn exhaustion(kind: RightKind, country: Country) -> Territories {
		Exhaustion::<T>::get(kind, country)
			// Nothing exhausts where no country is assigned.
			.unwrap_or_else(|| Territories::of(&[country]).unwrap_or_default())
	}

	/// The licences of a member under a right, those that are past first: at most `limit` of them, and
	/// at most [`MAX_PAGE`], after the first `cursor`.
	pub fn licences_of(right: RightId, licensee: OrgId, cursor: u32, limit: u32) -> Vec<LicenceId> {
		let limit = limit.min(MAX_PAGE);
		let past = PastLicenceCount::<T>::get(right, licensee);
		// Clamping is right: no more than that are past.
		let end = cursor.saturating_add(limit).min(past);
		let page =
			(cursor..end).filter_map(|number| PastLicences::<T>::get((right, licensee, number)));
		let present = LicencesBetween::<T>::get(right, licensee);
		let skip = usize::try_from(cursor.saturating_sub(past)).unwrap_or(usize::MAX);
		let take = usize::try_from(limit).unwrap_or(usize::MAX);
		page.chain(present.into_iter().skip(skip)).take(take).collect()
	}
}
