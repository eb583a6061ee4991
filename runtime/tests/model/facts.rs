//! What happens in a world, what is answered to it, and how a model can be wrong.

use tracemark_primitives::{
	authorisation::{Activities, Burden, Question},
	customs::Nature,
	rights::{RightClass, RightId, RightKind},
	territory::{Country, Territories},
	LegalDate, LicenceId, Moment, OrgId,
};

/// A rule that the model can get wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mutation {
	/// A licence is good everywhere.
	TerritoryIgnored,
	/// The last moment of a term and the first day after a right are inside.
	EndInclusive,
	/// A suspended licence permits.
	SuspensionIgnored,
	/// A sublicence stands without its parent.
	ParentIgnored,
	/// Only the parent of a sublicence is asked, not what that derives from.
	DepthIgnored,
	/// One piece more than is left is permitted.
	QuantityOffByOne,
	/// The owner may act beside an exclusive licensee.
	OwnerNotExcluded,
	/// Goods made after the end are sold off too.
	SellOffOfLaterGoods,
	/// Only first sales in the country itself exhaust.
	NationalExhaustion,
	/// Altered goods are exhausted.
	AlteredExhausted,
	/// Notice of termination ends a licence at once.
	TerminatedBeforeNotice,
	/// A right has one status in all its territories.
	DesignationIgnored,
	/// Who owns the right now owned it always.
	OwnerOfNow,
}

/// All of them.
pub const MUTATIONS: [Mutation; 13] = [
	Mutation::TerritoryIgnored,
	Mutation::EndInclusive,
	Mutation::SuspensionIgnored,
	Mutation::ParentIgnored,
	Mutation::DepthIgnored,
	Mutation::QuantityOffByOne,
	Mutation::OwnerNotExcluded,
	Mutation::SellOffOfLaterGoods,
	Mutation::NationalExhaustion,
	Mutation::AlteredExhausted,
	Mutation::TerminatedBeforeNotice,
	Mutation::DesignationIgnored,
	Mutation::OwnerOfNow,
];

/// What a licence permits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Terms {
	pub activities: Activities,
	pub territories: Territories,
	pub from: Moment,
	pub until: Option<Moment>,
	/// In pieces.
	pub quantity: Option<u64>,
	/// Only goods of these classes.
	pub classes: Option<Vec<RightClass>>,
	/// Only through these marketplaces.
	pub marketplaces: Option<Vec<OrgId>>,
	/// Nobody else is licensed for the same.
	pub is_sole: bool,
	/// As sole, and the owner does not act himself.
	pub is_exclusive: bool,
	/// How many levels of sublicences can follow.
	pub sublicensing: u8,
	pub notice: Moment,
	pub sell_off: Moment,
}

/// Something that happened, at the moment of the last [`Fact::Now`].
#[derive(Clone, Debug)]
pub enum Fact {
	Now(Moment),
	Attested {
		right: RightId,
		kind: RightKind,
		owner: OrgId,
		territories: Territories,
		from: LegalDate,
		until: Option<LegalDate>,
	},
	/// Where the right stands in one country.
	Designated {
		right: RightId,
		country: Country,
		since: LegalDate,
		ended: Option<LegalDate>,
	},
	RightEnded {
		right: RightId,
		as_of: LegalDate,
	},
	/// `part` millionths of the whole passed on.
	Assigned {
		right: RightId,
		from: OrgId,
		to: OrgId,
		part: u32,
	},
	/// Offered, consented to and accepted.
	Licensed {
		licence: LicenceId,
		right: RightId,
		licensor: OrgId,
		licensee: OrgId,
		terms: Terms,
		parent: Option<LicenceId>,
	},
	Suspended(LicenceId),
	Resumed(LicenceId),
	Terminated(LicenceId),
	Revoked(LicenceId),
	SurrenderedLicence(LicenceId),
	/// `pieces` were done under a licence.
	Exercised {
		licence: LicenceId,
		pieces: u64,
	},
	/// Whose first sales exhaust rights of a kind in a country; its own if none are named.
	Exhausting {
		kind: RightKind,
		country: Country,
		territories: Option<Territories>,
	},
	Standing {
		org: OrgId,
		is_good: bool,
	},
	/// The question was put, and this is what the chain answered.
	Asked {
		question: Question,
		answered: Verdict,
	},
}

/// The answer without ids.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
	Owner,
	Licence,
	Exhaustion,
	NotPermitted,
	NotRequired,
	Unknown,
}

/// An answer, what the act would be, and who would have to prove that it is not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Verdict {
	pub answer: Kind,
	pub nature: Option<Nature>,
	pub burden: Option<Burden>,
}
