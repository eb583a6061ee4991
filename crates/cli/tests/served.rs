//! Certificates and checkpoints that the program makes from a node, and the folders that it packs of them:
//! the node answers for a chain in memory.

mod common;
#[path = "../../certificate/tests/common/mod.rs"]
mod memory;

use common::{file, fresh, key, sha256, stderr, stdout, tracemark, tracemark_with};
use memory::{
	node::{serve, specification},
	original, TestChain,
};
use serde_json::{json, Value};
use std::{
	fs,
	path::PathBuf,
	process::{Command, Output},
};
use tracemark_certificate::{Certificate, IssuerKey};

/// A chain of two sets of four with eight blocks each, whose node answers for as long as the test runs.
struct Served {
	/// What the names of the test's files begin with.
	name: &'static str,
	url: String,
	specification: String,
	genesis: String,
}

impl Served {
	fn new(name: &'static str) -> Self {
		let chain = TestChain::new(1, &[4, 4], 8);
		let genesis = format!("{:?}", chain.genesis_hash());
		let specification = file(&format!("{name}-chain.json"), specification(&chain));
		Self { name, url: serve(chain), specification, genesis }
	}

	/// A path at which nothing is.
	fn fresh(&self, what: &str) -> String {
		fresh(&format!("{}-{what}", self.name)).to_str().unwrap().to_owned()
	}

	fn file(&self, what: &str, content: impl AsRef<[u8]>) -> String {
		file(&format!("{}-{what}", self.name), content)
	}

	fn key(&self, secret: &str) -> String {
		key(&format!("{}{}.key", self.name, secret.replace('/', "-")), secret)
	}

	fn create(&self, more: &[&str]) -> Output {
		let issuer = self.key("//Issuer");
		let common =
			["certificate", "create", "--url", &self.url, "--chain-spec", &self.specification];
		tracemark(&[&common[..], &["--key", &issuer], more].concat())
	}

	/// A certificate of an original of block 9, from this checkpoint on if there is one.
	fn certified(&self, what: &str, original: &str, since: &[&str]) -> String {
		let out = self.fresh(what);
		let mut args = vec!["--file", original, "--out", &out];
		since.iter().for_each(|checkpoint| args.extend(["--since", checkpoint]));
		let output = self.create(&args);
		assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
		out
	}

	/// A checkpoint of a block that these seats signed.
	fn checkpoint(&self, what: &str, block: &str, seats: &[u8], since: &[&str]) -> String {
		let out = self.fresh(what);
		let mut earlier: Vec<&str> = Vec::new();
		since.iter().for_each(|checkpoint| earlier.extend(["--since", checkpoint]));
		let node = ["--url", &self.url];
		let create = ["certificate", "checkpoint", "create", "--council-at", block, "--out", &out];
		let spec = ["--chain-spec", &self.specification];
		let output = tracemark(&[&create[..], &spec, &node, &earlier].concat());
		assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
		for seat in seats {
			// As the council of the test chain has them.
			let scheme = if *seat == 1 { "ecdsa" } else { "ed25519" };
			let seat = self.key(&format!("//Seat//1//{seat}"));
			let sign =
				["certificate", "checkpoint", "sign", &out, "--scheme", scheme, "--key", &seat];
			let output = tracemark(&[&sign[..], &node, &earlier].concat());
			assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
		}
		out
	}

	fn pack(&self, out: &str, more: &[&str]) -> Output {
		let common = ["evidence", "pack", "--genesis", &self.genesis, "--out", out];
		tracemark(&[&common, more].concat())
	}
}

fn json_of(output: &Output) -> Value {
	assert!(output.stderr.is_empty(), "{}", stderr(output));
	serde_json::from_slice(&output.stdout).unwrap()
}

/// A file as answers in JSON have it.
fn told(path: &str) -> Value {
	let bytes = fs::read(path).unwrap();
	json!({ "path": path, "bytes": bytes.len(), "sha256": sha256(&bytes) })
}

