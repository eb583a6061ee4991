//! Goods that move in the chain in memory: their items in the state, their events among those of the blocks.

use super::{sha256, State};
use codec::{Decode, Encode};
use sp_core::H256;
use tracemark_certificate::{
	custody::*, form::Subject, history::next_head, keys, registers::Quantity,
};

pub const MOMENT: u64 = 1_795_546_671_123;
/// The last block in which something happens.
pub const LAST: u32 = 8;

/// An object by its name.
pub fn object(name: &str) -> H256 {
	sha256(name.as_bytes())
}

pub fn trace(name: &str) -> Subject {
	Subject::Trace { object: object(name) }
}

pub fn event(name: &str, number: u32) -> Subject {
	Subject::Event { object: object(name), number }
}

pub fn circumstances() -> Circumstances {
	Circumstances {
		place: Some(*b"4012345000009"),
		time: EventTime { moment: MOMENT, offset: -90 },
		timeliness: Timeliness::Prompt,
	}
}

/// Reported two days later.
fn nowhere() -> Circumstances {
	let time = EventTime { moment: MOMENT - 2 * 86_400_000, offset: -90 };
	Circumstances { place: None, time, timeliness: Timeliness::Late }
}

/// What happens in a block.
pub struct Happening<'a> {
	pub state: &'a mut State,
	/// Bodies in the order in which they are deposited.
	pub bodies: Vec<Vec<u8>>,
	/// Number of the block.
	pub block: u32,
}

impl Happening<'_> {
	fn item(&self, name: &str) -> Item {
		let value = self.state.get(&keys::item(&object(name)));
		value.map_or_else(
			|| Item {
				position: Position::Held { holder: 4 },
				presence: Presence::Held,
				kind: ItemKind::Consignment { lot: sha256(b"lot"), number: 0 },
				seq: 0,
				head: H256::zero(),
				spans: 0,
				cleared: Some(Clearance { declaration: 12, destination: *b"DE" }),
				cleared_in: 0,
				first_sale: Some(Marketing { country: *b"DE", at: MOMENT, altered: None }),
				packed_in: 0,
				declared: 0,
				trips: 0,
				enclosure: Enclosure::Open,
				owner: None,
			},
			|value| Item::decode(&mut value.as_slice()).unwrap(),
		)
	}

	fn chain(&mut self, name: &str, body: &[u8]) {
		let mut item = self.item(name);
		item.seq += 1;
		item.head = next_head(&item.head, item.seq, body);
		self.state.insert(keys::item(&object(name)), item.encode());
	}

	/// Changes what the state says of an object.
	pub fn change(&mut self, name: &str, change: impl FnOnce(&mut Item)) {
		let mut item = self.item(name);
		change(&mut item);
		self.state.insert(keys::item(&object(name)), item.encode());
	}

	/// Begins a stay of an object, which is told next.
	fn stay(&mut self, name: &str, stay: Stay, place: Option<[u8; 13]>) {
		self.noted_stay(name, stay, place, None);
	}

	fn noted_stay(
		&mut self,
		name: &str,
		stay: Stay,
		place: Option<[u8; 13]>,
		reservation: Option<Reservation>,
	) {
		let number = self.item(name).spans;
		let (at, passage) = (block_time(self.block), None);
		let span =
			Span { stay, at, block: self.block, place, reservation, passage, owner: Some(4) };
		self.state.insert(keys::span(&object(name), number), span.encode());
		self.change(name, |item| item.spans += 1);
	}

	/// An event of one object: its kind, what comes before the object, and what comes after its number.
	pub fn of(&mut self, kind: u8, before: impl Encode, name: &str, after: impl Encode) {
		let seq = self.item(name).seq + 1;
		let body = (kind, before, object(name), seq, after).encode();
		self.chain(name, &body);
		self.bodies.push(body);
	}

	/// An event of two objects: `fields` makes of the ids and the pins what is encoded after the kind.
	pub fn both(&mut self, kind: u8, parent: &str, child: &str, after: impl Encode) {
		let (holding, held) = (self.item(parent), self.item(child));
		let pins = Pins {
			parent_seq: holding.seq + 1,
			parent_head: holding.head,
			child_seq: held.seq + 1,
			child_head: held.head,
		};
		let (one, other) = match kind {
			29 | 31 => (object(child), object(parent)),
			_ => (object(parent), object(child)),
		};
		let body = (kind, one, other, pins, after).encode();
		self.chain(parent, &body);
		self.chain(child, &body);
		self.bodies.push(body);
	}

	pub fn commission(&mut self, name: &str) {
		self.stay(name, Stay::With(4), circumstances().place);
		let after = (
			*b"04012345000009",
			4u32,
			Quantity::Pieces(12),
			Some(sha256(b"root")),
			circumstances(),
		);
		self.of(1, sha256(b"lot"), name, after);
	}

	pub fn open(&mut self, name: &str) {
		let sscc = *b"340123450000000018";
		self.stay(name, Stay::With(4), None);
		self.of(3, (), name, (sscc, 0u32, 4u32));
		self.change(name, |item| item.kind = ItemKind::LogisticUnit { sscc, generation: 0 });
	}

	pub fn pack(&mut self, parent: &str, child: &str) {
		self.stay(child, Stay::In(object(parent)), circumstances().place);
		self.both(4, parent, child, (4u32, circumstances()));
		self.change(child, |item| item.position = Position::In { parent: object(parent) });
	}

	pub fn unpack(&mut self, parent: &str, child: &str, by: u32) {
		self.stay(child, Stay::With(by), None);
		self.both(5, parent, child, (by, nowhere()));
		self.change(child, |item| item.position = Position::Held { holder: by });
	}

	pub fn hand_over(&mut self, name: &str, from: u32, to: u32, noted: Option<Reservation>) {
		self.of(9, (), name, (from, to, MOMENT + 90, circumstances()));
		self.noted_stay(name, Stay::With(to), None, noted);
		self.of(10, (), name, (from, to, noted, nowhere()));
		self.change(name, |item| item.position = Position::Held { holder: to });
	}
}

