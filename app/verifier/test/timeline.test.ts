/** The timeline of a deposit: genuine ones are accepted, whatever is changed or left out is refused. */
import { describe, expect, it } from 'vitest';
import { objectIdentifier } from '../src/acts.ts';
import { type Bytes, type Hex, hex } from '../src/bytes.ts';
import { type Certificate, type Statement, type Subject } from '../src/form.ts';
import * as keys from '../src/keys.ts';
import { pageOf } from '../src/page.ts';
import { HOW_TO_VERIFY, HOW_TO_VERIFY_STATED } from '../src/texts.ts';
import { LEFT_OUT } from '../src/timeline.ts';
import { verify } from '../src/verify.ts';
import { type Case, CLI, disagreements, judge, sayIfLeftOut } from './lib/cases.ts';
import { digest, digestSubject, leafSubject, signed, TestChain, textBytes } from './lib/chain.ts';
import { registered } from './lib/registers.ts';
import { concat, u32, u64, u8 } from './lib/scale.ts';
import { account, act, BLOCK, BUSY, ENTRIES, LEAF, MOMENT } from './lib/timeline.ts';

sayIfLeftOut();

const chain = new TestChain(1, [4, 4], 8);
const told = (subject: Subject, of?: Hex): Certificate =>
	chain.certify(subject, undefined, undefined, undefined, of ? { account: of } : {});
const caseOf = (label: string, certificate: Certificate): Case => ({
	label,
	text: textBytes(signed(certificate)),
	anchor: chain.genesis,
});
const busy = told(digestSubject(BUSY), account(10));
const opened = told(leafSubject(BLOCK, LEAF), account(10));

/** What a timeline says under a name. */
const said = ({ timeline }: Certificate, of: string): string[] =>
	timeline!.statements.filter(({ name }) => name === of).map(({ value }) => value);
const at = '2026-11-24T18:58:21.000Z in block 5';
const by = (org: number): string => `${at}, Member <${org}> & Co (organisation ${org}), operator ${org + 6}`;

