//! The one question, answered from a list of facts.
//!
//! Written from the rules, not from the code: it knows no pallet, keeps every fact for ever, and
//! searches all of them for each answer. It answers wrongly in one way if it is told a [`Mutation`], so
//! that a test can show that the comparison would notice.

use super::facts::{Fact, Kind, Mutation, Terms, Verdict};
use std::collections::BTreeMap;
use tracemark_primitives::{
	authorisation::{Activities, Activity, Burden, Consent, Making, Question},
	customs::Nature,
	rights::{RightId, RightKind},
	territory::{Country, Territories},
	time::DAY,
	LegalDate, LicenceId, Moment, OrgId,
};

/// How a licence was ended before its term.
#[derive(Clone, Copy, Debug)]
enum End {
	Revoked(Moment),
	Surrendered(Moment),
	Terminated { given: Moment, at: Moment },
}

#[derive(Clone, Debug)]
struct Right {
	kind: RightKind,
	territories: Territories,
	from: LegalDate,
	until: Option<LegalDate>,
	ended: Option<LegalDate>,
	/// Who owned how much, since when; oldest first.
	owners: Vec<(Moment, BTreeMap<OrgId, u32>)>,
	designations: BTreeMap<Country, (LegalDate, Option<LegalDate>)>,
}

#[derive(Clone, Debug)]
struct Licence {
	right: RightId,
	licensee: OrgId,
	terms: Terms,
	parent: Option<LicenceId>,
	left: Option<u64>,
	suspensions: Vec<(Moment, Option<Moment>)>,
	ended: Option<End>,
}

/// Everything that happened.
#[derive(Clone, Debug, Default)]
pub struct Model {
	mutation: Option<Mutation>,
	now: Moment,
	rights: BTreeMap<RightId, Right>,
	licences: BTreeMap<LicenceId, Licence>,
	/// The latest row of a kind and country is the last.
	exhausting: Vec<(RightKind, Country, Option<Territories>)>,
	/// The latest is the last; good if there is none.
	standings: Vec<(OrgId, bool)>,
}

/// The acts by which goods that are there already are sold off.
const SELLING_OFF: Activities = Activities::of(&[
	Activity::Stock,
	Activity::Offer,
	Activity::Distribute,
	Activity::Sell,
	Activity::Export,
]);

/// The acts that a first sale never frees: they make something new.
const NEVER_EXHAUSTED: Activities = Activities::of(&[
	Activity::Manufacture,
	Activity::Reproduce,
	Activity::Adapt,
	Activity::CommunicateToThePublic,
]);

/// How far ancestors of a sublicence can go back.
const LEVELS: usize = 4;

fn day(at: Moment) -> LegalDate {
	LegalDate::try_from(at / DAY).expect("moments of the tests are near")
}

impl Model {
	pub fn new(mutation: Option<Mutation>) -> Self {
		Self { mutation, ..Default::default() }
	}

	fn is(&self, mutation: Mutation) -> bool {
		self.mutation == Some(mutation)
	}

	/// Whether `end` has come by `at`. Ends are outside.
	fn has_come<T: PartialOrd>(&self, end: T, at: T) -> bool {
		if self.is(Mutation::EndInclusive) {
			end < at
		} else {
			end <= at
		}
	}

