//! `tracemark evidence anchor`.

use super::{
	batch::{self, Batch},
	description::{Described, Description, Opening},
	salt::{self, Salt},
	sums,
};
use crate::{
	input,
	node::{
		self,
		value::{hash, number, sha256, unit},
		Call, Included, KeyArgs, NodeArgs,
	},
	outcome::{self, Outcome},
	output::{self, say, Failure, Readers},
	progress::Bytes,
};
use clap::ValueEnum;
use serde::Serialize;
use sp_core::{bytes::to_hex, H256};
use std::{
	collections::BTreeMap,
	fs::{self, File},
	io::{self, Read, Write},
	path::{Path, PathBuf},
};
use subxt::dynamic::At;

const EXAMPLES: &str = "\
Examples:
  tracemark evidence anchor page.warc photo.jpg --kind web-capture --key monitor.key
  tracemark evidence anchor photos/*.jpg --batch --out leaves --kind photograph --key monitor.key
  tracemark evidence anchor report.pdf --description described.json --dry-run
  tracemark evidence anchor page.warc --source https://market.example/offer/7 --openings page.openings.json
  tracemark evidence anchor form.pdf --salt --kind contract --key maker.key

The originals stay here: their SHA-256 digests go on record. With --batch one root over all digests goes on
record, at the cost of one, and --out gets a file for each original with which it is shown later. With --salt
the digest is that of 32 random bytes and then the file: for a file whose content could be guessed.

A description is public: `docs/cli.md` says what its file has. Addresses and persons go on record as salted
commitments; --openings writes what opens them to a file, which `certificate verify --openings` reads. Without
`tool` and `claimedTime` in a description this program goes on record as the tool of the capture, and now as its
time: say what they were if the files were captured by something else or earlier.

";

/// Most digests that are put on record by one extrinsic.
const MAX_AT_ONCE: usize = 50;

/// What sort of thing the originals are.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Kind {
	/// A captured web page or listing
	WebCapture,
	/// Order, invoice, payment or shipping record
	TransactionRecord,
	/// Mail, message or letter
	Communication,
	/// Photograph or video
	Photograph,
	/// Report of an examination
	LaboratoryReport,
	/// Readings of sensors or scanners
	SensorLog,
	/// Record of a physical exhibit
	PhysicalExhibit,
	/// Licence, contract or other agreement
	Contract,
	/// An EPCIS event or document
	EpcisEvent,
	/// Anything else
	Other,
}

impl Kind {
	/// As the metadata names it.
	fn name(self) -> &'static str {
		match self {
			Self::WebCapture => "WebCapture",
			Self::TransactionRecord => "TransactionRecord",
			Self::Communication => "Communication",
			Self::Photograph => "Photograph",
			Self::LaboratoryReport => "LaboratoryReport",
			Self::SensorLog => "SensorLog",
			Self::PhysicalExhibit => "PhysicalExhibit",
			Self::Contract => "Contract",
			Self::EpcisEvent => "EpcisEvent",
			Self::Other => "Other",
		}
	}
}

#[derive(clap::Args)]
#[command(after_help = format!("{EXAMPLES}{}", outcome::NODE_HELP))]
pub struct Args {
	/// Originals
	#[arg(required = true, value_name = "FILE")]
	files: Vec<PathBuf>,
	/// Put one root over all of them on record
	#[arg(long)]
	batch: bool,
	/// What sort of thing they are
	#[arg(long, value_enum, default_value = "other")]
	kind: Kind,
	/// What they are about and how they were obtained: a JSON file
	#[arg(long, value_name = "FILE")]
	description: Option<PathBuf>,
	/// Address or place that they come from: committed to with a salt; or a commitment to it
	#[arg(long, value_name = "TEXT|COMMITMENT")]
	source: Option<String>,
	/// Put digests over 32 random bytes and the file on record; the bytes are in FILE.salt, and are taken from
	/// there if it exists
	#[arg(long)]
	salt: bool,
	/// File for what opens the commitments, which its owner alone can read
	#[arg(long, value_name = "FILE")]
	openings: Option<PathBuf>,
	/// Folder for the files that prove the leaves of a batch
	#[arg(long, value_name = "FOLDER", requires = "batch")]
	out: Option<PathBuf>,
	/// Print the calls in hexadecimal, and send nothing
	#[arg(long)]
	dry_run: bool,
	/// Print JSON
	#[arg(long)]
	json: bool,
	#[command(flatten)]
	node: NodeArgs,
	#[command(flatten)]
	key: KeyArgs,
}

/// An original.
pub struct Original {
	/// As it was named.
	pub path: String,
	/// The last part of its path.
	name: String,
	/// SHA-256 of the salt, if there is one, and the file.
	digest: H256,
	/// What makes its digest none that can be guessed.
	pub salt: Option<Salt>,
}

/// What was put on record.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Deposit {
	/// The original, or none of a batch.
	#[serde(skip_serializing_if = "Option::is_none")]
	file: Option<String>,
	algorithm: &'static str,
	digest: H256,
	/// 0 for the record of the digest, else the number of the corroboration.
	deposit: u32,
	block: u64,
	block_hash: H256,
	extrinsic: H256,
}

/// What the command prints as JSON.
#[derive(Serialize)]
struct Answer {
	deposits: Vec<Deposit>,
	#[serde(skip_serializing_if = "Option::is_none")]
	leaves: Option<u64>,
	/// What opens the commitments of the description.
	openings: Vec<Opening>,
}

/// Puts the originals on record.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	node::run(anchor(args, out))
}

async fn anchor(args: &Args, out: &mut impl Write) -> Result<Outcome, Failure> {
	if let Some(path) = &args.openings {
		output::ensure_room(path)?;
	}
	let originals = read(&args.files, args.salt)?;
	let description = match &args.description {
		Some(given) => Description::read(given)?,
		None => Description::default(),
	};
	let description = description.with_source(args.source.as_deref())?;
	if let Some(presumed) = description.presumed() {
		say(&presumed);
	}
	let names: Vec<&str> = originals.iter().map(|original| original.name.as_str()).collect();
	let Described { value: described, openings } = description.describe(&names.join("\n"))?;
	let kind = unit(args.kind.name());
	let batch = match args.batch {
		true => Batch::new(originals.iter().map(|original| original.digest).collect()),
		false => None,
	};
	let calls: Vec<Call> = match &batch {
		Some(batch) => vec![Call::new("Evidence", "anchor_batch")
			.with("root", batch.root())
			.with("leaves", batch.leaves())
			.with("kind", kind)
			.with("description", described)],
		None => originals
			.chunks(MAX_AT_ONCE)
			.map(|chunk| {
				let anchored = chunk.iter().map(|original| {
					Call::new("Evidence", "anchor")
						.with("digest", sha256(original.digest))
						.with("kind", &kind)
						.with("description", &described)
				});
				Call::all(anchored.collect())
			})
			.collect(),
	};
	if args.dry_run {
		let state = args.node.connect().await?.state().await?;
		for call in &calls {
			let data = to_hex(&state.encode(call)?, false);
			writeln!(out, "{data}").map_err(node::unwritten)?;
		}
		salt::write(&originals)?;
		args.write(&openings)?;
		// The calls are all that stands on the output.
		args.tell(&openings).map_err(node::unwritten)?;
		return Ok(Outcome::Good);
	}
	let folder = match (&args.out, &batch) {
		(Some(folder), _) => Some(batch::prepare(folder)?),
		(None, Some(_)) => {
			return Err(
				"a batch is shown leaf by leaf later; name a folder for the leaves with --out"
					.to_owned()
					.into(),
			)
		},
		(None, None) => None,
	};
	let key = args.key.read()?;
	let node = args.node.connect().await?;
	// What nothing else has is on the disk before it is needed.
	salt::write(&originals)?;
	args.write(&openings)?;
	let (mut deposits, mut stopped) = (Vec::new(), None);
	for (done, call) in calls.iter().enumerate() {
		let included = match node.submit(&key, call).await {
			Ok(included) => included,
			Err(failure) => {
				stopped = Some(failure);
				break;
			},
		};
		match &batch {
			Some(batch) => deposits.push(deposit(&included, batch.root(), None)?),
			None => {
				let from = done.saturating_mul(MAX_AT_ONCE);
				for original in originals.iter().skip(from).take(MAX_AT_ONCE) {
					let path = Some(original.path.clone());
					deposits.push(deposit(&included, original.digest, path)?);
				}
			},
		}
	}
	if let (Some(batch), Some(folder), Some(root)) = (&batch, &folder, deposits.first()) {
		let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
		batch.write(folder, &names, root.deposit)?;
	}
	let leaves = batch.as_ref().map(Batch::leaves);
	let answer = Answer { deposits, leaves, openings };
	let Some(failure) = stopped else {
		print(&answer, args, out).map_err(node::unwritten)?;
		return Ok(Outcome::Good);
	};
	let put = answer.deposits.len();
	if put > 0 {
		print(&answer, args, out).map_err(node::unwritten)?;
		return Err(failure.advised(format!("{put} of {} files are on record", originals.len())));
	}
	match (failure.outcome, &args.openings) {
		// What was sent may be on the chain after all; then nothing else opens its commitments.
		(Outcome::Unusable, _) => args.tell(&answer.openings).map_err(node::unwritten)?,
		(_, Some(path)) => fs::remove_file(path)
			.map_err(|error| format!("{}: cannot be removed: {error}", path.display()))?,
		(_, None) => {},
	}
	Err(failure)
}

impl Args {
	/// Writes what opens the commitments where it is wanted.
	fn write(&self, openings: &[Opening]) -> Result<(), String> {
		let Some(path) = &self.openings else { return Ok(()) };
		output::write_new(path, Readers::Owner, |file| output::print_json(&openings, file))
	}

	/// Tells people to keep what opens the commitments, unless a file has it.
	fn tell(&self, openings: &[Opening]) -> io::Result<()> {
		match self.openings {
			Some(_) => Ok(()),
			None => openings.iter().try_for_each(Opening::tell),
		}
	}
}

fn print(answer: &Answer, args: &Args, out: &mut impl Write) -> io::Result<()> {
	if args.json {
		return output::print_json(answer, out);
	}
	for deposit in &answer.deposits {
		let what = match (&deposit.file, answer.leaves) {
			(Some(file), _) => file.clone(),
			(None, leaves) => format!("root over {} files", leaves.unwrap_or_default()),
		};
		let which = match deposit.deposit {
			0 => "first on record".to_owned(),
			number => format!("on record before; corroboration {number}"),
		};
		writeln!(
			out,
			"{}  {}:{:x}  block {}  {which}",
			what, deposit.algorithm, deposit.digest, deposit.block
		)?;
	}
	if let Some(folder) = &args.out {
		writeln!(out, "{}: a file for each leaf, to make certificates of", folder.display())?;
	}
	match &args.openings {
		Some(path) => writeln!(out, "{}: what opens the commitments; keep it", path.display()),
		None => answer.openings.iter().try_for_each(|opening| opening.print(out)),
	}
}

/// Which deposit of the digest the events tell of.
fn deposit(included: &Included, digest: H256, file: Option<String>) -> Result<Deposit, Failure> {
	let is_meant =
		|event: &&node::Event| event.fields.at("digest").at("value").and_then(hash) == Some(digest);
	let event = included.events.iter().find(is_meant);
	let number = match event.map(|event| (event.name.as_str(), &event.fields)) {
		Some(("Evidence.Anchored", _)) => 0,
		Some((_, fields)) => fields
			.at("number")
			.and_then(number)
			.and_then(|number| u32::try_from(number).ok())
			.unwrap_or_default(),
		None => {
			return Err(format!("block {} tells nothing of {digest:?}", included.block).into());
		},
	};
	Ok(Deposit {
		file,
		algorithm: "sha-256",
		digest,
		deposit: number,
		block: included.block,
		block_hash: included.hash,
		extrinsic: included.extrinsic,
	})
}

fn read(files: &[PathBuf], salted: bool) -> Result<Vec<Original>, Failure> {
	let mut seen: BTreeMap<H256, String> = BTreeMap::new();
	let mut originals = Vec::new();
	let progress = Bytes::of(files);
	for path in files {
		let shown = path.display().to_string();
		let salt = salted.then(|| Salt::of(path)).transpose()?;
		let before = salt.as_ref().map_or(&[][..], |salt| salt.bytes.as_bytes());
		let digest = File::open(path)
			.and_then(|file| sums::digest(before.chain(progress.watch(file))))
			.map_err(|error| input::unreadable(path, &error))?;
		if let Some(other) = seen.insert(digest, shown.clone()) {
			return Err(Failure::fault(format!(
				"{shown}: is the same as {other}, byte for byte; name it once"
			)));
		}
		originals.push(Original { name: name(path), path: shown, digest, salt });
	}
	Ok(originals)
}

fn name(path: &Path) -> String {
	path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::words;

	#[test]
	fn kinds_should_be_those_of_the_chain_when_they_are_options() {
		let ours: Vec<&str> = Kind::value_variants().iter().map(|kind| kind.name()).collect();
		let chain = words::all::<tracemark_primitives::evidence::EvidenceKind>();
		assert_eq!(ours, chain.iter().map(|kind| format!("{kind:?}")).collect::<Vec<_>>());
		// Whoever certifies a deposit names its kind.
		let certified = words::all::<tracemark_certificate::chain::EvidenceKind>();
		assert_eq!(ours, certified.iter().map(|kind| format!("{kind:?}")).collect::<Vec<_>>());
	}

	#[test]
	fn files_should_be_refused_when_one_is_missing_or_named_twice() {
		let folder = std::env::temp_dir().join(format!("tracemark-{}-anchor", std::process::id()));
		std::fs::create_dir_all(&folder).unwrap();
		let file = |name: &str, text: &str| {
			let path = folder.join(name);
			std::fs::write(&path, text).unwrap();
			path
		};
		let (one, other, copy) = (file("a", "1"), file("b", "2"), file("c", "1"));
		let names = |files: &[PathBuf]| -> Vec<String> {
			read(files, false).unwrap().into_iter().map(|original| original.name).collect()
		};
		assert_eq!(names(&[one.clone(), other]), ["a", "b"]);
		let refused = |files: &[PathBuf]| read(files, false).err().unwrap().to_string();
		assert!(refused(&[one.clone(), copy]).contains("byte for byte"));
		assert!(refused(&[one, folder.join("none")]).contains("cannot be read"));
		std::fs::remove_dir_all(folder).unwrap();
	}
}
