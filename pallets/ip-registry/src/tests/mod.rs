mod accept_assignment;
mod attest;
mod cancel_assignment;
mod claim;
mod commit_priority;
mod invariants;
mod offer_assignment;
mod record_end;
mod refuse;
mod renew;
mod reveal;
mod rights_inspect;
mod surrender;
mod withdraw;
mod withdraw_commitment;

pub use crate::{mock::*, *};
pub use frame_support::{assert_noop, assert_ok};
pub use sp_core::H256;
pub use sp_runtime::DispatchError;
pub use tracemark_primitives::{
	fakes::{FakeEvidence, FakeMembership, NOT_IN_GOOD_STANDING, NOT_MEMBER, ROLE_MISSING},
	parties::{Owner, Standing},
	rights::{RightClass, RightEnd, RightKind, RightSubject, St13},
	territory::Territories,
	time::Term,
};
