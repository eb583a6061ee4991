/**
 * The label of an item is copied. The same serial is seen in two countries within an hour, which nothing
 * travels; an item is seen after it was sold, another under a label that nobody was allowed to give it; and who has
 * the item itself shows it by the key that is hidden under its label.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { role } from '../demo/cast.ts';
import { Lot } from '../demo/goods.ts';
import { type Call, DAY, eventTime, HEADPHONES } from '../demo/world.ts';
import { ascii, type Hex } from '../lib/bytes.ts';
import { eventOf, eventsOf, plain } from '../lib/events.ts';
import { withCheckDigit } from '../lib/gs1.ts';
import { lotId, unitId } from '../lib/ids.ts';
import { Stage } from './stage.ts';

const [BRAND, SHOP, BAZAAR] = ['9521801', '9521802', '9521803'] as const;
const GTIN = withCheckDigit(`0${BRAND}00001`);
const serials = ['D8QK3VNW70LA', 'H5TR9XCE21MB', 'N2YP6GJS84FD', 'T7WB4ZHU59KC'] as const;
const [copied, moved, other, gone] = serials;
const gln = (prefix: string) => withCheckDigit(`${prefix}00001`);
const [vienna, bratislava, izmir] = [gln(SHOP), withCheckDigit(`${SHOP}00002`), gln(BAZAAR)];
const MINUTE = 60_000;

let stage: Stage;
let lot: Lot;

beforeAll(async () => {
	stage = await Stage.open('clone', [
		role('brand', 'Oriva Audio', 'AT', ['RightsHolder', 'Manufacturer'], { prefixes: [BRAND] }),
		role('shop', 'Klangladen', 'AT', ['Retailer'], { prefixes: [SHOP] }),
		role('bazaar', 'Kordon Electronics', 'TR', ['Retailer'], { prefixes: [BAZAAR] }),
		role('customs', 'Turkish Customs', 'TR', ['Customs']),
		role('monitor', 'Listing Watch', 'IE', ['Monitor']),
	]);
	const { w } = stage;
	const place = (number: string, country: string, latitude: number, longitude: number): Call => [
		'custody.registerPlace',
		{ gln: ascii(number), country: ascii(country), coordinates: { latitude, longitude } },
	];
	await w.send('shop', [place(vienna, 'AT', 48_208_000, 16_373_000), place(bratislava, 'SK', 48_149_000, 17_107_000)]);
	await w.send('bazaar', [place(izmir, 'TR', 38_424_000, 27_143_000)]);
	await w.send('brand', [['custody.registerClass', { gtin: ascii(GTIN), rights: [], hs: HEADPHONES }]]);
	for (const serial of serials) w.vault.keepSerial(serial);
	lot = new Lot(w.vault, GTIN, 'K-1', { pieces: serials.length }, [...serials]);
	await w.send('brand', [lot.commission(undefined, { moment: await w.now(), offset: 60 })]);
	await stage.handOver(lot.parts[0]!.id, 'brand', 'shop');
}, 5 * MINUTE);
afterAll(() => stage?.close());

/** Somebody scans a label, of an item or a copy. */
const scan = async (by: string, serial: string, place: string, moment: number, proof = true): Promise<Call> => {
	const { w } = stage;
	const { Unit } = lot.claim(serial);
	const count = await w.read<number | null>('custody.observationCount', unitId(GTIN, serial), w.org(by).id);
	return [
		'custody.observe',
		{
			what: { Serial: { ...Unit, proof: proof ? Unit.proof : null } },
			seq: count ?? 0,
			bizStep: 'Inspecting',
			disposition: 'Active',
			place: ascii(place),
			time: eventTime({ moment, offset: 60 }),
		},
	];
};

interface Sighting {
	place: Hex;
	moment: number;
	fact: object;
}

