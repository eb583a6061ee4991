//! The keeper of a lot's list, who has the path of each item.

use crate::{
	lot::read,
	output::{self, Failure},
};
use std::{
	path::{Path, PathBuf},
	sync::Arc,
	time::Duration,
};
use tracemark_lots::{label::Resolver, Absence, Denial, Lot, Presence};
use tracemark_primitives::gs1::{Gtin, LotNumber, Serial};
use ureq::tls::{parse_pem, PemItem, RootCerts, TlsConfig};

/// Largest answer that is read, in bytes: a proof of a lot of 2^24 items has about 2 KiB.
const MAX_ANSWER: u64 = 1 << 20;

/// Who is asked for the path of an item.
#[derive(clap::Args)]
pub struct KeeperArgs {
	/// Address of the keeper of the list [default: the keepers that the lot names, then the owner of the class, by
	/// their resolvers on record]
	#[arg(long, value_name = "URL", conflicts_with = "list")]
	keeper: Option<Resolver>,
	/// Number of the item's lot, if the item shows it: the keepers that it names are asked first
	#[arg(long, value_name = "NUMBER", value_parser = tracemark_lots::text::lot_number)]
	of_lot: Option<LotNumber>,
	/// File with the token that the keeper asks for before it proves that a serial is in no list; it is shown to the
	/// keeper of --keeper or the owner of the class, and to nobody whom a lot names
	#[arg(long, value_name = "FILE")]
	keeper_token: Option<PathBuf>,
	/// Certificates in PEM of the authority that the keeper's certificate is from, such as a company's own
	/// [default: those that browsers trust]
	#[arg(long, value_name = "FILE")]
	keeper_ca: Option<PathBuf>,
	/// Seconds that the keeper may take
	#[arg(long, value_name = "SECONDS", default_value_t = 10)]
	timeout: u64,
	/// Portable file of the lot, in place of its keeper
	#[arg(long, value_name = "FILE")]
	list: Option<PathBuf>,
}

/// What the list says of an item.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
	/// It belongs to a lot.
	Present(Box<Presence>),
	/// It does not, by what is shown for that.
	Absent(Absent),
	/// Nothing that proves anything, and why.
	Silent(String),
}

impl Answer {
	/// What is heard of two keepers that do not have an item: the later, unless that is silent and the other is not.
	pub fn or(self, later: Self) -> Self {
		match (&self, &later) {
			(Self::Absent(_), Self::Silent(_)) => self,
			_ => later,
		}
	}
}

/// What is shown for a serial that is in no list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Absent {
	/// Its neighbours in lots.
	pub absences: Vec<Absence>,
	/// That the owner of the class says so.
	pub denial: Option<Denial>,
}

impl KeeperArgs {
	/// Who is asked, if the command line says so.
	pub fn keeper(&self) -> Option<&Resolver> {
		self.keeper.as_ref()
	}

	/// The lot of the item, if the command line says so.
	pub fn lot(&self) -> Option<&LotNumber> {
		self.of_lot.as_ref()
	}

	/// What the list on this machine says, if there is one.
	pub fn listed(&self, serial: &Serial) -> Result<Option<Answer>, Failure> {
		let Some(path) = &self.list else { return Ok(None) };
		let lot: Lot = read::lot(path)?;
		Ok(Some(match lot.find(serial) {
			tracemark_lots::Answer::Present(found) => Answer::Present(Box::new(found)),
			tracemark_lots::Answer::Absent(absence) => {
				Answer::Absent(Absent { absences: vec![absence], denial: None })
			},
		}))
	}

	/// Asks a keeper, with the token if that is for it to see.
	pub fn ask(
		&self,
		keeper: &Resolver,
		gtin: &Gtin,
		serial: &Serial,
		sees_token: bool,
	) -> Result<Answer, String> {
		let token = match self.keeper_token.as_ref().filter(|_| sees_token) {
			Some(path) => {
				let text = std::fs::read_to_string(path)
					.map_err(|error| format!("{}: cannot be read: {error}", path.display()))?;
				Some(text.lines().next().unwrap_or_default().trim().to_owned())
			},
			None => None,
		};
		let address = format!("{}?linkType=gs1:verificationService", keeper.link(gtin, serial));
		let patience = Duration::from_secs(self.timeout);
		let agent: ureq::Agent = ureq::Agent::config_builder()
			.tls_config(trusting(self.keeper_ca.as_deref())?)
			.timeout_global(Some(patience))
			.http_status_as_error(false)
			.max_redirects(3)
			.build()
			.into();
		let mut request = agent.get(&address).header("accept", "application/json");
		if let Some(token) = token {
			request = request.header("authorization", format!("Bearer {token}"));
		}
		let silent = |why: String| Answer::Silent(format!("{keeper}: {why}"));
		let answer = match request.call() {
			Ok(answer) => answer,
			Err(error) => return Ok(silent(format!("gives no answer: {error}"))),
		};
		let status = answer.status().as_u16();
		let body = answer.into_body().into_with_config().limit(MAX_ANSWER).read_to_vec();
		Ok(match body {
			Ok(body) => judge(status, &body).unwrap_or_else(silent),
			Err(error) => silent(format!("its answer cannot be read: {error}")),
		})
	}
}

/// Whose certificates a keeper may show: those from the authorities in a file, or else those that browsers trust.
pub fn trusting(authorities: Option<&Path>) -> Result<TlsConfig, String> {
	let tls = TlsConfig::builder();
	Ok(match authorities {
		Some(path) => tls.root_certs(roots(path)?),
		None => tls,
	}
	.build())
}

