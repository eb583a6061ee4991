//! Certificates of rights, licences, declarations, groups of captures and exhibits say what their records hold, and nothing else.

mod common;

use codec::Encode;
use common::{forged, issuer_key, registers, root, State, TestChain};
use sp_core::Bytes;
use tracemark_certificate::{
	build,
	chain::decode,
	exhibits::Exhibit,
	form::{Original, Statement, Subject},
	keys, verify, verify_original, BuildError, Certificate, Refusal, Request, Source,
};

fn chain() -> TestChain {
	TestChain::new(1, &[4], 8)
}

fn all() -> [Subject; 6] {
	[
		registers::right(),
		registers::licence(),
		registers::declaration(),
		registers::group(),
		registers::exhibit(),
		registers::sample(),
	]
}

fn says(certificate: &Certificate, name: &str) -> Vec<String> {
	let statements = certificate.record.iter().flatten();
	statements.filter(|of| of.name == name).map(|of| of.value.clone()).collect()
}

/// The refusal of a certificate of the chain with another state.
fn refused(subject: Subject, change: impl FnOnce(&mut State)) -> Refusal {
	let mut chain = chain();
	let last = chain.blocks.last_mut().unwrap();
	change(&mut last.state);
	last.header.state_root = root(&last.state);
	last.hash = last.header.hash();
	let request = Request { subject, original: None, at: None, issuer: String::new() };
	match build(&chain, request, &issuer_key()).unwrap_err() {
		BuildError::Refused(refusal) => refusal,
		other => panic!("{other}"),
	}
}

#[test]
fn a_record_should_be_certified_and_said_on_the_chains_word_when_it_is_there() {
	let chain = chain();
	for subject in all() {
		let certificate = chain.certify(subject.clone(), None);
		assert_eq!(certificate.state.key.0, subject.key());
		let text = certificate.canonical().unwrap();
		let report = verify(&text, Some(chain.genesis_hash())).unwrap();
		for Statement { name, value } in certificate.record.iter().flatten() {
			let same = |field: &&tracemark_certificate::Field| {
				(field.name.as_str(), &field.value) == (name.as_str(), value)
			};
			assert_eq!(report.fields.iter().find(same).unwrap().source, Source::Chain, "{name}");
		}
		assert_eq!(verify_original(&certificate, b""), Err(Refusal::NoOriginal));
	}
}

#[test]
fn a_right_should_say_whose_it_is_and_where_when_it_is_certified() {
	let certificate = chain().certify(registers::right(), None);
	for (name, value) in [
		("kind of right", "trade mark"),
		("office", "EM"),
		("registration number", "018000001"),
		("licensed by", "owners of more than half together"),
		("territories", "AD DE ZW"),
		("term begins", "1900-03-01"),
		("term ended by", "2026-11-26"),
		("end on record", "surrendered, as of 2026-09-04"),
		("attested by", "Member <3> & Co (organisation 3)"),
		("given up by its owner", "2026-11-24T18:57:51.123Z"),
	] {
		assert_eq!(says(&certificate, name), [value], "{name}");
	}
	assert_eq!(
		says(&certificate, "owner"),
		[
			"Member <4> & Co (organisation 4), 250000 millionths".to_owned(),
			format!("account 0x{}, 750000 millionths", "09".repeat(32)),
		]
	);
	assert_eq!(says(&certificate, "class"), ["Nice class 25 (edition 12)", "IPC A07Z"]);
}

#[test]
fn a_licence_should_say_what_it_permits_when_it_is_certified() {
	let certificate = chain().certify(registers::licence(), None);
	for (name, value) in [
		("permitted acts", "manufacture, sell, communicate to the public"),
		("quantity in all", "2500000 millionths of the unit LT"),
		("quantity left", "1 pieces"),
		("goods", "GTIN 04012345000009"),
		("exclusivity", "sole"),
		("term ended by", "nothing"),
		("notice", "90 days"),
		("sell-off", "1500 milliseconds"),
		("royalties counted by", "goods made, periods"),
		("if a royalty is not paid in", "it is owed"),
	] {
		assert_eq!(says(&certificate, name), [value], "{name}");
	}
	let places = ["Member <7> & Co (organisation 7)", "organisation 99"];
	assert_eq!(says(&certificate, "marketplaces"), places);
}

