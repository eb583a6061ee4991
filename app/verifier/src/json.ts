/**
 * A reader of JSON that knows what it expects, byte by byte.
 *
 * `JSON.parse` passes what a certificate must not have (members twice, numbers that are rounded,
 * texts that are no UTF-8) and cannot tell a text that is no JSON from one that is another document.
 * Like the Rust verifier it reports whichever fault comes first.
 */
import { fromUtf8 } from './bytes.ts';
import { refusal } from './refusal.ts';

/** Reads one value. */
export type Shape<T> = ((reader: JsonReader) => T) & { optional?: true };
export type Of<S> = S extends Shape<infer T> ? T : never;

const code = (character: string): number => character.charCodeAt(0);
const [QUOTE, ESCAPE, COMMA, COLON, MINUS, DOT] = [code('"'), code('\\'), code(','), code(':'), code('-'), code('.')];
const [OPEN, CLOSE, BEGIN, END] = [code('{'), code('}'), code('['), code(']')];
const [N, T, F] = [code('n'), code('t'), code('f')];
const SPACES = new Set([...' \n\t\r'].map(code));
const ESCAPES = new Map(
	Object.entries({ '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }).map(
		([letter, meant]) => [code(letter), meant],
	),
);
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

/** A cursor over a text. */
export class JsonReader {
	#at = 0;

	constructor(
		readonly bytes: Uint8Array,
		/** The refusal of a text that is JSON of something else. */
		readonly other: 'NoCertificate' | 'NoCheckpoint' | 'NoOpenings' = 'NoCertificate',
	) {}

	/** Reads the whole text as one value. */
	static whole<T>(bytes: Uint8Array, shape: Shape<T>, other?: 'NoCheckpoint' | 'NoOpenings'): T {
		const reader = new JsonReader(bytes, other);
		const value = shape(reader);
		if (reader.#next() !== undefined) throw reader.noJson('something follows');
		return value;
	}

	noJson(what: string): Error {
		return refusal('NoJson', `${what} at byte ${this.#at}`);
	}

	unexpected(what: string): Error {
		return refusal(this.other, `${what} at byte ${this.#at}`);
	}

	text(): string {
		if (this.#next() !== QUOTE) throw this.#otherType('a text');
		return this.#string();
	}

	truth(): boolean {
		const next = this.#next();
		if (next !== T && next !== F) throw this.#otherType('a truth value');
		this.#word(next === T ? 'true' : 'false');
		return next === T;
	}

	/** An integer from 0 to `most`. */
	integer(most: bigint): bigint {
		const next = this.#next();
		if (next !== MINUS && !isDigit(next)) throw this.#otherType('an integer');
		const digits = this.#number();
		if (!Number.isFinite(Number(digits))) throw this.noJson('a number that is out of range');
		if (!/^\d+$/.test(digits)) throw this.unexpected('a number that is no such integer');
		const value = BigInt(digits);
		if (value > most) throw this.unexpected('an integer that is too large');
		return value;
	}

	/** A value, or nothing if it is `null`. */
	option<V>(shape: Shape<V>): V | undefined {
		if (this.#next() !== N) return shape(this);
		this.#word('null');
		return undefined;
	}

	list<V>(shape: Shape<V>): V[] {
		if (this.#next() !== BEGIN) throw this.#otherType('a list');
		const items: V[] = [];
		for (const _ of this.#items()) items.push(shape(this));
		return items;
	}

	/** Named members, each once and no others. Members in their order in a list count as such, too. */
	members(shapes: [string, Shape<unknown>][]): Record<string, unknown> {
		const next = this.#next();
		const found: Record<string, unknown> = {};
		if (next === BEGIN) {
			const items = this.#items();
			for (const [name, shape] of shapes) {
				if (items.next().done) throw this.unexpected(`no ${name}`);
				found[name] = shape(this);
			}
			this.#endOfList();
			return found;
		}
		if (next !== OPEN) throw this.#otherType('an object');
		this.#at++;
		const known = new Map(shapes);
		const seen = new Set<string>();
		for (let first = true; ; first = false) {
			const name = this.#key(first);
			if (name === undefined) break;
			const shape = known.get(name);
			if (!shape) throw this.unexpected(`an unknown member ${JSON.stringify(name)}`);
			if (seen.has(name)) throw this.unexpected(`a second member ${JSON.stringify(name)}`);
			seen.add(name);
			this.#colon();
			found[name] = shape(this);
		}
		for (const [name, shape] of shapes) {
			if (!shape.optional && !seen.has(name)) throw this.unexpected(`no member ${JSON.stringify(name)}`);
		}
		this.#at++;
		return found;
	}

	/** One of several variants, named by the only member of an object; without a content, by a text, too. */
	variant(shapes: Map<string, Shape<unknown>>, bare: boolean): [string, unknown] {
		const known = (name: string): Shape<unknown> => {
			const shape = shapes.get(name);
			if (!shape) throw this.unexpected(`an unknown variant ${JSON.stringify(name)}`);
			return shape;
		};
		const next = this.#next();
		if (next === QUOTE) {
			const name = this.#string();
			known(name);
			if (!bare) throw this.unexpected('a variant without its content');
			return [name, undefined];
		}
		if (next !== OPEN) throw this.noJson('no variant');
		this.#at++;
		if (this.#next() !== QUOTE) throw this.noJson('no name of a variant');
		const name = this.#string();
		const shape = known(name);
		this.#colon();
		const value = shape(this);
		if (this.#next() !== CLOSE) throw this.noJson('more than one variant');
		this.#at++;
		return [name, value];
	}

	/** `null`. */
	nothing(): undefined {
		if (this.#next() !== N) throw this.#otherType('null');
		this.#word('null');
		return undefined;
	}

	/** The next byte that is no white space. */
	#next(): number | undefined {
		while (SPACES.has(this.bytes[this.#at] ?? -1)) this.#at++;
		return this.bytes[this.#at];
	}

	/** Steps onto each item of a list, and over the end of the list. */
	*#items(): Generator<void> {
		this.#at++;
		for (let first = true; this.#next() !== END; first = false) {
			if (!first) {
				if (this.#next() !== COMMA) throw this.noJson('no comma in a list');
				this.#at++;
				if (this.#next() === END) throw this.noJson('a comma at the end of a list');
			}
			yield;
		}
		this.#at++;
	}

	#endOfList(): void {
		if (this.#next() !== END) throw this.noJson('a list that is too long');
		this.#at++;
	}

	/** The name of the next member, or nothing before the end of the object. */
	#key(first: boolean): string | undefined {
		if (this.#next() === CLOSE) return undefined;
		if (!first) {
			if (this.#next() !== COMMA) throw this.noJson('no comma in an object');
			this.#at++;
		}
		if (this.#next() !== QUOTE) throw this.noJson('no name of a member');
		return this.#string();
	}

	#colon(): void {
		if (this.#next() !== COLON) throw this.noJson('no colon');
		this.#at++;
	}

	#word(word: string): void {
		for (const letter of word) {
			if (this.bytes[this.#at] !== code(letter)) throw this.noJson(`no ${word}`);
			this.#at++;
		}
	}

	/** Steps over a number and returns its text. */
	#number(): string {
		const start = this.#at;
		const digits = () => {
			if (!isDigit(this.bytes[this.#at])) throw this.noJson('no digit');
			while (isDigit(this.bytes[this.#at])) this.#at++;
		};
		if (this.bytes[this.#at] === MINUS) this.#at++;
		const first = this.#at;
		digits();
		if (this.bytes[first] === code('0') && this.#at - first > 1) throw this.noJson('a zero before a number');
		if (this.bytes[this.#at] === DOT) {
			this.#at++;
			digits();
		}
		if (this.#is('eE')) {
			this.#at++;
			if (this.#is('+-')) this.#at++;
			digits();
		}
		return fromUtf8(this.bytes.subarray(start, this.#at)) ?? '';
	}

	#is(characters: string): boolean {
		const byte = this.bytes[this.#at];
		return byte !== undefined && characters.includes(String.fromCharCode(byte));
	}

	#string(): string {
		let text = '';
		for (this.#at++; ; ) {
			const start = this.#at;
			let byte = this.bytes[this.#at];
			while (byte !== undefined && byte !== QUOTE && byte !== ESCAPE && byte >= 0x20) byte = this.bytes[++this.#at];
			const piece = fromUtf8(this.bytes.subarray(start, this.#at));
			if (piece === undefined) throw this.noJson('a text that is no UTF-8');
			text += piece;
			if (byte === undefined || byte < 0x20) throw this.noJson('a text without end');
			this.#at++;
			if (byte === QUOTE) return text;
			text += this.#escaped();
		}
	}

	#escaped(): string {
		const letter = this.bytes[this.#at++];
		const meant = ESCAPES.get(letter ?? -1);
		if (meant !== undefined) return meant;
		if (letter !== code('u')) throw this.noJson('an unknown escape');
		const unit = this.#unit();
		if (unit < 0xd800 || unit > 0xdfff) return String.fromCharCode(unit);
		const pairs = unit < 0xdc00 && this.bytes[this.#at] === ESCAPE && this.bytes[this.#at + 1] === code('u');
		if (!pairs) throw this.noJson('half a character');
		this.#at += 2;
		const low = this.#unit();
		if (low < 0xdc00 || low > 0xdfff) throw this.noJson('half a character');
		return String.fromCharCode(unit, low);
	}

	/** Four hexadecimal digits. */
	#unit(): number {
		const digits = String.fromCharCode(...this.bytes.subarray(this.#at, this.#at + 4));
		if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw this.noJson('an incomplete escape');
		this.#at += 4;
		return Number.parseInt(digits, 16);
	}

	/** The fault of a value of another type: none of its own before it is that it is not JSON. */
	#otherType(expected: string): Error {
		const next = this.#next();
		if (next === QUOTE) this.#string();
		else if (next === N) this.#word('null');
		else if (next === T) this.#word('true');
		else if (next === F) this.#word('false');
		else if (next === MINUS || isDigit(next)) this.#number();
		else if (next !== BEGIN && next !== OPEN) return this.noJson('no value');
		return this.unexpected(`something else than ${expected}`);
	}
}

export const text: Shape<string> = (reader) => reader.text();
export const truth: Shape<boolean> = (reader) => reader.truth();
export const u32: Shape<number> = (reader) => Number(reader.integer(0xffff_ffffn));
export const u64: Shape<bigint> = (reader) => reader.integer(0xffff_ffff_ffff_ffffn);
export const list =
	<V>(shape: Shape<V>): Shape<V[]> =>
	(reader) =>
		reader.list(shape);
export const option = <V>(shape: Shape<V>): Shape<V | undefined> =>
	Object.assign((reader: JsonReader) => reader.option(shape), { optional: true as const });

/** An object with these members, in the order in which the version declares them. */
export const struct = <M extends Record<string, Shape<unknown>>>(members: M): Shape<{ [K in keyof M]: Of<M[K]> }> => {
	const shapes = Object.entries(members);
	return (reader) => reader.members(shapes) as { [K in keyof M]: Of<M[K]> };
};

/** One of these names. */
export const word = <W extends string>(...words: W[]): Shape<W> => {
	const shapes = new Map<string, Shape<unknown>>(words.map((word) => [word, (reader: JsonReader) => reader.nothing()]));
	return (reader) => reader.variant(shapes, true)[0] as W;
};

/** An object whose only member is one of these. */
export const variant = <M extends Record<string, Shape<unknown>>>(
	members: M,
): Shape<{ [K in keyof M]: { [V in K]: Of<M[V]> } }[keyof M]> => {
	const shapes = new Map(Object.entries(members));
	return (reader) => {
		const [name, value] = reader.variant(shapes, false);
		return { [name]: value } as { [K in keyof M]: { [V in K]: Of<M[V]> } }[keyof M];
	};
};

/** A text that stands for bytes. */
export const bytesOf =
	<V>(read: (text: string) => V | undefined, what: string): Shape<V> =>
	(reader) => {
		const value = read(reader.text());
		if (value === undefined) throw reader.unexpected(`no ${what}`);
		return value;
	};
