use super::*;
use tracemark_primitives::{
	authorisation::{
		Activity, Answer, AuthorisationReport, ConditionResult, GoodsHistory, Ground, Question,
	},
	customs::Nature,
	editions::{edition_id, CodeStatus, CodeTally, Edition, EditionSubject},
	fakes::QUANTITY_EXCEEDED,
	gs1::{lot_id, Gtin, LotNumber},
	recalls::{RecallReason, RecallScope},
	time::Period,
};

const ROOT: H256 = H256::repeat_byte(0x77);

fn issue_as(org: OrgId, subject: EditionSubject, codes: u32) -> DispatchResult {
	Custody::issue_edition(signed(org), subject, codes, ROOT)
}

/// What the factory may do in its country.
fn answer(activity: Activity, report: AuthorisationReport) {
	let question = Question {
		right: MARK,
		party: FACTORY,
		activity,
		country: country("PT"),
		at: 0,
		quantity: None,
		goods: GoodsHistory::default(),
	};
	FakeAuthorisation::answer(question, report);
}

fn of_lot(n: u32) -> EditionSubject {
	EditionSubject::Lot { lot: lot_id(&gtin(1), &number(n)) }
}

#[test]
fn issue_edition_should_keep_one_root_whatever_the_number_of_codes() {
	ExtBuilder::default().build_and_execute(|| {
		for (n, codes) in [(1, 1), (2, u32::MAX)] {
			let keys = || Editions::<Test>::iter().count();
			let before = keys();
			assert_ok!(issue_as(BRAND, copies(n), codes));
			assert_eq!(keys(), before + 1);
			let issued = Edition {
				subject: copies(n),
				gtin: gtin(1),
				issuer: BRAND,
				size: codes,
				root: ROOT,
				consented: vec![MARK].try_into().expect("one"),
				licences: Default::default(),
				issued_at: NOW,
				issued_in: 1,
				tally: CodeTally::default(),
			};
			assert_eq!(Editions::<Test>::get(edition(n)), Some(issued));
			let (edition, subject) = (edition(n), copies(n));
			let (gtin, issuer, root) = (gtin(1), BRAND, ROOT);
			let event = Event::EditionIssued { edition, subject, gtin, issuer, codes, root };
			assert_eq!(last_event(), event);
			let status = Custody::code_status(&edition, codes - 1);
			assert_eq!(status, Some(CodeStatus::default()));
		}
		assert_eq!(Custody::code_status(&edition(1), 1), None);
		assert_eq!(Custody::code_status(&edition(9), 0), None);
		assert_eq!(CodeUses::<Test>::iter().count(), 0);
	});
}

#[test]
fn issue_edition_should_ask_whether_the_issuer_may_reproduce_and_count_it() {
	ExtBuilder::default().build_and_execute(|| {
		let permitted = Answer::Permitted(Ground::Licence(5));
		answer(Activity::Reproduce, AuthorisationReport::bare(permitted));
		FakeAuthorisation::set_left(5, Quantity::Pieces(100));
		assert_noop!(issue_as(FACTORY, copies(1), 101), QUANTITY_EXCEEDED);
		assert_ok!(issue_as(FACTORY, copies(1), 100));
		assert_eq!(FakeAuthorisation::left(5), Some(Quantity::Pieces(0)));
		let asked = FakeAuthorisation::asked().pop().expect("was asked");
		assert_eq!(
			(asked.activity, asked.quantity),
			(Activity::Reproduce, Some(Quantity::Pieces(100)))
		);
		let edition = Editions::<Test>::get(edition(1)).expect("was issued");
		assert_eq!((edition.issuer, edition.licences.to_vec()), (FACTORY, vec![5]));
		assert_noop!(issue_as(FACTORY, copies(2), 1), QUANTITY_EXCEEDED);
	});
}

#[test]
fn issue_edition_should_fail_when_the_issuer_may_not_reproduce_or_has_not_paid() {
	ExtBuilder::default().build_and_execute(|| {
		answer(Activity::Manufacture, AuthorisationReport::bare(Answer::Permitted(Ground::Owner)));
		answer(Activity::Reproduce, AuthorisationReport::bare(Answer::NotPermitted));
		assert_noop!(issue_as(FACTORY, copies(1), 10), Error::NotAuthorised);
		let unpaid = AuthorisationReport {
			nature: Some(Nature::Contract),
			funded: ConditionResult::Failed,
			..AuthorisationReport::bare(Answer::NotPermitted)
		};
		answer(Activity::Reproduce, unpaid);
		assert_noop!(issue_as(FACTORY, copies(1), 10), Error::RoyaltyUnfunded);
	});
}

