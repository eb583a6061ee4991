/**
 * Cotton becomes yarn, yarn and soles become shoes. Each maker states at what rate, and the quantities
 * balance; from the shoes one walks back to the fields, and from the fields to the shoes.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { role } from '../demo/cast.ts';
import { Lot } from '../demo/goods.ts';
import { type Call, DAY, HEADPHONES, quantity } from '../demo/world.ts';
import { ascii, type Hex } from '../lib/bytes.ts';
import type { Amount } from '../lib/epcis.ts';
import { eventOf, eventsOf, plain } from '../lib/events.ts';
import { withCheckDigit } from '../lib/gs1.ts';
import { lotId, trademarkId } from '../lib/ids.ts';
import { Stage } from './stage.ts';

const gtin = (prefix: string) => withCheckDigit(`0${prefix}00001`);
const [FIELD, MILL, BRAND, SOLES] = ['9521601', '9521602', '9521603', '9521604'] as const;
const [cotton, yarn, shoes, soles] = [gtin(FIELD), gtin(MILL), gtin(BRAND), gtin(SOLES)];
const TURKEY = 'TR502024000300077';
const mark = trademarkId(TURKEY);
const PAIRS = 200;
const serials = Array.from({ length: PAIRS }, (_, i) => `W4RT${String(i).padStart(4, '0')}H9KD`);

const grams = (weight: number): Amount => ({ micros: BigInt(weight) * 1_000n, unit: 'KGM' });
const pieces = (count: number): Amount => ({ pieces: count });

let stage: Stage;
/** Licence to make so many pairs and no more. */
let licence: number;
/** Two harvests, the soles, and the shoes as they are to be. */
let harvests: [Lot, Lot];
let soleLot: Lot;
let shoeLot: Lot;
const yarnLot = lotId(yarn, 'Y-1');

beforeAll(async () => {
	stage = await Stage.open('lineage', [
		role('brand', 'Halden Footwear', 'NL', ['RightsHolder'], { prefixes: [BRAND] }),
		role('office', 'Office of Marks', 'TR', ['IpOffice'], { offices: ['TR'] }),
		role('field', 'Gediz Cotton', 'TR', ['Manufacturer', 'Supplier'], { prefixes: [FIELD] }),
		role('mill', 'Ege Spinning', 'TR', ['Manufacturer', 'Supplier'], { prefixes: [MILL] }),
		role('rubber', 'Marmara Rubber', 'TR', ['Manufacturer', 'Supplier'], { prefixes: [SOLES] }),
		role('factory', 'Bornova Shoes', 'TR', ['Manufacturer', 'Exporter']),
	]);
	const { w } = stage;
	await stage.mark(TURKEY, 'brand', 'office', ['TR'], [{ Nice: { edition: 12, class: 25 } }]);
	const classes: [string, string, string, Hex[]][] = [
		['field', cotton, '520100', []],
		['mill', yarn, '520511', []],
		['rubber', soles, '640620', []],
		['brand', shoes, '640419', [mark]],
	];
	for (const [owner, gtin, code, rights] of classes) {
		const hs = { edition: HEADPHONES.edition, code: ascii(code) };
		await w.send(owner, [['custody.registerClass', { gtin: ascii(gtin), rights: rights.map((right) => ({ right })), hs }]]);
	}
	licence = await stage.license('brand', 'factory', [mark], {
		activities: ['Manufacture'],
		countries: ['TR'],
		from: (await w.now()) - DAY,
		quantity: quantity(pieces(PAIRS)),
	});
	for (const serial of serials) w.vault.keepSerial(serial);
	harvests = [new Lot(w.vault, cotton, 'C-1', grams(50_000)), new Lot(w.vault, cotton, 'C-2', grams(30_000))];
	soleLot = new Lot(w.vault, soles, 'S-1', pieces(2 * PAIRS));
	shoeLot = new Lot(w.vault, shoes, 'SH-1', pieces(PAIRS), serials);
	const made = { moment: await w.now(), offset: 180 };
	await w.send('field', harvests.map((lot) => lot.commission(undefined, made)));
	await w.send('rubber', [soleLot.commission(undefined, made)]);
	for (const lot of harvests) await stage.handOver(lot.parts[0]!.id, 'field', 'mill');
	await stage.handOver(soleLot.parts[0]!.id, 'rubber', 'factory');
}, 5 * 60_000);
afterAll(() => stage?.close());

/** Something consumed: all of it, or so much. */
type Input = [object: Hex, amount?: Amount];
type Rate = [gtin: string, input: Amount, output: Amount];
type Product = Pick<Lot, 'gtin' | 'number' | 'root'>;

