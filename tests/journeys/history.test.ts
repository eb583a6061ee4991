/**
 * Shoes travel in a case, in a carton, in a crate, on a pallet, in a container: five units, one in the other.
 * Whoever wants to know what happened to them composes it of events, and proves that nothing is left out.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verify } from '../../app/verifier/src/verify.ts';
import { type Case, disagreements, judge } from '../../app/verifier/test/lib/cases.ts';
import { type Json, signedAnew } from '../../app/verifier/test/lib/tamper.ts';
import { role } from '../demo/cast.ts';
import { Lot, type Part, split } from '../demo/goods.ts';
import { type Call, HEADPHONES } from '../demo/world.ts';
import { ascii, type Hex, u32, unhex } from '../lib/bytes.ts';
import { accepted, certified } from '../lib/certificates.ts';
import { type Deposited, deposited, historyOf, type Link, linkOf, nextHead, type Tip, tipsAt } from '../lib/history.ts';
import { withCheckDigit } from '../lib/gs1.ts';
import { logisticUnitId, unitId } from '../lib/ids.ts';
import { finalised } from '../lib/node.ts';
import { done, tracemark } from '../lib/tracemark.ts';
import { Stage } from './stage.ts';

const PREFIX = '9521831';
const GTIN = withCheckDigit(`0${PREFIX}00001`);
const serials = Array.from({ length: 12 }, (_, i) => `V3HK${String(i).padStart(4, '0')}Q8WT`);
const [onePair] = serials as [string];
/** Case, carton, crate, pallet, container. */
const codes = [1, 2, 3, 4, 5].map((number) => withCheckDigit(`0${PREFIX}00000000${number}`));
const [box, carton, crate, pallet, container] = codes.map((code) => logisticUnitId(code, 0)) as [Hex, Hex, Hex, Hex, Hex];
const unit = unitId(GTIN, onePair);

let stage: Stage;
/** What is unpacked and sold at the end, and what stays in the case. */
let main: Part;
let rest: Part;
let told: Deposited[];
let tips: Map<Hex, Tip>;
/** Where certificates go. */
let folder: string;

beforeAll(async () => {
	stage = await Stage.open('history', [
		role('brand', 'Halden Footwear', 'NL', ['RightsHolder', 'Manufacturer'], { prefixes: [PREFIX] }),
		role('carrier', 'Meridian Freight', 'BG', ['Carrier']),
		role('depot', 'Elbe Storage', 'DE', ['Warehouse', 'Distributor']),
		role('shop', 'Klangladen', 'AT', ['Retailer']),
		role('outlet', 'Nordend', 'AT', ['Retailer']),
	]);
	const { w } = stage;
	const start = (await w.api.rpc.chain.getHeader()).number.toNumber();
	const by = (key: string, ...calls: Call[]) => w.send(key, calls);
	const pack = async (key: string, level: number, ...objects: Hex[]) => {
		const children = await Promise.all(objects.map(async (object) => [object, await w.seq(object)]));
		await by(key, ['custody.pack', { sscc: ascii(codes[level]!), children, ...(await stage.occasion()) }]);
	};
	const unpack = async (key: string, parent: Hex, child: Hex) => {
		const children = [[child, await w.seq(child)]];
		await by(key, ['custody.unpack', { parent, seq: await w.seq(parent), children, ...(await stage.occasion()) }]);
	};
	const sell = async (key: string, order: string, claim: object, object: Hex) => {
		const commitment = w.vault.commit(`sale ${order}`, `order ${order} of a customer`, [order]);
		await by(key, ['custody.sell', { claim, seq: await w.seq(object), order: commitment, payment: null, marketplace: null }]);
	};

	for (const serial of serials) w.vault.keepSerial(serial);
	const lot = new Lot(w.vault, GTIN, 'H-1', { pieces: serials.length }, [...serials]);
	await by('brand', ['custody.registerClass', { gtin: ascii(GTIN), rights: [], hs: HEADPHONES }]);
	await by('brand', lot.commission(undefined, { moment: await w.now(), offset: 60 }));
	main = lot.parts[0]!;
	const [call, part] = split(main, await w.seq(main.id), { ranges: [[8, 12]] });
	rest = part;
	await by('brand', call);

	await pack('brand', 0, main.id, rest.id);
	for (const [level, inner] of [box, carton, crate, pallet].entries()) await pack('brand', level + 1, inner);
	await stage.handOver(container, 'brand', 'carrier', 'depot');
	await unpack('depot', container, pallet);
	await unpack('depot', pallet, crate);
	// The empty ones go their own way, which is nothing of the history of the shoes.
	await stage.handOver(container, 'depot', 'carrier');
	await stage.handOver(crate, 'depot', 'carrier', 'shop');
	// One pair is sold while all still lie in case, carton and crate.
	await sell('shop', '4401-17', lot.claim(onePair), main.id);
	await unpack('shop', crate, carton);
	await stage.handOver(carton, 'shop', 'outlet');
	await unpack('outlet', carton, box);
	await unpack('outlet', box, main.id);
	await sell('outlet', '4401-18', { Consignment: { id: main.id } }, main.id);
	await stage.handOver(box, 'outlet', 'shop');

	const end = await finalised(w.api, (await w.api.rpc.chain.getHeader()).number.toNumber());
	told = await deposited(w.api, start + 1, end);
	const hash = await w.api.rpc.chain.getBlockHash(end);
	const objects = read(told).flatMap(({ ends }) => ends.map(({ object }) => object));
	tips = await tipsAt(w.api, objects, hash.toHex());
}, 8 * 60_000);
afterAll(async () => {
	await stage?.close();
	if (folder) rmSync(folder, { recursive: true });
});

