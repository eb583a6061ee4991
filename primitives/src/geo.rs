//! Points on the earth, and how far apart they are at least, in integers.

use crate::{Malformed, Validate};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Millionths of a degree.
const DEGREE: u32 = 1_000_000;
const QUARTER: u32 = 90 * DEGREE;
const HALF: u32 = 180 * DEGREE;
const WHOLE: u32 = 360 * DEGREE;

/// One, in billionths.
const ONE: u64 = 1_000_000_000;
/// The square of [`ONE`].
const ONE_SQUARED: u64 = ONE * ONE;

/// The sines of 0 to 90 degrees in billionths.
#[rustfmt::skip]
const SINES: [u64; 91] = [
	0, 17_452_406, 34_899_497, 52_335_956, 69_756_474, 87_155_743, 104_528_463, 121_869_343, 139_173_101,
	156_434_465, 173_648_178, 190_808_995, 207_911_691, 224_951_054, 241_921_896, 258_819_045, 275_637_356, 292_371_705,
	309_016_994, 325_568_154, 342_020_143, 358_367_950, 374_606_593, 390_731_128, 406_736_643, 422_618_262, 438_371_147,
	453_990_500, 469_471_563, 484_809_620, 500_000_000, 515_038_075, 529_919_264, 544_639_035, 559_192_903, 573_576_436,
	587_785_252, 601_815_023, 615_661_475, 629_320_391, 642_787_610, 656_059_029, 669_130_606, 681_998_360, 694_658_370,
	707_106_781, 719_339_800, 731_353_702, 743_144_825, 754_709_580, 766_044_443, 777_145_961, 788_010_754, 798_635_510,
	809_016_994, 819_152_044, 829_037_573, 838_670_568, 848_048_096, 857_167_301, 866_025_404, 874_619_707, 882_947_593,
	891_006_524, 898_794_046, 906_307_787, 913_545_458, 920_504_853, 927_183_855, 933_580_426, 939_692_621, 945_518_576,
	951_056_516, 956_304_756, 961_261_696, 965_925_826, 970_295_726, 974_370_065, 978_147_601, 981_627_183, 984_807_753,
	987_688_341, 990_268_069, 992_546_152, 994_521_895, 996_194_698, 997_564_050, 998_629_535, 999_390_827, 999_847_695,
	1_000_000_000,
];

/// Half a great circle, in metres, of the sphere whose radius is the least radius of curvature of the WGS 84
/// ellipsoid: b² / a, along the meridian at the equator.
const HALF_CIRCLE: u64 = 19_903_369;

/// A point on the earth (WGS 84), in millionths of a degree.
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
pub struct Coordinates {
	/// Degrees north, −90 to 90.
	pub latitude: i32,
	/// Degrees east, above −180 up to 180: each meridian has one number.
	pub longitude: i32,
}

impl Coordinates {
	/// A thousandth of a degree, 111 m at most. What is public is no more precise.
	pub const GRID: i32 = 1_000;
	/// By how many metres [`Self::distance`] overstates at most.
	pub const ERROR: u32 = 500;

	/// Whether both numbers are multiples of [`Self::GRID`].
	pub fn is_on_grid(&self) -> bool {
		self.latitude % Self::GRID == 0 && self.longitude % Self::GRID == 0
	}

	/// How many metres lie between two points at least.
	///
	/// Along any path an element of length on the ellipsoid is at least that on a sphere of its least radius
	/// of curvature, between the same latitudes and longitudes. So the great circle of that sphere never
	/// overstates the distance; it understates it by 1 % at most. Its haversines are computed from a table
	/// of sines with straight lines between them, which lie below by 4 · 10⁻⁵ at most: that can overstate by
	/// [`Self::ERROR`], and understates by 3 km more up to 15,000 km, by 160 km where points are nearly
	/// opposite.
	pub fn distance(&self, other: &Self) -> u32 {
		let north = self.latitude.abs_diff(other.latitude);
		let east = self.longitude.abs_diff(other.longitude);
		let east = east.min(WHOLE.saturating_sub(east));
		let parallels = cosine(self.latitude).saturating_mul(cosine(other.latitude));
		let eastern = scale(parallels, square(sine(east / 2)));
		let haversine = square(sine(north / 2)).saturating_add(eastern).min(ONE_SQUARED);
		// The sine of half the angle is its root. Beyond a quarter circle its cosine is more exact.
		let half = if haversine <= ONE_SQUARED / 2 {
			arcsine(haversine.isqrt())
		} else {
			QUARTER.saturating_sub(arcsine(ONE_SQUARED.saturating_sub(haversine).isqrt()))
		};
		let metres = HALF_CIRCLE.saturating_mul(half.into()) / u64::from(QUARTER);
		u32::try_from(metres).unwrap_or(u32::MAX)
	}
}

