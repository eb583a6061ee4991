//! `tracemark lot`: what is written and printed, and the exit codes.

mod common;

use common::{stderr, stdout, tracemark, Folder};
use serde_json::Value;
use std::{
	fs,
	io::{BufRead, BufReader, Read, Write},
	net::TcpStream,
	process::{Child, Command, Output, Stdio},
};

const GTIN: &str = "09521101000016";
const PORTABLE: &str = include_str!("../../../tests/fixtures/lot.jsonl");

impl Folder {
	/// Draws a lot of 30 items: label file, portable file, and all that was printed.
	fn lot(&self) -> (String, String, String) {
		let (labels, portable) = (self.path("labels.jsonl"), self.path("lot.jsonl"));
		let draw = ["serials", "--gtin", GTIN, "--lot", "L-1", "--count", "30", "--out", &labels];
		let printed = [lot(&draw), lot(&["keep", &labels, "--out", &portable])].map(|output| {
			assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
			stdout(&output) + &stderr(&output)
		});
		(labels, portable, printed.concat())
	}
}

fn lot(args: &[&str]) -> Output {
	tracemark(&[&["lot"], args].concat())
}

/// A member of each line after the header.
fn members(file: &str, name: &str) -> Vec<String> {
	let lines = file.lines().skip(1);
	lines
		.map(|line| {
			let item: Value = serde_json::from_str(line).unwrap();
			item[name].as_str().unwrap().to_owned()
		})
		.collect()
}

#[test]
fn a_lot_should_show_its_secrets_nowhere_but_in_the_label_file_and_hidden_sheets() {
	let folder = Folder::new("secrets");
	let (labels, portable, mut shown) = folder.lot();
	let serials = members(&folder.read("lot.jsonl"), "serial");
	let seeds = members(&folder.read("labels.jsonl"), "seed");
	assert_eq!((serials.len(), seeds.len()), (30, 30));
	let (sheets, present, absent) = (folder.path("sheets"), &serials[3], "AAA");
	for args in [
		&["labels", &labels, "--out", &sheets][..],
		&["labels", &labels, "--out", &sheets, "--hidden"],
		&["prove", present, &portable],
		&["prove", absent, &portable],
		&["check", &portable],
		&["check", &labels],
		&["keep", &portable],
	] {
		let output = lot(args);
		shown += &(stdout(&output) + &stderr(&output));
	}
	shown += &folder.read("lot.jsonl");
	for sheet in ["00001", "00002"] {
		shown += &folder.read(&format!("sheets/{GTIN}-L-1-labels-{sheet}.svg"));
		assert!(folder.read(&format!("sheets/{GTIN}-L-1-hidden-{sheet}.svg")).contains("<path"));
	}
	for seed in &seeds {
		assert!(!shown.contains(&seed[2..]));
	}
	#[cfg(unix)]
	for name in ["labels.jsonl".to_owned(), format!("sheets/{GTIN}-L-1-hidden-00001.svg")] {
		use std::os::unix::fs::PermissionsExt;
		let mode = fs::metadata(folder.0.join(name)).unwrap().permissions().mode();
		assert_eq!(mode & 0o777, 0o600);
	}
}

#[test]
fn serials_should_exit_2_and_leave_the_file_when_there_is_one_or_the_count_is_wrong() {
	let folder = Folder::new("serials");
	let there = folder.file("there", "mine");
	let new = folder.path("new");
	for (gtin, count, out, why) in [
		(GTIN, "1", &there, "nothing is overwritten"),
		(GTIN, "0", &new, "1 to 16777216 items"),
		(GTIN, "16777217", &new, "1 to 16777216 items"),
		("09521101000014", "1", &new, "check digit"),
	] {
		let output =
			lot(&["serials", "--gtin", gtin, "--lot", "L", "--count", count, "--out", out]);
		assert_eq!(output.status.code(), Some(2));
		assert!(stderr(&output).contains(why), "{}", stderr(&output));
	}
	assert_eq!(folder.read("there"), "mine");
	assert!(!folder.0.join("new").exists());
}

#[test]
fn serials_should_not_be_drawn_when_the_folder_for_them_is_not_there() {
	let out = Folder::new("no-folder").path("none/labels.jsonl");
	// So many take a while: nothing is drawn.
	let draw = ["serials", "--gtin", GTIN, "--lot", "L", "--count", "16777216", "--out", &out];
	let output = lot(&draw);
	assert_eq!(output.status.code(), Some(2));
	assert!(stderr(&output).contains("there is no such folder"), "{}", stderr(&output));
}

#[test]
fn import_should_exit_1_when_the_table_has_no_lines() {
	let folder = Folder::new("import-empty");
	let table = folder.file("stock.csv", "gtin,hs,rights,lot,quantity,unit,serial,place,made\n");
	let output = lot(&["import", &table, "--out", &folder.path("calls.jsonl")]);
	assert_eq!(output.status.code(), Some(1));
	assert!(stderr(&output).contains("nothing to put on record"), "{}", stderr(&output));
	assert!(!folder.0.join("calls.jsonl").exists());
}

