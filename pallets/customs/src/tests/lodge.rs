use super::*;
use tracemark_primitives::{
	fakes::FakeAuthorisation, goods::GoodsClaim, parties::NamedParty, quantity::Quantity,
};

fn refused(form: DeclarationForm, error: Error<Test>) {
	assert_noop!(Customs::lodge(signed(BROKER.into()), form.into()), error);
}

#[test]
fn lodge_should_record_what_was_declared_when_broker_signs() {
	ExtBuilder::default().build_and_execute(|| {
		let id = lodge(lawful());
		let form = lawful();
		assert_eq!(
			Declarations::<Test>::get(id),
			Some(Declaration {
				declarant: BROKER,
				operator: BROKER,
				represented: form.represented,
				importer: form.importer,
				holder: form.holder,
				seller: form.seller,
				origin: form.origin,
				destination: form.destination,
				reference: form.reference,
				lodged_at: NOW,
				lodged_in: 1,
				lines: 1,
			})
		);
		let stored = Customs::line(id, 0).unwrap();
		assert_eq!(stored.quantity, Quantity::Pieces(PIECES));
		assert_eq!(objects(&stored), [pallet_object()]);
		assert_eq!(stored.decision, Decision::from(report(&lawful())));
		assert_eq!(stored.status, LineStatus::Lodged);
		assert_last(Event::LineDecided {
			declaration: id,
			line: 0,
			outcome: Outcome::NoObjection,
			contradicted: Conditions::default(),
			no_record: Conditions::default(),
			findings: Default::default(),
		});
		let (declarant, outcome) = (BROKER, Outcome::NoObjection);
		System::assert_has_event(Event::Lodged { declaration: id, declarant, outcome }.into());
	});
}

#[test]
fn lodge_should_release_in_the_same_extrinsic_when_authority_instructed() {
	ExtBuilder::default().instructed().build_and_execute(|| {
		FakeAuthorisation::set_left(LICENCE, Quantity::Pieces(250));
		let id = lodge(lawful());
		let (authority, reference) = (GERMAN_CUSTOMS, H256::repeat_byte(0x77));
		let by = ReleaseGround::StandingInstruction { authority, since: NOW, reference };
		assert_eq!(status(id), LineStatus::Released { by, at: NOW, suspension: None });
		assert_last(Event::Released { declaration: id, line: 0, by });
		let clearance = Clearance { declaration: id, destination: GERMANY };
		let cleared = ControlCall::Clear { object: pallet_object(), clearance };
		assert_eq!(control_calls(), [cleared]);
		assert_eq!(FakeAuthorisation::left(LICENCE), Some(Quantity::Pieces(150)));
	});
}

#[test]
fn lodge_should_leave_the_line_to_an_officer_when_nobody_instructed() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(status(lodge(lawful())), LineStatus::Lodged);
		let bound = ControlCall::Bind { object: pallet_object() };
		assert_eq!(FakeCustody::control_calls(), [bound]);
	});
}

#[test]
fn lodge_should_release_only_lines_without_objection_when_lines_differ() {
	ExtBuilder::default().instructed().build_and_execute(|| {
		let lines = vec![line(vec![unit("A1")], 2), line(vec![pallet(1)], PIECES)];
		let id = lodge(form(lines));
		assert_eq!(status(id), LineStatus::Lodged);
		let second = Customs::line(id, 1).unwrap().status;
		assert!(matches!(second, LineStatus::Released { .. }));
	});
}

#[test]
fn lodge_should_keep_no_record_of_goods_when_a_stranger_holds_them() {
	ExtBuilder::default().build_and_execute(|| {
		let id = lodge_clone();
		let stored = Customs::line(id, 0).unwrap();
		assert!(stored.goods.is_empty());
		assert_eq!(stored.decision.outcome, Outcome::SuspendProposed);
	});
}

#[test]
fn lodge_should_keep_no_record_of_goods_when_their_life_ended_for_good() {
	use tracemark_primitives::goods::{EndOfLife, Presence};
	for end in [EndOfLife::Destroyed, EndOfLife::Decommissioned, EndOfLife::Relabelled] {
		ExtBuilder::default().build_and_execute(|| {
			set_unit(|at| at.presence = Presence::Ended(end));
			let id = lodge(form(vec![line(vec![unit("A1")], 1)]));
			assert!(Customs::line(id, 0).unwrap().goods.is_empty());
		});
	}
}

#[test]
fn lodge_should_bind_goods_when_they_can_come_back_into_the_trade() {
	use tracemark_primitives::goods::{EndOfLife, Presence};
	for end in [EndOfLife::Sold, EndOfLife::Lost, EndOfLife::Stolen] {
		ExtBuilder::default().build_and_execute(|| {
			set_unit(|at| at.presence = Presence::Ended(end));
			let id = lodge(form(vec![line(vec![unit("A1")], 1)]));
			assert_eq!(Customs::line(id, 0).unwrap().goods.len(), 1);
		});
	}
}

