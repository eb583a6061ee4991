/** The main job, chapter by chapter. Each gives what it came to, and fails where that is unexpected. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ascii, type Hex, hex, text } from '../lib/bytes.ts';
import { bits, type Included, submit } from '../lib/chain.ts';
import type { Amount, Shipment } from '../lib/epcis.ts';
import { eventOf, eventsOf, plain } from '../lib/events.ts';
import { motion } from '../lib/governance.ts';
import { trademarkId, unitId } from '../lib/ids.ts';
import { roleSet } from '../lib/roles.ts';
import { expectSame, stamp, Unexpected } from '../lib/story.ts';
import { EUROPEAN_UNION, territories } from '../lib/territories.ts';
import type { Role } from './cast.ts';
import { dryRun, type Lodged, lodge, OUTCOME, sealed, words } from './declare.ts';
import { type Part, Shipper } from './goods.ts';
import { type Call, eventTime, HEADPHONES, legalDate, quantity, sha256, type World } from './world.ts';

export const digestOf = (content: string | Uint8Array): Hex =>
	hex(new Uint8Array(createHash('sha256').update(content).digest()));

// ── 1 ────────────────────────────────────────────────────────────────────────────────────────────

const profile = (role: Role) => ({
	displayName: ascii(role.name),
	country: ascii(role.country),
	identifiers: { lei: null, eori: null, gln: role.gln === undefined ? null : ascii(role.gln) },
	partyTag: null,
	resolver: role.resolver === undefined ? null : ascii(role.resolver),
	verification: { level: 'Verified', by: null },
});

/** The council admits the cast; each controller names its operators. */
export const admit = async (w: World, cast: Role[]): Promise<Included> => {
	const first = await w.read<number>('consortium.nextOrgId');
	const orgs = cast.map((role, i) => w.enter(role, first + i));
	const known = await w.read<unknown>('consortium.affiliations', orgs[0]!.signers[0]!.address);
	if (known) throw new Error('this story was already told on this chain: start a fresh one');

	const calls = orgs.flatMap((org): Call[] => [
		[
			'consortium.admit',
			{
				profile: profile(org),
				roles: roleSet(org.roles),
				controller: org.controller.address,
			},
		],
		...org.offices.map((office): Call => ['consortium.accredit', { org: org.id, office: ascii(office) }]),
		...org.prefixes.map((prefix): Call => ['consortium.attestPrefix', { org: org.id, prefix: ascii(prefix) }]),
	]);
	const included = await motion(w.api, w.seats, calls.map((each) => w.call(each)));
	const admitted = eventsOf(included.events, 'consortium.Admitted').map((event) => plain<number>(event, 'org'));
	expectSame('numbers of the organisations', admitted, orgs.map(({ id }) => id));
	w.story.act(included, 'Council, 2 of 3 seats', `admits ${orgs.length} organisations in one motion`, 'carried');
	for (const org of orgs) {
		const more = [
			...org.prefixes.map((prefix) => `GS1 prefix ${prefix}`),
			...org.offices.map((office) => `register of ${office}`),
		];
		w.story.detail(
			`${String(org.id).padStart(2)}  ${org.name.padEnd(20)} ${org.country}  ${[org.roles.map(words).join(', '), ...more].join(' · ')}`,
		);
	}

	const operators = await Promise.all(
		orgs.flatMap((org) =>
			org.signers.map((signer) =>
				submit(
					w.api,
					org.controller,
					w.call([
						'consortium.addOperator',
						{ account: signer.address, roles: roleSet(org.roles) },
					]),
				),
			),
		),
	);
	const last = operators.reduce((a, b) => (a.block > b.block ? a : b));
	w.story.act(last, 'Each controller', `names ${operators.length} operator accounts, one of their own each`, 'may act');
	const balances = await Promise.all(
		orgs.flatMap(({ signers }) =>
			signers.map(async ({ address }) => {
				const account = await w.read<{ data: { free: string | number } }>('system.account', address);
				return Number(account.data.free);
			}),
		),
	);
	expectSame('balance of all operators', balances.reduce((a, b) => a + b, 0), 0);
	w.story.detail('operators hold no balance: fees come out of the daily quota of their organisation');
	return included;
};

// ── 2 ────────────────────────────────────────────────────────────────────────────────────────────

/** The mark in the Union, and the same mark where the goods are made. */
export const MARK = 'EM500000018797746';
export const MARK_TR = 'TR502024000114302';

