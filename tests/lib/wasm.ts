/** The runtime's code as a chain stores it. */
import { compress, decompress, init } from '@bokuweb/zstd-wasm';
import { stringToU8a, u8aConcat } from '@polkadot/util';

/** Begins a compressed blob (`sp-maybe-compressed-blob`). */
const COMPRESSED = Uint8Array.of(0x52, 0xbc, 0x53, 0x76, 0x46, 0xdb, 0x8e, 0x05);

/** No runtime is larger, in bytes. */
const LARGEST = 50 * 2 ** 20;
/** How hard to compress: as the builder of the wasm does. */
const LEVEL = 3;

/** The wasm itself. */
const unpacked = (code: Uint8Array): Uint8Array =>
	COMPRESSED.every((byte, i) => code[i] === byte)
		? decompress(code.subarray(COMPRESSED.length), { defaultHeapSize: LARGEST })
		: code;

/** An unsigned LEB128 number at `at`, and where it ends. */
const leb = (bytes: Uint8Array, at: number): [value: number, end: number] => {
	let value = 0;
	for (let shift = 0; ; shift += 7) {
		const byte = bytes[at++]!;
		value += (byte & 0x7f) * 2 ** shift;
		if (byte < 0x80) return [value, at];
	}
};

/** Where the content of the custom section with this name begins. */
const customSection = (wasm: Uint8Array, name: string): number => {
	const wanted = stringToU8a(name);
	for (let at = 8; at < wasm.length; ) {
		const id = wasm[at]!;
		const [size, start] = leb(wasm, at + 1);
		if (id === 0) {
			const [length, text] = leb(wasm, start);
			if (length === wanted.length && wanted.every((byte, i) => wasm[text + i] === byte)) return text + length;
		}
		at = start + size;
	}
	throw new Error(`the wasm has no section ${name}`);
};

/**
 * The same runtime under another version number, compressed: what a node reads before it accepts an
 * upgrade, and reports afterwards, is the section `runtime_version`. The code stays as it is.
 */
export const withSpecVersion = async (code: Uint8Array, specVersion: number): Promise<Uint8Array> => {
	await init();
	const wasm = unpacked(code).slice();
	let at = customSection(wasm, 'runtime_version');
	// Two names, each shorter than 64 bytes, and `authoring_version` come before it.
	for (let name = 0; name < 2; name++) at += 1 + (wasm[at]! >> 2);
	new DataView(wasm.buffer, wasm.byteOffset).setUint32(at + 4, specVersion, true);
	return u8aConcat(COMPRESSED, compress(wasm, LEVEL));
};
