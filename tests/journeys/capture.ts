/**
 * Plays what `tracemark epcis plan --json` prints on a chain, and reads the calls back from what the chain says
 * happened. Keys of goods, serials and what no call carries stay with whoever captures; the chain has ids.
 */
import { role, type Role } from '../demo/cast.ts';
import { anchor } from '../demo/forms.ts';
import { Lot } from '../demo/goods.ts';
import { type Call, cbv, digest, eventTime, HEADPHONES, place, quantity } from '../demo/world.ts';
import { ascii, type Hex, hex, unhex } from '../lib/bytes.ts';
import type { Included } from '../lib/chain.ts';
import type { Amount } from '../lib/epcis.ts';
import { eventOf, type Fields, plain } from '../lib/events.ts';
import { consignmentId, logisticUnitId, lotId, unitId } from '../lib/ids.ts';
import { leafHash, MerkleTree } from '../lib/merkle.ts';
import type { Stage } from './stage.ts';

export type Quantity = { pieces: string } | { micros: string; unit: string };

interface PlannedLot {
	gtin: string;
	number: string;
	quantity: Quantity | null;
	serials: string[];
	/** GLN; `null` if the document does not say. */
	holder: string | null;
	/** It was only seen: the observation is recorded without it. */
	optional: boolean;
}

export type Goods =
	| { logisticUnit: { sscc: string } }
	| { unit: { gtin: string; serial: string } }
	| { lot: { gtin: string; number: string; quantity: Quantity } }
	| { consignment: { gtin: string; lot: string; number: number; serials?: string[]; quantity?: Quantity } };

interface Time {
	moment: number;
	offset: number;
}

interface Circumstances {
	place: string | null;
	time: Time;
}

/** A call of a plan, of those that are played here. */
export type PlannedCall = { signer: string | null } & (
	| { call: 'custody.commission'; args: { gtin: string; number: string; serials: string[]; quantity: Quantity } & Circumstances }
	| { call: 'custody.pack'; args: { sscc: string; children: Goods[] } & Circumstances }
	| { call: 'custody.accept'; args: { object: Goods } & Circumstances }
	| { call: 'custody.observe'; args: { what: Goods; bizStep: string; disposition: string } & Circumstances }
	| { call: 'custody.report_sensor'; args: { object: Goods; word: Word } }
	| { call: 'evidence.anchor'; args: { digest: string; kind: string } }
);

/** What a sensor says; the root of readings is the client's to add. */
type Word =
	| { readings: { count: number; from: Time; until: Time } }
	| { exception: { measurement: string; exception: string; time: Time } };

export interface PlannedEvent {
	/** Its place in the document, from 1. */
	event: number;
	type: string;
	/** The event hash id. */
	hash: string;
	calls: PlannedCall[];
	kept: Record<string, unknown>;
	/** What sensors read, in the order of their times. */
	readings?: string[];
}

export interface Plan {
	document: Record<string, unknown>;
	prerequisites: {
		parties: string[];
		places: string[];
		classes: string[];
		lots: PlannedLot[];
		logisticUnits: { sscc: string; optional?: boolean }[];
		offers: { object: Goods; from: string; to: string }[];
	};
	events: PlannedEvent[];
}

/** Digits of a company prefix in the keys of the documents. */
const PREFIX = 7;
/** The company prefix of a GLN; GTIN-14 and SSCC have a digit before theirs. */
const prefixOf = (key: string): string => (key.length === 13 ? key : key.slice(1)).slice(0, PREFIX);
const keyOf = (goods: Goods): string =>
	'logisticUnit' in goods
		? goods.logisticUnit.sscc
		: 'unit' in goods
			? goods.unit.gtin
			: 'lot' in goods
				? goods.lot.gtin
				: goods.consignment.gtin;

