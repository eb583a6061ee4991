//! How controllers act: through multisigs and proxies, and what a motion costs its mover.

mod common;

use codec::Encode;
use common::*;
use frame_support::traits::fungible::{Inspect, InspectHold, Mutate};
use pallet_collective::Instance1;
use pallet_consortium::Call as Consortium;
use sp_core::{ed25519, sr25519, H256};
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	DispatchResult, MultiAddress,
};
use tracemark_primitives::parties::Role;
use tracemark_runtime::{
	configs::ProxyType, constants::UNIT, AccountId, Balances, Consortium as ConsortiumPallet,
	Runtime, RuntimeCall, RuntimeEvent, SessionKeys, System,
};

type ConsortiumError = pallet_consortium::Error<Runtime>;
type CouncilError = pallet_collective::Error<Runtime, Instance1>;

/// Lets `clerk` act for `who`.
fn add_proxy(who: &AccountId, clerk: &AccountId, proxy_type: ProxyType) {
	let delegate = MultiAddress::Id(clerk.clone());
	must(who, pallet_proxy::Call::<Runtime>::add_proxy { delegate, proxy_type, delay: 0 });
}

/// What a call of `clerk` for `real` comes to.
fn through_proxy(
	clerk: &AccountId,
	real: &AccountId,
	call: impl Into<RuntimeCall>,
) -> DispatchResult {
	let (real, call) = (MultiAddress::Id(real.clone()), Box::new(call.into()));
	must(clerk, pallet_proxy::Call::<Runtime>::proxy { real, force_proxy_type: None, call });
	let mut events = events().into_iter().rev();
	let executed = events.find_map(|event| match event {
		RuntimeEvent::Proxy(pallet_proxy::Event::ProxyExecuted { result }) => Some(result),
		_ => None,
	});
	executed.expect("the proxy acts at once")
}

/// Two signatories that hold tokens, in order, and the account that they share.
fn multisig() -> ([AccountId; 2], AccountId) {
	let mut both = [account("first signatory"), account("second signatory")];
	both.sort();
	for signatory in &both {
		Balances::mint_into(signatory, 100 * UNIT).expect("tokens");
	}
	let shared = pallet_multisig::Pallet::<Runtime>::multi_account_id(&both, 2);
	(both, shared)
}

/// What a call of both signatories comes to.
fn through_multisig(both: &[AccountId; 2], call: impl Into<RuntimeCall>) -> DispatchResult {
	use pallet_multisig::{Call, Event, Timepoint};
	let call: RuntimeCall = call.into();
	let [first, second] = both;
	let as_multi = |other: &AccountId, maybe_timepoint| Call::<Runtime>::as_multi {
		threshold: 2,
		other_signatories: vec![other.clone()],
		maybe_timepoint,
		call: Box::new(call.clone()),
		max_weight: frame_support::weights::Weight::MAX,
	};
	let index = System::extrinsic_index().unwrap_or_default();
	let at = Timepoint { height: System::block_number(), index };
	must(first, as_multi(second, None));
	must(second, as_multi(first, Some(at)));
	let mut events = events().into_iter().rev();
	let executed = events.find_map(|event| match event {
		RuntimeEvent::Multisig(Event::MultisigExecuted { result, .. }) => Some(result),
		_ => None,
	});
	executed.expect("both approved")
}

fn filtered() -> DispatchResult {
	Err(frame_system::Error::<Runtime>::CallFiltered.into())
}

#[test]
fn session_keys_should_stay_when_a_validator_would_purge_them() {
	run(|| {
		let [alice, ..] = seats();
		let clerk = account("clerk");
		let (both, _) = multisig();
		let purge = || RuntimeCall::from(pallet_session::Call::<Runtime>::purge_keys {});
		assert_eq!(act(&alice, purge()), filtered(), "a validator cannot leave by itself");
		let batch = pallet_utility::Call::<Runtime>::batch_all { calls: vec![purge()] };
		assert_eq!(act(&alice, batch), filtered(), "nor in a batch");
		add_proxy(&alice, &clerk, ProxyType::Any);
		assert_eq!(through_proxy(&clerk, &alice, purge()), filtered(), "nor through a proxy");
		assert_eq!(through_multisig(&both, purge()), filtered(), "nor as a multisig");
	});
}

