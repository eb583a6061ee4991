//! What certificates decode against the runtime's own storage: each value, in each of its forms, and the keys that
//! they lie under.

mod common;

use codec::{Decode, DecodeAll, Encode};
use common::{
	maker::{value_type, Maker},
	*,
};
use scale_info::TypeDef;
use sp_core::{crypto::KeyTypeId, H256};
use tracemark_certificate::{
	acts, case, chain, custody, description, exhibits,
	form::{Scheme, Subject},
	keys, registers, Algorithm, IssuerKey, Refusal,
};
use tracemark_primitives::{
	digest::{Digest as AnyDigest, DigestAlgorithm},
	evidence,
};
use tracemark_runtime::{AccountId, Runtime};

/// Values made of each type: enough that each variant of what is nested comes up.
const FORMS: u32 = 600;

/// Decodes a value by the types of certificates and encodes it again.
type Reread = fn(&[u8]) -> Result<Vec<u8>, Refusal>;

fn reread<T: Decode + Encode>(value: &[u8]) -> Result<Vec<u8>, Refusal> {
	chain::decode::<T>("a value", value).map(|value| value.encode())
}

/// All entries of the state that certificates read.
const READ: &[(&str, &str, Reread)] = &[
	("Evidence", "Records", reread::<chain::Record>),
	("Evidence", "Corroborations", reread::<chain::Deposit>),
	("Evidence", "Revocations", reread::<chain::Revocation>),
	("Evidence", "Revokers", reread::<()>),
	("Evidence", "AttestationCount", reread::<u32>),
	("Evidence", "Attestations", reread::<acts::Attestation>),
	("Evidence", "ActCount", reread::<u32>),
	("Evidence", "Acts", reread::<acts::LoggedAct>),
	("Evidence", "HoldCounts", reread::<acts::HoldCount>),
	("Evidence", "Holds", reread::<acts::Hold>),
	("Evidence", "BatchesOf", reread::<Vec<acts::BatchOf>>),
	("Evidence", "Supersessions", reread::<acts::Supersession>),
	("Evidence", "TimeStamps", reread::<acts::LinkedTimeStamp>),
	("Evidence", "Keepers", reread::<acts::Keeping>),
	("Evidence", "ListingCount", reread::<u32>),
	("Evidence", "Listings", reread::<case::Listing>),
	("Evidence", "CaptureGroups", reread::<exhibits::CaptureGroup>),
	("Evidence", "Exhibits", reread::<exhibits::Exhibit>),
	("Evidence", "ExhibitActs", reread::<exhibits::ExhibitEntry>),
	("IpRegistry", "Rights", reread::<registers::Right>),
	("Licensing", "Licences", reread::<registers::Licence>),
	("Customs", "Declarations", reread::<registers::Declaration>),
	("Customs", "Lines", reread::<registers::Line>),
	("Custody", "Spans", reread::<custody::Span>),
	("Consortium", "Organisations", reread::<chain::Organisation>),
	("Consortium", "Affiliations", reread::<acts::Affiliation>),
	("Validators", "Records", reread::<chain::Validator>),
	("Validators", "SetChanges", reread::<u32>),
	("Council", "Members", reread::<Vec<H256>>),
	("Grandpa", "Authorities", reread::<sp_consensus_grandpa::AuthorityList>),
	("Grandpa", "CurrentSetId", reread::<u64>),
	("Session", "KeyOwner", reread::<H256>),
	("System", "BlockHash", reread::<H256>),
	("System", "LastRuntimeUpgrade", reread::<chain::LastUpgrade>),
	("Timestamp", "Now", reread::<u64>),
];

#[test]
fn every_entry_should_be_decoded_for_certificates_when_it_is_of_any_form() {
	let metadata = metadata();
	for (pallet, item, reread) in READ {
		let what = format!("{pallet}.{item}");
		let ty = value_type(&metadata, pallet, item);
		let mut maker = Maker::new(&metadata);
		for _ in 0..FORMS {
			let value = maker.value(ty);
			assert_eq!(reread(&value), Ok(value.clone()), "{what}");
			let longer = [value.as_slice(), &[0]].concat();
			assert_eq!(reread(&longer), Err(Refusal::UnknownLayout("a value")), "{what}");
		}
		maker.assert_complete(&what);
	}
}

