import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Lot, split } from '../demo/goods.ts';
import { castFor, twinPrefixes } from '../demo/cast.ts';
import { rehearse } from '../demo/rehearse.ts';
import { load, OUR_DOCUMENT } from '../demo/tell.ts';
import { type Json, small } from '../fixtures/small.ts';
import { EpcisError, readShipment } from '../lib/epcis.ts';
import { runs } from '../lib/random.ts';
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
			runs(4),
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

/** The small document with other keys. */
const renamed = (from: string, to: string): unknown => JSON.parse(JSON.stringify(small()).replaceAll(from, to));

describe('a rehearsal', () => {
	const events = (document: Json): Json[] => document.epcisBody.eventList;

	it('passes what can be played', async () => {
		await expect(rehearse(readShipment(small()))).resolves.toBeUndefined();
		await expect(rehearse(load(OUR_DOCUMENT))).resolves.toBeUndefined();
	});

	it.each<[string, (list: Json[]) => void]>([
		['both pack under the company prefix', (list) => {
			// The importer packs anew under the prefix of the factory.
			list.push({ ...list[1], eventTime: '2026-11-02T10:30:00.000Z', parentID: 'urn:epc:id:sscc:9521002.0000000002' });
		}],
		['a prefix belongs to one organisation', (list) => {
			list.push({ ...list[1], eventTime: '2026-11-02T10:30:00.000Z', parentID: 'urn:epc:id:sscc:9521001.0000000002' });
		}],
		['was not packed before', (list) => list.splice(1, 1)],
		['were offered to nobody', (list) => list.splice(2, 1, { ...list[2], eventTime: '2026-11-02T10:59:00.000Z' })],
		['not of lot', (list) => list[1]!.childEPCs.push('urn:epc:id:sgtin:9521001.043021.Z')],
		['the goods were offered to 9521005000006', (list) => {
			list[3]!.destinationList = [{ type: 'possessing_party', destination: 'https://id.gs1.org/417/9521003000008' }];
		}],
	])('refuses with: %s', async (why, change) => {
		const document = small();
		change(events(document));
		const played = async () => rehearse(readShipment(document));
		await expect(played()).rejects.toThrow(EpcisError);
		await expect(played()).rejects.toThrow(why);
	});
});

describe('the cast', () => {
	it('gets the GLNs and prefixes of our document', () => {
		const cast = castFor(load(OUR_DOCUMENT));
		const prefixes = Object.fromEntries(cast.map(({ key, prefixes }) => [key, prefixes]));
		expect(prefixes.brand?.[0]).toBe('9521001');
		expect(prefixes.factory?.[0]).toBe('9521002');
	});

	it('makes one organisation of brand and factory where they use one prefix', () => {
		const cast = castFor(readShipment(renamed('sscc:9521002.0', 'sscc:9521001.0')));
		expect(cast.map(({ key }) => key)).not.toContain('factory');
		expect(cast.find(({ key }) => key === 'brand')).toMatchObject({ also: ['factory'], gln: '9521002000009' });
	});

	it.each(['9529990', '952999', '95299901'])('keeps the twins out of the prefix %s of a document', (prefix) => {
		const reference = '0430210'.slice(0, 12 - prefix.length).padEnd(12 - prefix.length, '0');
		const shipment = readShipment(renamed('sgtin:9521001.043021', `sgtin:${prefix}.0${reference}`));
		for (const other of Object.values(twinPrefixes(shipment))) {
			expect(other.startsWith(prefix) || prefix.startsWith(other), other).toBe(false);
		}
		const held = castFor(shipment).flatMap(({ prefixes }) => prefixes);
		expect(new Set(held).size).toBe(held.length);
	});

	it('gives every GLN to one organisation only, in any document', () => {
		for (const shipment of [load(OUR_DOCUMENT), readShipment(small())]) {
			const glns = castFor(shipment).flatMap(({ gln }) => gln ?? []);
			expect(new Set(glns).size).toBe(glns.length);
		}
	});
});
