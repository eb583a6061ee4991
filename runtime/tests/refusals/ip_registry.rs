//! Claims, rights, titles, challenges.

use super::*;
use pallet_ip_registry::{AttestationBasis, Decision};
use sp_core::H256;
use sp_runtime::{Permill, TokenError};
use tracemark_primitives::{
	apis::Relief,
	digest::{Digest, DigestAlgorithm},
	parties::{Owner, PartyTag, Role},
	rights::{
		Designation, LicensingRule, RightClass, RightEnd, RightId, RightKind, RightSubject, St13,
		Substantiation,
	},
	time::{legal_date, Term},
};

const OFFICE: AttestationBasis = AttestationBasis::Office;

/// An entry in the register of the Union's office.
fn registered(kind: RightKind, number: &str) -> RightSubject {
	let number = St13::try_from(number).expect("a number of ST.13");
	RightSubject::Registered { kind, office: office(), number }
}

fn work() -> RightSubject {
	let fingerprint = Digest { algorithm: DigestAlgorithm::Sha256, value: digest_of("a song") };
	RightSubject::Unregistered { kind: RightKind::Copyright, fingerprint }
}

/// A claim in Germany.
fn claim(subject: RightSubject, classes: Vec<RightClass>) -> IpRegistry<Runtime> {
	IpRegistry::<Runtime>::claim {
		subject,
		territories: germany(),
		classes: classes.try_into().expect("few classes"),
		term: None,
		contents: Default::default(),
		authors: Default::default(),
	}
}

fn nice() -> Vec<RightClass> {
	classes().into_inner()
}

fn locarno() -> Vec<RightClass> {
	vec![RightClass::Locarno { edition: 15, class: 2 }]
}

/// An attestation of a claim of [`claim`], without registration number.
fn attest(
	right: RightId,
	claimant: &Member,
	classes: Vec<RightClass>,
	term: Term,
) -> IpRegistry<Runtime> {
	IpRegistry::<Runtime>::attest {
		right,
		claimant: Owner::Organisation(claimant.org),
		territories: germany(),
		classes: classes.try_into().expect("few classes"),
		term,
		registration: None,
		basis: OFFICE,
	}
}

fn years(years: i32) -> Term {
	let from = legal_date(NOW) - 365;
	Term { from, until: Some(from + years * 366) }
}

