//! Product classes.

use crate::{Class, Classes, Config, Error, Event, FormerClasses, Pallet};
use frame_support::{ensure, traits::Time, BoundedVec};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};
use tracemark_primitives::{
	authorisation::{Activity, Answer, GoodsHistory, Ground, Question},
	goods::{AddedRight, ClassFacts, ClassRight, MaxRightsPerClass},
	gs1::{Gtin, IssuedUnderPrefix},
	hs::HsCode,
	parties::{Member, Owner},
	quantity::Quantity,
	rights::{RightFacts, RightId},
	time::Period,
	traits::{Authorisation, Membership, RightsInspect},
	Moment, OrgId, Validate,
};

/// The rights that a class is made under.
type Rights = BoundedVec<ClassRight, MaxRightsPerClass>;

impl<T: Config> Pallet<T> {
	/// Says how many of the rights are the owner's own, and how many are licensed to it.
	pub(crate) fn do_register_class(
		by: Member,
		gtin: Gtin,
		rights: Rights,
		hs: HsCode,
	) -> Result<(u32, u32), DispatchError> {
		let owner = by.org;
		gtin.validate().map_err(|_| Error::<T>::MalformedGtin)?;
		hs.validate().map_err(|_| Error::<T>::MalformedHsCode)?;
		let former = Classes::<T>::get(gtin);
		let is_free = former.as_ref().is_none_or(|class| {
			class.owner != owner && Self::ensure_issued_to(class.owner, &gtin).is_err()
		});
		ensure!(is_free, Error::<T>::AlreadyRegistered);
		Self::ensure_issued_to(owner, &gtin)?;
		let asked = Self::ensure_tied(&by, &gtin, &rights, &[])?;

		let mut class = Class {
			owner,
			rights: rights.clone(),
			hs,
			registered_at: T::Time::now(),
			version: 0,
			revised_at: None,
			added: BoundedVec::new(),
			is_recalled: false,
			serialised: None,
			ceiling: None,
			made: 0,
			with_serials: 0,
			last_unserialised: None,
		};
		if let Some(former) = former {
			class.is_recalled = former.is_recalled;
			class.last_unserialised = former.last_unserialised;
			class.with_serials = former.with_serials;
			class.version = Self::supersede(&gtin, former)?;
		}
		Classes::<T>::insert(gtin, class);
		Self::deposit_event(Event::ClassRegistered { gtin, owner, rights, hs });
		Ok(asked)
	}

	/// Says how many of the rights that are asked for anew are the owner's own, and how many are licensed to it.
	pub(crate) fn do_revise_class(
		by: Member,
		gtin: Gtin,
		version: u32,
		rights: Rights,
		hs: HsCode,
	) -> Result<(u32, u32), DispatchError> {
		let owner = by.org;
		hs.validate().map_err(|_| Error::<T>::MalformedHsCode)?;
		let former = Classes::<T>::get(gtin).ok_or(Error::<T>::UnknownClass)?;
		ensure!(former.owner == owner, Error::<T>::NotClassOwner);
		Self::ensure_issued_to(owner, &gtin)?;
		ensure!(former.version == version, Error::<T>::StaleSeq);
		ensure!((&former.rights, former.hs) != (&rights, hs), Error::<T>::NothingRevised);
		let asked = Self::ensure_tied(&by, &gtin, &rights, &former.rights)?;

		let mut class = former.clone();
		class.version = Self::supersede(&gtin, former)?;
		class.revised_at = Some(T::Time::now());
		class.added = Self::added(&class, &rights);
		class.rights = rights.clone();
		class.hs = hs;
		let version = class.version;
		Classes::<T>::insert(gtin, class);
		Self::deposit_event(Event::ClassRevised { gtin, owner, version, rights, hs });
		Ok(asked)
	}

	/// A version of a class, as it is or was last.
	pub fn class_version(gtin: &Gtin, version: u32) -> Option<ClassFacts> {
		let class = Classes::<T>::get(gtin)?;
		let class = match class.version == version {
			true => class,
			false => FormerClasses::<T>::get(gtin, version)?,
		};
		Some(class.into())
	}

