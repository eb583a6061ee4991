//! Who is involved in what a declaration is contradicted for: exact lists of facts. Nobody becomes the
//! origin by being named, and whoever held the goods on record took no part.

mod common;

use common::*;
use tracemark_primitives::{
	apis::{
		runtime_decl_for_custody_api::CustodyApi,
		runtime_decl_for_liability_api::LiabilityApi,
		Act::{self, *},
		Involvement,
		InvolvementFact::{self, *},
	},
	authorisation::{Activity, Answer},
	customs::Condition,
	goods::{ClassRight, GoodsClaim, ObjectId},
	parties::NamedParty,
	quantity::Quantity,
	recalls::{RecallReason, RecallScope},
	rights::{RightKind, RightSubject, St13},
	territory::Territories,
	DeclarationId, Moment,
};
use tracemark_runtime::{Block, Runtime};

/// When the goods of every world come to each pair of hands; see [`World::delivered`].
const MADE: Moment = NOW + HOUR;
const PACKED: Moment = NOW + 2 * HOUR;
const WITH_CARRIER: Moment = NOW + 4 * HOUR;
const WITH_WAREHOUSE: Moment = NOW + 6 * HOUR;
const WITH_IMPORTER: Moment = NOW + 8 * HOUR;

fn fact(party: impl Into<Party>, fact: InvolvementFact, act: Act, at: Moment) -> Involvement {
	Involvement { party: party.into().0, fact, act, at }
}

/// A member or an outsider.
struct Party(NamedParty);

impl From<&Member> for Party {
	fn from(member: &Member) -> Self {
		Self(NamedParty::Member(member.org))
	}
}

impl From<NamedParty> for Party {
	fn from(party: NamedParty) -> Self {
		Self(party)
	}
}

/// The hands that the goods passed through before the importer's, from `begin` on.
fn earlier_hands(world: &World, begin: Moment) -> [Involvement; 3] {
	let Cast { factory, carrier, warehouse, .. } = &world.cast;
	[
		fact(factory, NotInvolved, HeldOnRecord, begin),
		fact(carrier, NotInvolved, HeldOnRecord, WITH_CARRIER),
		fact(warehouse, NotInvolved, HeldOnRecord, WITH_WAREHOUSE),
	]
}

#[track_caller]
fn involvements(declaration: DeclarationId) -> Vec<Involvement> {
	let facts = <Runtime as LiabilityApi<Block>>::involvements(declaration, 0);
	facts.expect("something is contradicted").involvements
}

/// Clones of genuine goods that were released before: two bear a copied proof.
fn clones(world: &World) -> Vec<GoodsClaim> {
	vec![world.lot.unit(3), world.lot.unit(141), world.lot.bare_unit(250)]
}

#[test]
fn clones_should_be_traced_to_whoever_declared_them_when_the_genuine_goods_are_elsewhere() {
	run(|| {
		let (world, genuine) = World::released();
		next_block(DAY);
		let lodged = lodge(&world.cast.trader, world.clone_form(clones(&world)));
		let (at, trader) = (now(), &world.cast.trader);
		let mut expected = vec![
			fact(trader, Origin, Held, at),
			fact(trader, OwnAct, Imported, at),
			fact(trader, OwnAct, Declared, at),
			fact(stranger(), Named, Sold, at),
			fact(&world.cast.importer, NotInvolved, HoldsOnRecord, WITH_IMPORTER),
		];
		expected.extend(earlier_hands(&world, MADE));
		assert_eq!(involvements(lodged), expected);
		let facts = <Runtime as LiabilityApi<Block>>::involvements(lodged, 0);
		let references = first_line(lodged).decision.references.to_vec();
		assert_eq!(facts.map(|facts| facts.references), Some(references));

		// Of lawful goods, and of a line that does not exist, there is nothing to say.
		assert_eq!(<Runtime as LiabilityApi<Block>>::involvements(genuine, 0), None);
		assert_eq!(<Runtime as LiabilityApi<Block>>::involvements(lodged, 1), None);

		// What happens to the genuine goods later changes nothing.
		next_block(DAY);
		hand_over(first_bearer(world.sscc), &world.cast.importer, &world.cast.warehouse);
		assert_eq!(involvements(lodged), expected);
	});
}

