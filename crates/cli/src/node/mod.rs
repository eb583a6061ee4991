//! Nodes: how commands reach one, sign with a key, and tell what the chain said.
//!
//! Nothing about the chain is compiled in but names. Calls, storage and events are read and written by
//! name through the chain's own metadata; the answers of runtime APIs are the types of
//! `tracemark-primitives`, which [`shape`] compares with the metadata before anything is asked.
//! `docs/decisions/0016-calls-by-name.md` says why.

mod call;
mod client;
mod key;
pub mod refusal;
mod shape;
pub mod value;

pub use call::Call;
pub use client::{Event, Included, Node, Question, State};
pub use key::{Key, KeyArgs, KeysArgs};

use crate::{
	evidence::description::Opening,
	input,
	outcome::Outcome,
	output::{self, Failure},
};
use serde_json::{json, Value as Json};
use sp_core::bytes::to_hex;
use std::{
	future::Future,
	io::{self, Write},
	path::Path,
};
use tracemark_certificate::HttpNode;

/// The address of a node on the same machine.
const DEFAULT_URL: &str = "ws://127.0.0.1:9944";
/// What the address of a node begins with.
const SCHEMES: [&str; 4] = ["ws://", "wss://", "http://", "https://"];
/// What names the address of the node if no option does.
const URL_VARIABLE: &str = "TRACEMARK_URL";

/// Which node.
#[derive(clap::Args)]
pub struct NodeArgs {
	/// The node's address, by ws:// or http://, with TLS by wss:// or https://: nodes answer both at one port
	/// [default: TRACEMARK_URL, else ws://127.0.0.1:9944]
	#[arg(long, value_name = "URL")]
	url: Option<String>,
}

impl NodeArgs {
	/// The address: the option, else the environment, else the default.
	pub fn url(&self) -> Result<String, Failure> {
		let named = self.url.clone().or_else(|| std::env::var(URL_VARIABLE).ok());
		let url = named.filter(|url| !url.is_empty()).unwrap_or_else(|| DEFAULT_URL.to_owned());
		match SCHEMES.iter().any(|scheme| url.starts_with(scheme)) {
			true => Ok(url),
			false => Err(format!(
				"{url}: is no address of a node; it begins with ws:// or http://, or with wss:// or https://"
			)
			.into()),
		}
	}

	/// Connects to the node.
	pub async fn connect(&self) -> Result<Node, Failure> {
		Node::connect(&self.url()?).await
	}

	/// The node as certificates are made from it.
	pub fn certifying(&self, chain_spec: Option<&Path>) -> Result<HttpNode, Failure> {
		let node = HttpNode::new(&self.url()?);
		let Some(path) = chain_spec else { return Ok(node) };
		let specification = input::read(path, input::MAX_FILE)?;
		Ok(node.with_chain_spec(&specification).map_err(|error| error.to_string())?)
	}
}

/// How a command that sends one call is carried out.
#[derive(clap::Args)]
pub struct SendArgs {
	/// Print the call in hexadecimal, and send nothing
	#[arg(long)]
	dry_run: bool,
	/// Print JSON
	#[arg(long)]
	pub json: bool,
	#[command(flatten)]
	pub node: NodeArgs,
	#[command(flatten)]
	pub key: KeyArgs,
}

impl SendArgs {
	/// Sends a call, or prints it if nothing is to be sent. What `facts` reads of the events is printed with the
	/// block, and what opens the commitments that the call carries.
	pub async fn send(
		&self,
		node: &Node,
		call: &Call,
		openings: &[Opening],
		facts: impl FnOnce(&Included) -> Vec<(&'static str, Json)>,
		out: &mut impl Write,
	) -> Result<Outcome, Failure> {
		if self.dry_run {
			let data = to_hex(&node.state().await?.encode(call)?, false);
			self.print_unsent(&data, openings, out).map_err(unwritten)?;
			return Ok(Outcome::Good);
		}
		let key = self.key.read()?;
		let included = match node.submit(&key, call).await {
			Ok(included) => included,
			Err(failure) => {
				// It may be on the chain after all; then nothing else opens its commitments.
				if failure.outcome == Outcome::Unusable {
					openings.iter().try_for_each(Opening::tell).map_err(unwritten)?;
				}
				return Err(failure);
			},
		};
		let facts = facts(&included);
		self.print(&included, openings, facts, out).map_err(unwritten)?;
		Ok(Outcome::Good)
	}

	/// The call is all that stands on the output, for other programs; what opens it is told beside it.
	fn print_unsent(
		&self,
		data: &str,
		openings: &[Opening],
		out: &mut impl Write,
	) -> io::Result<()> {
		if self.json {
			return output::print_json(&json!({ "call": data, "openings": openings }), out);
		}
		writeln!(out, "{data}")?;
		openings.iter().try_for_each(Opening::tell)
	}

	fn print(
		&self,
		included: &Included,
		openings: &[Opening],
		facts: Vec<(&'static str, Json)>,
		out: &mut impl Write,
	) -> io::Result<()> {
		if self.json {
			let mut answer = json!({
				"block": included.block,
				"blockHash": included.hash,
				"extrinsic": included.extrinsic,
				"openings": openings,
			});
			if let Some(answer) = answer.as_object_mut() {
				answer.extend(facts.into_iter().map(|(name, value)| (name.to_owned(), value)));
			}
			return output::print_json(&answer, out);
		}
		for (name, value) in facts {
			let shown = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
			writeln!(out, "{name}  {}", output::one_line(&shown))?;
		}
		writeln!(out, "in block {}, as extrinsic {:?}", included.block, included.extrinsic)?;
		openings.iter().try_for_each(|opening| opening.print(out))
	}
}

/// Waits for what a node is asked.
pub fn wait<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
	let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
	runtime.map_err(|error| format!("the node cannot be asked: {error}"))?.block_on(work)
}

/// Runs what a command does with a node, and says why if it fails.
pub fn run(work: impl Future<Output = Result<Outcome, Failure>>) -> io::Result<Outcome> {
	match wait(work) {
		Ok(outcome) => Ok(outcome),
		Err(failure) => failure.end(),
	}
}

/// As a failure: the output could not be written.
pub fn unwritten(error: io::Error) -> Failure {
	format!("the output could not be written: {error}").into()
}
