//! Sets of activities, answers, reports.

use proptest::prelude::*;
use tracemark_primitives::{
	authorisation::{Activities, Activity, Answer, AuthorisationReport, ConditionResult, Ground},
	Malformed, Validate,
};

/// All activities in the order of their numbers.
const ACTIVITIES: [Activity; 12] = {
	use Activity::*;
	[
		Manufacture,
		Import,
		Export,
		Transit,
		Stock,
		Offer,
		Distribute,
		Sell,
		Use,
		Reproduce,
		Adapt,
		CommunicateToThePublic,
	]
};

#[test]
fn activities_should_have_the_bit_of_their_number_when_in_a_set() {
	for (number, activity) in ACTIVITIES.into_iter().enumerate() {
		assert_eq!(Activities::of(&[activity]), Activities(1 << number));
		assert_eq!(codec::Encode::encode(&activity), [number as u8]);
	}
}

#[test]
fn activities_should_be_refused_when_empty_or_unknown() {
	assert!(Activities::of(&ACTIVITIES).validate().is_ok());
	for bits in [0, 1 << 12, 1 << 15 | 1, u16::MAX] {
		assert_eq!(Activities(bits).validate(), Err(Malformed));
	}
}

#[test]
fn answer_should_allow_when_permitted_or_not_required() {
	let grounds = [Ground::Owner, Ground::Licence(1), Ground::Exhaustion, Ground::Exception];
	assert!(grounds.into_iter().all(|ground| Answer::Permitted(ground).allows()));
	assert!(Answer::NotRequired.allows());
	assert!(!Answer::NotPermitted.allows());
	assert!(!Answer::Unknown.allows());
}

#[test]
fn bare_report_should_ask_nothing_when_made() {
	let report = AuthorisationReport::bare(Answer::Unknown);
	assert_eq!((report.answer, report.licence), (Answer::Unknown, None));
	let conditions = [
		report.right_in_force,
		report.standing,
		report.not_revoked,
		report.activity,
		report.territory,
		report.term,
		report.quantity,
	];
	assert!(conditions.iter().all(|result| *result == ConditionResult::NotApplicable));
}

proptest! {
	#[test]
	fn activities_should_agree_with_a_set_when_asked(
		numbers in prop::collection::btree_set(0usize..12, 0..12)
	) {
		let activities: Vec<_> = numbers.iter().map(|number| ACTIVITIES[*number]).collect();
		let set = Activities::of(&activities);
		for (number, activity) in ACTIVITIES.into_iter().enumerate() {
			prop_assert_eq!(set.contains(activity), numbers.contains(&number));
		}
		prop_assert_eq!(set.validate().is_ok(), !numbers.is_empty());
	}
}
