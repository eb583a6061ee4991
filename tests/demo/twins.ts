/**
 * Twins: consignments that differ from a lawful one in exactly one fact. Six facts stop them, six are
 * harmless. Each twin has a mark, a class, a lot and a licence of its own, so that the change of one
 * reaches no other.
 */
import { randomInt } from 'node:crypto';
import { ascii, digestOf, type Hex } from '../lib/bytes.ts';
import type { Included } from '../lib/chain.ts';
import { eventsOf, plain } from '../lib/events.ts';
import { withCheckDigit } from '../lib/gs1.ts';
import { motion } from '../lib/governance.ts';
import { logisticUnitId, trademarkId } from '../lib/ids.ts';
import { EUROPEAN_UNION } from '../lib/territories.ts';
import type { twinPrefixes } from './cast.ts';
import { attestMark, claimMark, offered, offerLicence, registerClass } from './chapters.ts';
import { dryRun, type Finding, type Form, type Line, type Lodged, lodge, OUTCOME, plainFinding, sealed, words } from './declare.ts';
import { acceptance, attestFromExtract } from './forms.ts';
import { Lot, split } from './goods.ts';
import { type Call, DAY, eventTime, legalDate, place, type World } from './world.ts';

const ITEMS = 100;
/** The mark of the twins where they are made. */
const TWINS_TR = 'TR502025000700001';

type Prefixes = ReturnType<typeof twinPrefixes>;

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
	/** What the chain must find, and nothing else; none if the fact is harmless. */
	stops?: Finding;
	/** Conditions of which the chain must say that it has no record. */
	unknown?: string[];
	/** Whether its goods bear identities, or its brand is a member. */
	kind?: 'unserialised' | 'stranger';
	carrier?: string;
	/** Whether the carrier unpacks the goods and hands them over in two parts. */
	parted?: boolean;
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

const stops = (condition: string, nature: string, outcome: string): Pick<Twin, 'stops'> => ({
	stops: { condition, nature, outcome },
});

export const TWINS: Twin[] = [
	{ fact: 'nothing (the lawful one)' },
	{
		fact: 'import licence revoked just before',
		...stops('ImportAuthorised', 'ParallelTrade', 'Documents'),
		change: (w, { licence }) =>
			w.send('brand', [
				['licensing.revoke', { licence, ground: digestOf(w.vault.random('notice of revocation', 256)) }],
			]),
	},
	{
		fact: 'destination FR, not DE',
		...stops('ImportAuthorised', 'ParallelTrade', 'Documents'),
		form: (form) => ({ ...form, destination: 'FR' }),
	},
	{
		fact: 'one item too many',
		...stops('QuantityMatches', 'Data', 'Examine'),
		form: (form) => oneLine(form, { amount: { pieces: ITEMS + 1 } }),
	},
	{
		fact: 'right lapsed',
		...stops('RightInForce', 'Data', 'Documents'),
		change: async (w, { mark }) =>
			w.send('office', [
				[
					'ipRegistry.recordEnd',
					{ right: trademarkId(mark), end: 'Lapsed', asOf: legalDate(await w.now()), basis: 'Office' },
				],
			]),
	},
	{
		fact: 'holder suspended',
		...stops('GoodStanding', 'OtherLaw', 'Examine'),
		holder: 'warehouse2',
		change: (w) => seatsSuspend(w, 'warehouse2'),
	},
	{
		fact: 'one of three serials sold before',
		...stops('NotEnded', 'Copying', 'SuspendProposed'),
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
						order: w.vault.commit(
							'sale of the sold item',
							'order 7715-0302 of Wilhelmine Osterkamp, Deichstrasse 81b',
							['7715-0302', 'Wilhelmine', 'Osterkamp', 'Deichstrasse 81b'],
						),
						payment: w.vault.commit('payment of the sold item', 'transfer 5512-88 to account DE00 4410 7732', [
							'5512-88',
							'DE00 4410 7732',
						]),
						marketplace: null,
					},
				],
			]);
		},
	},
	{ fact: 'a scan reported three days late' },
	{
		fact: 'lot split in two on the way',
		parted: true,
		claims: ({ gtin, lot }) => ({
			gtin,
			amount: { pieces: ITEMS },
			goods: lot.parts.map(({ id }) => ({ Consignment: { id } })),
		}),
	},
	{ fact: 'another carrier, same licence', carrier: 'carrier2' },
	{
		fact: 'goods of a brand that is no member',
		kind: 'stranger',
		unknown: ['RightInForce', 'ManufactureAuthorised', 'ImportAuthorised', 'CustodyUnbroken', 'IdentityProven', 'NotRecalled'],
	},
	{
		fact: "a member's unserialised old stock",
		kind: 'unserialised',
		unknown: ['ManufactureAuthorised', 'CustodyUnbroken', 'IdentityProven', 'NotRecalled'],
	},
	{ fact: 'a broker declares', declarant: 'broker' },
];

