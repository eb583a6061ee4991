//! The timeline of a deposit: the depositor's roles, the holds in force, what replaces the digest, and what was
//! done about it, in order, with the time stamps that were linked and who keeps the original until when.
//!
//! Nothing can be left out of it. Acts and holds are numbered by the chain, which keeps the number of the last
//! one: all are read up to that number, which stands under the same state root. What only an event tells is not
//! stated.

use crate::{
	acts::{
		Affiliation, Attestation, BatchOf, Capacity, Entitlement, Hold, HoldCount, Keeping,
		LinkedTimeStamp, LoggedAct, RecordAct, Supersession,
	},
	chain::{Content, Deposit, Organisation, Record},
	facts::{count, optional, required, Facts, Values},
	form::{Statement, Subject},
	keys,
	moment::rfc3339,
	registers::{Digest, DigestAlgorithm},
	report::{hex, nth},
	statements::{digest, set, Said},
	Algorithm, Certificate, Measured, Refusal,
};
use sp_core::H256;
use std::collections::BTreeSet;

/// Most deposits and acts of a digest, and most holds of it, that a timeline tells of.
pub const MAX_ENTRIES: u32 = 1_024;
/// The name of a statement about a hold in force, behind what is held if that is not the digest itself.
pub const HOLD: &str = "hold in force";
/// The name of a statement about what replaces the digest, as [`HOLD`].
pub const SUPERSEDED: &str = "superseded";

/// The name of a statement about an act, as [`HOLD`].
const ACT: &str = "act";
/// What is said of the linking of a time stamp, before its number.
const LINKED: &str = "linked its time stamp ";

/// What is said of a timeline that is not there.
pub const LEFT_OUT: &str = "the issuer left it out: roles, holds and acts are not stated";

/// The roles of an organisation in the order of their bits.
const ROLES: &[&str] = &[
	"rights holder",
	"creator",
	"manufacturer",
	"supplier",
	"exporter",
	"distributor",
	"broker",
	"carrier",
	"postal operator",
	"warehouse",
	"importer",
	"retailer",
	"marketplace",
	"trader",
	"payment provider",
	"customs",
	"market surveillance",
	"police",
	"court",
	"office of intellectual property",
	"register reader",
	"GS1 member organisation",
	"laboratory",
	"notary",
	"monitor",
	"arbitrator",
	"industry association",
	"representative",
	"collecting society",
];

/// The timeline of what a certificate is about, if the certificate has one: derived from the same state.
pub(crate) fn of<V: Values>(
	certificate: &Certificate,
	facts: &Facts,
	values: &mut V,
) -> Result<Option<Vec<Statement>>, V::Error> {
	if certificate.timeline.is_none() {
		return Ok(None);
	}
	let entry = facts.entry.as_ref().ok_or(Refusal::Superfluous("timeline"))?;
	let account = certificate.depositor.as_ref().and_then(|depositor| depositor.account);
	derive(&certificate.subject, &entry.deposit, account, values).map(Some)
}

/// Derives the timeline of a deposit of `subject`, with what is known of the depositor's `account`.
pub(crate) fn derive<V: Values>(
	subject: &Subject,
	deposit: &Deposit,
	account: Option<H256>,
	values: &mut V,
) -> Result<Vec<Statement>, V::Error> {
	let mut told = Told { said: Said::new(values), label: String::new() };
	told.depositor(deposit, account)?;
	match subject {
		Subject::Digest { algorithm, digest, .. } => {
			told.holds(*algorithm, digest)?;
			told.batches(*algorithm, digest, None)?;
			told.acts(*algorithm, digest)?;
		},
		Subject::Leaf { digest, root, .. } => {
			told.holds(Algorithm::Sha256, digest)?;
			told.batches(Algorithm::Sha256, digest, Some(root))?;
			told.acts(Algorithm::Sha256, digest)?;
			told.label = batch(root);
			told.holds(Algorithm::Sha256, root)?;
			told.acts(Algorithm::Sha256, root)?;
		},
		Subject::Right { .. }
		| Subject::Licence { .. }
		| Subject::Declaration { .. }
		| Subject::Group { .. }
		| Subject::Exhibit { .. }
		| Subject::Case { .. }
		| Subject::Trace { .. }
		| Subject::Event { .. }
		| Subject::State { .. } => return Err(Refusal::Superfluous("timeline").into()),
	}
	Ok(told.said.statements)
}

