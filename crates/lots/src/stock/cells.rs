//! The cells of a table, each read on its own.

use sp_core::H256;
use tracemark_epcis::time::millis;
use tracemark_primitives::{
	goods::MaxRightsPerClass,
	gs1::Gln,
	hs::HsCode,
	quantity::{Quantity, UnitCode},
	time::EventTime,
	Validate,
};

/// Largest number that JavaScript keeps exactly.
const MAX_NUMBER: u64 = (1 << 53) - 1;
/// Decimals of an amount.
const DECIMALS: usize = 6;

/// `2022:851830`.
pub fn hs(text: &str) -> Result<HsCode, String> {
	text.split_once(':')
		.and_then(|(edition, code)| {
			let code = <[u8; 6]>::try_from(code.as_bytes()).ok()?;
			Some(HsCode { edition: edition.parse().ok()?, code })
		})
		.filter(|hs| hs.validate().is_ok())
		.ok_or_else(|| {
			format!(
				"`{text}` is no commodity code; give edition and six digits, such as 2022:851830"
			)
		})
}

/// Ids between spaces.
pub fn rights(text: &str) -> Result<Vec<H256>, String> {
	let id = |id: &str| {
		id.parse()
			.ok()
			.filter(|_| id.starts_with("0x"))
			.ok_or_else(|| format!("`{id}` is no id of a right; give 0x and 64 hexadecimal digits"))
	};
	let ids: Vec<H256> = text.split_whitespace().map(id).collect::<Result<_, _>>()?;
	let most = usize::try_from(<MaxRightsPerClass as sp_core::Get<u32>>::get()).unwrap_or_default();
	match ids.len() <= most {
		true => Ok(ids),
		false => Err(format!("a class has at most {most} rights")),
	}
}

/// Pieces, or an amount of a unit.
pub fn quantity(amount: &str, unit: &str) -> Result<Quantity, String> {
	let quantity = if unit.is_empty() {
		Quantity::Pieces(whole(amount).ok_or_else(|| {
			format!("`{amount}` is no number of pieces; give an integer, or a unit as well")
		})?)
	} else {
		let micros = millionths(amount).ok_or_else(|| {
			format!("`{amount}` is no amount; give digits with at most {DECIMALS} decimals")
		})?;
		let code = format!("{unit: <3}");
		let code = <[u8; 3]>::try_from(code.as_bytes()).map(UnitCode);
		Quantity::Measured { micros, unit: code.map_err(|_| no_unit(unit))? }
	};
	match (quantity.is_zero(), quantity.validate()) {
		(true, _) => Err("a lot is not empty; give an amount above zero".into()),
		(false, Err(_)) => Err(no_unit(unit)),
		(false, Ok(())) => Ok(quantity),
	}
}

fn no_unit(unit: &str) -> String {
	format!("`{unit}` is no code of UN/CEFACT Recommendation 20, such as KGM")
}

fn whole(text: &str) -> Option<u64> {
	let digits = text.bytes().all(|byte| byte.is_ascii_digit());
	text.parse().ok().filter(|number| digits && *number <= MAX_NUMBER)
}

fn millionths(text: &str) -> Option<u64> {
	let (units, decimals) = text.split_once('.').unwrap_or((text, "0"));
	if decimals.is_empty() || decimals.len() > DECIMALS {
		return None;
	}
	let decimals = whole(&format!("{decimals:0<DECIMALS$}"))?;
	let sum = whole(units)?.checked_mul(1_000_000)?.checked_add(decimals)?;
	Some(sum).filter(|sum| *sum <= MAX_NUMBER)
}

/// GLN of a place.
pub fn place(text: &str) -> Result<Gln, String> {
	Gln::try_from(text).map_err(|_| {
		format!("`{text}` is no GLN: 13 digits, the last of which follows from the others")
	})
}

/// A moment with the offset of its clock.
pub fn time(text: &str) -> Result<EventTime, String> {
	event_time(text).filter(|time| time.validate().is_ok()).ok_or_else(|| {
		format!(
			"`{text}` is no date and time since 1970 by RFC 3339, such as 2026-11-02T08:30:00+01:00"
		)
	})
}

fn event_time(text: &str) -> Option<EventTime> {
	let moment = millis(text)?;
	// What the clock showed, read as if it were in UTC, is ahead of the moment by the offset. Fractions
	// of a second are less than half a minute.
	let shown = millis(&format!("{}Z", text.get(..19)?))?;
	let offset = shown.checked_sub(moment)?.checked_add(30_000)?.div_euclid(60_000);
	Some(EventTime { moment: u64::try_from(moment).ok()?, offset: i16::try_from(offset).ok()? })
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn hs_should_be_refused_when_edition_or_chapter_do_not_exist() {
		assert_eq!(hs("2022:851830").unwrap(), HsCode { edition: 2022, code: *b"851830" });
		for text in ["851830", "2021:851830", "2022:775830", "2022:8518", "2022:85183x", ":851830"]
		{
			assert!(hs(text).is_err(), "{text}");
		}
	}

	#[test]
	fn quantity_should_be_exact_when_it_has_decimals() {
		let kilos = |micros| Quantity::Measured { micros, unit: UnitCode(*b"KGM") };
		for (amount, unit, expected) in [
			("10000", "", Quantity::Pieces(10_000)),
			("12", "KGM", kilos(12_000_000)),
			("0.000001", "KGM", kilos(1)),
			("2.5", "KGM", kilos(2_500_000)),
			("3", "H8", Quantity::Measured { micros: 3_000_000, unit: UnitCode(*b"H8 ") }),
		] {
			assert_eq!(quantity(amount, unit), Ok(expected));
		}
		for (amount, unit) in [
			("", ""),
			("0", ""),
			("0.0", "KGM"),
			("1.5", ""),
			("+1", ""),
			("-1", ""),
			("1.0000001", "KGM"),
			("1.", "KGM"),
			(".5", "KGM"),
			("1", "kgm"),
			("1", "KGMX"),
			("9007199254740992", ""),
			("9007199254.740992", "KGM"),
		] {
			assert!(quantity(amount, unit).is_err(), "{amount} {unit}");
		}
	}

	#[test]
	fn time_should_keep_the_offset_when_it_is_read() {
		for (text, moment, offset) in [
			("1970-01-01T00:00:00Z", 0, 0),
			("1970-01-01T02:00:00.9999+01:30", 1_801_000, 90),
			("1970-01-01T00:00:00.250-05:00", 18_000_250, -300),
		] {
			assert_eq!(time(text), Ok(EventTime { moment, offset }));
		}
		for text in [
			"1970-01-01",
			"1969-12-31T23:59:59Z",
			"2026-11-02T08:30:00",
			"2026-11-02T08:30:00+14:01",
		] {
			assert!(time(text).is_err(), "{text}");
		}
	}

	#[test]
	fn rights_should_be_whole_ids_and_few_when_they_are_read() {
		let id = format!("0x{}", "ab".repeat(32));
		assert_eq!(rights(&id), Ok(vec![H256::repeat_byte(0xab)]));
		assert_eq!(rights(""), Ok(vec![]));
		assert_eq!(rights(&[id.as_str(); 8].join(" ")).unwrap().len(), 8);
		assert!(rights(&[id.as_str(); 9].join(" ")).is_err());
		for text in ["0xab", &id[2..], "x"] {
			assert!(rights(text).is_err(), "{text}");
		}
	}
}
