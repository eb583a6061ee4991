use crate::{mock::*, *};
use frame_support::assert_ok;
use proptest::{option, prelude::*};
use tracemark_primitives::{
	authorisation::{
		Activities, Activity, Answer, AuthorisationReport, ConditionResult, Ground, Question,
	},
	customs::Nature,
	fakes::{FakeMembership, FakeRights},
	parties::{Owner, Standing},
	quantity::{Quantity, UnitCode},
	rights::{sole_owner, AttestationBasis, RightEnd, RightFacts, RightId},
	territory::Country,
	time::{legal_date, Period, Term, DAY},
	traits::Authorisation,
};
use ConditionResult::{Failed, NotApplicable, Passed};

fn ask(question: Question) -> AuthorisationReport {
	<Licensing as Authorisation>::ask(&question)
}

/// What is reported when licence 0 permits [`question`].
fn permitted() -> AuthorisationReport {
	AuthorisationReport {
		answer: Answer::Permitted(Ground::Licence(0)),
		basis: Some(AttestationBasis::Office),
		licence: Some(0),
		right_in_force: Passed,
		standing: Passed,
		not_revoked: Passed,
		activity: Passed,
		territory: Passed,
		term: Passed,
		quantity: Passed,
		not_suspended: Passed,
		..AuthorisationReport::bare(Answer::NotPermitted)
	}
}

/// The same, if the act is not permitted.
fn refused() -> AuthorisationReport {
	let nature = Some(Nature::OtherInfringement);
	AuthorisationReport { answer: Answer::NotPermitted, nature, ..permitted() }
}

/// The same, if the licence permits the act and only standing is missing.
fn without_standing() -> AuthorisationReport {
	AuthorisationReport { standing: Failed, nature: Some(Nature::OtherLaw), ..refused() }
}

/// What is reported without looking at licences.
fn without_licence(answer: Answer) -> AuthorisationReport {
	let report = AuthorisationReport::bare(answer);
	let basis = Some(AttestationBasis::Office);
	let not_excluded =
		if answer == Answer::Permitted(Ground::Owner) { Passed } else { NotApplicable };
	let nature = (answer == Answer::NotPermitted).then_some(Nature::OtherInfringement);
	let standing = Passed;
	AuthorisationReport { basis, right_in_force: Passed, standing, not_excluded, nature, ..report }
}

/// The same of a question about the past.
fn then(report: AuthorisationReport) -> AuthorisationReport {
	AuthorisationReport { standing: NotApplicable, ..report }
}

#[test]
fn ask_should_answer_unknown_when_the_right_is_not_attested() {
	ExtBuilder::build_and_execute(|| {
		let report = ask(Question { right: CONTRACT, ..question() });
		assert_eq!(report, AuthorisationReport::bare(Answer::Unknown));
	});
}

#[test]
fn ask_should_answer_not_required_when_no_right_is_in_force_there_then() {
	ExtBuilder::build_and_execute(|| {
		granted(terms());
		let report = AuthorisationReport {
			basis: Some(AttestationBasis::Office),
			right_in_force: Failed,
			..AuthorisationReport::bare(Answer::NotRequired)
		};
		assert_eq!(ask(Question { country: CH, ..question() }), report);

		let ended = Some((RightEnd::Revoked, legal_date(NOW) + 1));
		FakeRights::set(MARK, RightFacts { ended, ..mark() });
		assert_eq!(ask(question()), permitted());
		let tomorrow = NOW / DAY * DAY + DAY;
		assert_eq!(ask(Question { at: tomorrow, ..question() }), report);
	});
}

#[test]
fn ask_should_permit_the_owner_when_its_standing_is_good() {
	ExtBuilder::build_and_execute(|| {
		let owner = Question { party: BRAND, activity: Activity::Sell, ..question() };
		assert_eq!(ask(owner), without_licence(Answer::Permitted(Ground::Owner)));

		FakeMembership::set_standing(BRAND, Standing::Suspended);
		let report = without_licence(Answer::Permitted(Ground::Owner));
		let (answer, nature) = (Answer::NotPermitted, Some(Nature::OtherLaw));
		let report = AuthorisationReport { answer, standing: Failed, nature, ..report };
		assert_eq!(ask(owner), report);
	});
}

