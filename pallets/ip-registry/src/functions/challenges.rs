//! Challenges with a bond; who loses pays.

use crate::*;
use frame_support::{
	ensure,
	traits::{
		fungible::MutateHold,
		tokens::{Fortitude, Precision, Restriction},
		Get, Time,
	},
};
use sp_core::H256;
use sp_runtime::{ArithmeticError, DispatchResult};
use tracemark_primitives::{
	digest::Digest,
	parties::{Member, Owner, Role},
	rights::{sole_owner, RightEnd, RightId},
	traits::Membership,
	LegalDate,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_challenge(
		who: T::AccountId,
		challenger: OwnerOf<T>,
		id: RightId,
		relief: Relief,
		evidence: Digest,
		ground: H256,
	) -> DispatchResult {
		let right = Self::right_of(id)?;
		ensure!(!right.is_settled_on(Self::today()), Error::<T>::AlreadyEnded);
		// What was given up cannot pass to anybody.
		let can_pass = relief == Relief::Invalidity || right.surrendered.is_none();
		ensure!(can_pass, Error::<T>::GivenUp);
		Self::proven_since(&evidence)?;
		let mut docket = Dockets::<T>::get(id);
		let is_known = docket.open.iter().any(|open| open.challenger == challenger);
		ensure!(!is_known, Error::<T>::AlreadyChallenged);
		let seq = docket.count;
		docket.count = seq.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		docket
			.open
			.try_push(OpenChallenge { seq, challenger: challenger.clone(), relief })
			.map_err(|_| Error::<T>::TooManyChallenges)?;
		let bond = Bond { account: who, amount: T::ChallengeBond::get() };
		Self::put_up(&bond)?;

		Dockets::<T>::insert(id, docket);
		let challenge = Challenge {
			challenger: challenger.clone(),
			relief,
			evidence,
			ground,
			bond,
			at: T::Time::now(),
			block: Self::block(),
			answer: None,
			status: ChallengeStatus::Open,
		};
		Challenges::<T>::insert(id, seq, challenge);
		let right = id;
		Self::deposit_event(Event::Challenged { right, seq, challenger, relief, evidence, ground });
		Ok(())
	}

	pub(crate) fn do_answer_challenge(
		who: T::AccountId,
		owner: OwnerOf<T>,
		id: RightId,
		seq: u32,
	) -> DispatchResult {
		let right = Self::right_of(id)?;
		ensure!(right.is_owned_by(&owner), Error::<T>::NotOwner);
		let mut challenge = Self::open_challenge(id, seq)?;
		ensure!(challenge.status == ChallengeStatus::Open, Error::<T>::AlreadyAnswered);
		ensure!(challenge.challenger != owner, Error::<T>::OwnCause);
		ensure!(!right.is_settled_on(Self::today()), Error::<T>::AlreadyEnded);
		let answer = Answer { by: owner.clone(), account: who, at: T::Time::now() };
		Self::put_up(&challenge.counter_bond(&answer))?;

		challenge.answer = Some(answer);
		challenge.status = ChallengeStatus::Answered;
		Challenges::<T>::insert(id, seq, challenge);
		Self::deposit_event(Event::ChallengeAnswered { right: id, seq, by: owner });
		Ok(())
	}

	pub(crate) fn do_withdraw_challenge(by: OwnerOf<T>, id: RightId, seq: u32) -> DispatchResult {
		let right = Self::right_of(id)?;
		let challenge = Self::open_challenge(id, seq)?;
		let is_over = right.is_settled_on(Self::today());
		let is_answerer = challenge.answer.as_ref().is_some_and(|answer| answer.by == by);
		let may = by == challenge.challenger || (is_over && is_answerer);
		ensure!(may, Error::<T>::NotChallenger);
		let is_open = challenge.status == ChallengeStatus::Open;
		ensure!(is_open || is_over, Error::<T>::AlreadyAnswered);

		Self::give_back(&challenge.bond)?;
		if let Some(answer) = &challenge.answer {
			Self::give_back(&challenge.counter_bond(answer))?;
		}
		Self::settle(id, seq, challenge, ChallengeStatus::Withdrawn { at: T::Time::now() });
		Self::deposit_event(Event::ChallengeWithdrawn { right: id, seq, by });
		Ok(())
	}

	pub(crate) fn do_decide_challenge(
		judge: Member,
		id: RightId,
		seq: u32,
		decision: Decision,
		ground: H256,
	) -> DispatchResult {
		let right = Self::right_of(id)?;
		Self::ensure_competent(&judge, &right)?;
		let challenge = Self::open_challenge(id, seq)?;
		let own = Owner::Organisation(judge.org);
		let is_own = challenge.challenger == own || right.is_owned_by(&own);
		ensure!(!is_own, Error::<T>::OwnCause);

		let (by, at) = (judge.org, T::Time::now());
		let status = match decision {
			Decision::Dismissed => {
				Self::pay_owner(&right, &challenge)?;
				ChallengeStatus::Dismissed { by, ground, at }
			},
			Decision::Upheld { as_of } => {
				Self::grant(id, right, &challenge, as_of)?;
				ChallengeStatus::Upheld { by, as_of, ground, at }
			},
		};
		let (challenger, relief) = (challenge.challenger.clone(), challenge.relief);
		Self::settle(id, seq, challenge, status);
		Self::deposit_event(Event::ChallengeDecided {
			right: id,
			seq,
			challenger,
			relief,
			decision,
			by,
			ground,
		});
		Ok(())
	}

	/// Checks that an office is accredited for the right's register and kind, or that a court decides of
	/// what stands in none.
	fn ensure_competent(judge: &Member, right: &Right<T>) -> DispatchResult {
		let is_competent = match right.office {
			Some(office) => {
				judge.roles.contains(Role::IpOffice)
					&& T::Membership::is_accredited(judge.org, office, right.kind)
			},
			None => judge.roles.contains(Role::Court),
		};
		ensure!(is_competent, Error::<T>::NotAccredited);
		Ok(())
	}

	/// The challenge, if it was neither withdrawn nor decided.
	fn open_challenge(id: RightId, seq: u32) -> Result<Challenge<T>, Error<T>> {
		let challenge = Challenges::<T>::get(id, seq).ok_or(Error::<T>::NoChallenge)?;
		ensure!(challenge.is_open(), Error::<T>::ChallengeClosed);
		Ok(challenge)
	}

	/// Gives the challenger what it asked for, and the bond of whoever answered it.
	fn grant(
		id: RightId,
		right: Right<T>,
		challenge: &Challenge<T>,
		as_of: LegalDate,
	) -> DispatchResult {
		let (mut right, owners) = match challenge.relief {
			Relief::Invalidity => (Self::ended_as_of(right, RightEnd::Revoked, as_of)?, None),
			Relief::Entitlement => {
				ensure!(as_of >= right.term.from, Error::<T>::BeforeTerm);
				ensure!(right.is_alive_on(Self::today()), Error::<T>::AlreadyEnded);
				// An account that came to act for an organisation since could do nothing with it.
				let can_own = match &challenge.challenger {
					Owner::Organisation(_) => true,
					Owner::Account(account) => !T::Membership::is_operator(account),
				};
				ensure!(can_own, Error::<T>::UnfitTaker);
				(right, Some(sole_owner(challenge.challenger.clone())))
			},
		};

		Self::pay_challenger(challenge)?;
		if let Some(owners) = owners {
			Self::pass_to(id, &mut right, owners, T::Time::now())?;
		}
		Rights::<T>::insert(id, right);
		Ok(())
	}

	/// Gives a challenge its final status and takes it off the docket.
	fn settle(id: RightId, seq: u32, challenge: Challenge<T>, status: ChallengeStatus) {
		Dockets::<T>::mutate(id, |docket| docket.open.retain(|open| open.seq != seq));
		Challenges::<T>::insert(id, seq, Challenge { status, ..challenge });
	}

	/// The challenge failed: its bond goes to whoever stood up for the right, otherwise to the first owner,
	/// and back if that one has no account.
	fn pay_owner(right: &Right<T>, challenge: &Challenge<T>) -> DispatchResult {
		if let Some(answer) = &challenge.answer {
			Self::give_back(&challenge.counter_bond(answer))?;
			return Self::pay(&challenge.bond, &answer.account);
		}
		let first = right.owners.first().map(|share| &share.owner);
		let account = first.and_then(|owner| match owner {
			Owner::Organisation(org) => T::Membership::account_of(*org),
			Owner::Account(account) => Some(account.clone()),
		});
		match account {
			Some(account) => Self::pay(&challenge.bond, &account),
			None => Self::give_back(&challenge.bond),
		}
	}

	/// The challenge was well founded: the bond of whoever stood up for the right goes to the challenger.
	fn pay_challenger(challenge: &Challenge<T>) -> DispatchResult {
		Self::give_back(&challenge.bond)?;
		match &challenge.answer {
			Some(answer) => Self::pay(&challenge.counter_bond(answer), &challenge.bond.account),
			None => Ok(()),
		}
	}

	fn put_up(bond: &Bond<T>) -> DispatchResult {
		T::Currency::hold(&HoldReason::Challenge.into(), &bond.account, bond.amount)
	}

	fn give_back(bond: &Bond<T>) -> DispatchResult {
		let reason = HoldReason::Challenge.into();
		T::Currency::release(&reason, &bond.account, bond.amount, Precision::Exact).map(|_| ())
	}

	fn pay(bond: &Bond<T>, to: &T::AccountId) -> DispatchResult {
		T::Currency::transfer_on_hold(
			&HoldReason::Challenge.into(),
			&bond.account,
			to,
			bond.amount,
			Precision::Exact,
			Restriction::Free,
			// A bond is owed, whatever else is frozen on the account.
			Fortitude::Force,
		)
		.map(|_| ())
	}
}

impl<T: Config> Challenge<T> {
	/// Whether it was neither withdrawn nor decided.
	pub fn is_open(&self) -> bool {
		matches!(self.status, ChallengeStatus::Open | ChallengeStatus::Answered)
	}

	/// What the owner who answered put up: as much as the challenger.
	pub(crate) fn counter_bond(&self, answer: &Answer<T>) -> Bond<T> {
		Bond { account: answer.account.clone(), amount: self.bond.amount }
	}
}
