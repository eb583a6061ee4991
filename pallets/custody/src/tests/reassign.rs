use super::*;

const GROUND: H256 = H256::repeat_byte(0x44);

fn reassign(object: ObjectId, to: OrgId, reason: ReassignmentReason) -> DispatchResult {
	Custody::reassign(council(), object, seq(object), to, reason, GROUND)
}

fn expel(org: OrgId) {
	FakeMembership::set_standing(org, Standing::Expelled);
}

#[test]
fn reassign_should_put_the_goods_of_an_expelled_holder_into_other_hands() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let parent = pack(FACTORY, 1, &[goods]);
		hand_over(FACTORY, CARRIER, parent);
		pass(60);
		expel(CARRIER);
		let before = item(parent);
		assert_ok!(reassign(parent, WAREHOUSE, ReassignmentReason::HolderExpelled));
		let event = Event::Reassigned {
			object: parent,
			seq: before.seq + 1,
			from: CARRIER,
			to: WAREHOUSE,
			reason: ReassignmentReason::HolderExpelled,
			ground: GROUND,
		};
		assert_eq!(last_event(), event);
		assert_chained(before, parent, &event);
		let at = <Custody as CustodyInspect>::whereabouts(&goods).expect("is known");
		assert_eq!((at.holder, at.presence), (WAREHOUSE, Presence::Held));
		let holders: Vec<_> = Custody::trace(goods, 0, 100)
			.iter()
			.map(|segment| (segment.holder, segment.until))
			.collect();
		let then = Some(NOW + 60_000);
		assert_eq!(holders[holders.len() - 2..], [(CARRIER, then), (WAREHOUSE, None)]);
		// They travel on as any goods do.
		hand_over(WAREHOUSE, SHOP, parent);
	});
}

#[test]
fn reassign_should_end_an_offer_when_the_holder_refuses() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		offer(FACTORY, SHOP, goods);
		assert_ok!(reassign(goods, IMPORTER, ReassignmentReason::HolderRefuses));
		assert_eq!((item(goods).position, item(goods).presence), (held(IMPORTER), Presence::Held));
		let accept = Custody::accept(signed(SHOP), goods, seq(goods), place(), time());
		assert_noop!(accept, Error::NotOffered);
	});
}

#[test]
fn reassign_should_reach_goods_that_the_expelled_holder_reported_missing() {
	ExtBuilder::default().build_and_execute(|| {
		for (lot, kind) in [(1, MissingKind::Lost), (2, MissingKind::Stolen)] {
			FakeMembership::set_standing(FACTORY, Standing::Good);
			let goods = commission(lot);
			let claim = GoodsClaim::Consignment { id: goods };
			assert_ok!(Custody::report_missing(signed(FACTORY), claim, 1, kind, None, time()));
			expel(FACTORY);
			assert_ok!(reassign(goods, IMPORTER, ReassignmentReason::HolderExpelled));
			let item = item(goods);
			assert_eq!((item.position, item.presence), (held(IMPORTER), Presence::Held));
		}
	});
}

#[test]
fn reassign_should_not_reach_goods_that_were_sold() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let claim = GoodsClaim::Consignment { id: goods };
		assert_ok!(Custody::sell(signed(FACTORY), claim, 1, H256::zero(), None, None));
		let call = reassign(goods, IMPORTER, ReassignmentReason::HolderRefuses);
		assert_noop!(call, Error::AlreadyEnded);
	});
}

#[test]
fn reassign_should_leave_a_declaration_of_the_goods_pending() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		assert_ok!(bind(goods));
		assert_ok!(reassign(goods, IMPORTER, ReassignmentReason::HolderRefuses));
		assert_eq!(item(goods).declared, 1);
		assert_ok!(unbind(goods));
	});
}

#[test]
fn reassign_should_fail_when_the_holder_was_not_expelled() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let by_expulsion = || reassign(goods, SHOP, ReassignmentReason::HolderExpelled);
		assert_noop!(by_expulsion(), Error::HolderNotExpelled);
		FakeMembership::set_standing(FACTORY, Standing::Suspended);
		assert_noop!(by_expulsion(), Error::HolderNotExpelled);
		expel(FACTORY);
		assert_ok!(by_expulsion());
	});
}

#[test]
fn reassign_should_fail_when_the_receiver_is_not_eligible() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let to = |org| reassign(goods, org, ReassignmentReason::HolderRefuses);
		assert_noop!(to(FACTORY), Error::ToOneself);
		for org in [NOTARY, MONITOR, OUTSIDER] {
			assert_noop!(to(org), Error::ReceiverNotEligible);
		}
		expel(SHOP);
		assert_noop!(to(SHOP), Error::ReceiverNotEligible);
	});
}

#[test]
fn reassign_should_fail_when_the_object_is_not_with_its_holder() {
	ExtBuilder::default().build_and_execute(|| {
		let (a, b) = (commission(1), commission(2));
		let to_shop = |object| reassign(object, SHOP, ReassignmentReason::HolderRefuses);
		let stale = |object| {
			let reason = ReassignmentReason::HolderRefuses;
			Custody::reassign(council(), object, 0, SHOP, reason, GROUND)
		};
		assert_noop!(stale(a), Error::StaleSeq);
		assert_noop!(stale(H256::zero()), Error::UnknownObject);
		pack(FACTORY, 1, &[b]);
		assert_noop!(to_shop(b), Error::InsideAnother);
		assert_ok!(detain(a, CUSTOMS));
		assert_noop!(to_shop(a), Error::UnderDetention);
		assert_ok!(destroy(a));
		assert_noop!(to_shop(a), Error::AlreadyEnded);
	});
}

#[test]
fn reassign_should_be_the_councils_alone() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let origins = [BRAND, FACTORY, CUSTOMS, OUTSIDER].map(signed);
		for origin in origins.into_iter().chain([RuntimeOrigin::root(), RuntimeOrigin::none()]) {
			let reason = ReassignmentReason::HolderRefuses;
			let call = Custody::reassign(origin, goods, 1, SHOP, reason, GROUND);
			assert_noop!(call, DispatchError::BadOrigin);
		}
	});
}
