//! The parties and goods that benchmarks begin with, those of other pallets among them.

use crate::*;
use alloc::{vec, vec::Vec};
use frame_support::{traits::Get, BoundedVec};
use sp_core::H256;
use tracemark_primitives::{
	benchmarking::BenchmarkHelper,
	digest::id,
	editions::{edition_id, CodeTally, Edition, EditionId, EditionSubject},
	geo::Coordinates,
	goods::{
		ClassRight, Content, GoodsClaim, LotId, MaxLotsPerLogisticUnit, MaxRightsPerClass,
		ObjectId, MAX_NESTING,
	},
	gs1::{
		consignment_id, logistic_unit_id, lot_id, lot_leaf, unit_id, CompanyPrefix, Gln, Gtin,
		LotNumber, Serial, SerialProof, Sscc,
	},
	hs::HsCode,
	merkle::{node_hash, AuditPath, MaxPathLength},
	parties::{Role, Roles},
	quantity::Quantity,
	recalls::{MaxRecalledRanges, RecallReason, RecallScope},
	rights::RightId,
	territory::Country,
	time::EventTime,
	Moment, OrgId, Validate,
};

/// Block time of the benchmarks.
pub(super) const NOW: Moment = 1_700_000_000_000;
/// Pieces of a lot of the benchmarks.
pub(super) const PIECES: u64 = 1_000_000;
/// The company prefix of every code of the benchmarks.
pub(super) const PREFIX: &[u8] = b"9900";

/// Writes `seed` behind the prefix, and the check digit behind that.
pub(super) fn code<const N: usize, K: Validate>(seed: u32, key: impl Fn([u8; N]) -> K) -> K {
	let mut digits = [b'0'; N];
	digits[1..1 + PREFIX.len()].copy_from_slice(PREFIX);
	let mut rest = seed;
	for digit in digits[1 + PREFIX.len()..N - 1].iter_mut().rev() {
		*digit = b'0' + u8::try_from(rest % 10).unwrap_or_default();
		rest /= 10;
	}
	for check in b'0'..=b'9' {
		digits[N - 1] = check;
		if key(digits).validate().is_ok() {
			break;
		}
	}
	key(digits)
}

pub(super) fn gtin(seed: u32) -> Gtin {
	code(seed, Gtin)
}

pub(super) fn sscc(seed: u32) -> Sscc {
	code(seed, Sscc)
}

pub(super) fn gln(seed: u32) -> Gln {
	code(seed, Gln)
}

pub(super) fn place() -> Option<Gln> {
	Some(gln(1))
}

/// A place that `run_by` runs.
pub(super) fn benchmark_place(run_by: OrgId) -> Place {
	let coordinates = Coordinates { latitude: 48_137_000, longitude: 11_575_000 };
	let country = Country(*b"DE");
	Place { run_by, country, coordinates, registered_at: NOW, closed_at: None, version: 0 }
}

pub(super) fn time() -> EventTime {
	EventTime { moment: NOW, offset: 0 }
}

pub(super) fn prefix() -> CompanyPrefix {
	CompanyPrefix(BoundedVec::truncate_from(PREFIX.to_vec()))
}

/// Every second leaf of a lot, from leaf 1 on, in `count` ranges.
pub(super) fn recalled_leaves(lot: LotId, count: u32) -> RecallScope {
	let ranges = (0..count).map(|n| (2 * n + 1, 2 * n + 2));
	RecallScope::Leaves { lot, ranges: BoundedVec::truncate_from(ranges.collect()) }
}

/// Seed of the class that all units are of, and of the first logistic unit that one is nested in.
pub(super) const UNITS: u32 = 100_000;

/// A serial of greatest length, most of whose characters are percent-encoded in the link.
pub(super) fn serial(n: u32) -> Serial {
	let digits = (0..4).map(|place| b'0' + u8::try_from(n >> (3 * place) & 7).unwrap_or_default());
	let text = b"\"9\"9\"9\"9\"9\"9\"9\"9".iter().copied().chain(digits);
	Serial(BoundedVec::truncate_from(text.collect()))
}

pub(super) fn number(n: u32) -> LotNumber {
	let digits = (0..10).map(|place| b'0' + u8::try_from(n >> (3 * place) & 7).unwrap_or_default());
	LotNumber(BoundedVec::truncate_from(digits.collect()))
}

/// The siblings of the first of 2^32 leaves, or one less.
pub(super) fn longest_path() -> AuditPath {
	let siblings = (0..<MaxPathLength as Get<u32>>::get()).map(|n| id("tracemark/benchmark/v1", n));
	AuditPath::truncate_from(siblings.collect())
}

