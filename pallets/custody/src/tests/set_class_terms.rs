//! What the owner of a class says of its serials and its number, and what that stops.

use super::*;
use tracemark_primitives::{goods::ClassFacts, gs1::lot_id, time::Period, Moment};

fn set(org: OrgId, serialised: Option<Period>, ceiling: Option<u128>) -> DispatchResult {
	Custody::set_class_terms(signed(org), gtin(1), serialised, ceiling)
}

fn promise(from: Moment, until: Option<Moment>) -> DispatchResult {
	set(BRAND, Some(Period { from, until }), None)
}

fn ceiling(pieces: u128) -> DispatchResult {
	set(BRAND, None, Some(pieces))
}

fn class() -> ClassFacts {
	<Custody as CustodyInspect>::class(&gtin(1)).expect("was registered")
}

/// Commissions a lot of one piece, with serials or without, which is said to have been made at `moment`.
fn make(lot: u32, is_serialised: bool, moment: Moment) -> DispatchResult {
	make_of(lot, Quantity::Pieces(1), is_serialised, moment)
}

fn make_of(lot: u32, quantity: Quantity, is_serialised: bool, moment: Moment) -> DispatchResult {
	let root = is_serialised.then(|| H256::repeat_byte(1));
	let time = EventTime { moment, offset: 0 };
	Custody::commission(signed(FACTORY), gtin(1), number(lot), quantity, root, None, time)
}

#[test]
fn set_class_terms_should_be_read_with_the_class_when_they_were_set() {
	ExtBuilder::default().build_and_execute(|| {
		let serialised = Some(Period { from: NOW + DAY, until: None });
		assert_ok!(set(BRAND, serialised, Some(500)));
		assert_eq!((class().serialised, class().ceiling, class().made), (serialised, Some(500), 0));
		let event =
			Event::ClassTermsSet { gtin: gtin(1), owner: BRAND, serialised, ceiling: Some(500) };
		assert_eq!(last_event(), event);
	});
}

#[test]
fn set_class_terms_should_refuse_lots_without_serials_when_they_are_made_in_the_period() {
	ExtBuilder::default().build_and_execute(|| {
		let (from, until) = (NOW + 60_000, NOW + 120_000);
		assert_ok!(promise(from, Some(until)));
		assert_ok!(make(1, false, from - 1));
		assert_noop!(make(2, false, from), Error::SerialsPromised);
		assert_noop!(make(2, false, until - 1), Error::SerialsPromised);
		assert_ok!(make(2, true, from));
		assert_ok!(make(3, false, until));
		// Stock of old comes on record later.
		pass(90);
		assert_ok!(make(4, false, from - DAY));
		assert_noop!(
			make_of(5, Quantity::Measured { micros: 1, unit: UnitCode(*b"KGM") }, false, from),
			Error::SerialsPromised
		);
	});
}

#[test]
fn set_class_terms_should_bind_when_the_period_has_begun() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(promise(NOW, None));
		pass(60);
		let now = NOW + 60_000;
		assert_noop!(set(BRAND, None, None), Error::PromiseBinding);
		assert_noop!(promise(NOW + 1, None), Error::PromiseBinding);
		assert_noop!(promise(NOW - 1, None), Error::PromiseBinding);
		// It ends ahead only.
		assert_noop!(promise(NOW, Some(now - 1)), Error::PromiseBinding);
		assert_ok!(promise(NOW, Some(now + 60_000)));
		assert_ok!(promise(NOW, Some(now + 120_000)));
		assert_ok!(promise(NOW, Some(now)));
		pass(1);
		assert_noop!(promise(NOW, None), Error::PromiseBinding);
		assert_noop!(promise(now + 120_000, None), Error::PromiseBinding);
		// What stays as it is can be said again, with another ceiling.
		assert_ok!(set(BRAND, Some(Period { from: NOW, until: Some(now) }), Some(9)));
	});
}

#[test]
fn set_class_terms_should_take_a_promise_back_when_it_has_not_begun() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(promise(NOW + DAY, None));
		assert_ok!(promise(NOW + 2 * DAY, None));
		assert_ok!(promise(NOW + DAY, None));
		assert_ok!(set(BRAND, None, None));
		assert_eq!(class().serialised, None);
	});
}