#[test]
fn ask_should_not_permit_when_the_party_has_no_licence() {
	ExtBuilder::build_and_execute(|| {
		granted(terms());
		let report = without_licence(Answer::NotPermitted);
		assert_eq!(ask(Question { party: IMPORTER, ..question() }), report);
		let nobody = Question { party: 77, ..question() };
		assert_eq!(ask(nobody), AuthorisationReport { standing: Failed, ..report });
	});
}

#[test]
fn ask_should_permit_when_a_licence_fulfils_every_condition() {
	ExtBuilder::build_and_execute(|| {
		granted(terms());
		assert_eq!(ask(question()), permitted());

		let uncounted = AuthorisationReport { quantity: NotApplicable, ..permitted() };
		assert_eq!(ask(Question { quantity: None, ..question() }), uncounted);
	});
}

#[test]
fn ask_should_not_ask_the_quantity_when_the_licence_has_no_limit() {
	ExtBuilder::build_and_execute(|| {
		granted(LicenceTerms { quantity: None, ..terms() });
		let report = AuthorisationReport { quantity: NotApplicable, ..permitted() };
		assert_eq!(ask(question()), report);
	});
}

#[test]
fn ask_should_name_the_condition_when_exactly_one_fails() {
	ExtBuilder::build_and_execute(|| {
		granted(terms());
		let contract = Some(Nature::Contract);
		let cases = [
			(
				Question { activity: Activity::Sell, ..question() },
				AuthorisationReport { activity: Failed, ..refused() },
			),
			(
				Question { country: Country(*b"IT"), ..question() },
				AuthorisationReport { territory: Failed, ..refused() },
			),
			(
				Question { at: NOW - 1, ..question() },
				AuthorisationReport { term: Failed, ..then(refused()) },
			),
			(
				Question { at: NOW + 24 * HOUR, ..question() },
				AuthorisationReport { term: Failed, ..refused() },
			),
			(
				Question { quantity: Some(Quantity::Pieces(1_001)), ..question() },
				AuthorisationReport { quantity: Failed, nature: contract, ..refused() },
			),
			(
				Question { quantity: Some(kilograms(1)), ..question() },
				AuthorisationReport { quantity: Failed, nature: contract, ..refused() },
			),
		];
		for (question, report) in cases {
			assert_eq!(ask(question), report);
		}

		FakeMembership::set_standing(FACTORY, Standing::Suspended);
		assert_eq!(ask(question()), without_standing());
	});
}

#[test]
fn ask_should_answer_as_of_then_when_the_licence_was_revoked_or_surrendered_since() {
	ExtBuilder::build_and_execute(|| {
		let revoked = granted(terms());
		set_time(NOW + HOUR);
		assert_ok!(Licensing::revoke(RuntimeOrigin::signed(BRAND_LAWYER), revoked, GROUND));

		let ended = AuthorisationReport { not_revoked: Failed, ..refused() };
		assert_eq!(ask(Question { at: NOW + HOUR, ..question() }), ended);
		assert_eq!(ask(Question { at: NOW + HOUR - 1, ..question() }), then(permitted()));

		let surrendered = granted(terms());
		set_time(NOW + 2 * HOUR);
		assert_ok!(Licensing::surrender_licence(RuntimeOrigin::signed(FOREMAN), surrendered));
		let ended = AuthorisationReport { licence: Some(surrendered), ..ended };
		assert_eq!(ask(Question { at: NOW + 2 * HOUR, ..question() }), ended);
		assert_eq!(
			ask(Question { at: NOW + 2 * HOUR - 1, ..question() }).answer,
			Answer::Permitted(Ground::Licence(surrendered))
		);
	});
}

#[test]
fn ask_should_cover_the_time_before_the_grant_when_the_term_does() {
	ExtBuilder::build_and_execute(|| {
		granted(LicenceTerms { term: Period { from: NOW - HOUR, until: None }, ..terms() });
		assert_eq!(ask(Question { at: NOW - HOUR, ..question() }), then(permitted()));
	});
}

#[test]
fn ask_should_count_what_is_left_when_the_licence_was_used() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(terms());
		assert_ok!(Licensing::exercise(id, &making(600)));

		let asked =
			|pieces| ask(Question { quantity: Some(Quantity::Pieces(pieces)), ..question() });
		assert_eq!(asked(400), permitted());
		let nature = Some(Nature::Contract);
		assert_eq!(asked(401), AuthorisationReport { quantity: Failed, nature, ..refused() });
	});
}

