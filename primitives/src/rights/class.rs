//! The classifications of marks, designs and inventions.

use super::RightKind;
use crate::{Malformed, Validate};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The classification that a class belongs to.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum RightClass {
	/// Nice Classification of goods and services for marks: 1–34 goods, 35–45 services.
	#[codec(index = 0)]
	Nice {
		/// Edition of the classification, e.g. 12.
		edition: u8,
		/// 1 to 45.
		class: u8,
	},
	/// Locarno Classification for industrial designs.
	#[codec(index = 1)]
	Locarno {
		/// Edition of the classification, e.g. 15.
		edition: u8,
		/// 1 to 32.
		class: u8,
	},
	/// Subclass of the International Patent Classification (Strasbourg Agreement), such as `A43B`, for
	/// patents and utility models.
	#[codec(index = 2)]
	Ipc {
		/// `A` to `H`.
		section: u8,
		/// 1 to 99.
		class: u8,
		/// `A` to `Z`.
		subclass: u8,
	},
}

impl RightClass {
	/// Whether rights of `kind` are classified by the classification that this class is of.
	pub fn is_of(&self, kind: RightKind) -> bool {
		use RightKind::*;
		matches!(
			(self, kind),
			(Self::Nice { .. }, TradeMark)
				| (Self::Locarno { .. }, Design)
				| (Self::Ipc { .. }, Patent | UtilityModel | SupplementaryProtection)
		)
	}

	/// The class whatever the edition of its classification: what a look-up asks for.
	pub fn without_edition(&self) -> Self {
		match *self {
			Self::Nice { class, .. } => Self::Nice { edition: 0, class },
			Self::Locarno { class, .. } => Self::Locarno { edition: 0, class },
			ipc => ipc,
		}
	}
}

impl Validate for RightClass {
	fn validate(&self) -> Result<(), Malformed> {
		let ok = match self {
			Self::Nice { edition, class } => *edition > 0 && (1..=45).contains(class),
			Self::Locarno { edition, class } => *edition > 0 && (1..=32).contains(class),
			Self::Ipc { section, class, subclass } => {
				(b'A'..=b'H').contains(section)
					&& (1..=99).contains(class)
					&& subclass.is_ascii_uppercase()
			},
		};
		if ok {
			Ok(())
		} else {
			Err(Malformed)
		}
	}
}
