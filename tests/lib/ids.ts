/** The ids that every client computes: BLAKE2b-256 over the SCALE of (domain, fields). */
import { blake2AsU8a } from '@polkadot/util-crypto';
import { concat, type Hex, hex, prefixed, text, u32, unhex } from './bytes.ts';
import { RIGHT_KINDS, type RightKind } from './rights.ts';

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

/** An edition of a class: variant 0 of its subjects. */
export const editionId = (gtin: string, number: string): Hex =>
	id('tracemark/edition/v1', Uint8Array.of(0), text(gtin), prefixed(number));

/** The codes that come with the pieces of a lot: variant 1 of the subjects of editions. */
export const lotEditionId = (lot: Hex): Hex => id('tracemark/edition/v1', Uint8Array.of(1), unhex(lot));

/** What a seller records of the sale of a code to whoever has the token. */
export const saleCommitment = (edition: Hex, index: number, seller: number, token: Hex): Hex =>
	id('tracemark/code-sale/v1', unhex(edition), u32(index), u32(seller), unhex(token));

/** A registered right: variant 0 of the subject, kind, office, ST.13 number. */
export const registeredId = (kind: RightKind, number: string): Hex =>
	id('tracemark/right/v1', registeredSubject(kind, number));

export const trademarkId = (number: string): Hex => registeredId('TradeMark', number);

/** A work or unregistered right: variant 1 of the subject, kind, SHA-256 of its content. */
export const unregisteredId = (kind: RightKind, fingerprint: Hex): Hex =>
	id('tracemark/right/v1', unregisteredSubject(kind, fingerprint));

const number = (kind: RightKind): number => RIGHT_KINDS.indexOf(kind);

const registeredSubject = (kind: RightKind, st13: string): Uint8Array =>
	concat(Uint8Array.of(0, number(kind)), text(st13.slice(0, 2)), text(st13));

const unregisteredSubject = (kind: RightKind, fingerprint: Hex): Uint8Array =>
	concat(Uint8Array.of(1, number(kind), 0), unhex(fingerprint));

/**
 * What somebody commits to who wants a priority for an unregistered work without disclosing it. Nobody
 * but this claimant can reveal it.
 */
export const priorityCommitment = (
	claimant: { org: number } | { account: Uint8Array },
	kind: RightKind,
	fingerprint: Hex,
	salt: Uint8Array,
): Hex => {
	const whose = 'org' in claimant ? concat(Uint8Array.of(0), u32(claimant.org)) : concat(Uint8Array.of(1), claimant.account);
	return id('tracemark/priority/v1', whose, unregisteredSubject(kind, fingerprint), salt);
};
