//! Certificates of the history of goods and of one event of it: all that happened and nothing else, or refused.

mod common;

use codec::{Decode, Encode};
use common::{
	cases,
	custody::{block_time, event, object, trace, Happening},
	forged, issuer_key, root, TestChain,
};
use proptest::prelude::*;
use sp_core::{Bytes, H256};
use std::sync::LazyLock;
use tracemark_certificate::{
	build,
	custody::{EndOfLife, Span, Stay},
	form::{Happened, Statement, Subject, MAX_BODY, MAX_EVENTS},
	keys, moment, verify, verify_original, BuildError, Certificate, Refusal, Request, Source,
};

static CHAIN: LazyLock<TestChain> = LazyLock::new(|| TestChain::new(1, &[4], 12));

/// Histories of all that there is, and events of each kind of object.
static GENUINE: LazyLock<Vec<Certificate>> = LazyLock::new(|| {
	let traces = ["goods", "part", "unit", "box", "pallet", "renamed", "kinds"].map(trace);
	let events = [
		event("pallet", 3),
		event("pallet", 4),
		event("renamed", 4),
		event("unit", 1),
		event("goods", 6),
		event("wanderer", 3),
	];
	traces.into_iter().chain(events).map(|subject| CHAIN.certify(subject, None)).collect()
});

fn events(certificate: &Certificate) -> &[Happened] {
	&certificate.history.as_ref().unwrap().events
}

fn said(certificate: &Certificate, name: &str) -> String {
	let mut found = certificate.record.iter().flatten().filter(|said| said.name == name);
	let value = found.next().unwrap().value.clone();
	assert!(found.next().is_none(), "{name}");
	value
}

/// What happened by each event of a history, in a word.
fn happened(certificate: &Certificate) -> Vec<String> {
	let all = certificate.record.iter().flatten();
	let all = all.filter(|said| said.name.starts_with("event "));
	all.map(|said| said.value.split(',').next().unwrap().to_owned()).collect()
}

fn named(end: (&str, u32), other: Option<(&str, u32)>) -> String {
	let of = |(name, seq): (&str, u32)| format!("{seq} of object {:?}", object(name));
	let other = other.map(|other| format!(" and {}", of(other))).unwrap_or_default();
	format!("event {}{other}", of(end))
}

/// The verdict on the certificate with other events, signed anew by its issuer.
fn refused(genuine: &Certificate, change: impl FnOnce(&mut Vec<Happened>)) -> Refusal {
	let change = |forgery: &mut Certificate| change(&mut forgery.history.as_mut().unwrap().events);
	forged(genuine, change).unwrap_err()
}

/// The first event with this kind in a history, counted from 0.
fn place(certificate: &Certificate, kind: u8) -> usize {
	events(certificate).iter().position(|event| event.body.0.first() == Some(&kind)).unwrap()
}

#[test]
fn a_history_should_be_certified_and_said_on_the_chains_word_when_it_is_there() {
	for certificate in GENUINE.iter() {
		let text = certificate.canonical().unwrap();
		let report = verify(&text, Some(CHAIN.genesis_hash())).unwrap();
		for Statement { name, value } in certificate.record.iter().flatten() {
			let same = |field: &&tracemark_certificate::Field| {
				(field.name.as_str(), &field.value) == (name.as_str(), value)
			};
			assert_eq!(report.fields.iter().find(same).unwrap().source, Source::Chain, "{name}");
		}
		let blocks = report.fields.iter().find(|field| field.name == "blocks of the events");
		assert_eq!(blocks.unwrap().source, Source::Issuer);
		assert_eq!(verify_original(certificate, b""), Err(Refusal::NoOriginal));
	}
}

