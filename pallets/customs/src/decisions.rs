//! What officers decide, and what a declarant withdraws.

use crate::{
	Config, Declaration, Declarations, DestructionGround, DestructionOrder, Error, Event,
	Examination, ExaminationCount, Examinations, Line, LineGoods, LineStatus, Lines, MaxEvidence,
	Pallet, ReleaseGround, Suspension, WeightInfo, DECISION_TERM,
};
use alloc::{collections::BTreeSet, vec::Vec};
use frame_support::{dispatch::DispatchResult, ensure, traits::Time, weights::Weight, BoundedVec};
use sp_runtime::{ArithmeticError, DispatchError, SaturatedConversion};
use tracemark_primitives::{
	authorisation::{Activity, Answer, Exercise, GoodsHistory, Ground, Question},
	customs::{line_id, MaxGoodsPerLine, Nature, Outcome},
	digest::Digest,
	goods::ClassRight,
	gs1::Gtin,
	parties::Member,
	quantity::Quantity,
	traits::{Authorisation, CustodyControl, CustodyInspect, EvidenceInspect},
	DeclarationId, LicenceId,
};

/// Officers' decisions.
impl<T: Config> Pallet<T> {
	pub(crate) fn do_release(
		officer: Member,
		id: DeclarationId,
		number: u32,
	) -> Result<Weight, DispatchError> {
		let (declaration, line) = Self::for_officer(&officer, id, number)?;
		match &line.status {
			LineStatus::Lodged => Self::ensure_not_moved_on(&declaration, &line)?,
			LineStatus::Suspended(_) => {},
			_ => return Err(Error::<T>::NotOpen.into()),
		}
		let class = T::Custody::class(&line.gtin);
		let rights = class.map(|class| class.rights).unwrap_or_default();
		let weight = Self::release_weight(size(&line.goods), rights.len().saturated_into());
		let quantity = Self::newly_let_in(&declaration, &line);
		if !quantity.is_zero() {
			let act =
				Exercise { activity: Activity::Import, quantity, reference: line_id(id, number) };
			for licence in Self::import_licences(&declaration, line.gtin, quantity, &rights) {
				T::Authorisation::exercise_up_to(licence, &act);
			}
		}
		for tracked in &line.goods {
			match &line.status {
				LineStatus::Suspended(suspension) if tracked.detained => {
					T::Custody::release(&tracked.goods.id(), suspension.authority)?
				},
				LineStatus::Lodged => T::Custody::unbind(&tracked.goods)?,
				_ => {},
			}
		}
		let by = ReleaseGround::Officer { authority: officer.org, officer: officer.operator };
		Self::let_in(id, number, &declaration, line, by)?;
		Ok(weight)
	}

	/// Fails if somebody whom the declaration does not name has goods of the line by now.
	fn ensure_not_moved_on(declaration: &Declaration, line: &Line) -> DispatchResult {
		let is_there = |tracked: &LineGoods| {
			let at = T::Custody::find(&tracked.goods).whereabouts;
			at.is_some_and(|at| declaration.is_for(at.holder))
		};
		ensure!(line.goods.iter().all(is_there), Error::<T>::GoodsMovedOn);
		Ok(())
	}

	/// What is declared without the goods that the release does not clear.
	fn newly_let_in(declaration: &Declaration, line: &Line) -> Quantity {
		let others =
			line.goods.iter().filter(|one| !Self::is_to_be_cleared(declaration, line, one));
		others.fold(line.quantity, |quantity, tracked| {
			T::Custody::find(&tracked.goods).contents.iter().fold(quantity, |rest, content| {
				rest.checked_sub(&content.quantity).unwrap_or(rest.with_value(0))
			})
		})
	}

