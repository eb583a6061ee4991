/** A small chain in memory: headers, state tries, authority sets that change, signed votes, certificates. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import * as sr25519 from '@scure/sr25519';
import { precommit } from '../../src/authorities.ts';
import { type Bytes, hex, type Hex, unhex } from '../../src/bytes.ts';
import { type Checkpoint, digestOfStatement, signedBySeats } from '../../src/checkpoint.ts';
import { digestOfDescription, said } from '../../src/description.ts';
import { derive } from '../../src/facts.ts';
import {
	Blob,
	type Certificate,
	type Digest,
	type Finality,
	type Leaf,
	signedText,
	type Subject,
	textOf,
	VERSION,
} from '../../src/form.ts';
import { AuthoritySet } from '../../src/authorities.ts';
import { blake2b256, sha256, sha3256 } from '../../src/hash.ts';
import { decodeHeader, type Header } from '../../src/header.ts';
import * as keys from '../../src/keys.ts';
import { leafHash, nodeHash } from '../../src/merkle.ts';
import { commitmentOf, type Opening } from '../../src/openings.ts';
import { sm3 } from '../../src/sm3.ts';
import { doesNotProveOf, howToVerifyOf, PRIVACY } from '../../src/texts.ts';
import { timelineOf } from '../../src/timeline.ts';
import { Proof } from '../../src/trie.ts';
import * as cases from './case.ts';
import { Goods, historyFor } from './custody.ts';
import { entries } from './registers.ts';
import * as timeline from './timeline.ts';
import { blob, compact, concat, list, none, prove, some, type State, text, trie, u32, u64, u8, utf8 } from './scale.ts';

/** Leaves of each block's batch. */
export const LEAVES = 7;
/** Seats of the council. */
export const SEATS = 4;
/** The schemes of those that do not use Ed25519. */
const SCHEME_OF_SEAT: Record<number, Scheme> = { 1: 'ecdsa', 3: 'sr25519' };
/** How many block hashes the state keeps. */
const KEPT_HASHES = 16;

export interface Keys {
	secret: Bytes;
	key: Bytes;
}

export const keysOf = (...seed: number[]): Keys => {
	const secret = blake2b256(Uint8Array.from(seed));
	return { secret, key: Uint8Array.from(ed25519.getPublicKey(secret)) };
};

/** A header before it is encoded. */
export interface Draft {
	parent: Bytes;
	number: number;
	stateRoot: Bytes;
	/** Encoded items of its digest. */
	digest: Bytes[];
}

export const encodeHeader = ({ parent, number, stateRoot, digest }: Draft): Bytes =>
	concat(parent, compact(number), stateRoot, new Uint8Array(32), list(digest));

/** What GRANDPA says in a digest. */
export const announcement = (message: Uint8Array): Bytes => concat(u8(4), utf8('FRNK'), blob(message));
export const authorityList = (members: Keys[], weight = 1n): Bytes =>
	list(members.map(({ key }) => concat(key, u64(weight))));
export const scheduled = (next: Bytes, delay = 0): Bytes => announcement(concat(u8(1), next, u32(delay)));
export const forced = (next: Bytes): Bytes => announcement(concat(u8(2), u32(0), next, u32(0)));

export interface Vote {
	block: { hash: Hex; number: number };
	signature: Bytes;
	voter: Bytes;
}

export interface Justification {
	round: bigint;
	target: { hash: Hex; number: number };
	votes: Vote[];
	ancestry: Bytes[];
}

export const encodeJustification = ({ round, target, votes, ancestry }: Justification): Bytes =>
	concat(
		u64(round),
		unhex(target.hash),
		u32(target.number),
		list(votes.map(({ block, signature, voter }) => concat(unhex(block.hash), u32(block.number), signature, voter))),
		compact(ancestry.length),
		...ancestry,
	);

export interface Block {
	draft: Draft;
	encoded: Bytes;
	header: Header;
	state: State;
	/** The set that votes on the block. */
	set: number;
}

