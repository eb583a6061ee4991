//! What replaces a piece of evidence.

use crate::*;
use alloc::vec::Vec;
use frame_support::{ensure, traits::Time};
use sp_core::H256;
use sp_runtime::DispatchResult;
use tracemark_primitives::{
	apis::MAX_PAGE,
	digest::Digest,
	evidence::{Entitlement, RecordAct, Supersession},
	traits::Membership,
	OrgId,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_supersede(
		who: &T::AccountId,
		(digest, entitlement): (Digest, Entitlement),
		(successor, deposit): (Digest, u32),
		ground: H256,
	) -> DispatchResult {
		let member = match entitlement {
			Entitlement::Depositor { .. } => T::Membership::ensure_member(who)?,
			Entitlement::Authority { .. } => T::Membership::ensure_role(who, HOLDING)?,
		};
		let by = member.org;
		ensure!(digest != successor, Error::<T>::SelfSuccessor);
		let record = Records::<T>::get(digest).ok_or(Error::<T>::UnknownDigest)?;
		match entitlement {
			Entitlement::Depositor { number } => {
				let own = Self::deposit(&digest, &record, number);
				let own = own.ok_or(Error::<T>::UnknownDeposit)?;
				ensure!(own.org == by, Error::<T>::NotDepositor);
			},
			Entitlement::Authority { hold } => {
				Self::hold_in_force(&digest, hold, by)?;
			},
		}
		ensure!(!Supersessions::<T>::contains_key(digest, by), Error::<T>::AlreadySuperseded);
		Self::own_deposit(&successor, deposit, by).map_err(|_| Error::<T>::SuccessorNotStanding)?;
		// A chain grows at its end only, so that none leads back into itself.
		ensure!(!Supersessions::<T>::contains_key(successor, by), Error::<T>::SuccessorSuperseded);

		Self::log(&digest, &member, RecordAct::Superseded { successor })?;
		Self::log(&successor, &member, RecordAct::Succeeded { predecessor: digest })?;
		let (operator, block, moment) = (member.operator, Self::block(), T::Time::now());
		let supersession =
			Supersession { operator, entitlement, successor, deposit, ground, block, moment };
		Supersessions::<T>::insert(digest, by, supersession);
		let stands = record.status.stands();
		Self::deposit_event(Event::Superseded {
			digest,
			by,
			entitlement,
			successor,
			deposit,
			ground,
			stands,
		});
		Ok(())
	}

	/// What replaces a digest, what replaces that, and so on, as one organisation says: at most `limit` and
	/// [`MAX_PAGE`] steps. The next page begins at the last successor.
	pub fn successors(digest: Digest, by: OrgId, limit: u32) -> Vec<Supersession> {
		let mut chain = Vec::new();
		let mut last = digest;
		for _ in 0..limit.min(MAX_PAGE) {
			let Some(next) = Supersessions::<T>::get(last, by) else { break };
			last = next.successor;
			chain.push(next);
		}
		chain
	}
}
