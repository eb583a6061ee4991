//! # Validators
//!
//! Who makes blocks and makes them final: enlisted by the council, changed at session ends,
//! suspended when they sign twice.
//!
//! ## Overview
//!
//! A member organisation runs at most one validator, through an account of its own: its controller's or
//! an operator's, which may be there for nothing else. The account registers session keys, with the
//! proof that it owns them; the council then [enlists](Pallet::enlist) it. It serves from the second
//! session end on, because a session is planned one session ahead. The council
//! [delists](Pallet::delist) a validator as long as enough remain.
//!
//! A validator that votes for two blocks in one GRANDPA round is *suspended* by the report that
//! proves it, without a vote of anybody. It is left out of the next planned session and stays out
//! until the council [reinstates](Pallet::reinstate) it. Delisting and enlisting it again does not
//! help it: the suspension stays with the account. An offence suspends once: its kind and time slot are
//! kept with the offender for ever, whatever session the report names. A validator whose organisation
//! is not in good standing is left out of planned sessions as well, until the organisation is reinstated.
//!
//! Three validators tolerate no fault. Outside development, where one may run alone, the minimum is at
//! least four, and the set in force is never exchanged for one below the minimum: with too few left to
//! serve, the last set goes on until the council enlists others. The session pallet itself
//! drops a validator without keys: the runtime must refuse `session.purge_keys`.
//!
//! ## Genesis values
//!
//! Slot duration, session length and minimum are stored at genesis and no call changes them: a live
//! Aura chain halts when its slot duration changes. One runtime therefore serves development with
//! blocks of a second and production with blocks of six.
//!
//! ## Cross-pallet contract
//!
//! *Down*: [`Config::Membership`] says whether an organisation may act, [`Config::Sessions`] which
//! session keys an account registered, [`Config::GrandpaSetId`] which authority set votes.
//!
//! *Up*: the pallet is the `SessionManager` of `pallet-session`, with and without history, and takes
//! the reports of `pallet-grandpa` as [`ReportOffence`](sp_staking::offence::ReportOffence).
//! [`SlotDurationOf`], [`MinimumPeriodOf`], [`SessionEnds`] and [`OrgOf`] configure Aura, the timestamp
//! and the session. The pallet's index must be below that of `pallet-session`, whose genesis asks it
//! for the first validators.

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
// The derive of `Encode` casts the index of a variant.
#[allow(clippy::cast_possible_truncation)]
pub mod types;
pub mod weights;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

// The macro generates `expect`, and the derive of `Encode` casts the index of a variant.
#[allow(clippy::expect_used, clippy::cast_possible_truncation)]
#[frame_support::pallet]
pub mod pallet {
	use super::{types::*, WeightInfo};
	use alloc::vec::Vec;
	use frame_support::{pallet_prelude::*, traits::ConstU64};
	use frame_system::pallet_prelude::*;
	use sp_staking::{offence::Kind, SessionIndex};
	use tracemark_primitives::{traits::Membership, BlockNumber, Moment, OrgId};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// The pallet.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the runtime provides.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Who enlists, delists and reinstates: two thirds of the council.
		type ValidatorOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The organisations that validators belong to.
		type Membership: Membership<Self::AccountId>;

		/// The session pallet.
		type Sessions: Sessions<Self::AccountId>;

		/// The GRANDPA authority set that votes on the blocks after this one.
		type GrandpaSetId: Get<u64>;

		/// Most validators that serve at a time.
		#[pallet::constant]
		type MaxValidators: Get<u32>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;

