/**
 * The timeline of a deposit: the depositor's roles, the holds in force, what replaces the digest, and what was done
 * about it, in order, with the time stamps that were linked and who keeps the original until when.
 *
 * Nothing can be left out of it. Acts and holds are numbered by the chain, which keeps the number of the last one:
 * all are read up to that number, which stands under the same state root.
 */
import * as acts from './acts.ts';
import { type Hex } from './bytes.ts';
import { type Algorithm, type Certificate, type Statement, within } from './form.ts';
import * as keys from './keys.ts';
import { nth, optional, required, timeOf } from './read.ts';
import * as records from './records.ts';
import { refusal } from './refusal.ts';
import { Said, set } from './statements.ts';
import { type Proof } from './trie.ts';

/** Most deposits and acts of a digest, and most holds of it, that a timeline tells of. */
const MAX_ENTRIES = 1_024;
/** The name of a statement about a hold in force, behind what is held if that is not the digest itself. */
export const HOLD = 'hold in force';
/** The name of a statement about what replaces the digest, likewise. */
export const SUPERSEDED = 'superseded';
/** What is said of a timeline that is not there. */
export const LEFT_OUT = 'the issuer left it out: roles, holds and acts are not stated';

/** The roles of an organisation in the order of their bits. */
const ROLES = [
	'rights holder',
	'creator',
	'manufacturer',
	'supplier',
	'exporter',
	'distributor',
	'broker',
	'carrier',
	'postal operator',
	'warehouse',
	'importer',
	'retailer',
	'marketplace',
	'trader',
	'payment provider',
	'customs',
	'market surveillance',
	'police',
	'court',
	'office of intellectual property',
	'register reader',
	'GS1 member organisation',
	'laboratory',
	'notary',
	'monitor',
	'arbitrator',
	'industry association',
	'representative',
	'collecting society',
];

const batch = (root: Hex): string => `batch SHA-256 ${root}, `;

class Told {
	readonly said: Said;
	/** What the names of statements begin with. */
	label = '';

	constructor(readonly proof: Proof) {
		this.said = new Said(proof);
	}

	add(name: string, value: string | number): void {
		this.said.add(`${this.label}${name}`, value);
	}

	by({ org, operator, block, moment }: acts.Doing): string {
		return `${timeOf(moment)} in block ${block}, ${this.said.member(org)}, operator ${operator}`;
	}

	depositor({ org, operator }: records.Deposit, account: Hex | undefined): void {
		const found = required('an organisation', keys.organisation(org), records.organisation, this.proof);
		this.add('roles of the depositor', set('an organisation', found.roles, ROLES));
		if (account === undefined) return;
		const affiliation = optional('an affiliation', keys.affiliation(account), acts.affiliation, this.proof);
		const capacity = affiliation?.capacity;
		if (affiliation?.org !== org || capacity?.operator !== operator) {
			throw refusal('NotProven', 'account of the depositor');
		}
		const { roles } = capacity;
		const said = roles === undefined ? 'none: it is no longer in use' : set('an affiliation', roles, ROLES);
		this.add("roles of the depositor's account", said);
	}

	/** The holds of a digest that nobody released. */
	holds(algorithm: Algorithm, of: Hex): void {
		const counted = optional('a count of holds', keys.holdCount(algorithm, of), acts.holdCount, this.proof);
		const { last, inForce } = counted ?? { last: 0, inForce: 0 };
		within(last, MAX_ENTRIES, 'holds in its timeline');
		this.add('holds in force', inForce);
		if (inForce === 0) return;
		let found = 0;
		for (let number = 1; number <= last; number++) {
			const hold = required('a hold', keys.hold(algorithm, of, number), acts.hold, this.proof);
			if (hold.released) continue;
			found++;
			this.add(HOLD, `hold ${number}, ${this.by(hold)}, salted digest of the case ${hold.case}`);
		}
		if (found !== inForce) throw refusal('UnknownLayout', 'a count of holds');
	}

	/** The holds of the batches under whose roots a leaf was opened, of all but one. */
	batches(algorithm: Algorithm, leaf: Hex, but?: Hex): void {
		const key = keys.batchesOf(algorithm, leaf);
		for (const { root } of optional('the batches of a leaf', key, acts.batches, this.proof) ?? []) {
			if (root === but) continue;
			this.label = batch(root);
			this.holds('sha256', root);
		}
		this.label = '';
	}

