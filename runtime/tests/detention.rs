//! What becomes of goods that wait at the border: nobody takes them out of an officer's reach, and no
//! clearance passes to goods that it was not given for.

mod common;

use common::*;
use pallet_custody::{Call as Custody, MissingKind, Part};
use pallet_customs::{Call as Customs, DestructionGround, LineStatus};
use tracemark_primitives::{
	apis::runtime_decl_for_custody_api::CustodyApi,
	customs::{Condition, DeclarationForm, Nature, Outcome},
	goods::{
		CustodyEnd, DetentionGround, EndOfLife, GoodsClaim, IncidentKind, LegalState, ObjectId,
		Presence, SuspendedLine,
	},
	quantity::Quantity,
	DeclarationId,
};
use tracemark_runtime::{Block, Runtime};

type CustodyError = pallet_custody::Error<Runtime>;
type CustomsError = pallet_customs::Error<Runtime>;

fn pallet_of(world: &World) -> ObjectId {
	first_bearer(world.sscc)
}

/// The delivered pallet, declared with one piece too many: an officer decides.
fn pallet_waiting() -> (World, DeclarationId) {
	let world = World::delivered();
	let importer = &world.cast.importer;
	let mut form = world.form(importer);
	form.lines[0].quantity = Quantity::Pieces(u64::from(LOT_SIZE) + 1);
	let declaration = lodge(importer, form);
	assert_eq!(first_line(declaration).status, LineStatus::Lodged);
	(world, declaration)
}

/// Two units in the pallet, declared as three.
fn units_waiting() -> (World, DeclarationId) {
	let world = World::delivered();
	let importer = &world.cast.importer;
	let goods = vec![world.lot.unit(7), world.lot.unit(8)];
	let form = world.form_of(importer, world.gtin, Quantity::Pieces(3), goods);
	let declaration = lodge(importer, form);
	(world, declaration)
}

/// An officer examines and suspends.
fn suspend(officer: &Member, declaration: DeclarationId) {
	officer.does(Customs::<Runtime>::examine {
		declaration,
		line: 0,
		scanned: 3,
		contradicting: 1,
		report: capture(),
	});
	officer.does(Customs::<Runtime>::suspend {
		declaration,
		line: 0,
		nature: Nature::Copying,
		evidence: Default::default(),
	});
}

fn release(declaration: DeclarationId) -> Customs<Runtime> {
	Customs::<Runtime>::release { declaration, line: 0 }
}

fn detained(declaration: DeclarationId) -> Vec<bool> {
	first_line(declaration).goods.iter().map(|tracked| tracked.detained).collect()
}

fn unpack(parent: ObjectId, child: ObjectId) -> Custody<Runtime> {
	Custody::<Runtime>::unpack {
		parent,
		seq: seq(parent),
		children: vec![(child, seq(child))].try_into().expect("one"),
		place: None,
		time: event_time(),
	}
}

fn sell(claim: GoodsClaim, seq: u32) -> Custody<Runtime> {
	Custody::<Runtime>::sell {
		claim,
		seq,
		order: digest_of("salted receipt"),
		payment: None,
		marketplace: None,
	}
}

fn order_destruction(declaration: DeclarationId, ground: DestructionGround) -> Customs<Runtime> {
	Customs::<Runtime>::order_destruction { declaration, line: 0, ground, document: capture() }
}

fn confirm_destruction(declaration: DeclarationId) -> Customs<Runtime> {
	Customs::<Runtime>::confirm_destruction { declaration, line: 0 }
}

fn destroy(object: ObjectId) -> Custody<Runtime> {
	Custody::<Runtime>::destroy { object, seq: seq(object), time: event_time() }
}

/// How the trace says that goods stand in law: of its last stretch, and of none before.
fn legal(object: ObjectId) -> Option<LegalState> {
	let trace = <Runtime as CustodyApi<Block>>::trace(object, 0, 100);
	let (last, earlier) = trace.split_last().expect("was held");
	assert!(earlier.iter().all(|traced| traced.legal.is_none()));
	last.legal
}

