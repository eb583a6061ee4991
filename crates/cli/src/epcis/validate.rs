//! `tracemark epcis validate`.

use super::input;
use crate::{
	outcome::{self, Outcome},
	output::one_line,
};
use std::{
	io::{self, Write},
	path::PathBuf,
};
use tracemark_epcis::{json::quote, validate, Report};

const EXAMPLES: &str = "\
Examples:
  tracemark epcis validate shipment.json
  tracemark epcis validate --json *.jsonld
  curl -s https://example.org/events | tracemark epcis validate -

A fault is one line, `FILE: where: what`: a JSON Pointer says where in JSON, line and element in XML, line
and column in CSV. A valid file prints nothing.

";

#[derive(clap::Args)]
#[command(after_help = format!("{EXAMPLES}{}", outcome::HELP))]
pub struct Args {
	/// Documents, query documents or bare events in JSON, XML or CSV; `-` is the standard input
	#[arg(required = true, value_name = "FILE")]
	files: Vec<PathBuf>,
	/// Print one JSON list, with an object for each file
	#[arg(long)]
	json: bool,
}

/// Validates each file.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	let mut worst = Outcome::Good;
	let mut answers = Vec::new();
	for path in &args.files {
		let name = input::shown(path);
		match input::read(path) {
			Ok(document) => {
				let report = validate(&document);
				if !report.is_valid() {
					worst = worst.max(Outcome::Faulty);
				}
				if args.json {
					answers.push(as_json(&name, &report));
				} else {
					print(&name, &report, out)?;
				}
			},
			Err(error) => {
				worst = worst.max(Outcome::Unusable);
				if args.json {
					answers.push(format!(
						"{{\"file\":{},\"valid\":null,\"error\":{}}}",
						quote(&name),
						quote(&error.to_string())
					));
				}
				input::tell(&error);
			},
		}
	}
	if args.json {
		writeln!(out, "[{}]", answers.join(","))?;
	}
	Ok(worst)
}

fn print(name: &str, report: &Report, out: &mut impl Write) -> io::Result<()> {
	for fault in &report.faults {
		writeln!(out, "{name}: {}", one_line(&fault.to_string()))?;
	}
	if report.more > 0 {
		writeln!(out, "{name}: document: {} more faults are not shown", report.more)?;
	}
	Ok(())
}

fn as_json(name: &str, report: &Report) -> String {
	let faults: Vec<String> = report
		.faults
		.iter()
		.map(|fault| {
			let source = fault.source.as_ref().map_or_else(String::new, |source| {
				format!("\"line\":{},\"name\":{},", source.line, quote(&source.name))
			});
			let (pointer, message) = (quote(&fault.pointer), quote(&fault.message));
			format!("{{\"where\":{pointer},{source}\"what\":{message}}}")
		})
		.collect();
	format!(
		"{{\"file\":{},\"valid\":{},\"faults\":[{}],\"more\":{}}}",
		quote(name),
		report.is_valid(),
		faults.join(","),
		report.more
	)
}
