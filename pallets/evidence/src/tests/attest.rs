//! `attest`: what notaries, laboratories and authorities state.

use super::*;

const STATEMENT: H256 = H256::repeat_byte(0xdd);

fn attest(operator: u64, digest: Digest) -> DispatchResult {
	Evidence::attest(RuntimeOrigin::signed(operator), digest, STATEMENT)
}

#[test]
fn attest_should_keep_each_statement_when_the_role_is_competent() {
	ExtBuilder.build_and_execute(|| {
		anchor(MONITOR, sha256(1));
		advance_to(3, NOW + 2);
		let attesters = [
			(NOTARY, Role::Notary),
			(LABORATORY, Role::Laboratory),
			(CUSTOMS, Role::Customs),
			(COURT, Role::Court),
			(POLICE, Role::Police),
		];
		for (number, (operator, role)) in (1..).zip(attesters) {
			assert_ok!(attest(operator, sha256(1)));
			// The notary also is a representative, which attests nothing.
			let roles = Roles::from(role);
			assert_eq!(
				Attestations::<Test>::get(sha256(1), number),
				Some(Attestation {
					org: org(operator),
					operator: org(operator),
					roles,
					statement: STATEMENT,
					block: 3,
					moment: NOW + 2,
				})
			);
			assert_eq!(AttestationCount::<Test>::get(sha256(1)), number);
			assert_last_event(Event::Attested {
				digest: sha256(1),
				number,
				by: org(operator),
				roles,
				statement: STATEMENT,
			});
		}
	});
}

#[test]
fn attest_should_leave_the_status_alone_when_the_record_is_revoked() {
	ExtBuilder.build_and_execute(|| {
		anchor(MONITOR, sha256(1));
		wait();
		assert_ok!(revoke(MONITOR, sha256(1), 0));
		assert_ok!(attest(COURT, sha256(1)));
		assert_eq!(Evidence::stands_since(&sha256(1)), None);
	});
}

#[test]
fn attest_should_refuse_when_the_digest_is_unknown() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(attest(NOTARY, sha256(1)), Error::<Test>::UnknownDigest);
	});
}

#[test]
fn attest_should_refuse_when_the_signer_may_not_act() {
	ExtBuilder.build_and_execute(|| {
		anchor(MONITOR, sha256(1));
		for operator in [MONITOR, BRAND, CARRIER] {
			assert_noop!(attest(operator, sha256(1)), ROLE_MISSING);
		}
		assert_noop!(attest(OUTSIDER, sha256(1)), NOT_MEMBER);
		assert_noop!(
			Evidence::attest(RuntimeOrigin::root(), sha256(1), STATEMENT),
			DispatchError::BadOrigin
		);
		FakeMembership::set_standing(org(NOTARY), Standing::Suspended);
		assert_noop!(attest(NOTARY, sha256(1)), NOT_IN_GOOD_STANDING);
	});
}