	/** The deposits of a digest and the acts about it, in their order, and what replaces it. */
	acts(algorithm: Algorithm, of: Hex): void {
		const record = optional('a record', keys.record(algorithm, of), records.digestRecord, this.proof);
		const last = optional('a count', keys.actCount(algorithm, of), (scale) => scale.u32(), this.proof) ?? 0;
		const deposits = record ? record.corroborations + 1 : 0;
		within(deposits + last, MAX_ENTRIES, 'acts in its timeline');
		this.add('deposits and acts', deposits + last);
		let passed = 0;
		const keepers = new Set<number>();
		for (let number = 1; number <= last; number++) {
			const logged = required('an act', keys.act(algorithm, of, number), acts.loggedAct, this.proof);
			while (passed < deposits && passed <= logged.deposits) this.deposited(algorithm, of, passed++, record);
			if ('said' in logged.act && logged.act.keeps) keepers.add(logged.org);
			this.act(algorithm, of, logged);
		}
		while (passed < deposits) this.deposited(algorithm, of, passed++, record);
		this.keepers(algorithm, of, [...keepers]);
	}

	/** What each keeper of the original undertook last. Every undertaking is an act, so none is left out. */
	keepers(algorithm: Algorithm, of: Hex, keepers: number[]): void {
		this.add('keepers of the original', keepers.length);
		for (const org of keepers.sort((a, b) => a - b)) {
			const keeping = required('a keeper', keys.keeper(algorithm, of, org), acts.keeping, this.proof);
			this.add('keeper of the original', `until ${timeOf(keeping.until)}: ${this.by({ org, ...keeping })}`);
		}
	}

	deposited(algorithm: Algorithm, of: Hex, number: number, record: records.DigestRecord | undefined): void {
		const key = keys.corroboration(algorithm, of, number);
		const deposit =
			record && number === 0 ? record.deposit : required('a corroboration', key, records.deposit, this.proof);
		const { content } = deposit;
		const moment = content.is === 'leaf' ? content.openedAt : deposit.moment;
		this.add('act', `${this.by({ ...deposit, moment })}: deposited, ${nth(number)}`);
	}

	act(algorithm: Algorithm, of: Hex, logged: ReturnType<typeof acts.loggedAct>): void {
		const by = this.by(logged);
		const { act } = logged;
		let what: string;
		if ('said' in act) {
			what = act.said;
		} else if ('attestation' in act) {
			const key = keys.attestation(algorithm, of, act.attestation);
			const { roles, statement } = required('an attestation', key, acts.attestation, this.proof);
			what = `attested as ${set('an attestation', roles, ROLES)}, salted digest of the statement ${statement}`;
		} else if ('timeStamp' in act) {
			const key = keys.timeStamp(algorithm, of, logged.org, act.timeStamp);
			what = `linked its time stamp ${act.timeStamp}: ${required('a time stamp', key, acts.timeStamp, this.proof)}`;
		} else {
			this.superseded(algorithm, of, logged.org);
			what = `superseded by ${act.supersededBy}`;
		}
		this.add('act', `${by}: ${what}`);
	}

	superseded(algorithm: Algorithm, of: Hex, org: number): void {
		const key = keys.supersession(algorithm, of, org);
		const found = required('a supersession', key, acts.supersession, this.proof);
		const { successor, deposit, entitlement, ground } = found;
		const by = `${this.by({ ...found, org })}, ${entitlement}`;
		this.add(SUPERSEDED, `by ${successor}, ${nth(deposit)}; ${by}, salted digest of the grounds ${ground}`);
	}
}

/** The timeline of a deposit of what a certificate is about, if the certificate has one: from the same proof. */
export const timelineOf = (
	{ subject, timeline, depositor }: Pick<Certificate, 'subject' | 'timeline' | 'depositor'>,
	deposit: records.Deposit | undefined,
	proof: Proof,
): Statement[] | undefined => {
	if (!timeline) return undefined;
	if (!deposit) throw refusal('Superfluous', 'timeline');
	const told = new Told(proof);
	told.depositor(deposit, depositor?.account);
	if ('digest' in subject) {
		const { algorithm, digest } = subject.digest;
		told.holds(algorithm, digest);
		told.batches(algorithm, digest);
		told.acts(algorithm, digest);
	} else if ('leaf' in subject) {
		const { digest, root } = subject.leaf;
		told.holds('sha256', digest);
		told.batches('sha256', digest, root);
		told.acts('sha256', digest);
		told.label = batch(root);
		told.holds('sha256', root);
		told.acts('sha256', root);
	}
	return told.said.statements;
};
