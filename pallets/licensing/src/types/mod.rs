//! What the pallet stores.

mod licence;
mod royalties;
mod terms;

pub use licence::*;
pub use royalties::*;
pub use terms::*;
