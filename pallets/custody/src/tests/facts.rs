use super::*;
use tracemark_primitives::{
	goods::{GoodsFacts, Marketing, ProofOutcome, Reservation, Whereabouts},
	gs1::lot_id,
	parties::PartyTag,
	transport::{LegUnderway, Passage},
};

fn facts(claim: &GoodsClaim) -> GoodsFacts {
	<Custody as CustodyInspect>::facts(claim)
}

fn nothing(proof: ProofOutcome) -> GoodsFacts {
	GoodsFacts::none(proof)
}

fn whereabouts(object: ObjectId, holder: OrgId) -> Option<Whereabouts> {
	let (presence, owner) = (Presence::Held, FACTORY);
	Some(Whereabouts { object, holder, presence, cleared: None, first_sale: None, owner })
}

fn pieces(lot: u32, pieces: u64) -> Vec<Content> {
	let lot = lot_id(&gtin(1), &number(lot));
	vec![Content { lot, quantity: Quantity::Pieces(pieces) }]
}

#[test]
fn facts_should_be_those_of_the_outermost_object_when_goods_are_packed() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let inner = pack(FACTORY, 1, &[goods]);
		let outer = pack(FACTORY, 2, &[inner]);
		hand_over(FACTORY, CARRIER, outer);
		let claims = [
			(GoodsClaim::LogisticUnit { sscc: sscc(1) }, inner, ProofOutcome::NotOffered, 64),
			(GoodsClaim::LogisticUnit { sscc: sscc(2) }, outer, ProofOutcome::NotOffered, 64),
			(GoodsClaim::Consignment { id: goods }, goods, ProofOutcome::NotOffered, 64),
			(unit_claim(1, 5), goods, ProofOutcome::Verified, 1),
		];
		for (claim, object, proof, amount) in claims {
			let facts = facts(&claim);
			assert_eq!(facts.whereabouts, whereabouts(object, CARRIER));
			assert_eq!((facts.proof, facts.contents.to_vec()), (proof, pieces(1, amount)));
		}
		offer(CARRIER, WAREHOUSE, outer);
		let facts = facts(&GoodsClaim::Consignment { id: goods });
		let presence = facts.whereabouts.expect("is known").presence;
		assert_eq!(presence, on_offer(WAREHOUSE));
	});
}

#[test]
fn facts_should_find_the_consignment_when_the_lot_was_split() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let part = Part::Ranges(vec![(5, 6), (63, 64)].try_into().expect("few"));
		assert_ok!(Custody::split(signed(FACTORY), goods, 1, part));
		hand_over(FACTORY, SHOP, consignment(1, 1));
		for (index, object, holder) in [
			(0, goods, FACTORY),
			(4, goods, FACTORY),
			(5, consignment(1, 1), SHOP),
			(6, goods, FACTORY),
			(63, consignment(1, 1), SHOP),
		] {
			assert_eq!(facts(&unit_claim(1, index)).whereabouts, whereabouts(object, holder));
		}
	});
}

#[test]
fn facts_should_be_the_units_own_when_it_has_a_record() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		assert_ok!(extract(&unit_claim(1, 5)));
		hand_over(FACTORY, SHOP, goods);
		let claim = GoodsClaim::Unit { gtin: gtin(1), serial: serial(5), proof: None };
		let facts = facts(&claim);
		assert_eq!(facts.whereabouts, whereabouts(unit(5), FACTORY));
		let expected = (ProofOutcome::NotOffered, pieces(1, 1));
		assert_eq!((facts.proof, facts.contents.to_vec()), expected);
	});
}

#[test]
fn facts_should_be_none_when_custody_has_no_record() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let parent = pack(FACTORY, 1, &[goods]);
		let serial = serial(5);
		let bare = GoodsClaim::Unit { gtin: gtin(1), serial: serial.clone(), proof: None };
		let unknown_lot = Some(proof(&gtin(1), 2, 5));
		for claim in [
			bare,
			GoodsClaim::Unit { gtin: gtin(1), serial, proof: unknown_lot },
			GoodsClaim::LogisticUnit { sscc: sscc(9) },
			GoodsClaim::Consignment { id: parent },
			GoodsClaim::Consignment { id: H256::zero() },
		] {
			assert_eq!(facts(&claim), nothing(ProofOutcome::NotOffered));
		}
	});
}