/// An owner cannot make a fault of what others made lawfully.
#[test]
fn set_class_terms_should_fail_when_goods_on_record_refute_the_promise() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(make(1, false, NOW - DAY));
		// Said to be older, and on record since now.
		assert_noop!(promise(NOW - DAY, None), Error::PromiseRefuted);
		assert_noop!(promise(NOW, None), Error::PromiseRefuted);
		assert_ok!(make(2, false, NOW + 5 * MINUTE));
		assert_noop!(promise(NOW + 5 * MINUTE, None), Error::PromiseRefuted);
		assert_ok!(promise(NOW + 5 * MINUTE + 1, None));
		// Lots with serials refute nothing.
		assert_ok!(make(3, true, NOW));
	});
}

#[test]
fn set_class_terms_should_reach_back_when_nothing_on_record_refutes_it() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(make(1, true, NOW));
		assert_ok!(promise(NOW - 365 * DAY, None));
		assert_noop!(make(2, false, NOW - 365 * DAY), Error::SerialsPromised);
		assert_ok!(make(2, false, NOW - 365 * DAY - 1));
	});
}

#[test]
fn set_class_terms_should_prolong_a_promise_when_no_lot_came_between() {
	ExtBuilder::default().build_and_execute(|| {
		let until = NOW + MINUTE;
		assert_ok!(promise(NOW, Some(until)));
		assert_ok!(make(1, false, NOW - DAY));
		assert_ok!(promise(NOW, Some(until + 1)));
		assert_ok!(promise(NOW, Some(until)));
		assert_ok!(make(2, false, until));
		assert_noop!(promise(NOW, Some(until + 1)), Error::PromiseRefuted);
		assert_noop!(promise(NOW, None), Error::PromiseRefuted);
		assert_ok!(promise(NOW, Some(until - 1)));
	});
}

#[test]
fn set_class_terms_should_count_what_is_made_when_there_is_a_ceiling() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(make_of(1, Quantity::Pieces(6), false, NOW));
		assert_noop!(ceiling(5), Error::CeilingBelowMade);
		assert_ok!(ceiling(10));
		assert_noop!(make_of(2, Quantity::Pieces(5), false, NOW), Error::CeilingReached);
		assert_ok!(make_of(2, Quantity::Pieces(4), true, NOW));
		assert_noop!(make(3, true, NOW), Error::CeilingReached);
		assert_eq!((class().made, class().ceiling), (10, Some(10)));
		let measured = Quantity::Measured { micros: 1, unit: UnitCode(*b"KGM") };
		assert_noop!(make_of(3, measured, false, NOW), Error::NotCountable);
	});
}

#[test]
fn set_class_terms_should_only_lower_a_ceiling_when_there_is_one() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(ceiling(10));
		assert_noop!(ceiling(11), Error::CeilingRaised);
		assert_noop!(set(BRAND, None, None), Error::CeilingRaised);
		assert_ok!(ceiling(10));
		assert_ok!(ceiling(0));
		assert_noop!(make(1, true, NOW), Error::CeilingReached);
	});
}

#[test]
fn set_class_terms_should_count_what_is_relabelled_when_it_gets_a_number_of_the_class() {
	ExtBuilder::default().build_and_execute(|| {
		let relabel = |consignment: ObjectId, lot: u32, root: Option<H256>, moment: Moment| {
			let identity = LotIdentity { gtin: gtin(1), number: number(lot), root };
			let claim = GoodsClaim::Consignment { id: consignment };
			let time = EventTime { moment, offset: 0 };
			Custody::relabel(signed(FACTORY), claim, seq(consignment), identity, None, time)
		};
		let consignment = commission_loose(1, 5);
		assert_ok!(ceiling(9));
		assert_noop!(relabel(consignment, 2, None, NOW), Error::CeilingReached);
		let few = commission_loose(3, 2);
		assert_ok!(relabel(few, 4, None, NOW));
		assert_eq!(class().made, 9);
	});
	ExtBuilder::default().build_and_execute(|| {
		let relabel = |consignment: ObjectId, root: Option<H256>, moment: Moment| {
			let identity = LotIdentity { gtin: gtin(1), number: number(2), root };
			let claim = GoodsClaim::Consignment { id: consignment };
			let time = EventTime { moment, offset: 0 };
			Custody::relabel(signed(FACTORY), claim, seq(consignment), identity, None, time)
		};
		let consignment = commission_loose(1, 5);
		assert_ok!(promise(NOW + 1, None));
		pass(1);
		// What is labelled in the period has serials, whenever it was made.
		assert_noop!(relabel(consignment, None, NOW + 1), Error::SerialsPromised);
		assert_ok!(relabel(consignment, Some(H256::repeat_byte(1)), NOW + 1));
		let lot = Lots::<Test>::get(lot_id(&gtin(1), &number(2))).expect("was relabelled");
		assert_eq!(lot.made_at.moment, NOW);
	});
}

