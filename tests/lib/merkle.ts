/**
 * The tree of RFC 6962 with SHA-256, as `primitives/src/merkle.rs` verifies it, the leaf of one item in
 * its lot, as `primitives/src/gs1.rs` defines it, and that of a code in its edition, as
 * `primitives/src/editions.rs` does.
 */
import { concat, hex, sha256, text } from './bytes.ts';
import { digitalLink } from './gs1.ts';

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** `SHA-256(0x00 || data)`. */
export const leafHash = (data: Uint8Array): Uint8Array => sha256(LEAF, data);

/** `SHA-256(0x01 || left || right)`. */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array =>
	sha256(NODE, left, right);

/** The leaf of one item: domain, length-prefixed Digital Link, item key. */
export const lotLeaf = (gtin: string, serial: string, itemKey: Uint8Array): Uint8Array => {
	const link = text(digitalLink(gtin, serial));
	return leafHash(concat(text('tracemark/unit/v1'), Uint8Array.of(link.length), link, itemKey));
};

/** The verifier of RFC 9162, section 2.1.3.2, which the chain runs. */
export const verify = (root: Uint8Array, size: number, index: number, leaf: Uint8Array, path: Uint8Array[]): boolean => {
	if (index >= size) return false;
	let [node, last, hash] = [index, size - 1, leaf];
	for (const sibling of path) {
		if (last === 0) return false;
		if (node % 2 === 1 || node === last) {
			hash = nodeHash(sibling, hash);
			while (node % 2 === 0 && node !== 0) [node, last] = [node >> 1, last >> 1];
		} else hash = nodeHash(hash, sibling);
		[node, last] = [node >> 1, last >> 1];
	}
	return last === 0 && hex(hash) === hex(root);
};

/** The leaf of one code: domain, edition, digest of the public key, salt. */
export const codeLeaf = (edition: Uint8Array, itemKey: Uint8Array, salt: Uint8Array): Uint8Array =>
	leafHash(concat(text('tracemark/code/v1'), edition, itemKey, salt));

/**
 * All levels of the tree, leaves first. An odd node at the end of a level moves up unchanged, which
 * gives the same tree as splitting at the largest power of two below the size.
 */
export class MerkleTree {
	readonly #levels: Uint8Array[][];

	constructor(leaves: Uint8Array[]) {
		if (leaves.length === 0) throw new Error('a tree needs at least one leaf');
		this.#levels = [leaves];
		for (let level = leaves; level.length > 1; ) {
			const above: Uint8Array[] = [];
			for (let i = 0; i < level.length; i += 2) {
				const [left, right] = [level[i]!, level[i + 1]];
				above.push(right ? nodeHash(left, right) : left);
			}
			this.#levels.push(above);
			level = above;
		}
	}

	get size(): number {
		return this.#levels[0]!.length;
	}

	get root(): Uint8Array {
		return this.#levels.at(-1)![0]!;
	}

	/** The siblings of the leaf at `index`, from the leaf upwards. */
	path(index: number): Uint8Array[] {
		if (!Number.isInteger(index) || index < 0 || index >= this.size) {
			throw new RangeError(`no leaf ${index} in a tree of ${this.size}`);
		}
		return this.#levels
			.slice(0, -1)
			.map((level, height) => level[(index >> height) ^ 1])
			.filter((sibling) => sibling !== undefined);
	}
}
