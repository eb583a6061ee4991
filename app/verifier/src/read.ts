/** Values of the state as they are read from a proof, and how they are said. */
import { type Bytes, fromUtf8 } from './bytes.ts';
import * as records from './records.ts';
import { refusal } from './refusal.ts';
import { type Scale } from './scale.ts';
import { type Proof } from './trie.ts';

/** The last millisecond of the year 9999: what is later is shown as this. */
const LAST_MOMENT = 253_402_300_799_999n;
/** A day, in milliseconds. */
export const DAY = 86_400_000;

/** A moment, milliseconds since 1970 UTC, as RFC 3339 with milliseconds. */
export const timeOf = (moment: bigint): string =>
	new Date(Number(moment < LAST_MOMENT ? moment : LAST_MOMENT)).toISOString();

/**
 * A legal date, days since 1970, as RFC 3339 has it. One before the year 1 or beyond the year 9999 is
 * shown as the first or last day of these years.
 */
export const dayOf = (days: number): string =>
	new Date(Math.min(Math.max(days, -719_162), 2_932_896) * DAY).toISOString().slice(0, 10);

/** The value under a key, if there is one. */
export const optional = <T>(what: string, key: Bytes, read: (scale: Scale) => T, proof: Proof): T | undefined => {
	const value = proof.read(key);
	return value && records.decode(what, value, read);
};

/** The value under a key. */
export const required = <T>(what: string, key: Bytes, read: (scale: Scale) => T, proof: Proof): T => {
	const value = proof.read(key);
	if (!value) throw refusal('UnknownLayout', what);
	return records.decode(what, value, read);
};

/** The text that bytes are in UTF-8. */
export const text = (what: string, bytes: Uint8Array): string => {
	const read = fromUtf8(bytes);
	if (read === undefined) throw refusal('UnknownLayout', what);
	return read;
};

/** Which deposit of a digest. */
export const nth = (deposit: number): string => (deposit === 0 ? 'the first one' : `corroboration ${deposit}`);
