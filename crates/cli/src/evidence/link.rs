//! `tracemark evidence link-timestamp`.

use super::{list, timestamp::Token};
use crate::{
	input,
	node::{
		self,
		value::{bounded, sha256, structure, ToValue},
		Call, SendArgs,
	},
	outcome::{self, Outcome},
	output::Failure,
};
use sp_core::H256;
use std::{
	io::{self, Write},
	path::PathBuf,
};
use subxt::dynamic::Value;

const EXAMPLES: &str = "\
Examples:
  tracemark evidence link-timestamp photo.jpg photo.tsr --key monitor.key
  tracemark evidence link-timestamp 4fc9b1f0… photo.tsr --key monitor.key
  tracemark evidence link-timestamp photo.jpg photo.tsr --dry-run

The token stays here: its digest, policy, serial number and time go on record beside the digest that it is
about, which must be SHA-256 and on record. `certificate create --timeline` certifies the link, and `evidence
pack` says of each token whether it is linked. Whether the authority's signature is good is for `openssl ts
-verify`: check that before.

";

#[derive(clap::Args)]
#[command(after_help = format!("{EXAMPLES}{}", outcome::NODE_HELP))]
pub struct Args {
	/// The original, or 64 hexadecimal digits of its SHA-256 digest
	#[arg(value_name = "FILE|DIGEST")]
	original: String,
	/// The time-stamp authority's response (RFC 3161) about it
	#[arg(value_name = "TOKEN")]
	token: PathBuf,
	#[command(flatten)]
	send: SendArgs,
}

/// Links a time stamp.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	node::run(link(args, out))
}

async fn link(args: &Args, out: &mut impl Write) -> Result<Outcome, Failure> {
	let shown = args.token.display();
	let digest = list::digest(&args.original)?;
	let response = input::read(&args.token, input::MAX_FILE)?;
	let token = Token::parse(&response).map_err(|why| Failure::fault(format!("{shown}: {why}")))?;
	if token.sha256() != Some(digest) {
		let why = format!("{shown}: is not about SHA-256 {digest:?}");
		return Err(Failure::fault(why));
	}
	let node = args.send.node.connect().await?;
	args.send.send(&node, &call(digest, &token), &[], |_| Vec::new(), out).await
}

/// Octets of a bounded list in a type of its own.
fn octets(octets: &[u8]) -> Value {
	Value::unnamed_composite([bounded(octets.iter().map(ToValue::to_value))])
}

fn call(digest: H256, token: &Token) -> Call {
	let time_stamp = structure([
		("token", sha256(token.der.sha256).to_value()),
		("policy", octets(token.policy.as_bytes())),
		("serial", octets(&token.serial)),
		("stated", token.stated.to_value()),
	]);
	Call::new("Evidence", "link_timestamp")
		.with("digest", sha256(digest))
		.with("time_stamp", time_stamp)
}
