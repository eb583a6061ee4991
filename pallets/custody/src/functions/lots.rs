//! Lots, their consignments, and the units in them.

use crate::{
	Circumstances, Class, Classes, Config, Consignment, Consignments, DeclaredUnits,
	DetentionGrounds, Error, Event, Item, ItemKind, Items, Located, Lot, LotIdentity, LotSegments,
	Lots, Outermost, Pallet, Part, Position, Stay, Taken,
};
use alloc::vec::Vec;
use frame_support::{ensure, traits::Time, BoundedVec};
use sp_core::H256;
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};
use tracemark_primitives::{
	authorisation::{
		Activity, Answer, AuthorisationReport, ConditionResult, Exercise, GoodsHistory, Ground,
		Question,
	},
	customs::Nature,
	goods::{
		ClassRight, Content, Contents, LotId, MaxRightsPerClass, ObjectId, Presence, TrackedGoods,
		MAX_NESTING,
	},
	gs1::{consignment_id, lot_id, lot_leaf, Gln, Gtin, Serial, SerialProof},
	merkle,
	parties::{Member, Owner},
	quantity::Quantity,
	rights::{RightFacts, RightId},
	time::EventTime,
	traits::{Authorisation, Membership, RightsInspect},
	LicenceId, OrgId, Validate,
};

/// On what the authority to make goods of a class, or to label them as such, rests.
#[derive(Default)]
pub(crate) struct Authority {
	/// The rights whose owners do it, or let it be done.
	pub consented: BoundedVec<RightId, MaxRightsPerClass>,
	/// The licences among the grounds.
	pub licences: BoundedVec<LicenceId, MaxRightsPerClass>,
}

impl<T: Config> Pallet<T> {
	/// One unit of a lot, as contents.
	pub(crate) fn one_piece(lot: LotId) -> Contents {
		BoundedVec::truncate_from(alloc::vec![Content { lot, quantity: Quantity::Pieces(1) }])
	}

	pub(crate) fn do_commission(
		maker: Member,
		identity: LotIdentity,
		quantity: Quantity,
		place: Option<Gln>,
		time: EventTime,
	) -> DispatchResult {
		let circumstances = Self::circumstances(place, time, T::Time::now())?;
		let activity = Activity::Manufacture;
		let lot = Self::authorised_lot(activity, &maker, identity, quantity, &circumstances)?;
		let (consignment, item) = Self::open_lot(lot, maker.org, None, circumstances)?;
		Items::<T>::insert(consignment, item);
		Ok(())
	}

	/// A lot that is new and that `party` may make, or label as such, then and there; which counts against its
	/// licences and the ceiling of its class. Not written yet.
	pub(crate) fn authorised_lot(
		activity: Activity,
		party: &Member,
		identity: LotIdentity,
		quantity: Quantity,
		circumstances: &Circumstances,
	) -> Result<Lot, DispatchError> {
		let LotIdentity { gtin, number, root } = identity;
		gtin.validate().map_err(|_| Error::<T>::MalformedGtin)?;
		number.validate().map_err(|_| Error::<T>::MalformedLotNumber)?;
		quantity.validate().map_err(|_| Error::<T>::MalformedQuantity)?;
		let serialisable = matches!(quantity, Quantity::Pieces(n) if u32::try_from(n).is_ok());
		ensure!(root.is_none() || serialisable, Error::<T>::NotSerialisable);
		let lot = lot_id(&gtin, &number);
		ensure!(!Lots::<T>::contains_key(lot), Error::<T>::AlreadyCommissioned);
		let (mut class, Authority { consented, licences }) =
			Self::authorised(activity, &gtin, party, quantity, lot)?;
		let Circumstances { time, place, .. } = *circumstances;
		Self::count_made(&mut class, &quantity, root.is_some(), time.moment)?;
		let class_version = class.version;
		Classes::<T>::insert(gtin, class);
		Ok(Lot {
			gtin,
			number,
			maker: party.org,
			made_in: party.country,
			quantity,
			class_version,
			consented,
			root,
			licences,
			consignments: 1,
			commissioned_at: T::Time::now(),
			commissioned_in: Self::block(),
			made_at: time,
			made_where: place,
			keepers: BoundedVec::new(),
		})
	}

