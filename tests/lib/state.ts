/** The raw state of a chain: snapshots of what lies under a pallet's prefix, and searches. */
import type { ApiPromise } from '@polkadot/api';
import { xxhashAsHex } from '@polkadot/util-crypto';
import type { Hex } from './bytes.ts';
import { rpc } from './chain.ts';

const PAGE = 500;

/** Where a pallet's keys, or those of one of its entries, begin. */
export const prefixOf = (pallet: string, entry?: string): Hex =>
	`0x${[pallet, entry]
		.filter((part) => part !== undefined)
		.map((part) => xxhashAsHex(part, 128).slice(2))
		.join('')}`;

/** All keys and values under `prefix` at a block. */
export const pairs = async (
	api: ApiPromise,
	prefix: Hex,
	at: string,
): Promise<Map<string, string | null>> => {
	const found = new Map<string, string | null>();
	for (let start: string | undefined; ; ) {
		const keys: string[] = await rpc(api, 'state_getKeysPaged', prefix, PAGE, start ?? null, at);
		if (keys.length === 0) return found;
		const sets: { changes: [string, string | null][] }[] = await rpc(
			api,
			'state_queryStorageAt',
			keys,
			at,
		);
		for (const [key, value] of sets.flatMap(({ changes }) => changes)) found.set(key, value);
		if (keys.length < PAGE) return found;
		start = keys.at(-1);
	}
};

/** The pallets that are ours, as they stand in the metadata. */
export const OURS = [
	'Consortium',
	'Validators',
	'IpRegistry',
	'Licensing',
	'Custody',
	'Evidence',
	'Customs',
] as const;

/** Everything under our prefixes at a block. */
export const ourState = async (api: ApiPromise, at: string): Promise<Map<string, string | null>> => {
	const parts = await Promise.all(OURS.map((pallet) => pairs(api, prefixOf(pallet), at)));
	return new Map(parts.flatMap((part) => [...part]));
};

/** The keys whose values differ. */
export const changed = (
	before: Map<string, string | null>,
	after: Map<string, string | null>,
): string[] =>
	[...new Set([...before.keys(), ...after.keys()])].filter(
		(key) => before.get(key) !== after.get(key),
	);

/** `Pallet.Entry` that a raw key belongs to, for messages. */
export const nameOf = (api: ApiPromise, key: string): string => {
	for (const { name, storage } of api.runtimeMetadata.asLatest.pallets) {
		if (storage.isNone || !key.startsWith(prefixOf(storage.unwrap().prefix.toString()))) continue;
		const entry = storage
			.unwrap()
			.items.find((item) =>
				key.startsWith(prefixOf(storage.unwrap().prefix.toString(), item.name.toString())),
			);
		return `${name}.${entry?.name ?? key}`;
	}
	return key;
};

/** The entries of ours that differ between two blocks, but for what fees came to. */
export const difference = async (api: ApiPromise, from: string, to: string): Promise<string[]> => {
	const [before, after] = await Promise.all([ourState(api, from), ourState(api, to)]);
	const fees = prefixOf('Consortium', 'QuotaUsed');
	return changed(before, after)
		.filter((key) => !key.startsWith(fees))
		.map((key) => nameOf(api, key));
};
