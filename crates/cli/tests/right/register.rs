//! `tracemark right register`.

use super::*;
use codec::Decode;
use sp_core::crypto::AccountId32;
use tracemark_primitives::{
	digest::{Digest, DigestAlgorithm},
	merkle::{leaf_hash, node_hash},
	parties::{Owner, PartyTag},
	rights::{priority_commitment, RightClass, RightKind, RightSubject},
	territory::{Country, Territories},
	time::Term,
};

/// SHA-256 of `abc` (FIPS 180-2, appendix B.1).
const ABC: &str = "0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

fn alice() -> Owner<AccountId32> {
	let key: [u8; 32] = sp_core::bytes::from_hex(ALICE_KEY).unwrap().try_into().unwrap();
	Owner::Account(key.into())
}

fn of_sha256(value: H256) -> Digest {
	Digest { algorithm: DigestAlgorithm::Sha256, value }
}

/// The arguments of a `reveal`, from its data.
struct Revealed {
	subject: RightSubject,
	territories: Territories,
	classes: Vec<RightClass>,
	term: Option<Term>,
	contents: Vec<Digest>,
	authors: Vec<PartyTag>,
	salt: H256,
}

fn revealed(receipt: &Value) -> Revealed {
	let data = bytes(&receipt["calls"]["reveal"]["callData"]);
	let input = &mut data.as_slice();
	assert_eq!((u8::decode(input), u8::decode(input)), (Ok(52), Ok(12)));
	let revealed = Revealed {
		subject: Decode::decode(input).unwrap(),
		territories: Decode::decode(input).unwrap(),
		classes: Decode::decode(input).unwrap(),
		term: Decode::decode(input).unwrap(),
		contents: Decode::decode(input).unwrap(),
		authors: Decode::decode(input).unwrap(),
		salt: Decode::decode(input).unwrap(),
	};
	assert!(input.is_empty());
	revealed
}

#[test]
fn register_should_write_a_receipt_that_the_commitment_follows_from_when_there_is_one_file() {
	let folder = Folder::new("one_file");
	let file = folder.file("poem.txt", "abc");
	let output = right(&["register", &file, "--claimant", ALICE]);
	assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));

	let receipt = json(format!("{file}.receipt.json"));
	assert_eq!(receipt["version"], 1);
	assert_eq!(receipt["claimant"], ALICE);
	assert_eq!(receipt["kind"], "copyright");
	assert_eq!(receipt["files"][0]["name"], "poem.txt");
	assert_eq!(receipt["files"][0]["length"], 3);
	assert_eq!(receipt["files"][0]["sha256"], ABC);
	assert_eq!(receipt["files"][0]["likeness"], serde_json::json!([]));
	assert_eq!(receipt["fingerprint"]["over"], "file");

	let salt = hash(&receipt["salt"]);
	let fingerprint = of_sha256(hash(&ABC.into()));
	let subject = RightSubject::Unregistered { kind: RightKind::Copyright, fingerprint };
	assert_eq!(hash(&receipt["right"]), subject.id());
	let commitment = priority_commitment(&alice(), &subject, &salt);
	assert_eq!(hash(&receipt["commitment"]), commitment);

	let call = &receipt["calls"]["commitPriority"];
	assert_eq!(
		(&call["section"], &call["method"]),
		(&"ipRegistry".into(), &"commitPriority".into())
	);
	assert_eq!(bytes(&call["callData"]), [&[52, 10], commitment.as_bytes()].concat());

	let text = stdout(&output);
	assert!(text.contains(call["callData"].as_str().unwrap()), "{text}");
	assert!(
		text.contains("NEXT STEP, before you show the work") && text.contains("WARNING"),
		"{text}"
	);
	// The secret is in the receipt only.
	assert!(!text.contains(receipt["salt"].as_str().unwrap().trim_start_matches("0x")), "{text}");
}

