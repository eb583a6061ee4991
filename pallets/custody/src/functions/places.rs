//! Places.

use crate::{Config, Error, Event, FormerPlaces, Pallet, Place, Places};
use frame_support::{ensure, traits::Time};
use sp_runtime::{ArithmeticError, DispatchResult};
use tracemark_primitives::{geo::Coordinates, gs1::Gln, territory::Country, OrgId, Validate};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register_place(
		run_by: OrgId,
		gln: Gln,
		country: Country,
		coordinates: Coordinates,
	) -> DispatchResult {
		gln.validate().map_err(|_| Error::<T>::MalformedPlace)?;
		country.validate().map_err(|_| Error::<T>::MalformedCountry)?;
		coordinates.validate().map_err(|_| Error::<T>::MalformedCoordinates)?;
		ensure!(coordinates.is_on_grid(), Error::<T>::CoordinatesTooPrecise);
		Self::ensure_issued_to(run_by, &gln)?;

		let mut version = 0;
		if let Some(former) = Places::<T>::get(gln) {
			let is_free =
				former.run_by == run_by || Self::ensure_issued_to(former.run_by, &gln).is_err();
			ensure!(is_free, Error::<T>::PlaceOfAnother);
			version = former.version.checked_add(1).ok_or(ArithmeticError::Overflow)?;
			FormerPlaces::<T>::insert(gln, former.version, former);
		}
		let registered_at = T::Time::now();
		let place = Place { run_by, country, coordinates, registered_at, closed_at: None, version };
		Places::<T>::insert(gln, place);
		Self::deposit_event(Event::PlaceRegistered { gln, run_by, country, coordinates, version });
		Ok(())
	}

	pub(crate) fn do_close_place(by: OrgId, gln: Gln) -> DispatchResult {
		let place = Places::<T>::get(gln).ok_or(Error::<T>::UnknownPlace)?;
		ensure!(place.run_by == by, Error::<T>::PlaceOfAnother);
		ensure!(place.closed_at.is_none(), Error::<T>::PlaceClosed);

		Places::<T>::insert(gln, Place { closed_at: Some(T::Time::now()), ..place });
		Self::deposit_event(Event::PlaceClosed { gln, by });
		Ok(())
	}
}
