//! What clients read. Every list is read in pages, whatever limit is asked for.

use super::*;
use tracemark_primitives::{
	apis::{ClaimKey, OwnedRight, Page},
	rights::{Fingerprint, FingerprintAlgorithm},
};

/// Attests a mark of the brand in these classes and places.
fn mark_in(serial: u32, list: &[RightClass], places: Territories) -> RightId {
	let subject = registered(RightKind::TradeMark, &format!("EM500000{serial:09}"));
	assert_ok!(claim(BRAND, subject, list));
	let (right, list) = (subject.id(), classes(list));
	let attested =
		Registry::attest(signed(OFFICE), right, brand(), places, list, term(), None, BY_OFFICE);
	assert_ok!(attested);
	right
}

fn only(code: &[u8; 2]) -> Territories {
	Territories::of(&[Country(*code)]).unwrap()
}

#[test]
fn right_record_should_show_the_right_with_its_subject_when_attested() {
	ExtBuilder::build_and_execute(|| {
		claim_mark(BRAND);
		assert_eq!(Registry::right_record(mark().id()), None);
		assert_ok!(attest_mark(OFFICE, brand()));
		let right = mark().id();
		assign(right, (BRAND, brand()), (STUDIO, studio()), 25);
		assert_ok!(challenge(AUTHOR, right, Relief::Invalidity));
		assert_ok!(challenge(OUTSIDER, right, Relief::Invalidity));
		assert_ok!(Registry::withdraw_challenge(signed(AUTHOR), right, 0));
		let record = Registry::right_record(right).unwrap();
		assert_eq!((record.id, record.subject, record.claimant), (right, mark(), brand()));
		assert_eq!(record.owners, owners(&[(brand(), 75), (studio(), 25)]).into_inner());
		assert_eq!((record.titles, record.challenges, record.open_challenges), (2, 2, 1));
		assert_eq!((record.territories, record.term, record.basis), (eu(), term(), BY_OFFICE));
	});
}

#[test]
fn right_by_number_should_find_the_right_when_office_and_number_agree() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		let number = St13::try_from("EM500000018797746").unwrap();
		let find = |kind, office: &[u8; 2]| {
			Registry::right_by_number(kind, OfficeCode(*office), number).map(|record| record.id)
		};
		assert_eq!(find(RightKind::TradeMark, b"EM"), Some(right));
		assert_eq!(find(RightKind::TradeMark, b"DE"), None);
		assert_eq!(find(RightKind::Design, b"EM"), None);
	});
}

#[test]
fn rights_of_should_list_each_time_that_somebody_became_an_owner_when_read() {
	ExtBuilder::build_and_execute(|| {
		let first = attested_mark();
		let second = mark_in(2, &[MARK_CLASS], eu());
		assign(first, (BRAND, brand()), (STUDIO, studio()), 100);
		assign(first, (STUDIO, studio()), (BRAND, brand()), 30);
		let owned = |right, percent| OwnedRight { right, part: Permill::from_percent(percent) };
		let all = Registry::rights_of(brand(), 0, 100);
		assert_eq!(all.items, [owned(first, 30), owned(second, 100), owned(first, 30)]);
		assert_eq!(all.next, None);
		assign(first, (BRAND, brand()), (STUDIO, studio()), 30);
		let page = Registry::rights_of(brand(), 0, 1);
		assert_eq!(page, Page { items: vec![owned(first, 0)], next: Some(1) });
		// Who is an owner already gets no second entry.
		let items = vec![owned(first, 100)];
		assert_eq!(Registry::rights_of(studio(), 0, 100), Page { items, next: None });
	});
}

