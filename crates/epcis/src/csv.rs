//! Events as a table: comma-separated values (RFC 4180) with a header row, as a warehouse or a list of
//! legacy stock is exported. `docs/epcis.md` has the columns.

use crate::{
	gs1::{CheckDigits, Key, KeyError, KeyKind},
	json::Value,
	number,
	place::{list, Members, Place, Placed},
	xml::context_of,
};
use std::{collections::HashMap, fmt};
use thiserror::Error;

/// How many faults of a table are listed.
const LISTED: usize = 20;

/// The columns, each with what it is.
const COLUMNS: &[(&str, Column)] = &[
	("event", Column::Group),
	("type", Column::Type),
	("eventTime", Column::Text),
	("eventTimeZoneOffset", Column::Text),
	("eventID", Column::Text),
	("action", Column::Text),
	("bizStep", Column::Text),
	("disposition", Column::Text),
	("parentID", Column::Key(KeyKind::Sscc)),
	("readPoint", Column::Place),
	("bizLocation", Column::Place),
	("bizTransactionType", Column::TransactionType),
	("bizTransaction", Column::Transaction),
	("sourcePossessingParty", Column::Party("sourceList", "source", "possessing_party")),
	("sourceOwningParty", Column::Party("sourceList", "source", "owning_party")),
	(
		"destinationPossessingParty",
		Column::Party("destinationList", "destination", "possessing_party"),
	),
	("destinationOwningParty", Column::Party("destinationList", "destination", "owning_party")),
	("role", Column::Goods),
	("epc", Column::Goods),
	("epcClass", Column::Goods),
	("gtin", Column::Goods),
	("serial", Column::Goods),
	("lot", Column::Goods),
	("quantity", Column::Goods),
	("uom", Column::Goods),
];

/// What becomes of a column.
#[derive(Clone, Copy)]
enum Column {
	/// Tells which rows are one event.
	Group,
	/// The type of the event.
	Type,
	/// A field of the same name.
	Text,
	/// A field of the same name with a key: the URI, or the key's bare digits.
	Key(KeyKind),
	/// A place: a URI, or a GLN.
	Place,
	/// The type of the business document.
	TransactionType,
	/// A business document.
	Transaction,
	/// A party: a URI, or a GLN.
	Party(&'static str, &'static str, &'static str),
	/// Goods, of which each row names its own.
	Goods,
}

/// The prefix of CBV's master data attributes, which every EPCIS document has.
const LOT_NUMBER: &str = "cbvmda:lotNumber";

/// Why a table cannot be read: its faults from the first row to the last.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub struct CsvError {
	/// The faults that are listed; at least one.
	pub faults: Vec<CsvFault>,
	/// How many more there are.
	pub more: usize,
}

impl fmt::Display for CsvError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		for (index, fault) in self.faults.iter().enumerate() {
			let before = if index > 0 { "\n" } else { "" };
			write!(f, "{before}{fault}")?;
		}
		match self.more {
			0 => Ok(()),
			more => write!(f, "\n{more} more faults are not shown"),
		}
	}
}

/// A fault of a table.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub struct CsvFault {
	/// Line, from 1.
	pub line: usize,
	/// In which column, if in one.
	pub column: Option<String>,
	/// What is wrong and what is expected.
	pub message: String,
}

impl fmt::Display for CsvFault {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match &self.column {
			Some(column) => write!(f, "line {}, column {column}: {}", self.line, self.message),
			None => write!(f, "line {}: {}", self.line, self.message),
		}
	}
}

impl From<CsvFault> for CsvError {
	fn from(fault: CsvFault) -> Self {
		Self { faults: vec![fault], more: 0 }
	}
}

/// Whether a file is a table of events: its first row has the column `eventTime`.
pub(crate) fn is_table(text: &str) -> bool {
	let text = text.strip_prefix('\u{feff}').unwrap_or(text);
	let first = text.lines().next().unwrap_or_default();
	!first.starts_with(['{', '['])
		&& first.split(',').any(|name| name.trim().trim_matches('"') == "eventTime")
}

