//! Calls of custody, as polkadot.js takes them.

use crate::text::Ascii;
use codec::Encode;
use serde::Serialize;
use serde_json::{json, Value};
use sp_core::{bytes::to_hex, ed25519, H256};
use tracemark_primitives::{
	editions::{CodeProof, EditionId, EditionSubject},
	goods::ClassRight,
	gs1::{Gln, Gtin, LotNumber},
	hs::HsCode,
	quantity::Quantity,
	time::EventTime,
	Moment, OrgId,
};

/// Custody's index in the runtime. Indices are append-only.
const CUSTODY: u8 = 54;
/// Custody as polkadot.js names it.
const SECTION: &str = "custody";
/// Index of `register_class` in custody.
const REGISTER_CLASS: u8 = 0;
/// Index of `commission` in custody.
const COMMISSION: u8 = 1;
/// Index of `issue_edition` in custody.
const ISSUE_EDITION: u8 = 37;
/// Index of `sell_code` in custody.
const SELL_CODE: u8 = 38;
/// Index of `activate_code` in custody.
const ACTIVATE_CODE: u8 = 39;

/// A call: its data, or the section, the method and the arguments in order.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Call {
	/// The pallet.
	pub section: &'static str,
	/// The call.
	pub method: &'static str,
	/// In order.
	pub arguments: Vec<Argument>,
	/// The SCALE value of the call, in hexadecimal.
	pub call_data: String,
}

/// An argument of a call.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Argument {
	/// As the metadata names it.
	pub name: &'static str,
	/// As polkadot.js takes it.
	pub value: Value,
}

/// That whoever has a code uses it, as the chain reads it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode)]
pub struct Usage {
	/// The public key of the code.
	pub key: ed25519::Public,
	/// For what the code is used: a salted digest of whatever its buyer wants to show later.
	pub token: H256,
	/// The moment up to which the use can be submitted, itself not included.
	pub expiry: Moment,
	/// By the key of the code.
	pub signature: ed25519::Signature,
}

/// Characters as polkadot.js takes them: the hexadecimal digits of their ASCII.
fn hex(bytes: &[u8]) -> Value {
	json!(to_hex(bytes, false))
}

impl Call {
	fn new(
		index: u8,
		method: &'static str,
		values: impl Encode,
		named: Vec<(&'static str, Value)>,
	) -> Self {
		Self {
			section: SECTION,
			method,
			arguments: named.into_iter().map(|(name, value)| Argument { name, value }).collect(),
			call_data: to_hex(&(CUSTODY, index, values).encode(), false),
		}
	}

	/// Registers a class.
	pub fn register_class(gtin: Gtin, rights: &[H256], hs: HsCode) -> Self {
		let typed: Vec<ClassRight> = rights.iter().map(|right| (*right).into()).collect();
		let named: Vec<Value> = rights.iter().map(|right| json!({ "right": right })).collect();
		Self::new(
			REGISTER_CLASS,
			"registerClass",
			(gtin, typed, hs),
			vec![
				("gtin", hex(gtin.ascii())),
				("rights", named.into()),
				("hs", json!({ "edition": hs.edition, "code": hex(&hs.code) })),
			],
		)
	}

	/// Commissions a lot.
	pub fn commission(
		gtin: Gtin,
		number: &LotNumber,
		quantity: Quantity,
		root: Option<H256>,
		place: Option<Gln>,
		time: EventTime,
	) -> Self {
		let amount = match quantity {
			Quantity::Pieces(pieces) => json!({ "Pieces": pieces }),
			Quantity::Measured { micros, unit } => {
				json!({ "Measured": { "micros": micros, "unit": hex(&unit.0) } })
			},
		};
		Self::new(
			COMMISSION,
			"commission",
			(gtin, number, quantity, root, place, time),
			vec![
				("gtin", hex(gtin.ascii())),
				("number", hex(number.ascii())),
				("quantity", amount),
				("root", json!(root)),
				("place", place.map_or(Value::Null, |gln| hex(gln.ascii()))),
				("time", json!({ "moment": time.moment, "offset": time.offset })),
			],
		)
	}

	/// Issues an edition of so many codes.
	pub fn issue_edition(subject: &EditionSubject, codes: u32, root: H256) -> Self {
		let named = match subject {
			EditionSubject::Class { gtin, number } => {
				json!({ "Class": { "gtin": hex(gtin.ascii()), "number": hex(number.ascii()) } })
			},
			EditionSubject::Lot { lot } => json!({ "Lot": { "lot": lot } }),
		};
		Self::new(
			ISSUE_EDITION,
			"issueEdition",
			(subject, codes, root),
			vec![("subject", named), ("codes", json!(codes)), ("root", json!(root))],
		)
	}

	/// Records the sale of a code.
	pub fn sell_code(edition: EditionId, index: u32, commitment: H256) -> Self {
		Self::new(
			SELL_CODE,
			"sellCode",
			(edition, index, commitment),
			vec![
				("edition", json!(edition)),
				("index", json!(index)),
				("commitment", json!(commitment)),
			],
		)
	}

	/// Uses a code.
	pub fn activate_code(
		edition: EditionId,
		code: &CodeProof,
		sold_by: Option<OrgId>,
		usage: &Usage,
	) -> Self {
		let Usage { key, token, expiry, signature } = usage;
		let possession = json!({
			"key": hex(&key.0),
			"token": token,
			"expiry": expiry,
			"signature": hex(&signature.0),
		});
		Self::new(
			ACTIVATE_CODE,
			"activateCode",
			(edition, code, sold_by, usage),
			vec![
				("edition", json!(edition)),
				("code", proof(code)),
				("soldBy", json!(sold_by)),
				("possession", possession),
			],
		)
	}
}

/// What shows that a key is of an edition, as polkadot.js takes it.
pub fn proof(code: &CodeProof) -> Value {
	json!({ "index": code.index, "salt": code.salt, "path": code.path.as_slice() })
}
