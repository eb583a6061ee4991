/** What a certificate says, derived from the chain's state at the certified block. */
import { type Bytes, type Hex, hex, startsWith, unhex } from './bytes.ts';
import { type Final } from './finality.ts';
import {
	type Algorithm,
	type Certificate,
	type Depositor,
	type Digest,
	type Entry,
	type Leaf,
	type Operator,
	type Statement,
	type Status,
	type Subject,
} from './form.ts';
import { type Authority } from './header.ts';
import { historyOf } from './history.ts';
import * as keys from './keys.ts';
import { leafHash, verifyPath } from './merkle.ts';
import * as records from './records.ts';
import { optional, required, text, timeOf } from './read.ts';
import { refusal, type RefusalCode } from './refusal.ts';
import { statementsOf } from './statements.ts';
import { type Proof } from './trie.ts';

/** What the state says. */
export interface Facts {
	key: Hex;
	value: Hex | undefined;
	depositor: Depositor | undefined;
	/** The deposit. */
	deposit: records.Deposit | undefined;
	/** The entry; the hash of its block only if the state still has it. */
	entry: (Omit<Entry, 'blockHash'> & { blockHash: Hex | undefined }) | undefined;
	status: Status | undefined;
	/** What the record of a register says. */
	record: Statement[] | undefined;
	blockTime: string;
	specName: string;
	specVersion: number;
	operators: Operator[];
}

const organisation = (org: number, proof: Proof): records.Organisation =>
	required('an organisation', keys.organisation(org), records.organisation, proof);

/** The record of a digest, and its deposit with a number. */
const deposited = (
	algorithm: Algorithm,
	digest: Hex,
	number: number,
	otherwise: RefusalCode & ('NoRecord' | 'NoBatch'),
	proof: Proof,
): [records.DigestRecord, records.Deposit] => {
	const record = optional('a record', keys.record(algorithm, digest), records.digestRecord, proof);
	if (!record) throw refusal(otherwise);
	if (number === 0) return [record, record.deposit];
	const key = keys.corroboration(algorithm, digest, number);
	const deposit = optional('a corroboration', key, records.deposit, proof);
	if (!deposit) throw refusal(otherwise);
	return [record, deposit];
};

/** How a deposit was revoked. */
const revocationOf = (algorithm: Algorithm, digest: Hex, number: number, proof: Proof): records.Revocation | undefined =>
	optional('a revocation', keys.revocation(algorithm, digest, number), records.revocation, proof);

/** What a certificate says of it. */
const told = (revocation: records.Revocation | undefined): Status['revoked'] => {
	if (!revocation) return undefined;
	const timed = <T extends records.Reversal>({ moment, ...rest }: T) => ({ ...rest, time: timeOf(moment) });
	const { reinstated, revokedAgain, ...first } = revocation;
	return {
		...timed(first),
		reinstated: reinstated && timed(reinstated),
		revokedAgain: revokedAgain && timed(revokedAgain),
	};
};

const isRevoked = (revocation: records.Revocation | undefined): boolean =>
	revocation !== undefined && records.isInForce(revocation);

const sinceOf = (moment: bigint | undefined): Status['againSince'] =>
	moment === undefined ? undefined : timeOf(moment);

const attestationsOf = (algorithm: Algorithm, digest: Hex, proof: Proof): number =>
	optional('a count', keys.attestations(algorithm, digest), (scale) => scale.u32(), proof) ?? 0;

const firstOf = ({ org, operator, block, moment }: records.Deposit): Status['first'] => ({
	org,
	operator,
	block,
	time: timeOf(moment),
});

const earliestOf = ({ by, at }: records.First): Status['earliest'] => ({ org: by, time: timeOf(at) });

/** A deposit of a digest, and whether they stand. */
export const ofDigest = ({ algorithm, digest, deposit: number }: Digest, proof: Proof): [records.Deposit, Status] => {
	const [record, deposit] = deposited(algorithm, digest, number, 'NoRecord', proof);
	const revocation = revocationOf(algorithm, digest, number, proof);
	const status = {
		depositStands: !isRevoked(revocation) && records.counts(record, number, deposit),
		digestStands: records.stands(record),
		corroborations: record.corroborations,
		attestations: attestationsOf(algorithm, digest, proof),
		revoked: told(revocation),
		withdrawn: undefined,
		first: number > 0 ? firstOf(record.deposit) : undefined,
		earliest: earliestOf(record.first),
		againSince: sinceOf(records.againSince(record)),
	};
	return [deposit, status];
};

