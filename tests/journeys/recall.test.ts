/**
 * A lot is split and a part of it recalled. That part is sold by nobody, travels back and is destroyed;
 * the rest is sold as before. Market surveillance takes pieces of what a shop still has and tests them. Trace, scan
 * and customs tell the one from the other.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { role } from '../demo/cast.ts';
import { dryRun, sealed } from '../demo/declare.ts';
import { Lot, type Part, split } from '../demo/goods.ts';
import { type Call, DAY, digest, HEADPHONES } from '../demo/world.ts';
import { ascii, digestOf, type Hex } from '../lib/bytes.ts';
import { eventOf, eventsOf, plain } from '../lib/events.ts';
import { withCheckDigit } from '../lib/gs1.ts';
import { trademarkId, unitId } from '../lib/ids.ts';
import { EUROPEAN_UNION } from '../lib/territories.ts';
import { Stage } from './stage.ts';

const PREFIX = '9521701';
const GTIN = withCheckDigit(`0${PREFIX}00001`);
const UNION = 'EM500000018800091';
const mark = trademarkId(UNION);
const serials = Array.from({ length: 100 }, (_, i) => `V2LN${String(i).padStart(4, '0')}C8XR`);

let stage: Stage;
let lot: Lot;
/** Leaves 30 to 100, which nobody recalls. */
let sound: Part;
/** Leaves 0 to 30, of which the first 20 go back, and the others wait. */
let returned: Part;
let kept: Part;
let recall: number;

beforeAll(async () => {
	stage = await Stage.open('recall', [
		role('brand', 'Oriva Audio', 'NL', ['RightsHolder', 'Manufacturer'], { prefixes: [PREFIX] }),
		role('office', 'Union Office of Marks', 'ES', ['IpOffice'], { offices: ['EM'] }),
		role('importer', 'Nordlicht Imports', 'DE', ['Importer', 'Distributor']),
		role('surveillance', 'Market Surveillance', 'DE', ['MarketSurveillance']),
		role('shop', 'Klangladen', 'DE', ['Retailer']),
	]);
	const { w } = stage;
	await stage.mark(UNION, 'brand', 'office', EUROPEAN_UNION, [{ Nice: { edition: 12, class: 9 } }]);
	await w.send('brand', [['custody.registerClass', { gtin: ascii(GTIN), rights: [{ right: mark }], hs: HEADPHONES }]]);
	const from = (await w.now()) - DAY;
	for (const licensee of ['importer', 'shop']) {
		await stage.license('brand', licensee, [mark], { activities: ['Import', 'Distribute', 'Sell'], countries: ['DE'], from });
	}
	for (const serial of serials) w.vault.keepSerial(serial);
	lot = new Lot(w.vault, GTIN, 'R-1', { pieces: 100 }, serials);
	await w.send('brand', [lot.commission(undefined, { moment: await w.now(), offset: 60 })]);
	[sound] = lot.parts as [Part];
	returned = await divide('brand', sound, [0, 30]);
	for (const { id } of [sound, returned]) await stage.handOver(id, 'brand', 'importer');
	kept = await divide('importer', returned, [20, 30]);
}, 5 * 60_000);
afterAll(() => stage?.close());

const divide = async (by: string, part: Part, range: [number, number]): Promise<Part> => {
	const [call, taken] = split(part, await stage.w.seq(part.id), { ranges: [range] });
	await stage.w.send(by, [call]);
	return taken;
};

const whole = ({ id }: Pick<Part, 'id'>) => ({ Consignment: { id } });

const sale = async (name: 'sell' | 'putOnMarket', part: Pick<Part, 'id'>, claim: object = whole(part)): Promise<Call> => {
	const { w } = stage;
	const commitment = w.vault.commit(`${name} of ${part.id}`, 'order 5530-18 of a customer', ['5530-18']);
	return [`custody.${name}`, { claim, seq: await w.seq(part.id), order: commitment, payment: null, marketplace: null }];
};

