/** Genuine certificates are accepted, and the report says on whose word each statement stands. */
import { describe, expect, it } from 'vitest';
import { hex, utf8 } from '../src/bytes.ts';
import { type Subject } from '../src/form.ts';
import { blake2b256, sha3256 } from '../src/hash.ts';
import * as keys from '../src/keys.ts';
import { type Report } from '../src/report.ts';
import { sm3 } from '../src/sm3.ts';
import { readHash, verify, verifyOriginal } from '../src/verify.ts';
import { type Case, CLI, disagreements, judge, sayIfLeftOut } from './lib/cases.ts';
import {
	batch,
	digest,
	digestSubject,
	LEAVES,
	leafSubject,
	original,
	signed,
	TestChain,
	textBytes,
} from './lib/chain.ts';
import { FIXTURES, GENESIS, GENUINE, read, readGenuine } from './lib/fixtures.ts';

sayIfLeftOut();

const accepted = (text: Uint8Array, anchor = GENESIS): Report => {
	const verdict = verify(text, anchor);
	if (!verdict.valid) throw verdict.refusal;
	return verdict.report;
};

const sourceOf = ({ fields }: Report, name: string) => fields.find((field) => field.name === name)?.source;

/** Records of many blocks and sets, leaves, later deposits, entries that are there and that are not. */
const made = (): Case[] => {
	const chain = new TestChain(1, [4, 5, 1, 7], 14);
	const subjects: [string, Subject, number?][] = [];
	for (let block = 1; block <= chain.last; block++) {
		for (let k = 0; k < 5; k++) subjects.push([`record ${k} of ${block}`, digestSubject(digest(block, k)), block]);
	}
	for (let index = 0; index < LEAVES; index++) {
		for (const deposit of [0, 1]) subjects.push([`leaf ${index}`, leafSubject(20, index, deposit)]);
	}
	const blake = hex(blake2b256(original(5, 0)));
	subjects.push(['BLAKE2b-256', digestSubject(blake, 0, 'blake2b256')]);
	subjects.push(['SM3, revoked later', digestSubject(hex(sm3(original(5, 0))), 0, 'sm3')]);
	subjects.push(['SHA3-256', digestSubject(hex(sha3256(original(5, 0))), 0, 'sha3256')]);
	subjects.push(['second deposit', digestSubject(hex(batch(20, 0)[0]), 1)]);
	subjects.push(['opened leaf', digestSubject(leafSubject(20, 5).leaf.digest)]);
	for (const org of [3, 99]) {
		const key = hex(keys.organisation(org));
		subjects.push([`organisation ${org}`, { state: { name: 'Consortium.Organisations', key } }]);
	}
	return subjects.flatMap(([label, subject, at], index) => {
		const certificate = chain.certify(subject, at);
		const anchor = chain.genesis;
		// Whoever signs, the chain's part is the same: every fifth by each scheme.
		const schemes = index % 5 === 0 ? (['ed25519', 'sr25519', 'ecdsa'] as const) : (['ed25519'] as const);
		return schemes.map((scheme) => ({
			label: `${label}, ${scheme}`,
			text: textBytes(signed(certificate, scheme)),
			anchor,
		}));
	});
};

if (!GENUINE) console.warn("NOT JUDGED: the certificates of the Rust verifier's tests; name their file in TRACEMARK_GENUINE");

