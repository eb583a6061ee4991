//! `tracemark trace`.

use crate::{
	epcis::word_of,
	goods::{Goods, KeeperArgs, Names, Organisation, Record},
	node::{
		self,
		value::{hash, number},
		Event, Node, NodeArgs,
	},
	outcome::{self, Outcome},
	output::{self, Failure},
};
use codec::Encode;
use serde::Serialize;
use sp_core::H256;
use std::{
	collections::BTreeSet,
	io::{self, Write},
	iter,
};
use subxt::dynamic::At;
use tracemark_epcis::time::written;
use tracemark_primitives::{
	apis::{TracedIncident, TracedSegment},
	authorisation::{Answer, Ground},
	cbv::Disposition,
	digest::DigestAlgorithm,
	evidence::Subject,
	goods::{
		AnomalyKind, DetentionGround, EndOfLife, ErrorDeclaration, Incident, IncidentKind,
		LegalState, RecordedFact, Reservation, Segment,
	},
	gs1::{lot_id, unit_id, Gln},
	transport::{Passage, Unaccepted},
	Moment, OrgId, RecallId,
};

/// Most things whose evidence is asked for.
const MAX_SUBJECTS: usize = 100;

const EXAMPLES: &str = "\
Examples:
  tracemark trace https://id.gs1.org/01/09521101000016/21/7K2M9QX4TZ --keeper http://127.0.0.1:8021
  tracemark trace '(00)095211020000000015'
  tracemark trace urn:epc:class:lgtin:9521101.000001.L-2611 --json
  tracemark trace '(00)095211020000000015' --events

Who held the goods, from when to when, oldest first, and on what authority; and to whom they belonged, where
that is another than the holder. An item that nothing happened
to on its own is traced by the consignment it lies in, which the keeper of the list shows. A lot is traced
consignment by consignment. Where the same holder has several stretches, the goods were packed, unpacked or
came back in between. Evidence about the goods is printed that was listed (`tracemark evidence list`); that it
is about them is its depositor's word. What stands out is printed also if it was declared erroneous, with the
declaration. `gap` marks a time in which nobody held the goods: they were sold, lost or
stolen and came back, or the chain of custody is broken.

";

#[derive(clap::Args)]
#[command(after_help = format!("{EXAMPLES}{}", outcome::NODE_HELP))]
pub struct Args {
	/// What the goods bear: GS1 Digital Link, EPC URN, (01)GTIN(21)SERIAL, (01)GTIN(10)LOT, or SSCC
	#[arg(value_name = "CODE")]
	code: Goods,
	/// Print JSON
	#[arg(long)]
	json: bool,
	/// Print the number of the event of each hand-over, which `certificate create --hand-over` takes; from a node
	/// that keeps all states (--state-pruning archive)
	#[arg(long)]
	events: bool,
	#[command(flatten)]
	node: NodeArgs,
	#[command(flatten)]
	keeper: KeeperArgs,
}

/// What the command prints as JSON.
#[derive(Serialize)]
struct Told {
	code: String,
	block: u64,
	block_hash: H256,
	/// Who keeps the list of serials, if the lot names keepers.
	#[serde(skip_serializing_if = "Vec::is_empty")]
	keepers: Vec<Organisation>,
	objects: Vec<Path>,
	/// What stands out in their history, and in that of what they lay in.
	incidents: Vec<Standout>,
	/// What was listed about them, and about what they lay in.
	evidence: Vec<Evidence>,
}

/// Something that stands out.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Standout {
	at: String,
	block: u32,
	by: Organisation,
	/// The object.
	object: H256,
	what: String,
	/// If it is an observation that was declared erroneous.
	erroneous: Option<Declared>,
	/// If the sighting that it contradicts was.
	fact_erroneous: Option<Declared>,
}

/// That an observation is erroneous, as its observer declared.
#[derive(Serialize)]
struct Declared {
	at: String,
	/// In the word of CBV.
	reason: String,
	/// Id of the event that says what is right.
	corrective: Option<H256>,
}

impl From<ErrorDeclaration> for Declared {
	fn from(ErrorDeclaration { reason, corrective, at }: ErrorDeclaration) -> Self {
		Self { at: instant(at), reason: word_of(&format!("{reason:?}")), corrective }
	}
}

