//! # Consortium
//!
//! Who the members are, what they may do, and who pays for it.
//!
//! ## Overview
//!
//! An **organisation** is admitted by the council with a profile, a set of roles and a controller.
//! Its **controller** is an account that manages its operators and, if the organisation has a
//! **seat**, votes in the council. Its **operators** are the accounts that act in the trade, each
//! with some of the organisation's roles. An account belongs to at most one organisation, for ever,
//! and serves it as controller or as operator. It is bound by its own word: an operator's account signs
//! that it joins, and a controller accepts what is handed to it, unless the council names it.
//!
//! The council suspends, reinstates and expels organisations; this standing is returned by the same
//! read that says for whom an operator acts. It attests company prefixes, which never overlap,
//! accredits organisations for the registers of offices, and recovers lost controllers. The seats
//! and the council that votes are changed together.
//!
//! Fees are charged by [`MemberFees`]: to the organisation's quota of the day first, then to its
//! controller's balance. A member may **sponsor** what an account outside the consortium signs.
//!
//! Nothing is removed: what ends keeps its record. Other pallets ask through
//! [`Membership`](tracemark_primitives::traits::Membership).

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
mod events;
mod fees;
mod functions;
mod genesis;
mod impls;
#[cfg(test)]
mod mock;
#[cfg(any(test, feature = "runtime-benchmarks"))]
mod samples;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "try-runtime", feature = "std"))]
mod try_state;
// The derive of `Encode` casts the index of a variant.
#[allow(clippy::cast_possible_truncation)]
mod types;
pub mod weights;

pub use fees::{Bill, Charge, MemberFees};
pub use genesis::GenesisOrganisation;
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use frame_support::{pallet_macros::import_section, traits::fungible::Inspect};

/// Amounts of [`Config::Currency`].
pub type BalanceOf<T> =
	<<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;
/// An organisation of this runtime.
pub type OrganisationOf<T> = Organisation<<T as frame_system::Config>::AccountId, BalanceOf<T>>;
/// A sponsorship of this runtime.
pub type SponsorshipOf<T> = Sponsorship<BalanceOf<T>>;

