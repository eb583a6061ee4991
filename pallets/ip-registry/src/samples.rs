//! What benchmarks begin with: the largest claims, rights, dockets.

use crate::{benchmarking::EvidenceHelper, *};
use alloc::{format, vec::Vec};
use frame_support::{
	traits::{
		fungible::{Inspect, MutateHold, Unbalanced},
		tokens::Precision,
		Get,
	},
	BoundedVec,
};
use sp_core::H256;
use sp_runtime::{Permill, Saturating};
use tracemark_primitives::{
	benchmarking::BenchmarkHelper,
	digest::{id, Digest, DigestAlgorithm},
	parties::{Owner, PartyTag, Role, Roles},
	rights::{
		sole_owner, LicensingRule, MaxOwners, OfficeCode, RightClass, RightId, RightKind,
		RightSubject, Share, St13, Substantiation,
	},
	territory::Territories,
	time::Term,
	Moment, OrgId,
};

/// Registrations at this office can name any country.
pub(crate) const OFFICE: OfficeCode = OfficeCode(*b"IB");
pub(crate) const NOW: Moment = 1_700_000_000_000;
pub(crate) const OPEN: Term = Term { from: 0, until: None };
pub(crate) const BOUNDED: Term = Term { from: 0, until: Some(30_000) };

pub(crate) fn mark(seed: u32, owner: OrgId) -> RightSubject {
	let number = format!("IB50{:04}{seed:09X}", owner % 10_000);
	let number = St13::try_from(number.as_str()).expect("an ST.13 number");
	RightSubject::Registered { kind: RightKind::TradeMark, office: OFFICE, number }
}

/// A mark by use, named by a digest that stands in the evidence: it has classes and a fingerprint.
pub(crate) fn unregistered<T: Config>() -> RightSubject {
	let fingerprint = T::BenchmarkHelper::anchored(5);
	RightSubject::Unregistered { kind: RightKind::TradeMark, fingerprint }
}

/// As many authors as a claim can name.
pub(crate) fn authors() -> Authors {
	let tag = |i: u32| PartyTag { key_version: 1, tag: id("tracemark/benchmark/v1", i) };
	BoundedVec::truncate_from((0..16).map(tag).collect())
}

/// The first `n` Nice classes, edition by edition.
pub(crate) fn classes<T: Config>(n: u32) -> ClassesOf<T> {
	let class =
		|i: u32| RightClass::Nice { edition: (12 + i / 45) as u8, class: (1 + i % 45) as u8 };
	(0..n).map(class).collect::<Vec<_>>().try_into().expect("n is within the bound")
}

pub(crate) fn contents<T: Config>(n: u32) -> ContentsOf<T> {
	let digest = |i: u32| Digest {
		algorithm: DigestAlgorithm::Sha256,
		value: id("tracemark/benchmark/v1", i),
	};
	(0..n).map(digest).collect::<Vec<_>>().try_into().expect("n is within the bound")
}

pub(crate) fn holder<T: Config>(seed: u32) -> (T::AccountId, OrgId) {
	T::BenchmarkHelper::set_time(NOW);
	T::BenchmarkHelper::member(seed, Roles::of(&[Role::RightsHolder, Role::Creator]))
}

pub(crate) fn office<T: Config>(seed: u32, role: Role) -> T::AccountId {
	let (account, org) = T::BenchmarkHelper::member(seed, role.into());
	T::BenchmarkHelper::accredit(org, OFFICE);
	account
}

/// A claim with everything that a claim can hold.
pub(crate) fn full_claim<T: Config>(owner: OrgId) -> RightId {
	claim_of_all::<T>(mark(0, owner), owner)
}

/// A claim to `subject` with everything that a claim can hold.
pub(crate) fn claim_of_all<T: Config>(subject: RightSubject, owner: OrgId) -> RightId {
	let claim = Claim::<T> {
		subject,
		territories: Territories::everywhere(),
		classes: classes::<T>(T::MaxClasses::get()),
		term: Some(BOUNDED),
		contents: contents::<T>(T::MaxDigests::get()),
		authors: authors(),
		claimed_at: NOW,
		claimed_in: Pallet::<T>::block(),
		priority: Priority { moment: NOW, block: Pallet::<T>::block() },
		status: ClaimStatus::Claimed,
	};
	enter::<T>(Owner::Organisation(owner), claim);
	subject.id()
}

/// Puts a claim on record with its indexes, without asking anybody.
pub(crate) fn enter<T: Config>(claimant: OwnerOf<T>, claim: Claim<T>) {
	Pallet::<T>::do_claim(claimant, claim).expect("it is well-formed and the first");
}

/// A right with everything that a right can hold.
pub(crate) fn full_right<T: Config>(owner: OrgId) -> RightId {
	let id = full_claim::<T>(owner);
	attest_as_it_is::<T>(id, owner);
	id
}

