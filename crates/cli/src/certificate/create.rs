//! `tracemark certificate create`.

use super::{
	judge,
	object::{self, Named, Numbered},
	verify::measured,
};
use crate::{
	goods::KeeperArgs,
	input,
	node::{KeyArgs, NodeArgs},
	outcome::{self, Outcome},
	output::Failure,
	written::Written,
};
use clap::{ArgGroup, ValueEnum};
use sp_core::{Bytes, H256};
use std::{
	io::{self, Write},
	path::PathBuf,
};
use subxt::metadata::Metadata;
use tracemark_certificate::{
	add_timeline, build_since, describe,
	form::{Original, Subject},
	verify_since, Algorithm, HttpNode, IssuerKey, Measured, Report, Request,
};

const EXAMPLES: &str = "\
Examples:
  tracemark certificate create --file photo.jpg --key issuer.key --out C.json --pdf C.pdf
  tracemark certificate create --file photo.jpg --description --timeline --key issuer.key --out C.json
  tracemark certificate create --file form.pdf --salt form.pdf.salt --key issuer.key --out C.json
  tracemark certificate create --digest 0x5f1c… --key issuer.key --out C.json
  tracemark certificate create --leaf leaf.json --file page.html --key issuer.key --out C.json
  tracemark certificate create --digest 0x5f1c… --since P.json --key issuer.key --out C.json
  tracemark certificate create --right 0x… --key issuer.key --out C.json
  tracemark certificate create --licence 7 --key issuer.key --out C.json
  tracemark certificate create --declaration 12 --key issuer.key --out C.json
  tracemark certificate create --group 3 --key issuer.key --out C.json
  tracemark certificate create --exhibit 0x5f1c…/1 --key issuer.key --out C.json
  tracemark certificate create --case 0x… --key issuer.key --out C.json
  tracemark certificate create --state Custody.Items --state-key 0x… --key issuer.key --out C.json
  tracemark certificate create --trace '(00)095211020000000015' --key issuer.key --out C.json
  tracemark certificate create --hand-over '(00)095211020000000015' 4 --key issuer.key --out C.json

A leaf file has the members digest, root, deposit, index, leaves and path: what is certified of a
leaf. With --file its original is compared with it. What is said of the original (its size, --media-type, --kept-at,
--approval) is said of a file that was given. The key is the issuer's own: it need not be known to the chain.

A case is certified by the deposits that members listed under the commitment to it (`evidence list`), all of
them at the certified block. That is no file of the case, and the certificate says so. What opens the commitment
is given to `certificate verify --openings`, and is no part of the certificate.

A trace is certified with each event of the goods and of all that they lay in, a hand-over by its number in
the chain of the object that was handed over: a certificate of the trace says the numbers. Both need an archive
node. Goods are named by what they bear, as for `tracemark trace`, or by the id of the object.

";

#[derive(Clone, Copy, Debug, ValueEnum)]
enum AlgorithmName {
	Sha256,
	#[value(name = "sha3-256")]
	Sha3256,
	#[value(name = "blake2b-256")]
	Blake2b256,
	Sm3,
}