impl Validate for Coordinates {
	fn validate(&self) -> Result<(), Malformed> {
		let is_west = self.longitude < 0;
		let longitude = self.longitude.unsigned_abs();
		if self.latitude.unsigned_abs() <= QUARTER
			&& (longitude < HALF || longitude == HALF && !is_west)
		{
			Ok(())
		} else {
			Err(Malformed)
		}
	}
}

/// The square of billionths.
fn square(value: u64) -> u64 {
	value.saturating_mul(value)
}

/// The product of two squares.
fn scale(a: u64, b: u64) -> u64 {
	let product = u128::from(a).saturating_mul(b.into()) / u128::from(ONE_SQUARED);
	u64::try_from(product).unwrap_or(ONE_SQUARED)
}

/// The cosine of a latitude.
fn cosine(latitude: i32) -> u64 {
	sine(QUARTER.saturating_sub(latitude.unsigned_abs()))
}

/// The sine of an angle of up to 90 degrees, by the straight line between those of whole degrees.
fn sine(angle: u32) -> u64 {
	let at = usize::try_from(angle / DEGREE).unwrap_or(usize::MAX);
	let [low, high] = [at, at.saturating_add(1)].map(|n| SINES.get(n).copied().unwrap_or(ONE));
	let part = high.saturating_sub(low).saturating_mul((angle % DEGREE).into());
	low.saturating_add(part / u64::from(DEGREE))
}

/// The angle with a sine of up to [`ONE`], by the same lines.
fn arcsine(sine: u64) -> u32 {
	let above = SINES.partition_point(|next| *next <= sine);
	let at = above.saturating_sub(1);
	let [low, high] = [at, above].map(|n| SINES.get(n).copied().unwrap_or(ONE));
	let part = sine.saturating_sub(low).saturating_mul(DEGREE.into());
	// The last line ends at the last sine.
	let part = part.checked_div(high.saturating_sub(low)).unwrap_or_default();
	let whole = u32::try_from(at).unwrap_or(u32::MAX).saturating_mul(DEGREE);
	whole.saturating_add(u32::try_from(part).unwrap_or(DEGREE))
}

#[cfg(test)]
mod tests {
	use super::*;

	fn point(latitude: f64, longitude: f64) -> Coordinates {
		let micro = |degrees: f64| (degrees * 1e6).round() as i32;
		Coordinates { latitude: micro(latitude), longitude: micro(longitude) }
	}

	/// The haversine formula on the same sphere.
	fn exact(a: &Coordinates, b: &Coordinates) -> f64 {
		let radians = |micro: i32| (f64::from(micro) / 1e6).to_radians();
		let [north, east] = [
			radians(a.latitude) - radians(b.latitude),
			radians(a.longitude) - radians(b.longitude),
		];
		let haversine = (north / 2.0).sin().powi(2)
			+ radians(a.latitude).cos() * radians(b.latitude).cos() * (east / 2.0).sin().powi(2);
		let radius = 6_356_752.314_245_f64.powi(2) / 6_378_137.0;
		2.0 * radius * haversine.min(1.0).sqrt().asin()
	}

	#[test]
	fn sines_should_be_those_of_whole_degrees() {
		for (degree, sine) in SINES.iter().enumerate() {
			let exact = (degree as f64).to_radians().sin() * ONE as f64;
			assert!((*sine as f64 - exact).abs() <= 0.5, "{degree} degrees");
		}
	}