	/// The licences that permit the import now, or would if they left enough. Where none does, the officer
	/// decides without, and nothing is counted.
	fn import_licences(
		declaration: &Declaration,
		gtin: Gtin,
		quantity: Quantity,
		rights: &[ClassRight],
	) -> Vec<LicenceId> {
		let ask = |tie: &ClassRight, quantity| {
			T::Authorisation::ask(&Question {
				right: tie.right,
				party: declaration.importer,
				activity: Activity::Import,
				country: declaration.destination,
				at: T::Time::now(),
				quantity,
				goods: GoodsHistory { gtin: Some(gtin), class: tie.class, ..Default::default() },
			})
			.answer
		};
		let licence = |tie: &ClassRight| match ask(tie, Some(quantity)) {
			Answer::NotPermitted => ask(tie, None),
			answer => answer,
		};
		let licences = rights.iter().filter_map(|tie| match licence(tie) {
			Answer::Permitted(Ground::Licence(licence)) => Some(licence),
			_ => None,
		});
		// A licence of several rights is used once.
		licences.collect::<BTreeSet<_>>().into_iter().collect()
	}

	pub(crate) fn do_suspend(
		officer: Member,
		id: DeclarationId,
		number: u32,
		nature: Nature,
		evidence: BoundedVec<Digest, MaxEvidence>,
	) -> Result<Weight, DispatchError> {
		let (declaration, mut line) = Self::for_officer(&officer, id, number)?;
		ensure!(matches!(line.status, LineStatus::Lodged), Error::<T>::NotOpen);
		let decision = &line.decision;
		let examination = Self::latest_examination(id, number);
		let was_seen = examination.as_ref().is_some_and(|seen| seen.contradicting > 0);
		ensure!(was_seen || !decision.contradicted.is_empty(), Error::<T>::NoGround);
		let regime = Self::regime(&declaration.destination);
		ensure!(regime.suspends.contains(nature), Error::<T>::NatureMayNotStop);
		ensure!(
			decision.outcome == Outcome::SuspendProposed || examination.is_some(),
			Error::<T>::NotExamined
		);
		ensure!(was_seen || decision.natures.contains(nature), Error::<T>::NoGround);
		ensure!(
			evidence.iter().all(|digest| T::Evidence::stands_since(digest).is_some()),
			Error::<T>::EvidenceNotStanding
		);

		let weight = T::WeightInfo::suspend(evidence.len().saturated_into(), size(&line.goods));
		for tracked in &line.goods {
			T::Custody::unbind(&tracked.goods)?;
		}
		for tracked in &mut line.goods {
			let kept = T::Custody::detain(&tracked.goods, officer.org, id, number)?;
			tracked.detained = kept.is_some();
		}
		let suspension = Suspension {
			authority: officer.org,
			officer: officer.operator,
			nature,
			evidence: evidence.clone(),
			at: T::Time::now(),
		};
		Lines::<T>::insert(id, number, Line { status: LineStatus::Suspended(suspension), ..line });
		Self::deposit_event(Event::Suspended {
			declaration: id,
			line: number,
			authority: officer.org,
			officer: officer.operator,
			nature,
			evidence,
		});
		Ok(weight)
	}

	fn latest_examination(id: DeclarationId, number: u32) -> Option<Examination> {
		let latest = ExaminationCount::<T>::get(id, number).checked_sub(1)?;
		Examinations::<T>::get((id, number, latest))
	}

	pub(crate) fn do_examine(
		officer: Member,
		id: DeclarationId,
		number: u32,
		scanned: u32,
		contradicting: u32,
		report: Digest,
	) -> DispatchResult {
		let (_, line) = Self::for_officer(&officer, id, number)?;
		let is_open = matches!(
			line.status,
			LineStatus::Lodged | LineStatus::Suspended(_) | LineStatus::DestructionOrdered { .. }
		);
		ensure!(is_open, Error::<T>::NotOpen);
		ensure!(scanned > 0 && contradicting <= scanned, Error::<T>::MalformedExamination);
		let examination = ExaminationCount::<T>::get(id, number);
		let count = examination.checked_add(1).ok_or(ArithmeticError::Overflow)?;

		ExaminationCount::<T>::insert(id, number, count);
		Examinations::<T>::insert(
			(id, number, examination),
			Examination {
				authority: officer.org,
				officer: officer.operator,
				at: T::Time::now(),
				scanned,
				contradicting,
				report,
			},
		);
		Self::deposit_event(Event::Examined {
			declaration: id,
			line: number,
			examination,
			authority: officer.org,
			officer: officer.operator,
			scanned,
			contradicting,
			report,
		});
		Ok(())
	}

