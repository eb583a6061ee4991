//! `hold`: an authority with a case needs the evidence.

use super::*;

#[test]
fn hold_should_show_when_any_authority_with_a_case_holds() {
	ExtBuilder.build_and_execute(|| {
		anchor(MONITOR, sha256(1));
		anchor(MONITOR, sha256(2));
		assert!(!Evidence::is_held(&sha256(1)));
		advance_to(2, NOW + 1);
		for (number, operator) in (1..).zip([COURT, CUSTOMS, SURVEILLANCE, POLICE]) {
			hold(operator, sha256(1));
			let (org, block, moment) = (org(operator), 2, NOW + 1);
			let placed = Hold { org, operator: org, case: CASE, block, moment, released: None };
			assert_eq!(Holds::<Test>::get(sha256(1), number), Some(placed));
			let count = HoldCount { last: number, in_force: number };
			assert_eq!(HoldCounts::<Test>::get(sha256(1)), count);
			assert_last_event(Event::Held { digest: sha256(1), number, by: org, case: CASE });
			assert!(Evidence::is_held(&sha256(1)));
		}
		assert!(!Evidence::is_held(&sha256(2)));
	});
}

#[test]
fn hold_should_leave_the_status_alone_when_the_record_is_revoked_before_or_after() {
	ExtBuilder.build_and_execute(|| {
		for byte in [1, 2] {
			anchor(MONITOR, sha256(byte));
		}
		wait();
		assert_ok!(revoke(MONITOR, sha256(1), 0));
		hold(COURT, sha256(1));
		hold(COURT, sha256(2));
		assert_eq!(Evidence::stands_since(&sha256(1)), None);
		assert_eq!(Evidence::stands_since(&sha256(2)), Some(NOW));
		// To revoke is a statement, not a removal: what is held stays readable and kept.
		assert_ok!(revoke(MONITOR, sha256(2), 0));
		assert!(Evidence::is_held(&sha256(1)) && Evidence::is_held(&sha256(2)));
	});
}

#[test]
fn hold_should_hold_the_leaves_when_it_is_of_their_root() {
	ExtBuilder.build_and_execute(|| {
		let batch = Batch::of(3);
		batch.anchor(MONITOR);
		let is_held = || [1, 2, 3].map(|leaf| Evidence::is_held(&sha256(leaf)));
		// One was opened before, one is opened while the root is held, one not at all.
		assert_ok!(batch.open(MONITOR, 0, 0));
		for operator in [MONITOR, NOTARY] {
			let origin = RuntimeOrigin::signed(operator);
			assert_ok!(Evidence::keep(origin, sha256(1), NOW + 90 * DAY));
		}
		assert_eq!(is_held(), [false; 3]);
		hold(COURT, batch.digest());
		assert_ok!(batch.open(MONITOR, 0, 1));
		assert_eq!(is_held(), [true, true, false]);
		for operator in [MONITOR, NOTARY] {
			let stopped = Evidence::stop_keeping(RuntimeOrigin::signed(operator), sha256(1));
			assert_noop!(stopped, Error::<Test>::OnHold);
			let origin = RuntimeOrigin::signed(operator);
			let shorter = Evidence::keep(origin, sha256(1), NOW + 89 * DAY);
			assert_noop!(shorter, Error::<Test>::OnHold);
		}
		// It does not hold the root with a leaf, and a release is one for all.
		assert_ok!(Evidence::release_hold(RuntimeOrigin::signed(COURT), batch.digest(), 1));
		assert_eq!(is_held(), [false; 3]);
		hold(COURT, sha256(1));
		assert_eq!(is_held(), [true, false, false]);
		assert!(!Evidence::is_held(&batch.digest()));
	});
}

#[test]
fn hold_should_hold_an_exhibit_when_its_record_was_opened_from_the_batch() {
	ExtBuilder.build_and_execute(|| {
		let batch = Batch::of(1);
		batch.anchor(CUSTOMS);
		let (root, leaf, kind) = (batch.root(), batch.leaves[0], EvidenceKind::PhysicalExhibit);
		let (origin, path) = (RuntimeOrigin::signed(CUSTOMS), batch.path(0));
		assert_ok!(Evidence::open_leaf(origin, root, 0, leaf, 0, path, kind, description()));
		let origin = RuntimeOrigin::signed(CUSTOMS);
		let ten = Quantity::Pieces(10);
		assert_ok!(Evidence::register_exhibit(origin, sha256(1), 0, SEAL, ten, None, None));
		assert_ok!(on!(order_disposal(CUSTOMS, 1, Some(Disposal::Destroyed), GROUND)));
		hold(COURT, batch.digest());
		let destroyed = on!(dispose_of(CUSTOMS, 1, Disposal::Destroyed, GROUND));
		assert_noop!(destroyed, Error::<Test>::OnHold);
	});
}

#[test]
fn hold_should_hold_the_leaf_when_others_open_it_from_younger_batches() {
	ExtBuilder.build_and_execute(|| {
		let batch = Batch::of(1);
		batch.anchor(MONITOR);
		advance_to(2, NOW + 1);
		// Strangers see the leaf on its way and fill the room ahead of it.
		for count in 2..=5 {
			Batch::of(count).anchor(CARRIER);
			assert_ok!(Batch::of(count).open(CARRIER, 0, 0));
		}
		assert_ok!(batch.open(MONITOR, 0, 0));
		let known = BatchesOf::<Test>::get(sha256(1));
		assert!(known.contains(&BatchOf { root: batch.root(), moment: NOW }));
		assert_eq!(known.len(), MAX_ROOTS as usize);
		// There is none for one more of them, and the same root takes none twice.
		Batch::of(6).anchor(CARRIER);
		assert_ok!(Batch::of(6).open(CARRIER, 0, 0));
		batch.anchor(BRAND);
		assert_ok!(batch.open(BRAND, 1, 0));
		assert_eq!(BatchesOf::<Test>::get(sha256(1)), known);

		hold(COURT, Batch::of(6).digest());
		assert!(!Evidence::is_held(&sha256(1)));
		hold(COURT, batch.digest());
		assert!(Evidence::is_held(&sha256(1)));
	});
}

#[test]
fn hold_should_know_the_older_deposit_when_a_root_was_deposited_twice() {
	ExtBuilder.build_and_execute(|| {
		let batch = Batch::of(1);
		batch.anchor(MONITOR);
		advance_to(2, NOW + 1);
		batch.anchor(CARRIER);
		for (operator, number, moment) in [(CARRIER, 1, NOW + 1), (MONITOR, 0, NOW)] {
			assert_ok!(batch.open(operator, number, 0));
			let known = BatchOf { root: batch.root(), moment };
			assert_eq!(BatchesOf::<Test>::get(sha256(1)).to_vec(), [known]);
		}
	});
}

#[test]
fn hold_should_refuse_when_the_digest_is_unknown() {
	ExtBuilder.build_and_execute(|| {
		let held = Evidence::hold(RuntimeOrigin::signed(COURT), sha256(1), CASE);
		assert_noop!(held, Error::<Test>::UnknownDigest);
	});
}

#[test]
fn hold_should_refuse_when_the_signer_may_not_act() {
	ExtBuilder.build_and_execute(|| {
		anchor(MONITOR, sha256(1));
		for operator in [MONITOR, BRAND, NOTARY, LABORATORY] {
			let held = Evidence::hold(RuntimeOrigin::signed(operator), sha256(1), CASE);
			assert_noop!(held, ROLE_MISSING);
		}
		refuse_who_may_not_act(COURT, |origin| Evidence::hold(origin, sha256(1), CASE));
	});
}
