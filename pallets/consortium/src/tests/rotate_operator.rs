use super::*;

fn rotate(old: u64, new: u64) -> sp_runtime::DispatchResult {
	Consortium::rotate_operator(signed(controller(BRAND)), old, new, consent(BRAND, new))
}

#[test]
fn rotate_operator_should_move_number_and_roles() {
	run(|| {
		let before = Consortium::ensure_member(&operator(BRAND)).unwrap();
		assert_ok!(rotate(operator(BRAND), FRESH));
		assert_last(Event::OperatorRotated {
			org: BRAND,
			operator: before.operator,
			old: operator(BRAND),
			new: FRESH,
		});
		assert_eq!(Consortium::ensure_member(&FRESH), Ok(before));
		assert_eq!(Consortium::ensure_member(&operator(BRAND)), Err(E::OperatorRetired.into()));
		assert_eq!(organisation(BRAND).operators, 1);
		assert_noop!(rotate(operator(BRAND), OUTSIDER), E::OperatorRetired);
		assert_noop!(rotate(FRESH, operator(BRAND)), E::AccountTaken);
	});
}

#[test]
fn rotate_operator_should_be_refused_when_it_cannot_be_so() {
	run(|| {
		for old in [operator(CARRIER), controller(BRAND), OUTSIDER] {
			assert_noop!(rotate(old, FRESH), E::NotOperator);
		}
		for new in [operator(BRAND), controller(BRAND), operator(CARRIER)] {
			assert_noop!(rotate(operator(BRAND), new), E::AccountTaken);
		}
		expel(BRAND);
		assert_noop!(rotate(operator(BRAND), FRESH), E::Expelled);
	});
}

#[test]
fn rotate_operator_should_be_refused_when_the_new_account_did_not_consent() {
	run(|| {
		for proof in [consent(CARRIER, FRESH), consent(BRAND, OUTSIDER)] {
			let who = signed(controller(BRAND));
			let call = Consortium::rotate_operator(who, operator(BRAND), FRESH, proof);
			assert_noop!(call, E::NotConsented);
		}
	});
}

#[test]
fn rotate_operator_should_be_refused_when_the_signer_controls_nothing() {
	run(|| {
		for (origin, error) in not_controllers() {
			let proof = consent(BRAND, FRESH);
			let call = Consortium::rotate_operator(origin, REPLACEMENT, FRESH, proof);
			assert_noop!(call, error);
		}
	});
}
