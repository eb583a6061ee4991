//! Measures the weights of the runtime's calls: `benchmark pallet` of the SDK, on the runtime's wasm.
//!
//! `just weights` builds the wasm with its benchmarks, runs this for each of our pallets and writes
//! the files of `runtime/src/weights/`.

use clap::Parser;
use frame_benchmarking_cli::PalletCmd;
use sp_runtime::traits::HashingFor;

/// Measures the weights of the runtime's calls on its wasm.
#[derive(Debug, Parser)]
struct Cli {
	#[clap(flatten)]
	pallet: PalletCmd,
}

type Block = sp_runtime::generic::Block<
	sp_runtime::generic::Header<u32, sp_runtime::traits::BlakeTwo256>,
	sp_runtime::OpaqueExtrinsic,
>;

fn main() -> sc_cli::Result<()> {
	let cli = Cli::parse();
	cli.pallet.run_with_spec::<HashingFor<Block>, sp_io::SubstrateHostFunctions>(None)
}
