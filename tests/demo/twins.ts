/**
 * Twins: consignments that differ from a lawful one in exactly one fact. Six facts stop them, six are
 * harmless. Each twin has a mark, a class, a lot and a licence of its own, so that the change of one
 * reaches no other.
 */
import { randomInt } from 'node:crypto';
import { ascii, type Hex, text } from '../lib/bytes.ts';
import type { Included } from '../lib/chain.ts';
import { eventsOf, plain } from '../lib/events.ts';
import { withCheckDigit } from '../lib/gs1.ts';
import { motion } from '../lib/governance.ts';
import { logisticUnitId, trademarkId } from '../lib/ids.ts';
import { EUROPEAN_UNION } from '../lib/territories.ts';
import { TWIN_PREFIXES } from './cast.ts';
import { attestMark, claimMark, digestOf, grant, registerClass } from './chapters.ts';
import { dryRun, type Form, type Line, type Lodged, lodge, OUTCOME, sealed, words } from './declare.ts';
import { Lot, split } from './goods.ts';
import { type Call, eventTime, legalDate, place, sha256, type World } from './world.ts';

const ITEMS = 100;
const DAY = 86_400_000;
/** The mark of the twins where they are made. */
const TWINS_TR = 'TR502025000700001';

/** The goods of one twin. */
interface Goods {
	number: number;
	mark: string;
	gtin: string;
	sscc: string;
	unit: Hex;
	lot: Lot;
	/** Import licence. */
	licence: number;
}

export interface Twin {
	/** The one fact. */
	fact: string;
	/** Why it stops the goods, or why it does not. */
	rule: string;
	/** The condition that the fact contradicts. */
	stops?: string;
	/** Whether its goods bear identities, or its brand is a member. */
	kind?: 'unserialised' | 'stranger';
	carrier?: string;
	holder?: string;
	declarant?: string;
	/** Changes the fact on the chain. */
	change?: (w: World, goods: Goods) => Promise<unknown>;
	/** Changes the fact in the form. */
	form?: (form: Form, goods: Goods) => Form;
	/** How the goods are claimed, if not by their logistic unit. */
	claims?: (goods: Goods) => Line;
}

const oneLine = (form: Form, change: Partial<Line>): Form => ({
	...form,
	lines: form.lines.map((line) => ({ ...line, ...change })),
});

const seatsSuspend = (w: World, key: string): Promise<Included> =>
	motion(w.api, w.seats, [
		w.call([
			'consortium.suspend',
			{ org: w.org(key).id, ground: digestOf(w.vault.random('reasoned decision', 256)) },
		]),
	]);