/// What the timeline of a certificate says of a time-stamp token that was linked to the digest that it is about.
pub fn linked<'a>(certificate: &'a Certificate, token: &Measured) -> Option<&'a str> {
	let statements = &certificate.timeline.as_ref()?.statements;
	let acts = statements.iter().filter(|statement| statement.name == ACT);
	let mut links = acts.filter(|act| act.value.contains(&format!(": {LINKED}")));
	let tokens = token.named().map(|digest| format!(": token {digest}, policy "));
	let is_of = |act: &&Statement| tokens.iter().any(|token| act.value.contains(token));
	links.find(is_of).map(|act| act.value.as_str())
}

/// Whether an account is one that this operator of this organisation has or had.
pub(crate) fn is_account_of(affiliation: &Affiliation, (org, operator): (u32, u32)) -> bool {
	let whose = match affiliation.capacity {
		Capacity::Operator { operator, .. } | Capacity::RetiredOperator { operator } => operator,
		Capacity::Controller | Capacity::FormerController => return false,
	};
	(affiliation.org, whose) == (org, operator)
}

/// What was told so far.
struct Told<'a, V> {
	said: Said<'a, V>,
	/// What the names of statements begin with.
	label: String,
}

impl<V: Values> Told<'_, V> {
	fn add(&mut self, name: &str, value: impl Into<String>) {
		self.said.add(format!("{}{name}", self.label), value);
	}

	/// Who did something, when.
	fn by(
		&mut self,
		(org, operator): (u32, u32),
		(block, moment): (u32, u64),
	) -> Result<String, V::Error> {
		let org = self.said.member(org)?;
		Ok(format!("{} in block {block}, {org}, operator {operator}", rfc3339(moment)))
	}

	fn depositor(&mut self, deposit: &Deposit, account: Option<H256>) -> Result<(), V::Error> {
		let org = deposit.org;
		let found: Organisation =
			required("an organisation", keys::organisation(org), self.said.values)?;
		self.add("roles of the depositor", set("an organisation", found.roles, ROLES)?);
		let Some(account) = account else { return Ok(()) };
		let key = keys::affiliation(&account);
		let affiliation: Option<Affiliation> = optional("an affiliation", key, self.said.values)?;
		let own = affiliation.filter(|found| is_account_of(found, (org, deposit.operator)));
		let roles = match own.map(|found| found.capacity) {
			Some(Capacity::Operator { roles, .. }) => set("an affiliation", roles, ROLES)?,
			Some(_) => "none: it is no longer in use".to_owned(),
			None => return Err(Refusal::NotProven("account of the depositor").into()),
		};
		self.add("roles of the depositor's account", roles);
		Ok(())
	}

	/// The holds of a digest that nobody released.
	fn holds(&mut self, algorithm: Algorithm, of: &H256) -> Result<(), V::Error> {
		let key = keys::hold_count(algorithm, of);
		let counts: Option<HoldCount> = optional("a count of holds", key, self.said.values)?;
		let HoldCount { last, in_force } = counts.unwrap_or(HoldCount { last: 0, in_force: 0 });
		within(last, "holds in its timeline")?;
		self.add("holds in force", in_force.to_string());
		if in_force == 0 {
			return Ok(());
		}
		let mut found: u32 = 0;
		for number in 1..=last {
			let key = keys::hold(algorithm, of, number);
			let hold: Hold = required("a hold", key, self.said.values)?;
			if hold.released.is_some() {
				continue;
			}
			found = found.saturating_add(1);
			let by = self.by((hold.org, hold.operator), (hold.block, hold.moment))?;
			self.add(
				HOLD,
				format!("hold {number}, {by}, salted digest of the case {:?}", hold.case),
			);
		}
		if found == in_force {
			Ok(())
		} else {
			Err(Refusal::UnknownLayout("a count of holds").into())
		}
	}

	/// The holds of the batches under whose roots a leaf was opened, of all but one.
	fn batches(
		&mut self,
		algorithm: Algorithm,
		leaf: &H256,
		but: Option<&H256>,
	) -> Result<(), V::Error> {
		let key = keys::batches_of(algorithm, leaf);
		let batches: Option<Vec<BatchOf>> =
			optional("the batches of a leaf", key, self.said.values)?;
		for BatchOf { root, .. } in batches.unwrap_or_default() {
			if Some(&root) != but {
				self.label = batch(&root);
				self.holds(Algorithm::Sha256, &root)?;
			}
		}
		self.label.clear();
		Ok(())
	}

	/// The deposits of a digest and the acts about it, in their order, and what replaces it.
	fn acts(&mut self, algorithm: Algorithm, of: &H256) -> Result<(), V::Error> {
		let key = keys::record(algorithm, of);
		let record: Option<Record> = optional("a record", key, self.said.values)?;
		let acts = count(keys::act_count(algorithm, of), self.said.values)?;
		let deposits = record.map_or(0, |record| record.corroborations.saturating_add(1));
		let all = deposits.saturating_add(acts);
		within(all, "acts in its timeline")?;
		self.add("deposits and acts", all.to_string());
		let mut passed: u32 = 0;
		let mut keepers = BTreeSet::new();
		for number in 1..=acts {
			let key = keys::act(algorithm, of, number);
			let logged: LoggedAct = required("an act", key, self.said.values)?;
			while passed < deposits && passed <= logged.deposits {
				self.deposited(algorithm, of, passed, record.as_ref())?;
				passed = passed.saturating_add(1);
			}
			if let RecordAct::Kept { .. } | RecordAct::KeepingEnded { .. } = logged.act {
				keepers.insert(logged.org);
			}
			self.act(algorithm, of, logged)?;
		}
		for number in passed..deposits {
			self.deposited(algorithm, of, number, record.as_ref())?;
		}
		self.keepers(algorithm, of, keepers)
	}

	/// What each keeper of the original undertook last. Every undertaking is an act, so none is left out.
	fn keepers(
		&mut self,
		algorithm: Algorithm,
		of: &H256,
		keepers: BTreeSet<u32>,
	) -> Result<(), V::Error> {
		self.add("keepers of the original", keepers.len().to_string());
		for org in keepers {
			let key = keys::keeper(algorithm, of, org);
			let Keeping { operator, until, block, moment } =
				required("a keeper", key, self.said.values)?;
			let by = self.by((org, operator), (block, moment))?;
			self.add("keeper of the original", format!("until {}: {by}", rfc3339(until)));
		}
		Ok(())
	}

	fn deposited(
		&mut self,
		algorithm: Algorithm,
		of: &H256,
		number: u32,
		record: Option<&Record>,
	) -> Result<(), V::Error> {
		let deposit = match record {
			Some(record) if number == 0 => record.deposit,
			_ => {
				let key = keys::corroboration(algorithm, of, number);
				required("a corroboration", key, self.said.values)?
			},
		};
		let moment = match deposit.content {
			Content::Leaf { opened_at, .. } => opened_at,
			Content::Single | Content::Batch { .. } => deposit.moment,
		};
		let by = self.by((deposit.org, deposit.operator), (deposit.block, moment))?;
		self.add(ACT, format!("{by}: deposited, {}", nth(number)));
		Ok(())
	}

	fn act(&mut self, algorithm: Algorithm, of: &H256, logged: LoggedAct) -> Result<(), V::Error> {
		let LoggedAct { org, operator, block, moment, act, .. } = logged;
		let by = self.by((org, operator), (block, moment))?;
		let what = match act {
			RecordAct::Deposited { .. } => return Err(Refusal::UnknownLayout("an act").into()),
			RecordAct::Revoked { number } => format!("revoked, {}", nth(number)),
			RecordAct::Reinstated { number } => format!("reinstated, {}", nth(number)),
			RecordAct::RevokedAgain { number } => {
				format!("revoked again, for good, {}", nth(number))
			},
			RecordAct::LeafOpened { leaf } => format!("opened the leaf {leaf:?}"),
			RecordAct::Attested { number } => {
				let key = keys::attestation(algorithm, of, number);
				let found: Attestation = required("an attestation", key, self.said.values)?;
				let roles = set("an attestation", found.roles, ROLES)?;
				format!("attested as {roles}, salted digest of the statement {:?}", found.statement)
			},
			RecordAct::TimeStamped { number } => {
				let key = keys::time_stamp(algorithm, of, org, number);
				let linked: LinkedTimeStamp = required("a time stamp", key, self.said.values)?;
				format!("{LINKED}{number}: {}", time_stamp(linked))
			},
			RecordAct::Kept { until } => {
				format!("undertook to keep the original until {}", rfc3339(until))
			},
			RecordAct::KeepingEnded { until } => {
				format!("keeps the original no longer than until {}", rfc3339(until))
			},
			RecordAct::Held { number } => format!("held, hold {number}"),
			RecordAct::HoldReleased { number } => format!("released hold {number}"),
			RecordAct::Captured { group } => format!("added to the group of captures {group}"),
			RecordAct::Superseded { successor } => {
				self.superseded(algorithm, of, org)?;
				format!("superseded by {}", digest(successor))
			},
			RecordAct::Succeeded { predecessor } => format!("supersedes {}", digest(predecessor)),
			RecordAct::Exhibit { number, seq } => format!("exhibit {number}, its act {seq}"),
		};
		self.add(ACT, format!("{by}: {what}"));
		Ok(())
	}

	fn superseded(&mut self, algorithm: Algorithm, of: &H256, org: u32) -> Result<(), V::Error> {
		let key = keys::supersession(algorithm, of, org);
		let found: Supersession = required("a supersession", key, self.said.values)?;
		let Supersession { operator, entitlement, successor, deposit, ground, block, moment } =
			found;
		let by = self.by((org, operator), (block, moment))?;
		let entitled = match entitlement {
			Entitlement::Depositor { number } => format!("as depositor, {}", nth(number)),
			Entitlement::Authority { hold } => format!("under its hold {hold}"),
		};
		let (successor, deposit) = (digest(successor), nth(deposit));
		self.add(
			SUPERSEDED,
			format!("by {successor}, {deposit}; {by}, {entitled}, salted digest of the grounds {ground:?}"),
		);
		Ok(())
	}
}

