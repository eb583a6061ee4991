/** The main job, chapter by chapter. Each gives what it came to, and fails where that is unexpected. */
import { ascii, digestOf, type Hex } from '../lib/bytes.ts';
import { type Included, submit } from '../lib/chain.ts';
import type { Amount, Shipment } from '../lib/epcis.ts';
import { eventOf, eventsOf, plain } from '../lib/events.ts';
import { motion } from '../lib/governance.ts';
import { trademarkId } from '../lib/ids.ts';
import { kindSet, owner, registered } from '../lib/rights.ts';
import { roleSet } from '../lib/roles.ts';
import { expectSame, Unexpected } from '../lib/story.ts';
import { EUROPEAN_UNION } from '../lib/territories.ts';
import { shareOf } from '../lib/validators.ts';
import type { Role } from './cast.ts';
import { dryRun, type Lodged, lodge, OUTCOME, sealed, words } from './declare.ts';
import { acceptance, addOperator, attestationOf, attestFromExtract, claimOf, offerOf } from './forms.ts';
import type { Part } from './goods.ts';
import { Shipper } from './shipper.ts';
import { type Call, DAY, HEADPHONES, legalDate, quantity, type World } from './world.ts';

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
		...org.offices.map((office): Call => ['consortium.accredit', { org: org.id, office: ascii(office), kinds: kindSet() }]),
		...org.prefixes.map((prefix): Call => ['consortium.attestPrefix', { org: org.id, prefix: ascii(prefix) }]),
	]);
	const votes = shareOf(w.seats, 2, 3);
	const included = await motion(w.api, w.seats, calls.map((each) => w.call(each)), votes);
	const admitted = eventsOf(included.events, 'consortium.Admitted').map((event) => plain<number>(event, 'org'));
	expectSame('numbers of the organisations', admitted, orgs.map(({ id }) => id));
	w.story.act(included, `Council, ${votes} of ${w.seats.length} seats`, `admits ${orgs.length} organisations in one motion`, 'carried');
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
				submit(w.api, org.controller, addOperator(w.api, org.id, signer, org.roles)),
			),
		),
	);
	const last = operators.reduce((a, b) => (a.block > b.block ? a : b));
	w.story.act(last, 'Each controller', `names ${operators.length} operator accounts, one of their own each`, 'may act');
	w.story.detail('operators hold no balance: fees come out of the daily quota of their organisation');
	return included;
};

/**
 * Fails unless seats, controllers and operators are all different accounts, and no operator holds
 * a balance. Gives the number of operators.
 */
export const checkAccounts = async (w: World): Promise<number> => {
	const operators = w.orgs.flatMap(({ signers }) => signers);
	const all = [...w.seats, ...w.orgs.map(({ controller }) => controller), ...operators].map(({ address }) => address);
	expectSame('different accounts of seats, controllers and operators', new Set(all).size, all.length);
	const balances = await Promise.all(
		operators.map(async ({ address }) => {
			const { data } = await w.read<{ data: { free: string | number; reserved: string | number } }>('system.account', address);
			return BigInt(data.free) + BigInt(data.reserved);
		}),
	);
	expectSame('operators with a balance', balances.filter((each) => each !== 0n).length, 0);
	return operators.length;
};

// ── 2 ────────────────────────────────────────────────────────────────────────────────────────────

/** The mark in the Union, and the same mark where the goods are made. */
export const MARK = 'EM500000018797746';
export const MARK_TR = 'TR502024000114302';

/** Nice class 9, headphones, in the 12th edition. */
const NICE_9 = [{ Nice: { edition: 12, class: 9 } }];

export const claimMark = (number: string, countries: string[], contents: Hex[] = []): Call =>
	claimOf(registered('TradeMark', number), { countries, classes: NICE_9 }, { contents });

