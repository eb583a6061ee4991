use super::*;

use sp_runtime::testing::TestSignature;

fn add(account: u64, roles: Roles) -> sp_runtime::DispatchResult {
	add_operator(BRAND, account, roles)
}

/// Tries to add FRESH to the brand with this proof.
fn add_with(proof: TestSignature) -> sp_runtime::DispatchResult {
	Consortium::add_operator(signed(controller(BRAND)), FRESH, MAKER, proof)
}

#[test]
fn add_operator_should_take_the_consent_of_a_browser_wallet() {
	run(|| {
		let bare = Consortium::join_message(BRAND, &FRESH);
		let bracketed = [b"<Bytes>".as_slice(), &bare, b"</Bytes>"].concat();
		assert_ok!(add_with(TestSignature(FRESH, bracketed)));
		assert_eq!(Consortium::affiliation(&FRESH), Some(BRAND));
	});
}

#[test]
fn join_message_should_be_the_documented_bytes() {
	run(|| {
		let genesis = System::block_hash(0);
		let account = FRESH.to_le_bytes();
		let parts = [b"tracemark/join/v1".as_slice(), genesis.as_bytes(), &[2, 0, 0, 0], &account];
		assert_eq!(Consortium::join_message(IMPORTER, &FRESH), parts.concat());
	});
}

#[test]
fn add_operator_should_be_refused_when_the_account_did_not_consent() {
	run(|| {
		let message = Consortium::join_message(BRAND, &FRESH);
		// Signed by another, to join another, for another account, or twice in brackets.
		let brackets = |message: Vec<u8>| [b"<Bytes>".as_slice(), &message, b"</Bytes>"].concat();
		for proof in [
			TestSignature(controller(BRAND), message.clone()),
			consent(CARRIER, FRESH),
			TestSignature(FRESH, Consortium::join_message(BRAND, &OUTSIDER)),
			TestSignature(FRESH, brackets(brackets(message.clone()))),
			TestSignature(FRESH, vec![]),
		] {
			assert_noop!(add_with(proof), E::NotConsented);
		}
		// On another chain.
		frame_system::BlockHash::<Test>::insert(0, H256::repeat_byte(1));
		assert_noop!(add_with(TestSignature(FRESH, message)), E::NotConsented);
	});
}

#[test]
fn add_operator_should_let_an_account_without_balance_act() {
	run(|| {
		assert_ok!(add(FRESH, MAKER));
		assert_last(Event::OperatorAdded { org: BRAND, operator: 4, account: FRESH, roles: MAKER });
		assert_eq!(organisation(BRAND).operators, 2);
		assert_eq!(System::providers(&FRESH), 1);
		let member = Consortium::ensure_role(&FRESH, MAKER).unwrap();
		assert_eq!((member.org, member.operator, member.roles), (BRAND, 4, MAKER));
		assert_eq!(Consortium::ensure_role(&FRESH, HOLDER), Err(E::RoleMissing.into()));
	});
}

#[test]
fn add_operator_should_be_refused_when_the_account_ever_belonged_to_an_organisation() {
	run(|| {
		assert_ok!(Consortium::retire_operator(signed(controller(BRAND)), operator(BRAND)));
		for taken in [controller(BRAND), operator(BRAND), controller(CARRIER), operator(CARRIER)] {
			assert_noop!(add(taken, MAKER), E::AccountTaken);
		}
	});
}

#[test]
fn add_operator_should_be_refused_when_there_are_too_many() {
	run(|| {
		assert_ok!(add(101, MAKER));
		assert_ok!(add(102, MAKER));
		assert_noop!(add(103, MAKER), E::TooManyOperators);
		assert_ok!(Consortium::retire_operator(signed(controller(BRAND)), 101));
		assert_ok!(add(103, MAKER));
	});
}

#[test]
fn add_operator_should_be_refused_when_it_cannot_be_so() {
	run(|| {
		assert_noop!(add(FRESH, Roles(0)), E::MalformedRoles);
		assert_noop!(add(FRESH, Roles::of(&[Role::Manufacturer, Role::Court])), E::RolesExceeded);
		NextOperatorId::<Test>::put(u32::MAX);
		assert_noop!(add(FRESH, MAKER), sp_runtime::ArithmeticError::Overflow);
		NextOperatorId::<Test>::put(4);
		expel(BRAND);
		assert_noop!(add(FRESH, MAKER), E::Expelled);
	});
}

#[test]
fn add_operator_should_be_refused_when_the_signer_controls_nothing() {
	run(|| {
		for (origin, error) in not_controllers() {
			let proof = consent(BRAND, FRESH);
			assert_noop!(Consortium::add_operator(origin, FRESH, MAKER, proof), error);
		}
	});
}
