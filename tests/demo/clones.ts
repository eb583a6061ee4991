/** Chapter 7: goods with cloned serials are contradicted, examined, suspended and destroyed. */
import { readFileSync } from 'node:fs';
import { ascii, digestOf, type Hex, text } from '../lib/bytes.ts';
import type { Included } from '../lib/chain.ts';
import { eventOf, eventsOf, plain, Refused } from '../lib/events.ts';
import { trademarkId, unitId } from '../lib/ids.ts';
import { expectSame, Unexpected } from '../lib/story.ts';
import { arrived, MARK } from './chapters.ts';
import { dryRun, type Lodged, lodge, OUTCOME, plainFinding, sealed, words } from './declare.ts';
import { anchor, orderDestruction } from './forms.ts';
import type { Part, UnitClaim } from './goods.ts';
import type { Shipper } from './shipper.ts';
import { type Call, digest, eventTime, type World } from './world.ts';

/** What stands against the clones. */
export const AGAINST_CLONES = ['ImportAuthorised', 'CustodyUnbroken', 'NotHeldElsewhere', 'NotClearedBefore'];

/** The page as the monitor captured it. */
export const LISTING = new URL('../fixtures/listing.html', import.meta.url);
/** The response headers that came with it. */
export const HEADERS = new URL('../fixtures/listing.html.headers', import.meta.url);
const LISTING_URL = 'https://sparrow-bazaar.example/listing/58113940-oriva-or7';
const SHOP_URL = 'https://sparrow-bazaar.example/shop/thornquist-audio-outlet';

export interface Clones {
	lodged: Lodged;
	serials: string[];
	gtin: string;
	/** The consignment of the genuine items that they were copied from. */
	part: Part;
	/** The claim to the first of them, with its path. */
	claim: UnitClaim;
	/** Digest of the captured page. */
	listing: Hex;
	/** Numbers of the officers, as the chain's events name them. */
	officers: { examined: number; suspended: number; destroyed: [number, number] };
}

/** Serials that the trader's goods bear: some of those that the importer holds. */
const cloned = async (w: World, shipper: Shipper) => {
	const part = (await arrived(w, shipper)).find(({ part }) => part.lot.tree !== undefined)?.part;
	if (!part) throw new Error('the document commissions no serials: nothing can be cloned');
	const [[start, end]] = part.ranges as [[number, number]];
	return { part, lot: part.lot, serials: part.lot.serials.slice(start, Math.min(start + 5, end)) };
};

