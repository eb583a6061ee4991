//! Steps by which facts get on record: each is a call, or a few that belong together.

use super::facts::{Entry, Goods, Region, RightAtIssue};
use crate::common::*;
use pallet_licensing::{Channel, Exclusivity, LicenceTerms, Products};
use sp_core::H256;
use sp_runtime::DispatchResult;
use tracemark_primitives::{
	authorisation::{Activities, Activity, Consent, FirstSale, GoodsHistory},
	digest::{Digest as AnyDigest, DigestAlgorithm},
	parties::{Owner, PartyTag},
	rights::{
		AttestationBasis, OfficeCode, RightClass, RightId, RightKind, RightKinds, RightSubject,
		St13, Substantiation,
	},
	territory::{Country, Territories},
	time::Period,
	traits::Membership,
	LicenceId, OrgId,
};
use tracemark_runtime::{Consortium, Runtime};

type Registry = pallet_ip_registry::Call<Runtime>;
type Licences = pallet_licensing::Call<Runtime>;

/// The countries with these codes.
pub fn countries(codes: &[&str]) -> Territories {
	let countries: Vec<Country> = codes.iter().map(|code| country(code)).collect();
	Territories::of(&countries).expect("the countries exist")
}

impl Region {
	/// The countries of the region.
	pub fn territories(&self) -> Territories {
		const AREA: [&str; 30] = [
			"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
			"IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "IS",
			"LI", "NO",
		];
		const AREA_OF_1998: [&str; 18] = [
			"AT", "BE", "DE", "DK", "ES", "FI", "FR", "GB", "GR", "IE", "IT", "LU", "NL", "PT",
			"SE", "IS", "LI", "NO",
		];
		match self {
			Self::Union => Territories::european_union(),
			Self::Area => countries(&AREA),
			Self::AreaOf1998 => countries(&AREA_OF_1998),
			Self::World => Territories::everywhere(),
			Self::Of(codes) => countries(codes),
		}
	}
}

impl Goods {
	/// What is known of the goods, as a question states it.
	pub fn history(&self, marketplace: &Member, class: Option<RightClass>) -> GoodsHistory {
		GoodsHistory {
			gtin: None,
			class,
			marketplace: self.is_on_marketplace.then_some(marketplace.org),
			making: self.making,
			made_at: Some(NOW - 60 * DAY),
			first_sale: self.first_sale.map(|sale| FirstSale {
				country: country(sale.country),
				at: NOW - 30 * DAY,
				consent: if sale.is_recorded {
					Consent::Recorded { object: digest_of("id of the object that was sold") }
				} else {
					Consent::Claimed { proof: digest_of("salted invoice") }
				},
			}),
			altered: self.is_altered,
			partitioned: self.is_partitioned,
		}
	}
}

/// Accredits an organisation for rights of every kind at an office, if it is not.
#[track_caller]
pub fn accredit(member: &Member, office: OfficeCode) {
	if Consortium::is_accredited(member.org, office, RightKind::TradeMark) {
		return;
	}
	resolve(
		2,
		pallet_consortium::Call::<Runtime>::accredit {
			org: member.org,
			office,
			kinds: RightKinds::ALL,
		},
	);
}

fn classes_of(classes: &[RightClass]) -> pallet_ip_registry::ClassesOf<Runtime> {
	classes.to_vec().try_into().expect("few classes")
}

/// Has `owner` claim a subject.
#[track_caller]
pub fn claim(
	owner: &Member,
	subject: RightSubject,
	territories: Territories,
	classes: &[RightClass],
	authors: &[PartyTag],
) {
	owner.does(Registry::claim {
		subject,
		territories,
		classes: classes_of(classes),
		term: None,
		contents: Default::default(),
		authors: authors.to_vec().try_into().expect("few authors"),
	});
}

/// The call that attests a claim of `owner`.
pub fn attest_call(
	owner: &Member,
	right: RightId,
	territories: Territories,
	classes: &[RightClass],
	term: tracemark_primitives::time::Term,
	registration: Option<&str>,
) -> Registry {
	Registry::attest {
		right,
		claimant: Owner::Organisation(owner.org),
		territories,
		classes: classes_of(classes),
		term,
		registration: registration
			.map(|number| number.as_bytes().to_vec().try_into().expect("a short number")),
		basis: AttestationBasis::Office,
	}
}

