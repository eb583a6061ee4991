//! How goods leave the trade.

use crate::{
	Classes, Config, Consignments, Error, Event, Item, ItemKind, Items, Located, Lots, Outermost,
	Pallet, Stay,
};
use frame_support::{ensure, traits::Time};
use sp_core::H256;
use sp_runtime::{DispatchError, DispatchResult};
use tracemark_primitives::{
	authorisation::{Activity, Answer, Ground, Question},
	goods::{Clearance, EndOfLife, GoodsClaim, LotId, ObjectId, Presence},
	gs1::{unit_id, Gtin, Serial, SerialProof},
	parties::Member,
	quantity::Quantity,
	time::EventTime,
	traits::Authorisation,
	OrgId, Validate,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_sell(
		seller: Member,
		claim: GoodsClaim,
		seq: u32,
		commitment: H256,
	) -> DispatchResult {
		claim.validate().map_err(|_| Error::<T>::MalformedClaim)?;
		let (object, mut item) = match claim {
			GoodsClaim::LogisticUnit { .. } => return Err(Error::<T>::NotSellable.into()),
			GoodsClaim::Consignment { id } => {
				let item = Self::at_will(&id, seq, seller.org)?;
				let ItemKind::Consignment { lot, .. } = item.kind else {
					return Err(Error::<T>::NotConsignment.into());
				};
				let all = Consignments::<T>::get(id).ok_or(Error::<T>::NotConsignment)?.quantity;
				Self::put_on_market(&seller, &Self::class_of(&lot)?, item.cleared, all)?;
				(id, item)
			},
			GoodsClaim::Unit { gtin, serial, proof } => {
				let id = unit_id(&gtin, &serial);
				let one = Quantity::Pieces(1);
				if Items::<T>::contains_key(id) {
					let item = Self::at_will(&id, seq, seller.org)?;
					let refuted =
						proof.is_some_and(|proof| !Self::is_of(&item, &gtin, &serial, &proof));
					ensure!(!refuted, Error::<T>::ProofRefuted);
					Self::put_on_market(&seller, &gtin, item.cleared, one)?;
					(id, item)
				} else {
					let (located, consignment, outer) =
						Self::unit_at_hand(&gtin, &serial, proof.as_ref(), seq, seller.org)?;
					Self::ensure_not_declared(&outer.item)?;
					Self::put_on_market(&seller, &gtin, outer.cleared, one)?;
					(id, Self::take_unit(id, located, consignment, &outer)?)
				}
			},
		};

		Self::end(&object, &mut item, EndOfLife::Sold)?;
		let by = seller.org;
		let event = item.advance(|seq| Event::Sold { object, seq, by, commitment })?;
		Items::<T>::insert(object, item);
		Self::deposit_event(event);
		Ok(())
	}

	/// Where a unit without a record of its own lies, if `seq` is the current number of its consignment
	/// and `org` holds the outermost object.
	fn unit_at_hand(
		gtin: &Gtin,
		serial: &Serial,
		proof: Option<&SerialProof>,
		seq: u32,
		org: OrgId,
	) -> Result<(Located, Item, Outermost), Error<T>> {
		let proof = proof.ok_or(Error::<T>::ProofMissing)?;
		let located = Self::locate(gtin, serial, proof)?;
		let consignment = Self::current(&located.consignment, seq)?;
		let outer =
			Self::outermost(located.consignment, consignment).ok_or(Error::<T>::UnknownObject)?;
		Self::ensure_held_by(&outer.item, org)?;
		Self::ensure_held(&outer.item.presence)?;
		Ok((located, consignment, outer))
	}

	fn class_of(lot: &LotId) -> Result<Gtin, Error<T>> {
		Lots::<T>::get(lot).map(|lot| lot.gtin).ok_or(Error::<T>::UnknownLot)
	}

	/// Whether a path shows the unit with this record.
	pub(crate) fn is_of(item: &Item, gtin: &Gtin, serial: &Serial, proof: &SerialProof) -> bool {
		Self::locate(gtin, serial, proof)
			.is_ok_and(|Located { lot, index, .. }| item.kind == ItemKind::Unit { lot, index })
	}

	/// Counts goods of the class that the seller puts on the market where it is established against the
	/// licences that permit the sale. Fails unless it may sell them under every right of the class.
	///
	/// Who may make or import goods may not therefore sell them. Of goods that were cleared into the
	/// country, the authority was asked at the border.
	fn put_on_market(
		seller: &Member,
		gtin: &Gtin,
		cleared: Option<Clearance>,
		quantity: Quantity,
	) -> DispatchResult {
		if cleared.is_some_and(|clearance| clearance.destination == seller.country) {
			return Ok(());
		}
		let class = Classes::<T>::get(gtin).ok_or(Error::<T>::UnknownClass)?;
		let at = T::Time::now();
		for right in class.rights {
			let answer = T::Authorisation::ask(&Question {
				right,
				party: seller.org,
				activity: Activity::Sell,
				country: seller.country,
				at,
				quantity: Some(quantity),
			})
			.answer;
			ensure!(answer.allows(), Error::<T>::NotAuthorised);
			if let Answer::Permitted(Ground::Licence(licence)) = answer {
				T::Authorisation::exercise(licence, quantity)?;
			}
		}
		Ok(())
	}

	pub(crate) fn do_destroy(
		by: OrgId,
		object: ObjectId,
		seq: u32,
		time: EventTime,
	) -> DispatchResult {
		Self::timeliness(&time, T::Time::now())?;
		let item = Self::at_will(&object, seq, by)?;
		Self::destroy_item(object, item, by, Some(time))
	}

	/// Ends an outermost object as destroyed. What lies in it ends with it, since the outermost object
	/// tells.
	pub(crate) fn destroy_item(
		object: ObjectId,
		mut item: Item,
		by: OrgId,
		time: Option<EventTime>,
	) -> DispatchResult {
		Self::end(&object, &mut item, EndOfLife::Destroyed)?;
		let event = item.advance(|seq| Event::Destroyed { object, seq, by, time })?;
		Items::<T>::insert(object, item);
		Self::deposit_event(event);
		Ok(())
	}

	/// Ends an outermost object, which stays with its last holder.
	pub(crate) fn end(
		object: &ObjectId,
		item: &mut Item,
		how: EndOfLife,
	) -> Result<(), DispatchError> {
		item.presence = Presence::Ended(how);
		Self::open_span(object, item, Stay::Ended(how), None)
	}
}
