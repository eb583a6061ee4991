//! What holds after every call.

use crate::*;
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use codec::Encode;
use frame_support::{ensure, traits::Time};
use sp_core::H256;
use sp_runtime::{traits::SaturatedConversion, TryRuntimeError};
use tracemark_primitives::{
	digest::{next_head, Digest, DigestAlgorithm::Sha256},
	evidence::{
		Entitlement, Exhibit, ExhibitAct, ExhibitEntry, ExhibitState, RecordAct, RecordEntry,
		Supersession,
	},
	quantity::Quantity,
	time::FUTURE_TOLERANCE,
	BlockNumber, OrgId, Validate,
};

/// Holder, seal, quantity and state of an exhibit.
type Whereabouts = (OrgId, Option<H256>, Quantity, ExhibitState);

impl<T: Config> Pallet<T> {
	/// # Invariants
	///
	/// 1. No deposit, revocation or attestation is from the future.
	/// 2. A batch has 1 to [`MAX_LEAVES`] leaves.
	/// 3. An opened leaf has organisation, block and time of a deposited batch with its root, and was
	///    opened no earlier.
	/// 4. A revocation is of a deposit, by its depositor, an hour later at the earliest. It was not reversed
	///    before it was made, and not revoked again before it was reinstated. The status of a record says when
	///    the first was, how many deposits are left of those fixed before, and since which reinstatement of
	///    one of them it stands again if none was; the record says which of them is the earliest. Nobody opened a
	///    leaf that he revoked before.
	/// 5. Corroborations, attestations, holds and each organisation's time stamps are numbered from 1
	///    without gaps, and their digest has a record. So has that of a keeper.
	/// 6. A time stamp is well formed, states no time from the future, and no organisation linked more
	///    than [`MAX_TIME_STAMPS`] to a digest.
	/// 7. As many holds are in force as are not released. None was released before it was placed, and none by
	///    another authority without a ground.
	/// 8. Groups of captures are numbered from 0 without gaps, have a quorum and a deadline in range, and
	///    no more captures than they can have, in the order of their times, each before the deadline, of
	///    another invited organisation, and of a single web capture that it deposited after the opening and
	///    not later. They agree on what enough of them have, of different bytes, since the one that made it
	///    enough, and on nothing else: what was revoked then does not count.
	/// 9. A timeline has its acts in order among the deposits, each is of an entry on record, by whoever made
	///    that, and each such entry has its act.
	/// 10. What replaces a digest is another one, by a deposit of whoever says so, who deposited what is
	///     replaced too or placed a hold on it. No chain of successors leads back into itself.
	/// 11. Exhibits are numbered from 1 without gaps, and so are the acts of each, which its head chains. Each is
	///     where its acts leave it: holder, seal, quantity, state. What is on offer is sealed. A sample is of an
	///     exhibit with a lower number, of the same organisation.
	/// 12. The batches with which a leaf is held are of different roots under which it was opened, all of them or
	///     the oldest.
	/// 13. Listings are numbered from 1 without gaps. A deposit that is listed exists and stands under one thing at
	///     least, under none twice.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		for (digest, record) in Records::<T>::iter() {
			Self::try_state_deposit(&record.deposit)?;
			Self::try_state_status(&digest, &record)?;
			Self::try_state_first(&digest, &record)?;
		}
		for (_, _, deposit) in Corroborations::<T>::iter() {
			Self::try_state_deposit(&deposit)?;
		}
		for (_, _, Attestation { block, moment, .. }) in Attestations::<T>::iter() {
			Self::try_state_past(block, moment)?;
		}
		for (digest, number, revocation) in Revocations::<T>::iter() {
			let Revocation { org, block, moment, reinstated, revoked_again, .. } = revocation;
			let deposit = Records::<T>::get(digest)
				.and_then(|record| Self::deposit(&digest, &record, number))
				.ok_or("revocation without a deposit")?;
			ensure!(org == deposit.org, "revoked by another than the depositor");
			let age = moment.saturating_sub(deposit.recorded_at());
			ensure!(age >= REVOCABLE_AFTER, "revoked too early");
			ensure!(Revokers::<T>::contains_key(digest, org), "revoked by nobody");
			Self::try_state_past(block, moment)?;
			let is_in_order = reinstated.is_some() || revoked_again.is_none();
			ensure!(is_in_order, "revoked again and not reinstated before");
			let mut last = (block, moment);
			for Reversal { block, moment, .. } in reinstated.into_iter().chain(revoked_again) {
				Self::try_state_past(block, moment)?;
				ensure!(last.0 <= block && last.1 <= moment, "reversed too early");
				last = (block, moment);
			}
		}
		for (digest, org, ()) in Revokers::<T>::iter() {
			let mut revocations = Revocations::<T>::iter_prefix_values(digest);
			ensure!(revocations.any(|revocation| revocation.org == org), "revoker of nothing");
		}
		Self::try_state_batches()?;
		Self::try_state_time_stamps()?;
		Self::try_state_keeping()?;
		Self::try_state_captures()?;
		Self::try_state_acts()?;
		Self::try_state_successions()?;
		Self::try_state_exhibits()?;
		Self::try_state_listings()?;
		Self::try_state_numbers(
			Corroborations::<T>::iter_keys().count(),
			Records::<T>::iter().map(|(digest, record)| (digest, record.corroborations)),
			Corroborations::<T>::contains_key,
			|digest| *digest,
		)?;
		Self::try_state_numbers(
			Attestations::<T>::iter_keys().count(),
			AttestationCount::<T>::iter(),
			Attestations::<T>::contains_key,
			|digest| *digest,
		)
	}

	/// Invariant 13.
	fn try_state_listings() -> Result<(), TryRuntimeError> {
		let mut listed = BTreeSet::new();
		let mut under = BTreeSet::new();
		for (subject, number, Listing { digest, deposit }) in Listings::<T>::iter() {
			let last = ListingCount::<T>::get(subject);
			ensure!((1..=last).contains(&number), "listing without a number");
			ensure!(Listed::<T>::contains_key(digest, deposit), "listing of what is not listed");
			listed.insert((digest, deposit));
			ensure!(under.insert((subject.encode(), digest, deposit)), "listed twice");
		}
		let numbers = ListingCount::<T>::iter_values().map(u64::from).sum::<u64>();
		ensure!(numbers == under.len().saturated_into::<u64>(), "gap in the listings");
		for (digest, number) in Listed::<T>::iter_keys() {
			let record = Records::<T>::get(digest).ok_or("listed without a record")?;
			ensure!(Self::deposit(&digest, &record, number).is_some(), "listed without a deposit");
			ensure!(listed.remove(&(digest, number)), "listed under nothing");
		}
		Ok(())
	}

	/// Invariants 1, 5 and 6 of time stamps.
	fn try_state_time_stamps() -> Result<(), TryRuntimeError> {
		for LinkedTimeStamp { time_stamp, block, moment, .. } in TimeStamps::<T>::iter_values() {
			ensure!(time_stamp.validate().is_ok(), "malformed time stamp");
			let latest = moment.saturating_add(FUTURE_TOLERANCE);
			ensure!(time_stamp.stated <= latest, "time stamp from the future");
			Self::try_state_past(block, moment)?;
		}
		let mut counts = TimeStampCount::<T>::iter_values();
		ensure!(counts.all(|count| count <= MAX_TIME_STAMPS), "too many time stamps");
		Self::try_state_numbers(
			TimeStamps::<T>::iter_keys().count(),
			TimeStampCount::<T>::iter().map(|(digest, org, count)| ((digest, org), count)),
			|(digest, org), number| TimeStamps::<T>::contains_key((digest, org, number)),
			|(digest, _)| *digest,
		)
	}

	/// Invariants 1, 5 and 7 of keepers and holds.
	fn try_state_keeping() -> Result<(), TryRuntimeError> {
		for (digest, _, Keeping { until, block, moment, .. }) in Keepers::<T>::iter() {
			ensure!(Records::<T>::contains_key(digest), "keeper without a record");
			ensure!(moment <= until, "kept until before it was undertaken");
			Self::try_state_past(block, moment)?;
		}
		for Hold { org, block, moment, released, .. } in Holds::<T>::iter_values() {
			Self::try_state_past(block, moment)?;
			if let Some(release) = released {
				Self::try_state_past(release.block, release.moment)?;
				ensure!(block <= release.block && moment <= release.moment, "released too early");
				let is_own = release.org == org;
				ensure!(is_own == release.ground.is_none(), "released without a right");
			}
		}
		for (digest, count) in HoldCounts::<T>::iter() {
			let in_force =
				Holds::<T>::iter_prefix_values(digest).filter(|hold| hold.released.is_none());
			let in_force = u32::try_from(in_force.count()).unwrap_or(u32::MAX);
			ensure!(in_force == count.in_force, "other holds are in force");
		}
		Self::try_state_numbers(
			Holds::<T>::iter_keys().count(),
			HoldCounts::<T>::iter().map(|(digest, count)| (digest, count.last)),
			Holds::<T>::contains_key,
			|digest| *digest,
		)
	}

	/// Invariants 1 to 3 of a deposit.
	fn try_state_deposit(deposit: &Deposit) -> Result<(), TryRuntimeError> {
		Self::try_state_past(deposit.block, deposit.moment)?;
		match deposit.content {
			Content::Single => Ok(()),
			Content::Batch { leaves } => {
				ensure!((1..=MAX_LEAVES).contains(&leaves), "leaf count out of range");
				Ok(())
			},
			Content::Leaf { root, opened_at } => {
				ensure!(deposit.moment <= opened_at, "leaf opened before its batch");
				ensure!(opened_at <= T::Time::now(), "from the future");
				let digest = Digest { algorithm: Sha256, value: root };
				let first = Records::<T>::get(digest).map(|record| record.deposit);
				let is_origin = |batch: Deposit| {
					matches!(batch.content, Content::Batch { .. })
						&& (batch.org, batch.block, batch.moment)
							== (deposit.org, deposit.block, deposit.moment)
				};
				let has_origin = first
					.into_iter()
					.chain(Corroborations::<T>::iter_prefix_values(digest))
					.any(is_origin);
				ensure!(has_origin, "leaf without its batch");
				Ok(())
			},
		}
	}

	/// Which deposit of a record is the earliest.
	fn try_state_first(digest: &Digest, record: &Record) -> Result<(), TryRuntimeError> {
		let counted = Corroborations::<T>::iter_prefix(digest)
			.filter(|(number, deposit)| record.status.counts(*number, deposit))
			.map(|(_, deposit)| deposit);
		let (mut earliest, mut is_theirs) = (record.deposit.moment, false);
		for deposit in core::iter::once(record.deposit).chain(counted) {
			earliest = earliest.min(deposit.moment);
			is_theirs |= (deposit.org, deposit.moment) == (record.first.by, record.first.at);
		}
		ensure!(is_theirs && record.first.at == earliest, "another deposit is the earliest");
		Ok(())
	}

	/// Invariant 4 of a record.
	fn try_state_status(digest: &Digest, record: &Record) -> Result<(), TryRuntimeError> {
		let RecordStatus::Revoked { last, left, at, again_since } = record.status else {
			let mut revoked = Revocations::<T>::iter_key_prefix(digest);
			ensure!(revoked.next().is_none(), "revocation that the status does not show");
			return Ok(());
		};
		let revocations: BTreeMap<_, _> = Revocations::<T>::iter_prefix(digest).collect();
		let first =
			revocations.values().map(|revocation| (revocation.moment, revocation.block)).min();
		let (moment, block) = first.ok_or("status without a revocation")?;
		ensure!(moment == at, "first revoked at another time");
		let counted = Self::deposit(digest, record, last).ok_or("last deposit unknown")?;
		ensure!(counted.block <= block, "counts although made after the first revocation");

		let (mut others, mut is_since_one) = (0u32, again_since.is_none());
		for number in 0..=record.corroborations {
			let deposit = Self::deposit(digest, record, number).ok_or("gap in a history")?;
			let revocation = revocations.get(&number);
			let is_left = revocation.is_none_or(|it| !it.is_in_force());
			let counts = record.status.counts(number, &deposit);
			others = others.saturating_add(u32::from(is_left && counts));
			let reinstated = revocation.and_then(|it| it.reinstated).map(|it| it.moment);
			is_since_one |= counts && reinstated.is_some() && reinstated == again_since;
			let is_own = |revocation: &Revocation| {
				revocation.org == deposit.org && revocation.moment < deposit.recorded_at()
			};
			let is_leaf = matches!(deposit.content, Content::Leaf { .. });
			let came_back = is_leaf && revocations.values().any(is_own);
			ensure!(!came_back, "opened by whoever revoked it");
		}
		ensure!(left == others, "other deposits are left");
		ensure!(is_since_one, "stands again since no reinstatement");
		Ok(())
	}

	/// Invariant 12.
	fn try_state_batches() -> Result<(), TryRuntimeError> {
		let leaves_of = |digest: &Digest| -> Vec<BatchOf> {
			let first = Records::<T>::get(digest).map(|record| record.deposit);
			let deposits = first.into_iter().chain(Corroborations::<T>::iter_prefix_values(digest));
			let batch = |deposit: Deposit| match deposit.content {
				Content::Leaf { root, .. } => Some(BatchOf { root, moment: deposit.moment }),
				_ => None,
			};
			deposits.filter_map(batch).collect()
		};
		for (digest, batches) in BatchesOf::<T>::iter() {
			let roots: BTreeSet<_> = batches.iter().map(|batch| batch.root).collect();
			ensure!(roots.len() == batches.len(), "held twice with one batch");
			let leaves = leaves_of(&digest);
			ensure!(
				batches.iter().all(|batch| leaves.contains(batch)),
				"held with another's batch"
			);
		}
		for digest in Records::<T>::iter_keys() {
			let batches = BatchesOf::<T>::get(digest);
			for leaf in leaves_of(&digest) {
				let is_known = batches.iter().any(|batch| batch.root == leaf.root);
				let is_younger = batches.iter().all(|batch| batch.moment <= leaf.moment);
				ensure!(is_known || (batches.is_full() && is_younger), "leaf that no root holds");
			}
		}
		Ok(())
	}

	/// Invariants 1 and 8 of captures.
	fn try_state_captures() -> Result<(), TryRuntimeError> {
		let next = NextCaptureGroup::<T>::get();
		ensure!((0..next).all(CaptureGroups::<T>::contains_key), "gap in the groups");
		for (id, group) in CaptureGroups::<T>::iter() {
			ensure!(id < next, "group without a number");
			Self::try_state_past(group.block, group.moment)?;
			ensure!(CaptureGroup::is_quorum(group.quorum, group.size), "quorum out of range");
			let latest = group.moment.saturating_add(MAX_CAPTURE_WINDOW);
			ensure!(group.moment < group.until && group.until <= latest, "deadline out of range");
			ensure!(group.captures.len() <= usize::from(group.size), "too many captures");
			let is_invitation = CaptureGroup::is_invitation(&group.invited, group.size);
			ensure!(is_invitation, "malformed invitation");
			let orgs: BTreeSet<_> = group.captures.iter().map(|capture| capture.org).collect();
			ensure!(orgs.len() == group.captures.len(), "two captures of an organisation");
			ensure!(orgs.iter().all(|org| group.invited.contains(org)), "capture of an uninvited");
			let moments = group.captures.iter().map(|capture| (capture.block, capture.moment));
			ensure!(moments.is_sorted(), "captures out of order");
			for capture in &group.captures {
				Self::try_state_past(capture.block, capture.moment)?;
				let is_in_time = (group.moment..group.until).contains(&capture.moment);
				ensure!(is_in_time && group.block <= capture.block, "capture out of time");
				ensure!(capture.raw.algorithm == Sha256, "bytes without their SHA-256 digest");
				let deposit = Records::<T>::get(capture.raw)
					.and_then(|record| Self::deposit(&capture.raw, &record, capture.deposit))
					.ok_or("not deposited")?;
				let what = (deposit.org, deposit.kind, deposit.content);
				let expected = (capture.org, EvidenceKind::WebCapture, Content::Single);
				ensure!(what == expected, "not deposited as a web capture of one's own");
				let is_between = (group.moment..=capture.moment).contains(&deposit.moment);
				ensure!(is_between, "deposited before the opening or after the capture");
			}
			let agrees = match group.agreement {
				Some(agreement) => Self::is_since(&group, agreement),
				// As many as were left at the last capture, or less. One that was revoked then and reinstated
				// since counts with the next.
				None => {
					let mut never_revoked = group.clone();
					never_revoked.captures.retain(|capture| {
						!Revocations::<T>::contains_key(capture.raw, capture.deposit)
					});
					let mut captures = never_revoked.captures.iter();
					captures.all(|it| Self::agreeing(&never_revoked, &it.extract) < group.quorum)
				},
			};
			ensure!(agrees, "agreed on something else");
		}
		Ok(())
	}

	/// Whether a group agreed when one of its captures made it enough.
	fn is_since(group: &CaptureGroup, agreement: Agreement) -> bool {
		let Agreement { extract, block, moment } = agreement;
		let is_last = |capture: &Capture| {
			(capture.extract, capture.block, capture.moment) == (extract, block, moment)
		};
		let mut until_then = group.clone();
		until_then.captures.retain(|capture| capture.block <= block && capture.moment <= moment);
		until_then.captures.iter().any(is_last) && until_then.agrees_on(&extract)
	}

	/// Invariants 1 and 9 of acts.
	fn try_state_acts() -> Result<(), TryRuntimeError> {
		for (digest, number, LoggedAct { deposits, entry }) in Acts::<T>::iter() {
			Self::try_state_past(entry.block, entry.moment)?;
			let last = Records::<T>::get(digest).ok_or("act without a record")?.corroborations;
			let next = number.checked_add(1).and_then(|next| Acts::<T>::get(digest, next));
			let latest = next.map_or(last, |next| next.deposits);
			ensure!(deposits <= latest.min(last), "act out of order");
			ensure!(Self::has_entry(&digest, &entry), "act without an entry");
		}
		// As many as there are entries, and no two of one: so each entry has its act.
		let acts = Acts::<T>::iter().filter_map(|(digest, _, LoggedAct { entry, .. })| {
			let by = matches!(
				entry.act,
				RecordAct::TimeStamped { .. }
					| RecordAct::Captured { .. }
					| RecordAct::Superseded { .. }
					| RecordAct::Succeeded { .. }
			);
			let by = by.then_some(entry.org);
			let is_numbered = matches!(
				entry.act,
				RecordAct::Revoked { .. }
					| RecordAct::Reinstated { .. }
					| RecordAct::RevokedAgain { .. }
					| RecordAct::Attested { .. }
					| RecordAct::TimeStamped { .. }
					| RecordAct::Held { .. }
					| RecordAct::HoldReleased { .. }
					| RecordAct::Captured { .. }
					| RecordAct::Superseded { .. }
					| RecordAct::Succeeded { .. }
					| RecordAct::Exhibit { .. }
			);
			is_numbered.then(|| (digest, by, entry.act).encode())
		});
		let acts: Vec<_> = acts.collect();
		let distinct: BTreeSet<_> = acts.iter().collect();
		ensure!(distinct.len() == acts.len(), "act twice in a timeline");
		let released = Holds::<T>::iter_values().filter(|hold| hold.released.is_some()).count();
		let reversals = |it: Revocation| it.reinstated.into_iter().chain(it.revoked_again).count();
		let entries = [
			Revocations::<T>::iter_keys().count(),
			Revocations::<T>::iter_values().map(reversals).sum(),
			Attestations::<T>::iter_keys().count(),
			TimeStamps::<T>::iter_keys().count(),
			Holds::<T>::iter_keys().count(),
			released,
			// One in the timeline of either digest.
			Supersessions::<T>::iter_keys().count().saturating_mul(2),
			ExhibitActs::<T>::iter_keys().count(),
			CaptureGroups::<T>::iter_values().map(|group| group.captures.len()).sum(),
		];
		ensure!(entries.iter().sum::<usize>() == acts.len(), "entry without an act");
		Self::try_state_numbers(
			Acts::<T>::iter_keys().count(),
			ActCount::<T>::iter(),
			Acts::<T>::contains_key,
			|digest| *digest,
		)
	}

	/// Whether what an act names is on record, and of the same organisation.
	fn has_entry(digest: &Digest, entry: &RecordEntry) -> bool {
		let org = match entry.act {
			// These are never written down twice.
			RecordAct::Deposited { .. } => None,
			RecordAct::Revoked { number } => {
				Revocations::<T>::get(digest, number).map(|revocation| revocation.org)
			},
			RecordAct::Reinstated { number } => Revocations::<T>::get(digest, number)
				.filter(|revocation| revocation.reinstated.is_some())
				.map(|revocation| revocation.org),
			RecordAct::RevokedAgain { number } => Revocations::<T>::get(digest, number)
				.filter(|revocation| revocation.revoked_again.is_some())
				.map(|revocation| revocation.org),
			RecordAct::LeafOpened { leaf } => {
				Records::<T>::get(Digest { algorithm: Sha256, value: leaf }).map(|_| entry.org)
			},
			RecordAct::Attested { number } => {
				Attestations::<T>::get(digest, number).map(|attestation| attestation.org)
			},
			RecordAct::TimeStamped { number } => {
				TimeStamps::<T>::get((digest, entry.org, number)).map(|_| entry.org)
			},
			RecordAct::Kept { .. } | RecordAct::KeepingEnded { .. } => {
				Keepers::<T>::get(digest, entry.org).map(|_| entry.org)
			},
			RecordAct::Held { number } => Holds::<T>::get(digest, number).map(|hold| hold.org),
			RecordAct::HoldReleased { number } => {
				let released = Holds::<T>::get(digest, number).and_then(|hold| hold.released);
				released.map(|release| release.org)
			},
			RecordAct::Captured { group } => CaptureGroups::<T>::get(group)
				.filter(|group| {
					let is_it = |it: &Capture| it.raw == *digest && it.org == entry.org;
					group.captures.iter().any(is_it)
				})
				.map(|_| entry.org),
			RecordAct::Superseded { successor } => {
				Self::has_successor(digest, entry.org, &successor).then_some(entry.org)
			},
			RecordAct::Succeeded { predecessor } => {
				Self::has_successor(&predecessor, entry.org, digest).then_some(entry.org)
			},
			RecordAct::Exhibit { number, seq } => {
				ExhibitActs::<T>::get((digest, number, seq)).map(|act| act.org)
			},
		};
		org == Some(entry.org)
	}

	/// Whether an organisation says that one digest is replaced by another.
	fn has_successor(digest: &Digest, org: OrgId, successor: &Digest) -> bool {
		Supersessions::<T>::get(digest, org).is_some_and(|it| it.successor == *successor)
	}

	/// Invariants 1 and 10 of successions.
	fn try_state_successions() -> Result<(), TryRuntimeError> {
		let all = Supersessions::<T>::iter_keys().count();
		let depositor = |digest: &Digest, number| {
			Records::<T>::get(digest)
				.and_then(|record| Self::deposit(digest, &record, number))
				.map(|deposit| deposit.org)
		};
		for (digest, by, supersession) in Supersessions::<T>::iter() {
			let Supersession { entitlement, successor, deposit, block, moment, .. } = supersession;
			Self::try_state_past(block, moment)?;
			let entitled = match entitlement {
				Entitlement::Depositor { number } => depositor(&digest, number),
				Entitlement::Authority { hold } => {
					Holds::<T>::get(digest, hold).map(|hold| hold.org)
				},
			};
			ensure!(entitled == Some(by), "superseded by somebody who may not");
			ensure!(depositor(&successor, deposit) == Some(by), "successor of another");
			let next = |(digest, by): &(Digest, OrgId)| {
				Supersessions::<T>::get(digest, by).map(|next| (next.successor, *by))
			};
			let steps = core::iter::successors(Some((digest, by)), next);
			ensure!(
				steps.take(all.saturating_add(2)).count() <= all.saturating_add(1),
				"succeeds itself"
			);
		}
		Ok(())
	}

	/// Invariants 1 and 11 of exhibits.
	fn try_state_exhibits() -> Result<(), TryRuntimeError> {
		for (digest, number, exhibit) in Exhibits::<T>::iter() {
			let mut head = H256::zero();
			let mut left = None;
			for seq in 1..=exhibit.seq {
				let entry =
					ExhibitActs::<T>::get((digest, number, seq)).ok_or("gap in a history")?;
				Self::try_state_past(entry.block, entry.moment)?;
				let event = Event::<T>::ExhibitActed { digest, number, seq, entry };
				head = next_head(head, seq, &event);
				left = Self::after(left, &entry);
			}
			ensure!(exhibit.seq > 0 && exhibit.head == head, "other acts are chained");
			let Exhibit { holder, seal, quantity, state, .. } = exhibit;
			ensure!(left == Some((holder, seal, quantity, state)), "left otherwise by its acts");
			let is_open = exhibit.seal.is_none();
			let is_offered = matches!(exhibit.state, ExhibitState::Offered { .. });
			ensure!(!(is_offered && is_open), "on offer and open");
			if let Some(origin) = exhibit.sample_of {
				let of = Exhibits::<T>::get(digest, origin).ok_or("sample of nothing")?;
				ensure!(origin < number && of.by == exhibit.by, "sample of another's exhibit");
			}
		}
		let acts = Exhibits::<T>::iter_values().map(|exhibit| u64::from(exhibit.seq)).sum::<u64>();
		let entries = u64::try_from(ExhibitActs::<T>::iter_keys().count()).unwrap_or(u64::MAX);
		ensure!(acts == entries, "act without an exhibit");
		Self::try_state_numbers(
			Exhibits::<T>::iter_keys().count(),
			ExhibitCount::<T>::iter(),
			Exhibits::<T>::contains_key,
			|digest| *digest,
		)
	}

	/// Where an act leaves an exhibit: who has it, under which seal, how much of it there is, and where it stands.
	fn after(left: Option<Whereabouts>, entry: &ExhibitEntry) -> Option<Whereabouts> {
		use ExhibitState::{DisposedOf, Held, Offered};
		if let ExhibitAct::Registered { seal, quantity, .. }
		| ExhibitAct::TakenFrom { seal, quantity, .. } = entry.act
		{
			return left.is_none().then_some((entry.org, Some(seal), quantity, Held));
		}
		let (holder, seal, quantity, state) = left?;
		Some(match entry.act {
			ExhibitAct::Offered { to } => (holder, seal, quantity, Offered { to }),
			ExhibitAct::Accepted { .. } => (entry.org, seal, quantity, Held),
			ExhibitAct::Recovered { seal, .. } => (entry.org, seal, quantity, Held),
			ExhibitAct::Refused { .. } | ExhibitAct::OfferWithdrawn => {
				(holder, seal, quantity, Held)
			},
			ExhibitAct::SealBroken { .. } => (holder, None, quantity, state),
			ExhibitAct::Sealed { seal } => (holder, Some(seal), quantity, state),
			ExhibitAct::Sampled { quantity: taken, .. } if quantity.same_unit(&taken) => {
				(holder, seal, quantity.checked_sub(&taken)?, state)
			},
			ExhibitAct::SampleReturned { quantity: back, .. } if quantity.same_unit(&back) => {
				(holder, seal, quantity.checked_add(&back)?, state)
			},
			ExhibitAct::Rejoined { quantity, .. } => {
				(holder, None, quantity, ExhibitState::Rejoined)
			},
			ExhibitAct::DisposedOf { disposal, .. } => {
				(holder, seal, quantity, DisposedOf(disposal))
			},
			_ => (holder, seal, quantity, state),
		})
	}

	/// Invariant 5: as many entries as the counts add up to, and each number up to the count taken.
	fn try_state_numbers<K: Copy>(
		entries: usize,
		mut counts: impl Iterator<Item = (K, u32)>,
		contains: impl Fn(K, u32) -> bool,
		digest: impl Fn(&K) -> Digest,
	) -> Result<(), TryRuntimeError> {
		let entries = u64::try_from(entries).unwrap_or(u64::MAX);
		let sum = counts.try_fold(0u64, |sum, (key, count)| {
			ensure!(Records::<T>::contains_key(digest(&key)), "history without a record");
			ensure!((1..=count).all(|number| contains(key, number)), "gap in a history");
			Ok::<_, TryRuntimeError>(sum.saturating_add(count.into()))
		})?;
		ensure!(sum == entries, "entry without a number");
		Ok(())
	}

	/// Invariant 1.
	fn try_state_past(block: BlockNumber, moment: u64) -> Result<(), TryRuntimeError> {
		let now: BlockNumber = frame_system::Pallet::<T>::block_number().saturated_into();
		ensure!(block <= now && moment <= T::Time::now(), "from the future");
		Ok(())
	}
}
