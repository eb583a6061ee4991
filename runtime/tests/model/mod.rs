//! Reference models: written from the rules, straightforward and slow, and on no pallet.
//!
//! `authorisation` answers the one question from `facts`, `worlds` draws what happens, `chain` has it
//! happen on the real runtime.

pub mod authorisation;
pub mod chain;
pub mod facts;
pub mod worlds;
