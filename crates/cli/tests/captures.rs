//! What ties captured pages, their response headers and time stamps to the chain, in a packed folder.

mod common;
mod folder;
#[path = "../../certificate/tests/common/mod.rs"]
mod memory;

use codec::Encode;
use common::{file, fresh, stderr, stdout, tracemark};
use folder::{commands, offline, Authority};
use memory::{custody, issuer_key, registers, sha256, timeline, TestChain};
use serde_json::Value;
use sp_core::H256;
use std::{fs, path::Path, process::Output};
use tracemark_certificate::{
	acts::{LinkedTimeStamp, RecordAct},
	add_timeline,
	chain::{Content, Deposit, EvidenceKind, First, Record, RecordStatus},
	form::Subject,
	keys,
	registers::{Digest, DigestAlgorithm},
	Algorithm, Certificate,
};

const PAGE: &[u8] = b"<p>offer</p>";
const HEADERS: &[u8] = b"HTTP/2 200\r\ncontent-type: text/html\r\n\r\n";
/// What the group of captures of the chain in memory has on record.
const CAPTURED: &[u8] = b"page";
const UNRECORDED: &str = "on the packer's word, on no record";

/// A chain that has page and headers on record, and the link of a time stamp of the page if there is one.
fn chain(token: Option<H256>) -> TestChain {
	let mut chain = TestChain::new(1, &[4], 8);
	let last = chain.blocks.last_mut().unwrap();
	for original in [PAGE, HEADERS] {
		let deposit = Deposit {
			kind: EvidenceKind::WebCapture,
			org: 4,
			operator: 10,
			block: timeline::BLOCK,
			moment: timeline::MOMENT,
			content: Content::Single,
			description: sha256(b"description"),
		};
		let first = First { by: 4, at: timeline::MOMENT };
		let record = Record { deposit, status: RecordStatus::Standing, first, corroborations: 0 };
		last.state.insert(keys::record(Algorithm::Sha256, &sha256(original)), record.encode());
	}
	if let Some(value) = token {
		let page = sha256(PAGE);
		let linked = LinkedTimeStamp {
			token: Digest { algorithm: DigestAlgorithm::Sha256, value },
			policy: vec![0x2a, 3, 4, 1],
			serial: vec![1],
			stated: timeline::MOMENT,
			operator: 11,
			block: timeline::BLOCK,
			moment: timeline::MOMENT,
		};
		last.state.insert(keys::time_stamp(Algorithm::Sha256, &page, 5, 1), linked.encode());
		let act = timeline::act(1, 5, RecordAct::TimeStamped { number: 1 });
		timeline::log(&mut last.state, &page, &[act]);
	}
	last.header.state_root = memory::root(&last.state);
	last.hash = last.header.hash();
	chain
}

/// Files of a test.
struct Case {
	name: &'static str,
	genesis: String,
	chain: TestChain,
}

impl Case {
	fn new(name: &'static str, chain: TestChain) -> Self {
		Self { name, genesis: format!("{:?}", chain.genesis_hash()), chain }
	}

	fn file(&self, what: &str, content: &[u8]) -> String {
		file(&format!("{}-{what}", self.name), content)
	}

	fn certificate(&self, what: &str, certificate: &Certificate) -> String {
		self.file(&format!("{what}.json"), &certificate.canonical().unwrap())
	}

	/// A certificate of a file that is on record.
	fn of(&self, what: &str, original: &[u8]) -> String {
		let certificate = self.chain.certify(memory::subject(sha256(original), 0), None);
		self.certificate(what, &certificate)
	}

	fn about(&self, what: &str, subject: Subject) -> String {
		self.certificate(what, &self.chain.certify(subject, None))
	}

	fn pack(&self, out: &Path, args: &[&str]) -> Output {
		let common = ["evidence", "pack", "--genesis", &self.genesis];
		tracemark(&[&common, args, &["--out", out.to_str().unwrap()]].concat())
	}

	/// A folder, whose recipe is followed to its end; what README.txt and a form say.
	fn packed(&self, out: &Path, args: &[&str]) -> (String, String) {
		let output = self.pack(out, args);
		assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
		for command in commands(out) {
			let output = offline(out, &command);
			assert!(output.status.success(), "{command}: {}{}", stdout(&output), stderr(&output));
		}
		let read = |name: &str| fs::read_to_string(out.join(name)).unwrap();
		(read("README.txt"), read("declarations/us-fre-902-13-14.txt"))
	}
}

