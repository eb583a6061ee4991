//! `tracemark evidence`: the folder for a lawyer, whose recipe is followed without any network, and
//! the audit of keepers.

mod common;
mod folder;

use common::{file, fixture, forged, fresh, stderr, stdout, tracemark, GENESIS, MISLEADING, SHOWN};
use folder::{commands, offline, Authority};
use serde_json::Value;
use std::{
	fs,
	io::{BufRead, BufReader, Write},
	net::TcpListener,
	path::{Path, PathBuf},
	process::{Command, Output},
	thread,
};

fn evidence(args: &[&str]) -> Output {
	tracemark(&[&["evidence"], args].concat())
}

fn pack(out: &Path, args: &[&str]) -> Output {
	let common = ["pack", "--genesis", GENESIS, "--out", out.to_str().unwrap()];
	evidence(&[&common, args].concat())
}

/// A folder with two certificates, their originals, and a page with its headers that are on no record.
fn packed(name: &str) -> PathBuf {
	let out = fresh(name);
	let capture = file(&format!("{name} shop's page.html"), "<p>offer</p>");
	let headers = file(&format!("{name}.headers"), "HTTP/2 200\r\ncontent-type: text/html\r\n\r\n");
	let (record, leaf) = (fixture("record.json"), fixture("leaf.json"));
	let (original, content) = (fixture("original.html"), file(&format!("{name} c"), "c"));
	let mut args = vec![record.as_str(), &leaf, "--file", &original, "--file", &content];
	args.extend(["--unrecorded", &capture, "--unrecorded", &headers]);
	let output = pack(&out, &args);
	assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
	out
}

#[test]
fn recipe_should_accept_the_folder_when_it_is_followed_without_a_network() {
	let folder = packed("genuine");
	let commands = commands(&folder);
	assert_eq!(commands.len(), 4, "{commands:?}");
	for command in &commands {
		let output = offline(&folder, command);
		assert!(output.status.success(), "{command}: {}{}", stdout(&output), stderr(&output));
	}
	let interfaces = offline(&folder, "tail -n +3 /proc/net/dev");
	assert_eq!(stdout(&interfaces).lines().count(), 1, "only the loopback is there");
}

#[test]
fn recipe_should_refuse_in_one_sentence_when_a_byte_is_changed() {
	for (name, sentence) in [
		("originals/original.html", "INVALID: The file is not the original: its SHA-256 digest is another one."),
		("certificates/record.json", "INVALID: The issuer's signature does not match the text: a character was changed, or another key signed."),
	] {
		let folder = packed("changed");
		let mut bytes = fs::read(folder.join(name)).unwrap();
		// A letter of the issuer's name in the certificate, any byte of the page.
		let at = bytes.windows(8).position(|window| window == b"Notaries").unwrap_or(5);
		bytes[at] ^= 1;
		fs::write(folder.join(name), bytes).unwrap();
		let commands = commands(&folder);
		let list = offline(&folder, &commands[1]);
		assert!(!list.status.success());
		assert!(stdout(&list).contains(&format!("{name}: FAILED")), "{}", stdout(&list));
		let verdict = offline(&folder, &commands[2]);
		assert_eq!((verdict.status.code(), stdout(&verdict)), (Some(1), format!("{sentence}\n")));
		// The other certificate does not suffer.
		assert!(offline(&folder, &commands[3]).status.success());
	}
}

