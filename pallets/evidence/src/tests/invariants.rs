//! Whatever is called in whatever order, records only accumulate, and digests stand and timelines read as a
//! model says.

use super::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Copy, Debug)]
enum Op {
	Anchor { who: u64, byte: u8 },
	AnchorBatch { who: u64, count: u8 },
	OpenLeaf { who: u64, count: u8, batch: u32, index: u8 },
	Revoke { who: u64, byte: u8, number: u32 },
	RevokeBatch { who: u64, count: u8, number: u32 },
	Reinstate { who: u64, byte: u8, number: u32 },
	ReinstateBatch { who: u64, count: u8, number: u32 },
	Attest { who: u64, byte: u8 },
	LinkTimeStamp { who: u64, byte: u8, ahead: i64 },
	Keep { who: u64, byte: u8, ahead: i64 },
	StopKeeping { who: u64, byte: u8 },
	Hold { who: u64, byte: u8 },
	ReleaseHold { who: u64, byte: u8, number: u32 },
	Supersede { who: u64, digest: u8, entitlement: Entitlement, successor: u8, deposit: u32 },
	OpenCapture { who: u64, ahead: i64 },
	JoinCapture { who: u64, group: u32, extract: u8 },
}

fn op() -> impl Strategy<Value = Op> {
	let who = || prop_oneof![9 => 1u64..3, 1 => Just(OUTSIDER)];
	// Few organisations, leaves and batches, so that revocations meet deposits.
	let (byte, count) = (|| 1u8..4, || 3u8..5);
	let authority = || prop_oneof![Just(COURT), Just(CUSTOMS), Just(MONITOR)];
	let monitor = || prop_oneof![9 => MONITORS.start..MONITORS.start + 4, 1 => Just(BRAND)];
	// Before and after now, by some steps.
	let ahead = || (-1i64..6).prop_map(|steps| steps * REVOCABLE_AFTER as i64);
	// As far as the notice, and beyond.
	let kept = || (-1i64..6).prop_map(|steps| steps * (KEEPING_NOTICE as i64 / 2));
	prop_oneof![
		(who(), byte()).prop_map(|(who, byte)| Op::Anchor { who, byte }),
		(who(), count()).prop_map(|(who, count)| Op::AnchorBatch { who, count }),
		(who(), count(), 0u32..3, 0u8..3).prop_map(|(who, count, batch, index)| Op::OpenLeaf {
			who,
			count,
			batch,
			index
		}),
		(who(), byte(), 0u32..4).prop_map(|(who, byte, number)| Op::Revoke { who, byte, number }),
		(who(), count(), 0u32..3).prop_map(|(who, count, number)| Op::RevokeBatch {
			who,
			count,
			number
		}),
		(who(), byte(), 0u32..4).prop_map(|(who, byte, number)| Op::Reinstate {
			who,
			byte,
			number
		}),
		(who(), count(), 0u32..3).prop_map(|(who, count, number)| Op::ReinstateBatch {
			who,
			count,
			number
		}),
		(who(), byte()).prop_map(|(who, byte)| Op::Attest { who, byte }),
		(who(), byte(), ahead()).prop_map(|(who, byte, ahead)| Op::LinkTimeStamp {
			who,
			byte,
			ahead
		}),
		(who(), byte(), kept()).prop_map(|(who, byte, ahead)| Op::Keep { who, byte, ahead }),
		(who(), byte()).prop_map(|(who, byte)| Op::StopKeeping { who, byte }),
		(authority(), byte()).prop_map(|(who, byte)| Op::Hold { who, byte }),
		(authority(), byte(), 0u32..3).prop_map(|(who, byte, number)| Op::ReleaseHold {
			who,
			byte,
			number
		}),
		(who(), byte(), 0u32..3, byte(), 0u32..3).prop_map(
			|(who, digest, number, successor, deposit)| {
				let entitlement = Entitlement::Depositor { number };
				Op::Supersede { who, digest, entitlement, successor, deposit }
			}
		),
		// An authority anchors what replaces it.
		(authority(), byte(), 1u32..3, byte()).prop_map(|(who, digest, hold, successor)| {
			let entitlement = Entitlement::Authority { hold };
			Op::Supersede { who, digest, entitlement, successor: successor + 200, deposit: 0 }
		}),
		(authority(), byte()).prop_map(|(who, byte)| Op::Anchor { who, byte: byte + 200 }),
		(monitor(), ahead()).prop_map(|(who, ahead)| Op::OpenCapture { who, ahead }),
		(monitor(), 0u32..3, 1u8..3).prop_map(|(who, group, extract)| Op::JoinCapture {
			who,
			group,
			extract
		}),
	]
}

