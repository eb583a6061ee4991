//! Rights, licences and declarations that the chain in memory has on record from its beginning.

use super::{sha256, State};
use codec::Encode;
use sp_core::H256;
use tracemark_certificate::{form::Subject, keys, registers::*};

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

/// Puts all of them on record.
pub fn record(state: &mut State) {
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
