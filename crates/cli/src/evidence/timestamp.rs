//! Time-stamp tokens (RFC 3161): what they are about, and when they were made.
//!
//! Only read here: whether the authority's signature is good is for `openssl ts -verify`, with the
//! authority's certificate.

use super::folder::Copied;
use base64::{engine::general_purpose::STANDARD, Engine};
use der::{
	asn1::{AnyRef, ObjectIdentifier, OctetStringRef},
	DateTime, Decode, Reader, SliceReader, Tag, Tagged,
};
use sha2::{Digest, Sha256};
use sp_core::{hexdisplay::HexDisplay, H256};
use tracemark_certificate::Measured;

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
	/// Digests of the token itself, without the response around it.
	pub der: Measured,
	/// When the authority says that it saw the digest, in milliseconds since 1970 UTC.
	pub stated: u64,
	/// The policy that the authority names.
	pub policy: ObjectIdentifier,
	/// Its number with the authority: big-endian, without leading zeros.
	pub serial: Vec<u8>,
	/// Who signed it, as the token names the signer; none if it does not.
	pub authority: Option<String>,
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

	/// When the authority says that it saw the digest, in seconds since 1970 UTC.
	pub fn seconds(&self) -> u64 {
		self.stated.checked_div(1_000).unwrap_or_default()
	}

	/// Its number with the authority, in hexadecimal.
	pub fn number(&self) -> String {
		format!("0x{:?}", HexDisplay::from(&self.serial))
	}

	/// What it is about, if its digest is one that the chain knows too: SHA-256.
	pub fn sha256(&self) -> Option<H256> {
		let imprint = <[u8; 32]>::try_from(self.imprint.as_slice()).ok()?;
		(self.algorithm == Algorithm::Sha256).then_some(H256(imprint))
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
		members.tlv_bytes()
	})?;
	let der = Measured::of(token);
	let signed = beginning(AnyRef::from_der(token)?, |members| {
		known(ObjectIdentifier::decode(members)?, SIGNED_DATA)?;
		explicit(members)
	})?;
	let (content, authority) = beginning(signed, |members| {
		let (_version, _algorithms) = (u8::decode(members)?, AnyRef::decode(members)?);
		Ok((AnyRef::decode(members)?, signer(members).ok()))
	})?;
	let content = beginning(content, |members| {
		known(ObjectIdentifier::decode(members)?, TST_INFO)?;
		explicit(members)?.decode_as::<OctetStringRef>()
	})?;
	beginning(AnyRef::from_der(content.as_bytes())?, |members| {
		let _version = u8::decode(members)?;
		let policy = ObjectIdentifier::decode(members)?;
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
		let serial = number(AnyRef::decode(members)?)?;
		let stated = milliseconds(AnyRef::decode(members)?)?;
		Ok(Token { algorithm, imprint, der, stated, policy, serial, authority })
	})
}

/// The content of a positive integer, without the zero before it.
fn number(integer: AnyRef) -> der::Result<Vec<u8>> {
	integer.tag().assert_eq(Tag::Integer)?;
	Ok(integer.value().iter().copied().skip_while(|byte| *byte == 0).collect())
}

/// Whether a member has an explicit or implicit tag of this number.
fn is_tagged(member: &AnyRef, number: der::TagNumber) -> bool {
	member.tag().is_context_specific() && member.tag().number() == number
}

/// Who signed (RFC 5652 section 5.1), as the certificate among those of the token says, else by whom it was issued.
fn signer(members: &mut SliceReader) -> der::Result<String> {
	let mut next = AnyRef::decode(members)?;
	let mut certificates = None;
	if is_tagged(&next, der::TagNumber::N0) {
		certificates = Some(next);
		next = AnyRef::decode(members)?;
	}
	if is_tagged(&next, der::TagNumber::N1) {
		next = AnyRef::decode(members)?;
	}
	next.tag().assert_eq(Tag::Set)?;
	let first = AnyRef::decode(&mut SliceReader::new(next.value())?)?;
	let (issuer, serial) = beginning(first, |info| {
		let _version = u8::decode(info)?;
		beginning(AnyRef::decode(info)?, |id| Ok((AnyRef::decode(id)?, AnyRef::decode(id)?)))
	})?;
	let mut among = SliceReader::new(certificates.map_or(&[][..], |set| set.value()))?;
	while !among.is_finished() {
		let certificate = AnyRef::decode(&mut among)?;
		let (theirs, subject) = beginning(certificate, |certificate| {
			beginning(AnyRef::decode(certificate)?, |members| {
				let mut serial = AnyRef::decode(members)?;
				if is_tagged(&serial, der::TagNumber::N0) {
					serial = AnyRef::decode(members)?;
				}
				let _algorithm = AnyRef::decode(members)?;
				let issuer = AnyRef::decode(members)?;
				let _validity = AnyRef::decode(members)?;
				Ok(((issuer, serial), AnyRef::decode(members)?))
			})
		})?;
		if theirs == (issuer, serial) {
			return name(subject);
		}
	}
	let serial = number(serial)?;
	Ok(format!("certificate 0x{:?} of {}", HexDisplay::from(&serial), name(issuer)?))
}