export const stopClones = async (w: World, shipper: Shipper): Promise<Clones> => {
	const { story, vault } = w;
	const { part, lot, serials } = await cloned(w, shipper);
	const page = readFileSync(LISTING);
	const listing = digestOf(page);
	for (const url of [LISTING_URL, SHOP_URL]) vault.keep('URL of the listing', text(url));
	vault.keep('price in the listing', text('EUR 34.85'));
	vault.keep('name of the shop', text('Thornquist'));
	const tag = vault.tag('identifier of the seller', 'NL/KVK/Ellis Thornquist/1987-03-30');
	vault.keep('name of the seller', text('Ellis Thornquist'));

	const obtained = {
		subjects: [
			{ Right: trademarkId(MARK) },
			{ Listing: vault.commit('URL of the listing in its commitment', LISTING_URL) },
			{ Seller: { Outsider: tag } },
		],
		source: `${LISTING_URL}#captured`,
		tool: 'tracemark capture 1.0',
		by: 'Rosalind Achterberg',
		ago: 90_000,
	};
	const captured = await w.act(
		'monitor',
		[
			await anchor(w, listing, 'WebCapture', obtained),
			await anchor(w, digestOf(readFileSync(HEADERS)), 'WebCapture', obtained),
		],
		`puts the captured listing page and its response headers on record, SHA-256 ${listing.slice(0, 10)}…`,
		{ outcome: 'first record' },
	);
	expectSame('how much is on record of the listing', eventsOf(captured.events, 'evidence.Anchored').length, 2);
	story.detail('address, shop and price stay outside: salted commitments and a tag');

	const claims = serials.map((serial) => lot.claim(serial));
	const line = { gtin: lot.gtin, amount: { pieces: serials.length }, goods: claims };
	const form = sealed(w, {
		importer: 'trader',
		holder: 'trader',
		seller: tag,
		destination: 'DE',
		reference: '26DE586317733058T1',
		lines: [line],
	});
	const bare = await dryRun(w, 'trader', {
		...form,
		lines: form.lines.map((each) => ({
			...each,
			goods: serials.map((serial) => ({
				Unit: { gtin: ascii(lot.gtin), serial: ascii(serial), proof: null },
			})),
		})),
	});
	const unproven = bare.lines[0]!;
	expectSame('finding on custody without a path', unproven.contradicted.includes('CustodyUnbroken'), false);
	story.note(
		`Asked beforehand with the serials alone, the chain answers: ${OUTCOME[bare.outcome]} ` +
			`(${unproven.findings.map(plainFinding).join(', ') || 'nothing against them'}); ` +
			`to ${unproven.noRecord.length} of its 11 questions it has no record.`,
	);
	story.note('Without proof a serial is a question, not a verdict. Now with the proofs that the copied labels lead to:');
	const preview = await dryRun(w, 'trader', form);
	const lodged = await lodge(w, 'trader', form);
	story.act(
		lodged.included,
		w.signature('trader'),
		`declares ${serials.length} items by serial, copied from the genuine ones`,
		`${OUTCOME[lodged.outcome]} (provisional)`,
		'stopped',
	);
	const decided = lodged.lines[0]!;
	const holder = w.org('importer').name;
	const reasons: Record<string, string> = {
		ImportAuthorised: `${w.org('trader').name} has no licence for this mark`,
		CustodyUnbroken: `on record they are with ${holder}`,
		NotHeldElsewhere: `the same serials are with ${holder}`,
		NotClearedBefore: 'they came into DE before, by another declaration',
	};
	for (const finding of decided.findings) {
		story.detail(`${plainFinding(finding)}: ${reasons[finding.condition] ?? ''} (${words(finding.nature)})`, 'stopped');
	}
	expectSame('contradictions of the clones', [...decided.contradicted].sort(), [...AGAINST_CLONES].sort());
	expectSame('outcome of the clones', lodged.outcome, 'SuspendProposed');
	expectSame('dry run and decision', lodged.lines, preview.lines);
	expectSame('lines released', lodged.released, 0);
	await story.final(lodged.included, 'finding');

	const { declaration } = lodged;
	const officer = w.org('customs');
	const at = { moment: await w.now(), offset: 60 };
	const scans = serials.map(async (serial): Promise<Call> => [
		'custody.observe',
		{
			what: { Serial: { gtin: ascii(lot.gtin), serial: ascii(serial), proof: null } },
			seq: (await w.read<number | null>('custody.observationCount', unitId(lot.gtin, serial), officer.id)) ?? 0,
			bizStep: 'Inspecting',
			disposition: 'NonConformant',
			place: null,
			time: eventTime(at),
		},
	]);
	const protocol = digestOf(vault.random('examination protocol', 512));
	const examined = await w.act(
		'customs',
		[
			...(await Promise.all(scans)),
			[
				'customs.examine',
				{
					declaration,
					line: 0,
					scanned: serials.length,
					contradicting: serials.length,
					report: digest(protocol),
				},
			],
		],
		`opens the parcel and scans ${serials.length} labels: no secret under any of them`,
		{ outcome: 'examination on record' },
	);
	const suspended = await w.act(
		'customs',
		[['customs.suspend', { declaration, line: 0, nature: 'Copying', evidence: [digest(listing)] }]],
		'keeps the goods and cites the listing as evidence',
		{ outcome: 'suspended (provisional)', mood: 'stopped' },
	);
	await story.final(suspended, 'suspension');
	const consent = digestOf(vault.random('consent of declarant and owner', 512));
	await w.act(
		'customs',
		[orderDestruction(declaration, 0, 'Consent', consent)],
		`orders destruction: declarant and owner of the mark consent`,
		{ outcome: 'waits for a second officer', mood: 'plain' },
	);
	const refused = await refusalOf(w.send('customs', [['customs.confirmDestruction', { declaration, line: 0 }]]));
	expectSame('refusal of the officer who ordered it', refused.reason, 'customs.SameOfficer');
	story.note(`${w.signature('customs')} tries to confirm the own order: refused, it takes another officer (${refused.reason}).`);
	const destroyed = await w.act(
		'customs',
		[['customs.confirmDestruction', { declaration, line: 0 }]],
		'confirms the destruction',
		{
			operator: 1,
			outcome: 'destroyed by consent, without a finding of infringement (provisional)',
			mood: 'stopped',
		},
	);
	await story.final(destroyed, 'destruction');

	const officerOf = ({ events }: Included, name: string) => plain<number>(eventOf(events, name), 'officer');
	const officers = {
		examined: officerOf(examined, 'customs.Examined'),
		suspended: officerOf(suspended, 'customs.Suspended'),
		destroyed: plain<[number, number]>(eventOf(destroyed.events, 'customs.Destroyed'), 'officers'),
	};
	expectSame('officer who suspended', officers.suspended, officers.examined);
	expectSame('officers of the destruction', new Set(officers.destroyed).size, 2);
	return { lodged, serials, gtin: lot.gtin, part, claim: claims[0]!, listing, officers };
};

/** What the chain refuses. */
const refusalOf = async (act: Promise<Included>): Promise<Refused> => {
	try {
		await act;
	} catch (reason) {
		if (reason instanceof Refused) return reason;
		throw reason;
	}
	throw new Unexpected('an act that the chain refuses', 'refused', 'done');
};