#[test]
fn a_page_and_its_headers_should_be_packed_when_both_are_on_record() {
	let case = Case::new("recorded", chain(None));
	let (page, headers) = (case.file("shop.html", PAGE), case.file("shop.headers", HEADERS));
	let (of_page, of_headers) = (case.of("page", PAGE), case.of("headers", HEADERS));
	let out = fresh("recorded captures");
	let args = [of_page.as_str(), &of_headers, "--capture", &page, "--headers", &headers];
	let (readme, form) = case.packed(&out, &args);
	for (name, certificate) in [("shop.html", "page"), ("shop.headers", "headers")] {
		let tie = format!("the original of certificates/recorded-{certificate}.json");
		assert!(
			readme.contains(&format!("\n  captures/recorded-{name}\n      {tie}\n")),
			"{readme}"
		);
		assert!(form.contains(&format!("\n   Capture       captures/recorded-{name}\n")), "{form}");
		assert!(form.contains(&format!("\n   On record     {tie}\n")), "{form}");
		// The recipe compares it with its certificate.
		let path = out.join(format!("captures/recorded-{name}"));
		let genuine = fs::read(&path).unwrap();
		fs::write(&path, "changed").unwrap();
		let of = format!("--file captures/recorded-{name} ");
		let command = commands(&out).into_iter().find(|line| line.contains(&of)).unwrap();
		let output = offline(&out, &command);
		assert_eq!(output.status.code(), Some(1));
		assert!(stdout(&output).starts_with("INVALID: The file is not the original"));
		fs::write(&path, genuine).unwrap();
	}
	assert!(readme.contains("\n  captures/       ") && !readme.contains(UNRECORDED), "{readme}");
	let kept = tracemark(&["evidence", "audit", out.to_str().unwrap(), "--originals"]);
	assert_eq!(stdout(&kept), "2 of 2 are there, unchanged.\n");
}

#[test]
fn nothing_should_be_packed_when_a_page_or_its_headers_are_on_no_record() {
	let case = Case::new("unrecorded", chain(None));
	let (page, headers) = (case.file("shop.html", PAGE), case.file("shop.headers", HEADERS));
	let (other, forged) = (
		case.file("other.html", b"<p>dear</p>"),
		case.file("other.headers", b"HTTP/2 404\r\n\r\n"),
	);
	let (of_page, of_headers) = (case.of("page", PAGE), case.of("headers", HEADERS));
	let group = case.about("group", registers::group());
	let out = fresh("unrecorded captures");
	for (args, words) in [
		(
			vec![of_page.as_str(), "--capture", &page, "--headers", &headers],
			"unrecorded-shop.headers: is on no record",
		),
		(
			vec![&of_page, &of_headers, "--capture", &page, "--headers", &forged],
			"unrecorded-other.headers: is on no record",
		),
		(
			vec![&of_page, "--file", &page, "--capture", &other],
			"unrecorded-other.html: is on no record",
		),
		(vec![&group, "--capture", &other], "unrecorded-other.html: is on no record"),
		(vec![&of_page, "--unrecorded", &page], "unrecorded-page.json: its original is missing"),
	] {
		let output = case.pack(&out, &args);
		assert_eq!(output.status.code(), Some(1), "{args:?}");
		let said = stdout(&output);
		assert!(said.contains(words) && said.lines().count() == 1, "{said}");
		assert!(!out.exists(), "{args:?}");
	}
}

#[test]
fn what_is_on_no_record_should_go_along_on_the_packers_word_when_it_is_asked_for() {
	let case = Case::new("asked", chain(None));
	let (page, other) = (case.file("shop.html", PAGE), case.file("other.html", b"<p>dear</p>"));
	let (of_page, out) = (case.of("page", PAGE), fresh("asked captures"));
	let args = [of_page.as_str(), "--capture", &page, "--unrecorded", &other];
	let (readme, form) = case.packed(&out, &args);
	let told = format!("\n  unrecorded/asked-other.html\n      {UNRECORDED}\n");
	assert!(readme.contains(&told), "{readme}");
	assert!(readme.contains("\n  captures/       ") && readme.contains("\n  unrecorded/     "));
	assert!(form.contains("\n   Capture       unrecorded/asked-other.html\n"), "{form}");
	assert!(form.contains(&format!("\n   On record     {UNRECORDED}\n")), "{form}");
	let list = fs::read_to_string(out.join("SHA256SUMS")).unwrap();
	assert!(
		list.contains("  unrecorded/asked-other.html\n") && !list.contains("captures/asked-other")
	);
	// So says the command.
	let again = fresh("asked again");
	let output = case.pack(&again, &args);
	assert!(stdout(&output).contains(&format!("unrecorded/asked-other.html: {UNRECORDED}.\n")));
	let output = case.pack(&fresh("asked again"), &[&args[..], &["--json"]].concat());
	let said: Value = serde_json::from_slice(&output.stdout).unwrap();
	assert_eq!(said["unrecorded"], serde_json::json!(["unrecorded/asked-other.html"]));
}

