//! External time stamps (RFC 3161).

use super::*;
use tracemark_primitives::digest::Digest;

/// Most time stamps that one organisation links to a digest. It bounds nobody but that one: whoever
/// fills it keeps no one else's from being linked.
pub const MAX_TIME_STAMPS: u32 = 16;

/// Most bytes of a policy's identifier.
pub type MaxPolicyBytes = ConstU32<32>;
/// Most bytes of a token's serial number: 160 bits (RFC 3161 section 2.4.2).
pub type MaxSerialBytes = ConstU32<20>;

stored! {
	/// What identifies a time-stamp token (RFC 3161 section 2.4.2). The token itself stays outside: its
	/// message imprint is the digest that it is linked to, and everybody who has it checks that offline.
	pub struct TimeStamp {
		/// Digest of the DER value of the token.
		pub token: Digest,
		/// The policy under which it was issued (`policy`).
		pub policy: PolicyId,
		/// Its number with the time-stamping authority (`serialNumber`).
		pub serial: SerialNumber,
		/// The time that it states (`genTime`), in milliseconds since 1970.
		pub stated: Moment,
	}

	/// An object identifier: the content octets of its DER value (X.690 section 8.19), without tag and
	/// length.
	pub struct PolicyId(pub BoundedVec<u8, MaxPolicyBytes>);

	/// A serial number: big-endian, without leading zeros.
	pub struct SerialNumber(pub BoundedVec<u8, MaxSerialBytes>);

	/// A time stamp on record, and who linked it.
	pub struct LinkedTimeStamp {
		/// The time stamp.
		pub time_stamp: TimeStamp,
		/// The operator that linked it.
		pub operator: OperatorId,
		/// Block of the link.
		pub block: BlockNumber,
		/// Block time of the link.
		pub moment: Moment,
	}
}

impl Validate for PolicyId {
	/// Each part is written in base 128, the last byte of each without its high bit and none beginning with
	/// an empty byte.
	fn validate(&self) -> Result<(), Malformed> {
		let mut at_start = true;
		for byte in &self.0 {
			if at_start && *byte == 0x80 {
				return Err(Malformed);
			}
			at_start = byte & 0x80 == 0;
		}
		if at_start && !self.0.is_empty() {
			Ok(())
		} else {
			Err(Malformed)
		}
	}
}

impl Validate for SerialNumber {
	fn validate(&self) -> Result<(), Malformed> {
		match self.0[..] {
			[] | [0, _, ..] => Err(Malformed),
			_ => Ok(()),
		}
	}
}

impl Validate for TimeStamp {
	fn validate(&self) -> Result<(), Malformed> {
		self.policy.validate().and_then(|()| self.serial.validate())
	}
}
