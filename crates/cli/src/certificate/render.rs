//! `tracemark certificate render`.

use super::judge;
use crate::{
	input,
	outcome::{self, Outcome},
	output::unusable,
};
use clap::ArgGroup;
use sp_core::H256;
use std::{
	io::{self, Write},
	path::PathBuf,
};

const EXAMPLES: &str = "\
Examples:
  tracemark certificate render C.json --genesis 0x91b1… --pdf C.pdf
  tracemark certificate render C.json --genesis 0x91b1… --pdf C.pdf --html C.html

Only a certificate that is valid is rendered. Without --genesis the rendering says that nobody
vouched for the genesis hash. What is verified is the JSON file, never its rendering.

";

#[derive(clap::Args)]
#[command(after_help = format!("{EXAMPLES}{}", outcome::HELP))]
#[command(group = ArgGroup::new("rendering").required(true).multiple(true).args(["html", "pdf"]))]
pub struct Args {
	/// The certificate; `-` is the standard input
	#[arg(value_name = "CERTIFICATE")]
	certificate: PathBuf,
	/// Hash of the chain's genesis block, in hexadecimal
	#[arg(long, value_name = "HASH", value_parser = input::hash)]
	genesis: Option<H256>,
	/// Council checkpoint at which the certificate begins, with those that it begins at itself
	#[arg(long = "checkpoint", value_name = "FILE")]
	checkpoints: Vec<PathBuf>,
	/// Where a page goes, which every browser shows
	#[arg(long, value_name = "FILE")]
	html: Option<PathBuf>,
	/// Where a PDF goes, with a QR code that identifies the certificate
	#[arg(long, value_name = "FILE")]
	pdf: Option<PathBuf>,
	/// Print JSON: what was written, with sizes and digests
	#[arg(long)]
	json: bool,
}

/// Judges the certificate and renders it.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	let report = match judge::judged(&args.certificate, args.genesis, &args.checkpoints) {
		Ok((_, report)) => report,
		Err(none) => return none.end(args.json, out),
	};
	match judge::render(&report, args.html.as_deref(), args.pdf.as_deref()) {
		Ok(written) if args.json => judge::print_written(&written, &report, out),
		Ok(_) => Ok(Outcome::Good),
		Err(error) => unusable(&error),
	}
}
