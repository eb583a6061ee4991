//! Events and errors.

use frame_support::pallet_macros::pallet_section;

/// The events and errors of the pallet.
#[pallet_section]
mod events {
	/// What the register records.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Somebody claimed a right. Nobody competent has confirmed it.
		Claimed {
			/// Id of the right, the same for every claimant.
			right: RightId,
			/// Who claims it.
			claimant: OwnerOf<T>,
			/// Since when the claimant can show to have had it, in milliseconds since 1970.
			priority: Moment,
		},
		/// A claimant gave up a claim.
		Withdrawn {
			/// Id of the right.
			right: RightId,
			/// Whose claim it was.
			claimant: OwnerOf<T>,
		},
		/// A claim became the right: it was attested from a register, or substantiated.
		Attested {
			/// Id of the right.
			right: RightId,
			/// Who owns all of it from now on.
			owner: OwnerOf<T>,
			/// Organisation of whoever stated it.
			by: OrgId,
			/// On what that rests.
			basis: AttestationBasis,
		},
		/// The office turned a claim down.
		Refused {
			/// Id of the right.
			right: RightId,
			/// Whose claim it was.
			claimant: OwnerOf<T>,
			/// Organisation of the office.
			by: OrgId,
			/// Digest of the reasoned decision.
			ground: H256,
		},
		/// The end of a right was stated.
		Ended {
			/// Id of the right.
			right: RightId,
			/// How.
			end: RightEnd,
			/// First day on which it no longer stands.
			as_of: LegalDate,
			/// Organisation of the office, register reader or court.
			by: OrgId,
			/// On what the statement rests.
			basis: AttestationBasis,
		},
		/// The term of a right was extended.
		Renewed {
			/// Id of the right.
			right: RightId,
			/// First day outside the new term.
			until: LegalDate,
			/// Organisation of the office or register reader.
			by: OrgId,
			/// On what the statement rests.
			basis: AttestationBasis,
		},
		/// An owner offered a right, or a part of it.
		AssignmentOffered {
			/// Id of the right.
			right: RightId,
			/// The owner.
			from: OwnerOf<T>,
			/// The taker, who has to accept.
			to: OwnerOf<T>,
			/// How much of the whole right.
			part: Permill,
		},
		/// A right, or a part of it, passed to another owner.
		Assigned {
			/// Id of the right.
			right: RightId,
			/// Whose it was.
			from: OwnerOf<T>,
			/// Whose it is from now on.
			to: OwnerOf<T>,
			/// How much of the whole right.
			part: Permill,
		},
		/// An offer was taken back or declined. The right stays where it was.
		AssignmentCancelled {
			/// Id of the right.
			right: RightId,
			/// Whose offer it was.
			from: OwnerOf<T>,
			/// Who cancelled: the owner or the taker.
			by: OwnerOf<T>,
		},
		/// Somebody committed to a subject without naming it.
		PriorityCommitted {
			/// Who can reveal it.
			claimant: OwnerOf<T>,
			/// The commitment.
			commitment: H256,
		},
		/// A commitment was given up.
		CommitmentWithdrawn {
			/// Whose it was.
			claimant: OwnerOf<T>,
			/// The commitment.
			commitment: H256,
		},
		/// An owner gave a right up. It stands until its end is on record, but nobody can dispose of it.
		Surrendered {
			/// Id of the right.
			right: RightId,
			/// Who gave it up.
			owner: OwnerOf<T>,
		},
		/// Where a right stands in a country was stated.
		Designated {
			/// Id of the right.
			right: RightId,
			/// The country.
			country: Country,
			/// Since when it has effect there, and how it ended there.
			status: Designation,
			/// Organisation of the office or register reader.
			by: OrgId,
			/// On what the statement rests.
			basis: AttestationBasis,
		},
		/// The owner of a right set which of several owners may license it.
		LicensingRuleSet {
			/// Id of the right.
			right: RightId,
			/// The rule.
			rule: LicensingRule,
		},
		/// Somebody challenged a right.
		Challenged {
			/// Id of the right.
			right: RightId,
			/// Number of the challenge.
			seq: u32,
			/// Who.
			challenger: OwnerOf<T>,
			/// What it asks for.
			relief: Relief,
			/// What it rests on.
			evidence: Digest,
			/// Digest of the reasons.
			ground: H256,
		},
		/// An owner stands up for a challenged right.
		ChallengeAnswered {
			/// Id of the right.
			right: RightId,
			/// Number of the challenge.
			seq: u32,
			/// Which owner.
			by: OwnerOf<T>,
		},
		/// A challenge was taken back, or fell with the right. Every bond went back.
		ChallengeWithdrawn {
			/// Id of the right.
			right: RightId,
			/// Number of the challenge.
			seq: u32,
			/// Who said so: the challenger, or the owner who had answered.
			by: OwnerOf<T>,
		},
		/// A challenge was decided. Upheld invalidity ends the right as revoked on the day that the decision
		/// names; upheld entitlement makes the challenger its sole owner.
		ChallengeDecided {
			/// Id of the right.
			right: RightId,
			/// Number of the challenge.
			seq: u32,
			/// Who had challenged.
			challenger: OwnerOf<T>,
			/// What for.
			relief: Relief,
			/// What was found.
			decision: Decision,
			/// Organisation of the office or court.
			by: OrgId,
			/// Digest of the reasoned decision.
			ground: H256,
		},
		/// A version of what a claim rests on was put on record.
		VersionAdded {
			/// Id of the right.
			right: RightId,
			/// Whose claim.
			claimant: OwnerOf<T>,
			/// Number of the version.
			version: u32,
			/// Who added it.
			by: OwnerOf<T>,
		},
		/// How long rights of a kind can last was set or, with `None`, left open.
		MaxTermSet {
			/// The kind of right.
			kind: RightKind,
			/// In whose register; `None` for rights in no register.
			office: Option<OfficeCode>,
			/// Calendar years from the first day of the term on.
			years: Option<u16>,
		},
		/// What a right is registered for was limited.
		Limited {
			/// Id of the right.
			right: RightId,
			/// The classes that are left.
			classes: ClassesOf<T>,
			/// Digest of the list of goods or of the claims as limited.
			specification: Option<H256>,
			/// First day on which it is limited.
			as_of: LegalDate,
			/// Organisation of the office, register reader or court.
			by: OrgId,
			/// On what the statement rests.
			basis: AttestationBasis,
		},
	}

	/// Why the register refuses a call.
	#[pallet::error]
	pub enum Error<T> {
		/// The number is not one of the named office, or this kind of right does not arise without
		/// registration. Give the ST.13 number that begins with the office's code.
		MalformedSubject,
		/// No territory is named, or one beyond the table of countries. Set only bits of that table.
		MalformedTerritories,
		/// A class does not exist in its classification, or the list is not strictly ascending. Sort
		/// the classes and leave out repetitions.
		MalformedClasses,
		/// The term, or the longest that it can be, does not last a day. Its end is the first day outside.
		MalformedTerm,
		/// The registration number is empty or holds other characters than digits, upper-case
		/// letters, `.`, `/` and `-`. Leave it out or write it with these.
		MalformedRegistration,
		/// A class of another kind of right: Nice classes are for trade marks, Locarno classes for
		/// designs, IPC subclasses for patents, utility models and supplementary protection; other rights
		/// have none.
		ClassMismatch,
		/// A trade mark or design without any class. Name at least one.
		ClassMissing,
		/// The claimant claimed this right before. A claim is made once, also if it was refused or
		/// withdrawn.
		AlreadyClaimed,
		/// This party has no claim to this right. Check the id and the claimant.
		NoClaim,
		/// The claim was attested, refused or withdrawn. Nothing more can be said about it.
		ClaimClosed,
		/// The subject stands in no register, so that no office can rule on it. Have it substantiated.
		NotRegisterable,
		/// The signer's organisation is not accredited for the register that the right is in and rights of
		/// its kind, or the right is in no register and the signer acts for no court.
		NotAccredited,
		/// Somebody's claim to this right is attested or substantiated already. Challenge it.
		AlreadyAttested,
		/// The extract is dated later than tomorrow. State the day that it shows.
		PostdatedExtract,
		/// No claim to this right was attested. Have it attested first.
		NoRight,
		/// The right has ended, by an end on record or with its term, or has ended in that country.
		AlreadyEnded,
		/// The date lies before the right's term, or its effect in that country, began. State a day of the
		/// term or later.
		BeforeTerm,
		/// The new end is not later than the old, or the term has no end. State a later day.
		NotExtended,
		/// The signer does not act for an owner of the right, or the offer is of somebody who is none any
		/// more.
		NotOwner,
		/// The right cannot pass to this party: it makes the offer, is no organisation here, is expelled, or
		/// is an account that acts for an organisation, which is to be named instead.
		UnfitTaker,
		/// This owner has the right, or a part of it, on offer. Accept or cancel that offer first.
		AlreadyOffered,
		/// This owner has nothing of the right on offer.
		NotOffered,
		/// The right was offered to somebody else.
		NotTaker,
		/// The signer acts neither for the owner nor for the taker of the offer.
		NotParty,
		/// The territories reach beyond those that the register has effect in. Name no others.
		BeyondOffice,
		/// The extract is not on record in the evidence, or was revoked. Anchor its digest first.
		ExtractNotOnRecord,
		/// The owner gave the right up, and that is final. What is left is the record of its end.
		GivenUp,
		/// The party made this commitment and has not revealed it.
		AlreadyCommitted,
		/// The party has sixteen commitments to reveal. Reveal or withdraw one.
		TooManyCommitments,
		/// The party made no such commitment, or it was made over another claimant, subject or salt.
		NoCommitment,
		/// The commitment is more than a year old. Claim without it.
		CommitmentExpired,
		/// A right of this kind is registered under a number of its own. State the registration number.
		RegistrationMissing,
		/// The term has no end, or is longer than rights of this kind can last. State its lawful end, or have
		/// the council set the longest term that the law allows.
		TermTooLong,
		/// Rights of this kind can be kept up for ever. Set no longest term for them.
		KindUnbounded,
		/// There is no office with this code. Use a code of WIPO Standard ST.3.
		MalformedOffice,
		/// A statement of this sort needs another basis: an office or a reader of its register states what a
		/// register says, a judgment ends what stands in none.
		UnfitBasis,
		/// A refusal is of one country and leaves the right. Designate that country, with the refusal as the
		/// end.
		UnfitEnd,
		/// It is on record since when the right has effect in this country. State that day again, and with
		/// it how the right ended there.
		AlreadyDesignated,
		/// The subject stands in a register. Have the claim attested.
		InRegister,
		/// The digest is not on record in the evidence, or was revoked. Anchor it first.
		ProofNotOnRecord,
		/// The proof is not the work. Name the fingerprint of the claim's subject.
		NotTheWork,
		/// The work was deposited after the priority of the claim, which so has another proof to rest on.
		DepositTooLate,
		/// The claim names no author, whose name on the work would prove anything.
		AuthorMissing,
		/// An author is named twice. Name each once.
		DuplicateAuthor,
		/// The part is zero, or more than the owner has of the right. Offer what it has, or less.
		PartExceeded,
		/// The right has sixteen owners. Offer the part to one of them, or all of an owner's part.
		TooManyOwners,
		/// The right has several owners, and this is not for one of them to do.
		CoOwned,
		/// There is no challenge with this number. Check the right and the number.
		NoChallenge,
		/// This party has an open challenge of the right. Await its decision or withdraw it.
		AlreadyChallenged,
		/// The right has eight open challenges. Await a decision.
		TooManyChallenges,
		/// An owner has answered the challenge. It can no longer be withdrawn or answered.
		AlreadyAnswered,
		/// The challenge was withdrawn or decided. Nothing more can be said about it.
		ChallengeClosed,
		/// The signer does not act for the challenger, nor, of a right that ended, for the owner who answered.
		NotChallenger,
		/// Nobody answers or decides its own challenge, nor decides about its own right.
		OwnCause,
		/// Somebody says that the right is his. It cannot be given up until that is decided.
		UnderChallenge,
		/// A version without contents. Name at least one digest.
		NoContents,
		/// The bits beyond the length of such a fingerprint are not zero. Align it to the left.
		MalformedFingerprint,
		/// The part is not the one that is offered. Look at the offer again.
		OtherPart,
		/// Nothing is limited: a class is named that the right has not, or all are left as they were.
		NotLimited,
		/// A limitation is stated that has no effect yet. State it on its first day (UTC), or later.
		DayToCome,
	}
}