/** The original of record `k` of a block. One is long enough to be a salt and a file. */
export const original = (block: number, k: number): Bytes =>
	utf8(`original ${k} of block ${block}${block === 5 && k === 1 ? ', as long as a salt and more' : ''}`);
export const digest = (block: number, k: number): Hex => hex(sha256(original(block, k)));
export const leaves = (block: number): Bytes[] =>
	Array.from({ length: LEAVES }, (_, index) => sha256(utf8(`leaf ${index} of block ${block}`)));

/** Root of a tree of leaf hashes and the path from one of them. */
export const rootAndPath = (hashes: Bytes[], index: number): [Bytes, Bytes[]] => {
	if (hashes.length === 1) return [hashes[0]!, []];
	let split = 1;
	while (split * 2 < hashes.length) split *= 2;
	const [left, right] = [hashes.slice(0, split), hashes.slice(split)];
	if (index < split) {
		const [root, path] = rootAndPath(left, index);
		const [sibling] = rootAndPath(right, 0);
		return [nodeHash(root, sibling), [...path, sibling]];
	}
	const [root, path] = rootAndPath(right, index - split);
	const [sibling] = rootAndPath(left, 0);
	return [nodeHash(sibling, root), [...path, sibling]];
};

export const batch = (block: number, index: number): [Bytes, Bytes[]] =>
	rootAndPath(leaves(block).map(leafHash), index);

export const digestSubject = (digest: Hex, deposit = 0, algorithm: Digest['algorithm'] = 'sha256'): Subject => ({
	digest: { algorithm, digest, deposit },
});

export const leafSubject = (block: number, index: number, deposit = 0): { leaf: Leaf } => {
	const [root, path] = batch(block, index);
	return {
		leaf: {
			digest: hex(leaves(block)[index]!),
			root: hex(root),
			deposit,
			index: BigInt(index),
			leaves: BigInt(LEAVES),
			path: path.map(hex),
		},
	};
};

const SINGLE = u8(0);
const batchOf = (leaves: number): Bytes => concat(u8(1), u64(BigInt(leaves)));
export const openedLeaf = (root: Bytes, openedAt: bigint): Bytes => concat(u8(2), root, u64(openedAt));

interface Deposited {
	org: number;
	operator: number;
	block: number;
	moment: bigint;
	content: Bytes;
}

/** What opens a commitment to a word. */
export const opening = (text: string): Opening => ({ text, salt: hex(sha256(utf8(text))) });
export const committed = (word: string): Hex => commitmentOf(opening(word));

/** What was described of all that was deposited. */
export const DESCRIPTION = hex(
	concat(
		list([
			concat(u8(0), sha256(utf8('right'))),
			concat(u8(1), sha256(utf8('lot'))),
			concat(u8(2), sha256(utf8('object'))),
			concat(u8(3), unhex(committed('offer'))),
			concat(u8(4), u8(0), u32(4)),
			concat(u8(4), u8(1), Uint8Array.of(2, 0), sha256(utf8('tag'))),
			concat(u8(5), unhex(committed('case'))),
		]),
		unhex(committed('source')),
		sha256(utf8('tool')),
		some(unhex(committed('person'))),
		u64(1_795_546_671_005n),
		// 90 minutes behind.
		Uint8Array.of(0xa6, 0xff),
		list([unhex(committed('witness'))]),
	),
);

const DESCRIPTION_DIGEST = unhex(digestOfDescription(DESCRIPTION));

/** The certificate with what was described, signed anew. */
export const described = (certificate: Certificate): Certificate =>
	signed({ ...certificate, description: { value: DESCRIPTION, statements: said(DESCRIPTION) } });

export const encodeDeposit = ({ org, operator, block, moment, content }: Deposited, kind = 0): Bytes =>
	concat(u8(kind), u32(org), u32(operator), u32(block), u64(moment), content, DESCRIPTION_DIGEST);

