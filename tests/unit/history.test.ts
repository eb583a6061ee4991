import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Hex, sha256, hex, text } from '../lib/bytes.ts';
import { type History, historyOf, type Link, nextHead, type Tip } from '../lib/history.ts';
import { runs } from '../lib/random.ts';

const ZERO: Tip = { seq: 0, head: `0x${'00'.repeat(32)}` };
const objectOf = (name: string): Hex => hex(sha256(name));

/**
 * Goods, written apart from what composes their histories: each event is put into the history of everything that
 * it concerns when it happens.
 */
class Model {
	readonly links: Link[] = [];
	readonly tips = new Map<Hex, Tip>();
	readonly histories = new Map<Hex, Link[]>();
	readonly #inside = new Map<Hex, Hex>();

	#around(object: Hex): Hex[] {
		const parent = this.#inside.get(object);
		return parent === undefined ? [object] : [object, ...this.#around(parent)];
	}

	#record(name: string, objects: [Hex] | [holding: Hex, held: Hex], taken?: Hex): Link {
		const known = (object: Hex) => this.tips.get(object) ?? ZERO;
		const ends = objects.map((object) => {
			const { seq, head } = known(object);
			return { object, seq: seq + 1, ...(objects.length === 2 && { before: head }) };
		}) as Link['ends'];
		const body = text(JSON.stringify([name, ends, taken]));
		const link = { block: this.links.length, name, body, ends, ...(taken && { taken }) };
		for (const [object, history] of this.histories) {
			if (this.#around(object).some((each) => objects.includes(each))) history.push(link);
		}
		for (const { object, seq } of ends) this.tips.set(object, { seq, head: nextHead(known(object).head, seq, link.body) });
		this.links.push(link);
		return link;
	}

	open(name: string): Hex {
		const object = objectOf(name);
		this.histories.set(object, []);
		this.#record('Opened', [object]);
		return object;
	}

	act(name: string, object: Hex): void {
		this.#record(name, [object]);
	}

	/** Whether nothing lies around it. */
	isOutermost(object: Hex): boolean {
		return !this.#inside.has(object);
	}

	pack(parent: Hex, child: Hex): void {
		this.#record('Packed', [parent, child]);
		this.#inside.set(child, parent);
	}

	unpack(child: Hex): void {
		this.#record('Unpacked', [this.#inside.get(child)!, child]);
		this.#inside.delete(child);
	}

	/** Takes an object out of what it lies in, wherever that is. */
	takeOut(child: Hex): void {
		const [, parent, ...further] = this.#around(child) as [Hex, Hex];
		for (const outer of further) this.#record('Reduced', [outer], child);
		this.#record('TakenOut', [parent, child]);
		this.#inside.delete(child);
	}