#[test]
fn create_should_sign_with_the_same_key_when_it_comes_from_a_file_or_the_environment() {
	let served = Served::new("keys");
	let page = served.file("page.txt", original(9, 0));
	let by_file = served.certified("by-file.json", &page, &[]);
	let by_environment = served.fresh("by-environment.json");
	let args = [
		"certificate",
		"create",
		"--chain-spec",
		&served.specification,
		"--file",
		&page,
		"--out",
		&by_environment,
	];
	// The same node by its other protocol.
	let url = served.url.replace("http://", "ws://");
	let output = tracemark_with(&args, &[("TRACEMARK_KEY", "//Issuer"), ("TRACEMARK_URL", &url)]);
	assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
	let of = |path: &str| Certificate::parse(&fs::read(path).unwrap()).unwrap();
	let (one, other) = (of(&by_file), of(&by_environment));
	assert_eq!((&one.issuer, &one.finality), (&other.issuer, &other.finality));
	let sr25519 = tracemark_certificate::form::Scheme::Sr25519;
	assert_eq!(one.issuer.scheme, sr25519);
	let expected = IssuerKey::from_secret(sr25519, "//Issuer").unwrap().public().1;
	assert_eq!(one.issuer.public_key, expected);
	for path in [&by_file, &by_environment] {
		let args = ["certificate", "verify", path, "--genesis", &served.genesis, "--file", &page];
		assert_eq!(tracemark(&args).status.code(), Some(0));
	}
}

#[test]
fn create_should_say_what_was_written_when_json_is_wanted() {
	let served = Served::new("told");
	let page = served.file("page.txt", original(9, 0));
	let [out, html, pdf] = ["C.json", "C.html", "C.pdf"].map(|name| served.fresh(name));
	let files = ["--out", &out, "--html", &html, "--pdf", &pdf];
	let said = json_of(&served.create(&[&["--file", &page, "--json"], &files[..]].concat()));
	assert_eq!(said["written"], json!([told(&out), told(&html), told(&pdf)]), "{said}");
	// The node named the genesis hash: nobody vouched for it.
	assert_eq!((&said["genesis"], &said["anchored"]), (&json!(served.genesis), &json!(false)));
	assert_eq!((&said["block"], &said["checkpoint"]), (&json!(16), &Value::Null), "{said}");

	let unknown = served.create(&["--digest", &"00".repeat(32), "--out", &out, "--json"]);
	assert_eq!((unknown.status.code(), stdout(&unknown).as_str()), (Some(2), ""));
	assert!(stderr(&unknown).contains("has no record of this digest"), "{}", stderr(&unknown));
}

/// The digest of a checkpoint, as the commands that made it say it.
fn digest_of(checkpoint: &str) -> String {
	let text = fs::read(checkpoint).unwrap();
	let checkpoint = tracemark_certificate::Checkpoint::parse(&text).unwrap();
	format!("{:?}", checkpoint.statement.digest().unwrap())
}

#[test]
fn pack_should_say_what_was_written_or_why_not_when_json_is_wanted() {
	let served = Served::new("listed");
	let page = served.file("page.txt", original(9, 0));
	let certificate = served.certified("C.json", &page, &[]);
	let out = served.fresh("folder");
	let said = json_of(&served.pack(&out, &[&certificate, "--file", &page, "--json"]));
	assert_eq!((&said["packed"], &said["folder"]), (&json!(true), &json!(out)), "{said}");
	let written = said["written"].as_array().unwrap();
	assert_eq!(written.len(), 8, "{said}");
	for file in written {
		let name = file["path"].as_str().unwrap();
		let bytes = fs::read(PathBuf::from(&out).join(name)).unwrap();
		assert_eq!(
			(&file["bytes"], &file["sha256"]),
			(&json!(bytes.len()), &json!(sha256(&bytes)))
		);
	}
	let list = written.iter().find(|file| file["path"] == "SHA256SUMS").unwrap();
	assert_eq!(list["sha256"], said["list"]);

	let never = served.fresh("never");
	let output = served.pack(&never, &[&certificate, "--json"]);
	assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
	let said = json_of(&output);
	assert_eq!(said["packed"], json!(false));
	assert!(said["reason"].as_str().unwrap().contains("its original is missing"), "{said}");
	assert!(!PathBuf::from(never).exists());
}

/// The commands of a folder's recipe.
fn commands(text: &str) -> Vec<&str> {
	text.lines()
		.filter_map(|line| line.strip_prefix("    ").filter(|line| !line.starts_with(' ')))
		.collect()
}

/// Runs a command in a folder.
fn followed(folder: &str, command: &str) -> Output {
	let program = PathBuf::from(env!("CARGO_BIN_EXE_tracemark"));
	let path =
		format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap());
	let mut shell = Command::new("sh");
	shell.args(["-c", command]).current_dir(folder).env("PATH", path).output().unwrap()
}

