/**
 * The life of an exclusive licence: for one class of goods and one marketplace, it excludes others and the
 * owner, rests, is given notice, and leaves time to sell what was made before. Goods that somebody
 * repackages after their first sale are another question.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { role } from '../demo/cast.ts';
import { offerOf } from '../demo/forms.ts';
import { Lot } from '../demo/goods.ts';
import { DAY, HEADPHONES } from '../demo/world.ts';
import { ascii, type Hex } from '../lib/bytes.ts';
import type { Included } from '../lib/chain.ts';
import { eventOf, plain } from '../lib/events.ts';
import { withCheckDigit } from '../lib/gs1.ts';
import { trademarkId } from '../lib/ids.ts';
import type { Goods } from '../lib/licences.ts';
import { EUROPEAN_UNION } from '../lib/territories.ts';
import { Stage } from './stage.ts';

const PREFIX = '9521501';
const MARK = 'EM500000018800077';
const mark = trademarkId(MARK);
const nice = (number: number) => ({ Nice: { edition: 12, class: number } });
const SHIRTS = { edition: 2022, code: ascii('610910') };
/** One trade item of each class of the mark, and one that the brand did not classify. */
const gtins = [1, 2, 3].map((n) => withCheckDigit(`0${PREFIX}0000${n}`)) as [string, string, string];
const [headphones, shirt, unclassified] = gtins;
/** Time to leave, in milliseconds. */
const NOTICE = 12_000;

let stage: Stage;
let licence: number;

beforeAll(async () => {
	stage = await Stage.open('licence', [
		role('brand', 'Oriva Audio', 'DE', ['RightsHolder', 'Manufacturer'], { prefixes: [PREFIX] }),
		role('office', 'Union Office of Marks', 'ES', ['IpOffice'], { offices: ['EM'] }),
		role('shop', 'Klangladen', 'DE', ['Retailer']),
		role('rival', 'Tonstudio Nord', 'DE', ['Retailer']),
		role('agora', 'Agora Markets', 'IE', ['Marketplace']),
		role('souk', 'Souk Online', 'FR', ['Marketplace']),
	]);
	const { w } = stage;
	await stage.mark(MARK, 'brand', 'office', EUROPEAN_UNION, [nice(9), nice(25)]);
	const register = (gtin: string, hs: unknown, kind: unknown) =>
		['custody.registerClass', { gtin: ascii(gtin), rights: [{ right: mark, class: kind }], hs }] as [string, Record<string, unknown>];
	await w.send('brand', [
		register(headphones, HEADPHONES, nice(9)),
		register(shirt, SHIRTS, nice(25)),
		register(unclassified, HEADPHONES, null),
	]);
	licence = await stage.license('brand', 'shop', [mark], {
		activities: ['Sell', 'Offer', 'Stock'],
		countries: ['DE'],
		from: (await w.now()) - DAY,
		products: { Classes: [nice(9)] },
		channel: { Marketplaces: [w.org('agora').id] },
		exclusivity: 'Exclusive',
		notice: NOTICE,
		sellOff: DAY,
	});
}, 5 * 60_000);
afterAll(() => stage?.close());

let lots = 0;
/** The brand makes a piece, and hands it to somebody. */
const made = async (gtin: string, to: string): Promise<Hex> => {
	const { w } = stage;
	const lot = new Lot(w.vault, gtin, `P-${++lots}`, { pieces: 1 });
	await w.send('brand', [lot.commission(undefined, { moment: await w.now(), offset: 60 })]);
	const object = lot.parts[0]!.id;
	await stage.handOver(object, 'brand', to);
	return object;
};

const act = async (name: string, by: string, id: Hex, through: string | null): Promise<Included> => {
	const { w } = stage;
	const marketplace = through === null ? null : w.org(through).id;
	const commitment = w.vault.commit(`${name} of ${id}`, `order of ${by}`);
	return w.send(by, [[`custody.${name}`, { claim: { Consignment: { id } }, seq: await w.seq(id), order: commitment, payment: null, marketplace }]]);
};
const sell = (by: string, id: Hex, through: string | null) => act('sell', by, id, through);

/** May somebody sell such goods? */
const may = (party: string, gtin: string, goods: Omit<Goods, 'gtin'>) =>
	stage.may({ right: mark, party, activity: 'Sell', country: 'DE', goods: { gtin, ...goods } });

const through = (key: string) => stage.w.org(key).id;

