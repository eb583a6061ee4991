//! Who may declare for whom.

use crate::{Config, Error, Event, Mandate, MandateCount, Mandates, Pallet};
use frame_support::{dispatch::DispatchResult, ensure, traits::Time};
use sp_runtime::ArithmeticError;
use tracemark_primitives::{customs::DeclarationForm, parties::Member, traits::Membership, OrgId};

impl<T: Config> Pallet<T> {
	/// The mandate in force between two organisations, with its number.
	pub fn mandate(principal: OrgId, agent: OrgId) -> Option<(u32, Mandate)> {
		let last = MandateCount::<T>::get(principal, agent).checked_sub(1)?;
		let mandate = Mandates::<T>::get((principal, agent, last))?;
		mandate.until.is_none().then_some((last, mandate))
	}

	pub(crate) fn do_give_mandate(by: Member, agent: OrgId) -> DispatchResult {
		let principal = by.org;
		ensure!(agent != principal, Error::<T>::ToOneself);
		ensure!(T::Membership::party(agent).is_some(), Error::<T>::UnknownParty);
		ensure!(Self::mandate(principal, agent).is_none(), Error::<T>::AlreadyMandated);
		let number = MandateCount::<T>::get(principal, agent);
		let count = number.checked_add(1).ok_or(ArithmeticError::Overflow)?;

		let mandate = Mandate { since: T::Time::now(), operator: by.operator, until: None };
		Mandates::<T>::insert((principal, agent, number), mandate);
		MandateCount::<T>::insert(principal, agent, count);
		Self::deposit_event(Event::MandateGiven { principal, agent });
		Ok(())
	}

	pub(crate) fn do_withdraw_mandate(principal: OrgId, agent: OrgId) -> DispatchResult {
		let (number, mandate) = Self::mandate(principal, agent).ok_or(Error::<T>::NoMandate)?;
		let until = Some(T::Time::now());
		Mandates::<T>::insert((principal, agent, number), Mandate { until, ..mandate });
		Self::deposit_event(Event::MandateWithdrawn { principal, agent });
		Ok(())
	}

	/// Fails unless everybody for whom `declarant` acts has agreed to it. The seller is only named.
	///
	/// A mandate outlasts the good standing of who gave it: the goods are at the border all the same, and
	/// standing is a condition of the check.
	pub(crate) fn ensure_mandated(declarant: OrgId, form: &DeclarationForm) -> DispatchResult {
		let parties = [form.importer, form.holder].into_iter().chain(form.represented);
		let mut principals = parties.filter(|party| *party != declarant);
		let agreed = principals.all(|party| Self::mandate(party, declarant).is_some());
		ensure!(agreed, Error::<T>::NoMandate);
		Ok(())
	}
}
