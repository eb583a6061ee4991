use super::*;
use codec::Encode;
use sp_core::{ed25519, Pair};
use tracemark_primitives::{
	editions::{
		code_leaf, sale_commitment, CodeProof, CodeStatus, CodeTally, CodeUse, CodeWithdrawal,
		EarlierFact, EditionId,
	},
	traits::Alert,
};

fn token(n: u8) -> H256 {
	H256::repeat_byte(n)
}

/// Code 7, for this token, as submitted by `by`.
fn activate(by: OrgId, edition: EditionId, token: H256, sold_by: Option<OrgId>) -> DispatchResult {
	let possession = use_signed_by(7, &edition, 7, token, sold_by);
	submit(by, edition, code_proof(&edition, 7), sold_by, possession)
}

fn submit(
	by: OrgId,
	edition: EditionId,
	code: CodeProof,
	sold_by: Option<OrgId>,
	possession: KeyProof,
) -> DispatchResult {
	Custody::activate_code(signed(by), edition, code, sold_by, possession)
}

/// Sells code 7 to the holder of a token.
fn sell(seller: OrgId, edition: EditionId, token: H256) {
	let commitment = sale_commitment(&edition, 7, seller, &token);
	assert_ok!(Custody::sell_code(signed(seller), edition, 7, commitment));
}

fn withdraw(edition: EditionId) -> CodeWithdrawal {
	let (codes, ground) = (vec![7].try_into().expect("one"), token(0x66));
	assert_ok!(Custody::withdraw_codes(signed(BRAND), edition, codes, ground));
	CodeWithdrawal { by: BRAND, ground, at: Timestamp::get() }
}

fn tally(edition: EditionId) -> CodeTally {
	Editions::<Test>::get(edition).expect("was issued").tally
}

fn status(edition: &EditionId) -> CodeStatus {
	Custody::code_status(edition, 7).expect("has a code 7")
}

#[test]
fn activate_code_should_consume_the_code_when_its_key_signed() {
	ExtBuilder::default().build_and_execute(|| {
		let edition = issue(1);
		sell(SHOP, edition, token(1));
		pass(10);
		assert_ok!(activate(MONITOR, edition, token(1), Some(SHOP)));
		let usage = CodeUse { by: MONITOR, sold_by: Some(SHOP), at: NOW + 10_000 };
		let (index, key, token) = (7, hidden_key(7).public(), token(1));
		assert_eq!(last_event(), Event::CodeActivated { edition, index, key, token, usage });
		assert_eq!(status(&edition).activated, Some((token, usage)));
		assert_eq!(tally(edition), CodeTally { activated: 1, ..Default::default() });
		assert_eq!(FakeAlerts::raised(), vec![]);
		assert_eq!(Custody::code_status(&edition, 8), Some(CodeStatus::default()));
	});
}

#[test]
fn activate_code_should_name_both_facts_and_both_sellers_when_the_code_was_sold_twice() {
	ExtBuilder::default().build_and_execute(|| {
		let edition = issue(1);
		sell(SHOP, edition, token(1));
		sell(IMPORTER, edition, token(2));
		assert_ok!(activate(SHOP, edition, token(1), Some(SHOP)));
		let first = CodeUse { by: SHOP, sold_by: Some(SHOP), at: NOW };
		let before = status(&edition);
		pass(10);
		assert_ok!(activate(IMPORTER, edition, token(2), Some(IMPORTER)));
		let usage = CodeUse { by: IMPORTER, sold_by: Some(IMPORTER), at: NOW + 10_000 };
		let earlier = EarlierFact::Activated { token: token(1), usage: first };
		let (index, token) = (7, token(2));
		let event = Event::CodeContradicted { edition, index, token, usage, earlier };
		assert_eq!(last_event(), event);
		let alert = Alert::CodeContradicted { edition, index, token, usage, earlier };
		assert_eq!(FakeAlerts::raised(), vec![alert]);
		// What was first stays first; the second is on record beside it.
		assert_eq!(status(&edition), before);
		assert_eq!(CodeUses::<Test>::get((edition, index, token)), Some(usage));
		assert_eq!(tally(edition), CodeTally { activated: 1, withdrawn: 0, contradicted: 1 });
	});
}

