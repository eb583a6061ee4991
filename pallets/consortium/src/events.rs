//! Events and errors.

use frame_support::pallet_macros::pallet_section;

/// The events and errors of the pallet.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An organisation was admitted.
		Admitted {
			/// The organisation.
			org: OrgId,
			/// Its controller.
			controller: T::AccountId,
			/// Its roles.
			roles: Roles,
		},
		/// The council recorded who an organisation is.
		ProfileSet {
			/// The organisation.
			org: OrgId,
		},
		/// The roles of an organisation changed.
		RolesSet {
			/// The organisation.
			org: OrgId,
			/// All its roles from now on.
			roles: Roles,
		},
		/// An organisation was accredited for the register of an office.
		Accredited {
			/// The organisation.
			org: OrgId,
			/// The office.
			office: OfficeCode,
			/// For which kinds of right.
			kinds: RightKinds,
		},
		/// An accreditation ended.
		AccreditationWithdrawn {
			/// The organisation.
			org: OrgId,
			/// The office.
			office: OfficeCode,
		},
		/// An organisation holds a company prefix.
		PrefixAttested {
			/// The organisation.
			org: OrgId,
			/// The prefix.
			prefix: CompanyPrefix,
		},
		/// An organisation holds a company prefix no longer.
		PrefixWithdrawn {
			/// The organisation.
			org: OrgId,
			/// The prefix.
			prefix: CompanyPrefix,
		},
		/// An organisation may not act until reinstated.
		Suspended {
			/// The organisation.
			org: OrgId,
			/// Digest of the reasoned decision.
			ground: H256,
		},
		/// A suspended organisation may act again.
		Reinstated {
			/// The organisation.
			org: OrgId,
		},
		/// An organisation may never act again.
		Expelled {
			/// The organisation.
			org: OrgId,
			/// Digest of the reasoned decision.
			ground: H256,
		},
		/// An organisation has a new operator.
		OperatorAdded {
			/// The organisation.
			org: OrgId,
			/// The operator.
			operator: OperatorId,
			/// The account through which it acts.
			account: T::AccountId,
			/// The roles that it may use.
			roles: Roles,
		},
		/// The roles of an operator changed.
		OperatorRolesSet {
			/// The organisation.
			org: OrgId,
			/// The operator.
			operator: OperatorId,
			/// All roles that it may use from now on.
			roles: Roles,
		},
		/// No operator of an organisation may act.
		OperatorsFrozen {
			/// The organisation.
			org: OrgId,
		},
		/// The operators of an organisation may act again.
		OperatorsUnfrozen {
			/// The organisation.
			org: OrgId,
		},
		/// An operator may never act again.
		OperatorRetired {
			/// The organisation.
			org: OrgId,
			/// The operator.
			operator: OperatorId,
			/// The account through which it acted.
			account: T::AccountId,
		},
		/// An operator acts through another account.
		OperatorRotated {
			/// The organisation.
			org: OrgId,
			/// The operator.
			operator: OperatorId,
			/// The account through which it never acts again.
			old: T::AccountId,
			/// The account through which it acts.
			new: T::AccountId,
		},
		/// A controller offers its organisation to another account.
		ControlOffered {
			/// The organisation.
			org: OrgId,
			/// The account that may accept.
			to: T::AccountId,
		},
		/// A controller withdrew the offer of its organisation.
		ControlOfferWithdrawn {
			/// The organisation.
			org: OrgId,
		},
		/// An account accepted the organisation that its controller offered.
		ControllerRotated {
			/// The organisation.
			org: OrgId,
			/// Its former controller.
			old: T::AccountId,
			/// Its controller.
			new: T::AccountId,
		},
		/// The council gave an organisation another controller.
		ControllerRecovered {
			/// The organisation.
			org: OrgId,
			/// Its former controller.
			old: T::AccountId,
			/// Its controller.
			new: T::AccountId,
		},
		/// An organisation has a seat in the council.
		Seated {
			/// The organisation.
			org: OrgId,
		},
		/// An organisation lost its seat in the council.
		Unseated {
			/// The organisation.
			org: OrgId,
		},
		/// The quota of an organisation changed.
		QuotaSet {
			/// The organisation.
			org: OrgId,
			/// How much of its fees each UTC day is free, in the smallest unit of the token.
			quota: BalanceOf<T>,
		},
		/// A member pays fees of an account outside the consortium.
		Sponsored {
			/// The account.
			account: T::AccountId,
			/// The member.
			sponsor: OrgId,
			/// How much it pays, in the smallest unit of the token.
			allowance: BalanceOf<T>,
		},
		/// A member pays no more fees of an account.
		SponsorshipEnded {
			/// The account.
			account: T::AccountId,
			/// The member.
			sponsor: OrgId,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// A name, country, LEI, EORI, GLN or URL breaks the rules of its standard, or nobody or the
		/// organisation itself is said to have verified it.
		MalformedProfile,
		/// No role is named, or one that does not exist.
		MalformedRoles,
		/// A company prefix has 4 to 12 digits.
		MalformedPrefix,
		/// No office has this code in WIPO Standard ST.3.
		MalformedOffice,
		/// No organisation has this number.
		UnknownOrganisation,
		/// Another organisation bears this LEI, EORI or GLN.
		IdentifierTaken,
		/// The account belongs or belonged to an organisation. Use a fresh one.
		AccountTaken,
		/// The signer does not control an organisation.
		NotController,
		/// The account did not sign that it joins this organisation, see `add_operator`.
		NotConsented,
		/// The organisation is not offered to the account, or to nobody.
		NotOffered,
		/// The signer is no operator of a member.
		NotMember,
		/// The account is no operator of the signer's organisation.
		NotOperator,
		/// The operator was retired, or acts through another account now.
		OperatorRetired,
		/// The organisation's controller froze its operators.
		OperatorFrozen,
		/// The operators are not frozen.
		NotFrozen,
		/// The organisation has as many operators as it can have. Retire one first.
		TooManyOperators,
		/// An operator gets none but roles of its organisation.
		RolesExceeded,
		/// Neither operator nor organisation has a role that this takes.
		RoleMissing,
		/// The organisation is suspended or was expelled.
		NotInGoodStanding,
		/// The organisation is not suspended.
		NotSuspended,
		/// The organisation was expelled, which is for ever.
		Expelled,
		/// The organisation is accredited for this office already.
		AlreadyAccredited,
		/// The organisation is not accredited for this office.
		NotAccredited,
		/// The prefix, a shorter one that it begins with, or a longer one that begins with it is held.
		PrefixTaken,
		/// The organisation does not hold this prefix.
		PrefixNotHeld,
		/// The organisation holds as many prefixes as it can hold.
		TooManyPrefixes,
		/// The organisation has a seat already.
		AlreadySeated,
		/// The organisation has no seat.
		NotSeated,
		/// Every seat of the council is taken.
		TooManySeats,
		/// The council would have too few seats. Give one to another organisation first.
		TooFewSeats,
		/// Another member still pays fees of this account.
		SponsoredByAnother,
		/// An allowance is not below the existential deposit.
		AllowanceTooSmall,
		/// The account is not sponsored, or by another organisation than the signer's.
		NotSponsored,
		/// No kind of right is named, or one that does not exist. Set only bits of the known kinds.
		MalformedKinds,
	}
}