const parsed = new WeakMap<Deposited, Link | null>();
const linkOfEvent = (event: Deposited): Link | null => {
	const link = parsed.get(event) ?? linkOf(stage.w.api.registry, event) ?? null;
	parsed.set(event, link);
	return link;
};
const read = (events: Deposited[]): Link[] => events.flatMap((event) => linkOfEvent(event) ?? []);
const history = (object: Hex, events: Deposited[]) => historyOf(object, read(events), tips);

/** What is told of an object, which must be all. */
const proven = (object: Hex): Link[] => {
	const found = history(object, told);
	if (!found.complete) throw new Error(JSON.stringify(found.fault));
	return found.links;
};

/** The part that was sold, the part that is still in the case, and the pair that was sold out of all. */
type Subject = 'sold' | 'kept' | 'pair';
const idOf = (subject: Subject): Hex => ({ sold: main.id, kept: rest.id, pair: unit })[subject];

const packed = (count: number): string[] => Array<string>(count).fill('Packed');
const handOvers = (count: number): string[] => Array<string[]>(count).fill(['Offered', 'Accepted']).flat();
const OUT_OF_FOUR = ['Unpacked', 'Unpacked'];
const REDUCED = ['Reduced', 'Reduced', 'Reduced'];

const expected: Record<Subject, string[]> = {
	sold: [
		...['Commissioned', 'Split', ...packed(6), ...handOvers(2), ...OUT_OF_FOUR],
		...[...handOvers(2), ...REDUCED, 'TakenOut', 'Unpacked'],
		...[...handOvers(1), 'Unpacked', 'Unpacked', 'Sold'],
	],
	// It was packed after the other; where that one went is not its history, where the case went is.
	kept: [
		...['Commissioned', 'Split', ...packed(5), ...handOvers(2), ...OUT_OF_FOUR],
		...[...handOvers(2), ...REDUCED, 'Unpacked'],
		...[...handOvers(1), 'Unpacked', 'Unpacked', ...handOvers(1)],
	],
	pair: [
		...['Commissioned', 'Split', ...packed(6), ...handOvers(2), ...OUT_OF_FOUR],
		...[...handOvers(2), ...REDUCED, 'TakenOut', 'Sold'],
	],
};

