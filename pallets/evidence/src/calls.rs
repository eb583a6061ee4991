//! The calls.

use frame_support::pallet_macros::pallet_section;

/// The calls of the pallet.
#[pallet_section]
mod calls {
	#[pallet::call(weight = T::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Deposits the digest of a piece of evidence. The first deposit becomes its record, a later one
		/// a corroboration that is told who was first.
		///
		/// - `digest`: of the thing as it is kept; salted where its content could be guessed.
		/// - `kind`: what sort of thing it is.
		/// - `description`: what it is about and how it was obtained. Public: tags and salted
		///   commitments only. State keeps its digest.
		///
		/// ## Dispatch Origin
		/// An operator of any member in good standing.
		///
		/// Emits [`Event::Anchored`] or [`Event::Corroborated`].
		#[pallet::call_index(0)]
		pub fn anchor(
			origin: OriginFor<T>,
			digest: Digest,
			kind: EvidenceKind,
			description: Description,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_anchor(&who, digest, kind, Content::Single, description)
		}

		/// Deposits the root over any number of digests, at the cost of one. Each can be opened later
		/// with the time of this deposit.
		///
		/// - `root`: of the RFC 6962 tree with SHA-256 whose leaf data are 32-byte SHA-256 digests.
		/// - `leaves`: how many leaves the tree has, 1 to 4,294,967,296.
		/// - `kind`: what sort of things the leaves are.
		/// - `description`: what they have in common; each leaf gets its own when it is opened.
		///
		/// ## Dispatch Origin
		/// An operator of any member in good standing.
		///
		/// Emits [`Event::Anchored`] or [`Event::Corroborated`] for the SHA-256 digest `root`.
		#[pallet::call_index(1)]
		pub fn anchor_batch(
			origin: OriginFor<T>,
			root: H256,
			leaves: u64,
			kind: EvidenceKind,
			description: Description,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let digest = Digest { algorithm: Sha256, value: root };
			Self::do_anchor(&who, digest, kind, Content::Batch { leaves }, description)
		}

		/// Shows that a digest is in a batch, and deposits it in its own right with the block and time
		/// of the batch.
		///
		/// - `root`: of the batch.
		/// - `batch`: which deposit of the root: 0 for its record, else the number of the corroboration.
		/// - `leaf`: a SHA-256 digest, the data of the leaf.
		/// - `index`: the position of the leaf, from 0.
		/// - `path`: the siblings from the leaf upwards.
		/// - `kind`, `description`: as for [`Call::anchor`], of this leaf. Its claimed time is measured
		///   against the time of the batch.
		///
		/// It counts as made when the batch was: also after others revoked the leaf, if the batch is older than
		/// that. Whoever revoked a deposit of the leaf opens it no more, and a batch that was revoked opens none;
		/// a reinstatement changes neither. While the root is held, so is the leaf.
		///
		/// ## Dispatch Origin
		/// An operator of the member that deposited the batch, in good standing.
		///
		/// Fails with [`Error::UnknownBatch`], [`Error::RevokedBatch`], [`Error::NotDepositor`],
		/// [`Error::PathMismatch`], [`Error::OwnRevocation`], [`Error::MalformedDescription`] or
		/// [`Error::ClaimedInFuture`].
		///
		/// Emits [`Event::Anchored`] or [`Event::Corroborated`], then [`Event::LeafOpened`].
		#[pallet::call_index(2)]
		#[allow(clippy::too_many_arguments)]
		pub fn open_leaf(
			origin: OriginFor<T>,
			root: H256,
			batch: u32,
			leaf: H256,
			index: u64,
			path: AuditPath,
			kind: EvidenceKind,
			description: Description,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_open_leaf(&who, (root, batch), (leaf, index, path), kind, description)
		}

