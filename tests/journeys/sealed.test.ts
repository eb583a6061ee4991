/**
 * Shoes travel under seal, in a case, in a carton, on a pallet, in a loading unit. Hauliers that are no members carry them
 * twice: once the seal arrives whole, once broken. Whoever finds one pair knows through whose hands it went, and
 * where nobody can say what happened.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { role } from '../demo/cast.ts';
import { Lot } from '../demo/goods.ts';
import { type Call, HEADPHONES } from '../demo/world.ts';
import { ascii, type Hex } from '../lib/bytes.ts';
import { eventOf, plain } from '../lib/events.ts';
import { withCheckDigit } from '../lib/gs1.ts';
import { logisticUnitId, unitId } from '../lib/ids.ts';
import { finalised } from '../lib/node.ts';
import { Stage } from './stage.ts';

const PREFIX = '9521841';
const GTIN = withCheckDigit(`0${PREFIX}00001`);
const serials = Array.from({ length: 6 }, (_, i) => `N5TD${String(i).padStart(4, '0')}Y2LQ`);
const [onePair] = serials as [string];
/** Case, carton, pallet, loading unit. */
const codes = [1, 2, 3, 4].map((number) => withCheckDigit(`0${PREFIX}00000000${number}`));
const [box, carton, pallet, load] = codes.map((code) => logisticUnitId(code, 0)) as [Hex, Hex, Hex, Hex];
const unit = unitId(GTIN, onePair);
const gate = withCheckDigit(`${PREFIX}00001`);
const CONTAINER = ascii('CSQU3054383');
const SEALS = [ascii('HP100'), ascii('HP101')] as const;
const SECOND = 1_000;

interface Tag {
	keyVersion: number;
	tag: Hex;
}

let stage: Stage;
let lot: Lot;
/** Two hauliers, by the tags that an admission office computed. */
let hauliers: [Tag, Tag];
/** Numbers of the events by which the two legs began. */
let departures: [number, number];

beforeAll(async () => {
	stage = await Stage.open('sealed', [
		role('brand', 'Halden Footwear', 'NL', ['RightsHolder', 'Manufacturer'], { prefixes: [PREFIX] }),
		role('carrier', 'Meridian Freight', 'BG', ['Carrier']),
		role('depot', 'Elbe Storage', 'DE', ['Warehouse', 'Distributor']),
		role('shop', 'Klangladen', 'AT', ['Retailer']),
	]);
	const { w } = stage;
	hauliers = [w.vault.tag('first haulier', 'BG-831650349-7'), w.vault.tag('second haulier', 'AT-U64208133-2')];
	for (const serial of serials) w.vault.keepSerial(serial);
	lot = new Lot(w.vault, GTIN, 'S-1', { pieces: serials.length }, serials);
	await w.send('brand', [['custody.registerClass', { gtin: ascii(GTIN), rights: [], hs: HEADPHONES }]]);
	await w.send('brand', [lot.commission(undefined, { moment: await w.now(), offset: 60 })]);
	for (const [level, inner] of [goods(), box, carton, pallet].entries()) {
		const children = [[inner, await w.seq(inner)]];
		await w.send('brand', [['custody.pack', { sscc: ascii(codes[level]!), children, ...(await stage.occasion()) }]]);
	}
}, 5 * 60_000);
afterAll(() => stage?.close());

const goods = (): Hex => lot.parts[0]!.id;

const recordTrip = async (seals: readonly Hex[], ground: string, object = load): Promise<Call> => [
	'custody.recordTrip',
	{ object, seq: await stage.w.seq(object), container: CONTAINER, seals, ground, ...(await stage.occasion()) },
];

const consign = async (to: string, carrier: Tag): Promise<Call> => [
	'custody.consign',
	{ object: load, seq: await stage.w.seq(load), to: stage.w.org(to).id, carrier, until: null, ...(await stage.occasion()) },
];

const offer = async (to: string, until: number | null): Promise<Call> => [
	'custody.offer',
	{ object: load, seq: await stage.w.seq(load), to: stage.w.org(to).id, until, ...(await stage.occasion()) },
];

const accept = async (): Promise<Call> => [
	'custody.accept',
	{ object: load, seq: await stage.w.seq(load), ...(await stage.occasion()) },
];

