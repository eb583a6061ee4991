//! A leaf that nobody opened competes with what others deposited of it: by the time of its batch.

mod common;

use common::{
	forged, leaf,
	leaves::{self, moment, BATCH, STRANGER},
	TestChain,
};
use sp_core::H256;
use tracemark_certificate::{
	chain::{Content, Deposit, EvidenceKind, First, Record, RecordStatus},
	form::{Earliest, Status},
	moment::rfc3339,
	verify,
	words::warning,
	Certificate, Refusal,
};

fn chain() -> TestChain {
	TestChain::new(1, &[4], 40)
}

fn certify(index: usize, deposit: u32) -> Certificate {
	chain().certify(leaf(BATCH, index, deposit), None)
}

fn status(index: usize, deposit: u32) -> Status {
	certify(index, deposit).status.unwrap()
}

/// Whose deposit is the earliest, with the time of which block.
fn earliest(org: u32, block: u32) -> Option<Earliest> {
	Some(Earliest { org, time: rfc3339(moment(block)) })
}

#[test]
fn the_batch_should_be_first_when_a_stranger_anchored_the_leaf_later() {
	for (deposit, org) in [(0, 4), (1, 5)] {
		let status = status(leaves::ANCHORED, deposit);
		assert_eq!(status.earliest, earliest(org, BATCH));
		assert_eq!(status.first.as_ref().map(|first| first.org), Some(STRANGER));
		assert!(status.deposit_stands && status.digest_stands);
		assert_eq!((status.withdrawn, warning(&status)), (None, None));
	}
}

#[test]
fn the_leaf_should_stand_when_a_stranger_anchored_and_revoked_it_later() {
	let status = status(leaves::ANCHORED_AND_REVOKED, 0);
	assert_eq!(status.earliest, earliest(4, BATCH));
	assert!(status.deposit_stands && status.digest_stands);
	assert_eq!(warning(&status), None);
}

#[test]
fn the_leaf_should_stand_throughout_when_a_stranger_anchored_revoked_and_reinstated_it_later() {
	let status = status(leaves::REINSTATED, 0);
	assert_eq!(status.earliest, earliest(4, BATCH));
	assert!(status.deposit_stands && status.digest_stands);
	assert_eq!((status.again_since.as_ref(), warning(&status)), (None, None));
}

#[test]
fn the_leaf_should_stand_again_and_not_be_opened_when_its_batch_was_reinstated() {
	let chain = chain();
	let certify =
		|index, deposit| chain.certify(leaf(leaves::REINSTATED_BATCH, index, deposit), None);
	let status = |index, deposit| certify(index, deposit).status.unwrap();
	let since = rfc3339(moment(leaves::SEEN) + 1_000);
	let own = status(3, 0);
	assert!(own.deposit_stands && own.digest_stands);
	assert_eq!(own.again_since, Some(since.clone()));
	let reinstated = own.revoked.as_ref().and_then(|it| it.reinstated.as_ref());
	assert_eq!(reinstated.map(|it| &it.time), Some(&since));
	let warning = warning(&own).unwrap();
	assert!(warning.contains("between the two it did not stand"), "{warning}");
	// Whoever deposits and revokes such a leaf closes it, but for the batch that was not revoked.
	let closed = status(leaves::CLOSED, 0);
	assert_eq!((closed.deposit_stands, closed.digest_stands), (true, false));
	assert_eq!(closed.again_since, None);
	assert_eq!(closed.earliest.as_ref().map(|it| it.org), Some(STRANGER));
	let other = status(leaves::CLOSED, 1);
	assert!(other.deposit_stands && other.digest_stands && other.revoked.is_none());
	assert_eq!(other.earliest.as_ref().map(|it| it.org), Some(5));

	let refused = Err(Refusal::NotProven("status"));
	let standing = |certificate: &mut Certificate| {
		certificate.status.as_mut().unwrap().digest_stands = true;
	};
	assert_eq!(forged(&certify(leaves::CLOSED, 0), standing), refused);
	let earlier = |certificate: &mut Certificate| {
		certificate.status.as_mut().unwrap().again_since = None;
	};
	assert_eq!(forged(&certify(3, 0), earlier), refused);
}

#[test]
fn the_leaf_should_not_stand_when_it_was_revoked_no_later_than_its_batch_was_deposited() {
	for index in [leaves::REVOKED_BEFORE, leaves::REVOKED_AT_ONCE] {
		let status = status(index, 0);
		assert_eq!(status.earliest, earliest(STRANGER, BATCH - 5));
		assert_eq!((status.deposit_stands, status.digest_stands), (true, false));
		assert!(warning(&status).is_some_and(|warning| warning.contains("no longer stands")));
	}
}