#[derive(clap::Args)]
#[command(after_help = format!("{EXAMPLES}{}", outcome::HELP))]
#[command(group = ArgGroup::new("subject").args(["digest", "leaf", "right", "licence", "declaration", "group", "exhibit", "case", "trace", "hand_over", "state"]))]
pub struct Args {
	#[command(flatten)]
	node: NodeArgs,
	/// Raw specification of the chain, for nodes that no longer have the genesis state
	#[arg(long, value_name = "FILE")]
	chain_spec: Option<PathBuf>,
	/// The original whose digest is on record, by itself or as the leaf that --leaf names
	#[arg(long, value_name = "FILE", conflicts_with_all = ["digest", "right", "licence", "declaration", "group", "exhibit", "case", "trace", "hand_over", "state"])]
	file: Option<PathBuf>,
	/// Salt of the original, if it was put on record with one: the file of 32 bytes beside it
	#[arg(long, value_name = "FILE")]
	salt: Option<PathBuf>,
	/// The digest on record, in hexadecimal
	#[arg(long, value_name = "HEX", value_parser = input::hash)]
	digest: Option<H256>,
	/// How the digest was computed
	#[arg(long, value_enum, default_value = "sha256")]
	algorithm: AlgorithmName,
	/// Which deposit of the digest: 0 for the first, else the number of the corroboration
	#[arg(long, value_name = "NUMBER", default_value_t = 0)]
	deposit: u32,
	/// A leaf of a batch whose root is on record, as JSON
	#[arg(long, value_name = "FILE")]
	leaf: Option<PathBuf>,
	/// The id of a right on record, in hexadecimal
	#[arg(long, value_name = "HEX", value_parser = input::hash)]
	right: Option<H256>,
	/// The number of a licence on record
	#[arg(long, value_name = "NUMBER")]
	licence: Option<u32>,
	/// The number of a declaration on record
	#[arg(long, value_name = "NUMBER")]
	declaration: Option<u32>,
	/// The number of a group of captures on record
	#[arg(long, value_name = "NUMBER")]
	group: Option<u32>,
	/// An exhibit on record, with each act with it: the digest of its record and its number there, e.g. 0x5f1c…/1
	#[arg(long, value_name = "DIGEST/NUMBER")]
	exhibit: Option<Numbered>,
	/// A case, by the salted commitment that depositors named it by, in hexadecimal: what is listed under it
	#[arg(long, value_name = "COMMITMENT", value_parser = input::hash)]
	case: Option<H256>,
	/// Goods whose whole history is certified: what they bear, or the id of the object
	#[arg(long, value_name = "CODE")]
	trace: Option<Named>,
	/// Goods of whose history one event is certified, such as a hand-over, and its number in their chain
	#[arg(long, value_names = ["CODE", "NUMBER"], num_args = 2)]
	hand_over: Option<Vec<String>>,
	#[command(flatten)]
	keeper: KeeperArgs,
	/// An entry of the chain's state: pallet and item as the chain's metadata spells them, e.g.
	/// Custody.Items
	#[arg(long, value_name = "NAME", requires = "state_key")]
	state: Option<String>,
	/// The entry's storage key, in hexadecimal
	#[arg(long, value_name = "HEX", value_parser = parse_bytes, requires = "state")]
	state_key: Option<Bytes>,
	/// Media type of the original, as you state it
	#[arg(long, value_name = "TYPE")]
	media_type: Option<String>,
	/// Where the original is kept, as you state it
	#[arg(long, value_name = "TEXT")]
	kept_at: Option<String>,
	/// Which approval allows to hand the original to a court or authority of another country, as you state it
	#[arg(long, value_name = "TEXT")]
	approval: Option<String>,
	/// Also certify what the evidence is about and how it was obtained, as its depositor described it. The
	/// node must have the state of the block of the deposit
	#[arg(long, conflicts_with_all = ["right", "licence", "declaration", "group", "exhibit", "case", "trace", "hand_over", "state"])]
	description: bool,
	/// Also certify the roles of the depositor, the holds in force, what replaces the digest, and what was done
	/// about it, in order: a verifier says that it is left out
	#[arg(long, conflicts_with_all = ["right", "licence", "declaration", "group", "exhibit", "case", "trace", "hand_over", "state"])]
	timeline: bool,
	/// The block whose state to certify, if not the newest that is provably final
	#[arg(long, value_name = "NUMBER")]
	at: Option<u32>,
	/// Council checkpoint at which the proof begins, with those that it begins at itself: leaves out the
	/// hand-offs before it
	#[arg(long, value_name = "FILE")]
	since: Vec<PathBuf>,
	#[command(flatten)]
	key: KeyArgs,
	/// The issuer's name, as it names itself
	#[arg(long, value_name = "NAME", default_value = "unnamed issuer")]
	issuer: String,
	/// Where the certificate goes
	#[arg(long, value_name = "FILE")]
	out: PathBuf,
	/// Where a page for people goes
	#[arg(long, value_name = "FILE")]
	html: Option<PathBuf>,
	/// Where a PDF for people goes
	#[arg(long, value_name = "FILE")]
	pdf: Option<PathBuf>,
	/// Print JSON: what was written, with sizes and digests
	#[arg(long)]
	json: bool,
}