impl std::fmt::Display for Declared {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		write!(f, "DECLARED ERRONEOUS {}: {}", self.at, self.reason)?;
		match &self.corrective {
			Some(event) => write!(f, ", right is {event:?}"),
			None => Ok(()),
		}
	}
}

/// A piece of evidence, as its depositor described it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Evidence {
	algorithm: &'static str,
	digest: H256,
	/// 0 for the record of the digest, else the number of the corroboration.
	deposit: u32,
	kind: String,
	by: Organisation,
	at: String,
	block: u32,
	/// Whether this deposit was revoked.
	revoked: bool,
	/// Whether the digest stands.
	stands: bool,
	/// The lot, item, consignment or logistic unit.
	about: H256,
}

/// The path of one object.
#[derive(Serialize)]
struct Path {
	object: H256,
	path: Vec<Step>,
}

/// A stretch of time in which one organisation held the goods.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Step {
	holder: Organisation,
	/// To whom the goods belonged, if to another than the holder.
	owner: Option<Organisation>,
	/// The outermost object that they lay in.
	within: H256,
	from: String,
	from_block: u32,
	until: Option<String>,
	until_block: Option<u32>,
	/// Number of the event by which the holder accepted the goods, in the chain of `within`; with `--events`,
	/// if it began with a hand-over.
	event: Option<u32>,
	/// GLN where it began, as whoever began it said.
	place: Option<String>,
	/// How the life of the goods ended with it.
	ended: Option<&'static str>,
	/// What the seller said, if it ended with a sale.
	sale: Option<Sale>,
	/// The condition of the goods at its end or now, in the word of CBV, where the chain knows.
	disposition: Option<String>,
	/// How they stand in law, by what authorities decided, of the last stretch.
	legal: Option<String>,
	authority: Option<String>,
	/// What the holder noted when it took them over.
	reservation: Option<String>,
	/// How they came to the holder, if a carrier brought them that is no member.
	passage: Option<&'static str>,
	/// Where nobody accepted them, and since when, as each reporter says.
	unaccepted: Vec<String>,
	recalls: Vec<RecallId>,
	/// Whether nobody held them right before, and whether the same organisation did before that.
	gap: Option<Gap>,
}

/// A sale, as its seller said.
#[derive(Serialize)]
struct Sale {
	/// Through whose marketplace.
	marketplace: Option<Organisation>,
	/// A salted reference to the order.
	order: H256,
	/// A salted reference to the payment, if the seller stated one.
	payment: Option<H256>,
}

/// A time in which nobody held the goods.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Gap {
	/// They came back to who held them before: returned, or found.
	CameBack,
	/// Somebody else held them after it.
	Broken,
}

/// Prints the path.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	node::run(trace(args, out))
}

async fn trace(args: &Args, out: &mut impl Write) -> Result<Outcome, Failure> {
	let node = args.node.connect().await?;
	let state = node.state().await?;
	let record = Record { state: &state };
	let proof = match &args.code {
		Goods::Unit(gtin, serial) => record.proof(&args.keeper, gtin, serial).await?,
		_ => None,
	};
	let has_proof = proof.is_some();
	let objects = record.objects(&args.code, proof).await?;
	if objects.is_empty() {
		let failure = Failure::fault(format!("{}: the chain has no record of it", args.code));
		return Err(match (&args.code, has_proof) {
			(Goods::Unit(..), false) => failure.advised(
				"an item that nothing happened to is found by its path: name its keeper with --keeper or its \
				 list with --list",
			),
			_ => failure,
		});
	}
	let mut names = Names::default();
	let mut keepers = Vec::new();
	for keeper in record.keepers(&args.code, args.keeper.lot()).await? {
		keepers.push(names.of(&state, keeper).await?);
	}
	let mut told = Vec::new();
	for object in objects {
		let stretches = record.trace(object).await?;
		let mut path = Vec::new();
		let mut before = None;
		for stretch in &stretches {
			let segment = &stretch.segment;
			let holder = names.of(&state, segment.holder).await?;
			let owner = match segment.owner == segment.holder {
				true => None,
				false => Some(names.of(&state, segment.owner).await?),
			};
			let sale = match &stretch.sale {
				Some(sale) => {
					let marketplace = match sale.marketplace {
						Some(org) => Some(names.of(&state, org).await?),
						None => None,
					};
					Some(Sale { marketplace, order: sale.order, payment: sale.payment })
				},
				None => None,
			};
			// Where title passed in the block of the hand-over, the stretch before began with that.
			let sign = |of: &Segment| (of.object, of.holder, of.from_block);
			let began_before =
				before.is_some_and(|before: &TracedSegment| sign(&before.segment) == sign(segment));
			let event = match args.events && !began_before {
				true => accepted(&node, segment).await?,
				false => None,
			};
			path.push(Step { event, ..step(stretch, before, holder, owner, sale) });
			before = Some(stretch);
		}
		told.push(Path { object, path });
	}
	let subjects = subjects(&args.code, &told);
	let incidents = incidents(&record, &mut names, &subjects).await?;
	let evidence = evidence(&record, &mut names, subjects).await?;
	let (code, block_hash) = (args.code.to_string(), state.hash());
	let told = Told {
		code,
		block: state.block(),
		block_hash,
		keepers,
		objects: told,
		incidents,
		evidence,
	};
	print(&told, args.json, out).map_err(node::unwritten)?;
	Ok(Outcome::Good)
}

