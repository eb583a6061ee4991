/**
 * A patent is licensed, sublicensed and sublicensed again. What the last in the chain makes is paid for
 * at every level, up to the inventor; and nobody who reads the chain learns a rate.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { role } from '../demo/cast.ts';
import { acceptance, attestationOf, claimOf, offerOf } from '../demo/forms.ts';
import { Lot } from '../demo/goods.ts';
import { type Call, DAY, legalDate, quantity } from '../demo/world.ts';
import { ascii, type Hex } from '../lib/bytes.ts';
import type { Included } from '../lib/chain.ts';
import { eventOf, eventsOf, plain } from '../lib/events.ts';
import { withCheckDigit } from '../lib/gs1.ts';
import { registeredId } from '../lib/ids.ts';
import { owner, registered } from '../lib/rights.ts';
import { scanChain } from '../lib/scan.ts';
import { amount, Stage, TOKEN } from './stage.ts';

const PREFIX = '9521201';
const GTIN = withCheckDigit(`0${PREFIX}00001`);
const PATENT = 'EP112024000418277';
const right = registeredId('Patent', PATENT);
const COUNTRIES = ['CZ', 'DE', 'NL'];
/** Rotary pumps. */
const CLASSES = [{ Ipc: { section: 'F'.charCodeAt(0), class: 4, subclass: 'C'.charCodeAt(0) } }];
const PUMPS = { edition: 2022, code: ascii('841360') };

let stage: Stage;
beforeAll(async () => {
	stage = await Stage.open('royalties', [
		role('inventor', 'Velira Patents', 'DE', ['RightsHolder'], { prefixes: [PREFIX] }),
		role('office', 'Continental Patent Office', 'DE', ['IpOffice'], { offices: ['EP'] }),
		role('group', 'Kestrel Drives', 'NL', ['Manufacturer']),
		role('branch', 'Moravia Drives', 'CZ', ['Manufacturer']),
		role('maker', 'Zlin Castings', 'CZ', ['Manufacturer']),
	]);
	await stage.endow(['group', 'branch', 'maker'].map((key) => stage.w.org(key).controller), 1_000n);
}, 4 * 60_000);
afterAll(() => stage?.close());

/** The three licences: of the group, of the branch under it, of the maker under that. */
const licences = { group: -1, branch: -1, maker: -1 };
type Level = keyof typeof licences;

/** What a level agreed with the one above it, in per cent of the price of a pump. Only they know. */
const RATES: Record<Level, string> = { group: '3.418275', branch: '4.906113', maker: '6.271549' };

const offer = (
	to: Level,
	from: number,
	sublicensing: number,
	shortfall: 'Refuse' | 'Owe',
	{ countries = ['CZ'], activities = ['Manufacture'], parent = null }: { countries?: string[]; activities?: string[]; parent?: number | null } = {},
): Call => {
	const { vault } = stage.w;
	const rate = vault.keepRate(`rate of ${to}`, RATES[to]);
	return offerOf(
		stage.w,
		[right],
		to,
		{
			activities,
			countries,
			from,
			sublicensing,
			contract: vault.commit(`contract of ${to}`, `licence of ${PATENT} for ${to}`),
			royalties: {
				bases: ['Manufactured'],
				rates: vault.commit(`rates of ${to}`, `${rate} % of the list price of 389.47 euro`, ['389.47']),
				shortfall,
			},
		},
		parent,
	);
};

const payment = (level: Level, covers: number, tokens: bigint) => ({
	licence: licences[level],
	basis: 'Manufactured',
	covers,
	amount: tokens,
});

const pay = (level: Level, covers: number, tokens: bigint): Promise<Included> =>
	stage.by(stage.w.org(level).controller, ['licensing.payIn', payment(level, covers, tokens)]);

const accept = (above: string, level: Level, covers: number, tokens: bigint): Promise<Included> =>
	stage.w.send(above, [['licensing.acceptPayment', payment(level, covers, tokens)]]);

/** The maker makes a lot of pumps. */
const make = async (number: string, pieces: number): Promise<Included> => {
	const lot = new Lot(stage.w.vault, GTIN, number, { pieces });
	return stage.w.send('maker', [lot.commission(undefined, { moment: await stage.w.now(), offset: 60 })]);
};

const mayMake = (pieces: number) =>
	stage.may({ right, party: 'maker', activity: 'Manufacture', country: 'CZ', quantity: quantity({ pieces }), goods: { gtin: GTIN } });

interface Statement {
	bases: { covers: number; used: number; owed: number; paidIn: string | number; drawn: string | number; left: string | number }[];
}
const statement = async (level: Level) => {
	const found = await stage.w.ask<Statement>('licensingApi.statement', licences[level]);
	const [basis] = found.bases;
	const { covers, used, owed, paidIn, drawn, left } = basis!;
	return { covers, used, owed, paidIn: amount(paidIn), drawn: amount(drawn), left: amount(left) };
};

