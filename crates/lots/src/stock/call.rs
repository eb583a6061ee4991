//! Calls of custody, as polkadot.js takes them.

use crate::text::Ascii;
use codec::Encode;
use serde::Serialize;
use serde_json::{json, Value};
use sp_core::{bytes::to_hex, H256};
use tracemark_primitives::{
	goods::ClassRight,
	gs1::{Gln, Gtin, LotNumber},
	hs::HsCode,
	quantity::Quantity,
	time::EventTime,
};

/// Custody's index in the runtime. Indices are append-only.
const CUSTODY: u8 = 54;
/// Custody as polkadot.js names it.
const SECTION: &str = "custody";
/// Index of `register_class` in custody.
const REGISTER_CLASS: u8 = 0;
/// Index of `commission` in custody.
const COMMISSION: u8 = 1;

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
}
