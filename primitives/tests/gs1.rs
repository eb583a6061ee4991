//! GS1 keys, digital links and lot leaves, against keys that GS1 prints in its documents.

use proptest::prelude::*;
use sp_core::H256;
use tracemark_primitives::{
	gs1::{
		consignment_id, digital_link, logistic_unit_id, lot_id, lot_leaf, unit_id, CompanyPrefix,
		Gln, Gtin, IssuedUnderPrefix, LotNumber, Serial, SerialProof, Sscc,
	},
	Malformed, Validate,
};

/// GS1's own formula, read from the left: digit `i` of `n` weighs 3 if an odd number of digits follow
/// it including the check digit.
fn check_digit(body: &str) -> u32 {
	let n = body.len();
	let weigh = |(i, digit): (usize, char)| {
		digit.to_digit(10).unwrap() * if (n - i) % 2 == 1 { 3 } else { 1 }
	};
	let sum: u32 = body.chars().enumerate().map(weigh).sum();
	sum.div_ceil(10) * 10 - sum
}

fn prefix(digits: &str) -> CompanyPrefix {
	CompanyPrefix::try_from(digits).unwrap()
}

#[test]
fn keys_should_be_accepted_when_they_are_those_of_the_standards() {
	for gtin in ["09520123456788", "10614141073464", "04006381333931"] {
		assert!(Gtin::try_from(gtin).is_ok(), "{gtin}");
	}
	assert!(Gln::try_from("0614141000012").is_ok());
	assert!(Sscc::try_from("106141412345678908").is_ok());
}

#[test]
fn keys_should_be_refused_when_malformed() {
	for gtin in [
		"",
		"9520123456788",
		"095201234567880",
		"09520123456787",
		"0952012345678X",
		"X9520123456788",
		"0952012345678\u{7}",
		" 9520123456788",
	] {
		assert_eq!(Gtin::try_from(gtin), Err(Malformed), "{gtin:?}");
	}
	assert_eq!(Gln::try_from("0614141000013"), Err(Malformed));
	assert_eq!(Gln::try_from("06141410000012"), Err(Malformed));
	assert_eq!(Sscc::try_from("106141412345678907"), Err(Malformed));
	// Bytes that are no digits, whatever their sum.
	assert_eq!(Gtin([0; 14]).validate(), Err(Malformed));
	assert_eq!(Gtin([b':'; 14]).validate(), Err(Malformed));
	assert_eq!(Sscc([u8::MAX; 18]).validate(), Err(Malformed));
}

proptest! {
	#[test]
	fn check_digit_should_be_the_only_one_accepted_when_the_body_is_given(
		gtin in "[0-9]{13}", gln in "[0-9]{12}", sscc in "[0-9]{17}"
	) {
		for digit in 0..10 {
			let key = |body: &str| format!("{body}{digit}");
			let accepted = |body: &str| check_digit(body) == digit;
			prop_assert_eq!(Gtin::try_from(&*key(&gtin)).is_ok(), accepted(&gtin));
			prop_assert_eq!(Gln::try_from(&*key(&gln)).is_ok(), accepted(&gln));
			prop_assert_eq!(Sscc::try_from(&*key(&sscc)).is_ok(), accepted(&sscc));
		}
	}

	#[test]
	fn check_digit_should_catch_a_change_when_it_is_of_one_digit(
		body in "[0-9]{17}", at in 0usize..17, by in 1u8..10
	) {
		let mut key = format!("{body}{}", check_digit(&body)).into_bytes();
		key[at] = b'0' + (key[at] - b'0' + by) % 10;
		prop_assert!(Sscc(key.try_into().unwrap()).validate().is_err());
	}

	#[test]
	fn digital_link_should_decode_to_its_serial_when_percent_decoded(serial in "[!-~]{1,20}") {
		let Ok(serial) = Serial::try_from(&*serial) else { return Ok(()) };
		let gtin = Gtin::try_from("09520123456788").unwrap();
		let link = String::from_utf8(digital_link(&gtin, &serial)).unwrap();
		let encoded = link.strip_prefix("https://id.gs1.org/01/09520123456788/21/").unwrap();
		let mut decoded = Vec::new();
		let mut rest = encoded.bytes();
		while let Some(byte) = rest.next() {
			decoded.push(match byte {
				b'%' => {
					let digits = [rest.next().unwrap(), rest.next().unwrap()];
					let digits = std::str::from_utf8(&digits).unwrap();
					prop_assert_eq!(digits, digits.to_uppercase());
					let byte = u8::from_str_radix(digits, 16).unwrap();
					prop_assert!(!byte.is_ascii_alphanumeric() && !b"-._~".contains(&byte));
					byte
				},
				_ => {
					prop_assert!(byte.is_ascii_alphanumeric() || b"-._~".contains(&byte));
					byte
				},
			});
		}
		prop_assert_eq!(decoded, serial.0.into_inner());
	}
}

#[test]
fn company_prefix_should_have_four_to_twelve_digits_when_accepted() {
	for digits in ["0614", "0614141", "952012345678"] {
		assert!(CompanyPrefix::try_from(digits).is_ok(), "{digits}");
	}
	for digits in ["", "061", "9520123456789", "06141a1", "0614 41"] {
		assert_eq!(CompanyPrefix::try_from(digits), Err(Malformed), "{digits:?}");
	}
}

