//! Objects with state of their own, and their spans.

use super::*;

/// Where an object is.
#[stored]
#[derive(Copy)]
pub enum Position {
	/// On its own, with an organisation; where it ended, with the last.
	#[codec(index = 0)]
	Held {
		/// With whom.
		holder: OrgId,
	},
	/// Inside a logistic unit, with which it moves.
	#[codec(index = 1)]
	In {
		/// Inside which.
		parent: ObjectId,
	},
}

/// What an object is.
#[stored]
#[derive(Copy)]
pub enum ItemKind {
	/// A part of a lot.
	#[codec(index = 0)]
	Consignment {
		/// Of which lot.
		lot: LotId,
		/// Its number within the lot.
		number: u32,
	},
	/// A single item that was taken out of its consignment.
	#[codec(index = 1)]
	Unit {
		/// Of which lot.
		lot: LotId,
		/// Its leaf in the lot's tree.
		index: u32,
	},
	/// A case, pallet, container.
	#[codec(index = 2)]
	LogisticUnit {
		/// The code that it bears.
		sscc: Sscc,
		/// How often the code had been used before.
		generation: u32,
	},
}

/// An object with state of its own.
#[stored]
#[derive(Copy)]
pub struct Item {
	/// Where it is.
	pub position: Position,
	/// What its life is at. An object inside another is `Held`: the outermost one tells.
	pub presence: Presence,
	/// What it is.
	pub kind: ItemKind,
	/// Number of its last event. Calls name it, so that none takes effect twice.
	pub seq: u32,
	/// Head of the chain of its events.
	pub head: H256,
	/// How many [`Span`]s it has.
	pub spans: u32,
	/// Its last clearance, which covers what lay in it then.
	pub cleared: Option<Clearance>,
	/// Number of the event of that clearance.
	pub cleared_in: u32,
	/// Where and when a unit or consignment was first put on the market with consent.
	pub first_sale: Option<Marketing>,
	/// Number of the event by which it came into what it lies in, in that one's chain.
	pub packed_in: u32,
	/// How many declared goods that wait for a decision it is or holds: while there are any it stays as
	/// it is.
	pub declared: u32,
	/// How many trips of it were recorded.
	pub trips: u32,
	/// How it is closed by the last of them.
	pub enclosure: Enclosure,
	/// To whom it belongs, if not to its holder; inside another, if not to whom that one belongs. On its own
	/// it is never the holder.
	pub owner: Option<OrgId>,
}

impl Item {
	/// An object with neither event nor span yet.
	pub fn new(kind: ItemKind, position: Position) -> Self {
		Self {
			position,
			presence: Presence::Held,
			kind,
			seq: 0,
			head: H256::zero(),
			spans: 0,
			cleared: None,
			cleared_in: 0,
			first_sale: None,
			packed_in: 0,
			declared: 0,
			trips: 0,
			enclosure: Enclosure::Open,
			owner: None,
		}
	}

	/// Notes that it belongs to `owner`, where without a word it would be to `default`: to its holder, or to whom
	/// what it lies in belongs.
	pub fn assign(&mut self, owner: OrgId, default: OrgId) {
		self.owner = (owner != default).then_some(owner);
	}

	/// Takes over what applied to it where it lay, as of its next event: all that lies in it lay there too.
	pub fn inherit(&mut self, cleared: Option<Clearance>) {
		if self.cleared != cleared {
			self.cleared = cleared;
			self.cleared_in = self.seq.saturating_add(1);
		}
	}

	/// Notes that `seller` puts it on the market where it is established, unless that was done before.
	pub fn put_on_market(&mut self, seller: &Member, at: Moment) {
		let country = seller.country;
		self.first_sale = self.first_sale.or(Some(Marketing { country, at, altered: None }));
	}

	/// Notes that something got into it or out, that its seals were found broken, or that its life ended: its
	/// trip is over.
	pub fn open(&mut self) {
		self.enclosure = Enclosure::Open;
	}