		/// Revokes one deposit of a digest, an hour after it was made at the earliest, or after the leaf was
		/// opened. It stays readable, with the ground beside it; the digest stands while another
		/// organisation's or the member's own deposit is left that was fixed before any was revoked. Leaves
		/// that were opened from a batch have deposits of their own and are not revoked with it. A deposit that
		/// was reinstated can be revoked again, for good.
		///
		/// - `digest`: what was deposited.
		/// - `number`: which deposit of it: 0 for its record, else the number of the corroboration.
		/// - `ground`: salted digest of the document that gives the grounds.
		///
		/// ## Dispatch Origin
		/// An operator of the member that made the deposit, in good standing.
		///
		/// Emits [`Event::Revoked`].
		#[pallet::call_index(3)]
		pub fn revoke(
			origin: OriginFor<T>,
			digest: Digest,
			number: u32,
			ground: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_revoke(&who, digest, number, ground)
		}

		/// Attests something about a digest that has a record, revoked or not: that a copy agrees with
		/// it, what an examination found, that it was admitted.
		///
		/// - `digest`: of the record.
		/// - `statement`: salted digest of what is stated.
		///
		/// ## Dispatch Origin
		/// An operator with the role of notary, laboratory, customs, court or police, of a member in
		/// good standing.
		///
		/// Emits [`Event::Attested`].
		#[pallet::call_index(4)]
		pub fn attest(origin: OriginFor<T>, digest: Digest, statement: H256) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_attest(&who, digest, statement)
		}

		/// Links a time stamp of an external authority (RFC 3161) to a digest that has a record, revoked or
		/// not. The chain keeps what identifies the token; whoever has the token checks it offline.
		///
		/// - `digest`: what the token's message imprint is, with the same algorithm.
		/// - `time_stamp`: digest of the token, its policy, serial number and stated time.
		///
		/// ## Dispatch Origin
		/// An operator of any member in good standing.
		///
		/// Fails with [`Error::MalformedTimeStamp`], [`Error::ClaimedInFuture`],
		/// [`Error::UnknownDigest`] or [`Error::TooManyTimeStamps`].
		///
		/// Emits [`Event::TimeStampLinked`].
		#[pallet::call_index(5)]
		pub fn link_timestamp(
			origin: OriginFor<T>,
			digest: Digest,
			time_stamp: TimeStamp,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_link_timestamp(&who, digest, time_stamp)
		}

		/// Undertakes to keep the original of a digest until a day, and as long as it is held after that. A
		/// keeper binds itself only. It may choose another day later; an earlier one with a notice of
		/// [`KEEPING_NOTICE`], and not while the digest is held.
		///
		/// - `digest`: of the record.
		/// - `until`: the first moment at which the original may go, in milliseconds since 1970.
		///
		/// ## Dispatch Origin
		/// An operator of any member in good standing.
		///
		/// Fails with [`Error::RetentionPassed`], [`Error::UnknownDigest`], [`Error::NoticeTooShort`] or
		/// [`Error::OnHold`].
		///
		/// Emits [`Event::Kept`].
		#[pallet::call_index(6)]
		pub fn keep(origin: OriginFor<T>, digest: Digest, until: Moment) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_keep(&who, digest, until)
		}

		/// Ends what [`Call::keep`] undertook, [`KEEPING_NOTICE`] from now, or on its day if that is earlier.
		/// Whoever has a case can hold the digest until then. Not while the digest is held.
		///
		/// - `digest`: of the record.
		///
		/// ## Dispatch Origin
		/// An operator of the keeper, in good standing.
		///
		/// Fails with [`Error::NotKeeper`] or [`Error::OnHold`].
		///
		/// Emits [`Event::KeepingEnded`].
		#[pallet::call_index(7)]
		pub fn stop_keeping(origin: OriginFor<T>, digest: Digest) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_stop_keeping(&who, digest)
		}

		/// Holds a digest for a case: until the hold is released nobody who keeps the original may let go
		/// of it. It binds each keeper whose day lies ahead. A hold of a batch's root holds the leaves that were
		/// or will be opened from it. Several cases hold a digest side by side.
		///
		/// - `digest`: of the record, revoked or not.
		/// - `case`: salted digest of the reference of the case.
		///
		/// ## Dispatch Origin
		/// An operator with the role of court, customs, market surveillance or police, of a member in good
		/// standing.
		///
		/// Fails with [`Error::UnknownDigest`].
		///
		/// Emits [`Event::Held`].
		#[pallet::call_index(8)]
		pub fn hold(origin: OriginFor<T>, digest: Digest, case: H256) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_hold(&who, digest, case)
		}

		/// Releases a hold. It stays on record.
		///
		/// - `digest`: of the record.
		/// - `number`: which hold of it, from 1.
		///
		/// ## Dispatch Origin
		/// As for [`Call::hold`], of the authority that placed the hold.
		///
		/// Fails with [`Error::UnknownHold`], [`Error::NotHoldingAuthority`] or
		/// [`Error::AlreadyReleased`].
		///
		/// Emits [`Event::HoldReleased`].
		#[pallet::call_index(9)]
		pub fn release_hold(origin: OriginFor<T>, digest: Digest, number: u32) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_release_hold(&who, digest, number)
		}

		/// Calls monitors and notaries to capture one thing, each for itself. When enough of them have the
		/// same extract, they agree.
		///
		/// - `subject`: salted commitment to the address of what is captured.
		/// - `quorum`: how many captures with the same extract agree: two at least and more than half of
		///   `size`, so that no two extracts are agreed on.
		/// - `size`: how many captures there can be, at most 16.
		/// - `invited`: the organisations whose captures are taken in, ascending: `size` at least, 16 at most.
		/// - `until`: the first moment at which none is taken in any more, in milliseconds since 1970, at
		///   most a week ahead.
		///
		/// ## Dispatch Origin
		/// An operator with the role of monitor or notary, of a member in good standing.
		///
		/// Fails with [`Error::QuorumOutOfRange`], [`Error::MalformedInvitation`] or
		/// [`Error::DeadlineOutOfRange`].
		///
		/// Emits [`Event::CaptureOpened`].
		#[pallet::call_index(10)]
		pub fn open_capture(
			origin: OriginFor<T>,
			subject: H256,
			quorum: u8,
			size: u8,
			invited: Invited,
			until: Moment,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_open_capture(&who, subject, (quorum, size), invited, until)
		}

		/// Adds the organisation's capture to a group. What was received is anchored first, with how it was
		/// obtained; here it is named, with the digest of its extract. Captures are still taken in when
		/// enough agree, and those that differ stay on record. Captures of the same bytes count as one.
		///
		/// - `group`: number of the group.
		/// - `raw`, `deposit`: the SHA-256 digest of what was received, and which deposit of it is the
		///   organisation's own: 0 for its record, else the number of the corroboration.
		/// - `extract`: digest of the normalised extract, as `docs/evidence.md` defines it.
		///
		/// ## Dispatch Origin
		/// As for [`Call::open_capture`], of a member that the group names.
		///
		/// Fails with [`Error::UnknownGroup`], [`Error::CaptureClosed`], [`Error::NotInvited`],
		/// [`Error::CaptureFull`], [`Error::AlreadyCaptured`], [`Error::NotSha256`],
		/// [`Error::UnknownDigest`], [`Error::UnknownDeposit`], [`Error::NotDepositor`],
		/// [`Error::AlreadyRevoked`], [`Error::NotStanding`], [`Error::SameRaw`],
		/// [`Error::NotWebCapture`] or [`Error::CapturedBefore`].
		///
		/// Emits [`Event::CaptureJoined`], then [`Event::CaptureAgreed`] if it makes enough.
		#[pallet::call_index(11)]
		pub fn join_capture(
			origin: OriginFor<T>,
			group: CaptureGroupId,
			raw: Digest,
			deposit: u32,
			extract: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_join_capture(&who, group, (raw, deposit), extract)
		}

		/// Names what replaces a piece of evidence: a corrected report, a better copy. Both stay on record, as
		/// do holds and keepers; what was revoked stays revoked. An organisation speaks for itself, once of
		/// each digest, and a successor can get a successor.
		///
		/// - `digest`: what is replaced.
		/// - `entitlement`: as what the organisation says so: by its deposit of the digest, revoked or not, or
		///   by its hold in force.
		/// - `successor`, `deposit`: what replaces it, and which deposit of that is the organisation's own: 0
		///   for its record, else the number of the corroboration.
		/// - `ground`: salted digest of the document that gives the grounds.
		///
		/// ## Dispatch Origin
		/// An operator of the member that made the deposit, or as for [`Call::hold`] of the authority that
		/// placed the hold, in good standing.
		///
		/// Fails with [`Error::SelfSuccessor`], [`Error::UnknownDigest`], [`Error::UnknownDeposit`],
		/// [`Error::NotDepositor`], [`Error::UnknownHold`], [`Error::NotHoldingAuthority`],
		/// [`Error::AlreadyReleased`], [`Error::AlreadySuperseded`], [`Error::SuccessorNotStanding`] or
		/// [`Error::SuccessorSuperseded`].
		///
		/// Emits [`Event::Superseded`].
		#[pallet::call_index(12)]
		pub fn supersede(
			origin: OriginFor<T>,
			digest: Digest,
			entitlement: Entitlement,
			successor: Digest,
			deposit: u32,
			ground: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_supersede(&who, (digest, entitlement), (successor, deposit), ground)
		}

		/// Puts a physical thing on record, sealed, as an exhibit in the hands of the organisation. What it
		/// is about and how it was obtained says the record, which is anchored first.
		///
		/// - `digest`, `deposit`: the record, and which deposit of it is the organisation's own: 0 for the
		///   record, else the number of the corroboration. Of the kind [`EvidenceKind::PhysicalExhibit`],
		///   standing.
		/// - `seal`: salted digest of the number on the seal.
		/// - `quantity`: pieces, or millionths of a unit of measure.
		/// - `lot`, `object`: the lot, and the consignment, unit or logistic unit, that it is said to be of,
		///   where known.
		///
		/// ## Dispatch Origin
		/// An operator of any member in good standing.
		///
		/// Fails with [`Error::MalformedQuantity`], [`Error::UnknownDigest`], [`Error::UnknownDeposit`],
		/// [`Error::NotDepositor`], [`Error::AlreadyRevoked`], [`Error::NotStanding`] or
		/// [`Error::NotExhibitRecord`].
		///
		/// Emits [`Event::ExhibitActed`].
		#[pallet::call_index(13)]
		pub fn register_exhibit(
			origin: OriginFor<T>,
			digest: Digest,
			deposit: u32,
			seal: H256,
			quantity: Quantity,
			lot: Option<LotId>,
			object: Option<ObjectId>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_register_exhibit(&who, (digest, deposit), seal, quantity, (lot, object))
		}

		/// Offers a sealed exhibit to a member. It stays with its holder until accepted.
		///
		/// - `digest`, `number`, `seq`: the record, which exhibit of it, and the number of its last act.
		/// - `to`: another member in good standing.
		///
		/// ## Dispatch Origin
		/// An operator of the holder, in good standing.
		///
		/// Fails with [`Error::UnknownExhibit`], [`Error::StaleSeq`], [`Error::NotHolder`],
		/// [`Error::OnOffer`], [`Error::AlreadyEnded`], [`Error::Unsealed`], [`Error::ToOneself`] or
		/// [`Error::ReceiverNotEligible`].
		///
		/// Emits [`Event::ExhibitActed`].
		#[pallet::call_index(14)]
		pub fn offer_exhibit(
			origin: OriginFor<T>,
			digest: Digest,
			number: u32,
			seq: u32,
			to: OrgId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_offer_exhibit(&who, (digest, number, seq), to)
		}

		/// Takes over an exhibit: from this block on the organisation has it and answers for it. Both sign
		/// for the same seal.
		///
		/// - `digest`, `number`, `seq`: the record, which exhibit of it, and the number of its last act.
		/// - `seal`: digest of the number on the seal as the receiver finds it, with the salt of the holder.
		///
		/// ## Dispatch Origin
		/// An operator of the member that it is offered to, in good standing.
		///
		/// Fails with [`Error::UnknownExhibit`], [`Error::StaleSeq`], [`Error::NotOffered`] or
		/// [`Error::SealDiffers`].
		///
		/// Emits [`Event::ExhibitActed`].
		#[pallet::call_index(15)]
		pub fn accept_exhibit(
			origin: OriginFor<T>,
			digest: Digest,
			number: u32,
			seq: u32,
			seal: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_accept_exhibit(&who, (digest, number, seq), seal)
		}

		/// Refuses an exhibit, which stays with its holder.
		///
		/// - `digest`, `number`, `seq`: the record, which exhibit of it, and the number of its last act.
		/// - `ground`: salted digest of the reasons, such as another seal.
		///
		/// ## Dispatch Origin
		/// An operator of the member that it is offered to, in good standing.
		///
		/// Fails with [`Error::UnknownExhibit`], [`Error::StaleSeq`] or [`Error::NotOffered`].
		///
		/// Emits [`Event::ExhibitActed`].
		#[pallet::call_index(16)]
		pub fn refuse_exhibit(
			origin: OriginFor<T>,
			digest: Digest,
			number: u32,
			seq: u32,
			ground: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_refuse_exhibit(&who, (digest, number, seq), ground)
		}

		/// Takes back an offer that nobody answered.
		///
		/// - `digest`, `number`, `seq`: the record, which exhibit of it, and the number of its last act.
		///
		/// ## Dispatch Origin
		/// An operator of the holder, in good standing.
		///
		/// Fails with [`Error::UnknownExhibit`], [`Error::StaleSeq`], [`Error::NotHolder`] or
		/// [`Error::NotOffered`].
		///
		/// Emits [`Event::ExhibitActed`].
		#[pallet::call_index(17)]
		pub fn withdraw_exhibit(
			origin: OriginFor<T>,
			digest: Digest,
			number: u32,
			seq: u32,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_exhibit(&who, (digest, number, seq))
		}

		/// Breaks the seal of an exhibit.
		///
		/// - `digest`, `number`, `seq`: the record, which exhibit of it, and the number of its last act.
		/// - `ground`: salted digest of the reasons.
		///
		/// ## Dispatch Origin
		/// An operator of the holder, in good standing.
		///
		/// Fails with [`Error::UnknownExhibit`], [`Error::StaleSeq`], [`Error::NotHolder`],
		/// [`Error::OnOffer`], [`Error::AlreadyEnded`] or [`Error::Unsealed`].
		///
		/// Emits [`Event::ExhibitActed`].
		#[pallet::call_index(18)]
		pub fn break_seal(
			origin: OriginFor<T>,
			digest: Digest,
			number: u32,
			seq: u32,
			ground: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_break_seal(&who, (digest, number, seq), ground)
		}

		/// Seals an exhibit that is open.
		///
		/// - `digest`, `number`, `seq`: the record, which exhibit of it, and the number of its last act.
		/// - `seal`: salted digest of the number on the new seal.
		///
		/// ## Dispatch Origin
		/// An operator of the holder, in good standing.
		///
		/// Fails with [`Error::UnknownExhibit`], [`Error::StaleSeq`], [`Error::NotHolder`],
		/// [`Error::OnOffer`], [`Error::AlreadyEnded`] or [`Error::SealWhole`].
		///
		/// Emits [`Event::ExhibitActed`].
		#[pallet::call_index(19)]
		pub fn seal_exhibit(
			origin: OriginFor<T>,
			digest: Digest,
			number: u32,
			seq: u32,
			seal: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_seal_exhibit(&who, (digest, number, seq), seal)
		}

		/// Takes a sample of an exhibit that is open. The sample is an exhibit of the same record with the
		/// next number, sealed, in the same hands, of the same goods, and under the same order.
		///
		/// - `digest`, `number`, `seq`: the record, which exhibit of it, and the number of its last act.
		/// - `quantity`: how much is taken; of the exhibit's own unit less than there is, which that leaves
		///   less of.
		/// - `seal`: salted digest of the number on the seal of the sample.
		///
		/// ## Dispatch Origin
		/// An operator of the holder, in good standing.
		///
		/// Fails with [`Error::MalformedQuantity`], [`Error::UnknownExhibit`], [`Error::StaleSeq`],
		/// [`Error::NotHolder`], [`Error::OnOffer`], [`Error::AlreadyEnded`], [`Error::SealWhole`] or
		/// [`Error::TooMuch`].
		///
		/// Emits [`Event::ExhibitActed`] twice, for either of the two.
		#[pallet::call_index(20)]
		pub fn take_sample(
			origin: OriginFor<T>,
			digest: Digest,
			number: u32,
			seq: u32,
			quantity: Quantity,
			seal: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_take_sample(&who, (digest, number, seq), quantity, seal)
		}

		/// Puts what is left of a sample back into what it was taken from, which lies open in the same hands.
		/// The sample ends. Not while the record is held.
		///
		/// - `digest`, `number`, `seq`: the record, which exhibit of it, and the number of its last act.
		/// - `exhibit_seq`: the number of the last act of what it was taken from.
		/// - `quantity`: how much is left, in the unit of the sample.
		///
		/// ## Dispatch Origin
		/// An operator of the holder of both, in good standing.
		///
		/// Fails with [`Error::MalformedQuantity`], [`Error::UnknownExhibit`], [`Error::StaleSeq`],
		/// [`Error::NotHolder`], [`Error::OnOffer`], [`Error::AlreadyEnded`], [`Error::OnHold`],
		/// [`Error::NotSample`], [`Error::TooMuch`], [`Error::SealWhole`] or [`Error::OrderStands`].
		///
		/// Emits [`Event::ExhibitActed`] twice, for either of the two.
		#[pallet::call_index(21)]
		pub fn return_sample(
			origin: OriginFor<T>,
			digest: Digest,
			number: u32,
			seq: u32,
			exhibit_seq: u32,
			quantity: Quantity,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_return_sample(&who, (digest, number, seq), exhibit_seq, quantity)
		}

		/// Links the report of a laboratory to the exhibit or sample that it examined and has.
		///
		/// - `digest`, `number`, `seq`: the record, which exhibit of it, and the number of its last act.
		/// - `report`, `deposit`: the report, and which deposit of it is the laboratory's own: 0 for its
		///   record, else the number of the corroboration. Of the kind [`EvidenceKind::LaboratoryReport`],
		///   standing.
		///
		/// ## Dispatch Origin
		/// An operator of the holder with the role of laboratory, in good standing.
		///
		/// Fails with [`Error::UnknownExhibit`], [`Error::StaleSeq`], [`Error::NotHolder`],
		/// [`Error::OnOffer`], [`Error::AlreadyEnded`], [`Error::UnknownDigest`], [`Error::UnknownDeposit`],
		/// [`Error::NotDepositor`], [`Error::AlreadyRevoked`], [`Error::NotStanding`] or
		/// [`Error::NotReport`].
		///
		/// Emits [`Event::ExhibitActed`].
		#[pallet::call_index(22)]
		pub fn record_examination(
			origin: OriginFor<T>,
			digest: Digest,
			number: u32,
			seq: u32,
			report: Digest,
			deposit: u32,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_record_examination(&who, (digest, number, seq), (report, deposit))
		}

		/// Orders what becomes of an exhibit, or takes the order back. Its holder does it. A later order
		/// takes the place of an earlier one; that of another organisation only if a court gives it.
		///
		/// - `digest`, `number`, `seq`: the record, which exhibit of it, and the number of its last act.
		/// - `disposal`: what becomes of it; `None` takes the order back.
		/// - `ground`: salted digest of the order.
		///
		/// ## Dispatch Origin
		/// An operator of the member that registered the exhibit, or one with the role of court, in good
		/// standing.
		///
		/// Fails with [`Error::UnknownExhibit`], [`Error::StaleSeq`], [`Error::AlreadyEnded`],
		/// [`Error::MayNotOrder`] or [`Error::OrderStands`].
		///
		/// Emits [`Event::ExhibitActed`].
		#[pallet::call_index(23)]
		pub fn order_disposal(
			origin: OriginFor<T>,
			digest: Digest,
			number: u32,
			seq: u32,
			disposal: Option<Disposal>,
			ground: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_order_disposal(&who, (digest, number, seq), disposal, ground)
		}

		/// Disposes of an exhibit as was ordered. Not while the record is held.
		///
		/// - `digest`, `number`, `seq`: the record, which exhibit of it, and the number of its last act.
		/// - `disposal`: what is done, which is what the order says.
		/// - `report`: salted digest of the report on it.
		///
		/// ## Dispatch Origin
		/// An operator of the holder, in good standing.
		///
		/// Fails with [`Error::UnknownExhibit`], [`Error::StaleSeq`], [`Error::NotHolder`],
		/// [`Error::OnOffer`], [`Error::AlreadyEnded`], [`Error::OnHold`] or [`Error::NotOrdered`].
		///
		/// Emits [`Event::ExhibitActed`].
		#[pallet::call_index(24)]
		pub fn dispose_of(
			origin: OriginFor<T>,
			digest: Digest,
			number: u32,
			seq: u32,
			disposal: Disposal,
			report: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_dispose_of(&who, (digest, number, seq), disposal, report)
		}

		/// Releases a hold in the place of the authority that placed it, which was expelled or is none any more.
		/// The hold stays on record, with who released it and why.
		///
		/// - `digest`: of the record.
		/// - `number`: which hold of it, from 1.
		/// - `ground`: salted digest of the document that gives the grounds.
		///
		/// ## Dispatch Origin
		/// As for [`Call::hold`], of the country of the authority that placed the hold.
		///
		/// Fails with [`Error::UnknownHold`], [`Error::AlreadyReleased`], [`Error::NotAbandoned`] or
		/// [`Error::OtherCountry`].
		///
		/// Emits [`Event::HoldReleased`].
		#[pallet::call_index(25)]
		pub fn release_abandoned_hold(
			origin: OriginFor<T>,
			digest: Digest,
			number: u32,
			ground: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_release_abandoned_hold(&who, digest, number, ground)
		}

		/// Lists a deposit under each thing that it is about, so that whoever has that thing before him finds it.
		/// That it is about it is the depositor's word.
		///
		/// - `digest`, `number`: the deposit: 0 for the record, else the number of the corroboration.
		/// - `description`: as it was deposited, which its event has. State holds its digest.
		///
		/// ## Dispatch Origin
		/// An operator of any member in good standing, of the depositor or not.
		///
		/// Fails with [`Error::UnknownDigest`], [`Error::UnknownDeposit`], [`Error::OtherDescription`],
		/// [`Error::NoSubject`] or [`Error::AlreadyListed`].
		///
		/// Emits [`Event::Listed`].
		#[pallet::call_index(26)]
		#[pallet::weight(T::WeightInfo::list(description.subjects.len().saturated_into()))]
		pub fn list(
			origin: OriginFor<T>,
			digest: Digest,
			number: u32,
			description: Description,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_list(&who, digest, number, description)
		}

		/// Takes an exhibit over from a holder that was expelled, who hands nothing over any more. An offer of it
		/// lapses.
		///
		/// - `digest`, `number`, `seq`: the exhibit, and the number of its last act.
		/// - `seal`: salted digest of the number on its seal as found, made as that on record; none if it was open.
		/// - `ground`: salted digest of the protocol.
		///
		/// ## Dispatch Origin
		/// As for [`Call::hold`], of the country of that holder.
		///
		/// Fails with [`Error::UnknownExhibit`], [`Error::StaleSeq`], [`Error::AlreadyEnded`],
		/// [`Error::HolderThere`] or [`Error::HolderElsewhere`].
		///
		/// Emits [`Event::ExhibitActed`].
		#[pallet::call_index(27)]
		pub fn recover_exhibit(
			origin: OriginFor<T>,
			digest: Digest,
			number: u32,
			seq: u32,
			seal: Option<H256>,
			ground: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_recover_exhibit(&who, (digest, number, seq), seal, ground)
		}

		/// Reinstates a deposit that was revoked, once. That it was revoked stays on record, and who revokes a
		/// deposit still opens no leaf. It counts again if it was fixed before any was revoked. If none of those
		/// was left, the digest stands from now on, and not since it was deposited.
		///
		/// - `digest`, `number`: the deposit: 0 for the record, else the number of the corroboration.
		/// - `ground`: salted digest of the document that gives the grounds.
		///
		/// ## Dispatch Origin
		/// An operator of the member that made the deposit and revoked it, in good standing.
		///
		/// Fails with [`Error::UnknownDigest`], [`Error::UnknownDeposit`], [`Error::NotDepositor`],
		/// [`Error::NotRevoked`] or [`Error::AlreadyReinstated`].
		///
		/// Emits [`Event::Reinstated`].
		#[pallet::call_index(28)]
		pub fn reinstate(
			origin: OriginFor<T>,
			digest: Digest,
			number: u32,
			ground: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_reinstate(&who, digest, number, ground)
		}
	}
}