#[test]
fn prove_should_exit_0_for_a_serial_of_the_lot_and_1_for_another() {
	let portable = Folder::new("prove").file("lot.jsonl", PORTABLE);
	let present = lot(&["prove", "A/B", &portable]);
	assert_eq!(present.status.code(), Some(0));
	let proof: Value = serde_json::from_str(&stdout(&present)).unwrap();
	assert_eq!((&proof["index"], &proof["size"]), (&3.into(), &7.into()));
	assert_eq!(proof["claim"]["Unit"]["serial"], "0x412f42");
	assert_eq!(proof["claim"]["Unit"]["proof"]["path"], proof["path"]);

	let absent = lot(&["prove", "B", &portable]);
	assert_eq!(absent.status.code(), Some(1));
	let proof: Value = serde_json::from_str(&stdout(&absent)).unwrap();
	assert_eq!(proof["before"]["serial"], "A7K2M9QX4TZ1");
	assert_eq!(proof["after"]["serial"], "a");
}

#[test]
fn check_should_exit_1_when_the_file_is_wrong_or_another_lot_and_2_when_there_is_none() {
	let folder = Folder::new("check");
	let portable = folder.file("lot.jsonl", PORTABLE);
	let header: Value = serde_json::from_str(PORTABLE.lines().next().unwrap()).unwrap();
	let root = header["root"].as_str().unwrap();
	let good = lot(&["check", &portable, "--root", root, "--json"]);
	assert_eq!(good.status.code(), Some(0));
	let answer: Value = serde_json::from_str(&stdout(&good)).unwrap();
	assert_eq!((&answer["root"], &answer["size"]), (&header["root"], &7.into()));

	let zero = format!("0x{}", "0".repeat(64));
	let damaged = folder.file("damaged.jsonl", PORTABLE.replace("z_9", "z_8"));
	for (args, code, why) in [
		(&["check", &portable, "--root", &zero][..], 1, "is another lot"),
		(&["check", &damaged], 1, "the items have the root"),
		(&["check", &folder.path("none")], 2, "cannot be read"),
	] {
		let output = lot(args);
		assert_eq!(output.status.code(), Some(code), "{}", stderr(&output));
		assert!(stderr(&output).contains(why), "{}", stderr(&output));
	}
}

#[test]
fn labels_should_exit_2_when_hidden_sheets_are_asked_of_the_portable_file() {
	let folder = Folder::new("labels");
	let portable = folder.file("lot.jsonl", PORTABLE);
	let output = lot(&["labels", &portable, "--out", &folder.path("sheets"), "--hidden"]);
	assert_eq!(output.status.code(), Some(2));
	assert!(stderr(&output).contains("give the label file"));
}

/// Ends when the test does.
struct Server(Child);

impl Drop for Server {
	fn drop(&mut self) {
		self.0.kill().unwrap();
		self.0.wait().unwrap();
	}
}

#[test]
fn serve_should_answer_from_another_process_and_only_start_when_told_who_sees_neighbours() {
	let folder = Folder::new("serve");
	let portable = folder.file("lot.jsonl", PORTABLE);
	let tokens = folder.file("tokens.txt", "5f0c1d2e3b4a59687786959493a2b1c0\n");
	assert_eq!(lot(&["serve", &portable]).status.code(), Some(2));
	let short = folder.file("short.txt", "abc\n");
	assert_eq!(lot(&["serve", &portable, "--absence-tokens", &short]).status.code(), Some(2));
	let twice =
		lot(&["serve", &portable, &portable, "--listen", "127.0.0.1:0", "--absence-for-all"]);
	assert_eq!(twice.status.code(), Some(1));

	let mut child = Command::new(env!("CARGO_BIN_EXE_tracemark"))
		.args(["lot", "serve", &portable, "--listen", "127.0.0.1:0", "--absence-tokens", &tokens])
		.stdout(Stdio::piped())
		.spawn()
		.unwrap();
	let mut line = String::new();
	BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
	let _server = Server(child);
	let address = line.strip_prefix("http://").unwrap().split(' ').next().unwrap();
	let ask = |serial: &str, token: &str| {
		let mut stream = TcpStream::connect(address).unwrap();
		let credentials = format!("authorization: Bearer {token}\r\n");
		write!(
			stream,
			"GET /01/{GTIN}/21/{serial} HTTP/1.1\r\nhost: a\r\n{credentials}connection: close\r\n\r\n"
		)
		.unwrap();
		let mut answer = String::new();
		stream.read_to_string(&mut answer).unwrap();
		answer
	};
	let answer = ask("A%2FB", "");
	assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("application/linkset+json"));
	let answer = ask("B", "");
	assert!(answer.starts_with("HTTP/1.1 404") && !answer.contains("A7K2M9QX4TZ1"));
	let answer = ask("B", "5f0c1d2e3b4a59687786959493a2b1c0");
	assert!(answer.starts_with("HTTP/1.1 404") && answer.contains("A7K2M9QX4TZ1"));
}

