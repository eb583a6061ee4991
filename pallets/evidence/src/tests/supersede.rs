//! `supersede`: what replaces what, by whose word, and both stay.

use super::*;
use tracemark_primitives::evidence::{Entitlement, Supersession};

const OWN: Entitlement = Entitlement::Depositor { number: 0 };

fn supersede(
	operator: u64,
	entitlement: Entitlement,
	(digest, successor): (u8, u8),
	deposit: u32,
) -> DispatchResult {
	let origin = RuntimeOrigin::signed(operator);
	let (digest, successor) = (sha256(digest), sha256(successor));
	Evidence::supersede(origin, digest, entitlement, successor, deposit, GROUND)
}

/// What an organisation says in the current block to replace a digest, by its first deposit.
fn by(operator: u64, entitlement: Entitlement, successor: u8) -> Supersession {
	Supersession {
		operator: org(operator),
		entitlement,
		successor: sha256(successor),
		deposit: 0,
		ground: GROUND,
		block: System::block_number() as u32,
		moment: pallet_timestamp::Now::<Test>::get(),
	}
}

/// Records of these digests, by an operator.
fn anchored(operator: u64, bytes: &[u8]) {
	bytes.iter().for_each(|byte| anchor(operator, sha256(*byte)));
}

#[test]
fn supersede_should_keep_both_and_name_the_successor_when_the_depositor_says_so() {
	ExtBuilder.build_and_execute(|| {
		anchored(LABORATORY, &[1]);
		let before = Records::<Test>::get(sha256(1));
		advance_to(4, NOW + DAY);
		anchored(LABORATORY, &[2]);
		assert_ok!(supersede(LABORATORY, OWN, (1, 2), 0));

		let said = by(LABORATORY, OWN, 2);
		assert_eq!(Supersessions::<Test>::get(sha256(1), org(LABORATORY)), Some(said));
		assert_last_event(Event::Superseded {
			digest: sha256(1),
			by: org(LABORATORY),
			entitlement: OWN,
			successor: sha256(2),
			deposit: 0,
			ground: GROUND,
			stands: true,
		});
		// That it existed then is a fact that no successor changes, nor passes on.
		assert_eq!(Records::<Test>::get(sha256(1)), before);
		assert_eq!(Evidence::stands_since(&sha256(1)), Some(NOW));
		assert_eq!(Evidence::stands_since(&sha256(2)), Some(NOW + DAY));
		let last = |byte| Evidence::timeline(sha256(byte), 1, 9).items[0].act;
		assert_eq!(last(1), RecordAct::Superseded { successor: sha256(2) });
		assert_eq!(last(2), RecordAct::Succeeded { predecessor: sha256(1) });
	});
}

#[test]
fn supersede_should_make_a_chain_when_a_successor_gets_a_successor() {
	ExtBuilder.build_and_execute(|| {
		anchored(LABORATORY, &[1, 2, 3, 4]);
		for step in [(1, 2), (2, 3), (3, 4)] {
			assert_ok!(supersede(LABORATORY, OWN, step, 0));
		}
		let chain = |byte, limit| {
			let chain = Evidence::successors(sha256(byte), org(LABORATORY), limit);
			chain.into_iter().map(|it| it.successor).collect::<Vec<_>>()
		};
		assert_eq!(chain(1, 100), [2, 3, 4].map(sha256));
		// In pages, each from the last successor on.
		assert_eq!(chain(1, 2), [2, 3].map(sha256));
		assert_eq!(chain(3, 2), [4].map(sha256));
		assert!(chain(4, 2).is_empty() && chain(1, 0).is_empty() && chain(9, 2).is_empty());
		assert!(Evidence::successors(sha256(1), org(BRAND), 9).is_empty());
		// Two can have one successor.
		anchored(LABORATORY, &[5]);
		assert_ok!(supersede(LABORATORY, OWN, (5, 4), 0));
	});
}

#[test]
fn supersede_should_end_a_page_when_the_chain_is_longer() {
	ExtBuilder.build_and_execute(|| {
		anchored(LABORATORY, &[0]);
		for byte in 1..=102 {
			anchored(LABORATORY, &[byte]);
			assert_ok!(supersede(LABORATORY, OWN, (byte - 1, byte), 0));
		}
		let chain = |byte| Evidence::successors(sha256(byte), org(LABORATORY), u32::MAX);
		assert_eq!(chain(0).len(), 100);
		assert_eq!(chain(0)[99].successor, sha256(100));
		assert_eq!(chain(100).len(), 2);
	});
}