/** That a digest was revoked, how many deposits are left, and since when it stands again. */
const encodeRevoked = (last: number, left: number, at: bigint, again?: bigint): Bytes =>
	concat(u8(1), u32(last), u32(left), u64(at), again === undefined ? none : some(u64(again)));

/** How an operator reversed a revocation. */
const encodeReversal = (operator: number, block: number, moment: bigint): Bytes =>
	concat(u32(operator), u32(block), u64(moment), sha256(utf8(`ground of ${operator}`)));

/** A record: deposit, whether it stands, who was first, how many came later. */
export const encodeRecord = (
	deposit: Deposited,
	revoked?: [last: number, left: number, again?: bigint],
	later = 0,
): Bytes => {
	const status = revoked ? encodeRevoked(revoked[0], revoked[1], deposit.moment, revoked[2]) : u8(0);
	return concat(encodeDeposit(deposit), status, u32(deposit.org), u64(deposit.moment), u32(later));
};

const encodeOrganisation = (org: number): Bytes =>
	concat(
		text(`Member <${org}> & Co`),
		utf8('DE'),
		org % 2 === 0 ? some(utf8('529900T8BM49AURSDO55')) : none,
		some(text('DE1234567')),
		some(utf8('4012345000009')),
		org % 3 === 0 ? some(concat(Uint8Array.of(1, 0), new Uint8Array(32).fill(5))) : none,
		org % 4 === 0 ? some(text('https://resolver.example')) : none,
		u8(org % 3),
		org % 2 === 0 ? some(u32(0)) : none,
		u32(1),
		u8(org % 3),
		u8(org % 2),
		new Uint8Array(32).fill(org),
		u64(1n),
		u64(0n),
		u32(1),
		u64(0n),
	);

const FIRST_MOMENT = 1_795_546_671_000n;
export const momentOf = (block: number): bigint => FIRST_MOMENT + BigInt(block) * 6_000n;

/** The block whose batch has leaves that others deposited alone, in the block after it. */
export const BATCH = 11;
export const SEEN = 12;
/** The block whose batch its organisation 4 revoked and reinstated in block {@link SEEN}; that of organisation 5 stands. */
export const REINSTATED_BATCH = 10;
/** A leaf of that batch that was anchored alone afterwards, and revoked. */
export const CLOSED = 1;
/** Who deposited a leaf alone, in which block; and how many deposits were left after which revocation, and since when. */
export const ALONE: Record<string, { by: number; block: number; revoked?: [left: number, at: bigint, again?: bigint] }> = {
	anchored: { by: 9, block: SEEN },
	'anchored and revoked': { by: 9, block: SEEN, revoked: [0, momentOf(SEEN) + 1n] },
	'revoked before': { by: 9, block: BATCH - 5, revoked: [0, momentOf(BATCH) - 1n] },
	'revoked at once': { by: 9, block: BATCH - 5, revoked: [0, momentOf(BATCH)] },
	withdrawn: { by: 4, block: SEEN, revoked: [0, momentOf(SEEN) + 1n] },
	reinstated: { by: 9, block: SEEN, revoked: [1, momentOf(SEEN) + 1n, momentOf(SEEN) + 1_000n] },
};

/** The leaf with this label. */
export const aloneLeaf = (label: string, deposit = 0): { leaf: Leaf } =>
	leafSubject(BATCH, Object.keys(ALONE).indexOf(label), deposit);