#[test]
fn claims_should_stay_when_calls_about_them_are_refused() {
	run(|| {
		let world = World::licensed();
		let Cast { brand, office, carrier, other_carrier, monitor, .. } = &world.cast;
		let right = world.right;
		let rival = admit("Rival", "FR", &[Role::RightsHolder]);
		let unaccredited = admit("Office of FR", "FR", &[Role::IpOffice]);
		let notary = admit("Notary", "DE", &[Role::Notary]);
		resolve(2, Consortium::<Runtime>::suspend { org: other_carrier.org, ground: ground() });
		monitor.does(anchor_call(capture(), right));
		let patent = registered(RightKind::Patent, "EM500000018797751");
		let design = registered(RightKind::Design, "EM500000018797752");
		brand.does(claim(patent, vec![]));
		brand.does(claim(design, locarno()));
		brand.does(claim(work(), vec![]));
		rival.does(claim(mark(), nice()));
		let refuse_claim = |claimant: &Member| IpRegistry::<Runtime>::refuse {
			right,
			claimant: Owner::Organisation(claimant.org),
			ground: ground(),
		};
		let author = PartyTag { key_version: 1, tag: digest_of("tag of an author") };
		let mut twice = claim(design, locarno());
		if let IpRegistry::claim { authors, .. } = &mut twice {
			*authors = vec![author, author].try_into().expect("two authors");
		}
		let invention =
			RightSubject::Unregistered { kind: RightKind::Patent, fingerprint: capture() };
		let commitment = digest_of("salted commitment");
		brand.does(IpRegistry::<Runtime>::commit_priority { commitment });
		let reveal = |salt| IpRegistry::<Runtime>::reveal {
			subject: registered(RightKind::TradeMark, "EM500000018797753"),
			territories: germany(),
			classes: classes(),
			term: None,
			contents: Default::default(),
			authors: Default::default(),
			salt,
		};
		let substantiate = |right, by, proof| IpRegistry::<Runtime>::substantiate {
			right,
			claimant: Owner::Organisation(brand.org),
			territories: germany(),
			term: years(70),
			by,
			proof,
		};
		let unknown = Digest { algorithm: DigestAlgorithm::Sha256, value: ground() };
		let add_version = |right, contents: Vec<Digest>| IpRegistry::<Runtime>::add_version {
			right,
			contents: contents.try_into().expect("few digests"),
			fingerprints: Default::default(),
		};
		let fair = || attest(right, &rival, nice(), term_of_right());
		let by_reader = IpRegistry::<Runtime>::attest {
			right,
			claimant: Owner::Organisation(rival.org),
			territories: germany(),
			classes: classes(),
			term: term_of_right(),
			registration: None,
			basis: AttestationBasis::RegisterExtract { extract: capture(), as_of: legal_date(NOW) },
		};

		refuse(vec![
			row(
				"claim without the role",
				carrier,
				claim(mark(), nice()),
				ConsortiumError::RoleMissing,
			),
			row("claim twice", brand, claim(mark(), nice()), IpRegistryError::AlreadyClaimed),
			row(
				"claim of a suspended member",
				other_carrier,
				claim(mark(), nice()),
				ConsortiumError::NotInGoodStanding,
			),
			row(
				"claim an invention of no register",
				&rival,
				claim(invention, vec![]),
				IpRegistryError::MalformedSubject,
			),
			row(
				"claim a mark for nothing",
				outsider(),
				claim(mark(), vec![]),
				IpRegistryError::ClassMissing,
			),
			row(
				"claim a design for services",
				&rival,
				claim(design, nice()),
				IpRegistryError::ClassMismatch,
			),
			row("claim of one author twice", &rival, twice, IpRegistryError::DuplicateAuthor),
			row(
				"withdraw what was attested",
				brand,
				IpRegistry::<Runtime>::withdraw { right },
				IpRegistryError::ClaimClosed,
			),
			row(
				"withdraw what was not claimed",
				outsider(),
				IpRegistry::<Runtime>::withdraw { right },
				IpRegistryError::NoClaim,
			),
			row("attest by the owner", brand, fair(), ConsortiumError::RoleMissing),
			row("attest by an outsider", outsider(), fair(), ConsortiumError::NotMember),
			row(
				"attest for another register",
				&unaccredited,
				fair(),
				IpRegistryError::NotAccredited,
			),
			row("attest an extract as office", office, by_reader, ConsortiumError::RoleMissing),
			row("attest a second owner", office, fair(), IpRegistryError::AlreadyAttested),
			row(
				"attest nobody's claim",
				office,
				attest(right, carrier, nice(), term_of_right()),
				IpRegistryError::NoClaim,
			),
			row(
				"attest a patent without its number",
				office,
				attest(patent.id(), brand, vec![], years(20)),
				IpRegistryError::RegistrationMissing,
			),
			row(
				"attest a design for more than 25 years",
				office,
				attest(design.id(), brand, locarno(), years(26)),
				IpRegistryError::TermTooLong,
			),
			row(
				"attest what is in no register",
				office,
				attest(work().id(), brand, vec![], years(70)),
				IpRegistryError::NotRegisterable,
			),
			row("refuse by a rival", brand, refuse_claim(&rival), ConsortiumError::RoleMissing),
			row(
				"refuse for another register",
				&unaccredited,
				refuse_claim(&rival),
				IpRegistryError::NotAccredited,
			),
			row(
				"refuse what was attested",
				office,
				refuse_claim(brand),
				IpRegistryError::ClaimClosed,
			),
			row(
				"commit twice",
				brand,
				IpRegistry::<Runtime>::commit_priority { commitment },
				IpRegistryError::AlreadyCommitted,
			),
			row(
				"withdraw another's commitment",
				&rival,
				IpRegistry::<Runtime>::withdraw_commitment { commitment },
				IpRegistryError::NoCommitment,
			),
			row("reveal with another salt", brand, reveal(ground()), IpRegistryError::NoCommitment),
			row(
				"substantiate as a carrier",
				carrier,
				substantiate(work().id(), Substantiation::Notary, capture()),
				ConsortiumError::RoleMissing,
			),
			row(
				"substantiate a judgment as a notary",
				&notary,
				substantiate(work().id(), Substantiation::Judgment, capture()),
				ConsortiumError::RoleMissing,
			),
			row(
				"substantiate an entry of a register",
				&notary,
				substantiate(design.id(), Substantiation::Notary, capture()),
				IpRegistryError::InRegister,
			),
			row(
				"substantiate without author",
				&notary,
				substantiate(work().id(), Substantiation::AuthorNamed, capture()),
				IpRegistryError::AuthorMissing,
			),
			row(
				"substantiate by another work",
				&notary,
				substantiate(work().id(), Substantiation::EarlierDeposit, capture()),
				IpRegistryError::NotTheWork,
			),
			row(
				"substantiate by what is not on record",
				&notary,
				substantiate(work().id(), Substantiation::Notary, unknown),
				IpRegistryError::ProofNotOnRecord,
			),
			row(
				"add nothing",
				brand,
				add_version(work().id(), vec![]),
				IpRegistryError::NoContents,
			),
			row(
				"add to another's work",
				&rival,
				add_version(work().id(), vec![capture()]),
				IpRegistryError::NoClaim,
			),
		]);
	});
}

