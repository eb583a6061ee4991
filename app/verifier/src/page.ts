/** A verdict for people. The first screen says who, what and when, and what is not proven. */
import { HELD, LISTED, STANDING } from './case.ts';
import { ALGORITHMS, type Certificate, type Operator, type Statement, type Status, type Subject } from './form.ts';
import { Refusal } from './refusal.ts';
import { type Field, operatorText, type Report, type Source } from './report.ts';
import { ITEM_NOT_PROVEN } from './texts.ts';
import { HOLD, SUPERSEDED } from './timeline.ts';
import { type Verdict } from './verify.ts';

/** The original that was chosen, and why it is none. */
export interface Original {
	name: string;
	refusal: Refusal | undefined;
}

/** Text that HTML cannot mistake for markup. */
const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const MARKS: Record<Source, string> = {
	chain: 'proven by the chain',
	issuer: 'covered by the issuer’s signature',
};

const mark = (source: Source): string => `<span class="mark ${source}">${MARKS[source]}</span>`;

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** A time as RFC 3339 has it, easier on the eye. */
const plain = (time: string): string => time.replace('T', ' ').replace('Z', ' UTC');

/** What stands no more, at the certified block. */
const fallen = ({ depositStands, digestStands, withdrawn, revoked }: Status): string | undefined => {
	if (depositStands && digestStands) {
		if (!withdrawn) return undefined;
		return 'The depositor of the batch revoked this leaf itself. It stands by another deposit.';
	}
	if (depositStands) return 'The digest no longer stands: its own deposits were revoked.';
	if (!digestStands) return 'This deposit does not stand: a deposit of the digest was revoked.';
	const isRevoked = revoked && (!revoked.reinstated || revoked.revokedAgain);
	const why = isRevoked ? 'it was revoked' : 'it was made after another was revoked';
	return `This deposit does not stand: ${why}. Others of the same digest do.`;
};

/** What a reader must not overlook. */
const warning = (status: Status): string => {
	const { revoked, againSince } = status;
	const said = [fallen(status)];
	if (revoked?.reinstated) {
		const [from, until] = [revoked, revoked.reinstated].map(({ time }) => plain(time));
		said.push(`This deposit was revoked at ${from} and reinstated at ${until}: between the two it did not stand.`);
		const { revokedAgain } = revoked;
		if (revokedAgain) said.push(`It was revoked again, for good, at ${plain(revokedAgain.time)}.`);
	}
	if (againSince !== undefined) {
		const since = plain(againSince);
		said.push(`The digest stands again since ${since}, by a reinstatement: before that it had ceased to stand.`);
	}
	return said.filter((sentence) => sentence !== undefined).join(' ');
};

/** What a reader must not overlook of a certificate, before anything else. */
const caution = ({ subject, status }: Certificate): string | undefined => {
	if (!('case' in subject)) return status && warning(status);
	return 'This is a list of what members of the consortium chose to list under a case. It is not the file of the case.';
};

/** How many deposits are listed under a case, and how many of them stand and are held. */
const listed = (record: Statement[]): string => {
	const of = (name: string): string => record.find((said) => said.name === name)?.value ?? '';
	return `${of(LISTED)} in all; ${of(STANDING)} of them stand, ${of(HELD)} are held`;
};