#[test]
fn a_member_should_not_become_the_origin_when_somebody_names_it_as_seller() {
	run(|| {
		let (world, _) = World::released();
		next_block(DAY);
		// The factory held the genuine goods and is named besides; it signed nothing of this.
		let Cast { trader, factory, importer, .. } = &world.cast;
		let mut form = world.clone_form(clones(&world));
		form.seller = NamedParty::Member(factory.org);
		let lodged = lodge(trader, form);
		let mut expected = vec![
			fact(trader, Origin, Held, now()),
			fact(trader, OwnAct, Imported, now()),
			fact(trader, OwnAct, Declared, now()),
			fact(factory, Named, Sold, now()),
			fact(importer, NotInvolved, HoldsOnRecord, WITH_IMPORTER),
		];
		expected.extend(earlier_hands(&world, MADE));
		assert_eq!(involvements(lodged), expected);
	});
}

#[test]
fn goods_declared_twice_should_be_traced_to_the_importer_when_it_holds_them() {
	run(|| {
		let (world, _) = World::released();
		next_block(DAY);
		let Cast { importer, broker, brand, .. } = &world.cast;
		let again = lodge(importer, world.form(importer));
		assert_eq!(contradicted(&first_line(again)), vec![Condition::NotClearedBefore]);
		let mut expected = vec![
			fact(importer, Origin, Imported, now()),
			fact(importer, OwnAct, Declared, now()),
			fact(brand, Named, Sold, now()),
		];
		expected.extend(earlier_hands(&world, PACKED));
		assert_eq!(involvements(again), expected);

		// And through its broker.
		next_block(DAY);
		let again = lodge(broker, world.form(broker));
		let mut expected = vec![
			fact(importer, Origin, Imported, now()),
			fact(importer, OwnAct, WasRepresented, now()),
			fact(broker, OwnAct, Declared, now()),
			fact(brand, Named, Sold, now()),
		];
		expected.extend(earlier_hands(&world, PACKED));
		assert_eq!(involvements(again), expected);
	});
}

#[test]
fn ended_goods_should_be_traced_to_whoever_declares_them_when_it_was_the_last_to_hold_them() {
	run(|| {
		let world = World::delivered();
		let Cast { importer, brand, .. } = &world.cast;
		world.let_importer_sell();
		importer.does(pallet_custody::Call::<Runtime>::sell {
			claim: world.lot.unit(7),
			seq: seq(world.lot.consignment(0)),
			order: digest_of("salted receipt"),
			payment: None,
			marketplace: None,
		});
		next_block(HOUR);
		let goods = vec![world.lot.unit(7), world.lot.unit(8)];
		let form = world.form_of(importer, world.gtin, Quantity::Pieces(2), goods);
		let lodged = lodge(importer, form);
		assert_eq!(contradicted(&first_line(lodged)), vec![Condition::NotEnded]);
		let mut expected = vec![
			fact(importer, Origin, Imported, now()),
			fact(importer, OwnAct, Declared, now()),
			fact(brand, Named, Sold, now()),
		];
		expected.extend(earlier_hands(&world, MADE));
		assert_eq!(involvements(lodged), expected);
	});
}

#[test]
fn an_open_offer_should_be_the_declarants_affair_when_goods_are_declared_before_the_answer() {
	run(|| {
		let world = World::delivered();
		let Cast { importer, brand, warehouse, .. } = &world.cast;
		next_block(HOUR);
		importer.does(offer_call(first_bearer(world.sscc), warehouse));
		let lodged = lodge(importer, world.form(importer));
		assert_eq!(contradicted(&first_line(lodged)), vec![Condition::CustodyUnbroken]);
		let mut expected = vec![
			fact(importer, Origin, Imported, now()),
			fact(importer, OwnAct, Declared, now()),
			fact(brand, Named, Sold, now()),
		];
		expected.extend(earlier_hands(&world, PACKED));
		assert_eq!(involvements(lodged), expected);
	});
}

