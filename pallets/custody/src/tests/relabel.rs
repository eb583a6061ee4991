use super::{derivation::*, *};
use tracemark_primitives::{
	authorisation::{
		Activity, Answer, AuthorisationReport, GoodsHistory, Ground, Making, Question,
	},
	cbv::{BizStep, Disposition},
	fakes::{FakeRights, QUANTITY_EXCEEDED},
	goods::{Derivation, Direction, LineageLink, LotId, Marketing},
	recalls::{RecallReason, RecallScope},
	rights::RightId,
	territory::Country,
	time::Period,
};

/// A second mark of the brand.
const LABEL: RightId = H256::repeat_byte(0xbb);

fn call(org: OrgId, claim: GoodsClaim, seq: u32, identity: LotIdentity) -> DispatchResult {
	Custody::relabel(signed(org), claim, seq, identity, place(), time())
}

/// Relabels all of an object as shoes.
fn relabel(org: OrgId, object: ObjectId, lot: u32) -> DispatchResult {
	call(org, whole(object), seq(object), identity(SHOES, lot))
}

fn answer(party: OrgId, right: RightId, country: &str, answer: Answer) {
	let question = Question {
		right,
		party,
		activity: Activity::Use,
		country: Country::try_from(country).unwrap_or_else(|_| panic!("a country")),
		at: 0,
		quantity: None,
		goods: GoodsHistory::default(),
	};
	FakeAuthorisation::answer(question, AuthorisationReport::bare(answer));
}

/// Registers the shoes under the second mark alone.
fn register_label() {
	let facts = <FakeRights as tracemark_primitives::traits::RightsInspect<u64>>::right(&MARK);
	FakeRights::set(LABEL, facts.expect("is attested"));
	let rights = vec![LABEL.into()].try_into().expect("one");
	assert_ok!(Custody::register_class(signed(BRAND), gtin(SHOES), rights, hs()));
}

/// An object goes on as this lot.
fn assert_goes_on(object: ObjectId, lot: LotId) {
	let item = item(object);
	assert_eq!(item.presence, Presence::Ended(EndOfLife::Relabelled));
	assert_eq!(Successors::<Test>::get(object), Some(lot));
}

fn lineage(lot: LotId, direction: Direction) -> Vec<LineageLink> {
	Custody::lineage(lot, direction, 0, 100).items
}

#[test]
fn relabel_should_end_the_old_identity_and_link_it_with_the_new() {
	ExtBuilder::default().build_and_execute(|| {
		register_classes();
		let old = commission(1);
		hand_over(FACTORY, IMPORTER, old);
		let before = item(old);
		assert_ok!(relabel(IMPORTER, old, 1));

		let (new, product) = (goods_of(SHOES, 1), lot_of(SHOES, 1));
		assert_goes_on(old, product);
		assert_eq!((item(new).presence, item(new).position), (Presence::Held, held(IMPORTER)));
		let quantity = Quantity::Pieces(LEAVES.into());
		let lot = Lots::<Test>::get(product).expect("was opened");
		// Who labels goods does not make them.
		assert_eq!((lot.maker, lot.made_in), (FACTORY, country("PT")));
		assert_eq!((lot.quantity, lot.consented.to_vec()), (quantity, vec![MARK]));
		let source = tracemark_primitives::gs1::lot_id(&gtin(1), &number(1));
		let link = LineageLink { lot: source, object: old, quantity, how: Derivation::Relabelled };
		assert_eq!(lineage(product, Direction::Inputs), [link]);
		let back = LineageLink { lot: product, ..link };
		assert_eq!(lineage(source, Direction::Outputs), [back]);
		let Event::Relabelled { object, into, pins, by, .. } = last_event() else {
			panic!("another event")
		};
		assert_eq!((object, into, by), (old, new, IMPORTER));
		assert_eq!((pins.child_seq, pins.child_head), (before.seq + 1, before.head));
		assert_chained(before, old, &last_event());
		let head = pins.parent_head;
		assert_chained(Item { seq: 1, head, ..item(new) }, new, &last_event());
	});
}

