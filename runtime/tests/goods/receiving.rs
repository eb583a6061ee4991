//! 200 objects that are received at once.

use super::*;
use codec::Encode;
use frame_support::dispatch::{DispatchClass, GetDispatchInfo};
use pallet_custody::{Consignments, Part, Receipt, RefusalReason};
use tracemark_primitives::goods::{Presence, Reservation};

/// Bytes of what signs an extrinsic, with room to spare.
const ENVELOPE: usize = 512;

/// Logistic units that the factory offers the warehouse, each with ten pieces of a lot without serials, and
/// what is left of the lot, last.
fn offered(world: &World, units: u32) -> Vec<ObjectId> {
	let Cast { factory, warehouse, .. } = &world.cast;
	let number: tracemark_primitives::gs1::LotNumber = "L-LOOSE".try_into().expect("a number");
	factory.does(Custody::<Runtime>::commission {
		gtin: world.gtin,
		number: number.clone(),
		quantity: Quantity::Pieces(u64::from(units) * 10 + 10),
		root: None,
		place: None,
		time: event_time(),
	});
	let lot = tracemark_primitives::gs1::lot_id(&world.gtin, &number);
	let rest = consignment_id(&lot, 0);
	let pack_some = |n| {
		factory.does(Custody::<Runtime>::split {
			consignment: rest,
			seq: seq(rest),
			part: Part::Amount(Quantity::Pieces(10)),
		});
		let code = sscc(FACTORY_PREFIX, n);
		pack(factory, code, &[consignment_id(&lot, n)]);
		first_bearer(code)
	};
	let goods: Vec<ObjectId> = (1..=units).map(pack_some).chain([rest]).collect();
	for object in &goods {
		factory.does(offer_call(*object, warehouse));
	}
	goods
}

#[test]
fn receive_should_take_over_197_of_200_when_a_shortage_a_seal_and_a_refusal_are_named() {
	run(|| {
		let world = World::licensed();
		let Cast { factory, warehouse, .. } = &world.cast;
		let goods = offered(&world, 199);
		next_block(HOUR);
		let (short, broken, refused) = (goods[199], goods[17], goods[150]);
		let missing = Reservation::Shortage { missing: Quantity::Pieces(3) };
		let receipt = |object| match object {
			_ if object == short => Receipt::Reserved(missing),
			_ if object == broken => Receipt::Reserved(Reservation::SealBroken),
			_ if object == refused => Receipt::Refused(RefusalReason::Damaged),
			_ => Receipt::Accepted,
		};
		let rows: Vec<_> =
			goods.iter().map(|object| (*object, seq(*object), receipt(*object))).collect();
		let call: RuntimeCall = Custody::<Runtime>::receive {
			goods: rows.try_into().expect("200 at most"),
			place: None,
			time: event_time(),
		}
		.into();

		let limits = <Runtime as frame_system::Config>::BlockWeights::get();
		let most = limits.get(DispatchClass::Normal).max_extrinsic.expect("is limited");
		let weight = call.get_dispatch_info().call_weight;
		assert!(weight.all_lte(most), "{weight:?} of {most:?}");
		let longest = <Runtime as frame_system::Config>::BlockLength::get();
		let (length, longest) = (call.encoded_size(), *longest.max.get(DispatchClass::Normal));
		assert!(length + ENVELOPE <= longest as usize, "{length} bytes of {longest}");

		warehouse.does(call);
		for object in &goods {
			let expected = if *object == refused { factory.org } else { warehouse.org };
			assert_eq!(holder(*object), expected);
			assert_eq!(item(*object).presence, Presence::Held);
		}
		let (mut plain, mut named) = (0, Vec::new());
		for event in events() {
			match event {
				RuntimeEvent::Custody(Event::Accepted { reservation: None, .. }) => plain += 1,
				RuntimeEvent::Custody(Event::Accepted { object, reservation, .. }) => {
					named.push((object, reservation.map_or(Receipt::Accepted, Receipt::Reserved)));
				},
				RuntimeEvent::Custody(Event::Refused { object, reason, .. }) => {
					named.push((object, Receipt::Refused(reason)));
				},
				_ => {},
			}
		}
		assert_eq!(plain, 197);
		assert_eq!(named, [broken, refused, short].map(|object| (object, receipt(object))));

		// What is missing stays with the sender.
		let lot = match item(short).kind {
			pallet_custody::ItemKind::Consignment { lot, .. } => lot,
			kind => panic!("{kind:?}"),
		};
		let behind = consignment_id(&lot, 200);
		let quantity = |object| Consignments::<Runtime>::get(object).map(|it| it.quantity);
		assert_eq!(quantity(short), Some(Quantity::Pieces(7)));
		assert_eq!(quantity(behind), Some(Quantity::Pieces(3)));
		assert_eq!(holder(behind), factory.org);
	});
}
