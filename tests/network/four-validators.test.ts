import { blake2AsHex } from '@polkadot/util-crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { addOperator } from '../demo/forms.ts';
import { account, controllerOf, operatorOf } from '../lib/accounts.ts';
import { ascii, hex, unhex } from '../lib/bytes.ts';
import { call, readPlain, rpc, submit } from '../lib/chain.ts';
import { eventOf, plain } from '../lib/events.ts';
import { motion } from '../lib/governance.ts';
import { finalised, hasPeers, joinLocalNetwork, type Node, startLocalNetwork } from '../lib/node.ts';
import { roleSet } from '../lib/roles.ts';
import { withSpecVersion } from '../lib/wasm.ts';

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
			// The council admits its organisation, whose controller names the account of the validator.
			const org = await readPlain<number>(api, 'consortium.nextOrgId');
			const [controller, validator] = [controllerOf('network', 'fifth'), operatorOf('network', 'fifth')];
			const seats = ['//Alice', '//Bob', '//Charlie'].map(account);
			const profile = {
				displayName: ascii('Fifth Chamber'),
				country: ascii('AT'),
				identifiers: { lei: null, eori: null, gln: null },
				partyTag: null,
				resolver: null,
				verification: { level: 'Verified', by: null },
			};
			const roles = roleSet(['IndustryAssociation']);
			const admit = call(api, 'consortium.admit', { profile, roles, controller: controller.address });
			await motion(api, seats, [admit], 3);
			await submit(api, controller, addOperator(api, org, validator, ['IndustryAssociation']));

			const enlist = () => call(api, 'validators.enlist', { org, validator: validator.address });
			await expect(motion(api, seats, [enlist()], 3)).rejects.toThrow('validators.NoSessionKeys');
			// The same motion can be moved again once its deposit was released.
			const proposalHash = enlist().method.hash.toHex();
			await submit(api, seats[0]!, call(api, 'council.releaseProposalCost', { proposalHash }));

			// Its own node makes the keys and proves that it has them.
			const owner = hex(validator.addressRaw);
			const { keys, proof } = await rpc<{ keys: string; proof: string }>(fifth.api, 'author_rotateKeysWithOwner', owner);
			await submit(api, validator, call(api, 'session.setKeys', { keys, proof }));
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
		const { api } = nodes[0]!;
		const members = await readPlain<string[]>(api, 'council.members');
		const seats = ['//Alice', '//Bob', '//Charlie', '//Dave']
			.map(account)
			.filter(({ address }) => members.includes(address));
		const [first] = seats;
		expect(seats).toHaveLength(members.length);

		const before = api.runtimeVersion.specVersion.toNumber();
		const stored = unhex(await rpc<string>(api, 'state_getStorage', '0x3a636f6465'));
		const code = await withSpecVersion(stored, before + 1);
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
