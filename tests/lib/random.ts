/** A deterministic stream of bytes: SHA-256 of seed and counter. For fixtures, never for keys. */
import { createHash } from 'node:crypto';

export class SeededRandom {
	#counter = 0;
	#pool: number[] = [];

	constructor(readonly seed: string) {}

	byte(): number {
		if (this.#pool.length === 0) {
			const block = createHash('sha256').update(`${this.seed}/${this.#counter++}`).digest();
			this.#pool = [...block];
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
