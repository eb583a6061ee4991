//! Has a random world happen on the pallet, and writes down what came of it.

use super::{
	goods::Roster,
	steps::{
		Act, Answer, Call, Claim, Control, Ground, Life, Oddity, Part, Place, Receipt, Seen, Step,
		Thing, View,
	},
	worlds::{Deed, Op, Shown, Slip, CODES, FIRST_LOTS, LOTS, SERIALS},
};
use crate::{mock::*, tests::*, Part as PalletPart, Receipt as PalletReceipt};
use frame_support::BoundedVec;
use std::{collections::BTreeMap, sync::OnceLock};
use tracemark_primitives::{
	cbv::{BizStep, Disposition},
	goods::Reservation,
	gs1::{consignment_id, logistic_unit_id, lot_id, lot_leaf, SerialProof},
	merkle,
	parties::PartyTag,
	transport::{Enclosure, Passage, SealNumber, SealingGround},
};

/// Who acts, and some who may not.
const ACTORS: [OrgId; 8] = [FACTORY, CARRIER, WAREHOUSE, SHOP, CUSTOMS, BRAND, NOTARY, OUTSIDER];
/// Who keeps goods.
const AUTHORITIES: [OrgId; 2] = [CUSTOMS, MONITOR];
/// More consignments of a lot and generations of a code than a world makes.
const MANY: u32 = 64;

/// The members of the mock by what their roles let them do.
pub fn roster() -> Roster {
	Roster {
		members: (BRAND..=NOTARY).collect(),
		makers: [FACTORY].into(),
		handlers: (BRAND..=CUSTOMS).collect(),
		sellers: [BRAND, FACTORY, IMPORTER, SHOP].into(),
		registrants: [BRAND, FACTORY, IMPORTER, SHOP].into(),
		brand: BRAND,
		inspectors: [CUSTOMS, MONITOR].into(),
	}
}

fn lot(lot: u32) -> H256 {
	lot_id(&gtin(1), &number(lot))
}

fn id(thing: Thing) -> ObjectId {
	match thing {
		Thing::Consignment { lot: of, number } => consignment_id(&lot(of), number),
		Thing::Unit { serial } => unit(serial),
		Thing::Case { code, generation } => logistic_unit_id(&sscc(code), generation),
		Thing::Unheard => H256::repeat_byte(7),
	}
}

/// Lots, and things by their ids.
struct Names {
	lots: BTreeMap<H256, u32>,
	things: BTreeMap<ObjectId, Thing>,
}

impl Names {
	fn get() -> &'static Self {
		static NAMES: OnceLock<Names> = OnceLock::new();
		NAMES.get_or_init(|| {
			let lots = 1..=LOTS.len() as u32;
			let goods = lots
				.clone()
				.flat_map(|lot| (0..MANY).map(move |number| Thing::Consignment { lot, number }));
			let cases = (0..CODES)
				.flat_map(|code| (0..MANY).map(move |generation| Thing::Case { code, generation }));
			let units = (0..SERIALS).map(|serial| Thing::Unit { serial });
			let things = goods.chain(cases).chain(units).map(|thing| (id(thing), thing));
			Self { things: things.collect(), lots: lots.map(|of| (lot(of), of)).collect() }
		})
	}

	fn thing(object: &ObjectId) -> Thing {
		Self::get().things[object]
	}
}

/// The leaves of a lot, and the path of each.
fn tree(number: u32) -> (Vec<H256>, u32) {
	let (pieces, first) = LOTS[number as usize - 1];
	let first = first.unwrap_or(0);
	let leaf = |n| lot_leaf(&gtin(1), &serial(n), &H256::zero());
	((first..first + pieces as u32).map(leaf).collect(), first)
}

fn path(of: u32, index: u32) -> SerialProof {
	let (leaves, _) = tree(of);
	let path = merkle::path(&leaves, index as usize).expect("inside");
	let path = path.try_into().expect("at most 32");
	SerialProof { lot: number(of), index, item_key: H256::zero(), path }
}

