//! Payments for royalties: paid in, accepted, cancelled, withdrawn.

use crate::*;
use alloc::vec::Vec;
use frame_support::{
	ensure,
	traits::{
		fungible::{Mutate, MutateHold},
		tokens::{Precision, Preservation},
		DefensiveOption, Time,
	},
};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};
use tracemark_primitives::{
	apis::RoyaltyBasis, parties::Owner, rights::RightId, traits::Membership, LicenceId,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_pay_in(
		who: &T::AccountId,
		id: LicenceId,
		basis: RoyaltyBasis,
		covers: u64,
		amount: Balance,
	) -> DispatchResult {
		let licence = Licences::<T>::get(id).ok_or(Error::<T>::UnknownLicence)?;
		let is_licensee = T::Membership::affiliation(who) == Some(licence.licensee);
		ensure!(is_licensee, Error::<T>::NotLicensee);
		let counts = licence.terms.royalties.is_some_and(|terms| terms.bases.contains(basis));
		ensure!(counts, Error::<T>::NoSuchRoyalty);
		ensure!(covers > 0 && amount > 0, Error::<T>::MalformedPayment);
		ensure!(!PendingPayments::<T>::contains_key(id, basis), Error::<T>::PaymentPending);
		// What is accepted meanwhile can only be this payment: the payer stays the same.
		let fund = Ledgers::<T>::get(id, basis).fund;
		ensure!(fund.is_none_or(|fund| fund.payer == *who), Error::<T>::OtherPayer);

		T::Currency::hold(&HoldReason::Royalties.into(), who, amount)?;
		let payer = who.clone();
		PendingPayments::<T>::insert(id, basis, Payment { payer: payer.clone(), covers, amount });
		Self::deposit_event(Event::PaidIn { licence: id, basis, payer, covers, amount });
		Ok(())
	}

	pub(crate) fn do_accept_payment(
		who: &T::AccountId,
		id: LicenceId,
		basis: RoyaltyBasis,
		covers: u64,
		amount: Balance,
	) -> DispatchResult {
		let licence = Licences::<T>::get(id).ok_or(Error::<T>::UnknownLicence)?;
		Self::ensure_licensor(who, &licence)?;
		let payment = PendingPayments::<T>::get(id, basis).ok_or(Error::<T>::NoPayment)?;
		let is_it = (payment.covers, payment.amount) == (covers, amount);
		ensure!(is_it, Error::<T>::PaymentChanged);
		let mut ledger = Ledgers::<T>::get(id, basis);
		ledger.paid_in = ledger.paid_in.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
		ledger.fund = Some(match ledger.fund {
			None => payment,
			Some(fund) => Payment {
				covers: fund.covers.checked_add(covers).ok_or(ArithmeticError::Overflow)?,
				amount: fund.amount.checked_add(amount).ok_or(ArithmeticError::Overflow)?,
				..fund
			},
		});
		// What is owed was counted as used before.
		let settled = ledger.owed.min(ledger.covers());
		ledger.owed = ledger.owed.saturating_sub(settled);
		ledger.used = ledger.used.saturating_sub(settled);

		PendingPayments::<T>::remove(id, basis);
		if settled > 0 {
			let draw = Self::draw(basis, ledger, settled)?;
			Self::settle(id, &licence, Vec::from([draw]))?;
		} else {
			Ledgers::<T>::insert(id, basis, ledger);
		}
		Self::deposit_event(Event::PaymentAccepted { licence: id, basis, covers, amount });
		Ok(())
	}

	pub(crate) fn do_cancel_payment(
		who: &T::AccountId,
		id: LicenceId,
		basis: RoyaltyBasis,
	) -> DispatchResult {
		let licence = Licences::<T>::get(id).ok_or(Error::<T>::UnknownLicence)?;
		let payment = PendingPayments::<T>::get(id, basis).ok_or(Error::<T>::NoPayment)?;
		let pays =
			payment.payer == *who || T::Membership::affiliation(who) == Some(licence.licensee);
		if !pays {
			Self::ensure_licensor(who, &licence)?;
		}

		let Payment { payer, amount, .. } = payment;
		PendingPayments::<T>::remove(id, basis);
		Self::release(&payer, amount)?;
		Self::deposit_event(Event::PaymentCancelled { licence: id, basis, payer, amount });
		Ok(())
	}

	pub(crate) fn do_withdraw_royalties(who: &T::AccountId, right: RightId) -> DispatchResult {
		let (owner, to) = if T::Membership::is_operator(who) {
			let org = T::Membership::ensure_member(who)?.org;
			// Every organisation has a controller.
			let account =
				T::Membership::account_of(org).defensive_ok_or(DispatchError::Unavailable)?;
			(Owner::Organisation(org), account)
		} else {
			(Owner::Account(who.clone()), who.clone())
		};
		let amount = Accrued::<T>::take(right, &owner);
		ensure!(amount > 0, Error::<T>::NothingAccrued);

		T::Currency::transfer(&Self::pot(), &to, amount, Preservation::Preserve)?;
		Self::deposit_event(Event::RoyaltiesWithdrawn { right, owner, to, amount });
		Ok(())
	}

	pub(crate) fn do_withdraw_prefund(
		who: &T::AccountId,
		id: LicenceId,
		basis: RoyaltyBasis,
	) -> DispatchResult {
		let now = T::Time::now();
		let chain = Self::chain(id)?;
		let is_over = chain.iter().any(|(_, licence)| licence.is_over_at(now));
		ensure!(is_over, Error::<T>::LicenceNotOver);
		let counted_at = chain.iter().fold(now, |at, (_, licence)| licence.counted_at(at));
		let mut ledger = Ledgers::<T>::get(id, basis);
		let fund = ledger.fund.as_ref().ok_or(Error::<T>::NothingLeft)?;
		ensure!(fund.payer == *who, Error::<T>::NotPayer);
		let (_, licence) = chain.into_iter().next().ok_or(Error::<T>::UnknownLicence)?;

		// A fund is of a basis that the licence counts.
		if let (RoyaltyBasis::Period, Some(royalties)) = (basis, licence.terms.royalties) {
			let units = Self::measure(&licence, &royalties, basis, &ledger, None, counted_at);
			if units > 0 {
				let draw = Self::draw(basis, ledger, units)?;
				ledger = draw.ledger.clone();
				Self::settle(id, &licence, Vec::from([draw]))?;
			}
		}
		let amount = ledger.fund.take().map_or(0, |fund| fund.amount);
		Ledgers::<T>::insert(id, basis, ledger);
		Self::release(who, amount)?;
		let payer = who.clone();
		Self::deposit_event(Event::PrefundWithdrawn { licence: id, basis, payer, amount });
		Ok(())
	}

	/// Gives an amount on hold back.
	fn release(who: &T::AccountId, amount: Balance) -> DispatchResult {
		T::Currency::release(&HoldReason::Royalties.into(), who, amount, Precision::Exact)?;
		Ok(())
	}
}
