//! How a model can be wrong.

/// A rule that the model can get wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mutation {
	/// Whoever accepts need not be the one to whom it is offered.
	AcceptedByAnybody,
	/// The new consignment has one piece less than was split off.
	SplitLosesAPiece,
	/// What is unpacked still lies in what it was unpacked from.
	UnpackedStaysInside,
	/// What was sold can be offered.
	SoldIsOffered,
	/// What lies in a thing on offer can be sold.
	SoldOutOfAnOffer,
	/// An old number is as good as the current one.
	StaleSeqAccepted,
	/// A unit with a record can be taken out of its consignment again.
	UnitTakenTwice,
	/// Cases nest one level deeper.
	NestedSixDeep,
	/// A range can take in leaves of another consignment.
	RangesOverlap,
	/// Whoever refuses holds the object then.
	RefusalMoves,
	/// What lies in another thing can be offered on its own.
	PackedIsOffered,
	/// What an authority keeps can be offered.
	KeptIsOffered,
	/// A case can be closed with what lies in it.
	ClosedOverContents,
	/// A first sale is recorded twice.
	FirstSaleTwice,
	/// The path of a unit shows any unit with its serial.
	AnyLotsPath,
	/// A unit that is taken out still counts where it lay.
	TakenStillCounts,
	/// What was taken out of a part before it was split off counts as taken out of the rest.
	TakenStaysBehind,
	/// What was taken out of a part before it was split off lies in it.
	TakenReturnsInPart,
	/// A part is split off of which all was taken out.
	EmptyPart,
	/// A part is split off of a consignment of whose rest all was taken out.
	EmptyRest,
	/// What is declared can be unpacked.
	BoundIsUnpacked,
	/// Any authority releases what another keeps.
	ReleasedByAnother,
	/// Anybody packs what he does not hold.
	PackedByAnybody,
	/// An offer never expires.
	ExpiredIsAccepted,
	/// A seal outlasts what gets in or out.
	OpenedStaysSealed,
	/// A seal outlasts the life of what it is on.
	EndedStaysSealed,
	/// A seal outlasts a refusal because it is broken.
	RefusedStaysSealed,
	/// An outsider's leg needs no seal.
	UnsealedIsBridged,
	/// A seal that was changed on the way for any reason counts as whole.
	ChangedSealIsWhole,
	/// Anybody finds what another misses.
	FoundByAnybody,
	/// What is missing cannot be reassigned.
	MissingStaysSo,
	/// Whoever accepts a thing owns it.
	OwnerLostAtHandOver,
	/// What was sold by itself passes with what it lies in.
	TitleTakesAllAlong,
	/// What was sold with what it lies in can be sold by itself.
	SoldTwice,
	/// What is missing of loose goods is the receiver's.
	MissingIsTakenOver,
	/// More is made than the ceiling allows.
	MadeAboveCeiling,
	/// A ceiling is raised or lifted.
	CeilingIsRaised,
	/// A ceiling is set below what was made.
	CeilingBelowGoods,
	/// What is consumed lives on.
	InputLivesOn,
	/// As much is made as the maker likes.
	YieldIsIgnored,
	/// Less is made than the rates give.
	LessThanYielded,
	/// What the rates give is rounded up.
	YieldRoundedUp,
	/// Lineage leads from a lot to what it came of, and not back.
	LineageOneWay,
	/// What goes on under another identity is sold under its former one.
	RelabelledIsSold,
	/// Whoever relabels goods owns them.
	RelabelledIsTheHolders,
	/// Relabelled goods can be sold for the first time once more.
	RelabelledIsNew,
	/// Whoever relabels goods has made them.
	RelabellerIsMaker,
	/// What is relabelled does not count as made of its class.
	RelabelledUncounted,
	/// What is recalled is sold.
	RecalledIsSold,
	/// What is recalled is used up in others.
	RecalledIsConsumed,
	/// What is recalled is relabelled.
	RecalledIsRelabelled,
	/// What is recalled cannot be taken back.
	RecalledStaysSold,
	/// A recall without an end lets goods be made that it covers.
	MadeUnderRecall,
	/// A recall of a range of leaves concerns the others of their lot.
	RangeHitsLot,
	/// A consignment is no longer recalled for leaves that were taken out of it.
	RangeMissesTaken,
	/// A recall of a period concerns what was made after it.
	PeriodHitsLater,
	/// A recall by an authority has effect in other countries.
	RecalledEverywhere,
	/// An authority lifts what another country's ordered.
	LiftedByAnybody,
	/// A recall that was lifted has effect still.
	LiftedStillStops,
	/// What an authority takes by a decision of its own stays in what it lies in.
	KeptStaysInside,
	/// An authority takes goods in another country.
	KeptAbroad,
	/// Out of what it keeps for a declaration, an authority takes something by a decision of its own.
	DeclaredIsTakenApart,
	/// What an authority keeps for a declaration it ends by a decision of its own.
	DeclaredIsEnded,
	/// Nobody decides in the place of an authority that was expelled.
	ExpelledIsNotReplaced,
	/// An authority of another country decides in the place of one that was expelled.
	ReplacedFromAbroad,
	/// A class that is revised begins to count from nothing.
	RevisedStartsAnew,
}

