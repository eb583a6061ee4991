//! A certificate for people on paper: a PDF that brings its fonts along, so that it looks the same
//! everywhere and later.
//!
//! The first page says who, what and when, and what is not proven. Nothing but the certificate decides
//! what is in the file: the same certificate gives the same bytes.

use crate::{
	report::Field,
	words::{self, Runs, QUIET},
	Report, Source,
};
use pdf_writer::{
	types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap},
	Content, Finish, Name, Pdf, Rect, Ref, Str, TextStr,
};
use std::collections::BTreeMap;
use subsetter::GlyphRemapper;
use thiserror::Error;
use ttf_parser::{Face, GlyphId};

/// A4, in points.
const PAGE: (f32, f32) = (595.0, 842.0);
const LEFT: f32 = 54.0;
const RIGHT: f32 = 541.0;
const TOP: f32 = 790.0;
/// Nothing but the footer goes below.
const BOTTOM: f32 = 62.0;
const FOOTER: f32 = 40.0;
/// A side of the QR code with its quiet zone: 48 mm, so that a telephone reads it from paper.
const QR_SIDE: f32 = 136.0;
/// From a bar to the text that it marks.
const BAR: f32 = 10.0;
/// From one line to the next, in sizes of the font.
const LEADING: f32 = 1.35;

const TITLE: Style = Style { bold: true, size: 18.0 };
const HEADING: Style = Style { bold: true, size: 11.5 };
const TEXT: Style = Style { bold: false, size: 9.0 };
const LABEL: Style = Style { bold: true, size: 9.0 };
const SMALL: Style = Style { bold: false, size: 6.5 };

const SYSTEM: SystemInfo =
	SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// Why no PDF was made.
#[derive(Debug, Error)]
#[error("the font cannot be embedded: {0}")]
pub struct FontError(String);

/// Renders a verified certificate as a PDF.
pub fn render(report: &Report) -> Result<Vec<u8>, FontError> {
	let certificate = &report.certificate;
	let mut layout = Layout::new()?;
	let beside = match words::qr(report) {
		Some(runs) => {
			layout.qr(&runs);
			RIGHT - QR_SIDE
		},
		None => RIGHT,
	};
	layout.paragraph(TITLE, LEFT, beside, words::TITLE);
	layout.gap(8.0);
	if let Some(warning) = certificate.status.as_ref().and_then(words::warning) {
		layout.barred(HEADING, LEFT, beside, warning);
		layout.gap(6.0);
	}
	for (name, value) in words::summary(certificate) {
		layout.row(&[(LABEL, LEFT, LEFT + 80.0, name), (TEXT, LEFT + 84.0, beside, &value)], false);
		layout.gap(4.0);
	}
	if report.fields.iter().any(|field| words::is_right_to_left(&field.value)) {
		layout.barred(TEXT, LEFT, beside, words::LOGICAL_ORDER);
		layout.gap(4.0);
	}
	layout.below_qr();
	layout.gap(8.0);
	layout.barred(HEADING, LEFT, RIGHT, words::NOT_PROVEN);
	for sentence in &certificate.does_not_prove {
		layout.item("•", sentence, true);
	}

	layout.heading(words::STATEMENTS);
	if !report.anchored {
		layout.paragraph(TEXT, LEFT, RIGHT, words::NOT_ANCHORED);
		layout.gap(4.0);
	}
	for Field { name, value, source } in &report.fields {
		let style = match source {
			Source::Chain => TEXT,
			Source::Issuer => LABEL,
		};
		layout.row(
			&[
				(LABEL, LEFT, LEFT + 128.0, name),
				(TEXT, LEFT + 134.0, RIGHT - 116.0, value),
				(style, RIGHT - 112.0, RIGHT, source.name()),
			],
			false,
		);
		layout.rule();
	}
	layout.heading(words::VERIFY);
	for (number, sentence) in (1u32..).zip(&certificate.how_to_verify) {
		layout.item(&format!("{number}."), sentence, false);
		layout.gap(3.0);
	}
	layout.paragraph(TEXT, LEFT, RIGHT, words::FOR_READING);
	layout.heading("Privacy");
	layout.paragraph(TEXT, LEFT, RIGHT, &certificate.privacy);
	let (title, purpose) = words::DECLARATION;
	layout.room(190.0);
	layout.heading(title);
	layout.paragraph(TEXT, LEFT, RIGHT, purpose);
	for blank in words::BLANKS {
		layout.gap(18.0);
		layout.row(&[(LABEL, LEFT, LEFT + 80.0, blank)], false);
		layout.rule();
	}
	let file = words::file_digest(certificate).unwrap_or_default();
	layout.finish(&format!("{} · SHA-256 of its JSON file {file:?}", words::TITLE))
}

