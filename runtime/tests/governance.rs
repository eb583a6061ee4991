//! Who decides what: thresholds, the way to Root, seats, and that nobody is beyond the council.

mod common;

use codec::{Decode, Encode};
use common::*;
use frame_support::{dispatch::GetDispatchInfo, traits::PalletsInfoAccess};
use pallet_collective::Instance1;
use pallet_consortium::Call as Consortium;
use sp_core::{
	traits::{Externalities, ReadRuntimeVersion, ReadRuntimeVersionExt},
	H256,
};
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	DispatchError, MultiAddress,
};
use tracemark_primitives::{
	customs::{Nature, Natures},
	parties::{Role, Roles, Standing},
	traits::Membership,
};
use tracemark_runtime::{
	AccountId, AllPalletsWithSystem, Consortium as ConsortiumPallet, Runtime, RuntimeCall,
	RuntimeEvent, RuntimeOrigin, System, VERSION,
};

type ConsortiumError = pallet_consortium::Error<Runtime>;
type CouncilError = pallet_collective::Error<Runtime, Instance1>;

/// The members of the council that votes.
fn voters() -> Vec<AccountId> {
	pallet_collective::Members::<Runtime, Instance1>::get()
}

/// Whether the council that votes is the controllers of the organisations with a seat.
#[track_caller]
fn assert_in_step() {
	let mut controllers: Vec<AccountId> = pallet_consortium::Seats::<Runtime>::get()
		.into_iter()
		.map(|org| ConsortiumPallet::controller(org).expect("a seat is an organisation's"))
		.collect();
	controllers.sort();
	assert_eq!(voters(), controllers);
}

fn admit_call(name: &str) -> Consortium<Runtime> {
	Consortium::<Runtime>::admit {
		profile: profile(name, "DE"),
		roles: Roles::of(&[Role::Retailer]),
		controller: account(&format!("{name}//controller")),
	}
}

fn standing(member: &Member) -> Standing {
	ConsortiumPallet::party(member.org).expect("admitted").standing
}

#[test]
fn council_should_need_more_than_half_when_it_admits() {
	run(|| {
		let [alice, bob, charlie] = seats();
		let before = our_state();
		assert_eq!(motion(&[alice.clone()], admit_call("New")), Err(DispatchError::BadOrigin));
		assert_unchanged(&before, "one of three votes");
		assert_eq!(motion(&[alice.clone(), bob.clone()], admit_call("New")), Ok(()));
		assert_eq!(motion(&[alice, bob, charlie], admit_call("Newer")), Ok(()));
	});
}

#[test]
fn council_should_need_its_share_when_it_decides() {
	run(|| {
		let member = admit("Somebody", "DE", &[Role::IpOffice]);
		let org = member.org;
		let new = || account("successor");
		let germany = country("DE");
		let suspends = Natures::of(&[Nature::Copying]);
		// The call, and the fewest of three votes that it takes.
		let calls: Vec<(RuntimeCall, u32)> = vec![
			(Consortium::<Runtime>::set_quota { org, quota: 1 }.into(), 2),
			(Consortium::<Runtime>::accredit { org, office: office() }.into(), 2),
			(Consortium::<Runtime>::withdraw_accreditation { org, office: office() }.into(), 2),
			(Consortium::<Runtime>::suspend { org, ground: ground() }.into(), 2),
			(Consortium::<Runtime>::reinstate { org }.into(), 2),
			(Consortium::<Runtime>::seat { org }.into(), 2),
			(Consortium::<Runtime>::unseat { org }.into(), 2),
			(Consortium::<Runtime>::recover_controller { org, new: new() }.into(), 2),
			(pallet_customs::Call::<Runtime>::set_regime { country: germany, suspends }.into(), 2),
			(Consortium::<Runtime>::expel { org, ground: ground() }.into(), 2),
		];
		for (call, votes) in calls {
			for fewer in 0..votes {
				let before = our_state();
				assert_eq!(
					dispatch(council(fewer), call.clone()),
					Err(DispatchError::BadOrigin),
					"{call:?} by {fewer}"
				);
				assert_unchanged(&before, "too few votes");
			}
			resolve(votes, call);
		}
		// No seat alone, and no account, decides.
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::signed(seats()[0].clone())] {
			assert_eq!(dispatch(origin, admit_call("New")), Err(DispatchError::BadOrigin));
		}
	});
}

