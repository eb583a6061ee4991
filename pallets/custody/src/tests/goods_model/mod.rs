//! The goods world against a model that was written from the rules alone: after every random step the
//! pallet and the model agree, and a model that gets one rule wrong is noticed.
//!
//! `goods` is the model, `mutations` are the ways in which it can be wrong, `laws` are what holds of every
//! world, `worlds` draws what members and authorities try, `chain` has it happen on the pallet, `steps` are the
//! words for all that.

mod chain;
mod goods;
mod laws;
mod mutations;
mod steps;
mod worlds;

use chain::{live, roster};
use goods::{Model, Roster};
use mutations::{Mutation, MUTATIONS};
use proptest::{
	prelude::*,
	strategy::ValueTree,
	test_runner::{RngAlgorithm, TestRng, TestRunner},
};
use std::{collections::BTreeMap, rc::Rc};
use steps::{Answer, Call, Life, Place, Seen, Step, Thing, View};
use tracemark_primitives::OrgId;
use worlds::world;

/// In how many worlds at most every mutation must have shown.
const WORLDS: usize = 2_000;

/// Where the steps go against the rules first.
fn disagreement(mutation: Option<Mutation>, steps: &[Step]) -> Option<String> {
	thread_local! {
		static ROSTER: Rc<Roster> = Rc::new(roster());
	}
	let mut model = Model::new(ROSTER.with(Rc::clone), mutation);
	steps.iter().enumerate().find_map(|(place, step)| {
		let calls: Vec<_> = steps[..place].iter().filter(|step| step.outcome.is_ok()).collect();
		let story = || calls.iter().map(|step| format!("\n{:?}", step.call)).collect::<String>();
		let why = model.take(step).err()?;
		Some(format!("step {place}, {:?}: {why}, after{}", step.call, story()))
	})
}

/// Where the steps break a law first.
fn breach(steps: &[Step]) -> Option<String> {
	let mut before = &View::default();
	let mut made = BTreeMap::new();
	for step in steps {
		let lot = match &step.call {
			Call::Commission { lot, pieces, .. } | Call::Transform { lot, pieces, .. } => {
				Some((*lot, *pieces))
			},
			Call::Relabel { lot, .. } => step.view.pieces(*lot).map(|pieces| (*lot, pieces)),
			_ => None,
		};
		made.extend(lot.filter(|_| step.outcome.is_ok()));
		if let Some(why) = laws::breach(before, step, &made) {
			return Some(format!("{:?}: {why}", step.call));
		}
		before = &step.view;
	}
	None
}

/// Worlds that are the same in each run.
fn fixed_runner() -> TestRunner {
	let config = ProptestConfig { failure_persistence: None, ..Default::default() };
	TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]))
}

/// What happened in the next world.
fn next(runner: &mut TestRunner) -> Vec<Step> {
	let tree = world().new_tree(runner).expect("a world can always be drawn");
	live(&tree.current())
}

proptest! {
	#![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

	#[test]
	fn the_pallet_should_do_as_the_rules_say_when_anything_happens(world in world()) {
		let steps = live(&world);
		let disagreement = disagreement(None, &steps);
		prop_assert!(disagreement.is_none(), "{}", disagreement.unwrap_or_default());
		let breach = breach(&steps);
		prop_assert!(breach.is_none(), "{}", breach.unwrap_or_default());
	}
}

#[test]
fn every_mutation_should_be_noticed_when_enough_worlds_are_lived() {
	let mut runner = fixed_runner();
	let mut unnoticed = MUTATIONS.to_vec();
	for _ in 0..WORLDS {
		let steps = next(&mut runner);
		assert_eq!(disagreement(None, &steps), None, "the rules themselves differ");
		unnoticed.retain(|mutation| disagreement(Some(*mutation), &steps).is_none());
		if unnoticed.is_empty() {
			return;
		}
	}
	panic!("in {WORLDS} worlds nothing showed {unnoticed:?}");
}

