/**
 * Reads an EPCIS 2.0 JSON document and turns each event into the command or observation that a
 * client sends. Only what the chain's calls need is checked here; whether a document keeps GS1's
 * schema is another question.
 */
import { Gs1Error, type Gs1Key, parseKey } from './gs1.ts';

/** What is wrong, in which event (from 1) and which field. */
export class EpcisError extends Error {
	constructor(
		readonly event: number | undefined,
		readonly field: string,
		why: string,
	) {
		super(`${event === undefined ? 'document' : `event ${event}`}, ${field}: ${why}`);
		this.name = 'EpcisError';
	}
}

/** When somebody says that an event happened. */
export interface EventTime {
	/** Milliseconds UTC. */
	moment: number;
	/** Minutes from UTC. */
	offset: number;
}

export type Amount = { pieces: number } | { micros: bigint; unit: string };

/** Goods as an event names them. */
export type Goods =
	| { kind: 'logistic unit'; sscc: string }
	| { kind: 'items'; gtin: string; serials: string[] }
	| { kind: 'lot'; gtin: string; lot: string; amount: Amount };

interface Common {
	/** Position of the event in the document, from 1. */
	event: number;
	time: EventTime;
	/** GLN of the place, if the event names one. */
	place?: string;
}

export type Step = Common &
	(
		| { act: 'commission'; gtin: string; lot: string; serials?: string[]; amount: Amount }
		| { act: 'pack'; sscc: string; goods: Goods[] }
		| { act: 'unpack'; sscc: string; goods: Goods[] }
		| { act: 'offer'; goods: Goods[]; from?: string; to: string }
		| { act: 'accept'; goods: Goods[]; by?: string }
		| { act: 'observe'; goods: Goods[]; bizStep: string; disposition: string }
	);

export interface Shipment {
	steps: Step[];
	/** GLNs of those who possess the goods one after the other, the maker first. */
	parties: string[];
	/** Company prefixes that URNs in the document spell out, by the key they were seen in. */
	prefixes: Map<string, string>;
	/** Moment of the last event. */
	last: number;
}

/** How a document may write a word of CBV: bare, as URN, as Web URI, or by the prefix `cbv`. */
const CBV = /^(?:urn:epcglobal:cbv:(?:bizstep|disp|sdt):|(?:https?:\/\/ref\.gs1\.org\/cbv\/|cbv:)(?:BizStep|Disp|SDT)-)/;

/** The word itself. What is not of CBV stays as it is. */
export const cbvWord = (value: string): string => value.replace(CBV, '');

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** What says of itself that it is a place with a GLN, and therefore must be right. */
const CLAIMS_GLN = /^urn:epc:id:sgln:|^https?:\/\/.+\/414\//;

/** One event under examination: every reading names its field. */
class Event {
	readonly prefixes = new Map<string, string>();

	constructor(
		readonly number: number,
		readonly json: Json,
	) {}

	fail(field: string, why: string): never {
		throw new EpcisError(this.number, field, why);
	}

	string(field: string): string {
		const value = this.json[field];
		return typeof value === 'string' ? value : this.fail(field, 'missing or not a text');
	}

	list(field: string): unknown[] {
		const value = this.json[field] ?? [];
		return Array.isArray(value) ? value : this.fail(field, 'not a list');
	}

	key(field: string, uri: unknown): Gs1Key {
		if (typeof uri !== 'string') this.fail(field, 'not a text');
		try {
			const key = parseKey(uri);
			const value = 'gtin' in key ? key.gtin : 'sscc' in key ? key.sscc : key.gln;
			if (key.prefix) this.prefixes.set(value, key.prefix);
			return key;
		} catch (error) {
			return this.fail(field, error instanceof Gs1Error ? error.message : String(error));
		}
	}

	time(): EventTime {
		const moment = Date.parse(this.string('eventTime'));
		if (Number.isNaN(moment)) this.fail('eventTime', 'not an ISO 8601 time');
		const match = /^([+-])(\d\d):(\d\d)$/.exec(this.string('eventTimeZoneOffset'));
		if (!match) this.fail('eventTimeZoneOffset', 'not like +01:00');
		const minutes = Number(match[2]) * 60 + Number(match[3]);
		return { moment, offset: match[1] === '-' ? -minutes : minutes };
	}

	/** GLN of `readPoint`, else of `bizLocation`. A place that has none is left out. */
	place(): string | undefined {
		for (const field of ['readPoint', 'bizLocation']) {
			const place = this.json[field];
			if (place === undefined) continue;
			if (!isObject(place)) this.fail(field, 'not an object');
			if (typeof place.id !== 'string' || !CLAIMS_GLN.test(place.id)) continue;
			const key = this.key(`${field}.id`, place.id);
			if (key.kind === 'place') return key.gln;
		}
		return undefined;
	}