#[test]
fn relabel_should_take_a_unit_out_by_its_path_and_give_it_a_lot_of_one() {
	ExtBuilder::default().build_and_execute(|| {
		register_classes();
		let goods = commission(1);
		let root = Some(tracemark_primitives::gs1::lot_leaf(
			&gtin(SHOES),
			&serial(1),
			&H256::repeat_byte(5),
		));
		let new = LotIdentity { root, ..identity(SHOES, 1) };
		assert_ok!(call(FACTORY, unit_claim(1, 7), seq(goods), new));
		assert_goes_on(unit(7), lot_of(SHOES, 1));
		let left = Consignments::<Test>::get(goods).expect("is left").quantity;
		assert_eq!(left, Quantity::Pieces(u64::from(LEAVES) - 1));
		// Under its new serial it is found by the path in its lot of one.
		let proof = tracemark_primitives::gs1::SerialProof {
			lot: number(1),
			index: 0,
			item_key: H256::repeat_byte(5),
			path: Default::default(),
		};
		let claim = GoodsClaim::Unit { gtin: gtin(SHOES), serial: serial(1), proof: Some(proof) };
		let found = Custody::facts(&claim).whereabouts.expect("is known");
		assert_eq!((found.object, found.holder), (goods_of(SHOES, 1), FACTORY));
	});
}

#[test]
fn relabel_should_keep_the_holders_before_in_the_trace() {
	ExtBuilder::default().build_and_execute(|| {
		register_classes();
		let old = commission(1);
		pass(60);
		hand_over(FACTORY, IMPORTER, old);
		pass(60);
		assert_ok!(relabel(IMPORTER, old, 1));
		pass(60);
		let new = goods_of(SHOES, 1);
		hand_over(IMPORTER, SHOP, new);
		let trace = Custody::trace(new, 0, 100);
		let holders: Vec<_> = trace.iter().map(|at| (at.holder, at.object)).collect();
		let expected = [(FACTORY, old), (IMPORTER, old), (IMPORTER, new), (SHOP, new)];
		assert_eq!(holders, expected);
		assert!(trace.windows(2).all(|pair| pair[0].until == Some(pair[1].from)));
	});
}

#[test]
fn relabel_should_keep_the_clearance_but_not_as_an_answer_for_the_sale() {
	ExtBuilder::default().build_and_execute(|| {
		register_classes();
		let old = commission(1);
		hand_over(FACTORY, IMPORTER, old);
		let clearance = Clearance { declaration: 1, destination: country("DE") };
		assert_ok!(clear(old, clearance));
		let order = H256::repeat_byte(9);
		assert_ok!(relabel(IMPORTER, old, 1));
		let new = goods_of(SHOES, 1);
		assert_eq!(item(new).cleared, Some(clearance));
		assert_noop!(clear(new, clearance), Error::AlreadyCleared);

		// They are in the country, yet who sells them under the new label is asked.
		hand_over(IMPORTER, SHOP, new);
		let sell = || {
			let claim = GoodsClaim::Consignment { id: new };
			Custody::sell(signed(SHOP), claim, seq(new), order, None, None)
		};
		FakeAuthorisation::answer_all(AuthorisationReport::bare(Answer::NotPermitted));
		assert_noop!(sell(), Error::NotAuthorised);
		// A clearance under the new label is one.
		let abroad = Clearance { declaration: 2, destination: country("CN") };
		assert_ok!(clear(new, abroad));
		assert_noop!(sell(), Error::NotAuthorised);
		let home = Clearance { declaration: 3, destination: country("DE") };
		assert_ok!(clear(new, home));
		assert_ok!(sell());
	});
}

#[test]
fn relabel_should_let_the_goods_be_first_sold_under_the_new_label() {
	ExtBuilder::default().build_and_execute(|| {
		register_classes();
		let old = commission(1);
		hand_over(FACTORY, IMPORTER, old);
		assert_ok!(relabel(IMPORTER, old, 1));
		let new = goods_of(SHOES, 1);
		let whole = || GoodsClaim::Consignment { id: new };
		let order = H256::repeat_byte(9);
		assert_ok!(Custody::put_on_market(signed(IMPORTER), whole(), seq(new), order, None, None));
		hand_over(IMPORTER, SHOP, new);
		// That sale answers for the next, as any first sale does.
		FakeAuthorisation::answer_all(AuthorisationReport::bare(Answer::NotPermitted));
		assert_ok!(Custody::sell(signed(SHOP), whole(), seq(new), order, None, None));
	});
}

