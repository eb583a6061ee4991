//! What the pallet offers to `pallet-session` and `pallet-grandpa`, and what it asks of the former.

use crate::{Config, MinimumValidators, Pallet, PlannedSet, Records, Sessions, Validators};
use alloc::vec::Vec;
use codec::Encode;
use frame_support::{traits::Defensive, BoundedVec};
use sp_io::hashing::blake2_256;
use sp_runtime::SaturatedConversion;
use sp_staking::{
	offence::{Offence, OffenceError, ReportOffence},
	SessionIndex,
};
use tracemark_primitives::OrgId;

/// Validators with their organisations.
type SetOf<T> = Vec<(<T as frame_system::Config>::AccountId, OrgId)>;
/// Validators with digests of their session keys.
type PlanOf<T> =
	BoundedVec<(<T as frame_system::Config>::AccountId, [u8; 32]), <T as Config>::MaxValidators>;

impl<T: Config> Pallet<T> {
	/// Those of a list that have session keys, with their digests.
	///
	/// The keys count: with new ones the set must be handed over anew, or equivocations under them
	/// could not be proved once the session is past.
	fn with_keys(validators: impl Iterator<Item = T::AccountId>) -> PlanOf<T> {
		// Cuts nothing off: both lists that it is made from have this bound.
		BoundedVec::truncate_from(
			validators
				.filter_map(|validator| T::Sessions::keys(&validator).map(|keys| (validator, keys)))
				.collect(),
		)
	}

	/// Whether the organisation of a validator is in good standing.
	fn belongs_to_the_good(validator: &T::AccountId) -> bool {
		Records::<T>::get(validator).is_some_and(|record| Self::is_in_good_standing(record.org))
	}

	/// Remembers a plan, and adds the organisations.
	fn hand_over(plan: PlanOf<T>) -> SetOf<T> {
		PlannedSet::<T>::put(&plan);
		plan.into_iter()
			.filter_map(|(validator, _)| {
				let record = Records::<T>::get(&validator).defensive()?;
				Some((validator, record.org))
			})
			.collect()
	}
}

impl<T: Config> pallet_session::historical::SessionManager<T::AccountId, OrgId> for Pallet<T> {
	/// The set of the session after the one that begins, if it differs from the last that was handed
	/// over: those whose organisation is in good standing. If those that should serve are below the minimum, the last one goes on.
	///
	/// Handing over an unchanged set would begin a new GRANDPA authority set at every session end, and
	/// each of them makes certificates longer.
	fn new_session(_: SessionIndex) -> Option<SetOf<T>> {
		let last = PlannedSet::<T>::get();
		let mut next =
			Self::with_keys(Validators::<T>::get().into_iter().filter(Self::belongs_to_the_good));
		if next.len().saturated_into::<u32>() < MinimumValidators::<T>::get() {
			next = Self::with_keys(last.iter().map(|(validator, _)| validator.clone()));
		}
		(next != last && !next.is_empty()).then(|| Self::hand_over(next))
	}

	/// The first set, for each of the two sessions that genesis plans. Never `None`: the session pallet
	/// would put in whoever has keys.
	fn new_session_genesis(_: SessionIndex) -> Option<SetOf<T>> {
		let validators = Validators::<T>::get();
		let first = Self::with_keys(validators.iter().cloned());
		assert!(first.len() == validators.len(), "a validator has no session keys");
		Some(Self::hand_over(first))
	}

	fn start_session(_: SessionIndex) {}

	fn end_session(_: SessionIndex) {}
}

impl<T: Config> pallet_session::SessionManager<T::AccountId> for Pallet<T> {
	fn new_session(index: SessionIndex) -> Option<Vec<T::AccountId>> {
		<Self as pallet_session::historical::SessionManager<_, _>>::new_session(index)
			.map(|validators| validators.into_iter().map(|(validator, _)| validator).collect())
	}

	fn new_session_genesis(index: SessionIndex) -> Option<Vec<T::AccountId>> {
		<Self as pallet_session::historical::SessionManager<_, _>>::new_session_genesis(index)
			.map(|validators| validators.into_iter().map(|(validator, _)| validator).collect())
	}

	fn start_session(_: SessionIndex) {}

	fn end_session(_: SessionIndex) {}
}

/// Suspends whoever committed an offence, whatever its kind. Reporters gain nothing by it.
impl<T, O> ReportOffence<T::AccountId, (T::AccountId, OrgId), O> for Pallet<T>
where
	T: Config,
	O: Offence<(T::AccountId, OrgId)>,
{
	fn report_offence(_: Vec<T::AccountId>, offence: O) -> Result<(), OffenceError> {
		let session = offence.session_index();
		let key = Self::offence_key(O::ID, &offence.slot());
		let accountable: Vec<_> = offence
			.offenders()
			.into_iter()
			.filter_map(|(validator, _)| {
				Self::accountable(&validator, key).map(|record| (validator, record))
			})
			.collect();
		if accountable.is_empty() {
			return Err(OffenceError::DuplicateReport);
		}
		for (validator, record) in accountable {
			Self::do_suspend(validator, record, O::ID, key, session);
		}
		Ok(())
	}

	/// Whether a report would suspend none of them.
	fn is_known_offence(offenders: &[(T::AccountId, OrgId)], slot: &O::Slot) -> bool {
		let key = Self::offence_key(O::ID, slot);
		offenders.iter().all(|(validator, _)| Self::accountable(validator, key).is_none())
	}
}

impl<S> Sessions<S::AccountId> for pallet_session::Pallet<S>
where
	S: pallet_session::Config<ValidatorId = <S as frame_system::Config>::AccountId>,
{
	fn keys(who: &S::AccountId) -> Option<[u8; 32]> {
		Self::load_keys(who).map(|keys| keys.using_encoded(blake2_256))
	}
}
