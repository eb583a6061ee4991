//! `end_custody`: what an authority took by its own decision goes back, or was destroyed.

use super::{
	take_into_custody::{police, take, DECISION},
	*,
};

fn end(authority: OrgId, object: ObjectId, how: CustodyEnd) -> DispatchResult {
	Custody::end_custody(signed(authority), object, seq(object), how, DECISION)
}

#[test]
fn end_custody_should_give_the_goods_back_to_their_holder() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		assert_ok!(take(CUSTOMS, &whole(goods)));
		let before = item(goods);
		assert_ok!(end(CUSTOMS, goods, CustodyEnd::Released));
		assert_eq!((item(goods).position, item(goods).presence), (held(FACTORY), Presence::Held));
		let (seq, ground) = (before.seq + 1, Some(DECISION));
		let event = Event::Released { object: goods, seq, by: CUSTOMS, ground };
		assert_eq!(last_event(), event);
		assert_chained(before, goods, &event);
		assert_eq!(DetentionGrounds::<Test>::get(goods), None);
		hand_over(FACTORY, SHOP, goods);
	});
}

#[test]
fn end_custody_should_end_the_goods_when_they_were_destroyed() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		assert_ok!(take(CUSTOMS, &unit_claim(1, 7)));
		assert_ok!(end(CUSTOMS, unit(7), CustodyEnd::Destroyed));
		assert_eq!(item(unit(7)).presence, Presence::Ended(EndOfLife::Destroyed));
		assert_eq!(item(goods).presence, Presence::Held);
		assert_noop!(end(CUSTOMS, unit(7), CustodyEnd::Released), Error::NotDetained);
	});
}

#[test]
fn end_custody_should_reach_a_unit_when_it_left_goods_in_custody() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		assert_ok!(take(CUSTOMS, &whole(goods)));
		assert_ok!(extract(&unit_claim(1, 5)));
		assert_ok!(end(CUSTOMS, unit(5), CustodyEnd::Released));
		assert_eq!(item(unit(5)).presence, Presence::Held);
		assert_eq!(item(goods).presence, Presence::Detained { by: CUSTOMS });
	});
}

#[test]
fn end_custody_should_leave_to_customs_what_is_kept_for_a_declaration() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		assert_ok!(detain(goods, CUSTOMS));
		for how in [CustodyEnd::Released, CustodyEnd::Destroyed] {
			assert_noop!(end(CUSTOMS, goods, how), Error::KeptForDeclaration);
		}
		// Of goods that it took itself, a unit is suspended with a declaration.
		let taken = commission(2);
		assert_ok!(take(CUSTOMS, &whole(taken)));
		assert_ok!(detain_goods(&tracked(&unit_claim(2, 5)), CUSTOMS));
		let suspended = tracked(&unit_claim(2, 5)).id();
		assert_noop!(end(CUSTOMS, suspended, CustodyEnd::Released), Error::KeptForDeclaration);
		assert_ok!(release(suspended));
		// Given back, they are taken by a decision as any others.
		assert_ok!(take(CUSTOMS, &unit_claim(2, 5)));
		assert_ok!(end(CUSTOMS, suspended, CustodyEnd::Released));
	});
}

#[test]
fn end_custody_should_be_open_to_another_authority_of_the_country_when_the_keeper_left_its_office()
{
	use tracemark_primitives::parties::Standing;
	for how in [CustodyEnd::Released, CustodyEnd::Destroyed] {
		ExtBuilder::default().build_and_execute(|| {
			let goods = commission(1);
			assert_ok!(take(CUSTOMS, &whole(goods)));
			let colleague = police();
			// Who is suspended may come back.
			for standing in [Standing::Good, Standing::Suspended] {
				FakeMembership::set_standing(CUSTOMS, standing);
				assert_noop!(end(colleague, goods, how), Error::UnderDetention);
			}
			FakeMembership::set_standing(CUSTOMS, Standing::Expelled);
			FakeMembership::admit(71, 71, Role::Police.into(), country("FR"));
			assert_noop!(end(71, goods, how), Error::UnderDetention);
			assert_ok!(end(colleague, goods, how));
			let incident = Incidents::<Test>::get(goods, IncidentCount::<Test>::get(goods) - 1);
			assert_eq!(incident.map(|incident| incident.by), Some(colleague));
			let ground = DetentionGrounds::<Test>::get(goods);
			let is_destroyed = how == CustodyEnd::Destroyed;
			assert_eq!(ground, is_destroyed.then_some(DetentionGround::Decision(DECISION)));
		});
	}
}

#[test]
fn end_custody_should_be_open_to_another_authority_when_the_keeper_is_none_any_more() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let (first, second) = (police(), CUSTOMS);
		assert_ok!(take(first, &whole(goods)));
		FakeMembership::admit(first.into(), first, Role::Carrier.into(), country("DE"));
		assert_ok!(end(second, goods, CustodyEnd::Released));
		assert_eq!(item(goods).presence, Presence::Held);
	});
}

#[test]
fn end_custody_should_fail_when_the_signer_keeps_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let released = CustodyEnd::Released;
		assert_noop!(end(CUSTOMS, goods, released), Error::NotDetained);
		assert_ok!(take(CUSTOMS, &whole(goods)));
		assert_noop!(end(police(), goods, released), Error::UnderDetention);
		assert_noop!(end(FACTORY, goods, released), ROLE_MISSING);
		let stale = seq(goods) - 1;
		let call = |origin| Custody::end_custody(origin, goods, stale, released, DECISION);
		assert_noop!(call(signed(CUSTOMS)), Error::StaleSeq);
		let unknown = H256::zero();
		let none = Custody::end_custody(signed(CUSTOMS), unknown, 0, released, DECISION);
		assert_noop!(none, Error::UnknownObject);
		refuses_others(CUSTOMS, call);
	});
}
