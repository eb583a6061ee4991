//! EPCIS documents in JSON, XML and CSV: what they say, whether they are valid, and the hash ids of
//! their events.
//!
//! - [`Document::parse`] reads a document, a query document or bare events.
//! - [`validate()`] compares it with GS1's schema and answers with faults in the user's words.
//! - [`event_hashes`] computes the event hash ids of the Core Business Vocabulary 2.0.
//! - [`plan()`] says which calls of the chain record an event; [`export`] makes the events again.
//! - [`gs1`] reads GS1 keys from EPC URNs and GS1 Digital Link URIs.
//!
//! The crate knows nothing of the chain, needs no SDK, and never panics on what it reads.

#![deny(missing_docs)]
#![cfg_attr(
	not(test),
	deny(
		clippy::unwrap_used,
		clippy::expect_used,
		clippy::panic,
		clippy::indexing_slicing,
		clippy::string_slice,
		clippy::as_conversions
	)
)]

mod context;
pub mod csv;
mod digital_link;
pub mod document;
mod epc_urn;
pub mod fault;
pub mod gs1;
pub mod hash;
pub mod json;
pub mod number;
mod place;
pub mod plan;
pub mod time;
pub mod uri;
pub mod validate;
pub mod vocabulary;
pub mod xml;

pub use document::{Document, ReadError};
pub use fault::{Fault, Report, Source};
pub use hash::{event_hashes, EventHash, HashError};
pub use plan::{export, plan, Plan};
pub use validate::validate;
