//! A node that is asked by JSON-RPC over HTTP, with TLS where its address says so, and for news, without TLS, over
//! WebSocket; the state of a chain specification.

use crate::{justification::Justification, Header, Node};
use codec::{Decode, DecodeAll};
use serde::de::DeserializeOwned;
use serde_json::{json, Value};
use sp_core::{storage::StateVersion, Blake2Hasher, Bytes, H256};
use sp_state_machine::{prove_read, InMemoryBackend};
use std::{
	collections::BTreeMap,
	net::TcpStream,
	time::{Duration, Instant},
};
use thiserror::Error;
use tungstenite::{http::Uri, Message};

/// Largest answer that is read, in bytes: the runtime's code and its proof, in hexadecimal.
const MAX_ANSWER: u64 = 64 << 20;
/// How long an answer, or the next block that becomes final, is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

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
	/// As it was given, for messages.
	url: String,
	agent: ureq::Agent,
	genesis: Option<BTreeMap<Vec<u8>, Vec<u8>>>,
}

impl HttpNode {
	/// A node at `http://host:port` or `ws://host:port`, with TLS at `https://` or `wss://`: nodes answer
	/// HTTP and WebSocket at one port.
	pub fn new(url: &str) -> Self {
		let agent = ureq::Agent::config_builder()
			.timeout_global(Some(PATIENCE))
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
			.post(with_scheme(&self.url, "http"))
			.header("content-type", "application/json")
			.send(question.to_string())
			.map_err(transport)?;
		let text =
			answer.body_mut().with_config().limit(MAX_ANSWER).read_to_vec().map_err(transport)?;
		let mut answer: Value = serde_json::from_slice(&text).map_err(|_| strange())?;
		if let Some(error) = answer.get("error") {
			return Err(RpcError::Refused {
				method: method.to_owned(),
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

impl HttpNode {
	/// The metadata of the chain's program (SCALE, with its magic number) at the block with this number, or
	/// now.
	pub fn metadata(&self, at: Option<u32>) -> Result<Vec<u8>, RpcError> {
		let method = "state_getMetadata";
		let metadata: Bytes = match at {
			Some(number) => {
				let hash = self.block_hash(number)?;
				self.ask(method, json!([hash]))?
			},
			None => self.ask(method, json!([]))?,
		};
		Ok(metadata.0)
	}

	/// The justification of the next block from `number` on that becomes final, if the node tells its news
	/// by WebSocket.
	fn next_justification(&self, number: u32) -> Option<Vec<u8>> {
		let until = Instant::now().checked_add(PATIENCE)?;
		let url: Uri = with_scheme(&self.url, "ws").parse().ok()?;
		// News come without TLS only; stored justifications take their place.
		if url.scheme_str() != Some("ws") {
			return None;
		}
		let host = url.host()?.trim_matches(['[', ']']);
		let stream = TcpStream::connect((host, url.port_u16().unwrap_or(80))).ok()?;
		stream.set_read_timeout(Some(PATIENCE)).ok()?;
		stream.set_write_timeout(Some(PATIENCE)).ok()?;
		let (mut socket, _) = tungstenite::client(url, stream).ok()?;
		let question = json!({ "jsonrpc": "2.0", "id": 1, "method": "grandpa_subscribeJustifications", "params": [] });
		socket.send(Message::text(question.to_string())).ok()?;
		while Instant::now() < until {
			let Message::Text(news) = socket.read().ok()? else { continue };
			let news: Value = serde_json::from_str(news.as_str()).ok()?;
			if news.get("error").is_some() {
				return None;
			}
			// The first answer names the subscription; what it is about comes later.
			let Some(told) = news.pointer("/params/result").cloned() else { continue };
			let told: Bytes = serde_json::from_value(told).ok()?;
			let justification = Justification::decode_all(&mut told.0.as_slice()).ok()?;
			if justification.commit.target_number >= number {
				return Some(told.0);
			}
		}
		None
	}
}

/// The same address under the scheme of another protocol, with TLS if it had it.
fn with_scheme(url: &str, scheme: &str) -> String {
	match url.split_once("://") {
		Some(("http" | "ws", rest)) => format!("{scheme}://{rest}"),
		Some(("https" | "wss", rest)) => format!("{scheme}s://{rest}"),
		_ => url.to_owned(),
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

	fn body(&self, hash: H256) -> Result<Option<Vec<Vec<u8>>>, RpcError> {
		let method = "chain_getBlock";
		let mut block: Value = self.ask(method, json!([hash]))?;
		let Some(body) = block.pointer_mut("/block/extrinsics") else { return Ok(None) };
		serde_json::from_value::<Vec<Bytes>>(body.take())
			.map(|body| Some(body.into_iter().map(|extrinsic| extrinsic.0).collect()))
			.map_err(|_| RpcError::Strange(method.to_owned()))
	}

	fn prove_finality(&self, number: u32) -> Result<Option<Vec<u8>>, RpcError> {
		let method = "grandpa_proveFinality";
		let proof: Option<Bytes> = match self.ask(method, json!([number])) {
			// A node refuses while the authority set has never changed; others lack the method.
			Err(RpcError::Refused { .. }) => None,
			answer => answer?,
		};
		match proof {
			// The headers that follow in the answer are not needed.
			Some(proof) => FinalityProof::decode(&mut proof.0.as_slice())
				.map(|proof| Some(proof.justification))
				.map_err(|_| RpcError::Strange(method.to_owned())),
			// Where the node has no news either, the caller looks for stored justifications.
			None => Ok(self.next_justification(number)),
		}
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

#[cfg(test)]
mod tests {
	use super::with_scheme;

	#[test]
	fn with_scheme_should_keep_host_port_and_tls_when_the_protocol_is_another() {
		for (url, http, ws) in [
			("http://[::1]:9944/x", "http://[::1]:9944/x", "ws://[::1]:9944/x"),
			("ws://127.0.0.1:9944", "http://127.0.0.1:9944", "ws://127.0.0.1:9944"),
			("wss://node.example", "https://node.example", "wss://node.example"),
			("https://node.example", "https://node.example", "wss://node.example"),
			("node.example:9944", "node.example:9944", "node.example:9944"),
		] {
			assert_eq!(
				(with_scheme(url, "http").as_str(), with_scheme(url, "ws").as_str()),
				(http, ws)
			);
		}
	}
}