#[test]
fn labels_of_should_lead_back_to_the_first_when_goods_were_relabelled() {
	ExtBuilder::default().build_and_execute(|| {
		register_classes();
		let old = commission(1);
		pass(60);
		assert_ok!(relabel(FACTORY, old, 1));
		pass(60);
		assert_ok!(relabel(FACTORY, goods_of(SHOES, 1), 2));
		let first = tracemark_primitives::gs1::lot_id(&gtin(1), &number(1));
		let labels = [lot_of(SHOES, 2), lot_of(SHOES, 1), first];
		assert_eq!(Custody::labels_of(labels[0]), labels);
		assert_eq!(Custody::labels_of(labels[1]), labels[1..]);
		assert_eq!(Custody::labels_of(first), [first]);
	});
}

#[test]
fn relabel_should_date_the_alteration_of_a_first_sale_once() {
	ExtBuilder::default().build_and_execute(|| {
		register_classes();
		let old = commission(1);
		hand_over(FACTORY, IMPORTER, old);
		let order = H256::repeat_byte(9);
		let whole = |id| GoodsClaim::Consignment { id };
		assert_ok!(Custody::put_on_market(
			signed(IMPORTER),
			whole(old),
			seq(old),
			order,
			None,
			None
		));
		pass(10);
		assert_ok!(relabel(IMPORTER, old, 1));
		let sale = |altered| Some(Marketing { country: country("DE"), at: NOW, altered });
		let first = Some(NOW + 10_000);
		assert_eq!(item(goods_of(SHOES, 1)).first_sale, sale(first));
		pass(10);
		assert_ok!(relabel(IMPORTER, goods_of(SHOES, 1), 2));
		assert_eq!(item(goods_of(SHOES, 2)).first_sale, sale(first));
		let again = goods_of(SHOES, 2);
		let call = Custody::record_alteration(signed(IMPORTER), whole(again), seq(again), time());
		assert_eq!(call, Err(Error::AlreadyAltered.into()));
	});
}

#[test]
fn relabel_should_ask_under_the_rights_of_both_classes() {
	ExtBuilder::default().build_and_execute(|| {
		register_label();
		let old = commission(1);
		hand_over(FACTORY, IMPORTER, old);
		for (refused, other) in [(MARK, LABEL), (LABEL, MARK)] {
			answer(IMPORTER, other, "DE", Answer::Permitted(Ground::Licence(3)));
			for refusal in [Answer::NotPermitted, Answer::Unknown] {
				answer(IMPORTER, refused, "DE", refusal);
				assert_noop!(relabel(IMPORTER, old, 1), Error::NotAuthorised);
			}
		}
		answer(IMPORTER, MARK, "DE", Answer::Permitted(Ground::Licence(3)));
		answer(IMPORTER, LABEL, "DE", Answer::Permitted(Ground::Licence(4)));
		let all = Quantity::Pieces(LEAVES.into());
		FakeAuthorisation::set_left(3, Quantity::Pieces(1));
		FakeAuthorisation::set_left(4, all);
		assert_noop!(relabel(IMPORTER, old, 1), QUANTITY_EXCEEDED);
		FakeAuthorisation::set_left(3, all);
		FakeAuthorisation::set_left(4, all);
		assert_ok!(relabel(IMPORTER, old, 1));
		for licence in [3, 4] {
			assert_eq!(FakeAuthorisation::left(licence), Some(Quantity::Pieces(0)));
		}
	});
}

#[test]
fn relabel_should_use_a_licence_once_when_it_covers_both_classes() {
	ExtBuilder::default().build_and_execute(|| {
		register_label();
		let old = commission(1);
		let licensed = Answer::Permitted(Ground::Licence(3));
		FakeAuthorisation::answer_all(AuthorisationReport::bare(licensed));
		FakeAuthorisation::set_left(3, Quantity::Pieces(LEAVES.into()));
		assert_ok!(relabel(FACTORY, old, 1));
		assert_eq!(FakeAuthorisation::left(3), Some(Quantity::Pieces(0)));
	});
}