describe.each<Subject>(['sold', 'kept', 'pair'])('the history of what is %s', (subject) => {
	it('has all that happened around it, and nothing of the units when it had left them', () => {
		expect(proven(idOf(subject)).map(({ name }) => name)).toEqual(expected[subject]);
	});

	it('has a hand-over wherever the chain says that the holder changed', async () => {
		const segments = await stage.w.ask<{ segment: { holder: number; fromBlock: number } }[]>('custodyApi.trace', idOf(subject), 0, 100);
		const changes = segments
			.map(({ segment }) => segment)
			.filter(({ holder }, i, all) => i > 0 && holder !== all[i - 1]!.holder);
		const accepted = proven(idOf(subject)).filter(({ name }) => name === 'Accepted');
		expect(accepted.map(({ block }) => block)).toEqual(changes.map(({ fromBlock }) => fromBlock));
	});
});

/** Bytes of an event before its pins: numbers of pallet and event, two ids. */
const PINS = 2 + 32 + 32;
/** Where in the pins which number and which head stand. */
const PARTS = { parentSeq: 0, parentHead: 4, childSeq: 36, childHead: 40 };

const patched = (event: Deposited, at: number, bytes: Uint8Array): Deposited => {
	const raw = event.raw.slice();
	raw.set(bytes, at);
	return { ...event, raw };
};

/** The same events as a forger tells them who writes all numbers and pins anew, so that all fits together. */
const rewritten = (events: Deposited[]): Deposited[] => {
	const ends = new Map<Hex, Tip>();
	return events.map((event) => {
		const link = linkOfEvent(event);
		if (!link) return event;
		const last = link.ends.map(({ object }) => ends.get(object) ?? { seq: 0, head: `0x${'00'.repeat(32)}` as const });
		const [one, other] = last.map(({ seq, head }) => ({ seq: u32(seq + 1), head: unhex(head) }));
		const number = Buffer.from(event.raw).indexOf(unhex(link.ends[0].object)) + 32;
		let forged = event;
		if (!other) {
			forged = patched(event, number, one!.seq);
		} else {
			const fields = { parentSeq: one!.seq, parentHead: one!.head, childSeq: other.seq, childHead: other.head };
			for (const [part, at] of Object.entries(PARTS)) {
				forged = patched(forged, PINS + at, fields[part as keyof typeof PARTS]);
			}
		}
		for (const [i, { object }] of link.ends.entries()) {
			const { seq, head } = last[i]!;
			ends.set(object, { seq: seq + 1, head: nextHead(head, seq + 1, forged.raw.subarray(1)) });
		}
		return forged;
	});
};

interface Mutation {
	what: string;
	/** What is told instead. */
	events: Deposited[];
	/** The events that were tampered with. */
	links: Link[];
}

/** Everything that is told wrong about one level, the goods or a unit that they lay in. */
const mutations = (object: Hex, level: Hex) => {
	const inHistory = new Set(proven(object));
	const chain = told.flatMap((event, at) => {
		const link = linkOfEvent(event);
		return link && inHistory.has(link) && link.ends.some((end) => end.object === level) ? [{ event, link, at }] : [];
	});
	const kinds: Record<'dropped' | 'doubled' | 'swapped' | 'pins', Mutation[]> = { dropped: [], doubled: [], swapped: [], pins: [] };
	for (const [i, { event, link, at }] of chain.entries()) {
		kinds.dropped.push({ what: `${at} dropped`, events: told.toSpliced(at, 1), links: [link] });
		kinds.doubled.push({ what: `${at} doubled`, events: told.toSpliced(at, 0, { ...event }), links: [link] });
		const next = chain[i + 1];
		if (next) {
			const events = told.with(at, next.event).with(next.at, event);
			kinds.swapped.push({ what: `${at} and ${next.at} swapped`, events, links: [link, next.link] });
		}
		if (link.ends.length === 2) {
			for (const [part, offset] of Object.entries(PARTS)) {
				const changed = patched(event, PINS + offset, Uint8Array.of(event.raw[PINS + offset]! ^ 1));
				kinds.pins.push({ what: `${part} of ${at} changed`, events: told.with(at, changed), links: [link] });
			}
		}
	}
	return kinds;
};

