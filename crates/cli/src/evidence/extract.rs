//! `tracemark evidence extract`: the normalised extract of an offer, `tracemark-extract/1`.
//!
//! `docs/evidence.md` defines it. Whoever captured an offer writes what it says; the same offer has the same
//! extract, however it was written down, and so the same digest.

use crate::{
	input,
	outcome::{self, Outcome},
	output::{self, print_json, Failure, Readers},
};
use serde::{Deserialize, Deserializer};
use serde_json::{json, Value};
use sha2::{Digest, Sha256};
use sp_core::H256;
use std::{
	collections::BTreeSet,
	io::{self, Write},
	path::{Path, PathBuf},
};
use tracemark_certificate::canonical;
use unicode_normalization::UnicodeNormalization;

const EXAMPLES: &str = "\
Examples:
  tracemark evidence extract offer.json --salt 0x0001…
  tracemark evidence extract offer.json --json
  tracemark evidence extract offer.json --out offer.extract.json

`offer.json` has images, price, seller and title, as `docs/evidence.md` says; its salt can stand in it. Printed
are the extract in canonical form, and its digest, which `evidence.joinCapture` takes. Each of those who
capture makes it from what it received itself. A salt is drawn by whoever opens the group: openssl rand -hex 32

";

/// What the extract says of its own form.
const METHOD: &str = "tracemark-extract/1";

/// Currencies by the places after the point that ISO 4217 gives them, where these are not two.
const PLACES: [(usize, &[&str]); 3] = [
	(
		0,
		&[
			"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI",
			"VND", "VUV", "XAF", "XOF", "XPF",
		],
	),
	(3, &["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]),
	(4, &["CLF", "UYW"]),
];
/// Codes of ISO 4217 that are no money in which an offer names a price.
const NO_MONEY: [&str; 12] =
	["XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XDR", "XPD", "XPT", "XSU", "XTS", "XXX"];

#[derive(clap::Args)]
#[command(after_help = format!("{EXAMPLES}{}", outcome::HELP))]
pub struct Args {
	/// What the offer says: a JSON file
	#[arg(value_name = "FILE")]
	file: PathBuf,
	/// The group's salt: 64 hexadecimal digits
	#[arg(long, value_name = "HEX", value_parser = input::hash)]
	salt: Option<H256>,
	/// Where the extract goes, in canonical form
	#[arg(long, value_name = "FILE")]
	out: Option<PathBuf>,
	/// Print JSON: extract and digest
	#[arg(long)]
	json: bool,
}

/// What an offer says, as somebody wrote it down.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Offer {
	images: Vec<String>,
	method: Option<String>,
	#[serde(deserialize_with = "stated")]
	price: Option<Price>,
	salt: Option<String>,
	#[serde(deserialize_with = "stated")]
	seller: Option<String>,
	title: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Price {
	amount: String,
	currency: String,
}

/// A member that is `null` where nothing is shown, and cannot be left out.
fn stated<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
	Option::deserialize(from)
}

/// An extract.
struct Extract {
	/// Its canonical form.
	text: String,
	/// SHA-256 of that.
	digest: H256,
}

/// Prints the extract and its digest.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	let extract = match read(&args.file, args.salt) {
		Ok(extract) => extract,
		Err(failure) => return failure.end(),
	};
	if let Some(path) = &args.out {
		let written =
			output::write_new(path, Readers::Owner, |file| file.write_all(extract.text.as_bytes()));
		if let Err(why) = written {
			return output::unusable(&why);
		}
	}
	if args.json {
		print_json(&json!({ "extract": extract.text, "digest": extract.digest }), out)?;
	} else {
		writeln!(out, "{}\nsha-256:{:x}", extract.text, extract.digest)?;
	}
	Ok(Outcome::Good)
}

fn read(path: &Path, salt: Option<H256>) -> Result<Extract, Failure> {
	let text = input::read(path, input::MAX_FILE)?;
	of(&text, salt).map_err(|failure| failure.about(path.display()))
}

fn of(text: &[u8], salt: Option<H256>) -> Result<Extract, Failure> {
	let offer: Offer = serde_json::from_slice(text).map_err(|error| match error.is_data() {
		true => Failure::fault(format!("is not what an offer says: {error}")),
		false => format!("is no JSON text: {error}").into(),
	})?;
	let value = normalised(offer, salt).map_err(Failure::fault)?;
	let text = canonical::text(&value)
		.and_then(|text| String::from_utf8(text).ok())
		.ok_or_else(|| Failure::fault("has no canonical form".to_owned()))?;
	let digest = H256(Sha256::digest(&text).into());
	Ok(Extract { text, digest })
}