/// Makes a claim the right, as it stands, without asking anybody.
pub(crate) fn attest_as_it_is<T: Config>(id: RightId, owner: OrgId) {
	let claimant = Owner::Organisation(owner);
	let claim = Claims::<T>::get(id, &claimant).expect("it was claimed");
	let basis = match claim.subject.office() {
		Some(_) => AttestationBasis::Office,
		None => {
			let proof = T::BenchmarkHelper::anchored(5);
			AttestationBasis::Substantiated { by: Substantiation::Judgment, proof }
		},
	};
	let mut right = Right::<T> {
		kind: claim.subject.kind(),
		office: claim.subject.office(),
		owners: OwnersOf::<T>::new(),
		owned_since: claim.claimed_at,
		rule: LicensingRule::All,
		territories: claim.territories,
		designations: 0,
		limitations: 0,
		classes: claim.classes.clone(),
		term: claim.term.expect("it was claimed with a term"),
		ended: None,
		surrendered: None,
		attested_by: owner,
		basis,
		attested_at: claim.claimed_at,
		registration: Some(BoundedVec::truncate_from([b'0'; 20].to_vec())),
	};
	let owners = sole_owner(claimant.clone());
	Pallet::<T>::pass_to(id, &mut right, owners, claim.claimed_at).expect("it is the first");
	Pallet::<T>::index_classes(id, &right.classes).expect("there are few");
	let status = ClaimStatus::Attested;
	Claims::<T>::insert(id, &claimant, Claim { status, ..claim });
	Rights::<T>::insert(id, right);
}

/// A right in no register with everything that a right can hold.
pub(crate) fn full_work<T: Config>(owner: OrgId) -> RightId {
	let id = claim_of_all::<T>(unregistered::<T>(), owner);
	attest_as_it_is::<T>(id, owner);
	id
}

/// Shares a right among as many owners as it can have: organisations in equal parts, `owner` first.
pub(crate) fn share<T: Config>(id: RightId, owner: OrgId) {
	let most = <MaxOwners as Get<u32>>::get();
	let part = Permill::from_rational(1, most);
	let party = |i: u32| Owner::Organisation(if i == 0 { owner } else { 1_000_000 + i });
	let shares = (0..most).map(|i| Share { owner: party(i), part }).collect();
	let mut right = Rights::<T>::get(id).expect("it was attested");
	let now = right.owned_since;
	Pallet::<T>::pass_to(id, &mut right, BoundedVec::truncate_from(shares), now)
		.expect("there are few");
	Rights::<T>::insert(id, right);
}

/// Puts an offer of `part` on record.
pub(crate) fn offer<T: Config>(id: RightId, from: OrgId, to: OrgId, part: Permill) {
	let offer = Offer { to: Owner::Organisation(to), part };
	PendingAssignment::<T>::insert(id, Owner::<T::AccountId>::Organisation(from), offer);
}

/// Gives an account enough for bonds.
pub(crate) fn fund<T: Config>(account: &T::AccountId) {
	let amount = T::ChallengeBond::get().saturating_add(T::Currency::minimum_balance());
	let amount = amount.saturating_add(amount);
	T::Currency::increase_balance(account, amount, Precision::Exact).expect("it can be held");
}

/// A digest that stands in the evidence.
pub(crate) fn evidence<T: Config>() -> Digest {
	T::BenchmarkHelper::anchored(3)
}

/// Challenges a right as often as it can be at once; the last challenge is `who`'s, for entitlement, and
/// answered by `owner` if that is given.
pub(crate) fn challenges<T: Config>(
	id: RightId,
	who: (&T::AccountId, OwnerOf<T>),
	owner: Option<(&T::AccountId, OwnerOf<T>)>,
) -> u32 {
	let last = <MaxChallenges as Get<u32>>::get() - 1;
	let mut docket = Docket::<T>::default();
	for seq in 0..=last {
		let challenger =
			if seq == last { who.1.clone() } else { Owner::Organisation(2_000_000 + seq) };
		let relief = if seq == last { Relief::Entitlement } else { Relief::Invalidity };
		let open = OpenChallenge { seq, challenger: challenger.clone(), relief };
		docket.open.try_push(open).expect("it is within the bound");
		docket.count = seq + 1;
		let challenge = Challenge::<T> {
			challenger,
			relief,
			evidence: evidence::<T>(),
			ground: H256::repeat_byte(6),
			bond: Bond { account: who.0.clone(), amount: T::ChallengeBond::get() },
			at: NOW,
			block: Pallet::<T>::block(),
			answer: None,
			status: ChallengeStatus::Open,
		};
		Challenges::<T>::insert(id, seq, challenge);
	}
	Dockets::<T>::insert(id, docket);
	put_up::<T>(who.0);
	if let Some((account, by)) = owner {
		put_up::<T>(account);
		Challenges::<T>::mutate(id, last, |challenge| {
			let challenge = challenge.as_mut().expect("it was made");
			challenge.answer = Some(Answer { by, account: account.clone(), at: NOW });
			challenge.status = ChallengeStatus::Answered;
		});
	}
	last
}

/// Puts a bond on hold.
pub(crate) fn put_up<T: Config>(account: &T::AccountId) {
	fund::<T>(account);
	T::Currency::hold(&HoldReason::Challenge.into(), account, T::ChallengeBond::get())
		.expect("it was funded");
}

pub(crate) fn extract<T: Config>() -> AttestationBasis {
	AttestationBasis::RegisterExtract { extract: T::BenchmarkHelper::anchored(2), as_of: 1 }
}

/// `n` commitments of an organisation, the last of which is `last`.
pub(crate) fn commit<T: Config>(org: OrgId, n: u32, last: H256) {
	let hash = |i: u32| if i + 1 == n { last } else { id("tracemark/benchmark/v1", i) };
	let priority = Pallet::<T>::present();
	let list = (0..n).map(|i| Commitment { hash: hash(i), priority }).collect::<Vec<_>>();
	let list = CommitmentsOf::try_from(list).expect("n is within the bound");
	Commitments::<T>::insert(Owner::<T::AccountId>::Organisation(org), list);
}
