//! `tracemark edition prove`.

use crate::{
	evidence::description::Opening,
	input,
	outcome::{self, Outcome},
	output::{self, Failure},
};
use clap::ArgGroup;
use serde_json::{json, Value};
use sp_core::H256;
use std::{
	io::{self, Write},
	path::{Path, PathBuf},
};
use tracemark_certificate::moment;
use tracemark_lots::{
	call::{self, Call},
	edition::{Code, CodeLeaf, Kept, Use},
	stock::cells,
	text::grouped,
	Edition,
};
use tracemark_primitives::{
	time::{EventTime, DAY},
	OrgId,
};

/// Largest file of one code, in bytes.
const MAX_CODE_FILE: u64 = 1024;

const EXAMPLES: &str = "\
Examples:
  tracemark edition prove 09521101000016-E-1.codes.jsonl --leaf 17
  tracemark edition prove 09521101000016-E-1.codes.jsonl --code-file code.txt --seller 12 --token 'order 7715, card'
  tracemark edition prove 09521101000016-E-1.codes.jsonl --code-file - --seller 12 --token 0x0b4e… --genesis 0x5f3c…

Prints the leaf of the code, its salt and its path, which its buyer gets; the code only with --show-code. With
--token and --seller also the call that records the sale, which the seller signs; with --token and --genesis the call
that uses the code, which any member signs. A token that is no digest is committed to with a fresh salt, which is
printed: give the buyer token and salt. Calls go on record by polkadot.js, Developer, Extrinsics, Decode.
A code that is not of the edition ends with exit code 1.

";

#[derive(clap::Args)]
#[command(after_help = format!("{EXAMPLES}{}", outcome::HELP))]
#[command(group = ArgGroup::new("which").required(true).args(["leaf", "code_file"]))]
pub struct Args {
	/// The file of the edition
	#[arg(value_name = "FILE")]
	file: PathBuf,
	/// The code by its leaf, from 0
	#[arg(long, value_name = "N")]
	leaf: Option<u32>,
	/// File with the code, or - for the standard input: on the command line every user of the machine could read it
	#[arg(long, value_name = "FILE")]
	code_file: Option<PathBuf>,
	/// What the buyer can show: order and payment, which are committed to, or 0x and 64 hexadecimal digits
	#[arg(long, value_name = "TEXT|DIGEST")]
	token: Option<String>,
	/// Number of the organisation that sells the code
	#[arg(long, value_name = "NUMBER", requires = "token")]
	seller: Option<OrgId>,
	/// Hash of the chain's genesis block: 0x and 64 hexadecimal digits
	#[arg(long, value_name = "HASH", requires = "token", value_parser = input::hash)]
	genesis: Option<H256>,
	/// Until when the use can be submitted, by RFC 3339 [default: in a day]
	#[arg(long, value_name = "TIME", requires = "genesis", value_parser = cells::time)]
	expires: Option<EventTime>,
	/// Print the code as well
	#[arg(long)]
	show_code: bool,
	/// Print JSON
	#[arg(long)]
	json: bool,
}

/// What is printed.
struct Answer {
	leaf: CodeLeaf,
	proof: Value,
	code: Option<Code>,
	token: Option<H256>,
	sale: Option<(H256, Call)>,
	activation: Option<(u64, Call)>,
	openings: Vec<Opening>,
}

/// Prints the proof, and the calls that were asked for.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	match prove(args) {
		Ok(answer) => {
			if args.json {
				answer.print_json(out)?;
			} else {
				answer.print(out)?;
			}
			Ok(Outcome::Good)
		},
		Err(failure) => failure.end(),
	}
}

fn prove(args: &Args) -> Result<Answer, Failure> {
	let expiry = expiry(args)?;
	let given = args.code_file.as_deref().map(code).transpose()?;
	let mut openings = Vec::new();
	let token = args.token.as_deref().map(|token| Opening::commit(token, &mut openings));
	let token = token.transpose().map_err(|error| format!("--token: {error}"))?;
	let edition = super::read(&args.file)?;
	let (kept, leaf) = find(&edition, args, given.as_ref())?;
	let Kept { code, key, .. } = kept;
	let other = || {
		Failure::fault(format!(
			"{}: the key of this leaf is not that of its code",
			args.file.display()
		))
	};
	if code.key() != key {
		return Err(other().advised("check the file with `tracemark edition check`"));
	}
	let long = || Failure::fault("the path of the leaf is longer than that of any edition".into());
	let proof = call::proof(&leaf.proof().ok_or_else(long)?);
	let sale = token
		.zip(args.seller)
		.map(|(token, seller)| (leaf.sale(seller, &token), leaf.sell(seller, &token)));
	let activation = token.zip(args.genesis).map(|(token, genesis)| {
		let wanted = Use { genesis, token, sold_by: args.seller, expiry };
		leaf.activate(&code, &wanted).map(|call| (expiry, call)).ok_or_else(other)
	});
	let activation = activation.transpose()?;
	let code = args.show_code.then_some(code);
	Ok(Answer { leaf, proof, code, token, sale, activation, openings })
}