/// What identifies a time-stamp token (RFC 3161 section 2.4.2).
fn time_stamp(linked: LinkedTimeStamp) -> String {
	let LinkedTimeStamp { token, policy, serial, stated, .. } = linked;
	let policy = object_identifier(&policy).unwrap_or_else(|| hex(&policy));
	let (token, serial, stated) = (digest(token), hex(&serial), rfc3339(stated));
	format!("token {token}, policy {policy}, serial number {serial}, stated time {stated}")
}

/// An object identifier in numbers with dots, from its content octets (X.690 section 8.19). None if they are
/// not those of one, or a number has more than 128 bits.
fn object_identifier(octets: &[u8]) -> Option<String> {
	let mut numbers: Vec<u128> = Vec::new();
	let (mut number, mut begun) = (0u128, false);
	for octet in octets {
		if !begun && *octet == 0x80 {
			return None;
		}
		number = number.checked_mul(128)?.checked_add(u128::from(octet & 0x7f))?;
		begun = octet & 0x80 != 0;
		if !begun {
			numbers.push(number);
			number = 0;
		}
	}
	let (first, rest) = numbers.split_first().filter(|_| !begun)?;
	// The first two numbers are one: 40 times the first, which is 0, 1 or 2, and the second.
	let root = (*first / 40).min(2);
	let second = first.checked_sub(root.checked_mul(40)?)?;
	let numbers = [root, second].into_iter().chain(rest.iter().copied());
	Some(numbers.map(|number| number.to_string()).collect::<Vec<_>>().join("."))
}

