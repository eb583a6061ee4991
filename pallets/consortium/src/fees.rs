//! Who pays a fee: the quota and the controller of the organisation that an account acts for, or of
//! its sponsor, or the account itself.

use crate::{pallet::*, Affiliation, BalanceOf, Capacity, OrganisationOf, SponsorshipOf};
use core::marker::PhantomData;
use frame_support::{
	ensure,
	traits::{
		fungible::{Balanced, Credit, Inspect},
		tokens::{Fortitude, Precision, Preservation, WithdrawConsequence},
		Imbalance, Time,
	},
};
use pallet_transaction_payment::{OnChargeTransaction, TxCreditHold};
use sp_runtime::{
	traits::{CheckedSub, DispatchInfoOf, PostDispatchInfoOf, Saturating, Zero},
	transaction_validity::{InvalidTransaction, TransactionValidityError},
	DispatchError, DispatchResult,
};
use tracemark_primitives::{
	parties::Standing, time::legal_date, traits::Membership, LegalDate, OrgId,
};

/// Charges fees to quota first, then to a balance, where they are burnt. A tip is always the
/// signer's own affair.
///
/// | signer | pays |
/// |---|---|
/// | controller | its organisation |
/// | operator, unless its organisation froze its operators or was expelled | its organisation |
/// | outsider whose allowance covers the whole fee | the sponsor, in good standing and not frozen |
/// | anyone else | its own balance |
///
/// An organisation pays from what is left of its quota of the UTC day, if it is in good standing,
/// and the rest from its controller's balance.
pub struct MemberFees<T>(PhantomData<T>);

/// How a fee is met. `from_quota` and `from_balance` sum to the fee.
pub struct Bill<T: Config> {
	/// Whose quota pays first.
	org: Option<OrgId>,
	/// Whose balance pays the rest.
	payer: T::AccountId,
	/// What quota pays.
	from_quota: BalanceOf<T>,
	/// What the balance pays.
	from_balance: BalanceOf<T>,
	/// The sponsorship under which all this is paid, as it stands afterwards.
	sponsorship: Option<SponsorshipOf<T>>,
}

/// What was taken before the call, to be settled after it.
pub struct Charge<T: Config> {
	bill: Bill<T>,
	fee: Credit<T::AccountId, T::Currency>,
	tip: Credit<T::AccountId, T::Currency>,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_sponsor(
		who: &T::AccountId,
		account: T::AccountId,
		allowance: BalanceOf<T>,
	) -> DispatchResult {
		let sponsor = Self::ensure_member(who)?.org;
		Self::ensure_unaffiliated(&account)?;
		ensure!(allowance >= T::Currency::minimum_balance(), Error::<T>::AllowanceTooSmall);
		let former = Sponsorships::<T>::get(&account);
		let is_free =
			former.as_ref().is_none_or(|former| former.sponsor == sponsor || !Self::pays(former));
		ensure!(is_free, Error::<T>::SponsoredByAnother);

		if former.is_none() {
			// Lets the account sign without a balance. The record stays, so this happens once.
			frame_system::Pallet::<T>::inc_providers(&account);
		}
		Sponsorships::<T>::insert(&account, SponsorshipOf::<T> { sponsor, remaining: allowance });
		Self::deposit_event(Event::Sponsored { account, sponsor, allowance });
		Ok(())
	}

	pub(crate) fn do_end_sponsorship(who: &T::AccountId, account: T::AccountId) -> DispatchResult {
		let by = if *who == account { None } else { Some(Self::sponsor_of(who)?) };
		let current = Sponsorships::<T>::get(&account)
			.filter(|current| !current.remaining.is_zero())
			.ok_or(Error::<T>::NotSponsored)?;
		let sponsor = current.sponsor;
		ensure!(by.is_none_or(|by| by == sponsor), Error::<T>::NotSponsored);

		let ended = SponsorshipOf::<T> { sponsor, remaining: Zero::zero() };
		Sponsorships::<T>::insert(&account, ended);
		Self::deposit_event(Event::SponsorshipEnded { account, sponsor });
		Ok(())
	}

	/// The organisation whose sponsorships `who` may end: that which it controls or acts for.
	fn sponsor_of(who: &T::AccountId) -> Result<OrgId, DispatchError> {
		match Affiliations::<T>::get(who) {
			Some(Affiliation { org, capacity: Capacity::Controller }) => Ok(org),
			_ => Self::ensure_member(who).map(|member| member.org),
		}
	}