/** An organisation for each company prefix that the plans name keys of. */
export const castOf = (plans: Plan[]): Role[] => {
	const parties = plans.flatMap(({ prerequisites }) => prerequisites.parties);
	const keys = plans.flatMap(({ prerequisites: { places, classes, logisticUnits }, events }) => [
		...places,
		...classes,
		...logisticUnits.map(({ sscc }) => sscc),
		...events.flatMap(({ calls }) => calls.flatMap((call) => (call.call === 'custody.pack' ? [call.args.sscc] : []))),
	]);
	const prefixes = [...new Set([...parties, ...keys].map(prefixOf))].sort();
	return prefixes.map((prefix) => {
		const gln = parties.find((party) => prefixOf(party) === prefix);
		return role(prefix, `Holder of ${prefix}`, 'DE', ['Manufacturer', 'Distributor'], { prefixes: [prefix], ...(gln && { gln }) });
	});
};

const amountOf = (quantity: Quantity): Amount =>
	'pieces' in quantity
		? { pieces: Number(quantity.pieces) }
		: { micros: BigInt(quantity.micros), unit: quantity.unit };

/** So much of a lot, as the chain takes it. */
const ofLot = ({ gtin, number, quantity: amount }: { gtin: string; number: string; quantity: Quantity }) => ({
	gtin: ascii(gtin),
	lot: ascii(number),
	quantity: quantity(amountOf(amount)),
});

/** The event hash id of a SHA-256 digest, and back. */
const hashId = (value: Hex): string => `ni:///sha-256;${value.slice(2)}?ver=CBV2.0`;
export const digestOfEvent = (id: string): Hex => `0x${/^ni:\/\/\/sha-256;([0-9a-f]{64})\?/.exec(id)![1]}`;

