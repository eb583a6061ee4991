//! Random worlds: few members, rights, countries and moments, so that everything meets everything.

use super::facts::Terms;
use proptest::{collection::vec, option, prelude::*, sample::select};
use tracemark_primitives::{
	authorisation::{Activities, Activity, Making},
	rights::RightClass,
	territory::{Country, Territories},
	time::{legal_date, DAY},
	LegalDate, Moment,
};

/// How many members there are.
pub const MEMBERS: usize = 3;
/// How many rights there are. The first is a mark, the second a design.
pub const RIGHTS: usize = 2;
/// Where everything happens.
pub const COUNTRIES: [Country; 3] = [Country(*b"CH"), Country(*b"DE"), Country(*b"FR")];
/// What the rights are registered for.
pub const CLASSES: [RightClass; RIGHTS] =
	[RightClass::Nice { edition: 12, class: 25 }, RightClass::Locarno { edition: 14, class: 2 }];
/// Classes of the same classifications that they are not registered for.
const OTHER_CLASSES: [RightClass; RIGHTS] =
	[RightClass::Nice { edition: 12, class: 9 }, RightClass::Locarno { edition: 14, class: 5 }];

/// From one moment to the next. Noon each time, so that legal dates meet too.
const STEP: Moment = 10 * DAY;
/// How many moments there are. The story begins at the third.
const MOMENTS: u8 = 10;

/// The moment with this number, of a story that begins at `start`.
pub fn moment(start: Moment, number: u8) -> Moment {
	start - 2 * STEP + Moment::from(number) * STEP
}

fn day(start: Moment, number: u8) -> LegalDate {
	legal_date(moment(start, number))
}

/// The countries whose bits are set.
pub fn countries(mask: u8) -> Territories {
	let chosen: Vec<Country> = COUNTRIES
		.into_iter()
		.enumerate()
		.filter(|(place, _)| mask & (1 << place) != 0)
		.map(|(_, country)| country)
		.collect();
	Territories::of(&chosen).expect("the countries exist")
}

/// Where and how long a right stands.
#[derive(Clone, Debug)]
pub struct Extent {
	pub countries: u8,
	pub until: Option<u8>,
}

impl Extent {
	/// First day inside and first day outside.
	pub fn term(&self, start: Moment) -> (LegalDate, Option<LegalDate>) {
		(day(start, 0) - 20, self.until.map(|until| day(start, until)))
	}
}

/// A licence before it is offered.
#[derive(Clone, Debug)]
pub struct Draft {
	pub activities: Activities,
	pub countries: u8,
	/// Covers the time before it is granted too.
	pub is_retroactive: bool,
	/// In steps from now.
	pub lasts: Option<u8>,
	pub quantity: Option<u64>,
	pub is_for_class: bool,
	pub is_for_marketplace: bool,
	/// 1: sole, 2: exclusive.
	pub exclusivity: u8,
	pub sublicensing: u8,
	/// In steps.
	pub notice: u8,
	/// In steps.
	pub sell_off: u8,
}

impl Draft {
	/// The terms of a licence that is offered now. The marketplace is the last member.
	pub fn terms(&self, now: Moment, right: usize, marketplace: u32) -> Terms {
		let is_exclusive = self.exclusivity == 2;
		let is_sole = self.exclusivity == 1;
		let is_retroactive = self.is_retroactive && !is_exclusive && !is_sole;
		Terms {
			activities: self.activities,
			territories: countries(self.countries),
			from: if is_retroactive { now - 4 * STEP } else { now },
			until: self.lasts.map(|steps| now + Moment::from(steps) * STEP),
			quantity: self.quantity,
			classes: self.is_for_class.then(|| vec![CLASSES[right]]),
			marketplaces: self.is_for_marketplace.then(|| vec![marketplace]),
			is_sole,
			is_exclusive,
			sublicensing: self.sublicensing,
			notice: Moment::from(self.notice) * STEP,
			sell_off: Moment::from(self.sell_off) * STEP,
		}
	}
}

/// A question before its parties and times are known.
#[derive(Clone, Debug)]
pub struct Asked {
	/// Asked of the licensee of a licence, under its right; of those below if there is none.
	pub of_licence: Option<usize>,
	pub right: usize,
	pub party: usize,
	pub activity: Activity,
	pub country: Country,
	/// Now if there is none.
	pub at: Option<u8>,
	pub pieces: Option<u64>,
	pub making: Making,
	pub made_at: Option<u8>,
	/// Where, when, and whether the record shows it.
	pub first_sale: Option<(Country, u8, bool)>,
	pub is_altered: bool,
	pub is_partitioned: bool,
	/// Whether it is the class of the right; none if it is not named.
	pub is_of_class: Option<bool>,
	pub is_on_marketplace: bool,
}

