import { blake2AsHex } from '@polkadot/util-crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { account } from '../lib/accounts.ts';
import { hex, unhex } from '../lib/bytes.ts';
import { call, readPlain, rpc, submit } from '../lib/chain.ts';
import { motion } from '../lib/governance.ts';
import { finalised, type Node, startLocalNetwork } from '../lib/node.ts';
import { unpacked, withSpecVersion } from '../lib/wasm.ts';

const MINUTE = 60_000;
let nodes: Node[] = [];

beforeAll(async () => {
	nodes = await startLocalNetwork();
}, 4 * MINUTE);
afterAll(() => Promise.all(nodes.map((node) => node.stop())));

const finalNow = async ({ api }: Node): Promise<number> =>
	(await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead())).number.toNumber();

/** Waits until the runtime at the final block of a node has this version. */
const upgraded = async (node: Node, specVersion: number): Promise<void> => {
	const start = await finalNow(node);
	for (let number = start; number < start + 20; number++) {
		await finalised(node.api, number, 2 * MINUTE);
		const hash = await rpc<string>(node.api, 'chain_getFinalizedHead');
		const version = await rpc<{ specVersion: number }>(node.api, 'state_getRuntimeVersion', hash);
		if (version.specVersion === specVersion) return;
	}
	throw new Error(`no upgrade to ${specVersion} within 20 blocks`);
};

describe('four validators', () => {
	it('serve in the session and see each other', async () => {
		const { api } = nodes[0]!;
		expect((await api.query.session!.validators!()).toJSON()).toHaveLength(4);
		for (const node of nodes) await finalised(node.api, 1, 2 * MINUTE);
		expect((await api.rpc.system.peers()).length).toBe(3);
	});

	it('agree on what is final', async () => {
		const number = await finalised(nodes[0]!.api, 4, 2 * MINUTE);
		await Promise.all(nodes.map(({ api }) => finalised(api, number, 2 * MINUTE)));
		const hashes = await Promise.all(
			nodes.map(async ({ api }) => (await api.rpc.chain.getBlockHash(number)).toHex()),
		);
		expect(new Set(hashes).size).toBe(1);
	});

	it('take an upgrade that three quarters of the council decided, and go on', async () => {
		vi.spyOn(console, 'log').mockImplementation(() => {});
		const { api } = nodes[0]!;
		const members = await readPlain<string[]>(api, 'council.members');
		const seats = ['//Alice', '//Bob', '//Charlie', '//Dave']
			.map(account)
			.filter(({ address }) => members.includes(address));
		const [first] = seats;
		expect(seats).toHaveLength(members.length);

		const before = api.runtimeVersion.specVersion.toNumber();
		const stored = unhex(await rpc<string>(api, 'state_getStorage', '0x3a636f6465'));
		const code = withSpecVersion(unpacked(stored), before + 1);
		const authorise = call(api, 'system.authorizeUpgrade', { codeHash: blake2AsHex(code) });
		const callHash = authorise.method.hash.toHex();
		const callEncodedLen = authorise.method.toU8a().length;
		const { weight: callWeightWitness } = await authorise.paymentInfo(first!);

		// More than a half whitelists the call, three quarters dispatch it as Root.
		await submit(api, first!, call(api, 'preimage.notePreimage', { bytes: authorise.method.toHex() }));
		const half = Math.floor(seats.length / 2) + 1;
		await motion(api, seats, [call(api, 'whitelist.whitelistCall', { callHash })], half);
		const dispatch = () =>
			call(api, 'whitelist.dispatchWhitelistedCall', { callHash, callEncodedLen, callWeightWitness });
		const most = Math.ceil((seats.length * 3) / 4);
		// Final, so that nothing of before is still waited for when the runtime changes.
		await (await motion(api, seats, [dispatch()], most)).final;

		// Anybody may bring the code. Sent without watching: polkadot.js reads the events of the block
		// in which the metadata change with those of the other runtime.
		const apply = await call(api, 'system.applyAuthorizedUpgrade', { code: hex(code) }).signAsync(first!);
		await rpc(api, 'author_submitExtrinsic', apply.toHex());

		await Promise.all(nodes.map((node) => upgraded(node, before + 1)));
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