impl<T: Config> Pallet<T> {
	/// A logistic unit with a whole lot in it, inside `depth` more, all held by `holder`. The lot's class
	/// is under `right`. The claim to the innermost, the class, and how much it holds.
	pub fn benchmark_logistic_unit(
		seed: u32,
		holder: OrgId,
		right: RightId,
		depth: u8,
	) -> (GoodsClaim, Gtin, Quantity) {
		let gtin = Self::benchmark_class(seed, holder, vec![right]);
		if depth == 0 {
			Self::benchmark_no_recalls(gtin);
		}
		let quantity = Quantity::Pieces(PIECES);
		let (lot, consignment) =
			Self::benchmark_lot(gtin, 0, holder, quantity, Some(H256::repeat_byte(1)));
		let contents = vec![Content { lot, quantity }];
		let levels = depth.min(MAX_NESTING - 1) + 1;
		Self::benchmark_nest(seed, consignment, holder, levels, &contents);
		(GoodsClaim::LogisticUnit { sscc: sscc(seed * 8) }, gtin, quantity)
	}

	/// A unit with the longest path, in a consignment inside as many logistic units as can be, all held
	/// by `holder`. Its lot, one for each seed, is divided into as many segments as there can be. All are
	/// of one class, which is under `right`. The claim to it, and the class.
	pub fn benchmark_unit(seed: u32, holder: OrgId, right: RightId) -> (GoodsClaim, Gtin) {
		let gtin = Self::benchmark_class(UNITS, holder, vec![right]);
		let (claim, lot, consignment) = Self::benchmark_unit_of(gtin, seed, holder);
		let contents = vec![Content { lot, quantity: Quantity::Pieces(u32::MAX.into()) }];
		Self::benchmark_nest(UNITS + seed, consignment, holder, MAX_NESTING, &contents);
		(claim, gtin)
	}

	pub(super) fn benchmark_class(seed: u32, owner: OrgId, rights: Vec<RightId>) -> Gtin {
		let gtin = gtin(seed);
		let rights = BoundedVec::truncate_from(rights.into_iter().map(ClassRight::from).collect());
		let hs = HsCode { edition: 2022, code: *b"640411" };
		let class = Class {
			owner,
			rights,
			hs,
			registered_at: NOW,
			version: 0,
			revised_at: None,
			added: BoundedVec::new(),
			is_recalled: true,
			serialised: None,
			ceiling: None,
			made: 0,
			with_serials: 0,
			last_unserialised: None,
		};
		Classes::<T>::insert(gtin, class);
		Self::benchmark_recalls(gtin, H256::repeat_byte(0xff));
		gtin
	}

	/// As many recalls of every second leaf of a lot, from leaf 1 on, as leave room for one more.
	pub(super) fn benchmark_recalls(gtin: Gtin, lot: LotId) {
		let scope = recalled_leaves(lot, <MaxRecalledRanges as Get<u32>>::get());
		let recalls = (1..<MaxRecalls as Get<u32>>::get()).map(|n| RecallInForce {
			recall: u32::MAX - n,
			by: u32::MAX,
			country: None,
			reason: RecallReason::Safety,
			scope: scope.clone(),
		});
		RecallsInForce::<T>::insert(gtin, BoundedVec::truncate_from(recalls.collect()));
	}

	/// As of most classes.
	pub(super) fn benchmark_no_recalls(gtin: Gtin) {
		RecallsInForce::<T>::remove(gtin);
		Classes::<T>::mutate(gtin, |class| {
			class.as_mut().expect("was written").is_recalled = false
		});
	}

	pub(super) fn benchmark_lot(
		gtin: Gtin,
		n: u32,
		holder: OrgId,
		quantity: Quantity,
		root: Option<H256>,
	) -> (LotId, ObjectId) {
		let number = number(n);
		let lot = lot_id(&gtin, &number);
		let record = Lot {
			gtin,
			number,
			maker: holder,
			made_in: Country(*b"DE"),
			quantity,
			class_version: 0,
			consented: BoundedVec::truncate_from(
				Classes::<T>::get(gtin)
					.map(|class| class.rights.iter().map(|tie| tie.right).collect())
					.unwrap_or_default(),
			),
			root,
			licences: Default::default(),
			consignments: 1,
			commissioned_at: NOW,
			commissioned_in: 1,
			made_at: time(),
			made_where: place(),
			keepers: Default::default(),
		};
		Lots::<T>::insert(lot, record);
		if root.is_some() {
			LotSegments::<T>::insert(lot, BoundedVec::truncate_from(vec![(0, 0)]));
		}
		let consignment = consignment_id(&lot, 0);
		let contents = Consignment { quantity, taken: Taken::default(), split_from: None };
		Consignments::<T>::insert(consignment, contents);
		let kind = ItemKind::Consignment { lot, number: 0 };
		Self::benchmark_item(consignment, kind, Position::Held { holder });
		(lot, consignment)
	}