	/// On what the authority of `party` to make goods of a class, or to label them as such, rests, with the
	/// class. Counts the act, whose reference is `made`, against the licences.
	pub(crate) fn authorised(
		activity: Activity,
		gtin: &Gtin,
		party: &Member,
		quantity: Quantity,
		made: H256,
	) -> Result<(Class, Authority), DispatchError> {
		let class = Classes::<T>::get(gtin).ok_or(Error::<T>::UnknownClass)?;
		Self::ensure_issued_to(class.owner, gtin)?;
		Self::ensure_may_be_made(gtin, &party.country, T::Time::now())?;
		let authority = Self::authority(activity, gtin, &class, party, quantity)?;
		for licence in &authority.licences {
			let act = Exercise { activity, quantity, reference: made };
			T::Authorisation::exercise(*licence, &act)?;
		}
		Ok((class, authority))
	}

	/// Writes a lot, all of which lies in its first consignment, with `holder`; it belongs to `owner`, or to the
	/// holder without one. The record of that is returned, not written yet.
	pub(crate) fn open_lot(
		record: Lot,
		holder: OrgId,
		owner: Option<OrgId>,
		circumstances: Circumstances,
	) -> Result<(ObjectId, Item), DispatchError> {
		let Lot { gtin, maker, quantity, root, .. } = record;
		let lot = lot_id(&gtin, &record.number);
		Lots::<T>::insert(lot, record);
		if root.is_some() {
			Self::write_segments(&lot, alloc::vec![(0, 0)])?;
		}
		let (consignment, mut item) =
			Self::new_consignment(lot, 0, holder, owner, circumstances.place)?;
		let event = item.advance(|seq| Event::Commissioned {
			lot,
			consignment,
			seq,
			gtin,
			maker,
			quantity,
			root,
			circumstances,
		})?;
		let contents = Consignment { quantity, taken: Taken::default(), split_from: None };
		Consignments::<T>::insert(consignment, contents);
		Self::sight_in_event(&consignment, item.seq, &circumstances);
		Self::deposit_event(event);
		Ok((consignment, item))
	}

	/// On what the authority of `party` for goods of a class rests.
	///
	/// Nothing may stand against the act where the party is, under any right of the class. And since the
	/// goods bear the class owner's number, the party is that owner or permitted by a right of his: where the
	/// right has no effect in the party's country, in that of the owner, for whom it acts. The consent of the
	/// owner of another right in the goods is not his: whom a licensor of parts licenses makes the parts, and
	/// not the brand's goods.
	///
	/// Who consents that goods are made under one right consents for every right of the class that is his:
	/// whom an owner licenses under the mark of one country makes genuine goods, which bear his mark of
	/// another country too.
	pub(crate) fn authority(
		activity: Activity,
		gtin: &Gtin,
		class: &Class,
		party: &Member,
		quantity: Quantity,
	) -> Result<Authority, Error<T>> {
		let mut authority = Authority::default();
		let mut consenting = Vec::new();
		let rights = class.rights.iter().map(|ClassRight { right, .. }| T::Rights::right(right));
		let rights = rights.collect::<Vec<_>>();
		for (ClassRight { right, class: kind }, facts) in class.rights.iter().zip(&rights) {
			let mut question = Question {
				right: *right,
				party: party.org,
				activity,
				country: party.country,
				at: T::Time::now(),
				quantity: Some(quantity),
				goods: GoodsHistory { gtin: Some(*gtin), class: *kind, ..Default::default() },
			};
			let report = T::Authorisation::ask(&question);
			Self::ensure_allowed(&report)?;
			let mut answer = report.answer;
			if answer == Answer::NotRequired && class.owner != party.org {
				let owner = T::Membership::party(class.owner).ok_or(Error::<T>::NotAuthorised)?;
				question.country = owner.country;
				answer = T::Authorisation::ask(&question).answer;
			}
			let consents = match answer {
				Answer::Permitted(Ground::Licence(licence)) => {
					// A licence of several rights is used once.
					if !authority.licences.contains(&licence) {
						let licences = &mut authority.licences;
						licences.try_push(licence).map_err(|_| Error::<T>::NotAuthorised)?;
					}
					true
				},
				Answer::Permitted(_) => true,
				_ => facts
					.as_ref()
					.is_some_and(|facts| facts.is_owned_by(&Owner::Organisation(party.org))),
			};
			if consents {
				consenting.extend(facts);
			}
		}
		let is_consented = |facts: &RightFacts<T::AccountId>| {
			consenting.iter().any(|consented| facts.has_the_owners_of(consented))
		};
		let listed = class.rights.iter().zip(&rights);
		let consented = listed
			.filter_map(|(listed, facts)| Some((listed.right, facts.as_ref()?)))
			.filter(|(_, facts)| is_consented(facts))
			.collect::<Vec<_>>();
		let owner = Owner::Organisation(class.owner);
		let is_for_owner = class.owner == party.org
			|| consented.iter().any(|(_, facts)| facts.is_owned_by(&owner));
		ensure!(is_for_owner, Error::<T>::NotAuthorised);
		// As many as the class has, with the same bound.
		authority.consented =
			BoundedVec::truncate_from(consented.into_iter().map(|(right, _)| right).collect());
		Ok(authority)
	}

