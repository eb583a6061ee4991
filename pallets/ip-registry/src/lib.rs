//! # IP registry pallet
//!
//! Whose right is it, since when, where and for which goods?
//!
//! Any signed account may claim a right: an entry of an office's register, or a work that needs no
//! registration. Claims are kept by right *and* claimant, so they coexist, and typing a number first
//! gives nothing. An operator of the office, or of an accredited reader of its register, attests one
//! claim; from then on that claimant owns *the* right, in the extent that the attestation states.
//!
//! Who wants a priority without disclosing anything yet commits to a salted hash of himself and the
//! subject first, and claims by revealing it within a year: the claim then has the time of the
//! commitment as its priority. A copied commitment or a copied reveal is of no use to anybody else.
//! The register records priorities; offices and courts weigh them.
//!
//! A right passes on by an offer of its owner and the acceptance of the taker, each step a link of
//! its chain of title. It ends by a dated record: its office, or a reader of its register, states the
//! end. Its owner can give it up: from then on nobody can dispose of it any more, and it stands until
//! the office has stated the day on which it ended. Legal dates are stated by whoever is competent for
//! them, never by the owner. Claims, rights and titles are never removed; a refused or withdrawn claim cannot be made again
//! by the same claimant.
//!
//! An account that is an operator acts for its organisation or not at all; every other account acts
//! for itself. Nothing here names a person: contents and grounds are digests, salted where their
//! content could be guessed.

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(
		clippy::unwrap_used,
		clippy::expect_used,
		clippy::indexing_slicing,
		clippy::arithmetic_side_effects,
		clippy::cast_possible_truncation,
		clippy::cast_sign_loss
	)
)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
mod functions;
mod impls;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "try-runtime", feature = "std"))]
mod try_state;
// The codec's derives cast the numbers of variants.
#[allow(clippy::cast_possible_truncation)]
mod types;
pub mod weights;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

