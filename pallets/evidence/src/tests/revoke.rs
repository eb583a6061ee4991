//! `revoke`: a state, not a removal, and of one's own deposit only.

use super::*;

#[test]
fn revoke_should_keep_the_record_when_its_depositor_revokes_it() {
	ExtBuilder.build_and_execute(|| {
		anchor(MONITOR, sha256(1));
		let before = Records::<Test>::get(sha256(1)).unwrap();
		advance_to(5, NOW + DAY);
		assert_ok!(revoke(MONITOR, sha256(1), 0));

		let at = NOW + DAY;
		let status = RecordStatus::Revoked { last: 0, left: 0, at, again_since: None };
		assert_eq!(Records::<Test>::get(sha256(1)), Some(Record { status, ..before }));
		assert_eq!(
			Revocations::<Test>::get(sha256(1), 0),
			Some(Revocation {
				org: org(MONITOR),
				operator: org(MONITOR),
				block: 5,
				moment: NOW + DAY,
				ground: GROUND,
				reinstated: None,
				revoked_again: None,
			})
		);
		assert_eq!(Evidence::stands_since(&sha256(1)), None);
		assert_last_event(Event::Revoked {
			digest: sha256(1),
			number: 0,
			by: org(MONITOR),
			ground: GROUND,
			stands: false,
		});
	});
}

#[test]
fn revoke_should_leave_the_digest_standing_when_whoever_copied_it_and_was_first_revokes() {
	ExtBuilder.build_and_execute(|| {
		// The copy and the true deposit are of one block.
		anchor(CARRIER, sha256(1));
		anchor(MONITOR, sha256(1));
		let deposit = Corroborations::<Test>::get(sha256(1), 1);
		wait();
		assert_ok!(revoke(CARRIER, sha256(1), 0));

		assert_last_event(Event::Revoked {
			digest: sha256(1),
			number: 0,
			by: org(CARRIER),
			ground: GROUND,
			stands: true,
		});
		assert_eq!(Evidence::stands_since(&sha256(1)), Some(NOW));
		assert_eq!(Corroborations::<Test>::get(sha256(1), 1), deposit);
		// Nor has the copier the other deposit to revoke.
		assert_noop!(revoke(CARRIER, sha256(1), 1), Error::<Test>::NotDepositor);
		assert_noop!(revoke(CARRIER, sha256(1), 0), Error::<Test>::AlreadyRevoked);
	});
}

#[test]
fn revoke_should_refuse_when_the_true_depositor_may_still_be_under_way() {
	ExtBuilder.build_and_execute(|| {
		// Whoever is first cannot close the digest before the other deposit lands.
		anchor(CARRIER, sha256(1));
		assert_noop!(revoke(CARRIER, sha256(1), 0), Error::<Test>::TooEarly);
		advance_to(2, NOW + REVOCABLE_AFTER - 1);
		assert_noop!(revoke(CARRIER, sha256(1), 0), Error::<Test>::TooEarly);
		anchor(MONITOR, sha256(1));
		advance_to(3, NOW + REVOCABLE_AFTER);
		assert_ok!(revoke(CARRIER, sha256(1), 0));
		assert_eq!(Evidence::stands_since(&sha256(1)), Some(NOW));
		// Each deposit has an age of its own.
		assert_noop!(revoke(MONITOR, sha256(1), 1), Error::<Test>::TooEarly);
	});
}

#[test]
fn revoke_should_end_the_standing_when_the_last_deposit_that_counts_is_revoked() {
	ExtBuilder.build_and_execute(|| {
		let depositors = [CARRIER, MONITOR, BRAND, MONITOR];
		depositors.iter().for_each(|operator| anchor(*operator, sha256(1)));
		wait();
		// In any order, and each by its own depositor.
		for (left, number) in [(3, 2), (2, 0), (1, 3), (0, 1)] {
			let operator = depositors[number as usize];
			assert_ok!(revoke(operator, sha256(1), number));
			let at = NOW + REVOCABLE_AFTER;
			let status = RecordStatus::Revoked { last: 3, left, at, again_since: None };
			assert_eq!(Records::<Test>::get(sha256(1)).unwrap().status, status);
			assert_eq!(Evidence::stands_since(&sha256(1)), (left > 0).then_some(NOW));
			assert_last_event(Event::Revoked {
				digest: sha256(1),
				number,
				by: org(operator),
				ground: GROUND,
				stands: left > 0,
			});
		}
	});
}