	/** A part becomes an object of its own, wherever the whole lies. */
	part(whole: Hex, name: string): Hex {
		const part = objectOf(name);
		const [, ...further] = this.#around(whole);
		for (const outer of further) this.#record('Reduced', [outer], part);
		const before = [...this.histories.get(whole)!];
		this.histories.set(part, [...before, this.#record('TakenOut', [whole, part])]);
		return part;
	}

	/** An object goes on as another. */
	relabel(old: Hex, name: string): Hex {
		const made = objectOf(name);
		this.histories.set(made, []);
		this.#record('Commissioned', [made]);
		this.histories.set(made, [...this.histories.get(old)!, ...this.histories.get(made)!]);
		this.#record('Relabelled', [made, old]);
		return made;
	}

	tell(object: Hex, links = this.links): History {
		return historyOf(object, links, this.tips);
	}

	/** Every history is what the model says. */
	check(): void {
		for (const [object, links] of this.histories) {
			const told = this.tell(object);
			// As a set: in which order things came that share nothing is not in the heads.
			const blocks = told.complete ? told.links.map(({ block }) => block) : told.fault;
			expect(blocks).toEqual(links.map(({ block }) => block).sort((a, b) => a - b));
		}
	}
}

describe('a history', () => {
	it('ends with what the goods were taken out of, though that stays in another', () => {
		const model = new Model();
		const [pallet, box, shoe] = ['pallet', 'box', 'shoe'].map((name) => model.open(name)) as [Hex, Hex, Hex];
		model.pack(box, shoe);
		model.pack(pallet, box);
		model.takeOut(shoe);
		model.act('Offered', pallet);
		model.unpack(box);
		model.act('Sold', shoe);
		model.check();
		expect(model.tell(shoe)).toMatchObject({ complete: true });
		const names = model.histories.get(shoe)!.map(({ name }) => name);
		expect(names).toEqual(['Opened', 'Packed', 'Packed', 'Reduced', 'TakenOut', 'Sold']);
	});

	it('goes on under another label, and begins where that of the whole began', () => {
		const model = new Model();
		const lot = model.open('lot');
		const box = model.open('box');
		model.pack(box, lot);
		model.act('Accepted', box);
		const part = model.part(lot, 'part');
		const renamed = model.relabel(part, 'renamed');
		model.act('Sold', renamed);
		model.check();
		const names = model.histories.get(renamed)!.map(({ name }) => name);
		expect(names).toEqual(['Opened', 'Packed', 'Accepted', 'Reduced', 'TakenOut', 'Commissioned', 'Relabelled', 'Sold']);
	});
});

/** What happens, as far as it can. */
type Act = [kind: number, one: number, other: number];
const acts = fc.array(fc.tuple(fc.nat(5), fc.nat(), fc.nat()), { minLength: 5, maxLength: 40 });

const play = (list: Act[]): Model => {
	const model = new Model();
	const units = Array.from({ length: 5 }, (_, i) => model.open(`unit ${i}`));
	const goods = [model.open('goods')];
	for (const [i, [kind, a, b]] of list.entries()) {
		const level = a % (units.length + 1);
		const object = level === units.length ? goods[b % goods.length]! : units[level]!;
		const isOutermost = model.isOutermost(object);
		switch (kind) {
			case 0:
			case 1: {
				// A unit goes into a higher one, so that none comes to lie in itself.
				const higher = units.slice(level === units.length ? 0 : level + 1).filter((unit) => model.isOutermost(unit));
				if (isOutermost && higher.length > 0) model.pack(higher[b % higher.length]!, object);
				break;
			}
			case 2:
				if (!isOutermost) model.takeOut(object);
				break;
			case 3: {
				if (level === units.length) goods.push(b % 2 === 0 || !isOutermost ? model.part(object, `part ${i}`) : model.relabel(object, `label ${i}`));
				break;
			}
			default:
				model.act('Accepted', object);
		}
	}
	return model;
};

describe('any history', () => {
	it('is what the model says', () => {
		fc.assert(
			fc.property(acts, (list) => play(list).check()),
			runs(35),
		);
	});

	it('is refused with an event of it dropped, doubled, or swapped with the next of the same object', () => {
		fc.assert(
			fc.property(acts, fc.nat(), fc.nat(), (list, which, where) => {
				const model = play(list);
				const objects = [...model.histories.keys()];
				const object = objects[which % objects.length]!;
				const { links } = model;
				const history = model.histories.get(object)!;
				const link = history[where % history.length]!;
				const at = links.indexOf(link);
				expect(model.tell(object, links.toSpliced(at, 1)).complete).toBe(false);
				expect(model.tell(object, links.toSpliced(at, 0, { ...link })).complete).toBe(false);
				expect(model.tell(object, links.with(at, { ...link, body: text('another') })).complete).toBe(false);
				for (const { object: level } of link.ends) {
					const next = history.find((other) => other.block > at && other.ends.some((end) => end.object === level));
					if (!next) continue;
					const swapped = links.with(at, next).with(links.indexOf(next), link);
					expect(model.tell(object, swapped).complete).toBe(false);
				}
			}),
			runs(36),
		);
	});

	it('has the same events in whatever order they are told, or is refused', () => {
		fc.assert(
			fc.property(acts, fc.nat(), fc.nat(), fc.nat(), (list, which, from, to) => {
				const model = play(list);
				const { links } = model;
				const [object, history] = [...model.histories][which % model.histories.size]!;
				const moved = links.toSpliced(from % links.length, 1).toSpliced(to % links.length, 0, links[from % links.length]!);
				const told = model.tell(object, moved);
				if (told.complete) expect(new Set(told.links)).toEqual(new Set(history));
			}),
			runs(37),
		);
	});
});
