//! What a person reads first of a certificate, for all renderings.

use crate::{
	case,
	form::{Operator, Reversed, Revoked, Statement, Status, Subject},
	report::{hex, operator_text},
	texts::ITEM_NOT_PROVEN,
	timeline, Algorithm, Certificate, Report,
};
use qrcodegen::{QrCode, QrCodeEcc};
use sha2::{Digest, Sha256};
use sp_core::H256;

/// The title.
pub const TITLE: &str = "Certificate of evidence";
/// Over what is not proven.
pub const NOT_PROVEN: &str = "What this certificate does not prove";
/// Over the statements.
pub const STATEMENTS: &str = "All statements, and on whose word";
/// Over the instruction.
pub const VERIFY: &str = "How to verify it";
/// What the instruction does not say.
pub const FOR_READING: &str =
	"This rendering is for reading. What is verified is the JSON file of the certificate.";
/// What must be known if nobody vouched for the genesis hash.
pub const NOT_ANCHORED: &str =
	"All that is proven rests on the genesis hash, which was taken from the certificate itself: \
	 compare it with one from a source that does not depend on the issuer.";
/// Over the declaration, and what it is for. The chain cannot declare anything.
pub const DECLARATION: (&str, &str) = (
	"Declaration",
	"To be completed by a person qualified to declare when the record was entered and retrieved, \
	 and that it was made and kept in the course of a regularly conducted activity.",
);
/// What a list of a case could be mistaken for.
const NOT_THE_FILE: &str =
	"This is a list of what members of the consortium chose to list under a case. It is not the \
	 file of the case.";
/// What is filled in by hand.
pub const BLANKS: [&str; 4] = ["Name", "Function", "Place, date", "Signature"];
/// The statements of a record that say who.
const PARTIES: [&str; 11] = [
	"owner",
	"licensor",
	"licensee",
	"declarant",
	"opened by",
	"registered by",
	"lies with",
	"hand-overs",
	"by",
	"from",
	"to",
];

/// What a reader must not overlook.
pub fn warning(status: &Status) -> Option<String> {
	let is_reversed = |it: &Revoked| it.reinstated.is_some() && it.revoked_again.is_none();
	let is_revoked = status.revoked.as_ref().is_some_and(|it| !is_reversed(it));
	let now = match (status.deposit_stands, status.digest_stands, status.withdrawn) {
		(true, true, None) => None,
		(true, true, Some(_)) => {
			Some("The depositor of the batch revoked this leaf itself. It stands by another deposit.")
		},
		(true, false, _) => Some("The digest no longer stands: its own deposits were revoked."),
		(false, true, _) if is_revoked => {
			Some("This deposit does not stand: it was revoked. Others of the same digest do.")
		},
		(false, true, _) => Some(
			"This deposit does not stand: it was made after another was revoked. Others of the same \
			 digest do.",
		),
		(false, false, _) => {
			Some("This deposit does not stand: a deposit of the digest was revoked.")
		},
	};
	let mut said: Vec<String> = now.into_iter().map(str::to_owned).collect();
	if let Some(Revoked { time, reinstated: Some(reinstated), revoked_again, .. }) = &status.revoked
	{
		let (from, until) = (plain(time), plain(&reinstated.time));
		said.push(format!(
			"This deposit was revoked at {from} and reinstated at {until}: between the two it did not stand."
		));
		if let Some(Reversed { time, .. }) = revoked_again {
			said.push(format!("It was revoked again, for good, at {}.", plain(time)));
		}
	}
	if let Some(since) = &status.again_since {
		let since = plain(since);
		said.push(format!(
			"The digest stands again since {since}, by a reinstatement: before that it had ceased to stand."
		));
	}
	(!said.is_empty()).then(|| said.join(" "))
}

/// What a reader must not overlook of a certificate, before anything else.
pub fn caution(certificate: &Certificate) -> Option<String> {
	match certificate.subject {
		Subject::Case { .. } => Some(NOT_THE_FILE.to_owned()),
		_ => certificate.status.as_ref().and_then(warning),
	}
}

