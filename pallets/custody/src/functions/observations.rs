//! What members see.

use crate::{
	Config, Error, Event, Excesses, Items, Lots, Observation, ObservationCount, Observations,
	ObservedGoods, Pallet, Spans, Stay, INSPECTORS,
};
use frame_support::{ensure, traits::Time};
use sp_runtime::{ArithmeticError, DispatchResult};
use tracemark_primitives::{
	cbv::{BizStep, Disposition},
	goods::{
		AnomalyKind, Excess, IncidentKind, LotId, ObjectId, Presence, RecordedFact, ShownOfLot,
		MAX_NESTING,
	},
	gs1::{lot_id, unit_id, Gln, Gtin, LotNumber, SerialProof},
	parties::Member,
	quantity::Quantity,
	time::EventTime,
	traits::{Alert, AlertSink},
	Moment, Validate,
};

/// See [`Pallet::seen`].
type Seen = (ObjectId, Teller, Option<LotId>);

/// What tells of goods that were seen.
#[derive(Clone, Copy)]
enum Teller {
	/// The record of this object, if there is one.
	Record(ObjectId),
	/// Their label, which is another's by this fact.
	Label(RecordedFact),
	/// The size of a lot, of which more was shown, or not.
	Lot(Option<Excess>),
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_observe(
		observer: Member,
		what: ObservedGoods,
		seq: u32,
		biz_step: BizStep,
		disposition: Disposition,
		place: Option<Gln>,
		time: EventTime,
	) -> DispatchResult {
		let now = T::Time::now();
		let circumstances = Self::circumstances(place, time, now)?;
		let (object, teller, bears) = Self::seen(what)?;
		let by = observer.org;
		ensure!(ObservationCount::<T>::get(object, by) == seq, Error::<T>::StaleSeq);
		let next = seq.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		let contradicted = match (teller, bears) {
			(Teller::Record(known), Some(bears)) if !Self::is_own_label(&known, bears) => {
				Self::label_anomaly(&known, bears).map(|kind| (kind, RecordedFact::Label(known)))
			},
			(Teller::Record(known), _) => Self::anomaly(known, &observer, time.moment),
			(Teller::Label(fact), _) => Some((AnomalyKind::ProofRefuted, fact)),
			(Teller::Lot(excess), _) => {
				excess.map(|excess| (AnomalyKind::MoreThanLot, RecordedFact::Lot(excess.lot)))
			},
		};
		// What is shown not to be the object tells nothing of where that is, and a lot is at many places.
		let (travel, excess) = match teller {
			Teller::Record(known) => {
				(Self::sight_in_observation(&object, &known, by, seq, &circumstances), None)
			},
			Teller::Label(_) => (None, None),
			Teller::Lot(excess) => (None, excess),
		};
		let travelled = (AnomalyKind::ImpossibleTravel, RecordedFact::Sighting);
		let (anomaly, fact) = contradicted.or(travel.map(|_| travelled)).unzip();

		let observation = Observation {
			biz_step,
			disposition,
			place,
			time,
			timeliness: circumstances.timeliness,
			recorded_at: now,
			block: Self::block(),
			anomaly,
			fact,
		};
		Observations::<T>::insert((object, by, seq), observation);
		ObservationCount::<T>::insert(object, by, next);
		if let (Some((kind, fact)), None) = (contradicted, excess) {
			T::Alerts::raise(Alert::Anomaly { object, by, kind, seq, fact });
		}
		if let Some((kind, fact)) = anomaly.zip(fact) {
			Self::note(object, by, IncidentKind::Contradicted { seq, kind, fact })?;
		}
		Self::deposit_event(Event::Observed {
			object,
			by,
			seq,
			biz_step,
			disposition,
			circumstances,
			anomaly,
			fact,
		});
		if let Some((seen, contradiction)) = travel {
			Self::report_travel(object, by, seq, seen, contradiction);
		}
		if let Some(excess) = excess {
			Excesses::<T>::insert((object, by, seq), excess);
			T::Alerts::raise(Alert::MoreThanLot { object, by, seq, excess });
			Self::deposit_event(Event::LotExceeded { object, by, seq, excess });
		}
		Ok(())
	}

