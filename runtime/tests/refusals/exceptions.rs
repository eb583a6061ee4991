//! Recalls, returns, missing goods, errors, reassignments and custody of authorities.

use super::*;
use pallet_custody::{Erroneous, MissingKind, ObservedGoods, ReassignmentReason};
use tracemark_primitives::{
	cbv::{BizStep, Disposition, ErrorReason},
	customs::Nature,
	geo::Coordinates,
	goods::{CustodyEnd, GoodsClaim, ObjectId},
	gs1::Gln,
	quantity::Quantity,
	recalls::{RecallReason, RecallScope},
	time::Period,
};

fn recall(scope: RecallScope) -> Custody<Runtime> {
	Custody::<Runtime>::recall { scope, reason: RecallReason::Quality, notice: ground() }
}

fn lift(recall: u32) -> Custody<Runtime> {
	Custody::<Runtime>::lift_recall { recall }
}

fn take_back(object: ObjectId) -> Custody<Runtime> {
	Custody::<Runtime>::take_back {
		object,
		seq: seq(object),
		commitment: ground(),
		place: None,
		time: event_time(),
	}
}

fn miss(claim: GoodsClaim, seq: u32) -> Custody<Runtime> {
	let kind = MissingKind::Stolen;
	Custody::<Runtime>::report_missing { claim, seq, kind, place: None, time: event_time() }
}

fn find(object: ObjectId) -> Custody<Runtime> {
	Custody::<Runtime>::report_found { object, seq: seq(object), place: None, time: event_time() }
}

fn declare_error(object: ObjectId, erroneous: Erroneous) -> Custody<Runtime> {
	let reason = ErrorReason::DidNotOccur;
	Custody::<Runtime>::declare_error { object, erroneous, reason, corrective: None }
}

fn event(seq: u32, span: u32) -> Erroneous {
	Erroneous::Event { seq, span }
}

/// The first observation of an object by whoever signs.
fn observe(object: ObjectId) -> Custody<Runtime> {
	Custody::<Runtime>::observe {
		what: ObservedGoods::Object(object),
		seq: 0,
		biz_step: BizStep::Inspecting,
		disposition: Disposition::Active,
		place: None,
		time: event_time(),
	}
}

fn reassign(object: ObjectId, to: &Member, reason: ReassignmentReason) -> Custody<Runtime> {
	Custody::<Runtime>::reassign { object, seq: seq(object), to: to.org, reason, ground: ground() }
}

fn take(claim: GoodsClaim, place: Option<Gln>) -> Custody<Runtime> {
	Custody::<Runtime>::take_into_custody { claim, place, ground: ground() }
}

fn end(object: ObjectId, seq: u32, how: CustodyEnd) -> Custody<Runtime> {
	Custody::<Runtime>::end_custody { object, seq, how, ground: ground() }
}

#[test]
fn recalls_should_stay_when_calls_about_them_are_refused() {
	run(|| {
		let world = World::delivered();
		let Cast { brand, factory, carrier, importer, customs, .. } = &world.cast;
		world.let_importer_sell();
		let (lot, inside) = (world.lot.id(), world.lot.consignment(0));
		let leaves = |start, end| RecallScope::Leaves {
			lot,
			ranges: vec![(start, end)].try_into().expect("one range"),
		};
		let never = Period { from: now(), until: Some(now()) };
		let no_period = RecallScope::Class { gtin: world.gtin, made: never };
		let of_lot = || recall(RecallScope::Lot { lot });
		refuse(vec![
			row("recall another's goods", factory, of_lot(), CustodyError::NotClassOwner),
			row("recall without the role", carrier, of_lot(), ConsortiumError::RoleMissing),
			row("recall as customs", customs, of_lot(), ConsortiumError::RoleMissing),
			row(
				"recall a lot that nobody made",
				brand,
				recall(RecallScope::Lot { lot: ground() }),
				CustodyError::UnknownLot,
			),
			row(
				"recall more than the lot",
				brand,
				recall(leaves(0, LOT_SIZE + 1)),
				CustodyError::OutsideLot,
			),
			row("recall no leaf", brand, recall(leaves(3, 3)), CustodyError::MalformedRecall),
			row(
				"recall what was never made",
				brand,
				recall(no_period),
				CustodyError::MalformedRecall,
			),
			row("lift what nobody recalled", brand, lift(0), CustodyError::UnknownRecall),
		]);
		brand.does(of_lot());
		let sell = Custody::<Runtime>::sell {
			claim: world.lot.unit(5),
			seq: seq(inside),
			order: ground(),
			payment: None,
			marketplace: None,
		};
		refuse(vec![
			row("sell recalled goods", importer, sell, CustodyError::UnderRecall),
			row("lift another's recall", factory, lift(0), CustodyError::NotRecaller),
		]);
		brand.does(lift(0));
		refuse(vec![row("lift a recall twice", brand, lift(0), CustodyError::AlreadyLifted)]);
	});
}

