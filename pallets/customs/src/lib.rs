//! # Customs pallet
//!
//! Declarations that the chain checks line by line, and what the authority of the destination makes
//! of them.
//!
//! ## Overview
//!
//! A declarant lodges a declaration. In the same extrinsic each of its lines is asked eleven conditions
//! ([`Condition`](tracemark_primitives::customs::Condition)): is the right in force here, may the importer import,
//! is custody unbroken up to the holder, is the serial held or cleared elsewhere … Each is *proved*,
//! *contradicted* or *without record*; only a contradiction can stop goods, and its nature says whether the
//! regime of the destination lets it. That a recall may concern the goods, of which it is not known, asks for
//! documents.
//!
//! The chain advises, the authority decides. A line without objection is released at once if the
//! authority gave a dated standing instruction; every other line waits for an officer:
//!
//! ```text
//!          ┌─ standing instruction ─┐
//! Lodged ──┴────── release ─────────┴─> Released <─┐
//!   │ └─ suspend ──> Suspended ───── release ──────┘
//!                   │     ^
//!   order_destruction     cancel_destruction
//!                   v     │
//!             DestructionOrdered ── confirm_destruction, by a second officer ──> Destroyed
//! ```
//!
//! While a line waits for a decision its goods stay what they were declared as: custody refuses to
//! unpack, pack, split, sell, destroy or close them. They can be handed over. The declarant can withdraw a
//! line that nothing stands against, and any line that no officer decided within [`DECISION_TERM`].
//!
//! That two officers decide on a destruction rests on the authority, which alone knows that two operator
//! accounts are two persons.
//!
//! Standing instructions, regimes and mandates are dated: a new one closes the one before, which stays on
//! record.
//!
//! Nobody is named as importer, holder or represented party who did not agree: each of them that is not
//! the declarant itself has given it a [mandate](Mandates). Mandates are between organisations and last
//! until they are withdrawn.
//!
//! ## Cross-pallet contract
//!
//! Down → [`Config::Membership`] says who acts; [`Config::Custody`] says where goods are, gives units a
//! record of their own, and detains, clears and destroys; [`Config::Rights`] and
//! [`Config::Authorisation`] answer for the rights of their class; [`Config::Evidence`] says whether a
//! digest stands.
//!
//! Up ← [`Pallet::dry_run`] for the runtime API, [`Pallet::line`] and the public storage for traces.

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

mod answers;
#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
mod check;
mod decisions;
mod events;
mod functions;
mod mandates;
#[cfg(test)]
mod mock;
mod rules;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "try-runtime", feature = "std"))]
mod try_state;
// The derive of `Encode` casts the index of a variant.
#[allow(clippy::cast_possible_truncation)]
pub mod types;
pub mod weights;

use frame_support::pallet_macros::import_section;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

