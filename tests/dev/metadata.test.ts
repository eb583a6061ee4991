import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { u32, Vec } from '@polkadot/types';
import { rpc } from '../lib/chain.ts';
import { finalised, type Node, startDev } from '../lib/node.ts';
import { OURS } from '../lib/state.ts';

/** Pallets of the SDK whose authors wrote no docs. */
const UNDOCUMENTED = ['Whitelist'];

let node: Node;
beforeAll(async () => {
	node = await startDev();
});
afterAll(() => node?.stop());

describe('a development node', () => {
	it('makes blocks final', async () => {
		const { api } = node;
		const start = (await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead())).number.toNumber();
		expect(await finalised(api, start + 5)).toBeGreaterThanOrEqual(start + 5);
	});

	it('says how its token is written', async () => {
		const properties = await node.api.rpc.system.properties();
		expect(properties.ss58Format.unwrap().toNumber()).toBe(42);
		expect(properties.tokenDecimals.unwrap().map((each) => each.toNumber())).toEqual([12]);
		expect(properties.tokenSymbol.isSome).toBe(true);
	});

	it.each([
		['consortiumApi', ['operator']],
		['authorisationApi', ['ask']],
		['custodyApi', ['facts', 'scan', 'class', 'classVersion', 'lot', 'trace', 'recalls', 'recall', 'lineage', 'edition', 'code', 'trips', 'search', 'children', 'incidents', 'qualityReports']],
		['evidenceApi', ['about', 'timeline', 'successors', 'exhibits', 'exhibitHistory']],
		['customsApi', ['dryRun']],
		['liabilityApi', ['involvements']],
		[
			'rightsApi',
			[
				...['right', 'rightByNumber', 'rightsOf', 'rightsInClass', 'claims', 'claimsWith', 'contents'],
				...['fingerprints', 'titles', 'limitations', 'designation', 'challenges'],
			],
		],
		['licensingApi', ['statement', 'accrued', 'exhaustion', 'licencesOf']],
	])('offers the runtime API %s', (name, methods) => {
		const group = (node.api.call as Record<string, Record<string, unknown>>)[name];
		// The whole set: what is lost fails, and what nobody listed.
		expect(Object.keys(group ?? {}).toSorted()).toEqual(methods.toSorted());
	});

	it('has our pallets', () => {
		const names = node.api.runtimeMetadata.asLatest.pallets.map(({ name }) => name.toString());
		expect(names).toEqual(expect.arrayContaining([...OURS]));
	});

	it('offers its metadata in version 15, which describes the runtime APIs', async () => {
		const versions = await rpc<string>(node.api, 'state_call', 'Metadata_metadata_versions', '0x');
		expect(node.api.registry.createType<Vec<u32>>('Vec<u32>', versions).map((each) => each.toNumber())).toContain(15);
		expect(node.api.runtimeMetadata.version).toBeGreaterThanOrEqual(15);
	});

	it('documents every call, event and error', () => {
		const { api } = node;
		const bare: string[] = [];
		for (const { name, calls, events, errors } of api.runtimeMetadata.asLatest.pallets) {
			if (UNDOCUMENTED.includes(name.toString())) continue;
			for (const [what, part] of [['call', calls], ['event', events], ['error', errors]] as const) {
				if (part.isNone) continue;
				const { def } = api.registry.lookup.getSiType(part.unwrap().type);
				for (const variant of def.asVariant.variants) {
					if (variant.docs.join('').trim() === '') bare.push(`${what} ${name}.${variant.name}`);
				}
			}
		}
		expect(bare).toEqual([]);
	});

	it('documents every storage item of ours, and every field of our events', () => {
		const { api } = node;
		const bare: string[] = [];
		for (const { name, storage, events } of api.runtimeMetadata.asLatest.pallets) {
			if (!(OURS as readonly string[]).includes(name.toString())) continue;
			for (const item of storage.unwrapOrDefault().items) {
				if (item.docs.join('').trim() === '') bare.push(`storage ${name}.${item.name}`);
			}
			if (events.isNone) continue;
			for (const variant of api.registry.lookup.getSiType(events.unwrap().type).def.asVariant.variants) {
				for (const field of variant.fields) {
					if (field.docs.join('').trim() === '') bare.push(`field ${name}.${variant.name}.${field.name}`);
				}
			}
		}
		expect(bare).toEqual([]);
	});
});
