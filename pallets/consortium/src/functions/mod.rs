//! What the calls do.

mod consent;
mod council;
mod identifiers;
mod operators;
mod organisations;

#[cfg(any(feature = "try-runtime", feature = "std"))]
pub(crate) use identifiers::shorter;