// The macro generates `expect`, and the derive of `Encode` casts the index of a variant.
#[allow(clippy::expect_used, clippy::cast_possible_truncation)]
#[import_section(events::events)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use crate::functions::most;
	use alloc::boxed::Box;
	use frame_support::{pallet_prelude::*, traits::Time};
	use frame_system::pallet_prelude::*;
	use sp_core::H256;
	use sp_runtime::SaturatedConversion;
	use tracemark_primitives::{
		customs::{
			Conditions, DeclarationForm, Finding, MaxFindings, MaxGoodsPerLine, Nature, Natures,
			Outcome,
		},
		digest::Digest,
		goods::{MaxRightsPerClass, ObjectId},
		parties::{Member, Role},
		territory::Country,
		traits::{
			Authorisation, CustodyControl, CustodyInspect, EvidenceInspect, Membership,
			RightsInspect,
		},
		DeclarationId, Moment, OperatorId, OrgId,
	};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// Declarations and what became of them.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs of its runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Block time.
		type Time: Time<Moment = Moment>;

		/// For whom accounts act, and in which standing parties are.
		type Membership: Membership<Self::AccountId>;

		/// Where rights are in force.
		type Rights: RightsInspect<Self::AccountId>;

		/// Whether the importer may import, and the licence that this is counted against.
		type Authorisation: Authorisation;

		/// Where goods are, and the acts of an authority upon them.
		type Custody: CustodyInspect + CustodyControl;

		/// Whether the digests that a suspension names stand.
		type Evidence: EvidenceInspect;

		/// Who sets the regime of a country.
		type RegimeOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;

		/// Makes the world that benchmarks run in.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: tracemark_primitives::benchmarking::BenchmarkHelper<Self::AccountId>
			+ benchmarking::EvidenceHelper;
	}

	/// The id of the next declaration.
	#[pallet::storage]
	pub type NextDeclarationId<T> = StorageValue<_, DeclarationId, ValueQuery>;

	/// Every declaration, without its lines. Never removed.
	// Twox64Concat: the chain counts the keys.
	#[pallet::storage]
	pub type Declarations<T> = StorageMap<_, Twox64Concat, DeclarationId, Declaration>;

	/// Every line by declaration and number, from 0: what was declared, what the check answered, and what
	/// became of it. Never removed.
	// Twox64Concat: the chain counts the keys.
	#[pallet::storage]
	pub type Lines<T> = StorageDoubleMap<_, Twox64Concat, DeclarationId, Twox64Concat, u32, Line>;

	/// What officers found when they examined the goods of a line, by declaration, line and number, from 0.
	// Twox64Concat: the chain counts the keys.
	#[pallet::storage]
	pub type Examinations<T> = StorageNMap<
		_,
		(
			NMapKey<Twox64Concat, DeclarationId>,
			NMapKey<Twox64Concat, u32>,
			NMapKey<Twox64Concat, u32>,
		),
		Examination,
	>;

	/// How often the goods of a line were examined.
	// Twox64Concat: the chain counts the keys.
	#[pallet::storage]
	pub type ExaminationCount<T> =
		StorageDoubleMap<_, Twox64Concat, DeclarationId, Twox64Concat, u32, u32, ValueQuery>;

	/// The standing instructions by which the authority of a country releases lines without objection, by
	/// country and number, from 0. The last is in force until it is withdrawn.
	// Blake2_128Concat: the key is not the chain's. Twox64Concat: the chain counts the other.
	#[pallet::storage]
	pub type StandingInstructions<T> =
		StorageDoubleMap<_, Blake2_128Concat, Country, Twox64Concat, u32, StandingInstruction>;

	/// How many standing instructions a country has had.
	// Blake2_128Concat: the key is not the chain's.
	#[pallet::storage]
	pub type InstructionCount<T> = StorageMap<_, Blake2_128Concat, Country, u32, ValueQuery>;

	/// Which findings may stop goods at the border of a country, by country and number, from 0. The last is
	/// in force. Where none was set, Regulation (EU) No 608/2013 serves as model: neither parallel trade nor
	/// over-runs of an authorised maker (article 1(5)).
	// Blake2_128Concat: the key is not the chain's. Twox64Concat: the chain counts the other.
	#[pallet::storage]
	pub type Regimes<T> =
		StorageDoubleMap<_, Blake2_128Concat, Country, Twox64Concat, u32, RegimePeriod>;

	/// How many regimes a country has had.
	// Blake2_128Concat: the key is not the chain's.
	#[pallet::storage]
	pub type RegimeCount<T> = StorageMap<_, Blake2_128Concat, Country, u32, ValueQuery>;

	/// Who may declare for whom, and name it as importer, holder or represented party: by who gave the
	/// mandate, who has it, and number, from 0. The last is in force until it is withdrawn.
	// Twox64Concat: the chain counts the keys.
	#[pallet::storage]
	pub type Mandates<T> = StorageNMap<
		_,
		(NMapKey<Twox64Concat, OrgId>, NMapKey<Twox64Concat, OrgId>, NMapKey<Twox64Concat, u32>),
		Mandate,
	>;

	/// How many mandates one organisation gave another.
	// Twox64Concat: the chain counts the keys.
	#[pallet::storage]
	pub type MandateCount<T> =
		StorageDoubleMap<_, Twox64Concat, OrgId, Twox64Concat, OrgId, u32, ValueQuery>;

	/// By which declaration a unit that custody does not know was let into a customs territory, by the
	/// unit's id and the territory. A second one bears the same label.
	// Blake2_128Concat: a declarant chooses the first key, and the other is not the chain's.
	#[pallet::storage]
	pub type ReleasedUnknown<T> =
		StorageDoubleMap<_, Blake2_128Concat, ObjectId, Blake2_128Concat, Country, DeclarationId>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = T::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Lodges a declaration and has the chain check it. Lines without objection are released at once
		/// where the authority of the destination has given a standing instruction.
		///
		/// - `form`: the declaration. The declarant is the caller's organisation; without a represented
		///   party it acts for itself. Values and references are salted commitments. Represented party,
		///   importer and holder have given the declarant a mandate, unless they are the declarant.
		///
		/// ## Dispatch Origin
		///
		/// An operator with a role of the trade, in good standing.
		///
		/// Emits [`Event::Lodged`], [`Event::LineDecided`] for each line, and [`Event::Released`] for each
		/// that is released.
		#[pallet::call_index(0)]
		#[pallet::weight(Pallet::<T>::lodge_weight(form))]
		pub fn lodge(
			origin: OriginFor<T>,
			form: Box<DeclarationForm>,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let declarant = T::Membership::ensure_role(&who, DECLARANTS)?;
			let weight = Self::do_lodge(declarant, &form)?;
			Ok(Some(weight).into())
		}

		/// Releases the goods of a lodged or suspended line. Those with a record are cleared into the
		/// destination. Lodged ones must still be with importer, holder or represented party, and not be in
		/// already; suspended ones are given back to their holder.
		///
		/// - `declaration`, `line`: which line, from 0.
		///
		/// ## Dispatch Origin
		///
		/// An officer of the customs authority of the destination.
		///
		/// Emits [`Event::Released`].
		#[pallet::call_index(1)]
		#[pallet::weight(Pallet::<T>::release_weight(most::<MaxGoodsPerLine>(), most::<MaxRightsPerClass>()))]
		pub fn release(
			origin: OriginFor<T>,
			declaration: DeclarationId,
			line: u32,
		) -> DispatchResultWithPostInfo {
			let officer = Self::ensure_officer(origin)?;
			let weight = Self::do_release(officer, declaration, line)?;
			Ok(Some(weight).into())
		}

		/// Suspends the release of a lodged line and detains its goods, except for what ended or is kept
		/// already. The check must have proposed it, or contradicted something and been followed by an
		/// examination; or an examination found items that contradict what was declared.
		///
		/// - `declaration`, `line`: which line, from 0.
		/// - `nature`: what the officer suspects; one that may stop goods at the destination.
		/// - `evidence`: digests that stand in the record.
		///
		/// ## Dispatch Origin
		///
		/// An officer of the customs authority of the destination.
		///
		/// Emits [`Event::Suspended`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::suspend(evidence.len().saturated_into(), most::<MaxGoodsPerLine>()))]
		pub fn suspend(
			origin: OriginFor<T>,
			declaration: DeclarationId,
			line: u32,
			nature: Nature,
			evidence: BoundedVec<Digest, MaxEvidence>,
		) -> DispatchResultWithPostInfo {
			let officer = Self::ensure_officer(origin)?;
			let weight = Self::do_suspend(officer, declaration, line, nature, evidence)?;
			Ok(Some(weight).into())
		}

		/// Records an examination of the goods of a line. May be repeated; the latest counts.
		///
		/// - `declaration`, `line`: which line, from 0.
		/// - `scanned`: how many items were scanned, at least one.
		/// - `contradicting`: how many of them contradict what was declared.
		/// - `report`: digest of the report.
		///
		/// ## Dispatch Origin
		///
		/// An officer of the customs authority of the destination.
		///
		/// Emits [`Event::Examined`].
		#[pallet::call_index(3)]
		pub fn examine(
			origin: OriginFor<T>,
			declaration: DeclarationId,
			line: u32,
			scanned: u32,
			contradicting: u32,
			report: Digest,
		) -> DispatchResult {
			let officer = Self::ensure_officer(origin)?;
			Self::do_examine(officer, declaration, line, scanned, contradicting, report)
		}

		/// Orders the destruction of the goods of a suspended line. Nothing happens to them before a second
		/// officer confirms.
		///
		/// - `declaration`, `line`: which line, from 0.
		/// - `ground`: what entitles to it.
		/// - `document`: digest of the document that shows it.
		///
		/// ## Dispatch Origin
		///
		/// An officer of the customs authority of the destination.
		///
		/// Emits [`Event::DestructionOrdered`].
		#[pallet::call_index(4)]
		pub fn order_destruction(
			origin: OriginFor<T>,
			declaration: DeclarationId,
			line: u32,
			ground: DestructionGround,
			document: Digest,
		) -> DispatchResult {
			let officer = Self::ensure_officer(origin)?;
			Self::do_order_destruction(officer, declaration, line, ground, document)
		}

		/// Confirms that the goods of a line were destroyed as ordered. Their records end; that an
		/// infringement was found is not said.
		///
		/// - `declaration`, `line`: which line, from 0.
		///
		/// ## Dispatch Origin
		///
		/// Another officer of the authority that ordered it. The chain knows officers by their accounts: that
		/// two of them are two persons is for the authority to see to.
		///
		/// Emits [`Event::Destroyed`].
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::confirm_destruction(most::<MaxGoodsPerLine>()))]
		pub fn confirm_destruction(
			origin: OriginFor<T>,
			declaration: DeclarationId,
			line: u32,
		) -> DispatchResultWithPostInfo {
			let officer = Self::ensure_officer(origin)?;
			let weight = Self::do_confirm_destruction(officer, declaration, line)?;
			Ok(Some(weight).into())
		}

		/// Withdraws the order to destroy the goods of a line, which is suspended as before.
		///
		/// - `declaration`, `line`: which line, from 0.
		///
		/// ## Dispatch Origin
		///
		/// An officer of the customs authority of the destination, the one who ordered it or another.
		///
		/// Emits [`Event::DestructionCancelled`].
		#[pallet::call_index(6)]
		pub fn cancel_destruction(
			origin: OriginFor<T>,
			declaration: DeclarationId,
			line: u32,
		) -> DispatchResult {
			let officer = Self::ensure_officer(origin)?;
			Self::do_cancel_destruction(officer, declaration, line)
		}

		/// Instructs the chain to release, from now on, every line into the officer's country that meets no
		/// objection. Takes the place of an earlier instruction, which is closed and stays on record.
		///
		/// - `reference`: digest of the instruction's text.
		///
		/// ## Dispatch Origin
		///
		/// An officer of a customs authority, for its own country.
		///
		/// Emits [`Event::Instructed`].
		#[pallet::call_index(7)]
		pub fn instruct(origin: OriginFor<T>, reference: H256) -> DispatchResult {
			let officer = Self::ensure_officer(origin)?;
			Self::do_instruct(officer, reference)
		}

		/// Withdraws the standing instruction of the officer's country: from now on officers decide every
		/// line. What it released stays released.
		///
		/// ## Dispatch Origin
		///
		/// An officer of a customs authority, for its own country.
		///
		/// Emits [`Event::InstructionWithdrawn`].
		#[pallet::call_index(8)]
		pub fn withdraw_instruction(origin: OriginFor<T>) -> DispatchResult {
			let officer = Self::ensure_officer(origin)?;
			Self::do_withdraw_instruction(officer)
		}

		/// Sets which findings may stop goods at the border of a country. Decided lines stay as they are.
		///
		/// - `country`: the country.
		/// - `suspends`: the natures of findings that may stop goods; a finding of another nature asks for
		///   documents at most.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::RegimeOrigin`].
		///
		/// Emits [`Event::RegimeSet`].
		#[pallet::call_index(9)]
		pub fn set_regime(
			origin: OriginFor<T>,
			country: Country,
			suspends: Natures,
		) -> DispatchResult {
			T::RegimeOrigin::ensure_origin(origin)?;
			Self::do_set_regime(country, suspends)
		}

		/// Lets another organisation declare goods and name the caller's as importer, holder or represented
		/// party, until the mandate is withdrawn.
		///
		/// - `agent`: who may declare.
		///
		/// ## Dispatch Origin
		///
		/// An operator of any member in good standing, for its own organisation.
		///
		/// Emits [`Event::MandateGiven`].
		#[pallet::call_index(10)]
		pub fn give_mandate(origin: OriginFor<T>, agent: OrgId) -> DispatchResult {
			let principal = T::Membership::ensure_member(&ensure_signed(origin)?)?;
			Self::do_give_mandate(principal, agent)
		}

		/// Withdraws a mandate: the agent no longer declares for the caller's organisation. What it declared
		/// before stays declared.
		///
		/// - `agent`: who may no longer declare.
		///
		/// ## Dispatch Origin
		///
		/// An operator of any member in good standing, for its own organisation.
		///
		/// Emits [`Event::MandateWithdrawn`].
		#[pallet::call_index(11)]
		pub fn withdraw_mandate(origin: OriginFor<T>, agent: OrgId) -> DispatchResult {
			let principal = T::Membership::ensure_member(&ensure_signed(origin)?)?;
			Self::do_withdraw_mandate(principal.org, agent)
		}

		/// Withdraws a lodged line: its goods are free again. A line that the check contradicted stays with the
		/// officers for [`DECISION_TERM`] first.
		///
		/// - `declaration`, `line`: which line, from 0.
		///
		/// ## Dispatch Origin
		///
		/// An operator of the declarant with a role of the trade.
		///
		/// Emits [`Event::LineWithdrawn`].
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::withdraw_line(most::<MaxGoodsPerLine>()))]
		pub fn withdraw_line(
			origin: OriginFor<T>,
			declaration: DeclarationId,
			line: u32,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let declarant = T::Membership::ensure_role(&who, DECLARANTS)?;
			let weight = Self::do_withdraw_line(declarant, declaration, line)?;
			Ok(Some(weight).into())
		}
	}

	impl<T: Config> Pallet<T> {
		/// The officer who signed.
		fn ensure_officer(origin: OriginFor<T>) -> Result<Member, DispatchError> {
			T::Membership::ensure_role(&ensure_signed(origin)?, Role::Customs.into())
		}
	}
}
