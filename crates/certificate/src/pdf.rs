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
use rustybuzz::{Direction, Face, UnicodeBuffer};
use std::collections::BTreeMap;
use subsetter::GlyphRemapper;
use thiserror::Error;
use ttf_parser::GlyphId;
use unicode_bidi::BidiInfo;

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
	if let Some(warning) = words::caution(certificate) {
		layout.barred(HEADING, LEFT, beside, &warning);
		layout.gap(6.0);
	}
	for (name, value) in words::summary(report) {
		layout.row(&[(LABEL, LEFT, LEFT + 80.0, name), (TEXT, LEFT + 84.0, beside, &value)], false);
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
	/// The characters of each glyph in the subset, so that text can be copied and searched.
	characters: BTreeMap<u16, String>,
}

/// A glyph at its place in a line. Lengths are in thousandths of the size.
struct Placed {
	glyph: GlyphId,
	/// What it stands for.
	characters: String,
	/// From its place to that of the next glyph.
	advance: f32,
	/// How far it is moved from its place, to the right and upwards.
	shift: (f32, f32),
}

impl Font {
	fn new(name: &'static str, data: &'static [u8]) -> Result<Self, FontError> {
		let face =
			Face::from_slice(data, 0).ok_or_else(|| FontError(format!("{name} is no font")))?;
		let (used, characters) = (GlyphRemapper::new(), BTreeMap::new());
		Ok(Self { name, data, face, used, characters })
	}

