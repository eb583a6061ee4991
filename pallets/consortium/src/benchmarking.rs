//! Benchmarks of every call, and the members that benchmarks of other pallets act through.

use crate::{samples::*, *};
use alloc::{format, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{
		fungible::{Balanced, Inspect},
		tokens::Precision,
		EnsureOrigin, Get,
	},
	BoundedVec,
};
use frame_system::RawOrigin;
use sp_core::H256;
use sp_runtime::{traits::Zero, Saturating};
use tracemark_primitives::{
	gs1::CompanyPrefix,
	parties::{Role, Roles, Standing},
	rights::{OfficeCode, RightKinds},
	time::Period,
	OrgId,
};

const SEED: u32 = u32::MAX;
const ROLES: Roles = Roles::of(&[Role::RightsHolder, Role::IpOffice]);
const GROUND: H256 = H256::repeat_byte(1);
const OFFICE: OfficeCode = OfficeCode(*b"EM");

/// What the benchmarks need of the runtime.
pub trait BenchmarkHelper<AccountId, Signature> {
	/// An account whose key is at hand.
	fn signer() -> AccountId;

	/// The signature of that account.
	fn sign(who: &AccountId, message: &[u8]) -> Signature;

	/// Opens as many motions as the council can have, all of which `voters`, who sit in it, approved.
	fn open_motions(voters: &[AccountId]);
}

impl<T: Config> Pallet<T> {
	/// An operator with all of `roles` of an organisation of its own in Germany, in good standing.
	/// The same for the same seed; further roles are added.
	pub fn benchmark_member(seed: u32, roles: Roles) -> (T::AccountId, OrgId) {
		let operator: T::AccountId = account("member", seed, 0);
		let controller: T::AccountId = account("controller", seed, 0);
		if let Some(Affiliation { org, .. }) = Affiliations::<T>::get(&operator) {
			let had = Self::organisation(org).unwrap().roles;
			let roles = Roles(had.0 | roles.0);
			Self::do_set_roles(org, roles).unwrap();
			Self::do_set_operator_roles(&controller, operator.clone(), roles).unwrap();
			return (operator, org);
		}
		let profile = profile(&format!("Member {seed}"));
		let org = Self::do_admit(profile, roles, controller.clone()).unwrap();
		let organisation = Self::organisation(org).unwrap();
		Self::employ(org, organisation, operator.clone(), roles).unwrap();
		(operator, org)
	}

	/// Expels an organisation.
	pub fn benchmark_expel(org: OrgId) {
		Organisations::<T>::mutate(org, |known| {
			if let Some(known) = known {
				known.standing = Standing::Expelled;
			}
		});
	}

	/// Accredits an organisation for the register of an office.
	pub fn benchmark_accredit(org: OrgId, office: OfficeCode) {
		let period = Period { from: 0, until: None };
		Accreditations::<T>::insert(org, office, Accreditation { period, kinds: RightKinds::ALL });
	}

	/// Gives an organisation a company prefix, unless it holds it.
	pub fn benchmark_add_prefix(org: OrgId, prefix: CompanyPrefix) {
		if !PrefixesOf::<T>::get(org).contains(&prefix) {
			Self::do_attest_prefix(org, prefix).unwrap();
		}
	}

	/// Endows `account` with `amount`, which a member also allows it; all of it but the smallest unit
	/// falls to the member's controller.
	pub(crate) fn benchmark_sponsor(account: &T::AccountId, amount: BalanceOf<T>) {
		let (operator, org) = Self::benchmark_member(SEED, ROLES);
		let funds = amount.saturating_add(T::Currency::minimum_balance());
		let controller = Self::controller(org).unwrap();
		for payer in [account, &controller] {
			drop(T::Currency::deposit(payer, funds, Precision::BestEffort).unwrap());
		}
		Self::do_set_quota(org, 1u32.into()).unwrap();
		let allowance = amount.max(T::Currency::minimum_balance());
		Self::do_sponsor(&operator, account.clone(), allowance).unwrap();
	}

	/// Fills the council up to `filled` seats and its agenda, and says whose the seats are.
	fn benchmark_seats(filled: u32) -> Vec<OrgId> {
		for seed in 0..filled {
			if Seats::<T>::decode_len().unwrap_or_default() as u32 >= filled {
				break;
			}
			let (_, org) = Self::benchmark_member(seed, ROLES);
			Self::do_seat(org).unwrap();
		}
		let seats = Seats::<T>::get().into_inner();
		T::BenchmarkHelper::open_motions(&Self::voters(&seats));
		seats
	}
}