describe('a genuine certificate', () => {
	it.each(FIXTURES)('of a node is accepted: $label', (fixture) => {
		const { exit, text } = judge(fixture);
		expect(text).toContain('[chain ] certified block: ');
		expect(exit).toBe(0);
	});

	it('of many blocks, authority sets and subjects is accepted, and Rust says the same of each', async () => {
		const own = made();
		expect(own.length).toBeGreaterThan(280);
		const cases = [...own, ...FIXTURES, ...FIXTURES.map((fixture) => ({ ...fixture, anchor: undefined }))];
		for (const given of cases) expect(judge(given), given.label).toMatchObject({ exit: 0 });
		if (CLI) expect(await disagreements(cases)).toEqual([]);
	});

	it.skipIf(!GENUINE)('of the Rust verifier’s tests is accepted: 280 records of 56 blocks and four sets, single and of a batch, and others', async () => {
		const [anchor, ...texts] = readGenuine();
		const cases = texts.map((text, index): Case => ({ label: `line ${index + 2}`, text: utf8(text), anchor }));
		const parsed = texts.map((text) => JSON.parse(text));
		const different = (of: (certificate: (typeof parsed)[number]) => unknown) => new Set(parsed.map(of)).size;
		expect(different(({ subject }) => JSON.stringify(subject))).toBe(390);
		// Those of groups, exhibits, cases and hand-overs have no entry.
		expect(different(({ entry }) => entry?.block)).toBe(56 + 1);
		// Both single records and leaves, of batches of each size.
		const leaves = parsed.filter(({ subject }) => 'leaf' in subject);
		const setsOf = (of: typeof parsed) => new Set(of.map(({ finality }) => finality.setId)).size;
		expect([setsOf(leaves), setsOf(parsed.filter(({ subject }) => 'digest' in subject))]).toEqual([4, 4]);
		const sizes = new Set<number>(leaves.map(({ subject }) => subject.leaf.leaves));
		expect([...sizes].sort((a, b) => a - b)).toEqual([1, 2, LEAVES, 8, 13, 1_000]);
		expect(leaves).toHaveLength(96 + LEAVES);
		for (const given of cases) expect(judge(given), given.label).toMatchObject({ exit: 0 });
		if (CLI) expect(await disagreements(cases)).toEqual([]);
	});

	it('says what the chain proves and what stands on the issuer’s word', () => {
		const report = accepted(read('record.json'));
		expect(report.anchored).toBe(true);
		const chain = ['digest', 'depositor', "hash of the entry's block", 'time of the entry', 'genesis hash'];
		for (const name of chain) expect(sourceOf(report, name), name).toBe('chain');
		const issuer = ['size of the original', 'media type of the original', 'chain', 'retrieved', 'issuer'];
		for (const name of issuer) expect(sourceOf(report, name), name).toBe('issuer');
		const alone = verify(read('record.json'));
		expect(alone.valid && sourceOf(alone.report, 'genesis hash')).toBe('issuer');
	});

	it('has the hash of an old entry’s block on the issuer’s word only', () => {
		const chain = new TestChain(1, [4, 4, 4, 4], 8);
		for (const [block, source] of [
			[chain.last - 3, 'chain'],
			[1, 'issuer'],
		] as const) {
			const text = textBytes(chain.certify(digestSubject(digest(block, 0))));
			expect(sourceOf(accepted(text, chain.genesis), "hash of the entry's block")).toBe(source);
		}
	});

	it('of an entry that is not there says that the chain need not have such an item, as of a name that is misspelt', async () => {
		const chain = new TestChain(1, [4], 8);
		const cases = [
			['Consortium.Organisations', keys.organisation(99)],
			['Custody.Itmes', keys.prefix('Custody', 'Itmes')],
		] as const;
		const given = cases.map(([name, key]) => {
			const certificate = chain.certify({ state: { name, key: hex(key) } });
			return { label: name, text: textBytes(certificate), anchor: chain.genesis };
		});
		const words = '[issuer] storage item: that the chain has such an item is not proven';
		for (const one of given) expect(judge(one).text).toContain(words);
		const there = chain.certify({ state: { name: 'Consortium.Organisations', key: hex(keys.organisation(3)) } });
		expect(judge({ label: 'there', text: textBytes(there) }).text).not.toContain('storage item');
		if (CLI) expect(await disagreements(given)).toEqual([]);
	});

	it('is accepted where JSON escapes and names are odd', async () => {
		const chain = new TestChain(1, [4], 8);
		const certificate = chain.certify(digestSubject(digest(3, 0)));
		const cases = ['', '"\\/', '\u0000\b\t\n\f\r\u001f\u007f\u2028', 'Ünïcödé €', '😀', '﻿'].map((name) => {
			const named = signed({ ...certificate, issuer: { ...certificate.issuer, name } });
			return { label: JSON.stringify(name), text: textBytes(named), anchor: chain.genesis };
		});
		for (const given of cases) expect(judge(given)).toMatchObject({ exit: 0 });
		// The command line prints names with line ends over several lines.
		const comparable = cases.filter(({ label }) => !label.includes('\\n'));
		if (CLI) expect(await disagreements(comparable)).toEqual([]);
	});
});

