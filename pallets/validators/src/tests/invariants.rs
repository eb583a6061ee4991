use super::*;
use crate::MinimumValidators;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Op {
	Enlist { org: OrgId, validator: u64 },
	Delist { validator: u64 },
	Reinstate { validator: u64 },
	Report { validator: u64, ago: SessionIndex, round: u64 },
	RotateKeys { validator: u64 },
	EndSession,
}

fn op() -> impl Strategy<Value = Op> {
	let validator = 1..=8u64;
	prop_oneof![
		3 => (1..=8u32, validator.clone()).prop_map(|(org, validator)| Op::Enlist { org, validator }),
		2 => (1..=8u32).prop_map(|org| Op::Enlist { org, validator: org.into() }),
		2 => validator.clone().prop_map(|validator| Op::Delist { validator }),
		2 => validator.clone().prop_map(|validator| Op::Reinstate { validator }),
		2 => (validator.clone(), 0..4u32, 0..6u64)
			.prop_map(|(validator, ago, round)| Op::Report { validator, ago, round }),
		1 => validator.prop_map(|validator| Op::RotateKeys { validator }),
		4 => Just(Op::EndSession),
	]
}

/// Refusals are part of the play: only what must hold whatever was refused is asserted.
fn apply(op: Op, next_key: &mut u64) {
	match op {
		Op::Enlist { org, validator } => {
			let known = status(validator);
			if enlist(org, validator).is_ok() {
				assert!(matches!(known, None | Some(Status::Delisted)));
			}
		},
		Op::Delist { validator } => {
			let served = status(validator) == Some(Status::Serving);
			if delist(validator).is_ok() && served {
				assert!(serving().len() >= MinimumValidators::<Test>::get() as usize);
			}
		},
		Op::Reinstate { validator } => {
			let known = status(validator);
			if reinstate(validator).is_ok() {
				assert!(matches!(known, Some(Status::Suspended { .. })));
			}
		},
		Op::Report { validator, ago, round } => {
			let session = Session::current_index().saturating_sub(ago);
			let known = is_known_in(round, &[validator]);
			assert_eq!(report_in(round, &[validator], session).is_err(), known);
			assert!(is_known_in(round, &[validator]));
			assert_noop!(report_in(round, &[validator], 0), OffenceError::DuplicateReport);
		},
		Op::RotateKeys { validator } => {
			*next_key += 1;
			let key = *next_key;
			assert_ok!(Session::set_keys(
				RuntimeOrigin::signed(validator),
				key.into(),
				key_proof(validator, key)
			));
		},
		Op::EndSession => {
			let (set_id, authorities) = (SetId::get(), Authorities::get());
			end_sessions(1);
			// A new authority set differs from the one before, and only a new one does.
			assert_eq!(set_id != SetId::get(), authorities != Authorities::get());
		},
	}
}

proptest! {
	#![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

	#[test]
	fn state_should_be_sound_when_anything_happens(ops in prop::collection::vec(op(), 1..60)) {
		ExtBuilder::default().build_and_execute(|| {
			let mut next_key = 1_000;
			for op in ops {
				apply(op, &mut next_key);
				ValidatorSet::do_try_state().unwrap();
				assert!(active().len() >= MinimumValidators::<Test>::get() as usize);
			}
			// Left alone, the chain comes to rest on those that serve, if they are enough.
			end_sessions(2);
			if serving().len() >= MinimumValidators::<Test>::get() as usize {
				assert_eq!(active(), serving());
			}
			let at_rest = SetId::get();
			end_sessions(3);
			assert_eq!(SetId::get(), at_rest);
		});
	}
}
