//! `tracemark licence`: the daily calls of licensors and licensees. Royalties are agreed by other clients.

use crate::{
	evidence::{description::now, description::Opening, sums},
	goods::{member_name, Record},
	input,
	node::{
		self,
		value::{bounded, structure, unit, variant, ToValue},
		Call, SendArgs,
	},
	outcome::{self, Outcome},
	output::Failure,
	right::options,
	words,
};
use clap::{Subcommand, ValueEnum};
use serde_json::json;
use sp_core::H256;
use std::{
	fs::File,
	io::{self, Write},
};
use subxt::dynamic::Value;
use tracemark_lots::stock::cells;
use tracemark_primitives::{
	authorisation::{Activities, Activity},
	gs1::Gtin,
	territory::Territories,
	time::{EventTime, DAY},
};

/// Most levels of sublicences, as the chain sets it.
const MAX_LEVELS: u8 = 4;

const OFFER: &str = "\
Examples:
  tracemark licence offer --right 0x5f1c… --to 9521002000009 --activities manufacture,sell \\
    --territories TR --pieces 1000 --contract contract.pdf --key brand.key

The licensee accepts within 30 days. What the contract says stays outside: the chain gets a salted commitment to
its digest, whose salt is printed.

";

const ACCEPT: &str = "\
Examples:
  tracemark licence accept 12 --key factory.key

The licensor tells the number, which `licence offer` prints.

";

#[derive(clap::Args)]
pub struct Args {
	#[command(subcommand)]
	command: Command,
}

#[derive(Subcommand)]
enum Command {
	/// Offer a licence; needs a node
	Offer(Box<OfferArgs>),
	/// Accept a licence that is offered; needs a node
	Accept(Box<AcceptArgs>),
}

/// Whom a licence excludes.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Exclusivity {
	/// Nobody
	NonExclusive,
	/// Later licensees
	Sole,
	/// Later licensees and the owner
	Exclusive,
}

#[derive(clap::Args)]
#[command(after_help = format!("{OFFER}{}", outcome::NODE_HELP))]
pub struct OfferArgs {
	/// Id of a right; once for each
	#[arg(long = "right", required = true, value_name = "ID", value_parser = input::hash)]
	rights: Vec<H256>,
	/// To whom: the number of an organisation, or its GLN
	#[arg(long, value_name = "MEMBER", value_parser = member_name)]
	to: String,
	/// Which acts, between commas
	#[arg(long, required = true, value_parser = words::one_of::<Activity>(), value_delimiter = ',')]
	activities: Vec<Activity>,
	/// Where: `everywhere`, or codes of ISO 3166-1 between commas; EU stands for its members
	#[arg(long, value_name = "CODES", value_parser = options::territories)]
	territories: Territories,
	/// First moment, by RFC 3339 [default: now]
	#[arg(long, value_name = "TIME", value_parser = cells::time)]
	from: Option<EventTime>,
	/// First moment outside, by RFC 3339 [default: without end]
	#[arg(long, value_name = "TIME", value_parser = cells::time)]
	until: Option<EventTime>,
	/// How many pieces in all [default: without limit]
	#[arg(long, value_name = "NUMBER", value_parser = pieces)]
	pieces: Option<u64>,
	/// The signed contract: its file, or a salted digest of it
	#[arg(long, value_name = "FILE|DIGEST")]
	contract: String,
	/// With goods of these classes only, between commas
	#[arg(long, value_name = "GTINS", value_delimiter = ',', value_parser = tracemark_lots::text::gtin)]
	gtins: Vec<Gtin>,
	/// Excluding whom
	#[arg(long, value_enum, default_value = "non-exclusive")]
	exclusivity: Exclusivity,
	/// How many levels of sublicences may follow, at most 4
	#[arg(long, value_name = "LEVELS", default_value_t = 0, value_parser = levels)]
	sublicensing: u8,
	/// Days of notice
	#[arg(long, value_name = "DAYS", default_value_t = 0)]
	notice: u32,
	/// Days after an end on which goods made before may still be sold
	#[arg(long, value_name = "DAYS", default_value_t = 0)]
	sell_off: u32,
	/// The licence that this is a sublicence of
	#[arg(long, value_name = "NUMBER", value_parser = input::number)]
	under: Option<u32>,
	#[command(flatten)]
	send: SendArgs,
}

#[derive(clap::Args)]
#[command(after_help = format!("{ACCEPT}{}", outcome::NODE_HELP))]
pub struct AcceptArgs {
	/// Number of the licence
	#[arg(value_name = "NUMBER", value_parser = input::number)]
	licence: u32,
	#[command(flatten)]
	send: SendArgs,
}

