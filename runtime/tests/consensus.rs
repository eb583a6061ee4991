//! Who makes blocks: equivocations that GRANDPA proves, changes of the set at session ends, and the
//! genesis that it all begins with.

mod common;

use codec::{Decode, Encode};
use common::*;
use frame_support::traits::KeyOwnerProofSystem;
use pallet_validators::{Call as Validators, Records, Status};
use serde_json::{json, Value};
use sp_consensus_grandpa::{localized_payload, EquivocationProof, RoundNumber, SetId, KEY_TYPE};
use sp_core::{ed25519, sr25519, H256};
use sp_genesis_builder::DEV_RUNTIME_PRESET;
use sp_io::TestExternalities;
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use sp_runtime::{
	transaction_validity::{InvalidTransaction, TransactionSource},
	DispatchError,
};
use tracemark_primitives::parties::Role;
use tracemark_runtime::{
	genesis_config_presets::{build, get_preset, preset_names, LOCAL_TESTNET_PRESET},
	AccountId, Executive, Grandpa, Historical, Runtime, Session, SessionKeys, System,
	UncheckedExtrinsic,
};

type GrandpaError = pallet_grandpa::Error<Runtime>;
type ValidatorsError = pallet_validators::Error<Runtime>;

/// Blocks of a session here.
const SESSION: u32 = 5;
/// Milliseconds of a slot of the local preset.
const SLOT: u64 = 6_000;

fn keys(aura: Sr25519Keyring, grandpa: Ed25519Keyring) -> SessionKeys {
	SessionKeys { aura: aura.public().into(), grandpa: ed25519::Public::from(grandpa).into() }
}

fn json_of(preset: &[u8]) -> Value {
	serde_json::from_slice(preset).expect("a preset is JSON")
}

/// The genesis of the local preset after `change`.
fn genesis(change: impl FnOnce(&mut Value)) -> Vec<u8> {
	let mut config = json_of(&preset(LOCAL_TESTNET_PRESET));
	change(&mut config);
	serde_json::to_vec(&config).expect("JSON is serialisable")
}

/// What becomes of a genesis.
fn built(config: Vec<u8>) -> Result<(), String> {
	TestExternalities::default().execute_with(|| build(config))
}

/// The local network with short sessions, where Eve has session keys as well.
fn network() -> TestExternalities {
	let config = genesis(|config| {
		config["validators"]["sessionLength"] = json!(SESSION);
		let eve = Sr25519Keyring::Eve.to_account_id();
		let eves = keys(Sr25519Keyring::Eve, Ed25519Keyring::Eve);
		config["session"]["nonAuthorityKeys"] = json!([(eve.clone(), eve, eves)]);
	});
	let mut ext = TestExternalities::default();
	ext.execute_with(|| build(config)).expect("the network builds");
	ext
}

/// Runs blocks until `count` sessions have ended.
fn end_sessions(count: u32) {
	let until = (System::block_number() / SESSION + count) * SESSION;
	while System::block_number() < until {
		next_block(SLOT);
	}
}

fn set_id() -> SetId {
	pallet_grandpa::CurrentSetId::<Runtime>::get()
}

fn bob() -> AccountId {
	Sr25519Keyring::Bob.to_account_id()
}

fn status(who: &AccountId) -> Option<Status> {
	Records::<Runtime>::get(who).map(|record| record.status)
}

/// Proves that `key` voted for both of these blocks in one round, or for one twice.
fn equivocation(
	key: Ed25519Keyring,
	set_id: SetId,
	round: RoundNumber,
	blocks: [H256; 2],
) -> EquivocationProof<H256, u32> {
	let vote = |target: H256| {
		let prevote = (target, 7u32);
		let payload = localized_payload(round, set_id, &(0u8, prevote));
		(prevote, key.sign(&payload))
	};
	let encoded =
		(set_id, 0u8, round, ed25519::Public::from(key), vote(blocks[0]), vote(blocks[1])).encode();
	EquivocationProof::decode(&mut &encoded[..]).expect("the fields in their order")
}

/// Reports that Bob voted twice in a round of set 0, with the proof of the session that runs.
fn report(round: RoundNumber) -> pallet_grandpa::Call<Runtime> {
	let blocks = [H256::repeat_byte(1), H256::repeat_byte(2)];
	pallet_grandpa::Call::<Runtime>::report_equivocation {
		equivocation_proof: Box::new(equivocation(Ed25519Keyring::Bob, 0, round, blocks)),
		key_owner_proof: owner_of(Ed25519Keyring::Bob),
	}
}

