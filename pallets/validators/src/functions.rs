//! What the calls, the hook and genesis do.

use crate::{
	Config, Error, Event, GenesisConfig, MinimumValidators, Offences, Pallet, PlannedSet, Records,
	Seats, SessionLength, Sessions, SetChanges, SlotDuration, Status, ValidatorRecord, Validators,
};
use codec::Encode;
use frame_support::{ensure, traits::Get, BoundedVec};
use sp_io::hashing::blake2_256;
use sp_runtime::{DispatchError, DispatchResult, SaturatedConversion};
use sp_staking::{offence::Kind, SessionIndex};
use tracemark_primitives::{parties::Standing, traits::Membership, BlockNumber, OrgId};

type ValidatorsOf<T> =
	BoundedVec<<T as frame_system::Config>::AccountId, <T as Config>::MaxValidators>;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_enlist(org: OrgId, validator: T::AccountId) -> DispatchResult {
		ensure!(T::Membership::party(org).is_some(), Error::<T>::UnknownOrganisation);
		ensure!(Self::is_in_good_standing(org), Error::<T>::NotInGoodStanding);
		ensure!(T::Membership::affiliation(&validator) == Some(org), Error::<T>::NotAffiliated);
		if let Some(record) = Records::<T>::get(&validator) {
			match record.status {
				Status::Serving => Err(Error::<T>::AlreadyEnlisted),
				Status::Suspended { .. } => Err(Error::<T>::Suspended),
				Status::Delisted => Ok(()),
			}?;
		}
		ensure!(!Seats::<T>::contains_key(org), Error::<T>::AlreadyServes);
		ensure!(T::Sessions::keys(&validator).is_some(), Error::<T>::NoSessionKeys);
		let validators = Self::with(&validator)?;

		Validators::<T>::put(validators);
		Seats::<T>::insert(org, &validator);
		let record = ValidatorRecord { org, status: Status::Serving };
		Records::<T>::insert(&validator, record);
		Self::deposit_event(Event::Enlisted { org, validator });
		Ok(())
	}

	pub(crate) fn do_delist(validator: T::AccountId) -> DispatchResult {
		let record = Records::<T>::get(&validator).ok_or(Error::<T>::NotEnlisted)?;
		let org = record.org;
		ensure!(Seats::<T>::get(org).as_ref() == Some(&validator), Error::<T>::NotEnlisted);
		if record.status == Status::Serving {
			let validators = Self::without(&validator);
			ensure!(
				validators.len().saturated_into::<u32>() >= MinimumValidators::<T>::get(),
				Error::<T>::TooFewValidators
			);
			Validators::<T>::put(validators);
			Records::<T>::insert(
				&validator,
				ValidatorRecord { status: Status::Delisted, ..record },
			);
		}

		Seats::<T>::remove(org);
		Self::deposit_event(Event::Delisted { org, validator });
		Ok(())
	}

	pub(crate) fn do_reinstate(validator: T::AccountId) -> DispatchResult {
		let record = Records::<T>::get(&validator).ok_or(Error::<T>::NotSuspended)?;
		ensure!(matches!(record.status, Status::Suspended { .. }), Error::<T>::NotSuspended);
		let org = record.org;
		ensure!(Self::is_in_good_standing(org), Error::<T>::NotInGoodStanding);
		let status = if Seats::<T>::get(org).as_ref() == Some(&validator) {
			Validators::<T>::put(Self::with(&validator)?);
			Status::Serving
		} else {
			Status::Delisted
		};

		Records::<T>::insert(&validator, ValidatorRecord { org, status });
		Self::deposit_event(Event::Reinstated { org, validator });
		Ok(())
	}

	/// What stands for the kind and the time slot of an offence. Whoever reports chooses the session, so
	/// that it is no part of it.
	pub(crate) fn offence_key(kind: Kind, slot: &impl Encode) -> [u8; 32] {
		(kind, slot).using_encoded(blake2_256)
	}

	/// The record of a validator that this offence would suspend. `None` if it is suspended, if the
	/// offence was reported before, or if it never was a validator.
	pub(crate) fn accountable(
		validator: &T::AccountId,
		offence: [u8; 32],
	) -> Option<ValidatorRecord> {
		Records::<T>::get(validator).filter(|record| {
			!matches!(record.status, Status::Suspended { .. })
				&& !Offences::<T>::contains_key(validator, offence)
		})
	}

	pub(crate) fn do_suspend(
		validator: T::AccountId,
		record: ValidatorRecord,
		kind: Kind,
		offence: [u8; 32],
		session: SessionIndex,
	) {
		Validators::<T>::put(Self::without(&validator));
		let since = Self::now();
		Offences::<T>::insert(&validator, offence, since);
		let status = Status::Suspended { since };
		Records::<T>::insert(&validator, ValidatorRecord { status, ..record });
		Self::deposit_event(Event::Suspended {
			org: record.org,
			validator,
			offence: kind,
			session,
		});
	}

	/// Notes since when the authority set votes, once for each.
	pub(crate) fn note_set() {
		let set_id = T::GrandpaSetId::get();
		if SetChanges::<T>::contains_key(set_id) {
			return;
		}
		// The block that announces a set is still voted on by the one before.
		let at = Self::now().saturating_add(1);
		SetChanges::<T>::insert(set_id, at);
		Self::deposit_event(Event::SetChanged { set_id, at });
	}

	/// Refuses a genesis that could not be run safely.
	pub(crate) fn build_genesis(genesis: &GenesisConfig<T>) {
		let minimum = genesis.minimum_validators;
		assert!(genesis.slot_duration >= 2, "a slot has at least two milliseconds");
		assert!(genesis.session_length > 0, "a session has at least one block");
		assert!(
			minimum == 1 || minimum >= 4,
			"fewer than four validators tolerate no fault; development runs with exactly one"
		);
		assert!(
			minimum >= 4 || genesis.validators.len() <= 1,
			"a minimum of one is for development, where one validator runs alone"
		);
		assert!(
			genesis.validators.is_empty()
				|| genesis.validators.len().saturated_into::<u32>() >= minimum,
			"there are fewer validators than the minimum"
		);
		assert!(
			!PlannedSet::<T>::exists(),
			"the session asked for validators before there were any: its index must be the higher one"
		);
		SlotDuration::<T>::put(genesis.slot_duration);
		SessionLength::<T>::put(genesis.session_length);
		MinimumValidators::<T>::put(minimum);
		// Genesis itself is not voted on.
		SetChanges::<T>::insert(0, 1);

		for (validator, org) in &genesis.validators {
			assert!(!Seats::<T>::contains_key(org), "an organisation has one validator");
			assert!(!Records::<T>::contains_key(validator), "a validator has one organisation");
			match Self::with(validator) {
				Ok(validators) => Validators::<T>::put(validators),
				Err(_) => panic!("there are more validators than the chain allows"),
			}
			Seats::<T>::insert(org, validator);
			let record = ValidatorRecord { org: *org, status: Status::Serving };
			Records::<T>::insert(validator, record);
		}
	}

	/// The validators that should serve, and this one.
	fn with(validator: &T::AccountId) -> Result<ValidatorsOf<T>, DispatchError> {
		let mut validators = Validators::<T>::get();
		if let Err(position) = validators.binary_search(validator) {
			validators
				.try_insert(position, validator.clone())
				.map_err(|_| Error::<T>::TooManyValidators)?;
		}
		Ok(validators)
	}

	/// The validators that should serve, but for this one.
	fn without(validator: &T::AccountId) -> ValidatorsOf<T> {
		let mut validators = Validators::<T>::get();
		validators.retain(|other| other != validator);
		validators
	}

	/// Whether an organisation may act.
	pub(crate) fn is_in_good_standing(org: OrgId) -> bool {
		T::Membership::party(org).is_some_and(|party| party.standing == Standing::Good)
	}

	fn now() -> BlockNumber {
		frame_system::Pallet::<T>::block_number().saturated_into()
	}
}
