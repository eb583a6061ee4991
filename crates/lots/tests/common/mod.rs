//! Lots for the tests.

// Each test file is a crate of its own and uses some of these.
#![allow(dead_code)]

use sp_core::H256;
use tracemark_lots::{file::Listed, text, Lot};
use tracemark_primitives::gs1::{Gtin, LotNumber, Serial};

/// The portable file that the TypeScript client reads in its tests, too.
pub const PORTABLE: &str = include_str!("../../../../tests/fixtures/lot.jsonl");
/// The class of all lots here.
pub const GTIN: &str = "09521101000016";

pub fn gtin() -> Gtin {
	text::gtin(GTIN).unwrap()
}

pub fn number(text: &str) -> LotNumber {
	text::lot_number(text).unwrap()
}

pub fn serial(text: &str) -> Serial {
	text::serial(text).unwrap()
}

/// The item of a serial: its key is a digest of it, so that expectations can be written down.
pub fn item(text: &str) -> Listed {
	Listed { serial: serial(text), item_key: H256(sp_crypto_hashing::blake2_256(text.as_bytes())) }
}

/// A lot of items `S000`, `S002`, `S004` and so on.
pub fn lot(name: &str, size: u32) -> Lot {
	let items = (0..size).map(|n| item(&format!("S{:03}", 2 * n))).collect();
	Lot::new(gtin(), number(name), items).unwrap()
}
