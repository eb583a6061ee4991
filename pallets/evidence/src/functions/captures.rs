//! Captures of one thing by several organisations.

use crate::*;
use alloc::collections::BTreeSet;
use frame_support::{ensure, traits::Time, BoundedVec};
use sp_core::H256;
use sp_runtime::{traits::SaturatedConversion, DispatchResult};
use tracemark_primitives::{
	digest::{Digest, DigestAlgorithm::Sha256},
	evidence::RecordAct,
	parties::Member,
	traits::Membership,
	Moment,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_open_capture(
		who: &T::AccountId,
		subject: H256,
		(quorum, size): (u8, u8),
		invited: Invited,
		until: Moment,
	) -> DispatchResult {
		let Member { org: by, operator, .. } = T::Membership::ensure_role(who, CAPTURING)?;
		ensure!(CaptureGroup::is_quorum(quorum, size), Error::<T>::QuorumOutOfRange);
		let is_invitation = CaptureGroup::is_invitation(&invited, size);
		ensure!(is_invitation, Error::<T>::MalformedInvitation);
		let (block, moment) = (Self::block(), T::Time::now());
		let latest = moment.saturating_add(MAX_CAPTURE_WINDOW);
		ensure!(moment < until && until <= latest, Error::<T>::DeadlineOutOfRange);
		let group = NextCaptureGroup::<T>::get();

		NextCaptureGroup::<T>::put(Self::next(group)?);
		let (captures, agreement) = (BoundedVec::new(), None);
		let opened = CaptureGroup {
			by,
			operator,
			subject,
			quorum,
			size,
			invited: invited.clone(),
			block,
			moment,
			until,
			captures,
			agreement,
		};
		CaptureGroups::<T>::insert(group, opened);
		Self::deposit_event(Event::CaptureOpened {
			group,
			by,
			subject,
			quorum,
			size,
			invited,
			until,
		});
		Ok(())
	}

	pub(crate) fn do_join_capture(
		who: &T::AccountId,
		id: CaptureGroupId,
		(raw, deposit): (Digest, u32),
		extract: H256,
	) -> DispatchResult {
		let member = T::Membership::ensure_role(who, CAPTURING)?;
		let Member { org, operator, .. } = member;
		let mut group = CaptureGroups::<T>::get(id).ok_or(Error::<T>::UnknownGroup)?;
		let (block, moment) = (Self::block(), T::Time::now());
		ensure!(moment < group.until, Error::<T>::CaptureClosed);
		ensure!(group.invited.binary_search(&org).is_ok(), Error::<T>::NotInvited);
		ensure!(group.captures.len() < usize::from(group.size), Error::<T>::CaptureFull);
		let mut others = group.captures.iter();
		ensure!(others.all(|other| other.org != org), Error::<T>::AlreadyCaptured);
		// Of one thing there is one name, so that no bytes are there twice under two.
		ensure!(raw.algorithm == Sha256, Error::<T>::NotSha256);
		let own = Self::own_deposit(&raw, deposit, org)?;
		// Whoever anchors at once may be the one who was copied on the way: the same bytes count once.
		let mut same = group.captures.iter().filter(|other| other.raw == raw);
		let is_copy = |other: &Capture| own.moment >= other.moment.saturating_add(SAME_RAW_WITHIN);
		ensure!(!same.any(is_copy), Error::<T>::SameRaw);
		let is_capture = (own.kind, own.content) == (EvidenceKind::WebCapture, Content::Single);
		ensure!(is_capture, Error::<T>::NotWebCapture);
		// Nor were its bytes on record before, whoever brought them: nobody has fresh ones earlier.
		let first = Records::<T>::get(raw).map(|record| record.deposit.moment.min(record.first.at));
		let is_fresh = own.moment >= group.moment && first.is_some_and(|at| at >= group.moment);
		ensure!(is_fresh, Error::<T>::CapturedBefore);

		let capture = Capture { org, operator, raw, deposit, extract, block, moment };
		group.captures.try_push(capture).map_err(|_| Error::<T>::CaptureFull)?;
		let agreeing = Self::agreeing(&group, &extract);
		let is_enough = group.agreement.is_none() && agreeing >= group.quorum;
		if is_enough {
			group.agreement = Some(Agreement { extract, block, moment });
		}
		Self::log(&raw, &member, RecordAct::Captured { group: id })?;
		CaptureGroups::<T>::insert(id, group);
		let (group, by) = (id, org);
		Self::deposit_event(Event::CaptureJoined { group, by, raw, deposit, extract, agreeing });
		if is_enough {
			Self::deposit_event(Event::CaptureAgreed { group, extract });
		}
		Ok(())
	}

	/// How many captures of a group have an extract, without those that are revoked. One read each. The same
	/// bytes count once.
	pub(crate) fn agreeing(group: &CaptureGroup, extract: &H256) -> u8 {
		let captures = group.captures.iter().filter(|capture| capture.extract == *extract);
		let raws: BTreeSet<_> = captures
			.filter(|capture| !Self::is_revoked(&capture.raw, capture.deposit))
			.map(|capture| capture.raw)
			.collect();
		raws.len().saturated_into()
	}
}
