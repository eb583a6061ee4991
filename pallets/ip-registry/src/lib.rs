//! # IP registry pallet
//!
//! Whose right is it, since when, where and for which goods?
//!
//! ## From a claim to a right
//!
//! Any signed account may claim a right: an entry of an office's register, or a work that needs no
//! registration. Claims are kept by right *and* claimant, so they coexist, and typing a number first
//! gives nothing. A claim names its authors, who stay its authors whoever owns the right.
//!
//! An operator of the office, or of an accredited reader of its register, **attests** one claim; a right
//! that stands in no register is **substantiated** by whoever is competent for the proof that it rests
//! on. From then on that claimant owns *the* right, in the extent that the statement gives it.
//!
//! Who wants a priority without disclosing anything yet commits to a salted hash of himself and the
//! subject first, and claims by revealing it within a year: the claim then has the time of the
//! commitment as its priority. A copied commitment or a copied reveal is of no use to anybody else.
//! The register records priorities; offices and courts weigh them.
//!
//! ## Owners
//!
//! A right has up to sixteen owners whose parts sum to one. A part passes on by an offer of its owner and
//! the acceptance of the taker, each step a link of the chain of title that keeps all owners. The order
//! is stable: who has nothing left drops out, who is new comes last. Which owners together may license
//! the right is a rule that is set while it has one owner, so that nobody buys into a right whose rule
//! the others can then turn against him.
//!
//! ## Dates and ends
//!
//! Legal dates are stated by whoever is competent for them, never by the owner: the office or a reader of
//! its register, for what stands in no register a court. An end has a first day on which the right no
//! longer stands, the day *as of* which it ended, and is not rewritten. The day can lie before the record
//! of it: of a right revoked as of the beginning of its term the register answers, for any moment asked,
//! that it never stood; of one that lapsed it answers that it stood until that day. What was lawful or
//! unlawful while the right stood stays so; the end is asked of the moment of an act, not of now. What was
//! answered before the record of an end is not undone by it.
//!
//! A right can have dates of its own in single countries (designations under the Madrid Protocol, European
//! patents after grant): there it has effect from its first day in that country until its end there, and
//! only while the whole right stands.
//!
//! An owner can give a right up: from then on nobody can dispose of it any more, and it stands until its
//! end is on record. Owners of past moments are answered as they were on record then; a decision that a
//! right is somebody else's takes effect at its record.
//!
//! ## Challenges
//!
//! Anybody may challenge a right, for invalidity or because it is his, on evidence that stands and against
//! a bond; an owner who stands up for it puts up as much. The office, or a court for what stands in no
//! register, decides, and who loses pays the other. If the right ends otherwise, all bonds go back.
//!
//! ## Records
//!
//! Claims, versions of contents, rights, titles, designations and challenges are never removed; a refused
//! or withdrawn claim cannot be made again by the same claimant. Look-ups are indexes that only grow and
//! are read in pages. The register keeps fingerprints of look-alikes and never compares them.
//!
//! An account that is an operator acts for its organisation or not at all; every other account acts
//! for itself. Nothing here names a person: contents and grounds are digests, salted where their
//! content could be guessed, authors are tags.

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
mod calls;
mod events;
mod functions;
mod genesis;
mod impls;
#[cfg(test)]
mod mock;
#[cfg(feature = "runtime-benchmarks")]
mod samples;
mod storage;
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

use frame_support::pallet_macros::import_section;

/// The register of rights.
// The macros expand to `expect`, and the codec's derives cast the numbers of variants.
#[allow(clippy::expect_used, clippy::cast_possible_truncation)]
#[import_section(calls::calls)]
#[import_section(events::events)]
#[import_section(storage::storage)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::{string::String, vec::Vec};
	use core::marker::PhantomData;
	use frame_support::{
		pallet_prelude::*,
		traits::{
			fungible::{Inspect, MutateHold},
			Time,
		},
	};
	use frame_system::pallet_prelude::*;
	use sp_core::H256;
	use sp_runtime::{Permill, SaturatedConversion};
	use tracemark_primitives::{
		digest::Digest,
		rights::{
			Designation, FingerprintAlgorithm, LicensingRule, OfficeCode, RightClass, RightEnd,
			RightId, RightKind, RightSubject, Substantiation,
		},
		territory::{Country, Territories},
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

		/// What stands in the evidence: extracts of registers, proofs, what challenges rest on.
		type Evidence: EvidenceInspect;

		/// Sets how long rights of a kind can last: two thirds of the council.
		type TermOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// What the bonds of challenges are put up in.
		type Currency: MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// Why balances are on hold.
		type RuntimeHoldReason: From<HoldReason>;

		/// What each side of a challenge puts up. At least the least balance that an account can have.
		#[pallet::constant]
		type ChallengeBond: Get<BalanceOf<Self>>;

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

	/// Why the register puts a balance on hold.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The bond of a challenge or of its answer.
		#[codec(index = 0)]
		Challenge,
	}

	/// What the register begins with.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// How long rights can last: number of the kind, code of the office in ST.3 (empty for rights that
		/// stand in no register), calendar years.
		pub max_terms: Vec<(u8, String, u16)>,
		/// The runtime.
		#[serde(skip)]
		pub _config: PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			Pallet::<T>::build_genesis(&self.max_terms);
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MaxClasses::get() >= 45, "a mark can stand in all 45 classes of Nice");
			assert!(T::MaxDigests::get() > 0, "a claim can show contents");
			assert!(
				T::ChallengeBond::get() >= T::Currency::minimum_balance(),
				"whoever wins a bond can be paid"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
