/** The examples of `docs/polkadot-js.md`, run in their order as one session. */
import { readFileSync } from 'node:fs';
import { Keyring } from '@polkadot/keyring';
import * as util from '@polkadot/util';
import * as hashing from '@polkadot/util-crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bits } from '../lib/chain.ts';
import { type Node, startDev } from '../lib/node.ts';
import { ROLES, roleSet } from '../lib/roles.ts';
import { COUNTRIES, territories } from '../lib/territories.ts';

const text = readFileSync(new URL('../../docs/polkadot-js.md', import.meta.url), 'utf8');
const blocks = [...text.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code]) => code!);

/** What the JavaScript tab of Apps gives a script. */
type Script = (api: unknown, keyring: unknown, util: unknown, hashing: unknown, console: unknown) => Promise<Tables>;
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
	const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor as new (...parts: string[]) => Script;
	const script = new AsyncFunction(
		...['api', 'keyring', 'util', 'hashing', 'console'],
		`${blocks.join('\n')}\nreturn { ROLES, COUNTRIES, ACTIVITIES, roles, territories, activities };`,
	);
	const log = (what: string, ...values: unknown[]) =>
		said.set(what, values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(' '));
	tables = await script(node.api, new Keyring({ type: 'sr25519', ss58Format: 42 }), util, hashing, { log });
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
		expect(said.get('may the trader import')).toBe('NotPermitted');
		for (const name of ['claimed', 'sold']) expect(said.get(name)).toMatch(/^0x[0-9a-f]{64}$/);
		expect(said.get('who is involved')).toContain('HoldsOnRecord');
		expect(said.get('who was first with the listing')).toContain('WebCapture');
	});

	it('compute sets as the chain numbers them', () => {
		expect(tables.ROLES).toEqual([...ROLES]);
		expect(tables.COUNTRIES).toEqual(COUNTRIES);
		expect(tables.roles('RightsHolder', 'Representative')).toBe(roleSet(['RightsHolder', 'Representative']));
		expect(tables.territories('AD', 'DE', 'ZW')).toBe(territories(['AD', 'DE', 'ZW']));
		expect(tables.activities(...tables.ACTIVITIES)).toBe(bits(node.api, 'authorisation::Activity', tables.ACTIVITIES));
	});
});
