//! One council, no sudo. Root only through the whitelist.

use crate::{
	constants::*, AccountId, Balance, Balances, Preimage, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeHoldReason, RuntimeOrigin, System,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	parameter_types,
	traits::{
		fungible::HoldConsideration, ConstU128, ConstU32, Contains, EitherOfDiverse, InstanceFilter,
	},
	weights::Weight,
};
use frame_system::{EnsureNever, EnsureRoot};
use pallet_collective::{EnsureProportionAtLeast, EnsureProportionMoreThan, PrimeDefaultVote};
use scale_info::TypeInfo;
use sp_runtime::traits::{BlakeTwo256, Hash};

/// The instance of the council.
pub type CouncilInstance = pallet_collective::Instance1;
/// More than half of the seats: admit, accredit, suspend, reinstate; whitelist.
pub type MoreThanHalf = EnsureProportionMoreThan<AccountId, CouncilInstance, 1, 2>;
/// Two thirds of the seats: expel, recover, seats, validators, regimes, terms of rights, exhaustion.
pub type TwoThirds = EnsureProportionAtLeast<AccountId, CouncilInstance, 2, 3>;
/// Three quarters of the seats: dispatch as Root what was whitelisted.
pub type ThreeQuarters = EnsureProportionAtLeast<AccountId, CouncilInstance, 3, 4>;

parameter_types! {
	pub MaxProposalWeight: Weight = MAXIMUM_BLOCK_WEIGHT / 2;
	pub const MotionHoldReason: RuntimeHoldReason = RuntimeHoldReason::Council(
		pallet_collective::HoldReason::ProposalSubmission,
	);
	pub const MotionDeposit: Balance = UNIT;
}

impl pallet_collective::Config<CouncilInstance> for Runtime {
	type RuntimeOrigin = RuntimeOrigin;
	type Proposal = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type MotionDuration = ConstU32<MOTION_DURATION>;
	type MaxProposals = ConstU32<100>;
	type MaxMembers = ConstU32<25>;
	type DefaultVote = PrimeDefaultVote;
	type WeightInfo = pallet_collective::weights::SubstrateWeight<Runtime>;
	// The seats are kept in step by `consortium` alone.
	type SetMembersOrigin = EnsureNever<()>;
	type MaxProposalWeight = MaxProposalWeight;
	type DisapproveOrigin = TwoThirds;
	type KillOrigin = EnsureRoot<AccountId>;
	type Consideration = HoldConsideration<
		AccountId,
		Balances,
		MotionHoldReason,
		pallet_collective::deposit::Constant<MotionDeposit>,
		u32,
	>;
}

/// Refuses to move again what was moved before until the deposit for that motion is released: the
/// council keeps one ticket for each hash, and the second would take the place of the first.
/// `council.release_proposal_cost` is open to anyone once a motion is closed.
pub struct KeepMotionDeposits;

impl Contains<RuntimeCall> for KeepMotionDeposits {
	fn contains(call: &RuntimeCall) -> bool {
		use pallet_collective::{Call, CostOf, ProposalOf};
		let RuntimeCall::Council(Call::propose { proposal, .. }) = call else { return true };
		let hash = BlakeTwo256::hash_of(proposal);
		// An open motion is refused by the council itself, which says why.
		!CostOf::<Runtime, CouncilInstance>::contains_key(hash)
			|| ProposalOf::<Runtime, CouncilInstance>::contains_key(hash)
	}
}

impl pallet_whitelist::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type WhitelistOrigin = MoreThanHalf;
	type DispatchWhitelistedOrigin = EitherOfDiverse<EnsureRoot<AccountId>, ThreeQuarters>;
	type Preimages = Preimage;
	type DeferredDispatchExpiration = ConstU32<MOTION_DURATION>;
	type BlockNumberProvider = System;
	type WeightInfo = pallet_whitelist::weights::SubstrateWeight<Runtime>;
}

/// What a proxy may do for a controller.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Default,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ProxyType {
	/// Everything.
	#[default]
	#[codec(index = 0)]
	Any,
	/// Everything but moving tokens.
	#[codec(index = 1)]
	NonTransfer,
	/// Motions and votes of the council.
	#[codec(index = 2)]
	Governance,
	/// The organisation's own affairs, but not who controls it.
	#[codec(index = 3)]
	Organisation,
}

impl InstanceFilter<RuntimeCall> for ProxyType {
	fn filter(&self, call: &RuntimeCall) -> bool {
		match self {
			Self::Any => true,
			// What is paid in or put up as a bond goes to others later.
			Self::NonTransfer => !matches!(
				call,
				RuntimeCall::Balances(_)
					| RuntimeCall::Licensing(pallet_licensing::Call::pay_in { .. })
					| RuntimeCall::IpRegistry(
						pallet_ip_registry::Call::challenge { .. }
							| pallet_ip_registry::Call::answer_challenge { .. }
					)
			),
			Self::Governance => matches!(
				call,
				RuntimeCall::Council(_) | RuntimeCall::Whitelist(_) | RuntimeCall::Preimage(_)
			),
			Self::Organisation => match call {
				RuntimeCall::Consortium(call) => {
					use pallet_consortium::Call;
					!matches!(call, Call::rotate_controller { .. } | Call::accept_control { .. })
				},
				_ => false,
			},
		}
	}

	fn is_superset(&self, other: &Self) -> bool {
		match (self, other) {
			(Self::Any, _) => true,
			(_, Self::Any) => false,
			(Self::NonTransfer, _) => true,
			(one, other) => one == other,
		}
	}
}

impl pallet_proxy::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type ProxyType = ProxyType;
	type ProxyDepositBase = ConstU128<DEPOSIT_PER_ITEM>;
	type ProxyDepositFactor = ConstU128<{ 37 * DEPOSIT_PER_BYTE }>;
	type MaxProxies = ConstU32<32>;
	type WeightInfo = pallet_proxy::weights::SubstrateWeight<Runtime>;
	type MaxPending = ConstU32<32>;
	type CallHasher = BlakeTwo256;
	type AnnouncementDepositBase = ConstU128<DEPOSIT_PER_ITEM>;
	type AnnouncementDepositFactor = ConstU128<{ 68 * DEPOSIT_PER_BYTE }>;
	type BlockNumberProvider = System;
}

impl pallet_multisig::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type DepositBase = ConstU128<{ DEPOSIT_PER_ITEM + 88 * DEPOSIT_PER_BYTE }>;
	type DepositFactor = ConstU128<{ 32 * DEPOSIT_PER_BYTE }>;
	type MaxSignatories = ConstU32<25>;
	type WeightInfo = pallet_multisig::weights::SubstrateWeight<Runtime>;
	type BlockNumberProvider = System;
}
