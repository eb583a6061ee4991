//! Labels, read back by decoders that know nothing of how they were made.

mod common;

use common::{gtin, serial, GTIN};
use datamatrix::DataMatrix;
use tracemark_epcis::gs1::{Key, KeyKind};
use tracemark_lots::{
	label::{sheet, Codes, Label, LabelError, Resolver, Symbol, PER_SHEET},
	secret::Seed,
};

/// What a scanner reads in an image of the symbol.
fn read_qr(symbol: &Symbol) -> String {
	const SCALE: usize = 4;
	let side = symbol.width * SCALE;
	let pixel = |at: usize| {
		let (x, y) = (at % side / SCALE, at / side / SCALE);
		if symbol.dark[y * symbol.width + x] {
			0
		} else {
			255
		}
	};
	let image: Vec<u8> = (0..side * side).map(pixel).collect();
	let mut decoder = quircs::Quirc::default();
	let codes: Vec<_> = decoder.identify(side, side, &image).collect();
	assert_eq!(codes.len(), 1);
	let data = codes[0].as_ref().unwrap().decode().unwrap();
	String::from_utf8(data.payload).unwrap()
}

/// What is in the modules within the quiet zone.
fn read_data_matrix(symbol: &Symbol) -> String {
	let inner: Vec<bool> = symbol
		.dark
		.chunks(symbol.width)
		.skip(1)
		.take(symbol.width - 2)
		.flat_map(|row| row[1..symbol.width - 1].iter().copied())
		.collect();
	String::from_utf8(DataMatrix::decode(&inner, symbol.width - 2).unwrap()).unwrap()
}

fn visible(text: &str, resolver: &str, codes: Codes) -> Result<Label, LabelError> {
	Label::visible(&gtin(), &serial(text), &resolver.parse()?, codes)
}

#[test]
fn visible_should_read_back_as_the_link_when_serial_and_resolver_are_any() {
	for text in
		["7K2M9QX4TZ1", "a", "A/B&C<D>\"'%?", "ABCDEFGHIJKLMNOPQRST", "!\"%&'()*+,-./:;<=>?"]
	{
		for base in
			["https://id.gs1.org", "https://id.brand.example/", "http://localhost:8021/shop"]
		{
			let label = visible(text, base, Codes::Both).unwrap();
			let [qr, data_matrix] = &label.symbols[..] else { panic!("two symbols") };
			let link = read_qr(qr);
			assert_eq!(link, read_data_matrix(data_matrix));
			assert!(link.starts_with(&format!("{}/01/{GTIN}/21/", base.trim_end_matches('/'))));
			// Read as any application reads it, it names the item.
			let key = Key::parse(&link).unwrap();
			assert_eq!(
				(key.kind(), key.value(), key.qualifier()),
				(KeyKind::Sgtin, GTIN, Some(text))
			);
			assert_eq!(label.lines, [format!("(01) {GTIN}"), format!("(21) {text}")]);
		}
	}
}

#[test]
fn visible_should_bear_the_symbols_that_are_asked_for() {
	let both = visible("A1", "https://id.gs1.org", Codes::Both).unwrap().symbols;
	let [qr, data_matrix] = &both[..] else { panic!("two symbols") };
	let alone = |codes| visible("A1", "https://id.gs1.org", codes).unwrap().symbols;
	assert_eq!(&alone(Codes::Qr), std::slice::from_ref(qr));
	assert_eq!(&alone(Codes::DataMatrix), std::slice::from_ref(data_matrix));
}

#[test]
fn symbols_should_have_their_quiet_zones() {
	let text = "https://id.gs1.org/01/09521101000016/21/A1";
	for (symbol, quiet) in [(Symbol::qr(text).unwrap(), 4), (Symbol::data_matrix(text).unwrap(), 1)]
	{
		let width = symbol.width;
		let height = symbol.dark.len() / width;
		for (at, dark) in symbol.dark.iter().enumerate() {
			let (x, y) = (at % width, at / width);
			let is_inside = |at, side| (quiet..side - quiet).contains(&at);
			assert!(!dark || is_inside(x, width) && is_inside(y, height));
		}
		// The corner at the upper left is dark in both.
		assert!(symbol.dark[quiet * width + quiet]);
	}
}