const recordLeaves = (put: (key: Uint8Array, value: Bytes) => void): void => {
	for (const [label, { by, block, revoked }] of Object.entries(ALONE)) {
		const { digest } = aloneLeaf(label).leaf;
		const moment = momentOf(block);
		const deposit = encodeDeposit({ org: by, operator: 10, block, moment, content: SINGLE });
		const status = revoked ? encodeRevoked(0, ...revoked) : u8(0);
		put(keys.record('sha256', digest), concat(deposit, status, u32(by), u64(moment), u32(0)));
		if (revoked) put(keys.revoker('sha256', digest, by), new Uint8Array());
	}

	const [sha, block, at, later] = ['sha256', REINSTATED_BATCH, momentOf(SEEN), momentOf(SEEN) + 1_000n] as const;
	const batched = { org: 4, operator: 10, block, moment: momentOf(block), content: batchOf(LEAVES) };
	const root = hex(batch(block, 0)[0]);
	const first = concat(u32(4), u64(momentOf(block)));
	put(keys.record(sha, root), concat(encodeDeposit(batched), encodeRevoked(1, 2, at), first, u32(1)));
	const revoked = concat(u32(4), encodeReversal(10, SEEN, at), some(encodeReversal(10, SEEN, later)), none);
	put(keys.revocation(sha, root, 0), revoked);
	put(keys.revoker(sha, root, 4), new Uint8Array());
	const closed = encodeDeposit({ org: 9, operator: 10, block: SEEN, moment: at, content: SINGLE });
	const status = encodeRevoked(0, 0, at + 2_000n);
	put(keys.record(sha, hex(leaves(block)[CLOSED]!)), concat(closed, status, u32(9), u64(at), u32(0)));
};

export type Scheme = 'ed25519' | 'sr25519' | 'ecdsa';
const ISSUER = keysOf(9, 9, 9);
const NONCE = new Uint8Array(32).fill(1);

/** ECDSA as the chain has it: the recovery id comes last. */
export const signEcdsa = (message: Bytes, secret: Bytes): Bytes => {
	const hashed = blake2b256(message);
	const [recovery, ...scalars] = secp256k1.sign(hashed, secret, { prehash: false, format: 'recovered' });
	return Uint8Array.of(...scalars, recovery!);
};

/** What stands for a key of a scheme: the key, or BLAKE2b-256 of it. */
export const keyOf = (secret: Bytes, scheme: Scheme): Hex => {
	if (scheme === 'ed25519') return hex(ed25519.getPublicKey(secret));
	if (scheme === 'sr25519') return hex(sr25519.getPublicKey(sr25519.secretFromSeed(secret)));
	return hex(blake2b256(secp256k1.getPublicKey(secret, true)));
};

const signature = (message: Bytes, secret: Bytes, scheme: Scheme): Hex => {
	if (scheme === 'ed25519') return hex(ed25519.sign(message, secret));
	if (scheme === 'sr25519') return hex(sr25519.sign(sr25519.secretFromSeed(secret), message, NONCE));
	return hex(signEcdsa(message, secret));
};

/** The issuer of the tests. */
export const sign = {
	keyOf: (scheme: Scheme): Hex => keyOf(ISSUER.secret, scheme),
	text: (text: Bytes, scheme: Scheme): Hex => signature(text, ISSUER.secret, scheme),
};

/** The certificate signed by the issuer of the tests. */
export const signed = (certificate: Certificate, scheme: Scheme = 'ed25519'): Certificate => {
	const issuer = { ...certificate.issuer, scheme, publicKey: sign.keyOf(scheme) };
	const unsigned = { ...certificate, issuer };
	return { ...unsigned, signature: sign.text(signedText(unsigned), scheme) };
};

/** A seat of the council, with which scheme it signs, and the key. */
const seatOf = (salt: number, seat: number): { account: Hex; scheme: Scheme; sign: (message: Bytes) => Hex } => {
	const { secret } = keysOf(salt, 77, seat);
	const scheme = SCHEME_OF_SEAT[seat] ?? 'ed25519';
	return { account: keyOf(secret, scheme), scheme, sign: (message) => signature(message, secret, scheme) };
};

/** The checkpoint with the signatures of these seats of a chain, and no others. */
export const signedBy = (checkpoint: Checkpoint, salt: number, seats: number[]): Checkpoint => {
	const message = signedBySeats(checkpoint.statement);
	const signatures = seats
		.map((seat) => seatOf(salt, seat))
		.map(({ account, scheme, sign }) => ({ account, scheme, signature: sign(message) }))
		.sort((a, b) => (a.account < b.account ? -1 : 1));
	return { ...checkpoint, signatures };
};