#[test]
fn folder_should_hold_what_a_court_asks_for_when_it_is_packed() {
	let folder = packed("whole");
	let list = fs::read_to_string(folder.join("SHA256SUMS")).unwrap();
	let mut names: Vec<&str> = list.lines().map(|line| &line[66..]).collect();
	names.sort_unstable();
	assert_eq!(
		names,
		[
			"README.txt",
			"certificates/leaf.html",
			"certificates/leaf.json",
			"certificates/leaf.pdf",
			"certificates/record.html",
			"certificates/record.json",
			"certificates/record.pdf",
			"originals/original.html",
			"originals/whole c",
			"unrecorded/whole shop's page.html",
			"unrecorded/whole.headers",
		]
	);
	let readme = fs::read_to_string(folder.join("README.txt")).unwrap();
	for row in ["originals/      ", "certificates/   ", "unrecorded/     ", "SHA256SUMS      "] {
		assert!(readme.contains(&format!("\n  {row}")), "{row}\n{readme}");
	}
	let word = "on the packer's word, on no record";
	for name in ["unrecorded/whole shop's page.html", "unrecorded/whole.headers"] {
		assert!(readme.contains(&format!("\n  {name}\n      {word}\n")), "{readme}");
	}
	let program = common::sha256(&fs::read(env!("CARGO_BIN_EXE_tracemark")).unwrap());
	let program = program.trim_start_matches("0x");
	for made in [program, env!("CARGO_PKG_VERSION"), "cargo build --release --locked"] {
		assert!(readme.contains(made), "{made}\n{readme}");
	}
	let same = fs::read(folder.join("certificates/record.json")).unwrap();
	assert_eq!(same, fs::read(fixture("record.json")).unwrap());
	// The forms name the list, which names everything else.
	let digest = Command::new("sha256sum").arg(folder.join("SHA256SUMS")).output().unwrap();
	let digest = stdout(&digest)[..64].to_owned();
	for (form, words) in [
		("us-fre-902-13-14.txt", ["902(13)", "902(14)", "28 U.S.C. 1746"]),
		("vermont-12-vsa-1913.txt", ["12 V.S.A. 1913", "under oath", "regular practice"]),
	] {
		let text = fs::read_to_string(folder.join("declarations").join(form)).unwrap();
		let entered = "2026-11-24T20:32:48.001Z, block 301";
		let all = [
			digest.as_str(),
			GENESIS,
			entered,
			"originals/whole c",
			"unrecorded/whole.headers",
			word,
		];
		for word in words.iter().chain(&all) {
			assert!(text.contains(word), "{form}: {word}\n{text}");
		}
		assert!(text.lines().all(|line| line.chars().count() <= 120), "{text}");
	}
}

#[test]
fn folder_should_tell_no_other_commands_or_facts_when_an_issuer_chose_misleading_names() {
	let (forged, original) = (forged("misleading.json", MISLEADING), fixture("original.html"));
	let (out, genuine) = (fresh("misleading"), fresh("led"));
	let record = file("led.json", fs::read(fixture("record.json")).unwrap());
	for (folder, certificate) in [(&out, &forged), (&genuine, &record)] {
		let output = pack(folder, &[certificate, "--file", &original]);
		assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
	}
	assert_eq!(commands(&out).len(), commands(&genuine).len());
	for name in
		["README.txt", "declarations/us-fre-902-13-14.txt", "declarations/vermont-12-vsa-1913.txt"]
	{
		let read = |folder: &Path| fs::read_to_string(folder.join(name)).unwrap();
		let (text, same) = (read(&out), read(&genuine));
		assert!(text.contains(SHOWN), "{text}");
		assert_eq!(text.lines().count(), same.lines().count(), "{text}");
		assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text}");
	}
	// Names of files stand in commands, where nothing can take the place of a character.
	let turned = file("page\u{202e}lmth.exe", "a page");
	let output = pack(&fresh("turned"), &[&record, "--file", &original, "--unrecorded", &turned]);
	assert_eq!(output.status.code(), Some(2));
	let said = stderr(&output);
	assert!(said.contains("marks of the direction") && !said.contains('\u{202e}'), "{said}");
}

#[test]
fn pack_should_overwrite_nothing_when_the_folder_exists() {
	let out = fresh("there");
	fs::create_dir(&out).unwrap();
	let output = pack(&out, &[&fixture("record.json"), "--file", &fixture("original.html")]);
	assert_eq!(output.status.code(), Some(2));
	assert!(stderr(&output).contains("nothing is overwritten"), "{}", stderr(&output));
	assert_eq!(fs::read_dir(&out).unwrap().count(), 0);
}

