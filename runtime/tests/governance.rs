//! Who decides what: thresholds, the way to Root, seats, and that nobody is beyond the council.

mod common;

use codec::{Decode, Encode};
use common::*;
use frame_support::{
	dispatch::GetDispatchInfo,
	traits::{GetCallMetadata, PalletsInfoAccess},
};
use pallet_collective::Instance1;
use pallet_consortium::Call as Consortium;
use sp_core::{
	traits::{Externalities, ReadRuntimeVersion, ReadRuntimeVersionExt},
	H256,
};
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	DispatchError,
};
use tracemark_primitives::{
	customs::{Nature, Natures},
	gs1::CompanyPrefix,
	parties::{Role, Roles, Standing},
	rights::{RightKind, RightKinds},
	traits::Membership,
};
use tracemark_runtime::{
	constants::MOTION_DURATION, AccountId, AllPalletsWithSystem, Consortium as ConsortiumPallet,
	Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, System, VERSION,
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
		assert_eq!(
			motion(std::slice::from_ref(&alice), admit_call("New")),
			Err(DispatchError::BadOrigin)
		);
		assert_unchanged(&before, "one of three votes");
		assert_eq!(motion(&[alice.clone(), bob.clone()], admit_call("New")), Ok(()));
		assert_eq!(motion(&[alice, bob, charlie], admit_call("Newer")), Ok(()));
	});
}

/// The council with `yes` of `of` votes.
fn votes((yes, of): (u32, u32)) -> RuntimeOrigin {
	let origin: pallet_collective::Origin<Runtime, Instance1> =
		pallet_collective::RawOrigin::Members(yes, of);
	origin.into()
}

/// A share that is refused, and one that is taken: the first is as much as the next lower share takes.
struct Share {
	refused: (u32, u32),
	taken: (u32, u32),
}

const MORE_THAN_HALF: Share = Share { refused: (2, 4), taken: (3, 5) };
const TWO_THIRDS: Share = Share { refused: (3, 5), taken: (2, 3) };
const THREE_QUARTERS: Share = Share { refused: (2, 3), taken: (3, 4) };

/// Every call that the council makes, with the share that it takes.
fn council_calls(org: u32) -> Vec<(RuntimeCall, Share)> {
	let hash = H256::repeat_byte(5);
	let roles = Roles::of(&[Role::IpOffice]);
	let prefix = || CompanyPrefix::try_from("9521234").expect("a prefix");
	let validator = account("validator");
	let germany = country("DE");
	let suspends = Natures::of(&[Nature::Copying]);
	let weight = frame_support::weights::Weight::zero();
	let half: Vec<RuntimeCall> = vec![
		admit_call("New").into(),
		Consortium::<Runtime>::set_roles { org, roles }.into(),
		Consortium::<Runtime>::set_profile { org, profile: profile("Renamed", "DE") }.into(),
		Consortium::<Runtime>::set_quota { org, quota: 1 }.into(),
		Consortium::<Runtime>::accredit { org, office: office(), kinds: RightKinds::ALL }.into(),
		Consortium::<Runtime>::withdraw_accreditation { org, office: office() }.into(),
		Consortium::<Runtime>::attest_prefix { org, prefix: prefix() }.into(),
		Consortium::<Runtime>::withdraw_prefix { org, prefix: prefix() }.into(),
		Consortium::<Runtime>::suspend { org, ground: ground() }.into(),
		Consortium::<Runtime>::reinstate { org }.into(),
		pallet_whitelist::Call::<Runtime>::whitelist_call { call_hash: hash }.into(),
		pallet_whitelist::Call::<Runtime>::remove_whitelisted_call { call_hash: hash }.into(),
		pallet_preimage::Call::<Runtime>::request_preimage { hash }.into(),
		pallet_preimage::Call::<Runtime>::unrequest_preimage { hash }.into(),
	];
	let two_thirds: Vec<RuntimeCall> = vec![
		Consortium::<Runtime>::seat { org }.into(),
		Consortium::<Runtime>::unseat { org }.into(),
		Consortium::<Runtime>::recover_controller { org, new: account("successor") }.into(),
		pallet_validators::Call::<Runtime>::enlist { org, validator: validator.clone() }.into(),
		pallet_validators::Call::<Runtime>::delist { validator: validator.clone() }.into(),
		pallet_validators::Call::<Runtime>::reinstate { validator }.into(),
		pallet_customs::Call::<Runtime>::set_regime { country: germany, suspends }.into(),
		pallet_ip_registry::Call::<Runtime>::set_max_term {
			kind: RightKind::Design,
			office: Some(office()),
			years: Some(30),
		}
		.into(),
		pallet_licensing::Call::<Runtime>::set_exhaustion {
			kind: RightKind::Design,
			country: germany,
			territories: None,
		}
		.into(),
		pallet_collective::Call::<Runtime, Instance1>::disapprove_proposal { proposal_hash: hash }
			.into(),
		Consortium::<Runtime>::expel { org, ground: ground() }.into(),
	];
	let three_quarters: Vec<RuntimeCall> = vec![
		pallet_whitelist::Call::<Runtime>::dispatch_whitelisted_call {
			call_hash: hash,
			call_encoded_len: 1,
			call_weight_witness: weight,
		}
		.into(),
		pallet_whitelist::Call::<Runtime>::dispatch_whitelisted_call_with_preimage {
			call: Box::new(frame_system::Call::<Runtime>::remark { remark: vec![] }.into()),
		}
		.into(),
	];
	let of = |calls: Vec<RuntimeCall>, share: fn() -> Share| {
		calls.into_iter().map(move |call| (call, share()))
	};
	of(half, || MORE_THAN_HALF)
		.chain(of(two_thirds, || TWO_THIRDS))
		.chain(of(three_quarters, || THREE_QUARTERS))
		.collect()
}

