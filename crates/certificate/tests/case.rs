//! The list of a case: all that is listed is told, and a list that lacks something, or has something else, is refused.

mod common;

use codec::Encode;
use common::{
	case::{case, commitment, list, listings, other, record, reference, spent},
	digest, forged, issuer_key, opening, root,
	timeline::{busy, BLOCK},
	State, TestChain,
};
use sp_core::H256;
use std::sync::LazyLock;
use tracemark_certificate::{
	add_timeline, build,
	case::{Listing, MAX_LISTINGS},
	chain::{Content, Deposit, EvidenceKind, First, Record, RecordStatus},
	form::{Statement, Subject},
	html, keys,
	openings::open,
	pdf,
	registers::{Digest, DigestAlgorithm},
	texts, verify, verify_original, words, Algorithm, BuildError, Certificate, Field, Refusal,
	Report, Request, Source,
};

static CHAIN: LazyLock<TestChain> = LazyLock::new(|| TestChain::new(1, &[4], 8));

fn certified() -> Certificate {
	CHAIN.certify(case(), None)
}

fn accepted(certificate: &Certificate) -> Report {
	verify(&certificate.canonical().unwrap(), Some(CHAIN.genesis_hash())).unwrap()
}

/// What is said under this name.
fn said(certificate: &Certificate, name: &str) -> String {
	let mut statements = certificate.record.iter().flatten();
	statements.find(|statement| statement.name == name).unwrap().value.clone()
}

/// A chain whose last block has another state.
fn with(change: impl FnOnce(&mut State)) -> TestChain {
	let mut chain = TestChain::new(1, &[4], 8);
	let last = chain.blocks.last_mut().unwrap();
	change(&mut last.state);
	last.header.state_root = root(&last.state);
	last.hash = last.header.hash();
	chain
}

/// Why nothing is certified of a chain.
fn refused(chain: &TestChain, subject: Subject) -> BuildError {
	let request = Request { subject, original: None, at: None, issuer: String::new() };
	build(chain, request, &issuer_key()).unwrap_err()
}

/// Why a certificate of the case is refused on a chain with another state.
fn refusal(change: impl FnOnce(&mut State)) -> Refusal {
	match refused(&with(change), case()) {
		BuildError::Refused(refusal) => refusal,
		error => panic!("{error}"),
	}
}

#[test]
fn case_should_tell_all_that_is_listed_when_it_is_certified() {
	let certificate = certified();
	assert_eq!(certificate.state.key.0, keys::listing_count(&commitment(&case())));
	assert_eq!(certificate.state.value.as_ref().unwrap().0, 8u32.encode());
	for (name, value) in [
		("deposits listed", "8"),
		("listed deposits that stand", "5"),
		("listed deposits that are held", "4"),
	] {
		assert_eq!(said(&certificate, name), value, "{name}");
	}
	let all = listings();
	let time = "2026-11-24T18:58:21.000Z in block 5";
	let by =
		|org: u32| format!("by Member <{org}> & Co (organisation {org}), operator {}", org + 6);
	let ground = format!("{:?}", common::sha256(b"ground"));
	let root = all[4].digest.value;
	for (number, algorithm, deposit, what, by, stands) in [
		(1, "SHA-256", "the first one", format!("web capture, deposited {time}"), by(4), "stands; attestations: 0; holds in force: 0".to_owned()),
		(2, "SHA-256", "the first one", format!("web capture, deposited {time}"), by(8), format!("does not stand: revoked {time} by operator 14, salted digest of the grounds {ground}; attestations: 0; holds in force: 0")),
		(3, "SHA-256", "corroboration 1", format!("web capture, deposited {time}"), by(5), format!("does not stand: revoked {time} by operator 11, salted digest of the grounds {ground}, reinstated {time} by operator 12, salted digest of the grounds {ground}, revoked again {time} by operator 13, salted digest of the grounds {ground}, others of the digest stand; attestations: 1; holds in force: 1")),
		(4, "SHA-256", "corroboration 2", format!("web capture, deposited {time}"), by(6), "stands; attestations: 1; holds in force: 1".to_owned()),
		(5, "SHA-256", "corroboration 1", format!("web capture, batch of 7, deposited {time}"), by(5), "stands; attestations: 0; holds in force: 1".to_owned()),
		(6, "SHA-256", "the first one", format!("web capture, leaf of the batch {root:?} that was deposited {time}, opened 2026-11-24T18:58:24.000Z"), by(6), "stands; attestations: 0; holds in force: 2".to_owned()),
		(7, "SM3", "the first one", format!("web capture, deposited {time}"), by(4), "stands; attestations: 0; holds in force: 0".to_owned()),
		(8, "SHA-256", "corroboration 1", format!("photograph, deposited {time}"), by(7), "does not stand: made after a deposit of the digest was revoked; attestations: 0; holds in force: 0".to_owned()),
	] {
		let digest = all[number - 1].digest.value;
		let value = format!("{algorithm} {digest:?}, {deposit}: {what}, {by}; {stands}");
		assert_eq!(said(&certificate, &format!("listed deposit {number}")), value);
	}
}

