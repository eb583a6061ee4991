//! Who has the key that is hidden under a label.

use crate::{
	Config, Error, Event, FirstTokens, KeyProof, Located, Pallet, Possession, Possessions,
};
use alloc::vec::Vec;
use codec::Encode;
use frame_support::{ensure, traits::Time};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_core::{ed25519, H256};
use sp_io::{crypto::ed25519_verify, hashing::blake2_256};
use sp_runtime::{traits::Zero, DispatchResult};
use tracemark_primitives::{
	goods::ObjectId,
	gs1::{unit_id, Gtin, Serial, SerialProof},
	traits::{Alert, AlertSink},
	Moment, OrgId, Validate,
};

/// What a proof of possession begins with, so that it is nothing else that the key may have signed.
const DOMAIN: [u8; 23] = *b"tracemark/possession/v1";

/// The y of all points of small order, each in its canonical encoding and as far as there is one in another:
/// orders 4, 1, 8, 8, 2, then 4 and 1 beyond the prime. The sign of x is the last bit, which is cleared.
#[rustfmt::skip]
const SMALL_ORDER: [[u8; 32]; 7] = [
	y(0x00, 0x00, 0x00),
	y(0x01, 0x00, 0x00),
	[
		0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0,
		0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05,
	],
	[
		0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f,
		0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a,
	],
	y(0xec, 0xff, 0x7f),
	y(0xed, 0xff, 0x7f),
	y(0xee, 0xff, 0x7f),
];

/// A first byte, thirty alike, and a last.
const fn y(first: u8, middle: u8, last: u8) -> [u8; 32] {
	let mut y = [middle; 32];
	let [start, .., end] = &mut y;
	*start = first;
	*end = last;
	y
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_prove_possession(
		by: OrgId,
		gtin: Gtin,
		serial: Serial,
		proof: SerialProof,
		possession: KeyProof,
	) -> DispatchResult {
		Self::ensure_provable(&possession)?;
		let KeyProof { key, token, expiry, signature } = possession;
		gtin.validate().map_err(|_| Error::<T>::MalformedGtin)?;
		serial.validate().map_err(|_| Error::<T>::MalformedSerial)?;
		proof.validate().map_err(|_| Error::<T>::MalformedClaim)?;
		ensure!(blake2_256(&key.0) == proof.item_key.0, Error::<T>::KeyMismatch);
		let Located { lot, index, .. } = Self::locate(&gtin, &serial, &proof)?;
		let object = unit_id(&gtin, &serial);
		let message = Self::possession_message(&object, &token, expiry);
		ensure!(ed25519_verify(&signature, &message, &key), Error::<T>::SignatureRefuted);
		let is_again = Possessions::<T>::contains_key((lot, index, token));
		ensure!(!is_again, Error::<T>::AlreadyProven);

		let possession = Possession { by, at: T::Time::now() };
		Possessions::<T>::insert((lot, index, token), possession);
		let event = match FirstTokens::<T>::get(lot, index) {
			None => {
				FirstTokens::<T>::insert(lot, index, token);
				Event::PossessionProven { object, lot, index, by, token }
			},
			Some(first) => {
				T::Alerts::raise(Alert::TwoPossessors { object, by, first, second: token });
				Event::PossessionContradicted { object, lot, index, by, first, second: token }
			},
		};
		Self::deposit_event(event);
		Ok(())
	}

	/// Fails if a proof came too late, or is by a key that everybody can sign for.
	pub(crate) fn ensure_provable(possession: &KeyProof) -> Result<(), Error<T>> {
		ensure!(T::Time::now() < possession.expiry, Error::<T>::ProofExpired);
		ensure!(!is_weak(&possession.key), Error::<T>::WeakKey);
		Ok(())
	}

	/// What the hidden key of `unit` signs to prove possession, once, on this chain alone.
	///
	/// In order: the 23 bytes `tracemark/possession/v1` without a length before them, the hash of the genesis
	/// block (32 bytes), the id of the unit (32 bytes), the token (32 bytes), the expiry (8 bytes, little
	/// endian). These are 127 bytes in all.
	pub fn possession_message(unit: &ObjectId, token: &H256, expiry: Moment) -> Vec<u8> {
		let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
		(DOMAIN, genesis, unit, token, expiry).encode()
	}
}

/// Whether the key is a point of small order: everybody can sign for such a key.
fn is_weak(key: &ed25519::Public) -> bool {
	let mut y = key.0;
	let [.., last] = &mut y;
	*last &= 0x7f;
	SMALL_ORDER.contains(&y)
}
