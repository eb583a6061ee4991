use super::*;
use tracemark_primitives::traits::RightsInspect;

#[test]
fn right_should_be_unknown_when_it_is_only_claimed() {
	ExtBuilder::build_and_execute(|| {
		let right = claim_mark(BRAND);
		assert!(<Registry as RightsInspect<u64>>::right(&right).is_none());
	});
}

#[test]
fn right_should_stand_from_its_beginning_to_its_end_when_attested() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		let facts = <Registry as RightsInspect<u64>>::right(&right).unwrap();
		assert_eq!(
			(facts.kind, facts.owners.clone()),
			(RightKind::TradeMark, owners(&[(brand(), 100)]))
		);
		assert_eq!((facts.territories, facts.term), (eu(), term()));
		assert!(facts.stood_at(NOW));

		assert_ok!(Registry::record_end(
			signed(OFFICE),
			right,
			RightEnd::Revoked,
			today(),
			BY_OFFICE
		));
		let facts = <Registry as RightsInspect<u64>>::right(&right).unwrap();
		assert!(facts.stood_at(NOW - DAY) && !facts.stood_at(NOW));
	});
}

#[test]
fn right_should_say_on_what_it_rests_when_attested() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		assert_eq!(<Registry as RightsInspect<u64>>::right(&right).unwrap().basis, BY_OFFICE);
	});
}

#[test]
fn right_should_have_the_owner_of_the_moment_when_it_changed_hands() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		let owners_at = |at| right_in(right, "DE", at).owners;
		let chain = [
			(BRAND, brand()),
			(STUDIO, studio()),
			(AUTHOR, Owner::Account(AUTHOR)),
			(BRAND, brand()),
			(STUDIO, studio()),
		];
		for pair in chain.windows(2) {
			let [from, to] = pair else { unreachable!("pairs") };
			pass(10);
			assign(right, *from, *to, 100);
		}
		// Before the attestation it is the first owner, in a future moment the present one.
		assert_eq!(owners_at(0), owners(&[(brand(), 100)]));
		for (number, (_, owner)) in (0u64..).zip(&chain) {
			let since = NOW + number * 10 * DAY;
			let sole = owners(&[(*owner, 100)]);
			assert_eq!(owners_at(since), sole, "{number}");
			assert_eq!(owners_at(since + 10 * DAY - 1), sole, "{number}");
		}
		assert_eq!(owners_at(u64::MAX), owners(&[(studio(), 100)]));
		assert_eq!(owners_of(right), owners(&[(studio(), 100)]));
		let unknown = <Registry as RightsInspect<u64>>::right_in(&H256::zero(), &GERMANY, NOW);
		assert!(unknown.is_none());
	});
}

const GERMANY: Country = Country(*b"DE");

fn right_in(
	right: RightId,
	country: &str,
	at: u64,
) -> tracemark_primitives::rights::RightFacts<u64> {
	let country = Country::try_from(country).unwrap();
	<Registry as RightsInspect<u64>>::right_in(&right, &country, at).unwrap()
}

#[test]
fn right_should_have_all_owners_of_the_moment_when_it_has_several() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		pass(10);
		assign(right, (BRAND, brand()), (STUDIO, studio()), 40);
		pass(10);
		assign(right, (STUDIO, studio()), (BRAND, brand()), 40);
		let halves = owners(&[(brand(), 60), (studio(), 40)]);
		let facts = right_in(right, "DE", NOW + 15 * DAY);
		assert_eq!((&facts.owners, facts.rule), (&halves, LicensingRule::All));
		assert!(facts.is_owned_by(&studio()));
		assert!(!right_in(right, "DE", NOW + 20 * DAY).is_owned_by(&studio()));
	});
}

#[test]
fn right_should_have_the_dates_of_the_country_when_it_has_any_there() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		let ended = Some((RightEnd::Refused, today() + 10));
		let status = Designation { since: today(), ended };
		assert_ok!(Registry::designate(signed(OFFICE), right, GERMANY, status, BY_OFFICE));
		let facts = right_in(right, "DE", NOW);
		assert_eq!(facts.designation, Some(status));
		let in_force = |code: &str, at| {
			right_in(right, code, at).in_force(&Country::try_from(code).unwrap(), at)
		};
		for (at, is) in
			[(NOW - DAY, false), (NOW, true), (NOW + 9 * DAY, true), (NOW + 10 * DAY, false)]
		{
			assert_eq!(in_force("DE", at), is);
			// The others have the dates of the right.
			assert!(in_force("FR", at));
			assert!(!in_force("CH", at));
		}
		assert_eq!(right_in(right, "FR", NOW).designation, None);
	});
}

#[test]
fn right_should_be_answered_as_of_its_end_when_the_end_lies_before_its_record() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		pass(100);
		// Invalid from the beginning: it never stood, whatever moment is asked.
		let (end, from) = (RightEnd::Revoked, term().from);
		assert_ok!(Registry::record_end(signed(OFFICE), right, end, from, BY_OFFICE));
		for at in [0, NOW - 900 * DAY, NOW, NOW + 100 * DAY] {
			assert!(!right_in(right, "DE", at).in_force(&GERMANY, at));
		}
	});
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		pass(100);
		// Lapsed fifty days ago: it stood until then, also for those who ask now.
		let (end, as_of) = (RightEnd::Lapsed, today() + 50);
		assert_ok!(Registry::record_end(signed(OFFICE), right, end, as_of, BY_OFFICE));
		for (at, is) in [(NOW + 49 * DAY, true), (NOW + 50 * DAY, false), (NOW + 100 * DAY, false)]
		{
			assert_eq!(right_in(right, "DE", at).in_force(&GERMANY, at), is);
		}
	});
}
