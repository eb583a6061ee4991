/**
 * A refused call changes nothing of ours, however it is wrapped. What it costs is the fee, which for
 * a member is counted in `Consortium.QuotaUsed`: that entry alone is left out.
 */
import type { KeyringPair } from '@polkadot/keyring/types';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { castFor, role } from '../demo/cast.ts';
import * as chapters from '../demo/chapters.ts';
import { lodge, sealed } from '../demo/declare.ts';
import { orderDestruction } from '../demo/forms.ts';
import { World } from '../demo/world.ts';
import { small } from '../fixtures/small.ts';
import { account, outsiders } from '../lib/accounts.ts';
import { allOf, call, type Extrinsic, type Included, send, submit } from '../lib/chain.ts';
import { readShipment, shiftTo } from '../lib/epcis.ts';
import { innerRefusal } from '../lib/events.ts';
import { motion } from '../lib/governance.ts';
import { type Node, startDev } from '../lib/node.ts';
import { difference } from '../lib/state.ts';
import { silence, Story } from '../lib/story.ts';
import { admission, CASES, loose, lot, now, s } from './cases.ts';
import { EVIDENCE_CASES, prepareEvidence } from './cases-evidence.ts';
import { GOODS_CASES } from './cases-goods.ts';
import { RIGHTS_CASES } from './cases-rights.ts';

let node: Node;
let w: World;

const { dave, eve, ferdie } = outsiders();
/** Signs for others by proxy. */
const PROXY = ferdie;

/** The trader declares an item with the serial of one that the importer holds. */
const declareClone = async (serial: string) => {
	const form = sealed(w, {
		importer: 'trader',
		holder: 'trader',
		seller: 'brand',
		destination: 'DE',
		reference: `26DE00000000000${serial}C1`,
		lines: [{ gtin: lot().gtin, amount: { pieces: 1 }, goods: [lot().claim(serial)] }],
	});
	return (await lodge(w, 'trader', form)).declaration;
};

beforeAll(async () => {
	node = await startDev();
	w = new World(node.api, new Story(silence), 'refusals');
	const shipment = shiftTo(readShipment(small()), (await w.now()) - 30_000);
	await chapters.admit(w, [
		...castFor(shipment),
		role('customsFR', 'Customs France', 'FR', ['Customs']),
		role('pirate', 'Second Maker', 'TR', ['Manufacturer']),
	]);
	await chapters.rights(w);
	await chapters.licences(w, shipment);
	const shipper = await chapters.ship(w, shipment);
	await chapters.instruct(w);
	await chapters.mandate(w, 'importer', 'broker');
	const { declaration } = await chapters.declareGenuine(w, shipper);
	Object.assign(s, { w, shipper, declaration });
	const toStock = chapters.offerLicence(w, chapters.MARK, 'trader', ['Stock'], ['DE'], undefined, await w.now());
	[s.offer] = chapters.offered(await w.send('brand', [toStock])) as [number];
	s.open = await declareClone('A');
	s.held = await declareClone('B');
	await w.send('customs', [
		['customs.suspend', { declaration: s.held, line: 0, nature: 'Copying', evidence: [] }],
		orderDestruction(s.held, 0, 'Consent', `0x${'ab'.repeat(32)}`),
	]);
	await motion(w.api, w.seats, [
		w.call(['consortium.suspend', { org: w.org('warehouse2').id, ground: `0x${'11'.repeat(32)}` }]),
	]);

	await prepareEvidence(w);

	// Proxies take a deposit, which operators otherwise have no need of.
	const signers = [eve, ...w.orgs.flatMap(({ signers, controller }) => [...signers, controller])];
	const gifts = signers.map((each) =>
		call(w.api, 'balances.transferKeepAlive', { dest: each.address, value: 10n ** 14n }),
	);
	await submit(w.api, dave, allOf(w.api, gifts));
	await Promise.all(
		signers.map((each) =>
			submit(
				w.api,
				each,
				call(w.api, 'proxy.addProxy', { delegate: PROXY.address, proxyType: 'Any', delay: 0 }),
			),
		),
	);
});
afterAll(() => node?.stop());

/** The call as it is, in a batch, in one that succeeds or fails as a whole, and by proxy. */
const wrappings = (signer: KeyringPair, make: () => Extrinsic): [string, KeyringPair, Extrinsic][] => [
	['plain', signer, make()],
	['utility.batch', signer, call(w.api, 'utility.batch', { calls: [make()] })],
	['utility.batchAll', signer, call(w.api, 'utility.batchAll', { calls: [make()] })],
	['utility.forceBatch', signer, call(w.api, 'utility.forceBatch', { calls: [make()] })],
	[
		'proxy.proxy',
		PROXY,
		call(w.api, 'proxy.proxy', { real: signer.address, forceProxyType: null, call: make() }),
	],
	[
		'batch in proxy',
		PROXY,
		call(w.api, 'proxy.proxy', {
			real: signer.address,
			forceProxyType: null,
			call: call(w.api, 'utility.batchAll', { calls: [make()] }),
		}),
	],
];