#[test]
fn activate_code_should_compare_with_the_first_use_whatever_came_between() {
	ExtBuilder::default().build_and_execute(|| {
		let edition = issue(1);
		for n in 1..=3 {
			assert_ok!(activate(SHOP, edition, token(n), None));
		}
		withdraw(edition);
		assert_ok!(activate(SHOP, edition, token(4), None));
		let usage = CodeUse { by: SHOP, sold_by: None, at: NOW };
		let earlier = EarlierFact::Activated { token: token(1), usage };
		for (n, alert) in (2..).zip(FakeAlerts::raised()) {
			let (index, token) = (7, token(n));
			let expected = Alert::CodeContradicted { edition, index, token, usage, earlier };
			assert_eq!(alert, expected);
		}
		assert_eq!(tally(edition), CodeTally { activated: 1, withdrawn: 1, contradicted: 3 });
	});
}

#[test]
fn activate_code_should_be_an_alarm_and_consume_nothing_when_the_code_was_withdrawn() {
	ExtBuilder::default().build_and_execute(|| {
		let edition = issue(1);
		sell(SHOP, edition, token(1));
		let withdrawal = withdraw(edition);
		assert_ok!(activate(SHOP, edition, token(1), Some(SHOP)));
		let usage = CodeUse { by: SHOP, sold_by: Some(SHOP), at: NOW };
		let (index, token, earlier) = (7, token(1), EarlierFact::Withdrawn(withdrawal));
		let alert = Alert::CodeContradicted { edition, index, token, usage, earlier };
		assert_eq!(FakeAlerts::raised(), vec![alert]);
		let expected = CodeStatus { activated: None, withdrawn: Some(withdrawal) };
		assert_eq!(status(&edition), expected);
		assert_eq!(tally(edition), CodeTally { activated: 0, withdrawn: 1, contradicted: 1 });
		let again = activate(SHOP, edition, token, Some(SHOP));
		assert_noop!(again, Error::AlreadyUsed);
	});
}

#[test]
fn activate_code_should_fail_when_the_token_was_used_whoever_submits_it_again() {
	ExtBuilder::default().build_and_execute(|| {
		let edition = issue(1);
		for n in [1, 2] {
			assert_ok!(activate(SHOP, edition, token(n), None));
		}
		for n in [1, 2] {
			for org in [SHOP, CARRIER] {
				assert_noop!(activate(org, edition, token(n), None), Error::AlreadyUsed);
			}
		}
		// Of another edition the same leaf is another code.
		let other = issue(2);
		assert_ok!(activate(SHOP, other, token(1), None));
		assert_eq!(FakeAlerts::raised().len(), 1);
	});
}

#[test]
fn activate_code_should_fail_when_the_named_seller_recorded_no_such_sale() {
	ExtBuilder::default().build_and_execute(|| {
		let edition = issue(1);
		sell(SHOP, edition, token(1));
		// A seller that sold to another, one that sold nothing, and one that copied a commitment.
		assert_noop!(activate(SHOP, edition, token(2), Some(SHOP)), Error::SaleRefuted);
		assert_noop!(activate(SHOP, edition, token(1), Some(IMPORTER)), Error::SaleRefuted);
		let copied = sale_commitment(&edition, 7, SHOP, &token(3));
		assert_ok!(Custody::sell_code(signed(IMPORTER), edition, 7, copied));
		assert_noop!(activate(SHOP, edition, token(3), Some(IMPORTER)), Error::SaleRefuted);
		// Without a seller the code can be used all the same.
		assert_ok!(activate(SHOP, edition, token(3), None));
	});
}

#[test]
fn activate_code_should_fail_when_it_expired() {
	ExtBuilder::default().build_and_execute(|| {
		let edition = issue(1);
		let signed_before = use_signed_by(7, &edition, 7, token(1), None);
		pass(60);
		let late = submit(SHOP, edition, code_proof(&edition, 7), None, signed_before);
		assert_noop!(late, Error::ProofExpired);
	});
}

#[test]
fn activate_code_should_fail_when_something_else_was_signed() {
	ExtBuilder::default().build_and_execute(|| {
		let (edition, other) = (issue(1), issue(2));
		sell(SHOP, edition, token(1));
		let right = use_signed_by(7, &edition, 7, token(1), Some(SHOP));
		let code = || code_proof(&edition, 7);
		let mut bent = right;
		bent.signature.0[40] ^= 1;
		// What another submits of it cannot be changed: neither token, expiry nor seller.
		for wrong in [
			KeyProof { token: token(2), ..right },
			KeyProof { expiry: right.expiry + 1, ..right },
			use_signed_by(7, &other, 7, token(1), Some(SHOP)),
			use_signed_by(7, &edition, 8, token(1), Some(SHOP)),
			bent,
		] {
			let call = submit(SHOP, edition, code(), Some(SHOP), wrong);
			assert_noop!(call, Error::SignatureRefuted);
		}
		assert_noop!(submit(SHOP, edition, code(), None, right), Error::SignatureRefuted);
		let message = Custody::possession_message(&unit(7), &token(1), right.expiry);
		let as_possession = KeyProof { signature: hidden_key(7).sign(&message), ..right };
		let call = submit(SHOP, edition, code(), Some(SHOP), as_possession);
		assert_noop!(call, Error::SignatureRefuted);
		assert_ok!(submit(SHOP, edition, code(), Some(SHOP), right));
	});
}

