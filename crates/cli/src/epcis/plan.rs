//! `tracemark epcis plan`.

use super::input;
use crate::{
	outcome::{self, Outcome},
	output::{one_line, Failure},
};
use std::{
	io::{self, Write},
	path::PathBuf,
};
use tracemark_epcis::{
	json::Value,
	plan::{plan, Step},
	Plan,
};

const EXAMPLES: &str = "\
Examples:
  tracemark epcis plan shipment.xml
  tracemark epcis plan --json stock.csv > plan.json

The events stand one a line in the order of their times: the calls of the chain that record each, why it
is kept as evidence only, and which of its fields are kept by digest only. Nothing is sent.
`docs/epcis.md` has the rules and the form of the JSON.

";

#[derive(clap::Args)]
#[command(after_help = format!("{EXAMPLES}{}", outcome::HELP))]
pub struct Args {
	/// A valid document in JSON, XML or CSV; `-` is the standard input
	#[arg(value_name = "FILE")]
	file: PathBuf,
	/// Print JSON: the calls with their arguments, and what must be there before
	#[arg(long)]
	json: bool,
}

/// Prints the plan.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	let document = match input::told(input::read(&args.file)) {
		Ok(document) => document,
		Err(outcome) => return Ok(outcome),
	};
	match plan(&document) {
		Ok(plan) if args.json => writeln!(out, "{}", plan.json())?,
		Ok(plan) => print(&plan, out)?,
		Err(error) => {
			return Failure::fault(format!("{}: {error}", input::shown(&args.file))).end();
		},
	}
	Ok(Outcome::Good)
}

fn print(plan: &Plan, out: &mut impl Write) -> io::Result<()> {
	for step in plan.steps() {
		writeln!(out, "event {}, {}", step.event, one_line(&line(step)))?;
	}
	let json = plan.json();
	let before = json.get("prerequisites").and_then(Value::as_object);
	for (name, list) in before.into_iter().flat_map(|before| before.iter()) {
		let count = list.as_array().unwrap_or_default().len();
		if count > 0 {
			writeln!(out, "before: {count} {name}")?;
		}
	}
	Ok(())
}

fn line(step: &Step) -> String {
	let mut line = format!("{}: {}", step.kind, step.call_names().join(", "));
	if let Some(note) = &step.note {
		line.push_str(if step.is_custody() { "; " } else { ", because " });
		line.push_str(note);
	}
	if let Some(warning) = &step.warning {
		line.push_str("; ");
		line.push_str(warning);
	}
	for (what, names) in
		[("by digest only", step.by_digest()), ("covered by nothing", step.uncovered())]
	{
		if !names.is_empty() && step.is_custody() {
			line.push_str(&format!("; {what}: {}", names.join(", ")));
		}
	}
	line
}
