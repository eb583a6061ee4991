use super::*;
use sp_core::{ed25519, Pair};
use tracemark_primitives::{
	gs1::{lot_id, lot_leaf, Gtin, LotNumber, Serial, SerialProof},
	merkle,
	traits::Alert,
};

const EXPIRY: u64 = NOW + 60_000;

fn token(n: u8) -> H256 {
	H256::repeat_byte(n)
}

/// The proof of whoever has the `n`-th unit, signed by the key of the `key`-th.
fn signed_by(key: u32, n: u32, token: H256, expiry: u64) -> KeyProof {
	let pair = hidden_key(key);
	let signature = pair.sign(&Custody::possession_message(&unit(n), &token, expiry));
	KeyProof { key: pair.public(), token, expiry, signature }
}

fn key_proof(n: u32, token: H256) -> KeyProof {
	signed_by(n, n, token, EXPIRY)
}

fn prove(org: OrgId, n: u32, possession: KeyProof) -> DispatchResult {
	let proof = proof(&gtin(1), 1, n);
	Custody::prove_possession(signed(org), gtin(1), serial(n), proof, possession)
}

fn lot() -> H256 {
	lot_id(&gtin(1), &number(1))
}

#[test]
fn prove_possession_should_keep_the_first_token_when_the_key_signed() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let before = item(goods);
		assert_ok!(prove(SHOP, 7, key_proof(7, token(1))));
		assert_eq!(FirstTokens::<Test>::get(lot(), 7), Some(token(1)));
		let possession = Possession { by: SHOP, at: NOW };
		assert_eq!(Possessions::<Test>::get((lot(), 7, token(1))), Some(possession));
		let (object, lot) = (unit(7), lot());
		let event = Event::PossessionProven { object, lot, index: 7, by: SHOP, token: token(1) };
		assert_eq!(last_event(), event);
		assert_eq!(FakeAlerts::raised(), vec![]);
		assert_eq!(item(goods), before);
		assert!(!Items::<Test>::contains_key(unit(7)));
	});
}

#[test]
fn prove_possession_should_raise_an_alert_when_the_key_signs_for_another_token() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		assert_ok!(prove(SHOP, 7, key_proof(7, token(1))));
		for (n, second) in [token(2), token(3)].into_iter().enumerate() {
			assert_ok!(prove(CARRIER, 7, key_proof(7, second)));
			let (object, by, first) = (unit(7), CARRIER, token(1));
			let lot = lot();
			let event = Event::PossessionContradicted { object, lot, index: 7, by, first, second };
			assert_eq!(last_event(), event);
			let alert = Alert::TwoPossessors { object, by, first, second };
			assert_eq!(FakeAlerts::raised().get(n), Some(&alert));
		}
		assert_eq!(FirstTokens::<Test>::get(lot(), 7), Some(token(1)));
		assert_eq!(Possessions::<Test>::iter().count(), 3);
	});
}

#[test]
fn prove_possession_should_fail_when_the_token_was_proven_whoever_submits_it_again() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		for n in [1, 2] {
			assert_ok!(prove(SHOP, 7, key_proof(7, token(n))));
		}
		for n in [1, 2] {
			for org in [SHOP, CARRIER] {
				assert_noop!(prove(org, 7, key_proof(7, token(n))), Error::AlreadyProven);
				let later = signed_by(7, 7, token(n), EXPIRY + 1);
				assert_noop!(prove(org, 7, later), Error::AlreadyProven);
			}
		}
		// Of another unit the same token says something else.
		assert_ok!(prove(SHOP, 8, key_proof(8, token(1))));
	});
}

#[test]
fn prove_possession_should_be_told_of_its_own_lot_when_another_has_the_same_serial() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		commission(2);
		assert_ok!(prove(SHOP, 7, key_proof(7, token(1))));
		let other = proof(&gtin(1), 2, 7);
		let possession = key_proof(7, token(1));
		let call = Custody::prove_possession(signed(SHOP), gtin(1), serial(7), other, possession);
		assert_ok!(call);
		assert_eq!(FakeAlerts::raised(), vec![]);
		let lot = lot_id(&gtin(1), &number(2));
		assert_eq!(FirstTokens::<Test>::get(lot, 7), Some(token(1)));
	});
}

#[test]
fn prove_possession_should_be_possible_when_the_unit_was_sold() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let sold =
			Custody::sell(signed(FACTORY), unit_claim(1, 7), seq(goods), token(9), None, None);
		assert_ok!(sold);
		assert_ok!(prove(SHOP, 7, key_proof(7, token(1))));
	});
}

#[test]
fn prove_possession_should_fail_when_it_expired() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		pass(60);
		assert_noop!(prove(SHOP, 7, key_proof(7, token(1))), Error::ProofExpired);
		assert_ok!(prove(SHOP, 7, signed_by(7, 7, token(1), EXPIRY + 1)));
	});
}

#[test]
fn prove_possession_should_fail_when_the_key_is_not_the_hidden_one() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		let other_key = signed_by(8, 7, token(1), EXPIRY);
		assert_noop!(prove(SHOP, 7, other_key), Error::KeyMismatch);
		let mut path = proof(&gtin(1), 1, 7);
		path.item_key = H256(sp_io::hashing::blake2_256(&other_key.key.0));
		let call = Custody::prove_possession(signed(SHOP), gtin(1), serial(7), path, other_key);
		assert_noop!(call, Error::ProofRefuted);
	});
}

