/**
 * Three consignments that nobody may sell here: genuine ones from elsewhere, more than was licensed, and
 * copies. They are not the same, and neither the answers nor the border treat them as such.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { role } from '../demo/cast.ts';
import { dryRun, type Line, type LineFacts, sealed } from '../demo/declare.ts';
import { Lot, type Part, split } from '../demo/goods.ts';
import { DAY, HEADPHONES, quantity } from '../demo/world.ts';
import { ascii, type Hex } from '../lib/bytes.ts';
import { eventOf, plain } from '../lib/events.ts';
import { withCheckDigit } from '../lib/gs1.ts';
import { trademarkId } from '../lib/ids.ts';
import type { Goods } from '../lib/licences.ts';
import { COUNTRIES, EUROPEAN_UNION, territories } from '../lib/territories.ts';
import { Stage } from './stage.ts';

const PREFIX = '9521401';
const GTIN = withCheckDigit(`0${PREFIX}00001`);
const UNION = 'EM500000018800001';
const TURKEY = 'TR502024000300001';
const [mark, markTR] = [trademarkId(UNION), trademarkId(TURKEY)];
const NICE_9 = [{ Nice: { edition: 12, class: 9 } }];
const serials = Array.from({ length: 120 }, (_, i) => `Q7ZK${String(i).padStart(4, '0')}M4XW`);

let stage: Stage;
let lot: Lot;
/** What goes to the trader abroad, and what goes to the importer. */
let parallel: Part;
let imported: Part;
/** Licence to import, for 50 pieces. */
let licence: number;

beforeAll(async () => {
	stage = await Stage.open('natures', [
		role('brand', 'Oriva Audio', 'NL', ['RightsHolder'], { prefixes: [PREFIX] }),
		role('office', 'Offices of Marks', 'ES', ['IpOffice'], { offices: ['EM', 'TR'] }),
		role('factory', 'Anka Elektronik', 'TR', ['Manufacturer', 'Exporter']),
		role('bazaar', 'Bosporus Trading', 'TR', ['Trader']),
		role('trader', 'Quickdeal Trading', 'DE', ['Trader']),
		role('importer', 'Nordlicht Imports', 'DE', ['Importer', 'Distributor']),
	]);
	const { w } = stage;
	const now = await w.now();
	await stage.mark(UNION, 'brand', 'office', EUROPEAN_UNION, NICE_9);
	await stage.mark(TURKEY, 'brand', 'office', ['TR'], NICE_9);
	await w.send('brand', [['custody.registerClass', { gtin: ascii(GTIN), rights: [{ right: mark }, { right: markTR }], hs: HEADPHONES }]]);
	const from = now - DAY;
	await stage.license('brand', 'factory', [markTR], { activities: ['Manufacture'], countries: ['TR'], from, quantity: quantity({ pieces: 120 }) });
	await stage.license('brand', 'factory', [markTR], { activities: ['Sell'], countries: ['TR'], from });
	licence = await stage.license('brand', 'importer', [mark], {
		activities: ['Import', 'Distribute'],
		countries: ['DE'],
		from,
		quantity: quantity({ pieces: 50 }),
	});
	for (const serial of serials) w.vault.keepSerial(serial);
	lot = new Lot(w.vault, GTIN, 'N-1', { pieces: 120 }, serials);
	await w.send('factory', [lot.commission(undefined, { moment: await w.now(), offset: 180 })]);
	const [whole] = lot.parts as [Part];
	const [call, part] = split(whole, await w.seq(whole.id), { ranges: [[0, 60]] });
	await w.send('factory', [call]);
	[parallel, imported] = [whole, part];
}, 5 * 60_000);
afterAll(() => stage?.close());

/** What customs of DE would find. */
const atBorder = async (importer: string, line: Omit<Line, 'gtin'>): Promise<LineFacts> => {
	const { w } = stage;
	const parties = { importer, holder: importer, seller: 'brand', destination: 'DE', reference: '26DE000000000512N8' };
	const report = await dryRun(w, importer, sealed(w, { ...parties, lines: [{ gtin: GTIN, ...line }] }));
	return report.lines[0]!;
};

const maySell = (goods: Goods, party = 'trader') =>
	stage.may({ right: mark, party, activity: 'Sell', country: 'DE', goods: { gtin: GTIN, ...goods } });