fn goods_claim(claim: Claim) -> GoodsClaim {
	let gtin = gtin(1);
	match claim {
		Claim::Thing(Thing::Case { code, .. }) => GoodsClaim::LogisticUnit { sscc: sscc(code) },
		Claim::Thing(thing) => GoodsClaim::Consignment { id: id(thing) },
		Claim::Label { serial: n } => GoodsClaim::Unit { gtin, serial: serial(n), proof: None },
		Claim::Leaf { lot, index } => {
			let n = tree(lot).1 + index;
			GoodsClaim::Unit { gtin, serial: serial(n), proof: Some(path(lot, index)) }
		},
		Claim::Forged { serial: n, lot, index } => {
			GoodsClaim::Unit { gtin, serial: serial(n), proof: Some(path(lot, index)) }
		},
	}
}

fn tracked_goods(goods: Claim) -> TrackedGoods {
	match goods {
		Claim::Leaf { lot: of, index } => {
			TrackedGoods::Leaf { unit: unit(tree(of).1 + index), lot: lot(of), index }
		},
		Claim::Thing(thing) => TrackedGoods::Object(id(thing)),
		Claim::Label { .. } | Claim::Forged { .. } => unreachable!("authorities see the path"),
	}
}

fn life(presence: Presence) -> Life {
	match presence {
		Presence::Held => Life::Held,
		Presence::Offered { to, .. } => Life::Offered(to),
		Presence::Detained { by } => Life::Kept(by),
		Presence::Ended(EndOfLife::Sold) => Life::Sold,
		Presence::Ended(EndOfLife::Destroyed) => Life::Destroyed,
		Presence::Ended(EndOfLife::Closed) => Life::Closed,
		Presence::Ended(EndOfLife::Lost | EndOfLife::Stolen) => Life::Missing,
		Presence::Ended(how) => unreachable!("no step of these worlds ends goods as {how:?}"),
	}
}

fn seen(object: ObjectId, item: &Item) -> Seen {
	let lots = &Names::get().lots;
	let at = <Custody as CustodyInspect>::whereabouts(&object).expect("it has a record");
	let enclosing = <Custody as CustodyInspect>::enclosing(&object);
	let mut seen = Seen {
		place: match item.position {
			Position::Held { holder } => Place::With(holder),
			Position::In { parent } => Place::In(Names::thing(&parent)),
		},
		life: life(item.presence.settled(Timestamp::get())),
		seq: item.seq,
		is_on_market: item.first_sale.is_some(),
		bound: item.declared,
		holder: at.holder,
		owner: at.owner,
		for_sale: TitleOffers::<Test>::get(object).map(|offer| offer.to),
		presence: life(at.presence),
		parents: enclosing.iter().map(Names::thing).collect(),
		contents: BTreeMap::new(),
		taken: 0,
		children: 0,
		height: 0,
		source: None,
		trips: item.trips,
		is_sealed: item.enclosure == Enclosure::Sealed,
		is_bridged: Spans::<Test>::get(object, item.spans - 1)
			.and_then(|span| span.passage)
			.map(|passage| matches!(passage, Passage::Bridged { .. })),
	};
	match item.kind {
		ItemKind::Consignment { lot, .. } => {
			let left = Consignments::<Test>::get(object).expect("it is a consignment");
			seen.contents.insert(lots[&lot], left.quantity.value());
			seen.taken = left.taken;
		},
		ItemKind::Unit { lot, index } => {
			seen.contents.insert(lots[&lot], 1);
			seen.source = Some((lots[&lot], index));
		},
		ItemKind::LogisticUnit { .. } => {
			let unit = LogisticUnits::<Test>::get(object).expect("it is a logistic unit");
			let contents = unit.contents.iter();
			seen.contents = contents.map(|of| (lots[&of.lot], of.quantity.value())).collect();
			(seen.children, seen.height) = (unit.children, unit.height);
		},
	}
	seen.contents.retain(|_, pieces| *pieces > 0);
	seen
}

fn leaves(segments: &[(u32, u32)], pieces: u64) -> Vec<u32> {
	let of = |index| segments.iter().rev().find(|(start, _)| *start <= index);
	(0..pieces as u32).map(|index| of(index).expect("the first starts at 0").1).collect()
}

