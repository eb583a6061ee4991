//! What members see.

use crate::{
	AnomalyKind, Config, Error, Event, Items, Observation, ObservationCount, Observations,
	ObservedGoods, Pallet, Spans, INSPECTORS,
};
use frame_support::{ensure, traits::Time};
use sp_runtime::{ArithmeticError, DispatchResult};
use tracemark_primitives::{
	cbv::{BizStep, Disposition},
	goods::{ObjectId, Presence},
	gs1::{unit_id, Gln},
	parties::Member,
	time::EventTime,
	traits::{Alert, AlertSink},
	Moment, Validate,
};

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
		let object = match what {
			ObservedGoods::Object(object) => object,
			ObservedGoods::Serial { gtin, serial } => {
				gtin.validate().map_err(|_| Error::<T>::MalformedGtin)?;
				serial.validate().map_err(|_| Error::<T>::MalformedSerial)?;
				unit_id(&gtin, &serial)
			},
		};
		let by = observer.org;
		ensure!(ObservationCount::<T>::get(object, by) == seq, Error::<T>::StaleSeq);
		let next = seq.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		let anomaly = Self::anomaly(&object, &observer, time.moment);

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
		if anomaly.is_some() {
			T::Alerts::raise(Alert::Anomaly { object, by });
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
		Ok(())
	}

	/// How a sighting of an object contradicts what is known of it.
	///
	/// Nothing is known of an object without a record: that is a question and no verdict. A sighting
	/// before the last change of the outermost object says nothing against how it is since. Neither
	/// does one by whoever it is offered to, who receives it before it accepts, or by those who look
	/// at goods of others by duty.
	fn anomaly(object: &ObjectId, observer: &Member, seen: Moment) -> Option<AnomalyKind> {
		let outer = Self::outermost(*object, Items::<T>::get(object)?)?;
		let last = Spans::<T>::get(outer.object, outer.item.spans.checked_sub(1)?)?;
		if seen < last.at {
			return None;
		}
		match outer.item.presence {
			Presence::Ended(_) => Some(AnomalyKind::ReappearedAfterEnd),
			Presence::Offered { to } if to == observer.org => None,
			_ if outer.holder == observer.org || observer.roles.intersects(&INSPECTORS) => None,
			_ => Some(AnomalyKind::HeldByAnother),
		}
	}
}
