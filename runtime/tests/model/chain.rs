//! Has a random world happen on the real runtime, and writes down what was accepted and answered.

use super::{
	facts::{Fact, Kind, Terms, Verdict},
	worlds::{moment, Asked, Draft, Extent, Op, World, CLASSES, COUNTRIES, MEMBERS, RIGHTS},
};
use crate::{
	cases::{
		accredit, attest_call, claim, exhaustion_call, offer_licence_call, reasons, set_exhaustion,
	},
	common::*,
};
use frame_support::storage::with_storage_layer;
use pallet_licensing::{Channel, Exclusivity, LicenceTerms, NextLicenceId, Products};
use sp_core::H256;
use sp_io::TestExternalities;
use sp_runtime::Permill;
use std::sync::OnceLock;
use tracemark_primitives::{
	authorisation::{
		Activity, Answer, Consent, Exercise, FirstSale, GoodsHistory, Ground, Question,
	},
	parties::{Owner, Role},
	quantity::Quantity,
	rights::{
		AttestationBasis, Designation, OfficeCode, RightEnd, RightId, RightKind, RightSubject, St13,
	},
	territory::Territories,
	time::{Period, Term},
	traits::Authorisation,
	LicenceId, Moment, OrgId,
};
use tracemark_runtime::{AccountId, IpRegistry, Licensing, Runtime, RuntimeCall, System};

type Registry = pallet_ip_registry::Call<Runtime>;
type Licences = pallet_licensing::Call<Runtime>;

const KINDS: [RightKind; RIGHTS] = [RightKind::TradeMark, RightKind::Design];
const NUMBERS: [&str; RIGHTS] = ["WO502010000000001", "WO802010000000002"];

/// Keys and values as the test externalities keep them, with the count of their uses.
type Raw = Vec<(Vec<u8>, (Vec<u8>, i32))>;

/// A chain on which the members are admitted and have claimed what no office has attested yet.
struct Base {
	raw: Raw,
	root: H256,
	members: [Member; MEMBERS],
	/// Key derivation is slow.
	operators: [AccountId; MEMBERS],
	office_operator: AccountId,
}

fn register() -> OfficeCode {
	"WO".try_into().expect("an office")
}

fn subject(right: usize) -> RightSubject {
	RightSubject::Registered {
		kind: KINDS[right],
		office: register(),
		number: St13::try_from(NUMBERS[right]).expect("a number of ST.13"),
	}
}

/// Block time without blocks: worlds are many, and nothing of this happens between blocks.
fn set_now(now: Moment) {
	pallet_timestamp::Now::<Runtime>::put(now);
	System::set_block_number(System::block_number() + 1);
}

impl Base {
	fn new() -> Self {
		let mut ext = chain();
		let (members, office) = ext.execute_with(|| {
			set_now(NOW);
			let roles = [Role::RightsHolder, Role::Manufacturer, Role::Importer, Role::Marketplace];
			let members = [("Ada", "CH"), ("Ben", "DE"), ("Cor", "FR")]
				.map(|(name, country)| admit(name, country, &roles));
			let office = admit("Office", "CH", &[Role::IpOffice]);
			accredit(&office, register());
			for right in 0..RIGHTS {
				let everywhere = Territories::everywhere();
				for country in COUNTRIES {
					set_exhaustion(KINDS[right], country, None);
				}
				claim(&members[right], subject(right), everywhere, &[CLASSES[right]], &[]);
			}
			(members, office)
		});
		ext.commit_all().expect("no transaction is open");
		let (raw, root) = ext.into_raw_snapshot();
		let operators = members.each_ref().map(Member::operator);
		let office_operator = office.operator();
		Self { raw, root, members, operators, office_operator }
	}

	fn get() -> &'static Self {
		static BASE: OnceLock<Base> = OnceLock::new();
		BASE.get_or_init(Self::new)
	}
}

/// A licence as the driver remembers it.
struct Granted {
	licence: LicenceId,
	right: usize,
	licensee: usize,
	terms: Terms,
}

/// The chain while a world happens on it.
struct Story {
	base: &'static Base,
	now: Moment,
	granted: Vec<Granted>,
	facts: Vec<Fact>,
}

/// What of a world the chain accepted and answered, in order.
pub fn observe(world: &World) -> Vec<Fact> {
	let base = Base::get();
	let mut ext =
		TestExternalities::from_raw_snapshot(base.raw.clone(), base.root, Default::default());
	ext.execute_with(|| {
		let mut story = Story { base, now: NOW, granted: Vec::new(), facts: vec![Fact::Now(NOW)] };
		for (right, extent) in world.extents.iter().enumerate() {
			if let Some(extent) = extent {
				story.attest(right, extent);
			}
		}
		for op in &world.ops {
			story.happen(op);
		}
		for question in &world.questions {
			story.ask(question);
		}
		assert_eq!(IpRegistry::do_try_state(), Ok(()), "{world:?}");
		assert_eq!(Licensing::do_try_state(), Ok(()), "{world:?}");
		story.facts
	})
}

