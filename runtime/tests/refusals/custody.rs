//! Goods and hand-overs.

use super::*;
use pallet_custody::{
	Input, KeyProof, LotIdentity, ObservedGoods, Part, RateOfYield, Receipt, SensorWord,
};
use sp_core::{ed25519, H256};
use tracemark_primitives::{
	cbv::{BizStep, Disposition},
	geo::Coordinates,
	goods::{ClassRight, GoodsClaim},
	gs1::CompanyPrefix,
	parties::Role,
	quantity::Quantity,
	rights::RightId,
	territory::Country,
	time::EventTime,
};

#[test]
fn goods_should_stay_when_calls_about_them_are_refused() {
	run(|| {
		let world = World::delivered();
		let Cast {
			brand,
			factory,
			carrier,
			other_carrier,
			warehouse,
			importer,
			monitor,
			trader,
			..
		} = &world.cast;
		let pirate = admit("Pirate Works", "IT", &[Role::Manufacturer]);
		let rival = admit("Rival", "FR", &[Role::RightsHolder]);
		resolve(
			2,
			Consortium::<Runtime>::attest_prefix {
				org: rival.org,
				prefix: CompanyPrefix::try_from("3012345").expect("a prefix"),
			},
		);
		resolve(2, Consortium::<Runtime>::suspend { org: other_carrier.org, ground: ground() });
		must(&warehouse.controller(), Consortium::<Runtime>::freeze_operators {});
		let (pallet, inside) = (first_bearer(world.sscc), world.lot.consignment(0));
		let spare = Lot::new(world.gtin, "SPARE", 10);
		world.commission(&spare);
		let loose = spare.consignment(0);
		monitor.does(Custody::<Runtime>::observe {
			what: ObservedGoods::Object(pallet),
			seq: 0,
			biz_step: BizStep::Storing,
			disposition: Disposition::Active,
			place: None,
			time: event_time(),
		});
		let offer = |object, seq, to: &Member, time| Custody::<Runtime>::offer {
			object,
			seq,
			to: to.org,
			until: None,
			place: None,
			time,
		};
		let fair_offer = |to: &Member| offer_call(pallet, to);
		let future = EventTime { moment: now() + HOUR, offset: 0 };
		let excess = Custody::<Runtime>::commission {
			gtin: world.gtin,
			number: "EXCESS".try_into().expect("a lot number"),
			quantity: Quantity::Pieces(LICENSED),
			root: None,
			place: None,
			time: event_time(),
		};
		let other_lot = || commission_call(&Lot::new(world.gtin, "OTHER", 4));
		let mut false_proof = world.lot.proof(5);
		false_proof.index = 6;
		let GoodsClaim::Unit { gtin: class, serial, .. } = world.lot.bare_unit(5) else {
			unreachable!("a unit")
		};
		let sell = |claim| Custody::<Runtime>::sell {
			claim,
			seq: seq(inside),
			order: ground(),
			payment: None,
			marketplace: None,
		};
		let put_on_market = |claim| Custody::<Runtime>::put_on_market {
			claim,
			seq: seq(inside),
			order: ground(),
			payment: None,
			marketplace: None,
		};
		let receive = |object, receipt| Custody::<Runtime>::receive {
			goods: vec![(object, seq(object), receipt)].try_into().expect("one"),
			place: None,
			time: event_time(),
		};
		let alter = |claim| Custody::<Runtime>::record_alteration {
			claim,
			seq: seq(inside),
			time: event_time(),
		};
		let identity = LotIdentity {
			gtin: world.gtin,
			number: "NEXT".try_into().expect("a lot number"),
			root: None,
		};
		let transform = |object, class, made| Custody::<Runtime>::transform {
			inputs: vec![Input { object, seq: seq(object), amount: None }]
				.try_into()
				.expect("one input"),
			yields: vec![RateOfYield {
				class,
				input: Quantity::Pieces(1),
				output: Quantity::Pieces(1),
			}]
			.try_into()
			.expect("one rate"),
			identity: identity.clone(),
			quantity: Quantity::Pieces(made),
			place: None,
			time: event_time(),
		};
		let relabel = |claim| Custody::<Runtime>::relabel {
			claim,
			seq: seq(inside),
			identity: identity.clone(),
			place: None,
			time: event_time(),
		};
		let pack = |code, child| Custody::<Runtime>::pack {
			sscc: code,
			children: vec![(child, seq(child))].try_into().expect("one child"),
			place: None,
			time: event_time(),
		};
		let class_call = |code, rights: Vec<RightId>| Custody::<Runtime>::register_class {
			gtin: code,
			rights: rights
				.into_iter()
				.map(ClassRight::from)
				.collect::<Vec<_>>()
				.try_into()
				.expect("few rights"),
			hs: hs(),
		};
		let rivals_class = gtin("3012345", 1);
		let observe = |number| Custody::<Runtime>::observe {
			what: ObservedGoods::Object(pallet),
			seq: number,
			biz_step: BizStep::Storing,
			disposition: Disposition::Active,
			place: None,
			time: event_time(),
		};
		let unpack = || Custody::<Runtime>::unpack {
			parent: pallet,
			seq: seq(pallet),
			children: vec![(inside, seq(inside))].try_into().expect("one child"),
			place: None,
			time: event_time(),
		};
		let destroy =
			|object| Custody::<Runtime>::destroy { object, seq: seq(object), time: event_time() };
		let split = |part| Custody::<Runtime>::split { consignment: loose, seq: seq(loose), part };
		let ranges = |ranges: Vec<(u32, u32)>| Part::Ranges(ranges.try_into().expect("few ranges"));

		refuse(vec![
			row(
				"class without prefix",
				trader,
				class_call(gtin("4999999", 1), vec![]),
				CustodyError::PrefixNotHeld,
			),
			row(
				"class under another's right",
				&rival,
				class_call(rivals_class, vec![world.right]),
				CustodyError::NotRightsOwner,
			),
			row(
				"class twice",
				brand,
				class_call(world.gtin, vec![world.right]),
				CustodyError::AlreadyRegistered,
			),
			row("commission without the role", carrier, other_lot(), ConsortiumError::RoleMissing),
			row("commission as an outsider", outsider(), other_lot(), ConsortiumError::NotMember),
			row("commission without licence", &pirate, other_lot(), CustodyError::NotAuthorised),
			row("commission more than licensed", factory, excess, CustodyError::NotAuthorised),
			row(
				"commission a lot twice",
				factory,
				commission_call(&world.lot),
				CustodyError::AlreadyCommissioned,
			),
			row(
				"pack under another's code",
				importer,
				pack(sscc(FACTORY_PREFIX, 9), pallet),
				CustodyError::PrefixNotHeld,
			),
			row(
				"pack another's goods",
				factory,
				pack(sscc(FACTORY_PREFIX, 9), pallet),
				CustodyError::NotHolder,
			),
			row(
				"pack into what another holds",
				factory,
				pack(world.sscc, loose),
				CustodyError::NotHolder,
			),
			row("unpack another's pallet", carrier, unpack(), CustodyError::NotHolder),
			row(
				"close a full pallet",
				importer,
				Custody::<Runtime>::close { logistic_unit: pallet, seq: seq(pallet) },
				CustodyError::NotEmpty,
			),
			row(
				"split across the end",
				factory,
				split(ranges(vec![(5, 11)])),
				CustodyError::OutsideConsignment,
			),
			row(
				"split ranges that overlap",
				factory,
				split(ranges(vec![(0, 3), (2, 4)])),
				CustodyError::MalformedRanges,
			),
			row(
				"split another's goods",
				carrier,
				split(ranges(vec![(0, 3)])),
				CustodyError::NotHolder,
			),
			row("offer another's goods", carrier, fair_offer(trader), CustodyError::NotHolder),
			row("offer as an outsider", outsider(), fair_offer(trader), ConsortiumError::NotMember),
			row(
				"offer as a controller",
				importer.controller(),
				fair_offer(trader),
				ConsortiumError::NotMember,
			),
			row(
				"offer without the role",
				monitor,
				fair_offer(trader),
				ConsortiumError::RoleMissing,
			),
			row(
				"offer of a suspended member",
				other_carrier,
				fair_offer(trader),
				ConsortiumError::NotInGoodStanding,
			),
			row(
				"offer of a frozen operator",
				warehouse,
				fair_offer(trader),
				ConsortiumError::OperatorFrozen,
			),
			row(
				"offer what lies in a pallet",
				importer,
				offer_call(inside, trader),
				CustodyError::InsideAnother,
			),
			row(
				"offer again under an old number",
				importer,
				offer(pallet, seq(pallet) - 1, trader, event_time()),
				CustodyError::StaleSeq,
			),
			row(
				"offer under a future number",
				importer,
				offer(pallet, seq(pallet) + 1, trader, event_time()),
				CustodyError::StaleSeq,
			),
			row(
				"offer in the future",
				importer,
				offer(pallet, seq(pallet), trader, future),
				CustodyError::EventInFuture,
			),
			row("offer to oneself", importer, fair_offer(importer), CustodyError::ToOneself),
			row(
				"offer to a suspended member",
				importer,
				fair_offer(other_carrier),
				CustodyError::ReceiverNotEligible,
			),
			row(
				"offer what nobody knows",
				importer,
				offer(ground(), 0, trader, event_time()),
				CustodyError::UnknownObject,
			),
			row(
				"accept what is not offered",
				trader,
				accept_call(pallet),
				CustodyError::NotOffered,
			),
			row(
				"withdraw what is not offered",
				importer,
				Custody::<Runtime>::withdraw_offer { object: pallet, seq: seq(pallet) },
				CustodyError::NotOffered,
			),
			row(
				"sell without the role",
				carrier,
				sell(world.lot.unit(5)),
				ConsortiumError::RoleMissing,
			),
			row("sell another's goods", trader, sell(world.lot.unit(5)), CustodyError::NotHolder),
			row(
				"sell without proof",
				importer,
				sell(world.lot.bare_unit(5)),
				CustodyError::ProofMissing,
			),
			row(
				"sell with another's path",
				importer,
				sell(GoodsClaim::Unit { gtin: class, serial, proof: Some(false_proof) }),
				CustodyError::ProofRefuted,
			),
			row(
				"sell a pallet",
				importer,
				sell(GoodsClaim::LogisticUnit { sscc: world.sscc }),
				CustodyError::NotSellable,
			),
			row(
				"put on the market without the role",
				carrier,
				put_on_market(world.lot.unit(5)),
				ConsortiumError::RoleMissing,
			),
			row(
				"put another's goods on the market",
				trader,
				put_on_market(world.lot.unit(5)),
				CustodyError::NotHolder,
			),
			row(
				"put on the market what one may import only",
				importer,
				put_on_market(world.lot.unit(5)),
				CustodyError::NotAuthorised,
			),
			row(
				"put a pallet on the market",
				importer,
				put_on_market(GoodsClaim::LogisticUnit { sscc: world.sscc }),
				CustodyError::NotSellable,
			),
			row(
				"receive what is not offered",
				importer,
				receive(pallet, Receipt::Accepted),
				CustodyError::NotOffered,
			),
			row(
				"receive nothing",
				importer,
				Custody::<Runtime>::receive {
					goods: Default::default(),
					place: None,
					time: event_time(),
				},
				CustodyError::NothingNamed,
			),
			row(
				"put on the market through somebody who runs no marketplace",
				importer,
				Custody::<Runtime>::put_on_market {
					claim: world.lot.unit(5),
					seq: seq(inside),
					order: ground(),
					payment: None,
					marketplace: Some(carrier.org),
				},
				CustodyError::NotMarketplace,
			),
			row(
				"record that another's goods were altered",
				trader,
				alter(world.lot.unit(5)),
				CustodyError::NotHolder,
			),
			row(
				"record that goods were altered which nobody put on the market",
				importer,
				alter(world.lot.unit(5)),
				CustodyError::NotOnMarket,
			),
			row(
				"record without the role that goods were altered",
				brand,
				alter(world.lot.unit(5)),
				CustodyError::NotHolder,
			),
			row(
				"transform without the role",
				carrier,
				transform(loose, world.gtin, 10),
				ConsortiumError::RoleMissing,
			),
			row(
				"transform without licence",
				&pirate,
				transform(loose, world.gtin, 10),
				CustodyError::NotAuthorised,
			),
			row(
				"transform another's goods",
				factory,
				transform(inside, world.gtin, 10),
				CustodyError::InsideAnother,
			),
			row(
				"transform a pallet of another's",
				factory,
				transform(pallet, world.gtin, 10),
				CustodyError::NotHolder,
			),
			row(
				"make more of goods than they give",
				factory,
				transform(loose, world.gtin, 11),
				CustodyError::Unbalanced,
			),
			row(
				"transform at the rate of another class",
				factory,
				transform(loose, rivals_class, 10),
				CustodyError::MalformedYield,
			),
			row(
				"relabel without the role",
				monitor,
				relabel(world.lot.unit(5)),
				ConsortiumError::RoleMissing,
			),
			row(
				"relabel another's goods",
				trader,
				relabel(world.lot.unit(5)),
				CustodyError::NotHolder,
			),
			row(
				"relabel what one may import only",
				importer,
				relabel(world.lot.unit(5)),
				CustodyError::NotAuthorised,
			),
			row(
				"relabel a pallet",
				importer,
				relabel(GoodsClaim::LogisticUnit { sscc: world.sscc }),
				CustodyError::NotSellable,
			),
			row("destroy another's goods", carrier, destroy(pallet), CustodyError::NotHolder),
			row(
				"destroy what lies in a pallet",
				importer,
				destroy(inside),
				CustodyError::InsideAnother,
			),
			row("observe again under an old number", monitor, observe(0), CustodyError::StaleSeq),
			row("observe as an outsider", outsider(), observe(0), ConsortiumError::NotMember),
			row(
				"observe as a suspended member",
				other_carrier,
				observe(0),
				ConsortiumError::NotInGoodStanding,
			),
		]);
	});
}

