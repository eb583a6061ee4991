/** Goods that move in the chain in memory: what its state has of them, and the events that their chains took in. */
import { type Bytes, concat, hex, type Hex } from '../../src/bytes.ts';
import { type Certificate, type Subject } from '../../src/form.ts';
import { blake2b256, sha256 } from '../../src/hash.ts';
import * as keys from '../../src/keys.ts';
import { blob, list, none, some, type State, text, u32, u64, u8, utf8 } from './scale.ts';

/** An event that chains took in. */
export interface Happened {
	block: number;
	body: Bytes;
	/** The objects and the numbers that it has in their chains. */
	ends: [name: string, seq: number][];
}

const MOMENT = 1_795_546_671_123n;
const bytes = (word: string): Bytes => sha256(utf8(word));
const i16 = (value: number): Bytes => Uint8Array.of(value & 0xff, (value >> 8) & 0xff);
const u16 = i16;
const pieces = (count: bigint): Bytes => concat(u8(0), u64(count));
const measured = (micros: bigint, unit: string): Bytes => concat(u8(1), u64(micros), utf8(unit));
const TIME = concat(u64(MOMENT), i16(-90));
const AT = concat(some(utf8('4012345000009')), TIME, u8(0));
/** Reported two days later. */
const NOWHERE = concat(none, u64(MOMENT - 172_800_000n), i16(-90), u8(1));
const PLACE = some(utf8('4012345000009'));
const SSCC = utf8('340123450000000018');
const GTIN = utf8('04012345000009');

/** The id of an object by its name. */
export const objectOf = (name: string): Hex => hex(bytes(name));
export const trace = (name: string): Subject => ({ trace: { object: objectOf(name) } });
export const event = (name: string, number: number): Subject => ({ event: { object: objectOf(name), number } });

interface Known {
	position: Bytes;
	presence: Bytes;
	kind: Bytes;
	seq: number;
	head: Bytes;
	spans: number;
}

const held = (holder: number): Bytes => concat(u8(0), u32(holder));
const NEW: Known = {
	position: held(4),
	presence: u8(0),
	kind: concat(u8(0), bytes('lot'), u32(0)),
	seq: 0,
	head: new Uint8Array(32),
	spans: 0,
};

/** A record of an object; the rest of what it holds in two ways. */
const encoded = ({ position, presence, kind, seq, head, spans }: Known, rich: boolean): Bytes => {
	const marketing = concat(utf8('DE'), u64(MOMENT), some(u64(MOMENT)));
	const rest = rich
		? [some(concat(u32(12), utf8('DE'))), u32(2), some(marketing), u32(1), u32(0), u32(1), u8(2), some(u32(5))]
		: [none, u32(0), none, u32(0), u32(0), u32(0), u8(0), none];
	return concat(position, presence, kind, u32(seq), head, u32(spans), ...rest);
};

/** The events of custody at a block. */
class Happening {
	constructor(
		readonly state: State,
		readonly known: Map<string, Known>,
		readonly happened: Happened[],
		readonly block: number,
	) {}

	item(name: string): Known {
		return this.known.get(name) ?? NEW;
	}

	set(name: string, change: Partial<Known>): void {
		const known = { ...this.item(name), ...change };
		this.known.set(name, known);
		this.state.set(hex(keys.item(objectOf(name))), encoded(known, known.seq % 2 === 0));
	}

	/** Begins a stay, whose event follows: with an organisation, inside an object, or out of the trade. */
	stay(name: string, stay: number | string | { ended: number }, place: Bytes = none, noted: Bytes = none): void {
		const of =
			typeof stay === 'number'
				? concat(u8(0), u32(stay))
				: typeof stay === 'string'
					? concat(u8(1), bytes(stay))
					: concat(u8(2), u8(stay.ended));
		const { spans } = this.item(name);
		const at = u64(1_795_546_671_000n + BigInt(this.block) * 6_000n);
		const rest = spans % 2 === 0 ? [none, none] : [some(concat(u8(1), u32(3))), some(u32(4))];
		this.state.set(hex(keys.span(objectOf(name), spans)), concat(of, at, u32(this.block), place, noted, ...rest));
		this.set(name, { spans: spans + 1 });
	}

