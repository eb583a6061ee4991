//! `tracemark declaration`: customs declarations, from a form that the declarant's program writes.

use crate::{
	evidence::description::Opening,
	goods::{Answer, Goods, KeeperArgs, Record},
	input,
	node::{
		self,
		value::{bounded, case, number, structure, variant, ToValue},
		Call, NodeArgs, Question, SendArgs,
	},
	outcome::{self, Outcome},
	output::{self, Failure},
};
use clap::Subcommand;
use serde::Deserialize;
use serde_json::json;
use sp_core::H256;
use std::{
	fs,
	io::{self, Write},
	path::PathBuf,
};
use subxt::dynamic::{At, Value};
use tracemark_lots::{stock::cells, text};
use tracemark_primitives::{
	customs::{DeclarationForm, DeclarationLine, DeclarationReport},
	goods::GoodsClaim,
	gs1::consignment_id,
	parties::{NamedParty, PartyTag},
	territory::Country,
	OrgId,
};

const LODGE: &str = "\
Examples:
  tracemark declaration lodge declaration.json --ask --key broker.key
  tracemark declaration lodge declaration.json --key broker.key

The form is JSON; `docs/cli.md` has its members. With --ask the chain says what it would answer, and nothing is
lodged. The chain advises, the authority decides.

";

const STATUS: &str = "\
Examples:
  tracemark declaration status 31

The number is what `declaration lodge` prints. No key is needed.

";

#[derive(clap::Args)]
pub struct Args {
	#[command(subcommand)]
	command: Command,
}

#[derive(Subcommand)]
enum Command {
	/// Lodge a declaration, or ask what the chain would answer; needs a node
	Lodge(Box<LodgeArgs>),
	/// Say what became of a declaration; needs a node
	Status(StatusArgs),
}

#[derive(clap::Args)]
#[command(after_help = format!("{LODGE}{}", outcome::NODE_HELP))]
pub struct LodgeArgs {
	/// The form
	#[arg(value_name = "FILE")]
	file: PathBuf,
	/// Only ask what the chain would answer now
	#[arg(long)]
	ask: bool,
	#[command(flatten)]
	keeper: KeeperArgs,
	#[command(flatten)]
	send: SendArgs,
}

#[derive(clap::Args)]
#[command(after_help = format!("{STATUS}{}", outcome::NODE_HELP))]
pub struct StatusArgs {
	/// Number of the declaration
	#[arg(value_name = "NUMBER", value_parser = input::number)]
	declaration: u32,
	/// Print JSON
	#[arg(long)]
	json: bool,
	#[command(flatten)]
	node: NodeArgs,
}

