/** What a verified certificate says, and on whose word. */
import { type Hex } from './bytes.ts';
import { type Start } from './checkpoint.ts';
import { LEFT_OUT as DESCRIPTION_LEFT_OUT } from './description.ts';
import { type Certificate, ALGORITHMS, type Operator } from './form.ts';
import { nth } from './read.ts';
import { FILE_NOT_PROVEN, ITEM_NOT_PROVEN } from './texts.ts';
import { LEFT_OUT } from './timeline.ts';

/** On whose word a statement stands: the chain proves it, or only the issuer's signature covers it. */
export type Source = 'chain' | 'issuer';

/** A statement of a certificate. */
export interface Field {
	name: string;
	value: string;
	source: Source;
}

/** The verdict on a genuine certificate. */
export interface Report {
	certificate: Certificate;
	/** Whether the genesis hash came from elsewhere than the certificate. */
	anchored: boolean;
	/** The operators of the chain whose votes for the certified block, or one upon it, it has, by their keys. */
	voters: Set<Hex>;
	/** Its statements in the order of its members. */
	fields: Field[];
}

/** Said of an operator of the chain whose vote the certificate has. */
const VOTED = 'voted';
/** Said of one whose vote it has not: a certificate has no more votes than are needed. */
const NO_VOTE = 'no vote of it in the certificate';

const yesNo = (yes: boolean): string => (yes ? 'yes' : 'no');

/** An operator of the chain, for people. */
export const operatorText = ({ name, org, authority }: Operator): string =>
	name !== undefined && org !== undefined
		? `${name} (organisation ${org}), key ${authority}`
		: `not known at the certified block, key ${authority}`;

