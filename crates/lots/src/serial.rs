//! Serials that nobody guesses.
//!
//! A serial is drawn from the system's randomness as characters of [`ALPHABET`]. If `count` serials of
//! `n` characters are in use, one guess hits one of them with probability `count / 32^n`, and `g`
//! guesses with at most `g · count / 32^n`. [`Space::for_count`] takes the smallest `n` for which even
//! [`GUESSES`] guesses together stay below one in [`ODDS`]:
//!
//! `32^n > count · 1,000,000 · 10,000`
//!
//! | items | characters | one guess succeeds in one of |
//! |---|---|---|
//! | 1 | 7 | 34,359,738,368 |
//! | 10,000 | 10 | 112,589,990,684 |
//! | 1,000,000 | 11 | 36,028,797,018 |
//! | 16,777,216 | 12 | 68,719,476,736 |

use crate::MAX_ITEMS;
use thiserror::Error;
use tracemark_primitives::gs1::Serial;

/// Digits and capitals without I, L, O and U, which are misread (Crockford's base 32), ascending. All are
/// in GS1's set 82 of AI (21), and none is escaped in a link.
pub const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// How many guesses together stay improbable.
pub const GUESSES: u128 = 1_000_000;
/// How improbable: one in so many.
pub const ODDS: u128 = 10_000;

/// Why no serials were drawn.
#[derive(Debug, Error)]
pub enum DrawError {
	/// None or too many were asked for.
	#[error("a lot has 1 to {MAX_ITEMS} items; give a count in that range")]
	Count,
	/// No or too many codes were asked for.
	#[error("an edition in one file has 1 to {MAX_ITEMS} codes; give a count in that range")]
	Codes,
	/// The operating system gives no randomness.
	#[error("the system gives no random bytes: {0}")]
	Randomness(getrandom::Error),
}

impl From<getrandom::Error> for DrawError {
	fn from(error: getrandom::Error) -> Self {
		Self::Randomness(error)
	}
}

/// All serials of one length, and how many of them are drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Space {
	/// Characters of a serial.
	pub length: usize,
	/// How many serials have this length.
	pub size: u128,
	/// How many of them are drawn.
	pub count: u32,
}

impl Space {
	/// The smallest space in which `count` serials cannot be guessed.
	pub fn for_count(count: u32) -> Result<Self, DrawError> {
		if !(1..=MAX_ITEMS).contains(&count) {
			return Err(DrawError::Count);
		}
		let wanted = u128::from(count).saturating_mul(GUESSES).saturating_mul(ODDS);
		let (mut length, mut size) = (0usize, 1u128);
		// At most 12 characters: 32^12 is more than 2^24 * 10^10.
		while size <= wanted {
			size = size.saturating_mul(32);
			length = length.saturating_add(1);
		}
		Ok(Self { length, size, count })
	}

	/// A guess succeeds with a probability of at most one in so many.
	pub fn odds(&self) -> u128 {
		self.size.checked_div(self.count.into()).unwrap_or(self.size)
	}

	/// Draws the serials from the system's randomness: distinct, strictly ascending.
	pub fn draw(&self) -> Result<Vec<Serial>, DrawError> {
		self.draw_from(getrandom::fill)
	}

	fn draw_from(
		&self,
		mut fill: impl FnMut(&mut [u8]) -> Result<(), getrandom::Error>,
	) -> Result<Vec<Serial>, DrawError> {
		let count = usize::try_from(self.count).map_err(|_| DrawError::Count)?;
		let mut serials = Vec::with_capacity(count);
		// A serial that is drawn twice counts once, and others are drawn in its place.
		while serials.len() < count {
			let missing = count.saturating_sub(serials.len());
			let mut random = vec![0; missing.saturating_mul(self.length)];
			fill(&mut random)?;
			serials.extend(random.chunks_exact(self.length).filter_map(serial));
			serials.sort_unstable();
			serials.dedup();
		}
		Ok(serials)
	}
}

/// One character for each byte. 256 is a multiple of 32, so that all are equally likely.
fn serial(random: &[u8]) -> Option<Serial> {
	let character = |byte: &u8| ALPHABET.get(usize::from(byte & 31)).copied();
	let characters: Option<Vec<u8>> = random.iter().map(character).collect();
	characters?.try_into().ok().map(Serial)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::text::Ascii;
	use proptest::prelude::*;
	use tracemark_primitives::Validate;

	proptest! {
		#[test]
		fn space_should_be_the_smallest_that_guesses_do_not_hit_when_the_count_is_allowed(
			count in 1u32..=MAX_ITEMS,
		) {
			let space = Space::for_count(count).unwrap();
			let bound = u128::from(count) * GUESSES * ODDS;
			prop_assert_eq!(space.size, 32u128.pow(space.length as u32));
			// p = guesses * count / size < 1 / odds, and not with one character less.
			prop_assert!(space.size > bound);
			prop_assert!(space.size / 32 <= bound);
			prop_assert!(space.length <= 20);
			prop_assert!(space.odds() > GUESSES * ODDS - 1);
		}
	}

	#[test]
	fn space_should_be_that_of_the_table_when_asked_for_its_counts() {
		for (count, length, odds) in [
			(1, 7, 34_359_738_368u128),
			(10_000, 10, 112_589_990_684),
			(1_000_000, 11, 36_028_797_018),
			(MAX_ITEMS, 12, 68_719_476_736),
		] {
			let space = Space::for_count(count).unwrap();
			assert_eq!((space.length, space.odds()), (length, odds));
		}
	}

	#[test]
	fn space_should_be_refused_when_there_are_no_or_too_many_items() {
		for count in [0, MAX_ITEMS + 1] {
			assert!(matches!(Space::for_count(count), Err(DrawError::Count)));
		}
	}

	#[test]
	fn draw_should_give_distinct_ascending_serials_of_the_standard_when_asked() {
		let space = Space::for_count(10_000).unwrap();
		let serials = space.draw().unwrap();
		assert_eq!(serials.len(), 10_000);
		assert!(serials.windows(2).all(|pair| pair[0] < pair[1]));
		for serial in &serials {
			assert_eq!(serial.validate(), Ok(()));
			assert_eq!(serial.ascii().len(), space.length);
			assert!(serial.ascii().iter().all(|byte| ALPHABET.contains(byte)));
		}
		// Every character occurs at every place: of 10,000 about 312 do.
		for place in 0..space.length {
			for character in ALPHABET {
				let seen = serials.iter().filter(|serial| serial.0[place] == *character).count();
				assert!((180..480).contains(&seen), "{seen} of {character} at {place}");
			}
		}
		assert_ne!(serials, space.draw().unwrap());
	}

	#[test]
	fn draw_should_draw_again_when_a_serial_comes_twice() {
		let mut calls = 0u8;
		let serials = Space::for_count(3)
			.unwrap()
			.draw_from(|bytes| {
				// The first call gives one serial three times, the second one new, the third another.
				bytes.fill(calls);
				calls += 1;
				Ok(())
			})
			.unwrap();
		assert_eq!(calls, 3);
		let texts: Vec<_> = serials.iter().map(Ascii::text).collect();
		assert_eq!(texts, ["0000000", "1111111", "2222222"]);
	}
}
