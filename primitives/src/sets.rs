//! Small sets of an enum's variants, as the bits of an integer.

/// Declares a set of the variants of an enum: bit `n` stands for the variant with number `n`.
///
/// In `pub struct Set(u16) of 12 Item`, the enum `Item` has no fields, and its variants are numbered from
/// 0 to 11. A set is valid if it is not empty and has no bit beyond them.
macro_rules! bit_set {
	($(#[$meta:meta])* pub struct $Set:ident($Bits:ty) of $count:literal $Item:ty;) => {
		$(#[$meta])*
		#[derive(
			Clone,
			Copy,
			PartialEq,
			Eq,
			Default,
			Debug,
			codec::Encode,
			codec::Decode,
			codec::DecodeWithMemTracking,
			codec::MaxEncodedLen,
			scale_info::TypeInfo,
		)]
		pub struct $Set(pub $Bits);

		impl $Set {
			/// All that there are.
			pub const ALL: Self = Self((1 << $count) - 1);

			/// The set of these.
			pub const fn of(items: &[$Item]) -> Self {
				let mut bits = 0;
				let mut rest = items;
				while let [item, tail @ ..] = rest {
					bits |= 1 << (*item as $Bits);
					rest = tail;
				}
				Self(bits)
			}

			/// Whether `item` is in the set.
			pub const fn contains(&self, item: $Item) -> bool {
				self.0 & (1 << (item as $Bits)) != 0
			}

			/// Whether the set is empty.
			pub const fn is_empty(&self) -> bool {
				self.0 == 0
			}
		}

		impl $crate::Validate for $Set {
			/// Not empty, and no bit beyond those that are known.
			fn validate(&self) -> Result<(), $crate::Malformed> {
				if self.is_empty() || self.0 & !Self::ALL.0 != 0 {
					Err($crate::Malformed)
				} else {
					Ok(())
				}
			}
		}
	};
}
pub(crate) use bit_set;