/// Goods of another class that were made in the period, and are labelled when it is over, have none either.
#[test]
fn set_class_terms_should_refuse_a_label_without_serials_when_the_goods_were_made_in_the_period() {
	ExtBuilder::default().build_and_execute(|| {
		let rights = vec![MARK.into()].try_into().expect("one");
		assert_ok!(Custody::register_class(signed(BRAND), gtin(2), rights, hs()));
		let quantity = Quantity::Pieces(5);
		let call =
			Custody::commission(signed(FACTORY), gtin(2), number(1), quantity, None, None, time());
		assert_ok!(call);
		assert_ok!(promise(NOW, Some(NOW + 1)));
		pass(60);
		let object = tracemark_primitives::gs1::consignment_id(&lot_id(&gtin(2), &number(1)), 0);
		let relabel = |moment| {
			let identity = LotIdentity { gtin: gtin(1), number: number(1), root: None };
			let claim = GoodsClaim::Consignment { id: object };
			let time = EventTime { moment, offset: 0 };
			Custody::relabel(signed(FACTORY), claim, seq(object), identity, None, time)
		};
		assert_noop!(relabel(NOW + 60_000), Error::SerialsPromised);
		// Nor by saying that it was labelled before it was made.
		assert_noop!(relabel(NOW - DAY), Error::SerialsPromised);
	});
}

#[test]
fn set_class_terms_should_be_over_when_the_class_is_registered_anew() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(make(1, true, NOW));
		assert_ok!(set(BRAND, Some(Period { from: NOW, until: None }), Some(1)));
		FakeMembership::withdraw_prefixes(BRAND);
		assert_noop!(set(BRAND, class().serialised, Some(1)), Error::PrefixNotHeld);
		let prefix = tracemark_primitives::gs1::CompanyPrefix::try_from("4012345");
		FakeMembership::add_prefix(FACTORY, prefix.expect("digits"));
		let none = Default::default();
		assert_ok!(Custody::register_class(signed(FACTORY), gtin(1), none, hs()));
		assert_eq!((class().serialised, class().ceiling, class().made), (None, None, 0));
		assert_ok!(make_of(2, Quantity::Pieces(7), false, NOW));
		assert_eq!(class().made, 7);
		let former = FormerClasses::<Test>::get(gtin(1), 0).expect("stays on record");
		assert_eq!((former.made, former.ceiling), (1, Some(1)));
		// Nor does the new owner promise for what is on record.
		let promise = Some(Period { from: NOW, until: None });
		assert_noop!(set(FACTORY, promise, None), Error::PromiseRefuted);
	});
}

#[test]
fn set_class_terms_should_fail_when_the_class_or_the_period_is_none() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(promise(NOW, Some(NOW)), Error::MalformedPromise);
		let unknown = Custody::set_class_terms(signed(BRAND), gtin(9), None, None);
		assert_noop!(unknown, Error::UnknownClass);
		assert_noop!(promise(NOW - DAY, Some(NOW - 1)), Error::PromiseBinding);
	});
}

#[test]
fn set_class_terms_should_fail_when_the_signer_may_not() {
	ExtBuilder::default().build_and_execute(|| {
		refuses_others(BRAND, |origin| Custody::set_class_terms(origin, gtin(1), None, None));
		assert_noop!(set(CARRIER, None, None), ROLE_MISSING);
		assert_noop!(set(FACTORY, None, None), Error::NotClassOwner);
	});
}
