//! In which order the fields of an event are written (CBV 2.0, section 8.9.2).

use crate::vocabulary::{Vocabulary, BIZ_STEP, COMPONENT, DISPOSITION, MEASUREMENT, SENSOR_ALERT};

/// How a field is written.
pub(super) enum Form {
	/// `name=value`, once for each value.
	Leaf(Leaf),
	/// `name`, then the values of the list as `item=value`, sorted.
	Leaves(&'static str),
	/// `name`, then the fields of the object, once for each object.
	Group(&'static [(&'static str, Form)]),
	/// `name`, then the objects of the list as `item` and their fields, sorted.
	Groups(&'static str, &'static [(&'static str, Form)]),
}

/// How a value is written.
#[derive(Clone, Copy)]
pub(super) enum Leaf {
	/// A key, number, text or URI.
	Plain,
	/// A time, in UTC.
	Time,
	/// A word, in full.
	Word(&'static Vocabulary),
}

const PLAIN: Form = Form::Leaf(Leaf::Plain);
const TIME: Form = Form::Leaf(Leaf::Time);

const fn word(vocabulary: &'static Vocabulary) -> Form {
	Form::Leaf(Leaf::Word(vocabulary))
}

/// The fields of an event after its type.
pub(super) static EVENT: &[(&str, Form)] = &[
	("eventTime", TIME),
	("eventTimeZoneOffset", PLAIN),
	("certificationInfo", PLAIN),
	("parentID", PLAIN),
	("epcList", Form::Leaves("epc")),
	("inputEPCList", Form::Leaves("epc")),
	("childEPCs", Form::Leaves("epc")),
	("quantityList", Form::Groups("quantityElement", QUANTITY_ELEMENT)),
	("childQuantityList", Form::Groups("quantityElement", QUANTITY_ELEMENT)),
	("inputQuantityList", Form::Groups("quantityElement", QUANTITY_ELEMENT)),
	("outputEPCList", Form::Leaves("epc")),
	("outputQuantityList", Form::Groups("quantityElement", QUANTITY_ELEMENT)),
	("action", PLAIN),
	("transformationID", PLAIN),
	("bizStep", word(&BIZ_STEP)),
	("disposition", word(&DISPOSITION)),
	("persistentDisposition", Form::Group(PERSISTENT_DISPOSITION)),
	("readPoint", Form::Group(PLACE)),
	("bizLocation", Form::Group(PLACE)),
	("sensorElementList", Form::Groups("sensorElement", SENSOR_ELEMENT)),
];

static QUANTITY_ELEMENT: &[(&str, Form)] =
	&[("epcClass", PLAIN), ("quantity", PLAIN), ("uom", PLAIN)];

static PERSISTENT_DISPOSITION: &[(&str, Form)] =
	&[("set", word(&DISPOSITION)), ("unset", word(&DISPOSITION))];

static PLACE: &[(&str, Form)] = &[("id", PLAIN)];

static SENSOR_ELEMENT: &[(&str, Form)] = &[
	("sensorMetadata", Form::Group(SENSOR_METADATA)),
	("sensorReport", Form::Group(SENSOR_REPORT)),
];

static SENSOR_METADATA: &[(&str, Form)] = &[
	("time", TIME),
	("startTime", TIME),
	("endTime", TIME),
	("deviceID", PLAIN),
	("deviceMetadata", PLAIN),
	("rawData", PLAIN),
	("dataProcessingMethod", PLAIN),
	("bizRules", PLAIN),
];

static SENSOR_REPORT: &[(&str, Form)] = &[
	("type", word(&MEASUREMENT)),
	("exception", word(&SENSOR_ALERT)),
	("deviceID", PLAIN),
	("deviceMetadata", PLAIN),
	("rawData", PLAIN),
	("dataProcessingMethod", PLAIN),
	("time", TIME),
	("microorganism", PLAIN),
	("chemicalSubstance", PLAIN),
	("value", PLAIN),
	("component", word(&COMPONENT)),
	("stringValue", PLAIN),
	("booleanValue", PLAIN),
	("hexBinaryValue", PLAIN),
	("uriValue", PLAIN),
	("minValue", PLAIN),
	("maxValue", PLAIN),
	("meanValue", PLAIN),
	("sDev", PLAIN),
	("percRank", PLAIN),
	("percValue", PLAIN),
	("uom", PLAIN),
	("coordinateReferenceSystem", PLAIN),
];