/// What somebody received for a group.
fn received(who: u64, group: CaptureGroupId) -> Digest {
	Digest { algorithm: DigestAlgorithm::Sha256, value: id("tracemark/test/v1", (who, group)) }
}

fn from_now(ahead: i64) -> u64 {
	pallet_timestamp::Now::<Test>::get().saturating_add_signed(ahead)
}

fn apply(op: Op) -> DispatchResult {
	let signed = RuntimeOrigin::signed;
	match op {
		Op::Anchor { who, byte } => {
			Evidence::anchor(signed(who), sha256(byte), EvidenceKind::Other, description())
		},
		Op::AnchorBatch { who, count } => Evidence::anchor_batch(
			signed(who),
			Batch::of(count).root(),
			count.into(),
			EvidenceKind::Other,
			description(),
		),
		Op::OpenLeaf { who, count, batch, index } => {
			Batch::of(count).open(who, batch, index.into())
		},
		Op::Revoke { who, byte, number } => revoke(who, sha256(byte), number),
		Op::RevokeBatch { who, count, number } => revoke(who, Batch::of(count).digest(), number),
		Op::Reinstate { who, byte, number } => reinstate(who, sha256(byte), number),
		Op::ReinstateBatch { who, count, number } => {
			reinstate(who, Batch::of(count).digest(), number)
		},
		Op::Attest { who, byte } => Evidence::attest(signed(who), sha256(byte), H256::zero()),
		Op::LinkTimeStamp { who, byte, ahead } => {
			let time_stamp = TimeStamp { stated: from_now(ahead), ..time_stamp(byte) };
			Evidence::link_timestamp(signed(who), sha256(byte), time_stamp)
		},
		Op::Keep { who, byte, ahead } => Evidence::keep(signed(who), sha256(byte), from_now(ahead)),
		Op::StopKeeping { who, byte } => Evidence::stop_keeping(signed(who), sha256(byte)),
		Op::Hold { who, byte } => Evidence::hold(signed(who), sha256(byte), CASE),
		Op::ReleaseHold { who, byte, number } => {
			Evidence::release_hold(signed(who), sha256(byte), number)
		},
		Op::Supersede { who, digest, entitlement, successor, deposit } => {
			let (digest, successor) = (sha256(digest), sha256(successor));
			Evidence::supersede(signed(who), digest, entitlement, successor, deposit, GROUND)
		},
		Op::OpenCapture { who, ahead } => {
			let invited = invite(MONITORS.start..MONITORS.start + 4);
			Evidence::open_capture(signed(who), SUBJECT, 2, 3, invited, from_now(ahead))
		},
		// Anchored and added in one, as a batch that leaves all or nothing.
		Op::JoinCapture { who, group, extract } => {
			let raw = received(who, group);
			let kind = EvidenceKind::WebCapture;
			frame_support::storage::with_storage_layer(|| {
				Evidence::anchor(signed(who), raw, kind, description())?;
				join(who, group, raw, extract)
			})
		},
	}
}

/// A deposit.
#[derive(Clone, Debug)]
struct Deposited {
	/// When what it is of was fixed.
	fixed: u64,
	/// Whether that was before the first revocation.
	counts: bool,
	/// When it was revoked, reinstated and revoked again, as far as it was.
	turns: Vec<u64>,
}

impl Deposited {
	fn stands(&self) -> bool {
		self.counts && self.turns.len().is_multiple_of(2)
	}

	/// Whether it stood right before a moment, as is known by now.
	fn stood_before(&self, moment: u64) -> bool {
		let turns = self.turns.iter().filter(|turn| **turn < moment);
		self.counts && self.fixed < moment && turns.count() % 2 == 0
	}
}

/// What is known of each digest from the calls that succeeded.
#[derive(Default)]
struct Model {
	/// Its deposits.
	deposits: BTreeMap<Digest, Vec<Deposited>>,
	/// When it was revoked first.
	revoked: BTreeMap<Digest, u64>,
	/// Who revoked a deposit of it.
	revokers: BTreeSet<(Digest, u64)>,
	/// What was done about it, and by whom.
	acts: BTreeMap<Digest, Vec<(OrgId, RecordAct)>>,
}

