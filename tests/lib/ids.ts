/** The ids that every client computes: BLAKE2b-256 over the SCALE of (domain, fields). */
import { blake2AsU8a } from '@polkadot/util-crypto';
import { concat, type Hex, hex, prefixed, text, u32, unhex } from './bytes.ts';

export const id = (domain: string, ...fields: Uint8Array[]): Hex =>
	hex(blake2AsU8a(concat(prefixed(domain), ...fields), 256));

export const lotId = (gtin: string, lot: string): Hex =>
	id('tracemark/lot/v1', text(gtin), prefixed(lot));

export const consignmentId = (lot: Hex, number: number): Hex =>
	id('tracemark/consignment/v1', unhex(lot), u32(number));

export const unitId = (gtin: string, serial: string): Hex =>
	id('tracemark/unit/v1', text(gtin), prefixed(serial));

export const logisticUnitId = (sscc: string, generation: number): Hex =>
	id('tracemark/logistic-unit/v1', text(sscc), u32(generation));

/** A registered trade mark: variant 0 of the subject, kind 0, office, ST.13 number. */
export const trademarkId = (number: string): Hex =>
	id('tracemark/right/v1', Uint8Array.of(0, 0), text(number.slice(0, 2)), text(number));