#[test]
fn ask_should_report_the_newest_licence_that_permits_when_there_are_several() {
	ExtBuilder::build_and_execute(|| {
		granted(terms());
		granted(terms());
		granted(LicenceTerms { activities: Activities::of(&[Activity::Sell]), ..terms() });
		let report = AuthorisationReport {
			answer: Answer::Permitted(Ground::Licence(1)),
			licence: Some(1),
			..permitted()
		};
		assert_eq!(ask(question()), report);
	});
}

#[test]
fn ask_should_report_the_closest_licence_when_none_permits() {
	ExtBuilder::build_and_execute(|| {
		let sell = Activities::of(&[Activity::Sell]);
		granted(LicenceTerms { territories: countries(&[FR]), ..terms() });
		granted(LicenceTerms { activities: sell, ..terms() });
		granted(LicenceTerms { activities: sell, territories: countries(&[FR]), ..terms() });

		let closest = AuthorisationReport { licence: Some(1), activity: Failed, ..refused() };
		assert_eq!(ask(question()), closest);

		// Standing is no condition of a licence and does not shift the choice.
		FakeMembership::set_standing(FACTORY, Standing::Expelled);
		assert_eq!(ask(question()), AuthorisationReport { standing: Failed, ..closest });
	});
}

#[test]
fn ask_should_keep_the_licence_when_the_right_has_another_owner() {
	ExtBuilder::build_and_execute(|| {
		granted(terms());
		FakeRights::assign(MARK, NOW, Owner::Organisation(IMPORTER));
		assert_eq!(ask(question()), permitted());
		assert_eq!(ask(Question { party: BRAND, ..question() }).answer, Answer::NotPermitted);
		assert_eq!(
			ask(Question { party: IMPORTER, ..question() }).answer,
			Answer::Permitted(Ground::Owner)
		);
	});
}

#[test]
fn ask_should_answer_with_the_owner_of_the_moment_when_the_right_changed_hands() {
	ExtBuilder::build_and_execute(|| {
		// What the brand made in January stays made by the owner when it assigns the mark in March.
		let (january, march) = (NOW, NOW + 60 * DAY);
		set_time(march);
		FakeRights::assign(MARK, march, Owner::Organisation(IMPORTER));
		let ask = |party, at| ask(Question { party, at, quantity: None, ..question() });
		let owner = Answer::Permitted(Ground::Owner);
		assert_eq!(ask(BRAND, january), then(without_licence(owner)));
		assert_eq!(ask(BRAND, march - 1).answer, owner);
		assert_eq!(ask(BRAND, march), without_licence(Answer::NotPermitted));
		assert_eq!(ask(IMPORTER, march), without_licence(owner));
		assert_eq!(ask(IMPORTER, january), then(without_licence(Answer::NotPermitted)));
	});
}

#[test]
fn ask_should_not_hold_todays_standing_against_the_past_when_somebody_is_suspended() {
	ExtBuilder::build_and_execute(|| {
		granted(terms());
		set_time(NOW + HOUR);
		FakeMembership::set_standing(FACTORY, Standing::Suspended);
		assert_eq!(ask(question()), then(permitted()));
		let now = Question { at: NOW + HOUR, ..question() };
		assert_eq!(ask(now), without_standing());
		let ahead = Question { at: NOW + 2 * HOUR, ..question() };
		assert_eq!(ask(ahead).standing, Failed);
	});
}

#[test]
fn ask_should_know_past_licences_when_asked_about_their_time() {
	ExtBuilder::build_and_execute(|| {
		let lawyer = || RuntimeOrigin::signed(BRAND_LAWYER);
		// A licence an hour long at a time, four times as many as the list has room for.
		let licences = 4 * MAX_LICENCES;
		for hour in 0..u64::from(licences) {
			set_time(NOW + hour * HOUR);
			let id = granted(LicenceTerms { term: Period { from: 0, until: None }, ..terms() });
			set_time(NOW + hour * HOUR + HOUR - 1);
			assert_ok!(Licensing::revoke(lawyer(), id, GROUND));
		}
		assert_eq!(between(MARK, FACTORY).len() as u32, MAX_LICENCES);
		assert_eq!(PastLicenceCount::<Test>::get(MARK, FACTORY), licences - MAX_LICENCES);
		// About now none permits, and the newest is named.
		let now = Question { at: NOW + u64::from(licences) * HOUR, ..question() };
		let report = ask(now);
		assert_eq!((report.answer, report.not_revoked), (Answer::NotPermitted, Failed));
		assert_eq!(report.licence, Some(licences - 1));
		// Of an early moment the newest whose term covers it answers.
		let first = ask(Question { at: NOW + HOUR - 2, ..question() });
		assert_eq!(first.answer, Answer::Permitted(Ground::Licence(licences - 1)));
		assert_eq!(ask(Question { at: 0, ..question() }).answer, first.answer);
	});
}

