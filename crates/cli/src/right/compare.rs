//! `tracemark right compare`.

use super::likeness::{self, Likeness, BITS};
use crate::{
	outcome::{self, Outcome},
	output::{print_json, unusable},
};
use serde::Serialize;
use sp_core::bytes::to_hex;
use std::{
	fs::File,
	io::{self, Write},
	path::{Path, PathBuf},
};
use tracemark_primitives::rights::Fingerprint;

const EXAMPLES: &str = "\
Examples:
  tracemark right compare mine.png theirs.jpg
  tracemark right compare --json mine.png theirs.jpg

Pictures that look alike can be independent works, and a copy that was cropped, turned or mirrored
looks different to this command. The exit code says nothing about likeness.

";

#[derive(clap::Args)]
#[command(after_help = format!("{EXAMPLES}{}", outcome::HELP))]
pub struct Args {
	/// A picture, PNG or JPEG
	#[arg(value_name = "A")]
	a: PathBuf,
	/// Another one
	#[arg(value_name = "B")]
	b: PathBuf,
	/// Print JSON
	#[arg(long)]
	json: bool,
}

/// Two fingerprints of one algorithm.
#[derive(Serialize)]
struct Compared {
	algorithm: String,
	a: String,
	b: String,
	/// In how many bits they differ.
	distance: u32,
	bits: u32,
}

#[derive(Serialize)]
struct Answer {
	a: String,
	b: String,
	hashes: Vec<Compared>,
	words: &'static str,
	note: &'static str,
}

/// What goes with every answer.
const NOTE: &str = "a hint, never a proof";

/// Prints the likeness.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	let (a, b) = match (read(&args.a), read(&args.b)) {
		(Ok(a), Ok(b)) => (a, b),
		(Err(error), _) | (_, Err(error)) => return unusable(&error),
	};
	let hashes: Vec<Compared> = a.iter().zip(&b).map(|(a, b)| compare(a, b)).collect();
	let distance = hashes.iter().map(|hash| hash.distance).sum();
	let answer = Answer {
		a: args.a.display().to_string(),
		b: args.b.display().to_string(),
		hashes,
		words: words(distance),
		note: NOTE,
	};
	if args.json {
		print_json(&answer, out)?;
		return Ok(Outcome::Good);
	}
	writeln!(out, "The pictures {} ({NOTE}).", answer.words)?;
	for hash in &answer.hashes {
		writeln!(out, "{}: {} of {BITS} bits differ", hash.algorithm, hash.distance)?;
	}
	Ok(Outcome::Good)
}

fn read(path: &Path) -> Result<Likeness, String> {
	let shown = path.display();
	let mut file = File::open(path).map_err(|error| {
		format!("{shown}: cannot be read: {error}; check the path and the permissions")
	})?;
	let image = likeness::decode(&mut file)
		.map_err(|error| format!("{shown}: the picture cannot be decoded: {error}"))?
		.ok_or(format!("{shown}: is no picture in PNG or JPEG; convert it first"))?;
	Ok(likeness::of(&image))
}

fn compare(a: &Fingerprint, b: &Fingerprint) -> Compared {
	Compared {
		algorithm: format!("{:?}", a.algorithm),
		a: to_hex(&a.value, false),
		b: to_hex(&b.value, false),
		distance: likeness::distance(a, b),
		bits: BITS,
	}
}

/// The sum of both distances in words. Of independent pictures it is about half of the 128 bits. Taken
/// together because each is weak alone: on pictures of few shapes the one by cosines is unsteady.
fn words(distance: u32) -> &'static str {
	match distance {
		0 => "look the same",
		1..=12 => "look very much alike",
		13..=24 => "look alike",
		25..=40 => "look somewhat alike",
		_ => "do not look alike",
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn words_should_weaken_when_the_distance_grows() {
		let said: Vec<&str> = (0..=2 * BITS).map(words).collect();
		let mut different = said.clone();
		different.dedup();
		assert_eq!(different.len(), 5);
		assert_eq!((said[0], said[12]), ("look the same", "look very much alike"));
		assert_eq!((said[13], said[25]), ("look alike", "look somewhat alike"));
		assert_eq!((said[40], said[64]), ("look somewhat alike", "do not look alike"));
	}
}
