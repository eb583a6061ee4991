/** Calls about rights and licences that the chain must refuse, each with the reason. */
import * as chapters from '../demo/chapters.ts';
import { acceptance, offerOf } from '../demo/forms.ts';
import { type Call, digest, legalDate } from '../demo/world.ts';
import { ascii, type Hex } from '../lib/bytes.ts';
import { trademarkId } from '../lib/ids.ts';
import { type RoyaltyBasis } from '../lib/licences.ts';
import { owner, WHOLE } from '../lib/rights.ts';
import { territories } from '../lib/territories.ts';
import { arrived, type Case, operator, outsider, s } from './cases.ts';

const mark = () => trademarkId(chapters.MARK);
const brand = () => owner(s.w.org('brand').id);
const GROUND: Hex = `0x${'61'.repeat(32)}`;
/** A digest that nobody deposited. */
const NOWHERE: Hex = `0x${'62'.repeat(32)}`;
/** The licence to import, which counts no royalties. */
const TO_IMPORT = 1;
const UNKNOWN = 4_000_000;
const BASIS: RoyaltyBasis = 'Imported';

const substantiation = (by: string): Call => [
	'ipRegistry.substantiate',
	{
		right: mark(),
		claimant: brand(),
		territories: territories(['DE']),
		term: { from: 10_000, until: 30_000 },
		by,
		proof: digest(NOWHERE),
	},
];

const designation = (country: string, since: number): Call => [
	'ipRegistry.designate',
	{ right: mark(), country: ascii(country), status: { since, ended: null }, basis: 'Office' },
];

const decision = (): Call => ['ipRegistry.decideChallenge', { right: mark(), seq: 0, decision: 'Dismissed', ground: GROUND }];

const assignment = (part: number): Call => ['ipRegistry.offerAssignment', { right: mark(), to: owner(s.w.org('importer').id), part }];

const terms = async (countries = ['DE']) => ({
	activities: ['Import'],
	countries,
	from: await s.w.now(),
	contract: GROUND,
});

const version = (contents: Hex[]): Call => [
	'ipRegistry.addVersion',
	{ right: mark(), contents: contents.map(digest), fingerprints: [] },
];

const payment = (name: string, more: Record<string, unknown> = {}): Call => [
	`licensing.${name}`,
	{ licence: TO_IMPORT, basis: BASIS, ...more },
];
const COVERS = { covers: 10, amount: 1_000_000_000_000n };

const firstSale = (seq: number): Call => [
	'custody.putOnMarket',
	{ claim: { Consignment: { id: arrived().id } }, seq, order: GROUND, payment: null, marketplace: null },
];