#[test]
fn a_history_should_be_that_of_all_that_the_goods_lay_in_and_were_a_part_of() {
	let of = |name: &str| happened(&CHAIN.certify(trace(name), None));
	let carried = ["offered", "handed over"];
	let inside = "something taken out of what lies in it";
	let begin = ["made as a lot", "a part became an object of its own", "packed", "packed"];
	assert_eq!(of("unit"), [&begin[..], &carried, &[inside, inside, "taken out", "sold"]].concat(),);
	let goods = [
		&begin[..],
		&carried,
		&[inside, inside, "taken out"],
		&carried,
		&["unpacked", "unpacked", "offered", "packed"],
	];
	assert_eq!(of("goods"), goods.concat());
	assert_eq!(of("part"), [&begin[..2], &["relabelled"]].concat());
	let renamed = [&begin[..2], &["made as a lot", "relabelled"], &carried];
	assert_eq!(of("renamed"), renamed.concat());
}

#[test]
fn a_hand_over_should_say_who_when_and_where_when_it_is_certified() {
	let certificate = CHAIN.certify(event("pallet", 3), None);
	let noted = CHAIN.certify(event("renamed", 4), None);
	for (name, value) in [
		(named(("pallet", 3), None).as_str(), "offered"),
		("from", "Member <4> & Co (organisation 4)"),
		("to", "Member <5> & Co (organisation 5)"),
		("until", "2026-11-24T18:57:51.213Z"),
		("place", "4012345000009"),
		(
			"time",
			"2026-11-24T18:57:51.123Z as claimed, offset from UTC -90 minutes, reported within a day",
		),
		("object", "logistic unit with SSCC 340123450000000018, generation 0"),
		("lies", "with Member <8> & Co (organisation 8)"),
		("state", "held"),
		("events in its chain", "10"),
	] {
		assert_eq!(said(&certificate, name), value, "{name}");
	}
	assert_eq!(said(&noted, &named(("renamed", 4), None)), "handed over");
	assert_eq!(said(&noted, "block of the event"), "8");
	assert_eq!(said(&noted, "block time of the event"), "2026-11-24T18:58:39.000Z");
	let time = "2026-11-22T18:57:51.123Z as claimed, offset from UTC -90 minutes, reported late";
	assert_eq!(said(&noted, "time"), time);
	assert_eq!(said(&noted, "noted"), "2500000 millionths of the unit LT missing");
	// Nothing before it is shown.
	assert_eq!(events(&certificate).len(), 8);
	assert_eq!(events(&noted).len(), 1);
}

/// The statements of an event's certificate on its block, if there are any.
fn placed(certificate: &Certificate) -> Vec<(&str, &str)> {
	let all = certificate.record.iter().flatten().filter(|said| said.name.starts_with("block "));
	all.map(|said| (said.name.as_str(), said.value.as_str())).collect()
}

#[test]
fn an_event_should_have_its_block_from_the_chain_when_a_stay_began_with_it() {
	let length = events(&CHAIN.certify(trace("wanderer"), None)).len();
	// Made, offered, handed over, sold, kept, given back, stolen, found, sold to another, kept, given back, reassigned,
	// packed, taken out.
	let wanderer = events(&CHAIN.certify(event("wanderer", 1), None)).len();
	assert_eq!((wanderer, length >= wanderer), (14, true));
	for (name, number, block) in [
		("wanderer", 1, Some(8)),
		("wanderer", 2, None),
		("wanderer", 3, Some(8)),
		("wanderer", 4, Some(8)),
		// The certificate does not show that it was out of the trade.
		("wanderer", 5, None),
		("wanderer", 6, None),
		("wanderer", 7, Some(8)),
		("wanderer", 8, Some(8)),
		// Neither with whom it was.
		("wanderer", 9, None),
		("wanderer", 12, Some(8)),
		("wanderer", 13, Some(8)),
		("wanderer", 14, None),
		("pallet", 1, Some(2)),
		("pallet", 4, Some(4)),
		("pallet", 7, Some(6)),
		("pallet", 8, None),
		("pallet", 10, Some(6)),
		("goods", 1, Some(1)),
		("goods", 2, None),
		("goods", 3, Some(3)),
		("goods", 5, Some(7)),
		("part", 1, Some(2)),
		("part", 2, Some(7)),
		("unit", 2, Some(5)),
	] {
		let certificate = CHAIN.certify(event(name, number), None);
		let told = events(&certificate)[0].block;
		let time = block.map(|block: u32| moment::rfc3339(block_time(block)));
		let number_of = block.map(|block| block.to_string());
		let expected: Vec<(&str, &str)> = match (&number_of, &time) {
			(Some(block), Some(time)) => {
				vec![("block of the event", block), ("block time of the event", time)]
			},
			_ => Vec::new(),
		};
		assert_eq!(placed(&certificate), expected, "{name} {number}");
		assert!(block.is_none_or(|block| block == told), "{name} {number}");
	}
}

