/** Bytes, and the few SCALE encodings that ids are computed over. */
import { createHash } from 'node:crypto';
import { compactAddLength, hexToU8a, stringToU8a, u8aConcat, u8aToHex } from '@polkadot/util';

export type Hex = `0x${string}`;

export const text = (value: string): Uint8Array => stringToU8a(value);
export const concat = (...parts: Uint8Array[]): Uint8Array => u8aConcat(...parts);
export const hex = (bytes: Uint8Array): Hex => u8aToHex(bytes);
export const unhex = (value: string): Uint8Array => hexToU8a(value);

/**
 * ASCII text as hex. Every identifier goes to the chain like this: as a plain string, one that
 * begins with `0x` would be taken for hex.
 */
export const ascii = (value: string): Hex => hex(text(value));

/** SCALE of `Vec<u8>` and `&str`. */
export const prefixed = (value: string): Uint8Array => compactAddLength(text(value));

/** SCALE of `u32`. */
export const u32 = (value: number): Uint8Array => {
	const bytes = new Uint8Array(4);
	new DataView(bytes.buffer).setUint32(0, value, true);
	return bytes;
};

/** SCALE of `u64`. */
export const u64 = (value: number): Uint8Array => {
	const bytes = new Uint8Array(8);
	new DataView(bytes.buffer).setBigUint64(0, BigInt(value), true);
	return bytes;
};

/** SHA-256 over the parts, one after the other. */
export const sha256 = (...parts: (Uint8Array | string)[]): Uint8Array => {
	const hash = createHash('sha256');
	for (const part of parts) hash.update(part);
	return new Uint8Array(hash.digest());
};

/** The digest of a document, as hex. */
export const digestOf = (content: Uint8Array | string): Hex => hex(sha256(content));
