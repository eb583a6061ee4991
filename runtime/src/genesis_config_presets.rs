//! Genesis presets: a development chain of one validator and a local network of four, each with a
//! small consortium. All names are invented, all keys are the well-known development keys.

use crate::{
	configs::is_any_weak,
	constants::{EXISTENTIAL_DEPOSIT, UNIT},
	exhaustion, AccountId, Balances, Consortium, Licensing, Runtime, RuntimeGenesisConfig,
	SessionKeys,
};
use alloc::{format, vec, vec::Vec};
use frame_support::{genesis_builder_helper::build_state, traits::fungible::Inspect};
use serde_json::{json, Value};
use sp_core::{ed25519, sr25519, Pair};
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET};
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use sp_runtime::traits::IdentifyAccount;
use tracemark_primitives::{
	parties::{Role, Roles},
	rights::RightKind::{self, *},
	traits::Membership,
};

/// Name of the preset with four validators.
pub const LOCAL_TESTNET_PRESET: &str = sp_genesis_builder::LOCAL_TESTNET_RUNTIME_PRESET;

/// How often the chain makes blocks and changes validators. Genesis values: never changed later.
struct Rhythm {
	slot_duration: u64,
	session_length: u32,
	minimum_validators: u32,
}

/// A founding organisation. Its controller is a well-known key, its operator derives from it.
struct Founder {
	name: &'static str,
	country: &'static str,
	controller: Sr25519Keyring,
	roles: &'static [Role],
}

const FOUNDERS: [Founder; 4] = [
	Founder {
		name: "Association of Brands",
		country: "DE",
		controller: Sr25519Keyring::Alice,
		roles: &[Role::IndustryAssociation],
	},
	Founder {
		name: "Union of Carriers",
		country: "NL",
		controller: Sr25519Keyring::Bob,
		roles: &[Role::IndustryAssociation],
	},
	Founder {
		name: "Standards Bureau",
		country: "BE",
		controller: Sr25519Keyring::Charlie,
		roles: &[Role::Gs1MemberOrganisation],
	},
	Founder {
		name: "Notaries' Chamber",
		country: "FR",
		controller: Sr25519Keyring::Dave,
		roles: &[Role::Notary],
	},
];

/// The longest that a right of a kind can stand in a register, in years from the first day of its term.
/// Only where no adjustment, extension or renewal makes a longer term lawful:
///
/// - EM designs: Regulation (EC) No 6/2002 art. 12, 25 years from the application;
/// - EP patents: European Patent Convention art. 63(1), 20 years from the application; what art. 63(2)(b)
///   lets follow is a supplementary certificate, of a kind of its own;
/// - DE patents: Patentgesetz § 16, 20 years from the day after the application;
/// - DE utility models: Gebrauchsmustergesetz § 23(1), 10 years and what is left of the month of the
///   application;
/// - QZ plant varieties: Regulation (EC) No 2100/94 art. 19, 30 years for vines and trees, 5 more where they
///   are extended, and what is left of the year of the grant;
/// - US designs: 35 U.S.C. 173, 15 years from the grant.
const MAX_TERMS: [(RightKind, &str, u16); 6] = [
	(Design, "EM", 25),
	(Patent, "EP", 20),
	(Patent, "DE", 20),
	(UtilityModel, "DE", 11),
	(PlantVariety, "QZ", 36),
	(Design, "US", 15),
];

/// The account of `//<name>//operator`.
fn operator(controller: Sr25519Keyring) -> AccountId {
	let pair = sr25519::Pair::from_string(&format!("//{controller}//operator"), None)
		.expect("a derivation path of a static name is well-formed");
	sp_runtime::MultiSigner::from(pair.public()).into_account()
}

fn session_keys(sr25519: Sr25519Keyring, ed25519: Ed25519Keyring) -> SessionKeys {
	SessionKeys { aura: sr25519.public().into(), grandpa: ed25519::Public::from(ed25519).into() }
}

