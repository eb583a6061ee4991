//! Well-formed identifiers and profiles for tests and benchmarks, a different one for each number.

use crate::{
	BaseUrl, DisplayName, Eori, Identifiers, Lei, Profile, Verification, VerificationLevel,
};
use alloc::{format, string::String};
use frame_support::BoundedVec;
use tracemark_primitives::{gs1::Gln, territory::Country, OrgId, Validate};

/// The first of the texts with two check digits that is well-formed.
pub fn lei(number: u32) -> Lei {
	let with =
		|check: u32| Lei(format!("529900{number:012}{check:02}").into_bytes().try_into().unwrap());
	(2..99).map(with).find(|lei| lei.validate().is_ok()).unwrap()
}

/// German, as long as can be.
pub fn eori(number: u32) -> Eori {
	Eori(format!("DE{number:015}").into_bytes().try_into().unwrap())
}

/// The one of ten that has the right check digit.
pub fn gln(number: u32) -> Gln {
	let with = |check: u32| Gln(format!("40{number:010}{check}").into_bytes().try_into().unwrap());
	(0..10).map(with).find(|gln| gln.validate().is_ok()).unwrap()
}

/// All three identifiers.
pub fn identifiers(number: u32) -> Identifiers {
	Identifiers { lei: Some(lei(number)), eori: Some(eori(number)), gln: Some(gln(number)) }
}

/// A German organisation with a name and no more.
pub fn profile(name: &str) -> Profile {
	Profile {
		display_name: DisplayName(BoundedVec::truncate_from(name.as_bytes().to_vec())),
		country: Country(*b"DE"),
		identifiers: Identifiers::default(),
		party_tag: None,
		resolver: None,
		verification: Verification::default(),
	}
}

/// A profile of the greatest length, verified by an organisation.
pub fn full_profile(number: u32, by: OrgId) -> Profile {
	let mut url = String::from("https://");
	url.extend(core::iter::repeat_n('a', 120));
	Profile {
		identifiers: identifiers(number),
		resolver: Some(BaseUrl(url.into_bytes().try_into().unwrap())),
		verification: Verification { level: VerificationLevel::Verified, by: Some(by) },
		..profile(&format!("{number:064}"))
	}
}
