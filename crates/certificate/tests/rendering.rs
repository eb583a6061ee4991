//! Certificates for people: what a reader sees, and what a telephone reads from the QR code.

mod common;

use common::{case, custody, issuer_key, subject, TestChain};
use sha2::{Digest, Sha256};
use sp_core::{Bytes, Pair, H256};
use std::collections::BTreeMap;
use tracemark_certificate::{
	build, form::Subject, html, keys, pdf, verify, words, Certificate, Report, Request, Source,
};

const RECORD: &str = include_str!("fixtures/record.json");

fn report(text: &str) -> Report {
	verify(text.as_bytes(), None).unwrap()
}

fn of(certificate: &Certificate) -> Report {
	verify(&certificate.canonical().unwrap(), Some(certificate.chain.genesis_hash)).unwrap()
}

/// The content of each stream of a PDF that is not compressed, which none is.
fn streams(file: &[u8]) -> Vec<&[u8]> {
	let find = |from: usize, what: &[u8]| {
		file[from..].windows(what.len()).position(|window| window == what).map(|at| from + at)
	};
	let (mut found, mut at) = (Vec::new(), 0);
	while let Some(start) = find(at, b"stream\n") {
		at = find(start, b"\nendstream").unwrap();
		found.push(&file[start + 7..at]);
		at += 10;
	}
	found
}

/// The bytes of the hexadecimal text between two signs.
fn bytes(text: &str, at: usize) -> Vec<u8> {
	let text = text.split(['<', '>']).nth(2 * at + 1).unwrap();
	sp_core::bytes::from_hex(&format!("0x{text}")).unwrap()
}

/// What a reader copies from each page: the glyphs, by the fonts' tables of characters.
fn pages(file: &[u8]) -> Vec<String> {
	let texts: Vec<String> =
		streams(file).iter().map(|stream| String::from_utf8_lossy(stream).into_owned()).collect();
	let tables: Vec<BTreeMap<Vec<u8>, String>> = texts
		.iter()
		.filter(|text| text.contains("beginbfchar"))
		.map(|text| {
			let lines = text.lines().filter(|line| line.starts_with('<') && line.contains("> <"));
			let character = |line: &str| {
				let units: Vec<u16> = bytes(line, 1)
					.chunks(2)
					.map(|unit| u16::from_be_bytes([unit[0], unit[1]]))
					.collect();
				String::from_utf16(&units).unwrap()
			};
			lines
				.filter(|line| bytes(line, 0) != [0, 0] || bytes(line, 1) != [255, 255])
				.map(|line| (bytes(line, 0), character(line)))
				.collect()
		})
		.collect();
	let [regular, bold] = tables.as_slice() else { panic!("{} fonts", tables.len()) };
	streams(file)
		.into_iter()
		.filter(|stream| {
			stream.starts_with(b"BT") || stream.windows(4).any(|part| part == b"\nBT\n")
		})
		.map(|stream| page(stream, regular, bold))
		.collect()
}

/// The text of a page, a word a break.
fn page(stream: &[u8], regular: &Table, bold: &Table) -> String {
	let (mut text, mut at, mut table) = (String::new(), 0, regular);
	while at < stream.len() {
		match stream[at] {
			// What is copied in place of the glyphs.
			b'/' if stream[at..].starts_with(b"/Span") => {
				at += stream[at..].windows(3).position(|word| word == b"BDC").unwrap();
			},
			b'/' => {
				table = if stream[at + 1] == b'B' { bold } else { regular };
				at += 1;
			},
			b'(' => {
				let glyphs = literal(stream, &mut at);
				glyphs.chunks(2).for_each(|glyph| text.push_str(&table[glyph]));
				text.push(' ');
			},
			b'<' => {
				let end = at + stream[at..].iter().position(|byte| *byte == b'>').unwrap();
				let digits = String::from_utf8(stream[at..=end].to_vec()).unwrap();
				bytes(&digits, 0).chunks(2).for_each(|glyph| text.push_str(&table[glyph]));
				text.push(' ');
				at = end;
			},
			_ => at += 1,
		}
	}
	text
}

type Table = BTreeMap<Vec<u8>, String>;