/// The number of the event by which the holder of a stretch accepted what it began with.
async fn accepted(node: &Node, stretch: &Segment) -> Result<Option<u32>, Failure> {
	let unread = |failure: Failure| {
		failure.advised("--events needs a node that keeps all states (--state-pruning archive)")
	};
	let state = node.state_at(stretch.from_block.into()).await.map_err(unread)?;
	let events = state.events().await.map_err(unread)?;
	Ok(hand_over(&events, stretch.object, stretch.holder))
}

/// The number of the last hand-over of an object to an organisation among events of a block.
fn hand_over(events: &[Event], object: H256, to: OrgId) -> Option<u32> {
	let is_it = |event: &&Event| {
		let is_of = event.fields.at("object").and_then(hash) == Some(object);
		let is_to = event.fields.at("to").and_then(number) == Some(to.into());
		event.name == "Custody.Accepted" && is_of && is_to
	};
	let found = events.iter().rev().find(is_it)?;
	found.fields.at("seq").and_then(number).and_then(|seq| seq.try_into().ok())
}

/// What evidence about goods can name: the lot or the item, and each object of their path, once.
fn subjects(code: &Goods, paths: &[Path]) -> Vec<(Subject, H256)> {
	let mut subjects = match code {
		Goods::Lot(gtin, number) => {
			let lot = lot_id(gtin, number);
			vec![(Subject::Lot(lot), lot)]
		},
		Goods::Unit(gtin, serial) => {
			let unit = unit_id(gtin, serial);
			vec![(Subject::Object(unit), unit)]
		},
		Goods::LogisticUnit(_) => Vec::new(),
	};
	for path in paths {
		let within = path.path.iter().map(|step| step.within);
		for object in iter::once(path.object).chain(within) {
			let subject = (Subject::Object(object), object);
			if !subjects.contains(&subject) && subjects.len() < MAX_SUBJECTS {
				subjects.push(subject);
			}
		}
	}
	subjects
}

async fn incidents(
	record: &Record<'_>,
	names: &mut Names,
	subjects: &[(Subject, H256)],
) -> Result<Vec<Standout>, Failure> {
	let mut told = Vec::new();
	for (_, object) in subjects {
		for traced in record.incidents(*object).await? {
			let TracedIncident { incident, erroneous, fact_erroneous } = traced;
			let by = names.of(record.state, incident.by).await?;
			told.push(standout(*object, incident, by, erroneous, fact_erroneous));
		}
	}
	told.sort_by_key(|incident| incident.block);
	Ok(told)
}

fn standout(
	object: H256,
	Incident { block, at, what, .. }: Incident,
	by: Organisation,
	erroneous: Option<ErrorDeclaration>,
	fact_erroneous: Option<ErrorDeclaration>,
) -> Standout {
	let (at, what) = (instant(at), incident(&what));
	let (erroneous, fact_erroneous) = (erroneous.map(Into::into), fact_erroneous.map(Into::into));
	Standout { at, block, by, object, what, erroneous, fact_erroneous }
}

