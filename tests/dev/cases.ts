/** Calls that the chain must refuse, each with the reason. */
import type { KeyringPair } from '@polkadot/keyring/types';
import * as chapters from '../demo/chapters.ts';
import { sealed } from '../demo/declare.ts';
import { addOperator, anchor, orderDestruction } from '../demo/forms.ts';
import type { Range } from '../demo/goods.ts';
import type { Shipper } from '../demo/shipper.ts';
import { type Call, digest, eventTime, HEADPHONES, legalDate, type World } from '../demo/world.ts';
import { account, outsiders } from '../lib/accounts.ts';
import { ascii, type Hex } from '../lib/bytes.ts';
import type { Extrinsic } from '../lib/chain.ts';
import { withCheckDigit } from '../lib/gs1.ts';
import { roleSet } from '../lib/roles.ts';
import { EUROPEAN_UNION } from '../lib/territories.ts';

export interface Case {
	what: string;
	signer: () => KeyringPair;
	call: () => Promise<Call> | Call | Extrinsic;
	error: string;
}

/** What the calls are about. Set before they are made. */
export interface Scene {
	w: World;
	shipper: Shipper;
	/** Genuine goods, released. */
	declaration: number;
	/** Clones, about which no officer has decided. */
	open: number;
	/** Clones, suspended, their destruction ordered by the first officer. */
	held: number;
	/** A licence that the brand offers the trader, who does not accept it. */
	offer: number;
}

export const s = {} as Scene;

const { eve } = outsiders();
/** Somebody who belongs to no organisation. */
export const outsider = () => eve;
const CONSENT: Hex = `0x${'ab'.repeat(32)}`;

export const now = async () => eventTime({ moment: await s.w.now(), offset: 0 });
export const operator = (key: string) => () => s.w.org(key).signers[0]!;
export const lot = () => s.shipper.lots[0]!;
/** A consignment that the factory still holds: the item that was not packed. */
export const loose = () => lot().parts[0]!;
/** The consignment that arrived at the importer. */
export const arrived = () => lot().parts[1]!;

/** The logistic unit of the document, which was unpacked at the importer and observed there. */
export const sscc = () => s.shipper.shipment.steps.flatMap((step) => (step.act === 'pack' ? [step.sscc] : []))[0]!;
/** One that was never used, under the prefix of the factory. */
const freshSscc = () => withCheckDigit('09521002000000077');

export const admission = (name: string, country: string, gln?: string): Call => [
	'consortium.admit',
	{
		profile: {
			displayName: ascii(name),
			country: ascii(country),
			identifiers: { lei: null, eori: null, gln: gln === undefined ? null : ascii(gln) },
			partyTag: null,
			resolver: null,
			verification: { level: 'Verified', by: null },
		},
		roles: roleSet(['Trader']),
		controller: account(`//refusals//${name}`).address,
	},
];

const examination = (declaration: number, contradicting = 3): Call => [
	'customs.examine',
	{ declaration, line: 0, scanned: 3, contradicting, report: digest(`0x${'cd'.repeat(32)}`) },
];

const suspension = (nature: string, evidence: Hex[] = []): Call => [
	'customs.suspend',
	{ declaration: s.open, line: 0, nature, evidence: evidence.map(digest) },
];

const splitting = (seq: number, ranges: Range[] = [[2, 3]]): Call => [
	'custody.split',
	{ consignment: loose().id, seq, part: { Ranges: ranges } },
];

const packing = async (into: string, object: Hex, seq: number): Promise<Call> => [
	'custody.pack',
	{ sscc: ascii(into), children: [[object, seq]], place: null, time: await now() },
];

const unpacking = async (object: Hex): Promise<Call> => {
	const parent = await s.shipper.unitId(sscc());
	const children = [[object, await s.w.seq(object)]];
	return ['custody.unpack', { parent, seq: await s.w.seq(parent), children, place: null, time: await now() }];
};