fn genesis(
	rhythm: Rhythm,
	founders: &[Founder],
	validators: &[(Sr25519Keyring, Ed25519Keyring)],
	endowed: &[Sr25519Keyring],
) -> Value {
	let organisations: Vec<Value> = founders
		.iter()
		.map(|founder| {
			let roles = Roles::of(founder.roles);
			json!({
				"name": founder.name,
				"country": founder.country,
				"roles": roles.0,
				"controller": founder.controller.to_account_id(),
				"operators": [(operator(founder.controller), roles.0)],
				"prefixes": [],
				"accreditations": [],
				"seat": true,
			})
		})
		.collect();
	let validators_of: Vec<(AccountId, u32)> =
		validators.iter().zip(0u32..).map(|((key, _), org)| (key.to_account_id(), org)).collect();
	let keys: Vec<(AccountId, AccountId, SessionKeys)> = validators
		.iter()
		.map(|(aura, grandpa)| {
			(aura.to_account_id(), aura.to_account_id(), session_keys(*aura, *grandpa))
		})
		.collect();
	let mut balances: Vec<(AccountId, u128)> =
		endowed.iter().map(|key| (key.to_account_id(), 1_000_000 * UNIT)).collect();
	// So that a royalty below the existential deposit can be moved to it.
	balances.push((Licensing::pot(), EXISTENTIAL_DEPOSIT));
	let max_terms: Vec<(u8, &str, u16)> =
		MAX_TERMS.iter().map(|(kind, office, years)| (*kind as u8, *office, *years)).collect();
	json!({
		"balances": { "balances": balances },
		"consortium": { "organisations": organisations },
		"ipRegistry": { "maxTerms": max_terms },
		"licensing": { "exhaustion": exhaustion::table() },
		"validators": {
			"slotDuration": rhythm.slot_duration,
			"sessionLength": rhythm.session_length,
			"minimumValidators": rhythm.minimum_validators,
			"validators": validators_of,
		},
		"session": { "keys": keys },
	})
}

const WELL_KNOWN: [Sr25519Keyring; 6] = [
	Sr25519Keyring::Alice,
	Sr25519Keyring::Bob,
	Sr25519Keyring::Charlie,
	Sr25519Keyring::Dave,
	Sr25519Keyring::Eve,
	Sr25519Keyring::Ferdie,
];

/// One validator, blocks of a second, sessions of half a minute.
fn development() -> Value {
	genesis(
		Rhythm { slot_duration: 1_000, session_length: 30, minimum_validators: 1 },
		&FOUNDERS[..3],
		&[(Sr25519Keyring::Alice, Ed25519Keyring::Alice)],
		&WELL_KNOWN,
	)
}

/// Four validators with the rhythm of production: blocks of six seconds, sessions of an hour.
fn local_testnet() -> Value {
	genesis(
		Rhythm { slot_duration: 6_000, session_length: 600, minimum_validators: 4 },
		&FOUNDERS,
		&[
			(Sr25519Keyring::Alice, Ed25519Keyring::Alice),
			(Sr25519Keyring::Bob, Ed25519Keyring::Bob),
			(Sr25519Keyring::Charlie, Ed25519Keyring::Charlie),
			(Sr25519Keyring::Dave, Ed25519Keyring::Dave),
		],
		&WELL_KNOWN,
	)
}

/// The JSON of a preset.
pub fn get_preset(id: &PresetId) -> Option<Vec<u8>> {
	let preset = match id.as_ref() {
		DEV_RUNTIME_PRESET => development(),
		LOCAL_TESTNET_PRESET => local_testnet(),
		_ => return None,
	};
	serde_json::to_vec(&preset).ok()
}

/// Builds the state of a genesis. Beyond what each pallet refuses, its validators belong to the
/// organisations that they are said to serve and have session keys under which nobody else signs, somebody
/// can govern them, and royalties have a place to go.
pub fn build(config: Vec<u8>) -> sp_genesis_builder::Result {
	build_state::<RuntimeGenesisConfig>(config)?;
	for (org, validator) in pallet_validators::Seats::<Runtime>::iter() {
		if Consortium::affiliation(&validator) != Some(org) {
			return Err(format!("genesis: a validator does not belong to organisation {org}"));
		}
	}
	if pallet_session::NextKeys::<Runtime>::iter_values().any(|keys| is_any_weak(&keys)) {
		return Err("genesis: anybody can sign under a session key".into());
	}
	if pallet_validators::Validators::<Runtime>::get().is_empty() {
		return Ok(());
	}
	if pallet_consortium::Seats::<Runtime>::get().is_empty() {
		return Err("genesis: there are validators, but the council has no seats".into());
	}
	let pot = Licensing::pot();
	if Balances::total_balance(&pot) < EXISTENTIAL_DEPOSIT {
		return Err(format!("genesis: {pot:?}, through which royalties pass, has no balance"));
	}
	Ok(())
}

/// Where a genesis keeps the fewest validators that it runs with.
pub fn minimum_validators_key() -> [u8; 32] {
	pallet_validators::MinimumValidators::<Runtime>::hashed_key()
}

/// The names of all presets.
pub fn preset_names() -> Vec<PresetId> {
	vec![PresetId::from(DEV_RUNTIME_PRESET), PresetId::from(LOCAL_TESTNET_PRESET)]
}
