/** Goods as a client keeps them, and how it turns the events of a shipment into calls. */
import { ascii, type Hex, hex } from '../lib/bytes.ts';
import type { Amount, EventTime, Goods, Shipment, Step } from '../lib/epcis.ts';
import { EpcisError } from '../lib/epcis.ts';
import { consignmentId, logisticUnitId, lotId } from '../lib/ids.ts';
import { lotLeaf, MerkleTree } from '../lib/merkle.ts';
import type { Vault } from '../lib/secrets.ts';
import { type Call, cbv, eventTime, place, quantity, type World } from './world.ts';

/** One lot with its labels: what the maker's portable file holds. */
export class Lot {
	readonly id: Hex;
	/** Ascending: the order of the leaves. */
	readonly serials: string[];
	readonly #keys: { secret: Uint8Array; itemKey: Uint8Array }[];
	readonly #positions: Map<string, number>;
	readonly tree: MerkleTree | undefined;
	/** Number that the next consignment of the lot gets. */
	next = 1;
	readonly parts: Part[];

	constructor(
		readonly vault: Vault,
		readonly gtin: string,
		readonly number: string,
		readonly amount: Amount,
		serials: string[] = [],
	) {
		this.id = lotId(gtin, number);
		this.serials = [...serials].sort();
		this.#positions = new Map(this.serials.map((serial, i) => [serial, i]));
		this.#keys = this.serials.map((serial) => vault.label(serial));
		this.tree =
			serials.length > 0
				? new MerkleTree(this.serials.map((serial, i) => lotLeaf(gtin, serial, this.#keys[i]!.itemKey)))
				: undefined;
		this.parts = [
			{
				lot: this,
				id: consignmentId(this.id, 0),
				ranges: this.tree ? [[0, this.tree.size]] : [],
				amount,
			},
		];
	}

	get root(): Hex | null {
		return this.tree ? hex(this.tree.root) : null;
	}

	index(serial: string): number | undefined {
		return this.#positions.get(serial);
	}

	/** The claim to one item, with the path that proves it. */
	claim(serial: string): Record<string, unknown> {
		const index = this.index(serial);
		if (index === undefined || !this.tree) throw new Error(`no serial ${serial} in lot ${this.number}`);
		return {
			Unit: {
				gtin: ascii(this.gtin),
				serial: ascii(serial),
				proof: {
					lot: ascii(this.number),
					index,
					itemKey: hex(this.#keys[index]!.itemKey),
					path: this.tree.path(index).map(hex),
				},
			},
		};
	}

	commission(placeGln: string | undefined, time: EventTime): Call {
		return [
			'custody.commission',
			{
				gtin: ascii(this.gtin),
				number: ascii(this.number),
				quantity: quantity(this.amount),
				root: this.root,
				place: place(placeGln),
				time: eventTime(time),
			},
		];
	}
}

type Range = [start: number, end: number];

/** A consignment: a part of a lot. */
export interface Part {
	lot: Lot;
	id: Hex;
	ranges: Range[];
	amount: Amount;
	/** SSCC of the logistic unit it lies in. */
	parent?: string;
}

const size = (ranges: Range[]): number => ranges.reduce((sum, [start, end]) => sum + end - start, 0);

const toRanges = (positions: number[]): Range[] => {
	const ranges: Range[] = [];
	for (const position of [...positions].sort((a, b) => a - b)) {
		const last = ranges.at(-1);
		if (last && last[1] === position) last[1] = position + 1;
		else ranges.push([position, position + 1]);
	}
	return ranges;
};

const within = (inner: Range[], outer: Range[]): boolean =>
	inner.every(([start, end]) => outer.some(([from, to]) => from <= start && end <= to));

/** What is left of `whole` without `taken`, which lies within it. */
const without = (whole: Range[], taken: Range[]): Range[] =>
	whole.flatMap(([from, to]) => {
		const rest: Range[] = [];
		let at = from;
		for (const [start, end] of taken.filter(([start]) => from <= start && start < to)) {
			if (at < start) rest.push([at, start]);
			at = end;
		}
		if (at < to) rest.push([at, to]);
		return rest;
	});

/** The most ranges that the chain takes for one consignment. */
const MOST_RANGES = 32;

/** Splits ranges or an amount off a consignment. */
export const split = (part: Part, seq: number, taken: { ranges: Range[] } | { amount: Amount }): [Call, Part] => {
	const { lot } = part;
	const id = consignmentId(lot.id, lot.next++);
	const rangesTaken = 'ranges' in taken ? taken.ranges : [];
	const amount: Amount = 'ranges' in taken ? { pieces: size(taken.ranges) } : taken.amount;
	const arg = 'ranges' in taken ? { Ranges: taken.ranges } : { Amount: quantity(amount) };
	part.ranges = without(part.ranges, rangesTaken);
	part.amount = minus(part.amount, amount);
	const child: Part = { lot, id, ranges: rangesTaken, amount };
	lot.parts.push(child);
	return [['custody.split', { consignment: part.id, seq, part: arg }], child];
};

const minus = (whole: Amount, taken: Amount): Amount => {
	if ('pieces' in whole && 'pieces' in taken) return { pieces: whole.pieces - taken.pieces };
	if ('micros' in whole && 'micros' in taken) return { ...whole, micros: whole.micros - taken.micros };
	throw new Error('different units');
};

const describeAmount = (amount: Amount): string =>
	'pieces' in amount
		? `${amount.pieces.toLocaleString('en')} items`
		: `${Number(amount.micros) / 1e6} ${amount.unit.trim()}`;

const last = (sscc: string): string => `…${sscc.slice(-6)}`;

/** A run of packing events that do not wait for each other. */
type Packing = Step & { act: 'pack' };

/** Plays a shipment: each event becomes its call, signed by whoever holds the goods then. */
export class Shipper {
	readonly lots: Lot[] = [];
	/** Holder by the document: GLN. */
	#at: string;
	#offeredTo: string | undefined;
	/** Children of each logistic unit: SSCCs and consignments. */
	readonly #children = new Map<string, Set<string>>();
	readonly #parent = new Map<string, string>();

	constructor(
		readonly w: World,
		readonly shipment: Shipment,
	) {
		this.#at = shipment.parties[0]!;
	}

	get #holder(): string {
		return this.w.party(this.#at).key;
	}

	/** SSCCs that lie in no other. */
	get outermost(): string[] {
		return [...this.#children.keys()].filter(
			(sscc) => !this.#parent.has(sscc) && this.#children.get(sscc)!.size > 0,
		);
	}

	/** Consignments that lie in no logistic unit. */
	get loose(): Part[] {
		return this.lots.flatMap(({ parts }) => parts).filter(({ parent }) => !parent);
	}

	/** The consignments in a logistic unit, at any depth. */
	contents(sscc: string): Part[] {
		return [...(this.#children.get(sscc) ?? [])].flatMap((child) =>
			this.#children.has(child)
				? this.contents(child)
				: this.lots.flatMap(({ parts }) => parts.filter(({ id }) => id === child)),
		);
	}

	async unitId(sscc: string): Promise<Hex> {
		const generation = (await this.w.read<number | null>('custody.ssccGeneration', ascii(sscc))) ?? 0;
		return logisticUnitId(sscc, generation);
	}

	async play(): Promise<void> {
		const steps = [...this.shipment.steps];
		while (steps.length > 0) {
			const step = steps.shift()!;
			if (step.act === 'pack') {
				const run: Packing[] = [step];
				while (steps[0]?.act === 'pack' && !this.#waitsFor(steps[0], run)) run.push(steps.shift() as Packing);
				await this.#pack(run);
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

	async #one(step: Exclude<Step, { act: 'pack' }>): Promise<void> {
		const { w } = this;
		const args = { place: place(step.place), time: eventTime(step.time) };
		switch (step.act) {
			case 'commission': {
				const lot = new Lot(w.vault, step.gtin, step.lot, step.amount, step.serials);
				for (const serial of lot.serials) w.vault.keep(`serial ${serial}`, Buffer.from(serial));
				this.lots.push(lot);
				await w.act(
					this.#holder,
					[lot.commission(step.place, step.time)],
					`commissions lot ${lot.number}: ${describeAmount(lot.amount)} of GTIN ${lot.gtin}`,
					{ outcome: lot.root ? `serial root ${lot.root.slice(0, 10)}…` : 'no serials' },
				);
				return;
			}
			case 'offer': {
				if (step.from && step.from !== this.#at) {
					throw new EpcisError(step.event, 'sourceList', `the goods are with ${this.#at}, not ${step.from}`);
				}
				const objects = await this.#objects(step, step.goods);
				const to = w.party(step.to);
				await w.act(
					this.#holder,
					await Promise.all(
						objects.map(async (object): Promise<Call> => [
							'custody.offer',
							{ object, seq: await w.seq(object), to: to.id, ...args },
						]),
					),
					`offers ${this.#describe(step.goods)} to ${to.name}`,
					{ outcome: 'signed by the holder' },
				);
				this.#offeredTo = step.to;
				return;
			}
			case 'accept': {
				const by = step.by ?? this.#offeredTo;
				if (!by || by !== this.#offeredTo) {
					throw new EpcisError(step.event, 'destinationList', `the goods were offered to ${this.#offeredTo}`);
				}
				const objects = await this.#objects(step, step.goods);
				this.#at = by;
				this.#offeredTo = undefined;
				await w.act(
					this.#holder,
					await Promise.all(
						objects.map(async (object): Promise<Call> => [
							'custody.accept',
							{ object, seq: await w.seq(object), ...args },
						]),
					),
					`accepts ${this.#describe(step.goods)}`,
					{ outcome: 'signed by both: holds them now' },
				);
				return;
			}
			case 'unpack': {
				const parent = await this.unitId(step.sscc);
				const named = step.goods.length > 0 ? await this.#objects(step, step.goods, step.sscc) : undefined;
				const inside = [...(this.#children.get(step.sscc) ?? [])];
				const children = new Map<Hex, string>();
				for (const child of inside) {
					const object = this.#children.has(child) ? await this.unitId(child) : (child as Hex);
					if (!named || named.includes(object)) children.set(object, child);
				}
				const list = await Promise.all([...children.keys()].map(async (id) => [id, await w.seq(id)]));
				await w.act(
					this.#holder,
					[['custody.unpack', { parent, seq: await w.seq(parent), children: list, ...args }]],
					`unpacks ${list.length} from logistic unit ${last(step.sscc)}`,
					{ outcome: 'each for itself again' },
				);
				for (const child of children.values()) this.#takeOut(child, step.sscc);
				return;
			}
			case 'observe': {
				const objects = await this.#objects(step, step.goods);
				const observer = w.party(this.#at);
				const calls = objects.map(async (object): Promise<Call> => [
					'custody.observe',
					{
						what: { Object: object },
						seq: (await w.read<number | null>('custody.observationCount', object, observer.id)) ?? 0,
						bizStep: cbv(step.bizStep, 'Other'),
						disposition: cbv(step.disposition, 'Unknown'),
						...args,
					},
				]);
				await w.act(observer.key, await Promise.all(calls), `observes ${this.#describe(step.goods)}: ${step.bizStep}`, {
					outcome: 'holder and state unchanged',
					mood: 'plain',
				});
			}
		}
	}

	async #pack(run: Packing[]): Promise<void> {
		const { w } = this;
		const holder = this.#holder;
		const splits: Call[] = [];
		const seqs = new Map<Hex, number>();
		const seqOf = async (id: Hex): Promise<number> => {
			const seq = seqs.get(id) ?? (await w.seq(id));
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
					ssccs.push(goods.sscc);
					continue;
				}
				const [part, taken] = this.#find(step, goods);
				if (taken === undefined) parts.push(part);
				else {
					const [each, child] = split(part, await seqOf(part.id), taken);
					splits.push(each);
					parts.push(child);
				}
			}
			for (const part of parts) part.parent = step.sscc;
			packed.push({ step, parts, ssccs });
		}
		if (splits.length > 0) {
			await w.act(holder, splits, `splits the lot into ${splits.length + 1} consignments`, {
				outcome: 'ranges of leaves, disjoint and complete',
			});
		}
		const calls = packed.map(async ({ step, parts, ssccs }): Promise<Call> => {
			const ids = [...parts.map(({ id }) => id), ...(await Promise.all(ssccs.map((sscc) => this.unitId(sscc))))];
			const children = await Promise.all(ids.map(async (id) => [id, await w.seq(id)]));
			return [
				'custody.pack',
				{ sscc: ascii(step.sscc), children, place: place(step.place), time: eventTime(step.time) },
			];
		});
		const count = packed.length;
		const goods = packed.flatMap(({ step }) => step.goods);
		await w.act(
			holder,
			await Promise.all(calls),
			`packs ${this.#describe(goods)} into ${count === 1 ? `logistic unit ${last(run[0]!.sscc)}` : `${count} logistic units`}`,
			{ outcome: 'packed' },
		);
		for (const { step, parts, ssccs } of packed) {
			const inside = this.#children.get(step.sscc) ?? new Set();
			this.#children.set(step.sscc, inside);
			for (const child of [...parts.map(({ id }) => id), ...ssccs]) {
				inside.add(child);
				this.#parent.set(child, step.sscc);
			}
		}
	}

	#takeOut(child: string, from: string): void {
		this.#children.get(from)?.delete(child);
		this.#parent.delete(child);
		for (const { parts } of this.lots) {
			for (const part of parts) if (part.id === child) delete part.parent;
		}
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
			const [first] = free;
			return first ? [first, { amount: goods.amount }] : fail('all of the lot lies elsewhere');
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

	/** Ids of the objects that goods are. */
	#objects(step: Step, goods: Goods[], inside?: string): Promise<Hex[]> {
		return Promise.all(
			goods.map(async (each) => {
				if (each.kind === 'logistic unit') return this.unitId(each.sscc);
				const [part, rest] = this.#find(step, each, inside);
				if (rest) {
					throw new EpcisError(step.event, 'epcList', 'only a part of a consignment: pack it first');
				}
				return part.id;
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
			items > 0 ? `${items.toLocaleString('en')} items` : '',
			...lots,
		]
			.filter((text) => text !== '')
			.join(' and ');
	}
}
