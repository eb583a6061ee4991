/** Nodes as child processes: a development chain, and a local network of four validators. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApiPromise } from '@polkadot/api';
import { connect } from './chain.ts';

/** The binary under test. */
export const binary = (): string => {
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

/** Four validators of `local_testnet`, each told where the others are. */
export const startLocalNetwork = async (): Promise<Node[]> => {
	const validators = await Promise.all(
		['alice', 'bob', 'charlie', 'dave'].map(async (name) => {
			const { stdout, stderr } = spawnSync(binary(), ['key', 'generate-node-key'], { encoding: 'utf8' });
			const address = await localAddress();
			return { name, address, key: stdout.trim(), known: `${address}/p2p/${stderr.trim()}` };
		}),
	);
	const started = await Promise.allSettled(
		validators.map(({ name, address, key }) =>
			startNode(name, address, [
				...['--chain', 'local', '--tmp', `--${name}`, '--validator', '--allow-private-ip'],
				...['--node-key', key],
				...validators.flatMap((other) => (other.name === name ? [] : ['--bootnodes', other.known])),
			]),
		),
	);
	const nodes = started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
	const failed = started.find((each) => each.status === 'rejected');
	if (!failed) return nodes;
	await Promise.all(nodes.map((node) => node.stop()));
	throw failed.reason;
};

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
