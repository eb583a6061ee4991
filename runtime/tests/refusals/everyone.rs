//! Every call of ours by everybody who may not make it: an operator in each role, accounts of no
//! organisation, controllers, and those who may not act for theirs.

use super::*;
use codec::Decode;
use frame_support::storage::{with_transaction, TransactionOutcome};
use std::collections::BTreeMap;
use tracemark_primitives::parties::{
	Role::{self, *},
	Roles,
};

/// Who may make a call. Everybody else is refused before anything is looked at.
#[derive(Clone, Copy, Debug)]
enum Who {
	/// The council.
	Council,
	/// The controllers of organisations.
	Controllers,
	/// The operators of every member.
	Members,
	/// Operators that may act in one of these roles.
	Operators(&'static [Role]),
	/// The same, and accounts that are no operators for themselves.
	Parties(&'static [Role]),
	/// The operators of every member, and accounts that are no operators for themselves.
	Anybody,
	/// Everybody: who may make the call is up to what it is about, which is looked for first.
	Everybody,
}

use Who::*;

const REGISTRANTS: &[Role] = &[
	RightsHolder,
	Creator,
	Manufacturer,
	Supplier,
	Distributor,
	Importer,
	Retailer,
	Marketplace,
	Trader,
];
const RECALLERS: &[Role] = &[
	RightsHolder,
	Creator,
	Manufacturer,
	Supplier,
	Distributor,
	Importer,
	Retailer,
	Marketplace,
	Trader,
	MarketSurveillance,
	Court,
];
const QUALITY_REPORTERS: &[Role] = &[Manufacturer, MarketSurveillance, Laboratory];
const HANDLERS: &[Role] = &[
	RightsHolder,
	Creator,
	Manufacturer,
	Supplier,
	Exporter,
	Distributor,
	Broker,
	Carrier,
	PostalOperator,
	Warehouse,
	Importer,
	Retailer,
	Marketplace,
	Trader,
	Role::Customs,
	MarketSurveillance,
	Police,
	Court,
	Laboratory,
];
const SELLERS: &[Role] =
	&[RightsHolder, Manufacturer, Distributor, Importer, Retailer, Marketplace, Trader];
const DECLARANTS: &[Role] = &[
	RightsHolder,
	Manufacturer,
	Supplier,
	Exporter,
	Distributor,
	Broker,
	Carrier,
	PostalOperator,
	Warehouse,
	Importer,
	Retailer,
	Marketplace,
	Trader,
];
const PUBLISHERS: &[Role] = &[RightsHolder, Creator, Manufacturer];
const HOLDERS: &[Role] = &[RightsHolder, Creator];
const HOLDERS_FOR_CASES: &[Role] = &[Court, Role::Customs, MarketSurveillance, Police];
const OFFICES: &[Role] = &[IpOffice];
const OFFICERS: &[Role] = &[Role::Customs];

/// Every call of ours. Where an argument decides who may make it, as the bases of attestations do, the
/// first of its kind is meant.
const CALLS: &[(&str, &[(&str, Who)])] = &[
	(
		"Consortium",
		&[
			("admit", Council),
			("set_roles", Council),
			("set_profile", Council),
			("accredit", Council),
			("withdraw_accreditation", Council),
			("attest_prefix", Council),
			("withdraw_prefix", Council),
			("suspend", Council),
			("reinstate", Council),
			("expel", Council),
			("recover_controller", Council),
			("seat", Council),
			("unseat", Council),
			("set_quota", Council),
			("add_operator", Controllers),
			("set_operator_roles", Controllers),
			("freeze_operators", Controllers),
			("unfreeze_operators", Controllers),
			("retire_operator", Controllers),
			("rotate_operator", Controllers),
			("rotate_controller", Controllers),
			("accept_control", Everybody),
			("sponsor", Members),
			("end_sponsorship", Everybody),
		],
	),
	("Validators", &[("enlist", Council), ("delist", Council), ("reinstate", Council)]),
	(
		"IpRegistry",
		&[
			("claim", Parties(HOLDERS)),
			("withdraw", Parties(HOLDERS)),
			("attest", Operators(OFFICES)),
			("refuse", Operators(OFFICES)),
			("record_end", Operators(OFFICES)),
			("renew", Operators(OFFICES)),
			("offer_assignment", Parties(HOLDERS)),
			("accept_assignment", Parties(HOLDERS)),
			("cancel_assignment", Parties(HOLDERS)),
			("surrender", Parties(HOLDERS)),
			("commit_priority", Parties(HOLDERS)),
			("withdraw_commitment", Parties(HOLDERS)),
			("reveal", Parties(HOLDERS)),
			("substantiate", Operators(&[IpOffice, Notary, CollectingSociety])),
			("designate", Operators(OFFICES)),
			("limit", Operators(OFFICES)),
			("set_licensing_rule", Parties(HOLDERS)),
			("challenge", Anybody),
			("answer_challenge", Parties(HOLDERS)),
			("withdraw_challenge", Anybody),
			("decide_challenge", Operators(&[IpOffice, Court])),
			("add_version", Parties(HOLDERS)),
			("set_max_term", Council),
		],
	),
	(
		"Licensing",
		&[
			("offer", Everybody),
			("revoke", Everybody),
			("surrender_licence", Everybody),
			("accept", Everybody),
			("cancel_offer", Everybody),
			("consent", Everybody),
			("suspend_licence", Everybody),
			("resume_licence", Everybody),
			("terminate", Everybody),
			("set_exhaustion", Council),
			("pay_in", Everybody),
			("accept_payment", Everybody),
			("cancel_payment", Everybody),
			("withdraw_royalties", Anybody),
			("withdraw_prefund", Everybody),
		],
	),
	(
		"Custody",
		&[
			("register_class", Operators(REGISTRANTS)),
			("commission", Operators(&[Manufacturer])),
			("split", Operators(HANDLERS)),
			("pack", Operators(HANDLERS)),
			("unpack", Operators(HANDLERS)),
			("close", Operators(HANDLERS)),
			("offer", Operators(HANDLERS)),
			("accept", Operators(HANDLERS)),
			("refuse", Operators(HANDLERS)),
			("withdraw_offer", Operators(HANDLERS)),
			("sell", Operators(SELLERS)),
			("destroy", Operators(HANDLERS)),
			("observe", Members),
			("put_on_market", Operators(SELLERS)),
			("record_alteration", Operators(HANDLERS)),
			("receive", Operators(HANDLERS)),
			("recall", Operators(RECALLERS)),
			("lift_recall", Operators(RECALLERS)),
			("take_back", Operators(SELLERS)),
			("report_missing", Operators(HANDLERS)),
			("report_found", Operators(HANDLERS)),
			("decommission", Operators(HANDLERS)),
			("declare_error", Operators(HANDLERS)),
			("reassign", Council),
			("transform", Operators(&[Manufacturer])),
			("relabel", Operators(HANDLERS)),
			("register_place", Members),
			("close_place", Members),
			("prove_possession", Members),
			("report_sensor", Members),
			("record_trip", Operators(HANDLERS)),
			("consign", Operators(HANDLERS)),
			("report_unaccepted", Members),
			("offer_title", Operators(HANDLERS)),
			("accept_title", Operators(HANDLERS)),
			("withdraw_title", Operators(HANDLERS)),
			("set_class_terms", Operators(REGISTRANTS)),
			("add_quality_report", Operators(QUALITY_REPORTERS)),
			("name_keepers", Operators(HANDLERS)),
			("issue_edition", Operators(PUBLISHERS)),
			("sell_code", Operators(SELLERS)),
			("activate_code", Members),
			("withdraw_codes", Operators(PUBLISHERS)),
			("take_into_custody", Operators(HOLDERS_FOR_CASES)),
			("end_custody", Operators(HOLDERS_FOR_CASES)),
			("revise_class", Operators(REGISTRANTS)),
		],
	),
	(
		"Evidence",
		&[
			("anchor", Members),
			("anchor_batch", Members),
			("open_leaf", Members),
			("revoke", Members),
			("attest", Operators(&[Notary, Laboratory, Role::Customs, Court, Police])),
			("link_timestamp", Members),
			("keep", Members),
			("stop_keeping", Members),
			("hold", Operators(HOLDERS_FOR_CASES)),
			("release_hold", Operators(HOLDERS_FOR_CASES)),
			("open_capture", Operators(&[Monitor, Notary])),
			("join_capture", Operators(&[Monitor, Notary])),
			("supersede", Members),
			("register_exhibit", Members),
			("offer_exhibit", Members),
			("accept_exhibit", Members),
			("refuse_exhibit", Members),
			("withdraw_exhibit", Members),
			("break_seal", Members),
			("seal_exhibit", Members),
			("take_sample", Members),
			("return_sample", Members),
			("record_examination", Operators(&[Laboratory])),
			("order_disposal", Members),
			("dispose_of", Members),
			("release_abandoned_hold", Operators(HOLDERS_FOR_CASES)),
			("list", Members),
			("recover_exhibit", Operators(HOLDERS_FOR_CASES)),
			("reinstate", Members),
		],
	),
	(
		"Customs",
		&[
			("lodge", Operators(DECLARANTS)),
			("release", Operators(OFFICERS)),
			("suspend", Operators(OFFICERS)),
			("examine", Operators(OFFICERS)),
			("order_destruction", Operators(OFFICERS)),
			("confirm_destruction", Operators(OFFICERS)),
			("cancel_destruction", Operators(OFFICERS)),
			("instruct", Operators(OFFICERS)),
			("withdraw_instruction", Operators(OFFICERS)),
			("set_regime", Council),
			("give_mandate", Members),
			("withdraw_mandate", Members),
			("withdraw_line", Operators(DECLARANTS)),
		],
	),
];

/// Every call of ours with the least of all arguments, by the names of its pallet and its own.
fn calls() -> BTreeMap<(String, String), RuntimeCall> {
	let metadata = metadata();
	let mut calls = BTreeMap::new();
	for pallet in metadata.pallets.iter().filter(|pallet| OURS.contains(&pallet.name.as_str())) {
		let ty = pallet.calls.as_ref().expect("each of our pallets has calls").ty;
		let scale_info::TypeDef::Variant(variants) =
			&metadata.types.resolve(ty.id).expect("in the registry").type_def
		else {
			panic!("calls are an enum")
		};
		for variant in &variants.variants {
			let mut bytes = vec![pallet.index, variant.index];
			bytes.resize(8_192, 0);
			let call = RuntimeCall::decode(&mut &bytes[..]).expect("zeros are arguments");
			calls.insert((pallet.name.clone(), variant.name.clone()), call);
		}
	}
	calls
}

/// Every call of [`CALLS`] with who may make it.
fn cases() -> Vec<(String, Who, RuntimeCall)> {
	let mut calls = calls();
	let cases = CALLS
		.iter()
		.flat_map(|(pallet, calls)| calls.iter().map(move |(call, who)| (pallet, call, who)))
		.map(|(pallet, name, who)| {
			let call = calls.remove(&(pallet.to_string(), name.to_string()));
			let what = format!("{pallet}.{name}");
			let call = call.unwrap_or_else(|| panic!("there is no {what}"));
			(what, *who, call)
		})
		.collect();
	assert!(calls.is_empty(), "nobody is said to make {:?}", calls.keys());
	cases
}

/// Somebody who tries every call.
struct Actor {
	what: String,
	account: AccountId,
	/// What keeps him from acting for his organisation, whatever its roles.
	kept: Option<DispatchError>,
	/// Acts as an operator.
	is_operator: bool,
	controls: bool,
	roles: Roles,
}

impl Actor {
	fn new(what: impl Into<String>, account: AccountId) -> Self {
		let roles = Roles::default();
		Self { what: what.into(), account, kept: None, is_operator: false, controls: false, roles }
	}

	fn operator(what: impl Into<String>, account: AccountId, roles: Roles) -> Self {
		Self { is_operator: true, roles, ..Self::new(what, account) }
	}

	fn kept(what: &str, account: AccountId, error: ConsortiumError) -> Self {
		Self { kept: Some(error.into()), ..Self::operator(what, account, Roles(u32::MAX >> 3)) }
	}

	/// With what he is refused, if he may not make a call that `who` may make.
	fn refusal(&self, who: Who) -> Option<DispatchError> {
		let operating = |roles: Option<&[Role]>| -> Option<DispatchError> {
			if !self.is_operator {
				return Some(ConsortiumError::NotMember.into());
			}
			let is_in_role = roles.is_none_or(|roles| self.roles.intersects(&Roles::of(roles)));
			self.kept.or((!is_in_role).then_some(ConsortiumError::RoleMissing.into()))
		};
		match who {
			Council => Some(DispatchError::BadOrigin),
			Controllers if self.controls => None,
			Controllers => Some(ConsortiumError::NotController.into()),
			Members => operating(None),
			Operators(roles) => operating(Some(roles)),
			Parties(_) | Anybody if !self.is_operator => None,
			Anybody => operating(None),
			Parties(roles) => operating(Some(roles)),
			Everybody => None,
		}
	}
}

/// An operator in each role, and those who do not act for an organisation or may not.
fn actors() -> Vec<Actor> {
	let all: Vec<Role> =
		(0..=u8::MAX).map_while(|number| Role::decode(&mut &[number][..]).ok()).collect();
	let mut actors: Vec<Actor> = all
		.iter()
		.map(|&role| {
			let name: &'static str = Box::leak(format!("{role:?} alone").into_boxed_str());
			let member = admit(name, "DE", &[role]);
			Actor::operator(name, member.operator(), role.into())
		})
		.collect();
	let suspended = admit("Suspended", "DE", &all);
	let frozen = admit("Frozen", "DE", &all);
	let reduced = admit("Reduced", "DE", &all);
	resolve(2, Consortium::<Runtime>::suspend { org: suspended.org, ground: ground() });
	must(&frozen.controller(), Consortium::<Runtime>::freeze_operators {});
	let retire = Consortium::<Runtime>::retire_operator { account: reduced.operator() };
	must(&reduced.controller(), retire);
	let controller = Actor::new("a controller", reduced.controller());
	actors.extend([
		Actor::new("an outsider", outsider()),
		Actor { controls: true, ..controller },
		Actor::kept(
			"of a suspended member",
			suspended.operator(),
			ConsortiumError::NotInGoodStanding,
		),
		Actor::kept("frozen", frozen.operator(), ConsortiumError::OperatorFrozen),
		Actor::kept("retired", reduced.operator(), ConsortiumError::OperatorRetired),
	]);
	actors
}

/// What a call comes to. It leaves nothing, whether or not it is accepted.
fn attempt(who: &AccountId, call: RuntimeCall) -> DispatchResult {
	with_transaction(|| {
		let result = act(who, call);
		TransactionOutcome::Rollback(Ok::<_, DispatchError>(result))
	})
	.expect("rolled back")
}

#[test]
fn every_call_should_be_refused_to_all_but_those_who_may_make_it() {
	run(|| {
		let actors = actors();
		let turned_away: Vec<DispatchError> = vec![
			DispatchError::BadOrigin,
			ConsortiumError::NotMember.into(),
			ConsortiumError::NotController.into(),
			ConsortiumError::RoleMissing.into(),
		];
		let mut faults = Vec::new();
		for (what, who, call) in cases() {
			let before = our_state();
			for actor in &actors {
				let by = &actor.what;
				match actor.refusal(who) {
					Some(error) => {
						let result = act(&actor.account, call.clone());
						if result != Err(error) {
							faults.push(format!("{what} by {by}: {result:?}, not {error:?}"));
						}
					},
					// Who is nobody's operator can be told so by what everybody may call.
					None if matches!(who, Everybody) => {},
					None => {
						let result = attempt(&actor.account, call.clone());
						if result.is_err_and(|error| turned_away.contains(&error)) {
							faults.push(format!("{what} by {by}: {result:?}"));
						}
					},
				}
			}
			assert_unchanged(&before, &what);
		}
		assert!(faults.is_empty(), "{faults:#?}");
	});
}

#[test]
fn every_call_should_be_refused_in_every_wrapping_when_the_signer_may_not_make_it() {
	run(|| {
		let outsider = Actor::new("an outsider", outsider());
		let carrier = admit("Carrier", "NL", &[Carrier]);
		let carrier = Actor::operator("a carrier", carrier.operator(), Carrier.into());
		let mut rows = Vec::new();
		for (what, who, call) in cases() {
			let so_far = rows.len();
			for actor in [&outsider, &carrier] {
				// What everybody may call is refused for what it is about.
				let about = || attempt(&actor.account, call.clone()).err();
				if let Some(error) = actor.refusal(who).or_else(about) {
					let by = format!("{what} by {}", actor.what);
					rows.push(row(by, actor.account.clone(), call.clone(), error));
				}
			}
			assert!(rows.len() > so_far, "{what} is refused to nobody");
		}
		refuse(rows);
	});
}
