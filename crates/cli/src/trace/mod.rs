//! `tracemark trace`.

mod read;
mod text;
mod told;
mod words;

pub use words::instant;

use crate::{
	goods::{Goods, KeeperArgs, Names, Record},
	node::{self, NodeArgs},
	outcome::{self, Outcome},
	output::{self, Failure},
};
use std::io::{self, Write};
use told::Told;

const EXAMPLES: &str = "\
Examples:
  tracemark trace https://id.gs1.org/01/09521101000016/21/7K2M9QX4TZ --keeper http://127.0.0.1:8021
  tracemark trace '(00)095211020000000015'
  tracemark trace urn:epc:class:lgtin:9521101.000001.L-2611 --json
  tracemark trace '(00)095211020000000015' --events

Who held the goods, from when to when, oldest first, and to whom they belonged, where that is another than the
holder. `by` names the authority, as of its time, of whoever made, relabelled, imported or sold them or put them on
the market; who only carried or stored them needs none. An item that nothing happened
to on its own is traced by the consignment it lies in, which the keeper of the list shows. A lot is traced
consignment by consignment. Where the same holder has several stretches, the goods were packed, unpacked or
came back in between. Evidence about the goods is printed that was listed (`tracemark evidence list`); that it
is about them is its depositor's word. What stands out is printed also if it was declared erroneous, with the
declaration. `gap` marks a time in which nobody held the goods: they were sold, lost or
stolen and came back, or the chain of custody is broken.

";

#[derive(clap::Args)]
#[command(after_help = format!("{EXAMPLES}{}", outcome::NODE_HELP))]
pub struct Args {
	/// What the goods bear: GS1 Digital Link, EPC URN, (01)GTIN(21)SERIAL, (01)GTIN(10)LOT, or SSCC
	#[arg(value_name = "CODE")]
	code: Goods,
	/// Print JSON
	#[arg(long)]
	json: bool,
	/// Print the number of the event of each hand-over, which `certificate create --hand-over` takes; from a node
	/// that keeps all states (--state-pruning archive)
	#[arg(long)]
	events: bool,
	#[command(flatten)]
	node: NodeArgs,
	#[command(flatten)]
	keeper: KeeperArgs,
}

/// Prints the path.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	node::run(trace(args, out))
}

async fn trace(args: &Args, out: &mut impl Write) -> Result<Outcome, Failure> {
	let node = args.node.connect().await?;
	let state = node.state().await?;
	let record = Record { state: &state };
	let proof = match &args.code {
		Goods::Unit(gtin, serial) => record.proof(&args.keeper, gtin, serial).await?,
		_ => None,
	};
	let has_proof = proof.is_some();
	let objects = record.objects(&args.code, proof).await?;
	if objects.is_empty() {
		let failure = Failure::fault(format!("{}: the chain has no record of it", args.code));
		return Err(match (&args.code, has_proof) {
			(Goods::Unit(..), false) => failure.advised(
				"an item that nothing happened to is found by its path: name its keeper with --keeper or its \
				 list with --list",
			),
			_ => failure,
		});
	}
	let mut names = Names::default();
	let mut keepers = Vec::new();
	for keeper in record.keepers(&args.code, args.keeper.lot()).await? {
		keepers.push(names.of(&state, keeper).await?);
	}
	let mut paths = Vec::new();
	for object in objects {
		paths.push(read::path(&node, &record, &mut names, object, args.events).await?);
	}
	let subjects = read::subjects(&args.code, &paths);
	let incidents = read::incidents(&record, &mut names, &subjects).await?;
	let evidence = read::evidence(&record, &mut names, subjects).await?;
	let (code, block_hash) = (args.code.to_string(), state.hash());
	let told = Told {
		code,
		block: state.block(),
		block_hash,
		keepers,
		objects: paths,
		incidents,
		evidence,
	};
	let printed = match args.json {
		true => output::print_json(&told, out),
		false => text::print(&told, out),
	};
	printed.map_err(node::unwritten)?;
	Ok(Outcome::Good)
}
