//! Validators.

use super::*;

#[test]
fn validators_should_stay_when_calls_about_them_are_refused() {
	run(|| {
		let world = World::licensed();
		let Cast { brand, .. } = &world.cast;
		let [alice, ..] = seats();
		let fresh = || account("fresh");
		let enlist = |org, validator| Validators::<Runtime>::enlist { org, validator };

		refuse(vec![
			row("enlist by a member", brand, enlist(brand.org, fresh()), DispatchError::BadOrigin),
			row(
				"enlist without session keys",
				By::Council,
				enlist(brand.org, brand.operator()),
				ValidatorsError::NoSessionKeys,
			),
			row(
				"enlist a stranger",
				By::Council,
				enlist(brand.org, fresh()),
				ValidatorsError::NotAffiliated,
			),
			row(
				"delist the last",
				By::Council,
				Validators::<Runtime>::delist { validator: alice.clone() },
				ValidatorsError::TooFewValidators,
			),
			row(
				"reinstate a validator that serves",
				By::Council,
				Validators::<Runtime>::reinstate { validator: alice },
				ValidatorsError::NotSuspended,
			),
		]);
	});
}