fn view() -> View {
	let things = Items::<Test>::iter().map(|(object, item)| {
		let thing = Names::thing(&object);
		(thing, seen(object, &item))
	});
	let lots = Lots::<Test>::iter().filter(|(_, record)| record.root.is_some());
	let leaves = lots.map(|(id, record)| {
		let segments = LotSegments::<Test>::get(id);
		(Names::get().lots[&id], leaves(&segments, record.quantity.value()))
	});
	let class = <Custody as CustodyInspect>::class(&gtin(1)).expect("was registered");
	let few = |pieces: u128| u64::try_from(pieces).expect("few");
	View {
		things: things.collect(),
		leaves: leaves.collect(),
		made: few(class.made),
		ceiling: class.ceiling.map(few),
	}
}

fn refusal(error: DispatchError) -> String {
	match error {
		DispatchError::Module(module) => module.message.unwrap_or("a nameless refusal").into(),
		DispatchError::Other(name) => name.into(),
		other => format!("{other:?}"),
	}
}

fn list(children: &[(Thing, u32)]) -> BoundedVec<(ObjectId, u32), MaxChildren> {
	let children: Vec<_> = children.iter().map(|(child, seq)| (id(*child), *seq)).collect();
	children.try_into().expect("few")
}

fn happen(call: &Call) -> Result<Answer, DispatchError> {
	let order = H256::repeat_byte(9);
	match call {
		Call::Commission { by, lot, pieces, first } => {
			let root = first.and_then(|_| merkle::root(&tree(*lot).0));
			let pieces = Quantity::Pieces(*pieces);
			Custody::commission(signed(*by), gtin(1), number(*lot), pieces, root, None, time())?;
		},
		Call::Act { by, object, seq, act } => {
			let (origin, object, seq) = (signed(*by), id(*object), *seq);
			match act {
				Act::Split(part) => {
					let part = match part {
						Part::Ranges(ranges) => {
							PalletPart::Ranges(ranges.clone().try_into().expect("few"))
						},
						Part::Pieces(pieces) => PalletPart::Amount(Quantity::Pieces(*pieces)),
					};
					Custody::split(origin, object, seq, part)?;
				},
				Act::Close => Custody::close(origin, object, seq)?,
				Act::Offer(to) => Custody::offer(origin, object, seq, *to, None, None, time())?,
				Act::Accept => Custody::accept(origin, object, seq, None, time())?,
				Act::Refuse => Custody::refuse(origin, object, seq, RefusalReason::SealBroken)?,
				Act::Withdraw => Custody::withdraw_offer(origin, object, seq)?,
				Act::Destroy => Custody::destroy(origin, object, seq, time())?,
				Act::Seal(ground) => {
					let seal = SealNumber(b"W1".to_vec().try_into().expect("short"));
					let seals = vec![seal].try_into().expect("one");
					let ground = match ground {
						Ground::Loaded => SealingGround::Loaded,
						Ground::ByCustoms => SealingGround::OpenedByCustoms,
						Ground::Damaged => SealingGround::SealDamaged,
					};
					Custody::record_trip(origin, object, seq, None, seals, ground, None, time())?;
				},
				Act::Consign(to) => {
					let carrier = PartyTag { key_version: 1, tag: order };
					Custody::consign(origin, object, seq, *to, carrier, None, None, time())?;
				},
				Act::TakeBack => Custody::take_back(origin, object, seq, order, None, time())?,
				Act::Find => Custody::report_found(origin, object, seq, None, time())?,
				Act::OfferTitle(to) => Custody::offer_title(origin, object, seq, *to, None)?,
				Act::AcceptTitle => Custody::accept_title(origin, object, seq)?,
				Act::WithdrawTitle => Custody::withdraw_title(origin, object, seq)?,
			}
		},
		Call::Pack { by, code, children } => {
			Custody::pack(signed(*by), sscc(*code), list(children), None, time())?;
		},
		Call::Unpack { by, parent, seq, children } => {
			let children = list(children);
			Custody::unpack(signed(*by), id(*parent), *seq, children, None, time())?;
		},
		Call::Receive { by, goods } => {
			let goods = goods.iter().map(|(object, seq, receipt)| {
				let receipt = match receipt {
					Receipt::Whole => PalletReceipt::Accepted,
					Receipt::Short(missing) => {
						let missing = Quantity::Pieces(*missing);
						PalletReceipt::Reserved(Reservation::Shortage { missing })
					},
					Receipt::Broken => PalletReceipt::Reserved(Reservation::SealBroken),
					Receipt::Refused => PalletReceipt::Refused(RefusalReason::Damaged),
				};
				(id(*object), *seq, receipt)
			});
			let goods = goods.collect::<Vec<_>>().try_into().expect("few");
			Custody::receive(signed(*by), goods, None, time())?;
		},
		Call::Sell { by, claim, seq } => {
			Custody::sell(signed(*by), goods_claim(*claim), *seq, order, None, None)?;
		},
		Call::PutOnMarket { by, claim, seq } => {
			Custody::put_on_market(signed(*by), goods_claim(*claim), *seq, order, None, None)?;
		},
		Call::Observe { by, claim, seq } => {
			let what = match goods_claim(*claim) {
				GoodsClaim::Unit { gtin, serial, proof } => {
					ObservedGoods::Serial { gtin, serial, proof }
				},
				_ => {
					let Claim::Thing(thing) = *claim else { unreachable!("all else is a unit") };
					ObservedGoods::Object(id(thing))
				},
			};
			let (step, state) = (BizStep::Storing, Disposition::Active);
			Custody::observe(signed(*by), what, *seq, step, state, None, time())?;
			let Event::Observed { anomaly, .. } = last_event() else { panic!("it is another") };
			return Ok(Answer::Observed(anomaly.map(|kind| match kind {
				AnomalyKind::ReappearedAfterEnd => Oddity::ReappearedAfterEnd,
				AnomalyKind::HeldByAnother => Oddity::HeldByAnother,
				// A leaf that the lot does not have is one way in which a path leads nowhere.
				AnomalyKind::ProofRefuted | AnomalyKind::MoreThanLot => Oddity::ProofRefuted,
				AnomalyKind::ImpossibleTravel | AnomalyKind::UnauthorisedRelabelling => {
					unreachable!(
						"nothing is seen at a place, or under another label, in these worlds"
					)
				},
			})));
		},
		Call::Miss { by, claim, seq } => {
			let (claim, kind) = (goods_claim(*claim), MissingKind::Stolen);
			Custody::report_missing(signed(*by), claim, *seq, kind, None, time())?;
		},
		Call::Reassign { object, seq, to } => {
			let reason = ReassignmentReason::HolderRefuses;
			Custody::reassign(council(), id(*object), *seq, *to, reason, order)?;
		},
		Call::Limit { by, ceiling } => {
			let ceiling = ceiling.map(u128::from);
			Custody::set_class_terms(signed(*by), gtin(1), None, ceiling)?;
		},
		Call::Wait => pass(MAX_OFFER_TERM / 1_000),
		Call::Control { by, goods, control } => {
			let goods = tracked_goods(*goods);
			match control {
				Control::Extract => {
					Custody::extract(&goods)?;
				},
				Control::Detain => {
					let kept = <Custody as CustodyControl>::detain(&goods, *by)?;
					return Ok(kept.map_or(Answer::PassedOver, |_| Answer::Done));
				},
				Control::Release => <Custody as CustodyControl>::release(&goods.id(), *by)?,
				Control::Destroy => <Custody as CustodyControl>::destroy(&goods.id(), *by)?,
				Control::Bind => <Custody as CustodyControl>::bind(&goods)?,
				Control::Unbind => <Custody as CustodyControl>::unbind(&goods)?,
			}
		},
	}
	Ok(Answer::Done)
}