	/// Takes a fact to the others, or says why it should not have been accepted, or how the chain's answer
	/// differs.
	pub fn take(&mut self, fact: &Fact) -> Result<(), String> {
		let now = self.now;
		match fact.clone() {
			Fact::Now(moment) => self.now = moment,
			Fact::Attested { right, kind, owner, territories, from, until } => {
				let attested = Right {
					kind,
					territories,
					from,
					until,
					ended: None,
					owners: vec![(now, BTreeMap::from([(owner, 1_000_000)]))],
					designations: BTreeMap::new(),
				};
				if self.rights.insert(right, attested).is_some() {
					return Err("a right was attested twice".into());
				}
			},
			Fact::Designated { right, country, since, ended } => {
				let right = self.right_mut(right)?;
				let with = Territories::of(&[country]).map_err(|_| "no such country")?;
				for (ours, theirs) in right.territories.0.iter_mut().zip(with.0) {
					*ours |= theirs;
				}
				right.designations.insert(country, (since, ended));
			},
			Fact::RightEnded { right, as_of } => {
				let right = self.right_mut(right)?;
				if right.ended.replace(as_of).is_some() {
					return Err("the end of a right was rewritten".into());
				}
			},
			Fact::Assigned { right, from, to, part } => {
				let right = self.right_mut(right)?;
				let (_, mut owners) =
					right.owners.last().cloned().ok_or("nobody owns the right")?;
				let left = owners
					.get(&from)
					.and_then(|has| has.checked_sub(part))
					.ok_or("somebody passed on more than he has")?;
				owners.insert(from, left);
				*owners.entry(to).or_default() += part;
				owners.retain(|_, part| *part > 0);
				right.owners.push((now, owners));
			},
			Fact::Licensed { licence, right, licensor, licensee, terms, parent } => {
				self.ensure_grantable(right, licensor, &terms, parent)?;
				let left = terms.quantity;
				let granted = Licence {
					right,
					licensee,
					terms,
					parent,
					left,
					suspensions: Vec::new(),
					ended: None,
				};
				self.licences.insert(licence, granted);
			},
			Fact::Suspended(id) => {
				let licence = self.licence_mut(id)?;
				if licence.suspensions.last().is_some_and(|(_, until)| until.is_none()) {
					return Err("a suspended licence was suspended".into());
				}
				licence.suspensions.push((now, None));
			},
			Fact::Resumed(id) => match self.licence_mut(id)?.suspensions.last_mut() {
				Some((_, until @ None)) => *until = Some(now),
				_ => return Err("a licence was resumed that was not suspended".into()),
			},
			Fact::Terminated(id) => {
				let licence = self.licence_mut(id)?;
				let at = now + licence.terms.notice;
				licence.ended = Some(End::Terminated { given: now, at });
			},
			Fact::Revoked(id) => self.licence_mut(id)?.ended = Some(End::Revoked(now)),
			Fact::SurrenderedLicence(id) => {
				self.licence_mut(id)?.ended = Some(End::Surrendered(now));
			},
			Fact::Exercised { licence, pieces } => {
				for id in self.lineage(licence, LEVELS) {
					let Some(left) = &mut self.licence_mut(id)?.left else { continue };
					*left = left.checked_sub(pieces).ok_or("more was done than was left")?;
				}
			},
			Fact::Exhausting { kind, country, territories } => {
				self.exhausting.push((kind, country, territories));
			},
			Fact::Standing { org, is_good } => self.standings.push((org, is_good)),
			Fact::Asked { question, answered } => {
				let verdict = self.ask(&question);
				if verdict != answered {
					return Err(format!(
						"{question:?}\n  rules: {verdict:?}\n  chain: {answered:?}"
					));
				}
			},
		}
		Ok(())
	}

	fn right_mut(&mut self, id: RightId) -> Result<&mut Right, String> {
		self.rights.get_mut(&id).ok_or_else(|| "something was said of an unknown right".into())
	}

	fn licence_mut(&mut self, id: LicenceId) -> Result<&mut Licence, String> {
		self.licences.get_mut(&id).ok_or_else(|| "something was said of an unknown licence".into())
	}

