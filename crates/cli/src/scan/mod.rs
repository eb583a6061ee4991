//! `tracemark scan`.

mod absence;
mod denial;
mod item;
mod verdict;

use crate::{
	goods::{Goods, KeeperArgs, Names, Organisation, Record},
	node::{self, NodeArgs, Question, State},
	outcome::Outcome,
	output::{self, Failure},
	trace::instant,
};
use item::Found;
use serde::Serialize;
use std::io::{self, Write};
use tracemark_primitives::{
	goods::{EndOfLife, GoodsClaim, Presence, Segment},
	recalls::Recalled,
	scan::Verdict,
	Moment, OrgId, RecallId,
};

const EXAMPLES: &str = "\
Examples:
  tracemark scan https://id.brand.example/01/09521101000016/21/7K2M9QX4TZ
  tracemark scan '(01)09521101000016(21)7K2M9QX4TZ' --keeper http://127.0.0.1:8021 --holder 12
  tracemark scan '(01)09521101000016(21)7K2M9QX4TZ' --list 09521101000016-L-2611.lot.jsonl --json

The keeper of the lot's list is asked for the item's path, and the chain whether it leads to the lot. A copied
label leads there as well: who has the item says so with --holder, and the chain says whether it should be there.
Without --holder that stays a question.

Exit codes:
  0  genuine, and where it should be: the path leads to the lot, and the holder is the one on record
  1  known but elsewhere; ended; detained; recalled; unknown serial; or the path leads nowhere
  2  the command could not be carried out: wrong arguments, no node, another chain
  3  not provable here; or genuine by its number, if no --holder is named: a question, never a verdict
";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
	/// What the item bears: GS1 Digital Link, EPC URN, (01)GTIN(21)SERIAL; or the SSCC of a logistic unit
	#[arg(value_name = "CODE")]
	code: Goods,
	/// Number of the organisation in whose hands it was found
	#[arg(long, value_name = "NUMBER")]
	holder: Option<OrgId>,
	/// Print JSON
	#[arg(long)]
	json: bool,
	#[command(flatten)]
	node: NodeArgs,
	#[command(flatten)]
	keeper: KeeperArgs,
}

/// What the command prints.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Scan {
	code: String,
	block: u64,
	#[serde(serialize_with = "verdict::serialize")]
	verdict: Verdict,
	/// Who holds it on record, or held it last.
	holder: Option<Organisation>,
	/// To whom it belongs, if to another than the holder.
	#[serde(skip_serializing_if = "Option::is_none")]
	owner: Option<Organisation>,
	presence: Option<String>,
	/// Since when the holder has it.
	#[serde(skip_serializing_if = "Option::is_none")]
	since: Option<String>,
	recalls: Vec<RecallId>,
	/// The lots whose lists have no place for the serial: all of its class that have serials.
	absent_from: Vec<String>,
	/// The owner of the class, who signs that it has no such serial.
	#[serde(skip_serializing_if = "Option::is_none")]
	denied_by: Option<Organisation>,
	/// Why nobody showed anything.
	reason: Option<String>,
}

/// Prints the answer.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	node::run(scan(args, out))
}

async fn scan(args: &Args, out: &mut impl Write) -> Result<Outcome, Failure> {
	let state = args.node.connect().await?.state().await?;
	let record = Record { state: &state };
	let found = match &args.code {
		Goods::Unit(gtin, serial) => item::find(&record, args, gtin, serial).await?,
		Goods::LogisticUnit(sscc) => {
			let claim = GoodsClaim::LogisticUnit { sscc: *sscc };
			let facts = record.facts(&claim).await?;
			// An SSCC has no path: whoever knows the number can print it.
			let known = facts.whereabouts.is_some();
			let reason = match known {
				true => {
					"a logistic unit bears no secret: compare holder and seal with what you see"
				},
				false => "the chain has no record of this SSCC",
			};
			let (settled, reason) = (Some(Verdict::NotProvable), Some(reason.to_owned()));
			Found { settled, claim, facts, absent_from: Vec::new(), denied_by: None, reason }
		},
		Goods::Lot(..) => {
			return Err("a lot is traced, not scanned; give what a single item bears"
				.to_owned()
				.into())
		},
	};
	let Found { settled, claim, facts, absent_from, denied_by, reason } = found;
	let question = Question::new("CustodyApi", "recalls").with("claim", &claim);
	let recalls: Vec<Recalled> = state.ask(question).await?;
	let verdict = settled.unwrap_or_else(|| Verdict::of(&facts, &recalls, args.holder));
	let mut names = Names::default();
	let holder = match &facts.whereabouts {
		Some(known) => Some(names.of(&state, known.holder).await?),
		None => None,
	};
	let owner = match &facts.whereabouts {
		Some(known) if known.owner != known.holder => Some(names.of(&state, known.owner).await?),
		_ => None,
	};
	let denied_by = match denied_by {
		Some(owner) => Some(names.of(&state, owner).await?),
		None => None,
	};
	let presence = match &facts.whereabouts {
		Some(known) => Some(presence(&state, &mut names, known.presence).await?),
		None => None,
	};
	let since = match &facts.whereabouts {
		Some(known) => {
			let path = record.trace(known.object).await?;
			let path: Vec<_> = path.iter().map(|stretch| &stretch.segment).collect();
			since(&path).map(instant)
		},
		None => None,
	};
	let scan = Scan {
		code: args.code.to_string(),
		block: state.block(),
		verdict,
		holder,
		owner,
		presence,
		since,
		recalls: recalls.iter().map(|recalled| recalled.recall).collect(),
		absent_from,
		denied_by,
		reason,
	};
	print(&scan, args.json, out).map_err(node::unwritten)?;
	Ok(verdict::outcome(verdict))
}

