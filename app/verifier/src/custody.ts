/**
 * The events that the chains of objects take in, and what the state has of an object, as the chain encodes them and
 * in plain words. An event begins with its number among those of custody; the numbers that are not here are of events
 * that no chain takes in. Every byte must be read.
 */
import { type Bytes, fromUtf8, type Hex, hex } from './bytes.ts';
import { oneOf } from './records.ts';
import { timeOf } from './read.ts';
import { refusal } from './refusal.ts';
import { type Quantity, quantity } from './registers.ts';
import { Scale, ScaleError } from './scale.ts';
import { quantityOf } from './statements.ts';

/** What an event is to an object whose chain has it. */
export interface End {
	object: Hex;
	/** Its number in that chain. */
	seq: number;
	/** The head before it, where the event pins it. */
	before?: Hex;
}

/** Something that an event says; an organisation by its number. */
export type Word = [label: string, said: string | { org: number }];

/** An event that chains have taken in. */
export interface Happening {
	said: string;
	words: Word[];
	/** The object, or the one that holds, held or became the other, and that one. */
	ends: [End] | [holding: End, held: End];
	/** What was taken out of something in the object, where it is of that. */
	taken?: Hex;
	/** What it does to the history of what it is about. */
	effect?: 'packs' | 'relabels';
	/** From whom to whom an object went. */
	handOver?: { from: number; to: number };
}

const hash = (scale: Scale): Hex => hex(scale.hash());

const spelled = (bytes: Bytes): string => {
	const text = fromUtf8(bytes);
	if (text === undefined) throw new ScaleError('a text that is no UTF-8');
	return text;
};

const amount = (scale: Scale): string => {
	const read: Quantity = quantity(scale);
	if ('unit' in read) spelled(read.unit as Bytes);
	return quantityOf(read);
};

const claim = (scale: Scale): string => {
	const time = timeOf(scale.u64());
	return `${time} as claimed, offset from UTC ${scale.i16()} minutes`;
};

/** An event while it is read. */
class Reading {
	readonly words: Word[] = [];
	readonly objects: Hex[] = [];
	/** Numbers and heads, in the order of the pins. */
	ends: Omit<End, 'object'>[] = [];
	taken?: Hex;

	constructor(readonly scale: Scale) {}

	say(label: string, said: Word[1] | undefined): void {
		if (said !== undefined) this.words.push([label, said]);
	}
}

/** Reads one field. */
type Field = (reading: Reading) => void;

const one = (label: string, read: (scale: Scale) => Word[1]): Field => (to) => to.say(label, read(to.scale));
const perhaps = (label: string, read: (scale: Scale) => Word[1]): Field => (to) => to.say(label, to.scale.option(read));
const each = (label: string, read: (scale: Scale) => Word[1]): Field => (to) => {
	for (const said of to.scale.list(read)) to.say(label, said);
};

const id: Field = (to) => void to.objects.push(hash(to.scale));
const seq: Field = (to) => void to.ends.push({ seq: to.scale.u32() });
const pinned: Field = (to) => {
	const end = (): Omit<End, 'object'> => ({ seq: to.scale.u32(), before: hash(to.scale) });
	to.ends.push(end(), end());
};
const org = (scale: Scale): Word[1] => ({ org: scale.u32() });
const number = (scale: Scale): string => String(scale.u32());
const moment = (scale: Scale): string => timeOf(scale.u64());
const code = (length: number) => (scale: Scale): string => spelled(scale.bytes(length));
const among = (...words: string[]) => (scale: Scale): string => oneOf(scale, words);

