/** A leaf that nobody opened competes with what others deposited of it: by the time of its batch. */
import { describe, expect, it } from 'vitest';
import { type Certificate, parse, type Status } from '../src/form.ts';
import { timeOf } from '../src/read.ts';
import { type Case, CLI, disagreements, judge, sayIfLeftOut } from './lib/cases.ts';
import {
	ALONE,
	aloneLeaf,
	BATCH,
	CLOSED,
	leafSubject,
	momentOf,
	REINSTATED_BATCH,
	SEEN,
	signed,
	TestChain,
	textBytes,
} from './lib/chain.ts';

sayIfLeftOut();

const chain = new TestChain(1, [4, 4], 8);
const certify = (label: string, deposit = 0): Certificate => chain.certify(aloneLeaf(label, deposit));
const caseOf = (label: string, certificate: Certificate): Case => ({
	label,
	text: textBytes(signed(certificate)),
	anchor: chain.genesis,
});
const status = (label: string, deposit = 0): Status => certify(label, deposit).status!;
const earliest = (org: number, block: number): Status['earliest'] => ({ org, time: timeOf(momentOf(block)) });

describe('a leaf that nobody opened', () => {
	it('has its batch as the earliest deposit when a stranger anchored it later', () => {
		for (const [deposit, org] of [
			[0, 4],
			[1, 5],
		] as const) {
			const found = status('anchored', deposit);
			expect(found).toMatchObject({ depositStands: true, digestStands: true, earliest: earliest(org, BATCH) });
			expect(found.first?.org).toBe(9);
			expect(found.withdrawn).toBeUndefined();
		}
	});

	it('stands when a stranger anchored and revoked it later', () => {
		const found = status('anchored and revoked');
		expect(found).toMatchObject({ depositStands: true, digestStands: true, earliest: earliest(4, BATCH) });
	});

	it('stands throughout when a stranger anchored, revoked and reinstated it later', () => {
		const found = status('reinstated');
		expect(found).toMatchObject({ depositStands: true, digestStands: true, earliest: earliest(4, BATCH) });
		expect(found.againSince).toBeUndefined();
	});

	it('stands again and is not opened when its batch was reinstated', async () => {
		const certify = (index: number, deposit: number) => chain.certify(leafSubject(REINSTATED_BATCH, index, deposit));
		const since = timeOf(momentOf(SEEN) + 1_000n);
		const own = certify(3, 0);
		expect(own.status).toMatchObject({ depositStands: true, digestStands: true, againSince: since });
		expect(own.status!.revoked).toMatchObject({ org: 4, reinstated: { block: SEEN, time: since } });
		// Whoever deposits and revokes such a leaf closes it, but for the batch that was not revoked.
		const closed = certify(CLOSED, 0);
		expect(closed.status).toMatchObject({ depositStands: true, digestStands: false, earliest: earliest(9, SEEN) });
		expect(closed.status!.againSince).toBeUndefined();
		const other = certify(CLOSED, 1);
		expect(other.status).toMatchObject({ depositStands: true, digestStands: true, earliest: earliest(5, REINSTATED_BATCH) });

		const genuine = [own, closed, other].map((certificate, index) => caseOf(`reinstated batch ${index}`, certificate));
		for (const given of genuine) expect(judge(given), given.label).toMatchObject({ exit: 0 });
		const forge = (certificate: Certificate, change: Partial<Status>): Case =>
			caseOf('reinstated batch: forged', { ...certificate, status: { ...certificate.status!, ...change } });
		const forged = [forge(closed, { digestStands: true }), forge(own, { againSince: undefined })];
		for (const given of forged) expect(judge(given).exit).toBe(1);
		if (CLI) expect(await disagreements([...genuine, ...forged])).toEqual([]);
	});

	it('does not stand when it was revoked no later than its batch was deposited', () => {
		for (const label of ['revoked before', 'revoked at once']) {
			const found = status(label);
			expect(found).toMatchObject({ depositStands: true, digestStands: false, earliest: earliest(9, BATCH - 5) });
		}
	});

	it('does not stand by a batch whose depositor revoked it', () => {
		expect(status('withdrawn')).toMatchObject({ digestStands: false, withdrawn: true, earliest: earliest(4, SEEN) });
		const other = status('withdrawn', 1);
		expect(other).toMatchObject({ digestStands: true, earliest: earliest(5, BATCH) });
		expect(other.withdrawn).toBeUndefined();
		expect(judge(caseOf('withdrawn', certify('withdrawn'))).text).toContain(
			'[chain ] leaf revoked by the depositor of its batch: yes',
		);
	});

	it('is accepted as it is and refused with another status, and Rust says the same', async () => {
		const genuine = Object.keys(ALONE).flatMap((label) => [0, 1].map((deposit) => caseOf(label, certify(label, deposit))));
		for (const given of genuine) expect(judge(given), given.label).toMatchObject({ exit: 0 });

		const forge = (label: string, change: Partial<Status>): Case => {
			const certificate = parse(textBytes(certify(label)));
			return caseOf(`${label}: forged`, { ...certificate, status: { ...certificate.status!, ...change } });
		};
		const forged = [
			forge('anchored', { earliest: earliest(9, SEEN) }),
			forge('anchored', { withdrawn: false }),
			forge('anchored and revoked', { digestStands: false }),
			forge('revoked before', { digestStands: true }),
			forge('revoked at once', { digestStands: true, earliest: earliest(4, BATCH) }),
			forge('withdrawn', { withdrawn: undefined }),
			forge('withdrawn', { withdrawn: false }),
			forge('reinstated', { againSince: timeOf(momentOf(SEEN) + 1_000n) }),
			forge('reinstated', { earliest: earliest(9, SEEN) }),
		];
		for (const given of forged) {
			expect(judge(given).text, given.label).toBe(
				'INVALID: The status that the certificate states is not what the chain proves.',
			);
		}
		if (CLI) expect(await disagreements([...genuine, ...forged])).toEqual([]);
	});

	it('is refused when the proof is silent on who revoked it', () => {
		const certificate = certify('withdrawn');
		const nodes = certificate.state.proof;
		for (const index of nodes.keys()) {
			const proof = nodes.filter((_, at) => at !== index);
			const text = textBytes(signed({ ...certificate, state: { ...certificate.state, proof } }));
			expect(judge({ label: String(index), text, anchor: chain.genesis }).exit).toBe(1);
		}
	});
});
