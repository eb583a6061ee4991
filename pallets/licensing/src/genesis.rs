//! The table of exhaustion that a chain begins with.

use crate::*;
use alloc::{string::String, vec::Vec};
use codec::Decode;
use tracemark_primitives::{
	rights::RightKind,
	territory::{Country, Territories},
};

impl<T: Config> Pallet<T> {
	/// Writes the rows. Panics at a malformed one: the chain cannot begin.
	pub(crate) fn build_genesis(rows: &[(u8, String, Vec<String>)]) {
		for row in rows {
			let Some((kind, country, territories)) = parse(row) else {
				panic!("genesis: malformed row of exhaustion: {row:?}");
			};
			if Self::do_set_exhaustion(kind, country, Some(territories)).is_err() {
				panic!("genesis: row of exhaustion without its own country: {row:?}");
			}
		}
	}
}

/// The row in types.
fn parse(
	(kind, country, territories): &(u8, String, Vec<String>),
) -> Option<(RightKind, Country, Territories)> {
	let kind = RightKind::decode(&mut [*kind].as_slice()).ok()?;
	let country = Country::try_from(country.as_str()).ok()?;
	let countries: Result<Vec<_>, _> =
		territories.iter().map(|country| Country::try_from(country.as_str())).collect();
	Some((kind, country, Territories::of(&countries.ok()?).ok()?))
}
