/** SCALE, as far as certificates need it. Only the one encoding that each value has is read. */
import { type Bytes, fromUtf8 } from './bytes.ts';

/** That bytes are no encoding of what was to be read. */
export class ScaleError extends Error {}

/** Reads values from bytes, one after the other. */
export class Scale {
	#at = 0;
	readonly #view: DataView;

	constructor(readonly data: Uint8Array) {
		this.#view = new DataView(data.buffer, data.byteOffset, data.byteLength);
	}

	/** Reads a value that all bytes belong to. */
	static whole<T>(data: Uint8Array, read: (scale: Scale) => T): T {
		const scale = new Scale(data);
		const value = read(scale);
		if (scale.left > 0) throw new ScaleError('bytes are left');
		return value;
	}

	get at(): number {
		return this.#at;
	}

	get left(): number {
		return this.data.length - this.#at;
	}

	bytes(length: number): Bytes {
		return Uint8Array.from(this.data.subarray(this.#step(length), this.#at));
	}

	hash(): Bytes {
		return this.bytes(32);
	}

	u8(): number {
		return this.#view.getUint8(this.#step(1));
	}

	u16(): number {
		return this.#view.getUint16(this.#step(2), true);
	}

	u32(): number {
		return this.#view.getUint32(this.#step(4), true);
	}

	i16(): number {
		return this.#view.getInt16(this.#step(2), true);
	}

	i32(): number {
		return this.#view.getInt32(this.#step(4), true);
	}

	u64(): bigint {
		return this.#view.getBigUint64(this.#step(8), true);
	}

	u128(): bigint {
		return this.u64() | (this.u64() << 64n);
	}

	truth(): boolean {
		return this.index(2) === 1;
	}

	/** The index of one of `count` variants. */
	index(count: number): number {
		const index = this.u8();
		if (index >= count) throw new ScaleError('no such variant');
		return index;
	}

	/** `Compact<u32>`, refused if it could be shorter. */
	compact(): number {
		const [value, least] = this.#compact();
		if (value < least) throw new ScaleError('an integer that is longer than needed');
		return value;
	}

	#compact(): [value: number, least: number] {
		const first = this.u8();
		switch (first & 3) {
			case 0:
				return [first >> 2, 0];
			case 1:
				return [(first | (this.u8() << 8)) >>> 2, 1 << 6];
			case 2:
				return [(first | (this.u8() << 8) | (this.u16() << 16)) >>> 2, 1 << 14];
			default:
				if (first >> 2 !== 0) throw new ScaleError('an integer that is too large');
				return [this.u32(), 1 << 30];
		}
	}

	option<T>(read: (scale: this) => T): T | undefined {
		return this.index(2) === 1 ? read(this) : undefined;
	}

	list<T>(read: (scale: this) => T): T[] {
		const count = this.compact();
		const items: T[] = [];
		// A count that the bytes cannot hold ends at the first item that they lack.
		while (items.length < count) items.push(read(this));
		return items;
	}

	blob(): Bytes {
		return this.bytes(this.compact());
	}

	text(): string {
		const text = fromUtf8(this.blob());
		if (text === undefined) throw new ScaleError('a text that is no UTF-8');
		return text;
	}

	#step(length: number): number {
		if (length > this.left) throw new ScaleError('bytes are missing');
		const start = this.#at;
		this.#at += length;
		return start;
	}
}

/** The value that all of `data` encodes, or nothing if it is none. */
export const decoded = <T>(data: Uint8Array, read: (scale: Scale) => T): T | undefined => {
	try {
		return Scale.whole(data, read);
	} catch (error) {
		if (error instanceof ScaleError) return undefined;
		throw error;
	}
};

/** Little-endian integers, as SCALE has them. */
export const encodeU32 = (value: number): Bytes => {
	const bytes = new Uint8Array(4);
	new DataView(bytes.buffer).setUint32(0, value, true);
	return bytes;
};

export const encodeU64 = (value: bigint): Bytes => {
	const bytes = new Uint8Array(8);
	new DataView(bytes.buffer).setBigUint64(0, value, true);
	return bytes;
};