#[test]
fn recipe_should_accept_the_folder_when_certificates_begin_at_checkpoints_and_at_genesis() {
	let served = Served::new("since");
	let page = served.file("page.txt", original(9, 0));
	let first = served.checkpoint("P.json", "5", &[0, 1, 2], &[]);
	let second = served.checkpoint("Q.json", "11", &[0, 1, 2], &[&first]);
	let certificates = [
		served.certified("genesis.json", &page, &[]),
		served.certified("first.json", &page, &[&first]),
		served.certified("second.json", &page, &[&second, &first]),
	];
	let out = served.fresh("folder");
	let mut args: Vec<&str> = certificates.iter().map(String::as_str).collect();
	args.extend(["--file", &page, "--since", &second, "--since", &first]);
	let output = served.pack(&out, &args);
	assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));

	let read = |name: &str| fs::read_to_string(PathBuf::from(&out).join(name)).unwrap();
	let text = read("README.txt");
	for (checkpoint, name) in [(&first, "since-P.json"), (&second, "since-Q.json")] {
		assert!(
			text.contains(&format!("  {}  checkpoints/{name}\n", digest_of(checkpoint))),
			"{text}"
		);
		assert_eq!(read(&format!("checkpoints/{name}")), fs::read_to_string(checkpoint).unwrap());
		assert!(read("SHA256SUMS").contains(&format!("  checkpoints/{name}\n")));
		assert!(read("declarations/us-fre-902-13-14.txt").contains(&digest_of(checkpoint)));
	}
	let commands = commands(&text);
	assert_eq!(commands.len(), 5, "{commands:?}");
	for command in &commands {
		let output = followed(&out, command);
		assert!(output.status.success(), "{command}: {}{}", stdout(&output), stderr(&output));
	}
	let given = |command: &str| command.matches("--checkpoint checkpoints/").count();
	assert_eq!(commands[2..].iter().map(|command| given(command)).collect::<Vec<_>>(), [0, 1, 2]);
	// Without the checkpoint, or with another, the certificate is refused.
	let without = commands[3].replace("--checkpoint checkpoints/since-P.json ", "");
	let refused = followed(&out, &without);
	assert_eq!(refused.status.code(), Some(1));
	assert!(stdout(&refused).contains("whose file was not given"), "{}", stdout(&refused));
}

#[test]
fn pack_should_write_nothing_and_say_what_to_do_when_a_checkpoint_is_missing_or_too_many() {
	let served = Served::new("unpacked");
	let page = served.file("page.txt", original(9, 0));
	let checkpoint = served.checkpoint("P.json", "5", &[0, 1, 2], &[]);
	let other = served.checkpoint("Q.json", "11", &[0, 1, 2], &[&checkpoint]);
	let unsigned = served.checkpoint("P-unsigned.json", "5", &[0], &[]);
	let since = served.certified("since.json", &page, &[&checkpoint]);
	let later = served.certified("later.json", &page, &[&checkpoint, &other]);
	let genesis = served.certified("genesis.json", &page, &[]);
	for (what, args, code, words) in [
		("none", vec![&since], 1, "whose file was not given. Give it with --since."),
		("other", vec![&since, &other], 1, "whose file was not given. Give it with --since."),
		("earlier", vec![&later, &other], 1, "whose file was not given. Give it with --since."),
		("few", vec![&since, &unsigned], 1, "Of 4 seats 1 signed"),
		(
			"idle",
			vec![&genesis, &checkpoint],
			1,
			"P.json: no certificate begins at it; leave it out",
		),
		("more", vec![&since, &checkpoint, &other], 1, "Q.json: no certificate begins at it"),
		("page", vec![&since, &page], 2, "no JSON"),
		("kind", vec![&since, &genesis], 1, "is no checkpoint of this version"),
	] {
		let out = served.fresh(what);
		let mut all = vec![args[0].as_str(), "--file", &page];
		args[1..].iter().for_each(|checkpoint| all.extend(["--since", checkpoint]));
		let output = served.pack(&out, &all);
		let said = format!("{}{}", stdout(&output), stderr(&output));
		assert_eq!(output.status.code(), Some(code), "{what}: {said}");
		assert!(said.contains(words), "{what}: {said}");
		assert!(!PathBuf::from(out).exists(), "{what}");
	}
}
