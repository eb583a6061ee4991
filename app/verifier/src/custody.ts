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
	/** Its number among those of custody. */
	kind: number;
	/** Where and when, as the actor says. */
	claim?: Claim;
	/** What the receiver noted of a hand-over. */
	noted?: string | undefined;
}

/** Where and when something happened, as the actor says, and whether that was reported late. */
interface Claim {
	place: string | undefined;
	moment: bigint;
	isLate: boolean;
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

const claimed = (moment: bigint, offset: number): string =>
	`${timeOf(moment)} as claimed, offset from UTC ${offset} minutes`;
const claim = (scale: Scale): string => claimed(scale.u64(), scale.i16());

/** An event while it is read. */
class Reading {
	readonly words: Word[] = [];
	readonly objects: Hex[] = [];
	/** Numbers and heads, in the order of the pins. */
	ends: Omit<End, 'object'>[] = [];
	taken?: Hex;
	claim?: Claim;
	noted: string | undefined;

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
	const place = to.scale.option(code(13));
	const [moment, offset] = [to.scale.u64(), to.scale.i16()];
	const isLate = to.scale.index(2) === 1;
	to.claim = { place, moment, isLate };
	to.say('place', place);
	to.say('time', `${claimed(moment, offset)}, ${isLate ? 'reported late' : 'reported within a day'}`);
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
const noted: Field = (to) => {
	to.noted = to.scale.option(reservation);
	to.say('noted', to.noted);
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
	[10, ['handed over', [...single, ...parties, noted, circumstances]]],
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
	const { words, ends, taken, claim, noted } = reading;
	const objects = HELD_FIRST.includes(kind) ? [...reading.objects].reverse() : reading.objects;
	const effect = EFFECTS[kind];
	const [from, to] = words.map(([, word]) => (typeof word === 'object' ? word.org : undefined));
	const isHandOver = kind === HANDED_OVER && from !== undefined && to !== undefined;
	return {
		said,
		words,
		kind,
		noted,
		...(claim && { claim }),
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

/** How an object is from one change to the next: with an organisation, inside another object, or out of the trade. */
export type Stay = { with: number } | { in: Hex } | { ended: string };

/** Kinds that say with whom the object was from then on, by the name of the word; and those that took it out of the trade. */
const WITH: Readonly<Record<number, string>> = { 1: 'by', 3: 'by', 10: 'to', 23: 'by', 25: 'by', 28: 'to' };
const WITH_OF_HELD: Readonly<Record<number, string>> = { 2: 'by', 5: 'by' };
const ENDED: Readonly<Record<number, string>> = {
	8: 'emptied and closed',
	13: 'sold',
	15: 'destroyed',
	26: 'decommissioned',
};
const ENDED_OF_HELD: Readonly<Record<number, string>> = { 29: 'made into other goods', 31: 'relabelled' };
const [PACKED, TAKEN_OUT, DETAINED, MISSING, TITLE_PASSED] = [4, 6, 16, 24, 50];

/** The stay of an object that began with an event, where the event itself says which. */
export const stayOf = ({ kind, words, ends: [holding, held] }: Happening, object: Hex): Stay | undefined => {
	const isHeld = held?.object === object;
	if (kind === PACKED) return isHeld ? { in: holding.object } : undefined;
	if (kind === MISSING) return { ended: String(words.find(([label]) => label === 'as')![1]) };
	const label = WITH[kind] ?? (isHeld ? WITH_OF_HELD[kind] : undefined);
	if (label !== undefined) {
		const word = words.find(([own]) => own === label)?.[1];
		return typeof word === 'object' ? { with: word.org } : undefined;
	}
	const ended = ENDED[kind] ?? (isHeld ? ENDED_OF_HELD[kind] : undefined);
	return ended === undefined ? undefined : { ended };
};

/**
 * The stay that the first of these events began, which are the last ones of an object's chain, and its number; nothing if
 * it began none, or if the event does not say which. Stays are numbered, and the state has how many there are.
 */
export const stayBegun = ({ spans }: Item, object: Hex, last: Happening[]): { stay: Stay; number: number } | undefined => {
	const [first, ...later] = last;
	const stay = first && stayOf(first, object);
	if (!stay) return undefined;
	let hasEnded = 'ended' in stay;
	let number = spans - 1;
	for (const event of later) {
		const next = stayOf(event, object);
		const isTakenOut = event.kind === TAKEN_OUT && event.ends[1]?.object === object;
		// What an authority keeps is in the trade again.
		const isBack = event.kind === DETAINED && hasEnded;
		if (next || isTakenOut || isBack || event.kind === TITLE_PASSED) number--;
		if (next) hasEnded = 'ended' in next;
		else if (isTakenOut || isBack) hasEnded = false;
	}
	if (number < 0) throw refusal('UnknownLayout', 'an object');
	return { stay, number };
};

/** How far a claimed time may lie ahead of block time, and how long after it an event is reported in time: milliseconds. */
const AHEAD = 600_000n;
const IN_TIME = 86_400_000n;

/** Checks what the chain has of a stay that began with an event, which is told for a block. */
export const checkStay = (event: Happening, { object, seq }: End, told: number, stay: Stay, found: Span): void => {
	const { claim, noted } = event;
	const isSame = JSON.stringify(found.stay) === JSON.stringify(stay) && found.noted === noted;
	if (!isSame || (claim && claim.place !== found.place)) throw refusal('OtherStay', object, seq);
	if (found.block !== told) throw refusal('OtherEventBlock', object, seq, found.block);
	if (!claim) return;
	const isLate = claim.moment + IN_TIME < found.at;
	if (claim.moment > found.at + AHEAD || isLate !== claim.isLate) throw refusal('OtherEventTime', object, seq);
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
		spans: scale.u32(),
	};
	// Clearance and its event, first sale, packing, declarations, trips, enclosure, owner.
	scale.option((inner) => [inner.u32(), inner.bytes(2)]);
	scale.u32();
	scale.option((inner) => [inner.bytes(2), inner.u64(), inner.option((last) => last.u64())]);
	for (let count = 0; count < 3; count++) scale.u32();
	scale.index(3);
	scale.option((inner) => inner.u32());
	return known;
};
export type Item = ReturnType<typeof item>;

const stay = (scale: Scale): Stay => {
	switch (scale.index(3)) {
		case 0:
			return { with: scale.u32() };
		case 1:
			return { in: hash(scale) };
		default:
			return { ended: oneOf(scale, ENDS) };
	}
};

/** A stay of an object. How goods came to their receiver, and whose they are, is not said. */
export const span = (scale: Scale) => {
	const known = {
		stay: stay(scale),
		at: scale.u64(),
		block: scale.u32(),
		place: scale.option(code(13)),
		noted: scale.option(reservation),
	};
	scale.option((inner) => [inner.index(2), inner.u32()]);
	scale.option((inner) => inner.u32());
	return known;
};
export type Span = ReturnType<typeof span>;
