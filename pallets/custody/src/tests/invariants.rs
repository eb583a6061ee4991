//! Whatever members do in whatever order, the invariants of `try_state` hold, nothing is lost, and what
//! was refused changed nothing.

use super::*;
use proptest::prelude::*;
use sp_core::Pair;
use tracemark_primitives::{
	cbv::{BizStep, Disposition, ErrorReason},
	fakes::FakeRights,
	goods::{ClassRight, Reservation},
	gs1::{logistic_unit_id, lot_id},
	hs::HsCode,
	parties::PartyTag,
	recalls::{RecallReason, RecallScope},
	rights::RightId,
	traits::RightsInspect,
	transport::{Enclosure, SealingGround, UnacceptedGround},
};

const LOTS: u32 = 3;
const CODES: u32 = 7;
const PLACES: u32 = 3;
/// A second right of the brand, which comes to its class and goes.
const DESIGN: RightId = H256::repeat_byte(0xdd);

/// What members and authorities do. Objects and organisations are named by any number.
#[derive(Clone, Debug)]
enum Op {
	Split { object: u8, from: u32, to: u32 },
	Pack { org: u8, code: u32, objects: Vec<u8> },
	Unpack { org: u8, parent: u8, objects: Vec<u8> },
	Close { org: u8, object: u8 },
	HandOver { from: u8, to: u8, object: u8 },
	Offer { from: u8, to: u8, object: u8 },
	Refuse { org: u8, object: u8 },
	Withdraw { org: u8, object: u8 },
	HandOverShort { to: u8, object: u8, missing: u64 },
	Sell { org: u8, lot: u32, index: u32 },
	PutOnMarket { org: u8, object: u8, unit: Option<u32> },
	Alter { org: u8, object: u8, unit: Option<u32> },
	Revise { edition: u16, with_design: bool, is_stale: bool },
	Destroy { org: u8, object: u8 },
	TakeBack { org: u8, object: u8 },
	Miss { org: u8, object: u8, stolen: bool },
	Find { org: u8, object: u8 },
	Decommission { org: u8, lot: u32, index: u32 },
	Recall { lot: u32, from: u32, to: u32 },
	Lift { recall: u8 },
	DeclareError { org: u8, object: u8, erroneous: Erroneous },
	DeclareUnitError { org: u8, index: u32, seq: u32 },
	Reassign { object: u8, to: u8 },
	Observe { org: u8, object: u8, place: u32 },
	See { org: u8, lot: u32, index: u32, place: u32 },
	RegisterPlace { org: u8, place: u32, east: i32 },
	ClosePlace { org: u8, place: u32 },
	Prove { lot: u32, index: u32, token: u8 },
	ReportSensor { org: u8, object: u8, count: u32 },
	Extract { lot: u32, index: u32 },
	Detain { object: u8 },
	Release { object: u8 },
	Take { is_police: bool, object: u8, unit: Option<u32> },
	EndCustody { is_police: bool, object: u8, is_destroyed: bool },
	Clear { object: u8, abroad: bool },
	Bind { object: u8 },
	BindUnit { lot: u32, index: u32 },
	Unbind { bound: u8 },
	DestroyDetained { object: u8 },
	Transform { objects: Vec<u8>, part: u64, balanced: bool },
	Relabel { org: u8, object: u8, unit: Option<u32> },
	RecordTrip { org: u8, object: u8, seals: u8, official: bool },
	Consign { from: u8, to: u8, object: u8 },
	Receive { org: u8, object: u8, broken: bool },
	ReportUnaccepted { org: u8, object: u8, place: u32 },
	OfferTitle { to: u8, object: u8 },
	AcceptTitle { object: u8 },
	WithdrawTitle { object: u8 },
	Wait,
	Pass,
}

