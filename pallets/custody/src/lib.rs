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
//! ([`Pallet::split`]). Consignments, units and logistic units are packed ([`Pallet::pack`]), unpacked
//! ([`Pallet::unpack`]) and handed over: the holder offers ([`Pallet::offer`]), the receiver accepts
//! ([`Pallet::accept`]) or refuses. What is packed moves with what it lies in, so a hand-over costs the
//! same whatever is inside. A unit gets a record of its own only when something happens to it alone,
//! shown by its path to the lot's root: it is sold ([`Pallet::sell`]), or an authority takes it.
//!
//! The owner of a class, or an authority in its country, recalls goods ([`Pallet::recall`]): they are neither
//! sold nor declared without an officer until that is lifted, and travel meanwhile. Sold goods come back
//! ([`Pallet::take_back`]); goods are missed and found ([`Pallet::report_missing`],
//! [`Pallet::report_found`]); an identity ends ([`Pallet::decommission`]). Nothing is rewritten: an error is
//! declared ([`Pallet::declare_error`]). The council puts goods into other hands when their holder was
//! expelled or refuses ([`Pallet::reassign`]).
//!
//! Goods are consumed in what is made of them ([`Pallet::transform`]), and go on under another identity
//! ([`Pallet::relabel`]). Either way they end, and lineage leads from lot to lot in both directions.
//!
//! Commands fail and change nothing when the object is ended, elsewhere or somebody else's.
//! Observations ([`Pallet::observe`]) never fail because of what they show: they are recorded, and what
//! contradicts the record reaches monitoring. Members register the places that they run
//! ([`Pallet::register_place`]), and what nothing travels between in the time contradicts itself. Whoever
//! has the key under a label shows it ([`Pallet::prove_possession`]).
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
mod derivation;
mod events;
mod functions;
mod impls;
#[cfg(test)]
mod mock;
// As for the other types.
#[allow(clippy::cast_possible_truncation)]
mod sightings;
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
pub use pallet::*;
pub use sightings::*;
pub use types::*;
pub use weights::WeightInfo;