impl Story {
	fn right(&self, right: usize) -> RightId {
		subject(right).id()
	}

	fn org(&self, member: usize) -> OrgId {
		self.base.members[member].org
	}

	/// Whether the call of a member was accepted.
	fn by(&self, member: usize, call: impl Into<RuntimeCall>) -> bool {
		act(&self.base.operators[member], call).is_ok()
	}

	/// Whether the call was accepted of anybody.
	fn by_anybody(&self, call: impl Into<RuntimeCall>) -> bool {
		let call = call.into();
		(0..MEMBERS).any(|member| self.by(member, call.clone()))
	}

	fn by_office(&self, call: impl Into<RuntimeCall>) -> bool {
		act(&self.base.office_operator, call).is_ok()
	}

	fn note(&mut self, was_accepted: bool, fact: Fact) {
		if was_accepted {
			self.facts.push(fact);
		}
	}

	fn attest(&mut self, right: usize, extent: &Extent) {
		let id = self.right(right);
		let territories = super::worlds::countries(extent.countries);
		let (from, until) = extent.term(NOW);
		let term = Term { from, until };
		let owner = &self.base.members[right];
		let call = attest_call(owner, id, territories, &[CLASSES[right]], term, None);
		assert!(self.by_office(call), "a claim is attested");
		let owner = owner.org;
		let fact =
			Fact::Attested { right: id, kind: KINDS[right], owner, territories, from, until };
		self.facts.push(fact);
	}

	fn happen(&mut self, op: &Op) {
		match op.clone() {
			Op::Designate { right, country, since, ended } => {
				let right = self.right(right);
				let (since, ended) = Op::designated(NOW, since, ended);
				let status =
					Designation { since, ended: ended.map(|as_of| (RightEnd::Revoked, as_of)) };
				let basis = AttestationBasis::Office;
				let call = Registry::designate { right, country, status, basis };
				let accepted = self.by_office(call);
				self.note(accepted, Fact::Designated { right, country, since, ended });
			},
			Op::EndRight { right, as_of } => {
				let right = self.right(right);
				let as_of = Op::end_of_right(NOW, as_of);
				let (end, basis) = (RightEnd::Revoked, AttestationBasis::Office);
				let accepted = self.by_office(Registry::record_end { right, end, as_of, basis });
				self.note(accepted, Fact::RightEnded { right, as_of });
			},
			Op::Assign { right, from, to, is_half } => self.assign(right, from, to, is_half),
			Op::License { right, by, to, draft } => {
				let terms = draft.terms(self.now, right, self.org(MEMBERS - 1));
				self.license(right, by, to, terms, None);
			},
			Op::Sublicense { parent, to, draft, goes_beyond } => {
				let Some(parent) = self.nth(parent) else { return };
				let mut terms = draft.terms(self.now, parent.right, self.org(MEMBERS - 1));
				if !goes_beyond {
					cut_down(&mut terms, &parent.terms);
				}
				let (right, by, id) = (parent.right, parent.licensee, parent.licence);
				self.license(right, by, to, terms, Some(id));
			},
			Op::Chain { right, by, draft } => self.chain(right, by, &draft),
			Op::Suspend { licence } => {
				self.of_licence(licence, Fact::Suspended, |licence| Licences::suspend_licence {
					licence,
					ground: reasons(),
				});
			},
			Op::Resume { licence } => {
				self.of_licence(licence, Fact::Resumed, |licence| Licences::resume_licence {
					licence,
				});
			},
			Op::Terminate { licence } => {
				self.of_licence(licence, Fact::Terminated, |licence| Licences::terminate {
					licence,
					ground: reasons(),
				});
			},
			Op::Revoke { licence } => {
				self.of_licence(licence, Fact::Revoked, |licence| Licences::revoke {
					licence,
					ground: reasons(),
				});
			},
			Op::Surrender { licence } => {
				self.of_licence(licence, Fact::SurrenderedLicence, |licence| {
					Licences::surrender_licence { licence }
				});
			},
			Op::Exercise { licence, pieces } => {
				let Some(licence) = self.nth(licence).map(|granted| granted.licence) else {
					return;
				};
				let exercise = Exercise {
					activity: Activity::Manufacture,
					quantity: Quantity::Pieces(pieces),
					reference: digest_of("id of a lot"),
				};
				let exercised = with_storage_layer(|| Licensing::exercise(licence, &exercise));
				self.note(exercised.is_ok(), Fact::Exercised { licence, pieces });
			},
			Op::Exhaust { right, country, countries } => {
				let (kind, territories) = (KINDS[right], countries.map(super::worlds::countries));
				let call = exhaustion_call(kind, country, territories);
				let accepted = dispatch(council(2), call).is_ok();
				self.note(accepted, Fact::Exhausting { kind, country, territories });
			},
			Op::Stand { member, is_good } => {
				use pallet_consortium::Call;
				let org = self.org(member);
				let accepted = if is_good {
					dispatch(council(2), Call::<Runtime>::reinstate { org })
				} else {
					dispatch(council(2), Call::<Runtime>::suspend { org, ground: reasons() })
				};
				self.note(accepted.is_ok(), Fact::Standing { org, is_good });
			},
			Op::Wait { steps } => {
				self.now += Op::wait(steps);
				set_now(self.now);
				self.facts.push(Fact::Now(self.now));
			},
			Op::Ask(asked) => self.ask(&asked),
		}
	}

