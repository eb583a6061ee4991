//! What a chain begins with.

use crate::pallet::*;
use alloc::string::String;
use codec::Decode;
use tracemark_primitives::rights::{OfficeCode, RightKind};

impl<T: Config> Pallet<T> {
	pub(crate) fn build_genesis(max_terms: &[(u8, String, u16)]) {
		for (kind, office, years) in max_terms {
			let set = RightKind::decode(&mut [*kind].as_slice()).ok().and_then(|kind| {
				let office = match office.as_str() {
					"" => None,
					code => Some(OfficeCode::try_from(code).ok()?),
				};
				Self::do_set_max_term(kind, office, Some(*years)).ok()
			});
			assert!(set.is_some(), "genesis: rights of kind {kind} at {office:?}: {years} years");
		}
	}
}
