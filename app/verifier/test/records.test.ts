/** Records of registers say what the chain has, in plain words. */
import { describe, expect, it } from 'vitest';
import { type Hex } from '../src/bytes.ts';
import { type Certificate } from '../src/form.ts';
import { dayOf } from '../src/read.ts';
import { verifyOriginal } from '../src/verify.ts';
import { type Case, CLI, disagreements, judge, sayIfLeftOut } from './lib/cases.ts';
import { signed, TestChain, textBytes } from './lib/chain.ts';
import { hashOf, registered, REGISTERED } from './lib/registers.ts';
import { u8 } from './lib/scale.ts';

sayIfLeftOut();

const chain = new TestChain(1, [4], 8);
const certify = (label: string): Certificate => chain.certify(registered(label));
const caseOf = (label: string, certificate: Certificate): Case => ({
	label,
	text: textBytes(signed(certificate)),
	anchor: chain.genesis,
});

/** What is said of the record with this label. */
const said = (label: string): [name: string, value: string][] =>
	(certify(label).record ?? []).map(({ name, value }) => [name, value]);

describe('a record of a register', () => {
	it('of every form is accepted, and Rust says the same of each', async () => {
		const cases = REGISTERED.map(([label]) => caseOf(label, certify(label)));
		for (const given of cases) {
			expect(judge(given), given.label).toMatchObject({ exit: 0 });
			expect(judge(given).text).toContain(`[chain ] ${given.label.split(' ')[0]}`);
		}
		if (CLI) expect(await disagreements(cases)).toEqual([]);
	});

	it('says whose a right is, of what kind, where and since when', () => {
		expect(said('right 0')).toEqual([
			['kind of right', 'trade mark'],
			['office', 'EM'],
			['registration number', '018000001'],
			['owner', 'Member <4> & Co (organisation 4), the whole'],
			['owned since', '2026-11-24T18:57:51.123Z'],
			['licensed by', 'all owners together'],
			['territories', 'AD DE ZW'],
			['territories with dates of their own', '2'],
			['class', 'Nice class 25 (edition 12)'],
			['class', 'Locarno class 2 (edition 15)'],
			['class', 'IPC A07Z'],
			['limitations', '1'],
			['term begins', '1900-03-01'],
			['term ended by', '2026-11-26'],
			['attested by', 'Member <3> & Co (organisation 3)'],
			['basis of the attestation', 'the office states it'],
			['attested', '2026-11-24T18:57:51.124Z'],
		]);
		const other = said('right 1');
		expect(other).toContainEqual(['owner', 'Member <5> & Co (organisation 5), 250000 millionths']);
		expect(other).toContainEqual(['owner', `account ${hashOf('owner')}, 750000 millionths`]);
		// Nobody on record has this number.
		expect(other).toContainEqual(['owner', 'organisation 99, 0 millionths']);
		expect(other).toContainEqual(['territories', 'none']);
		expect(other).toContainEqual(['term ended by', 'nothing']);
		expect(other).toContainEqual(['end on record', 'refused, as of 9999-12-31']);
		expect(other).toContainEqual(['basis of the attestation', `a judgment, proof SM3 ${hashOf('proof')}`]);
	});

	it('says what a licence permits and whether it ended', () => {
		const other = said('licence 1');
		for (const statement of [
			['licensor', `account ${hashOf('licensor')}`],
			['licensee', 'Member <6> & Co (organisation 6)'],
			['sublicence of', 'licence 0'],
			['permitted acts', 'manufacture, sell, communicate to the public'],
			['quantity in all', '2500000 millionths of the unit LT'],
			['goods', 'Nice class 25 (edition 12)'],
			['goods', 'IPC H99A'],
			['marketplaces', 'organisation 99'],
			['exclusivity', 'exclusive'],
			['notice', '90 days'],
			['sell-off', '1500 milliseconds'],
			['royalties counted by', 'declared values'],
			['if a royalty is not paid in', 'it is owed'],
			['end before its term', `revoked 2026-11-24T18:57:51.123Z, salted digest of the reasons ${hashOf('ground')}`],
		]) {
			expect(other).toContainEqual(statement);
		}
	});

	it('says what became of each line of a declaration', () => {
		const officer = 'officer 2 of Member <1> & Co (organisation 1)';
		const first = said('declaration 0');
		const suspension = `2026-11-24T18:57:51.123Z by ${officer}, who suspected copying`;
		expect(first).toContainEqual(['line 1, release suspended', suspension]);
		expect(first).toContainEqual(['line 1, contradicted', 'not held elsewhere, not recalled']);
		expect(first).toContainEqual(['line 1, not asked', 'none']);
		expect(first).toContainEqual(['line 1, known to custody', `object ${hashOf('object')}, detained`]);
		expect(said('declaration 1').filter(([name]) => name.endsWith(', status'))).toEqual([
			['line 0, status', 'waits for an officer'],
			['line 1, status', 'released 2026-11-24T18:57:51.123Z by officer 2 of organisation 99'],
			['line 2, status', 'destruction ordered'],
			['line 3, status', 'destroyed 2026-11-24T18:57:51.132Z, confirmed by officer 5'],
			['line 4, status', 'withdrawn 2026-11-24T18:57:51.132Z by operator 14 of the declarant'],
		]);
		expect(said('declaration 2')).toContainEqual(['lines', '0']);
	});

	it('says who captured what in a group, and on what they agree', () => {
		const first = said('group 0');
		const extract = hashOf('extract');
		const capture =
			'2026-11-24T18:57:51.128Z in block 3, by Member <5> & Co (organisation 5), operator 15: ' +
			`SHA-256 ${hashOf('other page')}, deposit of it: corroboration 1, extract ${extract}`;
		for (const statement of [
			['opened by', 'Member <4> & Co (organisation 4)'],
			['captures that agree', '2 of at most 3'],
			['invited', 'organisation 99'],
			['captures', '3'],
			['capture 2', capture],
			['agreement', `2026-11-24T18:57:51.128Z in block 3, on the extract ${extract}`],
		]) {
			expect(first).toContainEqual(statement);
		}
		expect(said('group 1')).toContainEqual(['agreement', 'none']);
	});

	it('says who had an exhibit, and each act with it', () => {
		const [seal, reasons] = [hashOf('seal'), hashOf('reasons')];
		const by = 'by Member <4> & Co (organisation 4), operator 14';
		const of = said('exhibit 0');
		const at = (seq: number): string => `2026-11-24T18:57:51.${123 + seq}Z in block ${seq}, ${by}: `;
		for (const [name, value] of [
			['registered by', 'Member <4> & Co (organisation 4)'],
			['lies with', 'Member <5> & Co (organisation 5)'],
			['seal', 'open'],
			['state', 'destroyed'],
			['acts', '20'],
			['act 3', `${at(3)}offered to Member <5> & Co (organisation 5)`],
			['act 6', `${at(6)}offer taken back`],
			['act 11', `${at(11)}sample 2 by its act 1 after the head ${hashOf('head')} put back, 2 pieces left of it`],
			['act 14', `${at(14)}ordered: returned, salted digest of the reasons ${reasons}`],
			['act 17', `${at(17)}order taken back, salted digest of the reasons ${reasons}`],
			['act 20', `${at(20)}taken over by an authority from Member <4> & Co (organisation 4), sealed under the salted digest ${seal}, salted digest of the reasons ${reasons}`],
		]) {
			expect(of).toContainEqual([name, value]);
		}
		const sample = said('exhibit 1');
		expect(sample).toContainEqual(['sample of exhibit', '1']);
		expect(sample).toContainEqual(['state', 'offered to Member <7> & Co (organisation 7)']);
		expect(sample).toContainEqual(['order that stands', 'used up by an examination, by Member <1> & Co (organisation 1)']);
	});

	it('is about no file', () => {
		for (const [label] of REGISTERED) expect(verifyOriginal(certify(label), u8(1))?.code).toBe('NoOriginal');
	});
});

