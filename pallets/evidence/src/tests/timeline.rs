//! The timeline of a record: everything that was done about it, in order, in pages.

use super::*;
use tracemark_primitives::{
	apis::{Page, MAX_PAGE},
	evidence::{RecordAct, RecordEntry},
};

/// The acts of a timeline of at most a page, with who did them.
fn acts(digest: Digest) -> Vec<(u64, RecordAct)> {
	let page = Evidence::timeline(digest, 0, MAX_PAGE);
	assert_eq!(page.next, None);
	page.items.into_iter().map(|it| (u64::from(it.org) - u64::from(org(0)), it.act)).collect()
}

#[test]
fn timeline_should_show_every_act_in_order_when_all_are_of_one_block() {
	ExtBuilder.build_and_execute(|| {
		let signed = RuntimeOrigin::signed;
		let digest = sha256(1);
		let captured = capture(MONITORS.start);
		let group = open_capture(2, 2);
		anchor(MONITOR, digest);
		assert_ok!(Evidence::attest(signed(NOTARY), digest, H256::zero()));
		anchor(BRAND, digest);
		anchor(CARRIER, digest);
		assert_ok!(Evidence::link_timestamp(signed(BRAND), digest, time_stamp(1)));
		assert_ok!(Evidence::keep(signed(MONITOR), digest, NOW + DAY));
		assert_ok!(Evidence::keep(signed(MONITOR), digest, NOW + 2 * DAY));
		assert_ok!(Evidence::stop_keeping(signed(MONITOR), digest));
		hold(COURT, digest);
		anchor(NOTARY, digest);
		assert_ok!(Evidence::release_hold(signed(COURT), digest, 1));
		assert_ok!(join(MONITORS.start, group, captured, 1));
		use RecordAct::*;
		assert_eq!(
			acts(digest),
			[
				(MONITOR, Deposited { number: 0 }),
				(NOTARY, Attested { number: 1 }),
				(BRAND, Deposited { number: 1 }),
				(CARRIER, Deposited { number: 2 }),
				(BRAND, TimeStamped { number: 1 }),
				(MONITOR, Kept { until: NOW + DAY }),
				(MONITOR, Kept { until: NOW + 2 * DAY }),
				(MONITOR, KeepingEnded { until: NOW + 2 * DAY }),
				(COURT, Held { number: 1 }),
				(NOTARY, Deposited { number: 3 }),
				(COURT, HoldReleased { number: 1 }),
			]
		);
		assert_eq!(
			acts(captured),
			[(MONITORS.start, Deposited { number: 0 }), (MONITORS.start, Captured { group })]
		);
		wait();
		assert_ok!(revoke(BRAND, digest, 1));
		let last = Evidence::timeline(digest, 11, 1);
		let revoked = RecordEntry {
			org: org(BRAND),
			operator: org(BRAND),
			block: 2,
			moment: NOW + REVOCABLE_AFTER,
			act: Revoked { number: 1 },
		};
		assert_eq!(last, Page { items: vec![revoked], next: None });
	});
}

#[test]
fn timeline_should_show_when_a_leaf_was_opened_when_its_batch_is_older() {
	ExtBuilder.build_and_execute(|| {
		let batch = Batch::of(3);
		batch.anchor(MONITOR);
		advance_to(7, NOW + DAY);
		assert_ok!(batch.open(MONITOR, 0, 1));
		let (org, operator) = (org(MONITOR), org(MONITOR));
		let entry = |block, moment, act| RecordEntry { org, operator, block, moment, act };
		let leaf = batch.leaves[1];
		assert_eq!(
			Evidence::timeline(batch.digest(), 0, 9).items,
			[
				entry(1, NOW, RecordAct::Deposited { number: 0 }),
				entry(7, NOW + DAY, RecordAct::LeafOpened { leaf })
			]
		);
		// The block is that of the batch, by which the digest was fixed.
		let digest = Digest { algorithm: DigestAlgorithm::Sha256, value: leaf };
		assert_eq!(
			Evidence::timeline(digest, 0, 9).items,
			[entry(1, NOW + DAY, RecordAct::Deposited { number: 0 })]
		);
	});
}

#[test]
fn timeline_should_be_the_same_when_it_is_read_in_any_pages() {
	ExtBuilder.build_and_execute(|| {
		// Runs of deposits and of other acts, of several lengths.
		for step in 0..120u32 {
			if step == 0 || step % 7 < 3 || step % 11 == 0 {
				anchor(MONITOR, sha256(1));
			} else {
				hold(COURT, sha256(1));
			}
		}
		let first = Evidence::timeline(sha256(1), 0, u32::MAX);
		assert_eq!((first.items.len(), first.next), (100, Some(100)));
		let second = Evidence::timeline(sha256(1), 100, MAX_PAGE);
		assert_eq!((second.items.len(), second.next), (20, None));
		let all = [first.items, second.items].concat();
		for cursor in 0..122 {
			for limit in [0, 1, 2, 13] {
				let page = Evidence::timeline(sha256(1), cursor, limit);
				let end = (cursor + limit).min(120);
				let expected = all.get(cursor as usize..end as usize).unwrap_or_default();
				assert_eq!(page.items, expected, "from {cursor}, at most {limit}");
				assert_eq!(page.next, (end < 120).then_some(end));
			}
		}
	});
}

#[test]
fn timeline_should_be_empty_when_the_digest_is_unknown() {
	ExtBuilder.build_and_execute(|| {
		assert_eq!(Evidence::timeline(sha256(1), 0, 9), Page { items: vec![], next: None });
	});
}
