//! What holds of every world, whatever the rules of single calls.

use super::steps::{Act, Answer, Call, Life, Place, Receipt, Seen, Step, Thing, View};
use std::collections::BTreeMap;
use tracemark_primitives::OrgId;

/// How a step, or what is to be seen after it, breaks a law.
pub fn breach(before: &View, step: &Step, made: &BTreeMap<u32, u64>) -> Option<String> {
	let View { things, leaves, made: counted, ceiling } = &step.view;
	let sum: u64 = made.values().sum();
	if *counted != sum || ceiling.is_some_and(|ceiling| ceiling < sum) {
		return Some(format!("{counted} of {sum} pieces are counted, below {ceiling:?}"));
	}
	let breaches = things.iter().flat_map(|(thing, seen)| {
		[
			moves_by_itself(before.things.get(thing), *thing, seen, step),
			is_sold_by_itself(before.things.get(thing), *thing, seen, step),
			is_held_twice(*thing, seen, things),
			holds_something_else(*thing, seen, things),
			has_wrong_leaves(*thing, seen, leaves),
			is_wrongly_sealed(*thing, seen),
		]
		.into_iter()
		.flatten()
		.map(move |why| format!("{thing:?}, {seen:?}: {why}"))
	});
	breaches.chain(made.iter().filter_map(|(lot, pieces)| leaks(*lot, *pieces, things))).next()
}

/// Who takes over the object, if the step is that.
fn taker(step: &Step, object: Thing) -> Option<OrgId> {
	if step.outcome != Ok(Answer::Done) {
		return None;
	}
	match &step.call {
		Call::Act { by, object: of, act: Act::Accept, .. } if *of == object => Some(*by),
		Call::Receive { by, goods } => {
			let is_taken = |(of, _, receipt): &(Thing, u32, Receipt)| {
				*of == object && *receipt != Receipt::Refused
			};
			goods.iter().any(is_taken).then_some(*by)
		},
		_ => None,
	}
}

/// Nothing changes hands but by an offer of its holder, or of what it lies in, that is accepted, or by the council.
fn moves_by_itself(
	before: Option<&Seen>,
	thing: Thing,
	seen: &Seen,
	step: &Step,
) -> Option<String> {
	let before = before?;
	if before.holder == seen.holder {
		return None;
	}
	let outer = seen.parents.last().copied().unwrap_or(thing);
	let was_offered = before.presence == Life::Offered(seen.holder);
	let is_taken = taker(step, outer) == Some(seen.holder);
	let is_reassigned = matches!(step.call, Call::Reassign { object, .. } if object == outer);
	let moved_by = is_reassigned || (was_offered && is_taken);
	(!moved_by).then(|| format!("it went from {} by itself", before.holder))
}

/// Nothing changes owners but by somebody who accepts it, or what it lies in; with its holder, by the council; or
/// back from a buyer.
fn is_sold_by_itself(
	before: Option<&Seen>,
	thing: Thing,
	seen: &Seen,
	step: &Step,
) -> Option<String> {
	let before = before?;
	if before.owner == seen.owner {
		return None;
	}
	let outer = seen.parents.last().copied().unwrap_or(thing);
	let is_sold = match &step.call {
		Call::Act { by, object, act: Act::AcceptTitle, .. } => {
			*by == seen.owner && (*object == thing || seen.parents.contains(object))
		},
		Call::Act { by, object, act: Act::TakeBack, .. } => *by == seen.owner && *object == thing,
		Call::Reassign { object, to, .. } => {
			*object == outer && *to == seen.owner && before.owner == before.holder
		},
		_ => false,
	};
	(!is_sold).then(|| format!("it passed from {} by itself", before.owner))
}

/// Only cases travel under seal, once they were sealed, and until their lives end.
fn is_wrongly_sealed(thing: Thing, seen: &Seen) -> Option<String> {
	let is_case = matches!(thing, Thing::Case { .. });
	let may_be = is_case && seen.trips > 0 && !seen.life.has_ended();
	(seen.is_sealed && !may_be || seen.trips > 0 && !is_case).then(|| "no seal can be on it".into())
}

/// Parents lead to one that somebody holds, and that is the holder.
fn is_held_twice(thing: Thing, seen: &Seen, things: &BTreeMap<Thing, Seen>) -> Option<String> {
	let mut at = thing;
	for parent in &seen.parents {
		if things.get(&at).map(|seen| seen.place) != Some(Place::In(*parent)) {
			return Some(format!("{at:?} does not lie in {parent:?}"));
		}
		at = *parent;
	}
	let outermost = things.get(&at).map(|seen| seen.place);
	(outermost != Some(Place::With(seen.holder))).then(|| "another holds the outermost".into())
}

/// A case holds the sum of its children, no deeper than five.
fn holds_something_else(
	thing: Thing,
	seen: &Seen,
	things: &BTreeMap<Thing, Seen>,
) -> Option<String> {
	let cases = seen.parents.len() + usize::from(matches!(thing, Thing::Case { .. }));
	if cases > 5 {
		return Some("it lies too deep".into());
	}
	let Thing::Case { .. } = thing else { return None };
	let children: Vec<_> =
		things.values().filter(|other| other.place == Place::In(thing)).collect();
	let mut sum = BTreeMap::<u32, u64>::new();
	for (lot, pieces) in children.iter().flat_map(|child| &child.contents) {
		*sum.entry(*lot).or_default() += pieces;
	}
	let is_sum = sum == seen.contents && children.len() == seen.children as usize;
	(!is_sum).then(|| format!("its children hold {sum:?}"))
}

/// The ranges of a consignment are what lies in it and what was taken out of it.
fn has_wrong_leaves(thing: Thing, seen: &Seen, leaves: &BTreeMap<u32, Vec<u32>>) -> Option<String> {
	let Thing::Consignment { lot, number } = thing else { return None };
	let own = leaves.get(&lot)?.iter().filter(|of| **of == number).count() as u64;
	let lies = seen.contents.get(&lot).copied().unwrap_or(0);
	(own != lies + u64::from(seen.taken)).then(|| format!("{own} leaves are its own"))
}

/// The consignments and units of a lot are all that was made of it.
fn leaks(lot: u32, made: u64, things: &BTreeMap<Thing, Seen>) -> Option<String> {
	let is_goods = |thing: &Thing| !matches!(thing, Thing::Case { .. });
	let goods = things.iter().filter(|(thing, _)| is_goods(thing));
	let sum: u64 = goods.filter_map(|(_, seen)| seen.contents.get(&lot)).sum();
	(sum != made).then(|| format!("{sum} of {made} pieces of lot {lot} are there"))
}