#[test]
fn council_should_need_its_share_when_it_decides() {
	run(|| {
		let org = admit("Somebody", "DE", &[Role::IpOffice]).org;
		for (call, Share { refused, taken }) in council_calls(org) {
			let before = our_state();
			let too_few = [refused, (0, 3), (1, 3)].map(votes);
			let nobody = [RuntimeOrigin::none(), RuntimeOrigin::signed(seats()[0].clone())];
			for origin in too_few.into_iter().chain(nobody) {
				let result = dispatch(origin.clone(), call.clone());
				let is_signed = frame_system::ensure_signed(origin).is_ok();
				// A preimage is asked for by anybody who pays for it, and what was deferred is anybody's.
				let is_for_all =
					matches!(call, RuntimeCall::Preimage(_) | RuntimeCall::Whitelist(_))
						&& is_signed;
				assert!(
					is_for_all || result == Err(DispatchError::BadOrigin),
					"{call:?} by {refused:?}: {result:?}"
				);
			}
			assert_unchanged(&before, "too few votes");
			let result = dispatch(votes(taken), call.clone());
			assert_ne!(result, Err(DispatchError::BadOrigin), "{call:?} by {taken:?}");
			// What the council decides about its members and the law comes into force.
			if matches!(
				call,
				RuntimeCall::Consortium(_) | RuntimeCall::IpRegistry(_) | RuntimeCall::Licensing(_)
			) {
				assert_eq!(result, Ok(()), "{call:?}");
			}
		}
	});
}

#[test]
fn all_calls_of_the_council_should_be_tried_when_shares_are_tested() {
	run(|| {
		let tried = council_calls(0);
		let is_tried = |pallet: &str, call: &str| {
			tried.iter().any(|(tried, _)| {
				let metadata = tried.get_call_metadata();
				(metadata.pallet_name, metadata.function_name) == (pallet, call)
			})
		};
		// What is left of the pallets that the council decides in is asked by those that it concerns.
		let by_others = [
			"add_operator",
			"set_operator_roles",
			"freeze_operators",
			"unfreeze_operators",
			"retire_operator",
			"rotate_operator",
			"rotate_controller",
			"accept_control",
			"sponsor",
			"end_sponsorship",
			"remove_deferred_dispatch",
		];
		for pallet in ["Consortium", "Validators", "Whitelist"] {
			for call in <RuntimeCall as GetCallMetadata>::get_call_names(pallet) {
				assert!(is_tried(pallet, call) || by_others.contains(call), "{pallet}.{call}");
			}
		}
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
		assert_eq!(motion(std::slice::from_ref(&alice), whitelist()), bad_origin);
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

		hand_over_control(&alice, 0, &heir);
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
fn a_deferred_dispatch_should_wait_for_the_whitelist_and_expire() {
	run(|| {
		let anybody = account("anybody");
		let call = RuntimeCall::from(frame_system::Call::<Runtime>::set_storage {
			items: vec![(b"key".to_vec(), b"value".to_vec())],
		});
		let call_hash: H256 = BlakeTwo256::hash_of(&call);
		let execute =
			|| pallet_whitelist::Call::<Runtime>::dispatch_whitelisted_call_with_preimage {
				call: Box::new(call.clone()),
			};
		let whitelist = || pallet_whitelist::Call::<Runtime>::whitelist_call { call_hash };
		let value = || sp_io::storage::get(b"key");

		// First three quarters, then more than half: then anybody brings it in.
		assert_eq!(dispatch(votes((3, 4)), execute()), Ok(()));
		assert!(act(&anybody, execute()).is_err(), "it is not whitelisted yet");
		assert_eq!(value(), None);
		assert_eq!(dispatch(votes((3, 5)), whitelist()), Ok(()));
		must(&anybody, execute());
		assert_eq!(value(), Some(b"value".to_vec().into()));
		assert!(act(&anybody, execute()).is_err(), "once");

		// What waits too long is void.
		assert_eq!(dispatch(votes((3, 4)), execute()), Ok(()));
		let now = System::block_number();
		System::set_block_number(now + MOTION_DURATION + 1);
		assert_eq!(dispatch(votes((3, 5)), whitelist()), Ok(()));
		let expired = pallet_whitelist::Error::<Runtime>::DeferredDispatchExpired;
		assert_eq!(act(&anybody, execute()), refusal(expired));
		System::set_block_number(now);
	});
}
