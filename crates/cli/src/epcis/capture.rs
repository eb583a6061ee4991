//! `tracemark epcis capture`.

use super::{calls::Translator, input, lists::Lists};
use crate::{
	evidence::description::Opening,
	goods::Record,
	node::{self, Call, Key, KeysArgs, Node, NodeArgs},
	outcome::{self, Outcome},
	output::{self, Failure},
};
use serde::Serialize;
use serde_json::Value as Json;
use sp_core::H256;
use std::{
	collections::BTreeMap,
	io::{self, IsTerminal, Write},
	path::PathBuf,
};
use tracemark_epcis::plan::{plan, PlanError};
use tracemark_primitives::OrgId;

const EXAMPLES: &str = "\
Examples:
  tracemark epcis capture shipment.json --key factory.key --key carrier.key --lists lists
  tracemark epcis capture shipment.json --key carrier.key --lists lists --from 4

Records the events one after the other in the order of their times, each as one extrinsic that succeeds or
fails as a whole: custody calls as `tracemark epcis plan` shows them, and the digest of what no call carries.
What the plan lists as prerequisites must be there before. An event is signed by the party that it names, else by
who holds the goods, else by the first key. --lists is the folder of the portable files of lots: those that the
document makes are written there. It stops at the first refusal, and is resumed with --from.

";

#[derive(clap::Args)]
#[command(after_help = format!("{EXAMPLES}{}", outcome::NODE_HELP))]
pub struct Args {
	/// A valid document in JSON, XML or CSV; `-` is the standard input
	#[arg(value_name = "FILE")]
	file: PathBuf,
	/// Go on with this event, by its place in the document from 1: those played before it are on record
	#[arg(long, value_name = "EVENT")]
	from: Option<usize>,
	/// Folder of the portable files of lots
	#[arg(long, value_name = "FOLDER")]
	lists: Option<PathBuf>,
	/// Print JSON
	#[arg(long)]
	json: bool,
	#[command(flatten)]
	node: NodeArgs,
	#[command(flatten)]
	keys: KeysArgs,
}

/// A key, and for whom it signs.
struct Signer {
	key: Key,
	org: OrgId,
	gln: Option<String>,
}

/// What became of an event.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Captured {
	event: usize,
	#[serde(rename = "type")]
	kind: String,
	hash: String,
	calls: Vec<String>,
	custody: bool,
	block: u64,
	extrinsics: Vec<H256>,
}

/// What the command prints as JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Summary<'a> {
	events: &'a [Captured],
	/// What opens the commitments that the calls carry.
	openings: &'a [Opening],
	/// Where it stopped, and why.
	stopped: Option<Stop>,
}

#[derive(Serialize)]
struct Stop {
	event: usize,
	why: String,
}

/// Records the document.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	let Some(document) = input::told(input::read(&args.file)) else {
		return Ok(Outcome::Unusable);
	};
	let name = input::shown(&args.file);
	let plan = match plan(&document) {
		Ok(plan) => plan,
		Err(error) => {
			output::say(&format!("{name}: {error}"));
			return Ok(match error {
				PlanError::Invalid(_) => Outcome::Faulty,
				PlanError::NoEvents(_) => Outcome::Unusable,
			});
		},
	};
	let plan: Json = serde_json::from_str(&plan.json().to_string())?;
	node::run(capture(args, &name, &plan, out))
}

async fn capture(
	args: &Args,
	name: &str,
	plan: &Json,
	out: &mut impl Write,
) -> Result<Outcome, Failure> {
	let steps = plan.get("events").and_then(Json::as_array).cloned().unwrap_or_default();
	let begin = match args.from {
		None => 0,
		Some(from) => steps.iter().position(|step| number(step) == from).ok_or_else(|| {
			format!("{name}: has no event {from}; --from is the place of an event in the document")
		})?,
	};
	let keys = args.keys.read()?;
	let mut lists = Lists::open(args.lists.as_deref())?;
	let node = args.node.connect().await?;
	let signers = signers(&node, keys).await?;
	let mut openings = Vec::new();
	let mut captured = Vec::new();
	let mut stopped = None;
	let total = steps.len();
	for (place, step) in steps.iter().enumerate().skip(begin) {
		let event = number(step);
		if io::stderr().is_terminal() {
			eprintln!("event {event} ({} of {total})", place.saturating_add(1));
		}
		let mut work =
			Work { node: &node, signers: &signers, lists: &mut lists, openings: &mut openings };
		match work.event(name, step).await {
			Ok(done) => {
				if !args.json {
					print_line(&done, out).map_err(node::unwritten)?;
				}
				captured.push(done);
			},
			Err(failure) => {
				let failure = failure.about(format!("{name}: event {event}")).advised(format!(
					"{} of {total} events are on record; mend the cause and go on with --from {event}",
					begin.saturating_add(captured.len())
				));
				stopped = Some((event, failure));
				break;
			},
		}
	}
	let stop = stopped.as_ref().map(|(event, why)| Stop { event: *event, why: why.to_string() });
	if args.json {
		let summary = Summary { events: &captured, openings: &openings, stopped: stop };
		output::print_json(&summary, out).map_err(node::unwritten)?;
	} else {
		print_end(&captured, &openings, out).map_err(node::unwritten)?;
	}
	match stopped {
		Some((_, failure)) => Err(failure),
		None => Ok(Outcome::Good),
	}
}

