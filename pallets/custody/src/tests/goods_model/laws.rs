//! What holds of every world, whatever the rules of single calls.

use super::steps::{
	class_of, Act, Answer, Call, Derivation, Life, Link, Made, Place, Receipt, Seen, Step, Thing,
	View,
};
use std::collections::BTreeMap;
use tracemark_primitives::OrgId;

/// How a step, or what is to be seen after it, breaks a law.
pub fn breach(before: &View, step: &Step, made: &BTreeMap<u32, u64>) -> Option<String> {
	let View { things, leaves, .. } = &step.view;
	let breaches = things.iter().flat_map(|(thing, seen)| {
		[
			moves_by_itself(before.things.get(thing), *thing, seen, step),
			is_sold_by_itself(before.things.get(thing), *thing, seen, step),
			is_held_twice(*thing, seen, things),
			holds_something_else(*thing, seen, things),
			has_wrong_leaves(*thing, seen, leaves),
			is_wrongly_sealed(*thing, seen),
			lives_again(before.things.get(thing), seen),
			goes_on_unlinked(*thing, seen, &step.view),
			is_used_up_though_recalled(before.things.get(thing), seen, step),
		]
		.into_iter()
		.flatten()
		.map(move |why| format!("{thing:?}, {seen:?}: {why}"))
	});
	let of_lots = made.iter().filter_map(|(lot, pieces)| leaks(*lot, *pieces, things));
	let of_lineage = step.view.lots.keys().filter_map(|lot| has_wrong_lineage(*lot, &step.view));
	let of_classes =
		step.view.made.iter().filter_map(|(class, of)| is_miscounted(*class, of, made));
	let of_step = [makes_more_or_less(before, step), relabels_into_other_goods(step, made)];
	let of_step = of_step.into_iter().flatten();
	breaches.chain(of_lots).chain(of_lineage).chain(of_classes).chain(of_step).next()
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
	(own != lies + seen.taken.len() as u64).then(|| format!("{own} leaves are its own"))
}

/// The consignments and units of a lot are all that was made of it.
fn leaks(lot: u32, made: u64, things: &BTreeMap<Thing, Seen>) -> Option<String> {
	let is_goods = |thing: &Thing| !matches!(thing, Thing::Case { .. });
	let goods = things.iter().filter(|(thing, _)| is_goods(thing));
	let sum: u64 = goods.filter_map(|(_, seen)| seen.contents.get(&lot)).sum();
	(sum != made).then(|| format!("{sum} of {made} pieces of lot {lot} are there"))
}

/// The pieces of the lots of a class are those that are counted, and no more than may be made.
fn is_miscounted(class: u32, counted: &Made, made: &BTreeMap<u32, u64>) -> Option<String> {
	let of_class = made.iter().filter(|(lot, _)| class_of(**lot) == class);
	let sum: u64 = of_class.map(|(_, pieces)| pieces).sum();
	let is_right = counted.pieces == sum && counted.ceiling.is_none_or(|ceiling| sum <= ceiling);
	(!is_right)
		.then(|| format!("{sum} pieces of class {class} were made, by the record {counted:?}"))
}

/// Nothing happens to what ended for good. It can be declared and recalled as before.
fn lives_again(before: Option<&Seen>, seen: &Seen) -> Option<String> {
	let before = before.filter(|before| before.life.is_over())?;
	let Seen { bound, recalls, .. } = seen.clone();
	let still = Seen { bound, recalls, ..before.clone() };
	(still != *seen).then(|| format!("it was over, as {before:?}"))
}

/// What was consumed or relabelled, and nothing else, has a successor, and one step of lineage leads there.
fn goes_on_unlinked(thing: Thing, seen: &Seen, view: &View) -> Option<String> {
	let how = match seen.life {
		Life::Consumed => Derivation::Transformed,
		Life::Relabelled => Derivation::Relabelled,
		_ => return seen.successor.map(|lot| format!("it lives, and is lot {lot}")),
	};
	let links = seen.successor.and_then(|lot| view.lots.get(&lot)).map(|lot| &lot.inputs);
	let links = links.into_iter().flatten().filter(|link| link.object == thing);
	let from: Vec<_> = links.map(|link| (link.how, link.lot, link.pieces)).collect();
	let own = seen.contents.iter().map(|(lot, pieces)| (how, *lot, *pieces)).collect::<Vec<_>>();
	(from != own).then(|| format!("lineage says {from:?} of {own:?}"))
}

