/** Nodes as child processes: a development chain, and a local network of four validators. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApiPromise } from '@polkadot/api';
import { connect } from './chain.ts';

/** The binary under test. */
const binary = (): string => {
	const path = process.env.TRACEMARK_NODE;
	if (!path) throw new Error('set TRACEMARK_NODE to the path of the node binary');
	return path;
};

const freePort = (): Promise<number> =>
	new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() =>
				typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
			);
		});
	});

const localAddress = async (): Promise<string> => `/ip4/127.0.0.1/tcp/${await freePort()}`;

const running = new Set<ChildProcess>();
// Nothing outlives the tests, however they end.
process.once('exit', () => {
	for (const child of running) child.kill('SIGKILL');
});

/** A node that runs. */
export interface Node {
	url: string;
	log: string;
	api: ApiPromise;
	/** Where other nodes find it. */
	known?: string;
	/** Stops it and waits until it is gone. */
	stop: () => Promise<void>;
}

/** Starts a node with these arguments, listening at `address`, and connects to it. */
const startNode = async (name: string, address: string, args: string[], patience = 180_000): Promise<Node> => {
	const rpcPort = await freePort();
	const log = join(mkdtempSync(join(tmpdir(), 'tracemark-')), `${name}.log`);
	const child = spawn(
		binary(),
		[
			...args,
			...['--listen-addr', address, '--rpc-port', String(rpcPort)],
			...['--no-prometheus', '--no-telemetry', '--no-mdns'],
			...['--state-pruning', 'archive'],
		],
		{ stdio: ['ignore', 'pipe', 'pipe'] },
	);
	running.add(child);
	const gone = new Promise<void>((resolve) => {
		child.once('exit', () => {
			running.delete(child);
			resolve();
		});
		child.once('error', () => resolve());
	});
	const file = createWriteStream(log);
	child.stdout.pipe(file);
	child.stderr.pipe(file);

	const end = async (): Promise<void> => {
		child.kill('SIGTERM');
		const force = setTimeout(() => child.kill('SIGKILL'), 10_000);
		await gone;
		clearTimeout(force);
	};
	const url = `ws://127.0.0.1:${rpcPort}`;
	try {
		const api = await Promise.race([
			connect(url, patience),
			gone.then(() => Promise.reject(new Error('the node ended'))),
		]);
		const stop = async (): Promise<void> => {
			await api.disconnect().catch(() => {});
			await end();
		};
		return { url, log, api, stop };
	} catch (error) {
		await end();
		throw new Error(`${name}: ${(error as Error).message}; its log: ${log}`);
	}
};

/** A development node on a chain of its own. */
export const startDev = async (): Promise<Node> => {
	const node = await startNode('dev', await localAddress(), ['--dev', '--tmp']);
	await finalised(node.api, 1);
	return node;
};

/** A key for the network, and where the node that has it will be found. */
const networkIdentity = async () => {
	const { stdout, stderr } = spawnSync(binary(), ['key', 'generate-node-key'], { encoding: 'utf8' });
	const address = await localAddress();
	return { address, key: stdout.trim(), known: `${address}/p2p/${stderr.trim()}` };
};

type Identity = Awaited<ReturnType<typeof networkIdentity>>;

const startValidator = async (name: string, chain: string, { address, key, known }: Identity, others: string[], more: string[] = []) => {
	const node = await startNode(name, address, [
		...['--chain', chain, '--tmp', '--validator', '--allow-private-ip', '--node-key', key],
		...others.flatMap((other) => ['--bootnodes', other]),
		...more,
	]);
	return { ...node, known };
};

/** A chain specification, by name or from a file. */
const specification = (chain: string, ...more: string[]): string => {
	const { stdout, status, stderr } = spawnSync(binary(), ['export-chain-spec', '--chain', chain, ...more], {
		encoding: 'utf8',
		maxBuffer: 64 << 20,
	});
	if (status !== 0) throw new Error(`no specification of ${chain}: ${stderr}`);
	return stdout;
};

/**
 * `local_testnet` with another rhythm, as a file: blocks each `slotDuration` milliseconds, sessions of
 * so many blocks. With `raw` it has the genesis state itself, as whoever builds a certificate needs it.
 */
export const quickNetwork = (slotDuration: number, sessionLength: number): { chain: string; raw: string } => {
	const folder = mkdtempSync(join(tmpdir(), 'tracemark-'));
	const [chain, raw] = [join(folder, 'chain.json'), join(folder, 'raw.json')];
	const json = JSON.parse(specification('local'));
	Object.assign(json.genesis.runtimeGenesis.patch.validators, { slotDuration, sessionLength });
	writeFileSync(chain, JSON.stringify(json));
	writeFileSync(raw, specification(chain, '--raw'));
	return { chain, raw };
};

/** Four validators of `local_testnet`, or of a chain like it, each told where the others are. */
export const startLocalNetwork = async (chain = 'local'): Promise<Node[]> => {
	const names = ['alice', 'bob', 'charlie', 'dave'];
	const identities = await Promise.all(names.map(networkIdentity));
	const started = await Promise.allSettled(
		names.map((name, i) => {
			const others = identities.flatMap(({ known }, other) => (other === i ? [] : [known]));
			return startValidator(name, chain, identities[i]!, others, [`--${name}`]);
		}),
	);
	const nodes = started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
	const failed = started.find((each) => each.status === 'rejected');
	if (!failed) return nodes;
	await Promise.all(nodes.map((node) => node.stop()));
	throw failed.reason;
};

/** A node that would be a validator of the same network: it has no keys yet. */
export const joinLocalNetwork = async (nodes: Node[], chain = 'local'): Promise<Node> =>
	startValidator('fifth', chain, await networkIdentity(), nodes.flatMap(({ known }) => known ?? []));

/** Waits until a node has this many peers. */
export const hasPeers = async (api: ApiPromise, count: number, patience = 60_000): Promise<void> => {
	const until = Date.now() + patience;
	for (;;) {
		const { peers } = await api.rpc.system.health();
		if (peers.toNumber() >= count) return;
		if (Date.now() > until) throw new Error(`${peers} peers, not ${count}, after ${patience / 1000} s`);
		await nextHead(api);
	}
};

/** Waits for a block. */
const nextHead = (api: ApiPromise): Promise<void> =>
	new Promise((resolve, reject) => {
		let seen = 0;
		const stop = api.rpc.chain.subscribeNewHeads(() => {
			// The first is the head that there is.
			seen += 1;
			if (seen === 2) stop.then((unsubscribe) => unsubscribe()).then(resolve, reject);
		});
		stop.catch(reject);
	});

/** Waits until block `number` is final, and gives the number of the final block. */
export const finalised = (api: ApiPromise, number: number, patience = 60_000): Promise<number> =>
	new Promise((resolve, reject) => {
		let stop: (() => void) | undefined;
		let best = 0;
		const timer = setTimeout(() => {
			stop?.();
			reject(new Error(`block ${number} is not final after ${patience / 1000} s; final is ${best}`));
		}, patience);
		api.rpc.chain
			.subscribeFinalizedHeads((header) => {
				best = header.number.toNumber();
				if (best < number) return;
				clearTimeout(timer);
				stop?.();
				resolve(best);
			})
			.then((unsubscribe) => {
				stop = unsubscribe;
				if (best >= number) unsubscribe();
			}, reject);
	});
