/** Certificates that begin at a council checkpoint, genuine and forged: each forgery with the refusal that it gets. */
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { type Bytes, concat, type Hex, hex, unhex, utf8 } from '../../src/bytes.ts';
import { type Checkpoint, checkpointText, parseCheckpoint } from '../../src/checkpoint.ts';
import { Blob, type Certificate, parse } from '../../src/form.ts';
import * as keys from '../../src/keys.ts';
import { type RefusalCode } from '../../src/refusal.ts';
import { type Case } from './cases.ts';
import {
	digest,
	digestSubject,
	encodeJustification,
	SEATS,
	signed,
	signedBy,
	TestChain,
	textBytes,
} from './chain.ts';
import { prove } from './scale.ts';

/** Three seats of four, the second with ECDSA, the last one with sr25519. */
const ENOUGH = [0, 1, SEATS - 1];

export const chain = new TestChain(1, [4, 4, 4, 4], 8);
const other = new TestChain(2, [4, 4, 4, 4], 8);
/** Of block 12, in which the second set votes, by the council of block 10. */
const CHECKPOINT = chain.checkpoint(10, 12, ENOUGH);
export const SINCE = chain.certify(digestSubject(digest(20, 0)), undefined, undefined, CHECKPOINT);
const GENESIS = chain.certify(digestSubject(digest(20, 0)));

const copy = (checkpoint: Checkpoint): Checkpoint => parseCheckpoint(checkpointText(checkpoint));
const given = (label: string, certificate: Certificate, ...checkpoints: Checkpoint[]): Case => ({
	label,
	text: textBytes(certificate),
	anchor: chain.genesis,
	checkpoints: checkpoints.map(checkpointText),
});

/** Genuine ones: before and after hand-offs, and from one checkpoint to the next. */
export const GENUINE: Case[] = [];
for (const [at, block] of [
	[1, 1],
	[8, 8],
	[5, 12],
	[16, 16],
	[10, 20],
	[24, 24],
] as const) {
	const checkpoint = chain.checkpoint(at, block, ENOUGH);
	const voted = (Math.floor(block / 8) + 1) * 8;
	for (const number of [block, block + 1, chain.last]) {
		const certificate = chain.certify(
			digestSubject(digest(block, 0)),
			number,
			number === chain.last ? undefined : voted,
			checkpoint,
		);
		GENUINE.push(given(`${number} since ${block}`, certificate, checkpoint));
	}
}
GENUINE.push(given('all seats', SINCE, chain.checkpoint(10, 12, [0, 1, 2, 3])));
const FIRST = chain.checkpoint(4, 9, ENOUGH);
const SECOND = chain.checkpoint(18, 22, ENOUGH, FIRST);
const CHAINED = chain.certify(digestSubject(digest(28, 0)), undefined, undefined, SECOND);
GENUINE.push(given('two checkpoints', CHAINED, FIRST, SECOND), given('in another order', CHAINED, SECOND, FIRST));

function ecdsaInstead({ signatures }: Checkpoint): void {
	signatures.find(({ scheme }) => scheme === 'ed25519')!.scheme = 'ecdsa';
}

/** What must not pass as the one form that an ECDSA signature has. */
const ECDSA_FORGERIES: [label: string, change: (signature: Bytes) => Bytes][] = [
	['the greater scalar', (signature) => otherHalf(signature)],
	['the other recovery id', (signature) => recovering(signature, signature[64]! ^ 1)],
	['a recovery id beyond the order', (signature) => recovering(signature, signature[64]! + 2)],
	['a recovery id as Bitcoin has it', (signature) => recovering(signature, signature[64]! + 27)],
	['no recovery id', (signature) => signature.slice(0, 64)],
	['a byte more', (signature) => concat(signature, Uint8Array.of(0))],
	['no first scalar', (signature) => signature.fill(0, 0, 32)],
	['no second scalar', (signature) => signature.fill(0, 32, 64)],
	['a scalar beyond the order', (signature) => signature.fill(255, 0, 32)],
];

function recovering(signature: Bytes, id: number): Bytes {
	signature[64] = id;
	return signature;
}

