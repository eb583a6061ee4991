//! Stock of old and product ranges from a table (CSV), as the calls that put them on record.
//!
//! The first line names the columns, in any order. Commas or semicolons part them.
//!
//! | column | what |
//! |---|---|
//! | `gtin` | the class: 8, 12, 13 or 14 digits |
//! | `hs` | edition and six digits of its commodity code, such as `2022:851830`: the class is to be registered. Empty if it is already |
//! | `rights` | ids of the rights that the class is made under, parted by spaces; only with `hs` |
//! | `lot` | number of the lot. Empty in a line that only registers a class |
//! | `quantity` | pieces, or an amount with at most six decimals if there is a unit |
//! | `unit` | code of UN/CEFACT Recommendation 20 |
//! | `serial` | serial of one item: a line for each, without quantity or with 1 |
//! | `place` | GLN of the place where the lot was made |
//! | `made` | when it was made, by RFC 3339 with its offset |
//!
//! Lines of one class agree in `hs` and `rights` or leave them empty. Lines of one lot each have a serial,
//! and agree in `place` and `made`; a lot without serials is one line.

pub mod cells;
mod table;

pub use crate::call::{Argument, Call};
pub use table::{import, Fault, Import, ImportError, Record};
