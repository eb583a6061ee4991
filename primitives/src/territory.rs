//! Countries (ISO 3166-1) and sets of them.

use crate::{Malformed, Validate};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The table behind [`Territories`]: the position of a country is its bit. **Append-only**: the first
/// 249 are the officially assigned codes of ISO 3166-1 in alphabetical order, later ones follow.
#[rustfmt::skip]
pub const COUNTRIES: [[u8; 2]; 249] = [
	*b"AD", *b"AE", *b"AF", *b"AG", *b"AI", *b"AL", *b"AM", *b"AO", *b"AQ", *b"AR", *b"AS", *b"AT", *b"AU", *b"AW", *b"AX", *b"AZ",
	*b"BA", *b"BB", *b"BD", *b"BE", *b"BF", *b"BG", *b"BH", *b"BI", *b"BJ", *b"BL", *b"BM", *b"BN", *b"BO", *b"BQ", *b"BR", *b"BS",
	*b"BT", *b"BV", *b"BW", *b"BY", *b"BZ", *b"CA", *b"CC", *b"CD", *b"CF", *b"CG", *b"CH", *b"CI", *b"CK", *b"CL", *b"CM", *b"CN",
	*b"CO", *b"CR", *b"CU", *b"CV", *b"CW", *b"CX", *b"CY", *b"CZ", *b"DE", *b"DJ", *b"DK", *b"DM", *b"DO", *b"DZ", *b"EC", *b"EE",
	*b"EG", *b"EH", *b"ER", *b"ES", *b"ET", *b"FI", *b"FJ", *b"FK", *b"FM", *b"FO", *b"FR", *b"GA", *b"GB", *b"GD", *b"GE", *b"GF",
	*b"GG", *b"GH", *b"GI", *b"GL", *b"GM", *b"GN", *b"GP", *b"GQ", *b"GR", *b"GS", *b"GT", *b"GU", *b"GW", *b"GY", *b"HK", *b"HM",
	*b"HN", *b"HR", *b"HT", *b"HU", *b"ID", *b"IE", *b"IL", *b"IM", *b"IN", *b"IO", *b"IQ", *b"IR", *b"IS", *b"IT", *b"JE", *b"JM",
	*b"JO", *b"JP", *b"KE", *b"KG", *b"KH", *b"KI", *b"KM", *b"KN", *b"KP", *b"KR", *b"KW", *b"KY", *b"KZ", *b"LA", *b"LB", *b"LC",
	*b"LI", *b"LK", *b"LR", *b"LS", *b"LT", *b"LU", *b"LV", *b"LY", *b"MA", *b"MC", *b"MD", *b"ME", *b"MF", *b"MG", *b"MH", *b"MK",
	*b"ML", *b"MM", *b"MN", *b"MO", *b"MP", *b"MQ", *b"MR", *b"MS", *b"MT", *b"MU", *b"MV", *b"MW", *b"MX", *b"MY", *b"MZ", *b"NA",
	*b"NC", *b"NE", *b"NF", *b"NG", *b"NI", *b"NL", *b"NO", *b"NP", *b"NR", *b"NU", *b"NZ", *b"OM", *b"PA", *b"PE", *b"PF", *b"PG",
	*b"PH", *b"PK", *b"PL", *b"PM", *b"PN", *b"PR", *b"PS", *b"PT", *b"PW", *b"PY", *b"QA", *b"RE", *b"RO", *b"RS", *b"RU", *b"RW",
	*b"SA", *b"SB", *b"SC", *b"SD", *b"SE", *b"SG", *b"SH", *b"SI", *b"SJ", *b"SK", *b"SL", *b"SM", *b"SN", *b"SO", *b"SR", *b"SS",
	*b"ST", *b"SV", *b"SX", *b"SY", *b"SZ", *b"TC", *b"TD", *b"TF", *b"TG", *b"TH", *b"TJ", *b"TK", *b"TL", *b"TM", *b"TN", *b"TO",
	*b"TR", *b"TT", *b"TV", *b"TW", *b"TZ", *b"UA", *b"UG", *b"UM", *b"US", *b"UY", *b"UZ", *b"VA", *b"VC", *b"VE", *b"VG", *b"VI",
	*b"VN", *b"VU", *b"WF", *b"WS", *b"YE", *b"YT", *b"ZA", *b"ZM", *b"ZW",
];