/// Since when the last holder has the goods, whatever they lay in and whoever they belonged to meanwhile.
fn since(path: &[&Segment]) -> Option<Moment> {
	let last = path.last()?;
	let mut since = last.from;
	for earlier in path.iter().rev().skip(1) {
		if earlier.holder != last.holder || earlier.until != Some(since) {
			break;
		}
		since = earlier.from;
	}
	Some(since)
}

async fn presence(state: &State, names: &mut Names, presence: Presence) -> Result<String, Failure> {
	Ok(match presence {
		Presence::Held => "held".to_owned(),
		Presence::Offered { to, leg: None, .. } => {
			format!("offered to {}", names.of(state, to).await?)
		},
		Presence::Offered { to, leg: Some(_), .. } => {
			format!("on the way to {} with a carrier that is no member", names.of(state, to).await?)
		},
		Presence::Detained { by } => format!("detained by {}", names.of(state, by).await?),
		Presence::Ended(end) => end_words(end).to_owned(),
	})
}

fn end_words(end: EndOfLife) -> &'static str {
	match end {
		EndOfLife::Sold => "sold to a consumer",
		EndOfLife::Destroyed => "destroyed",
		EndOfLife::Closed => "closed",
		EndOfLife::Lost => "lost",
		EndOfLife::Stolen => "stolen",
		EndOfLife::Decommissioned => "decommissioned",
		EndOfLife::Transformed => "became part of other goods",
		EndOfLife::Relabelled => "goes on under another identity",
	}
}

fn print(scan: &Scan, json: bool, out: &mut impl Write) -> io::Result<()> {
	if json {
		return output::print_json(scan, out);
	}
	writeln!(out, "{}: {}", scan.code, verdict::words(scan.verdict))?;
	if let Some(reason) = &scan.reason {
		writeln!(out, "why       {reason}")?;
	}
	for lot in &scan.absent_from {
		writeln!(out, "not in    {lot}")?;
	}
	if let Some(owner) = &scan.denied_by {
		writeln!(out, "denied by {owner}")?;
	}
	if let (Some(holder), Some(presence)) = (&scan.holder, &scan.presence) {
		writeln!(out, "holder    {holder}")?;
		if let Some(owner) = &scan.owner {
			writeln!(out, "owner     {owner}")?;
		}
		writeln!(out, "presence  {presence}")?;
	}
	if let Some(since) = &scan.since {
		writeln!(out, "since     {since}")?;
	}
	for recall in &scan.recalls {
		writeln!(out, "RECALL    {recall}")?;
	}
	writeln!(out, "as of     block {}", scan.block)
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_core::H256;

	#[test]
	fn since_should_reach_back_over_all_stretches_of_the_last_holder() {
		let stretch = |holder, from, until: Option<Moment>, owner| Segment {
			holder,
			object: H256::zero(),
			from_block: 1,
			from,
			place: None,
			until_block: until.map(|_| 2),
			until,
			ended: None,
			disposition: None,
			reservation: None,
			passage: None,
			span: 0,
			owner,
		};
		let path = [
			stretch(5, 1, Some(2), 4),
			stretch(6, 2, Some(4), 4),
			stretch(5, 5, Some(7), 4),
			stretch(5, 7, Some(9), 8),
			stretch(5, 9, None, 5),
		];
		let of = |count: usize| since(&path.iter().take(count).collect::<Vec<_>>());
		let all: Vec<_> = (0..=5).map(of).collect();
		assert_eq!(all, [None, Some(1), Some(2), Some(5), Some(5), Some(5)]);
	}
}
