//! What clients read, in pages. The runtime answers its API with these.

use crate::*;
use sp_runtime::SaturatedConversion;
use tracemark_primitives::{
	apis::{
		ChallengeRecord, ClaimKey, ClaimRecord, ContentRecord, FingerprintRecord, LimitationRecord,
		OwnedRight, Page, RightRecord, TitleRecord,
	},
	digest::Digest,
	rights::{
		Designation, FingerprintAlgorithm, OfficeCode, RightClass, RightId, RightKind,
		RightSubject, St13,
	},
	territory::Country,
	Validate,
};

impl<T: Config> Pallet<T> {
	/// An attested or substantiated right.
	pub fn right_record(id: RightId) -> Option<RightRecord<T::AccountId>> {
		let right = Rights::<T>::get(id)?;
		let claimant = Self::claimant_of(id)?;
		let docket = Dockets::<T>::get(id);
		Some(RightRecord {
			id,
			subject: Claims::<T>::get(id, &claimant)?.subject,
			claimant,
			owners: right.owners.into_inner(),
			rule: right.rule,
			owned_since: right.owned_since,
			territories: right.territories,
			designations: right.designations,
			classes: right.classes.into_inner(),
			limitations: right.limitations,
			term: right.term,
			ended: right.ended,
			surrendered: right.surrendered,
			registration: right.registration.map(Into::into),
			attested_by: right.attested_by,
			basis: right.basis,
			attested_at: right.attested_at,
			titles: TitleCount::<T>::get(id),
			challenges: docket.count,
			open_challenges: docket.open.len().saturated_into(),
		})
	}

	/// The right with this application number. `None` also for a number of another office.
	pub fn right_by_number(
		kind: RightKind,
		office: OfficeCode,
		number: St13,
	) -> Option<RightRecord<T::AccountId>> {
		let subject = RightSubject::Registered { kind, office, number };
		subject.validate().ok()?;
		Self::right_record(subject.id())
	}

	/// The rights that somebody came to own, with the part that he has now.
	pub fn rights_of(owner: OwnerOf<T>, cursor: u32, limit: u32) -> Page<OwnedRight> {
		Page::read(RightsOfCount::<T>::get(&owner), cursor, limit, |seq| {
			let right = RightsOf::<T>::get(&owner, seq)?;
			Some(OwnedRight { right, part: Rights::<T>::get(right)?.part_of(&owner) })
		})
	}

	/// The rights of a class, whatever its edition, with effect in `country`, without those that were limited
	/// and lost it. Reads at most `limit` entries of the index.
	pub fn rights_in_class(
		class: RightClass,
		country: Country,
		cursor: u32,
		limit: u32,
	) -> Page<RightId> {
		let class = class.without_edition();
		Page::read(RightsInClassCount::<T>::get(class), cursor, limit, |seq| {
			let id = RightsInClass::<T>::get(class, seq)?;
			let right = Rights::<T>::get(id)?;
			let has_lost = right.limitations > 0 && LostClasses::<T>::contains_key(id, class);
			(right.territories.contains(&country) && !has_lost).then_some(id)
		})
	}

	/// The claims to a right, oldest first.
	pub fn claims(right: RightId, cursor: u32, limit: u32) -> Page<ClaimRecord<T::AccountId>> {
		Page::read(ClaimantCount::<T>::get(right), cursor, limit, |seq| {
			let claimant = Claimants::<T>::get(right, seq)?;
			let claim = Claims::<T>::get(right, &claimant)?;
			Some(ClaimRecord {
				subject: claim.subject,
				authors: claim.authors.into_inner(),
				territories: claim.territories,
				classes: claim.classes.into_inner(),
				term: claim.term,
				claimed_at: claim.claimed_at,
				claimed_in: claim.claimed_in,
				priority: claim.priority.moment,
				priority_in: claim.priority.block,
				versions: VersionCount::<T>::get(right, &claimant),
				status: claim.status,
				claimant,
			})
		})
	}

