use super::*;

#[test]
fn genesis_should_build_the_consortium() {
	let mut organisations = four();
	organisations[0].prefixes = vec!["4012345".into()];
	organisations[0].resolver = Some("https://id.example.com".into());
	organisations[3].accreditations = vec!["EM".into(), "DE".into()];
	ExtBuilder::default().organisations(organisations).build_and_execute(|| {
		assert_eq!(NextOrgId::<Test>::get(), 4);
		assert_eq!(seats(), [BRAND, CARRIER, IMPORTER]);
		assert_eq!(Voters::get(), [10, 20, 30]);
		assert_ok!(Consortium::ensure_role(&operator(BRAND), MAKER));
		assert_eq!(Consortium::prefixes(BRAND).into_inner(), vec![prefix("4012345")]);
		assert!(Consortium::is_accredited(OFFICE, OfficeCode(*b"EM"), RightKind::TradeMark));
		assert_eq!(organisation(BRAND).quota, QUOTA);
		assert!(organisation(BRAND).profile.resolver.is_some());
		assert_eq!(System::providers(&operator(BRAND)), 1);
	});
}

#[test]
fn genesis_should_build_without_organisations() {
	ExtBuilder::default().organisations(vec![]).build_and_execute(|| {
		assert!(seats().is_empty());
	});
}

fn build(change: impl FnOnce(&mut Vec<GenesisOrganisation<u64>>)) {
	let mut organisations = four();
	change(&mut organisations);
	ExtBuilder::default().organisations(organisations).build();
}

#[test]
#[should_panic(expected = "the council cannot have 2 seats")]
fn genesis_should_fail_when_the_council_is_too_small() {
	build(|four| four[0].seat = false);
}

#[test]
#[should_panic(expected = "\"Carrier\" cannot be admitted")]
fn genesis_should_fail_when_an_account_is_named_twice() {
	build(|four| four[1].controller = four[0].controller);
}

#[test]
#[should_panic(expected = "an operator of \"Brand\"")]
fn genesis_should_fail_when_an_operator_has_foreign_roles() {
	build(|four| four[0].operators[0].1 = u32::MAX);
}

#[test]
#[should_panic(expected = "prefix \"401\" of \"Brand\"")]
fn genesis_should_fail_when_a_prefix_is_malformed() {
	build(|four| four[0].prefixes = vec!["401".into()]);
}

#[test]
#[should_panic(expected = "\"EM\" of \"Brand\"")]
fn genesis_should_fail_when_no_register_can_be_read() {
	build(|four| four[0].accreditations = vec!["EM".into()]);
}

#[test]
#[should_panic(expected = "\"DEU\" has a wrong length")]
fn genesis_should_fail_when_an_identifier_has_a_wrong_length() {
	build(|four| four[0].country = "DEU".into());
}