#[test]
fn a_hand_over_should_be_refused_when_it_is_told_for_another_block() {
	let genuine = CHAIN.certify(event("pallet", 4), None);
	for block in [1, 3, 5] {
		let refusal = refused(&genuine, |events| events[0].block = block);
		let proven = Refusal::OtherEventBlock { object: object("pallet"), seq: 4, block: 4 };
		assert_eq!(refusal, proven);
	}
}

#[test]
fn a_hand_over_should_not_be_certified_when_the_chain_has_something_else_of_its_stay() {
	let (object, number) = (object("renamed"), 1);
	let other = |change: fn(&mut Span)| {
		let mut chain = TestChain::new(1, &[4], 12);
		for block in chain.blocks.iter_mut().skip(8) {
			let value = block.state.get_mut(&keys::span(&object, number)).unwrap();
			let mut span = Span::decode(&mut value.as_slice()).unwrap();
			change(&mut span);
			*value = span.encode();
		}
		let last = chain.blocks.last_mut().unwrap();
		last.header.state_root = root(&last.state);
		last.hash = last.header.hash();
		not_built(&chain, event("renamed", 4))
	};
	let stay = Refusal::OtherStay { object, seq: 4 };
	assert_eq!(other(|span| span.stay = Stay::With(8)), stay);
	assert_eq!(other(|span| span.stay = Stay::In(H256::zero())), stay);
	assert_eq!(other(|span| span.stay = Stay::Ended(EndOfLife::Sold)), stay);
	assert_eq!(other(|span| span.place = Some(*b"4012345000009")), stay);
	assert_eq!(other(|span| span.reservation = None), stay);
	let block = Refusal::OtherEventBlock { object, seq: 4, block: 7 };
	assert_eq!(other(|span| span.block = 7), block);
	// It claims to have been two days before, and the chain marked it as late.
	let time = Refusal::OtherEventTime { object, seq: 4 };
	assert_eq!(other(|span| span.at -= 86_400_000 + 50_000), time);
	assert_eq!(other(|span| span.at -= 3 * 86_400_000), time);
}

#[test]
fn a_hand_over_should_be_refused_when_the_proof_lacks_the_stay_that_began_with_it() {
	let genuine = CHAIN.certify(event("pallet", 4), None);
	// That of the offer before it needs none.
	let offer = CHAIN.certify(event("pallet", 3), None);
	assert!(genuine.state.proof.len() > offer.state.proof.len());
	let refusal = forged(&genuine, |forgery| forgery.state.proof = offer.state.proof.clone());
	assert_eq!(refusal.unwrap_err(), Refusal::MissingNode("facts"));
	let refusal = forged(&offer, |forgery| forgery.state.proof = genuine.state.proof.clone());
	assert_eq!(refusal.unwrap_err(), Refusal::UnusedNode("facts"));
	for at in 0..genuine.state.proof.len() {
		let refusal = forged(&genuine, |forgery| drop(forgery.state.proof.remove(at)));
		assert_eq!(refusal.unwrap_err(), Refusal::MissingNode("facts"), "{at}");
	}
}