		/// Makes organisations and session keys for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: tracemark_primitives::benchmarking::BenchmarkHelper<Self::AccountId>
			+ crate::benchmarking::RegisterKeys<Self::AccountId>;
	}

	/// The validators that should serve, ascending: enlisted and not suspended.
	#[pallet::storage]
	pub type Validators<T: Config> =
		StorageValue<_, BoundedVec<T::AccountId, T::MaxValidators>, ValueQuery>;

	/// What is known of each account that is or was a validator. Never removed, because proofs of past
	/// sessions name the organisation.
	// Hasher `Blake2_128Concat`: an account is anybody's choice.
	#[pallet::storage]
	pub type Records<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, ValidatorRecord>;

	/// The one validator that an organisation has enlisted, serving or suspended.
	// Hasher `Twox64Concat`: the chain counts organisations.
	#[pallet::storage]
	pub type Seats<T: Config> = StorageMap<_, Twox64Concat, OrgId, T::AccountId>;

	/// The block in which an offence was reported, by offender and hash of kind and time slot. Never
	/// removed: what was reported once is never reported again.
	// Hashers: an account is anybody's choice; the chain computed the hash.
	#[pallet::storage]
	pub type Offences<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, [u8; 32], BlockNumber>;

	/// The set last handed to the session pallet, with digests of the session keys. Another one is
	/// handed over only when this changes.
	#[pallet::storage]
	pub type PlannedSet<T: Config> =
		StorageValue<_, BoundedVec<(T::AccountId, [u8; 32]), T::MaxValidators>, ValueQuery>;

	/// The first block that each GRANDPA authority set votes on.
	// Hasher `Twox64Concat`: the chain counts sets.
	#[pallet::storage]
	pub type SetChanges<T: Config> = StorageMap<_, Twox64Concat, u64, BlockNumber>;

	// The defaults of the three genesis values are those of production. They are read without any
	// state where tools ask the runtime for its constants.

	/// Milliseconds of a slot. Set at genesis, for ever.
	#[pallet::storage]
	pub type SlotDuration<T: Config> = StorageValue<_, Moment, ValueQuery, ConstU64<6_000>>;

	/// Blocks of a session. Set at genesis, for ever.
	#[pallet::storage]
	pub type SessionLength<T: Config> = StorageValue<_, BlockNumber, ValueQuery, ConstU32<600>>;

	/// Fewest validators that a session is planned with. Set at genesis, for ever.
	#[pallet::storage]
	pub type MinimumValidators<T: Config> = StorageValue<_, u32, ValueQuery, ConstU32<4>>;

	/// The rhythm of the chain and its first validators.
	#[pallet::genesis_config]
	pub struct GenesisConfig<T: Config> {
		/// Milliseconds of a slot.
		pub slot_duration: Moment,
		/// Blocks of a session.
		pub session_length: BlockNumber,
		/// Fewest validators that a session is planned with: at least four, or exactly one for
		/// development.
		pub minimum_validators: u32,
		/// The first validators with their organisations, one each. With none, which tools and tests
		/// use, nobody can make blocks.
		pub validators: Vec<(T::AccountId, OrgId)>,
	}

	impl<T: Config> Default for GenesisConfig<T> {
		fn default() -> Self {
			Self {
				slot_duration: 6_000,
				session_length: 600,
				minimum_validators: 4,
				validators: Default::default(),
			}
		}
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			Pallet::<T>::build_genesis(self);
		}
	}

	/// What happened to validators and to the authority set.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A validator was enlisted. It serves from the second session end on.
		Enlisted {
			/// Its organisation.
			org: OrgId,
			/// Its account.
			validator: T::AccountId,
		},
		/// A validator was delisted. It serves until the second session end.
		Delisted {
			/// Its organisation.
			org: OrgId,
			/// Its account.
			validator: T::AccountId,
		},
		/// A validator was suspended for an offence that was proved.
		Suspended {
			/// Its organisation.
			org: OrgId,
			/// Its account.
			validator: T::AccountId,
			/// The kind of offence, e.g. `grandpa:equivoca`.
			offence: Kind,
			/// The session of the offence, as the report proves it: one of those of the authority set.
			session: SessionIndex,
		},
		/// A suspension was lifted. The validator serves again if it was not delisted meanwhile.
		Reinstated {
			/// Its organisation.
			org: OrgId,
			/// Its account.
			validator: T::AccountId,
		},
		/// Another GRANDPA authority set votes from now on.
		SetChanged {
			/// The set.
			set_id: u64,
			/// The first block that it votes on.
			at: BlockNumber,
		},
	}

	/// Why a call failed.
	#[pallet::error]
	pub enum Error<T> {
		/// No organisation has this number. Admit it first.
		UnknownOrganisation,
		/// The organisation is suspended or expelled. Reinstate it first.
		NotInGoodStanding,
		/// The account does not belong to the organisation, which adds it as an operator first.
		NotAffiliated,
		/// The validator is enlisted already.
		AlreadyEnlisted,
		/// The organisation has another validator. Delist that one first.
		AlreadyServes,
		/// The validator is suspended. Reinstate it first.
		Suspended,
		/// The account has no session keys. It registers them with `session.set_keys`.
		NoSessionKeys,
		/// As many validators serve as the chain allows. Delist one first.
		TooManyValidators,
		/// The validator is not enlisted.
		NotEnlisted,
		/// Fewer validators than the minimum would remain. Enlist another first.
		TooFewValidators,
		/// The validator is not suspended.
		NotSuspended,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// Pays for what [`Self::on_finalize`] does.
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			T::WeightInfo::note_set()
		}

		/// Notes a change of the authority set. At the end of the block, because the session rotates at
		/// its beginning.
		fn on_finalize(_: BlockNumberFor<T>) {
			Self::note_set();
		}

		fn integrity_test() {
			assert!(T::MaxValidators::get() >= 4, "the chain must have room for four validators");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = T::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Enlists the validator of an organisation in good standing. The account must belong to the
		/// organisation, as controller or operator, and have registered session keys. It serves from the
		/// second session end on.
		///
		/// - `org`: the organisation, which has no other validator.
		/// - `validator`: the account of the validator.
		///
		/// ## Dispatch Origin
		///
		/// Two thirds of the council.
		///
		/// Emits [`Event::Enlisted`].
		#[pallet::call_index(0)]
		pub fn enlist(origin: OriginFor<T>, org: OrgId, validator: T::AccountId) -> DispatchResult {
			T::ValidatorOrigin::ensure_origin(origin)?;
			Self::do_enlist(org, validator)
		}

		/// Delists a validator, if the minimum remains. It serves until the second session end. If it is
		/// suspended, it stays so.
		///
		/// - `validator`: the account of the validator.
		///
		/// ## Dispatch Origin
		///
		/// Two thirds of the council.
		///
		/// Emits [`Event::Delisted`].
		#[pallet::call_index(1)]
		pub fn delist(origin: OriginFor<T>, validator: T::AccountId) -> DispatchResult {
			T::ValidatorOrigin::ensure_origin(origin)?;
			Self::do_delist(validator)
		}

		/// Lifts a suspension. What was reported is settled for ever; a report of another offence suspends
		/// anew.
		///
		/// - `validator`: the account of the validator, whose organisation is in good standing.
		///
		/// ## Dispatch Origin
		///
		/// Two thirds of the council.
		///
		/// Emits [`Event::Reinstated`].
		#[pallet::call_index(2)]
		pub fn reinstate(origin: OriginFor<T>, validator: T::AccountId) -> DispatchResult {
			T::ValidatorOrigin::ensure_origin(origin)?;
			Self::do_reinstate(validator)
		}
	}
}