fn normalised(offer: Offer, salt: Option<H256>) -> Result<Value, String> {
	if let Some(method) = offer.method.filter(|method| method != METHOD) {
		return Err(format!("method `{method}` is not {METHOD}"));
	}
	let salt = match (offer.salt.as_deref().map(digits).transpose()?, salt) {
		(Some(stated), Some(given)) if stated != format!("{given:x}") => {
			return Err("it has another salt than --salt".to_owned())
		},
		(Some(stated), _) => stated,
		(None, Some(given)) => format!("{given:x}"),
		(None, None) => {
			return Err("it has no salt; give the one of whoever opens the group with --salt".into())
		},
	};
	let images = offer.images.iter().map(|image| digits(image));
	let images = images.collect::<Result<BTreeSet<_>, _>>()?;
	let price = match offer.price {
		Some(Price { amount, currency }) => {
			let currency = currency.to_ascii_uppercase();
			json!({ "amount": decimal(&amount, places(&currency)?)?, "currency": currency })
		},
		None => Value::Null,
	};
	let seller = offer.seller.map(|seller| shown("seller", &seller)).transpose()?;
	Ok(json!({
		"images": images,
		"method": METHOD,
		"price": price,
		"salt": salt,
		"seller": seller,
		"title": shown("title", &offer.title)?,
	}))
}

/// 32 bytes in lower-case hexadecimal.
fn digits(text: &str) -> Result<String, String> {
	let is_hex = text.len() == 64 && text.bytes().all(|digit| digit.is_ascii_hexdigit());
	match is_hex {
		true => Ok(text.to_ascii_lowercase()),
		false => Err(format!("`{text}` is no 64 hexadecimal digits")),
	}
}

/// Text in NFC, with one space for each run of white space and none at either end.
fn shown(what: &str, text: &str) -> Result<String, String> {
	let text: String = text.nfc().collect();
	let words: Vec<&str> = text.split_whitespace().collect();
	match words.is_empty() {
		true => Err(format!("its {what} is empty; where no seller is shown, it is null")),
		false => Ok(words.join(" ")),
	}
}

/// How many places after the point a currency has.
fn places(currency: &str) -> Result<usize, String> {
	let is_code = currency.len() == 3 && currency.bytes().all(|letter| letter.is_ascii_uppercase());
	if !is_code || NO_MONEY.contains(&currency) {
		return Err(format!("`{currency}` is no currency of ISO 4217"));
	}
	let other = PLACES.iter().find(|(_, currencies)| currencies.contains(&currency));
	Ok(other.map_or(2, |(places, _)| *places))
}

