//! Physical exhibits: seals, custody hand to hand, samples, examinations, disposal.

use crate::*;
use frame_support::{ensure, traits::Time};
use sp_core::H256;
use sp_runtime::{ArithmeticError::Overflow, DispatchResult};
use tracemark_primitives::{
	apis::Page,
	digest::{next_head, Digest},
	evidence::{
		Disposal, DisposalOrder, Exhibit, ExhibitAct, ExhibitEntry, ExhibitState, Pin, RecordAct,
	},
	goods::{LotId, ObjectId},
	parties::{Member, Role, Standing},
	quantity::Quantity,
	traits::{EvidenceInspect, Membership},
	OrgId, Validate,
};

/// An exhibit as a call names it: its record, its number, and the number of its last act.
type Named = (Digest, u32, u32);

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register_exhibit(
		who: &T::AccountId,
		(digest, deposit): (Digest, u32),
		seal: H256,
		quantity: Quantity,
		(lot, object): (Option<LotId>, Option<ObjectId>),
	) -> DispatchResult {
		let member = T::Membership::ensure_member(who)?;
		quantity.validate().map_err(|_| Error::<T>::MalformedQuantity)?;
		let own = Self::own_deposit(&digest, deposit, member.org)?;
		let is_record = own.kind == EvidenceKind::PhysicalExhibit
			&& !matches!(own.content, Content::Batch { .. });
		ensure!(is_record, Error::<T>::NotExhibitRecord);

		let exhibit = Exhibit {
			by: member.org,
			holder: member.org,
			seal: Some(seal),
			quantity,
			lot,
			object,
			sample_of: None,
			state: ExhibitState::Held,
			order: None,
			seq: 0,
			head: H256::zero(),
		};
		let number = Self::number_exhibit(&digest)?;
		let act = ExhibitAct::Registered { deposit, seal, quantity, lot, object };
		Self::act((digest, number), exhibit, &member, act)
	}

	pub(crate) fn do_offer_exhibit(who: &T::AccountId, named: Named, to: OrgId) -> DispatchResult {
		let member = T::Membership::ensure_member(who)?;
		let exhibit = Self::at_hand(named, member.org)?;
		ensure!(exhibit.seal.is_some(), Error::<T>::Unsealed);
		ensure!(to != member.org, Error::<T>::ToOneself);
		let is_eligible =
			T::Membership::party(to).is_some_and(|party| party.standing == Standing::Good);
		ensure!(is_eligible, Error::<T>::ReceiverNotEligible);

		let exhibit = Exhibit { state: ExhibitState::Offered { to }, ..exhibit };
		Self::act((named.0, named.1), exhibit, &member, ExhibitAct::Offered { to })
	}

	pub(crate) fn do_accept_exhibit(
		who: &T::AccountId,
		named: Named,
		seal: H256,
	) -> DispatchResult {
		let member = T::Membership::ensure_member(who)?;
		let exhibit = Self::offered_to(named, member.org)?;
		ensure!(exhibit.seal == Some(seal), Error::<T>::SealDiffers);

		let from = exhibit.holder;
		let exhibit = Exhibit { holder: member.org, state: ExhibitState::Held, ..exhibit };
		Self::act((named.0, named.1), exhibit, &member, ExhibitAct::Accepted { from, seal })
	}

	pub(crate) fn do_refuse_exhibit(
		who: &T::AccountId,
		named: Named,
		ground: H256,
	) -> DispatchResult {
		let member = T::Membership::ensure_member(who)?;
		let exhibit = Self::offered_to(named, member.org)?;

		let exhibit = Exhibit { state: ExhibitState::Held, ..exhibit };
		Self::act((named.0, named.1), exhibit, &member, ExhibitAct::Refused { ground })
	}

	pub(crate) fn do_withdraw_exhibit(who: &T::AccountId, named: Named) -> DispatchResult {
		let member = T::Membership::ensure_member(who)?;
		let exhibit = Self::current(named)?;
		ensure!(exhibit.holder == member.org, Error::<T>::NotHolder);
		ensure!(matches!(exhibit.state, ExhibitState::Offered { .. }), Error::<T>::NotOffered);

		let exhibit = Exhibit { state: ExhibitState::Held, ..exhibit };
		Self::act((named.0, named.1), exhibit, &member, ExhibitAct::OfferWithdrawn)
	}

	pub(crate) fn do_recover_exhibit(
		who: &T::AccountId,
		named: Named,
		seal: Option<H256>,
		ground: H256,
	) -> DispatchResult {
		let member = T::Membership::ensure_role(who, HOLDING)?;
		let exhibit = Self::current(named)?;
		Self::ensure_not_ended(&exhibit)?;
		let from = exhibit.holder;
		let party = T::Membership::party(from).ok_or(Error::<T>::HolderThere)?;
		ensure!(party.standing == Standing::Expelled, Error::<T>::HolderThere);
		ensure!(party.country == member.country, Error::<T>::HolderElsewhere);

		let exhibit = Exhibit { holder: member.org, seal, state: ExhibitState::Held, ..exhibit };
		let act = ExhibitAct::Recovered { from, seal, ground };
		Self::act((named.0, named.1), exhibit, &member, act)
	}

	pub(crate) fn do_break_seal(who: &T::AccountId, named: Named, ground: H256) -> DispatchResult {
		let member = T::Membership::ensure_member(who)?;
		let exhibit = Self::at_hand(named, member.org)?;
		ensure!(exhibit.seal.is_some(), Error::<T>::Unsealed);

		let exhibit = Exhibit { seal: None, ..exhibit };
		Self::act((named.0, named.1), exhibit, &member, ExhibitAct::SealBroken { ground })
	}

	pub(crate) fn do_seal_exhibit(who: &T::AccountId, named: Named, seal: H256) -> DispatchResult {
		let member = T::Membership::ensure_member(who)?;
		let exhibit = Self::at_hand(named, member.org)?;
		ensure!(exhibit.seal.is_none(), Error::<T>::SealWhole);

		let exhibit = Exhibit { seal: Some(seal), ..exhibit };
		Self::act((named.0, named.1), exhibit, &member, ExhibitAct::Sealed { seal })
	}

	pub(crate) fn do_take_sample(
		who: &T::AccountId,
		named: Named,
		quantity: Quantity,
		seal: H256,
	) -> DispatchResult {
		let member = T::Membership::ensure_member(who)?;
		quantity.validate().map_err(|_| Error::<T>::MalformedQuantity)?;
		let exhibit = Self::at_hand(named, member.org)?;
		ensure!(exhibit.seal.is_none(), Error::<T>::SealWhole);
		// Some grams of a piece leave the piece.
		let left = if exhibit.quantity.same_unit(&quantity) {
			let left = exhibit.quantity.checked_sub(&quantity);
			left.filter(|left| !left.is_zero()).ok_or(Error::<T>::TooMuch)?
		} else {
			exhibit.quantity
		};

		let (digest, number, _) = named;
		let sample = Self::number_exhibit(&digest)?;
		let (seq, head) = (Self::next(exhibit.seq)?, exhibit.head);
		let taken = Exhibit {
			seal: Some(seal),
			quantity,
			sample_of: Some(number),
			seq: 0,
			head: H256::zero(),
			// What was ordered of the whole is ordered of its parts.
			..exhibit
		};
		let exhibit = Exhibit { quantity: left, ..exhibit };
		let act = ExhibitAct::Sampled { sample, quantity };
		Self::act((digest, number), exhibit, &member, act)?;
		let act = ExhibitAct::TakenFrom { exhibit: Pin { number, seq, head }, quantity, seal };
		Self::act((digest, sample), taken, &member, act)
	}

	pub(crate) fn do_return_sample(
		who: &T::AccountId,
		named: Named,
		exhibit_seq: u32,
		quantity: Quantity,
	) -> DispatchResult {
		let member = T::Membership::ensure_member(who)?;
		quantity.validate().map_err(|_| Error::<T>::MalformedQuantity)?;
		let sample = Self::at_hand(named, member.org)?;
		let (digest, number, _) = named;
		ensure!(!Self::is_held(&digest), Error::<T>::OnHold);
		let origin = sample.sample_of.ok_or(Error::<T>::NotSample)?;
		ensure!(sample.quantity.checked_sub(&quantity).is_some(), Error::<T>::TooMuch);
		let exhibit = Self::at_hand((digest, origin, exhibit_seq), member.org)?;
		ensure!(exhibit.seal.is_none(), Error::<T>::SealWhole);
		// What was ordered of a part does not get lost in the whole.
		ensure!(sample.order.is_none() || sample.order == exhibit.order, Error::<T>::OrderStands);
		let together = if exhibit.quantity.same_unit(&quantity) {
			exhibit.quantity.checked_add(&quantity).ok_or(Overflow)?
		} else {
			exhibit.quantity
		};

		let pin = |number, exhibit: &Exhibit| {
			Self::next(exhibit.seq).map(|seq| Pin { number, seq, head: exhibit.head })
		};
		let (of_sample, of_exhibit) = (pin(number, &sample)?, pin(origin, &exhibit)?);
		let exhibit = Exhibit { quantity: together, ..exhibit };
		let act = ExhibitAct::SampleReturned { sample: of_sample, quantity };
		Self::act((digest, origin), exhibit, &member, act)?;
		let sample = Exhibit { seal: None, quantity, state: ExhibitState::Rejoined, ..sample };
		let act = ExhibitAct::Rejoined { exhibit: of_exhibit, quantity };
		Self::act((digest, number), sample, &member, act)
	}

	pub(crate) fn do_record_examination(
		who: &T::AccountId,
		named: Named,
		(report, deposit): (Digest, u32),
	) -> DispatchResult {
		let member = T::Membership::ensure_role(who, Role::Laboratory.into())?;
		let exhibit = Self::at_hand(named, member.org)?;
		let own = Self::own_deposit(&report, deposit, member.org)?;
		let is_report = own.kind == EvidenceKind::LaboratoryReport
			&& !matches!(own.content, Content::Batch { .. });
		ensure!(is_report, Error::<T>::NotReport);

		let act = ExhibitAct::Examined { report, deposit };
		Self::act((named.0, named.1), exhibit, &member, act)
	}

	pub(crate) fn do_order_disposal(
		who: &T::AccountId,
		named: Named,
		disposal: Option<Disposal>,
		ground: H256,
	) -> DispatchResult {
		let member = T::Membership::ensure_member(who)?;
		let by = member.org;
		let exhibit = Self::current(named)?;
		Self::ensure_not_ended(&exhibit)?;
		let is_court = member.roles.contains(Role::Court);
		ensure!(is_court || exhibit.by == by, Error::<T>::MayNotOrder);
		let is_free = exhibit.order.is_none_or(|order| order.by == by);
		ensure!(is_court || is_free, Error::<T>::OrderStands);

		let order = disposal.map(|disposal| DisposalOrder { by, disposal });
		let act = ExhibitAct::DisposalOrdered { disposal, ground };
		Self::act((named.0, named.1), Exhibit { order, ..exhibit }, &member, act)
	}

	pub(crate) fn do_dispose_of(
		who: &T::AccountId,
		named: Named,
		disposal: Disposal,
		report: H256,
	) -> DispatchResult {
		let member = T::Membership::ensure_member(who)?;
		let exhibit = Self::at_hand(named, member.org)?;
		ensure!(!Self::is_held(&named.0), Error::<T>::OnHold);
		let order = exhibit.order.filter(|order| order.disposal == disposal);
		let ordered_by = order.ok_or(Error::<T>::NotOrdered)?.by;

		let exhibit = Exhibit { state: ExhibitState::DisposedOf(disposal), ..exhibit };
		let act = ExhibitAct::DisposedOf { disposal, ordered_by, report };
		Self::act((named.0, named.1), exhibit, &member, act)
	}

	/// The exhibits of a record and the samples of them, in the order of their numbers. The cursor is the
	/// number of exhibits to pass over.
	pub fn exhibits(digest: Digest, cursor: u32, limit: u32) -> Page<Exhibit> {
		Page::read(ExhibitCount::<T>::get(digest), cursor, limit, |position| {
			Exhibits::<T>::get(digest, position.saturating_add(1))
		})
	}

	/// All that was done with an exhibit, oldest first. The cursor is the number of acts to pass over.
	pub fn exhibit_history(
		digest: Digest,
		number: u32,
		cursor: u32,
		limit: u32,
	) -> Page<ExhibitEntry> {
		let count = Exhibits::<T>::get(digest, number).map_or(0, |exhibit| exhibit.seq);
		Page::read(count, cursor, limit, |position| {
			ExhibitActs::<T>::get((digest, number, position.saturating_add(1)))
		})
	}

	/// The exhibit, if the call names the number of its last act.
	fn current((digest, number, seq): Named) -> Result<Exhibit, Error<T>> {
		let exhibit = Exhibits::<T>::get(digest, number).ok_or(Error::<T>::UnknownExhibit)?;
		ensure!(exhibit.seq == seq, Error::<T>::StaleSeq);
		Ok(exhibit)
	}

	/// As [`Self::current`], and `org` has it, neither offered nor ended.
	fn at_hand(named: Named, org: OrgId) -> Result<Exhibit, Error<T>> {
		let exhibit = Self::current(named)?;
		ensure!(exhibit.holder == org, Error::<T>::NotHolder);
		Self::ensure_not_ended(&exhibit)?;
		ensure!(exhibit.state == ExhibitState::Held, Error::<T>::OnOffer);
		Ok(exhibit)
	}

	/// As [`Self::current`], and it is offered to `org`.
	fn offered_to(named: Named, org: OrgId) -> Result<Exhibit, Error<T>> {
		let exhibit = Self::current(named)?;
		ensure!(exhibit.state == ExhibitState::Offered { to: org }, Error::<T>::NotOffered);
		Ok(exhibit)
	}

	fn ensure_not_ended(exhibit: &Exhibit) -> Result<(), Error<T>> {
		match exhibit.state {
			ExhibitState::Held | ExhibitState::Offered { .. } => Ok(()),
			ExhibitState::Rejoined | ExhibitState::DisposedOf(_) => Err(Error::<T>::AlreadyEnded),
		}
	}

	/// The number of the next exhibit of a record.
	fn number_exhibit(digest: &Digest) -> Result<u32, sp_runtime::DispatchError> {
		let number = Self::next(ExhibitCount::<T>::get(digest))?;
		ExhibitCount::<T>::insert(digest, number);
		Ok(number)
	}

	/// Writes an exhibit as an act leaves it, and the act into its history, its chain and the timeline.
	fn act(
		(digest, number): (Digest, u32),
		mut exhibit: Exhibit,
		member: &Member,
		act: ExhibitAct,
	) -> DispatchResult {
		let seq = Self::next(exhibit.seq)?;
		Self::log(&digest, member, RecordAct::Exhibit { number, seq })?;

		let (block, moment) = (Self::block(), T::Time::now());
		let entry = ExhibitEntry { org: member.org, operator: member.operator, block, moment, act };
		let event = Event::<T>::ExhibitActed { digest, number, seq, entry };
		exhibit.seq = seq;
		exhibit.head = next_head(exhibit.head, seq, &event);
		Exhibits::<T>::insert(digest, number, exhibit);
		ExhibitActs::<T>::insert((digest, number, seq), entry);
		Self::deposit_event(event);
		Ok(())
	}
}