/// The members of the European Union, in the order of their codes.
#[rustfmt::skip]
const EUROPEAN_UNION: [[u8; 2]; 27] = [
	*b"AT", *b"BE", *b"BG", *b"CY", *b"CZ", *b"DE", *b"DK", *b"EE", *b"ES", *b"FI", *b"FR", *b"GR", *b"HR", *b"HU",
	*b"IE", *b"IT", *b"LT", *b"LU", *b"LV", *b"MT", *b"NL", *b"PL", *b"PT", *b"RO", *b"SE", *b"SI", *b"SK",
];

/// An ISO 3166-1 alpha-2 code.
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
pub struct Country(pub [u8; 2]);

impl Country {
	/// The territory within which goods that were let in move freely: the European Union, for which the
	/// reserved code `EU` stands, or the country itself.
	pub fn customs_territory(&self) -> Self {
		if EUROPEAN_UNION.contains(&self.0) {
			Self(*b"EU")
		} else {
			*self
		}
	}

	/// The bit of this country in [`Territories`], or `None` if the code is not assigned.
	fn bit(&self) -> Option<u8> {
		let position = COUNTRIES.iter().position(|code| *code == self.0)?;
		u8::try_from(position).ok()
	}
}

impl Validate for Country {
	fn validate(&self) -> Result<(), Malformed> {
		self.bit().map(|_| ()).ok_or(Malformed)
	}
}

impl TryFrom<&str> for Country {
	type Error = Malformed;

	fn try_from(text: &str) -> Result<Self, Malformed> {
		let country = Self(text.as_bytes().try_into().map_err(|_| Malformed)?);
		country.validate()?;
		Ok(country)
	}
}

/// A set of countries: bit `n % 8` of byte `n / 8` stands for the `n`-th of [`COUNTRIES`].
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Default,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Territories(pub [u8; 32]);

impl Territories {
	/// The set of these countries.
	pub fn of(countries: &[Country]) -> Result<Self, Malformed> {
		let mut set = Self::default();
		for country in countries {
			let bit = country.bit().ok_or(Malformed)?;
			let byte = set.0.get_mut(usize::from(bit / 8)).ok_or(Malformed)?;
			*byte |= 1 << (bit % 8);
		}
		Ok(set)
	}

	/// The European Union, expanded.
	pub fn european_union() -> Self {
		Self::of(&EUROPEAN_UNION.map(Country)).unwrap_or_default()
	}

	/// Every country of the table.
	pub fn everywhere() -> Self {
		// The table ends within the last byte.
		let mut set = [0xff; 32];
		let [.., last] = &mut set;
		*last = 1;
		Self(set)
	}

	/// Whether `country` is in the set.
	pub fn contains(&self, country: &Country) -> bool {
		country.bit().is_some_and(|bit| {
			self.0.get(usize::from(bit / 8)).is_some_and(|byte| byte & (1 << (bit % 8)) != 0)
		})
	}

	/// Whether every country of `other` is in this set.
	pub fn covers(&self, other: &Self) -> bool {
		self.0.iter().zip(&other.0).all(|(ours, theirs)| theirs & !ours == 0)
	}

	/// Whether the set is empty.
	pub fn is_empty(&self) -> bool {
		self.0.iter().all(|byte| *byte == 0)
	}
}

impl Validate for Territories {
	/// Not empty, and no bit beyond the table.
	fn validate(&self) -> Result<(), Malformed> {
		let [.., last] = self.0;
		// The table ends within the last byte: 249 = 31 * 8 + 1.
		if self.is_empty() || last & 0b1111_1110 != 0 {
			Err(Malformed)
		} else {
			Ok(())
		}
	}
}