	/// Notes that the units at `leaves`, which ascend, were taken out of a consignment.
	pub(super) fn benchmark_taken(consignment: ObjectId, leaves: impl Iterator<Item = u32>) {
		Consignments::<T>::mutate(consignment, |contents| {
			let taken = &mut contents.as_mut().expect("was written").taken;
			leaves.for_each(|leaf| taken.add(leaf).expect("few"));
		});
	}

	pub(super) fn benchmark_item(object: ObjectId, kind: ItemKind, position: Position) {
		let mut item = Item::new(kind, position);
		let stay = match position {
			Position::Held { holder } => Stay::With(holder),
			Position::In { parent } => {
				Children::<T>::insert(parent, object, ());
				Stay::In(parent)
			},
		};
		Self::open_span(&object, &mut item, stay, place()).expect("the first span");
		Items::<T>::insert(object, item);
	}

	/// A logistic unit that counts `contents` as those of one child.
	pub(super) fn benchmark_case(
		seed: u32,
		position: Position,
		contents: &[Content],
		height: u8,
	) -> ObjectId {
		let sscc = sscc(seed);
		SsccGeneration::<T>::insert(sscc, 0);
		let object = logistic_unit_id(&sscc, 0);
		Self::benchmark_item(object, ItemKind::LogisticUnit { sscc, generation: 0 }, position);
		let contents = BoundedVec::truncate_from(contents.to_vec());
		LogisticUnits::<T>::insert(
			object,
			LogisticUnit { contents, children: 1, height, cleared: None },
		);
		object
	}

	/// Puts an object into `levels` logistic units, from the innermost outwards.
	pub(super) fn benchmark_nest(
		seed: u32,
		object: ObjectId,
		holder: OrgId,
		levels: u8,
		contents: &[Content],
	) {
		let mut inner = object;
		for level in 1..=levels {
			let code = seed * 8 + u32::from(level - 1);
			let parent = Self::benchmark_case(code, Position::Held { holder }, contents, level);
			Items::<T>::mutate(inner, |item| {
				if let Some(item) = item {
					item.position = Position::In { parent };
					Self::open_span(&inner, item, Stay::In(parent), None).expect("the second");
				}
			});
			Children::<T>::insert(parent, inner, ());
			inner = parent;
		}
	}

	/// The claim to the first leaf of a lot of the most leaves, with its lot and consignment.
	pub(super) fn benchmark_unit_of(
		gtin: Gtin,
		n: u32,
		holder: OrgId,
	) -> (GoodsClaim, LotId, ObjectId) {
		Self::benchmark_unit_with(gtin, n, holder, H256::repeat_byte(2))
	}

	/// As [`Self::benchmark_unit_of`], with this item key. Of the lot, divided into as many segments as there
	/// can be, all leaves are recalled that are neither the first nor of its consignment.
	pub(super) fn benchmark_unit_with(
		gtin: Gtin,
		n: u32,
		holder: OrgId,
		item_key: H256,
	) -> (GoodsClaim, LotId, ObjectId) {
		let path = longest_path();
		let leaf = lot_leaf(&gtin, &serial(n), &item_key);
		let root = path.iter().fold(leaf, |hash, sibling| node_hash(&hash, sibling));
		let quantity = Quantity::Pieces(u32::MAX.into());
		let (lot, consignment) = Self::benchmark_lot(gtin, n, holder, quantity, Some(root));
		Self::benchmark_recalls(gtin, lot);
		// Of the other consignment there is no record.
		let segments = (0..T::MaxSegments::get()).map(|n| (n, n % 2)).collect();
		LotSegments::<T>::insert(lot, BoundedVec::truncate_from(segments));
		// As many as there can be before the leaf of another is noted.
		let before = (1..<MaxTakenLeaves as Get<u32>>::get()).map(|n| 2 * n);
		Self::benchmark_taken(consignment, before);
		let proof = Some(SerialProof { lot: number(n), index: 0, item_key, path });
		(GoodsClaim::Unit { gtin, serial: serial(n), proof }, lot, consignment)
	}