fn op() -> impl Strategy<Value = Op> {
	let org = || 0u8..4;
	let object = any::<u8>;
	let objects = || prop::collection::vec(any::<u8>(), 1..4);
	let (lot, index) = (|| 1..=LOTS, || 0..LEAVES);
	let place = || 1..=PLACES;
	prop_oneof![
		3 => (object(), index(), 1..=LEAVES)
			.prop_map(|(object, from, to)| Op::Split { object, from, to }),
		6 => (org(), 0..CODES, objects())
			.prop_map(|(org, code, objects)| Op::Pack { org, code, objects }),
		3 => (org(), object(), objects())
			.prop_map(|(org, parent, objects)| Op::Unpack { org, parent, objects }),
		1 => (org(), object()).prop_map(|(org, object)| Op::Close { org, object }),
		5 => (org(), org(), object())
			.prop_map(|(from, to, object)| Op::HandOver { from, to, object }),
		1 => (org(), org(), object()).prop_map(|(from, to, object)| Op::Offer { from, to, object }),
		1 => (org(), object()).prop_map(|(org, object)| Op::Refuse { org, object }),
		1 => (org(), object()).prop_map(|(org, object)| Op::Withdraw { org, object }),
		3 => (org(), object(), 0u64..8)
			.prop_map(|(to, object, missing)| Op::HandOverShort { to, object, missing }),
		3 => (org(), lot(), index()).prop_map(|(org, lot, index)| Op::Sell { org, lot, index }),
		3 => (org(), object(), prop::option::of(index()))
			.prop_map(|(org, object, unit)| Op::PutOnMarket { org, object, unit }),
		3 => (org(), object(), prop::option::of(index()))
			.prop_map(|(org, object, unit)| Op::Alter { org, object, unit }),
		2 => (prop::sample::select(vec![2022, 2028]), any::<bool>(), prop::bool::weighted(0.2))
			.prop_map(|(edition, with_design, is_stale)| {
				Op::Revise { edition, with_design, is_stale }
			}),
		1 => (org(), object()).prop_map(|(org, object)| Op::Destroy { org, object }),
		2 => (org(), object()).prop_map(|(org, object)| Op::TakeBack { org, object }),
		2 => (org(), object(), any::<bool>())
			.prop_map(|(org, object, stolen)| Op::Miss { org, object, stolen }),
		2 => (org(), object()).prop_map(|(org, object)| Op::Find { org, object }),
		1 => (org(), lot(), index())
			.prop_map(|(org, lot, index)| Op::Decommission { org, lot, index }),
		1 => (lot(), index(), 1..=LEAVES).prop_map(|(lot, from, to)| Op::Recall { lot, from, to }),
		1 => any::<u8>().prop_map(|recall| Op::Lift { recall }),
		4 => (org(), object(), erroneous())
			.prop_map(|(org, object, erroneous)| Op::DeclareError { org, object, erroneous }),
		2 => (org(), index(), 0u32..2)
			.prop_map(|(org, index, seq)| Op::DeclareUnitError { org, index, seq }),
		1 => (object(), org()).prop_map(|(object, to)| Op::Reassign { object, to }),
		1 => (org(), object(), place())
			.prop_map(|(org, object, place)| Op::Observe { org, object, place }),
		1 => (org(), lot(), index(), place())
			.prop_map(|(org, lot, index, place)| Op::See { org, lot, index, place }),
		2 => (org(), place(), -180i32..=180)
			.prop_map(|(org, place, east)| Op::RegisterPlace { org, place, east }),
		1 => (org(), place()).prop_map(|(org, place)| Op::ClosePlace { org, place }),
		1 => (lot(), index(), 0u8..3)
			.prop_map(|(lot, index, token)| Op::Prove { lot, index, token }),
		1 => (org(), object(), 0u32..3)
			.prop_map(|(org, object, count)| Op::ReportSensor { org, object, count }),
		2 => (lot(), index()).prop_map(|(lot, index)| Op::Extract { lot, index }),
		2 => object().prop_map(|object| Op::Detain { object }),
		2 => object().prop_map(|object| Op::Release { object }),
		3 => (any::<bool>(), object(), prop::option::of(index()))
			.prop_map(|(is_police, object, unit)| Op::Take { is_police, object, unit }),
		4 => (any::<bool>(), object(), any::<bool>()).prop_map(
			|(is_police, object, is_destroyed)| Op::EndCustody { is_police, object, is_destroyed },
		),
		2 => (object(), any::<bool>()).prop_map(|(object, abroad)| Op::Clear { object, abroad }),
		2 => object().prop_map(|object| Op::Bind { object }),
		1 => (lot(), index()).prop_map(|(lot, index)| Op::BindUnit { lot, index }),
		4 => any::<u8>().prop_map(|bound| Op::Unbind { bound }),
		1 => object().prop_map(|object| Op::DestroyDetained { object }),
		4 => (prop::collection::vec(any::<u8>(), 1..3), 0..u64::from(LEAVES), any::<bool>())
			.prop_map(|(objects, part, balanced)| Op::Transform { objects, part, balanced }),
		3 => (org(), object(), prop::option::of(index()))
			.prop_map(|(org, object, unit)| Op::Relabel { org, object, unit }),
		4 => (org(), object(), 0u8..3, any::<bool>()).prop_map(|(org, object, seals, official)| {
			Op::RecordTrip { org, object, seals, official }
		}),
		3 => (org(), org(), object())
			.prop_map(|(from, to, object)| Op::Consign { from, to, object }),
		3 => (org(), object(), any::<bool>())
			.prop_map(|(org, object, broken)| Op::Receive { org, object, broken }),
		1 => (org(), object(), place())
			.prop_map(|(org, object, place)| Op::ReportUnaccepted { org, object, place }),
		5 => (org(), object()).prop_map(|(to, object)| Op::OfferTitle { to, object }),
		5 => (0u8..3).prop_map(|object| Op::AcceptTitle { object }),
		1 => object().prop_map(|object| Op::WithdrawTitle { object }),
		1 => Just(Op::Wait),
		2 => Just(Op::Pass),
	]
}