#[test]
fn rights_should_stay_when_calls_about_them_are_refused() {
	run(|| {
		let world = World::licensed();
		let Cast { brand, office, carrier, monitor, trader, .. } = &world.cast;
		let right = world.right;
		let rival = admit("Rival", "FR", &[Role::RightsHolder]);
		let unaccredited = admit("Office of FR", "FR", &[Role::IpOffice]);
		let court = admit("Court of DE", "DE", &[Role::Court]);
		monitor.does(anchor_call(capture(), right));
		let end =
			|end, as_of| IpRegistry::<Runtime>::record_end { right, end, as_of, basis: OFFICE };
		let renew = |until| IpRegistry::<Runtime>::renew { right, until, basis: OFFICE };
		let limit = |classes: &[u8], as_of| IpRegistry::<Runtime>::limit {
			right,
			classes: classes
				.iter()
				.map(|class| RightClass::Nice { edition: 12, class: *class })
				.collect::<Vec<_>>()
				.try_into()
				.expect("few classes"),
			specification: None,
			as_of,
			basis: OFFICE,
		};
		let designate = |code, since| IpRegistry::<Runtime>::designate {
			right,
			country: country(code),
			status: Designation { since, ended: None },
			basis: OFFICE,
		};
		let rule = || IpRegistry::<Runtime>::set_licensing_rule { right, rule: LicensingRule::Any };
		let offer = |to: &Member, part| IpRegistry::<Runtime>::offer_assignment {
			right,
			to: Owner::Organisation(to.org),
			part,
		};
		let from = Owner::Organisation(brand.org);
		let challenge = |right, evidence| IpRegistry::<Runtime>::challenge {
			right,
			relief: Relief::Invalidity,
			evidence,
			ground: ground(),
		};
		let decide = || IpRegistry::<Runtime>::decide_challenge {
			right,
			seq: 0,
			decision: Decision::Dismissed,
			ground: ground(),
		};
		let unknown = Digest { algorithm: DigestAlgorithm::Sha256, value: ground() };
		let max_term = |kind, office, years| IpRegistry::<Runtime>::set_max_term {
			kind,
			office: Some(office),
			years: Some(years),
		};
		let nowhere = tracemark_primitives::rights::OfficeCode(*b"ZZ");
		let register = common::office();
		let surrender = || IpRegistry::<Runtime>::surrender { right };
		let whole = Permill::one();
		let today = legal_date(now());

		refuse(vec![
			row(
				"end by the owner",
				brand,
				end(RightEnd::Revoked, today),
				ConsortiumError::RoleMissing,
			),
			row(
				"end for another register",
				&unaccredited,
				end(RightEnd::Revoked, today),
				IpRegistryError::NotAccredited,
			),
			row(
				"end before the term",
				office,
				end(RightEnd::Revoked, 0),
				IpRegistryError::BeforeTerm,
			),
			row(
				"refuse a right everywhere",
				office,
				end(RightEnd::Refused, today),
				IpRegistryError::UnfitEnd,
			),
			row("renew by the owner", brand, renew(i32::MAX), ConsortiumError::RoleMissing),
			row("renew to an earlier day", office, renew(0), IpRegistryError::NotExtended),
			row("limit by the owner", brand, limit(&[], today), ConsortiumError::RoleMissing),
			row(
				"limit what another register holds",
				&unaccredited,
				limit(&[], today),
				IpRegistryError::NotAccredited,
			),
			row("limit to nothing", office, limit(&[], today), IpRegistryError::ClassMissing),
			row("limit to more", office, limit(&[44, 45], today), IpRegistryError::NotLimited),
			row("limit before the term", office, limit(&[45], 0), IpRegistryError::BeforeTerm),
			row("limit tomorrow", office, limit(&[45], today + 1), IpRegistryError::DayToCome),
			row(
				"designate by the owner",
				brand,
				designate("DE", today),
				ConsortiumError::RoleMissing,
			),
			row(
				"designate for another register",
				&unaccredited,
				designate("DE", today),
				IpRegistryError::NotAccredited,
			),
			row(
				"designate beyond the Union",
				office,
				designate("TR", today),
				IpRegistryError::BeyondOffice,
			),
			row(
				"designate before the term",
				office,
				designate("DE", 0),
				IpRegistryError::BeforeTerm,
			),
			row("rule of a rival", &rival, rule(), IpRegistryError::NotOwner),
			row("offer another's right", &rival, offer(brand, whole), IpRegistryError::NotOwner),
			row(
				"offer nothing",
				brand,
				offer(&rival, Permill::zero()),
				IpRegistryError::PartExceeded,
			),
			row("offer to oneself", brand, offer(brand, whole), IpRegistryError::UnfitTaker),
			row(
				"accept what is not on offer",
				&rival,
				IpRegistry::<Runtime>::accept_assignment { right, from: from.clone(), part: whole },
				IpRegistryError::NotOffered,
			),
			row(
				"cancel what is not on offer",
				brand,
				IpRegistry::<Runtime>::cancel_assignment { right, from },
				IpRegistryError::NotOffered,
			),
			row("surrender another's right", &rival, surrender(), IpRegistryError::NotOwner),
			row("surrender by an outsider", outsider(), surrender(), IpRegistryError::NotOwner),
			row(
				"challenge no right",
				trader,
				challenge(H256::zero(), capture()),
				IpRegistryError::NoRight,
			),
			row(
				"challenge on no evidence",
				trader,
				challenge(right, unknown),
				IpRegistryError::ProofNotOnRecord,
			),
			row(
				"challenge without the bond",
				trader,
				challenge(right, capture()),
				TokenError::FundsUnavailable,
			),
			row(
				"answer no challenge",
				brand,
				IpRegistry::<Runtime>::answer_challenge { right, seq: 0 },
				IpRegistryError::NoChallenge,
			),
			row(
				"answer for another's right",
				&rival,
				IpRegistry::<Runtime>::answer_challenge { right, seq: 0 },
				IpRegistryError::NotOwner,
			),
			row(
				"withdraw no challenge",
				trader,
				IpRegistry::<Runtime>::withdraw_challenge { right, seq: 0 },
				IpRegistryError::NoChallenge,
			),
			row("decide as the owner", brand, decide(), ConsortiumError::RoleMissing),
			row(
				"decide for another register",
				&unaccredited,
				decide(),
				IpRegistryError::NotAccredited,
			),
			row("decide of a register as court", &court, decide(), IpRegistryError::NotAccredited),
			row("decide no challenge", office, decide(), IpRegistryError::NoChallenge),
			row(
				"bound marks",
				By::Council,
				max_term(RightKind::TradeMark, register, 10),
				IpRegistryError::KindUnbounded,
			),
			row(
				"bound the rights of no office",
				By::Council,
				max_term(RightKind::Patent, nowhere, 20),
				IpRegistryError::MalformedOffice,
			),
			row(
				"bound terms as an office",
				office,
				max_term(RightKind::Patent, register, 20),
				DispatchError::BadOrigin,
			),
			row(
				"end by a carrier",
				carrier,
				end(RightEnd::Lapsed, today),
				ConsortiumError::RoleMissing,
			),
		]);
	});
}