#[test]
fn a_description_should_be_decoded_for_certificates_when_it_is_of_any_form() {
	let metadata = metadata();
	let evidence = metadata.pallets.iter().find(|pallet| pallet.name == "Evidence");
	let events = evidence.and_then(|pallet| pallet.event.as_ref()).expect("evidence has events");
	let TypeDef::Variant(events) =
		&metadata.types.resolve(events.ty.id).expect("in the registry").type_def
	else {
		panic!("events are an enum")
	};
	let anchored = events.variants.iter().find(|event| event.name == "Anchored").expect("anchored");
	let is_description = |name: &str| name == "description";
	let mut fields = anchored.fields.iter();
	let ty = fields
		.find(|field| field.name.as_deref().is_some_and(is_description))
		.expect("it has a description")
		.ty
		.id;
	let mut maker = Maker::new(&metadata);
	for _ in 0..FORMS {
		let value = maker.value(ty);
		assert_eq!(reread::<description::Description>(&value), Ok(value.clone()));
		let own = pallet_evidence::Description::decode_all(&mut value.as_slice());
		let own = own.expect("is a description");
		assert_eq!(description::digest(&value), own.digest());
		let read: description::Description =
			chain::decode("a description", &value).expect("is one");
		let provenance = &own.provenance;
		same(&read.subjects, &own.subjects, "subjects");
		same(&read.source, &provenance.source, "source");
		same(&read.tool, &provenance.tool, "tool");
		same(&read.captured_by, &provenance.captured_by, "who captured it");
		let claimed = (read.claimed_moment, read.claimed_offset);
		same(&claimed, &provenance.claimed_time, "claimed time");
		same(&read.witnesses, &provenance.witnesses, "witnesses");
	}
	maker.assert_complete("a description");
}

/// Fails if a field that certificates read is not the runtime's.
fn same(read: &impl Encode, own: &impl Encode, what: &str) {
	assert_eq!(read.encode(), own.encode(), "{what}");
}

/// Has values of a storage item compared, as certificates read them, with the runtime's own.
fn compared<Read: Decode, Own: Decode>(pallet: &str, item: &str, compare: impl Fn(Read, Own)) {
	let metadata = metadata();
	let ty = value_type(&metadata, pallet, item);
	let mut maker = Maker::new(&metadata);
	for _ in 0..FORMS {
		let value = maker.value(ty);
		let read = chain::decode("a value", &value).expect("certificates decode it");
		let own = Own::decode_all(&mut value.as_slice()).expect("the runtime decodes it");
		compare(read, own);
	}
}

