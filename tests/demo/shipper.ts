/** Plays a shipment: each event becomes its call, signed by whoever holds the goods then. */
import { ascii, type Hex } from '../lib/bytes.ts';
import { type Amount, EpcisError, type Goods, type Shipment, type Step } from '../lib/epcis.ts';
import { logisticUnitId } from '../lib/ids.ts';
import type { Vault } from '../lib/secrets.ts';
import { describeAmount, Lot, MOST_RANGES, type Part, type Range, size, split, toRanges, within } from './goods.ts';
import { type Call, cbv, eventTime, place, type Telling } from './world.ts';

/** What a shipper needs of the world: the chain, or a rehearsal without one. */
export interface Stage {
	vault: Vault;
	party(gln: string): { key: string; name: string; id: number };
	act(key: string, calls: Call[], what: string, telling?: Telling): Promise<unknown>;
	seq(object: Hex): Promise<number>;
	read<T>(name: string, ...keys: unknown[]): Promise<T>;
}

/** A run of packing events that do not wait for each other. */
type Packing = Step & { act: 'pack' };

/** What the chain takes at once. */
const MOST_CHILDREN = 200;

const last = (sscc: string): string => `…${sscc.slice(-6)}`;

const plural = (count: number, one: string): string => (count === 1 ? `1 ${one}` : `${count.toLocaleString('en')} ${one}s`);

/** A logistic unit on its way. */
interface Unit {
	/** SSCCs and ids of consignments. */
	children: Set<string>;
	parent?: string;
	/** GLN of its holder while it lies in no other. */
	holder: string;
}

export class Shipper {
	readonly lots: Lot[] = [];
	readonly #units = new Map<string, Unit>();
	/** To whom goods are offered, by SSCC or consignment. */
	readonly #offers = new Map<string, string>();

	constructor(
		readonly stage: Stage,
		readonly shipment: Shipment,
	) {}