	#take(names: string[], body: Bytes): void {
		const ends = names.map((name): [string, number] => [name, this.item(name).seq + 1]);
		for (const [name, seq] of ends) {
			const domain = utf8('tracemark/head/v1');
			const head = blake2b256(concat(blob(domain), this.item(name).head, u32(seq), body));
			this.set(name, { seq, head });
		}
		this.happened.push({ block: this.block, body, ends });
	}

	of(kind: number, name: string, ...after: Bytes[]): void {
		this.#take([name], concat(u8(kind), bytes(name), u32(this.item(name).seq + 1), ...after));
	}

	/** Of a lot, whose id stands first. */
	commission(name: string): void {
		this.stay(name, 4, PLACE);
		const number = u32(this.item(name).seq + 1);
		const after = [GTIN, u32(4), pieces(12n), some(bytes('root')), AT];
		this.#take([name], concat(u8(1), bytes('lot'), bytes(name), number, ...after));
	}

	both(kind: number, holding: string, inner: string, ...after: Bytes[]): void {
		const [one, other] = [this.item(holding), this.item(inner)];
		const pins = concat(u32(one.seq + 1), one.head, u32(other.seq + 1), other.head);
		const ids = [bytes(holding), bytes(inner)];
		if (kind === 29 || kind === 31) ids.reverse();
		this.#take([holding, inner], concat(u8(kind), ...ids, pins, ...after));
	}

	open(name: string): void {
		this.stay(name, 4);
		this.of(3, name, SSCC, u32(0), u32(4));
		this.set(name, { kind: concat(u8(2), SSCC, u32(0)) });
	}

	pack(holding: string, inner: string): void {
		this.stay(inner, holding, PLACE);
		this.both(4, holding, inner, u32(4), AT);
		this.set(inner, { position: concat(u8(1), bytes(holding)) });
	}

	unpack(holding: string, inner: string, by: number): void {
		this.stay(inner, by);
		this.both(5, holding, inner, u32(by), NOWHERE);
		this.set(inner, { position: held(by) });
	}

	handOver(name: string, from: number, to: number, noted?: Bytes): void {
		this.of(9, name, u32(from), u32(to), u64(MOMENT + 90n), AT);
		this.stay(name, to, none, noted ? some(noted) : none);
		this.of(10, name, u32(from), u32(to), noted ? some(noted) : none, NOWHERE);
		this.set(name, { position: held(to) });
	}

	/** An object that changes hands, is sold, kept, missing, found, somebody else's and kept again. */
	wander(): void {
		const [name, by, order] = ['wanderer', u32(5), bytes('order')];
		this.commission(name);
		this.handOver(name, 4, 5, u8(1));
		this.stay(name, { ended: 0 });
		this.of(13, name, by, none, order, none);
		// What was sold comes back into the trade so, and begins a stay.
		this.stay(name, 5);
		this.of(16, name, u32(1), none, none);
		this.of(17, name, u32(1), none);
		this.stay(name, { ended: 4 }, PLACE);
		this.of(24, name, by, u8(1), AT);
		this.stay(name, 5, PLACE);
		this.of(25, name, by, AT);
		this.stay(name, 5);
		this.of(50, name, by, u32(6));
		// What was not out of it does not.
		this.of(16, name, u32(1), none, none);
		this.of(17, name, u32(1), none);
		this.stay(name, 6);
		this.of(28, name, by, u32(6), u8(0), order);
		this.pack('crate', name);
		this.stay(name, 6);
		this.both(6, 'crate', name, u32(6));
		this.set(name, { position: held(6) });
	}

	/** One event of every kind and form that is of one object. */
	kinds(): void {
		const [name, by, order] = ['kinds', u32(4), bytes('order')];
		this.commission(name);
		this.of(3, name, SSCC, u32(1), by);
		this.of(7, name, bytes('unit'));
		this.of(8, name, by);
		this.of(9, name, by, u32(5), u64(MOMENT), AT);
		this.of(10, name, by, u32(5), some(u8(2)), AT);
		for (let reason = 0; reason < 5; reason++) this.of(11, name, by, u8(reason));
		this.of(12, name, by);
		this.of(13, name, by, none, order, none);
		this.of(14, name, by, utf8('AT'), some(u32(6)), order, some(order));
		this.of(15, name, by, some(TIME));
		this.of(15, name, by, none);
		this.of(16, name, by, none, none);
		this.of(16, name, by, some(order), some(utf8('4012345000009')));
		this.of(17, name, by, none);
		this.of(17, name, by, some(order));
		this.of(18, name, u32(12), utf8('DE'));
		this.of(20, name, by, TIME);
		this.of(23, name, by, order, AT);
		for (const kind of [0, 1]) this.of(24, name, by, u8(kind), AT);
		this.of(25, name, by, AT);
		this.of(26, name, by, AT);
		for (const reason of [0, 1]) this.of(28, name, by, u32(5), u8(reason), order);
		const rate = concat(GTIN, pieces(2n), measured(2_500_000n, 'MTR'));
		this.of(30, name, by, list([rate, rate]));
		this.of(43, name, by);
		const seals = list([text('SEAL1'), text('SEAL2')]);
		for (let ground = 0; ground < 6; ground++) {
			this.of(44, name, u32(1), by, some(utf8('CSQU3054383')), seals, u8(ground), AT);
		}
		this.of(44, name, u32(2), by, none, list([]), u8(0), NOWHERE);
		this.of(45, name, by, u32(5), u64(MOMENT), u16(2), bytes('tag'), some(u32(1)), AT);
		this.of(45, name, by, u32(99), u64(MOMENT), u16(2), bytes('tag'), none, NOWHERE);
		this.of(49, name, by, u32(5), u64(MOMENT));
		this.of(50, name, by, u32(5));
		this.of(51, name, by);
		this.both(2, name, 'split', u8(1), pieces(2n), by);
		this.both(29, name, 'used', pieces(2n), by);
		this.set(name, { presence: concat(u8(2), u32(1)) });
	}
}

