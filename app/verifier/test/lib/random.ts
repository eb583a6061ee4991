/** Chance that can be had again. */

/** A deterministic stream of 32-bit integers (mulberry32). For tests, never for keys. */
export class Random {
	#state: number;

	constructor(seed: number) {
		this.#state = seed >>> 0;
	}

	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return (mixed ^ (mixed >>> 14)) >>> 0;
	}

	/** An integer from 0 to `limit`, without it. */
	below(limit: number): number {
		return this.next() % limit;
	}

	byte(): number {
		return this.next() & 0xff;
	}

	bytes(length: number): Uint8Array<ArrayBuffer> {
		return Uint8Array.from({ length }, () => this.byte());
	}

	pick<T>(choices: readonly T[]): T {
		return choices[this.below(choices.length)]!;
	}
}

/** How many mutations a campaign makes. */
export const mutations = (): number => {
	const asked = Number(process.env.MUTATIONS ?? process.env.FC_RUNS ?? 0);
	return asked > 0 ? asked : 1_000;
};

/** Always the same mutations, unless more are asked for: then others each time. */
export const seed = (): number => (process.env.MUTATIONS || process.env.FC_RUNS ? Date.now() >>> 0 : 20_260_923);