#[test]
fn register_should_write_the_call_that_reveals_when_much_is_stated() {
	let folder = Folder::new("design");
	let names = ["front.txt", "side.txt", "top.txt"];
	let files = names.map(|name| folder.file(name, name));
	let tag = "22".repeat(32);
	let receipt = register(
		&[
			&files[0],
			&files[1],
			&files[2],
			"--claimant",
			"7",
			"--kind",
			"design",
			"--classes",
			"15:06,15:02",
			"--territories",
			"ch,AT",
			"--author-tag",
			&format!("3:0x{tag}"),
		],
		&folder.path("chair.json"),
	);
	let digests = names.map(sha256);
	let leaves = digests.map(|digest| leaf_hash(digest.as_bytes()));
	let root = node_hash(&node_hash(&leaves[0], &leaves[1]), &leaves[2]);
	let fingerprint = of_sha256(root);
	let subject = RightSubject::Unregistered { kind: RightKind::Design, fingerprint };
	let salt = hash(&receipt["salt"]);

	let revealed = revealed(&receipt);
	assert_eq!(revealed.subject, subject);
	let countries = [Country(*b"AT"), Country(*b"CH")];
	assert_eq!(revealed.territories, Territories::of(&countries).unwrap());
	let locarno = |class| RightClass::Locarno { edition: 15, class };
	assert_eq!(revealed.classes, [locarno(2), locarno(6)]);
	assert_eq!(revealed.term, None);
	assert_eq!(revealed.contents, digests.map(of_sha256));
	assert_eq!(revealed.authors, [PartyTag { key_version: 3, tag: H256([0x22; 32]) }]);
	assert_eq!(revealed.salt, salt);
	let claimant = Owner::<AccountId32>::Organisation(7);
	let commitment = priority_commitment(&claimant, &subject, &salt);
	assert_eq!(hash(&receipt["commitment"]), commitment);

	assert_eq!(receipt["fingerprint"]["over"], "tree of files");
	assert_eq!(receipt["territories"], "AT,CH");
	let arguments = receipt["calls"]["reveal"]["arguments"].as_array().unwrap();
	let named: Vec<&str> = arguments.iter().map(|of| of["name"].as_str().unwrap()).collect();
	let expected = ["subject", "territories", "classes", "term", "contents", "authors", "salt"];
	assert_eq!(named, expected);
	let value = |name: usize| &arguments[name]["value"];
	assert_eq!(value(0)["Unregistered"]["kind"], "Design");
	assert_eq!(value(0)["Unregistered"]["fingerprint"]["algorithm"], "Sha256");
	assert_eq!(hash(&value(0)["Unregistered"]["fingerprint"]["value"]), root);
	assert_eq!(value(2)[0], serde_json::json!({ "Locarno": { "edition": 15, "class": 2 } }));
	assert_eq!(value(5)[0]["keyVersion"], 3);
}

#[test]
fn register_should_name_every_country_and_no_class_when_nothing_is_stated() {
	let folder = Folder::new("defaults");
	let file = folder.file("song.wav", "notes");
	let receipt = register(&[&file, "--claimant", ALICE_KEY], &folder.path("song.json"));
	assert_eq!(receipt["claimant"], ALICE);
	assert_eq!(receipt["territories"], "everywhere");
	let revealed = revealed(&receipt);
	assert_eq!(revealed.territories, Territories::everywhere());
	assert!(revealed.classes.is_empty() && revealed.contents.is_empty());
	assert!(revealed.authors.is_empty());
}

#[test]
fn register_should_list_the_files_in_the_receipt_only_when_they_do_not_fit_into_a_call() {
	let folder = Folder::new("many_files");
	let names: Vec<String> = (0..17).map(|number| format!("page{number}.txt")).collect();
	let files: Vec<String> = names.iter().map(|name| folder.file(name, name)).collect();
	let mut args: Vec<&str> = files.iter().map(String::as_str).collect();
	args.extend(["--claimant", "7", "--territories", "EU"]);
	let receipt = register(&args, &folder.path("book.json"));
	assert_eq!(receipt["files"].as_array().unwrap().len(), 17);
	let revealed = revealed(&receipt);
	assert!(revealed.contents.is_empty());
	assert_eq!(revealed.territories, Territories::european_union());
}

#[test]
fn register_should_compute_fingerprints_for_look_alikes_when_a_file_is_a_picture() {
	let folder = Folder::new("pictures");
	let png = folder.picture("waves.png", [64, 48], 1);
	let jpeg = folder.picture("waves.jpg", [64, 48], 1);
	let broken = folder.file("broken.png", &fs::read(&png).unwrap()[..60]);
	let out = folder.path("waves.json");
	let output = right(&["register", &png, &jpeg, &broken, "--claimant", "7", "--out", &out]);
	assert_eq!(output.status.code(), Some(0));
	let text = stderr(&output);
	assert!(text.contains("broken.png: goes without fingerprints"), "{text}");
	assert_eq!(text.lines().count(), 1, "{text}");

	let receipt = json(out);
	for file in 0..2 {
		let likeness = receipt["files"][file]["likeness"].as_array().unwrap();
		assert_eq!(likeness[0]["algorithm"], "ImageDifferenceHash");
		assert_eq!(likeness[1]["algorithm"], "ImageCosineHash");
		for fingerprint in likeness {
			let value = bytes(&fingerprint["value"]);
			assert!(value.len() == 32 && value[8..] == [0; 24] && value[..8] != [0; 8]);
		}
	}
	assert_eq!(receipt["files"][2]["likeness"], serde_json::json!([]));
}

#[test]
fn register_should_draw_another_salt_when_the_same_file_is_registered_again() {
	let folder = Folder::new("salts");
	let file = folder.file("poem.txt", "abc");
	let first = register(&[&file, "--claimant", ALICE], &folder.path("first.json"));
	let second = register(&[&file, "--claimant", ALICE], &folder.path("second.json"));
	assert_eq!(first["right"], second["right"]);
	assert_ne!(first["salt"], second["salt"]);
	assert_ne!(first["commitment"], second["commitment"]);
}

