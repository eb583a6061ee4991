/** What the chain keeps of a piece of evidence beside its deposits, and of whose an account is, as it encodes them. */
import { type Hex, hex } from './bytes.ts';
import { nth, timeOf } from './read.ts';
import { digest } from './registers.ts';
import { type Scale, ScaleError } from './scale.ts';

const hash = (scale: Scale): Hex => hex(scale.hash());

/** What was done: what is said of it, or which attestation, time stamp or supersession says the rest. */
export type Act =
	| { said: string; keeps?: true }
	| { attestation: number }
	| { timeStamp: number }
	| { supersededBy: string };

const act = (scale: Scale): Act => {
	switch (scale.index(15)) {
		case 0:
			throw new ScaleError('deposits are no acts');
		case 1:
			return { said: `revoked, ${nth(scale.u32())}` };
		case 2:
			return { said: `opened the leaf ${hash(scale)}` };
		case 3:
			return { attestation: scale.u32() };
		case 4:
			return { timeStamp: scale.u32() };
		case 5:
			return { said: `undertook to keep the original until ${timeOf(scale.u64())}`, keeps: true };
		case 6:
			return { said: `keeps the original no longer than until ${timeOf(scale.u64())}`, keeps: true };
		case 7:
			return { said: `held, hold ${scale.u32()}` };
		case 8:
			return { said: `released hold ${scale.u32()}` };
		case 9:
			return { said: `added to the group of captures ${scale.u32()}` };
		case 10:
			return { supersededBy: digest(scale) };
		case 11:
			return { said: `supersedes ${digest(scale)}` };
		case 12:
			return { said: `exhibit ${scale.u32()}, its act ${scale.u32()}` };
		case 13:
			return { said: `reinstated, ${nth(scale.u32())}` };
		default:
			return { said: `revoked again, for good, ${nth(scale.u32())}` };
	}
};

/** Who did something, when. */
export interface Doing {
	org: number;
	operator: number;
	block: number;
	moment: bigint;
}

/** An act about a digest other than a deposit, and the number of the last deposit before it. */
export const loggedAct = (scale: Scale) => ({
	deposits: scale.u32(),
	org: scale.u32(),
	operator: scale.u32(),
	block: scale.u32(),
	moment: scale.u64(),
	act: act(scale),
});

export const attestation = (scale: Scale) => ({
	org: scale.u32(),
	operator: scale.u32(),
	roles: scale.u32(),
	statement: hash(scale),
	block: scale.u32(),
	moment: scale.u64(),
});

/** An object identifier in numbers with dots, from its content octets, where no number has more than 128 bits. */
export const objectIdentifier = (octets: Uint8Array): string | undefined => {
	const numbers: bigint[] = [];
	let number: bigint | undefined;
	for (const octet of octets) {
		if (number === undefined && octet === 0x80) return undefined;
		number = ((number ?? 0n) << 7n) | BigInt(octet & 0x7f);
		if (number >> 128n) return undefined;
		if (octet < 0x80) {
			numbers.push(number);
			number = undefined;
		}
	}
	const [first, ...rest] = numbers;
	if (first === undefined || number !== undefined) return undefined;
	const root = first < 40n ? 0n : first < 80n ? 1n : 2n;
	return [root, first - 40n * root, ...rest].join('.');
};

/** An RFC 3161 time-stamp token, as its link identifies it. */
export const timeStamp = (scale: Scale): string => {
	const [token, policy, serial] = [digest(scale), scale.blob(), hex(scale.blob())];
	const named = objectIdentifier(policy) ?? hex(policy);
	const said = `token ${token}, policy ${named}, serial number ${serial}, stated time ${timeOf(scale.u64())}`;
	scale.bytes(4 + 4 + 8); // Who linked it, and when: the act says so.
	return said;
};

/** What a keeper undertook last: to have the original until a moment. */
export const keeping = (scale: Scale) => ({
	operator: scale.u32(),
	until: scale.u64(),
	block: scale.u32(),
	moment: scale.u64(),
});

/** How many holds a digest had, and how many are in force. */
export const holdCount = (scale: Scale) => ({ last: scale.u32(), inForce: scale.u32() });

const release = (scale: Scale) => ({
	org: scale.u32(),
	operator: scale.u32(),
	ground: scale.option(hash),
	block: scale.u32(),
	moment: scale.u64(),
});

export const hold = (scale: Scale) => ({
	org: scale.u32(),
	operator: scale.u32(),
	case: hash(scale),
	block: scale.u32(),
	moment: scale.u64(),
	released: scale.option(release),
});

/** The batches under whose roots a leaf was opened. */
export const batches = (scale: Scale) => scale.list((inner) => ({ root: hash(inner), moment: inner.u64() }));

export const supersession = (scale: Scale) => ({
	operator: scale.u32(),
	entitlement: scale.index(2) === 0 ? `as depositor, ${nth(scale.u32())}` : `under its hold ${scale.u32()}`,
	successor: digest(scale),
	deposit: scale.u32(),
	ground: hash(scale),
	block: scale.u32(),
	moment: scale.u64(),
});

const capacity = (scale: Scale): { operator: number; roles: number | undefined } | undefined => {
	switch (scale.index(4)) {
		case 0:
		case 1:
			return undefined;
		case 2:
			return { operator: scale.u32(), roles: scale.u32() };
		default:
			return { operator: scale.u32(), roles: undefined };
	}
};

/** The organisation that an account belongs to, and as which operator; the roles unless it is no longer in use. */
export const affiliation = (scale: Scale) => ({ org: scale.u32(), capacity: capacity(scale) });
