//! What the calls are refused for.

use frame_support::pallet_macros::pallet_section;

/// The errors of the pallet.
#[pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// The time zone of the claimed time does not exist. Give an offset from −840 to 840
		/// minutes.
		MalformedDescription,
		/// The claimed time lies more than ten minutes after the time of the deposit, or that of a token
		/// after now. Check the clock of the capturing device; a leaf cannot be younger than its batch.
		ClaimedInFuture,
		/// A batch has 1 to 4,294,967,296 leaves. Split it or state the right number.
		LeafCountOutOfRange,
		/// No batch was deposited under this root and number. Look up which deposit of the root has the
		/// leaf count.
		UnknownBatch,
		/// The deposit of the root was revoked, if reinstated since or not, or was made after another one was.
		/// What it commits to is no longer opened. Anchor the digest itself.
		RevokedBatch,
		/// The path does not lead from the leaf at this position to the root. Build it from the leaves
		/// of the batch as RFC 6962 says.
		PathMismatch,
		/// Another organisation made the deposit, and only that one may revoke or open it.
		NotDepositor,
		/// The digest has no record. Anchor it first.
		UnknownDigest,
		/// The deposit is revoked. Its depositor can reinstate it, once.
		AlreadyRevoked,
		/// The digest has no deposit with this number. Give 0 for its record, else the number of the
		/// corroboration.
		UnknownDeposit,
		/// The deposit is less than an hour old. Wait: until then another depositor of the same digest may
		/// be under way, whose deposit must not come after a revocation.
		TooEarly,
		/// Policy or serial number are not as RFC 3161 has them. Give the content octets of the policy's
		/// identifier, and the serial number without leading zeros.
		MalformedTimeStamp,
		/// The organisation linked as many time stamps to the digest as it may, which are sixteen.
		TooManyTimeStamps,
		/// The day until which the original is kept must lie ahead. To let go of it, stop keeping it.
		RetentionPassed,
		/// The digest is held for a case: what is kept stays kept. Ask the authority that holds it.
		OnHold,
		/// The organisation does not keep the original.
		NotKeeper,
		/// The digest has no hold with this number.
		UnknownHold,
		/// Another authority placed the hold, and that one releases it while it is there.
		NotHoldingAuthority,
		/// The hold was released before. Place another if the case goes on.
		AlreadyReleased,
		/// A group has two to sixteen captures, and more than half of them agree, two at the least. State
		/// other numbers.
		QuorumOutOfRange,
		/// A group is open for a week at the most, and not for no time.
		DeadlineOutOfRange,
		/// There is no group of captures with this number.
		UnknownGroup,
		/// The deadline of the group has passed. Open another.
		CaptureClosed,
		/// The group has all its captures. Open another.
		CaptureFull,
		/// The organisation added its capture to the group before.
		AlreadyCaptured,
		/// A capture of the group was of the very same bytes an hour before these were deposited. Capture the
		/// thing yourself: answers of a server differ at least in their time.
		SameRaw,
		/// The deposit is no single web capture. Anchor what was received as such.
		NotWebCapture,
		/// The capture, or the same bytes by whomever, was deposited before the group was opened. Capture the
		/// thing anew.
		CapturedBefore,
		/// A deposit of the digest was revoked before this one was fixed, which never makes it stand. Bring
		/// something else: a new capture, report or record has a digest of its own.
		NotStanding,
		/// Nothing replaces itself.
		SelfSuccessor,
		/// The organisation has no such deposit of the successor by which that stands. Anchor the successor first.
		SuccessorNotStanding,
		/// The organisation named a successor of the digest before. Name a successor of that.
		AlreadySuperseded,
		/// The organisation named a successor of this successor before. Name the last one.
		SuccessorSuperseded,
		/// The deposit is no single record of a physical exhibit. Anchor one as such.
		NotExhibitRecord,
		/// The quantity is zero or its unit no UN/CEFACT code.
		MalformedQuantity,
		/// The record has no exhibit with this number.
		UnknownExhibit,
		/// The number is not that of the exhibit's last act: it changed since, or the call was made before.
		StaleSeq,
		/// Another organisation has the exhibit.
		NotHolder,
		/// The exhibit is offered to somebody. Withdraw the offer first.
		OnOffer,
		/// The exhibit was disposed of, or put back into what it was a sample of.
		AlreadyEnded,
		/// Nobody hands an exhibit over to himself.
		ToOneself,
		/// The receiver is no member in good standing.
		ReceiverNotEligible,
		/// The exhibit is not on offer, or to another organisation.
		NotOffered,
		/// The seal is another than the one on record. Refuse the exhibit, and state what you found.
		SealDiffers,
		/// The exhibit is open. Seal it first.
		Unsealed,
		/// The exhibit is sealed. Break the seal first, and state why.
		SealWhole,
		/// More than there is, or of another unit; a sample leaves something.
		TooMuch,
		/// The exhibit is no sample.
		NotSample,
		/// The deposit is no single laboratory report. Anchor the report as such.
		NotReport,
		/// What becomes of an exhibit is ordered by the organisation that registered it, or by a court.
		MayNotOrder,
		/// Another order stands: of another organisation, or of a sample and not of what it rejoins. A court
		/// can order otherwise.
		OrderStands,
		/// Nobody ordered what becomes of the exhibit.
		NotOrdered,
		/// The organisation revoked a deposit of the digest, and does not bring it back as a leaf of a batch.
		/// Bring something else: a new capture, report or record has a digest of its own.
		OwnRevocation,
		/// Until an earlier day than before is kept with a notice of fourteen days. State a later day.
		NoticeTooShort,
		/// The authority that placed the hold is there and can release it. Ask that one.
		NotAbandoned,
		/// The authority that placed the hold is of another country, whose authorities release it.
		OtherCountry,
		/// Fewer organisations are invited than there can be captures, or they are not in ascending order, each
		/// once. State others.
		MalformedInvitation,
		/// The group takes in captures of the organisations that it names, and of no other. Open another.
		NotInvited,
		/// What was received is named by its SHA-256 digest. Anchor that.
		NotSha256,
		/// The deposit was made with another description, or the deposit of an opened leaf with its own. State the
		/// one of its event.
		OtherDescription,
		/// The description names nothing that the deposit is about.
		NoSubject,
		/// The deposit is listed.
		AlreadyListed,
		/// The exhibit's holder was not expelled. It hands the exhibit over.
		HolderThere,
		/// The holder that was expelled is of another country, whose authorities take the exhibit over.
		HolderElsewhere,
		/// The deposit was not revoked.
		NotRevoked,
		/// The deposit was reinstated before, which is done once. What was revoked again stays revoked.
		AlreadyReinstated,
	}
}
