//! What the chain's values say, as a plan writes it.

use crate::node::{
	value::{case, hash, inner, items, number, octets, signed, some, text},
	Event,
};
use serde_json::{json, Map, Value as Json};
use subxt::{
	dynamic::{At, Value},
	ext::scale_value::Composite,
};
use tracemark_lots::text::Ascii;
use tracemark_primitives::gs1::{Gtin, Serial};

/// The deposit of an event hash id in the same extrinsic, if there is exactly one.
pub fn anchor(events: &[Event], extrinsic: Option<u32>) -> Option<Json> {
	let mut digests = events
		.iter()
		.filter(|event| event.extrinsic == extrinsic && extrinsic.is_some())
		.filter(|event| {
			matches!(event.name.as_str(), "Evidence.Anchored" | "Evidence.Corroborated")
		})
		.filter(|event| {
			let deposit = event.fields.at("deposit");
			deposit.at("kind").and_then(case).is_some_and(|(kind, _)| kind == "EpcisEvent")
		})
		.filter_map(|event| event.fields.at("digest").at("value").and_then(hash));
	let digest = digests.next().filter(|_| digests.next().is_none())?;
	let digest = format!("ni:///sha-256;{digest:x}?ver=CBV2.0");
	Some(json!({
		"call": "evidence.anchor",
		"signer": null,
		"args": { "digest": digest, "kind": "EpcisEvent" },
	}))
}

/// Where and when, as arguments.
pub fn circumstances(fields: &Value) -> Map<String, Json> {
	let mut args = Map::new();
	let told = fields.at("circumstances");
	let place = told.at("place").and_then(some).and_then(text);
	args.insert("place".to_owned(), json!(place));
	let time =
		told.at("time").or_else(|| fields.at("time").and_then(some)).or_else(|| fields.at("time"));
	if let Some(time) = time.and_then(instant) {
		args.insert("time".to_owned(), time);
	}
	args
}

/// A moment with its offset, as a plan writes it.
fn instant(time: &Value) -> Option<Json> {
	let moment =
		time.at("moment").and_then(number).and_then(|moment| u64::try_from(moment).ok())?;
	let offset =
		time.at("offset").and_then(signed).and_then(|offset| i64::try_from(offset).ok())?;
	Some(json!({ "moment": moment, "offset": offset }))
}

/// What a sensor says, as a plan writes it: the root of readings is the client's.
pub fn sensor_word(word: &Value) -> Option<Json> {
	let time = |fields: &Composite<()>, name: &str| fields.at(name).and_then(instant);
	match case(word)? {
		("Readings", fields) => Some(json!({ "readings": {
			"count": u64::try_from(fields.at("count").and_then(number)?).ok()?,
			"from": time(fields, "from")?,
			"until": time(fields, "until")?,
		} })),
		("Exception", fields) => Some(json!({ "exception": {
			"measurement": fields.at("measurement").and_then(case)?.0,
			"exception": fields.at("exception").and_then(case)?.0,
			"time": time(fields, "time")?,
		} })),
		_ => None,
	}
}

/// The leaves of a consignment in a lot of so many: each segment ends where the next begins.
pub fn own_ranges(segments: &[(usize, u128)], number: usize, size: usize) -> Vec<(usize, usize)> {
	let ends = segments.iter().skip(1).map(|(start, _)| *start).chain([size]);
	let all = segments.iter().zip(ends);
	all.filter(|((_, owner), _)| usize::try_from(*owner) == Ok(number))
		.map(|((start, _), end)| (*start, end))
		.collect()
}

/// How much of a lot an observation with this number is of, anywhere within the arguments of a call.
pub fn seen_of_lot(call: &Value, lot: &Map<String, Json>, seq: u128) -> Option<Json> {
	let is = |value: Option<&Value>, name: &str| {
		let known = lot.get(name).and_then(Json::as_str);
		known.is_some() && value.and_then(text).as_deref() == known
	};
	if let Some(("OfLot", what)) = call.at("what").and_then(case) {
		let is_meant = call.at("seq").and_then(number) == Some(seq)
			&& is(what.at("gtin"), "gtin")
			&& is(what.at("lot"), "number");
		if is_meant {
			return what.at("quantity").and_then(quantity);
		}
	}
	inner(call).into_iter().find_map(|within| seen_of_lot(within, lot, seq))
}

