/**
 * `tracemark edition` against a chain: the codes that it draws are issued by the call that it prints, sold and used by
 * those that it makes, and refused where the chain says otherwise.
 */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { role } from '../demo/cast.ts';
import { type Call, DAY, HEADPHONES, quantity } from '../demo/world.ts';
import type { Json } from '../fixtures/small.ts';
import { Stage } from '../journeys/stage.ts';
import { ascii, digestOf, type Hex } from '../lib/bytes.ts';
import { eventOf, eventsOf, plain } from '../lib/events.ts';
import { withCheckDigit } from '../lib/gs1.ts';
import { editionId, lotId } from '../lib/ids.ts';
import { finalised } from '../lib/node.ts';
import { done, type Said, tracemark } from '../lib/tracemark.ts';

const PREFIX = '9521812';
const GTIN = withCheckDigit(`0${PREFIX}00001`);
const COUNTRIES = ['DE', 'FR'];
const MINUTE = 60_000;
const COPIES = 5;

const folder = mkdtempSync(join(tmpdir(), 'tracemark-editions-'));
const at = (name: string): string => join(folder, name);

let stage: Stage;
let genesis: Hex;

beforeAll(async () => {
	stage = await Stage.open('cli-editions', [
		role('studio', 'Quillwave Software', 'DE', ['RightsHolder', 'Manufacturer'], { prefixes: [PREFIX] }),
		role('office', 'Union Mark Office', 'FR', ['IpOffice'], { offices: ['EM'] }),
		role('press', 'Pressmark Editions', 'FR', ['Manufacturer']),
		role('shop', 'Kettle Games', 'DE', ['Retailer']),
		role('bazaar', 'Keyfair', 'FR', ['Marketplace']),
		role('monitor', 'Listing Watch', 'IE', ['Monitor']),
	]);
	const { w } = stage;
	genesis = w.api.genesisHash.toHex();
	const mark = await stage.mark('EM500000018812001', 'studio', 'office', COUNTRIES, [{ Nice: { edition: 12, class: 9 } }]);
	await w.send('studio', [['custody.registerClass', { gtin: ascii(GTIN), rights: [{ right: mark, class: null }], hs: HEADPHONES }]]);
	await stage.license('studio', 'press', [mark], {
		activities: ['Reproduce'],
		countries: COUNTRIES,
		from: (await w.now()) - DAY,
		quantity: { Pieces: COPIES },
	});
}, 5 * MINUTE);
afterAll(() => stage?.close());

/** A call as the command prints it, by the names and the encoding of the chain: both are the same call. */
const callOf = ({ section, method, arguments: args, callData }: Json): Call => {
	const call: Call = [`${section}.${method}`, Object.fromEntries(args.map(({ name, value }: Json) => [name, value]))];
	expect(stage.w.call(call).method.toHex()).toBe(callData);
	return call;
};

const edition = (...args: string[]): Said => tracemark('edition', ...args);
const json = (...args: string[]): Json => JSON.parse(done('edition', ...args, '--json'));
const member = (name: string): string => String(stage.w.org(name).id);

const FILE = at('E-1.codes.jsonl');
/** The code of a leaf, in a file of its own. */
const code = (leaf: number): string => {
	const line = JSON.parse(readFileSync(FILE, 'utf8').split('\n')[leaf + 1]!);
	const file = at(`code-${leaf}.txt`);
	writeFileSync(file, `${line.code}\n`, { mode: 0o600 });
	return file;
};

/** The call by which a member sells a code, and the token that its buyer gets. */
const sale = (leaf: number, seller: string, order: string): { token: Hex; call: Call } => {
	const { token, sale } = json('prove', FILE, '--leaf', String(leaf), '--seller', member(seller), '--token', order);
	return { token, call: callOf(sale.call) };
};

/** The call by which a code is used for a token. */
const use = (leaf: number, token: Hex, ...more: string[]): Call =>
	callOf(json('prove', FILE, '--code-file', code(leaf), '--token', token, '--genesis', genesis, ...more).activation.call);

