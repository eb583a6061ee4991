//! The world of the integration tests: a chain of the development preset, a cast of members, and goods
//! with a real tree over their serials.

// Each test binary uses its part of this module.
#![allow(dead_code, unused_imports)]

mod goods;
pub mod maker;
mod world;

pub use goods::*;
pub use world::*;

use codec::{Decode, Encode};
use frame_metadata::{v15::RuntimeMetadataV15, RuntimeMetadata, RuntimeMetadataPrefixed};
use frame_support::{genesis_builder_helper::build_state, traits::Time};
use serde_json::Value;
use sp_consensus_aura::AURA_ENGINE_ID;
use sp_core::{sr25519, Pair};
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET};
use sp_io::TestExternalities;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{
	generic::{Digest, DigestItem},
	traits::{Dispatchable, IdentifyAccount},
	DispatchError, DispatchResult, MultiSignature, MultiSigner,
};
use std::collections::BTreeMap;
use tracemark_primitives::{
	parties::{Role, Roles},
	time::EventTime,
	Moment,
};
use tracemark_runtime::{
	genesis_config_presets::get_preset, AccountId, Consortium, Custody, Customs, Evidence,
	Executive, Header, IpRegistry, Licensing, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeGenesisConfig, RuntimeOrigin, System, Timestamp, UncheckedExtrinsic, Validators,
};

/// Block time of the first block: noon of a UTC day.
pub const NOW: Moment = 1_699_963_200_000;
pub const MINUTE: Moment = 60_000;
pub const HOUR: Moment = 60 * MINUTE;
pub const DAY: Moment = 24 * HOUR;

/// The names of our pallets: the prefixes of our state.
pub const OURS: [&str; 7] =
	["Consortium", "Validators", "IpRegistry", "Licensing", "Custody", "Evidence", "Customs"];

/// What wallets read. Some constants are read from storage, so it is asked of a chain.
pub fn metadata() -> RuntimeMetadataV15 {
	let opaque =
		chain().execute_with(|| Runtime::metadata_at_version(15)).expect("version 15 is supported");
	match RuntimeMetadataPrefixed::decode(&mut &opaque[..]).expect("metadata decode").1 {
		RuntimeMetadata::V15(metadata) => metadata,
		_ => panic!("asked for version 15"),
	}
}

/// Puts what `patch` names into `base`.
fn merge(base: &mut Value, patch: Value) {
	match (base, patch) {
		(Value::Object(base), Value::Object(patch)) => {
			for (key, value) in patch {
				merge(base.entry(key).or_insert(Value::Null), value);
			}
		},
		(base, patch) => *base = patch,
	}
}

/// The genesis of a preset, completed with the defaults.
pub fn preset(name: &str) -> Vec<u8> {
	let patch = get_preset(&PresetId::from(name)).expect("the preset exists");
	let patch = serde_json::from_slice(&patch).expect("a preset is JSON");
	let mut config =
		serde_json::to_value(RuntimeGenesisConfig::default()).expect("genesis is serialisable");
	merge(&mut config, patch);
	serde_json::to_vec(&config).expect("JSON is serialisable")
}

/// A chain of the development preset before its first block.
pub fn chain() -> TestExternalities {
	let mut ext = TestExternalities::default();
	ext.execute_with(|| build_state::<RuntimeGenesisConfig>(preset(DEV_RUNTIME_PRESET)))
		.expect("the preset builds");
	ext
}

/// Runs `body` in the first block of a chain, then closes the block; every invariant holds at each end.
pub fn run<R>(body: impl FnOnce() -> R) -> R {
	run_in(chain(), body)
}

/// As [`run`], in `ext`.
pub fn run_in<R>(mut ext: TestExternalities, body: impl FnOnce() -> R) -> R {
	ext.execute_with(|| {
		open_block(1, System::block_hash(0), NOW);
		try_state_all();
		let result = body();
		try_state_all();
		Executive::finalize_block();
		try_state_all();
		result
	})
}

/// Opens a block as its author does: with the slot of `now` in the digest and the timestamp as first
/// extrinsic.
pub fn open_block(number: u32, parent: sp_core::H256, now: Moment) {
	let slot = now / tracemark_runtime::Aura::slot_duration();
	let digest = Digest { logs: vec![DigestItem::PreRuntime(AURA_ENGINE_ID, slot.encode())] };
	let none = Default::default();
	Executive::initialize_block(&Header {
		parent_hash: parent,
		number,
		state_root: none,
		extrinsics_root: none,
		digest,
	});
	let time = RuntimeCall::from(pallet_timestamp::Call::<Runtime>::set { now });
	let applied = Executive::apply_extrinsic(UncheckedExtrinsic::new_bare(time));
	assert_eq!(applied, Ok(Ok(())), "the timestamp is set");
}

