//! Random worlds: few members, lots, leaves and codes, so that everything meets everything.

use super::steps::{Control, Ground, FIRST_CLASS, SECOND_CLASS};
use proptest::{collection::vec, prelude::*, sample::select};

/// Pieces of each lot, and its first serial if it has serials. The lots share serials.
pub const LOTS: [(u64, Option<u32>); 4] = [(8, Some(0)), (8, Some(2)), (9, None), (1, Some(9))];
/// How many lots there are from the start.
pub const FIRST_LOTS: u32 = 3;
/// How many serials there are in all lots.
pub const SERIALS: u32 = 11;
/// How many codes cases can bear.
pub const CODES: u32 = 7;

/// What is wrong with a call, if anything. Else it names what it can be about, its holder and number.
#[derive(Clone, Copy, Debug)]
pub enum Slip {
	None,
	/// Anybody calls.
	Actor(u8),
	/// The number is one too low or too high.
	Behind,
	Ahead,
	/// It is about anything.
	Anything,
	/// It is about nothing.
	Unheard,
}

/// Which goods an observation, a sale or an authority means.
#[derive(Clone, Copy, Debug)]
pub enum Shown {
	Thing,
	Label,
	Leaf,
	Forged,
}

/// What is wrong with what a maker says of a transformation, if anything.
#[derive(Clone, Copy, Debug)]
pub enum Flaw {
	None,
	/// One piece more or less than the rates give.
	More,
	Less,
	/// A class has no rate, two, or one of nothing.
	Unrated,
	RatedTwice,
	OfNothing,
	/// The lot is on record.
	Known,
}

/// Which goods are recalled. Numbers choose among what there is.
#[derive(Clone, Debug)]
pub enum Recalled {
	/// What was made of a class from one lot on, or ever, and before another, until now, or without an end.
	Class {
		class: u32,
		from: Option<u8>,
		until: Until,
	},
	Lot,
	Leaves(Vec<(u32, u32)>),
	/// The leaf of a unit that was taken out of its consignment.
	Taken,
}

/// What a recall of a class leaves out.
#[derive(Clone, Copy, Debug)]
pub enum Until {
	Lot(u8),
	Now,
	Ever,
}

/// What is split off a consignment that a unit was taken out of.
#[derive(Clone, Copy, Debug)]
pub enum Around {
	/// Its leaf, and so many before and after it.
	Leaf(u32, u32),
	/// All other leaves.
	Rest,
}

/// What somebody tries. Numbers choose among what there is, counted round.
#[derive(Clone, Debug)]
pub enum Deed {
	Commission(u32),
	/// Two ranges, or the first length in pieces.
	Split(Vec<(u32, u32)>),
	/// A consignment at the leaf of a unit that was taken out of it.
	SplitTaken(Around),
	/// `is_tall`: the highest case into a code that is free.
	Pack {
		code: u32,
		count: usize,
		is_tall: bool,
	},
	/// Packs the highest case, time and again.
	Stack,
	Unpack {
		count: usize,
	},
	Close,
	Offer(u8),
	/// Offers, and the receiver accepts.
	HandOver(u8),
	Accept,
	Refuse,
	Withdraw,
	/// What is on offer to somebody, with what becomes of each.
	Receive(Vec<u8>),
	Destroy,
	Sell(Shown),
	PutOnMarket(Shown),
	Observe(Shown),
	Control(Control, Shown),
	/// Often whoever keeps the goods takes them, or what lies in them; else one of the authorities.
	Take {
		by: u8,
		shown: Shown,
		place: Option<&'static str>,
	},
	EndCustody {
		is_destroyed: bool,
	},
	/// An authority takes a unit and is expelled, and another decides.
	Replace {
		by: u8,
		is_destroyed: bool,
	},
	Seal(Ground),
	Consign(u8),
	/// Seals, consigns, perhaps changes the seal on the way, and perhaps the receiver accepts.
	Carry {
		to: u8,
		changed: Option<Ground>,
		is_accepted: bool,
	},
	TakeBack,
	Miss(Shown),
	Find,
	Reassign(u8),
	OfferTitle(u8),
	/// Offers title, and the buyer accepts.
	PassTitle(u8),
	AcceptTitle,
	WithdrawTitle,
	/// Offers the title of what lies in another, sells that, and whoever it was offered to accepts.
	SellTwice(u8),
	/// Hands loose goods over, of which some are missing.
	HandOverShort(u8),
	/// Makes a lot of some goods.
	Transform {
		class: u32,
		count: usize,
		/// So many pieces of the first class among them give so many.
		rate: (u64, u64),
		flaw: Flaw,
	},
	/// Relabels goods, and perhaps the holder sells them by their former label.
	Relabel {
		class: u32,
		shown: Shown,
		is_sold: bool,
	},
	/// Recalls goods, and perhaps their holder sells some of them or makes more.
	Recall {
		by: u8,
		what: Recalled,
		is_defied: bool,
	},
	/// Lifts a recall: whoever declared it, or another.
	Lift(Option<u8>),
	/// Sells goods, recalls them, and takes them back.
	SellAndRecall,
	/// Sets or lifts the ceiling of the class, and perhaps somebody makes the last lot.
	Limit {
		ceiling: Option<u64>,
		is_tried: bool,
	},
	/// Gives the class another commodity code.
	Revise,
	Wait,
}