fn suspended_for(declaration: DeclarationId) -> SuspendedLine {
	SuspendedLine { declaration, line: 0, nature: Nature::Copying }
}

fn incidents(object: ObjectId) -> Vec<IncidentKind> {
	let page = <Runtime as CustodyApi<Block>>::incidents(object, 0, 100);
	page.items.into_iter().map(|traced| traced.incident.what).collect()
}

#[test]
fn trace_should_tell_the_legal_state_when_customs_suspend_and_release() {
	run(|| {
		let (world, declaration) = pallet_waiting();
		let Cast { customs, importer, .. } = &world.cast;
		let (pallet, goods) = (pallet_of(&world), world.lot.consignment(0));
		let assert_legal = |expected| {
			// What lies in it stands as it does.
			assert_eq!((legal(pallet), legal(goods)), (expected, expected));
		};
		assert_legal(None);
		suspend(customs, declaration);
		let case = suspended_for(declaration);
		assert_legal(Some(LegalState::Suspended { case }));
		customs.does(order_destruction(declaration, DestructionGround::DeemedConsent));
		assert_legal(Some(LegalState::DestructionOrdered { case }));
		customs.does(Customs::<Runtime>::cancel_destruction { declaration, line: 0 });
		assert_legal(Some(LegalState::Suspended { case }));
		next_block(DAY);
		must(&customs.second_operator(), release(declaration));
		let destination = country("DE");
		let released = LegalState::Released { declaration, destination };
		assert_legal(Some(released));
		let ground = DetentionGround::Declaration { declaration, line: 0 };
		let expected = [IncidentKind::Detained { ground }, IncidentKind::Released { ground: None }];
		assert_eq!(incidents(pallet), expected);

		// Off the pallet they are let in as they were on it.
		next_block(HOUR);
		importer.does(unpack(pallet, goods));
		assert_eq!(legal(goods), Some(released));
		// Its holder destroys them: no authority did.
		next_block(HOUR);
		importer.does(destroy(goods));
		importer.does(destroy(pallet));
		assert_legal(None);
	});
}

#[test]
fn trace_should_keep_grounds_of_destruction_apart_when_customs_destroyed_the_goods() {
	type State = fn(SuspendedLine) -> LegalState;
	let grounds: [(DestructionGround, State); 4] = [
		(DestructionGround::Consent, |case| LegalState::DestroyedByConsent { case }),
		(DestructionGround::DeemedConsent, |case| LegalState::DestroyedByDeemedConsent { case }),
		(DestructionGround::CourtDecision, |case| LegalState::DestroyedByCourtDecision { case }),
		(DestructionGround::Abandonment, |case| LegalState::DestroyedAsAbandoned { case }),
	];
	for (ground, expected) in grounds {
		run(|| {
			let (world, declaration) = units_waiting();
			let customs = &world.cast.customs;
			next_block(HOUR);
			suspend(customs, declaration);
			let [one, two] = [7, 8].map(|index| world.lot.unit_id(index));
			let case = suspended_for(declaration);
			assert_eq!(legal(two), Some(LegalState::Suspended { case }));
			next_block(HOUR);
			customs.does(order_destruction(declaration, ground));
			must(&customs.second_operator(), confirm_destruction(declaration));
			assert_eq!((legal(one), legal(two)), (Some(expected(case)), Some(expected(case))));
			// What stayed in the pallet is nothing of theirs.
			assert_eq!(legal(pallet_of(&world)), None);
		});
	}
}