const ID = editionId(GTIN, 'E-1');
const status = (leaf: number): Promise<Json> => stage.w.ask('custodyApi.code', ID, leaf);

describe('codes', () => {
	it('are issued by the call that was printed when they were drawn', async () => {
		const { w } = stage;
		const drawn = json('codes', '--gtin', GTIN, '--edition', 'E-1', '--count', String(COPIES), '--out', FILE);
		expect(drawn.id).toBe(ID);
		const issue = callOf(drawn.call);
		expect(await stage.refusal('bazaar', issue)).toEqual({ reason: 'consortium.RoleMissing', changed: [] });
		const { events } = await w.send('press', [issue]);
		expect(plain(eventOf(events, 'custody.EditionIssued'), 'edition')).toBe(ID);
		expect(await w.ask('custodyApi.edition', ID)).toMatchObject({ issuer: w.org('press').id, size: COPIES });
		expect(await stage.refusal('press', issue)).toEqual({ reason: 'custody.AlreadyIssued', changed: [] });
	});

	it('are checked against the root that is on chain', async () => {
		const { root } = await stage.w.read<{ root: Hex }>('custody.editions', ID);
		expect(json('check', FILE, '--root', root)).toMatchObject({ id: ID, size: COPIES, root });
		const wrong = edition('check', FILE, '--root', `0x${'5a'.repeat(32)}`);
		expect([wrong.exit, wrong.errors]).toEqual([1, expect.stringContaining(`its root is ${root}`)]);
		// Another edition of the same class, and the same with two lines swapped.
		json('codes', '--gtin', GTIN, '--edition', 'E-2', '--count', String(COPIES), '--out', at('E-2.codes.jsonl'));
		expect(edition('check', at('E-2.codes.jsonl'), '--root', root).exit).toBe(1);
		const [header, first, second, ...rest] = readFileSync(FILE, 'utf8').split('\n');
		writeFileSync(at('swapped.codes.jsonl'), [header, second, first, ...rest].join('\n'));
		expect(edition('check', at('swapped.codes.jsonl')).exit).toBe(1);
		expect(edition('check', at('none.codes.jsonl')).exit).toBe(2);
	});

	it('come with the pieces of a lot as well', async () => {
		const { w } = stage;
		const number = 'BOX-1';
		await w.send('studio', [
			['custody.commission', { gtin: ascii(GTIN), number: ascii(number), quantity: quantity({ pieces: 3 }), root: null, ...(await stage.occasion()) }],
		]);
		const drawn = json('codes', '--gtin', GTIN, '--lot', number, '--count', '3', '--out', at('box.codes.jsonl'));
		const issue = callOf(drawn.call);
		expect(issue[1]!.subject).toEqual({ Lot: { lot: lotId(GTIN, number) } });
		await w.send('studio', [issue]);
		expect(await w.ask('custodyApi.edition', drawn.id)).toMatchObject({ issuer: w.org('studio').id, size: 3 });
		const unknown = json('codes', '--gtin', GTIN, '--lot', 'BOX-9', '--count', '3', '--out', at('box-9.codes.jsonl'));
		expect(await stage.refusal('studio', callOf(unknown.call))).toEqual({ reason: 'custody.UnknownLot', changed: [] });
	});

	it('of another edition are not proven, and nothing of a code is repeated', () => {
		const other = JSON.parse(readFileSync(at('E-2.codes.jsonl'), 'utf8').split('\n')[1]!).code;
		writeFileSync(at('other.txt'), other, { mode: 0o600 });
		const said = edition('prove', FILE, '--code-file', at('other.txt'));
		expect([said.exit, said.text, said.errors]).toEqual([1, '', expect.stringContaining('this is none of them')]);
		expect(said.errors).not.toContain(other);
		expect(edition('prove', FILE, '--leaf', String(COPIES)).exit).toBe(1);
		expect(edition('prove', FILE, '--leaf', '0', '--seller', '3').exit).toBe(2);
	});
});