#[test]
fn goods_should_stay_when_calls_about_exceptions_are_refused() {
	run(|| {
		let world = World::delivered();
		let Cast { factory, carrier, importer, trader, monitor, .. } = &world.cast;
		let (pallet, inside) = (first_bearer(world.sscc), world.lot.consignment(0));
		let whole = || GoodsClaim::LogisticUnit { sscc: world.sscc };
		let decommission =
			|claim, seq| Custody::<Runtime>::decommission { claim, seq, time: event_time() };
		let refuses = ReassignmentReason::HolderRefuses;
		let expelled = ReassignmentReason::HolderExpelled;
		refuse(vec![
			row("take back what was not sold", importer, take_back(pallet), CustodyError::NotSold),
			row("take back another's goods", trader, take_back(pallet), CustodyError::NotHolder),
			row(
				"miss another's goods",
				trader,
				miss(whole(), seq(pallet)),
				CustodyError::NotHolder,
			),
			row(
				"miss what lies in a pallet",
				importer,
				miss(GoodsClaim::Consignment { id: inside }, seq(inside)),
				CustodyError::InsideAnother,
			),
			row("find what is not missing", importer, find(pallet), CustodyError::NotMissing),
			row(
				"decommission a pallet",
				importer,
				decommission(whole(), seq(pallet)),
				CustodyError::NotSellable,
			),
			row(
				"decommission another's goods",
				factory,
				decommission(world.lot.unit(5), seq(inside)),
				CustodyError::NotHolder,
			),
			row(
				"declare an error of no event",
				factory,
				declare_error(pallet, event(0, 0)),
				CustodyError::UnknownEvent,
			),
			row(
				"declare an error of goods that one never held",
				trader,
				declare_error(pallet, event(1, 0)),
				CustodyError::NotHolderThen,
			),
			row(
				"declare an error of an event without the role",
				monitor,
				declare_error(pallet, event(1, 0)),
				ConsortiumError::RoleMissing,
			),
			row(
				"reassign the goods of a member in good standing as of an expelled one",
				By::Council,
				reassign(pallet, trader, expelled),
				CustodyError::HolderNotExpelled,
			),
			row(
				"reassign goods to a member that holds none",
				By::Council,
				reassign(pallet, monitor, refuses),
				CustodyError::ReceiverNotEligible,
			),
			row(
				"reassign goods as their holder",
				importer,
				reassign(pallet, carrier, refuses),
				DispatchError::BadOrigin,
			),
		]);
		factory.does(declare_error(pallet, event(1, 0)));
		let observation = || declare_error(pallet, Erroneous::Observation { seq: 0 });
		let report = || declare_error(pallet, Erroneous::SensorReport { seq: 0 });
		monitor.does(observe(pallet));
		refuse(vec![
			row(
				"declare an error of another's observation",
				importer,
				observation(),
				CustodyError::UnknownEvent,
			),
			row(
				"declare an error of no report of sensors",
				monitor,
				report(),
				CustodyError::UnknownEvent,
			),
			row(
				"declare an error of an observation as an outsider",
				outsider(),
				observation(),
				ConsortiumError::NotMember,
			),
		]);
		monitor.does(observation());
		importer.does(miss(whole(), seq(pallet)));
		refuse(vec![
			row(
				"declare an error twice",
				factory,
				declare_error(pallet, event(1, 0)),
				CustodyError::ErrorAlreadyDeclared,
			),
			row(
				"declare an error of an observation twice",
				monitor,
				observation(),
				CustodyError::ErrorAlreadyDeclared,
			),
			row(
				"offer stolen goods",
				importer,
				offer_call(pallet, trader),
				CustodyError::AlreadyEnded,
			),
			row("find another's goods", trader, find(pallet), CustodyError::NotHolder),
		]);
		// What was refused in every way is done by the one who may.
		importer.does(find(pallet));
		resolve(2, reassign(pallet, carrier, refuses));
		assert_eq!(holder(pallet), carrier.org);
	});
}

