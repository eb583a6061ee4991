/** Campaigns of forgeries: each is refused here, and Rust's verifier says the same of it. */
import { setImmediate } from 'node:timers/promises';
import { expect } from 'vitest';
import { type Case, CLI, disagreements, judge } from './cases.ts';
import { Random, seed } from './random.ts';

/** How many forgeries are in memory at a time. */
const BATCH = 500;
/** How often a campaign says how far it is, in milliseconds. */
const PAUSE = 60_000;

/** Makes and judges so many forgeries, and says once a minute that it lives. */
export const campaign = async (name: string, count: number, forge: (random: Random) => Case): Promise<void> => {
	const from = seed();
	const random = new Random(from);
	let said = Date.now();
	for (let done = 0; done < count; ) {
		const batch = Array.from({ length: Math.min(count - done, BATCH) }, () => forge(random));
		const verdicts = batch.map(judge);
		for (const [index, { exit }] of verdicts.entries()) {
			expect(exit, `seed ${from}, ${batch[index]!.label}`).not.toBe(0);
		}
		if (CLI) expect(await disagreements(batch, verdicts), `seed ${from}`).toEqual([]);
		done += batch.length;
		if (Date.now() - said < PAUSE) continue;
		said = Date.now();
		console.info(`${name}: ${done} of ${count}`);
		// Else nothing is printed before the end.
		await setImmediate();
	}
	console.info(`${name}: ${count} refused (seed ${from}); ${CLI ? count : 0} of them compared with the Rust verifier`);
};