/// The pallet while a world happens on it.
struct Story {
	view: View,
	bound: Vec<Claim>,
	steps: Vec<Step>,
}

/// What of a world was tried, and what came of it, in order.
pub fn live(world: &[Op]) -> Vec<Step> {
	ExtBuilder::default().build().execute_with(|| {
		let mut story = Story { view: View::default(), bound: Vec::new(), steps: Vec::new() };
		for lot in 1..=FIRST_LOTS {
			story.run(commission(lot, FACTORY));
		}
		for op in world {
			story.meet(op);
		}
		story.steps
	})
}

fn commission(lot: u32, by: OrgId) -> Call {
	let (pieces, first) = LOTS[lot as usize - 1];
	Call::Commission { by, lot, pieces, first }
}

/// Whether it is a consignment without serials.
fn is_loose(thing: Thing) -> bool {
	matches!(thing, Thing::Consignment { lot, .. } if LOTS[lot as usize - 1].1.is_none())
}

fn is_case(thing: Thing) -> bool {
	matches!(thing, Thing::Case { .. })
}

fn is_free(seen: &Seen) -> bool {
	matches!((seen.place, seen.life), (Place::With(_), Life::Held))
}

fn is_offered(seen: &Seen) -> bool {
	matches!(seen.life, Life::Offered(_))
}

