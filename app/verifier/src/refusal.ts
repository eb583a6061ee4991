/** Why a certificate is refused, each in one sentence. Codes and sentences are those of the Rust verifier. */
import type { Hex } from './bytes.ts';

/** A text as the Rust verifier quotes it. */
const quoted = (text: string): string =>
	`"${text.replace(/[\\"]/g, '\\$&').replace(/[\t\r\n\0]/g, (found) => ({ '\t': '\\t', '\r': '\\r', '\n': '\\n' })[found] ?? '\\0')}"`;

const SENTENCES = {
	// Form
	TooLarge: () => 'The file is larger than any certificate.',
	NoJson: (what: string) => `The file is no JSON text (${what}).`,
	OtherFile: (what: string) => `The file is no certificate at all (${what}).`,
	NoCertificate: (what: string) => `The file is no certificate of this version (${what}).`,
	UnknownVersion: (version: string) =>
		`The certificate has version ${quoted(version)}, which this program does not know.`,
	TooMany: (what: string, limit: number) => `The certificate has more than ${limit} ${what}.`,
	NotCanonical: () => 'The text is not in its canonical form (RFC 8785), so it was changed after it was issued.',
	OtherWording: (what: string) => `The ${what} does not have the wording that every certificate of this version has.`,

	// Issuer
	Unsigned: () => 'The certificate bears no signature of its issuer.',
	BadSignature: () => "The issuer's signature does not match the text: a character was changed, or another key signed.",
	WeakKey: (of: string) =>
		`The key of the ${of} is of small order or not in its canonical form: a signature under it proves nothing.`,

	// Headers and hand-offs
	Undecodable: (what: string) => `The ${what} cannot be decoded.`,
	OtherGenesis: (expected: Hex, found: Hex) =>
		`The certificate belongs to the chain with genesis ${found}, not to ${expected}.`,
	GenesisMismatch: () => 'The genesis header is not that of the chain that the certificate names.',
	NoAuthorities: () => 'The state of the genesis block names no authorities.',
	UnusableSet: (set: bigint) =>
		`The authority set ${set} cannot be used: it is empty, too large, or names an authority twice.`,
	NoChange: (block: number) => `The hand-off in block ${block} announces no next authority set.`,
	SeveralChanges: (block: number) => `Block ${block} announces more than one next authority set.`,
	DelayedChange: (block: number) =>
		`The hand-off in block ${block} takes effect later than at once, which this chain never does.`,
	ForcedChange: (block: number) =>
		`Block ${block} bears a forced change of authorities, which no authority set signed.`,
	HandOffOrder: (block: number) => `The hand-off in block ${block} does not come after the one before it.`,
	BeyondHandOff: (block: number) =>
		`The authority set that voted had no vote on this block: the sets changed in block ${block}.`,
	OtherSet: (claimed: bigint, reached: bigint) =>
		`The certificate names authority set ${claimed}, but its hand-offs lead to set ${reached}.`,
	BrokenChain: (block: number) => `The header after block ${block} is not its child.`,

	BesideHandOff: (block: number) =>
		`The header of block ${block} is not the one in which the authority set that voted begins.`,

	// Checkpoints
	Checkpoint: (why: string) => `The checkpoint is refused: ${why}`,
	NoCheckpoint: (what: string) => `The file is no checkpoint of this version (${what}).`,
	UnknownCheckpoint: (version: string) =>
		`The checkpoint has version ${quoted(version)}, which this program does not know.`,
	NeedsCheckpoint: (digest: Hex) => `The proof begins at the council checkpoint ${digest}, whose file was not given.`,
	OtherCheckpoint: (digest: Hex) => `The proof does not begin at the council checkpoint ${digest} that was given.`,
	ForeignCheckpoint: (expected: Hex, found: Hex) => `It belongs to the chain with genesis ${found}, not to ${expected}.`,
	NoCouncil: () => 'The state that should name the council names no seats.',
	BeforeCouncil: (block: number) => `Its block ${block} is neither the one whose state names the council nor later.`,
	ContradictedSet: (set: bigint) => `Its authority set ${set} contradicts the one that voted on the council's block.`,
	SignatureOrder: () => 'The signatures of seats are doubled or not in the order of their accounts.',
	NoSeat: (account: Hex) => `The account ${account} signed, and has no seat in the council.`,
	BadSeatSignature: (account: Hex) => `The signature of the seat ${account} does not match the statement.`,
	TooFewSeats: (signed: number, seats: number) => `Of ${seats} seats ${signed} signed, and three quarters are needed.`,

	// Votes
	OtherTarget: (block: number) => `The votes are for another block than ${block}.`,
	UnknownVoter: (block: number, set: bigint) =>
		`The votes for block ${block} come from an authority that does not belong to set ${set}.`,
	DuplicateVoter: (block: number) => `An authority votes twice for block ${block}.`,
	BadVote: (block: number, set: bigint) =>
		`A vote for block ${block} bears no signature that is valid in authority set ${set}.`,
	TooFewVotes: (block: number, weight: bigint, threshold: bigint) =>
		`The votes for block ${block} weigh ${weight}, and ${threshold} are needed.`,
	VoteElsewhere: (block: number) => `A vote for block ${block} is for a block that does not descend from it.`,
	DuplicateAncestry: (block: number) => `The votes for block ${block} come with a header twice.`,
	UnusedAncestry: (block: number) => `The votes for block ${block} come with a header that no vote needs.`,
	InvalidCommit: (block: number) => `The votes do not make block ${block} final by the rules of GRANDPA.`,

	// State
	DuplicateNode: (what: string) => `The proof of the ${what} has a node twice.`,
	UnusedNode: (what: string) => `The proof of the ${what} has a node that it does not need.`,
	MissingNode: (what: string) => `The proof of the ${what} lacks a node, or a node was changed.`,
	NoCode: () => "The chain's state has no code.",
	UnknownLayout: (what: string) => `The value of ${what} does not have the layout that this program knows.`,

	// What is certified
	NoRecord: () => 'The chain has no record of this digest.',
	NotOnRecord: (what: string) => `The chain has no ${what} with this id.`,
	NothingListed: () => 'The chain lists nothing under this case.',
	NoBatch: () => 'The chain has no batch under this root and number.',
	OtherLeafCount: () => 'The batch has another number of leaves than the certificate states.',
	PathMismatch: () => 'The path does not lead from the leaf to the root of the batch.',
	OtherItem: (name: string) => `The storage key does not belong to ${quoted(name)}.`,
	NotProven: (what: string) => `The ${what} that the certificate states is not what the chain proves.`,
	Superfluous: (what: string) => `The certificate states the ${what}, which has no meaning for what it certifies.`,
	Missing: (what: string) => `The certificate does not state the ${what}.`,

	// Histories
	UnknownEvent: (kind: number) => `The history has an event of kind ${kind}, which no chain of an object has.`,
	UnreadableEvent: (place: number) =>
		`The event in place ${place} of the history cannot be decoded, or has bytes too many.`,
	EventBlock: (place: number) =>
		`The event in place ${place} of the history is told for a block before that of the event before it, or after the certified one.`,
	EventOrder: (object: Hex, seq: number) => `Event ${seq} of object ${object} is told twice or in another order.`,
	LacksEvent: (object: Hex, seq: number) => `The history lacks event ${seq} of object ${object}.`,
	OtherPin: (object: Hex, seq: number) =>
		`Event ${seq} of object ${object} pins another head than the events before it have.`,
	OtherHead: (object: Hex, seq: number) =>
		`The events of object ${object} up to ${seq} do not have the head that the chain proves: one was altered.`,
	NoExit: (left: Hex, object: Hex) => `The history does not tell how ${left} got out of object ${object}.`,
	ForeignEvent: (object: Hex, seq: number) => `Event ${seq} of object ${object} does not belong to the history.`,
	OtherEventBlock: (object: Hex, seq: number, block: number) =>
		`Event ${seq} of object ${object} is told for another block than ${block}, which the chain proves.`,
	OtherStay: (object: Hex, seq: number) =>
		`What the chain has of the stay that began with event ${seq} of object ${object} contradicts the event.`,
	OtherEventTime: (object: Hex, seq: number) =>
		`The time that event ${seq} of object ${object} claims contradicts the block time that the chain proves.`,

	// The original
	OtherOriginal: (algorithm: string) => `The file is not the original: its ${algorithm} digest is another one.`,
	OtherSize: () => 'The file has another size than the certificate states.',
	NoOriginal: () => 'A certificate of a state entry is not about a file.',

	// Openings
	NoOpenings: (what: string) => `The file is no list of openings, each of a text and its salt (${what}).`,
	NothingToOpen: () => 'The certificate has neither a description nor a case, whose commitments could be opened.',
	OpensNothing: (number: number) =>
		`Opening ${number} of the list opens no commitment of the certificate: its text or its salt is another one.`,
} as const;

