//! Refused calls change nothing of ours, whatever they are wrapped in.

#[path = "../common/mod.rs"]
mod common;

mod classes;
mod consortium;
mod custody;
mod customs;
mod editions;
mod everyone;
mod evidence;
mod exceptions;
mod ip_registry;
mod licensing;
mod malformed;
mod titles;
mod trips;
mod validators;

use common::*;
use frame_support::traits::fungible::Mutate;
use pallet_consortium::Call as Consortium;
use pallet_custody::Call as Custody;
use pallet_customs::Call as Customs;
use pallet_evidence::Call as Evidence;
use pallet_ip_registry::Call as IpRegistry;
use pallet_licensing::Call as Licensing;
use pallet_validators::Call as Validators;
use sp_runtime::{DispatchError, DispatchResult, MultiAddress};
use tracemark_primitives::territory::Territories;
use tracemark_runtime::{
	configs::ProxyType, constants::UNIT, AccountId, Balances, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeOrigin,
};

type ConsortiumError = pallet_consortium::Error<Runtime>;
type CustodyError = pallet_custody::Error<Runtime>;
type CustomsError = pallet_customs::Error<Runtime>;
type EvidenceError = pallet_evidence::Error<Runtime>;
type IpRegistryError = pallet_ip_registry::Error<Runtime>;
type LicensingError = pallet_licensing::Error<Runtime>;
type ValidatorsError = pallet_validators::Error<Runtime>;

/// Who makes a call.
enum By {
	Account(AccountId),
	/// The council with two of its three votes.
	Council,
}

/// A call that is refused.
struct Refused {
	what: String,
	by: By,
	call: RuntimeCall,
	error: DispatchError,
}

fn row(
	what: impl Into<String>,
	by: impl Into<By>,
	call: impl Into<RuntimeCall>,
	error: impl Into<DispatchError>,
) -> Refused {
	Refused { what: what.into(), by: by.into(), call: call.into(), error: error.into() }
}

impl From<&Member> for By {
	fn from(member: &Member) -> Self {
		Self::Account(member.operator())
	}
}

impl From<sp_runtime::AccountId32> for By {
	fn from(account: sp_runtime::AccountId32) -> Self {
		Self::Account(account)
	}
}

/// A call that does nothing, so that a batch has more than one.
fn harmless() -> RuntimeCall {
	frame_system::Call::<Runtime>::remark { remark: b"nothing".to_vec() }.into()
}

/// Puts the call of each row, bare and in every wrapping; each time it is refused with its error, and
/// nothing under our prefixes changes.
fn refuse(rows: Vec<Refused>) {
	let deputy = account("deputy");
	Balances::mint_into(&deputy, 10 * UNIT).expect("tokens");
	for Refused { what, by, call, error } in rows {
		let origin = match &by {
			By::Account(who) => RuntimeOrigin::signed(who.clone()),
			By::Council => council(2),
		};
		if let By::Account(who) = &by {
			allow_deputy(who, &deputy);
		}
		let before = our_state();
		let refused = Err(error);

		assert_eq!(dispatch(origin.clone(), call.clone()), refused, "{what}: {call:?}");
		assert_unchanged(&before, &what);

		let calls = vec![harmless(), call.clone(), harmless()];
		let batch_all = pallet_utility::Call::<Runtime>::batch_all { calls: calls.clone() };
		assert_eq!(dispatch(origin.clone(), batch_all), refused, "{what} in batch_all");
		assert_unchanged(&before, &what);

		let batch = pallet_utility::Call::<Runtime>::batch { calls };
		assert_eq!(dispatch(origin.clone(), batch), Ok(()), "{what}: a batch that stops is Ok");
		assert_eq!(last_of(batch_interrupted), Some((1, error)), "{what} in batch");
		assert_unchanged(&before, &what);

		let inner = pallet_utility::Call::<Runtime>::batch { calls: vec![call.clone()] };
		let nested = pallet_utility::Call::<Runtime>::batch_all { calls: vec![inner.into()] };
		assert_eq!(dispatch(origin, nested), Ok(()), "{what}: the inner batch stops, which is Ok");
		assert_eq!(
			last_of(batch_interrupted),
			Some((0, error)),
			"{what} in a batch in a batch_all"
		);
		assert_unchanged(&before, &what);

		if let By::Account(who) = &by {
			let proxy = pallet_proxy::Call::<Runtime>::proxy {
				real: MultiAddress::Id(who.clone()),
				force_proxy_type: None,
				call: Box::new(call.clone()),
			};
			must(&deputy, proxy);
			assert_eq!(last_of(proxy_executed), Some(refused), "{what} through a proxy");
			assert_unchanged(&before, &what);
		}

		// The council is nobody's operator.
		let expected = match &by {
			By::Account(_) => Err(DispatchError::BadOrigin),
			By::Council => refused,
		};
		// Whom the council itself may ask with less, it is not asked for here.
		if matches!(&by, By::Council) || !takes_the_council(&call) {
			let [first, second, _] = seats();
			assert_eq!(motion(&[first, second], call), expected, "{what} as a motion");
			assert_unchanged(&before, &what);
		}
	}
}

