//! What is paid for a licence, and how much of it was used.

use frame_support::stored;
use sp_core::H256;
use sp_runtime::{helpers_128bit::multiply_by_rational_with_rounding, Rounding};
use tracemark_primitives::{apis::RoyaltyBasis, Malformed, Moment, Validate};

pub use tracemark_primitives::apis::Bases;

/// Amounts of the native token, with 12 decimals.
pub type Balance = u128;

/// What follows if an act is to be done for which too little was paid in.
#[stored]
#[derive(Copy)]
pub enum Shortfall {
	/// The act is refused.
	#[codec(index = 0)]
	Refuse,
	/// What is not covered is owed and settled with the next payment that is accepted.
	#[codec(index = 1)]
	Owe,
}

/// By what royalties are counted. The rates are agreed off chain.
#[stored]
#[derive(Copy)]
pub struct RoyaltyTerms {
	/// What is counted.
	pub bases: Bases,
	/// Length of a period in milliseconds, if and only if periods are counted.
	pub period: Option<Moment>,
	/// Salted digest of the agreed rates: what a court compares with what was paid.
	pub rates: H256,
	/// What follows if too little was paid in.
	pub shortfall: Shortfall,
}

impl Validate for RoyaltyTerms {
	fn validate(&self) -> Result<(), Malformed> {
		self.bases.validate()?;
		let has_period = match self.period {
			None => false,
			Some(0) => return Err(Malformed),
			Some(_) => true,
		};
		(has_period == self.bases.contains(RoyaltyBasis::Period)).then_some(()).ok_or(Malformed)
	}
}

/// An amount that is on hold on the payer's account and pays for so many units of a basis.
#[stored]
pub struct Payment<AccountId> {
	/// On whose account.
	pub payer: AccountId,
	/// For how many pieces (of measured goods: millionths of a unit), declared lines or periods. Not zero.
	pub covers: u64,
	/// How much is on hold. Not zero.
	pub amount: Balance,
}

impl<AccountId> Payment<AccountId> {
	/// Takes what `units` of it cost: the same part of the amount, rounded down; the last unit takes
	/// the rest. `None` if it covers fewer.
	pub fn take(&mut self, units: u64) -> Option<Balance> {
		let covers = self.covers.checked_sub(units)?;
		let cost = if covers == 0 {
			self.amount
		} else {
			multiply_by_rational_with_rounding(
				self.amount,
				units.into(),
				self.covers.into(),
				Rounding::Down,
			)?
		};
		self.amount = self.amount.checked_sub(cost)?;
		self.covers = covers;
		Some(cost)
	}
}

/// What was paid, used and is owed for one basis of a licence.
#[stored]
pub struct Ledger<AccountId> {
	/// The accepted payments, as far as they were not used: of one payer at a time.
	pub fund: Option<Payment<AccountId>>,
	/// How many units were used and not paid for. None while there is a fund.
	pub owed: u64,
	/// How many units were used in all; of periods, how many were counted.
	pub used: u64,
	/// The sum of all accepted payments.
	pub paid_in: Balance,
	/// How much of it went to the licensor's side.
	pub drawn: Balance,
}

impl<AccountId> Default for Ledger<AccountId> {
	fn default() -> Self {
		Self { fund: None, owed: 0, used: 0, paid_in: 0, drawn: 0 }
	}
}

impl<AccountId> Ledger<AccountId> {
	/// How many units the fund covers.
	pub fn covers(&self) -> u64 {
		self.fund.as_ref().map_or(0, |fund| fund.covers)
	}

	/// Takes what `units` cost out of the fund, and says how much to move from whose hold. `None` if the
	/// fund covers fewer.
	pub fn take(&mut self, units: u64) -> Option<(AccountId, Balance)>
	where
		AccountId: Clone,
	{
		let fund = self.fund.as_mut()?;
		let cost = fund.take(units)?;
		let payer = fund.payer.clone();
		if fund.covers == 0 {
			self.fund = None;
		}
		self.drawn = self.drawn.checked_add(cost)?;
		Some((payer, cost))
	}
}