#[test]
fn rights_in_class_should_keep_those_of_the_country_when_read_in_pages() {
	ExtBuilder::build_and_execute(|| {
		let newer = RightClass::Nice { edition: 13, class: 25 };
		let german = mark_in(1, &[MARK_CLASS, newer], only(b"DE"));
		let french = mark_in(2, &[newer], only(b"FR"));
		let both = mark_in(3, &[MARK_CLASS], eu());
		mark_in(4, &[RightClass::Nice { edition: 12, class: 9 }], eu());
		let read = |country: &[u8; 2], cursor, limit| {
			Registry::rights_in_class(MARK_CLASS, Country(*country), cursor, limit)
		};
		let page = |items: &[RightId], next| Page { items: items.to_vec(), next };
		assert_eq!(read(b"DE", 0, 100), page(&[german, both], None));
		assert_eq!(read(b"FR", 0, 100), page(&[french, both], None));
		assert_eq!(read(b"CH", 0, 100), page(&[], None));
		// A limit is of what is read, so that a page can be empty and have a next one.
		assert_eq!(read(b"FR", 0, 1), page(&[], Some(1)));
		assert_eq!(read(b"FR", 1, 1), page(&[french], Some(2)));
		assert_eq!(read(b"FR", 2, 1), page(&[both], None));
		assert_eq!(read(b"FR", 7, 1), page(&[], None));
		assert_eq!(Registry::rights_in_class(newer, Country(*b"DE"), 0, 100).items.len(), 2);
	});
}

#[test]
fn claims_should_be_listed_oldest_first_when_read() {
	ExtBuilder::build_and_execute(|| {
		let claimants = [BRAND, AUTHOR, STUDIO, OUTSIDER];
		for who in claimants {
			pass(1);
			claim_mark(who);
		}
		let right = mark().id();
		assert_ok!(Registry::withdraw(signed(AUTHOR), right));
		let page = Registry::claims(right, 0, 3);
		let claimants: Vec<_> = page.items.iter().map(|claim| claim.claimant).collect();
		assert_eq!(claimants, [brand(), Owner::Account(AUTHOR), studio()]);
		assert_eq!(page.items[1].status, ClaimStatus::Withdrawn);
		assert_eq!((page.items[2].claimed_at, page.items[2].claimed_in), (NOW + 3 * DAY, 4));
		assert_eq!(page.next, Some(3));
		assert_eq!(Registry::claims(right, 3, 3).next, None);
	});
}

#[test]
fn claims_with_should_find_contents_versions_and_works_when_read() {
	ExtBuilder::build_and_execute(|| {
		// The same digest: as a work, in the contents of a claim, in a later version of another.
		assert_ok!(claim(AUTHOR, work(), &[]));
		let contents = || ContentsOf::<Test>::try_from(vec![digest(1)]).unwrap();
		let (list, by) = (classes(&[MARK_CLASS]), authors(&[]));
		assert_ok!(Registry::claim(signed(BRAND), mark(), eu(), list, None, contents(), by));
		claim_mark(STUDIO);
		let none = Default::default();
		assert_ok!(Registry::add_version(signed(STUDIO), mark().id(), contents(), none));
		let found = Registry::claims_with(digest(1), 0, 100);
		let key = |right, claimant| ClaimKey { right, claimant };
		let all = [
			key(work().id(), Owner::Account(AUTHOR)),
			key(mark().id(), brand()),
			key(mark().id(), studio()),
		];
		assert_eq!(found.items, all);
		assert_eq!(Registry::claims_with(digest(1), 1, 1).next, Some(2));
		assert!(Registry::claims_with(digest(77), 0, 100).items.is_empty());
	});
}

#[test]
fn contents_should_begin_with_the_claim_when_read() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(claim(AUTHOR, work(), &[]));
		let (right, author) = (work().id(), Owner::Account(AUTHOR));
		for seed in 2..5 {
			let contents = ContentsOf::<Test>::try_from(vec![digest(seed)]).unwrap();
			let none = Default::default();
			assert_ok!(Registry::add_version(signed(AUTHOR), right, contents, none));
		}
		let page = Registry::contents(right, author, 0, 3);
		let versions: Vec<_> = page.items.iter().map(|entry| entry.version).collect();
		assert_eq!((versions, page.next), (vec![0, 1, 2], Some(3)));
		assert_eq!(page.items[0].at, NOW);
		assert_eq!(page.items[2].contents, [digest(3)]);
		assert_eq!(Registry::contents(right, author, 3, 3).items[0].version, 3);
		assert!(Registry::contents(right, brand(), 0, 3).items.is_empty());
	});
}

