/**
 * A refused call changes nothing of ours, however it is wrapped. What it costs is the fee, which for
 * a member is counted in `Consortium.QuotaUsed`: that entry alone is left out.
 */
import type { KeyringPair } from '@polkadot/keyring/types';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Role, castFor } from '../demo/cast.ts';
import * as chapters from '../demo/chapters.ts';
import { sealed } from '../demo/declare.ts';
import type { Shipper } from '../demo/goods.ts';
import { type Call, eventTime, HEADPHONES, legalDate, sha256, World } from '../demo/world.ts';
import { small } from '../fixtures/small.ts';
import { account, outsiders } from '../lib/accounts.ts';
import { ascii } from '../lib/bytes.ts';
import { allOf, call, type Extrinsic, type Included, send, submit } from '../lib/chain.ts';
import { readShipment, shiftTo } from '../lib/epcis.ts';
import { innerRefusal } from '../lib/events.ts';
import { withCheckDigit } from '../lib/gs1.ts';
import { motion } from '../lib/governance.ts';
import { type Node, startDev } from '../lib/node.ts';
import { changed, nameOf, ourState, prefixOf } from '../lib/state.ts';
import { silence, Story } from '../lib/story.ts';
import { EUROPEAN_UNION } from '../lib/territories.ts';

let node: Node;
let w: World;
let shipper: Shipper;
let declaration: number;

const { dave, eve, ferdie } = outsiders();
/** Signs for others by proxy. */
const PROXY = ferdie;

const extra = (key: string, name: string, country: string, roles: Role['roles']): Role => ({
	key,
	name,
	country,
	roles,
	prefixes: [],
	offices: [],
	operators: 1,
});