export const markSubject = (number: string) => ({
	Registered: { kind: 'TradeMark', office: ascii(number.slice(0, 2)), number: ascii(number) },
});

/** Nice class 9, headphones, in the 12th edition. */
export const NICE_9 = [{ Nice: { edition: 12, class: 9 } }];

export const claimMark = (number: string, countries: string[], contents: Hex[] = []): Call => [
	'ipRegistry.claim',
	{
		subject: markSubject(number),
		territories: territories(countries),
		classes: NICE_9,
		term: null,
		contents: contents.map(sha256),
	},
];

export const attestMark = (
	w: World,
	number: string,
	countries: string[],
	basis: unknown,
	today: number,
): Call => [
	'ipRegistry.attest',
	{
		right: trademarkId(number),
		claimant: { Organisation: w.org('brand').id },
		territories: territories(countries),
		classes: NICE_9,
		term: { from: today - 900, until: today - 900 + 3653 },
		registration: ascii(number.slice(8)),
		basis,
	},
];

export const rights = async (w: World): Promise<void> => {
	const { story } = w;
	const today = legalDate(await w.now());
	const drawing = digestOf(w.vault.random('drawing of the mark', 256));
	const claimed = await w.act(
		'brand',
		[claimMark(MARK, EUROPEAN_UNION, [drawing]), claimMark(MARK_TR, ['TR'], [drawing])],
		`claims mark ${MARK} for the Union and ${MARK_TR} for Türkiye`,
		{ outcome: 'claims, not yet rights', mood: 'plain' },
	);
	expectSame('claims', eventsOf(claimed.events, 'ipRegistry.Claimed').map((e) => plain(e, 'right')), [
		trademarkId(MARK),
		trademarkId(MARK_TR),
	]);
	const extract = digestOf(w.vault.random('register extract', 512));
	const [union, turkey] = await Promise.all([
		w.send('office', [attestMark(w, MARK, EUROPEAN_UNION, 'Office', today)]),
		w.send('reader', [
			attestMark(w, MARK_TR, ['TR'], { RegisterExtract: { extract: sha256(extract), asOf: today - 1 } }, today),
		]),
	]);
	eventOf(union.events, 'ipRegistry.Attested');
	eventOf(turkey.events, 'ipRegistry.Attested');
	story.act(union, w.signature('office'), `attests ${MARK}, 27 countries, Nice class 9`, 'right in force');
	story.act(turkey, w.signature('reader'), `attests ${MARK_TR} from a dated register extract`, 'right in force');
};

// ── 3 ────────────────────────────────────────────────────────────────────────────────────────────

export const grant = (
	w: World,
	right: string,
	licensee: string,
	activities: string[],
	countries: string[],
	limit: Amount | undefined,
	from: number,
): Call => [
	'licensing.grant',
	{
		right: trademarkId(right),
		licensee: w.org(licensee).id,
		terms: {
			activities: bits(w.api, 'authorisation::Activity', activities),
			territories: territories(countries),
			term: { from, until: from + 2 * 365 * 86_400_000 },
			quantity: limit ? quantity(limit) : null,
			contract: w.vault.commit(`contract of ${licensee} on ${right}`, `royalty 4.25 % of ${right} by ${licensee}`),
		},
	},
];

export const registerClass = (gtin: string, marks: string[]): Call => [
	'custody.registerClass',
	{ gtin: ascii(gtin), rights: marks.map(trademarkId), hs: HEADPHONES },
];

export const licences = async (w: World, shipment: Shipment): Promise<number[]> => {
	const total = new Map<string, number>();
	for (const step of shipment.steps) {
		if (step.act === 'commission' && 'pieces' in step.amount) {
			total.set(step.gtin, (total.get(step.gtin) ?? 0) + step.amount.pieces);
		}
	}
	const pieces = [...total.values()].reduce((a, b) => a + b, 0);
	const limit = pieces > 0 ? { pieces } : undefined;
	const from = (await w.now()) - 30 * 86_400_000;
	const granted = await w.act(
		'brand',
		[
			grant(w, MARK_TR, 'factory', ['Manufacture'], ['TR'], limit, from),
			grant(w, MARK, 'importer', ['Import', 'Distribute'], ['DE'], undefined, from),
		],
		`licenses ${w.org('factory').name} to make ${limit ? pieces.toLocaleString('en') : 'goods'}, ${w.org('importer').name} to import into DE`,
	);
	const ids = eventsOf(granted.events, 'licensing.Granted').map((event) => plain<number>(event, 'licence'));
	expectSame('licences granted', ids.length, 2);
	w.story.detail(`licences ${ids.join(' and ')}; contracts and royalties stay outside, committed by salted digests`);
	const gtins = new Set(shipment.steps.flatMap((step) => (step.act === 'commission' ? [step.gtin] : [])));
	await w.act(
		'brand',
		[...gtins].map((gtin) => registerClass(gtin, [MARK, MARK_TR])),
		`registers ${gtins.size === 1 ? `product class ${[...gtins][0]}` : `${gtins.size} product classes`}, made under both marks`,
	);
	return ids;
};