impl Asked {
	/// The class of the goods, asked under a right.
	pub fn class(&self, right: usize) -> Option<RightClass> {
		let classes = |is_it: bool| if is_it { CLASSES } else { OTHER_CLASSES };
		self.is_of_class.map(|is_it| classes(is_it)[right])
	}
}

/// What somebody tries. Licences are named by their place among those that were granted, counted round.
#[derive(Clone, Debug)]
pub enum Op {
	Designate {
		right: usize,
		country: Country,
		since: u8,
		ended: Option<u8>,
	},
	EndRight {
		right: usize,
		as_of: u8,
	},
	/// The whole of a part, or half of the right.
	Assign {
		right: usize,
		from: usize,
		to: usize,
		is_half: bool,
	},
	License {
		right: usize,
		by: usize,
		to: usize,
		draft: Draft,
	},
	/// Cut down to what the parent permits, unless it is to go beyond.
	Sublicense {
		parent: usize,
		to: usize,
		draft: Draft,
		goes_beyond: bool,
	},
	/// A licence, a sublicence of it, and one of that.
	Chain {
		right: usize,
		by: usize,
		draft: Draft,
	},
	Suspend {
		licence: usize,
	},
	Resume {
		licence: usize,
	},
	Terminate {
		licence: usize,
	},
	Revoke {
		licence: usize,
	},
	Surrender {
		licence: usize,
	},
	Exercise {
		licence: usize,
		pieces: u64,
	},
	Exhaust {
		right: usize,
		country: Country,
		countries: Option<u8>,
	},
	Stand {
		member: usize,
		is_good: bool,
	},
	Wait {
		steps: u8,
	},
	Ask(Asked),
}

impl Op {
	/// First day on which the right has effect there, and first day on which it no longer has.
	pub fn designated(
		start: Moment,
		since: u8,
		ended: Option<u8>,
	) -> (LegalDate, Option<LegalDate>) {
		(day(start, since), ended.map(|ended| day(start, ended)))
	}

	/// The first day on which a right no longer stands.
	pub fn end_of_right(start: Moment, as_of: u8) -> LegalDate {
		day(start, as_of)
	}

	/// By how much time passes.
	pub fn wait(steps: u8) -> Moment {
		Moment::from(steps) * STEP
	}
}

/// What happens.
#[derive(Clone, Debug)]
pub struct World {
	/// Of the rights that are attested at the beginning.
	pub extents: [Option<Extent>; RIGHTS],
	pub ops: Vec<Op>,
	/// Asked at the end.
	pub questions: Vec<Asked>,
}

const ACTS: [Activity; 6] = [
	Activity::Manufacture,
	Activity::Import,
	Activity::Stock,
	Activity::Sell,
	Activity::Sell,
	Activity::Reproduce,
];

const LICENSED_ACTS: [Activities; 4] = [
	Activities::of(&[
		Activity::Manufacture,
		Activity::Import,
		Activity::Stock,
		Activity::Sell,
		Activity::Reproduce,
	]),
	Activities::of(&[Activity::Import, Activity::Stock, Activity::Sell]),
	Activities::of(&[Activity::Manufacture, Activity::Sell]),
	Activities::of(&[Activity::Sell]),
];

fn place() -> impl Strategy<Value = Country> {
	select(&COUNTRIES[..])
}

/// The bit of a country.
fn own(country: Country) -> u8 {
	(0u8..).zip(COUNTRIES).filter(|(_, other)| *other == country).map(|(place, _)| 1 << place).sum()
}

fn mask() -> impl Strategy<Value = u8> {
	prop_oneof![3 => Just(7u8), 2 => 1u8..8]
}

fn extent() -> impl Strategy<Value = Extent> {
	let until = prop_oneof![4 => Just(None), 1 => (4u8..MOMENTS).prop_map(Some)];
	(mask(), until).prop_map(|(countries, until)| Extent { countries, until })
}

fn draft() -> impl Strategy<Value = Draft> {
	let reach = (select(&LICENSED_ACTS[..]), mask(), prop::bool::weighted(0.3));
	let limits = (
		option::weighted(0.6, 1u8..5),
		option::weighted(0.3, 1u64..6),
		prop::bool::weighted(0.1),
		prop::bool::weighted(0.1),
	);
	let rules = (
		prop_oneof![5 => Just(0u8), 1 => Just(1), 2 => Just(2)],
		0u8..4,
		0u8..3,
		prop_oneof![1 => Just(0u8), 2 => 1u8..4],
	);
	(reach, limits, rules).prop_map(|(reach, limits, rules)| {
		let (activities, countries, is_retroactive) = reach;
		let (lasts, quantity, is_for_class, is_for_marketplace) = limits;
		let (exclusivity, sublicensing, notice, sell_off) = rules;
		Draft {
			activities,
			countries,
			is_retroactive,
			lasts,
			quantity,
			is_for_class,
			is_for_marketplace,
			exclusivity,
			sublicensing,
			notice,
			sell_off,
		}
	})
}

