//! # Evidence
//!
//! Fixes that something existed, when, and who brought it: captures of web pages, photographs,
//! laboratory reports, exhibits. What is deposited is a digest, alone or as a leaf under the root
//! of a batch; the thing itself stays with its keeper.
//!
//! - The first deposit of a digest is its **record**. Every later one is kept as a
//!   **corroboration** and is told who was first. No deposit is refused for being late.
//! - A deposit's **description** (what it is about, how it was obtained) travels in the call and
//!   the event. State holds its digest, so that a record is not longer than 96 bytes.
//! - Leaves of a **batch** can be opened later. An opened leaf bears the time of its batch, since
//!   it was fixed then.
//! - Whoever made a deposit may **revoke** it, an hour later at the earliest. A digest **stands**
//!   while one deposit is left of those fixed before the first revocation of any: made before, or leaves of a
//!   batch that was. So whoever copies a digest on its way and lands first gains nothing, not even by
//!   revoking: he takes back his own deposit only, and what was on its way with it is on record before he
//!   can. A digest that stands no more stays on record and does not stand again, whoever deposits it anew.
//! - Whoever revoked a deposit may **reinstate** it, once. It was revoked, and that stays on record for ever. A
//!   digest that stood no more stands again from the reinstatement on, never since earlier. What is revoked again
//!   is revoked for good.
//! - Notaries, laboratories and authorities **attest** what they found out about a digest.
//! - **Time stamps** of external authorities (RFC 3161) are linked to a record, then or later.
//! - **Keepers** undertake to have the original until a day, each for itself, and end that with a notice. A
//!   court, or an authority with a case, **holds** a digest, and with the root of a batch what was opened
//!   from it: until the last hold is released no keeper may let go earlier.
//! - Several organisations, named beforehand, **capture** one thing together. Each anchors what it received, which differs
//!   from one to the next, and adds the digest of a normalised extract, which does not. They **agree** when
//!   a set majority has the same extract by the deadline. `docs/evidence.md` defines the extract.
//! - Whoever made a deposit, or an authority that holds it, names what **supersedes** it. Both stay, and what
//!   was revoked stays revoked.
//! - **Exhibits** are things in custody under a record: sealed, handed over with two signatures, sampled and
//!   examined, and disposed of as ordered. Each has a history whose acts its head chains.
//! - A deposit is **listed** under what it is about, by whoever shows its description: then all evidence about a
//!   lot, an item, a right or a case is found by that.
//! - The **timeline** of a record has every act about it, in order.
//!
//! Nothing is ever removed, and nobody pays for power over a record.

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
mod benchmarking;
mod calls;
mod errors;
mod events;
mod functions;
mod impls;
#[cfg(test)]
mod mock;
mod storage;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "try-runtime", feature = "std"))]
mod try_state;
// The derive of `Encode` casts the index of a variant.
#[allow(clippy::cast_possible_truncation)]
mod types;
pub mod weights;

use frame_support::pallet_macros::import_section;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

// The macro generates `expect`, and the derive of `Encode` casts the index of a variant.
#[allow(clippy::expect_used, clippy::cast_possible_truncation)]
#[import_section(calls::calls)]
#[import_section(errors::errors)]
#[import_section(events::events)]
#[import_section(storage::storage)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::{pallet_prelude::*, traits::Time};
	use frame_system::pallet_prelude::*;
	use sp_core::H256;
	use sp_runtime::SaturatedConversion;
	use tracemark_primitives::{
		digest::{Digest, DigestAlgorithm::Sha256},
		evidence::{Disposal, Entitlement, Exhibit, ExhibitEntry, Supersession},
		goods::{LotId, ObjectId},
		merkle::AuditPath,
		parties::Roles,
		quantity::Quantity,
		traits::Membership,
		Moment, OrgId,
	};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Block time.
		type Time: Time<Moment = Moment>;

		/// For whom a signing account acts.
		type Membership: Membership<Self::AccountId>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;

		/// Makes the members that benchmarks act as.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: tracemark_primitives::benchmarking::BenchmarkHelper<Self::AccountId>;
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