/** The statements of a certificate, all of which was verified. */
export const reportOf = (
	certificate: Certificate,
	anchored: boolean,
	start: Start | undefined,
	voters: Set<Hex>,
	hashIsProven: boolean,
): Report => {
	const fields: Field[] = [];
	const add = (name: string, value: string | number | bigint | undefined, source: Source = 'chain') => {
		if (value !== undefined) fields.push({ name, value: String(value), source });
	};
	const { subject, original, depositor, entry, status, chain, retrieval, runtime, issuer } = certificate;

	if ('digest' in subject) {
		const { algorithm, digest, deposit } = subject.digest;
		add('digest', `${ALGORITHMS[algorithm].name} ${digest}`);
		add('deposit of it', nth(deposit));
	} else if ('leaf' in subject) {
		const { digest, root, deposit, index, leaves } = subject.leaf;
		add('digest', `SHA-256 ${digest}`);
		add('position in its batch', `${index} of ${leaves}, from 0`);
		add('root of the batch', `${root}, ${nth(deposit)}`);
	} else if ('right' in subject) {
		add('right', subject.right.id);
	} else if ('licence' in subject) {
		add('licence', subject.licence.id);
	} else if ('trace' in subject) {
		add('history of the object', subject.trace.object);
	} else if ('event' in subject) {
		add('event of the object', `${subject.event.object}, ${subject.event.number}`);
	} else if ('declaration' in subject) {
		add('declaration', subject.declaration.id);
	} else if ('group' in subject) {
		add('group of captures', subject.group.id);
	} else if ('exhibit' in subject) {
		const { algorithm, digest, number } = subject.exhibit;
		add('exhibit', `${number} of the record ${ALGORITHMS[algorithm].name} ${digest}`);
	} else if ('case' in subject) {
		add('case', `${subject.case.commitment}, a salted commitment to its reference`);
		add('file of the case', FILE_NOT_PROVEN, 'issuer');
	} else {
		add('state entry', subject.state.name);
		add('storage key', subject.state.key);
		add('value', certificate.state.value ?? 'nothing');
		if (certificate.state.value === undefined) add('storage item', ITEM_NOT_PROVEN, 'issuer');
	}
	if (original) {
		add('size of the original', `${original.size} bytes`, 'issuer');
		add('media type of the original', original.mediaType, 'issuer');
		add('place where the original is kept', original.keptAt, 'issuer');
		add('approval to hand the original over', original.approval, 'issuer');
	}
	if (depositor) {
		add('depositor', `${depositor.name} (organisation ${depositor.org})`);
		add('operator of the depositor', depositor.operator);
		// The timeline says by the chain's state that it is the operator's.
		add('account of the depositor', depositor.account, certificate.timeline ? 'chain' : 'issuer');
		add('country of the depositor', depositor.country);
		add('LEI of the depositor', depositor.lei);
		add('EORI number of the depositor', depositor.eori);
		add('GLN of the depositor', depositor.gln);
		add('verification of the depositor', depositor.verification);
		add('standing of the depositor', depositor.standing);
	}
	if (entry) {
		add('kind', entry.kind);
		add('content', entry.content);
		add('block of the entry', entry.block);
		add("hash of the entry's block", entry.blockHash, hashIsProven ? 'chain' : 'issuer');
		const { extrinsic } = entry;
		const text = extrinsic && `${extrinsic.index} of its block, from 0, hash ${extrinsic.hash}`;
		add('extrinsic of the entry', text, 'issuer');
		add('time of the entry', entry.time);
		add('leaf opened', entry.opened);
		add('digest of the description', entry.description);
	}
	if (entry && !certificate.description) add('description', DESCRIPTION_LEFT_OUT, 'issuer');
	for (const { name, value } of certificate.description?.statements ?? []) add(`description, ${name}`, value);
	if (status) {
		const { revoked, withdrawn, first, earliest } = status;
		add('deposit stands', yesNo(status.depositStands));
		add('digest stands', yesNo(status.digestStands));
		add('later deposits of the digest', status.corroborations);
		add('attestations about the digest', status.attestations);
		for (const [name, turn] of [
			['revoked by its depositor', revoked],
			['reinstated by its depositor', revoked?.reinstated],
			['revoked again by its depositor, for good', revoked?.revokedAgain],
		] as const) {
			if (turn) add(name, `${turn.time} in block ${turn.block}`);
		}
		if (withdrawn !== undefined) add('leaf revoked by the depositor of its batch', yesNo(withdrawn));
		if (first) {
			const { org, operator, block, time } = first;
			add('first deposit of the digest', `organisation ${org}, operator ${operator}, in block ${block}, ${time}`);
		}
		if (earliest) add('earliest deposit that counts', `organisation ${earliest.org}, ${earliest.time}`);
		add('digest stands again, since', status.againSince);
	}
	if (status && !certificate.timeline) add('timeline', LEFT_OUT, 'issuer');
	for (const { name, value } of certificate.timeline?.statements ?? []) add(name, value);
	for (const { name, value } of certificate.record ?? []) add(name, value);
	if (certificate.history) {
		add('blocks of the events', certificate.history.events.map(({ block }) => block).join(', '), 'issuer');
	}
	add('chain', chain.name, 'issuer');
	add('genesis hash', chain.genesisHash, anchored ? 'chain' : 'issuer');
	if (start) {
		const { digest, block, council, signed, seats } = start;
		const by = `signed by ${signed} of the ${seats} seats at block ${council}`;
		add('council checkpoint', `${digest} of block ${block.number}, ${by}`);
	}
	add('certified block', retrieval.block);
	add('hash of the certified block', retrieval.blockHash);
	add('time of the certified block', retrieval.blockTime);
	add('retrieved', retrieval.retrievedAt, 'issuer');
	add('runtime', `${runtime.specName} version ${runtime.specVersion}`);
	add("hash of the runtime's code", runtime.codeHash);
	add('authority set', certificate.finality.setId);
	for (const operator of certificate.operators) {
		add('operator of the chain', `${operatorText(operator)}, ${voters.has(operator.authority) ? VOTED : NO_VOTE}`);
	}
	add('issuer', issuer.name, 'issuer');
	add('key of the issuer', issuer.publicKey, 'issuer');
	return { certificate, anchored, voters, fields };
};
