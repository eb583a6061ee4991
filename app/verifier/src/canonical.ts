/** Canonical JSON (RFC 8785) of values whose numbers are integers. */

/** Largest integer that every reader of JSON keeps exact (RFC 8785, appendix D). */
export const MAX_INTEGER = 2n ** 53n - 1n;

/** What the text of a value that is neither text, number, list nor object is made from. */
export interface Spelled {
	spell(): string;
}

export type Value =
	| string
	| number
	| bigint
	| boolean
	| null
	| undefined
	| Spelled
	| Value[]
	| { [name: string]: Value };

const isSpelled = (value: object): value is Spelled => 'spell' in value && typeof value.spell === 'function';

/** The canonical text, or nothing if a number is no integer from 0 to `MAX_INTEGER`. Members without value are left out. */
export const canonical = (value: Value): string | undefined => {
	switch (typeof value) {
		case 'string':
			// ECMAScript's escapes are those of section 3.2.2.2.
			return JSON.stringify(value);
		case 'number':
		case 'bigint':
			return value >= 0 && value <= MAX_INTEGER ? value.toString() : undefined;
		case 'boolean':
			return String(value);
		case 'undefined':
			return undefined;
	}
	if (value === null) return 'null';
	if (Array.isArray(value)) return joined(value.map(canonical), '[]');
	if (isSpelled(value)) return JSON.stringify(value.spell());
	const members = Object.entries(value)
		.filter(([, member]) => member !== undefined)
		// Section 3.2.3: by the UTF-16 code units of the names.
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([name, member]) => {
			const text = canonical(member);
			return text === undefined ? undefined : `${JSON.stringify(name)}:${text}`;
		});
	return joined(members, '{}');
};

const joined = (texts: (string | undefined)[], ends: string): string | undefined =>
	texts.includes(undefined) ? undefined : `${ends.charAt(0)}${texts.join(',')}${ends.charAt(1)}`;