	/// How it passed a leg, if whoever accepts it notes `reservation`.
	pub fn passage(&self, leg: LegUnderway, reservation: Option<Reservation>) -> Passage {
		let LegUnderway { departed, is_sealed } = leg;
		let is_whole = is_sealed
			&& self.enclosure == Enclosure::Sealed
			&& reservation != Some(Reservation::SealBroken);
		if is_whole {
			Passage::Bridged { departed }
		} else {
			Passage::Broken { departed }
		}
	}

	/// Makes the event of the object's next number and chains it.
	pub fn advance<E: Encode>(
		&mut self,
		event: impl FnOnce(u32) -> E,
	) -> Result<E, ArithmeticError> {
		let seq = self.next_seq()?;
		let event = event(seq);
		self.chain(seq, &event);
		Ok(event)
	}

	/// Makes the event of two objects and chains it in both, each with the other's head.
	pub fn advance_both<E: Encode>(
		parent: &mut Self,
		child: &mut Self,
		event: impl FnOnce(Pins) -> E,
	) -> Result<E, ArithmeticError> {
		let pins = Pins {
			parent_seq: parent.next_seq()?,
			parent_head: parent.head,
			child_seq: child.next_seq()?,
			child_head: child.head,
		};
		let event = event(pins);
		parent.chain(pins.parent_seq, &event);
		child.chain(pins.child_seq, &event);
		Ok(event)
	}

	fn next_seq(&self) -> Result<u32, ArithmeticError> {
		self.seq.checked_add(1).ok_or(ArithmeticError::Overflow)
	}

	fn chain(&mut self, seq: u32, event: &impl Encode) {
		self.seq = seq;
		self.head = next_head(self.head, seq, event);
	}
}

/// What pins the chains of two objects to each other.
#[stored]
#[derive(Copy)]
pub struct Pins {
	/// Number of the event in the chain of the object that holds or held the other.
	pub parent_seq: u32,
	/// Head of that chain before the event.
	pub parent_head: H256,
	/// Number of the event in the chain of the other.
	pub child_seq: u32,
	/// Head of that chain before the event.
	pub child_head: H256,
}

/// How an object was from one change to the next.
#[stored]
#[derive(Copy)]
pub enum Stay {
	/// With an organisation.
	#[codec(index = 0)]
	With(OrgId),
	/// Inside a logistic unit.
	#[codec(index = 1)]
	In(ObjectId),
	/// No longer in the trade. The last, unless goods that were sold came back, or goods that were missing
	/// were found.
	#[codec(index = 2)]
	Ended(EndOfLife),
}

/// A change of an object's place in the chain, or of its owner, which lasts until the next.
#[stored]
#[derive(Copy)]
pub struct Span {
	/// How the object has been from here on.
	pub stay: Stay,
	/// Block time of the change.
	pub at: Moment,
	/// Block of the change.
	pub block: BlockNumber,
	/// Where it took place, as the actor said.
	pub place: Option<Gln>,
	/// What the receiver noted of a hand-over.
	pub reservation: Option<Reservation>,
	/// How the object came to the receiver, if somebody carried it who is no member.
	pub passage: Option<Passage>,
	/// To whom the object belonged, if not to its holder; inside another, if not to whom that one belonged.
	pub owner: Option<OrgId>,
}

/// That an owner offers the title of an object.
#[stored]
#[derive(Copy)]
pub struct TitleOffer {
	/// Which owner.
	pub from: OrgId,
	/// To whom.
	pub to: OrgId,
	/// The moment from which on it cannot be accepted.
	pub until: Moment,
}

impl ItemKind {
	/// The id of the consignment or logistic unit of this kind; a unit's needs its serial.
	pub fn id(&self) -> Option<ObjectId> {
		match self {
			Self::Consignment { lot, number } => Some(consignment_id(lot, *number)),
			Self::LogisticUnit { sscc, generation } => Some(logistic_unit_id(sscc, *generation)),
			Self::Unit { .. } => None,
		}
	}
}
