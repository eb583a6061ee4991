//! `take_into_custody`: an authority takes goods by its own decision, whoever holds them.

use super::*;
use tracemark_primitives::{geo::Coordinates, gs1::Gln, traits::Membership};

pub const DECISION: H256 = H256::repeat_byte(0xde);

/// A police force.
pub fn police() -> OrgId {
	FakeMembership::admit(70, 70, Role::Police.into(), country("DE"));
	70
}

pub fn take(authority: OrgId, claim: &GoodsClaim) -> DispatchResult {
	Custody::take_into_custody(signed(authority), claim.clone(), None, DECISION)
}

#[test]
fn take_into_custody_should_take_the_goods_out_of_what_they_lie_in() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let inner = pack(FACTORY, 1, &[goods]);
		let outer = pack(FACTORY, 2, &[inner]);
		hand_over(FACTORY, CARRIER, outer);
		let before = item(goods);
		assert_ok!(take(CUSTOMS, &whole(goods)));
		let presence = Presence::Detained { by: CUSTOMS };
		assert_eq!((item(goods).position, item(goods).presence), (held(CARRIER), presence));
		let (ground, place) = (Some(DECISION), None);
		let event =
			Event::Detained { object: goods, seq: before.seq + 2, by: CUSTOMS, ground, place };
		assert_eq!(last_event(), event);
		let kept_by = DetentionGrounds::<Test>::get(goods);
		assert_eq!(kept_by, Some(DetentionGround::Decision(DECISION)));
		// Its holder does nothing with it meanwhile.
		let number = seq(goods);
		let destroyed = Custody::destroy(signed(CARRIER), goods, number, time());
		assert_noop!(destroyed, Error::UnderDetention);
	});
}

#[test]
fn take_into_custody_should_take_single_units_by_their_path_and_ended_ones_that_come_back() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		hand_over(FACTORY, SHOP, goods);
		let sold = unit_claim(1, 4);
		assert_ok!(Custody::sell(signed(SHOP), sold.clone(), seq(goods), H256::zero(), None, None));
		for claim in [unit_claim(1, 7), sold] {
			assert_ok!(take(CUSTOMS, &claim));
		}
		for object in [unit(7), unit(4)] {
			assert_eq!(item(object).presence, Presence::Detained { by: CUSTOMS });
			assert_eq!(item(object).position, held(SHOP));
		}
		// Nobody waits for the holder's acts: they move no number that is asked for.
		offer(SHOP, CARRIER, goods);
		assert_ok!(take(CUSTOMS, &whole(goods)));
		assert_eq!(item(goods).presence, Presence::Detained { by: CUSTOMS });
	});
}

#[test]
fn take_into_custody_should_ask_for_a_place_in_the_territory_when_one_is_named() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let taken = |place| {
			Custody::take_into_custody(signed(CUSTOMS), whole(goods), Some(place), DECISION)
		};
		assert_noop!(taken(gln(3)), Error::OutsideTerritory);
		assert_noop!(taken(Gln([b'x'; 13])), Error::MalformedPlace);
		let run = |code| Place {
			run_by: FACTORY,
			country: country(code),
			coordinates: Coordinates { latitude: 0, longitude: 0 },
			registered_at: NOW,
			closed_at: None,
			version: 0,
		};
		Places::<Test>::insert(gln(3), run("TR"));
		assert_noop!(taken(gln(3)), Error::OutsideTerritory);
		let home =
			<FakeMembership as Membership<u64>>::party(CUSTOMS).expect("is a member").country;
		Places::<Test>::insert(gln(3), Place { country: home, ..run("TR") });
		assert_ok!(taken(gln(3)));
	});
}

#[test]
fn take_into_custody_should_fail_when_the_goods_are_kept_ended_or_not_shown() {
	ExtBuilder::default().build_and_execute(|| {
		let (a, b, c) = (commission(1), commission(2), commission(3));
		assert_ok!(detain(a, CUSTOMS));
		for authority in [CUSTOMS, police()] {
			assert_noop!(take(authority, &whole(a)), Error::UnderDetention);
		}
		assert_ok!(Custody::destroy(signed(FACTORY), b, seq(b), time()));
		assert_noop!(take(CUSTOMS, &whole(b)), Error::AlreadyEnded);
		let GoodsClaim::Unit { gtin, serial, proof } = unit_claim(3, 7) else { panic!("a unit") };
		let bare = GoodsClaim::Unit { gtin, serial: serial.clone(), proof: None };
		assert_noop!(take(CUSTOMS, &bare), Error::ProofMissing);
		let mut wrong = proof.expect("with its path");
		wrong.index += 1;
		let wrong = GoodsClaim::Unit { gtin, serial, proof: Some(wrong) };
		assert_noop!(take(CUSTOMS, &wrong), Error::ProofRefuted);
		for claim in [whole(H256::zero()), GoodsClaim::LogisticUnit { sscc: sscc(9) }] {
			assert_noop!(take(CUSTOMS, &claim), Error::UnknownObject);
		}
		assert_ok!(take(CUSTOMS, &unit_claim(3, 7)));
		assert_noop!(take(CUSTOMS, &wrong), Error::ProofRefuted);
		assert_eq!(item(c).presence, Presence::Held);
	});
}

#[test]
fn take_into_custody_should_fail_when_what_the_goods_lie_in_is_kept_for_a_declaration() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let case = pack(FACTORY, 1, &[goods]);
		assert_ok!(detain(case, CUSTOMS));
		// Else one officer could destroy what it takes two to destroy.
		for claim in [whole(goods), unit_claim(1, 7)] {
			assert_noop!(take(CUSTOMS, &claim), Error::UnderDetention);
		}
		assert_ok!(release(case));
		assert_ok!(take(CUSTOMS, &GoodsClaim::LogisticUnit { sscc: sscc(1) }));
		// Out of what it took by a decision of its own, it takes a part by another.
		for (claim, object) in [(unit_claim(1, 7), unit(7)), (whole(goods), goods)] {
			assert_ok!(take(CUSTOMS, &claim));
			assert_eq!(item(object).presence, Presence::Detained { by: CUSTOMS });
		}
	});
}

#[test]
fn take_into_custody_should_be_for_authorities_only() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		for org in [FACTORY, SHOP, CARRIER, MONITOR] {
			assert_noop!(take(org, &whole(goods)), ROLE_MISSING);
		}
		let call = |origin| Custody::take_into_custody(origin, whole(goods), None, DECISION);
		refuses_others(CUSTOMS, call);
	});
}
