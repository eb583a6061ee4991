//! The glue traits that custody offers.

use crate::{
	Classes, Config, Error, Event, Item, ItemKind, Items, Lots, Outermost, Pallet, Position,
	SsccGeneration,
};
use frame_support::{ensure, BoundedVec};
use sp_runtime::{DispatchError, DispatchResult};
use tracemark_primitives::{
	goods::{
		ClassFacts, Clearance, Contents, GoodsClaim, GoodsFacts, LotFacts, LotId, ObjectId,
		Presence, ProofOutcome, Whereabouts,
	},
	gs1::{logistic_unit_id, unit_id, Gtin, Sscc},
	traits::{CustodyControl, CustodyInspect, MaxEnclosing},
	OrgId,
};

impl<T: Config> Pallet<T> {
	/// The logistic unit that now bears the code, or bore it last.
	fn bearer(sscc: &Sscc) -> Option<ObjectId> {
		SsccGeneration::<T>::get(sscc).map(|generation| logistic_unit_id(sscc, generation))
	}

	/// What is known of an object with a record, and how much it holds.
	fn object_facts(object: ObjectId) -> Option<(Whereabouts, Contents)> {
		let item = Items::<T>::get(object)?;
		let (contents, _) = Self::contents_and_height(&object, &item).ok()?;
		Some((Self::whereabouts_of(object, item)?, contents))
	}

	fn whereabouts_of(object: ObjectId, item: Item) -> Option<Whereabouts> {
		let Outermost { item: outer, holder, cleared, .. } = Self::outermost(object, item)?;
		Some(Whereabouts { object, holder, presence: outer.presence, cleared })
	}

	fn consignment(id: &ObjectId) -> Option<ObjectId> {
		let item = Items::<T>::get(id)?;
		matches!(item.kind, ItemKind::Consignment { .. }).then_some(*id)
	}
}

impl<T: Config> CustodyInspect for Pallet<T> {
	/// A unit's own record comes first and needs no proof. Else the proof leads to the consignment that
	/// the unit lies in; one that names a lot nobody commissioned counts as none.
	fn facts(claim: &GoodsClaim) -> GoodsFacts {
		let mut proof_outcome = ProofOutcome::NotOffered;
		let known = match claim {
			GoodsClaim::LogisticUnit { sscc } => Self::bearer(sscc).and_then(Self::object_facts),
			GoodsClaim::Consignment { id } => Self::consignment(id).and_then(Self::object_facts),
			GoodsClaim::Unit { gtin, serial, proof } => Self::object_facts(unit_id(gtin, serial))
				.or_else(|| match Self::locate(gtin, serial, proof.as_ref()?) {
					Ok(located) => {
						proof_outcome = ProofOutcome::Verified;
						let (whereabouts, _) = Self::object_facts(located.consignment)?;
						Some((whereabouts, Self::one_piece(located.lot)))
					},
					Err(Error::<T>::ProofRefuted) => {
						proof_outcome = ProofOutcome::Refuted;
						None
					},
					Err(_) => None,
				}),
		};
		let (whereabouts, contents) = known.unzip();
		GoodsFacts { whereabouts, proof: proof_outcome, contents: contents.unwrap_or_default() }
	}

	fn whereabouts(object: &ObjectId) -> Option<Whereabouts> {
		Self::whereabouts_of(*object, Items::<T>::get(object)?)
	}

	fn enclosing(object: &ObjectId) -> BoundedVec<ObjectId, MaxEnclosing> {
		let mut enclosing = BoundedVec::new();
		let mut inner = *object;
		while let Some(Position::In { parent }) = Items::<T>::get(inner).map(|item| item.position) {
			// There is room for as many as can lie in each other.
			if enclosing.try_push(parent).is_err() {
				break;
			}
			inner = parent;
		}
		enclosing
	}

	fn class(gtin: &Gtin) -> Option<ClassFacts> {
		let class = Classes::<T>::get(gtin)?;
		Some(ClassFacts { owner: class.owner, rights: class.rights, hs: class.hs })
	}

