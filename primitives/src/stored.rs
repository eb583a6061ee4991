//! Values that records and events are made of.

/// Derives for each of the types what a value needs that is copied, compared, encoded and described to
/// clients. Whatever else stands on a type, such as further derives, stays.
macro_rules! stored {
	($($item:item)*) => {
		$(
			#[derive(
				Clone,
				Copy,
				PartialEq,
				Eq,
				Debug,
				codec::Encode,
				codec::Decode,
				codec::DecodeWithMemTracking,
				codec::MaxEncodedLen,
				scale_info::TypeInfo,
			)]
			$item
		)*
	};
}
pub(crate) use stored;