const what = (subject: Subject, value: string | undefined, said: string | undefined): string => {
	if ('digest' in subject) {
		const { algorithm, digest, deposit } = subject.digest;
		const which = deposit === 0 ? 'the first deposit of it' : `deposit ${deposit + 1} of it`;
		return `deposited the ${ALGORITHMS[algorithm].name} digest ${digest}, ${which}`;
	}
	if ('leaf' in subject) {
		const { digest, index, leaves } = subject.leaf;
		return `deposited the root of a batch of ${leaves}, in which the SHA-256 digest ${digest} has position ${index} (counted from 0)`;
	}
	if ('right' in subject) return `The chain held the right ${subject.right.id} on record`;
	if ('licence' in subject) return `The chain held licence ${subject.licence.id} on record`;
	if ('declaration' in subject) return `The chain held declaration ${subject.declaration.id} on record`;
	if ('group' in subject) return `The chain held the group of captures ${subject.group.id} on record`;
	if ('exhibit' in subject) {
		const { algorithm, digest, number } = subject.exhibit;
		return `The chain held exhibit ${number} of the record ${ALGORITHMS[algorithm].name} ${digest}`;
	}
	if ('case' in subject) return `The deposits listed under the case ${subject.case.commitment}`;
	if ('trace' in subject) return `All that happened to object ${subject.trace.object}`;
	if ('event' in subject) return `Event ${subject.event.number} of object ${subject.event.object}${said ? `: ${said}` : ''}`;
	const { name, key } = subject.state;
	if (value !== undefined) return `The chain held an entry ${name} under the key ${key}`;
	return `The chain held no entry ${name} under the key ${key}; ${ITEM_NOT_PROVEN}`;
};

/** The statements of a record that say who. */
const PARTIES = [
	'owner',
	'licensor',
	'licensee',
	'declarant',
	'opened by',
	'registered by',
	'lies with',
	'hand-overs',
	'by',
	'from',
	'to',
];

/** What a timeline says of holds in force and of what replaces the digest. */
const standing = (statements: Statement[]): [name: string, value: string, source: Source][] => {
	const of = (name: string): string[] =>
		statements.filter((said) => said.name.endsWith(name)).map((said) => said.name.slice(0, -name.length) + said.value);
	const [holds, superseded] = [of(HOLD), of(SUPERSEDED)];
	const rows: [string, string, Source][] = [['Holds', holds.join('; ') || 'none in force at that block', 'chain']];
	if (superseded.length > 0) rows.push(['Superseded', superseded.join('; '), 'chain']);
	return rows;
};

/** Who, what, when; and on whose word. */
const summary = ({ certificate, anchored, voters, fields }: Report): [name: string, value: string, source: Source][] => {
	const { subject, state, depositor, entry, status, retrieval, operators, chain, issuer } = certificate;
	const rows: [string, string, Source][] = [];
	if (depositor) {
		const { name, country, org, operator } = depositor;
		rows.push([
			'Who',
			`${name} (${country}), organisation ${org} of the consortium, through its operator ${operator}`,
			'chain',
		]);
	}
	const parties = (certificate.record ?? []).filter(({ name }) => PARTIES.includes(name));
	if (parties.length > 0) rows.push(['Who', parties.map(({ name, value }) => `${name}: ${value}`).join('; '), 'chain']);
	rows.push(['What', what(subject, state.value, certificate.record?.[0]?.value), 'chain']);
	if ('case' in subject) rows.push(['Listed', listed(certificate.record ?? []), 'chain']);
	const at = `${plain(retrieval.blockTime)} (block ${retrieval.block})`;
	if (entry) {
		const opened = entry.opened === undefined ? '' : `, put on record itself at ${plain(entry.opened)}`;
		rows.push(['When', `${plain(entry.time)} (block ${entry.block})${opened}`, 'chain']);
	} else {
		rows.push(['When', `at ${at}`, 'chain']);
	}
	for (const { name, value, source } of fields) if (name.startsWith('opened, ')) rows.push([capital(name), value, source]);
	if (status) {
		const stands = status.depositStands ? 'stood' : 'did not stand';
		const { corroborations, attestations } = status;
		rows.push([
			'Status',
			`${stands} at ${at}; later deposits of the same digest: ${corroborations}, attestations: ${attestations}`,
			'chain',
		]);
	}
	if (certificate.timeline) rows.push(...standing(certificate.timeline.statements));
	const named = (of: Operator[]): string => of.map(operatorText).join('; ');
	const voted = operators.filter(({ authority }) => voters.has(authority));
	const others = operators.filter(({ authority }) => !voters.has(authority));
	const count = `${voted.length} of the ${operators.length} validators who operate the chain`;
	rows.push(['Made final by', `${count}, by vote: ${named(voted)}`, 'chain']);
	const without = 'no vote of theirs is in the certificate';
	if (others.length > 0) rows.push(['Other validators', `${without}: ${named(others)}`, 'chain']);
	rows.push(['Chain', `genesis ${chain.genesisHash}`, anchored ? 'chain' : 'issuer']);
	rows.push(['Its name', chain.name, 'issuer']);
	rows.push(['Issued by', `${issuer.name}, who asked the chain at ${plain(retrieval.retrievedAt)}`, 'issuer']);
	return rows;
};