#[test]
fn ask_should_find_the_past_licence_when_no_present_one_covers_the_moment() {
	ExtBuilder::build_and_execute(|| {
		let day = |from| Period { from, until: Some(from + HOUR) };
		let old = granted(LicenceTerms { term: day(NOW), ..terms() });
		set_time(NOW + 2 * HOUR);
		for _ in 0..MAX_LICENCES {
			granted(LicenceTerms { term: day(NOW + 2 * HOUR), ..terms() });
		}
		assert!(!between(MARK, FACTORY).contains(&old));
		assert_eq!(PastLicences::<Test>::get((MARK, FACTORY, 0)), Some(old));
		assert_eq!(ask(question()).answer, Answer::Permitted(Ground::Licence(old)));
		assert_eq!(ask(Question { at: NOW + HOUR, ..question() }).answer, Answer::NotPermitted);
	});
}

// The reference model: plain values, and the rules as a sequence of filters.

/// A right that only the model attests.
const MODEL: RightId = RightId::repeat_byte(0xa3);
/// The day of the model's questions that is the present.
const TODAY: u64 = 5;
const ACTS: [Activity; 3] = [Activity::Manufacture, Activity::Import, Activity::Sell];
const PLACES: [Country; 3] = [DE, FR, CH];

fn kilograms(micros: u64) -> Quantity {
	Quantity::Measured { micros, unit: UnitCode(*b"KGM") }
}

/// An amount by weight or not.
type Amount = (bool, u64);

fn quantity((weighed, value): Amount) -> Quantity {
	if weighed {
		kilograms(value)
	} else {
		Quantity::Pieces(value)
	}
}

#[derive(Clone, Debug)]
struct ModelLicence {
	acts: Vec<usize>,
	places: Vec<usize>,
	days: (u64, Option<u64>),
	gone_since: Option<u64>,
	left: Option<Amount>,
}

#[derive(Clone, Debug)]
struct ModelQuestion {
	act: usize,
	place: usize,
	day: u64,
	amount: Option<Amount>,
}

#[derive(Clone, Debug)]
struct ModelWorld {
	attested: bool,
	right_places: Vec<usize>,
	right_days: (u64, Option<u64>),
	right_ended: Option<u64>,
	party_owns: bool,
	party_good: bool,
	licences: Vec<ModelLicence>,
}

fn inside(day: u64, (first, end): (u64, Option<u64>)) -> bool {
	(first..end.unwrap_or(u64::MAX)).contains(&day)
}

fn gone(day: u64, since: Option<u64>) -> bool {
	since.is_some_and(|since| since <= day)
}

impl ModelWorld {
	fn answer(&self, q: &ModelQuestion) -> Answer {
		let protected = inside(q.day, self.right_days)
			&& !gone(q.day, self.right_ended)
			&& self.right_places.contains(&q.place);
		let permitting = self.licences.iter().enumerate();
		let permitting = permitting
			.filter(|(_, licence)| {
				licence.acts.contains(&q.act) && licence.places.contains(&q.place)
			})
			.filter(|(_, licence)| inside(q.day, licence.days))
			.filter(|(_, licence)| !gone(q.day, licence.gone_since))
			.filter(|(_, licence)| match (licence.left, q.amount) {
				(Some((weighed, rest)), Some((by_weight, amount))) => {
					weighed == by_weight && amount <= rest
				},
				_ => true,
			})
			.map(|(index, _)| Ground::Licence(index as u32))
			.rev();
		let grounds = self.party_owns.then_some(Ground::Owner).into_iter().chain(permitting);

		match grounds.into_iter().next() {
			_ if !self.attested => Answer::Unknown,
			_ if !protected => Answer::NotRequired,
			Some(ground) if self.party_good || q.day < TODAY => Answer::Permitted(ground),
			_ => Answer::NotPermitted,
		}
	}