/** The recalls in force that concern goods. */
const recalls = (claim: object) => stage.w.ask<{ recall: number; country: Hex | null; isCertain: boolean }[]>('custodyApi.recalls', claim);

interface Stretch {
	segment: { holder: number };
	recalls: number[];
	legal: object | null;
}

/** Who held a part or what it was split off from, and which recalls had been declared before it went on. */
const trace = async (part: Part) => {
	const stretches = await stage.w.ask<Stretch[]>('custodyApi.trace', part.id, 0, 100);
	return stretches.map(({ segment, recalls }) => [stage.w.nameOf(segment.holder), recalls]);
};

/** What customs of DE would find of a part that is declared by the importer. */
const findings = async (part: Part) => {
	const { w } = stage;
	const parties = { importer: 'importer', holder: 'importer', seller: 'brand', destination: 'DE', reference: '26DE000000000733R5' };
	const line = { gtin: GTIN, amount: part.amount, goods: [whole(part)] };
	const report = await dryRun(w, 'importer', sealed(w, { ...parties, lines: [line] }));
	return report.lines[0]!.findings;
};

const presence = async ({ id }: Pick<Part, 'id'>) => (await stage.w.read<{ presence: unknown }>('custody.items', id)).presence;

describe('before the recall', () => {
	it('customs has nothing against any part', async () => {
		for (const part of [sound, returned, kept]) expect(await findings(part)).toEqual([]);
	});

	it('is declared by the owner of the class or an authority, and nobody else', async () => {
		const scope = { Leaves: { lot: lot.id, ranges: [[0, 30]] } };
		const notice = digestOf('Notice: the batteries of these pieces overheat.');
		const call: Call = ['custody.recall', { scope, reason: 'Safety', notice }];
		expect(await stage.refusal('shop', call)).toEqual({ reason: 'custody.NotClassOwner', changed: [] });
		const beyond: Call = ['custody.recall', { scope: { Leaves: { lot: lot.id, ranges: [[90, 101]] } }, reason: 'Safety', notice }];
		expect(await stage.refusal('brand', beyond)).toEqual({ reason: 'custody.OutsideLot', changed: [] });
		const { events } = await stage.w.send('brand', [call]);
		const recalled = eventOf(events, 'custody.Recalled');
		recall = plain<number>(recalled, 'recall');
		expect([plain(recalled, 'country'), plain(recalled, 'notice')]).toEqual([null, notice]);
	});
});

describe('the recalled part', () => {
	it('is known as recalled by every claim to it, and no other is', async () => {
		const certain = [{ recall, country: null, reason: 'Safety', isCertain: true }];
		for (const claim of [whole(returned), whole(kept), lot.claim(serials[0]!), lot.claim(serials[29]!)]) {
			expect(await recalls(claim)).toEqual(certain);
		}
		for (const claim of [whole(sound), lot.claim(serials[30]!), lot.claim(serials[99]!)]) expect(await recalls(claim)).toEqual([]);
	});

	it('is neither sold nor put on the market, whole or piece by piece', async () => {
		const refused = { reason: 'custody.UnderRecall', changed: [] };
		for (const name of ['sell', 'putOnMarket'] as const) {
			expect(await stage.refusal('importer', await sale(name, returned))).toEqual(refused);
			expect(await stage.refusal('importer', await sale(name, returned, lot.claim(serials[3]!)))).toEqual(refused);
		}
		await stage.handOver(kept.id, 'importer', 'shop');
		expect(await stage.refusal('shop', await sale('sell', kept))).toEqual(refused);
	});

	it('is named to customs, which finds nothing against the other', async () => {
		expect(await findings(returned)).toEqual([{ condition: 'NotRecalled', nature: 'OtherLaw', outcome: 'Examine' }]);
		expect(await findings(sound)).toEqual([]);
	});

	it('travels back to its maker and is destroyed there', async () => {
		const { w } = stage;
		await stage.handOver(returned.id, 'importer', 'brand');
		const { time } = await stage.occasion();
		await w.send('brand', [['custody.destroy', { object: returned.id, seq: await w.seq(returned.id), time }]]);
		expect(await presence(returned)).toEqual({ ended: 'Destroyed' });
		// With its maker it was a part of the whole lot before it was one of its own.
		expect(await trace(returned)).toEqual([
			['Oriva Audio', []],
			['Oriva Audio', []],
			['Nordlicht Imports', [recall]],
			['Oriva Audio', [recall]],
		]);
	});
});

