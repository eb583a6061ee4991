//! Refused calls change nothing of ours, whatever they are wrapped in.

mod common;

use common::*;
use frame_support::traits::fungible::Mutate;
use pallet_consortium::Call as Consortium;
use pallet_custody::{Call as Custody, ObservedGoods, Part};
use pallet_customs::{Call as Customs, DestructionGround};
use pallet_evidence::Call as Evidence;
use pallet_ip_registry::Call as IpRegistry;
use pallet_licensing::Call as Licensing;
use pallet_validators::Call as Validators;
use sp_runtime::{DispatchError, MultiAddress};
use tracemark_primitives::{
	authorisation::Activity,
	cbv::{BizStep, Disposition},
	customs::{DeclarationForm, Nature, Natures},
	digest::{Digest, DigestAlgorithm},
	goods::GoodsClaim,
	gs1::CompanyPrefix,
	parties::{Owner, Role, Roles},
	quantity::Quantity,
	rights::RightEnd,
	territory::{Country, Territories},
	time::EventTime,
};
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
	what: &'static str,
	by: By,
	call: RuntimeCall,
	error: DispatchError,
}

fn row(
	what: &'static str,
	by: impl Into<By>,
	call: impl Into<RuntimeCall>,
	error: impl Into<DispatchError>,
) -> Refused {
	Refused { what, by: by.into(), call: call.into(), error: error.into() }
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
		assert_unchanged(&before, what);

		let calls = vec![harmless(), call.clone(), harmless()];
		let batch_all = pallet_utility::Call::<Runtime>::batch_all { calls: calls.clone() };
		assert_eq!(dispatch(origin.clone(), batch_all), refused, "{what} in batch_all");
		assert_unchanged(&before, what);

		let batch = pallet_utility::Call::<Runtime>::batch { calls };
		assert_eq!(dispatch(origin.clone(), batch), Ok(()), "{what}: a batch that stops is Ok");
		assert_eq!(last_of(batch_interrupted), Some((1, error)), "{what} in batch");
		assert_unchanged(&before, what);

		let inner = pallet_utility::Call::<Runtime>::batch { calls: vec![call.clone()] };
		let nested = pallet_utility::Call::<Runtime>::batch_all { calls: vec![inner.into()] };
		assert_eq!(dispatch(origin, nested), Ok(()), "{what}: the inner batch stops, which is Ok");
		assert_eq!(
			last_of(batch_interrupted),
			Some((0, error)),
			"{what} in a batch in a batch_all"
		);
		assert_unchanged(&before, what);

		if let By::Account(who) = &by {
			let proxy = pallet_proxy::Call::<Runtime>::proxy {
				real: MultiAddress::Id(who.clone()),
				force_proxy_type: None,
				call: Box::new(call.clone()),
			};
			must(&deputy, proxy);
			assert_eq!(last_of(proxy_executed), Some(refused), "{what} through a proxy");
			assert_unchanged(&before, what);
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
			assert_unchanged(&before, what);
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
		) | RuntimeCall::Validators(_)
			| RuntimeCall::Customs(Customs::set_regime { .. })
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

fn proxy_executed(event: RuntimeEvent) -> Option<sp_runtime::DispatchResult> {
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
fn rights_and_licences_should_stay_when_calls_about_them_are_refused() {
	run(|| {
		let world = World::licensed();
		let Cast { brand, office, factory, carrier, other_carrier, importer, trader, .. } =
			&world.cast;
		let right = world.right;
		let rival = admit("Rival", "FR", &[Role::RightsHolder]);
		let unaccredited = admit("Office of FR", "FR", &[Role::IpOffice]);
		resolve(2, Consortium::<Runtime>::suspend { org: other_carrier.org, ground: ground() });
		let owner = Owner::Organisation(brand.org);
		let claim = || IpRegistry::<Runtime>::claim {
			subject: mark(),
			territories: germany(),
			classes: classes(),
			term: None,
			contents: Default::default(),
		};
		let attest = |claimant| IpRegistry::<Runtime>::attest {
			right,
			claimant,
			territories: germany(),
			classes: classes(),
			term: term_of_right(),
			registration: None,
			basis: pallet_ip_registry::AttestationBasis::Office,
		};
		rival.does(claim());
		let rivals = Owner::Organisation(rival.org);
		let end = |as_of| IpRegistry::<Runtime>::record_end {
			right,
			end: RightEnd::Revoked,
			as_of,
			basis: pallet_ip_registry::AttestationBasis::Office,
		};
		let grant =
			|to: &Member, terms| Licensing::<Runtime>::grant { right, licensee: to.org, terms };
		let fair = || terms(&[Activity::Sell], germany(), None);
		let revoke = || Licensing::<Runtime>::revoke { licence: world.import, ground: ground() };
		let surrender = || Licensing::<Runtime>::surrender_licence { licence: world.import };
		let offer = || IpRegistry::<Runtime>::offer_assignment {
			right,
			to: Owner::Organisation(rival.org),
		};
		let no_territory = Territories::default();

		refuse(vec![
			row("claim without the role", carrier, claim(), ConsortiumError::RoleMissing),
			row("claim twice", brand, claim(), IpRegistryError::AlreadyClaimed),
			row(
				"claim of a suspended member",
				other_carrier,
				claim(),
				ConsortiumError::NotInGoodStanding,
			),
			row("attest by the owner", brand, attest(owner.clone()), ConsortiumError::RoleMissing),
			row(
				"attest by an outsider",
				outsider(),
				attest(owner.clone()),
				ConsortiumError::NotMember,
			),
			row(
				"attest for another register",
				&unaccredited,
				attest(rivals.clone()),
				IpRegistryError::NotAccredited,
			),
			row("attest a second owner", office, attest(rivals), IpRegistryError::AlreadyAttested),
			row("attest again", office, attest(owner.clone()), IpRegistryError::AlreadyAttested),
			row(
				"attest nobody's claim",
				office,
				attest(Owner::Account(outsider())),
				IpRegistryError::NoClaim,
			),
			row("end by the owner", brand, end(20_000), ConsortiumError::RoleMissing),
			row(
				"end for another register",
				&unaccredited,
				end(20_000),
				IpRegistryError::NotAccredited,
			),
			row("end before the term", office, end(0), IpRegistryError::BeforeTerm),
			row(
				"renew to an earlier day",
				office,
				IpRegistry::<Runtime>::renew {
					right,
					until: 0,
					basis: pallet_ip_registry::AttestationBasis::Office,
				},
				IpRegistryError::NotExtended,
			),
			row("offer somebody else's right", &rival, offer(), IpRegistryError::NotOwner),
			row(
				"accept what is not on offer",
				&rival,
				IpRegistry::<Runtime>::accept_assignment { right },
				IpRegistryError::NotOffered,
			),
			row(
				"surrender somebody else's right",
				&rival,
				IpRegistry::<Runtime>::surrender { right },
				IpRegistryError::NotOwner,
			),
			row(
				"surrender by an outsider",
				outsider(),
				IpRegistry::<Runtime>::surrender { right },
				IpRegistryError::NotOwner,
			),
			row(
				"license somebody else's right",
				&rival,
				grant(factory, fair()),
				LicensingError::NotOwner,
			),
			row(
				"license without the role",
				trader,
				grant(factory, fair()),
				ConsortiumError::RoleMissing,
			),
			row(
				"license as an outsider",
				outsider(),
				grant(factory, fair()),
				ConsortiumError::NotMember,
			),
			row("license oneself", brand, grant(brand, fair()), LicensingError::SelfLicence),
			row(
				"license a suspended member",
				brand,
				grant(other_carrier, fair()),
				LicensingError::LicenseeNotInGoodStanding,
			),
			row(
				"license where there is no right",
				brand,
				grant(
					factory,
					terms(
						&[Activity::Sell],
						Territories::of(&[country("TR")]).expect("a country"),
						None,
					),
				),
				LicensingError::TerritoryNotCovered,
			),
			row(
				"license nowhere",
				brand,
				grant(factory, terms(&[Activity::Sell], no_territory, None)),
				LicensingError::MalformedTerms,
			),
			row("revoke by the licensee", importer, revoke(), ConsortiumError::RoleMissing),
			row("revoke by a rival", &rival, revoke(), LicensingError::NotOwner),
			row("surrender another's licence", factory, surrender(), LicensingError::NotLicensee),
			row(
				"surrender by a controller",
				importer.controller(),
				surrender(),
				ConsortiumError::NotMember,
			),
		]);
	});
}

#[test]
fn goods_should_stay_when_calls_about_them_are_refused() {
	run(|| {
		let world = World::delivered();
		let Cast {
			brand,
			factory,
			carrier,
			other_carrier,
			warehouse,
			importer,
			monitor,
			trader,
			..
		} = &world.cast;
		let pirate = admit("Pirate Works", "IT", &[Role::Manufacturer]);
		let rival = admit("Rival", "FR", &[Role::RightsHolder]);
		resolve(
			2,
			Consortium::<Runtime>::attest_prefix {
				org: rival.org,
				prefix: CompanyPrefix::try_from("3012345").expect("a prefix"),
			},
		);
		resolve(2, Consortium::<Runtime>::suspend { org: other_carrier.org, ground: ground() });
		must(&warehouse.controller(), Consortium::<Runtime>::freeze_operators {});
		let (pallet, inside) = (first_bearer(world.sscc), world.lot.consignment(0));
		let spare = Lot::new(world.gtin, "SPARE", 10);
		world.commission(&spare);
		let loose = spare.consignment(0);
		monitor.does(Custody::<Runtime>::observe {
			what: ObservedGoods::Object(pallet),
			seq: 0,
			biz_step: BizStep::Storing,
			disposition: Disposition::Active,
			place: None,
			time: event_time(),
		});
		let offer = |object, seq, to: &Member, time| Custody::<Runtime>::offer {
			object,
			seq,
			to: to.org,
			place: None,
			time,
		};
		let fair_offer = |to: &Member| offer_call(pallet, to);
		let future = EventTime { moment: now() + HOUR, offset: 0 };
		let excess = Custody::<Runtime>::commission {
			gtin: world.gtin,
			number: "EXCESS".try_into().expect("a lot number"),
			quantity: Quantity::Pieces(LICENSED),
			root: None,
			place: None,
			time: event_time(),
		};
		let other_lot = || commission_call(&Lot::new(world.gtin, "OTHER", 4));
		let mut false_proof = world.lot.proof(5);
		false_proof.index = 6;
		let GoodsClaim::Unit { gtin: class, serial, .. } = world.lot.bare_unit(5) else {
			unreachable!("a unit")
		};
		let sell =
			|claim| Custody::<Runtime>::sell { claim, seq: seq(inside), commitment: ground() };
		let pack = |code, child| Custody::<Runtime>::pack {
			sscc: code,
			children: vec![(child, seq(child))].try_into().expect("one child"),
			place: None,
			time: event_time(),
		};
		let class_call = |code, rights: Vec<_>| Custody::<Runtime>::register_class {
			gtin: code,
			rights: rights.try_into().expect("few rights"),
			hs: hs(),
		};
		let rivals_class = gtin("3012345", 1);
		let observe = |number| Custody::<Runtime>::observe {
			what: ObservedGoods::Object(pallet),
			seq: number,
			biz_step: BizStep::Storing,
			disposition: Disposition::Active,
			place: None,
			time: event_time(),
		};
		let unpack = || Custody::<Runtime>::unpack {
			parent: pallet,
			seq: seq(pallet),
			children: vec![(inside, seq(inside))].try_into().expect("one child"),
			place: None,
			time: event_time(),
		};
		let destroy =
			|object| Custody::<Runtime>::destroy { object, seq: seq(object), time: event_time() };
		let split = |part| Custody::<Runtime>::split { consignment: loose, seq: seq(loose), part };
		let ranges = |ranges: Vec<(u32, u32)>| Part::Ranges(ranges.try_into().expect("few ranges"));

		refuse(vec![
			row(
				"class without prefix",
				trader,
				class_call(gtin("4999999", 1), vec![]),
				CustodyError::PrefixNotHeld,
			),
			row(
				"class under another's right",
				&rival,
				class_call(rivals_class, vec![world.right]),
				CustodyError::NotRightsOwner,
			),
			row(
				"class twice",
				brand,
				class_call(world.gtin, vec![world.right]),
				CustodyError::AlreadyRegistered,
			),
			row("commission without the role", carrier, other_lot(), ConsortiumError::RoleMissing),
			row("commission as an outsider", outsider(), other_lot(), ConsortiumError::NotMember),
			row("commission without licence", &pirate, other_lot(), CustodyError::NotAuthorised),
			row("commission more than licensed", factory, excess, CustodyError::NotAuthorised),
			row(
				"commission a lot twice",
				factory,
				commission_call(&world.lot),
				CustodyError::AlreadyCommissioned,
			),
			row(
				"pack under another's code",
				importer,
				pack(sscc(FACTORY_PREFIX, 9), pallet),
				CustodyError::PrefixNotHeld,
			),
			row(
				"pack another's goods",
				factory,
				pack(sscc(FACTORY_PREFIX, 9), pallet),
				CustodyError::NotHolder,
			),
			row(
				"pack into what another holds",
				factory,
				pack(world.sscc, loose),
				CustodyError::NotHolder,
			),
			row("unpack another's pallet", carrier, unpack(), CustodyError::NotHolder),
			row(
				"close a full pallet",
				importer,
				Custody::<Runtime>::close { logistic_unit: pallet, seq: seq(pallet) },
				CustodyError::NotEmpty,
			),
			row(
				"split across the end",
				factory,
				split(ranges(vec![(5, 11)])),
				CustodyError::OutsideConsignment,
			),
			row(
				"split ranges that overlap",
				factory,
				split(ranges(vec![(0, 3), (2, 4)])),
				CustodyError::MalformedRanges,
			),
			row(
				"split another's goods",
				carrier,
				split(ranges(vec![(0, 3)])),
				CustodyError::NotHolder,
			),
			row("offer another's goods", carrier, fair_offer(trader), CustodyError::NotHolder),
			row("offer as an outsider", outsider(), fair_offer(trader), ConsortiumError::NotMember),
			row(
				"offer as a controller",
				importer.controller(),
				fair_offer(trader),
				ConsortiumError::NotMember,
			),
			row(
				"offer without the role",
				monitor,
				fair_offer(trader),
				ConsortiumError::RoleMissing,
			),
			row(
				"offer of a suspended member",
				other_carrier,
				fair_offer(trader),
				ConsortiumError::NotInGoodStanding,
			),
			row(
				"offer of a frozen operator",
				warehouse,
				fair_offer(trader),
				ConsortiumError::OperatorFrozen,
			),
			row(
				"offer what lies in a pallet",
				importer,
				offer_call(inside, trader),
				CustodyError::InsideAnother,
			),
			row(
				"offer again under an old number",
				importer,
				offer(pallet, seq(pallet) - 1, trader, event_time()),
				CustodyError::StaleSeq,
			),
			row(
				"offer under a future number",
				importer,
				offer(pallet, seq(pallet) + 1, trader, event_time()),
				CustodyError::StaleSeq,
			),
			row(
				"offer in the future",
				importer,
				offer(pallet, seq(pallet), trader, future),
				CustodyError::EventInFuture,
			),
			row("offer to oneself", importer, fair_offer(importer), CustodyError::ToOneself),
			row(
				"offer to a suspended member",
				importer,
				fair_offer(other_carrier),
				CustodyError::ReceiverNotEligible,
			),
			row(
				"offer what nobody knows",
				importer,
				offer(ground(), 0, trader, event_time()),
				CustodyError::UnknownObject,
			),
			row(
				"accept what is not offered",
				trader,
				accept_call(pallet),
				CustodyError::NotOffered,
			),
			row(
				"withdraw what is not offered",
				importer,
				Custody::<Runtime>::withdraw_offer { object: pallet, seq: seq(pallet) },
				CustodyError::NotOffered,
			),
			row(
				"sell without the role",
				carrier,
				sell(world.lot.unit(5)),
				ConsortiumError::RoleMissing,
			),
			row("sell another's goods", trader, sell(world.lot.unit(5)), CustodyError::NotHolder),
			row(
				"sell without proof",
				importer,
				sell(world.lot.bare_unit(5)),
				CustodyError::ProofMissing,
			),
			row(
				"sell with another's path",
				importer,
				sell(GoodsClaim::Unit { gtin: class, serial, proof: Some(false_proof) }),
				CustodyError::ProofRefuted,
			),
			row(
				"sell a pallet",
				importer,
				sell(GoodsClaim::LogisticUnit { sscc: world.sscc }),
				CustodyError::NotSellable,
			),
			row("destroy another's goods", carrier, destroy(pallet), CustodyError::NotHolder),
			row(
				"destroy what lies in a pallet",
				importer,
				destroy(inside),
				CustodyError::InsideAnother,
			),
			row("observe again under an old number", monitor, observe(0), CustodyError::StaleSeq),
			row("observe as an outsider", outsider(), observe(0), ConsortiumError::NotMember),
			row(
				"observe as a suspended member",
				other_carrier,
				observe(0),
				ConsortiumError::NotInGoodStanding,
			),
		]);
	});
}

#[test]
fn hand_overs_should_stay_when_calls_about_what_is_on_offer_are_refused() {
	run(|| {
		let world = World::delivered();
		let Cast { carrier, importer, trader, .. } = &world.cast;
		let pallet = first_bearer(world.sscc);
		importer.does(offer_call(pallet, trader));
		let refuse_call = Custody::<Runtime>::refuse {
			object: pallet,
			seq: seq(pallet),
			reason: pallet_custody::RefusalReason::NotExpected,
		};
		refuse(vec![
			row("accept another's offer", carrier, accept_call(pallet), CustodyError::NotReceiver),
			row("accept one's own offer", importer, accept_call(pallet), CustodyError::NotReceiver),
			row("refuse another's offer", carrier, refuse_call, CustodyError::NotReceiver),
			row("offer twice", importer, offer_call(pallet, carrier), CustodyError::OnOffer),
			row(
				"withdraw another's offer",
				carrier,
				Custody::<Runtime>::withdraw_offer { object: pallet, seq: seq(pallet) },
				CustodyError::NotHolder,
			),
		]);
		// What was refused in every way is accepted by the one who may.
		trader.does(accept_call(pallet));
		assert_eq!(holder(pallet), trader.org);
	});
}

#[test]
fn declarations_should_stay_when_calls_about_them_are_refused() {
	run(|| {
		let (world, genuine) = World::released();
		let Cast { broker, importer, carrier, trader, customs, customs_elsewhere, monitor, .. } =
			&world.cast;
		next_block(HOUR);
		let clones = lodge(trader, world.clone_form(vec![world.lot.unit(3), world.lot.unit(4)]));
		let customs_without = admit("Customs of AT", "AT", &[Role::Customs]);
		let undue = Digest { algorithm: DigestAlgorithm::Sha256, value: digest_of("not anchored") };
		monitor.does(anchor_call(capture(), world.right));
		let suspend = |nature, evidence: Vec<Digest>| Customs::<Runtime>::suspend {
			declaration: clones,
			line: 0,
			nature,
			evidence: evidence.try_into().expect("few digests"),
		};
		let release = |declaration, line| Customs::<Runtime>::release { declaration, line };
		let examine = |scanned, contradicting| Customs::<Runtime>::examine {
			declaration: clones,
			line: 0,
			scanned,
			contradicting,
			report: capture(),
		};
		let order = || Customs::<Runtime>::order_destruction {
			declaration: clones,
			line: 0,
			ground: DestructionGround::Consent,
			document: capture(),
		};
		let withdraw = |declaration| Customs::<Runtime>::withdraw_line { declaration, line: 0 };
		let confirm = || Customs::<Runtime>::confirm_destruction { declaration: clones, line: 0 };
		let cancel = || Customs::<Runtime>::cancel_destruction { declaration: clones, line: 0 };
		let form = || world.form(broker);
		let with = |change: fn(&mut DeclarationForm)| {
			let mut form = form();
			change(&mut form);
			lodge_call(form)
		};
		let give_mandate = |to: &Member| Customs::<Runtime>::give_mandate { agent: to.org };
		let copying = || suspend(Nature::Copying, vec![capture()]);

		refuse(vec![
			row(
				"lodge without the role",
				monitor,
				lodge_call(form()),
				ConsortiumError::RoleMissing,
			),
			row("lodge as an outsider", outsider(), lodge_call(form()), ConsortiumError::NotMember),
			row(
				"lodge as a controller",
				broker.controller(),
				lodge_call(form()),
				ConsortiumError::NotMember,
			),
			row(
				"lodge for a stranger",
				broker,
				with(|form| form.importer = 9_999),
				CustomsError::UnknownParty,
			),
			row("lodge without a mandate", carrier, lodge_call(form()), CustomsError::NoMandate),
			row("lodge in another's name", trader, with(|_| ()), CustomsError::NoMandate),
			row(
				"give a mandate twice",
				importer,
				give_mandate(broker),
				CustomsError::AlreadyMandated,
			),
			row(
				"give oneself a mandate",
				importer,
				give_mandate(importer),
				CustomsError::ToOneself,
			),
			row(
				"give a mandate as an outsider",
				outsider(),
				give_mandate(broker),
				ConsortiumError::NotMember,
			),
			row(
				"withdraw a mandate that was not given",
				trader,
				Customs::<Runtime>::withdraw_mandate { agent: broker.org },
				CustomsError::NoMandate,
			),
			row(
				"lodge nothing",
				broker,
				with(|form| form.lines = Default::default()),
				CustomsError::MalformedDeclaration,
			),
			row(
				"lodge into nowhere",
				broker,
				with(|form| form.destination = Country(*b"ZZ")),
				CustomsError::MalformedDeclaration,
			),
			row(
				"lodge goods twice",
				broker,
				with(|form| {
					let twice = form.lines[0].goods[0].clone();
					form.lines[0].goods.try_push(twice).expect("room");
				}),
				CustomsError::DuplicateGoods,
			),
			row(
				"release by the declarant",
				trader,
				release(clones, 0),
				ConsortiumError::RoleMissing,
			),
			row(
				"release elsewhere",
				customs_elsewhere,
				release(clones, 0),
				CustomsError::NotCompetent,
			),
			row("release what was released", customs, release(genuine, 0), CustomsError::NotOpen),
			row(
				"release what was not declared",
				customs,
				release(clones, 1),
				CustomsError::UnknownLine,
			),
			row(
				"release as an outsider",
				outsider(),
				release(clones, 0),
				ConsortiumError::NotMember,
			),
			row("examine elsewhere", customs_elsewhere, examine(2, 2), CustomsError::NotCompetent),
			row(
				"examine by the brand's monitor",
				monitor,
				examine(2, 2),
				ConsortiumError::RoleMissing,
			),
			row("examine nothing", customs, examine(0, 0), CustomsError::MalformedExamination),
			row(
				"examine less than contradicts",
				customs,
				examine(1, 2),
				CustomsError::MalformedExamination,
			),
			row("suspend elsewhere", customs_elsewhere, copying(), CustomsError::NotCompetent),
			row("suspend by the importer", importer, copying(), ConsortiumError::RoleMissing),
			row(
				"suspend parallel trade",
				customs,
				suspend(Nature::ParallelTrade, vec![]),
				CustomsError::NatureMayNotStop,
			),
			row(
				"suspend an over-run",
				customs,
				suspend(Nature::Contract, vec![]),
				CustomsError::NatureMayNotStop,
			),
			row(
				"suspend on no evidence",
				customs,
				suspend(Nature::Copying, vec![capture(), undue]),
				CustomsError::EvidenceNotStanding,
			),
			row("order before suspending", customs, order(), CustomsError::NotSuspended),
			row("confirm before ordering", customs, confirm(), CustomsError::NotOrdered),
			row("cancel before ordering", customs, cancel(), CustomsError::NotOrdered),
			row(
				"instruct without the role",
				broker,
				Customs::<Runtime>::instruct { reference: ground() },
				ConsortiumError::RoleMissing,
			),
			row(
				"withdraw an instruction without the role",
				broker,
				Customs::<Runtime>::withdraw_instruction {},
				ConsortiumError::RoleMissing,
			),
			row(
				"withdraw an instruction that was not given",
				&customs_without,
				Customs::<Runtime>::withdraw_instruction {},
				CustomsError::NoInstruction,
			),
			row("withdraw what was contradicted", trader, withdraw(clones), CustomsError::TooEarly),
			row("withdraw what was released", broker, withdraw(genuine), CustomsError::NotOpen),
			row("withdraw another's", broker, withdraw(clones), CustomsError::NotDeclarant),
			row(
				"withdraw without the role",
				customs,
				withdraw(clones),
				ConsortiumError::RoleMissing,
			),
			row(
				"regime of nowhere",
				By::Council,
				Customs::<Runtime>::set_regime {
					country: Country(*b"ZZ"),
					suspends: Natures::default(),
				},
				CustomsError::MalformedCountry,
			),
			row(
				"regime by an officer",
				customs,
				Customs::<Runtime>::set_regime {
					country: country("DE"),
					suspends: Natures::default(),
				},
				DispatchError::BadOrigin,
			),
		]);

		must(&customs.operator(), copying());
		refuse(vec![
			row("suspend twice", customs, copying(), CustomsError::NotOpen),
			row("order elsewhere", customs_elsewhere, order(), CustomsError::NotCompetent),
			row("order by a carrier", carrier, order(), ConsortiumError::RoleMissing),
			row(
				"confirm before ordering",
				customs.second_operator(),
				confirm(),
				CustomsError::NotOrdered,
			),
		]);

		must(&customs.operator(), order());
		refuse(vec![
			row("confirm one's own order", customs, confirm(), CustomsError::SameOfficer),
			row("confirm elsewhere", customs_elsewhere, confirm(), CustomsError::NotCompetent),
			row("confirm by the declarant", trader, confirm(), ConsortiumError::RoleMissing),
			row("order twice", customs.second_operator(), order(), CustomsError::NotSuspended),
			row(
				"release what is to be destroyed",
				customs,
				release(clones, 0),
				CustomsError::NotOpen,
			),
		]);

		must(&customs.second_operator(), confirm());
		refuse(vec![
			row("destroy twice", customs.second_operator(), confirm(), CustomsError::NotOrdered),
			row("release what was destroyed", customs, release(clones, 0), CustomsError::NotOpen),
			row("examine what was destroyed", customs, examine(2, 2), CustomsError::NotOpen),
		]);
	});
}

#[test]
fn evidence_should_stay_when_calls_about_it_are_refused() {
	run(|| {
		let world = World::licensed();
		let Cast { monitor, customs, trader, carrier, other_carrier, .. } = &world.cast;
		monitor.does(anchor_call(capture(), world.right));
		resolve(2, Consortium::<Runtime>::suspend { org: other_carrier.org, ground: ground() });
		let unknown = Digest { algorithm: DigestAlgorithm::Sha256, value: ground() };
		let revoke =
			|digest, number| Evidence::<Runtime>::revoke { digest, number, ground: ground() };
		let attest = |digest| Evidence::<Runtime>::attest { digest, statement: ground() };
		let mut late = description(world.right);
		late.provenance.claimed_time.moment += HOUR;
		let premature = Evidence::<Runtime>::anchor {
			digest: unknown,
			kind: pallet_evidence::EvidenceKind::Photograph,
			description: late,
		};
		let batch = Evidence::<Runtime>::anchor_batch {
			root: ground(),
			leaves: 0,
			kind: pallet_evidence::EvidenceKind::Photograph,
			description: description(world.right),
		};
		refuse(vec![
			row(
				"anchor as an outsider",
				outsider(),
				anchor_call(unknown, world.right),
				ConsortiumError::NotMember,
			),
			row(
				"anchor as a suspended member",
				other_carrier,
				anchor_call(unknown, world.right),
				ConsortiumError::NotInGoodStanding,
			),
			row("anchor from the future", monitor, premature, EvidenceError::ClaimedInFuture),
			row("anchor a batch of nothing", monitor, batch, EvidenceError::LeafCountOutOfRange),
			row(
				"revoke another's record",
				trader,
				revoke(capture(), 0),
				EvidenceError::NotDepositor,
			),
			row("revoke at once", monitor, revoke(capture(), 0), EvidenceError::TooEarly),
			row(
				"revoke a deposit that was not made",
				monitor,
				revoke(capture(), 1),
				EvidenceError::UnknownDeposit,
			),
			row(
				"revoke what is not there",
				monitor,
				revoke(unknown, 0),
				EvidenceError::UnknownDigest,
			),
			row(
				"attest without the role",
				carrier,
				attest(capture()),
				ConsortiumError::RoleMissing,
			),
			row("attest what is not there", customs, attest(unknown), EvidenceError::UnknownDigest),
		]);
		next_block(HOUR);
		monitor.does(revoke(capture(), 0));
		let again = revoke(capture(), 0);
		refuse(vec![row("revoke twice", monitor, again, EvidenceError::AlreadyRevoked)]);
	});
}

#[test]
fn consortium_should_stay_when_calls_about_it_are_refused() {
	run(|| {
		let world = World::licensed();
		let Cast { brand, factory, carrier, .. } = &world.cast;
		let [alice, bob, _] = seats();
		let fresh = || account("fresh");
		let admit = |name, roles, controller| Consortium::<Runtime>::admit {
			profile: profile(name, "DE"),
			roles,
			controller,
		};
		let good = Roles::of(&[Role::Retailer]);
		let add = |name: &str, roles| Consortium::<Runtime>::add_operator {
			account: account(name),
			roles,
			proof: consent(brand.org, name),
		};
		let carriers = format!("{}//operator", carrier.name);
		let prefix = |text: &str| CompanyPrefix::try_from(text).expect("a prefix");
		let attest_prefix =
			|org, text| Consortium::<Runtime>::attest_prefix { org, prefix: prefix(text) };
		let suspend = |org| Consortium::<Runtime>::suspend { org, ground: ground() };
		let expel = |org| Consortium::<Runtime>::expel { org, ground: ground() };
		let sponsor = |account| Consortium::<Runtime>::sponsor { account, allowance: UNIT };
		let enlist = |org, validator| Validators::<Runtime>::enlist { org, validator };

		refuse(vec![
			row(
				"admit by a seat alone",
				alice.clone(),
				admit("New", good, fresh()),
				DispatchError::BadOrigin,
			),
			row(
				"admit by an outsider",
				outsider(),
				admit("New", good, fresh()),
				DispatchError::BadOrigin,
			),
			row(
				"admit with a member's account",
				By::Council,
				admit("New", good, brand.operator()),
				ConsortiumError::AccountTaken,
			),
			row(
				"admit without a role",
				By::Council,
				admit("New", Roles::default(), fresh()),
				ConsortiumError::MalformedRoles,
			),
			row(
				"admit without a name",
				By::Council,
				admit("", good, fresh()),
				ConsortiumError::MalformedProfile,
			),
			row(
				"accredit a carrier",
				By::Council,
				Consortium::<Runtime>::accredit { org: carrier.org, office: office() },
				ConsortiumError::RoleMissing,
			),
			row(
				"accredit by a member",
				brand,
				Consortium::<Runtime>::accredit { org: carrier.org, office: office() },
				DispatchError::BadOrigin,
			),
			row(
				"a prefix that is held",
				By::Council,
				attest_prefix(factory.org, BRAND_PREFIX),
				ConsortiumError::PrefixTaken,
			),
			row(
				"a prefix below one that is held",
				By::Council,
				attest_prefix(factory.org, "80123456"),
				ConsortiumError::PrefixTaken,
			),
			row(
				"a prefix above one that is held",
				By::Council,
				attest_prefix(factory.org, "80123"),
				ConsortiumError::PrefixTaken,
			),
			row(
				"suspend a stranger",
				By::Council,
				suspend(9_999),
				ConsortiumError::UnknownOrganisation,
			),
			row("suspend by a rival", brand, suspend(carrier.org), DispatchError::BadOrigin),
			row(
				"reinstate who is not suspended",
				By::Council,
				Consortium::<Runtime>::reinstate { org: carrier.org },
				ConsortiumError::NotSuspended,
			),
			row(
				"seat twice",
				By::Council,
				Consortium::<Runtime>::seat { org: 0 },
				ConsortiumError::AlreadySeated,
			),
			row(
				"unseat one of three",
				By::Council,
				Consortium::<Runtime>::unseat { org: 0 },
				ConsortiumError::TooFewSeats,
			),
			row("expel one of three seats", By::Council, expel(0), ConsortiumError::TooFewSeats),
			row(
				"expel by one's controller",
				brand.controller(),
				expel(brand.org),
				DispatchError::BadOrigin,
			),
			row(
				"recover to a member's account",
				By::Council,
				Consortium::<Runtime>::recover_controller { org: 0, new: bob },
				ConsortiumError::AccountTaken,
			),
			row(
				"add an operator as operator",
				brand,
				add("fresh", Role::RightsHolder.into()),
				ConsortiumError::NotController,
			),
			row(
				"add an operator as outsider",
				outsider(),
				add("fresh", Role::RightsHolder.into()),
				ConsortiumError::NotController,
			),
			row(
				"add an operator with more roles",
				brand.controller(),
				add("fresh", good),
				ConsortiumError::RolesExceeded,
			),
			row(
				"add another's operator",
				brand.controller(),
				add(&carriers, Role::RightsHolder.into()),
				ConsortiumError::AccountTaken,
			),
			row(
				"add an operator without its consent",
				brand.controller(),
				Consortium::<Runtime>::add_operator {
					account: fresh(),
					roles: Role::RightsHolder.into(),
					proof: consent(carrier.org, "fresh"),
				},
				ConsortiumError::NotConsented,
			),
			row(
				"accept what was not offered",
				outsider(),
				Consortium::<Runtime>::accept_control { org: brand.org },
				ConsortiumError::NotOffered,
			),
			row(
				"retire another's operator",
				brand.controller(),
				Consortium::<Runtime>::retire_operator { account: carrier.operator() },
				ConsortiumError::NotOperator,
			),
			row(
				"rotate to a member's account",
				brand.controller(),
				Consortium::<Runtime>::rotate_controller { new: Some(carrier.operator()) },
				ConsortiumError::AccountTaken,
			),
			row(
				"unfreeze what is not frozen",
				brand.controller(),
				Consortium::<Runtime>::unfreeze_operators {},
				ConsortiumError::NotFrozen,
			),
			row(
				"sponsor a member",
				brand,
				sponsor(carrier.operator()),
				ConsortiumError::AccountTaken,
			),
			row("sponsor as an outsider", outsider(), sponsor(fresh()), ConsortiumError::NotMember),
			row(
				"end no sponsorship",
				brand,
				Consortium::<Runtime>::end_sponsorship { account: fresh() },
				ConsortiumError::NotSponsored,
			),
			row(
				"quota by a member",
				brand,
				Consortium::<Runtime>::set_quota { org: brand.org, quota: u128::MAX },
				DispatchError::BadOrigin,
			),
			row("enlist by a member", brand, enlist(brand.org, fresh()), DispatchError::BadOrigin),
			row(
				"enlist without session keys",
				By::Council,
				enlist(brand.org, brand.operator()),
				ValidatorsError::NoSessionKeys,
			),
			row(
				"enlist a stranger",
				By::Council,
				enlist(brand.org, fresh()),
				ValidatorsError::NotAffiliated,
			),
			row(
				"delist the last",
				By::Council,
				Validators::<Runtime>::delist { validator: alice.clone() },
				ValidatorsError::TooFewValidators,
			),
			row(
				"reinstate a validator that serves",
				By::Council,
				Validators::<Runtime>::reinstate { validator: alice },
				ValidatorsError::NotSuspended,
			),
		]);
	});
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

#[test]
fn malformed_calls_should_be_refused_with_an_error_when_every_code_in_them_is_wrong() {
	run(|| {
		let world = World::licensed();
		let Cast { brand, factory, importer, .. } = &world.cast;
		let mut wrong_check_digit = world.gtin;
		wrong_check_digit.0[13] = if wrong_check_digit.0[13] == b'0' { b'1' } else { b'0' };
		let class =
			|gtin, hs| Custody::<Runtime>::register_class { gtin, rights: Default::default(), hs };
		let mut no_chapter = hs();
		no_chapter.code = *b"770000";
		let mut mis_numbered = world.sscc;
		mis_numbered.0[0] = b'x';
		let commission = |quantity, root| Custody::<Runtime>::commission {
			gtin: world.gtin,
			number: "ODD".try_into().expect("a lot number"),
			quantity,
			root,
			place: None,
			time: event_time(),
		};
		let pack = Custody::<Runtime>::pack {
			sscc: mis_numbered,
			children: Default::default(),
			place: None,
			time: event_time(),
		};
		let weight = Quantity::Measured {
			micros: 1,
			unit: tracemark_primitives::quantity::UnitCode(*b"KGM"),
		};
		let mut form = world.form(importer);
		form.lines[0].gtin = wrong_check_digit;
		refuse(vec![
			row(
				"a GTIN with a wrong check digit",
				brand,
				class(wrong_check_digit, hs()),
				CustodyError::MalformedGtin,
			),
			row(
				"a chapter that is reserved",
				brand,
				class(gtin(BRAND_PREFIX, 7), no_chapter),
				CustodyError::MalformedHsCode,
			),
			row("an SSCC with a letter", factory, pack, CustodyError::MalformedSscc),
			row(
				"no pieces",
				factory,
				commission(Quantity::Pieces(0), None),
				CustodyError::MalformedQuantity,
			),
			row(
				"serials of a weight",
				factory,
				commission(weight, Some(ground())),
				CustodyError::NotSerialisable,
			),
			row(
				"a declaration of a wrong GTIN",
				importer,
				lodge_call(form),
				CustomsError::MalformedDeclaration,
			),
		]);
	});
}
