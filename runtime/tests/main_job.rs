//! The main job: genuine goods cross the border, clones of them stop there.

mod common;

use common::*;
use pallet_customs::{DestructionGround, LineStatus};
use tracemark_primitives::{
	apis::{
		runtime_decl_for_authorisation_api::AuthorisationApi,
		runtime_decl_for_consortium_api::ConsortiumApi, runtime_decl_for_custody_api::CustodyApi,
		runtime_decl_for_customs_api::CustomsApi, runtime_decl_for_liability_api::LiabilityApi,
		Act, InvolvementFact,
	},
	authorisation::{Activity, Answer, Ground},
	cbv::Disposition,
	customs::{Condition, ConditionAnswer, Nature, Outcome, Reference, CONDITIONS},
	goods::{Clearance, EndOfLife, Presence, ProofOutcome, Sale, TrackedGoods},
	parties::{NamedParty, Standing},
	quantity::Quantity,
	DeclarationId,
};
use tracemark_runtime::{Block, Runtime};

/// Declares three clones of genuine goods that were released before: two bear a copied proof.
fn clones_declared() -> (World, DeclarationId, DeclarationId) {
	let (world, genuine) = World::released();
	next_block(DAY);
	let goods = vec![world.lot.unit(3), world.lot.unit(141), world.lot.bare_unit(250)];
	let clones = lodge(&world.cast.trader, world.clone_form(goods));
	(world, genuine, clones)
}

#[test]
fn members_should_act_through_operators_without_balance_when_admitted() {
	run(|| {
		let cast = Cast::admitted();
		let facts = <Runtime as ConsortiumApi<Block, _>>::operator(cast.factory.operator())
			.expect("an operator");
		assert_eq!(facts.org, cast.factory.org);
		assert_eq!(facts.party.standing, Standing::Good);
		assert_eq!(facts.party.country, country("PT"));
		for who in [cast.factory.operator(), cast.customs.second_operator()] {
			assert_eq!(tracemark_runtime::Balances::free_balance(&who), 0);
			assert!(tracemark_runtime::System::providers(&who) > 0);
		}
		let controller = <Runtime as ConsortiumApi<Block, _>>::operator(cast.factory.controller());
		assert_eq!(controller, None);
	});
}

#[test]
fn genuine_goods_should_be_released_at_lodging_when_everybody_keeps_the_rules() {
	run(|| {
		let (world, declaration) = World::released();
		let line = first_line(declaration);
		assert_eq!(line.decision.outcome, Outcome::NoObjection);
		assert!(line.decision.contradicted.is_empty());
		assert!(line.decision.no_record.is_empty());
		assert!(is_released_by_instruction(&line, &world.cast.customs), "{:?}", line.status);
		// In the extrinsic that lodged it.
		assert!(events().into_iter().any(|event| matches!(
			event,
			tracemark_runtime::RuntimeEvent::Customs(pallet_customs::Event::Released {
				declaration: released,
				line: 0,
				..
			}) if released == declaration
		)));

		let pallet = first_bearer(world.sscc);
		assert_eq!(line.goods.len(), 1);
		assert_eq!(line.goods[0].goods, TrackedGoods::Object(pallet));
		let clearance = Clearance { declaration, destination: country("DE") };
		assert_eq!(item(pallet).cleared, Some(clearance));
		let facts = <Runtime as CustodyApi<Block>>::facts(world.lot.unit(7));
		assert_eq!(facts.proof, ProofOutcome::Verified);
		let whereabouts = facts.whereabouts.expect("known");
		assert_eq!(whereabouts.holder, world.cast.importer.org);
		assert_eq!(whereabouts.cleared, Some(clearance));

		let licence =
			pallet_licensing::Licences::<Runtime>::get(world.manufacture).expect("granted");
		assert_eq!(licence.left, Some(Quantity::Pieces(LICENSED - u64::from(LOT_SIZE))));
	});
}

#[test]
fn dry_run_should_give_the_report_of_the_dispatch_when_nothing_happens_between() {
	run(|| {
		let world = World::delivered();
		let genuine = world.form(&world.cast.broker);
		let clones = world.clone_form(vec![world.lot.unit(3), world.lot.bare_unit(4)]);
		for (declarant, form) in [(&world.cast.broker, genuine), (&world.cast.trader, clones)] {
			let before = our_state();
			let report = <Runtime as CustomsApi<Block>>::dry_run(declarant.org, form.clone());
			assert_unchanged(&before, "a dry run");
			let declaration = lodge(declarant, form);
			let decision = first_line(declaration).decision;
			let told = &report.lines[0];
			assert_eq!(told.outcome, decision.outcome);
			assert_eq!(told.contradicted, decision.contradicted);
			assert_eq!(told.no_record, decision.no_record);
			assert_eq!(told.not_applicable, decision.not_applicable);
			assert_eq!(told.references, decision.references);
			assert_eq!(report.outcome, decision.outcome);
			let instructed = decision.outcome == Outcome::NoObjection;
			let cited = report.standing_instruction;
			assert_eq!(
				cited.map(|cited| (cited.authority, cited.reference)),
				instructed.then_some((
					world.cast.customs.org,
					digest_of("release what meets no objection")
				))
			);
		}
	});
}