describe('recalled pieces that market surveillance tests', () => {
	const tested = serials[20]!;
	const compared = serials[21]!;
	const decision = digestOf('Order: two pieces are handed over for a test of their batteries.');
	const ground = digestOf('Report: the battery of one piece overheated.');
	const unit = (serial: string) => ({ id: unitId(GTIN, serial) });

	const taking = (serial: string): Call => ['custody.takeIntoCustody', { claim: lot.claim(serial), place: null, ground: decision }];
	const ending = async (serial: string, how: 'Released' | 'Destroyed'): Promise<Call> => [
		'custody.endCustody',
		{ object: unit(serial).id, seq: await stage.w.seq(unit(serial).id), how, ground },
	];

	/** How a piece stands in law, and who it is with. */
	const standing = async (serial: string) => {
		const stretches = await stage.w.ask<Stretch[]>('custodyApi.trace', unit(serial).id, 0, 100);
		const { legal, segment } = stretches.pop()!;
		expect(stretches.map(({ legal }) => legal)).toEqual(stretches.map(() => null));
		return { legal, holder: stage.w.nameOf(segment.holder) };
	};

	/** What authorities did with a piece. */
	const incidents = async (serial: string) => {
		const page = await stage.w.ask<{ items: { incident: { by: number; what: object } }[]; next: number | null }>(
			'custodyApi.incidents',
			unit(serial).id,
			0,
			100,
		);
		expect(page.next).toBeNull();
		return page.items.map(({ incident }) => [stage.w.nameOf(incident.by), incident.what]);
	};

	const taken = ['Market Surveillance', { detained: { ground: { decision } } }];

	it('are taken out of their consignment without its holder, who does nothing with them meanwhile', async () => {
		const { w } = stage;
		expect(await stage.refusal('shop', taking(tested))).toEqual({ reason: 'consortium.RoleMissing', changed: [] });
		const by = w.org('surveillance').id;
		const { events } = await w.send('surveillance', [taking(tested), taking(compared)]);
		const detained = eventsOf(events, 'custody.Detained').map((event) => [plain(event, 'object'), plain(event, 'by')]);
		expect(detained).toEqual([[unit(tested).id, by], [unit(compared).id, by]]);
		const { time } = await stage.occasion();
		for (const serial of [tested, compared]) {
			const { id } = unit(serial);
			expect(await presence({ id })).toEqual({ detained: { by } });
			expect(await standing(serial)).toEqual({ legal: { inCustody: { decision } }, holder: 'Klangladen' });
			expect(await incidents(serial)).toEqual([taken]);
			const destruction: Call = ['custody.destroy', { object: id, seq: await w.seq(id), time }];
			expect(await stage.refusal('shop', destruction)).toEqual({ reason: 'custody.UnderDetention', changed: [] });
		}
		// The others stay where they are.
		expect(await presence(kept)).toEqual({ held: null });
	});

	it('are destroyed by the test or go back to their holder, each once', async () => {
		const { w } = stage;
		expect(await stage.refusal('shop', await ending(tested, 'Released'))).toEqual({ reason: 'consortium.RoleMissing', changed: [] });
		const { events } = await w.send('surveillance', [await ending(tested, 'Destroyed'), await ending(compared, 'Released')]);
		expect(plain(eventOf(events, 'custody.Destroyed'), 'object')).toBe(unit(tested).id);
		expect(plain(eventOf(events, 'custody.Released'), 'object')).toBe(unit(compared).id);
		expect(await presence(unit(tested))).toEqual({ ended: 'Destroyed' });
		expect(await presence(unit(compared))).toEqual({ held: null });
		expect(await standing(tested)).toEqual({ legal: { destroyedInCustody: { decision } }, holder: 'Klangladen' });
		expect(await standing(compared)).toEqual({ legal: null, holder: 'Klangladen' });
		expect(await incidents(tested)).toEqual([taken, ['Market Surveillance', { destroyed: { ground } }]]);
		expect(await incidents(compared)).toEqual([taken, ['Market Surveillance', { released: { ground } }]]);
		for (const serial of [tested, compared]) {
			const again = await ending(serial, 'Released');
			expect(await stage.refusal('surveillance', again)).toEqual({ reason: 'custody.NotDetained', changed: [] });
		}
	});
});

