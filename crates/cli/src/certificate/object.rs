//! Which object a certificate is about: by its id, or by what the goods bear; and which exhibit of a record.

use crate::{
	goods::{Goods, KeeperArgs, Record},
	input,
	node::{self, NodeArgs},
	output::Failure,
};
use sp_core::H256;
use std::str::FromStr;

/// How an object is named.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Named {
	/// By its id.
	Id(H256),
	/// By what it bears.
	Code(Goods),
}

impl FromStr for Named {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let digits = text.strip_prefix("0x").unwrap_or(text);
		if digits.len() == 64 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
			return input::hash(text).map(Self::Id);
		}
		text.parse().map(Self::Code)
	}
}

/// Something of the record of a digest, by its number there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Numbered {
	/// The digest.
	pub digest: H256,
	/// The number, from 1.
	pub number: u32,
}

impl FromStr for Numbered {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let (digest, number) = text.split_once('/').ok_or(
			"give the digest of the record and the number of the exhibit, such as 0x5f1c…/1",
		)?;
		let digest = input::hash(digest)?;
		let number = number.parse().ok().filter(|number| *number > 0);
		let number = number.ok_or("the number of an exhibit is 1 or more")?;
		Ok(Self { digest, number })
	}
}

/// The id of an object, which a code leads to by the record of the node.
pub fn find(named: &Named, node: &NodeArgs, keeper: &KeeperArgs) -> Result<H256, String> {
	match named {
		Named::Id(id) => Ok(*id),
		Named::Code(code) => {
			node::wait(resolve(code, node, keeper)).map_err(|failure| failure.to_string())
		},
	}
}

async fn resolve(code: &Goods, node: &NodeArgs, keeper: &KeeperArgs) -> Result<H256, Failure> {
	let state = node.connect().await?.state().await?;
	let record = Record { state: &state };
	let proof = match code {
		Goods::Unit(gtin, serial) => record.proof(keeper, gtin, serial).await?,
		_ => None,
	};
	let objects = record.objects(code, proof).await?;
	match objects.as_slice() {
		[one] => Ok(*one),
		[] => Err(Failure::fault(format!(
			"{code}: the chain has no record of it; an item that nothing happened to is found by its path: \
			 name its keeper with --keeper or its list with --list"
		))),
		several => {
			let ids: Vec<String> = several.iter().map(|id| format!("{id:?}")).collect();
			Err(Failure::fault(format!(
				"{code}: is in several consignments, each with a history of its own; give the id of one: {}",
				ids.join(", ")
			)))
		},
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn an_object_should_be_named_by_its_id_when_it_has_64_digits_and_else_by_its_code() {
		let id = H256::repeat_byte(0xab);
		for text in [format!("{id:?}"), "ab".repeat(32), "AB".repeat(32)] {
			assert_eq!(text.parse(), Ok(Named::Id(id)), "{text}");
		}
		let code: Named = "(00)095211020000000015".parse().expect("is an SSCC");
		assert!(matches!(code, Named::Code(Goods::LogisticUnit(_))));
		for text in ["", "0x12", "ab", "(01)09521101000016"] {
			assert!(text.parse::<Named>().is_err(), "{text}");
		}
	}

	#[test]
	fn an_exhibit_should_be_named_by_the_digest_of_its_record_and_its_number() {
		let digest = H256::repeat_byte(0xab);
		for text in [format!("{digest:?}/7"), format!("{}/7", "ab".repeat(32))] {
			assert_eq!(text.parse(), Ok(Numbered { digest, number: 7 }), "{text}");
		}
		for number in ["", "/", "/0", "/-1", "/x", "/1/2", "/4294967296"] {
			let text = format!("{digest:?}{number}");
			assert!(text.parse::<Numbered>().is_err(), "{text}");
		}
		for text in ["0x12/1", "7", "/7"] {
			assert!(text.parse::<Numbered>().is_err(), "{text}");
		}
	}
}
