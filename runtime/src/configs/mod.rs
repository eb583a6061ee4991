//! The configuration of each pallet, by domain.

mod consensus;
mod governance;
mod monetary;
mod registry;
mod system;
mod trade;

pub(crate) use consensus::is_any_weak;
pub use governance::{CouncilInstance, ProxyType};
