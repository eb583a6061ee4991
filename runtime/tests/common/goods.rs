//! Codes of GS1, and lots with a real tree over their serials.

use sp_core::H256;
use tracemark_primitives::{
	goods::{GoodsClaim, LotId, ObjectId},
	gs1::{
		consignment_id, logistic_unit_id, lot_id, lot_leaf, unit_id, Gln, Gtin, ItemKey, LotNumber,
		Serial, SerialProof, Sscc,
	},
	hs::HsCode,
	merkle,
	quantity::Quantity,
};

/// `body` with its check digit.
fn with_check_digit(body: &str) -> String {
	let sum: u32 = body
		.bytes()
		.rev()
		.enumerate()
		.map(|(place, digit)| u32::from(digit - b'0') * if place % 2 == 0 { 3 } else { 1 })
		.sum();
	format!("{body}{}", (10 - sum % 10) % 10)
}

/// The class with this number under a prefix of seven digits.
pub fn gtin(prefix: &str, class: u32) -> Gtin {
	with_check_digit(&format!("0{prefix}{class:05}")).as_str().try_into().expect("a GTIN")
}

/// The code with this number under a prefix of seven digits.
pub fn sscc(prefix: &str, number: u32) -> Sscc {
	with_check_digit(&format!("0{prefix}{number:09}")).as_str().try_into().expect("an SSCC")
}

/// The place with this number under a prefix of seven digits.
pub fn gln(prefix: &str, place: u32) -> Gln {
	with_check_digit(&format!("{prefix}{place:05}")).as_str().try_into().expect("a GLN")
}

/// Footwear with uppers of leather.
pub fn hs() -> HsCode {
	HsCode { edition: 2022, code: *b"640399" }
}

/// A lot as its maker's client knows it: serials ascending, a key under each label, the tree over both.
pub struct Lot {
	pub gtin: Gtin,
	pub number: LotNumber,
	pub serials: Vec<Serial>,
	pub keys: Vec<ItemKey>,
	leaves: Vec<H256>,
}

impl Lot {
	/// A lot whose serials are drawn so that guessing one is hopeless.
	pub fn new(gtin: Gtin, number: &str, size: u32) -> Self {
		let draw = |index: u32| {
			let noise = sp_io::hashing::blake2_256(format!("{number}/{index}").as_bytes());
			u64::from_le_bytes(noise[..8].try_into().expect("eight bytes"))
		};
		let serials: Vec<Serial> = (0..size)
			.map(|index| {
				let serial = u64::from(index) * 1_000_000_000 + draw(index) % 1_000_000_000;
				format!("{serial:015}").as_str().try_into().expect("a serial")
			})
			.collect();
		let keys: Vec<ItemKey> = (0..size)
			.map(|index| {
				H256(sp_io::hashing::blake2_256(format!("key of {number}/{index}").as_bytes()))
			})
			.collect();
		let leaves =
			serials.iter().zip(&keys).map(|(serial, key)| lot_leaf(&gtin, serial, key)).collect();
		Self { gtin, number: number.try_into().expect("a lot number"), serials, keys, leaves }
	}

	pub fn root(&self) -> H256 {
		merkle::root(&self.leaves).expect("a lot is not empty")
	}

	pub fn quantity(&self) -> Quantity {
		Quantity::Pieces(self.serials.len() as u64)
	}

	pub fn id(&self) -> LotId {
		lot_id(&self.gtin, &self.number)
	}

	pub fn consignment(&self, number: u32) -> ObjectId {
		consignment_id(&self.id(), number)
	}

	pub fn unit_id(&self, index: u32) -> ObjectId {
		unit_id(&self.gtin, &self.serials[index as usize])
	}

	/// What shows that the serial at `index` belongs to the lot.
	pub fn proof(&self, index: u32) -> SerialProof {
		SerialProof {
			lot: self.number.clone(),
			index,
			item_key: self.keys[index as usize],
			path: merkle::path(&self.leaves, index as usize)
				.expect("inside")
				.try_into()
				.expect("paths are short"),
		}
	}

	/// The unit at `index` with its path.
	pub fn unit(&self, index: u32) -> GoodsClaim {
		GoodsClaim::Unit {
			gtin: self.gtin,
			serial: self.serials[index as usize].clone(),
			proof: Some(self.proof(index)),
		}
	}

	/// The unit at `index` by what is printed on its label.
	pub fn bare_unit(&self, index: u32) -> GoodsClaim {
		GoodsClaim::Unit {
			gtin: self.gtin,
			serial: self.serials[index as usize].clone(),
			proof: None,
		}
	}
}

/// The logistic unit that bears `sscc` for the first time.
pub fn first_bearer(sscc: Sscc) -> ObjectId {
	logistic_unit_id(&sscc, 0)
}
