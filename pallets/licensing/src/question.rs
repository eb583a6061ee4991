//! The one question: may this party do this act here, now, with these goods?

use crate::{
	functions::{is_due_for, Chain},
	*,
};
use frame_support::traits::{Defensive, Time};
use tracemark_primitives::{
	authorisation::{
		Activity, Answer, AuthorisationReport, Burden, ConditionResult, Consent, FirstSale, Ground,
		Making, Question,
	},
	customs::Nature,
	parties::{Owner, Standing},
	rights::RightKind,
	territory::Territories,
	traits::{Membership, RightsInspect},
	LicenceId,
};
use ConditionResult::{Failed, NotApplicable, Passed};

impl<T: Config> Pallet<T> {
	/// Answers the question and reports each condition. Changes nothing.
	///
	/// Reads the right, the party, and as many of the party's licences under the right, with those above
	/// them, as it takes to find one that permits the act; for an owner the exclusive licences of the
	/// right; the row of exhaustion if nothing else permits the act and the goods were sold before; the class
	/// of the goods among those that the right lost if nothing permits it. About the past the number of licences has no bound.
	pub fn do_ask(question: &Question) -> AuthorisationReport {
		let Question { country, at, .. } = question;
		let Some(right) = T::Rights::right_in(&question.right, country, *at) else {
			return AuthorisationReport::bare(Answer::Unknown);
		};
		let basis = Some(right.basis);
		if !right.in_force(country, *at) {
			let report = AuthorisationReport::bare(Answer::NotRequired);
			return AuthorisationReport { basis, right_in_force: Failed, ..report };
		}

		let is_past = *at < T::Time::now();
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
		let owns = right.is_owned_by(&Owner::Organisation(question.party));
		let not_excluded =
			if owns { result(!Self::is_owner_excluded(question)) } else { NotApplicable };
		if not_excluded == Passed {
			return conclude(AuthorisationReport { not_excluded, ..general }, Ground::Owner);
		}

		let report = Self::closest_licence(question, is_past, general);
		if let Some(licence) = report.licence {
			if failures(&report) == failures(&general) {
				return conclude(report, Ground::Licence(licence));
			}
		}
		let (exhaustion, burden) = Self::exhausted(question, right.kind);
		if exhaustion == Passed {
			return conclude(AuthorisationReport { exhaustion, ..general }, Ground::Exhaustion);
		}
		// Whether they are similar enough to what the right is still registered for is for offices and courts.
		let has_lost = |class| T::Rights::has_lost(&question.right, class, *at);
		if question.goods.class.as_ref().is_some_and(has_lost) {
			let answer = Answer::Unknown;
			return AuthorisationReport { answer, not_excluded, exhaustion, ..report };
		}
		let nature = Some(Self::nature(question, right.kind, &general, &report));
		AuthorisationReport { not_excluded, exhaustion, burden, nature, ..report }
	}

