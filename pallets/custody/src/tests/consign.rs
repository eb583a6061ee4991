use super::{
	record_trip::{load, seals},
	*,
};
use tracemark_primitives::{
	goods::Reservation,
	parties::PartyTag,
	transport::{Enclosure, Leg, LegUnderway, Passage, SealingGround},
};

const HAULIER: PartyTag = PartyTag { key_version: 1, tag: H256::repeat_byte(7) };

fn call(from: OrgId, to: OrgId, object: ObjectId) -> DispatchResult {
	Custody::consign(signed(from), object, seq(object), to, HAULIER, None, place(), time())
}

/// A logistic unit of the factory, under seal.
fn sealed(n: u32) -> ObjectId {
	let object = pack(FACTORY, n, &[commission(n)]);
	load(FACTORY, object);
	object
}

/// Hands a logistic unit to the haulier for the warehouse. The number of the departure.
fn depart(object: ObjectId) -> u32 {
	assert_ok!(call(FACTORY, WAREHOUSE, object));
	seq(object)
}

fn receive(object: ObjectId, receipt: Receipt) -> DispatchResult {
	let goods = vec![(object, seq(object), receipt)].try_into().expect("one");
	Custody::receive(signed(WAREHOUSE), goods, place(), time())
}

/// How the goods came to whoever holds them.
fn passage(object: ObjectId) -> Option<Passage> {
	Custody::trace(object, 0, 100).last().expect("is held").passage
}

#[test]
fn consign_should_leave_the_object_with_its_holder_who_answers_for_it() {
	ExtBuilder::default().build_and_execute(|| {
		let object = sealed(1);
		let before = item(object);
		assert_ok!(call(FACTORY, WAREHOUSE, object));
		let after = item(object);
		let departed = before.seq + 1;
		let leg = Some(LegUnderway { departed, is_sealed: true });
		let until = NOW + MAX_OFFER_TERM;
		assert_eq!(after.presence, Presence::Offered { to: WAREHOUSE, until, leg });
		assert_eq!((after.position, after.spans), (held(FACTORY), before.spans));
		let kept = Leg {
			sender: FACTORY,
			to: WAREHOUSE,
			carrier: HAULIER,
			trip: Some(0),
			place: place(),
			time: time(),
			at: NOW,
		};
		assert_eq!(Legs::<Test>::get(object, departed), Some(kept));
		let event = Event::Consigned {
			object,
			seq: departed,
			from: FACTORY,
			to: WAREHOUSE,
			until,
			carrier: HAULIER,
			trip: Some(0),
			circumstances: here_and_now(),
		};
		assert_eq!(last_event(), event);
		assert_chained(before, object, &event);
	});
}

#[test]
fn leg_should_be_bridged_when_the_seal_is_whole() {
	ExtBuilder::default().build_and_execute(|| {
		let (whole, damaged) = (sealed(1), sealed(2));
		let child = consignment(1, 0);
		let left = depart(whole);
		depart(damaged);
		pass(60 * 60);
		assert_ok!(Custody::accept(signed(WAREHOUSE), whole, seq(whole), place(), time()));
		let bridged = Passage::Bridged { departed: left };
		let event = Event::LegEnded {
			object: whole,
			sender: FACTORY,
			to: WAREHOUSE,
			passage: bridged,
			accepted: seq(whole),
		};
		assert_eq!(last_event(), event);
		let trace = Custody::trace(whole, 0, 100);
		assert_eq!(
			trace.iter().map(|it| (it.holder, it.passage)).collect::<Vec<_>>(),
			vec![(FACTORY, None), (WAREHOUSE, Some(bridged))]
		);
		let leg = Custody::leg(&trace[1]).expect("is on record");
		assert_eq!((leg.sender, leg.carrier, leg.trip), (FACTORY, HAULIER, Some(0)));
		assert_eq!(Custody::leg(&trace[0]), None);
		// So are what lies in it, and goods that are damaged under a whole seal.
		assert_eq!(passage(child), Some(bridged));
		assert_ok!(receive(damaged, Receipt::Reserved(Reservation::Damaged)));
		assert!(matches!(passage(damaged), Some(Passage::Bridged { .. })));
		// What comes in later came by another way.
		pass(60);
		let later = commission(3);
		hand_over(FACTORY, WAREHOUSE, later);
		pack_at(WAREHOUSE, 1, later);
		assert_eq!(passage(later), None);
	});
}

/// Packs one object into an open logistic unit of `org`.
fn pack_at(org: OrgId, code: u32, object: ObjectId) {
	let children = vec![(object, seq(object))].try_into().expect("one");
	assert_ok!(Custody::pack(signed(org), sscc(code), children, None, time()));
}

#[test]
fn leg_should_be_broken_when_the_seal_is_broken_or_missing() {
	ExtBuilder::default().build_and_execute(|| {
		// Found broken, and noted with its departure.
		let broken = sealed(1);
		let departed = depart(broken);
		assert_ok!(receive(broken, Receipt::Reserved(Reservation::SealBroken)));
		let segment = Custody::trace(broken, 0, 100).pop().expect("is held");
		assert_eq!(segment.passage, Some(Passage::Broken { departed }));
		assert_eq!(segment.reservation, Some(Reservation::SealBroken));
		assert_eq!(Custody::leg(&segment).expect("is on record").sender, FACTORY);
		assert_eq!(item(broken).enclosure, Enclosure::Open);

		// Never sealed: a pallet, and goods that cannot be.
		let open = pack(FACTORY, 2, &[commission(2)]);
		let loose = commission(3);
		// Sealed, but only on the way.
		let late = pack(FACTORY, 4, &[commission(4)]);
		for object in [open, loose, late] {
			depart(object);
		}
		let (ground, origin) = (SealingGround::Loaded, signed(FACTORY));
		let (seq, numbers) = (seq(late), seals(&["HP400"]));
		assert_ok!(Custody::record_trip(origin, late, seq, None, numbers, ground, None, time()));
		for object in [open, loose, late] {
			assert_ok!(receive(object, Receipt::Accepted));
			assert!(matches!(passage(object), Some(Passage::Broken { .. })));
		}
	});
}