const bestHash = async () => (await w.api.rpc.chain.getBlockHash()).toHex();

/** The calls that were refused, by their names. */
const tried = new Set<string>();

describe.each([...CASES, ...RIGHTS_CASES, ...GOODS_CASES, ...EVIDENCE_CASES])('%s', (_, cases) => {
	const named = cases.map((each) => [each.what, each.error, each] as const);
	it.each(named)('%s: %s, and nothing changes', async (_what, error, { signer, call: make }) => {
		const before = await bestHash();
		const pair = signer();
		const args = await make();
		const extrinsic = () => (Array.isArray(args) ? w.call(args) : args);
		const { section, method } = extrinsic().method;
		tried.add(`${section}.${method}`);
		const results = await Promise.all(
			wrappings(pair, extrinsic).map(async ([wrapping, by, wrapped]) => {
				const included = await send(w.api, by, wrapped);
				const reason = included.refused ?? innerRefusal(w.api, included.events);
				return { wrapping, reason: reason?.reason, included };
			}),
		);
		expect(results.map(({ wrapping, reason }) => `${wrapping}: ${reason}`)).toEqual(
			results.map(({ wrapping }) => `${wrapping}: ${error}`),
		);
		const last = results.reduce<Included>(
			(latest, { included }) => (included.block > latest.block ? included : latest),
			results[0]!.included,
		);
		expect(await difference(w.api, before, last.hash)).toEqual([]);
	});
});

describe('the calls about goods and evidence', () => {
	it.each(['custody', 'evidence'])('of %s are refused in every wrapping, each of them', (pallet) => {
		const all = Object.keys(w.api.tx[pallet]!).map((method) => `${pallet}.${method}`);
		expect(all.filter((name) => !tried.has(name))).toEqual([]);
		expect(all.length).toBeGreaterThan(20);
	});
});

describe('a motion that is carried, but whose call is refused', () => {
	const unknown = 4_000_000;
	it.each<[string, string, () => Parameters<World['call']>[0][]]>([
		['admits with an identifier that another has', 'consortium.IdentifierTaken', () => [
			admission('Name Alike', 'IT', w.org('factory').gln),
		]],
		['suspends an organisation that nobody admitted', 'consortium.UnknownOrganisation', () => [
			['consortium.suspend', { org: unknown, ground: `0x${'11'.repeat(32)}` }],
		]],
		['admits one, and attests a prefix of another, as a whole', 'consortium.PrefixTaken', () => [
			admission('Half Way', 'IT'),
			['consortium.attestPrefix', { org: w.org('trader').id, prefix: `0x${Buffer.from(w.org('brand').prefixes[0]!).toString('hex')}` }],
		]],
	])('%s: Ok outside, %s within, and nothing changes', async (_what, error, calls) => {
		const before = await bestHash();
		const closed = await motion(w.api, w.seats, calls().map((each) => w.call(each)), 2, { inner: false });
		expect(closed.events.map(({ event }) => `${event.section}.${event.method}`)).toContain('council.Executed');
		expect(innerRefusal(w.api, closed.events)?.reason).toBe(error);
		expect(await difference(w.api, before, closed.hash)).toEqual([]);
	});

	it('is told as refused to whoever does not look for it', async () => {
		const wrong = w.call(['consortium.reinstate', { org: w.org('trader').id }]);
		await expect(motion(w.api, w.seats, [wrong])).rejects.toThrow('consortium.NotSuspended');
	});
});

describe('the comparison itself', () => {
	it('sees a call that is not refused', async () => {
		const before = await bestHash();
		const { hash } = await w.send('monitor', [
			[
				'custody.observe',
				{
					what: { Object: loose().id },
					seq: 0,
					bizStep: 'Inspecting',
					disposition: 'Conformant',
					place: null,
					time: await now(),
				},
			],
		]);
		expect(new Set(await difference(w.api, before, hash))).toEqual(
			new Set(['Custody.Observations', 'Custody.ObservationCount']),
		);
	});

	it('refuses an account that the chain does not know before it reaches a block', async () => {
		vi.spyOn(console, 'error').mockImplementation(() => {});
		const nobody = account('//refusals//nobody');
		await expect(submit(w.api, nobody, w.call(chapters.registerClass(lot().gtin, [])))).rejects.toThrow(
			/1010|balance|payment/i,
		);
	});
});