#[test]
fn the_batch_should_not_count_when_its_depositor_revoked_the_leaf() {
	let alone = status(leaves::WITHDRAWN, 0);
	assert_eq!((alone.digest_stands, alone.withdrawn), (false, Some(true)));
	assert_eq!(alone.earliest, earliest(4, leaves::SEEN));

	let beside = status(leaves::WITHDRAWN_BESIDE_OTHERS, 0);
	assert_eq!((beside.digest_stands, beside.withdrawn), (true, Some(true)));
	assert_eq!(beside.earliest, earliest(STRANGER, leaves::SEEN));
	assert!(warning(&beside).is_some_and(|warning| warning.contains("revoked this leaf itself")));
	// What one depositor revoked binds nobody else who deposited the batch.
	let other = status(leaves::WITHDRAWN, 1);
	assert_eq!((other.digest_stands, other.withdrawn), (true, None));
	assert_eq!(other.earliest, earliest(5, BATCH));
}

#[test]
fn the_report_should_say_that_the_depositor_of_the_batch_revoked_the_leaf_when_that_is_so() {
	for (index, said) in [(leaves::WITHDRAWN, true), (leaves::ANCHORED, false)] {
		let report = verify(&certify(index, 0).canonical().unwrap(), None).unwrap();
		let name = "leaf revoked by the depositor of its batch";
		let found = report.fields.iter().find(|field| field.name == name);
		assert_eq!(found.map(|field| field.value.as_str()), said.then_some("yes"));
	}
}

#[test]
fn a_certificate_should_be_refused_when_it_states_another_order_than_the_chain_proves() {
	let refused = Err(Refusal::NotProven("status"));
	let stranger = |certificate: &mut Certificate| {
		let status = certificate.status.as_mut().unwrap();
		status.earliest.as_mut().unwrap().org = STRANGER;
	};
	assert_eq!(forged(&certify(leaves::ANCHORED, 0), stranger), refused);
	let fallen = |certificate: &mut Certificate| {
		certificate.status.as_mut().unwrap().digest_stands = false;
	};
	assert_eq!(forged(&certify(leaves::ANCHORED_AND_REVOKED, 0), fallen), refused);
	for withdrawn in [None, Some(false)] {
		let silent = |certificate: &mut Certificate| {
			certificate.status.as_mut().unwrap().withdrawn = withdrawn;
		};
		assert_eq!(forged(&certify(leaves::WITHDRAWN, 0), silent), refused);
	}
	let told = |certificate: &mut Certificate| {
		certificate.status.as_mut().unwrap().withdrawn = Some(false);
	};
	assert_eq!(forged(&certify(leaves::ANCHORED, 0), told), refused);
}

#[test]
fn a_record_should_yield_to_a_batch_only_when_that_is_older_and_can_be_opened() {
	let deposit = |moment| Deposit {
		kind: EvidenceKind::Other,
		org: 4,
		operator: 1,
		block: 1,
		moment,
		content: Content::Batch { leaves: 1 },
		description: H256::zero(),
	};
	let record = |status| Record {
		deposit: deposit(50),
		status,
		first: First { by: STRANGER, at: 50 },
		corroborations: 0,
	};
	let revoked = |left, again_since| RecordStatus::Revoked { last: 0, left, at: 60, again_since };
	let (fallen, again) = (revoked(0, None), revoked(1, Some(70)));
	for (status, opens, moment, is_first, stands, since) in [
		(RecordStatus::Standing, true, 49, true, true, None),
		(RecordStatus::Standing, true, 50, false, true, None),
		(RecordStatus::Standing, false, 49, false, true, None),
		(fallen, true, 49, true, true, None),
		(fallen, true, 59, false, true, None),
		(fallen, true, 60, false, false, None),
		(fallen, false, 49, false, false, None),
		// That it stands again is said of what nobody can open as a leaf that stood throughout.
		(again, true, 59, false, true, None),
		(again, true, 60, false, true, Some(70)),
		(again, false, 49, false, true, Some(70)),
		(revoked(0, Some(70)), false, 49, false, false, None),
	] {
		let record = record(status);
		let batch = deposit(moment);
		assert_eq!(record.first_with(opens, &batch).by == 4, is_first);
		assert_eq!(record.stands_with(opens, &batch), stands);
		assert_eq!(record.again_with(opens, &batch), since);
	}
}
