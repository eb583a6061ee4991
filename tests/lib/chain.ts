/** The connection to a node: calls by name, signing, and waiting for what comes of them. */
import { createConnection } from 'node:net';
import { ApiPromise, WsProvider } from '@polkadot/api';
import type { SubmittableExtrinsic } from '@polkadot/api/types';
import type { KeyringPair } from '@polkadot/keyring/types';
import type { EventRecord } from '@polkadot/types/interfaces';
import type { Codec } from '@polkadot/types/types';
import { stringCamelCase } from '@polkadot/util';
import type { Hex } from './bytes.ts';
import { innerRefusal, Refused, refusal } from './events.ts';

export type Extrinsic = SubmittableExtrinsic<'promise'>;

const providers = new WeakMap<ApiPromise, WsProvider>();

/** A JSON-RPC method's answer as the node gave it. */
export const rpc = async <T>(api: ApiPromise, method: string, ...params: unknown[]): Promise<T> => {
	const provider = providers.get(api);
	if (!provider) throw new Error('not connected by `connect`');
	return provider.send<T>(method, params);
};

/** Whether somebody listens there. */
const listens = ({ hostname, port, protocol }: URL): Promise<boolean> =>
	new Promise((resolve) => {
		const socket = createConnection({
			host: hostname,
			port: Number(port) || (protocol === 'wss:' ? 443 : 80),
		});
		const end = (answer: boolean) => {
			socket.destroy();
			resolve(answer);
		};
		socket.once('connect', () => end(true)).once('error', () => end(false));
	});

