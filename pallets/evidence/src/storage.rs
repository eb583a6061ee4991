//! What the pallet stores, and where.

use frame_support::pallet_macros::pallet_section;

/// The storage of the pallet.
#[pallet_section]
mod storage {
	// In all maps the digest is hashed anew: whoever deposits it chooses it.

	/// The first deposit of each digest, whether it stands, and since when.
	#[pallet::storage]
	pub type Records<T: Config> = StorageMap<_, Blake2_128Concat, Digest, Record>;

	/// Later deposits of a digest that has a record, numbered from 1. Number 0 is the record.
	#[pallet::storage]
	pub type Corroborations<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Digest, Twox64Concat, u32, Deposit>;

	/// By whom, when and on what ground a deposit of a digest was revoked, reinstated and revoked again: number 0
	/// is the record, each other a corroboration. Never removed.
	#[pallet::storage]
	pub type Revocations<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Digest, Twox64Concat, u32, Revocation>;

	/// Who revoked a deposit of a digest. Such an organisation opens no leaf of it that would count.
	#[pallet::storage]
	pub type Revokers<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Digest, Twox64Concat, OrgId, ()>;

	/// The batches under whose roots a leaf was opened: the oldest, if there are more than [`MaxRoots`].
	/// What holds one of the roots holds the leaf.
	#[pallet::storage]
	pub type BatchesOf<T: Config> =
		StorageMap<_, Blake2_128Concat, Digest, BoundedVec<BatchOf, MaxRoots>, ValueQuery>;

	/// What was attested about a digest, numbered from 1.
	#[pallet::storage]
	pub type Attestations<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Digest, Twox64Concat, u32, Attestation>;

	/// How many attestations a digest has: the number of its last one.
	#[pallet::storage]
	pub type AttestationCount<T: Config> = StorageMap<_, Blake2_128Concat, Digest, u32, ValueQuery>;

	/// The external time stamps of a digest, by the organisation that linked them, numbered from 1.
	#[pallet::storage]
	pub type TimeStamps<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Blake2_128Concat, Digest>,
			NMapKey<Twox64Concat, OrgId>,
			NMapKey<Twox64Concat, u32>,
		),
		LinkedTimeStamp,
	>;

	/// How many time stamps of a digest an organisation linked: the number of its last one.
	#[pallet::storage]
	pub type TimeStampCount<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Digest, Twox64Concat, OrgId, u32, ValueQuery>;

	/// Who keeps the original of a digest, as each keeper undertook last. Never removed.
	#[pallet::storage]
	pub type Keepers<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Digest, Twox64Concat, OrgId, Keeping>;

	/// The holds of a digest, numbered from 1. Never removed.
	#[pallet::storage]
	pub type Holds<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Digest, Twox64Concat, u32, Hold>;

	/// How many holds a digest had, and how many are in force.
	#[pallet::storage]
	pub type HoldCounts<T: Config> = StorageMap<_, Blake2_128Concat, Digest, HoldCount, ValueQuery>;

	/// What replaces a digest, as each organisation that may say so said. Never removed.
	#[pallet::storage]
	pub type Supersessions<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Digest, Twox64Concat, OrgId, Supersession>;

	/// What was done about each digest other than depositing it, in the order of the acts, numbered from 1.
	#[pallet::storage]
	pub type Acts<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Digest, Twox64Concat, u32, LoggedAct>;

	/// How many acts a digest has: the number of its last one.
	#[pallet::storage]
	pub type ActCount<T: Config> = StorageMap<_, Blake2_128Concat, Digest, u32, ValueQuery>;

	/// The deposits that are listed under what they are about, numbered from 1. Never removed.
	#[pallet::storage]
	pub type Listings<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Subject, Twox64Concat, u32, Listing>;

	/// How many deposits are listed under something: the number of the last one.
	#[pallet::storage]
	pub type ListingCount<T: Config> = StorageMap<_, Blake2_128Concat, Subject, u32, ValueQuery>;

	/// The deposits that are listed: number 0 is the record, each other a corroboration.
	#[pallet::storage]
	pub type Listed<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Digest, Twox64Concat, u32, ()>;

	/// The exhibits of a record and the samples of them, numbered from 1. Never removed.
	#[pallet::storage]
	pub type Exhibits<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Digest, Twox64Concat, u32, Exhibit>;

	/// How many exhibits and samples a record has: the number of the last one.
	#[pallet::storage]
	pub type ExhibitCount<T: Config> = StorageMap<_, Blake2_128Concat, Digest, u32, ValueQuery>;

	/// What was done with an exhibit, by the record, the exhibit's number and that of the act, from 1.
	#[pallet::storage]
	pub type ExhibitActs<T: Config> = StorageNMap<
		_,
		(NMapKey<Blake2_128Concat, Digest>, NMapKey<Twox64Concat, u32>, NMapKey<Twox64Concat, u32>),
		ExhibitEntry,
	>;

	/// Groups of captures. Never removed.
	#[pallet::storage]
	pub type CaptureGroups<T: Config> = StorageMap<_, Twox64Concat, CaptureGroupId, CaptureGroup>;

	/// The number of the next group of captures.
	#[pallet::storage]
	pub type NextCaptureGroup<T: Config> = StorageValue<_, CaptureGroupId, ValueQuery>;
}
