//! Genuine certificates are accepted, and say on whose word each of their statements stands.

mod common;

use common::{
	case, custody, digest, genuine, issuer_key, original, registers, subject, text, TestChain,
	LEAVES,
};
use sp_core::{Bytes, H256};
use std::{
	collections::{BTreeMap, BTreeSet},
	time::{Duration, Instant},
};
use tracemark_certificate::{
	build,
	chain::{Content, Deposit, EvidenceKind, RecordStatus},
	digest_of,
	form::{Original, Scheme, Subject},
	html, keys, verify, verify_original,
	words::summary,
	Algorithm, BuildError, IssuerKey, Refusal, Request, Source,
};

fn chain() -> TestChain {
	TestChain::new(1, &[4, 5, 1, 7], 14)
}

fn source(report: &tracemark_certificate::Report, name: &str) -> Source {
	report.fields.iter().find(|field| field.name == name).unwrap().source
}

/// Where these certificates lie for the verifier in TypeScript, which judges the same: one to a line, after
/// the genesis hash of their chain.
const FOR_OTHERS: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/genuine.jsonl");

#[test]
fn certificates_should_be_accepted_when_records_span_many_blocks_and_sets() {
	let chain = &*genuine::CHAIN;
	let anchor = Some(chain.genesis_hash());
	let mut lines = format!("{:?}\n", chain.genesis_hash());
	// Of records, and of leaves by the size of their batch: how many there are, in the time of which sets they
	// were deposited, and which sets voted for the certified block.
	let mut seen = BTreeMap::<Option<u64>, (usize, BTreeSet<usize>, BTreeSet<u64>)>::new();
	for (subject, at) in genuine::requests() {
		let certificate = chain.certify(subject, at);
		let report = verify(&certificate.canonical().unwrap(), anchor).unwrap();
		assert!(report.anchored);
		lines.push_str(&text(&certificate));
		lines.push('\n');
		let size = match certificate.subject {
			Subject::Leaf { leaves, .. } => Some(leaves),
			_ => None,
		};
		let entry = certificate.entry.unwrap();
		let (count, deposited, voted) = seen.entry(size).or_default();
		*count += 1;
		deposited.insert(chain.block(entry.block).set);
		voted.insert(certificate.finality.set_id);
		let status = certificate.status.unwrap();
		let k = match size {
			Some(_) => 0,
			None => certificate.depositor.unwrap().org - 4,
		};
		// What was reinstated stands, if it was not revoked again.
		let (is_reinstated, is_again) =
			(entry.block.is_multiple_of(3), entry.block.is_multiple_of(6));
		let stands = k != 4 || (is_reinstated && !is_again);
		assert_eq!((status.deposit_stands, status.digest_stands), (stands, stands));
		assert_eq!(status.again_since.is_some(), k == 4 && stands);
		assert_eq!(status.revoked.is_some(), k == 4);
		if let Some(revoked) = status.revoked {
			let reversed = (revoked.reinstated.is_some(), revoked.revoked_again.is_some());
			assert_eq!(reversed, (is_reinstated, is_again));
		}
		assert_eq!(
			(status.corroborations, status.attestations),
			if k == 3 { (2, 1) } else { (0, 0) }
		);
	}
	let counts: Vec<(Option<u64>, usize)> = seen.iter().map(|(size, all)| (*size, all.0)).collect();
	let of = |size, count| (Some(size), count);
	let leaves = [of(1, 8), of(2, 16), of(8, 24), of(13, 24), of(1_000, 24)];
	assert_eq!(counts, [[(None, 280)].as_slice(), leaves.as_slice()].concat());
	let voted_of_leaves: BTreeSet<u64> =
		seen.iter().filter(|(size, _)| size.is_some()).flat_map(|(_, all)| all.2.clone()).collect();
	assert_eq!((seen[&None].2.len(), voted_of_leaves.len()), (4, 4));
	assert!(seen.values().all(|(_, deposited, _)| deposited.len() == 4));
	for index in 0..LEAVES {
		let certificate = chain.certify_leaf(20, index, 0);
		assert!(verify(&certificate.canonical().unwrap(), anchor).is_ok());
		lines.push_str(&text(&certificate));
		lines.push('\n');
	}
	for subject in [
		registers::group(),
		registers::exhibit(),
		registers::sample(),
		case::case(),
		case::other(),
		custody::event("pallet", 4),
		custody::event("wanderer", 3),
	] {
		let certificate = chain.certify(subject, None);
		assert!(verify(&certificate.canonical().unwrap(), anchor).is_ok());
		lines.push_str(&text(&certificate));
		lines.push('\n');
	}
	assert_eq!(chain.last(), 56);
	// A file of its own first: whoever reads does not see half of it.
	let begun = format!("{FOR_OTHERS}.{}", std::process::id());
	std::fs::write(&begun, lines).unwrap();
	std::fs::rename(begun, FOR_OTHERS).unwrap();
}