const receive = async (receipt: unknown): Promise<Call> => [
	'custody.receive',
	{ goods: [[load, await stage.w.seq(load), receipt]], ...(await stage.occasion()) },
];

const withdrawOffer = async (): Promise<Call> => ['custody.withdrawOffer', { object: load, seq: await stage.w.seq(load) }];

/** Of who holds the loading unit now. */
const report = async (): Promise<Call> => {
	const { w } = stage;
	const { spans } = await w.read<{ spans: number }>('custody.items', load);
	const { time } = await stage.occasion();
	return ['custody.reportUnaccepted', { object: load, span: spans - 1, ground: 'NobodyThere', place: ascii(gate), since: time }];
};

interface Whereabouts {
	object: Hex;
	holder: number;
	presence: unknown;
}

interface Found {
	whereabouts: Whereabouts;
	outermost: Hex;
	trip: { id: { object: Hex; number: number }; trip: { by: number; container: Hex | null; seals: Hex[]; ground: string }; isOn: boolean } | null;
}

const search = (key: object) => stage.w.ask<{ items: Found[]; next: number | null }>('custodyApi.search', key, 0, 100);

/** What is found by a key, as object, outermost object, holder, and whether the trip is on; of the newest first. */
const found = async (key: object) => {
	const { items, next } = await search(key);
	expect(next).toBeNull();
	return items.map(({ whereabouts, outermost, trip }) => [whereabouts.object, outermost, stage.w.nameOf(whereabouts.holder), trip?.isOn ?? null]);
};

interface Stretch {
	segment: { holder: number; object: Hex; from: number; until: number | null; passage: Record<string, { departed: number }> | null; reservation: unknown };
	leg: { sender: number; to: number; carrier: Tag; trip: number | null } | null;
	unaccepted: { by: number; place: Hex; ground: string }[];
}

/** The stretches of a trace at whose beginning the holder changed. */
const hands = async (object: Hex): Promise<Stretch[]> => {
	const stretches = await stage.w.ask<Stretch[]>('custodyApi.trace', object, 0, 100);
	return stretches.filter(({ segment }, i) => i === 0 || segment.holder !== stretches[i - 1]!.segment.holder);
};

const namesOf = (stretches: Stretch[]) => stretches.map(({ segment }) => stage.w.nameOf(segment.holder));

/** Waits for the first final block of this moment or later. */
const past = async (moment: number): Promise<void> => {
	const { api } = stage.w;
	while ((await stage.w.now()) < moment) {
		await finalised(api, (await api.rpc.chain.getHeader()).number.toNumber() + 1);
	}
};

describe('a trip', () => {
	it('is stated by whoever holds the goods, with numbers that can be', async () => {
		const { w } = stage;
		expect(await stage.refusal('carrier', await recordTrip(SEALS, 'Loaded'))).toEqual({ reason: 'custody.NotHolder', changed: [] });
		const [name, args] = await recordTrip(SEALS, 'Loaded');
		const wrong: Call = [name, { ...args, container: ascii('CSQU3054384') }];
		expect(await stage.refusal('brand', wrong)).toEqual({ reason: 'custody.MalformedContainer', changed: [] });
		const twice = await recordTrip([SEALS[0], SEALS[0]], 'Loaded');
		expect(await stage.refusal('brand', twice)).toEqual({ reason: 'custody.DuplicateSeal', changed: [] });
		expect(await stage.refusal('brand', await recordTrip(SEALS, 'Loaded', pallet))).toEqual({ reason: 'custody.InsideAnother', changed: [] });

		const { events } = await w.send('brand', [await recordTrip(SEALS, 'Loaded')]);
		const recorded = eventOf(events, 'custody.TripRecorded');
		expect([plain(recorded, 'object'), plain(recorded, 'trip'), plain(recorded, 'seals')]).toEqual([load, 0, SEALS]);
		expect(await stage.refusal('brand', await recordTrip(SEALS, 'Loaded'))).toEqual({ reason: 'custody.AlreadyLoaded', changed: [] });
	});

	it('leads from container, each seal, code and lot to where the goods are', async () => {
		const on = (object: Hex) => [[object, load, 'Halden Footwear', true]];
		expect(await found({ Container: CONTAINER })).toEqual(on(load));
		for (const seal of SEALS) expect(await found({ Seal: seal })).toEqual(on(load));
		expect(await found({ Sscc: ascii(codes[0]!) })).toEqual(on(box));
		expect(await found({ Lot: { gtin: ascii(GTIN), number: ascii('S-1') } })).toEqual(on(goods()));
		expect(await found({ Seal: ascii('HP10') })).toEqual([]);
		// And down again: what lies in each, one level at a time.
		const children = (parent: Hex) => stage.w.ask<Hex[]>('custodyApi.children', parent, null, 100);
		expect(await children(load)).toEqual([pallet]);
		expect(await children(box)).toEqual([goods()]);
		const [item] = (await search({ Seal: SEALS[1] })).items;
		expect(item!.trip).toMatchObject({
			id: { object: load, number: 0 },
			trip: { by: stage.w.org('brand').id, container: CONTAINER, seals: SEALS, ground: 'Loaded' },
		});
	});

	it('stands among those of the loading unit, and of nothing that lies in it', async () => {
		const trips = (object: Hex) => stage.w.ask<{ items: object[]; next: number | null }>('custodyApi.trips', object, 0, 100);
		const { items, next } = await trips(load);
		const loaded = { by: stage.w.org('brand').id, container: CONTAINER, seals: SEALS, ground: 'Loaded' };
		expect([items.length, items[0], next]).toEqual([1, expect.objectContaining(loaded), null]);
		expect(await trips(box)).toEqual({ items: [], next: null });
	});
});

