use super::*;
use tracemark_primitives::cbv::ErrorReason;

const RIGHT: Option<H256> = Some(H256::repeat_byte(0x33));

/// By `org`, which had the object in its span of this number.
fn declare(org: OrgId, object: ObjectId, erroneous: u32, span: u32) -> DispatchResult {
	let reason = ErrorReason::IncorrectData;
	Custody::declare_error(signed(org), object, erroneous, span, reason, RIGHT)
}

/// Made at the factory (event 1), offered (2) to the shop, which accepted it (3).
fn handed_over() -> ObjectId {
	let goods = commission(1);
	hand_over(FACTORY, SHOP, goods);
	goods
}

#[test]
fn declare_error_should_point_to_the_event_and_leave_it() {
	ExtBuilder::default().build_and_execute(|| {
		let object = handed_over();
		let before = item(object);
		assert_ok!(declare(FACTORY, object, 2, 0));
		let reason = ErrorReason::IncorrectData;
		let declared =
			Event::ErrorDeclared { object, by: FACTORY, erroneous: 2, reason, corrective: RIGHT };
		assert_eq!(last_event(), declared);
		let declaration = ErrorDeclaration { reason, corrective: RIGHT, at: NOW };
		assert_eq!(ErrorDeclarations::<Test>::get((object, 2, FACTORY)), Some(declaration));
		// Nobody's act on the object waits for it.
		assert_eq!(item(object), before);
		// What one says of an event does not keep another from it.
		assert_ok!(declare(SHOP, object, 2, 1));
		assert_ok!(declare(SHOP, object, 3, 1));
	});
}

#[test]
fn declare_error_should_reach_an_event_that_ended_the_goods() {
	ExtBuilder::default().build_and_execute(|| {
		let object = handed_over();
		let claim = GoodsClaim::Consignment { id: object };
		assert_ok!(Custody::sell(signed(SHOP), claim, seq(object), H256::zero(), None, None));
		let reason = ErrorReason::DidNotOccur;
		assert_ok!(Custody::declare_error(signed(SHOP), object, 4, 1, reason, None));
		assert_eq!(item(object).presence, Presence::Ended(EndOfLife::Sold));
	});
}

#[test]
fn declare_error_should_fail_when_the_signer_did_not_hold_the_object_then() {
	ExtBuilder::default().build_and_execute(|| {
		let object = handed_over();
		for (org, span) in [(FACTORY, 1), (SHOP, 0), (SHOP, 2), (CARRIER, 0), (CUSTOMS, 1)] {
			assert_noop!(declare(org, object, 2, span), Error::NotHolderThen);
		}
		let parent = pack(FACTORY, 1, &[commission(2)]);
		let packed = consignment(2, 0);
		// Whoever holds a pallet did not hold what lies in it on its own.
		assert_noop!(declare(FACTORY, packed, 2, 1), Error::NotHolderThen);
		assert_ok!(declare(FACTORY, packed, 2, 0));
		assert_ok!(declare(FACTORY, parent, 1, 0));
	});
}

#[test]
fn declare_error_should_fail_when_there_is_no_such_event_or_it_was_declared_before() {
	ExtBuilder::default().build_and_execute(|| {
		let object = handed_over();
		for erroneous in [0, 4] {
			assert_noop!(declare(SHOP, object, erroneous, 1), Error::UnknownEvent);
		}
		assert_ok!(declare(FACTORY, object, 2, 0));
		assert_noop!(declare(FACTORY, object, 2, 0), Error::ErrorAlreadyDeclared);
		let reason = ErrorReason::DidNotOccur;
		let declare = |object, corrective| {
			Custody::declare_error(signed(SHOP), object, 3, 1, reason, corrective)
		};
		assert_noop!(declare(object, RIGHT), Error::NothingToCorrect);
		assert_noop!(declare(H256::zero(), None), Error::UnknownObject);
		assert_ok!(declare(object, None));
	});
}

#[test]
fn declare_error_should_fail_when_the_signer_may_not() {
	ExtBuilder::default().build_and_execute(|| {
		let object = handed_over();
		let reason = ErrorReason::IncorrectData;
		refuses_others(SHOP, |origin| Custody::declare_error(origin, object, 3, 1, reason, None));
	});
}
