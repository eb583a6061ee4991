mod accept_assignment;
mod attest;
mod cancel_assignment;
mod claim;
mod invariants;
mod offer_assignment;
mod record_end;
mod refuse;
mod renew;
mod rights_inspect;
mod surrender;
mod withdraw;

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
