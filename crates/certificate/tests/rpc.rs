//! The builder against a server that answers as a node does, and against chain specifications.

mod common;

use codec::Encode;
use common::{
	digest, issuer_key,
	node::{serve, serve_with_news, specification},
	subject, TestChain,
};
use tracemark_certificate::{
	build, build_since, checkpoint_of, keys, statement_of, verify, verify_since, BuildError,
	HttpNode, Node, Request,
};

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
fn build_should_make_the_same_certificate_when_the_address_is_by_websocket() {
	let chain = TestChain::new(1, &[4, 4], 8);
	let specification = specification(&chain);
	let url = serve(chain);
	let [one, other] = [url.clone(), url.replace("http://", "ws://")].map(|url| {
		let node = HttpNode::new(&url).with_chain_spec(&specification).unwrap();
		build(&node, request(), &issuer_key()).unwrap()
	});
	assert_eq!((one.finality, one.state), (other.finality, other.state));
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
	let url = serve_with_news(chain, news.into());
	for url in [url.clone(), url.replace("http://", "ws://")] {
		let node = HttpNode::new(&url).with_chain_spec(&specification).unwrap();
		let certificate = build(&node, request(), &issuer_key()).unwrap();
		assert_eq!(certificate.retrieval.block, last);
		assert!(certificate.finality.descendants.is_empty());
		assert!(verify(&certificate.canonical().unwrap(), Some(genesis)).is_ok());
	}
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