#[test]
fn what_is_on_offer_or_challenged_should_stay_when_calls_about_it_are_refused() {
	run(|| {
		let world = World::licensed();
		let Cast { brand, office, monitor, trader, importer, .. } = &world.cast;
		let right = world.right;
		let rival = admit("Rival", "FR", &[Role::RightsHolder]);
		monitor.does(anchor_call(capture(), right));
		for member in [brand, trader] {
			Balances::mint_into(&member.operator(), 1_000 * UNIT).expect("tokens");
		}
		let challenge = || IpRegistry::<Runtime>::challenge {
			right,
			relief: Relief::Entitlement,
			evidence: capture(),
			ground: ground(),
		};
		let answer = || IpRegistry::<Runtime>::answer_challenge { right, seq: 0 };
		let withdraw = || IpRegistry::<Runtime>::withdraw_challenge { right, seq: 0 };
		let decide = |decision| IpRegistry::<Runtime>::decide_challenge {
			right,
			seq: 0,
			decision,
			ground: ground(),
		};
		let surrender = || IpRegistry::<Runtime>::surrender { right };
		let rule = || IpRegistry::<Runtime>::set_licensing_rule { right, rule: LicensingRule::Any };
		let from = || Owner::Organisation(brand.org);
		let offer = || IpRegistry::<Runtime>::offer_assignment {
			right,
			to: Owner::Organisation(rival.org),
			part: Permill::from_percent(50),
		};
		let accept = || IpRegistry::<Runtime>::accept_assignment {
			right,
			from: from(),
			part: Permill::from_percent(50),
		};
		let cancel = || IpRegistry::<Runtime>::cancel_assignment { right, from: from() };

		trader.does(challenge());
		refuse(vec![
			row("challenge twice", trader, challenge(), IpRegistryError::AlreadyChallenged),
			row(
				"withdraw another's challenge",
				importer,
				withdraw(),
				IpRegistryError::NotChallenger,
			),
			row("give up what another claims", brand, surrender(), IpRegistryError::UnderChallenge),
		]);

		brand.does(answer());
		let too_early = Decision::Upheld { as_of: 0 };
		refuse(vec![
			row("answer twice", brand, answer(), IpRegistryError::AlreadyAnswered),
			row("withdraw what was answered", trader, withdraw(), IpRegistryError::AlreadyAnswered),
			row(
				"decide from before the term",
				office,
				decide(too_early),
				IpRegistryError::BeforeTerm,
			),
		]);

		office.does(decide(Decision::Dismissed));
		brand.does(offer());
		refuse(vec![
			row("withdraw what was decided", trader, withdraw(), IpRegistryError::ChallengeClosed),
			row(
				"decide twice",
				office,
				decide(Decision::Dismissed),
				IpRegistryError::ChallengeClosed,
			),
			row("offer twice", brand, offer(), IpRegistryError::AlreadyOffered),
			row(
				"change the rule of what is on offer",
				brand,
				rule(),
				IpRegistryError::AlreadyOffered,
			),
			row("accept another's offer", outsider(), accept(), IpRegistryError::NotTaker),
			row("cancel another's offer", outsider(), cancel(), IpRegistryError::NotParty),
		]);

		rival.does(accept());
		refuse(vec![
			row("give up what another owns too", brand, surrender(), IpRegistryError::CoOwned),
			row("change the rule alone", &rival, rule(), IpRegistryError::CoOwned),
			row("accept twice", &rival, accept(), IpRegistryError::NotOffered),
		]);
	});
}
