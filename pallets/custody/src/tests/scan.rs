//! What a scan comes to: each verdict, and each reason why nothing is proven.

use super::*;
use codec::Decode;
use sp_core::{ed25519, sr25519, Pair};
use tracemark_primitives::{
	gs1::{lot_id, lot_leaf, CompanyPrefix, Gtin, Serial, SerialProof},
	merkle,
	parties::BaseUrl,
	recalls::{RecallReason, RecallScope},
	scan::{
		denial_message, Absence, Denial, DenialFault, Leaf, NeighbourFault, ScanAnswer, Shown,
		Signed, Unproven, Verdict,
	},
	traits::Membership,
	Moment,
};

const EXPIRY: Moment = NOW + 600_000;
const NOTHING: H256 = H256::zero();

fn text(text: &str) -> Serial {
	text.try_into().expect("a serial")
}

/// Of no lot: it comes between units 4 and 5 of each.
fn invented() -> Serial {
	text("S000004X")
}

fn scan(serial: Serial, shown: Shown, holder: Option<OrgId>) -> ScanAnswer {
	Custody::scan(&gtin(1), &serial, &shown, holder)
}

/// The verdict on the `n`-th unit of the first class, by its path in a lot.
fn with_path(lot: u32, n: u32, holder: Option<OrgId>) -> Verdict {
	let answer = scan(serial(n), Shown::Path(proof(&gtin(1), lot, n)), holder);
	assert_eq!(answer.why, None);
	answer.verdict
}

/// Why nothing is proven.
fn unproven(serial: Serial, shown: Shown) -> Unproven {
	let answer = scan(serial, shown, None);
	assert_eq!(answer.verdict, Verdict::NotProvable);
	answer.why.expect("says why")
}

/// The `n`-th leaf of any lot of a class.
fn leaf(class: &Gtin, n: u32) -> Option<Leaf> {
	let SerialProof { index, item_key, path, .. } = proof(class, 1, n);
	Some(Leaf { index, serial: serial(n), item_key, path })
}

fn absence_of(lot: u32, before: Option<Leaf>, after: Option<Leaf>) -> Absence {
	Absence { lot: number(lot), before, after }
}

/// That the invented serial is not in a lot of the first class.
fn absence(lot: u32) -> Absence {
	absence_of(lot, leaf(&gtin(1), 4), leaf(&gtin(1), 5))
}

fn absences(shown: &[Absence]) -> Shown {
	Shown::Absences(shown.to_vec().try_into().expect("few"))
}

/// Why these neighbours leave a place for a serial in the first lot.
fn fault(serial: Serial, before: Option<Leaf>, after: Option<Leaf>) -> NeighbourFault {
	match unproven(serial, absences(&[absence_of(1, before, after)])) {
		Unproven::Neighbours { lot, fault } if lot == number(1) => fault,
		other => panic!("{other:?}"),
	}
}

/// A lot of the first class whose list is out of order, with the leaves of its items.
fn commission_unordered(lot: u32, serials: [&str; 2]) -> [Leaf; 2] {
	let class = gtin(1);
	let key = H256::repeat_byte(7);
	let leaves = serials.map(|serial| lot_leaf(&class, &text(serial), &key));
	let (quantity, root) = (Quantity::Pieces(2), merkle::root(&leaves));
	let origin = signed(FACTORY);
	assert_ok!(Custody::commission(origin, class, number(lot), quantity, root, place(), time()));
	[0, 1].map(|index: u32| {
		let path = merkle::path(&leaves, index as usize).expect("inside");
		let serial = text(serials[index as usize]);
		Leaf { index, serial, item_key: key, path: path.try_into().expect("one") }
	})
}

/// Registers the second class at the brand, under its mark.
fn register_another() {
	let rights = vec![MARK.into()].try_into().expect("one");
	let registered = Custody::register_class(signed(BRAND), gtin(2), rights, hs());
	assert_ok!(registered.map(drop).map_err(|refusal| refusal.error));
}

/// Registers the first class anew, under another owner.
fn pass_class_to(owner: OrgId) {
	FakeMembership::withdraw_prefixes(BRAND);
	FakeMembership::add_prefix(owner, CompanyPrefix::try_from("4012345").expect("digits"));
	let registered = Custody::register_class(signed(owner), gtin(1), Default::default(), hs());
	assert_ok!(registered.map(drop).map_err(|refusal| refusal.error));
}