/// Reads a table as the events in JSON that say the same, and the place of each value.
pub(crate) fn read(text: &str) -> Result<(Value, Place), CsvError> {
	let mut rows = Rows::new(text.strip_prefix('\u{feff}').unwrap_or(text), ',');
	let header = rows.next().transpose()?.unwrap_or_default();
	let names = columns(&header)?;
	let mut table = Table::default();
	for row in rows {
		let row = row?;
		if row.cells.len() == 1 && row.cells.first().is_some_and(String::is_empty) {
			continue;
		}
		if row.cells.len() != names.len() {
			let (found, expected) = (row.cells.len(), names.len());
			let message = format!("the row has {found} fields; the header has {expected}");
			table.fault(row.line, None, message);
			continue;
		}
		let cells = names.iter().copied().zip(row.cells).filter_map(|(name, cell)| {
			let cell = cell.trim();
			(!cell.is_empty()).then(|| (name, cell.to_owned()))
		});
		table.row(Cells { line: row.line, cells: cells.collect() });
	}
	table.finish()
}

/// The columns that the header names.
fn columns(header: &Row) -> Result<Vec<&'static str>, CsvError> {
	let mut names: Vec<&'static str> = Vec::new();
	for cell in &header.cells {
		let fault = |message| CsvFault { line: header.line, column: None, message };
		let name = cell.trim();
		let Some((known, _)) = COLUMNS.iter().find(|(known, _)| *known == name) else {
			let known: Vec<&str> = COLUMNS.iter().map(|(known, _)| *known).collect();
			let known = known.join(", ");
			return Err(fault(format!("there is no column `{name}`; there are {known}")).into());
		};
		if names.contains(known) {
			return Err(fault(format!("the column `{name}` occurs twice")).into());
		}
		names.push(known);
	}
	Ok(names)
}

/// The cells of a row that are not empty.
struct Cells {
	line: usize,
	cells: HashMap<&'static str, String>,
}

impl Cells {
	fn get(&self, name: &str) -> Option<&str> {
		self.cells.get(name).map(String::as_str)
	}

	fn text(&self, name: &str) -> Option<Placed> {
		self.get(name).map(|text| Placed::text(text, self.line, shown(name)))
	}
}

fn shown(column: &str) -> String {
	format!("column {column}")
}

/// An event whose rows are being read.
struct Event {
	/// What the rows share, from the first.
	shared: Cells,
	/// Lists of goods by field.
	goods: Vec<(&'static str, Vec<Placed>)>,
	lot: Option<Placed>,
}

#[derive(Default)]
struct Table {
	open: Option<Event>,
	events: Vec<Placed>,
	faults: Vec<CsvFault>,
	more: usize,
}

impl Table {
	fn fault(&mut self, line: usize, column: Option<&str>, message: String) {
		if self.faults.len() < LISTED {
			self.faults.push(CsvFault { line, column: column.map(str::to_owned), message });
		} else {
			self.more = self.more.saturating_add(1);
		}
	}

	fn finish(mut self) -> Result<(Value, Place), CsvError> {
		self.close();
		if !self.faults.is_empty() {
			return Err(CsvError { faults: self.faults, more: self.more });
		}
		let events = list(self.events, 1, "the table");
		Ok((events.value, events.place))
	}

	fn row(&mut self, cells: Cells) {
		let group = cells.get("event").map(str::to_owned);
		let continues = group.is_some()
			&& self
				.open
				.as_ref()
				.is_some_and(|event| event.shared.get("event") == group.as_deref());
		if continues {
			self.compare(&cells);
		} else {
			self.close();
		}
		let mut event = match self.open.take() {
			Some(event) => event,
			None => Event {
				shared: Cells { line: cells.line, cells: cells.cells.clone() },
				goods: Vec::new(),
				lot: None,
			},
		};
		self.goods(&mut event, &cells);
		self.open = Some(event);
	}

	/// What the rows of an event share must not differ; a later row may leave it out.
	fn compare(&mut self, cells: &Cells) {
		let mut different = Vec::new();
		if let Some(event) = &self.open {
			for (name, column) in COLUMNS {
				let is_goods = matches!(column, Column::Goods);
				let differs =
					cells.get(name).is_some() && cells.get(name) != event.shared.get(name);
				if !is_goods && differs {
					different.push((*name, event.shared.line));
				}
			}
		}
		for (name, line) in different {
			let message = format!("differs from line {line}, which belongs to the same event");
			self.fault(cells.line, Some(name), message);
		}
	}

