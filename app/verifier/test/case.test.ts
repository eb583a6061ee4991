/** The list of a case tells all that is listed; one that lacks something, or has something else, is refused. */
import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { hex, includes, utf8 } from '../src/bytes.ts';
import { type Certificate, type Statement } from '../src/form.ts';
import { sha256 } from '../src/hash.ts';
import * as keys from '../src/keys.ts';
import { open } from '../src/openings.ts';
import { pageOf } from '../src/page.ts';
import { DOES_NOT_PROVE_CASE } from '../src/texts.ts';
import { verify, verifyOriginal } from '../src/verify.ts';
import { CASE, LISTINGS, OTHER, REFERENCE, SPENT } from './lib/case.ts';
import { type Case, CLI, disagreements, judge, sayIfLeftOut } from './lib/cases.ts';
import { batch, committed, digest, leaves, opening, signed, TestChain, textBytes } from './lib/chain.ts';
import { BLOCK, BUSY, LEAF } from './lib/timeline.ts';

sayIfLeftOut();

const chain = new TestChain(1, [4], 8);
const genuine = chain.certify(CASE);
const caseOf = (label: string, certificate: Certificate, given: Partial<Case> = {}): Case => ({
	label,
	text: textBytes(signed(certificate)),
	anchor: chain.genesis,
	...given,
});
const said = ({ record }: Certificate): Record<string, string> =>
	Object.fromEntries((record ?? []).map(({ name, value }) => [name, value]));

