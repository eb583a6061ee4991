/** Block headers, and the changes of authorities that they announce. */
import { type Bytes, type Hex, hex } from './bytes.ts';
import { type Blob } from './form.ts';
import { blake2b256 } from './hash.ts';
import { refusal } from './refusal.ts';
import { decoded, type Scale, ScaleError } from './scale.ts';

/** An authority's Ed25519 key and the weight of its vote. */
export interface Authority {
	key: Bytes;
	weight: bigint;
}

/** A block header with its hash. */
export interface Header {
	hash: Hex;
	parent: Hex;
	number: number;
	stateRoot: Bytes;
	/** The messages of GRANDPA in its digest. */
	messages: Bytes[];
}

const GRANDPA = 'FRNK';
const ITEM = { other: 0, consensus: 4, seal: 5, preRuntime: 6, environmentUpdated: 8 };
const MESSAGE = { scheduledChange: 1, forcedChange: 2, onDisabled: 3, pause: 4, resume: 5 };

/** An item of a digest. Returned is what GRANDPA says in it. */
const item = (scale: Scale): Bytes | undefined => {
	const kind = scale.u8();
	switch (kind) {
		case ITEM.other:
			scale.blob();
			return undefined;
		case ITEM.consensus:
		case ITEM.seal:
		case ITEM.preRuntime: {
			const engine = String.fromCharCode(...scale.bytes(4));
			const data = scale.blob();
			return kind === ITEM.consensus && engine === GRANDPA ? data : undefined;
		}
		case ITEM.environmentUpdated:
			return undefined;
		default:
			throw new ScaleError('no such item of a digest');
	}
};

export const header = (scale: Scale): Header => {
	const start = scale.at;
	const parent = hex(scale.hash());
	const number = scale.compact();
	const stateRoot = scale.hash();
	scale.hash(); // root of the extrinsics
	const messages = scale.list(item).filter((data) => data !== undefined);
	// A header is hashed in the one encoding that it has, which is the one that was read.
	const hash = hex(blake2b256(scale.data.subarray(start, scale.at)));
	return { hash, parent, number, stateRoot, messages };
};

export const decodeHeader = ({ bytes }: Blob): Header => {
	const read = decoded(bytes, header);
	if (!read) throw refusal('Undecodable', 'header');
	return read;
};

export const authorities = (scale: Scale): Authority[] =>
	scale.list((inner) => ({ key: inner.hash(), weight: inner.u64() }));

type Message = { is: 'scheduled'; next: Authority[]; delay: number } | { is: 'forced' } | { is: 'other' };

const message = (scale: Scale): Message => {
	switch (scale.u8()) {
		case MESSAGE.scheduledChange:
			return { is: 'scheduled', next: authorities(scale), delay: scale.u32() };
		case MESSAGE.forcedChange:
			scale.u32(); // the last block that was final
			authorities(scale);
			scale.u32();
			return { is: 'forced' };
		case MESSAGE.onDisabled:
			scale.u64();
			return { is: 'other' };
		case MESSAGE.pause:
		case MESSAGE.resume:
			scale.u32();
			return { is: 'other' };
		default:
			throw new ScaleError('no such message');
	}
};

/** The authorities that a header hands over to, if it does. Refuses what the set before cannot have signed. */
export const changeIn = ({ number, messages }: Header): Authority[] | undefined => {
	let next: Authority[] | undefined;
	for (const data of messages) {
		const announced = decoded(data, message);
		if (!announced) throw refusal('Undecodable', 'digest of a header');
		if (announced.is === 'forced') throw refusal('ForcedChange', number);
		if (announced.is === 'other') continue;
		if (announced.delay !== 0) throw refusal('DelayedChange', number);
		if (next) throw refusal('SeveralChanges', number);
		next = announced.next;
	}
	return next;
};
