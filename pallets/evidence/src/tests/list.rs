//! `list`: all evidence about a thing is found by that thing, as its depositors described it.

use super::*;

const RIGHT: Subject = Subject::Right(H256::repeat_byte(0xa1));
const OFFER: Subject = Subject::Listing(H256::repeat_byte(0xa2));

fn list(operator: u64, byte: u8, number: u32, description: Description) -> DispatchResult {
	Evidence::list(RuntimeOrigin::signed(operator), sha256(byte), number, description)
}

/// What is listed under a thing: digests with the numbers of the deposits.
fn about(subject: Subject) -> Vec<(Digest, u32)> {
	let page = Evidence::about(&subject, 0, u32::MAX);
	page.items.into_iter().map(|it| (it.digest, it.number)).collect()
}

/// A description that names these things, anchored for a new digest.
fn anchor_about(byte: u8, subjects: Vec<Subject>) -> Description {
	let description = Description { subjects: subjects.try_into().unwrap(), ..description() };
	let origin = RuntimeOrigin::signed(MONITOR);
	assert_ok!(Evidence::anchor(
		origin,
		sha256(byte),
		EvidenceKind::WebCapture,
		description.clone()
	));
	description
}

#[test]
fn list_should_show_the_deposit_under_each_subject_when_the_description_is_its_own() {
	ExtBuilder.build_and_execute(|| {
		anchor(MONITOR, sha256(1));
		assert_ok!(list(MONITOR, 1, 0, description()));
		assert_last_event(Event::Listed {
			digest: sha256(1),
			number: 0,
			by: org(MONITOR),
			subjects: description().subjects,
		});
		for subject in [RIGHT, OFFER] {
			let page = Evidence::about(&subject, 0, 9);
			let listed = ListedDeposit {
				digest: sha256(1),
				number: 0,
				kind: EvidenceKind::Photograph,
				by: org(MONITOR),
				block: System::block_number() as u32,
				moment: NOW,
				is_revoked: false,
				was_reinstated: false,
				stands: true,
			};
			assert_eq!((page.items, page.next), (vec![listed], None));
		}
		assert!(about(Subject::Case(H256::zero())).is_empty());
	});
}

#[test]
fn list_should_take_any_deposit_from_any_member_when_the_description_is_shown() {
	ExtBuilder.build_and_execute(|| {
		anchor(MONITOR, sha256(1));
		anchor(LABORATORY, sha256(1));
		// What he did not deposit he shows to be about it all the same.
		assert_ok!(list(COURT, 1, 1, description()));
		assert_ok!(list(COURT, 1, 0, description()));
		assert_eq!(about(RIGHT), [(sha256(1), 1), (sha256(1), 0)]);
	});
}

#[test]
fn list_should_show_a_deposit_once_when_its_description_names_a_thing_twice() {
	ExtBuilder.build_and_execute(|| {
		let twice = anchor_about(1, vec![RIGHT, OFFER, RIGHT]);
		assert_ok!(list(MONITOR, 1, 0, twice));
		assert_eq!(about(RIGHT), [(sha256(1), 0)]);
		assert_eq!(about(OFFER), [(sha256(1), 0)]);
	});
}

#[test]
fn about_should_say_that_it_stands_no_more_when_the_deposit_was_revoked() {
	ExtBuilder.build_and_execute(|| {
		anchor(MONITOR, sha256(1));
		anchor(LABORATORY, sha256(1));
		for number in [0, 1] {
			assert_ok!(list(MONITOR, 1, number, description()));
		}
		let states = || {
			let items = Evidence::about(&RIGHT, 0, 9).items;
			let state = |it: ListedDeposit| (it.is_revoked, it.was_reinstated, it.stands);
			items.into_iter().map(state).collect::<Vec<_>>()
		};
		wait();
		assert_ok!(Evidence::revoke(RuntimeOrigin::signed(MONITOR), sha256(1), 0, GROUND));
		assert_eq!(states(), [(true, false, true), (false, false, true)]);
		assert_ok!(Evidence::revoke(RuntimeOrigin::signed(LABORATORY), sha256(1), 1, GROUND));
		assert_eq!(states(), [(true, false, false), (true, false, false)]);
		assert_ok!(reinstate(MONITOR, sha256(1), 0));
		assert_eq!(states(), [(false, true, true), (true, false, true)]);
		assert_ok!(revoke(MONITOR, sha256(1), 0));
		assert_eq!(states(), [(true, true, false), (true, false, false)]);
	});
}

#[test]
fn about_should_give_pages_without_gap_or_repeat_when_there_are_many() {
	ExtBuilder.build_and_execute(|| {
		for byte in 1..=7 {
			anchor(MONITOR, sha256(byte));
			assert_ok!(list(MONITOR, byte, 0, description()));
		}
		let (mut cursor, mut seen) = (Some(0), Vec::new());
		while let Some(at) = cursor {
			let page = Evidence::about(&RIGHT, at, 3);
			assert!(page.items.len() <= 3);
			seen.extend(page.items.into_iter().map(|it| it.digest));
			cursor = page.next;
		}
		assert_eq!(seen, (1..=7).map(sha256).collect::<Vec<_>>());
		assert!(Evidence::about(&RIGHT, 0, 0).items.is_empty());
		assert_eq!(Evidence::about(&RIGHT, 9, 3).next, None);
	});
}

#[test]
fn list_should_be_refused_when_nothing_would_be_found_by_it() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(list(MONITOR, 1, 0, description()), Error::<Test>::UnknownDigest);
		anchor(MONITOR, sha256(1));
		assert_noop!(list(MONITOR, 1, 1, description()), Error::<Test>::UnknownDeposit);
		let mut other = description();
		other.subjects.as_mut().reverse();
		assert_noop!(list(MONITOR, 1, 0, other), Error::<Test>::OtherDescription);
		let nothing = anchor_about(2, Vec::new());
		assert_noop!(list(MONITOR, 2, 0, nothing), Error::<Test>::NoSubject);
		assert_ok!(list(MONITOR, 1, 0, description()));
		assert_noop!(list(LABORATORY, 1, 0, description()), Error::<Test>::AlreadyListed);
		refuse_who_may_not_act(MONITOR, |origin| {
			Evidence::list(origin, sha256(1), 0, description())
		});
	});
}

#[test]
fn list_should_count_no_further_when_a_list_is_at_its_end() {
	ExtBuilder.build().execute_with(|| {
		anchor(MONITOR, sha256(1));
		ListingCount::<Test>::insert(OFFER, u32::MAX);
		let overflow = DispatchError::Arithmetic(sp_runtime::ArithmeticError::Overflow);
		// What was written before it under another subject is rolled back.
		assert_noop!(
			frame_support::storage::with_storage_layer(|| list(MONITOR, 1, 0, description())),
			overflow
		);
	});
}