#[test]
fn two_thirds_should_be_asked_of_a_larger_council_when_more_than_half_is_not_enough() {
	run(|| {
		let member = admit("Somebody", "DE", &[Role::Retailer]);
		let votes = |yes, of| -> RuntimeOrigin {
			let origin: pallet_collective::Origin<Runtime, Instance1> =
				pallet_collective::RawOrigin::Members(yes, of);
			origin.into()
		};
		let org = member.org;
		let expel = || Consortium::<Runtime>::expel { org, ground: ground() };
		let suspend = || Consortium::<Runtime>::suspend { org, ground: ground() };
		assert_eq!(dispatch(votes(2, 4), suspend()), Err(DispatchError::BadOrigin));
		assert_eq!(dispatch(votes(3, 5), suspend()), Ok(()));
		assert_eq!(dispatch(votes(3, 5), expel()), Err(DispatchError::BadOrigin));
		assert_eq!(dispatch(votes(4, 6), expel()), Ok(()));
	});
}

#[test]
fn no_pallet_should_give_root_when_all_are_listed() {
	let names: Vec<&str> =
		AllPalletsWithSystem::infos().into_iter().map(|info| info.name).collect();
	assert!(names.contains(&"Whitelist"));
	for forbidden in ["Sudo", "Scheduler", "Democracy"] {
		assert!(!names.contains(&forbidden), "{forbidden}");
	}
}

#[test]
fn nobody_should_set_the_members_of_the_council_when_even_root_asks() {
	run(|| {
		let [alice, ..] = seats();
		let set = || pallet_collective::Call::<Runtime, Instance1>::set_members {
			new_members: vec![alice.clone()],
			prime: None,
			old_count: 3,
		};
		for origin in [RuntimeOrigin::root(), council(3), RuntimeOrigin::signed(alice.clone())] {
			assert_eq!(dispatch(origin, set()), Err(DispatchError::BadOrigin));
		}
		assert_in_step();
	});
}

/// Says of every code that it is the next version of this runtime.
struct NextVersion;

impl ReadRuntimeVersion for NextVersion {
	fn read_runtime_version(&self, _: &[u8], _: &mut dyn Externalities) -> Result<Vec<u8>, String> {
		let mut version = VERSION;
		version.spec_version += 1;
		Ok(version.encode())
	}
}

#[test]
fn root_should_be_reached_through_the_whitelist_by_three_quarters_when_a_runtime_is_upgraded() {
	let mut ext = chain();
	ext.register_extension(ReadRuntimeVersionExt::new(NextVersion));
	run_in(ext, || {
		let [alice, bob, charlie] = seats();
		let two = [alice.clone(), bob.clone()];
		let three = [alice.clone(), bob, charlie];
		let code = b"the next runtime".to_vec();
		let authorize: RuntimeCall = frame_system::Call::<Runtime>::authorize_upgrade {
			code_hash: BlakeTwo256::hash(&code),
		}
		.into();
		let apply = |code: &[u8]| frame_system::Call::<Runtime>::apply_authorized_upgrade {
			code: code.into(),
		};
		let call_hash = BlakeTwo256::hash_of(&authorize);
		let whitelist = || pallet_whitelist::Call::<Runtime>::whitelist_call { call_hash };
		let execute = || pallet_whitelist::Call::<Runtime>::dispatch_whitelisted_call {
			call_hash,
			call_encoded_len: authorize.encoded_size() as u32,
			call_weight_witness: authorize.get_dispatch_info().call_weight,
		};

		// Neither the council as such nor anybody else is Root.
		let bad_origin = Err(DispatchError::BadOrigin);
		assert_eq!(motion(&three, authorize.clone()), bad_origin);
		assert_eq!(act(&alice, authorize.clone()), bad_origin);
		let set_code = frame_system::Call::<Runtime>::set_code { code: code.clone() };
		assert_eq!(motion(&three, set_code), bad_origin);

		must(&alice, pallet_preimage::Call::<Runtime>::note_preimage { bytes: authorize.encode() });
		assert_eq!(motion(&[alice.clone()], whitelist()), bad_origin);
		assert_eq!(motion(&two, whitelist()), Ok(()));
		assert!(motion(&two, execute()).is_err(), "two of three votes are no three quarters");
		assert!(System::authorized_upgrade().is_none());
		assert_eq!(motion(&three, execute()), Ok(()));
		assert!(events().iter().any(|event| matches!(
			event,
			RuntimeEvent::Whitelist(pallet_whitelist::Event::WhitelistedCallDispatched {
				result: Ok(_),
				..
			})
		)));
		assert!(System::authorized_upgrade().is_some());

		// What was authorised anybody may apply, and nothing else.
		let anybody = account("anybody");
		let unauthorized = Err(frame_system::Error::<Runtime>::Unauthorized.into());
		assert_eq!(act(&anybody, apply(b"another runtime")), unauthorized);
		must(&anybody, apply(&code));
		assert_eq!(sp_io::storage::get(sp_core::storage::well_known_keys::CODE), Some(code.into()));
		assert!(System::authorized_upgrade().is_none());
	});
}

