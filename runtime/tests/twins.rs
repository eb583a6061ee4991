//! Twins: declarations that differ from a lawful one in exactly one fact. Each wrong fact stops the goods
//! with exactly its finding; harmless ones stop nothing.

mod common;

use common::*;
use pallet_custody::{Call as Custody, ObservedGoods, Part};
use pallet_customs::LineStatus;
use tracemark_primitives::{
	cbv::{BizStep, Disposition},
	customs::{Condition, DeclarationForm, Nature, Outcome},
	goods::GoodsClaim,
	quantity::Quantity,
	rights::RightEnd,
	time::{legal_date, EventTime},
};
use tracemark_runtime::{Custody as CustodyPallet, Runtime};

/// Who lodges.
#[derive(Clone, Copy)]
enum Declarant {
	Importer,
	Broker,
}

impl Declarant {
	fn of(self, world: &World) -> Member {
		match self {
			Self::Importer => world.cast.importer.clone(),
			Self::Broker => world.cast.broker.clone(),
		}
	}
}

/// A consignment that differs from a lawful one in one fact.
struct Twin {
	fact: &'static str,
	declarant: Declarant,
	/// The lawful declaration.
	lawful: fn(&World, &Member) -> DeclarationForm,
	/// Changes the fact.
	change: fn(&World, &mut DeclarationForm),
	/// What is contradicted, of which nature, and what the chain advises.
	finding: (Condition, Nature, Outcome),
}

fn pallet(world: &World, declarant: &Member) -> DeclarationForm {
	world.form(declarant)
}

fn two_units(world: &World, declarant: &Member) -> DeclarationForm {
	let goods = vec![world.lot.unit(7), world.lot.unit(8)];
	world.form_of(declarant, world.gtin, Quantity::Pieces(2), goods)
}

const TWINS: [Twin; 6] = [
	Twin {
		fact: "licence revoked an hour before",
		declarant: Declarant::Importer,
		lawful: pallet,
		change: |world, _| {
			world.cast.brand.does(pallet_licensing::Call::<Runtime>::revoke {
				licence: world.import,
				ground: ground(),
			});
			next_block(HOUR);
		},
		// Genuine goods: that stops nothing under Regulation (EU) No 608/2013, article 1(5).
		finding: (Condition::ImportAuthorised, Nature::ParallelTrade, Outcome::Documents),
	},
	Twin {
		fact: "other destination",
		declarant: Declarant::Importer,
		lawful: pallet,
		change: |_, form| form.destination = country("FR"),
		finding: (Condition::ImportAuthorised, Nature::ParallelTrade, Outcome::Documents),
	},
	Twin {
		fact: "one too many",
		declarant: Declarant::Importer,
		lawful: pallet,
		change: |_, form| form.lines[0].quantity = Quantity::Pieces(u64::from(LOT_SIZE) + 1),
		finding: (Condition::QuantityMatches, Nature::Data, Outcome::Examine),
	},
	Twin {
		fact: "right lapsed",
		declarant: Declarant::Importer,
		lawful: pallet,
		change: |world, _| {
			world.cast.office.does(pallet_ip_registry::Call::<Runtime>::record_end {
				right: world.right,
				end: RightEnd::Lapsed,
				as_of: legal_date(now()),
				basis: pallet_ip_registry::AttestationBasis::Office,
			});
		},
		finding: (Condition::RightInForce, Nature::Data, Outcome::Documents),
	},
	Twin {
		// A suspended organisation signs nothing: so its broker declares, which is lawful as well.
		fact: "holder suspended",
		declarant: Declarant::Broker,
		lawful: pallet,
		change: |world, _| {
			let org = world.cast.importer.org;
			resolve(2, pallet_consortium::Call::<Runtime>::suspend { org, ground: ground() });
		},
		finding: (Condition::GoodStanding, Nature::OtherLaw, Outcome::Examine),
	},
	Twin {
		fact: "serial ended",
		declarant: Declarant::Importer,
		lawful: two_units,
		change: |world, _| {
			world.let_importer_sell();
			world.cast.importer.does(Custody::<Runtime>::sell {
				claim: world.lot.unit(7),
				seq: seq(world.lot.consignment(0)),
				order: digest_of("salted receipt"),
				payment: None,
				marketplace: None,
			});
		},
		finding: (Condition::NotEnded, Nature::Copying, Outcome::SuspendProposed),
	},
];

