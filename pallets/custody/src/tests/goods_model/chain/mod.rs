//! Has a random world happen on the pallet, and writes down what came of it.

mod calls;
mod names;
mod story;
mod view;

use super::{
	goods::Roster,
	steps::{self, Claim, Step, View},
	worlds::{self, Op, FIRST_LOTS},
};
use crate::{mock::*, tests::*};
use story::commission;

/// Who acts, and some who may not.
const ACTORS: [OrgId; 8] = [FACTORY, CARRIER, WAREHOUSE, SHOP, CUSTOMS, BRAND, NOTARY, OUTSIDER];

/// Who keeps goods.
const AUTHORITIES: [OrgId; 2] = [CUSTOMS, MONITOR];

/// The members of the mock by what their roles let them do.
pub fn roster() -> Roster {
	Roster {
		members: (BRAND..=NOTARY).collect(),
		makers: [FACTORY].into(),
		handlers: (BRAND..=CUSTOMS).collect(),
		sellers: [BRAND, FACTORY, IMPORTER, SHOP].into(),
		registrants: [BRAND, FACTORY, IMPORTER, SHOP].into(),
		brand: BRAND,
		inspectors: [CUSTOMS, MONITOR].into(),
	}
}

/// The pallet while a world happens on it.
struct Story {
	view: View,
	bound: Vec<Claim>,
	steps: Vec<Step>,
}

/// What of a world was tried, and what came of it, in order.
pub fn live(world: &[Op]) -> Vec<Step> {
	ExtBuilder::default().build().execute_with(|| {
		let mut story = Story { view: View::default(), bound: Vec::new(), steps: Vec::new() };
		for lot in 1..=FIRST_LOTS {
			story.run(commission(lot, FACTORY));
		}
		for op in world {
			story.meet(op);
		}
		story.steps
	})
}
