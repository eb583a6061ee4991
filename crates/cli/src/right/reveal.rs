//! `tracemark right reveal`.

use super::{
	calls::{Call, Claim},
	receipt::{FileEntry, Receipt},
	work,
};
use crate::{
	outcome::{self, Outcome},
	output::{print_json, say, unusable},
};
use serde::Serialize;
use sp_core::H256;
use std::{
	io::{self, Write},
	path::{Path, PathBuf},
};
use tracemark_certificate::moment;
use tracemark_primitives::{time::DAY, Moment};

/// For how long a commitment can be revealed.
const REVEAL_WITHIN: Moment = 365 * DAY;

const EXAMPLES: &str = "\
Examples:
  tracemark right reveal song.wav.receipt.json
  tracemark right reveal chair.json --files drawings/

The call is printed only if the receipt is whole and every file is still the one that was claimed.

";

#[derive(clap::Args)]
#[command(after_help = format!("{EXAMPLES}{}", outcome::HELP))]
pub struct Args {
	/// The receipt that `right register` wrote
	#[arg(value_name = "RECEIPT")]
	receipt: PathBuf,
	/// The folder that the files lie in, if not that of the receipt
	#[arg(long, value_name = "DIR")]
	files: Option<PathBuf>,
	/// Print JSON
	#[arg(long)]
	json: bool,
}

/// What was found of a file.
#[derive(Serialize)]
struct Found<'a> {
	name: &'a str,
	state: State,
	#[serde(skip_serializing_if = "Option::is_none")]
	reason: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
	Unchanged,
	Changed,
	Unreadable,
}

#[derive(Serialize)]
struct Answer<'a> {
	right: H256,
	files: &'a [Found<'a>],
	faults: &'a [String],
	/// Only if nothing is wrong.
	call: Option<Call>,
}

/// Checks the receipt and its files, and prints the call.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	let (receipt, claim) = match Receipt::read(&args.receipt) {
		Ok(read) => read,
		Err(error) => return unusable(&error),
	};
	let faults = receipt.faults(&claim);
	let beside = args.receipt.parent().unwrap_or(Path::new(""));
	let folder = args.files.as_deref().unwrap_or(beside);
	let found: Vec<Found> = receipt.files.iter().map(|file| find(folder, file)).collect();

	let is = |state| found.iter().any(|file| file.state == state);
	let outcome = if is(State::Unreadable) {
		Outcome::Unusable
	} else if is(State::Changed) || !faults.is_empty() {
		Outcome::Faulty
	} else {
		Outcome::Good
	};
	for reason in found.iter().filter_map(|file| file.reason.as_ref()) {
		say(&format!("{reason}; --files names the folder that the files lie in"));
	}
	if args.json {
		let call = (outcome == Outcome::Good).then(|| claim.reveal());
		let answer = Answer { right: receipt.right, files: &found, faults: &faults, call };
		print_json(&answer, out)?;
		return Ok(outcome);
	}
	for fault in &faults {
		writeln!(out, "CHANGED: the receipt: {fault}")?;
	}
	for file in found.iter().filter(|file| file.state == State::Changed) {
		writeln!(out, "CHANGED: {}: is not the file that was claimed", file.name)?;
	}
	match outcome {
		Outcome::Good => print(&receipt, &claim, out)?,
		Outcome::Faulty => {
			writeln!(
				out,
				"Not revealed: take the receipt and the files as they were when you claimed."
			)?;
		},
		Outcome::Unusable | Outcome::Open => {},
	}
	Ok(outcome)
}

fn find<'a>(folder: &Path, file: &'a FileEntry) -> Found<'a> {
	let (state, reason) = match work::content(&folder.join(&file.name), &mut io::stderr()) {
		Ok((content, _)) if file.is(&content) => (State::Unchanged, None),
		Ok(_) => (State::Changed, None),
		Err(reason) => (State::Unreadable, Some(reason)),
	};
	Found { name: &file.name, state, reason }
}

fn print(receipt: &Receipt, claim: &Claim, out: &mut impl Write) -> io::Result<()> {
	let files = match receipt.files.len() {
		1 => "the file is the one".to_owned(),
		count => format!("all {count} files are those"),
	};
	writeln!(out, "The receipt is whole, and {files} that it was written for.\n")?;
	writeln!(out, "claimant:   {}", receipt.claimant)?;
	writeln!(out, "right:      {:?}", receipt.right)?;
	writeln!(out, "commitment: {:?}", receipt.commitment)?;
	writeln!(
		out,
		"
NEXT STEP, once the commitment is in a block: open polkadot.js Apps, Developer, Extrinsics,
Decode, paste this call and see that it is ipRegistry.reveal. Then sign it under Submission for
the claimant:

{}

It shows the digests of the work to everybody, for ever, not the work. The claim then has the time
of the commitment. Keep the receipt and the files: they prove that the digests are of your work.",
		claim.reveal().call_data
	)?;
	// Both texts are of the same form, so that their order is that of the moments.
	if receipt.created < moment::rfc3339(moment::now().saturating_sub(REVEAL_WITHIN)) {
		writeln!(
			out,
			"
The receipt is more than 365 days old. If the commitment is, too, the chain refuses the reveal
(CommitmentExpired): the work can then be claimed with the time of the claim only."
		)?;
	}
	Ok(())
}
