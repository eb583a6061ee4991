//! What a claimant says of a claim, as options and as members of a receipt.

use crate::input;
use clap::ValueEnum;
use serde::{Deserialize, Serialize};
use sp_core::crypto::{AccountId32, Ss58AddressFormat, Ss58Codec};
use tracemark_primitives::{
	parties::{Owner, PartyTag},
	rights::{RightClass, RightKind},
	territory::{Country, Territories, COUNTRIES},
	Validate,
};

/// Prefix of the chain's addresses.
const SS58_PREFIX: u16 = 42;
/// What stands for every country.
const EVERYWHERE: &str = "everywhere";
/// What stands for the members of the European Union.
const EUROPEAN_UNION: &str = "EU";

/// Whose claim it is.
pub type Claimant = Owner<AccountId32>;

/// The kinds of right that arise without registration.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
	/// Texts, pictures, music, programs and other works
	Copyright,
	/// The appearance of a product
	Design,
	/// A mark by use
	TradeMark,
	/// The name of a business
	TradeName,
}

impl From<Kind> for RightKind {
	fn from(kind: Kind) -> Self {
		match kind {
			Kind::Copyright => Self::Copyright,
			Kind::Design => Self::Design,
			Kind::TradeMark => Self::TradeMark,
			Kind::TradeName => Self::TradeName,
		}
	}
}

impl Kind {
	/// The classes that a claim of this kind names, in ascending order. Marks and designs have at least
	/// one, other rights none: the register refuses anything else.
	pub fn classes(self, given: &[(u8, u8)]) -> Result<Vec<RightClass>, String> {
		let (kind, classification) = match self {
			Self::TradeMark => ("trade mark", "Nice, e.g. 12:25"),
			Self::Design => ("design", "Locarno, e.g. 15:02"),
			Self::Copyright | Self::TradeName if given.is_empty() => return Ok(Vec::new()),
			Self::Copyright | Self::TradeName => {
				return Err("only trade marks and designs have classes; leave --classes out".into())
			},
		};
		if given.is_empty() {
			return Err(format!(
				"a {kind} is claimed for classes; give --classes, each as the edition and the class \
				 of {classification}"
			));
		}
		let mut classes: Vec<RightClass> = given
			.iter()
			.map(|&(edition, class)| match self {
				Self::TradeMark => RightClass::Nice { edition, class },
				_ => RightClass::Locarno { edition, class },
			})
			.collect();
		classes.sort_unstable();
		classes.dedup();
		match classes.iter().all(|class| class.validate().is_ok()) {
			true => Ok(classes),
			false => Err(format!(
				"a class of a {kind} does not exist; give the edition and the class of \
				 {classification}"
			)),
		}
	}
}

/// What is claimed: the same of a claim and of one that is registered for later.
#[derive(clap::Args)]
pub struct ClaimArgs {
	/// What kind of right
	#[arg(long, value_enum, default_value = "copyright")]
	pub kind: Kind,
	/// Where: `everywhere`, or codes of ISO 3166-1 between commas; EU stands for its members
	#[arg(long, value_name = "CODES", default_value = "everywhere", value_parser = territories)]
	pub territories: Territories,
	/// Of a design (Locarno) or trade mark (Nice): each class with the edition, such as 12:25
	#[arg(long, value_name = "EDITION:CLASS", value_delimiter = ',', value_parser = class)]
	pub classes: Vec<(u8, u8)>,
	/// Who made the work, by the tag that the admission office gave: VERSION:TAG; once for each author
	#[arg(long = "author-tag", value_name = "VERSION:TAG", value_parser = author_tag)]
	pub authors: Vec<PartyTag>,
}

/// Reads an account (SS58, or 32 bytes in hexadecimal with `0x`) or the number of an organisation.
pub fn claimant(text: &str) -> Result<Claimant, String> {
	if let Ok(number) = text.parse() {
		return Ok(Owner::Organisation(number));
	}
	let account = if text.starts_with("0x") {
		input::hash(text).ok().map(|account| account.0.into())
	} else {
		AccountId32::from_ss58check_with_version(text).ok().map(|(account, _)| account)
	};
	account.map(Owner::Account).ok_or_else(|| {
		"give an account, as its address or as 0x and 64 hexadecimal digits, or the number of an \
		 organisation"
			.into()
	})
}

