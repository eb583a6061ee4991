//! Whatever is done with exhibits in whatever order, none gets into other hands without two signatures, none
//! ends while it is held or without an order, nothing ends twice, and pieces neither come from nowhere nor get
//! lost.

use super::*;
use proptest::prelude::*;

#[derive(Clone, Copy, Debug)]
enum Op {
	Offer { who: u64, number: u32, to: u64 },
	Accept { who: u64, number: u32, is_whole: bool },
	Refuse { who: u64, number: u32 },
	Withdraw { who: u64, number: u32 },
	Break { who: u64, number: u32 },
	Seal { who: u64, number: u32 },
	Take { who: u64, number: u32, pieces: u64 },
	Return { who: u64, number: u32, pieces: u64 },
	Order { who: u64, number: u32, disposal: Option<Disposal> },
	Dispose { who: u64, number: u32, disposal: Disposal },
	Hold,
	Release { number: u32 },
}

fn op() -> impl Strategy<Value = Op> {
	let who = || prop_oneof![3 => Just(CUSTOMS), 2 => Just(LABORATORY), 1 => Just(COURT)];
	let number = || prop_oneof![3 => Just(1u32), 2 => Just(2u32), 1 => Just(3u32)];
	let disposal = || prop_oneof![Just(Disposal::Returned), Just(Disposal::Destroyed)];
	prop_oneof![
		1 => (who(), number(), who()).prop_map(|(who, number, to)| Op::Offer { who, number, to }),
		1 => (who(), number(), prop::bool::weighted(0.8))
			.prop_map(|(who, number, is_whole)| Op::Accept { who, number, is_whole }),
		1 => (who(), number()).prop_map(|(who, number)| Op::Refuse { who, number }),
		1 => (who(), number()).prop_map(|(who, number)| Op::Withdraw { who, number }),
		3 => (who(), number()).prop_map(|(who, number)| Op::Break { who, number }),
		1 => (who(), number()).prop_map(|(who, number)| Op::Seal { who, number }),
		3 => (who(), number(), 0u64..6)
			.prop_map(|(who, number, pieces)| Op::Take { who, number, pieces }),
		3 => (who(), number(), 0u64..6)
			.prop_map(|(who, number, pieces)| Op::Return { who, number, pieces }),
		1 => (who(), number(), prop::option::of(disposal()))
			.prop_map(|(who, number, disposal)| Op::Order { who, number, disposal }),
		1 => (who(), number(), disposal())
			.prop_map(|(who, number, disposal)| Op::Dispose { who, number, disposal }),
		1 => Just(Op::Hold),
		1 => (1u32..4).prop_map(|number| Op::Release { number }),
	]
}

fn apply(op: Op) -> DispatchResult {
	match op {
		Op::Offer { who, number, to } => on!(offer_exhibit(who, number, org(to))),
		Op::Accept { who, number, is_whole } => {
			let found = Exhibits::<Test>::get(sha256(1), number).and_then(|it| it.seal);
			let seal = found.filter(|_| is_whole).unwrap_or_default();
			on!(accept_exhibit(who, number, seal))
		},
		Op::Refuse { who, number } => on!(refuse_exhibit(who, number, GROUND)),
		Op::Withdraw { who, number } => on!(withdraw_exhibit(who, number)),
		Op::Break { who, number } => on!(break_seal(who, number, GROUND)),
		Op::Seal { who, number } => on!(seal_exhibit(who, number, OTHER_SEAL)),
		Op::Take { who, number, pieces } => {
			on!(take_sample(who, number, Quantity::Pieces(pieces), SEAL))
		},
		Op::Return { who, number, pieces } => {
			let seq_of = |number| Exhibits::<Test>::get(sha256(1), number).map_or(0, |it| it.seq);
			let origin = Exhibits::<Test>::get(sha256(1), number).and_then(|it| it.sample_of);
			let exhibit_seq = origin.map_or(0, seq_of);
			on!(return_sample(who, number, exhibit_seq, Quantity::Pieces(pieces)))
		},
		Op::Order { who, number, disposal } => on!(order_disposal(who, number, disposal, GROUND)),
		Op::Dispose { who, number, disposal } => on!(dispose_of(who, number, disposal, GROUND)),
		Op::Hold => Evidence::hold(RuntimeOrigin::signed(COURT), sha256(1), CASE),
		Op::Release { number } => {
			Evidence::release_hold(RuntimeOrigin::signed(COURT), sha256(1), number)
		},
	}
}

fn all() -> Vec<Exhibit> {
	(1..=ExhibitCount::<Test>::get(sha256(1))).map(exhibit).collect()
}

fn has_ended(exhibit: &Exhibit) -> bool {
	matches!(exhibit.state, ExhibitState::Rejoined | ExhibitState::DisposedOf(_))
}

proptest! {
	#![proptest_config(ProptestConfig {
		cases: 128,
		failure_persistence: None,
		..Default::default()
	})]
	#[test]
	fn exhibits_should_pass_and_end_by_the_rules_when_anything_is_called(
		ops in prop::collection::vec(op(), 1..120)
	) {
		ExtBuilder.build_and_execute(|| {
			register(CUSTOMS);
			let mut used_up = 0;
			for op in ops {
				let (before, is_held) = (all(), Evidence::is_held(&sha256(1)));
				let root = sp_io::storage::root(Default::default());
				if apply(op).is_err() {
					assert_eq!(root, sp_io::storage::root(Default::default()));
					continue;
				}
				let after = all();
				for (number, (was, is)) in (1..).zip(before.iter().zip(&after)) {
					if was.holder != is.holder {
						assert_eq!(was.state, ExhibitState::Offered { to: is.holder });
						let last = last_act(number);
						let seal = was.seal.expect("what is offered is sealed");
						assert_eq!(last, ExhibitAct::Accepted { from: was.holder, seal });
					}
					if has_ended(was) {
						assert_eq!(was, is);
					} else if has_ended(is) {
						assert!(!is_held, "ended while held");
						match is.state {
							ExhibitState::DisposedOf(disposal) => {
								assert_eq!(was.order.map(|order| order.disposal), Some(disposal))
							},
							_ => used_up += was.quantity.value() - is.quantity.value(),
						}
					}
				}
				// What rejoined is counted in what it was taken from.
				let there = after.iter().filter(|it| it.state != ExhibitState::Rejoined);
				let pieces: u64 = there.map(|it| it.quantity.value()).sum();
				assert_eq!(pieces + used_up, 10);
				let history: usize = after.iter().map(|it| it.seq as usize).sum();
				assert_eq!(ExhibitActs::<Test>::iter_keys().count(), history);
			}
		});
	}
}
