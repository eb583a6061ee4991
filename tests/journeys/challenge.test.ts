/**
 * A mark falls. Whoever attacks it puts up a bond, and so does the owner who defends it; the office
 * decides as of a day. What rested on the mark follows: not what was, but what is asked of it from that day.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { role } from '../demo/cast.ts';
import { dryRun, type LineFacts, sealed } from '../demo/declare.ts';
import { anchor, attestationOf, claimOf } from '../demo/forms.ts';
import { type Call, DAY, digest, HEADPHONES, legalDate } from '../demo/world.ts';
import { ascii, digestOf, type Hex } from '../lib/bytes.ts';
import { eventOf, plain } from '../lib/events.ts';
import { withCheckDigit } from '../lib/gs1.ts';
import { trademarkId } from '../lib/ids.ts';
import { owner, registered } from '../lib/rights.ts';
import { EUROPEAN_UNION } from '../lib/territories.ts';
import { amount, Stage } from './stage.ts';

const PREFIX = '9521501';
const GTIN = withCheckDigit(`0${PREFIX}00001`);
const MARK = 'EM500000018900001';
const right = trademarkId(MARK);
const NICE_9 = [{ Nice: { edition: 12, class: 9 } }];

let stage: Stage;
let licence: number;
let bond: bigint;
/** First day on which the mark no longer stands: ten days ago. */
let asOf: number;

beforeAll(async () => {
	stage = await Stage.open('challenge', [
		role('brand', 'Oriva Audio', 'NL', ['RightsHolder'], { prefixes: [PREFIX] }),
		role('office', 'Union IP Office', 'ES', ['IpOffice'], { offices: ['EM'] }),
		role('rival', 'Orivox Sound', 'SE', ['RightsHolder']),
		role('importer', 'Nordlicht Imports', 'DE', ['Importer', 'Distributor']),
		role('trader', 'Quickdeal Trading', 'DE', ['Trader']),
	]);
	const { w } = stage;
	const now = await w.now();
	const today = legalDate(now);
	asOf = today - 10;
	bond = amount(w.api.consts.ipRegistry!.challengeBond!.toString());
	// Bonds are put up by whoever signs.
	await stage.endow([operator('brand'), operator('rival')], 2_000n);
	const extent = { countries: EUROPEAN_UNION, classes: NICE_9, term: { from: today - 900, until: today + 2_700 } };
	await w.send('brand', [claimOf(registered('TradeMark', MARK), extent)]);
	await w.send('office', [attestationOf(right, owner(w.org('brand').id), extent)]);
	await w.send('brand', [['custody.registerClass', { gtin: ascii(GTIN), rights: [{ right }], hs: HEADPHONES }]]);
	licence = await stage.license('brand', 'importer', [right], { activities: ['Import', 'Sell'], countries: ['DE'], from: now - 60 * DAY });
}, 5 * 60_000);
afterAll(() => stage?.close());

const operator = (key: string) => stage.w.org(key).signers[0]!;
const mayImport = async (party: string, daysAgo = 0) => {
	const question = { right, party, activity: 'Import', country: 'DE' };
	return stage.may(daysAgo === 0 ? question : { ...question, at: (await stage.w.now()) - daysAgo * DAY });
};

/** What customs of DE would find of old stock without serials. */
const atBorder = async (importer: string): Promise<LineFacts> => {
	const { w } = stage;
	const form = sealed(w, {
		importer,
		holder: importer,
		seller: 'brand',
		destination: 'DE',
		reference: '26DE000000000633C1',
		lines: [{ gtin: GTIN, amount: { pieces: 40 }, goods: [] }],
	});
	return (await dryRun(w, importer, form)).lines[0]!;
};

interface ChallengeRecord {
	seq: number;
	status: Record<string, unknown> | string;
	answeredBy: unknown;
}
const challenges = async (): Promise<ChallengeRecord[]> =>
	(await stage.w.ask<{ items: ChallengeRecord[] }>('rightsApi.challenges', right, 0, 100)).items;

describe('a mark that stands', () => {
	it('permits its licensee and nobody else', async () => {
		expect((await mayImport('importer')).answer).toBe(`Licence ${licence}`);
		expect((await mayImport('importer', 20)).answer).toBe(`Licence ${licence}`);
		expect((await mayImport('trader')).answer).toBe('NotPermitted');
		expect((await atBorder('importer')).contradicted).toEqual([]);
		expect((await atBorder('trader')).contradicted).toEqual(['ImportAuthorised']);
	});

	it('is not shaken by a challenge that rests on nothing, or is taken back', async () => {
		const { w } = stage;
		await expect(w.send('rival', [challenge(digestOf('catalogue of 2016'))])).rejects.toThrow('ipRegistry.ProofNotOnRecord');
		await w.send('rival', [await deposit('catalogue of 2016'), challenge(digestOf('catalogue of 2016'))]);
		expect((await stage.balance(operator('rival'))).held).toBe(bond);
		await w.send('rival', [['ipRegistry.withdrawChallenge', { right, seq: 0 }]]);
		expect((await stage.balance(operator('rival'))).held).toBe(0n);
		expect((await mayImport('importer')).answer).toBe(`Licence ${licence}`);
	});
});