fn erroneous() -> impl Strategy<Value = Erroneous> {
	let seq = || 0u32..2;
	prop_oneof![
		(0u32..4, 0u32..3).prop_map(|(seq, span)| Erroneous::Event { seq, span }),
		seq().prop_map(|seq| Erroneous::Observation { seq }),
		seq().prop_map(|seq| Erroneous::SensorReport { seq }),
	]
}

fn org(n: u8) -> OrgId {
	[FACTORY, CARRIER, WAREHOUSE, SHOP][usize::from(n)]
}

/// One of the authorities that take goods by decisions of their own.
fn authority(is_police: bool) -> OrgId {
	if is_police {
		take_into_custody::police()
	} else {
		CUSTOMS
	}
}

/// Whether an authority keeps an object, or destroyed it, by a decision of its own.
fn is_kept_by_decision(object: ObjectId) -> bool {
	matches!(DetentionGrounds::<Test>::get(object), Some(DetentionGround::Decision(_)))
}

/// The lots of the first class, oldest first.
fn lots() -> impl Iterator<Item = u32> {
	(1..).take_while(|lot| Lots::<Test>::contains_key(lot_id(&gtin(1), &number(*lot))))
}

/// What the next lot of the first class bears.
fn next_identity() -> LotIdentity {
	let next = lots().last().unwrap_or_default() + 1;
	LotIdentity { gtin: gtin(1), number: number(next), root: None }
}

/// Whether an object is a consignment of a lot without serials.
fn is_loose(object: ObjectId) -> bool {
	let ItemKind::Consignment { lot, .. } = item(object).kind else { return false };
	Lots::<Test>::get(lot).is_some_and(|lot| lot.root.is_none())
}

/// All that is left of an object, or `part` of a lot without serials.
fn input(object: ObjectId, part: u64) -> (Input, u64) {
	let left = Consignments::<Test>::get(object).map_or(1, |left| left.quantity.value());
	let is_divided = is_loose(object) && (1..left).contains(&part);
	let amount = is_divided.then_some(Quantity::Pieces(part));
	(Input { object, seq: seq(object), amount }, if is_divided { part } else { left })
}

/// Every object with a record, oldest first.
fn objects() -> Vec<ObjectId> {
	let mut all = Vec::new();
	for lot in lots() {
		let record = Lots::<Test>::get(lot_id(&gtin(1), &number(lot))).expect("was commissioned");
		all.extend((0..record.consignments).map(|n| consignment(lot, n)));
	}
	for code in 0..CODES {
		let generations = SsccGeneration::<Test>::get(sscc(code)).map_or(0, |last| last + 1);
		all.extend((0..generations).map(|n| logistic_unit_id(&sscc(code), n)));
	}
	all.extend((0..LEAVES).map(unit).filter(|id| Items::<Test>::contains_key(id)));
	all
}