	/// Whether another member would stand in the way of a sponsorship: it is in good standing, and what
	/// remains is as much as an allowance must be.
	fn pays(sponsorship: &SponsorshipOf<T>) -> bool {
		sponsorship.remaining >= T::Currency::minimum_balance()
			&& Organisations::<T>::get(sponsorship.sponsor)
				.is_some_and(|organisation| organisation.is_in_good_standing())
	}

	/// How a fee of `who` would be met now. Changes nothing.
	fn bill(who: &T::AccountId, fee: BalanceOf<T>) -> Bill<T> {
		let Some((org, organisation, sponsorship)) = Self::backer(who, fee) else {
			return Bill {
				org: None,
				payer: who.clone(),
				from_quota: Zero::zero(),
				from_balance: fee,
				sponsorship: None,
			};
		};
		let from_quota = Self::quota_left(org, &organisation).min(fee);
		Bill {
			org: Some(org),
			payer: organisation.controller,
			from_quota,
			// `from_quota` is at most the fee: nothing saturates.
			from_balance: fee.saturating_sub(from_quota),
			sponsorship,
		}
	}

	/// The organisation that pays a fee of `who`, and the sponsorship, less the fee, under which it does.
	fn backer(
		who: &T::AccountId,
		fee: BalanceOf<T>,
	) -> Option<(OrgId, OrganisationOf<T>, Option<SponsorshipOf<T>>)> {
		if let Some(Affiliation { org, capacity }) = Affiliations::<T>::get(who) {
			let organisation = Organisations::<T>::get(org)?;
			let is_borne = match capacity {
				Capacity::Controller => true,
				// A stolen key must not spend what the organisation has.
				Capacity::Operator { .. } => {
					!organisation.is_frozen() && organisation.standing != Standing::Expelled
				},
				Capacity::FormerController | Capacity::RetiredOperator { .. } => false,
			};
			return is_borne.then_some((org, organisation, None));
		}
		let mut sponsorship = Sponsorships::<T>::get(who)?;
		sponsorship.remaining = sponsorship.remaining.checked_sub(&fee)?;
		let organisation = Organisations::<T>::get(sponsorship.sponsor)?;
		(organisation.is_in_good_standing() && !organisation.is_frozen()).then_some((
			sponsorship.sponsor,
			organisation,
			Some(sponsorship),
		))
	}

	/// What is left of the day's quota.
	fn quota_left(org: OrgId, organisation: &OrganisationOf<T>) -> BalanceOf<T> {
		if organisation.is_in_good_standing() {
			// A quota that was lowered below what is used leaves nothing.
			organisation.quota.saturating_sub(QuotaUsed::<T>::get(org).on(Self::today()))
		} else {
			Zero::zero()
		}
	}

	fn today() -> LegalDate {
		legal_date(T::Time::now())
	}

	/// Takes from quota and allowance what `bill` says.
	fn draw(who: &T::AccountId, bill: &Bill<T>) {
		if let Some(org) = bill.org.filter(|_| !bill.from_quota.is_zero()) {
			let today = Self::today();
			QuotaUsed::<T>::mutate(org, |quota| {
				// Within the quota, see `bill`: nothing saturates.
				quota.used = quota.on(today).saturating_add(bill.from_quota);
				quota.day = today;
			});
		}
		if let Some(sponsorship) = &bill.sponsorship {
			Sponsorships::<T>::insert(who, sponsorship);
		}
	}

	/// Gives back `to_quota` to the quota and `to_allowance` to the allowance that `bill` was met from.
	fn refund(
		who: &T::AccountId,
		bill: &Bill<T>,
		to_quota: BalanceOf<T>,
		to_allowance: BalanceOf<T>,
	) {
		if let Some(org) = bill.org.filter(|_| !to_quota.is_zero()) {
			// Taken in the same block, hence on the same day: nothing saturates.
			QuotaUsed::<T>::mutate(org, |quota| quota.used = quota.used.saturating_sub(to_quota));
		}
		if let Some(sponsorship) = &bill.sponsorship {
			Sponsorships::<T>::mutate(who, |current| match current {
				// The call itself may have ended or replaced the sponsorship.
				Some(current) if current == sponsorship => {
					current.remaining = current.remaining.saturating_add(to_allowance)
				},
				_ => (),
			});
		}
	}
}

