//! Digital editions and their codes.

use super::*;
use pallet_custody::KeyProof;
use sp_core::{ed25519, Pair, H256};
use tracemark_primitives::{
	editions::{code_leaf, edition_id, sale_commitment, CodeProof, EditionId, EditionSubject},
	merkle, OrgId,
};

/// As many as the edition has.
const CODES: u32 = 4;

fn key(n: u32) -> ed25519::Pair {
	ed25519::Pair::from_seed(&digest_of(&format!("code {n}")).0)
}

fn salt(n: u32) -> H256 {
	digest_of(&format!("salt {n}"))
}

fn leaves(edition: &EditionId) -> Vec<H256> {
	(0..CODES).map(|n| code_leaf(edition, &key(n).public(), &salt(n))).collect()
}

fn proof(edition: &EditionId, n: u32) -> CodeProof {
	let path = merkle::path(&leaves(edition), n as usize).expect("inside");
	CodeProof { index: n, salt: salt(n), path: path.try_into().expect("a short path") }
}

fn issue(subject: EditionSubject, codes: u32, root: H256) -> Custody<Runtime> {
	Custody::<Runtime>::issue_edition { subject, codes, root }
}

fn sell(edition: EditionId, index: u32, commitment: H256) -> Custody<Runtime> {
	Custody::<Runtime>::sell_code { edition, index, commitment }
}

/// The use of a code, by whoever has it.
fn activate(edition: EditionId, n: u32, token: H256, sold_by: Option<OrgId>) -> Custody<Runtime> {
	let expiry = now() + HOUR;
	let message =
		pallet_custody::Pallet::<Runtime>::activation_message(&edition, n, &token, sold_by, expiry);
	let (key, signature) = (key(n).public(), key(n).sign(&message));
	let possession = KeyProof { key, token, expiry, signature };
	let code = proof(&edition, n);
	Custody::<Runtime>::activate_code { edition, code, sold_by, possession }
}

fn withdraw(edition: EditionId, codes: Vec<u32>) -> Custody<Runtime> {
	let codes = codes.try_into().expect("few");
	Custody::<Runtime>::withdraw_codes { edition, codes, ground: ground() }
}

/// What another submits of a use, with other words in it.
fn altered(
	call: Custody<Runtime>,
	alter: impl Fn(&mut CodeProof, &mut KeyProof),
) -> Custody<Runtime> {
	let Custody::<Runtime>::activate_code { edition, mut code, sold_by, mut possession } = call
	else {
		unreachable!("a use of a code")
	};
	alter(&mut code, &mut possession);
	Custody::<Runtime>::activate_code { edition, code, sold_by, possession }
}

#[test]
fn codes_should_stay_when_calls_about_them_are_refused() {
	run(|| {
		let world = World::delivered();
		let Cast { brand, factory, carrier, importer, trader, monitor, .. } = &world.cast;
		let subject = |number: &str| EditionSubject::Class {
			gtin: world.gtin,
			number: number.try_into().expect("a number"),
		};
		let edition = edition_id(&subject("E-1"));
		let unknown = edition_id(&subject("E-2"));
		let of_lot = EditionSubject::Lot { lot: world.lot.id() };
		let root = merkle::root(&leaves(&edition)).expect("not empty");
		brand.does(issue(subject("E-1"), CODES, root));
		let [used, sold] = ["receipt 1", "receipt 2"].map(digest_of);
		monitor.does(activate(edition, 0, used, None));
		let commitment = sale_commitment(&edition, 1, trader.org, &sold);
		trader.does(sell(edition, 1, commitment));
		brand.does(withdraw(edition, vec![2]));
		let right = || activate(edition, 1, sold, Some(trader.org));
		let neutral = ed25519::Public::from_raw([0; 32]);

		refuse(vec![
			row(
				"an edition as an outsider",
				outsider(),
				issue(subject("E-2"), 1, root),
				ConsortiumError::NotMember,
			),
			row(
				"an edition without the role",
				importer,
				issue(subject("E-2"), 1, root),
				ConsortiumError::RoleMissing,
			),
			row(
				"copies by whom is licensed to make goods only",
				factory,
				issue(subject("E-2"), 1, root),
				CustodyError::NotAuthorised,
			),
			row(
				"an edition twice",
				brand,
				issue(subject("E-1"), 1, root),
				CustodyError::AlreadyIssued,
			),
			row(
				"an edition of nothing",
				brand,
				issue(subject("E-2"), 0, root),
				CustodyError::MalformedQuantity,
			),
			row(
				"more codes than pieces",
				factory,
				issue(of_lot, u32::MAX, root),
				CustodyError::MoreThanLot,
			),
			row(
				"sell a code without the role",
				carrier,
				sell(edition, 1, ground()),
				ConsortiumError::RoleMissing,
			),
			row(
				"sell a code of no edition",
				trader,
				sell(unknown, 1, ground()),
				CustodyError::UnknownEdition,
			),
			row(
				"sell a code that is none",
				trader,
				sell(edition, CODES, ground()),
				CustodyError::OutsideEdition,
			),
			row(
				"sell a code twice",
				trader,
				sell(edition, 1, commitment),
				CustodyError::SaleOnRecord,
			),
			row("sell a used code", trader, sell(edition, 0, ground()), CustodyError::CodeSpent),
			row(
				"sell a withdrawn code",
				trader,
				sell(edition, 2, ground()),
				CustodyError::CodeSpent,
			),
			row("use a code as an outsider", outsider(), right(), ConsortiumError::NotMember),
			row(
				"use a code again for the same token",
				monitor,
				activate(edition, 0, used, None),
				CustodyError::AlreadyUsed,
			),
			row(
				"use another's submission for another token",
				importer,
				altered(right(), |_, possession| possession.token = used),
				CustodyError::SignatureRefuted,
			),
			row(
				"use a code with another's salt",
				monitor,
				altered(right(), |code, _| code.salt = salt(2)),
				CustodyError::ProofRefuted,
			),
			row(
				"use a code too late",
				monitor,
				altered(right(), |_, possession| possession.expiry = now()),
				CustodyError::ProofExpired,
			),
			row(
				"use a code by a key of small order",
				monitor,
				altered(right(), |_, possession| possession.key = neutral),
				CustodyError::WeakKey,
			),
			row(
				"name a seller who sold to another",
				monitor,
				activate(edition, 1, used, Some(trader.org)),
				CustodyError::SaleRefuted,
			),
			row(
				"withdraw another's codes",
				factory,
				withdraw(edition, vec![3]),
				CustodyError::NotIssuer,
			),
			row(
				"withdraw no codes",
				brand,
				withdraw(edition, vec![]),
				CustodyError::MalformedCodes,
			),
			row(
				"withdraw a code twice",
				brand,
				withdraw(edition, vec![2]),
				CustodyError::AlreadyWithdrawn,
			),
		]);
		// What was refused in every way is taken as its buyer signed it.
		monitor.does(right());
	});
}
