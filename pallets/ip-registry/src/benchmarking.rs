//! One benchmark per call, each with the longest lists.

use crate::*;
use alloc::{format, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{traits::Get, BoundedVec};
use frame_system::RawOrigin;
use sp_core::H256;
use tracemark_primitives::{
	benchmarking::BenchmarkHelper,
	digest::{id, Digest, DigestAlgorithm},
	parties::{Owner, Role, Roles},
	rights::{
		priority_commitment, OfficeCode, RightClass, RightEnd, RightId, RightKind, RightSubject,
		St13,
	},
	territory::Territories,
	time::Term,
	Moment, OrgId,
};

/// Registrations at this office can name any country.
const OFFICE: OfficeCode = OfficeCode(*b"IB");
const NOW: Moment = 1_700_000_000_000;
const OPEN: Term = Term { from: 0, until: None };
const BOUNDED: Term = Term { from: 0, until: Some(30_000) };

/// What these benchmarks need of the evidence.
pub trait EvidenceHelper {
	/// A digest that stands in the evidence.
	fn anchored(seed: u8) -> Digest;
}

fn mark(seed: u32, owner: OrgId) -> RightSubject {
	let number = format!("IB50{:04}{seed:09X}", owner % 10_000);
	let number = St13::try_from(number.as_str()).expect("an ST.13 number");
	RightSubject::Registered { kind: RightKind::TradeMark, office: OFFICE, number }
}

/// The first `n` Nice classes, edition by edition.
fn classes<T: Config>(n: u32) -> ClassesOf<T> {
	let class =
		|i: u32| RightClass::Nice { edition: (12 + i / 45) as u8, class: (1 + i % 45) as u8 };
	(0..n).map(class).collect::<Vec<_>>().try_into().expect("n is within the bound")
}

fn contents<T: Config>(n: u32) -> ContentsOf<T> {
	let digest = |i: u32| Digest {
		algorithm: DigestAlgorithm::Sha256,
		value: id("tracemark/benchmark/v1", &i),
	};
	(0..n).map(digest).collect::<Vec<_>>().try_into().expect("n is within the bound")
}

fn holder<T: Config>(seed: u32) -> (T::AccountId, OrgId) {
	T::BenchmarkHelper::set_time(NOW);
	T::BenchmarkHelper::member(seed, Roles::of(&[Role::RightsHolder, Role::Creator]))
}

fn office<T: Config>(seed: u32, role: Role) -> T::AccountId {
	let (account, org) = T::BenchmarkHelper::member(seed, role.into());
	T::BenchmarkHelper::accredit(org, OFFICE);
	account
}

/// A claim with everything that a claim can hold.
fn full_claim<T: Config>(owner: OrgId) -> RightId {
	let subject = mark(0, owner);
	let claim = Claim::<T> {
		subject,
		territories: Territories::everywhere(),
		classes: classes::<T>(T::MaxClasses::get()),
		term: Some(BOUNDED),
		contents: contents::<T>(T::MaxDigests::get()),
		claimed_at: NOW,
		claimed_in: Pallet::<T>::block(),
		priority: Priority { moment: NOW, block: Pallet::<T>::block() },
		status: ClaimStatus::Claimed,
	};
	Claims::<T>::insert(subject.id(), Owner::Organisation(owner), claim);
	subject.id()
}

/// A right with everything that a right can hold.
fn full_right<T: Config>(owner: OrgId) -> RightId {
	let id = full_claim::<T>(owner);
	attest_as_it_is::<T>(id, owner);
	id
}

/// Makes a claim the right, as it stands, without asking anybody.
fn attest_as_it_is<T: Config>(id: RightId, owner: OrgId) {
	let claimant = Owner::Organisation(owner);
	let claim = Claims::<T>::get(id, &claimant).expect("it was claimed");
	let right = Right::<T> {
		kind: claim.subject.kind(),
		office: OFFICE,
		owner: claimant.clone(),
		owned_since: claim.claimed_at,
		territories: claim.territories,
		classes: claim.classes.clone(),
		term: claim.term.expect("it was claimed with a term"),
		ended: None,
		surrendered: None,
		attested_by: owner,
		basis: AttestationBasis::Office,
		attested_at: claim.claimed_at,
		registration: Some(BoundedVec::truncate_from([b'0'; 20].to_vec())),
	};
	Pallet::<T>::enter_title(id, claimant.clone(), claim.claimed_at).expect("it is the first");
	let status = ClaimStatus::Attested;
	Claims::<T>::insert(id, &claimant, Claim { status, ..claim });
	Rights::<T>::insert(id, right);
}

fn extract<T: Config>() -> AttestationBasis {
	AttestationBasis::RegisterExtract { extract: T::BenchmarkHelper::anchored(2), as_of: 1 }
}

/// `n` commitments of an organisation, the last of which is `last`.
fn commit<T: Config>(org: OrgId, n: u32, last: H256) {
	let hash = |i: u32| if i + 1 == n { last } else { id("tracemark/benchmark/v1", &i) };
	let priority = Pallet::<T>::present();
	let list = (0..n).map(|i| Commitment { hash: hash(i), priority }).collect::<Vec<_>>();
	let list = CommitmentsOf::try_from(list).expect("n is within the bound");
	Commitments::<T>::insert(Owner::<T::AccountId>::Organisation(org), list);
}

impl<T: Config> Pallet<T> {
	/// An attested trade mark of `owner`, in force everywhere and without end. The same arguments
	/// give the same right.
	pub fn benchmark_attested_right(seed: u32, owner: OrgId) -> RightId {
		let subject = mark(seed, owner);
		let id = subject.id();
		if !Rights::<T>::contains_key(id) {
			let claim = Claim::<T> {
				subject,
				territories: Territories::everywhere(),
				classes: classes::<T>(T::MaxClasses::get()),
				term: Some(OPEN),
				contents: Default::default(),
				claimed_at: 0,
				claimed_in: Self::block(),
				priority: Priority { moment: 0, block: Self::block() },
				status: ClaimStatus::Claimed,
			};
			Claims::<T>::insert(id, Owner::Organisation(owner), claim);
			attest_as_it_is::<T>(id, owner);
		}
		id
	}
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn claim(c: Linear<1, { T::MaxClasses::get() }>, d: Linear<0, { T::MaxDigests::get() }>) {
		let (caller, org) = holder::<T>(1);
		let subject = mark(0, org);

		#[extrinsic_call]
		_(
			RawOrigin::Signed(caller),
			subject,
			Territories::everywhere(),
			classes::<T>(c),
			Some(BOUNDED),
			contents::<T>(d),
		);

		assert!(Claims::<T>::contains_key(subject.id(), Owner::Organisation(org)));
	}

	#[benchmark]
	fn withdraw() {
		let (caller, org) = holder::<T>(1);
		let right = full_claim::<T>(org);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), right);

		let stays = Claims::<T>::get(right, Owner::Organisation(org)).expect("it stays");
		assert_eq!(stays.status, ClaimStatus::Withdrawn);
	}

	#[benchmark]
	fn attest(c: Linear<1, { T::MaxClasses::get() }>) {
		let (_, org) = holder::<T>(1);
		let right = full_claim::<T>(org);
		let caller = office::<T>(2, Role::RegisterReader);
		let number = Some(BoundedVec::truncate_from([b'0'; 20].to_vec()));
		let basis = extract::<T>();

		#[extrinsic_call]
		_(
			RawOrigin::Signed(caller),
			right,
			Owner::Organisation(org),
			Territories::everywhere(),
			classes::<T>(c),
			BOUNDED,
			number,
			basis,
		);

		assert!(Rights::<T>::contains_key(right));
	}

	#[benchmark]
	fn refuse() {
		let (_, org) = holder::<T>(1);
		let right = full_claim::<T>(org);
		let caller = office::<T>(2, Role::IpOffice);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), right, Owner::Organisation(org), H256::repeat_byte(3));

		let stays = Claims::<T>::get(right, Owner::Organisation(org)).expect("it stays");
		assert_ne!(stays.status, ClaimStatus::Claimed);
	}

	#[benchmark]
	fn record_end() {
		let (_, org) = holder::<T>(1);
		let right = full_right::<T>(org);
		let caller = office::<T>(2, Role::RegisterReader);
		let basis = extract::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), right, RightEnd::Revoked, 1, basis);

		assert!(Rights::<T>::get(right).is_some_and(|right| right.ended.is_some()));
	}

	#[benchmark]
	fn renew() {
		let (_, org) = holder::<T>(1);
		let right = full_right::<T>(org);
		let caller = office::<T>(2, Role::RegisterReader);
		let basis = extract::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), right, 40_000, basis);

		assert!(Rights::<T>::get(right).is_some_and(|right| right.term.until == Some(40_000)));
	}

	#[benchmark]
	fn offer_assignment() {
		let (caller, org) = holder::<T>(1);
		let (_, taker) = holder::<T>(2);
		let right = full_right::<T>(org);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), right, Owner::Organisation(taker));

		assert!(PendingAssignment::<T>::contains_key(right));
	}

	#[benchmark]
	fn accept_assignment() {
		let (_, org) = holder::<T>(1);
		let (caller, taker) = holder::<T>(2);
		let right = full_right::<T>(org);
		PendingAssignment::<T>::insert(right, Owner::Organisation(taker));

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), right);

		assert_eq!(TitleCount::<T>::get(right), 2);
	}

	#[benchmark]
	fn cancel_assignment() {
		let (caller, org) = holder::<T>(1);
		let (_, taker) = holder::<T>(2);
		let right = full_right::<T>(org);
		PendingAssignment::<T>::insert(right, Owner::Organisation(taker));

		// The owner: the taker's own cancellation does not read the right.
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), right);

		assert!(!PendingAssignment::<T>::contains_key(right));
	}

	#[benchmark]
	fn surrender() {
		let (caller, org) = holder::<T>(1);
		let right = full_right::<T>(org);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), right);

		assert!(Rights::<T>::get(right).is_some_and(|right| right.surrendered == Some(NOW)));
	}

	/// The last that the list has room for, after all others.
	#[benchmark]
	fn commit_priority() {
		let (caller, org) = holder::<T>(1);
		commit::<T>(org, <MaxCommitments as Get<u32>>::get() - 1, H256::zero());
		let commitment = H256::repeat_byte(0xff);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), commitment);

		let all = Commitments::<T>::get(Owner::Organisation(org));
		assert!(all.is_full() && all.last().is_some_and(|last| last.hash == commitment));
	}

	#[benchmark]
	fn withdraw_commitment() {
		let (caller, org) = holder::<T>(1);
		let commitment = H256::repeat_byte(0xff);
		commit::<T>(org, <MaxCommitments as Get<u32>>::get(), commitment);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), commitment);

		assert!(!Commitments::<T>::get(Owner::Organisation(org)).is_full());
	}

	#[benchmark]
	fn reveal(c: Linear<1, { T::MaxClasses::get() }>, d: Linear<0, { T::MaxDigests::get() }>) {
		let (caller, org) = holder::<T>(1);
		let subject = mark(0, org);
		let salt = H256::repeat_byte(4);
		let claimant = Owner::<T::AccountId>::Organisation(org);
		let commitment = priority_commitment(&claimant, &subject, &salt);
		commit::<T>(org, <MaxCommitments as Get<u32>>::get(), commitment);

		#[extrinsic_call]
		_(
			RawOrigin::Signed(caller),
			subject,
			Territories::everywhere(),
			classes::<T>(c),
			Some(BOUNDED),
			contents::<T>(d),
			salt,
		);

		assert!(Claims::<T>::contains_key(subject.id(), Owner::Organisation(org)));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