#[test]
fn clones_should_be_contradicted_when_the_genuine_goods_are_elsewhere_and_cleared() {
	run(|| {
		let (world, genuine, clones) = clones_declared();
		let line = first_line(clones);
		assert_eq!(
			contradicted(&line),
			vec![
				Condition::ImportAuthorised,
				Condition::CustodyUnbroken,
				Condition::NotHeldElsewhere,
				Condition::NotClearedBefore,
			]
		);
		assert_eq!(line.decision.outcome, Outcome::SuspendProposed);
		assert_eq!(line.status, LineStatus::Lodged);
		assert!(line.goods.is_empty(), "the genuine goods are out of its reach");
		let references = &line.decision.references;
		assert!(references.contains(&Reference::Organisation(world.cast.importer.org)));
		assert!(references.contains(&Reference::Declaration(genuine)));
	});
}

#[test]
fn clones_should_be_destroyed_and_genuine_goods_stay_when_two_officers_decide() {
	run(|| {
		let (world, _, clones) = clones_declared();
		let Cast { customs, monitor, importer, .. } = &world.cast;
		let (first, second) = (customs.operator(), customs.second_operator());
		let genuine = [first_bearer(world.sscc), world.lot.consignment(0)];
		let before = genuine.map(item);

		next_block(HOUR);
		monitor.does(anchor_call(capture(), world.right));
		must(
			&first,
			pallet_customs::Call::<Runtime>::examine {
				declaration: clones,
				line: 0,
				scanned: 3,
				contradicting: 3,
				report: capture(),
			},
		);
		next_block(HOUR);
		must(
			&first,
			pallet_customs::Call::<Runtime>::suspend {
				declaration: clones,
				line: 0,
				nature: Nature::Copying,
				evidence: vec![capture()].try_into().expect("one digest"),
			},
		);
		let LineStatus::Suspended(suspension) = first_line(clones).status else {
			panic!("not suspended")
		};
		assert_eq!(suspension.authority, customs.org);
		assert_eq!(suspension.evidence.to_vec(), vec![capture()]);

		next_block(10 * DAY);
		must(
			&first,
			pallet_customs::Call::<Runtime>::order_destruction {
				declaration: clones,
				line: 0,
				ground: DestructionGround::Consent,
				document: capture(),
			},
		);
		must(
			&second,
			pallet_customs::Call::<Runtime>::confirm_destruction { declaration: clones, line: 0 },
		);
		let LineStatus::Destroyed { order, confirmed_by, .. } = first_line(clones).status else {
			panic!("not destroyed")
		};
		assert_ne!(order.officer, confirmed_by);
		assert_eq!((order.ground, order.document), (DestructionGround::Consent, capture()));

		assert_eq!(genuine.map(item), before);
		let facts = <Runtime as CustodyApi<Block>>::facts(world.lot.unit(3));
		let whereabouts = facts.whereabouts.expect("known");
		assert_eq!((whereabouts.holder, whereabouts.presence), (importer.org, Presence::Held));

		// And the genuine item whose serial was cloned is sold as ever.
		let consignment = world.lot.consignment(0);
		importer.does(pallet_custody::Call::<Runtime>::sell {
			claim: world.lot.unit(3),
			seq: seq(consignment),
			order: digest_of("salted receipt"),
			payment: Some(digest_of("salted payment")),
			marketplace: None,
		});
		assert_eq!(item(world.lot.unit_id(3)).presence, Presence::Ended(EndOfLife::Sold));
		let trace = <Runtime as CustodyApi<Block>>::trace(world.lot.unit_id(3), 0, 100);
		let last = trace.last().expect("was held");
		assert_eq!(last.segment.disposition, Some(Disposition::RetailSold));
		let sale = Sale {
			marketplace: None,
			order: digest_of("salted receipt"),
			payment: Some(digest_of("salted payment")),
		};
		assert_eq!((last.segment.holder, last.sale), (importer.org, Some(sale)));
		assert!(trace.iter().rev().skip(1).all(|traced| traced.sale.is_none()));
	});
}