/// Whether the call is one that the council makes.
fn takes_the_council(call: &RuntimeCall) -> bool {
	matches!(
		call,
		RuntimeCall::Consortium(
			Consortium::admit { .. }
				| Consortium::set_roles { .. }
				| Consortium::accredit { .. }
				| Consortium::withdraw_accreditation { .. }
				| Consortium::attest_prefix { .. }
				| Consortium::withdraw_prefix { .. }
				| Consortium::suspend { .. }
				| Consortium::reinstate { .. }
				| Consortium::expel { .. }
				| Consortium::recover_controller { .. }
				| Consortium::seat { .. }
				| Consortium::unseat { .. }
				| Consortium::set_quota { .. }
				| Consortium::set_profile { .. }
		) | RuntimeCall::Custody(Custody::reassign { .. })
			| RuntimeCall::Validators(_)
			| RuntimeCall::Customs(Customs::set_regime { .. })
			| RuntimeCall::IpRegistry(IpRegistry::set_max_term { .. })
			| RuntimeCall::Licensing(Licensing::set_exhaustion { .. })
	)
}

fn allow_deputy(who: &AccountId, deputy: &AccountId) {
	if pallet_proxy::Proxies::<Runtime>::contains_key(who) {
		return;
	}
	Balances::mint_into(who, 10 * UNIT).expect("tokens");
	must(
		who,
		pallet_proxy::Call::<Runtime>::add_proxy {
			delegate: MultiAddress::Id(deputy.clone()),
			proxy_type: ProxyType::Any,
			delay: 0,
		},
	);
}

fn last_of<R>(of: impl Fn(RuntimeEvent) -> Option<R>) -> Option<R> {
	events().into_iter().rev().find_map(of)
}

fn batch_interrupted(event: RuntimeEvent) -> Option<(u32, DispatchError)> {
	match event {
		RuntimeEvent::Utility(pallet_utility::Event::BatchInterrupted { index, error }) => {
			Some((index, error))
		},
		_ => None,
	}
}

fn proxy_executed(event: RuntimeEvent) -> Option<DispatchResult> {
	match event {
		RuntimeEvent::Proxy(pallet_proxy::Event::ProxyExecuted { result }) => Some(result),
		_ => None,
	}
}

/// An account that belongs to no organisation.
fn outsider() -> AccountId {
	account("outsider")
}

fn germany() -> Territories {
	Territories::of(&[country("DE")]).expect("a country")
}

#[test]
fn a_batch_should_leave_nothing_when_its_last_call_fails() {
	run(|| {
		let world = World::delivered();
		let pallet = first_bearer(world.sscc);
		let Cast { importer, trader, .. } = &world.cast;
		let before = our_state();
		let offer: RuntimeCall = offer_call(pallet, trader).into();
		// The second is a replay of the first.
		let calls = vec![offer.clone(), offer];
		let replay = Err(CustodyError::StaleSeq.into());
		let batch_all = pallet_utility::Call::<Runtime>::batch_all { calls: calls.clone() };
		assert_eq!(act(&importer.operator(), batch_all), replay);
		assert_unchanged(&before, "a batch that failed");

		// A batch that may stop half-way keeps what was accepted, and says what was not.
		importer.does(pallet_utility::Call::<Runtime>::batch { calls });
		let interrupted = last_of(batch_interrupted);
		assert_eq!(interrupted, Some((1, CustodyError::StaleSeq.into())));
		importer.does(Custody::<Runtime>::withdraw_offer { object: pallet, seq: seq(pallet) });
		assert_eq!(holder(pallet), importer.org);
	});
}
