/** The form of a certificate: its members, their limits, and the one text that each has. */
import { base64, type Bytes, equal, type Hex, hex, includes, unbase64, utf8 } from './bytes.ts';
import { canonical, type Spelled } from './canonical.ts';
import { bytesOf, JsonReader, list, type Of, option, struct, text, truth, u32, u64, variant, word } from './json.ts';
import { refusal, Refusal } from './refusal.ts';

/** The version that this program reads. */
export const VERSION = 'tracemark-certificate/1';
/**
 * What every certificate has in its text, of whatever version: a file without it is something else, not a wrong
 * certificate.
 */
const MARK = utf8('tracemark-certificate/');
/** Longest text, in bytes. */
export const MAX_TEXT = 16 << 20;
/** Most hand-offs from one authority set to the next. */
export const MAX_HAND_OFFS = 1_024;
/** Most headers from the certified block to the one that the authorities voted for. */
export const MAX_DESCENDANTS = 512;
/** Most authorities of a set. */
export const MAX_AUTHORITIES = 1_000;
/** Most headers beside the votes for one block. */
export const MAX_ANCESTRY = 512;
/** Most trie nodes of a read proof. */
export const MAX_NODES = 16_384;
/** Most events of a history. */
export const MAX_EVENTS = 8_192;
/** Longest body of an event, in bytes. */
export const MAX_BODY = 8_192;
/** Longest path from a leaf to the root of its batch. */
export const MAX_PATH = 32;

/** SCALE values and trie nodes: bytes that no person reads, in base64. */
export class Blob implements Spelled {
	constructor(readonly bytes: Bytes) {}

	spell(): string {
		return base64(this.bytes);
	}
}

/**
 * The bytes of a hexadecimal text, with or without `0x`, in either case, with white space in between:
 * all that the Rust verifier's parser lets pass, so that both refuse it as not canonical.
 */
const loose = (text: string): Bytes | undefined => {
	const digits = text.startsWith('0x') ? text.slice(2) : text;
	if (!/^[0-9a-fA-F \r\n\t]*$/.test(digits)) return undefined;
	const bytes: number[] = [];
	let [held, count] = [0, digits.length % 2];
	for (const digit of digits.replace(/\s/g, '')) {
		held = ((held << 4) | Number.parseInt(digit, 16)) & 0xff;
		if (++count === 2) {
			bytes.push(held);
			count = 0;
		}
	}
	return Uint8Array.from([...bytes, ...Array<number>(Math.ceil(digits.length / 2) - bytes.length).fill(0)]);
};

export const hexBytes = bytesOf<Hex>((text) => {
	const bytes = loose(text);
	return bytes && hex(bytes);
}, 'hexadecimal text');

export const hash = bytesOf<Hex>((text) => {
	const bytes = text.replace(/^0x/, '').length === 64 ? loose(text) : undefined;
	return bytes && hex(bytes);
}, 'hash');

export const blob = bytesOf((text) => {
	const bytes = unbase64(text);
	return bytes && new Blob(bytes);
}, 'base64');

/** A signature scheme. */
export const scheme = word('ed25519', 'sr25519', 'ecdsa');

const algorithm = word('sha256', 'sha3256', 'blake2b256', 'sm3');

const subject = variant({
	digest: struct({ algorithm, digest: hash, deposit: u32 }),
	leaf: struct({ digest: hash, root: hash, deposit: u32, index: u64, leaves: u64, path: list(hash) }),
	right: struct({ id: hash }),
	licence: struct({ id: u32 }),
	declaration: struct({ id: u32 }),
	group: struct({ id: u32 }),
	exhibit: struct({ algorithm, digest: hash, number: u32 }),
	case: struct({ commitment: hash }),
	trace: struct({ object: hash }),
	event: struct({ object: hash, number: u32 }),
	state: struct({ name: text, key: hexBytes }),
});

const original = struct({ size: u64, mediaType: option(text), keptAt: option(text), approval: option(text) });

const statement = struct({ name: text, value: text });

const depositor = struct({
	org: u32,
	operator: u32,
	account: option(hash),
	name: text,
	country: text,
	lei: option(text),
	eori: option(text),
	gln: option(text),
	verification: text,
	standing: text,
});

const entry = struct({
	kind: text,
	content: text,
	block: u32,
	blockHash: hash,
	extrinsic: option(struct({ index: u32, hash })),
	time: text,
	opened: option(text),
	description: hash,
});

const reversed = struct({ operator: u32, block: u32, time: text, ground: hash });
const revoked = struct({
	org: u32,
	operator: u32,
	block: u32,
	time: text,
	ground: hash,
	reinstated: option(reversed),
	revokedAgain: option(reversed),
});
const first = struct({ org: u32, operator: u32, block: u32, time: text });
const earliest = struct({ org: u32, time: text });

const status = struct({
	depositStands: truth,
	digestStands: truth,
	corroborations: u32,
	attestations: u32,
	revoked: option(revoked),
	withdrawn: option(truth),
	first: option(first),
	earliest: option(earliest),
	againSince: option(text),
});