const taken: Field = (to) => {
	to.taken = hash(to.scale);
	to.say('object', to.taken);
};
const circumstances: Field = (to) => {
	to.say('place', to.scale.option(code(13)));
	const said = claim(to.scale);
	to.say('time', `${said}, ${oneOf(to.scale, ['reported within a day', 'reported late'])}`);
};
const reservation = (scale: Scale): string => {
	switch (scale.index(3)) {
		case 0:
			return `${amount(scale)} missing`;
		case 1:
			return 'damaged';
		default:
			return 'seal broken';
	}
};
const part = (scale: Scale): string => {
	if (scale.index(2) === 1) return amount(scale);
	const ranges = scale.list((inner) => `${inner.u32()} to before ${inner.u32()}`);
	return `leaves ${ranges.join('; ')}`;
};
const rate = (scale: Scale): string => {
	const [of, from, to] = [code(14)(scale), amount(scale), amount(scale)];
	return `${to} of ${from} of GTIN ${of}`;
};
const clearance = (scale: Scale): string => `declaration ${scale.u32()}, into ${code(2)(scale)}`;
const outsider = (scale: Scale): string => {
	const version = scale.u16();
	return `no member, tag ${hash(scale)} under key version ${version}`;
};

const single: Field[] = [id, seq];
const pair: Field[] = [id, id, pinned];
const by = one('by', org);
const parties: Field[] = [one('from', org), one('to', org)];
const until = one('until', moment);
const sale: Field[] = [
	perhaps('through the marketplace of', org),
	one('salted reference to the order', hash),
	perhaps('salted reference to the payment', hash),
];
const decision = perhaps('salted digest of the decision', hash);
const made = one('quantity', amount);

const KINDS = new Map<number, [said: string, fields: Field[]]>([
	[
		1,
		[
			'made as a lot',
			[one('lot', hash), ...single, one('GTIN', code(14)), by, made, perhaps('root over its serials', hash), circumstances],
		],
	],
	[2, ['a part became an object of its own', [...pair, one('part', part), by]]],
	[3, ['logistic unit opened', [...single, one('SSCC', code(18)), one('generation', number), by]]],
	[4, ['packed', [...pair, by, circumstances]]],
	[5, ['unpacked', [...pair, by, circumstances]]],
	[6, ['taken out', [...pair, one('held by', org)]]],
	[7, ['something taken out of what lies in it', [...single, taken]]],
	[8, ['closed', [...single, by]]],
	[9, ['offered', [...single, ...parties, until, circumstances]]],
	[10, ['handed over', [...single, ...parties, perhaps('noted', reservation), circumstances]]],
	[
		11,
		[
			'refused',
			[
				...single,
				by,
				one(
					'because',
					among(
						'nobody expected it',
						'it is damaged',
						'the quantity differs',
						'the seal is broken',
						'of another reason',
					),
				),
			],
		],
	],
	[12, ['offer withdrawn', [...single, by]]],
	[13, ['sold', [...single, by, ...sale]]],
	[14, ['put on the market', [...single, by, one('in', code(2)), ...sale]]],
	[15, ['destroyed', [...single, by, perhaps('time', claim)]]],
	[16, ['detained', [...single, by, decision, perhaps('place', code(13))]]],
	[17, ['released', [...single, by, decision]]],
	[18, ['cleared', [...single, one('by', clearance)]]],
	[20, ['altered', [...single, by, one('time', claim)]]],
	[23, ['taken back', [...single, by, one('salted reference to the return', hash), circumstances]]],
	[24, ['reported missing', [...single, by, one('as', among('lost', 'stolen')), circumstances]]],
	[25, ['found', [...single, by, circumstances]]],
	[26, ['decommissioned', [...single, by, circumstances]]],
	[
		28,
		[
			'reassigned by the council',
			[
				...single,
				...parties,
				one('because', among('its holder was expelled', 'its holder refuses to hand it over')),
				one('digest of the decision', hash),
			],
		],
	],
	[29, ['consumed', [...pair, made, by]]],
	[30, ['made of what was consumed', [...single, by, each('rate of yield', rate)]]],
	[31, ['relabelled', [...pair, made, by]]],
	[43, ['offer expired', [...single, one('cleared by', org)]]],
	[
		44,
		[
			'trip recorded',
			[
				...single,
				one('trip', number),
				by,
				perhaps('container', code(11)),
				each('seal', (scale) => spelled(scale.blob())),
				one(
					'because',
					among(
						'loaded',
						'opened by customs',
						'opened by another authority',
						'a seal damaged or missing',
						'reloaded',
						'unloaded',
					),
				),
				circumstances,
			],
		],
	],
	[
		45,
		[
			'offered, and carried by who is no member',
			[
				...single,
				...parties,
				until,
				one('carrier', outsider),
				perhaps('under the seals of trip', number),
				circumstances,
			],
		],
	],
	[49, ['title offered', [...single, ...parties, until]]],
	[50, ['title passed', [...single, ...parties]]],
	[51, ['offer of title withdrawn', [...single, by]]],
]);

