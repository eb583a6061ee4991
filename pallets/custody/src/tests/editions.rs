//! Whatever becomes of the codes of editions in whatever order, each is consumed once, by the first use before
//! which it was not withdrawn; every other use is an alarm; and what is refused changes nothing.

use super::*;
use proptest::prelude::*;
use std::collections::{HashMap, HashSet};
use tracemark_primitives::editions::{sale_commitment, CodeTally};

const EDITIONS: u32 = 2;
const CODES: u32 = 3;
const SHOPS: [OrgId; 2] = [SHOP, IMPORTER];

#[derive(Clone, Debug)]
enum Op {
	Sell { seller: usize, edition: u32, index: u32, token: u8 },
	Use { edition: u32, index: u32, token: u8, seller: Option<usize> },
	Withdraw { edition: u32, index: u32 },
}

fn op() -> impl Strategy<Value = Op> {
	let (edition, index, token) = (|| 1..=EDITIONS, || 0..CODES, || 1u8..4);
	let seller = || 0..SHOPS.len();
	prop_oneof![
		3 => (seller(), edition(), index(), token())
			.prop_map(|(seller, edition, index, token)| Op::Sell { seller, edition, index, token }),
		5 => (edition(), index(), token(), prop::option::of(seller()))
			.prop_map(|(edition, index, token, seller)| Op::Use { edition, index, token, seller }),
		1 => (edition(), index()).prop_map(|(edition, index)| Op::Withdraw { edition, index }),
	]
}

/// What the rules say, written apart.
#[derive(Default)]
struct Model {
	sold: HashSet<(u32, u32, OrgId, u8)>,
	used: HashSet<(u32, u32, u8)>,
	first: HashMap<(u32, u32), u8>,
	withdrawn: HashSet<(u32, u32)>,
	alarms: usize,
}

impl Model {
	fn apply(&mut self, op: &Op) -> bool {
		match *op {
			Op::Sell { seller, edition, index, token } => {
				let code = (edition, index);
				let is_spent = self.first.contains_key(&code) || self.withdrawn.contains(&code);
				!is_spent && self.sold.insert((edition, index, SHOPS[seller], token))
			},
			Op::Use { edition, index, token, seller } => {
				let code = (edition, index);
				let is_sold =
					seller.is_none_or(|n| self.sold.contains(&(edition, index, SHOPS[n], token)));
				if !is_sold || !self.used.insert((edition, index, token)) {
					return false;
				}
				if self.first.contains_key(&code) || self.withdrawn.contains(&code) {
					self.alarms += 1;
				} else {
					self.first.insert(code, token);
				}
				true
			},
			Op::Withdraw { edition, index } => self.withdrawn.insert((edition, index)),
		}
	}

	fn tally(&self, edition: u32) -> CodeTally {
		let count = |of: usize| u32::try_from(of).expect("few");
		let activated = count(self.first.keys().filter(|code| code.0 == edition).count());
		let used = count(self.used.iter().filter(|code| code.0 == edition).count());
		let withdrawn = count(self.withdrawn.iter().filter(|code| code.0 == edition).count());
		CodeTally { activated, withdrawn, contradicted: used - activated }
	}
}

fn run(op: &Op) -> DispatchResult {
	let token = H256::repeat_byte;
	match *op {
		Op::Sell { seller, edition: n, index, token: t } => {
			let (edition, seller) = (edition(n), SHOPS[seller]);
			let commitment = sale_commitment(&edition, index, seller, &token(t));
			Custody::sell_code(signed(seller), edition, index, commitment)
		},
		Op::Use { edition: n, index, token: t, seller } => {
			let (edition, seller) = (edition(n), seller.map(|n| SHOPS[n]));
			let usage = use_signed_by(index, &edition, index, token(t), seller);
			let code = code_proof(&edition, index);
			Custody::activate_code(signed(MONITOR), edition, code, seller, usage)
		},
		Op::Withdraw { edition: n, index } => {
			let codes = vec![index].try_into().expect("one");
			Custody::withdraw_codes(signed(BRAND), edition(n), codes, token(9))
		},
	}
}

fn storage_root() -> Vec<u8> {
	sp_io::storage::root(sp_runtime::StateVersion::V1)
}

proptest! {
	#![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

	#[test]
	fn codes_should_be_consumed_once_when_anything_happens(ops in prop::collection::vec(op(), 1..60)) {
		ExtBuilder::default().build_and_execute(|| {
			for n in 1..=EDITIONS {
				issue(n);
			}
			let mut model = Model::default();
			for op in ops {
				let before = storage_root();
				let result = run(&op);
				assert_eq!(result.is_ok(), model.apply(&op), "{op:?}: {result:?}");
				if result.is_err() {
					assert_eq!(storage_root(), before, "{op:?} was refused");
				}
			}
			for n in 1..=EDITIONS {
				let record = Editions::<Test>::get(edition(n)).expect("was issued");
				assert_eq!(record.tally, model.tally(n));
				for index in 0..CODES {
					let status = Custody::code_status(&edition(n), index).expect("has it");
					let first = model.first.get(&(n, index)).map(|token| H256::repeat_byte(*token));
					assert_eq!(status.activated.map(|(token, _)| token), first);
					assert_eq!(status.withdrawn.is_some(), model.withdrawn.contains(&(n, index)));
				}
			}
			assert_eq!(FakeAlerts::raised().len(), model.alarms);
		});
	}
}
