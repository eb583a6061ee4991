/**
 * Forged certificates are refused, each for its reason, and Rust says the same in the same words. The
 * forger is the issuer: every forgery bears a valid signature of the whole, so that only the chain's
 * proof is left to refuse it.
 */
import { describe, expect, it } from 'vitest';
import { type Bytes, hex, type Hex, unhex, utf8 } from '../src/bytes.ts';
import { checkStay, type Happening, type Span } from '../src/custody.ts';
import { Blob, type Certificate, type Leaf, parse, type Status } from '../src/form.ts';
import { leafHash, nodeHash } from '../src/merkle.ts';
import * as keys from '../src/keys.ts';
import { open } from '../src/openings.ts';
import { REFUSAL_CODES, type RefusalCode } from '../src/refusal.ts';
import { type Report } from '../src/report.ts';
import { verify, verifyOriginal } from '../src/verify.ts';
import { registered } from './lib/registers.ts';
import { CASE, SPENT } from './lib/case.ts';
import { type Case, CLI, disagreements, sayIfLeftOut } from './lib/cases.ts';
import {
	announcement,
	authorityList,
	batch,
	digest,
	described,
	digestSubject,
	encodeDeposit,
	encodeHeader,
	encodeJustification,
	encodeRecord,
	forced,
	type Justification,
	leaves,
	leafSubject,
	made,
	opening,
	original,
	scheduled,
	signed,
	TestChain,
	textBytes,
} from './lib/chain.ts';
import { historyFor, objectOf, trace } from './lib/custody.ts';
import { FORGED } from './lib/checkpoints.ts';
import { compact, concat, list, prove, type State, trie, u32, u64, u8 } from './lib/scale.ts';

sayIfLeftOut();

/** What no forger can write: the state would be another. So the check itself is asked. */
const STAYS: [RefusalCode, Partial<Span>][] = [
	['OtherStay', { stay: { with: 8 } }],
	['OtherStay', { stay: { in: `0x${'00'.repeat(32)}` } }],
	['OtherStay', { stay: { ended: 'sold' } }],
	['OtherStay', { place: undefined }],
	['OtherStay', { noted: 'a broken seal' }],
	['OtherEventBlock', { block: 8 }],
	['OtherEventTime', { at: 1_795_546_671_000n - 600_001n }],
	['OtherEventTime', { at: 1_795_546_671_000n + 86_400_001n }],
];

/** Four sets of four with eight blocks each; the last one votes on blocks 25 to 32. */
const chain = new TestChain(1, [4, 4, 4, 4], 8);
const other = new TestChain(2, [4, 4, 4, 4], 8);
const RECORD = chain.certify(digestSubject(digest(9, 0)));
const LEAF = chain.certify(leafSubject(9, 2));
const STATE = chain.certify({ state: { name: 'Consortium.Organisations', key: hex(keys.organisation(3)) } });
const DESCENDED = chain.certify(digestSubject(digest(3, 0)), 3);

const cases: (Case & { code: RefusalCode })[] = [];

const add = (code: RefusalCode, label: string, text: Bytes, given: Partial<Case> = {}) =>
	cases.push({ code, label: `${code}: ${label}`, text, anchor: chain.genesis, ...given });

const copy = (certificate: Certificate): Certificate => parse(textBytes(certificate));

/** Adds what an issuer made of a certificate and signed. */
const forge = (code: RefusalCode, label: string, of: Certificate, change: (forgery: Certificate) => void) => {
	const forgery = copy(of);
	change(forgery);
	add(code, label, textBytes(signed(forgery)));
};

/** Adds what an issuer made of the last votes. */
const forgeVotes = (code: RefusalCode, label: string, change: (votes: Justification) => void) =>
	forge(code, label, RECORD, (forgery) => {
		const votes = chain.justify(32);
		change(votes);
		forgery.finality.justification = new Blob(encodeJustification(votes));
	});

const target = (number: number): { hash: Hex; number: number } => ({ hash: chain.block(number).header.hash, number });
const blobs = (nodes: Bytes[]) => nodes.map((node) => new Blob(node));
const cut = (text: Bytes, end: number) => text.slice(0, text.length + end);
const replaced = (from: string, to: string) => utf8(new TextDecoder().decode(textBytes(RECORD)).replace(from, to));

