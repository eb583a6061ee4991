use super::*;
use tracemark_primitives::editions::{CodeStatus, CodeTally, CodeUse, CodeWithdrawal, EditionId};

const GROUND: H256 = H256::repeat_byte(0x66);

fn withdraw(by: OrgId, edition: EditionId, codes: &[u32]) -> DispatchResult {
	let codes = codes.to_vec().try_into().expect("at most 200");
	Custody::withdraw_codes(signed(by), edition, codes, GROUND)
}

#[test]
fn withdraw_codes_should_keep_by_whom_and_why() {
	ExtBuilder::default().build_and_execute(|| {
		let edition = issue(1);
		let codes = [3, 4, LEAVES - 1];
		assert_ok!(withdraw(BRAND, edition, &codes));
		let withdrawal = CodeWithdrawal { by: BRAND, ground: GROUND, at: NOW };
		for index in 0..LEAVES {
			let withdrawn = codes.contains(&index).then_some(withdrawal);
			let status = CodeStatus { activated: None, withdrawn };
			assert_eq!(Custody::code_status(&edition, index), Some(status));
		}
		let (by, ground) = (BRAND, GROUND);
		let codes = codes.to_vec().try_into().expect("three");
		assert_eq!(last_event(), Event::CodesWithdrawn { edition, by, codes, ground });
		let tally = Editions::<Test>::get(edition).expect("was issued").tally;
		assert_eq!(tally, CodeTally { withdrawn: 3, ..Default::default() });
	});
}

#[test]
fn withdraw_codes_should_leave_an_activation_on_record() {
	ExtBuilder::default().build_and_execute(|| {
		let edition = issue(1);
		let token = H256::repeat_byte(1);
		let (code, usage) = (code_proof(&edition, 7), use_signed_by(7, &edition, 7, token, None));
		assert_ok!(Custody::activate_code(signed(SHOP), edition, code, None, usage));
		pass(10);
		assert_ok!(withdraw(BRAND, edition, &[7]));
		let used = CodeUse { by: SHOP, sold_by: None, at: NOW };
		let withdrawal = CodeWithdrawal { by: BRAND, ground: GROUND, at: NOW + 10_000 };
		let both = CodeStatus { activated: Some((token, used)), withdrawn: Some(withdrawal) };
		assert_eq!(Custody::code_status(&edition, 7), Some(both));
		assert_eq!(FakeAlerts::raised(), vec![]);
	});
}

#[test]
fn withdraw_codes_should_be_the_issuers_or_the_class_owners_and_nobody_elses() {
	ExtBuilder::default().build_and_execute(|| {
		let edition = edition(1);
		let root = edition_root(&edition);
		assert_ok!(Custody::issue_edition(signed(FACTORY), copies(1), LEAVES, root));
		assert_ok!(withdraw(FACTORY, edition, &[1]));
		assert_ok!(withdraw(BRAND, edition, &[2]));
		FakeMembership::admit(account(50), 50, Role::Manufacturer.into(), country("PT"));
		assert_noop!(withdraw(50, edition, &[3]), Error::NotIssuer);
	});
}

#[test]
fn withdraw_codes_should_fail_when_they_are_none_unordered_outside_or_withdrawn() {
	ExtBuilder::default().build_and_execute(|| {
		let known = issue(1);
		assert_noop!(withdraw(BRAND, edition(2), &[1]), Error::UnknownEdition);
		for codes in [&[][..], &[2, 1], &[1, 1]] {
			assert_noop!(withdraw(BRAND, known, codes), Error::MalformedCodes);
		}
		assert_noop!(withdraw(BRAND, known, &[1, LEAVES]), Error::OutsideEdition);
		assert_ok!(withdraw(BRAND, known, &[5]));
		assert_noop!(withdraw(BRAND, known, &[4, 5, 6]), Error::AlreadyWithdrawn);
	});
}

#[test]
fn withdraw_codes_should_be_for_publishers_only() {
	ExtBuilder::default().build_and_execute(|| {
		let edition = issue(1);
		refuses_others(BRAND, |origin| {
			let codes = vec![1].try_into().expect("one");
			Custody::withdraw_codes(origin, edition, codes, GROUND)
		});
		assert_noop!(withdraw(SHOP, edition, &[1]), ROLE_MISSING);
	});
}