#[test]
fn issue_edition_should_rest_on_what_the_lot_was_made_under_when_its_pieces_come_with_codes() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		let asked = FakeAuthorisation::asked().len();
		assert_noop!(issue_as(FACTORY, of_lot(1), LEAVES + 1), Error::MoreThanLot);
		assert_ok!(issue_as(FACTORY, of_lot(1), LEAVES));
		assert_eq!(FakeAuthorisation::asked().len(), asked);
		let id = edition_id(&of_lot(1));
		let lot = Lots::<Test>::get(lot_id(&gtin(1), &number(1))).expect("was made");
		let issued = Editions::<Test>::get(id).expect("was issued");
		assert_eq!((issued.gtin, issued.consented), (lot.gtin, lot.consented));
		// The owner of the class issues those of a lot that another made.
		commission(2);
		assert_ok!(issue_as(BRAND, of_lot(2), 1));
		assert_noop!(issue_as(FACTORY, of_lot(2), 1), Error::AlreadyIssued);
	});
}

#[test]
fn issue_edition_should_fail_when_the_lot_is_anothers_unknown_or_measured() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		FakeMembership::admit(account(50), 50, Role::Manufacturer.into(), country("PT"));
		assert_noop!(issue_as(50, of_lot(1), 1), Error::NotAuthorised);
		assert_noop!(issue_as(FACTORY, of_lot(9), 1), Error::UnknownLot);
		let litres = Quantity::Measured { micros: 1_000_000, unit: UnitCode(*b"LTR") };
		let (class, loose) = (gtin(1), number(3));
		assert_ok!(Custody::commission(signed(FACTORY), class, loose, litres, None, None, time()));
		assert_noop!(issue_as(FACTORY, of_lot(3), 1), Error::MoreThanLot);
	});
}

#[test]
fn issue_edition_should_fail_when_it_was_issued_or_is_malformed() {
	ExtBuilder::default().build_and_execute(|| {
		issue(1);
		assert_noop!(issue_as(BRAND, copies(1), 5), Error::AlreadyIssued);
		assert_noop!(issue_as(FACTORY, copies(1), 5), Error::AlreadyIssued);
		assert_noop!(issue_as(BRAND, copies(2), 0), Error::MalformedQuantity);
		let nameless = LotNumber(Default::default());
		for (gtin, number) in [(gtin(1), nameless), (Gtin([b'1'; 14]), number(2))] {
			let subject = EditionSubject::Class { gtin, number };
			assert_noop!(issue_as(BRAND, subject, 5), Error::MalformedClaim);
		}
		let unknown = EditionSubject::Class { gtin: gtin(2), number: number(1) };
		assert_noop!(issue_as(BRAND, unknown, 5), Error::UnknownClass);
	});
}

#[test]
fn issue_edition_should_fail_when_the_prefix_is_lost_or_the_class_recalled() {
	ExtBuilder::default().build_and_execute(|| {
		let made = Period { from: 0, until: None };
		let scope = RecallScope::Class { gtin: gtin(1), made };
		assert_ok!(Custody::recall(signed(BRAND), scope, RecallReason::Safety, ROOT));
		assert_noop!(issue_as(BRAND, copies(1), 5), Error::UnderRecall);
		assert_ok!(Custody::lift_recall(signed(BRAND), 0));
		FakeMembership::withdraw_prefixes(BRAND);
		assert_noop!(issue_as(BRAND, copies(1), 5), Error::PrefixNotHeld);
	});
}

#[test]
fn issue_edition_should_be_for_publishers_only() {
	ExtBuilder::default().build_and_execute(|| {
		refuses_others(BRAND, |origin| Custody::issue_edition(origin, copies(1), 5, ROOT));
		assert_noop!(issue_as(SHOP, copies(1), 5), ROLE_MISSING);
	});
}
