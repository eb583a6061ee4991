use super::*;
use tracemark_primitives::transport::{
	ContainerNumber, Enclosure, SealNumber, SealingGround, Seals, TransportMark, Trip,
};

pub(crate) fn container() -> ContainerNumber {
	ContainerNumber(*b"CSQU3054383")
}

pub(crate) fn seals(numbers: &[&str]) -> Seals {
	let seal = |text: &&str| SealNumber(text.as_bytes().to_vec().try_into().expect("short"));
	numbers.iter().map(seal).collect::<Vec<_>>().try_into().expect("at most 8")
}

pub(crate) fn record(
	by: OrgId,
	object: ObjectId,
	container: Option<ContainerNumber>,
	numbers: &[&str],
	ground: SealingGround,
) -> DispatchResult {
	let (seq, seals) = (seq(object), seals(numbers));
	Custody::record_trip(signed(by), object, seq, container, seals, ground, place(), time())
}

/// Loads an object into the container, under one seal.
pub(crate) fn load(by: OrgId, object: ObjectId) {
	assert_ok!(record(by, object, Some(container()), &["HP100"], SealingGround::Loaded));
}

fn enclosure(object: ObjectId) -> Enclosure {
	item(object).enclosure
}

#[test]
fn record_trip_should_state_container_and_seals_and_move_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		let object = pack(FACTORY, 1, &[commission(1)]);
		let before = item(object);
		let numbers = ["HP100", "HP101"];
		let ground = SealingGround::Loaded;
		assert_ok!(record(FACTORY, object, Some(container()), &numbers, ground));
		let after = item(object);
		assert_eq!((after.position, after.presence), (before.position, before.presence));
		assert_eq!((after.trips, after.enclosure), (1, Enclosure::Sealed));
		assert_eq!(after.spans, before.spans);
		let (seq, by, seals) = (before.seq + 1, FACTORY, seals(&numbers));
		let trip = Trip {
			by,
			container: Some(container()),
			seals: seals.clone(),
			ground,
			seq,
			place: place(),
			time: time(),
			at: NOW,
		};
		assert_eq!(Custody::trips(object, 0, 100).items, vec![trip]);
		let event = Event::TripRecorded {
			object,
			seq,
			trip: 0,
			by,
			container: Some(container()),
			seals,
			ground,
			circumstances: here_and_now(),
		};
		assert_eq!(last_event(), event);
		assert_chained(before, object, &event);
	});
}

#[test]
fn trip_should_last_when_the_goods_change_hands_or_lie_in_another() {
	ExtBuilder::default().build_and_execute(|| {
		let inner = pack(FACTORY, 1, &[commission(1)]);
		load(FACTORY, inner);
		hand_over(FACTORY, CARRIER, inner);
		assert_eq!(enclosure(inner), Enclosure::Sealed);
		assert_ok!(record(CARRIER, inner, None, &["HP100"], SealingGround::Unloaded));
		assert_ok!(Custody::offer(signed(CARRIER), inner, seq(inner), FACTORY, None, None, time()));
		// Also while it is on offer: the receiver accepts what is stated then.
		let offered = seq(inner);
		assert_ok!(record(CARRIER, inner, None, &["HP200"], SealingGround::OpenedByCustoms));
		let stale = Custody::accept(signed(FACTORY), inner, offered, None, time());
		assert_noop!(stale, Error::StaleSeq);
		assert_ok!(Custody::accept(signed(FACTORY), inner, seq(inner), None, time()));
		pack(FACTORY, 2, &[inner]);
		assert_eq!((item(inner).trips, enclosure(inner)), (3, Enclosure::Sealed));
	});
}

