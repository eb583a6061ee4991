//! The certificate of a case: on the command line, and in a folder with the certificates of what is listed.

mod common;
#[path = "../../certificate/tests/common/mod.rs"]
mod memory;

use common::{file, fresh, stderr, stdout, tracemark};
use memory::{case, opening, original, TestChain};
use std::fs;
use tracemark_certificate::Certificate;

/// A certificate of a case and of the first deposit that is listed, with the genesis hash of their chain.
fn certified(name: &str) -> (String, String, String) {
	let chain = TestChain::new(1, &[4], 8);
	let write = |what: &str, certificate: &Certificate| {
		file(&format!("{name}-{what}.json"), certificate.canonical().unwrap())
	};
	let of_case = write("case", &chain.certify(case::case(), None));
	let listed = write("listed", &chain.certify_digest(5, 0, None));
	(of_case, listed, format!("{:?}", chain.genesis_hash()))
}

fn reference(name: &str) -> String {
	file(name, serde_json::to_vec(&[case::reference()]).unwrap())
}

#[test]
fn verify_should_say_that_the_list_is_no_file_when_it_is_of_a_case() {
	let (of_case, _, genesis) = certified("judged");
	let common = ["certificate", "verify", of_case.as_str(), "--genesis", &genesis];
	let output = tracemark(&common);
	let text = stdout(&output);
	assert_eq!(output.status.code(), Some(0), "{text}{}", stderr(&output));
	let second = text.lines().nth(1).unwrap();
	assert!(
		second.ends_with("that the list is all that belongs to the case is not proven"),
		"{second}"
	);
	assert!(text.contains("[chain ] deposits listed: 8\n"), "{text}");
	assert!(text.contains("- It does not prove that the list is the whole file"), "{text}");
	assert!(!text.contains("7 Cg 12/26"), "{text}");

	let openings = reference("case.openings.json");
	let opened = [&common[..], &["--openings", &openings]].concat();
	let text = stdout(&tracemark(&opened));
	assert!(text.contains("[chain ] opened, case: 7 Cg 12/26\n"), "{text}");
	let other =
		file("other-case.openings.json", serde_json::to_vec(&[opening("8 Cg 1/27")]).unwrap());
	let output = tracemark(&[&common[..], &["--openings", &other]].concat());
	assert_eq!(output.status.code(), Some(1));
	assert!(stdout(&output).starts_with("INVALID: Opening 1 of the list opens no commitment"));
}

#[test]
fn folder_should_hold_the_list_beside_what_is_listed_when_both_are_packed() {
	let (of_case, listed, genesis) = certified("together");
	let out = fresh("folder-of-a-case");
	let photo = file("together.jpg", original(5, 0));
	let openings = reference("together.openings.json");
	let output = tracemark(&[
		"evidence",
		"pack",
		&of_case,
		&listed,
		"--file",
		&photo,
		"--openings",
		&openings,
		"--genesis",
		&genesis,
		"--out",
		out.to_str().unwrap(),
	]);
	assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
	for ending in ["json", "html", "pdf"] {
		assert!(out.join(format!("certificates/together-case.{ending}")).exists());
	}
	let recipe = fs::read_to_string(out.join("README.txt")).unwrap();
	assert!(recipe.contains("It is not the file of\nthe case."), "{recipe}");
	let commands: Vec<&str> =
		recipe.lines().filter(|line| line.contains("certificate verify")).collect();
	assert!(
		commands[0].ends_with("--openings openings/together.openings.json --quiet"),
		"{recipe}"
	);
	assert!(!commands[1].contains("openings"), "{recipe}");
	for command in commands {
		let words: Vec<&str> = command.split_whitespace().skip(1).collect();
		let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_tracemark"));
		let output = program.args(&words).current_dir(&out).output().unwrap();
		assert!(stdout(&output).starts_with("VALID"), "{}", stdout(&output));
	}
}

#[test]
fn create_should_refuse_what_has_no_meaning_when_it_is_of_a_case() {
	let commitment = format!("{:?}", case::commitment(&case::case()));
	let common =
		["certificate", "create", "--case", commitment.as_str(), "--key", "k", "--out", "o"];
	for more in ["--timeline", "--description", "--right"] {
		let more = if more == "--right" { vec![more, &commitment] } else { vec![more] };
		let output = tracemark(&[&common[..], &more].concat());
		assert_eq!(output.status.code(), Some(2));
		assert!(stderr(&output).contains("cannot be used with"), "{}", stderr(&output));
	}
	let output =
		tracemark(&["certificate", "create", "--case", "7 Cg 12/26", "--key", "k", "--out", "o"]);
	assert_eq!(output.status.code(), Some(2));
	assert!(stderr(&output).contains("--case <COMMITMENT>"), "{}", stderr(&output));
}
