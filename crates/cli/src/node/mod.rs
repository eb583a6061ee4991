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

use crate::outcome::{Failure, Outcome};
use std::{future::Future, io};

/// The address of a node on the same machine.
const DEFAULT_URL: &str = "ws://127.0.0.1:9944";
/// What names the address of the node if no option does.
const URL_VARIABLE: &str = "TRACEMARK_URL";

/// Which node.
#[derive(clap::Args)]
pub struct NodeArgs {
	/// The node's address [default: TRACEMARK_URL, else ws://127.0.0.1:9944]
	#[arg(long, value_name = "URL")]
	url: Option<String>,
}

impl NodeArgs {
	/// The address: the option, else the environment, else the default.
	fn url(&self) -> String {
		let named = self.url.clone().or_else(|| std::env::var(URL_VARIABLE).ok());
		named.filter(|url| !url.is_empty()).unwrap_or_else(|| DEFAULT_URL.to_owned())
	}

	/// Connects to the node.
	pub async fn connect(&self) -> Result<Node, Failure> {
		Node::connect(&self.url()).await
	}
}

/// Runs what a command does with a node, and says why if it fails.
pub fn run(work: impl Future<Output = Result<Outcome, Failure>>) -> io::Result<Outcome> {
	let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
	match runtime.block_on(work) {
		Ok(outcome) => Ok(outcome),
		Err(failure) => failure.end(),
	}
}

/// As a failure: the output could not be written.
pub fn unwritten(error: io::Error) -> Failure {
	format!("the output could not be written: {error}").into()
}