/// The text that [`claimant`] reads as this party, accounts as this chain writes them.
pub fn claimant_text(claimant: &Claimant) -> String {
	match claimant {
		Owner::Organisation(number) => number.to_string(),
		Owner::Account(account) => {
			account.to_ss58check_with_version(Ss58AddressFormat::custom(SS58_PREFIX))
		},
	}
}

/// Reads `everywhere`, or codes of ISO 3166-1 between commas. `EU` stands for its members.
pub fn territories(text: &str) -> Result<Territories, String> {
	if text.eq_ignore_ascii_case(EVERYWHERE) {
		return Ok(Territories::everywhere());
	}
	let mut set = Territories::default();
	for code in text.split(',').map(|code| code.trim().to_ascii_uppercase()) {
		let part = if code == EUROPEAN_UNION {
			Territories::european_union()
		} else {
			Country::try_from(code.as_str())
				.and_then(|country| Territories::of(&[country]))
				.map_err(|_| {
					format!("`{code}` is no country; give codes of ISO 3166-1, EU, or everywhere")
				})?
		};
		set.0.iter_mut().zip(part.0).for_each(|(byte, more)| *byte |= more);
	}
	Ok(set)
}

/// The text that [`territories`] reads as this set.
pub fn territories_text(set: &Territories) -> String {
	if *set == Territories::everywhere() {
		return EVERYWHERE.into();
	}
	let codes: Vec<String> = COUNTRIES
		.iter()
		.filter(|code| set.contains(&Country(**code)))
		.map(|code| String::from_utf8_lossy(code).into_owned())
		.collect();
	codes.join(",")
}

/// Reads the edition of a classification and a class of it, such as `12:25`.
pub fn class(text: &str) -> Result<(u8, u8), String> {
	text.split_once(':')
		.and_then(|(edition, class)| Some((edition.parse().ok()?, class.parse().ok()?)))
		.ok_or_else(|| "give the edition and the class, such as 12:25".into())
}

/// Reads an author's tag: the version of the admission offices' key, and the tag, such as `1:0x5f…`.
pub fn author_tag(text: &str) -> Result<PartyTag, String> {
	text.split_once(':')
		.and_then(|(version, tag)| {
			Some(PartyTag { key_version: version.parse().ok()?, tag: input::hash(tag).ok()? })
		})
		.ok_or_else(|| {
			"give the version of the key and 64 hexadecimal digits, such as 1:0x5f…, as the \
			 admission office told the author"
				.into()
		})
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::words;
	use std::collections::BTreeSet;

	#[test]
	fn kinds_should_be_those_that_arise_without_registration_when_they_are_options() {
		let ours: BTreeSet<RightKind> =
			Kind::value_variants().iter().map(|kind| RightKind::from(*kind)).collect();
		let chain: BTreeSet<RightKind> = words::all::<RightKind>()
			.into_iter()
			.filter(RightKind::arises_without_registration)
			.collect();
		assert_eq!(ours, chain);
		for kind in Kind::value_variants() {
			let option = kind.to_possible_value().unwrap();
			assert_eq!(option.get_name(), words::spelt(&RightKind::from(*kind)));
			// Receipts have the same word.
			assert_eq!(serde_json::to_value(kind).unwrap(), option.get_name());
		}
	}

	#[test]
	fn territories_should_be_read_back_when_they_are_all_countries_one_by_one() {
		for code in COUNTRIES {
			let country = Country(code);
			let code = String::from_utf8(code.to_vec()).unwrap();
			let set = territories(&code.to_ascii_lowercase()).unwrap();
			assert_eq!(set, Territories::of(&[country]).unwrap());
			assert_eq!(territories_text(&set), code);
		}
		let all: Vec<&str> =
			COUNTRIES.iter().map(|code| std::str::from_utf8(code).unwrap()).collect();
		assert_eq!(territories(&all.join(",")), Ok(Territories::everywhere()));
		assert_eq!(territories_text(&territories("EU").unwrap()).split(',').count(), 27);
		assert!(territories("XX").unwrap_err().contains("`XX` is no country"));
	}
}