#[test]
fn trip_should_be_over_when_something_gets_in_or_out() {
	ExtBuilder::default().build_and_execute(|| {
		// Packed into.
		let packed = pack(FACTORY, 1, &[commission(1)]);
		load(FACTORY, packed);
		pack(FACTORY, 1, &[commission(2)]);
		assert_eq!(enclosure(packed), Enclosure::Open);
		// Unpacked.
		load(FACTORY, packed);
		let child = consignment(2, 0);
		let children = vec![(child, seq(child))].try_into().expect("one");
		assert_ok!(Custody::unpack(
			signed(FACTORY),
			packed,
			seq(packed),
			children,
			place(),
			time()
		));
		assert_eq!(enclosure(packed), Enclosure::Open);
		// An authority takes a unit, deep inside.
		let outer = pack(FACTORY, 2, &[packed]);
		let goods = consignment(1, 0);
		load(FACTORY, outer);
		assert_ok!(detain_goods(&tracked(&unit_claim(1, 3)), CUSTOMS));
		assert_eq!(enclosure(outer), Enclosure::Open);
		// And what lies directly in it.
		load(FACTORY, outer);
		assert_ok!(detain(goods, CUSTOMS));
		assert_eq!((enclosure(outer), item(outer).trips), (Enclosure::Open, 2));
	});
}

#[test]
fn trip_should_be_over_when_the_receiver_notes_a_broken_seal() {
	ExtBuilder::default().build_and_execute(|| {
		use tracemark_primitives::goods::Reservation;
		let [broken, damaged] = [1, 2].map(|n| pack(FACTORY, n, &[commission(n)]));
		for (object, note) in [(broken, Reservation::SealBroken), (damaged, Reservation::Damaged)] {
			load(FACTORY, object);
			offer(FACTORY, CARRIER, object);
			let receipt = vec![(object, seq(object), Receipt::Reserved(note))];
			let receipt = receipt.try_into().expect("one");
			assert_ok!(Custody::receive(signed(CARRIER), receipt, place(), time()));
		}
		assert_eq!(enclosure(broken), Enclosure::Open);
		assert_eq!(enclosure(damaged), Enclosure::Sealed);
		// The carrier seals it anew.
		assert_ok!(record(CARRIER, broken, None, &["HP300"], SealingGround::SealDamaged));
		assert_eq!(enclosure(broken), Enclosure::Sealed);
	});
}

#[test]
fn trip_should_be_over_when_the_receiver_refuses_for_a_broken_seal() {
	ExtBuilder::default().build_and_execute(|| {
		let [broken, damaged] = [1, 2].map(|n| pack(FACTORY, n, &[commission(n)]));
		for (object, reason) in
			[(broken, RefusalReason::SealBroken), (damaged, RefusalReason::Damaged)]
		{
			load(FACTORY, object);
			offer(FACTORY, CARRIER, object);
			assert_ok!(Custody::refuse(signed(CARRIER), object, seq(object), reason));
		}
		assert_eq!(enclosure(broken), Enclosure::Open);
		assert_eq!(enclosure(damaged), Enclosure::Sealed);
	});
}

#[test]
fn trip_should_be_over_when_the_object_was_missing() {
	ExtBuilder::default().build_and_execute(|| {
		let object = pack(FACTORY, 1, &[commission(1)]);
		load(FACTORY, object);
		let claim = GoodsClaim::LogisticUnit { sscc: sscc(1) };
		let (origin, kind) = (signed(FACTORY), MissingKind::Stolen);
		assert_ok!(Custody::report_missing(origin, claim, seq(object), kind, None, time()));
		assert_ok!(Custody::report_found(signed(FACTORY), object, seq(object), None, time()));
		assert_eq!((item(object).trips, enclosure(object)), (1, Enclosure::Open));
		// Whoever found it looks at it and states anew what is on it.
		load(FACTORY, object);
		assert_eq!(enclosure(object), Enclosure::Sealed);
	});
}