const sale = (claim: Record<string, unknown>, seq: number): Call => [
	'custody.sell',
	{ claim, seq, order: `0x${'ef'.repeat(32)}`, payment: null, marketplace: null },
];

/** One call that several may not make, each for a reason of its own. */
export const refusals = (what: string, call: Case['call'], by: [who: string, signer: Case['signer'], error: string][]): Case[] =>
	by.map(([who, signer, error]) => ({ what: `${who}: ${what}`, signer, call, error }));

export const CASES: [kind: string, cases: Case[]][] = [
	[
		'wrong signer',
		[
			{
				what: 'a controller admits an organisation on its own',
				signer: () => s.w.org('brand').controller,
				call: () => admission('Nobody Decided', 'IT'),
				error: 'BadOrigin',
			},
			{
				what: 'an operator names another operator',
				signer: operator('brand'),
				call: () => addOperator(s.w.api, s.w.org('brand').id, account('//refusals//new'), ['RightsHolder']),
				error: 'consortium.NotController',
			},
			{
				what: 'an outsider anchors a digest',
				signer: () => eve,
				call: () => anchor(s.w, `0x${'77'.repeat(32)}`, 'Other', { source: 'found on a doorstep', tool: 'none' }),
				error: 'consortium.NotMember',
			},
			{
				what: 'a trader instructs the border',
				signer: operator('trader'),
				call: () => ['customs.instruct', { reference: `0x${'88'.repeat(32)}` }],
				error: 'consortium.RoleMissing',
			},
			{
				what: 'an outsider gives a mandate',
				signer: () => eve,
				call: () => ['customs.giveMandate', { agent: s.w.org('broker').id }],
				error: 'consortium.NotMember',
			},
			{
				what: 'the brand examines a competitor',
				signer: operator('brand'),
				call: () => examination(s.open),
				error: 'consortium.RoleMissing',
			},
			{
				what: 'the declarant releases its own open line',
				signer: operator('trader'),
				call: () => ['customs.release', { declaration: s.open, line: 0 }],
				error: 'consortium.RoleMissing',
			},
			{
				what: 'a carrier splits what the factory holds',
				signer: operator('carrier'),
				call: async () => splitting(await s.w.seq(loose().id)),
				error: 'custody.NotHolder',
			},
			{
				what: 'a factory packs what the importer holds',
				signer: operator('factory'),
				call: async () => packing(freshSscc(), arrived().id, await s.w.seq(arrived().id)),
				error: 'custody.NotHolder',
			},
			{
				what: 'a carrier packs under the prefix of the factory',
				signer: operator('carrier'),
				call: async () => packing(freshSscc(), loose().id, await s.w.seq(loose().id)),
				error: 'custody.PrefixNotHeld',
			},
			{
				what: 'a carrier unpacks what the importer holds',
				signer: operator('carrier'),
				call: () => unpacking(arrived().id),
				error: 'custody.NotHolder',
			},
			{
				what: 'a trader sells what the importer holds',
				signer: operator('trader'),
				call: async () => sale({ Consignment: { id: arrived().id } }, await s.w.seq(arrived().id)),
				error: 'custody.NotHolder',
			},
			{
				what: 'an outsider registers a class',
				signer: () => eve,
				call: () => chapters.registerClass(lot().gtin, []),
				error: 'consortium.NotMember',
			},
			{
				what: 'a controller acts as an operator',
				signer: () => s.w.org('brand').controller,
				call: () => chapters.registerClass(lot().gtin, []),
				error: 'consortium.NotMember',
			},
			{
				what: 'a carrier offers goods that the factory holds',
				signer: operator('carrier'),
				call: async () => [
					'custody.offer',
					{ object: loose().id, seq: await s.w.seq(loose().id), to: s.w.org('importer').id, until: null, place: null, time: await now() },
				],
				error: 'custody.NotHolder',
			},
			{
				what: 'the importer sells the title to what it only holds',
				signer: operator('importer'),
				call: async () => [
					'custody.offerTitle',
					{ object: arrived().id, seq: await s.w.seq(arrived().id), to: s.w.org('trader').id, until: null },
				],
				error: 'custody.NotOwner',
			},
			{
				what: 'the factory limits how many pieces the brand may have made',
				signer: operator('factory'),
				call: () => ['custody.setClassTerms', { gtin: ascii(lot().gtin), serialised: null, ceiling: null }],
				error: 'custody.NotClassOwner',
			},
			{
				what: 'the factory says what the goods of the brand are',
				signer: operator('factory'),
				call: () => ['custody.reviseClass', { gtin: ascii(lot().gtin), version: 0, rights: [], hs: HEADPHONES }],
				error: 'custody.NotClassOwner',
			},
			{
				what: 'the importer names the keepers of a list that it does not have',
				signer: operator('importer'),
				call: async () => ['custody.nameKeepers', { lot: lot().id, keepers: [s.w.org('importer').id] }],
				error: 'custody.NotMaker',
			},
			{
				what: 'a monitor attests a right',
				signer: operator('monitor'),
				call: async () => chapters.attestMark(s.w, chapters.MARK, EUROPEAN_UNION, 'Office', legalDate(await s.w.now())),
				error: 'consortium.RoleMissing',
			},
			{
				what: 'the brand releases its own goods',
				signer: operator('brand'),
				call: () => ['customs.release', { declaration: s.declaration, line: 0 }],
				error: 'consortium.RoleMissing',
			},
			{
				what: 'an operator suspends a competitor',
				signer: operator('brand'),
				call: () => ['consortium.suspend', { org: s.w.org('trader').id, ground: `0x${'22'.repeat(32)}` }],
				error: 'BadOrigin',
			},
			{
				what: 'a broker declares for somebody who gave no mandate',
				signer: operator('broker'),
				call: () => [
					'customs.lodge',
					{
						form: sealed(s.w, {
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
		],
	],
	[
		'wrong state',
		[
			{
				what: 'an account joins a second organisation',
				signer: () => s.w.org('brand').controller,
				call: () => addOperator(s.w.api, s.w.org('brand').id, s.w.org('factory').signers[0]!, ['RightsHolder']),
				error: 'consortium.AccountTaken',
			},
			{
				what: 'a mandate is given twice',
				signer: operator('importer'),
				call: () => ['customs.giveMandate', { agent: s.w.org('broker').id }],
				error: 'customs.AlreadyMandated',
			},
			{
				what: 'a member gives itself a mandate',
				signer: operator('importer'),
				call: () => ['customs.giveMandate', { agent: s.w.org('importer').id }],
				error: 'customs.ToOneself',
			},
			{
				what: 'more labels contradict than were scanned',
				signer: operator('customs'),
				call: () => examination(s.open, 4),
				error: 'customs.MalformedExamination',
			},
			{
				what: 'released goods are examined',
				signer: operator('customs'),
				call: () => examination(s.declaration),
				error: 'customs.NotOpen',
			},
			{
				what: 'an open line is suspended for parallel trade',
				signer: operator('customs'),
				call: () => suspension('ParallelTrade'),
				error: 'customs.NatureMayNotStop',
			},
			{
				what: 'an open line is suspended on evidence that nobody deposited',
				signer: operator('customs'),
				call: () => suspension('Copying', [`0x${'99'.repeat(32)}`]),
				error: 'customs.EvidenceNotStanding',
			},
			{
				what: 'goods are to be destroyed that nobody suspended',
				signer: operator('customs'),
				call: () => orderDestruction(s.open, 0, 'Consent', CONSENT),
				error: 'customs.NotSuspended',
			},
			{
				what: 'a destruction is confirmed that nobody ordered',
				signer: () => s.w.org('customs').signers[1]!,
				call: () => ['customs.confirmDestruction', { declaration: s.open, line: 0 }],
				error: 'customs.NotOrdered',
			},
			{
				what: 'an officer confirms the own order',
				signer: operator('customs'),
				call: () => ['customs.confirmDestruction', { declaration: s.held, line: 0 }],
				error: 'customs.SameOfficer',
			},
			{
				what: 'goods are unpacked from a unit that they do not lie in',
				signer: operator('importer'),
				call: () => unpacking(arrived().id),
				error: 'custody.NotInside',
			},
			{
				what: 'a consignment is split off itself',
				signer: operator('factory'),
				call: async () => splitting(await s.w.seq(loose().id), loose().ranges),
				error: 'custody.WholeConsignment',
			},
			{
				what: 'an item is sold by its serial alone',
				signer: operator('importer'),
				call: async () =>
					sale({ Unit: { gtin: ascii(lot().gtin), serial: ascii('A'), proof: null } }, await s.w.seq(arrived().id)),
				error: 'custody.ProofMissing',
			},
			{
				what: 'goods are accepted that nobody offered',
				signer: operator('importer'),
				call: async () => [
					'custody.accept',
					{ object: loose().id, seq: await s.w.seq(loose().id), place: null, time: await now() },
				],
				error: 'custody.NotOffered',
			},
			{
				what: 'a released line is suspended',
				signer: operator('customs'),
				call: () => ['customs.suspend', { declaration: s.declaration, line: 0, nature: 'Copying', evidence: [] }],
				error: 'customs.NotOpen',
			},
			{
				what: 'an attested claim is attested again',
				signer: operator('office'),
				call: async () => chapters.attestMark(s.w, chapters.MARK, EUROPEAN_UNION, 'Office', legalDate(await s.w.now())),
				error: 'ipRegistry.AlreadyAttested',
			},
			{
				what: 'evidence is revoked that nobody deposited',
				signer: operator('monitor'),
				call: () => [
					'evidence.revoke',
					{ digest: digest(`0x${'33'.repeat(32)}`), number: 0, ground: `0x${'44'.repeat(32)}` },
				],
				error: 'evidence.UnknownDigest',
			},
		],
	],
	[
		'wrong country',
		[
			{
				what: 'customs of France examines what goes to Germany',
				signer: operator('customsFR'),
				call: () => examination(s.open),
				error: 'customs.NotCompetent',
			},
			{
				what: 'customs of France suspends what goes to Germany',
				signer: operator('customsFR'),
				call: () => suspension('Copying'),
				error: 'customs.NotCompetent',
			},
			{
				what: 'customs of France releases an open line into Germany',
				signer: operator('customsFR'),
				call: () => ['customs.release', { declaration: s.open, line: 0 }],
				error: 'customs.NotCompetent',
			},
			{
				what: 'customs of France destroys what Germany keeps',
				signer: operator('customsFR'),
				call: () => ['customs.confirmDestruction', { declaration: s.held, line: 0 }],
				error: 'customs.NotCompetent',
			},
			{
				what: 'customs of France releases what goes to Germany',
				signer: operator('customsFR'),
				call: () => ['customs.release', { declaration: s.declaration, line: 0 }],
				error: 'customs.NotCompetent',
			},
		],
	],
	[
		'replay',
		[
			{
				what: 'a consignment is split by a number that is past',
				signer: operator('factory'),
				call: () => splitting(0),
				error: 'custody.StaleSeq',
			},
			{
				what: 'goods are packed by a number that is past',
				signer: operator('factory'),
				call: () => packing(freshSscc(), loose().id, 0),
				error: 'custody.StaleSeq',
			},
			{
				what: 'goods are sold by a number that is past',
				signer: operator('importer'),
				call: () => sale({ Consignment: { id: arrived().id } }, 0),
				error: 'custody.StaleSeq',
			},
			{
				what: 'an act names a number that is past',
				signer: operator('factory'),
				call: async () => [
					'custody.offer',
					{ object: loose().id, seq: 0, to: s.w.org('importer').id, until: null, place: null, time: await now() },
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
						what: { Object: await s.shipper.unitId(sscc()) },
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
						form: sealed(s.w, {
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
