//! What hides under a label.

use crate::serial::DrawError;
use serde::{Deserialize, Serialize};
use sp_core::{ed25519, Pair, H256};
use sp_crypto_hashing::blake2_256;
use std::{fmt, num::NonZero, thread};
use tracemark_primitives::gs1::ItemKey;

/// The seed of an item's Ed25519 key. It is printed under the label and kept nowhere else once the
/// labels are made: whoever reads it can sign as the item's possessor.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seed(H256);

impl fmt::Debug for Seed {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str("Seed(hidden)")
	}
}

impl Seed {
	/// The seed of these bytes.
	pub fn new(bytes: [u8; 32]) -> Self {
		Self(H256(bytes))
	}

	/// Draws seeds from the system's randomness.
	pub fn draw(count: usize) -> Result<Vec<Self>, DrawError> {
		let mut seeds = vec![Self(H256::zero()); count];
		seeds.iter_mut().try_for_each(|seed| getrandom::fill(&mut seed.0 .0))?;
		Ok(seeds)
	}

	/// The item key: BLAKE2b-256 of the public key.
	pub fn item_key(&self) -> ItemKey {
		H256(blake2_256(&ed25519::Pair::from_seed(&self.0 .0).public().0))
	}

	/// As it is printed under the label: `0x` and 64 hexadecimal digits, which wallets take as the raw
	/// seed of an Ed25519 key.
	pub fn reveal(&self) -> String {
		format!("{:?}", self.0)
	}
}

/// The item key of goods that hide nothing: BLAKE2b-256 of 16 random bytes.
pub fn blank_key() -> Result<ItemKey, DrawError> {
	let mut random = [0; 16];
	getrandom::fill(&mut random)?;
	Ok(H256(blake2_256(&random)))
}

/// Inputs that are worked on between two reports of progress.
const STRETCH: usize = 10_000;

/// The item keys of these seeds, in their order, by all processors. Says how many are done.
pub fn item_keys(seeds: &[&Seed], progress: impl FnMut(usize)) -> Vec<ItemKey> {
	by_all(seeds, |seed| seed.item_key(), progress)
}

/// A digest of each input, in their order, by all processors. Says how many are done.
pub(crate) fn by_all<T: Sync>(
	inputs: &[T],
	digest: impl Fn(&T) -> H256 + Sync,
	mut progress: impl FnMut(usize),
) -> Vec<H256> {
	let threads = thread::available_parallelism().map_or(1, NonZero::get);
	let mut digests = Vec::with_capacity(inputs.len());
	for stretch in inputs.chunks(STRETCH) {
		let mut found = vec![H256::zero(); stretch.len()];
		let share = stretch.len().div_ceil(threads);
		thread::scope(|scope| {
			for (inputs, found) in stretch.chunks(share).zip(found.chunks_mut(share)) {
				let digest = &digest;
				scope.spawn(move || {
					for (input, found) in inputs.iter().zip(found) {
						*found = digest(input);
					}
				});
			}
		});
		digests.append(&mut found);
		progress(digests.len());
	}
	digests
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn item_key_should_be_the_digest_of_the_public_key_of_rfc_8032_when_the_seed_is_its_first() {
		// RFC 8032, section 7.1, test 1.
		let seed: [u8; 32] = sp_core::bytes::from_hex(
			"0x9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
		)
		.unwrap()
		.try_into()
		.unwrap();
		let public = sp_core::bytes::from_hex(
			"0xd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
		)
		.unwrap();
		assert_eq!(Seed::new(seed).item_key(), H256(blake2_256(&public)));
	}

	#[test]
	fn item_keys_should_be_those_of_each_seed_when_threads_share_them() {
		let seeds = Seed::draw(7).unwrap();
		let mut done = 0;
		let keys = item_keys(&seeds.iter().collect::<Vec<_>>(), |count| done = count);
		assert_eq!(keys, seeds.iter().map(Seed::item_key).collect::<Vec<_>>());
		assert_eq!(done, 7);
		assert!(item_keys(&[], |_| unreachable!()).is_empty());
	}

	#[test]
	fn debug_should_not_show_a_seed_when_it_is_printed() {
		assert_eq!(format!("{:?}", Seed::new([7; 32])), "Seed(hidden)");
	}

	#[test]
	fn blank_key_should_differ_when_drawn_twice() {
		assert_ne!(blank_key().unwrap(), blank_key().unwrap());
	}
}
