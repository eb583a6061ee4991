//! Certificates of evidence: one file that proves to a stranger, offline and years later, what the
//! chain has on record.
//!
//! - [`verify()`] judges the text of a certificate. It needs no network and trusts nobody; its only
//!   anchor is the hash of the chain's genesis block. The [`Report`] says of every field whether the
//!   chain proves it or only the issuer's signature covers it.
//! - [`build()`] makes a certificate from a [`Node`], which [`HttpNode`] reaches by JSON-RPC.
//! - [`openings`] open the salted commitments of a verified certificate, for whoever is shown them.
//! - [`html`] and [`pdf`] render an accepted certificate for people.
//!
//! # The form
//!
//! A certificate is RFC 8785 canonical JSON, byte for byte. Its signature covers the canonical JSON
//! without the member `signature`. What a person may want to compare is hexadecimal; SCALE values and
//! trie nodes are base64 ([`Blob`]). The parts of the proof are those of Substrate:
//!
//! | part | what proves it |
//! |---|---|
//! | first authority set | genesis header, whose hash is the anchor, and a read proof under its state root |
//! | later authority sets | the header that announces each, made final by the set before (as in GRANDPA warp proofs) |
//! | finality of the certified block | GRANDPA justification of it or of a descendant |
//! | facts | a read proof under the certified block's state root |
//!
//! `finality-grandpa` validates commits and `sp-trie` reads proofs. What they leave open is checked
//! here: signatures, authority-set ids, voters that vote twice or do not belong to the set, votes
//! short of the threshold, headers and trie nodes that are doubled or not needed. A change of
//! authorities that the old set did not sign (a *forced* change) is refused.
//!
//! # Council checkpoints
//!
//! [`verify_since()`] and [`build_since()`] take [checkpoints](checkpoint): then the authority set that three
//! quarters of a council named takes the place of the first one, and the hand-offs before it are left out.
//!
//! # What is decoded
//!
//! Clients depend on no pallet: [`chain`] and [`registers`] have structs of their own for the records
//! that are read. A record that has another layout, as after a runtime upgrade, is refused and never
//! misread, because every byte of its value must be accounted for.

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

// As that of `chain`.
#[allow(clippy::as_conversions)]
pub mod acts;
mod blob;
pub mod builder;
pub mod canonical;
// As that of `chain`.
#[allow(clippy::as_conversions)]
pub mod case;
// The derive of `Encode` casts the index of a variant.
#[allow(clippy::as_conversions)]
pub mod chain;
pub mod checkpoint;
// As that of `chain`.
#[allow(clippy::as_conversions)]
pub mod custody;
// As that of `chain`.
#[allow(clippy::as_conversions)]
pub mod description;
mod extrinsic;
// As that of `chain`.
#[allow(clippy::as_conversions)]
pub mod exhibits;
pub mod facts;
mod finality;
pub mod form;
mod gather;
pub mod history;
pub mod html;
mod justification;
pub mod keys;
pub mod merkle;
pub mod moment;
pub mod openings;
pub mod original;
pub mod pdf;
pub mod refusal;
// As that of `chain`.
#[allow(clippy::as_conversions)]
pub mod registers;
pub mod report;
pub mod rpc;
pub mod sign;
mod state;
mod statements;
pub mod texts;
pub mod timeline;
mod verify;
pub mod words;

pub use blob::Blob;
pub use builder::{
	add_timeline, build, build_since, checkpoint_of, describe, statement_of, BuildError, Node,
	Request,
};
pub use checkpoint::Checkpoint;
pub use form::{Algorithm, Certificate};
pub use original::{Measured, Meter};
pub use refusal::Refusal;
pub use report::{Field, Report, Source};
pub use rpc::HttpNode;
pub use sign::IssuerKey;
pub use verify::{digest_of, verify, verify_measured, verify_original, verify_since};

/// A block header of the chain.
pub type Header = sp_runtime::generic::Header<u32, sp_runtime::traits::BlakeTwo256>;