const LATE_SCAN = TWINS.findIndex(({ fact }) => fact.startsWith('a scan'));

const serial = (): string =>
	Array.from({ length: 13 }, () => '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'[randomInt(32)]).join('');

const goodsOf = (w: World, number: number, prefixes: Prefixes): Goods => {
	const gtin = withCheckDigit(`0${prefixes.brand}${70_000 + number}`);
	const sscc = withCheckDigit(`0${prefixes.factory}${700_000_000 + number}`);
	const serials = Array.from({ length: ITEMS }, serial);
	for (const each of serials) w.vault.keepSerial(each);
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
	findings: Finding[];
	noRecord: string[];
	/** Whether it came out as the rule says. */
	asExpected: boolean;
}

/** Makes, ships, changes and declares the twins; one row each. */
export const twins = async (w: World, prefixes: Prefixes, list: Twin[] = TWINS): Promise<Row[]> => {
	const { story } = w;
	const formOf = formsUnder(prefixes);
	const all = list.map((twin, number) => ({ twin, goods: goodsOf(w, number, prefixes) }));
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
	const rows = all.map(({ twin }, i): Row => {
		const { lines, released } = lodged[i]!;
		const findings = lines.flatMap((line) => line.findings);
		const noRecord = lines.flatMap((line) => line.noRecord);
		const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
		const asExpected =
			same(findings, twin.stops ? [twin.stops] : []) &&
			same(noRecord, twin.unknown ?? []) &&
			(released === 0) === (twin.stops !== undefined) &&
			(twin.stops === undefined || before[i] === 'NoObjection');
		return { twin, lodged: lodged[i]!, findings, noRecord, asExpected, ...(before[i] && { before: before[i] }) };
	});
	tell(w, rows);
	return rows;
};

