//! Time-stamp tokens (RFC 3161): what they are about, and when they were made.
//!
//! Only read here: whether the authority's signature is good is for `openssl ts -verify`, with the
//! authority's certificate.

use super::folder::Copied;
use der::{
	asn1::{AnyRef, ObjectIdentifier, OctetStringRef},
	DateTime, Decode, SliceReader, Tag, Tagged,
};

/// `id-signedData` (RFC 5652).
const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
/// `id-ct-TSTInfo` (RFC 3161).
const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");

/// How a time-stamp authority was given a file's digest.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Algorithm {
	Sha256,
	Sha384,
	Sha512,
}

/// A token.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token {
	algorithm: Algorithm,
	imprint: Vec<u8>,
	/// When the authority says that it saw the digest, in seconds since 1970 UTC.
	pub seconds: u64,
	/// The policy that the authority names.
	pub policy: String,
}

impl Token {
	/// Reads the response of an authority, a `.tsr` file.
	pub fn parse(response: &[u8]) -> Result<Self, String> {
		read(response).map_err(|error| {
			format!(
				"is no response of a time-stamp authority (RFC 3161) that was granted, with a digest by \
				 SHA-256, SHA-384 or SHA-512 ({error})"
			)
		})
	}

	/// Whether the token is about this file.
	pub fn is_of(&self, file: &Copied) -> bool {
		match self.algorithm {
			Algorithm::Sha256 => file.file.sha256.as_bytes() == self.imprint,
			Algorithm::Sha384 => file.sha384 == self.imprint,
			Algorithm::Sha512 => file.sha512 == self.imprint,
		}
	}
}

/// Reads a sequence whose first members `read` takes; the others are passed over.
fn beginning<'a, T>(
	sequence: AnyRef<'a>,
	read: impl FnOnce(&mut SliceReader<'a>) -> der::Result<T>,
) -> der::Result<T> {
	sequence.tag().assert_eq(Tag::Sequence)?;
	let mut members = SliceReader::new(sequence.value())?;
	read(&mut members)
}

/// What an explicit tag `[0]` holds.
fn explicit<'a>(members: &mut SliceReader<'a>) -> der::Result<AnyRef<'a>> {
	let tagged = AnyRef::decode(members)?;
	if tagged.tag().number() != der::TagNumber::N0 || !tagged.tag().is_context_specific() {
		return Err(tagged.tag().unexpected_error(None));
	}
	AnyRef::from_der(tagged.value())
}

fn known<T: PartialEq>(found: T, expected: T) -> der::Result<()> {
	if found == expected {
		Ok(())
	} else {
		Err(Tag::ObjectIdentifier.value_error())
	}
}

fn read(response: &[u8]) -> der::Result<Token> {
	let token = beginning(AnyRef::from_der(response)?, |members| {
		// Status 0 is granted, 1 granted with modifications.
		let status = beginning(AnyRef::decode(members)?, u8::decode)?;
		if status > 1 {
			return Err(Tag::Integer.value_error());
		}
		AnyRef::decode(members)
	})?;
	let signed = beginning(token, |members| {
		known(ObjectIdentifier::decode(members)?, SIGNED_DATA)?;
		explicit(members)
	})?;
	let content = beginning(signed, |members| {
		let (_version, _algorithms) = (u8::decode(members)?, AnyRef::decode(members)?);
		AnyRef::decode(members)
	})?;
	let content = beginning(content, |members| {
		known(ObjectIdentifier::decode(members)?, TST_INFO)?;
		explicit(members)?.decode_as::<OctetStringRef>()
	})?;
	beginning(AnyRef::from_der(content.as_bytes())?, |members| {
		let _version = u8::decode(members)?;
		let policy = ObjectIdentifier::decode(members)?.to_string();
		let (algorithm, imprint) = beginning(AnyRef::decode(members)?, |members| {
			let algorithm = beginning(AnyRef::decode(members)?, ObjectIdentifier::decode)?;
			Ok((algorithm, OctetStringRef::decode(members)?.as_bytes().to_vec()))
		})?;
		let algorithm = match algorithm.to_string().as_str() {
			"2.16.840.1.101.3.4.2.1" => Algorithm::Sha256,
			"2.16.840.1.101.3.4.2.2" => Algorithm::Sha384,
			"2.16.840.1.101.3.4.2.3" => Algorithm::Sha512,
			_ => return Err(Tag::ObjectIdentifier.value_error()),
		};
		let _serial = AnyRef::decode(members)?;
		let seconds = seconds(AnyRef::decode(members)?)?;
		Ok(Token { algorithm, imprint, seconds, policy })
	})
}

/// A `GeneralizedTime` in UTC, which RFC 3161 allows fractions of a second.
fn seconds(time: AnyRef) -> der::Result<u64> {
	let wrong = || Tag::GeneralizedTime.value_error();
	time.tag().assert_eq(Tag::GeneralizedTime)?;
	let text = std::str::from_utf8(time.value()).map_err(|_| wrong())?;
	let text = text.strip_suffix('Z').ok_or_else(wrong)?;
	let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
	if whole.len() != 14 || !whole.bytes().all(|digit| digit.is_ascii_digit()) {
		return Err(wrong());
	}
	let part = |from: usize, to: usize| whole[from..to].parse::<u8>().map_err(|_| wrong());
	let year = whole[..4].parse().map_err(|_| wrong())?;
	let time =
		DateTime::new(year, part(4, 6)?, part(6, 8)?, part(8, 10)?, part(10, 12)?, part(12, 14)?)?;
	Ok(time.unix_duration().as_secs())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn seconds_should_be_right_when_the_time_has_fractions() {
		let time =
			|text: &str| seconds(AnyRef::new(Tag::GeneralizedTime, text.as_bytes()).unwrap()).ok();
		assert_eq!(time("20261124203248Z"), Some(1_795_552_368));
		assert_eq!(time("20261124203248.001Z"), Some(1_795_552_368));
		for wrong in ["20261124203248", "20261324203248Z", "2026112420324Z", "2026-1124203248Z"] {
			assert_eq!(time(wrong), None, "{wrong}");
		}
	}

	#[test]
	fn parse_should_refuse_when_the_bytes_are_no_response() {
		for bytes in
			[&b""[..], b"0\x00", b"0\x03\x02\x01\x00", &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff]]
		{
			assert!(Token::parse(bytes).unwrap_err().contains("RFC 3161"));
		}
	}
}