/** What somebody could withdraw now. */
const accrued = async (key: string): Promise<bigint> =>
	amount(await stage.w.ask<string | number>('licensingApi.accrued', owner(stage.w.org(key).id), right));

/** What was drawn, licence by licence. */
const drawn = ({ events }: Included) =>
	Object.fromEntries(
		eventsOf(events, 'licensing.RoyaltyDrawn').map((event) => {
			const level = Object.entries(licences).find(([, licence]) => licence === plain(event, 'licence'))![0];
			return [level, { units: plain(event, 'units'), owed: plain(event, 'owed'), amount: amount(plain(event, 'amount')) }];
		}),
	);

describe('the patent and its licences', () => {
	let from: number;

	it('is attested under its registration number, which a patent must have', async () => {
		const { w } = stage;
		const today = legalDate(await w.now());
		from = (await w.now()) - DAY;
		const extent = { countries: COUNTRIES, classes: CLASSES, term: { from: today - 700, until: today - 700 + 7_300 } };
		const inventor = w.vault.tag('identifier of the inventor', 'DE/INS/Friederike Aumann/1968-02-27');
		await w.send('inventor', [claimOf(registered('Patent', PATENT), extent, { authors: [inventor] })]);
		const attestation = (registration?: string) =>
			attestationOf(right, owner(w.org('inventor').id), extent, registration === undefined ? {} : { registration });
		await expect(w.send('office', [attestation()])).rejects.toThrow('ipRegistry.RegistrationMissing');
		await w.send('office', [attestation('3418277')]);
		await w.send('inventor', [['custody.registerClass', { gtin: ascii(GTIN), rights: [{ right }], hs: PUMPS }]]);
		const found = await w.ask<{ items: Hex[] }>('rightsApi.rightsInClass', CLASSES[0], ascii('CZ'), 0, 100);
		expect(found.items).toEqual([right]);
	});

	it('is licensed to a group, which may sublicense two levels deep', async () => {
		const { w } = stage;
		const offered = await w.send('inventor', [offer('group', from, 2, 'Owe', { countries: COUNTRIES, activities: ['Manufacture', 'Sell'] })]);
		licences.group = plain<number>(eventOf(offered.events, 'licensing.Offered'), 'licence');
		await w.send('group', [acceptance(licences.group)]);
	});

	it('is sublicensed within that, and no further than it allows', async () => {
		const { w } = stage;
		const parent = licences.group;
		await expect(w.send('group', [offer('branch', from, 1, 'Refuse', { activities: ['Import'], parent })])).rejects.toThrow(
			'licensing.BeyondParent',
		);
		await expect(w.send('branch', [offer('maker', from, 0, 'Refuse', { parent })])).rejects.toThrow('licensing.NotLicensee');
		const first = await w.send('group', [offer('branch', from, 1, 'Refuse', { parent })]);
		licences.branch = plain<number>(eventOf(first.events, 'licensing.Offered'), 'licence');
		await w.send('branch', [acceptance(licences.branch)]);
		const second = await w.send('branch', [offer('maker', from, 0, 'Refuse', { parent: licences.branch })]);
		licences.maker = plain<number>(eventOf(second.events, 'licensing.Offered'), 'licence');
		const granted = await w.send('maker', [acceptance(licences.maker)]);
		expect(plain(eventOf(granted.events, 'licensing.Granted'), 'parent')).toBe(licences.branch);
		await expect(w.send('maker', [offer('group', from, 0, 'Refuse', { parent: licences.maker })])).rejects.toThrow(
			'licensing.NotSublicensable',
		);
	});
});

