//! Which fields documents and events have (GS1's JSON schema of EPCIS 2.0).

use super::check::{optional, required, Field, Form, List, Others, Shape};
use crate::vocabulary::{
	BIZ_STEP, BIZ_TRANSACTION_TYPE, COMPONENT, DISPOSITION, ERROR_REASON, MEASUREMENT,
	SENSOR_ALERT, SOURCE_DEST_TYPE,
};
use Others::{Any, Namespaced, Refused};

/// The types of event that the standard knows.
pub(super) const EVENT_TYPES: &[&str] = &[
	"ObjectEvent",
	"AggregationEvent",
	"TransactionEvent",
	"TransformationEvent",
	"AssociationEvent",
];

const fn list(items: Form) -> List {
	List { items, at_least_one: false, unique: false }
}

const fn non_empty(items: Form) -> List {
	List { items, at_least_one: true, unique: false }
}

const fn shape(what: &'static str, others: Others, fields: &'static [Field]) -> Shape {
	Shape { what, fields, others }
}

static URIS: List = list(Form::Uri);
static UNIQUE_URIS: List = List { items: Form::Uri, at_least_one: false, unique: true };
static EVENTS: List = list(Form::Event);
static DISPOSITIONS: List =
	List { items: Form::Word(&DISPOSITION), at_least_one: true, unique: true };
static QUANTITIES: List = list(Form::Shape(&QUANTITY_ELEMENT));
static BIZ_TRANSACTIONS: List = list(Form::Shape(&BIZ_TRANSACTION));
static SOME_BIZ_TRANSACTIONS: List = non_empty(Form::Shape(&BIZ_TRANSACTION));
static SOURCES: List = list(Form::Shape(&SOURCE));
static DESTINATIONS: List = list(Form::Shape(&DESTINATION));
static SENSOR_ELEMENTS: List = list(Form::Shape(&SENSOR_ELEMENT));
static SENSOR_REPORTS: List = non_empty(Form::Shape(&SENSOR_REPORT));
static VOCABULARIES: List = list(Form::Shape(&VOCABULARY));
static VOCABULARY_ELEMENTS: List = list(Form::Shape(&VOCABULARY_ELEMENT));
static ATTRIBUTES: List = list(Form::Shape(&ATTRIBUTE));

pub(super) static DOCUMENT: Shape = shape(
	"an EPCISDocument",
	Namespaced,
	&[
		required("@context", Form::Context),
		optional("id", Form::Uri),
		required("type", Form::Exactly("EPCISDocument")),
		required("schemaVersion", Form::Version),
		required("creationDate", Form::Time),
		optional("instanceIdentifier", Form::Text),
		optional("sender", Form::Text),
		optional("receiver", Form::Text),
		optional("epcisHeader", Form::Shape(&HEADER)),
		required("epcisBody", Form::Shape(&BODY)),
	],
);

static BODY: Shape =
	shape("the body of an EPCISDocument", Any, &[required("eventList", Form::List(&EVENTS))]);

static HEADER: Shape = shape(
	"the header of an EPCISDocument",
	Namespaced,
	&[optional("epcisMasterData", Form::Shape(&MASTER_DATA))],
);

static MASTER_DATA: Shape =
	shape("master data", Any, &[optional("vocabularyList", Form::List(&VOCABULARIES))]);

static VOCABULARY: Shape = shape(
	"a vocabulary",
	Any,
	&[
		required("type", Form::Uri),
		optional("vocabularyElementList", Form::List(&VOCABULARY_ELEMENTS)),
	],
);

static VOCABULARY_ELEMENT: Shape = shape(
	"an element of a vocabulary",
	Any,
	&[
		required("id", Form::Uri),
		optional("attributes", Form::List(&ATTRIBUTES)),
		optional("children", Form::List(&URIS)),
	],
);

static ATTRIBUTE: Shape = shape(
	"an attribute of master data",
	Any,
	&[required("id", Form::Uri), optional("attribute", Form::AttributeValue)],
);

