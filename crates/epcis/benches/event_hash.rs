//! How many events are read and hashed in a second.
//!
//! `cargo bench -p tracemark-epcis -- [--seconds N | --ids] FILE…`; without files a document of its own is
//! used. One round reads every file and computes the ids of all its events, as a server would that
//! receives them. One line of output: events, seconds, events per second. With `--ids` nothing is measured, and the
//! output is a line for each event: its file, its place in it, its id.

use std::{
	env, fs,
	hint::black_box,
	process::ExitCode,
	time::{Duration, Instant},
};
use tracemark_epcis::{event_hashes, Document};

const OWN: &str = r#"{
	"@context": [
		"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
		{ "ext": "https://ns.lumora.example/epcis/" }
	],
	"type": "EPCISDocument",
	"schemaVersion": "2.0",
	"creationDate": "2024-05-17T09:30:00.000Z",
	"epcisBody": { "eventList": [{
		"type": "ObjectEvent",
		"eventTime": "2024-05-17T08:15:30.1415+02:00",
		"eventTimeZoneOffset": "+02:00",
		"epcList": ["urn:epc:id:sgtin:9521321.012345.L2", "urn:epc:id:sgtin:9521321.012345.L1"],
		"action": "OBSERVE",
		"bizStep": "shipping",
		"disposition": "in_transit",
		"readPoint": { "id": "urn:epc:id:sgln:9521321.00001.7" },
		"ext:colour": "ochre"
	}] }
}"#;

/// Reads and hashes every text once; how many events there were.
fn round(texts: &[String]) -> Result<usize, String> {
	let mut events = 0;
	for text in texts {
		let document = Document::parse(text).map_err(|error| error.to_string())?;
		for hash in event_hashes(&document).map_err(|error| error.to_string())? {
			black_box(hash.id());
			events += 1;
		}
	}
	Ok(events)
}

/// Prints the id of each event.
fn print_ids(names: &[String], texts: &[String]) -> Result<(), String> {
	for (name, text) in names.iter().zip(texts) {
		let document = Document::parse(text).map_err(|error| error.to_string())?;
		let hashes = event_hashes(&document).map_err(|error| error.to_string())?;
		for (index, hash) in hashes.iter().enumerate() {
			println!("{name}\t{index}\t{}", hash.id());
		}
	}
	Ok(())
}

fn measure(texts: &[String], limit: Duration) -> Result<(usize, f64), String> {
	round(texts)?;
	let start = Instant::now();
	let mut events = 0;
	while start.elapsed() < limit {
		events += round(texts)?;
	}
	Ok((events, start.elapsed().as_secs_f64()))
}

fn main() -> ExitCode {
	let mut seconds = 3.0;
	let (mut names, mut texts, mut ids) = (Vec::new(), Vec::new(), false);
	// Cargo adds `--bench`.
	let mut arguments = env::args().skip(1).filter(|argument| argument != "--bench");
	while let Some(argument) = arguments.next() {
		if argument == "--seconds" {
			seconds = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(seconds);
			continue;
		}
		if argument == "--ids" {
			ids = true;
			continue;
		}
		match fs::read_to_string(&argument) {
			Ok(text) => {
				names.push(argument);
				texts.push(text);
			},
			Err(error) => {
				eprintln!("{argument}: {error}");
				return ExitCode::FAILURE;
			},
		}
	}
	if texts.is_empty() {
		names.push("own".to_owned());
		texts.push(OWN.to_owned());
	}
	if ids {
		return match print_ids(&names, &texts) {
			Ok(()) => ExitCode::SUCCESS,
			Err(error) => {
				eprintln!("{error}");
				ExitCode::FAILURE
			},
		};
	}
	match measure(&texts, Duration::from_secs_f64(seconds)) {
		Ok((events, seconds)) => {
			println!("{events} {seconds:.3} {:.0}", events as f64 / seconds);
			ExitCode::SUCCESS
		},
		Err(error) => {
			eprintln!("{error}");
			ExitCode::FAILURE
		},
	}
}