const transformation = async (inputs: Input[], yields: Rate[], lot: Product, made: Amount): Promise<Call> => [
	'custody.transform',
	{
		inputs: await Promise.all(
			inputs.map(async ([object, amount]) => ({
				object,
				seq: await stage.w.seq(object),
				amount: amount === undefined ? null : quantity(amount),
			})),
		),
		yields: yields.map(([gtin, input, output]) => ({ class: ascii(gtin), input: quantity(input), output: quantity(output) })),
		identity: { gtin: ascii(lot.gtin), number: ascii(lot.number), root: lot.root },
		quantity: quantity(made),
		...(await stage.occasion()),
	},
];

/** 40 of 50 kilogrammes, and all of 30, of which a kilogramme gives 850 grammes. */
const spin = (made: Amount, rates: Rate[] = [[cotton, grams(1_000), grams(850)]]) =>
	transformation(
		[[harvests[0].parts[0]!.id, grams(40_000)], [harvests[1].parts[0]!.id]],
		rates,
		{ gtin: yarn, number: 'Y-1', root: null },
		made,
	);

let spun: Hex;
/** 250 grammes of yarn and two soles a pair. */
const make = (made: Amount) =>
	transformation(
		[[spun, grams(50_000)], [soleLot.parts[0]!.id]],
		[[yarn, grams(250), pieces(1)], [soles, pieces(2), pieces(1)]],
		shoeLot,
		made,
	);

interface Link {
	lot: Hex;
	object: Hex;
	quantity: { pieces?: number | string; measured?: { micros: number | string; unit: Hex } };
	how: string;
}
type Links = { items: Link[]; next: number | null };
type Direction = 'Inputs' | 'Outputs';

const page = (lot: Hex, direction: Direction, cursor = 0, limit = 100) =>
	stage.w.ask<Links>('custodyApi.lineage', lot, direction, cursor, limit);

const amountOf = ({ quantity: { pieces: count, measured } }: Link): Amount =>
	measured ? { micros: BigInt(measured.micros), unit: 'KGM' } : pieces(Number(count));

/** Every lot that one comes to from this one, a page of one step at a time. */
const walk = async (from: Hex, direction: Direction): Promise<Set<Hex>> => {
	const found = new Set<Hex>();
	const open = [from];
	for (let lot = open.pop(); lot !== undefined; lot = open.pop()) {
		for (let cursor: number | null = 0; cursor !== null; ) {
			const { items, next }: Links = await page(lot, direction, cursor, 1);
			for (const link of items) {
				if (!found.has(link.lot)) open.push(link.lot);
				found.add(link.lot);
			}
			cursor = next;
		}
	}
	return found;
};

const presence = async (object: Hex) => (await stage.w.read<{ presence: unknown }>('custody.items', object)).presence;

describe('yarn of two harvests', () => {
	it('is refused where the quantities do not balance, and nothing changes', async () => {
		const unbalanced = { reason: 'custody.Unbalanced', changed: [] };
		expect(await stage.refusal('mill', await spin(grams(60_000)))).toEqual(unbalanced);
		expect(await stage.refusal('mill', await spin(grams(59_499)))).toEqual(unbalanced);
		expect(await stage.refusal('mill', await spin(pieces(59)))).toEqual(unbalanced);
		expect(await stage.refusal('mill', await spin(grams(59_500), []))).toEqual({ reason: 'custody.MalformedYield', changed: [] });
		// The grower neither has its cotton any more nor owns the class of the yarn.
		expect(await stage.refusal('field', await spin(grams(59_500)))).toEqual({ reason: 'custody.NotAuthorised', changed: [] });
	});

	it('is made of what its spinner states', async () => {
		const { events } = await stage.w.send('mill', [await spin(grams(59_500))]);
		const commissioned = eventOf(events, 'custody.Commissioned');
		expect(plain(commissioned, 'lot')).toBe(yarnLot);
		spun = plain<Hex>(commissioned, 'consignment');
		expect(eventsOf(events, 'custody.Consumed').map((event) => plain(event, 'into'))).toEqual([spun, spun]);
		// Of the first harvest ten kilogrammes are left.
		expect(await presence(harvests[1].parts[0]!.id)).toEqual({ ended: 'Transformed' });
		expect(await presence(harvests[0].parts[0]!.id)).toEqual({ held: null });
		await stage.handOver(spun, 'mill', 'factory');
	});
});