/// A string between parentheses (ISO 32000-1, section 7.3.4.2).
fn literal(stream: &[u8], at: &mut usize) -> Vec<u8> {
	let (mut found, mut depth) = (Vec::new(), 0);
	*at += 1;
	while depth > 0 || stream[*at] != b')' {
		let mut byte = stream[*at];
		depth += i32::from(byte == b'(') - i32::from(byte == b')');
		if byte == b'\\' {
			*at += 1;
			byte = match stream[*at] {
				b'n' => b'\n',
				b'r' => b'\r',
				b't' => b'\t',
				b'b' => 8,
				b'f' => 12,
				b'0'..=b'3' => {
					let digits = std::str::from_utf8(&stream[*at..*at + 3]).unwrap();
					*at += 2;
					u8::from_str_radix(digits, 8).unwrap()
				},
				other => other,
			};
		}
		found.push(byte);
		*at += 1;
	}
	found
}

/// What a scanner reads from the rectangles on the first page.
fn scanned(file: &[u8]) -> String {
	const SCALE: f32 = 6.0;
	let first = String::from_utf8_lossy(streams(file)[0]).into_owned();
	let rectangles: Vec<Vec<f32>> = first
		.lines()
		.filter_map(|line| line.strip_suffix(" re"))
		.map(|line| line.split(' ').map(|number| number.parse().unwrap()).collect())
		.collect();
	let least = |index: usize| {
		rectangles.iter().map(|rectangle| rectangle[index]).fold(f32::MAX, f32::min) - 12.0
	};
	let (left, bottom) = (least(0), least(1));
	let side = 1_000usize;
	let mut picture = vec![255u8; side * side];
	for rectangle in &rectangles {
		let [x, y, width, height] = rectangle[..] else { panic!("{rectangle:?}") };
		let pixels = |from: f32, length: f32| {
			((from * SCALE).round() as usize)..(((from + length) * SCALE).round() as usize)
		};
		for row in pixels(y - bottom, height) {
			for column in pixels(x - left, width) {
				picture[(side - 1 - row) * side + column] = 0;
			}
		}
	}
	let mut decoder = quircs::Quirc::default();
	let codes: Vec<_> = decoder.identify(side, side, &picture).collect();
	assert_eq!(codes.len(), 1);
	let code = codes.into_iter().next().unwrap().unwrap();
	String::from_utf8(code.decode().unwrap().payload).unwrap()
}

#[test]
fn qr_code_should_identify_the_file_and_name_the_anchor_when_it_is_scanned_from_paper() {
	let report = report(RECORD);
	let file = H256(Sha256::digest(RECORD).into());
	let expected = format!(
		"tracemark-certificate/1\n\
		 sha256 0x{:x}\n\
		 genesis 0xd1f79363f7bf3f0080c197860da446ad61a717043ade2a712cc4b8e58bd65edc\n\
		 block {}\n\
		 file {file:?}",
		Sha256::digest(include_bytes!("fixtures/original.html")),
		report.certificate.retrieval.block
	);
	assert_eq!(scanned(&pdf::render(&report).unwrap()), expected);
	assert_eq!(words::qr_text(&report.certificate), Some(expected));
}

#[test]
fn first_page_should_say_who_what_when_and_what_is_not_proven_when_it_is_printed() {
	let report = report(RECORD);
	let file = pdf::render(&report).unwrap();
	let pages = pages(&file);
	let first = &pages[0];
	for words in
		["Association of Brands (DE)", "deposited the SHA-256 digest", "2026-11-24 20:32:48"]
	{
		assert!(first.contains(words), "{words}\n{first}");
	}
	let unbroken = |text: &str| text.split_whitespace().collect::<String>();
	for sentence in &report.certificate.does_not_prove {
		assert!(unbroken(first).contains(&unbroken(sentence)), "{sentence}\n{first}");
	}
	// All that the report says is somewhere, with its source; lines of columns come by turns.
	let all = unbroken(&pages.concat());
	for field in &report.fields {
		let value = field.value.split(' ').next().unwrap().get(..20).unwrap_or("");
		for word in [field.name.as_str(), field.source.name(), value]
			.iter()
			.flat_map(|text| text.split(' '))
		{
			assert!(all.contains(word), "{word}");
		}
	}
	assert!(all.contains(&unbroken("compare it with one from a source that does not depend")));
	let count = pages.len();
	assert!(pages[count - 1].contains(&format!("page {count} of {count}")));
	// The same certificate, the same bytes.
	assert_eq!(pdf::render(&report).unwrap(), file);
}

