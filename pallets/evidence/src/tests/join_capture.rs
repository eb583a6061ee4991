//! `join_capture`: what each saw, and whether it is the same.

use super::*;

#[test]
fn join_capture_should_agree_when_enough_organisations_have_the_same_extract() {
	ExtBuilder.build_and_execute(|| {
		let group = open_capture(3, 5);
		advance_to(2, NOW + 1);
		// One is shown something else, as sellers do. It stays on record beside the others.
		let captures = [(10, 1, 1, false), (11, 2, 1, false), (12, 1, 2, false), (13, 1, 3, true)];
		for (monitor, extract, agreeing, agrees) in captures {
			let raw = capture(monitor);
			System::reset_events();
			assert_ok!(join(monitor, group, raw, extract));
			let extract = H256::repeat_byte(extract);
			let joined = Event::CaptureJoined {
				group,
				by: org(monitor),
				raw,
				deposit: 0,
				extract,
				agreeing,
			};
			let mut expected: Vec<RuntimeEvent> = vec![joined.into()];
			if agrees {
				expected.push(Event::CaptureAgreed { group, extract }.into());
			}
			let events: Vec<_> = System::events().into_iter().map(|it| it.event).collect();
			assert_eq!(events, expected);
			let agreement = agrees.then_some(Agreement { extract, block: 2, moment: NOW + 1 });
			assert_eq!(CaptureGroups::<Test>::get(group).unwrap().agreement, agreement);
		}
		let stored = CaptureGroups::<Test>::get(group).unwrap();
		assert_eq!(
			stored.captures[1],
			Capture {
				org: org(11),
				operator: org(11),
				raw: sha256(11),
				deposit: 0,
				extract: H256::repeat_byte(2),
				block: 2,
				moment: NOW + 1,
			}
		);

		// Whoever comes later is still heard, and changes nothing of what was agreed.
		System::reset_events();
		assert_ok!(join(14, group, capture(14), 1));
		let after = CaptureGroups::<Test>::get(group).unwrap();
		assert_eq!((after.captures.len(), after.agreement), (5, stored.agreement));
		let agreed = |it: &&frame_system::EventRecord<RuntimeEvent, H256>| {
			matches!(it.event, RuntimeEvent::Evidence(Event::CaptureAgreed { .. }))
		};
		assert_eq!(System::events().iter().filter(agreed).count(), 0);
	});
}

#[test]
fn join_capture_should_take_sixteen_when_the_group_is_largest() {
	ExtBuilder.build_and_execute(|| {
		let group = open_capture(16, 16);
		for monitor in MONITORS {
			assert_eq!(CaptureGroups::<Test>::get(group).unwrap().agreement, None);
			assert_ok!(join(monitor, group, capture(monitor), 1));
		}
		assert!(CaptureGroups::<Test>::get(group).unwrap().agreement.is_some());
	});
}

#[test]
fn join_capture_should_refuse_when_the_signer_is_not_invited_or_there_is_no_room() {
	ExtBuilder.build_and_execute(|| {
		let group = open_capture(2, 2);
		// Neither whoever opened it nor any other monitor or notary takes the place of one who is.
		for operator in [MONITOR, NOTARY] {
			let raw = capture(operator);
			assert_noop!(join(operator, group, raw, 1), Error::<Test>::NotInvited);
		}
		for monitor in [10, 11] {
			assert_ok!(join(monitor, group, capture(monitor), 1));
		}
		let raw = capture(12);
		assert_noop!(join(12, group, raw, 1), Error::<Test>::CaptureFull);
	});
}

#[test]
fn join_capture_should_name_the_deposit_when_somebody_else_was_first() {
	ExtBuilder.build_and_execute(|| {
		let group = open_capture(2, 3);
		let raw = capture(10);
		// Somebody copies the digest on its way: to be first with it is no use.
		anchor(CARRIER, sha256(11));
		capture(11);
		assert_ok!(join(10, group, raw, 1));
		assert_noop!(join(11, group, sha256(11), 1), Error::<Test>::NotDepositor);
		let own = |deposit| {
			let (origin, extract) = (RuntimeOrigin::signed(11), H256::repeat_byte(1));
			Evidence::join_capture(origin, group, sha256(11), deposit, extract)
		};
		assert_noop!(own(2), Error::<Test>::UnknownDeposit);
		assert_ok!(own(1));
		assert!(CaptureGroups::<Test>::get(group).unwrap().agreement.is_some());
	});
}

