//! Proofs of presence and absence, checked by the function that the chain runs.

mod common;

use common::{gtin, item, lot, number, serial};
use proptest::prelude::*;
use sp_core::H256;
use tracemark_lots::{
	proof::{Absence, Answer, Commitment, Leaf, Presence},
	tree::Tree,
	Lot,
};
use tracemark_primitives::{
	gs1::{lot_leaf, Serial},
	merkle,
	scan::NeighbourFault,
};

fn present(lot: &Lot, text: &str) -> Presence {
	match lot.find(&serial(text)) {
		Answer::Present(found) => found,
		Answer::Absent(_) => panic!("{text} is in the lot"),
	}
}

fn absent(lot: &Lot, text: &str) -> Absence {
	match lot.find(&serial(text)) {
		Answer::Absent(absence) => absence,
		Answer::Present(_) => panic!("{text} is not in the lot"),
	}
}

proptest! {
	#[test]
	fn find_should_prove_every_serial_present_or_absent_when_the_lot_is_any(
		size in 1u32..200,
		asked in 0u32..420,
	) {
		let lot = lot("L-1", size);
		let text = format!("S{asked:03}");
		let commitment = lot.commitment();
		match lot.find(&serial(&text)) {
			Answer::Present(found) => {
				prop_assert!(asked % 2 == 0 && asked / 2 < size);
				prop_assert_eq!(found.leaf.index, asked / 2);
				prop_assert_eq!(found.verify(&serial(&text), commitment), Ok(()));
				let leaf = lot_leaf(&gtin(), &serial(&text), &found.leaf.item_key);
				prop_assert!(merkle::verify(
					&commitment.root, size.into(), found.leaf.index.into(), leaf, &found.leaf.path
				));
			},
			Answer::Absent(absence) => {
				prop_assert!(asked % 2 == 1 || asked / 2 >= size);
				prop_assert_eq!(absence.verify(&serial(&text), commitment), Ok(()));
			},
		}
	}
}

#[test]
fn find_should_give_one_neighbour_when_the_serial_lies_outside() {
	let lot = lot("L-1", 5);
	for (text, before, after) in
		[("A", None, Some(0)), ("S001", Some(0), Some(1)), ("Z", Some(4), None)]
	{
		let absence = absent(&lot, text);
		let index = |leaf: &Option<Leaf>| leaf.as_ref().map(|leaf| leaf.index);
		assert_eq!((index(&absence.before), index(&absence.after)), (before, after));
		assert_eq!(absence.verify(&serial(text), lot.commitment()), Ok(()));
	}
}

#[test]
fn verify_should_refuse_when_a_proof_is_wrong_foreign_or_out_of_range() {
	let lot = lot("L-1", 7);
	let other = common::lot("L-2", 8);
	let good = present(&lot, "S004");
	let on_chain = lot.commitment();
	let verify = |change: &dyn Fn(&mut Presence)| {
		let mut proof = good.clone();
		change(&mut proof);
		proof.verify(&serial("S004"), on_chain)
	};
	assert_eq!(verify(&|_| ()), Ok(()));
	let changes: [&dyn Fn(&mut Presence); 11] = [
		&|proof| proof.leaf.index = 3,
		&|proof| proof.leaf.index = 7,
		&|proof| proof.leaf.index = u32::MAX,
		&|proof| proof.leaf.item_key = H256::zero(),
		&|proof| proof.leaf.serial = serial("S006"),
		&|proof| proof.leaf.path.truncate(2),
		&|proof| proof.leaf.path.push(H256::zero()),
		&|proof| proof.leaf.path.resize(33, H256::zero()),
		&|proof| proof.leaf.path.swap(0, 1),
		&|proof| proof.lot.size = 8,
		&|proof| *proof = present(&common::lot("L-2", 8), "S004"),
	];
	for change in changes {
		assert_eq!(verify(change), Err(NeighbourFault::PathElsewhere));
	}
	assert_eq!(
		good.verify(&serial("S004"), other.commitment()),
		Err(NeighbourFault::PathElsewhere)
	);
	assert_eq!(good.verify(&serial("S006"), on_chain), Err(NeighbourFault::PathElsewhere));
}

