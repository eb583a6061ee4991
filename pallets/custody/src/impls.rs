//! The glue traits that custody offers.

use crate::{
	Classes, Config, DetentionGrounds, Error, Event, Item, ItemKind, Items, Located, LogisticUnits,
	Lots, Outermost, Pallet, Position, SsccGeneration,
};
use frame_support::{ensure, BoundedVec};
use sp_core::H256;
use sp_runtime::{DispatchError, DispatchResult};
use tracemark_primitives::{
	goods::{
		ClassFacts, Clearance, Contents, DetentionGround, GoodsClaim, GoodsFacts, IncidentKind,
		LotFacts, LotId, ObjectId, Presence, ProofOutcome, TrackedGoods, Whereabouts,
	},
	gs1::{logistic_unit_id, unit_id, Gln, Gtin, Serial, SerialProof, Sscc},
	recalls::Recalled,
	territory::Country,
	traits::{CustodyControl, CustodyInspect, MaxEnclosing},
	DeclarationId, OrgId,
};

impl<T: Config> Pallet<T> {
	/// The logistic unit that now bears the code, or bore it last.
	pub(crate) fn bearer(sscc: &Sscc) -> Option<ObjectId> {
		SsccGeneration::<T>::get(sscc).map(|generation| logistic_unit_id(sscc, generation))
	}

	/// What is known of an object with a record, and how much it holds.
	fn object_facts(object: ObjectId) -> Option<(Whereabouts, Contents)> {
		let item = Items::<T>::get(object)?;
		let (contents, _) = Self::contents_and_height(&object, &item).ok()?;
		Some((Self::whereabouts_of(object, item)?, contents))
	}

	pub(crate) fn whereabouts_of(object: ObjectId, item: Item) -> Option<Whereabouts> {
		let first_sale = item.first_sale;
		let Outermost { item: outer, holder, owner, cleared, .. } = Self::outermost(object, item)?;
		let within = LogisticUnits::<T>::get(object).and_then(|unit| unit.cleared);
		let cleared = Clearance::latest(cleared, within);
		Some(Whereabouts { object, holder, presence: outer.presence, cleared, first_sale, owner })
	}

	/// Facts without a proof.
	fn told(known: Option<(Whereabouts, Contents)>) -> GoodsFacts {
		let (whereabouts, contents) = known.unzip();
		let contents = contents.unwrap_or_default();
		GoodsFacts { whereabouts, contents, ..GoodsFacts::none(ProofOutcome::NotOffered) }
	}

	/// What is known of a single item, by its label and its path.
	pub(crate) fn unit_facts(
		gtin: &Gtin,
		serial: &Serial,
		proof: Option<&SerialProof>,
	) -> GoodsFacts {
		let unit = unit_id(gtin, serial);
		let Some(proof) = proof else { return Self::told(Self::object_facts(unit)) };
		if let Some(item) = Items::<T>::get(unit) {
			let verified = Self::is_of(&item, gtin, serial, proof);
			let proof = if verified { ProofOutcome::Verified } else { ProofOutcome::Refuted };
			return GoodsFacts { proof, ..Self::told(Self::object_facts(unit)) };
		}
		match Self::locate(gtin, serial, proof) {
			Ok(Located { lot, index, consignment }) => {
				let whereabouts = Self::object_facts(consignment).map(|(at, _)| at);
				GoodsFacts {
					proof: ProofOutcome::Verified,
					leaf: Some((lot, index)),
					..Self::told(whereabouts.map(|at| (at, Self::one_piece(lot))))
				}
			},
			Err(Error::<T>::ProofRefuted) => GoodsFacts::none(ProofOutcome::Refuted),
			Err(_) => GoodsFacts::none(ProofOutcome::NotOffered),
		}
	}

	fn consignment(id: &ObjectId) -> Option<ObjectId> {
		let item = Items::<T>::get(id)?;
		matches!(item.kind, ItemKind::Consignment { .. }).then_some(*id)
	}
}