export const attestMark = (
	w: World,
	number: string,
	countries: string[],
	basis: unknown,
	today: number,
): Call =>
	attestationOf(
		trademarkId(number),
		owner(w.org('brand').id),
		{ countries, classes: NICE_9, term: { from: today - 900, until: today - 900 + 3653 } },
		{ registration: number.slice(8), basis },
	);

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
	const [union, turkey] = await Promise.all([
		w.send('office', [attestMark(w, MARK, EUROPEAN_UNION, 'Office', today)]),
		w.send(
			'reader',
			await attestFromExtract(w, today, (basis) => attestMark(w, MARK_TR, ['TR'], basis, today)),
		),
	]);
	eventOf(union.events, 'ipRegistry.Attested');
	eventOf(turkey.events, 'ipRegistry.Attested');
	story.act(union, w.signature('office'), `attests ${MARK}, 27 countries, Nice class 9`, 'right in force');
	story.act(turkey, w.signature('reader'), `attests ${MARK_TR} from a dated register extract`, 'right in force');
};

// ── 3 ────────────────────────────────────────────────────────────────────────────────────────────

/** Per cent. Odd, so that it is found again. */
const ROYALTY = '4.183729';

/** What the brand offers. The contract, with the royalty in it, stays outside. */
export const offerLicence = (
	w: World,
	right: string,
	licensee: string,
	activities: string[],
	countries: string[],
	limit: Amount | undefined,
	from: number,
): Call =>
	offerOf(w, [trademarkId(right)], licensee, {
		activities,
		countries,
		from,
		quantity: limit && quantity(limit),
		contract: w.vault.commit(
			`contract of ${licensee} on ${right}`,
			`royalty ${w.vault.keepRate('royalty', ROYALTY)} % of ${right} by ${licensee}`,
		),
	});

/** The numbers of the licences that were offered, and will be theirs once they are accepted. */
export const offered = ({ events }: Included): number[] =>
	eventsOf(events, 'licensing.Offered').map((event) => plain<number>(event, 'licence'));

export const registerClass = (gtin: string, marks: string[]): Call => [
	'custody.registerClass',
	{ gtin: ascii(gtin), rights: marks.map((mark) => ({ right: trademarkId(mark) })), hs: HEADPHONES },
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
	const from = (await w.now()) - 30 * DAY;
	const ownBrand = w.same('brand', 'factory');
	const [maker, importer] = [w.org('factory').name, w.org('importer').name];
	const toMake = limit ? `${pieces.toLocaleString('en')} pieces` : 'goods';
	const made = await w.act(
		'brand',
		[
			// Who owns the mark needs no licence to make.
			...(ownBrand ? [] : [offerLicence(w, MARK_TR, 'factory', ['Manufacture'], ['TR'], limit, from)]),
			offerLicence(w, MARK, 'importer', ['Import', 'Distribute'], ['DE'], undefined, from),
		],
		`offers ${ownBrand ? 'a licence' : 'two licences'} of its marks`,
		{ outcome: 'not yet licensed', mood: 'plain' },
	);
	if (!ownBrand) w.story.detail(`to ${maker}: to make ${toMake} in TR`);
	w.story.detail(`to ${importer}: to import into DE`);
	const ids = offered(made);
	expectSame('licences offered', ids.length, ownBrand ? 1 : 2);
	const [toImport, ...others] = [...ids].reverse();
	for (const licence of others) {
		const accepted = await w.act('factory', [acceptance(licence)], `accepts licence ${licence} of ${w.org('brand').name}: to make ${toMake} in TR`, {
			outcome: 'licensed',
		});
		expectSame('licence to make', plain(eventOf(accepted.events, 'licensing.Granted'), 'licence'), licence);
	}
	const accepted = await w.act('importer', [acceptance(toImport!)], `accepts licence ${toImport} of ${w.org('brand').name}: to import into DE`, {
		outcome: 'licensed',
	});
	expectSame('licence to import', plain(eventOf(accepted.events, 'licensing.Granted'), 'licence'), toImport);
	w.story.detail('both sides signed; contracts and royalties stay outside, the chain has salted digests');
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
export const arrived = async (w: World, shipper: Shipper) => {
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
	expectSame('the authority that released', preview.standingInstruction?.authority, w.org('customs').id);
	story.detail(`declaration ${lodged.declaration}: decided in the very transaction that lodged it, under the standing instruction of ${w.org('customs').name}`);
	story.detail('value and reference number stay outside, the chain has salted digests; asked beforehand, it had given the same answer');
	await story.final(lodged.included, 'release');
	return lodged;
};