#[test]
fn warning_should_stand_on_the_first_page_when_the_deposit_was_revoked() {
	let chain = TestChain::new(1, &[4], 8);
	let file = pdf::render(&of(&chain.certify_digest(5, 4, None))).unwrap();
	assert!(pages(&file)[0].contains("This deposit does not stand"));
	let good = pdf::render(&of(&chain.certify_digest(5, 0, None))).unwrap();
	assert!(!pages(&good).concat().contains("does not stand"));
}

#[test]
fn first_page_should_say_when_the_deposit_did_not_stand_when_it_was_reinstated() {
	let unbroken = |text: &str| text.split_whitespace().collect::<String>();
	let chain = TestChain::new(1, &[4], 8);
	let between = "This deposit was revoked at 2026-11-24 18:58:09.000 UTC and reinstated at \
		2026-11-24 18:58:10.000 UTC: between the two it did not stand.";
	let again = "It was revoked again, for good, at 2026-11-24 18:58:29.000 UTC.";
	let since = "The digest stands again since 2026-11-24 18:58:10.000 UTC, by a reinstatement: \
		before that it had ceased to stand.";
	let reinstated = of(&chain.certify_digest(3, 4, None));
	for page in [pages(&pdf::render(&reinstated).unwrap())[0].clone(), html::render(&reinstated)] {
		let page = unbroken(&page);
		assert!(page.contains(&unbroken(between)) && page.contains(&unbroken(since)), "{page}");
		assert!(!page.contains(&unbroken("does not stand")), "{page}");
	}
	let revoked = of(&chain.certify_digest(6, 4, None));
	let page = unbroken(&pages(&pdf::render(&revoked).unwrap())[0]);
	assert!(
		page.contains(&unbroken(again)) && page.contains(&unbroken("does not stand")),
		"{page}"
	);
	let value = |name: &str| {
		let field = revoked.fields.iter().find(|field| field.name == name).unwrap();
		(field.value.as_str(), field.source)
	};
	assert_eq!(
		value("revoked again by its depositor, for good"),
		("2026-11-24T18:58:29.000Z in block 6", Source::Chain)
	);
	assert_eq!(
		value("reinstated by its depositor"),
		("2026-11-24T18:58:28.000Z in block 6", Source::Chain)
	);
	assert!(revoked.fields.iter().all(|field| field.name != "digest stands again, since"));
}

#[test]
fn first_page_should_say_that_a_list_is_no_file_when_it_is_of_a_case() {
	let chain = TestChain::new(1, &[4], 8);
	let report = of(&chain.certify(case::case(), None));
	let pages = pages(&pdf::render(&report).unwrap());
	let unbroken = |text: &str| text.split_whitespace().collect::<String>();
	let first = unbroken(&pages[0]);
	let caution = words::caution(&report.certificate).unwrap();
	let at =
		|words: &str| first.find(&unbroken(words)).unwrap_or_else(|| panic!("{words}\n{first}"));
	assert!(at(&caution) < at("Listed 8 in all; 5 of them stand, 4 are held"));
	for sentence in &report.certificate.does_not_prove {
		at(sentence);
	}
	let all = unbroken(&pages.concat());
	assert!(all.contains("listeddeposit8"), "{all}");
}

#[test]
fn characters_should_be_named_when_the_font_lacks_them() {
	let chain = TestChain::new(1, &[4], 8);
	let request = Request {
		subject: subject(common::digest(5, 0), 0),
		original: None,
		at: None,
		issuer: "Łódź Αθήνα 海关\u{7}".to_owned(),
	};
	let certificate = build(&chain, request, &issuer_key()).unwrap();
	let text = pages(&pdf::render(&of(&certificate)).unwrap()).concat();
	assert!(text.contains("Łódź Αθήνα [U+6D77][U+5173][U+0007]"), "{text}");
}

