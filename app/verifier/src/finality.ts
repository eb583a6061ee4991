/** From the genesis hash to a final block. */
import { type Hex } from './bytes.ts';
import { AuthoritySet } from './authorities.ts';
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

/** Follows the authority sets from genesis to the certified block. */
export const follow = (finality: Finality, genesis: Hex): Final => {
	let set = firstSet(finality.genesis.header, finality.genesis.proof, genesis);
	let last: Header | undefined;
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
	for (const encoded of finality.descendants) {
		// The set before cannot speak for what comes upon a block that hands over to another.
		if (changeIn(tip) && tip.hash !== last?.hash) throw refusal('BeyondHandOff', tip.number);
		const child = decodeHeader(encoded);
		if (child.parent !== tip.hash || child.number !== tip.number + 1) throw refusal('BrokenChain', tip.number);
		tip = child;
	}
	changeIn(tip);
	if (last && tip.number <= last.number) throw refusal('BeyondHandOff', last.number);
	set.check(finality.justification, tip);
	return { header: certified, set };
};
