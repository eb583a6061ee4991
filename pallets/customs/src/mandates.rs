//! Who may declare for whom.

use crate::{Config, Error, Event, Mandate, Mandates, Pallet};
use frame_support::{dispatch::DispatchResult, ensure, traits::Time};
use tracemark_primitives::{customs::DeclarationForm, parties::Member, traits::Membership, OrgId};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_give_mandate(by: Member, agent: OrgId) -> DispatchResult {
		let principal = by.org;
		ensure!(agent != principal, Error::<T>::ToOneself);
		ensure!(T::Membership::party(agent).is_some(), Error::<T>::UnknownParty);
		ensure!(!Mandates::<T>::contains_key(principal, agent), Error::<T>::AlreadyMandated);

		let mandate = Mandate { since: T::Time::now(), operator: by.operator };
		Mandates::<T>::insert(principal, agent, mandate);
		Self::deposit_event(Event::MandateGiven { principal, agent });
		Ok(())
	}

	pub(crate) fn do_withdraw_mandate(principal: OrgId, agent: OrgId) -> DispatchResult {
		Mandates::<T>::take(principal, agent).ok_or(Error::<T>::NoMandate)?;
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
		let agreed = principals.all(|party| Mandates::<T>::contains_key(party, declarant));
		ensure!(agreed, Error::<T>::NoMandate);
		Ok(())
	}
}
