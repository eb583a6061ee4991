//! `open_leaf`: digests that a batch fixed.

use super::*;
use tracemark_primitives::merkle::AuditPath;

#[test]
fn open_leaf_should_make_a_record_with_the_time_of_the_batch_when_the_leaf_is_new() {
	ExtBuilder.build_and_execute(|| {
		let batch = Batch::of(5);
		batch.anchor(MONITOR);
		advance_to(9, NOW + 3 * DAY);
		for (index, leaf) in batch.leaves.iter().enumerate() {
			assert_ok!(batch.open(MONITOR, 0, index));

			let digest = Digest { algorithm: DigestAlgorithm::Sha256, value: *leaf };
			let content = Content::Leaf { root: batch.root(), opened_at: NOW + 3 * DAY };
			let deposit = Deposit {
				block: 1,
				moment: NOW,
				..deposit_by(MONITOR, EvidenceKind::Photograph, content)
			};
			let first = First { by: org(MONITOR), at: NOW };
			let status = RecordStatus::Standing;
			let record = Record { deposit, status, first, corroborations: 0 };
			assert_eq!(Records::<Test>::get(digest), Some(record));
			assert_eq!(Evidence::stands_since(&digest), Some(NOW));
			// Measured against the batch the claimed time is not late.
			System::assert_has_event(
				Event::Anchored { digest, deposit, late: false, description: description() }.into(),
			);
			let (root, index) = (batch.root(), index as u64);
			assert_last_event(Event::LeafOpened { root, batch: 0, index, digest });
		}
	});
}

#[test]
fn open_leaf_should_corroborate_with_the_time_of_the_batch_when_the_leaf_was_deposited_since() {
	ExtBuilder.build_and_execute(|| {
		let batch = Batch::of(3);
		batch.anchor(MONITOR);
		advance_to(2, NOW + 1);
		let digest = sha256(2);
		anchor(BRAND, digest);
		assert_ok!(batch.open(MONITOR, 0, 1));

		let corroboration = Corroborations::<Test>::get(digest, 1).unwrap();
		assert_eq!((corroboration.block, corroboration.moment), (1, NOW));
		System::assert_has_event(
			Event::Corroborated {
				digest,
				number: 1,
				deposit: corroboration,
				late: false,
				description: description(),
				first_by: org(MONITOR),
				first_at: NOW,
				after_revocation: false,
			}
			.into(),
		);
		// The earlier deposit is what it stands by, although another record came in first.
		assert_eq!(Records::<Test>::get(digest).unwrap().deposit.org, org(BRAND));
		assert_eq!(Evidence::stands_since(&digest), Some(NOW));
	});
}

#[test]
fn open_leaf_should_name_the_deposit_when_a_copied_root_was_deposited_first() {
	ExtBuilder.build_and_execute(|| {
		let batch = Batch::of(3);
		// Somebody copies the root as a single digest, and somebody else with a wrong leaf count.
		anchor(CARRIER, batch.digest());
		let origin = RuntimeOrigin::signed(BRAND);
		let kind = EvidenceKind::Other;
		assert_ok!(Evidence::anchor_batch(origin, batch.root(), 4, kind, description()));
		batch.anchor(MONITOR);

		assert_noop!(batch.open(MONITOR, 0, 0), Error::<Test>::UnknownBatch);
		assert_noop!(batch.open(MONITOR, 1, 0), Error::<Test>::NotDepositor);
		assert_ok!(batch.open(MONITOR, 2, 0));
		let (root, digest) = (batch.root(), sha256(1));
		assert_last_event(Event::LeafOpened { root, batch: 2, index: 0, digest });
		assert_noop!(batch.open(MONITOR, 3, 0), Error::<Test>::UnknownBatch);
	});
}

#[test]
fn open_leaf_should_accept_a_tree_of_one_when_the_path_is_empty() {
	ExtBuilder.build_and_execute(|| {
		let batch = Batch::of(1);
		assert!(batch.path(0).is_empty());
		batch.anchor(MONITOR);
		assert_ok!(batch.open(MONITOR, 0, 0));
	});
}