#[test]
fn verify_should_refuse_when_a_node_is_presented_as_a_leaf() {
	let lot = lot("L-1", 4);
	let leaf = present(&lot, "S000").leaf;
	let commitment = lot.commitment();
	// The upper half of the path proves the node above the leaf in a tree of two, not of four.
	let node = merkle::node_hash(&lot_leaf(&gtin(), &leaf.serial, &leaf.item_key), &leaf.path[0]);
	assert!(merkle::verify(&commitment.root, 2, 0, node, &leaf.path[1..]));
	assert!(!merkle::verify(&commitment.root, 4, 0, node, &leaf.path[1..]));
}

#[test]
fn verify_should_refuse_when_neighbours_do_not_prove_an_absence() {
	let lot = lot("L-1", 7);
	let on_chain = lot.commitment();
	let good = absent(&lot, "S005");
	let leaf = |text| Some(present(&lot, text).leaf);
	let verify = |before, after| {
		Absence { lot: on_chain.clone(), before, after }.verify(&serial("S005"), on_chain)
	};
	assert_eq!(verify(good.before.clone(), good.after.clone()), Ok(()));
	// Not next to each other, in the wrong order, or an end without being the end.
	for (before, after) in [
		(leaf("S002"), leaf("S006")),
		(leaf("S006"), leaf("S004")),
		(leaf("S004"), None),
		(None, leaf("S006")),
		(None, None),
	] {
		assert_eq!(verify(before, after), Err(NeighbourFault::NotNeighbours));
	}
	// Neighbours of another serial; the serial itself.
	for (before, after) in
		[(leaf("S000"), leaf("S002")), (leaf("S006"), leaf("S008")), (None, leaf("S000"))]
	{
		assert_eq!(verify(before, after), Err(NeighbourFault::NotBetween));
	}
	assert_eq!(good.verify(&serial("S004"), on_chain), Err(NeighbourFault::NotBetween));
	assert_eq!(good.verify(&serial("S006"), on_chain), Err(NeighbourFault::NotBetween));
	// A path of another lot, and another lot altogether.
	let mut forged = good.clone();
	forged.after.as_mut().unwrap().serial = serial("S0055");
	assert_eq!(forged.verify(&serial("S005"), on_chain), Err(NeighbourFault::PathElsewhere));
	forged = good.clone();
	forged.before.as_mut().unwrap().path.resize(33, H256::zero());
	assert_eq!(forged.shown(), None);
	assert_eq!(forged.verify(&serial("S005"), on_chain), Err(NeighbourFault::PathElsewhere));
	let foreign = absent(&common::lot("L-2", 7), "S005");
	assert_eq!(foreign.verify(&serial("S005"), on_chain), Err(NeighbourFault::PathElsewhere));
}

#[test]
fn verify_should_name_the_makers_fault_when_both_neighbours_stand_out_of_order() {
	// A maker who commits to a list that is out of order cannot do it by `Lot`.
	let items: Vec<_> = ["B", "A", "C"].map(item).into();
	let leaf_of = |(serial, key): (&Serial, &H256)| lot_leaf(&gtin(), serial, key);
	let leaves = items.iter().map(|item| leaf_of((&item.serial, &item.item_key))).collect();
	let tree = Tree::new(leaves).unwrap();
	let on_chain = Commitment { gtin: gtin(), lot: number("L"), size: 3, root: tree.root() };
	let leaf = |index: usize| {
		let item = items[index].clone();
		Some(Leaf {
			index: index as u32,
			serial: item.serial,
			item_key: item.item_key,
			path: tree.path(index).unwrap(),
		})
	};
	let absence = Absence { lot: on_chain.clone(), before: leaf(0), after: leaf(1) };
	assert_eq!(absence.verify(&serial("AA"), &on_chain), Err(NeighbourFault::Unordered));
}

#[test]
fn claim_should_be_what_polkadot_js_takes_when_an_item_is_proven() {
	let found = present(&lot("L-1", 2), "S002");
	let claim = found.claim();
	assert_eq!(claim["Unit"]["gtin"], "0x3039353231313031303030303136");
	assert_eq!(claim["Unit"]["serial"], "0x53303032");
	let proof = &claim["Unit"]["proof"];
	assert_eq!((&proof["lot"], &proof["index"]), (&"0x4c2d31".into(), &1.into()));
	assert_eq!(proof["itemKey"], format!("{:?}", found.leaf.item_key));
	assert_eq!(proof["path"], serde_json::json!([found.leaf.path[0]]));
}