#[test]
fn serve_should_exit_2_and_ask_for_the_resolver_when_no_link_can_name_the_address() {
	let portable = Folder::new("unspecified").file("lot.jsonl", PORTABLE);
	for listen in ["0.0.0.0:0", "[::]:0", "[::1]:0"] {
		// Refused before anything is listened to: a service would not end.
		let mut child = Command::new(env!("CARGO_BIN_EXE_tracemark"))
			.args(["lot", "serve", &portable, "--absence-for-all", "--listen", listen])
			.stdout(Stdio::piped())
			.stderr(Stdio::piped())
			.spawn()
			.unwrap();
		let mut line = String::new();
		BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
		let mut said = String::new();
		let mut errors = child.stderr.take().unwrap();
		let server = Server(child);
		assert_eq!(line, "", "{listen}");
		errors.read_to_string(&mut said).unwrap();
		drop(server);
		assert!(said.contains("--resolver") && said.contains(listen), "{said}");
	}
	let mut child = Command::new(env!("CARGO_BIN_EXE_tracemark"))
		.args(["lot", "serve", &portable, "--absence-for-all", "--listen", "0.0.0.0:0"])
		.args(["--resolver", "https://id.brand.example"])
		.stdout(Stdio::piped())
		.spawn()
		.unwrap();
	let mut line = String::new();
	BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
	let _server = Server(child);
	assert!(line.starts_with("http://0.0.0.0:"), "{line}");
}

#[test]
fn files_should_be_asked_for_before_the_work_when_one_is_in_the_way() {
	let folder = Folder::new("in-the-way");
	let (labels, portable, _) = folder.lot();
	// Calls in the way: no list is written.
	let table = format!("gtin,lot,serial,made\n{GTIN},L-1,S1,2025-03-01T08:00:00+01:00\n{GTIN},L-2,S2,2025-03-01T08:00:00+01:00\n");
	let table = folder.file("stock.csv", &table);
	let (lists, calls) = (folder.path("lists"), folder.file("calls.jsonl", "mine"));
	let refused = |args: &[&str], there: &str| {
		let output = lot(args);
		assert_eq!(output.status.code(), Some(2), "{args:?}: {}", stderr(&output));
		let said = stderr(&output);
		assert!(said.contains("nothing is overwritten") && said.contains(there), "{said}");
	};
	refused(&["import", &table, "--lots", &lists, "--out", &calls], "calls.jsonl");
	assert!(!folder.0.join("lists").exists());
	assert_eq!(folder.read("calls.jsonl"), "mine");
	// The second list in the way: the first is not written.
	fs::create_dir(&lists).unwrap();
	let second = format!("lists/{GTIN}-L-2.lot.jsonl");
	folder.file(&second, "mine");
	refused(&["import", &table, "--lots", &lists], "L-2");
	assert_eq!(fs::read_dir(&lists).unwrap().count(), 1);
	// The second sheet in the way: the first is not drawn.
	let sheets = folder.path("sheets");
	fs::create_dir(&sheets).unwrap();
	folder.file(&format!("sheets/{GTIN}-L-1-labels-00002.svg"), "mine");
	refused(&["labels", &portable, "--out", &sheets], "00002.svg");
	assert_eq!(fs::read_dir(&sheets).unwrap().count(), 1);
	refused(&["keep", &labels, "--out", &portable], "lot.jsonl");
}

#[test]
fn import_should_print_calls_or_faults_and_write_lists_before_calls() {
	let folder = Folder::new("import");
	let head = "gtin,hs,lot,quantity,serial,made";
	let made = "2025-03-01T08:00:00+01:00";
	let good = format!("{head}\n{GTIN},2022:851830,L-1,,S1,{made}\n{GTIN},,L-1,,S2,{made}\n");
	let table = folder.file("stock.csv", &good);
	let without = lot(&["import", &table]);
	assert_eq!((without.status.code(), stdout(&without)), (Some(2), String::new()));
	let lists = folder.path("lists");
	let output = lot(&["import", &table, "--lots", &lists]);
	assert_eq!(output.status.code(), Some(0));
	let printed = stdout(&output);
	let calls: Vec<Value> =
		printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
	assert_eq!(calls.len(), 2);
	assert_eq!(calls[0]["method"], "registerClass");
	let root = calls[1]["arguments"][3]["value"].as_str().unwrap();
	let list = folder.path(&format!("lists/{GTIN}-L-1.lot.jsonl"));
	assert_eq!(lot(&["check", &list, "--root", root]).status.code(), Some(0));

	let table = folder.file("wrong.csv", good.replace("S2", "S 2"));
	let output = lot(&["import", &table]);
	assert_eq!(output.status.code(), Some(1));
	assert_eq!(stdout(&output).lines().count(), 1);
	assert!(stdout(&output).contains("wrong.csv: line 3: "), "{}", stdout(&output));
	assert_eq!(lot(&["import", &folder.path("none.csv")]).status.code(), Some(2));
}

#[test]
fn help_should_have_examples_and_exit_codes_when_it_is_asked_for() {
	for command in ["serials", "keep", "labels", "prove", "check", "serve", "import"] {
		let text = stdout(&lot(&[command, "--help"]));
		assert!(text.contains("Examples:") && text.contains("Exit codes:"), "{text}");
		assert_eq!(lot(&[command]).status.code(), Some(2));
	}
}