	/// Notes a fault for each of these columns in which the row has something.
	fn alien(&mut self, cells: &Cells, columns: &[&str], message: &str) {
		for column in columns.iter().filter(|column| cells.get(column).is_some()) {
			self.fault(cells.line, Some(column), message.to_owned());
		}
	}

	/// The goods of a row.
	fn goods(&mut self, event: &mut Event, cells: &Cells) {
		let (line, kind) = (cells.line, event.shared.get("type").unwrap_or("ObjectEvent"));
		let named =
			["epc", "epcClass", "gtin"].into_iter().filter(|name| cells.get(name).is_some());
		let column = match named.collect::<Vec<_>>().as_slice() {
			[] => {
				let message = "says this of no goods: `gtin` is empty";
				return self.alien(cells, &["role", "serial", "lot", "quantity", "uom"], message);
			},
			[column] => *column,
			[_, other, ..] => {
				let message =
					"a row names one kind of goods: `epc`, `epcClass` or `gtin`".to_owned();
				return self.fault(line, Some(other), message);
			},
		};
		let role = cells.get("role");
		let fields = match (kind, role) {
			("AggregationEvent" | "AssociationEvent", None) => ("childEPCs", "childQuantityList"),
			("TransformationEvent", Some("input")) => ("inputEPCList", "inputQuantityList"),
			("TransformationEvent", Some("output")) => ("outputEPCList", "outputQuantityList"),
			("TransformationEvent", _) => {
				let message =
					"a TransformationEvent says of its goods whether each is `input` or `output`";
				return self.fault(line, Some("role"), message.to_owned());
			},
			(_, None) => ("epcList", "quantityList"),
			(_, Some(_)) => {
				let message = format!("only a TransformationEvent has roles, and this is `{kind}`");
				return self.fault(line, Some("role"), message);
			},
		};
		let (serial, lot) = (cells.get("serial"), cells.get("lot"));
		let text = cells.get(column).unwrap_or_default();
		let key = match column {
			"epc" => uri_or(KeyKind::Sscc, text),
			"epcClass" => uri_or(KeyKind::Gtin, text),
			_ => gtin(text, serial, lot),
		};
		let uri = match key {
			Ok(uri) => uri,
			Err(error) => return self.fault(line, Some(column), error.to_string()),
		};
		let item = Placed::text(uri, line, shown(column));
		if column == "epc" || (column == "gtin" && serial.is_some()) {
			push(&mut event.goods, fields.0, item);
			if cells.get("quantity").is_some_and(|quantity| quantity != "1") {
				let message = "a single item has no quantity".to_owned();
				self.fault(line, Some("quantity"), message);
			}
			self.alien(cells, &["uom"], "a single item has no unit");
			match (column, role) {
				("epc", _) => {
					self.alien(cells, &["serial"], "says this of no goods: `gtin` is empty");
				},
				// The lot of an event is that of what it makes.
				(_, Some("input")) => {
					let message =
						"an input with a serial has no lot here: the event would say that \
						what it makes is of it";
					return self.alien(cells, &["lot"], message);
				},
				_ => {},
			}
			self.lot(event, cells);
			return;
		}
		if column == "epcClass" {
			let message = "says this of no goods: `gtin` is empty";
			self.alien(cells, &["serial", "lot"], message);
		}
		let mut element = Members::default();
		element.add("epcClass", item);
		if let Some(quantity) = cells.get("quantity") {
			let value = number::canonical(quantity)
				.map_or_else(|| Value::String(quantity.to_owned()), Value::Number);
			element.add("quantity", Placed::leaf(value, line, shown("quantity")));
		}
		if let Some(uom) = cells.text("uom") {
			element.add("uom", uom);
		}
		push(&mut event.goods, fields.1, element.finish(line, shown(column)));
	}