/// Writes the certificate.
pub fn run(args: Args, out: &mut impl Write) -> io::Result<Outcome> {
	match create(&args) {
		Ok((written, report)) if args.json => judge::print_written(&written, &report, out),
		Ok((written, _)) => {
			for Written { path, bytes, .. } in written {
				writeln!(out, "{path}: {bytes} bytes")?;
			}
			Ok(Outcome::Good)
		},
		Err(failure) => failure.end(),
	}
}

/// Writes the certificate, and its renderings if they are wanted.
fn create(args: &Args) -> Result<(Vec<Written>, Report), Failure> {
	let key = IssuerKey::from(args.key.read()?);
	let (subject, original) = subject(args)?;
	let node = args.node.certifying(args.chain_spec.as_deref())?;
	if let Some(name) = &args.state {
		ensure_item(&node, args.at, name)?;
	}
	let request = Request { subject, original, at: args.at, issuer: args.issuer.clone() };
	let checkpoints = judge::checkpoints(&args.since)?;
	let mut certificate =
		build_since(&node, request, &key, &checkpoints).map_err(|error| error.to_string())?;
	if args.description {
		certificate =
			describe(&node, certificate, &key, &checkpoints).map_err(|error| error.to_string())?;
	}
	if args.timeline {
		certificate = add_timeline(&node, certificate, &key, &checkpoints)
			.map_err(|error| error.to_string())?;
	}
	let text = certificate.canonical().map_err(|error| error.to_string())?;
	let mut written = vec![judge::write(&args.out, &text)?];
	// The node named the genesis hash: nobody vouched for it.
	let report = verify_since(&text, None, &checkpoints).map_err(|error| error.to_string())?;
	written.extend(judge::render(&report, args.html.as_deref(), args.pdf.as_deref())?);
	Ok((written, report))
}

/// Checks that the chain has a storage item. Of one that it does not have it is true, and says nothing, that
/// it holds no entry.
fn ensure_item(node: &HttpNode, at: Option<u32>, name: &str) -> Result<(), String> {
	let bytes = node.metadata(at).map_err(|error| error.to_string())?;
	let metadata = Metadata::decode_from(&bytes)
		.map_err(|error| format!("the node's metadata cannot be read: {error}"))?;
	if has_item(&metadata, name) {
		Ok(())
	} else {
		Err(format!(
			"the chain has no storage item {name:?}; give pallet and item as its metadata spells them, e.g. Custody.Items"
		))
	}
}

/// Whether there is a storage item `Pallet.Item`.
fn has_item(metadata: &Metadata, name: &str) -> bool {
	name.split_once('.').is_some_and(|(pallet, item)| {
		metadata
			.pallet_by_name(pallet)
			.and_then(|pallet| pallet.storage())
			.is_some_and(|storage| storage.entry_by_name(item).is_some())
	})
}

/// What was given of the original: its measures, and what is said of it. What is said without a file is refused, as
/// it would be left out: clap does not ask for an argument that another one excludes.
fn original(args: &Args) -> Result<Option<(Measured, Original)>, String> {
	let Some(path) = &args.file else {
		let said = [
			("--salt", args.salt.is_some()),
			("--media-type", args.media_type.is_some()),
			("--kept-at", args.kept_at.is_some()),
			("--approval", args.approval.is_some()),
		];
		return match said.into_iter().find(|(_, given)| *given) {
			Some((option, _)) => Err(format!(
				"{option} says something of the original: give the original with --file, alone or with --leaf"
			)),
			None => Ok(None),
		};
	};
	let measured = measured(path, args.salt.as_deref())?;
	let original = Original {
		size: measured.size,
		media_type: args.media_type.clone(),
		kept_at: args.kept_at.clone(),
		approval: args.approval.clone(),
	};
	Ok(Some((measured, original)))
}