#[test]
fn trace_should_name_the_decision_when_an_authority_took_goods_without_a_declaration() {
	run(|| {
		let world = World::delivered();
		let customs = &world.cast.customs;
		let take = |claim| Custody::<Runtime>::take_into_custody {
			claim,
			place: None,
			ground: digest_of("order of seizure"),
		};
		let end = |object, how| Custody::<Runtime>::end_custody {
			object,
			seq: seq(object),
			how,
			ground: digest_of("order of the court"),
		};
		let unit = world.lot.unit_id(7);
		let decision = digest_of("order of seizure");
		next_block(HOUR);
		customs.does(take(world.lot.unit(7)));
		assert_eq!(legal(unit), Some(LegalState::InCustody { decision }));
		customs.does(end(unit, CustodyEnd::Released));
		assert_eq!(legal(unit), None);
		customs.does(take(world.lot.unit(7)));
		next_block(HOUR);
		customs.does(end(unit, CustodyEnd::Destroyed));
		assert_eq!(legal(unit), Some(LegalState::DestroyedInCustody { decision }));
		assert_eq!(legal(world.lot.consignment(0)), None);
	});
}

#[test]
fn goods_should_be_given_back_and_let_in_when_a_suspension_ends() {
	run(|| {
		let (world, declaration) = pallet_waiting();
		let Cast { customs, importer, .. } = &world.cast;
		let pallet = pallet_of(&world);
		suspend(customs, declaration);
		assert_eq!(detained(declaration), [true]);
		assert_eq!(item(pallet).presence, Presence::Detained { by: customs.org });
		let refused = act(&importer.operator(), offer_call(pallet, &world.cast.warehouse));
		assert_eq!(refused, refusal(CustodyError::UnderDetention));
		next_block(DAY);
		must(&customs.second_operator(), release(declaration));
		assert_eq!(item(pallet).presence, Presence::Held);
		assert_eq!(item(pallet).cleared.map(|cleared| cleared.declaration), Some(declaration));
		assert_eq!(item(pallet).declared, 0);
		importer.does(unpack(pallet, world.lot.consignment(0)));
	});
}

#[test]
fn goods_should_be_detained_when_their_holder_reports_them_missing_before() {
	run(|| {
		let world = World::delivered();
		let Cast { customs, importer, .. } = &world.cast;
		let pallet = pallet_of(&world);
		importer.does(Custody::<Runtime>::report_missing {
			claim: GoodsClaim::LogisticUnit { sscc: world.sscc },
			seq: seq(pallet),
			kind: MissingKind::Lost,
			place: None,
			time: event_time(),
		});
		let declaration = lodge(importer, world.form(importer));
		assert_eq!(item(pallet).declared, 1);
		suspend(customs, declaration);
		assert_eq!(detained(declaration), [true]);
		let found = Custody::<Runtime>::report_found {
			object: pallet,
			seq: seq(pallet),
			place: None,
			time: event_time(),
		};
		let refused = act(&importer.operator(), found);
		assert_eq!(refused, refusal(CustodyError::NotMissing));
		assert_eq!(item(pallet).presence, Presence::Detained { by: customs.org });
		next_block(DAY);
		must(&customs.second_operator(), release(declaration));
		let after = item(pallet);
		assert_eq!((after.presence, after.declared), (Presence::Held, 0));
		assert_eq!(after.cleared.map(|cleared| cleared.declaration), Some(declaration));
	});
}

#[test]
fn units_should_be_taken_out_and_destroyed_when_two_officers_decide() {
	run(|| {
		let (world, declaration) = units_waiting();
		let customs = &world.cast.customs;
		let units = [7, 8].map(|index| world.lot.unit_id(index));
		let pallet = pallet_of(&world);
		// Lodging took nothing out.
		assert!(units.iter().all(|unit| pallet_custody::Items::<Runtime>::get(unit).is_none()));
		suspend(customs, declaration);
		assert_eq!(detained(declaration), [true, true]);
		let pieces = pallet_custody::LogisticUnits::<Runtime>::get(pallet).expect("opened");
		let left = Quantity::Pieces(u64::from(LOT_SIZE) - 2);
		assert_eq!(pieces.contents[0].quantity, left);
		customs.does(order_destruction(declaration, DestructionGround::Abandonment));
		must(&customs.second_operator(), confirm_destruction(declaration));
		for unit in units {
			assert_eq!(item(unit).presence, Presence::Ended(EndOfLife::Destroyed));
		}
		assert_eq!(item(pallet).presence, Presence::Held);
	});
}