#[test]
fn a_field_should_be_the_runtimes_when_certificates_read_it() {
	compared("Evidence", "Records", |read: chain::Record, own: pallet_evidence::Record| {
		deposits_are_same(&read.deposit, &own.deposit);
		same(&read.first.by, &own.first.by, "who was first");
		same(&read.first.at, &own.first.at, "when it was");
		same(&read.corroborations, &own.corroborations, "corroborations");
		assert_eq!(read.status.stands(), own.status.stands());
		let last = match own.status {
			pallet_evidence::RecordStatus::Standing => 0,
			pallet_evidence::RecordStatus::Revoked { last, .. } => last,
		};
		same(&read.status.again_since(), &own.status.again_since(), "since when it stands again");
		for number in [0, 1, last, last.saturating_add(1), u32::MAX] {
			let counts = own.status.counts(number, &own.deposit);
			assert_eq!(read.status.counts(number, &read.deposit), counts);
		}
	});
	compared(
		"Evidence",
		"Corroborations",
		|read: chain::Deposit, own: pallet_evidence::Deposit| {
			deposits_are_same(&read, &own);
		},
	);
	compared(
		"Evidence",
		"Revocations",
		|read: chain::Revocation, own: pallet_evidence::Revocation| {
			same(&(read.org, read.operator), &(own.org, own.operator), "who revoked");
			same(&(read.block, read.moment), &(own.block, own.moment), "when");
			same(&read.ground, &own.ground, "ground");
			assert_eq!(read.is_in_force(), own.is_in_force());
			for (read, own) in
				[(read.reinstated, own.reinstated), (read.revoked_again, own.revoked_again)]
			{
				let read = read.map(|it| (it.operator, it.block, it.moment, it.ground));
				let own = own.map(|it| (it.operator, it.block, it.moment, it.ground));
				same(&read, &own, "how that was reversed");
			}
		},
	);
	compared(
		"Evidence",
		"TimeStamps",
		|read: acts::LinkedTimeStamp, own: pallet_evidence::LinkedTimeStamp| {
			let stamp = &own.time_stamp;
			same(&read.token, &stamp.token, "token");
			same(&read.policy, &stamp.policy, "policy");
			same(&read.serial, &stamp.serial, "serial number");
			same(&read.stated, &stamp.stated, "stated time");
			same(
				&(read.operator, read.block, read.moment),
				&(own.operator, own.block, own.moment),
				"link",
			);
		},
	);
	compared(
		"Evidence",
		"CaptureGroups",
		|read: exhibits::CaptureGroup, own: pallet_evidence::CaptureGroup| {
			same(&(read.by, read.operator), &(own.by, own.operator), "who opened it");
			same(&(read.quorum, read.size), &(own.quorum, own.size), "quorum");
			same(&(read.subject, read.invited), &(own.subject, own.invited), "subject and invited");
			same(
				&(read.block, read.moment, read.until),
				&(own.block, own.moment, own.until),
				"when",
			);
			same(
				&(read.captures, read.agreement),
				&(own.captures, own.agreement),
				"captures and agreement",
			);
		},
	);
	compared("Evidence", "Exhibits", |read: exhibits::Exhibit, own: evidence::Exhibit| {
		same(&(read.by, read.holder), &(own.by, own.holder), "who");
		same(&(read.seal, read.quantity), &(own.seal, own.quantity), "seal and quantity");
		same(
			&(read.lot, read.object, read.sample_of),
			&(own.lot, own.object, own.sample_of),
			"what",
		);
		same(&(read.state, read.order), &(own.state, own.order), "state and order");
		same(&(read.seq, read.head), &(own.seq, own.head), "acts");
	});
	compared(
		"Evidence",
		"ExhibitActs",
		|read: exhibits::ExhibitEntry, own: evidence::ExhibitEntry| {
			same(&(read.org, read.operator), &(own.org, own.operator), "who");
			same(&(read.block, read.moment), &(own.block, own.moment), "when");
			same(&read.act, &own.act, "act");
		},
	);
	compared("Evidence", "Listings", |read: case::Listing, own: pallet_evidence::Listing| {
		same(&read.digest, &own.digest, "digest");
		same(&read.deposit, &own.deposit, "deposit");
	});
	compared("Evidence", "Keepers", |read: acts::Keeping, own: pallet_evidence::Keeping| {
		same(&read.until, &own.until, "until");
		same(
			&(read.operator, read.block, read.moment),
			&(own.operator, own.block, own.moment),
			"who",
		);
	});
}

fn deposits_are_same(read: &chain::Deposit, own: &pallet_evidence::Deposit) {
	same(&read.kind, &own.kind, "kind");
	same(&read.org, &own.org, "organisation");
	same(&read.operator, &own.operator, "operator");
	same(&read.block, &own.block, "block");
	same(&read.moment, &own.moment, "moment");
	same(&read.content, &own.content, "content");
	same(&read.description, &own.description, "description");
}

