/** Calls about goods and editions that the chain must refuse, each by outsiders, without the role and in the wrong state. */
import { type Call, DAY, HEADPHONES, quantity } from '../demo/world.ts';
import { ascii, type Hex } from '../lib/bytes.ts';
import { withCheckDigit } from '../lib/gs1.ts';
import { editionId } from '../lib/ids.ts';
import { arrived, type Case, loose, lot, now, operator, outsider, refusals, s, sscc } from './cases.ts';

const GROUND: Hex = `0x${'71'.repeat(32)}`;
/** An object, an edition or a unit that nobody put on record. */
const NOWHERE: Hex = `0x${'72'.repeat(32)}`;
const UNKNOWN = 4_000_000;

const occasion = async () => ({ place: null, time: await now() });
const seqOf = (object: Hex) => s.w.seq(object);
const unit = () => s.shipper.unitId(sscc());

/** What a call names of an object: the object and its number. */
const named = async (object: Hex) => ({ object, seq: await seqOf(object) });
const claimed = async (id: Hex) => ({ claim: { Consignment: { id } }, seq: await seqOf(id) });
const identity = (number: string) => ({ gtin: ascii(lot().gtin), number: ascii(number), root: null });
const once = quantity({ pieces: 1 });

const transformation = async (object: Hex, made: number): Promise<Call> => [
	'custody.transform',
	{
		inputs: [{ ...(await named(object)), amount: null }],
		yields: [{ class: ascii(lot().gtin), input: once, output: once }],
		identity: identity('L-71'),
		quantity: quantity({ pieces: made }),
		...(await occasion()),
	},
];

const recall = (): Call => [
	'custody.recall',
	{ scope: { Class: { gtin: ascii(lot().gtin), made: { from: 0, until: null } } }, reason: 'Safety', notice: GROUND },
];

const possession = async (expiry: number, token = GROUND): Promise<Call> => {
	const [name, args] = lot().possession('C', { genesis: s.w.api.genesisHash.toHex(), token: GROUND, expiry });
	return [name, { ...args, possession: { ...(args!.possession as object), token } }];
};

/** A code of an edition that nobody issued. */
const activation = async (): Promise<Call> => [
	'custody.activateCode',
	{
		edition: NOWHERE,
		code: { index: 0, salt: GROUND, path: [] },
		soldBy: null,
		possession: { key: `0x${'2a'.repeat(32)}`, token: GROUND, expiry: (await s.w.now()) + DAY, signature: `0x${'00'.repeat(64)}` },
	},
];

const issue = (gtin: string): Call => [
	'custody.issueEdition',
	{ subject: { Class: { gtin: ascii(gtin), number: ascii('E-71') } }, codes: 1, root: GROUND },
];
const sale = (): Call => ['custody.sellCode', { edition: editionId(lot().gtin, 'E-71'), index: 0, commitment: GROUND }];
const withdrawal = (): Call => ['custody.withdrawCodes', { edition: editionId(lot().gtin, 'E-71'), codes: [0], ground: GROUND }];

/** Under the prefix of the factory, and registered by nobody. */
const gate = () => withCheckDigit('952100200077');
const registration = (): Call => [
	'custody.registerPlace',
	{ gln: ascii(gate()), country: ascii('TR'), coordinates: { latitude: 41_015_000, longitude: 28_979_000 } },
];

const taking = (id: Hex, place: string | null = null): Call => [
	'custody.takeIntoCustody',
	{ claim: { Consignment: { id } }, place: place && ascii(place), ground: GROUND },
];
const ending = async (object: Hex): Promise<Call> => ['custody.endCustody', { ...(await named(object)), how: 'Released', ground: GROUND }];
const quality = (of: Hex): Call => ['custody.addQualityReport', { lot: of, number: 0, digest: { algorithm: 'Sha256', value: GROUND } }];

const readings = async (object: Hex, count = 1): Promise<Call> => [
	'custody.reportSensor',
	{ object, seq: 0, word: { Readings: { root: GROUND, count, from: await now(), until: await now() } } },
];

const trip = async (seals: string[]): Promise<Call> => [
	'custody.recordTrip',
	{ ...(await named(await unit())), container: null, seals: seals.map(ascii), ground: 'Loaded', ...(await occasion()) },
];