#[test]
fn every_call_should_pass_and_be_refused_often_when_worlds_are_drawn() {
	let mut runner = fixed_runner();
	let mut count = BTreeMap::new();
	for step in (0..300).flat_map(|_| next(&mut runner)) {
		let call = step.call.name();
		*count.entry((call, step.outcome.is_ok())).or_insert(0) += 1;
	}
	let calls = ["Commission", "Split", "Pack", "Unpack", "Close", "Offer", "Accept", "Refuse"];
	let more = ["Withdraw", "Receive", "Sell", "PutOnMarket", "Observe", "Destroy"];
	let later = ["Seal", "Consign", "TakeBack", "Miss", "Find", "Reassign"];
	let title = ["OfferTitle", "AcceptTitle", "WithdrawTitle"];
	let terms = ["Limit", "Revise", "Transform", "Relabel", "Recall", "Lift", "Take", "End"];
	for name in calls.into_iter().chain(more).chain(later).chain(title).chain(terms) {
		for is_ok in [true, false] {
			let times = count.get(&(name.to_string(), is_ok)).copied().unwrap_or(0);
			assert!(times >= 3, "{name} was answered {is_ok} {times} times: {count:?}");
		}
	}
	for control in ["Extract", "Detain", "Release", "Destroy", "Bind", "Unbind"] {
		let times = count.get(&(format!("Control{control}"), true)).copied().unwrap_or(0);
		assert!(times >= 3, "an authority did {control} {times} times: {count:?}");
	}
}

/// Has a step go against a law, if it can, after what was to be seen before.
type Fault = fn(&View, &mut Step) -> bool;

/// A thing of the view after a step at which nothing happened, so that its fault is the only one.
fn of_quiet(step: &mut Step, is: fn(&Thing, &Seen) -> bool) -> Option<&mut Seen> {
	let is_quiet = step.outcome.is_err() || matches!(step.call, Call::Observe { .. });
	let mut things = step.view.things.iter_mut().filter(|_| is_quiet);
	things.find(|(thing, seen)| is(thing, seen)).map(|(_, seen)| seen)
}

fn is_case(thing: &Thing) -> bool {
	matches!(thing, Thing::Case { .. })
}

fn lies_alone(thing: &Thing, seen: &Seen) -> bool {
	!is_case(thing) && seen.life == Life::Held && seen.parents.is_empty()
}

const NOBODY: OrgId = 9_999;

