import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { call, readPlain, submit } from '../lib/chain.ts';
import { eventOf, plain } from '../lib/events.ts';
import { motion } from '../lib/governance.ts';
import { finalised, hasPeers, joinLocalNetwork, type Node, startLocalNetwork } from '../lib/node.ts';
import { admitHost, finalNow, registerKeys, seatsOf, upgrade } from '../lib/validators.ts';

const MINUTE = 60_000;
let nodes: Node[] = [];

beforeAll(async () => {
	nodes = await startLocalNetwork();
}, 4 * MINUTE);
afterAll(() => Promise.all(nodes.map((node) => node.stop())));

describe('four validators', () => {
	it('serve in the session and see each other', async () => {
		const { api } = nodes[0]!;
		expect((await api.query.session!.validators!()).toJSON()).toHaveLength(4);
		for (const node of nodes) await finalised(node.api, 1, 2 * MINUTE);
		for (const node of nodes) await hasPeers(node.api, 3);
	});

	it('agree on what is final', async () => {
		const number = await finalised(nodes[0]!.api, 4, 2 * MINUTE);
		await Promise.all(nodes.map(({ api }) => finalised(api, number, 2 * MINUTE)));
		const hashes = await Promise.all(
			nodes.map(async ({ api }) => (await api.rpc.chain.getBlockHash(number)).toHex()),
		);
		expect(new Set(hashes).size).toBe(1);
	});

	it('are joined by a fifth, as far as the council enlists it', async () => {
		const { api } = nodes[0]!;
		const fifth = await joinLocalNetwork(nodes);
		try {
			const { org, validator } = await admitHost(api, 'network', 'fifth');
			const seats = await seatsOf(api);

			const enlist = () => call(api, 'validators.enlist', { org, validator: validator.address });
			await expect(motion(api, seats, [enlist()], 3)).rejects.toThrow('validators.NoSessionKeys');
			// The same motion can be moved again once its deposit was released.
			const proposalHash = enlist().method.hash.toHex();
			await submit(api, seats[0]!, call(api, 'council.releaseProposalCost', { proposalHash }));

			// Its own node makes the keys and proves that it has them.
			await registerKeys(fifth, api, validator);
			const enlisted = await motion(api, seats, [enlist()], 3);
			expect(plain(eventOf(enlisted.events, 'validators.Enlisted'), 'validator')).toBe(validator.address);
			expect(await readPlain<string[]>(api, 'validators.validators')).toContain(validator.address);

			// It follows the chain of the others.
			await finalised(fifth.api, enlisted.block, 2 * MINUTE);
			expect((await fifth.api.rpc.chain.getBlockHash(enlisted.block)).toHex()).toBe(enlisted.hash);
		} finally {
			await fifth.stop();
		}
	});

	it('take an upgrade that three quarters of the council decided, and go on', async () => {
		vi.spyOn(console, 'log').mockImplementation(() => {});
		const before = nodes[0]!.api.runtimeVersion.specVersion.toNumber();
		expect(await upgrade(nodes)).toBe(before + 1);
		const heads = await Promise.all(nodes.map(finalNow));
		await Promise.all(nodes.map((node) => finalised(node.api, Math.max(...heads) + 2, 2 * MINUTE)));
	});

	it('go on when one of them stops', async () => {
		await nodes.pop()!.stop();
		const before = await finalNow(nodes[0]!);
		// More than a round of authors, so that the slots of the one that is gone are among them.
		const after = await Promise.all(nodes.map(({ api }) => finalised(api, before + 6, 4 * MINUTE)));
		expect(Math.min(...after)).toBeGreaterThanOrEqual(before + 6);
	});
});
