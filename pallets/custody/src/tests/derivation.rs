//! What the tests of transformations, relabelling and lineage begin with.

use super::*;
use tracemark_primitives::goods::LotId;

pub(crate) const COTTON: u32 = 2;
pub(crate) const YARN: u32 = 3;
pub(crate) const SHOES: u32 = 4;

pub(crate) fn kilograms(kilograms: u64) -> Quantity {
	Quantity::Measured { micros: kilograms * 1_000_000, unit: UnitCode(*b"KGM") }
}

/// Registers the classes of cotton, yarn and shoes.
pub(crate) fn register_classes() {
	for class in [COTTON, YARN, SHOES] {
		let rights = vec![MARK.into()].try_into().expect("one");
		Custody::register_class(signed(BRAND), gtin(class), rights, hs()).expect("the brand's own");
	}
}

pub(crate) fn identity(class: u32, lot: u32) -> LotIdentity {
	LotIdentity { gtin: gtin(class), number: number(lot), root: None }
}

pub(crate) fn lot_of(class: u32, lot: u32) -> LotId {
	tracemark_primitives::gs1::lot_id(&gtin(class), &number(lot))
}

/// The first consignment of a lot.
pub(crate) fn goods_of(class: u32, lot: u32) -> ObjectId {
	tracemark_primitives::gs1::consignment_id(&lot_of(class, lot), 0)
}

/// Commissions a lot without serials at the factory.
pub(crate) fn make(class: u32, lot: u32, quantity: Quantity) -> ObjectId {
	let LotIdentity { gtin, number, root } = identity(class, lot);
	Custody::commission(signed(FACTORY), gtin, number, quantity, root, place(), time())
		.expect("is authorised");
	goods_of(class, lot)
}

/// All that is left of an object.
pub(crate) fn all_of(object: ObjectId) -> Input {
	Input { object, seq: seq(object), amount: None }
}

pub(crate) fn some_of(object: ObjectId, amount: Quantity) -> Input {
	Input { amount: Some(amount), ..all_of(object) }
}

pub(crate) fn rate(class: u32, input: Quantity, output: Quantity) -> RateOfYield {
	RateOfYield { class: gtin(class), input, output }
}

/// Transforms at the factory.
pub(crate) fn transform(
	inputs: &[Input],
	yields: &[RateOfYield],
	identity: LotIdentity,
	quantity: Quantity,
) -> DispatchResult {
	let inputs = inputs.to_vec().try_into().expect("at most 32");
	let yields = yields.to_vec().try_into().expect("at most 32");
	Custody::transform(signed(FACTORY), inputs, yields, identity, quantity, place(), time())
}

/// Spins kilograms of cotton into nine tenths of yarn.
pub(crate) fn spin(cotton: &[Input], lot: u32, yarn: u64) -> DispatchResult {
	let yields = [rate(COTTON, kilograms(10), kilograms(9))];
	transform(cotton, &yields, identity(YARN, lot), kilograms(yarn))
}

pub(crate) fn events() -> Vec<Event> {
	let ours = |record: frame_system::EventRecord<RuntimeEvent, H256>| match record.event {
		RuntimeEvent::Custody(event) => Some(event),
		_ => None,
	};
	System::events().into_iter().filter_map(ours).collect()
}
