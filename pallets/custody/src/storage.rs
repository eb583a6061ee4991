//! The storage.

use frame_support::pallet_macros::pallet_section;

/// The storage of the pallet.
#[pallet_section]
mod storage {
	/// Product classes.
	// Blake2: strangers choose the key.
	#[pallet::storage]
	pub type Classes<T: Config> = StorageMap<_, Blake2_128Concat, Gtin, Class>;

	/// What classes were before their owner revised them or somebody else held their company prefix, by version.
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

	/// What lies directly in each logistic unit.
	// Identity: the keys are hashes that the chain computed.
	#[pallet::storage]
	pub type Children<T: Config> = StorageDoubleMap<_, Identity, ObjectId, Identity, ObjectId, ()>;

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

	/// Each change of an object's place in the chain, or of its owner, numbered from 0.
	// Identity: the first key is a hash that the chain computed. Twox: the second is a counter.
	#[pallet::storage]
	pub type Spans<T: Config> = StorageDoubleMap<_, Identity, ObjectId, Twox64Concat, u32, Span>;

	/// What sellers say of their sales, by what they sold and the number of its span that begins with the sale.
	// As for the spans.
	#[pallet::storage]
	pub type Sales<T: Config> = StorageDoubleMap<_, Identity, ObjectId, Twox64Concat, u32, Sale>;

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

	/// What was declared erroneous: by object, who declares it, what kind of entry it is, and its number.
	/// Never removed.
	// Blake2: an observer chooses the first key. Twox: the others are counters and the chain's own.
	#[pallet::storage]
	pub type ErrorDeclarations<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Blake2_128Concat, ObjectId>,
			NMapKey<Twox64Concat, OrgId>,
			NMapKey<Twox64Concat, EntryKind>,
			NMapKey<Twox64Concat, u32>,
		),
		ErrorDeclaration,
	>;

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
	/// place. A unit without a record of its own has one if it was observed. Removed when it rests on an
	/// observation that is declared erroneous.
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

	/// More of a lot than was made of it, as an observation shows it: by object, observer and the observer's
	/// number for that object.
	// As for travels.
	#[pallet::storage]
	pub type Excesses<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Blake2_128Concat, ObjectId>,
			NMapKey<Twox64Concat, OrgId>,
			NMapKey<Twox64Concat, u32>,
		),
		Excess,
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

	/// What was reported of the quality of a lot, numbered from 0.
	// Identity: the first key is a hash that the chain computed. Twox: the second is a counter.
	#[pallet::storage]
	pub type QualityReports<T: Config> =
		StorageDoubleMap<_, Identity, LotId, Twox64Concat, u32, QualityReport>;

	/// How often the quality of a lot was reported of: the number of its next report.
	// Identity: the key is a hash that the chain computed.
	#[pallet::storage]
	pub type QualityReportCount<T: Config> = StorageMap<_, Identity, LotId, u32, ValueQuery>;

	/// Digital editions.
	// Identity: the key is a hash that the chain computed.
	#[pallet::storage]
	pub type Editions<T: Config> = StorageMap<_, Identity, EditionId, Edition>;

	/// When members recorded that they sold a code: by edition, leaf, seller, and the seller's commitment to the
	/// buyer's token. Who copies a commitment records a sale of its own, which no token opens.
	// Identity: the edition has a record, under a hash that the chain computed. Twox: the second is below the
	// number of its codes, the third a counter. Blake2: a seller chooses the fourth.
	#[pallet::storage]
	pub type CodeSales<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Identity, EditionId>,
			NMapKey<Twox64Concat, u32>,
			NMapKey<Twox64Concat, OrgId>,
			NMapKey<Blake2_128Concat, H256>,
		),
		Moment,
	>;

	/// The token that a code was activated for, by edition and leaf.
	// As for the sales.
	#[pallet::storage]
	pub type ActivatedCodes<T: Config> =
		StorageDoubleMap<_, Identity, EditionId, Twox64Concat, u32, H256>;

	/// Each use of a code, by edition, leaf and the token that it was for. The first is the activation, unless
	/// the code was withdrawn before it.
	// As for the sales. Blake2: whoever has the code chooses the token.
	#[pallet::storage]
	pub type CodeUses<T: Config> = StorageNMap<
		_,
		(NMapKey<Identity, EditionId>, NMapKey<Twox64Concat, u32>, NMapKey<Blake2_128Concat, H256>),
		CodeUse,
	>;

	/// Codes that were withdrawn, by edition and leaf.
	// As for the sales.
	#[pallet::storage]
	pub type WithdrawnCodes<T: Config> =
		StorageDoubleMap<_, Identity, EditionId, Twox64Concat, u32, CodeWithdrawal>;

	/// What was recorded of the trips of a logistic unit, numbered from 0.
	// Identity: the first key is a hash that the chain computed. Twox: the second is a counter.
	#[pallet::storage]
	pub type Trips<T: Config> = StorageDoubleMap<_, Identity, ObjectId, Twox64Concat, u32, Trip>;

	/// Each trip with a container or seal, numbered from 0 for each of them. Stays when the trip is over.
	// Blake2: a holder chooses the first key. Twox: the second is a counter.
	#[pallet::storage]
	pub type TransportMarks<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, TransportMark, Twox64Concat, u32, TripId>;

	/// How many trips there are with a container or seal.
	// Blake2: a holder chooses the key.
	#[pallet::storage]
	pub type TransportMarkCount<T: Config> =
		StorageMap<_, Blake2_128Concat, TransportMark, u32, ValueQuery>;

	/// The legs over which somebody carried an object who is no member, by the number of the event by which it
	/// departed.
	// Identity: the first key is a hash that the chain computed. Twox: the second is a counter.
	#[pallet::storage]
	pub type Legs<T: Config> = StorageDoubleMap<_, Identity, ObjectId, Twox64Concat, u32, Leg>;

	/// Who reported, in which span of an object, that nobody accepts it where it lies.
	// Identity: the first key is a hash that the chain computed. Twox: the second is a counter.
	#[pallet::storage]
	pub type UnacceptedGoods<T: Config> =
		StorageDoubleMap<_, Identity, ObjectId, Twox64Concat, u32, Reports, ValueQuery>;

	/// What stands out in the history of an object, numbered from 0. Never removed.
	// Blake2: an observer chooses the first key. Twox: the second is a counter.
	#[pallet::storage]
	pub type Incidents<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, ObjectId, Twox64Concat, u32, Incident>;

	/// How much stands out in the history of an object.
	// Blake2: an observer chooses the key.
	#[pallet::storage]
	pub type IncidentCount<T: Config> = StorageMap<_, Blake2_128Concat, ObjectId, u32, ValueQuery>;

	/// By what an authority keeps an object. Stays when it destroys it, and when a declaration that it was kept for
	/// was decided on, which the line then says. What it took by a decision of its own and gave back has none.
	// Identity: the key is a hash that the chain computed.
	#[pallet::storage]
	pub type DetentionGrounds<T: Config> = StorageMap<_, Identity, ObjectId, DetentionGround>;

	/// Objects whose title is on offer. Void if whoever offered it owns the object no more.
	// Identity: the key is a hash that the chain computed.
	#[pallet::storage]
	pub type TitleOffers<T: Config> = StorageMap<_, Identity, ObjectId, TitleOffer>;
}