#[test]
fn fingerprints_should_be_paged_by_algorithm_when_read() {
	ExtBuilder::build_and_execute(|| {
		use FingerprintAlgorithm::*;
		let right = attested_mark();
		let add = |prints: &[(FingerprintAlgorithm, u8)]| {
			let print = |&(algorithm, first)| {
				let mut value = [0; 32];
				value[0] = first;
				Fingerprint { algorithm, value }
			};
			let prints = prints.iter().map(print).collect::<Vec<_>>().try_into().unwrap();
			let contents = vec![digest(2)].try_into().unwrap();
			assert_ok!(Registry::add_version(signed(BRAND), right, contents, prints));
		};
		add(&[(ImageDifferenceHash, 1), (IsccContentCode, 2), (ImageDifferenceHash, 3)]);
		add(&[(ImageDifferenceHash, 4)]);
		let page = Registry::fingerprints(ImageDifferenceHash, 0, 2);
		let firsts: Vec<_> = page.items.iter().map(|entry| entry.value[0]).collect();
		assert_eq!((firsts, page.next), (vec![1, 3], Some(2)));
		let last = &Registry::fingerprints(ImageDifferenceHash, 2, 2).items[0];
		assert_eq!((last.right, last.claimant, last.version), (right, brand(), 2));
		assert_eq!(Registry::fingerprints(IsccContentCode, 0, 100).items.len(), 1);
		assert!(Registry::fingerprints(ImageCosineHash, 0, 100).items.is_empty());
	});
}

#[test]
fn titles_should_be_read_at_most_a_hundred_at_once_when_more_are_asked_for() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		for _ in 0..60 {
			assign(right, (BRAND, brand()), (STUDIO, studio()), 100);
			assign(right, (STUDIO, studio()), (BRAND, brand()), 100);
		}
		let page = Registry::titles(right, 0, u32::MAX);
		assert_eq!((page.items.len(), page.next), (100, Some(100)));
		let page = Registry::titles(right, 100, u32::MAX);
		assert_eq!((page.items.len(), page.next), (21, None));
		assert_eq!(page.items[20].owners, owners(&[(brand(), 100)]).into_inner());
		let beyond = Registry::titles(right, u32::MAX, u32::MAX);
		assert_eq!(beyond, Page { items: vec![], next: None });
	});
}

#[test]
fn designation_should_be_read_when_the_right_has_dates_in_the_country() {
	ExtBuilder::build_and_execute(|| {
		let (right, germany) = (attested_mark(), Country(*b"DE"));
		assert_eq!(Registry::designation(right, germany), None);
		let status = Designation { since: today(), ended: None };
		assert_ok!(Registry::designate(signed(OFFICE), right, germany, status, BY_OFFICE));
		assert_eq!(Registry::designation(right, germany), Some(status));
	});
}

#[test]
fn challenges_should_be_listed_with_their_status_when_read() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		assert_ok!(challenge(AUTHOR, right, Relief::Invalidity));
		assert_ok!(challenge(OUTSIDER, right, Relief::Entitlement));
		assert_ok!(Registry::answer_challenge(signed(BRAND), right, 1));
		let page = Registry::challenges(right, 0, 100);
		let [first, second] = page.items.as_slice() else { panic!("two") };
		assert_eq!((first.seq, first.relief, first.bond), (0, Relief::Invalidity, BOND.into()));
		assert_eq!((&first.status, &first.answered_by), (&ChallengeStatus::Open, &None));
		assert_eq!(second.status, ChallengeStatus::Answered);
		assert_eq!(second.answered_by, Some(brand()));
		assert_eq!(Registry::challenges(right, 1, 1).items, page.items[1..]);
	});
}