// ── 4 and 5 ──────────────────────────────────────────────────────────────────────────────────────

export const ship = async (w: World, shipment: Shipment): Promise<Shipper> => {
	const shipper = new Shipper(w, shipment);
	await shipper.play();
	return shipper;
};

// ── 6 ────────────────────────────────────────────────────────────────────────────────────────────

/** What the importer holds: each consignment with the claim to it, or to the unit that it lies in. */
const arrived = async (w: World, shipper: Shipper) => {
	const isHere = async (object: Hex): Promise<boolean> => {
		const item = await w.read<{ position: { held?: { holder: number } } } | null>('custody.items', object);
		return item?.position.held?.holder === w.org('importer').id;
	};
	const found: { part: Part; claim: Record<string, unknown> }[] = [];
	for (const sscc of shipper.outermost) {
		if (!(await isHere(await shipper.unitId(sscc)))) continue;
		const claim = { LogisticUnit: { sscc: ascii(sscc) } };
		found.push(...shipper.contents(sscc).map((part) => ({ part, claim })));
	}
	for (const part of shipper.loose) {
		if (await isHere(part.id)) found.push({ part, claim: { Consignment: { id: part.id } } });
	}
	if (found.length === 0) throw new Unexpected('goods that the importer holds', 'some', 'none');
	return found;
};

/** The same, line by line. */
const asLines = (found: Awaited<ReturnType<typeof arrived>>) => {
	const lines = new Map<string, { pieces: number; goods: Set<Record<string, unknown>> }>();
	for (const { part, claim } of found) {
		const { lot, amount } = part;
		if (!('pieces' in amount)) throw new Error('this story declares goods by the piece');
		const line = lines.get(lot.gtin) ?? { pieces: 0, goods: new Set() };
		lines.set(lot.gtin, line);
		line.pieces += amount.pieces;
		line.goods.add(claim);
	}
	return [...lines].map(([gtin, { pieces, goods }]) => ({ gtin, amount: { pieces }, goods: [...goods] }));
};

/** Customs says once, dated, what it releases without looking. */
export const instruct = async (w: World): Promise<void> => {
	const reference = digestOf(w.vault.random('text of the standing instruction', 512));
	await w.act('customs', [['customs.instruct', { reference }]], 'releases by standing instruction whatever meets no objection', {
		outcome: 'dated, revocable',
	});
};

/** A principal lets somebody declare in its name. */
export const mandate = async (w: World, principal: string, agent: string): Promise<void> => {
	await w.act(
		principal,
		[['customs.giveMandate', { agent: w.org(agent).id }]],
		`gives ${w.org(agent).name} a mandate to declare in its name`,
		{ outcome: 'revocable' },
	);
};

export const declareGenuine = async (w: World, shipper: Shipper): Promise<Lodged> => {
	const { story } = w;
	const form = sealed(w, {
		represented: 'importer',
		importer: 'importer',
		holder: 'importer',
		seller: 'brand',
		destination: 'DE',
		reference: '26DE586317409221R4',
		lines: asLines(await arrived(w, shipper)),
	});
	const preview = await dryRun(w, 'broker', form);
	const lodged = await lodge(w, 'broker', form);
	const total = form.lines.length;
	story.act(
		lodged.included,
		w.signature('broker'),
		`declares the goods for ${w.org('importer').name}, destination DE`,
		`${OUTCOME[lodged.outcome]}${lodged.released === total ? ', released' : ''} (provisional)`,
	);
	expectSame('outcome of the genuine goods', lodged.outcome, 'NoObjection');
	expectSame('contradictions of the genuine goods', lodged.lines.flatMap((line) => line.contradicted), []);
	expectSame('lines released in the same extrinsic', lodged.released, total);
	expectSame('dry run and decision', lodged.lines, preview.lines);
	expectSame('the authority that released', preview.standingInstruction, w.org('customs').id);
	story.detail(`declaration ${lodged.declaration}: decided in the extrinsic that lodged it, under the standing instruction of ${w.org('customs').name}`);
	story.detail('value and reference are commitments; the dry run had given the same report');
	await story.final(lodged.included, 'release');
	return lodged;
};

