//! Figures of the chain that are the same in every network.

use crate::{Balance, BlockNumber};
use frame_support::weights::{constants::WEIGHT_REF_TIME_PER_SECOND, Weight};
use sp_runtime::Perbill;

/// Symbol of the native token.
pub const TOKEN_SYMBOL: &str = "TMK";
/// Decimals of the native token.
pub const TOKEN_DECIMALS: u32 = 12;
/// Address prefix: the generic one of Substrate.
pub const SS58_PREFIX: u16 = 42;

/// One token.
pub const UNIT: Balance = 1_000_000_000_000;
/// A thousandth of a token.
pub const MILLI_UNIT: Balance = UNIT / 1_000;
/// What an account must hold to exist.
pub const EXISTENTIAL_DEPOSIT: Balance = MILLI_UNIT;
/// What state costs for as long as it is kept: per item.
pub const DEPOSIT_PER_ITEM: Balance = 100 * MILLI_UNIT;
/// What state costs for as long as it is kept: per byte.
pub const DEPOSIT_PER_BYTE: Balance = MILLI_UNIT;
/// What a byte of an extrinsic costs. The execution of one picosecond costs one unit.
pub const FEE_PER_BYTE: Balance = UNIT / 1_000_000;
/// Fees that a new organisation need not pay on a day (UTC).
pub const DAILY_QUOTA: Balance = 100 * UNIT;
/// What each side of a challenge of a right puts up; the loser's goes to the winner.
pub const CHALLENGE_BOND: Balance = 100 * UNIT;

/// How many block hashes stay in state: how long a transaction can be mortal.
pub const BLOCK_HASH_COUNT: BlockNumber = 4096;
/// Execution time of a full block: a third of a production slot of six seconds.
pub const MAXIMUM_BLOCK_WEIGHT: Weight =
	Weight::from_parts(WEIGHT_REF_TIME_PER_SECOND.saturating_mul(2), u64::MAX);
/// Share of a block that is open to all but inherents and operational calls.
pub const NORMAL_DISPATCH_RATIO: Perbill = Perbill::from_percent(75);
/// Bytes of a full block.
pub const MAXIMUM_BLOCK_LENGTH: u32 = 5 * 1024 * 1024;
/// Blocks that a council motion stays open: a week of six-second blocks.
pub const MOTION_DURATION: BlockNumber = 7 * 24 * 600;
