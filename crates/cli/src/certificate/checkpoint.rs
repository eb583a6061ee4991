//! `tracemark certificate checkpoint`.

use super::judge;
use crate::{
	input,
	node::{KeyArgs, NodeArgs},
	outcome::{self, Outcome},
	output::Failure,
};
use clap::Subcommand;
use sp_core::H256;
use std::{
	io::{self, Write},
	path::{Path, PathBuf},
};
use tracemark_certificate::{checkpoint_of, statement_of, Checkpoint, IssuerKey, Refusal};

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
	/// Sign a checkpoint as a seat of the council, after a look at a node that the seat itself trusts
	Sign(Sign),
}

#[derive(clap::Args)]
#[command(after_help = help())]
struct Create {
	#[command(flatten)]
	node: NodeArgs,
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
	#[command(flatten)]
	node: NodeArgs,
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
		Err(failure) => failure.end(),
	}
}

/// What became of a checkpoint.
struct Made {
	digest: H256,
	block: u32,
	signed: usize,
	seats: usize,
}

fn create(args: &Create) -> Result<Made, Failure> {
	let earlier = judge::checkpoints(&args.since)?;
	let node = args.node.certifying(args.chain_spec.as_deref())?;
	let checkpoint = checkpoint_of(&node, args.council_at, args.block, &earlier)
		.map_err(|error| error.to_string())?;
	finish(&args.out, &checkpoint, &earlier)
}

fn sign(args: &Sign) -> Result<Made, Failure> {
	let path = args.checkpoint.display();
	let earlier = judge::checkpoints(&args.since)?;
	let key = IssuerKey::from(args.key.read()?);
	let text = input::read(&args.checkpoint, judge::max_text())?;
	let mut checkpoint = Checkpoint::parse(&text).map_err(refused)?;
	let stated = &checkpoint.statement;
	let own = statement_of(&args.node.certifying(None)?, stated.block)
		.map_err(|error| error.to_string())?;
	if own != *stated {
		return Err(Failure::fault(format!(
			"{path}: is not signed: the node at {} tells of another chain, block or authority set than it \
			 states; find out which of the two is wrong",
			args.node.url()?
		)));
	}
	let (_, account) = key.public();
	let seats = checkpoint.seats(own.genesis_hash, &earlier).map_err(refused)?;
	if !seats.contains(&account) {
		let why = format!("{path}: is not signed: {account:?} has no seat in its council");
		return Err(Failure::fault(why));
	}
	checkpoint.sign(&key).map_err(refused)?;
	finish(&args.checkpoint, &checkpoint, &earlier)
}

/// A checkpoint, or an earlier one, was read and is refused.
fn refused(refusal: Refusal) -> Failure {
	Failure::fault(refusal.to_string())
}

/// Writes a checkpoint, and says how far it is.
fn finish(path: &Path, checkpoint: &Checkpoint, earlier: &[Vec<u8>]) -> Result<Made, Failure> {
	let stated = &checkpoint.statement;
	let seats = checkpoint.seats(stated.genesis_hash, earlier).map_err(refused)?;
	checkpoint.check_signatures(&seats).map_err(refused)?;
	judge::write(path, &checkpoint.canonical().map_err(refused)?)?;
	Ok(Made {
		digest: stated.digest().map_err(refused)?,
		block: stated.block,
		signed: checkpoint.signatures.len(),
		seats: seats.len(),
	})
}