/// What an incident is, for people.
fn incident(what: &IncidentKind) -> String {
	let grounds = |ground: &Option<H256>| match ground {
		Some(ground) => format!("by a decision, {ground:?}"),
		None => "with a declaration".to_owned(),
	};
	let detention = |ground: &DetentionGround| match ground {
		DetentionGround::Decision(decision) => grounds(&Some(*decision)),
		DetentionGround::Declaration { declaration, line } => {
			format!("with declaration {declaration}, line {line}")
		},
	};
	match what {
		IncidentKind::Contradicted { seq, kind, fact } => {
			let kind = match kind {
				AnomalyKind::ReappearedAfterEnd => "REAPPEARED AFTER ITS END",
				AnomalyKind::HeldByAnother => "SEEN WHERE ANOTHER HELD IT",
				AnomalyKind::ProofRefuted => "LABEL OF ANOTHER ITEM",
				AnomalyKind::ImpossibleTravel => "AT TWO PLACES TOO FAR APART",
				AnomalyKind::UnauthorisedRelabelling => "RELABELLED WITHOUT AUTHORITY",
				AnomalyKind::MoreThanLot => "MORE THAN THE LOT",
			};
			let fact = match fact {
				RecordedFact::Span { object, number } => format!("span {number} of {object:?}"),
				RecordedFact::Lot(lot) => format!("lot {lot:?}"),
				RecordedFact::Label(object) => format!("the label of {object:?}"),
				RecordedFact::Sighting => "another sighting".to_owned(),
			};
			format!("{kind} (observation {seq}), against {fact}")
		},
		IncidentKind::Detained { ground } => format!("taken into custody {}", detention(ground)),
		IncidentKind::Released { ground } => format!("released from custody {}", grounds(ground)),
		IncidentKind::Destroyed { ground } => format!("destroyed in custody {}", grounds(ground)),
	}
}

async fn evidence(
	record: &Record<'_>,
	names: &mut Names,
	subjects: Vec<(Subject, H256)>,
) -> Result<Vec<Evidence>, Failure> {
	let mut found = Vec::new();
	let mut seen = BTreeSet::new();
	for (subject, about) in subjects {
		for listed in record.evidence(subject).await? {
			// What names the item and its carton is told once.
			if !seen.insert((listed.digest.encode(), listed.number)) {
				continue;
			}
			found.push(Evidence {
				algorithm: algorithm(listed.digest.algorithm),
				digest: listed.digest.value,
				deposit: listed.number,
				kind: word_of(&format!("{:?}", listed.kind)),
				by: names.of(record.state, listed.by).await?,
				at: instant(listed.moment),
				block: listed.block,
				revoked: listed.is_revoked,
				stands: listed.stands,
				about,
			});
		}
	}
	Ok(found)
}

fn step(
	stretch: &TracedSegment,
	before: Option<&TracedSegment>,
	holder: Organisation,
	owner: Option<Organisation>,
	sale: Option<Sale>,
) -> Step {
	let segment = &stretch.segment;
	Step {
		within: segment.object,
		from: instant(segment.from),
		from_block: segment.from_block,
		until: segment.until.map(instant),
		until_block: segment.until_block,
		event: None,
		place: segment.place.as_ref().map(gln),
		ended: segment.ended.as_ref().map(ended),
		sale,
		disposition: segment.disposition.as_ref().map(disposition),
		legal: stretch.legal.as_ref().map(legal),
		authority: stretch.authority.as_ref().map(authority),
		reservation: segment.reservation.as_ref().map(reservation),
		passage: segment.passage.as_ref().map(passage),
		unaccepted: stretch.unaccepted.iter().map(unaccepted).collect(),
		recalls: stretch.recalls.clone(),
		gap: before.and_then(|TracedSegment { segment: before, .. }| {
			gap((before.holder, before.until), (segment.holder, segment.from))
		}),
		holder,
		owner,
	}
}

/// Whether nobody held the goods between two stretches.
fn gap(before: (u32, Option<Moment>), next: (u32, Moment)) -> Option<Gap> {
	match before.1 {
		Some(until) if until < next.1 => {
			Some(if before.0 == next.0 { Gap::CameBack } else { Gap::Broken })
		},
		_ => None,
	}
}

/// A moment in UTC.
pub fn instant(moment: Moment) -> String {
	let written = i64::try_from(moment).ok().and_then(written);
	written.unwrap_or_else(|| format!("{moment} ms"))
}

