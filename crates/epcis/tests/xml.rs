//! Documents in XML say what their twins in JSON say; what is wrong with them is named by line and
//! element.

use tracemark_epcis::{event_hashes, validate, Document, ReadError};

const OLD: &str = include_str!("fixtures/shipment-1.2.xml");
const NEW: &str = include_str!("fixtures/sensor-2.0.xml");

fn strings(text: &str) -> Vec<String> {
	let hashes = event_hashes(&Document::parse(text).unwrap()).unwrap();
	hashes.iter().map(|hash| hash.prehash().to_owned()).collect()
}

fn faults(text: &str) -> Vec<String> {
	let report = validate(&Document::parse(text).unwrap());
	report.faults.iter().map(ToString::to_string).collect()
}

fn error(text: &str) -> String {
	let Err(ReadError::Xml(error)) = Document::parse(text) else { panic!("{text} was read") };
	assert_eq!(
		error.to_string(),
		format!("line {}, column {}: {}", error.line, error.column, error.problem)
	);
	format!("line {}: {}", error.line, error.problem)
}

fn within(events: &str) -> String {
	format!(
		"<EPCISDocument schemaVersion='2.0' creationDate='2024-05-17T09:30:00Z'><EPCISBody>\n\
		 <EventList>{events}</EventList></EPCISBody></EPCISDocument>"
	)
}

#[test]
fn parse_should_give_a_valid_document_when_the_xml_is_one() {
	for text in [OLD, NEW] {
		assert_eq!(faults(text), [""; 0]);
		assert_eq!(faults(&format!("\u{feff}{text}")), [""; 0]);
	}
}

#[test]
fn event_hashes_should_equal_those_of_the_twin_in_json_when_the_document_is_xml() {
	assert_eq!(strings(OLD), strings(include_str!("fixtures/shipment-1.2.json")));
	assert_eq!(strings(NEW), strings(include_str!("fixtures/sensor-2.0.json")));
}

#[test]
fn event_hashes_should_differ_when_one_value_does() {
	for (value, other) in
		[("ochre", "azure"), ("12.50", "12.51"), ("packing", "picking"), ("B7<", "B8<")]
	{
		assert_ne!(strings(OLD), strings(&OLD.replace(value, other)), "{value}");
	}
}

#[test]
fn parse_should_read_a_query_document_when_it_is_xml() {
	let query =
		"<q:EPCISQueryDocument xmlns:q='urn:epcglobal:epcis-query:xsd:2' schemaVersion='2.0' \
		creationDate='2024-05-17T09:30:00Z'><EPCISBody><q:QueryResults><queryName>Simple</queryName>\
		<resultsBody><EventList>";
	let events = NEW.split_once("<EventList>").unwrap().1.split_once("</EventList>").unwrap().0;
	let text = format!(
		"{query}{}</EventList></resultsBody></q:QueryResults></EPCISBody></q:EPCISQueryDocument>",
		events.replace("my_ext:", "x:").replace("x:note>", "note>").replace("x:mount='lid'", "")
	)
	.replacen("schemaVersion", "xmlns:x='https://ns.lumora.example/epcis/' schemaVersion", 1)
	.replace("<note>", "<x:note>")
	.replace("</note>", "</x:note>");
	assert_eq!(faults(&text), [""; 0]);
	assert_eq!(strings(&text), strings(NEW));
}