#[test]
fn session_keys_should_be_refused_when_anybody_can_sign_under_one() {
	run(|| {
		let [alice, ..] = seats();
		let clerk = account("clerk");
		let (both, _) = multisig();
		add_proxy(&alice, &clerk, ProxyType::Any);
		let own = |key| keys(sr25519::Public::from(Sr25519Keyring::Eve), key);
		// Of ed25519 the neutral point and one of order four, of sr25519 the neutral element.
		let (mut neutral, fourth) = ([0; 32], [0; 32]);
		neutral[0] = 1;
		let eve = ed25519::Public::from(Ed25519Keyring::Eve);
		for keys in [
			own(ed25519::Public::from_raw(neutral)),
			own(ed25519::Public::from_raw(fourth)),
			keys(sr25519::Public::from_raw([0; 32]), eve),
		] {
			let set = || {
				RuntimeCall::from(pallet_session::Call::<Runtime>::set_keys {
					keys: keys.clone(),
					proof: vec![],
				})
			};
			assert_eq!(act(&alice, set()), filtered(), "{keys:?}");
			let batch = pallet_utility::Call::<Runtime>::batch_all { calls: vec![set()] };
			assert_eq!(act(&alice, batch), filtered(), "{keys:?} in a batch");
			assert_eq!(through_proxy(&clerk, &alice, set()), filtered(), "{keys:?} by a proxy");
			assert_eq!(through_multisig(&both, set()), filtered(), "{keys:?} as a multisig");
		}
		// Others reach the session, which asks for the proof that they are the signer's own.
		let set = pallet_session::Call::<Runtime>::set_keys { keys: own(eve), proof: vec![] };
		let without_proof = pallet_session::Error::<Runtime>::InvalidProof;
		assert_eq!(act(&alice, set), refusal(without_proof));
	});
}

fn keys(aura: sr25519::Public, grandpa: ed25519::Public) -> SessionKeys {
	SessionKeys { aura: aura.into(), grandpa: grandpa.into() }
}

#[test]
fn a_multisig_should_control_an_organisation_when_it_accepts_it() {
	run(|| {
		let member = admit("Shared", "DE", &[Role::Retailer]);
		let org = member.org;
		let (both, shared) = multisig();
		let freeze = || Consortium::<Runtime>::freeze_operators {};
		let accept = || Consortium::<Runtime>::accept_control { org };
		assert_eq!(through_multisig(&both, freeze()), refusal(ConsortiumError::NotController));
		assert_eq!(through_multisig(&both, accept()), refusal(ConsortiumError::NotOffered));

		let new = Some(shared.clone());
		must(&member.controller(), Consortium::<Runtime>::rotate_controller { new });
		assert_eq!(through_multisig(&both, accept()), Ok(()));
		assert_eq!(ConsortiumPallet::controller(org), Some(shared));
		assert_eq!(through_multisig(&both, freeze()), Ok(()));
		// Neither signatory alone controls anything.
		for signatory in &both {
			let unfreeze = Consortium::<Runtime>::unfreeze_operators {};
			assert_eq!(act(signatory, unfreeze), refusal(ConsortiumError::NotController));
		}
	});
}

#[test]
fn the_deposit_of_a_motion_should_be_released_when_it_is_closed() {
	run(|| {
		use pallet_collective::Call;
		let [alice, bob, _] = seats();
		let held = || Balances::total_balance_on_hold(&alice);
		let free = Balances::balance(&alice);
		let call = RuntimeCall::from(frame_system::Call::<Runtime>::remark { remark: vec![7] });
		let length_bound = call.encoded_size() as u32;
		let proposal_hash: H256 = BlakeTwo256::hash_of(&call);
		let propose = || Call::<Runtime, Instance1>::propose {
			threshold: 2,
			proposal: Box::new(call.clone()),
			length_bound,
		};
		let release = || Call::<Runtime, Instance1>::release_proposal_cost { proposal_hash };
		must(&alice, propose());
		assert_eq!((Balances::balance(&alice), held()), (free - UNIT, UNIT));
		assert_eq!(act(&bob, propose()), Err(CouncilError::DuplicateProposal.into()));
		assert_eq!(act(&bob, release()), Err(CouncilError::ProposalActive.into()));

		for who in [&alice, &bob] {
			let vote = Call::<Runtime, Instance1>::vote {
				proposal: proposal_hash,
				index: 0,
				approve: true,
			};
			must(who, vote);
		}
		let close = Call::<Runtime, Instance1>::close {
			proposal_hash,
			index: 0,
			proposal_weight_bound: frame_support::weights::Weight::MAX,
			length_bound,
		};
		must(&bob, close);
		assert_eq!(held(), UNIT, "closing alone does not return it");

		// The same motion would put another ticket in the place of this one.
		let batch = pallet_utility::Call::<Runtime>::batch_all { calls: vec![propose().into()] };
		assert_eq!(act(&bob, propose()), filtered());
		assert_eq!(act(&bob, batch), filtered());
		assert_eq!(held(), UNIT);

		// Anybody may have it returned, once, to who paid it.
		must(&account("anybody"), release());
		assert_eq!((Balances::balance(&alice), held()), (free, 0));
		must(&account("anybody"), release());
		assert_eq!(Balances::balance(&alice), free);
		must(&bob, propose());
		assert_eq!((Balances::balance(&alice), held()), (free, 0));
	});
}