	/// A class as it was at a moment, or first: found in as many steps as its number of versions has binary
	/// digits.
	pub fn class_at(gtin: &Gtin, moment: Moment) -> Option<ClassFacts> {
		let present = Classes::<T>::get(gtin)?;
		let since = |class: &Class| class.revised_at.unwrap_or(class.registered_at);
		if since(&present) <= moment {
			return Some(present.into());
		}
		let (mut low, mut high) = (0u32, present.version);
		// The first `low` versions began by then, those from `high` on did not.
		while low < high {
			let middle = low.saturating_add(high.saturating_sub(low) / 2);
			let version = FormerClasses::<T>::get(gtin, middle);
			if version.is_some_and(|class| since(&class) <= moment) {
				low = middle.saturating_add(1);
			} else {
				high = middle;
			}
		}
		Self::class_version(gtin, low.saturating_sub(1))
	}

	/// Puts a version of a class beside those of before, and says the number of the next.
	fn supersede(gtin: &Gtin, former: Class) -> Result<u32, DispatchError> {
		let next = former.version.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		FormerClasses::<T>::insert(gtin, former.version, former);
		Ok(next)
	}

	/// Which of `rights` a revision added by the version of `class`, this one's among them.
	fn added(class: &Class, rights: &Rights) -> BoundedVec<AddedRight, MaxRightsPerClass> {
		let since = |right: &RightId| match class.rights.iter().any(|tie| tie.right == *right) {
			true => class.added.iter().find(|added| added.right == *right).copied(),
			false => Some(AddedRight { right: *right, version: class.version }),
		};
		// As many as rights, with the same bound.
		BoundedVec::truncate_from(rights.iter().filter_map(|tie| since(&tie.right)).collect())
	}

	/// Fails unless `rights` are different ones under which `by` may have goods of the class made: its own, or
	/// licensed to it. Those that the class is made under already, `kept`, are not asked for again: licences end.
	/// Says how many of the others are its own, and how many are licensed.
	fn ensure_tied(
		by: &Member,
		gtin: &Gtin,
		rights: &Rights,
		kept: &[ClassRight],
	) -> Result<(u32, u32), DispatchError> {
		rights.validate().map_err(|_| Error::<T>::MalformedClass)?;
		let (mut own, mut licensed) = (0u32, 0u32);
		for (position, tie) in rights.iter().enumerate() {
			let is_again = rights.iter().take(position).any(|other| other.right == tie.right);
			ensure!(!is_again, Error::<T>::DuplicateRight);
			if kept.contains(tie) {
				continue;
			}
			let right = T::Rights::right(&tie.right).ok_or(Error::<T>::RightNotAttested)?;
			if right.is_owned_by(&Owner::Organisation(by.org)) {
				own = own.saturating_add(1);
			} else {
				ensure!(Self::is_licensed(by, gtin, tie, &right), Error::<T>::NotRightsOwner);
				licensed = licensed.saturating_add(1);
			}
			let is_classified = tie.class.is_none_or(|class| class.is_of(right.kind));
			ensure!(is_classified, Error::<T>::MalformedClass);
		}
		Ok((own, licensed))
	}

	/// Whether `by` is licensed to make goods of the class under another's right, where it is established or,
	/// if the right has no effect there, where the first of its owners is that is a member.
	fn is_licensed(
		by: &Member,
		gtin: &Gtin,
		tie: &ClassRight,
		right: &RightFacts<T::AccountId>,
	) -> bool {
		let mut question = Question {
			right: tie.right,
			party: by.org,
			activity: Activity::Manufacture,
			country: by.country,
			at: T::Time::now(),
			quantity: None,
			goods: GoodsHistory { gtin: Some(*gtin), class: tie.class, ..Default::default() },
		};
		let mut answer = T::Authorisation::ask(&question).answer;
		if answer == Answer::NotRequired {
			let owner = right.owners.iter().find_map(|share| match share.owner {
				Owner::Organisation(org) => T::Membership::party(org),
				_ => None,
			});
			if let Some(owner) = owner {
				question.country = owner.country;
				answer = T::Authorisation::ask(&question).answer;
			}
		}
		matches!(answer, Answer::Permitted(Ground::Licence(_)))
	}