fn run(op: Op, bound: &mut Vec<TrackedGoods>) -> DispatchResult {
	let all = objects();
	let pick = |n: u8| all[usize::from(n) % all.len()];
	let list = |objects: Vec<u8>| {
		let list: Vec<_> = objects.into_iter().map(pick).map(|id| (id, seq(id))).collect();
		list.try_into().expect("at most 200")
	};
	match op {
		Op::Split { object, from, to } => {
			let object = pick(object);
			let Position::Held { holder } = item(object).position else { return Ok(()) };
			let part = if is_loose(object) {
				Part::Amount(Quantity::Pieces(from.into()))
			} else {
				Part::Ranges(vec![(from, to)].try_into().expect("one"))
			};
			Custody::split(signed(holder), object, seq(object), part)
		},
		Op::Pack { org: by, code, objects } => {
			Custody::pack(signed(org(by)), sscc(code), list(objects), place(), time())
		},
		Op::Unpack { org: by, parent, objects } => {
			let parent = pick(parent);
			Custody::unpack(signed(org(by)), parent, seq(parent), list(objects), place(), time())
		},
		Op::Close { org: by, object } => {
			Custody::close(signed(org(by)), pick(object), seq(pick(object)))
		},
		Op::HandOver { from, to, object } => {
			let object = pick(object);
			Custody::offer(signed(org(from)), object, seq(object), org(to), None, None, time())?;
			Custody::accept(signed(org(to)), object, seq(object), place(), time())
		},
		Op::Offer { from, to, object } => {
			let object = pick(object);
			Custody::offer(signed(org(from)), object, seq(object), org(to), None, None, time())
		},
		Op::Refuse { org: by, object } => {
			let reason = RefusalReason::Other;
			Custody::refuse(signed(org(by)), pick(object), seq(pick(object)), reason)
		},
		Op::Withdraw { org: by, object } => {
			Custody::withdraw_offer(signed(org(by)), pick(object), seq(pick(object)))
		},
		Op::Sell { org: by, lot, index } => {
			let number = number_of(lot, index);
			Custody::sell(signed(org(by)), unit_claim(lot, index), number, H256::zero(), None, None)
		},
		// What is missing of loose goods stays with whoever sent them.
		Op::HandOverShort { to, object, missing } => {
			let object = pick(object);
			let Position::Held { holder } = item(object).position else { return Ok(()) };
			Custody::offer(signed(holder), object, seq(object), org(to), None, None, time())?;
			let missing = Quantity::Pieces(missing);
			let receipt = Receipt::Reserved(Reservation::Shortage { missing });
			let goods = vec![(object, seq(object), receipt)].try_into().expect("one");
			Custody::receive(signed(org(to)), goods, place(), time())
		},
		Op::PutOnMarket { org: by, object, unit } => {
			let (claim, number) = claimed(pick(object), unit);
			Custody::put_on_market(signed(org(by)), claim, number, H256::zero(), None, None)
		},
		Op::Alter { org: by, object, unit } => {
			let (claim, number) = claimed(pick(object), unit);
			Custody::record_alteration(signed(org(by)), claim, number, time())
		},
		Op::Revise { edition, with_design, is_stale } => {
			let class = Classes::<Test>::get(gtin(1)).expect("was registered");
			let rights = [MARK, DESIGN].into_iter().take(1 + usize::from(with_design));
			let rights = rights.map(ClassRight::from).collect::<Vec<_>>();
			let rights = rights.try_into().expect("few");
			let version = class.version + u32::from(is_stale);
			let hs = HsCode { edition, ..hs() };
			let revised = Custody::revise_class(signed(BRAND), gtin(1), version, rights, hs);
			revised.map(|_| ()).map_err(|refusal| refusal.error)
		},
		Op::TakeBack { org: by, object } => {
			let object = pick(object);
			Custody::take_back(signed(org(by)), object, seq(object), H256::zero(), None, time())
		},
		Op::Miss { org: by, object, stolen } => {
			let object = pick(object);
			let claim = claim_of(object);
			let kind = if stolen { MissingKind::Stolen } else { MissingKind::Lost };
			Custody::report_missing(signed(org(by)), claim, seq(object), kind, None, time())
		},
		Op::Find { org: by, object } => {
			Custody::report_found(signed(org(by)), pick(object), seq(pick(object)), None, time())
		},
		Op::Decommission { org: by, lot, index } => {
			let number = number_of(lot, index);
			Custody::decommission(signed(org(by)), unit_claim(lot, index), number, time())
		},
		Op::Recall { lot, from, to } => {
			let lot = lot_id(&gtin(1), &number(lot));
			let ranges = vec![(from, to)].try_into().expect("one");
			let scope = RecallScope::Leaves { lot, ranges };
			Custody::recall(signed(BRAND), scope, RecallReason::Quality, H256::zero())
		},
		Op::Lift { recall } => {
			let recall = u32::from(recall) % NextRecallId::<Test>::get().max(1);
			Custody::lift_recall(signed(BRAND), recall)
		},
		Op::DeclareError { org: by, object, erroneous } => {
			let (object, reason) = (pick(object), ErrorReason::IncorrectData);
			Custody::declare_error(signed(org(by)), object, erroneous, reason, None)
		},
		// A unit without a record has observations as well.
		Op::DeclareUnitError { org: by, index, seq } => {
			let (erroneous, reason) = (Erroneous::Observation { seq }, ErrorReason::DidNotOccur);
			Custody::declare_error(signed(org(by)), unit(index), erroneous, reason, None)
		},
		Op::Reassign { object, to } => {
			let object = pick(object);
			let (origin, reason) = (council(), ReassignmentReason::HolderRefuses);
			Custody::reassign(origin, object, seq(object), org(to), reason, H256::zero())
		},
		Op::Destroy { org: by, object } => {
			Custody::destroy(signed(org(by)), pick(object), seq(pick(object)), time())
		},
		Op::Observe { org: by, object, place } => {
			observe(org(by), pick(object), ObservedGoods::Object(pick(object)), place)
		},
		Op::See { org: by, lot, index, place } => {
			let (gtin, serial) = (gtin(1), serial(index));
			let proof = Some(proof(&gtin, lot, index));
			observe(org(by), unit(index), ObservedGoods::Serial { gtin, serial, proof }, place)
		},
		Op::RegisterPlace { org: by, place, east } => {
			let at = point(0, east * 1_000);
			Custody::register_place(signed(org(by)), gln(place), country("PT"), at)
		},
		Op::ClosePlace { org: by, place } => Custody::close_place(signed(org(by)), gln(place)),
		Op::Prove { lot, index, token } => {
			let (key, token, expiry) = (hidden_key(index), H256::repeat_byte(token), u64::MAX);
			let signature = key.sign(&Custody::possession_message(&unit(index), &token, expiry));
			let possession = KeyProof { key: key.public(), token, expiry, signature };
			let proof = proof(&gtin(1), lot, index);
			Custody::prove_possession(signed(SHOP), gtin(1), serial(index), proof, possession)
		},
		Op::ReportSensor { org: by, object, count } => {
			let (object, root) = (pick(object), H256::zero());
			let word = SensorWord::Readings { root, count, from: time(), until: time() };
			let next = SensorReportCount::<Test>::get(object, org(by));
			Custody::report_sensor(signed(org(by)), object, next, word)
		},
		Op::RecordTrip { org: by, object, seals, official } => {
			let (object, origin) = (pick(object), signed(org(by)));
			let container = (seals == 2).then_some(super::record_trip::container());
			let numbers = super::record_trip::seals(&["W1", "W2"][..usize::from(seals)]);
			let is_closed = item(object).enclosure != Enclosure::Open;
			let ground = match (is_closed, official) {
				(false, _) => SealingGround::Loaded,
				(true, true) => SealingGround::OpenedByCustoms,
				(true, false) => SealingGround::SealDamaged,
			};
			let (seq, place) = (seq(object), place());
			Custody::record_trip(origin, object, seq, container, numbers, ground, place, time())
		},
		Op::Consign { from, to, object } => {
			let (object, to) = (pick(object), org(to));
			let carrier = PartyTag { key_version: 1, tag: H256::zero() };
			let (origin, seq) = (signed(org(from)), seq(object));
			Custody::consign(origin, object, seq, to, carrier, None, None, time())
		},
		Op::Receive { org: by, object, broken } => {
			let object = pick(object);
			let note = Receipt::Reserved(Reservation::SealBroken);
			let receipt = if broken { note } else { Receipt::Accepted };
			let goods = vec![(object, seq(object), receipt)].try_into().expect("one");
			Custody::receive(signed(org(by)), goods, place(), time())
		},
		Op::ReportUnaccepted { org: by, object, place } => {
			let (object, ground) = (pick(object), UnacceptedGround::Refused);
			let span = item(object).spans - 1;
			Custody::report_unaccepted(signed(org(by)), object, span, ground, gln(place), time())
		},
		Op::OfferTitle { to, object } => {
			let object = pick(object);
			Custody::offer_title(signed(owner(object)), object, seq(object), org(to), None)
		},
		Op::AcceptTitle { object } => match TitleOffers::<Test>::iter_keys().nth(object.into()) {
			Some(object) => {
				let buyer = TitleOffers::<Test>::get(object).map_or(SHOP, |offer| offer.to);
				Custody::accept_title(signed(buyer), object, seq(object))
			},
			None => Custody::accept_title(signed(SHOP), pick(object), seq(pick(object))),
		},
		Op::WithdrawTitle { object } => {
			let object = pick(object);
			Custody::withdraw_title(signed(owner(object)), object, seq(object))
		},
		// As long as an offer stands at most.
		Op::Wait => {
			pass(MAX_OFFER_TERM / 1_000);
			Ok(())
		},
		Op::Extract { lot, index } => extract(&unit_claim(lot, index)).map(|_| ()),
		Op::Detain { object } => detain(pick(object), CUSTOMS).map(|_| ()),
		// Customs decide with a declaration on what they keep for it, and on nothing else.
		Op::Release { object } | Op::DestroyDetained { object }
			if is_kept_by_decision(pick(object)) =>
		{
			Ok(())
		},
		Op::Release { object } => release(pick(object)),
		Op::Take { is_police, object, unit } => {
			let claim = unit.map_or_else(|| claim_of(pick(object)), |index| unit_claim(1, index));
			take_into_custody::take(authority(is_police), &claim)
		},
		Op::EndCustody { is_police, object, is_destroyed } => {
			let kept: Vec<_> = all.iter().copied().filter(|id| is_kept_by_decision(*id)).collect();
			let place = usize::from(object).checked_rem(kept.len());
			let object = place.map_or(pick(object), |place| kept[place]);
			let how = if is_destroyed { CustodyEnd::Destroyed } else { CustodyEnd::Released };
			let origin = signed(authority(is_police));
			Custody::end_custody(origin, object, seq(object), how, H256::zero())
		},
		Op::Clear { object, abroad } => {
			let destination = country(if abroad { "CN" } else { "DE" });
			let clearance = Clearance { declaration: 1, destination };
			clear(pick(object), clearance)
		},
		Op::Bind { object } => {
			bind(pick(object))?;
			bound.push(TrackedGoods::Object(pick(object)));
			Ok(())
		},
		Op::BindUnit { lot, index } => {
			let goods = tracked(&unit_claim(lot, index));
			<Custody as CustodyControl>::bind(&goods)?;
			bound.push(goods);
			Ok(())
		},
		Op::Unbind { bound: which } => {
			if !bound.is_empty() {
				let goods = bound.remove(usize::from(which) % bound.len());
				// Whatever happened to them meanwhile.
				assert_ok!(<Custody as CustodyControl>::unbind(&goods));
			}
			Ok(())
		},
		Op::DestroyDetained { object } => destroy(pick(object)),
		Op::Transform { objects, part, balanced } => {
			let inputs: Vec<_> = objects.into_iter().map(|n| input(pick(n), part)).collect();
			let sum: u64 = inputs.iter().map(|(_, amount)| amount).sum();
			let made = Quantity::Pieces(sum / 2 + u64::from(!balanced));
			let (input, output) = (Quantity::Pieces(2), Quantity::Pieces(1));
			let yields = vec![RateOfYield { class: gtin(1), input, output }];
			let call = Custody::transform(
				signed(FACTORY),
				inputs.iter().map(|(input, _)| *input).collect::<Vec<_>>().try_into().expect("few"),
				yields.try_into().expect("one"),
				next_identity(),
				made,
				None,
				time(),
			);
			assert!(call.is_err() || balanced, "more came out than went in");
			call
		},
		Op::Relabel { org: by, object, unit: index } => {
			let (claim, number) = claimed(pick(object), index);
			let identity = LotIdentity { root: Some(H256::repeat_byte(7)), ..next_identity() };
			Custody::relabel(signed(org(by)), claim, number, identity, None, time())
		},
		Op::Pass => {
			pass(60);
			Ok(())
		},
	}
}

