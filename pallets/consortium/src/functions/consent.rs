//! What an account signs before it becomes an operator: nobody is bound for ever without its word.

use crate::pallet::*;
use alloc::vec::Vec;
use codec::Encode;
use frame_support::ensure;
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::traits::{Verify, Zero};
use tracemark_primitives::OrgId;

/// What a consent begins with, so that it is nothing else that the account may have signed.
const DOMAIN: [u8; 17] = *b"tracemark/join/v1";

impl<T: Config> Pallet<T> {
	/// What `account` signs to become an operator of `org`, once, on this chain alone.
	///
	/// In order: the 17 bytes `tracemark/join/v1` without a length before them, the hash of the genesis
	/// block (32 bytes), the number of the organisation (4 bytes, little endian), the account (32
	/// bytes). These are 85 bytes in all.
	pub fn join_message(org: OrgId, account: &T::AccountId) -> Vec<u8> {
		let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
		(DOMAIN, genesis, org, account).encode()
	}

	/// `proof` is the signature of `account` with [`Self::join_message`], bare or in the brackets that
	/// browser wallets put around what is no transaction.
	pub(crate) fn ensure_consent(
		org: OrgId,
		account: &T::AccountId,
		proof: &T::Signature,
	) -> Result<(), Error<T>> {
		let bare = Self::join_message(org, account);
		let bracketed = [b"<Bytes>".as_slice(), &bare, b"</Bytes>"].concat();
		let signed = |message: &[u8]| proof.verify(message, account);
		ensure!(signed(&bare) || signed(&bracketed), Error::NotConsented);
		Ok(())
	}
}