// Form
add('TooLarge', 'white space', new Uint8Array((16 << 20) + 1).fill(32));
for (const [label, text] of [
	['nothing', utf8('')],
	['cut', cut(textBytes(RECORD), -1)],
	['a list without end', utf8('[')],
	['no colon', utf8('{"version" "1"}')],
	['a zero before a number', replaced('"block":9', '"block":09')],
	['half a character', replaced('"Issuer', '"\\ud800Issuer')],
	['a control character', replaced('"Issuer', '"\u0001Issuer')],
	['something after it', concat(textBytes(RECORD), utf8('}'))],
	['a comma too many', replaced('"corroborations":0,', '"corroborations":0,,')],
	['a word in place of a variant', replaced('"scheme":"ed25519"', '"scheme":true')],
	['a number out of range', replaced('"block":9', '"block":9e999')],
	['no UTF-8', concat(utf8('{"'), Uint8Array.of(0xc0, 0x80), utf8('":1}'))],
] as [string, Bytes][]) {
	add('NoJson', label, text);
}
for (const [label, text] of [
	['an empty object', utf8('{}')],
	['a list', utf8('[]')],
	['lists in lists', utf8('['.repeat(100_000))],
	['a checkpoint', utf8('{"version":"tracemark-checkpoint/1"}')],
] as [string, Bytes][]) {
	add('OtherFile', label, text);
}
for (const [label, text] of [
	['no more than its version', utf8('{"version":"tracemark-certificate/1"}')],
	['deep in it', replaced('"chain":{', `"chain":{"name":${'['.repeat(100_000)}`)],
	['an unknown member', replaced('"chain":{', '"chain":{"other":1,')],
	['a member twice', replaced('"chain":{', '"chain":{"name":"Other",')],
	['a fraction', replaced('"setId":3', '"setId":3.0')],
	['an exponent', replaced('"block":9', '"block":9e0')],
	['a negative number', replaced('"block":9', '"block":-9')],
	['a number of 65 bits', replaced('"setId":3', '"setId":18446744073709551616')],
	['a number of 33 bits', replaced('"block":9', '"block":4294967296')],
	['no base64', replaced('"proof":["', '"proof":["*')],
	['base64 with bits that count for nothing', replaced('AAA="', 'AAB="')],
	['a long hash', replaced('"genesisHash":"0x', '"genesisHash":"0x0')],
	['a text in place of a number', replaced('"block":9', '"block":"9"')],
	['null in place of a text', replaced('"name":"Test"', '"name":null')],
	['an unknown scheme', replaced('"ed25519"', '"ed448"')],
	['an unknown algorithm', replaced('"sha256"', '"md5"')],
	['a bare variant', replaced('"subject":{', '"subject":"digest","other":{')],
	['members in a list that is too short', replaced('"chain":{', '"chain":[],"other":{')],
] as [string, Bytes][]) {
	add('NoCertificate', label, text);
}
for (const [label, text] of [
	['white space', replaced(':', ': ')],
	['a line end', concat(textBytes(RECORD), utf8('\n'))],
	['a byte-order mark in a name', replaced('"Test"', '"\\ufeffTest"')],
	['an escape that is not needed', replaced('"Test"', '"\\u0054est"')],
	['a member that is null', replaced('"chain":', '"original":null,"chain":')],
	[
		'members out of order',
		replaced('"corroborations":0,"depositStands":true', '"depositStands":true,"corroborations":0'),
	],
	['members in a list', replaced(`{"genesisHash":"${chain.genesis}","name":"Test"}`, `["Test","${chain.genesis}"]`)],
	['a scheme as an object', replaced('"scheme":"ed25519"', '"scheme":{"ed25519":null}')],
	['a hash without 0x', replaced('"genesisHash":"0x', '"genesisHash":"')],
	['capitals', replaced(chain.genesis, `0x${chain.genesis.slice(2).toUpperCase()}`)],
	['odd hexadecimal', replaced('"signature":"0x', '"signature":"0x0')],
	['an integer beyond 53 bits', replaced('"setId":3', '"setId":9007199254740992')],
] as [string, Bytes][]) {
	add('NotCanonical', label, text);
}
forge('UnknownVersion', 'another', RECORD, (forgery) => (forgery.version = 'tracemark-certificate/2\n"\\'));
for (const [what, change] of [
	['list', (forgery: Certificate) => forgery.doesNotProve.pop()],
	['order', (forgery: Certificate) => forgery.howToVerify.reverse()],
	['note', (forgery: Certificate) => (forgery.privacy += '.')],
] as const) {
	forge('OtherWording', what, RECORD, change);
}
const many = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);
forge('TooMany', 'hand-offs', RECORD, ({ finality }) => (finality.handOffs = many(1_025, finality.handOffs[0]!)));
forge('TooMany', 'descendants', RECORD, ({ finality }) => (finality.descendants = many(513, finality.header)));
forge('TooMany', 'operators', RECORD, (forgery) => (forgery.operators = many(1_001, forgery.operators[0]!)));
forge('TooMany', 'nodes', RECORD, ({ state }) => (state.proof = many(16_385, new Blob(u8(0)))));
forge(
	'TooMany',
	'nodes of genesis',
	RECORD,
	({ finality: { genesis } }) => (genesis!.proof = many(16_385, new Blob(u8(0)))),
);
forge('TooMany', 'siblings', LEAF, ({ subject }) => {
	(subject as { leaf: Leaf }).leaf.path = many(33, chain.genesis);
});
forgeVotes('TooMany', 'headers beside votes', (votes) => (votes.ancestry = many(513, chain.block(31).encoded)));
forgeVotes('TooMany', 'votes', (votes) => (votes.votes = many(1_001, votes.votes[0]!)));

// Issuer
add('Unsigned', 'no signature', textBytes({ ...RECORD, signature: undefined }));
add('BadSignature', 'a short one', textBytes({ ...RECORD, signature: hex(new Uint8Array(63)) }));
add('BadSignature', 'zeros', textBytes({ ...RECORD, signature: hex(new Uint8Array(64)) }));
for (const scheme of ['ed25519', 'sr25519', 'ecdsa'] as const) {
	const genuine = signed(RECORD, scheme);
	const otherwise = scheme === 'ed25519' ? 'sr25519' : 'ed25519';
	add(
		'BadSignature',
		`of ${scheme} as ${otherwise}`,
		textBytes({ ...genuine, issuer: { ...genuine.issuer, scheme: otherwise } }),
	);
	for (const at of [0, 31, 32, 63]) {
		for (const bit of [1, 128]) {
			const signature = unhex(genuine.signature!);
			signature[at]! ^= bit;
			add('BadSignature', `of ${scheme} with another byte ${at}`, textBytes({ ...genuine, signature: hex(signature) }));
		}
	}
	const full = concat(unhex(genuine.signature!).slice(0, 32), new Uint8Array(32).fill(255));
	add('BadSignature', `of ${scheme} with a scalar beyond the order`, textBytes({ ...genuine, signature: hex(full) }));
	const issuer = { ...genuine.issuer, publicKey: hex(concat(u8(2), new Uint8Array(31))) };
	add('BadSignature', `of ${scheme} under a key that is no point`, textBytes({ ...genuine, issuer }));
}

/** The neutral point, which is nobody's key, and what anybody writes under it for every text. */
const NOBODY = concat(u8(1), new Uint8Array(31));
const BY_NOBODY = concat(NOBODY, new Uint8Array(32));
add(
	'WeakKey',
	'of the issuer',
	textBytes({ ...RECORD, issuer: { ...RECORD.issuer, publicKey: hex(NOBODY) }, signature: hex(BY_NOBODY) }),
);