	/// The lot that items with serials are made as: one an event.
	fn lot(&mut self, event: &mut Event, cells: &Cells) {
		let Some(lot) = cells.text("lot") else { return };
		match &event.lot {
			Some(known) if known.value != lot.value => {
				let message = "the items of one event are of one lot".to_owned();
				self.fault(cells.line, Some("lot"), message);
			},
			_ => event.lot = Some(lot),
		}
	}

	fn close(&mut self) {
		let Some(Event { shared, goods, lot }) = self.open.take() else { return };
		let (line, mut out) = (shared.line, Members::default());
		if shared.get("bizTransaction").is_none() {
			let message = "says the type of no business document: `bizTransaction` is empty";
			self.alien(&shared, &["bizTransactionType"], message);
		}
		let kind = shared.text("type");
		out.add("@context", Placed::leaf(context_of(&[]), line, "the row"));
		out.add("type", kind.unwrap_or_else(|| Placed::text("ObjectEvent", line, "the row")));
		for (name, column) in COLUMNS {
			let Some(cell) = shared.get(name) else { continue };
			let placed = |text: String| Placed::text(text, line, shown(name));
			let key = |kind| uri_or(kind, cell);
			let result = match column {
				Column::Group | Column::Type | Column::TransactionType | Column::Goods => continue,
				Column::Text => Ok(out.add(name, placed(cell.to_owned()))),
				Column::Key(kind) => key(*kind).map(|uri| out.add(name, placed(uri))),
				Column::Place => key(KeyKind::Gln).map(|uri| {
					let mut place = Members::default();
					place.add("id", placed(uri));
					out.add(name, place.finish(line, shown(name)))
				}),
				Column::Party(list, member, quality) => key(KeyKind::Pgln).map(|uri| {
					let mut party = Members::default();
					party.add("type", placed((*quality).to_owned()));
					party.add(member, placed(uri));
					out.add_item(list, party.finish(line, shown(name)));
					true
				}),
				Column::Transaction => {
					let mut document = Members::default();
					if let Some(kind) = shared.text("bizTransactionType") {
						document.add("type", kind);
					}
					document.add(name, placed(cell.to_owned()));
					out.add_item("bizTransactionList", document.finish(line, shown(name)));
					Ok(true)
				},
			};
			if let Err(error) = result {
				self.fault(line, Some(name), error.to_string());
			}
		}
		if let (None, Some(time)) = (shared.get("eventTimeZoneOffset"), shared.get("eventTime")) {
			if let Some(offset) = offset_of(time) {
				out.add("eventTimeZoneOffset", Placed::text(offset, line, shown("eventTime")));
			}
		}
		for (field, items) in goods {
			out.add(field, list(items, line, "the goods"));
		}
		if let Some(lot) = lot {
			let (line, mut master) = (lot.place.line, Members::default());
			master.add(LOT_NUMBER, lot);
			out.add("ilmd", master.finish(line, shown("lot")));
		}
		self.events.push(out.finish(line, "the row"));
	}
}

fn push(goods: &mut Vec<(&'static str, Vec<Placed>)>, field: &'static str, item: Placed) {
	match goods.iter_mut().find(|(name, _)| *name == field) {
		Some((_, items)) => items.push(item),
		None => goods.push((field, vec![item])),
	}
}

/// A URI as it is, or bare digits as the URI of that key.
fn uri_or(kind: KeyKind, text: &str) -> Result<String, KeyError> {
	if text.contains(':') {
		return Ok(text.to_owned());
	}
	Key::new(kind, text, None, CheckDigits::Verify).map(|key| key.link())
}

fn gtin(text: &str, serial: Option<&str>, lot: Option<&str>) -> Result<String, KeyError> {
	let (kind, qualifier) = match (serial, lot) {
		(Some(serial), _) => (KeyKind::Sgtin, Some(serial)),
		(None, Some(lot)) => (KeyKind::Lgtin, Some(lot)),
		(None, None) => (KeyKind::Gtin, None),
	};
	Key::new(kind, text, qualifier, CheckDigits::Verify).map(|key| key.link())
}

/// The offset that a time is written with.
fn offset_of(time: &str) -> Option<String> {
	if time.ends_with(['Z', 'z']) {
		return Some("+00:00".to_owned());
	}
	let at = time.len().checked_sub(6)?;
	time.get(at..).filter(|offset| offset.starts_with(['+', '-'])).map(str::to_owned)
}

/// A row and its line.
#[derive(Default)]
struct Row {
	line: usize,
	cells: Vec<String>,
}

/// The cells of one line, without the spaces around them, or what is wrong with it. No cell holds a line
/// break.
pub fn split(line: &str, delimiter: char) -> Result<Vec<String>, String> {
	let row = Rows::new(line, delimiter).row().map_err(|fault| fault.message)?;
	Ok(row.cells.iter().map(|cell| cell.trim().to_owned()).collect())
}

/// The rows of a file as RFC 4180 separates them. Spaces may stand around quotation marks.
struct Rows<'t> {
	rest: core::iter::Peekable<core::str::Chars<'t>>,
	delimiter: char,
	line: usize,
}

impl<'t> Rows<'t> {
	fn new(text: &'t str, delimiter: char) -> Self {
		Self { rest: text.chars().peekable(), delimiter, line: 1 }
	}