describe('the list of a case', () => {
	it('tells each deposit that is listed, and Rust says the same', async () => {
		const of = said(genuine);
		expect(of['deposits listed']).toBe(String(LISTINGS.count));
		expect(of['listed deposits that stand']).toBe(String(LISTINGS.standing));
		expect(of['listed deposits that are held']).toBe(String(LISTINGS.held));
		const time = '2026-11-24T18:58:21.000Z in block 5';
		const by = (org: number) => `by Member <${org}> & Co (organisation ${org}), operator ${org + 6}`;
		const ground = `salted digest of the grounds ${hex(sha256(utf8('ground')))}`;
		const root = hex(batch(BLOCK, 0)[0]);
		for (const [number, value] of [
			[1, `SHA-256 ${digest(BLOCK, 0)}, the first one: web capture, deposited ${time}, ${by(4)}; stands; attestations: 0; holds in force: 0`],
			[2, `SHA-256 ${digest(BLOCK, 4)}, the first one: web capture, deposited ${time}, ${by(8)}; does not stand: revoked ${time} by operator 14, salted digest of the grounds ${hex(sha256(utf8('ground of 14')))}; attestations: 0; holds in force: 0`],
			[3, `SHA-256 ${BUSY}, corroboration 1: web capture, deposited ${time}, ${by(5)}; does not stand: revoked ${time} by operator 11, ${ground}, reinstated ${time} by operator 12, ${ground}, revoked again ${time} by operator 13, ${ground}, others of the digest stand; attestations: 1; holds in force: 1`],
			[5, `SHA-256 ${root}, corroboration 1: photograph, batch of 7, deposited ${time}, ${by(5)}; stands; attestations: 0; holds in force: 1`],
			[6, `SHA-256 ${hex(leaves(BLOCK)[LEAF]!)}, the first one: web capture, leaf of the batch ${root} that was deposited ${time}, opened 2026-11-24T18:58:24.000Z, ${by(6)}; stands; attestations: 0; holds in force: 2`],
			[11, `SHA-256 ${SPENT}, corroboration 1: photograph, deposited ${time}, ${by(7)}; does not stand: made after a deposit of the digest was revoked; attestations: 0; holds in force: 0`],
		] as const) {
			expect(of[`listed deposit ${number}`]).toBe(value);
		}
		const cases = [caseOf('the case', genuine), caseOf('the other one', chain.certify(OTHER))];
		for (const given of cases) {
			expect(judge(given), given.label).toMatchObject({ exit: 0 });
			expect(judge(given).text).toContain('[issuer] file of the case: that the list is all that belongs to the case is not proven');
		}
		if (CLI) expect(await disagreements(cases)).toEqual([]);
	});

	it('is refused with an entry dropped, doubled, swapped or altered', async () => {
		const ways: [label: string, (record: Statement[], at: number) => unknown][] = [
			['altered', (record, at) => (record[at]!.value += '.')],
			['renamed', (record, at) => (record[at]!.name += 's')],
			['dropped', (record, at) => record.splice(at, 1)],
			['doubled', (record, at) => record.splice(at, 0, record[at]!)],
			['swapped', (record, at) => record.splice(at - 1, 2, record[at]!, record[at - 1]!)],
			['exchanged', (record, at) => ([record[at]!.value, record[at - 1]!.value] = [record[at - 1]!.value, record[at]!.value])],
		];
		const cases = Array.from({ length: genuine.record!.length - 1 }, (_, index) =>
			ways.map(([label, change]) => {
				const record = structuredClone(genuine.record!);
				change(record, index + 1);
				return caseOf(`statement ${index + 1} ${label}`, { ...genuine, record });
			}),
		).flat();
		for (const { text, label } of cases) {
			const refusal = { code: 'NotProven', message: expect.stringContaining('content of the record') };
			expect(verify(text, chain.genesis), label).toMatchObject({ valid: false, refusal });
		}
		if (CLI) expect(await disagreements(cases)).toEqual([]);
	});

	it('is refused with another count, without an entry in the proof, and as that of another case', async () => {
		const { state } = chain.block(chain.last);
		const other = chain.certify(OTHER);
		const without = (key: Uint8Array<ArrayBuffer>): Certificate => {
			const value = state.get(hex(key))!;
			const proof = genuine.state.proof.filter(({ bytes }) => !includes(bytes, value));
			return { ...genuine, state: { ...genuine.state, proof } };
		};
		const fewer = genuine.record!.slice(0, -1).map((of) => (of.name === 'deposits listed' ? { ...of, value: '10' } : of));
		const { commitment } = CASE.case;
		const cases: [code: string, Case][] = [
			['NotProven', caseOf('one fewer', { ...genuine, state: { ...genuine.state, value: '0x0a000000' }, record: fewer })],
			['MissingNode', caseOf('no count', without(keys.listingCount(commitment)))],
			['MissingNode', caseOf('no first', without(keys.listing(commitment, 1)))],
			['MissingNode', caseOf('no last', without(keys.listing(commitment, 11)))],
			['MissingNode', caseOf('no revocation', without(keys.revocation('sha256', digest(BLOCK, 4), 0)))],
			['MissingNode', caseOf('no holds', without(keys.holdCount('sha256', BUSY)))],
			['MissingNode', caseOf('no batches', without(keys.batchesOf('sha256', hex(leaves(BLOCK)[LEAF]!))))],
			['NotProven', caseOf('of the other', { ...genuine, subject: OTHER, state: other.state })],
			['NotProven', caseOf('the list of the other', { ...genuine, record: other.record })],
			['OtherWording', caseOf('less not proven', { ...genuine, doesNotProve: genuine.doesNotProve.slice(0, -1) })],
			['OtherWording', caseOf('less to verify', { ...genuine, howToVerify: genuine.howToVerify.slice(0, -1) })],
		];
		for (const [code, { text, label }] of cases) {
			expect(verify(text, chain.genesis), label).toMatchObject({ valid: false, refusal: { code } });
		}
		if (CLI) expect(await disagreements(cases.map(([, given]) => given))).toEqual([]);
	});

	it('is said to be no file before everything else', () => {
		const html = pageOf(verify(textBytes(genuine), chain.genesis));
		const text = new JSDOM(html).window.document.body.textContent ?? '';
		const places = [
			'It is not the file of the case.',
			`The deposits listed under the case ${CASE.case.commitment}`,
			'11 in all; 8 of them stand, 4 are held',
			...DOES_NOT_PROVE_CASE,
			'All statements, and on whose word',
		].map((words) => text.indexOf(words));
		expect(places).not.toContain(-1);
		expect(places).toEqual(places.toSorted((a, b) => a - b));
		expect(verifyOriginal(genuine, utf8(''))?.code).toBe('NoOriginal');
	});

	it('says the reference to whoever has it and the salt', async () => {
		const file = (...openings: unknown[]) => utf8(JSON.stringify(openings));
		const cases: [exit: number, words: string, Case][] = [
			[0, '[chain ] opened, case: 7 Cg 12/26', caseOf('the reference', genuine, { openings: file(REFERENCE) })],
			[1, 'Opening 1 of the list opens no commitment', caseOf('another', genuine, { openings: file(opening('8 Cg 1/27')) })],
			[1, 'Opening 1 of the list opens no commitment', caseOf('another salt', genuine, { openings: file({ ...REFERENCE, salt: opening('salt').salt }) })],
		];
		for (const [exit, words, given] of cases) {
			expect(judge(given).exit, given.label).toBe(exit);
			expect(judge(given).text, given.label).toContain(words);
		}
		const opened = open(genuine, file(REFERENCE));
		const html = pageOf(verify(textBytes(genuine), chain.genesis), undefined, opened);
		expect(html).toContain('<dt>Opened, case</dt><dd>7 Cg 12/26');
		expect(new TextDecoder().decode(textBytes(genuine))).not.toContain(REFERENCE.text);
		expect(committed(REFERENCE.text)).toBe(CASE.case.commitment);
		if (CLI) expect(await disagreements(cases.map(([, , given]) => given))).toEqual([]);
	});
});
