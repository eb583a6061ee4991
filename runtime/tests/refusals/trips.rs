//! Containers and seals, legs of outsiders, and goods that nobody accepts.

use super::*;
use tracemark_primitives::{
	geo::Coordinates,
	goods::ObjectId,
	gs1::Gln,
	parties::PartyTag,
	transport::{ContainerNumber, SealNumber, SealingGround, UnacceptedGround},
	Moment,
};

fn container(text: &str) -> Option<ContainerNumber> {
	Some(ContainerNumber(text.as_bytes().try_into().expect("eleven characters")))
}

fn record(
	object: ObjectId,
	container: Option<ContainerNumber>,
	seals: &[&str],
	ground: SealingGround,
) -> Custody<Runtime> {
	let seal = |text: &&str| SealNumber(text.as_bytes().to_vec().try_into().expect("short"));
	Custody::<Runtime>::record_trip {
		object,
		seq: seq(object),
		container,
		seals: seals.iter().map(seal).collect::<Vec<_>>().try_into().expect("few"),
		ground,
		place: None,
		time: event_time(),
	}
}

fn consign(object: ObjectId, to: &Member, until: Option<Moment>) -> Custody<Runtime> {
	Custody::<Runtime>::consign {
		object,
		seq: seq(object),
		to: to.org,
		carrier: PartyTag { key_version: 1, tag: ground() },
		until,
		place: None,
		time: event_time(),
	}
}

fn report(object: ObjectId, place: Gln) -> Custody<Runtime> {
	let (ground, since) = (UnacceptedGround::NobodyThere, event_time());
	let item = pallet_custody::Items::<Runtime>::get(object).expect("is on record");
	let span = item.spans - 1;
	Custody::<Runtime>::report_unaccepted { object, span, ground, place, since }
}

#[test]
fn trips_should_stay_when_calls_about_them_are_refused() {
	use SealingGround::Loaded;
	run(|| {
		let world = World::delivered();
		let Cast { carrier, importer, .. } = &world.cast;
		let (pallet, inside) = (first_bearer(world.sscc), world.lot.consignment(0));
		let seals = |numbers| record(pallet, None, numbers, Loaded);
		let wrong = container("CSQU3054384");
		refuse(vec![
			row(
				"go in no container",
				importer,
				record(pallet, wrong, &[], Loaded),
				CustodyError::MalformedContainer,
			),
			row("seal with nothing", importer, seals(&[""]), CustodyError::MalformedSeal),
			row("seal twice", importer, seals(&["A1", "A1"]), CustodyError::DuplicateSeal),
			row("say nothing", importer, seals(&[]), CustodyError::NothingNamed),
			row("seal another's pallet", carrier, seals(&["A1"]), CustodyError::NotHolder),
			row(
				"seal a consignment",
				importer,
				record(inside, None, &["A1"], Loaded),
				CustodyError::NotLogisticUnit,
			),
		]);
		importer.does(record(pallet, container("CSQU3054383"), &["A1"], Loaded));
		let again = record(pallet, None, &["A2"], Loaded);
		refuse(vec![row("load twice", importer, again, CustodyError::AlreadyLoaded)]);
	});
}

#[test]
fn legs_and_reports_should_stay_when_calls_about_them_are_refused() {
	run(|| {
		let world = World::delivered();
		let Cast { factory, carrier, importer, trader, .. } = &world.cast;
		let (pallet, inside) = (first_bearer(world.sscc), world.lot.consignment(0));
		let dock = gln(FACTORY_PREFIX, 1);
		refuse(vec![
			row(
				"consign another's pallet",
				carrier,
				consign(pallet, trader, None),
				CustodyError::NotHolder,
			),
			row(
				"consign for no time",
				importer,
				consign(pallet, trader, Some(now())),
				CustodyError::MalformedTerm,
			),
			row(
				"report from where nobody is",
				factory,
				report(pallet, dock),
				CustodyError::UnknownPlace,
			),
			row(
				"report what is packed",
				importer,
				report(inside, dock),
				CustodyError::InsideAnother,
			),
		]);
		factory.does(Custody::<Runtime>::register_place {
			gln: dock,
			country: country("DE"),
			coordinates: Coordinates { latitude: 48_137_000, longitude: 11_575_000 },
		});
		refuse(vec![row(
			"report from another's place",
			carrier,
			report(pallet, dock),
			CustodyError::PlaceOfAnother,
		)]);
		factory.does(report(pallet, dock));
		importer.does(consign(pallet, trader, None));
		refuse(vec![
			row("report twice", factory, report(pallet, dock), CustodyError::AlreadyReported),
			row(
				"consign what is on its way",
				importer,
				consign(pallet, trader, None),
				CustodyError::OnOffer,
			),
		]);
	});
}
