use super::*;
use tracemark_primitives::Validate;

#[test]
fn lei_should_validate_its_check_digits() {
	for good in [b"529900T8BM49AURSDO55", b"7LTWFZYICNSX8D621K86", b"HWUPKR0MPOU8FGXBT394"] {
		assert!(Lei(*good).validate().is_ok());
	}
	for bad in [b"529900T8BM49AURSDO56", b"529900t8BM49AURSDO55", b"529900T8BM49AURSDOAA"] {
		assert!(Lei(*bad).validate().is_err());
	}
	assert!((0..500).all(|number| lei(number).validate().is_ok()));
}

fn eori_of(text: &str) -> Eori {
	Eori(text.as_bytes().to_vec().try_into().unwrap())
}

#[test]
fn eori_should_validate_country_and_number() {
	for good in ["DE1", "DE123456789012345", "XI123456789000", "GB123456789000", "FRA1"] {
		assert!(eori_of(good).validate().is_ok(), "{good}");
	}
	for bad in ["", "D", "DE", "ZZ123", "DE12a", "de123", "DE 12"] {
		assert!(eori_of(bad).validate().is_err(), "{bad}");
	}
}

#[test]
fn display_name_should_be_readable() {
	let name = |bytes: &[u8]| DisplayName(bytes.to_vec().try_into().unwrap());
	for good in ["A", "Müller & Söhne", "株式会社"] {
		assert!(name(good.as_bytes()).validate().is_ok(), "{good}");
	}
	for bad in [b"".as_slice(), b" A", b"A ", b"A\0", b"A\tB", b"\xff\xfe"] {
		assert!(name(bad).validate().is_err(), "{bad:?}");
	}
}

#[test]
fn base_url_should_be_plain() {
	let url = |text: &str| BaseUrl(text.as_bytes().to_vec().try_into().unwrap());
	for good in ["https://id.example.com", "https://example.com:8443/a/b"] {
		assert!(url(good).validate().is_ok(), "{good}");
	}
	for bad in [
		"",
		"https://",
		"https:///a",
		"http://a",
		"https://a/",
		"https://a?b",
		"https://a#b",
		"https://a b",
	] {
		assert!(url(bad).validate().is_err(), "{bad}");
	}
}

#[test]
fn verification_should_name_nobody_when_only_declared() {
	let verification = |level, by| Verification { level, by };
	assert!(verification(VerificationLevel::Documented, None).validate().is_ok());
	assert!(verification(VerificationLevel::Verified, Some(1)).validate().is_ok());
	assert!(verification(VerificationLevel::Declared, Some(1)).validate().is_err());
}
