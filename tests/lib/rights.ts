/**
 * What the calls about rights take: kinds, subjects, sets of kinds. The order of the kinds is that of
 * `primitives/src/rights/mod.rs`; a test compares.
 */
import { ascii, type Hex } from './bytes.ts';

export const RIGHT_KINDS = [
	'TradeMark',
	'Design',
	'Copyright',
	'GeographicalIndication',
	'Patent',
	'SupplementaryProtection',
	'PlantVariety',
	'Topography',
	'UtilityModel',
	'TradeName',
] as const;

export type RightKind = (typeof RIGHT_KINDS)[number];

/** The set of these kinds; of all, if none is named. */
export const kindSet = (kinds: readonly RightKind[] = RIGHT_KINDS): number =>
	kinds.reduce((set, kind) => set | (1 << RIGHT_KINDS.indexOf(kind)), 0);

/** A SHA-256 digest as the chain takes it. */
export const sha256Digest = (value: Hex) => ({ algorithm: 'Sha256', value });

/** An entry of an office's register, by its ST.13 number. */
export const registered = (kind: RightKind, number: string) => ({
	Registered: { kind, office: ascii(number.slice(0, 2)), number: ascii(number) },
});

/** A work or unregistered right, by the SHA-256 of its content. */
export const unregistered = (kind: RightKind, fingerprint: Hex) => ({
	Unregistered: { kind, fingerprint: sha256Digest(fingerprint) },
});

/** Whose a right is: the number of an organisation, or the address of an account outside. */
export const owner = (whose: number | string) =>
	typeof whose === 'number' ? { Organisation: whose } : { Account: whose };

/** Parts of a right are millionths of the whole. */
export const WHOLE = 1_000_000;