#[test]
fn case_should_be_proven_by_the_chain_when_it_is_certified() {
	let certificate = certified();
	let report = accepted(&certificate);
	let field = |name: &str| report.fields.iter().find(|field| field.name == name).unwrap();
	for Statement { name, value } in certificate.record.iter().flatten() {
		assert_eq!((&field(name).value, field(name).source), (value, Source::Chain), "{name}");
	}
	let of = field("case");
	let expected = format!("{:?}, a salted commitment to its reference", commitment(&case()));
	assert_eq!((&of.value, of.source), (&expected, Source::Chain));
	assert_eq!(verify_original(&certificate, b""), Err(Refusal::NoOriginal));
	assert_eq!(CHAIN.certify(other(), None).record.unwrap().len(), 4);
}

#[test]
fn case_should_not_be_taken_for_a_file_when_it_is_read() {
	let certificate = certified();
	let report = accepted(&certificate);
	let file = report.fields.iter().find(|field| field.name == "file of the case").unwrap();
	assert_eq!((file.value.as_str(), file.source), (texts::FILE_NOT_PROVEN, Source::Issuer));
	let caution = words::caution(&certificate).unwrap();
	assert!(caution.ends_with("It is not the file of the case."), "{caution}");
	let summary = words::summary(&report);
	for row in [
		("What", format!("The deposits listed under the case {:?}", commitment(&case()))),
		("Listed", "8 in all; 5 of them stand, 4 are held".to_owned()),
	] {
		assert!(summary.contains(&row), "{summary:?}");
	}
	// Before the statements.
	let page = html::render(&report);
	let first = page.find(words::STATEMENTS).unwrap();
	for sentence in texts::DOES_NOT_PROVE_CASE.iter().copied().chain([caution.as_str()]) {
		assert!(
			page.find(&sentence.replace('\'', "&apos;")).is_some_and(|at| at < first),
			"{sentence}"
		);
	}
	assert!(pdf::render(&report).is_ok());
	assert!(words::qr_text(&certificate).unwrap().contains("\ncase 0x"));
	assert!(certificate.how_to_verify.contains(&texts::HOW_TO_VERIFY_CASE.to_owned()));
	let right = CHAIN.certify(common::registers::right(), None);
	assert_eq!(words::caution(&right), None);
	assert!(!right.does_not_prove.contains(&texts::DOES_NOT_PROVE_CASE[0].to_owned()));
}

#[test]
fn verify_should_refuse_when_a_sentence_about_the_case_is_left_out() {
	for sentence in texts::DOES_NOT_PROVE_CASE {
		let verdict = forged(&certified(), |forgery| {
			forgery.does_not_prove.retain(|said| said != sentence);
		});
		assert_eq!(verdict.unwrap_err(), Refusal::OtherWording("list of what is not proven"));
	}
	let verdict = forged(&certified(), |forgery| drop(forgery.how_to_verify.pop()));
	assert_eq!(verdict.unwrap_err(), Refusal::OtherWording("instruction how to verify"));
}