	pub(crate) fn do_set_class_terms(
		owner: OrgId,
		gtin: Gtin,
		serialised: Option<Period>,
		ceiling: Option<u128>,
	) -> DispatchResult {
		serialised.validate().map_err(|_| Error::<T>::MalformedPromise)?;
		let mut class = Classes::<T>::get(gtin).ok_or(Error::<T>::UnknownClass)?;
		ensure!(class.owner == owner, Error::<T>::NotClassOwner);
		Self::ensure_issued_to(owner, &gtin)?;
		Self::ensure_kept(&class, serialised, T::Time::now())?;
		let is_lowered = class.ceiling.is_none_or(|old| ceiling.is_some_and(|new| new <= old));
		ensure!(is_lowered, Error::<T>::CeilingRaised);
		let is_above = ceiling.is_none_or(|ceiling| ceiling >= class.made);
		ensure!(is_above, Error::<T>::CeilingBelowMade);

		class.serialised = serialised;
		class.ceiling = ceiling;
		Classes::<T>::insert(gtin, class);
		Self::deposit_event(Event::ClassTermsSet { gtin, owner, serialised, ceiling });
		Ok(())
	}

	/// Fails if a promise of serials would go back on one that has begun, or is not true of what is on record.
	fn ensure_kept(class: &Class, promise: Option<Period>, now: Moment) -> Result<(), Error<T>> {
		if promise == class.serialised {
			return Ok(());
		}
		let begun = class.serialised.filter(|promised| promised.from <= now);
		let Some(new) = promise else {
			ensure!(begun.is_none(), Error::<T>::PromiseBinding);
			return Ok(());
		};
		let is_ahead = |until: Option<Moment>| until.is_none_or(|until| until >= now);
		let goes_on = |promised: Period| promised.from == new.from && is_ahead(promised.until);
		ensure!(begun.is_none_or(goes_on) && is_ahead(new.until), Error::<T>::PromiseBinding);
		// From when on it promises what was not promised before.
		let newly = match begun {
			Some(promised) => {
				promised.until.filter(|old| new.until.is_none_or(|until| until > *old))
			},
			None => Some(new.from),
		};
		let last = class.last_unserialised;
		let is_true = newly.is_none_or(|from| last.is_none_or(|last| last < from));
		ensure!(is_true, Error::<T>::PromiseRefuted);
		Ok(())
	}

	/// Fails if what is made or labelled at `at` as goods of the class lacks serials that its owner promised.
	pub(crate) fn ensure_serialised(
		class: &Class,
		is_serialised: bool,
		at: Moment,
	) -> Result<(), Error<T>> {
		let is_promised = class.serialised.is_some_and(|period| period.contains(at));
		ensure!(is_serialised || !is_promised, Error::<T>::SerialsPromised);
		Ok(())
	}

	/// Counts what is made or labelled at `at` as goods of the class, against its ceiling. Fails if it lacks
	/// serials that the owner promised.
	pub(crate) fn count_made(
		class: &mut Class,
		quantity: &Quantity,
		is_serialised: bool,
		at: Moment,
	) -> DispatchResult {
		Self::ensure_serialised(class, is_serialised, at)?;
		if !is_serialised {
			let known = at.max(T::Time::now());
			class.last_unserialised = class.last_unserialised.max(Some(known));
		}
		match quantity {
			Quantity::Pieces(pieces) => {
				let made = class.made.checked_add((*pieces).into());
				let made = made.ok_or(ArithmeticError::Overflow)?;
				let fits = class.ceiling.is_none_or(|ceiling| made <= ceiling);
				ensure!(fits, Error::<T>::CeilingReached);
				class.made = made;
				if is_serialised {
					let with_serials = class.with_serials.checked_add((*pieces).into());
					class.with_serials = with_serials.ok_or(ArithmeticError::Overflow)?;
				}
			},
			Quantity::Measured { .. } => {
				ensure!(class.ceiling.is_none(), Error::<T>::NotCountable)
			},
		}
		Ok(())
	}

	/// Fails unless `org` holds a company prefix that `key` was issued under.
	pub(crate) fn ensure_issued_to(
		org: OrgId,
		key: &impl IssuedUnderPrefix,
	) -> Result<(), Error<T>> {
		let held = T::Membership::prefixes(org).iter().any(|prefix| key.is_under(prefix));
		ensure!(held, Error::<T>::PrefixNotHeld);
		Ok(())
	}
}