describe('a leg of an outsider', () => {
	it('leaves the goods with their sender until they are accepted', async () => {
		const { w } = stage;
		await stage.handOver(load, 'brand', 'carrier');
		expect(await found({ Container: CONTAINER })).toEqual([[load, load, 'Meridian Freight', true]]);
		const { events } = await w.send('carrier', [await consign('depot', hauliers[0])]);
		const consigned = eventOf(events, 'custody.Consigned');
		const departed = plain<number>(consigned, 'seq');
		expect([plain(consigned, 'carrier'), plain(consigned, 'trip')]).toEqual([hauliers[0], 0]);
		departures = [departed, 0];
		expect(namesOf(await hands(goods()))).toEqual(['Halden Footwear', 'Meridian Freight']);
		const [item] = (await search({ Seal: SEALS[0] })).items;
		expect(item!.whereabouts.presence).toMatchObject({ offered: { to: w.org('depot').id, leg: { departed, isSealed: true } } });
	});

	it('is bridged when whoever accepts finds the seal whole', async () => {
		const { w } = stage;
		expect(await stage.refusal('shop', await accept())).toEqual({ reason: 'custody.NotReceiver', changed: [] });
		const { events } = await w.send('depot', [await accept()]);
		const ended = eventOf(events, 'custody.LegEnded');
		expect(plain(ended, 'passage')).toEqual({ bridged: { departed: departures[0] } });
		expect([plain(ended, 'sender'), plain(ended, 'to')]).toEqual([w.org('carrier').id, w.org('depot').id]);
		expect(await found({ Container: CONTAINER })).toEqual([[load, load, 'Elbe Storage', true]]);
	});

	it('ends at a place where nobody accepts: that is said, once each, and moves nothing', async () => {
		const { w } = stage;
		const coordinates = { latitude: 48_208_000, longitude: 16_373_000 };
		await w.send('brand', [['custody.registerPlace', { gln: ascii(gate), country: ascii('AT'), coordinates }]]);
		departures[1] = plain<number>(eventOf((await w.send('depot', [await consign('shop', hauliers[1])])).events, 'custody.Consigned'), 'seq');
		expect(await stage.refusal('shop', await report())).toEqual({ reason: 'custody.PlaceOfAnother', changed: [] });
		const before = await w.read('custody.items', load);
		// Who runs the place, and who holds the goods.
		for (const key of ['brand', 'depot']) {
			const { events } = await w.send(key, [await report()]);
			const reported = eventOf(events, 'custody.ReportedUnaccepted');
			expect([plain(reported, 'by'), plain(reported, 'holder')]).toEqual([w.org(key).id, w.org('depot').id]);
			expect(await stage.refusal(key, await report())).toEqual({ reason: 'custody.AlreadyReported', changed: [] });
		}
		expect(await w.read('custody.items', load)).toEqual(before);
	});

	it('is broken when whoever accepts notes a broken seal, and the trip is over', async () => {
		const { events } = await stage.w.send('shop', [await receive({ Reserved: 'SealBroken' })]);
		expect(plain(eventOf(events, 'custody.LegEnded'), 'passage')).toEqual({ broken: { departed: departures[1] } });
		const over = [[load, load, 'Klangladen', false]];
		expect(await found({ Container: CONTAINER })).toEqual(over);
		for (const seal of SEALS) expect(await found({ Seal: seal })).toEqual(over);
		// What travels in nothing is found by its code still.
		expect(await found({ Sscc: ascii(codes[0]!) })).toEqual([[box, load, 'Klangladen', null]]);
	});
});

