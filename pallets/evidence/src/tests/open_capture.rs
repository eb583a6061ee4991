//! `open_capture`: a call to capture one thing together.

use super::*;

fn open(operator: u64, quorum: u8, size: u8, until: u64) -> DispatchResult {
	let origin = RuntimeOrigin::signed(operator);
	Evidence::open_capture(origin, SUBJECT, quorum, size, invite(MONITORS), until)
}

#[test]
fn open_capture_should_number_groups_when_monitors_and_notaries_open_them() {
	ExtBuilder.build_and_execute(|| {
		let until = NOW + MAX_CAPTURE_WINDOW;
		for (group, operator, quorum, size) in
			[(0, MONITOR, 2, 2), (1, NOTARY, 2, 3), (2, MONITOR, 9, 16), (3, MONITOR, 16, 16)]
		{
			assert_ok!(open(operator, quorum, size, until));
			assert_eq!(
				CaptureGroups::<Test>::get(group),
				Some(CaptureGroup {
					by: org(operator),
					operator: org(operator),
					subject: SUBJECT,
					quorum,
					size,
					invited: invite(MONITORS),
					block: 1,
					moment: NOW,
					until,
					captures: Default::default(),
					agreement: None,
				})
			);
			let (by, subject, invited) = (org(operator), SUBJECT, invite(MONITORS));
			let opened = Event::CaptureOpened { group, by, subject, quorum, size, invited, until };
			assert_last_event(opened);
		}
	});
}

#[test]
fn open_capture_should_refuse_when_two_extracts_could_be_agreed_on() {
	ExtBuilder.build_and_execute(|| {
		for (quorum, size) in
			[(0, 0), (1, 1), (1, 2), (0, 3), (1, 3), (2, 4), (8, 16), (4, 3), (9, 17), (255, 255)]
		{
			assert_noop!(open(MONITOR, quorum, size, NOW + DAY), Error::<Test>::QuorumOutOfRange);
		}
	});
}

#[test]
fn open_capture_should_refuse_when_too_few_are_invited_or_one_twice() {
	ExtBuilder.build_and_execute(|| {
		let open = |invited: &[u64]| {
			let (origin, invited) = (RuntimeOrigin::signed(MONITOR), invite(invited.to_vec()));
			Evidence::open_capture(origin, SUBJECT, 2, 3, invited, NOW + DAY)
		};
		for invited in [&[][..], &[10, 11], &[10, 11, 11], &[10, 10, 11, 12], &[12, 11, 10]] {
			assert_noop!(open(invited), Error::<Test>::MalformedInvitation);
		}
		// Whoever opens it can take part, and more can be invited than there is room for.
		assert_ok!(open(&[MONITOR, NOTARY, 10]));
		assert_ok!(open(&[10, 11, 12, 13]));
	});
}

#[test]
fn open_capture_should_refuse_when_the_deadline_is_out_of_range() {
	ExtBuilder.build_and_execute(|| {
		for until in [0, NOW, NOW + MAX_CAPTURE_WINDOW + 1, u64::MAX] {
			assert_noop!(open(MONITOR, 2, 3, until), Error::<Test>::DeadlineOutOfRange);
		}
		assert_ok!(open(MONITOR, 2, 3, NOW + 1));
	});
}

#[test]
fn open_capture_should_refuse_when_the_signer_may_not_act() {
	ExtBuilder.build_and_execute(|| {
		for operator in [BRAND, CARRIER, CUSTOMS, COURT, LABORATORY] {
			assert_noop!(open(operator, 2, 3, NOW + DAY), ROLE_MISSING);
		}
		refuse_who_may_not_act(MONITOR, |origin| {
			Evidence::open_capture(origin, SUBJECT, 2, 3, invite(MONITORS), NOW + DAY)
		});
	});
}