	/// What no licence may be granted against. Not everything: what the chain refuses for other reasons is
	/// its own affair.
	fn ensure_grantable(
		&self,
		id: RightId,
		licensor: OrgId,
		terms: &Terms,
		parent: Option<LicenceId>,
	) -> Result<(), String> {
		let right = self.rights.get(&id).ok_or("a licence of an unknown right")?;
		if !self.stood(right, self.now) {
			return Err("a licence of a right that does not stand".into());
		}
		if !right.territories.covers(&terms.territories) {
			return Err("a licence for a country without the right".into());
		}
		if terms.until.is_some_and(|until| until <= self.now) {
			return Err("a licence that is over".into());
		}
		match parent {
			None => {
				if !self.owners(right, self.now).contains_key(&licensor) {
					return Err("a licence of somebody who does not own the right".into());
				}
				let stands = |(other, licence): (&LicenceId, &Licence)| {
					licence.right == id
						&& licence.parent.is_none()
						&& (licence.terms.is_sole || licence.terms.is_exclusive)
						&& !self.is_over(*other, self.now)
						&& overlap(&licence.terms, terms)
				};
				if self.licences.iter().any(stands) {
					return Err("a licence against an exclusive one".into());
				}
			},
			Some(parent) => {
				let above = self.licences.get(&parent).ok_or("a sublicence of nothing")?;
				let Licence { terms: above, licensee, .. } = above;
				let is_within = *licensee == licensor
					&& terms.activities.0 & !above.activities.0 == 0
					&& above.territories.covers(&terms.territories)
					&& above.from <= terms.from
					&& above.until.is_none_or(|until| terms.until.is_some_and(|sub| sub <= until))
					&& terms.sublicensing < above.sublicensing;
				if !is_within {
					return Err("a sublicence beyond its parent".into());
				}
				if self.is_over(parent, self.now) {
					return Err("a sublicence of what is over".into());
				}
			},
		}
		Ok(())
	}

	/// Whether the licence was ended, or its term is over.
	fn is_over(&self, id: LicenceId, at: Moment) -> bool {
		self.licences.get(&id).is_none_or(|licence| self.over_since(licence, at).is_some())
	}

	/// The licence, what it derives from, what that derives from, and so on.
	fn lineage(&self, id: LicenceId, levels: usize) -> Vec<LicenceId> {
		let mut lineage = vec![id];
		let parent = |id: &LicenceId| self.licences.get(id).and_then(|licence| licence.parent);
		while let Some(next) = lineage.last().and_then(parent) {
			if lineage.len() > levels {
				break;
			}
			lineage.push(next);
		}
		lineage
	}

	/// Whether the right stood, wherever.
	fn stood(&self, right: &Right, at: Moment) -> bool {
		let day = day(at);
		right.from <= day
			&& !right.until.is_some_and(|until| self.has_come(until, day))
			&& !right.ended.is_some_and(|as_of| self.has_come(as_of, day))
	}

	/// Whether the right had effect in a country.
	fn in_force(&self, right: &Right, country: &Country, at: Moment) -> bool {
		let day = day(at);
		let has_effect = match right.designations.get(country) {
			Some(_) if self.is(Mutation::DesignationIgnored) => true,
			Some((since, ended)) => {
				*since <= day && !ended.is_some_and(|ended| self.has_come(ended, day))
			},
			None => true,
		};
		self.stood(right, at) && right.territories.contains(country) && has_effect
	}

