/** A record about which much was done, a batch that is held, and the leaf that was opened of it: all in one block. */
import { type Bytes, hex, type Hex } from '../../src/bytes.ts';
import { sha256 } from '../../src/hash.ts';
import * as keys from '../../src/keys.ts';
import { blob, concat, list, none, some, u32, u64, u8, utf8 } from './scale.ts';

/** The block. */
export const BLOCK = 5;
/** The leaf of its batch that was opened. */
export const LEAF = 2;
export const MOMENT = 1_795_546_701_000n;
const SHA = 'sha256';
const bytes = (word: string): Bytes => sha256(utf8(word));
const digest = (word: string): Bytes => concat(u8(0), bytes(word));

/** The record. */
export const BUSY = hex(bytes('much was done about it'));
/** The account of an operator. */
export const account = (operator: number): Hex => hex(bytes(`operator ${operator}`));

/** Who did something, when. */
const doing = (org: number): Bytes => concat(u32(org), u32(org + 6), u32(BLOCK), u64(MOMENT));
/** An act of an organisation after so many deposits. */
export const act = (deposits: number, org: number, index: number, ...content: Bytes[]): Bytes =>
	concat(u32(deposits), doing(org), u8(index), ...content);

const hold = (org: number, released: Bytes): Bytes =>
	concat(u32(org), u32(org + 6), bytes('case'), u32(BLOCK), u64(MOMENT), released);
const RELEASE = some(concat(u32(8), u32(14), none, u32(BLOCK), u64(MOMENT)));
const GROUNDED = some(concat(u32(8), u32(14), some(bytes('why')), u32(BLOCK), u64(MOMENT)));

const deposit = (org: number, content: Bytes): Bytes => concat(u8(0), doing(org), content, bytes('description'));
const record = (deposit: Bytes, org: number, status: Bytes, later: number): Bytes =>
	concat(deposit, status, u32(org), u64(MOMENT), u32(later));

const ACTS = [
	act(0, 7, 3, u32(1)),
	act(0, 8, 7, u32(1)),
	act(1, 9, 7, u32(2)),
	act(1, 8, 8, u32(1)),
	act(2, 4, 5, u64(MOMENT + 1n)),
	act(2, 4, 10, digest('successor')),
	act(2, 9, 10, digest('other successor')),
	act(2, 5, 11, digest('predecessor')),
	act(2, 9, 12, u32(1), u32(3)),
	act(2, 9, 9, u32(6)),
	act(2, 5, 4, u32(1)),
	act(2, 4, 6, u64(MOMENT)),
	act(2, 5, 1, u32(1)),
	act(2, 5, 13, u32(1)),
	act(2, 5, 14, u32(1)),
];
/** How many deposits and acts the record has. */
export const ENTRIES = 3 + ACTS.length;

/** All of it. The batch has this root, and the leaf is one of it. */
export function* entries(root: Bytes, leaf: Bytes): Generator<[key: Bytes, value: Bytes]> {
	const log = function* (of: Hex, acts: Bytes[]): Generator<[Bytes, Bytes]> {
		for (const [index, act] of acts.entries()) yield [keys.act(SHA, of, index + 1), act];
		yield [keys.actCount(SHA, of), u32(acts.length)];
	};
	const holds = function* (of: Hex, inForce: number, all: Bytes[]): Generator<[Bytes, Bytes]> {
		for (const [index, hold] of all.entries()) yield [keys.hold(SHA, of, index + 1), hold];
		yield [keys.holdCount(SHA, of), concat(u32(all.length), u32(inForce))];
	};
	const revoked = concat(u8(1), u32(2), u32(2), u64(MOMENT), none);
	yield [keys.record(SHA, BUSY), record(deposit(4, u8(0)), 4, revoked, 2)];
	yield [keys.corroboration(SHA, BUSY, 1), deposit(5, u8(0))];
	yield [keys.corroboration(SHA, BUSY, 2), deposit(6, u8(0))];
	const notary = 1 << 23;
	const attested = concat(u32(7), u32(13), u32(notary), bytes('statement'), u32(BLOCK), u64(MOMENT));
	yield [keys.attestation(SHA, BUSY, 1), attested];
	yield [keys.attestations(SHA, BUSY), u32(1)];
	yield* holds(BUSY, 1, [hold(8, RELEASE), hold(9, none), hold(10, GROUNDED)]);
	for (const [org, entitlement, successor] of [
		[4, concat(u8(0), u32(0)), 'successor'],
		[9, concat(u8(1), u32(2)), 'other successor'],
	] as const) {
		const said = concat(entitlement, digest(successor), u32(1), bytes('grounds'), u32(BLOCK), u64(MOMENT));
		yield [keys.supersession(SHA, BUSY, org), concat(u32(org + 6), said)];
	}
	yield* log(BUSY, ACTS);
	const named = concat(digest('token'), blob(Uint8Array.of(0x88, 0x37, 3)), blob(Uint8Array.of(0x0a, 0xff)));
	yield [keys.timeStamp(SHA, BUSY, 5, 1), concat(named, u64(MOMENT - 1n), u32(11), u32(BLOCK), u64(MOMENT))];
	yield [keys.keeper(SHA, BUSY, 4), concat(u32(10), u64(MOMENT), u32(BLOCK), u64(MOMENT))];

	// The batch is held, and the leaf was opened under it and another one.
	const elsewhere = bytes('another batch');
	yield* holds(hex(root), 1, [hold(9, none)]);
	yield* holds(hex(elsewhere), 1, [hold(10, none)]);
	yield* log(hex(root), [act(1, 6, 2, leaf), act(1, 9, 7, u32(1))]);
	const batches = [root, elsewhere].map((root) => concat(root, u64(MOMENT)));
	yield [keys.batchesOf(SHA, hex(leaf)), list(batches)];
	const opened = deposit(6, concat(u8(2), root, u64(MOMENT + 3_000n)));
	yield [keys.record(SHA, hex(leaf)), record(opened, 6, u8(0), 0)];
}

/** Whose the accounts are: each operator's own; that of operator 14 is retired, and 15 became a controller. */
export function* affiliations(): Generator<[key: Bytes, value: Bytes]> {
	for (let operator = 10; operator < 20; operator++) {
		const serving = concat(u8(2), u32(operator), u32(1 | (1 << 24)));
		const capacity = operator === 14 ? concat(u8(3), u32(operator)) : operator === 15 ? u8(0) : serving;
		yield [keys.affiliation(account(operator)), concat(u32(operator - 6), capacity)];
	}
}