#[test]
fn verify_should_refuse_when_an_entry_is_dropped_doubled_swapped_or_altered() {
	let certificate = certified();
	let refused = |change: &dyn Fn(&mut Vec<Statement>)| {
		let verdict = forged(&certificate, |forgery| change(forgery.record.as_mut().unwrap()));
		assert_eq!(verdict.unwrap_err(), Refusal::NotProven("content of the record"));
	};
	let count = certificate.record.as_ref().unwrap().len();
	for at in 0..count {
		refused(&|statements| statements[at].value.push('.'));
		refused(&|statements| statements[at].name.push('s'));
		refused(&|statements| drop(statements.remove(at)));
		refused(&|statements| statements.insert(at, statements[at].clone()));
		if at > 0 {
			refused(&|statements| statements.swap(at - 1, at));
			// The values alone, under the numbers that are there.
			refused(&|statements| {
				let value = std::mem::take(&mut statements[at - 1].value);
				let value = std::mem::replace(&mut statements[at].value, value);
				statements[at - 1].value = value;
			});
		}
	}
	refused(&Vec::clear);
	let other = CHAIN.certify(other(), None).record.unwrap();
	refused(&|statements| statements.push(other[3].clone()));
	refused(&|statements| *statements = other.clone());
	let verdict = forged(&certificate, |forgery| forgery.record = None);
	assert_eq!(verdict.unwrap_err(), Refusal::Missing("content of the record"));
}

#[test]
fn verify_should_refuse_when_the_count_is_another_or_the_proof_lacks_an_entry() {
	let certificate = certified();
	let verdict = forged(&certificate, |forgery| {
		forgery.state.value = Some(7u32.encode().into());
		let statements = forgery.record.as_mut().unwrap();
		statements[0].value = "7".to_owned();
		statements.pop();
	});
	assert_eq!(verdict.unwrap_err(), Refusal::NotProven("value of the state entry"));
	let case = commitment(&case());
	let sha = Algorithm::Sha256;
	let state = &CHAIN.block(certificate.retrieval.block).state;
	for key in [
		keys::listing_count(&case),
		keys::listing(&case, 1),
		keys::listing(&case, 8),
		keys::record(sha, &digest(BLOCK, 4)),
		keys::revocation(sha, &digest(BLOCK, 4), 0),
		keys::corroboration(sha, &busy(), 2),
		keys::hold_count(sha, &busy()),
		keys::batches_of(sha, &listings()[5].digest.value),
	] {
		let value = &state[&key];
		let verdict = forged(&certificate, |forgery| {
			let proof = &mut forgery.state.proof;
			proof.retain(|node| !node.0.windows(value.len()).any(|part| part == value));
		});
		assert_eq!(verdict.unwrap_err(), Refusal::MissingNode("facts"));
	}
}

#[test]
fn verify_should_refuse_when_the_list_is_of_another_case() {
	let certificate = certified();
	let verdict = forged(&certificate, |forgery| forgery.subject = other());
	assert!(verdict.is_err());
	let theirs = CHAIN.certify(other(), None);
	let verdict = forged(&certificate, |forgery| {
		forgery.subject = other();
		forgery.state = theirs.state.clone();
	});
	assert_eq!(verdict.unwrap_err(), Refusal::NotProven("content of the record"));
}

#[test]
fn certificate_should_be_refused_when_nothing_is_listed() {
	let none = Subject::Case { commitment: H256::zero() };
	let error = refused(&CHAIN, none.clone());
	assert!(matches!(error, BuildError::Refused(Refusal::NothingListed)), "{error}");
	let key = keys::listing_count(&commitment(&case()));
	let nothing = refusal(|state| drop(state.insert(key.clone(), 0u32.encode())));
	assert_eq!(nothing, Refusal::NothingListed);
	// That nothing is listed is proven by the entry that is not there.
	let name = "Evidence.ListingCount".to_owned();
	let entry = Subject::State { name, key: none.key().into() };
	assert_eq!(CHAIN.certify(entry, None).state.value, None);
}