#[test]
fn a_declaration_should_say_what_became_of_its_lines_when_it_is_certified() {
	let certificate = chain().certify(registers::declaration(), None);
	let officer = "officer 2 of Member <1> & Co (organisation 1)";
	for (name, value) in [
		("lines", "2".to_owned()),
		("line 0, status", format!("released 2026-11-24T18:57:51.123Z by {officer}")),
		("line 0, contradicted", "not held elsewhere, not recalled".to_owned()),
		("line 0, not asked", "none".to_owned()),
		("line 1, status", "destroyed 2026-11-24T18:57:51.132Z, confirmed by officer 5".to_owned()),
		(
			"line 1, release suspended",
			format!("2026-11-24T18:57:51.123Z by {officer}, who suspected copying"),
		),
	] {
		assert_eq!(says(&certificate, name), [value], "{name}");
	}
}

#[test]
fn a_group_of_captures_should_say_who_saw_the_same_when_it_is_certified() {
	let certificate = chain().certify(registers::group(), None);
	let hash = |word: &str| format!("{:?}", common::sha256(word.as_bytes()));
	let extract = hash("extract");
	for (name, value) in [
		("opened by", "Member <4> & Co (organisation 4)".to_owned()),
		("opened", "2026-11-24T18:57:51.123Z".to_owned()),
		("captures taken in before", "2026-11-25T18:57:51.123Z".to_owned()),
		("salted commitment to the address", hash("address")),
		("captures that agree", "2 of at most 3".to_owned()),
		("captures", "2".to_owned()),
		(
			"capture 2",
			format!(
				"2026-11-24T18:57:51.128Z in block 3, by Member <5> & Co (organisation 5), operator 15: \
				 SHA-256 {}, deposit of it: corroboration 1, extract {extract}",
				hash("other page")
			),
		),
		("agreement", format!("2026-11-24T18:57:51.128Z in block 3, on the extract {extract}")),
	] {
		assert_eq!(says(&certificate, name), [value], "{name}");
	}
	assert_eq!(says(&certificate, "invited").len(), 3);
	assert_eq!(says(&certificate, "invited")[2], "organisation 99");
}

#[test]
fn an_exhibit_should_say_who_had_it_and_what_was_done_when_it_is_certified() {
	let certificate = chain().certify(registers::exhibit(), None);
	let hash = |word: &str| format!("{:?}", common::sha256(word.as_bytes()));
	let (seal, reasons) = (hash("seal"), hash("reasons"));
	for (name, value) in [
		("registered by", "Member <4> & Co (organisation 4)".to_owned()),
		("lies with", "Member <5> & Co (organisation 5)".to_owned()),
		("seal", "open".to_owned()),
		("quantity", "2500000 millionths of the unit KGM".to_owned()),
		("said to be of the lot", hash("lot")),
		("state", "destroyed".to_owned()),
		("acts", "17".to_owned()),
	] {
		assert_eq!(says(&certificate, name), [value], "{name}");
	}
	let by = "by Member <4> & Co (organisation 4), operator 14";
	for (seq, act) in [
		(
			1,
			format!(
				"put on record, deposit of the record: the first one, 2500000 millionths of the unit KGM, \
				 sealed under the salted digest {seal}, said to be of the lot {}, said to be the object {}",
				hash("lot"),
				hash("object")
			),
		),
		(2, "offered to Member <5> & Co (organisation 5)".to_owned()),
		(3, format!("refused, salted digest of the reasons {reasons}")),
		(4, "offer taken back".to_owned()),
		(
			8,
			format!(
				"sample 2 by its act 1 after the head {} put back, 2 pieces left of it",
				hash("head")
			),
		),
		(
			12,
			format!("examined, report SHA-256 {}, deposit of it: corroboration 1", hash("report")),
		),
		(13, format!("ordered: returned, salted digest of the reasons {reasons}")),
		(
			15,
			format!(
				"taken over by an authority from organisation 99, open, salted digest of the reasons {reasons}"
			),
		),
		(
			17,
			format!(
				"destroyed as Member <1> & Co (organisation 1) ordered, salted digest of the report {seal}"
			),
		),
	] {
		let time = format!("2026-11-24T18:57:51.{}Z in block {seq}", 123 + seq);
		assert_eq!(says(&certificate, &format!("act {seq}")), [format!("{time}, {by}: {act}")]);
	}
	let sample = chain().certify(registers::sample(), None);
	for (name, value) in [
		("seal", format!("sealed under the salted digest {seal}")),
		("sample of exhibit", "1".to_owned()),
		("state", "offered to Member <7> & Co (organisation 7)".to_owned()),
		(
			"order that stands",
			"used up by an examination, by Member <1> & Co (organisation 1)".to_owned(),
		),
	] {
		assert_eq!(says(&sample, name), [value], "{name}");
	}
}

