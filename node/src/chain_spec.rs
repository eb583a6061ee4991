//! Chain specifications from the runtime's genesis presets.

use sc_service::{ChainType, GenericChainSpec, Properties};
use tracemark_runtime::{
	constants::{SS58_PREFIX, TOKEN_DECIMALS, TOKEN_SYMBOL},
	genesis_config_presets::LOCAL_TESTNET_PRESET,
	WASM_BINARY,
};

/// A chain specification of Tracemark.
pub type ChainSpec = GenericChainSpec;

/// One validator and one-second blocks, for development on one machine.
pub fn development() -> Result<ChainSpec, String> {
	from_preset(
		"Tracemark Development",
		"tracemark_dev",
		ChainType::Development,
		sp_genesis_builder::DEV_RUNTIME_PRESET,
	)
}

/// Four validators (Alice, Bob, Charlie and Dave), for a network on one machine.
pub fn local_testnet() -> Result<ChainSpec, String> {
	from_preset(
		"Tracemark Local Testnet",
		"tracemark_local",
		ChainType::Local,
		LOCAL_TESTNET_PRESET,
	)
}

fn from_preset(
	name: &str,
	id: &str,
	chain_type: ChainType,
	preset: &str,
) -> Result<ChainSpec, String> {
	let wasm = WASM_BINARY.ok_or("this node was built without the runtime's wasm")?;
	let mut properties = Properties::new();
	properties.insert("tokenSymbol".into(), TOKEN_SYMBOL.into());
	properties.insert("tokenDecimals".into(), TOKEN_DECIMALS.into());
	properties.insert("ss58Format".into(), SS58_PREFIX.into());
	Ok(ChainSpec::builder(wasm, None)
		.with_name(name)
		.with_id(id)
		.with_protocol_id("tracemark")
		.with_chain_type(chain_type)
		.with_properties(properties)
		.with_genesis_config_preset_name(preset)
		.build())
}