describe('a code that was sold', () => {
	let token: Hex;

	it('is recorded as sold by its seller', async () => {
		const sold = sale(1, 'shop', 'order 71-2290, card');
		token = sold.token;
		await stage.w.send('shop', [sold.call]);
		expect(await stage.w.read('custody.codeSales', ID, 1, stage.w.org('shop').id, sold.call[1]!.commitment)).not.toBeNull();
	});

	it('is not used for another chain, another token or a seller who did not record that sale', async () => {
		const elsewhere = json('prove', FILE, '--code-file', code(1), '--token', token, '--genesis', `0x${'5a'.repeat(32)}`, '--seller', member('shop'));
		expect(await stage.refusal('monitor', callOf(elsewhere.activation.call))).toEqual({ reason: 'custody.SignatureRefuted', changed: [] });
		const [name, args] = use(1, token, '--seller', member('shop'));
		const stolen: Call = [name, { ...args, possession: { ...(args!.possession as object), token: digestOf('what a thief would show') } }];
		expect(await stage.refusal('bazaar', stolen)).toEqual({ reason: 'custody.SignatureRefuted', changed: [] });
		expect(await stage.refusal('monitor', use(1, token, '--seller', member('bazaar')))).toEqual({ reason: 'custody.SaleRefuted', changed: [] });
		// The path of another leaf.
		const foreign = use(2, token);
		const mixed: Call = [name, { ...args, code: foreign[1]!.code }];
		expect(await stage.refusal('monitor', mixed)).toEqual({ reason: 'custody.ProofRefuted', changed: [] });
		expect((await status(1)).activated).toBeNull();
	});

	it('is used once, by the call that its buyer made, whoever submits it', async () => {
		const { w } = stage;
		const { events } = await w.send('monitor', [use(1, token, '--seller', member('shop'))]);
		const usage = plain(eventOf(events, 'custody.CodeActivated'), 'usage');
		expect(usage).toMatchObject({ by: w.org('monitor').id, soldBy: w.org('shop').id });
		expect(await status(1)).toMatchObject({ activated: [token, usage], withdrawn: null });
		expect(await stage.refusal('shop', use(1, token, '--seller', member('shop')))).toEqual({ reason: 'custody.AlreadyUsed', changed: [] });
		expect(await stage.refusal('bazaar', sale(1, 'bazaar', 'order K-1').call)).toEqual({ reason: 'custody.CodeSpent', changed: [] });
	});

	it('is an alarm when it is used for another token', async () => {
		const second = digestOf('another receipt');
		const { events } = await stage.w.send('bazaar', [use(1, second)]);
		expect(eventsOf(events, 'custody.CodeActivated')).toEqual([]);
		expect(plain(eventOf(events, 'custody.CodeContradicted'), 'token')).toBe(second);
		expect((await status(1)).activated[0]).toBe(token);
	});
});

describe('a use', () => {
	it('is not made for a moment that has passed, and is refused by the chain once its own has', async () => {
		const token = digestOf('a receipt that came late');
		const past = edition('prove', FILE, '--leaf', '3', '--token', token, '--genesis', genesis, '--expires', '2026-01-01T00:00:00Z');
		expect([past.exit, past.errors]).toEqual([2, expect.stringContaining('has passed')]);
		const soon = new Date((await stage.w.now()) + 5_000).toISOString();
		const call = use(3, token, '--expires', soon);
		const { api } = stage.node;
		let block = (await api.rpc.chain.getHeader()).number.toNumber();
		while ((await stage.w.now()) <= Date.parse(soon)) block = await finalised(api, block + 1);
		expect(await stage.refusal('monitor', call)).toEqual({ reason: 'custody.ProofExpired', changed: [] });
		expect((await status(3)).activated).toBeNull();
	});
});
