use super::*;
use tracemark_primitives::{time::DAY, traits::RightsInspect};

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
		assert_eq!((facts.kind, facts.owner), (RightKind::TradeMark, brand()));
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
		let owner_at = |at| <Registry as RightsInspect<u64>>::right_at(&right, at).unwrap().owner;
		let owners = [
			(BRAND, brand()),
			(STUDIO, studio()),
			(AUTHOR, Owner::Account(AUTHOR)),
			(BRAND, brand()),
			(STUDIO, studio()),
		];
		for pair in owners.windows(2) {
			let [(from, _), (taker, to)] = pair else { unreachable!("pairs") };
			pass(10);
			assert_ok!(Registry::offer_assignment(signed(*from), right, to.clone()));
			assert_ok!(Registry::accept_assignment(signed(*taker), right));
		}
		// Before the attestation it is the first owner, in a future moment the present one.
		assert_eq!(owner_at(0), brand());
		for (number, (_, owner)) in (0u64..).zip(&owners) {
			let since = NOW + number * 10 * DAY;
			assert_eq!(owner_at(since), *owner, "{number}");
			assert_eq!(owner_at(since + 10 * DAY - 1), *owner, "{number}");
		}
		assert_eq!(owner_at(u64::MAX), studio());
		assert_eq!(<Registry as RightsInspect<u64>>::right(&right).unwrap().owner, studio());
		assert!(<Registry as RightsInspect<u64>>::right_at(&H256::zero(), NOW).is_none());
	});
}