impl Story {
	fn run(&mut self, call: Call) {
		pass(60);
		let outcome = happen(&call).map_err(refusal);
		if let (Call::Control { goods, control, .. }, Ok(_)) = (&call, &outcome) {
			match control {
				Control::Bind => self.bound.push(*goods),
				Control::Unbind => {
					let place = self.bound.iter().position(|bound| bound == goods);
					self.bound.remove(place.expect("only what is bound is unbound"));
				},
				_ => {},
			}
		}
		self.view = view();
		self.steps.push(Step { call, outcome, view: self.view.clone() });
	}

	/// One of those that fit, of all if none does, or by mistake.
	fn pick(&self, op: &Op, fits: impl Fn(Thing, &Seen) -> bool) -> Thing {
		let all = || self.view.things.iter();
		let mut among: Vec<_> = match op.slip {
			Slip::Unheard => return Thing::Unheard,
			Slip::Anything => Vec::new(),
			_ => all().filter(|(thing, seen)| fits(**thing, seen)).collect(),
		};
		if among.is_empty() {
			among = all().collect();
		}
		*among[usize::from(op.object) % among.len()].0
	}

	fn holder(&self, thing: Thing) -> OrgId {
		self.view.things.get(&thing).map_or(FACTORY, |seen| seen.holder)
	}

	fn owner(&self, thing: Thing) -> OrgId {
		self.view.things.get(&thing).map_or(FACTORY, |seen| seen.owner)
	}

	fn receiver(&self, thing: Thing) -> OrgId {
		match self.view.things.get(&thing).map(|seen| seen.presence) {
			Some(Life::Offered(to)) => to,
			_ => CARRIER,
		}
	}

	fn actor(&self, op: &Op, right: OrgId) -> OrgId {
		match op.slip {
			Slip::Actor(n) => actor(n),
			_ => right,
		}
	}

	fn seq(&self, op: &Op, thing: Thing) -> u32 {
		let current = self.view.things.get(&thing).map_or(0, |seen| seen.seq);
		slipped(op, current)
	}

	fn numbered(&self, op: &Op, things: Vec<Thing>) -> Vec<(Thing, u32)> {
		things.into_iter().map(|thing| (thing, self.seq(op, thing))).collect()
	}

	fn act(&mut self, op: &Op, object: Thing, by: OrgId, act: Act) {
		let (by, seq) = (self.actor(op, by), self.seq(op, object));
		self.run(Call::Act { by, object, seq, act });
	}

