//! `register_exhibit`: a thing, sealed, under its record.

use super::*;

fn register_at(operator: u64, digest: Digest, deposit: u32, quantity: Quantity) -> DispatchResult {
	let origin = RuntimeOrigin::signed(operator);
	Evidence::register_exhibit(origin, digest, deposit, SEAL, quantity, None, None)
}

#[test]
fn register_exhibit_should_put_it_on_record_when_it_has_a_record() {
	ExtBuilder.build_and_execute(|| {
		exhibit_record(CUSTOMS, sha256(1));
		advance_to(3, NOW + DAY);
		let (lot, object) = (Some(H256::repeat_byte(0x10)), Some(H256::repeat_byte(0x0b)));
		let quantity = Quantity::Pieces(2);
		let origin = RuntimeOrigin::signed(CUSTOMS);
		assert_ok!(Evidence::register_exhibit(origin, sha256(1), 0, SEAL, quantity, lot, object));

		let act = ExhibitAct::Registered { deposit: 0, seal: SEAL, quantity, lot, object };
		let (operator, block, moment) = (org(CUSTOMS), 3, NOW + DAY);
		let entry = ExhibitEntry { org: operator, operator, block, moment, act };
		let event = Event::ExhibitActed { digest: sha256(1), number: 1, seq: 1, entry };
		assert_eq!(
			exhibit(1),
			Exhibit {
				by: org(CUSTOMS),
				holder: org(CUSTOMS),
				seal: Some(SEAL),
				quantity,
				lot,
				object,
				sample_of: None,
				state: ExhibitState::Held,
				order: None,
				seq: 1,
				head: next_head(H256::zero(), 1, &event),
			}
		);
		assert_eq!(ExhibitActs::<Test>::get((sha256(1), 1, 1)), Some(entry));
		assert_last_event(event);
		let timeline = Evidence::timeline(sha256(1), 1, 9).items;
		assert_eq!(timeline[0].act, RecordAct::Exhibit { number: 1, seq: 1 });
	});
}

#[test]
fn register_exhibit_should_number_them_when_a_record_has_several() {
	ExtBuilder.build_and_execute(|| {
		exhibit_record(CUSTOMS, sha256(1));
		exhibit_record(POLICE, sha256(1));
		assert_ok!(register_at(CUSTOMS, sha256(1), 0, Quantity::Pieces(1)));
		assert_ok!(register_at(CUSTOMS, sha256(1), 0, micros(5)));
		assert_ok!(register_at(POLICE, sha256(1), 1, Quantity::Pieces(3)));
		let page = Evidence::exhibits(sha256(1), 0, 100);
		let of: Vec<_> = page.items.iter().map(|it| (it.holder, it.quantity)).collect();
		let (customs, police) = (org(CUSTOMS), org(POLICE));
		assert_eq!(
			of,
			[(customs, Quantity::Pieces(1)), (customs, micros(5)), (police, Quantity::Pieces(3))]
		);
		assert_eq!(page.next, None);
		let second = Evidence::exhibits(sha256(1), 1, 1);
		assert_eq!((second.items, second.next), (vec![exhibit(2)], Some(2)));
		assert!(Evidence::exhibits(sha256(2), 0, 9).items.is_empty());
	});
}

#[test]
fn register_exhibit_should_take_an_opened_leaf_when_its_batch_was_of_exhibits() {
	ExtBuilder.build_and_execute(|| {
		let batch = Batch::of(2);
		batch.anchor(MONITOR);
		let origin = RuntimeOrigin::signed(MONITOR);
		assert_ok!(Evidence::open_leaf(
			origin,
			batch.root(),
			0,
			batch.leaves[0],
			0,
			batch.path(0),
			EvidenceKind::PhysicalExhibit,
			description(),
		));
		assert_ok!(register_at(MONITOR, sha256(1), 0, Quantity::Pieces(1)));
	});
}

#[test]
fn register_exhibit_should_refuse_when_the_deposit_is_no_standing_record_of_ones_own() {
	ExtBuilder.build_and_execute(|| {
		let one = Quantity::Pieces(1);
		exhibit_record(CUSTOMS, sha256(1));
		assert_noop!(register_at(CUSTOMS, sha256(2), 0, one), Error::<Test>::UnknownDigest);
		assert_noop!(register_at(CUSTOMS, sha256(1), 1, one), Error::<Test>::UnknownDeposit);
		assert_noop!(register_at(POLICE, sha256(1), 0, one), Error::<Test>::NotDepositor);
		anchor(CUSTOMS, sha256(2));
		assert_noop!(register_at(CUSTOMS, sha256(2), 0, one), Error::<Test>::NotExhibitRecord);
		let batch = Batch::of(2);
		let (origin, kind) = (RuntimeOrigin::signed(CUSTOMS), EvidenceKind::PhysicalExhibit);
		assert_ok!(Evidence::anchor_batch(origin, batch.root(), 2, kind, description()));
		let of_many = register_at(CUSTOMS, batch.digest(), 0, one);
		assert_noop!(of_many, Error::<Test>::NotExhibitRecord);
		wait();
		assert_ok!(revoke(CUSTOMS, sha256(1), 0));
		assert_noop!(register_at(CUSTOMS, sha256(1), 0, one), Error::<Test>::AlreadyRevoked);
		// Nor does it come back clean by another's deposit.
		exhibit_record(POLICE, sha256(1));
		assert_noop!(register_at(POLICE, sha256(1), 1, one), Error::<Test>::NotStanding);
	});
}

#[test]
fn register_exhibit_should_refuse_when_the_quantity_is_malformed() {
	ExtBuilder.build_and_execute(|| {
		exhibit_record(CUSTOMS, sha256(1));
		let no_unit = Quantity::Measured { micros: 1, unit: UnitCode(*b"kg ") };
		for quantity in [Quantity::Pieces(0), micros(0), no_unit] {
			let refused = register_at(CUSTOMS, sha256(1), 0, quantity);
			assert_noop!(refused, Error::<Test>::MalformedQuantity);
		}
	});
}

#[test]
fn register_exhibit_should_refuse_when_the_signer_may_not_act() {
	ExtBuilder.build_and_execute(|| {
		exhibit_record(CUSTOMS, sha256(1));
		let one = Quantity::Pieces(1);
		refuse_who_may_not_act(CUSTOMS, |origin| {
			Evidence::register_exhibit(origin, sha256(1), 0, SEAL, one, None, None)
		});
	});
}