/// A controller, the account of its operator, and their organisation.
fn member<T: Config>() -> (T::AccountId, T::AccountId, OrgId) {
	let (operator, org) = Pallet::<T>::benchmark_member(SEED, ROLES);
	(Pallet::<T>::controller(org).unwrap(), operator, org)
}

fn admitting<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::AdmitOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}

fn expelling<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::ExpelOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}

/// The prefix of the greatest length with `last` as its last digit.
fn prefix(last: u8) -> CompanyPrefix {
	CompanyPrefix(BoundedVec::truncate_from(format!("99999999999{last}").into_bytes()))
}

fn fresh<T: Config>() -> T::AccountId {
	account("fresh", 0, 0)
}

/// An account, and its consent to join `org`, in the dearer of its two forms.
fn joining<T: Config>(org: OrgId) -> (T::AccountId, T::Signature) {
	let account = T::BenchmarkHelper::signer();
	let message =
		[b"<Bytes>".as_slice(), &Pallet::<T>::join_message(org, &account), b"</Bytes>"].concat();
	let proof = T::BenchmarkHelper::sign(&account, &message);
	(account, proof)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn admit() -> Result<(), BenchmarkError> {
		let origin = admitting::<T>()?;
		let (_, _, by) = member::<T>();
		let controller = fresh::<T>();
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, full_profile(1, by), ROLES, controller.clone());
		assert!(Affiliations::<T>::contains_key(controller));
		Ok(())
	}

	#[benchmark]
	fn set_roles() -> Result<(), BenchmarkError> {
		let origin = admitting::<T>()?;
		let (_, _, org) = member::<T>();
		let roles = Roles::of(&[Role::Notary]);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, roles);
		assert_eq!(Organisations::<T>::get(org).unwrap().roles, roles);
		Ok(())
	}

	#[benchmark]
	fn accredit() -> Result<(), BenchmarkError> {
		let origin = admitting::<T>()?;
		let (_, _, org) = member::<T>();
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, OFFICE, RightKinds::ALL);
		assert!(Accreditations::<T>::contains_key(org, OFFICE));
		Ok(())
	}

	#[benchmark]
	fn withdraw_accreditation() -> Result<(), BenchmarkError> {
		let origin = admitting::<T>()?;
		let (_, _, org) = member::<T>();
		Pallet::<T>::benchmark_accredit(org, OFFICE);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, OFFICE);
		assert!(Pallet::<T>::accreditation(org, OFFICE).is_none());
		Ok(())
	}

	#[benchmark]
	fn attest_prefix() -> Result<(), BenchmarkError> {
		let origin = admitting::<T>()?;
		let (_, _, org) = member::<T>();
		for last in 1..8 {
			Pallet::<T>::benchmark_add_prefix(org, prefix(last));
		}
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, prefix(0));
		assert!(Prefixes::<T>::contains_key(prefix(0)));
		Ok(())
	}

	#[benchmark]
	fn withdraw_prefix() -> Result<(), BenchmarkError> {
		let origin = admitting::<T>()?;
		let (_, _, org) = member::<T>();
		for last in 0..8 {
			Pallet::<T>::benchmark_add_prefix(org, prefix(last));
		}
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, prefix(7));
		assert!(!Prefixes::<T>::contains_key(prefix(7)));
		Ok(())
	}

	#[benchmark]
	fn suspend() -> Result<(), BenchmarkError> {
		let origin = admitting::<T>()?;
		let (_, _, org) = member::<T>();
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, GROUND);
		assert!(!Organisations::<T>::get(org).unwrap().is_in_good_standing());
		Ok(())
	}

	#[benchmark]
	fn reinstate() -> Result<(), BenchmarkError> {
		let origin = admitting::<T>()?;
		let (_, _, org) = member::<T>();
		Pallet::<T>::do_suspend(org, GROUND)?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org);
		assert!(Organisations::<T>::get(org).unwrap().is_in_good_standing());
		Ok(())
	}

	#[benchmark]
	fn expel() -> Result<(), BenchmarkError> {
		let origin = expelling::<T>()?;
		let org = *Pallet::<T>::benchmark_seats(T::MaxSeats::get()).first().unwrap();
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, GROUND);
		assert!(!Seats::<T>::get().contains(&org));
		Ok(())
	}

	#[benchmark]
	fn add_operator() {
		let (controller, _, org) = member::<T>();
		let (account, proof) = joining::<T>(org);
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), account.clone(), ROLES, proof);
		assert!(Affiliations::<T>::contains_key(account));
	}

	#[benchmark]
	fn set_operator_roles() {
		let (controller, operator, _) = member::<T>();
		let roles = Roles::of(&[Role::IpOffice]);
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), operator.clone(), roles);
		assert_eq!(Pallet::<T>::operator_facts(&operator).unwrap().roles, roles);
	}

	#[benchmark]
	fn freeze_operators() {
		let (controller, _, org) = member::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(controller));
		assert!(Organisations::<T>::get(org).unwrap().is_frozen());
	}

	#[benchmark]
	fn unfreeze_operators() -> Result<(), BenchmarkError> {
		let (controller, _, org) = member::<T>();
		Pallet::<T>::do_freeze_operators(&controller)?;
		#[extrinsic_call]
		_(RawOrigin::Signed(controller));
		assert!(!Organisations::<T>::get(org).unwrap().is_frozen());
		Ok(())
	}

	#[benchmark]
	fn retire_operator() {
		let (controller, operator, _) = member::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), operator.clone());
		assert!(Pallet::<T>::operator_facts(&operator).is_none());
	}

	#[benchmark]
	fn rotate_operator() {
		let (controller, operator, org) = member::<T>();
		let (new, proof) = joining::<T>(org);
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), operator, new.clone(), proof);
		assert!(Pallet::<T>::operator_facts(&new).is_some());
	}

	#[benchmark]
	fn rotate_controller() {
		let (controller, _, org) = member::<T>();
		let new = fresh::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), Some(new.clone()));
		assert_eq!(ControlOffers::<T>::get(org), Some(new));
	}

	#[benchmark]
	fn recover_controller() -> Result<(), BenchmarkError> {
		let origin = expelling::<T>()?;
		let org = *Pallet::<T>::benchmark_seats(T::MaxSeats::get()).first().unwrap();
		let new = fresh::<T>();
		ControlOffers::<T>::insert(org, account::<T::AccountId>("offered", 0, 0));
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, new.clone());
		assert_eq!(Pallet::<T>::controller(org), Some(new));
		Ok(())
	}

	#[benchmark]
	fn seat() -> Result<(), BenchmarkError> {
		let origin = expelling::<T>()?;
		let (_, _, org) = member::<T>();
		Pallet::<T>::benchmark_seats(T::MaxSeats::get() - 1);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org);
		assert!(Seats::<T>::get().contains(&org));
		Ok(())
	}

	#[benchmark]
	fn unseat() -> Result<(), BenchmarkError> {
		let origin = expelling::<T>()?;
		let org = *Pallet::<T>::benchmark_seats(T::MaxSeats::get()).first().unwrap();
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org);
		assert!(!Seats::<T>::get().contains(&org));
		Ok(())
	}

	#[benchmark]
	fn set_quota() -> Result<(), BenchmarkError> {
		let origin = admitting::<T>()?;
		let (_, _, org) = member::<T>();
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, 7u32.into());
		assert_eq!(Organisations::<T>::get(org).unwrap().quota, 7u32.into());
		Ok(())
	}

	#[benchmark]
	fn sponsor() {
		let (_, operator, _) = member::<T>();
		let account = fresh::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(operator), account.clone(), T::Currency::minimum_balance());
		assert!(Sponsorships::<T>::contains_key(account));
	}

	#[benchmark]
	fn end_sponsorship() -> Result<(), BenchmarkError> {
		let (_, operator, _) = member::<T>();
		let account = fresh::<T>();
		Pallet::<T>::do_sponsor(&operator, account.clone(), T::Currency::minimum_balance())?;
		#[extrinsic_call]
		_(RawOrigin::Signed(operator), account.clone());
		assert!(Sponsorships::<T>::get(account).unwrap().remaining.is_zero());
		Ok(())
	}

	#[benchmark]
	fn set_profile() -> Result<(), BenchmarkError> {
		let origin = admitting::<T>()?;
		let (_, _, org) = member::<T>();
		let (_, by) = Pallet::<T>::benchmark_member(0, ROLES);
		Pallet::<T>::do_set_profile(org, full_profile(1, by))?;
		let profile = full_profile(2, by);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, profile.clone());
		assert_eq!(Organisations::<T>::get(org).unwrap().profile, profile);
		Ok(())
	}

	#[benchmark]
	fn accept_control() -> Result<(), BenchmarkError> {
		let org = *Pallet::<T>::benchmark_seats(T::MaxSeats::get()).first().unwrap();
		let controller = Pallet::<T>::controller(org).unwrap();
		let new = fresh::<T>();
		Pallet::<T>::do_rotate_controller(&controller, Some(new.clone()))?;
		#[extrinsic_call]
		_(RawOrigin::Signed(new.clone()), org);
		assert_eq!(Pallet::<T>::controller(org), Some(new));
		Ok(())
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::ExtBuilder::default().build(),
		crate::mock::Test
	);
}