/// Until when a use can be submitted, in milliseconds since 1970.
fn expiry(args: &Args) -> Result<u64, Failure> {
	let now = moment::now();
	match args.expires {
		None => Ok(now.saturating_add(DAY)),
		Some(time) if time.moment > now => Ok(time.moment),
		Some(time) => {
			let past = moment::rfc3339(time.moment);
			Err(format!("--expires: {past} has passed; give a moment that is still to come").into())
		},
	}
}

/// Reads a code, and repeats nothing of it if it is none.
fn code(path: &Path) -> Result<Code, Failure> {
	let text = input::read(path, MAX_CODE_FILE)?;
	let shown = path.display();
	let text = std::str::from_utf8(&text).unwrap_or_default();
	text.parse::<Code>().map_err(|error| Failure::fault(format!("{shown}: is no code: {error}")))
}

/// The code that is asked for, and its leaf.
fn find(edition: &Edition, args: &Args, given: Option<&Code>) -> Result<(Kept, CodeLeaf), Failure> {
	let (shown, size) = (args.file.display(), grouped(edition.size()));
	let index = match (args.leaf, given) {
		(Some(index), _) => index,
		(None, Some(code)) => edition.find(code).ok_or_else(|| {
			Failure::fault(format!(
				"{shown}: the edition has {size} codes, and this is none of them"
			))
		})?,
		(None, None) => return Err("give either --leaf or --code-file".to_owned().into()),
	};
	let at = usize::try_from(index).unwrap_or(usize::MAX);
	let found = edition.codes().get(at).copied().zip(edition.leaf(index));
	found.ok_or_else(|| {
		Failure::fault(format!(
			"{shown}: the edition has {size} codes; its leaves are counted from 0"
		))
	})
}

impl Answer {
	fn print_json(&self, out: &mut impl Write) -> io::Result<()> {
		let mut answer = serde_json::to_value(&self.leaf)?;
		let more = [
			("proof", Some(self.proof.clone())),
			("code", self.code.map(|code| json!(code.reveal()))),
			("token", self.token.map(|token| json!(token))),
			(
				"sale",
				self.sale
					.as_ref()
					.map(|(commitment, call)| json!({ "commitment": commitment, "call": call })),
			),
			(
				"activation",
				self.activation
					.as_ref()
					.map(|(expiry, call)| json!({ "expiry": expiry, "call": call })),
			),
			("openings", (!self.openings.is_empty()).then(|| json!(self.openings))),
		];
		if let Some(answer) = answer.as_object_mut() {
			let more = more.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
			answer.extend(more);
		}
		output::print_json(&answer, out)
	}

	fn print(&self, out: &mut impl Write) -> io::Result<()> {
		let CodeLeaf { edition, index, size, root, key, salt, path } = &self.leaf;
		writeln!(out, "edition  {edition:?}")?;
		writeln!(out, "root     {root:?}")?;
		writeln!(out, "leaf     {index}, from 0, of {}", grouped(*size))?;
		if let Some(code) = &self.code {
			writeln!(out, "code     {}", code.reveal())?;
		}
		writeln!(out, "key      {key:?}")?;
		writeln!(out, "salt     {salt:?}")?;
		for (at, sibling) in path.iter().enumerate() {
			writeln!(out, "{}  {sibling:?}", if at == 0 { "path   " } else { "       " })?;
		}
		if let Some(token) = &self.token {
			writeln!(out, "token    {token:?}")?;
		}
		if let Some((commitment, call)) = &self.sale {
			writeln!(out, "sale     {commitment:?}")?;
			print_call(call, out)?;
		}
		if let Some((expiry, call)) = &self.activation {
			writeln!(out, "expires  {}", moment::rfc3339(*expiry))?;
			print_call(call, out)?;
		}
		self.openings.iter().try_for_each(|opening| opening.print(out))
	}
}

fn print_call(call: &Call, out: &mut impl Write) -> io::Result<()> {
	writeln!(out, "call     {}.{}", call.section, call.method)?;
	writeln!(out, "{}", call.call_data)
}
