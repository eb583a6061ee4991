//! Why a certificate is refused, each in one sentence.

use sp_core::H256;
use thiserror::Error;

/// Why a certificate is refused.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[allow(missing_docs)]
pub enum Refusal {
	// Form
	#[error("The file is larger than any certificate.")]
	TooLarge,
	#[error("The file is no JSON text ({0}).")]
	NoJson(String),
	#[error("The file is no certificate at all ({0}).")]
	OtherFile(String),
	#[error("The file is no certificate of this version ({0}).")]
	NoCertificate(String),
	#[error("The certificate has version {0:?}, which this program does not know.")]
	UnknownVersion(String),
	#[error("The certificate has more than {limit} {what}.")]
	TooMany { what: &'static str, limit: usize },
	#[error(
		"The text is not in its canonical form (RFC 8785), so it was changed after it was issued."
	)]
	NotCanonical,
	#[error("The {0} does not have the wording that every certificate of this version has.")]
	OtherWording(&'static str),

	// Issuer
	#[error("The certificate bears no signature of its issuer.")]
	Unsigned,
	#[error("The issuer's signature does not match the text: a character was changed, or another key signed.")]
	BadSignature,
	#[error("The key of the {0} is of small order or not in its canonical form: a signature under it proves nothing.")]
	WeakKey(&'static str),

	// Headers and hand-offs
	#[error("The {0} cannot be decoded.")]
	Undecodable(&'static str),
	#[error("The certificate belongs to the chain with genesis {found:?}, not to {expected:?}.")]
	OtherGenesis { expected: H256, found: H256 },
	#[error("The genesis header is not that of the chain that the certificate names.")]
	GenesisMismatch,
	#[error("The state of the genesis block names no authorities.")]
	NoAuthorities,
	#[error("The authority set {0} cannot be used: it is empty, too large, or names an authority twice.")]
	UnusableSet(u64),
	#[error("The hand-off in block {0} announces no next authority set.")]
	NoChange(u32),
	#[error("Block {0} announces more than one next authority set.")]
	SeveralChanges(u32),
	#[error(
		"The hand-off in block {0} takes effect later than at once, which this chain never does."
	)]
	DelayedChange(u32),
	#[error("Block {0} bears a forced change of authorities, which no authority set signed.")]
	ForcedChange(u32),
	#[error("The hand-off in block {0} does not come after the one before it.")]
	HandOffOrder(u32),
	#[error(
		"The authority set that voted had no vote on this block: the sets changed in block {0}."
	)]
	BeyondHandOff(u32),
	#[error(
		"The certificate names authority set {claimed}, but its hand-offs lead to set {reached}."
	)]
	OtherSet { claimed: u64, reached: u64 },
	#[error("The header after block {0} is not its child.")]
	BrokenChain(u32),

	#[error(
		"The header of block {0} is not the one in which the authority set that voted begins."
	)]
	BesideHandOff(u32),

	// Checkpoints
	#[error("The checkpoint is refused: {0}")]
	Checkpoint(Box<Self>),
	#[error("The file is no checkpoint of this version ({0}).")]
	NoCheckpoint(String),
	#[error("The checkpoint has version {0:?}, which this program does not know.")]
	UnknownCheckpoint(String),
	#[error("The proof begins at the council checkpoint {0:?}, whose file was not given.")]
	NeedsCheckpoint(H256),
	#[error("The proof does not begin at the council checkpoint {0:?} that was given.")]
	OtherCheckpoint(H256),
	#[error("It belongs to the chain with genesis {found:?}, not to {expected:?}.")]
	ForeignCheckpoint { expected: H256, found: H256 },
	#[error("The state that should name the council names no seats.")]
	NoCouncil,
	#[error("Its block {0} is neither the one whose state names the council nor later.")]
	BeforeCouncil(u32),
	#[error("Its authority set {0} contradicts the one that voted on the council's block.")]
	ContradictedSet(u64),
	#[error("The signatures of seats are doubled or not in the order of their accounts.")]
	SignatureOrder,
	#[error("The account {0:?} signed, and has no seat in the council.")]
	NoSeat(H256),
	#[error("The signature of the seat {0:?} does not match the statement.")]
	BadSeatSignature(H256),
	#[error("Of {seats} seats {signed} signed, and three quarters are needed.")]
	TooFewSeats { signed: usize, seats: usize },

	// Votes
	#[error("The votes are for another block than {0}.")]
	OtherTarget(u32),
	#[error(
		"The votes for block {number} come from an authority that does not belong to set {set}."
	)]
	UnknownVoter { number: u32, set: u64 },
	#[error("An authority votes twice for block {0}.")]
	DuplicateVoter(u32),
	#[error("A vote for block {number} bears no signature that is valid in authority set {set}.")]
	BadVote { number: u32, set: u64 },
	#[error("The votes for block {number} weigh {weight}, and {threshold} are needed.")]
	TooFewVotes { number: u32, weight: u64, threshold: u64 },
	#[error("A vote for block {0} is for a block that does not descend from it.")]
	VoteElsewhere(u32),
	#[error("The votes for block {0} come with a header twice.")]
	DuplicateAncestry(u32),
	#[error("The votes for block {0} come with a header that no vote needs.")]
	UnusedAncestry(u32),
	#[error("The votes do not make block {0} final by the rules of GRANDPA.")]
	InvalidCommit(u32),

	// State
	#[error("The proof of the {0} has a node twice.")]
	DuplicateNode(&'static str),
	#[error("The proof of the {0} has a node that it does not need.")]
	UnusedNode(&'static str),
	#[error("The proof of the {0} lacks a node, or a node was changed.")]
	MissingNode(&'static str),
	#[error("The chain's state has no code.")]
	NoCode,
	#[error("The value of {0} does not have the layout that this program knows.")]
	UnknownLayout(&'static str),

	// What is certified
	#[error("The chain has no record of this digest.")]
	NoRecord,
	#[error("The chain has no {0} with this id.")]
	NotOnRecord(&'static str),
	#[error("The chain lists nothing under this case.")]
	NothingListed,
	#[error("The chain has no batch under this root and number.")]
	NoBatch,
	#[error("The batch has another number of leaves than the certificate states.")]
	OtherLeafCount,
	#[error("The path does not lead from the leaf to the root of the batch.")]
	PathMismatch,
	#[error("The storage key does not belong to {0:?}.")]
	OtherItem(String),
	#[error("The {0} that the certificate states is not what the chain proves.")]
	NotProven(&'static str),
	#[error("The certificate states the {0}, which has no meaning for what it certifies.")]
	Superfluous(&'static str),
	#[error("The certificate does not state the {0}.")]
	Missing(&'static str),

	// Histories
	#[error("The history has an event of kind {0}, which no chain of an object has.")]
	UnknownEvent(u8),
	#[error("The event in place {0} of the history cannot be decoded, or has bytes too many.")]
	UnreadableEvent(usize),
	#[error("The event in place {0} of the history is told for a block before that of the event before it, or after the certified one.")]
	EventBlock(usize),
	#[error("Event {seq} of object {object:?} is told twice or in another order.")]
	EventOrder { object: H256, seq: u32 },
	#[error("The history lacks event {seq} of object {object:?}.")]
	LacksEvent { object: H256, seq: u32 },
	#[error("Event {seq} of object {object:?} pins another head than the events before it have.")]
	OtherPin { object: H256, seq: u32 },
	#[error("The events of object {object:?} up to {seq} do not have the head that the chain proves: one was altered.")]
	OtherHead { object: H256, seq: u32 },
	#[error("The history does not tell how {left:?} got out of object {object:?}.")]
	NoExit { object: H256, left: H256 },
	#[error("Event {seq} of object {object:?} does not belong to the history.")]
	ForeignEvent { object: H256, seq: u32 },

	#[error("Event {seq} of object {object:?} is told for another block than {block}, which the chain proves.")]
	OtherEventBlock { object: H256, seq: u32, block: u32 },
	#[error("What the chain has of the stay that began with event {seq} of object {object:?} contradicts the event.")]
	OtherStay { object: H256, seq: u32 },
	#[error("The time that event {seq} of object {object:?} claims contradicts the block time that the chain proves.")]
	OtherEventTime { object: H256, seq: u32 },

	// The original
	#[error("The file is not the original: its {0} digest is another one.")]
	OtherOriginal(&'static str),
	#[error("The file has another size than the certificate states.")]
	OtherSize,
	#[error("A certificate of a state entry is not about a file.")]
	NoOriginal,

	// Openings
	#[error("The file is no list of openings, each of a text and its salt ({0}).")]
	NoOpenings(String),
	#[error(
		"The certificate has neither a description nor a case, whose commitments could be opened."
	)]
	NothingToOpen,
	#[error("Opening {0} of the list opens no commitment of the certificate: its text or its salt is another one.")]
	OpensNothing(usize),
}

impl Refusal {
	/// Whether the input is no certificate at all, or no openings at all, rather than a wrong one.
	pub fn is_unreadable(&self) -> bool {
		match self {
			Self::TooLarge | Self::NoJson(_) | Self::OtherFile(_) | Self::NoOpenings(_) => true,
			Self::Checkpoint(of) => of.is_unreadable(),
			_ => false,
		}
	}
}
