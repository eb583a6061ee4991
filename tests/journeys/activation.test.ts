/**
 * A code that activates a program is copied and sold twice, by two members to two buyers. The first use
 * consumes it. The second is recorded as well: an alarm that names both uses and both sellers, each by its own
 * record, and says of nobody that he did it.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { role } from '../demo/cast.ts';
import { type Activation, Edition } from '../demo/editions.ts';
import { type Call, DAY, HEADPHONES } from '../demo/world.ts';
import { ascii, digestOf, type Hex } from '../lib/bytes.ts';
import { eventOf, eventsOf, plain } from '../lib/events.ts';
import { withCheckDigit } from '../lib/gs1.ts';
import { editionId } from '../lib/ids.ts';
import { scanChain } from '../lib/scan.ts';
import { Stage } from './stage.ts';

const PREFIX = '9521811';
const GTIN = withCheckDigit(`0${PREFIX}00001`);
const MARK = 'EM500000018811001';
const COUNTRIES = ['DE', 'FR'];
const MINUTE = 60_000;
/** As many copies as the licence is for. */
const COPIES = 5;

let stage: Stage;
let edition: Edition;
let licence: number;

beforeAll(async () => {
	stage = await Stage.open('activation', [
		role('studio', 'Quillwave Software', 'DE', ['RightsHolder'], { prefixes: [PREFIX] }),
		role('office', 'Union Mark Office', 'FR', ['IpOffice'], { offices: ['EM'] }),
		role('press', 'Pressmark Editions', 'FR', ['Manufacturer']),
		role('shop', 'Kettle Games', 'DE', ['Retailer']),
		role('bazaar', 'Keyfair', 'FR', ['Marketplace']),
		role('monitor', 'Listing Watch', 'IE', ['Monitor']),
	]);
	const { w } = stage;
	const mark = await stage.mark(MARK, 'studio', 'office', COUNTRIES, [{ Nice: { edition: 12, class: 9 } }]);
	const rights = [{ right: mark, class: null }];
	await w.send('studio', [['custody.registerClass', { gtin: ascii(GTIN), rights, hs: HEADPHONES }]]);
	licence = await stage.license('studio', 'press', [mark], {
		activities: ['Reproduce'],
		countries: COUNTRIES,
		from: (await w.now()) - DAY,
		quantity: { Pieces: COPIES },
	});
}, 5 * MINUTE);
afterAll(() => stage?.close());

const org = (key: string): number => stage.w.org(key).id;

/** What a buyer got from a shop beside the code: a salted digest of the receipt. */
const receipt = (number: string): Hex => stage.w.vault.commit(`receipt ${number}`, `receipt ${number} of a buyer`, [number]);

/** Whoever has a code signs for a token. */
const use = async (code: string, token: Hex, soldBy: string | null, more: Partial<Activation> = {}): Promise<Call> =>
	edition.activation(code, {
		genesis: stage.w.api.genesisHash.toHex(),
		token,
		expiry: (await stage.w.now()) + DAY,
		soldBy: soldBy === null ? null : org(soldBy),
		...more,
	});

/** The same with other words in it than were signed. */
const altered = ([name, args]: Call, words: object): Call => [name, { ...args, possession: { ...(args!.possession as object), ...words } }];

interface Status {
	activated: [Hex, { by: number; soldBy: number | null }] | null;
	withdrawn: { by: number; ground: Hex } | null;
}
const status = (code: string): Promise<Status> => stage.w.ask('custodyApi.code', edition.id, edition.index(code));

describe('an edition', () => {
	it('is issued by whoever may reproduce the work, and by nobody else', async () => {
		const { w } = stage;
		edition = new Edition(w.vault, GTIN, 'E-1', COPIES);
		expect(edition.id).toBe(editionId(GTIN, 'E-1'));
		expect(await stage.refusal('bazaar', edition.issue())).toEqual({ reason: 'consortium.RoleMissing', changed: [] });
		const { events } = await w.send('press', [edition.issue()]);
		const issued = eventOf(events, 'custody.EditionIssued');
		expect([plain(issued, 'edition'), plain(issued, 'issuer'), plain(issued, 'codes')]).toEqual([edition.id, org('press'), COPIES]);
		const facts = { gtin: ascii(GTIN), issuer: org('press'), size: COPIES, licences: [licence] };
		expect(await w.ask('custodyApi.edition', edition.id)).toMatchObject(facts);
	});

	it('counts against the licence, which leaves no code for another', async () => {
		const another = new Edition(stage.w.vault, GTIN, 'E-2', 1);
		expect(await stage.refusal('press', another.issue())).toEqual({ reason: 'custody.NotAuthorised', changed: [] });
		expect(await stage.w.ask('custodyApi.edition', another.id)).toBeNull();
	});
});

