/** An illustrator without tokens registers a drawing: somebody who believes in her pays what it costs. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { role } from '../demo/cast.ts';
import { acceptance, anchor, claimOf, offerOf } from '../demo/forms.ts';
import { type Call, DAY, digest, legalDate } from '../demo/world.ts';
import { digestOf, type Hex } from '../lib/bytes.ts';
import { eventOf, plain } from '../lib/events.ts';
import { unregisteredId } from '../lib/ids.ts';
import { owner, unregistered } from '../lib/rights.ts';
import { EUROPEAN_UNION, territories } from '../lib/territories.ts';
import { amount, Stage, TOKEN } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
	stage = await Stage.open('illustrator', [
		role('publisher', 'Halbmond Books', 'DE', ['RightsHolder', 'Distributor']),
		role('rival', 'Flugblatt Books', 'DE', ['RightsHolder']),
		role('notary', 'Notary Steinbach', 'DE', ['Notary']),
	]);
	await stage.endow([stage.w.org('publisher').controller], 1_000n);
}, 4 * 60_000);
afterAll(() => stage?.close());

const illustrator = () => stage.person('illustrator');
const drawing = digestOf('a fox under a lamp, byte for byte');
const right = unregisteredId('Copyright', drawing);

/** What the publisher still pays for her. */
const allowance = async (): Promise<bigint> => {
	const sponsorship = await stage.w.read<{ remaining: string | number } | null>('consortium.sponsorships', illustrator().address);
	return amount(sponsorship?.remaining ?? 0);
};

const claim = (author: unknown): Call =>
	claimOf(unregistered('Copyright', drawing), { countries: EUROPEAN_UNION }, { contents: [digestOf('the sketch')], authors: [author] });

describe('an illustrator without tokens', () => {
	let author: unknown;

	it('can sign nothing: the chain does not know her account', async () => {
		author = stage.w.vault.tag('identifier of the illustrator', 'DE/INS/Ottilie Brandt/1999-11-03');
		expect(await stage.balance(illustrator())).toEqual({ free: 0n, held: 0n });
		const warn = vi.spyOn(console, 'error').mockImplementation(() => {});
		await expect(stage.by(illustrator(), claim(author))).rejects.toThrow(/1010|balance|payment/i);
		warn.mockRestore();
	});

	it('is sponsored by a publisher, and by nobody else beside it', async () => {
		const { w } = stage;
		const sponsor: Call = ['consortium.sponsor', { account: illustrator().address, allowance: TOKEN }];
		const sponsored = await w.send('publisher', [sponsor]);
		expect(plain(eventOf(sponsored.events, 'consortium.Sponsored'), 'sponsor')).toBe(w.org('publisher').id);
		expect(await allowance()).toBe(TOKEN);
		await expect(w.send('rival', [sponsor])).rejects.toThrow('consortium.SponsoredByAnother');
	});

	it('claims the drawing under her own account and pays nothing', async () => {
		await stage.by(illustrator(), claim(author));
		const left = await allowance();
		expect(left).toBeLessThan(TOKEN);
		expect(left).toBeGreaterThan(0n);
		expect(await stage.balance(illustrator())).toEqual({ free: 0n, held: 0n });
		const claims = await stage.w.ask<{ items: { claimant: object; authors: unknown[] }[] }>('rightsApi.claims', right, 0, 100);
		expect(claims.items).toMatchObject([{ claimant: { account: illustrator().address }, authors: [author] }]);
	});

	it('adds the coloured version, with a fingerprint by which look-alikes are found', async () => {
		const { w } = stage;
		const value: Hex = `0x${'c0ffee1234567890'.padEnd(64, '0')}`;
		const coloured = digestOf('the fox in colour');
		await stage.by(illustrator(), [
			'ipRegistry.addVersion',
			{ right, contents: [digest(coloured)], fingerprints: [{ algorithm: 'ImageDifferenceHash', value }] },
		]);
		const page = await w.ask<{ items: object[] }>('rightsApi.fingerprints', 'ImageDifferenceHash', 0, 100);
		expect(page.items).toEqual([{ right, claimant: { account: illustrator().address }, version: 1, value }]);
		const contents = await w.ask<{ items: { version: number }[] }>('rightsApi.contents', right, owner(illustrator().address), 0, 100);
		expect(contents.items.map(({ version }) => version)).toEqual([0, 1]);
	});

	it('becomes the owner on the word of a notary, who saw her name on the drawing', async () => {
		const { w } = stage;
		const deed = digestOf(w.vault.random('deed of the notary', 512));
		const today = legalDate(await w.now());
		const stated = await w.send('notary', [
			await anchor(w, deed, 'Other', { source: 'deed 77 of the year, page 2', tool: 'none' }),
			[
				'ipRegistry.substantiate',
				{
					right,
					claimant: owner(illustrator().address),
					territories: territories(EUROPEAN_UNION),
					term: { from: today, until: null },
					by: 'AuthorNamed',
					proof: digest(deed),
				},
			],
		]);
		expect(plain(eventOf(stated.events, 'ipRegistry.Attested'), 'owner')).toEqual({ account: illustrator().address });
	});
});

