use super::*;
use tracemark_primitives::{
	authorisation::{
		Activity, Answer, AuthorisationReport, GoodsHistory, Ground, Making, Question,
	},
	goods::ClassRight,
	gs1::{lot_id, Serial, SerialProof},
	merkle,
	parties::Role,
	rights::RightClass,
};

const ORDER: H256 = H256::repeat_byte(9);

fn call(org: OrgId, claim: GoodsClaim, seq: u32) -> DispatchResult {
	Custody::sell(signed(org), claim, seq, ORDER, None, None)
}

fn total(object: ObjectId) -> u64 {
	let unit = LogisticUnits::<Test>::get(object).expect("a logistic unit");
	unit.contents.iter().map(|content| content.quantity.value()).sum()
}

/// What a sale of the shop, not through a marketplace, is told as.
fn told(object: ObjectId, seq: u32) -> Event {
	Event::Sold { object, seq, by: SHOP, marketplace: None, order: ORDER, payment: None }
}

#[test]
fn sell_should_take_the_unit_out_by_its_path_when_it_lies_in_nested_goods() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let inner = pack(FACTORY, 1, &[goods]);
		let outer = pack(FACTORY, 2, &[inner]);
		hand_over(FACTORY, SHOP, outer);
		pass(10);
		let before = item(goods);
		assert_ok!(call(SHOP, unit_claim(1, 7), before.seq));

		let sold = item(unit(7));
		assert_eq!((sold.position, sold.presence), (held(SHOP), Presence::Ended(EndOfLife::Sold)));
		let lot = lot_id(&gtin(1), &number(1));
		assert_eq!(sold.kind, ItemKind::Unit { lot, index: 7 });
		let contents = Consignments::<Test>::get(goods).expect("a consignment");
		assert_eq!((contents.quantity, contents.taken.count), (Quantity::Pieces(63), 1));
		assert_eq!(contents.taken.leaves.to_vec(), [7]);
		assert_eq!((total(inner), total(outer)), (63, 63));
		let pins = Pins {
			parent_seq: before.seq + 1,
			parent_head: before.head,
			child_seq: 1,
			child_head: H256::zero(),
		};
		let taken = Event::TakenOut { parent: goods, child: unit(7), pins, holder: SHOP };
		System::assert_has_event(taken.clone().into());
		assert_chained(before, goods, &taken);
		let event = told(unit(7), 2);
		assert_eq!(last_event(), event);
	});
}

#[test]
fn sell_should_fail_when_the_unit_was_sold() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		hand_over(FACTORY, SHOP, goods);
		assert_ok!(call(SHOP, unit_claim(1, 7), seq(goods)));
		assert_noop!(call(SHOP, unit_claim(1, 7), seq(goods)), Error::StaleSeq);
		assert_noop!(call(SHOP, unit_claim(1, 7), seq(unit(7))), Error::AlreadyEnded);
		assert_ok!(call(SHOP, unit_claim(1, 8), seq(goods)));
	});
}

#[test]
fn sell_should_go_on_out_of_each_part_when_goods_were_split_after_a_sale() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		hand_over(FACTORY, SHOP, goods);
		assert_ok!(call(SHOP, unit_claim(1, 7), seq(goods)));
		let half = Part::Ranges(vec![(0, 32)].try_into().expect("one"));
		assert_ok!(Custody::split(signed(SHOP), goods, seq(goods), half));
		let part = consignment(1, 1);
		hand_over(SHOP, IMPORTER, part);
		// What was sold stays with its seller, whoever holds the part that its leaf is in.
		let sold = seq(unit(7));
		assert_noop!(call(IMPORTER, unit_claim(1, 7), seq(part)), Error::StaleSeq);
		assert_noop!(call(IMPORTER, unit_claim(1, 7), sold), Error::NotHolder);
		assert_noop!(
			Custody::take_back(signed(IMPORTER), unit(7), sold, ORDER, None, time()),
			Error::NotHolder
		);
		assert_ok!(Custody::take_back(signed(SHOP), unit(7), sold, ORDER, None, time()));
		assert_noop!(call(SHOP, unit_claim(1, 8), seq(part)), Error::NotHolder);
		assert_ok!(call(IMPORTER, unit_claim(1, 8), seq(part)));
		assert_ok!(call(SHOP, unit_claim(1, 40), seq(goods)));
		let left = |object| {
			let contents = Consignments::<Test>::get(object).expect("a consignment");
			(contents.quantity, contents.taken.leaves.to_vec())
		};
		assert_eq!(left(part), (Quantity::Pieces(30), vec![7, 8]));
		assert_eq!(left(goods), (Quantity::Pieces(31), vec![40]));
	});
}

