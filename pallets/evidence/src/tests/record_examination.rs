//! `record_examination`: what a laboratory found, of what it has.

use super::*;

/// Anchors a report.
fn report(operator: u64, byte: u8) {
	let origin = RuntimeOrigin::signed(operator);
	let kind = EvidenceKind::LaboratoryReport;
	assert_ok!(Evidence::anchor(origin, sha256(byte), kind, description()));
}

#[test]
fn record_examination_should_link_the_report_when_the_laboratory_has_it_or_a_sample() {
	ExtBuilder.build_and_execute(|| {
		register(CUSTOMS);
		sample(CUSTOMS, Quantity::Pieces(3));
		hand_over(2, CUSTOMS, LABORATORY);
		report(LABORATORY, 9);
		assert_ok!(on!(record_examination(LABORATORY, 2, sha256(9), 0)));
		let act = ExhibitAct::Examined { report: sha256(9), deposit: 0 };
		assert_eq!(last_act(2), act);
		// It has the sample, and not what that was taken from.
		let refused = on!(record_examination(LABORATORY, 1, sha256(9), 0));
		assert_noop!(refused, Error::<Test>::NotHolder);
		assert_ok!(on!(seal_exhibit(CUSTOMS, 1, SEAL)));
		hand_over(1, CUSTOMS, LABORATORY);
		assert_ok!(on!(record_examination(LABORATORY, 1, sha256(9), 0)));
		assert_eq!(last_act(1), act);
		let last = Evidence::timeline(sha256(1), 10, 9).items.pop().unwrap().act;
		assert_eq!(last, RecordAct::Exhibit { number: 1, seq: exhibit(1).seq });
	});
}

#[test]
fn record_examination_should_refuse_when_the_report_is_none_of_the_laboratory_that_stands() {
	ExtBuilder.build_and_execute(|| {
		register(LABORATORY);
		let examine = |byte, deposit| on!(record_examination(LABORATORY, 1, sha256(byte), deposit));
		assert_noop!(examine(9, 0), Error::<Test>::UnknownDigest);
		report(BRAND, 9);
		assert_noop!(examine(9, 0), Error::<Test>::NotDepositor);
		assert_noop!(examine(9, 1), Error::<Test>::UnknownDeposit);
		anchor(LABORATORY, sha256(10));
		assert_noop!(examine(10, 0), Error::<Test>::NotReport);
		let batch = Batch::of(3);
		let (origin, kind) = (RuntimeOrigin::signed(LABORATORY), EvidenceKind::LaboratoryReport);
		assert_ok!(Evidence::anchor_batch(origin, batch.root(), 3, kind, description()));
		let of_many = on!(record_examination(LABORATORY, 1, batch.digest(), 0));
		assert_noop!(of_many, Error::<Test>::NotReport);
		report(LABORATORY, 11);
		wait();
		assert_ok!(revoke(LABORATORY, sha256(11), 0));
		assert_noop!(examine(11, 0), Error::<Test>::AlreadyRevoked);
		assert_ok!(revoke(BRAND, sha256(9), 0));
		report(LABORATORY, 9);
		assert_noop!(examine(9, 1), Error::<Test>::NotStanding);
	});
}

#[test]
fn record_examination_should_refuse_when_the_signer_is_no_laboratory_that_has_it() {
	ExtBuilder.build_and_execute(|| {
		register(LABORATORY);
		report(LABORATORY, 9);
		for operator in [BRAND, NOTARY, COURT, CUSTOMS] {
			let refused = on!(record_examination(operator, 1, sha256(9), 0));
			assert_noop!(refused, ROLE_MISSING);
		}
		let origin = || RuntimeOrigin::signed(LABORATORY);
		let unknown = Evidence::record_examination(origin(), sha256(1), 2, 0, sha256(9), 0);
		assert_noop!(unknown, Error::<Test>::UnknownExhibit);
		let stale = Evidence::record_examination(origin(), sha256(1), 1, 0, sha256(9), 0);
		assert_noop!(stale, Error::<Test>::StaleSeq);
		assert_ok!(on!(offer_exhibit(LABORATORY, 1, org(CUSTOMS))));
		let offered = on!(record_examination(LABORATORY, 1, sha256(9), 0));
		assert_noop!(offered, Error::<Test>::OnOffer);
		refuse_who_may_not_act(LABORATORY, |origin| {
			Evidence::record_examination(origin, sha256(1), 1, 2, sha256(9), 0)
		});
	});
}
