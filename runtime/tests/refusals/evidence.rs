//! Evidence.

use super::*;
use tracemark_primitives::digest::{Digest, DigestAlgorithm};

#[test]
fn evidence_should_stay_when_calls_about_it_are_refused() {
	run(|| {
		let world = World::licensed();
		let Cast { monitor, customs, trader, carrier, other_carrier, .. } = &world.cast;
		monitor.does(anchor_call(capture(), world.right));
		resolve(2, Consortium::<Runtime>::suspend { org: other_carrier.org, ground: ground() });
		let unknown = Digest { algorithm: DigestAlgorithm::Sha256, value: ground() };
		let revoke =
			|digest, number| Evidence::<Runtime>::revoke { digest, number, ground: ground() };
		let attest = |digest| Evidence::<Runtime>::attest { digest, statement: ground() };
		let mut late = description(world.right);
		late.provenance.claimed_time.moment += HOUR;
		let premature = Evidence::<Runtime>::anchor {
			digest: unknown,
			kind: pallet_evidence::EvidenceKind::Photograph,
			description: late,
		};
		let batch = Evidence::<Runtime>::anchor_batch {
			root: ground(),
			leaves: 0,
			kind: pallet_evidence::EvidenceKind::Photograph,
			description: description(world.right),
		};
		refuse(vec![
			row(
				"anchor as an outsider",
				outsider(),
				anchor_call(unknown, world.right),
				ConsortiumError::NotMember,
			),
			row(
				"anchor as a suspended member",
				other_carrier,
				anchor_call(unknown, world.right),
				ConsortiumError::NotInGoodStanding,
			),
			row("anchor from the future", monitor, premature, EvidenceError::ClaimedInFuture),
			row("anchor a batch of nothing", monitor, batch, EvidenceError::LeafCountOutOfRange),
			row(
				"revoke another's record",
				trader,
				revoke(capture(), 0),
				EvidenceError::NotDepositor,
			),
			row("revoke at once", monitor, revoke(capture(), 0), EvidenceError::TooEarly),
			row(
				"revoke a deposit that was not made",
				monitor,
				revoke(capture(), 1),
				EvidenceError::UnknownDeposit,
			),
			row(
				"revoke what is not there",
				monitor,
				revoke(unknown, 0),
				EvidenceError::UnknownDigest,
			),
			row(
				"attest without the role",
				carrier,
				attest(capture()),
				ConsortiumError::RoleMissing,
			),
			row("attest what is not there", customs, attest(unknown), EvidenceError::UnknownDigest),
		]);
		next_block(HOUR);
		monitor.does(revoke(capture(), 0));
		let again = revoke(capture(), 0);
		refuse(vec![row("revoke twice", monitor, again, EvidenceError::AlreadyRevoked)]);
	});
}
