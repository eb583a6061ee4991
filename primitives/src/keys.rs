//! Public keys under which anybody can sign.

use sp_core::{ed25519, sr25519};

/// The y of all points of small order, each in its canonical encoding and as far as there is one in another:
/// orders 4, 1, 8, 8, 2, then 4 and 1 beyond the prime. The sign of x is the last bit, which is cleared.
#[rustfmt::skip]
const SMALL_ORDER: [[u8; 32]; 7] = [
	y(0x00, 0x00, 0x00),
	y(0x01, 0x00, 0x00),
	[
		0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0,
		0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05,
	],
	[
		0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f,
		0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a,
	],
	y(0xec, 0xff, 0x7f),
	y(0xed, 0xff, 0x7f),
	y(0xee, 0xff, 0x7f),
];

/// A first byte, thirty alike, and a last.
const fn y(first: u8, middle: u8, last: u8) -> [u8; 32] {
	let mut y = [middle; 32];
	let [start, .., end] = &mut y;
	*start = first;
	*end = last;
	y
}

/// A public key that may be one under which anybody can sign.
pub trait WeakKey {
	/// Whether everybody can sign for the key.
	fn is_weak(&self) -> bool;
}

impl WeakKey for ed25519::Public {
	/// Whether the key is a point of small order, in whatever spelling (ZIP 215, which the chain follows, takes
	/// signatures under all of them).
	fn is_weak(&self) -> bool {
		let mut y = self.0;
		let [.., last] = &mut y;
		*last &= 0x7f;
		SMALL_ORDER.contains(&y)
	}
}

impl WeakKey for sr25519::Public {
	/// Whether the key is the neutral element: the group has no other of small order, and it has one spelling.
	fn is_weak(&self) -> bool {
		self.0 == [0; 32]
	}
}
