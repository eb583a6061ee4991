//! One benchmark per call, each with the longest lists.

use crate::{samples::*, *};
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{fungible::InspectHold, EnsureOrigin, Get},
	BoundedVec,
};
use frame_system::RawOrigin;
use sp_core::H256;
use sp_runtime::Permill;
use tracemark_primitives::{
	benchmarking::BenchmarkHelper,
	digest::{id, Digest},
	parties::{Owner, Role},
	rights::{
		priority_commitment, sole_owner, Designation, Fingerprint, FingerprintAlgorithm,
		LicensingRule, MaxOwners, RightEnd, RightId, RightKind, Substantiation,
	},
	territory::{Country, Territories},
	OrgId,
};

/// What these benchmarks need of the evidence.
pub trait EvidenceHelper {
	/// A digest that stands in the evidence.
	fn anchored(seed: u8) -> Digest;
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
				authors: Default::default(),
				claimed_at: 0,
				claimed_in: Self::block(),
				priority: Priority { moment: 0, block: Self::block() },
				status: ClaimStatus::Claimed,
			};
			enter::<T>(Owner::Organisation(owner), claim);
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
		let subject = unregistered::<T>();

		#[extrinsic_call]
		_(
			RawOrigin::Signed(caller),
			subject,
			Territories::everywhere(),
			classes::<T>(c),
			Some(BOUNDED),
			contents::<T>(d),
			authors(),
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
		share::<T>(right, org);
		let part = Permill::from_parts(1);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), right, Owner::Organisation(taker), part);

		let from = Owner::<T::AccountId>::Organisation(org);
		assert!(PendingAssignment::<T>::contains_key(right, from));
	}

	/// By somebody new, in the place of one of as many owners as there can be.
	#[benchmark]
	fn accept_assignment() {
		let (_, org) = holder::<T>(1);
		let (caller, taker) = holder::<T>(2);
		let right = full_right::<T>(org);
		share::<T>(right, org);
		let part = Permill::from_rational(1, <MaxOwners as Get<u32>>::get());
		offer::<T>(right, org, taker, part);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), right, Owner::Organisation(org), part);

		assert_eq!(TitleCount::<T>::get(right), 3);
	}

	#[benchmark]
	fn cancel_assignment() {
		let (caller, org) = holder::<T>(1);
		let (_, taker) = holder::<T>(2);
		let right = full_right::<T>(org);
		offer::<T>(right, org, taker, Permill::one());
		let from = Owner::<T::AccountId>::Organisation(org);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), right, from.clone());

		assert!(!PendingAssignment::<T>::contains_key(right, from));
	}

	#[benchmark]
	fn surrender() {
		let (caller, org) = holder::<T>(1);
		let right = full_right::<T>(org);
		let (other, challenger) = holder::<T>(2);
		challenges::<T>(right, (&other, Owner::Organisation(challenger)), None);
		// All that stand in the docket are of its validity.
		Dockets::<T>::mutate(right, |docket| {
			for open in docket.open.iter_mut() {
				open.relief = Relief::Invalidity;
			}
		});

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
		let subject = unregistered::<T>();
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
			authors(),
			salt,
		);

		assert!(Claims::<T>::contains_key(subject.id(), Owner::Organisation(org)));
	}

	#[benchmark]
	fn substantiate() {
		let (_, org) = holder::<T>(1);
		let subject = unregistered::<T>();
		let right = claim_of_all::<T>(subject, org);
		let (caller, _) = T::BenchmarkHelper::member(2, Role::Notary.into());
		let (claimant, by) = (Owner::Organisation(org), Substantiation::Notary);
		let everywhere = Territories::everywhere();

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), right, claimant, everywhere, BOUNDED, by, evidence::<T>());

		assert!(Rights::<T>::contains_key(right));
	}

	/// `c`: classes that are left.
	#[benchmark]
	fn limit(c: Linear<1, { T::MaxClasses::get() }>) {
		let (_, org) = holder::<T>(1);
		let right = full_right::<T>(org);
		let caller = office::<T>(2, Role::RegisterReader);
		let specification = Some(H256::repeat_byte(7));
		let basis = extract::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), right, classes::<T>(c), specification, 1, basis);

		assert_eq!(Rights::<T>::get(right).map(|right| right.limitations), Some(1));
	}

	/// Of a country that is new to the right.
	#[benchmark]
	fn designate() {
		let (_, org) = holder::<T>(1);
		let right = full_right::<T>(org);
		let germany = Country(*b"DE");
		Rights::<T>::mutate(right, |right| {
			let right = right.as_mut().expect("it was attested");
			right.territories = Territories::of(&[Country(*b"FR")]).expect("it is a country");
		});
		let caller = office::<T>(2, Role::RegisterReader);
		let status = Designation { since: 1, ended: Some((RightEnd::Refused, 2)) };
		let basis = extract::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), right, germany, status, basis);

		assert_eq!(Designations::<T>::get(right, germany), Some(status));
	}

	#[benchmark]
	fn set_licensing_rule() {
		let (caller, org) = holder::<T>(1);
		let right = full_right::<T>(org);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), right, LicensingRule::Any);

		assert!(Rights::<T>::get(right).is_some_and(|right| right.rule == LicensingRule::Any));
	}

	/// The last that the docket has room for.
	#[benchmark]
	fn challenge() {
		let (_, org) = holder::<T>(1);
		let right = full_right::<T>(org);
		share::<T>(right, org);
		let (caller, challenger) = holder::<T>(2);
		let seq = challenges::<T>(right, (&caller, Owner::Organisation(challenger)), None);
		Challenges::<T>::remove(right, seq);
		Dockets::<T>::mutate(right, |docket| {
			docket.open.pop();
			docket.count = seq;
		});
		fund::<T>(&caller);
		let relief = Relief::Entitlement;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), right, relief, evidence::<T>(), H256::repeat_byte(6));

		assert!(Challenges::<T>::contains_key(right, seq));
	}

	#[benchmark]
	fn answer_challenge() {
		let (caller, org) = holder::<T>(1);
		let right = full_right::<T>(org);
		share::<T>(right, org);
		let (other, challenger) = holder::<T>(2);
		let seq = challenges::<T>(right, (&other, Owner::Organisation(challenger)), None);
		fund::<T>(&caller);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), right, seq);

		let stays = Challenges::<T>::get(right, seq).expect("it stays");
		assert_eq!(stays.status, ChallengeStatus::Answered);
	}

	/// Of a right that ended, with both bonds.
	#[benchmark]
	fn withdraw_challenge() {
		let (owner, org) = holder::<T>(1);
		let right = full_right::<T>(org);
		share::<T>(right, org);
		let (caller, challenger) = holder::<T>(2);
		let seq = challenges::<T>(
			right,
			(&caller, Owner::Organisation(challenger)),
			Some((&owner, Owner::Organisation(org))),
		);
		Rights::<T>::mutate(right, |right| {
			right.as_mut().expect("it was attested").ended = Some((RightEnd::Lapsed, 1));
		});

		#[extrinsic_call]
		_(RawOrigin::Signed(caller.clone()), right, seq);

		let reason = HoldReason::Challenge.into();
		for account in [caller, owner] {
			assert_eq!(T::Currency::balance_on_hold(&reason, &account), Default::default());
		}
	}

	/// The challenger gets the right and the bond of an owner who answered.
	#[benchmark]
	fn decide_challenge() {
		let (owner, org) = holder::<T>(1);
		let right = full_right::<T>(org);
		share::<T>(right, org);
		let (other, challenger) = holder::<T>(2);
		let seq = challenges::<T>(
			right,
			(&other, Owner::Organisation(challenger)),
			Some((&owner, Owner::Organisation(org))),
		);
		let caller = office::<T>(3, Role::IpOffice);
		let decision = Decision::Upheld { as_of: 1 };

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), right, seq, decision, H256::repeat_byte(7));

		let owners = Rights::<T>::get(right).expect("it stays").owners;
		assert_eq!(owners, sole_owner(Owner::Organisation(challenger)));
	}

	/// By a claimant, who owns nothing of the right: his claim is read too.
	#[benchmark]
	fn add_version(d: Linear<1, { T::MaxDigests::get() }>, f: Linear<0, 8>) {
		let (caller, org) = holder::<T>(1);
		let right = full_work::<T>(org);
		let (_, other) = holder::<T>(2);
		Rights::<T>::mutate(right, |right| {
			let right = right.as_mut().expect("it was substantiated");
			right.owners = sole_owner(Owner::Organisation(other));
		});
		let print = |i: u32| Fingerprint {
			algorithm: FingerprintAlgorithm::IsccContentCode,
			value: id("tracemark/benchmark/v1", i).0,
		};
		let prints = Fingerprints::truncate_from((0..f).map(print).collect());

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), right, contents::<T>(d), prints);

		assert_eq!(VersionCount::<T>::get(right, Owner::Organisation(org)), 1);
	}

	#[benchmark]
	fn set_max_term() -> Result<(), BenchmarkError> {
		let origin =
			T::TermOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let (kind, office) = (RightKind::Patent, Some(OFFICE));

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, kind, office, Some(20));

		assert_eq!(MaxTerms::<T>::get((kind, office)), Some(20));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