describe('an item seen at two places', () => {
	it('is nothing to remark where it can have travelled', async () => {
		const { w } = stage;
		const now = await w.now();
		for (const [place, ago] of [[vienna, 40], [bratislava, 0]] as const) {
			const { events } = await w.send('monitor', [await scan('monitor', moved, place, now - ago * MINUTE)]);
			expect(plain(eventOf(events, 'custody.Observed'), 'anomaly')).toBeNull();
			expect(eventsOf(events, 'custody.TravelledImpossibly')).toEqual([]);
		}
	});

	it('is a clone somewhere where it cannot: the scan is recorded, with both facts', async () => {
		const { w } = stage;
		const now = await w.now();
		const [first, second] = [now - 40 * MINUTE, now];
		const id = unitId(GTIN, copied);
		const seen = await w.send('shop', [await scan('shop', copied, vienna, first)]);
		expect(plain(eventOf(seen.events, 'custody.Observed'), 'anomaly')).toBeNull();

		const { events } = await w.send('customs', [await scan('customs', copied, izmir, second)]);
		const observed = eventOf(events, 'custody.Observed');
		expect([plain(observed, 'object'), plain(observed, 'anomaly')]).toEqual([id, 'ImpossibleTravel']);
		const at = (by: string) => ({ observation: { by: w.org(by).id, seq: 0 } });
		const travelled = eventOf(events, 'custody.TravelledImpossibly');
		expect([plain(travelled, 'object'), plain(travelled, 'other')]).toEqual([id, id]);
		expect(plain<Sighting>(travelled, 'seen')).toMatchObject({ place: ascii(izmir), moment: second, fact: at('customs') });
		const elsewhere = plain<Sighting>(travelled, 'otherSeen');
		expect(elsewhere).toMatchObject({ place: ascii(vienna), moment: first, fact: at('shop') });
		// The record says the same to whoever asks later.
		expect(await w.read('custody.impossibleTravels', id, w.org('customs').id, 0)).toEqual({ object: id, sighting: elsewhere });
		expect(await w.read('custody.observations', id, w.org('customs').id, 0)).toMatchObject({ anomaly: 'ImpossibleTravel' });
	});

	it('is told by the bare serial as well, and by a trader, who holds what another has', async () => {
		const { w } = stage;
		const bare = await w.send('customs', [await scan('customs', other, izmir, (await w.now()) - 5 * MINUTE, false)]);
		expect(plain(eventOf(bare.events, 'custody.Observed'), 'anomaly')).toBeNull();
		const back = await w.send('monitor', [await scan('monitor', other, vienna, await w.now(), false)]);
		expect(plain(eventOf(back.events, 'custody.Observed'), 'anomaly')).toBe('ImpossibleTravel');
		const { events } = await w.send('bazaar', [await scan('bazaar', other, izmir, await w.now())]);
		expect(plain(eventOf(events, 'custody.Observed'), 'anomaly')).toBe('HeldByAnother');
		expect(eventsOf(events, 'custody.TravelledImpossibly')).toHaveLength(1);
	});

	it('stays where it was: a scan moves nothing', async () => {
		const { w } = stage;
		const facts = await w.ask('custodyApi.facts', lot.claim(copied));
		expect(facts).toMatchObject({
			whereabouts: { object: lot.parts[0]!.id, holder: w.org('shop').id, presence: { held: null } },
			proof: 'Verified',
		});
	});
});

interface Incident {
	by: number;
	what: { contradicted: { seq: number; kind: string; fact: { span?: { object: Hex; number: number } } } };
}

/** What stands out in the history of an item, as whoever watches it reads it. */
const incidents = async (serial: string): Promise<Incident[]> => {
	const unit = unitId(GTIN, serial);
	const page = await stage.w.ask<{ items: { incident: Incident; erroneous: null }[]; next: null }>('custodyApi.incidents', unit, 0, 100);
	expect(page.next).toBeNull();
	expect(page.items.map(({ erroneous }) => erroneous)).toEqual(page.items.map(() => null));
	return page.items.map(({ incident: { by, what } }) => ({ by, what }));
};

/** The monitor sees goods, nowhere in particular. Gives its number for them, and what the chain says to it. */
const see = async (serial: string, what: object) => {
	const { w } = stage;
	const seq = (await w.read<number | null>('custody.observationCount', unitId(GTIN, serial), w.org('monitor').id)) ?? 0;
	const words = { bizStep: 'Inspecting', disposition: 'Active', ...(await stage.occasion()) };
	const { events } = await w.send('monitor', [['custody.observe', { what, seq, ...words }]]);
	return { seq, observed: eventOf(events, 'custody.Observed') };
};

