//! `tracemark lot offer` and `tracemark lot accept`.

use crate::{
	evidence::description::now,
	goods::{member_name, Goods, Record},
	input,
	node::{self, Call, Node, SendArgs},
	outcome::{self, Outcome},
	output::Failure,
};
use serde_json::json;
use sp_core::H256;
use std::io::{self, Write};
use tracemark_lots::stock::cells;
use tracemark_primitives::{
	gs1::{consignment_id, lot_id, Gln},
	time::EventTime,
};

const OFFER: &str = "\
Examples:
  tracemark lot offer '(00)095211020000000015' --to 9521005000006 --key factory.key
  tracemark lot offer '(01)09521101000016(10)L-2611' --consignment 2 --to 12 --key factory.key
  tracemark lot offer '(00)095211020000000015' --title --to 12 --key factory.key

The goods change hands when the other side accepts. To whom they belong does not change by that: with --title
their owner offers the title instead, wherever they are and whoever holds them.

";

const ACCEPT: &str = "\
Examples:
  tracemark lot accept '(00)095211020000000015' --key carrier.key
  tracemark lot accept '(01)09521101000016(10)L-2611' --place 9521005000488 --key importer.key
  tracemark lot accept '(00)095211020000000015' --title --key importer.key

Whoever accepts answers for the goods from then on. With --title they belong to whoever accepts, and stay with
their holder.

";

/// Where and when something happened, as who does it says.
#[derive(clap::Args)]
pub struct Occasion {
	/// GLN of the place
	#[arg(long, value_name = "GLN", value_parser = cells::place)]
	pub place: Option<Gln>,
	/// When, by RFC 3339 with its offset [default: now]
	#[arg(long, value_name = "TIME", value_parser = cells::time)]
	time: Option<EventTime>,
}

impl Occasion {
	/// When.
	pub fn time(&self) -> EventTime {
		self.time.unwrap_or_else(|| EventTime { moment: now(), offset: 0 })
	}
}

/// What changes hands.
#[derive(clap::Args)]
struct What {
	/// The goods: SSCC, lot, or item with a record of its own, as GS1 Digital Link, URN or element string
	#[arg(value_name = "CODE")]
	code: Goods,
	/// Which consignment of a lot, from 0
	#[arg(long, value_name = "NUMBER", value_parser = input::number)]
	consignment: Option<u32>,
	/// The title to the goods, and not the goods
	#[arg(long, conflicts_with_all = ["place", "time"])]
	title: bool,
}

impl What {
	/// What can be judged before a node is asked.
	fn check(&self) -> Result<(), String> {
		match (&self.code, self.consignment) {
			(Goods::Unit(..) | Goods::LogisticUnit(_), Some(_)) => {
				Err("--consignment: is for lots only; leave it out".to_owned())
			},
			_ => Ok(()),
		}
	}
}

#[derive(clap::Args)]
#[command(after_help = format!("{OFFER}{}", outcome::NODE_HELP))]
pub struct OfferArgs {
	#[command(flatten)]
	what: What,
	/// To whom: the number of an organisation, or its GLN
	#[arg(long, value_name = "MEMBER", value_parser = member_name)]
	to: String,
	#[command(flatten)]
	occasion: Occasion,
	#[command(flatten)]
	send: SendArgs,
}

#[derive(clap::Args)]
#[command(after_help = format!("{ACCEPT}{}", outcome::NODE_HELP))]
pub struct AcceptArgs {
	#[command(flatten)]
	what: What,
	#[command(flatten)]
	occasion: Occasion,
	#[command(flatten)]
	send: SendArgs,
}

/// Offers goods.
pub fn offer(args: &OfferArgs, out: &mut impl Write) -> io::Result<Outcome> {
	node::run(async {
		args.what.check()?;
		let node = args.send.node.connect().await?;
		let (object, seq) = object(&node, &args.what).await?;
		let state = node.state().await?;
		let to = Record { state: &state }.member(&args.to).await?;
		let call = match args.what.title {
			true => Call::new("Custody", "offer_title")
				.with("object", object)
				.with("seq", seq)
				.with("to", to)
				.with("until", None::<u64>),
			false => Call::new("Custody", "offer")
				.with("object", object)
				.with("seq", seq)
				.with("to", to)
				.with("until", None::<u64>)
				.with("place", args.occasion.place)
				.with("time", args.occasion.time()),
		};
		args.send.send(&node, &call, &[], |_| vec![("object", json!(object))], out).await
	})
}

/// Accepts goods.
pub fn accept(args: &AcceptArgs, out: &mut impl Write) -> io::Result<Outcome> {
	node::run(async {
		args.what.check()?;
		let node = args.send.node.connect().await?;
		let (object, seq) = object(&node, &args.what).await?;
		let call = match args.what.title {
			true => Call::new("Custody", "accept_title").with("object", object).with("seq", seq),
			false => Call::new("Custody", "accept")
				.with("object", object)
				.with("seq", seq)
				.with("place", args.occasion.place)
				.with("time", args.occasion.time()),
		};
		args.send.send(&node, &call, &[], |_| vec![("object", json!(object))], out).await
	})
}

/// The object that a code names, and the number that the next act on it names.
async fn object(node: &Node, what: &What) -> Result<(H256, u32), Failure> {
	let state = node.state().await?;
	let record = Record { state: &state };
	let unknown = || Failure::fault(format!("{}: the chain has no record of it", what.code));
	let object = match (&what.code, what.consignment) {
		(Goods::Lot(gtin, lot), chosen) => {
			let count = record.consignments(gtin, lot).await?.ok_or_else(unknown)?;
			let number = match (chosen, count) {
				(Some(number), _) => number,
				(None, 1) => 0,
				(None, count) => {
					return Err(format!(
						"{}: was divided into {count} consignments; choose one with --consignment",
						what.code
					)
					.into())
				},
			};
			consignment_id(&lot_id(gtin, lot), number)
		},
		(Goods::Unit(..), _) => what.code.id().ok_or_else(unknown)?,
		(Goods::LogisticUnit(_), _) => {
			*record.objects(&what.code, None).await?.first().ok_or_else(unknown)?
		},
	};
	let seq = record.seq(object).await?.ok_or_else(|| match what.code {
		Goods::Unit(..) => unknown().advised("it lies in a consignment of its lot: name that"),
		_ => unknown(),
	})?;
	Ok((object, seq))
}