	/// The longest subject of an edition.
	pub(super) fn benchmark_subject() -> EditionSubject {
		EditionSubject::Class { gtin: gtin(1), number: number(1) }
	}

	/// An edition of the most codes, with a record of the greatest length.
	pub(super) fn benchmark_edition(issuer: OrgId, root: H256) -> EditionId {
		let subject = Self::benchmark_subject();
		let edition = edition_id(&subject);
		let most = <MaxRightsPerClass as Get<u32>>::get();
		let record = Edition {
			subject,
			gtin: gtin(1),
			issuer,
			size: u32::MAX,
			root,
			consented: BoundedVec::truncate_from((0..most).map(|_| root).collect()),
			licences: BoundedVec::truncate_from((0..most).collect()),
			issued_at: NOW,
			issued_in: 1,
			tally: CodeTally::default(),
		};
		Editions::<T>::insert(edition, record);
		edition
	}

	/// As many lots as a logistic unit can hold.
	pub(super) fn benchmark_contents(pieces: u64) -> Vec<Content> {
		let quantity = Quantity::Pieces(pieces);
		(0..<MaxLotsPerLogisticUnit as Get<u32>>::get())
			.map(|n| Content { lot: id("tracemark/benchmark/v1", n), quantity })
			.collect()
	}
}

/// An operator with a role, of an organisation that runs [`place`].
pub(super) fn member<T: Config>(seed: u32, role: Role) -> (T::AccountId, OrgId) {
	T::BenchmarkHelper::set_time(NOW);
	let (account, org) = T::BenchmarkHelper::member(seed, Roles::from(role));
	Places::<T>::insert(gln(1), benchmark_place(org));
	(account, org)
}

/// As many rights as a class can have, of `owner`.
pub(super) fn rights<T: Config>(owner: OrgId, count: u32) -> Vec<RightId> {
	(0..count).map(|n| T::BenchmarkHelper::attested_right(n, owner)).collect()
}

/// As many rights of `owner` as a class can have, from seed `from` on, each with a licence of `licensee`.
pub(super) fn licensed_rights<T: Config>(owner: OrgId, licensee: OrgId, from: u32) -> Vec<RightId> {
	let rights: Vec<_> = (from..from + <MaxRightsPerClass as Get<u32>>::get())
		.map(|n| T::BenchmarkHelper::attested_right(n, owner))
		.collect();
	for right in &rights {
		T::BenchmarkHelper::licence(*right, licensee);
	}
	rights
}

/// A maker's account and organisation, and a class of somebody else under whose rights, as many as can be,
/// it is licensed.
pub(super) fn licensed_class<T: Config>() -> (T::AccountId, OrgId, Gtin) {
	let (_, owner) = member::<T>(1, Role::RightsHolder);
	let (caller, maker) = member::<T>(2, Role::Manufacturer);
	T::BenchmarkHelper::add_prefix(owner, prefix());
	let rights = licensed_rights::<T>(owner, maker, 0);
	(caller, maker, Pallet::<T>::benchmark_class(1, owner, rights))
}

/// A unit without a record of its own, nested as deep as can be, that `role` may sell under licences of as
/// many rights as a class can have: the seller's account, the claim and the unit's id.
pub(super) fn unit_for_sale<T: Config>(role: Role) -> (T::AccountId, GoodsClaim, ObjectId) {
	let (_, owner) = member::<T>(1, Role::RightsHolder);
	let (caller, seller) = member::<T>(2, role);
	let rights = licensed_rights::<T>(owner, seller, 0);
	let gtin = Pallet::<T>::benchmark_class(1, owner, rights);
	let (claim, lot, consignment) = Pallet::<T>::benchmark_unit_of(gtin, 1, seller);
	let mut contents = Pallet::<T>::benchmark_contents(1);
	contents.pop();
	contents.push(Content { lot, quantity: Quantity::Pieces(u32::MAX.into()) });
	Pallet::<T>::benchmark_nest(1, consignment, seller, MAX_NESTING, &contents);
	(caller, claim, unit_id(&gtin, &serial(1)))
}

/// The consignment that a unit of [`unit_for_sale`] is part of.
pub(super) fn consignment_of(claim: &GoodsClaim) -> ObjectId {
	let GoodsClaim::Unit { proof: Some(proof), gtin, .. } = claim else {
		unreachable!("a unit with its path")
	};
	consignment_id(&lot_id(gtin, &proof.lot), 0)
}

pub(super) fn current<T: Config>(object: ObjectId) -> Item {
	Items::<T>::get(object).expect("has a record")
}