// Headers and hand-offs
add('OtherGenesis', 'expected', textBytes(RECORD), { anchor: other.genesis });
forge('GenesisMismatch', "of the forger's own", RECORD, ({ finality }) => {
	finality.genesis = other.certify(digestSubject(digest(9, 0))).finality.genesis;
});
{
	const forgery = copy(RECORD);
	forgery.chain.genesisHash = target(1).hash;
	forgery.finality.genesis!.header = new Blob(chain.block(1).encoded);
	add('GenesisMismatch', 'a later block', textBytes(signed(forgery)), { anchor: target(1).hash });
}
/** A chain that begins with another state. */
const otherGenesis = (
	code: RefusalCode,
	label: string,
	change: (state: State) => void,
	more: (forgery: Certificate) => void = () => {},
) => {
	const state = new Map(chain.block(0).state);
	change(state);
	const { encoded, header } = made({ ...chain.block(0).draft, stateRoot: trie(state).root });
	const forgery = copy(RECORD);
	forgery.chain.genesisHash = header.hash;
	forgery.finality.genesis = { header: new Blob(encoded), proof: blobs(prove(state, [keys.AUTHORITIES])) };
	more(forgery);
	add(code, label, textBytes(signed(forgery)), { anchor: header.hash });
};
const AUTHORITIES = hex(keys.AUTHORITIES);
{
	// A genesis that names a weak key in place of the third authority, and a vote that anybody cast.
	const members = chain.sets[0]!.map((member, index) => (index === 2 ? { ...member, key: NOBODY } : member));
	const votes = [0, 1, 2].map((member) => chain.vote(0, member, target(8)));
	Object.assign(votes[2]!, { voter: NOBODY, signature: BY_NOBODY });
	const justification = encodeJustification({ round: 1n, target: target(8), votes, ancestry: [] });
	otherGenesis(
		'WeakKey',
		'of an authority',
		(state) => state.set(AUTHORITIES, authorityList(members)),
		(forgery) => (forgery.finality.handOffs[0]!.justification = new Blob(justification)),
	);
}
otherGenesis('NoAuthorities', 'none', (state) => state.delete(AUTHORITIES));
otherGenesis('UnusableSet', 'empty', (state) => state.set(AUTHORITIES, u8(0)));
otherGenesis('Undecodable', 'first authorities', (state) =>
	state.set(AUTHORITIES, concat(authorityList(chain.sets[0]!), u8(0))),
);
otherGenesis('UnusableSet', 'more than a thousand', (state) => {
	const members = Array.from({ length: 1_001 }, (_, member) => ({
		secret: u8(0),
		key: concat(u32(member), new Uint8Array(28)),
	}));
	state.set(AUTHORITIES, authorityList(members));
});
for (const [label, change] of [
	[
		'header',
		(forgery: Certificate) => (forgery.finality.header = new Blob(concat(forgery.finality.header.bytes, u8(0)))),
	],
	['empty header', (forgery: Certificate) => (forgery.finality.header = new Blob(new Uint8Array()))],
	['genesis', (forgery: Certificate) => (forgery.finality.genesis!.header = new Blob(u8(1)))],
	['hand-off', (forgery: Certificate) => (forgery.finality.handOffs[1]!.header = new Blob(u8(1)))],
	['justification', (forgery: Certificate) => (forgery.finality.justification = new Blob(u8(1)))],
	[
		'header with a number that could be shorter',
		(forgery: Certificate) => {
			const header = forgery.finality.header.bytes;
			forgery.finality.header = new Blob(concat(header.slice(0, 32), Uint8Array.of(0x81, 0), header.slice(33)));
		},
	],
] as const) {
	forge('Undecodable', label, RECORD, change);
}

/** A hand-off in block 8 whose header bears another digest, signed by the right set. */
const otherDigest = (code: RefusalCode, label: string, digest: Bytes[]) =>
	forge(code, label, RECORD, ({ finality }) => {
		const { encoded, header } = made({ ...chain.block(8).draft, digest });
		const votes = [0, 1, 2].map((member) => chain.vote(0, member, header));
		const justification = encodeJustification({ round: 1n, target: header, votes, ancestry: [] });
		finality.handOffs[0] = { header: new Blob(encoded), justification: new Blob(justification) };
	});
const NEXT = authorityList(chain.sets[1]!);
const entry = (member: number, weight: bigint) => concat(chain.sets[1]![member]!.key, u64(weight));
const item = (kind: number) => concat(u8(kind), utf8('BEEF'), u8(4), u8(1));
otherDigest('NoChange', 'nothing', []);
otherDigest('NoChange', 'other items', [u8(8), concat(u8(0), u8(4), u8(9)), item(4), item(5), item(6)]);
otherDigest('NoChange', 'other messages', [
	announcement(concat(u8(3), u64(1n))),
	announcement(concat(u8(4), u32(1))),
	announcement(concat(u8(5), u32(1))),
]);
otherDigest('SeveralChanges', 'twice', [scheduled(NEXT), scheduled(NEXT)]);
otherDigest('DelayedChange', 'by one block', [scheduled(NEXT, 1)]);
otherDigest('ForcedChange', 'alone', [forced(NEXT)]);
otherDigest('ForcedChange', 'after one that is scheduled', [scheduled(NEXT), forced(NEXT)]);
otherDigest('Undecodable', 'message', [announcement(u8(9))]);
otherDigest('Undecodable', 'message with more', [announcement(concat(u8(3), u64(1n), u8(0)))]);
for (const digest of [[u8(7)], [u8(1)], [concat(u8(4), utf8('FRNK'), u8(8), u8(1))], many(70, u8(8)).slice(1)]) {
	const encoded = encodeHeader({ ...chain.block(8).draft, digest });
	const label = `item ${hex(concat(...digest))}`;
	forge(digest.length > 1 ? 'NoChange' : 'Undecodable', label, RECORD, ({ finality }) => {
		finality.handOffs[0]!.header = new Blob(encoded);
	});
}
otherDigest('UnusableSet', 'empty', [scheduled(u8(0))]);
otherDigest('UnusableSet', 'one twice', [scheduled(list([entry(0, 1n), entry(1, 1n), entry(0, 1n)]))]);
otherDigest('UnusableSet', 'weightless', [scheduled(list([entry(0, 0n), entry(1, 1n)]))]);
otherDigest('UnusableSet', 'too heavy', [scheduled(list([entry(0, 2n ** 64n - 1n), entry(1, 1n)]))]);