#[test]
fn an_event_should_be_said_in_plain_words_when_it_is_of_any_kind() {
	let certificate = CHAIN.certify(trace("kinds"), None);
	let by = "by Member <4> & Co (organisation 4)";
	let of = |seq| said(&certificate, &named(("kinds", seq), None));
	let at = ", place 4012345000009, time 2026-11-24T18:57:51.123Z as claimed, offset from UTC -90 minutes, \
	          reported within a day";
	assert_eq!(of(2), format!("logistic unit opened, SSCC 340123450000000018, generation 1, {by}"));
	assert_eq!(of(7), format!("refused, {by}, because nobody expected it"));
	assert_eq!(of(21), "cleared, by declaration 12, into DE");
	assert_eq!(of(24), format!("reported missing, {by}, as lost{at}"));
	let yields = "rate of yield 2 pieces of 2 pieces of GTIN 04012345000009";
	assert_eq!(of(30), format!("made of what was consumed, {by}, {yields}, {yields}"));
	assert_eq!(
		of(32),
		format!(
			"trip recorded, trip 1, {by}, container CSQU3054383, seal SEAL1, seal SEAL2, because loaded{at}"
		)
	);
	assert_eq!(
		said(&certificate, &named(("kinds", 44), Some(("split", 1)))),
		format!("a part became an object of its own, part 2 pieces, {by}")
	);
	assert_eq!(said(&certificate, "state"), "kept by Member <1> & Co (organisation 1)");
	assert_eq!(
		said(&certificate, "hand-overs"),
		"Member <4> & Co (organisation 4) to Member <5> & Co (organisation 5)"
	);
}

#[test]
fn a_history_should_be_refused_when_an_event_is_dropped_doubled_or_swapped() {
	for genuine in GENUINE.iter() {
		for at in 0..events(genuine).len() {
			let refusal = refused(genuine, |events| drop(events.remove(at)));
			let is_one = matches!(
				refusal,
				Refusal::LacksEvent { .. } | Refusal::OtherHead { .. } | Refusal::NoExit { .. }
			);
			assert!(is_one, "{at} dropped: {refusal}");
			let refusal = refused(genuine, |events| events.insert(at, events[at].clone()));
			assert!(matches!(refusal, Refusal::EventOrder { .. }), "{at} doubled: {refusal}");
		}
		let shared = |events: &[Happened], at: usize| events[at].block == events[at + 1].block;
		for at in 0..events(genuine).len() - 1 {
			let ids = |at: usize| &events(genuine)[at].body.0[1..33];
			if ids(at) != ids(at + 1) || !shared(events(genuine), at) {
				continue;
			}
			let refusal = refused(genuine, |events| events.swap(at, at + 1));
			assert!(matches!(refusal, Refusal::EventOrder { .. }), "{at} swapped: {refusal}");
		}
	}
}

#[test]
fn a_history_should_name_the_event_that_is_missing_when_it_is_cut_at_either_end() {
	let genuine = CHAIN.certify(trace("pallet"), None);
	let last = events(&genuine).len() - 1;
	let lacks = |name, seq| Refusal::LacksEvent { object: object(name), seq };
	assert_eq!(refused(&genuine, |events| drop(events.remove(0))), lacks("pallet", 1));
	assert_eq!(refused(&genuine, |events| drop(events.remove(last))), lacks("pallet", 10));
	assert_eq!(refused(&genuine, Vec::clear), lacks("pallet", 1));
	let one = CHAIN.certify(event("pallet", 3), None);
	let last = events(&one).len() - 1;
	assert_eq!(refused(&one, |events| drop(events.remove(last))), lacks("pallet", 10));
	assert_eq!(refused(&one, |events| drop(events.remove(0))), lacks("pallet", 3));
}