#[test]
fn paper_should_set_a_name_from_right_to_left_when_its_script_does() {
	let chain = TestChain::new(1, &[4], 8);
	let rendered = |issuer: &str| {
		let request = Request {
			subject: subject(common::digest(5, 0), 0),
			original: None,
			at: None,
			issuer: issuer.to_owned(),
		};
		let certificate = build(&chain, request, &issuer_key()).unwrap();
		let file = pdf::render(&of(&certificate)).unwrap();
		assert!(file == pdf::render(&of(&certificate)).unwrap(), "{issuer}");
		file
	};
	let unbroken = |text: &str| text.split_whitespace().collect::<String>();
	for (name, seen) in [
		("דוגמה חברה", "הרבח המגוד"),
		("Example 12 דוגמה", "Example 12 המגוד"),
		("مثال للتجارة", "ةراجتلل لاثم"),
		("Łódź Αθήνα Пример", "Łódź Αθήνα Пример"),
	] {
		let file = rendered(name);
		let page = pages(&file).concat();
		assert!(unbroken(&page).contains(&unbroken(seen)), "{name}: {page}");
		// Whoever copies it gets it in the order in which it is read.
		let copied = actual_texts(&file).iter().any(|text| text.contains(name));
		assert_eq!(copied, name != seen, "{name}");
	}
}

/// What is copied in place of glyphs that do not stand in the order of reading.
fn actual_texts(file: &[u8]) -> Vec<String> {
	const KEY: &[u8] = b"/ActualText ";
	let starts = file.windows(KEY.len()).enumerate().filter(|(_, word)| *word == KEY);
	let read = |at: usize| {
		let mut at = at + KEY.len();
		let text = match file[at] {
			b'(' => literal(file, &mut at),
			_ => {
				let end = at + file[at..].iter().position(|byte| *byte == b'>').unwrap();
				bytes(std::str::from_utf8(&file[at..=end]).unwrap(), 0)
			},
		};
		let units: Vec<u16> =
			text.chunks(2).skip(1).map(|unit| u16::from_be_bytes([unit[0], unit[1]])).collect();
		String::from_utf16(&units).unwrap()
	};
	starts.map(|(at, _)| read(at)).collect()
}

#[test]
fn a_long_value_should_go_on_over_pages_when_a_state_entry_is_large() {
	let chain = TestChain::new(1, &[4], 8);
	let certificate = chain.certify(
		Subject::State {
			name: "Consortium.Organisations".to_owned(),
			key: Bytes(keys::organisation(3)),
		},
		None,
	);
	let mut report = of(&certificate);
	let short = pages(&pdf::render(&report).unwrap()).len();
	let value = report.fields.iter_mut().find(|field| field.name == "value").unwrap();
	value.value = format!("0x{}", "ab".repeat(6_000));
	let pages = pages(&pdf::render(&report).unwrap());
	assert!(pages.len() > short + 1, "{}", pages.len());
	// All of it, though lines end within a pair of digits.
	let all: String = pages.concat().split_whitespace().collect();
	assert!(all.matches("ab").count() > 5_900);
	assert!(scanned(&pdf::render(&report).unwrap()).contains("\nstate Consortium.Organisations\n"));
}

