//! The use of a licence: what it leaves, and the royalties that are due for it.

use super::Chain;
use crate::*;
use alloc::vec::Vec;
use frame_support::{
	defensive,
	dispatch::DispatchClass,
	ensure,
	storage::with_storage_layer,
	traits::{
		fungible::MutateHold,
		tokens::{Fortitude, Precision, Restriction},
		Get, Time,
	},
	weights::Weight,
};
use sp_runtime::{
	traits::AccountIdConversion, ArithmeticError, DispatchError, DispatchResult,
	SaturatedConversion,
};
use tracemark_primitives::{
	apis::RoyaltyBasis,
	authorisation::{Activity, Exercise},
	parties::Owner,
	quantity::Quantity,
	rights::{sole_owner, RightId},
	traits::RightsInspect,
	LicenceId, Moment,
};

/// What becomes of an act that a licence does not leave, or for which too little was paid in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Excess {
	/// It is refused, but for what may be owed.
	Refuse,
	/// What is left is counted and what was paid in is drawn; the rest is owed.
	Allow,
}

/// One level of the chain, from the owner's licence on, as an act leaves it.
struct Use<AccountId> {
	id: LicenceId,
	licence: Licence<AccountId>,
	draws: Vec<Draw<AccountId>>,
}

/// What an act, or a debt, draws on one basis.
pub(super) struct Draw<AccountId> {
	pub basis: RoyaltyBasis,
	/// As it is afterwards.
	pub ledger: Ledger<AccountId>,
	/// From whose hold how much is moved.
	pub moved: Option<(AccountId, Balance)>,
	/// How many units that pays for.
	pub units: u64,
	/// How many are owed now that were not before.
	pub owed: u64,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_exercise(id: LicenceId, act: &Exercise) -> DispatchResult {
		Self::exercise_chain(Self::chain(id)?, act, Excess::Refuse)
	}

	pub(crate) fn do_exercise_up_to(id: LicenceId, act: &Exercise) {
		// What custody and customs name is a licence; nothing can be counted of another number.
		let Ok(chain) = Self::chain(id) else { return };
		let done = with_storage_layer(|| Self::exercise_chain(chain, act, Excess::Allow));
		if let Err(error) = done {
			defensive!("what is on hold can be moved", error);
		}
	}

	fn exercise_chain(
		chain: Chain<T::AccountId>,
		act: &Exercise,
		excess: Excess,
	) -> DispatchResult {
		let now = T::Time::now();
		let mut uses = Vec::new();
		let mut counted_at = now;
		for (id, licence) in chain.into_iter().rev() {
			let left = Self::left_after(&licence, &act.quantity, excess)?;
			counted_at = licence.counted_at(counted_at);
			let draws = Self::draws(id, &licence, act, counted_at, excess)?;
			uses.push(Use { id, licence: Licence { left, ..licence }, draws });
		}

		for Use { id, licence, draws } in uses {
			Self::settle(id, &licence, draws)?;
			let left = licence.left;
			if left.is_some() {
				Licences::<T>::insert(id, licence);
			}
			let Exercise { activity, quantity, reference } = *act;
			Self::deposit_event(Event::Exercised {
				licence: id,
				activity,
				quantity,
				reference,
				left,
			});
		}
		Ok(())
	}

	/// What a licence leaves after `quantity` of an act.
	fn left_after(
		licence: &Licence<T::AccountId>,
		quantity: &Quantity,
		excess: Excess,
	) -> Result<Option<Quantity>, DispatchError> {
		let Some(left) = licence.left else { return Ok(None) };
		if left.same_unit(quantity) {
			match (left.checked_sub(quantity), excess) {
				(Some(left), _) => Ok(Some(left)),
				(None, Excess::Allow) => Ok(Some(left.with_value(0))),
				(None, Excess::Refuse) => Err(Error::<T>::QuantityExceeded.into()),
			}
		} else {
			ensure!(excess == Excess::Allow, Error::<T>::UnitMismatch);
			Ok(Some(left))
		}
	}

	/// What an act draws on each basis of a licence.
	fn draws(
		id: LicenceId,
		licence: &Licence<T::AccountId>,
		act: &Exercise,
		now: Moment,
		excess: Excess,
	) -> Result<Vec<Draw<T::AccountId>>, DispatchError> {
		let mut draws = Vec::new();
		let Some(royalties) = licence.terms.royalties else { return Ok(draws) };
		let may_owe = excess == Excess::Allow || royalties.shortfall == Shortfall::Owe;
		for basis in royalties.bases.iter().filter(|basis| is_due_for(*basis, act.activity)) {
			let ledger = Ledgers::<T>::get(id, basis);
			let units = Self::measure(licence, &royalties, basis, &ledger, Some(act.quantity), now);
			if units > 0 {
				ensure!(may_owe || units <= ledger.covers(), Error::<T>::RoyaltyUnfunded);
				draws.push(Self::draw(basis, ledger, units)?);
			}
		}
		Ok(draws)
	}

	/// How many units of `basis` an act with `quantity` at `now` is, for which the basis is due.
	pub(crate) fn measure(
		licence: &Licence<T::AccountId>,
		royalties: &RoyaltyTerms,
		basis: RoyaltyBasis,
		ledger: &Ledger<T::AccountId>,
		quantity: Option<Quantity>,
		now: Moment,
	) -> u64 {
		match basis {
			RoyaltyBasis::Manufactured | RoyaltyBasis::Imported => {
				quantity.map_or(0, |quantity| quantity.value())
			},
			RoyaltyBasis::DeclaredValue => 1,
			RoyaltyBasis::Period => royalties.period.map_or(0, |period| {
				// Clamping is right: an earlier end than was known leaves nothing to count.
				licence.periods_begun(period, now).saturating_sub(ledger.used)
			}),
		}
	}