fn authority(answer: &Answer) -> String {
	match answer {
		Answer::Permitted(Ground::Owner) => "owner of the rights".to_owned(),
		Answer::Permitted(Ground::Licence(licence)) => format!("licence {licence}"),
		Answer::Permitted(Ground::Exhaustion) => "rights exhausted".to_owned(),
		Answer::Permitted(Ground::Exception) => "exception of the law".to_owned(),
		Answer::NotPermitted => "NOT PERMITTED".to_owned(),
		Answer::NotRequired => "no right in force".to_owned(),
		Answer::Unknown => "unknown".to_owned(),
	}
}

fn reservation(noted: &Reservation) -> String {
	match noted {
		Reservation::Shortage { missing } => format!("{} missing", quantity(missing)),
		Reservation::Damaged => "damaged".to_owned(),
		Reservation::SealBroken => "seal broken".to_owned(),
	}
}

fn passage(passage: &Passage) -> &'static str {
	match passage {
		Passage::Bridged { .. } => "bridged: by a carrier that is no member, under a whole seal",
		Passage::Broken { .. } => "BROKEN: by a carrier that is no member, under no whole seal",
	}
}

fn unaccepted(report: &Unaccepted) -> String {
	format!("{} since {}", gln(&report.place), instant(report.since.moment))
}

fn gln(place: &Gln) -> String {
	String::from_utf8_lossy(&place.0).into_owned()
}

fn ended(how: &EndOfLife) -> &'static str {
	match how {
		EndOfLife::Sold => "sold",
		EndOfLife::Destroyed => "destroyed",
		EndOfLife::Closed => "emptied and closed",
		EndOfLife::Lost => "lost",
		EndOfLife::Stolen => "stolen",
		EndOfLife::Decommissioned => "decommissioned",
		EndOfLife::Transformed => "made into other goods",
		EndOfLife::Relabelled => "relabelled",
	}
}

/// The word of CBV.
fn disposition(disposition: &Disposition) -> String {
	word_of(&format!("{disposition:?}"))
}

/// How goods stand in law, with what tells why.
fn legal(state: &LegalState) -> String {
	let why = match state {
		LegalState::Suspended { case }
		| LegalState::DestructionOrdered { case }
		| LegalState::DestroyedByConsent { case }
		| LegalState::DestroyedByDeemedConsent { case }
		| LegalState::DestroyedByCourtDecision { case }
		| LegalState::DestroyedAsAbandoned { case } => {
			format!("declaration {}, line {}", case.declaration, case.line)
		},
		LegalState::Released { declaration, destination } => {
			let country = String::from_utf8_lossy(&destination.0);
			format!("declaration {declaration}, into {country}")
		},
		LegalState::InCustody { decision } | LegalState::DestroyedInCustody { decision } => {
			format!("decision {decision:?}")
		},
	};
	format!("{} ({why})", state.word())
}

/// The name of a hash algorithm, as certificates write it.
fn algorithm(algorithm: DigestAlgorithm) -> &'static str {
	match algorithm {
		DigestAlgorithm::Sha256 => "sha-256",
		DigestAlgorithm::Sha3_256 => "sha3-256",
		DigestAlgorithm::Blake2b256 => "blake2b-256",
		DigestAlgorithm::Sm3 => "sm3",
	}
}

/// In which blocks a stretch began and ended.
fn blocks(step: &Step) -> String {
	match step.until_block {
		Some(until) => format!("blocks {}–{until}", step.from_block),
		None => format!("since block {}", step.from_block),
	}
}

/// A quantity for people.
pub fn quantity(quantity: &tracemark_primitives::quantity::Quantity) -> String {
	use tracemark_primitives::quantity::Quantity;
	match quantity {
		Quantity::Pieces(pieces) => format!("{pieces} pieces"),
		Quantity::Measured { micros, unit } => {
			let (whole, rest) = (micros / 1_000_000, micros % 1_000_000);
			let unit = String::from_utf8_lossy(&unit.0);
			let decimals = format!("{rest:06}");
			match decimals.trim_end_matches('0') {
				"" => format!("{whole} {}", unit.trim_end()),
				decimals => format!("{whole}.{decimals} {}", unit.trim_end()),
			}
		},
	}
}