forge('ForcedChange', 'in the last block', RECORD, ({ finality }) => {
	const { encoded, header } = made({ ...chain.block(32).draft, digest: [forced(NEXT)] });
	const votes = [0, 1, 2].map((member) => chain.vote(3, member, header));
	finality.header = new Blob(encoded);
	finality.justification = new Blob(encodeJustification({ round: 1n, target: header, votes, ancestry: [] }));
});
// What `grandpa.note_stalled` leaves: only the new set votes for the block that replaces the set in office, and goes
// on from the next block as the set after it.
for (const [label, signedAs] of [
	['only by the new set', 1n],
	['only by the new set as the one in office', 0n],
	['by nobody', undefined],
] as const) {
	forge('ForcedChange', label, chain.certify(digestSubject(digest(3, 0)), 9), (forgery) => {
		const stalled = made({ ...chain.block(8).draft, digest: [forced(NEXT)] });
		const next = made({ ...chain.block(9).draft, parent: unhex(stalled.header.hash) });
		const votesFor = ({ header }: typeof stalled, id: bigint | undefined) => {
			const votes = id === undefined ? [] : [0, 1, 2].map((member) => chain.vote(1, member, header, id));
			return new Blob(encodeJustification({ round: 1n, target: header, votes, ancestry: [] }));
		};
		const { finality } = forgery;
		finality.handOffs = [{ header: new Blob(stalled.encoded), justification: votesFor(stalled, signedAs) }];
		finality.header = new Blob(next.encoded);
		finality.descendants = [];
		finality.justification = votesFor(next, 1n);
		forgery.retrieval.blockHash = next.header.hash;
	});
}
for (const [lost, code] of [
	[0, 'UnknownVoter'],
	[1, 'UnknownVoter'],
	[2, 'OtherSet'],
] as const) {
	forge(code, `without hand-off ${lost}`, RECORD, ({ finality }) => finality.handOffs.splice(lost, 1));
}
forge('UnknownVoter', 'without the last hand-off, and saying so', RECORD, ({ finality }) => {
	finality.handOffs.pop();
	finality.setId = 2n;
});
forge('UnknownVoter', 'hand-offs swapped', RECORD, ({ finality }) => {
	const [first, second, third] = finality.handOffs;
	finality.handOffs = [second!, first!, third!];
});
forge('HandOffOrder', 'one twice', RECORD, ({ finality }) => {
	finality.handOffs.push(finality.handOffs[2]!);
	finality.setId = 4n;
});
forge('HandOffOrder', 'genesis', RECORD, ({ finality }) => (finality.handOffs[0]!.header = finality.genesis!.header));
forge(
	'NoChange',
	'the block before',
	RECORD,
	({ finality }) => (finality.handOffs[1]!.header = new Blob(chain.block(15).encoded)),
);
for (const set of [0n, 2n, 4n, 2n ** 53n - 1n]) {
	forge('OtherSet', String(set), RECORD, ({ finality }) => (finality.setId = set));
}
const descendants = (code: RefusalCode, label: string, change: (all: Blob[]) => unknown) =>
	forge(code, label, DESCENDED, ({ finality }) => change(finality.descendants));
descendants('BrokenChain', 'a gap', (all) => all.splice(2, 1));
descendants('BrokenChain', 'swapped', (all) => all.splice(1, 2, all[2]!, all[1]!));
descendants('BrokenChain', 'doubled', (all) => all.splice(1, 0, all[0]!));
descendants('OtherTarget', 'too few', (all) => all.pop());
descendants('OtherTarget', 'none', (all) => all.splice(0));
forge('BeyondHandOff', 'the old set goes on', DESCENDED, ({ finality }) => {
	finality.descendants.push(new Blob(chain.block(9).encoded));
	const votes = [0, 1, 2].map((member) => chain.vote(0, member, target(9)));
	finality.justification = new Blob(encodeJustification({ round: 1n, target: target(9), votes, ancestry: [] }));
});
forge('BeyondHandOff', 'a block before the set had a vote', RECORD, ({ finality }) => {
	finality.header = new Blob(chain.block(24).encoded);
	const votes = [0, 1, 2].map((member) => chain.vote(3, member, target(24)));
	finality.justification = new Blob(encodeJustification({ round: 1n, target: target(24), votes, ancestry: [] }));
});

// Votes
forgeVotes('OtherTarget', 'the block before', (votes) => Object.assign(votes, chain.justify(31)));
forgeVotes('OtherTarget', 'another number', (votes) => (votes.target = { ...votes.target, number: 33 }));
for (const left of [0, 1, 2]) forgeVotes('TooFewVotes', `${left} of 4`, ({ votes }) => votes.splice(left));
forgeVotes('DuplicateVoter', 'one vote twice', ({ votes }) => (votes[2] = votes[0]!));
forgeVotes('DuplicateVoter', 'for two blocks', ({ votes }) => votes.push(chain.vote(3, 0, target(31))));
forgeVotes('UnknownVoter', 'the old set signs as the new one', (votes) => {
	votes.votes = [0, 1, 2].map((member) => chain.vote(2, member, target(32), 3n));
});
for (const id of [0n, 2n, 4n]) {
	forgeVotes('BadVote', `as of set ${id}`, ({ votes }) => (votes[1] = chain.vote(3, 1, target(32), id)));
}
forgeVotes('BadVote', 'another round', (votes) => (votes.round = 2n));
forgeVotes('BadVote', 'a vote of another round', ({ votes }) => (votes[1] = chain.vote(3, 1, target(32), 3n, 2n)));
forgeVotes('BadVote', "another's signature", ({ votes }) => (votes[1]!.signature = votes[0]!.signature));
forgeVotes('VoteElsewhere', 'the parent', ({ votes }) => (votes[0] = chain.vote(3, 0, target(31))));
forgeVotes(
	'VoteElsewhere',
	'another number',
	({ votes }) => (votes[0] = chain.vote(3, 0, { ...target(32), number: 33 })),
);