#[test]
fn facts_should_refute_when_the_path_leads_elsewhere() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		let foreign = Some(proof(&gtin(1), 1, 6));
		let claim = GoodsClaim::Unit { gtin: gtin(1), serial: serial(5), proof: foreign };
		assert_eq!(facts(&claim), nothing(ProofOutcome::Refuted));
		commission_loose(2, 64);
		assert_eq!(facts(&unit_claim(2, 5)), nothing(ProofOutcome::Refuted));
	});
}

#[test]
fn facts_should_refute_when_the_unit_is_known_as_another() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		commission(2);
		let leaf = |lot| Some((lot_id(&gtin(1), &number(lot)), 5));
		assert_eq!(facts(&unit_claim(2, 5)).leaf, leaf(2));
		assert_ok!(extract(&unit_claim(1, 5)));
		assert_eq!(facts(&unit_claim(1, 5)).proof, ProofOutcome::Verified);
		let second = facts(&unit_claim(2, 5));
		assert_eq!(second.proof, ProofOutcome::Refuted);
		assert_eq!(second.whereabouts, whereabouts(unit(5), FACTORY));
		let claim = GoodsClaim::Unit {
			gtin: gtin(1),
			serial: serial(5),
			proof: Some(proof(&gtin(1), 1, 6)),
		};
		assert_eq!(facts(&claim).proof, ProofOutcome::Refuted);
	});
}

#[test]
fn find_should_follow_a_unit_when_it_gets_a_record() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let leaf = tracked(&unit_claim(1, 5));
		let find = || <Custody as CustodyInspect>::find(&leaf);
		assert_eq!(find().whereabouts, whereabouts(goods, FACTORY));
		assert_eq!(find().contents.to_vec(), pieces(1, 1));
		assert_ok!(extract(&unit_claim(1, 5)));
		assert_eq!(find().whereabouts, whereabouts(unit(5), FACTORY));
		assert_eq!(find().leaf, None);
		let nowhere = TrackedGoods::Object(H256::zero());
		let found = <Custody as CustodyInspect>::find(&nowhere);
		assert_eq!(found, nothing(ProofOutcome::NotOffered));
	});
}

#[test]
fn facts_should_tell_the_latest_clearance() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let parent = pack(FACTORY, 1, &[goods]);
		let cleared = |claim: &GoodsClaim| {
			facts(claim).whereabouts.expect("is known").cleared.map(|c| c.declaration)
		};
		for (object, declaration, destination) in [(parent, 1, "DE"), (goods, 2, "CN")] {
			let clearance = Clearance { declaration, destination: country(destination) };
			assert_ok!(clear(object, clearance));
			assert_eq!(cleared(&unit_claim(1, 0)), Some(declaration));
		}
		// Of something in it too.
		assert_eq!(cleared(&GoodsClaim::LogisticUnit { sscc: sscc(1) }), Some(2));
	});
}

#[test]
fn facts_should_tell_that_the_code_is_out_of_use_when_it_was_closed() {
	ExtBuilder::default().build_and_execute(|| {
		let child = commission(1);
		let parent = pack(FACTORY, 1, &[child]);
		let children = vec![(child, seq(child))].try_into().expect("one");
		assert_ok!(Custody::unpack(signed(FACTORY), parent, seq(parent), children, None, time()));
		assert_ok!(Custody::close(signed(FACTORY), parent, seq(parent)));
		let known = facts(&GoodsClaim::LogisticUnit { sscc: sscc(1) }).whereabouts;
		let presence = known.expect("is known").presence;
		assert_eq!(presence, Presence::Ended(EndOfLife::Closed));
	});
}

#[test]
fn whereabouts_should_be_those_of_the_facts() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let parent = pack(FACTORY, 1, &[goods]);
		hand_over(FACTORY, CARRIER, parent);
		offer(CARRIER, WAREHOUSE, parent);
		for (object, claim) in [
			(goods, GoodsClaim::Consignment { id: goods }),
			(parent, GoodsClaim::LogisticUnit { sscc: sscc(1) }),
		] {
			let known = <Custody as CustodyInspect>::whereabouts(&object);
			assert_eq!(known, facts(&claim).whereabouts);
			assert_eq!(known.map(|at| (at.object, at.holder)), Some((object, CARRIER)));
		}
		assert_eq!(<Custody as CustodyInspect>::whereabouts(&unit(5)), None);
	});
}