	/// Whether an exclusive licence covers what an owner of the right would do. Those above exclusive
	/// sublicences cover as much.
	fn is_owner_excluded(question: &Question) -> bool {
		let Question { right, activity, country, at, goods, .. } = question;
		ExclusivesOf::<T>::get(right).iter().any(|entry| {
			entry.exclusivity == Exclusivity::Exclusive
				&& entry.parent.is_none()
				&& entry.activities.contains(*activity)
				&& entry.territories.contains(country)
				&& entry.term.contains(*at)
				&& entry.products.covers(goods) != Failed
				&& entry.channel.covers(*activity, goods) != Failed
		})
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
			let Some(chain) = Self::chain(id).defensive().ok() else { continue };
			let report = Self::conditions(&chain, question, is_past, general);
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

	/// `general`, completed with the conditions of a licence and those above it.
	fn conditions(
		chain: &Chain<T::AccountId>,
		question: &Question,
		is_past: bool,
		general: AuthorisationReport,
	) -> AuthorisationReport {
		let Some(((id, licence), parents)) = chain.split_first() else { return general };
		let own = Self::own_conditions(*id, licence, question, general);
		let permits = |(id, parent): &(LicenceId, Licence<T::AccountId>)| {
			let report = Self::own_conditions(*id, parent, question, general);
			failures(&report) == failures(&general)
		};
		let lefts = chain.iter().filter_map(|(_, licence)| licence.left);
		let quantity = question.quantity.map_or(NotApplicable, |asked| {
			all(lefts.map(|left| result(left.checked_sub(&asked).is_some())))
		});
		let funded = if is_past { NotApplicable } else { Self::funded(chain, question) };
		AuthorisationReport {
			parents: all(parents.iter().map(|parent| result(permits(parent)))),
			quantity,
			funded,
			..own
		}
	}

	/// `general`, completed with the conditions that a licence sets by itself.
	fn own_conditions(
		id: LicenceId,
		licence: &Licence<T::AccountId>,
		question: &Question,
		general: AuthorisationReport,
	) -> AuthorisationReport {
		let Question { activity, country, at, goods, .. } = question;
		let Licence { terms, ended, .. } = licence;
		let sells_off = licence.sells_off(question);
		AuthorisationReport {
			licence: Some(id),
			not_revoked: result(ended.is_none_or(|end| *at < end.at()) || sells_off),
			activity: result(terms.activities.contains(*activity)),
			territory: result(terms.territories.contains(country)),
			term: result(terms.term.contains(*at) || sells_off),
			not_suspended: result(!Self::is_suspended_at(id, licence, *at)),
			product: terms.products.covers(goods),
			channel: terms.channel.covers(*activity, goods),
			..general
		}
	}

	/// Whether what was paid in covers the royalties of the act at every level, or may be owed.
	fn funded(chain: &Chain<T::AccountId>, question: &Question) -> ConditionResult {
		let mut counted_at = question.at;
		let levels = chain.iter().rev().map(|(id, licence)| {
			counted_at = licence.counted_at(counted_at);
			let Some(royalties) = licence.terms.royalties else { return NotApplicable };
			let bases = royalties.bases.iter();
			all(bases.filter(|basis| is_due_for(*basis, question.activity)).map(|basis| {
				if royalties.shortfall == Shortfall::Owe {
					return Passed;
				}
				let ledger = Ledgers::<T>::get(id, basis);
				let quantity = question.quantity;
				let units =
					Self::measure(licence, &royalties, basis, &ledger, quantity, counted_at);
				result(units <= ledger.covers())
			}))
		});
		all(levels)
	}

	/// Whether the goods were first sold where that exhausts the right here; who would have to prove it.
	fn exhausted(question: &Question, kind: RightKind) -> (ConditionResult, Option<Burden>) {
		let Question { activity, at, goods, .. } = question;
		if is_never_exhausted(*activity) {
			return (NotApplicable, None);
		}
		let Some(FirstSale { country, at: sold_at, consent }) = goods.first_sale else {
			return (NotApplicable, None);
		};
		let exhausting: Territories = Self::exhaustion(kind, question.country);
		if !exhausting.contains(&country) || sold_at > *at || goods.altered {
			return (Failed, None);
		}
		match consent {
			Consent::Recorded { .. } => (Passed, None),
			Consent::Claimed { .. } if goods.partitioned => {
				(NotApplicable, Some(Burden::RightsHolder))
			},
			Consent::Claimed { .. } => (NotApplicable, Some(Burden::Party)),
		}
	}

	/// What the act would be, which nothing permits. `report` is that of the closest licence.
	///
	/// A first sale elsewhere makes genuine goods only if the record shows it: nobody takes his goods
	/// out of the reach of customs by a claim.
	fn nature(
		question: &Question,
		kind: RightKind,
		general: &AuthorisationReport,
		report: &AuthorisationReport,
	) -> Nature {
		let goods = &question.goods;
		let exceeded = [report.quantity, report.funded];
		let exceeded = exceeded.into_iter().filter(|condition| *condition == Failed).count();
		let only_exceeded = exceeded > 0
			// The report fails few conditions: the sum is small.
			&& failures(report) == failures(general).saturating_add(exceeded);
		let sold_elsewhere = goods.first_sale.is_some_and(|sale| {
			matches!(sale.consent, Consent::Recorded { .. })
				&& !Self::exhaustion(kind, question.country).contains(&sale.country)
		});
		let made_with_consent = goods.making == Making::WithConsent && !goods.altered;
		match goods.making {
			Making::OverRun => Nature::Contract,
			Making::WithoutConsent => Nature::Copying,
			_ if only_exceeded => Nature::Contract,
			// No sale of a copy lets anybody make another.
			_ if is_never_exhausted(question.activity) => Nature::OtherInfringement,
			_ if sold_elsewhere || made_with_consent => Nature::ParallelTrade,
			_ => Nature::OtherInfringement,
		}
	}
}

/// The report of a party that `ground` lets act, unless its standing does not: then the right is not what
/// stands against the act.
fn conclude(report: AuthorisationReport, ground: Ground) -> AuthorisationReport {
	if report.standing == Failed {
		AuthorisationReport { nature: Some(Nature::OtherLaw), ..report }
	} else {
		AuthorisationReport { answer: Answer::Permitted(ground), ..report }
	}
}

/// Whether an act stays reserved whatever was sold: it makes the goods, or offers the work itself (CJEU
/// C-263/18, Tom Kabinet).
fn is_never_exhausted(activity: Activity) -> bool {
	use Activity::{Adapt, CommunicateToThePublic, Manufacture, Reproduce};
	matches!(activity, Manufacture | Reproduce | Adapt | CommunicateToThePublic)
}

/// How a condition comes out that others make up: failed if one of them is, not applicable if none was
/// asked.
fn all(results: impl Iterator<Item = ConditionResult>) -> ConditionResult {
	results.fold(NotApplicable, |all, one| match (all, one) {
		(Failed, _) | (_, Failed) => Failed,
		(Passed, _) | (_, Passed) => Passed,
		(NotApplicable, NotApplicable) => NotApplicable,
	})
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
		not_suspended,
		product,
		channel,
		parents,
		not_excluded,
		funded,
		exhaustion,
		burden: _,
		nature: _,
	} = report;
	[
		right_in_force,
		standing,
		not_revoked,
		activity,
		territory,
		term,
		quantity,
		not_suspended,
		product,
		channel,
		parents,
		not_excluded,
		funded,
		exhaustion,
	]
	.into_iter()
	.filter(|condition| **condition == Failed)
	.count()
}