export const TWINS: Twin[] = [
	{ fact: 'nothing (the lawful one)', rule: 'all conditions hold' },
	{
		fact: 'import licence revoked just before',
		rule: 'consent counts on the day: parallel trade',
		stops: 'ImportAuthorised',
		change: (w, { licence }) =>
			w.send('brand', [
				['licensing.revoke', { licence, ground: digestOf(w.vault.random('notice of revocation', 256)) }],
			]),
	},
	{
		fact: 'destination FR, not DE',
		rule: 'licensed for DE only: parallel trade',
		stops: 'ImportAuthorised',
		form: (form) => ({ ...form, destination: 'FR' }),
	},
	{
		fact: 'one item too many',
		rule: `custody knows ${ITEMS}, declared are ${ITEMS + 1}`,
		stops: 'QuantityMatches',
		form: (form) => oneLine(form, { amount: { pieces: ITEMS + 1 } }),
	},
	{
		fact: 'right lapsed',
		rule: 'its office recorded the end',
		stops: 'RightInForce',
		change: async (w, { mark }) =>
			w.send('office', [
				[
					'ipRegistry.recordEnd',
					{ right: trademarkId(mark), end: 'Lapsed', asOf: legalDate(await w.now()) },
				],
			]),
	},
	{
		fact: 'holder suspended',
		rule: 'a party without standing: another law',
		stops: 'GoodStanding',
		holder: 'warehouse2',
		change: (w) => seatsSuspend(w, 'warehouse2'),
	},
	{
		fact: 'one of three serials sold before',
		rule: 'what was sold is not imported again',
		stops: 'NotEnded',
		claims: ({ gtin, lot }) => {
			const serials = lot.serials.slice(40, 43);
			return { gtin, amount: { pieces: 3 }, goods: serials.map((serial) => lot.claim(serial)) };
		},
		change: async (w, { lot }) => {
			const [part] = lot.parts;
			return w.send('importer', [
				[
					'custody.sell',
					{
						claim: lot.claim(lot.serials[41]!),
						seq: await w.seq(part!.id),
						commitment: w.vault.commit('order of the sold item', 'order 7715-0302 of Wilhelmine Osterkamp'),
					},
				],
			]);
		},
	},
	{ fact: 'a scan reported three days late', rule: 'it is marked late, no more' },
	{
		fact: 'lot split in two on the way',
		rule: 'the parts sum to the whole',
		change: async (w, { lot, unit, sscc }) => {
			const part = lot.parts[0]!;
			const args = { place: null, time: eventTime({ moment: await w.now(), offset: 60 }) };
			await w.send('importer', [
				[
					'custody.unpack',
					{ parent: unit, seq: await w.seq(unit), children: [[part.id, await w.seq(part.id)]], ...args },
				],
			]);
			const [each] = split(part, await w.seq(part.id), { ranges: [[0, 35]] });
			await w.send('importer', [each]);
			return sscc;
		},
		claims: ({ gtin, lot }) => ({
			gtin,
			amount: { pieces: ITEMS },
			goods: lot.parts.map(({ id }) => ({ Consignment: { id } })),
		}),
	},
	{ fact: 'another carrier, same licence', rule: 'carrying asks for no licence', carrier: 'carrier2' },
	{ fact: 'goods of a brand that is no member', rule: 'no record is neutral', kind: 'stranger' },
	{ fact: "a member's unserialised old stock", rule: 'no record is neutral, the licence holds', kind: 'unserialised' },
	{ fact: 'a broker declares', rule: 'custody ends with whom it represents', declarant: 'broker' },
];

const LATE_SCAN = TWINS.findIndex(({ fact }) => fact.startsWith('a scan'));

const serial = (): string =>
	Array.from({ length: 13 }, () => '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'[randomInt(32)]).join('');

const goodsOf = (w: World, number: number): Goods => {
	const gtin = withCheckDigit(`0${TWIN_PREFIXES.brand}${70_000 + number}`);
	const sscc = withCheckDigit(`0${TWIN_PREFIXES.factory}${700_000_000 + number}`);
	const serials = Array.from({ length: ITEMS }, serial);
	for (const each of serials) w.vault.keep(`serial ${each}`, text(each));
	return {
		number,
		mark: `EM502026${String(700_000 + number).padStart(9, '0')}`,
		gtin,
		sscc,
		unit: logisticUnitId(sscc, 0),
		lot: new Lot(w.vault, gtin, `TWIN-${number}`, { pieces: ITEMS }, serials),
		licence: -1,
	};
};

export interface Row {
	twin: Twin;
	/** Outcome of the dry run before the fact changed; none for harmless facts. */
	before?: string;
	lodged: Lodged;
	contradicted: string[];
	/** Whether it came out as the rule says. */
	asExpected: boolean;
}

