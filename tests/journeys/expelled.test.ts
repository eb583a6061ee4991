/**
 * A warehouse is expelled with goods of others in it, which it can hand over no more: the council puts them
 * into other hands, and the trace shows that stretch like any other. And what a buyer brings back is sold a
 * second time.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { role } from '../demo/cast.ts';
import { Lot, type Part, split } from '../demo/goods.ts';
import { type Call, HEADPHONES } from '../demo/world.ts';
import { ascii, digestOf, type Hex } from '../lib/bytes.ts';
import { eventOf, plain } from '../lib/events.ts';
import { motion } from '../lib/governance.ts';
import { withCheckDigit } from '../lib/gs1.ts';
import { unitId } from '../lib/ids.ts';
import { Stage } from './stage.ts';

const PREFIX = '9521901';
const GTIN = withCheckDigit(`0${PREFIX}00001`);
const serials = ['B3FW8KXZ61QA', 'G9LM2TVC47HD', 'P5RN7JYE80SU'] as const;
const DECISION = digestOf('The council decides that Elbe Storage takes over the goods, to which it agrees.');

let stage: Stage;
let lot: Lot;
/** Two parts of it in the warehouse that is expelled: one at rest, one on offer. */
let stored: Part;
let offered: Part;

beforeAll(async () => {
	stage = await Stage.open('expelled', [
		role('brand', 'Oriva Audio', 'DE', ['RightsHolder', 'Manufacturer'], { prefixes: [PREFIX] }),
		role('depot', 'Havel Depot', 'DE', ['Warehouse']),
		role('storage', 'Elbe Storage', 'DE', ['Warehouse']),
		role('notary', 'Notary Sand', 'DE', ['Notary']),
		role('shop', 'Klangladen', 'DE', ['Retailer']),
	]);
	const { w } = stage;
	await w.send('brand', [['custody.registerClass', { gtin: ascii(GTIN), rights: [], hs: HEADPHONES }]]);
	for (const serial of serials) w.vault.keepSerial(serial);
	lot = new Lot(w.vault, GTIN, 'X-1', { pieces: serials.length }, [...serials]);
	await w.send('brand', [lot.commission(undefined, { moment: await w.now(), offset: 60 })]);
	[stored] = lot.parts as [Part];
	const [call, part] = split(stored, await w.seq(stored.id), { ranges: [[2, 3]] });
	await w.send('brand', [call]);
	offered = part;
	for (const { id } of [stored, offered]) await stage.handOver(id, 'brand', 'depot');
	await w.send('depot', [await offer(offered.id, 'shop')]);
}, 5 * 60_000);
afterAll(() => stage?.close());

const offer = async (object: Hex, to: string): Promise<Call> => [
	'custody.offer',
	{ object, seq: await stage.w.seq(object), to: stage.w.org(to).id, until: null, ...(await stage.occasion()) },
];

const reassignment = async (object: Hex, to: string, ground = DECISION): Promise<Call> => [
	'custody.reassign',
	{ object, seq: await stage.w.seq(object), to: stage.w.org(to).id, reason: 'HolderExpelled', ground },
];

/** The council decides, with two of three seats. */
const decide = (...calls: Call[]) => motion(stage.w.api, stage.w.seats, calls.map((each) => stage.w.call(each)));

interface Stretch {
	segment: { holder: number; object: Hex; from: number; until: number | null; ended: string | null };
	sale: { marketplace: number | null; order: Hex; payment: Hex | null } | null;
}

/** Who held an object under its own id, from when to when. */
const trace = async (object: Hex): Promise<[holder: string, from: number, until: number | null][]> => {
	const stretches = await stage.w.ask<Stretch[]>('custodyApi.trace', object, 0, 100);
	return stretches
		.filter(({ segment }) => segment.object === object)
		.map(({ segment: { holder, from, until } }) => [stage.w.nameOf(holder), from, until]);
};

const item = (object: Hex) => stage.w.read<{ position: unknown; presence: unknown }>('custody.items', object);