describe('royalties', () => {
	// Odd amounts: what a division leaves over must not be lost.
	const MAKER = 100n * TOKEN + 1n;
	const BRANCH = 70n * TOKEN + 2n;
	const GROUP = 50n * TOKEN + 7n;
	const part = (whole: bigint, units: bigint, of: bigint) => (whole * units) / of;

	it('are to be paid in before anything is made', async () => {
		expect(await mayMake(100)).toMatchObject({ answer: 'NotPermitted', nature: 'Contract' });
		expect((await mayMake(100)).failed).toContain('funded');
		await expect(make('P-0', 100)).rejects.toThrow('custody.RoyaltyUnfunded');
	});

	it('are paid in by each level, and count once the level above accepts', async () => {
		const { w } = stage;
		await pay('maker', 300, MAKER);
		expect((await mayMake(100)).failed).toContain('funded');
		// Nobody else's side can accept, nor another payment than the one that is there.
		await expect(accept('inventor', 'maker', 300, MAKER)).rejects.toThrow('licensing.NotLicensor');
		await expect(accept('branch', 'maker', 30_000, MAKER)).rejects.toThrow('licensing.PaymentChanged');
		await accept('branch', 'maker', 300, MAKER);
		// The branch itself has not paid yet for what is made under its licence.
		expect((await mayMake(100)).answer).toBe('NotPermitted');
		await pay('branch', 300, BRANCH);
		await accept('group', 'branch', 300, BRANCH);
		expect((await mayMake(300)).answer).toBe(`Licence ${licences.maker}`);
		expect((await stage.balance(w.org('maker').controller)).held).toBe(MAKER);
	});

	it('flow up when a lot is commissioned', async () => {
		const made = await make('P-1', 100);
		expect(drawn(made)).toEqual({
			maker: { units: 100, owed: 0, amount: part(MAKER, 100n, 300n) },
			branch: { units: 100, owed: 0, amount: part(BRANCH, 100n, 300n) },
			// The inventor trusts the group: it pays afterwards.
			group: { units: 0, owed: 100, amount: 0n },
		});
		expect(await accrued('branch')).toBe(part(MAKER, 100n, 300n));
		expect(await accrued('group')).toBe(part(BRANCH, 100n, 300n));
		expect(await accrued('inventor')).toBe(0n);
		expect(await statement('maker')).toEqual({
			covers: 200,
			used: 100,
			owed: 0,
			paidIn: MAKER,
			drawn: part(MAKER, 100n, 300n),
			left: MAKER - part(MAKER, 100n, 300n),
		});
		expect(await statement('group')).toEqual({ covers: 0, used: 100, owed: 100, paidIn: 0n, drawn: 0n, left: 0n });
	});

	it('stop what they do not cover', async () => {
		const { answer, failed } = await mayMake(201);
		expect([answer, failed.includes('funded')]).toEqual(['NotPermitted', true]);
		await expect(make('P-2', 201)).rejects.toThrow('custody.RoyaltyUnfunded');
	});

	it('leave no remainder: the last piece takes what is left', async () => {
		await make('P-3', 200);
		expect(await accrued('branch')).toBe(MAKER);
		expect(await accrued('group')).toBe(BRANCH);
		expect(await statement('maker')).toMatchObject({ covers: 0, used: 300, left: 0n, drawn: MAKER });
		expect((await stage.balance(stage.w.org('maker').controller)).held).toBe(0n);
	});

	it('that are owed are settled by the next payment', async () => {
		await pay('group', 400, GROUP);
		const accepted = await accept('inventor', 'group', 400, GROUP);
		expect(drawn(accepted)).toEqual({ group: { units: 300, owed: 0, amount: part(GROUP, 300n, 400n) } });
		expect(await accrued('inventor')).toBe(part(GROUP, 300n, 400n));
	});

	it('are withdrawn by whoever they accrued to, once', async () => {
		const { w } = stage;
		const controller = w.org('branch').controller;
		const before = await stage.balance(controller);
		await w.send('branch', [['licensing.withdrawRoyalties', { right }]]);
		expect(await stage.balance(controller)).toEqual({ ...before, free: before.free + MAKER });
		await expect(w.send('branch', [['licensing.withdrawRoyalties', { right }]])).rejects.toThrow('licensing.NothingAccrued');

		await w.send('group', [['licensing.withdrawRoyalties', { right }]]);
		await w.send('inventor', [['licensing.withdrawRoyalties', { right }]]);
		expect((await stage.balance(w.org('inventor').controller)).free).toBe(part(GROUP, 300n, 400n));
		for (const key of ['inventor', 'group', 'branch', 'maker']) expect(await accrued(key), key).toBe(0n);
	});

	it('that were paid for nothing come back when the licence is over', async () => {
		const { w } = stage;
		const controller = w.org('group').controller;
		const back: Call = ['licensing.withdrawPrefund', { licence: licences.group, basis: 'Manufactured' }];
		await expect(stage.by(controller, back)).rejects.toThrow('licensing.LicenceNotOver');
		await w.send('group', [['licensing.surrenderLicence', { licence: licences.group }]]);
		// With it end the licences under it.
		expect((await mayMake(1)).failed).toContain('parents');
		const before = await stage.balance(controller);
		await stage.by(controller, back);
		const rest = GROUP - part(GROUP, 300n, 400n);
		expect(before.held).toBe(rest);
		expect(await stage.balance(controller)).toEqual({ free: before.free + rest, held: 0n });
	});

	it('of each act are public, their rates are nowhere', async () => {
		const { w } = stage;
		const labels = w.vault.secrets.map(({ label }) => label);
		for (const level of Object.keys(licences)) {
			expect(labels).toEqual(expect.arrayContaining([`rate of ${level}`, `rate of ${level}, as number`, `salt of rates of ${level}`]));
		}
		const { hits, control } = await scanChain(w.api, w.vault.secrets, GTIN);
		expect(hits).toEqual([]);
		for (const [source, count] of Object.entries(control)) expect(count, source).toBeGreaterThan(0);
	});
});
