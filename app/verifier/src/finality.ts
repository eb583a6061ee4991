/** From the genesis hash, or a council checkpoint, to a final block. */
import { AuthoritySet, type Block } from './authorities.ts';
import { type Hex } from './bytes.ts';
import { type Start } from './checkpoint.ts';
import { type Blob, type Finality } from './form.ts';
import { authorities, changeIn, decodeHeader, type Header } from './header.ts';
import * as keys from './keys.ts';
import { refusal } from './refusal.ts';
import { decoded } from './scale.ts';
import { Proof } from './trie.ts';

/** A block that is proven to be final, and the set that voted for it or for a block upon it. */
export interface Final {
	header: Header;
	set: AuthoritySet;
	/** The keys of its members whose votes the certificate has. */
	voters: Set<Hex>;
}

/** The bytes of trie nodes. */
export const nodes = (blobs: Blob[]) => blobs.map(({ bytes }) => bytes);

/** The authority set that genesis names. */
const firstSet = (encoded: Blob, proof: Blob[], genesis: Hex): AuthoritySet => {
	const { hash, number, stateRoot } = decodeHeader(encoded);
	if (hash !== genesis || number !== 0) throw refusal('GenesisMismatch');
	const read = new Proof('first authorities', stateRoot, nodes(proof));
	const value = read.read(keys.AUTHORITIES);
	if (!value) throw refusal('NoAuthorities');
	read.finish();
	const members = decoded(value, authorities);
	if (!members) throw refusal('Undecodable', 'list of the first authorities');
	return new AuthoritySet(0n, members);
};

/**
 * The set to begin with, and the block after which it votes. There is one way to begin, and it is the one that the
 * verifier was given: whoever asks for a checkpoint does not take genesis for it.
 */
const begin = (
	{ genesis, checkpoint }: Finality,
	genesisHash: Hex,
	start: Start | undefined,
): [AuthoritySet, Block | undefined] => {
	if (genesis && checkpoint !== undefined) throw refusal('Superfluous', 'genesis block beside a checkpoint');
	if (!genesis && checkpoint === undefined) throw refusal('Missing', 'first authority set');
	if (start && checkpoint !== start.digest) throw refusal('OtherCheckpoint', start.digest);
	if (start) return [start.set, start.block];
	if (!genesis) throw refusal('NeedsCheckpoint', checkpoint as Hex);
	return [firstSet(genesis.header, genesis.proof, genesisHash), undefined];
};

/** Follows the authority sets from genesis, or from the checkpoint that was given, to the certified block. */
export const follow = (finality: Finality, genesis: Hex, start?: Start): Final => {
	let [set, last] = begin(finality, genesis, start);
	for (const handOff of finality.handOffs) {
		const header = decodeHeader(handOff.header);
		if (header.number <= (last?.number ?? 0)) throw refusal('HandOffOrder', header.number);
		const next = changeIn(header);
		if (!next) throw refusal('NoChange', header.number);
		set.check(handOff.justification, header);
		set = new AuthoritySet(set.id + 1n, next);
		last = header;
	}
	if (set.id !== finality.setId) throw refusal('OtherSet', finality.setId, set.id);

	const certified = decodeHeader(finality.header);
	let tip = certified;
	const pass = ({ hash, number }: Header) => {
		if (last?.number === number && last.hash !== hash) throw refusal('BesideHandOff', number);
	};
	pass(tip);
	for (const encoded of finality.descendants) {
		// The set before cannot speak for what comes upon a block that hands over to another.
		if (changeIn(tip) && tip.hash !== last?.hash) throw refusal('BeyondHandOff', tip.number);
		const child = decodeHeader(encoded);
		if (child.parent !== tip.hash || child.number !== tip.number + 1) throw refusal('BrokenChain', tip.number);
		tip = child;
		pass(tip);
	}
	changeIn(tip);
	if (last && tip.number <= last.number) throw refusal('BeyondHandOff', last.number);
	const voters = set.check(finality.justification, tip);
	return { header: certified, set, voters };
};