#[test]
fn leaves_should_be_accepted_when_their_batch_is_on_record() {
	let chain = chain();
	for index in 0..LEAVES {
		for deposit in [0, 1] {
			let certificate = chain.certify_leaf(20, index, deposit);
			let org = certificate.depositor.unwrap().org;
			assert_eq!(org, if deposit == 0 { 4 } else { 5 });
			let status = certificate.status.unwrap();
			assert!(status.deposit_stands && status.digest_stands && status.first.is_none());
			// Only a digest with a record of its own has an earliest deposit.
			assert_eq!(status.earliest, None);
		}
	}
}

#[test]
fn a_leaf_should_count_when_its_batch_is_older_than_the_first_revocation() {
	let deposit = |content, moment| Deposit {
		kind: EvidenceKind::WebCapture,
		org: 4,
		operator: 10,
		block: 1,
		moment,
		content,
		description: H256::zero(),
	};
	let leaf = Content::Leaf { root: H256::zero(), opened_at: 90 };
	let revoked = RecordStatus::Revoked { last: 1, left: 1, at: 50, again_since: None };
	for (number, content, moment, counts) in [
		(1, Content::Single, 10, true),
		(2, Content::Single, 60, false),
		(2, leaf, 49, true),
		(2, leaf, 50, false),
	] {
		assert_eq!(revoked.counts(number, &deposit(content, moment)), counts);
		assert!(RecordStatus::Standing.counts(number, &deposit(content, moment)));
	}
}

#[test]
fn a_later_deposit_should_be_certified_when_it_is_asked_for_and_name_the_first() {
	let chain = chain();
	let (root, _) = common::batch(20, 0);
	let status = chain.certify(subject(root, 1), None).status.unwrap();
	assert!(status.deposit_stands);
	assert_eq!(status.first.map(|first| (first.org, first.block)), Some((4, 20)));
	assert_eq!(status.earliest.map(|earliest| earliest.org), Some(4));
	let request =
		Request { subject: subject(root, 2), original: None, at: None, issuer: String::new() };
	let error = build(&chain, request, &issuer_key()).unwrap_err();
	assert!(matches!(error, BuildError::Refused(Refusal::NoRecord)), "{error}");
}

#[test]
fn a_state_entry_should_be_certified_when_it_is_there_and_when_it_is_not() {
	let chain = chain();
	let name = "Consortium.Organisations".to_owned();
	for (org, there) in [(3, true), (99, false)] {
		let key = Bytes(keys::organisation(org));
		let subject = Subject::State { name: name.clone(), key };
		let certificate = chain.certify(subject, None);
		assert_eq!(certificate.state.value.is_some(), there);
		let report = verify(&certificate.canonical().unwrap(), None).unwrap();
		assert!(!report.anchored);
		// Nobody can tell from absence whether the item is spelt right.
		let said = report.fields.iter().find(|field| field.name == "storage item");
		assert_eq!(said.map(|field| field.source), (!there).then_some(Source::Issuer));
		let words = "that the chain has such an item is not proven";
		assert_eq!(said.is_some_and(|field| field.value == words), !there);
		let what = summary(&report).into_iter().find(|(name, _)| *name == "What").unwrap().1;
		assert_eq!(what.contains(words), !there);
		assert_eq!(source(&report, "genesis hash"), Source::Issuer);
		assert_eq!(verify_original(&certificate, b""), Err(Refusal::NoOriginal));
	}
}

