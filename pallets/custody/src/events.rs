//! What happened.

use frame_support::pallet_macros::pallet_section;

/// The events of the pallet.
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
			/// Which part; the leaves of units that were taken out before are among its own.
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
			/// The moment from which on it cannot be accepted.
			until: Moment,
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
			/// The seller's salted reference to the order.
			order: H256,
			/// The seller's salted reference to the payment, if it states one.
			payment: Option<H256>,
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
			/// The seller's salted reference to the order.
			order: H256,
			/// The seller's salted reference to the payment, if it states one.
			payment: Option<H256>,
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
			/// Digest of the decision. `None` if it was with a declaration, whose suspension has the grounds.
			ground: Option<H256>,
			/// Where, as the authority says.
			place: Option<Gln>,
		},
		/// An authority gave an object back to its holder.
		Released {
			/// The object.
			object: ObjectId,
			/// Its number.
			seq: u32,
			/// Which authority.
			by: OrgId,
			/// Digest of the decision. `None` if it was with a declaration.
			ground: Option<H256>,
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
			/// Which fact on record it contradicts.
			fact: Option<RecordedFact>,
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
		/// An event, an observation or a report of sensors was declared erroneous. It stays where it is.
		ErrorDeclared {
			/// The object.
			object: ObjectId,
			/// By whom: for an event who holds or held the object, else who observed or reported.
			by: OrgId,
			/// What is erroneous.
			erroneous: Erroneous,
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
		/// A digital edition was issued.
		EditionIssued {
			/// The edition.
			edition: EditionId,
			/// What its codes are for.
			subject: EditionSubject,
			/// Of which class.
			gtin: Gtin,
			/// By whom.
			issuer: OrgId,
			/// How many codes it has.
			codes: u32,
			/// The root over them.
			root: H256,
		},
		/// A member says that it sold a code.
		CodeSold {
			/// The edition.
			edition: EditionId,
			/// The code's leaf.
			index: u32,
			/// By whom.
			by: OrgId,
			/// The seller's commitment to the buyer's token.
			commitment: H256,
		},
		/// A code was activated: it is consumed.
		CodeActivated {
			/// The edition.
			edition: EditionId,
			/// The code's leaf.
			index: u32,
			/// Its public key. An edition that has one at two leaves is shown to be false.
			key: ed25519::Public,
			/// What it was used for.
			token: H256,
			/// Who submitted it, and who had sold the code.
			usage: CodeUse,
		},
		/// A code was used that had been activated for another token, or withdrawn.
		CodeContradicted {
			/// The edition.
			edition: EditionId,
			/// The code's leaf.
			index: u32,
			/// What it was used for now.
			token: H256,
			/// Who submitted that, and who had sold the code.
			usage: CodeUse,
			/// What was on record.
			earlier: EarlierFact,
		},
		/// Codes were withdrawn, for good.
		CodesWithdrawn {
			/// The edition.
			edition: EditionId,
			/// By whom: the issuer, or the owner of the class.
			by: OrgId,
			/// Their leaves.
			codes: BoundedVec<u32, MaxWithdrawnCodes>,
			/// Digest of the reasons.
			ground: H256,
		},
		/// An offer that expired was cleared: the object stays where it was.
		OfferExpired {
			/// The object.
			object: ObjectId,
			/// Its number.
			seq: u32,
			/// By whom.
			by: OrgId,
		},
		/// What a logistic unit travels in and under was stated.
		TripRecorded {
			/// The logistic unit.
			object: ObjectId,
			/// Its number.
			seq: u32,
			/// Which of its trips.
			trip: u32,
			/// By whom: its holder, or the authority that keeps it.
			by: OrgId,
			/// The container that it goes in.
			container: Option<ContainerNumber>,
			/// The seals on it.
			seals: Seals,
			/// Why.
			ground: SealingGround,
			/// Where and when, as they say.
			circumstances: Circumstances,
		},
		/// An object was offered, and somebody carries it to the receiver who is no member.
		Consigned {
			/// The object.
			object: ObjectId,
			/// Its number.
			seq: u32,
			/// By which holder, who answers for it until it is accepted.
			from: OrgId,
			/// To whom.
			to: OrgId,
			/// The moment from which on it cannot be accepted.
			until: Moment,
			/// Who carries it.
			carrier: PartyTag,
			/// The trip whose seals are on it; none if it is under no seal.
			trip: Option<u32>,
			/// Where and when, as the holder says.
			circumstances: Circumstances,
		},
		/// An object was accepted that somebody carried who is no member.
		LegEnded {
			/// The object.
			object: ObjectId,
			/// Who sent it.
			sender: OrgId,
			/// Who accepted it.
			to: OrgId,
			/// Bridged or broken, with the number of the event by which it departed.
			passage: Passage,
			/// Number of the event by which it was accepted.
			accepted: u32,
		},
		/// An object lies at a place where nobody accepts it.
		ReportedUnaccepted {
			/// The object.
			object: ObjectId,
			/// In which of its spans.
			span: u32,
			/// By whom: its holder, or who runs the place.
			by: OrgId,
			/// Who holds it, and goes on answering for it.
			holder: OrgId,
			/// Why.
			ground: UnacceptedGround,
			/// Where, and since when, as they say.
			circumstances: Circumstances,
		},
		/// An observation shows more of a lot than was made of it.
		LotExceeded {
			/// What was observed: a single item, or the lot.
			object: ObjectId,
			/// The observer.
			by: OrgId,
			/// The observer's number for that.
			seq: u32,
			/// What it shows of which lot.
			excess: Excess,
		},
		/// The owner of an object offered its title, with that of all in it that belongs to the same owner.
		TitleOffered {
			/// The object.
			object: ObjectId,
			/// Its number.
			seq: u32,
			/// By which owner.
			from: OrgId,
			/// To whom.
			to: OrgId,
			/// The moment from which on it cannot be accepted.
			until: Moment,
		},
		/// An offer of title was accepted: the object belongs to another, and its holder holds it as before. An
		/// offer that the former owner made of the title of what it lies in is over.
		TitlePassed {
			/// The object.
			object: ObjectId,
			/// Its number.
			seq: u32,
			/// To whom it belonged.
			from: OrgId,
			/// To whom it belongs.
			to: OrgId,
		},
		/// An offer of title was withdrawn.
		TitleOfferWithdrawn {
			/// The object.
			object: ObjectId,
			/// Its number.
			seq: u32,
			/// By who had made it.
			by: OrgId,
		},
		/// The owner of a class set its terms: they are these from now on.
		ClassTermsSet {
			/// The class.
			gtin: Gtin,
			/// By whom.
			owner: OrgId,
			/// In which period every item that is made has a serial.
			serialised: Option<Period>,
			/// How many pieces may ever be made.
			ceiling: Option<u128>,
		},
		/// The quality of a lot was reported of.
		QualityReported {
			/// The lot.
			lot: LotId,
			/// Which of its reports.
			number: u32,
			/// By whom.
			by: OrgId,
			/// As what.
			reporter: QualityReporter,
			/// The digest of the report.
			digest: Digest,
		},
		/// The keepers of the list of a lot's serials were named: they are these from now on.
		KeepersNamed {
			/// The lot.
			lot: LotId,
			/// By whom.
			by: OrgId,
			/// Who they are, in the order in which they are asked.
			keepers: BoundedVec<OrgId, MaxKeepers>,
		},
		/// The owner of a class revised it: what is made of it from now on is of this version.
		ClassRevised {
			/// The class.
			gtin: Gtin,
			/// By whom.
			owner: OrgId,
			/// Which version it is now.
			version: u32,
			/// The rights that it is made under.
			rights: BoundedVec<ClassRight, MaxRightsPerClass>,
			/// Its commodity code.
			hs: HsCode,
		},
	}
}
