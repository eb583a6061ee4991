//! What sensors beside goods report.

use crate::{
	Config, Error, Event, Items, Pallet, SensorReport, SensorReportCount, SensorReports, SensorWord,
};
use frame_support::{ensure, traits::Time};
use sp_runtime::{ArithmeticError, DispatchResult};
use tracemark_primitives::{
	goods::ObjectId,
	traits::{Alert, AlertSink},
	OrgId,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_report_sensor(
		by: OrgId,
		object: ObjectId,
		seq: u32,
		word: SensorWord,
	) -> DispatchResult {
		let now = T::Time::now();
		let timeliness = match word {
			SensorWord::Readings { count, from, until, .. } => {
				Self::timeliness(&from, now)?;
				let is_stretch = count > 0 && from.moment <= until.moment;
				ensure!(is_stretch, Error::<T>::MalformedReadings);
				Self::timeliness(&until, now)?
			},
			SensorWord::Exception { time, .. } => Self::timeliness(&time, now)?,
		};
		ensure!(Items::<T>::contains_key(object), Error::<T>::UnknownObject);
		ensure!(SensorReportCount::<T>::get(object, by) == seq, Error::<T>::StaleSeq);
		let next = seq.checked_add(1).ok_or(ArithmeticError::Overflow)?;

		SensorReports::<T>::insert((object, by, seq), SensorReport { word, recorded_at: now });
		SensorReportCount::<T>::insert(object, by, next);
		if let SensorWord::Exception { measurement, exception, .. } = word {
			T::Alerts::raise(Alert::Sensor { object, by, measurement, exception });
		}
		Self::deposit_event(Event::SensorReported { object, by, seq, word, timeliness });
		Ok(())
	}
}