/// What claims an object by its record.
fn claim_of(object: ObjectId) -> GoodsClaim {
	match item(object).kind {
		ItemKind::Consignment { .. } => GoodsClaim::Consignment { id: object },
		ItemKind::Unit { index, .. } => {
			GoodsClaim::Unit { gtin: gtin(1), serial: serial(index), proof: None }
		},
		ItemKind::LogisticUnit { sscc, .. } => GoodsClaim::LogisticUnit { sscc },
	}
}

/// What claims a unit of the first lot, or else an object, and the number that an act on it names.
fn claimed(object: ObjectId, unit: Option<u32>) -> (GoodsClaim, u32) {
	match unit {
		Some(index) => (unit_claim(1, index), number_of(1, index)),
		None => (GoodsClaim::Consignment { id: object }, seq(object)),
	}
}

/// The record of a unit: its own, or that of the consignment that it lies in.
fn record_of(lot: u32, index: u32) -> ObjectId {
	let holder = Custody::consignment_at(&lot_id(&gtin(1), &number(lot)), index);
	if Items::<Test>::contains_key(unit(index)) {
		unit(index)
	} else {
		holder.unwrap_or(unit(index))
	}
}

/// The number that an act on a unit names.
fn number_of(lot: u32, index: u32) -> u32 {
	Items::<Test>::get(record_of(lot, index)).map_or(0, |item| item.seq)
}