// ── 7 ────────────────────────────────────────────────────────────────────────────────────────────

/** What stands against the clones. */
export const AGAINST_CLONES = ['ImportAuthorised', 'CustodyUnbroken', 'NotHeldElsewhere', 'NotClearedBefore'];

const LISTING = new URL('../fixtures/listing.html', import.meta.url);
const LISTING_URL = 'https://sparrow-bazaar.example/listing/58113940-oriva-or7';
const SHOP_URL = 'https://sparrow-bazaar.example/shop/thornquist-audio-outlet';

export interface Clones {
	lodged: Lodged;
	serials: string[];
	gtin: string;
	/** The consignment of the genuine items that they were copied from. */
	part: Part;
	/** Digest of the captured page. */
	listing: Hex;
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

	const captured = await w.act(
		'monitor',
		[
			[
				'evidence.anchor',
				{
					digest: sha256(listing),
					kind: 'WebCapture',
					description: {
						subjects: [
							{ Right: trademarkId(MARK) },
							{ Listing: vault.commit('URL of the listing in its commitment', LISTING_URL) },
							{ Seller: { Outsider: tag } },
						],
						provenance: {
							source: vault.commit('source of the capture', `${LISTING_URL}#captured`),
							tool: digestOf('tracemark capture 1.0'),
							capturedBy: vault.commit('who captured', 'Rosalind Achterberg'),
							claimedTime: eventTime({ moment: (await w.now()) - 90_000, offset: 0 }),
							witnesses: [],
						},
					},
				},
			],
		],
		`anchors the captured listing page, SHA-256 ${listing.slice(0, 10)}…`,
		{ outcome: 'first record' },
	);
	eventOf(captured.events, 'evidence.Anchored');
	story.detail('address, shop and price stay outside: salted commitments and a tag');

	const line = { gtin: lot.gtin, amount: { pieces: serials.length }, goods: serials.map((serial) => lot.claim(serial)) };
	for (const serial of serials) vault.reveal(text(serial));
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
	expectSame('finding on custody without a path', bare.lines[0]!.contradicted.includes('CustodyUnbroken'), false);
	story.note(
		`Dry run with serials alone: custody has no record, which is a question and no verdict. With the paths that the copied labels lead to:`,
	);
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
	const reasons: Record<string, string> = {
		ImportAuthorised: `${w.org('trader').name} has no authority to import`,
		CustodyUnbroken: 'the importer declared is not the holder on record',
		NotHeldElsewhere: `these serials are held by ${w.org('importer').name}`,
		NotClearedBefore: 'these serials were already cleared into DE',
	};
	for (const { condition, nature } of decided.findings) {
		story.detail(`contradicted: ${words(condition).padEnd(20)} ${reasons[condition] ?? ''} (${words(nature)})`, 'stopped');
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
			what: { Serial: { gtin: ascii(lot.gtin), serial: ascii(serial) } },
			seq: (await w.read<number | null>('custody.observationCount', unitId(lot.gtin, serial), officer.id)) ?? 0,
			bizStep: 'Inspecting',
			disposition: 'NonConformant',
			place: null,
			time: eventTime(at),
		},
	]);
	const protocol = digestOf(vault.random('examination protocol', 512));
	await w.act(
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
					report: sha256(protocol),
				},
			],
		],
		`examines the goods, scans ${serials.length} labels: no secret under any of them`,
		{ outcome: 'recorded' },
	);
	const suspended = await w.act(
		'customs',
		[['customs.suspend', { declaration, line: 0, nature: 'Copying', evidence: [sha256(listing)] }]],
		'suspends the release, citing the listing as evidence',
		{ outcome: 'suspended (provisional)', mood: 'stopped' },
	);
	eventOf(suspended.events, 'customs.Suspended');
	await story.final(suspended, 'suspension');
	await w.act(
		'customs',
		[['customs.orderDestruction', { declaration, line: 0, ground: 'Consent' }]],
		`orders destruction: declarant and owner of the mark consent`,
		{ outcome: 'waits for a second officer', mood: 'plain' },
	);
	const destroyed = await w.act(
		'customs',
		[['customs.confirmDestruction', { declaration, line: 0 }]],
		'confirms the destruction',
		{ operator: 1, outcome: 'destroyed by consent, without a finding of infringement', mood: 'stopped' },
	);
	eventOf(destroyed.events, 'customs.Destroyed');
	await story.final(destroyed, 'destruction');
	return { lodged, serials, gtin: lot.gtin, part, listing };
};

