//! The one question against a model that was written from the rules alone: in random worlds the chain and
//! the model answer alike, and a model that gets one rule wrong is noticed.

mod cases;
mod common;
mod model;

use model::{
	authorisation::Model,
	chain::observe,
	facts::{Fact, Kind, Mutation, MUTATIONS},
	worlds::world,
};
use proptest::{
	prelude::*,
	strategy::ValueTree,
	test_runner::{RngAlgorithm, TestRng, TestRunner},
};
use std::collections::BTreeMap;

/// In how many worlds at most every mutation must have shown.
const WORLDS: usize = 400;

/// Where the facts go against the rules first.
fn disagreement(mutation: Option<Mutation>, facts: &[Fact]) -> Option<String> {
	let mut model = Model::new(mutation);
	facts.iter().enumerate().find_map(|(place, fact)| {
		model.take(fact).err().map(|why| format!("fact {place}, {fact:?}: {why}"))
	})
}

/// Worlds that are the same in each run.
fn fixed_runner() -> TestRunner {
	let config = ProptestConfig { failure_persistence: None, ..Default::default() };
	TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]))
}

/// What happened in the next world.
fn next(runner: &mut TestRunner) -> Vec<Fact> {
	let tree = world().new_tree(runner).expect("a world can always be drawn");
	observe(&tree.current())
}

proptest! {
	#![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

	#[test]
	fn the_chain_should_answer_as_the_rules_do_when_anything_happens(world in world()) {
		let facts = observe(&world);
		let disagreement = disagreement(None, &facts);
		prop_assert!(disagreement.is_none(), "{}", disagreement.unwrap_or_default());
	}
}

#[test]
fn every_mutation_should_be_noticed_when_enough_worlds_are_asked() {
	let mut runner = fixed_runner();
	let mut unnoticed = MUTATIONS.to_vec();
	for _ in 0..WORLDS {
		let facts = next(&mut runner);
		assert_eq!(disagreement(None, &facts), None, "the rules themselves differ");
		unnoticed.retain(|mutation| disagreement(Some(*mutation), &facts).is_none());
		if unnoticed.is_empty() {
			return;
		}
	}
	panic!("in {WORLDS} worlds nothing showed {unnoticed:?}");
}

#[test]
fn every_answer_should_occur_often_when_worlds_are_drawn() {
	let mut runner = fixed_runner();
	let mut count = BTreeMap::new();
	for _ in 0..60 {
		for fact in next(&mut runner) {
			if let Fact::Asked { answered, .. } = fact {
				*count.entry(format!("{:?}", answered.answer)).or_insert(0) += 1;
				let nature = answered.nature.map(|nature| format!("{nature:?}"));
				let burden = answered.burden.map(|burden| format!("{burden:?}"));
				for note in nature.into_iter().chain(burden) {
					*count.entry(note).or_insert(0) += 1;
				}
			}
		}
	}
	let kinds = [Kind::Owner, Kind::Licence, Kind::Exhaustion, Kind::NotPermitted];
	let names = kinds.iter().map(|kind| format!("{kind:?}"));
	let notes = ["NotRequired", "Unknown", "Copying", "OtherInfringement", "ParallelTrade"];
	let more = ["Contract", "Party", "RightsHolder"];
	for name in names.chain(notes.into_iter().chain(more).map(String::from)) {
		let times = count.get(&name).copied().unwrap_or(0);
		assert!(times >= 5, "{name} was answered {times} times: {count:?}");
	}
}