const formsUnder = (prefixes: Prefixes) => (twin: Twin, goods: Goods): Form => {
	// A class of a brand that is no member.
	const stranger = withCheckDigit(`0${prefixes.stranger}12345`);
	const { gtin, sscc, number } = goods;
	const line: Line =
		twin.claims?.(goods) ??
		(twin.kind === undefined
			? { gtin, amount: { pieces: ITEMS }, goods: [{ LogisticUnit: { sscc: ascii(sscc) } }] }
			: { gtin: twin.kind === 'stranger' ? stranger : gtin, amount: { pieces: 60 }, goods: [] });
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

/** Marks, licences, classes. */
const prepare = async (w: World, goods: Goods[]): Promise<void> => {
	const { story } = w;
	const now = await w.now();
	const today = legalDate(now);
	await w.send('brand', [
		...goods.map(({ mark }) => claimMark(mark, EUROPEAN_UNION)),
		claimMark(TWINS_TR, ['TR']),
	]);
	await Promise.all([
		w.send('office', goods.map(({ mark }) => attestMark(w, mark, EUROPEAN_UNION, 'Office', today))),
		w.send('reader', await attestFromExtract(w, today, (basis) => attestMark(w, TWINS_TR, ['TR'], basis, today))),
	]);
	const from = now - 30 * DAY;
	const ownBrand = w.same('brand', 'factory');
	const made = await w.send('brand', [
		...goods.map(({ mark }) => offerLicence(w, mark, 'importer', ['Import', 'Distribute', 'Sell'], ['DE'], undefined, from)),
		...(ownBrand ? [] : [offerLicence(w, TWINS_TR, 'factory', ['Manufacture'], ['TR'], undefined, from)]),
		...goods.map(({ gtin, mark }) => registerClass(gtin, [mark, TWINS_TR])),
	]);
	const licences = offered(made);
	for (const [i, each] of goods.entries()) each.licence = licences[i]!;
	const toMake = licences.slice(goods.length);
	story.act(
		made,
		w.signature('brand'),
		`holds ${goods.length + 1} more marks, attested; registers ${goods.length} classes and offers licences of each`,
		'one for each twin',
	);
	const accepted = await w.send('importer', goods.map(({ licence }) => acceptance(licence)));
	story.act(accepted, w.signature('importer'), `accepts the ${goods.length} offers to import into DE`, 'licensed');
	if (ownBrand) return;
	const accepting = await w.send('factory', toMake.map(acceptance));
	story.act(accepting, w.signature('factory'), 'accepts the offer to make them in TR', 'licensed');
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
	/** What is handed over: the logistic unit, or the parts that it was unpacked into. */
	const objectsOf = ({ goods }: Moving): Hex[] =>
		goods.lot.parts.length > 1 ? goods.lot.parts.map(({ id }) => id) : [goods.unit];
	const offer = (to: (m: Moving) => string) => async (m: Moving): Promise<Call[]> =>
		Promise.all(
			objectsOf(m).map(async (object): Promise<Call> => [
				'custody.offer',
				{ object, seq: await w.seq(object), to: w.org(to(m)).id, until: null, ...args },
			]),
		);
	const accept = async (m: Moving): Promise<Call[]> =>
		Promise.all(
			objectsOf(m).map(async (object): Promise<Call> => ['custody.accept', { object, seq: await w.seq(object), ...args }]),
		);
	await each(() => 'factory', offer(carrierOf));
	await each(carrierOf, accept);
	for (const m of moving.filter(({ twin }) => twin.parted)) await part(w, m.goods, carrierOf(m));
	const scan = async (m: Moving): Promise<Call[]> => [
		...(m.goods.number === LATE_SCAN ? [await lateScan(w, m.goods, carrierOf(m))] : []),
		...(await offer(holderOf)(m)),
	];
	const onTheWay = await each(carrierOf, scan);
	const timeliness = onTheWay
		.flatMap(({ events }) => eventsOf(events, 'custody.Observed'))
		.map((event) => plain<{ timeliness: string }>(event, 'circumstances').timeliness);
	const arrived = (await each(holderOf, accept)).reduce((a, b) => (a.block > b.block ? a : b));
	story.act(arrived, 'Carriers, holders', `hand over the goods of ${moving.length} twins twice, each time signed by both`, 'arrived');
	if (timeliness.length > 0) story.detail(`one scan on the way was reported three days after it was made: ${timeliness}`);
};

/** The carrier unpacks the goods and goes on with two consignments. */
const part = async (w: World, { lot, unit }: Goods, carrier: string): Promise<void> => {
	const [whole] = lot.parts;
	const args = { place: null, time: eventTime({ moment: await w.now(), offset: 120 }) };
	await w.send(carrier, [
		[
			'custody.unpack',
			{ parent: unit, seq: await w.seq(unit), children: [[whole!.id, await w.seq(whole!.id)]], ...args },
		],
	]);
	const [call] = split(whole!, await w.seq(whole!.id), { ranges: [[0, 35]] });
	await w.send(carrier, [call]);
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
		['one fact changed', 'outcome', 'rule, as the chain answered'],
		rows.map((row) => ({
			cells: [
				row.twin.fact,
				`${OUTCOME[row.lodged.outcome] ?? row.lodged.outcome}${row.lodged.released > 0 ? ', released' : ''}`,
				row.asExpected ? rule(row) : `UNEXPECTED, not ${JSON.stringify(row.twin.stops ?? 'harmless')}: ${rule(row)}`,
			],
			mood: !row.asExpected ? 'bad' : row.twin.stops === undefined ? 'good' : 'stopped',
		})),
	);
	for (const { twin, lodged, asExpected } of rows) {
		if (!asExpected) story.detail(`${twin.fact}: ${JSON.stringify(lodged.lines)}`, 'bad');
	}
};

/** What each nature of a finding means for goods at the border, by the regime of the Union. */
const NATURES: Record<string, string> = {
	Copying: 'copying stops goods',
	OtherInfringement: 'infringement stops goods',
	ParallelTrade: 'parallel trade never stops goods',
	Contract: 'contract never stops goods',
	Data: 'records differ, to be cleared up',
	OtherLaw: 'another law',
};

const rule = ({ findings, noRecord }: Row): string => {
	const found = findings.map((finding) => `${plainFinding(finding)}: ${NATURES[finding.nature] ?? words(finding.nature)}`);
	if (found.length > 0) return found.join('; ');
	return noRecord.length > 0 ? `nothing against it; no record is neutral (${noRecord.length} of 11 questions)` : 'every condition holds';
};
