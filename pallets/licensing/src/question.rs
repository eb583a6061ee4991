//! The one question: may this party do this act here, now, with these goods?

use crate::*;
use frame_support::traits::{Defensive, Time};
use tracemark_primitives::{
	authorisation::{Answer, AuthorisationReport, ConditionResult, Ground, Question},
	parties::{Owner, Standing},
	traits::{Membership, RightsInspect},
	LicenceId,
};
use ConditionResult::{Failed, NotApplicable, Passed};

impl<T: Config> Pallet<T> {
	/// Answers the question and reports each condition. Changes nothing.
	///
	/// Reads the right, the party, and as many of the party's licences under the right as it takes to
	/// find one that permits the act. About the past that has no bound.
	pub fn do_ask(question: &Question) -> AuthorisationReport {
		let Some(right) = T::Rights::right_at(&question.right, question.at) else {
			return AuthorisationReport::bare(Answer::Unknown);
		};
		let basis = Some(right.basis);
		if !right.stood_at(question.at) || !right.territories.contains(&question.country) {
			let report = AuthorisationReport::bare(Answer::NotRequired);
			return AuthorisationReport { basis, right_in_force: Failed, ..report };
		}

		let is_past = question.at < T::Time::now();
		let standing = if is_past {
			NotApplicable
		} else {
			let party = T::Membership::party(question.party);
			result(party.is_some_and(|party| party.standing == Standing::Good))
		};
		let general = AuthorisationReport {
			basis,
			right_in_force: Passed,
			standing,
			..AuthorisationReport::bare(Answer::NotPermitted)
		};
		let (report, ground) = if right.owner == Owner::Organisation(question.party) {
			(general, Some(Ground::Owner))
		} else {
			let report = Self::closest_licence(question, is_past, general);
			(report, report.licence.map(Ground::Licence))
		};
		match ground {
			Some(ground) if failures(&report) == 0 => {
				AuthorisationReport { answer: Answer::Permitted(ground), ..report }
			},
			_ => report,
		}
	}

	/// `general`, completed with the conditions of the newest licence that fails the fewest of them. Past
	/// licences are asked only of the past: now they permit nothing.
	fn closest_licence(
		question: &Question,
		is_past: bool,
		general: AuthorisationReport,
	) -> AuthorisationReport {
		let Question { right, party, .. } = *question;
		let past = if is_past { PastLicenceCount::<T>::get(right, party) } else { 0 };
		let present = LicencesBetween::<T>::get(right, party).into_iter().rev();
		let past = (0..past)
			.rev()
			.filter_map(|number| PastLicences::<T>::get((right, party, number)).defensive());

		let mut closest = None;
		for id in present.chain(past) {
			let Some(licence) = Licences::<T>::get(id).defensive() else { continue };
			let report = licence.conditions(id, question, general);
			let failed = failures(&report);
			if closest.is_none_or(|(fewest, _)| failed < fewest) {
				closest = Some((failed, report));
			}
			if failed == failures(&general) {
				// The licence itself fails nothing: none can come closer.
				break;
			}
		}
		closest.map_or(general, |(_, report)| report)
	}
}

impl<AccountId> Licence<AccountId> {
	/// `general`, completed with the conditions of this licence.
	fn conditions(
		&self,
		id: LicenceId,
		question: &Question,
		general: AuthorisationReport,
	) -> AuthorisationReport {
		AuthorisationReport {
			licence: Some(id),
			not_revoked: result(self.ended.is_none_or(|end| question.at < end.at())),
			activity: result(self.terms.activities.contains(question.activity)),
			territory: result(self.terms.territories.contains(&question.country)),
			term: result(self.terms.term.contains(question.at)),
			quantity: match (self.left, question.quantity) {
				(Some(left), Some(asked)) => result(left.checked_sub(&asked).is_some()),
				_ => NotApplicable,
			},
			..general
		}
	}
}

/// How a condition came out that was asked.
fn result(fulfilled: bool) -> ConditionResult {
	if fulfilled {
		Passed
	} else {
		Failed
	}
}

/// How many conditions of the report failed.
fn failures(report: &AuthorisationReport) -> usize {
	let AuthorisationReport {
		answer: _,
		basis: _,
		licence: _,
		right_in_force,
		standing,
		not_revoked,
		activity,
		territory,
		term,
		quantity,
	} = report;
	[right_in_force, standing, not_revoked, activity, territory, term, quantity]
		.into_iter()
		.filter(|condition| **condition == Failed)
		.count()
}