#[test]
fn a_rendering_should_name_those_who_voted_when_not_all_members_did() {
	let chain = TestChain::new(1, &[4], 8);
	let report = of(&chain.certify_digest(5, 0, None));
	let keys: Vec<String> =
		chain.sets[0].iter().map(|pair| format!("{:?}", H256(pair.public().0))).collect();
	let row = |name: &str| {
		let rows = words::summary(&report).into_iter();
		rows.filter(|(of, _)| *of == name).map(|(_, value)| value).collect::<Vec<_>>()
	};
	let [voted] = &row("Made final by")[..] else { panic!() };
	let [others] = &row("Other validators")[..] else { panic!() };
	assert!(voted.starts_with("3 of the 4 validators who operate the chain, by vote: "), "{voted}");
	assert!(others.starts_with("no vote of theirs is in the certificate: "), "{others}");
	for (member, key) in keys.iter().enumerate() {
		let fields = report.fields.iter().filter(|field| field.name == "operator of the chain");
		let [said] = &fields.filter(|field| field.value.contains(key)).collect::<Vec<_>>()[..]
		else {
			panic!()
		};
		let by_vote = voted.contains(key);
		assert_eq!(others.contains(key), !by_vote, "{member}");
		assert_eq!(said.value.ends_with(", voted"), by_vote, "{member}");
		assert_eq!(
			said.value.ends_with(", no vote of it in the certificate"),
			!by_vote,
			"{member}"
		);
		assert_eq!(report.voters.contains(&H256(chain.sets[0][member].public().0)), by_vote);
	}
	assert_eq!((report.voters.len(), report.certificate.operators.len()), (3, 4));

	let page = html::render(&report);
	let paper = pages(&pdf::render(&report).unwrap())[0].split_whitespace().collect::<String>();
	for text in ["3 of the 4 validators who operate the chain", "no vote of theirs is in the"] {
		assert!(page.contains(text), "{text}");
		assert!(paper.contains(&text.split_whitespace().collect::<String>()), "{text}");
	}

	// The only member of a set voted.
	let alone = of(&TestChain::new(1, &[1], 8).certify_digest(5, 0, None));
	let rows = words::summary(&alone);
	assert!(rows.iter().any(|(_, value)| value.starts_with("1 of the 1 validators")));
	assert!(rows.iter().all(|(name, _)| *name != "Other validators"));
}

#[test]
fn page_should_draw_the_qr_code_and_bring_no_script_when_it_is_rendered() {
	let page = html::render(&report(RECORD));
	assert!(page.contains("<svg class=\"qr\"") && page.contains("viewBox=\"-4 -4 "));
	assert!(!page.contains("<script") && !page.contains("http"));
	let runs = words::qr(&report(RECORD)).unwrap();
	assert_eq!(page.matches("v1h-").count(), runs.dark.len());
}

#[test]
fn a_rendering_should_say_who_and_what_first_when_it_is_of_a_register() {
	for (text, who, what, code) in [
		(
			include_str!("fixtures/right.json"),
			"owner: Example brand (organisation 3), 750000 millionths; owner: Example rival",
			"The chain held the right 0x19e2fe1d",
			"\nright 0x19e2fe1d",
		),
		(
			include_str!("fixtures/licence.json"),
			"licensor: Example brand (organisation 3); licensee: Example importer (organisation 8)",
			"The chain held licence 3 on record",
			"\nlicence 3\n",
		),
		(
			include_str!("fixtures/declaration.json"),
			"declarant: Example trader (organisation 16)",
			"The chain held declaration 1 on record",
			"\ndeclaration 1\n",
		),
	] {
		let report = report(text);
		let page = html::render(&report);
		let not_proven = page.find(words::NOT_PROVEN).unwrap();
		assert!(page.find(who).unwrap() < page.find(what).unwrap(), "{what}");
		assert!(page.find(what).unwrap() < not_proven, "{what}");
		assert!(scanned(&pdf::render(&report).unwrap()).contains(code), "{what}");
	}
}

#[test]
fn a_rendering_should_say_who_handed_over_to_whom_first_when_it_is_of_a_history() {
	let chain = TestChain::new(1, &[4], 12);
	let id = custody::object("pallet");
	let names: Vec<String> =
		[4, 5, 6].map(|org| format!("Member &lt;{org}&gt; &amp; Co (organisation {org})")).into();
	for (subject, who, what, code) in [
		(
			custody::trace("pallet"),
			format!("hand-overs: {} to {}; {}", names[0], names[1], names[1]),
			format!("All that happened to object {id:?}"),
			format!("\ntrace {id:?}\n"),
		),
		(
			custody::event("pallet", 4),
			format!("from: {}; to: {}", names[0], names[1]),
			format!("Event 4 of object {id:?}: handed over"),
			format!("\nevent 4 of {id:?}\n"),
		),
	] {
		let report = of(&chain.certify(subject, None));
		let page = html::render(&report);
		let not_proven = page.find(words::NOT_PROVEN).unwrap();
		let goods = page.find("does not prove that the goods were there").unwrap();
		assert!(page.find(&who).unwrap() < page.find(&what).unwrap(), "{what}");
		assert!(page.find(&what).unwrap() < not_proven && not_proven < goods, "{what}");
		assert!(scanned(&pdf::render(&report).unwrap()).contains(&code), "{what}");
	}
}
