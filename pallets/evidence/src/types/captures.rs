//! Captures of one thing by several organisations.

use super::*;
use alloc::collections::BTreeSet;
use tracemark_primitives::{digest::Digest, time::DAY};

/// Number of a group of captures.
pub type CaptureGroupId = u32;

/// The roles that may capture in a group.
pub const CAPTURING: Roles = Roles::of(&[Role::Monitor, Role::Notary]);

/// How long a group is open at most, in milliseconds: what is on sale changes.
pub const MAX_CAPTURE_WINDOW: Moment = 7 * DAY;

/// For how long after a capture others can have anchored the same bytes and still add them, in
/// milliseconds: longer than a signed deposit is under way. Whoever anchors them later copied them.
pub const SAME_RAW_WITHIN: Moment = 60 * MINUTE;

/// Most captures of a group, and most organisations that are invited to it.
pub type MaxCaptures = ConstU32<16>;

/// The organisations whose captures a group takes in, ascending.
pub type Invited = BoundedVec<OrgId, MaxCaptures>;

stored! {
	/// A call to several organisations to capture one thing, each with its own eyes, and what came of it.
	pub struct CaptureGroup {
		/// The organisation that opened it.
		pub by: OrgId,
		/// Its operator.
		pub operator: OperatorId,
		/// Salted commitment to the address of what is captured.
		pub subject: H256,
		/// How many captures with the same extract agree.
		pub quorum: u8,
		/// How many captures there can be.
		pub size: u8,
		/// Whose captures are taken in, ascending.
		pub invited: Invited,
		/// Block of the opening.
		pub block: BlockNumber,
		/// Block time of the opening.
		pub moment: Moment,
		/// The first moment at which no capture is taken in any more.
		pub until: Moment,
		/// The captures, as they came in: one of an organisation.
		pub captures: BoundedVec<Capture, MaxCaptures>,
		/// What they agree on.
		pub agreement: Option<Agreement>,
	}

	/// What one organisation captured.
	#[derive(Copy)]
	pub struct Capture {
		/// The organisation.
		pub org: OrgId,
		/// Its operator.
		pub operator: OperatorId,
		/// Digest of all that was received, byte for byte. It differs from capture to capture.
		pub raw: Digest,
		/// Which deposit of that digest is the organisation's own.
		pub deposit: u32,
		/// Digest of the normalised extract, the same for whoever saw the same.
		pub extract: H256,
		/// Block in which it came in.
		pub block: BlockNumber,
		/// Block time at which it came in.
		pub moment: Moment,
	}

	/// When enough organisations had seen the same.
	#[derive(Copy)]
	pub struct Agreement {
		/// Digest of the extract.
		pub extract: H256,
		/// Block of the capture that made it enough.
		pub block: BlockNumber,
		/// Block time of that capture.
		pub moment: Moment,
	}
}

impl CaptureGroup {
	/// Whether so many captures of so many are a majority of at least two: no two extracts can both have
	/// one.
	pub fn is_quorum(quorum: u8, size: u8) -> bool {
		let (quorum, size) = (u32::from(quorum), u32::from(size));
		let majority = (size / 2).saturating_add(1).max(2);
		(majority..=size).contains(&quorum) && size <= <MaxCaptures as Get<u32>>::get()
	}

	/// Whether each is invited once, and no fewer than there can be captures.
	pub fn is_invitation(invited: &Invited, size: u8) -> bool {
		let is_ascending = invited.iter().zip(invited.iter().skip(1)).all(|(one, next)| one < next);
		is_ascending && invited.len() >= usize::from(size)
	}

	/// Whether enough captures have an extract, those counted that were revoked since. The same bytes count
	/// once, whoever has them.
	pub fn agrees_on(&self, extract: &H256) -> bool {
		let captures = self.captures.iter().filter(|capture| capture.extract == *extract);
		let raws: BTreeSet<_> = captures.map(|capture| capture.raw).collect();
		raws.len() >= usize::from(self.quorum)
	}
}
