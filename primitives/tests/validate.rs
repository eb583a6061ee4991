//! Validation of what may be absent or many, and traits that deny where nothing is wired.

use frame_support::{traits::ConstU32, BoundedVec};
use tracemark_primitives::{
	authorisation::{Activity, Answer, Exercise, GoodsHistory, Question},
	digest::{Digest, DigestAlgorithm},
	parties::{Role, Roles},
	quantity::Quantity,
	rights::{RightClass, RightKind},
	territory::Country,
	traits::{Authorisation, EvidenceInspect, Membership, RightsInspect},
	Malformed, Validate,
};

const GOOD: Country = Country(*b"DE");
const BAD: Country = Country(*b"XX");

#[test]
fn option_should_be_refused_when_what_it_holds_is() {
	assert_eq!(None::<Country>.validate(), Ok(()));
	assert_eq!(Some(GOOD).validate(), Ok(()));
	assert_eq!(Some(BAD).validate(), Err(Malformed));
}

#[test]
fn list_should_be_refused_when_any_entry_is() {
	let list = |entries: &[Country]| -> BoundedVec<Country, ConstU32<3>> {
		entries.to_vec().try_into().unwrap()
	};
	assert_eq!(list(&[]).validate(), Ok(()));
	assert_eq!(list(&[GOOD, GOOD]).validate(), Ok(()));
	assert_eq!(list(&[GOOD, GOOD, BAD]).validate(), Err(Malformed));
}

#[test]
fn unit_should_deny_when_it_is_asked_for_permission() {
	let anybody = 1u64;
	assert!(<() as Membership<u64>>::ensure_member(&anybody).is_err());
	assert!(<() as Membership<u64>>::ensure_role(&anybody, Roles::from(Role::Customs)).is_err());
	assert!(!<() as Membership<u64>>::is_operator(&anybody));
	assert!(<() as Membership<u64>>::party(1).is_none());
	assert!(<() as Membership<u64>>::prefixes(1).is_empty());
	assert!(!<() as Membership<u64>>::is_accredited(
		1,
		"EM".try_into().unwrap(),
		RightKind::TradeMark
	));

	assert!(<() as Membership<u64>>::account_of(1).is_none());

	assert!(<() as RightsInspect<u64>>::right(&Default::default()).is_none());
	assert!(<() as RightsInspect<u64>>::right_in(&Default::default(), &GOOD, 0).is_none());
	let class = RightClass::Nice { edition: 12, class: 25 };
	assert!(!<() as RightsInspect<u64>>::has_lost(&Default::default(), &class, 0));
	let question = Question {
		right: Default::default(),
		party: 1,
		activity: Activity::Import,
		country: GOOD,
		at: 0,
		quantity: None,
		goods: GoodsHistory::default(),
	};
	assert_eq!(<() as Authorisation>::ask(&question).answer, Answer::NotPermitted);
	let act = Exercise {
		activity: Activity::Import,
		quantity: Quantity::Pieces(1),
		reference: Default::default(),
	};
	assert!(<() as Authorisation>::exercise(1, &act).is_err());

	let digest = Digest { algorithm: DigestAlgorithm::Sha256, value: Default::default() };
	assert_eq!(<() as EvidenceInspect>::stands_since(&digest), None);
	assert!(!<() as EvidenceInspect>::is_held(&digest));
}
