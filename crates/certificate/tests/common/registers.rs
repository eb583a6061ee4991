//! Rights, licences, declarations, groups of captures and exhibits that the chain in memory has on record from its beginning.

use super::{sha256, State};
use codec::Encode;
use sp_core::H256;
use tracemark_certificate::{
	exhibits::{
		Agreement, Capture, CaptureGroup, Disposal, DisposalOrder, Exhibit, ExhibitAct,
		ExhibitEntry, ExhibitState, Pin,
	},
	form::Subject,
	keys,
	registers::*,
	Algorithm,
};

const MOMENT: u64 = 1_795_546_671_123;
const GTIN: [u8; 14] = *b"04012345000009";

pub fn right() -> Subject {
	Subject::Right { id: sha256(b"right") }
}

pub fn licence() -> Subject {
	Subject::Licence { id: 7 }
}

pub fn declaration() -> Subject {
	Subject::Declaration { id: 12 }
}

pub fn group() -> Subject {
	Subject::Group { id: 5 }
}

/// An exhibit with one act of each kind and form.
pub fn exhibit() -> Subject {
	of_protocol(1)
}

/// A sample that lies sealed with whom it was offered by.
pub fn sample() -> Subject {
	of_protocol(2)
}

fn of_protocol(number: u32) -> Subject {
	Subject::Exhibit { algorithm: Algorithm::Sha3256, digest: sha256(b"protocol"), number }
}

fn digest(word: &str) -> Digest {
	Digest { algorithm: DigestAlgorithm::Sha256, value: sha256(word.as_bytes()) }
}

/// Andorra, Germany and Zimbabwe.
fn territories() -> [u8; 32] {
	let mut bits = [0; 32];
	(bits[0], bits[7], bits[31]) = (1, 1, 1);
	bits
}

fn a_right() -> Right {
	Right {
		kind: RightKind::TradeMark,
		office: Some(*b"EM"),
		owners: vec![
			Share { owner: Owner::Organisation(4), part: 250_000 },
			Share { owner: Owner::Account(H256::repeat_byte(9)), part: 750_000 },
		],
		owned_since: MOMENT,
		rule: LicensingRule::Majority,
		territories: territories(),
		designations: 2,
		classes: vec![
			RightClass::Nice { edition: 12, class: 25 },
			RightClass::Ipc { section: b'A', class: 7, subclass: b'Z' },
		],
		limitations: 1,
		term: Term { from: -25_508, until: Some(20_783) },
		ended: Some((RightEnd::Surrendered, 20_700)),
		surrendered: Some(MOMENT),
		attested_by: 3,
		basis: AttestationBasis::RegisterExtract { extract: digest("extract"), as_of: 20_000 },
		attested_at: MOMENT,
		registration: Some(b"018000001".to_vec()),
	}
}

fn a_licence() -> Licence {
	Licence {
		rights: vec![sha256(b"right")],
		licensor: Owner::Organisation(4),
		licensee: 6,
		terms: LicenceTerms {
			activities: 0b1000_1000_0001,
			territories: territories(),
			term: Period { from: MOMENT, until: None },
			quantity: Some(Quantity::Measured { micros: 2_500_000, unit: *b"LT " }),
			contract: sha256(b"contract"),
			products: Products::Gtins(vec![GTIN]),
			channel: Channel::Marketplaces(vec![7, 99]),
			exclusivity: Exclusivity::Sole,
			sublicensing: 4,
			notice: 90 * 86_400_000,
			sell_off: 1_500,
			royalties: Some(RoyaltyTerms {
				bases: 0b1001,
				period: Some(30 * 86_400_000),
				rates: sha256(b"rates"),
				shortfall: Shortfall::Owe,
			}),
		},
		left: Some(Quantity::Pieces(1)),
		parent: Some(0),
		granted_at: MOMENT,
		ended: Some(LicenceEnd::Terminated {
			given_at: MOMENT,
			at: MOMENT + 90,
			ground: sha256(b"ground"),
		}),
		suspensions: 3,
	}
}

fn a_line(status: LineStatus) -> Line {
	Line {
		gtin: GTIN,
		hs_edition: 2022,
		hs_code: *b"640399",
		quantity: Quantity::Pieces(10),
		value: sha256(b"value"),
		goods: vec![
			LineGoods { goods: TrackedGoods::Object(sha256(b"object")), detained: true },
			LineGoods {
				goods: TrackedGoods::Leaf { unit: sha256(b"unit"), lot: sha256(b"lot"), index: 17 },
				detained: false,
			},
		],
		unknown: vec![sha256(b"unknown")],
		decision: Decision {
			outcome: Outcome::SuspendProposed,
			contradicted: 0b100_0010_0000,
			no_record: 1,
			not_applicable: 0,
			natures: 1,
			references: vec![Reference::Organisation(4), Reference::Right(sha256(b"right"))],
		},
		status,
	}
}

fn a_group() -> CaptureGroup {
	let capture = |org: u32, word: &str| Capture {
		org,
		operator: 10 + org,
		raw: digest(word),
		deposit: org % 2,
		extract: sha256(b"extract"),
		block: 3,
		moment: MOMENT + u64::from(org),
	};
	CaptureGroup {
		by: 4,
		operator: 14,
		subject: sha256(b"address"),
		quorum: 2,
		size: 3,
		invited: vec![4, 5, 99],
		block: 2,
		moment: MOMENT,
		until: MOMENT + 86_400_000,
		captures: vec![capture(4, "page"), capture(5, "other page")],
		agreement: Some(Agreement { extract: sha256(b"extract"), block: 3, moment: MOMENT + 5 }),
	}
}

