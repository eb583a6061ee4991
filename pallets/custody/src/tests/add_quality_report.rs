use super::*;
use tracemark_primitives::{
	digest::{Digest, DigestAlgorithm},
	goods::LotId,
	gs1::lot_id,
	quality::{QualityReport, QualityReporter},
};

const LABORATORY: OrgId = 20;
const SURVEILLANCE: OrgId = 21;

fn digest(n: u8) -> Digest {
	Digest { algorithm: DigestAlgorithm::Sha256, value: H256::repeat_byte(n) }
}

fn lot() -> LotId {
	lot_id(&gtin(1), &number(1))
}

fn report(org: OrgId, number: u32, n: u8) -> DispatchResult {
	report_of(lot(), org, number, n)
}

pub(super) fn report_of(lot: LotId, org: OrgId, number: u32, n: u8) -> DispatchResult {
	Custody::add_quality_report(signed(org), lot, number, digest(n))
}

fn run(test: impl FnOnce()) {
	ExtBuilder::default().build_and_execute(|| {
		for (org, role) in
			[(LABORATORY, Role::Laboratory), (SURVEILLANCE, Role::MarketSurveillance)]
		{
			FakeMembership::admit(account(org), org, role.into(), country("DE"));
		}
		commission(1);
		test();
	});
}

#[test]
fn add_quality_report_should_be_read_in_pages_when_several_reported() {
	run(|| {
		assert_ok!(report(FACTORY, 0, 1));
		let (number, by) = (0, FACTORY);
		let reporter = QualityReporter::Maker;
		let event = Event::QualityReported { lot: lot(), number, by, reporter, digest: digest(1) };
		assert_eq!(last_event(), event);
		pass(1);
		assert_ok!(report(LABORATORY, 1, 2));
		assert_ok!(report(SURVEILLANCE, 2, 2));
		let entry = |n, by, reporter, at| QualityReport { digest: digest(n), by, reporter, at };
		let all = [
			entry(1, FACTORY, QualityReporter::Maker, NOW),
			entry(2, LABORATORY, QualityReporter::Laboratory, NOW + 1_000),
			entry(2, SURVEILLANCE, QualityReporter::Authority, NOW + 1_000),
		];
		let page = Custody::quality_reports(lot(), 0, 2);
		assert_eq!((page.items, page.next), (all[..2].to_vec(), Some(2)));
		let page = Custody::quality_reports(lot(), 2, 2);
		assert_eq!((page.items, page.next), (all[2..].to_vec(), None));
	});
}

#[test]
fn add_quality_report_should_fail_when_it_is_said_again() {
	run(|| {
		assert_ok!(report(FACTORY, 0, 1));
		assert_noop!(report(FACTORY, 0, 1), Error::StaleSeq);
		assert_noop!(report(LABORATORY, 2, 1), Error::StaleSeq);
	});
}

#[test]
fn add_quality_report_should_fail_when_the_lot_is_unknown() {
	run(|| {
		let call = Custody::add_quality_report(signed(FACTORY), H256::zero(), 0, digest(1));
		assert_noop!(call, Error::UnknownLot);
	});
}

#[test]
fn add_quality_report_should_fail_when_another_made_the_lot() {
	run(|| {
		FakeMembership::admit(account(30), 30, Role::Manufacturer.into(), country("PT"));
		assert_noop!(report(30, 0, 1), Error::NotMaker);
	});
}

#[test]
fn add_quality_report_should_fail_when_the_signer_may_not() {
	run(|| {
		refuses_others(FACTORY, |origin| Custody::add_quality_report(origin, lot(), 0, digest(1)));
		assert_noop!(report(BRAND, 0, 1), ROLE_MISSING);
	});
}