/// A digest of a document by SHA-256.
pub fn document(text: &str) -> AnyDigest {
	AnyDigest { algorithm: DigestAlgorithm::Sha256, value: digest_of(text) }
}

/// Puts the right of a case on record as its owner's: claimed, and attested by its office, or
/// substantiated by a notary because the author is named. Works are told apart by the case's name.
#[track_caller]
pub fn record_right(
	name: &str,
	at_issue: &RightAtIssue,
	owner: &Member,
	office: &Member,
	notary: &Member,
) -> RightId {
	let territories = at_issue.in_force.territories();
	match at_issue.entry {
		Some(entry) => record_entry(at_issue, &entry, owner, office),
		None => {
			let subject = RightSubject::Unregistered {
				kind: at_issue.kind,
				fingerprint: document(&format!("the work of {name}")),
			};
			let author = PartyTag { key_version: 1, tag: digest_of("tag of an author") };
			claim(owner, subject, territories, at_issue.classes, &[author]);
			let right = subject.id();
			let proof = document(&format!("a copy of the work of {name}"));
			notary.does(anchor_call(proof, right));
			notary.does(Registry::substantiate {
				right,
				claimant: Owner::Organisation(owner.org),
				territories,
				term: term_of_right(),
				by: Substantiation::AuthorNamed,
				proof,
			});
			right
		},
	}
}

#[track_caller]
fn record_entry(
	at_issue: &RightAtIssue,
	entry: &Entry,
	owner: &Member,
	office: &Member,
) -> RightId {
	let code = OfficeCode::try_from(entry.office).expect("an office");
	accredit(office, code);
	let subject = RightSubject::Registered {
		kind: at_issue.kind,
		office: code,
		number: St13::try_from(entry.number).expect("a number of ST.13"),
	};
	let territories = at_issue.in_force.territories();
	claim(owner, subject, territories, at_issue.classes, &[]);
	let right = subject.id();
	office.does(attest_call(
		owner,
		right,
		territories,
		at_issue.classes,
		term_of_right(),
		entry.registration,
	));
	right
}

/// The terms of a licence that limits nothing but acts and countries, from a day ago for a year.
pub fn plain_terms(activities: &[Activity], territories: Territories) -> LicenceTerms {
	LicenceTerms {
		activities: Activities::of(activities),
		territories,
		term: Period { from: NOW - DAY, until: Some(NOW + 365 * DAY) },
		quantity: None,
		contract: digest_of("salted contract"),
		products: Products::All,
		channel: Channel::Any,
		exclusivity: Exclusivity::NonExclusive,
		sublicensing: 0,
		notice: 0,
		sell_off: 0,
		royalties: None,
	}
}

/// The call that offers a licence of one right.
pub fn offer_licence_call(
	right: RightId,
	to: OrgId,
	terms: LicenceTerms,
	parent: Option<LicenceId>,
) -> Licences {
	Licences::offer {
		rights: vec![right].try_into().expect("one right"),
		licensee: to,
		terms: Box::new(terms),
		parent,
	}
}

/// Has `from` license `to`: offered by the one, accepted by the other. The offer has the number of the
/// licence.
#[track_caller]
pub fn license(from: &Member, right: RightId, to: &Member, terms: LicenceTerms) -> LicenceId {
	let licence = pallet_licensing::NextLicenceId::<Runtime>::get();
	from.does(offer_licence_call(right, to.org, terms, None));
	to.does(Licences::accept { offer: licence });
	licence
}

/// The call that says whose first sales exhaust rights of a kind in a country.
pub fn exhaustion_call(
	kind: RightKind,
	country: Country,
	territories: Option<Territories>,
) -> Licences {
	Licences::set_exhaustion { kind, country, territories }
}

/// Has the council say it, by two thirds.
#[track_caller]
pub fn set_exhaustion(kind: RightKind, country: Country, territories: Option<Territories>) {
	resolve(2, exhaustion_call(kind, country, territories));
}

/// The reason of an act, kept elsewhere.
pub fn reasons() -> H256 {
	digest_of("salted reasons")
}