#[test]
fn open_leaf_should_refuse_when_the_path_does_not_lead_to_the_root() {
	ExtBuilder.build_and_execute(|| {
		let batch = Batch::of(4);
		batch.anchor(MONITOR);
		let open = |leaf: H256, index, path: AuditPath| {
			Evidence::open_leaf(
				RuntimeOrigin::signed(MONITOR),
				batch.root(),
				0,
				leaf,
				index,
				path,
				EvidenceKind::Photograph,
				description(),
			)
		};
		let [leaf, other] = [batch.leaves[0], batch.leaves[1]];
		let path = batch.path(0);
		let cut = AuditPath::truncate_from(path[..1].to_vec());
		let mut longer = path.clone();
		longer.try_push(H256::zero()).unwrap();
		for (leaf, index, path) in [
			(other, 0, path.clone()),
			(leaf, 1, path.clone()),
			(leaf, 4, path.clone()),
			(leaf, u64::MAX, path.clone()),
			(leaf, 0, batch.path(1)),
			(leaf, 0, cut.clone()),
			(leaf, 0, longer),
			(leaf, 0, AuditPath::new()),
			// Nodes are no leaves.
			(path[1], 1, cut),
			(batch.root(), 0, AuditPath::new()),
		] {
			assert_noop!(open(leaf, index, path), Error::<Test>::PathMismatch);
		}
		assert_ok!(open(leaf, 0, path));
	});
}

#[test]
fn open_leaf_should_refuse_when_there_is_no_batch() {
	ExtBuilder.build_and_execute(|| {
		let batch = Batch::of(2);
		assert_noop!(batch.open(MONITOR, 0, 0), Error::<Test>::UnknownBatch);
		anchor(MONITOR, batch.digest());
		assert_noop!(batch.open(MONITOR, 0, 0), Error::<Test>::UnknownBatch);
		assert_noop!(batch.open(MONITOR, 1, 0), Error::<Test>::UnknownBatch);
	});
}

#[test]
fn open_leaf_should_refuse_when_the_batch_is_revoked() {
	ExtBuilder.build_and_execute(|| {
		let batch = Batch::of(2);
		batch.anchor(MONITOR);
		assert_ok!(batch.open(MONITOR, 0, 0));
		wait();
		assert_ok!(revoke(MONITOR, batch.digest(), 0));
		assert_noop!(batch.open(MONITOR, 0, 1), Error::<Test>::RevokedBatch);
		// A new deposit of the root, whoever makes it, does not make it stand.
		for (number, operator) in [(1, MONITOR), (2, BRAND)] {
			batch.anchor(operator);
			assert_noop!(batch.open(operator, number, 1), Error::<Test>::RevokedBatch);
		}
		// What was opened has its own record.
		assert_eq!(Evidence::stands_since(&sha256(1)), Some(NOW));
	});
}

#[test]
fn open_leaf_should_go_on_when_whoever_copied_the_root_revokes() {
	ExtBuilder.build_and_execute(|| {
		let batch = Batch::of(3);
		batch.anchor(CARRIER);
		batch.anchor(MONITOR);
		wait();
		assert_ok!(revoke(CARRIER, batch.digest(), 0));
		assert_noop!(batch.open(CARRIER, 0, 0), Error::<Test>::RevokedBatch);
		assert_ok!(batch.open(MONITOR, 1, 0));
		assert_eq!(Evidence::stands_since(&sha256(1)), Some(NOW));
		// The second deposit falls like the first.
		assert_ok!(revoke(MONITOR, batch.digest(), 1));
		assert_noop!(batch.open(MONITOR, 1, 1), Error::<Test>::RevokedBatch);
	});
}

