/** Searches everything that a chain shows for bytes that must not be there. */
import type { ApiPromise } from '@polkadot/api';
import { type Hex, text, unhex } from './bytes.ts';
import { rpc } from './chain.ts';
import type { Secret } from './secrets.ts';
import { pairs } from './state.ts';

export interface Hit {
	secret: string;
	where: string;
}

/** Many patterns at once: indexed by their first four bytes. */
export class Searcher {
	readonly #byStart = new Map<number, Secret[]>();

	constructor(secrets: readonly Secret[]) {
		for (const secret of secrets) {
			if (secret.bytes.length < 4) throw new Error(`${secret.label}: too short to be searched for`);
			const start = read32(secret.bytes, 0);
			const others = this.#byStart.get(start);
			if (others) others.push(secret);
			else this.#byStart.set(start, [secret]);
		}
	}

	find(bytes: Uint8Array): Set<string> {
		const found = new Set<string>();
		for (let at = 0; at + 4 <= bytes.length; at++) {
			for (const secret of this.#byStart.get(read32(bytes, at)) ?? []) {
				const end = at + secret.bytes.length;
				if (end <= bytes.length && Buffer.compare(bytes.subarray(at, end), secret.bytes) === 0) {
					found.add(secret.label);
				}
			}
		}
		return found;
	}
}

const read32 = (bytes: Uint8Array, at: number): number =>
	bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);

export interface Scan {
	blocks: number;
	keys: number;
	bytes: number;
	hits: Hit[];
	/** The final block whose state was searched. */
	head: number;
	/**
	 * How often the text that must be there was found in each source: a search that finds nothing proves
	 * nothing.
	 */
	control: Record<Source, number>;
}

export type Source = 'bodies' | 'events' | 'state';

/**
 * Searches all storage at the final block, and the body and events of every block up to it.
 *
 * `control` is a text known to stand in bodies, events and state.
 */
export const scanChain = async (
	api: ApiPromise,
	secrets: readonly Secret[],
	control: string,
): Promise<Scan> => {
	const searcher = new Searcher([...secrets, { label: CONTROL, bytes: text(control) }]);
	const scan: Scan = { blocks: 0, keys: 0, bytes: 0, hits: [], head: 0, control: { bodies: 0, events: 0, state: 0 } };
	const look = (data: string, source: Source, where: string) => {
		const bytes = unhex(data);
		scan.bytes += bytes.length;
		for (const label of searcher.find(bytes)) {
			if (label === CONTROL) scan.control[source] += 1;
			else scan.hits.push({ secret: label, where });
		}
	};

	const head = (await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead())).number.toNumber();
	scan.head = head;
	const hashes: Hex[] = [];
	const events = api.query.system!.events!.key();
	const WIDTH = 32;
	for (let from = 0; from <= head; from += WIDTH) {
		const numbers = Array.from({ length: Math.min(WIDTH, head - from + 1) }, (_, i) => from + i);
		await Promise.all(
			numbers.map(async (number) => {
				const hash = await rpc<Hex>(api, 'chain_getBlockHash', number);
				hashes[number] = hash;
				const [block, deposited] = await Promise.all([
					rpc<{ block: { extrinsics: string[] } }>(api, 'chain_getBlock', hash),
					rpc<string | null>(api, 'state_getStorage', events, hash).catch(() => {
						throw new Error(
							`the state of block ${number} is gone: start the node with --state-pruning archive`,
						);
					}),
				]);
				for (const extrinsic of block.block.extrinsics) look(extrinsic, 'bodies', `body of block ${number}`);
				if (deposited) look(deposited, 'events', `events of block ${number}`);
				scan.blocks += 1;
			}),
		);
	}
	for (const [key, value] of await pairs(api, '0x', hashes[head]!)) {
		look(key, 'state', `key ${key}`);
		if (value) look(value, 'state', `value of ${key}`);
		scan.keys += 1;
	}
	return scan;
};

const CONTROL = 'control';
