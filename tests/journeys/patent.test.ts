/**
 * A patent stands in some countries and not in others. Where none stands anybody makes the part; where
 * one stands, bringing it in takes a licence, and the border sees that.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { role } from '../demo/cast.ts';
import { dryRun, type LineFacts, sealed } from '../demo/declare.ts';
import { attestationOf, claimOf } from '../demo/forms.ts';
import { Lot } from '../demo/goods.ts';
import { type Call, DAY, eventTime, legalDate } from '../demo/world.ts';
import { ascii } from '../lib/bytes.ts';
import { withCheckDigit } from '../lib/gs1.ts';
import { registeredId } from '../lib/ids.ts';
import { owner, registered } from '../lib/rights.ts';
import { Stage } from './stage.ts';

const PREFIX = '9521301';
const GTIN = withCheckDigit(`0${PREFIX}00001`);
const PATENT = 'EP112023000730518';
const right = registeredId('Patent', PATENT);
const VALVES = { edition: 2022, code: ascii('848180') };

let stage: Stage;
let lot: Lot;
beforeAll(async () => {
	stage = await Stage.open('patent', [
		role('owner', 'Sao Mai Valves', 'VN', ['RightsHolder', 'Manufacturer', 'Exporter'], { prefixes: [PREFIX] }),
		role('office', 'Continental Patent Office', 'DE', ['IpOffice'], { offices: ['EP'] }),
		role('imitator', 'Hai Phong Castings', 'VN', ['Manufacturer']),
		role('trader', 'Quickdeal Trading', 'DE', ['Trader', 'Importer']),
		role('importer', 'Nordlicht Imports', 'DE', ['Importer']),
	]);
}, 4 * 60_000);
afterAll(() => stage?.close());

const make = (party: string, country: string) => stage.may({ right, party, activity: 'Manufacture', country });

/** What customs of a country would find if the holder declared all of the lot. */
const atBorder = async (importer: string, destination: string): Promise<LineFacts> => {
	const { w } = stage;
	const form = sealed(w, {
		importer,
		holder: importer,
		seller: 'owner',
		destination,
		reference: `26${destination}000000000418X2`,
		lines: [{ gtin: GTIN, amount: { pieces: 50 }, goods: [{ Consignment: { id: lot.parts[0]!.id } }] }],
	});
	const report = await dryRun(w, importer, form);
	expect(report.lines).toHaveLength(1);
	return report.lines[0]!;
};

const handOver = async (from: string, to: string): Promise<void> => {
	const { w } = stage;
	const { id } = lot.parts[0]!;
	const args = { place: null, time: eventTime({ moment: await w.now(), offset: 60 }) };
	await w.send(from, [['custody.offer', { object: id, seq: await w.seq(id), to: w.org(to).id, until: null, ...args }]]);
	await w.send(to, [['custody.accept', { object: id, seq: await w.seq(id), ...args }]]);
};

describe('a patent for three countries', () => {
	it('is attested, and lapses in one of them', async () => {
		const { w } = stage;
		const today = legalDate(await w.now());
		const extent = {
			countries: ['CZ', 'DE', 'FR'],
			classes: [{ Ipc: { section: 'F'.charCodeAt(0), class: 16, subclass: 'K'.charCodeAt(0) } }],
			term: { from: today - 1_200, until: today - 1_200 + 7_300 },
		};
		await w.send('owner', [claimOf(registered('Patent', PATENT), extent)]);
		await w.send('office', [attestationOf(right, owner(w.org('owner').id), extent, { registration: '3730518' })]);
		// In FR the fees were not paid.
		const status = (ended: unknown): Call => [
			'ipRegistry.designate',
			{ right, country: ascii('FR'), status: { since: today - 1_200, ended }, basis: 'Office' },
		];
		await w.send('office', [status(['Lapsed', today - 100])]);
		await expect(w.send('office', [status(['Lapsed', today])])).rejects.toThrow('ipRegistry.AlreadyEnded');
		expect(await w.ask('rightsApi.designation', right, ascii('FR'))).toEqual({
			since: today - 1_200,
			ended: ['Lapsed', today - 100],
		});
		await w.send('owner', [['custody.registerClass', { gtin: ascii(GTIN), rights: [{ right }], hs: VALVES }]]);
	});

	it('does not keep anybody from making the part where none stands', async () => {
		expect((await make('imitator', 'VN')).answer).toBe('NotRequired');
		expect((await make('imitator', 'FR')).answer).toBe('NotRequired');
		expect((await make('imitator', 'DE')).answer).toBe('NotPermitted');
		expect((await make('owner', 'DE')).answer).toBe('Owner');
		const lastYear = (await stage.w.now()) - 365 * DAY;
		expect((await stage.may({ right, party: 'imitator', activity: 'Manufacture', country: 'FR', at: lastYear })).answer).toBe(
			'NotPermitted',
		);
	});

	it('needs a licence to bring the part in where it stands', async () => {
		const bring = { right, party: 'trader', activity: 'Import', goods: { making: 'WithoutConsent' } } as const;
		expect(await stage.may({ ...bring, country: 'DE' })).toMatchObject({ answer: 'NotPermitted', nature: 'Copying' });
		expect((await stage.may({ ...bring, country: 'FR' })).answer).toBe('NotRequired');
		expect((await stage.may({ ...bring, country: 'US' })).answer).toBe('NotRequired');
	});
});

describe('parts that the owner made in VN', () => {
	it('are made without a licence, and no number but the own', async () => {
		const { w } = stage;
		lot = new Lot(w.vault, GTIN, 'V-1', { pieces: 50 });
		const time = { moment: await w.now(), offset: 420 };
		// The patent keeps nobody from it there, but the number on the part is the owner's.
		await expect(w.send('imitator', [lot.commission(undefined, time)])).rejects.toThrow('custody.NotAuthorised');
		await w.send('owner', [lot.commission(undefined, time)]);
		await handOver('owner', 'trader');
	});

	it('are stopped for want of a licence where the patent stands, and only there', async () => {
		const germany = await atBorder('trader', 'DE');
		expect(germany.contradicted).toEqual(['ImportAuthorised']);
		// Genuine parts of the owner, not first sold in the Area.
		expect(germany.findings).toEqual([{ condition: 'ImportAuthorised', nature: 'ParallelTrade', outcome: 'Documents' }]);
		const czechia = await atBorder('trader', 'CZ');
		expect(czechia.contradicted).toEqual(['ImportAuthorised']);
		// It lapsed in FR: the record differs from what the class says, which is to be cleared up.
		const france = await atBorder('trader', 'FR');
		expect(france.findings).toEqual([{ condition: 'RightInForce', nature: 'Data', outcome: 'Documents' }]);
		// It never was in PL.
		const poland = await atBorder('trader', 'PL');
		expect([poland.outcome, poland.contradicted]).toEqual(['NoObjection', []]);
	});

	it('come in with one', async () => {
		const { w } = stage;
		const terms = { activities: ['Import'], countries: ['DE'], from: await w.now() };
		await stage.license('owner', 'importer', [right], terms);
		await handOver('trader', 'importer');
		const germany = await atBorder('importer', 'DE');
		expect([germany.outcome, germany.contradicted]).toEqual(['NoObjection', []]);
		expect((await atBorder('importer', 'CZ')).contradicted).toEqual(['ImportAuthorised']);
	});
});
