//! # Licensing pallet
//!
//! Who may use a right, for what, where, when and for how much; and the one question that the
//! trade puts to it: *may this party do this act here, now, with these goods?*
//!
//! ## Licences
//!
//! The owner of an attested right licenses a member with [`Call::grant`]. The [`LicenceTerms`] are
//! what the chain can check; the contract itself stays with its parties, the licence holds its
//! salted digest. A licence ends early when the present owner revokes it ([`Call::revoke`]; whoever
//! was assigned the right takes over its licences) or when the licensee gives it up
//! ([`Call::surrender_licence`]). It is never changed or removed: other terms are another licence.
//!
//! ## The one question
//!
//! [`Pallet::do_ask`] answers with one of four answers and a report of each condition:
//!
//! | answer | when |
//! |---|---|
//! | *permitted* | the party owns the right, or one of its licences fulfils every condition |
//! | *not permitted* | a right is in force and nothing permits the act |
//! | *not required* | the right was not in force there then |
//! | *unknown* | nobody's claim to the right was attested |
//!
//! The question names its moment. Terms, ends of licences, the right's own life and its owner are
//! answered as of that moment. What is left of a quantity is known as it is now; standing too, so it
//! is not asked about the past. A licence whose term begins before it was granted also covers
//! the time before: consent given afterwards is consent, and the record says when it was given.
//!
//! ## Past licences
//!
//! A member has at most [`Config::MaxLicencesPerPair`] licences under a right that can still permit
//! something. When the list is full, a grant moves the oldest that was ended, or whose term is over,
//! to the history of the pair, which has no limit. A question about now reads the list alone, newest
//! licence first; one about the past goes on with the history. So only reads for clients may ask
//! about the past: what a call asks, it asks of its own block.
//!
//! The same function answers the dry run and, through
//! [`Authorisation`](tracemark_primitives::traits::Authorisation), the dispatch of other pallets.

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

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod functions;
mod impls;
#[cfg(test)]
mod mock;
mod question;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "try-runtime", feature = "std"))]
mod try_state;
// The derive of `Encode` casts the index of a variant.
#[allow(clippy::cast_possible_truncation)]
mod types;
pub mod weights;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

