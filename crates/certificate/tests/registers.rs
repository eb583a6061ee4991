//! Certificates of rights, licences and declarations say what their records hold, and nothing else.

mod common;

use common::{forged, issuer_key, registers, root, State, TestChain};
use sp_core::Bytes;
use tracemark_certificate::{
	build,
	form::{Original, Statement, Subject},
	keys, verify, verify_original, BuildError, Certificate, Refusal, Request, Source,
};

fn chain() -> TestChain {
	TestChain::new(1, &[4], 8)
}

fn all() -> [Subject; 3] {
	[registers::right(), registers::licence(), registers::declaration()]
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
fn a_record_should_be_refused_when_it_is_not_there() {
	for (subject, what) in all().into_iter().zip(["right", "licence", "declaration"]) {
		let key = subject.key();
		let refusal = refused(subject, |state| drop(state.remove(&key)));
		assert_eq!(refusal, Refusal::NotOnRecord(what));
	}
	let refusal = refused(registers::declaration(), |state| drop(state.remove(&keys::line(12, 1))));
	assert_eq!(refusal, Refusal::UnknownLayout("a line"));
}

#[test]
fn a_record_should_be_refused_when_its_layout_is_another_one() {
	for (subject, what) in all().into_iter().zip(["a right", "a licence", "a declaration"]) {
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
