use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{BuildStorage, DispatchError, DispatchResult};
use tracemark_primitives::{
	rights::RightKind,
	territory::{Country, Territories},
};

fn set(kind: RightKind, country: Country, territories: Option<Territories>) -> DispatchResult {
	Licensing::set_exhaustion(RuntimeOrigin::root(), kind, country, territories)
}

#[test]
fn set_exhaustion_should_write_and_remove_the_row_when_the_council_signs() {
	ExtBuilder::build_and_execute(|| {
		let (kind, country) = (RightKind::TradeMark, DE);
		let territories = Some(Territories::european_union());
		assert_ok!(set(kind, country, territories));
		assert_eq!(Exhaustion::<Test>::get(kind, country), territories);
		System::assert_last_event(Event::ExhaustionSet { kind, country, territories }.into());

		assert_ok!(set(kind, country, None));
		assert_eq!(Exhaustion::<Test>::get(kind, country), None);
	});
}

#[test]
fn set_exhaustion_should_refuse_when_the_row_is_malformed() {
	ExtBuilder::build_and_execute(|| {
		let unassigned = Country(*b"QQ");
		let malformed = [
			(unassigned, None),
			(unassigned, Some(Territories::everywhere())),
			(DE, Some(Territories::default())),
			(DE, Some(Territories([0xff; 32]))),
			(CH, Some(Territories::european_union())),
		];
		for (country, territories) in malformed {
			assert_noop!(
				set(RightKind::Patent, country, territories),
				Error::<Test>::MalformedExhaustion
			);
		}
	});
}

#[test]
fn set_exhaustion_should_refuse_when_the_origin_is_another() {
	ExtBuilder::build_and_execute(|| {
		for origin in [RuntimeOrigin::signed(BRAND_LAWYER), RuntimeOrigin::none()] {
			assert_noop!(
				Licensing::set_exhaustion(origin, RightKind::TradeMark, DE, None),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn genesis_should_write_the_rows_when_they_are_well_formed() {
	ExtBuilder::exhaustion(&[(0, "DE", &["DE", "FR"]), (4, "CH", &["CH"])]).execute(|| {
		let row = Exhaustion::<Test>::get(RightKind::TradeMark, DE);
		assert_eq!(row, Some(countries(&[DE, FR])));
		let row = Exhaustion::<Test>::get(RightKind::Patent, CH);
		assert_eq!(row, Some(countries(&[CH])));
	});
}

#[test]
fn genesis_should_panic_when_a_row_is_malformed() {
	let malformed: [(u8, &str, &[&str]); 5] = [
		(10, "DE", &["DE"]),
		(0, "QQ", &["DE"]),
		(0, "DE", &["DE", "QQ"]),
		(0, "DE", &["FR"]),
		(0, "DE", &[]),
	];
	for (kind, country, territories) in malformed {
		let territories = territories.iter().map(|code| code.to_string()).collect();
		let exhaustion = vec![(kind, country.to_string(), territories)];
		let built = std::panic::catch_unwind(|| {
			GenesisConfig::<Test> { exhaustion, ..Default::default() }.build_storage()
		});
		assert!(built.is_err());
	}
}