// The macro generates `expect`, and the derive of `Encode` casts the index of a variant.
#[allow(clippy::expect_used, clippy::cast_possible_truncation)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::{pallet_prelude::*, traits::Time};
	use frame_system::pallet_prelude::*;
	use sp_core::H256;
	use tracemark_primitives::{
		parties::Owner,
		quantity::Quantity,
		rights::RightId,
		traits::{Membership, RightsInspect},
		LicenceId, Moment, OrgId,
	};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What licensing needs of the runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Block time.
		type Time: Time<Moment = Moment>;

		/// For whom an account acts, and in which standing a party is.
		type Membership: Membership<Self::AccountId>;

		/// The attested rights.
		type Rights: RightsInspect<Self::AccountId>;

		/// Most licences that one member can have under one right and that are neither ended nor over. An
		/// answer about now reads at most this many licences.
		#[pallet::constant]
		type MaxLicencesPerPair: Get<u32>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;

		/// Makes members and rights for the benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: tracemark_primitives::benchmarking::BenchmarkHelper<Self::AccountId>;
	}

	/// The id of the next licence. Ids count from 0 and are never reused.
	#[pallet::storage]
	pub type NextLicenceId<T> = StorageValue<_, LicenceId, ValueQuery>;

	/// Every licence ever granted, by id.
	// Twox64Concat: the key is a counter of ours.
	#[pallet::storage]
	pub type Licences<T: Config> = StorageMap<_, Twox64Concat, LicenceId, Licence<T::AccountId>>;

	/// The licences of a member under a right, in the order in which they were granted, without those
	/// that were moved to [`PastLicences`].
	// Identity: the right's id is a hash that the chain computed, and only attested rights get here.
	// Twox64Concat: the organisation is a counter of the chain.
	#[pallet::storage]
	pub type LicencesBetween<T: Config> = StorageDoubleMap<
		_,
		Identity,
		RightId,
		Twox64Concat,
		OrgId,
		BoundedVec<LicenceId, T::MaxLicencesPerPair>,
		ValueQuery,
	>;

	/// Licences of a member under a right that were ended, or whose term was over, when the list was full,
	/// numbered from 0 in the order in which they were moved here.
	// As above; the number is a counter of ours.
	#[pallet::storage]
	pub type PastLicences<T: Config> = StorageNMap<
		_,
		(NMapKey<Identity, RightId>, NMapKey<Twox64Concat, OrgId>, NMapKey<Twox64Concat, u32>),
		LicenceId,
	>;

	/// How many past licences of a member under a right there are.
	// As above.
	#[pallet::storage]
	pub type PastLicenceCount<T: Config> =
		StorageDoubleMap<_, Identity, RightId, Twox64Concat, OrgId, u32, ValueQuery>;

	/// What happened to licences.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A right's owner licensed a member.
		Granted {
			/// The new licence.
			licence: LicenceId,
			/// The licensed right.
			right: RightId,
			/// The owner of the right, who granted the licence.
			licensor: Owner<T::AccountId>,
			/// The member that may act under the licence.
			licensee: OrgId,
		},
		/// The owner of the right ended a licence.
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
			/// Block time, in milliseconds. Acts from this moment on are no longer covered.
			at: Moment,
		},
		/// A licence was used.
		Exercised {
			/// The licence.
			licence: LicenceId,
			/// How much was done under it.
			quantity: Quantity,
			/// What it leaves; nothing if the licence has no limit.
			left: Option<Quantity>,
		},
	}

	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// Nobody's claim to the right was attested. Have an office or register reader attest it first.
		UnknownRight,
		/// The right has not begun, has lapsed or was ended. Only a right in force can be licensed.
		RightNotInForce,
		/// The signer does not act for the right's present owner. Sign with an operator of the owner.
		NotOwner,
		/// The activities, territories, term or quantity break their rules: none may be empty or zero,
		/// and a term ends after it begins.
		MalformedTerms,
		/// The term ended before now. Choose a later end, or none.
		TermOver,
		/// The right has no effect in one of the territories. License only where it has.
		TerritoryNotCovered,
		/// There is no organisation with this number. Look the licensee up again.
		UnknownLicensee,
		/// The licensee is suspended or expelled. Grant the licence once it is reinstated.
		LicenseeNotInGoodStanding,
		/// The licensee owns the right. An owner needs no licence.
		SelfLicence,
		/// The licensee has as many licences under this right as one member can have at a time. Revoke one
		/// that is no longer needed.
		TooManyLicences,
		/// There is no licence with this number. Look it up again.
		UnknownLicence,
		/// The licence was revoked or surrendered before. Nothing is left to end.
		AlreadyEnded,
		/// The signer does not act for the licensee. Only the licensee can surrender its licence.
		NotLicensee,
		/// The licence leaves less than this quantity. Ask the licensor for a further licence.
		QuantityExceeded,
		/// The licence counts in another unit. State the quantity in the unit of the licence.
		UnitMismatch,
		/// The owner gave the right up. Nobody can license it any more.
		RightGivenUp,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MaxLicencesPerPair::get() > 0, "a member must be able to have a licence");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = T::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// License a member to use a right.
		///
		/// The licence holds from the beginning of its term, for its activities and territories, until
		/// its term is over, its quantity is used up, or it is revoked or surrendered.
		///
		/// - `right`: an attested right that is in force.
		/// - `licensee`: another organisation, in good standing.
		/// - `terms`: what the licence permits; territories within those of the right, the term in
		///   milliseconds, the quantity in pieces or millionths of a unit, and the salted digest of the
		///   signed contract.
		///
		/// ## Dispatch Origin
		///
		/// Signed by an operator, with the role of rights holder or creator, of the organisation that
		/// owns the right; or by the account that owns it.
		///
		/// Emits [`Event::Granted`].
		#[pallet::call_index(0)]
		pub fn grant(
			origin: OriginFor<T>,
			right: RightId,
			licensee: OrgId,
			terms: LicenceTerms,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_grant(&who, right, licensee, terms)
		}

		/// End a licence from now on.
		///
		/// What was done under it before stays covered.
		///
		/// - `licence`: a licence that has not ended.
		/// - `ground`: salted digest of the document that states why, kept off chain.
		///
		/// ## Dispatch Origin
		///
		/// Signed by an operator, with the role of rights holder or creator, of the organisation that
		/// owns the right now; or by the account that owns it now. That may be a successor of the
		/// licensor.
		///
		/// Emits [`Event::Revoked`].
		#[pallet::call_index(1)]
		pub fn revoke(origin: OriginFor<T>, licence: LicenceId, ground: H256) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_revoke(&who, licence, ground)
		}

		/// Give up a licence from now on.
		///
		/// What was done under it before stays covered.
		///
		/// - `licence`: a licence that has not ended.
		///
		/// ## Dispatch Origin
		///
		/// Signed by any operator of the licensee.
		///
		/// Emits [`Event::Surrendered`].
		#[pallet::call_index(2)]
		pub fn surrender_licence(origin: OriginFor<T>, licence: LicenceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_surrender_licence(&who, licence)
		}
	}
}