/** In these the object comes first, and what it became part of or goes on as after it. */
const HELD_FIRST: readonly number[] = [29, 31];
const EFFECTS: Readonly<Record<number, Happening['effect']>> = { 4: 'packs', 31: 'relabels' };
const HANDED_OVER = 10;

const happeningOf = (kind: number, said: string, reading: Reading): Happening => {
	const { words, ends, taken } = reading;
	const objects = HELD_FIRST.includes(kind) ? [...reading.objects].reverse() : reading.objects;
	const effect = EFFECTS[kind];
	const [from, to] = words.map(([, word]) => (typeof word === 'object' ? word.org : undefined));
	const isHandOver = kind === HANDED_OVER && from !== undefined && to !== undefined;
	return {
		said,
		words,
		ends: ends.map((end, index) => ({ object: objects[index]!, ...end })) as Happening['ends'],
		...(taken !== undefined && { taken }),
		...(effect && { effect }),
		...(isHandOver && { handOver: { from, to } }),
	};
};

/** Reads an event, all of it. It stands in this place of what is told, from 1. */
export const happening = (place: number, body: Bytes): Happening => {
	try {
		return Scale.whole(body, (scale) => {
			const kind = scale.u8();
			const known = KINDS.get(kind);
			if (!known) throw refusal('UnknownEvent', kind);
			const [said, fields] = known;
			const reading = new Reading(scale);
			for (const field of fields) field(reading);
			return happeningOf(kind, said, reading);
		});
	} catch (error) {
		throw error instanceof ScaleError ? refusal('UnreadableEvent', place) : error;
	}
};

const ENDS = [
	'sold',
	'destroyed',
	'emptied and closed',
	'lost',
	'stolen',
	'decommissioned',
	'made into other goods',
	'relabelled',
];

/** Where an object is: with an organisation, or inside another object. */
type Position = { holder: number } | { parent: Hex };
const position = (scale: Scale): Position =>
	scale.index(2) === 0 ? { holder: scale.u32() } : { parent: hash(scale) };

type Presence = { is: 'held' } | { is: 'offered'; to: number; until: bigint } | { is: 'kept'; by: number } | { is: string };
const presence = (scale: Scale): Presence => {
	switch (scale.index(4)) {
		case 0:
			return { is: 'held' };
		case 1: {
			const offered = { is: 'offered', to: scale.u32(), until: scale.u64() };
			scale.option((inner) => [inner.u32(), inner.truth()]);
			return offered;
		}
		case 2:
			return { is: 'kept', by: scale.u32() };
		default:
			return { is: `ended: ${oneOf(scale, ENDS)}` };
	}
};

type Kind = { lot: Hex; consignment: number } | { lot: Hex; leaf: number } | { sscc: Bytes; generation: number };
const kind = (scale: Scale): Kind => {
	switch (scale.index(3)) {
		case 0:
			return { lot: hash(scale), consignment: scale.u32() };
		case 1:
			return { lot: hash(scale), leaf: scale.u32() };
		default:
			return { sscc: scale.bytes(18), generation: scale.u32() };
	}
};

/** An object with a record of its own. */
export const item = (scale: Scale) => {
	const known = {
		position: position(scale),
		presence: presence(scale),
		kind: kind(scale),
		seq: scale.u32(),
		head: hash(scale),
	};
	// Spans, clearance and its event, first sale, packing, declarations, trips, enclosure, owner.
	scale.u32();
	scale.option((inner) => [inner.u32(), inner.bytes(2)]);
	scale.u32();
	scale.option((inner) => [inner.bytes(2), inner.u64(), inner.option((last) => last.u64())]);
	for (let count = 0; count < 3; count++) scale.u32();
	scale.index(3);
	scale.option((inner) => inner.u32());
	return known;
};
export type Item = ReturnType<typeof item>;
