//! One file for each call, timelines, the limits of what is stored, and invariants.

mod accept_exhibit;
mod anchor;
mod anchor_batch;
mod attest;
mod break_seal;
mod dispose_of;
mod exhibits;
mod hold;
mod invariants;
mod join_capture;
mod keep;
mod link_timestamp;
mod list;
mod offer_exhibit;
mod open_capture;
mod open_leaf;
mod order_disposal;
mod record_examination;
mod recover_exhibit;
mod refuse_exhibit;
mod register_exhibit;
mod reinstate;
mod release_abandoned_hold;
mod release_hold;
mod return_sample;
mod revoke;
mod seal_exhibit;
mod stop_keeping;
mod supersede;
mod take_sample;
mod timeline;
mod withdraw_exhibit;

use crate::{mock::*, *};
use codec::{Encode, MaxEncodedLen};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use sp_core::H256;
use sp_runtime::DispatchError;
use tracemark_primitives::{
	digest::{id, next_head, Digest, DigestAlgorithm},
	evidence::{
		Disposal, DisposalOrder, Entitlement, Exhibit, ExhibitAct, ExhibitEntry, ExhibitState,
		ListedDeposit, Pin, RecordAct, Supersession,
	},
	fakes::{FakeMembership, NOT_IN_GOOD_STANDING, NOT_MEMBER, ROLE_MISSING},
	parties::{Role, Roles, Standing},
	quantity::{Quantity, UnitCode},
	time::{DAY, MINUTE},
	traits::{EvidenceInspect, Membership},
	OrgId,
};

/// What may not act is refused, before anything is looked at: an outsider, the root, and `operator` once
/// its organisation is suspended.
#[track_caller]
fn refuse_who_may_not_act(operator: u64, call: impl Fn(RuntimeOrigin) -> DispatchResult) {
	assert_noop!(call(RuntimeOrigin::signed(OUTSIDER)), NOT_MEMBER);
	assert_noop!(call(RuntimeOrigin::root()), DispatchError::BadOrigin);
	FakeMembership::set_standing(org(operator), Standing::Suspended);
	assert_noop!(call(RuntimeOrigin::signed(operator)), NOT_IN_GOOD_STANDING);
}

/// An act of the holder is refused to whoever else, of what is unknown, changed since, offered or ended.
#[track_caller]
fn refuse_who_has_it_not(act: impl Fn(RuntimeOrigin, u32, u32) -> DispatchResult) {
	let signed = RuntimeOrigin::signed;
	register(CUSTOMS);
	assert_noop!(act(signed(CUSTOMS), 2, 0), Error::<Test>::UnknownExhibit);
	for seq in [0, 2] {
		assert_noop!(act(signed(CUSTOMS), 1, seq), Error::<Test>::StaleSeq);
	}
	for operator in [COURT, POLICE, BRAND] {
		assert_noop!(act(signed(operator), 1, 1), Error::<Test>::NotHolder);
	}
	assert_ok!(on!(offer_exhibit(CUSTOMS, 1, org(LABORATORY))));
	assert_noop!(act(signed(CUSTOMS), 1, 2), Error::<Test>::OnOffer);
	assert_noop!(act(signed(LABORATORY), 1, 2), Error::<Test>::NotHolder);
	assert_ok!(on!(withdraw_exhibit(CUSTOMS, 1)));
	assert_ok!(on!(order_disposal(CUSTOMS, 1, Some(Disposal::Returned), GROUND)));
	assert_ok!(on!(dispose_of(CUSTOMS, 1, Disposal::Returned, GROUND)));
	assert_noop!(act(signed(CUSTOMS), 1, 5), Error::<Test>::AlreadyEnded);
	refuse_who_may_not_act(CUSTOMS, |origin| act(origin, 1, 5));
}