/** Connects, or fails after `patience` milliseconds. */
export const connect = async (url: string, patience = 10_000): Promise<ApiPromise> => {
	const until = Date.now() + patience;
	const late = () => new Error(`no node answers at ${url}`);
	while (!(await listens(new URL(url)))) {
		if (Date.now() > until) throw late();
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	const provider = new WsProvider(url, 500, {}, 120_000);
	const api = new ApiPromise({ provider, noInitWarn: true });
	providers.set(api, provider);
	let timer: NodeJS.Timeout | undefined;
	try {
		await Promise.race([
			api.isReadyOrError,
			new Promise<never>((_, reject) => {
				timer = setTimeout(() => reject(late()), Math.max(5_000, until - Date.now()));
			}),
		]);
		return api;
	} catch (reason) {
		await provider.disconnect().catch(() => {});
		throw reason;
	} finally {
		clearTimeout(timer);
	}
};

/** Names of the arguments that the call `pallet.name` takes. */
const parameters = (api: ApiPromise, name: string): string[] => {
	const [pallet = '', method = ''] = name.split('.');
	const make = api.tx[pallet]?.[method];
	if (!make) throw new Error(`the chain has no call ${name}`);
	return make.meta.args.map((arg) => stringCamelCase(arg.name.toString()));
};

/**
 * The call `pallet.name` with its arguments by name. Unknown, missing and misspelt arguments fail
 * here and say so, since the metadata knows them.
 */
export const call = (api: ApiPromise, name: string, args: Record<string, unknown> = {}): Extrinsic => {
	const [pallet = '', method = ''] = name.split('.');
	const expected = parameters(api, name);
	const unknown = Object.keys(args).filter((arg) => !expected.includes(arg));
	const missing = expected.filter((arg) => !(arg in args));
	if (unknown.length > 0 || missing.length > 0) {
		throw new Error(`${name}(${expected.join(', ')}): unknown ${unknown}, missing ${missing}`);
	}
	return api.tx[pallet]![method]!(...expected.map((arg) => args[arg]));
};

/** A storage entry's value, `pallet.entry` with its keys. */
export const read = async (api: ApiPromise, name: string, ...keys: unknown[]): Promise<Codec> => {
	const [pallet = '', entry = ''] = name.split('.');
	const query = api.query[pallet]?.[entry];
	if (!query) throw new Error(`the chain has no storage ${name}`);
	return query(...keys);
};

/** As {@link read}, as plain value. `null` where there is none. */
export const readPlain = async <T>(api: ApiPromise, name: string, ...keys: unknown[]): Promise<T> =>
	(await read(api, name, ...keys)).toJSON() as T;

/** A runtime API's answer, `api.method`. */
export const ask = async <T extends Codec = Codec>(
	api: ApiPromise,
	name: string,
	...args: unknown[]
): Promise<T> => {
	const [group = '', method = ''] = name.split('.');
	const query = (api.call as Record<string, Record<string, (...a: unknown[]) => Promise<Codec>>>)[
		group
	]?.[method];
	if (!query) throw new Error(`the chain has no runtime API ${name}`);
	return (await query(...args)) as T;
};

/** Names of an enum's variants by the end of its path, e.g. `customs::Condition`. */
export const variants = (api: ApiPromise, path: string): string[] => {
	const wanted = path.split('::');
	for (const { type } of api.registry.lookup.types) {
		const tail = type.path.slice(-wanted.length).map(String);
		if (type.def.isVariant && tail.join('::') === path) {
			return type.def.asVariant.variants.map(({ name }) => name.toString());
		}
	}
	throw new Error(`the metadata has no enum ${path}`);
};

/** The set of `names` as bits, in the order of the enum at `path`. */
export const bits = (api: ApiPromise, path: string, names: readonly string[]): number => {
	const all = variants(api, path);
	return names.reduce((set, name) => {
		const bit = all.indexOf(name);
		if (bit < 0) throw new Error(`${path} has no ${name}`);
		return set | (1 << bit);
	}, 0);
};

/** The names of the bits in `set`. */
export const names = (api: ApiPromise, path: string, set: number): string[] =>
	variants(api, path).filter((_, bit) => (set & (1 << bit)) !== 0);

/** Several calls as one that succeeds or fails as a whole. */
export const allOf = (api: ApiPromise, calls: Extrinsic[]): Extrinsic =>
	calls.length === 1 ? calls[0]! : call(api, 'utility.batchAll', { calls });

/** An extrinsic in its block. */
export interface Included {
	block: number;
	hash: Hex;
	/** Hash of the extrinsic. */
	extrinsic: Hex;
	/** Block time, milliseconds. */
	time: number;
	events: EventRecord[];
	/** Settles once the block is final, with the milliseconds that this took after inclusion. */
	final: Promise<number>;
}

/**
 * Signs for a runtime of this version from now on, whatever the node says of it: code whose version was
 * changed from outside (`withSpecVersion`) still expects its own under a signature.
 */
export const signFor = (api: ApiPromise, specVersion: number): void => {
	const version = api.registry.createType('RuntimeVersion', { ...api.runtimeVersion.toJSON(), specVersion });
	// polkadot.js takes no other version as an option, and notes here what the node says.
	Object.defineProperty(api.rx, 'runtimeVersion', { get: () => version, set: () => {} });
};

const nonces = new WeakMap<ApiPromise, Map<string, Promise<number>>>();

/** The next nonce of an account, counting what was sent and is not yet in a block. */
const nextNonce = (api: ApiPromise, address: string): Promise<number> => {
	const known = nonces.get(api) ?? new Map<string, Promise<number>>();
	nonces.set(api, known);
	const next = known.get(address)?.then((nonce) => nonce + 1) ??
		api.rpc.system.accountNextIndex(address).then((index) => index.toNumber());
	known.set(address, next);
	return next;
};

/** Forgets what was sent from an account, e.g. after the pool refused it. */
const forget = (api: ApiPromise, address: string): void => {
	nonces.get(api)?.delete(address);
};

const blockTime = async (api: ApiPromise, hash: string): Promise<number> => {
	const now = await (await api.at(hash)).query.timestamp!.now!();
	return Number(now.toString());
};

/**
 * Signs, sends, and waits for the block. Fails with {@link Refused} if the call or, unless
 * `inner` is false, any call within it was refused.
 */
export const submit = async (
	api: ApiPromise,
	signer: KeyringPair,
	extrinsic: Extrinsic,
	{ inner = true }: { inner?: boolean } = {},
): Promise<Included> => {
	const included = await send(api, signer, extrinsic);
	if (included.refused) throw included.refused;
	const within = inner ? innerRefusal(api, included.events) : undefined;
	if (within) throw within;
	return included;
};

/** As {@link submit}, but a refusal by the chain is part of the answer. */
export const send = async (
	api: ApiPromise,
	signer: KeyringPair,
	extrinsic: Extrinsic,
): Promise<Included & { refused?: Refused }> => {
	const nonce = await nextNonce(api, signer.address);
	const signed = await extrinsic.signAsync(signer, { nonce });
	let settleFinal: (milliseconds: number) => void = () => {};
	let failFinal: (reason: Error) => void = () => {};
	const final = new Promise<number>((resolve, reject) => {
		settleFinal = resolve;
		failFinal = reject;
	});
	final.catch(() => {});
	const { result, hash } = await new Promise<{
		result: { events: EventRecord[]; dispatchError?: Parameters<typeof refusal>[1] | undefined };
		hash: Hex;
	}>((resolve, reject) => {
		let unsubscribe: (() => void) | undefined;
		let includedAt = 0;
		const fail = (reason: string) => {
			forget(api, signer.address);
			const error = new Error(`${describe(extrinsic)}: ${reason}`);
			reject(error);
			failFinal(error);
			unsubscribe?.();
		};
		signed
			.send((update) => {
				const { status } = update;
				if (status.isInBlock) {
					includedAt = Date.now();
					resolve({ result: update, hash: status.asInBlock.toHex() });
				} else if (status.isFinalized) {
					settleFinal(Date.now() - includedAt);
					unsubscribe?.();
				} else if (update.isError || status.isInvalid || status.isDropped || status.isUsurped) {
					fail(`the transaction pool says ${status.type}`);
				}
			})
			.then(
				(stop) => {
					unsubscribe = stop;
				},
				(error: Error) => fail(error.message),
			);
	});
	const [header, time] = await Promise.all([
		api.rpc.chain.getHeader(hash),
		blockTime(api, hash),
	]);
	const included = {
		block: header.number.toNumber(),
		hash,
		extrinsic: signed.hash.toHex(),
		time,
		events: result.events,
		final,
	};
	return result.dispatchError
		? { ...included, refused: refusal(api, result.dispatchError) }
		: included;
};

/** An extrinsic by its place in its block, from 0, and its hash. */
export const placed = async (api: ApiPromise, { hash, extrinsic }: Pick<Included, 'hash' | 'extrinsic'>): Promise<{ index: number; hash: Hex }> => {
	const { block } = await api.rpc.chain.getBlock(hash);
	const index = block.extrinsics.findIndex((each) => each.hash.toHex() === extrinsic);
	if (index < 0) throw new Error(`block ${hash} has no extrinsic ${extrinsic}`);
	return { index, hash: extrinsic };
};

/** `pallet.name` of a call, for messages. */
export const describe = (extrinsic: Extrinsic): string =>
	`${extrinsic.method.section}.${extrinsic.method.method}`;
