//! Benchmarks.

mod goods;
mod handover;
mod lots;

use crate::*;
use alloc::{vec, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{EnsureOrigin, Get},
	BoundedVec,
};
use frame_system::RawOrigin;
use sp_core::{crypto::KeyTypeId, H256};
use tracemark_primitives::{
	benchmarking::BenchmarkHelper,
	cbv::{BizStep, Disposition, ErrorReason, Measurement, SensorException},
	digest::{Digest, DigestAlgorithm},
	editions::{
		code_leaf, edition_id, sale_commitment, CodeProof, CodeUse, CodeWithdrawal, EditionSubject,
	},
	geo::Coordinates,
	goods::{
		AnomalyKind, ClassRight, Content, CustodyEnd, DetentionGround, Direction, EndOfLife, Fact,
		GoodsClaim, IncidentKind, Marketing, MaxRightsPerClass, Presence, Reservation, Sighting,
		TrackedGoods, MAX_NESTING,
	},
	gs1::{consignment_id, logistic_unit_id, lot_id, unit_id, CompanyPrefix},
	hs::HsCode,
	merkle::node_hash,
	parties::{PartyTag, Role},
	quantity::Quantity,
	recalls::{MaxRecalledRanges, RecallReason},
	territory::Country,
	time::Period,
	traits::CustodyInspect,
	transport::{MaxReports, SealingGround, Unaccepted, UnacceptedGround},
};

use goods::*;
use handover::*;
use lots::*;

#[benchmarks]
mod benchmarks {
	use super::*;

