//! `tracemark lot commission`.

use super::{hand_over::Occasion, read};
use crate::{
	goods::Goods,
	node::{self, Call, SendArgs},
	outcome::{self, Outcome},
	output::Failure,
};
use clap::ArgGroup;
use serde_json::json;
use std::{
	io::{self, Write},
	path::PathBuf,
};
use tracemark_lots::stock::cells;
use tracemark_primitives::quantity::Quantity;

const EXAMPLES: &str = "\
Examples:
  tracemark lot commission 09521101000016-L-2611.lot.jsonl --key factory.key
  tracemark lot commission --lot '(01)09521101000016(10)Y-1' --quantity 850.5 --unit KGM --key mill.key

The portable file of a lot has its class, number, quantity and the root over its serials. A lot without serials
is named by --lot.

";

#[derive(clap::Args)]
#[command(after_help = format!("{EXAMPLES}{}", outcome::NODE_HELP))]
#[command(group = ArgGroup::new("what").required(true).args(["file", "lot"]))]
pub struct Args {
	/// Portable file of the lot
	#[arg(value_name = "FILE")]
	file: Option<PathBuf>,
	/// A lot without serials: (01)GTIN(10)LOT, a link or a URN
	#[arg(long, value_name = "CODE", requires = "quantity")]
	lot: Option<Goods>,
	/// How much: pieces, or an amount with at most six decimals if there is a unit
	#[arg(long, value_name = "NUMBER", conflicts_with = "file")]
	quantity: Option<String>,
	/// Unit by UN/CEFACT Recommendation 20, such as KGM
	#[arg(long, value_name = "CODE", requires = "quantity")]
	unit: Option<String>,
	#[command(flatten)]
	occasion: Occasion,
	#[command(flatten)]
	send: SendArgs,
}

/// Puts the lot on record.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	node::run(commission(args, out))
}

async fn commission(args: &Args, out: &mut impl Write) -> Result<Outcome, Failure> {
	let (gtin, number, quantity, root) = match (&args.file, &args.lot) {
		(Some(path), _) => {
			let lot = read::lot(path)?;
			let known = lot.commitment();
			(known.gtin, known.lot.clone(), Quantity::Pieces(known.size.into()), Some(known.root))
		},
		(None, Some(Goods::Lot(gtin, number))) => {
			let amount = args.quantity.as_deref().unwrap_or_default();
			let quantity = cells::quantity(amount, args.unit.as_deref().unwrap_or_default())?;
			(*gtin, number.clone(), quantity, None)
		},
		_ => {
			return Err("--lot: give the code of a lot, such as (01)GTIN(10)LOT".to_owned().into())
		},
	};
	let call = Call::new("Custody", "commission")
		.with("gtin", gtin)
		.with("number", &number)
		.with("quantity", quantity)
		.with("root", root)
		.with("place", args.occasion.place)
		.with("time", args.occasion.time());
	let node = args.send.node.connect().await?;
	let facts = |included: &node::Included| {
		let event = "Custody.Commissioned";
		vec![
			("lot", json!(included.hash_in(event, "lot"))),
			("consignment", json!(included.hash_in(event, "consignment"))),
		]
	};
	args.send.send(&node, &call, &[], facts, out).await
}
