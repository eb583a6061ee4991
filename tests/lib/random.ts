/** Chance that can be had again. */
import { sha256 } from './bytes.ts';

/** A deterministic stream of bytes: SHA-256 of seed and counter. For fixtures, never for keys. */
export class SeededRandom {
	#counter = 0;
	#pool: number[] = [];

	constructor(readonly seed: string) {}

	byte(): number {
		if (this.#pool.length === 0) {
			this.#pool = [...sha256(`${this.seed}/${this.#counter++}`)];
		}
		return this.#pool.pop()!;
	}

	/** One of `choices`, each as likely: bytes beyond the last full round are thrown away. */
	pick(choices: string): string {
		const limit = 256 - (256 % choices.length);
		for (;;) {
			const byte = this.byte();
			if (byte < limit) return choices[byte % choices.length]!;
		}
	}
}

/** Runs of a property: always the same hundred, unless `FC_RUNS` asks for more, each time others. */
export const runs = (seed: number): { seed?: number; numRuns: number } => {
	const asked = Number(process.env.FC_RUNS ?? 0);
	return asked > 0 ? { numRuns: asked } : { seed, numRuns: 100 };
};
