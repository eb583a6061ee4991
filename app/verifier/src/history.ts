/**
 * The history of goods: what is told is compared with the chains of the objects, whose last heads are in the state.
 *
 * The head of a chain after an event covers the head before it, the event's number and the event. Events of two
 * objects pin the heads of both. So the chain of what goods lay in belongs to their history from the pins by which
 * they came in to those by which they left, and that of what they were a part of, or were before they had another
 * label, from its beginning. Nothing may be missing, doubled, in another order of an object, or without need.
 *
 * Of one event, such as a hand-over, with which a stay of the object began, the state has block and time.
 */
import { concat, type Hex, hex, unhex, utf8 } from './bytes.ts';
import { checkStay, type End, type Happening, happening, item, type Item, span, type Stay, stayBegun } from './custody.ts';
import { type Certificate, type Statement, type Subject } from './form.ts';
import { blake2b256 } from './hash.ts';
import * as keys from './keys.ts';
import { optional, required, text, timeOf } from './read.ts';
import { refusal } from './refusal.ts';
import { encodeU32 } from './scale.ts';
import { memberOf } from './statements.ts';
import { type Proof } from './trie.ts';

const DOMAIN = utf8('tracemark/head/v1');
const NOTHING: Hex = `0x${'00'.repeat(32)}`;

/** The head after an event. */
export const headAfter = (head: Hex, seq: number, body: Hex): Hex =>
	hex(blake2b256(concat(Uint8Array.of(DOMAIN.length << 2), DOMAIN, unhex(head), encodeU32(seq), unhex(body))));

type History = NonNullable<Certificate['history']>;

/** A point of a chain: after so many events, with this head. */
interface Point {
	seq: number;
	head: Hex;
}
const BEGINNING: Point = { seq: 0, head: NOTHING };

/** A piece of a chain: from a point to another, or to the end in the state; of what something left, to its exit. */
interface Piece {
	object: Hex;
	from: Point;
	to?: Point | undefined;
	leaving?: Hex | undefined;
}

interface Told extends Happening {
	/** Its block, as it is told. */
	block: number;
	body: Hex;
	/** Whether the proof rests on it, and whether the history consists of it. */
	needed: boolean;
	belongs: boolean;
}

const objectAt = (object: Hex, proof: Proof): Item => {
	const found = optional('an object', keys.item(object), item, proof);
	if (!found) throw refusal('NotOnRecord', 'object');
	return found;
};

/** Where a chain was before the event that pins it so. */
const pinnedAt = ({ seq, before }: End): Point => ({ seq: seq - 1, head: before ?? NOTHING });

class Teller {
	readonly told: Told[] = [];
	/** The events of each object by their numbers. */
	readonly #chains = new Map<Hex, Map<number, Told>>();

	constructor(
		{ events }: History,
		certified: number,
		readonly proof: Proof,
	) {
		let since = 0;
		const last = new Map<Hex, number>();
		for (const [index, { block, body }] of events.entries()) {
			const event = happening(index + 1, unhex(body));
			if (block < since || block > certified) throw refusal('EventBlock', index + 1);
			since = block;
			const told = { ...event, block, body, needed: false, belongs: false };
			for (const { object, seq } of event.ends) {
				if (seq <= (last.get(object) ?? 0)) throw refusal('EventOrder', object, seq);
				last.set(object, seq);
				const chain = this.#chains.get(object) ?? new Map<number, Told>();
				this.#chains.set(object, chain.set(seq, told));
			}
			this.told.push(told);
		}
	}

	/** The events of a piece, if they lead from the one point to the other. */
	prove({ object, from, to }: Piece): Told[] {
		const end: Point = to ?? objectAt(object, this.proof);
		const chain = this.#chains.get(object);
		const piece: Told[] = [];
		let { seq, head } = from;
		// A piece that ends where it begins, or before, is empty.
		for (; seq < end.seq; seq++) {
			const told = chain?.get(seq + 1);
			if (!told) throw refusal('LacksEvent', object, seq + 1);
			const pin = told.ends.find((own) => own.object === object)?.before;
			if (pin !== undefined && pin !== head) throw refusal('OtherPin', object, seq + 1);
			head = headAfter(head, seq + 1, told.body);
			told.needed = true;
			piece.push(told);
		}
		if (seq !== end.seq) throw refusal('LacksEvent', object, seq + 1);
		if (head !== end.head) throw refusal('OtherHead', object, seq);
		return piece;
	}

