use super::*;
use crate::SlotDurationOf;
use crate::{GenesisConfig, MinimumValidators, SessionLength, SlotDuration};
use frame_support::traits::{BuildGenesisConfig, Get};

fn build(change: impl FnOnce(&mut GenesisConfig<Test>)) {
	let mut builder = ExtBuilder::default();
	change(&mut builder.genesis);
	builder.build_and_execute(|| {});
}

#[test]
fn genesis_should_set_rhythm_and_validators() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(SlotDuration::<Test>::get(), 6_000);
		assert_eq!(u64::from(SessionLength::<Test>::get()), SESSION);
		assert_eq!(MinimumValidators::<Test>::get(), 4);
		assert_eq!(serving(), [1, 2, 3, 4]);
		assert_eq!(active(), [1, 2, 3, 4]);
		assert_eq!(Authorities::get(), [1, 2, 3, 4]);
	});
}

#[test]
fn genesis_should_accept_one_validator_when_in_development() {
	ExtBuilder::default().validators(1).minimum(1).build_and_execute(|| {
		end_sessions(3);
		assert_eq!(active(), [1]);
	});
}

#[test]
fn constants_should_be_those_of_production_when_there_is_no_state() {
	sp_io::TestExternalities::default().execute_with(|| {
		assert_eq!(SlotDurationOf::<Test>::get(), 6_000);
		assert_eq!(SlotDuration::<Test>::get(), GenesisConfig::<Test>::default().slot_duration);
		assert_eq!(SessionLength::<Test>::get(), GenesisConfig::<Test>::default().session_length);
		assert_eq!(
			MinimumValidators::<Test>::get(),
			GenesisConfig::<Test>::default().minimum_validators
		);
	});
}

#[test]
#[should_panic(expected = "fewer than four validators tolerate no fault")]
fn genesis_should_panic_when_minimum_is_three() {
	build(|genesis| genesis.minimum_validators = 3);
}

#[test]
#[should_panic(expected = "fewer than four validators tolerate no fault")]
fn genesis_should_panic_when_minimum_is_zero() {
	build(|genesis| genesis.minimum_validators = 0);
}

#[test]
#[should_panic(expected = "one validator runs alone")]
fn genesis_should_panic_when_several_validators_have_a_minimum_of_one() {
	ExtBuilder::default().validators(4).minimum(1).build();
}

#[test]
#[should_panic(expected = "fewer validators than the minimum")]
fn genesis_should_panic_when_validators_are_below_minimum() {
	build(|genesis| genesis.minimum_validators = 5);
}

#[test]
#[should_panic(expected = "more validators than the chain allows")]
fn genesis_should_panic_when_there_are_too_many_validators() {
	build(|genesis| genesis.validators = (1..=7).map(|org| (u64::from(org), org)).collect());
}

#[test]
#[should_panic(expected = "an organisation has one validator")]
fn genesis_should_panic_when_organisation_has_two_validators() {
	build(|genesis| genesis.validators.push((5, 1)));
}

#[test]
#[should_panic(expected = "a validator has one organisation")]
fn genesis_should_panic_when_validator_has_two_organisations() {
	build(|genesis| genesis.validators.push((1, 5)));
}

#[test]
#[should_panic(expected = "at least two milliseconds")]
fn genesis_should_panic_when_slot_is_empty() {
	build(|genesis| genesis.slot_duration = 0);
}

#[test]
#[should_panic(expected = "at least one block")]
fn genesis_should_panic_when_session_is_empty() {
	build(|genesis| genesis.session_length = 0);
}

#[test]
#[should_panic(expected = "a validator has no session keys")]
fn genesis_should_panic_when_validator_has_no_keys() {
	ExtBuilder { with_keys: 1..=3, ..Default::default() }.build();
}

#[test]
#[should_panic(expected = "its index must be the higher one")]
fn genesis_should_panic_when_session_was_built_before() {
	sp_io::TestExternalities::default().execute_with(|| {
		pallet_session::GenesisConfig::<Test>::default().build();
		ExtBuilder::default().genesis.build();
	});
}