/** How many events are dropped, doubled and swapped, and how many pins changed, at each level. */
const COUNTS: Record<Subject, Record<string, number[]>> = {
	sold: {
		itself: [6, 6, 5, 16],
		box: [6, 6, 5, 20],
		carton: [7, 7, 6, 16],
		crate: [9, 9, 8, 16],
		pallet: [4, 4, 3, 16],
		container: [6, 6, 5, 8],
	},
	kept: {
		itself: [2, 2, 1, 8],
		origin: [3, 3, 2, 8],
		box: [7, 7, 6, 16],
		carton: [7, 7, 6, 16],
		crate: [9, 9, 8, 16],
		pallet: [4, 4, 3, 16],
		container: [6, 6, 5, 8],
	},
	pair: {
		itself: [2, 2, 1, 4],
		origin: [4, 4, 3, 12],
		box: [4, 4, 3, 12],
		carton: [3, 3, 2, 8],
		crate: [8, 8, 7, 12],
		pallet: [4, 4, 3, 16],
		container: [6, 6, 5, 8],
	},
};

describe.each<Subject>(['sold', 'kept', 'pair'])('what is told of what is %s', (subject) => {
	it('is not accepted with an event dropped, doubled, swapped or pinned otherwise, at any level', () => {
		const object = idOf(subject);
		const levels = { itself: object, ...(object !== main.id && { origin: main.id }), box, carton, crate, pallet, container };
		const counts: Record<string, number[]> = {};
		for (const [name, level] of Object.entries(levels)) {
			const { dropped, doubled, swapped, pins } = mutations(object, level);
			counts[name] = [dropped, doubled, swapped, pins].map(({ length }) => length);
			for (const { what, events, links } of [...dropped, ...doubled]) {
				const found = history(object, events);
				const tampered = links.flatMap(({ ends }) => ends.map(({ object, seq }) => ({ object, seq })));
				// The fault is where the telling is wrong.
				const named = found.complete ? 'accepted' : { object: found.fault.object, seq: found.fault.seq };
				expect(tampered, `${name}: ${what}`).toContainEqual(named);
			}
			for (const { what, events } of [...swapped, ...pins]) {
				expect(history(object, events).complete, `${name}: ${what}`).toBe(false);
			}
			// A forger makes the rest fit, but for the last head: that is in the state.
			for (const { what, events } of [...dropped, ...doubled, ...swapped]) {
				expect(history(object, rewritten(events)).complete, `${name}: ${what}, the rest rewritten`).toBe(false);
			}
		}
		expect(counts).toEqual(COUNTS[subject]);
	});
});

describe('the proof', () => {
	it('stands where all is rewritten as it was', () => {
		expect(rewritten(told)).toEqual(told);
	});

	it('says where it breaks', () => {
		const at = told.findIndex((event) => linkOfEvent(event)?.name === 'Sold');
		const [sold] = linkOfEvent(told[at]!)!.ends;
		expect(history(unit, told.toSpliced(at, 1))).toEqual({
			complete: false,
			fault: { object: unit, seq: sold.seq, what: 'is missing' },
		});
	});

	it('takes no head but that of the state', () => {
		const older = new Map(tips).set(box, { ...tips.get(box)!, head: tips.get(carton)!.head });
		expect(historyOf(rest.id, read(told), older)).toMatchObject({ complete: false, fault: { object: box } });
		// The case that the goods had left long before is nothing that their history rests on.
		expect(historyOf(main.id, read(told), older)).toMatchObject({ complete: true });
		older.delete(box);
		expect(historyOf(rest.id, read(told), older)).toMatchObject({ complete: false, fault: { object: box } });
	});
});

