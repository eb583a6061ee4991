use super::*;
use tracemark_primitives::{
	gs1::Gln,
	parties::{Role, Roles},
	transport::{MaxReports, Unaccepted, UnacceptedGround},
};

const GROUND: UnacceptedGround = UnacceptedGround::NobodyThere;

fn report(by: OrgId, object: ObjectId, place: Gln) -> DispatchResult {
	let span = Items::<Test>::get(object).map_or(0, |item| item.spans - 1);
	Custody::report_unaccepted(signed(by), object, span, GROUND, place, time())
}

/// Registers a place that `org` runs.
fn run_place(org: OrgId, n: u32) -> Gln {
	let (country, coordinates) = (country("FR"), point(48_857, 2_352));
	let (registered_at, closed_at, version) = (NOW, None, 0);
	let place = Place { run_by: org, country, coordinates, registered_at, closed_at, version };
	Places::<Test>::insert(gln(n), place);
	gln(n)
}

/// Of the present holder.
fn reports(object: ObjectId) -> Vec<Unaccepted> {
	let segment = Custody::trace(object, 0, 100).pop().expect("is held");
	Custody::unaccepted(&segment)
}

#[test]
fn report_unaccepted_should_leave_the_goods_with_their_holder_who_answers_for_them() {
	ExtBuilder::default().build_and_execute(|| {
		let dock = run_place(WAREHOUSE, 2);
		let child = commission(1);
		let object = pack(FACTORY, 1, &[child]);
		hand_over(FACTORY, CARRIER, object);
		offer(CARRIER, IMPORTER, object);
		let before = item(object);
		pass(60);
		assert_ok!(report(CARRIER, object, dock));
		let circumstances = Circumstances { place: Some(dock), ..here_and_now() };
		assert_eq!(
			last_event(),
			Event::ReportedUnaccepted {
				object,
				span: 1,
				by: CARRIER,
				holder: CARRIER,
				ground: GROUND,
				circumstances,
			}
		);
		// So does whoever runs the place, in words of its own.
		assert_ok!(report(WAREHOUSE, object, dock));
		assert_eq!(item(object), before);
		let at = Timestamp::get();
		let report = |by| Unaccepted { by, place: dock, since: time(), ground: GROUND, at };
		let both = vec![report(CARRIER), report(WAREHOUSE)];
		assert_eq!(reports(object), both);
		// They lie there with all that is in them.
		assert_eq!(reports(child), both);
		// The offer stands; with its acceptance that is over, and stays on record.
		assert_ok!(Custody::accept(signed(IMPORTER), object, seq(object), None, time()));
		assert_eq!(reports(object), vec![]);
		let trace = Custody::trace(object, 0, 100);
		let unaccepted: Vec<_> = trace
			.iter()
			.map(|segment| (segment.holder, Custody::unaccepted(segment).len()))
			.collect();
		assert_eq!(unaccepted, vec![(FACTORY, 0), (CARRIER, 2), (IMPORTER, 0)]);
	});
}

#[test]
fn report_unaccepted_should_concern_what_lay_there_then() {
	ExtBuilder::default().build_and_execute(|| {
		let dock = run_place(WAREHOUSE, 2);
		let object = pack(FACTORY, 1, &[commission(1)]);
		assert_ok!(report(WAREHOUSE, object, dock));
		pass(60);
		let later = commission(2);
		pass(60);
		pack(FACTORY, 1, &[later]);
		assert_eq!((reports(object).len(), reports(later).len()), (1, 0));
		assert_eq!(reports(consignment(1, 0)).len(), 1);
	});
}

#[test]
fn report_unaccepted_should_fail_when_it_is_repeated_while_one_holds_the_goods() {
	ExtBuilder::default().build_and_execute(|| {
		let (dock, other) = (run_place(WAREHOUSE, 2), run_place(WAREHOUSE, 3));
		let object = commission(1);
		assert_ok!(report(WAREHOUSE, object, dock));
		assert_noop!(report(WAREHOUSE, object, other), Error::AlreadyReported);
		hand_over(FACTORY, CARRIER, object);
		assert_ok!(report(WAREHOUSE, object, dock));
	});
}