	/** Proves all that happened to an object, and notes what belongs to it. */
	compose(object: Hex): void {
		const pieces: Piece[] = [{ object, from: BEGINNING }];
		for (let piece = pieces.shift(); piece; piece = pieces.shift()) {
			let events = this.prove(piece);
			const { leaving: left } = piece;
			if (!piece.to && left !== undefined) {
				const exit = events.findIndex(({ taken }) => taken === left);
				if (exit < 0) throw refusal('NoExit', left, piece.object);
				events = events.slice(0, exit + 1);
			}
			for (const told of events) told.belongs = true;
			pieces.push(...this.#around(piece, events));
		}
	}

	/** The pieces of other chains that belong to these events of an object. */
	#around({ object, leaving }: Piece, events: Told[]): Piece[] {
		const pieces: Piece[] = [];
		let inside: Piece | undefined;
		for (const { ends, effect, body } of events) {
			const [holding, held] = ends;
			if (!held) continue;
			if (effect === 'relabels' && holding.object === object) {
				pieces.push({ object: held.object, from: BEGINNING, to: pinnedAt(held) });
			}
			if (held.object !== object) continue;
			const before = pinnedAt(holding);
			if (effect === 'packs') {
				const head = headAfter(before.head, holding.seq, body);
				inside = { object: holding.object, from: { seq: holding.seq, head }, leaving };
			} else if (inside?.object === holding.object) {
				pieces.push({ ...inside, to: before, leaving: object });
				inside = undefined;
			} else if (held.seq === 1) {
				// It was a part of the other until then.
				pieces.push({ object: holding.object, from: BEGINNING, to: before, leaving: object });
			}
		}
		return inside ? [...pieces, inside] : pieces;
	}

	/** Checks that nothing is told without need. */
	finish(): void {
		const foreign = this.told.find(({ needed }) => !needed)?.ends[0];
		if (foreign) throw refusal('ForeignEvent', foreign.object, foreign.seq);
	}
}

/** What the state says of an object. */
const saidOf = ({ kind, position, presence, seq }: Item, proof: Proof): Statement[] => {
	const what =
		'sscc' in kind
			? `logistic unit with SSCC ${text('an object', kind.sscc)}, generation ${kind.generation}`
			: 'leaf' in kind
				? `unit at leaf ${kind.leaf} of lot ${kind.lot}`
				: `consignment ${kind.consignment} of lot ${kind.lot}`;
	const where = 'parent' in position ? `in object ${position.parent}` : `with ${memberOf(position.holder, proof)}`;
	let state = presence.is;
	if ('to' in presence) state = `offered to ${memberOf(presence.to, proof)} until ${timeOf(presence.until)}`;
	if ('by' in presence) state = `kept by ${memberOf(presence.by, proof)}`;
	return [
		{ name: 'object', value: what },
		{ name: 'lies', value: where },
		{ name: 'state', value: state },
		{ name: 'events in its chain', value: String(seq) },
	];
};

const nameOf = ({ ends }: Told): string =>
	`event ${ends.map(({ object, seq }) => `${seq} of object ${object}`).join(' and ')}`;

const wordsOf = ({ words }: Told, proof: Proof): Statement[] =>
	words.map(([name, word]) => ({ name, value: typeof word === 'string' ? word : memberOf(word.org, proof) }));

const saidOfHistory = (told: Told[], found: Item, proof: Proof): Statement[] => {
	const handOvers = told
		.flatMap(({ handOver }) => handOver ?? [])
		.map(({ from, to }) => `${memberOf(from, proof)} to ${memberOf(to, proof)}`);
	const events = told.map((event) => {
		const words = wordsOf(event, proof).map(({ name, value }) => `, ${name} ${value}`);
		return { name: nameOf(event), value: `${event.said}${words.join('')}` };
	});
	return [
		...saidOf(found, proof),
		{ name: 'events of its history', value: String(told.length) },
		{ name: 'hand-overs', value: handOvers.join('; ') || 'none' },
		...events,
	];
};

/** In which block and when the chain took in an event that a stay began with. */
const placeOf = (event: Told, end: End, { stay, number }: { stay: Stay; number: number }, proof: Proof): Statement[] => {
	const found = required('a stay', keys.span(end.object, number), span, proof);
	checkStay(event, end, event.block, stay, found);
	return [
		{ name: 'block of the event', value: String(found.block) },
		{ name: 'block time of the event', value: timeOf(found.at) },
	];
};

/** What the history of `subject` says at a block with this number, or nothing if it has none. */
export const historyOf = (
	subject: Subject,
	stated: History | undefined,
	certified: number,
	proof: Proof,
): Statement[] | undefined => {
	if (!('trace' in subject || 'event' in subject)) return undefined;
	if (!stated) throw refusal('Missing', 'history of events');
	const object = 'trace' in subject ? subject.trace.object : subject.event.object;
	const found = objectAt(object, proof);
	const teller = new Teller(stated, certified, proof);
	if ('trace' in subject) {
		if (stated.before !== undefined) throw refusal('Superfluous', 'head before the event');
		teller.compose(object);
		teller.finish();
		return saidOfHistory(
			teller.told.filter(({ belongs }) => belongs),
			found,
			proof,
		);
	}
	const { number } = subject.event;
	if (stated.before === undefined) throw refusal('Missing', 'head before the event');
	if (number === 0 || number > found.seq) throw refusal('NotOnRecord', 'event');
	const last = teller.prove({ object, from: { seq: number - 1, head: stated.before } });
	const [event] = last;
	const begun = stayBegun(found, object, last);
	teller.finish();
	const placed = begun && placeOf(event!, { object, seq: number }, begun, proof);
	return [
		{ name: nameOf(event!), value: event!.said },
		...wordsOf(event!, proof),
		...(placed ?? []),
		...saidOf(found, proof),
	];
};