	/// Writes the world where the pallet reads it.
	fn set_up(&self) {
		set_time(TODAY * DAY);
		let date = |day: u64| day as i32;
		let (from, until) = self.right_days;
		let owner = if self.party_owns { FACTORY } else { BRAND };
		let facts = RightFacts {
			owners: sole_owner(Owner::Organisation(owner)),
			territories: countries(&places(&self.right_places)),
			term: Term { from: date(from), until: until.map(date) },
			ended: self.right_ended.map(|day| (RightEnd::Lapsed, date(day))),
			..mark()
		};
		if self.attested {
			FakeRights::set(MODEL, facts);
		}
		if !self.party_good {
			FakeMembership::set_standing(FACTORY, Standing::Suspended);
		}
		for (id, licence) in (0..).zip(&self.licences) {
			let (from, until) = licence.days;
			let left = licence.left.map(quantity);
			let acts: Vec<_> = licence.acts.iter().map(|index| ACTS[*index]).collect();
			let terms = LicenceTerms {
				activities: Activities::of(&acts),
				territories: countries(&places(&licence.places)),
				term: Period { from: from * DAY, until: until.map(|day| day * DAY) },
				quantity: left.map(|left| left.with_value(u64::MAX)),
				..terms()
			};
			let ended = licence.gone_since.map(|day| LicenceEnd::Surrendered { at: day * DAY });
			let licence = Licence {
				rights: rights(&[MODEL]),
				licensor: Owner::Organisation(BRAND),
				licensee: FACTORY,
				terms,
				left,
				parent: None,
				granted_at: 0,
				ended,
				suspensions: 0,
			};
			Licences::<Test>::insert(id, licence);
			LicencesBetween::<Test>::mutate(MODEL, FACTORY, |ids| ids.try_push(id).unwrap());
			NextLicenceId::<Test>::put(id + 1);
		}
	}
}

fn places(indices: &[usize]) -> Vec<Country> {
	indices.iter().map(|index| PLACES[*index]).collect()
}

fn some_of_three() -> impl Strategy<Value = Vec<usize>> {
	proptest::sample::subsequence(vec![0, 1, 2], 1..=3)
}

fn days() -> impl Strategy<Value = (u64, Option<u64>)> {
	(0u64..6, option::of(1u64..8))
		.prop_map(|(from, length)| (from, length.map(|length| from + length)))
}

fn amount() -> impl Strategy<Value = Amount> {
	(prop::bool::weighted(0.2), 1u64..5)
}

prop_compose! {
	fn licence()(
		acts in some_of_three(),
		places in some_of_three(),
		days in days(),
		gone_since in option::weighted(0.3, 0u64..10),
		left in option::of(amount()),
	) -> ModelLicence {
		ModelLicence { acts, places, days, gone_since, left }
	}
}

prop_compose! {
	fn world()(
		attested in prop::bool::weighted(0.9),
		right_places in some_of_three(),
		right_days in days(),
		right_ended in option::weighted(0.2, 0u64..10),
		party_owns in prop::bool::weighted(0.1),
		party_good in prop::bool::weighted(0.9),
		licences in prop::collection::vec(licence(), 0..=4),
	) -> ModelWorld {
		ModelWorld {
			attested, right_places, right_days, right_ended, party_owns, party_good, licences,
		}
	}
}

prop_compose! {
	fn asked()(
		act in 0usize..3,
		place in 0usize..3,
		day in 0u64..10,
		amount in option::of(amount()),
	) -> ModelQuestion {
		ModelQuestion { act, place, day, amount }
	}
}

proptest! {
	#[test]
	fn ask_should_agree_with_the_reference_model_when_worlds_are_random(
		world in world(),
		questions in prop::collection::vec(asked(), 1..12),
	) {
		ExtBuilder::build().execute_with(|| {
			world.set_up();
			for model in &questions {
				let question = Question {
					right: MODEL,
					party: FACTORY,
					activity: ACTS[model.act],
					country: PLACES[model.place],
					at: model.day * DAY,
					quantity: model.amount.map(quantity),
					..question()
				};
				let report = ask(question);
				prop_assert_eq!(report.answer, world.answer(model), "{:?}", model);
				if let Answer::Permitted(Ground::Licence(id)) = report.answer {
					prop_assert_eq!(report.licence, Some(id));
				}
			}
			Ok(())
		})?;
	}
}