/** The same signature with the other scalar that would do, and the recovery id that goes with it. */
function otherHalf(signature: Bytes): Bytes {
	const lesser = secp256k1.Signature.fromBytes(signature.slice(0, 64), 'compact');
	const greater = new secp256k1.Signature(lesser.r, secp256k1.Point.Fn.ORDER - lesser.s);
	return Uint8Array.of(...greater.toBytes('compact'), signature[64]! ^ 1);
}

/** Forged ones, with why a checkpoint is refused if it is one. */
export const FORGED: (Case & { code: RefusalCode; why?: RefusalCode })[] = [];

const add = (code: RefusalCode, label: string, certificate: Certificate, ...checkpoints: Checkpoint[]) =>
	FORGED.push({ ...given(`${code}: ${label}`, certificate, ...checkpoints), code });

/** Adds a checkpoint that is refused. */
const refused = (why: RefusalCode, label: string, checkpoint: Bytes) =>
	FORGED.push({
		...given(`Checkpoint, ${why}: ${label}`, SINCE),
		checkpoints: [checkpoint],
		code: 'Checkpoint',
		why,
	});

/** Adds one that was changed, and signed by the seats after that unless `anew` is false. */
const forge = (why: RefusalCode, label: string, change: (forgery: Checkpoint) => void, anew = true) => {
	const forgery = copy(CHECKPOINT);
	change(forgery);
	refused(why, label, checkpointText(anew ? signedBy(forgery, 1, ENOUGH) : forgery));
};

/** Adds a certificate that was changed and signed by its issuer. */
const forgeSince = (code: RefusalCode, label: string, change: (forgery: Certificate) => void) => {
	const forgery = parse(textBytes(SINCE));
	change(forgery);
	add(code, label, signed(forgery), CHECKPOINT);
};

// How a certificate begins
add('NeedsCheckpoint', 'none given', SINCE);
add('OtherCheckpoint', 'from genesis', GENESIS, CHECKPOINT);
add('OtherCheckpoint', 'another one', SINCE, chain.checkpoint(10, 11, ENOUGH));
add('OtherCheckpoint', 'the first of two', CHAINED, FIRST);
add('OtherCheckpoint', 'set of another number', SINCE, signedBy(withSet(2n), 1, ENOUGH));
forgeSince('Superfluous', 'both', ({ finality }) => (finality.genesis = GENESIS.finality.genesis));
forgeSince('OtherWording', 'without the sentence', ({ howToVerify }) => howToVerify.pop());
forgeSince('Missing', 'neither', ({ finality, howToVerify }) => {
	finality.checkpoint = undefined;
	howToVerify.pop();
});
forgeSince('HandOffOrder', 'one from before', ({ finality }) => finality.handOffs.unshift(GENESIS.finality.handOffs[0]!));
forgeSince('OtherSet', 'number', ({ finality }) => (finality.setId += 1n));
for (const number of [11, 12]) {
	forgeSince('BeyondHandOff', `votes for ${number}`, ({ finality }) => {
		finality.handOffs = [];
		finality.setId = 1n;
		finality.header = new Blob(chain.block(number).encoded);
		finality.descendants = [];
		finality.justification = new Blob(encodeJustification(chain.justify(number)));
	});
}
const elsewhere = copy(CHECKPOINT);
elsewhere.statement.blockHash = `0x${'07'.repeat(32)}`;
const beside = signedBy(elsewhere, 1, ENOUGH);
add('BesideHandOff', 'another block 12', chain.certify(digestSubject(digest(9, 0)), 11, 16, beside), beside);
add('BesideHandOff', 'certified', chain.certify(digestSubject(digest(9, 0)), 12, 16, beside), beside);