#[test]
fn join_capture_should_refuse_when_the_deadline_has_passed() {
	ExtBuilder.build_and_execute(|| {
		let group = open_capture(2, 3);
		for monitor in [10, 11] {
			capture(monitor);
		}
		advance_to(2, NOW + DAY - 1);
		assert_ok!(join(10, group, sha256(10), 1));
		advance_to(3, NOW + DAY);
		assert_noop!(join(11, group, sha256(11), 1), Error::<Test>::CaptureClosed);
		assert_eq!(CaptureGroups::<Test>::get(group).unwrap().agreement, None);
	});
}

/// Anchors what another received, as its deposit `number`, and adds it to a group.
fn join_copy(operator: u64, group: CaptureGroupId, raw: Digest, number: u32) -> DispatchResult {
	let origin = RuntimeOrigin::signed(operator);
	assert_ok!(Evidence::anchor(origin, raw, EvidenceKind::WebCapture, description()));
	let (origin, extract) = (RuntimeOrigin::signed(operator), H256::repeat_byte(1));
	Evidence::join_capture(origin, group, raw, number, extract)
}

#[test]
fn join_capture_should_refuse_when_an_organisation_or_its_bytes_are_there() {
	ExtBuilder.build_and_execute(|| {
		let group = open_capture(2, 3);
		assert_ok!(join(10, group, capture(10), 1));
		// The same organisation once more, with other bytes.
		let origin = RuntimeOrigin::signed(10);
		assert_ok!(Evidence::anchor(origin, sha256(99), EvidenceKind::WebCapture, description()));
		assert_noop!(join(10, group, sha256(99), 1), Error::<Test>::AlreadyCaptured);
		// Another one with what the first received, which is there to copy for an hour.
		advance_to(2, NOW + SAME_RAW_WITHIN);
		let copied = join_copy(11, group, sha256(10), 1);
		assert_noop!(copied, Error::<Test>::SameRaw);
		// Both may add theirs to another group.
		let other = open_capture(2, 2);
		assert_ok!(join(11, other, capture(11), 1));
	});
}

#[test]
fn join_capture_should_count_the_same_bytes_once_when_several_anchored_them_at_once() {
	ExtBuilder.build_and_execute(|| {
		let group = open_capture(2, 3);
		// What monitor 10 received is copied on its way and added ahead of it.
		let raw = sha256(10);
		assert_ok!(join_copy(11, group, raw, 0));
		advance_to(2, NOW + SAME_RAW_WITHIN - 1);
		assert_ok!(join_copy(10, group, raw, 1));
		assert_last_event(Event::CaptureJoined {
			group,
			by: org(10),
			raw,
			deposit: 1,
			extract: H256::repeat_byte(1),
			agreeing: 1,
		});
		assert_eq!(CaptureGroups::<Test>::get(group).unwrap().agreement, None);
		// The copy is taken back, and what was copied counts.
		advance_to(3, NOW + SAME_RAW_WITHIN);
		assert_ok!(revoke(11, raw, 0));
		assert_ok!(join(12, group, capture(12), 1));
		assert!(CaptureGroups::<Test>::get(group).unwrap().agreement.is_some());
	});
}

#[test]
fn join_capture_should_refuse_when_the_digest_is_not_sha_256() {
	ExtBuilder.build_and_execute(|| {
		let group = open_capture(2, 3);
		assert_ok!(join(10, group, capture(10), 1));
		// Of the same bytes there are as many digests as algorithms.
		let algorithms =
			[DigestAlgorithm::Sha3_256, DigestAlgorithm::Blake2b256, DigestAlgorithm::Sm3];
		for algorithm in algorithms {
			let raw = Digest { algorithm, value: H256::repeat_byte(10) };
			let joined = join_copy(11, group, raw, 0);
			assert_noop!(joined, Error::<Test>::NotSha256);
		}
	});
}

#[test]
fn join_capture_should_refuse_when_the_deposit_is_no_capture_of_this_time() {
	ExtBuilder.build_and_execute(|| {
		capture(10);
		capture(11);
		advance_to(2, NOW + REVOCABLE_AFTER);
		let group = open_capture(2, 3);
		assert_noop!(join(12, 9, sha256(12), 1), Error::<Test>::UnknownGroup);
		assert_noop!(join(12, group, sha256(12), 1), Error::<Test>::UnknownDigest);
		assert_noop!(join(10, group, sha256(10), 1), Error::<Test>::CapturedBefore);
		// Anchored anew they are the same old bytes.
		let origin = RuntimeOrigin::signed(12);
		assert_ok!(Evidence::anchor(origin, sha256(10), EvidenceKind::WebCapture, description()));
		let again =
			Evidence::join_capture(RuntimeOrigin::signed(12), group, sha256(10), 1, H256::zero());
		assert_noop!(again, Error::<Test>::CapturedBefore);
		anchor(12, sha256(12));
		assert_noop!(join(12, group, sha256(12), 1), Error::<Test>::NotWebCapture);
		let batch = Batch::of(2);
		batch.anchor(12);
		assert_noop!(join(12, group, batch.digest(), 1), Error::<Test>::NotWebCapture);
		assert_ok!(revoke(11, sha256(11), 0));
		assert_noop!(join(11, group, sha256(11), 1), Error::<Test>::AlreadyRevoked);
	});
}