describe('a certificate of the history', () => {
	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), 'tracemark-history-'));
		writeFileSync(join(folder, 'issuer.key'), '//Notary', { mode: 0o600 });
	});

	it.each<Subject>(['sold', 'kept', 'pair'])('of what is %s says each event of it, and both verifiers accept it', async (subject) => {
		const { certificate } = await accepted(certified(stage.node, '--trace', idOf(subject)));
		const { record, history: stated } = certificate;
		const events: Json[] = record.filter(({ name }: Json) => name.startsWith('event '));
		const links = proven(idOf(subject));
		const nameOf = ({ ends }: Link) => `event ${ends.map((end) => `${end.seq} of object ${end.object}`).join(' and ')}`;
		expect(events.map(({ name }) => name)).toEqual(links.map(nameOf));
		const changes = links.filter(({ name }) => name === 'Accepted').length;
		expect(record.find(({ name }: Json) => name === 'hand-overs').value.split('; ')).toHaveLength(changes);
		// The blocks are those in which the node has the events.
		const blocks = new Map<string, number>(told.map((event) => [Buffer.from(event.raw.subarray(1)).toString('hex'), event.block]));
		for (const { block, body } of stated.events) expect(block).toBe(blocks.get(body.slice(2)));
	});

	it('is refused by both without any of its events, with one twice, or with another in its place', async () => {
		const given = certified(stage.node, '--trace', idOf('pair'));
		const { certificate } = await accepted(given);
		const { events } = certificate.history;
		const telling = (what: string, other: Json[]): Case => ({
			label: what,
			text: signedAnew({ ...certificate, history: { events: other } }),
			anchor: given.anchor,
		});
		const forged = events.flatMap((event: Json, at: number) => [
			telling(`${at} dropped`, events.toSpliced(at, 1)),
			telling(`${at} doubled`, events.toSpliced(at, 0, event)),
			telling(`${at} replaced`, events.with(at, events[(at + 1) % events.length])),
		]);
		for (const forgery of forged) expect(judge(forgery).exit, forgery.label).toBe(1);
		expect(await disagreements(forged)).toEqual([]);
	});

	it('of one hand-over says who handed over to whom, and shows nothing of what was before', async () => {
		const links = read(told).filter(({ ends }) => ends.some((end) => end.object === container));
		const first = links.find(({ name }) => name === 'Accepted')!.ends[0].seq;
		const given = certified(stage.node, '--hand-over', `(00)${codes[4]}`, String(first));
		const { record, history: stated } = (await accepted(given)).certificate;
		const said = new Map<string, string>(record.map(({ name, value }: Json) => [name, value]));
		expect(said.get(`event ${first} of object ${container}`)).toBe('handed over');
		expect(said.get('from')).toContain('Halden Footwear');
		expect(said.get('to')).toContain('Meridian Freight');
		expect(stated.events).toHaveLength(tips.get(container)!.seq - first + 1);
		const verdict = verify(given.text, given.anchor);
		expect(verdict.valid && verdict.report.fields.find(({ name }) => name === 'from')?.source).toBe('chain');
	});

	it('of one hand-over is asked for by a number that the trace says', () => {
		const links = read(told).filter(({ ends }) => ends.some((end) => end.object === container));
		const args = ['trace', `(00)${codes[4]}`, '--url', stage.node.url];
		const path: Json[] = JSON.parse(done(...args, '--events', '--json')).objects[0].path;
		const own = path.filter(({ within }) => within === container);
		const numbers = own.map(({ event }) => event).filter((event) => event !== null);
		const handOvers = links.filter(({ name }) => name === 'Accepted').map(({ ends }) => ends[0].seq);
		expect(handOvers.length).toBeGreaterThan(0);
		expect(numbers).toEqual(handOvers);
		expect(done(...args, '--events')).toContain(`accepted by event ${handOvers[0]} of ${container}`);
		expect(done(...args)).not.toContain('accepted by event');
	});

	it('is not made of goods that nobody has on record, nor of an event that never was', () => {
		const args = ['--url', stage.node.url.replace('ws:', 'http:'), '--key', join(folder, 'issuer.key'), '--out', join(folder, 'none.json')];
		const nobodys = `0x${'07'.repeat(32)}`;
		const unknown = tracemark('certificate', 'create', ...args, '--trace', nobodys);
		expect(unknown).toMatchObject({ exit: 2, errors: expect.stringContaining('The chain has no object with this id') });
		const never = tracemark('certificate', 'create', ...args, '--hand-over', container, '9999');
		expect(never).toMatchObject({ exit: 2, errors: expect.stringContaining('The chain has no event with this id') });
	});
});