describe('an item that was sold', () => {
	it('and is seen again is back after its end: the sighting and the sale are both named', async () => {
		const { w } = stage;
		const [unit, [whole]] = [unitId(GTIN, gone), lot.parts];
		const order = w.vault.commit('sale', 'order 3381-05 of a customer', ['3381-05']);
		const sale = { claim: lot.claim(gone), seq: await w.seq(whole!.id), order, payment: null, marketplace: null };
		const sold = await w.send('shop', [['custody.sell', sale]]);
		expect(plain(eventOf(sold.events, 'custody.Sold'), 'object')).toBe(unit);
		expect(await incidents(gone)).toEqual([]);

		const { seq, observed } = await see(gone, { Serial: lot.claim(gone).Unit });
		const [kind, by] = ['ReappearedAfterEnd', w.org('monitor').id];
		expect([plain(observed, 'object'), plain(observed, 'anomaly')]).toEqual([unit, kind]);
		const fact = plain<Incident['what']['contradicted']['fact']>(observed, 'fact');
		expect(await w.read('custody.observations', unit, by, seq)).toMatchObject({ anomaly: kind, fact, bizStep: 'Inspecting' });
		// The fact leads to the sale, which the trace dates.
		expect(fact).toMatchObject({ span: { object: unit } });
		const ended = await w.read('custody.spans', unit, fact.span!.number);
		expect(ended).toMatchObject({ stay: { ended: 'Sold' }, at: sold.time });
		expect(await incidents(gone)).toEqual([{ by, what: { contradicted: { seq, kind, fact } } }]);
		expect(await w.read('custody.items', unit)).toMatchObject({ presence: { ended: 'Sold' } });
	});
});

describe('an item under the label of another lot', () => {
	it('was relabelled without authority: the sighting and the label on record are both named', async () => {
		const { w } = stage;
		const [unit, whole] = [unitId(GTIN, moved), lot.parts[0]!.id];
		const before = await w.read('custody.items', whole);
		const { seq, observed } = await see(moved, { Relabelled: { ...lot.claim(moved).Unit, bears: lotId(GTIN, 'K-9') } });
		const [kind, by, fact] = ['UnauthorisedRelabelling', w.org('monitor').id, { label: whole }];
		expect([plain(observed, 'object'), plain(observed, 'anomaly'), plain(observed, 'fact')]).toEqual([unit, kind, fact]);
		expect(await w.read('custody.observations', unit, by, seq)).toMatchObject({ anomaly: kind, fact });
		expect(await incidents(moved)).toEqual([{ by, what: { contradicted: { seq, kind, fact } } }]);
		expect(await w.read('custody.items', whole)).toEqual(before);
	});

	it('is nothing to remark where it bears its own', async () => {
		const { observed } = await see(moved, { Relabelled: { ...lot.claim(moved).Unit, bears: lot.id } });
		expect(plain(observed, 'anomaly')).toBeNull();
		expect(await incidents(moved)).toHaveLength(1);
	});
});

describe('possession of the item', () => {
	let token: Hex;
	let expiry: number;

	/** What a buyer signs who has scratched the label of `serial` free. */
	const possession = (serial: string, about: Hex, until = expiry) =>
		lot.possession(serial, { genesis: stage.w.api.genesisHash.toHex(), token: about, expiry: until });
	/** The same with other words in it than were signed. */
	const altered = ([name, args]: Call, words: object): Call => [name, { ...args, possession: { ...(args!.possession as object), ...words } }];

	beforeAll(async () => {
		token = stage.w.vault.commit('what the buyer shows', 'receipt 90-4471 of a buyer', ['90-4471']);
		expiry = (await stage.w.now()) + DAY;
	});

	it('is not proven by another key, for other words, or too late', async () => {
		const { w } = stage;
		const [, own] = possession(copied, token);
		const [, another] = possession(other, token);
		const refusal = (call: Call) => stage.refusal('shop', call);
		const forged: Call = ['custody.provePossession', { ...own, possession: another!.possession }];
		expect(await refusal(forged)).toEqual({ reason: 'custody.KeyMismatch', changed: [] });
		for (const words of [{ token: w.vault.commit('other token', 'another receipt') }, { expiry: expiry + DAY }]) {
			expect(await refusal(altered(possession(copied, token), words))).toEqual({ reason: 'custody.SignatureRefuted', changed: [] });
		}
		const late = possession(copied, token, (await w.now()) - MINUTE);
		expect(await refusal(late)).toEqual({ reason: 'custody.ProofExpired', changed: [] });
		// Signed for another chain.
		const elsewhere = lot.possession(copied, { genesis: `0x${'5a'.repeat(32)}`, token, expiry });
		expect(await refusal(elsewhere)).toEqual({ reason: 'custody.SignatureRefuted', changed: [] });
	});

	it('is proven by the key under the label, whoever submits it', async () => {
		const { w } = stage;
		const { events } = await w.send('monitor', [possession(copied, token)]);
		const proven = eventOf(events, 'custody.PossessionProven');
		expect([plain(proven, 'object'), plain(proven, 'token')]).toEqual([unitId(GTIN, copied), token]);
		expect(plain(proven, 'index')).toBe(lot.index(copied));
		expect(await w.read('custody.firstTokens', lot.id, lot.index(copied))).toBe(token);
	});

	it('is not proven again by what everybody has read by then', async () => {
		for (const key of ['monitor', 'bazaar']) {
			expect(await stage.refusal(key, possession(copied, token))).toEqual({ reason: 'custody.AlreadyProven', changed: [] });
		}
	});

	it('is contradicted by a second token: the key was copied too', async () => {
		const { w } = stage;
		const second = w.vault.commit('what another shows', 'receipt 17-0052 of somebody else', ['17-0052']);
		const { events } = await w.send('bazaar', [possession(copied, second)]);
		expect(eventsOf(events, 'custody.PossessionProven')).toEqual([]);
		const contradicted = eventOf(events, 'custody.PossessionContradicted');
		expect([plain(contradicted, 'first'), plain(contradicted, 'second')]).toEqual([token, second]);
		expect(plain(contradicted, 'by')).toBe(w.org('bazaar').id);
		// What was first stays first.
		expect(await w.read('custody.firstTokens', lot.id, lot.index(copied))).toBe(token);
	});
});

