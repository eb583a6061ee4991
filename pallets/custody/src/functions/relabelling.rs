//! Relabelling: goods go on under another identity.

use crate::{
	Circumstances, Classes, Config, Error, Event, Item, ItemKind, Items, Lot, LotIdentity, Lots,
	Pallet, Successors,
};
use alloc::vec::Vec;
use frame_support::{ensure, traits::Time};
use sp_runtime::{DispatchError, DispatchResult};
use tracemark_primitives::{
	authorisation::{Activity, Exercise},
	goods::{
		AddedRight, AnomalyKind, Derivation, EndOfLife, GoodsClaim, LineageLink, LotId, ObjectId,
		Presence,
	},
	gs1::{lot_id, Gln},
	parties::{Member, Owner},
	quantity::Quantity,
	rights::RightFacts,
	time::EventTime,
	traits::{Authorisation, RightsInspect},
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
		let lot = Self::relabelled_lot(&by, &source, identity, quantity, circumstances)?;

		let mut old = Self::as_item(&goods)?;
		let (consignment, mut new) = Self::open_lot(lot, by.org, old.owner, circumstances)?;
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
	/// stay (Regulation (EU) 2015/2446 art. 47), and no label cures what was made without consent. Consent
	/// goes on under the rights of whoever gave it; of another owner, the licence to label is none: only
	/// an owner itself makes goods that were not its own genuine under its right.
	fn relabelled_lot(
		by: &Member,
		source: &LotId,
		identity: LotIdentity,
		quantity: Quantity,
		mut circumstances: Circumstances,
	) -> Result<Lot, DispatchError> {
		let activity = Activity::Use;
		let reference = lot_id(&identity.gtin, &identity.number);
		let former = Lots::<T>::get(source).ok_or(Error::<T>::UnknownLot)?;
		let class = Classes::<T>::get(former.gtin).ok_or(Error::<T>::UnknownClass)?;
		// What is not made yet bears no label.
		let made = former.made_at.moment;
		circumstances.time.moment = circumstances.time.moment.max(made);
		let mut lot = Self::authorised_lot(activity, by, identity, quantity, &circumstances)?;
		let bears = Classes::<T>::get(lot.gtin).ok_or(Error::<T>::UnknownClass)?;
		Self::ensure_serialised(&bears, lot.root.is_some(), made)?;
		if lot.gtin != former.gtin {
			let covered = Self::authority(activity, &former.gtin, &class, by, quantity)?;
			// A licence under both classes is used once.
			for licence in covered.licences.iter().filter(|licence| !lot.licences.contains(licence))
			{
				let act = Exercise { activity, quantity, reference };
				T::Authorisation::exercise(*licence, &act)?;
			}
		}
		let genuine = former.consented.iter().filter_map(T::Rights::right).collect::<Vec<_>>();
		let party = Owner::Organisation(by.org);
		lot.consented.retain(|right| {
			let is_of_former = class.rights.iter().any(|tie| tie.right == *right)
				&& AddedRight::binds(&class.added, right, former.class_version);
			let is_for_owner = |facts: RightFacts<T::AccountId>| {
				!is_of_former && facts.is_owned_by(&party)
					|| genuine.iter().any(|consented| facts.has_the_owners_of(consented))
			};
			former.consented.contains(right) || T::Rights::right(right).is_some_and(is_for_owner)
		});
		let Lot { maker, made_in, made_at, made_where, .. } = former;
		Ok(Lot { maker, made_in, made_at, made_where, ..lot })
	}

	/// Whether the label of the lot `bears` is the one that goods have by the record that tells of them.
	pub(crate) fn is_own_label(object: &ObjectId, bears: LotId) -> bool {
		match Items::<T>::get(object).map(|item| item.kind) {
			Some(ItemKind::Unit { lot, .. } | ItemKind::Consignment { lot, .. }) => lot == bears,
			_ => false,
		}
	}

	/// What is wrong with goods that `object` tells of and that bear the label of another lot. Nothing is,
	/// if the record says that they were relabelled into it; of goods without record it says nothing.
	pub(crate) fn label_anomaly(object: &ObjectId, bears: LotId) -> Option<AnomalyKind> {
		let item = Items::<T>::get(object)?;
		let is_authorised = item.presence == Presence::Ended(EndOfLife::Relabelled)
			&& Successors::<T>::get(object) == Some(bears);
		(!is_authorised).then_some(AnomalyKind::UnauthorisedRelabelling)
	}
}