#[test]
fn twins_should_be_stopped_with_exactly_their_finding_when_one_fact_is_wrong() {
	for Twin { fact, declarant, lawful, change, finding } in TWINS {
		run(|| {
			let world = World::delivered();
			let declarant = declarant.of(&world);
			let form = lawful(&world, &declarant);
			let line = first_line(lodge(&declarant, form));
			assert_eq!(contradicted(&line), vec![], "lawful twin of: {fact}");
			assert!(
				is_released_by_instruction(&line, &world.cast.customs),
				"lawful twin of: {fact}"
			);
		});
		run(|| {
			let world = World::delivered();
			let declarant = declarant.of(&world);
			let mut form = lawful(&world, &declarant);
			change(&world, &mut form);
			let declaration = lodge(&declarant, form);
			let line = first_line(declaration);
			let (condition, nature, outcome) = finding;
			assert_eq!(contradicted(&line), vec![condition], "{fact}");
			assert!(line.decision.natures.contains(nature), "{fact}: {:?}", line.decision);
			assert_eq!(line.decision.outcome, outcome, "{fact}");
			assert_eq!(line.status, LineStatus::Lodged, "{fact}");
			assert_eq!(item(first_bearer(world.sscc)).cleared, None, "{fact}");
		});
	}
}

/// A way of the goods, and a declaration, that are lawful in spite of what is unusual about them.
struct Variant {
	fact: &'static str,
	lodge: fn() -> (World, u32),
}

const VARIANTS: [Variant; 6] = [
	Variant {
		fact: "late scan",
		lodge: || {
			let world = World::made();
			next_block(HOUR);
			pack(&world.cast.factory, world.sscc, &[world.lot.consignment(0)]);
			let arrived = now();
			world.deliver(first_bearer(world.sscc), &world.cast.carrier);
			next_block(3 * DAY);
			let scan = Custody::<Runtime>::observe {
				what: ObservedGoods::Object(first_bearer(world.sscc)),
				seq: 0,
				biz_step: BizStep::Arriving,
				disposition: Disposition::InTransit,
				place: None,
				time: EventTime { moment: arrived, offset: 60 },
			};
			world.cast.carrier.does(scan);
			let late = pallet_custody::Observations::<Runtime>::get((
				first_bearer(world.sscc),
				world.cast.carrier.org,
				0,
			))
			.expect("recorded");
			assert_eq!(late.timeliness, pallet_custody::Timeliness::Late);
			assert_eq!(late.anomaly, None);
			let declaration = lodge(&world.cast.importer, world.form(&world.cast.importer));
			(world, declaration)
		},
	},
	Variant {
		fact: "split lot",
		lodge: || {
			let world = World::made();
			let whole = world.lot.consignment(0);
			world.cast.factory.does(Custody::<Runtime>::split {
				consignment: whole,
				seq: seq(whole),
				part: Part::Ranges(vec![(0, 50), (200, 250)].try_into().expect("two ranges")),
			});
			let (rest, part) = (sscc(FACTORY_PREFIX, 1), sscc(FACTORY_PREFIX, 2));
			pack(&world.cast.factory, rest, &[whole]);
			pack(&world.cast.factory, part, &[world.lot.consignment(1)]);
			for code in [rest, part] {
				world.deliver(first_bearer(code), &world.cast.carrier);
			}
			let pallet = vec![GoodsClaim::LogisticUnit { sscc: part }];
			let pieces = Quantity::Pieces(100);
			let form = world.form_of(&world.cast.importer, world.gtin, pieces, pallet);
			let declaration = lodge(&world.cast.importer, form);
			assert_eq!(item(first_bearer(rest)).cleared, None);
			(world, declaration)
		},
	},
	Variant {
		fact: "other carrier",
		lodge: || {
			let world = World::made();
			pack(&world.cast.factory, world.sscc, &[world.lot.consignment(0)]);
			world.deliver(first_bearer(world.sscc), &world.cast.other_carrier);
			let declaration = lodge(&world.cast.importer, world.form(&world.cast.importer));
			(world, declaration)
		},
	},
	Variant {
		fact: "goods of a brand that is no member",
		lodge: || {
			let world = World::licensed();
			let foreign = gtin("4999999", 1);
			assert_eq!(pallet_custody::Classes::<Runtime>::get(foreign), None);
			let pieces = Quantity::Pieces(40);
			let mut form = world.form_of(&world.cast.importer, foreign, pieces, vec![]);
			form.seller = stranger();
			let declaration = lodge(&world.cast.importer, form);
			(world, declaration)
		},
	},
	Variant {
		fact: "a member's unserialised old stock",
		lodge: || {
			let world = World::licensed();
			let old = gtin(BRAND_PREFIX, 2);
			register_class(&world.cast.brand, old, &[world.right]);
			let pieces = Quantity::Pieces(40);
			let form = world.form_of(&world.cast.importer, old, pieces, vec![]);
			let declaration = lodge(&world.cast.importer, form);
			(world, declaration)
		},
	},
	Variant {
		fact: "a broker as declarant",
		lodge: || {
			let world = World::delivered();
			let form = world.form(&world.cast.broker);
			assert_eq!(form.represented, Some(world.cast.importer.org));
			let declaration = lodge(&world.cast.broker, form);
			(world, declaration)
		},
	},
];

