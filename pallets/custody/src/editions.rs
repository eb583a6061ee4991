//! Who issues digital editions, and how many codes are withdrawn at once. What is stored of them is in
//! [`tracemark_primitives::editions`].

use frame_support::traits::ConstU32;
use tracemark_primitives::parties::{Role, Roles};

/// Most codes that are withdrawn at once.
pub type MaxWithdrawnCodes = ConstU32<200>;

/// Who issues editions: those who reproduce works of their own or under licence.
pub const PUBLISHERS: Roles = Roles::of(&[Role::RightsHolder, Role::Creator, Role::Manufacturer]);
