//! Where rights are exhausted.

use crate::*;
use frame_support::ensure;
use sp_runtime::DispatchResult;
use tracemark_primitives::{
	rights::RightKind,
	territory::{Country, Territories},
	Validate,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_exhaustion(
		kind: RightKind,
		country: Country,
		territories: Option<Territories>,
	) -> DispatchResult {
		country.validate().map_err(|_| Error::<T>::MalformedExhaustion)?;
		territories.validate().map_err(|_| Error::<T>::MalformedExhaustion)?;
		let names_it = territories.is_none_or(|territories| territories.contains(&country));
		ensure!(names_it, Error::<T>::MalformedExhaustion);

		Exhaustion::<T>::set(kind, country, territories);
		Self::deposit_event(Event::ExhaustionSet { kind, country, territories });
		Ok(())
	}
}