describe('a timeline', () => {
	it('tells all deposits and acts in their order', () => {
		expect(said(busy, 'deposits and acts')).toEqual([`${ENTRIES}`]);
		const acts = [
			[4, 'deposited, the first one'],
			[7, 'attested as notary, salted digest of the statement 0x'],
			[8, 'held, hold 1'],
			[5, 'deposited, corroboration 1'],
			[9, 'held, hold 2'],
			[8, 'released hold 1'],
			[6, 'deposited, corroboration 2'],
			[4, 'undertook to keep the original until 2026-11-24T18:58:21.001Z'],
			[4, 'superseded by SHA-256 0x'],
			[9, 'superseded by SHA-256 0x'],
			[5, 'supersedes SHA-256 0x'],
			[9, 'exhibit 1, its act 3'],
			[9, 'added to the group of captures 6'],
			[5, 'linked its time stamp 1: token SHA-256 0x'],
			[4, 'keeps the original no longer than until 2026-11-24T18:58:21.000Z'],
			[5, 'revoked, corroboration 1'],
			[5, 'reinstated, corroboration 1'],
			[5, 'revoked again, for good, corroboration 1'],
		] as const;
		const words = acts.map(([org, what]) => `${by(org)}: ${what}`);
		const found = said(busy, 'act').map((act, index) => act.slice(0, words[index]?.length));
		expect(found).toEqual(words);
	});

	it('tells roles, holds in force and what replaces the digest', () => {
		expect(said(busy, 'roles of the depositor')).toEqual(['rights holder']);
		expect(said(busy, "roles of the depositor's account")).toEqual(['rights holder, monitor']);
		expect(said(busy, 'holds in force')).toEqual(['1']);
		expect(said(busy, 'hold in force')).toEqual([expect.stringContaining(`hold 2, ${by(9)}, salted digest of the case`)]);
		expect(said(busy, 'superseded')).toEqual([
			expect.stringContaining(`, corroboration 1; ${by(4)}, as depositor, the first one, salted digest of the grounds`),
			expect.stringContaining(`, corroboration 1; ${by(9)}, under its hold 2, salted digest of the grounds`),
		]);
		const retired = told(digestSubject(digest(9, 4)), account(14));
		expect(said(retired, "roles of the depositor's account")).toEqual(['none: it is no longer in use']);
	});

	it('tells the time stamps that were linked and who keeps the original', () => {
		const linked = ', policy 2.999.3, serial number 0x0aff, stated time 2026-11-24T18:58:20.999Z';
		expect(said(busy, 'act')[13]!.endsWith(linked)).toBe(true);
		expect(said(busy, 'keepers of the original')).toEqual(['1']);
		expect(said(busy, 'keeper of the original')).toEqual([`until 2026-11-24T18:58:21.000Z: ${by(4)}`]);
	});

	it('has the policy of a time stamp in numbers, if it is an object identifier (X.690, section 8.19)', () => {
		for (const [octets, numbers] of [
			[[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 1, 4], '1.2.840.113549.1.9.16.1.4'],
			[[0x88, 0x37, 3], '2.999.3'],
			[[0], '0.0'],
			[[39], '0.39'],
			[[40], '1.0'],
			[[79, 1], '1.39.1'],
			[[80], '2.0'],
			[[0x69, 0x83, ...Array<number>(17).fill(0xff), 0x7f], `2.25.${2n ** 128n - 1n}`],
			[[0x69, 0x84, ...Array<number>(17).fill(0x80), 0], undefined],
			[[], undefined],
			[[0x80, 1], undefined],
			[[0x2a, 0x80, 1], undefined],
			[[0x2a, 0x86], undefined],
		] as const) {
			expect(objectIdentifier(Uint8Array.from(octets))).toBe(numbers);
		}
	});

	it('tells of the batches that a leaf is held with', () => {
		const { root } = leafSubject(BLOCK, LEAF).leaf;
		expect(said(opened, 'holds in force')).toEqual(['0']);
		expect(said(opened, `batch SHA-256 ${root}, holds in force`)).toEqual(['1']);
		expect(said(opened, `batch SHA-256 ${root}, deposits and acts`)).toEqual(['4']);
		expect(opened.timeline!.statements.filter(({ name }) => name.endsWith('hold in force'))).toHaveLength(2);
		expect(said(opened, 'act')[0]).toContain('2026-11-24T18:58:24.000Z in block 5, Member <6>');
	});

	it('is accepted, and so is that it was left out, and Rust says the same', async () => {
		const own = digestSubject(leafSubject(BLOCK, LEAF).leaf.digest);
		const genuine: [string, Certificate][] = [
			['busy', busy],
			['opened leaf', opened],
			['by its own deposit', told(own)],
			['leaf that nobody opened', told(leafSubject(9, 1), account(10))],
			['quiet', told(digestSubject(digest(9, 0)))],
			['later deposit', told(digestSubject(BUSY, 1), account(11))],
			['retired account', told(digestSubject(digest(9, 4)), account(14))],
			['left out', chain.certify(digestSubject(BUSY))],
		];
		const cases = genuine.map(([label, certificate]) => caseOf(label, certificate));
		for (const given of cases) {
			const { exit, text } = judge(given);
			expect(exit, given.label).toBe(0);
			expect(text.includes(`[issuer] timeline: ${LEFT_OUT}`), given.label).toBe(given.label === 'left out');
		}
		if (CLI) expect(await disagreements(cases)).toEqual([]);
	});

	it('is shown to people', () => {
		const shown = (certificate: Certificate) => pageOf(verify(textBytes(certificate), chain.genesis));
		expect(shown(busy)).toContain('<dt>Holds</dt><dd>hold 2, ');
		expect(shown(busy)).toContain('<dt>Superseded</dt><dd>by SHA-256 0x');
		const quiet = shown(told(digestSubject(digest(9, 0))));
		expect(quiet).toContain('<dt>Holds</dt><dd>none in force at that block');
		expect(quiet).not.toContain('<dt>Superseded</dt>');
		expect(shown(chain.certify(digestSubject(BUSY)))).not.toContain('<dt>Holds</dt>');
	});
});

describe('an instruction', () => {
	it('names extrinsic and account where they stand on the word of the issuer, and Rust says the same', async () => {
		const INVALID =
			'INVALID: The instruction how to verify does not have the wording that every certificate of this version has.';
		type Given = readonly [account: boolean, extrinsic: boolean];
		const stated = (certificate: Certificate, [account, extrinsic]: Given): Certificate => ({
			...certificate,
			depositor: { ...certificate.depositor!, account: account ? ACCOUNT : undefined },
			entry: {
				...certificate.entry!,
				extrinsic: extrinsic ? { index: 1, hash: certificate.entry!.blockHash } : undefined,
			},
		});
		const ACCOUNT = account(10);
		const subject = digestSubject(digest(9, 0));
		const [plain, timed] = [chain.certify(subject), told(subject, ACCOUNT)];
		const cases: Case[] = [];
		for (const [certificate, given, says] of [
			[plain, [false, false], false],
			[plain, [true, false], true],
			[plain, [false, true], true],
			[plain, [true, true], true],
			[timed, [true, false], false],
			[timed, [true, true], true],
		] as const) {
			const [right, wrong] = [says, !says].map((said) => {
				const howToVerify = said ? [...HOW_TO_VERIFY, HOW_TO_VERIFY_STATED] : HOW_TO_VERIFY;
				return caseOf(`${given}`, { ...stated(certificate, given), howToVerify });
			});
			expect(judge(right!).exit, right!.label).toBe(0);
			expect(judge(wrong!), wrong!.label).toEqual({ exit: 1, text: INVALID });
			cases.push(right!, wrong!);
		}
		if (CLI) expect(await disagreements(cases)).toEqual([]);
	});
});

