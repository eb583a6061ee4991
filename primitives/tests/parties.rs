//! Sets of roles.

use proptest::prelude::*;
use std::collections::BTreeSet;
use tracemark_primitives::{
	parties::{Role, Roles},
	Malformed, Validate,
};

/// All roles in the order of their numbers.
const ROLES: [Role; 29] = {
	use Role::*;
	[
		RightsHolder,
		Creator,
		Manufacturer,
		Supplier,
		Exporter,
		Distributor,
		Broker,
		Carrier,
		PostalOperator,
		Warehouse,
		Importer,
		Retailer,
		Marketplace,
		Trader,
		PaymentProvider,
		Customs,
		MarketSurveillance,
		Police,
		Court,
		IpOffice,
		RegisterReader,
		Gs1MemberOrganisation,
		Laboratory,
		Notary,
		Monitor,
		Arbitrator,
		IndustryAssociation,
		Representative,
		CollectingSociety,
	]
};

#[test]
fn roles_should_have_the_bit_of_their_number_when_in_a_set() {
	for (number, role) in ROLES.into_iter().enumerate() {
		assert_eq!(Roles::from(role), Roles(1 << number));
		assert_eq!(codec::Encode::encode(&role), [number as u8]);
	}
}

#[test]
fn roles_should_be_refused_when_empty_or_unknown() {
	assert!(Roles::of(&ROLES).validate().is_ok());
	for bits in [0, 1 << 29, 1 << 31 | 1, u32::MAX] {
		assert_eq!(Roles(bits).validate(), Err(Malformed));
	}
}

proptest! {
	#[test]
	fn roles_should_agree_with_a_set_when_compared(
		ours in prop::collection::btree_set(0usize..28, 0..28),
		theirs in prop::collection::btree_set(0usize..28, 0..4),
	) {
		let of = |numbers: &BTreeSet<usize>| {
			Roles::of(&numbers.iter().map(|number| ROLES[*number]).collect::<Vec<_>>())
		};
		let (a, b) = (of(&ours), of(&theirs));
		for (number, role) in ROLES.into_iter().enumerate() {
			prop_assert_eq!(a.contains(role), ours.contains(&number));
		}
		prop_assert_eq!(a.covers(&b), theirs.is_subset(&ours));
		prop_assert_eq!(a.intersects(&b), !theirs.is_disjoint(&ours));
		prop_assert_eq!(a.intersection(&b), of(&(&ours & &theirs)));
		prop_assert_eq!(a.is_empty(), ours.is_empty());
		prop_assert_eq!(a.validate().is_ok(), !ours.is_empty());
	}
}