describe('a licence for a class of goods and a marketplace', () => {
	it('lets such goods be sold there', async () => {
		const sold = await sell('shop', await made(headphones, 'shop'), 'agora');
		expect(plain(eventOf(sold.events, 'custody.Sold'), 'marketplace')).toBe(through('agora'));
		expect(plain(eventOf(sold.events, 'licensing.Exercised'), 'licence')).toBe(licence);
		expect((await may('shop', headphones, { class: nice(9), marketplace: through('agora') })).answer).toBe(`Licence ${licence}`);
	});

	it('lets them be sold nowhere else, and says so', async () => {
		const pair = await made(headphones, 'shop');
		for (const elsewhere of ['souk', null]) await expect(sell('shop', pair, elsewhere)).rejects.toThrow('custody.NotAuthorised');
		await expect(sell('shop', pair, 'rival')).rejects.toThrow('custody.NotMarketplace');
		const elsewhere = await may('shop', headphones, { class: nice(9), marketplace: through('souk') });
		expect(elsewhere).toMatchObject({ answer: 'NotPermitted', failed: ['channel'] });
		expect((await may('shop', headphones, { class: nice(9) })).failed).toEqual(['channel']);
	});

	it('lets no other goods be sold, nor any of which nobody said what they are', async () => {
		for (const gtin of [shirt, unclassified]) {
			await expect(sell('shop', await made(gtin, 'shop'), 'agora')).rejects.toThrow('custody.NotAuthorised');
		}
		expect((await may('shop', shirt, { class: nice(25), marketplace: through('agora') })).failed).toEqual(['product']);
	});
});

describe('exclusivity', () => {
	it('refuses a second licence within its scope, and none beside it', async () => {
		const { w } = stage;
		const terms = (kind: number, key: string) => ({
			activities: ['Sell'],
			countries: ['DE'],
			from: 0,
			products: { Classes: [nice(kind)] },
			channel: { Marketplaces: [w.org(key).id] },
		});
		const from = (await w.now()) - DAY;
		const contract = w.vault.commit('contract of brand and rival', 'rival may sell');
		const within = offerOf(w, [mark], 'rival', { ...terms(9, 'agora'), from, contract }, null);
		await expect(w.send('brand', [within])).rejects.toThrow('licensing.ConflictsWithExclusive');
		const beside = await stage.license('brand', 'rival', [mark], { ...terms(25, 'agora'), from });
		expect((await may('rival', shirt, { class: nice(25), marketplace: through('agora') })).answer).toBe(`Licence ${beside}`);
	});

	it('excludes the owner too, within its scope', async () => {
		const own = { class: nice(9), marketplace: through('agora') };
		expect(await may('brand', headphones, own)).toMatchObject({ answer: 'NotPermitted', failed: ['notExcluded'] });
		expect((await may('brand', headphones, { ...own, marketplace: through('souk') })).answer).toBe('Owner');
		expect((await may('brand', shirt, { class: nice(25) })).answer).toBe('Owner');
	});
});

describe('rest, notice and what is left to sell', () => {
	let rest: Hex[];
	let ends: number;

	it('permits nothing while it rests', async () => {
		const { w } = stage;
		rest = [await made(headphones, 'shop'), await made(headphones, 'shop'), await made(headphones, 'shop')];
		const ground = w.vault.commit('why it rests', 'late reports');
		await w.send('brand', [['licensing.suspendLicence', { licence, ground }]]);
		await expect(sell('shop', rest[0]!, 'agora')).rejects.toThrow('custody.NotAuthorised');
		const asked = await may('shop', headphones, { class: nice(9), marketplace: through('agora') });
		expect(asked.failed).toEqual(['notSuspended']);
		await w.send('brand', [['licensing.resumeLicence', { licence }]]);
		await sell('shop', rest[0]!, 'agora');
	});

	it('permits until the notice has run', async () => {
		const { w } = stage;
		const ground = w.vault.commit('why it ends', 'another strategy');
		await expect(w.send('rival', [['licensing.terminate', { licence, ground }]])).rejects.toThrow('consortium.RoleMissing');
		const given = await w.send('brand', [['licensing.terminate', { licence, ground }]]);
		ends = given.time + NOTICE;
		await sell('shop', rest[1]!, 'agora');
	});

	it('lets only what was made before be sold off afterwards', async () => {
		const { w } = stage;
		while ((await w.now()) < ends) await new Promise((resolve) => setTimeout(resolve, 1_000));
		const late = await made(headphones, 'shop');
		await expect(sell('shop', late, 'agora')).rejects.toThrow('custody.NotAuthorised');
		await sell('shop', rest[2]!, 'agora');
		// It excludes nobody any more.
		const own = { class: nice(9), marketplace: through('agora') };
		expect((await may('brand', headphones, own)).answer).toBe('Owner');
	});
});

describe('goods that were put on the market with consent', () => {
	it('are anybodys to sell, until somebody repackages them', async () => {
		const { w } = stage;
		const [whole, repackaged] = [await made(shirt, 'rival'), await made(shirt, 'rival')];
		for (const id of [whole, repackaged]) {
			await act('putOnMarket', 'rival', id, 'agora');
			await stage.handOver(id, 'rival', 'shop');
		}
		const claim = { Consignment: { id: repackaged } };
		const alteration = async () => {
			const { time } = await stage.occasion();
			return ['custody.recordAlteration', { claim, seq: await w.seq(repackaged), time }] as [string, Record<string, unknown>];
		};
		await expect(w.send('rival', [await alteration()])).rejects.toThrow('custody.NotHolder');
		const recorded = await w.send('shop', [await alteration()]);
		expect(plain(eventOf(recorded.events, 'custody.Altered'), 'object')).toBe(repackaged);
		await expect(w.send('shop', [await alteration()])).rejects.toThrow('custody.AlreadyAltered');

		await sell('shop', whole, null);
		await expect(sell('shop', repackaged, null)).rejects.toThrow('custody.NotAuthorised');
	});
});
