/** The examples of `docs/polkadot-js.md`, run in their order as one session. */
import { readFileSync } from 'node:fs';
import { Keyring } from '@polkadot/keyring';
import * as util from '@polkadot/util';
import * as hashing from '@polkadot/util-crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bits } from '../lib/chain.ts';
import { finalised, type Node, startDev } from '../lib/node.ts';
import { ROLES, roleSet } from '../lib/roles.ts';
import { COUNTRIES, territories } from '../lib/territories.ts';

const blocksOf = (page: string): string[] => {
	const text = readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8');
	return [...text.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code]) => code!);
};
const blocks = blocksOf('docs/polkadot-js.md');

/** What the JavaScript tab of Apps gives a script. */
type Script = (...injected: unknown[]) => Promise<Tables>;

const compile = (code: string): Script => {
	const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor as new (...parts: string[]) => Script;
	return new AsyncFunction('api', 'keyring', 'util', 'hashing', 'console', code);
};

const keyring = new Keyring({ type: 'sr25519', ss58Format: 42 });

interface Tables {
	ROLES: string[];
	COUNTRIES: string[];
	ACTIVITIES: string[];
	roles: (...names: string[]) => number;
	territories: (...codes: string[]) => string;
	activities: (...names: string[]) => number;
}

let node: Node;
let tables: Tables;
const said = new Map<string, string>();

beforeAll(async () => {
	node = await startDev();
	const script = compile(`${blocks.join('\n')}\nreturn { ROLES, COUNTRIES, ACTIVITIES, roles, territories, activities };`);
	const log = (what: string, ...values: unknown[]) =>
		said.set(what, values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(' '));
	tables = await script(node.api, keyring, util, hashing, { log });
}, 6 * 60_000);
afterAll(() => node?.stop());

describe('the examples', () => {
	it('are there for each kind of user', () => {
		expect(blocks.length).toBeGreaterThanOrEqual(12);
	});

	it('come to what they say', () => {
		expect(said.get('beforehand')).toBe('NoObjection');
		expect(said.get('decided')).toBe('NoObjection true');
		expect(said.get('clones')).toBe('SuspendProposed');
		expect(said.get('recalls of the last item')).toBe('1');
		expect(said.get('recalls of the first')).toBe('0');
		expect(said.get('lifted')).toBe('true');
		expect(said.get('may the trader import')).toBe('NotPermitted');
		const licence = said.get('licensed to import');
		expect(said.get('may the importer')).toBe(JSON.stringify({ permitted: { licence: Number(licence) } }));
		expect(said.get('owners')).toBe('750000 and 250000');
		expect(said.get('rests on')).toBe('CollectingSociety');
		expect(said.get('balance of the illustrator')).toBe('0');
		expect(said.get('paid for')).toBe('1000 pieces');
		expect(said.get('accrued')).toBe('0');
		expect(said.get('made so far')).toBe('4 of 1000');
		expect(said.get('made under the edition of')).toBe('2022');
		for (const name of ['kept by', 'quality reports']) expect(said.get(name)).toBe('1');
		expect(said.get('made of')).toBe(JSON.stringify({ pieces: 6 }));
		expect(said.get('went on as')).toBe('Relabelled');
		expect(said.get('ended')).toBe('Revoked true');
		expect(said.get('first sold in')).toBe('TR');
		expect(said.get('anomaly')).toBe('ImpossibleTravel');
		expect(said.get('declared erroneous')).toBe('Contradicted IncorrectData');
		expect(said.get('corrected by an event')).toBe('false');
		expect(said.get('scanned with its path')).toBe('Genuine');
		expect(said.get('scanned with neighbours')).toBe('UnknownSerial');
		expect(said.get('scanned with nothing')).toBe('NotProvable NothingShown');
		expect(said.get('bought on the way')).toBe('true true');
		expect(said.get('alarm')).toBe('Temperature');
		for (const name of ['seen elsewhere by', 'in possession', 'and somebody else', 'edition', 'activated', 'sold twice', 'withdrawn']) expect(said.get(name)).toBe('true');
		expect(said.get('first sold in TR')).toBe('ParallelTrade');
		expect(said.get('first sold in DE')).toBe(JSON.stringify({ permitted: { exhaustion: null } }));
		expect(said.get('it is said in DE')).toBe('Party');
		expect(said.get('of the brand')).toBe('4');
		expect(said.get('marks for headphones in AT')).toBe('3');
		expect(said.get('claims with the score')).toBe('1');
		expect(said.get('titles')).toBe('2');
		for (const name of ['claimed', 'sold']) expect(said.get(name)).toMatch(/^0x[0-9a-f]{64}$/);
		// The trace says who held the goods; the evidence about them is the answer to a second question.
		expect(said.get('who held the goods')).toContain('holder');
		expect(said.get('who held the goods')).not.toContain('WebCapture');
		expect(said.get('evidence about the goods')).toBe('WebCapture');
		expect(said.get('who is involved')).toContain('HoldsOnRecord');
		expect(said.get('agreed')).toBe('true');
		expect(said.get('of the batch')).toBe('true');
		expect(said.get('revoked at once')).toBe('evidence.TooEarly');
		expect(said.get('reinstated unrevoked')).toBe('evidence.NotRevoked');
		expect(said.get('in force')).toBe('1');
		expect(said.get('who was first with the listing')).toContain('WebCapture');
	});

	it('compute sets as the chain numbers them', () => {
		expect(tables.ROLES).toEqual([...ROLES]);
		expect(tables.COUNTRIES).toEqual(COUNTRIES);
		expect(tables.roles('RightsHolder', 'Representative')).toBe(roleSet(['RightsHolder', 'Representative']));
		expect(tables.territories('AD', 'DE', 'ZW')).toBe(territories(['AD', 'DE', 'ZW']));
		expect(tables.activities(...tables.ACTIVITIES)).toBe(bits(node.api, 'authorisation::Activity', tables.ACTIVITIES));
	});

	it('of the README claims a mark for an outsider', async () => {
		const { api } = node;
		const [block, ...others] = blocksOf('README.md');
		expect(others).toEqual([]);
		const claims = async () => (await api.query.ipRegistry!.claims!.keys()).length;
		const before = await claims();
		const head = (await api.rpc.chain.getHeader()).number.toNumber();
		await compile(block!)(api, keyring, util, hashing, console);
		await finalised(api, head + 3);
		expect(await claims()).toBe(before + 1);
		expect(territories(['DE'])).toBe(`0x${'00'.repeat(7)}01${'00'.repeat(24)}`);
	});
});