#[test]
fn trace_should_name_holders_and_authorities_when_goods_passed_four_hands() {
	run(|| {
		let (world, _) = World::released();
		let Cast { factory, carrier, warehouse, importer, .. } = &world.cast;
		let trace = <Runtime as CustodyApi<Block>>::trace(world.lot.consignment(0), 0, 100);
		let mut holders: Vec<u32> = trace.iter().map(|traced| traced.segment.holder).collect();
		// With the factory twice: on its own, then on the pallet.
		holders.dedup();
		assert_eq!(holders, [factory, carrier, warehouse, importer].map(|member| member.org));

		for pair in trace.windows(2) {
			assert_eq!(pair[0].segment.until, Some(pair[1].segment.from), "no gap");
			assert_eq!(pair[0].segment.until_block, Some(pair[1].segment.from_block));
		}
		assert_eq!(trace.last().expect("not empty").segment.until, None);
		assert_eq!(trace[0].segment.from, NOW + HOUR, "since it was commissioned");

		let licence = |id| Some(Answer::Permitted(Ground::Licence(id)));
		for traced in &trace {
			let expected = match traced.segment.holder {
				org if org == factory.org => licence(world.manufacture),
				org if org == importer.org => licence(world.import),
				_ => None,
			};
			assert_eq!(traced.authority, expected, "of organisation {}", traced.segment.holder);
		}

		// A page goes on where the last one ended.
		let head = <Runtime as CustodyApi<Block>>::trace(world.lot.consignment(0), 0, 2);
		let since = head.last().and_then(|traced| traced.segment.until).expect("there is more");
		let tail = <Runtime as CustodyApi<Block>>::trace(world.lot.consignment(0), since, 100);
		assert_eq!([head, tail].concat(), trace);

		let children =
			|after| <Runtime as CustodyApi<Block>>::children(first_bearer(world.sscc), after, 100);
		let goods = world.lot.consignment(0);
		assert_eq!((children(None), children(Some(goods))), (vec![goods], vec![]));
	});
}

#[test]
fn authority_in_the_trace_should_stay_when_the_licence_is_revoked_afterwards() {
	run(|| {
		let (world, _) = World::released();
		next_block(DAY);
		let before = <Runtime as CustodyApi<Block>>::trace(first_bearer(world.sscc), 0, 100);
		for licence in [world.manufacture, world.import] {
			world
				.cast
				.brand
				.does(pallet_licensing::Call::<Runtime>::revoke { licence, ground: ground() });
		}
		next_block(DAY);
		let after = <Runtime as CustodyApi<Block>>::trace(first_bearer(world.sscc), 0, 100);
		assert_eq!(before, after);
	});
}

#[test]
fn nobody_should_be_involved_as_origin_but_the_importer_when_only_a_licence_is_missing() {
	run(|| {
		let world = World::delivered();
		world.cast.brand.does(pallet_licensing::Call::<Runtime>::revoke {
			licence: world.import,
			ground: ground(),
		});
		let declaration = lodge(&world.cast.broker, world.form(&world.cast.broker));
		let facts =
			<Runtime as LiabilityApi<Block>>::involvements(declaration, 0).expect("contradicted");
		let origin = &facts.involvements[0];
		assert_eq!(origin.party, NamedParty::Member(world.cast.importer.org));
		assert_eq!((origin.fact, origin.act), (InvolvementFact::Origin, Act::Imported));
		assert!(facts
			.involvements
			.iter()
			.all(|involvement| involvement.party != NamedParty::Member(world.cast.factory.org)));
	});
}

#[test]
fn every_condition_should_be_proved_or_not_apply_when_the_goods_are_lawful() {
	run(|| {
		let world = World::delivered();
		let form = world.form(&world.cast.broker);
		let report = <Runtime as CustomsApi<Block>>::dry_run(world.cast.broker.org, form);
		let line = &report.lines[0];
		for condition in CONDITIONS {
			let expected = match condition {
				// A pallet is in one place.
				Condition::NotHeldElsewhere => ConditionAnswer::NotApplicable,
				_ => ConditionAnswer::Proved,
			};
			assert_eq!(line.answer(condition), expected, "{condition:?}");
		}
	});
}

#[test]
fn the_one_question_should_be_answered_with_its_licence_when_asked_through_the_api() {
	run(|| {
		let world = World::licensed();
		let importer = world.cast.importer.org;
		let mut question = question(world.right, importer, Activity::Import, now());
		let ask = |question| <Runtime as AuthorisationApi<Block>>::ask(question).answer;
		assert_eq!(ask(question), Answer::Permitted(Ground::Licence(world.import)));
		question.country = country("FR");
		assert_eq!(ask(question), Answer::NotPermitted);
		question.country = country("TR");
		assert_eq!(ask(question), Answer::NotRequired);
		question.right = sp_core::H256::zero();
		assert_eq!(ask(question), Answer::Unknown);
	});
}