/// How text is set.
#[derive(Clone, Copy)]
struct Style {
	bold: bool,
	size: f32,
}

/// A font, and which of its glyphs are used.
struct Font {
	name: &'static str,
	data: &'static [u8],
	face: Face<'static>,
	used: GlyphRemapper,
	/// The character of each glyph in the subset, so that text can be copied and searched.
	characters: BTreeMap<u16, char>,
}

impl Font {
	fn new(name: &'static str, data: &'static [u8]) -> Result<Self, FontError> {
		let face = Face::parse(data, 0).map_err(|error| FontError(error.to_string()))?;
		let (used, characters) = (GlyphRemapper::new(), BTreeMap::new());
		Ok(Self { name, data, face, used, characters })
	}

	/// The text with the number of each character that the font lacks in place of it: nothing is lost
	/// unseen.
	fn readable(&self, text: &str) -> String {
		let mut readable = String::with_capacity(text.len());
		for character in text.chars() {
			let shown = !character.is_control() && self.face.glyph_index(character).is_some();
			if shown {
				readable.push(character);
			} else {
				readable.push_str(&format!("[U+{:04X}]", u32::from(character)));
			}
		}
		readable
	}

	/// A length of the font in thousandths of its size.
	fn thousandths(&self, units: f32) -> f32 {
		units * 1_000.0 / f32::from(self.face.units_per_em())
	}

	fn advance(&self, glyph: GlyphId) -> f32 {
		self.thousandths(f32::from(self.face.glyph_hor_advance(glyph).unwrap_or_default()))
	}

	fn width(&self, text: &str, size: f32) -> f32 {
		let glyphs = text.chars().filter_map(|character| self.face.glyph_index(character));
		glyphs.map(|glyph| self.advance(glyph)).sum::<f32>() * size / 1_000.0
	}

	/// The lines of a text, broken between words, and within a word that fits into no line.
	fn lines(&self, text: &str, size: f32, width: f32) -> Vec<String> {
		let (mut lines, mut line) = (Vec::new(), String::new());
		for word in self.readable(text).split(' ') {
			let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
			if self.width(&longer, size) <= width {
				line = longer;
				continue;
			}
			if !line.is_empty() {
				lines.push(std::mem::take(&mut line));
			}
			for character in word.chars() {
				line.push(character);
				if self.width(&line, size) > width && line.chars().count() > 1 {
					line.pop();
					lines.push(std::mem::take(&mut line));
					line.push(character);
				}
			}
		}
		lines.push(line);
		lines
	}

	/// The text as glyphs of the subset.
	fn encode(&mut self, text: &str) -> Vec<u8> {
		let mut encoded = Vec::new();
		for character in text.chars() {
			let Some(glyph) = self.face.glyph_index(character) else { continue };
			let glyph = self.used.remap(glyph.0);
			self.characters.insert(glyph, character);
			encoded.extend_from_slice(&glyph.to_be_bytes());
		}
		encoded
	}