// Text
const TEXT = new TextDecoder().decode(checkpointText(CHECKPOINT));
refused('TooLarge', 'white space', new Uint8Array((16 << 20) + 1).fill(32));
refused('NoJson', 'cut', utf8(TEXT.slice(0, -1)));
refused('NoJson', 'something after it', concat(utf8(TEXT), utf8('}')));
refused('NoCheckpoint', 'an empty object', utf8('{}'));
refused('NoCheckpoint', 'a certificate', textBytes(SINCE));
refused('NoCheckpoint', 'a member more', utf8(TEXT.replace('"council":{', '"council":{"other":1,')));
refused('NoCheckpoint', 'no hash', utf8(TEXT.replace('"blockHash":"0x', '"blockHash":"0x0')));
refused('NoCheckpoint', 'an unknown scheme', utf8(TEXT.replace('"ed25519"', '"ed448"')));
refused('NotCanonical', 'a line end', utf8(`${TEXT}\n`));
refused('NotCanonical', 'white space', utf8(TEXT.replace(':', ': ')));
refused('NotCanonical', 'null', utf8(TEXT.replace('"finality":{', '"finality":{"checkpoint":null,')));
refused('UnknownCheckpoint', 'another', utf8(TEXT.replace('checkpoint/1"', 'checkpoint/2"')));
const many = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);
forge('TooMany', 'signatures', (forgery) => (forgery.signatures = many(1_001, forgery.signatures[0]!)), false);
forge('TooMany', 'authorities', ({ statement }) => (statement.authorities = many(1_001, statement.authorities[0]!)));
forge('TooMany', 'nodes', ({ council }) => (council.proof = many(16_385, council.proof[0]!)));
forge('TooMany', 'headers', ({ council: { finality } }) => (finality.descendants = many(513, finality.header)));

// Signatures
for (const seats of [[], [0], [0, 3]]) {
	refused('TooFewSeats', `${seats.length}`, checkpointText(signedBy(CHECKPOINT, 1, seats)));
}
const two = signedBy(CHECKPOINT, 1, [0, 3]);
refused('SignatureOrder', 'doubled', checkpointText({ ...two, signatures: [...two.signatures, two.signatures[1]!] }));
forge('SignatureOrder', 'reversed', ({ signatures }) => signatures.reverse(), false);
const outsiders = signedBy(CHECKPOINT, 2, [2]).signatures;
const mixed = [...two.signatures, ...outsiders].sort((a, b) => (a.account < b.account ? -1 : 1));
refused('NoSeat', 'a seat of another chain', checkpointText({ ...two, signatures: mixed }));
forge('BadSeatSignature', 'ed25519 said to be ecdsa', ecdsaInstead, false);
for (const [label, change] of ECDSA_FORGERIES) {
	const changed = ({ signatures }: Checkpoint) => {
		const seat = signatures.find(({ scheme }) => scheme === 'ecdsa')!;
		seat.signature = hex(change(unhex(seat.signature)));
	};
	forge('BadSeatSignature', `ecdsa, ${label}`, changed, false);
}
forge('BadSeatSignature', "another seat's", ({ signatures: [a, b] }) => (a!.signature = b!.signature), false);
forge('BadSeatSignature', 'short', ({ signatures: [a] }) => (a!.signature = a!.signature.slice(0, -2) as Hex), false);
for (const index of [0, 1, 2]) {
	const scheme = { ed25519: 'sr25519', sr25519: 'ed25519', ecdsa: 'ed25519' } as const;
	forge(
		'BadSeatSignature',
		`scheme ${index}`,
		({ signatures }) => (signatures[index]!.scheme = scheme[signatures[index]!.scheme]),
		false,
	);
}
for (const [label, change] of [
	['block', ({ statement }) => (statement.block = 13)],
	['hash', ({ statement }) => (statement.blockHash = chain.genesis)],
	['set', ({ statement }) => (statement.setId = 2n)],
] as [string, (forgery: Checkpoint) => void][]) {
	forge('BadSeatSignature', `${label} changed after it was signed`, change, false);
}