describe('genuine goods, first sold elsewhere', () => {
	let sale: { at: number; object: Hex };

	it('are put on the market in TR with consent, which the record says', async () => {
		const { w } = stage;
		const { id } = parallel;
		const put = await w.send('factory', [
			[
				'custody.putOnMarket',
				{
					claim: { Consignment: { id } },
					seq: await w.seq(id),
					order: w.vault.commit('first sale', 'invoice 2281-77 to a shop in Izmir', ['2281-77']),
					payment: null,
					marketplace: null,
				},
			],
		]);
		expect(plain(eventOf(put.events, 'custody.PutOnMarket'), 'country')).toBe(ascii('TR'));
		sale = { at: put.time, object: id };
		const again = { claim: { Consignment: { id } }, seq: await w.seq(id), order: `0x${'00'.repeat(32)}`, payment: null, marketplace: null };
		await expect(w.send('factory', [['custody.putOnMarket', again]])).rejects.toThrow('custody.AlreadyOnMarket');
		await stage.handOver(id, 'factory', 'bazaar', 'trader');
	});

	it('are parallel trade here', async () => {
		const firstSale = { country: 'TR', at: sale.at, consent: { Recorded: { object: sale.object } } };
		const answer = await maySell({ making: 'WithConsent', firstSale });
		expect(answer).toMatchObject({ answer: 'NotPermitted', nature: 'ParallelTrade', burden: null });
		expect(answer.failed).toContain('exhaustion');
		const found = await atBorder('trader', { amount: { pieces: 60 }, goods: [{ Consignment: { id: parallel.id } }] });
		expect(found.findings).toEqual([{ condition: 'ImportAuthorised', nature: 'ParallelTrade', outcome: 'Documents' }]);
	});

	it('would be exhausted, had they been first sold in the Area and left as they were', async () => {
		const firstSale = { country: 'AT', at: sale.at, consent: { Recorded: { object: sale.object } } };
		const goods = { making: 'WithConsent', firstSale } as const;
		expect((await maySell(goods)).answer).toBe('Exhaustion');
		const altered = await maySell({ ...goods, altered: true });
		expect([altered.answer, altered.failed]).toEqual(['NotPermitted', ['exhaustion']]);
	});

	it('are not permitted on a word alone; the report says who would have to prove it', async () => {
		const firstSale = { country: 'AT', at: sale.at, consent: { Claimed: { proof: stage.w.vault.commit('invoice', 'invoice 88 of a shop in Graz') } } };
		expect(await maySell({ firstSale })).toMatchObject({ answer: 'NotPermitted', burden: 'Party' });
		expect(await maySell({ firstSale, partitioned: true })).toMatchObject({ answer: 'NotPermitted', burden: 'RightsHolder' });
	});

	it('are measured by the table that the council keeps, which anybody reads', async () => {
		const row = (country: string) => stage.w.ask<Hex>('licensingApi.exhaustion', 'TradeMark', ascii(country));
		expect(await row('DE')).toBe(territories([...EUROPEAN_UNION, 'IS', 'LI', 'NO']));
		expect(await row('CH')).toBe(territories(COUNTRIES));
		// Without a row: in the country itself alone.
		expect(await row('TR')).toBe(territories(['TR']));
	});
});

describe('more goods than were licensed', () => {
	it('are not made on record', async () => {
		const { w } = stage;
		const overRun = new Lot(w.vault, GTIN, 'N-2', { pieces: 1 });
		await expect(w.send('factory', [overRun.commission(undefined, { moment: await w.now(), offset: 180 })])).rejects.toThrow(
			'custody.NotAuthorised',
		);
	});

	it('are a matter of the contract', async () => {
		expect(await maySell({ making: 'OverRun' })).toMatchObject({ answer: 'NotPermitted', nature: 'Contract' });
		const bring = { right: mark, party: 'importer', activity: 'Import', country: 'DE', goods: { gtin: GTIN } };
		expect((await stage.may({ ...bring, quantity: quantity({ pieces: 50 }) })).answer).toBe(`Licence ${licence}`);
		expect(await stage.may({ ...bring, quantity: quantity({ pieces: 60 }) })).toMatchObject({
			answer: 'NotPermitted',
			failed: ['quantity'],
			nature: 'Contract',
		});
	});

	it('are told by customs, which does not stop them', async () => {
		await stage.handOver(imported.id, 'factory', 'importer');
		const found = await atBorder('importer', { amount: { pieces: 60 }, goods: [{ Consignment: { id: imported.id } }] });
		expect(found.findings).toEqual([{ condition: 'ImportAuthorised', nature: 'Contract', outcome: 'Documents' }]);
	});
});

describe('copies', () => {
	it('are copies, whoever sells them', async () => {
		expect(await maySell({ making: 'WithoutConsent' })).toMatchObject({ answer: 'NotPermitted', nature: 'Copying' });
		// Nothing is exhausted by the sale of something else.
		expect(await maySell({})).toMatchObject({ answer: 'NotPermitted', nature: 'OtherInfringement' });
		// The owner of the mark may sell what it likes.
		expect((await maySell({ making: 'WithoutConsent' }, 'brand')).answer).toBe('Owner');
	});

	it('are to be stopped by customs, on the serials that the genuine ones bear', async () => {
		const copied = serials.slice(0, 3);
		const found = await atBorder('trader', { amount: { pieces: 3 }, goods: copied.map((serial) => lot.claim(serial)) });
		expect(found.outcome).toBe('SuspendProposed');
		expect(found.findings).toEqual(
			expect.arrayContaining([
				{ condition: 'CustodyUnbroken', nature: 'Copying', outcome: 'SuspendProposed' },
				{ condition: 'NotHeldElsewhere', nature: 'Copying', outcome: 'SuspendProposed' },
			]),
		);
		expect(found.findings.map(({ nature }) => nature)).not.toContain('ParallelTrade');
	});
});
