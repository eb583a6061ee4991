use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, DispatchResult};
use tracemark_primitives::{fakes::ROLE_MISSING, LicenceId, Moment};

fn terminate(who: u64, licence: LicenceId) -> DispatchResult {
	Licensing::terminate(RuntimeOrigin::signed(who), licence, GROUND)
}

#[test]
fn terminate_should_end_the_licence_after_the_notice_when_the_owner_signs() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(LicenceTerms { notice: 2 * HOUR, ..terms() });
		set_time(NOW + HOUR);
		assert_ok!(terminate(BRAND_LAWYER, id));

		let (given_at, at) = (NOW + HOUR, NOW + 3 * HOUR);
		let ended = Some(LicenceEnd::Terminated { given_at, at, ground: GROUND });
		assert_eq!(Licences::<Test>::get(id).unwrap().ended, ended);
		System::assert_last_event(Event::Terminated { licence: id, at }.into());
	});
}

#[test]
fn terminate_should_never_end_the_licence_when_the_notice_is_endless() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(LicenceTerms { notice: Moment::MAX, ..terms() });
		assert_ok!(terminate(BRAND_LAWYER, id));
		let ended = Licences::<Test>::get(id).unwrap().ended.unwrap();
		assert_eq!(ended.at(), Moment::MAX);
	});
}

#[test]
fn terminate_should_refuse_when_the_licence_has_ended_or_notice_was_given() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(LicenceTerms { notice: HOUR, ..terms() });
		assert_ok!(terminate(BRAND_LAWYER, id));
		assert_noop!(terminate(BRAND_LAWYER, id), Error::<Test>::AlreadyEnded);
		let id = granted(terms());
		assert_ok!(Licensing::surrender_licence(RuntimeOrigin::signed(FOREMAN), id));
		assert_noop!(terminate(BRAND_LAWYER, id), Error::<Test>::AlreadyEnded);
		assert_noop!(terminate(BRAND_LAWYER, 77), Error::<Test>::UnknownLicence);
	});
}

#[test]
fn terminate_should_refuse_when_the_signer_is_not_of_the_licensors_side() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(terms());
		assert_noop!(terminate(OUTSIDER, id), Error::<Test>::NotLicensor);
		assert_noop!(terminate(FOREMAN, id), ROLE_MISSING);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(Licensing::terminate(origin, id, GROUND), DispatchError::BadOrigin);
		}
	});
}
