/**
 * The history of goods, composed by a client from the events that a chain deposited, and proven complete.
 *
 * Each object chains its events: `head = H("tracemark/head/v1", head, seq, event)`. An event of two objects
 * pins the heads of both as they were. So the history of a packed object is its own chain with that of what
 * it lay in between two pins; whoever tells it leaves nothing out, since the last head is in the state.
 *
 * What is proven is which events there were and in which order each object had them. Which of two events
 * came first that no object shares, and in which block, is as told.
 */
import type { ApiPromise } from '@polkadot/api';
import type { Vec } from '@polkadot/types';
import type { EventRecord } from '@polkadot/types/interfaces';
import type { Codec, Registry } from '@polkadot/types/types';
import { type Hex, u32, unhex } from './bytes.ts';
import { id } from './ids.ts';

/** An event as a chain deposited it. */
export interface Deposited {
	block: number;
	/** SCALE: number of the pallet, number of the event, fields. */
	raw: Uint8Array;
}

/** How far the chain of an object is. */
export interface Tip {
	seq: number;
	head: Hex;
}

/** What an event is to an object that it is chained by. */
export interface End {
	object: Hex;
	seq: number;
	/** Head before the event, where the event pins it. */
	before?: Hex;
}

/** An event that one object chains or two: then first the one that holds, held or became the other. */
export interface Link {
	block: number;
	name: string;
	/** What the heads take in. */
	body: Uint8Array;
	ends: [End] | [holding: End, held: End];
	/** What was taken out of something in the object, where the event is of that. */
	taken?: Hex;
}

/** The first thing that is wrong with what was told. */
export interface Fault {
	object: Hex;
	/** Number of the event in the object's chain. */
	seq: number;
	what: string;
}

export type History = { complete: true; links: Link[] } | { complete: false; fault: Fault };

/** A tip, and where in what is told the event stands that leads to it, or away from it. */
interface Mark extends Tip {
	position: number;
}

const ZERO: Mark = { position: -1, seq: 0, head: `0x${'00'.repeat(32)}` };

/** The head after an event. */
export const nextHead = (head: Hex, seq: number, body: Uint8Array): Hex =>
	id('tracemark/head/v1', unhex(head), u32(seq), body);

/** Fields that name the object whose number stands beside them. */
const SINGLE = ['object', 'consignment', 'logisticUnit'];
/** Fields that name the two objects of pins: who holds or became the other, and that one. */
const PAIRS = [['parent', 'child'], ['consignment', 'into'], ['into', 'object']] as const;

/** The event as a link of chains, or nothing: many events are in none. Fails if it is no event at all. */
export const linkOf = (registry: Registry, { block, raw }: Deposited): Link | undefined => {
	const event = registry.createTypeUnsafe<EventRecord['event']>('Event', [raw]);
	if (event.section !== 'custody') return undefined;
	const names = event.data.names ?? [];
	const field = (name: string): Codec => event.data[names.indexOf(name)]!;
	const link = { block, name: event.method, body: raw.subarray(1) };
	if (names.includes('pins')) {
		const pins = field('pins').toJSON() as { parentSeq: number; parentHead: Hex; childSeq: number; childHead: Hex };
		// `into` becomes of `object`, but comes of `consignment`.
		const [holding, held] = PAIRS.find((pair) => pair.every((name) => names.includes(name)))!;
		return {
			...link,
			ends: [
				{ object: field(holding).toHex(), seq: pins.parentSeq, before: pins.parentHead },
				{ object: field(held).toHex(), seq: pins.childSeq, before: pins.childHead },
			],
		};
	}
	const object = names[names.indexOf('seq') - 1];
	// Observers and sensors have numbers of their own.
	if (!object || !SINGLE.includes(object)) return undefined;
	return {
		...link,
		ends: [{ object: field(object).toHex(), seq: Number(field('seq').toJSON()) }],
		...(event.method === 'Reduced' && { taken: field('object').toHex() }),
	};
};

/** The events of custody in the blocks from one number to another, both included. */
export const deposited = async (api: ApiPromise, from: number, to: number): Promise<Deposited[]> => {
	const WIDTH = 32;
	const found: Deposited[] = [];
	for (let start = from; start <= to; start += WIDTH) {
		const numbers = Array.from({ length: Math.min(WIDTH, to - start + 1) }, (_, i) => start + i);
		const blocks = await Promise.all(
			numbers.map(async (block) => {
				const hash = await api.rpc.chain.getBlockHash(block);
				const records = (await api.query.system!.events!.at(hash)) as unknown as Vec<EventRecord>;
				return records
					.filter(({ event }) => event.section === 'custody')
					.map(({ event }) => ({ block, raw: event.toU8a() }));
			}),
		);
		found.push(...blocks.flat());
	}
	return found;
};

/** How far the chains of these objects are at a block, as its state says. */
export const tipsAt = async (api: ApiPromise, objects: Iterable<Hex>, hash: string): Promise<Map<Hex, Tip>> => {
	const at = await api.at(hash);
	const tips = await Promise.all(
		[...new Set(objects)].map(async (object): Promise<[Hex, Tip][]> => {
			const item = (await at.query.custody!.items!(object)).toJSON() as Tip | null;
			return item ? [[object, { seq: item.seq, head: item.head }]] : [];
		}),
	);
	return new Map(tips.flat());
};

