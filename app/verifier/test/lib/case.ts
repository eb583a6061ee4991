/** Two cases: one with deposits of every form listed under it, and one with a single deposit. */
import { hex, type Hex, unhex } from '../../src/bytes.ts';
import { type Subject } from '../../src/form.ts';
import { blake2b256, sha256, sha3256 } from '../../src/hash.ts';
import * as keys from '../../src/keys.ts';
import { commitmentOf, type Opening } from '../../src/openings.ts';
import { sm3 } from '../../src/sm3.ts';
import { concat, u32, u64, u8, utf8 } from './scale.ts';
import { BLOCK, BUSY, MOMENT } from './timeline.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const opening = (text: string): Opening => ({ text, salt: hex(sha256(utf8(text))) });

/** What opens the commitment to the case. */
export const REFERENCE = opening('7 Cg 12/26');
/** The commitments to both. */
export const COMMITMENTS: [case_: Hex, other: Hex] = [commitmentOf(REFERENCE), commitmentOf(opening('8 Cg 1/27'))];
/** The case. */
export const CASE = { case: { commitment: COMMITMENTS[0] } } satisfies Subject;
/** A case under which one deposit is listed. */
export const OTHER = { case: { commitment: COMMITMENTS[1] } } satisfies Subject;

/** A digest whose first deposit was revoked before the second one was made. */
export const SPENT = hex(sha256(utf8('spent')));

/** The deposits of the block by which they are listed. */
export interface Deposits {
	/** The originals by number. */
	original: (k: number) => Bytes;
	root: Bytes;
	/** The leaf that was opened of two batches that are held, and one that was opened of one. */
	leaves: [held: Bytes, other: Bytes];
}

const listed = (algorithm: number, digest: Uint8Array, deposit: number): Bytes =>
	concat(u8(algorithm), digest, u32(deposit));

/** What is listed under the case, in its order: the count of them, how many stand and how many are held. */
export const LISTINGS = { count: 11, standing: 8, held: 4 };
const listings = ({ original, root, leaves: [held, other] }: Deposits): Bytes[] => [
	listed(0, sha256(original(0)), 0),
	// Revoked, and nobody else deposited it.
	listed(0, sha256(original(4)), 0),
	// A corroboration that was revoked, reinstated and revoked again, and one that was not: the digest is held.
	listed(0, unhex(BUSY), 1),
	listed(0, unhex(BUSY), 2),
	listed(0, root, 1),
	listed(0, held, 0),
	listed(0, other, 0),
	listed(1, sha3256(original(0)), 0),
	listed(2, blake2b256(original(0)), 0),
	listed(3, sm3(original(0)), 0),
	listed(0, unhex(SPENT), 1),
];

/** All that the state has of both beside the deposits of the block. */
export function* entries(deposits: Deposits): Generator<[key: Bytes, value: Bytes]> {
	const list = function* (commitment: Hex, all: Bytes[]): Generator<[Bytes, Bytes]> {
		for (const [index, listing] of all.entries()) yield [keys.listing(commitment, index + 1), listing];
		yield [keys.listingCount(commitment), u32(all.length)];
	};
	yield* list(COMMITMENTS[0], listings(deposits));
	yield* list(COMMITMENTS[1], [listed(0, sha256(deposits.original(1)), 0)]);
	const doing = (org: number): Bytes => concat(u32(org), u32(org + 6), u32(BLOCK), u64(MOMENT));
	const ground = sha256(utf8('ground'));
	const reversal = (operator: number): Bytes => concat(u8(1), u32(operator), u32(BLOCK), u64(MOMENT), ground);
	yield [keys.revocation('sha256', BUSY, 1), concat(doing(5), ground, reversal(12), reversal(13))];
	yield [keys.revocation('sha256', SPENT, 0), concat(doing(4), ground, u8(0), u8(0))];
	const photograph = (org: number): Bytes => concat(u8(3), doing(org), u8(0), sha256(utf8('description')));
	const revoked = concat(u8(1), u32(0), u32(0), u64(MOMENT), u8(0));
	yield [keys.record('sha256', SPENT), concat(photograph(4), revoked, u32(4), u64(MOMENT), u32(1))];
	yield [keys.corroboration('sha256', SPENT, 1), photograph(7)];
}