fn number(step: &Json) -> usize {
	let event = step.get("event").and_then(Json::as_u64).unwrap_or_default();
	usize::try_from(event).unwrap_or_default()
}

fn print_line(done: &Captured, out: &mut impl Write) -> io::Result<()> {
	let as_what = if done.custody { "" } else { ", as evidence" };
	writeln!(
		out,
		"event {}, {}{as_what}: {}, block {}",
		done.event,
		done.kind,
		done.calls.join(", "),
		done.block
	)?;
	out.flush()
}

fn print_end(captured: &[Captured], openings: &[Opening], out: &mut impl Write) -> io::Result<()> {
	let custody = captured.iter().filter(|done| done.custody).count();
	let rest = captured.len().saturating_sub(custody);
	writeln!(out, "{} events recorded: {custody} in custody, {rest} as evidence", captured.len())?;
	openings.iter().try_for_each(|opening| opening.print(out))
}

/// For whom each key signs.
async fn signers(node: &Node, keys: Vec<Key>) -> Result<Vec<Signer>, Failure> {
	let state = node.state().await?;
	let record = Record { state: &state };
	let mut signers = Vec::new();
	for key in keys {
		let org = record.operator(&key).await?.org;
		let gln = record.gln(org).await?;
		signers.push(Signer { key, org, gln });
	}
	Ok(signers)
}

struct Work<'a> {
	node: &'a Node,
	signers: &'a [Signer],
	lists: &'a mut Lists,
	openings: &'a mut Vec<Opening>,
}

impl Work<'_> {
	async fn event(&mut self, name: &str, step: &Json) -> Result<Captured, Failure> {
		let word =
			|field: &str| step.get(field).and_then(Json::as_str).unwrap_or_default().to_owned();
		let calls = step.get("calls").and_then(Json::as_array).cloned().unwrap_or_default();
		let state = self.node.state().await?;
		let mut titles = Vec::new();
		// Calls of one event that one party signs are one extrinsic.
		let mut groups: Vec<(usize, Vec<Call>)> = Vec::new();
		let mut seqs = BTreeMap::new();
		for call in &calls {
			let mut translator = Translator {
				state: &state,
				lists: self.lists,
				openings: self.openings,
				seqs,
				document: name,
			};
			let before = groups.last().map(|(signer, _)| *signer);
			let signer = signer(self.signers, &translator, call, before).await?;
			let org = self.signers.get(signer).map(|signer| signer.org).unwrap_or_default();
			let made = translator.call(call, org).await?;
			seqs = translator.seqs;
			titles.push(made.title());
			match groups.last_mut() {
				Some((same, group)) if *same == signer => group.push(made),
				_ => groups.push((signer, vec![made])),
			}
		}
		let mut extrinsics = Vec::new();
		let mut block = state.block();
		for (signer, group) in groups {
			let Some(signer) = self.signers.get(signer) else { continue };
			let included = self.node.submit(&signer.key, &Call::all(group)).await?;
			extrinsics.push(included.extrinsic);
			block = included.block;
		}
		Ok(Captured {
			event: number(step),
			kind: word("type"),
			hash: word("hash"),
			custody: titles.iter().any(|title| title.starts_with("Custody.")),
			calls: titles,
			block,
			extrinsics,
		})
	}
}

/// Which of the signers signs a call.
async fn signer(
	signers: &[Signer],
	translator: &Translator<'_>,
	call: &Json,
	before: Option<usize>,
) -> Result<usize, Failure> {
	if let Some(gln) = call.get("signer").and_then(Json::as_str) {
		let found = signers.iter().position(|signer| signer.gln.as_deref() == Some(gln));
		return found.ok_or_else(|| {
			format!("it is signed by the party with GLN {gln}, whose key is not given; add it with --key")
				.into()
		});
	}
	if let Some(before) = before {
		return Ok(before);
	}
	let holder = translator.holder(call).await?;
	let held = holder.and_then(|org| signers.iter().position(|signer| signer.org == org));
	Ok(held.unwrap_or_default())
}