class Broken extends Error {
	constructor(readonly fault: Fault) {
		super(`${fault.object}, event ${fault.seq}: ${fault.what}`);
	}
}

const broken = (object: Hex, seq: number, what: string): never => {
	throw new Broken({ object, seq, what });
};

/** Which end of a link an object is. */
const endOf = ({ ends }: Link, object: Hex): End => ends.find((end) => end.object === object)!;
/** Where a chain was before an event that pins it. */
const before = ({ seq, before }: End, position: number): Mark => ({ seq: seq - 1, head: before!, position });

class Composer {
	readonly #positions = new Map<Hex, number[]>();

	constructor(
		readonly links: readonly Link[],
		readonly tips: ReadonlyMap<Hex, Tip>,
	) {
		for (const [position, { ends }] of links.entries()) {
			for (const { object } of ends) {
				const known = this.#positions.get(object);
				if (known) known.push(position);
				else this.#positions.set(object, [position]);
			}
		}
	}

	/** Positions of the events of an object from one tip to another, which they prove; to that of the state. */
	#stretch(object: Hex, from: Mark, to?: Mark): number[] {
		const end = to ?? this.tips.get(object) ?? broken(object, from.seq, 'the state knows no such object');
		const positions = (this.#positions.get(object) ?? []).filter((position) => {
			const { seq } = endOf(this.links[position]!, object);
			return from.seq < seq && (to === undefined || seq <= to.seq);
		});
		let { seq, head } = from;
		for (const position of positions) {
			const link = this.links[position]!;
			const own = endOf(link, object);
			if (position < from.position) broken(object, own.seq, 'is told too early');
			if (own.seq <= seq || (to && to.position < position)) broken(object, own.seq, 'is told again, or too late');
			if (own.seq > seq + 1) broken(object, seq + 1, 'is missing');
			if (own.before !== undefined && own.before !== head) broken(object, own.seq, 'pins another head than there was');
			if (own.seq > end.seq) broken(object, own.seq, 'is not in the chain');
			head = nextHead(head, own.seq, link.body);
			seq = own.seq;
		}
		if (seq !== end.seq) broken(object, seq + 1, 'is missing');
		if (head !== end.head) broken(object, seq, 'or one before it is another than in the chain');
		return positions;
	}

	/**
	 * Positions of all that happened to an object from one tip to another, what it lay in included. Without
	 * `to` it goes on to that of the state. What `leaving` was of or in it, and left: its history ends there.
	 */
	walk(object: Hex, from: Mark, { to, leaving }: { to?: Mark; leaving?: Hex } = {}): Set<number> {
		let own = this.#stretch(object, from, to);
		if (!to && leaving) {
			// No pin is of both, but the object has an event of what was taken out of it at any depth.
			const last = own.findIndex((position) => this.links[position]!.taken === leaving);
			if (last < 0) broken(object, from.seq, 'and what follows does not tell of what was taken out');
			own = own.slice(0, last + 1);
		}
		const all = new Set(own);
		const add = (more: Iterable<number>) => {
			for (const position of more) all.add(position);
		};
		let inside: { parent: Hex; since: Mark } | undefined;
		for (const position of own) {
			const { name, body, ends: [holding, held] } = this.links[position]!;
			if (!held) continue;
			if (name === 'Relabelled' && holding.object === object) {
				add(this.walk(held.object, ZERO, { to: before(held, position) }));
			}
			if (held.object !== object) continue;
			const end = { to: before(holding, position), leaving: object };
			if (name === 'Packed') {
				const head = nextHead(holding.before!, holding.seq, body);
				inside = { parent: holding.object, since: { seq: holding.seq, head, position } };
			} else if (inside?.parent === holding.object) {
				add(this.walk(inside.parent, inside.since, end));
				inside = undefined;
			} else if (held.seq === 1) {
				// Before it was one of its own it was a part of the other.
				add(this.walk(holding.object, ZERO, end));
			}
		}
		if (inside) add(this.walk(inside.parent, inside.since, leaving ? { leaving } : {}));
		return all;
	}

	/** The links at these positions. Of what they tell of others than the object, the numbers ascend as well. */
	inOrder(positions: Set<number>): Link[] {
		const links = [...positions].sort((a, b) => a - b).map((position) => this.links[position]!);
		const last = new Map<Hex, number>();
		for (const { object, seq } of links.flatMap(({ ends }) => ends)) {
			if (seq <= (last.get(object) ?? 0)) broken(object, seq, 'is told again, or too late');
			last.set(object, seq);
		}
		return links;
	}
}

/**
 * The history of an object, composed of its own chain and, between the pins, of the chains of what it lay
 * in or was a part of; or the first fault, if what was told is not all, or not what happened.
 *
 * `links` are the events in the order in which they are told, `tips` the ends of the chains by the state.
 */
export const historyOf = (object: Hex, links: readonly Link[], tips: ReadonlyMap<Hex, Tip>): History => {
	try {
		const composer = new Composer(links, tips);
		return { complete: true, links: composer.inOrder(composer.walk(object, ZERO)) };
	} catch (error) {
		if (error instanceof Broken) return { complete: false, fault: error.fault };
		throw error;
	}
};
