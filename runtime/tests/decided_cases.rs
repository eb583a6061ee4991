//! Decided cases against the real runtime: the facts get on record by calls, and the one question is
//! answered as `cases/decided.rs` expects, under the law of the case and under another.

mod cases;
mod common;

use cases::{
	decided::CASES,
	facts::{Case, Expected, Region, Reply, RightAtIssue, Scene, Table, Who},
	*,
};
use common::*;
use sp_runtime::DispatchError::BadOrigin;
use tracemark_primitives::{
	authorisation::{Activity, Answer, AuthorisationReport, ConditionResult, Ground, Question},
	parties::Role,
	rights::{RightId, RightKind},
	traits::Authorisation,
};
use tracemark_runtime::Licensing;

/// Who takes part in a case.
struct Parties {
	owner: Member,
	distributor: Member,
	trader: Member,
	keeper: Member,
	marketplace: Member,
	office: Member,
	notary: Member,
}

impl Parties {
	fn admitted() -> Self {
		Self {
			owner: admit("Owner", "IT", &[Role::RightsHolder]),
			distributor: admit("Distributor", "DE", &[Role::Distributor]),
			trader: admit("Trader", "DE", &[Role::Trader]),
			keeper: admit("Keeper", "DE", &[Role::Warehouse]),
			marketplace: admit("Marketplace", "LU", &[Role::Marketplace]),
			office: admit("Office", "ES", &[Role::IpOffice]),
			notary: admit("Notary", "FR", &[Role::Notary]),
		}
	}

	fn of(&self, who: Who) -> &Member {
		match who {
			Who::Owner => &self.owner,
			Who::Distributor => &self.distributor,
			Who::Trader => &self.trader,
			Who::Keeper => &self.keeper,
			Who::Marketplace => &self.marketplace,
		}
	}

	/// Puts the right and the licences of a case on record.
	#[track_caller]
	fn record(&self, case: &Case) -> RightId {
		let Self { owner, office, notary, .. } = self;
		let right = record_right(case.citation, &case.right, owner, office, notary);
		for licence in case.licences {
			let terms = plain_terms(licence.activities, licence.territories.territories());
			license(&self.owner, right, self.of(licence.to), terms);
		}
		right
	}

	fn ask(&self, right: RightId, at_issue: &RightAtIssue, scene: &Scene) -> AuthorisationReport {
		let class = at_issue.classes.first().copied();
		Licensing::ask(&Question {
			right,
			party: self.of(scene.party).org,
			activity: scene.activity,
			country: country(scene.country),
			at: now(),
			quantity: None,
			goods: scene.goods.history(&self.marketplace, class),
		})
	}
}

/// Makes `table` the law of every country that a scene of the case is set in, where it is the law of that
/// country.
#[track_caller]
fn enact(case: &Case, table: &Table) {
	let territories = table.first_sales.territories();
	for scene in case.scenes {
		let country = country(scene.country);
		let row = territories.contains(&country).then_some(territories);
		set_exhaustion(case.right.kind, country, row);
	}
}

/// A report without ids.
fn without_ids(report: &AuthorisationReport) -> Expected {
	let answer = match report.answer {
		Answer::Permitted(Ground::Owner) => Reply::Owner,
		Answer::Permitted(Ground::Licence(_)) => Reply::Licence,
		Answer::Permitted(Ground::Exhaustion) => Reply::Exhaustion,
		Answer::Permitted(Ground::Exception) => panic!("the chain knows no exceptions yet"),
		Answer::NotPermitted => Reply::NotPermitted,
		Answer::NotRequired => Reply::NotRequired,
		Answer::Unknown => Reply::Unknown,
	};
	let AuthorisationReport { nature, burden, exhaustion, .. } = *report;
	Expected { answer, nature, burden, exhaustion }
}

/// What of a case is answered otherwise than expected.
fn deviations(parties: &Parties, case: &Case) -> Vec<String> {
	let right = parties.record(case);
	let mut deviations = Vec::new();
	for (table, is_here) in [(case.here, true), (case.there, false)] {
		enact(case, &table);
		for scene in case.scenes {
			let expected = if is_here { scene.here } else { scene.there };
			let answered = without_ids(&parties.ask(right, &case.right, scene));
			if answered != expected {
				deviations.push(format!(
					"{}: {} ({})\n  expected {expected:?}\n  answered {answered:?}",
					case.citation, scene.what, table.law,
				));
			}
		}
	}
	deviations
}