describe('the brand, which was copied', () => {
	interface Class {
		ceiling: number | null;
		made: number;
		withSerials: number;
		serialised: { from: number; until: number | null } | null;
	}
	const class_ = () => stage.w.ask<Class>('custodyApi.class', ascii(GTIN));
	const terms = (from: number, ceiling: number): Call => [
		'custody.setClassTerms',
		{ gtin: ascii(GTIN), serialised: { from, until: null }, ceiling },
	];
	const lotOf = async (number: string, pieces: number, ...serials: string[]): Promise<Call> => {
		const { w } = stage;
		for (const serial of serials) w.vault.keepSerial(serial);
		return new Lot(w.vault, GTIN, number, { pieces }, serials).commission(undefined, { moment: await w.now(), offset: 60 });
	};

	it('limits how many items there ever are, and promises that each has a serial from now on', async () => {
		const { w } = stage;
		expect(await class_()).toMatchObject({ ceiling: null, made: 4, withSerials: 4, serialised: null });
		const from = await w.now();
		expect(await stage.refusal('brand', terms(from, 3))).toEqual({ reason: 'custody.CeilingBelowMade', changed: [] });
		expect(await stage.refusal('shop', terms(from, 6))).toEqual({ reason: 'custody.NotClassOwner', changed: [] });
		await w.send('brand', [terms(from, 6)]);
		const bound = { ceiling: 6, serialised: { from, until: null } };
		expect(await class_()).toMatchObject({ ...bound, made: 4 });

		expect(await stage.refusal('brand', await lotOf('K-2', 2))).toEqual({ reason: 'custody.SerialsPromised', changed: [] });
		const three = await lotOf('K-3', 3, 'A3VE9QPN27HM', 'C6XU1ZKR54JB', 'E8YT4WLS90GD');
		expect(await stage.refusal('brand', three)).toEqual({ reason: 'custody.CeilingReached', changed: [] });
		await w.send('brand', [await lotOf('K-4', 2, 'G1ZS7VMT36FC', 'J4QR0XNU82EA')]);
		expect(await class_()).toMatchObject({ ...bound, made: 6, withSerials: 6 });
		expect(await stage.refusal('brand', terms(from, 7))).toEqual({ reason: 'custody.CeilingRaised', changed: [] });
	});

	it('names who keeps the list of its serials, in the order in which they are asked', async () => {
		const { w } = stage;
		const naming = (...names: string[]): Call => ['custody.nameKeepers', { lot: lot.id, keepers: names.map((name) => w.org(name).id) }];
		const keepers = async () => (await w.ask<{ keepers: number[] }>('custodyApi.lot', lot.id)).keepers;
		expect(await keepers()).toEqual([]);
		expect(await stage.refusal('bazaar', naming('bazaar'))).toEqual({ reason: 'custody.NotMaker', changed: [] });
		expect(await stage.refusal('brand', naming('shop', 'shop'))).toEqual({ reason: 'custody.MalformedKeepers', changed: [] });
		await w.send('brand', [naming('shop', 'brand')]);
		expect(await keepers()).toEqual([w.org('shop').id, w.org('brand').id]);
	});
});
