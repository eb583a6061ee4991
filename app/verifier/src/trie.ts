/**
 * Read proofs under a state root: the trie of Substrate with nodes hashed by BLAKE2b-256, layout
 * version 1, whose nodes of version 0 are read alike.
 */
import { type Bytes, hex, type Hex } from './bytes.ts';
import { blake2b256 } from './hash.ts';
import { refusal } from './refusal.ts';
import { Scale, ScaleError } from './scale.ts';

type Value = { inline: Bytes } | { hash: Bytes };

/** A node: the nibbles that lead on to it, its value, and its children by their nibble. */
interface TrieNode {
	partial: number[];
	value: Value | undefined;
	children: Map<number, Bytes>;
}

/** How a node begins: prefix bits, how many there are, and what it has. */
const KINDS = [
	{ prefix: 0b01, bits: 2, branch: false, value: 'inline' },
	{ prefix: 0b10, bits: 2, branch: true, value: 'none' },
	{ prefix: 0b11, bits: 2, branch: true, value: 'inline' },
	{ prefix: 0b001, bits: 3, branch: false, value: 'hash' },
	{ prefix: 0b0001, bits: 4, branch: true, value: 'hash' },
] as const;

/** The node of a trie without entries. */
const EMPTY = Uint8Array.of(0);
const HASH_OF_EMPTY = hex(blake2b256(EMPTY));

export const nibblesOf = (key: Uint8Array): number[] => [...key].flatMap((byte) => [byte >> 4, byte & 15]);

/** How many nibbles the partial key has: the rest of the first byte, continued as long as all bits are set. */
const partialLength = (scale: Scale, first: number, bits: number): number => {
	const most = 0xff >> bits;
	let length = first & most;
	if (length < most) return length;
	for (;;) {
		const more = scale.u8();
		length += more;
		if (more < 255) return length;
	}
};

const partialKey = (scale: Scale, length: number): number[] => {
	const nibbles = nibblesOf(scale.bytes(Math.ceil(length / 2)));
	// A node ends in a value or children, so that something follows even an empty key.
	if (length === 0 && scale.left === 0) throw new ScaleError('a node that ends early');
	if (length % 2 === 0) return nibbles;
	if (nibbles[0] !== 0) throw new ScaleError('padding that is not zero');
	return nibbles.slice(1);
};

/** Decodes a node; nothing for the one of an empty trie. What follows a node is passed over. */
export const decodeNode = (encoded: Uint8Array): TrieNode | undefined => {
	const scale = new Scale(encoded);
	const first = scale.u8();
	if (first === 0) return undefined;
	const kind = KINDS.find(({ prefix, bits }) => first >> (8 - bits) === prefix);
	if (!kind) throw new ScaleError('no such node');
	const partial = partialKey(scale, partialLength(scale, first, kind.bits));
	const bitmap = kind.branch ? scale.u16() : 0;
	if (kind.branch && bitmap === 0) throw new ScaleError('a branch without children');
	let value: Value | undefined;
	if (kind.value === 'inline') value = { inline: scale.blob() };
	if (kind.value === 'hash') value = { hash: scale.hash() };
	const children = new Map<number, Bytes>();
	for (let nibble = 0; nibble < 16; nibble++) {
		if ((bitmap >> nibble) & 1) children.set(nibble, scale.blob());
	}
	return { partial, value, children };
};

/** A read proof while it is read. */
export class Proof {
	readonly #nodes = new Map<Hex, Bytes>();
	readonly #needed = new Set<Hex>();
	readonly #count: number;

	/** Takes the nodes of a proof. `what` it proves is named in refusals. */
	constructor(
		readonly what: string,
		readonly root: Uint8Array,
		nodes: Bytes[],
	) {
		this.#nodes.set(HASH_OF_EMPTY, EMPTY);
		const seen = new Set<Hex>();
		for (const node of nodes) {
			const hash = hex(blake2b256(node));
			if (seen.has(hash)) throw refusal('DuplicateNode', what);
			seen.add(hash);
			this.#nodes.set(hash, node);
		}
		this.#count = nodes.length;
	}

	/** The value under a key, or nothing if the proof shows that there is none. */
	read(key: Uint8Array): Bytes | undefined {
		return this.#checked(() => {
			const value = this.#find(key);
			if (!value) return undefined;
			return 'inline' in value ? value.inline : this.#node(value.hash);
		});
	}

	/** The hash of the value under a key. A large value itself need not be in the proof. */
	valueHash(key: Uint8Array): Bytes | undefined {
		return this.#checked(() => {
			const value = this.#find(key);
			if (!value) return undefined;
			return 'inline' in value ? blake2b256(value.inline) : value.hash;
		});
	}

	/** Checks that no node was there for nothing. */
	finish(): void {
		if (this.#needed.size !== this.#count) throw refusal('UnusedNode', this.what);
	}

	/** The nodes that were needed so far. */
	get needed(): Bytes[] {
		return [...this.#needed].map((hash) => this.#nodes.get(hash)).filter((node) => node !== undefined);
	}

	#checked<T>(read: () => T): T {
		try {
			return read();
		} catch (error) {
			if (error instanceof ScaleError) throw refusal('MissingNode', this.what);
			throw error;
		}
	}

	#node(hash: Uint8Array): Bytes {
		const node = this.#nodes.get(hex(hash));
		if (!node) throw refusal('MissingNode', this.what);
		this.#needed.add(hex(hash));
		return node;
	}

	#find(key: Uint8Array): Value | undefined {
		let rest = nibblesOf(key);
		let encoded = this.#node(this.root);
		for (;;) {
			const node = decodeNode(encoded);
			if (!node) return undefined;
			const { partial, value, children } = node;
			const leads = partial.length <= rest.length && partial.every((nibble, index) => nibble === rest[index]);
			if (!leads) return undefined;
			if (partial.length === rest.length) return value;
			const child = children.get(rest[partial.length] ?? -1);
			if (!child) return undefined;
			rest = rest.slice(partial.length + 1);
			// A child that is as long as a hash is one; a shorter one stands in its parent.
			encoded = child.length === 32 ? this.#node(child) : child;
		}
	}
}