#[test]
fn trip_should_end_when_neither_container_nor_seal_is_stated() {
	ExtBuilder::default().build_and_execute(|| {
		let object = pack(FACTORY, 1, &[commission(1)]);
		let empty = || record(FACTORY, object, None, &[], SealingGround::Unloaded);
		assert_noop!(empty(), Error::NothingNamed);
		assert_ok!(record(FACTORY, object, Some(container()), &[], SealingGround::Loaded));
		assert_eq!(enclosure(object), Enclosure::Contained);
		assert_ok!(empty());
		assert_eq!((item(object).trips, enclosure(object)), (2, Enclosure::Open));
		assert_noop!(empty(), Error::NothingNamed);
	});
}

#[test]
fn record_trip_should_be_up_to_the_authority_that_keeps_it() {
	ExtBuilder::default().build_and_execute(|| {
		let object = pack(FACTORY, 1, &[commission(1)]);
		load(FACTORY, object);
		assert_ok!(detain(object, CUSTOMS));
		let seal = |by| record(by, object, None, &["DE0001"], SealingGround::OpenedByCustoms);
		assert_noop!(seal(FACTORY), Error::UnderDetention);
		assert_ok!(seal(CUSTOMS));
		assert_eq!(Trips::<Test>::get(object, 1).expect("the second").by, CUSTOMS);
	});
}

#[test]
fn record_trip_should_fail_when_a_number_is_malformed() {
	ExtBuilder::default().build_and_execute(|| {
		let object = pack(FACTORY, 1, &[commission(1)]);
		let ground = SealingGround::Loaded;
		let wrong = Some(ContainerNumber(*b"CSQU3054384"));
		assert_noop!(record(FACTORY, object, wrong, &[], ground), Error::MalformedContainer);
		for seal in ["", "hp100", "HP 100", "HP-100"] {
			assert_noop!(record(FACTORY, object, None, &[seal], ground), Error::MalformedSeal);
		}
		let twice = &["HP100", "HP101", "HP100"];
		assert_noop!(record(FACTORY, object, None, twice, ground), Error::DuplicateSeal);
		assert_eq!(TransportMarkCount::<Test>::iter().count(), 0);
	});
}

#[test]
fn record_trip_should_fail_when_the_object_is_not_at_hand() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let ground = SealingGround::Loaded;
		let seal = |by, object| record(by, object, None, &["HP100"], ground);
		assert_noop!(seal(FACTORY, goods), Error::NotLogisticUnit);
		let object = pack(FACTORY, 1, &[goods]);
		assert_noop!(seal(CARRIER, object), Error::NotHolder);
		let numbers = || seals(&["HP100"]);
		let unknown = H256::zero();
		assert_noop!(
			Custody::record_trip(
				signed(FACTORY),
				unknown,
				0,
				None,
				numbers(),
				ground,
				None,
				time()
			),
			Error::UnknownObject
		);
		let stale = seq(object) - 1;
		assert_noop!(
			Custody::record_trip(
				signed(FACTORY),
				object,
				stale,
				None,
				numbers(),
				ground,
				None,
				time()
			),
			Error::StaleSeq
		);
		assert_ok!(seal(FACTORY, object));
		assert_noop!(seal(FACTORY, object), Error::AlreadyLoaded);
		let outer = pack(FACTORY, 2, &[object]);
		assert_noop!(seal(FACTORY, object), Error::InsideAnother);
		assert_ok!(Custody::destroy(signed(FACTORY), outer, seq(outer), time()));
		assert_noop!(seal(FACTORY, outer), Error::AlreadyEnded);
		assert_eq!(TransportMarkCount::<Test>::get(TransportMark::Seal(numbers()[0].clone())), 1);
	});
}

#[test]
fn record_trip_should_fail_when_the_signer_or_the_time_is_wrong() {
	ExtBuilder::default().build_and_execute(|| {
		let object = pack(FACTORY, 1, &[commission(1)]);
		let call = |origin, time| {
			let (seq, seals) = (seq(object), seals(&["HP100"]));
			let ground = SealingGround::Loaded;
			Custody::record_trip(origin, object, seq, None, seals, ground, None, time)
		};
		refuses_others(FACTORY, |origin| call(origin, time()));
		refuses_wrong_times(|time| call(signed(FACTORY), time));
	});
}
