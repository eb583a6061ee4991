//! Labels: a QR Code and a Data Matrix of the item's GS1 Digital Link, with its human readable
//! interpretation, on sheets of 24 to an A4 page, in SVG.
//!
//! - Symbols: QR Code (ISO/IEC 18004) with error correction M, Data Matrix ECC 200 (ISO/IEC 16022), each
//!   with a GS1 Digital Link URI as plain text (GS1 General Specifications, 2.1.15).
//! - X-dimension 0.4 mm, within the 0.396 to 0.990 mm of retail (5.12.3.1); quiet zones of 4 and 1 modules.
//! - Human readable interpretation: application identifiers in parentheses, which are not encoded (4.14).
//!
//! What hides under a label goes on sheets of its own, item for item at the same places.

use crate::{secret::Seed, text::Ascii};
use datamatrix::{DataMatrix, SymbolList};
use qrcodegen::{QrCode, QrCodeEcc};
use quick_xml::escape::escape;
use std::{fmt::Write, str::FromStr};
use thiserror::Error;
use tracemark_primitives::gs1::{digital_link, Gtin, Serial};

/// The domain of canonical links.
const CANONICAL: &str = "https://id.gs1.org";
/// Most characters of a resolver's base.
const MAX_BASE: usize = 100;
/// Millimetres of a module.
const MODULE: f64 = 0.4;
/// Most modules of a symbol's side, so that two of them and the text fit on a label.
const MAX_SIDE: usize = 66;
/// Width and height of a sheet in millimetres: A4.
const SHEET: [f64; 2] = [210.0, 297.0];
/// Width and height of a label in millimetres.
const LABEL: [f64; 2] = [63.5, 33.9];
/// Where the first label begins on a sheet.
const MARGIN: [f64; 2] = [7.2, 12.9];
/// Millimetres between two columns.
const GAP: f64 = 2.55;
/// Where the text begins below the top of a label.
const TEXT: f64 = 26.9;
/// Millimetres from one line of text to the next.
const LINE: f64 = 2.8;
/// Labels beside each other.
const COLUMNS: usize = 3;
/// Labels below each other.
const ROWS: usize = 8;
/// Labels on a sheet.
pub const PER_SHEET: usize = COLUMNS * ROWS;

/// Why there is no label.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum LabelError {
	/// The base is no address that links can begin with.
	#[error(
		"`{0}` is no base of a resolver; give https://host/path of at most {MAX_BASE} characters"
	)]
	Resolver(String),
	/// The link is too long.
	#[error("`{0}` does not fit on a label; take a shorter resolver base")]
	Long(String),
}

/// What the links of labels begin with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Resolver(String);

impl Default for Resolver {
	fn default() -> Self {
		Self(CANONICAL.into())
	}
}

impl FromStr for Resolver {
	type Err = LabelError;

	fn from_str(text: &str) -> Result<Self, LabelError> {
		let base = text.strip_suffix('/').unwrap_or(text);
		let rest = base.strip_prefix("https://").or_else(|| base.strip_prefix("http://"));
		let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/".contains(&byte);
		let good = rest.is_some_and(|rest| {
			!rest.is_empty() && !rest.starts_with('/') && rest.bytes().all(allowed)
		});
		match good && base.len() <= MAX_BASE {
			true => Ok(Self(base.into())),
			false => Err(LabelError::Resolver(text.into())),
		}
	}
}

impl Resolver {
	/// The link of an item: `BASE/01/{gtin14}/21/{serial}`.
	pub fn link(&self, gtin: &Gtin, serial: &Serial) -> String {
		let canonical = digital_link(gtin, serial);
		let link = String::from_utf8_lossy(&canonical);
		format!("{self}{}", link.strip_prefix(CANONICAL).unwrap_or(&link))
	}
}

impl std::fmt::Display for Resolver {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		f.write_str(&self.0)
	}
}

/// A symbol as modules, its quiet zone included.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Symbol {
	/// Modules of a row.
	pub width: usize,
	/// Whether each module is dark, row by row.
	pub dark: Vec<bool>,
}

impl Symbol {
	/// A QR Code.
	pub fn qr(text: &str) -> Result<Self, LabelError> {
		let long = || LabelError::Long(text.into());
		let code = QrCode::encode_text(text, QrCodeEcc::Medium).map_err(|_| long())?;
		let side = usize::try_from(code.size()).map_err(|_| long())?;
		let at = |x, y| {
			i32::try_from(x).ok().zip(i32::try_from(y).ok()).map(|(x, y)| code.get_module(x, y))
		};
		Self::framed([side, side], 4, |x, y| at(x, y) == Some(true)).ok_or_else(long)
	}