fn subject(args: &Args) -> Result<(Subject, Option<Original>), Failure> {
	let original = original(args)?;
	let algorithm = match args.algorithm {
		AlgorithmName::Sha256 => Algorithm::Sha256,
		AlgorithmName::Sha3256 => Algorithm::Sha3256,
		AlgorithmName::Blake2b256 => Algorithm::Blake2b256,
		AlgorithmName::Sm3 => Algorithm::Sm3,
	};
	let deposit = args.deposit;
	if let Some(path) = &args.leaf {
		let bytes = input::read(path, input::MAX_FILE)?;
		let leaf = Subject::leaf_from_json(&bytes)
			.map_err(|error| format!("{}: is no leaf: {error}", path.display()))?;
		if let (Some((measured, _)), Subject::Leaf { digest, .. }) = (&original, &leaf) {
			if measured.sha256 != *digest {
				let why = format!("{}: is the leaf of another file than --file", path.display());
				return Err(Failure::fault(why));
			}
		}
		return Ok((leaf, original.map(|(_, original)| original)));
	}
	if let Some((measured, original)) = original {
		let digest = measured.digest(algorithm);
		return Ok((Subject::Digest { algorithm, digest, deposit }, Some(original)));
	}
	if let Some(digest) = args.digest {
		return Ok((Subject::Digest { algorithm, digest, deposit }, None));
	}
	if let Some(id) = args.right {
		return Ok((Subject::Right { id }, None));
	}
	if let Some(id) = args.licence {
		return Ok((Subject::Licence { id }, None));
	}
	if let Some(id) = args.declaration {
		return Ok((Subject::Declaration { id }, None));
	}
	if let Some(id) = args.group {
		return Ok((Subject::Group { id }, None));
	}
	if let Some(Numbered { digest, number }) = args.exhibit {
		return Ok((Subject::Exhibit { algorithm, digest, number }, None));
	}
	if let Some(commitment) = args.case {
		return Ok((Subject::Case { commitment }, None));
	}
	if let Some(named) = &args.trace {
		let object = object::find(named, &args.node, &args.keeper)?;
		return Ok((Subject::Trace { object }, None));
	}
	if let Some([code, number]) = args.hand_over.as_deref() {
		let number = number
			.parse()
			.map_err(|_| format!("`{number}` is no number of an event; give one such as 4"))?;
		let object = object::find(&code.parse()?, &args.node, &args.keeper)?;
		return Ok((Subject::Event { object, number }, None));
	}
	match (&args.state, &args.state_key) {
		(Some(name), Some(key)) => {
			let subject = Subject::State { name: name.clone(), key: key.clone() };
			Ok((subject, None))
		},
		_ => Err("give --file, --digest, --leaf, --right, --licence, --declaration, --group, --exhibit, --case, --trace, \
		          --hand-over or --state"
			.to_owned()
			.into()),
	}
}

fn parse_bytes(text: &str) -> Result<Bytes, String> {
	input::bytes(text).map(Bytes)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::node::refusal::tests::metadata;
	use crate::words;
	use tracemark_primitives::digest::DigestAlgorithm;

	#[test]
	fn item_should_be_found_when_pallet_and_item_are_spelt_as_in_the_metadata() {
		let metadata = metadata();
		assert!(has_item(&metadata, "Evidence.Records"));
		for name in [
			"Evidence.Units",
			"Evidence.records",
			"evidence.Records",
			"Utility.Records",
			"Records",
			"Evidence.",
			".",
			"",
		] {
			assert!(!has_item(&metadata, name), "{name}");
		}
	}

	#[test]
	fn algorithms_should_be_those_of_the_chain_when_they_are_options() {
		let ours: Vec<String> =
			AlgorithmName::value_variants().iter().map(|name| format!("{name:?}")).collect();
		let chain = words::all::<DigestAlgorithm>();
		let chain: Vec<String> =
			chain.iter().map(|name| format!("{name:?}").replace('_', "")).collect();
		assert_eq!(ours, chain);
	}
}