const deposit = (text: string): Promise<Call> =>
	anchor(stage.w, digestOf(text), 'Other', { source: `archive of the rival: ${text}`, tool: 'scanner 4' });

const challenge = (evidence: Hex): Call => [
	'ipRegistry.challenge',
	{ right, relief: 'Invalidity', evidence: digest(evidence), ground: digestOf(stage.w.vault.random('reasons of the rival', 256)) },
];

const decide = (seq: number, decision: unknown): Call => [
	'ipRegistry.decideChallenge',
	{ right, seq, decision, ground: digestOf(stage.w.vault.random('reasoned decision', 512)) },
];

describe('a challenge', () => {
	it('is made against a bond, and answered against another', async () => {
		const { w } = stage;
		const made = await w.send('rival', [challenge(digestOf('catalogue of 2016'))]);
		expect(plain(eventOf(made.events, 'ipRegistry.Challenged'), 'seq')).toBe(1);
		await expect(w.send('rival', [challenge(digestOf('catalogue of 2016'))])).rejects.toThrow('ipRegistry.AlreadyChallenged');
		await w.send('brand', [['ipRegistry.answerChallenge', { right, seq: 1 }]]);
		for (const key of ['brand', 'rival']) expect((await stage.balance(operator(key))).held, key).toBe(bond);
		// Now both stand by their word.
		await expect(w.send('rival', [['ipRegistry.withdrawChallenge', { right, seq: 1 }]])).rejects.toThrow('ipRegistry.AlreadyAnswered');
		expect((await mayImport('importer')).answer).toBe(`Licence ${licence}`);
	});

	it('is decided by the office as of a day, and who loses pays', async () => {
		const { w } = stage;
		await expect(w.send('brand', [decide(1, 'Dismissed')])).rejects.toThrow('consortium.RoleMissing');
		const before = { brand: await stage.balance(operator('brand')), rival: await stage.balance(operator('rival')) };
		const decided = await w.send('office', [decide(1, { Upheld: { asOf } })]);
		expect(plain(eventOf(decided.events, 'ipRegistry.ChallengeDecided'), 'decision')).toEqual({ upheld: { asOf } });
		expect(await stage.balance(operator('brand'))).toEqual({ free: before.brand.free, held: 0n });
		expect(await stage.balance(operator('rival'))).toEqual({ free: before.rival.free + 2n * bond, held: 0n });

		const [first, second] = await challenges();
		expect(Object.keys(first!.status)).toEqual(['withdrawn']);
		expect(second).toMatchObject({ answeredBy: { organisation: w.org('brand').id }, status: { upheld: { by: w.org('office').id, asOf } } });
	});
});

describe('a mark that fell', () => {
	it('is answered as of that day, and as it was before', async () => {
		const record = await stage.w.ask<{ ended: unknown }>('rightsApi.right', right);
		expect(record.ended).toEqual(['Revoked', asOf]);
		expect((await mayImport('importer')).answer).toBe('NotRequired');
		expect((await mayImport('trader')).answer).toBe('NotRequired');
		expect((await mayImport('importer', 9)).answer).toBe('NotRequired');
		// What was lawful under the licence stays so, and what was not does too.
		expect((await mayImport('importer', 20)).answer).toBe(`Licence ${licence}`);
		expect((await mayImport('trader', 20)).answer).toBe('NotPermitted');
	});

	it('no longer gives the border a reason to ask for a licence, but for the record to be cleared up', async () => {
		for (const importer of ['importer', 'trader']) {
			const found = await atBorder(importer);
			expect(found.findings, importer).toEqual([{ condition: 'RightInForce', nature: 'Data', outcome: 'Documents' }]);
		}
	});

	it('cannot be disposed of or challenged any more', async () => {
		const { w } = stage;
		const dead = 'ipRegistry.AlreadyEnded';
		await expect(w.send('rival', [challenge(digestOf('catalogue of 2016'))])).rejects.toThrow(dead);
		const assignment: Call = ['ipRegistry.offerAssignment', { right, to: owner(w.org('rival').id), part: 1_000_000 }];
		await expect(w.send('brand', [assignment])).rejects.toThrow(dead);
		const terms = { activities: ['Import'], countries: ['DE'], from: await w.now() };
		await expect(stage.license('brand', 'trader', [right], terms)).rejects.toThrow('licensing.RightNotInForce');
		await expect(w.send('office', [decide(1, 'Dismissed')])).rejects.toThrow('ipRegistry.ChallengeClosed');
	});
});