#[test]
fn lodge_should_keep_no_record_of_goods_when_an_authority_keeps_them() {
	ExtBuilder::default().build_and_execute(|| {
		use tracemark_primitives::goods::Presence;
		set_unit(|at| at.presence = Presence::Detained { by: FRENCH_CUSTOMS });
		let id = lodge(form(vec![line(vec![unit("A1")], 1)]));
		assert!(Customs::line(id, 0).unwrap().goods.is_empty());
	});
}

#[test]
fn lodge_should_track_a_unit_by_its_leaf_when_it_has_no_record() {
	ExtBuilder::default().build_and_execute(|| {
		use tracemark_primitives::goods::{GoodsFacts, TrackedGoods};
		let facts = GoodsFacts { leaf: Some((lot(), 7)), ..facts(pallet_object(), 1) };
		FakeCustody::set_facts(&unit("A1"), unit_object(), facts);
		let id = lodge(form(vec![line(vec![unit("A1"), unit("X1")], 2)]));
		let stored = Customs::line(id, 0).unwrap();
		let leaf = TrackedGoods::Leaf { unit: unit_id("A1"), lot: lot(), index: 7 };
		assert_eq!(stored.goods.to_vec(), [LineGoods { goods: leaf, detained: false }]);
		assert_eq!(stored.unknown.to_vec(), [unit_id("X1")]);
	});
}

#[test]
fn lodge_should_number_declarations_when_lodged_one_after_the_other() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!((lodge(lawful()), lodge(lawful())), (0, 1));
		assert_eq!(NextDeclarationId::<Test>::get(), 2);
	});
}

#[test]
fn lodge_should_return_the_surcharge_when_rights_and_lots_are_few() {
	ExtBuilder::default().build_and_execute(|| {
		let weight = Customs::lodge_weight(&lawful());
		let post = Customs::lodge(signed(BROKER.into()), lawful().into()).unwrap();
		assert!(post.actual_weight.unwrap().ref_time() < weight.ref_time());
	});
}

#[test]
fn lodge_should_weigh_three_reads_more_when_a_pallet_holds_a_further_lot() {
	use tracemark_primitives::{
		goods::{Content, GoodsFacts},
		quantity::Quantity,
	};
	ExtBuilder::default().build_and_execute(|| {
		let weight = |lots: u64| {
			let quantity = Quantity::Pieces(PIECES / lots);
			let content = |n| Content { lot: H256::from_low_u64_be(n), quantity };
			let contents = BoundedVec::truncate_from((0..lots).map(content).collect());
			let facts = GoodsFacts { contents, ..facts(pallet_object(), PIECES) };
			FakeCustody::set_facts(&pallet(1), pallet_object(), facts);
			let post = Customs::lodge(signed(BROKER.into()), lawful().into()).unwrap();
			post.actual_weight.unwrap()
		};
		let db = <Test as frame_system::Config>::DbWeight::get();
		// The lot, its class and the recalls of that.
		assert_eq!(weight(2) - weight(1), db.reads(3));
		assert_eq!(weight(5) - weight(1), db.reads(12));
	});
}

#[test]
fn lodge_should_fail_when_caller_may_not_declare() {
	ExtBuilder::default().build_and_execute(|| {
		let lodge = |origin| Customs::lodge(origin, lawful().into());
		assert_noop!(lodge(RuntimeOrigin::root()), DispatchError::BadOrigin);
		assert_noop!(lodge(signed(OFFICER)), fakes::ROLE_MISSING);
		assert_noop!(lodge(signed(OUTSIDER)), fakes::NOT_MEMBER);
		FakeMembership::set_standing(BROKER, Standing::Suspended);
		assert_noop!(lodge(signed(BROKER.into())), fakes::NOT_IN_GOOD_STANDING);
	});
}

#[test]
fn lodge_should_fail_when_form_is_malformed() {
	ExtBuilder::default().build_and_execute(|| {
		refused(form(vec![]), Error::MalformedDeclaration);
		refused(form(vec![line(vec![], 0)]), Error::MalformedDeclaration);
		let destination = tracemark_primitives::territory::Country(*b"XX");
		refused(DeclarationForm { destination, ..lawful() }, Error::MalformedDeclaration);
		let mut wrong_digit = lawful();
		wrong_digit.lines[0].gtin.0[13] ^= 1;
		refused(wrong_digit, Error::MalformedDeclaration);
	});
}

#[test]
fn lodge_should_fail_when_a_party_is_unknown() {
	ExtBuilder::default().build_and_execute(|| {
		let lawful = lawful();
		refused(DeclarationForm { importer: 404, ..lawful.clone() }, Error::UnknownParty);
		refused(DeclarationForm { holder: 404, ..lawful.clone() }, Error::UnknownParty);
		refused(DeclarationForm { represented: Some(404), ..lawful.clone() }, Error::UnknownParty);
		refused(DeclarationForm { seller: NamedParty::Member(404), ..lawful }, Error::UnknownParty);
	});
}

#[test]
fn lodge_should_fail_when_goods_are_claimed_twice() {
	ExtBuilder::default().build_and_execute(|| {
		let within = form(vec![line(vec![unit("A1"), unit("A1")], 2)]);
		refused(within, Error::DuplicateGoods);
		let across = form(vec![line(vec![pallet(1)], PIECES), line(vec![pallet(1)], PIECES)]);
		refused(across, Error::DuplicateGoods);
	});
}