fn print(told: &Told, json: bool, out: &mut impl Write) -> io::Result<()> {
	if json {
		return output::print_json(told, out);
	}
	writeln!(out, "{} as of block {}", told.code, told.block)?;
	for keeper in &told.keepers {
		writeln!(out, "serials kept by {keeper}")?;
	}
	for object in &told.objects {
		writeln!(out, "object {:?}", object.object)?;
		for step in &object.path {
			match step.gap {
				Some(Gap::CameBack) => {
					writeln!(out, "  gap: nobody held them; then they came back")?
				},
				Some(Gap::Broken) => {
					writeln!(out, "  gap: nobody held them; the chain of custody is broken")?;
				},
				None => {},
			}
			let until = step.until.as_deref().unwrap_or("now");
			write!(out, "  {} – {until} ({})  {}", step.from, blocks(step), step.holder)?;
			if let Some(owner) = &step.owner {
				write!(out, ", belonged to {owner}")?;
			}
			if let Some(event) = step.event {
				write!(out, ", accepted by event {event} of {:?}", step.within)?;
			}
			for (what, word) in
				[("at GLN", &step.place), ("by", &step.authority), ("noted:", &step.reservation)]
			{
				if let Some(word) = word {
					write!(out, ", {what} {word}")?;
				}
			}
			if let Some(passage) = step.passage {
				write!(out, ", {passage}")?;
			}
			for report in &step.unaccepted {
				write!(out, ", unaccepted at GLN {report}")?;
			}
			for recall in &step.recalls {
				write!(out, ", recall {recall}")?;
			}
			match (step.ended, &step.disposition) {
				(Some(how), _) => write!(out, ", then {how}")?,
				(None, Some(word)) => write!(out, ", disposition {word}")?,
				(None, None) => {},
			}
			if let Some(legal) = &step.legal {
				write!(out, ", in law {legal}")?;
			}
			if let Some(sale) = &step.sale {
				if let Some(marketplace) = &sale.marketplace {
					write!(out, " through {marketplace}")?;
				}
				write!(out, ", order {:?}", sale.order)?;
				if let Some(payment) = &sale.payment {
					write!(out, ", paid through {payment:?}")?;
				}
			}
			writeln!(out)?;
		}
	}
	for Standout { at, block, by, object, what, erroneous, fact_erroneous } in &told.incidents {
		write!(out, "{at} (block {block})  {what}; by {by}, of {object:?}")?;
		if let Some(declared) = erroneous {
			write!(out, "; {declared}")?;
		}
		if let Some(declared) = fact_erroneous {
			write!(out, "; the other sighting {declared}")?;
		}
		writeln!(out)?;
	}
	for Evidence { algorithm, digest, deposit, kind, by, at, block, revoked, stands, about } in
		&told.evidence
	{
		write!(out, "evidence {algorithm}:{digest:x}, deposit {deposit}: {kind} by {by}, {at}")?;
		write!(out, " (block {block}), about {about:?}")?;
		match (stands, revoked) {
			(false, _) => writeln!(out, ", REVOKED: the digest stands no more")?,
			(true, true) => writeln!(out, ", this deposit revoked, others stand")?,
			(true, false) => writeln!(out)?,
		}
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use tracemark_primitives::{
		cbv::ErrorReason,
		customs::Nature,
		goods::SuspendedLine,
		gs1::Gln,
		quantity::{Quantity, UnitCode},
		territory::Country,
		time::EventTime,
		transport::UnacceptedGround,
	};

	#[test]
	fn gap_should_be_marked_when_nobody_held_the_goods() {
		assert_eq!(gap((1, Some(5)), (2, 5)), None);
		assert_eq!(gap((1, Some(5)), (1, 9)), Some(Gap::CameBack));
		assert_eq!(gap((1, Some(5)), (2, 9)), Some(Gap::Broken));
		assert_eq!(gap((1, None), (2, 9)), None);
	}

	#[test]
	fn hand_over_should_be_the_last_of_the_object_to_the_holder_when_a_block_has_several() {
		use crate::node::value::ToValue;
		use subxt::dynamic::Value;
		let (goods, other) = (H256::repeat_byte(1), H256::repeat_byte(2));
		let event = |name: &str, object: H256, to: OrgId, seq: u32| Event {
			name: name.to_owned(),
			extrinsic: Some(1),
			fields: Value::named_composite([
				("object", object.to_value()),
				("seq", seq.to_value()),
				("to", to.to_value()),
			]),
		};
		let accepted = "Custody.Accepted";
		let events = [
			event("Custody.Offered", goods, 7, 2),
			event(accepted, goods, 7, 3),
			event(accepted, goods, 8, 5),
			event(accepted, goods, 7, 7),
			event("Custody.Offered", goods, 7, 9),
			event(accepted, other, 7, 11),
		];
		assert_eq!(hand_over(&events, goods, 7), Some(7));
		assert_eq!(hand_over(&events, goods, 8), Some(5));
		assert_eq!(hand_over(&events, other, 8), None);
		assert_eq!(hand_over(&[], goods, 7), None);
	}

	#[test]
	fn a_stretch_should_be_told_with_its_blocks_its_place_and_the_sale_when_it_ended_with_one() {
		let organisation =
			|id, name: &str| Organisation { id, name: name.to_owned(), country: "DE".to_owned() };
		let stretch = |from_block, until_block: Option<u32>| Step {
			holder: organisation(6, "Elbe Storage"),
			owner: None,
			within: H256::zero(),
			from: instant(0),
			from_block,
			until: until_block.map(|_| instant(1)),
			until_block,
			event: None,
			place: None,
			ended: None,
			sale: None,
			disposition: None,
			legal: None,
			authority: None,
			reservation: None,
			passage: None,
			unaccepted: Vec::new(),
			recalls: Vec::new(),
			gap: None,
		};
		let sold = Step {
			place: Some("9521102000004".to_owned()),
			ended: Some(ended(&EndOfLife::Sold)),
			sale: Some(Sale {
				marketplace: Some(organisation(7, "Marktplatz")),
				order: H256::repeat_byte(9),
				payment: Some(H256::repeat_byte(10)),
			}),
			disposition: Some(disposition(&Disposition::RetailSold)),
			..stretch(12, Some(15))
		};
		let lasting = Step {
			disposition: Some(disposition(&Disposition::InTransit)),
			legal: Some(legal(&LegalState::Released {
				declaration: 3,
				destination: Country(*b"DE"),
			})),
			event: Some(4),
			..stretch(15, None)
		};
		let path = vec![sold, lasting];
		let ground = DetentionGround::Declaration { declaration: 3, line: 1 };
		let what = IncidentKind::Detained { ground };
		let told = Told {
			code: "X".to_owned(),
			block: 20,
			block_hash: H256::zero(),
			keepers: vec![organisation(8, "Elbe Lists")],
			objects: vec![Path { object: H256::zero(), path }],
			incidents: vec![standout(
				H256::zero(),
				Incident { by: 9, block: 14, at: 0, what },
				organisation(9, "Zollamt"),
				None,
				None,
			)],
			evidence: vec![Evidence {
				algorithm: algorithm(DigestAlgorithm::Sha256),
				digest: H256::repeat_byte(7),
				deposit: 1,
				kind: "web_capture".to_owned(),
				by: organisation(8, "Wachsame"),
				at: instant(0),
				block: 17,
				revoked: true,
				stands: false,
				about: H256::zero(),
			}],
		};
		let mut out = Vec::new();
		print(&told, false, &mut out).expect("memory takes it");
		let out = String::from_utf8(out).expect("is text");
		let lines: Vec<_> = out.lines().collect();
		assert_eq!(lines[1], "serials kept by Elbe Lists (DE, organisation 8)");
		let sold =
			"(blocks 12–15)  Elbe Storage (DE, organisation 6), at GLN 9521102000004, then sold \
		            through Marktplatz (DE, organisation 7), order 0x0909";
		assert!(lines[3].contains(sold), "{}", lines[3]);
		assert!(lines[3].contains(", paid through 0x0a0a"), "{}", lines[3]);
		let now = format!(
			"now (since block 15)  Elbe Storage (DE, organisation 6), accepted by event 4 of {:?}, \
			 disposition in_transit, in law ip-released (declaration 3, into DE)",
			H256::zero()
		);
		assert!(lines[4].ends_with(&now), "{}", lines[4]);
		assert!(!lines[3].contains("event"), "{}", lines[3]);
		let taken =
			"(block 14)  taken into custody with declaration 3, line 1; by Zollamt (DE, organisation 9)";
		assert!(lines[5].contains(taken), "{}", lines[5]);
		assert!(!lines[5].contains("ERRONEOUS"), "{}", lines[5]);
		assert!(lines[6].starts_with("evidence sha-256:0707"), "{}", lines[6]);
		let revoked =
			"web_capture by Wachsame (DE, organisation 8), 1970-01-01T00:00:00.000Z (block 17)";
		assert!(lines[6].contains(revoked) && lines[6].contains("REVOKED"), "{}", lines[6]);
	}

	#[test]
	fn an_observation_should_be_told_with_the_declaration_when_it_or_the_other_was_erroneous() {
		let by = || Organisation { id: 8, name: "Wachsame".to_owned(), country: "DE".to_owned() };
		let told = |erroneous, fact_erroneous| {
			let (kind, fact) = (AnomalyKind::ImpossibleTravel, RecordedFact::Sighting);
			let what = IncidentKind::Contradicted { seq: 2, kind, fact };
			let seen = Incident { by: 8, block: 14, at: 0, what };
			let told = Told {
				code: "X".to_owned(),
				block: 20,
				block_hash: H256::zero(),
				keepers: Vec::new(),
				objects: Vec::new(),
				incidents: vec![standout(H256::zero(), seen, by(), erroneous, fact_erroneous)],
				evidence: Vec::new(),
			};
			let mut out = [Vec::new(), Vec::new()];
			for (as_json, out) in [false, true].into_iter().zip(&mut out) {
				print(&told, as_json, out).expect("memory takes it");
			}
			out.map(|out| String::from_utf8(out).expect("is text"))
		};
		let declaration = |reason, corrective| Some(ErrorDeclaration { reason, corrective, at: 1 });
		let wrong = declaration(ErrorReason::IncorrectData, Some(H256::repeat_byte(3)));
		let none = declaration(ErrorReason::DidNotOccur, None);
		let [plain, json] = told(wrong, none);
		let own = format!(
			"; DECLARED ERRONEOUS 1970-01-01T00:00:00.001Z: incorrect_data, right is {:?}",
			H256::repeat_byte(3)
		);
		let other =
			"; the other sighting DECLARED ERRONEOUS 1970-01-01T00:00:00.001Z: did_not_occur";
		assert!(plain.trim_end().ends_with(&format!("{own}{other}")), "{plain}");
		let json: serde_json::Value = serde_json::from_str(&json).expect("is JSON");
		let incident = &json["incidents"][0];
		assert_eq!(incident["erroneous"]["reason"], "incorrect_data");
		assert_eq!(incident["factErroneous"]["reason"], "did_not_occur");
		assert_eq!(incident["factErroneous"]["corrective"], serde_json::Value::Null);
		let [plain, _] = told(None, wrong);
		let against = "against another sighting; by Wachsame (DE, organisation 8), of";
		assert!(plain.contains(against) && !plain.contains("; DECLARED"), "{plain}");
		assert!(plain.contains("; the other sighting DECLARED"), "{plain}");
	}

	#[test]
	fn words_should_be_those_of_people_when_facts_are_told() {
		let unit = UnitCode(*b"KGM");
		assert_eq!(quantity(&Quantity::Pieces(3)), "3 pieces");
		assert_eq!(quantity(&Quantity::Measured { micros: 2_500_000, unit }), "2.5 KGM");
		assert_eq!(quantity(&Quantity::Measured { micros: 3_000_000, unit }), "3 KGM");
		assert_eq!(authority(&Answer::Permitted(Ground::Licence(7))), "licence 7");
		let missing = Quantity::Pieces(2);
		assert_eq!(reservation(&Reservation::Shortage { missing }), "2 pieces missing");
		assert_eq!(instant(0), "1970-01-01T00:00:00.000Z");
		assert_eq!(disposition(&Disposition::InTransit), "in_transit");
		assert_eq!(ended(&EndOfLife::Closed), "emptied and closed");
		let case = SuspendedLine { declaration: 3, line: 1, nature: Nature::Copying };
		let consented = legal(&LegalState::DestroyedByConsent { case });
		assert_eq!(consented, "ip-destroyed-by-consent (declaration 3, line 1)");
		let kept = legal(&LegalState::InCustody { decision: H256::zero() });
		assert_eq!(kept, format!("in-custody (decision {:?})", H256::zero()));
		assert!(passage(&Passage::Bridged { departed: 1 }).starts_with("bridged"));
		assert!(passage(&Passage::Broken { departed: 1 }).starts_with("BROKEN"));
		let report = Unaccepted {
			by: 1,
			place: Gln(*b"9521102000004"),
			since: EventTime { moment: 0, offset: 0 },
			ground: UnacceptedGround::NobodyThere,
			at: 1,
		};
		assert_eq!(unaccepted(&report), "9521102000004 since 1970-01-01T00:00:00.000Z");
	}
}
