//! `tracemark evidence list`.

use super::sums;
use crate::{
	node::{
		self,
		value::{hash, number, sha256},
		Call, Node, SendArgs, State,
	},
	outcome::{self, Outcome},
	output::Failure,
};
use sp_core::H256;
use std::{
	fs::File,
	io::{self, Write},
};
use subxt::dynamic::{At, Value};

const EXAMPLES: &str = "\
Examples:
  tracemark evidence list photo.jpg --key monitor.key
  tracemark evidence list 4fc9b1f0…  --deposit 1 --key customs.key
  tracemark evidence list leaf.jpg --block 1204 --key court.key

The deposit is then found by what it is about: `tracemark trace` of the goods prints it. What it is about its
depositor said; the command reads that in the event of the deposit, so that the node has to have the state of
that block: an archive node, or any soon after. Whoever is a member may list it.

";

#[derive(clap::Args)]
#[command(after_help = format!("{EXAMPLES}{}", outcome::NODE_HELP))]
pub struct Args {
	/// The original, or 64 hexadecimal digits of its SHA-256 digest
	#[arg(value_name = "FILE|DIGEST")]
	original: String,
	/// Which deposit of it: 0 for the record, else the number of the corroboration
	#[arg(long, value_name = "NUMBER", default_value_t = 0)]
	deposit: u32,
	/// In which block a leaf was opened; of other deposits the chain knows it
	#[arg(long, value_name = "NUMBER")]
	block: Option<u64>,
	#[command(flatten)]
	send: SendArgs,
}

/// Lists a deposit.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	node::run(list(args, out))
}

async fn list(args: &Args, out: &mut impl Write) -> Result<Outcome, Failure> {
	let digest = digest(&args.original)?;
	let node = args.send.node.connect().await?;
	let block = match args.block {
		Some(block) => block,
		None => block(&node.state().await?, digest, args.deposit).await?,
	};
	let description = described(&node, block, digest, args.deposit).await?;
	let call = Call::new("Evidence", "list")
		.with("digest", sha256(digest))
		.with("number", args.deposit)
		.with("description", &description);
	args.send.send(&node, &call, &[], |_| Vec::new(), out).await
}

/// The digest that was named, or that of the file.
pub fn digest(original: &str) -> Result<H256, Failure> {
	let digits = original.strip_prefix("0x").unwrap_or(original);
	if digits.len() == 64 {
		if let Ok(digest) = digits.parse() {
			return Ok(digest);
		}
	}
	File::open(original).and_then(sums::digest).map_err(|error| {
		format!("{original}: cannot be read: {error}; give a file, or 64 hexadecimal digits").into()
	})
}

/// The block of a deposit.
async fn block(state: &State, digest: H256, deposit: u32) -> Result<u64, Failure> {
	let found = match deposit {
		0 => state.read("Evidence", "Records", &[&sha256(digest)]).await?,
		_ => state.read("Evidence", "Corroborations", &[&sha256(digest), &deposit]).await?,
	};
	let found = found.as_ref();
	let found = match deposit {
		0 => found.at("deposit"),
		_ => found,
	};
	found.at("block").and_then(number).and_then(|block| u64::try_from(block).ok()).ok_or_else(
		|| Failure::fault(format!("{digest:?}: the chain has no deposit {deposit} of it")),
	)
}

/// The description with which a deposit was made, by the event of it.
async fn described(node: &Node, block: u64, digest: H256, deposit: u32) -> Result<Value, Failure> {
	let events = node.state_at(block).await?.events().await.map_err(|failure| {
		failure
			.advised("name an archive node with --url: this one has let go of that block's state")
	})?;
	let is_meant = |event: &&node::Event| {
		let fields = &event.fields;
		let is_of_it = fields.at("digest").at("value").and_then(hash) == Some(digest);
		is_of_it
			&& match event.name.as_str() {
				"Evidence.Anchored" => deposit == 0,
				"Evidence.Corroborated" => {
					fields.at("number").and_then(number) == Some(deposit.into())
				},
				_ => false,
			}
	};
	let event = events.iter().find(is_meant);
	event.and_then(|event| event.fields.at("description")).cloned().ok_or_else(|| {
		Failure::fault(format!("block {block} tells nothing of deposit {deposit} of {digest:?}"))
			.advised(
				"if it is a leaf that was opened later, name the block of the opening with --block",
			)
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn original_should_be_a_digest_or_a_file_when_it_is_read() {
		let digits = "4f".repeat(32);
		let expected = H256::repeat_byte(0x4f);
		assert_eq!(digest(&digits).ok(), Some(expected));
		assert_eq!(digest(&format!("0x{digits}")).ok(), Some(expected));
		let refused = digest("no such file").err().map(|failure| failure.to_string());
		assert!(refused.is_some_and(|said| said.contains("64 hexadecimal digits")));
	}
}