	/// Writes the font with the glyphs that are used.
	fn write(&self, pdf: &mut Pdf, id: Ref, next: &mut Ref) -> Result<(), FontError> {
		let [cid, descriptor, file, cmap] = [next.bump(), next.bump(), next.bump(), next.bump()];
		let subset = subsetter::subset(self.data, 0, &self.used)
			.map_err(|error| FontError(error.to_string()))?;
		// The six letters say that it is a subset (ISO 32000-1, section 9.6.4).
		let name = format!("TRCMRK+{}", self.name);
		let name = Name(name.as_bytes());
		pdf.type0_font(id)
			.base_font(name)
			.encoding_predefined(Name(b"Identity-H"))
			.descendant_font(cid)
			.to_unicode(cmap);
		let widths = self.used.remapped_gids().map(|glyph| self.advance(GlyphId(glyph)));
		let mut font = pdf.cid_font(cid);
		font.subtype(CidFontType::Type2).base_font(name).system_info(SYSTEM);
		font.font_descriptor(descriptor).cid_to_gid_map_predefined(Name(b"Identity"));
		font.widths().consecutive(0, widths);
		font.finish();
		let box_of = self.face.global_bounding_box();
		let length = |units: i16| self.thousandths(f32::from(units));
		let ascent = length(self.face.ascender());
		pdf.font_descriptor(descriptor)
			.name(name)
			.flags(FontFlags::SYMBOLIC)
			.bbox(Rect::new(
				length(box_of.x_min),
				length(box_of.y_min),
				length(box_of.x_max),
				length(box_of.y_max),
			))
			.italic_angle(0.0)
			.ascent(ascent)
			.descent(length(self.face.descender()))
			.cap_height(self.face.capital_height().map_or(ascent, length))
			.stem_v(80.0)
			.font_file2(file);
		let size = i32::try_from(subset.len()).map_err(|error| FontError(error.to_string()))?;
		pdf.stream(file, &subset).pair(Name(b"Length1"), size);
		let mut unicode = UnicodeCmap::new(Name(b"Unicode"), SYSTEM);
		for (glyph, character) in &self.characters {
			unicode.pair(*glyph, *character);
		}
		pdf.cmap(cmap, &unicode.finish());
		Ok(())
	}
}

/// Where the next line goes.
struct Layout {
	regular: Font,
	bold: Font,
	done: Vec<Content>,
	page: Content,
	/// How high the next line may reach.
	y: f32,
}

/// A text in a column: how it is set, from where to where.
type Cell<'a> = (Style, f32, f32, &'a str);

impl Layout {
	fn new() -> Result<Self, FontError> {
		Ok(Self {
			regular: Font::new("DejaVuSans", dejavu::sans::regular())?,
			bold: Font::new("DejaVuSans-Bold", dejavu::sans::bold())?,
			done: Vec::new(),
			page: Content::new(),
			y: TOP,
		})
	}

	fn font(&mut self, style: Style) -> &mut Font {
		if style.bold {
			&mut self.bold
		} else {
			&mut self.regular
		}
	}

	fn take_page(&mut self) -> Content {
		std::mem::replace(&mut self.page, Content::new())
	}

	/// Begins a page if the rest of this one is lower than `height`.
	fn room(&mut self, height: f32) {
		if self.y - height < BOTTOM {
			let page = self.take_page();
			self.done.push(page);
			self.y = TOP;
		}
	}

	fn gap(&mut self, height: f32) {
		self.y -= height;
	}

	/// Goes on below the QR code, if this is still its page.
	fn below_qr(&mut self) {
		if self.done.is_empty() {
			self.y = self.y.min(TOP - QR_SIDE);
		}
	}

	fn put(&mut self, style: Style, x: f32, y: f32, text: &str) {
		let name = Name(if style.bold { b"B" } else { b"R" });
		let encoded = self.font(style).encode(text);
		self.page.begin_text().set_font(name, style.size).next_line(x, y);
		self.page.show(Str(&encoded)).end_text();
	}

