//! Who held an object, and to whom it belonged, from when to when.

use crate::{Config, Consignments, ItemKind, Items, Pallet, Span, Spans, Stay};
use alloc::vec::Vec;
use core::ops::ControlFlow;
use sp_runtime::SaturatedConversion;
use tracemark_primitives::{
	goods::{ObjectId, Segment},
	gs1::consignment_id,
	BlockNumber, Moment, OrgId,
};

/// What is collected of a trace.
struct Page {
	since: Moment,
	limit: u32,
	segments: Vec<Segment>,
}

impl Page {
	/// Takes the next segment; one that goes on with the last is joined to it. A page does not end
	/// between segments that end at the same moment, since the next one begins there.
	fn push(&mut self, next: Segment) -> ControlFlow<()> {
		if let Some(last) = self.segments.last_mut() {
			let is_same =
				(last.holder, last.owner, last.object) == (next.holder, next.owner, next.object);
			if is_same && last.until == Some(next.from) {
				last.until = next.until;
				return ControlFlow::Continue(());
			}
		}
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
	/// While it lies in a logistic unit, the segments are those of the outermost one. Before it was split
	/// off, taken out or relabelled, they are those of what it came from. Empty for an object without
	/// a record; a unit without one has the trace of its consignment.
	pub fn trace(object: ObjectId, since: Moment, limit: u32) -> Vec<Segment> {
		let mut lineage = alloc::vec![(object, None)];
		let mut youngest = object;
		while let Some(first) = Spans::<T>::get(youngest, 0) {
			if first.at <= since {
				break;
			}
			let Some(origin) = Self::origin(&youngest) else { break };
			lineage.push((origin, Some(first.at)));
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

	/// The consignment that an object came from, or the goods that it was before it was relabelled.
	fn origin(object: &ObjectId) -> Option<ObjectId> {
		match Items::<T>::get(object)?.kind {
			ItemKind::Consignment { lot, .. } => match Consignments::<T>::get(object)?.split_from {
				Some(number) => Some(consignment_id(&lot, number)),
				None => Self::relabelled_from(&lot),
			},
			ItemKind::Unit { lot, index } => Self::consignment_at(&lot, index),
			ItemKind::LogisticUnit { .. } => None,
		}
	}

	/// Collects the segments of an object from `floor` (an act's moment and block) up to `until`, of goods that
	/// belonged to `owner`; without one to whom it belonged. Goes as deep as objects lay in each other then,
	/// which is bounded.
	fn walk(
		object: &ObjectId,
		floor: Option<(Moment, BlockNumber)>,
		until: Option<Moment>,
		owner: Option<OrgId>,
		page: &mut Page,
	) -> ControlFlow<()> {
		let Some(item) = Items::<T>::get(object) else { return ControlFlow::Continue(()) };
		let begin = floor.map_or(page.since, |(at, _)| at.max(page.since));
		let (mut number, mut next) = Self::span_at(object, item.spans, begin);
		while let Some(span) = next {
			number = number.saturating_add(1);
			next = Spans::<T>::get(object, number);
			if until.is_some_and(|until| span.at >= until) {
				break;
			}
			let end = match (next.map(|next| next.at), until) {
				(Some(a), Some(b)) => Some(a.min(b)),
				(a, b) => a.or(b),
			};
			// What came in later was not there when the hand-over was noted.
			let (from, from_block, reservation, passage) = match floor {
				Some((at, block)) if at > span.at => (at, block, None, None),
				_ => (span.at, span.block, span.reservation, span.passage),
			};
			let owner = owner.or(span.owner);
			match span.stay {
				Stay::With(holder) => {
					let owner = owner.unwrap_or(holder);
					let (object, until, span) = (*object, end, number.saturating_sub(1));
					page.push(Segment {
						holder,
						object,
						from_block,
						from,
						until,
						reservation,
						passage,
						span,
						owner,
					})?;
				},
				Stay::In(parent) if Some(from) != end => {
					Self::walk(&parent, Some((from, from_block)), end, owner, page)?;
				},
				Stay::In(_) | Stay::Ended(_) => {},
			}
		}
		ControlFlow::Continue(())
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
