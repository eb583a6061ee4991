/** The tree of batches, against trees that were built. */
import { describe, expect, it } from 'vitest';
import { leafHash, nodeHash, verifyPath } from '../src/merkle.ts';
import { batch, leaves, rootAndPath } from './lib/chain.ts';
import { u32 } from './lib/scale.ts';

describe('the tree of a batch', () => {
	const hashes = leaves(9).map(leafHash);
	const size = BigInt(hashes.length);

	it('takes no node for a leaf', () => {
		const [root, path] = batch(9, 0);
		expect(verifyPath(root, size, 0n, hashes[0]!, path)).toBe(true);
		const node = nodeHash(hashes[0]!, hashes[1]!);
		expect(verifyPath(root, size, 0n, node, path.slice(1))).toBe(false);
		expect(verifyPath(root, size, 0n, leafHash(node), path.slice(1))).toBe(false);
		expect(verifyPath(root, size, 0n, root, [])).toBe(false);
		expect(verifyPath(root, 0n, 0n, root, [])).toBe(false);
	});

	it('of any size has each leaf in its place only', () => {
		const all = Array.from({ length: 20 }, (_, leaf) => leafHash(u32(leaf)));
		for (let count = 1; count <= all.length; count++) {
			const some = all.slice(0, count);
			for (let index = 0; index < count; index++) {
				const [root, path] = rootAndPath(some, index);
				for (let place = 0; place < count; place++) {
					expect(verifyPath(root, BigInt(count), BigInt(place), some[index]!, path)).toBe(place === index);
				}
			}
		}
	});
});