/// All of them.
pub const MUTATIONS: [Mutation; 66] = [
	Mutation::AcceptedByAnybody,
	Mutation::SplitLosesAPiece,
	Mutation::UnpackedStaysInside,
	Mutation::SoldIsOffered,
	Mutation::SoldOutOfAnOffer,
	Mutation::StaleSeqAccepted,
	Mutation::UnitTakenTwice,
	Mutation::NestedSixDeep,
	Mutation::RangesOverlap,
	Mutation::RefusalMoves,
	Mutation::PackedIsOffered,
	Mutation::KeptIsOffered,
	Mutation::ClosedOverContents,
	Mutation::FirstSaleTwice,
	Mutation::AnyLotsPath,
	Mutation::TakenStillCounts,
	Mutation::TakenStaysBehind,
	Mutation::TakenReturnsInPart,
	Mutation::EmptyPart,
	Mutation::EmptyRest,
	Mutation::BoundIsUnpacked,
	Mutation::ReleasedByAnother,
	Mutation::PackedByAnybody,
	Mutation::ExpiredIsAccepted,
	Mutation::OpenedStaysSealed,
	Mutation::EndedStaysSealed,
	Mutation::RefusedStaysSealed,
	Mutation::UnsealedIsBridged,
	Mutation::ChangedSealIsWhole,
	Mutation::FoundByAnybody,
	Mutation::MissingStaysSo,
	Mutation::OwnerLostAtHandOver,
	Mutation::TitleTakesAllAlong,
	Mutation::SoldTwice,
	Mutation::MissingIsTakenOver,
	Mutation::MadeAboveCeiling,
	Mutation::CeilingIsRaised,
	Mutation::CeilingBelowGoods,
	Mutation::InputLivesOn,
	Mutation::YieldIsIgnored,
	Mutation::LessThanYielded,
	Mutation::YieldRoundedUp,
	Mutation::LineageOneWay,
	Mutation::RelabelledIsSold,
	Mutation::RelabelledIsTheHolders,
	Mutation::RelabelledIsNew,
	Mutation::RelabellerIsMaker,
	Mutation::RelabelledUncounted,
	Mutation::RecalledIsSold,
	Mutation::RecalledIsConsumed,
	Mutation::RecalledIsRelabelled,
	Mutation::RecalledStaysSold,
	Mutation::MadeUnderRecall,
	Mutation::RangeHitsLot,
	Mutation::RangeMissesTaken,
	Mutation::PeriodHitsLater,
	Mutation::RecalledEverywhere,
	Mutation::LiftedByAnybody,
	Mutation::LiftedStillStops,
	Mutation::KeptStaysInside,
	Mutation::KeptAbroad,
	Mutation::DeclaredIsTakenApart,
	Mutation::DeclaredIsEnded,
	Mutation::ExpelledIsNotReplaced,
	Mutation::ReplacedFromAbroad,
	Mutation::RevisedStartsAnew,
];
