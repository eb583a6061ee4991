//! What holds between the storage items at the end of every block.

use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::{
	ensure,
	traits::{
		fungible::{Inspect, InspectHold},
		Time,
	},
};
use sp_runtime::TryRuntimeError;
use tracemark_primitives::{parties::Owner, LicenceId, Validate};

impl<T: Config> Pallet<T> {
	/// Checks the invariants of the whole storage.
	///
	/// # Invariants
	///
	/// 1. Offers and licences have ids below the next one, and none is both.
	/// 2. Each offer is listed under its licensor, and nowhere else.
	/// 3. Each licence is listed once under each of its rights and its licensee, or among the past ones of
	///    the two, and nowhere else. What is past is over.
	/// 4. Each list ascends, so that it holds no licence twice. Past licences are numbered without gaps.
	/// 5. Each licence has well-formed rights and terms and another licensee than its licensor; a
	///    sublicence lies within an older licence of its licensor.
	/// 6. What is left of a quantity has the unit of the limit and is at most the limit; without a limit
	///    nothing is counted.
	/// 7. No licence ended before it was granted.
	/// 8. A licence has as many suspensions as it counts, and only the last is open.
	/// 9. What excludes others are sole and exclusive licences of the right; their scope ends when they do.
	/// 10. Rows of exhaustion name their own country.
	/// 11. Payments cover something, of bases that their licence counts. Nothing is owed while something is
	///     paid in, and nothing was drawn that was not paid in.
	/// 12. On hold on an account is the sum of its payments that wait or are not used up.
	/// 13. The pot holds what accrued.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::try_state_offers()?;
		for (id, licence) in Licences::<T>::iter() {
			Self::try_state_licence(id, &licence)?;
		}
		Self::try_state_lists()?;
		Self::try_state_scopes()?;
		Self::try_state_money()
	}

	fn try_state_offers() -> Result<(), TryRuntimeError> {
		let next = NextLicenceId::<T>::get();
		let mut count = 0usize;
		for (id, offer) in Offers::<T>::iter() {
			ensure!(id < next, "offer with an id that was not given yet");
			ensure!(!Licences::<T>::contains_key(id), "offer of a licence that is");
			let listed = OpenOffers::<T>::get(&offer.licensor).contains(&id);
			ensure!(listed, "offer is not listed");
			ensure!(
				offer.consents.contains(&offer.licensor),
				"offer without its licensor's consent"
			);
			count = count.saturating_add(1);
		}
		let listed = OpenOffers::<T>::iter_values();
		let listed = listed.fold(0usize, |sum, open| sum.saturating_add(open.len()));
		ensure!(listed == count, "an offer is listed elsewhere too");
		Ok(())
	}

	fn try_state_licence(
		id: LicenceId,
		licence: &Licence<T::AccountId>,
	) -> Result<(), TryRuntimeError> {
		let Licence { rights, licensor, licensee, terms, left, parent, granted_at, .. } = licence;
		ensure!(id < NextLicenceId::<T>::get(), "licence with an id that was not given yet");
		ensure!(ascends(rights), "malformed rights");
		for right in rights {
			let listed = LicencesBetween::<T>::get(right, licensee).contains(&id)
				|| PastLicences::<T>::iter_prefix_values((right, licensee)).any(|past| past == id);
			ensure!(listed, "licence is not listed");
		}
		ensure!(*licensor != Owner::Organisation(*licensee), "licence to oneself");
		ensure!(terms.validate().is_ok(), "malformed terms");
		let counted = match (terms.quantity, left) {
			(Some(limit), Some(left)) => limit.checked_sub(left).is_some(),
			(None, None) => true,
			_ => false,
		};
		ensure!(counted, "quantity left does not fit the limit");
		let ended = licence.ended.is_none_or(|end| *granted_at <= end.at());
		ensure!(ended, "licence ended before its grant");
		if let Some(above) = parent {
			ensure!(*above < id, "sublicence of a younger licence");
			let above = Licences::<T>::get(above).ok_or("sublicence of nothing")?;
			let within = above.terms.include(terms)
				&& rights.iter().all(|right| above.rights.contains(right))
				&& *licensor == Owner::Organisation(above.licensee);
			ensure!(within, "sublicence beyond its parent");
		}
		let suspensions = Suspensions::<T>::iter_prefix(id).collect::<BTreeMap<_, _>>();
		let count = u32::try_from(suspensions.len()).unwrap_or(u32::MAX);
		ensure!(count == licence.suspensions, "suspensions are not counted");
		let last = count.checked_sub(1);
		let open = |(seq, suspension): (&u32, &Suspension)| {
			suspension.period.until.is_some() || Some(*seq) == last
		};
		ensure!(suspensions.iter().all(open), "two suspensions at a time");
		Ok(())
	}

	fn try_state_lists() -> Result<(), TryRuntimeError> {
		let rights = Licences::<T>::iter_values();
		let expected = rights.fold(0usize, |sum, licence| sum.saturating_add(licence.rights.len()));
		let mut listed = 0usize;
		for (_, _, ids) in LicencesBetween::<T>::iter() {
			ensure!(ids.iter().is_sorted_by(|a, b| a < b), "list of licences does not ascend");
			listed = listed.saturating_add(ids.len());
		}
		for ((right, licensee, number), id) in PastLicences::<T>::iter() {
			listed = listed.saturating_add(1);
			let is_counted = number < PastLicenceCount::<T>::get(right, licensee);
			ensure!(is_counted, "past licence beyond the count");
			let licence = Licences::<T>::get(id).ok_or("past licence that never was")?;
			ensure!(licence.is_over_at(T::Time::now()), "past licence that is not over");
			let is_theirs = licence.rights.contains(&right) && licence.licensee == licensee;
			ensure!(is_theirs, "past licence of others");
		}
		ensure!(listed == expected, "a licence is listed elsewhere too");
		let past = PastLicences::<T>::iter_keys().fold(0u32, |sum, _| sum.saturating_add(1));
		let counted =
			PastLicenceCount::<T>::iter_values().fold(0u32, |sum, count| sum.saturating_add(count));
		ensure!(past == counted, "gap in the past licences");
		Ok(())
	}

	fn try_state_scopes() -> Result<(), TryRuntimeError> {
		for (right, exclusives) in ExclusivesOf::<T>::iter() {
			let mut seen = BTreeSet::new();
			for entry in exclusives {
				ensure!(seen.insert(entry.licence), "licence excludes twice");
				let licence = Licences::<T>::get(entry.licence).ok_or("nothing excludes")?;
				ensure!(licence.rights.contains(&right), "licence excludes under another right");
				let mut scope = Exclusive::of(entry.licence, licence.parent, &licence.terms);
				scope.term.until = licence.end();
				ensure!(scope == entry, "licence excludes from another scope");
				let excludes = entry.exclusivity != Exclusivity::NonExclusive;
				ensure!(excludes, "licence that excludes nobody");
			}
		}
		for (_, country, territories) in Exhaustion::<T>::iter() {
			let is_row = territories.validate().is_ok() && territories.contains(&country);
			ensure!(is_row, "malformed row of exhaustion");
		}
		Ok(())
	}

	fn try_state_money() -> Result<(), TryRuntimeError> {
		let mut held = BTreeMap::new();
		let mut payments = BTreeSet::new();
		for (id, basis, payment) in PendingPayments::<T>::iter() {
			payments.insert((id, basis));
			ensure!(payment.covers > 0 && payment.amount > 0, "payment for nothing");
			let sum: &mut Balance = held.entry(payment.payer).or_default();
			*sum = sum.saturating_add(payment.amount);
		}
		for (id, basis, ledger) in Ledgers::<T>::iter() {
			payments.insert((id, basis));
			let mut left = 0;
			if let Some(fund) = ledger.fund {
				ensure!(fund.covers > 0 && fund.amount > 0, "fund for nothing");
				ensure!(ledger.owed == 0, "owed beside a fund");
				left = fund.amount;
				let sum: &mut Balance = held.entry(fund.payer).or_default();
				*sum = sum.saturating_add(fund.amount);
			}
			ensure!(ledger.owed <= ledger.used, "more owed than used");
			ensure!(ledger.drawn.saturating_add(left) <= ledger.paid_in, "drawn without payment");
		}
		for (id, basis) in payments {
			let licence = Licences::<T>::get(id).ok_or("payment for nothing")?;
			let counts = licence.terms.royalties.is_some_and(|terms| terms.bases.contains(basis));
			ensure!(counts, "payment for another basis");
		}
		let reason = HoldReason::Royalties.into();
		for (payer, sum) in held {
			let on_hold = T::Currency::balance_on_hold(&reason, &payer);
			ensure!(on_hold == sum, "hold differs from the payments");
		}
		let accrued = Accrued::<T>::iter_values();
		let accrued = accrued.fold(0, |sum: Balance, amount| sum.saturating_add(amount));
		ensure!(T::Currency::balance(&Self::pot()) >= accrued, "pot holds less than accrued");
		Ok(())
	}
}