#[test]
fn relabel_should_be_refused_when_no_right_of_the_owner_permits_it() {
	ExtBuilder::default().build_and_execute(|| {
		register_classes();
		let old = commission(1);
		hand_over(FACTORY, CARRIER, old);
		// No right in force in France; in Germany, for the brand, neither.
		for land in ["FR", "DE"] {
			answer(CARRIER, MARK, land, Answer::NotRequired);
		}
		assert_noop!(relabel(CARRIER, old, 1), Error::NotAuthorised);
		answer(CARRIER, MARK, "DE", Answer::Permitted(Ground::Licence(3)));
		assert_ok!(relabel(CARRIER, old, 1));
	});
}

#[test]
fn relabel_should_cure_nothing_that_was_made_without_consent() {
	ExtBuilder::default().build_and_execute(|| {
		register_classes();
		FakeRights::assign(MARK, NOW, tracemark_primitives::parties::Owner::Organisation(SHOP));
		let role = tracemark_primitives::parties::Role::Manufacturer;
		FakeMembership::admit(account(BRAND), BRAND, role.into(), country("CN"));
		FakeAuthorisation::answer_all(AuthorisationReport::bare(Answer::NotRequired));
		let LotIdentity { gtin: class, number, root } = identity(1, 1);
		let quantity = Quantity::Pieces(9);
		assert_ok!(Custody::commission(signed(BRAND), class, number, quantity, root, None, time()));
		let old = goods_of(1, 1);
		assert_eq!(Lots::<Test>::get(lot_of(1, 1)).expect("was made").consented.to_vec(), []);
		let licensed = Answer::Permitted(Ground::Licence(3));
		FakeAuthorisation::answer_all(AuthorisationReport::bare(licensed));
		assert_ok!(relabel(BRAND, old, 1));
		let lot = Lots::<Test>::get(lot_of(SHOES, 1)).expect("was relabelled");
		assert_eq!((lot.consented.to_vec(), lot.licences.to_vec()), (vec![], vec![3]));
		// Nor does a way through another class.
		let between = goods_of(SHOES, 1);
		assert_ok!(call(BRAND, whole(between), seq(between), identity(1, 2)));
		assert_ok!(relabel(BRAND, goods_of(1, 2), 2));
		for lot in [lot_of(1, 2), lot_of(SHOES, 2)] {
			assert_eq!(Lots::<Test>::get(lot).expect("was relabelled").consented.to_vec(), []);
		}
		// Whoever sells it is told so.
		let new = goods_of(SHOES, 2);
		hand_over(BRAND, SHOP, new);
		let claim = GoodsClaim::Consignment { id: new };
		assert_ok!(Custody::sell(signed(SHOP), claim, seq(new), H256::zero(), None, None));
		let told = FakeAuthorisation::asked().pop().expect("it asked").goods;
		assert_eq!(told.making, Making::Unknown);
	});
}

#[test]
fn relabel_should_carry_no_consent_of_an_owner_through_a_class_without_rights() {
	ExtBuilder::default().build_and_execute(|| {
		register_classes();
		// The brand no longer owns the mark, and makes goods that nobody asks a licence for there.
		let bare = gtin(7);
		assert_ok!(Custody::register_class(signed(BRAND), bare, Default::default(), hs()));
		FakeRights::assign(MARK, NOW, tracemark_primitives::parties::Owner::Organisation(SHOP));
		let role = tracemark_primitives::parties::Role::Manufacturer;
		FakeMembership::admit(account(BRAND), BRAND, role.into(), country("CN"));
		let LotIdentity { gtin: class, number, root } = identity(7, 1);
		let quantity = Quantity::Pieces(9);
		assert_ok!(Custody::commission(signed(BRAND), class, number, quantity, root, None, time()));
		let licensed = Answer::Permitted(Ground::Licence(3));
		FakeAuthorisation::answer_all(AuthorisationReport::bare(licensed));
		assert_ok!(call(BRAND, whole(goods_of(7, 1)), 1, identity(1, 1)));
		assert_eq!(Lots::<Test>::get(lot_of(1, 1)).expect("was opened").consented.to_vec(), []);
		// Its owner makes goods of its own genuine by its label.
		FakeRights::assign(MARK, NOW, tracemark_primitives::parties::Owner::Organisation(BRAND));
		FakeAuthorisation::answer_all(AuthorisationReport::bare(Answer::Permitted(Ground::Owner)));
		let LotIdentity { gtin: class, number, root } = identity(7, 2);
		assert_ok!(Custody::commission(signed(BRAND), class, number, quantity, root, None, time()));
		assert_ok!(call(BRAND, whole(goods_of(7, 2)), 1, identity(1, 2)));
		assert_eq!(Lots::<Test>::get(lot_of(1, 2)).expect("was opened").consented.to_vec(), [MARK]);
	});
}

