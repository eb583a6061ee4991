/** SCALE and trie nodes, written for tests. */
import { type Bytes, concat, hex, type Hex, unhex, utf8 } from '../../src/bytes.ts';
import { blake2b256 } from '../../src/hash.ts';
import { encodeU32, encodeU64 } from '../../src/scale.ts';
import { nibblesOf, Proof } from '../../src/trie.ts';

export { concat, encodeU32 as u32, encodeU64 as u64, utf8 };

export const u8 = (value: number): Bytes => Uint8Array.of(value);

export const compact = (value: number): Bytes => {
	if (value < 1 << 6) return u8(value << 2);
	if (value < 1 << 14) return Uint8Array.of(((value << 2) | 1) & 0xff, value >> 6);
	if (value < 1 << 30) return encodeU32(((value << 2) | 2) >>> 0);
	return concat(u8(3), encodeU32(value));
};

export const list = (items: Uint8Array[]): Bytes => concat(compact(items.length), ...items);
export const blob = (bytes: Uint8Array): Bytes => concat(compact(bytes.length), bytes);
export const text = (value: string): Bytes => blob(utf8(value));
export const none = u8(0);
export const some = (value: Uint8Array): Bytes => concat(u8(1), value);

export type State = Map<Hex, Bytes>;

const KINDS = {
	leaf: { inline: [0x40, 2], hash: [0x20, 3], none: [0x40, 2] },
	branch: { inline: [0xc0, 2], hash: [0x10, 4], none: [0x80, 2] },
} as const;

/** First byte, and how it goes on, of a node whose partial key has this length. */
const beginning = (prefix: number, bits: number, length: number): Bytes => {
	const most = 0xff >> bits;
	if (length < most) return u8(prefix | length);
	const more = length - most;
	return concat(u8(prefix | most), new Uint8Array(Math.floor(more / 255)).fill(255), u8(more % 255));
};

const packed = (nibbles: number[]): Bytes => {
	const even = nibbles.length % 2 === 0 ? nibbles : [0, ...nibbles];
	return Uint8Array.from({ length: even.length / 2 }, (_, index) => (even[2 * index]! << 4) | even[2 * index + 1]!);
};

/** A state trie of layout version 1: its root, and all of its nodes. */
export const trie = (state: State): { root: Bytes; nodes: Bytes[] } => {
	const nodes: Bytes[] = [];
	const stored = (encoded: Bytes): Bytes => {
		nodes.push(encoded);
		return blake2b256(encoded);
	};
	const node = (entries: [number[], Bytes][]): Bytes => {
		const [shortest] = entries[0]!;
		let shared = 0;
		if (entries.length === 1) shared = shortest.length;
		else while (shared < shortest.length && entries.every(([key]) => key[shared] === shortest[shared])) shared++;
		const own = entries.find(([key]) => key.length === shared)?.[1];
		const below = entries.filter(([key]) => key.length > shared);
		const held = own === undefined ? 'none' : own.length >= 33 ? 'hash' : 'inline';
		const [prefix, bits] = KINDS[below.length > 0 ? 'branch' : 'leaf'][held];
		const value = own === undefined ? [] : [held === 'hash' ? stored(own) : blob(own)];
		const head = [beginning(prefix, bits, shared), packed(shortest.slice(0, shared))];
		if (below.length === 0) return concat(...head, ...value);
		const children: Bytes[] = [];
		let bitmap = 0;
		for (let nibble = 0; nibble < 16; nibble++) {
			const inner = below.filter(([key]) => key[shared] === nibble);
			if (inner.length === 0) continue;
			bitmap |= 1 << nibble;
			const child = node(inner.map(([key, value]) => [key.slice(shared + 1), value]));
			children.push(blob(child.length < 32 ? child : stored(child)));
		}
		return concat(...head, Uint8Array.of(bitmap & 0xff, bitmap >> 8), ...value, ...children);
	};
	const entries = [...state].sort(([a], [b]) => (a < b ? -1 : 1));
	return { root: stored(node(entries.map(([key, value]) => [nibblesOf(unhex(key)), value]))), nodes };
};

/** The nodes of a trie that show what is under these keys; of the last key, the hash of its value. */
export const prove = (state: State, keys: Bytes[], hashed?: Bytes): Bytes[] => {
	const { root, nodes } = trie(state);
	const unique = new Map(nodes.map((node) => [hex(node), node]));
	const proof = new Proof('test', root, [...unique.values()]);
	for (const key of keys) proof.read(key);
	if (hashed) proof.valueHash(hashed);
	return proof.needed.sort((a, b) => (hex(a) < hex(b) ? -1 : 1));
};