#[test]
fn places_keys_and_sensors_should_stay_when_calls_about_them_are_refused() {
	run(|| {
		let world = World::delivered();
		let Cast { factory, carrier, .. } = &world.cast;
		let here = Coordinates { latitude: 48_137_000, longitude: 11_575_000 };
		let register = |gln, country, coordinates| Custody::<Runtime>::register_place {
			gln,
			country,
			coordinates,
		};
		let (open, closed) = (gln(FACTORY_PREFIX, 1), gln(FACTORY_PREFIX, 2));
		let close = |gln| Custody::<Runtime>::close_place { gln };
		for gln in [open, closed] {
			factory.does(register(gln, country("DE"), here));
		}
		factory.does(close(closed));
		let beyond = Coordinates { latitude: 90_001_000, ..here };
		let precise = Coordinates { latitude: 48_137_154, ..here };
		let next = gln(FACTORY_PREFIX, 3);
		let GoodsClaim::Unit { gtin: class, serial, .. } = world.lot.bare_unit(5) else {
			unreachable!("a unit")
		};
		let key = ed25519::Public::from_raw([0x2a; 32]);
		let shown = KeyProof {
			key,
			token: ground(),
			expiry: now() + HOUR,
			signature: ed25519::Signature::from_raw([0; 64]),
		};
		let prove = |proof, possession| Custody::<Runtime>::prove_possession {
			gtin: class,
			serial: serial.clone(),
			proof,
			possession,
		};
		let path = || world.lot.proof(5);
		let mut with_key = path();
		with_key.item_key = H256(sp_io::hashing::blake2_256(&key.0));
		let neutral = ed25519::Public::from_raw([0; 32]);
		let pallet = first_bearer(world.sscc);
		let report = |object, seq, count, until| Custody::<Runtime>::report_sensor {
			object,
			seq,
			word: SensorWord::Readings { root: ground(), count, from: event_time(), until },
		};
		let future = EventTime { moment: now() + HOUR, offset: 0 };

		refuse(vec![
			row(
				"a place under another's prefix",
				carrier,
				register(next, country("DE"), here),
				CustodyError::PrefixNotHeld,
			),
			row(
				"a place in no country",
				factory,
				register(next, Country(*b"XX"), here),
				CustodyError::MalformedCountry,
			),
			row(
				"a place beyond the pole",
				factory,
				register(next, country("DE"), beyond),
				CustodyError::MalformedCoordinates,
			),
			row(
				"a place to the metre",
				factory,
				register(next, country("DE"), precise),
				CustodyError::CoordinatesTooPrecise,
			),
			row(
				"a place as an outsider",
				outsider(),
				register(next, country("DE"), here),
				ConsortiumError::NotMember,
			),
			row("close another's place", carrier, close(open), CustodyError::PlaceOfAnother),
			row("close a place twice", factory, close(closed), CustodyError::PlaceClosed),
			row("close what is no place", factory, close(next), CustodyError::UnknownPlace),
			row(
				"possession as an outsider",
				outsider(),
				prove(path(), shown),
				ConsortiumError::NotMember,
			),
			row(
				"possession too late",
				carrier,
				prove(path(), KeyProof { expiry: now(), ..shown }),
				CustodyError::ProofExpired,
			),
			row(
				"possession by a key of small order",
				carrier,
				prove(path(), KeyProof { key: neutral, ..shown }),
				CustodyError::WeakKey,
			),
			row(
				"possession by another key",
				carrier,
				prove(path(), shown),
				CustodyError::KeyMismatch,
			),
			row(
				"possession by a key that is not in the leaf",
				carrier,
				prove(with_key, shown),
				CustodyError::ProofRefuted,
			),
			row(
				"no readings of a sensor",
				carrier,
				report(pallet, 0, 0, event_time()),
				CustodyError::MalformedReadings,
			),
			row(
				"readings of the future",
				carrier,
				report(pallet, 0, 1, future),
				CustodyError::EventInFuture,
			),
			row(
				"readings under another number",
				carrier,
				report(pallet, 1, 1, event_time()),
				CustodyError::StaleSeq,
			),
			row(
				"readings of a sensor with nothing",
				carrier,
				report(ground(), 0, 1, event_time()),
				CustodyError::UnknownObject,
			),
		]);
	});
}