/// What one lot came of, the others say came of them, and the other way round. A lot is the goods that were
/// relabelled into it, or made of what was consumed, or of nothing.
fn has_wrong_lineage(lot: u32, view: &View) -> Option<String> {
	let origin = &view.lots[&lot];
	let is_answered = |links: &[Link], answers: fn(&View, u32) -> &[Link]| {
		links.iter().all(|link| {
			let back = Link { lot, ..*link };
			answers(view, link.lot).iter().filter(|other| **other == back).count() == 1
		})
	};
	let is_mutual = is_answered(&origin.inputs, |view, lot| &view.lots[&lot].outputs)
		&& is_answered(&origin.outputs, |view, lot| &view.lots[&lot].inputs);
	let relabelled = origin.inputs.iter().filter(|link| link.how == Derivation::Relabelled).count();
	let is_one = relabelled == 0 || origin.inputs.len() == 1;
	(!is_mutual || !is_one).then(|| format!("lot {lot} has lineage {origin:?}"))
}

/// What is sold, put on the market, consumed or relabelled is under no recall that has effect everywhere.
fn is_used_up_though_recalled(before: Option<&Seen>, seen: &Seen, step: &Step) -> Option<String> {
	let uses = matches!(
		step.call,
		Call::Sell { .. }
			| Call::PutOnMarket { .. }
			| Call::Transform { .. }
			| Call::Relabel { .. }
	);
	let had = |is: fn(&Seen) -> bool| before.is_some_and(is);
	let ends = seen.life.has_ended() && !had(|before| before.life.has_ended());
	let is_put = matches!(step.call, Call::PutOnMarket { .. })
		&& seen.is_on_market
		&& !had(|before| before.is_on_market);
	let mut everywhere = seen.recalls.keys().filter(|recall| step.view.in_force[recall]);
	(uses && (ends || is_put) && everywhere.next().is_some()).then(|| "it is recalled".into())
}

/// What a transformation makes is what the rates give of all that it consumes of each class.
fn makes_more_or_less(before: &View, step: &Step) -> Option<String> {
	let (Call::Transform { inputs, yields, lot, pieces, .. }, Ok(_)) = (&step.call, &step.outcome)
	else {
		return None;
	};
	let mut consumed = BTreeMap::<u32, u64>::new();
	for input in inputs {
		let contents = before.things.get(&input.object).map(|seen| &seen.contents);
		for (lot, all) in contents.into_iter().flatten() {
			*consumed.entry(class_of(*lot)).or_default() += input.pieces.unwrap_or(*all);
		}
	}
	let gives = |class| {
		let rate = yields.iter().find(|rate| rate.class == class)?;
		Some(consumed[&class] * rate.output / rate.input)
	};
	let is_right =
		!consumed.is_empty() && consumed.keys().all(|class| gives(*class) == Some(*pieces));
	let into = |link: &Link| (class_of(link.lot), link.pieces);
	let mut linked = BTreeMap::<u32, u64>::new();
	for (class, pieces) in step.view.lots[lot].inputs.iter().map(into) {
		*linked.entry(class).or_default() += pieces;
	}
	(!is_right || linked != consumed)
		.then(|| format!("{pieces} pieces of {consumed:?}, {linked:?}"))
}

/// Goods that are relabelled are as much as before, of the same maker, with the same holder and owner; and
/// under their former identity they are over.
fn relabels_into_other_goods(step: &Step, made: &BTreeMap<u32, u64>) -> Option<String> {
	let (Call::Relabel { lot, .. }, Ok(_)) = (&step.call, &step.outcome) else { return None };
	let View { things, lots, .. } = &step.view;
	let same = |link: &Link| {
		let (old, new) =
			(&things[&link.object], &things[&Thing::Consignment { lot: *lot, number: 0 }]);
		old.life == Life::Relabelled
			&& made.get(lot) == Some(&link.pieces)
			&& lots[lot].maker == lots[&link.lot].maker
			&& (old.holder, old.owner, old.is_on_market)
				== (new.holder, new.owner, new.is_on_market)
	};
	let is_same = lots[lot].inputs.len() == 1 && lots[lot].inputs.iter().all(same);
	(!is_same).then(|| format!("lot {lot} are other goods"))
}