#[test]
fn report_should_say_that_the_issuer_vouches_when_the_chain_does_not() {
	let chain = chain();
	let anchor = Some(chain.genesis_hash());
	for (block, expected) in [(chain.last() - 3, Source::Chain), (1, Source::Issuer)] {
		let certificate = chain.certify_digest(block, 0, None);
		let report = verify(&certificate.canonical().unwrap(), anchor).unwrap();
		assert_eq!(source(&report, "hash of the entry's block"), expected);
		assert_eq!(certificate.entry.unwrap().block_hash, chain.block(block).hash);
		for (name, expected) in [
			("digest", Source::Chain),
			("depositor", Source::Chain),
			("LEI of the depositor", Source::Chain),
			("time of the entry", Source::Chain),
			("chain", Source::Issuer),
			("genesis hash", Source::Chain),
			("retrieved", Source::Issuer),
			("operator of the chain", Source::Chain),
			("issuer", Source::Issuer),
		] {
			assert_eq!(source(&report, name), expected, "{name}");
		}
	}
}

#[test]
fn original_should_be_recognised_when_it_has_the_digest_and_the_size() {
	let chain = chain();
	let of = |size| {
		let subject = subject(digest(9, 0), 0);
		let original = Some(Original {
			size,
			media_type: Some("text/plain".to_owned()),
			kept_at: Some("Archive <1>, Hangzhou".to_owned()),
			approval: Some("No. 36/2026".to_owned()),
		});
		let request = Request { subject, original, at: None, issuer: String::new() };
		build(&chain, request, &issuer_key()).unwrap()
	};
	let file = original(9, 0);
	let size = u64::try_from(file.len()).unwrap();
	assert_eq!(verify_original(&of(size), &file), Ok(()));
	let report = verify(&of(size).canonical().unwrap(), None).unwrap();
	for (name, value) in [
		("place where the original is kept", "Archive <1>, Hangzhou"),
		("approval to hand the original over", "No. 36/2026"),
	] {
		let field = report.fields.iter().find(|field| field.name == name).unwrap();
		assert_eq!((field.value.as_str(), field.source), (value, Source::Issuer));
	}
	assert_eq!(verify_original(&of(size + 1), &file), Err(Refusal::OtherSize));
	assert_eq!(verify_original(&of(size), &original(9, 1)), Err(Refusal::OtherOriginal("SHA-256")));
}