	/// The text with the number of each character in place of it that the font lacks, or that would turn the
	/// direction of writing: nothing is lost unseen.
	fn readable(&self, text: &str) -> String {
		let mut readable = String::with_capacity(text.len());
		for character in text.chars() {
			let shown = !character.is_control()
				&& !words::turns(character)
				&& self.face.glyph_index(character).is_some();
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
		let face: &ttf_parser::Face = &self.face;
		units * 1_000.0 / f32::from(face.units_per_em())
	}

	fn advance(&self, glyph: GlyphId) -> f32 {
		self.thousandths(f32::from(self.face.glyph_hor_advance(glyph).unwrap_or_default()))
	}

	fn width(&self, text: &str, size: f32) -> f32 {
		self.place(text).iter().map(|placed| placed.advance).sum::<f32>() * size / 1_000.0
	}

	/// The glyphs of a line from left to right, in the order of the Unicode Bidirectional Algorithm (UAX #9).
	fn place(&self, line: &str) -> Vec<Placed> {
		if !words::is_right_to_left(line) {
			return self.place_plainly(line);
		}
		let order = BidiInfo::new(line, None);
		let mut placed = Vec::new();
		for paragraph in &order.paragraphs {
			let (levels, runs) = order.visual_runs(paragraph, paragraph.range.clone());
			for run in runs {
				let turned = levels.get(run.start).is_some_and(|level| level.is_rtl());
				let Some(text) = line.get(run) else { continue };
				match turned {
					false => placed.extend(self.place_plainly(text)),
					// What is read first stands on the right.
					true => {
						placed.extend(scripts(text).iter().rev().flat_map(|text| self.join(text)))
					},
				}
			}
		}
		placed
	}

	/// A glyph for each character, from left to right.
	fn place_plainly(&self, text: &str) -> Vec<Placed> {
		let place = |character: char| {
			let glyph = self.face.glyph_index(character)?;
			let (characters, advance) = (character.to_string(), self.advance(glyph));
			Some(Placed { glyph, characters, advance, shift: (0.0, 0.0) })
		};
		text.chars().filter_map(place).collect()
	}

	/// The glyphs of letters of one script that is written from right to left, joined as it asks for, in the order
	/// from left to right.
	fn join(&self, text: &str) -> Vec<Placed> {
		let mut buffer = UnicodeBuffer::new();
		buffer.push_str(text);
		buffer.set_direction(Direction::RightToLeft);
		let shaped = rustybuzz::shape(&self.face, &[], buffer);
		let glyphs: Vec<_> = shaped.glyph_infos().iter().zip(shaped.glyph_positions()).collect();
		let length = |units| self.thousandths(f32::from(i16::try_from(units).unwrap_or_default()));
		let mut placed = Vec::with_capacity(glyphs.len());
		// Glyphs of one group of characters have its first byte in common. The last group is the leftmost.
		let mut end = text.len();
		for group in glyphs.chunk_by(|(a, _), (b, _)| a.cluster == b.cluster) {
			let first = group.first().and_then(|(info, _)| usize::try_from(info.cluster).ok());
			let start = first.unwrap_or(end);
			let letters: Vec<char> = text.get(start..end).unwrap_or_default().chars().collect();
			end = start;
			for (at, (info, position)) in group.iter().enumerate() {
				let characters = match (letters.len() == group.len(), at) {
					(true, _) => letters.iter().rev().nth(at).map(char::to_string),
					(false, 0) => Some(letters.iter().collect()),
					(false, _) => None,
				};
				placed.push(Placed {
					glyph: GlyphId(u16::try_from(info.glyph_id).unwrap_or_default()),
					characters: characters.unwrap_or_default(),
					advance: length(position.x_advance),
					shift: (length(position.x_offset), length(position.y_offset)),
				});
			}
		}
		placed
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

	/// The number of a glyph in the subset.
	fn take(&mut self, placed: &Placed) -> [u8; 2] {
		let glyph = self.used.remap(placed.glyph.0);
		if !placed.characters.is_empty() {
			self.characters.insert(glyph, placed.characters.clone());
		}
		glyph.to_be_bytes()
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
		for (glyph, characters) in &self.characters {
			unicode.pair_with_multiple(*glyph, characters.chars());
		}
		pdf.cmap(cmap, &unicode.finish());
		Ok(())
	}
}

/// The stretches of a text whose letters are joined by the rules of one script: Hebrew, or another.
fn scripts(text: &str) -> Vec<&str> {
	let is_hebrew =
		|character| matches!(character, '\u{590}'..='\u{5ff}' | '\u{fb1d}'..='\u{fb4f}');
	let (mut stretches, mut start, mut current) = (Vec::new(), 0, None);
	for (at, character) in
		text.char_indices().filter(|(_, letter)| words::is_of_right_to_left(*letter))
	{
		let script = is_hebrew(character);
		if current.is_some_and(|current| current != script) {
			stretches.extend(text.get(start..at));
			start = at;
		}
		current = Some(script);
	}
	stretches.extend(text.get(start..));
	stretches
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
		let font = self.font(style);
		let placed = font.place(text);
		let glyphs: Vec<[u8; 2]> = placed.iter().map(|placed| font.take(placed)).collect();
		if !words::is_right_to_left(text) {
			self.page.begin_text().set_font(name, style.size).next_line(x, y);
			self.page.show(Str(glyphs.as_flattened())).end_text();
			return;
		}
		let widths: Vec<f32> = placed.iter().map(|placed| font.advance(placed.glyph)).collect();
		// What is copied is in the order in which it is read.
		let mut span = self.page.begin_marked_content_with_properties(Name(b"Span"));
		span.properties().actual_text(TextStr(text));
		span.finish();
		self.page.begin_text().set_font(name, style.size).next_line(x, y);
		for ((glyph, placed), width) in glyphs.iter().zip(&placed).zip(widths) {
			let (right, up) = placed.shift;
			self.page.set_rise(up * style.size / 1_000.0);
			let mut shown = self.page.show_positioned();
			// Numbers between glyphs move to the left (ISO 32000-1, section 9.4.3).
			shown.items().adjust(-right).show(Str(glyph)).adjust(right + width - placed.advance);
		}
		self.page.set_rise(0.0).end_text().end_marked_content();
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

#[cfg(test)]
mod tests {
	use super::*;

	fn font() -> Font {
		Font::new("DejaVuSans", dejavu::sans::regular()).unwrap()
	}

	fn characters(line: &[Placed]) -> String {
		line.iter().map(|placed| placed.characters.as_str()).collect()
	}

	#[test]
	fn letters_should_stand_from_right_to_left_when_their_script_does() {
		let font = font();
		for (text, seen) in [
			("abc 12", "abc 12"),
			("\u{5d0}\u{5d1}\u{5d2}", "\u{5d2}\u{5d1}\u{5d0}"),
			// Words and numbers keep their own direction.
			("abc \u{5d0}\u{5d1} 12", "abc 12 \u{5d1}\u{5d0}"),
			("\u{5d0}\u{5d1} (12) abc", "abc )12( \u{5d1}\u{5d0}"),
			("\u{5d0}\u{5d1}\u{627}\u{62f}", "\u{62f}\u{627}\u{5d1}\u{5d0}"),
		] {
			assert_eq!(characters(&font.place(text)), seen, "{text}");
		}
		// Brackets open towards what they enclose.
		let line = font.place("\u{5d0} (\u{5d1})");
		let glyph = |character| font.face.glyph_index(character).unwrap();
		let shown: Vec<_> = line.iter().map(|placed| placed.glyph).collect();
		assert_eq!(shown[..3], [glyph('('), glyph('\u{5d1}'), glyph(')')]);
	}

	#[test]
	fn letters_should_be_joined_when_their_script_asks_for_it() {
		for data in [dejavu::sans::regular(), dejavu::sans::bold()] {
			let font = Font::new("DejaVuSans", data).unwrap();
			let glyph = |character| font.face.glyph_index(character).unwrap();
			// Seen, lam, alef, meem: an initial form, a final ligature, an isolated form.
			let line = font.place("\u{633}\u{644}\u{627}\u{645}");
			let shown: Vec<_> = line.iter().map(|placed| placed.glyph).collect();
			assert_eq!(shown, [glyph('\u{645}'), glyph('\u{fefc}'), glyph('\u{feb3}')]);
			let parts: Vec<_> = line.iter().map(|placed| placed.characters.as_str()).collect();
			assert_eq!(parts, ["\u{645}", "\u{644}\u{627}", "\u{633}"]);
			// After Hebrew as well.
			let mixed = font.place("\u{5d0}\u{633}\u{644}\u{627}\u{645}");
			assert_eq!(mixed.iter().map(|placed| placed.glyph).take(3).collect::<Vec<_>>(), shown);
		}
	}

	#[test]
	fn marks_should_take_no_room_when_they_stand_with_a_letter() {
		let font = font();
		let advance = |text| font.place(text).iter().map(|placed| placed.advance).sum::<f32>();
		assert_eq!(advance("\u{5e9}\u{5b8}\u{5dc}"), advance("\u{5e9}\u{5dc}"));
	}

	#[test]
	fn signs_that_turn_the_direction_should_be_shown_by_number_when_a_name_has_them() {
		assert_eq!(font().readable("a\u{202e}gpj.exe\u{2069}"), "a[U+202E]gpj.exe[U+2069]");
	}
}