	/** A word of CBV. */
	word(field: string, missing: string): string {
		const value = this.json[field] ?? missing;
		return typeof value === 'string' ? cbvWord(value) : this.fail(field, 'not a text');
	}

	/** GLN of the possessing party in `sourceList` or `destinationList`. */
	party(field: 'sourceList' | 'destinationList'): string | undefined {
		const member = field === 'sourceList' ? 'source' : 'destination';
		for (const [i, entry] of this.list(field).entries()) {
			if (!isObject(entry)) this.fail(`${field}[${i}]`, 'not an object');
			if (typeof entry.type !== 'string' || cbvWord(entry.type) !== 'possessing_party') continue;
			const key = this.key(`${field}[${i}].${member}`, entry[member]);
			if (key.kind === 'party' || key.kind === 'place') return key.gln;
			this.fail(`${field}[${i}].${member}`, `names a ${key.kind}, not a party`);
		}
		return undefined;
	}

	/** What the identifier list `epcs` and the quantity list `quantities` name. */
	goods(epcs: string, quantities: string): Goods[] {
		const goods: Goods[] = [];
		const items = new Map<string, string[]>();
		for (const [i, uri] of this.list(epcs).entries()) {
			const key = this.key(`${epcs}[${i}]`, uri);
			if (key.kind === 'logistic unit') {
				goods.push({ kind: 'logistic unit', sscc: key.sscc });
			} else if (key.kind === 'item') {
				const serials = items.get(key.gtin);
				if (serials) serials.push(key.serial);
				else items.set(key.gtin, [key.serial]);
			} else {
				this.fail(`${epcs}[${i}]`, `names a ${key.kind}, not an item or logistic unit`);
			}
		}
		for (const [gtin, serials] of items) {
			if (new Set(serials).size !== serials.length) this.fail(epcs, 'the same serial twice');
			goods.push({ kind: 'items', gtin, serials });
		}
		for (const [i, entry] of this.list(quantities).entries()) {
			const field = `${quantities}[${i}]`;
			if (!isObject(entry)) this.fail(field, 'not an object');
			const key = this.key(`${field}.epcClass`, entry.epcClass);
			if (key.kind !== 'lot') this.fail(`${field}.epcClass`, `names a ${key.kind}, not a lot`);
			goods.push({ kind: 'lot', gtin: key.gtin, lot: key.lot, amount: this.amount(field, entry) });
		}
		return goods;
	}

	amount(field: string, { quantity, uom }: Json): Amount {
		if (typeof quantity !== 'number' || !(quantity > 0)) {
			this.fail(`${field}.quantity`, 'missing or not above zero');
		}
		if (uom === undefined) {
			if (!Number.isSafeInteger(quantity)) this.fail(`${field}.quantity`, 'pieces are whole');
			return { pieces: quantity };
		}
		if (typeof uom !== 'string' || !/^[A-Z0-9]{2,3}$/.test(uom)) {
			this.fail(`${field}.uom`, 'no code of UN/CEFACT Recommendation 20');
		}
		return { micros: BigInt(Math.round(quantity * 1e6)), unit: uom.padEnd(3) };
	}

	/** As above, but not nothing. */
	someGoods(epcs: string, quantities: string): Goods[] {
		const goods = this.goods(epcs, quantities);
		return goods.length > 0 ? goods : this.fail(epcs, 'names no goods');
	}
}

const step = (event: Event): Step => {
	const type = event.string('type');
	const action = event.string('action');
	const bizStep = event.word('bizStep', 'other');
	const place = event.place();
	const common = { event: event.number, time: event.time(), ...(place && { place }) };
	const object = () => event.someGoods('epcList', 'quantityList');
	const observe = (goods: Goods[]): Step => {
		const disposition = event.word('disposition', 'in_progress');
		return { ...common, act: 'observe', goods, bizStep, disposition };
	};

	if (type === 'ObjectEvent' && action === 'ADD') {
		if (bizStep !== 'commissioning') event.fail('bizStep', `ADD with ${bizStep}, not commissioning`);
		return commission(event, common, object());
	}
	if (type === 'ObjectEvent' && action === 'OBSERVE') {
		const to = event.party('destinationList');
		const from = event.party('sourceList');
		if (['shipping', 'consigning'].includes(bizStep)) {
			if (to === undefined) {
				event.fail('destinationList', 'no possessing_party: to whom are the goods handed over?');
			}
			return { ...common, act: 'offer', goods: object(), to, ...(from && { from }) };
		}
		if (['receiving', 'accepting'].includes(bizStep)) {
			return { ...common, act: 'accept', goods: object(), ...(to && { by: to }) };
		}
		return observe(object());
	}
	if (type === 'AggregationEvent') {
		const parent = event.key('parentID', event.string('parentID'));
		if (parent.kind !== 'logistic unit') {
			event.fail('parentID', `names a ${parent.kind}, not a logistic unit`);
		}
		const { sscc } = parent;
		const children = () => event.goods('childEPCs', 'childQuantityList');
		switch (action) {
			case 'ADD':
				return { ...common, act: 'pack', sscc, goods: event.someGoods('childEPCs', 'childQuantityList') };
			case 'DELETE':
				return { ...common, act: 'unpack', sscc, goods: children() };
			case 'OBSERVE':
				return observe([{ kind: 'logistic unit', sscc }]);
		}
	}
	return event.fail('type', `${type} with action ${action} is not part of this journey`);
};