/// The proof of whose session key it is.
fn owner_of(key: Ed25519Keyring) -> sp_session::MembershipProof {
	let id = sp_consensus_grandpa::AuthorityId::from(ed25519::Public::from(key));
	Historical::prove((KEY_TYPE, id)).expect("a key of the session")
}

#[test]
fn a_validator_should_be_suspended_when_anybody_proves_that_it_voted_twice() {
	run_in(network(), || {
		let anybody = account("anybody");
		must(&anybody, report(3));
		assert_eq!(status(&bob()), Some(Status::Suspended { since: 1 }));
		assert!(has_event(pallet_validators::Event::<Runtime>::Suspended {
			org: 1,
			validator: bob(),
			offence: *b"grandpa:equivoca",
			session: 0,
		}));
		// Three are below the minimum: the last set goes on, and is no new one.
		end_sessions(3);
		assert_eq!((Session::validators().len(), set_id()), (4, 0));
	});
}

#[test]
fn a_settled_equivocation_should_be_refused_when_reported_with_a_later_session() {
	run_in(network(), || {
		let anybody = account("anybody");
		let duplicate = || Err(GrandpaError::DuplicateOffenceReport.into());
		must(&anybody, report(3));
		assert_eq!(act(&anybody, report(3)), duplicate());
		resolve(2, Validators::<Runtime>::reinstate { validator: bob() });
		assert_eq!(act(&anybody, report(3)), duplicate());

		end_sessions(1);
		assert_eq!((Session::current_index(), set_id()), (1, 0));
		assert_eq!(act(&anybody, report(3)), duplicate());
		assert_eq!(status(&bob()), Some(Status::Serving));

		// Another round is another offence.
		must(&anybody, report(4));
		assert!(matches!(status(&bob()), Some(Status::Suspended { .. })));
	});
}

#[test]
fn the_pool_should_take_a_report_once_when_validators_send_it_unsigned() {
	run_in(network(), || {
		let blocks = [H256::repeat_byte(1), H256::repeat_byte(2)];
		let unsigned = || {
			let call = pallet_grandpa::Call::<Runtime>::report_equivocation_unsigned {
				equivocation_proof: Box::new(equivocation(Ed25519Keyring::Bob, 0, 3, blocks)),
				key_owner_proof: owner_of(Ed25519Keyring::Bob),
			};
			UncheckedExtrinsic::new_bare(call.into())
		};
		let valid = |source| {
			Executive::validate_transaction(source, unsigned(), System::block_hash(0)).map(|_| ())
		};
		assert_eq!(valid(TransactionSource::External), Err(InvalidTransaction::Call.into()));
		assert_eq!(valid(TransactionSource::Local), Ok(()));
		assert_eq!(Executive::apply_extrinsic(unsigned()), Ok(Ok(())));
		resolve(2, Validators::<Runtime>::reinstate { validator: bob() });
		assert_eq!(valid(TransactionSource::Local), Err(InvalidTransaction::Stale.into()));
	});
}

#[test]
fn nobody_should_be_suspended_when_the_proof_does_not_hold() {
	run_in(network(), || {
		let anybody = account("anybody");
		let other = [H256::repeat_byte(1), H256::repeat_byte(2)];
		let twice = [H256::repeat_byte(1); 2];
		let report =
			|key, set_id, blocks, owner| pallet_grandpa::Call::<Runtime>::report_equivocation {
				equivocation_proof: Box::new(equivocation(key, set_id, 3, blocks)),
				key_owner_proof: owner_of(owner),
			};
		let (bob_key, alice_key) = (Ed25519Keyring::Bob, Ed25519Keyring::Alice);
		let before = our_state();
		let invalid: DispatchError = GrandpaError::InvalidEquivocationProof.into();
		let stranger: DispatchError = GrandpaError::InvalidKeyOwnershipProof.into();
		for (call, error) in [
			(report(bob_key, 0, twice, bob_key), invalid),
			(report(bob_key, 1, other, bob_key), invalid),
			(report(Ed25519Keyring::Eve, 0, other, alice_key), stranger),
		] {
			assert_eq!(act(&anybody, call), Err(error));
			assert_unchanged(&before, "a report without proof");
		}
	});
}

#[test]
fn sessions_should_keep_the_set_when_the_list_is_unchanged() {
	run_in(network(), || {
		end_sessions(4);
		assert_eq!((Session::current_index(), set_id()), (4, 0));
		assert_eq!(pallet_validators::SetChanges::<Runtime>::iter().count(), 1);
	});
}