/// An answer to an offer is refused to whoever it is not made to, and where there is none any more.
#[track_caller]
fn refuse_who_is_offered_nothing(answer: impl Fn(RuntimeOrigin, u32, u32) -> DispatchResult) {
	let signed = RuntimeOrigin::signed;
	register(CUSTOMS);
	assert_noop!(answer(signed(LABORATORY), 2, 0), Error::<Test>::UnknownExhibit);
	assert_noop!(answer(signed(LABORATORY), 1, 1), Error::<Test>::NotOffered);
	assert_ok!(on!(offer_exhibit(CUSTOMS, 1, org(LABORATORY))));
	assert_noop!(answer(signed(LABORATORY), 1, 1), Error::<Test>::StaleSeq);
	for operator in [CUSTOMS, COURT, BRAND] {
		assert_noop!(answer(signed(operator), 1, 2), Error::<Test>::NotOffered);
	}
	refuse_who_may_not_act(LABORATORY, |origin| answer(origin, 1, 2));
}

#[test]
fn stored_values_should_keep_their_budget_when_longest() {
	assert!(Deposit::max_encoded_len() <= 96);
	// What an anchor writes: a leaf is opened, not anchored, and names its root.
	let budget = |content, again_since| {
		let deposit =
			ExtBuilder.build().execute_with(|| deposit_by(MONITOR, EvidenceKind::Other, content));
		let (last, left, at) = (u32::MAX, u32::MAX, u64::MAX);
		let status = RecordStatus::Revoked { last, left, at, again_since };
		let first = First { by: OrgId::MAX, at: u64::MAX };
		Record { deposit, status, first, corroborations: u32::MAX }.encoded_size()
	};
	assert!(budget(Content::Single, Some(u64::MAX)) <= 96);
	// One that no deposit of before the first revocation was left of, and that was reinstated, is longer.
	assert!(budget(Content::Batch { leaves: u64::MAX }, None) <= 96);
	assert!(budget(Content::Batch { leaves: u64::MAX }, Some(u64::MAX)) <= 104);
	assert!(Attestation::max_encoded_len() <= 96);
	assert!(Revocation::max_encoded_len() <= 160);
	assert!(Keeping::max_encoded_len() <= 96);
	assert!(Hold::max_encoded_len() <= 112);
	assert!(LoggedAct::max_encoded_len() <= 96);
	assert!(Exhibit::max_encoded_len() <= 192);
	assert!(ExhibitEntry::max_encoded_len() <= 160);
}

#[test]
fn description_digest_should_bind_every_field_when_one_changes() {
	let description = description();
	assert_eq!(description.digest(), id("tracemark/description/v1", &description));

	let change = |change: fn(&mut Description)| {
		let mut other = description.clone();
		change(&mut other);
		other.digest()
	};
	let digests = [
		description.digest(),
		change(|it| it.subjects.clear()),
		change(|it| it.subjects.as_mut().reverse()),
		change(|it| it.provenance.source = H256::zero()),
		change(|it| it.provenance.tool = H256::zero()),
		change(|it| it.provenance.captured_by = None),
		change(|it| it.provenance.claimed_time.moment += 1),
		change(|it| it.provenance.claimed_time.offset += 1),
		change(|it| it.provenance.witnesses.clear()),
	];
	let distinct: std::collections::BTreeSet<_> = digests.iter().collect();
	assert_eq!(distinct.len(), digests.len());
}

#[test]
fn stands_since_should_say_nothing_when_the_digest_is_unknown() {
	ExtBuilder.build_and_execute(|| {
		assert_eq!(Evidence::stands_since(&sha256(1)), None);
	});
}

