//! Lots of serialised goods, as their maker and the keepers of their lists handle them.
//!
//! A maker draws serials that nobody guesses ([`serial`]) and a secret for each item ([`secret`]),
//! prints labels ([`label`]), and keeps one portable file ([`file`]), whose RFC 6962 root goes on chain.
//! From it follow the path that proves a serial and the two neighbours that prove its absence
//! ([`lot`], [`proof`]), which a keeper answers over HTTP ([`keeper`]); the owner of a class can sign that a serial is
//! in none of its lots ([`denial`]). Stock of old comes in as a
//! table ([`stock`]).
//!
//! A publisher of digital editions draws activation codes instead, and keeps them in one file
//! ([`edition`]).
//!
//! Leaf and tree are those of `tracemark-primitives`, which the chain checks.

#![deny(missing_docs)]
#![cfg_attr(
	not(test),
	deny(
		clippy::unwrap_used,
		clippy::expect_used,
		clippy::panic,
		clippy::indexing_slicing,
		clippy::string_slice,
		clippy::arithmetic_side_effects,
		clippy::as_conversions
	)
)]

pub mod call;
pub mod denial;
pub mod edition;
pub mod file;
pub mod keeper;
pub mod label;
pub mod lot;
pub mod proof;
pub mod secret;
pub mod serial;
pub mod stock;
pub mod text;
pub mod tree;

pub use denial::Denial;
pub use edition::Edition;
pub use lot::Lot;
pub use proof::{Absence, Answer, Presence};

/// Most items in one lot: 2^24. Their list takes about 1.7 GB as text.
pub const MAX_ITEMS: u32 = 1 << 24;
