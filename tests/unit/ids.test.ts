import { TypeRegistry } from '@polkadot/types';
import { blake2AsHex } from '@polkadot/util-crypto';
import { describe, expect, it } from 'vitest';
import { ascii, type Hex, hex } from '../lib/bytes.ts';
import { consignmentId, editionId, logisticUnitId, lotEditionId, lotId, priorityCommitment, registeredId, saleCommitment, trademarkId, unitId, unregisteredId } from '../lib/ids.ts';

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

	it('edition, of a class and of a lot', () => {
		const expected = byRegistry(`(Text, u8, ${bytes(14)}, Bytes)`, ['tracemark/edition/v1', 0, ascii(gtin), ascii('E-1')]);
		expect(editionId(gtin, 'E-1')).toBe(expected);
		const lot = lotId(gtin, 'L-1');
		expect(lotEditionId(lot)).toBe(byRegistry('(Text, u8, H256)', ['tracemark/edition/v1', 1, lot]));
	});

	it('sale of a code', () => {
		const [edition, token] = [lotId(gtin, 'A'), lotId(gtin, 'B')];
		const expected = byRegistry('(Text, H256, u32, u32, H256)', ['tracemark/code-sale/v1', edition, 258, 7, token]);
		expect(saleCommitment(edition, 258, 7, token)).toBe(expected);
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

	it('patent, and work in no register', () => {
		const number = 'EP112024000000001';
		expect(registeredId('Patent', number)).toBe(
			byRegistry(`(Text, u8, u8, ${bytes(2)}, ${bytes(17)})`, ['tracemark/right/v1', 0, 4, ascii('EP'), ascii(number)]),
		);
		const work: Hex = `0x${'5a'.repeat(32)}`;
		expect(unregisteredId('Copyright', work)).toBe(
			byRegistry('(Text, u8, u8, u8, H256)', ['tracemark/right/v1', 1, 2, 0, work]),
		);
	});

	it('commitment to a priority, of an organisation and of an account', () => {
		const work: Hex = `0x${'5a'.repeat(32)}`;
		const [account, salt] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
		expect(priorityCommitment({ org: 7 }, 'Copyright', work, salt)).toBe(
			byRegistry('(Text, u8, u32, u8, u8, u8, H256, H256)', ['tracemark/priority/v1', 0, 7, 1, 2, 0, work, hex(salt)]),
		);
		expect(priorityCommitment({ account }, 'Copyright', work, salt)).toBe(
			byRegistry('(Text, u8, H256, u8, u8, u8, H256, H256)', ['tracemark/priority/v1', 1, hex(account), 1, 2, 0, work, hex(salt)]),
		);
	});
});
