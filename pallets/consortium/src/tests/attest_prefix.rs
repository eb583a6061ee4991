use super::*;

fn attest(org: OrgId, digits: &str) -> sp_runtime::DispatchResult {
	Consortium::attest_prefix(admitter(), org, prefix(digits))
}

#[test]
fn attest_prefix_should_give_it_to_one_organisation() {
	run(|| {
		assert_ok!(attest(BRAND, "4012345"));
		assert_last(Event::PrefixAttested { org: BRAND, prefix: prefix("4012345") });
		assert_eq!(Consortium::prefixes(BRAND).into_inner(), vec![prefix("4012345")]);
		assert_eq!(Prefixes::<Test>::get(prefix("4012")), Some(PrefixNode::Divided { into: 1 }));
		assert_ok!(attest(CARRIER, "4012346"));
		assert_eq!(Prefixes::<Test>::get(prefix("4012")), Some(PrefixNode::Divided { into: 2 }));
	});
}

#[test]
fn attest_prefix_should_be_refused_when_it_overlaps() {
	run(|| {
		assert_ok!(attest(BRAND, "4012345"));
		for taken in ["4012345", "4012", "401234", "40123456", "401234567890"] {
			for org in [BRAND, CARRIER] {
				assert_noop!(attest(org, taken), E::PrefixTaken);
			}
		}
	});
}

#[test]
fn attest_prefix_should_be_refused_when_the_list_is_full() {
	run(|| {
		for last in 0..8 {
			assert_ok!(attest(BRAND, &format!("40123{last}")));
		}
		assert_noop!(attest(BRAND, "401239"), E::TooManyPrefixes);
	});
}

#[test]
fn attest_prefix_should_be_refused_when_it_cannot_be_so() {
	run(|| {
		expel(OFFICE);
		for origin in not_admitters() {
			let call = Consortium::attest_prefix(origin, BRAND, prefix("4012345"));
			assert_noop!(call, BadOrigin);
		}
		for bad in ["401", "4012a"] {
			let bad = CompanyPrefix(bad.as_bytes().to_vec().try_into().unwrap());
			let call = Consortium::attest_prefix(admitter(), BRAND, bad);
			assert_noop!(call, E::MalformedPrefix);
		}
		assert_noop!(attest(NOBODY, "4012345"), E::UnknownOrganisation);
		assert_noop!(attest(OFFICE, "4012345"), E::Expelled);
	});
}