fn pair(seed: u8) -> sr25519::Pair {
	sr25519::Pair::from_seed(&[seed; 32])
}

/// Makes whoever has the key an operator of `org`: its account is the beginning of the key.
fn employ(org: OrgId, key: [u8; 32]) {
	let account = u64::decode(&mut key.as_slice()).expect("long enough");
	let party = FakeMembership::party(org).expect("a member");
	FakeMembership::admit(account, org, party.roles, party.country);
}

/// That there is no such unit of a class, by whoever has the key.
fn signed_denial(pair: &sr25519::Pair, class: &Gtin, serial: &Serial, expiry: Moment) -> Denial {
	let message = denial_message(class, serial, &System::block_hash(0), expiry);
	let signed = Signed::Sr25519 { signer: pair.public(), signature: pair.sign(&message) };
	Denial { expiry, signed }
}

/// That there is no such unit of the first class, by the key `seed`.
fn denial(seed: u8, serial: &Serial) -> Shown {
	Shown::Denial(signed_denial(&pair(seed), &gtin(1), serial, EXPIRY))
}

#[test]
fn scan_should_judge_a_path_by_holder_and_life() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		assert_eq!(with_path(1, 5, None), Verdict::GenuineNumber);
		assert_eq!(with_path(1, 5, Some(FACTORY)), Verdict::Genuine);
		assert_eq!(with_path(1, 5, Some(SHOP)), Verdict::Elsewhere);

		let scope = RecallScope::Lot { lot: lot_id(&gtin(1), &number(1)) };
		let notice = H256::repeat_byte(1);
		assert_ok!(Custody::recall(signed(BRAND), scope, RecallReason::Quality, notice));
		assert_eq!(with_path(1, 5, Some(FACTORY)), Verdict::Recalled);
		let path = Shown::Path(proof(&gtin(1), 1, 5));
		let answer = scan(serial(5), path, None);
		assert_eq!(answer.recalls.len(), 1);
		assert_eq!(answer.facts, <Custody as CustodyInspect>::facts(&unit_claim(1, 5)));
		assert_ok!(Custody::lift_recall(signed(BRAND), 0));

		let sale =
			Custody::sell(signed(FACTORY), unit_claim(1, 5), seq(goods), NOTHING, None, None);
		assert_ok!(sale);
		assert_eq!(with_path(1, 5, Some(FACTORY)), Verdict::Ended);
		assert_ok!(detain(goods, CUSTOMS));
		assert_eq!(with_path(1, 6, Some(FACTORY)), Verdict::Detained);
		assert_eq!(with_path(1, 6, Some(SHOP)), Verdict::Elsewhere);
	});
}

#[test]
fn scan_should_refute_a_path_when_it_leads_elsewhere() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		commission_loose(2, 64);
		let of_another = Shown::Path(proof(&gtin(1), 1, 6));
		let of_loose_goods = Shown::Path(proof(&gtin(1), 2, 5));
		let of_another_class = Shown::Path(proof(&gtin(2), 1, 5));
		for shown in [of_another, of_loose_goods, of_another_class] {
			let answer = scan(serial(5), shown, None);
			assert_eq!((answer.verdict, answer.why), (Verdict::Refuted, None));
		}
	});
}

#[test]
fn scan_should_prove_nothing_when_nothing_is_shown_or_nobody_commissioned_the_lot() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		for shown in [Shown::Nothing, absences(&[])] {
			assert_eq!(unproven(serial(5), shown), Unproven::NothingShown);
		}
		let unknown = Unproven::UnknownLot { lot: number(2) };
		assert_eq!(unproven(serial(5), Shown::Path(proof(&gtin(1), 2, 5))), unknown);
		assert_eq!(unproven(invented(), absences(&[absence(1), absence(2)])), unknown);
		// What is on record is told all the same, and no verdict follows from it.
		assert_ok!(extract(&unit_claim(1, 5)));
		hand_over(FACTORY, SHOP, goods);
		let answer = scan(serial(5), Shown::Nothing, Some(FACTORY));
		assert_eq!(answer.verdict, Verdict::NotProvable);
		assert_eq!(answer.facts.whereabouts.map(|at| at.object), Some(unit(5)));
	});
}