	pub(crate) fn do_order_destruction(
		officer: Member,
		id: DeclarationId,
		number: u32,
		ground: DestructionGround,
		document: Digest,
	) -> DispatchResult {
		let (_, line) = Self::for_officer(&officer, id, number)?;
		let LineStatus::Suspended(suspension) = line.status else {
			return Err(Error::<T>::NotSuspended.into());
		};
		let order = DestructionOrder {
			authority: officer.org,
			officer: officer.operator,
			ground,
			document,
			at: T::Time::now(),
		};
		let status = LineStatus::DestructionOrdered { suspension, order };
		Lines::<T>::insert(id, number, Line { status, ..line });
		Self::deposit_event(Event::DestructionOrdered {
			declaration: id,
			line: number,
			authority: officer.org,
			officer: officer.operator,
			ground,
			document,
		});
		Ok(())
	}

	pub(crate) fn do_confirm_destruction(
		officer: Member,
		id: DeclarationId,
		number: u32,
	) -> Result<Weight, DispatchError> {
		let (_, line) = Self::for_officer(&officer, id, number)?;
		let LineStatus::DestructionOrdered { suspension, order } = line.status else {
			return Err(Error::<T>::NotOrdered.into());
		};
		ensure!(officer.org == order.authority, Error::<T>::NotCompetent);
		ensure!(officer.operator != order.officer, Error::<T>::SameOfficer);

		let weight = T::WeightInfo::confirm_destruction(size(&line.goods));
		for tracked in line.goods.iter().filter(|tracked| tracked.detained) {
			T::Custody::destroy(&tracked.goods.id(), suspension.authority)?;
		}
		let event = Event::Destroyed {
			declaration: id,
			line: number,
			authority: officer.org,
			officers: (order.officer, officer.operator),
			ground: order.ground,
			document: order.document,
		};
		let status = LineStatus::Destroyed {
			suspension,
			order,
			confirmed_by: officer.operator,
			at: T::Time::now(),
		};
		Lines::<T>::insert(id, number, Line { status, ..line });
		Self::deposit_event(event);
		Ok(weight)
	}

	pub(crate) fn do_cancel_destruction(
		officer: Member,
		id: DeclarationId,
		number: u32,
	) -> DispatchResult {
		let (_, line) = Self::for_officer(&officer, id, number)?;
		let LineStatus::DestructionOrdered { suspension, .. } = line.status else {
			return Err(Error::<T>::NotOrdered.into());
		};
		let status = LineStatus::Suspended(suspension);
		Lines::<T>::insert(id, number, Line { status, ..line });
		Self::deposit_event(Event::DestructionCancelled {
			declaration: id,
			line: number,
			authority: officer.org,
			officer: officer.operator,
		});
		Ok(())
	}
}

/// The declarant's.
impl<T: Config> Pallet<T> {
	pub(crate) fn do_withdraw_line(
		by: Member,
		id: DeclarationId,
		number: u32,
	) -> Result<Weight, DispatchError> {
		let line = Lines::<T>::get(id, number).ok_or(Error::<T>::UnknownLine)?;
		let declaration = Declarations::<T>::get(id).ok_or(Error::<T>::UnknownLine)?;
		ensure!(by.org == declaration.declarant, Error::<T>::NotDeclarant);
		ensure!(matches!(line.status, LineStatus::Lodged), Error::<T>::NotOpen);
		let now = T::Time::now();
		let is_over = now >= declaration.lodged_at.saturating_add(DECISION_TERM);
		ensure!(is_over || line.decision.contradicted.is_empty(), Error::<T>::TooEarly);

		let weight = T::WeightInfo::withdraw_line(size(&line.goods));
		for tracked in &line.goods {
			T::Custody::unbind(&tracked.goods)?;
		}
		let status = LineStatus::Withdrawn { by: by.operator, at: now };
		Lines::<T>::insert(id, number, Line { status, ..line });
		Self::deposit_event(Event::LineWithdrawn { declaration: id, line: number });
		Ok(weight)
	}
}

fn size(goods: &BoundedVec<LineGoods, MaxGoodsPerLine>) -> u32 {
	goods.len().saturated_into()
}
