/** Licences: their terms, and the one question that is asked of them. */
import type { ApiPromise } from '@polkadot/api';
import { ascii, type Hex } from './bytes.ts';
import { bits } from './chain.ts';
import { territories } from './territories.ts';

/** What a licence is about. What is left out is what most licences leave open. */
export interface Terms {
	/** Names of activities. */
	activities: string[];
	/** ISO 3166-1 codes. */
	countries: string[];
	/** Milliseconds. */
	from: number;
	/** Milliseconds; two years after `from` otherwise, without end if `null`. */
	until?: number | null;
	/** As the chain takes it. */
	quantity?: unknown;
	/** Salted digest of the contract. */
	contract: Hex;
	products?: unknown;
	channel?: unknown;
	exclusivity?: 'NonExclusive' | 'Sole' | 'Exclusive';
	/** How many levels of sublicences may follow. */
	sublicensing?: number;
	/** Milliseconds. */
	notice?: number;
	/** Milliseconds. */
	sellOff?: number;
	royalties?: Royalties | null;
}

/** By what royalties are counted. */
export interface Royalties {
	/** Names of bases. */
	bases: RoyaltyBasis[];
	/** Milliseconds, if periods are counted. */
	period?: number;
	/** Salted digest of the agreed rates. */
	rates: Hex;
	shortfall: 'Refuse' | 'Owe';
}

export type RoyaltyBasis = 'Manufactured' | 'Imported' | 'DeclaredValue' | 'Period';

/** In the order of their bits, as `primitives/src/apis.rs` numbers them; a test compares. */
export const ROYALTY_BASES: readonly RoyaltyBasis[] = ['Manufactured', 'Imported', 'DeclaredValue', 'Period'];

const TWO_YEARS = 2 * 365 * 86_400_000;

const royaltyTerms = ({ bases, period, rates, shortfall }: Royalties) => ({
	bases: bases.reduce((set, basis) => set | (1 << ROYALTY_BASES.indexOf(basis)), 0),
	period: period ?? null,
	rates,
	shortfall,
});

/** The terms as the chain takes them. */
export const licenceTerms = (api: ApiPromise, terms: Terms) => ({
	activities: bits(api, 'authorisation::Activity', terms.activities),
	territories: territories(terms.countries),
	term: { from: terms.from, until: terms.until === undefined ? terms.from + TWO_YEARS : terms.until },
	quantity: terms.quantity ?? null,
	contract: terms.contract,
	products: terms.products ?? 'All',
	channel: terms.channel ?? 'Any',
	exclusivity: terms.exclusivity ?? 'NonExclusive',
	sublicensing: terms.sublicensing ?? 0,
	notice: terms.notice ?? 0,
	sellOff: terms.sellOff ?? 0,
	royalties: terms.royalties ? royaltyTerms(terms.royalties) : null,
});

/** What whoever asks knows of the goods; nothing, unless it is said. */
export interface Goods {
	/** GTIN, in digits. */
	gtin?: string;
	class?: unknown;
	marketplace?: number;
	making?: 'Unknown' | 'WithConsent' | 'OverRun' | 'WithoutConsent';
	madeAt?: number;
	firstSale?: { country: string; at: number; consent: { Recorded: { object: Hex } } | { Claimed: { proof: Hex } } };
	altered?: boolean;
	partitioned?: boolean;
}

const goodsHistory = ({ gtin, firstSale, ...rest }: Goods) => ({
	class: null,
	marketplace: null,
	making: 'Unknown',
	madeAt: null,
	altered: false,
	partitioned: false,
	...rest,
	gtin: gtin === undefined ? null : ascii(gtin),
	firstSale: firstSale ? { ...firstSale, country: ascii(firstSale.country) } : null,
});

export interface Question {
	right: Hex;
	/** Number of the organisation that would act. */
	party: number;
	activity: string;
	country: string;
	/** Milliseconds; the time of the block that is asked, if it is left out. */
	at?: number;
	/** As the chain takes it. */
	quantity?: unknown;
	goods?: Goods;
}

type Result = 'Passed' | 'Failed' | 'NotApplicable';

/** An answer with the conditions that led to it. */
export interface Authorisation {
	/** `NotPermitted`, `NotRequired`, `Unknown`; or what permits: `Owner`, `Licence 3`, `Exhaustion`. */
	answer: string;
	/** Names of the conditions that are not fulfilled. */
	failed: string[];
	licence: number | null;
	burden: string | null;
	/** What the act would be if nothing permits it. */
	nature: string | null;
}

type Variant = string | Record<string, unknown>;

const variant = (value: Variant): [name: string, content: unknown] =>
	typeof value === 'string' ? [value, null] : Object.entries(value)[0]!;

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const answerOf = (answer: Variant): string => {
	const [name, content] = variant(answer);
	if (name.toLowerCase() !== 'permitted') return capital(name);
	const [ground, number] = variant(content as Variant);
	return number === null ? capital(ground) : `${capital(ground)} ${number}`;
};

/** May this party do this act here, now, with these goods? */
export const mayThey = async (api: ApiPromise, question: Question): Promise<Authorisation> => {
	const { country, quantity, goods, at, ...rest } = question;
	// Time and answer are of one block: standing and payments are not asked about the past.
	const block = await api.at(await api.rpc.chain.getBlockHash());
	const now = Number((await block.query.timestamp!.now!()).toString());
	const answered = await block.call.authorisationApi!.ask!({
		...rest,
		at: at ?? now,
		country: ascii(country),
		quantity: quantity ?? null,
		goods: goodsHistory(goods ?? {}),
	});
	const report = answered.toJSON() as Record<string, Result> & {
		answer: Variant;
		licence: unknown;
		burden: unknown;
		nature: unknown;
	};
	return {
		answer: answerOf(report.answer),
		failed: Object.keys(report).filter((condition) => report[condition] === 'Failed'),
		licence: report.licence as number | null,
		burden: report.burden as string | null,
		nature: report.nature as string | null,
	};
};
