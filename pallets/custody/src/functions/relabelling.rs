//! Relabelling: goods go on under another identity.

use crate::{Classes, Config, Error, Event, Item, Items, Lot, LotIdentity, Lots, Pallet};
use frame_support::{ensure, traits::Time};
use sp_runtime::{DispatchError, DispatchResult};
use tracemark_primitives::{
	authorisation::{Activity, Exercise},
	goods::{
		AnomalyKind, Derivation, EndOfLife, GoodsClaim, LineageLink, LotId, ObjectId, Presence,
	},
	gs1::{lot_id, Gln},
	parties::Member,
	quantity::Quantity,
	time::EventTime,
	traits::Authorisation,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_relabel(
		by: Member,
		claim: GoodsClaim,
		seq: u32,
		identity: LotIdentity,
		place: Option<Gln>,
		time: EventTime,
	) -> DispatchResult {
		let now = T::Time::now();
		let circumstances = Self::circumstances(place, time, now)?;
		let goods = Self::claimed_goods(&claim, seq, by.org, Self::at_will)?;
		let (object, source, quantity) = (goods.object, goods.lot, goods.quantity);
		ensure!(!quantity.is_zero(), Error::<T>::NothingLeft);
		Self::ensure_not_recalled(&goods, &by.country)?;
		let product = lot_id(&identity.gtin, &identity.number);
		let lot = Self::relabelled_lot(&by, &source, identity, quantity)?;

		let mut old = Self::as_item(&goods)?;
		let (consignment, mut new) = Self::open_lot(lot, by.org, circumstances)?;
		new.inherit(old.cleared);
		new.first_sale = old.first_sale.map(|sale| sale.altered_at(now));
		let how = Derivation::Relabelled;
		Self::end_in(product, &mut old, LineageLink { lot: source, object, quantity, how })?;
		let event = Item::advance_both(&mut new, &mut old, |pins| Event::Relabelled {
			object,
			into: consignment,
			pins,
			quantity,
			by: by.org,
		})?;
		Items::<T>::insert(object, old);
		Items::<T>::insert(consignment, new);
		Self::deposit_event(event);
		Ok(())
	}

	/// The lot that goods of another are relabelled into, which `by` may do under the rights of both
	/// classes. Who makes no goods stays out of what tells where they come from: their maker and origin
	/// stay (Regulation (EU) 2015/2446 art. 47), and no label cures what was made without consent.
	fn relabelled_lot(
		by: &Member,
		source: &LotId,
		identity: LotIdentity,
		quantity: Quantity,
	) -> Result<Lot, DispatchError> {
		let activity = Activity::Use;
		let reference = lot_id(&identity.gtin, &identity.number);
		let former = Lots::<T>::get(source).ok_or(Error::<T>::UnknownLot)?;
		let class = Classes::<T>::get(former.gtin).ok_or(Error::<T>::UnknownClass)?;
		let mut lot = Self::authorised_lot(activity, by, identity, quantity)?;
		if lot.gtin != former.gtin {
			let covered = Self::authority(activity, &former.gtin, &class, by, quantity)?;
			// A licence under both classes is used once.
			for licence in covered.licences.iter().filter(|licence| !lot.licences.contains(licence))
			{
				let act = Exercise { activity, quantity, reference };
				T::Authorisation::exercise(*licence, &act)?;
			}
		}
		lot.consented.retain(|right| {
			let is_of_former = class.rights.iter().any(|tie| tie.right == *right);
			!is_of_former || former.consented.contains(right)
		});
		Ok(Lot { maker: former.maker, made_in: former.made_in, ..lot })
	}

	/// What is wrong with goods that `object` tells of and that bear the label of the lot `bears`. Nothing
	/// is, if the record says that they were relabelled into it; of goods without record it says nothing.
	pub(crate) fn label_anomaly(object: &ObjectId, bears: LotId) -> Option<AnomalyKind> {
		let item = Items::<T>::get(object)?;
		let is_authorised = item.presence == Presence::Ended(EndOfLife::Relabelled)
			&& Self::successor(object, &item) == Some(bears);
		(!is_authorised).then_some(AnomalyKind::UnauthorisedRelabelling)
	}
}
