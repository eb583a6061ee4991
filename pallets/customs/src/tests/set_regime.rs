use super::*;
use tracemark_primitives::{customs::Natures, territory::Country};

#[test]
fn set_regime_should_bind_the_country_when_origin_is_right() {
	ExtBuilder::default().build_and_execute(|| {
		let suspends = Natures::of(&[Nature::Copying, Nature::OtherLaw]);
		assert_ok!(Customs::set_regime(RuntimeOrigin::root(), CHINA, suspends));
		assert_eq!(Customs::regime(&CHINA), Regime { suspends });
		assert_eq!(Customs::regime(&GERMANY), Regime::EUROPEAN_UNION);
		assert_last(Event::RegimeSet { country: CHINA, suspends });
	});
}

#[test]
fn set_regime_should_keep_the_former_when_set_anew() {
	ExtBuilder::default().build_and_execute(|| {
		let set = |suspends| Customs::set_regime(RuntimeOrigin::root(), CHINA, suspends);
		let suspends = Natures::of(&[Nature::Data]);
		assert_ok!(set(suspends));
		Timestamp::set_timestamp(NOW + 6_000);
		assert_ok!(set(Natures::default()));
		let (regime, until) = (Regime { suspends }, Some(NOW + 6_000));
		let former = RegimePeriod { regime, since: NOW, until };
		assert_eq!(Regimes::<Test>::get(CHINA, 0), Some(former));
		assert_eq!(Customs::regime(&CHINA), Regime { suspends: Natures::default() });
	});
}

#[test]
fn set_regime_should_leave_decided_lines_as_they_are_when_set() {
	ExtBuilder::default().build_and_execute(|| {
		let id = lodge_clone();
		let before = Customs::line(id, 0);
		assert_ok!(Customs::set_regime(RuntimeOrigin::root(), GERMANY, Natures::default()));
		assert_eq!(Customs::line(id, 0), before);
	});
}

#[test]
fn set_regime_should_fail_when_origin_is_wrong() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			Customs::set_regime(signed(OFFICER), GERMANY, Natures::default()),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn set_regime_should_fail_when_country_is_malformed() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			Customs::set_regime(RuntimeOrigin::root(), Country(*b"XX"), Natures::default()),
			Error::<Test>::MalformedCountry
		);
	});
}

#[test]
fn set_regime_should_fail_when_a_nature_does_not_exist() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			Customs::set_regime(RuntimeOrigin::root(), GERMANY, Natures(1 << 6)),
			Error::<Test>::MalformedNatures
		);
	});
}