#[test]
fn sell_should_end_a_whole_consignment() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		hand_over(FACTORY, SHOP, goods);
		let before = item(goods);
		assert_ok!(call(SHOP, GoodsClaim::Consignment { id: goods }, before.seq));
		let event = told(goods, before.seq + 1);
		assert_eq!(last_event(), event);
		assert_chained(before, goods, &event);
		assert_noop!(call(SHOP, unit_claim(1, 1), seq(goods)), Error::AlreadyEnded);
	});
}

#[test]
fn sell_should_end_a_unit_with_a_record_without_its_path() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		hand_over(FACTORY, SHOP, goods);
		assert_ok!(extract(&unit_claim(1, 3)));
		let claim = GoodsClaim::Unit { gtin: gtin(1), serial: serial(3), proof: None };
		assert_ok!(call(SHOP, claim, 1));
		assert_eq!(item(unit(3)).presence, Presence::Ended(EndOfLife::Sold));
	});
}

#[test]
fn sell_should_fail_when_the_path_does_not_show_it() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		hand_over(FACTORY, SHOP, goods);
		let claim = |serial: Serial, proof| GoodsClaim::Unit { gtin: gtin(1), serial, proof };
		let sell = |claim| call(SHOP, claim, seq(goods));
		let good = proof(&gtin(1), 1, 7);
		assert_noop!(sell(claim(serial(7), None)), Error::ProofMissing);
		// The path of another unit, of the right one at another place, cut, of a node, beyond the lot.
		assert_noop!(sell(claim(serial(8), Some(good.clone()))), Error::ProofRefuted);
		let mut wrong = good.clone();
		wrong.index = 6;
		assert_noop!(sell(claim(serial(7), Some(wrong))), Error::ProofRefuted);
		let mut wrong = good.clone();
		wrong.index = LEAVES;
		assert_noop!(sell(claim(serial(7), Some(wrong))), Error::ProofRefuted);
		let mut wrong = good.clone();
		wrong.path.pop();
		assert_noop!(sell(claim(serial(7), Some(wrong))), Error::ProofRefuted);
		let mut wrong = good.clone();
		wrong.item_key = H256::zero();
		assert_noop!(sell(claim(serial(7), Some(wrong))), Error::ProofRefuted);
		let mut wrong = good.clone();
		wrong.path.remove(0);
		wrong.index = 3;
		assert_noop!(sell(claim(serial(7), Some(wrong))), Error::ProofRefuted);
		// Lots without serials have no path; unknown ones none that we know.
		let loose = commission_loose(2, 64);
		let elsewhere = Some(proof(&gtin(1), 2, 7));
		assert_noop!(call(SHOP, claim(serial(7), elsewhere), seq(loose)), Error::ProofRefuted);
		let unknown = Some(proof(&gtin(1), 3, 7));
		assert_noop!(sell(claim(serial(7), unknown)), Error::UnknownLot);
		assert_noop!(sell(claim(Serial(Default::default()), None)), Error::MalformedClaim);
	});
}

