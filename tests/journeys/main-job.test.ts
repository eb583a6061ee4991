import { basename } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AGAINST_CLONES } from '../demo/chapters.ts';
import { load, OUR_DOCUMENT, type Told, tell } from '../demo/tell.ts';
import { type Node, startDev } from '../lib/node.ts';
import { Story } from '../lib/story.ts';

let node: Node;
let told: Told;
let printed = '';

beforeAll(async () => {
	node = await startDev();
	const story = new Story({ write: (text: string) => (printed += text) });
	told = await tell(node.api, story, load(OUR_DOCUMENT), basename(OUR_DOCUMENT));
}, 6 * 60_000);
afterAll(() => node?.stop());

describe('the main job', () => {
	it('releases the genuine goods in the extrinsic that lodged them', () => {
		const { genuine } = told;
		expect(genuine.outcome).toBe('NoObjection');
		expect(genuine.released).toBe(genuine.lines.length);
		expect(genuine.lines.flatMap(({ contradicted, noRecord }) => [...contradicted, ...noRecord])).toEqual([]);
	});

	it('contradicts the clones in four conditions and destroys them', async () => {
		const { lodged } = told.clones;
		expect(lodged.outcome).toBe('SuspendProposed');
		expect([...lodged.lines[0]!.contradicted].sort()).toEqual([...AGAINST_CLONES].sort());
		expect(lodged.released).toBe(0);
		const line = await told.world.read<{ status: object }>('customs.lines', lodged.declaration, 0);
		expect(Object.keys(line.status)).toEqual(['destroyed']);
	});

	it('leaves the genuine items alone that the clones were copied from', async () => {
		const { clones, world } = told;
		const trace = await world.ask<{ whereabouts: { holder: number; presence: unknown } | null }>(
			'custodyApi.facts',
			{ Unit: { gtin: clones.gtin, serial: clones.serials[0], proof: null } },
		);
		// Without its path the item has no record of its own: nobody made one for a clone.
		expect(trace.whereabouts).toBeNull();
	});

	it('traces the genuine goods from the factory to the importer', () => {
		expect(told.traces.holders).toEqual([
			'Anka Elektronik',
			'Meridian Freight',
			'Elbe Storage',
			'Nordlicht Imports',
		]);
		expect(told.traces.bases[0]).toMatch(/^under licence/);
		expect(told.traces.bases.slice(1, 3)).toEqual(['needs no licence', 'needs no licence']);
		expect(told.traces.bases.at(-1)).toMatch(/^under licence/);
	});

	it('names facts about those who acted, and no verdict', () => {
		expect(told.traces.facts.some((fact) => fact.startsWith('Quickdeal Trading: '))).toBe(true);
		expect(told.traces.facts.some((fact) => fact.startsWith('Nordlicht Imports: NotInvolved'))).toBe(true);
		expect(printed).not.toMatch(/infringer/i);
	});

	it('stops six twins for their one fact and none of the harmless', () => {
		const stopped = told.rows.filter(({ lodged }) => lodged.released === 0);
		expect(stopped.map(({ contradicted }) => contradicted)).toEqual([
			['ImportAuthorised'],
			['ImportAuthorised'],
			['QuantityMatches'],
			['RightInForce'],
			['GoodStanding'],
			['NotEnded'],
		]);
		expect(stopped.map(({ before }) => before)).toEqual(Array(6).fill('NoObjection'));
		const harmless = told.rows.filter(({ lodged }) => lodged.released > 0);
		expect(harmless).toHaveLength(7);
		for (const { contradicted, lodged } of harmless) {
			expect(contradicted).toEqual([]);
			expect(lodged.outcome).toBe('NoObjection');
		}
	});

	it('leaves none of its secrets on the chain', () => {
		expect(told.scan.hits).toEqual([]);
		expect(told.scan.control).toBeGreaterThan(0);
		expect(told.scan.blocks).toBeGreaterThan(30);
	});

	it('is printed without colour where nobody looks, and to the end', () => {
		expect(printed).not.toContain('\u001b');
		expect(printed).toContain('Summary');
	});
});
