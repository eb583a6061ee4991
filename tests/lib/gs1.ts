/** GS1 keys: check digits, and their two notations, EPC URN and Digital Link. */

/** The mod-10 check digit over `body` (General Specifications, 7.9.1). */
export const checkDigit = (body: string): string => {
	let sum = 0;
	for (let place = 0; place < body.length; place++) {
		sum += Number(body[body.length - 1 - place]) * (place % 2 === 0 ? 3 : 1);
	}
	return String((10 - (sum % 10)) % 10);
};

/** `body` with its check digit. */
export const withCheckDigit = (body: string): string => body + checkDigit(body);

/** Whether `key` has this many digits, the last of them right. */
export const isKey = (key: string, length: number): boolean =>
	key.length === length && /^\d+$/.test(key) && checkDigit(key.slice(0, -1)) === key.at(-1);

const SET_82 = /^[A-Za-z0-9!"%&'()*+,\-./:;<=>?_]{1,20}$/;

/** A GS1 key with, where the notation tells it, the company prefix that it was issued under. */
export type Gs1Key = { prefix?: string } & (
	| { kind: 'item'; gtin: string; serial: string }
	| { kind: 'lot'; gtin: string; lot: string }
	| { kind: 'class'; gtin: string }
	| { kind: 'logistic unit'; sscc: string }
	| { kind: 'party'; gln: string }
	| { kind: 'place'; gln: string; extension?: string }
);

/** What is wrong with a key. */
export class Gs1Error extends Error {
	constructor(uri: string, why: string) {
		super(`${JSON.stringify(uri)}: ${why}`);
		this.name = 'Gs1Error';
	}
}

/** The canonical Digital Link of an item, as it goes into the lot's leaf. */
export const digitalLink = (gtin: string, serial: string): string => {
	const escaped = serial.replace(
		/[^A-Za-z0-9\-._~]/g,
		(char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
	);
	return `https://id.gs1.org/01/${gtin}/21/${escaped}`;
};

/** Reads an EPC URN or a Digital Link. */
export const parseKey = (uri: string): Gs1Key => {
	if (uri.startsWith('urn:epc:')) return parseUrn(uri);
	if (/^https?:\/\//.test(uri)) return parseDigitalLink(uri);
	throw new Gs1Error(uri, 'neither an EPC URN nor a GS1 Digital Link');
};

const unescape = (uri: string, part: string): string => {
	try {
		return decodeURIComponent(part);
	} catch {
		throw new Gs1Error(uri, 'broken percent-encoding');
	}
};

const freeText = (uri: string, name: string, value: string): string => {
	if (!SET_82.test(value)) {
		throw new Gs1Error(uri, `${name} is not 1 to 20 characters of GS1's set 82`);
	}
	return value;
};

const parseUrn = (uri: string): Gs1Key => {
	const match = /^urn:epc:(id|class|idpat):([a-z]+):(.+)$/.exec(uri);
	if (!match) throw new Gs1Error(uri, 'not an EPC URN');
	const [, space, scheme, rest] = match;
	const [prefix = '', reference = '', ...more] = rest!.split('.');
	const tail = unescape(uri, more.join('.'));
	if (!/^\d{6,12}$/.test(prefix)) throw new Gs1Error(uri, 'no company prefix of 6 to 12 digits');
	/** `digits` is the length of prefix and reference together. */
	const reference_ = (digits: number): string => {
		if (!/^\d*$/.test(reference) || prefix.length + reference.length !== digits) {
			throw new Gs1Error(uri, `prefix and reference are not ${digits} digits together`);
		}
		return reference;
	};
	/** Indicator or extension digit first, then prefix and reference. */
	const leading = (digits: number): string => {
		const ref = reference_(digits);
		return withCheckDigit(ref.slice(0, 1) + prefix + ref.slice(1));
	};
	switch (`${space}:${scheme}`) {
		case 'id:sgtin':
			return { kind: 'item', prefix, gtin: leading(13), serial: freeText(uri, 'serial', tail) };
		case 'class:lgtin':
			return { kind: 'lot', prefix, gtin: leading(13), lot: freeText(uri, 'lot', tail) };
		case 'idpat:sgtin':
			if (tail !== '*') throw new Gs1Error(uri, 'a pattern must end with .*');
			return { kind: 'class', prefix, gtin: leading(13) };
		case 'id:sscc':
			return { kind: 'logistic unit', prefix, sscc: leading(17) };
		case 'id:pgln':
			return { kind: 'party', prefix, gln: withCheckDigit(prefix + reference_(12)) };
		case 'id:sgln': {
			const place = { kind: 'place', prefix, gln: withCheckDigit(prefix + reference_(12)) } as const;
			return tail === '' || tail === '0' ? place : { ...place, extension: tail };
		}
		default:
			throw new Gs1Error(uri, `scheme ${space}:${scheme} is not supported`);
	}
};

const parseDigitalLink = (uri: string): Gs1Key => {
	// Not by `URL`, which would take the serials `.` and `..` for steps up the path.
	const [, ...path] = uri.replace(/^https?:\/\//, '').replace(/[?#].*$/, '').split('/');
	const start = path.findIndex((part) => ['00', '01', '414', '417'].includes(part));
	if (start < 0) throw new Gs1Error(uri, 'no GS1 primary key in the path');
	const [key, value = '', ...qualifiers] = path.slice(start);
	const qualifier = (ai: string): string | undefined => {
		const at = qualifiers.findIndex((part, i) => i % 2 === 0 && part === ai);
		return at < 0 ? undefined : unescape(uri, qualifiers[at + 1] ?? '');
	};
	const digits = (length: number, name: string, text: string): string => {
		if (!isKey(text, length)) {
			throw new Gs1Error(uri, `${name} is not ${length} digits with a right check digit`);
		}
		return text;
	};
	switch (key) {
		case '00':
			return { kind: 'logistic unit', sscc: digits(18, 'SSCC', value) };
		case '01': {
			const gtin = digits(14, 'GTIN', value.padStart(14, '0'));
			const [serial, lot] = [qualifier('21'), qualifier('10')];
			if (serial !== undefined) return { kind: 'item', gtin, serial: freeText(uri, 'serial', serial) };
			if (lot !== undefined) return { kind: 'lot', gtin, lot: freeText(uri, 'lot', lot) };
			return { kind: 'class', gtin };
		}
		case '414': {
			const [gln, extension] = [digits(13, 'GLN', value), qualifier('254')];
			return extension === undefined ? { kind: 'place', gln } : { kind: 'place', gln, extension };
		}
		default:
			return { kind: 'party', gln: digits(13, 'GLN', value) };
	}
};