#[test]
fn pack_should_write_nothing_when_the_parts_do_not_belong_together() {
	let (record, original) = (fixture("record.json"), fixture("original.html"));
	let (leaf, state) = (fixture("leaf.json"), fixture("state.json"));
	let other = file("stranger.txt", "another file");
	let text = fs::read_to_string(&record).unwrap();
	let forged = file("forged.json", text.replacen("\"block\":301", "\"block\":300", 1));
	let (token, authority) = (file("no.tsr", "0"), file("no.pem", ""));
	let stamps = ["--timestamp", &token, "--timestamp-ca", &authority];
	let unasked = ["--timestamp-ca", authority.as_str()];
	let headers = file("stranger.headers", "HTTP/2 200\r\n\r\n");
	for (args, code, words) in [
		(vec![record.as_str(), "--file", &other], 1, "is the original of none"),
		(vec![&record, "--file", &original, "--file", &other], 1, "is the original of none"),
		(vec![&record], 1, "record.json: its original is missing"),
		(vec![&record, &leaf, "--file", &original], 1, "leaf.json: its original is missing"),
		(vec![&state, "--file", &original], 1, "is the original of none"),
		(vec![&forged, "--file", &original], 1, "forged.json: The issuer's signature"),
		(
			vec![&record, "--file", &original, "--capture", &other, "--headers", &other],
			1,
			"no HTTP",
		),
		(
			vec![&record, "--file", &original, "--capture", &other],
			1,
			"stranger.txt: is on no record",
		),
		([&[record.as_str(), "--file", &original], &stamps[..]].concat(), 1, "RFC 3161"),
		(vec![&record, "--file", &original, "--file", &original], 2, "two files of this name"),
		(vec![&record, &record, "--file", &original], 2, "two files of this name"),
		(vec![&record, "--file", "no-such-file"], 2, "cannot be read"),
		(vec!["no-such-file.json", "--file", &original], 2, "cannot be read"),
		(vec![&record, "--file", &original, "--headers", &headers], 1, "headers: is on no record"),
		([&[record.as_str(), "--file", &original], &unasked[..]].concat(), 2, "--timestamp "),
	] {
		let out = fresh("never");
		let output = pack(&out, &args);
		let said = format!("{}{}", stdout(&output), stderr(&output));
		assert_eq!(output.status.code(), Some(code), "{args:?}: {said}");
		assert!(said.contains(words), "{said}");
		assert!(!out.exists(), "{args:?}");
	}
	// Another chain than the one whose genesis is known.
	let out = fresh("never");
	let wrong = "11".repeat(32);
	let output = evidence(&[
		"pack",
		&record,
		"--file",
		&original,
		"--genesis",
		&wrong,
		"--out",
		out.to_str().unwrap(),
	]);
	assert_eq!(output.status.code(), Some(1));
	assert!(stdout(&output).contains("belongs to the chain with genesis") && !out.exists());
}

#[test]
fn a_state_entry_should_be_packed_when_no_file_is_given() {
	let out = fresh("entry");
	let output = pack(&out, &[&fixture("state.json")]);
	assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
	assert!(!out.join("originals").exists());
	let text = fs::read_to_string(out.join("declarations/us-fre-902-13-14.txt")).unwrap();
	assert!(text.contains("Consortium.Organisations"), "{text}");
}

/// A page that has what the built verifier for browsers has, as far as it is looked at.
const PAGE: &str = "<!doctype html><meta charset=\"utf-8\">\n\
	<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; form-action 'none'\">\n\
	<title>Verify a certificate of evidence</title>\n";

#[test]
fn the_verifier_should_lie_in_the_folder_when_it_is_named() {
	let built = fresh("built verifier");
	fs::create_dir(&built).unwrap();
	let page = built.join("verifier.html");
	fs::write(&page, PAGE).unwrap();
	for named in [&built, &page] {
		let out = fresh("with verifier");
		let named = named.to_str().unwrap();
		let output = pack(&out, &[&fixture("state.json"), "--verifier", named]);
		assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
		assert_eq!(fs::read_to_string(out.join("verifier/verifier.html")).unwrap(), PAGE);
		let list = fs::read_to_string(out.join("SHA256SUMS")).unwrap();
		let line = list.lines().find(|line| line.ends_with("  verifier/verifier.html")).unwrap();
		let recipe = fs::read_to_string(out.join("README.txt")).unwrap();
		assert!(recipe.contains(&format!("\n  {}\n", &line[..64])), "{recipe}");
		assert!(recipe.contains("open verifier/verifier.html") && !recipe.contains("npm ci"));
		// Nothing more is to be run.
		assert_eq!(commands(&out).len(), 3);
		for command in commands(&out) {
			assert!(offline(&out, &command).status.success(), "{command}");
		}
	}
}