impl<T: Config> CustodyInspect for Pallet<T> {
	/// A unit's own record comes first; a proof that is offered must still lead to it. Without a record the
	/// proof leads to the consignment that the unit lies in; one that names a lot nobody commissioned counts
	/// as none.
	fn facts(claim: &GoodsClaim) -> GoodsFacts {
		match claim {
			GoodsClaim::LogisticUnit { sscc } => {
				Self::told(Self::bearer(sscc).and_then(Self::object_facts))
			},
			GoodsClaim::Consignment { id } => {
				Self::told(Self::consignment(id).and_then(Self::object_facts))
			},
			GoodsClaim::Unit { gtin, serial, proof } => {
				Self::unit_facts(gtin, serial, proof.as_ref())
			},
		}
	}

	fn find(goods: &TrackedGoods) -> GoodsFacts {
		let known = Self::record_of(goods).and_then(|(id, _)| Self::object_facts(id));
		match goods {
			TrackedGoods::Leaf { unit, lot, index }
				if known.as_ref().is_some_and(|(at, _)| at.object != *unit) =>
			{
				let known = known.map(|(at, _)| (at, Self::one_piece(*lot)));
				GoodsFacts { leaf: Some((*lot, *index)), ..Self::told(known) }
			},
			_ => Self::told(known),
		}
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
		Classes::<T>::get(gtin).map(ClassFacts::from)
	}

	fn lot(id: &LotId) -> Option<LotFacts> {
		let lot = Lots::<T>::get(id)?;
		Some(LotFacts {
			gtin: lot.gtin,
			class_version: lot.class_version,
			maker: lot.maker,
			made_in: lot.made_in,
			commissioned_at: lot.commissioned_at,
			consented: lot.consented,
			licences: lot.licences,
			quantity: lot.quantity,
			root: lot.root,
			made_at: lot.made_at,
			made_where: lot.made_where,
			keepers: lot.keepers,
		})
	}

	fn recalled(facts: &GoodsFacts, country: &Country) -> Option<Recalled> {
		let recalls = Self::recalls_of_goods(facts).into_iter();
		Recalled::heaviest(recalls.filter(|recalled| recalled.has_effect_in(country)))
	}

	fn class_recalled(gtin: &Gtin, country: &Country) -> Option<Recalled> {
		let recalls = Self::recalls_of_class(gtin).into_iter();
		Recalled::heaviest(recalls.filter(|recalled| recalled.has_effect_in(country)))
	}
}

impl<T: Config> CustodyControl for Pallet<T> {
	fn bind(goods: &TrackedGoods) -> DispatchResult {
		Self::count_declared(goods, |count| count.checked_add(1))
	}

	fn unbind(goods: &TrackedGoods) -> DispatchResult {
		Self::count_declared(goods, |count| count.checked_sub(1))
	}

	fn detain(
		goods: &TrackedGoods,
		by: OrgId,
		declaration: DeclarationId,
		line: u32,
	) -> Result<Option<ObjectId>, DispatchError> {
		Self::detain_goods(goods, by, DetentionGround::Declaration { declaration, line }, None)
	}

	fn release(object: &ObjectId, by: OrgId) -> DispatchResult {
		let item = Self::kept(object, by)?;
		Self::release_goods(*object, item, by, None)
	}

	/// What ended for good cannot cross a border, what an authority keeps is let in by nobody else, and what is in a
	/// customs territory cannot be let in once more.
	fn clear(goods: &TrackedGoods, clearance: Clearance) -> DispatchResult {
		let (id, item) = Self::record_of(goods).ok_or(Error::<T>::UnknownObject)?;
		let at = Self::whereabouts_of(id, item).ok_or(Error::<T>::UnknownObject)?;
		match at.presence {
			Presence::Held | Presence::Offered { .. } => {},
			Presence::Detained { .. } => return Err(Error::<T>::UnderDetention.into()),
			Presence::Ended(end) => ensure!(end.is_reversible(), Error::<T>::AlreadyEnded),
		}
		let is_in = at.cleared.is_some_and(|before| before.covers(&clearance.destination));
		ensure!(!is_in, Error::<T>::AlreadyCleared);
		let (object, mut item) = Self::extract(goods)?;
		let event = item.advance(|seq| Event::Cleared { object, seq, clearance })?;
		item.cleared = Some(clearance);
		item.cleared_in = item.seq;
		Items::<T>::insert(object, item);
		for outer in Self::enclosing(&object) {
			LogisticUnits::<T>::mutate(outer, |unit| {
				if let Some(unit) = unit {
					unit.cleared = Clearance::latest(unit.cleared, Some(clearance));
				}
			});
		}
		Self::deposit_event(event);
		Ok(())
	}