#[test]
fn enclosing_should_lead_outwards_when_the_object_is_packed() {
	ExtBuilder::default().build_and_execute(|| {
		let enclosing = |object| <Custody as CustodyInspect>::enclosing(&object).into_inner();
		let goods = commission(1);
		assert!(enclosing(goods).is_empty());
		let mut outer = vec![goods];
		for code in 1..=u32::from(tracemark_primitives::goods::MAX_NESTING) {
			outer.push(pack(FACTORY, code, &[outer[outer.len() - 1]]));
		}
		for level in 0..outer.len() {
			assert_eq!(enclosing(outer[level]), outer[level + 1..]);
		}
		// A unit of its own lies in nothing, nor does one without a record.
		assert_ok!(extract(&unit_claim(1, 5)));
		assert!(enclosing(unit(5)).is_empty() && enclosing(unit(6)).is_empty());
		assert_ok!(detain(outer[2], CUSTOMS));
		assert_eq!(enclosing(goods), outer[1..3]);
	});
}

#[test]
fn class_and_lot_should_be_none_when_unknown() {
	ExtBuilder::default().without_class().build_and_execute(|| {
		assert!(<Custody as CustodyInspect>::class(&gtin(1)).is_none());
		assert!(<Custody as CustodyInspect>::lot(&H256::zero()).is_none());
	});
}

/// Bytes of state of a unit with a record of its own, and of each of its spans: values without keys.
#[test]
fn records_should_fit_their_budget_when_a_unit_travels_and_is_sold() {
	use codec::Encode;
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let pallet = pack(FACTORY, 1, &[goods]);
		super::record_trip::load(FACTORY, pallet);
		let carrier = PartyTag { key_version: 1, tag: H256::zero() };
		let (origin, number) = (signed(FACTORY), seq(pallet));
		assert_ok!(Custody::consign(origin, pallet, number, SHOP, carrier, None, place(), time()));
		assert_ok!(Custody::accept(signed(SHOP), pallet, seq(pallet), place(), time()));
		let children = vec![(goods, seq(goods))].try_into().expect("one");
		let number = seq(pallet);
		assert_ok!(Custody::unpack(signed(SHOP), pallet, number, children, place(), time()));
		let claim = unit_claim(1, 3);
		assert_ok!(Custody::sell(signed(SHOP), claim, seq(goods), H256::zero(), None, None));

		let length = |object| item(object).encode().len();
		let spans = |object| {
			let of = |number| Spans::<Test>::get(object, number).expect("is one").encode().len();
			(0..item(object).spans).map(of).collect::<Vec<_>>()
		};
		println!("sold unit {}, spans of its pallet {:?}", length(unit(3)), spans(pallet));
		assert_eq!(length(unit(3)), 119);
		// Taken out of what it lay in, and sold.
		assert_eq!(spans(unit(3)), vec![25, 22]);
		assert_eq!(Sales::<Test>::get(unit(3), 1).expect("was sold").encode().len(), 34);
		// Made at a place, and accepted there after a leg of an outsider.
		assert_eq!(spans(pallet), vec![34, 43]);
		// Into the pallet, and out of it.
		assert_eq!(spans(goods), vec![34, 62, 38]);
	});
}