#[test]
fn goods_should_stay_when_calls_about_custody_are_refused() {
	run(|| {
		let world = World::delivered();
		let Cast { factory, importer, customs, customs_elsewhere, monitor, .. } = &world.cast;
		let (pallet, inside) = (first_bearer(world.sscc), world.lot.consignment(0));
		let whole = || GoodsClaim::LogisticUnit { sscc: world.sscc };
		let of = |id: ObjectId| GoodsClaim::Consignment { id };
		let [(spare, spares), (gone, _)] = ["SPARE", "GONE"].map(|number| {
			let lot = Lot::new(world.gtin, number, 10);
			world.commission(&lot);
			(lot.consignment(0), lot)
		});
		factory.does(Custody::<Runtime>::destroy {
			object: gone,
			seq: seq(gone),
			time: event_time(),
		});
		let [abroad, nowhere] = [1, 2].map(|place| gln(FACTORY_PREFIX, place));
		factory.does(Custody::<Runtime>::register_place {
			gln: abroad,
			country: country("PT"),
			coordinates: Coordinates { latitude: 41_150_000, longitude: -8_611_000 },
		});
		let GoodsClaim::Unit { gtin, serial, .. } = spares.bare_unit(5) else {
			unreachable!("a unit")
		};
		let refuted = GoodsClaim::Unit { gtin, serial, proof: Some(spares.proof(6)) };
		let (released, destroyed) = (CustodyEnd::Released, CustodyEnd::Destroyed);
		refuse(vec![
			row(
				"take the holder's goods",
				importer,
				take(whole(), None),
				ConsortiumError::RoleMissing,
			),
			row(
				"take goods as a monitor",
				monitor,
				take(whole(), None),
				ConsortiumError::RoleMissing,
			),
			row(
				"take goods as an outsider",
				outsider(),
				take(whole(), None),
				ConsortiumError::NotMember,
			),
			row(
				"take goods in another country",
				customs,
				take(whole(), Some(abroad)),
				CustodyError::OutsideTerritory,
			),
			row(
				"take goods at a place that nobody runs",
				customs,
				take(whole(), Some(nowhere)),
				CustodyError::OutsideTerritory,
			),
			row(
				"take what nobody put on record",
				customs,
				take(of(ground()), None),
				CustodyError::UnknownObject,
			),
			row(
				"take what was destroyed",
				customs,
				take(of(gone), None),
				CustodyError::AlreadyEnded,
			),
			row(
				"take a unit by its label",
				customs,
				take(spares.bare_unit(5), None),
				CustodyError::ProofMissing,
			),
			row(
				"take a unit by the path of another",
				customs,
				take(refuted, None),
				CustodyError::ProofRefuted,
			),
			row(
				"end the custody of what nobody keeps",
				customs,
				end(pallet, seq(pallet), released),
				CustodyError::NotDetained,
			),
			row(
				"end the custody of what was destroyed",
				customs,
				end(gone, seq(gone), released),
				CustodyError::NotDetained,
			),
			row(
				"end the custody of what nobody put on record",
				customs,
				end(ground(), 0, released),
				CustodyError::UnknownObject,
			),
		]);

		// By a decision of its own, wherever their holder is.
		customs.does(take(of(spare), None));
		let mut form = world.form(importer);
		form.lines[0].quantity = Quantity::Pieces(u64::from(LOT_SIZE) + 1);
		let declaration = lodge(importer, form);
		customs.does(Customs::<Runtime>::examine {
			declaration,
			line: 0,
			scanned: 3,
			contradicting: 1,
			report: capture(),
		});
		customs.does(Customs::<Runtime>::suspend {
			declaration,
			line: 0,
			nature: Nature::Copying,
			evidence: Default::default(),
		});
		let mut rows = vec![
			row("take goods twice", customs, take(of(spare), None), CustodyError::UnderDetention),
			row(
				"take what another authority keeps",
				customs_elsewhere,
				take(of(spare), None),
				CustodyError::UnderDetention,
			),
			row(
				"take a unit of what another authority keeps",
				customs_elsewhere,
				take(spares.unit(5), None),
				CustodyError::UnderDetention,
			),
			row(
				"take what is kept for a declaration",
				customs,
				take(whole(), None),
				CustodyError::UnderDetention,
			),
			row(
				"take what lies in what is kept for a declaration",
				customs,
				take(of(inside), None),
				CustodyError::UnderDetention,
			),
			row(
				"take a unit of what is kept for a declaration",
				customs,
				take(world.lot.unit(5), None),
				CustodyError::UnderDetention,
			),
		];
		for how in [released, destroyed] {
			rows.extend([
				row(
					"end the custody of what is kept for a declaration",
					customs,
					end(pallet, seq(pallet), how),
					CustodyError::KeptForDeclaration,
				),
				row(
					"end the custody of what lies in it",
					customs,
					end(inside, seq(inside), how),
					CustodyError::NotDetained,
				),
				row(
					"end the custody of another authority",
					customs_elsewhere,
					end(spare, seq(spare), how),
					CustodyError::UnderDetention,
				),
				row(
					"end the custody of goods as they were before",
					customs,
					end(spare, seq(spare) - 1, how),
					CustodyError::StaleSeq,
				),
				row(
					"end custody as the holder",
					factory,
					end(spare, seq(spare), how),
					ConsortiumError::RoleMissing,
				),
			]);
		}
		refuse(rows);
		// What was refused in every way is done by the one who may.
		customs.does(end(spare, seq(spare), released));
		assert_eq!(holder(spare), factory.org);
		refuse(vec![row(
			"end custody twice",
			customs,
			end(spare, seq(spare), released),
			CustodyError::NotDetained,
		)]);
	});
}