#[test]
fn supersede_should_leave_what_others_say_alone_when_one_copied_the_digest() {
	ExtBuilder.build_and_execute(|| {
		// The copy came first, and its depositor says that rubbish replaces it.
		anchored(CARRIER, &[1, 2]);
		anchored(LABORATORY, &[1, 3]);
		assert_ok!(supersede(CARRIER, OWN, (1, 2), 0));
		assert_eq!(Supersessions::<Test>::get(sha256(1), org(LABORATORY)), None);
		let own = Entitlement::Depositor { number: 1 };
		assert_ok!(supersede(LABORATORY, own, (1, 3), 0));
		assert_eq!(
			Supersessions::<Test>::get(sha256(1), org(CARRIER)).unwrap().successor,
			sha256(2)
		);
		assert_eq!(
			Supersessions::<Test>::get(sha256(1), org(LABORATORY)),
			Some(by(LABORATORY, own, 3))
		);
	});
}

#[test]
fn supersede_should_let_an_authority_speak_when_it_holds_the_digest_for_a_case() {
	ExtBuilder.build_and_execute(|| {
		anchored(MONITOR, &[1]);
		for (number, authority) in (1..).zip([COURT, CUSTOMS, SURVEILLANCE, POLICE]) {
			hold(authority, sha256(1));
			let (byte, entitlement) = (10 + number as u8, Entitlement::Authority { hold: number });
			anchored(authority, &[byte]);
			assert_ok!(supersede(authority, entitlement, (1, byte), 0));
			assert_eq!(
				Supersessions::<Test>::get(sha256(1), org(authority)),
				Some(by(authority, entitlement, byte))
			);
		}
	});
}

#[test]
fn supersede_should_leave_holds_and_keepers_bound_when_the_digest_is_held() {
	ExtBuilder.build_and_execute(|| {
		anchored(MONITOR, &[1, 2]);
		let keeper = || RuntimeOrigin::signed(MONITOR);
		assert_ok!(Evidence::keep(keeper(), sha256(1), NOW + DAY));
		hold(COURT, sha256(1));
		assert_ok!(supersede(MONITOR, OWN, (1, 2), 0));
		assert!(Evidence::is_held(&sha256(1)));
		assert!(!Evidence::is_held(&sha256(2)));
		assert_noop!(Evidence::stop_keeping(keeper(), sha256(1)), Error::<Test>::OnHold);
	});
}

#[test]
fn supersede_should_not_clean_a_digest_when_it_was_revoked() {
	ExtBuilder.build_and_execute(|| {
		anchored(MONITOR, &[1]);
		wait();
		assert_ok!(revoke(MONITOR, sha256(1), 0));
		let before = Records::<Test>::get(sha256(1));
		anchored(MONITOR, &[2]);
		assert_ok!(supersede(MONITOR, OWN, (1, 2), 0));
		assert_eq!(Records::<Test>::get(sha256(1)), before);
		assert_eq!(Evidence::stands_since(&sha256(1)), None);
		assert_last_event(Event::Superseded {
			digest: sha256(1),
			by: org(MONITOR),
			entitlement: OWN,
			successor: sha256(2),
			deposit: 0,
			ground: GROUND,
			stands: false,
		});
		// The successor stands since it was deposited, not since what it replaces was.
		assert_eq!(Evidence::stands_since(&sha256(2)), Some(NOW + REVOCABLE_AFTER));
		// To deposit the digest anew takes back neither that nor who succeeds it.
		anchored(MONITOR, &[1]);
		assert_eq!(Evidence::stands_since(&sha256(1)), None);
		let anew = Entitlement::Depositor { number: 1 };
		assert_noop!(supersede(MONITOR, anew, (1, 2), 0), Error::<Test>::AlreadySuperseded);
	});
}