/// Closes the block and opens the next one, `after` milliseconds later.
pub fn next_block(after: Moment) {
	let now = self::now() + after;
	let header = Executive::finalize_block();
	open_block(header.number + 1, header.hash(), now);
}

/// Block time.
pub fn now() -> Moment {
	Timestamp::now()
}

/// An event that happens now.
pub fn event_time() -> EventTime {
	EventTime { moment: now(), offset: 60 }
}

/// Checks the invariants of every pallet of ours.
pub fn try_state_all() {
	let checks: [(&str, Result<(), sp_runtime::TryRuntimeError>); 7] = [
		("Consortium", Consortium::do_try_state()),
		("Validators", Validators::do_try_state()),
		("IpRegistry", IpRegistry::do_try_state()),
		("Licensing", Licensing::do_try_state()),
		("Custody", Custody::do_try_state()),
		("Evidence", Evidence::do_try_state()),
		("Customs", Customs::do_try_state()),
	];
	for (pallet, check) in checks {
		assert_eq!(check, Ok(()), "an invariant of {pallet} is broken");
	}
}

/// All that is stored under the prefixes of our pallets.
pub fn our_state() -> BTreeMap<Vec<u8>, Vec<u8>> {
	let mut state = BTreeMap::new();
	for pallet in OURS {
		let prefix = sp_io::hashing::twox_128(pallet.as_bytes()).to_vec();
		let mut key = prefix.clone();
		while let Some(next) =
			sp_io::storage::next_key(&key).filter(|next| next.starts_with(&prefix))
		{
			let value = sp_io::storage::get(&next).expect("the key exists");
			state.insert(next.clone(), value.to_vec());
			key = next;
		}
	}
	state
}

/// Fails with the keys that differ if our state is not what it was.
pub fn assert_unchanged(before: &BTreeMap<Vec<u8>, Vec<u8>>, what: &str) {
	let after = our_state();
	let changed: Vec<String> = before
		.keys()
		.chain(after.keys())
		.filter(|key| before.get(*key) != after.get(*key))
		.map(|key| sp_core::hexdisplay::HexDisplay::from(key).to_string())
		.collect();
	assert!(changed.is_empty(), "{what} changed {changed:?}");
}

/// The key pair of a name.
pub fn pair(name: &str) -> sr25519::Pair {
	sr25519::Pair::from_string(&format!("//{name}"), None).expect("a name is a derivation path")
}

/// The account of a name.
pub fn account(name: &str) -> AccountId {
	MultiSigner::from(pair(name).public()).into_account()
}

/// The controllers of the organisations with a seat in the development preset.
pub fn seats() -> [AccountId; 3] {
	[Sr25519Keyring::Alice, Sr25519Keyring::Bob, Sr25519Keyring::Charlie]
		.map(|key| key.to_account_id())
}

/// The council with `yes` of its three votes.
pub fn council(yes: u32) -> RuntimeOrigin {
	let origin: pallet_collective::Origin<Runtime, pallet_collective::Instance1> =
		pallet_collective::RawOrigin::Members(yes, 3);
	origin.into()
}

/// What a call comes to, without weights.
pub fn dispatch(origin: RuntimeOrigin, call: impl Into<RuntimeCall>) -> DispatchResult {
	call.into().dispatch(origin).map(|_| ()).map_err(|failed| failed.error)
}

/// Has `who` make a call.
pub fn act(who: &AccountId, call: impl Into<RuntimeCall>) -> DispatchResult {
	dispatch(RuntimeOrigin::signed(who.clone()), call)
}

/// Has `who` make a call that must be accepted.
#[track_caller]
pub fn must(who: &AccountId, call: impl Into<RuntimeCall>) {
	let call = call.into();
	assert_eq!(act(who, call.clone()), Ok(()), "{call:?}");
}

/// Has the council make a call with `yes` of its three votes. It must be accepted.
#[track_caller]
pub fn resolve(yes: u32, call: impl Into<RuntimeCall>) {
	let call = call.into();
	assert_eq!(dispatch(council(yes), call.clone()), Ok(()), "{call:?}");
}

