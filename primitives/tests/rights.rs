//! Offices, numbers, subjects, classes and the life of rights.

use proptest::prelude::*;
use sp_core::H256;
use tracemark_primitives::{
	digest::{id, Digest, DigestAlgorithm},
	parties::Owner,
	rights::{
		priority_commitment, AttestationBasis, OfficeCode, RightClass, RightEnd, RightFacts,
		RightKind, RightSubject, St13,
	},
	territory::Territories,
	time::{Term, DAY},
	Malformed, Validate,
};

fn number(text: &str) -> St13 {
	St13::try_from(text).unwrap()
}

#[test]
fn st13_should_know_its_office_when_well_formed() {
	for (text, office) in [
		("EM500000018797746", "EM"),
		("DE302023101234567", "DE"),
		("WO500000001234567", "WO"),
		("US5020231A2345678", "US"),
	] {
		assert_eq!(number(text).office(), OfficeCode::try_from(office).unwrap());
	}
}

#[test]
fn st13_should_be_refused_when_malformed() {
	for text in [
		"",
		"EM50000001879774",
		"EM5000000187977466",
		"em500000018797746",
		"QQ500000018797746",
		"EMA00000018797746",
		"EM50000A018797746",
		"EM500000018797a46",
		"EM500000018797 46",
		"EM5000000187977-6",
	] {
		assert_eq!(St13::try_from(text), Err(Malformed), "{text:?}");
	}
}

#[test]
fn office_should_be_a_country_or_an_organisation_of_st3_when_accepted() {
	for office in ["EM", "EP", "WO", "IB", "BX", "AP", "OA", "EA", "GC", "QZ", "DE", "US", "CN"] {
		assert!(OfficeCode::try_from(office).is_ok(), "{office}");
	}
	for office in ["", "E", "EUR", "em", "XX", "ZZ", "E1"] {
		assert_eq!(OfficeCode::try_from(office), Err(Malformed), "{office:?}");
	}
}

#[test]
fn office_should_have_a_territory_when_it_is_known() {
	use tracemark_primitives::territory::{Country, COUNTRIES};
	let territory = |office| OfficeCode::try_from(office).unwrap().territory();
	let members = |office| {
		let territory = territory(office);
		COUNTRIES.iter().filter(|code| territory.contains(&Country(**code))).count()
	};
	for code in COUNTRIES {
		let country = Country(code);
		assert_eq!(OfficeCode(code).territory(), Territories::of(&[country]).unwrap());
	}
	assert_eq!(territory("EM"), Territories::european_union());
	assert_eq!(territory("QZ"), Territories::european_union());
	let counts = [("BX", 3), ("EP", 39 + 6), ("OA", 17), ("EA", 8), ("GC", 6)];
	for (office, count) in counts {
		assert_eq!(members(office), count, "{office}");
	}
	for office in ["WO", "IB", "AP"] {
		assert_eq!(territory(office), Territories::everywhere());
	}
	assert!(Territories::everywhere().validate().is_ok());
	assert_eq!(Territories::everywhere(), Territories::of(&COUNTRIES.map(Country)).unwrap());
}

#[test]
fn priority_commitment_should_be_what_the_docs_say_when_a_client_computes_it() {
	use codec::Encode;
	let subject = RightSubject::Registered {
		kind: RightKind::Patent,
		office: OfficeCode(*b"EP"),
		number: number("EP102024000012345"),
	};
	let (claimant, salt) = (Owner::<u64>::Account(7), H256::repeat_byte(5));
	let value = ("tracemark/priority/v1", claimant, subject, salt).encode();
	let expected = H256(sp_io::hashing::blake2_256(&value));
	assert_eq!(priority_commitment(&claimant, &subject, &salt), expected);
	// Each part counts.
	let other = Owner::<u64>::Organisation(7);
	assert_ne!(priority_commitment(&other, &subject, &salt), expected);
	assert_ne!(priority_commitment(&claimant, &subject, &H256::zero()), expected);
}

#[test]
fn registered_subject_should_be_refused_when_the_number_is_of_another_office() {
	let subject = |office| RightSubject::Registered {
		kind: RightKind::TradeMark,
		office: OfficeCode::try_from(office).unwrap(),
		number: number("EM500000018797746"),
	};
	assert!(subject("EM").validate().is_ok());
	assert_eq!(subject("DE").validate(), Err(Malformed));
	assert_eq!(subject("EM").office(), OfficeCode::try_from("EM").ok());
	assert_eq!(subject("EM").kind(), RightKind::TradeMark);
	assert_ne!(subject("EM").id(), subject("DE").id());
	assert_eq!(subject("EM").id(), id("tracemark/right/v1", subject("EM")));
}

#[test]
fn unregistered_subject_should_be_accepted_when_the_right_needs_no_register() {
	use RightKind::*;
	let fingerprint = Digest { algorithm: DigestAlgorithm::Sha256, value: H256::zero() };
	for (kind, accepted) in [
		(TradeMark, true),
		(Design, true),
		(Copyright, true),
		(GeographicalIndication, false),
		(Patent, false),
		(SupplementaryProtection, false),
		(PlantVariety, false),
		(Topography, false),
		(UtilityModel, false),
		(TradeName, true),
	] {
		let subject = RightSubject::Unregistered { kind, fingerprint };
		assert_eq!(subject.validate().is_ok(), accepted, "{kind:?}");
		assert_eq!(subject.office(), None);
		assert_eq!(subject.kind(), kind);
	}
}

#[test]
fn class_should_be_refused_when_out_of_range() {
	for (class, nice, locarno) in [
		(0, false, false),
		(1, true, true),
		(32, true, true),
		(33, true, false),
		(45, true, false),
		(46, false, false),
	] {
		assert_eq!(RightClass::Nice { edition: 12, class }.validate().is_ok(), nice);
		assert_eq!(RightClass::Locarno { edition: 15, class }.validate().is_ok(), locarno);
	}
	assert_eq!(RightClass::Nice { edition: 0, class: 1 }.validate(), Err(Malformed));
	assert_eq!(RightClass::Locarno { edition: 0, class: 1 }.validate(), Err(Malformed));
}

proptest! {
	#[test]
	fn right_should_stand_when_the_day_is_in_its_term_and_before_its_end(
		day in 0i32..100, from in 0i32..100, length in prop::option::of(1i32..50),
		end in prop::option::of(0i32..100), ms in 0..DAY,
	) {
		let until = length.map(|length| from + length);
		let facts = RightFacts::<u64> {
			kind: RightKind::TradeMark,
			basis: AttestationBasis::Office,
			owner: Owner::Organisation(1),
			territories: Territories::european_union(),
			term: Term { from, until },
			ended: end.map(|day| (RightEnd::Lapsed, day)),
			// The declaration of the owner ends nothing by itself.
			surrendered: Some(0),
		};
		let inside = day >= from && day < until.unwrap_or(i32::MAX) && day < end.unwrap_or(i32::MAX);
		prop_assert_eq!(facts.stood_at(day as u64 * DAY + ms), inside);
	}
}
