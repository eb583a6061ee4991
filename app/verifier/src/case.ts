/**
 * The deposits that are listed under a case, each with what the chain has of it, and in plain words.
 *
 * None can be left out: the chain numbers what is listed under a case from 1, keeps the number of the last one in its
 * state, and takes none away. All are read up to that number.
 */
import * as acts from './acts.ts';
import { type Bytes, type Hex, hex } from './bytes.ts';
import { ofDigest } from './facts.ts';
import { type Algorithm, ALGORITHMS, type Status, within } from './form.ts';
import * as keys from './keys.ts';
import { nth, optional, required, timeOf } from './read.ts';
import { decode, type Deposit, oneOf } from './records.ts';
import { refusal } from './refusal.ts';
import { type Scale } from './scale.ts';
import { type Said } from './statements.ts';
import { type Proof } from './trie.ts';

/** Most deposits listed under a case that a certificate tells of. */
const MAX_LISTINGS = 1_024;
/** The names of the statements how many deposits are listed, how many of them stand, and how many are held. */
export const LISTED = 'deposits listed';
export const STANDING = 'listed deposits that stand';
export const HELD = 'listed deposits that are held';

const NUMBERED: Algorithm[] = ['sha256', 'sha3256', 'blake2b256', 'sm3'];

/** A deposit that is listed under what it is about. */
export const listing = (scale: Scale) => ({
	algorithm: oneOf(scale, NUMBERED),
	digest: hex(scale.hash()),
	deposit: scale.u32(),
});

const deposited = ({ kind, block, moment, content }: Deposit): string => {
	const when = `deposited ${timeOf(moment)} in block ${block}`;
	switch (content.is) {
		case 'single':
			return `${kind}, ${when}`;
		case 'batch':
			return `${kind}, batch of ${content.leaves}, ${when}`;
		case 'leaf':
			return `${kind}, leaf of the batch ${hex(content.root)} that was ${when}, opened ${timeOf(content.openedAt)}`;
	}
};

/** Whether a deposit stands, and if not, why. */
const stands = ({ revoked, depositStands, digestStands }: Status): string => {
	const now = depositStands ? 'stands' : 'does not stand';
	if (!revoked) return depositStands ? now : `${now}: made after a deposit of the digest was revoked`;
	const { reinstated, revokedAgain } = revoked;
	const turns = { revoked, reinstated, 'revoked again': revokedAgain };
	const acts = Object.entries(turns).flatMap(([what, turn]) => {
		if (!turn) return [];
		const { operator, block, time, ground } = turn;
		return [`${what} ${time} in block ${block} by operator ${operator}, salted digest of the grounds ${ground}`];
	});
	if (digestStands && !depositStands) acts.push('others of the digest stand');
	return `${now}: ${acts.join(', ')}`;
};

const held = (algorithm: Algorithm, of: Hex, proof: Proof): number =>
	optional('a count of holds', keys.holdCount(algorithm, of), acts.holdCount, proof)?.inForce ?? 0;

/** How many holds of a digest are in force, with those of the batches that it was opened from. */
const holdsOf = (algorithm: Algorithm, of: Hex, proof: Proof): number => {
	const own = held(algorithm, of, proof);
	const batches = optional('the batches of a leaf', keys.batchesOf(algorithm, of), acts.batches, proof) ?? [];
	return batches.reduce((holds, { root }) => holds + held('sha256', root, proof), own);
};

/** Says how many deposits are listed under a case by the count in the state, and what the chain has of each. */
export const sayCase = (said: Said, commitment: Hex, value: Bytes | undefined): void => {
	const count = value && decode('a count of listings', value, (scale) => scale.u32());
	if (!count) throw refusal('NothingListed');
	within(count, MAX_LISTINGS, 'deposits listed under its case');
	const { proof } = said;
	const listings: string[] = [];
	let [standing, kept] = [0, 0];
	for (let number = 1; number <= count; number++) {
		const listed = required('a listing', keys.listing(commitment, number), listing, proof);
		const { algorithm, digest } = listed;
		const [deposit, status] = ofDigest(listed, proof);
		const holds = holdsOf(algorithm, digest, proof);
		if (status.depositStands) standing++;
		if (holds > 0) kept++;
		const by = `by ${said.member(deposit.org)}, operator ${deposit.operator}`;
		const which = `${ALGORITHMS[algorithm].name} ${digest}, ${nth(listed.deposit)}`;
		const counts = `attestations: ${status.attestations}; holds in force: ${holds}`;
		listings.push(`${which}: ${deposited(deposit)}, ${by}; ${stands(status)}; ${counts}`);
	}
	said.add(LISTED, count);
	said.add(STANDING, standing);
	said.add(HELD, kept);
	for (const [index, text] of listings.entries()) said.add(`listed deposit ${index + 1}`, text);
};
