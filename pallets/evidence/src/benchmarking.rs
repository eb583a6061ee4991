//! Benchmarks of the calls, each on its dearest path.

use crate::*;
use frame_benchmarking::v2::*;
use frame_support::traits::Get;
use frame_system::RawOrigin::Signed;
use sp_core::H256;
use tracemark_primitives::{
	benchmarking::BenchmarkHelper,
	digest::{id, Digest, DigestAlgorithm::Sha256},
	evidence::{Disposal, Entitlement},
	merkle::{self, AuditPath},
	parties::{NamedParty, PartyTag, Role},
	quantity::Quantity,
	time::EventTime,
	Moment, OrgId,
};

const NOW: Moment = 1_700_000_000_000;

/// A description of greatest length.
fn description() -> Description {
	let hash = H256::repeat_byte(0xff);
	let seller = NamedParty::Outsider(PartyTag { key_version: u16::MAX, tag: hash });
	let mut subjects = frame_support::BoundedVec::new();
	while subjects.try_push(Subject::Seller(seller)).is_ok() {}
	let mut witnesses = frame_support::BoundedVec::new();
	while witnesses.try_push(hash).is_ok() {}
	let provenance = Provenance {
		source: hash,
		tool: hash,
		captured_by: Some(hash),
		claimed_time: EventTime { moment: NOW, offset: 60 },
		witnesses,
	};
	Description { subjects, provenance }
}

fn digest(value: H256) -> Digest {
	Digest { algorithm: Sha256, value }
}

/// A monitor, at a set time.
fn member<T: Config>(seed: u32) -> T::AccountId {
	T::BenchmarkHelper::set_time(NOW);
	T::BenchmarkHelper::member(seed, Role::Monitor.into()).0
}

/// Makes the record of a digest.
fn anchored<T: Config>(who: &T::AccountId, value: H256) -> Digest {
	let digest = digest(value);
	Pallet::<T>::do_anchor(who, digest, EvidenceKind::Other, Content::Single, description())
		.expect("a member may anchor");
	digest
}

/// Deposits what somebody received.
fn captured<T: Config>(who: &T::AccountId, value: H256) -> Digest {
	let (digest, kind) = (digest(value), EvidenceKind::WebCapture);
	Pallet::<T>::do_anchor(who, digest, kind, Content::Single, description())
		.expect("a member may anchor");
	digest
}

/// A keeper of the original of a digest.
fn kept<T: Config>() -> (T::AccountId, Digest) {
	let keeper = member::<T>(1);
	let digest = anchored::<T>(&keeper, H256::repeat_byte(1));
	Pallet::<T>::do_keep(&keeper, digest, Moment::MAX).expect("a member may keep an original");
	(keeper, digest)
}

/// Holds a digest.
fn held<T: Config>(digest: Digest) -> T::AccountId {
	let court = T::BenchmarkHelper::member(2, Role::Court.into()).0;
	Pallet::<T>::do_hold(&court, digest, H256::repeat_byte(2)).expect("a court may hold");
	court
}

/// Holds a digest and releases it.
fn released<T: Config>(digest: Digest) {
	let court = held::<T>(digest);
	Pallet::<T>::do_release_hold(&court, digest, 1).expect("a court may release its hold");
}

/// Revokes a corroboration.
fn revoked<T: Config>() -> (T::AccountId, Digest) {
	let value = H256::repeat_byte(1);
	anchored::<T>(&member::<T>(1), value);
	let caller = member::<T>(2);
	let digest = anchored::<T>(&caller, value);
	T::BenchmarkHelper::set_time(NOW.saturating_add(REVOCABLE_AFTER));
	Pallet::<T>::do_revoke(&caller, digest, 1, GROUND).expect("an old deposit may be revoked");
	(caller, digest)
}

/// Opens a digest as a leaf of as many batches as it is held with.
fn held_with_batches<T: Config>(digest: Digest) {
	for byte in 1..=MAX_ROOTS {
		let root = id("tracemark/benchmark/v1", byte);
		Pallet::<T>::hold_with(&digest, BatchOf { root, moment: Moment::MAX });
	}
}

/// The digest of the number on a seal.
const SEAL: H256 = H256::repeat_byte(0x5e);
const GROUND: H256 = H256::repeat_byte(0xee);
const TEN: Quantity = Quantity::Pieces(10);