/** Adds what an issuer made of the votes for a hand-off. */
const forgeHandOff = (code: RefusalCode, label: string, set: number, change: (votes: Justification) => void) =>
	forge(code, `${label}, hand-off of set ${set}`, RECORD, ({ finality }) => {
		const votes = chain.justify((set + 1) * 8);
		change(votes);
		finality.handOffs[set]!.justification = new Blob(encodeJustification(votes));
	});
for (const set of [0, 1, 2]) {
	const of = target((set + 1) * 8);
	forgeHandOff('TooFewVotes', 'one short', set, ({ votes }) => votes.splice(2));
	forgeHandOff('DuplicateVoter', 'one vote twice', set, ({ votes }) => (votes[2] = votes[0]!));
	forgeHandOff('BadVote', 'as of the next set', set, ({ votes }) => {
		votes[1] = chain.vote(set, 1, of, BigInt(set + 1));
	});
	forgeHandOff('UnknownVoter', 'the next set signs', set, (votes) => {
		votes.votes = [0, 1, 2].map((member) => chain.vote(set + 1, member, of, BigInt(set)));
	});
}

/** Votes for block 28 and blocks upon it, with these headers. */
const withAncestry = (voted: number[], headers: number[], members = voted.map((_, index) => index)) => {
	const forgery = copy(chain.certify(digestSubject(digest(9, 0)), 28));
	const votes = voted.map((number, index) => chain.vote(3, members[index]!, target(number)));
	const ancestry = headers.map((number) => chain.block(number).encoded);
	forgery.finality.descendants = [];
	forgery.finality.justification = new Blob(encodeJustification({ round: 1n, target: target(28), votes, ancestry }));
	return textBytes(signed(forgery));
};
const COMMITS: [RefusalCode | undefined, number[], number[]][] = [
	[undefined, [28, 28, 30], [29, 30]],
	[undefined, [28, 28, 30], [30, 29]],
	[undefined, [28, 29, 30], [29, 30]],
	[undefined, [28, 29, 30, 28], [29, 30]],
	['VoteElsewhere', [28, 28, 30], [30]],
	['VoteElsewhere', [28, 28, 30], [29]],
	['UnusedAncestry', [28, 28, 30], [29, 30, 31]],
	['UnusedAncestry', [28, 28, 30], [29, 30, 28]],
	['DuplicateAncestry', [28, 28, 30], [29, 30, 29]],
	// The votes agree on a higher block.
	['InvalidCommit', [29, 29, 29], [29]],
	['InvalidCommit', [29, 30, 31], [29, 30, 31]],
	['InvalidCommit', [28, 29, 30, 31], [29, 30, 31]],
	['InvalidCommit', [29, 29, 30, 30], [29, 30]],
];
for (const [code, voted, headers] of COMMITS) {
	if (code) add(code, `${voted} with ${headers}`, withAncestry(voted, headers));
}
/** Two blocks upon block 28 that fork: neither has the votes that 28 has, but 28 has no vote of its own. */
{
	const forked = made({ ...chain.block(29).draft, stateRoot: new Uint8Array(32) });
	const forgery = copy(chain.certify(digestSubject(digest(9, 0)), 28));
	const votes = [target(29), forked.header, target(29), forked.header].map((block, member) =>
		chain.vote(3, member, block),
	);
	const ancestry = [chain.block(29).encoded, forked.encoded];
	forgery.finality.descendants = [];
	forgery.finality.justification = new Blob(encodeJustification({ round: 1n, target: target(28), votes, ancestry }));
	add('InvalidCommit', 'a fork without a vote for its root', textBytes(signed(forgery)));
}

// State
for (const [of, what] of [
	[RECORD, 'state'],
	[LEAF, 'state'],
	[RECORD, 'genesis'],
] as const) {
	const proofOf = (forgery: Certificate) => (what === 'state' ? forgery.state : forgery.finality.genesis!);
	const nodes = (code: RefusalCode, label: string, change: (all: Blob[]) => unknown) =>
		forge(code, `${what}, ${label}`, of, (forgery) => change(proofOf(forgery).proof));
	for (const index of proofOf(of).proof.keys()) {
		nodes('MissingNode', `node ${index} dropped`, (all) => all.splice(index, 1));
		nodes('DuplicateNode', `node ${index} doubled`, (all) => all.push(all[index]!));
		nodes('MissingNode', `node ${index} emptied`, (all) => (all[index] = new Blob(new Uint8Array())));
		nodes('MissingNode', `node ${index} changed`, (all) => {
			const bytes = all[index]!.bytes;
			bytes[bytes.length >> 1]! ^= 1;
		});
	}
	nodes('UnusedNode', 'one added', (all) => all.push(new Blob(new Uint8Array(40))));
	nodes('UnusedNode', 'an empty one added', (all) => all.push(new Blob(new Uint8Array())));
	nodes('UnusedNode', 'the node of an empty trie added', (all) => all.push(new Blob(u8(0))));
	nodes('MissingNode', "another block's", (all) =>
		all.splice(0, all.length, ...blobs(prove(chain.block(31).state, [keys.NOW]))),
	);
}

/** The state of block 32, changed with the consent of the authorities, and all of its nodes. */
const otherState = (code: RefusalCode, label: string, of: Certificate, change: (state: State) => void) =>
	forge(code, label, of, (forgery) => {
		const state = new Map(chain.block(32).state);
		change(state);
		const { root, nodes } = trie(state);
		const { encoded, header } = made({ ...chain.block(32).draft, stateRoot: root });
		const votes = [0, 1, 2].map((member) => chain.vote(3, member, header));
		forgery.finality.header = new Blob(encoded);
		forgery.finality.justification = new Blob(encodeJustification({ round: 1n, target: header, votes, ancestry: [] }));
		forgery.retrieval.blockHash = header.hash;
		forgery.state.proof = blobs([...new Map(nodes.map((node) => [hex(node), node])).values()]);
	});
