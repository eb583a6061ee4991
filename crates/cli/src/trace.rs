//! `tracemark trace`.

use crate::{
	goods::{Goods, KeeperArgs, Names, Organisation, Record, Stretch},
	node::{self, NodeArgs},
	outcome::{self, Outcome},
	output::{self, Failure},
};
use serde::Serialize;
use sp_core::H256;
use std::io::{self, Write};
use tracemark_epcis::time::written;
use tracemark_primitives::{
	authorisation::{Answer, Ground},
	goods::Reservation,
	transport::{Passage, Unaccepted},
	Moment, RecallId,
};

const EXAMPLES: &str = "\
Examples:
  tracemark trace https://id.gs1.org/01/09521101000016/21/7K2M9QX4TZ --keeper http://127.0.0.1:8021
  tracemark trace '(00)095211020000000015'
  tracemark trace urn:epc:class:lgtin:9521101.000001.L-2611 --json

Who held the goods, from when to when, oldest first, and on what authority; and to whom they belonged, where
that is another than the holder. An item that nothing happened
to on its own is traced by the consignment it lies in, which the keeper of the list shows. A lot is traced
consignment by consignment. `gap` marks a time in which nobody held the goods: they were sold, lost or
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
	#[command(flatten)]
	node: NodeArgs,
	#[command(flatten)]
	keeper: KeeperArgs,
}

/// What the command prints as JSON.
#[derive(Serialize)]
struct Told {
	code: String,
	block: u64,
	block_hash: H256,
	objects: Vec<Path>,
}

/// The path of one object.
#[derive(Serialize)]
struct Path {
	object: H256,
	path: Vec<Step>,
}

/// A stretch of time in which one organisation held the goods.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Step {
	holder: Organisation,
	/// To whom the goods belonged, if to another than the holder.
	owner: Option<Organisation>,
	/// The outermost object that they lay in.
	within: H256,
	from: String,
	from_block: u32,
	until: Option<String>,
	/// GLN where it began, as the holder said.
	place: Option<String>,
	authority: Option<String>,
	/// What the holder noted when it took them over.
	reservation: Option<String>,
	/// How they came to the holder, if a carrier brought them that is no member.
	passage: Option<&'static str>,
	/// Where nobody accepted them, and since when, as each reporter says.
	unaccepted: Vec<String>,
	recalls: Vec<RecallId>,
	/// Whether nobody held them right before, and whether the same organisation did before that.
	gap: Option<Gap>,
}

/// A time in which nobody held the goods.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Gap {
	/// They came back to who held them before: returned, or found.
	CameBack,
	/// Somebody else held them after it.
	Broken,
}

/// Prints the path.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	node::run(trace(args, out))
}

async fn trace(args: &Args, out: &mut impl Write) -> Result<Outcome, Failure> {
	let state = args.node.connect().await?.state().await?;
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
	let mut told = Vec::new();
	for object in objects {
		let stretches = record.trace(object).await?;
		let mut path = Vec::new();
		let mut before: Option<&Stretch> = None;
		for stretch in &stretches {
			let segment = &stretch.traced.segment;
			let holder = names.of(&state, segment.holder).await?;
			let owner = match segment.owner == segment.holder {
				true => None,
				false => Some(names.of(&state, segment.owner).await?),
			};
			path.push(step(stretch, before, holder, owner));
			before = Some(stretch);
		}
		told.push(Path { object, path });
	}
	let code = args.code.to_string();
	let told = Told { code, block: state.block(), block_hash: state.hash(), objects: told };
	print(&told, args.json, out).map_err(node::unwritten)?;
	Ok(Outcome::Good)
}

fn step(
	stretch: &Stretch,
	before: Option<&Stretch>,
	holder: Organisation,
	owner: Option<Organisation>,
) -> Step {
	let segment = &stretch.traced.segment;
	Step {
		within: segment.object,
		from: instant(segment.from),
		from_block: segment.from_block,
		until: segment.until.map(instant),
		place: stretch.place.clone(),
		authority: stretch.traced.authority.as_ref().map(authority),
		reservation: segment.reservation.as_ref().map(reservation),
		passage: segment.passage.as_ref().map(passage),
		unaccepted: stretch.traced.unaccepted.iter().map(unaccepted).collect(),
		recalls: stretch.traced.recalls.clone(),
		gap: before.and_then(|before| {
			gap(
				(before.traced.segment.holder, before.traced.segment.until),
				(segment.holder, segment.from),
			)
		}),
		holder,
		owner,
	}
}

/// Whether nobody held the goods between two stretches.
fn gap(before: (u32, Option<Moment>), next: (u32, Moment)) -> Option<Gap> {
	match before.1 {
		Some(until) if until < next.1 => {
			Some(if before.0 == next.0 { Gap::CameBack } else { Gap::Broken })
		},
		_ => None,
	}
}

/// A moment in UTC.
pub fn instant(moment: Moment) -> String {
	let written = i64::try_from(moment).ok().and_then(written);
	written.unwrap_or_else(|| format!("{moment} ms"))
}