#[test]
fn variants_should_be_released_when_nothing_about_them_is_wrong() {
	for Variant { fact, lodge } in VARIANTS {
		run(|| {
			let (world, declaration) = lodge();
			let line = first_line(declaration);
			assert_eq!(contradicted(&line), vec![], "{fact}");
			assert_eq!(line.decision.outcome, Outcome::NoObjection, "{fact}");
			assert!(is_released_by_instruction(&line, &world.cast.customs), "{fact}");
		});
	}
}

#[test]
fn goods_should_be_contradicted_when_declared_again_after_their_release() {
	run(|| {
		let (world, _) = World::released();
		let again = lodge(&world.cast.broker, world.form(&world.cast.broker));
		assert_eq!(contradicted(&first_line(again)), vec![Condition::NotClearedBefore]);
		assert_eq!(first_line(again).status, LineStatus::Lodged);
	});
}

#[test]
fn goods_should_wait_for_an_officer_when_there_is_no_standing_instruction() {
	run(|| {
		let world = World::delivered();
		let officer = world.cast.customs.operator();
		must(&officer, pallet_customs::Call::<Runtime>::withdraw_instruction {});
		let declaration = lodge(&world.cast.importer, world.form(&world.cast.importer));
		let line = first_line(declaration);
		assert_eq!(line.decision.outcome, Outcome::NoObjection);
		assert_eq!(line.status, LineStatus::Lodged);
		must(&officer, pallet_customs::Call::<Runtime>::release { declaration, line: 0 });
		assert!(matches!(first_line(declaration).status, LineStatus::Released { .. }));
		assert!(item(first_bearer(world.sscc)).cleared.is_some());
	});
}

#[test]
fn instruction_should_release_nothing_when_its_authority_is_suspended() {
	run(|| {
		let world = World::delivered();
		let org = world.cast.customs.org;
		resolve(2, pallet_consortium::Call::<Runtime>::suspend { org, ground: ground() });
		let declaration = lodge(&world.cast.importer, world.form(&world.cast.importer));
		assert_eq!(first_line(declaration).status, LineStatus::Lodged);
	});
}

#[test]
fn trace_of_a_unit_should_go_back_to_the_maker_when_it_was_taken_out_at_the_border() {
	run(|| {
		let world = World::delivered();
		let importer = &world.cast.importer;
		lodge(importer, two_units(&world, importer));
		next_block(HOUR);
		let holders: Vec<u32> = CustodyPallet::trace(world.lot.unit_id(7), 0, 100)
			.into_iter()
			.map(|segment| segment.holder)
			.collect();
		assert_eq!(holders.first(), Some(&world.cast.factory.org));
		assert_eq!(holders.last(), Some(&importer.org));
	});
}