	/// The claims with a digest in their contents or as their work.
	pub fn claims_with(digest: Digest, cursor: u32, limit: u32) -> Page<ClaimKey<T::AccountId>> {
		Page::read(ClaimsWithCount::<T>::get(digest), cursor, limit, |seq| {
			let ClaimRef { right, claimant } = ClaimsWith::<T>::get(digest, seq)?;
			Some(ClaimKey { right, claimant })
		})
	}

	/// The versions of what a claim rests on; the first, number 0, came with the claim.
	pub fn contents(
		right: RightId,
		claimant: OwnerOf<T>,
		cursor: u32,
		limit: u32,
	) -> Page<ContentRecord<T::AccountId>> {
		let count = if Claims::<T>::contains_key(right, &claimant) {
			VersionCount::<T>::get(right, &claimant).saturating_add(1)
		} else {
			0
		};
		Page::read(count, cursor, limit, |version| Self::content(right, &claimant, version))
	}

	fn content(
		right: RightId,
		claimant: &OwnerOf<T>,
		version: u32,
	) -> Option<ContentRecord<T::AccountId>> {
		if version == 0 {
			let claim = Claims::<T>::get(right, claimant)?;
			return Some(ContentRecord {
				version,
				by: claimant.clone(),
				contents: claim.contents.into_inner(),
				fingerprints: Default::default(),
				at: claim.claimed_at,
				block: claim.claimed_in,
			});
		}
		let entry = Versions::<T>::get((right, claimant, version))?;
		Some(ContentRecord {
			version,
			by: entry.by,
			contents: entry.contents.into_inner(),
			fingerprints: entry.fingerprints.into_inner(),
			at: entry.at,
			block: entry.block,
		})
	}

	/// The fingerprints of an algorithm, of whatever right.
	pub fn fingerprints(
		algorithm: FingerprintAlgorithm,
		cursor: u32,
		limit: u32,
	) -> Page<FingerprintRecord<T::AccountId>> {
		Page::read(FingerprintCount::<T>::get(algorithm), cursor, limit, |seq| {
			let entry = FingerprintIndex::<T>::get(algorithm, seq)?;
			let FingerprintEntry { right, claimant, version, value } = entry;
			Some(FingerprintRecord { right, claimant, version, value })
		})
	}

	/// The chain of title of a right.
	pub fn titles(right: RightId, cursor: u32, limit: u32) -> Page<TitleRecord<T::AccountId>> {
		Page::read(TitleCount::<T>::get(right), cursor, limit, |seq| {
			let TitleEntry { owners, since, block } = TitleHistory::<T>::get(right, seq)?;
			Some(TitleRecord { owners: owners.into_inner(), since, block })
		})
	}

	/// What a right was registered for before it was limited, limitation by limitation.
	pub fn limitations(right: RightId, cursor: u32, limit: u32) -> Page<LimitationRecord> {
		let count = Rights::<T>::get(right).map_or(0, |right| right.limitations);
		Page::read(count, cursor, limit, |number| {
			let Limitation { before, specification, as_of, by, basis, at, block } =
				Limitations::<T>::get(right, number)?;
			let before = before.into_inner();
			Some(LimitationRecord { before, specification, as_of, by, basis, at, block })
		})
	}

	/// Where a right stands in a country, if it has dates of its own there.
	pub fn designation(right: RightId, country: Country) -> Option<Designation> {
		Designations::<T>::get(right, country)
	}

	/// The challenges of a right, by number.
	pub fn challenges(
		right: RightId,
		cursor: u32,
		limit: u32,
	) -> Page<ChallengeRecord<T::AccountId>> {
		Page::read(Dockets::<T>::get(right).count, cursor, limit, |seq| {
			let challenge = Challenges::<T>::get(right, seq)?;
			Some(ChallengeRecord {
				seq,
				challenger: challenge.challenger,
				relief: challenge.relief,
				evidence: challenge.evidence,
				ground: challenge.ground,
				bond: challenge.bond.amount.saturated_into(),
				made_at: challenge.at,
				answered_by: challenge.answer.map(|answer| answer.by),
				status: challenge.status,
			})
		})
	}
}