const consignment = async (to: string): Promise<Call> => [
	'custody.consign',
	{ ...(await named(loose().id)), to: s.w.org(to).id, carrier: { keyVersion: 1, tag: GROUND }, until: null, ...(await occasion()) },
];

const lying = async (span: number): Promise<Call> => [
	'custody.reportUnaccepted',
	{ object: loose().id, span, ground: 'NobodyThere', place: ascii(gate()), since: await now() },
];

const reassignment = async (): Promise<Call> => [
	'custody.reassign',
	{ ...(await named(loose().id)), to: s.w.org('trader').id, reason: 'HolderRefuses', ground: GROUND },
];

const error = (erroneous: Record<string, Record<string, number>>): Call => [
	'custody.declareError',
	{ object: loose().id, erroneous, reason: 'DidNotOccur', corrective: null },
];

const receipt = async (goods: Hex[]): Promise<Call> => [
	'custody.receive',
	{ goods: await Promise.all(goods.map(async (object) => [object, await seqOf(object), 'Accepted'])), ...(await occasion()) },
];

const member = 'consortium.NotMember';
const role = 'consortium.RoleMissing';
const standing = 'consortium.NotInGoodStanding';
const [brand, factory, carrier, importer] = [operator('brand'), operator('factory'), operator('carrier'), operator('importer')];
const [monitor, trader, pirate, suspended] = [operator('monitor'), operator('trader'), operator('pirate'), operator('warehouse2')];