// ── 8 ────────────────────────────────────────────────────────────────────────────────────────────

interface Segment {
	segment: { holder: number; from: number; until: number | null; fromBlock: number };
	authority: { permitted?: { licence?: number; owner?: null } | 'owner' } | string | null;
}

interface Involvement {
	party: { member?: number; outsider?: unknown };
	fact: string;
	act: string;
	at: number;
}

const basis = (authority: Segment['authority']): string => {
	if (authority === null) return 'needs no licence';
	if (typeof authority === 'string') return words(authority);
	const { permitted } = authority;
	if (permitted === undefined) return words(Object.keys(authority)[0] ?? '');
	if (typeof permitted === 'object' && permitted.licence !== undefined) return `under licence ${permitted.licence}`;
	return 'as owner of the right';
};

export interface Traces {
	/** Names of the holders, the maker first. */
	holders: string[];
	bases: string[];
	origin: string;
	facts: string[];
}

export const traces = async (w: World, shipper: Shipper, clones: Clones): Promise<Traces> => {
	const { story } = w;
	const { part } = clones;
	const segments = await w.ask<Segment[]>('custodyApi.trace', part.id, 0, 100);
	// Repacked in the same hands, goods begin a new segment; here only the hands count.
	const stays = segments.filter(({ segment }, i) => segment.holder !== segments[i - 1]?.segment.holder);
	const until = (i: number): number | null => {
		const next = segments.indexOf(stays[i + 1]!);
		return segments.at(next < 0 ? -1 : next - 1)!.segment.until;
	};
	/** The licence, where any segment of the stay rests on one. */
	const ground = (i: number): string => {
		const next = stays[i + 1];
		const own = segments.slice(segments.indexOf(stays[i]!), next ? segments.indexOf(next) : undefined);
		return basis(own.map(({ authority }) => authority).find((authority) => authority !== null) ?? null);
	};
	story.note(`The genuine item ${clones.serials[0]!.slice(0, 4)}… and its consignment: who held it, from when to when, on what ground`);
	story.table(
		['holder', 'from', 'until', 'block', 'ground'],
		stays.map(({ segment }, i) => {
			const end = until(i);
			return {
				cells: [
					w.nameOf(segment.holder),
					instant(segment.from),
					end === null ? 'now' : instant(end),
					`#${segment.fromBlock}`,
					ground(i),
				],
			};
		}),
	);
	const holders = stays.map(({ segment }) => w.nameOf(segment.holder));
	const bases = stays.map((_, i) => ground(i));
	const expected = shipper.shipment.parties.map((gln) => w.party(gln).name);
	expectSame('holders of the genuine goods', holders, expected);
	expectSame('end of the last stay', until(stays.length - 1), null);

	const liability = await w.ask<{ involvements: Involvement[] } | null>(
		'liabilityApi.involvements',
		clones.lodged.declaration,
		0,
	);
	if (!liability) throw new Unexpected('liability facts', 'some', null);
	const nameOf = ({ member }: Involvement['party']) => (member === undefined ? 'outsider, by tag' : w.nameOf(member));
	story.line();
	story.note(`Declaration ${clones.lodged.declaration}: where the chain of the clones breaks, and who acted after that. Facts, no verdict.`);
	story.table(
		['who', 'fact', 'act', 'recorded'],
		liability.involvements.map(({ party, fact, act, at }) => ({
			cells: [nameOf(party), words(fact), words(act), instant(at)],
			...(fact === 'Origin' && { mood: 'stopped' as const }),
		})),
	);
	const origin = liability.involvements.find(({ fact }) => fact === 'Origin');
	if (!origin) throw new Unexpected('origin of the break', 'named', liability.involvements);
	return {
		holders,
		bases,
		origin: nameOf(origin.party),
		facts: liability.involvements.map(({ party, fact, act }) => `${nameOf(party)}: ${fact} ${act}`),
	};
};

const instant = (moment: number): string => `${stamp(moment)}:${new Date(moment).toISOString().slice(17, 19)}`;