#[test]
fn the_recipe_should_say_where_the_verifier_is_when_it_is_not_in_the_folder() {
	let out = fresh("without verifier");
	assert_eq!(pack(&out, &[&fixture("state.json")]).status.code(), Some(0));
	assert!(!out.join("verifier").exists());
	let recipe = fs::read_to_string(out.join("README.txt")).unwrap();
	assert!(recipe.contains("npm ci && npm run build") && !recipe.contains("open verifier/"));
	assert_eq!(commands(&out).len(), 3);
}

#[test]
fn pack_should_write_nothing_when_the_verifier_is_another_page() {
	let source = concat!(env!("CARGO_MANIFEST_DIR"), "/../../app/verifier/index.html");
	let other = file("other page.html", "<title>Verify a certificate of evidence</title>");
	for page in [source, &other] {
		let out = fresh("another verifier");
		let output = pack(&out, &[&fixture("state.json"), "--verifier", page]);
		assert_eq!(output.status.code(), Some(1));
		assert!(stdout(&output).contains("is not the built verifier"), "{}", stdout(&output));
		assert!(!out.exists());
	}
	let out = fresh("no verifier");
	let output = pack(&out, &[&fixture("state.json"), "--verifier", "/nowhere/verifier.html"]);
	assert_eq!((output.status.code(), out.exists()), (Some(2), false));
}

#[test]
fn time_stamps_should_be_accepted_when_the_authoritys_certificate_has_expired_since() {
	let authority = Authority::new("authority");
	let (record, original) = (fixture("record.json"), fixture("original.html"));
	let root = authority.path("root.pem");
	let tokens = [authority.stamp(&original, "sha256"), authority.stamp(&original, "sha512")];
	let out = fresh("stamped");
	let mut args = vec![record.as_str(), "--file", &original, "--timestamp-ca", &root];
	tokens.iter().for_each(|token| args.extend(["--timestamp", token]));
	let output = pack(&out, &args);
	assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));

	let commands = commands(&out);
	let stamps: Vec<&String> =
		commands.iter().filter(|line| line.starts_with("openssl ts")).collect();
	assert_eq!(stamps.len(), 2);
	for command in &stamps {
		let output = offline(&out, command);
		assert!(output.status.success(), "{command}: {}{}", stdout(&output), stderr(&output));
		// The moment in the token is what makes it hold: five years on, the certificate has expired.
		let (stamp, moment) = command.split_once("-attime ").unwrap();
		let later = moment.parse::<u64>().unwrap() + 5 * 365 * 86_400;
		let output = offline(&out, &format!("{stamp}-attime {later}"));
		assert!(
			!output.status.success() && stderr(&output).contains("expired"),
			"{}",
			stderr(&output)
		);
	}
	let readme = fs::read_to_string(out.join("README.txt")).unwrap();
	let of_one = "timestamps/sha512.tsr, about originals/original.html:\n      not linked on chain";
	assert!(readme.contains(of_one), "{readme}");
	let form = fs::read_to_string(out.join("declarations/us-fre-902-13-14.txt")).unwrap();
	for line in
		["Time stamp    timestamps/sha256.tsr", "Authority     CN=TSA", "Policy        1.2.3.4.1"]
	{
		assert!(form.contains(&format!("\n   {line}\n")), "{line}\n{form}");
	}
	// The fingerprint that the command prints stands above it.
	let asked = commands.iter().find(|line| line.starts_with("openssl x509")).unwrap();
	let printed = stdout(&offline(&out, asked));
	let (_, fingerprint) = printed.trim_end().split_once('=').unwrap();
	assert!(readme.contains(&format!("\n  {fingerprint}\n    {asked}\n")), "{printed}{readme}");
	assert!(form.contains(fingerprint), "{form}");
	fs::write(out.join("originals/original.html"), "another page").unwrap();
	assert!(!offline(&out, stamps[0]).status.success());

	// A token about another file.
	let other = file("unstamped.txt", "not on record");
	let token = authority.0.join("other.tsr");
	fs::copy(authority.stamp(&other, "sha384"), &token).unwrap();
	let out = fresh("misstamped");
	let args = [&record, "--file", &original, "--timestamp-ca", &root, "--timestamp"];
	let output = pack(&out, &[&args[..], &[token.to_str().unwrap()]].concat());
	assert_eq!(output.status.code(), Some(1));
	assert!(stdout(&output).contains("time stamp of none"), "{}", stdout(&output));
	assert!(!out.exists());
	// No certificate to check a token by.
	let none = file("none.pem", "no certificate");
	let args = ["--file", &original, "--timestamp", &tokens[0], "--timestamp-ca", &none];
	let output = pack(&out, &[&[record.as_str()], &args[..]].concat());
	assert_eq!(output.status.code(), Some(1));
	assert!(stdout(&output).contains("holds no certificate in PEM"), "{}", stdout(&output));
	assert!(!out.exists());
}

