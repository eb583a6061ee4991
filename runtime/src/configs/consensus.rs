//! Aura authors, GRANDPA finalises, sessions rotate whom the council enlisted.

use super::governance::TwoThirds;
use crate::{
	AccountId, Aura, Balances, Consortium, Historical, Runtime, RuntimeCall, RuntimeEvent, Session,
	SessionKeys, UncheckedExtrinsic, Validators,
};
use frame_support::traits::{ConstBool, ConstU128, ConstU32, ConstU64, Contains, Get};
use pallet_session::historical::NoteHistoricalRoot;
use pallet_validators::{OrgOf, SessionEnds, SlotDurationOf};
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_core::{ed25519, sr25519};
use sp_runtime::traits::{ConvertInto, OpaqueKeys};
use tracemark_primitives::{keys::WeakKey, OrgId};

/// Most validators.
type MaxAuthorities = ConstU32<100>;
/// For how many blocks a report of an equivocation stays valid in the pool: a week.
type ReportLongevity = ConstU64<{ 7 * 24 * 600 }>;

impl pallet_aura::Config for Runtime {
	type AuthorityId = AuraId;
	type MaxAuthorities = MaxAuthorities;
	// Nobody is disabled within a session: a suspension takes effect at the session ends.
	type DisabledValidators = ();
	type AllowMultipleBlocksPerSlot = ConstBool<false>;
	type SlotDuration = SlotDurationOf<Runtime>;
}

impl pallet_authorship::Config for Runtime {
	type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Self, Aura>;
	type EventHandler = ();
}

impl pallet_session::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = ConvertInto;
	type ShouldEndSession = SessionEnds<Runtime>;
	type NextSessionRotation = SessionEnds<Runtime>;
	type SessionManager = NoteHistoricalRoot<Self, Validators>;
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	type Keys = SessionKeys;
	type DisablingStrategy = ();
	type WeightInfo = pallet_session::weights::SubstrateWeight<Runtime>;
	type Currency = Balances;
	type KeyDeposit = ConstU128<0>;
}

impl pallet_session::historical::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type FullIdentification = OrgId;
	type FullIdentificationOf = OrgOf<Runtime>;
}

impl pallet_grandpa::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	// The estimate of the pallet, which covers the report: only `()` implements this trait there.
	type WeightInfo = ();
	type MaxAuthorities = MaxAuthorities;
	type MaxNominators = ConstU32<0>;
	// How many authority sets back an equivocation can be proved.
	type MaxSetIdSessionEntries = ConstU64<1_024>;
	type KeyOwnerProof = sp_session::MembershipProof;
	type EquivocationReportSystem =
		pallet_grandpa::EquivocationReportSystem<Self, Validators, Historical, ReportLongevity>;
}

/// The authority set that GRANDPA votes with.
pub struct GrandpaSetId;

impl Get<u64> for GrandpaSetId {
	fn get() -> u64 {
		pallet_grandpa::CurrentSetId::<Runtime>::get()
	}
}

impl pallet_validators::Config for Runtime {
	type ValidatorOrigin = TwoThirds;
	type Membership = Consortium;
	type Sessions = Session;
	type GrandpaSetId = GrandpaSetId;
	type MaxValidators = MaxAuthorities;
	type WeightInfo = crate::weights::pallet_validators::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Helper;
}

#[cfg(feature = "runtime-benchmarks")]
impl pallet_validators::benchmarking::RegisterKeys<AccountId> for crate::benchmarks::Helper {
	fn register_keys(who: &AccountId) {
		use sp_core::crypto::UncheckedFrom;
		let seed = sp_io::hashing::blake2_256(AsRef::<[u8]>::as_ref(who));
		let keys = SessionKeys {
			aura: sp_core::sr25519::Public::unchecked_from(seed).into(),
			grandpa: sp_core::ed25519::Public::unchecked_from(seed).into(),
		};
		pallet_session::NextKeys::<Runtime>::insert(who, keys);
	}
}

/// Refuses `session.purge_keys`: the session drops a validator without keys whatever the minimum is.
/// Keys are rotated with `set_keys`; who wants to leave is delisted. Refuses `session.set_keys` with a key
/// under which anybody can sign: anybody would make blocks or vote in the validator's name.
pub struct KeepSessionKeys;

impl Contains<RuntimeCall> for KeepSessionKeys {
	fn contains(call: &RuntimeCall) -> bool {
		match call {
			RuntimeCall::Session(pallet_session::Call::purge_keys { .. }) => false,
			RuntimeCall::Session(pallet_session::Call::set_keys { keys, .. }) => !is_any_weak(keys),
			_ => true,
		}
	}
}

/// Whether anybody can sign under one of the keys.
pub(crate) fn is_any_weak(keys: &SessionKeys) -> bool {
	let (aura, grandpa): (&sr25519::Public, &ed25519::Public) =
		(keys.aura.as_ref(), keys.grandpa.as_ref());
	aura.is_weak() || grandpa.is_weak()
}

// Reports of equivocations are extrinsics without signature that validators submit.
impl<C> frame_system::offchain::CreateTransactionBase<C> for Runtime
where
	RuntimeCall: From<C>,
{
	type Extrinsic = UncheckedExtrinsic;
	type RuntimeCall = RuntimeCall;
}

impl<C> frame_system::offchain::CreateBare<C> for Runtime
where
	RuntimeCall: From<C>,
{
	fn create_bare(call: Self::RuntimeCall) -> UncheckedExtrinsic {
		UncheckedExtrinsic::new_bare(call)
	}
}