#[test]
fn a_call_should_not_reach_root_when_it_was_not_whitelisted() {
	run(|| {
		let [alice, bob, charlie] = seats();
		let call: RuntimeCall = frame_system::Call::<Runtime>::set_storage {
			items: vec![(b"key".to_vec(), b"value".to_vec())],
		}
		.into();
		let execute = pallet_whitelist::Call::<Runtime>::dispatch_whitelisted_call_with_preimage {
			call: Box::new(call),
		};
		// It waits for the whitelist.
		assert_eq!(motion(&[alice.clone(), bob.clone(), charlie], execute.clone()), Ok(()));
		assert_eq!(sp_io::storage::get(b"key"), None);
		assert!(act(&alice, execute.clone()).is_err());
		assert!(act(&account("anybody"), execute).is_err());
		assert_eq!(sp_io::storage::get(b"key"), None);
	});
}

#[test]
fn seats_should_stay_in_step_when_controllers_change() {
	run(|| {
		let [alice, bob, _] = seats();
		let heir = account("heir of seat 0");
		assert_in_step();

		// A motion that the former controller voted for loses that vote.
		let call: RuntimeCall = admit_call("New").into();
		let length_bound = call.encoded_size() as u32;
		let proposal = Box::new(call);
		must(
			&alice,
			pallet_collective::Call::<Runtime, Instance1>::propose {
				threshold: 2,
				proposal: proposal.clone(),
				length_bound,
			},
		);
		let proposal_hash: H256 = BlakeTwo256::hash_of(&proposal);
		let vote = || pallet_collective::Call::<Runtime, Instance1>::vote {
			proposal: proposal_hash,
			index: 0,
			approve: true,
		};
		must(&alice, vote());

		must(&alice, Consortium::<Runtime>::rotate_controller { new: heir.clone() });
		assert_in_step();
		assert!(voters().contains(&heir) && !voters().contains(&alice));
		let voting = pallet_collective::Voting::<Runtime, Instance1>::get(proposal_hash)
			.expect("the motion is open");
		let (_, _, ayes, ..) =
			<(u32, u32, Vec<AccountId>, Vec<AccountId>, u32)>::decode(&mut &voting.encode()[..])
				.expect("index, threshold, ayes, nays, end");
		assert!(ayes.is_empty());
		assert_eq!(act(&alice, vote()), Err(CouncilError::NotMember.into()));
		must(&heir, vote());

		let recovered = account("recovered seat 1");
		resolve(2, Consortium::<Runtime>::recover_controller { org: 1, new: recovered.clone() });
		assert_in_step();
		assert!(voters().contains(&recovered) && !voters().contains(&bob));

		// What controlled once never serves another organisation.
		let admit_alice = Consortium::<Runtime>::admit {
			profile: profile("Second life", "DE"),
			roles: Roles::of(&[Role::Retailer]),
			controller: alice,
		};
		assert_eq!(dispatch(council(2), admit_alice), Err(ConsortiumError::AccountTaken.into()));
	});
}