#[test]
fn revoke_should_be_final_when_the_digest_is_deposited_anew() {
	ExtBuilder.build_and_execute(|| {
		anchor(MONITOR, sha256(1));
		wait();
		assert_ok!(revoke(MONITOR, sha256(1), 0));
		// By the same organisation and by another.
		for (number, operator) in [(1, MONITOR), (2, BRAND)] {
			anchor(operator, sha256(1));
			assert_last_event(Event::Corroborated {
				digest: sha256(1),
				number,
				deposit: deposit_by(operator, EvidenceKind::Photograph, Content::Single),
				late: false,
				description: description(),
				first_by: org(MONITOR),
				first_at: NOW,
				after_revocation: true,
			});
			assert_eq!(Evidence::stands_since(&sha256(1)), None);
		}
		assert_eq!(Records::<Test>::get(sha256(1)).unwrap().corroborations, 2);
		assert_noop!(revoke(MONITOR, sha256(1), 0), Error::<Test>::AlreadyRevoked);
	});
}

#[test]
fn revoke_should_not_count_a_deposit_when_it_came_after_a_revocation() {
	ExtBuilder.build_and_execute(|| {
		anchor(CARRIER, sha256(1));
		anchor(MONITOR, sha256(1));
		wait();
		assert_ok!(revoke(CARRIER, sha256(1), 0));
		anchor(CARRIER, sha256(1));
		anchor(BRAND, sha256(1));
		wait();

		// One that never counted is taken back, and what stands is what stood.
		let before = Records::<Test>::get(sha256(1));
		assert_ok!(revoke(CARRIER, sha256(1), 2));
		assert!(Revocations::<Test>::contains_key(sha256(1), 2));
		assert_eq!(Records::<Test>::get(sha256(1)), before);
		assert_eq!(Evidence::stands_since(&sha256(1)), Some(NOW));

		// The one that counted is taken back, and the one that never did is no substitute.
		assert_ok!(revoke(MONITOR, sha256(1), 1));
		assert!(!Revocations::<Test>::contains_key(sha256(1), 3));
		assert_eq!(Evidence::stands_since(&sha256(1)), None);
	});
}

#[test]
fn revoke_should_refuse_when_another_organisation_made_the_deposit() {
	ExtBuilder.build_and_execute(|| {
		anchor(MONITOR, sha256(1));
		anchor(BRAND, sha256(1));
		wait();
		// Neither who made another deposit nor an authority.
		for (operator, number) in [(BRAND, 0), (MONITOR, 1), (CUSTOMS, 0), (COURT, 1)] {
			assert_noop!(revoke(operator, sha256(1), number), Error::<Test>::NotDepositor);
		}
	});
}

#[test]
fn revoke_should_refuse_when_the_deposit_is_unknown() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(revoke(MONITOR, sha256(1), 0), Error::<Test>::UnknownDigest);
		anchor(MONITOR, sha256(1));
		for number in [1, u32::MAX] {
			assert_noop!(revoke(MONITOR, sha256(1), number), Error::<Test>::UnknownDeposit);
		}
	});
}

#[test]
fn revoke_should_refuse_when_the_signer_may_not_act() {
	ExtBuilder.build_and_execute(|| {
		anchor(MONITOR, sha256(1));
		wait();
		assert_noop!(revoke(OUTSIDER, sha256(1), 0), NOT_MEMBER);
		assert_noop!(
			Evidence::revoke(RuntimeOrigin::root(), sha256(1), 0, GROUND),
			DispatchError::BadOrigin
		);
		FakeMembership::set_standing(org(MONITOR), Standing::Suspended);
		assert_noop!(revoke(MONITOR, sha256(1), 0), NOT_IN_GOOD_STANDING);
	});
}