#[test]
fn recipe_should_refuse_time_stamps_when_token_or_authority_were_swapped() {
	let (own, other) = (Authority::new("own authority"), Authority::new("other authority"));
	let (record, original) = (fixture("record.json"), fixture("original.html"));
	let (token, root) = (own.stamp(&original, "sha256"), own.path("root.pem"));
	let (of_other, root_of_other) = (other.stamp(&original, "sha256"), other.path("root.pem"));
	let both =
		file("both.pem", [fs::read(&root).unwrap(), fs::read(&root_of_other).unwrap()].concat());
	let packed = |authorities: &str| {
		let out = fresh("swapped");
		let args = ["--file", &original, "--timestamp", &token, "--timestamp-ca", authorities];
		let output = pack(&out, &[&[record.as_str()], &args[..]].concat());
		assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
		out
	};
	let verdict = |out: &Path| {
		let commands = commands(out);
		let command = commands.iter().find(|line| line.starts_with("openssl ts")).unwrap();
		let output = offline(out, command);
		(output.status.success(), stdout(&output))
	};
	let out = packed(&root);
	assert_eq!(verdict(&out), (true, "Verification: OK\n".to_owned()));
	fs::copy(&of_other, out.join("timestamps/sha256.tsr")).unwrap();
	assert_eq!(verdict(&out), (false, "Verification: FAILED\n".to_owned()));
	let out = packed(&root);
	let fingerprint = |out: &Path| {
		let commands = commands(out);
		let asked = commands.iter().find(|line| line.contains("openssl x509")).unwrap();
		let printed = stdout(&offline(out, asked));
		let readme = fs::read_to_string(out.join("README.txt")).unwrap();
		readme.contains(printed.trim_end().split_once('=').unwrap().1)
	};
	assert!(fingerprint(&out));
	fs::copy(&root_of_other, out.join("timestamps/authorities.pem")).unwrap();
	assert_eq!(verdict(&out), (false, "Verification: FAILED\n".to_owned()));
	assert!(
		!fingerprint(&out),
		"the recipe names the fingerprint of the authority that was packed"
	);
	// Of several each has its command.
	let out = packed(&both);
	let asked: Vec<String> =
		commands(&out).into_iter().filter(|line| line.contains("openssl x509")).collect();
	let readme = fs::read_to_string(out.join("README.txt")).unwrap();
	assert_eq!(asked.len(), 2);
	for command in asked {
		let printed = stdout(&offline(&out, &command));
		let (_, fingerprint) = printed.trim_end().split_once('=').unwrap();
		assert!(
			readme.contains(&format!("\n  {fingerprint}\n    {command}\n")),
			"{printed}{readme}"
		);
	}
}

#[test]
fn link_timestamp_should_refuse_before_it_asks_a_node_when_the_token_is_about_something_else() {
	let authority = Authority::new("linking authority");
	let original = fixture("original.html");
	let other = file("unlinked.txt", "not on record");
	let (token, long) =
		(authority.stamp(&original, "sha256"), authority.stamp(&original, "sha512"));
	let key = common::key("linker.key", "//Linker\n");
	// Port 9 (discard) has no node.
	let link = |original: &str, token: &str| {
		let args = ["link-timestamp", original, token, "--key", &key, "--url", "ws://127.0.0.1:9"];
		evidence(&args)
	};
	for (original, token, code, words) in [
		(other.as_str(), token.as_str(), 1, "is not about SHA-256"),
		(&original, &long, 1, "is not about SHA-256"),
		(&original, &other, 1, "RFC 3161"),
		(&original, "no-such-token", 2, "cannot be read"),
		("no-such-file", &token, 2, "cannot be read"),
		(&original, &token, 2, "no node answers"),
	] {
		let output = link(original, token);
		assert_eq!(output.status.code(), Some(code), "{}", stderr(&output));
		assert!(stderr(&output).contains(words), "{}", stderr(&output));
	}
}

