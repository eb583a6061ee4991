//! The RPC beside what `sc-service` offers: nonces, fees, and proofs of finality. All else is read by
//! runtime APIs.

use jsonrpsee::RpcModule;
use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
use sc_client_api::Backend;
use sc_consensus_grandpa::{
	FinalityProofProvider, GrandpaJustificationStream, SharedAuthoritySet, SharedVoterState,
};
use sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer};
use sc_rpc::SubscriptionTaskExecutor;
use sc_transaction_pool_api::TransactionPool;
use sp_api::ProvideRuntimeApi;
use sp_block_builder::BlockBuilder;
use sp_blockchain::{Error as BlockChainError, HeaderBackend, HeaderMetadata};
use std::sync::Arc;
use substrate_frame_rpc_system::{System, SystemApiServer};
use tracemark_runtime::{opaque::Block, AccountId, Balance, BlockNumber, Hash, Nonce};

/// What the node knows of finality. Certificates are built from it.
pub struct Finality<B> {
	/// The voters of the present set, and when sets changed.
	pub authority_set: SharedAuthoritySet<Hash, BlockNumber>,
	/// The state of the node's own voter.
	pub voter_state: SharedVoterState,
	/// Justifications as they come in.
	pub justifications: GrandpaJustificationStream<Block>,
	/// Proves that a block is final (`grandpa_proveFinality`).
	pub proofs: Arc<FinalityProofProvider<B, Block>>,
}

/// The RPC module of a full node.
pub fn create_full<C, P, B>(
	client: Arc<C>,
	pool: Arc<P>,
	finality: Finality<B>,
	executor: SubscriptionTaskExecutor,
) -> Result<RpcModule<()>, Box<dyn std::error::Error + Send + Sync>>
where
	C: ProvideRuntimeApi<Block>
		+ HeaderBackend<Block>
		+ HeaderMetadata<Block, Error = BlockChainError>
		+ Send
		+ Sync
		+ 'static,
	C::Api: substrate_frame_rpc_system::AccountNonceApi<Block, AccountId, Nonce>
		+ pallet_transaction_payment_rpc::TransactionPaymentRuntimeApi<Block, Balance>
		+ BlockBuilder<Block>,
	P: TransactionPool + 'static,
	B: Backend<Block> + Send + Sync + 'static,
{
	let Finality { authority_set, voter_state, justifications, proofs } = finality;
	let mut module = RpcModule::new(());
	module.merge(System::new(client.clone(), pool).into_rpc())?;
	module.merge(TransactionPayment::new(client).into_rpc())?;
	let grandpa = Grandpa::new(executor, authority_set, voter_state, justifications, proofs);
	module.merge(grandpa.into_rpc())?;
	Ok(module)
}
