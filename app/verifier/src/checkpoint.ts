/** Council checkpoints: from which authority set on hand-offs may begin, by the word of a council. */
import { AuthoritySet } from './authorities.ts';
import { type Bytes, concat, equal, type Hex, hex, unhex, utf8 } from './bytes.ts';
import { canonical, type Value } from './canonical.ts';
import { follow, nodes } from './finality.ts';
import {
	blob,
	checkFinality,
	finality,
	hash,
	hexBytes,
	MAX_AUTHORITIES,
	MAX_NODES,
	MAX_TEXT,
	scheme,
	within,
} from './form.ts';
import { blake2b256 } from './hash.ts';
import { type Authority, type Header } from './header.ts';
import { JsonReader, list, type Of, struct, text, u32, u64 } from './json.ts';
import * as keys from './keys.ts';
import { refusal, Refusal, refusalOfCheckpoint } from './refusal.ts';
import { decoded } from './scale.ts';
import { isSigned } from './signature.ts';
import { Proof } from './trie.ts';

/** The version that this program reads. */
export const VERSION = 'tracemark-checkpoint/1';
/** Most signatures. */
export const MAX_SIGNATURES = 1_000;
/** What the signed digest begins with, so that nothing else that a seat signs is mistaken for one. */
const DOMAIN = utf8('tracemark/checkpoint/v1');

const statement = struct({
	genesisHash: hash,
	block: u32,
	blockHash: hash,
	setId: u64,
	authorities: list(struct({ authority: hash, weight: u64 })),
});

const checkpoint = struct({
	version: text,
	statement,
	council: struct({ finality, proof: list(blob) }),
	signatures: list(struct({ account: hash, scheme, signature: hexBytes })),
});

export type Checkpoint = Of<typeof checkpoint>;
export type Statement = Of<typeof statement>;

/** A verified checkpoint: where the proofs of a certificate may begin. */
export interface Start {
	/** Digest of its statement. */
	digest: Hex;
	/** Its block. */
	block: { hash: Hex; number: number };
	/** Number of the block whose state names the council. */
	council: number;
	/** How many seats signed. */
	signed: number;
	/** How many seats there are. */
	seats: number;
	/** The set that votes on the blocks upon it. */
	set: AuthoritySet;
}

const written = (value: Value): Bytes => {
	const written = canonical(value);
	if (written === undefined) throw refusal('NotCanonical');
	return utf8(written);
};

/** The canonical text of a checkpoint. */
export const checkpointText = (checkpoint: Checkpoint): Bytes => written(checkpoint);

/** BLAKE2b-256 of the domain and the statement's canonical JSON: what names a checkpoint. */
export const digestOfStatement = (statement: Statement): Bytes => blake2b256(concat(DOMAIN, written(statement)));

/** What a seat signs: the digest, behind the domain again, because a bare hash could be that of a call. */
export const signedBySeats = (statement: Statement): Bytes => concat(DOMAIN, digestOfStatement(statement));

/** Reads a checkpoint. Refuses all texts but the canonical one. */
export const parseCheckpoint = (text: Uint8Array): Checkpoint => {
	if (text.length > MAX_TEXT) throw refusal('TooLarge');
	const read = JsonReader.whole(text, checkpoint, 'NoCheckpoint');
	checkFinality(read.council.finality);
	within(read.council.proof.length, MAX_NODES, 'trie nodes');
	within(read.statement.authorities.length, MAX_AUTHORITIES, 'authorities');
	within(read.signatures.length, MAX_SIGNATURES, 'signatures of seats');
	if (!equal(checkpointText(read), text)) throw refusal('NotCanonical');
	if (read.version !== VERSION) throw refusal('UnknownCheckpoint', read.version);
	return read;
};

/** The accounts of the seats at a block. */
const seatsAt = ({ stateRoot }: Header, proof: Checkpoint['council']['proof']): Hex[] => {
	const read = new Proof('council', stateRoot, nodes(proof));
	const value = read.read(keys.COUNCIL);
	if (!value) throw refusal('NoCouncil');
	read.finish();
	const seats = decoded(value, (scale) => scale.list((inner) => hex(inner.hash())));
	if (!seats) throw refusal('UnknownLayout', "the council's seats");
	if (seats.length === 0) throw refusal('NoCouncil');
	return seats;
};

const sameMembers = (a: Authority[], b: Authority[]): boolean =>
	a.length === b.length &&
	a.every(({ key, weight }, index) => {
		const other = b[index];
		return other !== undefined && equal(key, other.key) && weight === other.weight;
	});

/** Judges a checkpoint, whose proof begins at genesis or at an earlier one. */
const judged = ({ statement, council, signatures }: Checkpoint, genesis: Hex, earlier: Start | undefined): Start => {
	const { genesisHash: found, block: number, blockHash, setId, authorities } = statement;
	if (found !== genesis) throw refusal('ForeignCheckpoint', genesis, found);
	const block = follow(council.finality, genesis, earlier);
	const seats = seatsAt(block.header, council.proof);

	const isIt = number === block.header.number && blockHash === block.header.hash;
	if (number <= block.header.number && !isIt) throw refusal('BeforeCouncil', number);
	const members = authorities.map(({ authority, weight }) => ({ key: unhex(authority), weight }));
	const set = new AuthoritySet(setId, members);
	const contradicts = set.id === block.set.id && !sameMembers(set.members, block.set.members);
	if (set.id < block.set.id || contradicts) throw refusal('ContradictedSet', set.id);

	const message = signedBySeats(statement);
	let before: Hex | undefined;
	for (const { account, scheme, signature } of signatures) {
		if (before !== undefined && before >= account) throw refusal('SignatureOrder');
		before = account;
		if (!seats.includes(account)) throw refusal('NoSeat', account);
		const valid = isSigned(scheme, unhex(account), unhex(signature), message, 'seat that signs');
		if (!valid) throw refusal('BadSeatSignature', account);
	}
	const signed = signatures.length;
	if (signed * 4 < seats.length * 3) throw refusal('TooFewSeats', signed, seats.length);
	return {
		digest: hex(digestOfStatement(statement)),
		block: { hash: blockHash, number },
		council: block.header.number,
		signed,
		seats: seats.length,
		set,
	};
};

/** Follows checkpoints from genesis on, in the order of their blocks, each from the one before; nothing without any. */
export const followCheckpoints = (texts: Uint8Array[], genesis: Hex): Start | undefined => {
	try {
		const all = texts.map(parseCheckpoint).sort((a, b) => a.statement.block - b.statement.block);
		let start: Start | undefined;
		for (const given of all) start = judged(given, genesis, start);
		return start;
	} catch (error) {
		throw error instanceof Refusal ? refusalOfCheckpoint(error) : error;
	}
};