	/// Sets texts side by side. With `bar` a bar stands before them.
	fn row(&mut self, cells: &[Cell], bar: bool) {
		let mut columns = Vec::new();
		let mut leading = 0.0f32;
		for (style, left, right, text) in cells {
			columns.push((*style, *left, self.font(*style).lines(text, style.size, right - left)));
			leading = leading.max(style.size * LEADING);
		}
		let height = columns.iter().map(|(_, _, lines)| lines.len()).max().unwrap_or_default();
		for line in 0..height {
			self.room(leading);
			for (style, x, lines) in &columns {
				if let Some(text) = lines.get(line) {
					self.put(*style, *x, self.y - style.size, text);
				}
			}
			if bar {
				let (x, y) = (LEFT + 1.5, self.y);
				self.page.set_line_width(3.0).set_stroke_rgb(0.54, 0.11, 0.11);
				self.page.move_to(x, y).line_to(x, y - leading).stroke();
			}
			self.y -= leading;
		}
	}

	fn paragraph(&mut self, style: Style, left: f32, right: f32, text: &str) {
		self.row(&[(style, left, right, text)], false);
	}

	/// A paragraph that a reader must not overlook.
	fn barred(&mut self, style: Style, left: f32, right: f32, text: &str) {
		self.row(&[(style, left + BAR, right, text)], true);
	}

	/// A paragraph of a list, with its mark before it.
	fn item(&mut self, mark: &str, text: &str, bar: bool) {
		let left = if bar { LEFT + BAR } else { LEFT };
		self.row(&[(TEXT, left, left + 14.0, mark), (TEXT, left + 14.0, RIGHT, text)], bar);
	}

	fn heading(&mut self, text: &str) {
		self.gap(14.0);
		// Not alone at the foot of a page.
		self.room(60.0);
		self.paragraph(HEADING, LEFT, RIGHT, text);
		self.gap(3.0);
	}

	/// A thin line across the page.
	fn rule(&mut self) {
		self.gap(2.0);
		self.page.set_line_width(0.4).set_stroke_gray(0.6);
		self.page.move_to(LEFT, self.y).line_to(RIGHT, self.y).stroke();
		self.gap(2.0);
	}

	/// Draws the QR code into the upper right corner.
	fn qr(&mut self, Runs { size, dark }: &Runs) {
		let module = QR_SIDE / f32::from(size.saturating_add(QUIET.saturating_mul(2)));
		// The quiet zone reaches into the margin.
		let (left, top) = (RIGHT - QR_SIDE + f32::from(QUIET) * module * 2.0, TOP);
		for (x, y, run) in dark {
			self.page.rect(
				left + f32::from(*x) * module,
				top - (f32::from(*y) + 1.0) * module,
				f32::from(*run) * module,
				module,
			);
		}
		self.page.fill_nonzero();
	}

	/// Numbers the pages and writes the file.
	fn finish(mut self, footer: &str) -> Result<Vec<u8>, FontError> {
		let mut pages = std::mem::take(&mut self.done);
		pages.push(self.take_page());
		let count = i32::try_from(pages.len()).map_err(|error| FontError(error.to_string()))?;
		let mut pdf = Pdf::new();
		let mut next = Ref::new(1);
		let [catalog, tree, info, regular, bold] =
			[next.bump(), next.bump(), next.bump(), next.bump(), next.bump()];
		let mut kids = Vec::new();
		for (number, page) in (1u32..).zip(pages) {
			self.page = page;
			self.put(SMALL, LEFT, FOOTER, &format!("{footer} · page {number} of {count}"));
			let [id, content] = [next.bump(), next.bump()];
			pdf.stream(content, &self.take_page().finish());
			let mut page = pdf.page(id);
			page.parent(tree).media_box(Rect::new(0.0, 0.0, PAGE.0, PAGE.1)).contents(content);
			let mut resources = page.resources();
			resources.fonts().pair(Name(b"R"), regular).pair(Name(b"B"), bold);
			resources.finish();
			page.finish();
			kids.push(id);
		}
		pdf.pages(tree).kids(kids).count(count);
		let mut root = pdf.catalog(catalog);
		root.pages(tree).lang(TextStr("en"));
		root.viewer_preferences().display_doc_title(true);
		root.finish();
		pdf.document_info(info).title(TextStr(words::TITLE));
		self.regular.write(&mut pdf, regular, &mut next)?;
		self.bold.write(&mut pdf, bold, &mut next)?;
		Ok(pdf.finish())
	}
}