export const GOODS_CASES: [kind: string, cases: Case[]][] = [
	[
		'goods: hand-overs',
		[
			...refusals('refuse an offer', async () => ['custody.refuse', { ...(await named(loose().id)), reason: 'NotExpected' }], [
				['an outsider', outsider, member],
				['a monitor', monitor, role],
				['the importer, whom nobody offers the goods', importer, 'custody.NotOffered'],
			]),
			...refusals('withdraw an offer', async () => ['custody.withdrawOffer', await named(loose().id)], [
				['an outsider', outsider, member],
				['a monitor', monitor, role],
				['the factory, which made none', factory, 'custody.NotOffered'],
			]),
			...refusals('receive goods', () => receipt([loose().id]), [
				['an outsider', outsider, member],
				['a monitor', monitor, role],
				['the importer, whom nobody offers them', importer, 'custody.NotOffered'],
			]),
			...refusals('receive nothing', () => receipt([]), [['the importer', importer, 'custody.NothingNamed']]),
			...refusals('consign goods', () => consignment('trader'), [
				['an outsider', outsider, member],
				['a monitor', monitor, role],
				['a carrier, which does not hold them', carrier, 'custody.NotHolder'],
			]),
			...refusals('consign goods to oneself', () => consignment('factory'), [['the factory', factory, 'custody.ToOneself']]),
			...refusals('report that nobody accepts goods', () => lying(0), [
				['an outsider', outsider, member],
				['a suspended member', suspended, standing],
				['a trader, which runs no such place', trader, 'custody.UnknownPlace'],
			]),
			...refusals('report of an earlier holder that nobody accepts goods', () => lying(7), [['the factory', factory, 'custody.StaleSeq']]),
			...refusals('reassign goods', reassignment, [
				['an outsider', outsider, 'BadOrigin'],
				['the factory', factory, 'BadOrigin'],
				['a controller', () => s.w.org('factory').controller, 'BadOrigin'],
			]),
			...refusals('accept a title', async () => ['custody.acceptTitle', await named(loose().id)], [
				['an outsider', outsider, member],
				['a monitor', monitor, role],
				['the importer, whom nobody offers it', importer, 'custody.NoTitleOffered'],
			]),
			...refusals('withdraw a title', async () => ['custody.withdrawTitle', await named(loose().id)], [
				['an outsider', outsider, member],
				['a monitor', monitor, role],
				['the factory, which offered none', factory, 'custody.NoTitleOffered'],
			]),
		],
	],
	[
		'goods: packing and sealing',
		[
			...refusals('close a logistic unit', async () => ['custody.close', { logisticUnit: await unit(), seq: await seqOf(await unit()) }], [
				['an outsider', outsider, member],
				['a monitor', monitor, role],
				['the factory, which does not hold it', factory, 'custody.NotHolder'],
			]),
			...refusals('close a consignment', async () => ['custody.close', { logisticUnit: loose().id, seq: await seqOf(loose().id) }], [
				['the factory', factory, 'custody.NotLogisticUnit'],
			]),
			...refusals('record a trip', () => trip(['HP100']), [
				['an outsider', outsider, member],
				['a monitor', monitor, role],
				['a carrier, which does not hold the logistic unit', carrier, 'custody.NotHolder'],
			]),
			...refusals('record a trip under one seal twice', () => trip(['HP100', 'HP100']), [['the importer', importer, 'custody.DuplicateSeal']]),
		],
	],
	[
		'goods: ends and returns',
		[
			...refusals('destroy goods', async () => ['custody.destroy', { ...(await named(loose().id)), time: await now() }], [
				['an outsider', outsider, member],
				['a monitor', monitor, role],
				['a carrier, which does not hold them', carrier, 'custody.NotHolder'],
			]),
			...refusals('decommission goods', async () => ['custody.decommission', { ...(await claimed(loose().id)), time: await now() }], [
				['an outsider', outsider, member],
				['a monitor', monitor, role],
				['a carrier, which does not hold them', carrier, 'custody.NotHolder'],
			]),
			...refusals('record an alteration', async () => ['custody.recordAlteration', { ...(await claimed(loose().id)), time: await now() }], [
				['an outsider', outsider, member],
				['a monitor', monitor, role],
				['a carrier, which does not hold the goods', carrier, 'custody.NotHolder'],
				['the factory, though nobody put them on the market', factory, 'custody.NotOnMarket'],
			]),
			...refusals('take goods back', async () => ['custody.takeBack', { ...(await named(loose().id)), commitment: GROUND, ...(await occasion()) }], [
				['an outsider', outsider, member],
				['a carrier', carrier, role],
				['a trader, which did not sell them', trader, 'custody.NotHolder'],
				['the factory, which still has them', factory, 'custody.NotSold'],
			]),
			...refusals('report goods missing', async () => ['custody.reportMissing', { ...(await claimed(loose().id)), kind: 'Stolen', ...(await occasion()) }], [
				['an outsider', outsider, member],
				['a monitor', monitor, role],
				['a carrier, which does not hold them', carrier, 'custody.NotHolder'],
			]),
			...refusals('report goods found', async () => ['custody.reportFound', { ...(await named(loose().id)), ...(await occasion()) }], [
				['an outsider', outsider, member],
				['a monitor', monitor, role],
				['a carrier, which did not miss them', carrier, 'custody.NotHolder'],
				['the factory, which has them', factory, 'custody.NotMissing'],
			]),
			...refusals('declare an error', () => error({ Event: { seq: 1, span: 0 } }), [
				['an outsider', outsider, member],
				['a monitor', monitor, role],
				['a carrier, which never held the goods', carrier, 'custody.NotHolderThen'],
			]),
			...refusals('declare an error in an event that is not there', () => error({ Event: { seq: 99, span: 0 } }), [
				['the factory', factory, 'custody.UnknownEvent'],
			]),
			...refusals('declare an error in an observation', () => error({ Observation: { seq: 0 } }), [
				['an outsider', outsider, member],
				['a suspended member', suspended, standing],
				['a monitor, which did not observe the goods', monitor, 'custody.UnknownEvent'],
			]),
			...refusals('declare an error in a report of sensors', () => error({ SensorReport: { seq: 0 } }), [
				['an outsider', outsider, member],
				['a monitor, which did not report of any', monitor, 'custody.UnknownEvent'],
			]),
		],
	],
	[
		'goods: recalls, transformations, labels',
		[
			...refusals('recall a class', recall, [
				['an outsider', outsider, member],
				['a carrier', carrier, role],
				['a trader, which does not own it', trader, 'custody.NotClassOwner'],
			]),
			...refusals('lift a recall', () => ['custody.liftRecall', { recall: UNKNOWN }], [
				['an outsider', outsider, member],
				['a carrier', carrier, role],
				['the brand, though there is none', brand, 'custody.UnknownRecall'],
			]),
			...refusals('transform goods', () => transformation(loose().id, 1), [
				['an outsider', outsider, member],
				['a trader', trader, role],
				['a maker without licence', pirate, 'custody.NotAuthorised'],
			]),
			...refusals('relabel goods', async () => ['custody.relabel', { ...(await claimed(loose().id)), identity: identity('L-72'), ...(await occasion()) }], [
				['an outsider', outsider, member],
				['a monitor', monitor, role],
				['a trader, which does not hold them', trader, 'custody.NotHolder'],
			]),
			...refusals('relabel what one may only import', async () => ['custody.relabel', { ...(await claimed(arrived().id)), identity: identity('L-73'), ...(await occasion()) }], [
				['the importer', importer, 'custody.NotAuthorised'],
			]),
			...refusals('prove possession', async () => possession((await s.w.now()) + DAY), [['an outsider', outsider, member]]),
			...refusals('prove possession too late', () => possession(1), [['a carrier', carrier, 'custody.ProofExpired']]),
			...refusals('prove possession for a token of one’s own', async () => possession((await s.w.now()) + DAY, NOWHERE), [
				['a carrier', carrier, 'custody.SignatureRefuted'],
			]),
		],
	],
	[
		'goods: authorities, terms and reports',
		[
			...refusals('take goods into custody', () => taking(loose().id), [
				['an outsider', outsider, member],
				['a suspended member', suspended, standing],
				['a carrier', carrier, role],
			]),
			...refusals('take into custody what nobody put on record', () => taking(NOWHERE), [
				['customs', operator('customs'), 'custody.UnknownObject'],
			]),
			...refusals('take goods into custody in another country', () => taking(loose().id, gate()), [
				['customs', operator('customs'), 'custody.OutsideTerritory'],
			]),
			...refusals('end the custody of goods', () => ending(loose().id), [
				['an outsider', outsider, member],
				['a carrier', carrier, role],
				['customs, which keep nothing', operator('customs'), 'custody.NotDetained'],
			]),
			...refusals('report on the quality of a lot', () => quality(lot().id), [
				['an outsider', outsider, member],
				['a suspended member', suspended, standing],
				['a carrier', carrier, role],
				['another maker', pirate, 'custody.NotMaker'],
			]),
			...refusals('report on the quality of no lot', () => quality(NOWHERE), [['the factory', factory, 'custody.UnknownLot']]),
		],
	],
	[
		'goods: places and sensors',
		[
			...refusals('register a place', registration, [
				['an outsider', outsider, member],
				['a suspended member', suspended, standing],
				['a carrier under the prefix of the factory', carrier, 'custody.PrefixNotHeld'],
			]),
			...refusals('close a place', () => ['custody.closePlace', { gln: ascii(gate()) }], [
				['an outsider', outsider, member],
				['the factory, which registered none', factory, 'custody.UnknownPlace'],
			]),
			...refusals('report readings', () => readings(NOWHERE), [
				['an outsider', outsider, member],
				['a suspended member', suspended, standing],
				['a carrier, with nothing', carrier, 'custody.UnknownObject'],
			]),
			...refusals('report no readings', () => readings(loose().id, 0), [['a carrier', carrier, 'custody.MalformedReadings']]),
		],
	],
	[
		'editions',
		[
			...refusals('issue an edition', () => issue(lot().gtin), [
				['an outsider', outsider, member],
				['a trader', trader, role],
				['a maker without licence', pirate, 'custody.NotAuthorised'],
			]),
			...refusals('issue an edition of a class that nobody registered', () => issue(withCheckDigit('0952100199997')), [
				['a maker', pirate, 'custody.UnknownClass'],
			]),
			...refusals('sell a code', sale, [
				['an outsider', outsider, member],
				['a carrier', carrier, role],
				['a trader, of no edition', trader, 'custody.UnknownEdition'],
			]),
			...refusals('use a code', activation, [
				['an outsider', outsider, member],
				['a suspended member', suspended, standing],
				['a carrier, of no edition', carrier, 'custody.UnknownEdition'],
			]),
			...refusals('withdraw codes', withdrawal, [
				['an outsider', outsider, member],
				['a trader', trader, role],
				['the brand, of no edition', brand, 'custody.UnknownEdition'],
			]),
			...refusals('register a class with a commodity code of no edition', () => [
				'custody.registerClass',
				{ gtin: ascii(withCheckDigit('0952100199996')), rights: [], hs: { ...HEADPHONES, edition: 1_900 } },
			], [['the brand', brand, 'custody.MalformedHsCode']]),
			...refusals('revise a class that nobody registered', () => [
				'custody.reviseClass',
				{ gtin: ascii(withCheckDigit('0952100199995')), version: 0, rights: [], hs: HEADPHONES },
			], [
				['an outsider', outsider, member],
				['a carrier', carrier, role],
				['the brand', brand, 'custody.UnknownClass'],
			]),
		],
	],
];