#[test]
fn seats_should_stay_in_step_when_organisations_come_and_go() {
	run(|| {
		let fourth = admit("Fourth", "AT", &[Role::Notary]);
		resolve(2, Consortium::<Runtime>::seat { org: fourth.org });
		assert_in_step();
		assert_eq!(voters().len(), 4);
		resolve(2, Consortium::<Runtime>::unseat { org: 0 });
		assert_in_step();
		resolve(2, Consortium::<Runtime>::seat { org: 0 });
		resolve(2, Consortium::<Runtime>::expel { org: fourth.org, ground: ground() });
		assert_in_step();
		assert_eq!(voters().len(), 3);
		let seat_again = Consortium::<Runtime>::seat { org: fourth.org };
		assert!(dispatch(council(3), seat_again).is_err(), "the expelled stay out");
	});
}

#[test]
fn council_should_keep_three_seats_when_the_last_are_to_go() {
	run(|| {
		for org in 0..3 {
			let before = our_state();
			let too_few = Err(ConsortiumError::TooFewSeats.into());
			assert_eq!(dispatch(council(3), Consortium::<Runtime>::unseat { org }), too_few);
			let expel = Consortium::<Runtime>::expel { org, ground: ground() };
			assert_eq!(dispatch(council(3), expel), too_few);
			assert_unchanged(&before, "the last three seats");
		}
		assert_in_step();
	});
}

#[test]
fn every_member_should_be_expelled_when_the_council_decides() {
	run(|| {
		let World { cast, .. } = World::delivered();
		for name in ["First heir", "Second heir", "Third heir"] {
			let heir = admit(name, "AT", &[Role::Notary]);
			resolve(2, Consortium::<Runtime>::seat { org: heir.org });
		}
		let suspended = &cast.other_carrier;
		resolve(2, Consortium::<Runtime>::suspend { org: suspended.org, ground: ground() });
		must(&cast.warehouse.controller(), Consortium::<Runtime>::freeze_operators {});
		let heirs = pallet_consortium::NextOrgId::<Runtime>::get() - 3;
		for org in 0..heirs {
			resolve(2, Consortium::<Runtime>::expel { org, ground: ground() });
			assert_in_step();
			let again = Consortium::<Runtime>::expel { org, ground: ground() };
			assert_eq!(dispatch(council(3), again), Err(ConsortiumError::Expelled.into()));
			let back = Consortium::<Runtime>::reinstate { org };
			assert_eq!(dispatch(council(3), back), Err(ConsortiumError::NotSuspended.into()));
		}
		assert_eq!(voters().len(), 3);
		for member in [&cast.brand, &cast.customs, &cast.importer, &cast.warehouse] {
			assert_eq!(standing(member), Standing::Expelled);
			assert_eq!(
				ConsortiumPallet::ensure_member(&member.operator()).map(|_| ()),
				Err(ConsortiumError::NotInGoodStanding.into())
			);
			assert_eq!(
				act(&member.controller(), Consortium::<Runtime>::freeze_operators {}),
				Err(ConsortiumError::Expelled.into())
			);
		}
	});
}

#[test]
fn session_keys_should_stay_when_a_validator_would_purge_them() {
	run(|| {
		let [alice, ..] = seats();
		let purge = || RuntimeCall::from(pallet_session::Call::<Runtime>::purge_keys {});
		assert!(act(&alice, purge()).is_err(), "a validator cannot leave by itself");
		let batch = pallet_utility::Call::<Runtime>::batch_all { calls: vec![purge()] };
		assert!(act(&alice, batch).is_err(), "nor in a batch");
	});
}

#[test]
fn a_proxy_should_do_no_more_than_its_type_when_it_acts_for_a_controller() {
	use tracemark_runtime::configs::ProxyType;
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