/// What the names of statements about a batch begin with.
fn batch(root: &H256) -> String {
	let of = Digest { algorithm: DigestAlgorithm::Sha256, value: *root };
	format!("batch {}, ", digest(of))
}

fn within(count: u32, what: &'static str) -> Result<(), Refusal> {
	if count <= MAX_ENTRIES {
		Ok(())
	} else {
		let limit = usize::try_from(MAX_ENTRIES).unwrap_or(usize::MAX);
		Err(Refusal::TooMany { what, limit })
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn an_object_identifier_should_be_read_when_its_octets_are_those_of_one() {
		for (octets, numbers) in [
			// id-ct-TSTInfo (RFC 3161), RSA (X.690 style), 2.999.3 (X.690 section 8.19.5), and the roots.
			(
				&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 1, 4][..],
				"1.2.840.113549.1.9.16.1.4",
			),
			(&[0x88, 0x37, 3], "2.999.3"),
			(&[0], "0.0"),
			(&[39], "0.39"),
			(&[40], "1.0"),
			(&[79, 1], "1.39.1"),
			(&[80], "2.0"),
		] {
			assert_eq!(object_identifier(octets).as_deref(), Some(numbers));
		}
		let most = [&[0x69, 0x83][..], &[0xff; 17], &[0x7f]].concat();
		assert_eq!(object_identifier(&most), Some(format!("2.25.{}", u128::MAX)));
		let more = [&[0x69, 0x84][..], &[0x80; 17], &[0]].concat();
		for octets in [&[][..], &[0x80, 1], &[0x2a, 0x80, 1], &[0x2a, 0x86], &more] {
			assert_eq!(object_identifier(octets), None, "{octets:?}");
		}
	}
}
