/** The hashes of the chain and of certificates. */
import { blake2b } from '@noble/hashes/blake2.js';
import { sha256 as sha2 } from '@noble/hashes/sha2.js';
import { sha3_256 } from '@noble/hashes/sha3.js';
import { type Bytes, concat } from './bytes.ts';

export const blake2b256 = (data: Uint8Array): Bytes => Uint8Array.from(blake2b(data, { dkLen: 32 }));
export const blake2b128 = (data: Uint8Array): Bytes => Uint8Array.from(blake2b(data, { dkLen: 16 }));
export const sha3256 = (data: Uint8Array): Bytes => Uint8Array.from(sha3_256(data));
export const sha256 = (...parts: Uint8Array[]): Bytes => Uint8Array.from(sha2(concat(...parts)));

const [P1, P2, P3, P4, P5] = [
	0x9e3779b185ebca87n,
	0xc2b2ae3d27d4eb4fn,
	0x165667b19e3779f9n,
	0x85ebca77c2b2ae63n,
	0x27d4eb2f165667c5n,
];
const wrap = (value: bigint): bigint => BigInt.asUintN(64, value);
const rotate = (value: bigint, by: bigint): bigint => wrap((value << by) | (value >> (64n - by)));
const round = (state: bigint, lane: bigint): bigint => wrap(rotate(wrap(state + lane * P2), 31n) * P1);

/** xxHash, 64 bits. */
const xxhash64 = (data: Uint8Array, seed: bigint): bigint => {
	const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
	let at = 0;
	let state: bigint;
	if (data.length >= 32) {
		const lanes = [wrap(seed + P1 + P2), wrap(seed + P2), seed, wrap(seed - P1)];
		for (; at + 32 <= data.length; at += 32) {
			for (const [index, lane] of lanes.entries()) {
				lanes[index] = round(lane, view.getBigUint64(at + 8 * index, true));
			}
		}
		const turns = [1n, 7n, 12n, 18n];
		state = wrap(lanes.reduce((sum, lane, index) => sum + rotate(lane, turns[index] ?? 0n), 0n));
		for (const lane of lanes) state = wrap((state ^ round(0n, lane)) * P1 + P4);
	} else {
		state = wrap(seed + P5);
	}
	state = wrap(state + BigInt(data.length));
	for (; at + 8 <= data.length; at += 8) {
		state = wrap(rotate(state ^ round(0n, view.getBigUint64(at, true)), 27n) * P1 + P4);
	}
	if (at + 4 <= data.length) {
		state = wrap(rotate(state ^ wrap(BigInt(view.getUint32(at, true)) * P1), 23n) * P2 + P3);
		at += 4;
	}
	for (; at < data.length; at++) {
		state = wrap(rotate(state ^ wrap(BigInt(view.getUint8(at)) * P5), 11n) * P1);
	}
	state = wrap((state ^ (state >> 33n)) * P2);
	state = wrap((state ^ (state >> 29n)) * P3);
	return state ^ (state >> 32n);
};

const twox = (data: Uint8Array, words: number): Bytes => {
	const hash = new Uint8Array(8 * words);
	const view = new DataView(hash.buffer);
	for (let word = 0; word < words; word++) view.setBigUint64(8 * word, xxhash64(data, BigInt(word)), true);
	return hash;
};

export const twox64 = (data: Uint8Array): Bytes => twox(data, 1);
export const twox128 = (data: Uint8Array): Bytes => twox(data, 2);