/// The register of rights.
// The macros expand to `expect`, and the codec's derives cast the numbers of variants.
#[allow(clippy::expect_used, clippy::cast_possible_truncation)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::{pallet_prelude::*, traits::Time};
	use frame_system::pallet_prelude::*;
	use sp_core::H256;
	use sp_runtime::SaturatedConversion;
	use tracemark_primitives::{
		rights::{RightEnd, RightId, RightSubject},
		territory::Territories,
		time::Term,
		traits::{EvidenceInspect, Membership},
		LegalDate, Moment, OrgId,
	};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// The register of rights.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the register needs of its runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Block time.
		type Time: Time<Moment = Moment>;

		/// For whom accounts act.
		type Membership: Membership<Self::AccountId>;

		/// What stands in the evidence: extracts of registers.
		type Evidence: EvidenceInspect;

		/// Most digests of a claim's contents.
		#[pallet::constant]
		type MaxDigests: Get<u32>;

		/// Most classes of a right. At least 45: a mark can stand in every class of Nice.
		#[pallet::constant]
		type MaxClasses: Get<u32>;

		/// Measured weights.
		type WeightInfo: WeightInfo;

		/// Makes the world that benchmarks run in.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: tracemark_primitives::benchmarking::BenchmarkHelper<Self::AccountId>
			+ crate::benchmarking::EvidenceHelper;
	}

	/// Who claims what. Claims of several parties to one right coexist.
	// Identity: the first key is a hash that the chain computed. Blake2: accounts are chosen freely.
	#[pallet::storage]
	pub type Claims<T: Config> =
		StorageDoubleMap<_, Identity, RightId, Blake2_128Concat, OwnerOf<T>, Claim<T>>;

	/// What parties committed to and have not revealed. Goes when it is revealed or withdrawn, and once it
	/// has expired with the party's next commitment.
	// Blake2: accounts are chosen freely.
	#[pallet::storage]
	pub type Commitments<T: Config> =
		StorageMap<_, Blake2_128Concat, OwnerOf<T>, CommitmentsOf, ValueQuery>;

	/// The attested rights.
	// Identity: a hash that the chain computed.
	#[pallet::storage]
	pub type Rights<T: Config> = StorageMap<_, Identity, RightId, Right<T>>;

	/// To whom a right is offered. Taken out when the taker accepts or either side cancels.
	// Identity: a hash that the chain computed.
	#[pallet::storage]
	pub type PendingAssignment<T: Config> = StorageMap<_, Identity, RightId, OwnerOf<T>>;

	/// The chain of title of each right, from the attested claimant (0) to the present owner.
	// Identity: a hash that the chain computed. Twox: a counter.
	#[pallet::storage]
	pub type TitleHistory<T: Config> =
		StorageDoubleMap<_, Identity, RightId, Twox64Concat, u32, TitleEntry<T>>;

	/// How many links the chain of title of a right has.
	// Identity: a hash that the chain computed.
	#[pallet::storage]
	pub type TitleCount<T: Config> = StorageMap<_, Identity, RightId, u32, ValueQuery>;

	/// What the register records.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
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
		/// A claim became the right.
		Attested {
			/// Id of the right.
			right: RightId,
			/// Who owns it from now on.
			owner: OwnerOf<T>,
			/// Organisation of the office or register reader.
			by: OrgId,
			/// On what the attestation rests.
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
		/// A right came to its end.
		Ended {
			/// Id of the right.
			right: RightId,
			/// How.
			end: RightEnd,
			/// First day on which it no longer stands.
			as_of: LegalDate,
			/// Organisation of the office or register reader.
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
		/// An owner offered a right.
		AssignmentOffered {
			/// Id of the right.
			right: RightId,
			/// The owner.
			from: OwnerOf<T>,
			/// The taker, who has to accept.
			to: OwnerOf<T>,
		},
		/// A right passed to a new owner.
		Assigned {
			/// Id of the right.
			right: RightId,
			/// Who owned it.
			from: OwnerOf<T>,
			/// Who owns it from now on.
			to: OwnerOf<T>,
		},
		/// An offer was taken back or declined. The right stays where it was.
		AssignmentCancelled {
			/// Id of the right.
			right: RightId,
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
		/// The term ends before it lasted a day. Its end is the first day outside.
		MalformedTerm,
		/// The registration number is empty or holds other characters than digits, upper-case
		/// letters, `.`, `/` and `-`. Leave it out or write it with these.
		MalformedRegistration,
		/// A class of another kind of right: Nice classes are for trade marks, Locarno classes for
		/// designs, other rights have none.
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
		/// The subject stands in no register, so that no office can rule on it.
		NotRegisterable,
		/// The signer's organisation is not accredited for the register that the right is in.
		NotAccredited,
		/// Somebody's claim to this right is attested already.
		AlreadyAttested,
		/// The extract is dated later than tomorrow. State the day that it shows.
		PostdatedExtract,
		/// No claim to this right was attested. Have it attested first.
		NoRight,
		/// The right has ended, by an end on record or with its term.
		AlreadyEnded,
		/// The date lies before the right's term began. State a day of the term or later.
		BeforeTerm,
		/// The new end is not later than the old, or the term has no end. State a later day.
		NotExtended,
		/// The signer does not act for the owner of the right.
		NotOwner,
		/// The right cannot be offered to this party: it owns the right, is no organisation here, is
		/// expelled, or is an account that acts for an organisation, which is to be named instead.
		UnfitTaker,
		/// The right is on offer already. Cancel that offer first.
		AlreadyOffered,
		/// The right is not on offer.
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
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MaxClasses::get() >= 45, "a mark can stand in all 45 classes of Nice");
			assert!(T::MaxDigests::get() > 0, "a claim can show contents");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = T::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Claim a right. Others may claim it too; a claim proves nothing before it is attested.
		/// The claimant is the signer's organisation, or the signer if it is no operator.
		///
		/// - `subject`: the entry of a register, or the fingerprint of an unregistered work.
		/// - `territories`: where the right has effect, as bits of the table of countries.
		/// - `classes`: Nice classes of a mark or Locarno classes of a design, strictly ascending;
		///   none for other rights.
		/// - `term`: first day inside and first day outside, in days since 1970-01-01, if known.
		/// - `contents`: digests of what the claim rests on, salted where it could be guessed.
		///
		/// ## Dispatch Origin
		/// Signed, by an operator that may act as rights holder or creator, or by an account that is
		/// no operator.
		///
		/// Emits [`Event::Claimed`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::claim(
			classes.len().saturated_into(),
			contents.len().saturated_into(),
		))]
		pub fn claim(
			origin: OriginFor<T>,
			subject: RightSubject,
			territories: Territories,
			classes: ClassesOf<T>,
			term: Option<Term>,
			contents: ContentsOf<T>,
		) -> DispatchResult {
			let claimant = Self::party_of(&ensure_signed(origin)?)?;
			let priority = Self::present();
			Self::do_claim(claimant, subject, territories, classes, term, contents, priority)
		}

		/// Give up a claim that nobody has ruled on. It stays on record and cannot be made again.
		///
		/// - `right`: id of the right.
		///
		/// ## Dispatch Origin
		/// Signed, for the claimant, as in [`Call::claim`].
		///
		/// Emits [`Event::Withdrawn`].
		#[pallet::call_index(1)]
		pub fn withdraw(origin: OriginFor<T>, right: RightId) -> DispatchResult {
			let claimant = Self::party_of(&ensure_signed(origin)?)?;
			Self::do_withdraw(claimant, right)
		}

		/// Make a claim *the* right. What is stated here holds, whatever the claim says; other claims
		/// stay claims.
		///
		/// - `right`: id of the right.
		/// - `claimant`: whose claim is confirmed.
		/// - `territories`, `classes`, `term`: as they stand in the register, in the form of
		///   [`Call::claim`]; no territory beyond those that the register has effect in.
		/// - `registration`: registration number, if the right has one.
		/// - `basis`: the office's own statement, or the dated extract that was read, whose digest was
		///   anchored in the evidence before.
		///
		/// ## Dispatch Origin
		/// Signed, by an operator of an organisation that is accredited for the register: as IP
		/// office if the basis is the office's statement, as register reader if it is an extract.
		///
		/// Emits [`Event::Attested`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::attest(classes.len().saturated_into()))]
		#[allow(clippy::too_many_arguments)]
		pub fn attest(
			origin: OriginFor<T>,
			right: RightId,
			claimant: OwnerOf<T>,
			territories: Territories,
			classes: ClassesOf<T>,
			term: Term,
			registration: Option<RegistrationNumber>,
			basis: AttestationBasis,
		) -> DispatchResult {
			let by = Self::witness_of(&ensure_signed(origin)?, &basis)?;
			Self::do_attest(by, right, claimant, territories, classes, term, registration, basis)
		}

		/// Turn a claim down. It stays on record as refused and cannot be made again by this
		/// claimant.
		///
		/// - `right`: id of the right.
		/// - `claimant`: whose claim is refused.
		/// - `ground`: digest of the reasoned decision, salted if it could be guessed.
		///
		/// ## Dispatch Origin
		/// Signed, by an operator of an IP office that is accredited for the register.
		///
		/// Emits [`Event::Refused`].
		#[pallet::call_index(3)]
		pub fn refuse(
			origin: OriginFor<T>,
			right: RightId,
			claimant: OwnerOf<T>,
			ground: H256,
		) -> DispatchResult {
			let by = Self::office_of(&ensure_signed(origin)?)?;
			Self::do_refuse(by, right, claimant, ground)
		}

		/// Record how and from which day on a right no longer stands. The day may lie in the past,
		/// but not before the term began.
		///
		/// - `right`: id of the right.
		/// - `end`: how it ended.
		/// - `as_of`: first day on which it no longer stands, in days since 1970-01-01.
		/// - `basis`: as in [`Call::attest`].
		///
		/// ## Dispatch Origin
		/// Signed, as in [`Call::attest`].
		///
		/// Emits [`Event::Ended`].
		#[pallet::call_index(4)]
		pub fn record_end(
			origin: OriginFor<T>,
			right: RightId,
			end: RightEnd,
			as_of: LegalDate,
			basis: AttestationBasis,
		) -> DispatchResult {
			let by = Self::witness_of(&ensure_signed(origin)?, &basis)?;
			Self::do_record_end(by, right, end, as_of, basis)
		}

		/// Extend the term of a right, also after it ran out, as long as no end is on record.
		///
		/// - `right`: id of the right.
		/// - `until`: first day outside the new term, in days since 1970-01-01.
		/// - `basis`: as in [`Call::attest`].
		///
		/// ## Dispatch Origin
		/// Signed, as in [`Call::attest`].
		///
		/// Emits [`Event::Renewed`].
		#[pallet::call_index(5)]
		pub fn renew(
			origin: OriginFor<T>,
			right: RightId,
			until: LegalDate,
			basis: AttestationBasis,
		) -> DispatchResult {
			let by = Self::witness_of(&ensure_signed(origin)?, &basis)?;
			Self::do_renew(by, right, until, basis)
		}

		/// Offer a right to a taker. The owner does not change before the taker accepts.
		///
		/// - `right`: id of the right.
		/// - `to`: who is to own it.
		///
		/// ## Dispatch Origin
		/// Signed, for the owner of the right, as in [`Call::claim`].
		///
		/// Emits [`Event::AssignmentOffered`].
		#[pallet::call_index(6)]
		pub fn offer_assignment(
			origin: OriginFor<T>,
			right: RightId,
			to: OwnerOf<T>,
		) -> DispatchResult {
			let owner = Self::party_of(&ensure_signed(origin)?)?;
			Self::do_offer_assignment(owner, right, to)
		}

		/// Accept a right that was offered. The taker owns it from this block on.
		///
		/// - `right`: id of the right.
		///
		/// ## Dispatch Origin
		/// Signed, for the taker of the offer, as in [`Call::claim`].
		///
		/// Emits [`Event::Assigned`].
		#[pallet::call_index(7)]
		pub fn accept_assignment(origin: OriginFor<T>, right: RightId) -> DispatchResult {
			let taker = Self::party_of(&ensure_signed(origin)?)?;
			Self::do_accept_assignment(taker, right)
		}

		/// Take an offer back, or decline it. The right stays where it is.
		///
		/// - `right`: id of the right.
		///
		/// ## Dispatch Origin
		/// Signed, for the owner or the taker, as in [`Call::claim`].
		///
		/// Emits [`Event::AssignmentCancelled`].
		#[pallet::call_index(8)]
		pub fn cancel_assignment(origin: OriginFor<T>, right: RightId) -> DispatchResult {
			let party = Self::party_of(&ensure_signed(origin)?)?;
			Self::do_cancel_assignment(party, right)
		}

		/// Give a right up, for good: it can no longer be licensed or assigned. It stands until its end
		/// is on record ([`Call::record_end`]), with the day that its office states.
		///
		/// - `right`: id of the right.
		///
		/// ## Dispatch Origin
		/// Signed, for the owner of the right, as in [`Call::claim`].
		///
		/// Emits [`Event::Surrendered`].
		#[pallet::call_index(9)]
		pub fn surrender(origin: OriginFor<T>, right: RightId) -> DispatchResult {
			let owner = Self::party_of(&ensure_signed(origin)?)?;
			Self::do_surrender(owner, right)
		}

		/// Commit to a subject without disclosing it. The claim that reveals the commitment within a year
		/// has the time of this block as its priority.
		///
		/// - `commitment`: BLAKE2b-256 of the SCALE value of `("tracemark/priority/v1", claimant, subject,
		///   salt)` with a salt of 32 random bytes. Whoever loses the salt loses the priority.
		///
		/// ## Dispatch Origin
		/// Signed, for the claimant, as in [`Call::claim`].
		///
		/// Emits [`Event::PriorityCommitted`].
		#[pallet::call_index(10)]
		pub fn commit_priority(origin: OriginFor<T>, commitment: H256) -> DispatchResult {
			let claimant = Self::party_of(&ensure_signed(origin)?)?;
			Self::do_commit_priority(claimant, commitment)
		}

		/// Give up a commitment that was not revealed. Nothing of it stays in state.
		///
		/// - `commitment`: as in [`Call::commit_priority`].
		///
		/// ## Dispatch Origin
		/// Signed, for whoever committed, as in [`Call::claim`].
		///
		/// Emits [`Event::CommitmentWithdrawn`].
		#[pallet::call_index(11)]
		pub fn withdraw_commitment(origin: OriginFor<T>, commitment: H256) -> DispatchResult {
			let claimant = Self::party_of(&ensure_signed(origin)?)?;
			Self::do_withdraw_commitment(claimant, commitment)
		}

		/// Claim a right with the priority of a commitment, which this reveals.
		///
		/// - `subject`, `territories`, `classes`, `term`, `contents`: as in [`Call::claim`].
		/// - `salt`: that of the commitment.
		///
		/// ## Dispatch Origin
		/// Signed, for whoever committed, as in [`Call::claim`].
		///
		/// Emits [`Event::Claimed`].
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::reveal(
			classes.len().saturated_into(),
			contents.len().saturated_into(),
		))]
		#[allow(clippy::too_many_arguments)]
		pub fn reveal(
			origin: OriginFor<T>,
			subject: RightSubject,
			territories: Territories,
			classes: ClassesOf<T>,
			term: Option<Term>,
			contents: ContentsOf<T>,
			salt: H256,
		) -> DispatchResult {
			let claimant = Self::party_of(&ensure_signed(origin)?)?;
			Self::do_reveal(claimant, subject, territories, classes, term, contents, salt)
		}
	}
}