	/// The id that a sighting is recorded under, what tells of it, and the lot that another label names.
	/// A unit without a record is told of by its consignment, if its own label's path leads there.
	fn seen(what: ObservedGoods) -> Result<Seen, Error<T>> {
		let (gtin, serial, proof, bears) = match what {
			ObservedGoods::Object(object) => return Ok((object, Teller::Record(object), None)),
			ObservedGoods::OfLot { gtin, lot, quantity } => {
				let (lot, excess) = Self::excess_of_lot(&gtin, &lot, quantity)?;
				return Ok((lot, Teller::Lot(excess), None));
			},
			ObservedGoods::Serial { gtin, serial, proof } => (gtin, serial, proof, None),
			ObservedGoods::Relabelled { gtin, serial, proof, bears } => {
				(gtin, serial, proof, Some(bears))
			},
		};
		gtin.validate().map_err(|_| Error::<T>::MalformedGtin)?;
		serial.validate().map_err(|_| Error::<T>::MalformedSerial)?;
		proof.validate().map_err(|_| Error::<T>::MalformedClaim)?;
		let unit = unit_id(&gtin, &serial);
		let Some(proof) = proof else { return Ok((unit, Teller::Record(unit), bears)) };
		let teller = match Items::<T>::get(unit) {
			Some(item) if Self::is_of(&item, &gtin, &serial, &proof) => Teller::Record(unit),
			Some(_) => Self::refuted(&gtin, &proof, RecordedFact::Label(unit)),
			None => match Self::locate(&gtin, &serial, &proof) {
				Ok(located) => Teller::Record(located.consignment),
				Err(Error::<T>::ProofRefuted) => {
					let lot = lot_id(&gtin, &proof.lot);
					Self::refuted(&gtin, &proof, RecordedFact::Lot(lot))
				},
				// Of a lot that nobody commissioned nothing is known.
				Err(_) => Teller::Record(unit),
			},
		};
		Ok((unit, teller, bears))
	}

	/// What a path shows that does not lead to the unit: that it begins at a leaf that the lot does not have,
	/// or else only that the label is another's, by `fact`.
	fn refuted(gtin: &Gtin, proof: &SerialProof, fact: RecordedFact) -> Teller {
		let lot = lot_id(gtin, &proof.lot);
		let is_beyond = Lots::<T>::get(lot).is_some_and(|record| {
			record.root.is_some() && u64::from(proof.index) >= record.quantity.value()
		});
		if is_beyond {
			Teller::Lot(Some(Excess { lot, shown: ShownOfLot::Leaf(proof.index) }))
		} else {
			Teller::Label(fact)
		}
	}

	/// The lot, and by what `quantity` shows more of it than was made. Nothing is known of a lot that
	/// nobody commissioned, or in another unit than the lot's.
	fn excess_of_lot(
		gtin: &Gtin,
		number: &LotNumber,
		quantity: Quantity,
	) -> Result<(LotId, Option<Excess>), Error<T>> {
		gtin.validate().map_err(|_| Error::<T>::MalformedGtin)?;
		number.validate().map_err(|_| Error::<T>::MalformedLotNumber)?;
		quantity.validate().map_err(|_| Error::<T>::MalformedQuantity)?;
		let lot = lot_id(gtin, number);
		let is_more = Lots::<T>::get(lot).is_some_and(|record| {
			quantity.same_unit(&record.quantity) && quantity.value() > record.quantity.value()
		});
		let excess = Excess { lot, shown: ShownOfLot::Quantity(quantity) };
		Ok((lot, is_more.then_some(excess)))
	}

	/// How a sighting of an object contradicts what is known of that time.
	///
	/// Nothing is known of an object without a record: that is a question and no verdict. No sighting by
	/// whoever holds it next is one, who receives it before it accepts, or by those who look at goods of
	/// others by duty.
	fn anomaly(
		object: ObjectId,
		observer: &Member,
		seen: Moment,
	) -> Option<(AnomalyKind, RecordedFact)> {
		let (mut object, mut item) = (object, Items::<T>::get(object)?);
		for _ in 0..=MAX_NESTING {
			let (number, span) = Self::span_at(&object, item.spans, seen);
			let span = span.filter(|span| span.at <= seen)?;
			let next = Spans::<T>::get(object, number.saturating_add(1));
			let fact = RecordedFact::Span { object, number };
			match (span.stay, item.presence) {
				(Stay::In(parent), _) => {
					object = parent;
					item = Items::<T>::get(parent)?;
				},
				(Stay::Ended(_), _) => return Some((AnomalyKind::ReappearedAfterEnd, fact)),
				(Stay::With(holder), _) if holder == observer.org => return None,
				(Stay::With(_), Presence::Offered { to, until, .. })
					if next.is_none() && to == observer.org && seen < until =>
				{
					return None
				},
				(Stay::With(_), _) => {
					let is_next = next.is_some_and(|next| next.stay == Stay::With(observer.org));
					let by_duty = observer.roles.intersects(&INSPECTORS);
					return (!is_next && !by_duty).then_some((AnomalyKind::HeldByAnother, fact));
				},
			}
		}
		None
	}
}
