/**
 * A composer wants to be first without showing the song. She commits to it, somebody copies the
 * commitment and later the song itself, and none of it helps him.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { role } from '../demo/cast.ts';
import { anchor, claimOf } from '../demo/forms.ts';
import { digest, legalDate } from '../demo/world.ts';
import { digestOf, type Hex, hex } from '../lib/bytes.ts';
import type { Included } from '../lib/chain.ts';
import { eventOf, plain } from '../lib/events.ts';
import { priorityCommitment, unregisteredId } from '../lib/ids.ts';
import { owner, unregistered } from '../lib/rights.ts';
import { EUROPEAN_UNION, territories } from '../lib/territories.ts';
import { Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
	stage = await Stage.open('song', [
		role('society', 'Concordia Repertoire', 'FR', ['CollectingSociety']),
		role('station', 'Radio Lagune', 'FR', ['Distributor']),
	]);
	await stage.endow([composer(), copycat()], 10n);
}, 4 * 60_000);
afterAll(() => stage?.close());

const composer = () => stage.person('composer');
const copycat = () => stage.person('copycat');

/** The recording of the song, which nobody has seen yet. */
const song = digestOf('a song in six-eight time, byte for byte');
const right = unregisteredId('Copyright', song);
const subject = unregistered('Copyright', song);
const extent = { countries: EUROPEAN_UNION };

interface ClaimRecord {
	claimant: { account?: string };
	authors: unknown[];
	claimedAt: number;
	priority: number;
	status: object;
}
const claims = async (): Promise<ClaimRecord[]> =>
	(await stage.w.ask<{ items: ClaimRecord[] }>('rightsApi.claims', right, 0, 100)).items;

describe('a composer who commits before she shows', () => {
	let salt: Uint8Array;
	let commitment: Hex;
	let committed: Included;
	let author: unknown;
	/** What a reveal is, whoever signs it. */
	const reveal = (): [string, Record<string, unknown>] => [
		'ipRegistry.reveal',
		{ ...(claimOf(subject, extent, { authors: [author] })[1] as Record<string, unknown>), salt: hex(salt) },
	];

	it('commits to the song and to herself, and shows neither', async () => {
		salt = stage.w.vault.random('salt of the commitment');
		author = stage.w.vault.tag('identifier of the composer', 'FR/INS/Mirabelle Duchesnay/1991-05-12');
		commitment = priorityCommitment({ account: composer().addressRaw }, 'Copyright', song, salt);
		committed = await stage.by(composer(), ['ipRegistry.commitPriority', { commitment }]);
		expect(plain(eventOf(committed.events, 'ipRegistry.PriorityCommitted'), 'commitment')).toBe(commitment);
		expect(await claims()).toEqual([]);
	});

	it('is copied: whoever sees the commitment can make it too', async () => {
		const copied = await stage.by(copycat(), ['ipRegistry.commitPriority', { commitment }]);
		expect(copied.block).toBeGreaterThan(committed.block);
	});

	it('is copied again when she reveals: the copy is refused, a plain claim comes too late', async () => {
		// He reads her reveal before it is in a block, and is faster.
		stage.w.vault.reveal(salt);
		await expect(stage.by(copycat(), reveal())).rejects.toThrow('ipRegistry.NoCommitment');
		const claimed = await stage.by(copycat(), claimOf(subject, extent));
		const revealed = await stage.by(composer(), reveal());
		expect(revealed.block).toBeGreaterThan(claimed.block);
		expect(plain(eventOf(revealed.events, 'ipRegistry.Claimed'), 'right')).toBe(right);

		const [his, hers] = await claims();
		expect([his!.claimant.account, hers!.claimant.account]).toEqual([copycat().address, composer().address]);
		// He claimed first; she had it first, and the record says since when.
		expect(his!.claimedAt).toBeLessThan(hers!.claimedAt);
		expect(his!.priority).toBe(claimed.time);
		expect(hers!.priority).toBe(committed.time);
		expect(hers!.priority).toBeLessThan(his!.priority);
		expect(hers!.authors).toEqual([author]);
	});

	it('is used up: nothing can be revealed twice, nor by him afterwards', async () => {
		await expect(stage.by(composer(), reveal())).rejects.toThrow('ipRegistry.NoCommitment');
		await expect(stage.by(copycat(), reveal())).rejects.toThrow('ipRegistry.NoCommitment');
		await stage.by(copycat(), ['ipRegistry.withdrawCommitment', { commitment }]);
	});
});

describe('her collecting society', () => {
	const substantiate = (claimant: string, proof: Hex, from: number): [string, Record<string, unknown>] => [
		'ipRegistry.substantiate',
		{
			right,
			claimant: owner(claimant),
			territories: territories(EUROPEAN_UNION),
			term: { from, until: null },
			by: 'CollectingSociety',
			proof: digest(proof),
		},
	];

	it('substantiates her claim by an entry in its repertoire, which it deposits before', async () => {
		const { w } = stage;
		const entry = digestOf(w.vault.random('entry in the repertoire', 512));
		const today = legalDate(await w.now());
		await expect(w.send('society', [substantiate(composer().address, entry, today)])).rejects.toThrow(
			'ipRegistry.ProofNotOnRecord',
		);
		const deposit = await anchor(w, entry, 'Other', { source: 'repertoire, sheet 418', tool: 'repertoire 3' });
		const stated = await w.send('society', [deposit, substantiate(composer().address, entry, today)]);
		expect(plain(eventOf(stated.events, 'ipRegistry.Attested'), 'by')).toBe(w.org('society').id);

		const record = await w.ask<{ owners: { owner: object }[]; basis: object; registration: unknown }>('rightsApi.right', right);
		expect(record.owners.map((share) => share.owner)).toEqual([{ account: composer().address }]);
		expect(record.basis).toMatchObject({ substantiated: { by: 'CollectingSociety' } });
		expect(record.registration).toBeNull();
		// One claim becomes the right. The other stays what it is.
		await expect(w.send('society', [substantiate(copycat().address, entry, today)])).rejects.toThrow(
			'ipRegistry.AlreadyAttested',
		);
		expect((await claims()).map(({ status }) => Object.keys(status)[0] ?? status)).toEqual(['claimed', 'attested']);
	});

	it('makes it a right that others need a licence for, wherever it has effect', async () => {
		const play = { right, party: 'station', activity: 'CommunicateToThePublic' };
		expect(await stage.may({ ...play, country: 'FR' })).toMatchObject({ answer: 'NotPermitted', nature: 'OtherInfringement' });
		expect((await stage.may({ ...play, country: 'US' })).answer).toBe('NotRequired');
	});

	it('is found by whoever has the recording', async () => {
		const { w } = stage;
		const found = await w.ask<{ items: { right: Hex }[] }>('rightsApi.claimsWith', digest(song), 0, 100);
		expect(found.items.map((entry) => entry.right)).toEqual([right, right]);
		const hers = await w.ask<{ items: object[] }>('rightsApi.rightsOf', owner(composer().address), 0, 100);
		expect(hers.items).toEqual([{ right, part: 1_000_000 }]);
		const his = await w.ask<{ items: object[] }>('rightsApi.rightsOf', owner(copycat().address), 0, 100);
		expect(his.items).toEqual([]);
	});
});