describe('her first licence', () => {
	const MONTH = 30 * DAY;
	const FEE = 20n * TOKEN;
	let licence: number;

	it('is offered by her, still without tokens, and accepted by the publisher', async () => {
		const { w } = stage;
		const from = await w.now();
		const rate = w.vault.keepRate('monthly rate', '12.830917');
		const offered = await stage.by(
			illustrator(),
			offerOf(w, [right], 'publisher', {
				activities: ['Reproduce', 'Distribute'],
				countries: ['DE'],
				from,
				contract: w.vault.commit('contract on the drawing', 'covers of three paperbacks'),
				royalties: {
					bases: ['Period'],
					period: MONTH,
					rates: w.vault.commit('rates of the drawing', `${rate} euro a month`),
					shortfall: 'Refuse',
				},
			}),
		);
		licence = plain<number>(eventOf(offered.events, 'licensing.Offered'), 'licence');
		const reproduce = { right, party: 'publisher', activity: 'Reproduce', country: 'DE' };
		expect((await stage.may(reproduce)).answer).toBe('NotPermitted');
		await w.send('publisher', [acceptance(licence)]);
		// A month has begun that nobody paid for.
		expect((await stage.may(reproduce)).failed).toEqual(['funded']);
	});

	it('is paid for two months ahead, which she accepts', async () => {
		const { w } = stage;
		const { controller } = w.org('publisher');
		const payment = { licence, basis: 'Period', covers: 2, amount: FEE };
		await stage.by(controller, ['licensing.payIn', payment]);
		expect((await stage.balance(controller)).held).toBe(FEE);
		await stage.by(illustrator(), ['licensing.acceptPayment', payment]);
		expect((await stage.may({ right, party: 'publisher', activity: 'Reproduce', country: 'DE' })).answer).toBe(`Licence ${licence}`);
	});

	it('is given up after all: the month that began is hers, the other goes back', async () => {
		const { w } = stage;
		const { controller } = w.org('publisher');
		await w.send('publisher', [['licensing.surrenderLicence', { licence }]]);
		const before = await stage.balance(controller);
		await stage.by(controller, ['licensing.withdrawPrefund', { licence, basis: 'Period' }]);
		const after = await stage.balance(controller);
		expect(after).toEqual({ free: before.free + FEE / 2n, held: 0n });
		expect(amount(await w.ask<string | number>('licensingApi.accrued', owner(illustrator().address), right))).toBe(FEE / 2n);
	});

	it('gives her the first tokens that she ever had', async () => {
		await stage.by(illustrator(), ['licensing.withdrawRoyalties', { right }]);
		expect((await stage.balance(illustrator())).free).toBe(FEE / 2n);
		await stage.by(illustrator(), ['consortium.endSponsorship', { account: illustrator().address }]);
		expect(await allowance()).toBe(0n);
		// From now on she pays herself.
		await stage.by(illustrator(), ['ipRegistry.addVersion', { right, contents: [digest(digestOf('the fox at night'))], fingerprints: [] }]);
		expect((await stage.balance(illustrator())).free).toBeLessThan(FEE / 2n);
	});
});