// What it states, against the proof of its council
refused('ForeignCheckpoint', 'of another chain', checkpointText(other.checkpoint(10, 12, ENOUGH)));
forge('ForeignCheckpoint', 'states another chain', ({ statement }) => (statement.genesisHash = other.genesis));
forge('GenesisMismatch', 'council of another chain', (forgery) => {
	forgery.council = other.checkpoint(10, 12, []).council;
});
forge('BeforeCouncil', 'earlier', ({ statement }) => (statement.block = 9));
forge('BeforeCouncil', 'another of that number', ({ statement }) => (statement.block = 10));
forge('ContradictedSet', 'number of the one before', ({ statement }) => (statement.setId = 0n));
forge('ContradictedSet', 'one member less', ({ statement }) => statement.authorities.pop());
forge('ContradictedSet', 'other weight', ({ statement }) => (statement.authorities[0]!.weight = 2n));
forge('UnusableSet', 'empty', ({ statement }) => (statement.authorities = []));
forge('UnusableSet', 'a member twice', ({ statement }) => statement.authorities.push(statement.authorities[0]!));
forge('NeedsCheckpoint', 'begins at one', ({ council }) => {
	council.finality.genesis = undefined;
	council.finality.checkpoint = chain.genesis;
});
forge('OtherSet', 'council by another set', ({ council }) => (council.finality.setId = 0n));
FORGED.push({
	...given('Checkpoint, NeedsCheckpoint: the second alone', CHAINED, SECOND),
	code: 'Checkpoint',
	why: 'NeedsCheckpoint',
});

// The proof of its council
for (const index of CHECKPOINT.council.proof.keys()) {
	forge('MissingNode', `node ${index} dropped`, ({ council }) => council.proof.splice(index, 1));
}
forge('MissingNode', 'a node swapped', ({ council }) => {
	council.proof[0] = other.checkpoint(10, 12, []).council.proof[0]!;
});
forge('MissingNode', 'seats of another chain', ({ council }) => {
	council.proof = other.checkpoint(10, 12, []).council.proof;
});
forge('DuplicateNode', 'twice', ({ council }) => council.proof.push(council.proof[0]!));
forge('UnusedNode', 'added', ({ council }) => council.proof.push(new Blob(Uint8Array.of(1, 2, 3))));
forge('MissingNode', 'of another item', ({ council }) => {
	council.proof = prove(chain.block(10).state, [keys.NOW]).map((node) => new Blob(node));
});

/** A chain whose state names its council so, and a checkpoint of its last block. */
const strange = (value: Bytes | undefined): [TestChain, Checkpoint] => {
	const chain = new TestChain(5, [4], 8, value ?? new Uint8Array());
	return [chain, chain.checkpoint(8, 8, [])];
};
const without = (why: RefusalCode, label: string, value: Bytes | undefined, change?: (made: Checkpoint) => void) => {
	const [chain, made] = strange(value);
	change?.(made);
	const certificate = chain.certify(digestSubject(digest(4, 0)));
	FORGED.push({
		label: `Checkpoint, ${why}: ${label}`,
		text: textBytes(certificate),
		anchor: chain.genesis,
		checkpoints: [checkpointText(made)],
		code: 'Checkpoint',
		why,
	});
};
without('NoCouncil', 'none', undefined);
without('NoCouncil', 'no seat', Uint8Array.of(0));
without('UnknownLayout', 'no accounts', Uint8Array.of(4, 1));
const neutral: Hex = `0x01${'00'.repeat(31)}`;
const nobody = concat(Uint8Array.of(4), unhex(neutral));
without('WeakKey', 'the neutral point has a seat', nobody, (made) => {
	made.signatures = [{ account: neutral, scheme: 'ed25519', signature: `${neutral}${'00'.repeat(32)}` }];
});
const zero = concat(Uint8Array.of(4), new Uint8Array(32));
without('WeakKey', 'the neutral element has a seat', zero, (made) => {
	made.signatures = [{ account: hex(new Uint8Array(32)), scheme: 'sr25519', signature: `0x${'00'.repeat(64)}` }];
});

function withSet(setId: bigint): Checkpoint {
	return { ...CHECKPOINT, statement: { ...CHECKPOINT.statement, setId } };
}

/** The checkpoint with which `SINCE` is genuine, for those who change it. */
export const CHECKPOINT_TEXT = checkpointText(CHECKPOINT);
