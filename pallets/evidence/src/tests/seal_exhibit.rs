//! `seal_exhibit`: anew, after it was opened.

use super::*;

#[test]
fn seal_exhibit_should_bear_the_new_seal_when_it_was_open() {
	ExtBuilder.build_and_execute(|| {
		register(CUSTOMS);
		assert_noop!(on!(seal_exhibit(CUSTOMS, 1, OTHER_SEAL)), Error::<Test>::SealWhole);
		assert_ok!(on!(break_seal(CUSTOMS, 1, GROUND)));
		assert_ok!(on!(seal_exhibit(CUSTOMS, 1, OTHER_SEAL)));
		assert_eq!(exhibit(1).seal, Some(OTHER_SEAL));
		assert_eq!(last_act(1), ExhibitAct::Sealed { seal: OTHER_SEAL });
		// Whoever takes it over signs for the new one.
		assert_ok!(on!(offer_exhibit(CUSTOMS, 1, org(LABORATORY))));
		assert_noop!(on!(accept_exhibit(LABORATORY, 1, SEAL)), Error::<Test>::SealDiffers);
		assert_ok!(on!(accept_exhibit(LABORATORY, 1, OTHER_SEAL)));
	});
}

#[test]
fn seal_exhibit_should_refuse_when_the_signer_has_it_not() {
	ExtBuilder.build_and_execute(|| {
		refuse_who_has_it_not(|origin, number, seq| {
			Evidence::seal_exhibit(origin, sha256(1), number, seq, OTHER_SEAL)
		});
	});
}