impl<T: Config> MemberFees<T> {
	fn ensure_affordable(
		payer: &T::AccountId,
		amount: BalanceOf<T>,
	) -> Result<(), TransactionValidityError> {
		if amount.is_zero()
			|| T::Currency::can_withdraw(payer, amount) == WithdrawConsequence::Success
		{
			Ok(())
		} else {
			Err(InvalidTransaction::Payment.into())
		}
	}

	fn withdraw(
		payer: &T::AccountId,
		amount: BalanceOf<T>,
	) -> Result<Credit<T::AccountId, T::Currency>, TransactionValidityError> {
		if amount.is_zero() {
			return Ok(Credit::<T::AccountId, T::Currency>::zero());
		}
		T::Currency::withdraw(
			payer,
			amount,
			Precision::Exact,
			Preservation::Preserve,
			Fortitude::Polite,
		)
		.map_err(|_| InvalidTransaction::Payment.into())
	}
}

impl<T: Config + pallet_transaction_payment::Config> TxCreditHold<T> for MemberFees<T> {
	/// No pallet spends from a withheld fee.
	type Credit = ();
}

impl<T: Config + pallet_transaction_payment::Config> OnChargeTransaction<T> for MemberFees<T> {
	type Balance = BalanceOf<T>;
	type LiquidityInfo = Option<Charge<T>>;

	fn withdraw_fee(
		who: &T::AccountId,
		_call: &T::RuntimeCall,
		_info: &DispatchInfoOf<T::RuntimeCall>,
		fee_with_tip: Self::Balance,
		tip: Self::Balance,
	) -> Result<Self::LiquidityInfo, TransactionValidityError> {
		if fee_with_tip.is_zero() {
			return Ok(None);
		}
		// The fee includes the tip: nothing saturates.
		let bill = Pallet::<T>::bill(who, fee_with_tip.saturating_sub(tip));
		let fee = Self::withdraw(&bill.payer, bill.from_balance)?;
		let tip = Self::withdraw(who, tip)?;
		Pallet::<T>::draw(who, &bill);
		Ok(Some(Charge { bill, fee, tip }))
	}

	fn can_withdraw_fee(
		who: &T::AccountId,
		_call: &T::RuntimeCall,
		_info: &DispatchInfoOf<T::RuntimeCall>,
		fee_with_tip: Self::Balance,
		tip: Self::Balance,
	) -> Result<(), TransactionValidityError> {
		let bill = Pallet::<T>::bill(who, fee_with_tip.saturating_sub(tip));
		if bill.payer == *who {
			// More than anybody has if it saturates.
			return Self::ensure_affordable(who, bill.from_balance.saturating_add(tip));
		}
		Self::ensure_affordable(&bill.payer, bill.from_balance)?;
		Self::ensure_affordable(who, tip)
	}

	fn correct_and_deposit_fee(
		who: &T::AccountId,
		_info: &DispatchInfoOf<T::RuntimeCall>,
		_post_info: &PostDispatchInfoOf<T::RuntimeCall>,
		corrected_fee_with_tip: Self::Balance,
		tip: Self::Balance,
		charge: Self::LiquidityInfo,
	) -> Result<(), TransactionValidityError> {
		let Some(Charge { bill, fee, tip: tip_credit }) = charge else { return Ok(()) };
		let owed = corrected_fee_with_tip.saturating_sub(tip);
		// The sum is the fee that was withheld, and no call costs more than was withheld for it.
		let back = bill.from_quota.saturating_add(bill.from_balance).saturating_sub(owed);
		let to_balance = back.min(bill.from_balance);
		let to_quota = back.saturating_sub(to_balance);

		let (refund, burnt) = fee.split(to_balance);
		if !to_balance.is_zero() {
			// What an account that the call emptied cannot hold any more is burnt with the fee.
			drop(T::Currency::resolve(&bill.payer, refund));
		}
		Pallet::<T>::refund(who, &bill, to_quota, back);
		drop((burnt, tip_credit));
		Ok(())
	}

	/// Endows `who` for a tip, and makes it the dearest case to charge: an outsider whose fee is paid
	/// partly from the quota and partly by the controller of its sponsor.
	#[cfg(feature = "runtime-benchmarks")]
	fn endow_account(who: &T::AccountId, amount: Self::Balance) {
		Pallet::<T>::benchmark_sponsor(who, amount);
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn minimum_balance() -> Self::Balance {
		T::Currency::minimum_balance()
	}
}