pub(super) static QUERY_DOCUMENT: Shape = shape(
	"an EPCISQueryDocument",
	Namespaced,
	&[
		required("@context", Form::Context),
		optional("id", Form::Uri),
		required("type", Form::Exactly("EPCISQueryDocument")),
		optional("schemaVersion", Form::Version),
		optional("creationDate", Form::Time),
		required("epcisBody", Form::Shape(&QUERY_BODY)),
	],
);

static QUERY_BODY: Shape = shape(
	"the body of an EPCISQueryDocument",
	Namespaced,
	&[required("queryResults", Form::Shape(&QUERY_RESULTS))],
);

static QUERY_RESULTS: Shape = shape(
	"the results of a query",
	Namespaced,
	&[
		required("queryName", Form::Text),
		optional("subscriptionID", Form::Text),
		required("resultsBody", Form::Shape(&RESULTS_BODY)),
	],
);

static RESULTS_BODY: Shape = shape(
	"the body of query results",
	Namespaced,
	&[
		required("eventList", Form::List(&EVENTS)),
		optional("vocabularyList", Form::List(&VOCABULARIES)),
	],
);

/// The fields that all events share, then those of one type.
macro_rules! event_fields {
	($($field:expr),* $(,)?) => {
		&[
			optional("@context", Form::Context),
			required("type", Form::Text),
			required("eventTime", Form::Time),
			optional("recordTime", Form::Time),
			required("eventTimeZoneOffset", Form::Offset),
			optional("eventID", Form::Uri),
			optional("certificationInfo", Form::UriOrUris),
			optional("errorDeclaration", Form::Shape(&ERROR_DECLARATION)),
			$($field),*
		]
	};
}

/// The fields of all five standard types on business context, then those of one type.
macro_rules! standard_fields {
	($($field:expr),* $(,)?) => {
		event_fields![
			$($field,)*
			optional("bizStep", Form::Word(&BIZ_STEP)),
			optional("disposition", Form::Word(&DISPOSITION)),
			optional("readPoint", Form::Shape(&READ_POINT)),
			optional("bizLocation", Form::Shape(&BIZ_LOCATION)),
			optional("sourceList", Form::List(&SOURCES)),
			optional("destinationList", Form::List(&DESTINATIONS)),
			optional("sensorElementList", Form::List(&SENSOR_ELEMENTS)),
		]
	};
}

pub(super) static OBJECT_EVENT: Shape = shape(
	"an ObjectEvent",
	Namespaced,
	standard_fields![
		optional("epcList", Form::List(&UNIQUE_URIS)),
		optional("quantityList", Form::List(&QUANTITIES)),
		required("action", Form::Action),
		optional("persistentDisposition", Form::Shape(&PERSISTENT_DISPOSITION)),
		optional("bizTransactionList", Form::List(&BIZ_TRANSACTIONS)),
		optional("ilmd", Form::Extensions),
	],
);

pub(super) static AGGREGATION_EVENT: Shape = shape(
	"an AggregationEvent",
	Namespaced,
	standard_fields![
		optional("parentID", Form::Uri),
		optional("childEPCs", Form::List(&URIS)),
		optional("childQuantityList", Form::List(&QUANTITIES)),
		required("action", Form::Action),
		optional("bizTransactionList", Form::List(&BIZ_TRANSACTIONS)),
	],
);

pub(super) static ASSOCIATION_EVENT: Shape = shape(
	"an AssociationEvent",
	Namespaced,
	standard_fields![
		required("parentID", Form::Uri),
		optional("childEPCs", Form::List(&URIS)),
		optional("childQuantityList", Form::List(&QUANTITIES)),
		required("action", Form::Action),
		optional("bizTransactionList", Form::List(&BIZ_TRANSACTIONS)),
	],
);

pub(super) static TRANSACTION_EVENT: Shape = shape(
	"a TransactionEvent",
	Namespaced,
	standard_fields![
		required("bizTransactionList", Form::List(&SOME_BIZ_TRANSACTIONS)),
		optional("parentID", Form::Uri),
		optional("epcList", Form::List(&URIS)),
		optional("quantityList", Form::List(&QUANTITIES)),
		required("action", Form::Action),
	],
);

