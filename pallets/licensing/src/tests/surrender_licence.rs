use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, DispatchResult};
use tracemark_primitives::{
	fakes::{FakeMembership, NOT_IN_GOOD_STANDING, NOT_MEMBER},
	parties::{Role, Standing},
	LicenceId,
};

fn surrender(who: u64, licence: LicenceId) -> DispatchResult {
	Licensing::surrender_licence(RuntimeOrigin::signed(who), licence)
}

#[test]
fn surrender_licence_should_end_the_licence_at_block_time_when_the_licensee_signs() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(terms());
		let before = Licences::<Test>::get(id).unwrap();
		set_time(NOW + HOUR);

		assert_ok!(surrender(FOREMAN, id));

		let ended = Some(LicenceEnd::Surrendered { at: NOW + HOUR });
		assert_eq!(Licences::<Test>::get(id), Some(Licence { ended, ..before }));
		assert_eq!(between(MARK, FACTORY), [id]);
		System::assert_last_event(Event::Surrendered { licence: id, at: NOW + HOUR }.into());
	});
}

#[test]
fn surrender_licence_should_accept_any_role_when_the_operator_is_the_licensees() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(terms());
		FakeMembership::admit(FOREMAN, FACTORY, Role::Warehouse.into(), CH);
		assert_ok!(surrender(FOREMAN, id));
	});
}

#[test]
fn surrender_licence_should_refuse_when_the_origin_is_not_signed() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(terms());
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(Licensing::surrender_licence(origin, id), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn surrender_licence_should_refuse_when_the_signer_does_not_act_for_the_licensee() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(terms());
		assert_noop!(surrender(OUTSIDER, id), NOT_MEMBER);
		assert_noop!(surrender(BRAND_LAWYER, id), Error::<Test>::NotLicensee);
		assert_noop!(surrender(BUYER, id), Error::<Test>::NotLicensee);
	});
}

#[test]
fn surrender_licence_should_refuse_when_the_licensee_is_suspended_or_expelled() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(terms());
		for standing in [Standing::Suspended, Standing::Expelled] {
			FakeMembership::set_standing(FACTORY, standing);
			assert_noop!(surrender(FOREMAN, id), NOT_IN_GOOD_STANDING);
		}
	});
}

#[test]
fn surrender_licence_should_refuse_when_the_licence_does_not_exist() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(surrender(FOREMAN, 0), Error::<Test>::UnknownLicence);
	});
}

#[test]
fn surrender_licence_should_refuse_when_the_licence_has_ended() {
	ExtBuilder::build_and_execute(|| {
		let surrendered = granted(terms());
		assert_ok!(surrender(FOREMAN, surrendered));
		let revoked = granted(terms());
		assert_ok!(Licensing::revoke(RuntimeOrigin::signed(BRAND_LAWYER), revoked, GROUND));

		for id in [surrendered, revoked] {
			assert_noop!(surrender(FOREMAN, id), Error::<Test>::AlreadyEnded);
		}
	});
}

#[test]
fn surrender_licence_should_overtake_a_notice_when_that_has_not_run() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(LicenceTerms { notice: HOUR, ..terms() });
		assert_ok!(Licensing::terminate(RuntimeOrigin::signed(BRAND_LAWYER), id, GROUND));
		assert_ok!(surrender(FOREMAN, id));
		let ended = Licences::<Test>::get(id).unwrap().ended;
		assert_eq!(ended, Some(LicenceEnd::Surrendered { at: NOW }));
	});
}
