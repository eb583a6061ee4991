//! Benchmarks: every call with as many validators as the chain allows.

use crate::*;
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{EnsureOrigin, Get},
	BoundedVec,
};
use tracemark_primitives::{benchmarking::BenchmarkHelper, parties::Role, OrgId};

/// Registers session keys for a benchmark.
pub trait RegisterKeys<AccountId> {
	/// Gives `who` session keys of its own.
	fn register_keys(who: &AccountId);
}

impl<T: Config> Pallet<T> {
	/// Makes `count` accounts the validators that serve, each of an organisation of its own beyond
	/// those that a benchmark admits.
	pub fn fill(count: u32) -> Vec<T::AccountId> {
		let mut validators: Vec<T::AccountId> =
			(0..count).map(|index| account("validator", index, 0)).collect();
		validators.sort();
		for (validator, org) in validators.iter().zip((0..=OrgId::MAX).rev()) {
			Seats::<T>::insert(org, validator);
			let record = ValidatorRecord { org, status: Status::Serving };
			Records::<T>::insert(validator, record);
		}
		Validators::<T>::put(BoundedVec::truncate_from(validators.clone()));
		validators
	}
}

fn origin<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::ValidatorOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn enlist() -> Result<(), BenchmarkError> {
		Pallet::<T>::fill(T::MaxValidators::get() - 1);
		let (validator, org) = T::BenchmarkHelper::member(0, Role::Carrier.into());
		T::BenchmarkHelper::register_keys(&validator);
		let origin = origin::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, validator.clone());

		assert!(Validators::<T>::get().contains(&validator));
		Ok(())
	}

	#[benchmark]
	fn delist() -> Result<(), BenchmarkError> {
		let validator = Pallet::<T>::fill(T::MaxValidators::get()).remove(0);
		let origin = origin::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, validator.clone());

		assert!(!Validators::<T>::get().contains(&validator));
		Ok(())
	}

	#[benchmark]
	fn reinstate() -> Result<(), BenchmarkError> {
		// The last place is that of a validator whose organisation exists.
		Pallet::<T>::fill(T::MaxValidators::get() - 1);
		let (validator, org) = T::BenchmarkHelper::member(0, Role::Carrier.into());
		T::BenchmarkHelper::register_keys(&validator);
		Pallet::<T>::do_enlist(org, validator.clone())?;
		let record = Records::<T>::get(&validator).expect("just enlisted");
		let offence = Default::default();
		Pallet::<T>::do_suspend(validator.clone(), record, *b"grandpa:equivoca", offence, 0);
		let origin = origin::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, validator.clone());

		assert!(Validators::<T>::get().contains(&validator));
		Ok(())
	}

	#[benchmark]
	fn note_set() {
		let set_id = T::GrandpaSetId::get();
		SetChanges::<T>::remove(set_id);

		#[block]
		{
			Pallet::<T>::note_set();
		}

		assert!(SetChanges::<T>::contains_key(set_id));
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::ExtBuilder::default().build(),
		crate::mock::Test
	);
}
