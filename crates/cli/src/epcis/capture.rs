//! `tracemark epcis capture`.

use super::{
	calls::{digest_of, word, Done, Translator},
	errors, input,
	known::{self, recorded_in, Played},
	lists::Lists,
};
use crate::{
	evidence::description::Opening,
	goods::Record,
	node::{self, value::unit, Call, Key, KeysArgs, Node, NodeArgs, State},
	outcome::{self, Outcome},
	output::{self, say, Failure},
};
use serde::Serialize;
use serde_json::{json, Value as Json};
use sp_core::H256;
use std::{
	collections::BTreeMap,
	io::{self, IsTerminal, Write},
	path::PathBuf,
};
use tracemark_epcis::plan::plan;
use tracemark_primitives::OrgId;

const EXAMPLES: &str = "\
Examples:
  tracemark epcis capture shipment.json --key factory.key --key carrier.key --lists lists
  tracemark epcis capture shipment.json --key carrier.key --lists lists --from 4

Records the events one after the other in the order of their times, each as one extrinsic that succeeds or
fails as a whole: custody calls as `tracemark epcis plan` shows them, and the digest of what no call carries.
What the plan lists as prerequisites must be there before. An event is signed by the party that it names, else by
who holds the goods or owns the class of what is made, else by the first key. What one of the keys' organisations has
recorded already is not recorded again. --lists is the folder of the portable files of lots: those that the
document makes are written there. An event with an error declaration is not played: what the event that it declares
wrong put on record is declared erroneous, by who put it there; where that is not known it is evidence only. It stops
at the first refusal, and is resumed with --from. With --or-evidence an event that the chain refuses, or whose goods
it does not know, is put on record as evidence instead, and it goes on.

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
	/// Put an event whose calls the chain refuses on record as evidence, and go on with the next
	#[arg(long)]
	or_evidence: bool,
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
	/// Empty if it was on record already.
	extrinsics: Vec<H256>,
	/// Whether it was on record already, and nothing was sent.
	already: bool,
	/// How many reports of sensors are in no call: of goods that are not on record, or said already.
	#[serde(skip_serializing_if = "is_zero")]
	left_out: usize,
	/// What it says and its calls do not.
	#[serde(skip_serializing_if = "Vec::is_empty")]
	warnings: Vec<String>,
	/// Why it is on record as evidence only, if the chain refused its calls.
	#[serde(skip_serializing_if = "Option::is_none")]
	refused: Option<String>,
}