#[test]
fn a_proxy_without_transfers_should_move_no_tokens_however_it_wraps_them() {
	run(|| {
		let [alice, bob, _] = seats();
		let clerk = account("clerk");
		add_proxy(&alice, &clerk, ProxyType::NonTransfer);
		let transfer = || {
			RuntimeCall::from(pallet_balances::Call::<Runtime>::transfer_allow_death {
				dest: MultiAddress::Id(bob.clone()),
				value: UNIT,
			})
		};
		let before = Balances::balance(&bob);
		assert_eq!(through_proxy(&clerk, &alice, transfer()), filtered());
		let batch_all = pallet_utility::Call::<Runtime>::batch_all { calls: vec![transfer()] };
		assert_eq!(through_proxy(&clerk, &alice, batch_all), filtered());
		let batch = pallet_utility::Call::<Runtime>::batch { calls: vec![transfer()] };
		assert_eq!(through_proxy(&clerk, &alice, batch), Ok(()), "it stops, which is Ok");
		assert!(has_event(pallet_utility::Event::BatchInterrupted {
			index: 0,
			error: frame_system::Error::<Runtime>::CallFiltered.into(),
		}));
		// Nor by what is paid in or put up.
		let basis = tracemark_primitives::apis::RoyaltyBasis::Manufactured;
		let (right, amount) = (mark().id(), UNIT);
		let calls: [RuntimeCall; 3] = [
			pallet_licensing::Call::<Runtime>::pay_in { licence: 0, basis, covers: 1, amount }
				.into(),
			pallet_ip_registry::Call::<Runtime>::challenge {
				right,
				relief: tracemark_primitives::apis::Relief::Invalidity,
				evidence: capture(),
				ground: ground(),
			}
			.into(),
			pallet_ip_registry::Call::<Runtime>::answer_challenge { right, seq: 0 }.into(),
		];
		for call in calls {
			assert_eq!(through_proxy(&clerk, &alice, call), filtered());
		}
		// Nor does it give anybody more than it has.
		for (proxy_type, expected) in
			[(ProxyType::Any, filtered()), (ProxyType::Governance, Ok(()))]
		{
			let add = pallet_proxy::Call::<Runtime>::add_proxy {
				delegate: MultiAddress::Id(account("accomplice")),
				proxy_type,
				delay: 0,
			};
			assert_eq!(through_proxy(&clerk, &alice, add), expected, "{proxy_type:?}");
		}
		assert_eq!(Balances::balance(&bob), before);
		let freeze = Consortium::<Runtime>::freeze_operators {};
		assert_eq!(through_proxy(&clerk, &alice, freeze), Ok(()));
	});
}

#[test]
fn a_proxy_for_the_organisation_should_not_give_it_away() {
	run(|| {
		let [alice, ..] = seats();
		let clerk = account("clerk");
		add_proxy(&alice, &clerk, ProxyType::Organisation);
		let before = our_state();
		let rotate = Consortium::<Runtime>::rotate_controller { new: Some(clerk.clone()) };
		let batch =
			pallet_utility::Call::<Runtime>::batch_all { calls: vec![rotate.clone().into()] };
		assert_eq!(through_proxy(&clerk, &alice, rotate), filtered());
		assert_eq!(through_proxy(&clerk, &alice, batch), filtered());
		let accept = Consortium::<Runtime>::accept_control { org: 1 };
		assert_eq!(through_proxy(&clerk, &alice, accept), filtered());
		assert_unchanged(&before, "a filtered call");
	});
}

#[test]
fn a_proxy_should_do_no_more_than_its_type_when_it_acts_for_a_controller() {
	run(|| {
		let [alice, bob, _] = seats();
		let clerk = account("clerk");
		for (proxy_type, allowed) in
			[(ProxyType::Governance, false), (ProxyType::Organisation, true)]
		{
			let delegate = MultiAddress::Id(clerk.clone());
			must(
				&alice,
				pallet_proxy::Call::<Runtime>::add_proxy {
					delegate: delegate.clone(),
					proxy_type,
					delay: 0,
				},
			);
			let through = |call: RuntimeCall| pallet_proxy::Call::<Runtime>::proxy {
				real: MultiAddress::Id(alice.clone()),
				force_proxy_type: None,
				call: Box::new(call),
			};
			let before = our_state();
			let transfer = pallet_balances::Call::<Runtime>::transfer_allow_death {
				dest: MultiAddress::Id(bob.clone()),
				value: 1_000_000_000_000,
			};
			must(&clerk, through(transfer.into()));
			let filtered = frame_system::Error::<Runtime>::CallFiltered.into();
			assert!(has_event(pallet_proxy::Event::ProxyExecuted { result: Err(filtered) }));
			assert_unchanged(&before, "a filtered call");

			must(&clerk, through(Consortium::<Runtime>::freeze_operators {}.into()));
			let frozen =
				pallet_consortium::Organisations::<Runtime>::get(0).expect("a founder").is_frozen();
			assert_eq!(frozen, allowed);
			must(
				&alice,
				pallet_proxy::Call::<Runtime>::remove_proxy { delegate, proxy_type, delay: 0 },
			);
			next_block(6_000);
		}
		assert!(System::block_number() > 1);
	});
}
