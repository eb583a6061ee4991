/** The records that certificates tell of, as the chain encodes them. Every byte of a value must be read. */
import { type Bytes, type Hex, hex } from './bytes.ts';
import { refusal } from './refusal.ts';
import { decoded, type Scale } from './scale.ts';

const KINDS = [
	'web capture',
	'transaction record',
	'communication',
	'photograph',
	'laboratory report',
	'sensor log',
	'physical exhibit',
	'contract',
	'EPCIS event',
	'other',
] as const;
const LEVELS = ['declared', 'documented', 'verified'] as const;
const STANDINGS = ['good', 'suspended', 'expelled'] as const;

/** One of these, by its number. */
export const oneOf = <T>(scale: Scale, names: readonly T[]): T => names[scale.index(names.length)] as T;

/** What a deposited digest stands for. Block and time of a leaf are those of its batch. */
export type Content =
	| { is: 'single' }
	| { is: 'batch'; leaves: bigint }
	| { is: 'leaf'; root: Bytes; openedAt: bigint };

const content = (scale: Scale): Content => {
	switch (scale.index(3)) {
		case 0:
			return { is: 'single' };
		case 1:
			return { is: 'batch', leaves: scale.u64() };
		default:
			return { is: 'leaf', root: scale.hash(), openedAt: scale.u64() };
	}
};

/** A deposit of a digest. */
export interface Deposit {
	kind: (typeof KINDS)[number];
	org: number;
	operator: number;
	block: number;
	moment: bigint;
	content: Content;
	description: Hex;
}

export const deposit = (scale: Scale): Deposit => ({
	kind: oneOf(scale, KINDS),
	org: scale.u32(),
	operator: scale.u32(),
	block: scale.u32(),
	moment: scale.u64(),
	content: content(scale),
	description: hex(scale.hash()),
});

/**
 * The last deposit before the first revocation, how many are left of those that count, when that revocation was, and
 * since which reinstatement the digest stands again, if none was left.
 */
export interface RevokedSince {
	last: number;
	left: number;
	at: bigint;
	againSince: bigint | undefined;
}

/** Who was first, and when. */
export interface First {
	by: number;
	at: bigint;
}

/** The first deposit of a digest that came in, and where the digest stands. */
export interface DigestRecord {
	deposit: Deposit;
	revoked: RevokedSince | undefined;
	/** Whose deposit is the earliest of those that count. */
	first: First;
	corroborations: number;
}

const revokedSince = (scale: Scale): RevokedSince => ({
	last: scale.u32(),
	left: scale.u32(),
	at: scale.u64(),
	againSince: scale.option((inner) => inner.u64()),
});

export const digestRecord = (scale: Scale): DigestRecord => ({
	deposit: deposit(scale),
	revoked: scale.index(2) === 1 ? revokedSince(scale) : undefined,
	first: { by: scale.u32(), at: scale.u64() },
	corroborations: scale.u32(),
});

/** Whether the digest stands. */
export const stands = ({ revoked }: DigestRecord): boolean => revoked?.left !== 0;
/** Since when the digest stands again, if it stands and no deposit that counts was left before. */
export const againSince = (record: DigestRecord): bigint | undefined =>
	stands(record) ? record.revoked?.againSince : undefined;
/** Whether a deposit was fixed before any was revoked: it was made before, or is a leaf of a batch that was. */
export const counts = ({ revoked }: DigestRecord, number: number, { content, moment }: Deposit): boolean =>
	!revoked || number <= revoked.last || (content.is === 'leaf' && moment < revoked.at);

/** How an organisation reversed what it had said of its deposit. */
const reversal = (scale: Scale) => ({
	operator: scale.u32(),
	block: scale.u32(),
	moment: scale.u64(),
	ground: hex(scale.hash()),
});

export type Reversal = ReturnType<typeof reversal>;

export const revocation = (scale: Scale) => ({
	org: scale.u32(),
	...reversal(scale),
	reinstated: scale.option(reversal),
	revokedAgain: scale.option(reversal),
});

export type Revocation = ReturnType<typeof revocation>;
/** Whether the deposit is revoked: it was not reinstated, or revoked again since. */
export const isInForce = ({ reinstated, revokedAgain }: Revocation): boolean => !reinstated || revokedAgain !== undefined;

export const organisation = (scale: Scale) => ({
	name: scale.blob(),
	country: scale.bytes(2),
	lei: scale.option((inner) => inner.bytes(20)),
	eori: scale.option((inner) => inner.blob()),
	gln: scale.option((inner) => inner.bytes(13)),
	partyTag: scale.option((inner) => ({ version: inner.u16(), tag: inner.hash() })),
	resolver: scale.option((inner) => inner.blob()),
	verification: oneOf(scale, LEVELS),
	verifiedBy: scale.option((inner) => inner.u32()),
	roles: scale.u32(),
	standing: oneOf(scale, STANDINGS),
	frozen: scale.truth(),
	controller: scale.hash(),
	quota: scale.u128(),
	operators: scale.u32(),
	admittedAt: scale.u64(),
});

export type Organisation = ReturnType<typeof organisation>;

const validatorStatus = (scale: Scale) => {
	const index = scale.index(3);
	return { index, since: index === 1 ? scale.u32() : undefined };
};

export const validator = (scale: Scale) => ({ org: scale.u32(), status: validatorStatus(scale) });

export const lastUpgrade = (scale: Scale) => ({ specVersion: scale.compact(), specName: scale.text() });

/** Decodes a value, all of it. `what` it is is named in refusals. */
export const decode = <T>(what: string, value: Uint8Array, read: (scale: Scale) => T): T => {
	const result = decoded(value, (scale) => ({ value: read(scale) }));
	if (!result) throw refusal('UnknownLayout', what);
	return result.value;
};