#[test]
fn join_capture_should_not_launder_when_another_depositor_revoked_the_digest() {
	ExtBuilder.build_and_execute(|| {
		let group = open_capture(2, 3);
		capture(10);
		wait();
		assert_ok!(revoke(10, sha256(10), 0));
		// A deposit of one's own, unrevoked, of a digest that stands no more.
		let origin = RuntimeOrigin::signed(11);
		assert_ok!(Evidence::anchor(origin, sha256(10), EvidenceKind::WebCapture, description()));
		let revoked =
			Evidence::join_capture(RuntimeOrigin::signed(11), group, sha256(10), 1, H256::zero());
		assert_noop!(revoked, Error::<Test>::NotStanding);
	});
}

#[test]
fn join_capture_should_not_count_a_capture_when_it_was_revoked_since() {
	ExtBuilder.build_and_execute(|| {
		let group = open_capture(2, 3);
		assert_ok!(join(10, group, capture(10), 1));
		wait();
		assert_ok!(revoke(10, sha256(10), 0));
		// It stays on record, and is no second pair of eyes.
		assert_ok!(join(11, group, capture(11), 1));
		let stored = CaptureGroups::<Test>::get(group).unwrap();
		assert_eq!((stored.captures.len(), stored.agreement), (2, None));
		assert_last_event(Event::CaptureJoined {
			group,
			by: org(11),
			raw: sha256(11),
			deposit: 0,
			extract: H256::repeat_byte(1),
			agreeing: 1,
		});
		let now = (System::block_number() as u32, pallet_timestamp::Now::<Test>::get());
		assert_ok!(join(12, group, capture(12), 1));
		let extract = H256::repeat_byte(1);
		let agreement = Agreement { extract, block: now.0, moment: now.1 };
		assert_eq!(CaptureGroups::<Test>::get(group).unwrap().agreement, Some(agreement));
	});
}

#[test]
fn join_capture_should_count_a_capture_again_when_it_was_reinstated() {
	ExtBuilder.build_and_execute(|| {
		let group = open_capture(2, 3);
		assert_ok!(join(10, group, capture(10), 1));
		wait();
		assert_ok!(revoke(10, sha256(10), 0));
		assert_ok!(join(11, group, capture(11), 1));
		// Nobody agrees by taking back what he took back: with the next capture it counts.
		assert_ok!(reinstate(10, sha256(10), 0));
		assert_eq!(CaptureGroups::<Test>::get(group).unwrap().agreement, None);
		assert_ok!(join(12, group, capture(12), 1));
		assert_last_event(Event::CaptureAgreed { group, extract: H256::repeat_byte(1) });
		let joined = Event::CaptureJoined {
			group,
			by: org(12),
			raw: sha256(12),
			deposit: 0,
			extract: H256::repeat_byte(1),
			agreeing: 3,
		};
		System::assert_has_event(joined.into());
		// It joins another group again only as what is fresh there.
		let later = open_capture(2, 3);
		assert_noop!(join(10, later, sha256(10), 1), Error::<Test>::CapturedBefore);
	});
}

#[test]
fn join_capture_should_keep_the_agreement_when_a_capture_is_revoked_later() {
	ExtBuilder.build_and_execute(|| {
		let group = open_capture(2, 2);
		for monitor in [10, 11] {
			assert_ok!(join(monitor, group, capture(monitor), 1));
		}
		let before = CaptureGroups::<Test>::get(group);
		assert!(before.as_ref().unwrap().agreement.is_some());
		wait();
		// What was agreed then is a fact of then; that a capture was taken back is read beside it.
		assert_ok!(revoke(10, sha256(10), 0));
		assert_eq!(CaptureGroups::<Test>::get(group), before);
		assert_eq!(Evidence::stands_since(&sha256(10)), None);
	});
}

#[test]
fn join_capture_should_refuse_when_the_signer_may_not_act() {
	ExtBuilder.build_and_execute(|| {
		let group = open_capture(2, 3);
		for operator in [BRAND, CARRIER, CUSTOMS, COURT, LABORATORY] {
			let raw = capture(operator);
			assert_noop!(join(operator, group, raw, 1), ROLE_MISSING);
		}
		let raw = capture(NOTARY);
		refuse_who_may_not_act(NOTARY, |origin| {
			Evidence::join_capture(origin, group, raw, 0, H256::zero())
		});
	});
}
