/** Who validates: what the council and a new validator do about it, and upgrades that it decides. */
import type { ApiPromise } from '@polkadot/api';
import type { KeyringPair } from '@polkadot/keyring/types';
import { blake2AsHex } from '@polkadot/util-crypto';
import { addOperator } from '../demo/forms.ts';
import { account, controllerOf, operatorOf } from './accounts.ts';
import { ascii, hex, unhex } from './bytes.ts';
import { call, connect, type Included, readPlain, rpc, signFor, submit } from './chain.ts';
import { motion } from './governance.ts';
import { finalised, type Node } from './node.ts';
import { roleSet } from './roles.ts';
import { withSpecVersion } from './wasm.ts';

const MINUTE = 60_000;
const PATIENCE = 20;

/** Controllers of the seats of the council. */
export const seatsOf = async (api: ApiPromise): Promise<KeyringPair[]> => {
	const members = await readPlain<string[]>(api, 'council.members');
	const seats = ['//Alice', '//Bob', '//Charlie', '//Dave'].map(account).filter(({ address }) => members.includes(address));
	if (seats.length !== members.length) throw new Error('a seat of the council is none of the founders');
	return seats;
};

/** Fewest seats that are a part of the council. */
export const shareOf = (seats: unknown[], numerator: number, denominator: number): number =>
	Math.ceil((seats.length * numerator) / denominator);

/** An organisation that is to validate, and the account that will. */
export interface Host {
	org: number;
	validator: KeyringPair;
}

/** The council admits an organisation, whose controller names the account of its validator. */
export const admitHost = async (api: ApiPromise, suite: string, name: string): Promise<Host> => {
	const org = await readPlain<number>(api, 'consortium.nextOrgId');
	const [controller, validator] = [controllerOf(suite, name), operatorOf(suite, name)];
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
	const seats = await seatsOf(api);
	await motion(api, seats, [admit], shareOf(seats, 2, 3));
	await submit(api, controller, addOperator(api, org, validator, ['IndustryAssociation']));
	return { org, validator };
};

/** A node makes session keys for an account, which registers them. */
export const registerKeys = async (node: Node, api: ApiPromise, validator: KeyringPair): Promise<Included> => {
	const owner = hex(validator.addressRaw);
	const { keys, proof } = await rpc<{ keys: string; proof: string }>(node.api, 'author_rotateKeysWithOwner', owner);
	return submit(api, validator, call(api, 'session.setKeys', { keys, proof }));
};

/** The number of the final block of a node. */
export const finalNow = async ({ api }: Node): Promise<number> =>
	(await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead())).number.toNumber();

/** Waits block by block until `done` holds at the final block of a node. */
const until = async (node: Node, what: string, blocks: number, done: (hash: string) => Promise<boolean>): Promise<void> => {
	const start = await finalNow(node);
	for (let number = start; number < start + blocks; number++) {
		await finalised(node.api, number, 2 * MINUTE);
		if (await done(await rpc<string>(node.api, 'chain_getFinalizedHead'))) return;
	}
	throw new Error(`${what}: not within ${blocks} blocks`);
};

/** Waits until the runtime at the final block of a node has this version. */
const upgraded = (node: Node, specVersion: number): Promise<void> =>
	until(node, `upgrade to ${specVersion}`, PATIENCE, async (hash) => {
		const version = await rpc<{ specVersion: number }>(node.api, 'state_getRuntimeVersion', hash);
		return version.specVersion === specVersion;
	});

/** Waits until this GRANDPA authority set votes on what comes after the final block of a node. */
export const handedOver = (node: Node, set: number, blocks: number): Promise<void> =>
	until(node, `authority set ${set}`, blocks, async (hash) => {
		const at = await node.api.at(hash);
		return Number(String(await at.query.grandpa!.currentSetId!())) === set;
	});

/**
 * The same code under the next version number: three quarters of the council decide on it, anybody
 * brings it. Gives the new version, once every node runs it.
 */
export const upgrade = async (nodes: Node[]): Promise<number> => {
	// A connection of its own: what others know of the metadata and of nonces would be out of date.
	const api = await connect(nodes[0]!.url);
	try {
		const version = await applied(api);
		await Promise.all(nodes.map((node) => upgraded(node, version)));
		return version;
	} finally {
		await api.disconnect();
	}
};

const applied = async (api: ApiPromise): Promise<number> => {
	const seats = await seatsOf(api);
	const [first] = seats;
	const own = await readPlain<{ specVersion: number }>(api, 'system.lastRuntimeUpgrade');
	signFor(api, own.specVersion);
	const before = await rpc<{ specVersion: number }>(api, 'state_getRuntimeVersion');
	const version = before.specVersion + 1;
	const code = await withSpecVersion(unhex(await rpc<string>(api, 'state_getStorage', '0x3a636f6465')), version);
	const authorise = call(api, 'system.authorizeUpgrade', { codeHash: blake2AsHex(code) });
	const callHash = authorise.method.hash.toHex();
	const callEncodedLen = authorise.method.toU8a().length;
	const { weight: callWeightWitness } = await authorise.paymentInfo(first!);

	// More than a half whitelists the call, three quarters dispatch it as Root.
	await submit(api, first!, call(api, 'preimage.notePreimage', { bytes: authorise.method.toHex() }));
	const half = Math.floor(seats.length / 2) + 1;
	await motion(api, seats, [call(api, 'whitelist.whitelistCall', { callHash })], half);
	const dispatch = call(api, 'whitelist.dispatchWhitelistedCall', { callHash, callEncodedLen, callWeightWitness });
	// Final, so that nothing of before is still waited for when the runtime changes.
	await (await motion(api, seats, [dispatch], shareOf(seats, 3, 4))).final;

	// Anybody may bring the code. Sent without watching: polkadot.js reads the events of the block
	// in which the metadata change with those of the other runtime.
	const apply = await call(api, 'system.applyAuthorizedUpgrade', { code: hex(code) }).signAsync(first!);
	await rpc(api, 'author_submitExtrinsic', apply.toHex());
	return version;
};
