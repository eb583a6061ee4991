//! What observations of goods become: items, logistic units, and so much of a lot.

mod common;

use common::plans::{custody, there_and_back};
use tracemark_epcis::{
	json::Value,
	plan::{plan, Plan},
	Document,
};

fn planned(text: &str) -> Plan {
	plan(&Document::parse(text).unwrap()).unwrap_or_else(|error| panic!("{error}"))
}

fn at<'a>(value: &'a Value, path: &str) -> &'a Value {
	path.split('/').fold(value, |value, step| match value {
		Value::Array(items) => &items[step.parse::<usize>().unwrap()],
		_ => value.get(step).unwrap_or_else(|| panic!("no {step} in {value}")),
	})
}

#[test]
fn plan_should_see_so_much_of_a_lot_when_parts_of_it_are_with_several() {
	let table = "eventTime,action,bizStep,gtin,lot,quantity,uom,destinationPossessingParty\n\
		2024-05-17T08:00:00Z,ADD,,9521321123458,C7,100,,\n\
		2024-05-17T09:00:00Z,OBSERVE,shipping,9521321123458,C7,40,,9521321000025\n\
		2024-05-17T10:00:00Z,OBSERVE,receiving,9521321123458,C7,40,,9521321000025\n\
		2024-05-17T11:00:00Z,OBSERVE,stocking,9521321123458,C7,40,,\n\
		2024-05-17T12:00:00Z,OBSERVE,stocking,9521321123458,C7,101,,\n\
		2024-05-17T13:00:00Z,OBSERVE,stocking,9521321123458,D1,2.5,KGM,\n";
	let plan = planned(table);
	assert_eq!(
		custody(&plan),
		["commission", "split offer", "accept", "observe", "observe", "observe"]
	);
	let json = plan.json();
	for (event, expected) in [
		(3, r#"{"lot":{"gtin":"09521321123458","number":"C7","quantity":{"pieces":"40"}}}"#),
		(4, r#"{"lot":{"gtin":"09521321123458","number":"C7","quantity":{"pieces":"101"}}}"#),
		(
			5,
			r#"{"lot":{"gtin":"09521321123458","number":"D1","quantity":{"micros":"2500000","unit":"KGM"}}}"#,
		),
	] {
		assert_eq!(at(&json, &format!("events/{event}/calls/0/args/what")).to_string(), expected);
		// The call says all of it.
		assert_eq!(plan.steps()[event].by_digest(), Vec::<&str>::new());
	}
	there_and_back(&Document::parse(table).unwrap(), &plan);
}

#[test]
fn plan_should_see_the_least_of_a_lot_when_nobody_says_how_much() {
	let table = "eventTime,action,bizStep,gtin,lot\n\
		2024-05-17T08:00:00Z,OBSERVE,stocking,9521321123458,C7\n";
	let plan = planned(table);
	assert_eq!(
		at(&plan.json(), "events/0/calls/0/args/what").to_string(),
		r#"{"lot":{"gtin":"09521321123458","number":"C7","quantity":{"pieces":"1"}}}"#
	);
	// That one piece is the chain's word, and not the event's.
	assert_eq!(plan.steps()[0].by_digest(), ["quantityList"]);
	there_and_back(&Document::parse(table).unwrap(), &plan);
}
