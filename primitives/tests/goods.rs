//! Claims of goods.

use tracemark_primitives::{
	goods::GoodsClaim,
	gs1::{Gtin, LotNumber, Serial, SerialProof, Sscc},
	Malformed, Validate,
};

fn text<T: TryFrom<&'static str, Error = Malformed>>(text: &'static str) -> T {
	T::try_from(text).unwrap()
}

fn unit(gtin: Gtin, serial: Serial, lot: Option<LotNumber>) -> GoodsClaim {
	let proof = lot.map(|lot| SerialProof {
		lot,
		index: 0,
		item_key: Default::default(),
		path: Default::default(),
	});
	GoodsClaim::Unit { gtin, serial, proof }
}

#[test]
fn claim_should_be_accepted_when_its_keys_are_well_formed() {
	let gtin: Gtin = text("09520123456788");
	for claim in [
		GoodsClaim::LogisticUnit { sscc: text("106141412345678908") },
		GoodsClaim::Consignment { id: Default::default() },
		unit(gtin, text("4711"), None),
		unit(gtin, text("4711"), Some(text("L1"))),
	] {
		assert_eq!(claim.validate(), Ok(()), "{claim:?}");
	}
}

#[test]
fn claim_should_be_refused_when_any_key_is_malformed() {
	let gtin: Gtin = text("09520123456788");
	for claim in [
		GoodsClaim::LogisticUnit { sscc: Sscc([b'1'; 18]) },
		unit(Gtin([b'1'; 14]), text("4711"), None),
		unit(gtin, Serial(Default::default()), None),
		unit(gtin, text("4711"), Some(LotNumber(Default::default()))),
	] {
		assert_eq!(claim.validate(), Err(Malformed), "{claim:?}");
	}
}