#[test]
fn an_exhibit_should_be_refused_when_an_act_is_missing_or_there_are_too_many() {
	let Subject::Exhibit { algorithm, digest, number } = registers::exhibit() else {
		panic!("is one")
	};
	for seq in [1, 9, 17] {
		let key = keys::exhibit_act(algorithm, &digest, number, seq);
		let refusal = refused(registers::exhibit(), |state| drop(state.remove(&key)));
		assert_eq!(refusal, Refusal::UnknownLayout("an act with an exhibit"));
		let refusal = refused(registers::exhibit(), |state| state.get_mut(&key).unwrap().push(0));
		assert_eq!(refusal, Refusal::UnknownLayout("an act with an exhibit"));
	}
	let key = registers::exhibit().key();
	let refusal = refused(registers::exhibit(), |state| {
		let exhibit: Exhibit = decode("an exhibit", &state[&key]).unwrap();
		state.insert(key, Exhibit { seq: 1_025, ..exhibit }.encode());
	});
	assert_eq!(refusal, Refusal::TooMany { what: "acts with its exhibit", limit: 1_024 });
}

/// What a record is called that is not there.
const NAMES: [&str; 6] =
	["right", "licence", "declaration", "group of captures", "exhibit", "exhibit"];

#[test]
fn a_record_should_be_refused_when_it_is_not_there() {
	for (subject, what) in all().into_iter().zip(NAMES) {
		let key = subject.key();
		let refusal = refused(subject, |state| drop(state.remove(&key)));
		assert_eq!(refusal, Refusal::NotOnRecord(what));
	}
	let refusal = refused(registers::declaration(), |state| drop(state.remove(&keys::line(12, 1))));
	assert_eq!(refusal, Refusal::UnknownLayout("a line"));
}

#[test]
fn a_record_should_be_refused_when_its_layout_is_another_one() {
	let layouts = [
		"a right",
		"a licence",
		"a declaration",
		"a group of captures",
		"an exhibit",
		"an exhibit",
	];
	for (subject, what) in all().into_iter().zip(layouts) {
		let key = subject.key();
		let layout = Refusal::UnknownLayout(what);
		let longer = refused(subject.clone(), |state| state.get_mut(&key).unwrap().push(0));
		assert_eq!(longer, layout);
		let shorter = refused(subject, |state| {
			assert!(state.get_mut(&key).unwrap().pop().is_some());
		});
		assert_eq!(shorter, layout);
	}
	// A kind and a country that nobody knows; an act too.
	let changed = |subject: Subject, at: usize, byte: u8| {
		let key = subject.key();
		refused(subject, |state| state.get_mut(&key).unwrap()[at] = byte)
	};
	assert_eq!(changed(registers::right(), 0, 10), Refusal::UnknownLayout("a right"));
	let territories = 1 + 3 + 1 + 9 + 37 + 8 + 1;
	let refusal = changed(registers::right(), territories + 31, 3);
	assert_eq!(refusal, Refusal::UnknownLayout("territories"));
	let activities = 1 + 32 + 5 + 4;
	let refusal = changed(registers::licence(), activities + 1, 0x18);
	assert_eq!(refusal, Refusal::UnknownLayout("a licence"));
}

#[test]
fn a_record_should_be_refused_when_the_certificate_says_something_else() {
	let chain = chain();
	let not_proven = Refusal::NotProven("content of the record");
	for subject in all() {
		let genuine = chain.certify(subject.clone(), None);
		let count = genuine.record.as_ref().unwrap().len();
		// One way for each statement, by turns.
		let ways: [fn(&mut Vec<Statement>, usize); 4] = [
			|record, at| record[at].value.push('.'),
			|record, at| record[at].name.push('s'),
			|record, at| drop(record.remove(at)),
			|record, at| record.insert(at, record[at].clone()),
		];
		for (index, change) in (0..count).zip(ways.into_iter().cycle()) {
			let refusal =
				forged(&genuine, |forgery| change(forgery.record.as_mut().unwrap(), index));
			assert_eq!(refusal.unwrap_err(), not_proven, "{index}");
		}
		let refusal = forged(&genuine, |forgery| forgery.record = None).unwrap_err();
		assert_eq!(refusal, Refusal::Missing("content of the record"));
		let name = "Consortium.Organisations".to_owned();
		let key = Bytes(keys::organisation(3));
		let entry = chain.certify(Subject::State { name, key }, None);
		let refusal = forged(&entry, |forgery| forgery.record = genuine.record.clone());
		assert_eq!(refusal.unwrap_err(), Refusal::Superfluous("content of the record"));
		let original = Some(Original { size: 1, media_type: None, kept_at: None, approval: None });
		let refusal = forged(&genuine, |forgery| forgery.original = original).unwrap_err();
		assert_eq!(refusal, Refusal::Superfluous("particulars of an original"));
		for other in all() {
			if other != subject {
				let refusal = forged(&genuine, |forgery| forgery.subject = other);
				assert!(refusal.is_err());
			}
		}
	}
}