#[test]
fn supersede_should_refuse_when_the_successor_does_not_stand_by_a_deposit_of_ones_own() {
	ExtBuilder.build_and_execute(|| {
		anchored(MONITOR, &[1, 2]);
		anchored(BRAND, &[3, 4]);
		// Unknown, another's, no such deposit.
		assert_noop!(supersede(MONITOR, OWN, (1, 9), 0), Error::<Test>::SuccessorNotStanding);
		assert_noop!(supersede(MONITOR, OWN, (1, 3), 0), Error::<Test>::SuccessorNotStanding);
		assert_noop!(supersede(MONITOR, OWN, (1, 2), 1), Error::<Test>::SuccessorNotStanding);
		wait();
		// Revoked by oneself, or by another before one deposited it.
		assert_ok!(revoke(MONITOR, sha256(2), 0));
		assert_noop!(supersede(MONITOR, OWN, (1, 2), 0), Error::<Test>::SuccessorNotStanding);
		assert_ok!(revoke(BRAND, sha256(3), 0));
		anchored(MONITOR, &[3]);
		assert_noop!(supersede(MONITOR, OWN, (1, 3), 1), Error::<Test>::SuccessorNotStanding);
		// Deposited by both while it stood.
		anchored(MONITOR, &[4]);
		assert_ok!(supersede(MONITOR, OWN, (1, 4), 1));
	});
}

#[test]
fn supersede_should_refuse_when_a_chain_would_fork_or_lead_back() {
	ExtBuilder.build_and_execute(|| {
		anchored(MONITOR, &[1, 2, 3]);
		assert_noop!(supersede(MONITOR, OWN, (1, 1), 0), Error::<Test>::SelfSuccessor);
		assert_ok!(supersede(MONITOR, OWN, (1, 2), 0));
		assert_noop!(supersede(MONITOR, OWN, (1, 3), 0), Error::<Test>::AlreadySuperseded);
		assert_noop!(supersede(MONITOR, OWN, (2, 1), 0), Error::<Test>::SuccessorSuperseded);
		assert_ok!(supersede(MONITOR, OWN, (2, 3), 0));
		assert_noop!(supersede(MONITOR, OWN, (3, 1), 0), Error::<Test>::SuccessorSuperseded);
		// Nor by another deposit of the same organisation.
		anchored(MONITOR, &[1]);
		assert_noop!(supersede(MONITOR, OWN, (3, 1), 1), Error::<Test>::SuccessorSuperseded);
	});
}

#[test]
fn supersede_should_refuse_when_the_signer_is_not_entitled() {
	ExtBuilder.build_and_execute(|| {
		let court = |hold| Entitlement::Authority { hold };
		anchored(MONITOR, &[1]);
		anchored(BRAND, &[2]);
		anchored(COURT, &[3]);
		anchored(CUSTOMS, &[4]);
		assert_noop!(supersede(BRAND, OWN, (9, 2), 0), Error::<Test>::UnknownDigest);
		assert_noop!(supersede(BRAND, OWN, (1, 2), 0), Error::<Test>::NotDepositor);
		// Not even an authority, without a case.
		assert_noop!(supersede(COURT, OWN, (1, 3), 0), Error::<Test>::NotDepositor);
		let unknown = Entitlement::Depositor { number: 1 };
		assert_noop!(supersede(BRAND, unknown, (1, 2), 0), Error::<Test>::UnknownDeposit);
		assert_noop!(supersede(COURT, court(1), (1, 3), 0), Error::<Test>::UnknownHold);
		hold(COURT, sha256(1));
		assert_noop!(supersede(CUSTOMS, court(1), (1, 4), 0), Error::<Test>::NotHoldingAuthority);
		assert_ok!(Evidence::release_hold(RuntimeOrigin::signed(COURT), sha256(1), 1));
		assert_noop!(supersede(COURT, court(1), (1, 3), 0), Error::<Test>::AlreadyReleased);
	});
}

#[test]
fn supersede_should_refuse_when_the_signer_may_not_act() {
	ExtBuilder.build_and_execute(|| {
		anchored(MONITOR, &[1, 2]);
		let call = |entitlement| {
			move |origin| Evidence::supersede(origin, sha256(1), entitlement, sha256(2), 0, GROUND)
		};
		let hold = Entitlement::Authority { hold: 1 };
		for operator in [MONITOR, BRAND, NOTARY, LABORATORY] {
			assert_noop!(supersede(operator, hold, (1, 2), 0), ROLE_MISSING);
		}
		refuse_who_may_not_act(MONITOR, call(OWN));
		refuse_who_may_not_act(COURT, call(hold));
	});
}
