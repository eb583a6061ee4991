//! Tests: one file per call, one for the question, one for the invariants.

mod exercise;
mod grant;
mod invariants;
mod question;
mod revoke;
mod surrender_licence;