#[test]
fn hand_overs_should_stay_when_calls_about_what_is_on_offer_are_refused() {
	run(|| {
		let world = World::delivered();
		let Cast { carrier, importer, trader, .. } = &world.cast;
		let pallet = first_bearer(world.sscc);
		importer.does(offer_call(pallet, trader));
		let refuse_call = Custody::<Runtime>::refuse {
			object: pallet,
			seq: seq(pallet),
			reason: pallet_custody::RefusalReason::NotExpected,
		};
		refuse(vec![
			row("accept another's offer", carrier, accept_call(pallet), CustodyError::NotReceiver),
			row("accept one's own offer", importer, accept_call(pallet), CustodyError::NotReceiver),
			row("refuse another's offer", carrier, refuse_call, CustodyError::NotReceiver),
			row("offer twice", importer, offer_call(pallet, carrier), CustodyError::OnOffer),
			row(
				"withdraw another's offer",
				carrier,
				Custody::<Runtime>::withdraw_offer { object: pallet, seq: seq(pallet) },
				CustodyError::NotHolder,
			),
		]);
		// What was refused in every way is accepted by the one who may.
		trader.does(accept_call(pallet));
		assert_eq!(holder(pallet), trader.org);

		let until = now() + HOUR;
		let offer_until = |until| Custody::<Runtime>::offer {
			object: pallet,
			seq: seq(pallet),
			to: carrier.org,
			until: Some(until),
			place: None,
			time: event_time(),
		};
		refuse(vec![row(
			"offer for no time",
			trader,
			offer_until(now()),
			CustodyError::MalformedTerm,
		)]);
		trader.does(offer_until(until));
		next_block(HOUR);
		refuse(vec![row(
			"accept what expired",
			carrier,
			accept_call(pallet),
			CustodyError::OfferExpired,
		)]);
	});
}

#[test]
fn first_sales_should_stay_when_they_are_recorded_twice() {
	run(|| {
		let world = World::delivered();
		let Cast { importer, .. } = &world.cast;
		world.let_importer_sell();
		let (inside, unit) = (world.lot.consignment(0), world.lot.unit_id(5));
		let put_on_market = |seq| Custody::<Runtime>::put_on_market {
			claim: world.lot.unit(5),
			seq,
			order: ground(),
			payment: None,
			marketplace: None,
		};
		importer.does(put_on_market(seq(inside)));
		let again = put_on_market(seq(unit));
		refuse(vec![row(
			"put on the market twice",
			importer,
			again,
			CustodyError::AlreadyOnMarket,
		)]);
		let alter = |seq| Custody::<Runtime>::record_alteration {
			claim: world.lot.unit(5),
			seq,
			time: event_time(),
		};
		importer.does(alter(seq(unit)));
		let again = alter(seq(unit));
		refuse(vec![row("alter twice", importer, again, CustodyError::AlreadyAltered)]);
	});
}