fn is_zero(count: &usize) -> bool {
	*count == 0
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
	let document = match input::told(input::read(&args.file)) {
		Ok(document) => document,
		Err(outcome) => return Ok(outcome),
	};
	let name = input::shown(&args.file);
	let plan = match plan(&document) {
		Ok(plan) => plan,
		Err(error) => return Failure::fault(format!("{name}: {error}")).end(),
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
	let mut played = BTreeMap::new();
	let mut captured = Vec::new();
	let mut stopped = None;
	let total = steps.len();
	for (place, step) in steps.iter().enumerate().skip(begin) {
		let event = number(step);
		if io::stderr().is_terminal() {
			eprintln!("event {event} ({} of {total})", place.saturating_add(1));
		}
		let mut work = Work {
			node: &node,
			signers: &signers,
			lists: &mut lists,
			openings: &mut openings,
			played: &mut played,
		};
		match work.captured(name, step, args.or_evidence).await {
			Ok(done) => {
				for warning in &done.warnings {
					say(&format!("{name}: event {event}: {warning}"));
				}
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
	if let Some(why) = &done.refused {
		writeln!(out, "event {}: {}", done.event, output::one_line(why))?;
	}
	if done.already {
		writeln!(
			out,
			"event {}, {}: already on record, block {}",
			done.event, done.kind, done.block
		)?;
		return out.flush();
	}
	let as_what = if done.custody { "" } else { ", as evidence" };
	writeln!(
		out,
		"event {}, {}{as_what}: {}, block {}",
		done.event,
		done.kind,
		done.calls.join(", "),
		done.block
	)?;
	if done.left_out > 0 {
		writeln!(
			out,
			"event {}: {} reports of sensors are by digest only: of goods that are not on record, or said already",
			done.event, done.left_out
		)?;
	}
	out.flush()
}

fn print_end(captured: &[Captured], openings: &[Opening], out: &mut impl Write) -> io::Result<()> {
	let count = |is: fn(&Captured) -> bool| captured.iter().filter(|done| is(done)).count();
	let custody = count(|done| done.custody && !done.already);
	let rest = count(|done| !done.custody && !done.already);
	let recorded = custody.saturating_add(rest);
	writeln!(out, "{recorded} events recorded: {custody} in custody, {rest} as evidence")?;
	let already = count(|done| done.already);
	if already > 0 {
		writeln!(out, "{already} were on record already")?;
	}
	let refused = count(|done| done.refused.is_some());
	if refused > 0 {
		writeln!(out, "{refused} are evidence only, since the chain refused their calls")?;
	}
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
	/// What the events so far put on record, by their digests.
	played: &'a mut BTreeMap<H256, Vec<Played>>,
}

impl Work<'_> {
	/// Records an event, unless it is on record. If its calls are refused, it becomes evidence where that is
	/// wanted.
	async fn captured(
		&mut self,
		name: &str,
		step: &Json,
		or_evidence: bool,
	) -> Result<Captured, Failure> {
		let refused = match self.declared(step).await {
			Ok(Some(done)) => return Ok(done),
			Ok(None) => None,
			Err(refusal) if or_evidence && refusal.outcome == Outcome::Faulty => {
				Some(refusal.to_string())
			},
			Err(failure) => return Err(failure),
		};
		if let Some(block) = self.known(step).await? {
			let custody = custody(step);
			return Ok(Captured { block, already: true, refused, ..Captured::of(step, custody) });
		}
		let calls = step.get("calls").and_then(Json::as_array).cloned().unwrap_or_default();
		let known = self.openings.len();
		match self.event(name, step, &calls).await {
			Err(refusal) if or_evidence && refusal.outcome == Outcome::Faulty && custody(step) => {
				// What would open the refused calls opens nothing that is on the chain.
				self.openings.truncate(known);
				let digest = step.get("hash").cloned().unwrap_or_default();
				let args = json!({ "digest": digest, "kind": "EpcisEvent" });
				let anchor = json!({ "call": "evidence.anchor", "signer": null, "args": args });
				let done = self.event(name, step, &[anchor]).await?;
				Ok(Captured { refused: Some(refusal.to_string()), warnings: Vec::new(), ..done })
			},
			done => done,
		}
	}

	/// The block in which one of the signers recorded the event.
	async fn known(&self, step: &Json) -> Result<Option<u64>, Failure> {
		let Some(digest) = digest(step) else { return Ok(None) };
		let state = self.node.state().await?;
		recorded_in(self.node, &state, digest, &self.orgs(), custody(step)).await
	}

	fn orgs(&self) -> Vec<OrgId> {
		self.signers.iter().map(|signer| signer.org).collect()
	}

	/// Declares erroneous what the event put on record that this one declares wrong. `None` if it declares no error, or
	/// of nothing that one of the signers has on record.
	async fn declared(&self, step: &Json) -> Result<Option<Captured>, Failure> {
		let error = step.get("errorDeclaration").filter(|error| !error.is_null());
		let (Some(error), Some(digest)) = (error, digest(step)) else { return Ok(None) };
		let state = self.node.state().await?;
		let played = match self.played.get(&digest) {
			Some(played) => played.clone(),
			None => known::played(self.node, &state, digest, &self.orgs()).await?,
		};
		let mut done = Captured::of(step, true);
		let mut is_known = false;
		for Played { org, block, acts } in &played {
			let signer = self.signers.iter().find(|signer| signer.org == *org);
			let Some(signer) = signer else { continue };
			let calls = declarations(&state, acts, *org, error).await?;
			let Some(calls) = calls else { continue };
			is_known = true;
			done.block = done.block.max(*block);
			if calls.is_empty() {
				continue;
			}
			done.calls.extend(calls.iter().map(Call::title));
			let included = self.node.submit(&signer.key, &Call::all(calls)).await?;
			done.extrinsics.push(included.extrinsic);
			done.block = included.block;
		}
		done.already = done.calls.is_empty();
		Ok(is_known.then_some(done))
	}

	async fn event(
		&mut self,
		name: &str,
		step: &Json,
		calls: &[Json],
	) -> Result<Captured, Failure> {
		let state = self.node.state().await?;
		let mut titles = Vec::new();
		// Calls of one event that one party signs are one extrinsic.
		let mut groups: Vec<(usize, Vec<Call>)> = Vec::new();
		let mut seqs = BTreeMap::new();
		let mut done = Done::default();
		let mut left_out: usize = 0;
		let warning = step.get("warning").and_then(Json::as_str).map(str::to_owned);
		let mut warnings: Vec<String> = warning.into_iter().collect();
		let readings = step.get("readings").and_then(Json::as_array).cloned().unwrap_or_default();
		for call in calls {
			let mut translator = Translator {
				state: &state,
				lists: self.lists,
				openings: self.openings,
				seqs,
				document: name,
				readings: &readings,
				done,
				warnings: &mut warnings,
			};
			let before = groups.last().map(|(signer, _)| *signer);
			let signer = signer(self.signers, &translator, call, before).await?;
			let org = self.signers.get(signer).map(|signer| signer.org).unwrap_or_default();
			let made = translator.call(call, org).await?;
			Translator { seqs, done, .. } = translator;
			let Some(made) = made else {
				left_out = left_out.saturating_add(1);
				continue;
			};
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
			let acts: Vec<_> = included.events.iter().filter_map(errors::act).collect();
			if let (Some(digest), false) = (digest(step), acts.is_empty()) {
				let played = self.played.entry(digest).or_default();
				played.push(Played { org: signer.org, block, acts });
			}
		}
		let custody = titles.iter().any(|title| title.starts_with("Custody."));
		let captured = Captured::of(step, custody);
		Ok(Captured { calls: titles, block, extrinsics, left_out, warnings, ..captured })
	}
}

impl Captured {
	/// An event of which nothing was done yet.
	fn of(step: &Json, custody: bool) -> Self {
		let word =
			|field: &str| step.get(field).and_then(Json::as_str).unwrap_or_default().to_owned();
		Self {
			event: number(step),
			kind: word("type"),
			hash: word("hash"),
			calls: Vec::new(),
			custody,
			block: 0,
			extrinsics: Vec::new(),
			already: false,
			left_out: 0,
			warnings: Vec::new(),
			refused: None,
		}
	}
}

/// The digest of an event.
fn digest(step: &Json) -> Option<H256> {
	step.get("hash").and_then(Json::as_str).and_then(digest_of)
}

/// The calls by which an organisation declares acts erroneous, but those that it did declare. `None` if it can declare
/// nothing of them.
async fn declarations(
	state: &State,
	acts: &[errors::Act],
	org: OrgId,
	error: &Json,
) -> Result<Option<Vec<Call>>, Failure> {
	let reason = error.get("reason").and_then(Json::as_str).unwrap_or_default();
	let right = error.get("correctiveEventIDs").and_then(|ids| ids.get(0)?.as_str());
	let corrective = right.and_then(digest_of);
	let mut entries = Vec::new();
	let mut calls = Vec::new();
	// What another did in the extrinsic is not its own to declare erroneous.
	for act in acts.iter().filter(|act| act.iter().all(|entry| entry.by == org)) {
		let Some((entry, erroneous)) = errors::erroneous(state, act).await? else { continue };
		if entries.contains(&entry) {
			continue;
		}
		entries.push(entry);
		if !errors::is_declared(state, &entry).await? {
			calls.push(
				Call::new("Custody", "declare_error")
					.with("object", entry.object)
					.with("erroneous", erroneous)
					.with("reason", unit(&word(reason)))
					.with("corrective", corrective),
			);
		}
	}
	Ok((!entries.is_empty()).then_some(calls))
}

/// Whether custody records an event.
fn custody(step: &Json) -> bool {
	let calls = step.get("calls").and_then(Json::as_array);
	calls.into_iter().flatten().any(|call| {
		call.get("call").and_then(Json::as_str).is_some_and(|name| name.starts_with("custody."))
	})
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
	let holder = match translator.holder(call).await? {
		Some(holder) => Some(holder),
		None => translator.class_owner(call).await?,
	};
	let held = holder.and_then(|org| signers.iter().position(|signer| signer.org == org));
	Ok(held.unwrap_or_default())
}