	/// Fails if something stands against an act; says so if that is nothing but money.
	pub(crate) fn ensure_allowed(report: &AuthorisationReport) -> Result<(), Error<T>> {
		if report.answer.allows() {
			return Ok(());
		}
		let lacks_only_money = report.nature == Some(Nature::Contract)
			&& report.funded == ConditionResult::Failed
			&& report.quantity != ConditionResult::Failed;
		Err(if lacks_only_money { Error::<T>::RoyaltyUnfunded } else { Error::<T>::NotAuthorised })
	}

	/// Makes a part of a consignment one of its own, with the record that is returned.
	pub(crate) fn do_split(
		org: OrgId,
		consignment: ObjectId,
		seq: u32,
		part: Part,
	) -> Result<(ObjectId, Item), DispatchError> {
		let mut item = Self::at_will(&consignment, seq, org)?;
		let made = Self::split_off(consignment, &mut item, org, part)?;
		Items::<T>::insert(consignment, item);
		Ok(made)
	}

	/// Makes a part of a consignment one of its own, with `holder`. The record of the consignment is not
	/// written.
	pub(crate) fn split_off(
		consignment: ObjectId,
		item: &mut Item,
		holder: OrgId,
		part: Part,
	) -> Result<(ObjectId, Item), DispatchError> {
		let ItemKind::Consignment { lot: lot_id, number } = item.kind else {
			return Err(Error::<T>::NotConsignment.into());
		};
		let mut contents = Consignments::<T>::get(consignment).ok_or(Error::<T>::NotConsignment)?;
		let mut lot = Lots::<T>::get(lot_id).ok_or(Error::<T>::UnknownLot)?;
		let into_number = lot.consignments;
		let (amount, taken, segments) = match (&part, lot.root) {
			(Part::Ranges(ranges), Some(_)) => {
				let leaves = Self::size_of_ranges(ranges)?;
				let segments = LotSegments::<T>::get(lot_id);
				let size = lot.quantity.value();
				let segments = Self::redivide(&segments, size, number, ranges, into_number)?;
				let (taken, left) = contents.taken.divide(ranges).ok_or(Error::<T>::UnitsTaken)?;
				contents.taken = left;
				let amount = leaves.checked_sub(taken.count.into());
				let amount = amount.filter(|amount| *amount > 0).ok_or(Error::<T>::NothingLeft)?;
				(Quantity::Pieces(amount), taken, Some(segments))
			},
			(Part::Amount(amount), None) => {
				amount.validate().map_err(|_| Error::<T>::MalformedQuantity)?;
				ensure!(amount.same_unit(&contents.quantity), Error::<T>::PartMismatch);
				(*amount, Taken::default(), None)
			},
			_ => return Err(Error::<T>::PartMismatch.into()),
		};
		contents.quantity =
			contents.quantity.checked_sub(&amount).ok_or(Error::<T>::OutsideConsignment)?;
		ensure!(!contents.quantity.is_zero(), Error::<T>::WholeConsignment);
		lot.consignments = into_number.checked_add(1).ok_or(ArithmeticError::Overflow)?;

		if let Some(segments) = segments {
			Self::write_segments(&lot_id, segments)?;
		}
		Lots::<T>::insert(lot_id, lot);
		Consignments::<T>::insert(consignment, contents);
		let (into, mut new) = Self::new_consignment(lot_id, into_number, holder, item.owner, None)?;
		let contents = Consignment { quantity: amount, taken, split_from: Some(number) };
		Consignments::<T>::insert(into, contents);
		new.inherit(item.cleared);
		new.first_sale = item.first_sale;
		let event = Item::advance_both(item, &mut new, |pins| Event::Split {
			consignment,
			into,
			pins,
			part,
			by: holder,
		})?;
		Items::<T>::insert(into, new);
		Self::deposit_event(event);
		Ok((into, new))
	}

	/// A consignment with its first span, not yet written.
	fn new_consignment(
		lot: LotId,
		number: u32,
		holder: OrgId,
		owner: Option<OrgId>,
		place: Option<Gln>,
	) -> Result<(ObjectId, Item), DispatchError> {
		let id = consignment_id(&lot, number);
		let kind = ItemKind::Consignment { lot, number };
		let mut item = Item::new(kind, Position::Held { holder });
		item.owner = owner;
		Self::put_with(&id, &mut item, holder, place)?;
		Ok((id, item))
	}