	/// Who owned the right then; before the first record, the first.
	fn owners<'a>(&self, right: &'a Right, at: Moment) -> &'a BTreeMap<OrgId, u32> {
		let at = if self.is(Mutation::OwnerOfNow) { self.now } else { at };
		let then = right.owners.iter().rev().find(|(since, _)| *since <= at);
		let first = right.owners.first().expect("a right has an owner");
		&then.unwrap_or(first).1
	}

	fn is_good(&self, org: OrgId) -> bool {
		let latest = self.standings.iter().rev().find(|(of, _)| *of == org);
		latest.is_none_or(|(_, is_good)| *is_good)
	}

	/// The first moment at which the licence was no longer, if that has come.
	fn over_since(&self, licence: &Licence, at: Moment) -> Option<Moment> {
		let early = licence.ended.map(|end| match end {
			End::Revoked(at) | End::Surrendered(at) => at,
			End::Terminated { given, .. } if self.is(Mutation::TerminatedBeforeNotice) => given,
			End::Terminated { at, .. } => at,
		});
		[early, licence.terms.until]
			.into_iter()
			.flatten()
			.filter(|end| self.has_come(*end, at))
			.min()
	}

	/// Whether the goods are sold off after the end of a licence.
	fn sells_off(&self, licence: &Licence, question: &Question, over_since: Moment) -> bool {
		let at = question.at;
		let is_revoked = matches!(licence.ended, Some(End::Revoked(end)) if self.has_come(end, at));
		let made_before = question
			.goods
			.made_at
			.is_some_and(|made| made < over_since || self.is(Mutation::SellOffOfLaterGoods));
		!is_revoked
			&& made_before
			&& SELLING_OFF.contains(question.activity)
			&& at < over_since + licence.terms.sell_off
	}

	/// How many conditions of a licence fail, its quantity and what it derives from aside.
	fn failures_alone(&self, licence: &Licence, question: &Question) -> usize {
		let Question { activity, country, at, .. } = *question;
		let terms = &licence.terms;
		let over_since = self.over_since(licence, at);
		let is_selling_off = over_since.is_some_and(|end| self.sells_off(licence, question, end));
		let is_suspended = licence
			.suspensions
			.iter()
			.any(|(from, until)| *from <= at && until.is_none_or(|until| at < until));
		let has_ended = licence.ended.is_some_and(|end| {
			let early = Licence {
				terms: Terms { until: None, ..terms.clone() },
				ended: Some(end),
				..licence.clone()
			};
			self.over_since(&early, at).is_some()
		});
		let term_is_over = terms.until.is_some_and(|until| self.has_come(until, at));
		let failures = [
			has_ended && !is_selling_off,
			at < terms.from || term_is_over && !is_selling_off,
			!terms.activities.contains(activity),
			!terms.territories.contains(&country) && !self.is(Mutation::TerritoryIgnored),
			is_suspended && !self.is(Mutation::SuspensionIgnored),
			!covers_product(terms, question),
			!covers_channel(terms, question),
		];
		failures.into_iter().filter(|failed| *failed).count()
	}

	/// What of a licence fails: how many conditions, and whether its quantity is one of them.
	fn failures(&self, id: LicenceId, question: &Question) -> (usize, bool) {
		let levels = if self.is(Mutation::DepthIgnored) { 1 } else { LEVELS };
		let lineage = self.lineage(id, levels);
		let asked = question.quantity.map(|quantity| quantity.value());
		let too_little = lineage.iter().any(|id| {
			let left = self.licences.get(id).and_then(|licence| licence.left);
			let spare = u64::from(self.is(Mutation::QuantityOffByOne));
			matches!((left, asked), (Some(left), Some(asked)) if left + spare < asked)
		});
		let alone = |id: &LicenceId| {
			self.licences.get(id).map_or(1, |licence| self.failures_alone(licence, question))
		};
		let parents_fail = !self.is(Mutation::ParentIgnored)
			&& lineage.iter().skip(1).any(|parent| alone(parent) > 0);
		let failed = alone(&id) + usize::from(too_little) + usize::from(parents_fail);
		(failed, too_little)
	}

	/// Whether an exclusive licence keeps the owner from the act.
	fn owner_is_excluded(&self, question: &Question) -> bool {
		if self.is(Mutation::OwnerNotExcluded) {
			return false;
		}
		self.licences.values().any(|licence| {
			licence.right == question.right
				&& licence.parent.is_none()
				&& licence.terms.is_exclusive
				&& question.at >= licence.terms.from
				&& self.over_since(licence, question.at).is_none()
				&& licence.terms.activities.contains(question.activity)
				&& licence.terms.territories.contains(&question.country)
				&& covers_product(&licence.terms, question)
				&& covers_channel(&licence.terms, question)
		})
	}

	/// Where first sales exhaust rights of a kind in a country.
	fn exhausting_in(&self, kind: RightKind, country: Country) -> Territories {
		let own = || Territories::of(&[country]).expect("countries of the tests exist");
		if self.is(Mutation::NationalExhaustion) {
			return own();
		}
		let mut rows = self.exhausting.iter().rev();
		let latest = rows.find(|(of, within, _)| *of == kind && *within == country);
		latest.and_then(|(_, _, territories)| *territories).unwrap_or_else(own)
	}

	/// The answer to the question.
	pub fn ask(&self, question: &Question) -> Verdict {
		let plain = |answer| Verdict { answer, nature: None, burden: None };
		let Question { party, activity, country, at, goods, .. } = *question;
		let Some(right) = self.rights.get(&question.right) else { return plain(Kind::Unknown) };
		if !self.in_force(right, &country, at) {
			return plain(Kind::NotRequired);
		}
		// Standing is known as it is now, and not asked about the past. Whatever permits the act, another law
		// then stands against it.
		let may_act = at < self.now || self.is_good(party);
		let permitted = |ground| {
			if may_act {
				plain(ground)
			} else {
				refused(Nature::OtherLaw, None)
			}
		};

		let is_owner = self.owners(right, at).contains_key(&party);
		if is_owner && !self.owner_is_excluded(question) {
			return permitted(Kind::Owner);
		}

		let mut closest: Option<(usize, bool)> = None;
		// Newest first: of several that fail as few, the newest is the closest.
		for (id, licence) in self.licences.iter().rev() {
			if licence.right != question.right || licence.licensee != party {
				continue;
			}
			let (failed, too_little) = self.failures(*id, question);
			if closest.is_none_or(|(fewest, _)| failed < fewest) {
				closest = Some((failed, too_little));
			}
		}
		if matches!(closest, Some((0, _))) {
			return permitted(Kind::Licence);
		}

		let can_be_exhausted = !NEVER_EXHAUSTED.contains(activity);
		let exhausting = self.exhausting_in(right.kind, country);
		let sale = goods.first_sale.filter(|sale| sale.at <= at);
		let is_altered = goods.altered && !self.is(Mutation::AlteredExhausted);
		let mut burden = None;
		if let (true, Some(sale), false) = (can_be_exhausted, sale, is_altered) {
			if exhausting.contains(&sale.country) {
				match sale.consent {
					Consent::Recorded { .. } => return permitted(Kind::Exhaustion),
					Consent::Claimed { .. } if goods.partitioned => {
						burden = Some(Burden::RightsHolder);
					},
					Consent::Claimed { .. } => burden = Some(Burden::Party),
				}
			}
		}

		// What is only claimed makes no goods genuine.
		let was_sold_elsewhere = goods.first_sale.is_some_and(|sale| {
			matches!(sale.consent, Consent::Recorded { .. }) && !exhausting.contains(&sale.country)
		});
		let is_genuine = goods.making == Making::WithConsent && !goods.altered;
		let nature = match goods.making {
			Making::OverRun => Nature::Contract,
			Making::WithoutConsent => Nature::Copying,
			_ if matches!(closest, Some((1, true))) => Nature::Contract,
			_ if can_be_exhausted && (was_sold_elsewhere || is_genuine) => Nature::ParallelTrade,
			_ => Nature::OtherInfringement,
		};
		refused(nature, burden)
	}
}

