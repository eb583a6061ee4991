//! What always holds of the state.

use crate::{
	ActivatedCodes, Children, Class, Classes, CodeSales, CodeUses, Config, Consignments,
	Contradiction, DeclaredUnits, DetentionGrounds, Editions, EntryKind, ErrorDeclarations,
	Excesses, FirstTokens, FormerClasses, FormerPlaces, ImpossibleTravels, IncidentCount,
	Incidents, Item, ItemKind, Items, LastSightings, Legs, Lineage, LineageCount, LogisticUnits,
	Lot, LotSegments, Lots, MaxTakenLeaves, NextRecallId, ObservationCount, Observations, Pallet,
	Places, Position, Possessions, QualityReportCount, QualityReports, Recalls, RecallsInForce,
	Sales, SensorReportCount, SensorReports, Spans, SsccGeneration, Stay, Successors, Taken,
	TitleOffers, TransportMarkCount, TransportMarks, Trips, UnacceptedGoods, WithdrawnCodes,
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use frame_support::{ensure, traits::Get};
use sp_runtime::TryRuntimeError;
use tracemark_primitives::{
	editions::{edition_id, CodeTally, EditionId, EditionSubject},
	goods::{
		AddedRight, AnomalyKind, Contents, Derivation, DetentionGround, Direction, EndOfLife, Fact,
		Incident, IncidentKind, LineageLink, LotId, ObjectId, Presence, ShownOfLot, Sighting,
		MAX_NESTING,
	},
	gs1::{consignment_id, lot_id, Gtin},
	quantity::Quantity,
	transport::{Enclosure, Passage, Reports, TripId},
	OrgId, Validate,
};

impl<T: Config> Pallet<T> {
	/// # Invariants
	///
	/// 1. Each lot is of a known class, stands under its own id, and its consignments, numbered without
	///    gap, with the units taken out of them sum up to its quantity.
	/// 2. Exactly the lots with serials have segments. These begin at 0, ascend, end inside the lot, name
	///    another consignment than their neighbours, and give each consignment as many leaves as it has
	///    units, those taken out included.
	/// 3. Each unit with a record belongs to a leaf of a consignment that counts it as taken, and lists its
	///    leaf while it can.
	/// 4. Each object stands under its own id, and its spans, numbered without gap, ascend in time and end
	///    with what the record says of place and owner. Only what was sold or missing comes back after its end.
	///    On its own, no object names its holder as owner. Exactly the spans that began with a sale have one;
	///    what was sold in something else had its record later.
	/// 5. An object lies in a logistic unit that exists, is `Held` while it does, and is listed among its
	///    children, which are no others.
	/// 6. Each logistic unit counts its children, sums up what they hold, and is higher than each of them,
	///    at most [`MAX_NESTING`].
	/// 7. Only the last generation of an SSCC may be other than closed.
	/// 8. Observations, and reports of sensors, are numbered without gap.
	/// 9. What holds nothing is cleared with nothing in it, and what holds something waits for at least as
	///    many decisions as each thing in it; a unit counts as declared outside a record only without one.
	/// 10. Classes and places that were registered anew have each former version on record.
	/// 11. Recalls are numbered without gap, and exactly those that were not lifted are in force, of the
	///     class of their goods.
	/// 12. Declarations of errors are of an earlier event of a known object, by who holds or held it, or of
	///     an observation or a report of sensors, by who made it.
	/// 13. Each step of lineage is written in both directions, numbered without gap in each. Its goods are of
	///     the lot that it leads back to, no more than they were, and ended by it, once. What ended so is in
	///     the lineage, or the consignment that it was taken out of is. A relabelled lot is as much as the
	///     goods that it was, and nothing else.
	/// 14. Each sighting rests on a fact that is on record, and each that contradicts an observation stands
	///     under one. None is the last by an observation that was declared erroneous. Exactly the observations of more than a lot name one, and show more than it is.
	/// 15. Each unit that possession was proven of has a first token among its tokens, and is in its lot.
	/// 16. Each edition stands under its own id, is of a known class and, if of a lot, no more than that. Its
	///     tally counts what became of its codes, each of which it has. An activation is among the uses; other
	///     uses are of a code that was activated or withdrawn. Who is named as seller recorded the sale.
	/// 17. Only logistic units make trips, numbered without gap in the order of their events, and are closed
	///     as the last of them says, or open. Each container and seal leads to all its trips, and to no others.
	/// 18. Each leg begins with an event of its object, from the one on that it departed by. What is on a leg or
	///     came by one names a leg that is on record. What has been under seal on it departed under one.
	/// 19. Goods are reported as unaccepted in a span in which somebody holds them, by each organisation once; one
	///     place is kept for the holder.
	/// 20. The title on offer is that of a known object, whose own life has not ended, to another than who
	///     offers it.
	/// 21. What stands out in the history of an object is numbered without gap. Exactly the anomalies that were
	///     observed are among it. What an authority keeps has a ground. What has that of a decision of its own it
	///     keeps, or has destroyed.
	/// 22. What was made of a class, and of each former version of it, is the sum of the pieces of its lots, and
	///     not above its ceiling. No lot lacks serials that were promised for its making, or is later than the
	///     last of its class without them.
	/// 23. Reports of quality are of a known lot, numbered without gap. Keepers are named of lots with serials,
	///     each once.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::try_state_lots()?;
		Self::try_state_classes()?;
		Self::try_state_quality()?;
		Self::try_state_items()?;
		Self::try_state_logistic_units()?;
		Self::try_state_lineage()?;
		Self::try_state_observations()?;
		Self::try_state_errors()?;
		Self::try_state_recalls()?;
		Self::try_state_places()?;
		Self::try_state_possessions()?;
		Self::try_state_editions()?;
		Self::try_state_trips()?;
		Self::try_state_legs()?;
		Self::try_state_titles()?;
		Self::try_state_incidents()
	}

	fn try_state_incidents() -> Result<(), TryRuntimeError> {
		let numbers = Incidents::<T>::iter_keys().map(|(object, number)| (object, 0, number));
		let counts = IncidentCount::<T>::iter().map(|(object, count)| (object, 0, count));
		Self::try_state_numbers(numbers, counts)?;
		let mut contradicted = 0usize;
		for (object, _, Incident { by, what, .. }) in Incidents::<T>::iter() {
			if let IncidentKind::Contradicted { seq, kind, fact } = what {
				let seen = Observations::<T>::get((object, by, seq)).ok_or("not observed")?;
				ensure!((seen.anomaly, seen.fact) == (Some(kind), Some(fact)), "another incident");
				contradicted = contradicted.saturating_add(1);
			}
		}
		let anomalies = Observations::<T>::iter_values().filter(|seen| seen.anomaly.is_some());
		ensure!(anomalies.count() == contradicted, "an anomaly is no incident");
		for (object, ground) in DetentionGrounds::<T>::iter() {
			let item = Items::<T>::get(object).ok_or("an unknown object is in custody")?;
			let is_kept = match item.presence {
				Presence::Detained { .. } | Presence::Ended(EndOfLife::Destroyed) => true,
				_ => matches!(ground, DetentionGround::Declaration { .. }),
			};
			ensure!(is_kept, "in the custody of nobody");
		}
		for (object, item) in Items::<T>::iter() {
			let has_ground = !matches!(item.presence, Presence::Detained { .. })
				|| DetentionGrounds::<T>::contains_key(object);
			ensure!(has_ground, "kept on no ground");
		}
		Ok(())
	}

	fn try_state_titles() -> Result<(), TryRuntimeError> {
		for (id, offer) in TitleOffers::<T>::iter() {
			let item = Items::<T>::get(id).ok_or("the title of an unknown object is on offer")?;
			let has_ended = matches!(item.presence, Presence::Ended(_));
			ensure!(!has_ended, "the title of what ended is on offer");
			ensure!(offer.from != offer.to, "title is offered to who offers it");
		}
		Ok(())
	}

	fn try_state_lots() -> Result<(), TryRuntimeError> {
		let mut consignments = 0usize;
		for (id, lot) in Lots::<T>::iter() {
			ensure!(Classes::<T>::contains_key(lot.gtin), "lot of an unknown class");
			ensure!(lot_id(&lot.gtin, &lot.number) == id, "lot under another id");
			let leaves = Self::try_state_segments(&id, lot.root.is_some(), lot.quantity.value())?;
			let mut total = 0u64;
			for number in 0..lot.consignments {
				let consignment = consignment_id(&id, number);
				let contents =
					Consignments::<T>::get(consignment).ok_or("consignment is missing")?;
				ensure!(Items::<T>::contains_key(consignment), "consignment without a record");
				ensure!(contents.quantity.same_unit(&lot.quantity), "another unit of measure");
				let whole =
					contents.quantity.value().saturating_add(u64::from(contents.taken.count));
				let own = leaves.get(&number).copied().unwrap_or_default();
				ensure!(lot.root.is_none() || own == whole, "leaves and quantity differ");
				total = total.saturating_add(whole);
				consignments = consignments.saturating_add(1);
			}
			ensure!(total == lot.quantity.value(), "quantity was not conserved");
		}
		ensure!(Consignments::<T>::iter_keys().count() == consignments, "stray consignment");
		ensure!(LotSegments::<T>::iter_keys().all(Lots::<T>::contains_key), "stray segments");
		Ok(())
	}

	fn try_state_classes() -> Result<(), TryRuntimeError> {
		let mut lots = BTreeMap::<(Gtin, u32), Vec<Lot>>::new();
		for lot in Lots::<T>::iter_values() {
			lots.entry((lot.gtin, lot.class_version)).or_default().push(lot);
		}
		let mut former = 0usize;
		for (gtin, current) in Classes::<T>::iter() {
			let (mut made, mut with_serials) = (0u128, 0u128);
			for version in 0..=current.version {
				let is_current = version == current.version;
				let class = if is_current { Some(current.clone()) } else { None };
				let class = class.or_else(|| FormerClasses::<T>::get(gtin, version));
				let class = class.ok_or("a former class is missing")?;
				ensure!(class.version == version, "a version under another's number");
				former = former.saturating_add(usize::from(!is_current));
				// Who registers it anew has made nothing of it.
				if class.revised_at.is_none() {
					made = 0;
				}
				for lot in lots.remove(&(gtin, version)).unwrap_or_default() {
					Self::try_state_lot_of_class(&class, &lot)?;
					if let Quantity::Pieces(pieces) = lot.quantity {
						let pieces = u128::from(pieces);
						made = made.saturating_add(pieces);
						let with = if lot.root.is_some() { pieces } else { 0 };
						with_serials = with_serials.saturating_add(with);
					}
				}
				ensure!(class.made == made, "what was made and its lots differ");
				ensure!(class.with_serials == with_serials, "lots with serials differ");
				ensure!(class.ceiling.is_none_or(|most| made <= most), "more than the ceiling");
				for AddedRight { right, version: since } in &class.added {
					let is_tied = class.rights.iter().any(|tie| tie.right == *right);
					let is_since = class.revised_at.is_some() && (1..=version).contains(since);
					ensure!(is_tied && is_since, "added and not tied, or before it was revised");
				}
			}
		}
		ensure!(former == FormerClasses::<T>::iter_keys().count(), "a version of no class");
		ensure!(lots.is_empty(), "made of no class");
		Ok(())
	}

	/// What a version of a class says of a lot without serials that was made as such.
	fn try_state_lot_of_class(class: &Class, lot: &Lot) -> Result<(), TryRuntimeError> {
		if lot.root.is_some() {
			return Ok(());
		}
		let (made, known) = (lot.made_at.moment, lot.commissioned_at);
		let last = class.last_unserialised;
		ensure!(last >= Some(made.max(known)), "without serials and later than the last");
		let is_promised = class.serialised.is_some_and(|period| period.contains(made));
		ensure!(!is_promised, "a lot lacks serials that were promised");
		Ok(())
	}

	fn try_state_quality() -> Result<(), TryRuntimeError> {
		let mut reports = 0usize;
		for (id, count) in QualityReportCount::<T>::iter() {
			ensure!(Lots::<T>::contains_key(id) && count > 0, "reports of nothing");
			let is_whole = (0..count).all(|number| QualityReports::<T>::contains_key(id, number));
			ensure!(is_whole, "a report is missing");
			reports = reports.saturating_add(usize::try_from(count).unwrap_or(usize::MAX));
		}
		ensure!(QualityReports::<T>::iter_keys().count() == reports, "stray report");
		for lot in Lots::<T>::iter_values() {
			let once: BTreeSet<_> = lot.keepers.iter().collect();
			ensure!(once.len() == lot.keepers.len(), "a keeper is named twice");
			ensure!(lot.root.is_some() || once.is_empty(), "keepers of no list");
		}
		Ok(())
	}

	/// How many leaves each consignment of a lot has.
	fn try_state_segments(
		lot: &LotId,
		serialised: bool,
		size: u64,
	) -> Result<BTreeMap<u32, u64>, TryRuntimeError> {
		let segments = LotSegments::<T>::get(lot);
		ensure!(segments.is_empty() != serialised, "segments without serials or without segments");
		let mut leaves = BTreeMap::<u32, u64>::new();
		let mut previous = None;
		let ends = segments.iter().skip(1).map(|(start, _)| u64::from(*start));
		for ((start, number), end) in segments.iter().zip(ends.chain(Some(size))) {
			let start = u64::from(*start);
			ensure!(previous.is_some() || start == 0, "first segment begins later");
			ensure!(previous != Some(*number), "neighbours of one consignment");
			let length = end.checked_sub(start).filter(|length| *length > 0);
			let own = leaves.entry(*number).or_default();
			*own = own.saturating_add(length.ok_or("segments do not ascend")?);
			previous = Some(*number);
		}
		Ok(leaves)
	}

	fn try_state_items() -> Result<(), TryRuntimeError> {
		let mut taken = BTreeMap::<ObjectId, BTreeSet<u32>>::new();
		let mut units = BTreeSet::new();
		let mut spans = 0usize;
		for (id, item) in Items::<T>::iter() {
			ensure!(item.kind.id().is_none_or(|own| own == id), "object under another id");
			if let ItemKind::Unit { lot, index } = item.kind {
				let consignment = Self::consignment_at(&lot, index).ok_or("unit of no lot")?;
				ensure!(units.insert((lot, index)), "two records of one leaf");
				taken.entry(consignment).or_default().insert(index);
			}
			Self::try_state_spans(&id, &item)?;
			spans = spans.saturating_add(usize::try_from(item.spans).unwrap_or(usize::MAX));
			if let Position::In { parent } = item.position {
				ensure!(item.presence == Presence::Held, "packed and not held");
				ensure!(LogisticUnits::<T>::contains_key(parent), "inside no logistic unit");
				ensure!(Children::<T>::contains_key(parent, id), "inside and not listed");
				let outer = Items::<T>::get(parent).ok_or("inside nothing")?;
				ensure!(item.packed_in <= outer.seq, "packed in the future");
				ensure!(item.declared <= outer.declared, "declared within what is not");
			}
		}
		ensure!(Spans::<T>::iter_keys().count() == spans, "stray span");
		for (parent, child) in Children::<T>::iter_keys() {
			let position = Items::<T>::get(child).map(|item| item.position);
			ensure!(position == Some(Position::In { parent }), "listed and not inside");
		}
		let is_sale = |stay| stay == Stay::Ended(EndOfLife::Sold);
		let sold = Spans::<T>::iter().filter(|(_, number, span)| *number > 0 && is_sale(span.stay));
		ensure!(sold.count() == Sales::<T>::iter_keys().count(), "spans and sales differ");
		for (object, number) in Sales::<T>::iter_keys() {
			let span = Spans::<T>::get(object, number).ok_or("a sale of no span")?;
			ensure!(number > 0 && is_sale(span.stay), "a sale that ended nothing");
		}
		for (lot, index, count) in DeclaredUnits::<T>::iter() {
			ensure!(count > 0, "an empty count is kept");
			ensure!(!units.contains(&(lot, index)), "a unit with a record is counted without one");
			let consignment = Self::consignment_at(&lot, index).ok_or("declared unit of no lot")?;
			let declared = Items::<T>::get(consignment).map_or(0, |item| item.declared);
			ensure!(count <= declared, "a unit is declared more often than its consignment");
		}
		for (id, consignment) in Consignments::<T>::iter() {
			let Taken { count, leaves } = consignment.taken;
			let own = taken.remove(&id).unwrap_or_default();
			let counted = usize::try_from(count).is_ok_and(|count| count == own.len());
			ensure!(counted, "units taken out and their records differ");
			let listed = match count > <MaxTakenLeaves as Get<u32>>::get() {
				true => leaves.is_empty(),
				false => leaves.iter().eq(&own),
			};
			ensure!(listed, "leaves of units taken out and their records differ");
		}
		ensure!(taken.is_empty(), "unit out of no consignment");
		Ok(())
	}

	fn try_state_spans(id: &ObjectId, item: &Item) -> Result<(), TryRuntimeError> {
		let mut last: Option<crate::Span> = None;
		for number in 0..item.spans {
			let span = Spans::<T>::get(id, number).ok_or("span is missing")?;
			if let Some(last) = last {
				ensure!(last.at <= span.at && last.block <= span.block, "spans do not ascend");
				let goes_on = match (last.stay, span.stay) {
					(Stay::Ended(how), Stay::With(_)) => how.is_reversible(),
					(Stay::Ended(_), _) => false,
					_ => true,
				};
				ensure!(goes_on, "a span after the end");
			}
			last = Some(span);
		}
		let expected = match (item.presence, item.position) {
			(Presence::Ended(how), _) => Stay::Ended(how),
			(_, Position::Held { holder }) => Stay::With(holder),
			(_, Position::In { parent }) => Stay::In(parent),
		};
		let is_same = |last: crate::Span| last.stay == expected && last.owner == item.owner;
		ensure!(last.is_some_and(is_same), "last span and record differ");
		let is_plain = match item.position {
			Position::Held { holder } => item.owner != Some(holder),
			Position::In { .. } => true,
		};
		ensure!(is_plain, "a holder is named as owner");
		Ok(())
	}

	fn try_state_logistic_units() -> Result<(), TryRuntimeError> {
		let mut inside = BTreeMap::<ObjectId, (u32, u8, BTreeMap<LotId, u64>)>::new();
		for (id, item) in Items::<T>::iter() {
			let Position::In { parent } = item.position else { continue };
			let (contents, height) =
				Self::contents_and_height(&id, &item).map_err(|_| "object without contents")?;
			let (children, highest, sums) = inside.entry(parent).or_default();
			*children = children.saturating_add(1);
			*highest = height.saturating_add(1).max(*highest);
			for (lot, quantity) in Self::sums(&contents) {
				let sum = sums.entry(lot).or_default();
				*sum = sum.saturating_add(quantity);
			}
		}
		let mut units = 0usize;
		for (id, unit) in LogisticUnits::<T>::iter() {
			let item = Items::<T>::get(id).ok_or("logistic unit without a record")?;
			let ItemKind::LogisticUnit { sscc, generation } = item.kind else {
				return Err("logistic unit of another kind".into());
			};
			let last = SsccGeneration::<T>::get(sscc).ok_or("SSCC never opened")?;
			ensure!(
				generation == last
					|| generation < last && item.presence == Presence::Ended(EndOfLife::Closed),
				"two bearers of one SSCC"
			);
			let (children, lowest, sums) = inside.remove(&id).unwrap_or_default();
			ensure!(unit.children == children, "children and their number differ");
			ensure!(Self::sums(&unit.contents) == sums, "contents are not those of the children");
			ensure!((lowest..=MAX_NESTING).contains(&unit.height), "wrong height");
			ensure!(children > 0 || unit.height == 0, "empty and high");
			ensure!(children > 0 || unit.cleared.is_none(), "empty and cleared within");
			units = units.saturating_add(1);
		}
		ensure!(inside.is_empty(), "inside no logistic unit");
		let kinds = Items::<T>::iter_values()
			.filter(|item| matches!(item.kind, ItemKind::LogisticUnit { .. }));
		ensure!(kinds.count() == units, "logistic unit without contents");
		Ok(())
	}

	fn try_state_recalls() -> Result<(), TryRuntimeError> {
		let mut in_force = BTreeMap::new();
		for (gtin, recalls) in RecallsInForce::<T>::iter() {
			ensure!(!recalls.is_empty(), "an empty list of recalls is kept");
			let is_noted = Classes::<T>::get(gtin).is_some_and(|class| class.is_recalled);
			ensure!(is_noted, "a class does not say that it is recalled");
			for recall in recalls {
				let is_new = in_force.insert(recall.recall, (gtin, recall)).is_none();
				ensure!(is_new, "a recall is in force twice");
			}
		}
		let noted = Classes::<T>::iter_values().filter(|class| class.is_recalled).count();
		ensure!(noted == RecallsInForce::<T>::iter_keys().count(), "a class is not recalled");
		let next = NextRecallId::<T>::get();
		ensure!(Recalls::<T>::iter_keys().all(|id| id < next), "a recall ahead of its number");
		for id in 0..next {
			let record = Recalls::<T>::get(id).ok_or("recall is missing")?;
			let expected = match (record.lifted, in_force.remove(&id)) {
				(None, Some((gtin, recall))) => {
					let class = Self::class_of_scope(&record.scope).ok();
					class == Some(gtin)
						&& (recall.by, recall.country, recall.reason, recall.scope)
							== (record.by, record.country, record.reason, record.scope)
				},
				(lifted, found) => lifted.is_some() && found.is_none(),
			};
			ensure!(expected, "a recall and its being in force differ");
		}
		ensure!(in_force.is_empty(), "a recall without record is in force");
		Ok(())
	}

	fn sums(contents: &Contents) -> BTreeMap<LotId, u64> {
		contents.iter().map(|content| (content.lot, content.quantity.value())).collect()
	}

	fn try_state_lineage() -> Result<(), TryRuntimeError> {
		let (mut inputs, mut outputs) = (BTreeMap::new(), BTreeMap::new());
		let mut counts = BTreeMap::<(LotId, Direction), u32>::new();
		for ((from, direction, _), link) in Lineage::<T>::iter() {
			let LineageLink { lot: to, object, quantity, how } = link;
			let (product, source, steps) = match direction {
				Direction::Inputs => (from, to, &mut inputs),
				Direction::Outputs => (to, from, &mut outputs),
			};
			let former = steps.insert((product, object), (source, quantity, how));
			ensure!(former.is_none(), "the same step twice");
			let count = counts.entry((from, direction)).or_default();
			*count = count.saturating_add(1);
		}
		ensure!(inputs == outputs, "lineage differs by direction");
		for ((lot, direction), count) in &counts {
			ensure!(
				LineageCount::<T>::get(lot, direction) == *count,
				"steps and their number differ"
			);
			let is_whole =
				(0..*count).all(|number| Lineage::<T>::contains_key((lot, direction, number)));
			ensure!(is_whole, "a step is missing");
		}
		ensure!(LineageCount::<T>::iter_keys().count() == counts.len(), "a number without steps");

		let mut ends = BTreeMap::new();
		for ((product, object), (source, quantity, how)) in inputs {
			let item = Items::<T>::get(object).ok_or("goods of lineage without a record")?;
			let (lot, least, most) = match item.kind {
				ItemKind::Unit { lot, .. } => (lot, 1, 1),
				ItemKind::Consignment { lot, .. } => {
					let contents = Consignments::<T>::get(object).ok_or("without contents")?;
					let left = contents.quantity.value();
					(lot, left, left.saturating_add(contents.taken.count.into()))
				},
				ItemKind::LogisticUnit { .. } => return Err("a logistic unit was consumed".into()),
			};
			ensure!(lot == source, "lineage leads to another lot");
			ensure!((least..=most).contains(&quantity.value()), "more was consumed than there was");
			let made = Lots::<T>::get(product).ok_or("lineage of no lot")?;
			let end = match how {
				Derivation::Transformed => EndOfLife::Transformed,
				Derivation::Relabelled => {
					ensure!(made.quantity == quantity, "relabelling changed the quantity");
					let inputs = LineageCount::<T>::get(product, Direction::Inputs);
					ensure!(inputs == 1, "relabelled of more than one object");
					EndOfLife::Relabelled
				},
			};
			ensure!(item.presence == Presence::Ended(end), "consumed and not ended");
			ensure!(Successors::<T>::get(object) == Some(product), "another successor");
			ensure!(ends.insert(object, end).is_none(), "goods became part of two lots");
		}
		ensure!(Successors::<T>::iter_keys().count() == ends.len(), "a successor without lineage");
		for (id, item) in Items::<T>::iter() {
			let Presence::Ended(end @ (EndOfLife::Transformed | EndOfLife::Relabelled)) =
				item.presence
			else {
				continue;
			};
			ensure!(ends.get(&id) == Some(&end), "consumed and without lineage");
		}
		Ok(())
	}

	fn try_state_observations() -> Result<(), TryRuntimeError> {
		Self::try_state_numbers(Observations::<T>::iter_keys(), ObservationCount::<T>::iter())?;
		Self::try_state_numbers(SensorReports::<T>::iter_keys(), SensorReportCount::<T>::iter())?;
		let mut reported = SensorReportCount::<T>::iter_keys();
		ensure!(
			reported.all(|(object, _)| Items::<T>::contains_key(object)),
			"sensor with nothing"
		);
		Ok(())
	}

	fn try_state_errors() -> Result<(), TryRuntimeError> {
		for (id, by, kind, number) in ErrorDeclarations::<T>::iter_keys() {
			let is_on_record = match kind {
				EntryKind::Event => {
					let item = Items::<T>::get(id).ok_or("an error of an unknown object")?;
					let held = (0..item.spans).any(|span| {
						Spans::<T>::get(id, span).is_some_and(|span| span.stay == Stay::With(by))
					});
					ensure!(held, "an error declared by who never held the object");
					(1..=item.seq).contains(&number)
				},
				EntryKind::Observation => Observations::<T>::contains_key((id, by, number)),
				EntryKind::SensorReport => SensorReports::<T>::contains_key((id, by, number)),
			};
			ensure!(is_on_record, "an error of what is not on record");
		}
		Ok(())
	}

	/// What each observer says of each object is numbered from 0 up to its count.
	fn try_state_numbers(
		entries: impl Iterator<Item = (ObjectId, OrgId, u32)>,
		counts: impl Iterator<Item = (ObjectId, OrgId, u32)>,
	) -> Result<(), TryRuntimeError> {
		let mut numbers = BTreeMap::<(ObjectId, OrgId), (u32, u32)>::new();
		for (object, by, seq) in entries {
			let (count, highest) = numbers.entry((object, by)).or_default();
			*count = count.saturating_add(1);
			*highest = seq.max(*highest);
		}
		for (object, by, count) in counts {
			let last = count.checked_sub(1).ok_or("an empty count is kept")?;
			ensure!(numbers.remove(&(object, by)) == Some((count, last)), "an entry is missing");
		}
		ensure!(numbers.is_empty(), "an entry beyond the count");
		Ok(())
	}

	fn try_state_places() -> Result<(), TryRuntimeError> {
		for (gln, place) in Places::<T>::iter() {
			let valid = gln.validate().and(place.coordinates.validate());
			ensure!(valid.is_ok() && place.coordinates.is_on_grid(), "malformed place");
			let former = (0..place.version).all(|n| FormerPlaces::<T>::contains_key(gln, n));
			ensure!(former, "a former place is missing");
		}
		for (object, sighting) in LastSightings::<T>::iter() {
			Self::try_state_sighting(&object, &sighting)?;
			if let Fact::Observation { by, seq } = sighting.fact {
				let key = (object, by, EntryKind::Observation, seq);
				ensure!(!ErrorDeclarations::<T>::contains_key(key), "seen last by an error");
			}
		}
		for (observation, Contradiction { object, sighting }) in ImpossibleTravels::<T>::iter() {
			ensure!(Observations::<T>::contains_key(observation), "travel without an observation");
			Self::try_state_sighting(&object, &sighting)?;
		}
		Self::try_state_excesses()
	}

	fn try_state_excesses() -> Result<(), TryRuntimeError> {
		for (observation, seen) in Observations::<T>::iter() {
			let is_one = seen.anomaly == Some(AnomalyKind::MoreThanLot);
			ensure!(is_one == Excesses::<T>::contains_key(observation), "more than which lot");
		}
		for (observation, excess) in Excesses::<T>::iter() {
			ensure!(Observations::<T>::contains_key(observation), "more than a lot and not seen");
			let made = Lots::<T>::get(excess.lot).ok_or("more than an unknown lot")?.quantity;
			let is_more = match excess.shown {
				ShownOfLot::Leaf(index) => u64::from(index) >= made.value(),
				ShownOfLot::Quantity(shown) => {
					shown.same_unit(&made) && shown.value() > made.value()
				},
			};
			ensure!(is_more, "no more than the lot");
		}
		Ok(())
	}

	fn try_state_sighting(object: &ObjectId, sighting: &Sighting) -> Result<(), TryRuntimeError> {
		ensure!(Places::<T>::contains_key(sighting.place), "seen at no place");
		let is_on_record = match sighting.fact {
			Fact::Event { seq } => Items::<T>::get(object).is_some_and(|item| seq <= item.seq),
			Fact::Observation { by, seq } => Observations::<T>::get((*object, by, seq))
				.is_some_and(|seen| {
					(seen.place, seen.time.moment) == (Some(sighting.place), sighting.moment)
				}),
		};
		ensure!(is_on_record, "a sighting rests on nothing");
		Ok(())
	}

	fn try_state_possessions() -> Result<(), TryRuntimeError> {
		for (lot, index, _) in Possessions::<T>::iter_keys() {
			ensure!(FirstTokens::<T>::contains_key(lot, index), "proven and never first");
			let size = Lots::<T>::get(lot).map_or(0, |lot| lot.quantity.value());
			ensure!(u64::from(index) < size, "possession of no unit");
		}
		for (lot, index, token) in FirstTokens::<T>::iter() {
			let is_proven = Possessions::<T>::contains_key((lot, index, token));
			ensure!(is_proven, "a first token was never proven");
		}
		Ok(())
	}

	fn try_state_editions() -> Result<(), TryRuntimeError> {
		let mut tallies = BTreeMap::<EditionId, CodeTally>::new();
		let has = |edition: &EditionId, index: u32| {
			Editions::<T>::get(edition).is_some_and(|record| index < record.size)
		};
		for (edition, index, token) in ActivatedCodes::<T>::iter() {
			let is_used = CodeUses::<T>::contains_key((edition, index, token));
			ensure!(is_used, "activated and not used");
			let tally = tallies.entry(edition).or_default();
			tally.activated = tally.activated.saturating_add(1);
		}
		for (edition, index, _) in WithdrawnCodes::<T>::iter() {
			ensure!(has(&edition, index), "a code of no edition was withdrawn");
			let tally = tallies.entry(edition).or_default();
			tally.withdrawn = tally.withdrawn.saturating_add(1);
		}
		for ((edition, index, token), usage) in CodeUses::<T>::iter() {
			ensure!(has(&edition, index), "a code of no edition was used");
			let activated = ActivatedCodes::<T>::get(edition, index);
			let is_spent = activated.is_some() || WithdrawnCodes::<T>::contains_key(edition, index);
			ensure!(is_spent, "used, neither activated nor withdrawn");
			if activated != Some(token) {
				let tally = tallies.entry(edition).or_default();
				tally.contradicted = tally.contradicted.saturating_add(1);
			}
			let is_sold =
				usage.sold_by.is_none_or(|seller| Self::has_sold(seller, &edition, index, &token));
			ensure!(is_sold, "a seller is named who recorded no sale");
		}
		for (edition, index, _, _) in CodeSales::<T>::iter_keys() {
			ensure!(has(&edition, index), "a code of no edition was sold");
		}
		for (id, edition) in Editions::<T>::iter() {
			ensure!(edition_id(&edition.subject) == id, "edition under another id");
			ensure!(Classes::<T>::contains_key(edition.gtin), "edition of an unknown class");
			if let EditionSubject::Lot { lot } = edition.subject {
				let lot = Lots::<T>::get(lot).ok_or("edition of no lot")?;
				ensure!(u64::from(edition.size) <= lot.quantity.value(), "more codes than pieces");
			}
			let tally = tallies.remove(&id).unwrap_or_default();
			ensure!(edition.tally == tally, "the tally of an edition is wrong");
		}
		ensure!(tallies.is_empty(), "codes of no edition");
		Ok(())
	}

	fn try_state_trips() -> Result<(), TryRuntimeError> {
		let (mut trips, mut marks) = (0usize, 0usize);
		for (id, item) in Items::<T>::iter() {
			let is_case = matches!(item.kind, ItemKind::LogisticUnit { .. });
			ensure!(is_case || item.trips == 0, "a trip of what is no logistic unit");
			let (mut seq, mut last) = (0, Enclosure::Open);
			for number in 0..item.trips {
				let trip = Trips::<T>::get(id, number).ok_or("trip is missing")?;
				ensure!(seq < trip.seq && trip.seq <= item.seq, "trips do not ascend");
				(seq, last) = (trip.seq, trip.enclosure());
				marks = marks.saturating_add(trip.marks().len());
				trips = trips.saturating_add(1);
			}
			let is_as_stated = item.enclosure == Enclosure::Open || item.enclosure == last;
			ensure!(is_as_stated, "closed otherwise than the last trip says");
		}
		ensure!(Trips::<T>::iter_keys().count() == trips, "stray trip");
		for (mark, number, TripId { object, number: trip }) in TransportMarks::<T>::iter() {
			let trip = Trips::<T>::get(object, trip).ok_or("a mark of no trip")?;
			ensure!(trip.marks().contains(&mark), "a trip is found by what it does not bear");
			ensure!(number < TransportMarkCount::<T>::get(&mark), "a mark beyond its number");
		}
		ensure!(TransportMarks::<T>::iter_keys().count() == marks, "a trip is not found");
		let counts = TransportMarkCount::<T>::iter_values().try_fold(0usize, |sum, count| {
			ensure!(count > 0, "an empty count is kept");
			Ok::<_, TryRuntimeError>(
				sum.saturating_add(usize::try_from(count).unwrap_or(usize::MAX)),
			)
		})?;
		ensure!(counts == marks, "marks and their number differ");
		Ok(())
	}

	fn try_state_legs() -> Result<(), TryRuntimeError> {
		for (id, departed, leg) in Legs::<T>::iter() {
			let item = Items::<T>::get(id).ok_or("a leg of an unknown object")?;
			ensure!((1..=item.seq).contains(&departed), "a leg that began with no event");
			let trip = leg.trip.map(|number| Trips::<T>::get(id, number).ok_or("of no trip"));
			let trip = trip.transpose()?;
			let is_sealed = trip
				.is_none_or(|trip| trip.seq < departed && trip.enclosure() == Enclosure::Sealed);
			ensure!(is_sealed, "departed under seals that were not on it");
		}
		for (id, item) in Items::<T>::iter() {
			if let Presence::Offered { to, leg: Some(underway), .. } = item.presence {
				let leg = Legs::<T>::get(id, underway.departed).ok_or("on a leg of no record")?;
				ensure!(leg.to == to, "carried to another than it is offered to");
				ensure!(!underway.is_sealed || leg.trip.is_some(), "under a seal of no trip");
				ensure!(
					item.position == Position::Held { holder: leg.sender },
					"carried for another than its holder"
				);
			}
		}
		for (id, _, span) in Spans::<T>::iter() {
			let Some(passage) = span.passage else { continue };
			let leg = Legs::<T>::get(id, passage.departed()).ok_or("came by no leg")?;
			ensure!(span.stay == Stay::With(leg.to), "came to another than it was carried to");
			let is_bridged = matches!(passage, Passage::Bridged { .. });
			ensure!(!is_bridged || leg.trip.is_some(), "bridged without a seal");
		}
		for (id, number, reports) in UnacceptedGoods::<T>::iter() {
			let span = Spans::<T>::get(id, number).ok_or("unaccepted in no span")?;
			let Stay::With(holder) = span.stay else {
				return Err("unaccepted and held by nobody".into());
			};
			let by: BTreeSet<_> = reports.iter().map(|report| report.by).collect();
			ensure!(!by.is_empty() && by.len() == reports.len(), "reported twice or by nobody");
			let others = reports.iter().filter(|report| report.by != holder).count();
			ensure!(others < Reports::bound(), "others took the holder's place");
		}
		Ok(())
	}
}
