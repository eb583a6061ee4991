//! The program, its output, and the certificates that a development node made.

#![allow(dead_code)]

use std::{
	fs,
	path::PathBuf,
	process::{Command, Output},
};

/// Genesis of the node that made the certificates.
pub const GENESIS: &str = "0xd1f79363f7bf3f0080c197860da446ad61a717043ade2a712cc4b8e58bd65edc";

pub fn fixture(name: &str) -> String {
	let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/../certificate/tests/fixtures");
	PathBuf::from(fixtures).join(name).to_str().unwrap().to_owned()
}

pub fn file(name: &str, content: impl AsRef<[u8]>) -> String {
	let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
	fs::write(&path, content).unwrap();
	path.to_str().unwrap().to_owned()
}

pub fn tracemark(args: &[&str]) -> Output {
	Command::new(env!("CARGO_BIN_EXE_tracemark")).args(args).output().unwrap()
}

pub fn stdout(output: &Output) -> String {
	String::from_utf8(output.stdout.clone()).unwrap()
}

pub fn stderr(output: &Output) -> String {
	String::from_utf8(output.stderr.clone()).unwrap()
}
