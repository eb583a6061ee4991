import { readFileSync } from 'node:fs';
import { TypeRegistry } from '@polkadot/types';
import { describe, expect, it } from 'vitest';
import { type Activation, Edition, type KeptCode } from '../demo/editions.ts';
import { hex, unhex } from '../lib/bytes.ts';
import { codeLeaf, MerkleTree, verify } from '../lib/merkle.ts';
import { Vault } from '../lib/secrets.ts';

/** The files that `tracemark edition` reads in its tests: both clients do the same with the same codes. */
const fixture = (name: string): string => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');
const [header, ...kept] = fixture('edition.jsonl').trimEnd().split('\n').map((line) => JSON.parse(line));
const vector = JSON.parse(fixture('edition.json'));

describe('the file of an edition', () => {
	const vault = new Vault();
	const edition = new Edition(vault, header.gtin, header.number, kept as KeptCode[]);
	const code: string = kept[vector.index].code;

	it('has the keys of its codes, and the root over their leaves', () => {
		const keys = kept.map((line: KeptCode) => vault.codeKey(line.code));
		expect(keys.map(({ publicKey }) => hex(publicKey))).toEqual(kept.map(({ key }) => key));
		const leaves = keys.map(({ itemKey }, i) => codeLeaf(unhex(edition.id), itemKey, unhex(kept[i].salt)));
		const tree = new MerkleTree(leaves);
		const format = { format: 'tracemark/codes/v1', kind: 'class', size: kept.length, root: hex(tree.root) };
		expect(header).toMatchObject(format);
		for (const [index, leaf] of leaves.entries()) {
			expect(verify(unhex(header.root), header.size, index, leaf, tree.path(index))).toBe(true);
		}
	});

	it('gives the calls of the other client', () => {
		const { index, use } = vector;
		expect(edition.id).toBe(vector.edition);
		expect(edition.index(code)).toBe(index);
		expect(edition.issue()[1]).toEqual(vector.issue);
		expect(edition.sale(code, use.soldBy, use.token)[1]).toEqual(vector.sale);
		expect(edition.activation(code, use as Activation)[1]).toEqual(vector.activation);
		const unsold = edition.activation(code, { ...use, soldBy: null })[1]!.possession;
		expect(unsold).toMatchObject({ signature: vector.unsold });
	});

	it('gives the call data of the other client', () => {
		const { issue, sale, activation, callData } = vector;
		const registry = new TypeRegistry();
		registry.register({
			ClassSubject: { gtin: '[u8; 14]', number: 'Bytes' },
			Subject: { _enum: { Class: 'ClassSubject', Lot: 'H256' } },
			Proof: { index: 'u32', salt: 'H256', path: 'Vec<H256>' },
			Possession: { key: '[u8; 32]', token: 'H256', expiry: 'u64', signature: '[u8; 64]' },
		});
		const data = (types: string, values: unknown[]) => registry.createType(types, values).toHex();
		expect(data('(u8, u8, Subject, u32, H256)', [54, 37, ...Object.values(issue)])).toBe(callData.issue);
		expect(data('(u8, u8, H256, u32, H256)', [54, 38, ...Object.values(sale)])).toBe(callData.sale);
		const types = '(u8, u8, H256, Proof, Option<u32>, Possession)';
		expect(data(types, [54, 39, ...Object.values(activation)])).toBe(callData.activation);
	});
});
