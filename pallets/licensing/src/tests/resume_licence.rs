use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, DispatchResult};
use tracemark_primitives::{fakes::ROLE_MISSING, time::Period, LicenceId};

fn resume(who: u64, licence: LicenceId) -> DispatchResult {
	Licensing::resume_licence(RuntimeOrigin::signed(who), licence)
}

fn suspended() -> LicenceId {
	let id = granted(terms());
	assert_ok!(Licensing::suspend_licence(RuntimeOrigin::signed(BRAND_LAWYER), id, GROUND));
	id
}

#[test]
fn resume_licence_should_date_the_end_when_the_owner_signs() {
	ExtBuilder::build_and_execute(|| {
		let id = suspended();
		set_time(NOW + HOUR);
		assert_ok!(resume(BRAND_LAWYER, id));

		let period = Period { from: NOW, until: Some(NOW + HOUR) };
		let suspension = Suspension { period, ground: GROUND };
		assert_eq!(Suspensions::<Test>::get(id, 0), Some(suspension));
		System::assert_last_event(Event::Resumed { licence: id, at: NOW + HOUR }.into());

		// Each suspension has a row of its own.
		assert_ok!(Licensing::suspend_licence(RuntimeOrigin::signed(BRAND_LAWYER), id, GROUND));
		assert_ok!(resume(BRAND_LAWYER, id));
		assert_eq!(Licences::<Test>::get(id).unwrap().suspensions, 2);
		assert_eq!(Suspensions::<Test>::get(id, 0), Some(suspension));
	});
}

#[test]
fn resume_licence_should_refuse_when_the_licence_does_not_rest() {
	ExtBuilder::build_and_execute(|| {
		let never = granted(terms());
		assert_noop!(resume(BRAND_LAWYER, never), Error::<Test>::NotSuspended);
		let id = suspended();
		assert_ok!(resume(BRAND_LAWYER, id));
		assert_noop!(resume(BRAND_LAWYER, id), Error::<Test>::NotSuspended);
		assert_noop!(resume(BRAND_LAWYER, 77), Error::<Test>::UnknownLicence);
	});
}

#[test]
fn resume_licence_should_refuse_when_the_signer_is_not_of_the_licensors_side() {
	ExtBuilder::build_and_execute(|| {
		let id = suspended();
		assert_noop!(resume(OUTSIDER, id), Error::<Test>::NotLicensor);
		assert_noop!(resume(FOREMAN, id), ROLE_MISSING);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(Licensing::resume_licence(origin, id), DispatchError::BadOrigin);
		}
	});
}