	fn meet(&mut self, op: &Op) {
		let is_at_hand = |_, seen: &Seen| is_free(seen);
		match &op.deed {
			Deed::Commission(lot) => self.run(commission(*lot, self.actor(op, FACTORY))),
			Deed::Split(ranges) => {
				let object = self.pick(op, |thing, seen| {
					matches!(thing, Thing::Consignment { .. }) && is_free(seen)
				});
				let part = self.part(op, object, ranges);
				self.act(op, object, self.holder(object), Act::Split(part));
			},
			Deed::Pack { code, count, is_tall } => self.pack(op, *code, *count, *is_tall),
			Deed::Unpack { count } => self.unpack(op, *count),
			Deed::Close => {
				let object = self.pick(op, |thing, seen| {
					is_case(thing)
						&& is_free(seen) && (op.object.is_multiple_of(3) || seen.children == 0)
				});
				self.act(op, object, self.holder(object), Act::Close);
			},
			Deed::Offer(to) | Deed::HandOver(to) => {
				let to = actor(*to);
				let object = self.pick(op, is_at_hand);
				self.act(op, object, self.holder(object), Act::Offer(to));
				if matches!(op.deed, Deed::HandOver(_)) {
					self.act(op, object, to, Act::Accept);
				}
			},
			Deed::Seal(ground) => {
				let fits = |seen: &Seen| is_free(seen) || is_offered(seen);
				let object = self.pick(op, |thing, seen| is_case(thing) && fits(seen));
				let by = match self.view.things.get(&object).map(|seen| seen.life) {
					Some(Life::Kept(by)) => by,
					_ => self.holder(object),
				};
				self.act(op, object, by, Act::Seal(*ground));
			},
			Deed::Consign(to) => {
				let to = actor(*to);
				let object = self.pick(op, |thing, seen| is_case(thing) && is_free(seen));
				self.act(op, object, self.holder(object), Act::Consign(to));
			},
			// A seal is put on, an outsider carries it, and things happen on the way.
			Deed::Carry { to, changed, is_accepted } => {
				let to = actor(*to);
				let object = self.pick(op, |thing, seen| is_case(thing) && is_free(seen));
				let from = self.holder(object);
				self.act(op, object, from, Act::Seal(Ground::ByCustoms));
				self.act(op, object, from, Act::Consign(to));
				if let Some(ground) = changed {
					self.act(op, object, from, Act::Seal(*ground));
				}
				if *is_accepted {
					self.act(op, object, to, Act::Accept);
				}
			},
			Deed::TakeBack => {
				let object = self.pick(op, |_, seen| seen.life == Life::Sold);
				self.act(op, object, self.holder(object), Act::TakeBack);
			},
			Deed::Find => {
				let object = self.pick(op, |_, seen| seen.life == Life::Missing);
				self.act(op, object, self.holder(object), Act::Find);
			},
			Deed::Miss(shown) => {
				let (by, claim, seq) = self.sale(op, *shown);
				self.run(Call::Miss { by, claim, seq });
			},
			Deed::Reassign(to) => {
				let is_missing = |seen: &Seen| seen.life == Life::Missing;
				let object = self.pick(op, |_, seen| is_free(seen) || is_missing(seen));
				let (seq, to) = (self.seq(op, object), actor(*to));
				self.run(Call::Reassign { object, seq, to });
			},
			Deed::OfferTitle(to) | Deed::PassTitle(to) => {
				let to = actor(*to);
				let object = self.pick(op, |_, seen| !seen.presence.has_ended());
				self.act(op, object, self.owner(object), Act::OfferTitle(to));
				if matches!(op.deed, Deed::PassTitle(_)) {
					self.act(op, object, to, Act::AcceptTitle);
				}
			},
			Deed::AcceptTitle => {
				let object = self.pick(op, |_, seen| seen.for_sale.is_some());
				let to = self.view.things.get(&object).and_then(|seen| seen.for_sale);
				self.act(op, object, to.unwrap_or(CARRIER), Act::AcceptTitle);
			},
			Deed::WithdrawTitle => {
				let object = self.pick(op, |_, seen| seen.for_sale.is_some());
				self.act(op, object, self.owner(object), Act::WithdrawTitle);
			},
			Deed::SellTwice(to) => {
				let is_inside = |seen: &Seen| !seen.parents.is_empty();
				let object = self.pick(op, |_, seen| is_inside(seen) && !seen.presence.has_ended());
				let around = self.view.things.get(&object);
				let around = around.and_then(|seen| seen.parents.last()).copied().unwrap_or(object);
				let to = actor(*to);
				self.act(op, object, self.owner(object), Act::OfferTitle(to));
				self.act(op, around, self.owner(around), Act::OfferTitle(SHOP));
				self.act(op, around, SHOP, Act::AcceptTitle);
				self.act(op, object, to, Act::AcceptTitle);
			},
			Deed::HandOverShort(to) => {
				let object =
					self.pick(op, |thing, seen| is_loose(thing) && is_at_hand(thing, seen));
				let (to, missing) = (actor(*to), 1 + u64::from(op.object % 4));
				self.act(op, object, self.holder(object), Act::Offer(to));
				let goods = vec![(object, self.seq(op, object), Receipt::Short(missing))];
				self.run(Call::Receive { by: self.actor(op, to), goods });
			},
			Deed::Limit { ceiling, is_tried } => {
				let (by, ceiling) = (self.actor(op, BRAND), *ceiling);
				self.run(Call::Limit { by, ceiling });
				if *is_tried {
					self.run(commission(LOTS.len() as u32, FACTORY));
				}
			},
			Deed::Wait => self.run(Call::Wait),
			Deed::Accept | Deed::Refuse => {
				let object = self.pick(op, |_, seen| is_offered(seen));
				let is_accepted = matches!(op.deed, Deed::Accept);
				let act = if is_accepted { Act::Accept } else { Act::Refuse };
				self.act(op, object, self.receiver(object), act);
			},
			Deed::Withdraw => {
				let object = self.pick(op, |_, seen| is_offered(seen));
				self.act(op, object, self.holder(object), Act::Withdraw);
			},
			Deed::Receive(receipts) => self.receive(op, receipts),
			Deed::Destroy => {
				let object = self.pick(op, is_at_hand);
				self.act(op, object, self.holder(object), Act::Destroy);
			},
			Deed::Sell(shown) => {
				let (by, claim, seq) = self.sale(op, *shown);
				self.run(Call::Sell { by, claim, seq });
			},
			Deed::PutOnMarket(shown) => {
				let (by, claim, seq) = self.sale(op, *shown);
				self.run(Call::PutOnMarket { by, claim, seq });
			},
			Deed::Observe(shown) => self.observe(op, *shown),
			Deed::Control(control, shown) => self.control(op, *control, *shown),
		}
	}