/// Deposits something of a kind as its second depositor.
fn second<T: Config>(who: &T::AccountId, value: u8, kind: EvidenceKind) -> Digest {
	let digest = anchored::<T>(&member::<T>(9), H256::repeat_byte(value));
	Pallet::<T>::do_anchor(who, digest, kind, Content::Single, description())
		.expect("a member may anchor");
	digest
}

/// An exhibit of ten pieces, of whoever has these roles: number 1 of its record. Its record was held.
fn exhibit<T: Config>(seed: u32, role: Role) -> (T::AccountId, OrgId, Digest) {
	T::BenchmarkHelper::set_time(NOW);
	let (who, org) = T::BenchmarkHelper::member(seed, role.into());
	let digest = second::<T>(&who, 1, EvidenceKind::PhysicalExhibit);
	let goods = (Some(SEAL), Some(SEAL));
	Pallet::<T>::do_register_exhibit(&who, (digest, 1), SEAL, TEN, goods)
		.expect("a member may register an exhibit");
	released::<T>(digest);
	held_with_batches::<T>(digest);
	(who, org, digest)
}

/// An exhibit as of [`exhibit`] that was offered, and to whom.
fn offered<T: Config>() -> (T::AccountId, T::AccountId, Digest) {
	let (holder, _, digest) = exhibit::<T>(1, Role::Monitor);
	let (receiver, to) = T::BenchmarkHelper::member(3, Role::Monitor.into());
	Pallet::<T>::do_offer_exhibit(&holder, (digest, 1, 1), to).expect("its holder may offer it");
	(holder, receiver, digest)
}

/// An exhibit as of [`exhibit`] that was opened.
fn opened<T: Config>() -> (T::AccountId, Digest) {
	let (holder, _, digest) = exhibit::<T>(1, Role::Monitor);
	Pallet::<T>::do_break_seal(&holder, (digest, 1, 1), GROUND).expect("its holder may open it");
	(holder, digest)
}

