//! What is stored of a validator, and the types that configure the session, Aura and the timestamp.

use crate::{Config, Records, SessionLength, SlotDuration};
use core::marker::PhantomData;
use frame_support::{stored, traits::Get};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::traits::Convert;
use tracemark_primitives::{BlockNumber, Moment, OrgId};

/// Whether a validator may serve.
#[stored]
#[derive(Copy)]
pub enum Status {
	/// Enlisted, and part of every session that is planned.
	#[codec(index = 0)]
	Serving,
	/// Committed an offence, and may not serve until it is reinstated. Enlisted or delisted.
	#[codec(index = 1)]
	Suspended {
		/// The block of the report.
		since: BlockNumber,
	},
	/// No longer enlisted.
	#[codec(index = 2)]
	Delisted,
}

/// What is known of an account that is or was a validator.
#[stored]
#[derive(Copy)]
pub struct ValidatorRecord {
	/// The organisation that it belongs to, for ever.
	pub org: OrgId,
	/// Whether it may serve.
	pub status: Status,
}

/// What the pallet asks of the session pallet. `pallet_session::Pallet` answers it.
pub trait Sessions<AccountId> {
	/// Digest of the session keys that `who` registered.
	fn keys(who: &AccountId) -> Option<[u8; 32]>;
}

/// Milliseconds of a slot, for `pallet-aura`.
pub struct SlotDurationOf<T>(PhantomData<T>);

impl<T: Config> Get<Moment> for SlotDurationOf<T> {
	fn get() -> Moment {
		SlotDuration::<T>::get()
	}
}

/// Half a slot in milliseconds, for `pallet-timestamp`.
pub struct MinimumPeriodOf<T>(PhantomData<T>);

impl<T: Config> Get<Moment> for MinimumPeriodOf<T> {
	fn get() -> Moment {
		SlotDuration::<T>::get() / 2
	}
}

/// Blocks of a session.
pub struct SessionLengthOf<T>(PhantomData<T>);

impl<T: Config> Get<BlockNumberFor<T>> for SessionLengthOf<T>
where
	BlockNumberFor<T>: From<BlockNumber>,
{
	fn get() -> BlockNumberFor<T> {
		SessionLength::<T>::get().into()
	}
}

/// Zero as a block number: sessions are counted from genesis.
pub struct FromGenesis;

impl<BlockNumber: From<u32>> Get<BlockNumber> for FromGenesis {
	fn get() -> BlockNumber {
		0.into()
	}
}

/// Ends sessions at the multiples of their length, and foretells it: `ShouldEndSession` and
/// `NextSessionRotation` of `pallet-session`.
pub type SessionEnds<T> = pallet_session::PeriodicSessions<SessionLengthOf<T>, FromGenesis>;

/// The organisation of a validator: its full identification in proofs of past sessions.
pub struct OrgOf<T>(PhantomData<T>);

impl<T: Config> Convert<T::AccountId, Option<OrgId>> for OrgOf<T> {
	fn convert(validator: T::AccountId) -> Option<OrgId> {
		Records::<T>::get(validator).map(|record| record.org)
	}
}
