//! What holds of the register at any time.

use crate::*;
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use frame_support::{ensure, traits::fungible::InspectHold};
use sp_runtime::{traits::CheckedAdd, Permill, TryRuntimeError};
use tracemark_primitives::{
	rights::{RightClass, RightSubject},
	Validate,
};

impl<T: Config> Pallet<T> {
	/// Checks the whole register.
	///
	/// # Invariants
	/// - Claims lie under the id of their subject and are well-formed.
	/// - A right has exactly one attested claim, that of the only owner of the first link of its chain of
	///   title, and is of the kind and office that the claim names.
	/// - The chain of title has no gap, runs forward in time and ends with the present owners, and the
	///   right names since when they own it.
	/// - The owners of each link differ, have each a part, and their parts sum to one.
	/// - Rights are well-formed, have no effect beyond their register's and do not end before their
	///   term began.
	/// - A right counts its designations, each of which is of one of its countries, within the term, and does
	///   not end before it began. What stands in no register has none.
	/// - A right counts its limitations, and each left a part of what there was before. What they left out is
	///   indexed by the class with the day, and nothing else is.
	/// - No claim's priority is later than the claim itself.
	/// - A party's commitments differ, run forward in time, and no empty list is stored.
	/// - Only attested rights are on offer, in parts above zero, and never to whoever offers them.
	/// - A right counts its challenges, and its docket names those that are open, one of each party.
	/// - A challenge is answered if an owner answered it, and the open ones are what is on hold.
	/// - Longest terms are at least a year, of kinds that the law sets an end.
	/// - Versions of contents are counted and not empty.
	/// - Indexes have no gap, and lead to every claim, owner, class, digest and fingerprint.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::try_state_claims()?;
		Self::try_state_commitments()?;
		Self::try_state_rights()?;
		Self::try_state_titles()?;
		Self::try_state_designations()?;
		Self::try_state_limitations()?;
		Self::try_state_assignments()?;
		Self::try_state_challenges()?;
		Self::try_state_versions()?;
		Self::try_state_indexes()
	}

	fn try_state_claims() -> Result<(), TryRuntimeError> {
		for (id, claimant, claim) in Claims::<T>::iter() {
			ensure!(claim.subject.validate().is_ok(), "malformed subject on record");
			ensure!(claim.subject.id() == id, "claim under another right's id");
			Self::ensure_extent(
				claim.subject.kind(),
				&claim.territories,
				&claim.classes,
				claim.term,
			)?;
			Self::ensure_authors(&claim.authors)?;
			ensure!(
				(claim.priority.moment, claim.priority.block)
					<= (claim.claimed_at, claim.claimed_in),
				"priority of the future"
			);
			let is_first = Self::claimant_of(id) == Some(claimant);
			ensure!(
				(claim.status == ClaimStatus::Attested) == is_first,
				"attested claimant and first owner differ"
			);
		}
		Ok(())
	}

	fn try_state_commitments() -> Result<(), TryRuntimeError> {
		for commitments in Commitments::<T>::iter_values() {
			ensure!(!commitments.is_empty(), "empty list of commitments");
			ensure!(
				commitments.is_sorted_by_key(|commitment| commitment.priority.moment),
				"commitments run backwards"
			);
			let hashes: BTreeSet<_> =
				commitments.iter().map(|commitment| commitment.hash).collect();
			ensure!(hashes.len() == commitments.len(), "commitment on record twice");
		}
		Ok(())
	}

	fn try_state_rights() -> Result<(), TryRuntimeError> {
		for (id, right) in Rights::<T>::iter() {
			let claimant = Self::claimant_of(id).ok_or("right without title")?;
			let claim = Claims::<T>::get(id, &claimant).ok_or("right without claim")?;
			ensure!(claim.status == ClaimStatus::Attested, "right without attested claim");
			ensure!(
				claim.subject.kind() == right.kind && claim.subject.office() == right.office,
				"right of another kind or office than its claim"
			);
			Self::ensure_extent(right.kind, &right.territories, &right.classes, Some(right.term))?;
			ensure!(
				right.office.is_none_or(|office| office.territory().covers(&right.territories)),
				"right beyond its register"
			);
			let is_substantiated = matches!(right.basis, AttestationBasis::Substantiated { .. });
			ensure!(is_substantiated == right.office.is_none(), "right on another's basis");
			ensure!(
				right.ended.is_none_or(|(_, as_of)| right.term.from <= as_of),
				"right ended before its term began"
			);
		}
		for ((kind, _), years) in MaxTerms::<T>::iter() {
			ensure!(years > 0 && Self::is_bounded(kind), "longest term of an unbounded kind");
		}
		Ok(())
	}

	fn try_state_titles() -> Result<(), TryRuntimeError> {
		for (id, right) in Rights::<T>::iter() {
			let titles = (0..TitleCount::<T>::get(id))
				.map(|seq| TitleHistory::<T>::get(id, seq))
				.collect::<Option<Vec<_>>>()
				.ok_or("gap in a chain of title")?;
			ensure!(
				titles.first().is_some_and(|first| first.owners.len() == 1),
				"right with several claimants"
			);
			ensure!(
				titles.last().is_some_and(|last| {
					last.owners == right.owners && last.since == right.owned_since
				}),
				"owners are not the last in the chain of title"
			);
			ensure!(
				titles.is_sorted_by_key(|entry| (entry.since, entry.block)),
				"chain of title runs backwards"
			);
			for title in &titles {
				let mut sum = Permill::zero();
				for (place, share) in title.owners.iter().enumerate() {
					ensure!(!share.part.is_zero(), "owner without a part");
					sum = sum.checked_add(&share.part).ok_or("parts beyond the whole")?;
					let mut others = title.owners.iter().take(place);
					ensure!(others.all(|other| other.owner != share.owner), "owner named twice");
				}
				ensure!(sum == Permill::one(), "parts do not sum to one");
			}
		}
		for (id, seq) in TitleHistory::<T>::iter_keys() {
			ensure!(seq < TitleCount::<T>::get(id), "title beyond its count");
		}
		for id in TitleCount::<T>::iter_keys() {
			ensure!(Rights::<T>::contains_key(id), "title to no right");
		}
		Ok(())
	}

	fn try_state_limitations() -> Result<(), TryRuntimeError> {
		let mut count = 0usize;
		let mut lost = BTreeMap::new();
		for (id, right) in Rights::<T>::iter() {
			let mut later = right.classes;
			for number in (0..right.limitations).rev() {
				let Limitation { before, as_of, .. } =
					Limitations::<T>::get(id, number).ok_or("gap in limitations")?;
				ensure!(later.iter().all(|class| before.contains(class)), "a right was widened");
				ensure!(right.term.from <= as_of, "limited before the term began");
				let left: BTreeSet<_> = later.iter().map(RightClass::without_edition).collect();
				let had = before.iter().map(RightClass::without_edition);
				lost.extend(had.filter(|class| !left.contains(class)).map(|it| ((id, it), as_of)));
				later = before;
				count = count.saturating_add(1);
			}
		}
		ensure!(Limitations::<T>::iter_keys().count() == count, "limitation beyond its count");
		let indexed: BTreeMap<_, _> =
			LostClasses::<T>::iter().map(|(id, class, as_of)| ((id, class), as_of)).collect();
		ensure!(indexed == lost, "the index of lost classes differs from the limitations");
		Ok(())
	}

	fn try_state_designations() -> Result<(), TryRuntimeError> {
		let mut counts = BTreeMap::<_, u32>::new();
		for (id, country, status) in Designations::<T>::iter() {
			let right = Rights::<T>::get(id).ok_or("designation of no right")?;
			ensure!(right.office.is_some(), "designation without register");
			ensure!(right.territories.contains(&country), "designation beyond the right");
			ensure!(right.term.from <= status.since, "designation before the term");
			ensure!(
				status.ended.is_none_or(|(_, as_of)| status.since <= as_of),
				"designation ended before it began"
			);
			let count = counts.entry(id).or_default();
			*count = count.saturating_add(1);
		}
		for (id, right) in Rights::<T>::iter() {
			let count = counts.get(&id).copied().unwrap_or_default();
			ensure!(right.designations == count, "designations are miscounted");
		}
		Ok(())
	}

	fn try_state_assignments() -> Result<(), TryRuntimeError> {
		for (id, from, offer) in PendingAssignment::<T>::iter() {
			ensure!(Rights::<T>::contains_key(id), "offer of no right");
			ensure!(offer.to != from, "offer to whoever makes it");
			ensure!(!offer.part.is_zero(), "offer of nothing");
		}
		Ok(())
	}

	fn try_state_challenges() -> Result<(), TryRuntimeError> {
		let mut bonds = BTreeMap::<T::AccountId, BalanceOf<T>>::new();
		for (id, seq, challenge) in Challenges::<T>::iter() {
			let docket = Dockets::<T>::get(id);
			ensure!(Rights::<T>::contains_key(id), "challenge of no right");
			ensure!(seq < docket.count, "challenge beyond its count");
			let entry = docket.open.iter().find(|open| open.seq == seq);
			ensure!(entry.is_some() == challenge.is_open(), "challenge missing from its docket");
			ensure!(
				entry.is_none_or(|open| {
					open.challenger == challenge.challenger && open.relief == challenge.relief
				}),
				"docket names another challenge"
			);
			let is_answered = challenge.answer.is_some();
			match challenge.status {
				ChallengeStatus::Open => ensure!(!is_answered, "answer to an open challenge"),
				ChallengeStatus::Answered => ensure!(is_answered, "challenge without its answer"),
				_ => {},
			}
			let counter = challenge.answer.as_ref().map(|answer| challenge.counter_bond(answer));
			let is_open = challenge.is_open();
			for bond in [Some(challenge.bond), counter].into_iter().flatten() {
				let sum = bonds.entry(bond.account).or_default();
				if is_open {
					*sum = sum.checked_add(&bond.amount).ok_or("bonds beyond measure")?;
				}
			}
		}
		for (account, sum) in bonds {
			let held = T::Currency::balance_on_hold(&HoldReason::Challenge.into(), &account);
			ensure!(held == sum, "bonds on hold are not those of the open challenges");
		}
		for (id, docket) in Dockets::<T>::iter() {
			for seq in 0..docket.count {
				ensure!(Challenges::<T>::contains_key(id, seq), "gap in the challenges of a right");
			}
			ensure!(
				docket.open.iter().all(|open| open.seq < docket.count),
				"docket names no challenge"
			);
			for (place, open) in docket.open.iter().enumerate() {
				let mut others = docket.open.iter().take(place);
				ensure!(
					others.all(|other| other.challenger != open.challenger),
					"two open challenges of one party"
				);
			}
		}
		Ok(())
	}

	fn try_state_versions() -> Result<(), TryRuntimeError> {
		for ((id, claimant, seq), version) in Versions::<T>::iter() {
			ensure!(Claims::<T>::contains_key(id, &claimant), "version of no claim");
			ensure!(
				(1..=VersionCount::<T>::get(id, &claimant)).contains(&seq),
				"version beyond its count"
			);
			ensure!(!version.contents.is_empty(), "version without contents");
		}
		for (id, claimant, count) in VersionCount::<T>::iter() {
			for seq in 1..=count {
				let key = (id, &claimant, seq);
				ensure!(Versions::<T>::contains_key(key), "gap in the versions of a claim");
			}
		}
		Ok(())
	}

	fn try_state_indexes() -> Result<(), TryRuntimeError> {
		for (id, seq) in Claimants::<T>::iter_keys() {
			ensure!(seq < ClaimantCount::<T>::get(id), "claimant beyond the count");
		}
		for (owner, seq) in RightsOf::<T>::iter_keys() {
			ensure!(seq < RightsOfCount::<T>::get(owner), "owned right beyond the count");
		}
		for (digest, seq) in ClaimsWith::<T>::iter_keys() {
			ensure!(seq < ClaimsWithCount::<T>::get(digest), "digest beyond the count");
		}
		for (class, seq) in RightsInClass::<T>::iter_keys() {
			ensure!(seq < RightsInClassCount::<T>::get(class), "right of a class beyond the count");
		}
		for (algorithm, seq) in FingerprintIndex::<T>::iter_keys() {
			let count = FingerprintCount::<T>::get(algorithm);
			ensure!(seq < count, "fingerprint beyond the count");
		}
		Self::try_state_index_of_claims()?;
		Self::try_state_index_of_rights()?;
		Self::try_state_index_of_fingerprints()
	}

	fn try_state_index_of_claims() -> Result<(), TryRuntimeError> {
		let mut claimants = 0u64;
		for (id, count) in ClaimantCount::<T>::iter() {
			for seq in 0..count {
				let claimant = Claimants::<T>::get(id, seq).ok_or("gap in the claimants")?;
				ensure!(Claims::<T>::contains_key(id, claimant), "claimant without claim");
				claimants = claimants.saturating_add(1);
			}
		}
		// Each claim has one entry: there are as many, and none is named twice.
		let mut claims = 0u64;
		let mut named = BTreeSet::new();
		for (digest, count) in ClaimsWithCount::<T>::iter() {
			for seq in 0..count {
				let entry = ClaimsWith::<T>::get(digest, seq).ok_or("gap in the digests")?;
				named.insert((digest, codec::Encode::encode(&entry)));
			}
		}
		for (right, claimant, claim) in Claims::<T>::iter() {
			claims = claims.saturating_add(1);
			let entry = codec::Encode::encode(&ClaimRef::<T> { right, claimant: claimant.clone() });
			let mut digests = claim.contents.into_inner();
			if let RightSubject::Unregistered { fingerprint, .. } = claim.subject {
				digests.push(fingerprint);
			}
			for (_, version) in Versions::<T>::iter_prefix((right, &claimant)) {
				digests.extend(version.contents);
			}
			for digest in digests {
				ensure!(named.contains(&(digest, entry.clone())), "digest missing from its index");
			}
		}
		ensure!(claims == claimants, "claims and claimants differ");
		Ok(())
	}

	fn try_state_index_of_rights() -> Result<(), TryRuntimeError> {
		let mut owned = BTreeSet::new();
		for (owner, count) in RightsOfCount::<T>::iter() {
			for seq in 0..count {
				let id = RightsOf::<T>::get(&owner, seq).ok_or("gap in the owned rights")?;
				owned.insert((codec::Encode::encode(&owner), id));
			}
		}
		let mut classified = BTreeSet::new();
		for (class, count) in RightsInClassCount::<T>::iter() {
			for seq in 0..count {
				let id = RightsInClass::<T>::get(class, seq).ok_or("gap in a class")?;
				ensure!(classified.insert((class, id)), "right twice in a class");
			}
		}
		for (id, right) in Rights::<T>::iter() {
			for share in &right.owners {
				let key = (codec::Encode::encode(&share.owner), id);
				ensure!(owned.contains(&key), "owner missing from the index");
			}
			for class in right.classes.iter().map(RightClass::without_edition) {
				ensure!(classified.contains(&(class, id)), "class missing from the index");
			}
		}
		Ok(())
	}

	fn try_state_index_of_fingerprints() -> Result<(), TryRuntimeError> {
		let mut indexed = 0u64;
		for (algorithm, count) in FingerprintCount::<T>::iter() {
			for seq in 0..count {
				let entry =
					FingerprintIndex::<T>::get(algorithm, seq).ok_or("gap in the fingerprints")?;
				let version = Versions::<T>::get((entry.right, &entry.claimant, entry.version))
					.ok_or("fingerprint of no version")?;
				let is_its = version.fingerprints.iter().any(|fingerprint| {
					(fingerprint.algorithm, fingerprint.value) == (algorithm, entry.value)
				});
				ensure!(is_its, "fingerprint of another version");
				indexed = indexed.saturating_add(1);
			}
		}
		let mut stored = 0u64;
		for version in Versions::<T>::iter_values() {
			let count = u64::try_from(version.fingerprints.len()).unwrap_or(u64::MAX);
			stored = stored.saturating_add(count);
		}
		ensure!(indexed == stored, "fingerprints and their index differ");
		Ok(())
	}
}