/// Block time.
pub fn block_time(number: u32) -> u64 {
	1_795_546_671_000 + u64::from(number) * 6_000
}

/// What happens in a block with this number.
pub fn happen(state: &mut State, number: u32) -> Vec<Vec<u8>> {
	let mut now = Happening { state, bodies: Vec::new(), block: number };
	match number {
		1 => {
			now.commission("goods");
			kinds(&mut now);
		},
		2 => {
			let part = Part::Ranges(vec![(0, 3), (5, 9)]);
			now.stay("part", Stay::With(4), None);
			now.both(2, "goods", "part", (part, 4u32));
			now.open("box");
			now.open("pallet");
		},
		3 => {
			now.pack("box", "goods");
			now.pack("pallet", "box");
		},
		4 => now.hand_over("pallet", 4, 5, None),
		5 => {
			now.of(7, (), "box", object("unit"));
			now.of(7, (), "pallet", object("unit"));
			now.stay("unit", Stay::With(5), None);
			now.both(6, "goods", "unit", 5u32);
			now.stay("unit", Stay::Ended(EndOfLife::Sold), None);
			now.of(13, (), "unit", (5u32, Some(99u32), sha256(b"order"), Some(sha256(b"payment"))));
			now.change("unit", |item| {
				item.kind = ItemKind::Unit { lot: sha256(b"lot"), index: 1 };
				item.presence = Presence::Ended(EndOfLife::Sold);
			});
		},
		6 => {
			now.hand_over("pallet", 5, 6, Some(Reservation::Damaged));
			now.unpack("pallet", "box", 6);
			now.hand_over("pallet", 6, 8, None);
		},
		7 => {
			now.unpack("box", "goods", 6);
			now.commission("renamed");
			now.stay("part", Stay::Ended(EndOfLife::Relabelled), None);
			now.both(31, "renamed", "part", (Quantity::Pieces(7), 4u32));
			now.change("part", |item| item.presence = Presence::Ended(EndOfLife::Relabelled));
		},
		8 => {
			let missing = Quantity::Measured { micros: 2_500_000, unit: *b"LT " };
			now.hand_over("renamed", 4, 7, Some(Reservation::Shortage { missing }));
			now.of(9, (), "goods", (6u32, 7u32, MOMENT, nowhere()));
			let (until, leg) = (MOMENT, Some(LegUnderway { departed: 3, is_sealed: true }));
			now.change("goods", |item| item.presence = Presence::Offered { to: 7, until, leg });
			now.pack("box", "goods");
			wander(&mut now);
		},
		_ => {},
	}
	now.bodies
}