#[test]
fn report_unaccepted_should_stand_when_the_holder_packs_and_unpacks_in_the_same_block() {
	ExtBuilder::default().build_and_execute(|| {
		let dock = run_place(WAREHOUSE, 2);
		let object = commission(1);
		assert_ok!(report(WAREHOUSE, object, dock));
		let repack = || {
			pass(60);
			let parent = pack(FACTORY, 1, &[object]);
			let children = vec![(object, seq(object))].try_into().expect("one");
			let seq = seq(parent);
			assert_ok!(Custody::unpack(signed(FACTORY), parent, seq, children, None, time()));
		};
		// Each stretch keeps what was reported in it.
		let unaccepted = || {
			let trace = Custody::trace(object, 0, 100);
			let reports = |segment| Custody::unaccepted(segment).len();
			trace.iter().map(|segment| (segment.holder, reports(segment))).collect::<Vec<_>>()
		};
		repack();
		assert_eq!(unaccepted(), vec![(FACTORY, 1), (FACTORY, 0)]);
		pass(60);
		assert_ok!(report(WAREHOUSE, object, dock));
		assert_eq!(unaccepted(), vec![(FACTORY, 1), (FACTORY, 1)]);
		repack();
		hand_over(FACTORY, CARRIER, object);
		pass(60);
		assert_ok!(report(CARRIER, object, dock));
		let all = vec![(FACTORY, 1), (FACTORY, 1), (FACTORY, 0), (CARRIER, 1)];
		assert_eq!(unaccepted(), all);
	});
}

#[test]
fn report_unaccepted_should_fail_when_another_holds_the_goods_meanwhile() {
	ExtBuilder::default().build_and_execute(|| {
		let dock = run_place(WAREHOUSE, 2);
		let object = commission(1);
		hand_over(FACTORY, CARRIER, object);
		for span in [0, 2] {
			let late =
				Custody::report_unaccepted(signed(WAREHOUSE), object, span, GROUND, dock, time());
			assert_noop!(late, Error::StaleSeq);
		}
		assert_ok!(report(WAREHOUSE, object, dock));
	});
}

#[test]
fn report_unaccepted_should_stand_when_the_offer_of_the_goods_expired() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		offer(FACTORY, CARRIER, object);
		pass(MAX_OFFER_TERM / 1_000);
		let before = item(object);
		assert_ok!(report(FACTORY, object, gln(3)));
		assert_eq!(item(object), before);
	});
}

#[test]
fn report_unaccepted_should_fail_when_as_many_as_can_have_reported() {
	ExtBuilder::default().build_and_execute(|| {
		use frame_support::traits::Get;
		let object = commission(1);
		let most = <MaxReports as Get<u32>>::get();
		let neighbour = |n: u32| {
			let org = 100 + n;
			FakeMembership::admit(account(org), org, Roles::from(Role::Warehouse), country("FR"));
			report(org, object, run_place(org, 10 + n))
		};
		for n in 1..most {
			assert_ok!(neighbour(n));
		}
		FakeMembership::admit(account(200), 200, Roles::from(Role::Warehouse), country("FR"));
		let dock = run_place(200, 50);
		assert_noop!(report(200, object, dock), Error::TooManyReports);
		// The holder's word has its place, and gives none away.
		assert_ok!(report(FACTORY, object, dock));
		assert_noop!(report(200, object, dock), Error::TooManyReports);
		assert_eq!(reports(object).len(), most as usize);
	});
}

#[test]
fn report_unaccepted_should_fail_when_the_reporter_neither_holds_the_goods_nor_runs_the_place() {
	ExtBuilder::default().build_and_execute(|| {
		let dock = run_place(WAREHOUSE, 2);
		let object = commission(1);
		assert_noop!(report(CARRIER, object, dock), Error::PlaceOfAnother);
		assert_noop!(report(CARRIER, object, gln(3)), Error::UnknownPlace);
		assert_ok!(Custody::close_place(signed(WAREHOUSE), dock));
		assert_noop!(report(WAREHOUSE, object, dock), Error::PlaceClosed);
		assert_noop!(report(FACTORY, object, Gln(*b"4098765000000")), Error::MalformedPlace);
		// The holder says where it lies, whoever runs that.
		assert_ok!(report(FACTORY, object, gln(3)));
	});
}

#[test]
fn report_unaccepted_should_fail_when_the_goods_lie_nowhere_on_their_own() {
	ExtBuilder::default().build_and_execute(|| {
		let dock = run_place(WAREHOUSE, 2);
		let (object, packed) = (commission(1), commission(2));
		assert_noop!(report(WAREHOUSE, H256::zero(), dock), Error::UnknownObject);
		pack(FACTORY, 1, &[packed]);
		assert_noop!(report(WAREHOUSE, packed, dock), Error::InsideAnother);
		assert_ok!(detain(object, CUSTOMS));
		assert_noop!(report(WAREHOUSE, object, dock), Error::UnderDetention);
		assert_ok!(destroy(object));
		assert_noop!(report(WAREHOUSE, object, dock), Error::AlreadyEnded);
	});
}

#[test]
fn report_unaccepted_should_fail_when_the_signer_or_the_time_is_wrong() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		let call =
			|origin, since| Custody::report_unaccepted(origin, object, 0, GROUND, gln(2), since);
		refuses_strangers(FACTORY, |origin| call(origin, time()));
		refuses_wrong_times(|time| call(signed(FACTORY), time));
	});
}