// The macro generates `expect`, and the derive of `Encode` casts the index of a variant.
#[allow(clippy::expect_used, clippy::cast_possible_truncation)]
#[import_section(events::events)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{fungible::Balanced, ChangeMembers, InitializeMembers, Time},
	};
	use frame_system::pallet_prelude::*;
	use sp_core::H256;
	use sp_runtime::traits::{IdentifyAccount, Verify};
	use tracemark_primitives::{
		gs1::CompanyPrefix,
		parties::Roles,
		rights::{OfficeCode, RightKinds},
		traits::MaxPrefixes,
		Moment, OperatorId, OrgId,
	};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs of its runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Block time.
		type Time: Time<Moment = Moment>;

		/// Admits, accredits, suspends and reinstates: more than half of the council.
		type AdmitOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Expels, recovers controllers and gives seats: two thirds of the council.
		type ExpelOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The council that votes. Its members are the controllers of the organisations with a seat.
		type Council: ChangeMembers<Self::AccountId> + InitializeMembers<Self::AccountId>;

		/// Signatures of accounts, with which they consent to become operators.
		type Signature: Verify<Signer = Self::Signer> + Parameter;

		/// Public keys of accounts.
		type Signer: IdentifyAccount<AccountId = Self::AccountId>;

		/// What fees are paid in.
		type Currency: Balanced<Self::AccountId>;

		/// How much of its fees each UTC day is free for an organisation when it is admitted.
		#[pallet::constant]
		type DailyQuota: Get<BalanceOf<Self>>;

		/// Fewest seats of the council.
		#[pallet::constant]
		type MinSeats: Get<u32>;

		/// Most seats of the council.
		#[pallet::constant]
		type MaxSeats: Get<u32>;

		/// Most operators of an organisation, those that are retired apart.
		#[pallet::constant]
		type MaxOperators: Get<u32>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;

		/// Signs for accounts and fills the council's agenda in benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: crate::benchmarking::BenchmarkHelper<Self::AccountId, Self::Signature>;
	}

	/// Number of the next organisation.
	#[pallet::storage]
	pub type NextOrgId<T> = StorageValue<_, OrgId, ValueQuery>;

	/// Number of the next operator, of whichever organisation.
	#[pallet::storage]
	pub type NextOperatorId<T> = StorageValue<_, OperatorId, ValueQuery>;

	/// The organisations: who they are, their roles and their standing.
	// Twox64Concat: the chain counts the keys.
	#[pallet::storage]
	pub type Organisations<T: Config> = StorageMap<_, Twox64Concat, OrgId, OrganisationOf<T>>;

	/// The one organisation that an account belongs to, and as what. Never removed.
	// Blake2_128Concat: anybody chooses accounts.
	#[pallet::storage]
	pub type Affiliations<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Affiliation>;

	/// The organisation that bears an LEI, EORI or GLN.
	// Blake2_128Concat: others choose identifiers.
	#[pallet::storage]
	pub type IdentifierOwner<T> = StorageMap<_, Blake2_128Concat, Identifier, OrgId>;

	/// Who holds a company prefix, or how many are held that begin with it.
	// Blake2_128Concat: others choose prefixes.
	#[pallet::storage]
	pub type Prefixes<T> = StorageMap<_, Blake2_128Concat, CompanyPrefix, PrefixNode>;

	/// The company prefixes that an organisation holds.
	// Twox64Concat: the chain counts the keys.
	#[pallet::storage]
	pub type PrefixesOf<T> =
		StorageMap<_, Twox64Concat, OrgId, BoundedVec<CompanyPrefix, MaxPrefixes>, ValueQuery>;

	/// Since when an organisation is accredited for the register of an office, for which kinds of right, and
	/// until when it was. Never removed; a new accreditation takes the place of one that ended.
	// Twox64Concat: the chain counts organisations; Blake2_128Concat: the council chooses the code.
	#[pallet::storage]
	pub type Accreditations<T> =
		StorageDoubleMap<_, Twox64Concat, OrgId, Blake2_128Concat, OfficeCode, Accreditation>;

	/// The account that the controller of an organisation offers its place to, until it accepts.
	// Twox64Concat: the chain counts the keys. No deposit: there is one at most for an organisation.
	#[pallet::storage]
	pub type ControlOffers<T: Config> = StorageMap<_, Twox64Concat, OrgId, T::AccountId>;

	/// The organisations that have a seat in the council, ascending.
	#[pallet::storage]
	pub type Seats<T: Config> = StorageValue<_, BoundedVec<OrgId, T::MaxSeats>, ValueQuery>;

	/// What an organisation used of its quota on the UTC day when it last used any.
	// Twox64Concat: the chain counts the keys.
	#[pallet::storage]
	pub type QuotaUsed<T: Config> =
		StorageMap<_, Twox64Concat, OrgId, QuotaUse<BalanceOf<T>>, ValueQuery>;

	/// Who pays the fees of an account outside the consortium, and how much it still pays. Idle once
	/// the account belongs to an organisation. Never removed.
	// Blake2_128Concat: anybody chooses accounts.
	#[pallet::storage]
	pub type Sponsorships<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, SponsorshipOf<T>>;

	/// The consortium that the chain begins with.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Its organisations, numbered in this order.
		pub organisations: Vec<GenesisOrganisation<T::AccountId>>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			Pallet::<T>::build_genesis(&self.organisations);
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MinSeats::get() > 0, "the last seat could be taken");
			assert!(T::MinSeats::get() <= T::MaxSeats::get(), "no council has room");
			assert!(T::MaxOperators::get() > 0, "no organisation could act");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = T::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Admits an organisation, with the default quota and without operators.
		///
		/// - `profile`: who it is; its LEI, EORI and GLN belong to no other organisation.
		/// - `roles`: what it does in the trade.
		/// - `controller`: an account that never belonged to an organisation.
		///
		/// ## Dispatch Origin
		/// [`Config::AdmitOrigin`]. Emits [`Event::Admitted`].
		#[pallet::call_index(0)]
		pub fn admit(
			origin: OriginFor<T>,
			profile: Profile,
			roles: Roles,
			controller: T::AccountId,
		) -> DispatchResult {
			T::AdmitOrigin::ensure_origin(origin)?;
			Self::do_admit(profile, roles, controller).map(|_| ())
		}

		/// Sets the roles of an organisation. Its operators lose those that it loses.
		///
		/// - `org`: the organisation, not expelled.
		/// - `roles`: all its roles from now on.
		///
		/// ## Dispatch Origin
		/// [`Config::AdmitOrigin`]. Emits [`Event::RolesSet`].
		#[pallet::call_index(1)]
		pub fn set_roles(origin: OriginFor<T>, org: OrgId, roles: Roles) -> DispatchResult {
			T::AdmitOrigin::ensure_origin(origin)?;
			Self::do_set_roles(org, roles)
		}

		/// Accredits an IP office or a register reader for the register of an office.
		///
		/// - `org`: the organisation, not expelled.
		/// - `office`: code of the office in WIPO Standard ST.3.
		/// - `kinds`: for which kinds of right, one bit each.
		///
		/// ## Dispatch Origin
		/// [`Config::AdmitOrigin`]. Emits [`Event::Accredited`].
		#[pallet::call_index(2)]
		pub fn accredit(
			origin: OriginFor<T>,
			org: OrgId,
			office: OfficeCode,
			kinds: RightKinds,
		) -> DispatchResult {
			T::AdmitOrigin::ensure_origin(origin)?;
			Self::do_accredit(org, office, kinds)
		}

		/// Ends an accreditation. What was attested under it stands.
		///
		/// - `org`: the organisation, whatever its standing.
		/// - `office`: code of the office in WIPO Standard ST.3.
		///
		/// ## Dispatch Origin
		/// [`Config::AdmitOrigin`]. Emits [`Event::AccreditationWithdrawn`].
		#[pallet::call_index(3)]
		pub fn withdraw_accreditation(
			origin: OriginFor<T>,
			org: OrgId,
			office: OfficeCode,
		) -> DispatchResult {
			T::AdmitOrigin::ensure_origin(origin)?;
			Self::do_withdraw_accreditation(org, office)
		}

		/// Attests that GS1 licensed a company prefix to an organisation. Held prefixes never overlap.
		///
		/// - `org`: the organisation, not expelled.
		/// - `prefix`: 4 to 12 digits.
		///
		/// ## Dispatch Origin
		/// [`Config::AdmitOrigin`]. Emits [`Event::PrefixAttested`].
		#[pallet::call_index(4)]
		pub fn attest_prefix(
			origin: OriginFor<T>,
			org: OrgId,
			prefix: CompanyPrefix,
		) -> DispatchResult {
			T::AdmitOrigin::ensure_origin(origin)?;
			Self::do_attest_prefix(org, prefix)
		}

		/// Takes a company prefix from an organisation, so that another can hold it.
		///
		/// - `org`: the organisation that holds it, whatever its standing.
		/// - `prefix`: the prefix.
		///
		/// ## Dispatch Origin
		/// [`Config::AdmitOrigin`]. Emits [`Event::PrefixWithdrawn`].
		#[pallet::call_index(5)]
		pub fn withdraw_prefix(
			origin: OriginFor<T>,
			org: OrgId,
			prefix: CompanyPrefix,
		) -> DispatchResult {
			T::AdmitOrigin::ensure_origin(origin)?;
			Self::do_withdraw_prefix(org, prefix)
		}

		/// Suspends an organisation: its operators may not act, and it has no quota.
		///
		/// - `org`: the organisation, in good standing.
		/// - `ground`: digest of the reasoned decision.
		///
		/// ## Dispatch Origin
		/// [`Config::AdmitOrigin`]. Emits [`Event::Suspended`].
		#[pallet::call_index(6)]
		pub fn suspend(origin: OriginFor<T>, org: OrgId, ground: H256) -> DispatchResult {
			T::AdmitOrigin::ensure_origin(origin)?;
			Self::do_suspend(org, ground)
		}

		/// Ends the suspension of an organisation.
		///
		/// - `org`: the organisation, suspended.
		///
		/// ## Dispatch Origin
		/// [`Config::AdmitOrigin`]. Emits [`Event::Reinstated`].
		#[pallet::call_index(7)]
		pub fn reinstate(origin: OriginFor<T>, org: OrgId) -> DispatchResult {
			T::AdmitOrigin::ensure_origin(origin)?;
			Self::do_reinstate(org)
		}

		/// Expels an organisation for ever. It loses its seat; its records stay.
		///
		/// - `org`: the organisation, in good standing or suspended.
		/// - `ground`: digest of the reasoned decision.
		///
		/// ## Dispatch Origin
		/// [`Config::ExpelOrigin`]. Emits [`Event::Expelled`], after [`Event::Unseated`] if it had a seat.
		#[pallet::call_index(8)]
		pub fn expel(origin: OriginFor<T>, org: OrgId, ground: H256) -> DispatchResult {
			T::ExpelOrigin::ensure_origin(origin)?;
			Self::do_expel(org, ground)
		}

		/// Adds an operator to the signer's organisation, with its consent. Its account needs no balance.
		///
		/// - `account`: an account that never belonged to an organisation.
		/// - `roles`: those of the organisation's roles that the operator may use.
		/// - `proof`: signature of `account` over these 85 bytes: `tracemark/join/v1` in ASCII, the hash of
		///   the genesis block, the organisation's number (4 bytes, little endian), the account's 32
		///   bytes. As well over the same between `<Bytes>` and `</Bytes>`, as browser wallets sign.
		///
		/// ## Dispatch Origin
		/// The controller of an organisation that was not expelled. Emits [`Event::OperatorAdded`].
		#[pallet::call_index(9)]
		pub fn add_operator(
			origin: OriginFor<T>,
			account: T::AccountId,
			roles: Roles,
			proof: T::Signature,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_add_operator(&who, account, roles, proof).map(|_| ())
		}

		/// Sets the roles that an operator may use.
		///
		/// - `account`: the operator's account.
		/// - `roles`: all those of the organisation's roles that the operator may use from now on.
		///
		/// ## Dispatch Origin
		/// The controller of an organisation that was not expelled. Emits [`Event::OperatorRolesSet`].
		#[pallet::call_index(10)]
		pub fn set_operator_roles(
			origin: OriginFor<T>,
			account: T::AccountId,
			roles: Roles,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_operator_roles(&who, account, roles)
		}

		/// Freezes all operators of the signer's organisation at once, e.g. because a key was stolen.
		/// Until they are unfrozen the organisation pays no fees but its controller's.
		///
		/// ## Dispatch Origin
		/// The controller of an organisation that was not expelled. Emits [`Event::OperatorsFrozen`].
		#[pallet::call_index(11)]
		pub fn freeze_operators(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_freeze_operators(&who)
		}

		/// Lets the operators of the signer's organisation act again. Retire or rotate stolen keys first.
		///
		/// ## Dispatch Origin
		/// The controller of an organisation that was not expelled. Emits [`Event::OperatorsUnfrozen`].
		#[pallet::call_index(12)]
		pub fn unfreeze_operators(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_unfreeze_operators(&who)
		}

		/// Retires an operator: neither it nor its account ever acts again.
		///
		/// - `account`: the operator's account.
		///
		/// ## Dispatch Origin
		/// The controller of an organisation that was not expelled. Emits [`Event::OperatorRetired`].
		#[pallet::call_index(13)]
		pub fn retire_operator(origin: OriginFor<T>, account: T::AccountId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_retire_operator(&who, account)
		}

		/// Moves an operator, with its number and roles, to another account, with that one's consent. The
		/// old one is retired.
		///
		/// - `old`: the operator's account.
		/// - `new`: an account that never belonged to an organisation.
		/// - `proof`: signature of `new`, as [`Self::add_operator`] takes it.
		///
		/// ## Dispatch Origin
		/// The controller of an organisation that was not expelled. Emits [`Event::OperatorRotated`].
		#[pallet::call_index(14)]
		pub fn rotate_operator(
			origin: OriginFor<T>,
			old: T::AccountId,
			new: T::AccountId,
			proof: T::Signature,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_rotate_operator(&who, old, new, proof)
		}

		/// Offers the signer's organisation to another controller, in place of an earlier offer, or
		/// withdraws the offer. Nothing changes until the other accepts with [`Self::accept_control`],
		/// which a multisig or a pure proxy can do as well.
		///
		/// - `new`: an account that never belonged to an organisation; `None` to withdraw the offer.
		///
		/// ## Dispatch Origin
		/// The controller of an organisation that was not expelled. Emits [`Event::ControlOffered`], or
		/// [`Event::ControlOfferWithdrawn`].
		#[pallet::call_index(15)]
		pub fn rotate_controller(
			origin: OriginFor<T>,
			new: Option<T::AccountId>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_rotate_controller(&who, new)
		}

		/// Gives an organisation that lost its controller's key another controller. An offer of the former
		/// one ends.
		///
		/// - `org`: the organisation, not expelled.
		/// - `new`: an account that never belonged to an organisation.
		///
		/// ## Dispatch Origin
		/// [`Config::ExpelOrigin`]. Emits [`Event::ControllerRecovered`].
		#[pallet::call_index(16)]
		pub fn recover_controller(
			origin: OriginFor<T>,
			org: OrgId,
			new: T::AccountId,
		) -> DispatchResult {
			T::ExpelOrigin::ensure_origin(origin)?;
			Self::do_recover_controller(org, new)
		}

		/// Gives an organisation a seat in the council. Its controller votes.
		///
		/// - `org`: the organisation, in good standing.
		///
		/// ## Dispatch Origin
		/// [`Config::ExpelOrigin`]. Emits [`Event::Seated`].
		#[pallet::call_index(17)]
		pub fn seat(origin: OriginFor<T>, org: OrgId) -> DispatchResult {
			T::ExpelOrigin::ensure_origin(origin)?;
			Self::do_seat(org)
		}

		/// Takes its seat in the council from an organisation.
		///
		/// - `org`: the organisation. More than [`Config::MinSeats`] have one.
		///
		/// ## Dispatch Origin
		/// [`Config::ExpelOrigin`]. Emits [`Event::Unseated`].
		#[pallet::call_index(18)]
		pub fn unseat(origin: OriginFor<T>, org: OrgId) -> DispatchResult {
			T::ExpelOrigin::ensure_origin(origin)?;
			Self::do_unseat(org)
		}

		/// Sets how much of an organisation's fees each UTC day is free.
		///
		/// - `org`: the organisation, not expelled.
		/// - `quota`: in the smallest unit of the token.
		///
		/// ## Dispatch Origin
		/// [`Config::AdmitOrigin`]. Emits [`Event::QuotaSet`].
		#[pallet::call_index(19)]
		pub fn set_quota(origin: OriginFor<T>, org: OrgId, quota: BalanceOf<T>) -> DispatchResult {
			T::AdmitOrigin::ensure_origin(origin)?;
			Self::do_set_quota(org, quota)
		}

		/// Lets the signer's organisation pay what an account outside the consortium signs, in place of
		/// what it would still pay. A fee that the allowance does not cover is the account's own.
		///
		/// - `account`: an account of no organisation, and that no other member in good standing still
		///   sponsors with the existential deposit or more.
		/// - `allowance`: how much is paid in all, in the smallest unit of the token; not below the
		///   existential deposit.
		///
		/// ## Dispatch Origin
		/// An operator of a member. Emits [`Event::Sponsored`].
		#[pallet::call_index(20)]
		pub fn sponsor(
			origin: OriginFor<T>,
			account: T::AccountId,
			allowance: BalanceOf<T>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_sponsor(&who, account, allowance)
		}

		/// Ends what a member pays for an account.
		///
		/// - `account`: the account.
		///
		/// ## Dispatch Origin
		/// An operator of the sponsor, its controller, or the account itself. Emits [`Event::SponsorshipEnded`].
		#[pallet::call_index(21)]
		pub fn end_sponsorship(origin: OriginFor<T>, account: T::AccountId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_end_sponsorship(&who, account)
		}

		/// Records anew who an organisation is. Identifiers that it no longer bears become free.
		///
		/// - `org`: the organisation, whatever its standing.
		/// - `profile`: who it is; its LEI, EORI and GLN belong to no other organisation.
		///
		/// ## Dispatch Origin
		/// [`Config::AdmitOrigin`]. Emits [`Event::ProfileSet`].
		#[pallet::call_index(22)]
		pub fn set_profile(origin: OriginFor<T>, org: OrgId, profile: Profile) -> DispatchResult {
			T::AdmitOrigin::ensure_origin(origin)?;
			Self::do_set_profile(org, profile)
		}

		/// Makes the signer the controller of an organisation, as its controller offered. It votes if the
		/// organisation has a seat. The signer needs a balance or a sponsor to sign.
		///
		/// - `org`: the organisation, not expelled.
		///
		/// ## Dispatch Origin
		/// The account that the organisation is offered to. Emits [`Event::ControllerRotated`].
		#[pallet::call_index(23)]
		pub fn accept_control(origin: OriginFor<T>, org: OrgId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_accept_control(who, org)
		}
	}
}