/// The certificates of authorities in a file.
fn roots(path: &Path) -> Result<RootCerts, String> {
	let shown = path.display();
	let text = std::fs::read(path).map_err(|error| format!("{shown}: cannot be read: {error}"))?;
	let certificates: Vec<_> = parse_pem(&text)
		.filter_map(|item| match item {
			Ok(PemItem::Certificate(certificate)) => Some(certificate),
			_ => None,
		})
		.collect();
	match certificates.is_empty() {
		true => Err(format!("{shown}: has no certificate in PEM")),
		false => Ok(RootCerts::Specific(Arc::new(certificates))),
	}
}

/// What a keeper's answer says, or why it says nothing.
fn judge(status: u16, body: &[u8]) -> Result<Answer, String> {
	let no_json = |error: serde_json::Error| format!("its answer is no proof: {error}");
	match status {
		200 => serde_json::from_slice(body)
			.map(|found| Answer::Present(Box::new(found)))
			.map_err(no_json),
		404 => {
			let problem: serde_json::Value = serde_json::from_slice(body).map_err(no_json)?;
			let title = problem.get("title").and_then(|title| title.as_str());
			let title = title.unwrap_or("it has no such item").to_owned();
			let absences: Vec<Absence> = match problem.get("absences") {
				Some(absences) => serde_json::from_value(absences.clone()).map_err(no_json)?,
				None => Vec::new(),
			};
			let denial: Option<Denial> = match problem.get("denial") {
				Some(denial) => serde_json::from_value(denial.clone()).map_err(no_json)?,
				None => None,
			};
			match problem.get("detail").and_then(|detail| detail.as_str()) {
				_ if !absences.is_empty() || denial.is_some() => {
					Ok(Answer::Absent(Absent { absences, denial }))
				},
				Some(detail) => Err(format!("{title}: {detail}")),
				None => Err(title),
			}
		},
		other => Err(format!("it answers with status {other}")),
	}
	.map_err(|why: String| output::one_line(&why))
}

#[cfg(test)]
mod tests {
	use super::*;

	fn silent(status: u16, body: &str) -> String {
		judge(status, body.as_bytes()).unwrap_err()
	}

	#[test]
	fn answer_should_be_the_proof_when_the_keeper_has_the_item() {
		let hash = format!("0x{}", "01".repeat(32));
		let proof = format!(
			r#"{{"gtin":"09521101000016","lot":"L-1","size":1,"root":"{hash}","index":0,
			"serial":"A","itemKey":"{hash}","path":[]}}"#
		);
		let Ok(Answer::Present(found)) = judge(200, proof.as_bytes()) else { panic!("no proof") };
		assert_eq!(found.leaf.index, 0);
		let absence = format!(
			r#"{{"title":"none","absences":[{{"gtin":"09521101000016","lot":"L-1","size":1,
			"root":"{hash}","before":null,"after":null}}]}}"#
		);
		let Ok(Answer::Absent(absent)) = judge(404, absence.as_bytes()) else {
			panic!("neighbours")
		};
		assert_eq!((absent.absences.len(), absent.denial), (1, None));
		let denial = format!(
			r#"{{"title":"none","detail":"for holders of a token","denial":{{"gtin":"09521101000016",
			"serial":"A","genesis":"{hash}","expiry":5,"scheme":"sr25519","signer":"{hash}",
			"signature":"0x{}"}}}}"#,
			"02".repeat(64)
		);
		let Ok(Answer::Absent(absent)) = judge(404, denial.as_bytes()) else { panic!("a denial") };
		assert_eq!(absent.absences, []);
		assert_eq!(absent.denial.map(|denial| denial.expiry), Some(5));
	}

	#[test]
	fn authority_should_be_refused_when_its_file_has_no_certificate() {
		let path = std::env::temp_dir().join(format!("tracemark-{}-ca.pem", std::process::id()));
		assert!(roots(&path).unwrap_err().contains("cannot be read"));
		std::fs::write(&path, "-----BEGIN NOTHING-----\n").unwrap();
		assert!(roots(&path).unwrap_err().contains("no certificate"));
		std::fs::remove_file(path).unwrap();
	}

	#[test]
	fn answer_should_be_the_later_when_two_keepers_do_not_have_the_item() {
		let silent = |why: &str| Answer::Silent(why.to_owned());
		let absent = || Answer::Absent(Absent { absences: Vec::new(), denial: None });
		assert_eq!(silent("one").or(silent("other")), silent("other"));
		assert_eq!(silent("one").or(absent()), absent());
		assert_eq!(absent().or(silent("other")), absent());
	}

	#[test]
	fn answer_should_prove_nothing_when_the_keeper_says_something_else() {
		assert!(silent(200, "<html>").contains("no proof"));
		assert!(silent(404, "{}").contains("no such item"));
		assert!(silent(404, r#"{"title":"a","detail":"b"}"#).contains("a: b"));
		assert!(silent(404, r#"{"title":"a","absences":[]}"#).contains('a'));
		assert!(silent(404, r#"{"title":"a","denial":{"gtin":"1"}}"#).contains("no proof"));
		assert!(silent(404, r#"{"title":"a","denial":null}"#).contains('a'));
		assert!(silent(503, "").contains("503"));
		assert_eq!(silent(404, "{\"title\":\"a\\u001b[31m\"}"), "a\u{fffd}[31m");
	}
}