const ofAscii = (value: Hex): string => Buffer.from(unhex(value)).toString('latin1');
/** A word of CBV as its enum spells it, in the spelling of CBV. */
const word = (variant: string): string => variant.replace(/(?!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();

/** Whoever captures documents: what it knows that the chain does not. */
export class Capture {
	/** Lots with the lists of their serials. */
	readonly #lots = new Map<Hex, Lot>();
	/** Goods by their ids. */
	readonly #keys = new Map<Hex, Goods>();
	/** Where the lot of each item is from, in the document that is played. */
	#lotOf = new Map<Hex, Lot>();
	/** What sensors were with, by the object, reporter and number of the report. */
	readonly #sensors = new Map<string, Goods>();
	/** What the chain said to each event, by event hash id. */
	readonly #said = new Map<string, Included>();

	constructor(readonly stage: Stage) {}

	#party(gln: string | null, otherwise: string): string {
		return gln === null ? prefixOf(otherwise) : this.stage.w.party(gln).key;
	}

	#lot(gtin: string, number: string, quantity: Quantity, serials: string[]): Lot {
		const known = this.#lots.get(lotId(gtin, number));
		const lot = known ?? new Lot(this.stage.w.vault, gtin, number, amountOf(quantity), serials);
		this.#lots.set(lot.id, lot);
		return lot;
	}

	/** Registers, before any document is played, what they all take for granted. */
	async prepare(plans: Plan[]): Promise<void> {
		const { w } = this.stage;
		const wanted = plans.map(({ prerequisites }) => prerequisites);
		const calls = new Map<string, Call[]>();
		const of = (key: string): Call[] => {
			const known = calls.get(prefixOf(key)) ?? [];
			calls.set(prefixOf(key), known);
			return known;
		};
		const distinct = (keys: string[]) => [...new Set(keys)];
		for (const gtin of distinct(wanted.flatMap(({ classes }) => classes))) {
			of(gtin).push(['custody.registerClass', { gtin: ascii(gtin), rights: [], hs: HEADPHONES }]);
		}
		for (const gln of distinct(wanted.flatMap(({ places }) => places))) {
			const coordinates = { latitude: 50_938_000, longitude: 6_957_000 };
			of(gln).push(['custody.registerPlace', { gln: ascii(gln), country: ascii('DE'), coordinates }]);
		}
		const now = { moment: await w.now(), offset: 60 };
		for (const { gtin, number, quantity, serials, holder } of wanted.flatMap(({ lots }) => lots)) {
			// Of a lot that was only seen nobody says how much it is.
			if (!quantity) continue;
			if (this.#party(holder, gtin) !== prefixOf(gtin)) throw new Error(`lot ${number} of ${gtin} is with another than its maker`);
			if (!this.#lots.has(lotId(gtin, number))) of(gtin).push(this.#lot(gtin, number, quantity, serials).commission(undefined, now));
		}
		await Promise.all([...calls].map(([key, each]) => w.send(key, each)));
		for (const { object, from, to } of wanted.flatMap(({ offers }) => offers)) {
			const id = this.#id(object);
			const offer = { object: id, seq: await w.seq(id), to: w.party(to).id, until: null, ...(await this.stage.occasion()) };
			await w.send(w.party(from).key, [['custody.offer', offer]]);
		}
	}

	/** The portable file of a lot, as its maker keeps it. */
	list(gtin: string, number: string): string {
		const lot = this.#lots.get(lotId(gtin, number));
		if (!lot) throw new Error(`nobody made lot ${number} of ${gtin}`);
		const head = { format: 'tracemark/lot/v1', gtin, lot: number, size: lot.serials.length, root: lot.root };
		const items = lot.serials.map((serial) => ({ serial, itemKey: lot.claim(serial).Unit.proof.itemKey }));
		return [head, ...items].map((line) => `${JSON.stringify(line)}\n`).join('');
	}

	/** The id of goods, under which their keys are found again. */
	#id(goods: Goods): Hex {
		const id =
			'unit' in goods
				? unitId(goods.unit.gtin, goods.unit.serial)
				: 'consignment' in goods
					? consignmentId(lotId(goods.consignment.gtin, goods.consignment.lot), goods.consignment.number)
					: 'lot' in goods
						? lotId(goods.lot.gtin, goods.lot.number)
						: logisticUnitId(goods.logisticUnit.sscc, 0);
		this.#keys.set(id, goods);
		return id;
	}

	/** The object with a record that a sensor is with: the consignment of an item or a lot, as long as it is whole. */
	#carrier(goods: Goods): Hex {
		const lot = 'unit' in goods ? this.#lotOf.get(unitId(goods.unit.gtin, goods.unit.serial))?.id : 'lot' in goods ? this.#id(goods) : undefined;
		return lot ? consignmentId(lot, 0) : this.#id(goods);
	}

	/** The call that reports what a sensor says. `reported` counts the reports of each object in this transaction. */
	async #report({ object: goods, word }: { object: Goods; word: Word }, signer: string, readings: string[], reported: Map<Hex, number>): Promise<Call> {
		const { w } = this.stage;
		const [object, by] = [this.#carrier(goods), w.org(signer).id];
		const before = reported.get(object) ?? 0;
		reported.set(object, before + 1);
		const seq = ((await w.read<number | null>('custody.sensorReportCount', object, by)) ?? 0) + before;
		this.#sensors.set(`${object}/${by}/${seq}`, goods);
		if ('exception' in word) return ['custody.reportSensor', { object, seq, word: { Exception: word.exception } }];
		const leaves = readings.map((reading, i) => leafHash(unhex(w.vault.commit(`reading ${i} with ${object}`, reading))));
		const { count, from, until } = word.readings;
		const root = hex(new MerkleTree(leaves).root);
		return ['custody.reportSensor', { object, seq, word: { Readings: { root, count, from, until } } }];
	}

	async #call(planned: PlannedCall, signer: string, readings: string[], reported: Map<Hex, number>): Promise<Call> {
		const { w } = this.stage;
		const circumstances = (args: Circumstances) => ({ place: place(args.place ?? undefined), time: eventTime(args.time) });
		switch (planned.call) {
			case 'custody.commission': {
				const { gtin, number, quantity, serials, place, time } = planned.args;
				return this.#lot(gtin, number, quantity, serials).commission(place ?? undefined, time);
			}
			case 'custody.pack': {
				const { args } = planned;
				const ids = args.children.map((child) => this.#id(child));
				const children = await Promise.all(ids.map(async (id) => [id, await w.seq(id)]));
				this.#id({ logisticUnit: { sscc: args.sscc } });
				return [planned.call, { sscc: ascii(args.sscc), children, ...circumstances(args) }];
			}
			case 'custody.accept': {
				const object = this.#id(planned.args.object);
				return [planned.call, { object, seq: await w.seq(object), ...circumstances(planned.args) }];
			}
			case 'custody.observe': {
				const { args } = planned;
				const object = this.#id(args.what);
				const seq = (await w.read<number | null>('custody.observationCount', object, w.org(signer).id)) ?? 0;
				const [bizStep, disposition] = [cbv(args.bizStep, 'Other'), cbv(args.disposition, 'Unknown')];
				const lot = this.#lotOf.get(object);
				const what =
					lot && 'unit' in args.what
						? { Serial: lot.claim(args.what.unit.serial).Unit }
						: 'lot' in args.what
							? { OfLot: ofLot(args.what.lot) }
							: { Object: object };
				return [planned.call, { what, seq, bizStep, disposition, ...circumstances(args) }];
			}
			case 'custody.report_sensor':
				return this.#report(planned.args, signer, readings, reported);
			case 'evidence.anchor': {
				const obtained = { source: planned.args.digest, tool: 'tracemark epcis plan' };
				return anchor(w, digestOfEvent(planned.args.digest), planned.args.kind, obtained);
			}
			default:
				throw new Error(`${(planned as PlannedCall).call} is not played here`);
		}
	}

	/** Who signs the calls of an event: whom it names, else whoever's key its first goods bear. */
	#signer(calls: PlannedCall[]): string {
		for (const { call, signer, args } of calls) {
			if (signer !== null) return this.stage.w.party(signer).key;
			if (call === 'custody.commission') return prefixOf(args.gtin);
			if (call === 'custody.pack') return prefixOf(args.sscc);
			if (call === 'custody.observe') return prefixOf(keyOf(args.what));
		}
		return this.stage.w.orgs[0]!.key;
	}

	/** The calls of an event as they are sent, and by whom. */
	async calls({ calls, readings = [] }: PlannedEvent): Promise<[signer: string, calls: Call[]]> {
		const signer = this.#signer(calls);
		const all: Call[] = [];
		const reported = new Map<Hex, number>();
		for (const call of calls) all.push(await this.#call(call, signer, readings, reported));
		return [signer, all];
	}

	/** Plays the events of a plan, each as one transaction; those that are on the chain already, not again. */
	async play({ prerequisites, events }: Plan): Promise<{ known: PlannedEvent[] }> {
		const { w } = this.stage;
		this.#lotOf = new Map(
			prerequisites.lots.flatMap(({ gtin, number, serials }) =>
				serials.map((serial) => [unitId(gtin, serial), this.#lots.get(lotId(gtin, number))!] as const),
			),
		);
		const known: PlannedEvent[] = [];
		for (const event of events) {
			if (await w.read('evidence.records', digest(digestOfEvent(event.hash)))) {
				known.push(event);
				continue;
			}
			const [signer, calls] = await this.calls(event);
			this.#said.set(event.hash, await w.send(signer, calls));
		}
		return { known };
	}

	/** The goods that an id names: by the record of the chain, or by the keys that the capturer has. */
	async #goods(object: Hex): Promise<Goods> {
		const { w } = this.stage;
		const item = await w.read<{ kind: { consignment?: { lot: Hex; number: number } } } | null>('custody.items', object);
		const part = item?.kind.consignment;
		if (!part) {
			const known = this.#keys.get(object);
			if (!known) throw new Error(`nobody knows what ${object} is`);
			return known;
		}
		const lot = await w.read<{ gtin: Hex; number: Hex; root: Hex | null }>('custody.lots', part.lot);
		const { quantity } = await w.read<{ quantity: ChainQuantity }>('custody.consignments', object);
		const content = lot.root ? { serials: this.#serials(part.lot, lot.root) } : { quantity: ofChain(quantity) };
		return { consignment: { gtin: ofAscii(lot.gtin), lot: ofAscii(lot.number), number: part.number, ...content } };
	}

	/** The serials of a lot, by the list that leads to the root on the chain. */
	#serials(id: Hex, root: Hex): string[] {
		const lot = this.#lots.get(id);
		if (lot?.root !== root) throw new Error(`no list of serials leads to the root of lot ${id}`);
		return lot.serials;
	}

	/** An event as the chain has it: what the events of its transaction say, in the form of a plan. */
	async recorded({ event, type, hash, kept }: PlannedEvent): Promise<PlannedEvent> {
		const { w } = this.stage;
		const included = this.#said.get(hash);
		if (!included) throw new Error(`event ${hash} was not played`);
		const calls: PlannedCall[] = [];
		for (const record of included.events) {
			const name = `${record.event.section}.${record.event.method}`;
			const fields = eventOf([record], name);
			switch (name) {
				case 'custody.Commissioned': {
					const { number } = await w.read<{ number: Hex }>('custody.lots', plain<Hex>(fields, 'lot'));
					const root = plain<Hex | null>(fields, 'root');
					const args = {
						gtin: ofAscii(plain(fields, 'gtin')),
						number: ofAscii(number),
						serials: root ? this.#serials(plain(fields, 'lot'), root) : [],
						quantity: ofChain(plain<ChainQuantity>(fields, 'quantity')),
						...circumstancesOf(fields),
					};
					calls.push({ call: 'custody.commission', signer: null, args });
					break;
				}
				case 'custody.Packed': {
					const { kind } = await w.read<{ kind: { logisticUnit: { sscc: Hex } } }>('custody.items', plain<Hex>(fields, 'parent'));
					const sscc = ofAscii(kind.logisticUnit.sscc);
					const child = await this.#goods(plain(fields, 'child'));
					const last = calls.at(-1);
					if (last?.call === 'custody.pack' && last.args.sscc === sscc) last.args.children.push(child);
					else calls.push({ call: 'custody.pack', signer: null, args: { sscc, children: [child], ...circumstancesOf(fields) } });
					break;
				}
				case 'custody.Accepted': {
					const { profile } = await w.read<{ profile: { identifiers: { gln: Hex } } }>('consortium.organisations', plain<number>(fields, 'to'));
					const args = { object: await this.#goods(plain(fields, 'object')), ...circumstancesOf(fields) };
					calls.push({ call: 'custody.accept', signer: ofAscii(profile.identifiers.gln), args });
					break;
				}
				case 'custody.Observed': {
					const args = {
						what: await this.#goods(plain(fields, 'object')),
						bizStep: word(plain(fields, 'bizStep')),
						disposition: word(plain(fields, 'disposition')),
						...circumstancesOf(fields),
					};
					calls.push({ call: 'custody.observe', signer: null, args });
					break;
				}
				case 'custody.SensorReported': {
					const [object, by, seq] = [plain<Hex>(fields, 'object'), plain<number>(fields, 'by'), plain<number>(fields, 'seq')];
					const word = wordOf(plain(fields, 'word'));
					calls.push({ call: 'custody.report_sensor', signer: null, args: { object: this.#sensors.get(`${object}/${by}/${seq}`)!, word } });
					break;
				}
				case 'evidence.Anchored': {
					const { value } = plain<{ value: Hex }>(fields, 'digest');
					const { kind } = plain<{ kind: string }>(fields, 'deposit');
					calls.push({ call: 'evidence.anchor', signer: null, args: { digest: hashId(value), kind } });
					break;
				}
			}
		}
		return { event, type, hash, calls, kept };
	}
}

type ChainQuantity = { pieces?: number; measured?: { micros: number | string; unit: Hex } };

const ofChain = ({ pieces, measured }: ChainQuantity): Quantity =>
	measured
		? { micros: String(BigInt(measured.micros)), unit: ofAscii(measured.unit).trim() }
		: { pieces: String(pieces) };

const timeOf = ({ moment, offset }: Time): Time => ({ moment: Number(moment), offset: Number(offset) });

/** What a sensor says by the chain, in the form of a plan. */
const wordOf = ({ readings, exception }: { readings?: { count: number; from: Time; until: Time }; exception?: { measurement: string; exception: string; time: Time } }): Word =>
	readings
		? { readings: { count: readings.count, from: timeOf(readings.from), until: timeOf(readings.until) } }
		: { exception: { measurement: exception!.measurement, exception: exception!.exception, time: timeOf(exception!.time) } };

const circumstancesOf = (fields: Fields): Circumstances => {
	const { place, time } = plain<{ place: Hex | null; time: Circumstances['time'] }>(fields, 'circumstances');
	return { place: place && ofAscii(place), time: timeOf(time) };
};