fn authority(answer: &Answer) -> String {
	match answer {
		Answer::Permitted(Ground::Owner) => "owner of the rights".to_owned(),
		Answer::Permitted(Ground::Licence(licence)) => format!("licence {licence}"),
		Answer::Permitted(Ground::Exhaustion) => "rights exhausted".to_owned(),
		Answer::Permitted(Ground::Exception) => "exception of the law".to_owned(),
		Answer::NotPermitted => "NOT PERMITTED".to_owned(),
		Answer::NotRequired => "no right in force".to_owned(),
		Answer::Unknown => "unknown".to_owned(),
	}
}

fn reservation(noted: &Reservation) -> String {
	match noted {
		Reservation::Shortage { missing } => format!("{} missing", quantity(missing)),
		Reservation::Damaged => "damaged".to_owned(),
		Reservation::SealBroken => "seal broken".to_owned(),
	}
}

fn passage(passage: &Passage) -> &'static str {
	match passage {
		Passage::Bridged { .. } => "bridged: by a carrier that is no member, under a whole seal",
		Passage::Broken { .. } => "BROKEN: by a carrier that is no member, under no whole seal",
	}
}

fn unaccepted(report: &Unaccepted) -> String {
	let place = String::from_utf8_lossy(&report.place.0);
	format!("{place} since {}", instant(report.since.moment))
}

/// A quantity for people.
pub fn quantity(quantity: &tracemark_primitives::quantity::Quantity) -> String {
	use tracemark_primitives::quantity::Quantity;
	match quantity {
		Quantity::Pieces(pieces) => format!("{pieces} pieces"),
		Quantity::Measured { micros, unit } => {
			let (whole, rest) = (micros / 1_000_000, micros % 1_000_000);
			let unit = String::from_utf8_lossy(&unit.0);
			let decimals = format!("{rest:06}");
			match decimals.trim_end_matches('0') {
				"" => format!("{whole} {}", unit.trim_end()),
				decimals => format!("{whole}.{decimals} {}", unit.trim_end()),
			}
		},
	}
}

fn print(told: &Told, json: bool, out: &mut impl Write) -> io::Result<()> {
	if json {
		return output::print_json(told, out);
	}
	writeln!(out, "{} as of block {}", told.code, told.block)?;
	for object in &told.objects {
		writeln!(out, "object {:?}", object.object)?;
		for step in &object.path {
			match step.gap {
				Some(Gap::CameBack) => {
					writeln!(out, "  gap: nobody held them; then they came back")?
				},
				Some(Gap::Broken) => {
					writeln!(out, "  gap: nobody held them; the chain of custody is broken")?;
				},
				None => {},
			}
			let until = step.until.as_deref().unwrap_or("now");
			write!(out, "  {} – {until}  {}", step.from, step.holder)?;
			if let Some(owner) = &step.owner {
				write!(out, ", belonged to {owner}")?;
			}
			for (what, word) in
				[("at GLN", &step.place), ("by", &step.authority), ("noted:", &step.reservation)]
			{
				if let Some(word) = word {
					write!(out, ", {what} {word}")?;
				}
			}
			if let Some(passage) = step.passage {
				write!(out, ", {passage}")?;
			}
			for report in &step.unaccepted {
				write!(out, ", unaccepted at GLN {report}")?;
			}
			for recall in &step.recalls {
				write!(out, ", recall {recall}")?;
			}
			writeln!(out)?;
		}
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use tracemark_primitives::{
		gs1::Gln,
		quantity::{Quantity, UnitCode},
		time::EventTime,
		transport::UnacceptedGround,
	};

	#[test]
	fn gap_should_be_marked_when_nobody_held_the_goods() {
		assert_eq!(gap((1, Some(5)), (2, 5)), None);
		assert_eq!(gap((1, Some(5)), (1, 9)), Some(Gap::CameBack));
		assert_eq!(gap((1, Some(5)), (2, 9)), Some(Gap::Broken));
		assert_eq!(gap((1, None), (2, 9)), None);
	}

	#[test]
	fn words_should_be_those_of_people_when_facts_are_told() {
		let unit = UnitCode(*b"KGM");
		assert_eq!(quantity(&Quantity::Pieces(3)), "3 pieces");
		assert_eq!(quantity(&Quantity::Measured { micros: 2_500_000, unit }), "2.5 KGM");
		assert_eq!(quantity(&Quantity::Measured { micros: 3_000_000, unit }), "3 KGM");
		assert_eq!(authority(&Answer::Permitted(Ground::Licence(7))), "licence 7");
		let missing = Quantity::Pieces(2);
		assert_eq!(reservation(&Reservation::Shortage { missing }), "2 pieces missing");
		assert_eq!(instant(0), "1970-01-01T00:00:00.000Z");
		assert!(passage(&Passage::Bridged { departed: 1 }).starts_with("bridged"));
		assert!(passage(&Passage::Broken { departed: 1 }).starts_with("BROKEN"));
		let report = Unaccepted {
			by: 1,
			place: Gln(*b"9521102000004"),
			since: EventTime { moment: 0, offset: 0 },
			ground: UnacceptedGround::NobodyThere,
			at: 1,
		};
		assert_eq!(unaccepted(&report), "9521102000004 since 1970-01-01T00:00:00.000Z");
	}
}