const STORY: Record<number, (now: Happening) => void> = {
	1: (now) => {
		now.commission('goods');
		now.kinds();
	},
	2: (now) => {
		now.stay('part', 4);
		now.both(2, 'goods', 'part', u8(0), list([concat(u32(0), u32(3)), concat(u32(5), u32(9))]), u32(4));
		now.open('box');
		now.open('pallet');
	},
	3: (now) => {
		now.pack('box', 'goods');
		now.pack('pallet', 'box');
	},
	4: (now) => now.handOver('pallet', 4, 5),
	5: (now) => {
		now.of(7, 'box', bytes('unit'));
		now.of(7, 'pallet', bytes('unit'));
		now.stay('unit', 5);
		now.both(6, 'goods', 'unit', u32(5));
		now.stay('unit', { ended: 0 });
		now.of(13, 'unit', u32(5), some(u32(99)), bytes('order'), some(bytes('payment')));
		now.set('unit', { kind: concat(u8(1), bytes('lot'), u32(1)), presence: concat(u8(3), u8(0)) });
	},
	6: (now) => {
		now.handOver('pallet', 5, 6, u8(1));
		now.unpack('pallet', 'box', 6);
		now.handOver('pallet', 6, 8);
	},
	7: (now) => {
		now.unpack('box', 'goods', 6);
		now.commission('renamed');
		now.stay('part', { ended: 7 });
		now.both(31, 'renamed', 'part', pieces(7n), u32(4));
		now.set('part', { presence: concat(u8(3), u8(7)) });
	},
	8: (now) => {
		now.handOver('renamed', 4, 7, concat(u8(0), measured(2_500_000n, 'LT ')));
		now.of(9, 'goods', u32(6), u32(7), u64(MOMENT), NOWHERE);
		now.set('goods', { presence: concat(u8(1), u32(7), u64(MOMENT), some(concat(u32(3), u8(1)))) });
		now.pack('box', 'goods');
		// A crate whose chain has nothing of what was taken out of what lies in it, as no chain makes it.
		now.open('crate');
		now.commission('lost');
		now.pack('crate', 'lost');
		now.both(6, 'lost', 'stray', u32(5));
		now.wander();
	},
};

/** The goods of a chain. */
export class Goods {
	readonly happened: Happened[] = [];
	readonly #known = new Map<string, Known>();

	/** What happens in a block with this number. */
	happen(state: State, number: number): void {
		STORY[number]?.(new Happening(state, this.#known, this.happened, number));
	}
}

/** The events that each history rests on: of which objects, from which number to which. */
const NEEDED: Record<string, [name: string, from: number, to: number][]> = {
	goods: [
		['goods', 1, 9],
		['box', 3, 9],
		['pallet', 3, 8],
	],
	part: [
		['part', 1, 9],
		['goods', 1, 2],
	],
	unit: [
		['unit', 1, 9],
		['goods', 1, 4],
		['box', 3, 9],
		['pallet', 3, 99],
	],
	box: [
		['box', 1, 9],
		['pallet', 3, 7],
	],
	pallet: [['pallet', 1, 99]],
	renamed: [
		['renamed', 1, 9],
		['part', 1, 2],
		['goods', 1, 2],
	],
	kinds: [['kinds', 1, 99]],
	stray: [
		['stray', 1, 9],
		['lost', 1, 9],
		['crate', 1, 9],
	],
};

/** What a certificate of this subject has to tell, at a block; nothing if it tells nothing. */
export const historyFor = (subject: Subject, all: Happened[], at: number): Certificate['history'] => {
	const happened = all.filter(({ block }) => block <= at);
	const told = (chosen: Happened[]) => chosen.map(({ block, body }) => ({ block, body: hex(body) }));
	if ('event' in subject) {
		const { object, number } = subject.event;
		const chosen = happened.filter(({ ends }) => ends.some(([name, seq]) => objectOf(name) === object && seq >= number));
		return { before: hex(headBefore(happened, object, number)), events: told(chosen) };
	}
	if (!('trace' in subject)) return undefined;
	const [, needed] = Object.entries(NEEDED).find(([name]) => objectOf(name) === subject.trace.object) ?? [];
	const isNeeded = ({ ends }: Happened): boolean =>
		ends.some(([name, seq]) => (needed ?? []).some(([of, from, to]) => of === name && from <= seq && seq <= to));
	return { before: undefined, events: told(happened.filter(isNeeded)) };
};

/** The head of an object's chain before the event with a number. */
const headBefore = (happened: Happened[], object: Hex, number: number): Bytes => {
	let head: Bytes = new Uint8Array(32);
	for (const { body, ends } of happened) {
		const own = ends.find(([name]) => objectOf(name) === object);
		if (own && own[1] < number) head = blake2b256(concat(blob(utf8('tracemark/head/v1')), head, u32(own[1]), body));
	}
	return head;
};
