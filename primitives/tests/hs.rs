//! Commodity codes.

use proptest::prelude::*;
use tracemark_primitives::{hs::HsCode, Malformed, Validate};

fn validate(edition: u16, code: &[u8; 6]) -> Result<(), Malformed> {
	HsCode { edition, code: *code }.validate()
}

#[test]
fn code_should_be_accepted_when_its_edition_and_chapter_exist() {
	for edition in [2012, 2017, 2022, 2028] {
		// Footwear with outer soles of rubber; the first and the last chapter.
		for code in [b"640299", b"010121", b"970110"] {
			assert_eq!(validate(edition, code), Ok(()));
		}
	}
	for edition in [0, 2007, 2018, 2023, u16::MAX] {
		assert_eq!(validate(edition, b"640299"), Err(Malformed));
	}
	for code in
		[b"000121", b"770000", b"980000", b"990000", b"6402 9", b"64029a", b"6a0299", b"/10000"]
	{
		assert_eq!(validate(2022, code), Err(Malformed), "{code:?}");
	}
}

proptest! {
	#[test]
	fn code_should_be_accepted_exactly_when_its_chapter_exists(code in 0u32..1_000_000) {
		let chapter = code / 10_000;
		let digits: [u8; 6] = format!("{code:06}").into_bytes().try_into().unwrap();
		let expected = (1..=97).contains(&chapter) && chapter != 77;
		prop_assert_eq!(validate(2022, &digits).is_ok(), expected);
	}

	#[test]
	fn code_should_be_refused_when_any_byte_is_no_digit(at in 0usize..6, byte: u8) {
		let mut code = *b"640299";
		code[at] = byte;
		if !byte.is_ascii_digit() {
			prop_assert_eq!(validate(2022, &code), Err(Malformed));
		}
	}
}