#[test]
fn relabel_should_fail_when_the_goods_are_not_at_will_or_none() {
	ExtBuilder::default().build_and_execute(|| {
		register_classes();
		let old = commission(1);
		assert_noop!(relabel(SHOP, old, 1), Error::NotHolder);
		let whole = || GoodsClaim::Consignment { id: old };
		assert_noop!(call(FACTORY, whole(), 9, identity(SHOES, 1)), Error::StaleSeq);
		let case = GoodsClaim::LogisticUnit { sscc: sscc(1) };
		assert_noop!(call(FACTORY, case, 1, identity(SHOES, 1)), Error::NotSellable);
		assert_ok!(bind(old));
		assert_noop!(relabel(FACTORY, old, 1), Error::UnderDeclaration);
		assert_ok!(unbind(old));
		let part = Part::Ranges(vec![(0, 1)].try_into().expect("one"));
		assert_ok!(Custody::split(signed(FACTORY), old, seq(old), part));
		assert_ok!(extract(&unit_claim(1, 0)));
		assert_noop!(relabel(FACTORY, consignment(1, 1), 1), Error::NothingLeft);
		assert_ok!(relabel(FACTORY, old, 1));
		assert_noop!(relabel(FACTORY, old, 2), Error::AlreadyEnded);
	});
}

#[test]
fn relabel_should_fail_when_the_new_identity_is_none_or_taken() {
	ExtBuilder::default().build_and_execute(|| {
		register_classes();
		let old = commission(1);
		let call =
			|identity| call(FACTORY, GoodsClaim::Consignment { id: old }, seq(old), identity);
		assert_noop!(call(identity(1, 1)), Error::AlreadyCommissioned);
		assert_noop!(call(identity(9, 1)), Error::UnknownClass);
		let wrong = tracemark_primitives::gs1::Gtin(*b"04012345000000");
		assert_noop!(call(LotIdentity { gtin: wrong, ..identity(1, 2) }), Error::MalformedGtin);
		// Of the same class, another lot.
		assert_ok!(call(identity(1, 2)));
		let unmeasured = make(COTTON, 1, kilograms(1));
		let root = Some(H256::repeat_byte(1));
		let claim = GoodsClaim::Consignment { id: unmeasured };
		let serials = LotIdentity { root, ..identity(COTTON, 2) };
		let call = super::relabel::call(FACTORY, claim, seq(unmeasured), serials);
		assert_noop!(call, Error::NotSerialisable);
	});
}

#[test]
fn relabel_should_fail_when_the_signer_may_not() {
	ExtBuilder::default().build_and_execute(|| {
		register_classes();
		let old = commission(1);
		let call = |origin, time| {
			let claim = GoodsClaim::Consignment { id: old };
			Custody::relabel(origin, claim, seq(old), identity(SHOES, 1), None, time)
		};
		refuses_others(FACTORY, |origin| call(origin, time()));
		refuses_wrong_times(|time| call(signed(FACTORY), time));
	});
}

/// A member sees unit 7 of the first lot under a label of the lot `bears`.
fn see(by: OrgId, number: u32, with_path: bool, bears: LotId) -> Option<AnomalyKind> {
	let GoodsClaim::Unit { gtin, serial, proof } = unit_claim(1, 7) else { unreachable!() };
	let proof = proof.filter(|_| with_path);
	let what = ObservedGoods::Relabelled { gtin, serial, proof, bears };
	let (step, state) = (BizStep::Inspecting, Disposition::Active);
	assert_ok!(Custody::observe(signed(by), what, number, step, state, place(), time()));
	Observations::<Test>::get((unit(7), by, number)).expect("was recorded").anomaly
}