describe('an original', () => {
	const of = (fixture: string) => accepted(read(fixture)).certificate;

	it('is recognised by its digest and size', () => {
		expect(verifyOriginal(of('record.json'), read('original.html'))).toBeUndefined();
		expect(verifyOriginal(of('leaf.json'), utf8('c'))).toBeUndefined();
		expect(verifyOriginal(of('record.json'), read('original.html').slice(1))?.code).toBe('OtherOriginal');
		expect(verifyOriginal(of('state.json'), utf8(''))?.code).toBe('NoOriginal');
	});

	it('of each algorithm is recognised, and refused if it has another size or digest', async () => {
		const chain = new TestChain(1, [4], 8);
		const file = original(3, 0);
		const blake = hex(blake2b256(file));
		const certify = (subject: Subject, size: number): Case => {
			const certificate = chain.certify(subject);
			const stated = { size: BigInt(size), mediaType: 'text/plain', keptAt: 'Archive <1>, Hangzhou', approval: 'No. 36/2026' };
			const text = textBytes(signed({ ...certificate, original: stated }));
			return { label: 'original', text, anchor: chain.genesis, original: file };
		};
		const cases: [Case, string][] = [
			[certify(digestSubject(digest(3, 0)), file.length), '[chain ] digest'],
			[certify(digestSubject(digest(3, 0)), file.length), '[issuer] media type of the original: text/plain'],
			[
				certify(digestSubject(digest(3, 0)), file.length),
				'[issuer] place where the original is kept: Archive <1>, Hangzhou\n[issuer] approval to hand the original over: No. 36/2026',
			],
			[certify(digestSubject(blake, 0, 'blake2b256'), file.length), '[chain ] digest'],
			[certify(digestSubject(digest(3, 0)), file.length + 1), 'INVALID: The file has another size'],
			[certify(digestSubject(digest(3, 1)), file.length), 'INVALID: The file is not the original'],
			[certify(digestSubject(hex(sm3(file)), 0, 'sm3'), file.length), '[chain ] digest: SM3'],
			[certify(digestSubject(hex(sha3256(file)), 0, 'sha3256'), file.length), '[chain ] digest: SHA3-256'],
			[
				{ ...certify(digestSubject(hex(sm3(file)), 0, 'sm3'), file.length), original: original(3, 1) },
				'INVALID: The file is not the original: its SM3 digest is another one.',
			],
			[
				{ ...certify(digestSubject(hex(sha3256(file)), 0, 'sha3256'), file.length), original: original(3, 1) },
				'INVALID: The file is not the original: its SHA3-256 digest is another one.',
			],
		];
		for (const [given, words] of cases) expect(judge(given).text).toContain(words);
		if (CLI) expect(await disagreements(cases.map(([given]) => given))).toEqual([]);
	});
});

describe('a genesis hash', () => {
	it('is read with and without 0x, in either case, with spaces around', () => {
		const digits = GENESIS.slice(2);
		for (const typed of [GENESIS, digits, digits.toUpperCase(), `0X${digits}`, ` ${GENESIS}\n`]) {
			expect(readHash(typed)).toBe(GENESIS);
		}
		for (const typed of ['', '0x', digits.slice(1), `${digits}0`, `g${digits.slice(1)}`]) {
			expect(readHash(typed)).toBeUndefined();
		}
	});
});

it('takes less than a second', () => {
	const chain = new TestChain(1, [4, 4, 4, 4], 8);
	const cases = [...FIXTURES, { label: 'four sets of four', text: textBytes(chain.certify(leafSubject(20, 2))) }];
	const times = cases.map(({ label, text }) => {
		const rounds = 10;
		verify(text);
		const begin = performance.now();
		for (let round = 0; round < rounds; round++) verify(text);
		const time = (performance.now() - begin) / rounds;
		// A tenth of it is aimed at; a busy machine must not fail a test.
		expect(time, label).toBeLessThan(1_000);
		return `${label}: ${text.length} bytes, ${time.toFixed(1)} ms`;
	});
	console.info(`to verify\n${times.join('\n')}`);
});
