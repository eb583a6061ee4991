//! `tracemark certificate checkpoint`.

use super::judge;
use crate::{
	input,
	node::{Key, KeyArgs},
	outcome::{self, Outcome},
	output::unusable,
};
use clap::Subcommand;
use sp_core::H256;
use std::{
	io::{self, Write},
	path::{Path, PathBuf},
};
use tracemark_certificate::{checkpoint_of, statement_of, Checkpoint, HttpNode, IssuerKey};

const EXAMPLES: &str = "\
Examples:
  tracemark certificate checkpoint create --out P.json
  tracemark certificate checkpoint sign P.json --key seat.key
  tracemark certificate checkpoint create --council-at 41200 --block 41300 --out P.json

Three quarters of the seats have to sign, one after another, each by a node of its own: a node that
tells of another block or of other authorities ends the command. Certificates that begin there are made
with --since P.json and verified with --checkpoint P.json.

";

/// The help of each command of the group.
fn help() -> String {
	format!("{EXAMPLES}{}", outcome::HELP)
}

#[derive(clap::Args)]
pub struct Args {
	#[command(subcommand)]
	command: Command,
}

#[derive(Subcommand)]
enum Command {
	/// Make a checkpoint of a final block, for the seats of the council to sign
	Create(Create),
	/// Sign a checkpoint as a seat of the council, after a look at your own node
	Sign(Sign),
}

#[derive(clap::Args)]
#[command(after_help = help())]
struct Create {
	/// The node's address
	#[arg(long, default_value = "http://127.0.0.1:9944")]
	url: String,
	/// Raw specification of the chain, for nodes that no longer have the genesis state
	#[arg(long, value_name = "FILE")]
	chain_spec: Option<PathBuf>,
	/// The block whose state names the council, if not the newest that is provably final: the last before a
	/// change of authorities that the authorities themselves did not sign
	#[arg(long, value_name = "NUMBER")]
	council_at: Option<u32>,
	/// The block that is vouched for, if not the same
	#[arg(long, value_name = "NUMBER")]
	block: Option<u32>,
	/// Earlier checkpoint at which the proof of the council begins, with those that it begins at itself
	#[arg(long, value_name = "FILE")]
	since: Vec<PathBuf>,
	/// Where the checkpoint goes
	#[arg(long, value_name = "FILE")]
	out: PathBuf,
}

#[derive(clap::Args)]
#[command(after_help = help())]
struct Sign {
	/// The checkpoint, to which the signature is added
	#[arg(value_name = "CHECKPOINT")]
	checkpoint: PathBuf,
	/// The address of a node that the seat itself trusts
	#[arg(long, default_value = "http://127.0.0.1:9944")]
	url: String,
	/// Earlier checkpoint at which the proof of the council begins, with those that it begins at itself
	#[arg(long, value_name = "FILE")]
	since: Vec<PathBuf>,
	#[command(flatten)]
	key: KeyArgs,
}

/// Carries out a command of the group.
pub fn run(args: Args, out: &mut impl Write) -> io::Result<Outcome> {
	let done = match args.command {
		Command::Create(args) => create(&args).map(|made| (args.out, made)),
		Command::Sign(args) => sign(&args).map(|made| (args.checkpoint, made)),
	};
	match done {
		Ok((path, Made { digest, block, signed, seats })) => {
			let path = path.display();
			writeln!(
				out,
				"{path}: block {block}, {digest:?}, signed by {signed} of {seats} seats"
			)?;
			Ok(Outcome::Good)
		},
		Err(error) => unusable(&error),
	}
}

/// What became of a checkpoint.
struct Made {
	digest: H256,
	block: u32,
	signed: usize,
	seats: usize,
}

fn create(args: &Create) -> Result<Made, String> {
	let earlier = judge::checkpoints(&args.since)?;
	let mut node = HttpNode::new(&args.url);
	if let Some(path) = &args.chain_spec {
		let specification = input::read(path, input::MAX_FILE)?;
		node = node.with_chain_spec(&specification).map_err(|error| error.to_string())?;
	}
	let checkpoint = checkpoint_of(&node, args.council_at, args.block, &earlier)
		.map_err(|error| error.to_string())?;
	finish(&args.out, &checkpoint, &earlier)
}

fn sign(args: &Sign) -> Result<Made, String> {
	let path = args.checkpoint.display();
	let earlier = judge::checkpoints(&args.since)?;
	let key = match args.key.read().map_err(|failure| failure.why)? {
		Key::Ed25519(pair) => IssuerKey::Ed25519(pair),
		Key::Sr25519(pair) => IssuerKey::Sr25519(pair),
	};
	let text = input::read(&args.checkpoint, judge::max_text())?;
	let mut checkpoint =
		Checkpoint::parse(&text).map_err(|refusal| format!("{path}: {refusal}"))?;
	let stated = &checkpoint.statement;
	let own =
		statement_of(&HttpNode::new(&args.url), stated.block).map_err(|error| error.to_string())?;
	if own != *stated {
		return Err(format!(
			"{path}: is not signed: the node at {} tells of another chain, block or authority set than it \
			 states; find out which of the two is wrong",
			args.url
		));
	}
	let seats = seats(&checkpoint, &earlier)?;
	let (_, account) = key.public();
	if !seats.contains(&account) {
		return Err(format!("{path}: is not signed: {account:?} has no seat in its council"));
	}
	checkpoint.sign(&key).map_err(|refusal| refusal.to_string())?;
	finish(&args.checkpoint, &checkpoint, &earlier)
}

fn seats(checkpoint: &Checkpoint, earlier: &[Vec<u8>]) -> Result<Vec<H256>, String> {
	let genesis = checkpoint.statement.genesis_hash;
	checkpoint.seats(genesis, earlier).map_err(|refusal| refusal.to_string())
}

/// Writes a checkpoint, and says how far it is.
fn finish(path: &Path, checkpoint: &Checkpoint, earlier: &[Vec<u8>]) -> Result<Made, String> {
	let seats = seats(checkpoint, earlier)?.len();
	let text = checkpoint.canonical().map_err(|refusal| refusal.to_string())?;
	judge::write(path, &text)?;
	let digest = checkpoint.statement.digest().map_err(|refusal| refusal.to_string())?;
	let signed = checkpoint.signatures.len();
	Ok(Made { digest, block: checkpoint.statement.block, signed, seats })
}
