/** The tree of batches: RFC 6962 with SHA-256. */
import { equal, type Bytes } from './bytes.ts';
import { sha256 } from './hash.ts';

const [LEAF, NODE] = [Uint8Array.of(0), Uint8Array.of(1)];

export const leafHash = (data: Uint8Array): Bytes => sha256(LEAF, data);
export const nodeHash = (left: Uint8Array, right: Uint8Array): Bytes => sha256(NODE, left, right);

/**
 * The root that a leaf hash at `index` of `size` leaves leads to along a path, by the recursion of
 * RFC 6962, section 2.1.1: the left subtree has the largest power of two of leaves below `size`.
 */
const rootOver = (leaf: Uint8Array, index: bigint, size: bigint, path: Uint8Array[]): Uint8Array | undefined => {
	if (size === 1n) return path.length === 0 ? leaf : undefined;
	const sibling = path.at(-1);
	if (!sibling) return undefined;
	const split = 1n << BigInt((size - 1n).toString(2).length - 1);
	const rest = path.slice(0, -1);
	if (index < split) {
		const left = rootOver(leaf, index, split, rest);
		return left && nodeHash(left, sibling);
	}
	const right = rootOver(leaf, index - split, size - split, rest);
	return right && nodeHash(sibling, right);
};

/** Whether the leaf hash stands at `index` of a tree of `size` leaves with this root. */
export const verifyPath = (
	root: Uint8Array,
	size: bigint,
	index: bigint,
	leaf: Uint8Array,
	path: Uint8Array[],
): boolean => {
	if (index < 0n || index >= size) return false;
	const found = rootOver(leaf, index, size, path);
	return found !== undefined && equal(found, root);
};
