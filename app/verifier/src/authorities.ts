/** Whether the votes of an authority set make a block final. */
import { type Bytes, concat, type Hex, hex, unhex } from './bytes.ts';
import { type Blob, MAX_ANCESTRY, MAX_AUTHORITIES } from './form.ts';
import { type Authority, header, type Header } from './header.ts';
import { refusal } from './refusal.ts';
import { decoded, encodeU32, encodeU64, type Scale } from './scale.ts';
import { isWeakEd25519, verifyEd25519 } from './signature.ts';

/** A block by hash and number. */
export interface Block {
	hash: Hex;
	number: number;
}

interface Vote extends Block {
	signature: Bytes;
	voter: Bytes;
}

const block = (scale: Scale): Block => ({ hash: hex(scale.hash()), number: scale.u32() });

const justification = (scale: Scale) => ({
	round: scale.u64(),
	target: block(scale),
	votes: scale.list((inner): Vote => ({ ...block(inner), signature: inner.bytes(64), voter: inner.hash() })),
	ancestry: scale.list(header),
});

/** What an authority signs when it precommits to a block. */
export const precommit = ({ hash, number }: Block, round: bigint, set: bigint): Bytes =>
	concat(Uint8Array.of(1), unhex(hash), encodeU32(number), encodeU64(round), encodeU64(set));

const MAX_WEIGHT = 2n ** 64n - 1n;

/** A set that can vote: not empty, at most `MAX_AUTHORITIES`, none of them twice or weightless. */
export class AuthoritySet {
	readonly #weights: Map<Hex, bigint>;
	/** The weight that a justification needs: that of all but the third that may be faulty. */
	readonly threshold: bigint;

	constructor(
		/** Its number, counted from genesis. */
		readonly id: bigint,
		/** Its members in the order of the chain. */
		readonly members: Authority[],
	) {
		this.#weights = new Map(members.map(({ key, weight }) => [hex(key), weight]));
		const total = members.reduce((sum, { weight }) => sum + weight, 0n);
		const usable =
			members.length > 0 &&
			members.length <= MAX_AUTHORITIES &&
			this.#weights.size === members.length &&
			members.every(({ weight }) => weight > 0n) &&
			total <= MAX_WEIGHT;
		if (!usable) throw refusal('UnusableSet', id);
		this.threshold = total - (total - 1n) / 3n;
	}

	/** Checks that a GRANDPA justification makes the target final, and says whose votes do. */
	check({ bytes }: Blob, target: Block): Set<Hex> {
		const { number } = target;
		const read = decoded(bytes, justification);
		if (!read) throw refusal('Undecodable', 'justification');
		const { round, votes, ancestry } = read;
		if (read.target.hash !== target.hash || read.target.number !== number) throw refusal('OtherTarget', number);
		if (ancestry.length > MAX_ANCESTRY) throw refusal('TooMany', 'headers beside votes', MAX_ANCESTRY);
		if (votes.length > MAX_AUTHORITIES) throw refusal('TooMany', 'votes for a block', MAX_AUTHORITIES);

		const headers = new Map(ancestry.map((header) => [header.hash, header]));
		if (headers.size !== ancestry.length) throw refusal('DuplicateAncestry', number);

		// The weight behind each block upon the target.
		const behind = new Map<Hex, bigint>();
		const voted = new Set<Hex>();
		let [weight, direct] = [0n, false];
		for (const vote of votes) {
			const own = this.#weights.get(hex(vote.voter));
			if (own === undefined) throw refusal('UnknownVoter', number, this.id);
			if (voted.has(hex(vote.voter))) throw refusal('DuplicateVoter', number);
			voted.add(hex(vote.voter));
			if (isWeakEd25519(vote.voter)) throw refusal('WeakKey', 'authority that votes');
			// A set's votes do not count in another one: the number of the set is signed.
			const signed = verifyEd25519(vote.signature, precommit(vote, round, this.id), vote.voter);
			if (!signed) throw refusal('BadVote', number, this.id);
			for (const hash of way(vote, target, headers)) behind.set(hash, (behind.get(hash) ?? 0n) + own);
			weight += own;
			direct ||= vote.hash === target.hash;
		}
		if (weight < this.threshold) throw refusal('TooFewVotes', number, weight, this.threshold);
		if (behind.size !== headers.size) throw refusal('UnusedAncestry', number);
		// GRANDPA finalises the highest block that the votes agree on, and a commit begins at a vote for its target.
		const higher = [...behind.values()].some((weight) => weight >= this.threshold);
		if (higher || !direct) throw refusal('InvalidCommit', number);
		return voted;
	}
}

/** The blocks from one that was voted for down to the target, without the target. */
const way = (vote: Block, target: Block, headers: Map<Hex, Header>): Hex[] => {
	const passed: Hex[] = [];
	let { hash, number } = vote;
	while (hash !== target.hash) {
		const header = headers.get(hash);
		if (!header || header.number !== number || number <= target.number) throw refusal('VoteElsewhere', target.number);
		passed.push(hash);
		hash = header.parent;
		number--;
	}
	if (number !== target.number) throw refusal('VoteElsewhere', target.number);
	return passed;
};
