//! Offices, numbers, subjects, classes and the life of rights.

use proptest::prelude::*;
use sp_core::H256;
use sp_runtime::Permill;
use tracemark_primitives::{
	digest::{id, Digest, DigestAlgorithm},
	parties::{Owner, Role},
	rights::{
		priority_commitment, sole_owner, AttestationBasis, Designation, LicensingRule, OfficeCode,
		RightClass, RightEnd, RightFacts, RightKind, RightKinds, RightSubject, Share, St13,
		Substantiation,
	},
	territory::{Country, Territories},
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
			owners: sole_owner(Owner::Organisation(1)),
			rule: LicensingRule::All,
			territories: Territories::european_union(),
			designation: None,
			term: Term { from, until },
			ended: end.map(|day| (RightEnd::Lapsed, day)),
			// The declaration of the owner ends nothing by itself.
			surrendered: Some(0),
		};
		let inside = day >= from && day < until.unwrap_or(i32::MAX) && day < end.unwrap_or(i32::MAX);
		prop_assert_eq!(facts.stood_at(day as u64 * DAY + ms), inside);
	}
}

#[test]
fn class_should_be_of_the_kinds_that_its_classification_is_for() {
	use RightKind::*;
	let ipc = |section, class, subclass| RightClass::Ipc { section, class, subclass };
	let shoes = ipc(b'A', 43, b'B');
	assert!(shoes.is_of(Patent) && shoes.is_of(UtilityModel) && !shoes.is_of(TradeMark));
	let nice = RightClass::Nice { edition: 12, class: 25 };
	assert!(nice.is_of(TradeMark) && !nice.is_of(Design) && !nice.is_of(Copyright));
	assert!(RightClass::Locarno { edition: 15, class: 2 }.is_of(Design));
	assert_eq!(shoes.validate(), Ok(()));
	for malformed in
		[ipc(b'I', 43, b'B'), ipc(b'A', 0, b'B'), ipc(b'A', 100, b'B'), ipc(b'A', 43, b'b')]
	{
		assert_eq!(malformed.validate(), Err(Malformed));
	}
	assert_eq!(
		nice.without_edition(),
		RightClass::Nice { edition: 11, class: 25 }.without_edition()
	);
	assert_eq!(shoes.without_edition(), shoes);
}

#[test]
fn kinds_should_be_a_set_of_known_kinds() {
	let kinds = RightKinds::of(&[RightKind::Patent, RightKind::Design]);
	assert!(kinds.contains(RightKind::Patent) && kinds.contains(RightKind::Design));
	assert!(!kinds.contains(RightKind::TradeMark));
	assert_eq!((kinds.validate(), RightKinds::ALL.validate()), (Ok(()), Ok(())));
	assert!(RightKinds::ALL.contains(RightKind::TradeName));
	assert_eq!(RightKinds(0).validate(), Err(Malformed));
	assert_eq!(RightKinds(1 << 10).validate(), Err(Malformed));
}

#[test]
fn kind_should_say_what_it_needs() {
	use RightKind::*;
	for kind in [Patent, SupplementaryProtection, PlantVariety, Topography, UtilityModel] {
		assert!(kind.needs_registration_number() && !kind.arises_without_registration());
	}
	for kind in [Copyright, TradeName, TradeMark, Design] {
		assert!(!kind.needs_registration_number() && kind.arises_without_registration());
	}
	assert!(!GeographicalIndication.needs_registration_number());
	assert!(!GeographicalIndication.arises_without_registration());
}

#[test]
fn substantiation_should_be_stated_by_whoever_is_competent() {
	let by = |what: Substantiation, role: Role| what.stated_by().contains(role);
	assert!(by(Substantiation::AuthorNamed, Role::CollectingSociety));
	assert!(by(Substantiation::EarlierDeposit, Role::Notary));
	assert!(by(Substantiation::Notary, Role::Notary));
	assert!(!by(Substantiation::Notary, Role::CollectingSociety));
	assert!(by(Substantiation::CollectingSociety, Role::CollectingSociety));
	assert!(by(Substantiation::Judgment, Role::Court));
	assert!(!by(Substantiation::Judgment, Role::Notary));
}

#[test]
fn licensing_rule_should_be_met_by_any_by_more_than_half_or_by_all() {
	let half = Permill::from_percent(50);
	let more = Permill::from_parts(500_001);
	assert!(LicensingRule::Any.is_met(1, Permill::from_parts(1), 16));
	assert!(!LicensingRule::Any.is_met(0, Permill::zero(), 16));
	assert!(
		!LicensingRule::Majority.is_met(1, half, 2) && LicensingRule::Majority.is_met(1, more, 2)
	);
	assert!(
		!LicensingRule::All.is_met(1, more, 2) && LicensingRule::All.is_met(2, Permill::one(), 2)
	);
}

#[test]
fn designation_should_have_effect_from_its_first_day_until_its_end() {
	let open = Designation { since: 10, ended: None };
	assert!(!open.has_effect_on(9) && open.has_effect_on(10));
	let ended = Designation { since: 10, ended: Some((RightEnd::Refused, 12)) };
	assert!(ended.has_effect_on(11) && !ended.has_effect_on(12));
}

#[test]
fn right_should_be_in_force_where_territory_and_designation_say_so() {
	let de = Country(*b"DE");
	let facts = RightFacts::<u64> {
		kind: RightKind::TradeMark,
		basis: AttestationBasis::Office,
		owners: sole_owner(Owner::Organisation(1)),
		rule: LicensingRule::All,
		territories: Territories::of(&[de]).unwrap(),
		designation: Some(Designation { since: 10, ended: None }),
		term: Term { from: 0, until: None },
		ended: None,
		surrendered: None,
	};
	assert!(!facts.in_force(&de, 9 * DAY) && facts.in_force(&de, 10 * DAY));
	assert!(!facts.in_force(&Country(*b"FR"), 10 * DAY));
	assert!(facts.is_owned_by(&Owner::Organisation(1)) && !facts.is_owned_by(&Owner::Account(1)));
}

#[test]
fn right_should_have_the_owners_of_another_when_nobody_is_missing() {
	let owned_by = |owners: &[u32]| {
		let share = |org: &u32| Share { owner: Owner::Organisation(*org), part: Permill::one() };
		RightFacts::<u64> {
			kind: RightKind::TradeMark,
			basis: AttestationBasis::Office,
			owners: owners.iter().map(share).collect::<Vec<_>>().try_into().unwrap(),
			rule: LicensingRule::All,
			territories: Territories::of(&[Country(*b"DE")]).unwrap(),
			designation: None,
			term: Term { from: 0, until: None },
			ended: None,
			surrendered: None,
		}
	};
	let both = owned_by(&[1, 2]);
	assert!(both.has_the_owners_of(&owned_by(&[2, 1])));
	for others in [&[1][..], &[1, 3], &[1, 2, 3], &[]] {
		assert!(!both.has_the_owners_of(&owned_by(others)));
		assert!(!owned_by(others).has_the_owners_of(&both));
	}
}
