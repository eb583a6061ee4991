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

		assert_ok!(Registry::record_end(signed(OFFICE), right, RightEnd::Revoked, today()));
		let facts = <Registry as RightsInspect<u64>>::right(&right).unwrap();
		assert!(facts.stood_at(NOW - DAY) && !facts.stood_at(NOW));
	});
}