#[test]
fn certificate_should_be_refused_when_the_state_contradicts_itself() {
	let case = commitment(&case());
	let (count, seventh) = (keys::listing_count(&case), keys::listing(&case, 7));
	let more = refusal(|state| drop(state.insert(count.clone(), 9u32.encode())));
	assert_eq!(more, Refusal::UnknownLayout("a listing"));
	let missing = refusal(|state| drop(state.remove(&seventh)));
	assert_eq!(missing, Refusal::UnknownLayout("a listing"));
	let longer = refusal(|state| state.get_mut(&seventh).unwrap().push(0));
	assert_eq!(longer, Refusal::UnknownLayout("a listing"));
	let algorithm = refusal(|state| state.get_mut(&seventh).unwrap()[0] = 4);
	assert_eq!(algorithm, Refusal::UnknownLayout("a listing"));
	let counted = refusal(|state| state.get_mut(&count).unwrap().push(0));
	assert_eq!(counted, Refusal::UnknownLayout("a count of listings"));
	let key = keys::record(Algorithm::Sha256, &spent());
	assert_eq!(refusal(|state| drop(state.remove(&key))), Refusal::NoRecord);
}

#[test]
fn case_should_be_certified_when_as_many_are_listed_as_a_certificate_takes() {
	let most = u32::try_from(MAX_LISTINGS).unwrap();
	let chain = with(|state| {
		let (kind, moment) = (EvidenceKind::Photograph, 1_795_546_701_000);
		let listings: Vec<Listing> = (0..most)
			.map(|number| {
				let value = common::sha256(&number.encode());
				let (content, description) = (Content::Single, H256::zero());
				let deposit =
					Deposit { kind, org: 4, operator: 10, block: 5, moment, content, description };
				let first = First { by: 4, at: moment };
				let record =
					Record { deposit, status: RecordStatus::Standing, first, corroborations: 0 };
				state.insert(keys::record(Algorithm::Sha256, &value), record.encode());
				Listing { digest: Digest { algorithm: DigestAlgorithm::Sha256, value }, deposit: 0 }
			})
			.collect();
		list(state, &case(), &listings);
	});
	let certificate = chain.certify(case(), None);
	assert_eq!(said(&certificate, "deposits listed"), "1024");
	assert_eq!(said(&certificate, "listed deposits that stand"), "1024");
	let size = certificate.canonical().unwrap().len();
	println!("{most} deposits: {size} bytes, {} nodes", certificate.state.proof.len());

	let more = with(|state| {
		record(state);
		state.insert(keys::listing_count(&commitment(&case())), (most + 1).encode());
	});
	let error = refused(&more, case());
	assert!(matches!(error, BuildError::LongCase), "{error}");
	assert!(error.to_string().contains("1024 deposits: certify each deposit"), "{error}");
}

#[test]
fn reference_should_be_said_by_its_text_when_it_is_opened() {
	let certificate = certified();
	let text = String::from_utf8(certificate.canonical().unwrap()).unwrap();
	assert!(
		!text.contains(&reference().text) && !text.contains(&format!("{:?}", reference().salt))
	);
	let said = open(&certificate, &[reference()]).unwrap();
	let name = "opened, case".to_owned();
	assert_eq!(said, [Field { name, value: reference().text, source: Source::Chain }]);
	for wrong in [opening("8 Cg 1/27"), opening("source")] {
		let refusal = open(&certificate, &[reference(), wrong]).unwrap_err();
		assert_eq!(refusal, Refusal::OpensNothing(2));
	}
}

#[test]
fn timeline_should_be_refused_when_it_is_of_a_case() {
	let error = add_timeline(&*CHAIN, certified(), &issuer_key(), &[]).unwrap_err();
	assert!(matches!(error, BuildError::Refused(Refusal::Superfluous("timeline"))), "{error}");
}