	fn destroy(object: &ObjectId, by: OrgId) -> DispatchResult {
		let item = Self::kept(object, by)?;
		Self::note(*object, by, IncidentKind::Destroyed { ground: None })?;
		Self::destroy_item(*object, item, by, None)
	}
}

impl<T: Config> Pallet<T> {
	/// Takes the goods out of what they lie in. Passed over is what ended for good, what an authority keeps
	/// itself, and what lies in something that another authority keeps, or the same one for a declaration if this
	/// is a decision of its own; and a unit whose serial another lot has used up. Goods that were sold or missing are back in the trade: with who held them last, for
	/// whom the authority keeps them.
	pub(crate) fn detain_goods(
		goods: &TrackedGoods,
		by: OrgId,
		ground: DetentionGround,
		place: Option<Gln>,
	) -> Result<Option<ObjectId>, DispatchError> {
		let Some((id, item)) = Self::record_of(goods) else { return Ok(None) };
		let outer = Self::outermost(id, item).ok_or(Error::<T>::UnknownObject)?;
		let is_usurped = id != goods.id() && Items::<T>::contains_key(goods.id());
		let is_kept = match outer.item.presence {
			Presence::Held | Presence::Offered { .. } => false,
			Presence::Detained { by: keeper } => {
				keeper != by
					|| outer.object == goods.id()
					|| Self::waits_for_customs(&outer.object, &ground)
			},
			Presence::Ended(end) => !end.is_reversible(),
		};
		if is_kept || is_usurped {
			return Ok(None);
		}
		let (object, mut item) = Self::extract(goods)?;
		if let Position::In { parent } = item.position {
			Self::take_out(object, &mut item, parent, &outer)?;
		} else if matches!(item.presence, Presence::Ended(_)) {
			Self::put_with(&object, &mut item, outer.holder, None)?;
		}
		item.presence = Presence::Detained { by };
		let decision = match ground {
			DetentionGround::Decision(decision) => Some(decision),
			DetentionGround::Declaration { .. } => None,
		};
		let event =
			item.advance(|seq| Event::Detained { object, seq, by, ground: decision, place })?;
		Items::<T>::insert(object, item);
		DetentionGrounds::<T>::insert(object, ground);
		Self::note(object, by, IncidentKind::Detained { ground })?;
		Self::deposit_event(event);
		Ok(Some(object))
	}

	/// Whether what lies in an object that an authority keeps cannot be taken out of it on this ground: customs
	/// decide on it with a declaration.
	fn waits_for_customs(outer: &ObjectId, ground: &DetentionGround) -> bool {
		let is_own = matches!(ground, DetentionGround::Decision(_));
		let kept_by = DetentionGrounds::<T>::get(outer);
		is_own && matches!(kept_by, Some(DetentionGround::Declaration { .. }))
	}

	/// Gives goods that an authority keeps back to their holder.
	pub(crate) fn release_goods(
		object: ObjectId,
		mut item: Item,
		by: OrgId,
		ground: Option<H256>,
	) -> DispatchResult {
		item.presence = Presence::Held;
		let event = item.advance(|seq| Event::Released { object, seq, by, ground })?;
		Items::<T>::insert(object, item);
		Self::note(object, by, IncidentKind::Released { ground })?;
		Self::deposit_event(event);
		Ok(())
	}

	/// An object that `by` keeps.
	pub(crate) fn kept(object: &ObjectId, by: OrgId) -> Result<Item, Error<T>> {
		let item = Items::<T>::get(object).ok_or(Error::<T>::UnknownObject)?;
		match item.presence {
			Presence::Detained { by: keeper } if keeper == by => Ok(item),
			Presence::Detained { .. } => Err(Error::<T>::UnderDetention),
			_ => Err(Error::<T>::NotDetained),
		}
	}
}
