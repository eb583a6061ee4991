//! Has members and authorities try what a world draws.

use super::{
	calls::{happen, refusal},
	names::{id, tree},
	steps::{
		class_of, Act, Call, Cause, Claim, Control, Ground, Input, Life, Part, Place, Rate,
		Receipt, Scope, Seen, Step, Thing, FIRST_CLASS, SECOND_CLASS,
	},
	view::view,
	worlds::{Around, Deed, Flaw, Op, Recalled, Shown, Slip, Until, CODES, LOTS, SERIALS},
	Story, ACTORS, AUTHORITIES, POLICE, RECALLING, TAKERS,
};
use crate::{mock::*, tests::*};
use std::collections::BTreeMap;

pub(super) fn commission(lot: u32, by: OrgId) -> Call {
	let (pieces, first) = LOTS[lot as usize - 1];
	Call::Commission { by, lot, pieces, first }
}

/// Whether it is a consignment without serials.
fn is_loose(thing: Thing) -> bool {
	let has_serials =
		|lot: u32| LOTS.get(lot as usize - 1).is_some_and(|(_, first)| first.is_some());
	matches!(thing, Thing::Consignment { lot, .. } if !has_serials(lot))
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
	pub(super) fn run(&mut self, call: Call) {
		pass(60);
		self.moments.push(Timestamp::get());
		let outcome = happen(&call, &self.moments).map_err(refusal);
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

	pub(super) fn meet(&mut self, op: &Op) {
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
			Deed::SplitTaken(around) => self.split_taken(op, *around),
			Deed::Pack { code, count, is_tall } => self.pack(op, *code, *count, *is_tall),
			Deed::Stack => (0..6).for_each(|code| self.pack(op, code, 1, true)),
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
			Deed::Transform { class, count, rate, flaw } => {
				self.transform(op, *class, *count, *rate, *flaw);
			},
			Deed::Relabel { class, shown, is_sold } => self.relabel(op, *class, *shown, *is_sold),
			Deed::Recall { by, what, is_defied } => self.recall(op, *by, what, *is_defied),
			Deed::Lift(by) => self.lift(op, *by),
			Deed::SellAndRecall => {
				let (by, claim, seq) = self.sale(op, Shown::Leaf);
				self.run(Call::Sell { by, claim, seq });
				let (_, record, _) = self.shown(op, Shown::Leaf);
				self.run(Call::Recall { by: BRAND, scope: Scope::Lot(self.leaf(op).0) });
				self.act(op, record, self.holder(record), Act::TakeBack);
			},
			Deed::Limit { ceiling, is_tried } => {
				let (by, ceiling) = (self.actor(op, BRAND), *ceiling);
				self.run(Call::Limit { by, ceiling });
				if *is_tried {
					self.run(commission(LOTS.len() as u32, FACTORY));
				}
			},
			Deed::Revise => {
				let version = self.view.made[&FIRST_CLASS].version;
				self.run(Call::Revise { by: self.actor(op, BRAND), version: slipped(op, version) });
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
			// Sometimes twice.
			Deed::PutOnMarket(shown) => {
				for _ in 0..=usize::from(op.object.is_multiple_of(4)) {
					let (by, claim, seq) = self.sale(op, *shown);
					self.run(Call::PutOnMarket { by, claim, seq });
				}
			},
			Deed::Observe(shown) => self.observe(op, *shown),
			Deed::Control(control, shown) => self.control(op, *control, *shown),
			Deed::Take { by, shown, place } => self.take(op, *by, *shown, *place),
			Deed::EndCustody { is_destroyed } => {
				let object = self.pick(op, |_, seen| matches!(seen.life, Life::Kept(_)));
				let keeper = self.keeper(object).unwrap_or(CUSTOMS);
				self.end_custody(op, object, keeper, *is_destroyed);
			},
			Deed::Replace { by, is_destroyed } => {
				let (_, claim, _) = self.sale(op, Shown::Leaf);
				let (_, _, unit) = self.shown(op, Shown::Leaf);
				self.run(Call::Take { by: POLICE, claim, place: None });
				self.run(Call::Expel(POLICE));
				let colleague = TAKERS[usize::from(*by) % TAKERS.len()];
				self.end_custody(op, unit, colleague, *is_destroyed);
			},
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

	fn split_taken(&mut self, op: &Op, around: Around) {
		let (lot, index) = self.taken(op).unwrap_or_else(|| self.leaf(op));
		let leaves = &self.view.leaves[&lot];
		let number = leaves[index as usize];
		let is_meant = |other: &u32| match around {
			Around::Leaf(before, after) => {
				(index.saturating_sub(before)..=index + after).contains(other)
			},
			Around::Rest => *other != index,
		};
		let own = (0..).zip(leaves).filter(|(_, of)| **of == number).map(|(other, _)| other);
		let ranges = own.filter(is_meant).map(|other| (other, other + 1)).collect();
		let object = Thing::Consignment { lot, number };
		self.act(op, object, self.holder(object), Act::Split(Part::Ranges(ranges)));
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

	/// A number of a class that no lot has.
	fn free_lot(&self, class: u32) -> u32 {
		let is_free = |lot: &u32| class_of(*lot) == class && !self.view.lots.contains_key(lot);
		(LOTS.len() as u32 + 1..).find(is_free).expect("there are more than lots")
	}

	/// The number of a lot on record.
	fn known_lot(&self, op: &Op) -> u32 {
		let known = self.view.lots.keys().nth(usize::from(op.object) % self.view.lots.len());
		*known.expect("some are made at first")
	}

	/// The leaf of a unit that was taken out of its consignment.
	fn taken(&self, op: &Op) -> Option<(u32, u32)> {
		let taken: Vec<_> = self.view.things.values().filter_map(|seen| seen.source).collect();
		usize::from(op.object).checked_rem(taken.len()).map(|place| taken[place])
	}

	fn transform(&mut self, op: &Op, class: u32, count: usize, rate: (u64, u64), flaw: Flaw) {
		let fits = |thing: Thing, seen: &Seen| {
			!is_case(thing) && is_free(seen) && !seen.contents.is_empty()
		};
		let first = self.pick(op, |thing, seen| fits(thing, seen) && seen.holder == FACTORY);
		let holder = self.holder(first);
		let others = self.view.things.iter().filter(|(thing, seen)| {
			**thing != first && fits(**thing, seen) && seen.holder == holder
		});
		let mut objects = vec![first];
		objects.extend(others.map(|(thing, _)| *thing).skip(usize::from(op.object) % 5));
		// Sometimes none, and sometimes one twice.
		objects.truncate(count);
		if op.object.is_multiple_of(32) {
			objects.push(first);
		}
		let mut consumed = BTreeMap::<u32, u64>::new();
		let inputs = objects.into_iter().map(|object| {
			let contents =
				self.view.things.get(&object).and_then(|seen| seen.contents.iter().next());
			let (lot, all) = contents.map_or((1, 0), |(lot, all)| (*lot, *all));
			let is_part = is_loose(object) && !op.object.is_multiple_of(3);
			let part = is_part.then(|| 1 + u64::from(op.object) % all.max(2));
			*consumed.entry(class_of(lot)).or_default() += part.unwrap_or(all);
			Input { object, seq: self.seq(op, object), pieces: part }
		});
		let inputs = inputs.collect();
		let (input, output) = rate;
		let pieces = consumed.values().next().map_or(1, |all| all * output / input);
		// The others give as much, at some rate.
		let others = consumed.iter().skip(1);
		let others = others.map(|(class, all)| Rate { class: *class, input: *all, output: pieces });
		let first = consumed.keys().next().map(|class| Rate { class: *class, input, output });
		let mut yields: Vec<_> = first.into_iter().chain(others).collect();
		match (flaw, yields.last().copied()) {
			(Flaw::Unrated, _) => yields.truncate(yields.len().saturating_sub(1)),
			(Flaw::RatedTwice, Some(rate)) => yields.push(rate),
			(Flaw::OfNothing, Some(rate)) => yields.push(Rate { input: 0, ..rate }),
			_ => {},
		}
		let pieces = match flaw {
			Flaw::More => pieces + 1,
			Flaw::Less => pieces.saturating_sub(1),
			_ => pieces,
		};
		let is_known = matches!(flaw, Flaw::Known);
		let lot = if is_known { self.known_lot(op) } else { self.free_lot(class) };
		self.run(Call::Transform { by: self.actor(op, holder), inputs, yields, lot, pieces });
	}

	fn relabel(&mut self, op: &Op, class: u32, shown: Shown, is_sold: bool) {
		let (by, claim, seq) = self.sale(op, shown);
		let (_, before, unit) = self.shown(op, shown);
		let is_known = op.object.is_multiple_of(16);
		let lot = if is_known { self.known_lot(op) } else { self.free_lot(class) };
		self.run(Call::Relabel { by, claim, seq, lot });
		if is_sold {
			let is_out = self.view.things.contains_key(&unit);
			let seq = self.seq(op, if is_out { unit } else { before });
			self.run(Call::Sell { by, claim, seq });
		}
	}

	fn recall(&mut self, op: &Op, by: u8, what: &Recalled, is_defied: bool) {
		let [(surveillance, ..), (abroad, ..), (court, ..)] = RECALLING;
		let recalling = [BRAND, BRAND, surveillance, abroad, court];
		let by = self.actor(op, recalling[usize::from(by) % recalling.len()]);
		let now = self.steps.len() as u32;
		let made = self.steps.iter().enumerate().filter(|(_, step)| {
			let makes = matches!(
				step.call,
				Call::Commission { .. } | Call::Transform { .. } | Call::Relabel { .. }
			);
			makes && step.outcome.is_ok()
		});
		let made: Vec<_> = made.map(|(step, _)| step as u32).collect();
		let when = |n: u8| made[usize::from(n) % made.len()];
		let is_unheard = matches!(op.slip, Slip::Unheard);
		let (lot, index) = self.leaf(op);
		let scope = match what {
			Recalled::Class { class, from, until } => Scope::Class {
				class: if is_unheard { 9 } else { *class },
				from: from.map_or(0, when),
				until: match until {
					Until::Lot(n) => Some(when(*n)),
					Until::Now => Some(now + 1),
					Until::Ever => None,
				},
			},
			Recalled::Lot if is_unheard => Scope::Lot(self.free_lot(SECOND_CLASS)),
			Recalled::Lot => Scope::Lot(self.known_lot(op)),
			Recalled::Taken => {
				let (lot, index) = self.taken(op).unwrap_or((lot, index));
				Scope::Leaves { lot, ranges: vec![(index, index + 1)] }
			},
			Recalled::Leaves(ranges) => {
				let lot = if matches!(op.slip, Slip::Anything) { self.known_lot(op) } else { lot };
				Scope::Leaves { lot, ranges: ranges.clone() }
			},
		};
		self.run(Call::Recall { by, scope });
		if is_defied && index.is_multiple_of(2) {
			let (by, claim, seq) = self.sale(op, Shown::Leaf);
			self.run(Call::Sell { by, claim, seq });
		} else if is_defied {
			self.run(commission(LOTS.len() as u32, FACTORY));
		}
	}

	fn lift(&mut self, op: &Op, by: Option<u8>) {
		let number = usize::from(op.object);
		let in_force: Vec<_> = self.view.in_force.keys().copied().collect();
		let next = NextRecallId::<Test>::get();
		let recall = match number.checked_rem(in_force.len()) {
			Some(place) if !matches!(op.slip, Slip::Anything) => in_force[place],
			_ => u32::from(op.object) % (next + 1),
		};
		let declarer = Recalls::<Test>::get(recall).map_or(BRAND, |recall| recall.by);
		let by = by.map_or(declarer, |n| RECALLING[usize::from(n) % RECALLING.len()].0);
		self.run(Call::Lift { by: self.actor(op, by), recall });
	}

	fn observe(&mut self, op: &Op, shown: Shown) {
		let (claim, record, subject) = self.shown(op, shown);
		let by = self.actor(op, self.holder(record));
		let next = ObservationCount::<Test>::get(id(subject), by);
		self.run(Call::Observe { by, claim, seq: slipped(op, next) });
	}

	/// Who keeps a thing, or what it lies in.
	fn keeper(&self, thing: Thing) -> Option<OrgId> {
		match self.view.things.get(&thing)?.presence {
			Life::Kept(by) => Some(by),
			_ => None,
		}
	}

	fn take(&mut self, op: &Op, by: u8, shown: Shown, place: Option<&'static str>) {
		let (claim, record) = match shown {
			Shown::Thing => match self.pick(op, |_, seen| !seen.life.is_over()) {
				// A unit is shown by its label.
				Thing::Unit { serial } => (Claim::Label { serial }, Thing::Unit { serial }),
				thing => (Claim::Thing(thing), thing),
			},
			_ => (self.sale(op, shown).1, self.shown(op, shown).1),
		};
		let any = TAKERS[usize::from(by) % TAKERS.len()];
		let keeper = self.keeper(record).filter(|_| by.is_multiple_of(2));
		let by = self.actor(op, keeper.unwrap_or(any));
		self.run(Call::Take { by, claim, place });
	}

	fn end_custody(&mut self, op: &Op, object: Thing, by: OrgId, is_destroyed: bool) {
		let (by, seq) = (self.actor(op, by), self.seq(op, object));
		self.run(Call::End { by, object, seq, is_destroyed });
	}

	fn control(&mut self, op: &Op, control: Control, shown: Shown) {
		let is_kept = |_, seen: &Seen| {
			matches!(seen.life, Life::Kept(_)) && seen.kept_by == Some(Cause::Declaration)
		};
		let goods = match (control, shown) {
			(Control::Unbind, _) => {
				let Some(place) = usize::from(op.object).checked_rem(self.bound.len()) else {
					return;
				};
				self.bound[place]
			},
			(Control::Release | Control::Destroy, _) => {
				let thing = self.pick(op, is_kept);
				// Customs decide with a declaration on what they keep for it.
				let kept_by = self.view.things.get(&thing).and_then(|seen| seen.kept_by);
				if kept_by == Some(Cause::Decision) {
					return;
				}
				Claim::Thing(thing)
			},
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
