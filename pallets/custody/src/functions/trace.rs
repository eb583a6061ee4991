//! Who held an object, and to whom it belonged, from when to when.

use crate::{Config, Consignments, Item, ItemKind, Items, Pallet, Sales, Span, Spans, Stay};
use alloc::vec::Vec;
use core::ops::ControlFlow;
use frame_support::traits::Time;
use sp_runtime::SaturatedConversion;
use tracemark_primitives::{
	cbv::Disposition,
	goods::{EndOfLife, LotId, ObjectId, Presence, Reservation, Sale, Segment},
	gs1::{consignment_id, Gln},
	BlockNumber, Moment, OrgId,
};

/// The act by which an object came into another.
#[derive(Clone, Copy)]
struct Entry {
	at: Moment,
	block: BlockNumber,
	place: Option<Gln>,
}

/// The act by which a stretch ends.
#[derive(Clone, Copy)]
struct Exit {
	at: Moment,
	block: BlockNumber,
	/// How life ended by it.
	end: Option<EndOfLife>,
	/// Whether somebody had carried the goods there who is no member.
	is_arrival: bool,
}

impl From<&Span> for Exit {
	/// By whatever began the object's next span.
	fn from(next: &Span) -> Self {
		let end = match next.stay {
			Stay::Ended(how) => Some(how),
			Stay::With(_) | Stay::In(_) => None,
		};
		Self { at: next.at, block: next.block, end, is_arrival: next.passage.is_some() }
	}
}

/// What is collected of a trace.
struct Page {
	since: Moment,
	limit: u32,
	segments: Vec<Segment>,
}

impl Page {
	/// Takes the next segment. A page does not end between segments that end at the same moment, since the
	/// next one begins there.
	fn push(&mut self, next: Segment) -> ControlFlow<()> {
		let full = self.segments.len().saturated_into::<u32>() >= self.limit;
		if full && self.segments.last().is_none_or(|last| last.until != next.until) {
			return ControlFlow::Break(());
		}
		self.segments.push(next);
		ControlFlow::Continue(())
	}
}

impl<T: Config> Pallet<T> {
	/// Who held an object, and to whom it belonged, from when to when: the segments that end after `since`,
	/// oldest first, about `limit` of them. The next page begins at the last `until`.
	///
	/// Each is of one span of one object: where the holder stays the same, the place, what was noted or what
	/// the goods lay in differs. While it lies in a logistic unit, the segments are those of the outermost one.
	/// Before it was split off, taken out or relabelled, they are those of what it came from. Empty for an
	/// object without a record; a unit without one has the trace of its consignment.
	///
	/// A page costs as many reads as it has segments, a search for the first (as many steps as the number of
	/// spans has binary digits), and three reads for each object that the goods were part of since `since`, or
	/// bore the label of: oldest first is read from the youngest. So the first page grows with how often
	/// the goods were split off each other and relabelled, not with the chain, and later pages cost less.
	pub fn trace(object: ObjectId, since: Moment, limit: u32) -> Vec<Segment> {
		let mut lineage = alloc::vec![(object, None)];
		let mut youngest = object;
		while let Some(first) = Spans::<T>::get(youngest, 0) {
			if first.at <= since {
				break;
			}
			let Some((origin, end)) = Self::origin(&youngest, first.at) else { break };
			let exit = Exit { at: first.at, block: first.block, end, is_arrival: false };
			lineage.push((origin, Some(exit)));
			youngest = origin;
		}
		let mut page = Page { since, limit, segments: Vec::new() };
		for (object, until) in lineage.iter().rev() {
			if Self::walk(object, None, *until, None, &mut page).is_break() {
				break;
			}
		}
		page.segments
	}

	/// The consignment that an object came from at `moment`, or the goods that it was before it was relabelled,
	/// and how the life of those ended by that.
	fn origin(object: &ObjectId, moment: Moment) -> Option<(ObjectId, Option<EndOfLife>)> {
		match Items::<T>::get(object)?.kind {
			ItemKind::Consignment { lot, .. } => match Consignments::<T>::get(object)?.split_from {
				Some(number) => Some((consignment_id(&lot, number), None)),
				None => Some((Self::relabelled_from(&lot)?, Some(EndOfLife::Relabelled))),
			},
			ItemKind::Unit { lot, index } => {
				Some((Self::consignment_of(&lot, index, moment)?, None))
			},
			ItemKind::LogisticUnit { .. } => None,
		}
	}