const key = (bytes: Bytes): Hex => hex(bytes);
const NINE = keys.record('sha256', digest(9, 0));
const ROOT = hex(batch(9, 2)[0]);
const deposited = { org: 4, operator: 10, block: 9, moment: 5n, content: u8(0) };
const orgOf = (state: State) => state.get(key(keys.organisation(4)))!;
otherState('NoRecord', 'no deposit', RECORD, (state) => state.delete(key(NINE)));
otherState('NoBatch', 'no deposit', LEAF, (state) => state.delete(key(keys.record('sha256', ROOT))));
otherState('NoBatch', 'a single digest', LEAF, (state) =>
	state.set(key(keys.record('sha256', ROOT)), encodeRecord(deposited)),
);
const RIGHT = chain.certify(registered('right 0'));
const LICENCE = chain.certify(registered('licence 0'));
const DECLARED = chain.certify(registered('declaration 0'));
const GROUP = chain.certify(registered('group 0'));
const EXHIBIT = chain.certify(registered('exhibit 0'));
const put = (of: Certificate, value: (old: Bytes) => Bytes | undefined) => (state: State) => {
	const changed = value(state.get(of.state.key)!);
	if (changed) state.set(of.state.key, changed);
	else state.delete(of.state.key);
};
const RECORDS = { right: RIGHT, licence: LICENCE, declaration: DECLARED, group: GROUP, exhibit: EXHIBIT };
for (const [label, of] of Object.entries(RECORDS)) {
	otherState('NotOnRecord', `no ${label}`, of, put(of, () => undefined));
	otherState('UnknownLayout', `a ${label} and a byte more`, of, put(of, (old) => concat(old, u8(0))));
	otherState('UnknownLayout', `a ${label} and a byte less`, of, put(of, (old) => old.slice(0, -1)));
	forge('Missing', `nothing said of a ${label}`, of, (forgery) => (forgery.record = undefined));
	forge('NotProven', `less said of a ${label}`, of, (forgery) => forgery.record!.pop());
	forge('Superfluous', `an original of a ${label}`, of, (forgery) => (forgery.original = { size: 1n, mediaType: undefined, keptAt: undefined, approval: undefined }));
}
const LISTED = chain.certify(CASE);
const { commitment } = CASE.case;
otherState('NothingListed', 'no listing', LISTED, put(LISTED, () => undefined));
otherState('NothingListed', 'a count of none', LISTED, put(LISTED, () => u32(0)));
otherState('TooMany', 'more listings than a certificate takes', LISTED, put(LISTED, () => u32(1_025)));
otherState('UnknownLayout', 'a count of listings and a byte more', LISTED, put(LISTED, (old) => concat(old, u8(0))));
otherState('UnknownLayout', 'a listing that is not there', LISTED, put(LISTED, () => u32(12)));
const seventh = key(keys.listing(commitment, 7));
otherState('UnknownLayout', 'no seventh listing', LISTED, (state) => state.delete(seventh));
for (const [label, change] of [
	['a byte more', (old: Bytes) => concat(old, u8(0))],
	['a byte less', (old: Bytes) => old.slice(0, -1)],
	['an unknown algorithm', (old: Bytes) => old.map((was, index) => (index === 0 ? 4 : was))],
] as const) {
	otherState('UnknownLayout', `a listing with ${label}`, LISTED, (state) => state.set(seventh, change(state.get(seventh)!)));
}
otherState('NoRecord', 'a listed digest without a record', LISTED, (state) =>
	state.delete(key(keys.record('sha256', SPENT))),
);
otherState('NoRecord', 'a listed deposit that is not there', LISTED, (state) =>
	state.delete(key(keys.corroboration('sha256', SPENT, 1))),
);
forge('Missing', 'nothing said of a case', LISTED, (forgery) => (forgery.record = undefined));
forge('Superfluous', 'an original of a case', LISTED, (forgery) => (forgery.original = { size: 1n, mediaType: undefined, keptAt: undefined, approval: undefined }));
forge('Superfluous', 'a timeline of a case', LISTED, (forgery) => (forgery.timeline = { statements: [] }));
forge('NothingListed', 'a case under which nothing is listed', LISTED, (forgery) => {
	forgery.subject = { case: { commitment: chain.genesis } };
});
// A kind, an office and a country that nobody knows; an act and a condition too.
const changedAt = (at: number, byte: number) => (old: Bytes) => old.map((was, index) => (index === at ? byte : was));
otherState('UnknownLayout', 'a kind of right', RIGHT, put(RIGHT, changedAt(0, 10)));
otherState('UnknownLayout', 'an office that is no UTF-8', RIGHT, put(RIGHT, changedAt(2, 0xff)));
otherState('UnknownLayout', 'a country', RIGHT, put(RIGHT, changedAt(23 + 31, 3)));
otherState('UnknownLayout', 'an act', LICENCE, put(LICENCE, changedAt(1 + 64 + 5 + 4 + 1, 0x10)));
otherState('UnknownLayout', 'no line', DECLARED, (state) => state.delete(key(keys.line(0, 1))));
otherState('UnknownLayout', 'a condition', DECLARED, (state) => {
	const where = key(keys.line(0, 0));
	state.set(where, changedAt(14 + 8 + 9 + 32 + 1 + 34 + 70 + 33 + 1 + 1, 0x08)(state.get(where)!));
});
otherState('NoCode', 'no program', RECORD, (state) => state.delete(key(keys.CODE)));
for (const [label, where, value] of [
	['a byte more', NINE, concat(encodeRecord(deposited), u8(0))],
	['a byte less', NINE, encodeRecord(deposited).slice(0, -1)],
	['nothing', NINE, new Uint8Array()],
	[
		'an unknown kind',
		NINE,
		concat(encodeDeposit(deposited, 10), encodeRecord(deposited).slice(encodeDeposit(deposited).length)),
	],
	['an unknown content', NINE, encodeRecord({ ...deposited, content: u8(3) })],
	['an organisation', keys.organisation(4), u8(4)],
	['no time', keys.NOW, u32(1)],
	['the owner of a key', keys.keyOwner(chain.sets[3]![0]!.key), u8(1)],
	['a revocation', keys.revocation('sha256', digest(9, 0), 0), u8(1)],
	['a count', keys.attestations('sha256', digest(9, 0)), u8(1)],
	['the hash of a block', keys.blockHash(9), u8(1)],
	['a runtime without name', keys.LAST_UPGRADE, compact(3)],
	['a name that is no UTF-8', keys.LAST_UPGRADE, concat(compact(3), Uint8Array.of(4, 0xff))],
] as [string, Bytes, Bytes][]) {
	otherState('UnknownLayout', label, RECORD, (state) => state.set(key(where), value));
}
otherState('UnknownLayout', 'no time', RECORD, (state) => state.delete(key(keys.NOW)));
otherState('UnknownLayout', 'no organisation', RECORD, (state) => state.delete(key(keys.organisation(4))));
otherState('UnknownLayout', 'a truth value of two', RECORD, (state) => {
	const bytes = orgOf(state).slice();
	// Before it: roles and standing; after it: controller, quota, operators, admission.
	bytes[bytes.length - 1 - (32 + 16 + 4 + 8)] = 2;
	state.set(key(keys.organisation(4)), bytes);
});
otherState('UnknownLayout', "a depositor's name that is no UTF-8", RECORD, (state) => {
	const bytes = orgOf(state).slice();
	bytes[1] = 0xff;
	state.set(key(keys.organisation(4)), bytes);
});
otherState('UnusedNode', 'all nodes', RECORD, () => undefined);