#[test]
fn activate_code_should_fail_when_the_key_is_not_of_the_edition() {
	ExtBuilder::default().build_and_execute(|| {
		let known = issue(1);
		let right = use_signed_by(7, &known, 7, token(1), None);
		let code = code_proof(&known, 7);
		let unknown = submit(SHOP, edition(2), code.clone(), None, right);
		assert_noop!(unknown, Error::UnknownEdition);
		let mut shortened = code.clone();
		shortened.path.pop();
		for wrong in [
			CodeProof { index: 8, ..code.clone() },
			CodeProof { index: LEAVES, ..code.clone() },
			CodeProof { salt: token(1), ..code.clone() },
			code_proof(&known, 8),
			code_proof(&edition(2), 7),
			shortened,
		] {
			assert_noop!(submit(SHOP, known, wrong, None, right), Error::ProofRefuted);
		}
		let by_another = use_signed_by(8, &known, 7, token(1), None);
		assert_noop!(submit(SHOP, known, code, None, by_another), Error::ProofRefuted);
	});
}

#[test]
fn activate_code_should_fail_when_everybody_can_sign_for_the_key() {
	ExtBuilder::default().build_and_execute(|| {
		let edition = edition(1);
		let key = ed25519::Public::from_raw([0; 32]);
		let salt = token(5);
		let root = code_leaf(&edition, &key, &salt);
		assert_ok!(Custody::issue_edition(signed(BRAND), copies(1), 1, root));
		let code = CodeProof { index: 0, salt, path: Default::default() };
		// R is the neutral point, s is zero.
		let mut forged = [0; 64];
		forged[0] = 1;
		let signature = ed25519::Signature::from_raw(forged);
		let possession = KeyProof { key, token: token(1), expiry: NOW + 1, signature };
		assert_noop!(submit(SHOP, edition, code, None, possession), Error::WeakKey);
	});
}

#[test]
fn activate_code_should_be_any_members_to_submit_and_nobody_elses() {
	ExtBuilder::default().build_and_execute(|| {
		let edition = issue(1);
		refuses_strangers(SHOP, |origin| {
			let possession = use_signed_by(7, &edition, 7, token(1), None);
			Custody::activate_code(origin, edition, code_proof(&edition, 7), None, possession)
		});
		assert_ok!(activate(NOTARY, edition, token(1), None));
	});
}

#[test]
fn a_consumed_code_should_be_small_in_the_state() {
	ExtBuilder::default().build_and_execute(|| {
		let edition = issue(1);
		sell(SHOP, edition, token(1));
		let before = Editions::<Test>::get(edition).encode().len();
		assert_ok!(activate(SHOP, edition, token(1), Some(SHOP)));
		assert_eq!(Editions::<Test>::get(edition).encode().len(), before);
		let bytes = CodeSales::<Test>::iter_values().map(|at| at.encoded_size()).sum::<usize>()
			+ CodeUses::<Test>::iter_values().map(|usage| usage.encoded_size()).sum::<usize>()
			+ ActivatedCodes::<Test>::iter_values()
				.map(|token| token.encoded_size())
				.sum::<usize>();
		assert_eq!(bytes, 8 + 17 + 32);
	});
}

#[test]
fn activation_message_should_be_what_a_client_can_write() {
	ExtBuilder::default().build_and_execute(|| {
		let genesis = H256::repeat_byte(0x5a);
		frame_system::BlockHash::<Test>::insert(0, genesis);
		let (edition, token) = (edition(1), token(1));
		let (index, expiry) = (0x0102_0304, 0x0102_0304_0506_0708);
		for (sold_by, seller) in [(None, vec![0]), (Some(0x0a0b_0c0d), vec![1, 13, 12, 11, 10])] {
			let message = Custody::activation_message(&edition, index, &token, sold_by, expiry);
			let parts = [
				b"tracemark/activation/v1".as_slice(),
				genesis.as_bytes(),
				edition.as_bytes(),
				&[4, 3, 2, 1],
				token.as_bytes(),
				&seller,
				&[8, 7, 6, 5, 4, 3, 2, 1],
			];
			assert_eq!(message, parts.concat());
		}
	});
}