#[test]
fn a_validator_should_serve_two_session_ends_after_it_was_enlisted() {
	run_in(network(), || {
		let eve = Sr25519Keyring::Eve.to_account_id();
		let org = pallet_consortium::NextOrgId::<Runtime>::get();
		let enlist = || Validators::<Runtime>::enlist { org, validator: eve.clone() };
		resolve(
			2,
			pallet_consortium::Call::<Runtime>::admit {
				profile: profile("Fifth", "AT"),
				roles: Role::Notary.into(),
				controller: eve.clone(),
			},
		);
		// It serves its own organisation and no other.
		let for_another = Validators::<Runtime>::enlist { org: 0, validator: eve.clone() };
		assert_eq!(dispatch(council(2), for_another), Err(ValidatorsError::NotAffiliated.into()));
		resolve(2, enlist());

		end_sessions(1);
		assert_eq!((Session::validators().len(), set_id()), (4, 0));
		end_sessions(1);
		assert!(Session::validators().contains(&eve));
		next_block(SLOT);
		assert_eq!((Grandpa::grandpa_authorities().len(), set_id()), (5, 1));
		// It votes from the block after that which announced it.
		let since = pallet_validators::SetChanges::<Runtime>::get(1);
		assert_eq!(since, Some(System::block_number()));

		// Without its standing it does not serve.
		let suspend =
			pallet_consortium::Call::<Runtime>::suspend { org, ground: H256::repeat_byte(7) };
		resolve(2, suspend);
		end_sessions(2);
		assert!(!Session::validators().contains(&eve));
		assert_eq!(status(&eve), Some(Status::Serving));
	});
}

#[test]
fn every_preset_should_build_and_be_governed_when_a_chain_begins() {
	for name in preset_names() {
		let name = name.to_string();
		assert_eq!(built(preset(&name)), Ok(()), "{name}");
		let mut ext = TestExternalities::default();
		ext.execute_with(|| {
			build(preset(&name)).expect("just built");
			try_state_all();
			let seats = pallet_consortium::Seats::<Runtime>::get();
			assert!(seats.len() >= 3, "{name}");
			let minimum = pallet_validators::MinimumValidators::<Runtime>::get();
			let is_development = name == DEV_RUNTIME_PRESET;
			assert_eq!(minimum, if is_development { 1 } else { 4 }, "{name}");
			assert_eq!(Session::validators().len() as u32, minimum, "{name}");
		});
	}
	assert!(get_preset(&"production".into()).is_none(), "what is live is written by its founders");
}

#[test]
fn genesis_should_be_refused_when_its_validators_belong_to_nobody_or_to_another() {
	for org in [2u32, 99] {
		let config = genesis(|config| config["validators"]["validators"][3][1] = json!(org));
		let refused = std::panic::catch_unwind(|| built(config));
		// That an organisation has two validators is refused by a panic.
		assert!(!matches!(refused, Ok(Ok(()))), "organisation {org}");
	}
	let config = genesis(|config| config["validators"]["validators"][3][1] = json!(99));
	let error = built(config).expect_err("no such organisation");
	assert!(error.contains("does not belong to organisation 99"), "{error}");
}

#[test]
fn genesis_should_be_refused_when_anybody_can_sign_under_a_session_key() {
	let mut order_two = [0xff; 32];
	(order_two[0], order_two[31]) = (0xec, 0x7f);
	let (own_aura, own_grandpa) = (Sr25519Keyring::Dave.public(), Ed25519Keyring::Dave.public());
	for (aura, grandpa) in [
		(sr25519::Public::from_raw([0; 32]), own_grandpa),
		(own_aura, ed25519::Public::from_raw(order_two)),
	] {
		let weak = SessionKeys { aura: aura.into(), grandpa: grandpa.into() };
		let config = genesis(|config| config["session"]["keys"][3][2] = json!(weak));
		let error = built(config).expect_err("a weak key");
		assert!(error.contains("anybody can sign under a session key"), "{error}");
	}
}

#[test]
fn genesis_should_be_refused_when_there_are_validators_but_nobody_to_govern_them() {
	let config = genesis(|config| {
		let organisations = config["consortium"]["organisations"].as_array_mut().expect("a list");
		organisations.iter_mut().for_each(|organisation| organisation["seat"] = json!(false));
	});
	let error = built(config).expect_err("no seats");
	assert!(error.contains("the council has no seats"), "{error}");
}

#[test]
fn minimum_should_be_found_where_the_node_looks_for_it() {
	network().execute_with(|| {
		let key = tracemark_runtime::genesis_config_presets::minimum_validators_key();
		assert_eq!(sp_io::storage::get(&key), Some(4u32.encode().into()));
	});
}