#[test]
fn scan_should_name_the_resolver_of_the_owner_when_it_has_one() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		assert_eq!(scan(serial(5), Shown::Nothing, None).ask, None);
		let resolver = b"https://id.brand.example".to_vec().try_into().map(BaseUrl).expect("short");
		FakeMembership::set_resolver(BRAND, resolver.clone());
		for shown in [Shown::Nothing, Shown::Path(proof(&gtin(1), 1, 5)), absences(&[absence(1)])] {
			assert_eq!(scan(serial(5), shown, None).ask, Some(resolver.clone()));
		}
		let of_nobody = Custody::scan(&gtin(9), &serial(5), &Shown::Nothing, None);
		assert_eq!((of_nobody.verdict, of_nobody.ask), (Verdict::NotProvable, None));
	});
}

#[test]
fn scan_should_know_no_such_serial_when_neighbours_in_every_lot_leave_no_place() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		commission(2);
		let unknown = |serial: Serial, shown: &[Absence]| {
			let answer = scan(serial, absences(shown), Some(SHOP));
			assert_eq!((answer.verdict, answer.why), (Verdict::UnknownSerial, None));
			assert!(answer.facts.whereabouts.is_none() && answer.recalls.is_empty());
		};
		unknown(invented(), &[absence(1), absence(2)]);
		unknown(invented(), &[absence(2), absence(1), absence(2)]);
		let first = |lot| absence_of(lot, None, leaf(&gtin(1), 0));
		let last = |lot| absence_of(lot, leaf(&gtin(1), LEAVES - 1), None);
		unknown(text("A"), &[first(1), first(2)]);
		unknown(text("Z"), &[last(1), last(2)]);
		// Made under another owner of the class.
		pass_class_to(FACTORY);
		commission(3);
		let left_out = unproven(invented(), absences(&[absence(3)]));
		assert_eq!(left_out, Unproven::LotsLeftOut { shown: 64, made: 192 });
		unknown(invented(), &[absence(1), absence(2), absence(3)]);
	});
}

#[test]
fn scan_should_prove_nothing_when_lots_of_the_class_are_left_out() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		commission(2);
		// A lot that is shown twice is one lot.
		for shown in [vec![absence(1)], vec![absence(1), absence(1)]] {
			let left_out = Unproven::LotsLeftOut { shown: 64, made: 128 };
			assert_eq!(unproven(invented(), absences(&shown)), left_out);
		}
		// Items of a lot without serials have none to be found.
		commission_loose(3, 36);
		let both = absences(&[absence(1), absence(2)]);
		assert_eq!(scan(invented(), both, Some(SHOP)).verdict, Verdict::UnknownSerial);
		let loose = absences(&[absence(1), absence(2), absence(3)]);
		assert_eq!(unproven(invented(), loose), Unproven::LotWithoutSerials { lot: number(3) });
	});
}

#[test]
fn scan_should_prove_nothing_when_neighbours_are_forged() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		let of = |n| leaf(&gtin(1), n);
		let forged = |change: &dyn Fn(&mut Leaf)| {
			let mut leaf = of(4).expect("is one");
			change(&mut leaf);
			Some(leaf)
		};
		let mut path_of_a_node = of(4).expect("is one").path.into_inner();
		path_of_a_node.remove(0);
		let changes: [&dyn Fn(&mut Leaf); 7] = [
			&|leaf| leaf.serial = text("S0000041"),
			&|leaf| leaf.item_key = NOTHING,
			&|leaf| leaf.index = 5,
			&|leaf| leaf.index = LEAVES,
			&|leaf| leaf.path.truncate(5),
			&|leaf| leaf.path.try_push(NOTHING).expect("has room"),
			// A leaf in the place of the node above it.
			&|leaf| {
				leaf.index = 2;
				leaf.path = path_of_a_node.clone().try_into().expect("shorter");
			},
		];
		for change in changes {
			let found = fault(invented(), forged(change), of(5));
			assert_eq!(found, NeighbourFault::PathElsewhere);
			let found = fault(text("Z"), forged(change), None);
			assert_eq!(found, NeighbourFault::PathElsewhere);
		}
	});
}

