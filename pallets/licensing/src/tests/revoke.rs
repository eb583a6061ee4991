use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, DispatchResult};
use tracemark_primitives::{
	fakes::{self, FakeMembership, FakeRights, NOT_IN_GOOD_STANDING, NOT_MEMBER, ROLE_MISSING},
	parties::{Owner, Role, Standing},
	rights::{LicensingRule, RightEnd, RightFacts},
	LicenceId,
};

fn revoke(who: u64, licence: LicenceId) -> DispatchResult {
	Licensing::revoke(RuntimeOrigin::signed(who), licence, GROUND)
}

#[test]
fn revoke_should_end_the_licence_at_block_time_when_the_owner_signs() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(terms());
		let before = Licences::<Test>::get(id).unwrap();
		set_time(NOW + HOUR);

		assert_ok!(revoke(BRAND_LAWYER, id));

		let ended = Some(LicenceEnd::Revoked { at: NOW + HOUR, ground: GROUND });
		assert_eq!(Licences::<Test>::get(id), Some(Licence { ended, ..before }));
		assert_eq!(between(MARK, FACTORY), [id]);
		System::assert_last_event(Event::Revoked { licence: id, at: NOW + HOUR }.into());
	});
}

#[test]
fn revoke_should_pass_to_the_successor_when_the_right_was_assigned() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(terms());
		FakeRights::assign(MARK, NOW, Owner::Account(CREATOR));

		assert_noop!(revoke(BRAND_LAWYER, id), Error::<Test>::NotLicensor);
		assert_ok!(revoke(CREATOR, id));
		assert_eq!(Licences::<Test>::get(id).unwrap().licensor, Owner::Organisation(BRAND));
	});
}

#[test]
fn revoke_should_end_the_licence_when_the_right_has_ended_or_the_licensee_is_suspended() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(terms());
		FakeRights::set(MARK, RightFacts { ended: Some((RightEnd::Lapsed, 0)), ..mark() });
		FakeMembership::set_standing(FACTORY, Standing::Suspended);
		assert_ok!(revoke(BRAND_LAWYER, id));
	});
}

#[test]
fn revoke_should_refuse_when_the_origin_is_not_signed() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(terms());
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(Licensing::revoke(origin, id, GROUND), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn revoke_should_refuse_when_the_signer_does_not_act_for_the_owner() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(terms());
		assert_noop!(revoke(OUTSIDER, id), Error::<Test>::NotLicensor);
		assert_noop!(revoke(BRAND_DRIVER, id), ROLE_MISSING);
		assert_noop!(revoke(FOREMAN, id), ROLE_MISSING);

		FakeMembership::admit(FOREMAN, FACTORY, Role::RightsHolder.into(), CH);
		assert_noop!(revoke(FOREMAN, id), Error::<Test>::NotLicensor);
	});
}

#[test]
fn revoke_should_refuse_when_the_owner_is_suspended_or_expelled() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(terms());
		for standing in [Standing::Suspended, Standing::Expelled] {
			FakeMembership::set_standing(BRAND, standing);
			assert_noop!(revoke(BRAND_LAWYER, id), NOT_IN_GOOD_STANDING);
		}
	});
}

#[test]
fn revoke_should_refuse_when_the_licence_does_not_exist() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(revoke(BRAND_LAWYER, 0), Error::<Test>::UnknownLicence);
	});
}

#[test]
fn revoke_should_refuse_when_the_register_no_longer_answers() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(terms());
		fakes::reset();
		assert_noop!(revoke(BRAND_LAWYER, id), Error::<Test>::UnknownRight);
	});
}

#[test]
fn revoke_should_refuse_when_the_licence_has_ended() {
	ExtBuilder::build_and_execute(|| {
		let revoked = granted(terms());
		assert_ok!(revoke(BRAND_LAWYER, revoked));
		let surrendered = granted(terms());
		assert_ok!(Licensing::surrender_licence(RuntimeOrigin::signed(FOREMAN), surrendered));

		for id in [revoked, surrendered] {
			assert_noop!(revoke(BRAND_LAWYER, id), Error::<Test>::AlreadyEnded);
		}
	});
}

#[test]
fn revoke_should_accept_any_owner_when_several_must_agree_to_license() {
	ExtBuilder::build_and_execute(|| {
		for who in [BRAND_LAWYER, CREATOR, PARTNER] {
			share(LicensingRule::Any);
			let id = granted_by(CREATOR, &[SHARED], FACTORY, terms(), None);
			share(LicensingRule::All);
			assert_noop!(revoke(OUTSIDER, id), Error::<Test>::NotLicensor);
			assert_ok!(revoke(who, id));
		}
	});
}

#[test]
fn revoke_should_be_the_sublicensors_when_the_licence_has_a_parent() {
	ExtBuilder::build_and_execute(|| {
		let parent = granted(LicenceTerms { sublicensing: 1, ..terms() });
		let id = granted_by(FOREMAN, &[MARK], WORKSHOP, terms(), Some(parent));
		assert_noop!(revoke(BRAND_LAWYER, id), Error::<Test>::NotLicensor);
		assert_noop!(revoke(MASTER, id), Error::<Test>::NotLicensor);
		assert_noop!(revoke(OUTSIDER, id), NOT_MEMBER);
		assert_ok!(revoke(FOREMAN, id));
	});
}

#[test]
fn revoke_should_overtake_a_notice_when_that_has_not_run() {
	ExtBuilder::build_and_execute(|| {
		let noticed = LicenceTerms { notice: HOUR, ..terms() };
		let id = granted(noticed.clone());
		let other = granted(noticed);
		for id in [id, other] {
			let lawyer = RuntimeOrigin::signed(BRAND_LAWYER);
			assert_ok!(Licensing::terminate(lawyer, id, GROUND));
		}
		set_time(NOW + HOUR - 1);
		assert_ok!(revoke(BRAND_LAWYER, id));
		let ended = Licences::<Test>::get(id).unwrap().ended;
		assert_eq!(ended, Some(LicenceEnd::Revoked { at: NOW + HOUR - 1, ground: GROUND }));
		set_time(NOW + HOUR);
		assert_noop!(revoke(BRAND_LAWYER, other), Error::<Test>::AlreadyEnded);
	});
}