/** Makes, ships, changes and declares the twins; one row each. */
export const twins = async (w: World, list: Twin[] = TWINS): Promise<Row[]> => {
	const { story } = w;
	const all = list.map((twin, number) => ({ twin, goods: goodsOf(w, number) }));
	const known = all.filter(({ twin }) => twin.kind !== 'stranger');
	const moving = all.filter(({ twin }) => twin.kind === undefined);

	await prepare(w, known.map(({ goods }) => goods));
	await deliver(w, moving);

	// Whoever is named in a declaration has agreed to it.
	await Promise.all(
		all
			.filter(({ twin }) => twin.holder !== undefined)
			.map(({ twin }) => w.send(twin.holder!, [['customs.giveMandate', { agent: w.org('importer').id }]])),
	);

	// Before: the same declaration, with no fact changed.
	const lawful = all.map(({ twin, goods }) => formOf(twin, goods));
	const before = await Promise.all(
		all.map(async ({ twin }, i) =>
			twin.stops === undefined
				? undefined
				: (await dryRun(w, twin.declarant ?? 'importer', sealed(w, lawful[i]!))).outcome,
		),
	);
	const said = [...new Set(before)].flatMap((outcome) => (outcome ? (OUTCOME[outcome] ?? outcome) : [])).join(', ');
	story.note(`Dry run of those that will be stopped, before their fact is changed: ${said}. Now the facts change.`);
	await Promise.all(all.map(({ twin, goods }) => twin.change?.(w, goods)));

	// The change may have made other consignments of the goods, so the form is drawn up again.
	const lodged = await Promise.all(
		all.map(({ twin, goods }) => {
			const form = formOf(twin, goods);
			return lodge(w, twin.declarant ?? 'importer', sealed(w, twin.form?.(form, goods) ?? form));
		}),
	);
	for (const { goods, twin } of all) revealClaimed(w, twin, goods);
	const rows = all.map(({ twin }, i) => {
		const contradicted = lodged[i]!.lines.flatMap((line) => line.contradicted);
		const stopped = lodged[i]!.released === 0;
		const expected = twin.stops === undefined ? [] : [twin.stops];
		const asExpected =
			JSON.stringify(contradicted) === JSON.stringify(expected) &&
			stopped === (twin.stops !== undefined) &&
			(twin.stops === undefined || before[i] === 'NoObjection');
		return { twin, lodged: lodged[i]!, contradicted, asExpected, ...(before[i] && { before: before[i] }) };
	});
	tell(w, rows);
	return rows;
};

const revealClaimed = (w: World, twin: Twin, { lot }: Goods): void => {
	if (twin.stops === 'NotEnded') for (const each of lot.serials.slice(40, 43)) w.vault.reveal(text(each));
};

const formOf = (twin: Twin, goods: Goods): Form => {
	const { gtin, sscc, number } = goods;
	const line: Line =
		twin.claims?.(goods) ??
		(twin.kind === undefined
			? { gtin, amount: { pieces: ITEMS }, goods: [{ LogisticUnit: { sscc: ascii(sscc) } }] }
			: { gtin: twin.kind === 'stranger' ? STRANGER : gtin, amount: { pieces: 60 }, goods: [] });
	return {
		...(twin.declarant && { represented: 'importer' }),
		importer: 'importer',
		holder: twin.holder ?? 'importer',
		seller: 'brand',
		destination: 'DE',
		reference: `26DE58631780${String(number).padStart(4, '0')}W7`,
		lines: [line],
	};
};

/** A class of a brand that is no member. */
const STRANGER = withCheckDigit('0952999112345');

/** Marks, licences, classes. */
const prepare = async (w: World, goods: Goods[]): Promise<void> => {
	const { story } = w;
	const now = await w.now();
	const today = legalDate(now);
	await w.send('brand', [
		...goods.map(({ mark }) => claimMark(mark, EUROPEAN_UNION)),
		claimMark(TWINS_TR, ['TR']),
	]);
	const extract = digestOf(w.vault.random('register extract', 512));
	await Promise.all([
		w.send('office', goods.map(({ mark }) => attestMark(w, mark, EUROPEAN_UNION, 'Office', today))),
		w.send('reader', [
			attestMark(w, TWINS_TR, ['TR'], { RegisterExtract: { extract: sha256(extract), asOf: today - 1 } }, today),
		]),
	]);
	const from = now - 30 * DAY;
	const granted = await w.send('brand', [
		...goods.map(({ mark }) => grant(w, mark, 'importer', ['Import', 'Distribute'], ['DE'], undefined, from)),
		grant(w, TWINS_TR, 'factory', ['Manufacture'], ['TR'], undefined, from),
		...goods.map(({ gtin, mark }) => registerClass(gtin, [mark, TWINS_TR])),
	]);
	for (const [i, event] of eventsOf(granted.events, 'licensing.Granted').entries()) {
		const each = goods[i];
		if (each) each.licence = plain<number>(event, 'licence');
	}
	story.act(granted, w.signature('brand'), `holds ${goods.length + 1} more marks, attested; licenses and registers ${goods.length} classes`, 'one for each twin');
};