/// Who, what, when.
pub fn summary(report: &Report) -> Vec<(&'static str, String)> {
	let certificate = &report.certificate;
	let mut rows = Vec::new();
	if let Some(depositor) = &certificate.depositor {
		rows.push((
			"Who",
			format!(
				"{} ({}), organisation {} of the consortium, through its operator {}",
				depositor.name, depositor.country, depositor.org, depositor.operator
			),
		));
	}
	let parties: Vec<String> = certificate
		.record
		.iter()
		.flatten()
		.filter(|statement| PARTIES.contains(&statement.name.as_str()))
		.map(|Statement { name, value }| format!("{name}: {value}"))
		.collect();
	if !parties.is_empty() {
		rows.push(("Who", parties.join("; ")));
	}
	let what = match &certificate.subject {
		Subject::Digest { algorithm, digest, .. } => {
			format!("deposited the {} digest {digest:?}", algorithm.name())
		},
		Subject::Leaf { digest, index, leaves, .. } => format!(
			"deposited the root of a batch of {leaves}, in which the SHA-256 digest {digest:?} has \
			position {index} (counted from 0)"
		),
		Subject::Right { id } => format!("The chain held the right {id:?} on record"),
		Subject::Licence { id } => format!("The chain held licence {id} on record"),
		Subject::Declaration { id } => format!("The chain held declaration {id} on record"),
		Subject::Group { id } => format!("The chain held the group of captures {id} on record"),
		Subject::Exhibit { algorithm, digest, number } => {
			format!("The chain held exhibit {number} of the record {} {digest:?}", algorithm.name())
		},
		Subject::Case { commitment } => {
			format!("The deposits listed under the case {commitment:?}")
		},
		Subject::Trace { object } => format!("All that happened to object {object:?}"),
		Subject::Event { object, number } => {
			let said = certificate.record.iter().flatten().next();
			let said = said.map_or(String::new(), |said| format!(": {}", said.value));
			format!("Event {number} of object {object:?}{said}")
		},
		Subject::State { name, key } => {
			let key = hex(&key.0);
			match certificate.state.value {
				Some(_) => format!("The chain held an entry {name} under the key {key}"),
				None => {
					format!("The chain held no entry {name} under the key {key}; {ITEM_NOT_PROVEN}")
				},
			}
		},
	};
	rows.push(("What", what));
	if let Subject::Case { .. } = &certificate.subject {
		rows.push(("Listed", listed(certificate)));
	}
	match &certificate.entry {
		Some(entry) => rows.push((
			"When",
			format!("{} (block {}, {})", plain(&entry.time), entry.block, certificate.chain.name),
		)),
		None => rows.push((
			"When",
			format!(
				"at {} (block {}, {})",
				plain(&certificate.retrieval.block_time),
				certificate.retrieval.block,
				certificate.chain.name
			),
		)),
	}
	if let Some(status) = &certificate.status {
		let stands = if status.deposit_stands { "stood" } else { "did not stand" };
		rows.push((
			"Status",
			format!(
				"{stands} at {} (block {}); later deposits of the same digest: {}, attestations: {}",
				plain(&certificate.retrieval.block_time),
				certificate.retrieval.block,
				status.corroborations,
				status.attestations
			),
		));
	}
	if let Some(timeline) = &certificate.timeline {
		rows.extend(standing(&timeline.statements));
	}
	rows.extend(validators(report));
	rows
}

/// How many deposits are listed under a case, and how many of them stand and are held.
fn listed(certificate: &Certificate) -> String {
	let of = |name| {
		let mut said = certificate.record.iter().flatten();
		said.find(|said| said.name == name).map_or("", |said| said.value.as_str())
	};
	let (all, standing, held) = (of(case::LISTED), of(case::STANDING), of(case::HELD));
	format!("{all} in all; {standing} of them stand, {held} are held")
}

/// Whose votes the certificate has, and who else could have voted.
fn validators(report: &Report) -> Vec<(&'static str, String)> {
	let all = &report.certificate.operators;
	let (voted, others): (Vec<_>, Vec<_>) =
		all.iter().partition(|operator| report.voters.contains(&operator.authority));
	let named = |operators: &[&Operator]| {
		operators.iter().map(|operator| operator_text(operator)).collect::<Vec<_>>().join("; ")
	};
	let (count, of) = (voted.len(), all.len());
	let by =
		format!("{count} of the {of} validators who operate the chain, by vote: {}", named(&voted));
	let mut rows = vec![("Made final by", by)];
	if !others.is_empty() {
		let without = format!("no vote of theirs is in the certificate: {}", named(&others));
		rows.push(("Other validators", without));
	}
	rows
}

/// What a timeline says of holds in force and of what replaces the digest.
fn standing(statements: &[Statement]) -> Vec<(&'static str, String)> {
	let of = |name: &str| -> Vec<String> {
		let found = statements.iter().filter(|statement| statement.name.ends_with(name));
		found
			.map(|Statement { name: of, value }| match of.strip_suffix(name) {
				Some(what) if !what.is_empty() => format!("{what}{value}"),
				_ => value.clone(),
			})
			.collect()
	};
	let holds = of(timeline::HOLD);
	let none = "none in force at that block".to_owned();
	let mut rows = vec![("Holds", if holds.is_empty() { none } else { holds.join("; ") })];
	let superseded = of(timeline::SUPERSEDED);
	if !superseded.is_empty() {
		rows.push(("Superseded", superseded.join("; ")));
	}
	rows
}

