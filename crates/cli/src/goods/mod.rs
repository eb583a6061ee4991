//! Goods as people name them, who keeps their lists, and what the chain has on record of them.

mod code;
mod keeper;
mod record;

pub use code::Goods;
pub use keeper::{trusting, Absent, Answer, KeeperArgs};
pub use record::{member_name, proof_of, Names, Organisation, Record};