/** Made, packed, handed over twice. */
const deliver = async (w: World, moving: { twin: Twin; goods: Goods }[]): Promise<void> => {
	const { story } = w;
	const time = eventTime({ moment: await w.now(), offset: 0 });
	const args = { place: place(), time };
	await w.send(
		'factory',
		moving.map(({ goods }) => goods.lot.commission(undefined, { moment: time.moment, offset: 180 })),
	);
	const packs = moving.map(async ({ goods }): Promise<Call> => {
		const [part] = goods.lot.parts;
		return ['custody.pack', { sscc: ascii(goods.sscc), children: [[part!.id, await w.seq(part!.id)]], ...args }];
	});
	const packed = await w.send('factory', await Promise.all(packs));
	story.act(packed, w.signature('factory'), `makes and packs ${moving.length} lots of ${ITEMS} with serials`, 'alike');

	const carrierOf = ({ twin }: { twin: Twin }) => twin.carrier ?? 'carrier';
	const holderOf = ({ twin }: { twin: Twin }) => twin.holder ?? 'importer';
	type Moving = (typeof moving)[number];
	/** One act on the goods of several twins, batched by who signs. */
	const each = async (signer: (m: Moving) => string, act: (m: Moving) => Promise<Call[]>): Promise<Included[]> => {
		const keys = [...new Set(moving.map(signer))];
		return Promise.all(
			keys.map(async (key) => {
				const calls = await Promise.all(moving.filter((m) => signer(m) === key).map(act));
				return w.send(key, calls.flat());
			}),
		);
	};
	const offer = (to: (m: Moving) => string) => async (m: Moving): Promise<Call[]> => {
		const object = m.goods.unit;
		return [['custody.offer', { object, seq: await w.seq(object), to: w.org(to(m)).id, ...args }]];
	};
	const accept = async ({ goods }: Moving): Promise<Call[]> => [
		['custody.accept', { object: goods.unit, seq: await w.seq(goods.unit), ...args }],
	];
	await each(() => 'factory', offer(carrierOf));
	await each(carrierOf, accept);
	const scan = async (m: Moving): Promise<Call[]> => [
		...(m.goods.number === LATE_SCAN ? [await lateScan(w, m.goods, carrierOf(m))] : []),
		...(await offer(holderOf)(m)),
	];
	const onTheWay = await each(carrierOf, scan);
	const timeliness = onTheWay
		.flatMap(({ events }) => eventsOf(events, 'custody.Observed'))
		.map((event) => plain<{ timeliness: string }>(event, 'circumstances').timeliness);
	const arrived = (await each(holderOf, accept)).reduce((a, b) => (a.block > b.block ? a : b));
	story.act(arrived, 'Carriers, holders', `hand over ${moving.length} logistic units twice, each signed by both`, 'arrived');
	if (timeliness.length > 0) story.detail(`one scan on the way was reported three days after it was made: ${timeliness}`);
};

const lateScan = async (w: World, { unit }: Goods, carrier: string): Promise<Call> => [
	'custody.observe',
	{
		what: { Object: unit },
		seq: (await w.read<number | null>('custody.observationCount', unit, w.org(carrier).id)) ?? 0,
		bizStep: 'Transporting',
		disposition: 'InTransit',
		place: null,
		time: eventTime({ moment: (await w.now()) - 3 * DAY, offset: 120 }),
	},
];

/** The table: fact changed, outcome, rule. */
const tell = (w: World, rows: Row[]): void => {
	const { story } = w;
	const blocks = rows.map(({ lodged }) => lodged.included.block);
	const [first, last] = [Math.min(...blocks), Math.max(...blocks)];
	story.line();
	story.note(`${rows.length} declarations, in ${first === last ? `block #${first}` : `blocks #${first} to #${last}`}:`);
	story.table(
		['one fact changed', 'outcome', 'contradicted', 'rule'],
		rows.map(({ twin, lodged, contradicted, asExpected }) => ({
			cells: [
				twin.fact,
				`${OUTCOME[lodged.outcome] ?? lodged.outcome}${lodged.released > 0 ? ', released' : ''}`,
				contradicted.map(words).join(', ') || 'nothing',
				asExpected ? twin.rule : `UNEXPECTED: should have been ${twin.stops ?? 'harmless'}`,
			],
			mood: !asExpected ? 'bad' : twin.stops === undefined ? 'good' : 'stopped',
		})),
	);
	const wrong = rows.filter(({ asExpected }) => !asExpected);
	if (wrong.length > 0) {
		for (const { twin, lodged } of wrong) {
			story.detail(`${twin.fact}: ${JSON.stringify(lodged.lines)}`, 'bad');
		}
	}
};