/// A distinguished name, its parts in their order.
fn name(sequence: AnyRef) -> der::Result<String> {
	let mut parts = Vec::new();
	sequence.tag().assert_eq(Tag::Sequence)?;
	let mut sets = SliceReader::new(sequence.value())?;
	while !sets.is_finished() {
		let set = AnyRef::decode(&mut sets)?;
		set.tag().assert_eq(Tag::Set)?;
		let mut attributes = SliceReader::new(set.value())?;
		while !attributes.is_finished() {
			let (kind, value) = beginning(AnyRef::decode(&mut attributes)?, |attribute| {
				Ok((ObjectIdentifier::decode(attribute)?, AnyRef::decode(attribute)?))
			})?;
			let kind = match kind.to_string().as_str() {
				"2.5.4.3" => "CN".to_owned(),
				"2.5.4.6" => "C".to_owned(),
				"2.5.4.7" => "L".to_owned(),
				"2.5.4.8" => "ST".to_owned(),
				"2.5.4.10" => "O".to_owned(),
				"2.5.4.11" => "OU".to_owned(),
				other => other.to_owned(),
			};
			parts.push(format!("{kind}={}", String::from_utf8_lossy(value.value())));
		}
	}
	Ok(parts.join(", "))
}

/// SHA-256 of each certificate of a list in PEM, as `openssl x509 -fingerprint` computes it.
pub fn fingerprints(pem: &[u8]) -> Result<Vec<H256>, String> {
	let text = String::from_utf8_lossy(pem);
	let mut found = Vec::new();
	for part in text.split("-----BEGIN CERTIFICATE-----").skip(1) {
		let (body, _) =
			part.split_once("-----END CERTIFICATE-----").ok_or("has a certificate without end")?;
		let body: String = body.split_whitespace().collect();
		let bytes = STANDARD.decode(body).map_err(|_| "has a certificate that is not in base64")?;
		found.push(H256(Sha256::digest(bytes).into()));
	}
	match found.is_empty() {
		true => Err("holds no certificate in PEM".to_owned()),
		false => Ok(found),
	}
}

/// A `GeneralizedTime` in UTC, which RFC 3161 allows fractions of a second. Those of a millisecond are cut off.
fn milliseconds(time: AnyRef) -> der::Result<u64> {
	let wrong = || Tag::GeneralizedTime.value_error();
	time.tag().assert_eq(Tag::GeneralizedTime)?;
	let text = std::str::from_utf8(time.value()).map_err(|_| wrong())?;
	let text = text.strip_suffix('Z').ok_or_else(wrong)?;
	let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
	if fraction.is_empty() || !fraction.bytes().all(|digit| digit.is_ascii_digit()) {
		return Err(wrong());
	}
	let thousandths: String = fraction.chars().chain("000".chars()).take(3).collect();
	let thousandths: u64 = thousandths.parse().map_err(|_| wrong())?;
	if whole.len() != 14 || !whole.bytes().all(|digit| digit.is_ascii_digit()) {
		return Err(wrong());
	}
	let part = |from: usize, to: usize| whole[from..to].parse::<u8>().map_err(|_| wrong());
	let year = whole[..4].parse().map_err(|_| wrong())?;
	let time =
		DateTime::new(year, part(4, 6)?, part(6, 8)?, part(8, 10)?, part(10, 12)?, part(12, 14)?)?;
	Ok(time.unix_duration().as_secs().saturating_mul(1_000).saturating_add(thousandths))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_time_should_be_right_when_it_has_fractions() {
		let time = |text: &str| {
			milliseconds(AnyRef::new(Tag::GeneralizedTime, text.as_bytes()).unwrap()).ok()
		};
		assert_eq!(time("20261124203248Z"), Some(1_795_552_368_000));
		assert_eq!(time("20261124203248.001Z"), Some(1_795_552_368_001));
		assert_eq!(time("20261124203248.5Z"), Some(1_795_552_368_500));
		assert_eq!(time("20261124203248.12399Z"), Some(1_795_552_368_123));
		for wrong in [
			"20261124203248",
			"20261324203248Z",
			"2026112420324Z",
			"2026-1124203248Z",
			"20261124203248.Z",
			"20261124203248.+1Z",
		] {
			assert_eq!(time(wrong), None, "{wrong}");
		}
	}

	#[test]
	fn fingerprints_should_be_refused_when_there_is_no_whole_certificate() {
		let whole = "-----BEGIN CERTIFICATE-----\nYQ==\n-----END CERTIFICATE-----\n";
		let found = fingerprints(whole.repeat(2).as_bytes()).unwrap();
		assert_eq!(found, [H256(Sha256::digest(b"a").into()); 2]);
		for (text, why) in [
			("", "no certificate"),
			("-----BEGIN CERTIFICATE-----\nYQ==", "without end"),
			("-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----", "not in base64"),
		] {
			assert!(fingerprints(text.as_bytes()).unwrap_err().contains(why), "{text}");
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
