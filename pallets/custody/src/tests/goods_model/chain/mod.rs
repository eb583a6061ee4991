//! Has a random world happen on the pallet, and writes down what came of it.

mod calls;
mod names;
mod story;
mod view;

use super::{
	goods::Roster,
	steps::{self, Claim, Step, View, SECOND_CLASS},
	worlds::{self, Op, FIRST_LOTS},
};
use crate::{mock::*, tests::*};
use story::commission;
use tracemark_primitives::Moment;

/// Who acts, and some who may not.
const ACTORS: [OrgId; 8] = [FACTORY, CARRIER, WAREHOUSE, SHOP, CUSTOMS, BRAND, NOTARY, OUTSIDER];

/// Who keeps goods.
const AUTHORITIES: [OrgId; 2] = [CUSTOMS, MONITOR];

const SURVEILLANCE: OrgId = 10;
const ABROAD: OrgId = 11;
const COURT: OrgId = 12;
/// Whom the council may expel.
const POLICE: OrgId = 13;
/// Who recalls goods of others, each in its country: one where the shops are, two where goods are made.
const RECALLING: [(OrgId, Role, &str); 3] = [
	(SURVEILLANCE, Role::MarketSurveillance, "PT"),
	(ABROAD, Role::MarketSurveillance, "DE"),
	(COURT, Role::Court, "PT"),
];
/// Who takes goods by decisions of its own.
const TAKERS: [OrgId; 5] = [CUSTOMS, SURVEILLANCE, ABROAD, COURT, POLICE];

/// Places by their numbers, and where they are.
const PLACES: [(u32, &str); 2] = [(1, "DE"), (2, "PT")];

/// The members of the mock by what their roles let them do.
pub fn roster() -> Roster {
	let traders = [(BRAND, "DE"), (FACTORY, "PT"), (IMPORTER, "DE"), (SHOP, "DE")];
	let others = [(CARRIER, "FR"), (WAREHOUSE, "FR"), (CUSTOMS, "DE"), (MONITOR, "DE")];
	let authorities = RECALLING.map(|(org, _, country)| (org, country));
	let authorities = authorities.into_iter().chain([(POLICE, "PT")]);
	let countries = traders.into_iter().chain(others).chain(authorities).collect();
	Roster {
		members: (BRAND..=POLICE).collect(),
		makers: [FACTORY].into(),
		handlers: (BRAND..=CUSTOMS).chain(SURVEILLANCE..=POLICE).collect(),
		sellers: [BRAND, FACTORY, IMPORTER, SHOP].into(),
		registrants: [BRAND, FACTORY, IMPORTER, SHOP].into(),
		brand: BRAND,
		inspectors: [CUSTOMS, MONITOR, SURVEILLANCE, ABROAD, COURT, POLICE].into(),
		recallers: RECALLING.map(|(org, ..)| org).into(),
		takers: TAKERS.into(),
		expelled: [].into(),
		countries,
	}
}

/// The pallet while a world happens on it.
#[derive(Default)]
struct Story {
	view: View,
	bound: Vec<Claim>,
	/// Block time in each step.
	moments: Vec<Moment>,
	steps: Vec<Step>,
}

/// Admits the authorities that recall or take goods, and registers the second class and the places.
fn prepare() {
	for (org, role, code) in RECALLING {
		FakeMembership::admit(account(org), org, role.into(), country(code));
	}
	FakeMembership::admit(account(POLICE), POLICE, Role::Police.into(), country("PT"));
	for (number, code) in PLACES {
		Custody::register_place(signed(FACTORY), gln(number), country(code), point(0, 0))
			.expect("the factory's own");
	}
	let rights = vec![MARK.into()].try_into().expect("one");
	Custody::register_class(signed(BRAND), gtin(SECOND_CLASS), rights, hs())
		.expect("the brand's own");
}

/// What of a world was tried, and what came of it, in order.
pub fn live(world: &[Op]) -> Vec<Step> {
	ExtBuilder::default().build().execute_with(|| {
		prepare();
		let mut story = Story::default();
		for lot in 1..=FIRST_LOTS {
			story.run(commission(lot, FACTORY));
		}
		for op in world {
			story.meet(op);
		}
		story.steps
	})
}
