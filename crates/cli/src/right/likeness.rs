//! Fingerprints by which look-alikes of a picture can be found.

use image::{imageops, DynamicImage, ImageFormat, ImageReader};
use image_hasher::{BitOrder, FilterType, HashAlg, HasherConfig};
use std::{
	fs::File,
	io::{self, BufReader, Seek},
};
use tracemark_primitives::rights::{Fingerprint, FingerprintAlgorithm};

/// Bits of each fingerprint.
pub const BITS: u32 = 64;

/// Both fingerprints of a picture: by differences, then by cosines.
pub type Likeness = [Fingerprint; 2];

/// What a file that was opened before is a picture of, or `None` if it is neither a PNG nor a JPEG. The
/// error says why a picture cannot be decoded.
pub fn decode(file: &mut File) -> Result<Option<DynamicImage>, String> {
	let rewound = |error: io::Error| format!("cannot be read again: {error}");
	file.rewind().map_err(rewound)?;
	let reader = ImageReader::new(BufReader::new(file)).with_guessed_format().map_err(rewound)?;
	match reader.format() {
		Some(ImageFormat::Png | ImageFormat::Jpeg) => {
			reader.decode().map(Some).map_err(|error| error.to_string())
		},
		_ => Ok(None),
	}
}

/// Computes both fingerprints, as [`FingerprintAlgorithm`] describes them.
pub fn of(image: &DynamicImage) -> Likeness {
	// By way of 8-bit values, so that the levels do not depend on the colour space that a file names.
	let grey = imageops::grayscale(&image.to_rgb8());
	let hasher = || {
		HasherConfig::with_bytes_type::<[u8; 8]>()
			.hash_size(8, 8)
			.resize_filter(FilterType::Lanczos3)
			.bit_order(BitOrder::MsbFirst)
	};
	let fingerprint = |algorithm, hasher: HasherConfig<[u8; 8]>| {
		let bits = hasher.to_hasher().hash_image(&grey).into_inner();
		let mut value = [0; 32];
		value.iter_mut().zip(bits).for_each(|(byte, bits)| *byte = bits);
		Fingerprint { algorithm, value }
	};
	[
		fingerprint(
			FingerprintAlgorithm::ImageDifferenceHash,
			hasher().hash_alg(HashAlg::Gradient),
		),
		fingerprint(
			FingerprintAlgorithm::ImageCosineHash,
			hasher().preproc_dct().hash_alg(HashAlg::Median),
		),
	]
}

/// In how many bits two fingerprints of one algorithm differ.
pub fn distance(a: &Fingerprint, b: &Fingerprint) -> u32 {
	a.value.iter().zip(b.value).map(|(a, b)| (a ^ b).count_ones()).sum()
}

#[cfg(test)]
mod tests {
	use super::*;
	use image::{GrayImage, RgbImage};
	use std::f64::consts::PI;

	/// A picture of uneven colours, and its grey levels.
	fn picture(width: u32, height: u32) -> (DynamicImage, GrayImage) {
		let mut state = 1u32;
		let image = RgbImage::from_fn(width, height, |_, _| {
			state = state.wrapping_mul(1_103_515_245).wrapping_add(12_345);
			let [_, r, g, b] = state.to_be_bytes();
			image::Rgb([r, g, b])
		});
		let grey = GrayImage::from_fn(width, height, |x, y| {
			let [r, g, b] = image.get_pixel(x, y).0.map(u32::from);
			image::Luma([((2_126 * r + 7_152 * g + 722 * b) / 10_000) as u8])
		});
		(image.into(), grey)
	}

	fn packed(bits: impl Iterator<Item = bool>) -> [u8; 32] {
		let mut value = [0; 32];
		for (place, bit) in bits.enumerate() {
			value[place / 8] |= u8::from(bit) << (7 - place % 8);
		}
		value
	}

	#[test]
	fn of_should_set_a_bit_for_a_lighter_neighbour_when_differences_are_taken() {
		// Nothing is resampled at this size.
		let (image, grey) = picture(9, 8);
		let expected = packed((0..8).flat_map(|y| {
			let grey = &grey;
			(0..8).map(move |x| grey.get_pixel(x + 1, y).0 > grey.get_pixel(x, y).0)
		}));
		let [difference, _] = of(&image);
		assert_eq!(difference.value, expected);
		assert_eq!(difference.algorithm, FingerprintAlgorithm::ImageDifferenceHash);
	}

	#[test]
	fn of_should_compare_the_lowest_frequencies_with_their_median_when_cosines_are_taken() {
		let (image, grey) = picture(16, 16);
		let wave = |frequency: u32, at: u32| {
			(PI / 16.0 * (f64::from(at) + 0.5) * f64::from(frequency)).cos()
		};
		let coefficients: Vec<f64> = (0..8)
			.flat_map(|v| (0..8).map(move |u| (u, v)))
			.map(|(u, v)| {
				grey.enumerate_pixels()
					.map(|(x, y, level)| f64::from(level.0[0]) * wave(u, x) * wave(v, y))
					.sum()
			})
			.collect();
		let mut sorted = coefficients.clone();
		sorted.sort_by(f64::total_cmp);
		let median = (sorted[31] + sorted[32]) / 2.0;
		let expected = packed(coefficients.iter().map(|coefficient| *coefficient >= median));
		let [_, cosine] = of(&image);
		assert_eq!(cosine.value, expected);
		assert_eq!(cosine.algorithm, FingerprintAlgorithm::ImageCosineHash);
	}
}