#[test]
fn validate_should_name_line_and_element_when_a_value_is_wrong() {
	for (text, expected) in [
		(OLD.replace("<action>ADD", "<action>LOOK"), "line 30, <action>: `LOOK` is not one of ADD"),
		(
			OLD.replace("bizstep:packing", "bizstep:pack"),
			"line 72, <bizStep>: `urn:epcglobal:cbv:bizstep:pack`",
		),
		(
			OLD.replace("12.50", "a dozen"),
			"line 42, <quantity>: found a text; expected is a number",
		),
		(
			OLD.replace("<ext:colour shade", "<colour shade").replace("</ext:c", "</c"),
			"line 57, <colour>: the field `colour` is not known",
		),
		(OLD.replace("L2</epc>", "L2<x/></epc>"), "line 28, <epc>: found an object"),
		(
			NEW.replace("value=\"40\"", "worth=\"40\""),
			"line 22, <worth>: the field `worth` is not known",
		),
		(
			NEW.replace("<epcList><epc>", "<epcList><ecp>")
				.replace("</epc></epcList>", "</ecp></epcList>"),
			"line 10, <ecp>: found an object",
		),
		(
			within("<QuantityEvent/>"),
			"line 2, <QuantityEvent>: `QuantityEvent` is not a type of event",
		),
		(
			OLD.replacen("<epcList>", "<epcList size='2'>", 1),
			"line 26, <epcList>: found an object; expected is a list",
		),
		(
			OLD.replacen("<epcList>", "<epcList>and more", 1),
			"line 26, <epcList>: found an object; expected is a list",
		),
		(
			OLD.replace("<EventList>", "<EventList page='1'>"),
			"line 22, <EventList>: found an object; expected is a list",
		),
		(
			within("<extension>loose<ObjectEvent/></extension>"),
			"line 2, <extension>: `extension` is not a type of event",
		),
		(
			within("<ObjectEvent>one<extension>two</extension></ObjectEvent>"),
			"line 2, <extension>: the field `#text` is not known",
		),
		(
			within("<ObjectEvent>loose</ObjectEvent>"),
			"line 2, <ObjectEvent>: the field `#text` is not known",
		),
	] {
		let found = faults(&text);
		assert!(found.iter().any(|fault| fault.starts_with(expected)), "{expected}: {found:#?}");
	}
}

#[test]
fn parse_should_refuse_when_the_xml_could_be_an_attack() {
	let bomb = "<!DOCTYPE a [<!ENTITY b 'x'>]><EPCISDocument>&b;</EPCISDocument>";
	assert_eq!(error(bomb), "line 1: a document type (<!DOCTYPE>) is not allowed here");
	assert_eq!(
		error("<EPCISDocument>\n&laugh;</EPCISDocument>"),
		"line 2: the entity &laugh; is not one of XML's own"
	);
	assert!(error("<EPCISDocument a='&laugh;'/>").contains("laugh"));
	for depth in [65, 1_000_000] {
		let text = within(&"<a>".repeat(depth));
		assert_eq!(error(&text), "line 2: elements may lie at most 64 levels within each other");
	}
	let many: String = (0..200).map(|n| format!(" a{n}='1'")).collect();
	assert_eq!(
		error(&format!("<EPCISDocument{many}/>")),
		"line 1: there are more than 128 attributes"
	);
	let many: String = (0..300).map(|n| format!("<a xmlns:p{n}='urn:{n}'/>")).collect();
	assert_eq!(error(&within(&many)), "line 2: there are more than 256 namespaces");
	// As many as there may be, and one more, of those that hold at one place; declarations are attributes.
	let nested = |count: usize| {
		let (mut open, mut close) = (String::new(), String::new());
		for first in (0..count).step_by(100) {
			let names: Vec<usize> = (first..count.min(first + 100)).collect();
			let all: String = names.iter().map(|n| format!(" xmlns:p{n}='urn:{n}'")).collect();
			open += &format!("<p{first}:a{all}>");
			close = format!("</p{first}:a>{close}");
		}
		within(&format!("<ObjectEvent>{open}{close}</ObjectEvent>"))
	};
	assert!(Document::parse(&nested(256)).is_ok());
	assert_eq!(error(&nested(257)), "line 2: there are more than 256 namespaces");
	let same: String = (0..129).map(|n| format!(" xmlns:p{n}='urn:x'")).collect();
	assert_eq!(
		error(&format!("<EPCISDocument{same}/>")),
		"line 1: there are more than 128 attributes"
	);
}

