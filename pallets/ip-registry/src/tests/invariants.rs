//! Whatever comes in whatever order: the register stays consistent, and what it recorded stays.

use super::*;
use proptest::prelude::*;

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
	Limit,
	Offer(Owner<u64>, u32),
	Accept(Owner<u64>),
	Cancel(Owner<u64>),
	Surrender,
	SetRule(LicensingRule),
	Designate(Country, i32, Option<i32>),
	Challenge(Relief),
	Answer(u32),
	WithdrawChallenge(u32),
	Decide(u32, Option<i32>),
	AddVersion(u8),
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

fn country() -> impl Strategy<Value = Country> {
	prop::sample::select(vec![Country(*b"DE"), Country(*b"FR"), Country(*b"CH")])
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
		1 => Just(Op::Limit),
		4 => (owner(), 0u32..120).prop_map(|(to, percent)| Op::Offer(to, percent)),
		4 => owner().prop_map(Op::Accept),
		1 => owner().prop_map(Op::Cancel),
		1 => Just(Op::Surrender),
		1 => prop_oneof![Just(LicensingRule::Any), Just(LicensingRule::All)].prop_map(Op::SetRule),
		2 => (country(), -1500..1500, proptest::option::of(-1500..1500))
			.prop_map(|(country, since, ended)| Op::Designate(country, since, ended)),
		3 => prop_oneof![Just(Relief::Invalidity), Just(Relief::Entitlement)]
			.prop_map(Op::Challenge),
		2 => (0u32..6).prop_map(Op::Answer),
		2 => (0u32..6).prop_map(Op::WithdrawChallenge),
		2 => (0u32..6, proptest::option::of(-1500..1500))
			.prop_map(|(seq, upheld)| Op::Decide(seq, upheld)),
		1 => (0u8..4).prop_map(Op::AddVersion),
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
			let (list, none, by) = (classes(&[MARK_CLASS]), Default::default(), authors(&[1]));
			Registry::claim(origin, mark(), eu(), list, None, none, by)
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
		Op::Limit => {
			let (left, specification) = (classes(&[MARK_CLASS]), Some(H256::zero()));
			Registry::limit(origin, right, left, specification, today(), BY_OFFICE)
		},
		Op::Renew(day) => Registry::renew(origin, right, today() + day, BY_OFFICE),
		Op::Offer(to, percent) => {
			Registry::offer_assignment(origin, right, to, Permill::from_percent(percent))
		},
		Op::Accept(from) => {
			let offer = PendingAssignment::<Test>::get(right, from);
			let part = offer.map_or(Permill::one(), |offer| offer.part);
			Registry::accept_assignment(origin, right, from, part)
		},
		Op::Cancel(from) => Registry::cancel_assignment(origin, right, from),
		Op::Surrender => Registry::surrender(origin, right),
		Op::SetRule(rule) => Registry::set_licensing_rule(origin, right, rule),
		Op::Designate(country, since, ended) => {
			let ended = ended.map(|day| (RightEnd::Refused, today() + day));
			let status = Designation { since: today() + since, ended };
			Registry::designate(origin, right, country, status, BY_OFFICE)
		},
		Op::Challenge(relief) => challenge(who, right, relief),
		Op::Answer(seq) => Registry::answer_challenge(origin, right, seq),
		Op::WithdrawChallenge(seq) => Registry::withdraw_challenge(origin, right, seq),
		Op::Decide(seq, upheld) => {
			let decision = match upheld {
				Some(day) => Decision::Upheld { as_of: today() + day },
				None => Decision::Dismissed,
			};
			Registry::decide_challenge(origin, right, seq, decision, H256::zero())
		},
		Op::AddVersion(seed) => {
			let contents = vec![digest(seed)].try_into().unwrap();
			Registry::add_version(origin, right, contents, Default::default())
		},
		Op::Pass(days) => {
			pass(days);
			Ok(())
		},
	}
}

/// Right, claimant and number.
type VersionKey = (RightId, Owner<u64>, u32);

/// What may never change.
struct Record {
	titles: Vec<TitleEntry<Test>>,
	closed: Vec<(Owner<u64>, ClaimStatus)>,
	ended: Option<(RightEnd, i32)>,
	ended_in: Vec<(Country, Designation)>,
	settled: Vec<(u32, Challenge<Test>)>,
	versions: Vec<(VersionKey, Version<Test>)>,
}

fn record(right: RightId) -> Record {
	let titles = (0..TitleCount::<Test>::get(right))
		.map(|seq| TitleHistory::<Test>::get(right, seq).unwrap())
		.collect();
	let closed = Claims::<Test>::iter_prefix(right)
		.map(|(claimant, claim)| (claimant, claim.status))
		.filter(|(_, status)| *status != ClaimStatus::Claimed)
		.collect();
	let is_final = |(_, challenge): &(u32, Challenge<Test>)| !challenge.is_open();
	Record {
		titles,
		closed,
		ended: Rights::<Test>::get(right).and_then(|right| right.ended),
		ended_in: Designations::<Test>::iter_prefix(right)
			.filter(|(_, status)| status.ended.is_some())
			.collect(),
		settled: Challenges::<Test>::iter_prefix(right).filter(is_final).collect(),
		versions: Versions::<Test>::iter().collect(),
	}
}

/// What there is of the currency, on hold or free.
fn money() -> u64 {
	[BRAND, STUDIO, OFFICE, AUTHOR, TRADER]
		.iter()
		.map(|who| balances(*who).0 + balances(*who).1)
		.sum()
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
				assert_eq!(money(), 5 * ENDOWMENT);
				Registry::do_try_state().unwrap();

				let now = record(mark().id());
				assert!(now.titles.starts_with(&before.titles));
				assert!(now.titles.len() <= before.titles.len() + 1);
				assert!(before.closed.iter().all(|claim| now.closed.contains(claim)));
				assert!(before.ended.is_none() || before.ended == now.ended);
				assert!(before.ended_in.iter().all(|status| now.ended_in.contains(status)));
				assert!(before.settled.iter().all(|challenge| now.settled.contains(challenge)));
				assert!(before.versions.iter().all(|version| now.versions.contains(version)));
			}
		});
	}
}