#[test]
fn open_leaf_should_refuse_when_its_organisation_revoked_the_leaf() {
	ExtBuilder.build_and_execute(|| {
		let batch = Batch::of(3);
		batch.anchor(MONITOR);
		batch.anchor(BRAND);
		// As the record, and as a corroboration beside one that stands.
		anchor(MONITOR, sha256(1));
		anchor(MONITOR, sha256(2));
		anchor(MONITOR, sha256(2));
		wait();
		assert_ok!(revoke(MONITOR, sha256(1), 0));
		assert_ok!(revoke(MONITOR, sha256(2), 1));
		for index in [0, 1] {
			assert_noop!(batch.open(MONITOR, 0, index), Error::<Test>::OwnRevocation);
		}
		assert_eq!(Evidence::stands_since(&sha256(1)), None);
		assert_eq!(Evidence::stands_since(&sha256(2)), Some(NOW));
		// It binds whoever revoked, and nothing else of its batch.
		assert_ok!(batch.open(MONITOR, 0, 2));
		assert_ok!(batch.open(BRAND, 1, 0));
		assert_eq!(Evidence::stands_since(&sha256(1)), Some(NOW));
	});
}

#[test]
fn open_leaf_should_be_first_when_a_stranger_anchored_and_revoked_the_leaf_before() {
	ExtBuilder.build_and_execute(|| {
		let batch = Batch::of(3);
		batch.anchor(MONITOR);
		// Somebody is shown the path, deposits the root and the leaf, opens that too, and revokes all.
		advance_to(2, NOW + DAY);
		let (digest, seen) = (sha256(1), NOW + DAY);
		anchor(CARRIER, digest);
		batch.anchor(CARRIER);
		assert_ok!(batch.open(CARRIER, 1, 0));
		wait();
		let at = seen + REVOCABLE_AFTER;
		assert_ok!(revoke(CARRIER, digest, 0));
		assert_ok!(revoke(CARRIER, digest, 1));
		assert_eq!(Evidence::stands_since(&digest), None);

		advance_to(4, NOW + 9 * DAY);
		assert_ok!(batch.open(MONITOR, 0, 0));
		let record = Records::<Test>::get(digest).unwrap();
		assert_eq!(
			record.status,
			RecordStatus::Revoked { last: 1, left: 1, at, again_since: None }
		);
		assert_eq!(record.first, First { by: org(MONITOR), at: NOW });
		assert_eq!(Evidence::stands_since(&digest), Some(NOW));
		System::assert_has_event(
			Event::Corroborated {
				digest,
				number: 2,
				deposit: Corroborations::<Test>::get(digest, 2).unwrap(),
				late: false,
				description: description(),
				first_by: org(MONITOR),
				first_at: NOW,
				after_revocation: false,
			}
			.into(),
		);
		// It is as good as any other deposit, also to be revoked.
		anchor(MONITOR, sha256(9));
		let entitlement = Entitlement::Depositor { number: 0 };
		let origin = RuntimeOrigin::signed(MONITOR);
		assert_ok!(Evidence::supersede(origin, sha256(9), entitlement, digest, 2, GROUND));
		advance_to(5, NOW + 9 * DAY + REVOCABLE_AFTER);
		assert_ok!(revoke(MONITOR, digest, 2));
		let status = RecordStatus::Revoked { last: 1, left: 0, at, again_since: None };
		assert_eq!(Records::<Test>::get(digest).unwrap().status, status);
		assert_eq!(Evidence::stands_since(&digest), None);
	});
}

#[test]
fn open_leaf_should_not_count_when_its_batch_is_no_older_than_the_revocation() {
	ExtBuilder.build_and_execute(|| {
		anchor(CARRIER, sha256(1));
		wait();
		assert_ok!(revoke(CARRIER, sha256(1), 0));
		let before = Records::<Test>::get(sha256(1)).unwrap();
		// In the same block, and later.
		Batch::of(1).anchor(BRAND);
		advance_to(3, NOW + DAY);
		Batch::of(2).anchor(MONITOR);
		for (corroborations, operator, batch) in [(1, BRAND, 1), (2, MONITOR, 2)] {
			assert_ok!(Batch::of(batch).open(operator, 0, 0));
			let after = Records::<Test>::get(sha256(1));
			assert_eq!(after, Some(Record { corroborations, ..before }));
			assert_eq!(Evidence::stands_since(&sha256(1)), None);
		}
	});
}