	fn fault(&self, message: &str) -> CsvFault {
		CsvFault { line: self.line, column: None, message: message.to_owned() }
	}

	fn pass_spaces(&mut self) {
		while self.rest.next_if(|c| matches!(c, ' ' | '\t')).is_some() {}
	}

	/// A field up to the comma or line break after it.
	fn cell(&mut self) -> Result<String, CsvFault> {
		let mut cell = String::new();
		self.pass_spaces();
		if self.rest.next_if_eq(&'"').is_none() {
			let delimiter = self.delimiter;
			let is_of_it = |c: &char| *c != delimiter && !matches!(c, '\n' | '\r');
			while let Some(character) = self.rest.next_if(is_of_it) {
				if character == '"' {
					return Err(
						self.fault("a field with a quotation mark must be quoted as a whole")
					);
				}
				cell.push(character);
			}
			return Ok(cell);
		}
		let never_closed = self.fault("a quoted field is never closed");
		loop {
			match self.rest.next() {
				Some('"') if self.rest.next_if_eq(&'"').is_none() => {
					self.pass_spaces();
					return Ok(cell);
				},
				Some(character) => {
					if character == '\n' {
						self.line = self.line.saturating_add(1);
					}
					cell.push(character);
				},
				None => return Err(never_closed),
			}
		}
	}

	fn row(&mut self) -> Result<Row, CsvFault> {
		let mut row = Row { line: self.line, cells: Vec::new() };
		loop {
			row.cells.push(self.cell()?);
			match self.rest.next() {
				Some(next) if next == self.delimiter => {},
				Some('\r') if self.rest.next_if_eq(&'\n').is_none() => {
					return Err(self
						.fault("a row ends with a line feed, with or without a carriage return"));
				},
				Some('\n' | '\r') => {
					self.line = self.line.saturating_add(1);
					return Ok(row);
				},
				None => return Ok(row),
				Some(_) => {
					return Err(self.fault("nothing may follow a quoted field but the next one"))
				},
			}
			if row.cells.len() > COLUMNS.len() {
				return Err(self.fault("the row has more fields than there are columns"));
			}
		}
	}
}

impl Iterator for Rows<'_> {
	type Item = Result<Row, CsvFault>;

	fn next(&mut self) -> Option<Self::Item> {
		self.rest.peek()?;
		Some(self.row())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn split_should_read_cells_as_spreadsheets_write_them_when_they_are_quoted() {
		for (line, cells) in [
			("a,b , c", vec!["a", "b", "c"]),
			("", vec![""]),
			(",", vec!["", ""]),
			(r#""a,b","say ""so""",c"#, vec!["a,b", r#"say "so""#, "c"]),
			(r#" "a" ,"""""#, vec!["a", "\""]),
		] {
			assert_eq!(split(line, ','), Ok(cells.into_iter().map(Into::into).collect()), "{line}");
		}
		for line in [r#"a,"b"#, r#""a"b,c"#, r#"""""#] {
			assert!(split(line, ',').is_err(), "{line}");
		}
		assert_eq!(split("1,5;kg", ';'), Ok(vec!["1,5".into(), "kg".into()]));
	}
}