	/// The consignment that a leaf lay in at `moment`: what it lies in now can have been split off since.
	fn consignment_of(lot: &LotId, index: u32, moment: Moment) -> Option<ObjectId> {
		let mut consignment = Self::consignment_at(lot, index)?;
		while Spans::<T>::get(consignment, 0)?.at > moment {
			let number = Consignments::<T>::get(consignment)?.split_from?;
			consignment = consignment_id(lot, number);
		}
		Some(consignment)
	}

	/// Collects the segments of an object from `floor` up to `until`, of goods that belonged to `owner`; without
	/// one to whom it belonged. Goes as deep as objects lay in each other then, which is bounded.
	fn walk(
		object: &ObjectId,
		floor: Option<Entry>,
		until: Option<Exit>,
		owner: Option<OrgId>,
		page: &mut Page,
	) -> ControlFlow<()> {
		let Some(item) = Items::<T>::get(object) else { return ControlFlow::Continue(()) };
		let begin = floor.map_or(page.since, |entry| entry.at.max(page.since));
		let (mut number, mut next) = Self::span_at(object, item.spans, begin);
		while let Some(span) = next {
			let own = number;
			number = number.saturating_add(1);
			next = Spans::<T>::get(object, number);
			if until.is_some_and(|until| span.at >= until.at) {
				break;
			}
			// What left it at the moment at which it changed hands or ended was out of it before.
			let end = match (next.as_ref().map(Exit::from), until) {
				(Some(exit), Some(until)) if exit.at >= until.at => Some(until),
				(exit, until) => exit.or(until),
			};
			// What came in later was not there when the hand-over was noted.
			let (entry, reservation, passage) = match floor {
				Some(entry) if entry.at > span.at => (entry, None, None),
				_ => {
					let Span { at, block, place, reservation, passage, .. } = span;
					(Entry { at, block, place }, reservation, passage)
				},
			};
			let owner = owner.or(span.owner);
			match span.stay {
				Stay::With(holder) => page.push(Segment {
					holder,
					object: *object,
					from_block: entry.block,
					from: entry.at,
					place: entry.place,
					until_block: end.map(|exit| exit.block),
					until: end.map(|exit| exit.at),
					ended: end.and_then(|exit| exit.end),
					disposition: Self::disposition(&item, reservation, end),
					reservation,
					passage,
					span: own,
					owner: owner.unwrap_or(holder),
				})?,
				Stay::In(parent) if Some(entry.at) != end.map(|exit| exit.at) => {
					Self::walk(&parent, Some(entry), end, owner, page)?;
				},
				Stay::In(_) | Stay::Ended(_) => {},
			}
		}
		ControlFlow::Continue(())
	}

	/// The condition of goods at the end of a stretch, or now if it lasts: of `item`, the outermost object, as
	/// far as its record tells.
	fn disposition(
		item: &Item,
		reservation: Option<Reservation>,
		end: Option<Exit>,
	) -> Option<Disposition> {
		let is_under_way = match end {
			Some(exit) => exit.is_arrival,
			None => {
				let presence = item.presence.settled(T::Time::now());
				matches!(presence, Presence::Offered { leg: Some(_), .. })
			},
		};
		if let Some(how) = end.and_then(|exit| exit.end) {
			how.disposition()
		} else if is_under_way {
			Some(Disposition::InTransit)
		} else {
			(reservation == Some(Reservation::Damaged)).then_some(Disposition::Damaged)
		}
	}

	/// What the seller said of the sale that a stretch of a trace ended with.
	pub fn sale(segment: &Segment) -> Option<Sale> {
		let is_sold = segment.ended == Some(EndOfLife::Sold);
		is_sold.then(|| Sales::<T>::get(segment.object, segment.span.saturating_add(1))).flatten()
	}

	/// The last span that began at `moment` or before, or else the first, with its number.
	pub(crate) fn span_at(object: &ObjectId, spans: u32, moment: Moment) -> (u32, Option<Span>) {
		let (mut low, mut high) = (0u32, spans);
		// The first `low` spans began by then, those from `high` on did not.
		while low < high {
			let middle = low.saturating_add(high.saturating_sub(low) / 2);
			if Spans::<T>::get(object, middle).is_some_and(|span| span.at <= moment) {
				low = middle.saturating_add(1);
			} else {
				high = middle;
			}
		}
		let number = low.saturating_sub(1);
		(number, Spans::<T>::get(object, number))
	}
}
