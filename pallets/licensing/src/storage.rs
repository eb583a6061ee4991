//! Storage.

use frame_support::pallet_macros::pallet_section;

/// The storage of the pallet.
#[pallet_section]
mod storage {
	/// The id of the next licence. Ids count from 0, are given with the offer and never reused.
	#[pallet::storage]
	pub type NextLicenceId<T> = StorageValue<_, LicenceId, ValueQuery>;

	/// The offers that were neither accepted nor cancelled, by the id of the licence to be.
	// Twox64Concat: the key is a counter of ours.
	#[pallet::storage]
	pub type Offers<T: Config> = StorageMap<_, Twox64Concat, LicenceId, Offer<T::AccountId>>;

	/// The offers of a party in [`Offers`], in the order in which they were made.
	// Blake2: strangers choose their account.
	#[pallet::storage]
	pub type OpenOffers<T: Config> = StorageMap<
		_,
		Blake2_128Concat,
		Owner<T::AccountId>,
		BoundedVec<LicenceId, MaxOpenOffers>,
		ValueQuery,
	>;

	/// Every licence ever granted, by id.
	// Twox64Concat: the key is a counter of ours.
	#[pallet::storage]
	pub type Licences<T: Config> = StorageMap<_, Twox64Concat, LicenceId, Licence<T::AccountId>>;

	/// When a licence rested, numbered from 0.
	// Twox64Concat: counters of ours.
	#[pallet::storage]
	pub type Suspensions<T> =
		StorageDoubleMap<_, Twox64Concat, LicenceId, Twox64Concat, u32, Suspension>;

	/// The licences of a member under a right, in the order in which they were accepted, without those
	/// that were moved to [`PastLicences`]. A licence of several rights is listed under each.
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

	/// Licences of a member under a right that were over when the list was full, numbered from 0 in the
	/// order in which they were moved here.
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

	/// The sole and exclusive licences of a right, as far as they did not have to make room.
	// As above.
	#[pallet::storage]
	pub type ExclusivesOf<T> = StorageMap<_, Identity, RightId, Exclusives, ValueQuery>;

	/// Where a first sale with consent exhausts rights of a kind in a country; without a row in that
	/// country alone.
	// Twox64Concat: few keys, which the council chooses.
	#[pallet::storage]
	pub type Exhaustion<T> =
		StorageDoubleMap<_, Twox64Concat, RightKind, Twox64Concat, Country, Territories>;

	/// Payments for a basis of a licence that the licensor's side has not accepted.
	// Twox64Concat: a counter of ours, and four values.
	#[pallet::storage]
	pub type PendingPayments<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		LicenceId,
		Twox64Concat,
		RoyaltyBasis,
		Payment<T::AccountId>,
	>;

	/// What was paid, used and is owed for a basis of a licence.
	// As above.
	#[pallet::storage]
	pub type Ledgers<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		LicenceId,
		Twox64Concat,
		RoyaltyBasis,
		Ledger<T::AccountId>,
		ValueQuery,
	>;

	/// The royalties under a right that somebody can withdraw.
	// Identity: as above. Blake2: strangers choose their account.
	#[pallet::storage]
	pub type Accrued<T: Config> = StorageDoubleMap<
		_,
		Identity,
		RightId,
		Blake2_128Concat,
		Owner<T::AccountId>,
		Balance,
		ValueQuery,
	>;
}