#[test]
fn hidden_should_read_back_as_the_seed_when_it_is_drawn() {
	let seed = Seed::new([0x5a; 32]);
	let label = Label::hidden(&gtin(), &serial("A1"), &seed).unwrap();
	assert_eq!(read_qr(&label.symbols[0]), format!("0x{}", "5a".repeat(32)));
	assert_eq!(label.symbols.len(), 1);
}

#[test]
fn resolver_should_be_refused_when_links_cannot_begin_with_it() {
	for text in [
		"",
		"id.gs1.org",
		"ftp://id.gs1.org",
		"https://",
		"https:///x",
		"https://a b",
		"https://a/?x",
		"https://a#x",
		"https://a/<",
		&format!("https://{}", "a".repeat(93)),
	] {
		assert_eq!(text.parse::<Resolver>(), Err(LabelError::Resolver(text.into())));
	}
	assert_eq!("https://a.example/".parse::<Resolver>().unwrap().to_string(), "https://a.example");
}

#[test]
fn symbols_should_fit_for_the_longest_link_and_be_refused_when_a_text_is_longer() {
	let base = format!("https://{}", "a".repeat(92));
	// Every character of this serial takes three in a link.
	assert!(visible(&"/".repeat(20), &base, Codes::Both).is_ok());
	let text = "a".repeat(1_000);
	for refused in [Symbol::qr(&text), Symbol::data_matrix(&text)] {
		assert_eq!(refused, Err(LabelError::Long(text.clone())));
	}
}

#[test]
fn sheet_should_place_every_label_within_the_page_when_it_is_full() {
	let label = visible("<&>", "https://id.gs1.org", Codes::Both).unwrap();
	let svg = sheet(&vec![label; PER_SHEET]);
	assert_eq!(svg.matches("<path").count(), 2 * PER_SHEET);
	assert_eq!(svg.matches("(21) &lt;&amp;&gt;</text>").count(), PER_SHEET);
	let numbers = |before: &str, after: &str| -> Vec<f64> {
		let parts = svg.split(before).skip(1);
		parts.map(|part| part.split(after).next().unwrap().parse().unwrap()).collect()
	};
	let lefts = numbers("translate(", " ");
	let texts = numbers(" y=\"", "\"");
	assert!(lefts.iter().all(|x| (7.0..190.0).contains(x)));
	assert!(texts.iter().all(|y| (13.0..296.0).contains(y)));
	// No two symbols begin at the same place.
	let places = numbers_of_places(&svg);
	assert_eq!(places.len(), 2 * PER_SHEET);
}

fn numbers_of_places(svg: &str) -> std::collections::BTreeSet<&str> {
	svg.split("translate(").skip(1).map(|part| part.split(')').next().unwrap()).collect()
}

#[test]
fn sheet_should_draw_exactly_the_dark_modules_when_a_symbol_is_on_it() {
	let label = visible("A1", "https://id.gs1.org", Codes::Both).unwrap();
	let svg = sheet(std::slice::from_ref(&label));
	let paths: Vec<&str> =
		svg.split(" d=\"").skip(1).map(|part| part.split('"').next().unwrap()).collect();
	assert_eq!(paths.len(), label.symbols.len());
	for (path, symbol) in paths.iter().zip(&label.symbols) {
		let mut drawn = vec![false; symbol.dark.len()];
		for run in path.split('M').skip(1) {
			let (place, shape) = run.split_once('h').unwrap();
			let (x, y) = place.split_once(' ').unwrap();
			let length = shape.split('v').next().unwrap();
			assert_eq!(shape, format!("{length}v1h-{length}z"));
			let [x, y, length] = [x, y, length].map(|number| number.parse::<usize>().unwrap());
			drawn[y * symbol.width + x..][..length].fill(true);
		}
		assert_eq!(drawn, symbol.dark);
	}
}