/// A declaration as the form has it. Texts where the chain takes commitments are committed to with fresh
/// salts.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Form {
	represented: Option<OrgId>,
	importer: OrgId,
	holder: OrgId,
	seller: Seller,
	origin: String,
	destination: String,
	reference: Option<String>,
	lines: Vec<Line>,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Seller {
	/// A member.
	Member(OrgId),
	/// Somebody outside.
	#[serde(rename_all = "camelCase")]
	Outsider { key_version: u16, tag: H256 },
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Line {
	gtin: String,
	hs: String,
	quantity: String,
	#[serde(default)]
	unit: String,
	value: String,
	#[serde(default)]
	goods: Vec<String>,
}

/// Carries out a command of the group.
pub fn run(args: Args, out: &mut impl Write) -> io::Result<Outcome> {
	match args.command {
		Command::Lodge(args) => node::run(lodge(&args, out)),
		Command::Status(args) => node::run(status(&args, out)),
	}
}

fn country(text: &str) -> Result<Country, String> {
	Country::try_from(text).map_err(|_| format!("`{text}` is no country of ISO 3166-1"))
}

impl Form {
	fn read(path: &PathBuf) -> Result<Self, Failure> {
		let shown = path.display();
		let text = fs::read(path).map_err(|error| {
			format!("{shown}: cannot be read: {error}; check the path and the permissions")
		})?;
		let no_form = |why: &str| {
			Failure::fault(format!(
				"{shown}: is no declaration: {why}; docs/cli.md has its members"
			))
		};
		if !text.trim_ascii_start().starts_with(b"{") {
			return Err(no_form("it is no JSON object"));
		}
		serde_json::from_slice(&text).map_err(|error| no_form(&error.to_string()))
	}

	/// Finds what is wrong without asking a node.
	fn check(&self) -> Result<(), String> {
		for (member, text) in [("origin", &self.origin), ("destination", &self.destination)] {
			country(text).map_err(|error| format!("{member}: {error}"))?;
		}
		if let Some(reference) = &self.reference {
			Opening::digest(reference).map_err(|error| format!("reference: {error}"))?;
		}
		if self.lines.is_empty() {
			return Err("it has no lines; declare at least one".to_owned());
		}
		for (place, line) in (1usize..).zip(&self.lines) {
			line.check().map_err(|error| format!("line {place}: {error}"))?;
		}
		Ok(())
	}

	async fn typed(
		&self,
		record: &Record<'_>,
		keeper: &KeeperArgs,
		openings: &mut Vec<Opening>,
	) -> Result<DeclarationForm, Failure> {
		let mut lines = Vec::new();
		for (place, line) in (1usize..).zip(&self.lines) {
			let made = line.typed(record, keeper, openings).await;
			lines.push(made.map_err(|failure| failure.about(format!("line {place}")))?);
		}
		let reference = match &self.reference {
			Some(text) => Some(Opening::commit(text, openings)?),
			None => None,
		};
		Ok(DeclarationForm {
			represented: self.represented,
			importer: self.importer,
			holder: self.holder,
			seller: match self.seller {
				Seller::Member(org) => NamedParty::Member(org),
				Seller::Outsider { key_version, tag } => {
					NamedParty::Outsider(PartyTag { key_version, tag })
				},
			},
			origin: country(&self.origin)?,
			destination: country(&self.destination)?,
			reference,
			lines: lines.try_into().map_err(|_| "a declaration has too many lines".to_owned())?,
		})
	}
}

impl Line {
	/// Finds what is wrong without asking a node.
	fn check(&self) -> Result<(), String> {
		text::gtin(&self.gtin).map_err(|error| format!("gtin: {error}"))?;
		cells::hs(&self.hs).map_err(|error| format!("hs: {error}"))?;
		cells::quantity(&self.quantity, &self.unit)
			.map_err(|error| format!("quantity: {error}"))?;
		if self.value.trim().is_empty() {
			return Err("value: is empty; give currency and amount, such as EUR 285.72".to_owned());
		}
		Opening::digest(&self.value).map_err(|error| format!("value: {error}"))?;
		for code in &self.goods {
			code.parse::<Goods>().map_err(|error| format!("goods: {error}"))?;
		}
		Ok(())
	}

	async fn typed(
		&self,
		record: &Record<'_>,
		keeper: &KeeperArgs,
		openings: &mut Vec<Opening>,
	) -> Result<DeclarationLine, Failure> {
		let mut goods = Vec::new();
		for code in &self.goods {
			goods.push(claim(code.parse()?, record, keeper).await?);
		}
		Ok(DeclarationLine {
			gtin: text::gtin(&self.gtin)?,
			hs: cells::hs(&self.hs)?,
			quantity: cells::quantity(&self.quantity, &self.unit)?,
			value: Opening::commit(&self.value, openings)?,
			goods: goods.try_into().map_err(|_| "it has too many goods".to_owned())?,
		})
	}
}

/// Goods as the declarant claims them, with the path if the keeper shows it.
async fn claim(
	goods: Goods,
	record: &Record<'_>,
	keeper: &KeeperArgs,
) -> Result<GoodsClaim, Failure> {
	Ok(match goods {
		Goods::LogisticUnit(sscc) => GoodsClaim::LogisticUnit { sscc },
		Goods::Unit(gtin, serial) => {
			let proof = match record.listed(keeper, &gtin, &serial).await? {
				Answer::Present(found) => crate::goods::proof_of(&found),
				_ => None,
			};
			GoodsClaim::Unit { gtin, serial, proof }
		},
		Goods::Lot(gtin, lot) => match record.consignments(&gtin, &lot).await? {
			Some(1) => GoodsClaim::Consignment {
				id: consignment_id(&tracemark_primitives::gs1::lot_id(&gtin, &lot), 0),
			},
			Some(count) => {
				return Err(format!(
					"{}: was divided into {count} consignments; declare the logistic unit or the items",
					Goods::Lot(gtin, lot)
				)
				.into())
			},
			None => {
				let lot = Goods::Lot(gtin, lot);
				return Err(Failure::fault(format!("{lot}: the chain has no record of it")));
			},
		},
	})
}

async fn lodge(args: &LodgeArgs, out: &mut impl Write) -> Result<Outcome, Failure> {
	let form = Form::read(&args.file)?;
	form.check().map_err(|why| Failure::fault(why).about(args.file.display()))?;
	let node = args.send.node.connect().await?;
	let state = node.state().await?;
	let record = Record { state: &state };
	let mut openings = Vec::new();
	let form = form.typed(&record, &args.keeper, &mut openings).await?;
	if args.ask {
		let declarant = record.operator(&args.send.key.read()?).await?.org;
		let question = Question::new("CustomsApi", "dry_run")
			.with("declarant", &declarant)
			.with("form", &form);
		let report: DeclarationReport = state.ask(question).await?;
		print_report(&report, args.send.json, out).map_err(node::unwritten)?;
		return Ok(Outcome::Good);
	}
	let call = Call::new("Customs", "lodge").with("form", form_value(&form));
	let facts = |included: &node::Included| {
		let event = included.event("Customs.Lodged");
		let outcome = event.at("outcome").and_then(case).map(|(outcome, _)| outcome.to_owned());
		vec![
			("declaration", json!(included.number_in("Customs.Lodged", "declaration"))),
			("outcome", json!(outcome)),
			("released", json!(included.event("Customs.Released").is_some())),
		]
	};
	args.send.send(&node, &call, &openings, facts, out).await
}

fn form_value(form: &DeclarationForm) -> Value {
	let seller = match form.seller {
		NamedParty::Member(org) => variant("Member", org.to_value()),
		NamedParty::Outsider(tag) => variant(
			"Outsider",
			structure([("key_version", tag.key_version.to_value()), ("tag", tag.tag.to_value())]),
		),
	};
	let line = |line: &DeclarationLine| {
		structure([
			("gtin", line.gtin.to_value()),
			("hs", line.hs.to_value()),
			("quantity", line.quantity.to_value()),
			("value", line.value.to_value()),
			("goods", bounded(line.goods.iter().map(ToValue::to_value))),
		])
	};
	structure([
		("represented", form.represented.to_value()),
		("importer", form.importer.to_value()),
		("holder", form.holder.to_value()),
		("seller", seller),
		("origin", form.origin.to_value()),
		("destination", form.destination.to_value()),
		("reference", form.reference.to_value()),
		("lines", bounded(form.lines.iter().map(line))),
	])
}

fn print_report(report: &DeclarationReport, json: bool, out: &mut impl Write) -> io::Result<()> {
	let lines = report.lines.iter().map(|line| {
		let findings: Vec<String> =
			line.findings.iter().map(|found| format!("{found:?}")).collect();
		json!({ "outcome": format!("{:?}", line.outcome), "findings": findings })
	});
	let lines: Vec<_> = lines.collect();
	if json {
		let outcome = format!("{:?}", report.outcome);
		return output::print_json(&json!({ "outcome": outcome, "lines": lines }), out);
	}
	writeln!(out, "the chain would answer: {:?}", report.outcome)?;
	for (place, line) in (1usize..).zip(&report.lines) {
		writeln!(out, "line {place}: {:?}", line.outcome)?;
		for found in &line.findings {
			writeln!(out, "  {found:?}")?;
		}
	}
	Ok(())
}

async fn status(args: &StatusArgs, out: &mut impl Write) -> Result<Outcome, Failure> {
	let state = args.node.connect().await?.state().await?;
	let number_ = args.declaration;
	let found = state.read("Customs", "Declarations", &[&number_]).await?.ok_or_else(|| {
		Failure::fault(format!("declaration {number_}: the chain has no record of it"))
	})?;
	let count = found.at("lines").and_then(number).unwrap_or_default();
	let count = u32::try_from(count).unwrap_or_default();
	let mut lines = Vec::new();
	for line in 0..count {
		let line = state.read("Customs", "Lines", &[&number_, &line]).await?;
		let line = line.as_ref();
		let name = |value: Option<&Value>| value.and_then(case).map(|(name, _)| name.to_owned());
		let decision = line.at("decision");
		lines.push((name(decision.at("outcome")), name(line.at("status"))));
	}
	print_status(number_, &lines, args.json, out).map_err(node::unwritten)?;
	Ok(Outcome::Good)
}

fn print_status(
	declaration: u32,
	lines: &[(Option<String>, Option<String>)],
	json: bool,
	out: &mut impl Write,
) -> io::Result<()> {
	if json {
		let lines: Vec<_> = lines
			.iter()
			.map(|(advised, status)| json!({ "advised": advised, "status": status }))
			.collect();
		return output::print_json(&json!({ "declaration": declaration, "lines": lines }), out);
	}
	writeln!(out, "declaration {declaration}")?;
	for (place, (advised, status)) in (1usize..).zip(lines) {
		let word = |word: &Option<String>| word.clone().unwrap_or_else(|| "unknown".to_owned());
		writeln!(out, "line {place}: {}; the chain advised {}", word(status), word(advised))?;
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	const FORM: &str = r#"{"represented":null,"importer":3,"holder":3,"seller":{"member":1},
		"origin":"TR","destination":"AT","reference":"26AT000000000001R5","lines":[
		{"gtin":"09521101000016","hs":"2022:851830","quantity":"4","value":"EUR 285.72",
		"goods":["(00)095211020000000015"]}]}"#;

	#[test]
	fn form_should_be_read_when_its_members_are_known() {
		let form: Form = serde_json::from_str(FORM).unwrap();
		assert_eq!((form.importer, form.seller), (3, Seller::Member(1)));
		let [line] = form.lines.as_slice() else { panic!("lines") };
		assert_eq!(line.goods[0].parse::<Goods>().unwrap().to_string(), line.goods[0]);
		let outsider =
			r#"{"outsider":{"keyVersion":1,"tag":"0x"#.to_owned() + &"01".repeat(32) + "\"}}";
		let text = FORM.replace(r#"{"member":1}"#, &outsider);
		assert!(serde_json::from_str::<Form>(&text).is_ok());
	}

	#[test]
	fn check_should_name_the_member_when_it_is_wrong() {
		let check = |from: &str, to: &str| {
			let form: Form = serde_json::from_str(&FORM.replace(from, to)).unwrap();
			form.check()
		};
		assert_eq!(check("", ""), Ok(()));
		for (from, to, why) in [
			("\"TR\"", "\"ZZ\"", "origin: `ZZ`"),
			("\"AT\"", "\"\"", "destination: ``"),
			("26AT000000000001R5", "0x12", "reference: `0x12` is no digest"),
			("000016", "000014", "line 1: gtin: "),
			("2022:", "", "line 1: hs: `851830`"),
			("\"4\"", "\"some\"", "line 1: quantity: `some`"),
			("EUR 285.72", " ", "line 1: value: is empty"),
			("EUR 285.72", "0x", "line 1: value: `0x` is no digest"),
			("(00)", "(99)", "line 1: goods: "),
		] {
			let said = check(from, to).unwrap_err();
			assert!(said.contains(why), "{why}: {said}");
		}
		let mut empty: Form = serde_json::from_str(FORM).unwrap();
		empty.lines.clear();
		assert!(empty.check().unwrap_err().contains("no lines"));
	}

	#[test]
	fn form_should_be_refused_when_a_member_is_unknown_or_missing() {
		for (from, to) in
			[("\"importer\"", "\"importor\""), ("\"holder\":3,", ""), ("\"hs\"", "\"HS\"")]
		{
			assert!(serde_json::from_str::<Form>(&FORM.replace(from, to)).is_err(), "{to}");
		}
		assert!(country("XX").is_err());
		assert_eq!(country("AT"), Ok(Country(*b"AT")));
	}
}