describe('the other part', () => {
	it('is handed over and sold meanwhile, and its trace knows of no recall', async () => {
		const { w } = stage;
		await stage.handOver(sound.id, 'importer', 'shop');
		const one = await w.send('shop', [await sale('sell', sound, lot.claim(serials[30]!))]);
		expect(plain(eventOf(one.events, 'custody.Sold'), 'by')).toBe(w.org('shop').id);
		for (const name of ['putOnMarket', 'sell'] as const) await w.send('shop', [await sale(name, sound)]);
		expect(await presence(sound)).toEqual({ ended: 'Sold' });
		expect(await trace(sound)).toEqual([
			['Oriva Audio', []],
			['Nordlicht Imports', []],
			['Klangladen', []],
		]);
	});
});

describe('the end of the recall', () => {
	it('is declared by who recalled, once', async () => {
		const { w } = stage;
		const lift: Call = ['custody.liftRecall', { recall }];
		expect(await stage.refusal('surveillance', lift)).toEqual({ reason: 'custody.NotRecaller', changed: [] });
		const { events, time } = await w.send('brand', [lift]);
		expect(plain(eventOf(events, 'custody.RecallLifted'), 'by')).toBe(w.org('brand').id);
		const record = await w.ask('custodyApi.recall', recall);
		expect(record).toMatchObject({ reason: 'Safety', lifted: { by: w.org('brand').id, at: time } });
		expect(await stage.refusal('brand', lift)).toEqual({ reason: 'custody.AlreadyLifted', changed: [] });
	});

	it('lets be sold what waited, and brings nothing back that was destroyed', async () => {
		const { w } = stage;
		expect(await recalls(whole(kept))).toEqual([]);
		const givenBack = { id: unitId(GTIN, serials[21]!) };
		await w.send('shop', [await sale('sell', kept), await sale('sell', givenBack, lot.claim(serials[21]!))]);
		for (const part of [kept, givenBack]) expect(await presence(part)).toEqual({ ended: 'Sold' });
		expect(await presence(returned)).toEqual({ ended: 'Destroyed' });
	});

	it('leave a report on the quality of their lot, beside that of its maker', async () => {
		const { w } = stage;
		const [own, found] = ['Report: ten pieces of the lot passed the test.', 'Report: the battery of one piece overheated.'].map((text) =>
			digest(digestOf(text)),
		);
		const report = (number: number, of: unknown): Call => ['custody.addQualityReport', { lot: lot.id, number, digest: of }];
		const reports = () => w.ask<{ items: object[]; next: number | null }>('custodyApi.qualityReports', lot.id, 0, 100);
		expect(await reports()).toEqual({ items: [], next: null });
		const first = await w.send('brand', [report(0, own)]);
		// The number tells that it is the first one yet.
		expect(await stage.refusal('surveillance', report(0, found))).toEqual({ reason: 'custody.StaleSeq', changed: [] });
		expect(await stage.refusal('shop', report(1, found))).toEqual({ reason: 'consortium.RoleMissing', changed: [] });
		const second = await w.send('surveillance', [report(1, found)]);
		const items = [
			{ digest: own, by: w.org('brand').id, reporter: 'Maker', at: first.time },
			{ digest: found, by: w.org('surveillance').id, reporter: 'Authority', at: second.time },
		];
		expect(await reports()).toEqual({ items, next: null });
	});
});
