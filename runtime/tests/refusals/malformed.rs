//! Codes that are wrong.

use super::*;
use tracemark_primitives::quantity::{Quantity, UnitCode};

#[test]
fn malformed_calls_should_be_refused_with_an_error_when_every_code_in_them_is_wrong() {
	run(|| {
		let world = World::licensed();
		let Cast { brand, factory, importer, .. } = &world.cast;
		let mut wrong_check_digit = world.gtin;
		wrong_check_digit.0[13] = if wrong_check_digit.0[13] == b'0' { b'1' } else { b'0' };
		let class =
			|gtin, hs| Custody::<Runtime>::register_class { gtin, rights: Default::default(), hs };
		let mut no_chapter = hs();
		no_chapter.code = *b"770000";
		let mut mis_numbered = world.sscc;
		mis_numbered.0[0] = b'x';
		let commission = |quantity, root| Custody::<Runtime>::commission {
			gtin: world.gtin,
			number: "ODD".try_into().expect("a lot number"),
			quantity,
			root,
			place: None,
			time: event_time(),
		};
		let pack = Custody::<Runtime>::pack {
			sscc: mis_numbered,
			children: Default::default(),
			place: None,
			time: event_time(),
		};
		let weight = Quantity::Measured { micros: 1, unit: UnitCode(*b"KGM") };
		let mut form = world.form(importer);
		form.lines[0].gtin = wrong_check_digit;
		refuse(vec![
			row(
				"a GTIN with a wrong check digit",
				brand,
				class(wrong_check_digit, hs()),
				CustodyError::MalformedGtin,
			),
			row(
				"a chapter that is reserved",
				brand,
				class(gtin(BRAND_PREFIX, 7), no_chapter),
				CustodyError::MalformedHsCode,
			),
			row("an SSCC with a letter", factory, pack, CustodyError::MalformedSscc),
			row(
				"no pieces",
				factory,
				commission(Quantity::Pieces(0), None),
				CustodyError::MalformedQuantity,
			),
			row(
				"serials of a weight",
				factory,
				commission(weight, Some(ground())),
				CustodyError::NotSerialisable,
			),
			row(
				"a declaration of a wrong GTIN",
				importer,
				lodge_call(form),
				CustomsError::MalformedDeclaration,
			),
		]);
	});
}