beforeAll(async () => {
	node = await startDev();
	w = new World(node.api, new Story(silence), 'refusals');
	const shipment = shiftTo(readShipment(small()), (await w.now()) - 30_000);
	await chapters.admit(w, [
		...castFor(shipment),
		extra('customsFR', 'Customs France', 'FR', ['Customs']),
		extra('pirate', 'Second Maker', 'TR', ['Manufacturer']),
	]);
	await chapters.rights(w);
	await chapters.licences(w, shipment);
	shipper = await chapters.ship(w, shipment);
	await chapters.instruct(w);
	await chapters.mandate(w, 'importer', 'broker');
	({ declaration } = await chapters.declareGenuine(w, shipper));
	await motion(w.api, w.seats, [
		w.call(['consortium.suspend', { org: w.org('warehouse2').id, ground: `0x${'11'.repeat(32)}` }]),
	]);

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

const now = async () => eventTime({ moment: await w.now(), offset: 0 });
const operator = (key: string) => () => w.org(key).signers[0]!;
const lot = () => shipper.lots[0]!;
/** A consignment that the factory still holds: the item that was not packed. */
const loose = () => lot().parts[0]!;

/** The logistic unit of the document, which was unpacked at the importer and observed there. */
const sscc = () => shipper.shipment.steps.flatMap((step) => (step.act === 'pack' ? [step.sscc] : []))[0]!;

interface Case {
	what: string;
	signer: () => KeyringPair;
	call: () => Promise<Call> | Call;
	error: string;
}

const CASES: [kind: string, cases: Case[]][] = [
	[
		'wrong signer',
		[
			{
				what: 'an outsider registers a class',
				signer: () => eve,
				call: () => chapters.registerClass(lot().gtin, []),
				error: 'consortium.NotMember',
			},
			{
				what: 'a controller acts as an operator',
				signer: () => w.org('brand').controller,
				call: () => chapters.registerClass(lot().gtin, []),
				error: 'consortium.NotMember',
			},
			{
				what: 'a carrier offers goods that the factory holds',
				signer: operator('carrier'),
				call: async () => [
					'custody.offer',
					{ object: loose().id, seq: await w.seq(loose().id), to: w.org('importer').id, place: null, time: await now() },
				],
				error: 'custody.NotHolder',
			},
			{
				what: 'a monitor attests a right',
				signer: operator('monitor'),
				call: async () => chapters.attestMark(w, chapters.MARK, EUROPEAN_UNION, 'Office', legalDate(await w.now())),
				error: 'consortium.RoleMissing',
			},
			{
				what: 'the brand releases its own goods',
				signer: operator('brand'),
				call: () => ['customs.release', { declaration, line: 0 }],
				error: 'consortium.RoleMissing',
			},
			{
				what: 'an operator suspends a competitor',
				signer: operator('brand'),
				call: () => ['consortium.suspend', { org: w.org('trader').id, ground: `0x${'22'.repeat(32)}` }],
				error: 'BadOrigin',
			},
			{
				what: 'a broker declares for somebody who gave no mandate',
				signer: operator('broker'),
				call: () => [
					'customs.lodge',
					{
						form: sealed(w, {
							represented: 'trader',
							importer: 'trader',
							holder: 'trader',
							seller: 'brand',
							destination: 'DE',
							reference: '26DE000000000000R2',
							lines: [{ gtin: lot().gtin, amount: { pieces: 1 }, goods: [] }],
						}),
					},
				],
				error: 'customs.NoMandate',
			},
			{
				what: 'the owner surrenders a licence for its licensee',
				signer: operator('brand'),
				call: () => ['licensing.surrenderLicence', { licence: 0 }],
				error: 'licensing.NotLicensee',
			},
		],
	],
	[
		'wrong state',
		[
			{
				what: 'goods are accepted that nobody offered',
				signer: operator('importer'),
				call: async () => [
					'custody.accept',
					{ object: loose().id, seq: await w.seq(loose().id), place: null, time: await now() },
				],
				error: 'custody.NotOffered',
			},
			{
				what: 'a released line is suspended',
				signer: operator('customs'),
				call: () => ['customs.suspend', { declaration, line: 0, nature: 'Copying', evidence: [] }],
				error: 'customs.NotOpen',
			},
			{
				what: 'an attested claim is attested again',
				signer: operator('office'),
				call: async () => chapters.attestMark(w, chapters.MARK, EUROPEAN_UNION, 'Office', legalDate(await w.now())),
				error: 'ipRegistry.AlreadyAttested',
			},
			{
				what: 'evidence is revoked that nobody deposited',
				signer: operator('monitor'),
				call: () => [
					'evidence.revoke',
					{ digest: sha256(`0x${'33'.repeat(32)}`), number: 0, ground: `0x${'44'.repeat(32)}` },
				],
				error: 'evidence.UnknownDigest',
			},
		],
	],
	[
		'wrong country',
		[
			{
				what: 'customs of France releases what goes to Germany',
				signer: operator('customsFR'),
				call: () => ['customs.release', { declaration, line: 0 }],
				error: 'customs.NotCompetent',
			},
			{
				what: 'a licence reaches beyond the right',
				signer: operator('brand'),
				call: async () =>
					chapters.grant(w, chapters.MARK, 'trader', ['Import'], ['US'], undefined, await w.now()),
				error: 'licensing.TerritoryNotCovered',
			},
		],
	],
	[
		'replay',
		[
			{
				what: 'an act names a number that is past',
				signer: operator('factory'),
				call: async () => [
					'custody.offer',
					{ object: loose().id, seq: 0, to: w.org('importer').id, place: null, time: await now() },
				],
				error: 'custody.StaleSeq',
			},
			{
				what: 'a lot is commissioned twice',
				signer: operator('factory'),
				call: async () => lot().commission(undefined, await now()),
				error: 'custody.AlreadyCommissioned',
			},
			{
				what: 'a right is claimed twice by the same',
				signer: operator('brand'),
				call: () => chapters.claimMark(chapters.MARK, EUROPEAN_UNION),
				error: 'ipRegistry.AlreadyClaimed',
			},
			{
				what: 'an observation is reported twice',
				signer: operator('importer'),
				call: async () => [
					'custody.observe',
					{
						what: { Object: await shipper.unitId(sscc()) },
						seq: 0,
						bizStep: 'Storing',
						disposition: 'InProgress',
						place: null,
						time: await now(),
					},
				],
				error: 'custody.StaleSeq',
			},
		],
	],
	[
		'over quantity, unlicensed',
		[
			{
				what: 'one more item than licensed is made',
				signer: operator('factory'),
				call: async () => [
					'custody.commission',
					{
						gtin: ascii(lot().gtin),
						number: ascii('L-2'),
						quantity: { Pieces: 1 },
						root: `0x${'55'.repeat(32)}`,
						place: null,
						time: await now(),
					},
				],
				error: 'custody.NotAuthorised',
			},
			{
				what: 'a maker without licence makes',
				signer: operator('pirate'),
				call: async () => [
					'custody.commission',
					{
						gtin: ascii(lot().gtin),
						number: ascii('L-3'),
						quantity: { Pieces: 1 },
						root: null,
						place: null,
						time: await now(),
					},
				],
				error: 'custody.NotAuthorised',
			},
			{
				what: 'a class is registered under the prefix of another',
				signer: operator('trader'),
				call: () => ['custody.registerClass', { gtin: ascii(withCheckDigit('0952100199998')), rights: [], hs: HEADPHONES }],
				error: 'custody.PrefixNotHeld',
			},
			{
				what: 'a licensee revokes',
				signer: operator('importer'),
				call: async () => ['licensing.revoke', { licence: 0, ground: `0x${'66'.repeat(32)}` }],
				error: 'consortium.RoleMissing',
			},
		],
	],
	[
		'suspended',
		[
			{
				what: 'a suspended member observes',
				signer: operator('warehouse2'),
				call: async () => [
					'custody.observe',
					{
						what: { Object: loose().id },
						seq: 0,
						bizStep: 'Storing',
						disposition: 'InProgress',
						place: null,
						time: await now(),
					},
				],
				error: 'consortium.NotInGoodStanding',
			},
			{
				what: 'a suspended member declares',
				signer: operator('warehouse2'),
				call: () => [
					'customs.lodge',
					{
						form: sealed(w, {
							importer: 'importer',
							holder: 'importer',
							seller: 'brand',
							destination: 'DE',
							reference: '26DE000000000000R1',
							lines: [{ gtin: lot().gtin, amount: { pieces: 1 }, goods: [] }],
						}),
					},
				],
				error: 'consortium.NotInGoodStanding',
			},
		],
	],
];

/** The call as it is, in a batch, in one that succeeds or fails as a whole, and by proxy. */
const wrappings = (signer: KeyringPair, make: () => Extrinsic): [string, KeyringPair, Extrinsic][] => [
	['plain', signer, make()],
	['utility.batch', signer, call(w.api, 'utility.batch', { calls: [make()] })],
	['utility.batchAll', signer, call(w.api, 'utility.batchAll', { calls: [make()] })],
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

/** What differs between two blocks under our prefixes, fees apart. */
const difference = async (from: string, to: string): Promise<string[]> => {
	const [before, after] = await Promise.all([ourState(w.api, from), ourState(w.api, to)]);
	const fees = prefixOf('Consortium', 'QuotaUsed');
	return changed(before, after)
		.filter((key) => !key.startsWith(fees))
		.map((key) => nameOf(w.api, key));
};

const bestHash = async () => (await w.api.rpc.chain.getBlockHash()).toHex();

describe.each(CASES)('%s', (_, cases) => {
	const named = cases.map((each) => [each.what, each.error, each] as const);
	it.each(named)('%s: %s, and nothing changes', async (_what, error, { signer, call: make }) => {
		const before = await bestHash();
		const pair = signer();
		const args = await make();
		const results = await Promise.all(
			wrappings(pair, () => w.call(args)).map(async ([wrapping, by, extrinsic]) => {
				const included = await send(w.api, by, extrinsic);
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
		expect(await difference(before, last.hash)).toEqual([]);
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
		expect(new Set(await difference(before, hash))).toEqual(
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