#[test]
fn sell_should_fail_when_a_node_is_presented_as_a_leaf() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		hand_over(FACTORY, SHOP, goods);
		let leaf = proof(&gtin(1), 1, 7);
		let node_at = |height: usize| {
			let (below, path) = leaf.path.split_at(height);
			// The hash of the node, as whoever knows the list computes it.
			let start = tracemark_primitives::gs1::lot_leaf(&gtin(1), &serial(7), &leaf.item_key);
			let hash = below.iter().enumerate().fold(start, |hash, (level, beside)| {
				match (leaf.index >> level) % 2 {
					0 => merkle::node_hash(&hash, beside),
					_ => merkle::node_hash(beside, &hash),
				}
			});
			(hash, leaf.index >> height, path.to_vec())
		};
		for height in 1..=leaf.path.len() {
			let (hash, index, path) = node_at(height);
			for item_key in [leaf.item_key, hash] {
				let path = path.clone().try_into().expect("shorter than the leaf's");
				let node = SerialProof { index, path, item_key, ..leaf.clone() };
				let claim =
					GoodsClaim::Unit { gtin: gtin(1), serial: serial(7), proof: Some(node) };
				assert_noop!(call(SHOP, claim, seq(goods)), Error::ProofRefuted);
			}
		}
		// The last of them is the root.
		let (hash, index, path) = node_at(leaf.path.len());
		let lot = Lots::<Test>::get(lot_id(&gtin(1), &number(1))).expect("was made");
		assert_eq!((Some(hash), index, path), (lot.root, 0, vec![]));
	});
}

#[test]
fn sell_should_fail_when_the_goods_are_not_at_hand() {
	ExtBuilder::default().build_and_execute(|| {
		let (a, b) = (commission(1), commission_loose(2, 5));
		assert_noop!(call(SHOP, unit_claim(1, 7), seq(a)), Error::NotHolder);
		assert_noop!(call(SHOP, GoodsClaim::Consignment { id: b }, 1), Error::NotHolder);
		assert_noop!(call(FACTORY, unit_claim(1, 7), 0), Error::StaleSeq);
		let unknown = GoodsClaim::Consignment { id: H256::zero() };
		assert_noop!(call(FACTORY, unknown, 1), Error::UnknownObject);
		let parent = pack(FACTORY, 1, &[a, b]);
		let packed = GoodsClaim::Consignment { id: b };
		assert_noop!(call(FACTORY, packed, seq(b)), Error::InsideAnother);
		let not_one = GoodsClaim::Consignment { id: parent };
		assert_noop!(call(FACTORY, not_one, seq(parent)), Error::NotConsignment);
		let case = GoodsClaim::LogisticUnit { sscc: sscc(1) };
		assert_noop!(call(FACTORY, case, seq(parent)), Error::NotSellable);
		offer(FACTORY, SHOP, parent);
		assert_noop!(call(FACTORY, unit_claim(1, 7), seq(a)), Error::OnOffer);
		assert_ok!(detain(parent, CUSTOMS));
		assert_noop!(call(FACTORY, unit_claim(1, 7), seq(a)), Error::UnderDetention);
	});
}

#[test]
fn sell_should_ask_for_permission_to_sell_unless_the_goods_were_cleared_into_the_country() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		hand_over(FACTORY, SHOP, goods);
		FakeAuthorisation::answer_all(AuthorisationReport::bare(Answer::NotPermitted));
		let question = |activity| Question {
			right: MARK,
			party: SHOP,
			activity,
			country: country("DE"),
			at: 0,
			quantity: None,
			goods: GoodsHistory::default(),
		};
		let permit = |activity, licence| {
			let answer = Answer::Permitted(Ground::Licence(licence));
			FakeAuthorisation::answer(question(activity), AuthorisationReport::bare(answer));
		};
		for other in [Activity::Manufacture, Activity::Import, Activity::Distribute] {
			permit(other, 1);
			assert_noop!(call(SHOP, unit_claim(1, 1), seq(goods)), Error::NotAuthorised);
		}
		permit(Activity::Sell, 2);
		assert_ok!(call(SHOP, unit_claim(1, 1), seq(goods)));
		let refused = AuthorisationReport::bare(Answer::NotPermitted);
		FakeAuthorisation::answer(question(Activity::Sell), refused);
		assert_noop!(call(SHOP, unit_claim(1, 2), seq(goods)), Error::NotAuthorised);

		let into =
			|declaration, code| clear(goods, Clearance { declaration, destination: country(code) });
		assert_ok!(into(1, "CN"));
		assert_noop!(call(SHOP, unit_claim(1, 2), seq(goods)), Error::NotAuthorised);
		assert_ok!(into(2, "DE"));
		assert_ok!(call(SHOP, unit_claim(1, 2), seq(goods)));
	});
}

