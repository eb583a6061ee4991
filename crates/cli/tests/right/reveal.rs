//! `tracemark right reveal`.

use super::*;

/// A work of two files and its receipt, in a folder of its own.
fn registered(test: &str) -> (Folder, String) {
	let folder = Folder::new(test);
	let (first, second) = (folder.file("first.txt", "one"), folder.file("second.txt", "two"));
	let receipt = folder.path("receipt.json");
	register(&[&first, &second, "--claimant", ALICE, "--territories", "DE,FR"], &receipt);
	(folder, receipt)
}

/// Changes a member of a receipt.
fn change(receipt: &str, pointer: &str, value: Value) {
	let mut content = json(receipt);
	*content.pointer_mut(pointer).unwrap() = value;
	fs::write(receipt, serde_json::to_vec(&content).unwrap()).unwrap();
}

#[test]
fn reveal_should_print_the_call_of_the_receipt_when_nothing_changed() {
	let (_folder, receipt) = registered("unchanged");
	let output = right(&["reveal", &receipt]);
	let text = stdout(&output);
	assert_eq!(output.status.code(), Some(0), "{text}{}", stderr(&output));
	assert!(text.starts_with("The receipt is whole, and all 2 files are those"), "{text}");
	let call = json(&receipt)["calls"]["reveal"].clone();
	assert!(text.lines().any(|line| line == call["callData"]), "{text}");
	assert!(!text.contains("CommitmentExpired"), "{text}");

	let output = right(&["reveal", &receipt, "--json"]);
	assert_eq!(output.status.code(), Some(0));
	let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
	assert_eq!(answer["call"], call);
	assert_eq!(
		answer["files"][1],
		serde_json::json!({ "name": "second.txt", "state": "unchanged" })
	);
}

#[test]
fn reveal_should_look_into_another_folder_when_one_is_given() {
	let (folder, receipt) = registered("moved");
	folder.file("elsewhere/first.txt", "one");
	folder.file("elsewhere/second.txt", "two");
	fs::remove_file(folder.path("first.txt")).unwrap();
	let output = right(&["reveal", &receipt]);
	assert_eq!(output.status.code(), Some(2));
	assert!(stderr(&output).contains("--files names the folder"), "{}", stderr(&output));
	assert_eq!(stdout(&output), "");
	let output = right(&["reveal", &receipt, "--files", &folder.path("elsewhere")]);
	assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[test]
fn reveal_should_exit_1_and_name_the_file_when_one_changed() {
	let (folder, receipt) = registered("changed");
	folder.file("second.txt", "two ");
	let call = json(&receipt)["calls"]["reveal"]["callData"].clone();
	let output = right(&["reveal", &receipt]);
	assert_eq!(output.status.code(), Some(1));
	let text = stdout(&output);
	assert!(text.starts_with("CHANGED: second.txt: is not the file"), "{text}");
	assert!(!text.contains("first.txt") && !text.contains(call.as_str().unwrap()), "{text}");

	let output = right(&["reveal", &receipt, "--json"]);
	assert_eq!(output.status.code(), Some(1));
	let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
	assert_eq!(answer["files"][0]["state"], "unchanged");
	assert_eq!(answer["files"][1]["state"], "changed");
	assert_eq!(answer["call"], Value::Null);
}

#[test]
fn reveal_should_exit_1_when_the_receipt_was_changed() {
	let other = format!("0x{}", "11".repeat(32));
	let commitment = "the commitment is not that of this claimant";
	for (test, pointer, value, words) in [
		("changed_salt", "/salt", Value::from(other.as_str()), commitment),
		("changed_claimant", "/claimant", "7".into(), commitment),
		("changed_kind", "/kind", "trade-name".into(), commitment),
		("changed_commitment", "/commitment", other.as_str().into(), commitment),
		("changed_right", "/right", other.as_str().into(), "the id of the right is not"),
		("changed_value", "/fingerprint/value", other.as_str().into(), "the fingerprint is not"),
		("changed_over", "/fingerprint/over", "file".into(), "the fingerprint is not"),
		("changed_digest", "/files/0/sha256", other.as_str().into(), "CHANGED: first.txt"),
		("changed_length", "/files/1/length", 4.into(), "CHANGED: second.txt"),
	] {
		let (_folder, receipt) = registered(test);
		change(&receipt, pointer, value);
		let output = right(&["reveal", &receipt]);
		let text = stdout(&output);
		assert_eq!(output.status.code(), Some(1), "{test}: {text}{}", stderr(&output));
		assert!(text.contains(words) && text.contains("Not revealed"), "{test}: {text}");
	}
}

#[test]
fn reveal_should_state_what_the_receipt_states_when_that_was_corrected() {
	let (_folder, receipt) = registered("corrected");
	change(&receipt, "/territories", "DE".into());
	let output = right(&["reveal", &receipt, "--json"]);
	assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
	let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
	assert_ne!(answer["call"], json(&receipt)["calls"]["reveal"]);
}

#[test]
fn reveal_should_warn_when_the_receipt_is_older_than_a_year() {
	let (_folder, receipt) = registered("old");
	change(&receipt, "/created", "2020-02-29T12:00:00.000Z".into());
	let output = right(&["reveal", &receipt]);
	assert_eq!(output.status.code(), Some(0));
	assert!(stdout(&output).contains("CommitmentExpired"), "{}", stdout(&output));
}

#[test]
fn reveal_should_exit_2_and_say_why_when_the_receipt_cannot_be_read() {
	let (folder, good) = registered("unreadable");
	let copy = |name: &str, pointer: &str, value: Value| {
		let path = folder.file(name, fs::read(&good).unwrap());
		change(&path, pointer, value);
		path
	};
	let mut with_more = json(&good);
	with_more["more"] = true.into();
	for (receipt, words) in [
		(folder.path("missing.json"), "check the path and the permissions"),
		(folder.file("text.json", "no JSON"), "is no receipt of a claim"),
		(folder.file("other.json", "{\"version\":1}"), "is no receipt of a claim: missing field"),
		(folder.file("more.json", with_more.to_string()), "unknown field `more`"),
		(copy("version.json", "/version", 2.into()), "is a receipt of version 2"),
		(copy("none.json", "/files", serde_json::json!([])), "a work has at least one file"),
		(copy("way.json", "/files/0/name", "../first.txt".into()), "is not the plain name"),
		(copy("line.json", "/files/0/name", "a\nb".into()), "is not the plain name"),
		(copy("root.json", "/files/0/name", "/".into()), "is not the plain name"),
		(copy("who.json", "/claimant", "nobody".into()), "`claimant`: give an account"),
		(copy("where.json", "/territories", "XX".into()), "`territories`: `XX` is no country"),
		(copy("what.json", "/kind", "design".into()), "give --classes"),
		(copy("classes.json", "/classes", serde_json::json!(["x"])), "`classes`: give the edition"),
		(copy("authors.json", "/authors", serde_json::json!(["x"])), "`authors`: give the version"),
		(copy("when.json", "/created", "yesterday".into()), "`created` is no date"),
		(copy("salt.json", "/salt", "0x11".into()), "is no receipt of a claim"),
	] {
		let output = right(&["reveal", &receipt]);
		assert_eq!(output.status.code(), Some(2), "{receipt}: {}", stdout(&output));
		assert!(stderr(&output).contains(words), "{}", stderr(&output));
		assert_eq!(stdout(&output), "");
	}
}