// The macro generates `expect`, and the derive of `Encode` casts the index of a variant.
#[allow(clippy::expect_used, clippy::cast_possible_truncation)]
#[import_section(events::events)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::{pallet_prelude::*, traits::Time};
	use frame_system::pallet_prelude::*;
	use sp_core::H256;
	use sp_runtime::SaturatedConversion;
	use tracemark_primitives::{
		cbv::{BizStep, Disposition, ErrorReason},
		geo::Coordinates,
		goods::{
			AnomalyKind, ClassRight, Clearance, Direction, GoodsClaim, LineageLink, LotId,
			MaxRightsPerClass, ObjectId, Reservation, Sighting,
		},
		gs1::{Gln, Gtin, LotNumber, Serial, SerialProof, Sscc},
		hs::HsCode,
		parties::Role,
		quantity::Quantity,
		recalls::{Recall, RecallReason, RecallScope},
		territory::Country,
		time::EventTime,
		traits::{AlertSink, Authorisation, Membership, RightsInspect},
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

	/// Product classes.
	// Blake2: strangers choose the key.
	#[pallet::storage]
	pub type Classes<T: Config> = StorageMap<_, Blake2_128Concat, Gtin, Class>;

	/// What classes were before somebody else held their company prefix, by version.
	// Blake2: strangers choose the first key. Twox: the second is a counter.
	#[pallet::storage]
	pub type FormerClasses<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Gtin, Twox64Concat, u32, Class>;

	/// Lots.
	// Identity: the key is a hash that the chain computed.
	#[pallet::storage]
	pub type Lots<T: Config> = StorageMap<_, Identity, LotId, Lot>;

	/// How the leaves of a lot with serials are divided: `(start, consignment)`, where each segment ends
	/// at the start of the next, the first starts at 0 and the last ends with the lot. So the consignments
	/// of a lot are disjoint and sum up to it by construction.
	// Identity: the key is a hash that the chain computed.
	#[pallet::storage]
	pub type LotSegments<T: Config> =
		StorageMap<_, Identity, LotId, BoundedVec<(u32, u32), T::MaxSegments>, ValueQuery>;

	/// What is left in a consignment.
	// Identity: the key is a hash that the chain computed.
	#[pallet::storage]
	pub type Consignments<T: Config> = StorageMap<_, Identity, ObjectId, Consignment>;

	/// What a logistic unit holds.
	// Identity: the key is a hash that the chain computed.
	#[pallet::storage]
	pub type LogisticUnits<T: Config> = StorageMap<_, Identity, ObjectId, LogisticUnit>;

	/// The generation that an SSCC is in: how often it was closed and opened again.
	// Blake2: strangers choose the key.
	#[pallet::storage]
	pub type SsccGeneration<T: Config> = StorageMap<_, Blake2_128Concat, Sscc, u32>;

	/// How often units without a record of their own are declared and wait for a decision, by lot and
	/// leaf: two lots of a class may claim the same serial, so that a unit's id would count both.
	// Identity: the first key is a hash that the chain computed. Twox: the second is below the lot's
	// quantity, as proven by its path.
	#[pallet::storage]
	pub type DeclaredUnits<T: Config> =
		StorageDoubleMap<_, Identity, LotId, Twox64Concat, u32, u32, ValueQuery>;

	/// Every object with state of its own.
	// Identity: the key is a hash that the chain computed.
	#[pallet::storage]
	pub type Items<T: Config> = StorageMap<_, Identity, ObjectId, Item>;

	/// Each change of an object's place in the chain, numbered from 0.
	// Identity: the first key is a hash that the chain computed. Twox: the second is a counter.
	#[pallet::storage]
	pub type Spans<T: Config> = StorageDoubleMap<_, Identity, ObjectId, Twox64Concat, u32, Span>;

	/// What members saw, by object, observer and the observer's number for that object.
	// Blake2: an observer chooses the first key. Twox: the others are counters.
	#[pallet::storage]
	pub type Observations<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Blake2_128Concat, ObjectId>,
			NMapKey<Twox64Concat, OrgId>,
			NMapKey<Twox64Concat, u32>,
		),
		Observation,
	>;

	/// How often an organisation observed an object: the number of its next observation.
	// Blake2: an observer chooses the first key. Twox: the second is a counter.
	#[pallet::storage]
	pub type ObservationCount<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, ObjectId, Twox64Concat, OrgId, u32, ValueQuery>;

	/// Number of the next recall.
	#[pallet::storage]
	pub type NextRecallId<T> = StorageValue<_, RecallId, ValueQuery>;

	/// Every recall, by its number. Stays when it is lifted.
	// Twox: the key is a counter.
	#[pallet::storage]
	pub type Recalls<T: Config> = StorageMap<_, Twox64Concat, RecallId, Recall>;

	/// The recalls in force of a class, of its lots and of parts of them.
	// Blake2: strangers choose the key.
	#[pallet::storage]
	pub type RecallsInForce<T: Config> =
		StorageMap<_, Blake2_128Concat, Gtin, BoundedVec<RecallInForce, MaxRecalls>, ValueQuery>;

	/// Which events of an object's chain were declared erroneous, by their numbers.
	// Identity: the first key is a hash that the chain computed. Twox: the second is a counter.
	#[pallet::storage]
	pub type ErrorDeclarations<T: Config> =
		StorageDoubleMap<_, Identity, ObjectId, Twox64Concat, u32, ErrorDeclaration>;

	/// What lots came of and what came of them: each step is written in both directions, and numbered from 0
	/// in each.
	// Identity: the first key is a hash that the chain computed. Twox: the others are the chain's own.
	#[pallet::storage]
	pub type Lineage<T: Config> = StorageNMap<
		_,
		(NMapKey<Identity, LotId>, NMapKey<Twox64Concat, Direction>, NMapKey<Twox64Concat, u32>),
		LineageLink,
	>;

	/// How many steps of lineage begin at a lot.
	// Identity: the first key is a hash that the chain computed. Twox: the second is the chain's own.
	#[pallet::storage]
	pub type LineageCount<T: Config> =
		StorageDoubleMap<_, Identity, LotId, Twox64Concat, Direction, u32, ValueQuery>;

	/// The lot that goods became part of, or go on as, when their life ended by it.
	// Identity: the key is a hash that the chain computed.
	#[pallet::storage]
	pub type Successors<T: Config> = StorageMap<_, Identity, ObjectId, LotId>;

	/// Places.
	// Blake2: strangers choose the key.
	#[pallet::storage]
	pub type Places<T: Config> = StorageMap<_, Blake2_128Concat, Gln, Place>;

	/// What places were before they were registered anew, by version.
	// Blake2: strangers choose the first key. Twox: the second is a counter.
	#[pallet::storage]
	pub type FormerPlaces<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Gln, Twox64Concat, u32, Place>;

	/// Where each object was last, by the moment that was claimed for it, as far as it was at a registered
	/// place. A unit without a record of its own has one if it was observed.
	// Blake2: an observer chooses the key.
	#[pallet::storage]
	pub type LastSightings<T: Config> = StorageMap<_, Blake2_128Concat, ObjectId, Sighting>;

	/// What contradicts an observation, since nothing travels so fast: by object, observer and the
	/// observer's number for that object.
	// Blake2: an observer chooses the first key. Twox: the others are counters.
	#[pallet::storage]
	pub type ImpossibleTravels<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Blake2_128Concat, ObjectId>,
			NMapKey<Twox64Concat, OrgId>,
			NMapKey<Twox64Concat, u32>,
		),
		Contradiction,
	>;

	/// The token that possession of a unit was first proven for, by lot and leaf: two lots of a class may
	/// claim the same serial.
	// Identity: the first key is a hash that the chain computed. Twox: the second is below the lot's
	// quantity, as proven by its path.
	#[pallet::storage]
	pub type FirstTokens<T: Config> = StorageDoubleMap<_, Identity, LotId, Twox64Concat, u32, H256>;

	/// Each token that possession of a unit was proven for, by lot and leaf.
	// As for the first ones. Blake2: whoever has the key chooses the token.
	#[pallet::storage]
	pub type Possessions<T: Config> = StorageNMap<
		_,
		(NMapKey<Identity, LotId>, NMapKey<Twox64Concat, u32>, NMapKey<Blake2_128Concat, H256>),
		Possession,
	>;

	/// What was reported of sensors, by object, reporter and the reporter's number for that object.
	// Identity: the object has a record, under a hash that the chain computed. Twox: the others are counters.
	#[pallet::storage]
	pub type SensorReports<T: Config> = StorageNMap<
		_,
		(NMapKey<Identity, ObjectId>, NMapKey<Twox64Concat, OrgId>, NMapKey<Twox64Concat, u32>),
		SensorReport,
	>;

	/// How often an organisation reported of sensors with an object: the number of its next report.
	// As for the reports.
	#[pallet::storage]
	pub type SensorReportCount<T: Config> =
		StorageDoubleMap<_, Identity, ObjectId, Twox64Concat, OrgId, u32, ValueQuery>;

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

	#[pallet::call(weight = T::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Registers a product class, for good, and ties it to the organisation's rights. Anew, if whoever
		/// registered it holds the company prefix no longer: what was before stays on record.
		///
		/// - `gtin`: its number, issued under a company prefix of the organisation.
		/// - `rights`: attested rights of the organisation that it is made under, each with what the goods
		///   are in its classification, which licences that are limited to classes ask for; may be empty.
		/// - `hs`: its commodity code.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of a brand: one of [`REGISTRANTS`].
		///
		/// Emits [`Event::ClassRegistered`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::register_class(rights.len().saturated_into()))]
		pub fn register_class(
			origin: OriginFor<T>,
			gtin: Gtin,
			rights: BoundedVec<ClassRight, MaxRightsPerClass>,
			hs: HsCode,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_role(&who, REGISTRANTS)?;
			Self::do_register_class(member.org, gtin, rights, hs)
		}

		/// Records that a lot was made: all of it lies in its first consignment, with the maker. Counts
		/// against the quantity of each licence that the maker needs.
		///
		/// - `gtin`: the class, whose owner still holds the company prefix. The maker is its owner or
		///   authorised by a right of it.
		/// - `number`: the lot's number within the class.
		/// - `quantity`: pieces, or millionths of a unit of measure.
		/// - `root`: the RFC 6962 root over the serials, one leaf a piece; none without serials.
		/// - `place`, `time`: where and when it was made.
		///
		/// ## Dispatch Origin
		/// Signed by an operator with the role manufacturer.
		///
		/// Emits [`Event::Commissioned`].
		#[pallet::call_index(1)]
		pub fn commission(
			origin: OriginFor<T>,
			gtin: Gtin,
			number: LotNumber,
			quantity: Quantity,
			root: Option<H256>,
			place: Option<Gln>,
			time: EventTime,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let maker = T::Membership::ensure_role(&who, Role::Manufacturer.into())?;
			let identity = LotIdentity { gtin, number, root };
			Self::do_commission(maker, identity, quantity, place, time)
		}

		/// Makes a part of a consignment one of its own, beside the rest.
		///
		/// - `consignment`: the consignment, outermost, no unit taken out of it yet.
		/// - `seq`: its current number.
		/// - `part`: ranges of leaves, or an amount if the lot has no serials.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of the holder.
		///
		/// Emits [`Event::Split`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::split(part.ranges()))]
		pub fn split(
			origin: OriginFor<T>,
			consignment: ObjectId,
			seq: u32,
			part: Part,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_role(&who, HANDLERS)?;
			Self::do_split(member.org, consignment, seq, part)?;
			Ok(())
		}

		/// Packs objects into the logistic unit that bears an SSCC, and opens it first if the code is free.
		///
		/// - `sscc`: its code. To open it, the organisation holds the company prefix that it is issued under.
		/// - `children`: the objects, outermost and held by the organisation, each with its current number.
		/// - `place`, `time`: where and when they were packed.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of the holder.
		///
		/// Emits [`Event::Opened`] if it was opened, and [`Event::Packed`] for each object.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::pack(children.len().saturated_into()))]
		pub fn pack(
			origin: OriginFor<T>,
			sscc: Sscc,
			children: BoundedVec<(ObjectId, u32), MaxChildren>,
			place: Option<Gln>,
			time: EventTime,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_role(&who, HANDLERS)?;
			Self::do_pack(member.org, sscc, children, place, time)
		}

		/// Unpacks objects from an outermost logistic unit. Its clearance passes to those that lay in it then.
		///
		/// - `parent`, `seq`: the logistic unit and its current number.
		/// - `children`: the objects, each with its current number.
		/// - `place`, `time`: where and when they were unpacked.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of the holder.
		///
		/// Emits [`Event::Unpacked`] for each object.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::unpack(children.len().saturated_into()))]
		pub fn unpack(
			origin: OriginFor<T>,
			parent: ObjectId,
			seq: u32,
			children: BoundedVec<(ObjectId, u32), MaxChildren>,
			place: Option<Gln>,
			time: EventTime,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_role(&who, HANDLERS)?;
			Self::do_unpack(member.org, parent, seq, children, place, time)
		}

		/// Closes an empty logistic unit, so that its SSCC can be used again.
		///
		/// - `logistic_unit`, `seq`: the logistic unit and its current number.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of the holder.
		///
		/// Emits [`Event::Closed`].
		#[pallet::call_index(5)]
		pub fn close(origin: OriginFor<T>, logistic_unit: ObjectId, seq: u32) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_role(&who, HANDLERS)?;
			Self::do_close(member.org, logistic_unit, seq)
		}

		/// Offers an outermost object, with all that it holds. It stays with its holder until accepted.
		///
		/// - `object`, `seq`: the object and its current number.
		/// - `to`: a member in good standing.
		/// - `place`, `time`: where and when it was offered.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of the holder.
		///
		/// Emits [`Event::Offered`].
		#[pallet::call_index(6)]
		pub fn offer(
			origin: OriginFor<T>,
			object: ObjectId,
			seq: u32,
			to: OrgId,
			place: Option<Gln>,
			time: EventTime,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_role(&who, HANDLERS)?;
			Self::do_offer(member.org, object, seq, to, place, time)
		}

		/// Accepts an offer: from this block on the organisation holds the object and answers for it.
		///
		/// - `object`, `seq`: the object and its current number.
		/// - `place`, `time`: where and when it was received.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of the organisation that it is offered to.
		///
		/// Emits [`Event::Accepted`].
		#[pallet::call_index(7)]
		pub fn accept(
			origin: OriginFor<T>,
			object: ObjectId,
			seq: u32,
			place: Option<Gln>,
			time: EventTime,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_role(&who, HANDLERS)?;
			Self::do_accept(member.org, object, seq, place, time)
		}

		/// Refuses an offer: the object stays with its holder.
		///
		/// - `object`, `seq`: the object and its current number.
		/// - `reason`: why.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of the organisation that it is offered to.
		///
		/// Emits [`Event::Refused`].
		#[pallet::call_index(8)]
		pub fn refuse(
			origin: OriginFor<T>,
			object: ObjectId,
			seq: u32,
			reason: RefusalReason,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_role(&who, HANDLERS)?;
			Self::do_refuse(member.org, object, seq, reason)
		}

		/// Withdraws an offer that nobody has answered.
		///
		/// - `object`, `seq`: the object and its current number.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of the holder.
		///
		/// Emits [`Event::OfferWithdrawn`].
		#[pallet::call_index(9)]
		pub fn withdraw_offer(origin: OriginFor<T>, object: ObjectId, seq: u32) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_role(&who, HANDLERS)?;
			Self::do_withdraw_offer(member.org, object, seq)
		}

		/// Records a sale to a consumer, which ends the goods' life in the trade.
		///
		/// The seller owns the rights of the class where it is established, or is permitted to sell under
		/// them, which counts against the quantity of its licences; or the goods were cleared into that
		/// country, where the authority to import was asked.
		///
		/// - `claim`: a consignment or a unit; a unit without a record of its own with its path.
		/// - `seq`: the current number of its record, or of the consignment that the unit lies in.
		/// - `commitment`: a salted reference to order and payment.
		/// - `marketplace`: the member through whose marketplace it is sold, if through one. Licences that
		///   are limited to marketplaces ask for it.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of the holder with one of [`SELLERS`].
		///
		/// Emits [`Event::Sold`], and [`Event::TakenOut`] before if the unit lay in a consignment.
		#[pallet::call_index(10)]
		pub fn sell(
			origin: OriginFor<T>,
			claim: GoodsClaim,
			seq: u32,
			commitment: H256,
			marketplace: Option<OrgId>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let seller = T::Membership::ensure_role(&who, SELLERS)?;
			Self::do_sell(seller, claim, seq, commitment, marketplace)
		}

		/// Records that the holder destroyed an outermost object and all that it holds.
		///
		/// - `object`, `seq`: the object and its current number.
		/// - `time`: when it was destroyed.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of the holder.
		///
		/// Emits [`Event::Destroyed`].
		#[pallet::call_index(11)]
		pub fn destroy(
			origin: OriginFor<T>,
			object: ObjectId,
			seq: u32,
			time: EventTime,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_role(&who, HANDLERS)?;
			Self::do_destroy(member.org, object, seq, time)
		}

		/// Records what a member saw. Never fails because of what it shows, and changes neither holder nor
		/// state: what contradicts them is recorded as an anomaly and reaches monitoring.
		///
		/// At a registered place it is compared with the last fact that tells where the object was: an earlier
		/// observation, or an event of it or of what it lies in. If the places lie farther apart than
		/// [`Config::TravelMargin`] and what [`Config::TopSpeed`] covers in the time between the claimed moments,
		/// whichever was first, one of the facts is about something else. A label that is shown to be another
		/// object's is compared with nothing.
		///
		/// - `what`: an object by its id, or a single item by its label, or by the label that it had under
		///   another.
		/// - `seq`: the number of the observer's observations of that object so far.
		/// - `biz_step`, `disposition`: in which business step and condition.
		/// - `place`, `time`: where and when it was seen.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of any member.
		///
		/// Emits [`Event::Observed`], and [`Event::TravelledImpossibly`] if it contradicts an earlier fact.
		#[pallet::call_index(12)]
		pub fn observe(
			origin: OriginFor<T>,
			what: ObservedGoods,
			seq: u32,
			biz_step: BizStep,
			disposition: Disposition,
			place: Option<Gln>,
			time: EventTime,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let observer = T::Membership::ensure_member(&who)?;
			Self::do_observe(observer, what, seq, biz_step, disposition, place, time)
		}

		/// Records that a unit or consignment is put on the market for the first time, in the country in
		/// which its holder is established, with the consent of an owner of the rights in it. The holder is
		/// that owner, or licensed to sell, which counts against the quantity of its licence. It keeps the
		/// goods: the hand-over to the buyer is an offer of its own.
		///
		/// Where that exhausts which rights is the law's to say; licensing keeps the table.
		///
		/// - `claim`, `seq`, `commitment`, `marketplace`: as in [`Call::sell`].
		///
		/// ## Dispatch Origin
		/// Signed by an operator of the holder with one of [`SELLERS`].
		///
		/// Emits [`Event::PutOnMarket`], and [`Event::TakenOut`] before if the unit lay in a consignment.
		#[pallet::call_index(13)]
		pub fn put_on_market(
			origin: OriginFor<T>,
			claim: GoodsClaim,
			seq: u32,
			commitment: H256,
			marketplace: Option<OrgId>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let seller = T::Membership::ensure_role(&who, SELLERS)?;
			Self::do_put_on_market(seller, claim, seq, commitment, marketplace)
		}

		/// Records, once and for good, that a unit or consignment was repackaged, relabelled, changed or
		/// impaired after it was put on the market: an owner may then have legitimate reasons to oppose its
		/// further sale, so that the first sale exhausts nothing (Regulation (EU) 2017/1001 art. 15(2)).
		///
		/// - `claim`, `seq`: as in [`Call::sell`].
		/// - `time`: when it was altered.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of the holder, or of the authority that keeps it.
		///
		/// Emits [`Event::Altered`], and [`Event::TakenOut`] before if the unit lay in a consignment.
		#[pallet::call_index(14)]
		pub fn record_alteration(
			origin: OriginFor<T>,
			claim: GoodsClaim,
			seq: u32,
			time: EventTime,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_role(&who, HANDLERS)?;
			Self::do_record_alteration(member, claim, seq, time)
		}

		/// Receives up to 200 objects that were offered, each as it is: accepted, accepted with a reservation,
		/// or refused. All of it or nothing takes effect.
		///
		/// For what is noted the sender answers, and what is missing of a shortage stays the sender's to find:
		/// who takes over without a note is taken to have received all in good condition (CMR art. 9(2), 30(1)).
		///
		/// - `goods`: each object with its current number and what becomes of it.
		/// - `place`, `time`: where and when they were received.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of the organisation that all of them are offered to.
		///
		/// Emits [`Event::Accepted`] or [`Event::Refused`] for each object.
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::receive(goods.len().saturated_into()))]
		pub fn receive(
			origin: OriginFor<T>,
			goods: BoundedVec<(ObjectId, u32, Receipt), MaxChildren>,
			place: Option<Gln>,
			time: EventTime,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_role(&who, HANDLERS)?;
			Self::do_receive(member.org, goods, place, time)
		}

		/// Recalls goods, wherever they are and whoever holds them. Until the recall is lifted they are
		/// neither sold nor put on the market, no holder takes a unit out of them, and a declaration of
		/// them waits for an officer. They are handed over, taken back and destroyed as before, since they
		/// have to travel. Every trace and scan of them says so.
		///
		/// The recall of a class covers the lots that are commissioned in a period. One without an end
		/// covers those that are still to be made: none is commissioned meanwhile.
		///
		/// That of the owner has effect everywhere, that of an authority in its country: who sells, makes or
		/// unpacks goods there, and who declares them for it.
		///
		/// - `scope`: a class, a lot, or up to 32 ranges of the leaves of a lot. Of goods of one class an
		///   organisation has at most [`MAX_RECALLS_EACH`] recalls in force.
		/// - `reason`: why.
		/// - `notice`: digest of the notice.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of the owner of the class, or of an authority: with one of [`RECALLERS`].
		///
		/// Emits [`Event::Recalled`].
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::recall(scope.ranges()))]
		pub fn recall(
			origin: OriginFor<T>,
			scope: RecallScope,
			reason: RecallReason,
			notice: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_role(&who, RECALLERS)?;
			Self::do_recall(member, scope, reason, notice)
		}

		/// Lifts a recall. It stays on record.
		///
		/// - `recall`: its number.
		///
		/// ## Dispatch Origin
		/// Signed by an operator, with one of [`RECALLERS`], of the organisation that declared it; of a recall
		/// by the owner of the class, also of whoever owns the class now.
		///
		/// Emits [`Event::RecallLifted`].
		#[pallet::call_index(17)]
		pub fn lift_recall(origin: OriginFor<T>, recall: RecallId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_role(&who, RECALLERS)?;
			Self::do_lift_recall(member.org, recall)
		}

		/// Takes goods back that a buyer returns (CBV disposition `returned`): they are in the trade again, with
		/// who sold them. That they were put on the market stays on record.
		///
		/// - `object`, `seq`: a unit or consignment that was sold, and its current number.
		/// - `commitment`: a salted reference to the return.
		/// - `place`, `time`: where and when it was taken back.
		///
		/// ## Dispatch Origin
		/// Signed by an operator, with one of [`SELLERS`], of who sold them.
		///
		/// Emits [`Event::TakenBack`].
		#[pallet::call_index(18)]
		pub fn take_back(
			origin: OriginFor<T>,
			object: ObjectId,
			seq: u32,
			commitment: H256,
			place: Option<Gln>,
			time: EventTime,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let seller = T::Membership::ensure_role(&who, SELLERS)?;
			Self::do_take_back(seller.org, object, seq, commitment, place, time)
		}

		/// Reports goods of one's own as lost or stolen, with all that lies in them. That ends their life in
		/// the trade: whoever sees them again records an anomaly, and a declaration of them is contradicted.
		///
		/// - `claim`: a logistic unit, a consignment, or a unit; a unit without a record with its path.
		/// - `seq`: the current number of its record, or of the consignment that the unit lies in.
		/// - `kind`: lost or stolen.
		/// - `place`, `time`: where and when they were last seen, or missed.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of the holder.
		///
		/// Emits [`Event::ReportedMissing`], and [`Event::TakenOut`] before if the unit lay in a consignment.
		#[pallet::call_index(19)]
		pub fn report_missing(
			origin: OriginFor<T>,
			claim: GoodsClaim,
			seq: u32,
			kind: MissingKind,
			place: Option<Gln>,
			time: EventTime,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_role(&who, HANDLERS)?;
			Self::do_report_missing(member.org, claim, seq, kind, place, time)
		}

		/// Reports that missing goods are back in the hands of who missed them: they are in the trade again.
		/// Anybody else who sees them observes them ([`Call::observe`]).
		///
		/// - `object`, `seq`: the object and its current number.
		/// - `place`, `time`: where and when they were found.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of who held them when they went missing.
		///
		/// Emits [`Event::Found`].
		#[pallet::call_index(20)]
		pub fn report_found(
			origin: OriginFor<T>,
			object: ObjectId,
			seq: u32,
			place: Option<Gln>,
			time: EventTime,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_role(&who, HANDLERS)?;
			Self::do_report_found(member.org, object, seq, place, time)
		}

		/// Ends the identity of a unit or consignment, whose label is removed or used no longer (CBV business
		/// step `decommissioning`, disposition `inactive`). For good: whoever sees it again records an anomaly.
		/// A logistic unit is closed instead ([`Call::close`]).
		///
		/// - `claim`, `seq`: as in [`Call::sell`].
		/// - `time`: when it was decommissioned.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of the holder.
		///
		/// Emits [`Event::Decommissioned`], and [`Event::TakenOut`] before if the unit lay in a consignment.
		#[pallet::call_index(21)]
		pub fn decommission(
			origin: OriginFor<T>,
			claim: GoodsClaim,
			seq: u32,
			time: EventTime,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_role(&who, HANDLERS)?;
			Self::do_decommission(member.org, claim, seq, time)
		}

		/// Declares, once, that an event of an object's chain is erroneous (EPCIS 2.0, error declarations).
		/// The event and what it did stay; whoever reads the chain finds the declaration after it. What is wrong
		/// with the state is put right by an act of its own.
		///
		/// The chain does not keep who signed each event, but who held the object: whoever holds or held it
		/// can declare an error, and readers compare it with the signer that the event names.
		///
		/// - `object`, `seq`: the object and its current number.
		/// - `erroneous`: the number of the event.
		/// - `span`: the number of a span in which the organisation holds or held the object.
		/// - `reason`: why.
		/// - `corrective`: the id of the event that says what is right, if there is one. An event that did not
		///   occur has none.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of an organisation that holds or held the object.
		///
		/// Emits [`Event::ErrorDeclared`].
		#[pallet::call_index(22)]
		pub fn declare_error(
			origin: OriginFor<T>,
			object: ObjectId,
			seq: u32,
			erroneous: u32,
			span: u32,
			reason: ErrorReason,
			corrective: Option<H256>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_role(&who, HANDLERS)?;
			Self::do_declare_error(member.org, object, seq, erroneous, span, reason, corrective)
		}

		/// Puts an outermost object into other hands, with all that it holds, when its holder was expelled or
		/// refuses to hand it over. An exception to the two signatures of a hand-over: the council decides, and
		/// the receiver answers for the object from this block on. Ends a pending offer.
		///
		/// - `object`, `seq`: the object and its current number.
		/// - `to`: a member in good standing that holds goods.
		/// - `reason`: why.
		/// - `ground`: digest of the decision, with the receiver's consent.
		///
		/// ## Dispatch Origin
		/// [`Config::ReassignOrigin`].
		///
		/// Emits [`Event::Reassigned`].
		#[pallet::call_index(23)]
		pub fn reassign(
			origin: OriginFor<T>,
			object: ObjectId,
			seq: u32,
			to: OrgId,
			reason: ReassignmentReason,
			ground: H256,
		) -> DispatchResult {
			T::ReassignOrigin::ensure_origin(origin)?;
			Self::do_reassign(object, seq, to, reason, ground)
		}

		/// Consumes goods and makes a lot of them (EPCIS 2.0, `TransformationEvent`), under the same
		/// authority as [`Call::commission`]. The lineage of both leads to the other.
		///
		/// The quantities balance: of each class, all that is consumed gives exactly `quantity` at the stated
		/// rate of yield, rounded down to a whole piece or millionth. The rates are the maker's word, and stay
		/// on record with it.
		///
		/// - `inputs`: consignments and units, outermost, each with its current number. An amount of a
		///   consignment is split off first.
		/// - `yields`: one rate for each class among them.
		/// - `identity`, `quantity`: what the product bears and how much of it was made.
		/// - `place`, `time`: where and when it was made.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of the holder with the role manufacturer.
		///
		/// Emits [`Event::Commissioned`], [`Event::Consumed`] for each input, with [`Event::Split`] before if it
		/// is an amount, and [`Event::Transformed`].
		#[pallet::call_index(24)]
		#[pallet::weight(T::WeightInfo::transform(inputs.len().saturated_into()))]
		pub fn transform(
			origin: OriginFor<T>,
			inputs: BoundedVec<Input, MaxInputs>,
			yields: BoundedVec<RateOfYield, MaxInputs>,
			identity: LotIdentity,
			quantity: Quantity,
			place: Option<Gln>,
			time: EventTime,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let maker = T::Membership::ensure_role(&who, Role::Manufacturer.into())?;
			Self::do_transform(maker, inputs, yields, identity, quantity, place, time)
		}

		/// Gives a unit or consignment another identity: a lot of its own, of as much. Its former identity ends,
		/// and the lineage of both leads to the other. Clearances stay with the goods, and so does their
		/// first sale, as that of goods that were altered (see [`Call::record_alteration`]).
		///
		/// Whoever holds the goods may use the signs of both classes (`Use`): as their owner, or under its
		/// rights. Without that the call is refused. Who sees goods relabelled nevertheless says so by
		/// [`Call::observe`], which records an unauthorised relabelling.
		///
		/// - `claim`, `seq`: as in [`Call::sell`].
		/// - `identity`: what the goods bear from now on.
		/// - `place`, `time`: where and when they were relabelled.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of the holder.
		///
		/// Emits [`Event::Commissioned`] and [`Event::Relabelled`], and [`Event::TakenOut`] before if a unit lay
		/// in a consignment.
		#[pallet::call_index(25)]
		pub fn relabel(
			origin: OriginFor<T>,
			claim: GoodsClaim,
			seq: u32,
			identity: LotIdentity,
			place: Option<Gln>,
			time: EventTime,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_role(&who, HANDLERS)?;
			Self::do_relabel(member, claim, seq, identity, place, time)
		}

		/// Registers a place that the organisation runs, or registers it anew with other coordinates or after
		/// it was closed: what was before stays on record. Whoever holds the company prefix now registers the
		/// places of whoever held it before.
		///
		/// Everybody reads where it is, for good: register sites of the trade, and nobody's home.
		///
		/// - `gln`: its number, issued under a company prefix of the organisation.
		/// - `country`: where it lies.
		/// - `coordinates`: WGS 84, in millionths of a degree, rounded to thousandths of a degree (about 100 m).
		///
		/// ## Dispatch Origin
		/// Signed by an operator of any member.
		///
		/// Emits [`Event::PlaceRegistered`].
		#[pallet::call_index(26)]
		pub fn register_place(
			origin: OriginFor<T>,
			gln: Gln,
			country: Country,
			coordinates: Coordinates,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_member(&who)?;
			Self::do_register_place(member.org, gln, country, coordinates)
		}

		/// Records that a place is run no longer. What is said to have happened there afterwards is said to
		/// have happened nowhere that is known.
		///
		/// - `gln`: its number.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of the member that registered it.
		///
		/// Emits [`Event::PlaceClosed`].
		#[pallet::call_index(27)]
		pub fn close_place(origin: OriginFor<T>, gln: Gln) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_member(&who)?;
			Self::do_close_place(member.org, gln)
		}

		/// Records that somebody has a unit: he signed with the key that is hidden under its label. The first
		/// token stands; a proof for another one is recorded as well and reaches monitoring, which is told of
		/// both: the unit passed on, or the key was copied. Changes neither holder nor state.
		///
		/// - `gtin`, `serial`: what the label says.
		/// - `proof`: what shows that the serial belongs to a lot.
		/// - `possession`: key, token, expiry and signature. Nothing that is hidden is in it.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of any member, for whoever has the unit.
		///
		/// Emits [`Event::PossessionProven`], or [`Event::PossessionContradicted`] if it is not the first.
		#[pallet::call_index(28)]
		pub fn prove_possession(
			origin: OriginFor<T>,
			gtin: Gtin,
			serial: Serial,
			proof: SerialProof,
			possession: KeyProof,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_member(&who)?;
			Self::do_prove_possession(member.org, gtin, serial, proof, possession)
		}

		/// Records what a sensor with an object says: many readings by their root, or an alarm, which reaches
		/// monitoring. Changes neither holder nor state. The readings lie with the reporter, who shows one by
		/// its path.
		///
		/// - `object`: the object that the sensor is with.
		/// - `seq`: the number of the reporter's reports of that object so far.
		/// - `word`: what the sensor says.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of any member.
		///
		/// Emits [`Event::SensorReported`].
		#[pallet::call_index(29)]
		pub fn report_sensor(
			origin: OriginFor<T>,
			object: ObjectId,
			seq: u32,
			word: SensorWord,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_member(&who)?;
			Self::do_report_sensor(member.org, object, seq, word)
		}
	}
}
