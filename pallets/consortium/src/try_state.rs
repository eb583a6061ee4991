//! What is always so.

use crate::{functions::shorter, pallet::*, Affiliation, Capacity, PrefixNode};
use alloc::collections::BTreeMap;
use frame_support::{ensure, traits::Get};
use sp_runtime::{SaturatedConversion, TryRuntimeError};
use tracemark_primitives::{
	gs1::CompanyPrefix, parties::Standing, LegalDate, OperatorId, OrgId, Validate,
};

impl<T: Config> Pallet<T> {
	/// Checks every invariant.
	///
	/// # Invariants
	/// 1. Organisations are numbered below [`NextOrgId`], profile and roles are well-formed.
	/// 2. The controller of an organisation is affiliated to it as such, and nobody else is.
	/// 3. An organisation counts its operators that are not retired, at most [`Config::MaxOperators`].
	/// 4. Operators are numbered below [`NextOperatorId`], have well-formed roles, and each acts
	///    through one account at most. Every affiliated account has a provider reference.
	/// 5. Identifiers of profiles and [`IdentifierOwner`] are the same.
	/// 6. Held prefixes and [`PrefixesOf`] are the same; what they begin with is divided into as many
	///    as are held below it.
	/// 7. Seats are sorted, unique, of organisations that were not expelled, and none or between
	///    [`Config::MinSeats`] and [`Config::MaxSeats`].
	/// 8. Accreditations, sponsorships and quota are of organisations that exist.
	/// 9. Control is offered of organisations that were not expelled. An organisation without prefixes
	///    has no entry of them.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::try_state_organisations()?;
		Self::try_state_affiliations()?;
		Self::try_state_prefixes()?;
		Self::try_state_seats()?;
		Self::try_state_references()
	}

	fn try_state_organisations() -> Result<(), TryRuntimeError> {
		let mut identifiers = 0u32;
		for (org, organisation) in Organisations::<T>::iter() {
			ensure!(org < NextOrgId::<T>::get(), "an organisation without number");
			ensure!(organisation.profile.validate().is_ok(), "a malformed profile");
			ensure!(organisation.roles.validate().is_ok(), "malformed roles of an organisation");
			for identifier in organisation.profile.identifiers.iter() {
				let owner = IdentifierOwner::<T>::get(identifier);
				ensure!(owner == Some(org), "an identifier that is not indexed");
				identifiers = identifiers.saturating_add(1);
			}
			ensure!(
				Affiliations::<T>::get(&organisation.controller)
					== Some(Affiliation { org, capacity: Capacity::Controller }),
				"a controller that is not affiliated"
			);
		}
		ensure!(
			IdentifierOwner::<T>::iter().count().saturated_into::<u32>() == identifiers,
			"an identifier that no profile bears"
		);
		Ok(())
	}

	fn try_state_affiliations() -> Result<(), TryRuntimeError> {
		let mut operators = BTreeMap::<OrgId, u32>::new();
		let mut active = BTreeMap::<OperatorId, T::AccountId>::new();
		for (account, Affiliation { org, capacity }) in Affiliations::<T>::iter() {
			let Some(organisation) = Organisations::<T>::get(org) else {
				return Err("an account of no organisation".into());
			};
			ensure!(
				frame_system::Pallet::<T>::providers(&account) > 0,
				"an affiliated account without provider reference"
			);
			match capacity {
				Capacity::Controller => {
					ensure!(organisation.controller == account, "two controllers")
				},
				Capacity::FormerController => (),
				Capacity::Operator { operator, roles } => {
					ensure!(operator < NextOperatorId::<T>::get(), "an operator without number");
					ensure!(roles.validate().is_ok(), "malformed roles of an operator");
					ensure!(active.insert(operator, account).is_none(), "an operator twice");
					let count = operators.entry(org).or_default();
					*count = count.saturating_add(1);
				},
				Capacity::RetiredOperator { operator } => {
					ensure!(operator < NextOperatorId::<T>::get(), "an operator without number")
				},
			}
		}
		for (org, organisation) in Organisations::<T>::iter() {
			let counted = operators.get(&org).copied().unwrap_or_default();
			ensure!(organisation.operators == counted, "operators are miscounted");
			ensure!(counted <= T::MaxOperators::get(), "too many operators");
		}
		Ok(())
	}

	fn try_state_prefixes() -> Result<(), TryRuntimeError> {
		let mut divided = BTreeMap::<CompanyPrefix, u32>::new();
		let mut held = 0u32;
		for (org, prefixes) in PrefixesOf::<T>::iter() {
			ensure!(Organisations::<T>::contains_key(org), "prefixes of no organisation");
			ensure!(!prefixes.is_empty(), "an entry of no prefixes");
			for prefix in prefixes {
				let node = Prefixes::<T>::get(&prefix);
				ensure!(node == Some(PrefixNode::Held { by: org }), "a prefix that is not indexed");
				ensure!(prefix.validate().is_ok(), "a malformed prefix");
				held = held.saturating_add(1);
				for shorter in shorter(&prefix) {
					let into = divided.entry(shorter).or_default();
					*into = into.saturating_add(1);
				}
			}
		}
		for (prefix, node) in Prefixes::<T>::iter() {
			match node {
				PrefixNode::Held { .. } => held = held.saturating_sub(1),
				PrefixNode::Divided { into } => {
					ensure!(divided.remove(&prefix) == Some(into), "prefixes are miscounted")
				},
			}
		}
		ensure!(held == 0 && divided.is_empty(), "prefixes and their holders differ");
		Ok(())
	}

	fn try_state_seats() -> Result<(), TryRuntimeError> {
		let seats = Seats::<T>::get();
		ensure!(seats.windows(2).all(|pair| pair.first() < pair.last()), "seats are unsorted");
		let filled = seats.len().saturated_into::<u32>();
		ensure!(filled == 0 || filled >= T::MinSeats::get(), "too few seats");
		for org in seats {
			let organisation = Organisations::<T>::get(org);
			ensure!(
				organisation.is_some_and(|found| found.standing != Standing::Expelled),
				"a seat of an organisation that cannot have one"
			);
		}
		Ok(())
	}

	fn try_state_references() -> Result<(), TryRuntimeError> {
		for org in ControlOffers::<T>::iter_keys() {
			ensure!(Self::unexpelled(org).is_ok(), "an offer of what nobody controls");
		}
		let exists = |org: OrgId| Organisations::<T>::contains_key(org);
		ensure!(
			Accreditations::<T>::iter_keys().all(|(org, _)| exists(org)),
			"an accreditation of no organisation"
		);
		ensure!(
			Sponsorships::<T>::iter_values().all(|sponsorship| exists(sponsorship.sponsor)),
			"a sponsorship of no organisation"
		);
		ensure!(
			QuotaUsed::<T>::iter()
				.all(|(org, quota)| exists(org) && quota.day >= LegalDate::default()),
			"a quota of no organisation"
		);
		Ok(())
	}
}