	/// Uses `units` of a basis: those that are covered are drawn, the others owed.
	pub(super) fn draw(
		basis: RoyaltyBasis,
		mut ledger: Ledger<T::AccountId>,
		units: u64,
	) -> Result<Draw<T::AccountId>, DispatchError> {
		let covered = units.min(ledger.covers());
		let moved = if covered > 0 {
			Some(ledger.take(covered).ok_or(ArithmeticError::Overflow)?)
		} else {
			None
		};
		// `covered` is at most `units`.
		let owed = units.saturating_sub(covered);
		// Clamping is right: an act that an authority allowed is counted, however large it is.
		ledger.owed = ledger.owed.saturating_add(owed);
		ledger.used = ledger.used.saturating_add(units);
		Ok(Draw { basis, ledger, moved, units: covered, owed })
	}

	/// Writes what was drawn on the bases of a licence, and moves and credits it.
	pub(super) fn settle(
		id: LicenceId,
		licence: &Licence<T::AccountId>,
		draws: Vec<Draw<T::AccountId>>,
	) -> DispatchResult {
		let mut sum: Balance = 0;
		for Draw { basis, ledger, moved, units, owed } in draws {
			Ledgers::<T>::insert(id, basis, ledger);
			let amount = match moved {
				Some((payer, amount)) if amount > 0 => {
					T::Currency::transfer_on_hold(
						&HoldReason::Royalties.into(),
						&payer,
						&Self::pot(),
						amount,
						Precision::Exact,
						Restriction::Free,
						// A lock of the payer's does not keep what was accepted.
						Fortitude::Force,
					)?
				},
				_ => 0,
			};
			sum = sum.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
			Self::deposit_event(Event::RoyaltyDrawn { licence: id, basis, units, owed, amount });
		}
		Self::credit(licence, sum)
	}

	/// Credits royalties of a licence to its licensor's side: of a sublicence to the licensee of the
	/// parent, under the first right; else to the present owners of each right.
	fn credit(licence: &Licence<T::AccountId>, amount: Balance) -> DispatchResult {
		let rights = licence.rights.iter();
		let mut credited = 0u32;
		if let Some(parent) = licence.parent {
			let parent = Licences::<T>::get(parent).ok_or(Error::<T>::UnknownLicence)?;
			let owner = Owner::Organisation(parent.licensee);
			return rights.take(1).try_for_each(|right| Self::accrue(*right, &owner, amount));
		}
		let mut parts = split(amount, licence.rights.len()).into_iter();
		for (right, part) in rights.zip(&mut parts) {
			// An attested right stays known.
			let facts = T::Rights::right(right);
			let owners =
				facts.map_or_else(|| sole_owner(licence.licensor.clone()), |facts| facts.owners);
			let shares: Vec<Balance> =
				owners.iter().map(|share| share.part.mul_floor(part)).collect();
			let given = shares.iter().fold(0, |sum: Balance, share| sum.saturating_add(*share));
			// Parts sum to one and are rounded down.
			let mut rest = part.saturating_sub(given);
			credited = credited.saturating_add(owners.len().saturated_into());
			for (share, owner) in shares.iter().zip(&owners) {
				let share = share.checked_add(rest).ok_or(ArithmeticError::Overflow)?;
				Self::accrue(*right, &owner.owner, share)?;
				rest = 0;
			}
		}
		Self::weigh_further_owners(licence.rights.len().saturated_into(), credited);
		Ok(())
	}

	/// Calls that use a licence are weighed with one right and one owner of it. What further ones cost is
	/// added to the weight of the block.
	fn weigh_further_owners(rights: u32, owners: u32) {
		let further_rights = T::DbWeight::get().reads(rights.saturating_sub(1).into());
		let further_owners = match owners.saturating_sub(1) {
			0 => Weight::zero(),
			further => T::WeightInfo::accrue(further),
		};
		frame_system::Pallet::<T>::register_extra_weight_unchecked(
			further_rights.saturating_add(further_owners),
			DispatchClass::Normal,
		);
	}

	/// Adds to what `owner` can withdraw under a right.
	pub(crate) fn accrue(
		right: RightId,
		owner: &Owner<T::AccountId>,
		amount: Balance,
	) -> DispatchResult {
		if amount > 0 {
			Accrued::<T>::try_mutate(right, owner, |sum| {
				*sum = sum.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
				DispatchResult::Ok(())
			})?;
		}
		Ok(())
	}

	/// The account that accrued royalties lie on.
	pub fn pot() -> T::AccountId {
		T::PalletId::get().into_account_truncating()
	}
}

/// Whether an act counts for a basis.
pub(crate) fn is_due_for(basis: RoyaltyBasis, activity: Activity) -> bool {
	match basis {
		RoyaltyBasis::Manufactured => {
			matches!(activity, Activity::Manufacture | Activity::Reproduce)
		},
		RoyaltyBasis::Imported | RoyaltyBasis::DeclaredValue => activity == Activity::Import,
		RoyaltyBasis::Period => true,
	}
}

/// An amount in so many equal parts; the remainder goes to the first.
fn split(amount: Balance, parts: usize) -> Vec<Balance> {
	let count = Balance::try_from(parts).unwrap_or(Balance::MAX);
	let part = amount.checked_div(count).unwrap_or(0);
	let rest = amount.checked_rem(count).unwrap_or(0);
	let mut all = alloc::vec![part; parts];
	if let Some(first) = all.first_mut() {
		// At most `amount`.
		*first = first.saturating_add(rest);
	}
	all
}
