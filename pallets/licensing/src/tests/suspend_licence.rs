use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};
use tracemark_primitives::{fakes::ROLE_MISSING, time::Period, LicenceId};

fn suspend(who: u64, licence: LicenceId) -> DispatchResult {
	Licensing::suspend_licence(RuntimeOrigin::signed(who), licence, GROUND)
}

#[test]
fn suspend_licence_should_record_its_beginning_when_the_owner_signs() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(terms());
		set_time(NOW + HOUR);
		assert_ok!(suspend(BRAND_LAWYER, id));

		let period = Period { from: NOW + HOUR, until: None };
		let suspension = Suspension { period, ground: GROUND };
		assert_eq!(Suspensions::<Test>::get(id, 0), Some(suspension));
		assert_eq!(Licences::<Test>::get(id).unwrap().suspensions, 1);
		System::assert_last_event(Event::Suspended { licence: id, at: NOW + HOUR }.into());
	});
}

#[test]
fn suspend_licence_should_stop_the_sell_off_when_the_licence_has_ended() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(LicenceTerms { sell_off: HOUR, ..terms() });
		assert_ok!(Licensing::surrender_licence(RuntimeOrigin::signed(FOREMAN), id));
		assert_ok!(suspend(BRAND_LAWYER, id));
	});
}

#[test]
fn suspend_licence_should_refuse_when_the_licence_rests_or_is_over() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(terms());
		assert_ok!(suspend(BRAND_LAWYER, id));
		assert_noop!(suspend(BRAND_LAWYER, id), Error::<Test>::AlreadySuspended);
		let id = granted(terms());
		set_time(NOW + 24 * HOUR);
		assert_noop!(suspend(BRAND_LAWYER, id), Error::<Test>::LicenceOver);
		assert_noop!(suspend(BRAND_LAWYER, 77), Error::<Test>::UnknownLicence);
	});
}

#[test]
fn suspend_licence_should_refuse_when_the_signer_is_not_of_the_licensors_side() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(terms());
		assert_noop!(suspend(OUTSIDER, id), Error::<Test>::NotLicensor);
		assert_noop!(suspend(FOREMAN, id), ROLE_MISSING);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(Licensing::suspend_licence(origin, id, GROUND), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn suspend_licence_should_refuse_when_the_count_is_used_up() {
	ExtBuilder::build().execute_with(|| {
		let id = granted(terms());
		Licences::<Test>::mutate(id, |licence| {
			licence.as_mut().unwrap().suspensions = u32::MAX;
		});
		let period = Period { from: NOW, until: Some(NOW) };
		Suspensions::<Test>::insert(id, u32::MAX - 1, Suspension { period, ground: GROUND });
		assert_noop!(suspend(BRAND_LAWYER, id), ArithmeticError::Overflow);
	});
}