/// Nothing permits the act.
fn refused(nature: Nature, burden: Option<Burden>) -> Verdict {
	Verdict { answer: Kind::NotPermitted, nature: Some(nature), burden }
}

/// Whether the terms cover what the question says of the product.
fn covers_product(terms: &Terms, question: &Question) -> bool {
	let Some(classes) = &terms.classes else { return true };
	question.goods.class.is_some_and(|class| classes.contains(&class))
}

/// Whether the terms cover how the goods reach the public. A marketplace must be named of the acts by
/// which they do.
fn covers_channel(terms: &Terms, question: &Question) -> bool {
	use Activity::{CommunicateToThePublic, Offer, Sell};
	let Some(covered) = &terms.marketplaces else { return true };
	match question.goods.marketplace {
		Some(marketplace) => covered.contains(&marketplace),
		None => !matches!(question.activity, Offer | Sell | CommunicateToThePublic),
	}
}

/// Whether two licences permit something in common.
fn overlap(one: &Terms, other: &Terms) -> bool {
	let territories = one.territories.0.iter().zip(other.territories.0).any(|(a, b)| a & b != 0);
	let begins_before_end = |a: &Terms, b: &Terms| b.until.is_none_or(|until| a.from < until);
	let classes = match (&one.classes, &other.classes) {
		(Some(ours), Some(theirs)) => ours.iter().any(|class| theirs.contains(class)),
		_ => true,
	};
	let marketplaces = match (&one.marketplaces, &other.marketplaces) {
		(Some(ours), Some(theirs)) => ours.iter().any(|market| theirs.contains(market)),
		_ => true,
	};
	one.activities.0 & other.activities.0 != 0
		&& territories
		&& begins_before_end(one, other)
		&& begins_before_end(other, one)
		&& classes
		&& marketplaces
}
