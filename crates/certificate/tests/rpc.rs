//! The builder against a server that answers as a node does, and against chain specifications.

mod common;

use codec::Encode;
use common::{digest, issuer_key, subject, TestChain};
use serde_json::{json, Value};
use sp_core::{Bytes, H256};
use std::{
	collections::BTreeMap,
	io::{BufRead, BufReader, Read, Write},
	net::{TcpListener, TcpStream},
	sync::Arc,
	thread,
};
use tracemark_certificate::{
	build, build_since, checkpoint_of, keys, statement_of, verify, verify_since, BuildError,
	HttpNode, Node, Request,
};
use tungstenite::Message;

/// Serves a chain on a free port for as long as the test runs.
fn serve(chain: TestChain) -> String {
	serve_with_news(chain, Vec::new())
}

/// As [`serve`], and tells these justifications to whoever listens by WebSocket.
fn serve_with_news(chain: TestChain, news: Vec<Vec<u8>>) -> String {
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

fn specification(chain: &TestChain) -> Vec<u8> {
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

fn request() -> Request {
	Request { subject: subject(digest(9, 0), 0), original: None, at: None, issuer: String::new() }
}

#[test]
fn checkpoint_should_be_made_and_used_when_a_node_answers_by_rpc() {
	let chain = TestChain::new(1, &[4, 4], 8);
	let (genesis, seats) = (chain.genesis_hash(), [0, 1, 2].map(|seat| chain.seat(seat)));
	let specification = specification(&chain);
	let node = HttpNode::new(&serve(chain)).with_chain_spec(&specification).unwrap();
	let mut checkpoint = checkpoint_of(&node, Some(5), Some(9), &[]).unwrap();
	assert_eq!(statement_of(&node, 9).unwrap(), checkpoint.statement);
	for seat in &seats {
		checkpoint.sign(seat).unwrap();
	}
	let given = [checkpoint.canonical().unwrap()];
	let certificate = build_since(&node, request(), &issuer_key(), &given).unwrap();
	assert!(certificate.finality.hand_offs.is_empty());
	assert!(verify_since(&certificate.canonical().unwrap(), Some(genesis), &given).is_ok());
}

#[test]
fn build_should_make_a_certificate_when_a_node_has_pruned_genesis_and_the_specification_is_given() {
	for proves in [true, false] {
		let mut chain = TestChain::new(1, &[4, 4], 8);
		chain.proves = proves;
		let (genesis, last) = (chain.genesis_hash(), chain.last());
		let specification = specification(&chain);
		let node = HttpNode::new(&serve(chain)).with_chain_spec(&specification).unwrap();
		let certificate = build(&node, request(), &issuer_key()).unwrap();
		assert_eq!(certificate.retrieval.block, last);
		assert!(verify(&certificate.canonical().unwrap(), Some(genesis)).is_ok());
	}
}

#[test]
fn build_should_wait_for_the_next_final_block_when_the_authority_set_never_changed() {
	let mut chain = TestChain::new(1, &[4], 16);
	chain.proves = false;
	chain.stored.clear();
	let (genesis, last) = (chain.genesis_hash(), chain.last());
	// What became final before the question is no proof of the newest block.
	let news = [last - 2, last].map(|number| chain.justify(number).encode());
	let specification = specification(&chain);
	let node = HttpNode::new(&serve_with_news(chain, news.into()));
	let node = node.with_chain_spec(&specification).unwrap();
	let certificate = build(&node, request(), &issuer_key()).unwrap();
	assert_eq!(certificate.retrieval.block, last);
	assert!(certificate.finality.descendants.is_empty());
	assert!(verify(&certificate.canonical().unwrap(), Some(genesis)).is_ok());
}

#[test]
fn build_should_say_so_when_nothing_proves_that_a_block_is_final() {
	for (news, at) in [(false, None), (true, Some(17))] {
		let mut chain = TestChain::new(1, &[4], 16);
		chain.proves = false;
		chain.stored.clear();
		let told = if news { vec![chain.justify(16).encode()] } else { Vec::new() };
		let specification = specification(&chain);
		let node = HttpNode::new(&serve_with_news(chain, told));
		let node = node.with_chain_spec(&specification).unwrap();
		let error = build(&node, Request { at, ..request() }, &issuer_key()).unwrap_err();
		let expected = at.unwrap_or(16);
		assert!(matches!(error, BuildError::NoFinality(block) if block == expected), "{error}");
	}
}

#[test]
fn build_should_say_what_the_node_said_when_it_has_no_genesis_state() {
	let node = HttpNode::new(&serve(TestChain::new(1, &[4, 4], 8)));
	let error = build(&node, request(), &issuer_key()).unwrap_err();
	assert!(matches!(error, BuildError::Node(_)));
	assert!(error.to_string().contains("State already discarded"), "{error}");
}

#[test]
fn build_should_refuse_when_the_specification_is_of_another_chain() {
	let other = specification(&TestChain::new(2, &[4, 4], 8));
	let node = HttpNode::new(&serve(TestChain::new(1, &[4, 4], 8)));
	let node = node.with_chain_spec(&other).unwrap();
	let error = build(&node, request(), &issuer_key()).unwrap_err();
	assert!(matches!(error, BuildError::Refused(_)), "{error}");
}

#[test]
fn metadata_should_be_that_of_the_block_when_one_is_named() {
	let chain = TestChain::new(1, &[4], 8);
	let hash = chain.block(3).hash;
	let node = HttpNode::new(&serve(chain));
	assert_eq!(node.metadata(None).unwrap(), b"meta of now");
	assert_eq!(node.metadata(Some(3)).unwrap(), format!("meta at {hash:?}").into_bytes());
}

#[test]
fn specification_should_be_refused_when_it_has_no_raw_state() {
	for text in ["", "{}", r#"{"genesis":{"runtimeGenesis":{}}}"#] {
		assert!(HttpNode::new("http://127.0.0.1:9").with_chain_spec(text.as_bytes()).is_err());
	}
	let chain = TestChain::new(1, &[4], 8);
	let node = HttpNode::new("http://127.0.0.1:9").with_chain_spec(&specification(&chain)).unwrap();
	let keys = [keys::authorities()];
	let genesis = chain.genesis_hash();
	let expected = chain.read_proof(&keys, genesis).unwrap();
	assert_eq!(node.genesis_proof(&keys, genesis).unwrap(), expected);
}