#[test]
fn digests_should_be_those_of_the_standards_when_the_chain_takes_their_algorithm() {
	// FIPS 180-4 and FIPS 202 (NIST examples), RFC 7693 with 32 bytes, GB/T 32905-2016 appendix A.
	let long = "abcd".repeat(16);
	for (algorithm, message, digest) in [
		(
			Algorithm::Sha256,
			"abc",
			"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
		),
		(
			Algorithm::Sha3256,
			"",
			"a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a",
		),
		(
			Algorithm::Sha3256,
			"abc",
			"3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532",
		),
		(
			Algorithm::Blake2b256,
			"",
			"0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
		),
		(Algorithm::Sm3, "abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
		(Algorithm::Sm3, &long, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
	] {
		let computed = format!("{:?}", digest_of(algorithm, message.as_bytes()));
		assert_eq!(computed, format!("0x{digest}"), "{} of {message:?}", algorithm.name());
	}
}

#[test]
fn original_should_be_recognised_when_its_digest_was_computed_by_any_algorithm() {
	let chain = chain();
	let file = original(9, 0);
	for algorithm in [Algorithm::Sha256, Algorithm::Sha3256, Algorithm::Blake2b256, Algorithm::Sm3]
	{
		let digest = digest_of(algorithm, &file);
		let certificate = chain.certify(Subject::Digest { algorithm, digest, deposit: 0 }, None);
		assert_eq!(verify_original(&certificate, &file), Ok(()));
		let refused = Err(Refusal::OtherOriginal(algorithm.name()));
		assert_eq!(verify_original(&certificate, &original(9, 1)), refused);
	}
}

#[test]
fn builder_should_find_stored_justifications_when_the_node_proves_none_on_request() {
	let mut chain = chain();
	chain.proves = false;
	let certificate = chain.certify_digest(9, 0, None);
	assert_eq!(certificate.retrieval.block, 56);
	chain.stored.clear();
	let subject = subject(digest(9, 0), 0);
	let request = Request { subject, original: None, at: None, issuer: String::new() };
	let error = build(&chain, request, &issuer_key()).unwrap_err();
	assert!(matches!(error, BuildError::NoFinality(56)), "{error}");
}

#[test]
fn builder_should_refuse_when_the_digest_has_no_record() {
	let subject = Subject::Digest { algorithm: Algorithm::Sm3, digest: H256::zero(), deposit: 0 };
	let request = Request { subject, original: None, at: None, issuer: String::new() };
	let error = build(&chain(), request, &issuer_key()).unwrap_err();
	assert!(matches!(error, BuildError::Refused(Refusal::NoRecord)), "{error}");
}

#[test]
fn signature_should_be_accepted_when_the_issuer_uses_another_scheme() {
	let chain = chain();
	let mut certificate = chain.certify_digest(9, 0, None);
	for scheme in [Scheme::Sr25519, Scheme::Ecdsa] {
		let key = IssuerKey::from_secret(scheme, "//Issuer").unwrap();
		certificate.issuer = key.issuer("Issuer");
		key.sign(&mut certificate).unwrap();
		assert!(verify(&certificate.canonical().unwrap(), None).is_ok());
	}
}

#[test]
fn page_should_escape_and_say_what_is_not_proven_when_it_is_rendered() {
	let chain = chain();
	let report = verify(&chain.certify_digest(8, 4, None).canonical().unwrap(), None).unwrap();
	let page = html::render(&report);
	assert!(page.contains("Member &lt;8&gt; &amp; Co") && !page.contains("Member <8>"));
	assert!(page.contains("This deposit does not stand"));
	let not_proven = page.find("does not prove").unwrap();
	assert!(not_proven < page.find("All statements").unwrap());
}

#[test]
fn size_should_grow_by_hand_offs_only_when_the_chain_grows() {
	let rounds = 100;
	let mut sizes = Vec::new();
	for (sets, length) in [(1, 14), (1, 56), (2, 28), (4, 14)] {
		let chain = TestChain::new(1, &[4, 4, 4, 4][..sets], length);
		let certificate = text(&chain.certify_digest(9, 0, None));
		let begin = Instant::now();
		for _ in 0..rounds {
			verify(certificate.as_bytes(), Some(chain.genesis_hash())).unwrap();
		}
		let time = begin.elapsed() / rounds;
		let blocks = chain.last();
		println!("{sets} sets, {blocks} blocks: {} bytes, {time:?} to verify", certificate.len());
		// Milliseconds where the program is optimised; a busy machine must not fail a test.
		assert!(cfg!(debug_assertions) || time < Duration::from_millis(100), "{time:?}");
		sizes.push(certificate.len());
	}
	assert!(sizes[0] < 16_384, "{sizes:?}");
	// Four times as many records: a level of the trie.
	assert!(sizes[1].abs_diff(sizes[0]) < 2_048, "{sizes:?}");
	// As many blocks with one and with three hand-offs between sets of four.
	assert!(sizes[2].abs_diff(sizes[1]) < 1_536, "{sizes:?}");
	assert!(sizes[3].abs_diff(sizes[1]) < 3 * 1_536, "{sizes:?}");
}
