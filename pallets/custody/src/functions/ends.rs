//! How goods leave the trade.

use crate::{
	Classes, Config, Consignments, Error, Event, ForSale, Item, ItemKind, Items, Located, Lots,
	Outermost, Pallet, Record, Sales, Stay, TitleOffers,
};
use alloc::{boxed::Box, vec::Vec};
use frame_support::{ensure, traits::Time};
use sp_runtime::{DispatchError, DispatchResult};
use tracemark_primitives::{
	authorisation::{Activity, Answer, Exercise, GoodsHistory, Ground, Making, Question},
	goods::{AddedRight, ClassRight, EndOfLife, GoodsClaim, ObjectId, Presence, Sale},
	gs1::{unit_id, Gln, Gtin, Serial, SerialProof},
	parties::{Member, Role},
	quantity::Quantity,
	territory::Country,
	time::EventTime,
	traits::{Authorisation, Membership},
	OrgId, Validate,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_sell(
		seller: Member,
		claim: GoodsClaim,
		seq: u32,
		sale: Sale,
	) -> DispatchResult {
		let Sale { marketplace, order, payment } = sale;
		let goods = Self::claimed_goods(&claim, seq, seller.org, Self::at_will)?;
		let consents = Self::ensure_may_sell(&seller, &goods, marketplace)?;
		let mut item = Self::as_item(&goods)?;

		if consents {
			item.put_on_market(&seller, T::Time::now());
		}
		let object = goods.object;
		Sales::<T>::insert(object, item.spans, sale);
		Self::end(&object, &mut item, EndOfLife::Sold, None)?;
		let by = seller.org;
		let event =
			item.advance(|seq| Event::Sold { object, seq, by, marketplace, order, payment })?;
		Items::<T>::insert(object, item);
		Self::deposit_event(event);
		Ok(())
	}

	pub(crate) fn do_put_on_market(
		seller: Member,
		claim: GoodsClaim,
		seq: u32,
		sale: Sale,
	) -> DispatchResult {
		let Sale { marketplace, order, payment } = sale;
		let goods = Self::claimed_goods(&claim, seq, seller.org, Self::at_will)?;
		ensure!(goods.first_sale().is_none(), Error::<T>::AlreadyOnMarket);
		// Nobody but who owns or is licensed can consent: that nothing stands against a sale is not enough.
		let consents = Self::ensure_may_sell(&seller, &goods, marketplace)?;
		ensure!(consents, Error::<T>::NotAuthorised);
		let mut item = Self::as_item(&goods)?;

		item.put_on_market(&seller, T::Time::now());
		let (object, by, country) = (goods.object, seller.org, seller.country);
		let event = item.advance(|seq| Event::PutOnMarket {
			object,
			seq,
			by,
			country,
			marketplace,
			order,
			payment,
		})?;
		Items::<T>::insert(object, item);
		Self::deposit_event(event);
		Ok(())
	}

	pub(crate) fn do_record_alteration(
		member: Member,
		claim: GoodsClaim,
		seq: u32,
		time: EventTime,
	) -> DispatchResult {
		let by = member.org;
		let now = T::Time::now();
		Self::timeliness(&time, now)?;
		let goods = Self::claimed_goods(&claim, seq, by, Self::at_will_or_kept)?;
		Self::ensure_may_leave(&goods, &member.country)?;
		let sale = goods.first_sale().ok_or(Error::<T>::NotOnMarket)?;
		ensure!(sale.altered.is_none(), Error::<T>::AlreadyAltered);
		let mut item = Self::as_item(&goods)?;

		item.first_sale = Some(sale.altered_at(now));
		let object = goods.object;
		let event = item.advance(|seq| Event::Altered { object, seq, by, time })?;
		Items::<T>::insert(object, item);
		Self::deposit_event(event);
		Ok(())
	}

	/// The goods that `by` claims: a consignment or a unit with a record, if `access` gives it to `by`, or
	/// a unit at its will whose path shows in which consignment it lies.
	pub(crate) fn claimed_goods(
		claim: &GoodsClaim,
		seq: u32,
		by: OrgId,
		access: fn(&ObjectId, u32, OrgId) -> Result<Item, Error<T>>,
	) -> Result<ForSale, DispatchError> {
		claim.validate().map_err(|_| Error::<T>::MalformedClaim)?;
		match claim {
			GoodsClaim::LogisticUnit { .. } => Err(Error::<T>::NotSellable.into()),
			GoodsClaim::Consignment { id } => {
				let item = access(id, seq, by)?;
				let ItemKind::Consignment { lot, .. } = item.kind else {
					return Err(Error::<T>::NotConsignment.into());
				};
				let all = Consignments::<T>::get(id).ok_or(Error::<T>::NotConsignment)?.quantity;
				Ok(ForSale { object: *id, lot, quantity: all, record: Record::Own(item) })
			},
			GoodsClaim::Unit { gtin, serial, proof } => {
				let object = unit_id(gtin, serial);
				let quantity = Quantity::Pieces(1);
				if Items::<T>::contains_key(object) {
					let item = access(&object, seq, by)?;
					let refuted = proof
						.as_ref()
						.is_some_and(|proof| !Self::is_of(&item, gtin, serial, proof));
					ensure!(!refuted, Error::<T>::ProofRefuted);
					let ItemKind::Unit { lot, .. } = item.kind else {
						return Err(Error::<T>::UnknownObject.into());
					};
					Ok(ForSale { object, lot, quantity, record: Record::Own(item) })
				} else {
					let (located, consignment, outer) =
						Self::unit_at_hand(gtin, serial, proof.as_ref(), seq, by)?;
					Self::ensure_not_declared(&outer.item)?;
					let lot = located.lot;
					let record = Record::In { located, consignment, outer: Box::new(outer) };
					Ok(ForSale { object, lot, quantity, record })
				}
			},
		}
	}

	/// The record of the goods; a unit without one is taken out of its consignment.
	pub(crate) fn as_item(goods: &ForSale) -> Result<Item, DispatchError> {
		match &goods.record {
			Record::Own(item) => Ok(*item),
			Record::In { located, consignment, outer } => {
				Self::take_unit(goods.object, located.clone(), *consignment, outer)
			},
		}
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

	/// Whether a path shows the unit with this record.
	pub(crate) fn is_of(item: &Item, gtin: &Gtin, serial: &Serial, proof: &SerialProof) -> bool {
		Self::locate(gtin, serial, proof)
			.is_ok_and(|Located { lot, index, .. }| item.kind == ItemKind::Unit { lot, index })
	}

	/// Counts goods that the seller sells where it is established against the licences that permit it, and
	/// says whether the sale is with the consent of an owner: made by one, or under a licence. Fails unless
	/// the seller may sell them under every right of their class.
	///
	/// Who may make or import goods may not therefore sell them. Of goods that were cleared into the
	/// country, the authority was asked at the border; of those that were put on its market before, when
	/// that was recorded. Goods that were altered since are other goods than were asked about, and
	/// so are those that were relabelled since. Rights that were added to their class after they were made are
	/// not asked for.
	fn ensure_may_sell(
		seller: &Member,
		goods: &ForSale,
		marketplace: Option<OrgId>,
	) -> Result<bool, DispatchError> {
		let is_marketplace = marketplace.is_none_or(|org| {
			T::Membership::party(org).is_some_and(|party| party.roles.contains(Role::Marketplace))
		});
		ensure!(is_marketplace, Error::<T>::NotMarketplace);
		Self::ensure_not_recalled(goods, &seller.country)?;
		let now = T::Time::now();
		let first_sale = goods.first_sale();
		let altered = first_sale.is_some_and(|sale| sale.is_altered_at(now));
		let is_here = |country: Country| country == seller.country;
		let cleared = Self::cleared_as_labelled(goods.cleared(), &goods.lot);
		let was_asked = cleared.is_some_and(|clearance| is_here(clearance.destination))
			|| first_sale.is_some_and(|sale| is_here(sale.country));
		if was_asked && !altered {
			return Ok(false);
		}
		let lot = Lots::<T>::get(goods.lot).ok_or(Error::<T>::UnknownLot)?;
		let class = Classes::<T>::get(lot.gtin).ok_or(Error::<T>::UnknownClass)?;
		let quantity = goods.quantity;
		let object = goods.object;
		let act = Exercise { activity: Activity::Sell, quantity, reference: object };
		let (mut consents, mut used) = (false, Vec::new());
		for ClassRight { right, class: kind } in class.rights {
			// What came to the class later says nothing of goods that were made before.
			if !AddedRight::binds(&class.added, &right, lot.class_version) {
				continue;
			}
			let is_consented = lot.consented.contains(&right);
			let report = T::Authorisation::ask(&Question {
				right,
				party: seller.org,
				activity: Activity::Sell,
				country: seller.country,
				at: now,
				quantity: Some(quantity),
				goods: GoodsHistory {
					gtin: Some(lot.gtin),
					class: kind,
					marketplace,
					making: if is_consented { Making::WithConsent } else { Making::Unknown },
					made_at: Some(lot.commissioned_at),
					first_sale: first_sale.map(|sale| sale.recorded(object)),
					altered,
					..Default::default()
				},
			});
			Self::ensure_allowed(&report)?;
			match report.answer {
				Answer::Permitted(Ground::Licence(licence)) => {
					// A licence of several rights is used once.
					if !used.contains(&licence) {
						T::Authorisation::exercise(licence, &act)?;
						used.push(licence);
					}
					consents = true;
				},
				Answer::Permitted(Ground::Owner) => consents = true,
				_ => {},
			}
		}
		Ok(consents)
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
		Self::end(&object, &mut item, EndOfLife::Destroyed, None)?;
		let event = item.advance(|seq| Event::Destroyed { object, seq, by, time })?;
		Items::<T>::insert(object, item);
		Self::deposit_event(event);
		Ok(())
	}

	/// Ends an outermost object, which stays with its last holder. Nobody sells it then.
	pub(crate) fn end(
		object: &ObjectId,
		item: &mut Item,
		how: EndOfLife,
		place: Option<Gln>,
	) -> Result<(), DispatchError> {
		item.presence = Presence::Ended(how);
		item.open();
		TitleOffers::<T>::remove(object);
		Self::open_span(object, item, Stay::Ended(how), place)
	}
}
