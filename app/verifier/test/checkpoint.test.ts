/** Council checkpoints: genuine ones are taken, forged ones refused, and Rust says the same in the same words. */
import { describe, expect, it } from 'vitest';
import { hex, utf8 } from '../src/bytes.ts';
import { canonical, type Value } from '../src/canonical.ts';
import { verify } from '../src/verify.ts';
import { campaign } from './lib/campaign.ts';
import { type Case, CLI, disagreements, judge, sayIfLeftOut } from './lib/cases.ts';
import { textBytes } from './lib/chain.ts';
import { chain, CHECKPOINT_TEXT, FORGED, GENUINE, SINCE } from './lib/checkpoints.ts';
import { mutations, type Random } from './lib/random.ts';
import { battered, scalars } from './lib/tamper.ts';

sayIfLeftOut();

/** A certificate with the checkpoint as it was changed. */
const withCheckpoint = (label: string, checkpoint: Uint8Array<ArrayBuffer>): Case => ({
	label,
	text: textBytes(SINCE),
	anchor: chain.genesis,
	checkpoints: [checkpoint],
});

describe('a certificate that begins at a checkpoint', () => {
	it('is accepted, and Rust says the same', async () => {
		for (const given of GENUINE) expect(judge(given), given.label).toMatchObject({ exit: 0 });
		if (CLI) expect(await disagreements(GENUINE)).toEqual([]);
	});

	it('says which one, and how many seats of which block signed', () => {
		const { text } = judge(withCheckpoint('genuine', CHECKPOINT_TEXT));
		const named = `${SINCE.finality.checkpoint} of block 12, signed by 3 of the 4 seats at block 10`;
		expect(text.split('\n')).toContain(`[chain ] council checkpoint: ${named}`);
	});

	it.each(FORGED.map((given) => [given.label, given] as const))(
		'is refused: %s',
		(_, { code, why, text, anchor, checkpoints }) => {
			const verdict = verify(text, anchor, checkpoints);
			expect(verdict.valid ? undefined : verdict.refusal.code).toBe(code);
			expect(verdict.valid ? undefined : verdict.refusal.why?.code).toBe(why);
		},
	);

	it.runIf(CLI)('is refused by Rust in the same words', async () => {
		expect(await disagreements(FORGED)).toEqual([]);
	});
});

describe('a checkpoint', () => {
	it('with any field changed is refused, and Rust says the same', async () => {
		const genuine = JSON.parse(new TextDecoder().decode(CHECKPOINT_TEXT));
		const cases = scalars(genuine).map((path) => {
			const json = structuredClone(genuine);
			const inner = path.slice(0, -1).reduce((inner, name) => inner[name], json);
			const last = path.at(-1)!;
			const value = inner[last];
			const middle = typeof value === 'string' ? value.length >> 1 : 0;
			if (typeof value === 'number') inner[last] = value ^ 1;
			else inner[last] = value.slice(0, middle) + (value[middle] === '1' ? '2' : '1') + value.slice(middle + 1);
			return withCheckpoint(path.join('.'), utf8(canonical(json as Value)!));
		});
		expect(cases.length).toBeGreaterThan(30);
		for (const given of cases) expect(judge(given).exit, given.label).not.toBe(0);
		if (CLI) expect(await disagreements(cases)).toEqual([]);
	});

	it('of a campaign of mutations is refused, and Rust says the same', async () => {
		const forge = (random: Random): Case => {
			const text = battered(CHECKPOINT_TEXT, random);
			return hex(text) === hex(CHECKPOINT_TEXT) ? forge(random) : withCheckpoint('mutation', text);
		};
		await campaign('checkpoints', Math.ceil(mutations() / 10), forge);
	});
});
