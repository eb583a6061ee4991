//! What the register stores, and where.

use frame_support::pallet_macros::pallet_section;

/// The storage of the pallet.
#[pallet_section]
mod storage {
	/// Who claims what. Claims of several parties to one right coexist.
	// Identity: the first key is a hash that the chain computed. Blake2: accounts are chosen freely.
	#[pallet::storage]
	pub type Claims<T: Config> =
		StorageDoubleMap<_, Identity, RightId, Blake2_128Concat, OwnerOf<T>, Claim<T>>;

	/// What parties committed to and have not revealed. Goes when it is revealed or withdrawn, and once it
	/// has expired with the party's next commitment.
	// Blake2: accounts are chosen freely.
	#[pallet::storage]
	pub type Commitments<T: Config> =
		StorageMap<_, Blake2_128Concat, OwnerOf<T>, CommitmentsOf, ValueQuery>;

	/// The attested and substantiated rights.
	// Identity: a hash that the chain computed.
	#[pallet::storage]
	pub type Rights<T: Config> = StorageMap<_, Identity, RightId, Right<T>>;

	/// What owners offer of a right, and to whom. Taken out when the taker accepts or either side cancels. An
	/// owner makes one offer of a right at a time.
	// Identity: a hash that the chain computed. Blake2: accounts are chosen freely.
	#[pallet::storage]
	pub type PendingAssignment<T: Config> =
		StorageDoubleMap<_, Identity, RightId, Blake2_128Concat, OwnerOf<T>, Offer<T>>;

	/// The chain of title of each right, from the attested claimant (0) to the present owners, each link with
	/// all owners and their parts.
	// Identity: a hash that the chain computed. Twox: a counter.
	#[pallet::storage]
	pub type TitleHistory<T: Config> =
		StorageDoubleMap<_, Identity, RightId, Twox64Concat, u32, TitleEntry<T>>;

	/// How many links the chain of title of a right has.
	// Identity: a hash that the chain computed.
	#[pallet::storage]
	pub type TitleCount<T: Config> = StorageMap<_, Identity, RightId, u32, ValueQuery>;

	/// Where a right stands in a country, if it has dates of its own there. Never removed; an end is not
	/// rewritten.
	// Identity: a hash that the chain computed. Blake2: offices choose the countries.
	#[pallet::storage]
	pub type Designations<T: Config> =
		StorageDoubleMap<_, Identity, RightId, Blake2_128Concat, Country, Designation>;

	/// What each right was registered for before it was limited, from its first limitation (0) on. Never
	/// removed.
	// Identity: a hash that the chain computed. Twox: a counter.
	#[pallet::storage]
	pub type Limitations<T: Config> =
		StorageDoubleMap<_, Identity, RightId, Twox64Concat, u32, Limitation<T>>;

	/// Since when a right no longer extends to a class, whatever its edition: those that limitations left out.
	/// Never removed: nothing given up comes back.
	// Identity: a hash that the chain computed. Blake2: whoever attests chooses the class.
	#[pallet::storage]
	pub type LostClasses<T: Config> =
		StorageDoubleMap<_, Identity, RightId, Blake2_128Concat, RightClass, LegalDate>;

	/// How long rights of a kind can last in the register of an office, or, without office, if they stand in
	/// none: calendar years from the first day of the term on. No row: no bound.
	// Blake2: the council chooses the codes.
	#[pallet::storage]
	pub type MaxTerms<T: Config> =
		StorageMap<_, Blake2_128Concat, (RightKind, Option<OfficeCode>), u16>;

	/// The challenges of each right, from 0. Never removed.
	// Identity: a hash that the chain computed. Twox: a counter.
	#[pallet::storage]
	pub type Challenges<T: Config> =
		StorageDoubleMap<_, Identity, RightId, Twox64Concat, u32, Challenge<T>>;

	/// How many challenges of a right there are, and which are open.
	// Identity: a hash that the chain computed.
	#[pallet::storage]
	pub type Dockets<T: Config> = StorageMap<_, Identity, RightId, Docket<T>, ValueQuery>;

	/// What a claim rests on, as later versions say it, from 1; 0 is what came with the claim. Never removed.
	// Identity: a hash that the chain computed. Blake2: accounts are chosen freely. Twox: a counter.
	#[pallet::storage]
	pub type Versions<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Identity, RightId>,
			NMapKey<Blake2_128Concat, OwnerOf<T>>,
			NMapKey<Twox64Concat, u32>,
		),
		Version<T>,
	>;

	/// How many versions were added to what a claim rests on.
	// Identity: a hash that the chain computed. Blake2: accounts are chosen freely.
	#[pallet::storage]
	pub type VersionCount<T: Config> =
		StorageDoubleMap<_, Identity, RightId, Blake2_128Concat, OwnerOf<T>, u32, ValueQuery>;

	/// Index: who claims a right, oldest claim first.
	// Identity: a hash that the chain computed. Twox: a counter.
	#[pallet::storage]
	pub type Claimants<T: Config> =
		StorageDoubleMap<_, Identity, RightId, Twox64Concat, u32, OwnerOf<T>>;

	/// How many claims to a right there are.
	// Identity: a hash that the chain computed.
	#[pallet::storage]
	pub type ClaimantCount<T: Config> = StorageMap<_, Identity, RightId, u32, ValueQuery>;

	/// Index: which rights somebody came to own, each time that he did.
	// Blake2: accounts are chosen freely. Twox: a counter.
	#[pallet::storage]
	pub type RightsOf<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, OwnerOf<T>, Twox64Concat, u32, RightId>;

	/// How many entries somebody has in [`RightsOf`].
	// Blake2: accounts are chosen freely.
	#[pallet::storage]
	pub type RightsOfCount<T: Config> =
		StorageMap<_, Blake2_128Concat, OwnerOf<T>, u32, ValueQuery>;

	/// Index: which claims have a digest in their contents, in whichever version, or as their work.
	// Blake2: digests are chosen freely. Twox: a counter.
	#[pallet::storage]
	pub type ClaimsWith<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Digest, Twox64Concat, u32, ClaimRef<T>>;

	/// How many entries a digest has in [`ClaimsWith`].
	// Blake2: digests are chosen freely.
	#[pallet::storage]
	pub type ClaimsWithCount<T: Config> = StorageMap<_, Blake2_128Concat, Digest, u32, ValueQuery>;

	/// Index: which rights are of a class, whatever its edition.
	// Blake2: whoever attests chooses the class. Twox: a counter.
	#[pallet::storage]
	pub type RightsInClass<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, RightClass, Twox64Concat, u32, RightId>;

	/// How many entries a class has in [`RightsInClass`].
	// Blake2: whoever attests chooses the class.
	#[pallet::storage]
	pub type RightsInClassCount<T: Config> =
		StorageMap<_, Blake2_128Concat, RightClass, u32, ValueQuery>;

	/// Index: every fingerprint of an algorithm.
	// Twox: both keys are numbers of ours.
	#[pallet::storage]
	pub type FingerprintIndex<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		FingerprintAlgorithm,
		Twox64Concat,
		u32,
		FingerprintEntry<T>,
	>;

	/// How many entries an algorithm has in [`FingerprintIndex`].
	// Twox: a number of ours.
	#[pallet::storage]
	pub type FingerprintCount<T: Config> =
		StorageMap<_, Twox64Concat, FingerprintAlgorithm, u32, ValueQuery>;
}
