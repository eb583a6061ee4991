//! `link_timestamp`: tokens of external authorities, linked to a record.

use super::*;

fn link(operator: u64, digest: Digest, time_stamp: TimeStamp) -> DispatchResult {
	Evidence::link_timestamp(RuntimeOrigin::signed(operator), digest, time_stamp)
}

#[test]
fn link_timestamp_should_keep_what_identifies_the_token_when_any_member_links_it() {
	ExtBuilder.build_and_execute(|| {
		anchor(MONITOR, sha256(1));
		advance_to(7, NOW + DAY);
		// Each organisation numbers its own.
		for (operator, number, n) in [(MONITOR, 1, 1), (BRAND, 1, 2), (MONITOR, 2, 3)] {
			assert_ok!(link(operator, sha256(1), time_stamp(n)));
			assert_eq!(
				TimeStamps::<Test>::get((sha256(1), org(operator), number)),
				Some(LinkedTimeStamp {
					time_stamp: time_stamp(n),
					operator: org(operator),
					block: 7,
					moment: NOW + DAY,
				})
			);
			assert_eq!(TimeStampCount::<Test>::get(sha256(1), org(operator)), number);
			assert_last_event(Event::TimeStampLinked {
				digest: sha256(1),
				by: org(operator),
				number,
				time_stamp: time_stamp(n),
			});
		}
	});
}

#[test]
fn link_timestamp_should_leave_the_status_alone_when_the_record_is_revoked() {
	ExtBuilder.build_and_execute(|| {
		anchor(MONITOR, sha256(1));
		wait();
		assert_ok!(revoke(MONITOR, sha256(1), 0));
		assert_ok!(link(MONITOR, sha256(1), time_stamp(1)));
		assert_eq!(Evidence::stands_since(&sha256(1)), None);
	});
}

#[test]
fn link_timestamp_should_bound_each_organisation_when_it_links_many() {
	ExtBuilder.build_and_execute(|| {
		anchor(MONITOR, sha256(1));
		for n in 1..=MAX_TIME_STAMPS as u8 {
			assert_ok!(link(CARRIER, sha256(1), time_stamp(n)));
		}
		assert_noop!(link(CARRIER, sha256(1), time_stamp(99)), Error::<Test>::TooManyTimeStamps);
		// Whoever fills its own number keeps nobody else out, nor itself from other digests.
		assert_ok!(link(MONITOR, sha256(1), time_stamp(1)));
		anchor(MONITOR, sha256(2));
		assert_ok!(link(CARRIER, sha256(2), time_stamp(1)));
	});
}

#[test]
fn link_timestamp_should_refuse_when_it_is_malformed() {
	ExtBuilder.build_and_execute(|| {
		anchor(MONITOR, sha256(1));
		let policies: [&[u8]; 4] = [&[], &[0x2b, 0x86], &[0x80, 1], &[0x2b, 0x80, 1]];
		for policy in policies {
			let policy = PolicyId(policy.to_vec().try_into().unwrap());
			let malformed = TimeStamp { policy, ..time_stamp(1) };
			assert_noop!(link(MONITOR, sha256(1), malformed), Error::<Test>::MalformedTimeStamp);
		}
		let serials: [&[u8]; 3] = [&[], &[0, 1], &[0, 0]];
		for serial in serials {
			let serial = SerialNumber(serial.to_vec().try_into().unwrap());
			let malformed = TimeStamp { serial, ..time_stamp(1) };
			assert_noop!(link(MONITOR, sha256(1), malformed), Error::<Test>::MalformedTimeStamp);
		}
		for serial in [vec![0], vec![0xff; 20]] {
			let serial = SerialNumber(serial.try_into().unwrap());
			assert_ok!(link(MONITOR, sha256(1), TimeStamp { serial, ..time_stamp(1) }));
		}
	});
}

#[test]
fn link_timestamp_should_refuse_when_the_token_is_from_the_future() {
	ExtBuilder.build_and_execute(|| {
		anchor(MONITOR, sha256(1));
		let stated = |stated| link(MONITOR, sha256(1), TimeStamp { stated, ..time_stamp(1) });
		assert_noop!(stated(NOW + 10 * MINUTE + 1), Error::<Test>::ClaimedInFuture);
		assert_ok!(stated(NOW + 10 * MINUTE));
		assert_ok!(stated(0));
	});
}

#[test]
fn link_timestamp_should_refuse_when_the_digest_is_unknown() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(link(MONITOR, sha256(1), time_stamp(1)), Error::<Test>::UnknownDigest);
	});
}

#[test]
fn link_timestamp_should_refuse_when_the_signer_may_not_act() {
	ExtBuilder.build_and_execute(|| {
		anchor(MONITOR, sha256(1));
		refuse_who_may_not_act(MONITOR, |origin| {
			Evidence::link_timestamp(origin, sha256(1), time_stamp(1))
		});
	});
}