	/// Has whoever may do something to a licence do it.
	fn of_licence(
		&mut self,
		licence: usize,
		fact: impl FnOnce(LicenceId) -> Fact,
		call: impl FnOnce(LicenceId) -> Licences,
	) {
		let Some(licence) = self.nth(licence).map(|granted| granted.licence) else { return };
		let accepted = self.by_anybody(call(licence));
		self.note(accepted, fact(licence));
	}

	/// Offers a part and has it accepted, or takes the offer back.
	fn assign(&mut self, right: usize, from: usize, to: usize, is_half: bool) {
		let id = self.right(right);
		let whole = pallet_ip_registry::Rights::<Runtime>::get(id).and_then(|right| {
			let giver = Owner::Organisation(self.org(from));
			right.owners.iter().find(|share| share.owner == giver).map(|share| share.part)
		});
		let Some(whole) = whole else { return };
		let part = if is_half { Permill::from_percent(50) } else { whole };
		let taker = Owner::Organisation(self.org(to));
		if !self.by(from, Registry::offer_assignment { right: id, to: taker, part }) {
			return;
		}
		let giver = Owner::Organisation(self.org(from));
		let accepted =
			self.by(to, Registry::accept_assignment { right: id, from: giver.clone(), part });
		if !accepted {
			let cancelled = self.by_anybody(Registry::cancel_assignment { right: id, from: giver });
			assert!(cancelled || self.is_anybody_suspended(), "an open offer is taken back");
		}
		let (from, to, part) = (self.org(from), self.org(to), part.deconstruct());
		self.note(accepted, Fact::Assigned { right: id, from, to, part });
	}

	fn is_anybody_suspended(&self) -> bool {
		use tracemark_primitives::{parties::Standing, traits::Membership};
		let parties = self.base.members.iter();
		let mut parties = parties.filter_map(|member| {
			<tracemark_runtime::Consortium as Membership<AccountId>>::party(member.org)
		});
		parties.any(|party| party.standing != Standing::Good)
	}

	/// Offers a licence, has the other owners consent and the licensee accept, or takes the offer back.
	/// Whether it was granted.
	fn license(
		&mut self,
		right: usize,
		by: usize,
		to: usize,
		terms: Terms,
		parent: Option<LicenceId>,
	) -> bool {
		let (id, licensee) = (self.right(right), self.org(to));
		let licence = NextLicenceId::<Runtime>::get();
		if !self.by(by, offer_licence_call(id, licensee, stored(&terms), parent)) {
			return false;
		}
		for member in (0..MEMBERS).filter(|member| *member != by) {
			// Refused of whoever is no owner.
			self.by(member, Licences::consent { offer: licence });
		}
		let accepted = self.by(to, Licences::accept { offer: licence });
		if !accepted {
			self.by(by, Licences::cancel_offer { offer: licence });
			return false;
		}
		self.granted.push(Granted { licence, right, licensee: to, terms: terms.clone() });
		let licensor = self.org(by);
		let fact = Fact::Licensed { licence, right: id, licensor, licensee, terms, parent };
		self.facts.push(fact);
		true
	}

	/// Three levels: `by` to the next member, that to the one after, and that back.
	fn chain(&mut self, right: usize, by: usize, draft: &Draft) {
		let (next, last) = ((by + 1) % MEMBERS, (by + 2) % MEMBERS);
		let mut parent = None;
		for (place, (from, to)) in [(by, next), (next, last), (last, next)].into_iter().enumerate()
		{
			let terms = Terms {
				from: self.now,
				is_sole: false,
				is_exclusive: false,
				sublicensing: 3 - place as u8,
				..draft.terms(self.now, right, self.org(MEMBERS - 1))
			};
			let licence = NextLicenceId::<Runtime>::get();
			if !self.license(right, from, to, terms, parent) {
				return;
			}
			parent = Some(licence);
		}
	}

