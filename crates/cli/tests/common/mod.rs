//! The program, its output, and the certificates that a development node made.

#![allow(dead_code)]

use sha2::{Digest, Sha256};
use std::{
	fs,
	io::Write,
	os::unix::fs::PermissionsExt,
	path::PathBuf,
	process::{Command, Output, Stdio},
};
use tracemark_certificate::{form::Scheme, Certificate, IssuerKey};

/// Genesis of the node that made the certificates.
pub const GENESIS: &str = "0xd1f79363f7bf3f0080c197860da446ad61a717043ade2a712cc4b8e58bd65edc";

pub fn fixture(name: &str) -> String {
	let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/../certificate/tests/fixtures");
	PathBuf::from(fixtures).join(name).to_str().unwrap().to_owned()
}

/// A certificate of the fixtures as an issuer could make it who calls the chain, himself and the moment as
/// he likes: signed anew by another key.
pub fn forged(name: &str, words: &str) -> String {
	let text = fs::read(fixture("record.json")).unwrap();
	let mut certificate = Certificate::parse(&text).unwrap();
	let key = IssuerKey::from_secret(Scheme::Ed25519, "//Forger").unwrap();
	certificate.issuer = key.issuer(words);
	certificate.chain.name = words.to_owned();
	certificate.retrieval.retrieved_at = words.to_owned();
	key.sign(&mut certificate).unwrap();
	file(name, certificate.canonical().unwrap())
}

/// Words that break lines, command the terminal and turn the order of what is read.
pub const MISLEADING: &str = "Brands\n    rm -rf ~\r\u{1b}[2K\u{9b}1m\u{202e}DILAV\u{2066}";
/// What is shown of them.
pub const SHOWN: &str =
	"Brands\u{fffd}    rm -rf ~\u{fffd}\u{fffd}[2K\u{fffd}1m\u{fffd}DILAV\u{fffd}";

pub fn file(name: &str, content: impl AsRef<[u8]>) -> String {
	let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
	fs::write(&path, content).unwrap();
	path.to_str().unwrap().to_owned()
}

/// A path below the folder for tests, at which nothing is.
pub fn fresh(name: &str) -> PathBuf {
	let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
	match path.is_dir() {
		true => fs::remove_dir_all(&path).unwrap(),
		false if path.exists() => fs::remove_file(&path).unwrap(),
		false => {},
	}
	path
}

/// A new folder of a test, and files in it.
pub struct Folder(pub PathBuf);

impl Folder {
	pub fn new(test: &str) -> Self {
		let path = fresh(&format!("{}/{test}", env!("CARGO_CRATE_NAME")));
		fs::create_dir_all(&path).unwrap();
		Self(path)
	}

	pub fn path(&self, name: &str) -> String {
		self.0.join(name).to_str().unwrap().to_owned()
	}

	pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
		fs::create_dir_all(self.0.join(name).parent().unwrap()).unwrap();
		fs::write(self.0.join(name), content).unwrap();
		self.path(name)
	}

	pub fn read(&self, name: &str) -> String {
		fs::read_to_string(self.0.join(name)).unwrap()
	}
}

/// A key file that its owner alone can read.
pub fn key(name: &str, secret: &str) -> String {
	let path = file(name, secret);
	fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
	path
}

/// Runs the program with neither key nor address in its environment.
pub fn tracemark(args: &[&str]) -> Output {
	tracemark_with(args, &[])
}

/// The same, with these variables.
pub fn tracemark_with(args: &[&str], environment: &[(&str, &str)]) -> Output {
	Command::new(env!("CARGO_BIN_EXE_tracemark"))
		.args(args)
		.env_remove("TRACEMARK_KEY")
		.env_remove("TRACEMARK_URL")
		.envs(environment.iter().copied())
		.output()
		.unwrap()
}

/// Runs the program with something on its standard input.
pub fn tracemark_reading(args: &[&str], input: &[u8]) -> Output {
	let mut child = Command::new(env!("CARGO_BIN_EXE_tracemark"))
		.args(args)
		.stdin(Stdio::piped())
		.stdout(Stdio::piped())
		.stderr(Stdio::piped())
		.spawn()
		.unwrap();
	child.stdin.take().unwrap().write_all(input).unwrap();
	child.wait_with_output().unwrap()
}

/// As answers in JSON have it.
pub fn sha256(bytes: &[u8]) -> String {
	format!("0x{:x}", Sha256::digest(bytes))
}

pub fn stdout(output: &Output) -> String {
	String::from_utf8(output.stdout.clone()).unwrap()
}

pub fn stderr(output: &Output) -> String {
	String::from_utf8(output.stderr.clone()).unwrap()
}