// What lies in another is on offer to nobody, and nobody notes anything of it: a record is never as long in
// all its parts as it can be.
#[test]
fn records_should_fit_their_budget_when_they_are_as_long_as_can_be() {
	use codec::{Encode, MaxEncodedLen};
	let clearance = Clearance { declaration: u32::MAX, destination: country("DE") };
	let sale = Marketing { country: country("DE"), at: NOW, altered: Some(NOW) };
	let kind = ItemKind::Unit { lot: H256::zero(), index: 0 };
	let at = |position, presence| {
		let item = Item::new(kind, position);
		let owner = Some(BRAND);
		let item =
			Item { presence, cleared: Some(clearance), first_sale: Some(sale), owner, ..item };
		item.encode().len()
	};
	let inside = at(Position::In { parent: H256::zero() }, Presence::Held);
	let leg = Some(LegUnderway { departed: 1, is_sealed: true });
	let presences = [
		Presence::Held,
		Presence::Offered { to: CARRIER, until: NOW, leg },
		Presence::Detained { by: CUSTOMS },
		Presence::Ended(EndOfLife::Sold),
	];
	let outermost = presences.into_iter().map(|presence| at(held(FACTORY), presence)).max();
	println!("a unit: {inside} inside another, {outermost:?} at most else");
	assert_eq!((inside, outermost), (160, Some(150)));
	assert!(inside <= 160);

	let (place, block) = (place(), u32::MAX);
	let unit = UnitCode(*b"KGM");
	let missing = Quantity::Measured { micros: u64::MAX, unit };
	let accepted = Span {
		stay: Stay::With(CARRIER),
		at: NOW,
		block,
		place,
		reservation: Some(Reservation::Shortage { missing }),
		passage: Some(Passage::Broken { departed: 1 }),
		owner: Some(BRAND),
	};
	let stay = Stay::In(H256::zero());
	let packed = Span { stay, reservation: None, passage: None, ..accepted };
	let (accepted, packed) = (accepted.encode().len(), packed.encode().len());
	println!("a span: {accepted} of a hand-over, {packed} inside another");
	assert_eq!((accepted, packed), (56, 66));
	assert!(Span::max_encoded_len() <= 96);
}

/// Entries of custody under all its prefixes, and the bytes of their values.
fn state() -> (usize, usize) {
	let prefix = sp_io::hashing::twox_128(b"Custody").to_vec();
	let (mut entries, mut bytes, mut key) = (0, 0, prefix.clone());
	while let Some(next) = sp_io::storage::next_key(&key).filter(|key| key.starts_with(&prefix)) {
		entries += 1;
		bytes += sp_io::storage::get(&next).expect("the key exists").len();
		key = next;
	}
	(entries, bytes)
}

/// By how much the state of custody grows by an act.
fn growth(act: impl FnOnce()) -> (usize, usize) {
	let before = state();
	act();
	let after = state();
	(after.0 - before.0, after.1 - before.1)
}

#[test]
fn state_of_all_of_custody_should_grow_by_one_span_when_a_container_is_handed_over_at_a_place() {
	ExtBuilder::default().build_and_execute(|| {
		let goods: Vec<_> = (1..=20).map(commission).collect();
		let container = pack(FACTORY, 1, &goods);
		// When they leave their maker, the record says from then on to whom they belong.
		let first = growth(|| hand_over_at_place(FACTORY, CARRIER, container));
		let next = growth(|| hand_over_at_place(CARRIER, WAREHOUSE, container));
		println!("all of custody: {first:?} by the first hand-over, {next:?} by the next");
		assert_eq!((first, next), ((1, 42), (1, 38)));
	});
}

/// A hand-over that both sides sign, at the factory as both say.
fn hand_over_at_place(from: OrgId, to: OrgId, object: ObjectId) {
	offer(from, to, object);
	pass(60);
	assert_ok!(Custody::accept(signed(to), object, seq(object), place(), time()));
}

#[test]
fn state_of_all_of_custody_should_grow_by_one_unit_when_it_is_sold_out_of_a_container() {
	ExtBuilder::default().build_and_execute(|| {
		let goods: Vec<_> = (1..=20).map(commission).collect();
		let container = pack(FACTORY, 1, &goods);
		hand_over(FACTORY, SHOP, container);
		let sell = |leaf| {
			let claim = unit_claim(1, leaf);
			let sold = Custody::sell(signed(SHOP), claim, seq(goods[0]), H256::zero(), None, None);
			assert_ok!(sold);
		};
		let (first, next) = (growth(|| sell(3)), growth(|| sell(4)));
		println!("all of custody: {first:?} by the first sale, {next:?} by the next");
		// Its record, two spans and what its seller said; four bytes in the consignment that it left.
		assert_eq!((first, next), ((4, 204), (4, 204)));
	});
}