	/** SSCCs that lie in no other and are not empty. */
	get outermost(): string[] {
		return [...this.#units].filter(([, unit]) => !unit.parent && unit.children.size > 0).map(([sscc]) => sscc);
	}

	/** Consignments that lie in no logistic unit. */
	get loose(): Part[] {
		return this.lots.flatMap(({ parts }) => parts).filter(({ parent }) => !parent);
	}

	/** The consignments in a logistic unit, at any depth. */
	contents(sscc: string): Part[] {
		return [...(this.#units.get(sscc)?.children ?? [])].flatMap((child) =>
			this.#units.has(child)
				? this.contents(child)
				: this.lots.flatMap(({ parts }) => parts.filter(({ id }) => id === child)),
		);
	}

	/** GLN of whoever holds a logistic unit or consignment, by the document. */
	holderOf(object: string | Part): string | undefined {
		if (typeof object !== 'string') return object.parent ? this.holderOf(object.parent) : object.holder;
		const unit = this.#units.get(object);
		return unit?.parent ? this.holderOf(unit.parent) : unit?.holder;
	}

	async unitId(sscc: string): Promise<Hex> {
		const generation = (await this.stage.read<number | null>('custody.ssccGeneration', ascii(sscc))) ?? 0;
		return logisticUnitId(sscc, generation);
	}

	async play(): Promise<void> {
		const steps = [...this.shipment.steps];
		while (steps.length > 0) {
			const step = steps.shift()!;
			if (step.act === 'pack') {
				const run: Packing[] = [step];
				const actor = this.#actor(step, step.goods);
				while (steps[0]?.act === 'pack' && !this.#waitsFor(steps[0], run) && this.#actor(steps[0], steps[0].goods) === actor) {
					run.push(steps.shift() as Packing);
				}
				await this.#pack(run, actor);
			} else await this.#one(step);
		}
	}

	#waitsFor(step: Packing, run: Packing[]): boolean {
		const ssccs = run.map(({ sscc }) => sscc);
		return (
			ssccs.includes(step.sscc) ||
			step.goods.some((goods) => goods.kind === 'logistic unit' && ssccs.includes(goods.sscc))
		);
	}

	/** GLN of whoever holds all of these goods. */
	#actor(step: Step, goods: Goods[], inside?: string): string {
		const holders = new Set(goods.map((each) => this.#holder(step, each, inside)));
		const [first, ...others] = [...holders];
		if (first === undefined || others.length > 0) {
			throw new EpcisError(step.event, 'epcList or childEPCs', 'these goods are in different hands');
		}
		return first;
	}

	#holder(step: Step, goods: Goods, inside?: string): string {
		const holder = this.holderOf(goods.kind === 'logistic unit' ? goods.sscc : this.#find(step, goods, inside)[0]);
		if (holder === undefined) {
			const what = goods.kind === 'logistic unit' ? `SSCC ${goods.sscc} was not packed before` : 'nobody holds them';
			throw new EpcisError(step.event, 'epcList or childEPCs', what);
		}
		return holder;
	}

	async #one(step: Exclude<Step, { act: 'pack' }>): Promise<void> {
		const { stage } = this;
		const args = { place: place(step.place), time: eventTime(step.time) };
		const claimed = { time: step.time, ...(step.place && { place: step.place }) };
		switch (step.act) {
			case 'commission': {
				const lot = new Lot(stage.vault, step.gtin, step.lot, step.amount, step.serials);
				const [maker] = this.shipment.parties;
				for (const serial of lot.serials) stage.vault.keepSerial(serial);
				if (this.lots.some(({ id }) => id === lot.id)) {
					throw new EpcisError(step.event, 'ilmd', `lot ${lot.number} is commissioned twice`);
				}
				lot.parts[0]!.holder = maker!;
				this.lots.push(lot);
				await stage.act(
					stage.party(maker!).key,
					[lot.commission(step.place, step.time)],
					`registers what it made: lot ${lot.number}, ${describeAmount(lot.amount)} of GTIN ${lot.gtin}`,
					{ outcome: lot.root ? `one digest for all serials, ${lot.root.slice(0, 10)}…` : 'no serials', claimed },
				);
				return;
			}
			case 'offer': {
				const from = this.#actor(step, step.goods);
				if (step.from && step.from !== from) {
					throw new EpcisError(step.event, 'sourceList', `the goods are with ${from}, not ${step.from}`);
				}
				if (step.to === from) throw new EpcisError(step.event, 'destinationList', 'the holder hands over to itself');
				const objects = await this.#objects(step, step.goods);
				const to = stage.party(step.to);
				await stage.act(
					stage.party(from).key,
					await Promise.all(
						objects.map(async ([object]): Promise<Call> => [
							'custody.offer',
							{ object, seq: await stage.seq(object), to: to.id, until: null, ...args },
						]),
					),
					`hands ${this.#describe(step.goods)} over to ${to.name}`,
					{ outcome: 'signed by the holder', claimed },
				);
				for (const [, key] of objects) this.#offers.set(key, step.to);
				return;
			}
			case 'accept': {
				const objects = await this.#objects(step, step.goods);
				const offered = new Set(objects.map(([, key]) => this.#offers.get(key)));
				const [by] = offered;
				if (offered.size > 1 || by === undefined || (step.by && step.by !== by)) {
					throw new EpcisError(step.event, 'destinationList', `the goods were offered to ${by ?? 'nobody'}`);
				}
				await stage.act(
					stage.party(by).key,
					await Promise.all(
						objects.map(async ([object]): Promise<Call> => [
							'custody.accept',
							{ object, seq: await stage.seq(object), ...args },
						]),
					),
					`takes over ${this.#describe(step.goods)}`,
					{ outcome: 'signed by both: holds them now', claimed },
				);
				for (const [, key] of objects) {
					this.#offers.delete(key);
					this.#setHolder(key, by);
				}
				return;
			}
			case 'unpack': {
				const holder = this.#holder(step, { kind: 'logistic unit', sscc: step.sscc });
				const parent = await this.unitId(step.sscc);
				const named = step.goods.length > 0 ? await this.#objects(step, step.goods, step.sscc) : undefined;
				const children = new Map<Hex, string>();
				for (const child of this.#units.get(step.sscc)!.children) {
					const object = this.#units.has(child) ? await this.unitId(child) : (child as Hex);
					if (!named || named.some(([id]) => id === object)) children.set(object, child);
				}
				if (children.size === 0) throw new EpcisError(step.event, 'childEPCs', 'nothing of this lies in it');
				const list = await Promise.all([...children.keys()].map(async (id) => [id, await stage.seq(id)]));
				await stage.act(
					stage.party(holder).key,
					[['custody.unpack', { parent, seq: await stage.seq(parent), children: list, ...args }]],
					`unpacks ${list.length} from logistic unit ${last(step.sscc)}`,
					{ outcome: 'each for itself again', claimed },
				);
				for (const child of children.values()) this.#takeOut(child, step.sscc);
				return;
			}
			case 'observe': {
				const observer = stage.party(this.#actor(step, step.goods));
				const objects = await this.#objects(step, step.goods);
				const calls = objects.map(async ([object]): Promise<Call> => [
					'custody.observe',
					{
						what: { Object: object },
						seq: (await stage.read<number | null>('custody.observationCount', object, observer.id)) ?? 0,
						bizStep: cbv(step.bizStep, 'Other'),
						disposition: cbv(step.disposition, 'Unknown'),
						...args,
					},
				]);
				await stage.act(observer.key, await Promise.all(calls), `reports ${this.#describe(step.goods)}: ${step.bizStep}`, {
					outcome: 'holder and state unchanged',
					mood: 'plain',
					claimed,
				});
			}
		}
	}

	async #pack(run: Packing[], holder: string): Promise<void> {
		const { stage } = this;
		const { key } = stage.party(holder);
		const splits: Call[] = [];
		const lots = new Set<Lot>();
		const seqs = new Map<Hex, number>();
		const seqOf = async (id: Hex): Promise<number> => {
			const seq = seqs.get(id) ?? (await stage.seq(id));
			seqs.set(id, seq + 1);
			return seq;
		};
		/** Children of each packing: consignments by id, logistic units by SSCC. */
		const packed: { step: Packing; parts: Part[]; ssccs: string[] }[] = [];
		for (const step of run) {
			const parts: Part[] = [];
			const ssccs: string[] = [];
			for (const goods of step.goods) {
				if (goods.kind === 'logistic unit') {
					if (this.#units.get(goods.sscc)?.parent) {
						throw new EpcisError(step.event, 'childEPCs', `SSCC ${goods.sscc} lies in another`);
					}
					ssccs.push(goods.sscc);
					continue;
				}
				const [part, taken] = this.#find(step, goods);
				if (taken === undefined) parts.push(part);
				else {
					const [each, child] = split(part, await seqOf(part.id), taken);
					if (part.ranges.length > MOST_RANGES) {
						throw new EpcisError(step.event, 'childEPCs', `what is left of the lot are more than ${MOST_RANGES} stretches`);
					}
					splits.push(each);
					parts.push(child);
					lots.add(part.lot);
				}
			}
			if (parts.length + ssccs.length > MOST_CHILDREN) {
				throw new EpcisError(step.event, 'childEPCs', `more than ${MOST_CHILDREN} consignments or logistic units`);
			}
			for (const part of parts) part.parent = step.sscc;
			packed.push({ step, parts, ssccs });
		}
		if (splits.length > 0) {
			const consignments = [...lots].reduce((sum, { parts }) => sum + parts.length, 0);
			const what = lots.size === 1 ? 'the lot' : plural(lots.size, 'lot');
			await stage.act(key, splits, `divides ${what} into ${consignments} consignments`, {
				outcome: 'each item in exactly one',
			});
		}
		const calls = packed.map(async ({ step, parts, ssccs }): Promise<Call> => {
			const ids = [...parts.map(({ id }) => id), ...(await Promise.all(ssccs.map((sscc) => this.unitId(sscc))))];
			const children = await Promise.all(ids.map(async (id) => [id, await stage.seq(id)]));
			return [
				'custody.pack',
				{ sscc: ascii(step.sscc), children, place: place(step.place), time: eventTime(step.time) },
			];
		});
		const goods = packed.flatMap(({ step }) => step.goods);
		const [first] = run;
		await stage.act(
			key,
			await Promise.all(calls),
			`packs ${this.#describe(goods)} into ${run.length === 1 ? `logistic unit ${last(first!.sscc)}` : plural(run.length, 'logistic unit')}`,
			{ outcome: 'packed', claimed: { time: first!.time, ...(first!.place && { place: first!.place }) } },
		);
		for (const { step, parts, ssccs } of packed) {
			const unit: Unit = this.#units.get(step.sscc) ?? { children: new Set(), holder };
			if (unit.children.size === 0) unit.holder = holder;
			this.#units.set(step.sscc, unit);
			for (const { id } of parts) unit.children.add(id);
			for (const sscc of ssccs) {
				unit.children.add(sscc);
				this.#units.get(sscc)!.parent = step.sscc;
			}
		}
	}

	#setHolder(key: string, holder: string): void {
		const unit = this.#units.get(key);
		if (unit) unit.holder = holder;
		for (const { parts } of this.lots) for (const part of parts) if (part.id === key) part.holder = holder;
	}

	#takeOut(child: string, from: string): void {
		const holder = this.holderOf(from)!;
		this.#units.get(from)?.children.delete(child);
		const unit = this.#units.get(child);
		if (unit) delete unit.parent;
		for (const { parts } of this.lots) for (const part of parts) if (part.id === child) delete part.parent;
		this.#setHolder(child, holder);
	}

	/** The consignment that goods lie in, and what to split off if they are not all of it. */
	#find(
		step: Step,
		goods: Exclude<Goods, { kind: 'logistic unit' }>,
		inside?: string,
	): [Part, ({ ranges: Range[] } | { amount: Amount })?] {
		const fail = (why: string): never => {
			throw new EpcisError(step.event, goods.kind === 'items' ? 'childEPCs or epcList' : 'quantity', why);
		};
		if (goods.kind === 'lot') {
			const lot = this.lots.find(({ gtin, number }) => gtin === goods.gtin && number === goods.lot);
			if (!lot) return fail(`lot ${goods.lot} was not commissioned`);
			const same = (part: Part) => describeAmount(part.amount) === describeAmount(goods.amount);
			const free = lot.parts.filter(({ parent }) => parent === inside);
			const whole = free.find(same);
			if (whole) return [whole];
			const first = free.find((part) => !part.lot.tree && more(part.amount, goods.amount));
			return first ? [first, { amount: goods.amount }] : fail('there is not as much of the lot here');
		}
		const first = goods.serials[0]!;
		const lot = this.lots.find((each) => each.gtin === goods.gtin && each.index(first) !== undefined);
		if (!lot) return fail(`serial ${first} was not commissioned before`);
		const positions = goods.serials.map(
			(serial) => lot.index(serial) ?? fail(`serial ${serial} is not of lot ${lot.number}`),
		);
		const ranges = toRanges(positions);
		if (ranges.length > MOST_RANGES) {
			return fail(`the serials are ${ranges.length} stretches of the lot, more than ${MOST_RANGES}`);
		}
		const part = lot.parts.find((each) => each.parent === inside && within(ranges, each.ranges));
		if (!part) return fail('these serials do not lie together outside every logistic unit');
		return size(part.ranges) === positions.length ? [part] : [part, { ranges }];
	}

