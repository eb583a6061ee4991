/** SM3 (GB/T 32905-2016), which `@noble/hashes` does not have. Names are those of the standard. */
import { type Bytes } from './bytes.ts';

const IV = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e];
const BLOCK = 64;
/** First rounds, which combine words without majority and choice. */
const FIRST = 16;
const ROUNDS = 64;

const rotate = (word: number, by: number): number => (word << by % 32) | (word >>> (32 - (by % 32)) % 32);
const p0 = (word: number): number => word ^ rotate(word, 9) ^ rotate(word, 17);
const p1 = (word: number): number => word ^ rotate(word, 15) ^ rotate(word, 23);

/** The message, a bit, zeros, and its length in bits: a multiple of 64 bytes (section 5.2). */
const padded = (message: Uint8Array): DataView => {
	const whole = new Uint8Array(Math.ceil((message.length + 9) / BLOCK) * BLOCK);
	whole.set(message);
	whole[message.length] = 0x80;
	const view = new DataView(whole.buffer);
	view.setBigUint64(whole.length - 8, BigInt(message.length) * 8n);
	return view;
};

/** The words of a block, expanded (section 5.3.2). */
const expanded = (view: DataView, offset: number): Int32Array => {
	const words = new Int32Array(ROUNDS + 4);
	const at = (index: number): number => words[index] ?? 0;
	for (let j = 0; j < FIRST; j++) words[j] = view.getInt32(offset + 4 * j);
	for (let j = FIRST; j < words.length; j++) {
		words[j] = p1(at(j - 16) ^ at(j - 9) ^ rotate(at(j - 3), 15)) ^ rotate(at(j - 13), 7) ^ at(j - 6);
	}
	return words;
};

/** Takes a block into the state (section 5.3.3). */
const compress = (state: Int32Array, words: Int32Array): void => {
	let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
	for (let j = 0; j < ROUNDS; j++) {
		const early = j < FIRST;
		const word = words[j] ?? 0;
		const ss1 = rotate((rotate(a, 12) + e + rotate(early ? 0x79cc4519 : 0x7a879d8a, j)) | 0, 7);
		const ss2 = ss1 ^ rotate(a, 12);
		const ff = early ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
		const gg = early ? e ^ f ^ g : (e & f) | (~e & g);
		const tt1 = (ff + d + ss2 + (word ^ (words[j + 4] ?? 0))) | 0;
		const tt2 = (gg + h + ss1 + word) | 0;
		[a, b, c, d] = [tt1, a, rotate(b, 9), c];
		[e, f, g, h] = [p0(tt2), e, rotate(f, 19), g];
	}
	for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) state[index] = (state[index] ?? 0) ^ word;
};

/** The digest of a message, 32 bytes. */
export const sm3 = (message: Uint8Array): Bytes => {
	const state = Int32Array.from(IV);
	const view = padded(message);
	for (let offset = 0; offset < view.byteLength; offset += BLOCK) compress(state, expanded(view, offset));
	const digest = new Uint8Array(32);
	const out = new DataView(digest.buffer);
	for (const [index, word] of state.entries()) out.setInt32(4 * index, word);
	return digest;
};
