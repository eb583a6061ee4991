import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkAccounts } from '../demo/chapters.ts';
import { AGAINST_CLONES } from '../demo/clones.ts';
import { openFolder, packFolder } from '../demo/court.ts';
import { load, OUR_DOCUMENT, type Told, tell } from '../demo/tell.ts';
import { type Node, startDev } from '../lib/node.ts';
import { Story } from '../lib/story.ts';
import { canCutOff } from '../lib/tracemark.ts';

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

	it('is examined and suspended by one officer, destroyed by two', () => {
		const { examined, suspended, destroyed } = told.clones.officers;
		expect(suspended).toBe(examined);
		expect(destroyed[0]).toBe(examined);
		expect(destroyed[1]).not.toBe(examined);
		expect(printed).toContain('customs.SameOfficer');
	});

	it('leaves the genuine items alone that the clones were copied from', async () => {
		const { clones, genuine, world } = told;
		type Facts = { whereabouts: { holder: number; presence: object; cleared: unknown } | null; proof: string };
		const facts = (claim: unknown) => world.ask<Facts>('custodyApi.facts', claim);
		const untouched = {
			holder: world.org('importer').id,
			presence: { held: null },
			cleared: { declaration: genuine.declaration, destination: '0x4445' },
		};
		const [whole, item] = [await facts({ Consignment: { id: clones.part.id } }), await facts(clones.claim)];
		expect(whole.whereabouts).toMatchObject(untouched);
		expect(item.whereabouts).toMatchObject({ ...untouched, object: clones.part.id });
		expect(item.proof).toBe('Verified');
		// Without its path the item has no record of its own: nobody made one for a clone.
		const { gtin, serial } = clones.claim.Unit;
		expect((await facts({ Unit: { gtin, serial, proof: null } })).whereabouts).toBeNull();
	});

	it('tells who offered each licence and who accepted it', () => {
		expect(printed).toMatch(/Oriva Audio +offers two licences of its marks → not yet licensed/);
		expect(printed).toMatch(/Anka Elektronik +accepts licence 0 of Oriva Audio: to make 10,000 pieces in TR → licensed/);
		expect(printed).toMatch(/Nordlicht Imports +accepts licence 1 of Oriva Audio: to import into DE → licensed/);
	});

	it('traces the genuine goods from the factory to the importer', () => {
		expect(told.traces.holders).toEqual([
			'Anka Elektronik',
			'Meridian Freight',
			'Elbe Storage',
			'Nordlicht Imports',
		]);
		expect(told.traces.bases[0]).toMatch(/^under licence/);
		expect(told.traces.bases.slice(1, 3)).toEqual(Array(2).fill('held only, no licence asked'));
		expect(told.traces.bases.at(-1)).toMatch(/^under licence/);
	});

	it('names facts about those who acted, and no verdict', () => {
		const { facts, references, origin } = told.traces;
		// Who is merely named is no origin: the trader is the first who acted.
		expect(facts).toEqual([
			'Quickdeal Trading: Origin Held',
			'Quickdeal Trading: OwnAct Imported',
			'Quickdeal Trading: OwnAct Declared',
			'outsider, by tag: Named Sold',
			'Nordlicht Imports: NotInvolved HoldsOnRecord',
			'Anka Elektronik: NotInvolved HeldOnRecord',
			'Meridian Freight: NotInvolved HeldOnRecord',
			'Elbe Storage: NotInvolved HeldOnRecord',
		]);
		expect(origin).toBe('Quickdeal Trading');
		expect(references).toContain('Nordlicht Imports');
		expect(references).toContain(`declaration ${told.genuine.declaration}`);
		expect(printed).toContain(`the contradictions point to: ${references.join(', ')}`);
		expect(printed).not.toMatch(/infringer/i);
	});

	it('stops six twins for their one fact and none of the harmless', () => {
		const stopped = told.rows.filter(({ lodged }) => lodged.released === 0);
		expect(
			stopped.map(({ findings }) => findings.map(({ condition, nature, outcome }) => [condition, nature, outcome])),
		).toEqual([
			[['ImportAuthorised', 'ParallelTrade', 'Documents']],
			[['ImportAuthorised', 'ParallelTrade', 'Documents']],
			[['QuantityMatches', 'Data', 'Examine']],
			[['RightInForce', 'Data', 'Documents']],
			[['GoodStanding', 'OtherLaw', 'Examine']],
			[['NotEnded', 'Copying', 'SuspendProposed']],
		]);
		expect(stopped.map(({ before }) => before)).toEqual(Array(6).fill('NoObjection'));
		const harmless = told.rows.filter(({ lodged }) => lodged.released > 0);
		expect(harmless).toHaveLength(7);
		for (const { findings, lodged } of harmless) {
			expect(findings).toEqual([]);
			expect(lodged.outcome).toBe('NoObjection');
		}
		const unknown = harmless.filter(({ noRecord }) => noRecord.length > 0).map(({ twin }) => twin.kind);
		expect(unknown).toEqual(['stranger', 'unserialised']);
	});

	it('leaves none of its secrets on the chain, where the same search finds what is public', () => {
		const { hits, control, blocks, head } = told.scan;
		expect(hits).toEqual([]);
		for (const [source, count] of Object.entries(control)) expect(count, source).toBeGreaterThan(0);
		expect(blocks).toBe(head + 1);
		expect(head).toBeGreaterThanOrEqual(Math.max(...told.rows.map(({ lodged }) => lodged.included.block)));
		expect(head).toBeGreaterThan(30);
	});

	it('is acted by distinct accounts, of which operators hold no balance to the end', async () => {
		expect(await checkAccounts(told.world)).toBeGreaterThanOrEqual(told.world.orgs.length);
	});

	it('calls decisions provisional until it tells that their block is final', () => {
		const lines = printed.split('\n');
		const blocks = lines.flatMap((line, at) => {
			if (!line.includes('(provisional)')) return [];
			const block = /#\d+/.exec(line)![0];
			const next = lines.slice(at + 1).findIndex((later) => later.includes('(provisional)'));
			const until = next < 0 ? lines.length : at + 1 + next;
			const final = lines.slice(at, until).some((later) => later.includes(`final: block ${block} `));
			expect(final, line).toBe(true);
			return [block];
		});
		// The genuine goods, the clones, their suspension, their destruction.
		expect(new Set(blocks).size).toBe(4);
	});

	it('is packed for the court, whose recipe accepts it when the node is gone, and no forgery', async () => {
		const folder = join(mkdtempSync(join(tmpdir(), 'tracemark-')), 'case');
		packFolder(told.world, told.clones, { url: node.url, folder });
		await node.stop();
		expect(canCutOff()).toBe(true);
		let opened = '';
		openFolder(new Story({ write: (text: string) => (opened += text) }), folder);
		expect(opened.match(/ accepted$/gm)).toHaveLength(8);
		expect(opened).toContain('in a namespace without any network');
		const refusals = opened.match(/INVALID: .*$/gm)!;
		expect(refusals).toEqual([
			'INVALID: The file is not the original: its SHA-256 digest is another one.',
			expect.stringMatching(/^INVALID: Event \d+ of object 0x[0-9a-f]{64} is told twice or in another order\.$/),
			expect.stringMatching(/^INVALID: The history lacks event \d+ of object 0x[0-9a-f]{64}\.$/),
			expect.stringMatching(/^INVALID: The votes for block \d+ weigh 0, and 1 are needed\.$/),
		]);
		expect(opened).toContain('Verification: FAILED');
	});

	it('takes less than three minutes', () => {
		const limit = Number(process.env.TRACEMARK_STORY_SECONDS ?? 180);
		expect(told.took / 1000).toBeLessThan(limit);
	});

	it('is printed without colour where nobody looks, and to the end', () => {
		expect(printed).not.toContain('\u001b');
		expect(printed).toContain('Summary');
	});
});