#[test]
fn audit_should_exit_0_when_the_keepers_have_everything() {
	let folder = packed("kept");
	let output = evidence(&["audit", folder.to_str().unwrap()]);
	assert_eq!(
		(output.status.code(), stdout(&output)),
		(Some(0), "11 of 11 are there, unchanged.\n".into())
	);
	// A keeper with the originals alone, and a list by itself.
	let keeper = fresh("keeper");
	fs::create_dir_all(keeper.join("originals")).unwrap();
	for name in ["originals/original.html", "originals/kept c"] {
		fs::copy(folder.join(name), keeper.join(name)).unwrap();
	}
	let list = folder.join("SHA256SUMS");
	let args =
		["audit", list.to_str().unwrap(), "--originals", "--keeper", keeper.to_str().unwrap()];
	let output = evidence(&args);
	assert_eq!(
		(output.status.code(), stdout(&output)),
		(Some(0), "2 of 2 are there, unchanged.\n".into())
	);
}

#[test]
fn audit_should_exit_1_and_name_the_file_when_it_is_missing_or_changed() {
	let folder = packed("lost");
	fs::remove_file(folder.join("originals/original.html")).unwrap();
	fs::write(folder.join("originals/lost c"), "d").unwrap();
	let shown = folder.to_str().unwrap();
	let output = evidence(&["audit", shown]);
	assert_eq!(output.status.code(), Some(1));
	assert_eq!(
		stdout(&output),
		format!(
			"MISSING: {shown} does not have originals/original.html.\n\
			 CHANGED: {shown} has another file as originals/lost c.\n\
			 9 of 11 are there, unchanged.\n"
		)
	);
	let output = evidence(&["audit", shown, "--originals", "--json"]);
	assert_eq!(output.status.code(), Some(1));
	let found: Value = serde_json::from_slice(&output.stdout).unwrap();
	let states: Vec<&str> =
		found.as_array().unwrap().iter().map(|file| file["state"].as_str().unwrap()).collect();
	assert_eq!(states, ["missing", "changed"]);
	assert_eq!(
		(&found[0]["keeper"], &found[0]["name"]),
		(&shown.into(), &"originals/original.html".into())
	);
}

#[test]
fn audit_should_exit_2_when_a_list_or_a_keeper_cannot_be_read() {
	let folder = packed("unasked");
	let shown = folder.to_str().unwrap();
	let (text, empty) = (file("text.sums", "no list\n"), file("empty.sums", ""));
	let escape = file("escape.sums", format!("{}  ../text.sums\n", "00".repeat(32)));
	let list = file("plain.sums", format!("{}  text.sums\n", "00".repeat(32)));
	for (args, words) in [
		(vec!["audit", "no-such-list"], "cannot be read"),
		(vec!["audit", &text], "line 1 is not as sha256sum writes it"),
		(vec!["audit", &empty], "names no file"),
		(vec!["audit", &escape], "inside the folder"),
		(vec!["audit", &list, "--originals"], "names no file below originals/"),
		(vec!["audit", shown, "--keeper", "/no/such/folder"], "is no folder"),
		(vec!["audit", shown, "--keeper-ca", &text], "no certificate in PEM"),
		(vec!["audit", shown, "--keeper", "FTP://notary.example"], "not asked for by FTP"),
		// Port 9 (discard) has no server.
		(vec!["audit", shown, "--keeper", "http://127.0.0.1:9/kept"], "gives no answer"),
		(vec!["audit", shown, "--keeper", "https://127.0.0.1:9/kept"], "gives no answer"),
		(vec!["audit"], "LIST|FOLDER"),
	] {
		let output = evidence(&args);
		assert_eq!(output.status.code(), Some(2), "{args:?}");
		assert!(stderr(&output).contains(words), "{}", stderr(&output));
	}
}