describe('a timeline is refused', () => {
	const NOT_PROVEN = 'INVALID: The timeline that the certificate states is not what the chain proves.';

	it('when a statement of it is altered, dropped, doubled or swapped', async () => {
		const cases: Case[] = [];
		for (const certificate of [busy, opened]) {
			const all = certificate.timeline!.statements;
			const forge = (label: string, statements: Statement[]) =>
				cases.push(caseOf(label, { ...certificate, timeline: { statements } }));
			for (const [index, statement] of all.entries()) {
				const other = (...those: Statement[]) => [...all.slice(0, index), ...those, ...all.slice(index + 1)];
				forge(`${index} altered`, other({ ...statement, value: `${statement.value}.` }));
				forge(`${index} by another name`, other({ ...statement, name: `${statement.name}s` }));
				forge(`${index} dropped`, other());
				forge(`${index} doubled`, other(statement, statement));
				const before = all[index - 1];
				if (before) forge(`${index} swapped`, [...all.slice(0, index - 1), statement, before, ...all.slice(index + 1)]);
			}
			forge('empty', []);
		}
		for (const given of cases) expect(judge(given), given.label).toEqual({ exit: 1, text: NOT_PROVEN });
		if (CLI) expect(await disagreements(cases)).toEqual([]);
	});

	it('when a hold or an act is left out of the proof, too', async () => {
		const { state } = chain.block(chain.last);
		const cases: Case[] = [
			keys.holdCount('sha256', BUSY),
			keys.hold('sha256', BUSY, 2),
			keys.actCount('sha256', BUSY),
			keys.act('sha256', BUSY, 3),
			keys.supersession('sha256', BUSY, 4),
			keys.timeStamp('sha256', BUSY, 5, 1),
			keys.keeper('sha256', BUSY, 4),
		].map((key, index) => {
			const value = Buffer.from(state.get(hex(key))!);
			const proof = busy.state.proof.filter(({ bytes }) => !Buffer.from(bytes).includes(value));
			const statements = busy.timeline!.statements.filter((said) => !said.value.includes('old 2'));
			return caseOf(`key ${index}`, { ...busy, state: { ...busy.state, proof }, timeline: { statements } });
		});
		for (const given of cases) expect(judge(given).text, given.label).toContain('The proof of the facts lacks a node');
		if (CLI) expect(await disagreements(cases)).toEqual([]);
	});

	it('where nothing was deposited, and with the account of somebody else', async () => {
		const right = chain.certify(registered('right 0'));
		const superfluous = caseOf('right', { ...right, timeline: { statements: [] } });
		expect(judge(superfluous).text).toContain('The certificate states the timeline, which has no meaning');
		// A proof that has all of the state but that of nobody's account.
		const accounts = [account(11), account(15), account(99)];
		for (const of of accounts) {
			const certify = () => told(digestSubject(digest(9, 0)), of);
			expect(certify).toThrow('The account of the depositor that the certificate states is not what the chain proves.');
		}
		if (CLI) expect(await disagreements([superfluous])).toEqual([]);
	});

	it('when the state contradicts itself, or has too much', () => {
		const certify = (key: Bytes, value: Bytes) => () => {
			const { state } = chain.block(chain.last);
			const before = state.get(hex(key));
			state.set(hex(key), value);
			try {
				told(digestSubject(BUSY));
			} finally {
				if (before) state.set(hex(key), before);
			}
		};
		const [count, log] = [keys.holdCount('sha256', BUSY), keys.actCount('sha256', BUSY)];
		expect(certify(count, concat(u32(3), u32(2)))).toThrow('The value of a count of holds does not have the layout');
		expect(certify(count, concat(u32(1_025), u32(1)))).toThrow('more than 1024 holds in its timeline');
		expect(certify(log, u32(1_022))).toThrow('more than 1024 acts in its timeline');
		expect(certify(log, u32(16))).toThrow('The value of an act does not have the layout');
		const deposited = act(2, 4, 0, u32(0));
		expect(certify(keys.act('sha256', BUSY, 13), deposited)).toThrow('The value of an act does not have the layout');
		const unknown = concat(u32(7), u32(13), u32(1 << 29), new Uint8Array(32), u32(BLOCK), u64(MOMENT));
		expect(certify(keys.attestation('sha256', BUSY, 1), unknown)).toThrow('The value of an attestation does not have');
		expect(certify(keys.organisation(4), u8(0))).toThrow('The value of an organisation does not have the layout');
	});
});
