//! A server that answers for a chain as a node does: JSON-RPC over HTTP, news by WebSocket.

use super::TestChain;
use codec::Encode;
use serde_json::{json, Value};
use sp_core::{Bytes, H256};
use std::{
	collections::BTreeMap,
	io::{BufRead, BufReader, Read, Write},
	net::{TcpListener, TcpStream},
	sync::Arc,
	thread,
};
use tracemark_certificate::Node;
use tungstenite::Message;

/// Serves a chain on a free port for as long as the test runs.
pub fn serve(chain: TestChain) -> String {
	serve_with_news(chain, Vec::new())
}

/// As [`serve`], and tells these justifications to whoever listens by WebSocket.
pub fn serve_with_news(chain: TestChain, news: Vec<Vec<u8>>) -> String {
	let listener = TcpListener::bind("127.0.0.1:0").unwrap();
	let url = format!("http://{}", listener.local_addr().unwrap());
	let (chain, news) = (Arc::new(chain), Arc::new(news));
	thread::spawn(move || {
		// Whoever asks keeps its connection while it listens on another.
		for stream in listener.incoming() {
			let (chain, news, stream) = (chain.clone(), news.clone(), stream.unwrap());
			thread::spawn(move || {
				let mut method = [0; 3];
				stream.peek(&mut method).unwrap();
				if method == *b"GET" {
					tell(&news, stream);
				} else {
					answer(&chain, stream);
				}
			});
		}
	});
	url
}

/// Tells news as a node does; with none, it has no such method.
fn tell(news: &[Vec<u8>], stream: TcpStream) {
	let mut socket = tungstenite::accept(stream).unwrap();
	let question = socket.read().unwrap().into_text().unwrap();
	let question: Value = serde_json::from_str(question.as_str()).unwrap();
	assert_eq!(question["method"], "grandpa_subscribeJustifications");
	let answer = match news {
		[] => json!({ "jsonrpc": "2.0", "id": 1, "error": { "code": -32_601, "message": "none" } }),
		_ => json!({ "jsonrpc": "2.0", "id": 1, "result": "subscription" }),
	};
	let mut messages = vec![answer];
	messages.extend(news.iter().map(|justification| {
		let params =
			json!({ "subscription": "subscription", "result": Bytes(justification.clone()) });
		json!({ "jsonrpc": "2.0", "method": "grandpa_justifications", "params": params })
	}));
	// Whoever has heard enough goes.
	messages
		.into_iter()
		.take_while(|message| socket.send(Message::text(message.to_string())).is_ok())
		.for_each(drop);
}

/// Answers all questions of one connection.
fn answer(chain: &TestChain, mut stream: TcpStream) {
	let mut reader = BufReader::new(stream.try_clone().unwrap());
	loop {
		let mut length = 0;
		loop {
			let mut line = String::new();
			if reader.read_line(&mut line).unwrap_or(0) == 0 {
				return;
			}
			if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
				length = value.trim().parse().unwrap();
			}
			if line == "\r\n" {
				break;
			}
		}
		let mut body = vec![0; length];
		reader.read_exact(&mut body).unwrap();
		let question: Value = serde_json::from_slice(&body).unwrap();
		let result = result(chain, question["method"].as_str().unwrap(), &question["params"]);
		let mut reply = json!({ "jsonrpc": "2.0", "id": 1 });
		match result {
			Ok(result) => reply["result"] = result,
			Err((code, message)) => reply["error"] = json!({ "code": code, "message": message }),
		}
		let reply = reply.to_string();
		let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ";
		write!(stream, "{head}{}\r\n\r\n{reply}", reply.len()).unwrap();
	}
}

fn result(chain: &TestChain, method: &str, params: &Value) -> Result<Value, (i64, &'static str)> {
	fn param<T: serde::de::DeserializeOwned>(params: &Value, index: usize) -> T {
		serde_json::from_value(params[index].clone()).unwrap()
	}
	let value = |value: Option<Vec<u8>>| json!(value.map(Bytes));
	Ok(match method {
		"system_chain" => json!(chain.chain_name().unwrap()),
		"chain_getBlockHash" => json!(chain.block_hash(param(params, 0)).unwrap()),
		"chain_getFinalizedHead" => json!(chain.finalized().unwrap()),
		"chain_getHeader" => json!(chain.header(param(params, 0)).unwrap()),
		"chain_getBlock" => {
			let stored = chain.justification(param(params, 0)).unwrap();
			let justifications = stored.map(|bytes| vec![(*b"FRNK", bytes)]);
			json!({ "block": {}, "justifications": justifications })
		},
		"state_getStorage" => {
			let key: Bytes = param(params, 0);
			value(chain.storage(&key.0, param(params, 1)).unwrap())
		},
		"state_getReadProof" => {
			let keys: Vec<Bytes> = param(params, 0);
			let keys: Vec<Vec<u8>> = keys.into_iter().map(|key| key.0).collect();
			let at: H256 = param(params, 1);
			if at == chain.genesis_hash() {
				return Err((4003, "State already discarded"));
			}
			let nodes = chain.read_proof(&keys, at).unwrap();
			json!({ "at": at, "proof": nodes.into_iter().map(Bytes).collect::<Vec<_>>() })
		},
		"grandpa_proveFinality" if chain.proves => {
			// Block, justification, headers that the asker may not know.
			let number: u32 = param(params, 0);
			let proof = chain.prove_finality(number).unwrap().map(|justification| {
				(chain.block(chain.last()).hash, justification, vec![chain.block(1).header.clone()])
					.encode()
			});
			value(proof)
		},
		// The SDK has nothing to prove with before the first change of the set.
		"grandpa_proveFinality" => return Err((4, "Block not covered by authority set changes")),
		"state_getMetadata" => match params.get(0) {
			None => json!(Bytes(b"meta of now".to_vec())),
			Some(at) => json!(Bytes(format!("meta at {}", at.as_str().unwrap()).into_bytes())),
		},
		_ => return Err((-32_601, "Method not found")),
	})
}

/// The raw chain specification of a chain.
pub fn specification(chain: &TestChain) -> Vec<u8> {
	let top: BTreeMap<Bytes, Bytes> = chain
		.block(0)
		.state
		.iter()
		.map(|(key, value)| (Bytes(key.clone()), Bytes(value.clone())))
		.collect();
	json!({ "name": "Test", "genesis": { "raw": { "top": top, "childrenDefault": {} } } })
		.to_string()
		.into_bytes()
}
