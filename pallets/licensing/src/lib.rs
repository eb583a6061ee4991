//! # Licensing pallet
//!
//! Who may use a right, for what, where, when and for how much; and the one question that the
//! trade puts to it: *may this party do this act here, now, with these goods?*
//!
//! ## Licences
//!
//! An owner of attested rights offers a member a licence of them ([`Call::offer`]), and the member
//! accepts ([`Call::accept`]). Where the owners of a right agreed that one of them alone cannot
//! license it, the others [consent](Call::consent) to the offer before. The [`LicenceTerms`] are what
//! the chain can check; the contract itself stays with its parties, the licence holds its salted
//! digest. A licence is never changed or removed: other terms are another licence.
//!
//! Offers are bounded, sixteen open ones a party, and lapse after 30 days; what lapsed goes with the
//! party's next offer. They take no deposit: operators hold no balance.
//!
//! ## The life of a licence
//!
//! The licensor's side can [revoke](Call::revoke) a licence for cause from now on,
//! [terminate](Call::terminate) it with the notice that its terms give, and
//! [suspend](Call::suspend_licence) and [resume](Call::resume_licence) it. It is any present owner of
//! one of the licensed rights, alone, also where several must agree to license: against a breach none
//! has to wait for the others; whoever is assigned a right takes over its licences. Of a sublicence it
//! is the licensee of its parent. The licensee can [give the licence up](Call::surrender_licence).
//!
//! After an end other than a revocation, goods that were made before it may be kept, offered, passed
//! on, sold and exported for the time of the *sell-off*. A notice that has not run gives way to a
//! revocation or surrender; its event stays.
//!
//! ## Sublicences
//!
//! A licensee whose licence allows it licenses others within its own terms, up to four levels deep.
//! A sublicence permits an act only if each licence above it does, at that moment: it ends, rests and
//! is used up with its parents, without a write. Consent of the owners lies in the licence that lets
//! sublicences follow.
//!
//! ## Exclusivity
//!
//! Within its activities, territories, term, products and channels a *sole* licence excludes later
//! licensees, an *exclusive* one the owners of the right too. Earlier licences go on: whoever has a
//! licence is protected against those that follow. Sublicences of an exclusive licence are measured
//! among themselves. Exclusivity ends with the licence or its term, not only after the sell-off, and
//! goes on while the licence is suspended. When the list of a right is full, what is over makes room;
//! about the time before, the owner is then no longer answered to have been excluded.
//!
//! ## Royalties without rates
//!
//! No rate stands on chain. The licensee [pays in](Call::pay_in) an amount, put on hold on its own
//! account, and says for how many units of a basis it pays: pieces made or brought in, declared lines,
//! periods. The licensor's side [accepts](Call::accept_payment) that, or leaves it. So neither side
//! sets the price alone, and the terms hold nothing but the salted digest of the agreed rates, which a
//! court compares with what was paid. Each act under the licence then draws its part of the amount at
//! once, at every level of the chain: to the present owners of the rights by their parts, or to the
//! licensee of the parent, who [withdraw](Call::withdraw_royalties) what accrued. What one licence
//! grants of several rights is split equally over them; remainders go to the first.
//!
//! The amounts moved are public, as all transfers are. What they hide is the rate of a single
//! agreement, not the sum that somebody paid.
//!
//! Units of goods are pieces, or millionths of the unit of measured goods: a licence that counts both
//! takes them for the same. Periods are counted at the next act under the licence, all that began
//! since the last one, whether or not it rested.
//!
//! Royalties pass through the pallet's own account, which must exist from genesis on: a chain
//! specification gives it the existential deposit.
//!
//! ## The one question
//!
//! [`Pallet::do_ask`] answers with one of four answers and a report of each condition:
//!
//! | answer | when |
//! |---|---|
//! | *permitted* | the party owns the right and no exclusive licence excludes it; or one of its licences fulfils every condition; or the right is exhausted |
//! | *not permitted* | a right is in force and nothing permits the act |
//! | *not required* | the right was not in force there then |
//! | *unknown* | nobody's claim to the right was attested |
//!
//! The question names its moment. Terms, ends and suspensions of licences, the right's own life and
//! its owners are answered as of that moment. What is left of a quantity is known as it is now;
//! standing and payments too, so they are not asked about the past. A licence whose term begins before
//! it was granted also covers the time before: consent given afterwards is consent, and the record
//! says when it was given. Each of several owners may use the right himself.
//!
//! ## Exhaustion
//!
//! Goods that were first sold with consent in a country of the row for the kind of right and the
//! country asked for can be traded there further, unless they were altered (Regulation (EU) 2017/1001
//! art. 15). The table is the council's ([`Call::set_exhaustion`]); without a row a right is exhausted
//! by a sale in the country itself alone (TRIPS art. 6 leaves it open). It is asked as it stands now.
//! Making goods, reproducing, adapting and communicating works is never covered: copies without a
//! carrier are not exhausted (CJEU C-263/18, Tom Kabinet).
//!
//! Only a recorded consent permits. Where it is claimed, the report says who would have to prove it:
//! whoever relies on it, or the owner if it partitions the market (CJEU C-244/00, Van Doren).
//!
//! ## Past licences
//!
//! A member has at most [`Config::MaxLicencesPerPair`] licences under a right that can still permit
//! something. When the list is full, an acceptance moves the oldest that is over to the history of the
//! pair, which has no limit. A question about now reads the list alone, newest licence first; one
//! about the past goes on with the history. So only reads for clients may ask about the past: what a
//! call asks, it asks of its own block.
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

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod events;
mod functions;
mod genesis;
mod impls;
#[cfg(test)]
mod mock;
mod question;
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
#[import_section(events::events)]
#[import_section(storage::storage)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::{boxed::Box, string::String, vec::Vec};
	use frame_support::{
		pallet_prelude::*,
		traits::{fungible, Time},
		PalletId,
	};
	use frame_system::pallet_prelude::*;
	use sp_core::H256;
	use tracemark_primitives::{
		apis::RoyaltyBasis,
		authorisation::Activity,
		parties::Owner,
		quantity::Quantity,
		rights::{RightId, RightKind},
		territory::{Country, Territories},
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

		/// What royalties are paid in.
		type Currency: fungible::Inspect<Self::AccountId, Balance = Balance>
			+ fungible::Mutate<Self::AccountId>
			+ fungible::MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// Reasons for holds in the runtime.
		type RuntimeHoldReason: From<HoldReason>;

		/// Names the account that accrued royalties lie on. It must exist from genesis on.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// Who sets where rights are exhausted.
		type ExhaustionOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Most licences that one member can have under one right and that can still permit something. An
		/// answer about now reads at most this many licences, and those that they are sublicences of.
		#[pallet::constant]
		type MaxLicencesPerPair: Get<u32>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;

		/// Makes members and rights for the benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: tracemark_primitives::benchmarking::BenchmarkHelper<Self::AccountId>;
	}

	/// Why amounts are on hold.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// Paid in for the royalties of a licence.
		#[codec(index = 0)]
		Royalties,
	}

	/// Where rights are exhausted from the first block on.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Rows of the table: the number of the kind of right, the country that is asked for, and the
		/// countries in which a first sale exhausts; ISO 3166-1 alpha-2 codes.
		pub exhaustion: Vec<(u8, String, Vec<String>)>,
		/// Nothing.
		#[serde(skip)]
		pub _config: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			Pallet::<T>::build_genesis(&self.exhaustion);
		}
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
		/// Offer a member a licence.
		///
		/// It can be accepted for 30 days. The id of the licence is that of the offer.
		///
		/// - `rights`: attested rights that are in force, ascending; of a sublicence, rights of its parent.
		/// - `licensee`: another organisation, in good standing.
		/// - `terms`: what the licence permits; territories within those of each right, moments and times in
		///   milliseconds, the quantity in pieces or millionths of a unit, and salted digests of the signed
		///   contract and the agreed rates.
		/// - `parent`: the licence that this is a sublicence of, if it is one.
		///
		/// ## Dispatch Origin
		///
		/// Signed by an operator, with the role of rights holder or creator, of an organisation that owns
		/// all of the rights, or by an account that does; of a sublicence, by any operator of the licensee
		/// of its parent.
		///
		/// Emits [`Event::Offered`].
		#[pallet::call_index(0)]
		pub fn offer(
			origin: OriginFor<T>,
			rights: LicensedRights,
			licensee: OrgId,
			terms: Box<LicenceTerms>,
			parent: Option<LicenceId>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_offer(&who, rights, licensee, *terms, parent)
		}

		/// End a licence from now on, for cause.
		///
		/// What was done under it before stays covered. There is no sell-off.
		///
		/// - `licence`: a licence that has not ended; one whose notice has not run can be revoked.
		/// - `ground`: salted digest of the document that states why, kept off chain.
		///
		/// ## Dispatch Origin
		///
		/// Signed by an operator, with the role of rights holder or creator, of an organisation that
		/// owns one of the rights now, or by an account that does; it may be a successor of the licensor.
		/// Of a sublicence: by any operator of the licensee of its parent.
		///
		/// Emits [`Event::Revoked`].
		#[pallet::call_index(1)]
		pub fn revoke(origin: OriginFor<T>, licence: LicenceId, ground: H256) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_revoke(&who, licence, ground)
		}

		/// Give up a licence from now on.
		///
		/// What was done under it before stays covered. The sell-off begins.
		///
		/// - `licence`: a licence that has not ended; one whose notice has not run can be given up.
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

		/// Accept an offer: the licence holds.
		///
		/// What was checked when it was made is checked again.
		///
		/// - `offer`: an offer that has not lapsed and that enough owners of each right consent to.
		///
		/// ## Dispatch Origin
		///
		/// Signed by any operator of the licensee.
		///
		/// Emits [`Event::Granted`].
		#[pallet::call_index(3)]
		pub fn accept(origin: OriginFor<T>, offer: LicenceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_accept(&who, offer)
		}

		/// Take back or refuse an offer. Its id is not given again.
		///
		/// - `offer`: an offer that was not accepted; it may have lapsed.
		///
		/// ## Dispatch Origin
		///
		/// Signed as the offer was, or by any operator of the licensee.
		///
		/// Emits [`Event::OfferCancelled`].
		#[pallet::call_index(4)]
		pub fn cancel_offer(origin: OriginFor<T>, offer: LicenceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_cancel_offer(&who, offer)
		}

		/// Consent to an offer, as a further owner.
		///
		/// - `offer`: an offer that has not lapsed, of a right that has several owners.
		///
		/// ## Dispatch Origin
		///
		/// Signed by an operator, with the role of rights holder or creator, of an organisation that owns
		/// one of the rights; or by an account that does.
		///
		/// Emits [`Event::Consented`].
		#[pallet::call_index(5)]
		pub fn consent(origin: OriginFor<T>, offer: LicenceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_consent(&who, offer)
		}

		/// Let a licence rest from now on: it permits nothing, nor do its sublicences.
		///
		/// - `licence`: a licence that can still permit something.
		/// - `ground`: salted digest of the document that states why, kept off chain.
		///
		/// ## Dispatch Origin
		///
		/// As of [`Call::revoke`].
		///
		/// Emits [`Event::Suspended`].
		#[pallet::call_index(6)]
		pub fn suspend_licence(
			origin: OriginFor<T>,
			licence: LicenceId,
			ground: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_suspend_licence(&who, licence, ground)
		}

		/// End the suspension of a licence.
		///
		/// - `licence`: a licence that rests.
		///
		/// ## Dispatch Origin
		///
		/// As of [`Call::revoke`].
		///
		/// Emits [`Event::Resumed`].
		#[pallet::call_index(7)]
		pub fn resume_licence(origin: OriginFor<T>, licence: LicenceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_resume_licence(&who, licence)
		}

		/// Give notice: the licence ends when the time that its terms give has passed.
		///
		/// Until then, and for the sell-off afterwards, it permits what it permitted.
		///
		/// - `licence`: a licence that has not ended and for which no notice was given.
		/// - `ground`: salted digest of the document that states why, kept off chain.
		///
		/// ## Dispatch Origin
		///
		/// As of [`Call::revoke`].
		///
		/// Emits [`Event::Terminated`].
		#[pallet::call_index(8)]
		pub fn terminate(origin: OriginFor<T>, licence: LicenceId, ground: H256) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_terminate(&who, licence, ground)
		}

		/// Set where a first sale with consent exhausts rights of a kind in a country.
		///
		/// - `kind`: the kind of right.
		/// - `country`: where the further act would be done.
		/// - `territories`: where the first sale counts, `country` among them; none: in it alone.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::ExhaustionOrigin`].
		///
		/// Emits [`Event::ExhaustionSet`].
		#[pallet::call_index(9)]
		pub fn set_exhaustion(
			origin: OriginFor<T>,
			kind: RightKind,
			country: Country,
			territories: Option<Territories>,
		) -> DispatchResult {
			T::ExhaustionOrigin::ensure_origin(origin)?;
			Self::do_set_exhaustion(kind, country, territories)
		}

		/// Put an amount on hold that is to pay for so many units of a basis.
		///
		/// It pays for nothing until the licensor's side accepts it.
		///
		/// - `licence`: a licence that counts royalties by `basis`.
		/// - `basis`: what they are counted by.
		/// - `covers`: for how many pieces (of measured goods: millionths of a unit), declared lines or
		///   periods it pays.
		/// - `amount`: in the smallest unit of the native token; on hold on the signer's account.
		///
		/// ## Dispatch Origin
		///
		/// Signed by an account that belongs to the licensee: its controller or an operator.
		///
		/// Emits [`Event::PaidIn`].
		#[pallet::call_index(10)]
		pub fn pay_in(
			origin: OriginFor<T>,
			licence: LicenceId,
			basis: RoyaltyBasis,
			covers: u64,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_pay_in(&who, licence, basis, covers, amount)
		}

		/// Accept a payment: from now on acts under the licence draw on it.
		///
		/// What is owed is drawn at once.
		///
		/// - `licence`, `basis`: which payment.
		/// - `covers`, `amount`: what it is, so that no other is accepted in its place.
		///
		/// ## Dispatch Origin
		///
		/// As of [`Call::revoke`].
		///
		/// Emits [`Event::PaymentAccepted`], before it [`Event::RoyaltyDrawn`] if something was owed.
		#[pallet::call_index(11)]
		pub fn accept_payment(
			origin: OriginFor<T>,
			licence: LicenceId,
			basis: RoyaltyBasis,
			covers: u64,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_accept_payment(&who, licence, basis, covers, amount)
		}

		/// Take back or refuse a payment that was not accepted. The hold is returned.
		///
		/// - `licence`, `basis`: which payment.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the payer, by an account that belongs to the licensee, or as of [`Call::revoke`].
		///
		/// Emits [`Event::PaymentCancelled`].
		#[pallet::call_index(12)]
		pub fn cancel_payment(
			origin: OriginFor<T>,
			licence: LicenceId,
			basis: RoyaltyBasis,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_cancel_payment(&who, licence, basis)
		}

		/// Withdraw the royalties that accrued to the signer's party under a right.
		///
		/// Those of an organisation go to the account that holds its balance, others to the signer.
		///
		/// - `right`: under which right. The royalties of a sublicence accrue under its first right.
		///
		/// ## Dispatch Origin
		///
		/// Signed by any operator of the organisation, or by the account, to which they accrued.
		///
		/// Emits [`Event::RoyaltiesWithdrawn`].
		#[pallet::call_index(13)]
		pub fn withdraw_royalties(origin: OriginFor<T>, right: RightId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_royalties(&who, right)
		}

		/// Get back what is left of the payments for a licence that is over.
		///
		/// Periods that began until its end and were not counted are drawn before.
		///
		/// - `licence`: a licence that can permit nothing more, itself or for the end of one above it.
		/// - `basis`: which payments.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the payer.
		///
		/// Emits [`Event::PrefundWithdrawn`], before it [`Event::RoyaltyDrawn`] if periods were drawn.
		#[pallet::call_index(14)]
		pub fn withdraw_prefund(
			origin: OriginFor<T>,
			licence: LicenceId,
			basis: RoyaltyBasis,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_prefund(&who, licence, basis)
		}
	}
}
