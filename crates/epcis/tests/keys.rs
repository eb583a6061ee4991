//! GS1 keys from EPC URNs and Digital Link URIs.

use proptest::prelude::*;
use tracemark_epcis::gs1::{check_digit, CheckDigits, Key, KeyError, KeyKind};

#[test]
fn parse_should_give_the_canonical_link_when_the_key_is_an_epc_urn() {
	for (urn, kind, link) in [
		("urn:epc:id:sgtin:9521321.012345.L1", KeyKind::Sgtin, "/01/09521321123458/21/L1"),
		("urn:epc:id:sgtin:952132.1012345.0", KeyKind::Sgtin, "/01/19521320123456/21/0"),
		(
			"urn:epc:id:sgtin:952132101234.1.A%2FB%25",
			KeyKind::Sgtin,
			"/01/19521321012346/21/A%2FB%25",
		),
		(
			"urn:epc:id:sgtin:9521321.012345.a!(b)*+,:;='-._",
			KeyKind::Sgtin,
			"/01/09521321123458/21/a%21%28b%29%2A%2B%2C%3A;='-._",
		),
		("urn:epc:class:lgtin:9521321.012345.B7", KeyKind::Lgtin, "/01/09521321123458/10/B7"),
		("urn:epc:idpat:sgtin:9521321.012345.*", KeyKind::Gtin, "/01/09521321123458"),
		(
			"urn:epc:id:upui:9521321.012345.51qIgY%3C",
			KeyKind::Upui,
			"/01/09521321123458/235/51qIgY%3C",
		),
		("urn:epc:id:sscc:9521321.0000000017", KeyKind::Sscc, "/00/095213210000000179"),
		("urn:epc:id:sgln:9521321.00001.0", KeyKind::Gln, "/414/9521321000018"),
		("urn:epc:id:sgln:9521321.00001.7", KeyKind::Sgln, "/414/9521321000018/254/7"),
		("urn:epc:id:sgln:952132100001..0", KeyKind::Gln, "/414/9521321000018"),
		("urn:epc:id:pgln:9521321.00001", KeyKind::Pgln, "/417/9521321000018"),
		("urn:epc:id:pgln:952132100001.", KeyKind::Pgln, "/417/9521321000018"),
		("urn:epc:id:grai:9521321.00001.S4", KeyKind::Grai, "/8003/09521321000018S4"),
		("urn:epc:id:grai:952132100001..S4", KeyKind::Grai, "/8003/09521321000018S4"),
		("urn:epc:idpat:grai:9521321.00001.*", KeyKind::Grai, "/8003/09521321000018"),
		("urn:epc:id:giai:9521321.P4", KeyKind::Giai, "/8004/9521321P4"),
		("urn:epc:id:gsrn:9521321.0000000001", KeyKind::Gsrn, "/8018/952132100000000014"),
		("urn:epc:id:gsrnp:9521321.0000000001", KeyKind::Gsrnp, "/8017/952132100000000014"),
		("urn:epc:id:gdti:9521321.00001.77", KeyKind::Gdti, "/253/952132100001877"),
		("urn:epc:idpat:gdti:9521321.00001.*", KeyKind::Gdti, "/253/9521321000018"),
		("urn:epc:id:sgcn:9521321.00001.77", KeyKind::Gcn, "/255/952132100001877"),
		("urn:epc:id:cpi:9521321.AB%2F9.12", KeyKind::Scpi, "/8010/9521321AB%2F9/8011/12"),
		("urn:epc:idpat:cpi:9521321.AB-9.*", KeyKind::Cpi, "/8010/9521321AB-9"),
		(
			"urn:epc:id:itip:9521321.012345.01.02.L1",
			KeyKind::Sitip,
			"/8006/095213211234580102/21/L1",
		),
		("urn:epc:idpat:itip:9521321.012345.01.02.*", KeyKind::Itip, "/8006/095213211234580102"),
		("urn:epc:id:ginc:9521321.K8", KeyKind::Ginc, "/401/9521321K8"),
		("urn:epc:id:gsin:9521321.000000001", KeyKind::Gsin, "/402/95213210000000018"),
	] {
		let key = Key::parse(urn).unwrap_or_else(|error| panic!("{urn}: {error}"));
		assert_eq!(key.kind(), kind, "{urn}");
		assert_eq!(key.link(), format!("https://id.gs1.org{link}"), "{urn}");
		assert_eq!(Key::parse(&key.link()).as_ref(), Ok(&key), "{urn}");
	}
}