#[test]
fn audit_should_exit_2_when_a_keeper_has_no_file_under_a_name() {
	let list = file("pipe.sums", format!("{}  pipe\u{202e}\n", "00".repeat(32)));
	let keeper = fresh("pipes");
	fs::create_dir_all(keeper.join("pipe\u{202e}")).unwrap();
	let args = ["audit", &list, "--keeper", keeper.to_str().unwrap()];
	let output = evidence(&args);
	assert_eq!(output.status.code(), Some(2));
	assert!(stderr(&output).contains("is no file"), "{}", stderr(&output));
	fs::remove_dir(keeper.join("pipe\u{202e}")).unwrap();
	let output = evidence(&args);
	assert_eq!(output.status.code(), Some(1));
	assert!(stdout(&output).contains("does not have pipe\u{fffd}."), "{}", stdout(&output));
	// A pipe that nobody writes to.
	let made = Command::new("mkfifo").arg(keeper.join("pipe\u{202e}")).status().unwrap();
	assert!(made.success());
	assert_eq!(evidence(&args).status.code(), Some(2));
}

#[test]
fn audit_should_ask_servers_when_a_keeper_is_an_address() {
	let folder = packed("served");
	let listener = TcpListener::bind("127.0.0.1:0").unwrap();
	let url = format!("http://{}/kept/", listener.local_addr().unwrap());
	thread::spawn(move || {
		for stream in listener.incoming() {
			let mut stream = stream.unwrap();
			let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
			let first = lines.next().unwrap().unwrap();
			while !lines.next().unwrap().unwrap().is_empty() {}
			// What this server has: one original, under an escaped name.
			let (status, body) = match first.split(' ').nth(1) {
				Some("/kept/originals/served%20c") => ("200 OK", "c"),
				_ => ("404 Not Found", "none"),
			};
			let head = format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: ");
			write!(stream, "{head}{}\r\n\r\n{body}", body.len()).unwrap();
		}
	});
	let output = evidence(&["audit", folder.to_str().unwrap(), "--originals", "--keeper", &url]);
	let said = format!("{}{}", stdout(&output), stderr(&output));
	assert_eq!(output.status.code(), Some(1), "{said}");
	assert!(said.contains("does not have originals/original.html"), "{said}");
	assert!(said.ends_with("1 of 2 are there, unchanged.\n"), "{said}");
}

/// A server that has one file, under its digest; whatever else it is asked for it says it has not.
fn keeper_of(body: &'static str, digest: &'static str) -> String {
	let listener = TcpListener::bind("127.0.0.1:0").unwrap();
	let url = format!("http://{}/docs/", listener.local_addr().unwrap());
	thread::spawn(move || {
		for stream in listener.incoming() {
			let mut stream = stream.unwrap();
			let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
			let first = lines.next().unwrap().unwrap();
			while !lines.next().unwrap().unwrap().is_empty() {}
			let path = format!("/docs/.well-known/ni/sha-256/{digest}");
			let (status, body) = match first.split(' ').nth(1) {
				Some(asked) if asked == path => ("200 OK", body),
				_ => ("404 Not Found", "none"),
			};
			let head = format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: ");
			write!(stream, "{head}{}\r\n\r\n{body}", body.len()).unwrap();
		}
	});
	url
}

#[test]
fn audit_should_ask_for_digests_when_keepers_have_files_under_them() {
	let folder = packed("by-digest");
	let shown = folder.to_str().unwrap();
	// SHA-256 of `c`, as RFC 6920 writes it.
	let of_c = "Ln0sA6lQeuJl7PW1NWiFpTOTogKdJBOUmXJloaJa78Y";
	let audit =
		|url: &str| evidence(&["audit", shown, "--originals", "--keeper", url, "--by-digest"]);
	let output = audit(&keeper_of("c", of_c));
	let said = format!("{}{}", stdout(&output), stderr(&output));
	assert_eq!(output.status.code(), Some(1), "{said}");
	assert!(said.contains("does not have originals/original.html"), "{said}");
	assert!(said.ends_with("1 of 2 are there, unchanged.\n"), "{said}");
	let output = audit(&keeper_of("d", of_c));
	assert!(stdout(&output).contains("as originals/by-digest c."), "{}", stdout(&output));
}

