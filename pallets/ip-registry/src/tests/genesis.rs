use super::*;
use sp_runtime::BuildStorage;

fn build(max_terms: &[(u8, &str, u16)]) -> sp_io::TestExternalities {
	let rows = max_terms.iter().map(|(kind, office, years)| (*kind, office.to_string(), *years));
	let config = GenesisConfig::<Test> { max_terms: rows.collect(), _config: Default::default() };
	config.build_storage().unwrap().into()
}

#[test]
fn genesis_should_set_longest_terms_when_it_lists_some() {
	build(&[(4, "EP", 20), (1, "EM", 25), (2, "", 170)]).execute_with(|| {
		let rows = [
			((RightKind::Patent, Some(OfficeCode(*b"EP"))), 20),
			((RightKind::Design, Some(OfficeCode(*b"EM"))), 25),
			((RightKind::Copyright, None), 170),
		];
		for (key, years) in rows {
			assert_eq!(MaxTerms::<Test>::get(key), Some(years));
		}
		Registry::do_try_state().unwrap();
	});
}

#[test]
#[should_panic = "genesis: rights of kind 0 at \"EM\": 10 years"]
fn genesis_should_panic_when_a_kind_can_be_kept_up_for_ever() {
	build(&[(0, "EM", 10)]);
}

#[test]
#[should_panic = "genesis: rights of kind 10 at \"EM\": 10 years"]
fn genesis_should_panic_when_there_is_no_such_kind() {
	build(&[(10, "EM", 10)]);
}

#[test]
#[should_panic = "genesis: rights of kind 4 at \"XX\": 20 years"]
fn genesis_should_panic_when_there_is_no_such_office() {
	build(&[(4, "XX", 20)]);
}
