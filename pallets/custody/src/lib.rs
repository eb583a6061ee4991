//! # Custody
//!
//! Product classes, lots, consignments, units and logistic units; hand-overs that both sides sign; who
//! held what, from when to when; what members saw.
//!
//! ## Overview
//!
//! An organisation registers a product class ([`Pallet::register_class`]) under its company prefix and
//! ties it to its rights. A manufacturer commissions lots of it ([`Pallet::commission`]): the lot commits
//! to all its serials with one root, and lies in one consignment, which can be split
//! ([`Pallet::split`]). The owner of a class says from when on its items have serials and how many may ever be
//! made ([`Pallet::set_class_terms`]); it revises the class under the same number ([`Pallet::revise_class`]); a lot has reports of its quality ([`Pallet::add_quality_report`]) and names
//! the keepers of its list of serials ([`Pallet::name_keepers`]). Consignments, units and logistic units are packed ([`Pallet::pack`]), unpacked
//! ([`Pallet::unpack`]) and handed over: the holder offers ([`Pallet::offer`]), the receiver accepts
//! ([`Pallet::accept`]) or refuses, until the offer expires. What is packed moves with what it lies in, so a hand-over costs the
//! same whatever is inside. To whom goods belong is another matter: their owner offers the title
//! ([`Pallet::offer_title`]) and the buyer accepts it ([`Pallet::accept_title`]), while they stay where they
//! are. A unit gets a record of its own only when something happens to it alone,
//! shown by its path to the lot's root: it is sold ([`Pallet::sell`]), or an authority takes it.
//!
//! The owner of a class, or an authority in its country, recalls goods ([`Pallet::recall`]): they are neither
//! sold nor declared without an officer until that is lifted, and travel meanwhile. Sold goods come back
//! ([`Pallet::take_back`]); goods are missed and found ([`Pallet::report_missing`],
//! [`Pallet::report_found`]); an identity ends ([`Pallet::decommission`]). Nothing is rewritten: an error,
//! also in an observation or a report of sensors, is declared ([`Pallet::declare_error`]). The council puts goods into other hands when their holder was
//! expelled or refuses ([`Pallet::reassign`]).
//!
//! Goods are consumed in what is made of them ([`Pallet::transform`]), and go on under another identity
//! ([`Pallet::relabel`]). Either way they end, and lineage leads from lot to lot in both directions.
//!
//! Commands fail and change nothing when the object is ended, elsewhere or somebody else's.
//! Observations ([`Pallet::observe`]) never fail because of what they show: they are recorded, and what
//! contradicts the record is an incident and handed to [`Config::Alerts`]. Members register the places that they run
//! ([`Pallet::register_place`]), and what nothing travels between in the time contradicts itself. Whoever
//! has the key under a label shows it ([`Pallet::prove_possession`]).
//!
//! A publisher issues the codes of a digital edition under one root ([`Pallet::issue_edition`]) and withdraws
//! what was stolen or paid back ([`Pallet::withdraw_codes`]). Sellers record what they sold
//! ([`Pallet::sell_code`]). Whoever has a code uses it once ([`Pallet::activate_code`]): a second use names
//! both, and the sellers.
//!
//! ## Numbers and heads
//!
//! Each object counts its events and chains them: `head = H("tracemark/head/v1", head, seq, event)`.
//! A call names the object's current number, so a repeated call fails. Events that concern two objects,
//! one inside the other, carry both heads as they were and advance both chains, so that the history of a
//! packed object is its own chain with its parents' between the pins.
//!
//! ## Traits
//!
//! Offers [`CustodyInspect`](tracemark_primitives::traits::CustodyInspect) and
//! [`CustodyControl`](tracemark_primitives::traits::CustodyControl). Needs `Membership`,
//! `RightsInspect`, `Authorisation` and `AlertSink`.

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
mod derivation;
mod editions;
mod errors;
mod events;
mod functions;
mod impls;
#[cfg(test)]
mod mock;
// As for the other types.
#[allow(clippy::cast_possible_truncation)]
mod sightings;
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

pub use derivation::*;
pub use editions::*;
pub use pallet::*;
pub use sightings::*;
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
	use sp_core::{ed25519, H256};
	use sp_runtime::SaturatedConversion;
	use tracemark_primitives::{
		cbv::{BizStep, Disposition, ErrorReason},
		digest::Digest,
		editions::{
			CodeProof, CodeUse, CodeWithdrawal, EarlierFact, Edition, EditionId, EditionSubject,
		},
		geo::Coordinates,
		goods::{
			AnomalyKind, ClassRight, Clearance, CustodyEnd, DetentionGround, Direction,
			ErrorDeclaration, Excess, GoodsClaim, Incident, LineageLink, LotId, MaxKeepers,
			MaxRightsPerClass, ObjectId, RecordedFact, Reservation, Sale, Sighting,
		},
		gs1::{Gln, Gtin, LotNumber, Serial, SerialProof, Sscc},
		hs::HsCode,
		parties::{PartyTag, Role},
		quality::{QualityReport, QualityReporter},
		quantity::Quantity,
		recalls::{Recall, RecallReason, RecallScope},
		territory::Country,
		time::{EventTime, Period},
		traits::{AlertSink, Authorisation, Membership, RightsInspect},
		transport::{
			ContainerNumber, Leg, Passage, Reports, SealingGround, Seals, TransportMark, Trip,
			TripId, UnacceptedGround,
		},
		Moment, OrgId, RecallId,
	};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs of the runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Block time in milliseconds.
		type Time: Time<Moment = Moment>;
		/// Says for whom an account acts.
		type Membership: Membership<Self::AccountId>;
		/// Says whose an attested right is.
		type Rights: RightsInspect<Self::AccountId>;
		/// Answers whether a party may manufacture or sell.
		type Authorisation: Authorisation;
		/// Takes what observations contradict.
		type Alerts: AlertSink;
		/// Puts goods into other hands without their holder.
		type ReassignOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// How many milliseconds an offer stands at most.
		#[pallet::constant]
		type MaxOfferTerm: Get<Moment>;
		/// Most segments that the leaves of one lot are divided into.
		#[pallet::constant]
		type MaxSegments: Get<u32>;
		/// How many metres goods travel in a second at most.
		#[pallet::constant]
		type TopSpeed: Get<u32>;
		/// By how many metres more two facts may lie apart: clocks are set roughly, places have an extent,
		/// and distances are rounded.
		#[pallet::constant]
		type TravelMargin: Get<u32>;
		/// Weights of the calls.
		type WeightInfo: WeightInfo;
		/// Makes the world that benchmarks run in.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: tracemark_primitives::benchmarking::BenchmarkHelper<Self::AccountId>;
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// One split of the largest size must fit.
		fn integrity_test() {
			assert!(
				T::MaxSegments::get() > <MaxRanges as Get<u32>>::get().saturating_mul(2),
				"MaxSegments must exceed twice MaxRanges"
			);
			// The error of a distance, and as much for the rounding of two points.
			assert!(
				T::TravelMargin::get() >= Coordinates::ERROR.saturating_mul(2),
				"TravelMargin must cover what distances are overstated by"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