#[test]
fn nobody_else_should_be_listed_when_only_the_right_to_import_is_missing() {
	run(|| {
		let world = World::delivered();
		let Cast { importer, broker, brand, .. } = &world.cast;
		brand.does(pallet_licensing::Call::<Runtime>::revoke {
			licence: world.import,
			ground: ground(),
		});
		let lodged = lodge(broker, world.form(broker));
		let expected = vec![
			fact(importer, Origin, Imported, now()),
			fact(importer, OwnAct, WasRepresented, now()),
			fact(broker, OwnAct, Declared, now()),
			fact(brand, Named, Sold, now()),
		];
		assert_eq!(involvements(lodged), expected);
	});
}

#[test]
fn nobody_should_be_the_origin_when_goods_are_only_recalled() {
	run(|| {
		let world = World::delivered();
		let Cast { importer, broker, brand, .. } = &world.cast;
		brand.does(pallet_custody::Call::<Runtime>::recall {
			scope: RecallScope::Lot { lot: world.lot.id() },
			reason: RecallReason::Safety,
			notice: digest_of("text of the notice"),
		});
		let lodged = lodge(broker, world.form(broker));
		assert_eq!(contradicted(&first_line(lodged)), vec![Condition::NotRecalled]);
		let expected = vec![
			fact(importer, OwnAct, Imported, now()),
			fact(importer, OwnAct, WasRepresented, now()),
			fact(broker, OwnAct, Declared, now()),
			fact(brand, Named, Sold, now()),
		];
		assert_eq!(involvements(lodged), expected);
	});
}

#[test]
fn nobody_should_be_the_origin_when_only_the_importers_standing_is_missing() {
	run(|| {
		let world = World::delivered();
		let Cast { importer, broker, brand, .. } = &world.cast;
		let org = importer.org;
		resolve(2, pallet_consortium::Call::<Runtime>::suspend { org, ground: ground() });
		let lodged = lodge(broker, world.form(broker));
		assert_eq!(contradicted(&first_line(lodged)), vec![Condition::GoodStanding]);
		let expected = vec![
			fact(importer, OwnAct, Imported, now()),
			fact(importer, OwnAct, WasRepresented, now()),
			fact(broker, OwnAct, Declared, now()),
			fact(brand, Named, Sold, now()),
		];
		assert_eq!(involvements(lodged), expected);
	});
}

#[test]
fn a_holder_should_be_listed_without_an_origin_when_it_had_reported_the_goods_missing() {
	run(|| {
		let world = World::made();
		next_block(HOUR);
		let Cast { factory, carrier, warehouse, importer, broker, brand, .. } = &world.cast;
		pack(factory, world.sscc, &[world.lot.consignment(0)]);
		let pallet = first_bearer(world.sscc);
		hand_over(pallet, factory, carrier);
		hand_over(pallet, carrier, warehouse);
		warehouse.does(pallet_custody::Call::<Runtime>::report_missing {
			claim: GoodsClaim::LogisticUnit { sscc: world.sscc },
			seq: seq(pallet),
			kind: pallet_custody::MissingKind::Lost,
			place: None,
			time: event_time(),
		});
		warehouse.does(pallet_customs::Call::<Runtime>::give_mandate { agent: broker.org });
		next_block(HOUR);
		let mut form = world.form(broker);
		form.holder = warehouse.org;
		let lodged = lodge(broker, form);
		assert_eq!(contradicted(&first_line(lodged)), vec![Condition::NotEnded]);
		let expected = vec![
			fact(warehouse, OwnAct, Held, now()),
			fact(importer, OwnAct, Imported, now()),
			fact(importer, OwnAct, WasRepresented, now()),
			fact(broker, OwnAct, Declared, now()),
			fact(brand, Named, Sold, now()),
			fact(factory, NotInvolved, HeldOnRecord, PACKED),
			fact(carrier, NotInvolved, HeldOnRecord, WITH_CARRIER),
		];
		assert_eq!(involvements(lodged), expected);
	});
}