	/** Ids of the objects that goods are, each with its SSCC or, again, its id. */
	#objects(step: Step, goods: Goods[], inside?: string): Promise<[Hex, string][]> {
		return Promise.all(
			goods.map(async (each): Promise<[Hex, string]> => {
				if (each.kind === 'logistic unit') {
					const unit = this.#units.get(each.sscc);
					if (!unit) throw new EpcisError(step.event, 'epcList', `SSCC ${each.sscc} was not packed before`);
					if (unit.parent !== inside && step.act !== 'observe') {
						throw new EpcisError(step.event, 'epcList', `SSCC ${each.sscc} lies in ${unit.parent ?? 'no other'}`);
					}
					return [await this.unitId(each.sscc), each.sscc];
				}
				const [part, rest] = this.#find(step, each, inside);
				if (rest) {
					throw new EpcisError(step.event, 'epcList', 'only a part of a consignment: pack it first');
				}
				return [part.id, part.id];
			}),
		);
	}

	#describe(goods: Goods[]): string {
		const units = goods.filter(({ kind }) => kind === 'logistic unit').length;
		const items = goods.reduce((sum, each) => sum + (each.kind === 'items' ? each.serials.length : 0), 0);
		const lots = goods.flatMap((each) => (each.kind === 'lot' ? [describeAmount(each.amount)] : []));
		const first = goods.find((each) => each.kind === 'logistic unit');
		return [
			units === 1 && first?.kind === 'logistic unit' ? `logistic unit ${last(first.sscc)}` : '',
			units > 1 ? `${units} logistic units` : '',
			items > 0 ? plural(items, 'item') : '',
			...lots,
		]
			.filter((text) => text !== '')
			.join(' and ');
	}
}

/** Whether one amount is more than another of the same unit. */
const more = (one: Amount, other: Amount): boolean =>
	'pieces' in one && 'pieces' in other
		? one.pieces > other.pieces
		: 'micros' in one && 'micros' in other && one.unit === other.unit && one.micros > other.micros;