#[test]
fn audit_should_exit_2_when_no_node_answers() {
	let folder = packed("no-node");
	let shown = folder.to_str().unwrap();
	// Port 9 (discard) has no node.
	let url = "ws://127.0.0.1:9";
	for (args, words) in [
		(vec!["audit", shown, "--node", "--url", url], "no node answers"),
		(vec!["audit", shown, "--node", "--keeper", shown], "--keeper"),
		(vec!["audit", shown, "--by-digest"], "--keeper"),
	] {
		let output = evidence(&args);
		assert_eq!(output.status.code(), Some(2), "{args:?}");
		assert!(stderr(&output).contains(words), "{}", stderr(&output));
	}
}

#[test]
fn extract_should_print_the_canonical_form_and_its_digest() {
	let (image, salt) = ("9F".repeat(32), "07".repeat(32));
	let offer = format!(
		r#"{{ "title": " Headphones,  black ", "seller": null, "images": ["{image}"],
		"price": {{ "amount": "49.9", "currency": "EUR" }} }}"#
	);
	let offer = file("offer.json", offer);
	let out = file("offer.extract.json", "");
	fs::remove_file(&out).unwrap();
	let output = evidence(&["extract", &offer, "--salt", &salt, "--out", &out]);
	assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
	let image = image.to_lowercase();
	let expected = format!(
		r#"{{"images":["{image}"],"method":"tracemark-extract/1","price":{{"amount":"49.90","currency":"EUR"}},"salt":"{salt}","seller":null,"title":"Headphones, black"}}"#
	);
	assert_eq!(fs::read_to_string(&out).unwrap(), expected);
	let text = stdout(&output);
	let (extract, digest) = text.trim_end().split_once('\n').unwrap();
	assert_eq!(extract, expected);
	let sum = Command::new("sha256sum").arg(&out).output().unwrap();
	assert_eq!(digest, format!("sha-256:{}", &stdout(&sum)[..64]));
	let output = evidence(&["extract", &offer, "--salt", &salt, "--json"]);
	let said: Value = serde_json::from_slice(&output.stdout).unwrap();
	assert_eq!(said["extract"], expected);

	for (args, code) in [
		(vec!["extract", &offer], 1),
		(vec!["extract", &offer, "--salt", &salt, "--out", &out], 2),
		(vec!["extract", "no-such-file", "--salt", &salt], 2),
		(vec!["extract", &offer, "--salt", "07"], 2),
	] {
		assert_eq!(evidence(&args).status.code(), Some(code), "{args:?}");
	}
}

#[test]
fn anchor_should_keep_salts_and_openings_beside_the_call_when_no_node_answers() {
	let original = file("form.pdf", "a form");
	let _ = fs::remove_file(format!("{original}.salt"));
	let openings = file("form.openings.json", "");
	fs::remove_file(&openings).unwrap();
	// Nothing is written before a node answers.
	let args = ["anchor", &original, "--salt", "--openings", &openings, "--dry-run"];
	let output = evidence(&[&args[..], &["--url", "ws://127.0.0.1:9"]].concat());
	assert_eq!(output.status.code(), Some(2));
	let said = stderr(&output);
	assert!(said.contains("as the tool of the capture, and now as its time"), "{said}");
	assert!(!Path::new(&format!("{original}.salt")).exists() && !Path::new(&openings).exists());
	let described =
		file("described.json", r#"{"tool":"grabber 2","claimedTime":"2026-11-02T08:30:00Z"}"#);
	let args = ["anchor", &original, "--dry-run", "--url", "ws://127.0.0.1:9"];
	let output = evidence(&[&args[..], &["--description", &described]].concat());
	assert!(!stderr(&output).contains("as the tool"), "{}", stderr(&output));
	// A digest is no file.
	let output = evidence(&[&args[..], &["--description", &"ab".repeat(32)]].concat());
	assert!(stderr(&output).contains("cannot be read"), "{}", stderr(&output));
}

#[test]
fn help_should_have_examples_and_exit_codes_when_it_is_asked_for() {
	for command in ["anchor", "link-timestamp", "extract", "pack", "audit"] {
		let text = stdout(&evidence(&[command, "--help"]));
		assert!(text.contains("Examples:") && text.contains("Exit codes:"), "{text}");
	}
}
