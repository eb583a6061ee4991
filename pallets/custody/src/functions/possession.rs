//! Who has the key that is hidden under a label.

use crate::{
	Config, Error, Event, FirstTokens, KeyProof, Located, Pallet, Possession, Possessions,
};
use alloc::vec::Vec;
use codec::Encode;
use frame_support::{ensure, traits::Time};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_core::H256;
use sp_io::{crypto::ed25519_verify, hashing::blake2_256};
use sp_runtime::{traits::Zero, DispatchResult};
use tracemark_primitives::{
	goods::ObjectId,
	gs1::{unit_id, Gtin, Serial, SerialProof},
	keys::WeakKey,
	traits::{Alert, AlertSink},
	Moment, OrgId, Validate,
};

/// What a proof of possession begins with, so that it is nothing else that the key may have signed.
const DOMAIN: [u8; 23] = *b"tracemark/possession/v1";

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
		ensure!(!possession.key.is_weak(), Error::<T>::WeakKey);
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