/// A quantity as a plan writes it.
pub fn quantity<C>(value: &Value<C>) -> Option<Json> {
	match case(value)? {
		("Pieces", fields) => Some(json!({ "pieces": fields.at(0).and_then(number)?.to_string() })),
		("Measured", fields) => {
			let unit = fields.at("unit").and_then(octets)?;
			Some(json!({
				"micros": fields.at("micros").and_then(number)?.to_string(),
				"unit": String::from_utf8(unit).ok()?.trim_end(),
			}))
		},
		_ => None,
	}
}

/// The rates of yield of a transformation, as a plan writes them.
pub fn yields(fields: &Value) -> Json {
	let rates = fields.at("yields").map(items).unwrap_or_default();
	let rate = |rate: &&Value| {
		Some(json!({
			"class": rate.at("class").and_then(text)?,
			"input": rate.at("input").and_then(quantity)?,
			"output": rate.at("output").and_then(quantity)?,
		}))
	};
	rates.iter().filter_map(rate).collect()
}

/// The sum of two quantities, if both are in the same unit.
pub fn plus(one: &Json, other: &Json) -> Option<Json> {
	let name = ["pieces", "micros"].into_iter().find(|name| one.get(*name).is_some())?;
	let amount = |json: &Json| json.get(name)?.as_str()?.parse::<u128>().ok();
	let all = amount(one)?.checked_add(amount(other)?)?;
	let mut sum = one.clone();
	sum.as_object_mut()?.insert(name.to_owned(), json!(all.to_string()));
	(one.get("unit") == other.get("unit")).then_some(sum)
}

/// A variant as CBV writes its word: `CycleCounting` is `cycle_counting`.
pub fn word_of(variant: &str) -> String {
	let mut word = String::new();
	for letter in variant.chars() {
		if letter.is_uppercase() && !word.is_empty() {
			word.push('_');
		}
		word.extend(letter.to_lowercase());
	}
	word
}