fn acts() -> Vec<ExhibitAct> {
	let (seal, ground, amount) = (sha256(b"seal"), sha256(b"reasons"), Quantity::Pieces(2));
	let pin = Pin { number: 2, seq: 1, head: sha256(b"head") };
	let report = digest("report");
	vec![
		ExhibitAct::Registered {
			deposit: 0,
			seal,
			quantity: Quantity::Measured { micros: 2_500_000, unit: *b"KGM" },
			lot: Some(sha256(b"lot")),
			object: Some(sha256(b"object")),
		},
		ExhibitAct::Offered { to: 5 },
		ExhibitAct::Refused { ground },
		ExhibitAct::OfferWithdrawn,
		ExhibitAct::Accepted { from: 4, seal },
		ExhibitAct::SealBroken { ground },
		ExhibitAct::Sampled { sample: 2, quantity: amount },
		ExhibitAct::SampleReturned { sample: pin, quantity: amount },
		ExhibitAct::TakenFrom { exhibit: pin, quantity: amount, seal },
		ExhibitAct::Rejoined { exhibit: pin, quantity: amount },
		ExhibitAct::Sealed { seal },
		ExhibitAct::Examined { report, deposit: 1 },
		ExhibitAct::DisposalOrdered { disposal: Some(Disposal::Returned), ground },
		ExhibitAct::DisposalOrdered { disposal: None, ground },
		ExhibitAct::Recovered { from: 99, seal: None, ground },
		ExhibitAct::Recovered { from: 4, seal: Some(seal), ground },
		ExhibitAct::DisposedOf { disposal: Disposal::Destroyed, ordered_by: 1, report: seal },
	]
}

fn entry(place: u32, act: ExhibitAct) -> ExhibitEntry {
	ExhibitEntry { org: 4, operator: 14, block: place, moment: MOMENT + u64::from(place), act }
}

/// Puts a group of captures, an exhibit and a sample on record.
fn record_evidence(state: &mut State) {
	let Subject::Exhibit { algorithm, digest: protocol, .. } = exhibit() else { unreachable!() };
	let seq = u32::try_from(acts().len()).unwrap();
	let whole = Exhibit {
		by: 4,
		holder: 5,
		seal: None,
		quantity: Quantity::Measured { micros: 2_500_000, unit: *b"KGM" },
		lot: Some(sha256(b"lot")),
		object: Some(sha256(b"object")),
		sample_of: None,
		state: ExhibitState::DisposedOf(Disposal::Destroyed),
		order: None,
		seq,
		head: sha256(b"head"),
	};
	let part = Exhibit {
		holder: 6,
		seal: Some(sha256(b"seal")),
		quantity: Quantity::Pieces(2),
		lot: None,
		object: None,
		sample_of: Some(1),
		state: ExhibitState::Offered { to: 7 },
		order: Some(DisposalOrder { by: 1, disposal: Disposal::Consumed }),
		seq: 1,
		..whole
	};
	state.insert(group().key(), a_group().encode());
	state.insert(exhibit().key(), whole.encode());
	state.insert(sample().key(), part.encode());
	for (place, act) in (1..).zip(acts()) {
		let key = keys::exhibit_act(algorithm, &protocol, 1, place);
		state.insert(key, entry(place, act).encode());
	}
	let pin = Pin { number: 1, seq: 7, head: sha256(b"head") };
	let quantity = Quantity::Pieces(2);
	let taken = ExhibitAct::TakenFrom { exhibit: pin, quantity, seal: sha256(b"seal") };
	state.insert(keys::exhibit_act(algorithm, &protocol, 2, 1), entry(7, taken).encode());
}

/// Puts all of them on record.
pub fn record(state: &mut State) {
	record_evidence(state);
	let declared = Declaration {
		declarant: 8,
		operator: 14,
		represented: Some(11),
		importer: 9,
		holder: 10,
		seller: NamedParty::Outsider(2, sha256(b"tag")),
		origin: *b"CN",
		destination: *b"DE",
		reference: Some(sha256(b"reference")),
		lodged_at: MOMENT,
		lodged_in: 7,
		lines: 2,
	};
	let by = ReleaseGround::Officer { authority: 1, officer: 2 };
	let suspension = Suspension {
		authority: 1,
		officer: 2,
		nature: Nature::Copying,
		evidence: vec![digest("evidence")],
		at: MOMENT,
	};
	let order = DestructionOrder {
		authority: 1,
		officer: 3,
		ground: DestructionGround::CourtDecision,
		document: digest("judgment"),
		at: MOMENT,
	};
	let released = LineStatus::Released { by, at: MOMENT, suspension: None };
	let destroyed = LineStatus::Destroyed { suspension, order, confirmed_by: 5, at: MOMENT + 9 };
	state.insert(right().key(), a_right().encode());
	state.insert(licence().key(), a_licence().encode());
	state.insert(declaration().key(), declared.encode());
	state.insert(keys::line(12, 0), a_line(released).encode());
	state.insert(keys::line(12, 1), a_line(destroyed).encode());
}