	#[test]
	fn coordinates_should_be_refused_when_they_are_beyond_a_pole_or_the_meridian_of_the_date_line()
	{
		for (latitude, longitude) in [(90.0, 180.0), (-90.0, -179.999_999), (0.0, 0.0)] {
			assert_eq!(point(latitude, longitude).validate(), Ok(()));
		}
		let beyond = [(90.000_001, 0.0), (-90.000_001, 0.0), (0.0, 180.000_001), (0.0, -180.0)];
		for (latitude, longitude) in beyond {
			assert_eq!(point(latitude, longitude).validate(), Err(Malformed));
		}
		let extreme = Coordinates { latitude: i32::MIN, longitude: i32::MIN };
		assert_eq!(extreme.validate(), Err(Malformed));
	}

	#[test]
	fn grid_should_be_a_thousandth_of_a_degree() {
		assert!(point(-48.137, 11.575).is_on_grid());
		assert!(!point(48.137_1, 11.575).is_on_grid());
		assert!(!point(48.137, -11.575_01).is_on_grid());
	}

	/// Against geodesics on the WGS 84 ellipsoid (Vincenty's inverse formula), in kilometres.
	#[test]
	fn distance_should_not_exceed_the_geodesic_and_come_near_it() {
		let (lisbon, berlin) = (point(38.722, -9.139), point(52.520, 13.405));
		let (sydney, santiago) = (point(-33.869, 151.209), point(-33.449, -70.669));
		let (fiji, samoa) = (point(-17.713, 178.065), point(-13.759, -172.105));
		let (equator, north) = (point(0.0, 0.0), point(1.0, 0.0));
		for (from, to, kilometres) in [
			(lisbon, berlin, 2_315.314),
			(sydney, santiago, 11_368.989),
			(fiji, samoa, 1_140.436),
			(equator, north, 110.574),
		] {
			let metres = f64::from(from.distance(&to));
			let share = metres / (kilometres * 1_000.0);
			assert!((0.985..1.0005).contains(&share), "{metres} m of {kilometres} km");
			assert_eq!(from.distance(&to), to.distance(&from));
		}
		assert_eq!(lisbon.distance(&lisbon), 0);
		let (north, south) = (point(90.0, 12.0), point(-90.0, -70.0));
		assert_eq!(u64::from(north.distance(&south)), HALF_CIRCLE);
		assert_eq!(north.distance(&point(90.0, -70.0)), 0);
	}

	mod properties {
		use super::*;
		use proptest::prelude::*;

		fn anywhere() -> impl Strategy<Value = Coordinates> {
			(-90_000i32..=90_000, -179_999i32..=180_000).prop_map(|(latitude, longitude)| {
				Coordinates { latitude: latitude * 1_000, longitude: longitude * 1_000 }
			})
		}

		/// A point and another in its neighbourhood, on the other side of the earth, or anywhere.
		fn pair() -> impl Strategy<Value = (Coordinates, Coordinates)> {
			let near = || (anywhere(), -2_000i32..2_000, -2_000i32..2_000);
			let moved = |at: Coordinates, north: i32, east: i32| Coordinates {
				latitude: (at.latitude + north * 1_000).clamp(-90_000_000, 90_000_000),
				longitude: (at.longitude + east * 1_000 + 179_999_999).rem_euclid(360_000_000)
					- 179_999_999,
			};
			let opposite = move |at: Coordinates, north, east| {
				let at = Coordinates { latitude: -at.latitude, ..at };
				moved(at, north, east + 180_000)
			};
			prop_oneof![
				(anywhere(), anywhere()),
				near().prop_map(move |(at, north, east)| (at, moved(at, north, east))),
				near().prop_map(move |(at, north, east)| (at, opposite(at, north, east))),
			]
		}

		proptest! {
			#![proptest_config(ProptestConfig { cases: 16_384, failure_persistence: None, ..Default::default() })]

			#[test]
			fn distance_should_keep_to_its_bounds((a, b) in pair()) {
				let (metres, exact) = (f64::from(a.distance(&b)), exact(&a, &b));
				prop_assert!(metres <= exact + f64::from(Coordinates::ERROR), "{metres} of {exact}");
				let slack = if exact < 15_000_000.0 { 3_000.0 } else { 160_000.0 };
				prop_assert!(metres >= exact - slack, "{metres} of {exact}");
			}

			#[test]
			fn distance_should_be_nothing_and_symmetric_when_points_are_swapped((a, b) in pair()) {
				prop_assert_eq!(a.distance(&a), 0);
				prop_assert_eq!(a.distance(&b), b.distance(&a));
			}
		}
	}
}