describe('goods of an expelled holder', () => {
	let reassigned: number;

	it('stay where they are while their holder is a member', async () => {
		const tooEarly = digestOf('The council decides before it has expelled anybody.');
		await expect(decide(await reassignment(stored.id, 'storage', tooEarly))).rejects.toThrow('custody.HolderNotExpelled');
	});

	it('are handed over by it no more, and cannot be taken by anybody', async () => {
		const { w } = stage;
		await decide(['consortium.expel', { org: w.org('depot').id, ground: digestOf('why it is expelled') }]);
		// Nobody pays its fees any more, and whoever does is refused the same.
		await expect(w.send('depot', [await offer(stored.id, 'storage')])).rejects.toThrow('Inability to pay');
		await stage.endow(w.org('depot').signers, 10n);
		const powerless = { reason: 'consortium.NotInGoodStanding', changed: [] };
		expect(await stage.refusal('depot', await offer(stored.id, 'storage'))).toEqual(powerless);
		for (const key of ['brand', 'storage']) {
			expect(await stage.refusal(key, await reassignment(stored.id, 'storage'))).toEqual({ reason: 'BadOrigin', changed: [] });
		}
		expect(await stage.refusal('brand', await offer(stored.id, 'storage'))).toEqual({ reason: 'custody.NotHolder', changed: [] });
	});

	it('come only to who may hold goods', async () => {
		for (const to of ['notary', 'depot']) {
			const reason = to === 'depot' ? 'custody.ToOneself' : 'custody.ReceiverNotEligible';
			await expect(decide(await reassignment(stored.id, to))).rejects.toThrow(reason);
		}
	});

	it('are put into other hands by the council, an open offer included', async () => {
		const { w } = stage;
		const { events, time } = await decide(await reassignment(stored.id, 'storage'));
		const event = eventOf(events, 'custody.Reassigned');
		expect([plain(event, 'from'), plain(event, 'to')]).toEqual([w.org('depot').id, w.org('storage').id]);
		expect([plain(event, 'reason'), plain(event, 'ground')]).toEqual(['HolderExpelled', DECISION]);
		reassigned = time;
		const accept = async (): Promise<Call> => [
			'custody.accept',
			{ object: offered.id, seq: await w.seq(offered.id), ...(await stage.occasion()) },
		];
		await decide(await reassignment(offered.id, 'storage'));
		expect(await item(offered.id)).toMatchObject({ position: { held: { holder: w.org('storage').id } }, presence: { held: null } });
		expect(await stage.refusal('shop', await accept())).toEqual({ reason: 'custody.NotOffered', changed: [] });
	});

	it('have a trace without a gap: the stretch of the old holder ends as that of the new one begins', async () => {
		const [made, depot, storage] = await trace(stored.id);
		expect(made![0]).toBe('Oriva Audio');
		expect(depot).toEqual(['Havel Depot', made![2], reassigned]);
		expect(storage).toEqual(['Elbe Storage', reassigned, null]);
		expect((await trace(offered.id)).map(([holder]) => holder)).toEqual(['Oriva Audio', 'Havel Depot', 'Elbe Storage']);
	});

	it('go on from there', async () => {
		await stage.handOver(stored.id, 'storage', 'shop');
		expect((await trace(stored.id)).at(-1)).toMatchObject(['Klangladen', expect.any(Number), null]);
	});
});

describe('a return', () => {
	const [serial] = serials;
	const unit = unitId(GTIN, serial);

	const sell = async (order: string): Promise<Call> => {
		const { w } = stage;
		const known = await w.read<object | null>('custody.items', unit);
		return [
			'custody.sell',
			{
				claim: lot.claim(serial),
				seq: await w.seq(known ? unit : stored.id),
				order: w.vault.commit(`sale ${order}`, `order ${order} of a customer`, [order]),
				payment: w.vault.commit(`payment of ${order}`, `card payment for ${order}`),
				marketplace: null,
			},
		];
	};
	const takeBack = async (): Promise<Call> => [
		'custody.takeBack',
		{
			object: unit,
			seq: await stage.w.seq(unit),
			commitment: stage.w.vault.commit('return', 'return of order 2201-94', ['2201-94']),
			...(await stage.occasion()),
		},
	];
	const orderOf = (events: Parameters<typeof eventOf>[0]) => plain<Hex>(eventOf(events, 'custody.Sold'), 'order');
	let times: number[];
	let sold: Awaited<ReturnType<typeof stage.w.send>>;

	it('ends a sale, which cannot be made twice meanwhile', async () => {
		const { w } = stage;
		sold = await w.send('shop', [await sell('2201-94')]);
		expect(plain(eventOf(sold.events, 'custody.Sold'), 'object')).toBe(unit);
		expect(await stage.refusal('shop', await sell('2201-95'))).toEqual({ reason: 'custody.AlreadyEnded', changed: [] });
		// Whoever did not sell it takes nothing back.
		expect(await stage.refusal('brand', await takeBack())).toEqual({ reason: 'custody.NotHolder', changed: [] });
		const back = await w.send('shop', [await takeBack()]);
		expect(plain(eventOf(back.events, 'custody.TakenBack'), 'by')).toBe(w.org('shop').id);
		expect(await item(unit)).toMatchObject({ presence: { held: null } });
		expect(await stage.refusal('shop', await takeBack())).toEqual({ reason: 'custody.NotSold', changed: [] });
		times = [sold.time, back.time];
	});

	it('lets the item be sold again, and both sales and the stretch between stay on record', async () => {
		const { w } = stage;
		const again = await w.send('shop', [await sell('2203-11')]);
		const [soldAt, back] = times;
		expect(await item(unit)).toMatchObject({ presence: { ended: 'Sold' } });
		const stretches = await w.ask<Stretch[]>('custodyApi.trace', unit, 0, 100);
		const shop = stretches.map(({ segment }) => segment).filter(({ holder }) => holder === w.org('shop').id);
		// For no time at all, it lay on its own between its consignment and the first sale.
		const lasting = shop.filter(({ from, until }) => from !== until);
		expect(lasting.map(({ object, until }) => [object, until])).toEqual([[stored.id, soldAt], [unit, again.time]]);
		expect(lasting[1]!.from).toBe(back);
		// Each sale is told with what the seller committed to.
		const sales = stretches.filter(({ segment }) => segment.ended === 'Sold').map(({ sale }) => sale);
		const orders = [orderOf(sold.events), orderOf(again.events)];
		const payments = [sold, again].map(({ events }) => plain<Hex>(eventOf(events, 'custody.Sold'), 'payment'));
		expect(sales).toEqual(orders.map((order, number) => ({ marketplace: null, order, payment: payments[number] })));
		expect(new Set([...orders, ...payments]).size).toBe(4);
	});
});
