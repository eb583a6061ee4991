//! `anchor_batch`: roots with their leaf count.

use super::*;

fn anchor_batch(operator: u64, leaves: u64) -> DispatchResult {
	let (origin, root) = (RuntimeOrigin::signed(operator), H256::repeat_byte(1));
	Evidence::anchor_batch(origin, root, leaves, EvidenceKind::WebCapture, description())
}

#[test]
fn anchor_batch_should_make_a_record_with_the_leaf_count_when_the_root_is_new() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(anchor_batch(MONITOR, 1000));

		let content = Content::Batch { leaves: 1000 };
		let deposit = deposit_by(MONITOR, EvidenceKind::WebCapture, content);
		assert_eq!(Records::<Test>::get(sha256(1)).unwrap().deposit, deposit);
		assert_eq!(Evidence::stands_since(&sha256(1)), Some(NOW));
		assert_last_event(Event::Anchored {
			digest: sha256(1),
			deposit,
			late: false,
			description: description(),
		});
	});
}

#[test]
fn anchor_batch_should_corroborate_when_the_root_was_deposited_before() {
	ExtBuilder.build_and_execute(|| {
		anchor(BRAND, sha256(1));
		assert_ok!(anchor_batch(MONITOR, 1000));

		let content = Content::Batch { leaves: 1000 };
		let deposit = deposit_by(MONITOR, EvidenceKind::WebCapture, content);
		assert_eq!(Corroborations::<Test>::get(sha256(1), 1), Some(deposit));
		assert_eq!(Records::<Test>::get(sha256(1)).unwrap().deposit.content, Content::Single);
		assert_last_event(Event::Corroborated {
			digest: sha256(1),
			number: 1,
			deposit,
			late: false,
			description: description(),
			first_by: org(BRAND),
			first_at: NOW,
			after_revocation: false,
		});
	});
}

#[test]
fn anchor_batch_should_refuse_when_the_leaf_count_is_out_of_range() {
	ExtBuilder.build_and_execute(|| {
		for leaves in [0, MAX_LEAVES + 1, u64::MAX] {
			assert_noop!(anchor_batch(MONITOR, leaves), Error::<Test>::LeafCountOutOfRange);
		}
		assert_ok!(anchor_batch(MONITOR, 1));
		assert_ok!(anchor_batch(MONITOR, MAX_LEAVES));
	});
}

#[test]
fn anchor_batch_should_refuse_when_the_description_is_impossible() {
	ExtBuilder.build_and_execute(|| {
		let anchor_batch = |description| {
			let origin = RuntimeOrigin::signed(MONITOR);
			Evidence::anchor_batch(origin, H256::zero(), 2, EvidenceKind::Other, description)
		};
		assert_noop!(anchor_batch(described_with_offset(900)), Error::<Test>::MalformedDescription);
		assert_noop!(anchor_batch(described_at(NOW + 11 * MINUTE)), Error::<Test>::ClaimedInFuture);
	});
}

#[test]
fn anchor_batch_should_refuse_when_the_signer_may_not_act() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(anchor_batch(OUTSIDER, 2), NOT_MEMBER);
		FakeMembership::set_standing(org(MONITOR), Standing::Suspended);
		assert_noop!(anchor_batch(MONITOR, 2), NOT_IN_GOOD_STANDING);
		assert_noop!(
			Evidence::anchor_batch(
				RuntimeOrigin::root(),
				H256::zero(),
				2,
				EvidenceKind::Other,
				description()
			),
			DispatchError::BadOrigin
		);
	});
}