	/// Anew, after whoever registered it before. `o`: rights of its own; `l`: rights of another that license it.
	#[benchmark]
	fn register_class(o: Linear<0, 4>, l: Linear<0, 4>) {
		let (_, former) = member::<T>(3, Role::RightsHolder);
		Pallet::<T>::benchmark_class(1, former, vec![]);
		let (caller, org) = member::<T>(1, Role::RightsHolder);
		let (_, licensor) = member::<T>(2, Role::RightsHolder);
		T::BenchmarkHelper::add_prefix(org, prefix());
		let licensed = licensed_rights::<T>(licensor, org, <MaxRightsPerClass as Get<u32>>::get());
		let licensed = licensed.into_iter().take(l as usize);
		let rights = rights::<T>(org, o).into_iter().chain(licensed).map(ClassRight::from);
		let rights = BoundedVec::truncate_from(rights.collect());
		let hs = HsCode { edition: 2022, code: *b"640411" };
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), gtin(1), rights, hs);
		assert_eq!(
			Classes::<T>::get(gtin(1)).map(|class| (class.owner, class.version)),
			Some((org, 1))
		);
	}

	/// Under the most rights, each with a licence to count against.
	#[benchmark]
	fn commission() {
		let (caller, _, gtin) = licensed_class::<T>();
		let (quantity, root) = (Quantity::Pieces(PIECES), Some(H256::repeat_byte(1)));
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), gtin, number(1), quantity, root, place(), time());
		assert!(Lots::<T>::contains_key(lot_id(&gtin, &number(1))));
	}

	/// `r`: ranges, of a lot that is then divided into nearly as many segments as there can be. As many units
	/// as its consignment knows the leaves of were taken out of it.
	#[benchmark]
	fn split(r: Linear<1, 32>) {
		let (caller, org) = member::<T>(1, Role::Manufacturer);
		let (lot, consignment) = serialised_lot::<T>(org, org);
		let before = T::MaxSegments::get() - 2 * <MaxRanges as Get<u32>>::get() - 1;
		let segments: Vec<_> = (0..before).map(|n| (n, 1 + n % 2)).chain([(before, 0)]).collect();
		LotSegments::<T>::insert(lot, BoundedVec::truncate_from(segments));
		Lots::<T>::mutate(lot, |lot| lot.as_mut().expect("was written").consignments = 3);
		let beyond = before + 1 + 2 * <MaxRanges as Get<u32>>::get();
		let taken = (0..<MaxTakenLeaves as Get<u32>>::get()).map(|n| beyond + n);
		Pallet::<T>::benchmark_taken(consignment, taken);
		let ranges = (0..r).map(|n| (before + 1 + 2 * n, before + 2 + 2 * n)).collect();
		let part = Part::Ranges(BoundedVec::truncate_from(ranges));
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), consignment, 0, part);
		assert!(Items::<T>::contains_key(consignment_id(&lot, 3)));
	}

	/// `c`: children, each a logistic unit of the most lots.
	#[benchmark]
	fn pack(c: Linear<1, 200>) {
		let (caller, org) = member::<T>(1, Role::Manufacturer);
		T::BenchmarkHelper::add_prefix(org, prefix());
		let contents = Pallet::<T>::benchmark_contents(1);
		let children = (1..=c).map(|n| {
			let position = Position::Held { holder: org };
			(Pallet::<T>::benchmark_case(n, position, &contents, 1), 0)
		});
		let children = BoundedVec::truncate_from(children.collect());
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), sscc(0), children, place(), time());
		let unit = LogisticUnits::<T>::get(logistic_unit_id(&sscc(0), 0));
		assert_eq!(unit.map(|unit| unit.children), Some(c));
	}

	/// `c`: children, each a logistic unit of the most lots.
	#[benchmark]
	fn unpack(c: Linear<1, 200>) {
		let (caller, org) = member::<T>(1, Role::Manufacturer);
		let all = Pallet::<T>::benchmark_contents((c + 1).into());
		let parent = Pallet::<T>::benchmark_case(0, Position::Held { holder: org }, &all, 2);
		let contents = Pallet::<T>::benchmark_contents(1);
		let children = (1..=c)
			.map(|n| (Pallet::<T>::benchmark_case(n, Position::In { parent }, &contents, 1), 0));
		let children = BoundedVec::truncate_from(children.collect());
		LogisticUnits::<T>::mutate(parent, |unit| {
			unit.as_mut().expect("was written").children = c + 1;
		});
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), parent, 0, children, place(), time());
		let unit = LogisticUnits::<T>::get(parent);
		assert_eq!(unit.map(|unit| unit.children), Some(1));
	}

	#[benchmark]
	fn close() {
		let (caller, org) = member::<T>(1, Role::Manufacturer);
		let object = Pallet::<T>::benchmark_case(0, Position::Held { holder: org }, &[], 0);
		LogisticUnits::<T>::insert(object, LogisticUnit::default());
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), object, 0);
		assert!(matches!(current::<T>(object).presence, Presence::Ended(_)));
	}

	#[benchmark]
	fn offer() {
		let (caller, org) = member::<T>(1, Role::Manufacturer);
		let (_, to) = member::<T>(2, Role::Carrier);
		let object = full_case::<T>(0, org);
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), object, 0, to, None, place(), time());
		assert_eq!(current::<T>(object).presence, on_offer::<T>(to));
	}

	#[benchmark]
	fn accept() {
		let (_, from) = member::<T>(1, Role::Manufacturer);
		let (caller, to) = member::<T>(2, Role::Carrier);
		let object = offered::<T>(0, from, to);
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), object, 0, place(), time());
		assert_eq!(current::<T>(object).position, Position::Held { holder: to });
	}

	#[benchmark]
	fn refuse() {
		let (_, from) = member::<T>(1, Role::Manufacturer);
		let (caller, to) = member::<T>(2, Role::Carrier);
		let object = offered::<T>(0, from, to);
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), object, 0, RefusalReason::Damaged);
		assert_eq!(current::<T>(object).presence, Presence::Held);
	}

	#[benchmark]
	fn withdraw_offer() {
		let (caller, from) = member::<T>(1, Role::Manufacturer);
		let (_, to) = member::<T>(2, Role::Carrier);
		let object = offered::<T>(0, from, to);
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), object, 0);
		assert_eq!(current::<T>(object).presence, Presence::Held);
	}

	/// A unit by the longest path out of goods nested as deep as can be, under the most rights, each with a
	/// licence to count against, through a marketplace.
	#[benchmark]
	fn sell() {
		let (caller, claim, unit) = unit_for_sale::<T>(Role::Retailer);
		let (_, marketplace) = member::<T>(3, Role::Marketplace);
		#[extrinsic_call]
		_(
			RawOrigin::Signed(caller),
			claim,
			0,
			H256::repeat_byte(3),
			Some(H256::repeat_byte(4)),
			Some(marketplace),
		);
		assert!(matches!(current::<T>(unit).presence, Presence::Ended(_)));
	}

	/// As for a sale.
	#[benchmark]
	fn put_on_market() {
		let (caller, claim, unit) = unit_for_sale::<T>(Role::Distributor);
		let (_, marketplace) = member::<T>(3, Role::Marketplace);
		#[extrinsic_call]
		_(
			RawOrigin::Signed(caller),
			claim,
			0,
			H256::repeat_byte(3),
			Some(H256::repeat_byte(4)),
			Some(marketplace),
		);
		assert!(current::<T>(unit).first_sale.is_some());
	}

	/// `g`: loose consignments, of each of which some is missing and stays with the sender.
	#[benchmark]
	fn receive(g: Linear<1, 200>) {
		let (_, holder) = member::<T>(1, Role::Manufacturer);
		let (caller, receiver) = member::<T>(2, Role::Carrier);
		let note = Receipt::Reserved(Reservation::Shortage { missing: Quantity::Pieces(1) });
		let quantity = Quantity::Pieces(PIECES);
		let goods: Vec<_> = (0..g)
			.map(|n| {
				let (_, object) = Pallet::<T>::benchmark_lot(gtin(1), n, holder, quantity, None);
				Items::<T>::mutate(object, |item| {
					item.as_mut().expect("was written").presence = on_leg::<T>(receiver);
				});
				(object, 0, note)
			})
			.collect();
		let last = goods.last().expect("at least one").0;
		let goods = BoundedVec::truncate_from(goods);
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), goods, place(), time());
		assert_eq!(current::<T>(last).position, Position::Held { holder: receiver });
	}

	/// A unit as for a sale.
	#[benchmark]
	fn record_alteration() {
		let (caller, claim, unit) = unit_for_sale::<T>(Role::Distributor);
		let consignment = consignment_of(&claim);
		Items::<T>::mutate(consignment, |item| {
			let sale = Marketing { country: Country(*b"DE"), at: NOW, altered: None };
			item.as_mut().expect("was written").first_sale = Some(sale);
		});
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), claim, 0, time());
		assert!(current::<T>(unit).first_sale.is_some_and(|sale| sale.altered.is_some()));
	}

	/// `w`: whole consignments with serials, `a`: amounts of consignments without, all of different classes.
	/// The product as for a commissioning.
	#[benchmark]
	fn transform(w: Linear<0, 16>, a: Linear<0, 16>) {
		let (caller, maker, product) = licensed_class::<T>();
		let (quantity, part) = (Quantity::Pieces(PIECES), Quantity::Pieces(1));
		let (inputs, yields): (Vec<_>, Vec<_>) = (2..w + a + 2)
			.map(|n| {
				let class = Pallet::<T>::benchmark_class(n, maker, vec![]);
				let (object, amount) = if n < w + 2 {
					let (_, _, object) = Pallet::<T>::benchmark_unit_of(class, n, maker);
					(object, None)
				} else {
					let (_, object) = Pallet::<T>::benchmark_lot(class, n, maker, quantity, None);
					(object, Some(part))
				};
				let consumed = amount.unwrap_or(Quantity::Pieces(u32::MAX.into()));
				let rate = RateOfYield { class, input: consumed, output: quantity };
				(Input { object, seq: 0, amount }, rate)
			})
			.unzip();
		let inputs = BoundedVec::truncate_from(inputs);
		let yields = BoundedVec::truncate_from(yields);
		let root = Some(H256::repeat_byte(1));
		let identity = LotIdentity { gtin: product, number: number(1), root };
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), inputs, yields, identity, quantity, place(), time());
		let made = lot_id(&product, &number(1));
		assert_eq!(LineageCount::<T>::get(made, Direction::Inputs), w + a);
	}

	/// A unit as for a sale, into a class under as many other rights, each with a licence.
	#[benchmark]
	fn relabel() {
		let (caller, claim, unit) = unit_for_sale::<T>(Role::Distributor);
		let (_, holder) = member::<T>(2, Role::Distributor);
		let (_, owner) = member::<T>(1, Role::RightsHolder);
		T::BenchmarkHelper::add_prefix(owner, prefix());
		let most = <MaxRightsPerClass as Get<u32>>::get();
		let rights = licensed_rights::<T>(owner, holder, most);
		let gtin = Pallet::<T>::benchmark_class(2, owner, rights);
		let root = Some(H256::repeat_byte(1));
		let identity = LotIdentity { gtin, number: number(1), root };
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), claim, 0, identity, place(), time());
		assert!(matches!(current::<T>(unit).presence, Presence::Ended(_)));
	}

	/// What commissioning `q` pieces takes, however many they are.
	#[benchmark(extra)]
	fn commission_pieces(q: Linear<10, 10_000_000>) {
		let (caller, _, gtin) = licensed_class::<T>();
		let (quantity, root) = (Quantity::Pieces(q.into()), Some(H256::repeat_byte(1)));
		#[extrinsic_call]
		commission(RawOrigin::Signed(caller), gtin, number(1), quantity, root, place(), time());
		assert!(Lots::<T>::contains_key(lot_id(&gtin, &number(1))));
	}

	/// A container of lots is packed, each of `n` pieces under its real root.
	#[benchmark(extra)]
	fn pack_pieces(n: Linear<1, 1_000_000>) {
		let (caller, lots) = real_lots::<T>(LOTS, n);
		#[block]
		{
			pack_lots::<T>(&caller, &lots);
		}
		assert!(Items::<T>::contains_key(logistic_unit_id(&sscc(0), 0)));
	}

	/// Offer and acceptance of a container of lots, each of `n` pieces under its real root.
	#[benchmark(extra)]
	fn hand_over_pieces(n: Linear<1, 1_000_000>) {
		let (caller, lots) = real_lots::<T>(LOTS, n);
		let container = pack_lots::<T>(&caller, &lots);
		let carrier = member::<T>(2, Role::Carrier);
		let holder = carrier.1;
		#[block]
		{
			hand_over::<T>(caller, container, carrier);
		}
		assert_eq!(current::<T>(container).position, Position::Held { holder });
	}

	/// Offer and acceptance of a container of a single piece.
	#[benchmark(extra)]
	fn hand_over_one_piece() {
		let (caller, lots) = real_lots::<T>(1, 1);
		let container = pack_lots::<T>(&caller, &lots);
		let carrier = member::<T>(2, Role::Carrier);
		let holder = carrier.1;
		#[block]
		{
			hand_over::<T>(caller, container, carrier);
		}
		assert_eq!(current::<T>(container).position, Position::Held { holder });
	}

	/// The sale of one unit out of a container of lots, each of `n` pieces, by its path to the real root.
	#[benchmark(extra)]
	fn sell_one_of_pieces(n: Linear<1, 1_000_000>) {
		let (caller, lots) = real_lots::<T>(LOTS, n);
		pack_lots::<T>(&caller, &lots);
		let (consignment, claim) = lots.into_iter().next().expect("there are some");
		let seq = current::<T>(consignment).seq;
		#[extrinsic_call]
		sell(RawOrigin::Signed(caller), claim, seq, H256::repeat_byte(3), None, None);
		let left = Consignments::<T>::get(consignment).map(|left| left.quantity);
		assert_eq!(left, Some(Quantity::Pieces(u64::from(n) - 1)));
	}

	/// Acceptance of `g` logistic units at once, three of which came with an exception.
	#[benchmark(extra)]
	fn receive_logistic_units(g: Linear<4, 200>) {
		let (_, holder) = member::<T>(1, Role::Manufacturer);
		let (caller, receiver) = member::<T>(2, Role::Carrier);
		let receipts = [
			Receipt::Reserved(Reservation::Damaged),
			Receipt::Reserved(Reservation::SealBroken),
			Receipt::Refused(RefusalReason::NotExpected),
		];
		let receipts = receipts.into_iter().chain(core::iter::repeat(Receipt::Accepted));
		let goods: Vec<_> = (0..g)
			.zip(receipts)
			.map(|(n, receipt)| (offered::<T>(n, holder, receiver), 0, receipt))
			.collect();
		let last = goods.last().expect("at least one").0;
		let goods = BoundedVec::truncate_from(goods);
		#[extrinsic_call]
		receive(RawOrigin::Signed(caller), goods, place(), time());
		assert_eq!(current::<T>(last).position, Position::Held { holder: receiver });
	}

	#[benchmark]
	fn destroy() {
		let (caller, org) = member::<T>(1, Role::Manufacturer);
		let object = full_case::<T>(0, org);
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), object, 0, time());
		assert!(matches!(current::<T>(object).presence, Presence::Ended(_)));
	}

	/// One that was registered before by whoever held the company prefix then.
	#[benchmark]
	fn register_place() {
		let (_, former) = member::<T>(1, Role::Warehouse);
		let (caller, org) = member::<T>(2, Role::Warehouse);
		// No digit stands before the prefix of a place.
		let prefix = [b"0", PREFIX].concat();
		T::BenchmarkHelper::add_prefix(org, CompanyPrefix(BoundedVec::truncate_from(prefix)));
		let gln = gln(1);
		Places::<T>::insert(gln, benchmark_place(former));
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), gln, Country(*b"DE"), benchmark_place(org).coordinates);
		assert_eq!(Places::<T>::get(gln).map(|place| place.version), Some(1));
	}

	#[benchmark]
	fn close_place() {
		let (caller, org) = member::<T>(1, Role::Warehouse);
		let gln = gln(1);
		assert_eq!(Places::<T>::get(gln).map(|place| place.run_by), Some(org));
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), gln);
		assert!(Places::<T>::get(gln).is_some_and(|place| place.closed_at.is_some()));
	}

	/// The second proof of a unit with the longest path.
	#[benchmark]
	fn prove_possession() {
		let (caller, org) = member::<T>(1, Role::Notary);
		let key = sp_io::crypto::ed25519_generate(KeyTypeId(*b"item"), None);
		let gtin = Pallet::<T>::benchmark_class(1, org, vec![]);
		let item_key = H256(sp_io::hashing::blake2_256(&key.0));
		let (claim, lot, _) = Pallet::<T>::benchmark_unit_with(gtin, 1, org, item_key);
		let GoodsClaim::Unit { serial, proof: Some(proof), .. } = claim else {
			unreachable!("a unit with its path")
		};
		let first = H256::repeat_byte(3);
		FirstTokens::<T>::insert(lot, 0, first);
		Possessions::<T>::insert((lot, 0, first), Possession { by: org, at: NOW });
		let (token, expiry) = (H256::repeat_byte(4), NOW + 1);
		let message = Pallet::<T>::possession_message(&unit_id(&gtin, &serial), &token, expiry);
		let signature = sp_io::crypto::ed25519_sign(KeyTypeId(*b"item"), &key, &message)
			.expect("the key was just made");
		let possession = KeyProof { key, token, expiry, signature };
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), gtin, serial, proof, possession);
		assert!(Possessions::<T>::contains_key((lot, 0, token)));
	}

	/// An alarm, which is told beside what is written.
	#[benchmark]
	fn report_sensor() {
		let (caller, org) = member::<T>(1, Role::Carrier);
		let position = Position::Held { holder: org };
		let object = Pallet::<T>::benchmark_case(0, position, &[], 0);
		let word = SensorWord::Exception {
			measurement: Measurement::Temperature,
			exception: SensorException::AlarmCondition,
			time: time(),
		};
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), object, 0, word);
		assert_eq!(SensorReportCount::<T>::get(object, org), 1);
	}

	/// A unit by the longest path, nested as deep as can be, that another holds, and that was elsewhere at
	/// the same moment, as was all that it lies in.
	#[benchmark]
	fn observe() {
		let (_, holder) = member::<T>(1, Role::Manufacturer);
		let (caller, observer) = member::<T>(2, Role::Carrier);
		let gtin = Pallet::<T>::benchmark_class(1, holder, vec![]);
		let (claim, lot, consignment) = Pallet::<T>::benchmark_unit_of(gtin, 1, holder);
		let contents = [Content { lot, quantity: Quantity::Pieces(u32::MAX.into()) }];
		Pallet::<T>::benchmark_nest(1, consignment, holder, MAX_NESTING, &contents);
		let GoodsClaim::Unit { serial, proof, .. } = claim else { unreachable!("a unit") };
		let object = unit_id(&gtin, &serial);
		let elsewhere = Sighting {
			place: gln(2),
			coordinates: Coordinates { latitude: -33_869_000, longitude: 151_209_000 },
			moment: NOW,
			fact: Fact::Observation { by: holder, seq: 0 },
		};
		let outer = <Pallet<T> as CustodyInspect>::enclosing(&consignment);
		for object in outer.into_iter().chain([object, consignment]) {
			LastSightings::<T>::insert(object, elsewhere);
		}
		let what = ObservedGoods::Serial { gtin, serial, proof };
		let (step, disposition) = (BizStep::Arriving, Disposition::InProgress);
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), what, 0, step, disposition, place(), time());
		let seen = Observations::<T>::get((object, observer, 0)).and_then(|seen| seen.anomaly);
		assert_eq!(seen, Some(AnomalyKind::HeldByAnother));
		assert!(ImpossibleTravels::<T>::contains_key((object, observer, 0)));
	}

	/// `r`: ranges, beside as many recalls as can be in force.
	#[benchmark]
	fn recall(r: Linear<1, 32>) {
		let (caller, owner) = member::<T>(1, Role::RightsHolder);
		let scope = recallable::<T>(owner, r);
		let id = NextRecallId::<T>::get();
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), scope, RecallReason::Safety, H256::repeat_byte(3));
		assert!(Recalls::<T>::contains_key(id));
	}

	/// Of as many recalls as can be in force, each of the most ranges.
	#[benchmark]
	fn lift_recall() {
		let (caller, owner) = member::<T>(1, Role::RightsHolder);
		let scope = recallable::<T>(owner, <MaxRecalledRanges as Get<u32>>::get());
		let declared = Pallet::<T>::recall(
			RawOrigin::Signed(caller.clone()).into(),
			scope,
			RecallReason::Safety,
			H256::repeat_byte(3),
		);
		declared.expect("there is room for one");
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), 0);
		assert!(Recalls::<T>::get(0).is_some_and(|record| record.lifted.is_some()));
	}

	/// A consignment of a lot without serials with the seller, which sold it.
	#[benchmark]
	fn take_back() {
		let (caller, seller) = member::<T>(1, Role::Retailer);
		let object = ended::<T>(seller, EndOfLife::Sold);
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), object, 0, H256::repeat_byte(3), place(), time());
		assert_eq!(current::<T>(object).presence, Presence::Held);
	}

	/// A unit as for a sale.
	#[benchmark]
	fn report_missing() {
		let (caller, claim, unit) = unit_for_sale::<T>(Role::Distributor);
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), claim, 0, MissingKind::Stolen, place(), time());
		assert_eq!(current::<T>(unit).presence, Presence::Ended(EndOfLife::Stolen));
	}

	#[benchmark]
	fn report_found() {
		let (caller, holder) = member::<T>(1, Role::Warehouse);
		let object = ended::<T>(holder, EndOfLife::Lost);
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), object, 0, place(), time());
		assert_eq!(current::<T>(object).presence, Presence::Held);
	}

	/// A unit as for a sale.
	#[benchmark]
	fn decommission() {
		let (caller, claim, unit) = unit_for_sale::<T>(Role::Distributor);
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), claim, 0, time());
		assert_eq!(current::<T>(unit).presence, Presence::Ended(EndOfLife::Decommissioned));
	}

	/// Of an observation, by which its object was seen last.
	#[benchmark]
	fn declare_error() -> Result<(), BenchmarkError> {
		let (caller, observer) = member::<T>(1, Role::Warehouse);
		let position = Position::Held { holder: observer };
		let object = Pallet::<T>::benchmark_case(0, position, &[], 0);
		let (step, disposition) = (BizStep::Arriving, Disposition::InProgress);
		let (origin, what) =
			(RawOrigin::Signed(caller.clone()).into(), ObservedGoods::Object(object));
		Pallet::<T>::observe(origin, what, 0, step, disposition, place(), time())?;
		assert!(LastSightings::<T>::contains_key(object));
		let (erroneous, corrective) =
			(Erroneous::Observation { seq: 0 }, Some(H256::repeat_byte(3)));
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), object, erroneous, ErrorReason::IncorrectData, corrective);
		let key = (object, observer, EntryKind::Observation, 0);
		assert!(ErrorDeclarations::<T>::contains_key(key));
		assert!(!LastSightings::<T>::contains_key(object));
		Ok(())
	}

	#[benchmark]
	fn reassign() -> Result<(), BenchmarkError> {
		let (_, from) = member::<T>(1, Role::Manufacturer);
		let (_, to) = member::<T>(2, Role::Carrier);
		let object = offered::<T>(0, from, to);
		let origin =
			T::ReassignOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let reason = ReassignmentReason::HolderRefuses;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, object, 0, to, reason, H256::repeat_byte(3));
		assert_eq!(current::<T>(object).position, Position::Held { holder: to });
		Ok(())
	}

	/// As for a commissioning.
	#[benchmark]
	fn issue_edition() {
		let (caller, _, gtin) = licensed_class::<T>();
		let subject = EditionSubject::Class { gtin, number: number(1) };
		let edition = edition_id(&subject);
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), subject, u32::MAX, H256::repeat_byte(1));
		assert!(Editions::<T>::contains_key(edition));
	}

	#[benchmark]
	fn sell_code() {
		let (caller, org) = member::<T>(1, Role::Retailer);
		let edition = Pallet::<T>::benchmark_edition(org, H256::repeat_byte(1));
		let commitment = H256::repeat_byte(3);
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), edition, 0, commitment);
		assert!(CodeSales::<T>::contains_key((edition, 0, org, commitment)));
	}

	/// The second use of a code with the longest path, which was withdrawn as well, by a buyer who names the
	/// seller.
	#[benchmark]
	fn activate_code() {
		let (caller, org) = member::<T>(1, Role::Retailer);
		let (_, issuer) = member::<T>(2, Role::Creator);
		let key = sp_io::crypto::ed25519_generate(KeyTypeId(*b"code"), None);
		let subject = Pallet::<T>::benchmark_subject();
		let edition = edition_id(&subject);
		let (salt, path) = (H256::repeat_byte(2), longest_path());
		let leaf = code_leaf(&edition, &key, &salt);
		let root = path.iter().fold(leaf, |hash, sibling| node_hash(&hash, sibling));
		Pallet::<T>::benchmark_edition(issuer, root);
		let first = H256::repeat_byte(3);
		let usage = CodeUse { by: org, sold_by: Some(org), at: NOW };
		ActivatedCodes::<T>::insert(edition, 0, first);
		CodeUses::<T>::insert((edition, 0, first), usage);
		let withdrawal = CodeWithdrawal { by: issuer, ground: first, at: NOW };
		WithdrawnCodes::<T>::insert(edition, 0, withdrawal);
		let (token, expiry, sold_by) = (H256::repeat_byte(4), NOW + 1, Some(org));
		let commitment = sale_commitment(&edition, 0, org, &token);
		CodeSales::<T>::insert((edition, 0, org, commitment), NOW);
		let message = Pallet::<T>::activation_message(&edition, 0, &token, sold_by, expiry);
		let signature = sp_io::crypto::ed25519_sign(KeyTypeId(*b"code"), &key, &message)
			.expect("the key was just made");
		let possession = KeyProof { key, token, expiry, signature };
		let code = CodeProof { index: 0, salt, path };
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), edition, code, sold_by, possession);
		assert!(CodeUses::<T>::contains_key((edition, 0, token)));
	}

	/// `c`: codes, by the owner of the class, which another issued them of.
	#[benchmark]
	fn withdraw_codes(c: Linear<1, 200>) {
		let (caller, org) = member::<T>(1, Role::RightsHolder);
		let (_, issuer) = member::<T>(2, Role::Manufacturer);
		let gtin = Pallet::<T>::benchmark_class(1, org, vec![]);
		let edition = Pallet::<T>::benchmark_edition(issuer, H256::repeat_byte(1));
		Editions::<T>::mutate(edition, |record| record.as_mut().expect("was written").gtin = gtin);
		let codes = BoundedVec::truncate_from((0..c).collect());
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), edition, codes, H256::repeat_byte(3));
		assert!(WithdrawnCodes::<T>::contains_key(edition, c - 1));
	}

	#[benchmark]
	fn record_trip(s: Linear<0, 8>) {
		let (caller, org) = member::<T>(1, Role::Manufacturer);
		let object = full_case::<T>(0, org);
		let (container, seals) = trip(s);
		let ground = SealingGround::Loaded;
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), object, 0, Some(container), seals, ground, place(), time());
		assert_eq!(current::<T>(object).trips, 1);
	}

	#[benchmark]
	fn consign() {
		let (caller, org) = member::<T>(1, Role::Manufacturer);
		let (_, to) = member::<T>(2, Role::Carrier);
		let object = full_case::<T>(0, org);
		let carrier = PartyTag { key_version: 1, tag: H256::repeat_byte(3) };
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), object, 0, to, carrier, None, place(), time());
		assert!(Legs::<T>::contains_key(object, 1));
	}

	/// By who runs the place, after the holder and all others who can.
	#[benchmark]
	fn report_unaccepted() {
		let (_, holder) = member::<T>(1, Role::Manufacturer);
		let (caller, by) = member::<T>(2, Role::Warehouse);
		let object = full_case::<T>(0, holder);
		let (place, since, ground) = (gln(1), time(), UnacceptedGround::NobodyThere);
		let most = <MaxReports as Get<u32>>::get();
		let before = (2..most).map(|n| u32::MAX - n).chain([holder]);
		let reports = before.map(|by| Unaccepted { by, place, since, ground, at: NOW });
		let reports = BoundedVec::truncate_from(reports.collect());
		UnacceptedGoods::<T>::insert(object, 0, reports);
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), object, 0, ground, place, since);
		assert_eq!(UnacceptedGoods::<T>::get(object, 0).pop().map(|report| report.by), Some(by));
	}

	/// In the place of an offer before.
	#[benchmark]
	fn offer_title() {
		let (caller, from) = member::<T>(1, Role::Trader);
		let (_, to) = member::<T>(2, Role::Trader);
		let object = goods_afloat::<T>(from);
		TitleOffers::<T>::insert(object, TitleOffer { from, to: from + 1, until: NOW });
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), object, 0, to, None);
		assert_eq!(TitleOffers::<T>::get(object).map(|title| title.to), Some(to));
	}

	/// With an offer of each thing that the goods lie in.
	#[benchmark]
	fn accept_title() {
		let (_, from) = member::<T>(1, Role::Trader);
		let (caller, to) = member::<T>(2, Role::Trader);
		let object = goods_afloat::<T>(from);
		for outer in Pallet::<T>::enclosing(&object) {
			TitleOffers::<T>::insert(outer, TitleOffer { from, to, until: NOW + 1 });
		}
		TitleOffers::<T>::insert(object, TitleOffer { from, to, until: NOW + 1 });
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), object, 0);
		assert_eq!(current::<T>(object).owner, Some(to));
		assert_eq!(TitleOffers::<T>::iter().count(), 0);
	}

	#[benchmark]
	fn withdraw_title() {
		let (caller, from) = member::<T>(1, Role::Trader);
		let (_, to) = member::<T>(2, Role::Trader);
		let object = goods_afloat::<T>(from);
		TitleOffers::<T>::insert(object, TitleOffer { from, to, until: NOW + 1 });
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), object, 0);
		assert!(!TitleOffers::<T>::contains_key(object));
	}

	/// As for a sale, at a place, out of what the same authority keeps already. Something stands out of the goods.
	#[benchmark]
	fn take_into_custody() {
		let (_, claim, unit) = unit_for_sale::<T>(Role::Distributor);
		let (caller, authority) = member::<T>(4, Role::Customs);
		let (place, ground) = (gln(4), H256::repeat_byte(4));
		Places::<T>::insert(place, benchmark_place(authority));
		let what = IncidentKind::Released { ground: Some(ground) };
		Pallet::<T>::note(unit, authority, what).expect("there is room");
		let consignment = consignment_of(&claim);
		let outermost = Pallet::<T>::enclosing(&consignment).pop().expect("it was nested");
		let outermost = TrackedGoods::Object(outermost);
		let decision = DetentionGround::Decision(ground);
		Pallet::<T>::detain_goods(&outermost, authority, decision, None)
			.expect("an authority may take them");

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), claim, Some(place), ground);

		assert!(DetentionGrounds::<T>::contains_key(unit));
	}

	/// Destroyed, which writes more than what goes back, in the place of an authority that was expelled. Their title
	/// was on offer.
	#[benchmark]
	fn end_custody() {
		let (_, from) = member::<T>(1, Role::Trader);
		let (_, to) = member::<T>(2, Role::Trader);
		let (_, authority) = member::<T>(4, Role::Customs);
		let (caller, _) = member::<T>(5, Role::Customs);
		let (_, object) = loose_lot::<T>(from);
		TitleOffers::<T>::insert(object, TitleOffer { from, to, until: NOW + 1 });
		let (goods, ground) = (TrackedGoods::Object(object), H256::repeat_byte(4));
		Pallet::<T>::detain_goods(&goods, authority, DetentionGround::Decision(ground), None)
			.expect("an authority may take them");
		T::BenchmarkHelper::expel(authority);
		let seq = current::<T>(object).seq;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), object, seq, CustodyEnd::Destroyed, ground);

		assert!(matches!(current::<T>(object).presence, Presence::Ended(EndOfLife::Destroyed)));
	}

	#[benchmark]
	fn set_class_terms() {
		let (caller, owner) = member::<T>(1, Role::RightsHolder);
		T::BenchmarkHelper::add_prefix(owner, prefix());
		let gtin = Pallet::<T>::benchmark_class(1, owner, rights::<T>(owner, 8));
		let serialised = Some(Period { from: NOW, until: Some(NOW + 1) });
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), gtin, serialised, Some(u128::MAX));
		assert_eq!(Classes::<T>::get(gtin).and_then(|class| class.serialised), serialised);
	}

	/// By a laboratory.
	#[benchmark]
	fn add_quality_report() {
		let (_, maker) = member::<T>(1, Role::Manufacturer);
		let (caller, _) = member::<T>(2, Role::Laboratory);
		let (lot, _) = loose_lot::<T>(maker);
		let value = H256::repeat_byte(1);
		let digest = Digest { algorithm: DigestAlgorithm::Sha256, value };
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), lot, 0, digest);
		assert_eq!(QualityReportCount::<T>::get(lot), 1);
	}

	/// `k`: keepers. By the owner of the class, who did not make it.
	#[benchmark]
	fn name_keepers(k: Linear<0, 4>) {
		let (caller, owner) = member::<T>(1, Role::RightsHolder);
		let (_, maker) = member::<T>(2, Role::Manufacturer);
		let (lot, _) = serialised_lot::<T>(owner, maker);
		let keepers = (0..k).map(|n| member::<T>(3 + n, Role::Warehouse).1).collect();
		let keepers = BoundedVec::truncate_from(keepers);
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), lot, keepers.clone());
		assert_eq!(Lots::<T>::get(lot).map(|lot| lot.keepers), Some(keepers));
	}

	/// `o`: rights of its own that it adds; `l`: rights of another that license it.
	#[benchmark]
	fn revise_class(o: Linear<0, 4>, l: Linear<0, 4>) {
		let (caller, owner) = member::<T>(1, Role::RightsHolder);
		let (_, licensor) = member::<T>(2, Role::RightsHolder);
		T::BenchmarkHelper::add_prefix(owner, prefix());
		let gtin = Pallet::<T>::benchmark_class(1, owner, vec![]);
		let licensed =
			licensed_rights::<T>(licensor, owner, <MaxRightsPerClass as Get<u32>>::get());
		let licensed = licensed.into_iter().take(l as usize);
		let rights = rights::<T>(owner, o).into_iter().chain(licensed).map(ClassRight::from);
		let rights = BoundedVec::truncate_from(rights.collect());
		let hs = HsCode { edition: 2028, code: *b"640411" };
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), gtin, 0, rights, hs);
		assert_eq!(Classes::<T>::get(gtin).map(|class| (class.version, class.hs)), Some((1, hs)));
	}

	impl_benchmark_test_suite!(Pallet, mock::with_keystore(), mock::Test);
}
