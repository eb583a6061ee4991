use super::*;
use tracemark_primitives::rights::{Fingerprint, FingerprintAlgorithm};

fn contents(seeds: &[u8]) -> ContentsOf<Test> {
	seeds.iter().map(|seed| digest(*seed)).collect::<Vec<_>>().try_into().unwrap()
}

fn fingerprint(algorithm: FingerprintAlgorithm, bits: u64) -> Fingerprint {
	let mut value = [0; 32];
	value[..8].copy_from_slice(&bits.to_be_bytes());
	Fingerprint { algorithm, value }
}

fn image(bits: u64) -> Fingerprint {
	fingerprint(FingerprintAlgorithm::ImageDifferenceHash, bits)
}

fn add(who: u64, right: RightId, seeds: &[u8]) -> sp_runtime::DispatchResult {
	Registry::add_version(signed(who), right, contents(seeds), Default::default())
}

#[test]
fn add_version_should_append_to_the_claim_when_the_claimant_signs() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(claim(AUTHOR, work(), &[]));
		let (right, claimant) = (work().id(), Owner::Account(AUTHOR));
		pass(1);
		let prints: Fingerprints = vec![image(1), image(2)].try_into().unwrap();
		assert_ok!(Registry::add_version(signed(AUTHOR), right, contents(&[4, 5]), prints.clone()));
		let stored = Version {
			by: claimant,
			contents: contents(&[4, 5]),
			fingerprints: prints,
			at: NOW + DAY,
			block: 2,
		};
		assert_eq!(Versions::<Test>::get((right, claimant, 1)), Some(stored.clone()));
		let (version, by) = (1, claimant);
		let event = Event::VersionAdded { right, claimant, version, by };
		assert_eq!(last_event(), event);
		// The next replaces nothing, also with the same contents.
		assert_ok!(add(AUTHOR, right, &[4, 5]));
		assert_eq!(Versions::<Test>::get((right, claimant, 1)), Some(stored));
		assert_eq!(VersionCount::<Test>::get(right, claimant), 2);
	});
}

#[test]
fn add_version_should_append_to_the_right_when_an_owner_signs() {
	ExtBuilder::build_and_execute(|| {
		let (right, author) = (substantiated_work(), Owner::Account(AUTHOR));
		assert_ok!(claim(STUDIO, work(), &[]));
		assert_ok!(add(STUDIO, right, &[2]));
		assign(right, (AUTHOR, author), (STUDIO, studio()), 50);
		// The studio has a claim of its own, but is an owner now.
		assert_ok!(add(STUDIO, right, &[3]));
		let version = Versions::<Test>::get((right, author, 1)).unwrap();
		assert_eq!((version.by, version.contents), (studio(), contents(&[3])));
		assert_eq!(VersionCount::<Test>::get(right, studio()), 1);
		// Who sold all of it still adds to what was claimed, under his own name.
		assign(right, (AUTHOR, author), (STUDIO, studio()), 50);
		assert_ok!(add(AUTHOR, right, &[4]));
		assert_eq!(Versions::<Test>::get((right, author, 2)).unwrap().by, author);
	});
}

#[test]
fn add_version_should_fail_when_the_signer_has_no_part_in_it() {
	ExtBuilder::build_and_execute(|| {
		let right = substantiated_work();
		for who in [BRAND, OUTSIDER] {
			assert_noop!(add(who, right, &[2]), Error::<Test>::NoClaim);
		}
		assert_noop!(add(TRADER, right, &[2]), ROLE_MISSING);
		FakeMembership::set_standing(BRAND_ORG, Standing::Suspended);
		assert_noop!(add(BRAND, right, &[2]), NOT_IN_GOOD_STANDING);
		let (origin, none) = (RuntimeOrigin::root(), Default::default());
		let unsigned = Registry::add_version(origin, right, contents(&[2]), none);
		assert_noop!(unsigned, DispatchError::BadOrigin);
	});
}

#[test]
fn add_version_should_fail_when_the_claim_is_closed() {
	ExtBuilder::build_and_execute(|| {
		let right = claim_mark(BRAND);
		claim_mark(STUDIO);
		assert_ok!(Registry::withdraw(signed(BRAND), right));
		assert_ok!(Registry::refuse(signed(OFFICE), right, studio(), H256::zero()));
		for who in [BRAND, STUDIO] {
			assert_noop!(add(who, right, &[2]), Error::<Test>::ClaimClosed);
		}
	});
}

#[test]
fn add_version_should_fail_when_the_right_has_ended() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		claim_mark(AUTHOR);
		assign(right, (BRAND, brand()), (STUDIO, studio()), 100);
		pass(1000);
		// The owner, and the claimant who is none any more.
		for who in [STUDIO, BRAND] {
			assert_noop!(add(who, right, &[2]), Error::<Test>::AlreadyEnded);
		}
		// Another's open claim does not end with it.
		assert_ok!(add(AUTHOR, right, &[2]));
	});
}

#[test]
fn add_version_should_fail_when_it_has_no_contents() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		assert_noop!(add(BRAND, right, &[]), Error::<Test>::NoContents);
	});
}

#[test]
fn add_version_should_fail_when_a_fingerprint_is_longer_than_its_algorithm_gives() {
	ExtBuilder::build_and_execute(|| {
		use FingerprintAlgorithm::*;
		let right = attested_mark();
		let full = |algorithm| Fingerprint { algorithm, value: [0xff; 32] };
		let add = |print| {
			let prints = vec![print].try_into().unwrap();
			Registry::add_version(signed(BRAND), right, contents(&[2]), prints)
		};
		for algorithm in [ImageDifferenceHash, ImageCosineHash] {
			assert_noop!(add(full(algorithm)), Error::<Test>::MalformedFingerprint);
			assert_ok!(add(fingerprint(algorithm, u64::MAX)));
		}
		assert_ok!(add(full(IsccContentCode)));
	});
}
