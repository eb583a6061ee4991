//! Whether custody is unbroken, and nobody else holds the goods.

use super::*;
use tracemark_primitives::parties::NamedParty;

#[test]
fn check_should_contradict_custody_when_somebody_else_holds_the_goods() {
	instructed(|| {
		set_pallet(at(facts(pallet_object(), PIECES), |at| at.holder = TRADER));
		let references = report(&lawful()).references;
		let expected = [Reference::Object(pallet_object()), Reference::Organisation(TRADER)];
		assert_eq!(references.to_vec(), expected);
		assert_stopped(lawful(), CustodyUnbroken, Nature::Copying, Outcome::SuspendProposed);
	});
}

#[test]
fn check_should_accept_custody_when_the_represented_party_holds_the_goods() {
	instructed(|| {
		set_pallet(at(facts(pallet_object(), PIECES), |at| at.holder = IMPORTER));
		assert_harmless(lawful());
	});
}

#[test]
fn check_should_contradict_custody_when_hand_over_is_open() {
	instructed(|| {
		let offered = Presence::Offered { to: TRADER, until: NOW + 1, leg: None };
		set_pallet(at(facts(pallet_object(), PIECES), |at| at.presence = offered));
		assert_stopped(lawful(), CustodyUnbroken, Nature::Data, Outcome::Examine);
	});
}

#[test]
fn check_should_contradict_custody_when_goods_are_detained() {
	instructed(|| {
		let detained = Presence::Detained { by: FRENCH_CUSTOMS };
		set_pallet(at(facts(pallet_object(), PIECES), |at| at.presence = detained));
		assert_stopped(lawful(), CustodyUnbroken, Nature::OtherLaw, Outcome::Examine);
	});
}

#[test]
fn check_should_contradict_custody_when_the_true_holder_is_named_as_seller() {
	instructed(|| {
		let seller = NamedParty::Member(WAREHOUSE);
		let report = Customs::dry_run(TRADER, &DeclarationForm { seller, ..cloned() });
		assert!(report.lines[0].contradicted.contains(NotHeldElsewhere));
		// Nor does who only declares hold the goods.
		set_unit(|at| at.holder = BROKER);
		let contradicted = Customs::dry_run(BROKER, &lawful_unit()).lines[0].contradicted;
		assert_eq!(contradicted, only(CustodyUnbroken).with(NotHeldElsewhere));
	});
}