	fn write_segments(lot: &LotId, segments: Vec<(u32, u32)>) -> Result<(), Error<T>> {
		let segments = BoundedVec::try_from(segments).map_err(|_| Error::<T>::TooManySegments)?;
		LotSegments::<T>::insert(lot, segments);
		Ok(())
	}

	/// How many leaves the ranges cover, if they ascend and are disjoint.
	fn size_of_ranges(ranges: &[(u32, u32)]) -> Result<u64, Error<T>> {
		ensure!(!ranges.is_empty(), Error::<T>::MalformedRanges);
		let (mut cursor, mut size) = (0, 0u64);
		for (start, end) in ranges {
			ensure!(*start >= cursor && end > start, Error::<T>::MalformedRanges);
			size = size.saturating_add(u64::from(end.saturating_sub(*start)));
			cursor = *end;
		}
		Ok(size)
	}

	/// The segments of a lot of `size` leaves once `ranges` of consignment `from` are those of `to`.
	/// `ranges` ascend and are disjoint. Neighbours of the same consignment become one segment.
	pub(crate) fn redivide(
		segments: &[(u32, u32)],
		size: u64,
		from: u32,
		ranges: &[(u32, u32)],
		to: u32,
	) -> Result<Vec<(u32, u32)>, Error<T>> {
		let mut result: Vec<(u32, u32)> = Vec::with_capacity(segments.len());
		let mut push = |start, number| {
			if result.last().is_none_or(|(_, last)| *last != number) {
				result.push((start, number));
			}
		};
		let mut ranges = ranges.iter().peekable();
		let ends = segments.iter().skip(1).map(|(start, _)| u64::from(*start));
		for ((start, number), end) in segments.iter().zip(ends.chain(Some(size))) {
			let mut cursor = *start;
			while let Some((first, last)) = ranges.next_if(|(first, _)| u64::from(*first) < end) {
				let inside = *number == from && u64::from(*last) <= end;
				ensure!(inside, Error::<T>::OutsideConsignment);
				if *first > cursor {
					push(cursor, from);
				}
				push(*first, to);
				cursor = *last;
			}
			if u64::from(cursor) < end {
				push(cursor, *number);
			}
		}
		ensure!(ranges.peek().is_none(), Error::<T>::OutsideConsignment);
		Ok(result)
	}

	/// The consignment that a leaf of a lot with serials lies in.
	pub(crate) fn consignment_at(lot: &LotId, index: u32) -> Option<ObjectId> {
		let segments = LotSegments::<T>::get(lot);
		let after = segments.partition_point(|(start, _)| *start <= index);
		let (_, number) = segments.get(after.checked_sub(1)?)?;
		Some(consignment_id(lot, *number))
	}

	/// Where the unit lies that a proof shows to belong to a lot.
	pub(crate) fn locate(
		gtin: &Gtin,
		serial: &Serial,
		proof: &SerialProof,
	) -> Result<Located, Error<T>> {
		let lot = lot_id(gtin, &proof.lot);
		let record = Lots::<T>::get(lot).ok_or(Error::<T>::UnknownLot)?;
		let root = record.root.ok_or(Error::<T>::ProofRefuted)?;
		let leaf = lot_leaf(gtin, serial, &proof.item_key);
		let index = u64::from(proof.index);
		let belongs = merkle::verify(&root, record.quantity.value(), index, leaf, &proof.path);
		ensure!(belongs, Error::<T>::ProofRefuted);
		let consignment =
			Self::consignment_at(&lot, proof.index).ok_or(Error::<T>::UnknownObject)?;
		Ok(Located { lot, index: proof.index, consignment })
	}