#[test]
fn every_case_should_be_answered_as_expected_when_it_is_asked_under_both_laws() {
	let deviations: Vec<String> = run(|| {
		let parties = Parties::admitted();
		CASES.iter().flat_map(|case| deviations(&parties, case)).collect()
	});
	assert!(deviations.is_empty(), "{}", deviations.join("\n"));
}

#[test]
fn every_case_should_have_another_answer_when_another_law_applies() {
	for case in CASES {
		let turns = case.scenes.iter().any(|scene| scene.here != scene.there);
		assert!(turns, "{} is answered alike under both laws", case.citation);
	}
}

#[test]
fn the_page_should_have_a_row_for_every_case_when_it_is_read() {
	let page = include_str!("../../docs/decided-cases.md");
	for case in CASES {
		let rows = page.lines().filter(|line| line.starts_with(&format!("| {} ", case.citation)));
		assert_eq!(rows.count(), case.scenes.len(), "{}: a row for each scene", case.citation);
	}
}

/// The case that the first sale decides alone.
fn sebago() -> Case {
	CASES.into_iter().find(|case| case.citation.contains("Sebago")).expect("it is in the table")
}

#[test]
fn a_country_should_count_only_its_own_first_sales_when_it_has_no_table() {
	run(|| {
		let (parties, case) = (Parties::admitted(), sebago());
		let right = parties.record(&case);
		let belgium = country("BE");
		set_exhaustion(case.right.kind, belgium, None);
		let scene = *case.scenes.last().expect("it has scenes");
		let report = parties.ask(right, &case.right, &scene);
		assert_eq!(report.answer, Answer::Permitted(Ground::Exhaustion));

		// The same sale, asked in the Netherlands, which have no table either.
		set_exhaustion(case.right.kind, country("NL"), None);
		let report = parties.ask(right, &case.right, &Scene { country: "NL", ..scene });
		assert_eq!(report.answer, Answer::NotPermitted);
		assert_eq!(report.exhaustion, ConditionResult::Failed);
	});
}

#[test]
fn a_table_should_concern_no_other_kind_when_it_is_set() {
	run(|| {
		let (parties, case) = (Parties::admitted(), sebago());
		let right = parties.record(&case);
		let belgium = country("BE");
		set_exhaustion(case.right.kind, belgium, Some(Region::Area.territories()));
		set_exhaustion(RightKind::Patent, belgium, Some(Region::World.territories()));
		let abroad = case.scenes.first().expect("it has scenes");
		let report = parties.ask(right, &case.right, abroad);
		assert_eq!(report.answer, Answer::NotPermitted);
	});
}

#[test]
fn a_table_should_stay_as_it_is_when_less_than_two_thirds_want_another() {
	run(|| {
		let owner = admit("Owner", "IT", &[Role::RightsHolder]);
		let world = Some(Region::World.territories());
		let call = || exhaustion_call(RightKind::TradeMark, country("DE"), world);
		let before = our_state();
		assert_eq!(act(&owner.operator(), call()), refusal(BadOrigin));
		assert_eq!(dispatch(council(1), call()), refusal(BadOrigin));
		assert_unchanged(&before, "a refused table");
		resolve(2, call());
	});
}

#[test]
fn an_owner_and_a_licensee_should_need_no_exhaustion_when_they_act() {
	run(|| {
		let (parties, case) = (Parties::admitted(), sebago());
		let right = parties.record(&case);
		let terms = plain_terms(&[Activity::Sell], case.right.in_force.territories());
		let licence = license(&parties.owner, right, &parties.distributor, terms);
		enact(&case, &case.here);
		let abroad = *case.scenes.first().expect("it has scenes");
		let asked = |party| parties.ask(right, &case.right, &Scene { party, ..abroad }).answer;
		assert_eq!(asked(Who::Owner), Answer::Permitted(Ground::Owner));
		assert_eq!(asked(Who::Distributor), Answer::Permitted(Ground::Licence(licence)));
		assert_eq!(asked(Who::Trader), Answer::NotPermitted);
	});
}
