//! Events and errors.

use frame_support::pallet_macros::pallet_section;

/// The events and errors of the pallet.
#[pallet_section]
mod events {
	/// What happened to licences and royalties. Amounts are in the smallest unit of the native token and
	/// public, as all transfers are.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A member was offered a licence.
		Offered {
			/// The licence to be.
			licence: LicenceId,
			/// The rights to be licensed.
			rights: LicensedRights,
			/// Who offers it.
			licensor: Owner<T::AccountId>,
			/// Who may accept.
			licensee: OrgId,
			/// The licence that it would be a sublicence of.
			parent: Option<LicenceId>,
		},
		/// A further owner consented to an offer.
		Consented {
			/// The licence to be.
			licence: LicenceId,
			/// Who consented.
			owner: Owner<T::AccountId>,
		},
		/// An offer was taken back or refused.
		OfferCancelled {
			/// The licence that will not be.
			licence: LicenceId,
		},
		/// A member accepted a licence.
		Granted {
			/// The new licence.
			licence: LicenceId,
			/// The licensed rights.
			rights: LicensedRights,
			/// Who granted it.
			licensor: Owner<T::AccountId>,
			/// The member that may act under the licence.
			licensee: OrgId,
			/// The licence that it is a sublicence of.
			parent: Option<LicenceId>,
		},
		/// The licensor's side ended a licence for cause.
		Revoked {
			/// The licence.
			licence: LicenceId,
			/// Block time, in milliseconds. Acts from this moment on are no longer covered.
			at: Moment,
		},
		/// The licensee gave up a licence.
		Surrendered {
			/// The licence.
			licence: LicenceId,
			/// Block time, in milliseconds. Acts from this moment on are no longer covered, but for the
			/// sell-off.
			at: Moment,
		},
		/// The licensor's side gave notice.
		Terminated {
			/// The licence.
			licence: LicenceId,
			/// When it ends, in milliseconds. Acts from this moment on are no longer covered, but for the
			/// sell-off.
			at: Moment,
		},
		/// The licensor's side let a licence rest.
		Suspended {
			/// The licence.
			licence: LicenceId,
			/// Block time, in milliseconds. Acts from this moment on are not covered.
			at: Moment,
		},
		/// The licensor's side ended a suspension.
		Resumed {
			/// The licence.
			licence: LicenceId,
			/// Block time, in milliseconds. Acts from this moment on are covered again.
			at: Moment,
		},
		/// A licence was used, itself or by one of its sublicences.
		Exercised {
			/// The licence.
			licence: LicenceId,
			/// What was done under it.
			activity: Activity,
			/// How much was done under it.
			quantity: Quantity,
			/// With what: the id of a lot or object, or of the line of a declaration.
			reference: H256,
			/// What it leaves; nothing if the licence has no limit.
			left: Option<Quantity>,
		},
		/// It was set where rights are exhausted.
		ExhaustionSet {
			/// The kind of right.
			kind: RightKind,
			/// Where the further act is done.
			country: Country,
			/// Where the first sale counts; none: in that country alone.
			territories: Option<Territories>,
		},
		/// An amount was put on hold that is to pay for units of a basis.
		PaidIn {
			/// For which licence.
			licence: LicenceId,
			/// For which basis.
			basis: RoyaltyBasis,
			/// On whose account.
			payer: T::AccountId,
			/// For how many units.
			covers: u64,
			/// How much.
			amount: Balance,
		},
		/// The licensor's side accepted a payment.
		PaymentAccepted {
			/// For which licence.
			licence: LicenceId,
			/// For which basis.
			basis: RoyaltyBasis,
			/// For how many units.
			covers: u64,
			/// How much.
			amount: Balance,
		},
		/// A payment was taken back or refused, and its hold returned.
		PaymentCancelled {
			/// For which licence.
			licence: LicenceId,
			/// For which basis.
			basis: RoyaltyBasis,
			/// To whom.
			payer: T::AccountId,
			/// How much.
			amount: Balance,
		},
		/// Royalties were due for an act or for what was owed, and drawn as far as they were paid in.
		RoyaltyDrawn {
			/// Of which licence.
			licence: LicenceId,
			/// By which basis.
			basis: RoyaltyBasis,
			/// How many units were paid for.
			units: u64,
			/// How many were not, and are owed now.
			owed: u64,
			/// How much accrued to the licensor's side.
			amount: Balance,
		},
		/// Accrued royalties were withdrawn.
		RoyaltiesWithdrawn {
			/// Under which right.
			right: RightId,
			/// Whose.
			owner: Owner<T::AccountId>,
			/// To which account.
			to: T::AccountId,
			/// How much.
			amount: Balance,
		},
		/// What was left of the payments for a licence that is over was returned.
		PrefundWithdrawn {
			/// Of which licence.
			licence: LicenceId,
			/// Of which basis.
			basis: RoyaltyBasis,
			/// To whom.
			payer: T::AccountId,
			/// How much.
			amount: Balance,
		},
	}

	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// Nobody's claim to the right was attested. Have an office or register reader attest it first.
		UnknownRight,
		/// The right has not begun, has lapsed or was ended. Only a right in force can be licensed.
		RightNotInForce,
		/// The signer, or whoever made the offer, does not own each of the rights. Sign with an operator of
		/// an owner of all of them; ask the present owner for an offer.
		NotOwner,
		/// The terms break their rules: no set or list may be empty, a list ascends and names nothing
		/// twice, a quantity is not zero, a term ends after it begins, sublicences are at most four levels
		/// deep, and a period is given if and only if periods are counted.
		MalformedTerms,
		/// The term ended before now. Choose a later end, or none.
		TermOver,
		/// A right has no effect in one of the territories. License only where each has.
		TerritoryNotCovered,
		/// There is no organisation with this number. Look the licensee up again.
		UnknownLicensee,
		/// The licensee is suspended or expelled. Offer the licence once it is reinstated.
		LicenseeNotInGoodStanding,
		/// The licensee owns one of the rights, or is the licensor. It needs no such licence.
		SelfLicence,
		/// The licensee has as many licences under a right as one member can have at a time. End one that
		/// is no longer needed.
		TooManyLicences,
		/// There is no licence with this number. Look it up again.
		UnknownLicence,
		/// The licence has ended, or notice was given before. Nothing is left to end.
		AlreadyEnded,
		/// The signer does not act for the licensee. Sign with an account of the licensee.
		NotLicensee,
		/// The licence, or one that it is a sublicence of, leaves less than this quantity. Ask the licensor
		/// for a further licence.
		QuantityExceeded,
		/// The licence counts in another unit. State the quantity in the unit of the licence.
		UnitMismatch,
		/// The owner gave the right up. Nobody can license it any more.
		RightGivenUp,
		/// The rights do not ascend, name one twice, or there are none. Sort them by their ids.
		MalformedRights,
		/// There is no open offer with this number. Look it up again.
		UnknownOffer,
		/// The offer was made more than 30 days ago. Ask for another.
		OfferLapsed,
		/// The party has as many open offers as it can have. Cancel one.
		TooManyOffers,
		/// Not enough owners of one of the rights consent to the offer. Have further owners consent.
		ConsentMissing,
		/// The owner consented before, or the offer is one of a sublicence, which its parent permits.
		/// Nothing is left to consent to.
		ConsentNotNeeded,
		/// As many owners consented as an offer can hold. License fewer rights at a time.
		TooManyConsents,
		/// The licensor was suspended or expelled after it made the offer. Wait until it is reinstated.
		LicensorNotInGoodStanding,
		/// The signer acts for neither side. Sign with an operator of the licensor or licensee.
		NotParty,
		/// The signer does not act for the licensor's side. Sign with an operator of a present owner of one
		/// of the rights; of a sublicence, of the licensee of its parent.
		NotLicensor,
		/// A sole or exclusive licence stands within this scope. Choose a scope beside it.
		ConflictsWithExclusive,
		/// As many sole and exclusive licences of a right stand as there can be. End one.
		TooManyExclusives,
		/// The licence lets no sublicences follow. Ask its licensor for one that does.
		NotSublicensable,
		/// The sublicence would permit more than its parent. Keep rights and terms within those of the
		/// parent.
		BeyondParent,
		/// The parent, or a licence above it, has ended or rests. Wait until it is resumed.
		ParentNotStanding,
		/// The licence and its sell-off are over. Nothing is left to suspend.
		LicenceOver,
		/// The licence rests already. Resume it first.
		AlreadySuspended,
		/// The licence does not rest. Nothing is left to resume.
		NotSuspended,
		/// The country is not assigned, or the territories do not name it. Name where the further act is
		/// done among them.
		MalformedExhaustion,
		/// The licence does not count royalties by this basis. See its terms.
		NoSuchRoyalty,
		/// The payment covers no units or is no amount. Neither may be zero.
		MalformedPayment,
		/// A payment waits for its acceptance. Cancel it first.
		PaymentPending,
		/// What is left of the payments lies on another account. Pay from that one, or once it is used up.
		OtherPayer,
		/// No payment waits for its acceptance. Have the licensee pay in first.
		NoPayment,
		/// The payment is another one by now. Look it up again.
		PaymentChanged,
		/// What was paid in does not cover the royalties of the act. Pay in first.
		RoyaltyUnfunded,
		/// Nothing accrued to the signer's party under this right.
		NothingAccrued,
		/// The licence or its sell-off is not over. Surrender it, or wait.
		LicenceNotOver,
		/// Nothing is left of the payments. There is nothing to return.
		NothingLeft,
		/// The payments lie on another account. Sign with that one.
		NotPayer,
	}
}