#[test]
fn try_state_should_fail_when_an_invariant_is_broken() {
	let broken = |breaks: fn()| {
		ExtBuilder.build().execute_with(|| {
			anchor(MONITOR, sha256(1));
			anchor(BRAND, sha256(1));
			assert_ok!(Evidence::do_try_state());
			breaks();
			assert!(Evidence::do_try_state().is_err());
		});
	};
	broken(|| Records::<Test>::remove(sha256(1)));
	broken(|| Corroborations::<Test>::remove(sha256(1), 1));
	let change = |change: fn(&mut Record)| {
		Records::<Test>::mutate(sha256(1), |record| change(record.as_mut().unwrap()))
	};
	let changed = |how: fn(&mut Record)| {
		ExtBuilder.build().execute_with(|| {
			anchor(MONITOR, sha256(1));
			anchor(BRAND, sha256(1));
			change(how);
			assert!(Evidence::do_try_state().is_err());
		});
	};
	changed(|record| record.corroborations = 0);
	changed(|record| record.corroborations = 2);
	changed(|record| record.first.at -= 1);
	changed(|record| record.first.by = org(NOTARY));
	broken(|| AttestationCount::<Test>::insert(sha256(1), 1));
	broken(|| advance_to(0, NOW));
	broken(|| advance_to(1, NOW - 1));
	broken(|| {
		Records::<Test>::mutate(sha256(1), |record| {
			let (last, left, at, again_since) = (1, 1, NOW, None);
			record.as_mut().unwrap().status = RecordStatus::Revoked { last, left, at, again_since };
		})
	});
	broken(|| {
		Records::<Test>::mutate(sha256(1), |record| {
			record.as_mut().unwrap().deposit.content = Content::Batch { leaves: 0 };
		})
	});
	broken(|| {
		Corroborations::<Test>::mutate(sha256(1), 1, |deposit| {
			let (root, opened_at) = (H256::zero(), NOW);
			deposit.as_mut().unwrap().content = Content::Leaf { root, opened_at };
		})
	});
	let linked = |change: fn(&mut LinkedTimeStamp)| {
		ExtBuilder.build().execute_with(|| {
			anchor(MONITOR, sha256(1));
			let origin = RuntimeOrigin::signed(BRAND);
			assert_ok!(Evidence::link_timestamp(origin, sha256(1), time_stamp(1)));
			assert_ok!(Evidence::do_try_state());
			TimeStamps::<Test>::mutate((sha256(1), org(BRAND), 1), |linked| {
				change(linked.as_mut().unwrap())
			});
			assert!(Evidence::do_try_state().is_err());
		});
	};
	linked(|linked| linked.time_stamp.policy.0.clear());
	linked(|linked| linked.time_stamp.stated += DAY);
	linked(|linked| linked.block += 1);
	broken(|| TimeStampCount::<Test>::insert(sha256(1), org(BRAND), 1));
	broken(|| {
		for number in 1..=MAX_TIME_STAMPS + 1 {
			let (operator, block, moment) = (org(BRAND), 1, NOW);
			let linked = LinkedTimeStamp { time_stamp: time_stamp(1), operator, block, moment };
			TimeStamps::<Test>::insert((sha256(1), org(BRAND), number), linked);
			TimeStampCount::<Test>::insert(sha256(1), org(BRAND), number);
		}
	});
	let keeping = Keeping { operator: org(BRAND), until: NOW + 1, block: 1, moment: NOW };
	let keeps = |digest, keeping: Keeping| {
		ExtBuilder.build().execute_with(|| {
			anchor(MONITOR, sha256(1));
			Keepers::<Test>::insert(digest, org(BRAND), keeping);
			Evidence::do_try_state()
		})
	};
	assert_ok!(keeps(sha256(1), keeping));
	assert!(keeps(sha256(2), keeping).is_err());
	assert!(keeps(sha256(1), Keeping { until: NOW - 1, ..keeping }).is_err());
	assert!(keeps(sha256(1), Keeping { block: 2, ..keeping }).is_err());
	let held = |change: fn(&mut Hold)| {
		ExtBuilder.build().execute_with(|| {
			anchor(MONITOR, sha256(1));
			hold(COURT, sha256(1));
			assert_ok!(Evidence::do_try_state());
			Holds::<Test>::mutate(sha256(1), 1, |hold| change(hold.as_mut().unwrap()));
			assert!(Evidence::do_try_state().is_err());
		});
	};
	held(|hold| hold.moment += 1);
	let release =
		Release { org: org(COURT), operator: org(COURT), ground: None, block: 1, moment: NOW };
	held(|hold| hold.org = org(POLICE));
	let released = |release: Release| {
		ExtBuilder.build().execute_with(|| {
			anchor(MONITOR, sha256(1));
			hold(COURT, sha256(1));
			assert_ok!(Evidence::release_hold(RuntimeOrigin::signed(COURT), sha256(1), 1));
			Holds::<Test>::mutate(sha256(1), 1, |hold| {
				hold.as_mut().unwrap().released = Some(release);
			});
			Evidence::do_try_state()
		})
	};
	assert_ok!(released(release));
	assert!(released(Release { org: org(POLICE), ..release }).is_err());
	assert!(released(Release { ground: Some(GROUND), ..release }).is_err());
	broken(|| {
		hold(COURT, sha256(1));
		Holds::<Test>::mutate(sha256(1), 1, |hold| {
			let (org, operator) = (org(COURT), org(COURT));
			hold.as_mut().unwrap().released =
				Some(Release { org, operator, ground: None, block: 1, moment: NOW });
		});
	});
	broken(|| HoldCounts::<Test>::insert(sha256(1), HoldCount { last: 1, in_force: 0 }));
	broken(|| {
		hold(COURT, sha256(1));
		assert_ok!(Evidence::release_hold(RuntimeOrigin::signed(COURT), sha256(1), 1));
		Holds::<Test>::mutate(sha256(1), 1, |hold| {
			hold.as_mut().unwrap().released.as_mut().unwrap().block = 0;
		});
	});
	let captured = |change: fn(&mut CaptureGroup)| {
		ExtBuilder.build().execute_with(|| {
			let group = open_capture(2, 3);
			for monitor in [10, 11] {
				advance_to(monitor, NOW + monitor);
				assert_ok!(join(monitor, group, capture(monitor), 1));
			}
			assert_ok!(Evidence::do_try_state());
			CaptureGroups::<Test>::mutate(group, |group| change(group.as_mut().unwrap()));
			assert!(Evidence::do_try_state().is_err());
		});
	};
	captured(|group| group.quorum = 1);
	captured(|group| group.quorum = 3);
	captured(|group| group.size = 1);
	captured(|group| group.moment += 11);
	captured(|group| group.until = NOW);
	captured(|group| group.until = NOW + 11);
	captured(|group| group.until = NOW + MAX_CAPTURE_WINDOW + 1);
	captured(|group| group.captures[1].org = group.captures[0].org);
	captured(|group| group.captures[1].raw = group.captures[0].raw);
	captured(|group| group.captures[1].raw.algorithm = DigestAlgorithm::Blake2b256);
	captured(|group| group.captures[1].deposit = 1);
	captured(|group| group.invited.clear());
	captured(|group| group.invited.as_mut().reverse());
	captured(|group| group.invited.retain(|invited| *invited != org(11)));
	captured(|group| group.captures[0].block = 0);
	captured(|group| group.captures.as_mut().reverse());
	captured(|group| group.captures.truncate(1));
	captured(|group| group.agreement.as_mut().unwrap().block = 0);
	captured(|group| group.agreement.as_mut().unwrap().moment += 1);
	captured(|group| group.captures[1].moment = NOW + 12);
	captured(|group| group.captures[1].moment = NOW - 1);
	captured(|group| group.captures[1].extract = H256::zero());
	captured(|group| group.agreement = None);
	captured(|group| group.agreement.as_mut().unwrap().extract = H256::zero());
	// What was joined is a single web capture of the time of the group.
	let deposited = |change: fn(&mut Deposit)| {
		ExtBuilder.build().execute_with(|| {
			let group = open_capture(2, 3);
			advance_to(2, NOW + 1);
			assert_ok!(join(10, group, capture(10), 1));
			assert_ok!(Evidence::do_try_state());
			Records::<Test>::mutate(sha256(10), |record| {
				let record = record.as_mut().unwrap();
				change(&mut record.deposit);
				record.first.at = record.deposit.moment;
			});
			assert!(Evidence::do_try_state().is_err());
		});
	};
	deposited(|deposit| deposit.kind = EvidenceKind::Photograph);
	deposited(|deposit| deposit.content = Content::Batch { leaves: 1 });
	deposited(|deposit| deposit.moment = NOW - 1);
	let acted = |change: fn(&mut LoggedAct)| {
		ExtBuilder.build().execute_with(|| {
			anchor(MONITOR, sha256(1));
			hold(COURT, sha256(1));
			anchor(BRAND, sha256(1));
			hold(COURT, sha256(1));
			assert_ok!(Evidence::do_try_state());
			Acts::<Test>::mutate(sha256(1), 2, |act| change(act.as_mut().unwrap()));
			assert!(Evidence::do_try_state().is_err());
		});
	};
	// Before another, after what was not deposited yet, of another act, of none, from the future.
	acted(|act| act.deposits = 2);
	acted(|act| act.entry.act = RecordAct::Held { number: 1 });
	acted(|act| act.entry.act = RecordAct::Held { number: 3 });
	acted(|act| act.entry.act = RecordAct::Attested { number: 1 });
	acted(|act| act.entry.act = RecordAct::Deposited { number: 1 });
	acted(|act| act.entry.org = org(POLICE));
	acted(|act| act.entry.moment += 1);
	broken(|| {
		hold(COURT, sha256(1));
		hold(COURT, sha256(1));
		Acts::<Test>::mutate(sha256(1), 2, |act| act.as_mut().unwrap().deposits = 0);
	});
	broken(|| {
		hold(COURT, sha256(1));
		Acts::<Test>::remove(sha256(1), 1);
		ActCount::<Test>::remove(sha256(1));
	});
	broken(|| ActCount::<Test>::insert(sha256(1), 1));
	let superseded = |change: fn(&mut Supersession)| {
		ExtBuilder.build().execute_with(|| {
			[1, 2].into_iter().for_each(|byte| anchor(MONITOR, sha256(byte)));
			anchor(BRAND, sha256(2));
			let (origin, own) =
				(RuntimeOrigin::signed(MONITOR), Entitlement::Depositor { number: 0 });
			assert_ok!(Evidence::supersede(origin, sha256(1), own, sha256(2), 0, GROUND));
			assert_ok!(Evidence::do_try_state());
			Supersessions::<Test>::mutate(sha256(1), org(MONITOR), |it| {
				change(it.as_mut().unwrap())
			});
			assert!(Evidence::do_try_state().is_err());
		});
	};
	superseded(|it| it.successor = sha256(1));
	superseded(|it| it.deposit = 1);
	superseded(|it| it.deposit = 2);
	superseded(|it| it.entitlement = Entitlement::Depositor { number: 1 });
	superseded(|it| it.entitlement = Entitlement::Authority { hold: 1 });
	superseded(|it| it.moment += 1);
	broken(|| {
		anchor(MONITOR, sha256(2));
		for (from, to) in [(1, 2), (2, 1)] {
			let supersession = Supersession {
				operator: org(MONITOR),
				entitlement: Entitlement::Depositor { number: 0 },
				successor: sha256(to),
				deposit: 0,
				ground: GROUND,
				block: 1,
				moment: NOW,
			};
			let member = FakeMembership::ensure_member(&MONITOR).unwrap();
			let (successor, predecessor) = (sha256(to), sha256(from));
			assert_ok!(Evidence::log(&sha256(from), &member, RecordAct::Superseded { successor }));
			assert_ok!(Evidence::log(&sha256(to), &member, RecordAct::Succeeded { predecessor }));
			Supersessions::<Test>::insert(sha256(from), org(MONITOR), supersession);
		}
	});
	let exhibited = |breaks: fn()| {
		ExtBuilder.build().execute_with(|| {
			register(CUSTOMS);
			sample(CUSTOMS, Quantity::Pieces(1));
			assert_ok!(on!(offer_exhibit(CUSTOMS, 2, org(LABORATORY))));
			assert_ok!(Evidence::do_try_state());
			breaks();
			assert!(Evidence::do_try_state().is_err());
		});
	};
	exhibited(|| ExhibitActs::<Test>::remove((sha256(1), 1, 2)));
	exhibited(|| {
		ExhibitActs::<Test>::mutate((sha256(1), 1, 2), |entry| entry.as_mut().unwrap().moment -= 1)
	});
	exhibited(|| {
		let entry = ExhibitActs::<Test>::get((sha256(1), 2, 2)).unwrap();
		ExhibitActs::<Test>::insert((sha256(1), 2, 3), entry);
	});
	exhibited(|| ExhibitCount::<Test>::insert(sha256(1), 1));
	exhibited(|| Acts::<Test>::mutate(sha256(1), 1, |act| act.as_mut().unwrap().entry.org += 1));
	let changed = |change: fn(&mut Exhibit)| {
		ExtBuilder.build().execute_with(|| {
			register(CUSTOMS);
			sample(CUSTOMS, Quantity::Pieces(1));
			assert_ok!(on!(offer_exhibit(CUSTOMS, 2, org(LABORATORY))));
			Exhibits::<Test>::mutate(sha256(1), 2, |exhibit| change(exhibit.as_mut().unwrap()));
			assert!(Evidence::do_try_state().is_err());
		});
	};
	changed(|exhibit| exhibit.head = H256::zero());
	changed(|exhibit| exhibit.seq = 1);
	changed(|exhibit| exhibit.seal = None);
	changed(|exhibit| exhibit.sample_of = Some(2));
	changed(|exhibit| exhibit.sample_of = Some(3));
	changed(|exhibit| exhibit.by = org(BRAND));
	changed(|exhibit| exhibit.holder = org(LABORATORY));
	changed(|exhibit| exhibit.seal = Some(SEAL));
	changed(|exhibit| exhibit.quantity = Quantity::Pieces(2));
	changed(|exhibit| exhibit.state = ExhibitState::Held);
	changed(|exhibit| exhibit.state = ExhibitState::Rejoined);
	broken(|| NextCaptureGroup::<Test>::put(1));
	broken(|| {
		open_capture(2, 2);
		NextCaptureGroup::<Test>::put(0);
	});
	let revocation = |operator| Revocation {
		org: org(operator),
		operator: org(operator),
		block: 2,
		moment: NOW + REVOCABLE_AFTER,
		ground: GROUND,
		reinstated: None,
		revoked_again: None,
	};
	let revoked = |breaks: &dyn Fn()| {
		ExtBuilder.build().execute_with(|| {
			anchor(MONITOR, sha256(1));
			anchor(BRAND, sha256(1));
			wait();
			assert_ok!(revoke(MONITOR, sha256(1), 0));
			anchor(NOTARY, sha256(1));
			assert_ok!(Evidence::do_try_state());
			breaks();
			assert!(Evidence::do_try_state().is_err());
		});
	};
	let insert = |number, revocation| Revocations::<Test>::insert(sha256(1), number, revocation);
	let status = |status| {
		Records::<Test>::mutate(sha256(1), |record| record.as_mut().unwrap().status = status)
	};
	revoked(&|| Revocations::<Test>::remove(sha256(1), 0));
	revoked(&|| Revocations::<Test>::insert(sha256(2), 0, revocation(MONITOR)));
	// Of no deposit, by another, too early, from the future, not counted.
	revoked(&|| insert(3, revocation(MONITOR)));
	revoked(&|| insert(0, revocation(BRAND)));
	revoked(&|| insert(0, Revocation { moment: NOW, ..revocation(MONITOR) }));
	revoked(&|| insert(0, Revocation { block: 3, ..revocation(MONITOR) }));
	revoked(&|| insert(1, revocation(BRAND)));
	// A status that shows none, leaves too many or too few, counts what came later, or is of another time.
	let at = NOW + REVOCABLE_AFTER;
	revoked(&|| status(RecordStatus::Standing));
	let counting = |last, left, at, again_since| {
		status(RecordStatus::Revoked { last, left, at, again_since });
	};
	revoked(&|| counting(1, 2, at, None));
	revoked(&|| counting(1, 0, at, None));
	revoked(&|| counting(3, 3, at, None));
	revoked(&|| counting(1, 1, at - 1, None));
	revoked(&|| counting(1, 1, at, Some(at)));
	revoked(&|| Revokers::<Test>::remove(sha256(1), org(MONITOR)));
	revoked(&|| Revokers::<Test>::insert(sha256(1), org(BRAND), ()));
	revoked(&|| {
		advance_to(3, NOW + 2 * REVOCABLE_AFTER);
		anchor(NOTARY, sha256(1));
		counting(3, 3, at, None);
	});
	let reinstated = |breaks: &dyn Fn()| {
		ExtBuilder.build().execute_with(|| {
			anchor(MONITOR, sha256(1));
			wait();
			assert_ok!(revoke(MONITOR, sha256(1), 0));
			advance_to(3, at + 1);
			assert_ok!(reinstate(MONITOR, sha256(1), 0));
			advance_to(4, at + 2);
			assert_ok!(revoke(MONITOR, sha256(1), 0));
			anchor(MONITOR, sha256(1));
			assert_ok!(Evidence::do_try_state());
			breaks();
			assert!(Evidence::do_try_state().is_err());
		});
	};
	let reversed = |change: fn(&mut Revocation)| {
		reinstated(&|| {
			Revocations::<Test>::mutate(sha256(1), 0, |revocation| {
				change(revocation.as_mut().unwrap())
			})
		})
	};
	// Not reinstated, not revoked again, before what is reversed, from the future.
	reversed(|it| it.reinstated = None);
	reversed(|it| it.revoked_again = None);
	reversed(|it| it.reinstated.as_mut().unwrap().moment = NOW);
	reversed(|it| it.reinstated.as_mut().unwrap().block = 1);
	reversed(|it| it.revoked_again.as_mut().unwrap().moment = NOW);
	reversed(|it| it.revoked_again.as_mut().unwrap().block = 5);
	// With what is revoked left, since another time, with an act of none.
	reinstated(&|| counting(0, 1, at, Some(at + 1)));
	reinstated(&|| counting(0, 0, at, Some(at + 2)));
	for act in [RecordAct::Reinstated { number: 1 }, RecordAct::RevokedAgain { number: 1 }] {
		reinstated(&|| {
			Acts::<Test>::mutate(sha256(1), 2, |logged| logged.as_mut().unwrap().entry.act = act);
		});
	}
	reinstated(&|| {
		let member = FakeMembership::ensure_member(&MONITOR).unwrap();
		let again = RecordAct::Reinstated { number: 0 };
		assert_ok!(Evidence::log(&sha256(1), &member, again));
	});
	let opened = |breaks: &dyn Fn()| {
		ExtBuilder.build().execute_with(|| {
			for count in 1..=MAX_ROOTS as u8 + 1 {
				Batch::of(count).anchor(BRAND);
				assert_ok!(Batch::of(count).open(BRAND, 0, 0));
			}
			assert_ok!(Evidence::do_try_state());
			breaks();
			assert!(Evidence::do_try_state().is_err());
		});
	};
	let batches = |change: fn(&mut Vec<BatchOf>)| {
		BatchesOf::<Test>::mutate(sha256(1), |batches| {
			let mut changed = batches.to_vec();
			change(&mut changed);
			*batches = changed.try_into().unwrap();
		})
	};
	// With none, with too few, with one twice, with another time, with no batch of it.
	opened(&|| BatchesOf::<Test>::remove(sha256(1)));
	opened(&|| batches(|batches| batches.truncate(3)));
	opened(&|| batches(|batches| batches[1] = batches[0]));
	opened(&|| batches(|batches| batches[1].moment += 1));
	opened(&|| batches(|batches| batches[1].root = H256::zero()));
	opened(&|| {
		let batch = BatchOf { root: Batch::of(1).root(), moment: NOW };
		BatchesOf::<Test>::insert(sha256(2), frame_support::BoundedVec::truncate_from(vec![batch]));
	});
	// Opened by whoever revoked it before.
	ExtBuilder.build().execute_with(|| {
		Batch::of(1).anchor(MONITOR);
		anchor(MONITOR, sha256(1));
		wait();
		assert_ok!(revoke(MONITOR, sha256(1), 0));
		advance_to(3, NOW + 2 * REVOCABLE_AFTER);
		Revokers::<Test>::remove(sha256(1), org(MONITOR));
		assert_ok!(Batch::of(1).open(MONITOR, 0, 0));
		Revokers::<Test>::insert(sha256(1), org(MONITOR), ());
		assert!(Evidence::do_try_state().is_err());
	});
}