const items = (sentences: string[]): string => sentences.map((sentence) => `<li>${escape(sentence)}</li>`).join('');

const banner = (kind: 'good' | 'open' | 'bad', heading: string, ...paragraphs: string[]): string =>
	`<div class="verdict ${kind}"><h2>${escape(heading)}</h2>${paragraphs.map((text) => `<p>${escape(text)}</p>`).join('')}</div>`;

const headline = ({ certificate, anchored }: Report, original: Original | undefined): string => {
	const about = original ? ` The file ${original.name} is the original that it is about.` : '';
	const { checkpoint } = certificate.finality;
	const since =
		checkpoint &&
		`It begins at the council checkpoint ${checkpoint}: compare it with one from a source that does not depend on the issuer.`;
	const besides = since === undefined ? [] : [since];
	if (anchored) return banner('good', 'The certificate is genuine.', about.trim(), ...besides);
	return banner(
		'open',
		'The certificate is genuine, if the genesis hash is right.',
		`The hash ${certificate.chain.genesisHash} was taken from the certificate itself: compare it with one from a source that does not depend on the issuer.${about}`,
		...besides,
	);
};

const notProven = ({ doesNotProve }: Certificate): string =>
	`<div class="not"><h2>What this certificate does not prove</h2><ul>${items(doesNotProve)}</ul></div>`;

/** The page for a genuine certificate. */
const genuine = (report: Report, original: Original | undefined): string => {
	const { certificate, fields } = report;
	const gone = caution(certificate);
	const rows = summary(report).map(
		([name, value, source]) => `<dt>${escape(name)}</dt><dd>${escape(value)} ${mark(source)}</dd>`,
	);
	const statements = fields.map(
		({ name, value, source }) =>
			`<tr><th scope="row">${escape(name)}</th><td>${escape(value)}</td><td>${mark(source)}</td></tr>`,
	);
	return [
		headline(report, original),
		gone ? banner('bad', gone) : '',
		`<dl>${rows.join('')}</dl>`,
		notProven(certificate),
		'<h2>All statements, and on whose word</h2>',
		'<table><thead><tr><th scope="col">statement</th><th scope="col">value</th><th scope="col">on whose word</th></tr></thead>',
		`<tbody>${statements.join('')}</tbody></table>`,
		`<details><summary>How anybody verifies it</summary><ol>${items(certificate.howToVerify)}</ol></details>`,
		`<h2>Privacy</h2><p>${escape(certificate.privacy)}</p>`,
	].join('\n');
};

/** That something could not be judged at all. */
export const unusable = (why: string): string => banner('bad', 'Nothing was verified.', why);

/** The verdict as HTML. */
export const pageOf = (verdict: Verdict, original?: Original, opened: Field[] | Refusal = []): string => {
	if (!verdict.valid) {
		const { refusal } = verdict;
		if (refusal.isUnreadable) return unusable(refusal.message);
		return banner('bad', 'The certificate is not valid.', refusal.message);
	}
	if (original?.refusal) {
		return banner('bad', `The certificate is not about the file ${original.name}.`, original.refusal.message);
	}
	if (opened instanceof Refusal) {
		if (opened.isUnreadable) return unusable(opened.message);
		return banner('bad', 'The openings do not belong to this certificate.', opened.message);
	}
	const { report } = verdict;
	return genuine({ ...report, fields: [...report.fields, ...opened] }, original);
};