const commission = (event: Event, common: Common, goods: Goods[]): Step => {
	const [first, ...others] = goods;
	if (!first || others.length > 0) {
		event.fail('epcList', 'a commissioning names items of one class, or one lot, at a time');
	}
	if (first.kind === 'logistic unit') event.fail('epcList', 'a logistic unit is packed, not commissioned');
	if (first.kind === 'lot') {
		const { gtin, lot, amount } = first;
		return { ...common, act: 'commission', gtin, lot, amount };
	}
	const { ilmd } = event.json;
	const lot = isObject(ilmd)
		? (ilmd['cbvmda:lotNumber'] ?? ilmd['urn:epcglobal:cbv:mda:lotNumber'])
		: undefined;
	if (typeof lot !== 'string' || lot === '' || lot.length > 20) {
		event.fail('ilmd.cbvmda:lotNumber', 'missing: items are commissioned as a lot');
	}
	const { gtin, serials } = first;
	return { ...common, act: 'commission', gtin, lot, serials, amount: { pieces: serials.length } };
};

/** Reads a parsed document. Fails with an {@link EpcisError}. */
export const readShipment = (document: unknown): Shipment => {
	const fail = (field: string, why: string): never => {
		throw new EpcisError(undefined, field, why);
	};
	if (!isObject(document)) return fail('type', 'not a JSON object');
	if (document.type !== 'EPCISDocument') return fail('type', 'not an EPCISDocument');
	if (!/^2\.\d+/.test(String(document.schemaVersion))) return fail('schemaVersion', 'not 2.x');
	const body = document.epcisBody;
	const list = isObject(body) ? body.eventList : undefined;
	if (!Array.isArray(list) || list.length === 0) return fail('epcisBody.eventList', 'no events');

	const prefixes = new Map<string, string>();
	const steps: Step[] = [];
	for (const [i, json] of list.entries()) {
		if (!isObject(json)) return fail(`epcisBody.eventList[${i}]`, 'not an object');
		const event = new Event(i + 1, json);
		if (json.errorDeclaration !== undefined) {
			event.fail('errorDeclaration', 'corrections are not part of this journey');
		}
		steps.push(step(event));
		for (const [key, prefix] of event.prefixes) prefixes.set(key, prefix);
	}
	// What a document lists first need not have happened first; at the same time, its order counts.
	steps.sort((one, other) => one.time.moment - other.time.moment);
	if (!steps.some(({ act }) => act === 'commission')) {
		return fail('epcisBody.eventList', 'no commissioning: whose goods would these be?');
	}
	const parties: string[] = [];
	for (const step of steps) {
		if (step.act !== 'offer') continue;
		for (const gln of [step.from, step.to]) {
			if (gln && !parties.includes(gln)) parties.push(gln);
		}
		if (parties[0] === step.to) {
			throw new EpcisError(step.event, 'sourceList', 'no possessing_party: who ships the goods?');
		}
	}
	if (parties.length < 2) return fail('epcisBody.eventList', 'no shipping between two parties');
	return { steps, parties, prefixes, last: Math.max(...steps.map(({ time }) => time.moment)) };
};

/** The same shipment, moved in time so that its last event lies at `last`. */
export const shiftTo = (shipment: Shipment, last: number): Shipment => {
	const by = last - shipment.last;
	const steps = shipment.steps.map((step) => ({
		...step,
		time: { ...step.time, moment: step.time.moment + by },
	}));
	return { ...shipment, steps, last };
};

/** What an event has besides what its event hash id is made of. */
export interface Unhashed {
	eventID: unknown;
	recordTime: unknown;
	errorDeclaration: unknown;
	/** The names of all its fields. */
	fields: string[];
}

/** The same of each event of a document, in its order: events with the same hash ids can still differ in it. */
export const unhashed = (document: { epcisBody: { eventList: Record<string, unknown>[] } }): Unhashed[] =>
	document.epcisBody.eventList.map((event) => {
		const { eventID, recordTime, errorDeclaration } = event;
		return { eventID, recordTime, errorDeclaration, fields: Object.keys(event).sort() };
	});