#[test]
fn open_leaf_should_measure_the_claimed_time_against_the_batch_when_it_is_later() {
	ExtBuilder.build_and_execute(|| {
		let batch = Batch::of(2);
		batch.anchor(MONITOR);
		advance_to(2, NOW + 3 * DAY);
		let open = |description| {
			Evidence::open_leaf(
				RuntimeOrigin::signed(MONITOR),
				batch.root(),
				0,
				batch.leaves[0],
				0,
				batch.path(0),
				EvidenceKind::Photograph,
				description,
			)
		};
		assert_noop!(open(described_at(NOW + DAY)), Error::<Test>::ClaimedInFuture);
		assert_noop!(open(described_with_offset(-900)), Error::<Test>::MalformedDescription);
	});
}

#[test]
fn open_leaf_should_refuse_when_the_signer_did_not_deposit_the_batch() {
	ExtBuilder.build_and_execute(|| {
		let batch = Batch::of(2);
		batch.anchor(MONITOR);
		assert_noop!(batch.open(BRAND, 0, 0), Error::<Test>::NotDepositor);
		assert_noop!(batch.open(OUTSIDER, 0, 0), NOT_MEMBER);
		FakeMembership::set_standing(org(MONITOR), Standing::Suspended);
		assert_noop!(batch.open(MONITOR, 0, 0), NOT_IN_GOOD_STANDING);
		assert_noop!(
			Evidence::open_leaf(
				RuntimeOrigin::root(),
				batch.root(),
				0,
				batch.leaves[0],
				0,
				batch.path(0),
				EvidenceKind::Other,
				description()
			),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn open_leaf_should_be_first_when_a_copier_lands_before_it() {
	ExtBuilder.build_and_execute(|| {
		let batch = Batch::of(3);
		batch.anchor(MONITOR);
		// The leaf is seen in the pool and copied: as a single digest, and as a leaf of a batch of the
		// copier's own.
		advance_to(2, NOW + DAY);
		let digest = sha256(1);
		anchor(CARRIER, digest);
		let copy = Batch::of(1);
		copy.anchor(BRAND);
		assert_ok!(copy.open(BRAND, 0, 0));
		assert_ok!(batch.open(MONITOR, 0, 0));

		let first = First { by: org(MONITOR), at: NOW };
		assert_eq!(Records::<Test>::get(digest).unwrap().first, first);
		// Whoever comes later is told so.
		anchor(NOTARY, digest);
		assert!(System::events().iter().any(|record| matches!(
			record.event,
			RuntimeEvent::Evidence(Event::Corroborated { number: 3, first_by, first_at: NOW, .. })
				if first_by == org(MONITOR)
		)));
		// Nor can a copier close the digest: what was opened before counts.
		advance_to(3, NOW + DAY + REVOCABLE_AFTER);
		assert_ok!(revoke(CARRIER, digest, 0));
		assert_ok!(revoke(BRAND, digest, 1));
		assert_eq!(Evidence::stands_since(&digest), Some(NOW));
		// When the true depositor takes it back, the time of nobody else is put in its place.
		assert_ok!(revoke(MONITOR, digest, 2));
		assert_ok!(revoke(NOTARY, digest, 3));
		assert_eq!(Evidence::stands_since(&digest), None);
	});
}

#[test]
fn open_leaf_should_leave_an_hour_to_others_when_its_batch_is_old() {
	ExtBuilder.build_and_execute(|| {
		// Somebody who knows the digest keeps a batch ready to open and revoke it at once.
		let batch = Batch::of(1);
		batch.anchor(CARRIER);
		advance_to(2, NOW + 30 * DAY);
		let digest = sha256(1);
		assert_ok!(batch.open(CARRIER, 0, 0));
		assert_noop!(revoke(CARRIER, digest, 0), Error::<Test>::TooEarly);
		advance_to(3, NOW + 30 * DAY + REVOCABLE_AFTER - 1);
		assert_noop!(revoke(CARRIER, digest, 0), Error::<Test>::TooEarly);
		anchor(MONITOR, digest);
		advance_to(4, NOW + 30 * DAY + REVOCABLE_AFTER);
		assert_ok!(revoke(CARRIER, digest, 0));
		assert!(Evidence::stands_since(&digest).is_some());
	});
}