#[test]
fn prove_possession_should_fail_when_something_else_was_signed() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		let right = key_proof(7, token(1));
		let other_unit = signed_by(7, 8, token(1), EXPIRY);
		let mut bent = right;
		bent.signature.0[40] ^= 1;
		let message = Custody::possession_message(&unit(7), &token(1), EXPIRY);
		let shortened = hidden_key(7).sign(&message[1..]);
		let mut elsewhere = message;
		elsewhere[23] ^= 1;
		let elsewhere = hidden_key(7).sign(&elsewhere);
		for wrong in [
			KeyProof { token: token(2), ..right },
			KeyProof { expiry: EXPIRY + 1, ..right },
			KeyProof { signature: shortened, ..right },
			KeyProof { signature: elsewhere, ..right },
			other_unit,
			bent,
		] {
			assert_noop!(prove(SHOP, 7, wrong), Error::SignatureRefuted);
		}
		assert_ok!(prove(SHOP, 7, right));
	});
}

/// A lot of one unit whose item key is the digest of a key that everybody can sign for.
fn commission_weak(lot: u32, key: &ed25519::Public) -> SerialProof {
	let item_key = H256(sp_io::hashing::blake2_256(&key.0));
	let leaf = lot_leaf(&gtin(1), &serial(7), &item_key);
	let root = merkle::root(&[leaf]);
	let one = Quantity::Pieces(1);
	let made = Custody::commission(signed(FACTORY), gtin(1), number(lot), one, root, None, time());
	assert_ok!(made);
	SerialProof { lot: number(lot), index: 0, item_key, path: Default::default() }
}

#[test]
fn prove_possession_should_fail_when_everybody_can_sign_for_the_key() {
	let mut keys = vec![];
	for (first, middle, last) in [
		(0x00, 0x00, 0x00),
		(0x01, 0x00, 0x00),
		(0xec, 0xff, 0x7f),
		(0xed, 0xff, 0x7f),
		(0xee, 0xff, 0x7f),
	] {
		let mut key = [middle; 32];
		(key[0], key[31]) = (first, last);
		keys.push(key);
	}
	for text in [
		"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
		"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
	] {
		let digit = |at| u8::from_str_radix(&text[at..at + 2], 16).expect("hex");
		keys.push(std::array::from_fn(|byte| digit(2 * byte)));
	}
	let negative = |key: &[u8; 32]| {
		let mut key = *key;
		key[31] |= 0x80;
		key
	};
	keys.extend(keys.clone().iter().map(negative));
	// R is the neutral point, s is zero.
	let mut forged = [0; 64];
	forged[0] = 1;
	let signature = ed25519::Signature::from_raw(forged);
	ExtBuilder::default().build_and_execute(|| {
		let mut forgeable = 0;
		for (lot, key) in (1..).zip(keys) {
			let key = ed25519::Public::from_raw(key);
			let proof = commission_weak(lot, &key);
			let possession = KeyProof { key, token: token(1), expiry: EXPIRY, signature };
			let message = Custody::possession_message(&unit(7), &token(1), EXPIRY);
			forgeable += u32::from(sp_io::crypto::ed25519_verify(&signature, &message, &key));
			let call =
				Custody::prove_possession(signed(SHOP), gtin(1), serial(7), proof, possession);
			assert_noop!(call, Error::WeakKey);
		}
		assert_eq!(forgeable, 14, "of each of these the neutral signature would be taken");
	});
}

#[test]
fn prove_possession_should_fail_when_the_claim_is_malformed_or_the_lot_unknown() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		let call = |gtin, serial, proof| {
			let possession = key_proof(7, token(1));
			Custody::prove_possession(signed(SHOP), gtin, serial, proof, possession)
		};
		let path = || proof(&gtin(1), 1, 7);
		assert_noop!(call(Gtin([b'1'; 14]), serial(7), path()), Error::MalformedGtin);
		let nothing = Serial(Default::default());
		assert_noop!(call(gtin(1), nothing, path()), Error::MalformedSerial);
		let nameless = SerialProof { lot: LotNumber(Default::default()), ..path() };
		assert_noop!(call(gtin(1), serial(7), nameless), Error::MalformedClaim);
		let unmade = SerialProof { lot: number(9), ..path() };
		assert_noop!(call(gtin(1), serial(7), unmade), Error::UnknownLot);
		let moved = SerialProof { index: 8, ..path() };
		assert_noop!(call(gtin(1), serial(7), moved), Error::ProofRefuted);
		assert_noop!(call(gtin(1), serial(8), path()), Error::ProofRefuted);
	});
}

#[test]
fn prove_possession_should_be_any_members_to_submit_and_nobody_elses() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		refuses_strangers(FACTORY, |origin| {
			let proof = proof(&gtin(1), 1, 7);
			let possession = key_proof(7, token(1));
			Custody::prove_possession(origin, gtin(1), serial(7), proof, possession)
		});
		assert_ok!(prove(NOTARY, 7, key_proof(7, token(1))));
	});
}

#[test]
fn possession_message_should_be_what_a_client_can_write() {
	ExtBuilder::default().build_and_execute(|| {
		let genesis = H256::repeat_byte(0x5a);
		frame_system::BlockHash::<Test>::insert(0, genesis);
		let (unit, token) = (unit(7), token(1));
		let message = Custody::possession_message(&unit, &token, 0x0102_0304_0506_0708);
		let expiry = [8, 7, 6, 5, 4, 3, 2, 1];
		let parts = [
			b"tracemark/possession/v1".as_slice(),
			genesis.as_bytes(),
			unit.as_bytes(),
			token.as_bytes(),
			&expiry,
		];
		assert_eq!(message, parts.concat());
		assert_eq!(message.len(), 127);
	});
}