#[test]
fn a_history_should_be_refused_when_an_event_is_altered() {
	for genuine in GENUINE.iter() {
		for (at, event) in events(genuine).iter().enumerate() {
			for byte in (at % 13..event.body.0.len()).step_by(13) {
				let change = |events: &mut Vec<Happened>| events[at].body.0[byte] ^= 1;
				let forgery = forged(genuine, |forgery| {
					change(&mut forgery.history.as_mut().unwrap().events);
				});
				assert!(forgery.is_err(), "byte {byte} of event {at}");
			}
		}
	}
	let genuine = CHAIN.certify(event("renamed", 4), None);
	// To whom.
	let refusal = refused(&genuine, |events| events[0].body.0[1 + 32 + 4 + 4] = 8);
	assert_eq!(refusal, Refusal::OtherHead { object: object("renamed"), seq: 4 });
}

#[test]
fn a_history_should_be_refused_when_a_pin_is_of_another_head() {
	let genuine = CHAIN.certify(trace("goods"), None);
	let at = place(&genuine, 4);
	let (parent_head, child_head) = (1 + 32 + 32 + 4, 1 + 32 + 32 + 4 + 32 + 4);
	let refusal = refused(&genuine, |events| events[at].body.0[child_head] ^= 1);
	assert_eq!(refusal, Refusal::OtherPin { object: object("goods"), seq: 3 });
	// Whoever follows the goods sees it in what they are: the body is another one.
	let refusal = refused(&genuine, |events| events[at].body.0[parent_head] ^= 1);
	assert!(matches!(refusal, Refusal::OtherPin { .. } | Refusal::OtherHead { .. }), "{refusal}");
}

#[test]
fn a_history_should_be_refused_when_the_stretch_of_what_the_goods_lay_in_is_missing_or_of_another()
{
	let genuine = CHAIN.certify(trace("goods"), None);
	let pallet = object("pallet");
	let is_of = |event: &Happened, object: H256| event.body.0[1..33] == object.0;
	let refusal = refused(&genuine, |events| {
		events.retain(|event| !is_of(event, pallet) || [4, 5].contains(&event.body.0[0]));
	});
	assert_eq!(refusal, Refusal::LacksEvent { object: pallet, seq: 3 });
	// That of another logistic unit in its place.
	let refusal = refused(&genuine, |events| {
		for event in events.iter_mut().filter(|event| is_of(event, pallet)) {
			if ![4, 5].contains(&event.body.0[0]) {
				event.body.0[1..33].copy_from_slice(&object("kinds").0);
			}
		}
	});
	assert_eq!(refusal, Refusal::LacksEvent { object: pallet, seq: 3 });
}

#[test]
fn a_history_should_be_refused_when_it_goes_beyond_the_pins_or_tells_of_others() {
	let goods = CHAIN.certify(trace("goods"), None);
	let pallet = CHAIN.certify(trace("pallet"), None);
	let foreign = |name, seq| Refusal::ForeignEvent { object: object(name), seq };
	// What happened to the pallet before the goods lay on it, and after they had left it.
	let before = events(&pallet)[0].clone();
	let refusal = refused(&goods, |events| events.insert(1, before.clone()));
	assert_eq!(refusal, foreign("pallet", 1));
	let after = events(&pallet)[8].clone();
	let refusal = refused(&goods, |events| {
		let at = events.iter().position(|event| event.block > after.block).unwrap();
		events.insert(at, after.clone());
	});
	assert_eq!(refusal, foreign("pallet", 9));
	let other = events(&CHAIN.certify(trace("kinds"), None))[0].clone();
	let refusal = refused(&goods, |events| events.insert(0, other.clone()));
	assert_eq!(refusal, foreign("kinds", 1));
	// What came before the event that is certified.
	let one = CHAIN.certify(event("pallet", 3), None);
	let refusal = refused(&one, |events| events.insert(0, before.clone()));
	assert_eq!(refusal, foreign("pallet", 1));
}