	fn lot(id: &LotId) -> Option<LotFacts> {
		let lot = Lots::<T>::get(id)?;
		Some(LotFacts {
			gtin: lot.gtin,
			maker: lot.maker,
			made_in: lot.made_in,
			commissioned_at: lot.commissioned_at,
			licences: lot.licences,
		})
	}
}

impl<T: Config> CustodyControl for Pallet<T> {
	fn extract(claim: &GoodsClaim) -> Result<ObjectId, DispatchError> {
		match claim {
			GoodsClaim::LogisticUnit { sscc } => Self::bearer(sscc),
			GoodsClaim::Consignment { id } => Self::consignment(id),
			GoodsClaim::Unit { gtin, serial, proof } => {
				return Self::extract_unit(gtin, serial, proof.as_ref())
			},
		}
		.ok_or(Error::<T>::UnknownObject.into())
	}

	/// First takes the object out of what it lies in. An object that another authority keeps, or that
	/// lies in one, stays with that.
	fn detain(object: &ObjectId, by: OrgId) -> DispatchResult {
		let mut item = Items::<T>::get(object).ok_or(Error::<T>::UnknownObject)?;
		let outer = Self::outermost(*object, item).ok_or(Error::<T>::UnknownObject)?;
		match (outer.item.presence, item.position) {
			(Presence::Ended(_), _) => return Err(Error::<T>::AlreadyEnded.into()),
			(Presence::Detained { .. }, Position::Held { .. }) => {
				return Err(Error::<T>::UnderDetention.into())
			},
			(Presence::Detained { by: other }, Position::In { .. }) if other != by => {
				return Err(Error::<T>::UnderDetention.into())
			},
			(_, Position::In { parent }) => Self::take_out(*object, &mut item, parent, &outer)?,
			(_, Position::Held { .. }) => {},
		}
		let object = *object;
		item.presence = Presence::Detained { by };
		let event = item.advance(|seq| Event::Detained { object, seq, by })?;
		Items::<T>::insert(object, item);
		Self::deposit_event(event);
		Ok(())
	}

	fn release(object: &ObjectId) -> DispatchResult {
		let object = *object;
		let mut item = Items::<T>::get(object).ok_or(Error::<T>::UnknownObject)?;
		let Presence::Detained { by } = item.presence else {
			return Err(Error::<T>::NotDetained.into());
		};
		item.presence = Presence::Held;
		let event = item.advance(|seq| Event::Released { object, seq, by })?;
		Items::<T>::insert(object, item);
		Self::deposit_event(event);
		Ok(())
	}

	/// What ended cannot cross a border, and what is in a country cannot be let in once more. Of several
	/// clearances the nearest counts, as in what [`CustodyInspect`] tells.
	fn clear(object: &ObjectId, clearance: Clearance) -> DispatchResult {
		let object = *object;
		let mut item = Items::<T>::get(object).ok_or(Error::<T>::UnknownObject)?;
		let at = Self::whereabouts_of(object, item).ok_or(Error::<T>::UnknownObject)?;
		ensure!(!matches!(at.presence, Presence::Ended(_)), Error::<T>::AlreadyEnded);
		let is_in = at.cleared.is_some_and(|before| before.destination == clearance.destination);
		ensure!(!is_in, Error::<T>::AlreadyCleared);
		item.cleared = Some(clearance);
		let event = item.advance(|seq| Event::Cleared { object, seq, clearance })?;
		Items::<T>::insert(object, item);
		Self::deposit_event(event);
		Ok(())
	}

	fn destroy(object: &ObjectId) -> DispatchResult {
		let item = Items::<T>::get(object).ok_or(Error::<T>::UnknownObject)?;
		let Presence::Detained { by } = item.presence else {
			return Err(Error::<T>::NotDetained.into());
		};
		Self::destroy_item(*object, item, by, None)
	}
}