/// A deed, with what it is about.
#[derive(Clone, Debug)]
pub struct Op {
	pub deed: Deed,
	pub object: u8,
	pub slip: Slip,
}

fn slip() -> impl Strategy<Value = Slip> {
	prop_oneof![
		12 => Just(Slip::None),
		2 => any::<u8>().prop_map(Slip::Actor),
		1 => Just(Slip::Behind),
		1 => Just(Slip::Ahead),
		2 => Just(Slip::Anything),
		1 => Just(Slip::Unheard),
	]
}

fn shown() -> impl Strategy<Value = Shown> {
	prop_oneof![
		1 => Just(Shown::Thing),
		1 => Just(Shown::Label),
		6 => Just(Shown::Leaf),
		1 => Just(Shown::Forged),
	]
}

fn ground() -> impl Strategy<Value = Ground> {
	select(vec![Ground::Loaded, Ground::ByCustoms, Ground::Damaged])
}

fn range() -> impl Strategy<Value = (u32, u32)> {
	(0u32..9, 0u32..5).prop_map(|(from, length)| (from, from + length))
}

fn around() -> impl Strategy<Value = Around> {
	prop_oneof![
		3 => (0u32..3, 0u32..3).prop_map(|(before, after)| Around::Leaf(before, after)),
		1 => Just(Around::Rest),
	]
}

fn class() -> impl Strategy<Value = u32> {
	select(vec![FIRST_CLASS, SECOND_CLASS])
}

fn flaw() -> impl Strategy<Value = Flaw> {
	let flaws =
		[Flaw::More, Flaw::Less, Flaw::Unrated, Flaw::RatedTwice, Flaw::OfNothing, Flaw::Known];
	prop_oneof![2 => Just(Flaw::None), 1 => select(flaws.to_vec())]
}

fn recalled() -> impl Strategy<Value = Recalled> {
	let until = prop_oneof![any::<u8>().prop_map(Until::Lot), Just(Until::Now), Just(Until::Ever)];
	prop_oneof![
		2 => (class(), any::<Option<u8>>(), until)
			.prop_map(|(class, from, until)| Recalled::Class { class, from, until }),
		1 => Just(Recalled::Lot),
		2 => vec(range(), 0..3).prop_map(Recalled::Leaves),
		1 => Just(Recalled::Taken),
	]
}

