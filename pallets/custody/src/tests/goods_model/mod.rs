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
use steps::{Call, Step, View};
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
	let terms = ["Limit", "Transform", "Relabel", "Recall", "Lift"];
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