export type RefusalCode = keyof typeof SENTENCES;
export const REFUSAL_CODES = Object.keys(SENTENCES) as RefusalCode[];

/** What is said of a file that is something else, rather than wrong. */
const UNREADABLE: RefusalCode[] = ['TooLarge', 'NoJson', 'OtherFile', 'NoOpenings'];

/** A refusal, thrown where it is found. */
export class Refusal extends Error {
	override readonly name = 'Refusal';

	constructor(
		readonly code: RefusalCode,
		sentence: string,
		/** Why a checkpoint is refused, if the certificate is for that. */
		readonly why?: Refusal,
	) {
		super(sentence);
	}

	/** Whether the input is no certificate at all, or no openings at all, rather than a wrong one. */
	get isUnreadable(): boolean {
		return this.why?.isUnreadable ?? UNREADABLE.includes(this.code);
	}
}

/** The refusal with this code. */
export const refusal = <C extends RefusalCode>(code: C, ...of: Parameters<(typeof SENTENCES)[C]>): Refusal => {
	const sentence = SENTENCES[code] as (...of: Parameters<(typeof SENTENCES)[C]>) => string;
	return new Refusal(code, sentence(...of));
};

/** The refusal of a certificate because its checkpoint is refused. */
export const refusalOfCheckpoint = (why: Refusal): Refusal =>
	new Refusal('Checkpoint', SENTENCES.Checkpoint(why.message), why);