const ofLeaf = (
	{ digest, root, deposit: number, index, leaves, path }: Leaf,
	proof: Proof,
): [records.Deposit, Status] => {
	const algorithm = 'sha256';
	const [record, batch] = deposited(algorithm, root, number, 'NoBatch', proof);
	if (batch.content.is !== 'batch') throw refusal('NoBatch');
	if (batch.content.leaves !== leaves) throw refusal('OtherLeafCount');
	const revocation = revocationOf(algorithm, root, number, proof);
	const depositStands = !isRevoked(revocation) && records.counts(record, number, batch);
	// Whoever opened the leaf, or anchored it alone, gave it a record of its own.
	const own = optional('a record', keys.record(algorithm, digest), records.digestRecord, proof);
	const key = keys.revoker(algorithm, digest, batch.org);
	const withdrawn = own && optional('a revoker', key, () => true as const, proof);
	// What can still be opened, and was fixed before anything of the leaf was revoked, competes by its time. A batch
	// that was revoked opens nothing, reinstated or not.
	const opens = depositStands && !revocation && !withdrawn;
	const competes = own && opens && (!own.revoked || batch.moment < own.revoked.at);
	const again = own ? (competes ? undefined : records.againSince(own)) : revocation?.reinstated?.moment;
	const isFirst = own && competes && batch.moment < own.first.at;
	const status = {
		depositStands,
		digestStands: own ? records.stands(own) || competes === true : depositStands,
		corroborations: own?.corroborations ?? 0,
		attestations: attestationsOf(algorithm, digest, proof),
		revoked: told(revocation),
		withdrawn,
		first: own && firstOf(own.deposit),
		earliest: own && earliestOf(isFirst ? { by: batch.org, at: batch.moment } : own.first),
		againSince: sinceOf(own || depositStands ? again : undefined),
	};
	if (!verifyPath(unhex(root), leaves, index, leafHash(unhex(digest)), path.map(unhex))) throw refusal('PathMismatch');
	return [batch, status];
};

const depositorOf = ({ org, operator }: records.Deposit, found: records.Organisation): Depositor => {
	const read = (bytes: Uint8Array) => text('an organisation', bytes);
	return {
		org,
		operator,
		account: undefined,
		name: read(found.name),
		country: read(found.country),
		lei: found.lei && read(found.lei),
		eori: found.eori && read(found.eori),
		gln: found.gln && read(found.gln),
		verification: found.verification,
		standing: found.standing,
	};
};

const operatorOf = ({ key, weight }: Authority, proof: Proof): Operator => {
	const account = optional('the owner of a key', keys.keyOwner(key), (scale) => scale.hash(), proof);
	const validator = account && optional('a validator', keys.validator(account), records.validator, proof);
	const name = validator && text('the name', organisation(validator.org, proof).name);
	return { authority: hex(key), weight, account: account && hex(account), org: validator?.org, name };
};

/** Storage key of the entry that a certificate rests on. */
export const keyOf = (subject: Subject): Bytes => {
	if ('state' in subject) return unhex(subject.state.key);
	if ('right' in subject) return keys.right(subject.right.id);
	if ('licence' in subject) return keys.licence(subject.licence.id);
	if ('trace' in subject) return keys.item(subject.trace.object);
	if ('event' in subject) return keys.item(subject.event.object);
	if ('declaration' in subject) return keys.declaration(subject.declaration.id);
	if ('group' in subject) return keys.captureGroup(subject.group.id);
	if ('case' in subject) return keys.listingCount(subject.case.commitment);
	if ('exhibit' in subject) {
		const { algorithm, digest, number } = subject.exhibit;
		return keys.exhibit(algorithm, digest, number);
	}
	const leaf = 'leaf' in subject;
	const algorithm = leaf ? 'sha256' : subject.digest.algorithm;
	const digest = leaf ? subject.leaf.root : subject.digest.digest;
	const number = leaf ? subject.leaf.deposit : subject.digest.deposit;
	return number === 0 ? keys.record(algorithm, digest) : keys.corroboration(algorithm, digest, number);
};

/**
 * Derives what a certificate of `subject` says from the proof under the block's state root. Of the history of an
 * object the stated events are proven.
 */
export const derive = (
	subject: Subject,
	{ header, set }: Pick<Final, 'header' | 'set'>,
	proof: Proof,
	stated?: Certificate['history'],
): Facts => {
	const key = keyOf(subject);
	const value = proof.read(key);
	let deposit: records.Deposit | undefined;
	let status: Status | undefined;
	if ('digest' in subject) [deposit, status] = ofDigest(subject.digest, proof);
	if ('leaf' in subject) [deposit, status] = ofLeaf(subject.leaf, proof);
	if ('state' in subject) {
		const { name } = subject.state;
		const dot = name.indexOf('.');
		const ofItem = dot >= 0 && startsWith(key, keys.prefix(name.slice(0, dot), name.slice(dot + 1)));
		if (!ofItem) throw refusal('OtherItem', name);
	}

	const record = historyOf(subject, stated, header.number, proof) ?? statementsOf(subject, value, proof);
	let depositor: Depositor | undefined;
	let entry: Facts['entry'];
	if (deposit) {
		depositor = depositorOf(deposit, organisation(deposit.org, proof));
		const { kind, content, block, moment, description } = deposit;
		// The state keeps the hashes of the last blocks only.
		const hash =
			block === header.number
				? header.hash
				: optional('a block hash', keys.blockHash(block), (scale) => hex(scale.hash()), proof);
		entry = {
			kind,
			content: content.is,
			block,
			blockHash: hash,
			extrinsic: undefined,
			time: timeOf(moment),
			opened: content.is === 'leaf' ? timeOf(content.openedAt) : undefined,
			description,
		};
	}

	const now = required('the block time', keys.NOW, (scale) => scale.u64(), proof);
	const upgrade = required('the runtime version', keys.LAST_UPGRADE, records.lastUpgrade, proof);
	return {
		key: hex(key),
		value: value && hex(value),
		depositor,
		deposit,
		entry,
		status,
		record,
		blockTime: timeOf(now),
		...upgrade,
		operators: set.members.map((member) => operatorOf(member, proof)),
	};
};
