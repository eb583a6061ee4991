import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hex, text, unhex } from '../lib/bytes.ts';
import { leafHash, lotLeaf, MerkleTree, nodeHash, verify } from '../lib/merkle.ts';
import { runs } from '../lib/random.ts';

/** The definition of RFC 6962, section 2.1, word for word: a second implementation. */
const rootByDefinition = (leaves: Uint8Array[]): Uint8Array => {
	if (leaves.length === 1) return leaves[0]!;
	const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
	return nodeHash(rootByDefinition(leaves.slice(0, split)), rootByDefinition(leaves.slice(split)));
};

const leavesOf = (count: number) => Array.from({ length: count }, (_, i) => leafHash(text(`leaf ${i}`)));

describe('the tree', () => {
	it('has the roots of the reference implementation', () => {
		const leaves = [leafHash(new Uint8Array()), leafHash(Uint8Array.of(0))];
		expect(hex(leaves[0]!)).toBe('0x6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
		expect(hex(new MerkleTree(leaves).root)).toBe(
			'0xfac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
		);
	});

	it('has the root of the definition, whatever its size', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 300 }), (size) => {
				const leaves = leavesOf(size);
				expect(hex(new MerkleTree(leaves).root)).toBe(hex(rootByDefinition(leaves)));
			}),
			runs(6962),
		);
	});

	it('gives paths that prove their leaf at its index and nothing else', () => {
		const three = fc.tuple(fc.integer({ min: 1, max: 300 }), fc.nat(), fc.nat());
		fc.assert(
			fc.property(three, ([size, a, b]) => {
				const [index, other] = [a % size, b % size];
				const leaves = leavesOf(size);
				const tree = new MerkleTree(leaves);
				const path = tree.path(index);
				expect(verify(tree.root, size, index, leaves[index]!, path)).toBe(true);
				expect(verify(tree.root, size, other, leaves[index]!, path)).toBe(other === index);
				expect(verify(tree.root, size, index, leaves[index]!, [...path, tree.root])).toBe(false);
			}),
			runs(9162),
		);
	});

	it('has no leaf outside and no shape without leaves', () => {
		expect(() => new MerkleTree(leavesOf(3)).path(3)).toThrow(RangeError);
		expect(() => new MerkleTree([])).toThrow('at least one leaf');
	});
});

describe('the leaf of an item', () => {
	it('hashes prefix, domain, length, link and item key in this order', () => {
		const key = unhex(`0x${'07'.repeat(32)}`);
		const link = 'https://id.gs1.org/01/09521001430211/21/A%2FB';
		const expected = createHash('sha256')
			.update(Uint8Array.of(0))
			.update('tracemark/unit/v1')
			.update(Uint8Array.of(link.length))
			.update(link)
			.update(key)
			.digest('hex');
		expect(hex(lotLeaf('09521001430211', 'A/B', key))).toBe(`0x${expected}`);
	});
});

/** The file that `tracemark lot` reads in its tests: lot files are the same for both. */
const portable = readFileSync(new URL('../fixtures/lot.jsonl', import.meta.url), 'utf8');

describe('the portable file of a lot', () => {
	const [header, ...items] = portable.trimEnd().split('\n').map((line) => JSON.parse(line));
	const leaves = items.map(({ serial, itemKey }) => lotLeaf(header.gtin, serial, unhex(itemKey)));
	const tree = new MerkleTree(leaves);

	it('has the root of its items, ascending by serial', () => {
		expect(header).toEqual({
			format: 'tracemark/lot/v1',
			gtin: '09521101000016',
			lot: 'L/2611',
			size: items.length,
			root: hex(tree.root),
		});
		const serials = items.map(({ serial }) => serial);
		expect(serials).toEqual([...new Set(serials)].sort());
	});

	it('proves each of its items', () => {
		for (const [index, leaf] of leaves.entries()) {
			expect(verify(unhex(header.root), header.size, index, leaf, tree.path(index))).toBe(true);
		}
	});
});