#[test]
fn parse_should_refuse_when_the_text_is_not_well_formed() {
	let within = |text: &str| format!("<EPCISDocument>\n{text}</EPCISDocument>");
	for (text, expected) in [
		(within("\u{1}"), "line 2: XML has no character '\\u{1}'"),
		(within("\u{fffe}"), "line 2: XML has no character '\\u{fffe}'"),
		(within("<a b='&#1;'/>"), "line 2: XML has no character '\\u{1}'"),
		(within("<a b='<'/>"), "line 2: the value of b has a `<`"),
		(within("<a b='1'c='2'/>"), "line 2: white space is missing before an attribute"),
		(within("<a b=1/>"), "line 2: an attribute is written as name=\"value\""),
		(within("<a b/>"), "line 2: an attribute is written as name=\"value\""),
		(within("<a 1b='1'/>"), "line 2: `1b` is not a name in XML"),
		(within("<a xmlns:1b='urn:x'/>"), "line 2: `xmlns:1b` is not a name in XML"),
		(within("<-a/>"), "line 2: `-a` is not a name in XML"),
		(within("<a:b:c/>"), "line 2: `a:b:c` is not a name in XML"),
		(within("]]>"), "line 2: `]]>` in a text is written `]]&gt;`"),
		(within("<!-- a -- b -->"), "line 2: "),
		(within("<?a] b?>"), "line 2: `a]` cannot name an instruction"),
		(within("<?XML b?>"), "line 2: `XML` cannot name an instruction"),
		(within("<?xml version='1.0'?>"), "line 2: a declaration stands only at the beginning"),
		("\n<?xml version='1.0'?><EPCISDocument/>".to_owned(), "line 2: a declaration stands only"),
		(
			"<?xml encoding='UTF-8'?><EPCISDocument/>".to_owned(),
			"line 1: a declaration stands only",
		),
		(
			"<?xml version='1.0' standalone='1'?><EPCISDocument/>".to_owned(),
			"line 1: a declaration",
		),
		("<?xml version='1.0' encoding='8'?><EPCISDocument/>".to_owned(), "line 1: a declaration"),
		(within("<a xmlns:q=''/>"), "line 2: the prefix `q` is declared without a namespace"),
		(within("<xmlns:a/>"), "line 2: the prefix `xmlns` declares others"),
	] {
		assert!(error(&text).starts_with(expected), "{text}: {}", error(&text));
	}
	for text in [
		"<?xml version='1.1' encoding = 'utf-8' standalone=\"no\" ?>\n<EPCISDocument/>",
		"\n<EPCISDocument a=\"'>\"\n\tb='\"' />",
		"<EPCISDocument><?go x?><!-- - --><é-1._ x='1'></é-1._ >]]&gt; \u{e000}\u{1f600}</EPCISDocument >",
	] {
		assert!(Document::parse(text).is_ok(), "{text}: {:?}", Document::parse(text).err());
	}
}

#[test]
fn parse_should_say_where_when_the_text_is_no_epcis_document_in_xml() {
	for (text, expected) in [
		(
			"<EPCISDocument>\n<EPCISBody>",
			"line 2: the file ends before the element <EPCISBody> does",
		),
		(
			"<order/>",
			"line 1: found the element <order>; expected is EPCISDocument or EPCISQueryDocument",
		),
		(
			"<EPCISDocument/>\n<EPCISDocument/>",
			"line 2: nothing may stand beside the element of the document",
		),
		("<EPCISDocument/> x", "line 1: nothing may stand beside the element of the document"),
		("<EPCISDocument><a:b/></EPCISDocument>", "line 1: the prefix `a` has no namespace"),
	] {
		assert_eq!(error(text), expected, "{text}");
	}
	let twice = within("<ObjectEvent>\n<action>ADD</action>\n<action>ADD</action></ObjectEvent>");
	assert_eq!(error(&twice), "line 4: the element <action> occurs twice in one element");
	let party = |attributes: &str| {
		within(&format!(
			"<ObjectEvent><sourceList>\n<source {attributes}>urn:x:1</source></sourceList></ObjectEvent>"
		))
	};
	assert_eq!(
		error(&party("type='a' e:type='b' xmlns:e='urn:epcglobal:epcis:xsd:2'")),
		"line 3: the attribute type occurs twice in one element"
	);
	assert_eq!(
		error(&party("type='a' source='urn:x:2'")),
		"line 3: what <source> says occurs twice in one element"
	);
	assert!(error("<EPCISDocument>\n</EPCISBody>").starts_with("line 2: "));
	// Columns are characters of the line, not bytes.
	let Err(ReadError::Xml(beside)) =
		Document::parse("<EPCISDocument>\n<a>éü</a></EPCISDocument><b/>")
	else {
		panic!("was read")
	};
	assert_eq!((beside.line, beside.column), (2, 26));
	assert!(error("<EPCISDocument a='1' a='2'/>").starts_with("line 1: "));
	assert!(error("<EPCISDocument>&#x0;</EPCISDocument>").starts_with("line 1: the entity"));
}
