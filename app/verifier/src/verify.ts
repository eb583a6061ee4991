/** The verdict on a certificate, offline. */
import { type Bytes, concat, type Hex, hex } from './bytes.ts';
import { canonical, type Value } from './canonical.ts';
import { followCheckpoints } from './checkpoint.ts';
import { digestOfDescription, said } from './description.ts';
import { derive, type Facts } from './facts.ts';
import { type Final, follow, nodes } from './finality.ts';
import { type Algorithm, ALGORITHMS, type Certificate, isAboutAFile, isAHistory, parse, VERSION } from './form.ts';
import { blake2b256, sha256, sha3256 } from './hash.ts';
import * as keys from './keys.ts';
import { refusal, Refusal } from './refusal.ts';
import { type Report, reportOf } from './report.ts';
import { checkIssuer } from './signature.ts';
import { sm3 } from './sm3.ts';
import { checkTexts } from './texts.ts';
import { timelineOf } from './timeline.ts';
import { Proof } from './trie.ts';

/** What verification comes to. */
export type Verdict = { valid: true; report: Report } | { valid: false; refusal: Refusal };

const judge = (text: Uint8Array, anchor: Hex | undefined, checkpoints: Uint8Array[]): Report => {
	const certificate = parse(text);
	if (certificate.version !== VERSION) throw refusal('UnknownVersion', certificate.version);
	checkTexts(certificate);
	checkIssuer(certificate);

	const found = certificate.chain.genesisHash;
	if (anchor !== undefined && anchor !== found) throw refusal('OtherGenesis', anchor, found);
	const start = followCheckpoints(checkpoints, found);
	const block = follow(certificate.finality, found, start);
	const proof = new Proof('facts', block.header.stateRoot, nodes(certificate.state.proof));
	const facts = derive(certificate.subject, block, proof, certificate.history);
	const timeline = timelineOf(certificate, facts.deposit, proof);
	const codeHash = proof.valueHash(keys.CODE);
	if (!codeHash) throw refusal('NoCode');
	proof.finish();
	compare(certificate, block, facts, codeHash);
	if (!same(certificate.timeline?.statements, timeline)) throw refusal('NotProven', 'timeline');
	return reportOf(certificate, anchor !== undefined, start, block.voters, facts.entry?.blockHash !== undefined);
};

const same = (stated: Value, proven: Value): boolean => stated === proven || canonical(stated) === canonical(proven);

/** Compares what the certificate states with what was proven. */
const compare = (certificate: Certificate, { header }: Final, facts: Facts, codeHash: Bytes): void => {
	const check = (stated: Value, proven: Value, what: string) => {
		if (!same(stated, proven)) throw refusal('NotProven', what);
	};
	const option = (stated: Value, proven: Value, what: string) => {
		if (stated === undefined && proven === undefined) return;
		if (proven === undefined) throw refusal('Superfluous', what);
		if (stated === undefined) throw refusal('Missing', what);
		check(stated, proven, what);
	};
	const { subject, state, original, entry, retrieval, runtime, operators } = certificate;
	check(state.key, facts.key, 'storage key');
	check(state.value, facts.value, 'value of the state entry');
	if (!isAboutAFile(subject) && original) throw refusal('Superfluous', 'particulars of an original');
	if (!isAHistory(subject) && certificate.history) throw refusal('Superfluous', 'history of events');
	// The account is the issuer's word, unless the timeline proves it.
	const account = certificate.depositor?.account;
	option(certificate.depositor, facts.depositor && { ...facts.depositor, account }, 'depositor');
	option(certificate.status, facts.status, 'status');
	option(certificate.record, facts.record, 'content of the record');
	// The chain forgets hashes of old blocks: then the issuer's word stands.
	const expected = facts.entry && {
		...facts.entry,
		blockHash: facts.entry.blockHash ?? entry?.blockHash,
		extrinsic: entry?.extrinsic,
	};
	option(entry, expected, 'entry');
	if (certificate.description) {
		if (!facts.entry) throw refusal('Superfluous', 'description');
		const { value, statements } = certificate.description;
		check(digestOfDescription(value), facts.entry.description, 'description');
		check(statements, said(value), 'content of the description');
	}

	check(retrieval.block, header.number, 'number of the certified block');
	check(retrieval.blockHash, header.hash, 'hash of the certified block');
	check(retrieval.blockTime, facts.blockTime, 'time of the certified block');
	check(runtime.specName, facts.specName, 'name of the runtime');
	check(runtime.specVersion, facts.specVersion, 'version of the runtime');
	check(runtime.codeHash, hex(codeHash), "hash of the runtime's code");
	check(operators, facts.operators, 'list of operators');
};

const verdict = <T>(check: () => T): T | Refusal => {
	try {
		return check();
	} catch (error) {
		if (error instanceof Refusal) return error;
		throw error;
	}
};

/**
 * Judges the text of a certificate.
 *
 * `anchor` is the hash of the chain's genesis block, from a source that does not depend on the
 * issuer. Without it the certificate's own is taken, and the report says that nobody vouched for it.
 * `checkpoints` are the texts of the council checkpoint that the certificate begins at, and of those that this one
 * begins at itself. A certificate that does not begin at the last of them is refused.
 */
export const verify = (text: Uint8Array, anchor?: Hex, checkpoints: Uint8Array[] = []): Verdict => {
	const result = verdict(() => judge(text, anchor, checkpoints));
	return result instanceof Refusal ? { valid: false, refusal: result } : { valid: true, report: result };
};

const DIGESTS: Record<Algorithm, (original: Uint8Array) => Bytes> = {
	sha256,
	sha3256,
	blake2b256,
	sm3,
};

/** The digest of a file. */
export const digestOf = (algorithm: Algorithm, original: Uint8Array): Hex => hex(DIGESTS[algorithm](original));

/**
 * Why `original` is not what the certificate is about, or nothing if it is. The digest on record of a salted original is
 * that of its salt and then the file.
 */
export const verifyOriginal = (
	{ subject, original: stated }: Certificate,
	original: Uint8Array,
	salt: Uint8Array = new Uint8Array(),
): Refusal | undefined => {
	if (!isAboutAFile(subject)) return refusal('NoOriginal');
	const [algorithm, digest] =
		'leaf' in subject ? (['sha256', subject.leaf.digest] as const) : [subject.digest.algorithm, subject.digest.digest];
	if (digestOf(algorithm, concat(salt, original)) !== digest) return refusal('OtherOriginal', ALGORITHMS[algorithm].name);
	if (stated && BigInt(original.length) !== stated.size) return refusal('OtherSize');
	return undefined;
};

/** A genesis hash as a person types it: with or without `0x`, in either case. */
export const readHash = (typed: string): Hex | undefined => {
	const digits = typed.trim().replace(/^0x/i, '').toLowerCase();
	return /^[0-9a-f]{64}$/.test(digits) ? `0x${digits}` : undefined;
};