#[test]
fn a_history_should_be_refused_when_an_event_is_unknown_or_has_bytes_too_many() {
	let genuine = CHAIN.certify(trace("part"), None);
	for kind in [0u8, 19, 21, 46, 52, 255] {
		let refusal = refused(&genuine, |events| events[1].body.0[0] = kind);
		assert_eq!(refusal, Refusal::UnknownEvent(kind));
	}
	let unreadable = Refusal::UnreadableEvent(2);
	assert_eq!(refused(&genuine, |events| events[1].body.0.push(0)), unreadable);
	let refusal = refused(&genuine, |events| {
		let body = &mut events[1].body.0;
		body.truncate(body.len() - 1);
	});
	assert_eq!(refusal, unreadable);
	assert_eq!(refused(&genuine, |events| events[1].body.0.clear()), unreadable);
}

#[test]
fn a_history_should_be_refused_when_its_blocks_do_not_ascend_or_lie_ahead() {
	let genuine = CHAIN.certify(trace("part"), None);
	let refusal = refused(&genuine, |events| events[0].block = 3);
	assert_eq!(refusal, Refusal::EventBlock(2));
	let refusal = refused(&genuine, |events| events[2].block = CHAIN.last() + 1);
	assert_eq!(refusal, Refusal::EventBlock(3));
}

#[test]
fn a_history_should_be_refused_when_it_has_no_way_out_of_what_was_left() {
	// The state of a chain in which the box has nothing of the unit that was taken out of what lay in it.
	let mut chain = TestChain::new(1, &[4], 12);
	let mut state = chain.blocks[3].state.clone();
	let mut now = Happening { state: &mut state, bodies: Vec::new(), block: 4 };
	now.both(6, "goods", "unit", 5u32);
	let bodies = now.bodies.concat();
	state.insert(keys::events(), bodies);
	for block in chain.blocks.iter_mut().skip(4) {
		block.state.extend(
			state.iter().filter(|(key, _)| is_custody(key)).map(|(k, v)| (k.clone(), v.clone())),
		);
	}
	chain.blocks[4].state.insert(keys::events(), state[&keys::events()].clone());
	let last = chain.blocks.last_mut().unwrap();
	last.header.state_root = root(&last.state);
	last.hash = last.header.hash();
	let refusal = not_built(&chain, trace("unit"));
	assert_eq!(refusal, Refusal::NoExit { object: object("box"), left: object("unit") });
}

fn is_custody(key: &[u8]) -> bool {
	key.starts_with(&keys::prefix("Custody", "Items"))
}

fn not_built(chain: &TestChain, subject: Subject) -> Refusal {
	let request = Request { subject, original: None, at: None, issuer: String::new() };
	match build(chain, request, &issuer_key()).unwrap_err() {
		BuildError::Refused(refusal) => refusal,
		other => panic!("{other}"),
	}
}

#[test]
fn a_history_should_be_refused_when_its_subject_is_another_one() {
	let trace_of = CHAIN.certify(trace("pallet"), None);
	let one = CHAIN.certify(event("pallet", 3), None);
	let as_other = |genuine: &Certificate, subject: Subject| {
		forged(genuine, |forgery| forgery.subject = subject).unwrap_err()
	};
	let missing = Refusal::Missing("head before the event");
	assert_eq!(as_other(&trace_of, event("pallet", 3)), missing);
	let superfluous = Refusal::Superfluous("head before the event");
	assert_eq!(as_other(&one, trace("pallet")), superfluous);
	let lacks = |seq| Refusal::LacksEvent { object: object("pallet"), seq };
	assert_eq!(as_other(&one, event("pallet", 2)), lacks(2));
	// The pins of the box that left it show it first.
	let pin = Refusal::OtherPin { object: object("pallet"), seq: 8 };
	assert_eq!(as_other(&one, event("pallet", 4)), pin);
	for number in [0, 11, u32::MAX] {
		assert_eq!(as_other(&one, event("pallet", number)), Refusal::NotOnRecord("event"));
		assert_eq!(not_built(&CHAIN, event("pallet", number)), Refusal::NotOnRecord("event"));
	}
	for subject in [trace("nobody's"), event("nobody's", 1)] {
		assert_eq!(not_built(&CHAIN, subject), Refusal::NotOnRecord("object"));
	}
	let begun_otherwise = |genuine: &Certificate| {
		let refusal = forged(genuine, |forgery| {
			forgery.history.as_mut().unwrap().before = Some(H256::repeat_byte(1));
		});
		refusal.unwrap_err()
	};
	assert_eq!(begun_otherwise(&one), pin);
	let last = CHAIN.certify(event("renamed", 4), None);
	let other = Refusal::OtherHead { object: object("renamed"), seq: 4 };
	assert_eq!(begun_otherwise(&last), other);
}

