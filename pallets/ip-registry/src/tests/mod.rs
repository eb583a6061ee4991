mod accept_assignment;
mod add_version;
mod answer_challenge;
mod attest;
mod cancel_assignment;
mod challenge;
mod claim;
mod commit_priority;
mod decide_challenge;
mod designate;
mod genesis;
mod invariants;
mod limit;
mod lookups;
mod offer_assignment;
mod record_end;
mod refuse;
mod renew;
mod reveal;
mod rights_inspect;
mod set_licensing_rule;
mod set_max_term;
mod substantiate;
mod surrender;
mod withdraw;
mod withdraw_challenge;
mod withdraw_commitment;

pub use crate::{mock::*, *};
pub use frame_support::{assert_noop, assert_ok};
pub use sp_core::H256;
pub use sp_runtime::{DispatchError, Permill, TokenError};
pub use tracemark_primitives::{
	fakes::{FakeEvidence, FakeMembership, NOT_IN_GOOD_STANDING, NOT_MEMBER, ROLE_MISSING},
	parties::{Owner, Role, Roles, Standing},
	rights::{
		Designation, LicensingRule, OfficeCode, RightClass, RightEnd, RightId, RightKind,
		RightKinds, RightSubject, St13, Substantiation,
	},
	territory::{Country, Territories},
	time::{Term, DAY},
};
