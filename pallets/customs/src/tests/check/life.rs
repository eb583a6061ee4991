//! Whether the life of the goods has ended.

use super::*;
use tracemark_primitives::goods::EndOfLife;

#[test]
fn check_should_contradict_life_when_serial_ended() {
	instructed(|| {
		set_unit(|at| at.presence = Presence::Ended(EndOfLife::Sold));
		let references = report(&lawful_unit()).references;
		assert_eq!(references.to_vec(), [Reference::Object(unit_object())]);
		assert_stopped(lawful_unit(), NotEnded, Nature::Copying, Outcome::SuspendProposed);
	});
}

#[test]
fn check_should_contradict_life_for_another_law_when_the_goods_are_missing() {
	for end in [EndOfLife::Lost, EndOfLife::Stolen] {
		instructed(|| {
			set_unit(|at| at.presence = Presence::Ended(end));
			assert_stopped(lawful_unit(), NotEnded, Nature::OtherLaw, Outcome::Examine);
		});
	}
}

#[test]
fn check_should_find_data_that_do_not_agree_when_a_pallet_ended() {
	instructed(|| {
		let ended = Presence::Ended(EndOfLife::Destroyed);
		set_pallet(at(facts(pallet_object(), PIECES), |at| at.presence = ended));
		assert_stopped(lawful(), NotEnded, Nature::Data, Outcome::Examine);
	});
}