#[test]
fn holder_should_keep_declared_goods_as_they_are_until_the_decision() {
	run(|| {
		let (world, declaration) = pallet_waiting();
		let importer = &world.cast.importer;
		let (pallet, goods) = (pallet_of(&world), world.lot.consignment(0));
		world.let_importer_sell();
		let attempts: Vec<tracemark_runtime::RuntimeCall> = vec![
			unpack(pallet, goods).into(),
			sell(world.lot.unit(3), seq(goods)).into(),
			Custody::<Runtime>::destroy { object: pallet, seq: seq(pallet), time: event_time() }
				.into(),
		];
		for attempt in attempts {
			let refused = act(&importer.operator(), attempt.clone());
			assert_eq!(refused, refusal(CustodyError::UnderDeclaration), "{attempt:?}");
		}
		// It may travel on; the officer's hand follows it.
		hand_over(pallet, importer, &world.cast.warehouse);
		suspend(&world.cast.customs, declaration);
		assert_eq!(detained(declaration), [true]);
		assert_eq!(holder(pallet), world.cast.warehouse.org);
	});
}

#[test]
fn holder_should_not_sell_split_or_destroy_when_units_of_the_goods_wait() {
	run(|| {
		let (world, declaration) = units_waiting();
		let importer = &world.cast.importer;
		let (pallet, goods) = (pallet_of(&world), world.lot.consignment(0));
		world.let_importer_sell();
		for attempt in [
			tracemark_runtime::RuntimeCall::from(unpack(pallet, goods)),
			sell(world.lot.unit(7), seq(goods)).into(),
			Custody::<Runtime>::destroy { object: pallet, seq: seq(pallet), time: event_time() }
				.into(),
		] {
			let refused = act(&importer.operator(), attempt);
			assert_eq!(refused, refusal(CustodyError::UnderDeclaration));
		}
		// The declarant cannot withdraw what was contradicted before the officers had their time.
		let withdraw = Customs::<Runtime>::withdraw_line { declaration, line: 0 };
		let early = act(&importer.operator(), withdraw.clone());
		assert_eq!(early, refusal(CustomsError::TooEarly));
		next_block(pallet_customs::DECISION_TERM);
		importer.does(withdraw);
		importer.does(unpack(pallet, goods));
		importer.does(Custody::<Runtime>::split {
			consignment: goods,
			seq: seq(goods),
			part: Part::Ranges(vec![(0, 5)].try_into().expect("one")),
		});
	});
}

#[test]
fn second_declaration_should_not_reach_goods_that_an_authority_keeps() {
	run(|| {
		let (world, declaration) = pallet_waiting();
		let Cast { customs, customs_elsewhere, importer, .. } = &world.cast;
		let pallet = pallet_of(&world);
		suspend(customs, declaration);
		for destination in ["DE", "FR"] {
			let destination = country(destination);
			let second = lodge(importer, DeclarationForm { destination, ..world.form(importer) });
			let line = first_line(second);
			assert!(contradicted(&line).contains(&Condition::CustodyUnbroken));
			assert!(line.goods.is_empty());
			let officer = if destination == country("DE") { customs } else { customs_elsewhere };
			officer.does(release(second));
			assert_eq!(item(pallet).presence, Presence::Detained { by: customs.org });
			assert_eq!(item(pallet).cleared, None);
		}
	});
}

#[test]
fn officer_of_another_country_should_not_release_what_was_detained_since() {
	run(|| {
		let (world, declaration) = pallet_waiting();
		let Cast { customs, customs_elsewhere, importer, .. } = &world.cast;
		let destination = country("FR");
		let other = lodge(importer, DeclarationForm { destination, ..world.form(importer) });
		assert_eq!(first_line(other).goods.len(), 1);
		suspend(customs, declaration);
		let refused = act(&customs_elsewhere.operator(), release(other));
		assert_eq!(refused, refusal(CustodyError::UnderDetention));
		// A suspension passes over what another authority keeps, and never fails for it.
		suspend(customs_elsewhere, other);
		assert_eq!(detained(other), [false]);
		customs_elsewhere.does(release(other));
		assert_eq!(item(pallet_of(&world)).presence, Presence::Detained { by: customs.org });
		customs.does(release(declaration));
		assert_eq!(item(pallet_of(&world)).presence, Presence::Held);
	});
}

