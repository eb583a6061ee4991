/** What opens the commitments of a description, and the salt before an original. Rust says the same in the same words. */
import { describe, expect, it } from 'vitest';
import { type Bytes, utf8 } from '../src/bytes.ts';
import { type Certificate } from '../src/form.ts';
import { type Opening } from '../src/openings.ts';
import { type Case, CLI, disagreements, judge, sayIfLeftOut } from './lib/cases.ts';
import { described, digest, digestSubject, opening, original, signed, TestChain, textBytes } from './lib/chain.ts';
import { registered } from './lib/registers.ts';

sayIfLeftOut();

const chain = new TestChain(1, [4], 8);
const genuine = described(chain.certify(digestSubject(digest(5, 1))));
const bare = chain.certify(digestSubject(digest(5, 1)));
const right = chain.certify(registered('right 0'));

const file = (openings: unknown): Bytes => utf8(JSON.stringify(openings));
const caseOf = (label: string, certificate: Certificate, given: Partial<Case>): Case => ({
	label,
	text: textBytes(signed(certificate)),
	anchor: chain.genesis,
	...given,
});

describe('openings', () => {
	const opened = (label: string, openings: Bytes, certificate = genuine): Case => caseOf(label, certificate, { openings });

	it('say what was committed to, each with what it is', async () => {
		const given = opened('all', file(['person', 'offer', 'case', 'witness', 'source'].map(opening)));
		const { exit, text } = judge(given);
		expect(exit).toBe(0);
		expect(text.split('\n').slice(-5)).toEqual([
			'[chain ] opened, who captured it: person',
			'[chain ] opened, offer: offer',
			'[chain ] opened, case: case',
			'[chain ] opened, witness: witness',
			'[chain ] opened, source: source',
		]);
		if (CLI) expect(await disagreements([given])).toEqual([]);
	});

	it('are refused with another salt, another text, of another certificate, or when they are none', async () => {
		const source = opening('source');
		const swapped: Opening = { text: 'source', salt: opening('person').salt };
		const nothing = 'INVALID: Opening 1 of the list opens no commitment of the certificate';
		const second = nothing.replace('1', '2');
		const none = 'The file is no list of openings';
		const cases: [exit: number, words: string, Case][] = [
			[1, nothing, opened('another salt', file([swapped]))],
			[1, second, opened('another salt after a good one', file([source, swapped]))],
			[1, nothing, opened('another text', file([{ ...source, text: 'sauce' }]))],
			[1, nothing, opened('what is no commitment', file([opening('tool')]))],
			[1, 'INVALID: The certificate has neither a description nor a case', opened('of a digest alone', file([source]), bare)],
			[1, 'INVALID: The certificate has neither a description nor a case', opened('of a right', file([source]), right)],
			[2, none, opened('none', file([]))],
			[2, none, opened('an object', file(source))],
			[2, none, opened('no salt', file([{ text: 'source' }]))],
			[2, none, opened('a short salt', file([{ ...source, salt: '0x00' }]))],
			[2, none, opened('one member more', file([{ ...source, kept: true }]))],
			[2, none, opened('a number', file([{ ...source, text: 1 }]))],
			[2, 'The file is no JSON text', opened('no JSON', utf8('source'))],
			[2, 'The file is no JSON text', opened('half a character', utf8('[{"text":"\\ud800","salt":"0x00"}]'))],
		];
		for (const [exit, words, given] of cases) {
			const said = judge(given);
			expect(said.exit, given.label).toBe(exit);
			expect(said.text, given.label).toContain(words);
		}
		if (CLI) expect(await disagreements(cases.map(([, , given]) => given))).toEqual([]);
	});
});

describe('a salted original', () => {
	// The first 32 bytes of what is on record stand for a salt.
	const [salt, rest] = [original(5, 1).slice(0, 32), original(5, 1).slice(32)];

	it('is recognised with its salt only', async () => {
		const stated = (size: number) => ({ ...bare, original: { size: BigInt(size), mediaType: undefined, keptAt: undefined, approval: undefined } });
		const other = salt.map((byte, index) => (index === 0 ? byte ^ 1 : byte));
		const cases: [exit: number, words: string, Case][] = [
			[0, '[chain ] digest', caseOf('with its salt', bare, { original: rest, salt })],
			[0, '[chain ] digest', caseOf('of the stated size', stated(rest.length), { original: rest, salt })],
			[1, 'another size', caseOf('of another size', stated(32 + rest.length), { original: rest, salt })],
			[1, 'is not the original', caseOf('without it', bare, { original: rest })],
			[1, 'is not the original', caseOf('with another', bare, { original: rest, salt: other })],
			[1, 'is not the original', caseOf('with a salt before the whole', bare, { original: original(5, 1), salt })],
		];
		for (const [exit, words, given] of cases) {
			const said = judge(given);
			expect(said.exit, given.label).toBe(exit);
			expect(said.text, given.label).toContain(words);
		}
		if (CLI) expect(await disagreements(cases.map(([, , given]) => given))).toEqual([]);
	});
});