impl Model {
	/// Takes in a call that succeeded.
	fn apply(&mut self, op: Op) {
		let batch = |count| Batch::of(count).digest();
		match op {
			Op::Anchor { who, byte } => self.deposit(who, sha256(byte)),
			Op::AnchorBatch { who, count } => self.deposit(who, batch(count)),
			Op::OpenLeaf { who, count, batch: number, index } => {
				let opened = self.deposits[&batch(count)][number as usize].clone();
				assert!(opened.counts && opened.turns.is_empty(), "opened what was revoked");
				let leaf = sha256(index + 1);
				assert!(!self.revokers.contains(&(leaf, who)), "brought back");
				// Opened from a batch that is older than the revocation, it counts like any from before.
				let revoked = self.revoked.get(&leaf).copied();
				let counts = revoked.is_none_or(|at| opened.fixed < at);
				self.deposit_fixed(who, leaf, opened.fixed, counts);
				self.act(who, batch(count), RecordAct::LeafOpened { leaf: leaf.value });
			},
			Op::Revoke { who, byte, number } => self.revoke(who, sha256(byte), number),
			Op::RevokeBatch { who, count, number } => self.revoke(who, batch(count), number),
			Op::Reinstate { who, byte, number } => self.reinstate(who, sha256(byte), number),
			Op::ReinstateBatch { who, count, number } => self.reinstate(who, batch(count), number),
			Op::Attest { who, byte } => {
				let before = |(_, act): &_| matches!(act, RecordAct::Attested { .. });
				let number = self.next(sha256(byte), before);
				self.act(who, sha256(byte), RecordAct::Attested { number });
			},
			Op::LinkTimeStamp { who, byte, .. } => {
				let before =
					|(by, act): &_| *by == org(who) && matches!(act, RecordAct::TimeStamped { .. });
				let number = self.next(sha256(byte), before);
				self.act(who, sha256(byte), RecordAct::TimeStamped { number });
			},
			Op::Keep { who, byte, ahead } => {
				self.act(who, sha256(byte), RecordAct::Kept { until: from_now(ahead) })
			},
			Op::StopKeeping { who, byte } => {
				let keeping = Keepers::<Test>::get(sha256(byte), org(who)).unwrap();
				self.act(who, sha256(byte), RecordAct::KeepingEnded { until: keeping.until })
			},
			Op::Hold { who, byte } => {
				let before = |(_, act): &_| matches!(act, RecordAct::Held { .. });
				let number = self.next(sha256(byte), before);
				self.act(who, sha256(byte), RecordAct::Held { number });
			},
			Op::ReleaseHold { who, byte, number } => {
				self.act(who, sha256(byte), RecordAct::HoldReleased { number })
			},
			Op::Supersede { who, digest, successor, deposit, .. } => {
				let (digest, successor) = (sha256(digest), sha256(successor));
				let succeeds = &self.deposits[&successor][deposit as usize];
				assert!(succeeds.stands(), "succeeded by what does not stand");
				self.act(who, digest, RecordAct::Superseded { successor });
				self.act(who, successor, RecordAct::Succeeded { predecessor: digest });
			},
			Op::OpenCapture { .. } => (),
			Op::JoinCapture { who, group, .. } => {
				self.deposit(who, received(who, group));
				self.act(who, received(who, group), RecordAct::Captured { group });
			},
		}
	}

	fn act(&mut self, who: u64, digest: Digest, act: RecordAct) {
		self.acts.entry(digest).or_default().push((org(who), act));
	}

	/// The number of the next act of its kind.
	fn next(&self, digest: Digest, is_kind: impl Fn(&(OrgId, RecordAct)) -> bool) -> u32 {
		self.acts[&digest].iter().filter(|act| is_kind(act)).count() as u32 + 1
	}

	fn deposit(&mut self, who: u64, digest: Digest) {
		let counts = !self.revoked.contains_key(&digest);
		self.deposit_fixed(who, digest, from_now(0), counts);
	}

	fn deposit_fixed(&mut self, who: u64, digest: Digest, fixed: u64, counts: bool) {
		let deposits = self.deposits.entry(digest).or_default();
		let number = deposits.len() as u32;
		deposits.push(Deposited { fixed, counts, turns: Vec::new() });
		self.act(who, digest, RecordAct::Deposited { number });
	}

	fn revoke(&mut self, who: u64, digest: Digest, number: u32) {
		let deposit = &mut self.deposits.get_mut(&digest).unwrap()[number as usize];
		deposit.turns.push(from_now(0));
		let act = match deposit.turns.len() {
			1 => RecordAct::Revoked { number },
			3 => RecordAct::RevokedAgain { number },
			turns => panic!("revoked as turn {turns}"),
		};
		self.revoked.entry(digest).or_insert(from_now(0));
		self.revokers.insert((digest, who));
		self.act(who, digest, act);
	}

	fn reinstate(&mut self, who: u64, digest: Digest, number: u32) {
		let deposit = &mut self.deposits.get_mut(&digest).unwrap()[number as usize];
		deposit.turns.push(from_now(0));
		assert_eq!(deposit.turns.len(), 2, "reinstated what was not revoked once");
		self.act(who, digest, RecordAct::Reinstated { number });
	}

