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

/// Refuses to run a network that one faulty validator stops: fewer than four tolerate no fault.
pub fn ensure_fault_tolerant(chain_type: &ChainType, minimum: u32) -> Result<(), String> {
	if minimum >= 4 || *chain_type == ChainType::Development {
		Ok(())
	} else {
		Err(format!(
			"the chain runs with {minimum} validators at least: fewer than four are for chains of the \
			 type Development only"
		))
	}
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

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn fewer_than_four_validators_should_be_refused_when_a_chain_is_not_for_development() {
		for chain_type in [ChainType::Live, ChainType::Local, ChainType::Custom("Trial".into())] {
			for minimum in 0..4 {
				assert!(ensure_fault_tolerant(&chain_type, minimum).is_err(), "{minimum}");
			}
			assert_eq!(ensure_fault_tolerant(&chain_type, 4), Ok(()));
		}
		assert_eq!(ensure_fault_tolerant(&ChainType::Development, 1), Ok(()));
	}
}