fn asked() -> impl Strategy<Value = Asked> {
	let makings = [Making::Unknown, Making::WithConsent, Making::OverRun, Making::WithoutConsent];
	let act = (
		option::weighted(0.6, 0..8usize),
		0..RIGHTS,
		0..MEMBERS,
		select(&ACTS[..]),
		place(),
		option::weighted(0.4, 0..MOMENTS),
		option::weighted(0.4, 1u64..7),
	);
	let goods = (
		select(makings.to_vec()),
		option::weighted(0.7, 0..MOMENTS),
		option::weighted(0.6, (place(), 0..MOMENTS, prop::bool::weighted(0.6))),
		prop::bool::weighted(0.2),
		any::<bool>(),
		option::weighted(0.6, prop::bool::weighted(0.8)),
		any::<bool>(),
	);
	(act, goods).prop_map(|(act, goods)| {
		let (of_licence, right, party, activity, country, at, pieces) = act;
		let (making, made_at, first_sale, is_altered, is_partitioned, is_of_class, market) = goods;
		Asked {
			of_licence,
			right,
			party,
			activity,
			country,
			at,
			pieces,
			making,
			made_at,
			first_sale,
			is_altered,
			is_partitioned,
			is_of_class,
			is_on_marketplace: market,
		}
	})
}

fn op() -> impl Strategy<Value = Op> {
	let licence = || 0..8usize;
	// The first owner of a right has its number.
	let from_to = || {
		(0..RIGHTS, prop_oneof![3 => Just(None), 1 => (0..MEMBERS).prop_map(Some)], 1..MEMBERS)
			.prop_map(|(right, other, further)| {
				let from = other.unwrap_or(right);
				(right, from, (from + further) % MEMBERS)
			})
	};
	let about_rights = prop_oneof![
		3 => (0..RIGHTS, place(), 0..MOMENTS - 4, option::of(0..MOMENTS))
			.prop_map(|(right, country, since, ended)| Op::Designate { right, country, since, ended }),
		1 => (0..RIGHTS, 4..MOMENTS).prop_map(|(right, as_of)| Op::EndRight { right, as_of }),
		3 => (from_to(), any::<bool>())
			.prop_map(|((right, from, to), is_half)| Op::Assign { right, from, to, is_half }),
		3 => (0..RIGHTS, place(), option::weighted(0.8, mask()))
			.prop_map(|(right, country, countries)| {
				// Sales in the country itself always count.
				let countries = countries.map(|countries| countries | own(country));
				Op::Exhaust { right, country, countries }
			}),
		1 => (0..MEMBERS, any::<bool>())
			.prop_map(|(member, is_good)| Op::Stand { member, is_good }),
	];
	let grants = prop_oneof![
		4 => (from_to(), draft())
			.prop_map(|((right, by, to), draft)| Op::License { right, by, to, draft }),
		3 => (licence(), 0..MEMBERS, draft(), prop::bool::weighted(0.2)).prop_map(
			|(parent, to, draft, goes_beyond)| Op::Sublicense { parent, to, draft, goes_beyond }
		),
		2 => (from_to(), draft())
			.prop_map(|((right, by, _), draft)| Op::Chain { right, by, draft }),
	];
	let lives = prop_oneof![
		4 => licence().prop_map(|licence| Op::Suspend { licence }),
		1 => licence().prop_map(|licence| Op::Resume { licence }),
		3 => licence().prop_map(|licence| Op::Terminate { licence }),
		1 => licence().prop_map(|licence| Op::Revoke { licence }),
		1 => licence().prop_map(|licence| Op::Surrender { licence }),
		4 => (licence(), 1u64..5).prop_map(|(licence, pieces)| Op::Exercise { licence, pieces }),
	];
	prop_oneof![
		2 => about_rights,
		4 => grants,
		5 => lives,
		2 => (1u8..3).prop_map(|steps| Op::Wait { steps }),
		8 => asked().prop_map(Op::Ask),
	]
}

/// Any world.
pub fn world() -> impl Strategy<Value = World> {
	let second = option::weighted(0.9, extent());
	(extent(), second, vec(op(), 4..40), vec(asked(), 32)).prop_map(
		|(first, second, ops, questions)| World { extents: [Some(first), second], ops, questions },
	)
}
