/** What a depositor described is certified with the deposit, and nothing else. */
import { describe, expect, it } from 'vitest';
import { concat, hex, type Hex, unhex, utf8 } from '../src/bytes.ts';
import { digestOfDescription, LEFT_OUT, said } from '../src/description.ts';
import { type Certificate } from '../src/form.ts';
import { sha256 } from '../src/hash.ts';
import { verify } from '../src/verify.ts';
import { type Case, CLI, disagreements, judge, sayIfLeftOut } from './lib/cases.ts';
import {
	committed,
	DESCRIPTION,
	described,
	digest,
	digestSubject,
	leafSubject,
	signed,
	TestChain,
	textBytes,
} from './lib/chain.ts';
import { registered } from './lib/registers.ts';

sayIfLeftOut();

const chain = new TestChain(1, [4], 8);
const genuine = described(chain.certify(digestSubject(digest(5, 0))));
const caseOf = (label: string, certificate: Certificate): Case => ({
	label,
	text: textBytes(signed(certificate)),
	anchor: chain.genesis,
});
const of = (word: string): Hex => hex(sha256(utf8(word)));

describe('a description', () => {
	it('is said on the chain’s word, of a digest and of a leaf', async () => {
		const cases = [caseOf('digest', genuine), caseOf('leaf', described(chain.certify(leafSubject(5, 2))))];
		for (const given of cases) expect(judge(given), given.label).toMatchObject({ exit: 0 });
		const verdict = verify(textBytes(genuine), chain.genesis);
		if (!verdict.valid) throw verdict.refusal;
		const fields = verdict.report.fields.filter(({ name }) => name.startsWith('description, '));
		expect(fields.map(({ name, value, source }) => [name.slice('description, '.length), value, source])).toEqual([
			['about', `right ${of('right')}`, 'chain'],
			['about', `lot ${of('lot')}`, 'chain'],
			['about', `object ${of('object')}`, 'chain'],
			['about', `offer, salted commitment ${committed('offer')}`, 'chain'],
			['about', 'seller, organisation 4', 'chain'],
			['about', `seller, no member, tag ${of('tag')} under key version 2`, 'chain'],
			['about', `case ${committed('case')}`, 'chain'],
			['salted commitment to the source', committed('source'), 'chain'],
			['digest of the tool', of('tool'), 'chain'],
			['salted commitment to who captured it', committed('person'), 'chain'],
			['claimed time', '2026-11-24T18:57:51.005Z, offset of the place from UTC -90 minutes', 'chain'],
			['salted commitment to a witness', committed('witness'), 'chain'],
		]);
		if (CLI) expect(await disagreements(cases)).toEqual([]);
	});

	it('is said to be left out where the issuer did so, and of nothing that has none', () => {
		const line = `[issuer] description: ${LEFT_OUT}`;
		const says = (certificate: Certificate) => judge(caseOf('left out', certificate)).text.split('\n').includes(line);
		for (const subject of [digestSubject(digest(5, 0)), leafSubject(5, 2)]) expect(says(chain.certify(subject))).toBe(true);
		expect([says(genuine), says(chain.certify(registered('right 0')))]).toEqual([false, false]);
	});

	it('is refused when it is another one, says something else, or nothing was deposited', async () => {
		const { value, statements } = genuine.description!;
		const stated = (label: string, change: Partial<NonNullable<Certificate['description']>>) =>
			caseOf(label, { ...genuine, description: { value, statements, ...change } });
		const changed = (at: number, by: number): Hex =>
			hex(unhex(value).map((byte, index) => (index === at ? byte ^ by : byte)));
		const [first, second, ...rest] = statements;
		const right = chain.certify(registered('right 0'));
		const cases: [string, Case][] = [
			['The description that', stated('of another time', { value: changed(unhex(value).length - 40, 1) })],
			['The description that', stated('longer', { value: hex(concat(unhex(value), Uint8Array.of(0))) })],
			['The description that', stated('shorter', { value: hex(unhex(value).slice(0, -1)) })],
			['The description that', stated('nothing', { value: '0x' })],
			['The content of the', stated('dropped', { statements: statements.slice(1) })],
			['The content of the', stated('doubled', { statements: [first!, ...statements] })],
			['The content of the', stated('swapped', { statements: [second!, first!, ...rest] })],
			['The content of the', stated('changed', { statements: [{ ...first!, value: 'lot' }, second!, ...rest] })],
			['The content of the', stated('none', { statements: [] })],
			['The certificate states the', caseOf('of a right', { ...right, description: genuine.description })],
		];
		for (const [words, given] of cases) expect(judge(given).text, given.label).toContain(`INVALID: ${words}`);
		if (CLI) expect(await disagreements(cases.map(([, given]) => given))).toEqual([]);
	});

	it('has the layout that this program knows', () => {
		expect(said(DESCRIPTION)).toHaveLength(12);
		for (const bytes of [concat(unhex(DESCRIPTION), Uint8Array.of(0)), unhex(DESCRIPTION).slice(1), Uint8Array.of(9)]) {
			expect(() => said(hex(bytes))).toThrow('The value of a description does not have the layout');
		}
		expect(digestOfDescription('0x')).not.toBe(digestOfDescription('0x00'));
	});
});
