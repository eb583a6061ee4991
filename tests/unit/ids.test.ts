import { TypeRegistry } from '@polkadot/types';
import { blake2AsHex } from '@polkadot/util-crypto';
import { describe, expect, it } from 'vitest';
import { ascii } from '../lib/bytes.ts';
import { consignmentId, logisticUnitId, lotId, trademarkId, unitId } from '../lib/ids.ts';

/** BLAKE2b over the SCALE that polkadot.js writes for these types. */
const byRegistry = (types: string, values: unknown[]): string =>
	blake2AsHex(new TypeRegistry().createType(types, values).toU8a(), 256);

const gtin = '09521001430211';
const bytes = (length: number) => `[u8;${length}]`;

describe('ids are those of the SCALE encoding of domain and fields', () => {
	it('lot', () => {
		const expected = byRegistry(`(Text, ${bytes(14)}, Bytes)`, ['tracemark/lot/v1', ascii(gtin), ascii('L-1')]);
		expect(lotId(gtin, 'L-1')).toBe(expected);
	});

	it('consignment', () => {
		const lot = lotId(gtin, 'L-1');
		expect(consignmentId(lot, 258)).toBe(
			byRegistry('(Text, H256, u32)', ['tracemark/consignment/v1', lot, 258]),
		);
	});

	it('unit', () => {
		const expected = byRegistry(`(Text, ${bytes(14)}, Bytes)`, ['tracemark/unit/v1', ascii(gtin), ascii('0xAB')]);
		expect(unitId(gtin, '0xAB')).toBe(expected);
	});

	it('logistic unit', () => {
		const sscc = '095210020000000018';
		const expected = byRegistry(`(Text, ${bytes(18)}, u32)`, ['tracemark/logistic-unit/v1', ascii(sscc), 3]);
		expect(logisticUnitId(sscc, 3)).toBe(expected);
	});

	it('trade mark', () => {
		const number = 'EM500000018797746';
		const expected = byRegistry(`(Text, u8, u8, ${bytes(2)}, ${bytes(17)})`, [
			'tracemark/right/v1',
			0,
			0,
			ascii('EM'),
			ascii(number),
		]);
		expect(trademarkId(number)).toBe(expected);
	});
});