#[test]
fn a_holder_should_be_the_origin_when_it_has_sold_what_somebody_else_imports() {
	run(|| {
		let world = World::delivered();
		let Cast { importer, trader, brand, .. } = &world.cast;
		world.let_importer_sell();
		importer.does(pallet_custody::Call::<Runtime>::sell {
			claim: world.lot.unit(7),
			seq: seq(world.lot.consignment(0)),
			order: digest_of("salted receipt"),
			payment: None,
			marketplace: None,
		});
		importer.does(pallet_customs::Call::<Runtime>::give_mandate { agent: trader.org });
		next_block(HOUR);
		let mut form = world.clone_form(vec![world.lot.unit(7)]);
		(form.holder, form.seller) = (importer.org, world.seller());
		let lodged = lodge(trader, form);
		assert!(contradicted(&first_line(lodged)).contains(&Condition::NotEnded));
		let mut expected = vec![
			fact(importer, Origin, Held, now()),
			fact(trader, OwnAct, Imported, now()),
			fact(trader, OwnAct, Declared, now()),
			fact(brand, Named, Sold, now()),
		];
		expected.extend(earlier_hands(&world, MADE));
		assert_eq!(involvements(lodged), expected);
	});
}

fn authorities(object: ObjectId, holder: &Member) -> Vec<Option<Answer>> {
	<Runtime as CustodyApi<Block>>::trace(object, 0, 100)
		.into_iter()
		.filter(|traced| traced.segment.holder == holder.org)
		.map(|traced| traced.authority)
		.collect()
}

#[test]
fn trace_should_give_the_worst_answer_when_a_pallet_holds_goods_of_several_lots() {
	run(|| {
		let world = World::licensed();
		let Cast { brand, factory, importer, customs, carrier, .. } = &world.cast;
		// A second mark, that the importer has no licence of.
		let other = RightSubject::Registered {
			kind: RightKind::TradeMark,
			office: common::office(),
			number: St13::try_from("EM500000018797747").expect("a number of ST.13"),
		};
		let everywhere = Territories::european_union();
		attested(&world.cast, other);
		let manufacture = terms(&[Activity::Manufacture], everywhere, None);
		grant(&world.cast, other.id(), factory, manufacture);
		let class = gtin(BRAND_PREFIX, 3);
		register_class(brand, class, &[other.id()]);
		let lot = Lot::new(class, "L-2023-12", 10);
		for lot in [&world.lot, &lot] {
			next_block(HOUR);
			world.commission(lot);
		}
		pack(factory, world.sscc, &[world.lot.consignment(0), lot.consignment(0)]);
		let pallet = first_bearer(world.sscc);
		world.deliver(pallet, carrier);
		let declaration = lodge(importer, world.form(importer));
		must(
			&customs.operator(),
			pallet_customs::Call::<Runtime>::release { declaration, line: 0 },
		);

		assert_eq!(authorities(pallet, importer), vec![Some(Answer::NotPermitted)]);
		// What the factory made, it could make; of goods of one lot only that lot is asked.
		for authority in authorities(pallet, factory) {
			assert!(matches!(authority, Some(Answer::Permitted(_))), "{authority:?}");
		}
		let own = authorities(world.lot.consignment(0), importer);
		assert!(matches!(own[..], [Some(Answer::Permitted(_))]), "{own:?}");
		assert_eq!(authorities(lot.consignment(0), importer), vec![Some(Answer::NotPermitted)]);
		assert_eq!(authorities(pallet, carrier), vec![None]);
	});
}

/// The factory has no licence of a right that the brand had forgotten, and needed none for what it made before.
#[test]
fn trace_should_ask_for_the_rights_of_the_making_when_the_class_was_revised_since() {
	run(|| {
		let world = World::licensed();
		let Cast { brand, factory, .. } = &world.cast;
		let other = RightSubject::Registered {
			kind: RightKind::TradeMark,
			office: common::office(),
			number: St13::try_from("EM500000018797747").expect("a number of ST.13"),
		};
		let other = attested(&world.cast, other);
		next_block(HOUR);
		world.commission(&world.lot);
		let rights = [world.right, other].map(ClassRight::from).to_vec();
		brand.does(pallet_custody::Call::<Runtime>::revise_class {
			gtin: world.gtin,
			version: 0,
			rights: rights.try_into().expect("two"),
			hs: hs(),
		});
		let made = authorities(world.lot.consignment(0), factory);
		assert!(matches!(made[..], [Some(Answer::Permitted(_))]), "{made:?}");
	});
}
