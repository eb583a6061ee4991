//! What members see.

use crate::{
	Config, Error, Event, Items, Observation, ObservationCount, Observations, ObservedGoods,
	Pallet, Spans, Stay, INSPECTORS,
};
use frame_support::{ensure, traits::Time};
use sp_runtime::{ArithmeticError, DispatchResult};
use tracemark_primitives::{
	cbv::{BizStep, Disposition},
	goods::{AnomalyKind, LotId, ObjectId, Presence, MAX_NESTING},
	gs1::{unit_id, Gln},
	parties::Member,
	time::EventTime,
	traits::{Alert, AlertSink},
	Moment, Validate,
};

/// See [`Pallet::seen`].
type Seen = (ObjectId, Result<ObjectId, AnomalyKind>, Option<LotId>);

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
		let (object, known, bears) = Self::seen(what)?;
		let by = observer.org;
		ensure!(ObservationCount::<T>::get(object, by) == seq, Error::<T>::StaleSeq);
		let next = seq.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		let contradicted = match (known, bears) {
			(Ok(known), Some(bears)) if !Self::is_own_label(&known, bears) => {
				Self::label_anomaly(&known, bears)
			},
			(Ok(known), _) => Self::anomaly(known, &observer, time.moment),
			(Err(kind), _) => Some(kind),
		};
		// What is shown not to be the object tells nothing of where that is.
		let travel = known
			.ok()
			.and_then(|known| Self::sight_in_observation(&object, &known, by, seq, &circumstances));
		let anomaly = contradicted.or(travel.map(|_| AnomalyKind::ImpossibleTravel));

		let observation = Observation {
			biz_step,
			disposition,
			place,
			time,
			timeliness: circumstances.timeliness,
			recorded_at: now,
			block: Self::block(),
			anomaly,
		};
		Observations::<T>::insert((object, by, seq), observation);
		ObservationCount::<T>::insert(object, by, next);
		if let Some(kind) = contradicted {
			T::Alerts::raise(Alert::Anomaly { object, by, kind });
		}
		Self::deposit_event(Event::Observed {
			object,
			by,
			seq,
			biz_step,
			disposition,
			circumstances,
			anomaly,
		});
		if let Some((seen, contradiction)) = travel {
			Self::report_travel(object, by, seq, seen, contradiction);
		}
		Ok(())
	}

	/// The id that a sighting is recorded under, the object whose record tells of it, and the lot that
	/// another label names. A unit without a record is told of by its consignment, if its own label's path
	/// leads there.
	fn seen(what: ObservedGoods) -> Result<Seen, Error<T>> {
		let (gtin, serial, proof, bears) = match what {
			ObservedGoods::Object(object) => return Ok((object, Ok(object), None)),
			ObservedGoods::Serial { gtin, serial, proof } => (gtin, serial, proof, None),
			ObservedGoods::Relabelled { gtin, serial, proof, bears } => {
				(gtin, serial, proof, Some(bears))
			},
		};
		gtin.validate().map_err(|_| Error::<T>::MalformedGtin)?;
		serial.validate().map_err(|_| Error::<T>::MalformedSerial)?;
		proof.validate().map_err(|_| Error::<T>::MalformedClaim)?;
		let unit = unit_id(&gtin, &serial);
		let Some(proof) = proof else { return Ok((unit, Ok(unit), bears)) };
		let known = match Items::<T>::get(unit) {
			Some(item) if Self::is_of(&item, &gtin, &serial, &proof) => Ok(unit),
			Some(_) => Err(AnomalyKind::ProofRefuted),
			None => match Self::locate(&gtin, &serial, &proof) {
				Ok(located) => Ok(located.consignment),
				Err(Error::<T>::ProofRefuted) => Err(AnomalyKind::ProofRefuted),
				// Of a lot that nobody commissioned nothing is known.
				Err(_) => Ok(unit),
			},
		};
		Ok((unit, known, bears))
	}

	/// How a sighting of an object contradicts what is known of that time.
	///
	/// Nothing is known of an object without a record: that is a question and no verdict. No sighting by
	/// whoever holds it next is one, who receives it before it accepts, or by those who look at goods of
	/// others by duty.
	fn anomaly(object: ObjectId, observer: &Member, seen: Moment) -> Option<AnomalyKind> {
		let (mut object, mut item) = (object, Items::<T>::get(object)?);
		for _ in 0..=MAX_NESTING {
			let (number, span) = Self::span_at(&object, item.spans, seen);
			let span = span.filter(|span| span.at <= seen)?;
			let next = Spans::<T>::get(object, number.saturating_add(1));
			match (span.stay, item.presence) {
				(Stay::In(parent), _) => {
					object = parent;
					item = Items::<T>::get(parent)?;
				},
				(Stay::Ended(_), _) => return Some(AnomalyKind::ReappearedAfterEnd),
				(Stay::With(holder), _) if holder == observer.org => return None,
				(Stay::With(_), Presence::Offered { to, until, .. })
					if next.is_none() && to == observer.org && seen < until =>
				{
					return None
				},
				(Stay::With(_), _) => {
					let is_next = next.is_some_and(|next| next.stay == Stay::With(observer.org));
					let by_duty = observer.roles.intersects(&INSPECTORS);
					return (!is_next && !by_duty).then_some(AnomalyKind::HeldByAnother);
				},
			}
		}
		None
	}
}