pub(super) static TRANSFORMATION_EVENT: Shape = shape(
	"a TransformationEvent",
	Namespaced,
	standard_fields![
		optional("inputEPCList", Form::List(&UNIQUE_URIS)),
		optional("inputQuantityList", Form::List(&QUANTITIES)),
		optional("outputEPCList", Form::List(&UNIQUE_URIS)),
		optional("outputQuantityList", Form::List(&QUANTITIES)),
		optional("transformationID", Form::Uri),
		optional("persistentDisposition", Form::Shape(&PERSISTENT_DISPOSITION)),
		optional("bizTransactionList", Form::List(&BIZ_TRANSACTIONS)),
		optional("ilmd", Form::Extensions),
	],
);

/// An event of a type that the standard does not know.
pub(super) static EXTENDED_EVENT: Shape = shape("an event", Any, event_fields![]);

static ERROR_DECLARATION: Shape = shape(
	"an error declaration",
	Namespaced,
	&[
		required("declarationTime", Form::Time),
		optional("reason", Form::Word(&ERROR_REASON)),
		optional("correctiveEventIDs", Form::List(&URIS)),
	],
);

static QUANTITY_ELEMENT: Shape = shape(
	"a quantity element",
	Refused,
	&[
		required("epcClass", Form::Uri),
		optional("quantity", Form::Number),
		optional("uom", Form::Unit),
	],
);

static READ_POINT: Shape = shape("a read point", Any, &[required("id", Form::Uri)]);

static BIZ_LOCATION: Shape = shape("a business location", Any, &[required("id", Form::Uri)]);

static BIZ_TRANSACTION: Shape = shape(
	"a business transaction",
	Refused,
	&[optional("type", Form::Word(&BIZ_TRANSACTION_TYPE)), required("bizTransaction", Form::Uri)],
);

static SOURCE: Shape = shape(
	"a source",
	Refused,
	&[required("type", Form::Word(&SOURCE_DEST_TYPE)), required("source", Form::Uri)],
);

static DESTINATION: Shape = shape(
	"a destination",
	Refused,
	&[required("type", Form::Word(&SOURCE_DEST_TYPE)), required("destination", Form::Uri)],
);

static SENSOR_ELEMENT: Shape = shape(
	"a sensor element",
	Namespaced,
	&[
		optional("sensorMetadata", Form::Shape(&SENSOR_METADATA)),
		required("sensorReport", Form::List(&SENSOR_REPORTS)),
	],
);

static SENSOR_METADATA: Shape = shape(
	"sensor metadata",
	Namespaced,
	&[
		optional("time", Form::Time),
		optional("startTime", Form::Time),
		optional("endTime", Form::Time),
		optional("deviceID", Form::Uri),
		optional("deviceMetadata", Form::Uri),
		optional("rawData", Form::Uri),
		optional("dataProcessingMethod", Form::Uri),
		optional("bizRules", Form::Uri),
	],
);

static SENSOR_REPORT: Shape = shape(
	"a sensor report",
	Namespaced,
	&[
		required("type", Form::Word(&MEASUREMENT)),
		optional("exception", Form::Word(&SENSOR_ALERT)),
		optional("deviceID", Form::Uri),
		optional("deviceMetadata", Form::Uri),
		optional("rawData", Form::Uri),
		optional("dataProcessingMethod", Form::Uri),
		optional("bizRules", Form::Uri),
		optional("time", Form::Time),
		optional("microorganism", Form::Uri),
		optional("chemicalSubstance", Form::Uri),
		optional("coordinateReferenceSystem", Form::Uri),
		optional("value", Form::Number),
		optional("component", Form::Word(&COMPONENT)),
		optional("stringValue", Form::Text),
		optional("booleanValue", Form::Bool),
		optional("hexBinaryValue", Form::Hex),
		optional("uriValue", Form::Uri),
		optional("minValue", Form::Number),
		optional("maxValue", Form::Number),
		optional("meanValue", Form::Number),
		optional("sDev", Form::Number),
		optional("percRank", Form::Number),
		optional("percValue", Form::Number),
		optional("uom", Form::Text),
	],
);

static PERSISTENT_DISPOSITION: Shape = shape(
	"a persistent disposition",
	Refused,
	&[optional("set", Form::List(&DISPOSITIONS)), optional("unset", Form::List(&DISPOSITIONS))],
);