export const RIGHTS_CASES: [kind: string, cases: Case[]][] = [
	[
		'rights: wrong signer',
		[
			{
				what: 'a trader substantiates a right',
				signer: operator('trader'),
				call: () => substantiation('CollectingSociety'),
				error: 'consortium.RoleMissing',
			},
			{
				what: 'the brand states where its own mark has effect',
				signer: operator('brand'),
				call: async () => designation('DE', legalDate(await s.w.now())),
				error: 'consortium.RoleMissing',
			},
			{
				what: 'an outsider says who may license the mark',
				signer: outsider,
				call: () => ['ipRegistry.setLicensingRule', { right: mark(), rule: 'Any' }],
				error: 'ipRegistry.NotOwner',
			},
			{
				what: 'an outsider offers a part of the mark',
				signer: outsider,
				call: () => assignment(WHOLE),
				error: 'ipRegistry.NotOwner',
			},
			{
				what: 'an outsider stands up for the mark',
				signer: outsider,
				call: () => ['ipRegistry.answerChallenge', { right: mark(), seq: 0 }],
				error: 'ipRegistry.NotOwner',
			},
			{
				what: 'a monitor decides a challenge',
				signer: operator('monitor'),
				call: decision,
				error: 'consortium.RoleMissing',
			},
			{
				what: 'an outsider adds to what the mark rests on',
				signer: outsider,
				call: () => version([NOWHERE]),
				error: 'ipRegistry.NoClaim',
			},
			{
				what: 'the brand says how long designs can last',
				signer: operator('brand'),
				call: () => ['ipRegistry.setMaxTerm', { kind: 'Design', office: ascii('EM'), years: 90 }],
				error: 'BadOrigin',
			},
		],
	],
	[
		'rights: wrong state',
		[
			{
				what: 'a registered mark is substantiated like a work',
				signer: operator('office'),
				call: () => substantiation('AuthorNamed'),
				error: 'ipRegistry.InRegister',
			},
			{
				what: 'the mark has effect before its term began',
				signer: operator('office'),
				call: () => designation('DE', 0),
				error: 'ipRegistry.BeforeTerm',
			},
			{
				what: 'nothing of the mark is offered to somebody',
				signer: operator('brand'),
				call: () => assignment(0),
				error: 'ipRegistry.PartExceeded',
			},
			{
				what: 'a part of the mark is accepted that nobody offered',
				signer: outsider,
				call: () => ['ipRegistry.acceptAssignment', { right: mark(), from: brand(), part: 250_000 }],
				error: 'ipRegistry.NotOffered',
			},
			{
				what: 'the mark is challenged on evidence that nobody deposited',
				signer: operator('trader'),
				call: () => [
					'ipRegistry.challenge',
					{ right: mark(), relief: 'Invalidity', evidence: digest(NOWHERE), ground: GROUND },
				],
				error: 'ipRegistry.ProofNotOnRecord',
			},
			{
				what: 'the brand answers a challenge that nobody made',
				signer: operator('brand'),
				call: () => ['ipRegistry.answerChallenge', { right: mark(), seq: 0 }],
				error: 'ipRegistry.NoChallenge',
			},
			{
				what: 'a challenge is taken back that nobody made',
				signer: operator('trader'),
				call: () => ['ipRegistry.withdrawChallenge', { right: mark(), seq: 0 }],
				error: 'ipRegistry.NoChallenge',
			},
			{
				what: 'the office decides a challenge that nobody made',
				signer: operator('office'),
				call: decision,
				error: 'ipRegistry.NoChallenge',
			},
			{
				what: 'a version is added that consists of nothing',
				signer: operator('brand'),
				call: () => version([]),
				error: 'ipRegistry.NoContents',
			},
		],
	],
	[
		'rights: wrong country',
		[
			{
				what: 'the office of the Union says that a mark has effect in the United States',
				signer: operator('office'),
				call: async () => designation('US', legalDate(await s.w.now())),
				error: 'ipRegistry.BeyondOffice',
			},
			{
				what: 'an office attests what stands in the register of another',
				signer: operator('office'),
				call: async () => chapters.attestMark(s.w, chapters.MARK_TR, ['TR'], 'Office', legalDate(await s.w.now())),
				error: 'ipRegistry.NotAccredited',
			},
			{
				what: 'a licence reaches beyond the right',
				signer: operator('brand'),
				call: async () =>
					chapters.offerLicence(s.w, chapters.MARK, 'trader', ['Import'], ['US'], undefined, await s.w.now()),
				error: 'licensing.TerritoryNotCovered',
			},
			{
				what: 'goods are exhausted where the council did not say so',
				signer: operator('brand'),
				call: () => [
					'licensing.setExhaustion',
					{ kind: 'TradeMark', country: ascii('DE'), territories: territories(['DE', 'TR']) },
				],
				error: 'BadOrigin',
			},
		],
	],
	[
		'licences: wrong signer',
		[
			{
				what: 'an outsider offers a licence of the mark',
				signer: outsider,
				call: async () => offerOf(s.w, [mark()], 'trader', await terms()),
				error: 'licensing.NotOwner',
			},
			{
				what: 'an importer accepts what the trader was offered',
				signer: operator('importer'),
				call: () => acceptance(s.offer),
				error: 'licensing.NotLicensee',
			},
			{
				what: 'a carrier cancels an offer among others',
				signer: operator('carrier'),
				call: () => ['licensing.cancelOffer', { offer: s.offer }],
				error: 'licensing.NotParty',
			},
			{
				what: 'an outsider consents to a licence of the mark',
				signer: outsider,
				call: () => ['licensing.consent', { offer: s.offer }],
				error: 'licensing.NotOwner',
			},
			{
				what: 'an outsider revokes a licence',
				signer: outsider,
				call: () => ['licensing.revoke', { licence: TO_IMPORT, ground: GROUND }],
				error: 'licensing.NotLicensor',
			},
			{
				what: 'an outsider suspends a licence',
				signer: outsider,
				call: () => ['licensing.suspendLicence', { licence: TO_IMPORT, ground: GROUND }],
				error: 'licensing.NotLicensor',
			},
			{
				what: 'an outsider resumes a licence',
				signer: outsider,
				call: () => ['licensing.resumeLicence', { licence: TO_IMPORT }],
				error: 'licensing.NotLicensor',
			},
			{
				what: 'an outsider gives notice',
				signer: outsider,
				call: () => ['licensing.terminate', { licence: TO_IMPORT, ground: GROUND }],
				error: 'licensing.NotLicensor',
			},
			{
				what: 'the owner surrenders a licence for its licensee',
				signer: operator('brand'),
				call: () => ['licensing.surrenderLicence', { licence: 0 }],
				error: 'licensing.NotLicensee',
			},
			{
				what: 'a trader pays for the licence of an importer',
				signer: operator('trader'),
				call: () => payment('payIn', COVERS),
				error: 'licensing.NotLicensee',
			},
			{
				what: 'an outsider accepts a payment',
				signer: outsider,
				call: () => payment('acceptPayment', COVERS),
				error: 'licensing.NotLicensor',
			},
			{
				what: 'a trader puts on the market what the importer holds',
				signer: operator('trader'),
				call: async () => firstSale(await s.w.seq(arrived().id)),
				error: 'custody.NotHolder',
			},
		],
	],
	[
		'licences: wrong state',
		[
			{
				what: 'an offer is accepted that nobody made',
				signer: operator('importer'),
				call: () => acceptance(UNKNOWN),
				error: 'licensing.UnknownOffer',
			},
			{
				what: 'an offer is accepted twice',
				signer: operator('importer'),
				call: () => acceptance(TO_IMPORT),
				error: 'licensing.UnknownOffer',
			},
			{
				what: 'an offer is cancelled that was accepted',
				signer: operator('brand'),
				call: () => ['licensing.cancelOffer', { offer: TO_IMPORT }],
				error: 'licensing.UnknownOffer',
			},
			{
				what: 'the only owner consents to its own offer',
				signer: operator('brand'),
				call: () => ['licensing.consent', { offer: s.offer }],
				error: 'licensing.ConsentNotNeeded',
			},
			{
				what: 'an importer sublicenses what it may not',
				signer: operator('importer'),
				call: async () => offerOf(s.w, [mark()], 'trader', await terms(), TO_IMPORT),
				error: 'licensing.NotSublicensable',
			},
			{
				what: 'a licence is resumed that does not rest',
				signer: operator('brand'),
				call: () => ['licensing.resumeLicence', { licence: TO_IMPORT }],
				error: 'licensing.NotSuspended',
			},
			{
				what: 'royalties are paid that the licence does not count',
				signer: operator('importer'),
				call: () => payment('payIn', COVERS),
				error: 'licensing.NoSuchRoyalty',
			},
			{
				what: 'a payment is accepted that nobody made',
				signer: operator('brand'),
				call: () => payment('acceptPayment', COVERS),
				error: 'licensing.NoPayment',
			},
			{
				what: 'a payment is taken back that nobody made',
				signer: operator('importer'),
				call: () => payment('cancelPayment'),
				error: 'licensing.NoPayment',
			},
			{
				what: 'royalties are withdrawn that nobody paid',
				signer: operator('brand'),
				call: () => ['licensing.withdrawRoyalties', { right: mark() }],
				error: 'licensing.NothingAccrued',
			},
			{
				what: 'payments are asked back while the licence stands',
				signer: operator('importer'),
				call: () => payment('withdrawPrefund'),
				error: 'licensing.LicenceNotOver',
			},
			{
				what: 'cleared goods are put on the market for the first time',
				signer: operator('importer'),
				call: async () => firstSale(await s.w.seq(arrived().id)),
				error: 'custody.NotAuthorised',
			},
			{
				what: 'a first sale is recorded by a number that is past',
				signer: operator('importer'),
				call: () => firstSale(0),
				error: 'custody.StaleSeq',
			},
		],
	],
];