#[test]
fn a_field_of_a_register_should_be_the_runtimes_when_certificates_read_it() {
	compared(
		"Consortium",
		"Organisations",
		|read: chain::Organisation, own: pallet_consortium::OrganisationOf<Runtime>| {
			let profile = &own.profile;
			same(&read.name, &profile.display_name, "name");
			same(&read.country, &profile.country, "country");
			same(&(read.lei, read.eori, read.gln), &profile.identifiers, "identifiers");
			same(&(read.verification, read.verified_by), &profile.verification, "verification");
			same(&read.roles, &own.roles, "roles");
			same(&read.standing, &own.standing, "standing");
			assert_eq!(read.frozen, own.is_frozen());
			same(&read.controller, &own.controller, "controller");
			same(&read.admitted_at, &own.admitted_at, "admission");
		},
	);
	compared("Custody", "Spans", |read: custody::Span, own: pallet_custody::Span| {
		same(&read.stay, &own.stay, "stay");
		same(&(read.at, read.block), &(own.at, own.block), "when");
		same(&(read.place, read.reservation), &(own.place, own.reservation), "place and remark");
		same(&(read.passage, read.owner), &(own.passage, own.owner), "passage and owner");
	});
	compared(
		"IpRegistry",
		"Rights",
		|read: registers::Right, own: pallet_ip_registry::Right<Runtime>| {
			same(&read.kind, &own.kind, "kind");
			same(&(read.owners, read.owned_since), &(own.owners, own.owned_since), "owners");
			same(&read.rule, &own.rule, "who licenses");
			same(
				&(read.territories, read.designations),
				&(own.territories, own.designations),
				"where",
			);
			same(&(read.classes, read.limitations), &(own.classes, own.limitations), "classes");
			same(&(read.term, read.ended), &(own.term, own.ended), "term and end");
			same(&read.surrendered, &own.surrendered, "surrender");
			same(
				&(read.attested_by, read.attested_at),
				&(own.attested_by, own.attested_at),
				"by whom",
			);
			same(&(read.basis, read.registration), &(own.basis, own.registration), "basis");
		},
	);
	compared(
		"Licensing",
		"Licences",
		|read: registers::Licence, own: pallet_licensing::Licence<AccountId>| {
			same(&(read.licensor, read.licensee), &(own.licensor, own.licensee), "parties");
			same(&(read.left, read.parent), &(own.left, own.parent), "what is left");
			same(&(read.ended, read.suspensions), &(own.ended, own.suspensions), "end");
			let (read, own) = (read.terms, own.terms);
			same(&(read.activities, read.territories), &(own.activities, own.territories), "acts");
			same(&(read.term, read.quantity), &(own.term, own.quantity), "how long");
			same(&(read.products, read.channel), &(own.products, own.channel), "goods");
			same(
				&(read.exclusivity, read.sublicensing),
				&(own.exclusivity, own.sublicensing),
				"others",
			);
			same(&(read.notice, read.sell_off), &(own.notice, own.sell_off), "notice");
			same(&(read.contract, read.royalties), &(own.contract, own.royalties), "royalties");
		},
	);
	compared(
		"Customs",
		"Declarations",
		|read: registers::Declaration, own: pallet_customs::Declaration| {
			same(&(read.declarant, read.operator), &(own.declarant, own.operator), "declarant");
			same(&(read.represented, read.importer), &(own.represented, own.importer), "importer");
			same(&(read.holder, read.seller), &(own.holder, own.seller), "holder and seller");
			same(&(read.origin, read.destination), &(own.origin, own.destination), "countries");
			same(&(read.reference, read.lines), &(own.reference, own.lines), "reference");
			same(&(read.lodged_at, read.lodged_in), &(own.lodged_at, own.lodged_in), "lodging");
		},
	);
	compared("Customs", "Lines", |read: registers::Line, own: pallet_customs::Line| {
		same(
			&(read.gtin, read.quantity, read.value),
			&(own.gtin, own.quantity, own.value),
			"goods",
		);
		same(&(read.hs_edition, read.hs_code), &own.hs, "commodity code");
		same(&(read.goods, read.unknown), &(own.goods, own.unknown), "known and unknown");
		let (advice, decided) = (read.decision, own.decision);
		same(&advice.outcome, &decided.outcome, "advice");
		same(&advice.contradicted, &decided.contradicted, "contradicted");
		same(&advice.no_record, &decided.no_record, "no record");
		same(&advice.not_applicable, &decided.not_applicable, "not asked");
		same(&(advice.natures, advice.references), &(decided.natures, decided.references), "why");
		same(&read.status, &own.status, "status");
	});
}

/// Each algorithm as certificates and as the chain name it.
const ALGORITHMS: [(Algorithm, DigestAlgorithm); 4] = [
	(Algorithm::Sha256, DigestAlgorithm::Sha256),
	(Algorithm::Sha3256, DigestAlgorithm::Sha3_256),
	(Algorithm::Blake2b256, DigestAlgorithm::Blake2b256),
	(Algorithm::Sm3, DigestAlgorithm::Sm3),
];