/// An object that changes hands, is sold, kept, missing, found, somebody else's and kept again.
fn wander(now: &mut Happening<'_>) {
	let (name, by, order, at) = ("wanderer", 5u32, sha256(b"order"), circumstances());
	let place = at.place;
	now.commission(name);
	now.hand_over(name, 4, by, Some(Reservation::Damaged));
	now.stay(name, Stay::Ended(EndOfLife::Sold), None);
	now.of(13, (), name, (by, None::<u32>, order, None::<H256>));
	// Which was sold comes back into the trade so, and begins a stay.
	now.stay(name, Stay::With(by), None);
	now.of(16, (), name, (1u32, None::<H256>, None::<[u8; 13]>));
	now.of(17, (), name, (1u32, None::<H256>));
	now.stay(name, Stay::Ended(EndOfLife::Stolen), place);
	now.of(24, (), name, (by, 1u8, at));
	now.stay(name, Stay::With(by), place);
	now.of(25, (), name, (by, at));
	now.stay(name, Stay::With(by), None);
	now.of(50, (), name, (by, 6u32));
	// Which was not out of it does not.
	now.of(16, (), name, (1u32, None::<H256>, None::<[u8; 13]>));
	now.of(17, (), name, (1u32, None::<H256>));
	now.stay(name, Stay::With(6), None);
	now.of(28, (), name, (by, 6u32, 0u8, order));
	now.open("crate");
	now.pack("crate", name);
	now.stay(name, Stay::With(6), None);
	now.both(6, "crate", name, 6u32);
	now.change(name, |item| item.position = Position::Held { holder: 6 });
}

/// An object to which one event of every kind happens that is of one object.
fn kinds(now: &mut Happening<'_>) {
	let (by, order, at) = (4u32, sha256(b"order"), circumstances());
	let (time, none) = (EventTime { moment: MOMENT, offset: 60 }, None::<u32>);
	let (name, amount) = ("kinds", Quantity::Pieces(2));
	now.commission(name);
	now.of(3, (), name, (*b"340123450000000018", 1u32, by));
	now.of(7, (), name, object("unit"));
	now.of(8, (), name, by);
	now.of(9, (), name, (by, 5u32, MOMENT, at));
	now.of(10, (), name, (by, 5u32, Some(Reservation::SealBroken), at));
	for reason in 0u8..5 {
		now.of(11, (), name, (by, reason));
	}
	now.of(12, (), name, by);
	now.of(13, (), name, (by, none, order, None::<H256>));
	now.of(14, (), name, (by, *b"AT", Some(6u32), order, Some(order)));
	now.of(15, (), name, (by, Some(time)));
	now.of(15, (), name, (by, None::<EventTime>));
	let (no_ground, no_place) = (None::<H256>, None::<[u8; 13]>);
	now.of(16, (), name, (by, no_ground, no_place));
	now.of(16, (), name, (by, Some(order), Some(*b"4012345000009")));
	now.of(17, (), name, (by, no_ground));
	now.of(17, (), name, (by, Some(order)));
	now.of(18, (), name, Clearance { declaration: 12, destination: *b"DE" });
	now.of(20, (), name, (by, time));
	now.of(23, (), name, (by, order, at));
	now.of(24, (), name, (by, 0u8, at));
	now.of(24, (), name, (by, 1u8, at));
	now.of(25, (), name, (by, at));
	now.of(26, (), name, (by, at));
	now.of(28, (), name, (by, 5u32, 0u8, order));
	now.of(28, (), name, (by, 5u32, 1u8, order));
	let rate = RateOfYield { class: *b"04012345000009", input: amount, output: amount };
	now.of(30, (), name, (by, vec![rate, rate]));
	now.of(43, (), name, by);
	let seals = vec![b"SEAL1".to_vec(), b"SEAL2".to_vec()];
	for ground in 0u8..6 {
		now.of(44, (), name, (1u32, by, Some(*b"CSQU3054383"), seals.clone(), ground, at));
	}
	now.of(44, (), name, (2u32, by, None::<[u8; 11]>, Vec::<Vec<u8>>::new(), 0u8, nowhere()));
	now.of(45, (), name, (by, 5u32, MOMENT, 2u16, sha256(b"tag"), Some(1u32), at));
	now.of(45, (), name, (by, 5u32, MOMENT, 2u16, sha256(b"tag"), none, nowhere()));
	now.of(49, (), name, (by, 5u32, MOMENT));
	now.of(50, (), name, (by, 5u32));
	now.of(51, (), name, by);
	now.both(2, name, "split", (Part::Amount(amount), by));
	now.both(29, name, "used", (amount, by));
	now.change(name, |item| item.presence = Presence::Detained { by: 1 });
}
