//! Fingerprints by which look-alikes can be found.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// How a similarity fingerprint was computed. Fingerprints are compared by clients; the chain keeps and
/// pages them, and never decides on similarity. Numbers are append-only.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum FingerprintAlgorithm {
	/// Difference hash of an image, 64 bits: its grey levels, resampled to 9 × 8, give a bit for each two
	/// neighbours of a row, set if the right one is lighter; row by row, most significant bit first.
	///
	/// A grey level is `(2126 R + 7152 G + 722 B) / 10000` without its fraction, of the 8-bit values as
	/// stored. Transparency, the colour space and the orientation that a file names are ignored. The
	/// filter that resamples is that of Lanczos with three lobes.
	#[codec(index = 0)]
	ImageDifferenceHash,
	/// Perceptual hash of an image, 64 bits: the grey levels of [`Self::ImageDifferenceHash`], resampled to
	/// 16 × 16, are transformed by a cosine transform (DCT-II) of rows and columns; each of the lowest 8 × 8
	/// coefficients, the constant one included, gives a bit, set if it is not below their median, which is
	/// the mean of the middle two; by rows of ascending vertical frequency, most significant bit first.
	#[codec(index = 1)]
	ImageCosineHash,
	/// ISCC Content-Code of any medium (ISO 24138), body of up to 256 bits.
	#[codec(index = 2)]
	IsccContentCode,
}

/// A fingerprint by which look-alikes can be found.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Fingerprint {
	/// How it was computed.
	pub algorithm: FingerprintAlgorithm,
	/// Its bits, left-aligned and padded with zeros.
	pub value: [u8; 32],
}