describe('a code that was sold once', () => {
	let code: string;
	let token: Hex;

	beforeAll(async () => {
		code = edition.codes[1]!;
		token = receipt('71-2290');
		await stage.w.send('shop', [edition.sale(code, org('shop'), token)]);
	});

	it('is of no use to whoever reads the buyer\'s submission before it is in a block', async () => {
		const { w } = stage;
		const seen = await use(code, token, 'shop');
		const stolen = w.vault.commit('token of a thief', 'what a thief would show');
		const later = (seen[1]!.possession as { expiry: number }).expiry + DAY;
		for (const call of [
			altered(seen, { token: stolen }),
			altered(seen, { expiry: later }),
			[seen[0], { ...seen[1], soldBy: null }] as Call,
			await use(code, token, 'shop', { genesis: `0x${'5a'.repeat(32)}` }),
		]) {
			expect(await stage.refusal('bazaar', call)).toEqual({ reason: 'custody.SignatureRefuted', changed: [] });
		}
	});

	it('names no seller who did not record that sale', async () => {
		for (const seller of ['bazaar', 'press']) {
			expect(await stage.refusal('monitor', await use(code, token, seller))).toEqual({ reason: 'custody.SaleRefuted', changed: [] });
		}
	});

	it('is consumed by its buyer, whoever submits it, and not again for the same receipt', async () => {
		const { w } = stage;
		const { events } = await w.send('monitor', [await use(code, token, 'shop')]);
		const usage = plain(eventOf(events, 'custody.CodeActivated'), 'usage');
		expect(usage).toMatchObject({ by: org('monitor'), soldBy: org('shop') });
		expect(await status(code)).toMatchObject({ activated: [token, usage], withdrawn: null });
		for (const key of ['monitor', 'bazaar']) {
			expect(await stage.refusal(key, await use(code, token, 'shop'))).toEqual({ reason: 'custody.AlreadyUsed', changed: [] });
		}
		const sale = edition.sale(code, org('bazaar'), receipt('71-2291'));
		expect(await stage.refusal('bazaar', sale)).toEqual({ reason: 'custody.CodeSpent', changed: [] });
	});
});

describe('a pirated code that was sold twice', () => {
	let code: string;
	let first: Hex;
	let second: Hex;

	beforeAll(async () => {
		code = edition.codes[3]!;
		[first, second] = [receipt('71-2300'), receipt('K-90417')];
		await stage.w.send('shop', [edition.sale(code, org('shop'), first)]);
		await stage.w.send('bazaar', [edition.sale(code, org('bazaar'), second)]);
	});

	it('is consumed by whichever buyer comes first', async () => {
		const { events } = await stage.w.send('shop', [await use(code, first, 'shop')]);
		expect(plain(eventOf(events, 'custody.CodeActivated'), 'usage')).toMatchObject({ by: org('shop'), soldBy: org('shop') });
		expect(eventsOf(events, 'custody.CodeContradicted')).toEqual([]);
	});

	it('is an alarm for the second, which names both uses and both sellers', async () => {
		const { w } = stage;
		const { events } = await w.send('bazaar', [await use(code, second, 'bazaar')]);
		expect(eventsOf(events, 'custody.CodeActivated')).toEqual([]);
		const alarm = eventOf(events, 'custody.CodeContradicted');
		expect([plain(alarm, 'edition'), plain(alarm, 'index'), plain(alarm, 'token')]).toEqual([edition.id, 3, second]);
		expect(plain(alarm, 'usage')).toMatchObject({ by: org('bazaar'), soldBy: org('bazaar') });
		const earlier = { activated: { token: first, usage: { by: org('shop'), soldBy: org('shop') } } };
		expect(plain(alarm, 'earlier')).toMatchObject(earlier);
		// The record says the same to whoever asks later, and what was first stays first.
		expect(await w.read('custody.codeUses', edition.id, 3, second)).toMatchObject({ by: org('bazaar'), soldBy: org('bazaar') });
		expect((await status(code)).activated![0]).toBe(first);
	});

	it('suspends nobody: each can sell and use codes as before', async () => {
		const { w } = stage;
		const other = edition.codes[0]!;
		const token = receipt('K-90418');
		await w.send('bazaar', [edition.sale(other, org('bazaar'), token)]);
		const { events } = await w.send('bazaar', [await use(other, token, 'bazaar')]);
		expect(eventsOf(events, 'custody.CodeActivated')).toHaveLength(1);
	});
});

describe('a code that was withdrawn', () => {
	const ground = digestOf('the order was paid back');
	let code: string;
	let token: Hex;

	beforeAll(async () => {
		code = edition.codes[4]!;
		token = receipt('71-2310');
		await stage.w.send('shop', [edition.sale(code, org('shop'), token)]);
	});

	it('is withdrawn by its issuer or the owner of the class', async () => {
		const { w } = stage;
		expect(await stage.refusal('shop', edition.withdrawal([code], ground))).toEqual({ reason: 'consortium.RoleMissing', changed: [] });
		await w.send('studio', [edition.withdrawal([code], ground)]);
		expect(await status(code)).toMatchObject({ activated: null, withdrawn: { by: org('studio'), ground } });
		expect(await stage.refusal('press', edition.withdrawal([code], ground))).toEqual({ reason: 'custody.AlreadyWithdrawn', changed: [] });
	});

	it('is an alarm when it is used, and consumed by nobody', async () => {
		const { events } = await stage.w.send('shop', [await use(code, token, 'shop')]);
		const alarm = eventOf(events, 'custody.CodeContradicted');
		expect(plain(alarm, 'earlier')).toMatchObject({ withdrawn: { by: org('studio'), ground } });
		expect((await status(code)).activated).toBeNull();
	});
});

describe('the record', () => {
	it('counts what became of the codes', async () => {
		const tally = { activated: 3, withdrawn: 1, contradicted: 2 };
		expect(await stage.w.ask('custodyApi.edition', edition.id)).toMatchObject({ tally });
	});

	it('shows no code, no receipt, and no key that was not used', async () => {
		const { w } = stage;
		const labels = w.vault.secrets.map(({ label }) => label);
		expect(labels).toEqual(expect.arrayContaining(edition.codes.map((code) => `code ${code}`)));
		const { hits, control } = await scanChain(w.api, w.vault.secrets, GTIN);
		expect(hits).toEqual([]);
		for (const [source, count] of Object.entries(control)) expect(count, source).toBeGreaterThan(0);
	});
});