// What is certified
const leaf = (code: RefusalCode, label: string, change: (leaf: Leaf) => unknown) =>
	forge(code, label, LEAF, ({ subject }) => change((subject as { leaf: Leaf }).leaf));
leaf('PathMismatch', 'truncated', ({ path }) => path.pop());
leaf('PathMismatch', 'longer', ({ path }) => path.push(chain.genesis));
leaf('PathMismatch', 'swapped', ({ path }) => path.reverse());
for (const index of [0n, 1n, 3n, 7n, 2n ** 53n - 1n])
	leaf('PathMismatch', `position ${index}`, (leaf) => (leaf.index = index));
for (const count of [0n, 1n, 6n, 8n]) leaf('OtherLeafCount', String(count), (leaf) => (leaf.leaves = count));
leaf('MissingNode', 'another deposit of the root', (leaf) => (leaf.deposit = 1));
leaf('MissingNode', 'a node in place of the leaf', (leaf) => {
	const hashes = leaves(9).map(leafHash);
	leaf.digest = hex(nodeHash(hashes[2]!, hashes[3]!));
	leaf.path.shift();
	leaf.index = 1n;
});
for (const name of ['Consortium.Operators', 'Custody.Units', 'Consortium', '.', '']) {
	forge('OtherItem', name, STATE, ({ subject }) => {
		if ('state' in subject) subject.state.name = name;
	});
}
forge('MissingNode', 'another key', STATE, ({ subject }) => {
	if ('state' in subject) subject.state.key = hex(keys.organisation(4));
});
forge('MissingNode', 'another algorithm', RECORD, ({ subject }) => {
	if ('digest' in subject) subject.digest.algorithm = 'sha3256';
});
forge('MissingNode', 'another deposit', RECORD, ({ subject }) => {
	if ('digest' in subject) subject.digest.deposit = 1;
});
forge('NotProven', 'no value', STATE, ({ state }) => (state.value = undefined));
for (const [label, change] of [
	['key', ({ state }: Certificate) => (state.key = '0x')],
	['value', ({ state }: Certificate) => (state.value = '0x00')],
	['depositor', ({ depositor }: Certificate) => (depositor!.name = 'Somebody Else')],
	['identifier', ({ depositor }: Certificate) => (depositor!.lei = undefined)],
	['status', ({ status }: Certificate) => (status!.attestations = 1)],
	[
		'first deposit',
		({ status, entry }: Certificate) => (status!.first = { org: 1, operator: 1, block: 1, time: entry!.time }),
	],
	['time', ({ entry }: Certificate) => (entry!.time = '2026-11-25T00:00:00.000Z')],
	['opening', ({ entry }: Certificate) => (entry!.opened = '2026-11-25T00:00:00.000Z')],
	['block', ({ retrieval }: Certificate) => (retrieval.block = 31)],
	['hash', ({ retrieval }: Certificate) => (retrieval.blockHash = chain.genesis)],
	['block time', ({ retrieval }: Certificate) => (retrieval.blockTime = '2026-11-25T00:00:00.000Z')],
	['runtime', ({ runtime }: Certificate) => (runtime.specName = 'other')],
	['version', ({ runtime }: Certificate) => (runtime.specVersion = 4)],
	['code', ({ runtime }: Certificate) => (runtime.codeHash = chain.genesis)],
	['operator', ({ operators }: Certificate) => operators.reverse()],
	['weight', ({ operators }: Certificate) => (operators[0]!.weight = 2n)],
] as [string, (forgery: Certificate) => unknown][]) {
	forge('NotProven', label, RECORD, change);
}
const [REINSTATED, REVOKED_AGAIN] = [3, 6].map((block) => chain.certify(digestSubject(digest(block, 4)))) as [
	Certificate,
	Certificate,
];
for (const [certificate, which] of [
	[REINSTATED, 'reinstated'],
	[REVOKED_AGAIN, 'revoked again'],
] as const) {
	for (const [label, change] of [
		['never revoked', (status) => (status.revoked = undefined)],
		['the deposit', (status) => (status.depositStands = !status.depositStands)],
		['the digest', (status) => (status.digestStands = !status.digestStands)],
		['since when', (status) => (status.againSince = '2026-11-24T00:00:00.000Z')],
		['not reinstated', ({ revoked }) => (revoked!.reinstated = undefined)],
		['revoked again then', ({ revoked }) => (revoked!.revokedAgain = revoked!.reinstated)],
		['reinstated at once', ({ revoked }) => (revoked!.reinstated!.time = revoked!.time)],
		['by another', ({ revoked }) => (revoked!.reinstated!.operator += 1)],
		['in another block', ({ revoked }) => (revoked!.reinstated!.block += 1)],
		['on another ground', ({ revoked }) => (revoked!.reinstated!.ground = chain.genesis)],
	] as [string, (status: Status) => unknown][]) {
		forge('NotProven', `${which}: ${label}`, certificate, ({ status }) => change(status!));
	}
}
forge('NotProven', 'as if it had stood throughout', REINSTATED, ({ status }) => (status!.againSince = undefined));
forge('NotProven', 'as if it stood again', REVOKED_AGAIN, ({ status }) => (status!.revoked!.revokedAgain = undefined));
forge('NotProven', 'revoked by another certificate', RECORD, ({ status }) => {
	status!.revoked = REINSTATED.status!.revoked;
});
for (const member of ['depositor', 'status', 'entry'] as const) {
	forge('Missing', member, RECORD, (forgery) => (forgery[member] = undefined));
	forge('Superfluous', member, STATE, (forgery) => Object.assign(forgery, { [member]: RECORD[member] }));
}
forge('Superfluous', 'original', STATE, (forgery) => (forgery.original = { size: 1n, mediaType: undefined, keptAt: undefined, approval: undefined }));