	/// A part in the manner of the lot, or by mistake of another.
	fn part(&self, op: &Op, object: Thing, ranges: &[(u32, u32)]) -> Part {
		let has_serials = match object {
			Thing::Consignment { lot, .. } => self.view.leaves.contains_key(&lot),
			_ => true,
		};
		if has_serials == matches!(op.slip, Slip::Anything) {
			let pieces = ranges.first().map_or(0, |(from, to)| to - from);
			return Part::Pieces(pieces.into());
		}
		Part::Ranges(ranges.to_vec())
	}

	fn pack(&mut self, op: &Op, code: u32, count: usize, is_tall: bool) {
		let tallest = self
			.view
			.things
			.iter()
			.filter(|(thing, seen)| is_tall && is_case(**thing) && is_free(seen))
			.max_by_key(|(_, seen)| seen.height)
			.map(|(thing, _)| *thing);
		let (first, code, count) = match (tallest, op.slip) {
			(Some(tallest), Slip::None) => (tallest, self.free_code().unwrap_or(code), 1),
			_ => (self.pick(op, |_, seen| is_free(seen)), code, count),
		};
		let holder = self.holder(first);
		let others = self
			.view
			.things
			.iter()
			.filter(|(thing, seen)| **thing != first && is_free(seen) && seen.holder == holder);
		let mut children = vec![first];
		children.extend(others.map(|(thing, _)| *thing).skip(usize::from(op.object) % 3));
		// Sometimes none, and sometimes one twice.
		children.truncate(count);
		if op.object.is_multiple_of(32) {
			children.push(first);
		}
		let children = self.numbered(op, children);
		self.run(Call::Pack { by: self.actor(op, holder), code, children });
	}

	/// A code that no open case bears.
	fn free_code(&self) -> Option<u32> {
		let is_open = |of| {
			let mut cases = self.view.things.iter();
			cases.any(|(thing, seen)| {
				matches!(thing, Thing::Case { code, .. } if *code == of)
					&& seen.life != Life::Closed
			})
		};
		(0..CODES).find(|code| !is_open(*code))
	}

	fn unpack(&mut self, op: &Op, count: usize) {
		let parent =
			self.pick(op, |thing, seen| is_case(thing) && is_free(seen) && seen.children > 0);
		let inside = |seen: &Seen| seen.place == Place::In(parent);
		let mut children: Vec<_> = self
			.view
			.things
			.iter()
			.filter(|(_, seen)| inside(seen))
			.map(|(thing, _)| *thing)
			.take(count)
			.collect();
		if op.object.is_multiple_of(8) {
			children.push(self.pick(op, |_, _| true));
		}
		let (by, seq) = (self.actor(op, self.holder(parent)), self.seq(op, parent));
		let children = self.numbered(op, children);
		self.run(Call::Unpack { by, parent, seq, children });
	}

	fn receive(&mut self, op: &Op, receipts: &[u8]) {
		let first = self.pick(op, |_, seen| is_offered(seen));
		let to = self.receiver(first);
		let all = self.view.things.iter();
		let offered =
			all.filter(|(thing, seen)| **thing != first && seen.life == Life::Offered(to));
		let offered = std::iter::once(first).chain(offered.map(|(thing, _)| *thing));
		let goods = offered.zip(receipts).map(|(thing, receipt)| {
			let receipt = match receipt % 5 {
				0 | 1 => Receipt::Whole,
				2 => Receipt::Short(u64::from(receipt / 5 % 12)),
				3 => Receipt::Broken,
				_ => Receipt::Refused,
			};
			(thing, self.seq(op, thing), receipt)
		});
		let goods = goods.collect();
		self.run(Call::Receive { by: self.actor(op, to), goods });
	}

