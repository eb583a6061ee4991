import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDigit, digitalLink, Gs1Error, isKey, parseKey, withCheckDigit } from '../lib/gs1.ts';
import { runs } from '../lib/random.ts';

const digits = (length: number) =>
	fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''));
const serials = fc.string({
	unit: fc.constantFrom(...'ABCabc019!"%&\'()*+,-./:;<=>?_'),
	minLength: 1,
	maxLength: 20,
});

describe('check digits', () => {
	it.each([
		['629104150021', '3'],
		['950600013435', '2'],
		['0950600013435', '2'],
		['10614141234567890', '8'],
	])('of %s is that of the published example', (body, digit) => {
		expect(checkDigit(body)).toBe(digit);
	});

	it('tell every single wrong digit', () => {
		fc.assert(
			fc.property(digits(13), fc.nat(13), fc.integer({ min: 1, max: 9 }), (body, at, by) => {
				const key = withCheckDigit(body);
				const wrong = [...key];
				wrong[at] = String((Number(wrong[at]) + by) % 10);
				expect(isKey(key, 14)).toBe(true);
				expect(isKey(wrong.join(''), 14)).toBe(false);
			}),
			runs(1),
		);
	});
});

describe('keys', () => {
	it.each([
		['urn:epc:id:sgtin:0614141.112345.400', { kind: 'item', prefix: '0614141', gtin: '10614141123459', serial: '400' }],
		['urn:epc:class:lgtin:4012345.012345.998877', { kind: 'lot', prefix: '4012345', gtin: '04012345123456', lot: '998877' }],
		['urn:epc:idpat:sgtin:4012345.098765.*', { kind: 'class', prefix: '4012345', gtin: '04012345987652' }],
		['urn:epc:id:sscc:0614141.1234567890', { kind: 'logistic unit', prefix: '0614141', sscc: '106141412345678908' }],
		['urn:epc:id:pgln:4012345.00001', { kind: 'party', prefix: '4012345', gln: '4012345000016' }],
		['urn:epc:id:sgln:0614141.00777.0', { kind: 'place', prefix: '0614141', gln: '0614141007776' }],
		['urn:epc:id:sgln:0614141.00777.R3', { kind: 'place', prefix: '0614141', gln: '0614141007776', extension: 'R3' }],
		['https://id.gs1.org/01/04012345123456/10/998877', { kind: 'lot', gtin: '04012345123456', lot: '998877' }],
		['https://id.gs1.org/01/04012345987652', { kind: 'class', gtin: '04012345987652' }],
		['https://brand.example/some/path/01/04012345987652/21/A%2FB?x=1', { kind: 'item', gtin: '04012345987652', serial: 'A/B' }],
		['https://id.gs1.org/01/04012345987652/10/L1/21/S1', { kind: 'item', gtin: '04012345987652', serial: 'S1' }],
		['https://id.gs1.org/00/106141412345678908', { kind: 'logistic unit', sscc: '106141412345678908' }],
		['https://id.gs1.org/414/0614141007776/254/R3', { kind: 'place', gln: '0614141007776', extension: 'R3' }],
		['https://id.gs1.org/417/4012345000016', { kind: 'party', gln: '4012345000016' }],
	])('%s', (uri, key) => {
		expect(parseKey(uri)).toEqual(key);
	});

	it.each([
		['https://id.gs1.org/01/04012345987653', 'check digit'],
		['https://id.gs1.org/00/10614141234567890', '18 digits'],
		['https://example.org/nothing', 'no GS1 primary key'],
		['urn:epc:id:sgtin:0614141.11234.400', '13 digits together'],
		['urn:epc:id:sgtin:0614141.112345.', 'serial is not'],
		['urn:epc:id:sgtin:0614141.112345.%', 'percent-encoding'],
		['urn:epc:id:grai:0614141.12345.400', 'not supported'],
		['urn:epc:id:sgtin:x.112345.400', 'company prefix'],
		['isbn:1', 'neither'],
	])('refuses %s and says why', (uri, why) => {
		expect(() => parseKey(uri)).toThrow(Gs1Error);
		expect(() => parseKey(uri)).toThrow(why);
	});

	it('come back from their Digital Link', () => {
		fc.assert(
			fc.property(digits(13), serials, (body, serial) => {
				const gtin = withCheckDigit(body);
				expect(parseKey(digitalLink(gtin, serial))).toEqual({ kind: 'item', gtin, serial });
			}),
			runs(2),
		);
	});
});
