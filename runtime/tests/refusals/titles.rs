//! Title to goods.

use super::*;
use tracemark_primitives::{goods::ObjectId, Moment};

fn offer(object: ObjectId, to: &Member, until: Option<Moment>) -> Custody<Runtime> {
	Custody::<Runtime>::offer_title { object, seq: seq(object), to: to.org, until }
}

fn accept(object: ObjectId) -> Custody<Runtime> {
	Custody::<Runtime>::accept_title { object, seq: seq(object) }
}

fn withdraw(object: ObjectId) -> Custody<Runtime> {
	Custody::<Runtime>::withdraw_title { object, seq: seq(object) }
}

#[test]
fn titles_should_stay_when_calls_about_them_are_refused() {
	run(|| {
		let world = World::delivered();
		let Cast { factory, carrier, importer, trader, monitor, .. } = &world.cast;
		let (pallet, inside) = (first_bearer(world.sscc), world.lot.consignment(0));
		refuse(vec![
			// The importer holds it, and the factory owns it.
			row(
				"sell what one only holds",
				importer,
				offer(pallet, trader, None),
				CustodyError::NotOwner,
			),
			row("sell to oneself", factory, offer(pallet, factory, None), CustodyError::ToOneself),
			row(
				"sell to a monitor",
				factory,
				offer(pallet, monitor, None),
				CustodyError::ReceiverNotEligible,
			),
			row(
				"sell for no time",
				factory,
				offer(pallet, trader, Some(now())),
				CustodyError::MalformedTerm,
			),
			row(
				"sell a unit without a record",
				factory,
				Custody::<Runtime>::offer_title {
					object: world.lot.unit_id(7),
					seq: 0,
					to: trader.org,
					until: None,
				},
				CustodyError::UnknownObject,
			),
			row("buy what nobody sells", trader, accept(pallet), CustodyError::NoTitleOffered),
			row("withdraw no offer", factory, withdraw(pallet), CustodyError::NoTitleOffered),
		]);
		factory.does(offer(inside, trader, None));
		refuse(vec![
			row("buy what is sold to another", importer, accept(inside), CustodyError::NotReceiver),
			row("withdraw another's offer", carrier, withdraw(inside), CustodyError::NotOwner),
		]);
		factory.does(offer(pallet, importer, None));
		importer.does(accept(pallet));
		refuse(vec![row(
			"buy what was sold with its pallet",
			trader,
			accept(inside),
			CustodyError::NoTitleOffered,
		)]);
	});
}
