//! The calls.

use frame_support::pallet_macros::pallet_section;

/// The calls of the pallet.
#[pallet_section]
mod calls {
	#[pallet::call(weight = T::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Registers a product class, for good, and ties it to the organisation's rights. Anew, if whoever
		/// registered it holds the company prefix no longer: what was before stays on record.
		///
		/// - `gtin`: its number, issued under a company prefix of the organisation.
		/// - `rights`: attested rights that it is made under, each with what the goods are in its classification,
		///   which licences that are limited to classes ask for; may be empty. Each is the organisation's own, or
		///   one under which its owner licenses the organisation to manufacture goods of the class, where that
		///   is established or, if the right has no effect there, where its owner is.
		/// - `hs`: its commodity code.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of a brand: one of [`REGISTRANTS`].
		///
		/// Emits [`Event::ClassRegistered`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::register_class(0, rights.len().saturated_into()))]
		pub fn register_class(
			origin: OriginFor<T>,
			gtin: Gtin,
			rights: BoundedVec<ClassRight, MaxRightsPerClass>,
			hs: HsCode,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_role(&who, REGISTRANTS)?;
			let (own, licensed) = Self::do_register_class(member, gtin, rights, hs)?;
			Ok(Some(T::WeightInfo::register_class(own, licensed)).into())
		}

		/// Records that a lot was made: all of it lies in its first consignment, with the maker. Counts
		/// against the quantity of each licence that the maker needs.
		///
		/// - `gtin`: the class, whose owner still holds the company prefix. The maker is its owner, or
		///   authorised under every right of it and by a right of its owner.
		/// - `number`: the lot's number within the class.
		/// - `quantity`: pieces, or millionths of a unit of measure; pieces below the ceiling of a class that
		///   has one.
		/// - `root`: the RFC 6962 root over the serials, one leaf a piece; none without serials, unless the
		///   class's owner promised them for what is made at `time`.
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
		/// Units that were taken out of it stay with the part that their leaves lie in, which has so much less.
		///
		/// - `consignment`: the consignment, outermost, with at most 64 units taken out of it.
		/// - `seq`: its current number.
		/// - `part`: ranges of leaves, or an amount if the lot has no serials. Something of it is left, and of
		///   the rest.
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