	/// The licence with this number, counted round.
	fn nth(&self, licence: usize) -> Option<&Granted> {
		self.granted.get(licence % self.granted.len().max(1))
	}

	fn ask(&mut self, asked: &Asked) {
		let aim = asked.of_licence.and_then(|licence| self.nth(licence));
		let (right, party) =
			aim.map_or((asked.right, asked.party), |granted| (granted.right, granted.licensee));
		let question = Question {
			right: self.right(right),
			party: self.org(party),
			activity: asked.activity,
			country: asked.country,
			at: asked.at.map_or(self.now, |number| moment(NOW, number)),
			quantity: asked.pieces.map(Quantity::Pieces),
			goods: GoodsHistory {
				gtin: None,
				class: asked.class(right),
				marketplace: asked.is_on_marketplace.then(|| self.org(MEMBERS - 1)),
				making: asked.making,
				made_at: asked.made_at.map(|number| moment(NOW, number)),
				first_sale: asked.first_sale.map(|(country, number, is_recorded)| FirstSale {
					country,
					at: moment(NOW, number),
					consent: if is_recorded {
						Consent::Recorded { object: digest_of("id of an object") }
					} else {
						Consent::Claimed { proof: digest_of("salted invoice") }
					},
				}),
				altered: asked.is_altered,
				partitioned: asked.is_partitioned,
			},
		};
		let report = Licensing::ask(&question);
		let answer = match report.answer {
			Answer::Permitted(Ground::Owner) => Kind::Owner,
			Answer::Permitted(Ground::Licence(_)) => Kind::Licence,
			Answer::Permitted(Ground::Exhaustion) => Kind::Exhaustion,
			Answer::Permitted(Ground::Exception) => panic!("the chain knows no exceptions yet"),
			Answer::NotPermitted => Kind::NotPermitted,
			Answer::NotRequired => Kind::NotRequired,
			Answer::Unknown => Kind::Unknown,
		};
		let answered = Verdict { answer, nature: report.nature, burden: report.burden };
		self.facts.push(Fact::Asked { question, answered });
	}
}

/// Terms as the chain takes them.
fn stored(terms: &Terms) -> LicenceTerms {
	LicenceTerms {
		activities: terms.activities,
		territories: terms.territories,
		term: Period { from: terms.from, until: terms.until },
		quantity: terms.quantity.map(Quantity::Pieces),
		contract: digest_of("salted contract"),
		products: match &terms.classes {
			None => Products::All,
			Some(classes) => {
				Products::Classes(classes.clone().try_into().expect("at most eight classes"))
			},
		},
		channel: match &terms.marketplaces {
			None => Channel::Any,
			Some(markets) => {
				Channel::Marketplaces(markets.clone().try_into().expect("at most sixteen"))
			},
		},
		exclusivity: match (terms.is_sole, terms.is_exclusive) {
			(_, true) => Exclusivity::Exclusive,
			(true, false) => Exclusivity::Sole,
			(false, false) => Exclusivity::NonExclusive,
		},
		sublicensing: terms.sublicensing,
		notice: terms.notice,
		sell_off: terms.sell_off,
		royalties: None,
	}
}

/// Cuts terms down to what those of the parent permit.
fn cut_down(terms: &mut Terms, parent: &Terms) {
	terms.activities.0 &= parent.activities.0;
	if terms.activities.0 == 0 {
		terms.activities = parent.activities;
	}
	for (ours, theirs) in terms.territories.0.iter_mut().zip(parent.territories.0) {
		*ours &= theirs;
	}
	if terms.territories.is_empty() {
		terms.territories = parent.territories;
	}
	terms.from = terms.from.max(parent.from);
	terms.until = match (terms.until, parent.until) {
		(Some(ours), Some(theirs)) => Some(ours.min(theirs)),
		(ours, theirs) => ours.or(theirs),
	};
	if parent.classes.is_some() {
		terms.classes.clone_from(&parent.classes);
	}
	if parent.marketplaces.is_some() {
		terms.marketplaces.clone_from(&parent.marketplaces);
	}
	terms.is_sole = false;
	terms.is_exclusive = false;
	terms.sublicensing = terms.sublicensing.min(parent.sublicensing.saturating_sub(1));
	terms.sell_off = terms.sell_off.min(parent.sell_off);
	terms.quantity = match (terms.quantity, parent.quantity) {
		(Some(ours), Some(theirs)) => Some(ours.min(theirs)),
		(ours, theirs) => ours.or(theirs),
	};
}
