//! What lots say beside their goods: reports of their quality, and who keeps the list of their serials.

use crate::{Config, Error, Event, Lots, Pallet, QualityReportCount, QualityReports, Spans, Stay};
use frame_support::{ensure, traits::Time, BoundedVec};
use sp_runtime::{ArithmeticError, DispatchResult};
use tracemark_primitives::{
	apis::Page,
	digest::Digest,
	goods::{LotId, MaxKeepers},
	gs1::consignment_id,
	parties::{Member, Role},
	quality::{QualityReport, QualityReporter},
	traits::Membership,
	OrgId,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_add_quality_report(
		member: Member,
		lot: LotId,
		number: u32,
		digest: Digest,
	) -> DispatchResult {
		let by = member.org;
		let maker = Lots::<T>::get(lot).ok_or(Error::<T>::UnknownLot)?.maker;
		let reporter = if maker == by {
			QualityReporter::Maker
		} else if member.roles.intersects(&Role::Laboratory.into()) {
			QualityReporter::Laboratory
		} else {
			let is_authority = member.roles.intersects(&Role::MarketSurveillance.into());
			ensure!(is_authority, Error::<T>::NotMaker);
			QualityReporter::Authority
		};
		ensure!(QualityReportCount::<T>::get(lot) == number, Error::<T>::StaleSeq);
		let next = number.checked_add(1).ok_or(ArithmeticError::Overflow)?;

		let report = QualityReport { digest, by, reporter, at: T::Time::now() };
		QualityReports::<T>::insert(lot, number, report);
		QualityReportCount::<T>::insert(lot, next);
		Self::deposit_event(Event::QualityReported { lot, number, by, reporter, digest });
		Ok(())
	}

	pub(crate) fn do_name_keepers(
		by: OrgId,
		id: LotId,
		keepers: BoundedVec<OrgId, MaxKeepers>,
	) -> DispatchResult {
		let mut lot = Lots::<T>::get(id).ok_or(Error::<T>::UnknownLot)?;
		// Who makes or labels goods holds them first, and has the list.
		let begins_with = Spans::<T>::get(consignment_id(&id, 0), 0).map(|span| span.stay);
		let may_name = begins_with == Some(Stay::With(by)) || Self::owns_class(by, &lot.gtin);
		ensure!(may_name, Error::<T>::NotMaker);
		ensure!(lot.root.is_some(), Error::<T>::NotSerialised);
		for (position, keeper) in keepers.iter().enumerate() {
			let is_again = keepers.iter().take(position).any(|other| other == keeper);
			let is_member = T::Membership::party(*keeper).is_some();
			ensure!(is_member && !is_again, Error::<T>::MalformedKeepers);
		}

		lot.keepers = keepers.clone();
		Lots::<T>::insert(id, lot);
		Self::deposit_event(Event::KeepersNamed { lot: id, by, keepers });
		Ok(())
	}

	/// What was reported of the quality of a lot, oldest first: the items from `cursor` on, about `limit` of them.
	pub fn quality_reports(lot: LotId, cursor: u32, limit: u32) -> Page<QualityReport> {
		let count = QualityReportCount::<T>::get(lot);
		Page::read(count, cursor, limit, |number| QualityReports::<T>::get(lot, number))
	}
}