	fn check(&self) {
		for (digest, deposits) in &self.deposits {
			let since = Evidence::stands_since(digest);
			assert_eq!(since.is_some(), deposits.iter().any(Deposited::stands));
			let counted = || deposits.iter().filter(|deposit| deposit.counts);
			let earliest = counted().map(|deposit| deposit.fixed).min();
			// The last reinstatement right before which nothing stood, by all that is known by now.
			let reinstated = counted().filter_map(|deposit| deposit.turns.get(1).copied());
			let is_fallen = |at: &u64| !deposits.iter().any(|deposit| deposit.stood_before(*at));
			let again = reinstated.filter(is_fallen).max();
			assert!(since.is_none() || since == again.or(earliest));
		}
	}

	fn check_timelines(&self) {
		for (digest, acts) in &self.acts {
			let timeline = Evidence::timeline(*digest, 0, u32::MAX).items;
			let timeline: Vec<_> = timeline.into_iter().map(|it| (it.org, it.act)).collect();
			assert_eq!(&timeline, acts, "the timeline of {digest:?}");
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig {
		cases: 128,
		failure_persistence: None,
		..Default::default()
	})]
	#[test]
	fn records_should_only_accumulate_when_anything_is_called(
		ops in prop::collection::vec(op(), 1..80)
	) {
		ExtBuilder.build_and_execute(|| {
			let mut seen: BTreeMap<Digest, Record> = BTreeMap::new();
			let mut corroborations = BTreeMap::new();
			let mut revocations: Vec<((Digest, u32), Revocation)> = Vec::new();
			let mut groups: Vec<(CaptureGroupId, CaptureGroup)> = Vec::new();
			let mut kept: Vec<(Digest, OrgId, u64)> = Vec::new();
			let mut model = Model::default();
			for (step, op) in (1u64..).zip(ops) {
				// Deposits of the last two steps are too young to be revoked.
				advance_to(step, NOW + step * (REVOCABLE_AFTER / 2 - 1));
				let root = sp_io::storage::root(Default::default());
				// As an extrinsic: what fails is rolled back, and here has nothing to roll back.
				match apply(op) {
					Ok(()) => model.apply(op),
					Err(_) => assert_eq!(root, sp_io::storage::root(Default::default())),
				}
				model.check();

				// Whoever keeps what is held does not let go of it earlier.
				for (digest, by, until) in &kept {
					let after = Keepers::<Test>::get(digest, by).expect("keepers stay on record");
					let notice = from_now(0).saturating_add(KEEPING_NOTICE).min(*until);
					assert!(after.until >= if Evidence::is_held(digest) { *until } else { notice });
				}
				// What was agreed stays, and so do all captures.
				for (number, before) in &groups {
					let after = CaptureGroups::<Test>::get(number).expect("groups stay");
					assert!(after.captures.starts_with(&before.captures));
					assert!(before.agreement.is_none() || after.agreement == before.agreement);
				}
				groups = CaptureGroups::<Test>::iter().collect();
				kept = Keepers::<Test>::iter()
					.map(|(digest, by, keeping)| (digest, by, keeping.until))
					.collect();

				for (digest, before) in &seen {
					let after = Records::<Test>::get(digest).expect("records stay");
					assert_eq!(after.deposit, before.deposit);
					// What was fixed since never makes it stand again.
					// And what was revoked once never looks as if it had not been.
					if let RecordStatus::Revoked { last, at, .. } = before.status {
						let RecordStatus::Revoked { last: last_after, at: at_after, .. } = after.status
						else {
							panic!("a revocation is gone");
						};
						assert_eq!((last_after, at_after), (last, at));
					}
				}
				for ((digest, number), before) in &corroborations {
					assert_eq!(Corroborations::<Test>::get(digest, number).as_ref(), Some(before));
				}
				// What was said of a deposit stays, and is added to.
				for ((digest, number), before) in &revocations {
					let after = Revocations::<Test>::get(digest, number).expect("revocations stay");
					let (reinstated, revoked_again) = (before.reinstated, before.revoked_again);
					assert!(reinstated.is_none() || after.reinstated == reinstated);
					assert!(revoked_again.is_none() || after.revoked_again == revoked_again);
					assert_eq!(Revocation { reinstated, revoked_again, ..after }, *before);
				}
				revocations = Revocations::<Test>::iter()
					.map(|(digest, number, revocation)| ((digest, number), revocation))
					.collect::<Vec<_>>();
				seen = Records::<Test>::iter().collect();
				corroborations = Corroborations::<Test>::iter()
					.map(|(digest, number, deposit)| ((digest, number), deposit))
					.collect();
			}
			model.check_timelines();
		});
	}
}
