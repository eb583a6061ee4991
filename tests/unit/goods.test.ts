import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Lot, split } from '../demo/goods.ts';
import { castFor } from '../demo/cast.ts';
import { load, OUR_DOCUMENT } from '../demo/tell.ts';
import { readShipment } from '../lib/epcis.ts';
import { small } from '../fixtures/small.ts';
import { Vault } from '../lib/secrets.ts';

const serials = Array.from({ length: 60 }, (_, i) => `S${String(i).padStart(3, '0')}`);

describe('a lot', () => {
	it('splits into disjoint parts that sum to the whole, however often', () => {
		const cut = fc.tuple(fc.nat(), fc.nat(), fc.nat());
		fc.assert(
			fc.property(fc.array(cut, { maxLength: 12 }), (cuts) => {
				const lot = new Lot(new Vault(), '09521001430211', 'L-1', { pieces: 60 }, serials);
				for (const [which, from, length] of cuts) {
					const part = lot.parts[which % lot.parts.length]!;
					const [start, end] = part.ranges[from % part.ranges.length]!;
					const taken = start + (length % (end - start));
					const ranges: [number, number][] = [[start, taken]];
					if (taken === start) continue;
					split(part, 0, { ranges });
				}
				const all = lot.parts.flatMap(({ ranges }) => ranges).sort(([a], [b]) => a - b);
				expect(all[0]![0]).toBe(0);
				expect(all.at(-1)![1]).toBe(60);
				for (const [i, [start]] of all.slice(1).entries()) expect(start).toBe(all[i]![1]);
				const pieces = lot.parts.map(({ amount }) => ('pieces' in amount ? amount.pieces : 0));
				expect(pieces.reduce((a, b) => a + b, 0)).toBe(60);
				expect(new Set(lot.parts.map(({ id }) => id)).size).toBe(lot.parts.length);
			}),
			{ seed: 4 },
		);
	});

	it('has another root each time: item keys are random', () => {
		const make = () => new Lot(new Vault(), '09521001430211', 'L-1', { pieces: 60 }, serials).root;
		expect(make()).not.toBe(make());
	});

	it('does not prove a serial that it does not have', () => {
		const lot = new Lot(new Vault(), '09521001430211', 'L-1', { pieces: 60 }, serials);
		expect(() => lot.claim('S999')).toThrow('no serial S999');
	});
});

describe('the cast', () => {
	it('gets the GLNs and prefixes of our document', () => {
		const cast = castFor(load(OUR_DOCUMENT));
		const prefixes = Object.fromEntries(cast.map(({ key, prefixes }) => [key, prefixes]));
		expect(prefixes.brand).toEqual(['9521001']);
		expect(prefixes.factory).toEqual(['9521002']);
	});

	it('gives every GLN to one organisation only, in any document', () => {
		for (const shipment of [load(OUR_DOCUMENT), readShipment(small())]) {
			const glns = castFor(shipment).flatMap(({ gln }) => gln ?? []);
			expect(new Set(glns).size).toBe(glns.length);
		}
	});
});