#[test]
fn parse_should_give_the_canonical_link_when_the_key_is_a_digital_link() {
	for (uri, link) in [
		("https://lumora.example/01/09521321123458/21/L1", "/01/09521321123458/21/L1"),
		(
			"http://lumora.example/shop/gtin/9521321123458/ser/L1?lang=fr",
			"/01/09521321123458/21/L1",
		),
		(
			"https://lumora.example/01/09521321123458/10/B7/21/L1?17=270101",
			"/01/09521321123458/21/L1",
		),
		("https://lumora.example/01/09521321123458/22/2A/10/B7", "/01/09521321123458/10/B7"),
		("https://lumora.example/01/09521321123458/22/2A", "/01/09521321123458"),
		("https://lumora.example/01/95200002", "/01/00000095200002"),
		("https://lumora.example/01/952132112345", "/01/00952132112345"),
		("https://lumora.example/01/09521321123458/21/a%2fb%41", "/01/09521321123458/21/a%2FbA"),
		("https://lumora.example/gln/9521321000018/glnx/7", "/414/9521321000018/254/7"),
		("https://lumora.example/party/9521321000018", "/417/9521321000018"),
		("https://lumora.example/sscc/095213210000000179", "/00/095213210000000179"),
		("https://lumora.example/8006/095213211234580102/10/B7", "/8006/095213211234580102/10/B7"),
	] {
		let key = Key::parse(uri).unwrap_or_else(|error| panic!("{uri}: {error}"));
		assert_eq!(key.link(), format!("https://id.gs1.org{link}"), "{uri}");
	}
}

#[test]
fn parse_should_refuse_when_the_text_names_no_key() {
	for text in [
		"",
		"shipping",
		"urn:epc:id:sgtin:9521321.012345",
		"urn:epc:id:sgtin:9521321.0012345.1",
		"urn:epc:id:sgtin:95213.00012345.1",
		"urn:epc:id:sgtin:9521321.01234x.1",
		"urn:epc:id:sscc:9521321.000000017",
		"urn:epc:id:gid:9521.2.3",
		"urn:epc:idpat:sgtin:9521321.*.*",
		"urn:epc:id:sgtin:9521321.012345.%zz",
		"urn:uuid:8d8a3f64-6a40-4d0c-9f6e-0d7f3b1f3c11",
		"https://lumora.example/",
		"https://lumora.example/page/01",
		"https://lumora.example/01/09521321123458/21/L1#part",
		"https://lumora.example/01/09521321123458/21",
		"https://lumora.example/01/09521321123458/99/x",
		"https://lumora.example/414/9521321000018/7040/1ABC",
	] {
		assert_eq!(Key::parse(text), Err(KeyError::NotAKey(text.to_owned())), "{text}");
	}
}

#[test]
fn parse_should_tell_the_digit_when_a_check_digit_is_wrong() {
	let uri = "https://id.gs1.org/01/09521321123456/21/L1";
	let error = Key::parse(uri).unwrap_err();
	assert_eq!(
		error.to_string(),
		"the check digit of the GTIN with serial `09521321123456` should be 8"
	);
	assert_eq!(Key::read(uri, CheckDigits::Trust).unwrap().link(), uri);
}

#[test]
fn parse_should_refuse_when_length_or_characters_do_not_fit() {
	let long = "x".repeat(21);
	for uri in [
		format!("urn:epc:id:sgtin:9521321.012345.{long}"),
		"https://id.gs1.org/01/095213211234581".to_owned(),
		"https://id.gs1.org/00/0952132100000001794".to_owned(),
		"https://id.gs1.org/8010/9521321A/8011/1234567890123".to_owned(),
	] {
		assert!(matches!(Key::parse(&uri), Err(KeyError::Length { .. })), "{uri}");
	}
	for uri in [
		"urn:epc:id:sgtin:9521321.012345.a%23b",
		"https://id.gs1.org/01/09521321123458/21/a~b",
		"https://id.gs1.org/01/09521321123458/21/%20",
		"https://id.gs1.org/8010/9521321a",
		"https://id.gs1.org/01/0952132112345x",
	] {
		assert!(matches!(Key::parse(uri), Err(KeyError::Character { .. })), "{uri}");
	}
}

proptest! {
	#![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

	/// A key written as a link and read again is the same key, whatever its serial.
	#[test]
	fn parse_should_give_the_key_back_when_it_reads_its_link(
		digits in "[0-9]{13}",
		serial in "[A-Za-z0-9!\"%&'()*+,./:;<=>?_-]{1,20}",
	) {
		let gtin = format!("{digits}{}", check_digit(&digits).unwrap());
		let key = Key::new(KeyKind::Sgtin, &gtin, Some(&serial), CheckDigits::Verify).unwrap();
		prop_assert_eq!(Key::parse(&key.link()), Ok(key));
	}

	/// Changing one digit of a key is noticed.
	#[test]
	fn parse_should_refuse_when_one_digit_is_changed(
		digits in "[1-9][0-9]{16}", place in 0usize..18, other in 1u8..10,
	) {
		let sscc = format!("{digits}{}", check_digit(&digits).unwrap());
		let changed: String = sscc
			.bytes()
			.enumerate()
			.map(|(at, digit)| {
				let digit = digit - b'0';
				char::from(b'0' + if at == place { (digit + other) % 10 } else { digit })
			})
			.collect();
		let uri = format!("https://id.gs1.org/00/{changed}");
		let refused = matches!(Key::parse(&uri), Err(KeyError::CheckDigit { .. }));
		prop_assert!(refused, "{}", uri);
	}
}