#[test]
fn a_history_should_be_refused_when_it_is_missing_superfluous_or_too_long() {
	let genuine = CHAIN.certify(trace("part"), None);
	let refusal = forged(&genuine, |forgery| forgery.history = None).unwrap_err();
	assert_eq!(refusal, Refusal::Missing("history of events"));
	let digest = CHAIN.certify_digest(8, 0, None);
	let refusal = forged(&digest, |forgery| forgery.history = genuine.history.clone());
	assert_eq!(refusal.unwrap_err(), Refusal::Superfluous("history of events"));
	let refusal = refused(&genuine, |events| events.resize(MAX_EVENTS + 1, events[0].clone()));
	assert_eq!(refusal, Refusal::TooMany { what: "events in its history", limit: MAX_EVENTS });
	let refusal = refused(&genuine, |events| events[0].body.0.resize(MAX_BODY + 1, 0));
	assert_eq!(refusal, Refusal::TooMany { what: "bytes in an event", limit: MAX_BODY });
}

#[test]
fn a_history_should_be_refused_when_the_certificate_says_something_else() {
	let not_proven = Refusal::NotProven("content of the record");
	for genuine in GENUINE.iter() {
		let count = genuine.record.as_ref().unwrap().len();
		let ways: [fn(&mut Vec<Statement>, usize); 4] = [
			|record, at| record[at].value.push('.'),
			|record, at| record[at].name.push('s'),
			|record, at| drop(record.remove(at)),
			|record, at| record.insert(at, record[at].clone()),
		];
		for (index, change) in (0..count).zip(ways.into_iter().cycle()) {
			let refusal =
				forged(genuine, |forgery| change(forgery.record.as_mut().unwrap(), index));
			assert_eq!(refusal.unwrap_err(), not_proven, "{index}");
		}
		let forge = |change: fn(&mut Certificate)| forged(genuine, change).unwrap_err();
		let wording = forge(|forgery| drop(forgery.does_not_prove.pop()));
		assert_eq!(wording, Refusal::OtherWording("list of what is not proven"));
		let wording = forge(|forgery| drop(forgery.how_to_verify.pop()));
		assert_eq!(wording, Refusal::OtherWording("instruction how to verify"));
	}
}

#[test]
fn a_history_should_not_be_built_when_the_node_lacks_an_event() {
	let mut chain = TestChain::new(1, &[4], 12);
	chain.blocks[4].state.insert(keys::events(), vec![7; 40]);
	let request =
		Request { subject: trace("pallet"), original: None, at: None, issuer: String::new() };
	let error = build(&chain, request, &issuer_key()).unwrap_err();
	assert!(matches!(error, BuildError::NoEvent { block: 4, seq: 3, .. }), "{error}");
}

#[test]
fn a_history_should_be_that_of_an_earlier_block_when_it_is_certified_at_it() {
	let certificate = CHAIN.certify(trace("goods"), Some(4));
	assert_eq!(said(&certificate, "events of its history"), "6");
	assert_eq!(said(&certificate, "lies"), format!("in object {:?}", object("box")));
}