#[test]
fn register_should_print_what_is_not_secret_when_json_is_asked_for() {
	let folder = Folder::new("json");
	let file = folder.file("poem.txt", "abc");
	let output = right(&["register", &file, "--claimant", ALICE, "--json"]);
	assert_eq!(output.status.code(), Some(0));
	let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
	let receipt = json(answer["receipt"].as_str().unwrap());
	assert_eq!(answer["commitment"], receipt["commitment"]);
	assert_eq!(answer["call"], receipt["calls"]["commitPriority"]);
	assert_eq!(answer["fingerprint"], ABC);
	assert!(answer.get("salt").is_none());
}

#[cfg(unix)]
#[test]
fn register_should_let_the_owner_alone_read_the_receipt() {
	use std::os::unix::fs::PermissionsExt;
	let folder = Folder::new("mode");
	let file = folder.file("poem.txt", "abc");
	register(&[&file, "--claimant", ALICE], &folder.path("poem.json"));
	let mode = fs::metadata(folder.path("poem.json")).unwrap().permissions().mode();
	assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn register_should_exit_2_and_leave_the_file_when_the_receipt_exists() {
	let folder = Folder::new("exists");
	let file = folder.file("poem.txt", "abc");
	let receipt = folder.file("receipt.json", "the only one");
	let output = right(&["register", &file, "--claimant", ALICE, "--out", &receipt]);
	assert_eq!(output.status.code(), Some(2));
	assert!(stderr(&output).contains("nothing is overwritten"), "{}", stderr(&output));
	assert_eq!(stdout(&output), "");
	assert_eq!(fs::read(receipt).unwrap(), b"the only one");
	// Not even the work itself.
	let output = right(&["register", &file, "--claimant", ALICE, "--out", &file]);
	assert_eq!(output.status.code(), Some(2));
	assert_eq!(fs::read(file).unwrap(), b"abc");
}

#[test]
fn register_should_exit_2_and_say_what_to_do_when_it_cannot_work() {
	let folder = Folder::new("refusals");
	let file = folder.file("poem.txt", "abc");
	let namesake = folder.file("other/poem.txt", "abcd");
	let empty = folder.file("empty.txt", "");
	let lines = folder.file("two\nlines.txt", "abc");
	let missing = folder.path("missing.txt");
	let (tag, out) = (format!("1:{}", "11".repeat(32)), folder.path("never.json"));
	let many: Vec<String> = (0..17).map(|number| format!("1:{number:064x}")).collect();
	let many: Vec<&str> = many.iter().flat_map(|tag| ["--author-tag", tag]).collect();
	let alice = ["--claimant", ALICE];
	for (files, rest, words) in [
		(vec![&file], vec![], "--claimant"),
		(vec![&file], vec!["--claimant", "5Grwva"], "give an account"),
		(vec![&file], vec!["--claimant", "0x1234"], "give an account"),
		(vec![&file], vec!["--claimant", "-1"], "--claimant"),
		(vec![&missing], alice.to_vec(), "check the path and the permissions"),
		(vec![&empty], alice.to_vec(), "there is nothing to claim"),
		(vec![&lines], alice.to_vec(), "the name is not plain text"),
		(vec![&file, &namesake], alice.to_vec(), "rename one"),
		(vec![&file], [&alice[..], &["--kind", "patent"]].concat(), "patent"),
		(vec![&file], [&alice[..], &["--kind", "design"]].concat(), "give --classes"),
		(vec![&file], [&alice[..], &["--kind", "trade-mark"]].concat(), "Nice, e.g. 12:25"),
		(vec![&file], [&alice[..], &["--classes", "12:25"]].concat(), "leave --classes out"),
		(
			vec![&file],
			[&alice[..], &["--kind", "design", "--classes", "15:33"]].concat(),
			"does not exist",
		),
		(vec![&file], [&alice[..], &["--classes", "25"]].concat(), "such as 12:25"),
		(vec![&file], [&alice[..], &["--territories", "DE,XX"]].concat(), "`XX` is no country"),
		(vec![&file], [&alice[..], &["--author-tag", "Jane"]].concat(), "as the admission office"),
		(
			vec![&file],
			[&alice[..], &["--author-tag", &tag, "--author-tag", &tag]].concat(),
			"named twice",
		),
		(vec![&file], [&alice[..], &many].concat(), "at most 16 authors"),
	] {
		let files: Vec<&str> = files.into_iter().map(String::as_str).collect();
		let output = right(&[&["register", "--out", &out], &files[..], &rest].concat());
		assert_eq!(output.status.code(), Some(2), "{files:?} {rest:?}");
		assert!(stderr(&output).contains(words), "{}", stderr(&output));
		assert_eq!(stdout(&output), "");
		assert!(!Path::new(&out).exists());
	}
}