#[test]
fn observe_should_find_an_unauthorised_relabelling_unless_the_record_has_it() {
	ExtBuilder::default().build_and_execute(|| {
		register_classes();
		let (old, before) = (commission(1), storage_of_goods());
		let anomaly = Some(AnomalyKind::UnauthorisedRelabelling);
		// Without path and record nothing is known.
		assert_eq!(see(SHOP, 0, false, lot_of(SHOES, 1)), None);
		assert_eq!(see(SHOP, 1, true, lot_of(SHOES, 1)), anomaly);
		let alert = tracemark_primitives::traits::Alert::Anomaly {
			object: unit(7),
			by: SHOP,
			kind: AnomalyKind::UnauthorisedRelabelling,
			seq: 1,
			fact: RecordedFact::Label(old),
		};
		assert_eq!(FakeAlerts::raised(), vec![alert]);
		assert_eq!(storage_of_goods(), before);
		// Neither holder nor duty makes it right.
		assert_eq!(see(FACTORY, 0, true, lot_of(SHOES, 1)), anomaly);
		assert_eq!(see(CUSTOMS, 0, true, lot_of(SHOES, 1)), anomaly);

		// Their own label is as if nobody spoke of another.
		let own = tracemark_primitives::gs1::lot_id(&gtin(1), &number(1));
		assert_eq!(see(CUSTOMS, 1, true, own), None);
		assert_eq!(see(SHOP, 2, true, own), Some(AnomalyKind::HeldByAnother));

		assert_ok!(relabel(FACTORY, old, 1));
		assert_eq!(see(SHOP, 3, true, lot_of(SHOES, 1)), None);
		assert_eq!(see(SHOP, 4, true, lot_of(SHOES, 2)), anomaly);
	});
}

#[test]
fn observe_should_find_the_relabelling_of_a_unit_with_a_record() {
	ExtBuilder::default().build_and_execute(|| {
		register_classes();
		let old = commission(1);
		assert_ok!(extract(&unit_claim(1, 7)));
		let anomaly = Some(AnomalyKind::UnauthorisedRelabelling);
		assert_eq!(see(SHOP, 0, false, lot_of(SHOES, 1)), anomaly);
		assert_ok!(call(FACTORY, unit_claim(1, 7), seq(unit(7)), identity(SHOES, 1)));
		assert_eq!(see(SHOP, 1, false, lot_of(SHOES, 1)), None);
		assert_eq!(item(old).presence, Presence::Held);
		// Seen under the label that it no longer has, it is back after its end.
		let GoodsClaim::Unit { gtin, serial, proof } = unit_claim(1, 7) else { unreachable!() };
		let what = ObservedGoods::Serial { gtin, serial, proof };
		let (step, state) = (BizStep::Inspecting, Disposition::Active);
		assert_ok!(Custody::observe(signed(SHOP), what, 2, step, state, place(), time()));
		let seen = Observations::<Test>::get((unit(7), SHOP, 2)).expect("was recorded");
		assert_eq!(seen.anomaly, Some(AnomalyKind::ReappearedAfterEnd));
	});
}

/// Everything that tells where goods are.
fn storage_of_goods() -> Vec<(ObjectId, Item)> {
	Items::<Test>::iter().collect()
}

#[test]
fn relabel_should_fail_when_the_goods_are_recalled() {
	ExtBuilder::default().build_and_execute(|| {
		register_classes();
		let laces = commission_loose(1, 8);
		let scope = RecallScope::Class { gtin: gtin(1), made: Period { from: 0, until: None } };
		assert_ok!(Custody::recall(signed(BRAND), scope, RecallReason::Safety, H256::zero()));
		assert_noop!(relabel(FACTORY, laces, 1), Error::UnderRecall);
		assert_ok!(Custody::lift_recall(signed(BRAND), 0));
		assert_ok!(relabel(FACTORY, laces, 1));
	});
}