#[test]
fn a_page_should_be_tied_to_the_chain_when_it_is_a_leaf_or_a_capture_of_a_group() {
	let case = Case::new("tied", chain(None));
	let (leaf, page) =
		(case.file("leaf.html", b"leaf 2 of block 5"), case.file("seen.html", CAPTURED));
	let of_leaf = case.certificate("leaf", &case.chain.certify_leaf(5, 2, 0));
	let group = case.about("group", registers::group());
	let out = fresh("tied captures");
	let args = [of_leaf.as_str(), &group, "--capture", &leaf, "--capture", &page];
	let (readme, form) = case.packed(&out, &args);
	let tie = "capture 1 of the group in certificates/tied-group.json";
	assert!(readme.contains("the original of certificates/tied-leaf.json"), "{readme}");
	assert!(readme.contains(&format!("\n  captures/tied-seen.html\n      {tie}\n")), "{readme}");
	assert!(form.contains(&format!("\n   On record     {tie}\n")), "{form}");
	// The recipe finds the page in the certificate, and nothing else.
	let commands = commands(&out);
	let command = commands.iter().find(|line| line.contains("grep")).unwrap();
	let output = offline(&out, command);
	assert!(stdout(&output).starts_with("[chain ] capture 1: "), "{}", stdout(&output));
	fs::write(out.join("captures/tied-seen.html"), "another page").unwrap();
	assert_eq!(offline(&out, command).status.code(), Some(1));
}

#[test]
fn forms_should_list_who_what_and_when_of_groups_exhibits_traces_and_events() {
	let case = Case::new("listed", chain(None));
	let certificates = [
		case.about("group", registers::group()),
		case.about("exhibit", registers::exhibit()),
		case.about("trace", custody::trace("pallet")),
		case.about("event", custody::event("pallet", 1)),
	];
	let certificates: Vec<&str> = certificates.iter().map(String::as_str).collect();
	let (_, form) = case.packed(&fresh("listed facts"), &certificates);
	let flat = form.split_whitespace().collect::<Vec<_>>().join(" ");
	for certificate in certificates {
		let certificate = Certificate::parse(&fs::read(certificate).unwrap()).unwrap();
		for statement in certificate.record.unwrap() {
			let fact = format!("- {}: {}", statement.name, statement.value);
			let fact = fact.split_whitespace().collect::<Vec<_>>().join(" ");
			assert!(flat.contains(&fact), "{fact}\n{form}");
		}
	}
	for label in ["Captures      5", "Exhibit       1 of", "History of    0x", "Event of      0x"] {
		assert!(form.contains(&format!("\n   {label}")), "{label}\n{form}");
	}
	assert!(form.lines().all(|line| line.chars().count() <= 120), "{form}");
}

#[test]
fn a_time_stamp_should_be_called_linked_when_the_chain_has_its_token() {
	let authority = Authority::new("linked authority");
	let page = file("linked-page.html", PAGE);
	let response = authority.stamp(&page, "sha256");
	// The token without the answer around it.
	let token = authority.path("token.der");
	let mut openssl = std::process::Command::new("openssl");
	openssl.args(["ts", "-reply", "-in", &response, "-token_out", "-out", &token]);
	assert!(openssl.output().unwrap().status.success());
	let case = Case::new("linked", chain(Some(sha256(&fs::read(&token).unwrap()))));
	let bare = case.chain.certify(memory::subject(sha256(PAGE), 0), None);
	let told = add_timeline(&case.chain, bare.clone(), &issuer_key(), &[]).unwrap();
	let (bare, told) = (case.certificate("bare", &bare), case.certificate("told", &told));
	let root = authority.path("root.pem");
	let packed = |certificate: &str, response: &str| {
		let args = ["--capture", &page, "--timestamp", response, "--timestamp-ca", &root];
		case.packed(&fresh("linked stamps"), &[&[certificate], &args[..]].concat())
	};
	let (readme, form) = packed(&told, &response);
	let line = "linked on chain 2026-11-24T18:58:21.000Z in block 5, Member <5> & Co (organisation 5), operator 11 \
	            (certificates/linked-told.json)";
	let about = "timestamps/sha256.tsr, about captures/linked-page.html:";
	assert!(readme.contains(&format!("\n  {about}\n      {line}\n")), "{readme}");
	assert!(form.contains(&format!("\n   Chain         {line}\n")), "{form}");
	// Without a timeline nothing says so; and another token of the same authority is another one.
	let not = "not linked on chain, as far as the certificates tell";
	let (readme, form) = packed(&bare, &response);
	assert!(
		readme.contains(&format!("\n  {about}\n      {not}\n")) && form.contains(not),
		"{readme}"
	);
	let swapped = authority.stamp(&page, "sha256");
	let (readme, form) = packed(&told, &swapped);
	assert!(
		readme.contains(&format!("\n  {about}\n      {not}\n")) && form.contains(not),
		"{readme}"
	);
}
