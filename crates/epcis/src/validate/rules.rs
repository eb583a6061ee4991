//! What one field of an event demands of another, per type of event (EPCIS 2.0, section 7.4).

use super::{
	check::{fields, Shape},
	shapes,
};
use crate::{
	fault::Collector,
	json::{Object, Value},
	uri::is_uri,
};

/// Validates one event of any type.
pub(super) fn event<'a>(out: &mut Collector<'a>, value: &'a Value) {
	let Some(event) = value.as_object() else {
		out.fault(format!("found {}; expected is an event, which is an object", value.kind()));
		return;
	};
	let Some(name) = event.get("type") else {
		out.fault(format!(
			"the field `type` is missing: an event says that it is one of {}",
			shapes::EVENT_TYPES.join(", ")
		));
		return;
	};
	let Some(name) = name.as_str() else {
		let kind = name.kind();
		out.in_field("type", |out| {
			out.fault(format!("found {kind}; expected is the type of the event, which is a text"));
		});
		return;
	};
	match name {
		"ObjectEvent" => standard(out, event, &shapes::OBJECT_EVENT, object_event),
		"AggregationEvent" => standard(out, event, &shapes::AGGREGATION_EVENT, children),
		"TransactionEvent" => standard(out, event, &shapes::TRANSACTION_EVENT, transaction_event),
		"TransformationEvent" => {
			standard(out, event, &shapes::TRANSFORMATION_EVENT, transformation_event);
		},
		"AssociationEvent" => standard(out, event, &shapes::ASSOCIATION_EVENT, children),
		_ => {
			if !is_uri(name) {
				out.in_field("type", |out| {
					out.fault(format!(
						"`{name}` is not a type of event; expected is one of {}, or the URI of a \
						 type of your own",
						shapes::EVENT_TYPES.join(", ")
					));
				});
			}
			fields(out, event, &shapes::EXTENDED_EVENT);
		},
	}
}

fn standard<'a>(
	out: &mut Collector<'a>,
	event: &'a Object,
	shape: &Shape,
	rule: fn(&mut Collector<'a>, &Object),
) {
	fields(out, event, shape);
	rule(out, event);
	let persistent = event.get("persistentDisposition").and_then(Value::as_object);
	if persistent.is_some_and(|change| change.get("set").is_none() && change.get("unset").is_none())
	{
		out.in_field("persistentDisposition", |out| {
			out.fault("a persistent disposition changes something: `set` or `unset` is missing");
		});
	}
}

/// Whether the field is there, and is no empty list.
fn names_some(event: &Object, field: &str) -> bool {
	match event.get(field) {
		Some(Value::Array(items)) => !items.is_empty(),
		// Whatever else it is was already found to be no list.
		Some(_) => true,
		None => false,
	}
}

fn is_deletion(event: &Object) -> bool {
	// Without any action its own fault is enough.
	event.get("action").is_none_or(|action| action.as_str() == Some("DELETE"))
}

fn object_event(out: &mut Collector<'_>, event: &Object) {
	let sensed = names_some(event, "sensorElementList") && event.get("readPoint").is_some();
	if event.get("epcList").is_none() && !names_some(event, "quantityList") && !sensed {
		out.fault(
			"an ObjectEvent must say what it is about: the field `epcList`, or a `quantityList` \
			 with at least one element, or a `sensorElementList` together with a `readPoint` is \
			 missing",
		);
	}
	let action = event.get("action").and_then(Value::as_str);
	if event.get("ilmd").is_some() && matches!(action, Some("OBSERVE" | "DELETE")) {
		out.in_field("ilmd", |out| {
			out.fault(
				"master data in `ilmd` is given once, when the goods come into being: it is allowed \
				 with the action ADD only",
			);
		});
	}
}

fn children(out: &mut Collector<'_>, event: &Object) {
	if !names_some(event, "childEPCs")
		&& !names_some(event, "childQuantityList")
		&& !is_deletion(event)
	{
		out.fault(
			"the children are missing: `childEPCs` or `childQuantityList` must name at least one, \
			 unless the action is DELETE",
		);
	}
}

fn transaction_event(out: &mut Collector<'_>, event: &Object) {
	if event.get("epcList").is_none() && !names_some(event, "quantityList") && !is_deletion(event) {
		out.fault(
			"the objects are missing: the field `epcList`, or a `quantityList` with at least one \
			 element, is needed, unless the action is DELETE",
		);
	}
}

fn transformation_event(out: &mut Collector<'_>, event: &Object) {
	let inputs = names_some(event, "inputEPCList") || names_some(event, "inputQuantityList");
	let outputs = names_some(event, "outputEPCList") || names_some(event, "outputQuantityList");
	let partial = event.get("transformationID").is_some() && (inputs || outputs);
	if (inputs && outputs) || partial {
		return;
	}
	if !inputs {
		out.fault(
			"the inputs are missing: `inputEPCList` or `inputQuantityList` must name at least one, \
			 unless a `transformationID` ties this event to another that does",
		);
	}
	if !outputs {
		out.fault(
			"the outputs are missing: `outputEPCList` or `outputQuantityList` must name at least \
			 one, unless a `transformationID` ties this event to another that does",
		);
	}
}
