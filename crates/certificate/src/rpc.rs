//! A node that is asked by JSON-RPC over plain HTTP, and the state of a chain specification.

use crate::{Header, Node};
use codec::Decode;
use serde::de::DeserializeOwned;
use serde_json::{json, Value};
use sp_core::{storage::StateVersion, Blake2Hasher, Bytes, H256};
use sp_state_machine::{prove_read, InMemoryBackend};
use std::{collections::BTreeMap, time::Duration};
use thiserror::Error;

/// Largest answer that is read, in bytes: the runtime's code and its proof, in hexadecimal.
const MAX_ANSWER: u64 = 64 << 20;
/// The error code of JSON-RPC 2.0 for a method that the server does not have.
const UNKNOWN_METHOD: i64 = -32_601;

/// Why a node gave no answer.
#[derive(Debug, Error)]
pub enum RpcError {
	/// The node cannot be reached.
	#[error("{url} cannot be reached ({source}); check the address and that the node runs")]
	Transport {
		/// Its address.
		url: String,
		/// What happened.
		source: Box<ureq::Error>,
	},
	/// The node refused.
	#[error("{method} failed: {message}")]
	Refused {
		/// What was asked.
		method: String,
		/// The node's code.
		code: i64,
		/// The node's words.
		message: String,
	},
	/// The answer is not what the method returns.
	#[error(
		"the answer to {0} is not understood; check that the address is that of a Tracemark node"
	)]
	Strange(String),
	/// A chain specification cannot be used.
	#[error(
		"the chain specification {0}; export it with `--raw` from the program that made the chain"
	)]
	Specification(&'static str),
}

/// A node by its address.
pub struct HttpNode {
	url: String,
	agent: ureq::Agent,
	genesis: Option<BTreeMap<Vec<u8>, Vec<u8>>>,
}

impl HttpNode {
	/// A node at `http://host:port`.
	pub fn new(url: &str) -> Self {
		let agent = ureq::Agent::config_builder()
			.timeout_global(Some(Duration::from_secs(60)))
			.http_status_as_error(false)
			.build()
			.into();
		Self { url: url.to_owned(), agent, genesis: None }
	}

	/// Takes the genesis state from a raw chain specification, for nodes that no longer have it.
	pub fn with_chain_spec(mut self, specification: &[u8]) -> Result<Self, RpcError> {
		let specification: Value = serde_json::from_slice(specification)
			.map_err(|_| RpcError::Specification("is no JSON text"))?;
		let top = specification
			.pointer("/genesis/raw/top")
			.cloned()
			.and_then(|top| serde_json::from_value::<BTreeMap<Bytes, Bytes>>(top).ok())
			.ok_or(RpcError::Specification("has no raw genesis state"))?;
		self.genesis = Some(top.into_iter().map(|(key, value)| (key.0, value.0)).collect());
		Ok(self)
	}

	fn ask<T: DeserializeOwned>(&self, method: &str, params: Value) -> Result<T, RpcError> {
		let strange = || RpcError::Strange(method.to_owned());
		let transport =
			|source| RpcError::Transport { url: self.url.clone(), source: Box::new(source) };
		let question = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
		let mut answer = self
			.agent
			.post(&self.url)
			.header("content-type", "application/json")
			.send(question.to_string())
			.map_err(transport)?;
		let text =
			answer.body_mut().with_config().limit(MAX_ANSWER).read_to_vec().map_err(transport)?;
		let mut answer: Value = serde_json::from_slice(&text).map_err(|_| strange())?;
		if let Some(error) = answer.get("error") {
			return Err(RpcError::Refused {
				method: method.to_owned(),
				code: error.get("code").and_then(Value::as_i64).unwrap_or_default(),
				message: error
					.get("message")
					.and_then(Value::as_str)
					.unwrap_or("no reason given")
					.to_owned(),
			});
		}
		let result = answer.get_mut("result").map(Value::take).ok_or_else(strange)?;
		serde_json::from_value(result).map_err(|_| strange())
	}
}

/// `EncodedFinalityProof` of `sc-consensus-grandpa`: SCALE of what `grandpa_proveFinality` answers.
#[derive(Decode)]
struct FinalityProof {
	_block: H256,
	justification: Vec<u8>,
}

impl Node for HttpNode {
	type Error = RpcError;

	fn chain_name(&self) -> Result<String, RpcError> {
		self.ask("system_chain", json!([]))
	}

	fn block_hash(&self, number: u32) -> Result<Option<H256>, RpcError> {
		self.ask("chain_getBlockHash", json!([number]))
	}

	fn header(&self, hash: H256) -> Result<Option<Header>, RpcError> {
		self.ask("chain_getHeader", json!([hash]))
	}

	fn finalized(&self) -> Result<H256, RpcError> {
		self.ask("chain_getFinalizedHead", json!([]))
	}

	fn justification(&self, hash: H256) -> Result<Option<Vec<u8>>, RpcError> {
		let method = "chain_getBlock";
		let block: Value = self.ask(method, json!([hash]))?;
		let Some(all) = block.get("justifications").filter(|all| !all.is_null()) else {
			return Ok(None);
		};
		let all: Vec<([u8; 4], Vec<u8>)> = serde_json::from_value(all.clone())
			.map_err(|_| RpcError::Strange(method.to_owned()))?;
		let grandpa = sp_consensus_grandpa::GRANDPA_ENGINE_ID;
		Ok(all.into_iter().find(|(engine, _)| *engine == grandpa).map(|(_, bytes)| bytes))
	}

	fn prove_finality(&self, number: u32) -> Result<Option<Vec<u8>>, RpcError> {
		let method = "grandpa_proveFinality";
		let proof: Option<Bytes> = match self.ask(method, json!([number])) {
			// The caller looks for stored justifications then.
			Err(RpcError::Refused { code: UNKNOWN_METHOD, .. }) => None,
			answer => answer?,
		};
		// The headers that follow in the answer are not needed.
		proof
			.map(|proof| FinalityProof::decode(&mut proof.0.as_slice()))
			.transpose()
			.map(|proof| proof.map(|proof| proof.justification))
			.map_err(|_| RpcError::Strange(method.to_owned()))
	}

	fn storage(&self, key: &[u8], at: H256) -> Result<Option<Vec<u8>>, RpcError> {
		let value: Option<Bytes> =
			self.ask("state_getStorage", json!([Bytes(key.to_vec()), at]))?;
		Ok(value.map(|value| value.0))
	}

	fn read_proof(&self, keys: &[Vec<u8>], at: H256) -> Result<Vec<Vec<u8>>, RpcError> {
		let method = "state_getReadProof";
		let keys: Vec<Bytes> = keys.iter().cloned().map(Bytes).collect();
		let mut answer: Value = self.ask(method, json!([keys, at]))?;
		let nodes = answer.get_mut("proof").map(Value::take).unwrap_or_default();
		serde_json::from_value::<Vec<Bytes>>(nodes)
			.map(|nodes| nodes.into_iter().map(|node| node.0).collect())
			.map_err(|_| RpcError::Strange(method.to_owned()))
	}

	fn genesis_proof(&self, keys: &[Vec<u8>], genesis: H256) -> Result<Vec<Vec<u8>>, RpcError> {
		let Some(state) = &self.genesis else { return self.read_proof(keys, genesis) };
		let state: InMemoryBackend<Blake2Hasher> = (state.clone(), StateVersion::V1).into();
		let proof = prove_read(state, keys)
			.map_err(|_| RpcError::Specification("has no usable genesis state"))?;
		Ok(proof.into_iter_nodes().collect())
	}
}