const history = struct({ before: option(hash), events: list(struct({ block: u32, body: hexBytes })) });

const operator = struct({
	authority: hash,
	weight: u64,
	account: option(hash),
	org: option(u32),
	name: option(text),
});

export const finality = struct({
	genesis: option(struct({ header: blob, proof: list(blob) })),
	checkpoint: option(hash),
	handOffs: list(struct({ header: blob, justification: blob })),
	setId: u64,
	header: blob,
	descendants: list(blob),
	justification: blob,
});

const certificate = struct({
	version: text,
	subject,
	original: option(original),
	depositor: option(depositor),
	entry: option(entry),
	description: option(struct({ value: hexBytes, statements: list(statement) })),
	status: option(status),
	timeline: option(struct({ statements: list(statement) })),
	record: option(list(statement)),
	history: option(history),
	chain: struct({ name: text, genesisHash: hash }),
	retrieval: struct({ block: u32, blockHash: hash, blockTime: text, retrievedAt: text }),
	runtime: struct({ specName: text, specVersion: u32, codeHash: hash }),
	operators: list(operator),
	finality,
	state: struct({ key: hexBytes, value: option(hexBytes), proof: list(blob) }),
	doesNotProve: list(text),
	howToVerify: list(text),
	privacy: text,
	issuer: struct({ name: text, scheme, publicKey: hash }),
	signature: option(hexBytes),
});

export type Certificate = Of<typeof certificate>;
export type Subject = Certificate['subject'];
export type Digest = Extract<Subject, { digest: unknown }>['digest'];
export type Leaf = Extract<Subject, { leaf: unknown }>['leaf'];
export type Algorithm = Of<typeof algorithm>;
export type Depositor = Of<typeof depositor>;
export type Entry = Of<typeof entry>;
export type Status = Of<typeof status>;
export type Statement = Of<typeof statement>;
export type Operator = Of<typeof operator>;
export type Finality = Of<typeof finality>;

/** Whether it is about a file. */
export const isAboutAFile = (subject: Subject): subject is Extract<Subject, { digest: unknown } | { leaf: unknown }> =>
	'digest' in subject || 'leaf' in subject;

/** Whether it is proven by the events of chains. */
export const isAHistory = (subject: Subject): boolean => 'trace' in subject || 'event' in subject;

/** Numbers on the chain and usual names of digest algorithms. */
export const ALGORITHMS: Record<Algorithm, { index: number; name: string }> = {
	sha256: { index: 0, name: 'SHA-256' },
	sha3256: { index: 1, name: 'SHA3-256' },
	blake2b256: { index: 2, name: 'BLAKE2b-256' },
	sm3: { index: 3, name: 'SM3' },
};

export const within = (count: number, limit: number, what: string): void => {
	if (count > limit) throw refusal('TooMany', what, limit);
};

/** Checks that nothing in it is more than a verifier takes. */
export const checkFinality = ({ handOffs, descendants, genesis }: Finality): void => {
	within(handOffs.length, MAX_HAND_OFFS, 'hand-offs between authority sets');
	within(descendants.length, MAX_DESCENDANTS, 'headers after its block');
	within(genesis?.proof.length ?? 0, MAX_NODES, 'trie nodes of genesis');
};

const checkCounts = ({ finality, operators, state, subject, history }: Certificate): void => {
	checkFinality(finality);
	within(operators.length, MAX_AUTHORITIES, 'operators');
	within(state.proof.length, MAX_NODES, 'trie nodes');
	if ('leaf' in subject) within(subject.leaf.path.length, MAX_PATH, 'siblings in the path of its leaf');
	within(history?.events.length ?? 0, MAX_EVENTS, 'events in its history');
	for (const { body } of history?.events ?? []) within(body.length / 2 - 1, MAX_BODY, 'bytes in an event');
};

/** The canonical text of a certificate. */
export const textOf = (certificate: Certificate): Bytes => {
	const text = canonical(certificate);
	if (text === undefined) throw refusal('NotCanonical');
	return utf8(text);
};

/** What the issuer signs: the text without the member `signature`. */
export const signedText = (certificate: Certificate): Bytes => textOf({ ...certificate, signature: undefined });

const readForm = (text: Uint8Array): Certificate => {
	try {
		return JsonReader.whole(text, certificate);
	} catch (error) {
		const isOther = error instanceof Refusal && error.code === 'NoCertificate' && !includes(text, MARK);
		throw isOther ? refusal('OtherFile', 'it has not the form of one') : error;
	}
};

/** Reads a certificate. Refuses all texts but the canonical one. */
export const parse = (text: Uint8Array): Certificate => {
	if (text.length > MAX_TEXT) throw refusal('TooLarge');
	const read = readForm(text);
	checkCounts(read);
	if (!equal(textOf(read), text)) throw refusal('NotCanonical');
	return read;
};
