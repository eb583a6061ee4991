//! Events and errors.

use frame_support::pallet_macros::pallet_section;

/// The events and errors of the pallet.
#[pallet_section]
mod events {
	/// `seq` is the object's number after the event. The event itself is what the object's chain takes in.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A product class was registered.
		ClassRegistered {
			/// Its number.
			gtin: Gtin,
			/// Under whose company prefix.
			owner: OrgId,
			/// The rights that it is made under.
			rights: BoundedVec<ClassRight, MaxRightsPerClass>,
			/// Its commodity code.
			hs: HsCode,
		},
		/// A lot was made.
		Commissioned {
			/// The lot.
			lot: LotId,
			/// The consignment that all of it lies in.
			consignment: ObjectId,
			/// The consignment's number.
			seq: u32,
			/// Of which class.
			gtin: Gtin,
			/// By whom.
			maker: OrgId,
			/// How much.
			quantity: Quantity,
			/// The root over its serials.
			root: Option<H256>,
			/// Where and when, as the maker says.
			circumstances: Circumstances,
		},
		/// A part of a consignment became one of its own.
		Split {
			/// The consignment: the parent of the pins.
			consignment: ObjectId,
			/// The new one: the child of the pins.
			into: ObjectId,
			/// What chains them.
			pins: Pins,
			/// Which part.
			part: Part,
			/// By which holder.
			by: OrgId,
		},
		/// A logistic unit was opened.
		Opened {
			/// The logistic unit.
			logistic_unit: ObjectId,
			/// Its number.
			seq: u32,
			/// Its code.
			sscc: Sscc,
			/// How often the code had been used before.
			generation: u32,
			/// By whom.
			by: OrgId,
		},
		/// An object was packed into a logistic unit.
		Packed {
			/// The logistic unit.
			parent: ObjectId,
			/// The object.
			child: ObjectId,
			/// What chains them.
			pins: Pins,
			/// By which holder.
			by: OrgId,
			/// Where and when, as the holder says.
			circumstances: Circumstances,
		},
		/// An object was unpacked from a logistic unit.
		Unpacked {
			/// The logistic unit.
			parent: ObjectId,
			/// The object.
			child: ObjectId,
			/// What chains them.
			pins: Pins,
			/// By which holder.
			by: OrgId,
			/// Where and when, as the holder says.
			circumstances: Circumstances,
		},
		/// An object was taken out of what it lay in: a unit out of its consignment, or what an authority
		/// keeps out of its logistic unit.
		TakenOut {
			/// The consignment or logistic unit.
			parent: ObjectId,
			/// The object.
			child: ObjectId,
			/// What chains them.
			pins: Pins,
			/// Who held both then.
			holder: OrgId,
		},
		/// Something was taken out of what lies in a logistic unit, at whatever depth.
		Reduced {
			/// The logistic unit.
			logistic_unit: ObjectId,
			/// Its number.
			seq: u32,
			/// What was taken out.
			object: ObjectId,
		},
		/// A logistic unit was closed: its code is free again.
		Closed {
			/// The logistic unit.
			logistic_unit: ObjectId,
			/// Its number.
			seq: u32,
			/// By which holder.
			by: OrgId,
		},
		/// An object was offered.
		Offered {
			/// The object.
			object: ObjectId,
			/// Its number.
			seq: u32,
			/// By which holder.
			from: OrgId,
			/// To whom.
			to: OrgId,
			/// Where and when, as the holder says.
			circumstances: Circumstances,
		},
		/// An offer was accepted: the object changed hands.
		Accepted {
			/// The object.
			object: ObjectId,
			/// Its number.
			seq: u32,
			/// Who held it.
			from: OrgId,
			/// Who holds it.
			to: OrgId,
			/// What the receiver noted.
			reservation: Option<Reservation>,
			/// Where and when, as the receiver says.
			circumstances: Circumstances,
		},
		/// An offer was refused: the object stays where it was.
		Refused {
			/// The object.
			object: ObjectId,
			/// Its number.
			seq: u32,
			/// By whom.
			by: OrgId,
			/// Why.
			reason: RefusalReason,
		},
		/// An offer was withdrawn.
		OfferWithdrawn {
			/// The object.
			object: ObjectId,
			/// Its number.
			seq: u32,
			/// By which holder.
			by: OrgId,
		},
		/// A unit or consignment was sold to a consumer.
		Sold {
			/// The object.
			object: ObjectId,
			/// Its number.
			seq: u32,
			/// By which holder.
			by: OrgId,
			/// The marketplace through which it was sold.
			marketplace: Option<OrgId>,
			/// The seller's salted reference to order and payment.
			commitment: H256,
		},
		/// A unit or consignment was first put on the market, with the consent of an owner of its rights.
		PutOnMarket {
			/// The object.
			object: ObjectId,
			/// Its number.
			seq: u32,
			/// By which holder: an owner or its licensee.
			by: OrgId,
			/// Where: in the country in which the holder is established.
			country: Country,
			/// The marketplace through which it is put there.
			marketplace: Option<OrgId>,
			/// The seller's salted reference to order and payment.
			commitment: H256,
		},
		/// An object was destroyed, with all that lay in it.
		Destroyed {
			/// The object.
			object: ObjectId,
			/// Its number.
			seq: u32,
			/// By its holder, or by the authority that kept it.
			by: OrgId,
			/// When, as the holder says.
			time: Option<EventTime>,
		},
		/// An authority keeps an object.
		Detained {
			/// The object.
			object: ObjectId,
			/// Its number.
			seq: u32,
			/// Which authority.
			by: OrgId,
		},
		/// An authority gave an object back to its holder.
		Released {
			/// The object.
			object: ObjectId,
			/// Its number.
			seq: u32,
			/// Which authority.
			by: OrgId,
		},
		/// An object was let into a country.
		Cleared {
			/// The object.
			object: ObjectId,
			/// Its number.
			seq: u32,
			/// By which declaration, into which country.
			clearance: Clearance,
		},
		/// A member saw an object.
		Observed {
			/// The object.
			object: ObjectId,
			/// The observer.
			by: OrgId,
			/// The observer's number for that object.
			seq: u32,
			/// In which business step.
			biz_step: BizStep,
			/// In which condition.
			disposition: Disposition,
			/// Where and when, as the observer says.
			circumstances: Circumstances,
			/// How it contradicts what custody knows.
			anomaly: Option<AnomalyKind>,
		},
		/// A unit or consignment was repackaged, changed or impaired after it was put on the market.
		Altered {
			/// The object.
			object: ObjectId,
			/// Its number.
			seq: u32,
			/// Who says so: its holder, or the authority that keeps it.
			by: OrgId,
			/// When, as they say.
			time: EventTime,
		},
		/// Goods were recalled.
		Recalled {
			/// The recall.
			recall: RecallId,
			/// By whom: the owner of the class, or an authority.
			by: OrgId,
			/// Where it has effect; everywhere without a country.
			country: Option<Country>,
			/// Which goods.
			scope: RecallScope,
			/// Why.
			reason: RecallReason,
			/// Digest of the notice.
			notice: H256,
		},
		/// A recall was lifted.
		RecallLifted {
			/// The recall.
			recall: RecallId,
			/// By whom.
			by: OrgId,
		},
		/// A sold unit or consignment came back to its seller: CBV `returned`.
		TakenBack {
			/// The object.
			object: ObjectId,
			/// Its number.
			seq: u32,
			/// By who had sold it.
			by: OrgId,
			/// The seller's salted reference to the return.
			commitment: H256,
			/// Where and when, as the seller says.
			circumstances: Circumstances,
		},
		/// A holder reported an object, with all that lies in it, as lost or stolen.
		ReportedMissing {
			/// The object.
			object: ObjectId,
			/// Its number.
			seq: u32,
			/// By which holder.
			by: OrgId,
			/// Lost or stolen.
			kind: MissingKind,
			/// Where and when, as the holder says.
			circumstances: Circumstances,
		},
		/// A missing object is back in the hands of its holder.
		Found {
			/// The object.
			object: ObjectId,
			/// Its number.
			seq: u32,
			/// By which holder.
			by: OrgId,
			/// Where and when, as the holder says.
			circumstances: Circumstances,
		},
		/// The identity of a unit or consignment is no longer in use: CBV `decommissioning`, `inactive`.
		Decommissioned {
			/// The object.
			object: ObjectId,
			/// Its number.
			seq: u32,
			/// By which holder.
			by: OrgId,
			/// When, as the holder says.
			circumstances: Circumstances,
		},
		/// An event of an object's chain was declared erroneous. It stays where it is.
		ErrorDeclared {
			/// The object.
			object: ObjectId,
			/// Its number.
			seq: u32,
			/// By whom: who holds or held it.
			by: OrgId,
			/// Number of the erroneous event.
			erroneous: u32,
			/// Why.
			reason: ErrorReason,
			/// Id of the event that says what is right.
			corrective: Option<H256>,
		},
		/// The council put an object into other hands, without its holder.
		Reassigned {
			/// The object.
			object: ObjectId,
			/// Its number.
			seq: u32,
			/// Who held it.
			from: OrgId,
			/// Who holds it.
			to: OrgId,
			/// Why.
			reason: ReassignmentReason,
			/// Digest of the decision.
			ground: H256,
		},
		/// Goods were consumed: they are part of what was made.
		Consumed {
			/// The goods: the child of the pins.
			object: ObjectId,
			/// The consignment that was made: the parent of the pins.
			into: ObjectId,
			/// What chains them.
			pins: Pins,
			/// How much of them.
			quantity: Quantity,
			/// By which holder.
			by: OrgId,
		},
		/// A lot was made of what was consumed.
		Transformed {
			/// The consignment that all of it lies in.
			consignment: ObjectId,
			/// Its number.
			seq: u32,
			/// By whom.
			by: OrgId,
			/// How much of it comes of the goods of each class, as the maker says.
			yields: BoundedVec<RateOfYield, MaxInputs>,
		},
		/// Goods got another identity.
		Relabelled {
			/// The goods as they were: the child of the pins.
			object: ObjectId,
			/// The consignment that they are: the parent of the pins.
			into: ObjectId,
			/// What chains them.
			pins: Pins,
			/// How much.
			quantity: Quantity,
			/// By which holder.
			by: OrgId,
		},
		/// A place was registered.
		PlaceRegistered {
			/// Its number.
			gln: Gln,
			/// Who runs it.
			run_by: OrgId,
			/// In which country.
			country: Country,
			/// Where.
			coordinates: Coordinates,
			/// How often it had been registered before.
			version: u32,
		},
		/// A place is run no longer.
		PlaceClosed {
			/// Its number.
			gln: Gln,
			/// Who ran it.
			by: OrgId,
		},
		/// An object was seen at two places between which nothing travels so fast.
		TravelledImpossibly {
			/// The object observed.
			object: ObjectId,
			/// Where and when it was seen, and by which observation.
			seen: Sighting,
			/// The object that the other fact is about: itself, or what it lies in.
			other: ObjectId,
			/// Where and when that was, and by which fact.
			other_seen: Sighting,
		},
		/// Somebody has a unit, and the key under its label.
		PossessionProven {
			/// The unit.
			object: ObjectId,
			/// Of which lot.
			lot: LotId,
			/// Its leaf in the lot's tree.
			index: u32,
			/// Who submitted the proof.
			by: OrgId,
			/// What it is for.
			token: H256,
		},
		/// Somebody has the key of a unit that was shown before for another token.
		PossessionContradicted {
			/// The unit.
			object: ObjectId,
			/// Of which lot.
			lot: LotId,
			/// Its leaf in the lot's tree.
			index: u32,
			/// Who submitted the second proof.
			by: OrgId,
			/// The token that the first proof was for.
			first: H256,
			/// The token that the second is for.
			second: H256,
		},
		/// A sensor with an object gave readings or an alarm.
		SensorReported {
			/// The object.
			object: ObjectId,
			/// Who reported it.
			by: OrgId,
			/// The reporter's number for that object.
			seq: u32,
			/// What the sensor says.
			word: SensorWord,
			/// Whether it was reported in time.
			timeliness: Timeliness,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The GTIN is not 14 digits with a right check digit.
		MalformedGtin,
		/// The commodity code is not six digits of a known edition.
		MalformedHsCode,
		/// The lot number is not 1 to 20 characters of GS1's set 82.
		MalformedLotNumber,
		/// The quantity is zero or its unit no UN/CEFACT code.
		MalformedQuantity,
		/// The SSCC is not 18 digits with a right check digit.
		MalformedSscc,
		/// The serial is not 1 to 20 characters of GS1's set 82.
		MalformedSerial,
		/// The place is no GLN: 13 digits with a right check digit.
		MalformedPlace,
		/// The offset of the event's time from UTC is beyond 14 hours.
		MalformedTime,
		/// The ranges are empty, not ascending, or overlap.
		MalformedRanges,
		/// Something in the claim is malformed: GTIN, serial or lot number.
		MalformedClaim,
		/// The event's time lies more than ten minutes ahead of block time.
		EventInFuture,
		/// The organisation holds no company prefix that the number was issued under.
		PrefixNotHeld,
		/// The class was registered before, by whoever holds the company prefix or by the organisation itself.
		AlreadyRegistered,
		/// Nobody's claim to the right was attested.
		RightNotAttested,
		/// The right is somebody else's.
		NotRightsOwner,
		/// The right is named twice.
		DuplicateRight,
		/// No such class: register it first.
		UnknownClass,
		/// No such lot: it was not commissioned.
		UnknownLot,
		/// No such object.
		UnknownObject,
		/// The lot was commissioned before.
		AlreadyCommissioned,
		/// A lot with serials counts pieces, at most 2^32 − 1.
		NotSerialisable,
		/// The organisation lacks the authority that the class's rights reserve.
		NotAuthorised,
		/// The number is not that of the object's last event: it changed since, or the call was made before.
		StaleSeq,
		/// Another organisation holds the object.
		NotHolder,
		/// The object lies in another: unpack it first.
		InsideAnother,
		/// The object is offered to somebody: withdraw the offer first.
		OnOffer,
		/// An authority keeps the object.
		UnderDetention,
		/// The object's life ended.
		AlreadyEnded,
		/// The object is no consignment.
		NotConsignment,
		/// The object is no logistic unit.
		NotLogisticUnit,
		/// Lots with serials are split by ranges, others by amount in the same unit.
		PartMismatch,
		/// The part is more than the consignment.
		OutsideConsignment,
		/// The part is the whole consignment.
		WholeConsignment,
		/// Units were taken out of the consignment: it can no longer be split.
		UnitsTaken,
		/// The lot's leaves would be divided into too many segments: split off longer ranges.
		TooManySegments,
		/// No object is named.
		NothingNamed,
		/// A logistic unit cannot be packed into itself.
		IntoItself,
		/// Logistic units would lie in each other more than five deep.
		TooDeep,
		/// The logistic unit would hold more than 64 lots.
		TooManyLots,
		/// The object does not lie in this logistic unit.
		NotInside,
		/// The logistic unit holds something: unpack it first.
		NotEmpty,
		/// One cannot offer to oneself.
		ToOneself,
		/// The receiver is no member in good standing with a role that holds goods.
		ReceiverNotEligible,
		/// Nobody offers the object.
		NotOffered,
		/// The object is offered to another organisation.
		NotReceiver,
		/// A logistic unit is neither sold, altered, consumed nor decommissioned: name what lies in it.
		NotSellable,
		/// The unit has no record of its own: show its path to the lot's root.
		ProofMissing,
		/// The path does not lead to the lot's root, or the unit is known as one of another lot.
		ProofRefuted,
		/// No authority keeps the object.
		NotDetained,
		/// The goods were let into this customs territory before, themselves, in part or with what they lie
		/// in.
		AlreadyCleared,
		/// The goods, or some in them, are declared and wait for a decision. Wait for it, or let the
		/// declarant withdraw the line.
		UnderDeclaration,
		/// The goods were put on the market before. A first sale is recorded once.
		AlreadyOnMarket,
		/// The class that the goods are said to be in is malformed, or of another classification than the
		/// right's.
		MalformedClass,
		/// The organisation is no member that may act as marketplace.
		NotMarketplace,
		/// Too little was paid in for the royalties of the act: prefund the licence.
		RoyaltyUnfunded,
		/// The goods were not put on the market, as far as the record knows: there is nothing to reopen.
		NotOnMarket,
		/// That the goods were altered is on record.
		AlreadyAltered,
		/// The shortage is none: zero, in a unit that UN/CEFACT does not know, or more than the object holds.
		MalformedShortage,
		/// Something in the recall is malformed: the GTIN, a period that ends before it begins, or ranges that
		/// are empty, not ascending, or overlap.
		MalformedRecall,
		/// Only the owner of the class, or an authority that may recall goods, recalls them.
		NotClassOwner,
		/// The lot has no serials: recall all of it.
		NotSerialised,
		/// The ranges go beyond the lot.
		OutsideLot,
		/// As many recalls of goods of the class are in force as can be, by the organisation or in all: lift
		/// one, or declare a wider one.
		TooManyRecalls,
		/// No such recall.
		UnknownRecall,
		/// Another organisation declared the recall.
		NotRecaller,
		/// The recall was lifted before.
		AlreadyLifted,
		/// The goods are recalled here.
		UnderRecall,
		/// The goods were not sold: there is nothing to take back.
		NotSold,
		/// The object is neither lost nor stolen, as far as the record knows.
		NotMissing,
		/// The object's chain has no event of this number.
		UnknownEvent,
		/// In the span that is named the organisation did not hold the object.
		NotHolderThen,
		/// What did not occur is corrected by no event.
		NothingToCorrect,
		/// The event was declared erroneous before.
		ErrorAlreadyDeclared,
		/// The holder was not expelled.
		HolderNotExpelled,
		/// A rate of yield is of nothing or gives nothing, or the rates are not one for each class that is
		/// consumed.
		MalformedYield,
		/// What was made is not what was consumed gives at the stated rates of yield.
		Unbalanced,
		/// All units of the consignment were taken out: nothing of it is left.
		NothingLeft,
		/// The country is no ISO 3166-1 alpha-2 code.
		MalformedCountry,
		/// The coordinates lie beyond a pole, or beyond 180 degrees east or west.
		MalformedCoordinates,
		/// The coordinates are more precise than thousandths of a degree: round them.
		CoordinatesTooPrecise,
		/// Nobody registered the place.
		UnknownPlace,
		/// Another organisation runs the place.
		PlaceOfAnother,
		/// The place is closed.
		PlaceClosed,
		/// The proof of possession can be submitted no longer.
		ProofExpired,
		/// Everybody can sign for the key: it proves nothing.
		WeakKey,
		/// The key is not the one that the item key is the digest of.
		KeyMismatch,
		/// The signature is not one of the key with this unit, token and expiry on this chain.
		SignatureRefuted,
		/// Possession was proven for this token before.
		AlreadyProven,
		/// There are no readings, or the last was taken before the first.
		MalformedReadings,
	}
}
