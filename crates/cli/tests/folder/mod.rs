//! The folder as whoever opens it years later has it, and a time-stamp authority.

use super::common::{fresh, stderr};
use std::{
	env, fs,
	path::{Path, PathBuf},
	process::{Command, Output},
};

/// The commands of a folder's recipe.
pub fn commands(folder: &Path) -> Vec<String> {
	let text = fs::read_to_string(folder.join("README.txt")).unwrap();
	let command = |line: &str| {
		line.strip_prefix("    ").filter(|line| !line.starts_with(' ')).map(str::to_owned)
	};
	text.lines().filter_map(command).collect()
}

/// The options by which this system lets `unshare` cut off the network.
///
/// # Panics
///
/// If there are none: a test that cannot run must not pass.
fn namespaces() -> &'static [&'static str] {
	// Root needs no user namespace, which some systems refuse.
	let tried: [&[&str]; 2] = [&["-rn"], &["-n"]];
	let runs = |options: &&[&str]| {
		let output = Command::new("unshare").args(*options).arg("true").output();
		output.is_ok_and(|output| output.status.success())
	};
	tried.into_iter().find(runs).expect(
		"`unshare` cannot cut off the network here: install util-linux, and permit user namespaces \
		 (sysctl kernel.unprivileged_userns_clone=1) or run as root",
	)
}

/// Runs a command in the folder with no network, as whoever opens it years later.
pub fn offline(folder: &Path, command: &str) -> Output {
	let program = Path::new(env!("CARGO_BIN_EXE_tracemark")).parent().unwrap();
	let path = format!("{}:{}", program.display(), env::var("PATH").unwrap());
	let mut shell = Command::new("unshare");
	shell.args(namespaces()).args(["sh", "-c", command]).current_dir(folder).env("PATH", path);
	shell.output().unwrap()
}

/// A time-stamp authority of its own, whose certificate is valid for a month.
pub struct Authority(pub PathBuf);

impl Authority {
	pub fn new(name: &str) -> Self {
		let found = Command::new("openssl").arg("version").output();
		let is_there = found.is_ok_and(|output| output.status.success());
		assert!(is_there, "there is no `openssl` to make time stamps with: install openssl");
		let folder = fresh(name);
		fs::create_dir(&folder).unwrap();
		fs::write(folder.join("tsa.cnf"), CONFIGURATION).unwrap();
		fs::write(folder.join("index.txt"), "").unwrap();
		let authority = Self(folder);
		authority.sh(
			"openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 \
			 -subj /CN=Root -keyout root.key -out root.pem -config tsa.cnf -extensions root
			openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=TSA \
			 -keyout tsa.key -out tsa.csr -config tsa.cnf
			openssl ca -batch -config tsa.cnf -extensions tsa -in tsa.csr -out tsa.pem \
			 -days 30",
		);
		authority
	}

	fn sh(&self, script: &str) {
		let mut shell = Command::new("sh");
		let output = shell.args(["-e", "-c", script]).current_dir(&self.0).output().unwrap();
		assert!(output.status.success(), "{script}\n{}", stderr(&output));
	}

	/// A token about a file, as the authority's answer.
	pub fn stamp(&self, file: &str, digest: &str) -> String {
		self.sh(&format!(
			"openssl ts -query -data '{file}' -{digest} -cert -out query.tsq -config tsa.cnf
			openssl ts -reply -queryfile query.tsq -config tsa.cnf -section stamps -out {digest}.tsr"
		));
		self.path(&format!("{digest}.tsr"))
	}

	pub fn path(&self, name: &str) -> String {
		self.0.join(name).to_str().unwrap().to_owned()
	}
}

/// Of the authority, as the end-to-end tests have it, with moments that are precise to the millisecond.
const CONFIGURATION: &str =
	concat!(include_str!("../../../../tests/fixtures/tsa.cnf"), "clock_precision_digits = 3\n");