/// Moves, votes and closes, and has the deposit released: what the motion's call came to. `ayes` are the
/// first to vote.
#[track_caller]
pub fn motion(ayes: &[AccountId], call: impl Into<RuntimeCall>) -> DispatchResult {
	use pallet_collective::{Call, Event, Instance1};
	let call: RuntimeCall = call.into();
	let mover = ayes.first().expect("somebody moves").clone();
	let length_bound = call.encoded_size() as u32;
	let threshold = ayes.len() as u32;
	let proposal = Box::new(call.clone());
	let propose = Call::<Runtime, Instance1>::propose { threshold, proposal, length_bound };
	must(&mover, propose);
	let council_events = || {
		events().into_iter().rev().filter_map(|event| match event {
			RuntimeEvent::Council(event) => Some(event),
			_ => None,
		})
	};
	if threshold == 1 {
		return council_events()
			.find_map(|event| match event {
				Event::Executed { result, .. } => Some(result),
				_ => None,
			})
			.expect("a motion of one vote is executed at once");
	}
	let (index, proposal_hash) = council_events()
		.find_map(|event| match event {
			Event::Proposed { proposal_index, proposal_hash, .. } => {
				Some((proposal_index, proposal_hash))
			},
			_ => None,
		})
		.expect("the motion is open");
	for aye in ayes {
		must(
			aye,
			Call::<Runtime, Instance1>::vote { proposal: proposal_hash, index, approve: true },
		);
	}
	let proposal_weight_bound = frame_support::weights::Weight::MAX;
	let close = Call::<Runtime, Instance1>::close {
		proposal_hash,
		index,
		proposal_weight_bound,
		length_bound,
	};
	must(&mover, close);
	must(&mover, Call::<Runtime, Instance1>::release_proposal_cost { proposal_hash });
	council_events()
		.find_map(|event| match event {
			Event::Executed { proposal_hash: hash, result } if hash == proposal_hash => {
				Some(result)
			},
			_ => None,
		})
		.expect("an accepted motion is executed")
}

/// The events of this block.
pub fn events() -> Vec<RuntimeEvent> {
	System::read_events_no_consensus().map(|record| record.event).collect()
}

/// Whether the event was deposited in this block.
pub fn has_event(event: impl Into<RuntimeEvent>) -> bool {
	events().contains(&event.into())
}

/// A refusal of a pallet.
pub fn refusal(error: impl Into<DispatchError>) -> DispatchResult {
	Err(error.into())
}

/// Digest of a text, as stands for documents that are kept elsewhere.
pub fn digest_of(text: &str) -> sp_core::H256 {
	sp_core::H256(sp_io::hashing::sha2_256(text.as_bytes()))
}

/// An organisation of the cast.
#[derive(Clone, Debug)]
pub struct Member {
	pub name: &'static str,
	pub org: tracemark_primitives::OrgId,
}

impl Member {
	pub fn controller(&self) -> AccountId {
		account(&format!("{}//controller", self.name))
	}

	/// Its first operator.
	pub fn operator(&self) -> AccountId {
		account(&format!("{}//operator", self.name))
	}

	/// Its second operator.
	pub fn second_operator(&self) -> AccountId {
		account(&format!("{}//operator2", self.name))
	}

	#[track_caller]
	pub fn does(&self, call: impl Into<RuntimeCall>) {
		must(&self.operator(), call);
	}
}

/// Admits an organisation by two of three votes; its controller adds an operator with all its roles.
#[track_caller]
pub fn admit(name: &'static str, country: &str, roles: &[Role]) -> Member {
	let org = pallet_consortium::NextOrgId::<Runtime>::get();
	let member = Member { name, org };
	let roles = Roles::of(roles);
	resolve(
		2,
		pallet_consortium::Call::<Runtime>::admit {
			profile: profile(name, country),
			roles,
			controller: member.controller(),
		},
	);
	add_operator(&member, member.operator(), roles);
	member
}

#[track_caller]
pub fn add_operator(member: &Member, account: AccountId, roles: Roles) {
	let names = ["operator", "operator2"].map(|role| format!("{}//{role}", member.name));
	let name = names.iter().find(|name| self::account(name) == account);
	let proof = consent(member.org, name.expect("the keys of operators are known"));
	must(
		&member.controller(),
		pallet_consortium::Call::<Runtime>::add_operator { account, roles, proof },
	);
}

/// What the account of a name signs to join an organisation.
pub fn consent(org: tracemark_primitives::OrgId, name: &str) -> MultiSignature {
	pair(name).sign(&Consortium::join_message(org, &account(name))).into()
}

/// Hands the organisation that `from` controls to `to`, which accepts.
#[track_caller]
pub fn hand_over_control(from: &AccountId, org: tracemark_primitives::OrgId, to: &AccountId) {
	let new = Some(to.clone());
	must(from, pallet_consortium::Call::<Runtime>::rotate_controller { new });
	must(to, pallet_consortium::Call::<Runtime>::accept_control { org });
}

/// A profile that says no more than it must.
pub fn profile(name: &str, country: &str) -> pallet_consortium::Profile {
	pallet_consortium::Profile {
		display_name: pallet_consortium::DisplayName(
			name.as_bytes().to_vec().try_into().expect("names are short"),
		),
		country: country.try_into().expect("the country exists"),
		identifiers: Default::default(),
		party_tag: None,
		resolver: None,
		verification: Default::default(),
	}
}