	/// A square Data Matrix.
	pub fn data_matrix(text: &str) -> Result<Self, LabelError> {
		let long = || LabelError::Long(text.into());
		let list = SymbolList::default().enforce_square();
		let code = DataMatrix::encode(text.as_bytes(), list).map_err(|_| long())?;
		let bitmap = code.bitmap();
		let (width, bits) = (bitmap.width(), bitmap.bits());
		let at = |x: usize, y: usize| bits.get(y.checked_mul(width)?.checked_add(x)?).copied();
		Self::framed([width, bitmap.height()], 1, |x, y| at(x, y) == Some(true)).ok_or_else(long)
	}

	/// A symbol with light modules around it; `None` if it does not fit on a label.
	fn framed(
		[width, height]: [usize; 2],
		quiet: usize,
		is_dark: impl Fn(usize, usize) -> bool,
	) -> Option<Self> {
		let full = |side: usize| side.checked_add(quiet.checked_mul(2)?);
		let (full_width, full_height) = (full(width)?, full(height)?);
		if full_width > MAX_SIDE || full_height > MAX_SIDE {
			return None;
		}
		let inside = |at: usize, side| at.checked_sub(quiet).filter(|at| *at < side);
		let dark = (0..full_height).flat_map(|y| (0..full_width).map(move |x| (x, y)));
		let dark = dark.map(|(x, y)| match (inside(x, width), inside(y, height)) {
			(Some(x), Some(y)) => is_dark(x, y),
			_ => false,
		});
		Some(Self { width: full_width, dark: dark.collect() })
	}

	/// The dark modules as an SVG path: a rectangle for each run in a row.
	fn path(&self) -> String {
		let mut path = String::new();
		for (y, row) in self.dark.chunks(self.width).enumerate() {
			let mut x = 0usize;
			for run in row.chunk_by(|a, b| a == b) {
				if run.first() == Some(&true) {
					// Writing to a string cannot fail.
					let _ = write!(path, "M{x} {y}h{0}v1h-{0}z", run.len());
				}
				x = x.saturating_add(run.len());
			}
		}
		path
	}
}

/// Which symbols a label bears.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Codes {
	/// A QR Code.
	Qr,
	/// A Data Matrix.
	DataMatrix,
	/// Both, beside each other.
	Both,
}

/// One label.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
	/// From the left.
	pub symbols: Vec<Symbol>,
	/// The human readable interpretation, line by line.
	pub lines: [String; 2],
}

impl Label {
	/// What an item shows to everybody.
	pub fn visible(
		gtin: &Gtin,
		serial: &Serial,
		resolver: &Resolver,
		codes: Codes,
	) -> Result<Self, LabelError> {
		let link = resolver.link(gtin, serial);
		let symbols = match codes {
			Codes::Qr => vec![Symbol::qr(&link)?],
			Codes::DataMatrix => vec![Symbol::data_matrix(&link)?],
			Codes::Both => vec![Symbol::qr(&link)?, Symbol::data_matrix(&link)?],
		};
		Ok(Self { symbols, lines: interpretation(gtin, serial) })
	}

	/// What hides under it: the seed as a QR Code.
	pub fn hidden(gtin: &Gtin, serial: &Serial, seed: &Seed) -> Result<Self, LabelError> {
		let symbols = vec![Symbol::qr(&seed.reveal())?];
		Ok(Self { symbols, lines: interpretation(gtin, serial) })
	}
}

/// Application identifiers and their values (GS1 General Specifications, 4.14).
fn interpretation(gtin: &Gtin, serial: &Serial) -> [String; 2] {
	[format!("(01) {}", gtin.text()), format!("(21) {}", serial.text())]
}

/// A sheet with the first [`PER_SHEET`] of these labels, row by row.
#[allow(clippy::arithmetic_side_effects)] // Floating point: no place on a sheet overflows.
pub fn sheet(labels: &[Label]) -> String {
	let [width, height] = SHEET;
	let mut svg = format!(
		"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}mm\" height=\"{height}mm\" \
		 viewBox=\"0 0 {width} {height}\">\n\
		 <rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n"
	);
	let places = (0u8..).take(ROWS).flat_map(|row| (0u8..).take(COLUMNS).map(move |c| [c, row]));
	for (label, [column, row]) in labels.iter().zip(places) {
		let left = MARGIN[0] + f64::from(column) * (LABEL[0] + GAP);
		let top = MARGIN[1] + f64::from(row) * LABEL[1];
		let mut x = left + 1.0;
		for symbol in &label.symbols {
			let _ = writeln!(
				svg,
				"<path transform=\"translate({x:.2} {:.2}) scale({MODULE})\" \
				 shape-rendering=\"crispEdges\" d=\"{}\"/>",
				top + 0.5,
				symbol.path()
			);
			let modules = u8::try_from(symbol.width).map_or(0.0, f64::from);
			x += modules * MODULE + 1.0;
		}
		let mut y = top + TEXT;
		for line in &label.lines {
			y += LINE;
			let _ = writeln!(
				svg,
				"<text x=\"{:.2}\" y=\"{y:.2}\" font-family=\"monospace\" font-size=\"2.5\">{}</text>",
				left + 2.0,
				escape(line.as_str())
			);
		}
	}
	svg.push_str("</svg>\n");
	svg
}