#[test]
fn keys_of_evidence_should_be_those_of_the_runtime_when_certificates_compute_them() {
	use pallet_evidence as evidence;
	let value = digest_of("a file");
	for (algorithm, own) in ALGORITHMS {
		let digest = AnyDigest { algorithm: own, value };
		for (read, own) in [
			(keys::record(algorithm, &value), evidence::Records::<Runtime>::hashed_key_for(digest)),
			(
				keys::corroboration(algorithm, &value, 7),
				evidence::Corroborations::<Runtime>::hashed_key_for(digest, 7),
			),
			(
				keys::revocation(algorithm, &value, 7),
				evidence::Revocations::<Runtime>::hashed_key_for(digest, 7),
			),
			(
				keys::revoker(algorithm, &value, 7),
				evidence::Revokers::<Runtime>::hashed_key_for(digest, 7),
			),
			(
				keys::attestations(algorithm, &value),
				evidence::AttestationCount::<Runtime>::hashed_key_for(digest),
			),
			(
				keys::attestation(algorithm, &value, 7),
				evidence::Attestations::<Runtime>::hashed_key_for(digest, 7),
			),
			(
				keys::act_count(algorithm, &value),
				evidence::ActCount::<Runtime>::hashed_key_for(digest),
			),
			(keys::act(algorithm, &value, 7), evidence::Acts::<Runtime>::hashed_key_for(digest, 7)),
			(
				keys::hold_count(algorithm, &value),
				evidence::HoldCounts::<Runtime>::hashed_key_for(digest),
			),
			(
				keys::hold(algorithm, &value, 7),
				evidence::Holds::<Runtime>::hashed_key_for(digest, 7),
			),
			(
				keys::batches_of(algorithm, &value),
				evidence::BatchesOf::<Runtime>::hashed_key_for(digest),
			),
			(
				keys::supersession(algorithm, &value, 7),
				evidence::Supersessions::<Runtime>::hashed_key_for(digest, 7),
			),
			(
				keys::time_stamp(algorithm, &value, 7, 8),
				evidence::TimeStamps::<Runtime>::hashed_key_for((digest, 7u32, 8u32)),
			),
			(
				keys::keeper(algorithm, &value, 7),
				evidence::Keepers::<Runtime>::hashed_key_for(digest, 7),
			),
			(
				keys::exhibit(algorithm, &value, 7),
				evidence::Exhibits::<Runtime>::hashed_key_for(digest, 7),
			),
			(
				keys::exhibit_act(algorithm, &value, 7, 8),
				evidence::ExhibitActs::<Runtime>::hashed_key_for((digest, 7u32, 8u32)),
			),
		] {
			assert_eq!(read, own);
		}
	}
}

#[test]
fn keys_of_registers_and_of_the_chain_should_be_those_of_the_runtime_when_certificates_compute_them(
) {
	let id = digest_of("an id");
	let somebody = account("somebody");
	let of_account = H256(somebody.clone().into());
	let grandpa = (KeyTypeId(*b"gran"), id.as_bytes().to_vec());
	for (read, own) in [
		(keys::right(&id), pallet_ip_registry::Rights::<Runtime>::hashed_key_for(id)),
		(
			keys::listing_count(&id),
			pallet_evidence::ListingCount::<Runtime>::hashed_key_for(evidence::Subject::Case(id)),
		),
		(
			keys::listing(&id, 7),
			pallet_evidence::Listings::<Runtime>::hashed_key_for(evidence::Subject::Case(id), 7),
		),
		(keys::capture_group(7), pallet_evidence::CaptureGroups::<Runtime>::hashed_key_for(7)),
		(keys::licence(7), pallet_licensing::Licences::<Runtime>::hashed_key_for(7)),
		(keys::declaration(7), pallet_customs::Declarations::<Runtime>::hashed_key_for(7)),
		(keys::line(7, 8), pallet_customs::Lines::<Runtime>::hashed_key_for(7, 8)),
		(keys::span(&id, 8), pallet_custody::Spans::<Runtime>::hashed_key_for(id, 8)),
		(keys::organisation(7), pallet_consortium::Organisations::<Runtime>::hashed_key_for(7)),
		(
			keys::affiliation(&of_account),
			pallet_consortium::Affiliations::<Runtime>::hashed_key_for(&somebody),
		),
		(
			keys::validator(&of_account),
			pallet_validators::Records::<Runtime>::hashed_key_for(&somebody),
		),
		(keys::set_change(7), pallet_validators::SetChanges::<Runtime>::hashed_key_for(7)),
		(keys::key_owner(&id), pallet_session::KeyOwner::<Runtime>::hashed_key_for(grandpa)),
		(keys::block_hash(7), frame_system::BlockHash::<Runtime>::hashed_key_for(7u32)),
		(
			keys::council(),
			pallet_collective::Members::<Runtime, pallet_collective::Instance1>::hashed_key()
				.to_vec(),
		),
		(keys::authorities(), pallet_grandpa::Authorities::<Runtime>::hashed_key().to_vec()),
		(keys::current_set_id(), pallet_grandpa::CurrentSetId::<Runtime>::hashed_key().to_vec()),
		(keys::now(), pallet_timestamp::Now::<Runtime>::hashed_key().to_vec()),
		(keys::last_upgrade(), frame_system::LastRuntimeUpgrade::<Runtime>::hashed_key().to_vec()),
	] {
		assert_eq!(read, own);
	}
}

