/** Goods as a client keeps them: lots with their labels, and the consignments that they become. */
import { ascii, concat, type Hex, hex, text, u64, unhex } from '../lib/bytes.ts';
import type { Amount, EventTime } from '../lib/epcis.ts';
import { consignmentId, lotId, unitId } from '../lib/ids.ts';
import { lotLeaf, MerkleTree } from '../lib/merkle.ts';
import { type LabelKey, signHidden, type Vault } from '../lib/secrets.ts';
import { type Call, eventTime, place, quantity } from './world.ts';

/** A claim to one item, with the path from its leaf. */
export type UnitClaim = {
	Unit: { gtin: Hex; serial: Hex; proof: { lot: Hex; index: number; itemKey: Hex; path: Hex[] } };
};

/** What somebody who has an item proves by the key under its label. */
export interface Possession {
	/** Hash of the genesis block: a proof is for one chain. */
	genesis: Hex;
	/** A salted digest of what the possessor wants to show later. */
	token: Hex;
	/** The moment up to which it can be submitted. */
	expiry: number;
}

/** One lot with its labels: what the maker's portable file holds. */
export class Lot {
	readonly id: Hex;
	/** Ascending: the order of the leaves. */
	readonly serials: string[];
	readonly #keys: LabelKey[];
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
		this.#keys = this.serials.map((serial) => vault.labelKey(serial));
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

	/** The claim to one item, with the path that proves it: it shows serial and item key. */
	claim(serial: string): UnitClaim {
		const index = this.index(serial);
		if (index === undefined || !this.tree) throw new Error(`no serial ${serial} in lot ${this.number}`);
		const { itemKey } = this.#keys[index]!;
		this.vault.reveal(itemKey);
		this.vault.reveal(text(serial));
		return {
			Unit: {
				gtin: ascii(this.gtin),
				serial: ascii(serial),
				proof: {
					lot: ascii(this.number),
					index,
					itemKey: hex(itemKey),
					path: this.tree.path(index).map(hex),
				},
			},
		};
	}

	/** The call that proves that whoever signed has the item. It shows the public key. */
	possession(serial: string, { genesis, token, expiry }: Possession): Call {
		const { gtin, serial: shown, proof } = this.claim(serial).Unit;
		const key = this.#keys[proof.index]!;
		this.vault.reveal(key.publicKey);
		const unit = unhex(unitId(this.gtin, serial));
		const message = concat(text('tracemark/possession/v1'), unhex(genesis), unit, unhex(token), u64(expiry));
		const possession = { key: hex(key.publicKey), token, expiry, signature: hex(signHidden(key, message)) };
		return ['custody.provePossession', { gtin, serial: shown, proof, possession }];
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

export type Range = [start: number, end: number];

/** A consignment: a part of a lot. */
export interface Part {
	lot: Lot;
	id: Hex;
	ranges: Range[];
	amount: Amount;
	/** SSCC of the logistic unit it lies in. */
	parent?: string;
	/** GLN of its holder while it lies in none. */
	holder?: string;
}

export const size = (ranges: Range[]): number => ranges.reduce((sum, [start, end]) => sum + end - start, 0);

export const toRanges = (positions: number[]): Range[] => {
	const ranges: Range[] = [];
	for (const position of [...positions].sort((a, b) => a - b)) {
		const last = ranges.at(-1);
		if (last && last[1] === position) last[1] = position + 1;
		else ranges.push([position, position + 1]);
	}
	return ranges;
};

export const within = (inner: Range[], outer: Range[]): boolean =>
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
export const MOST_RANGES = 32;

/** Splits ranges or an amount off a consignment. */
export const split = (part: Part, seq: number, taken: { ranges: Range[] } | { amount: Amount }): [Call, Part] => {
	const { lot } = part;
	const id = consignmentId(lot.id, lot.next++);
	const rangesTaken = 'ranges' in taken ? taken.ranges : [];
	const amount: Amount = 'ranges' in taken ? { pieces: size(taken.ranges) } : taken.amount;
	const arg = 'ranges' in taken ? { Ranges: taken.ranges } : { Amount: quantity(amount) };
	part.ranges = without(part.ranges, rangesTaken);
	part.amount = minus(part.amount, amount);
	const child: Part = { lot, id, ranges: rangesTaken, amount, ...(part.holder && { holder: part.holder }) };
	lot.parts.push(child);
	return [['custody.split', { consignment: part.id, seq, part: arg }], child];
};

const minus = (whole: Amount, taken: Amount): Amount => {
	if ('pieces' in whole && 'pieces' in taken) return { pieces: whole.pieces - taken.pieces };
	if ('micros' in whole && 'micros' in taken) return { ...whole, micros: whole.micros - taken.micros };
	throw new Error('different units');
};

export const describeAmount = (amount: Amount): string =>
	'pieces' in amount
		? `${amount.pieces.toLocaleString('en')} items`
		: `${Number(amount.micros) / 1e6} ${amount.unit.trim()}`;
