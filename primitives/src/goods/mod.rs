//! Goods as they are claimed and as custody knows them.

mod claim;
mod history;
mod incidents;
mod legal;
mod life;
mod lots;
mod whereabouts;

pub use claim::{Content, Contents, GoodsClaim, GoodsFacts, ProofOutcome, TrackedGoods};
pub use history::{Fact, Reservation, Segment, Sighting};
pub use incidents::{
	AnomalyKind, DetentionGround, ErrorDeclaration, Excess, Incident, IncidentKind, RecordedFact,
	ShownOfLot,
};
pub use legal::{LegalState, SuspendedLine};
pub use life::{CustodyEnd, EndOfLife, Presence, Sale};
pub use lots::{AddedRight, ClassFacts, ClassRight, Derivation, Direction, LineageLink, LotFacts};
pub use whereabouts::{Clearance, Marketing, Whereabouts};

use frame_support::traits::ConstU32;
use sp_core::H256;

/// Id of a consignment, unit or logistic unit; see [`crate::gs1`] for how each is computed.
pub type ObjectId = H256;
/// Id of a lot; see [`crate::gs1::lot_id`].
pub type LotId = H256;

/// Most rights that a product class is tied to.
pub type MaxRightsPerClass = ConstU32<8>;
/// Most keepers of its list of serials that a lot names.
pub type MaxKeepers = ConstU32<4>;
/// Most different lots that one logistic unit can hold at any depth.
pub type MaxLotsPerLogisticUnit = ConstU32<64>;
/// Most levels of logistic units within each other.
pub const MAX_NESTING: u8 = 5;
