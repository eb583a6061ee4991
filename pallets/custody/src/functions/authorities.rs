//! Goods in the custody of authorities.

use crate::{Config, DetentionGrounds, Error, Items, Pallet, Places, TAKING};
use frame_support::ensure;
use sp_core::H256;
use sp_runtime::{DispatchError, DispatchResult};
use tracemark_primitives::{
	goods::{
		CustodyEnd, DetentionGround, GoodsClaim, IncidentKind, ObjectId, Presence, TrackedGoods,
	},
	gs1::{unit_id, Gln},
	parties::Member,
	traits::Membership,
	OrgId, Validate,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_take_into_custody(
		authority: Member,
		claim: &GoodsClaim,
		place: Option<Gln>,
		ground: H256,
	) -> DispatchResult {
		place.validate().map_err(|_| Error::<T>::MalformedPlace)?;
		if let Some(gln) = place {
			let run = Places::<T>::get(gln).ok_or(Error::<T>::OutsideTerritory)?;
			ensure!(run.country == authority.country, Error::<T>::OutsideTerritory);
		}
		let by = authority.org;
		let goods = Self::tracked(claim)?;
		let ground = DetentionGround::Decision(ground);
		if Self::detain_goods(&goods, by, ground, place)?.is_some() {
			return Ok(());
		}
		let (id, item) = Self::record_of(&goods).ok_or(Error::<T>::UnknownObject)?;
		let outer = Self::outermost(id, item).ok_or(Error::<T>::UnknownObject)?;
		let is_kept = matches!(outer.item.presence, Presence::Detained { .. });
		Err(if is_kept { Error::<T>::UnderDetention } else { Error::<T>::AlreadyEnded }.into())
	}

	pub(crate) fn do_end_custody(
		authority: Member,
		object: ObjectId,
		seq: u32,
		how: CustodyEnd,
		ground: H256,
	) -> DispatchResult {
		let by = authority.org;
		let item = Items::<T>::get(object).ok_or(Error::<T>::UnknownObject)?;
		let Presence::Detained { by: keeper } = item.presence else {
			return Err(Error::<T>::NotDetained.into());
		};
		ensure!(keeper == by || Self::takes_over(&authority, keeper), Error::<T>::UnderDetention);
		ensure!(item.seq == seq, Error::<T>::StaleSeq);
		// What is kept for a declaration, customs decide on with it.
		let kept_by = DetentionGrounds::<T>::get(object);
		let is_own = matches!(kept_by, Some(DetentionGround::Decision(_)));
		ensure!(is_own, Error::<T>::KeptForDeclaration);
		match how {
			CustodyEnd::Released => {
				DetentionGrounds::<T>::remove(object);
				Self::release_goods(object, item, by, Some(ground))
			},
			CustodyEnd::Destroyed => {
				let ground = Some(ground);
				Self::note(object, by, IncidentKind::Destroyed { ground })?;
				Self::destroy_item(object, item, by, None)
			},
		}
	}

	/// Whether an authority decides in the place of another: of one of the same country that left its office.
	fn takes_over(authority: &Member, keeper: OrgId) -> bool {
		T::Membership::party(keeper)
			.is_some_and(|party| party.has_left(&TAKING) && party.country == authority.country)
	}

	/// The goods that are claimed: by their own record, or by their leaf, whose path shows it.
	fn tracked(claim: &GoodsClaim) -> Result<TrackedGoods, DispatchError> {
		let known = |id: ObjectId| {
			ensure!(Items::<T>::contains_key(id), Error::<T>::UnknownObject);
			Ok(TrackedGoods::Object(id))
		};
		match claim {
			GoodsClaim::Consignment { id } => known(*id),
			GoodsClaim::LogisticUnit { sscc } => {
				known(Self::bearer(sscc).ok_or(Error::<T>::UnknownObject)?)
			},
			GoodsClaim::Unit { gtin, serial, proof } => {
				let unit = unit_id(gtin, serial);
				match (Items::<T>::get(unit), proof) {
					(None, None) => Err(Error::<T>::ProofMissing.into()),
					(None, Some(proof)) => {
						let located = Self::locate(gtin, serial, proof)?;
						let (lot, index) = (located.lot, located.index);
						Ok(TrackedGoods::Leaf { unit, lot, index })
					},
					(Some(_), None) => known(unit),
					(Some(item), Some(proof)) => {
						let is_it = Self::is_of(&item, gtin, serial, proof);
						ensure!(is_it, Error::<T>::ProofRefuted);
						known(unit)
					},
				}
			},
		}
	}
}