		/// Offers an outermost object, with all that it holds. It stays with its holder until accepted. An
		/// offer that expires is over by itself: the object is in its holder's hands as before. To whom it belongs
		/// is another matter ([`Call::offer_title`]).
		///
		/// - `object`, `seq`: the object and its current number.
		/// - `to`: a member in good standing.
		/// - `until`: the moment from which on it cannot be accepted, at most [`Config::MaxOfferTerm`] ahead;
		///   as far ahead as that if none is named.
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
			until: Option<Moment>,
			place: Option<Gln>,
			time: EventTime,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_role(&who, HANDLERS)?;
			Self::do_offer(member.org, object, seq, to, until, place, time)
		}

		/// Accepts an offer: from this block on the organisation holds the object and answers for it. It goes on
		/// belonging to whom it belonged.
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

		/// Withdraws an offer that nobody has answered, or clears one that expired.
		///
		/// - `object`, `seq`: the object and its current number.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of the holder; of any organisation that holds goods, once it expired.
		///
		/// Emits [`Event::OfferWithdrawn`], or [`Event::OfferExpired`] if it expired.
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
		/// - `order`: a salted reference to the order.
		/// - `payment`: a salted reference to the payment, through whom it was made, if the seller states one.
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
			order: H256,
			payment: Option<H256>,
			marketplace: Option<OrgId>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let seller = T::Membership::ensure_role(&who, SELLERS)?;
			Self::do_sell(seller, claim, seq, Sale { marketplace, order, payment })
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
		/// state: what contradicts them is recorded as an anomaly and an incident of the object, and named in the
		/// event. Monitoring takes it once there is a pallet for that.
		///
		/// At a registered place it is compared with the last fact that tells where the object was: an earlier
		/// observation, or an event of it or of what it lies in. If the places lie farther apart than
		/// [`Config::TravelMargin`] and what [`Config::TopSpeed`] covers in the time between the claimed moments,
		/// whichever was first, one of the facts is about something else. A label that is shown to be another
		/// object's is compared with nothing.
		///
		/// A label at a leaf that its lot does not have, and more of a lot at once than was made of it, show that
		/// there is more than the lot: some of that is something else.
		///
		/// - `what`: an object by its id, or a single item by its label, or by the label that it had under
		///   another, or so much of a lot.
		/// - `seq`: the number of the observer's observations of that object, or of that lot, so far.
		/// - `biz_step`, `disposition`: in which business step and condition.
		/// - `place`, `time`: where and when it was seen.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of any member.
		///
		/// Emits [`Event::Observed`], then [`Event::TravelledImpossibly`] if it contradicts an earlier fact, or
		/// [`Event::LotExceeded`] if it contradicts the size of a lot.
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
			order: H256,
			payment: Option<H256>,
			marketplace: Option<OrgId>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let seller = T::Membership::ensure_role(&who, SELLERS)?;
			Self::do_put_on_market(seller, claim, seq, Sale { marketplace, order, payment })
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
		/// neither sold nor put on the market, used up in others nor relabelled, no holder takes a unit out
		/// of them but one that is missing, and a declaration of them waits for an officer. They are handed over,
		/// taken back and destroyed as before, since they have to travel. Every trace and scan of them says so.
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
		/// by the owner of the class, also of whoever owns the class now; of one by an authority, also of another
		/// of the [`RECALL_AUTHORITIES`] of its country.
		///
		/// Emits [`Event::RecallLifted`].
		#[pallet::call_index(17)]
		pub fn lift_recall(origin: OriginFor<T>, recall: RecallId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_role(&who, RECALLERS)?;
			Self::do_lift_recall(member, recall)
		}

		/// Takes goods back that a buyer returns (CBV disposition `returned`): they are in the trade again, with
		/// who sold them, and belong to it. That they were put on the market stays on record.
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
		/// A logistic unit is closed instead ([`Call::close`]). A unit does not leave its consignment by it while
		/// a recall concerns it.
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
			Self::do_decommission(member, claim, seq, time)
		}

		/// Declares that an event of an object's chain, an observation of it or a report of sensors with it is
		/// erroneous (EPCIS 2.0, error declarations). Each organisation can say so once of each. What is
		/// erroneous stays, with what it did, and so does the chain: a declaration stands beside it. What is
		/// wrong with the state is put right by an act of its own. An erroneous observation only is no longer
		/// the last fact that tells where the object was: no later one is compared with it.
		///
		/// The chain does not keep who signed each event, but who held the object: whoever holds or held it
		/// can declare an error, and readers compare it with the signer that the event names. Observations
		/// and reports are declared erroneous by who made them.
		///
		/// - `object`: the object, by the id that the observation or report is recorded under.
		/// - `erroneous`: what is erroneous, by its number: that of the event in the chain, with the number of
		///   a span in which the organisation holds or held the object; or the organisation's own number of its
		///   observation or report.
		/// - `reason`: why.
		/// - `corrective`: the id of the event that says what is right, if there is one. What did not occur has
		///   none.
		///
		/// ## Dispatch Origin
		/// Signed by an operator, of an event with one of [`HANDLERS`], of an organisation that holds or held
		/// the object; of an observation or report by any of the member that made it.
		///
		/// Emits [`Event::ErrorDeclared`].
		#[pallet::call_index(22)]
		pub fn declare_error(
			origin: OriginFor<T>,
			object: ObjectId,
			erroneous: Erroneous,
			reason: ErrorReason,
			corrective: Option<H256>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = match erroneous {
				Erroneous::Event { .. } => T::Membership::ensure_role(&who, HANDLERS)?,
				Erroneous::Observation { .. } | Erroneous::SensorReport { .. } => {
					T::Membership::ensure_member(&who)?
				},
			};
			Self::do_declare_error(member.org, object, erroneous, reason, corrective)
		}

		/// Puts an outermost object into other hands, with all that it holds, when its holder was expelled or
		/// refuses to hand it over; also one that the holder reported missing. An exception to the two signatures of a hand-over: the council decides, and
		/// the receiver answers for the object from this block on. Ends a pending offer. What belonged to the holder
		/// belongs to the receiver then, and what belonged to another does as before.
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
		#[pallet::weight({
			let amounts = inputs.iter().filter(|input| input.amount.is_some()).count();
			let wholes = inputs.len().saturating_sub(amounts);
			T::WeightInfo::transform(wholes.saturated_into(), amounts.saturated_into())
		})]
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
		/// token stands; a proof for another one is recorded as well, with an event that names both: the unit
		/// passed on, or the key was copied. Monitoring takes it once there is a pallet for that. Changes neither
		/// holder nor state.
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

		/// Records what a sensor with an object says: many readings by their root, or an alarm, which monitoring
		/// takes once there is a pallet for that. Changes neither holder nor state. The readings lie with the
		/// reporter, who shows one by its path.
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

		/// States the container that a logistic unit goes in and the seals on it, as they are from now on. That
		/// is a trip. It lasts until something gets in or out, whoever accepts or refuses notes a broken seal,
		/// something else is stated, or its life ends; who accepts without a note is taken to have found the seals whole. Everybody finds
		/// goods by these numbers, for good.
		///
		/// - `object`, `seq`: the logistic unit, outermost, and its current number.
		/// - `container`: the container's number (ISO 6346).
		/// - `seals`: the numbers of at most 8 seals (ISO 17712), without separators. Neither container nor
		///   seals end a trip.
		/// - `ground`: why. `Loaded` only while it is in no container and under no seal.
		/// - `place`, `time`: where and when that was.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of the holder, also while the logistic unit is on offer, or of the authority that
		/// keeps it.
		///
		/// Emits [`Event::TripRecorded`].
		#[pallet::call_index(30)]
		#[pallet::weight(T::WeightInfo::record_trip(seals.len().saturated_into()))]
		#[allow(clippy::too_many_arguments)]
		pub fn record_trip(
			origin: OriginFor<T>,
			object: ObjectId,
			seq: u32,
			container: Option<ContainerNumber>,
			seals: Seals,
			ground: SealingGround,
			place: Option<Gln>,
			time: EventTime,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_role(&who, HANDLERS)?;
			Self::do_record_trip(member.org, object, seq, container, seals, ground, place, time)
		}

		/// Offers an outermost object as [`Call::offer`] does, and hands it to somebody who is no member to carry
		/// it to the receiver. It stays with its holder, who answers for it, until it is accepted.
		///
		/// The leg is *bridged* if it was under seal from its departure on and whoever accepts it notes no broken
		/// seal; else it is *broken*, and the trace names departure and acceptance. Seals that an authority broke
		/// and that were replaced ([`Call::record_trip`]) count as whole. A leg that nobody accepts ends with the
		/// offer: the object was its holder's all the time.
		///
		/// - `object`, `seq`: the object and its current number.
		/// - `to`, `until`: as in [`Call::offer`].
		/// - `carrier`: the tag of who carries it, as an admission office computed it.
		/// - `place`, `time`: where and when it departed.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of the holder.
		///
		/// Emits [`Event::Consigned`], and [`Event::LegEnded`] when it is accepted.
		#[pallet::call_index(31)]
		#[allow(clippy::too_many_arguments)]
		pub fn consign(
			origin: OriginFor<T>,
			object: ObjectId,
			seq: u32,
			to: OrgId,
			carrier: PartyTag,
			until: Option<Moment>,
			place: Option<Gln>,
			time: EventTime,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_role(&who, HANDLERS)?;
			Self::do_consign(member.org, object, seq, to, carrier, until, place, time)
		}

		/// Reports that an outermost object lies at a place where nobody accepts it. Its holder goes on holding
		/// it and answering for it, and a pending offer stands: the report stands beside the object's chain, in the
		/// trace, until somebody else holds it. Each organisation says so once while one holds it: the holder, and at
		/// most seven others.
		///
		/// - `object`, `span`: the object, and the number of the span in which its holder has it, the last one.
		/// - `ground`: why.
		/// - `place`: where it lies.
		/// - `since`: when it arrived there.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of the holder, or of the member that runs the place.
		///
		/// Emits [`Event::ReportedUnaccepted`].
		#[pallet::call_index(32)]
		pub fn report_unaccepted(
			origin: OriginFor<T>,
			object: ObjectId,
			span: u32,
			ground: UnacceptedGround,
			place: Gln,
			since: EventTime,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_member(&who)?;
			Self::do_report_unaccepted(member.org, object, span, ground, place, since)
		}

		/// Offers the title of an object, whoever holds it and whatever it lies in: with it goes the title of all in
		/// it that belongs to the same owner since it was packed. It belongs to its owner until the offer is
		/// accepted. A new offer takes the place of one before. It is void once the object belongs to another, and
		/// over when it expires.
		///
		/// - `object`, `seq`: the object, with a record of its own, and its current number.
		/// - `to`, `until`: as in [`Call::offer`].
		///
		/// ## Dispatch Origin
		/// Signed by an operator of the owner.
		///
		/// Emits [`Event::TitleOffered`].
		#[pallet::call_index(33)]
		pub fn offer_title(
			origin: OriginFor<T>,
			object: ObjectId,
			seq: u32,
			to: OrgId,
			until: Option<Moment>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_role(&who, HANDLERS)?;
			Self::do_offer_title(member.org, object, seq, to, until)
		}

		/// Accepts an offer of title: from this block on the object belongs to the organisation. Whoever holds it
		/// goes on holding it, an authority that keeps it goes on keeping it, and a declaration of it stands. What
		/// the former owner offered of what the object lies in is over by it. Goods that ended do not change owners.
		///
		/// - `object`, `seq`: the object and its current number.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of the organisation that it is offered to.
		///
		/// Emits [`Event::TitlePassed`].
		#[pallet::call_index(34)]
		pub fn accept_title(origin: OriginFor<T>, object: ObjectId, seq: u32) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_role(&who, HANDLERS)?;
			Self::do_accept_title(member.org, object, seq)
		}

		/// Withdraws an offer of title that nobody has accepted, or clears one that is void or expired.
		///
		/// - `object`, `seq`: the object and its current number.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of the organisation that made it.
		///
		/// Emits [`Event::TitleOfferWithdrawn`].
		#[pallet::call_index(35)]
		pub fn withdraw_title(origin: OriginFor<T>, object: ObjectId, seq: u32) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_role(&who, HANDLERS)?;
			Self::do_withdraw_title(member.org, object, seq)
		}

		/// Issues a digital edition: activation codes or licence keys, to which one root commits. None of them is
		/// on the chain. The codes of a class are copies: they ask for the authority to reproduce it, which
		/// counts against the quantity of each licence that the issuer needs. Those of a lot come with its
		/// pieces, for which the authority was asked when they were made.
		///
		/// - `subject`: the class, and the edition's number within it; or a lot of pieces.
		/// - `codes`: how many; for a lot, not more than it has pieces.
		/// - `root`: the RFC 6962 root over them, one leaf a code.
		///
		/// ## Dispatch Origin
		/// Signed by an operator with one of [`PUBLISHERS`]; for a lot, of its maker or the owner of its class.
		///
		/// Emits [`Event::EditionIssued`].
		#[pallet::call_index(37)]
		pub fn issue_edition(
			origin: OriginFor<T>,
			subject: EditionSubject,
			codes: u32,
			root: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let issuer = T::Membership::ensure_role(&who, PUBLISHERS)?;
			Self::do_issue_edition(issuer, subject, codes, root)
		}

		/// Records that the organisation sold a code to a buyer who holds a token. It binds nobody but who says
		/// so: whoever uses the code for that token can then name its seller. A code is sold on as often as it
		/// is, until it is used.
		///
		/// - `edition`, `index`: the code, by its leaf.
		/// - `commitment`: domain `tracemark/code-sale/v1` over (edition, leaf, seller, token). The buyer gets the
		///   token, a salted digest of order and payment.
		///
		/// ## Dispatch Origin
		/// Signed by an operator with one of [`SELLERS`].
		///
		/// Emits [`Event::CodeSold`].
		#[pallet::call_index(38)]
		pub fn sell_code(
			origin: OriginFor<T>,
			edition: EditionId,
			index: u32,
			commitment: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_role(&who, SELLERS)?;
			Self::do_sell_code(member.org, edition, index, commitment)
		}

		/// Records that somebody uses a code: he signed with the key whose seed it is. The first token consumes
		/// it. A use for another one, or of a code that was withdrawn, is recorded as well, with an event that names
		/// both facts and the sellers as far as each recorded its sale: the code was shared, or sold twice. By whom
		/// is not said by that. Monitoring takes it once there is a pallet for that.
		///
		/// - `edition`, `code`: what shows that the key is of the edition.
		/// - `sold_by`: who sold it, if its record of the sale for this token shows it. The key signs for this
		///   too.
		/// - `possession`: key, token, expiry and signature. The code itself is not in it.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of any member, for whoever has the code.
		///
		/// Emits [`Event::CodeActivated`], or [`Event::CodeContradicted`] if it was used or withdrawn before.
		#[pallet::call_index(39)]
		pub fn activate_code(
			origin: OriginFor<T>,
			edition: EditionId,
			code: CodeProof,
			sold_by: Option<OrgId>,
			possession: KeyProof,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_member(&who)?;
			Self::do_activate_code(member.org, edition, code, sold_by, possession)
		}

		/// Withdraws codes for good: they were stolen, or paid back. One that was activated stays activated; who
		/// reads it sees both, with their times.
		///
		/// - `edition`, `codes`: up to 200 codes by their leaves, ascending.
		/// - `ground`: digest of the reasons.
		///
		/// ## Dispatch Origin
		/// Signed by an operator, with one of [`PUBLISHERS`], of the issuer or of the owner of the class.
		///
		/// Emits [`Event::CodesWithdrawn`].
		#[pallet::call_index(40)]
		#[pallet::weight(T::WeightInfo::withdraw_codes(codes.len().saturated_into()))]
		pub fn withdraw_codes(
			origin: OriginFor<T>,
			edition: EditionId,
			codes: BoundedVec<u32, MaxWithdrawnCodes>,
			ground: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_role(&who, PUBLISHERS)?;
			Self::do_withdraw_codes(member.org, edition, codes, ground)
		}

		/// Takes goods into the custody of an authority, by its own decision and without their holder. They are
		/// first taken out of what they lie in. They stay with their holder, for whom the authority keeps
		/// them, and nobody else acts on them.
		///
		/// It takes no number of the record: a holder, whose acts move that, could keep the authority from
		/// acting.
		///
		/// - `claim`: the goods; a unit without a record of its own with its path.
		/// - `place`: where, in the country of the authority, if at a place that a member runs.
		/// - `ground`: salted digest of the decision.
		///
		/// ## Dispatch Origin
		/// Signed by an operator with one of [`TAKING`].
		///
		/// Fails with [`Error::OutsideTerritory`], and with [`Error::UnderDetention`] or [`Error::AlreadyEnded`] if an
		/// authority keeps the goods, or they ended for good.
		///
		/// Emits [`Event::Detained`], and [`Event::TakenOut`] before if they lay in something.
		#[pallet::call_index(44)]
		pub fn take_into_custody(
			origin: OriginFor<T>,
			claim: GoodsClaim,
			place: Option<Gln>,
			ground: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let authority = T::Membership::ensure_role(&who, TAKING)?;
			Self::do_take_into_custody(authority, &claim, place, ground)
		}

		/// Ends the custody of an authority that took goods by its own decision: they go back to their holder,
		/// or were destroyed.
		///
		/// - `object`, `seq`: the object and its current number.
		/// - `how`: how it ends.
		/// - `ground`: salted digest of the decision.
		///
		/// ## Dispatch Origin
		/// Signed by an operator, with one of [`TAKING`], of the authority that keeps them; of another of the same
		/// country, if that was expelled or is no such authority any more.
		///
		/// Fails with [`Error::NotDetained`], [`Error::UnderDetention`] if another authority keeps them, or
		/// [`Error::KeptForDeclaration`].
		///
		/// Emits [`Event::Released`] or [`Event::Destroyed`].
		#[pallet::call_index(45)]
		pub fn end_custody(
			origin: OriginFor<T>,
			object: ObjectId,
			seq: u32,
			how: CustodyEnd,
			ground: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let authority = T::Membership::ensure_role(&who, TAKING)?;
			Self::do_end_custody(authority, object, seq, how, ground)
		}

		/// Sets the terms of a class, as they are from now on. In the period that its owner names every item that
		/// is made has a serial: a lot that is made or labelled then without them is refused. And no more pieces
		/// than the ceiling are ever made: lots that are commissioned, transformed or relabelled into the class
		/// count, and measured amounts are refused.
		///
		/// Once the period has begun it stands for what was made so far: its end can be set, or moved, while it
		/// lies ahead. Before that it begins after the last lot without serials that came on record. A ceiling is
		/// only lowered, and not below what was made.
		///
		/// - `gtin`: the class, whose company prefix the organisation holds.
		/// - `serialised`: the period, of moments at which items are made; without an end until one is set.
		/// - `ceiling`: pieces.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of the class's owner with one of [`REGISTRANTS`].
		///
		/// Emits [`Event::ClassTermsSet`].
		#[pallet::call_index(41)]
		pub fn set_class_terms(
			origin: OriginFor<T>,
			gtin: Gtin,
			serialised: Option<Period>,
			ceiling: Option<u128>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_role(&who, REGISTRANTS)?;
			Self::do_set_class_terms(member.org, gtin, serialised, ceiling)
		}

		/// Adds a report on the quality of a lot, by its digest. The report lies with who made it.
		///
		/// - `lot`: the lot.
		/// - `number`: how many reports of it there are so far, which is the number of this one.
		/// - `digest`: the report's.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of the lot's maker, of a laboratory, or of an authority of market surveillance,
		/// with one of [`QUALITY_REPORTERS`].
		///
		/// Emits [`Event::QualityReported`].
		#[pallet::call_index(42)]
		pub fn add_quality_report(
			origin: OriginFor<T>,
			lot: LotId,
			number: u32,
			digest: Digest,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_role(&who, QUALITY_REPORTERS)?;
			Self::do_add_quality_report(member, lot, number, digest)
		}

		/// Names who keeps the list of a lot's serials: whoever scans an item asks them, by the resolvers in
		/// their records, and then the brand. Takes the place of what was named before. To be named binds nobody.
		///
		/// - `lot`: a lot with serials.
		/// - `keepers`: at most four members, in the order in which they are asked. None leaves it to the brand.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of who put the lot on record, or of its class's owner.
		///
		/// Emits [`Event::KeepersNamed`].
		#[pallet::call_index(43)]
		#[pallet::weight(T::WeightInfo::name_keepers(keepers.len().saturated_into()))]
		pub fn name_keepers(
			origin: OriginFor<T>,
			lot: LotId,
			keepers: BoundedVec<OrgId, MaxKeepers>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_role(&who, HANDLERS)?;
			Self::do_name_keepers(member.org, lot, keepers)
		}

		/// Revises a class: under the same number it is from now on made under these rights, and of this commodity
		/// code; of another edition of the Harmonized System, say. The former version stays on record, and goods
		/// that were made as such do not answer for rights that came later. What its owner promised, its ceiling and
		/// its recalls stay as they are.
		///
		/// - `gtin`: the class, whose company prefix the organisation holds.
		/// - `version`: its present version, whose place this one takes.
		/// - `rights`: all rights that it is made under from now on. Those that it is not made under yet, or in
		///   another class of theirs, are asked for as by [`Call::register_class`].
		/// - `hs`: its commodity code.
		///
		/// ## Dispatch Origin
		/// Signed by an operator of the class's owner with one of [`REGISTRANTS`].
		///
		/// Emits [`Event::ClassRevised`].
		#[pallet::call_index(46)]
		#[pallet::weight(T::WeightInfo::revise_class(0, rights.len().saturated_into()))]
		pub fn revise_class(
			origin: OriginFor<T>,
			gtin: Gtin,
			version: u32,
			rights: BoundedVec<ClassRight, MaxRightsPerClass>,
			hs: HsCode,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let member = T::Membership::ensure_role(&who, REGISTRANTS)?;
			let (own, licensed) = Self::do_revise_class(member, gtin, version, rights, hs)?;
			Ok(Some(T::WeightInfo::revise_class(own, licensed)).into())
		}
	}
}