describe('one pair, four levels inside', () => {
	it('has a trace of all hands, with what was bridged, broken and unaccepted', async () => {
		const { w } = stage;
		const commitment = w.vault.commit('sale 7120-33', 'order 7120-33 of a customer', ['7120-33']);
		const sale: Call = ['custody.sell', { claim: lot.claim(onePair), seq: await w.seq(goods()), order: commitment, payment: null, marketplace: null }];
		await w.send('shop', [sale]);
		const stretches = await hands(unit);
		expect(namesOf(stretches)).toEqual(['Halden Footwear', 'Meridian Freight', 'Elbe Storage', 'Klangladen']);
		const [first, second] = departures;
		expect(stretches.map(({ segment }) => segment.passage)).toEqual([
			null,
			null,
			{ bridged: { departed: first } },
			{ broken: { departed: second } },
		]);
		const leg = (sender: string, to: string, carrier: Tag) => ({ sender: w.org(sender).id, to: w.org(to).id, carrier, trip: 0 });
		expect(stretches.map(({ leg }) => leg)).toMatchObject([
			null,
			null,
			leg('carrier', 'depot', hauliers[0]),
			leg('depot', 'shop', hauliers[1]),
		]);
		expect(stretches[3]!.segment.reservation).toEqual({ sealBroken: null });
		const reported = (by: string) => ({ by: w.org(by).id, place: ascii(gate), ground: 'NobodyThere' });
		expect(stretches.map(({ unaccepted }) => unaccepted.length)).toEqual([0, 0, 2, 0]);
		expect(stretches[2]!.unaccepted).toMatchObject([reported('brand'), reported('depot')]);
	});
});

describe('an offer that nobody answers', () => {
	it('has an end that is neither over nor too far ahead', async () => {
		const { w } = stage;
		const malformed = { reason: 'custody.MalformedTerm', changed: [] };
		expect(await stage.refusal('shop', await offer('brand', await w.now()))).toEqual(malformed);
		const longest = Number(w.api.consts.custody!.maxOfferTerm!.toString());
		expect(await stage.refusal('shop', await offer('brand', (await w.now()) + 2 * longest))).toEqual(malformed);
	});

	it('is over from its end on, and the goods are with their holder as before', async () => {
		const { w } = stage;
		const until = (await w.now()) + 20 * SECOND;
		await w.send('shop', [await offer('brand', until)]);
		expect(await stage.refusal('carrier', await withdrawOffer())).toEqual({ reason: 'custody.NotHolder', changed: [] });
		await past(until);
		expect(await stage.refusal('brand', await accept())).toEqual({ reason: 'custody.OfferExpired', changed: [] });
		const [item] = (await search({ Sscc: ascii(codes[3]!) })).items;
		expect(item!.whereabouts).toMatchObject({ object: load, holder: w.org('shop').id, presence: { held: null } });
	});

	it('is cleared by anybody who holds goods, once, and the goods go on', async () => {
		const { w } = stage;
		const { events } = await w.send('carrier', [await withdrawOffer()]);
		expect(plain(eventOf(events, 'custody.OfferExpired'), 'by')).toBe(w.org('carrier').id);
		expect(await stage.refusal('carrier', await withdrawOffer())).toEqual({ reason: 'custody.NotHolder', changed: [] });
		expect(await stage.refusal('shop', await withdrawOffer())).toEqual({ reason: 'custody.NotOffered', changed: [] });
		await stage.handOver(load, 'shop', 'brand');
		expect(namesOf(await hands(load)).at(-1)).toBe('Halden Footwear');
	});
});
