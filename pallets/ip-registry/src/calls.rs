//! The calls.

use frame_support::pallet_macros::pallet_section;

/// The calls of the pallet.
#[pallet_section]
mod calls {
	#[pallet::call(weight = T::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Claim a right. Others may claim it too; a claim proves nothing before it is attested.
		/// The claimant is the signer's organisation, or the signer if it is no operator.
		///
		/// - `subject`: the entry of a register, or the fingerprint of an unregistered work.
		/// - `territories`: where the right has effect, as bits of the table of countries.
		/// - `classes`: Nice classes of a mark, Locarno classes of a design, IPC subclasses of a patent,
		///   utility model or certificate, strictly ascending; none for other rights.
		/// - `term`: first day inside and first day outside, in days since 1970-01-01, if known.
		/// - `contents`: digests of what the claim rests on, salted where it could be guessed.
		/// - `authors`: tags of up to sixteen authors, inventors or designers. They stay on record as such.
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
			authors: Authors,
		) -> DispatchResult {
			let claimant = Self::party_of(&ensure_signed(origin)?)?;
			let claim = Self::new_claim(subject, territories, classes, term, contents, authors);
			Self::do_claim(claimant, claim)
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
		/// - `registration`: registration number; marks, designs and geographical indications can do without.
		/// - `basis`: the office's own statement, or the dated extract that was read, whose digest was
		///   anchored in the evidence before.
		///
		/// ## Dispatch Origin
		/// Signed, by an operator of an organisation that is accredited for the register and the kind of
		/// right: as IP office if the basis is the office's statement, as register reader if it is an
		/// extract.
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
		/// Signed, by an operator of an IP office that is accredited for the register and the kind of right.
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
		/// - `end`: how it ended; a refusal is of one country and goes there ([`Call::designate`]).
		/// - `as_of`: first day on which it no longer stands, in days since 1970-01-01.
		/// - `basis`: as in [`Call::attest`]; for a right in no register a judgment, whose digest was
		///   anchored in the evidence before.
		///
		/// ## Dispatch Origin
		/// Signed, as in [`Call::attest`]; for a right in no register by an operator of a court.
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

		/// Extend the term of a registered right, also after it ran out, as long as no end is on record.
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

		/// Offer a right, or a part of it, to a taker. Nothing changes before the taker accepts.
		///
		/// - `right`: id of the right.
		/// - `to`: who is to own it; may be one of its owners.
		/// - `part`: how much of the whole right, out of the signer's own part, in millionths.
		///
		/// ## Dispatch Origin
		/// Signed, for an owner of the right, as in [`Call::claim`].
		///
		/// Emits [`Event::AssignmentOffered`].
		#[pallet::call_index(6)]
		pub fn offer_assignment(
			origin: OriginFor<T>,
			right: RightId,
			to: OwnerOf<T>,
			part: Permill,
		) -> DispatchResult {
			let owner = Self::party_of(&ensure_signed(origin)?)?;
			Self::do_offer_assignment(owner, right, to, part)
		}

		/// Accept what was offered of a right. It is the taker's from this block on.
		///
		/// - `right`: id of the right.
		/// - `from`: the owner who made the offer, and still has that much.
		/// - `part`: the part that the taker accepts, as it was offered: who would get another is refused.
		///
		/// ## Dispatch Origin
		/// Signed, for the taker of the offer, as in [`Call::claim`].
		///
		/// Emits [`Event::Assigned`].
		#[pallet::call_index(7)]
		pub fn accept_assignment(
			origin: OriginFor<T>,
			right: RightId,
			from: OwnerOf<T>,
			part: Permill,
		) -> DispatchResult {
			let taker = Self::party_of(&ensure_signed(origin)?)?;
			Self::do_accept_assignment(taker, right, from, part)
		}

		/// Take an offer back, or decline it. The right stays where it is.
		///
		/// - `right`: id of the right.
		/// - `from`: the owner who made the offer.
		///
		/// ## Dispatch Origin
		/// Signed, for the owner or the taker, as in [`Call::claim`].
		///
		/// Emits [`Event::AssignmentCancelled`].
		#[pallet::call_index(8)]
		pub fn cancel_assignment(
			origin: OriginFor<T>,
			right: RightId,
			from: OwnerOf<T>,
		) -> DispatchResult {
			let party = Self::party_of(&ensure_signed(origin)?)?;
			Self::do_cancel_assignment(party, right, from)
		}

		/// Give a right up, for good: it can no longer be licensed or assigned. It stands until its end
		/// is on record ([`Call::record_end`]), with the day that its office states. Not while somebody says
		/// that the right is his (European Patent Convention, Implementing Regulations rule 15).
		///
		/// - `right`: id of the right.
		///
		/// ## Dispatch Origin
		/// Signed, for the only owner of the right, as in [`Call::claim`].
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
		/// - `subject`, `territories`, `classes`, `term`, `contents`, `authors`: as in [`Call::claim`].
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
			authors: Authors,
			salt: H256,
		) -> DispatchResult {
			let claimant = Self::party_of(&ensure_signed(origin)?)?;
			let claim = Self::new_claim(subject, territories, classes, term, contents, authors);
			Self::do_reveal(claimant, claim, salt)
		}

		/// Make a claim to a work or unregistered right *the* right, on a proof. The classes are those of
		/// the claim; what else is stated here holds, whatever the claim says.
		///
		/// - `right`: id of the right.
		/// - `claimant`: whose claim is confirmed.
		/// - `territories`, `term`: where and how long it is protected, in the form of [`Call::claim`].
		/// - `by`: what proves it. An author's name on the work needs authors in the claim (Berne Convention
		///   art. 15(1)); an earlier deposit is that of the work itself, made before the claim or, at the
		///   latest, at its priority.
		/// - `proof`: digest of the proof, which was anchored in the evidence before.
		///
		/// ## Dispatch Origin
		/// Signed, by an operator with a role that is competent for such a proof: notary, collecting society
		/// or IP office for a name or a deposit; otherwise the notary, the society or the court.
		///
		/// Emits [`Event::Attested`].
		#[pallet::call_index(13)]
		pub fn substantiate(
			origin: OriginFor<T>,
			right: RightId,
			claimant: OwnerOf<T>,
			territories: Territories,
			term: Term,
			by: Substantiation,
			proof: Digest,
		) -> DispatchResult {
			let witness = Self::witness_by(&ensure_signed(origin)?, by)?;
			Self::do_substantiate(witness, right, claimant, territories, term, by, proof)
		}

		/// State since when a registered right has effect in a country, and how it ended or was refused
		/// there. A country that is not among the right's territories is added, while the right has no end
		/// (subsequent designation, Madrid Protocol art. 3ter(2)).
		///
		/// - `right`: id of the right.
		/// - `country`: one that the register can have effect in.
		/// - `status`: first day there, not before the term began, and the end there if there is one. What is
		///   on record without end is given one by stating the same first day with it; an end is final.
		/// - `basis`: as in [`Call::attest`].
		///
		/// ## Dispatch Origin
		/// Signed, as in [`Call::attest`].
		///
		/// Emits [`Event::Designated`].
		#[pallet::call_index(14)]
		pub fn designate(
			origin: OriginFor<T>,
			right: RightId,
			country: Country,
			status: Designation,
			basis: AttestationBasis,
		) -> DispatchResult {
			let by = Self::witness_of(&ensure_signed(origin)?, &basis)?;
			Self::do_designate(by, right, country, status, basis)
		}

		/// Set which of several owners may license a right, before it has several. Afterwards it stays: an
		/// owner who could change it alone could take the others' say from them. Not while the right is on
		/// offer, so that a taker gets what he accepts.
		///
		/// - `right`: id of the right.
		/// - `rule`: each alone, those with more than half, or all together, which is the rule otherwise.
		///
		/// ## Dispatch Origin
		/// Signed, for the only owner of the right, as in [`Call::claim`].
		///
		/// Emits [`Event::LicensingRuleSet`].
		#[pallet::call_index(15)]
		pub fn set_licensing_rule(
			origin: OriginFor<T>,
			right: RightId,
			rule: LicensingRule,
		) -> DispatchResult {
			let owner = Self::party_of(&ensure_signed(origin)?)?;
			Self::do_set_licensing_rule(owner, right, rule)
		}

		/// Challenge a right. [`Config::ChallengeBond`] goes on hold on the signer's account until the
		/// challenge is settled.
		///
		/// - `right`: id of the right, of which no end is known.
		/// - `relief`: that it is invalid, or that it is the challenger's.
		/// - `evidence`: digest of what the challenge rests on, which was anchored in the evidence before.
		/// - `ground`: digest of the reasons, salted if it could be guessed.
		///
		/// ## Dispatch Origin
		/// Signed, by an operator for its organisation, or by an account that is no operator.
		///
		/// Emits [`Event::Challenged`].
		#[pallet::call_index(16)]
		pub fn challenge(
			origin: OriginFor<T>,
			right: RightId,
			relief: Relief,
			evidence: Digest,
			ground: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let challenger = Self::anybody(&who)?;
			Self::do_challenge(who, challenger, right, relief, evidence, ground)
		}

		/// Stand up for a challenged right. As much as the challenger put up goes on hold on the signer's
		/// account; from now on the challenge can no longer be withdrawn.
		///
		/// - `right`: id of the right.
		/// - `seq`: number of the challenge.
		///
		/// ## Dispatch Origin
		/// Signed, for an owner of the right that is not the challenger, as in [`Call::claim`].
		///
		/// Emits [`Event::ChallengeAnswered`].
		#[pallet::call_index(17)]
		pub fn answer_challenge(origin: OriginFor<T>, right: RightId, seq: u32) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let owner = Self::party_of(&who)?;
			Self::do_answer_challenge(who, owner, right, seq)
		}

		/// Take a challenge back before it is answered; or settle it after the right ended otherwise or its
		/// end is on record. Each bond goes back to its account.
		///
		/// - `right`: id of the right.
		/// - `seq`: number of the challenge.
		///
		/// ## Dispatch Origin
		/// Signed, for the challenger, as in [`Call::challenge`]; of a right that ended also for the owner who
		/// answered.
		///
		/// Emits [`Event::ChallengeWithdrawn`].
		#[pallet::call_index(18)]
		pub fn withdraw_challenge(
			origin: OriginFor<T>,
			right: RightId,
			seq: u32,
		) -> DispatchResult {
			let party = Self::anybody(&ensure_signed(origin)?)?;
			Self::do_withdraw_challenge(party, right, seq)
		}

		/// Decide a challenge. Who loses pays: the bond of the challenger goes to the account that answered
		/// for the right, or that of its first owner (if it has none, it goes back); the bond of the answer
		/// goes to the account that challenged. The other bond goes back.
		///
		/// - `right`: id of the right.
		/// - `seq`: number of the challenge.
		/// - `decision`: unfounded, or upheld as of a day, not before the term began. Upheld invalidity ends
		///   the right as revoked on that day. Upheld entitlement makes the challenger the sole owner from
		///   this block on; the day is kept with the challenge, and owners of past moments stay as they were.
		/// - `ground`: digest of the reasoned decision, salted if it could be guessed.
		///
		/// ## Dispatch Origin
		/// Signed, by an operator of an IP office that is accredited for the register and the kind of right,
		/// or, for a right in no register, of a court; neither challenger nor owner.
		///
		/// Emits [`Event::ChallengeDecided`].
		#[pallet::call_index(19)]
		pub fn decide_challenge(
			origin: OriginFor<T>,
			right: RightId,
			seq: u32,
			decision: Decision,
			ground: H256,
		) -> DispatchResult {
			let judge = Self::judge(&ensure_signed(origin)?)?;
			Self::do_decide_challenge(judge, right, seq, decision, ground)
		}

		/// Put a further version of what a claim rests on on record. Nothing is replaced. An owner of the
		/// right adds to the claim that became the right, everybody else to a claim of its own that was
		/// neither refused nor withdrawn.
		///
		/// - `right`: id of the right.
		/// - `contents`: digests of the version, at least one, salted where they could be guessed.
		/// - `fingerprints`: by which look-alikes of it can be found, if it can be looked at.
		///
		/// ## Dispatch Origin
		/// Signed, as in [`Call::claim`].
		///
		/// Emits [`Event::VersionAdded`].
		#[pallet::call_index(20)]
		#[pallet::weight(T::WeightInfo::add_version(
			contents.len().saturated_into(),
			fingerprints.len().saturated_into(),
		))]
		pub fn add_version(
			origin: OriginFor<T>,
			right: RightId,
			contents: ContentsOf<T>,
			fingerprints: Fingerprints,
		) -> DispatchResult {
			let party = Self::party_of(&ensure_signed(origin)?)?;
			Self::do_add_version(party, right, contents, fingerprints)
		}

		/// Set how long rights of a kind can last, extensions that the law knows included (adjustments of
		/// patents, paediatric extensions of certificates): no statement of a longer term is taken. What was
		/// stated before stands.
		///
		/// - `kind`: one that cannot be kept up for ever.
		/// - `office`: the register, or `None` for rights that stand in none.
		/// - `years`: calendar years from the first day of the term on, or `None` for no bound.
		///
		/// ## Dispatch Origin
		/// [`Config::TermOrigin`].
		///
		/// Emits [`Event::MaxTermSet`].
		#[pallet::call_index(21)]
		pub fn set_max_term(
			origin: OriginFor<T>,
			kind: RightKind,
			office: Option<OfficeCode>,
			years: Option<u16>,
		) -> DispatchResult {
			T::TermOrigin::ensure_origin(origin)?;
			Self::do_set_max_term(kind, office, years)
		}

		/// Limit what a right is registered for: surrender, revocation or invalidity in part, limitation of a
		/// patent (Regulation (EU) 2017/1001 art. 57(1), 58(2) and 59(3); European Patent Convention
		/// art. 105a). What it was registered for before stays on record with the day.
		///
		/// - `right`: id of the right, of which no end is known.
		/// - `classes`: those that are left, in the form of [`Call::claim`].
		/// - `specification`: digest of the list of goods or of the claims as they are now; needed if all
		///   classes are left.
		/// - `as_of`: first day on which it is limited, not before the term began and not after today (UTC).
		/// - `basis`: as in [`Call::record_end`].
		///
		/// ## Dispatch Origin
		/// Signed, as in [`Call::record_end`].
		///
		/// Emits [`Event::Limited`].
		#[pallet::call_index(22)]
		#[pallet::weight(T::WeightInfo::limit(classes.len().saturated_into()))]
		pub fn limit(
			origin: OriginFor<T>,
			right: RightId,
			classes: ClassesOf<T>,
			specification: Option<H256>,
			as_of: LegalDate,
			basis: AttestationBasis,
		) -> DispatchResult {
			let by = Self::witness_of(&ensure_signed(origin)?, &basis)?;
			Self::do_limit(by, right, classes, specification, as_of, basis)
		}
	}
}
