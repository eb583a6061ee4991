//! What calls that make one lot of another carry.

use frame_support::{stored, traits::ConstU32};
use sp_core::H256;
use tracemark_primitives::{
	goods::ObjectId,
	gs1::{Gtin, LotNumber},
	quantity::Quantity,
	Malformed, Validate,
};

/// Most objects that go into one lot at once, and most rates of yield that they are under.
pub type MaxInputs = ConstU32<32>;

/// What the goods of a lot bear: an LGTIN, and serials if there is a root.
#[stored]
pub struct LotIdentity {
	/// The class.
	pub gtin: Gtin,
	/// The lot's number within the class.
	pub number: LotNumber,
	/// The RFC 6962 root over the serials, one leaf a piece; none without serials.
	pub root: Option<H256>,
}

/// What is consumed in a transformation.
#[stored]
#[derive(Copy)]
pub struct Input {
	/// A consignment, or a unit with a record of its own.
	pub object: ObjectId,
	/// Its current number.
	pub seq: u32,
	/// How much of a consignment of a lot without serials; all that is left if none is named.
	pub amount: Option<Quantity>,
}

/// How much of a product comes of the goods of one class: the rate of yield (Regulation (EU) 952/2013
/// art. 5(38) and 255), as two whole amounts, such as two dresses of five metres of cloth. What is lost on
/// the way is in it.
#[stored]
#[derive(Copy)]
pub struct RateOfYield {
	/// Class of the inputs.
	pub class: Gtin,
	/// Of so much of them …
	pub input: Quantity,
	/// … comes so much of the product.
	pub output: Quantity,
}

impl Validate for RateOfYield {
	fn validate(&self) -> Result<(), Malformed> {
		self.input.validate()?;
		self.output.validate()
	}
}
