//! Commodity codes of the Harmonized System.

use crate::{Malformed, Validate};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Six digits of the Harmonized System (chapter, heading, subheading) with the edition they are of.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct HsCode {
	/// Year of the edition: 2012, 2017, 2022 or 2028.
	pub edition: u16,
	/// ASCII digits.
	pub code: [u8; 6],
}

impl Validate for HsCode {
	/// Chapters run from 01 to 97; 77 is reserved (Harmonized System, General Rules).
	fn validate(&self) -> Result<(), Malformed> {
		let chapter = self.code.get(..2).unwrap_or_default();
		let is_chapter =
			(b"01".as_slice()..=b"97".as_slice()).contains(&chapter) && chapter != b"77";
		let is_edition = matches!(self.edition, 2012 | 2017 | 2022 | 2028);
		if is_chapter && is_edition && self.code.iter().all(u8::is_ascii_digit) {
			Ok(())
		} else {
			Err(Malformed)
		}
	}
}