fn deed() -> impl Strategy<Value = Deed> {
	let controls = [
		Control::Extract,
		Control::Extract,
		Control::Detain,
		Control::Detain,
		Control::Release,
		Control::Release,
		Control::Destroy,
		Control::Bind,
		Control::Unbind,
		Control::Unbind,
	];
	let declared = prop_oneof![3 => Just(Shown::Thing), 2 => Just(Shown::Leaf)];
	let taken = prop_oneof![3 => Just(Shown::Thing), 3 => shown()];
	prop_oneof![
		1 => (1..=LOTS.len() as u32).prop_map(Deed::Commission),
		8 => vec(range(), 0..3).prop_map(Deed::Split),
		4 => around().prop_map(Deed::SplitTaken),
		10 => (0..CODES, 0usize..4, any::<bool>())
			.prop_map(|(code, count, is_tall)| Deed::Pack { code, count, is_tall }),
		1 => Just(Deed::Stack),
		4 => (0usize..3).prop_map(|count| Deed::Unpack { count }),
		4 => Just(Deed::Close),
		4 => any::<u8>().prop_map(Deed::Offer),
		4 => any::<u8>().prop_map(Deed::HandOver),
		2 => Just(Deed::Accept),
		2 => Just(Deed::Refuse),
		2 => Just(Deed::Withdraw),
		2 => vec(any::<u8>(), 0..3).prop_map(Deed::Receive),
		1 => Just(Deed::Destroy),
		4 => shown().prop_map(Deed::Sell),
		3 => shown().prop_map(Deed::PutOnMarket),
		3 => shown().prop_map(Deed::Observe),
		8 => (select(controls.to_vec()), declared)
			.prop_map(|(control, shown)| Deed::Control(control, shown)),
		4 => (any::<u8>(), taken, proptest::option::weighted(0.3, select(vec!["DE", "PT"])))
			.prop_map(|(by, shown, place)| Deed::Take { by, shown, place }),
		4 => any::<bool>().prop_map(|is_destroyed| Deed::EndCustody { is_destroyed }),
		1 => (any::<u8>(), any::<bool>())
			.prop_map(|(by, is_destroyed)| Deed::Replace { by, is_destroyed }),
		2 => ground().prop_map(Deed::Seal),
		1 => any::<u8>().prop_map(Deed::Consign),
		3 => (any::<u8>(), proptest::option::of(ground()), any::<bool>())
			.prop_map(|(to, changed, is_accepted)| Deed::Carry { to, changed, is_accepted }),
		2 => Just(Deed::TakeBack),
		2 => shown().prop_map(Deed::Miss),
		2 => Just(Deed::Find),
		2 => any::<u8>().prop_map(Deed::Reassign),
		2 => any::<u8>().prop_map(Deed::OfferTitle),
		3 => any::<u8>().prop_map(Deed::PassTitle),
		1 => Just(Deed::AcceptTitle),
		2 => Just(Deed::WithdrawTitle),
		2 => any::<u8>().prop_map(Deed::SellTwice),
		2 => any::<u8>().prop_map(Deed::HandOverShort),
		4 => (class(), 0usize..4, select(vec![(1, 1), (2, 1), (3, 2), (2, 3)]), flaw())
			.prop_map(|(class, count, rate, flaw)| Deed::Transform { class, count, rate, flaw }),
		4 => (class(), shown(), any::<bool>())
			.prop_map(|(class, shown, is_sold)| Deed::Relabel { class, shown, is_sold }),
		3 => (any::<u8>(), recalled(), any::<bool>())
			.prop_map(|(by, what, is_defied)| Deed::Recall { by, what, is_defied }),
		3 => proptest::option::weighted(0.3, any::<u8>()).prop_map(Deed::Lift),
		1 => Just(Deed::SellAndRecall),
		2 => (proptest::option::weighted(0.9, 24u64..28), any::<bool>())
			.prop_map(|(ceiling, is_tried)| Deed::Limit { ceiling, is_tried }),
		2 => Just(Deed::Revise),
		1 => Just(Deed::Wait),
	]
}

/// What members and authorities try, in order.
pub fn world() -> impl Strategy<Value = Vec<Op>> {
	let op =
		(deed(), any::<u8>(), slip()).prop_map(|(deed, object, slip)| Op { deed, object, slip });
	vec(op, 1..60)
}