#[test]
fn scan_should_prove_nothing_when_leaves_are_those_of_another_class() {
	ExtBuilder::default().build_and_execute(|| {
		let other = gtin(2);
		register_another();
		let (quantity, of_other) = (Quantity::Pieces(LEAVES.into()), Some(root(&other)));
		let origin = signed(FACTORY);
		let made =
			Custody::commission(origin, other, number(1), quantity, of_other, place(), time());
		assert_ok!(made);
		let foreign = || absence_of(1, leaf(&other, 4), leaf(&other, 5));
		let no_lot = Unproven::UnknownLot { lot: number(1) };
		assert_eq!(unproven(invented(), absences(&[foreign()])), no_lot);
		commission(1);
		let found = fault(invented(), leaf(&other, 4), leaf(&other, 5));
		assert_eq!(found, NeighbourFault::PathElsewhere);
		let answer = Custody::scan(&other, &invented(), &absences(&[foreign()]), None);
		assert_eq!(answer.verdict, Verdict::UnknownSerial);
	});
}

#[test]
fn scan_should_prove_nothing_when_the_leaves_are_no_neighbours_of_the_serial() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		let of = |n| leaf(&gtin(1), n);
		for (before, after) in [
			(of(4), of(6)),
			(of(5), of(4)),
			(of(4), of(4)),
			(of(4), None),
			(None, of(5)),
			(None, None),
		] {
			assert_eq!(fault(invented(), before, after), NeighbourFault::NotNeighbours);
		}
		for (asked, before, after) in [
			(invented(), of(5), of(6)),
			(invented(), None, of(0)),
			(invented(), of(LEAVES - 1), None),
			(serial(4), of(4), of(5)),
			(serial(5), of(4), of(5)),
		] {
			assert_eq!(fault(asked, before, after), NeighbourFault::NotBetween);
		}
	});
}

#[test]
fn scan_should_show_the_makers_fault_when_neighbours_are_out_of_order() {
	ExtBuilder::default().build_and_execute(|| {
		let [before, after] = commission_unordered(1, ["B", "A"]);
		for asked in ["AA", "A", "Z"] {
			let found = fault(text(asked), Some(before.clone()), Some(after.clone()));
			assert_eq!(found, NeighbourFault::Unordered);
		}
		let [before, after] = commission_unordered(2, ["C", "C"]);
		let shown = absences(&[absence_of(2, Some(before), Some(after))]);
		let (lot, fault) = (number(2), NeighbourFault::Unordered);
		assert_eq!(unproven(text("CC"), shown), Unproven::Neighbours { lot, fault });
	});
}

#[test]
fn scan_should_know_no_such_serial_when_the_owner_of_the_class_denies_it() {
	ExtBuilder::default().build_and_execute(|| {
		employ(BRAND, pair(1).public().0);
		let other = ed25519::Pair::from_seed(&[2; 32]);
		employ(BRAND, other.public().0);
		let message = denial_message(&gtin(1), &invented(), &System::block_hash(0), EXPIRY);
		let signed = Signed::Ed25519 { signer: other.public(), signature: other.sign(&message) };
		let in_ed25519 = Shown::Denial(Denial { expiry: EXPIRY, signed });
		for shown in [denial(1, &invented()), in_ed25519] {
			let answer = scan(invented(), shown, None);
			assert_eq!((answer.verdict, answer.why), (Verdict::UnknownSerial, None));
		}
		// Whoever owns the class now, and not who owns another one still.
		register_another();
		employ(FACTORY, pair(3).public().0);
		pass_class_to(FACTORY);
		let answer = scan(invented(), denial(3, &invented()), None);
		assert_eq!(answer.verdict, Verdict::UnknownSerial);
		let former = unproven(invented(), denial(1, &invented()));
		assert_eq!(former, Unproven::Denial(DenialFault::OtherSigner));
	});
}