/// Never fails because of what it shows.
fn observe(by: OrgId, object: ObjectId, what: ObservedGoods, place: u32) -> DispatchResult {
	let next = ObservationCount::<Test>::get(object, by);
	let (step, state) = (BizStep::Storing, Disposition::Active);
	let place = Some(gln(place));
	assert_ok!(Custody::observe(signed(by), what, next, step, state, place, time()));
	Ok(())
}

fn storage_root() -> Vec<u8> {
	sp_io::storage::root(sp_runtime::StateVersion::V1)
}

/// Whether what an object lies in, or itself, is out of the trade.
fn has_ended(object: ObjectId) -> bool {
	let outer = Items::<Test>::get(object).and_then(|item| Custody::outermost(object, item));
	outer.is_some_and(|outer| matches!(outer.item.presence, Presence::Ended(_)))
}

proptest! {
	#![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

	#[test]
	fn invariants_should_hold_when_anything_happens(ops in prop::collection::vec(op(), 1..60)) {
		ExtBuilder::default().build().execute_with(|| {
			for lot in 1..LOTS {
				commission(lot);
			}
			commission_loose(LOTS, LEAVES.into());
			let mark = FakeRights::right(&MARK).expect("is there");
			FakeRights::set(DESIGN, mark);
			let (mut bound, mut came_back) = (Vec::new(), false);
			for op in ops {
				let before = storage_root();
				let operation = op.clone();
				let hand_over = matches!(op, Op::HandOver { .. } | Op::HandOverShort { .. });
				let comes_back = match op {
					Op::TakeBack { .. } | Op::Find { .. } => true,
					Op::Take { unit: Some(index), .. } => has_ended(record_of(1, index)),
					Op::Detain { object }
					| Op::Reassign { object, .. }
					| Op::Take { object, unit: None, .. } => {
						let all = objects();
						has_ended(all[usize::from(object) % all.len()])
					},
					_ => false,
				};
				let result = run(op, &mut bound);
				if result.is_err() && !hand_over {
					assert_eq!(storage_root(), before, "{operation:?} was refused");
				}
				came_back |= comes_back && result.is_ok();
				Custody::do_try_state().unwrap_or_else(|error| panic!("{operation:?}: {error:?}"));
			}
			for goods in bound {
				assert_ok!(<Custody as CustodyControl>::unbind(&goods));
			}
			assert!(Items::<Test>::iter_values().all(|item| item.declared == 0));
			assert_eq!(DeclaredUnits::<Test>::iter().count(), 0);
			for object in objects() {
				let trace = Custody::trace(object, 0, 1_000);
				for pair in trace.windows(2) {
					let until = pair[0].until.expect("another holds it after");
					assert!(until <= pair[1].from, "two held it at once");
					assert!(until == pair[1].from || came_back, "the trace has a gap");
				}
				let is_held = trace.last().is_some_and(|last| last.until.is_none());
				assert_eq!(is_held, !has_ended(object));
			}
		});
	}
}