fn pieces(text: &str) -> Result<u64, String> {
	let pieces = text.parse().ok().filter(|pieces| *pieces > 0);
	pieces.ok_or_else(|| "give a number of pieces, at least 1".to_owned())
}

fn levels(text: &str) -> Result<u8, String> {
	let levels = text.parse().ok().filter(|levels| *levels <= MAX_LEVELS);
	levels.ok_or_else(|| format!("give a number of levels, at most {MAX_LEVELS}"))
}

/// Carries out a command of the group.
pub fn run(args: Args, out: &mut impl Write) -> io::Result<Outcome> {
	match args.command {
		Command::Offer(args) => node::run(offer(&args, out)),
		Command::Accept(args) => node::run(accept(&args, out)),
	}
}

async fn offer(args: &OfferArgs, out: &mut impl Write) -> Result<Outcome, Failure> {
	let mut openings = Vec::new();
	let from = args.from.map_or_else(now, |time| time.moment);
	if args.until.is_some_and(|until| until.moment <= from) {
		return Err("--until: is not after the first moment; give a later one".to_owned().into());
	}
	let contract = contract(&args.contract, &mut openings)?;
	let node = args.send.node.connect().await?;
	let state = node.state().await?;
	let licensee = Record { state: &state }.member(&args.to).await?;
	let call = Call::new("Licensing", "offer")
		.with("rights", bounded(args.rights.iter().map(ToValue::to_value)))
		.with("licensee", licensee)
		.with("terms", terms(args, contract))
		.with("parent", args.under);
	let facts = |included: &node::Included| {
		vec![("licence", json!(included.number_in("Licensing.Offered", "licence")))]
	};
	args.send.send(&node, &call, &openings, facts, out).await
}

fn terms(args: &OfferArgs, contract: H256) -> Value {
	let activities = Activities::of(&args.activities);
	let products = match args.gtins.as_slice() {
		[] => unit("All"),
		gtins => variant("Gtins", bounded(gtins.iter().map(ToValue::to_value))),
	};
	let exclusivity = match args.exclusivity {
		Exclusivity::NonExclusive => "NonExclusive",
		Exclusivity::Sole => "Sole",
		Exclusivity::Exclusive => "Exclusive",
	};
	let days = |days: u32| u64::from(days).saturating_mul(DAY);
	structure([
		("activities", Value::unnamed_composite([activities.0.to_value()])),
		("territories", args.territories.to_value()),
		(
			"term",
			structure([
				("from", args.from.map_or_else(now, |time| time.moment).to_value()),
				("until", args.until.map(|time| time.moment).to_value()),
			]),
		),
		("quantity", args.pieces.map(tracemark_primitives::quantity::Quantity::Pieces).to_value()),
		("contract", contract.to_value()),
		("products", products),
		("channel", unit("Any")),
		("exclusivity", unit(exclusivity)),
		("sublicensing", args.sublicensing.to_value()),
		("notice", days(args.notice).to_value()),
		("sell_off", days(args.sell_off).to_value()),
		("royalties", unit("None")),
	])
}

/// The commitment to a contract: a digest that is given, or a salted one of the digest of its file.
fn contract(given: &str, openings: &mut Vec<Opening>) -> Result<H256, String> {
	if given.starts_with("0x") {
		let commitment = Opening::commit(given, openings);
		return commitment.map_err(|_| {
			format!(
				"--contract: `{given}` is no digest; give 0x and 64 hexadecimal digits, or a file"
			)
		});
	}
	let digest = File::open(given).and_then(sums::digest).map_err(|error| {
		format!("{given}: cannot be read: {error}; give a file, or 0x and 64 hexadecimal digits")
	})?;
	Opening::commit(&format!("sha-256:{digest:x}"), openings)
}

async fn accept(args: &AcceptArgs, out: &mut impl Write) -> Result<Outcome, Failure> {
	let call = Call::new("Licensing", "accept").with("offer", args.licence);
	let node = args.send.node.connect().await?;
	args.send.send(&node, &call, &[], |_| vec![("licence", json!(args.licence))], out).await
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn exclusivity_should_have_the_words_of_the_chain_when_it_is_an_option() {
		let source = include_str!("../../../pallets/licensing/src/types/terms.rs");
		let ours: Vec<String> =
			Exclusivity::value_variants().iter().map(|word| format!("{word:?}")).collect();
		assert_eq!(ours, words::in_source(source, "Exclusivity"));
	}

	#[test]
	fn contract_should_be_committed_to_when_its_file_is_given() {
		let mut openings = Vec::new();
		let digest = format!("0x{}", "0c".repeat(32));
		assert_eq!(contract(&digest, &mut openings), Ok(H256::repeat_byte(0x0c)));
		assert!(contract("no/such/contract", &mut openings).unwrap_err().contains("give a file"));
		assert!(openings.is_empty());
	}
}