	/// Gives a unit a record of its own, out of its consignment, with whoever holds that. Not written
	/// yet: the consignment is, the unit is returned.
	///
	/// Goods that an authority keeps or that ended stay so when a unit is taken out of them. All that the
	/// unit lay in counts an event, so that nobody accepts less than was offered.
	pub(crate) fn take_unit(
		unit: ObjectId,
		from: Located,
		mut consignment: Item,
		outer: &Outermost,
	) -> Result<Item, DispatchError> {
		let Located { lot, index, consignment: parent } = from;
		let mut contents = Consignments::<T>::get(parent).ok_or(Error::<T>::UnknownObject)?;
		contents.quantity = contents
			.quantity
			.checked_sub(&Quantity::Pieces(1))
			.ok_or(ArithmeticError::Underflow)?;
		contents.taken.add(index)?;
		let declared = DeclaredUnits::<T>::take(lot, index);
		consignment.declared = consignment.declared.saturating_sub(declared);
		if let Position::In { parent } = consignment.position {
			Self::deduct(parent, unit, &Self::one_piece(lot), declared)?;
		}

		let holder = outer.holder;
		let mut item = Item::new(ItemKind::Unit { lot, index }, Position::Held { holder });
		item.declared = declared;
		item.inherit(outer.cleared);
		item.assign(outer.owner, holder);
		item.first_sale = consignment.first_sale;
		let stay = match outer.item.presence {
			Presence::Held | Presence::Offered { .. } => Stay::With(holder),
			Presence::Detained { by } => {
				if let Some(ground) = DetentionGrounds::<T>::get(outer.object) {
					DetentionGrounds::<T>::insert(unit, ground);
				}
				item.presence = Presence::Detained { by };
				Stay::With(holder)
			},
			Presence::Ended(end) => {
				item.presence = Presence::Ended(end);
				Stay::Ended(end)
			},
		};
		Self::open_span(&unit, &mut item, stay, None)?;
		let event = Item::advance_both(&mut consignment, &mut item, |pins| Event::TakenOut {
			parent,
			child: unit,
			pins,
			holder,
		})?;
		Consignments::<T>::insert(parent, contents);
		Items::<T>::insert(parent, consignment);
		Self::deposit_event(event);
		Ok(item)
	}

	/// The object that goods are now: of their own record, or the consignment that they lie in.
	pub(crate) fn record_of(goods: &TrackedGoods) -> Option<(ObjectId, Item)> {
		let id = match goods {
			TrackedGoods::Object(id) => *id,
			TrackedGoods::Leaf { unit, lot, index } => match Self::item(unit) {
				Some(item) if item.kind == (ItemKind::Unit { lot: *lot, index: *index }) => {
					return Some((*unit, item))
				},
				// Another lot with the same serial has the record.
				_ => Self::consignment_at(lot, *index)?,
			},
		};
		Some((id, Self::item(&id)?))
	}

	/// As [`Self::record_of`], after giving a unit without one a record of its own. What ended for good has
	/// none to give.
	pub(crate) fn extract(goods: &TrackedGoods) -> Result<(ObjectId, Item), DispatchError> {
		let (id, item) = Self::record_of(goods).ok_or(Error::<T>::UnknownObject)?;
		match *goods {
			TrackedGoods::Leaf { unit, lot, index } if unit != id => {
				ensure!(!Items::<T>::contains_key(unit), Error::<T>::ProofRefuted);
				let outer = Self::outermost(id, item).ok_or(Error::<T>::UnknownObject)?;
				if let Presence::Ended(end) = outer.item.presence {
					ensure!(end.is_reversible(), Error::<T>::AlreadyEnded);
				}
				let item =
					Self::take_unit(unit, Located { lot, index, consignment: id }, item, &outer)?;
				Items::<T>::insert(unit, item);
				Ok((unit, item))
			},
			_ => Ok((id, item)),
		}
	}

	/// Changes how many declared goods that wait for a decision `goods`, and all that they lie in, are or
	/// hold.
	pub(crate) fn count_declared(
		goods: &TrackedGoods,
		change: impl Fn(u32) -> Option<u32>,
	) -> DispatchResult {
		let (id, _) = Self::record_of(goods).ok_or(Error::<T>::UnknownObject)?;
		match *goods {
			TrackedGoods::Leaf { unit, lot, index } if unit != id => {
				DeclaredUnits::<T>::try_mutate_exists(lot, index, |count| {
					let next =
						change(count.unwrap_or_default()).ok_or(ArithmeticError::Overflow)?;
					*count = (next > 0).then_some(next);
					Ok::<_, DispatchError>(())
				})?;
			},
			_ => {},
		}
		let mut next = Some(id);
		// As many as can lie in each other, and a consignment.
		for _ in 0..=MAX_NESTING {
			let Some(id) = next else { break };
			let mut item = Items::<T>::get(id).ok_or(Error::<T>::UnknownObject)?;
			item.declared = change(item.declared).ok_or(ArithmeticError::Overflow)?;
			Items::<T>::insert(id, item);
			next = match item.position {
				Position::In { parent } => Some(parent),
				Position::Held { .. } => None,
			};
		}
		Ok(())
	}
}
