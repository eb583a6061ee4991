//! `tracemark epcis validate`.

use super::input::{self, InputError};
use crate::{
	outcome::{self, Outcome},
	output::say,
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
and column in CSV; line and column of the file, if it is not even well-formed. A valid file prints nothing.

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
		let report = match input::read(path) {
			Ok(document) => validate(&document),
			Err(InputError::Malformed { report, .. }) => report,
			Err(error) => {
				worst = worst.max(error.outcome());
				if args.json {
					answers.push(format!(
						"{{\"file\":{},\"valid\":null,\"error\":{}}}",
						quote(&name),
						quote(&error.to_string())
					));
				}
				say(&error.to_string());
				continue;
			},
		};
		if !report.is_valid() {
			worst = worst.max(Outcome::Faulty);
		}
		if args.json {
			answers.push(as_json(&name, &report));
		} else {
			for line in input::lines(&name, &report) {
				writeln!(out, "{line}")?;
			}
		}
	}
	if args.json {
		writeln!(out, "[{}]", answers.join(","))?;
	}
	Ok(worst)
}

fn as_json(name: &str, report: &Report) -> String {
	let faults: Vec<String> = report
		.faults
		.iter()
		.map(|fault| {
			let source = fault.source.as_ref().map_or_else(String::new, |source| {
				let name = source.name.as_ref();
				let name =
					name.map_or_else(String::new, |name| format!("\"name\":{},", quote(name)));
				format!("\"line\":{},{name}", source.line)
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