/// Each with what the law says that it breaks.
const FAULTS: [(&str, &str, Fault); 15] = [
	("goods move without an acceptance", "it went from", |_, step| {
		let seen = of_quiet(step, lies_alone);
		seen.map(|seen| (seen.holder, seen.place) = (NOBODY, Place::With(NOBODY))).is_some()
	}),
	("title passes without an acceptance", "it passed from", |_, step| {
		of_quiet(step, lies_alone).map(|seen| seen.owner = NOBODY).is_some()
	}),
	(
		"what lies in a case in another is outermost itself",
		"another holds the outermost",
		|_, step| {
			let is_deep = |_: &Thing, seen: &Seen| seen.parents.len() > 1;
			of_quiet(step, is_deep).map(|seen| seen.parents.pop()).is_some()
		},
	),
	("a case holds more than its children", "its children hold", |_, step| {
		let is_full = |thing: &Thing, seen: &Seen| is_case(thing) && !seen.contents.is_empty();
		let seen = of_quiet(step, is_full);
		seen.map(|seen| seen.contents.values_mut().for_each(|pieces| *pieces += 1)).is_some()
	}),
	("a leaf lies in two consignments", "leaves are its own", |_, step| {
		let first = step.view.leaves.values_mut().find_map(|leaves| leaves.first_mut());
		first.map(|number| *number += 1_000).is_some()
	}),
	("goods come of nothing", "are there", |_, step| {
		let is_loose = |thing: &Thing, seen: &Seen| {
			let of_lot = |lot: u32| seen.contents.contains_key(&lot);
			matches!(thing, Thing::Consignment { lot, .. } if of_lot(*lot))
				&& lies_alone(thing, seen)
		};
		let serialised = step.view.leaves.keys().copied().collect::<Vec<_>>();
		let seen = of_quiet(step, is_loose);
		let loose = seen.into_iter().flat_map(|seen| &mut seen.contents);
		let loose = loose.filter(|(lot, _)| !serialised.contains(lot));
		loose.map(|(_, pieces)| *pieces += 1).count() > 0
	}),
	("a case is under seal that never travelled", "no seal can be on it", |_, step| {
		let is_new = |thing: &Thing, seen: &Seen| is_case(thing) && seen.trips == 0;
		of_quiet(step, is_new).map(|seen| seen.is_sealed = true).is_some()
	}),
	("more was made than is counted", "were made, by the record", |_, step| {
		step.view.made.values_mut().next().map(|made| made.pieces += 1).is_some()
	}),
	("what was consumed lives", "it lives, and is lot", |_, step| {
		let mut things = step.view.things.values_mut();
		things.find(|seen| seen.life == Life::Consumed).map(|seen| seen.life = Life::Held).is_some()
	}),
	("what was relabelled moves", "it was over", |before, step| {
		let was = |thing| before.things.get(thing).map(|seen| seen.life);
		let mut things = step.view.things.iter_mut();
		let old = things.find(|(thing, _)| was(thing) == Some(Life::Relabelled));
		old.map(|(_, seen)| seen.seq += 1).is_some()
	}),
	("lineage leads one way", "has lineage", |_, step| {
		let mut lots = step.view.lots.values_mut();
		lots.find(|lot| !lot.outputs.is_empty()).map(|lot| lot.outputs.clear()).is_some()
	}),
	("a successor is another lot", "lineage says", |_, step| {
		let mut things = step.view.things.values_mut();
		things.find_map(|seen| seen.successor.as_mut()).map(|lot| *lot = 1).is_some()
	}),
	("more is made than the rates give", "pieces of {", |_, step| {
		match (&mut step.call, &step.outcome) {
			(Call::Transform { yields, .. }, Ok(_)) => {
				yields.iter_mut().for_each(|rate| rate.output *= 2);
				true
			},
			_ => false,
		}
	}),
	("whoever relabels goods has made them", "are other goods", |_, step| {
		match (&step.call, &step.outcome) {
			(Call::Relabel { by, lot, .. }, Ok(_)) => {
				let maker = step.view.lots.get_mut(lot).map(|lot| &mut lot.maker);
				maker.is_some_and(|maker| std::mem::replace(maker, *by) != *by)
			},
			_ => false,
		}
	}),
	("what is recalled is sold", "it is recalled", |_, step| {
		let is_sale = matches!(step.call, Call::Sell { .. }) && step.outcome == Ok(Answer::Done);
		step.view.in_force.insert(0, true);
		step.view.things.values_mut().for_each(|seen| {
			seen.recalls.insert(0, true);
		});
		is_sale
	}),
];

#[test]
fn every_law_should_be_found_broken_when_a_step_goes_against_it() {
	let mut runner = fixed_runner();
	let mut unbroken = FAULTS.to_vec();
	for _ in 0..WORLDS {
		let steps = next(&mut runner);
		unbroken.retain(|(fault, law, commit)| {
			let broken = (1..steps.len()).find_map(|place| {
				let mut broken = steps[..=place].to_vec();
				commit(&steps[place - 1].view, &mut broken[place]).then_some(broken)
			});
			let Some(broken) = broken else { return true };
			let said = breach(&broken).unwrap_or_default();
			assert!(said.contains(law), "{fault}, and the law says: {said}");
			false
		});
		if unbroken.is_empty() {
			return;
		}
	}
	let left: Vec<_> = unbroken.iter().map(|(fault, ..)| fault).collect();
	panic!("in {WORLDS} worlds nothing was {left:?}");
}
