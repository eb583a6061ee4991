/** Calls that several stories make, each formed in one place. */
import type { ApiPromise } from '@polkadot/api';
import type { KeyringPair } from '@polkadot/keyring/types';
import { ascii, concat, digestOf, type Hex, hex, text, u32 } from '../lib/bytes.ts';
import { call, type Extrinsic } from '../lib/chain.ts';
import { licenceTerms, type Terms } from '../lib/licences.ts';
import { type RoleName, roleSet } from '../lib/roles.ts';
import { territories } from '../lib/territories.ts';
import { type Call, digest, eventTime, type World } from './world.ts';

/** What a new account signs to join an organisation: domain, genesis, organisation, account. */
const joining = (api: ApiPromise, org: number, account: KeyringPair): Uint8Array =>
	concat(text('tracemark/join/v1'), api.genesisHash.toU8a(), u32(org), account.addressRaw);

/** A controller names an operator of its organisation, which agrees by its signature. */
export const addOperator = (api: ApiPromise, org: number, account: KeyringPair, roles: readonly RoleName[]): Extrinsic => {
	const proof = { Sr25519: hex(account.sign(joining(api, org, account))) };
	return call(api, 'consortium.addOperator', { account: account.address, roles: roleSet(roles), proof });
};

/** Anchors what somebody obtained `ago` milliseconds ago. Who and where from stay outside. */
export const anchor = async (
	w: World,
	value: Hex,
	kind: string,
	{ subjects = [], source, tool, by, ago = 60_000 }: Obtained,
): Promise<Call> => [
	'evidence.anchor',
	{
		digest: digest(value),
		kind,
		description: {
			subjects,
			provenance: {
				source: w.vault.commit(`source of ${kind}`, source),
				tool: digestOf(tool),
				capturedBy: by === undefined ? null : w.vault.commit(`who obtained ${kind}`, by),
				claimedTime: eventTime({ moment: (await w.now()) - ago, offset: 0 }),
				witnesses: [],
			},
		},
	},
];

interface Obtained {
	/** What it is about. */
	subjects?: Record<string, unknown>[];
	/** Where it was found. Kept outside. */
	source: string;
	/** What it was obtained with. */
	tool: string;
	/** Who obtained it. Kept outside. */
	by?: string;
	ago?: number;
}

/** What somebody says of a right, beside which right it is. */
export interface Extent {
	countries: string[];
	classes?: unknown[];
	/** Legal dates. */
	term?: { from: number; until: number | null };
}

/** Somebody claims a right. */
export const claimOf = (
	subject: unknown,
	{ countries, classes = [], term }: Extent,
	{ contents = [], authors = [] }: { contents?: Hex[]; authors?: unknown[] } = {},
): Call => [
	'ipRegistry.claim',
	{
		subject,
		territories: territories(countries),
		classes,
		term: term ?? null,
		contents: contents.map(digest),
		authors,
	},
];

/** An office or a reader of its register makes a claim the right. */
export const attestationOf = (
	right: Hex,
	claimant: unknown,
	{ countries, classes = [], term }: Extent & Required<Pick<Extent, 'term'>>,
	{ registration, basis = 'Office' }: { registration?: string; basis?: unknown } = {},
): Call => [
	'ipRegistry.attest',
	{
		right,
		claimant,
		territories: territories(countries),
		classes,
		term,
		registration: registration === undefined ? null : ascii(registration),
		basis,
	},
];

/** A licensor offers a licence; whoever is to have it is yet to accept. */
export const offerOf = (
	w: World,
	rights: Hex[],
	licensee: string,
	terms: Terms,
	parent: number | null = null,
): Call => [
	'licensing.offer',
	{ rights: [...rights].sort(), licensee: w.org(licensee).id, terms: licenceTerms(w.api, terms), parent },
];

export const acceptance = (offer: number): Call => ['licensing.accept', { offer }];

/** A register reader deposits an extract of yesterday and attests what it says. */
export const attestFromExtract = async (
	w: World,
	today: number,
	attest: (basis: Record<string, unknown>) => Call,
): Promise<Call[]> => {
	const extract = digestOf(w.vault.random('register extract', 512));
	return [
		await anchor(w, extract, 'Other', { source: `register extract of ${today - 1}, page 3`, tool: 'register viewer 2.1' }),
		attest({ RegisterExtract: { extract: digest(extract), asOf: today - 1 } }),
	];
};

/** An officer orders the destruction of a line's goods, on the ground that a document states. */
export const orderDestruction = (declaration: number, line: number, ground: string, document: Hex): Call => [
	'customs.orderDestruction',
	{ declaration, line, ground, document: digest(document) },
];
