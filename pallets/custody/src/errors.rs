//! What the calls are refused for.

use frame_support::pallet_macros::pallet_section;

/// The errors of the pallet.
#[pallet_section]
mod errors {
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
		/// The right is somebody else's, who licenses the organisation to make no goods of the class under it.
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
		/// More than 64 units were taken out of the consignment: it can no longer be split.
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
		/// The object, or its title, is offered to another organisation.
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
		/// Another organisation owns the class. Its goods are recalled by an authority as well, if that may
		/// recall goods.
		NotClassOwner,
		/// The lot has no serials: a recall is of all of it, and nobody keeps a list.
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
		/// The object's chain has no event of this number, or the organisation recorded no such observation or
		/// report of sensors.
		UnknownEvent,
		/// In the span that is named the organisation did not hold the object.
		NotHolderThen,
		/// What did not occur is corrected by no event.
		NothingToCorrect,
		/// The organisation declared this erroneous before.
		ErrorAlreadyDeclared,
		/// The holder was not expelled.
		HolderNotExpelled,
		/// A rate of yield is of nothing or gives nothing, or the rates are not one for each class that is
		/// consumed.
		MalformedYield,
		/// What was made is not what was consumed gives at the stated rates of yield.
		Unbalanced,
		/// All units of the consignment, or of the part, were taken out: nothing of it is left.
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
		/// The edition was issued before. A lot has one at most.
		AlreadyIssued,
		/// The lot has fewer pieces than codes, or is measured and not counted.
		MoreThanLot,
		/// Nobody issued such an edition.
		UnknownEdition,
		/// The edition has fewer codes.
		OutsideEdition,
		/// The code was activated or withdrawn: it is sold no more.
		CodeSpent,
		/// This sale of the code is on record.
		SaleOnRecord,
		/// The member that is named recorded no sale of the code for this token.
		SaleRefuted,
		/// The code was used for this token before.
		AlreadyUsed,
		/// Another organisation issued the edition, and owns its class.
		NotIssuer,
		/// The codes are none, or do not ascend.
		MalformedCodes,
		/// One of the codes was withdrawn before.
		AlreadyWithdrawn,
		/// The offer would end before it begins, or stand longer than [`Config::MaxOfferTerm`].
		MalformedTerm,
		/// The offer expired. The object, or its title, is still with who offered it.
		OfferExpired,
		/// The container's number is none of ISO 6346 with a right check digit.
		MalformedContainer,
		/// The seal's number is not 1 to 20 capital letters and digits.
		MalformedSeal,
		/// The seal is named twice.
		DuplicateSeal,
		/// The logistic unit is in a container or under seal already: say why that changes.
		AlreadyLoaded,
		/// The organisation reported before that nobody accepts the object from its present holder.
		AlreadyReported,
		/// As many others as can have reported that nobody accepts the object from its present holder.
		TooManyReports,
		/// The object belongs to another organisation, or another offers its title.
		NotOwner,
		/// Nobody offers the title of the object to whom it belongs.
		NoTitleOffered,
		/// The place is in another country than the authority's, or nobody runs it.
		OutsideTerritory,
		/// The authority keeps the object for a declaration, with which customs decide on it.
		KeptForDeclaration,
		/// The period in which items have serials ends before it begins.
		MalformedPromise,
		/// What was promised of serials stands for goods made so far: a promise that has begun only ends, or
		/// is prolonged before it does.
		PromiseBinding,
		/// A lot without serials came on record, or is said to have been made, in or after what is promised: the
		/// promise is not true, or would reach goods that it was not given for.
		PromiseRefuted,
		/// The owner of the class promised that what is made then has serials: commit to them by a root.
		SerialsPromised,
		/// A ceiling is neither raised nor lifted: who bought one of so many relies on it.
		CeilingRaised,
		/// More was made of the class already.
		CeilingBelowMade,
		/// More would be made of the class than its owner's ceiling allows.
		CeilingReached,
		/// The class has a ceiling: it is made in pieces, which are counted.
		NotCountable,
		/// Another organisation made the lot.
		NotMaker,
		/// A keeper is no member, or named twice.
		MalformedKeepers,
		/// The class is made under these rights, with this commodity code already.
		NothingRevised,
	}
}
