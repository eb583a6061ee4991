//! What the calls do.

mod consent;
mod council;
mod identifiers;
mod operators;
mod organisations;

pub(crate) use identifiers::shorter;
