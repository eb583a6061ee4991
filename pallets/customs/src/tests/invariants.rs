//! Random sequences of calls: the invariants hold after each, a decided line stays decided, and every
//! transition is one of the diagram.

use super::*;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Op {
	Lodge(Goods),
	Release(u64, DeclarationId),
	Suspend(u64, DeclarationId, Nature),
	Examine(u64, DeclarationId, u32),
	Order(u64, DeclarationId),
	Confirm(u64, DeclarationId),
	Cancel(u64, DeclarationId),
	Instruct(u64),
	Withdraw(u64),
	Mandate(OrgId, OrgId),
	EndMandate(OrgId, OrgId),
	Move(OrgId),
	WithdrawLine(OrgId, DeclarationId),
}

#[derive(Clone, Copy, Debug)]
enum Goods {
	Lawful,
	Cloned,
	OneTooMany,
}

fn ops() -> impl Strategy<Value = Op> {
	use Op::*;
	let who =
		|| prop::sample::select(vec![OFFICER, COLLEAGUE, INSPECTOR, FRENCH_OFFICER, BROKER.into()]);
	let id = || 0u32..4;
	let party = || prop::sample::select(vec![BROKER, IMPORTER, WAREHOUSE, 404]);
	let goods = prop::sample::select(vec![Goods::Lawful, Goods::Cloned, Goods::OneTooMany]);
	let nature = prop::sample::select(vec![Nature::Copying, Nature::ParallelTrade, Nature::Data]);
	prop_oneof![
		3 => goods.prop_map(Lodge),
		2 => (who(), id()).prop_map(|(who, id)| Release(who, id)),
		4 => (who(), id(), nature).prop_map(|(who, id, nature)| Suspend(who, id, nature)),
		2 => (who(), id(), 0u32..4).prop_map(|(who, id, count)| Examine(who, id, count)),
		3 => (who(), id()).prop_map(|(who, id)| Order(who, id)),
		2 => (who(), id()).prop_map(|(who, id)| Confirm(who, id)),
		1 => (who(), id()).prop_map(|(who, id)| Cancel(who, id)),
		1 => who().prop_map(Instruct),
		1 => who().prop_map(Withdraw),
		2 => (party(), party()).prop_map(|(from, to)| Mandate(from, to)),
		1 => (party(), party()).prop_map(|(from, to)| EndMandate(from, to)),
		1 => party().prop_map(Move),
		1 => (party(), id()).prop_map(|(who, id)| WithdrawLine(who, id)),
	]
}

fn apply(op: Op) -> bool {
	let ground = DestructionGround::Abandonment;
	match op {
		Op::Lodge(goods) => {
			let form = match goods {
				Goods::Lawful => lawful(),
				Goods::Cloned => cloned(),
				Goods::OneTooMany => form(vec![line(vec![pallet(1)], PIECES + 1)]),
			};
			let declarant = if matches!(goods, Goods::Cloned) { TRADER } else { BROKER };
			Customs::lodge(signed(declarant.into()), form.into()).is_ok()
		},
		Op::Release(who, id) => Customs::release(signed(who), id, 0).is_ok(),
		Op::Suspend(who, id, nature) => {
			Customs::suspend(signed(who), id, 0, nature, evidence()).is_ok()
		},
		Op::Examine(who, id, contradicting) => {
			Customs::examine(signed(who), id, 0, 2, contradicting, digest(2)).is_ok()
		},
		Op::Order(who, id) => {
			Customs::order_destruction(signed(who), id, 0, ground, digest(3)).is_ok()
		},
		Op::Confirm(who, id) => Customs::confirm_destruction(signed(who), id, 0).is_ok(),
		Op::Cancel(who, id) => Customs::cancel_destruction(signed(who), id, 0).is_ok(),
		Op::Instruct(who) => Customs::instruct(signed(who), H256::zero()).is_ok(),
		Op::Withdraw(who) => Customs::withdraw_instruction(signed(who)).is_ok(),
		Op::Mandate(from, to) => Customs::give_mandate(signed(from.into()), to).is_ok(),
		Op::EndMandate(from, to) => Customs::withdraw_mandate(signed(from.into()), to).is_ok(),
		Op::WithdrawLine(who, id) => Customs::withdraw_line(signed(who.into()), id, 0).is_ok(),
		Op::Move(holder) => {
			let facts = at(facts(pallet_object(), PIECES), |at| at.holder = holder);
			FakeCustody::set_facts(&pallet(1), pallet_object(), facts);
			true
		},
	}
}

fn is_in_the_diagram(from: &LineStatus, to: &LineStatus) -> bool {
	use LineStatus::*;
	matches!(
		(from, to),
		(Lodged, Released { .. } | Suspended(_) | Withdrawn { .. })
			| (Suspended(_), Released { .. } | DestructionOrdered { .. })
			| (DestructionOrdered { .. }, Suspended(_) | Destroyed { .. })
	)
}

fn statuses() -> Vec<LineStatus> {
	(0..NextDeclarationId::<Test>::get()).map(status).collect()
}

proptest! {
	#![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

	#[test]
	fn invariants_should_hold_when_calls_come_in_any_order(
		ops in prop::collection::vec(ops(), 1..60),
	) {
		ExtBuilder::default().build_and_execute(|| {
			for op in ops {
				let before = statuses();
				let passed = apply(op.clone());
				for (from, to) in before.iter().zip(statuses()) {
					assert!(*from == to || (passed && is_in_the_diagram(from, &to)), "{op:?}");
				}
				Customs::do_try_state().unwrap();
			}
		});
	}
}