	/// A leaf of a lot with serials.
	fn leaf(&self, op: &Op) -> (u32, u32) {
		let all: Vec<_> = self
			.view
			.leaves
			.iter()
			.flat_map(|(lot, leaves)| (0..leaves.len() as u32).map(|index| (*lot, index)))
			.collect();
		all[usize::from(op.object) % all.len()]
	}

	/// What is shown, the record that it has or lies in, and the record that it would have.
	fn shown(&self, op: &Op, shown: Shown) -> (Claim, Thing, Thing) {
		let (lot, index) = self.leaf(op);
		let serial = tree(lot).1 + index;
		let unit = Thing::Unit { serial };
		let known = if self.view.things.contains_key(&unit) {
			unit
		} else {
			Thing::Consignment { lot, number: self.view.leaves[&lot][index as usize] }
		};
		match shown {
			Shown::Thing => {
				let fits =
					|thing, seen: &Seen| !matches!(thing, Thing::Unit { .. }) && is_free(seen);
				match self.pick(op, fits) {
					// A unit is shown by its label.
					Thing::Unit { serial } => {
						let unit = Thing::Unit { serial };
						(Claim::Label { serial }, unit, unit)
					},
					thing => (Claim::Thing(thing), thing, thing),
				}
			},
			Shown::Label => (Claim::Label { serial }, known, unit),
			Shown::Leaf => (Claim::Leaf { lot, index }, known, unit),
			Shown::Forged => {
				let serial = (serial + 1) % SERIALS;
				(Claim::Forged { serial, lot, index }, known, Thing::Unit { serial })
			},
		}
	}

	fn sale(&self, op: &Op, shown: Shown) -> (OrgId, Claim, u32) {
		let (claim, record, _) = self.shown(op, shown);
		// Lots without serials and such as were never made have no paths.
		let claim = match (claim, op.slip) {
			(Claim::Leaf { index, .. }, Slip::Unheard) => {
				Claim::Forged { serial: index, lot: 3, index }
			},
			(Claim::Leaf { index, .. }, Slip::Anything) => {
				Claim::Forged { serial: index, lot: 4, index: 0 }
			},
			(claim, _) => claim,
		};
		(self.actor(op, self.holder(record)), claim, self.seq(op, record))
	}

	fn observe(&mut self, op: &Op, shown: Shown) {
		let (claim, record, subject) = self.shown(op, shown);
		let by = self.actor(op, self.holder(record));
		let next = ObservationCount::<Test>::get(id(subject), by);
		self.run(Call::Observe { by, claim, seq: slipped(op, next) });
	}

	fn control(&mut self, op: &Op, control: Control, shown: Shown) {
		let is_kept = |_, seen: &Seen| matches!(seen.life, Life::Kept(_));
		let goods = match (control, shown) {
			(Control::Unbind, _) => {
				let Some(place) = usize::from(op.object).checked_rem(self.bound.len()) else {
					return;
				};
				self.bound[place]
			},
			(Control::Release | Control::Destroy, _) => Claim::Thing(self.pick(op, is_kept)),
			(_, Shown::Leaf) => {
				let (lot, index) = self.leaf(op);
				Claim::Leaf { lot, index }
			},
			_ => Claim::Thing(self.pick(op, |_, seen| !seen.presence.has_ended())),
		};
		let keeper = match goods {
			Claim::Thing(thing) => self.view.things.get(&thing).map(|seen| seen.presence),
			_ => None,
		};
		let by = match (keeper, op.slip) {
			(Some(Life::Kept(by)), Slip::None) => by,
			_ => AUTHORITIES[usize::from(op.object) % 2],
		};
		self.run(Call::Control { by, goods, control });
	}
}

fn actor(n: u8) -> OrgId {
	ACTORS[usize::from(n) % ACTORS.len()]
}

/// A number, or one beside it by mistake.
fn slipped(op: &Op, number: u32) -> u32 {
	match op.slip {
		Slip::Behind => number.saturating_sub(1),
		Slip::Ahead => number + 1,
		_ => number,
	}
}
