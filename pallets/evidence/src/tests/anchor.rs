//! `anchor`: the first record, corroborations, who may, and claimed times.

use super::*;

#[test]
fn anchor_should_make_a_record_when_the_digest_is_new() {
	ExtBuilder.build_and_execute(|| {
		let (kind, content) = (EvidenceKind::WebCapture, Content::Single);
		let origin = RuntimeOrigin::signed(MONITOR);
		assert_ok!(Evidence::anchor(origin, sha256(1), kind, description()));

		let deposit = deposit_by(MONITOR, kind, content);
		assert_eq!(deposit.moment, NOW);
		assert_eq!(
			Records::<Test>::get(sha256(1)),
			Some(Record {
				deposit,
				status: RecordStatus::Standing,
				first: First { by: deposit.org, at: deposit.moment },
				corroborations: 0
			})
		);
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
fn anchor_should_accept_any_member_when_in_good_standing() {
	ExtBuilder.build_and_execute(|| {
		let operators = [BRAND, MONITOR, NOTARY, CUSTOMS, LABORATORY, POLICE, COURT, CARRIER];
		for (number, operator) in operators.into_iter().enumerate() {
			anchor(operator, sha256(number as u8));
			let record = Records::<Test>::get(sha256(number as u8)).unwrap();
			assert_eq!(record.deposit.org, org(operator));
		}
	});
}

#[test]
fn anchor_should_corroborate_and_say_who_was_first_when_the_digest_has_a_record() {
	ExtBuilder.build_and_execute(|| {
		anchor(MONITOR, sha256(1));
		let first = Records::<Test>::get(sha256(1)).unwrap();
		// A copy, and then the first depositor once more.
		for (number, operator) in [(1, BRAND), (2, MONITOR)] {
			advance_to(1 + u64::from(number), NOW + u64::from(number));
			anchor(operator, sha256(1));

			let deposit = deposit_by(operator, EvidenceKind::Photograph, Content::Single);
			assert_eq!(Corroborations::<Test>::get(sha256(1), number), Some(deposit));
			assert_eq!(Records::<Test>::get(sha256(1)).unwrap().corroborations, number);
			assert_last_event(Event::Corroborated {
				digest: sha256(1),
				number,
				deposit,
				late: false,
				description: description(),
				first_by: org(MONITOR),
				first_at: NOW,
				after_revocation: false,
			});
		}
		let counted = Record { corroborations: 2, ..first };
		assert_eq!(Records::<Test>::get(sha256(1)), Some(counted));
		assert_eq!(Evidence::stands_since(&sha256(1)), Some(NOW));
	});
}

#[test]
fn anchor_should_keep_algorithms_apart_when_the_bytes_are_equal() {
	ExtBuilder.build_and_execute(|| {
		use DigestAlgorithm::*;
		for (operator, algorithm) in
			[(MONITOR, Sha256), (BRAND, Sha3_256), (NOTARY, Blake2b256), (COURT, Sm3)]
		{
			let digest = Digest { algorithm, value: H256::repeat_byte(1) };
			anchor(operator, digest);
			assert_eq!(Records::<Test>::get(digest).unwrap().deposit.org, org(operator));
			assert_eq!(Records::<Test>::get(digest).unwrap().corroborations, 0);
		}
	});
}

#[test]
fn anchor_should_refuse_when_the_claimed_time_lies_ahead() {
	ExtBuilder.build_and_execute(|| {
		let origin = || RuntimeOrigin::signed(MONITOR);
		let kind = EvidenceKind::SensorLog;
		assert_noop!(
			Evidence::anchor(origin(), sha256(1), kind, described_at(NOW + 10 * MINUTE + 1)),
			Error::<Test>::ClaimedInFuture
		);
		assert_ok!(Evidence::anchor(origin(), sha256(1), kind, described_at(NOW + 10 * MINUTE)));
		// The same holds for a corroboration.
		assert_noop!(
			Evidence::anchor(origin(), sha256(1), kind, described_at(NOW + 10 * MINUTE + 1)),
			Error::<Test>::ClaimedInFuture
		);
	});
}

#[test]
fn anchor_should_mark_the_deposit_as_late_when_the_claimed_time_is_over_a_day_old() {
	ExtBuilder.build_and_execute(|| {
		for (digest, claimed, expected) in
			[(sha256(1), NOW - DAY, false), (sha256(2), NOW - DAY - 1, true), (sha256(3), 0, true)]
		{
			let origin = RuntimeOrigin::signed(MONITOR);
			let description = described_at(claimed);
			assert_ok!(Evidence::anchor(
				origin,
				digest,
				EvidenceKind::Photograph,
				description.clone()
			));
			let deposit = Records::<Test>::get(digest).unwrap().deposit;
			assert_eq!(deposit.moment, NOW);
			assert_last_event(Event::Anchored { digest, deposit, late: expected, description });
		}
	});
}

#[test]
fn anchor_should_refuse_when_the_offset_is_of_no_time_zone() {
	ExtBuilder.build_and_execute(|| {
		for offset in [-841, 841, i16::MIN, i16::MAX] {
			assert_noop!(
				Evidence::anchor(
					RuntimeOrigin::signed(MONITOR),
					sha256(1),
					EvidenceKind::Photograph,
					described_with_offset(offset)
				),
				Error::<Test>::MalformedDescription
			);
		}
	});
}

#[test]
fn anchor_should_refuse_when_the_signer_may_not_act() {
	ExtBuilder.build_and_execute(|| {
		let anchor =
			|origin| Evidence::anchor(origin, sha256(1), EvidenceKind::Photograph, description());
		assert_noop!(anchor(RuntimeOrigin::signed(OUTSIDER)), NOT_MEMBER);
		assert_noop!(anchor(RuntimeOrigin::root()), DispatchError::BadOrigin);
		assert_noop!(anchor(RuntimeOrigin::none()), DispatchError::BadOrigin);
		for standing in [Standing::Suspended, Standing::Expelled] {
			FakeMembership::set_standing(org(MONITOR), standing);
			assert_noop!(anchor(RuntimeOrigin::signed(MONITOR)), NOT_IN_GOOD_STANDING);
		}
	});
}