#[test]
fn leg_should_be_bridged_when_customs_opened_and_sealed_it_anew() {
	ExtBuilder::default().build_and_execute(|| {
		let reseal = |object, ground| {
			let (seq, numbers) = (seq(object), seals(&["DE0001"]));
			Custody::record_trip(signed(FACTORY), object, seq, None, numbers, ground, None, time())
		};
		let [official, damaged, left_open] = [1, 2, 3].map(sealed);
		for object in [official, damaged, left_open] {
			depart(object);
		}
		assert_ok!(detain_goods(&tracked(&unit_claim(1, 3)), CUSTOMS));
		assert_eq!(item(official).enclosure, Enclosure::Open);
		assert_ok!(reseal(official, SealingGround::OpenedByCustoms));
		assert_ok!(reseal(damaged, SealingGround::SealDamaged));
		// Whoever says so first cannot undo it by another ground.
		assert_ok!(reseal(damaged, SealingGround::OpenedByCustoms));
		assert_ok!(detain(consignment(3, 0), CUSTOMS));
		for object in [official, damaged, left_open] {
			assert_ok!(receive(object, Receipt::Accepted));
		}
		assert!(matches!(passage(official), Some(Passage::Bridged { .. })));
		assert!(matches!(passage(damaged), Some(Passage::Broken { .. })));
		assert!(matches!(passage(left_open), Some(Passage::Broken { .. })));
	});
}

#[test]
fn leg_should_end_with_the_offer_when_nobody_accepts() {
	ExtBuilder::default().build_and_execute(|| {
		let [refused, withdrawn, expired] = [1, 2, 3].map(sealed);
		for object in [refused, withdrawn, expired] {
			depart(object);
		}
		assert_ok!(receive(refused, Receipt::Refused(RefusalReason::SealBroken)));
		let seq_of = seq(withdrawn);
		assert_ok!(Custody::withdraw_offer(signed(FACTORY), withdrawn, seq_of));
		pass(MAX_OFFER_TERM / 1_000);
		assert_noop!(receive(expired, Receipt::Accepted), Error::OfferExpired);
		for object in [refused, withdrawn, expired] {
			let at = <Custody as CustodyInspect>::whereabouts(&object).expect("is known");
			assert_eq!((at.holder, at.presence), (FACTORY, Presence::Held));
			// The factory held it all the time, and hands it over itself.
			hand_over(FACTORY, SHOP, object);
			assert_eq!(passage(object), None);
		}
	});
}

#[test]
fn trace_should_show_four_hands_of_nested_pallets_when_one_is_an_outsider() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let inner = pack(FACTORY, 1, &[goods]);
		let outer = pack(FACTORY, 2, &[inner]);
		load(FACTORY, outer);
		pass(60);
		hand_over(FACTORY, CARRIER, outer);
		pass(60);
		let departed = seq(outer) + 1;
		assert_ok!(call(CARRIER, WAREHOUSE, outer));
		pass(60);
		assert_ok!(receive(outer, Receipt::Accepted));
		pass(60);
		hand_over(WAREHOUSE, IMPORTER, outer);
		let bridged = Some(Passage::Bridged { departed });
		let hands: Vec<_> =
			Custody::trace(goods, NOW, 100).iter().map(|it| (it.holder, it.passage)).collect();
		let expected = [(FACTORY, None), (CARRIER, None), (WAREHOUSE, bridged), (IMPORTER, None)];
		assert!(hands.ends_with(&expected), "{hands:?}");
	});
}

#[test]
fn consign_should_fail_when_it_cannot_be_offered() {
	ExtBuilder::default().build_and_execute(|| {
		let object = sealed(1);
		assert_noop!(call(CARRIER, WAREHOUSE, object), Error::NotHolder);
		assert_noop!(call(FACTORY, FACTORY, object), Error::ToOneself);
		assert_noop!(call(FACTORY, OUTSIDER, object), Error::ReceiverNotEligible);
		let consign = |seq, until| {
			let origin = signed(FACTORY);
			Custody::consign(origin, object, seq, WAREHOUSE, HAULIER, until, None, time())
		};
		assert_noop!(consign(seq(object), Some(NOW)), Error::MalformedTerm);
		assert_noop!(consign(seq(object) - 1, None), Error::StaleSeq);
		depart(object);
		assert_noop!(consign(seq(object), None), Error::OnOffer);
		assert_eq!(Legs::<Test>::iter().count(), 1);
	});
}

#[test]
fn consign_should_fail_when_the_signer_or_the_time_is_wrong() {
	ExtBuilder::default().build_and_execute(|| {
		let object = sealed(1);
		let call = |origin, time| {
			Custody::consign(origin, object, seq(object), WAREHOUSE, HAULIER, None, None, time)
		};
		refuses_others(FACTORY, |origin| call(origin, time()));
		refuses_wrong_times(|time| call(signed(FACTORY), time));
	});
}