#[test]
fn keys_should_be_under_a_prefix_when_it_follows_their_first_digit() {
	let gtin = Gtin::try_from("10614141073464").unwrap();
	let gln = Gln::try_from("0614141000012").unwrap();
	let sscc = Sscc::try_from("106141412345678908").unwrap();
	let ours = prefix("0614141");
	assert!(gtin.is_under(&ours) && gln.is_under(&ours) && sscc.is_under(&ours));
	for theirs in ["1061414", "0614142", "9520123"] {
		let theirs = prefix(theirs);
		assert!(!gtin.is_under(&theirs) && !gln.is_under(&theirs) && !sscc.is_under(&theirs));
	}
	// The longest prefix still ends before the check digit.
	assert!(gtin.is_under(&prefix("061414107346")));
	assert!(!gtin.is_under(&prefix("061414107340")));
}

#[test]
fn serials_and_lots_should_be_of_set_82_when_accepted() {
	let accepted = (0u8..=127).filter(|byte| {
		let text = [*byte];
		let text = std::str::from_utf8(&text).unwrap();
		let serial = Serial::try_from(text);
		assert_eq!(serial.is_ok(), LotNumber::try_from(text).is_ok());
		serial.is_ok()
	});
	assert_eq!(accepted.count(), 82);
	assert!(Serial::try_from("12345678901234567890").is_ok());
	for serial in ["", "123456789012345678901", "a b", "ä", "#", "a\u{0}"] {
		assert_eq!(Serial::try_from(serial), Err(Malformed), "{serial:?}");
	}
}

#[test]
fn digital_link_should_encode_reserved_characters_when_the_serial_has_them() {
	let gtin = Gtin::try_from("09520123456788").unwrap();
	for (serial, encoded) in [
		("4711", "4711"),
		("aZ-._", "aZ-._"),
		("A/B%1?", "A%2FB%251%3F"),
		("!\"&'()*+,", "%21%22%26%27%28%29%2A%2B%2C"),
		(":;<=>", "%3A%3B%3C%3D%3E"),
	] {
		let link = digital_link(&gtin, &Serial::try_from(serial).unwrap());
		let expected = format!("https://id.gs1.org/01/09520123456788/21/{encoded}");
		assert_eq!(String::from_utf8(link).unwrap(), expected);
	}
}

#[test]
fn lot_leaf_should_hash_prefix_length_link_and_key_when_computed() {
	let gtin = Gtin::try_from("09520123456788").unwrap();
	let serial = Serial::try_from("4711").unwrap();
	let key = H256::repeat_byte(7);
	let link = b"https://id.gs1.org/01/09520123456788/21/4711";
	let mut data = vec![0x00];
	data.extend_from_slice(b"tracemark/unit/v1");
	data.push(link.len() as u8);
	data.extend_from_slice(link);
	data.extend_from_slice(&[7; 32]);
	let leaf = lot_leaf(&gtin, &serial, &key);
	assert_eq!(leaf.0, sp_io::hashing::sha2_256(&data));

	assert_ne!(leaf, lot_leaf(&gtin, &serial, &H256::repeat_byte(8)));
	assert_ne!(leaf, lot_leaf(&gtin, &Serial::try_from("4712").unwrap(), &key));
	assert_ne!(leaf, lot_leaf(&Gtin::try_from("10614141073464").unwrap(), &serial, &key));
}

#[test]
fn longest_link_should_fit_its_length_byte_when_every_character_is_encoded() {
	let gtin = Gtin::try_from("09520123456788").unwrap();
	let serial = Serial::try_from("/".repeat(20).as_str()).unwrap();
	assert!(digital_link(&gtin, &serial).len() <= usize::from(u8::MAX));
}

#[test]
fn ids_should_be_hashes_under_their_domain_when_computed() {
	let gtin = Gtin::try_from("09520123456788").unwrap();
	let lot = LotNumber::try_from("L1").unwrap();
	let serial = Serial::try_from("L1").unwrap();
	let sscc = Sscc::try_from("106141412345678908").unwrap();
	// Fixed-size fields as they are, text and domain with their compact length.
	let text = [&gtin.0[..], &[2 << 2], b"L1"].concat();
	let under = |domain: &[u8], fields: &[u8]| {
		let preimage = [&[(domain.len() as u8) << 2], domain, fields].concat();
		H256(sp_io::hashing::blake2_256(&preimage))
	};
	let lot = lot_id(&gtin, &lot);
	assert_eq!(lot, under(b"tracemark/lot/v1", &text));
	assert_eq!(unit_id(&gtin, &serial), under(b"tracemark/unit/v1", &text));
	assert_eq!(
		consignment_id(&lot, 3),
		under(b"tracemark/consignment/v1", &[&lot.0[..], &[3, 0, 0, 0]].concat())
	);
	assert_eq!(
		logistic_unit_id(&sscc, 3),
		under(b"tracemark/logistic-unit/v1", &[&sscc.0[..], &[3, 0, 0, 0]].concat())
	);
}

#[test]
fn serial_proof_should_be_refused_when_its_lot_number_is_malformed() {
	let proof = |lot: &[u8]| SerialProof {
		lot: LotNumber(lot.to_vec().try_into().unwrap()),
		index: 0,
		item_key: H256::zero(),
		path: Default::default(),
	};
	assert!(proof(b"L1").validate().is_ok());
	assert_eq!(proof(b"").validate(), Err(Malformed));
	assert_eq!(proof(b"L 1").validate(), Err(Malformed));
}