#[test]
fn scan_should_prove_nothing_when_a_denial_is_not_the_owners() {
	ExtBuilder::default().build_and_execute(|| {
		for (seed, org) in [(1, BRAND), (2, FACTORY)] {
			employ(org, pair(seed).public().0);
		}
		let why = |shown| match unproven(invented(), shown) {
			Unproven::Denial(fault) => fault,
			other => panic!("{other:?}"),
		};
		// Another member, and somebody outside.
		for seed in [2, 9] {
			assert_eq!(why(denial(seed, &invented())), DenialFault::OtherSigner);
		}
		for standing in [Standing::Suspended, Standing::Expelled] {
			FakeMembership::set_standing(BRAND, standing);
			assert_eq!(why(denial(1, &invented())), DenialFault::SignerMayNotAct);
		}
		FakeMembership::set_standing(BRAND, Standing::Good);
		let of_nobody = Shown::Denial(signed_denial(&pair(1), &gtin(9), &invented(), EXPIRY));
		let answer = Custody::scan(&gtin(9), &invented(), &of_nobody, None);
		assert_eq!(answer.why, Some(Unproven::UnknownClass));
	});
}

#[test]
fn scan_should_prove_nothing_when_a_denial_expired_or_was_not_signed_for_this() {
	ExtBuilder::default().build_and_execute(|| {
		employ(BRAND, pair(1).public().0);
		let good = signed_denial(&pair(1), &gtin(1), &invented(), EXPIRY);
		let why = |denial: Denial| match unproven(invented(), Shown::Denial(denial)) {
			Unproven::Denial(fault) => fault,
			other => panic!("{other:?}"),
		};
		let of_another_class = signed_denial(&pair(1), &gtin(2), &invented(), EXPIRY);
		let of_another_unit = signed_denial(&pair(1), &gtin(1), &serial(5), EXPIRY);
		let prolonged = Denial { expiry: EXPIRY + 1, ..good.clone() };
		let message = denial_message(&gtin(1), &invented(), &H256::repeat_byte(1), EXPIRY);
		let (signer, signature) = (pair(1).public(), pair(1).sign(&message));
		let on_another_chain =
			Denial { expiry: EXPIRY, signed: Signed::Sr25519 { signer, signature } };
		for denial in [of_another_class, of_another_unit, prolonged, on_another_chain] {
			assert_eq!(why(denial), DenialFault::BadSignature);
		}
		pass(599);
		assert_eq!(scan(invented(), Shown::Denial(good.clone()), None).why, None);
		pass(1);
		assert_eq!(why(good), DenialFault::Expired);
	});
}

#[test]
fn scan_should_prove_nothing_when_everybody_can_sign_for_the_key() {
	ExtBuilder::default().build_and_execute(|| {
		// The neutral element, under which `(R, s) = (1, 0)` is a signature of anything.
		let (mut key, mut signature) = ([0; 32], [0; 64]);
		(key[0], signature[0]) = (1, 1);
		employ(BRAND, key);
		let signer = ed25519::Public::from_raw(key);
		let signature = ed25519::Signature::from_raw(signature);
		let message = denial_message(&gtin(1), &invented(), &System::block_hash(0), EXPIRY);
		assert!(sp_io::crypto::ed25519_verify(&signature, &message, &signer));
		let denial = Denial { expiry: EXPIRY, signed: Signed::Ed25519 { signer, signature } };
		let why = unproven(invented(), Shown::Denial(denial));
		assert_eq!(why, Unproven::Denial(DenialFault::BadSignature));
	});
}

#[test]
fn scan_should_know_a_serial_when_it_is_on_record_whatever_is_shown() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		employ(BRAND, pair(1).public().0);
		assert_ok!(extract(&unit_claim(1, 5)));
		let answer = scan(serial(5), denial(1, &serial(5)), None);
		assert_eq!(answer.why, Some(Unproven::OnRecord));
		assert_eq!(answer.facts.whereabouts.map(|at| at.object), Some(unit(5)));
	});
	// A maker's list out of order, in which the unit itself stands before the last.
	ExtBuilder::default().build_and_execute(|| {
		let [first, last] = commission_unordered(1, ["B", "A"]);
		let shown = absences(&[absence_of(1, Some(last), None)]);
		assert_eq!(scan(text("B"), shown.clone(), None).verdict, Verdict::UnknownSerial);
		let Leaf { index, serial, item_key, path } = first;
		let proof = Some(SerialProof { lot: number(1), index, item_key, path });
		assert_ok!(extract(&GoodsClaim::Unit { gtin: gtin(1), serial, proof }));
		assert_eq!(unproven(text("B"), shown), Unproven::OnRecord);
	});
}