#[test]
fn sell_should_count_against_the_licence_when_one_permits_it() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		hand_over(FACTORY, SHOP, goods);
		let permitted = Answer::Permitted(Ground::Licence(2));
		FakeAuthorisation::answer_all(AuthorisationReport::bare(permitted));
		FakeAuthorisation::set_left(2, Quantity::Pieces(64));
		assert_ok!(call(SHOP, unit_claim(1, 1), seq(goods)));
		assert_eq!(FakeAuthorisation::left(2), Some(Quantity::Pieces(63)));
		assert_ok!(call(SHOP, GoodsClaim::Consignment { id: goods }, seq(goods)));
		assert_eq!(FakeAuthorisation::left(2), Some(Quantity::Pieces(0)));
	});
}

#[test]
fn sell_should_ask_of_goods_that_joined_a_cleared_pallet() {
	ExtBuilder::default().build_and_execute(|| {
		let (cleared, fresh) = (commission(1), commission_loose(2, 5));
		let parent = pack(FACTORY, 1, &[cleared]);
		assert_ok!(clear(parent, Clearance { declaration: 1, destination: country("DE") }));
		pack(FACTORY, 1, &[fresh]);
		hand_over(FACTORY, SHOP, parent);
		FakeAuthorisation::answer_all(AuthorisationReport::bare(Answer::NotPermitted));
		assert_ok!(call(SHOP, unit_claim(1, 1), seq(cleared)));
		let children = vec![(fresh, seq(fresh))].try_into().expect("one");
		assert_ok!(Custody::unpack(signed(SHOP), parent, seq(parent), children, None, time()));
		let claim = GoodsClaim::Consignment { id: fresh };
		assert_noop!(call(SHOP, claim, seq(fresh)), Error::NotAuthorised);
	});
}

#[test]
fn sell_should_fail_when_the_unit_is_known_as_one_of_another_lot() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		commission(2);
		assert_ok!(extract(&unit_claim(1, 3)));
		assert_noop!(call(FACTORY, unit_claim(2, 3), seq(unit(3))), Error::ProofRefuted);
		assert_ok!(call(FACTORY, unit_claim(1, 3), seq(unit(3))));
	});
}

#[test]
fn sell_should_fail_when_the_signer_may_not() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		hand_over(FACTORY, SHOP, goods);
		refuses_others(SHOP, |origin| {
			Custody::sell(origin, unit_claim(1, 1), seq(goods), ORDER, None, None)
		});
		assert_noop!(call(CARRIER, unit_claim(1, 1), seq(goods)), ROLE_MISSING);
	});
}

#[test]
fn sell_should_say_through_which_marketplace_and_what_the_goods_are() {
	ExtBuilder::default().without_class().build_and_execute(|| {
		let nice = RightClass::Nice { edition: 12, class: 25 };
		let tie = ClassRight { right: MARK, class: Some(nice) };
		let rights = vec![tie].try_into().expect("one");
		assert_ok!(Custody::register_class(signed(BRAND), gtin(1), rights, hs()));
		let goods = commission(1);
		hand_over(FACTORY, SHOP, goods);
		let sell = |marketplace| {
			Custody::sell(
				signed(SHOP),
				unit_claim(1, 7),
				seq(goods),
				ORDER,
				None,
				Some(marketplace),
			)
		};
		assert_noop!(sell(CARRIER), Error::NotMarketplace);
		assert_noop!(sell(OUTSIDER), Error::NotMarketplace);
		FakeMembership::admit(77, 77, Role::Marketplace.into(), country("IE"));
		assert_ok!(sell(77));

		let asked = FakeAuthorisation::asked().pop().expect("it asked").goods;
		assert_eq!((asked.marketplace, asked.class), (Some(77), Some(nice)));
		assert_eq!(asked.making, Making::WithConsent);
		let Event::Sold { marketplace, .. } = last_event() else { panic!("another") };
		assert_eq!(marketplace, Some(77));
	});
}
