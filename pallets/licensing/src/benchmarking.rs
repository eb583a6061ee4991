//! Benchmarks, and the licences that the benchmarks of other pallets need.

use crate::*;
use frame_benchmarking::v2::*;
use frame_support::traits::Get;
use frame_system::RawOrigin;
use sp_core::H256;
use tracemark_primitives::{
	authorisation::Activities,
	benchmarking::BenchmarkHelper,
	parties::{Owner, Role},
	quantity::Quantity,
	rights::RightId,
	territory::Territories,
	time::Period,
	LicenceId, Moment, OrgId, Validate,
};

const NOW: Moment = 1_700_000_000_000;

/// Terms that permit everything, everywhere, without end.
fn every_act(quantity: Option<Quantity>) -> LicenceTerms {
	let mut countries = [0xff; 32];
	countries[31] = 1;
	let terms = LicenceTerms {
		activities: Activities(0x0fff),
		territories: Territories(countries),
		term: Period { from: 0, until: None },
		quantity,
		contract: H256::repeat_byte(0xc0),
	};
	assert!(terms.validate().is_ok());
	terms
}

impl<T: Config> Pallet<T> {
	/// A licence of all activities, everywhere, without end or limit. That of an earlier call, if there
	/// was one. It is the last that an answer reads: all others that the list has room for were ended.
	pub fn benchmark_licence(right: RightId, licensee: OrgId) -> LicenceId {
		if let Some(first) = LicencesBetween::<T>::get(right, licensee).first() {
			return *first;
		}
		let licence = Self::insert_licence(right, licensee, None);
		for _ in 1..T::MaxLicencesPerPair::get() {
			Self::end_licence(Self::insert_licence(right, licensee, None));
		}
		licence
	}

	/// Ends a licence at the beginning of time.
	fn end_licence(id: LicenceId) {
		let ended = Some(LicenceEnd::Surrendered { at: 0 });
		Licences::<T>::mutate(id, |licence| {
			if let Some(licence) = licence {
				licence.ended = ended;
			}
		});
	}

	/// Writes a further licence between the two.
	fn insert_licence(right: RightId, licensee: OrgId, quantity: Option<Quantity>) -> LicenceId {
		let id = NextLicenceId::<T>::get();
		let licence = Licence {
			right,
			licensor: Owner::Organisation(OrgId::MAX),
			licensee,
			terms: every_act(quantity),
			left: quantity,
			granted_at: 0,
			ended: None,
		};
		LicencesBetween::<T>::mutate(right, licensee, |ids| {
			ids.try_push(id).expect("no more licences than the bound are inserted")
		});
		Licences::<T>::insert(id, licence);
		NextLicenceId::<T>::put(id + 1);
		id
	}
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// With a full list, of which only the last can be moved to the past.
	#[benchmark]
	fn grant() -> Result<(), BenchmarkError> {
		T::BenchmarkHelper::set_time(NOW);
		let (owner, licensor) = T::BenchmarkHelper::member(0, Role::RightsHolder.into());
		let (_, licensee) = T::BenchmarkHelper::member(1, Role::Manufacturer.into());
		let right = T::BenchmarkHelper::attested_right(0, licensor);
		for _ in 1..T::MaxLicencesPerPair::get() {
			Pallet::<T>::insert_licence(right, licensee, None);
		}
		Pallet::<T>::end_licence(Pallet::<T>::insert_licence(right, licensee, None));
		let terms = every_act(Some(Quantity::Pieces(u64::MAX)));
		let id = NextLicenceId::<T>::get();

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), right, licensee, terms);

		assert_eq!(Licences::<T>::get(id).map(|licence| licence.terms), Some(terms));
		assert_eq!(PastLicenceCount::<T>::get(right, licensee), 1);
		Ok(())
	}

	#[benchmark]
	fn revoke() -> Result<(), BenchmarkError> {
		T::BenchmarkHelper::set_time(NOW);
		let (owner, licensor) = T::BenchmarkHelper::member(0, Role::RightsHolder.into());
		let (_, licensee) = T::BenchmarkHelper::member(1, Role::Manufacturer.into());
		let right = T::BenchmarkHelper::attested_right(0, licensor);
		let id = Pallet::<T>::insert_licence(right, licensee, Some(Quantity::Pieces(u64::MAX)));
		let ground = H256::repeat_byte(0x99);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id, ground);

		let end = LicenceEnd::Revoked { at: NOW, ground };
		assert_eq!(Licences::<T>::get(id).and_then(|licence| licence.ended), Some(end));
		Ok(())
	}

	#[benchmark]
	fn surrender_licence() -> Result<(), BenchmarkError> {
		T::BenchmarkHelper::set_time(NOW);
		let (_, licensor) = T::BenchmarkHelper::member(0, Role::RightsHolder.into());
		let (operator, licensee) = T::BenchmarkHelper::member(1, Role::Manufacturer.into());
		let right = T::BenchmarkHelper::attested_right(0, licensor);
		let id = Pallet::<T>::insert_licence(right, licensee, Some(Quantity::Pieces(u64::MAX)));

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), id);

		let end = LicenceEnd::Surrendered { at: NOW };
		assert_eq!(Licences::<T>::get(id).and_then(|licence| licence.ended), Some(end));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder::build(), crate::mock::Test);
}
