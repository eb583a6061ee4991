/** Bytes and their spellings. */

export type Bytes = Uint8Array<ArrayBuffer>;
/** Bytes as lower-case hexadecimal after `0x`. */
export type Hex = `0x${string}`;

const DIGITS = '0123456789abcdef';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const OF_BASE64 = new Map([...BASE64].map((character, value) => [character.charCodeAt(0), value]));

export const concat = (...parts: Uint8Array[]): Bytes => {
	const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
	let at = 0;
	for (const part of parts) {
		all.set(part, at);
		at += part.length;
	}
	return all;
};

export const equal = (a: Uint8Array, b: Uint8Array): boolean =>
	a.length === b.length && a.every((byte, index) => byte === b[index]);

export const startsWith = (bytes: Uint8Array, prefix: Uint8Array): boolean =>
	equal(bytes.subarray(0, prefix.length), prefix);

export const includes = (bytes: Uint8Array, part: Uint8Array): boolean => {
	for (let at = bytes.indexOf(part[0] ?? 0); at >= 0; at = bytes.indexOf(part[0] ?? 0, at + 1)) {
		if (startsWith(bytes.subarray(at), part)) return true;
	}
	return false;
};

export const hex = (bytes: Uint8Array): Hex => {
	let text = '';
	for (const byte of bytes) text += DIGITS.charAt(byte >> 4) + DIGITS.charAt(byte & 15);
	return `0x${text}`;
};

/** The bytes of a hexadecimal text that `hex` made. */
export const unhex = (text: Hex): Bytes => {
	const bytes = new Uint8Array((text.length - 2) / 2);
	for (let index = 0; index < bytes.length; index++) {
		bytes[index] = Number.parseInt(text.slice(2 + 2 * index, 4 + 2 * index), 16);
	}
	return bytes;
};

/** Base64 (RFC 4648, section 4) with padding. */
export const base64 = (bytes: Uint8Array): string => {
	let text = '';
	for (let at = 0; at < bytes.length; at += 3) {
		const [a, b, c] = [bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0];
		const group = (a << 16) | (b << 8) | c;
		const digits = [18, 12, 6, 0].map((shift) => BASE64.charAt((group >> shift) & 63));
		const kept = Math.min(bytes.length - at, 3) + 1;
		text += digits.slice(0, kept).join('').padEnd(4, '=');
	}
	return text;
};

/** The bytes of a base64 text, or nothing if it is not the one spelling that they have. */
export const unbase64 = (text: string): Bytes | undefined => {
	if (text.length % 4 !== 0) return undefined;
	const digits = text.endsWith('==') ? text.length - 2 : text.endsWith('=') ? text.length - 1 : text.length;
	const bytes = new Uint8Array(Math.floor((digits * 3) / 4));
	let [held, bits, at] = [0, 0, 0];
	for (let index = 0; index < digits; index++) {
		const value = OF_BASE64.get(text.charCodeAt(index));
		if (value === undefined) return undefined;
		held = ((held << 6) | value) & 0xfff;
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			bytes[at++] = (held >> bits) & 0xff;
		}
	}
	return (held & ((1 << bits) - 1)) === 0 ? bytes : undefined;
};

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export const utf8 = (text: string): Bytes => encoder.encode(text);

/** The text that these bytes are in UTF-8, or nothing if they are none. */
export const fromUtf8 = (bytes: Uint8Array): string | undefined => {
	try {
		return decoder.decode(bytes);
	} catch {
		return undefined;
	}
};