// The original
const sized = copy(RECORD);
sized.original = { size: 1n, mediaType: 'text/plain', keptAt: undefined, approval: undefined };
add('OtherSize', 'stated', textBytes(signed(sized)), { original: original(9, 0) });
const openings = utf8(JSON.stringify([opening('tool')]));
add('NoOpenings', 'none', textBytes(described(RECORD)), { openings: utf8('[]') });
add('OpensNothing', 'another text', textBytes(described(RECORD)), { openings });
add('NothingToOpen', 'no description', textBytes(RECORD), { openings });
add('OtherOriginal', 'another file', textBytes(RECORD), { original: original(9, 1) });
add('NoOriginal', 'an entry', textBytes(STATE), { original: original(9, 0) });

const PART = chain.certify(trace('part'));
const forgeEvents = (code: RefusalCode, label: string, change: (events: Events) => void) =>
	forge(code, label, PART, ({ history }) => change(history!.events));
type Events = NonNullable<Certificate['history']>['events'];
const bodies = (events: Events, at: number, change: (body: Uint8Array) => Uint8Array) => {
	events[at]!.body = hex(change(unhex(events[at]!.body)));
};
forgeEvents('UnknownEvent', 'an observation', (events) => bodies(events, 0, (body) => body.with(0, 19)));
forgeEvents('UnreadableEvent', 'a byte too many', (events) => bodies(events, 1, (body) => concat(body, u8(0))));
forgeEvents('EventBlock', 'after the certified one', (events) => (events.at(-1)!.block = 99));
forgeEvents('EventOrder', 'twice', (events) => events.push(events.at(-1)!));
forgeEvents('LacksEvent', 'the first', (events) => events.shift());
forgeEvents('OtherPin', 'the head of the part', (events) => bodies(events, 2, (body) => body.with(105, body[105]! ^ 1)));
forgeEvents('OtherHead', 'the last byte', (events) => bodies(events, 2, (body) => body.with(-1, body.at(-1)! ^ 1)));
forge('ForeignEvent', 'of another object', PART, ({ history }) => {
	history!.events.unshift(chain.certify(trace('kinds')).history!.events[0]!);
});
forge('NoExit', 'a unit that left a crate without a word', STATE, (forgery) => {
	const objects = ['stray', 'lost', 'crate'].map((name) => keys.item(objectOf(name)));
	const { state } = chain.block(chain.last);
	forgery.subject = trace('stray');
	forgery.history = historyFor(forgery.subject, chain.goods.happened, chain.last);
	forgery.state.proof = blobs(prove(state, objects));
	forgery.doesNotProve = PART.doesNotProve;
	forgery.howToVerify = PART.howToVerify;
});

describe('a forged certificate', () => {
	it.each(cases.map((given) => [given.label, given] as const))(
		'is refused: %s',
		(_, { code, text, anchor, original, openings }) => {
			const verdict = verify(text, anchor);
			const refusal = verdict.valid
				? original
					? verifyOriginal(verdict.report.certificate, original)
					: openings && open(verdict.report.certificate, openings)
				: verdict.refusal;
			expect(refusal).toMatchObject({ code });
		},
	);

	it('raises every refusal there is', () => {
		const forged = [...cases, ...FORGED].flatMap(({ code, ...given }) => ['why' in given ? given.why : code, code]);
		const raised = new Set([...forged, ...STAYS.map(([code]) => code)]);
		expect(REFUSAL_CODES.filter((code) => !raised.has(code))).toEqual([]);
	});

	it.runIf(CLI)('is refused by Rust in the same words', async () => {
		expect(await disagreements(cases)).toEqual([]);
	});
});

describe('a stay that an event began', () => {
	const [object, seq] = [objectOf('pallet'), 4];
	const moment = 1_795_546_671_000n;
	const claim = { place: '4012345000009', moment, isLate: false };
	const told: Happening = { said: 'accepted', kind: 10, words: [], ends: [{ object, seq }], claim };
	const kept: Span = { stay: { with: 5 }, place: claim.place, noted: undefined, at: moment, block: 7 };

	it('is the one that the chain has', () => {
		expect(() => checkStay(told, { object, seq }, 7, { with: 5 }, kept)).not.toThrow();
	});

	it.each(STAYS)('is refused: %s, where the chain has %o', (code, differs) => {
		const check = () => checkStay(told, { object, seq }, 7, { with: 5 }, { ...kept, ...differs });
		expect(check).toThrow(expect.objectContaining({ code }));
	});
});

describe('votes', () => {
	const good = COMMITS.filter(([code]) => !code);

	it('for blocks upon the one that they make final are accepted with the headers between', async () => {
		const given = good.map(([, voted, headers]) => ({
			label: `${voted} with ${headers}`,
			text: withAncestry(voted, headers),
			anchor: chain.genesis,
		}));
		for (const { text, label } of given) expect(verify(text, chain.genesis), label).toMatchObject({ valid: true });
		if (CLI) expect(await disagreements(given)).toEqual([]);
	});
});

describe('nodes of a proof', () => {
	it('prove the same in any order, and only the signature fixes it', () => {
		const swapped = copy(RECORD);
		swapped.state.proof.reverse();
		expect(verify(textBytes(swapped), chain.genesis)).toMatchObject({
			valid: false,
			refusal: { code: 'BadSignature' },
		});
		const verdict = verify(textBytes(signed(swapped)), chain.genesis) as { valid: true; report: Report };
		expect(verdict.valid).toBe(true);
	});
});