/// A decimal number with so many places.
fn decimal(amount: &str, places: usize) -> Result<String, String> {
	let (whole, fraction) = amount.split_once('.').unwrap_or((amount, ""));
	let all_digits = |text: &str| text.bytes().all(|digit| digit.is_ascii_digit());
	let pointless = amount.ends_with('.');
	if whole.is_empty() || pointless || !all_digits(whole) || !all_digits(fraction) {
		return Err(format!(
			"amount `{amount}` is no decimal number without grouping, such as \"1234.50\""
		));
	}
	let fraction = fraction.trim_end_matches('0');
	if fraction.len() > places {
		return Err(format!("amount `{amount}` has more places than its currency, {places}"));
	}
	let whole = match whole.trim_start_matches('0') {
		"" => "0",
		whole => whole,
	};
	Ok(match places {
		0 => whole.to_owned(),
		_ => format!("{whole}.{fraction:0<places$}"),
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	/// What the documentation shows.
	const PAGE: &str = include_str!("../../../../docs/evidence.md");
	const SALT: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
	const IMAGE: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

	fn text(price: &str, title: &str) -> String {
		format!(r#"{{"images":[],"price":{price},"salt":"{SALT}","seller":null,"title":{title}}}"#)
	}

	fn refused(text: &str) -> String {
		of(text.as_bytes(), None).err().unwrap().why
	}

	#[test]
	fn extract_should_be_the_documented_one_when_the_offer_is_that_of_the_page() {
		let example = PAGE.lines().find(|line| line.starts_with(r#"{"images""#)).unwrap();
		let extract = of(example.as_bytes(), None).unwrap();
		assert_eq!(extract.text, example);
		let digest = format!("{:x}", extract.digest);
		assert_eq!(digest, "f71257f200391e8efde49a1cf8a23c36b4de7adc1a258a3555534df201707987");
		assert!(PAGE.contains(&digest));
	}

	#[test]
	fn extract_should_be_the_same_when_the_offer_is_written_differently() {
		let example = PAGE.lines().find(|line| line.starts_with(r#"{"images""#)).unwrap();
		let (one, salt) = (of(example.as_bytes(), None).unwrap(), SALT.parse().unwrap());
		let again = format!(
			r#"{{ "title": "  Aurelia\n\theadphones,\u00a0black ", "seller": "Example\u3000Goods",
			"price": {{ "currency": "eur", "amount": "049.9" }},
			"images": ["{}", "{IMAGE}"] }}"#,
			IMAGE.to_uppercase()
		);
		let other = of(again.as_bytes(), Some(salt)).unwrap();
		assert_eq!((other.text, other.digest), (one.text, one.digest));
		// A letter and its accent, as one character and as two.
		let composed = of(text("null", r#""Caf\u00e9""#).as_bytes(), None).unwrap();
		let decomposed = of(text("null", r#""Cafe\u0301""#).as_bytes(), None).unwrap();
		assert_eq!(composed.digest, decomposed.digest);
		// Letters keep their case.
		let small = of(text("null", r#""caf\u00e9""#).as_bytes(), None).unwrap();
		assert_ne!(composed.digest, small.digest);
	}

	#[test]
	fn amounts_should_have_the_places_of_their_currency_when_they_are_normalised() {
		for (amount, currency, expected) in [
			("49.9", "EUR", Some("49.90")),
			("49", "EUR", Some("49.00")),
			("49.900", "EUR", Some("49.90")),
			("0", "EUR", Some("0.00")),
			("00.5", "EUR", Some("0.50")),
			("4900", "JPY", Some("4900")),
			("4900.0", "JPY", Some("4900")),
			("1.5", "KWD", Some("1.500")),
			("1.5", "CLF", Some("1.5000")),
			("49.905", "EUR", None),
			("4900.5", "JPY", None),
			("1,234.50", "EUR", None),
			("1 234", "EUR", None),
			("-1", "EUR", None),
			("1e2", "EUR", None),
			("5.", "EUR", None),
			(".5", "EUR", None),
			("", "EUR", None),
			("1", "EURO", None),
			("1", "€", None),
			("1", "XAU", None),
		] {
			let places = places(currency);
			let found = places.and_then(|places| decimal(amount, places)).ok();
			assert_eq!(found.as_deref(), expected, "{amount} {currency}");
		}
	}

	#[test]
	fn extract_should_be_refused_when_the_offer_is_not_whole() {
		let whole = text("null", "\"a\"");
		assert!(of(whole.as_bytes(), None).is_ok());
		for (text, why) in [
			(whole.replace(r#""seller":null,"#, ""), "seller"),
			(whole.replace(r#""price":null,"#, ""), "price"),
			(whole.replace(r#""images":[],"#, ""), "images"),
			(whole.replace(r#""title""#, r#""name""#), "name"),
			(whole.replace("\"a\"", "\" \""), "its title is empty"),
			(whole.replace(r#""seller":null"#, r#""seller":"""#), "its seller is empty"),
			(whole.replace("[]", r#"["9f86"]"#), "64 hexadecimal digits"),
			(whole.replace(&format!(r#""salt":"{SALT}","#), ""), "--salt"),
			(whole.replace("[]", r#"[],"method":"other/1""#), "is not tracemark-extract/1"),
			(text(r#"{"amount":49.9,"currency":"EUR"}"#, "\"a\""), "expected a string"),
		] {
			assert!(refused(&text).contains(why), "{text}: {}", refused(&text));
		}
		let other = of(whole.as_bytes(), Some(H256::repeat_byte(1))).err().unwrap();
		assert!(other.why.contains("another salt"), "{other}");
		assert_eq!(other.outcome, Outcome::Faulty);
		assert_eq!(of(b"no JSON", None).err().unwrap().outcome, Outcome::Unusable);
	}
}