/// Whether a text has letters of a script that is written from right to left.
pub(crate) fn is_right_to_left(text: &str) -> bool {
	text.chars().any(is_of_right_to_left)
}

/// Whether a letter is of a script that is written from right to left: of the blocks that Unicode reserves
/// for such scripts (`DerivedBidiClass.txt`, classes R and AL).
pub(crate) fn is_of_right_to_left(letter: char) -> bool {
	matches!(
		u32::from(letter),
		0x0590..=0x08ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff | 0x1_0800..=0x1_0fff | 0x1_e800..=0x1_efff
	)
}

/// Whether a sign is not seen and turns the direction of what is: the formatting characters of the Unicode
/// Bidirectional Algorithm (UAX #9, section 2).
pub(crate) fn turns(sign: char) -> bool {
	matches!(
		sign,
		'\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
	)
}

/// A time as RFC 3339 has it, easier on the eye.
fn plain(time: &str) -> String {
	time.replace('T', " ").replace('Z', " UTC")
}

/// SHA-256 of the JSON file of a certificate. None if the certificate has no canonical text.
pub fn file_digest(certificate: &Certificate) -> Option<H256> {
	certificate.canonical().ok().map(|text| H256(Sha256::digest(text).into()))
}

/// What the QR code on a rendering says: lines of a word and its value.
///
/// It identifies the certificate's file and what it is about, and names what a verifier must compare
/// with another source:
///
/// ```text
/// tracemark-certificate/1
/// sha256 0x…     algorithm and digest, or what else it is about, e.g. licence 7
/// genesis 0x…    the hash of the chain's genesis block
/// block 355      the certified block
/// file 0x…       SHA-256 of the JSON file
/// ```
pub fn qr_text(certificate: &Certificate) -> Option<String> {
	let subject = match &certificate.subject {
		Subject::Digest { algorithm, digest, .. } => {
			format!("{} {digest:?}", short(*algorithm))
		},
		Subject::Leaf { digest, .. } => format!("sha256 {digest:?}"),
		Subject::Right { id } => format!("right {id:?}"),
		Subject::Licence { id } => format!("licence {id}"),
		Subject::Declaration { id } => format!("declaration {id}"),
		Subject::Group { id } => format!("group {id}"),
		Subject::Exhibit { algorithm, digest, number } => {
			format!("exhibit {number} of {} {digest:?}", short(*algorithm))
		},
		Subject::Case { commitment } => format!("case {commitment:?}"),
		Subject::Trace { object } => format!("trace {object:?}"),
		Subject::Event { object, number } => format!("event {number} of {object:?}"),
		Subject::State { name, .. } => format!("state {name}"),
	};
	let Certificate { version, chain, retrieval, .. } = certificate;
	let file = file_digest(certificate)?;
	Some(format!(
		"{version}\n{subject}\ngenesis {:?}\nblock {}\nfile {file:?}",
		chain.genesis_hash, retrieval.block
	))
}

/// The name of an algorithm in the QR code.
fn short(algorithm: Algorithm) -> String {
	algorithm.name().to_ascii_lowercase().replace("sha-", "sha")
}

/// The dark modules of the QR code of a certificate, in runs: column, row, and how many to the right.
pub struct Runs {
	/// How many modules a side has, without the quiet zone.
	pub size: i16,
	/// The runs.
	pub dark: Vec<(i16, i16, i16)>,
}

/// Modules that stay light around a QR code (ISO/IEC 18004).
pub const QUIET: i16 = 4;

/// The QR code of a certificate. None only if its text fits into no code.
pub fn qr(report: &Report) -> Option<Runs> {
	let code = QrCode::encode_text(&qr_text(&report.certificate)?, QrCodeEcc::Medium).ok()?;
	let size = i16::try_from(code.size()).ok()?;
	let mut dark: Vec<(i16, i16, i16)> = Vec::new();
	for y in 0..size {
		for x in 0..size {
			if !code.get_module(x.into(), y.into()) {
				continue;
			}
			match dark.last_mut() {
				Some((from, row, length)) if *row == y && from.saturating_add(*length) == x => {
					*length = length.saturating_add(1);
				},
				_ => dark.push((x, y, 1)),
			}
		}
	}
	Some(Runs { size, dark })
}
