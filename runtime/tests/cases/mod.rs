//! Decided cases, and the steps that put their facts on record.

// Each test binary uses its part of this module.
#![allow(dead_code, unused_imports)]

pub mod decided;
pub mod facts;
mod steps;

pub use steps::*;