export class TestChain {
	readonly blocks: Block[] = [];
	/** What happened to goods. */
	readonly goods = new Goods();
	readonly sets: Keys[][];

	/** A chain whose sets have `sizes` members and vote on `length` blocks each. */
	constructor(
		readonly salt: number,
		sizes: number[],
		readonly length: number,
		/** What the state has for its council; nothing if it is empty. */
		readonly council?: Bytes,
	) {
		this.sets = sizes.map((size, set) => Array.from({ length: size }, (_, member) => keysOf(salt, set, member)));
		for (let number = 0; number <= sizes.length * length; number++) this.#push(number);
	}

	get genesis(): Hex {
		return this.block(0).header.hash;
	}

	get last(): number {
		return this.blocks.length - 1;
	}

	block(number: number): Block {
		return this.blocks[number]!;
	}

	#push(number: number): void {
		const parent = this.blocks.at(-1);
		const state: State = new Map(parent?.state);
		const set = Math.floor(Math.max(number - 1, 0) / this.length);
		const next = number > 0 && number % this.length === 0 ? this.sets[set + 1] : undefined;
		const put = (key: Uint8Array, value: Bytes) => state.set(hex(key), value);
		if (number === 0) {
			this.#begin(put);
		} else {
			this.#deposit(put, number);
			if (number === SEEN) recordLeaves(put);
			this.goods.happen(state, number);
			put(keys.blockHash(number - 1), unhex(parent!.header.hash));
			if (number > KEPT_HASHES) state.delete(hex(keys.blockHash(number - 1 - KEPT_HASHES)));
		}
		put(keys.NOW, u64(momentOf(number)));
		if (next) put(keys.AUTHORITIES, authorityList(next));
		const draft = {
			parent: parent ? unhex(parent.header.hash) : new Uint8Array(32),
			number,
			stateRoot: trie(state).root,
			digest: next ? [scheduled(authorityList(next))] : [],
		};
		this.blocks.push({ ...made(draft), state, set });
	}

	#begin(put: (key: Uint8Array, value: Bytes) => void): void {
		put(keys.CODE, new Uint8Array(5_000).fill(7 + this.salt));
		put(keys.LAST_UPGRADE, concat(compact(3), text('tracemark')));
		put(keys.AUTHORITIES, authorityList(this.sets[0]!));
		for (const [set, members] of this.sets.entries()) {
			for (const [member, { key }] of members.entries()) {
				// The last key of each set is one that the chain no longer knows.
				if (member > 0 && member === members.length - 1) continue;
				const account = blake2b256(key);
				put(keys.keyOwner(key), account);
				// And of later sets, the first one's account is no validator any more.
				const status = member % 2 === 0 ? u8(0) : concat(u8(1), u32(7));
				if (member > 0 || set === 0) put(keys.validator(account), concat(u32(member), status));
			}
		}
		const seats = Array.from({ length: SEATS }, (_, seat) => seatOf(this.salt, seat).account).sort();
		const council = this.council ?? list(seats.map(unhex));
		if (council.length > 0) put(keys.COUNCIL, council);
		for (let org = 0; org < 12; org++) put(keys.organisation(org), encodeOrganisation(org));
		for (let filler = 0; filler < 60; filler++) {
			put(concat(keys.prefix('Custody', 'Units'), blake2b256(u32(filler))), new Uint8Array(80).fill(1));
		}
		for (const [key, value] of [...entries(), ...timeline.affiliations()]) put(key, value);
	}

	#deposit(put: (key: Uint8Array, value: Bytes) => void, block: number): void {
		const moment = momentOf(block);
		const by = (k: number, content: Bytes): Deposited => ({ org: 4 + k, operator: 10 + k, block, moment, content });
		for (let k = 0; k < 5; k++) {
			const name = digest(block, k);
			const algorithm = 'sha256';
			let revoked: [number, number, bigint?] | undefined;
			if (k === 4) {
				// Of every third block reinstated, of every sixth revoked again.
				const [reinstated, again] = [block % 3 === 0, block % 6 === 0];
				const turn = (is: boolean, operator: number, after: bigint): Bytes =>
					is ? some(encodeReversal(operator, block, moment + after)) : none;
				const turns = concat(turn(reinstated, 14, 1_000n), turn(again, 15, 2_000n));
				put(keys.revocation(algorithm, name, 0), concat(u32(8), encodeReversal(14, block, moment), turns));
				revoked = [0, reinstated && !again ? 1 : 0, reinstated ? moment + 1_000n : undefined];
			}
			if (k === 3) put(keys.attestations(algorithm, name), u32(1));
			put(keys.record(algorithm, name), encodeRecord(by(k, SINGLE), revoked, k === 3 ? 2 : 0));
		}
		const blake = hex(blake2b256(original(block, 0)));
		put(keys.record('blake2b256', blake), encodeRecord(by(0, SINGLE)));
		put(keys.record('sm3', hex(sm3(original(block, 0)))), encodeRecord(by(1, SINGLE), [3, 1]));
		put(keys.record('sha3256', hex(sha3256(original(block, 0)))), encodeRecord(by(1, SINGLE)));
		const root = hex(batch(block, 0)[0]);
		put(keys.record('sha256', root), encodeRecord(by(0, batchOf(LEAVES)), undefined, 1));
		put(keys.corroboration('sha256', root, 1), encodeDeposit(by(1, batchOf(LEAVES)), 3));
		// Leaf 5 was opened, leaf 6 anchored alone.
		const opened = hex(leaves(block)[5]!);
		put(keys.record('sha256', opened), encodeRecord(by(0, openedLeaf(unhex(root), moment + 3_000n))));
		put(keys.record('sha256', hex(leaves(block)[6]!)), encodeRecord(by(2, SINGLE), undefined, 1));
		if (block !== timeline.BLOCK) return;
		const [held, other] = [leaves(block)[timeline.LEAF]!, leaves(block)[5]!];
		for (const [key, value] of timeline.entries(unhex(root), held)) put(key, value);
		const deposits = { original: (k: number) => original(block, k), root: unhex(root), leaves: [held, other] as [Bytes, Bytes] };
		for (const [key, value] of cases.entries(deposits)) put(key, value);
	}

	/** The vote of a member of a set for a block, signed as of set number `id`. */
	vote(set: number, member: number, block: { hash: Hex; number: number }, id = BigInt(set), round = 1n): Vote {
		const { secret, key } = this.sets[set]![member]!;
		const signature = Uint8Array.from(ed25519.sign(precommit(block, round, id), secret));
		return { block: { hash: block.hash, number: block.number }, signature, voter: key };
	}

	/** The votes of as many members of the block's set as are needed. */
	justify(number: number): Justification {
		const { header, set } = this.block(number);
		const size = this.sets[set]!.length;
		const needed = size - Math.floor((size - 1) / 3);
		const votes = Array.from({ length: needed }, (_, member) => this.vote(set, member, header));
		return { round: 1n, target: { hash: header.hash, number }, votes, ancestry: [] };
	}

	/** That a block is final, by votes for a later block of its set; from genesis on, or from a checkpoint. */
	finality(at: number, voted = Math.ceil(at / this.length) * this.length, since?: Checkpoint): Finality {
		const { set } = this.block(voted);
		const first = since ? Number(since.statement.setId) : 0;
		const handOffs = Array.from({ length: set - first }, (_, before) => {
			const number = (first + before + 1) * this.length;
			return {
				header: new Blob(this.block(number).encoded),
				justification: new Blob(encodeJustification(this.justify(number))),
			};
		});
		const genesis = {
			header: new Blob(this.block(0).encoded),
			proof: prove(this.block(0).state, [keys.AUTHORITIES]).map((node) => new Blob(node)),
		};
		return {
			genesis: since ? undefined : genesis,
			checkpoint: since && hex(digestOfStatement(since.statement)),
			handOffs,
			setId: BigInt(set),
			header: new Blob(this.block(at).encoded),
			descendants: this.blocks.slice(at + 1, voted + 1).map(({ encoded }) => new Blob(encoded)),
			justification: new Blob(encodeJustification(this.justify(voted))),
		};
	}

	/** A checkpoint of `block` that these seats signed. The council is that of block `at`. */
	checkpoint(at: number, block: number, seats: number[], earlier?: Checkpoint): Checkpoint {
		const set = Math.min(Math.floor(block / this.length), this.sets.length - 1);
		const authorities = this.sets[set]!.map(({ key }) => ({ authority: hex(key), weight: 1n }));
		const { hash } = this.block(block).header;
		const proof = prove(this.block(at).state, [keys.COUNCIL]).map((node) => new Blob(node));
		const unsigned: Checkpoint = {
			version: 'tracemark-checkpoint/1',
			statement: { genesisHash: this.genesis, block, blockHash: hash, setId: BigInt(set), authorities },
			council: { finality: this.finality(at, undefined, earlier), proof },
			signatures: [],
		};
		return signedBy(unsigned, this.salt, seats);
	}

	/** A certificate of `subject` at a block, whose finality a later block of its set proves. */
	certify(
		subject: Subject,
		at = this.last,
		voted = Math.ceil(at / this.length) * this.length,
		since?: Checkpoint,
		/** With the timeline, and what is known of the depositor's account. */
		told?: { account?: Hex },
	): Certificate {
		const { header, state } = this.block(at);
		const { set: index } = this.block(voted);
		const members = this.sets[index]!.map(({ key }) => ({ key, weight: 1n }));
		const set = new AuthoritySet(BigInt(index), members);
		const whole = trie(state);
		const unique = new Map(whole.nodes.map((node) => [hex(node), node]));
		const proof = new Proof('facts', whole.root, [...unique.values()]);
		const history = historyFor(subject, this.goods.happened, at);
		const facts = derive(subject, { header, set }, proof, history);
		const depositor = facts.depositor && { ...facts.depositor, account: told?.account };
		const stated = told && { statements: [] };
		const statements = timelineOf({ subject, depositor, timeline: stated }, facts.deposit, proof);
		const code = proof.valueHash(keys.CODE)!;
		const { entry } = facts;
		const timeline = statements && { statements };
		const finality = this.finality(at, voted, since);
		return signed({
			version: VERSION,
			subject,
			original: undefined,
			depositor,
			entry: entry && { ...entry, blockHash: entry.blockHash ?? this.block(entry.block).header.hash },
			description: undefined,
			status: facts.status,
			timeline,
			record: facts.record,
			history,
			chain: { name: 'Test', genesisHash: this.genesis },
			retrieval: {
				block: at,
				blockHash: header.hash,
				blockTime: facts.blockTime,
				retrievedAt: '2026-11-25T00:00:00.000Z',
			},
			runtime: { specName: facts.specName, specVersion: facts.specVersion, codeHash: hex(code) },
			operators: facts.operators,
			finality,
			state: { key: facts.key, value: facts.value, proof: proof.needed.map((node) => new Blob(node)) },
			doesNotProve: doesNotProveOf({ subject }),
			howToVerify: howToVerifyOf({ subject, depositor, entry: undefined, timeline, finality }),
			privacy: PRIVACY,
			issuer: { name: 'Issuer & Sons', scheme: 'ed25519', publicKey: hex(ISSUER.key) },
			signature: undefined,
		});
	}
}

/** A header as a block has it. */
export const made = (draft: Draft): { draft: Draft; encoded: Bytes; header: Header } => {
	const encoded = encodeHeader(draft);
	return { draft, encoded, header: decodeHeader(new Blob(encoded)) };
};

export const textBytes = (certificate: Certificate): Bytes => textOf(certificate);