/// The number of an exhibit's last act.
fn last_act<T: Config>(digest: Digest, number: u32) -> Option<u32> {
	Exhibits::<T>::get(digest, number).map(|exhibit| exhibit.seq)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// A corroboration: it reads and writes more than a first deposit.
	#[benchmark]
	fn anchor() {
		let digest = anchored::<T>(&member::<T>(1), H256::repeat_byte(1));
		let caller = member::<T>(2);

		#[extrinsic_call]
		_(Signed(caller), digest, EvidenceKind::WebCapture, description());

		assert_eq!(Records::<T>::get(digest).map(|record| record.corroborations), Some(1));
	}

	/// A corroboration, as for `anchor`.
	#[benchmark]
	fn anchor_batch() {
		let root = H256::repeat_byte(1);
		let digest = anchored::<T>(&member::<T>(1), root);
		let caller = member::<T>(2);

		#[extrinsic_call]
		_(Signed(caller), root, MAX_LEAVES, EvidenceKind::WebCapture, description());

		assert_eq!(Records::<T>::get(digest).map(|record| record.corroborations), Some(1));
	}

	/// The first leaf of the largest tree, whose root and leaf were both deposited before, and whose
	/// root was since revoked by another depositor.
	#[benchmark]
	fn open_leaf() {
		let leaf = H256::repeat_byte(1);
		let mut path = AuditPath::new();
		while path.try_push(H256::repeat_byte(2)).is_ok() {}
		let root = path.iter().fold(merkle::leaf_hash(leaf.as_bytes()), |node, sibling| {
			merkle::node_hash(&node, sibling)
		});
		let other = member::<T>(1);
		anchored::<T>(&other, root);
		let caller = member::<T>(2);
		let batch = Content::Batch { leaves: MAX_LEAVES };
		let kind = EvidenceKind::WebCapture;
		Pallet::<T>::do_anchor(&caller, super::digest(root), kind, batch, description())
			.expect("a member may anchor");
		// The opened leaf is earlier than this, and than the other batches with the leaf.
		T::BenchmarkHelper::set_time(NOW.saturating_add(1));
		let digest = anchored::<T>(&other, leaf);
		held_with_batches::<T>(digest);
		T::BenchmarkHelper::set_time(NOW.saturating_add(REVOCABLE_AFTER));
		Pallet::<T>::do_revoke(&other, super::digest(root), 0, H256::repeat_byte(3))
			.expect("an old deposit may be revoked");

		#[extrinsic_call]
		_(Signed(caller), root, 1, leaf, 0, path, kind, description());

		assert_eq!(Records::<T>::get(digest).map(|record| record.corroborations), Some(1));
	}

	/// Again, of a corroboration: it reads that, and how it was revoked and reinstated.
	#[benchmark]
	fn revoke() {
		let (caller, digest) = revoked::<T>();
		Pallet::<T>::do_reinstate(&caller, digest, 1, GROUND)
			.expect("a revoked deposit may be reinstated");

		#[extrinsic_call]
		_(Signed(caller), digest, 1, GROUND);

		let revocation = Revocations::<T>::get(digest, 1);
		assert!(revocation.is_some_and(|it| it.revoked_again.is_some()));
	}

	/// Of a corroboration, as for `revoke`.
	#[benchmark]
	fn reinstate() {
		let (caller, digest) = revoked::<T>();

		#[extrinsic_call]
		_(Signed(caller), digest, 1, GROUND);

		assert!(Revocations::<T>::get(digest, 1).is_some_and(|it| !it.is_in_force()));
	}

	#[benchmark]
	fn attest() {
		let digest = anchored::<T>(&member::<T>(1), H256::repeat_byte(1));
		let caller = T::BenchmarkHelper::member(2, Role::Notary.into()).0;

		#[extrinsic_call]
		_(Signed(caller), digest, H256::repeat_byte(2));

		assert_eq!(AttestationCount::<T>::get(digest), 1);
	}

	/// One more than an organisation linked before, of greatest length.
	#[benchmark]
	fn link_timestamp() {
		let caller = member::<T>(1);
		let digest = anchored::<T>(&caller, H256::repeat_byte(1));
		let mut bytes = frame_support::BoundedVec::new();
		while bytes.try_push(0x7f).is_ok() {}
		let policy = PolicyId(bytes);
		let mut bytes = frame_support::BoundedVec::new();
		while bytes.try_push(0xff).is_ok() {}
		let serial = SerialNumber(bytes);
		let time_stamp = TimeStamp { token: digest, policy, serial, stated: NOW };
		Pallet::<T>::do_link_timestamp(&caller, digest, time_stamp.clone())
			.expect("a member may link a time stamp");

		#[extrinsic_call]
		_(Signed(caller), digest, time_stamp);

		assert_eq!(TimeStamps::<T>::iter_prefix((digest,)).count(), 2);
	}

	/// Until an earlier day than before, of a digest whose only hold was released.
	#[benchmark]
	fn keep() {
		let (caller, digest) = kept::<T>();
		released::<T>(digest);
		held_with_batches::<T>(digest);

		#[extrinsic_call]
		_(Signed(caller), digest, NOW.saturating_add(KEEPING_NOTICE));

		assert!(Keepers::<T>::iter_prefix_values(digest).all(|keeping| keeping.until < Moment::MAX));
	}

	#[benchmark]
	fn stop_keeping() {
		let (caller, digest) = kept::<T>();
		released::<T>(digest);
		held_with_batches::<T>(digest);

		#[extrinsic_call]
		_(Signed(caller), digest);

		assert!(Keepers::<T>::iter_prefix_values(digest).all(|keeping| keeping.until < Moment::MAX));
	}

	#[benchmark]
	fn hold() {
		let digest = anchored::<T>(&member::<T>(1), H256::repeat_byte(1));
		released::<T>(digest);
		let caller = T::BenchmarkHelper::member(3, Role::Court.into()).0;

		#[extrinsic_call]
		_(Signed(caller), digest, H256::repeat_byte(2));

		assert_eq!(HoldCounts::<T>::get(digest), HoldCount { last: 2, in_force: 1 });
	}

	#[benchmark]
	fn release_hold() {
		let digest = anchored::<T>(&member::<T>(1), H256::repeat_byte(1));
		let caller = held::<T>(digest);

		#[extrinsic_call]
		_(Signed(caller), digest, 1);

		assert_eq!(HoldCounts::<T>::get(digest), HoldCount { last: 1, in_force: 0 });
	}

	#[benchmark]
	fn open_capture() {
		let caller = member::<T>(1);
		let until = NOW.saturating_add(MAX_CAPTURE_WINDOW);
		let invited = Invited::truncate_from((1..=16).collect());

		#[extrinsic_call]
		_(Signed(caller), H256::repeat_byte(1), 16, 16, invited, until);

		assert_eq!(NextCaptureGroup::<T>::get(), 1);
	}

	/// The last capture of the largest group, by which it agrees. The deposit is a corroboration.
	#[benchmark]
	fn join_capture() {
		let (until, extract) = (NOW.saturating_add(MAX_CAPTURE_WINDOW), H256::repeat_byte(0xff));
		let opener = member::<T>(17);
		let org = |seed| T::BenchmarkHelper::member(seed, Role::Monitor.into()).1;
		let mut invited: alloc::vec::Vec<_> = (1..=16).map(org).collect();
		invited.sort_unstable();
		let invited = Invited::truncate_from(invited);
		Pallet::<T>::do_open_capture(&opener, extract, (16, 16), invited, until)
			.expect("a monitor may open a group");
		for seed in 1..16 {
			let (monitor, raw) = (member::<T>(seed), id("tracemark/benchmark/v1", seed));
			let raw = captured::<T>(&monitor, raw);
			Pallet::<T>::do_join_capture(&monitor, 0, (raw, 0), extract)
				.expect("a monitor may add a capture");
		}
		let caller = member::<T>(16);
		let raw = captured::<T>(&opener, H256::repeat_byte(2));
		captured::<T>(&caller, raw.value);

		#[extrinsic_call]
		_(Signed(caller), 0, raw, 1, extract);

		assert!(CaptureGroups::<T>::get(0).is_some_and(|group| group.agreement.is_some()));
	}

	/// By a corroboration, to a corroboration.
	#[benchmark]
	fn supersede() {
		let (other, caller) = (member::<T>(1), member::<T>(2));
		let [digest, successor] = [1, 2].map(|byte| {
			anchored::<T>(&other, H256::repeat_byte(byte));
			anchored::<T>(&caller, H256::repeat_byte(byte))
		});
		let entitlement = Entitlement::Depositor { number: 1 };

		#[extrinsic_call]
		_(Signed(caller), digest, entitlement, successor, 1, H256::repeat_byte(3));

		assert_eq!(Supersessions::<T>::iter_prefix(digest).count(), 1);
	}

	/// By a corroboration.
	#[benchmark]
	fn register_exhibit() {
		let caller = member::<T>(1);
		let digest = second::<T>(&caller, 1, EvidenceKind::PhysicalExhibit);

		#[extrinsic_call]
		_(Signed(caller), digest, 1, SEAL, TEN, Some(SEAL), Some(SEAL));

		assert_eq!(last_act::<T>(digest, 1), Some(1));
	}

	#[benchmark]
	fn offer_exhibit() {
		let (caller, _, digest) = exhibit::<T>(1, Role::Monitor);
		let to = T::BenchmarkHelper::member(3, Role::Monitor.into()).1;

		#[extrinsic_call]
		_(Signed(caller), digest, 1, 1, to);

		assert_eq!(last_act::<T>(digest, 1), Some(2));
	}

	#[benchmark]
	fn accept_exhibit() {
		let (_, caller, digest) = offered::<T>();

		#[extrinsic_call]
		_(Signed(caller), digest, 1, 2, SEAL);

		assert_eq!(last_act::<T>(digest, 1), Some(3));
	}

	#[benchmark]
	fn refuse_exhibit() {
		let (_, caller, digest) = offered::<T>();

		#[extrinsic_call]
		_(Signed(caller), digest, 1, 2, GROUND);

		assert_eq!(last_act::<T>(digest, 1), Some(3));
	}

	#[benchmark]
	fn withdraw_exhibit() {
		let (caller, _, digest) = offered::<T>();

		#[extrinsic_call]
		_(Signed(caller), digest, 1, 2);

		assert_eq!(last_act::<T>(digest, 1), Some(3));
	}

	#[benchmark]
	fn break_seal() {
		let (caller, _, digest) = exhibit::<T>(1, Role::Monitor);

		#[extrinsic_call]
		_(Signed(caller), digest, 1, 1, GROUND);

		assert_eq!(last_act::<T>(digest, 1), Some(2));
	}

	#[benchmark]
	fn seal_exhibit() {
		let (caller, digest) = opened::<T>();

		#[extrinsic_call]
		_(Signed(caller), digest, 1, 2, SEAL);

		assert_eq!(last_act::<T>(digest, 1), Some(3));
	}

	#[benchmark]
	fn take_sample() {
		let (caller, digest) = opened::<T>();

		#[extrinsic_call]
		_(Signed(caller), digest, 1, 2, Quantity::Pieces(1), SEAL);

		assert_eq!(last_act::<T>(digest, 2), Some(1));
	}

	#[benchmark]
	fn return_sample() {
		let (caller, digest) = opened::<T>();
		Pallet::<T>::do_take_sample(&caller, (digest, 1, 2), Quantity::Pieces(1), SEAL)
			.expect("its holder may take a sample");

		#[extrinsic_call]
		_(Signed(caller), digest, 2, 1, 3, Quantity::Pieces(1));

		assert_eq!(last_act::<T>(digest, 2), Some(2));
	}

	/// The report is deposited by a corroboration.
	#[benchmark]
	fn record_examination() {
		let (caller, _, digest) = exhibit::<T>(1, Role::Laboratory);
		let report = second::<T>(&caller, 4, EvidenceKind::LaboratoryReport);

		#[extrinsic_call]
		_(Signed(caller), digest, 1, 1, report, 1);

		assert_eq!(last_act::<T>(digest, 1), Some(2));
	}

	#[benchmark]
	fn order_disposal() {
		let (_, _, digest) = exhibit::<T>(1, Role::Monitor);
		let caller = T::BenchmarkHelper::member(3, Role::Court.into()).0;

		#[extrinsic_call]
		_(Signed(caller), digest, 1, 1, Some(Disposal::Destroyed), GROUND);

		assert_eq!(last_act::<T>(digest, 1), Some(2));
	}

	#[benchmark]
	fn dispose_of() {
		let (caller, _, digest) = exhibit::<T>(1, Role::Monitor);
		let order = Some(Disposal::Destroyed);
		Pallet::<T>::do_order_disposal(&caller, (digest, 1, 1), order, GROUND)
			.expect("whoever registered it may order");

		#[extrinsic_call]
		_(Signed(caller), digest, 1, 2, Disposal::Destroyed, GROUND);

		assert_eq!(last_act::<T>(digest, 1), Some(3));
	}

	/// Of a member that is no authority any more.
	#[benchmark]
	fn release_abandoned_hold() {
		let digest = anchored::<T>(&member::<T>(1), H256::repeat_byte(1));
		held::<T>(digest);
		let gone = T::BenchmarkHelper::member(4, Role::Monitor.into()).1;
		if let Some(placed) = Holds::<T>::get(digest, 1) {
			Holds::<T>::insert(digest, 1, Hold { org: gone, ..placed });
		}
		let caller = T::BenchmarkHelper::member(3, Role::Court.into()).0;

		#[extrinsic_call]
		_(Signed(caller), digest, 1, GROUND);

		assert_eq!(HoldCounts::<T>::get(digest), HoldCount { last: 1, in_force: 0 });
	}

	/// On offer, and found open.
	#[benchmark]
	fn recover_exhibit() {
		let (_, _, digest) = offered::<T>();
		let (caller, _) = T::BenchmarkHelper::member(4, Role::Court.into());
		if let Some(exhibit) = Exhibits::<T>::get(digest, 1) {
			T::BenchmarkHelper::expel(exhibit.holder);
		}

		#[extrinsic_call]
		_(Signed(caller), digest, 1, 2, None, GROUND);

		assert_eq!(last_act::<T>(digest, 1), Some(3));
	}

	/// A corroboration about things that have a list.
	#[benchmark]
	fn list(s: Linear<1, { MaxSubjects::get() }>) {
		let about = |count: u32| {
			let subjects = (0..count)
				.map(|it| Subject::Case(id("tracemark/benchmark/v1", it)))
				.collect::<alloc::vec::Vec<_>>()
				.try_into()
				.expect("no more than a description takes");
			Description { subjects, ..description() }
		};
		let (first, caller) = (member::<T>(1), member::<T>(2));
		let digest = digest(H256::repeat_byte(1));
		for (who, number, count) in [(&first, 0, MaxSubjects::get()), (&caller, 1, s)] {
			let (kind, content) = (EvidenceKind::WebCapture, Content::Single);
			Pallet::<T>::do_anchor(who, digest, kind, content, about(count))
				.expect("a member may anchor");
			if number == 0 {
				Pallet::<T>::do_list(who, digest, number, about(count)).expect("a member may list");
			}
		}

		#[extrinsic_call]
		_(Signed(caller), digest, 1, about(s));

		assert!(Listed::<T>::contains_key(digest, 1));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder.build(), crate::mock::Test);
}
