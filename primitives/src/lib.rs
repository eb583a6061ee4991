//! # Tracemark primitives
//!
//! The vocabulary that pallets, runtime and clients share: identifiers of GS1, IP offices and
//! customs as newtypes that know their own rules, the enumerations of the trade, the RFC 6962
//! tree, the glue traits through which the pallets meet, and the runtime APIs. No storage.
//!
//! Identifiers decode leniently and validate by [`Validate`], so that a malformed one in a call is
//! answered by the pallet with an error instead of an undecodable extrinsic. In Rust they are made
//! by `TryFrom`, which validates.

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]

extern crate alloc;

pub mod apis;
pub mod authorisation;
#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
pub mod cbv;
pub mod customs;
pub mod digest;
pub mod editions;
pub mod evidence;
#[cfg(feature = "std")]
pub mod fakes;
pub mod geo;
pub mod goods;
pub mod gs1;
pub mod hs;
pub mod keys;
pub mod merkle;
pub mod parties;
pub mod quality;
pub mod quantity;
pub mod recalls;
pub mod rights;
pub mod scan;
mod sets;
pub mod territory;
pub mod time;
pub mod traits;
pub mod transport;

/// Counter of an organisation; never reused. What every record stores.
pub type OrgId = u32;
/// Counter of an operator account of an organisation; never reused.
pub type OperatorId = u32;
/// Counter of a licence.
pub type LicenceId = u32;
/// Counter of a customs declaration.
pub type DeclarationId = u32;
/// Counter of a recall.
pub type RecallId = u32;
/// Block number.
pub type BlockNumber = u32;
/// Milliseconds since 1970-01-01T00:00:00Z, as `pallet-timestamp` keeps them.
pub type Moment = u64;
/// A legal date: days since 1970-01-01, in the calendar of the authority that states it.
pub type LegalDate = i32;

/// What a malformed identifier, list or range fails with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Malformed;

/// A value that knows its own rules.
pub trait Validate {
	/// `Ok` if the value keeps the rules of its standard.
	fn validate(&self) -> Result<(), Malformed>;
}

impl<T: Validate> Validate for Option<T> {
	fn validate(&self) -> Result<(), Malformed> {
		self.as_ref().map_or(Ok(()), Validate::validate)
	}
}

impl<T: Validate, S> Validate for frame_support::BoundedVec<T, S> {
	fn validate(&self) -> Result<(), Malformed> {
		self.iter().try_for_each(Validate::validate)
	}
}
