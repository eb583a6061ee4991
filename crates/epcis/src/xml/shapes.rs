//! Which elements EPCIS 1.2 and 2.0 have in XML, and which fields of JSON they become.

use crate::vocabulary::{
	Vocabulary, BIZ_STEP, BIZ_TRANSACTION_TYPE, COMPONENT, DISPOSITION, ERROR_REASON, MEASUREMENT,
	SENSOR_ALERT, SOURCE_DEST_TYPE,
};

/// What becomes of an element or attribute.
pub(super) enum Form {
	/// A text.
	Text,
	/// A number.
	Number,
	/// A truth value.
	Bool,
	/// A word of a vocabulary.
	Word(&'static Vocabulary),
	/// The children of that name as the items of a list.
	List(&'static str, &'static Form),
	/// Attributes and children as fields.
	Object(&'static [Field]),
	/// An attribute, and the text as the field of that name.
	Valued(&'static str, &'static Form, &'static str),
	/// The events.
	Events,
}

/// An element or attribute that becomes a field.
pub(super) struct Field {
	pub xml: &'static str,
	pub json: &'static str,
	pub form: Form,
	/// Whether it may be repeated: then the field is a list.
	pub many: bool,
}

const fn field(name: &'static str, form: Form) -> Field {
	Field { xml: name, json: name, form, many: false }
}

const fn renamed(xml: &'static str, json: &'static str, form: Form) -> Field {
	Field { xml, json, form, many: false }
}

const fn many(name: &'static str, form: Form) -> Field {
	Field { xml: name, json: name, form, many: true }
}

const EPCS: Form = Form::List("epc", &Form::Text);
const QUANTITIES: Form = Form::List("quantityElement", &Form::Object(QUANTITY_ELEMENT));
const PLACE: Form = Form::Object(&[field("id", Form::Text)]);

pub(super) const DOCUMENT: &[Field] = &[
	field("schemaVersion", Form::Text),
	field("creationDate", Form::Text),
	renamed("EPCISHeader", "epcisHeader", Form::Object(HEADER)),
	renamed("EPCISBody", "epcisBody", Form::Object(BODY)),
];

const HEADER: &[Field] =
	&[renamed("EPCISMasterData", "epcisMasterData", Form::Object(MASTER_DATA))];

const MASTER_DATA: &[Field] = &[renamed("VocabularyList", "vocabularyList", VOCABULARIES)];

const VOCABULARIES: Form = Form::List(
	"Vocabulary",
	&Form::Object(&[
		field("type", Form::Text),
		renamed("VocabularyElementList", "vocabularyElementList", VOCABULARY_ELEMENTS),
	]),
);

const VOCABULARY_ELEMENTS: Form = Form::List(
	"VocabularyElement",
	&Form::Object(&[
		field("id", Form::Text),
		Field {
			xml: "attribute",
			json: "attributes",
			form: Form::Valued("id", &Form::Text, "attribute"),
			many: true,
		},
		field("children", Form::List("id", &Form::Text)),
	]),
);

const BODY: &[Field] = &[renamed("EventList", "eventList", Form::Events)];

pub(super) const QUERY_DOCUMENT: &[Field] = &[
	field("schemaVersion", Form::Text),
	field("creationDate", Form::Text),
	renamed("EPCISHeader", "epcisHeader", Form::Object(HEADER)),
	renamed(
		"EPCISBody",
		"epcisBody",
		Form::Object(&[renamed("QueryResults", "queryResults", Form::Object(QUERY_RESULTS))]),
	),
];

const QUERY_RESULTS: &[Field] = &[
	field("queryName", Form::Text),
	field("subscriptionID", Form::Text),
	field(
		"resultsBody",
		Form::Object(&[
			renamed("EventList", "eventList", Form::Events),
			renamed("VocabularyList", "vocabularyList", VOCABULARIES),
		]),
	),
];

/// The fields of all types of event. Which of them a type has is for validation to say.
pub(super) const EVENT: &[Field] = &[
	field("eventTime", Form::Text),
	field("recordTime", Form::Text),
	field("eventTimeZoneOffset", Form::Text),
	field("eventID", Form::Text),
	many("certificationInfo", Form::Text),
	field("errorDeclaration", Form::Object(ERROR_DECLARATION)),
	field("parentID", Form::Text),
	field("epcList", EPCS),
	field("childEPCs", EPCS),
	field("inputEPCList", EPCS),
	field("outputEPCList", EPCS),
	field("quantityList", QUANTITIES),
	field("childQuantityList", QUANTITIES),
	field("inputQuantityList", QUANTITIES),
	field("outputQuantityList", QUANTITIES),
	field("action", Form::Text),
	field("transformationID", Form::Text),
	field("bizStep", Form::Word(&BIZ_STEP)),
	field("disposition", Form::Word(&DISPOSITION)),
	field("persistentDisposition", Form::Object(PERSISTENT_DISPOSITION)),
	field("readPoint", PLACE),
	field("bizLocation", PLACE),
	field("bizTransactionList", Form::List("bizTransaction", BIZ_TRANSACTION)),
	field("sourceList", Form::List("source", SOURCE)),
	field("destinationList", Form::List("destination", DESTINATION)),
	field("sensorElementList", Form::List("sensorElement", &Form::Object(SENSOR_ELEMENT))),
	field("ilmd", Form::Object(&[])),
];

const TRANSACTION_TYPE: &Form = &Form::Word(&BIZ_TRANSACTION_TYPE);
const BIZ_TRANSACTION: &Form = &Form::Valued("type", TRANSACTION_TYPE, "bizTransaction");
const PARTY_TYPE: &Form = &Form::Word(&SOURCE_DEST_TYPE);
const SOURCE: &Form = &Form::Valued("type", PARTY_TYPE, "source");
const DESTINATION: &Form = &Form::Valued("type", PARTY_TYPE, "destination");

const ERROR_DECLARATION: &[Field] = &[
	field("declarationTime", Form::Text),
	field("reason", Form::Word(&ERROR_REASON)),
	field("correctiveEventIDs", Form::List("correctiveEventID", &Form::Text)),
];

const QUANTITY_ELEMENT: &[Field] =
	&[field("epcClass", Form::Text), field("quantity", Form::Number), field("uom", Form::Text)];

const PERSISTENT_DISPOSITION: &[Field] =
	&[many("set", Form::Word(&DISPOSITION)), many("unset", Form::Word(&DISPOSITION))];

const SENSOR_ELEMENT: &[Field] = &[
	field("sensorMetadata", Form::Object(&[])),
	many("sensorReport", Form::Object(SENSOR_REPORT)),
];

/// Those that are not texts.
const SENSOR_REPORT: &[Field] = &[
	field("type", Form::Word(&MEASUREMENT)),
	field("exception", Form::Word(&SENSOR_ALERT)),
	field("component", Form::Word(&COMPONENT)),
	field("value", Form::Number),
	field("booleanValue", Form::Bool),
	field("minValue", Form::Number),
	field("maxValue", Form::Number),
	field("meanValue", Form::Number),
	field("sDev", Form::Number),
	field("percRank", Form::Number),
	field("percValue", Form::Number),
];