#[test]
fn clearance_should_not_pass_to_goods_that_join_a_cleared_pallet() {
	run(|| {
		let (world, _) = World::released();
		let Cast { factory, importer, .. } = &world.cast;
		let later = Lot::new(world.gtin, "L-2023-12", 10);
		world.commission(&later);
		let fresh = later.consignment(0);
		hand_over(fresh, factory, importer);
		let pallet = pallet_of(&world);
		pack(importer, world.sscc, &[fresh]);
		importer.does(unpack(pallet, fresh));
		assert_eq!(item(fresh).cleared, None);
		let claim = GoodsClaim::Consignment { id: fresh };
		let refused = act(&importer.operator(), sell(claim.clone(), seq(fresh)));
		assert_eq!(refused, refusal(CustodyError::NotAuthorised));
		// What lay on it then is let in, and stays so off the pallet.
		importer.does(unpack(pallet, world.lot.consignment(0)));
		assert!(item(world.lot.consignment(0)).cleared.is_some());
		importer.does(sell(world.lot.unit(3), seq(world.lot.consignment(0))));
		// The emptied pallet comes in anew, with what is on it now.
		pack(importer, world.sscc, &[fresh]);
		let pallet_claim = vec![GoodsClaim::LogisticUnit { sscc: world.sscc }];
		let form = world.form_of(importer, world.gtin, Quantity::Pieces(10), pallet_claim);
		let second = lodge(importer, form);
		assert_eq!(contradicted(&first_line(second)), vec![]);
		importer.does(unpack(pallet, fresh));
		assert_eq!(item(fresh).cleared.map(|cleared| cleared.declaration), Some(second));
		importer.does(sell(claim, seq(fresh)));
	});
}

#[test]
fn goods_should_be_contradicted_when_some_of_them_were_let_in_before() {
	run(|| {
		let world = World::delivered();
		let importer = &world.cast.importer;
		let goods = vec![GoodsClaim::Consignment { id: world.lot.consignment(0) }];
		let inner = world.form_of(importer, world.gtin, world.lot.quantity(), goods);
		assert_eq!(contradicted(&first_line(lodge(importer, inner))), vec![]);
		let again = first_line(lodge(importer, world.form(importer)));
		assert_eq!(contradicted(&again), vec![Condition::NotClearedBefore]);
		// A pallet bears no second label.
		assert_eq!(again.decision.outcome, Outcome::Examine);
	});
}

#[test]
fn lodging_should_take_nothing_out_of_an_offered_pallet() {
	run(|| {
		let world = World::delivered();
		let Cast { importer, warehouse, customs, .. } = &world.cast;
		let pallet = pallet_of(&world);
		importer.does(offer_call(pallet, warehouse));
		let offered = item(pallet);
		let goods = vec![world.lot.unit(7), world.lot.unit(8)];
		let form = world.form_of(importer, world.gtin, Quantity::Pieces(2), goods);
		let declaration = lodge(importer, form);
		assert_eq!(contradicted(&first_line(declaration)), vec![Condition::CustodyUnbroken]);
		assert_eq!(item(pallet).seq, offered.seq);
		// What an authority takes out shows in the pallet's number: nobody accepts less unawares.
		let accept = accept_call(pallet);
		suspend(customs, declaration);
		assert_eq!(detained(declaration), [true, true]);
		let stale = act(&warehouse.operator(), accept);
		assert_eq!(stale, refusal(CustodyError::StaleSeq));
		warehouse.does(accept_call(pallet));
	});
}