/// What is done to the events of a history.
#[derive(Clone, Debug)]
enum Tampering {
	Drop,
	Double,
	Swap(prop::sample::Index),
	Replace(prop::sample::Index, prop::sample::Index),
	Insert(prop::sample::Index, prop::sample::Index),
	Byte(prop::sample::Index, u8),
	Grow(Vec<u8>),
	Cut(prop::sample::Index),
}

fn tampering() -> impl Strategy<Value = Tampering> {
	let index = any::<prop::sample::Index>;
	prop_oneof![
		Just(Tampering::Drop),
		Just(Tampering::Double),
		index().prop_map(Tampering::Swap),
		(index(), index()).prop_map(|(of, at)| Tampering::Replace(of, at)),
		(index(), index()).prop_map(|(of, at)| Tampering::Insert(of, at)),
		(index(), 1u8..).prop_map(|(at, by)| Tampering::Byte(at, by)),
		prop::collection::vec(any::<u8>(), 1..4).prop_map(Tampering::Grow),
		index().prop_map(Tampering::Cut),
	]
}

fn apply(events: &mut Vec<Happened>, at: usize, tampering: &Tampering) {
	let foreign = |of: &prop::sample::Index, which: &prop::sample::Index| {
		let others = self::events(&GENUINE[of.index(GENUINE.len())]);
		others[which.index(others.len())].clone()
	};
	match tampering {
		Tampering::Drop => drop(events.remove(at)),
		Tampering::Double => events.insert(at, events[at].clone()),
		Tampering::Swap(other) => {
			let other = other.index(events.len());
			events.swap(at, other);
		},
		Tampering::Replace(of, which) => events[at] = foreign(of, which),
		Tampering::Insert(of, which) => events.insert(at, foreign(of, which)),
		Tampering::Byte(which, by) => {
			let body = &mut events[at].body.0;
			let which = which.index(body.len());
			body[which] ^= by;
		},
		Tampering::Grow(bytes) => events[at].body.0.extend(bytes),
		Tampering::Cut(to) => {
			let to = to.index(events[at].body.0.len());
			events[at].body.0.truncate(to);
		},
	}
}

/// The events alone, in the order of each object: all that heads prove.
fn by_object(events: &[Happened]) -> Vec<Vec<Bytes>> {
	let ids = [
		"goods", "part", "unit", "box", "pallet", "renamed", "kinds", "split", "used", "wanderer",
		"crate",
	];
	let of = |id: &str| {
		let is_of = |body: &Bytes| body.0.windows(32).any(|bytes| bytes == object(id).as_bytes());
		events.iter().map(|event| event.body.clone()).filter(is_of).collect()
	};
	ids.into_iter().map(of).collect()
}

proptest! {
	#![proptest_config(ProptestConfig { cases: cases(500), ..ProptestConfig::default() })]

	/// Whoever tells a history otherwise is refused, whatever fits together in what is told.
	#[test]
	fn a_history_should_be_refused_when_its_events_are_tampered_with(
		which in 0..GENUINE.len(),
		steps in prop::collection::vec((any::<prop::sample::Index>(), tampering()), 1..4),
	) {
		let genuine = &GENUINE[which];
		let mut changed = events(genuine).to_vec();
		for (at, tampering) in &steps {
			if !changed.is_empty() {
				let at = at.index(changed.len());
				if !changed[at].body.0.is_empty() {
					apply(&mut changed, at, tampering);
				}
			}
		}
		// Which of two events came first that no object shares is in no head.
		prop_assume!(by_object(&changed) != by_object(events(genuine)));
		let verdict = forged(genuine, |forgery| {
			forgery.history.as_mut().unwrap().events = changed.clone();
		});
		prop_assert!(verdict.is_err());
	}
}