pub fn unit(gtin: &Gtin, serial: &Serial) -> Json {
	json!({ "unit": { "gtin": gtin.text(), "serial": serial.text() } })
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		epcis::calls::word,
		node::value::{bounded, named_variant, structure, ToValue},
	};
	use sp_core::H256;
	use tracemark_primitives::{
		gs1::LotNumber,
		quantity::{Quantity, UnitCode},
		time::EventTime,
	};

	#[test]
	fn words_should_come_back_when_they_were_made_variants() {
		for cbv in ["inspecting", "creating_class_instance", "in_progress"] {
			assert_eq!(word_of(&word(cbv)), cbv);
		}
	}

	#[test]
	fn quantity_should_be_the_plan_s_when_the_chain_tells_it() {
		let unit = UnitCode(*b"H8 ");
		let measured = Quantity::Measured { micros: 5, unit }.to_value();
		assert_eq!(quantity(&measured), Some(json!({ "micros": "5", "unit": "H8" })));
	}

	#[test]
	fn sum_should_be_that_of_both_when_they_are_in_the_same_unit() {
		let pieces = |count: &str| json!({ "pieces": count });
		let grams = |micros: &str| json!({ "micros": micros, "unit": "GRM" });
		assert_eq!(plus(&pieces("9"), &pieces("1")), Some(pieces("10")));
		assert_eq!(plus(&grams("5"), &grams("7")), Some(grams("12")));
		for other in [pieces("7"), json!({ "micros": "7", "unit": "KGM" })] {
			assert_eq!(plus(&grams("5"), &other), None);
		}
	}

	#[test]
	fn yields_should_be_the_plan_s_when_the_chain_tells_them() {
		let class = Gtin::try_from("09521101000016").unwrap().to_value();
		let (input, output) = (Quantity::Pieces(2).to_value(), Quantity::Pieces(1).to_value());
		let rate = structure([("class", class), ("input", input), ("output", output)]);
		let expected = json!([{
			"class": "09521101000016", "input": { "pieces": "2" }, "output": { "pieces": "1" },
		}]);
		assert_eq!(yields(&structure([("yields", bounded([rate]))])), expected);
		assert_eq!(yields(&structure([])), json!([]));
	}

	#[test]
	fn quantity_seen_should_be_found_when_the_call_lies_in_a_batch() {
		let gtin = Gtin::try_from("09521101000016").unwrap();
		let observe = |lot: &str, seq: u32, pieces: u64| {
			let what = named_variant(
				"OfLot",
				[
					("gtin", gtin.to_value()),
					("lot", LotNumber::try_from(lot).unwrap().to_value()),
					("quantity", Quantity::Pieces(pieces).to_value()),
				],
			);
			let fields = [("what", what), ("seq", seq.to_value())];
			Value::unnamed_variant("Custody", [named_variant("observe", fields)])
		};
		let calls = [observe("B", 0, 3), observe("A", 1, 4), observe("A", 0, 5)];
		let batch = structure([("calls", Value::unnamed_composite(calls))]);
		let lot = json!({ "gtin": "09521101000016", "number": "A" });
		let seen = |seq| seen_of_lot(&batch, lot.as_object().unwrap(), seq);
		assert_eq!(seen(0), Some(json!({ "pieces": "5" })));
		assert_eq!(seen(1), Some(json!({ "pieces": "4" })));
		assert_eq!(seen(2), None);
	}

	#[test]
	fn sensor_word_should_be_the_plan_s_when_the_chain_tells_it() {
		let time = |moment| EventTime { moment, offset: 60 }.to_value();
		let alarm = named_variant(
			"Exception",
			[
				("measurement", crate::node::value::unit("Temperature")),
				("exception", crate::node::value::unit("AlarmCondition")),
				("time", time(5)),
			],
		);
		let at = |moment: u32| json!({ "moment": moment, "offset": 60 });
		let expected = json!({ "exception": {
			"measurement": "Temperature", "exception": "AlarmCondition", "time": at(5),
		} });
		assert_eq!(sensor_word(&alarm), Some(expected));
		let readings = named_variant(
			"Readings",
			[
				("root", H256::zero().to_value()),
				("count", 9u32.to_value()),
				("from", time(5)),
				("until", time(7)),
			],
		);
		let expected = json!({ "readings": { "count": 9, "from": at(5), "until": at(7) } });
		assert_eq!(sensor_word(&readings), Some(expected));
	}

	#[test]
	fn ranges_should_be_the_consignment_s_own_when_the_lot_was_split() {
		let segments = [(0, 0), (2, 1), (5, 0)];
		assert_eq!(own_ranges(&segments, 0, 9), [(0, 2), (5, 9)]);
		assert_eq!(own_ranges(&segments, 1, 9), [(2, 5)]);
		assert_eq!(own_ranges(&[(0, 0)], 0, 4), [(0, 4)]);
		assert!(own_ranges(&segments, 2, 9).is_empty());
	}

	#[test]
	fn circumstances_should_be_found_when_the_event_has_a_time_of_its_own() {
		let time = EventTime { moment: 9, offset: -60 };
		let told = structure([("place", None::<u32>.to_value()), ("time", time.to_value())]);
		let expected = json!({ "place": null, "time": { "moment": 9, "offset": -60 } });
		assert_eq!(Json::Object(circumstances(&structure([("circumstances", told)]))), expected);
		let optional = structure([("time", Some(time.to_value()).to_value())]);
		assert_eq!(Json::Object(circumstances(&optional)), expected);
		assert_eq!(Json::Object(circumstances(&structure([]))), json!({ "place": null }));
	}
}