/// What lies under a key, as certificates read it.
#[track_caller]
fn stored<T: Decode>(key: Vec<u8>) -> T {
	let value = sp_io::storage::get(&key).expect("something lies there");
	chain::decode("a value", &value).expect("certificates decode it")
}

#[test]
fn records_should_say_what_happened_when_certificates_read_them_from_the_state() {
	run(|| {
		let (world, declaration) = World::released();
		let Cast { brand, importer, broker, monitor, customs, .. } = &world.cast;
		let right: registers::Right = stored(Subject::Right { id: world.right }.key());
		assert_eq!(right.kind, registers::RightKind::TradeMark);
		assert_eq!(right.owners[0].owner, registers::Owner::Organisation(brand.org));

		brand.does(pallet_licensing::Call::<Runtime>::suspend_licence {
			licence: world.import,
			ground: ground(),
		});
		let licence: registers::Licence = stored(keys::licence(world.import));
		assert_eq!((licence.licensee, licence.suspensions), (importer.org, 1));

		let declared: registers::Declaration = stored(keys::declaration(declaration));
		assert_eq!((declared.declarant, declared.importer), (broker.org, importer.org));
		let line: registers::Line = stored(keys::line(declaration, 0));
		assert!(matches!(line.status, registers::LineStatus::Released { .. }));

		let value = digest_of("a captured page");
		let digest = AnyDigest { algorithm: DigestAlgorithm::Sha256, value };
		let sha = Algorithm::Sha256;
		monitor.does(anchor_call(digest, world.right));
		brand.does(anchor_call(digest, world.right));
		customs.does(pallet_evidence::Call::<Runtime>::attest { digest, statement: ground() });
		let until = now() + 90 * DAY;
		brand.does(pallet_evidence::Call::<Runtime>::keep { digest, until });
		next_block(HOUR);
		monitor.does(pallet_evidence::Call::<Runtime>::revoke {
			digest,
			number: 0,
			ground: ground(),
		});

		let at = now();
		brand.does(pallet_evidence::Call::<Runtime>::revoke {
			digest,
			number: 1,
			ground: ground(),
		});
		next_block(HOUR);
		brand.does(pallet_evidence::Call::<Runtime>::reinstate {
			digest,
			number: 1,
			ground: ground(),
		});
		let record: chain::Record = stored(keys::record(sha, &value));
		let again_since = Some(now());
		let status = chain::RecordStatus::Revoked { last: 1, left: 1, at, again_since };
		assert_eq!(record.status, status);
		assert_eq!((record.deposit.org, record.first.by), (monitor.org, monitor.org));
		let later: chain::Deposit = stored(keys::corroboration(sha, &value, 1));
		assert_eq!(later.org, brand.org);
		let revocation: chain::Revocation = stored(keys::revocation(sha, &value, 0));
		assert_eq!((revocation.org, revocation.moment), (monitor.org, at));
		assert_eq!((revocation.ground, revocation.reinstated), (ground(), None));
		let reversed: chain::Revocation = stored(keys::revocation(sha, &value, 1));
		assert_eq!(reversed.reinstated.map(|it| it.moment), again_since);
		stored::<()>(keys::revoker(sha, &value, monitor.org));
		assert_eq!(stored::<u32>(keys::attestations(sha, &value)), 1);
		let attestation: acts::Attestation = stored(keys::attestation(sha, &value, 1));
		assert_eq!(attestation.org, customs.org);
		let keeping: acts::Keeping = stored(keys::keeper(sha, &value, brand.org));
		assert_eq!(keeping.until, until);
		let organisation: chain::Organisation = stored(keys::organisation(monitor.org));
		assert_eq!(organisation.name, monitor.name.as_bytes());
	});
}

#[test]
fn accounts_of_seats_should_be_those_of_the_council_when_certificates_read_it() {
	run(|| {
		let mut council: Vec<H256> = stored(keys::council());
		council.sort();
		let mut own: Vec<H256> = seats().into_iter().map(|seat| H256(seat.into())).collect();
		own.sort();
		assert_eq!(council, own);
		let seat = IssuerKey::from_secret(Scheme::Sr25519, "//Alice").expect("a development key");
		let (_, account) = seat.public();
		assert!(council.contains(&account));
	});
}