describe('a record of a register is refused', () => {
	it('when it says something else, or somebody else, than the chain', async () => {
		const cases: Case[] = [];
		for (const [label] of REGISTERED) {
			const certificate = certify(label);
			const record = certificate.record!;
			const forge = (what: string, change: Partial<Certificate>) =>
				cases.push(caseOf(`${label}: ${what}`, { ...certificate, ...change }));
			for (const [index, statement] of record.entries()) {
				const said = (other: typeof record) => [...record.slice(0, index), ...other, ...record.slice(index + 1)];
				// One way for each statement, by turns.
				const ways: [what: string, other: typeof record][] = [
					['otherwise', [{ ...statement, value: `${statement.value}.` }]],
					['by another name', [{ ...statement, name: `${statement.name}s` }]],
					['left out', []],
					['twice', [statement, statement]],
				];
				const [what, other] = ways[index % ways.length]!;
				forge(`${statement.name} ${what}`, { record: said(other) });
			}
			forge('nothing said', { record: undefined });
			forge('an original', { original: { size: 1n, mediaType: undefined, keptAt: undefined, approval: undefined } });
			for (const [other, as] of REGISTERED) if (other !== label) forge(`as ${other}`, { subject: as });
			const key: Hex = certificate.state.key;
			const name = 'Customs.Declarations';
			forge('as a state entry', { subject: { state: { name, key } } });
			for (let index = 0; index < certificate.state.proof.length; index++) {
				const proof = certificate.state.proof.filter((_, at) => at !== index);
				forge(`without node ${index}`, { state: { ...certificate.state, proof } });
			}
		}
		for (const given of cases) expect(judge(given).exit, given.label).toBe(1);
		if (CLI) expect(await disagreements(cases)).toEqual([]);
	});
});

it('a legal date is right before 1970 and out of range', () => {
	expect([0, -1, 20_783, -25_509, -25_508, -2_147_483_648, 2_147_483_647].map(dayOf)).toEqual([
		'1970-01-01',
		'1969-12-31',
		'2026-11-26',
		'1900-02-28',
		'1900-03-01',
		'0001-01-01',
		'9999-12-31',
	]);
});
