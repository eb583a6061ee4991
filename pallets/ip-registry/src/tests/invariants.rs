//! Whatever comes in whatever order: the register stays consistent, and what it recorded stays.

use super::*;
use proptest::prelude::*;
use tracemark_primitives::rights::RightId;

#[derive(Clone, Debug)]
enum Op {
	Claim,
	Commit,
	Reveal,
	WithdrawCommitment,
	Withdraw,
	Attest(Owner<u64>),
	Refuse(Owner<u64>),
	RecordEnd(i32),
	Renew(i32),
	Offer(Owner<u64>),
	Accept,
	Cancel,
	Surrender,
	Pass(u64),
}

fn owner() -> impl Strategy<Value = Owner<u64>> {
	prop_oneof![
		Just(brand()),
		Just(studio()),
		Just(Owner::Account(AUTHOR)),
		Just(Owner::Account(BRAND)),
	]
}

fn op() -> impl Strategy<Value = Op> {
	prop_oneof![
		4 => Just(Op::Claim),
		2 => Just(Op::Commit),
		2 => Just(Op::Reveal),
		1 => Just(Op::WithdrawCommitment),
		1 => Just(Op::Withdraw),
		4 => owner().prop_map(Op::Attest),
		1 => owner().prop_map(Op::Refuse),
		1 => (-1500..1500).prop_map(Op::RecordEnd),
		1 => (-1500..1500).prop_map(Op::Renew),
		4 => owner().prop_map(Op::Offer),
		4 => Just(Op::Accept),
		1 => Just(Op::Cancel),
		1 => Just(Op::Surrender),
		1 => (0u64..400).prop_map(Op::Pass),
	]
}

fn own_commitment(who: u64) -> H256 {
	commitment(Registry::party_of(&who).unwrap_or(Owner::Account(who)))
}

fn apply(who: u64, op: Op) -> sp_runtime::DispatchResult {
	let (origin, right) = (signed(who), mark().id());
	match op {
		Op::Claim => {
			let list = classes(&[MARK_CLASS]);
			Registry::claim(origin, mark(), eu(), list, None, Default::default())
		},
		Op::Commit => Registry::commit_priority(origin, own_commitment(who)),
		Op::Reveal => reveal_mark(who, SALT),
		Op::WithdrawCommitment => Registry::withdraw_commitment(origin, own_commitment(who)),
		Op::Withdraw => Registry::withdraw(origin, right),
		Op::Attest(claimant) => attest_mark(who, claimant),
		Op::Refuse(claimant) => Registry::refuse(origin, right, claimant, H256::zero()),
		Op::RecordEnd(day) => {
			Registry::record_end(origin, right, RightEnd::Lapsed, today() + day, BY_OFFICE)
		},
		Op::Renew(day) => Registry::renew(origin, right, today() + day, BY_OFFICE),
		Op::Offer(to) => Registry::offer_assignment(origin, right, to),
		Op::Accept => Registry::accept_assignment(origin, right),
		Op::Cancel => Registry::cancel_assignment(origin, right),
		Op::Surrender => Registry::surrender(origin, right),
		Op::Pass(days) => {
			pass(days);
			Ok(())
		},
	}
}

/// What may never change.
struct Record {
	titles: Vec<TitleEntry<Test>>,
	closed: Vec<(Owner<u64>, ClaimStatus)>,
	ended: Option<(RightEnd, i32)>,
}

fn record(right: RightId) -> Record {
	let titles = (0..TitleCount::<Test>::get(right))
		.map(|seq| TitleHistory::<Test>::get(right, seq).unwrap())
		.collect();
	let closed = Claims::<Test>::iter_prefix(right)
		.map(|(claimant, claim)| (claimant, claim.status))
		.filter(|(_, status)| *status != ClaimStatus::Claimed)
		.collect();
	Record { titles, closed, ended: Rights::<Test>::get(right).and_then(|right| right.ended) }
}

fn root() -> Vec<u8> {
	sp_io::storage::root(Default::default())
}

proptest! {
	#![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

	#[test]
	fn record_should_only_grow_when_anybody_does_anything(
		is_attested in any::<bool>(),
		ops in proptest::collection::vec(
			(prop::sample::select(vec![BRAND, STUDIO, OFFICE, AUTHOR, TRADER]), op()),
			1..120,
		)
	) {
		ExtBuilder::build_and_execute(|| {
			if is_attested {
				attested_mark();
			}
			for (who, op) in ops {
				let (before, state) = (record(mark().id()), root());
				// Called without a storage layer: what is refused must not have written anything.
				if apply(who, op).is_err() {
					assert_eq!(root(), state);
				}
				Registry::do_try_state().unwrap();

				let now = record(mark().id());
				assert!(now.titles.starts_with(&before.titles));
				assert!(now.titles.len() <= before.titles.len() + 1);
				assert!(before.closed.iter().all(|claim| now.closed.contains(claim)));
				assert!(before.ended.is_none() || before.ended == now.ended);
			}
		});
	}
}