#[test]
fn lodge_should_fail_when_a_unit_is_claimed_beside_its_consignment() {
	ExtBuilder::default().build_and_execute(|| {
		let consignment = GoodsClaim::Consignment { id: pallet_object() };
		FakeCustody::set_facts(&consignment, pallet_object(), facts(pallet_object(), PIECES));
		FakeCustody::set_facts(&unit("A2"), unit_object(), facts(pallet_object(), 1));
		let twice = form(vec![line(vec![consignment.clone()], PIECES), line(vec![unit("A2")], 1)]);
		refused(twice, Error::DuplicateGoods);
		// Another name for the same record.
		let renamed = form(vec![line(vec![consignment, pallet(1)], 2 * PIECES)]);
		refused(renamed, Error::DuplicateGoods);
	});
}

#[test]
fn lodge_should_fail_when_a_claimed_object_lies_in_another() {
	ExtBuilder::default().build_and_execute(|| {
		let (container, case) = (pallet_object(), H256::repeat_byte(0x99));
		FakeCustody::set_facts(&pallet(2), case, facts(case, PIECES));
		FakeCustody::set_enclosing(unit_object(), vec![case, container]);
		// A pallet in another, whichever is named first and on whatever line.
		FakeCustody::set_enclosing(case, vec![container]);
		refused(form(vec![line(vec![pallet(1), pallet(2)], 2 * PIECES)]), Error::DuplicateGoods);
		let lines = vec![line(vec![pallet(2)], PIECES), line(vec![pallet(1)], PIECES)];
		refused(form(lines), Error::DuplicateGoods);
		// A unit out of what lies in the pallet, at any depth.
		for outer in [1, 2] {
			let lines = vec![line(vec![unit("A1")], 1), line(vec![pallet(outer)], PIECES)];
			refused(form(lines), Error::DuplicateGoods);
		}
	});
}

#[test]
fn lodge_should_pass_when_claimed_objects_lie_beside_each_other() {
	ExtBuilder::default().instructed().build_and_execute(|| {
		let container = H256::repeat_byte(0x99);
		FakeCustody::set_enclosing(unit_object(), vec![container]);
		FakeCustody::set_enclosing(pallet_object(), vec![container]);
		let id = lodge(form(vec![line(vec![unit("A1"), pallet(1)], PIECES + 1)]));
		assert!(matches!(status(id), LineStatus::Released { .. }));
	});
}

#[test]
fn lodge_should_fail_when_a_principal_gave_no_mandate() {
	ExtBuilder::default().without_mandates().build_and_execute(|| {
		refused(lawful(), Error::NoMandate);
		mandate(IMPORTER, BROKER);
		refused(lawful(), Error::NoMandate);
		// Of somebody else, and to somebody else.
		mandate(WAREHOUSE, IMPORTER);
		mandate(BROKER, WAREHOUSE);
		refused(lawful(), Error::NoMandate);
		mandate(WAREHOUSE, BROKER);
		let lawful = lawful();
		refused(DeclarationForm { importer: TRADER, ..lawful.clone() }, Error::NoMandate);
		refused(DeclarationForm { holder: TRADER, ..lawful.clone() }, Error::NoMandate);
		refused(DeclarationForm { represented: Some(TRADER), ..lawful.clone() }, Error::NoMandate);
		// Who declares for itself needs nobody's leave but of those whom it names.
		let importer = DeclarationForm { represented: None, ..lawful.clone() };
		assert_ok!(Customs::lodge(signed(IMPORTER.into()), importer.into()));
		assert_ok!(Customs::lodge(signed(BROKER.into()), lawful.into()));
		assert_ok!(Customs::lodge(signed(TRADER.into()), cloned().into()));
	});
}

#[test]
fn lodge_should_count_a_mandate_when_its_principal_is_suspended() {
	ExtBuilder::default().instructed().build_and_execute(|| {
		FakeMembership::set_standing(IMPORTER, Standing::Suspended);
		let id = lodge(lawful());
		let contradicted = Customs::line(id, 0).unwrap().decision.contradicted;
		assert_eq!(contradicted, only(Condition::GoodStanding));
	});
}

#[test]
fn lodge_should_fail_as_a_whole_when_custody_refuses() {
	ExtBuilder::default().instructed().build_and_execute(|| {
		// The first line would have been released.
		let lines = vec![line(vec![pallet(1)], PIECES), line(vec![unit("A1")], 1)];
		let form = Box::new(form(lines));
		assert_refused_with_custody(unit_object(), Call::lodge { form });
	});
}

#[test]
fn lodge_should_fail_when_ids_are_used_up() {
	ExtBuilder::default().build().execute_with(|| {
		NextDeclarationId::<Test>::put(u32::MAX);
		assert_noop!(
			Customs::lodge(signed(BROKER.into()), lawful().into()),
			sp_runtime::ArithmeticError::Overflow
		);
	});
}