describe('shoes of yarn and soles', () => {
	it('are refused where one of the two does not give so many', async () => {
		for (const count of [PAIRS - 1, PAIRS / 2]) {
			expect(await stage.refusal('factory', await make(pieces(count)))).toEqual({ reason: 'custody.Unbalanced', changed: [] });
		}
	});

	it('are refused beyond the licence', async () => {
		expect(await stage.refusal('factory', await make(pieces(PAIRS + 1)))).toEqual({ reason: 'custody.NotAuthorised', changed: [] });
	});

	it('are made under the licence that was asked for them', async () => {
		const question = { right: mark, party: 'factory', activity: 'Manufacture', country: 'TR', goods: { gtin: shoes } };
		const wanted = { ...question, quantity: quantity(pieces(PAIRS)) };
		expect((await stage.may(wanted)).answer).toBe(`Licence ${licence}`);
		const { events } = await stage.w.send('factory', [await make(pieces(PAIRS))]);
		expect(plain(eventOf(events, 'custody.Commissioned'), 'root')).toBe(shoeLot.root);
		const exercised = eventOf(events, 'licensing.Exercised');
		expect(plain(exercised, 'licence')).toBe(licence);
		const { licences, consented } = await stage.w.ask<{ licences: number[]; consented: Hex[] }>('custodyApi.lot', shoeLot.id);
		expect([licences, consented]).toEqual([[licence], [mark]]);
		expect(await stage.may(wanted)).toMatchObject({ answer: 'NotPermitted', failed: ['quantity'], nature: 'Contract' });
		// The makers of yarn and soles own their classes, which are under no right.
		expect(await stage.w.ask('custodyApi.lot', yarnLot)).toMatchObject({ maker: stage.w.org('mill').id, licences: [] });
	});

	it('have the labels that they were made with', async () => {
		const facts = await stage.w.ask<{ proof: string; leaf: [Hex, number] }>('custodyApi.facts', shoeLot.claim(serials[7]!));
		expect(facts).toMatchObject({ proof: 'Verified', leaf: [shoeLot.id, 7] });
	});
});

describe('the class of the shoes', () => {
	interface Class {
		version: number;
		hs: { edition: number; code: Hex };
		revisedAt: number | null;
	}
	const version = (number: number) => stage.w.ask<Class | null>('custodyApi.classVersion', ascii(shoes), number);
	const revised = { edition: 2028, code: ascii('640420') };
	const revision = (from: number, hs: object = revised): Call => [
		'custody.reviseClass',
		{ gtin: ascii(shoes), version: from, rights: [{ right: mark }], hs },
	];

	it('is revised under the same number, and stays what it was for the shoes that were made', async () => {
		const { w } = stage;
		const former = (await version(0))!;
		expect(former).toMatchObject({ version: 0, hs: { edition: HEADPHONES.edition, code: ascii('640419') }, revisedAt: null });
		expect(await w.ask('custodyApi.class', ascii(shoes))).toEqual(former);
		expect(await stage.refusal('factory', revision(0))).toEqual({ reason: 'custody.NotClassOwner', changed: [] });
		expect(await stage.refusal('brand', revision(0, former.hs))).toEqual({ reason: 'custody.NothingRevised', changed: [] });

		const { events, time } = await w.send('brand', [revision(0)]);
		expect(plain(eventOf(events, 'custody.ClassRevised'), 'version')).toBe(1);
		expect(await w.ask('custodyApi.class', ascii(shoes))).toMatchObject({ version: 1, hs: revised, revisedAt: time });
		expect(await version(0)).toEqual(former);
		expect((await version(1))!.hs).toEqual(revised);
		expect(await version(2)).toBeNull();
		const { classVersion } = await w.ask<{ classVersion: number }>('custodyApi.lot', shoeLot.id);
		expect((await version(classVersion))!.hs).toEqual(former.hs);
		// Nobody revises what somebody revised meanwhile.
		expect(await stage.refusal('brand', revision(0))).toEqual({ reason: 'custody.StaleSeq', changed: [] });
	});
});

describe('lineage', () => {
	it('is told step by step, with how much of what', async () => {
		const { items, next } = await page(yarnLot, 'Inputs');
		expect(next).toBeNull();
		expect(items.map((link) => [link.lot, amountOf(link), link.how])).toEqual([
			[harvests[0].id, grams(40_000), 'Transformed'],
			[harvests[1].id, grams(30_000), 'Transformed'],
		]);
		const [back] = (await page(yarnLot, 'Outputs')).items as [Link];
		expect([back.lot, amountOf(back)]).toEqual([shoeLot.id, grams(50_000)]);
	});

	it('comes in pages that join without gap or overlap', async () => {
		const whole = await page(shoeLot.id, 'Inputs');
		const first = await page(shoeLot.id, 'Inputs', 0, 1);
		expect(first).toMatchObject({ items: [{ lot: yarnLot }], next: 1 });
		const second = await page(shoeLot.id, 'Inputs', first.next!, 1);
		expect(second).toMatchObject({ items: [{ lot: soleLot.id }], next: null });
		expect([...first.items, ...second.items]).toEqual(whole.items);
		expect(await page(shoeLot.id, 'Inputs', 2)).toEqual({ items: [], next: null });
	});

	it('leads from the shoes to the fields, and from a field to the shoes', async () => {
		expect(await walk(shoeLot.id, 'Inputs')).toEqual(new Set([yarnLot, soleLot.id, ...harvests.map(({ id }) => id)]));
		for (const { id } of harvests) expect(await walk(id, 'Outputs')).toEqual(new Set([yarnLot, shoeLot.id]));
		expect(await walk(soleLot.id, 'Outputs')).toEqual(new Set([shoeLot.id]));
		expect((await page(shoeLot.id, 'Outputs')).items).toEqual([]);
	});
});
