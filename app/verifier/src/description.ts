/**
 * What a piece of evidence is about and how it was obtained, as its depositor described it.
 *
 * The state has a digest of the description, and the event of the deposit has it in full. So a certificate
 * that carries it proves that the depositor described it so, not that it is so.
 */
import { concat, type Hex, hex, unhex, utf8 } from './bytes.ts';
import { type Statement } from './form.ts';
import { blake2b256 } from './hash.ts';
import { timeOf } from './read.ts';
import { decode } from './records.ts';
import { seller } from './registers.ts';
import { type Scale } from './scale.ts';

const DOMAIN = utf8('tracemark/description/v1');

/** What is said of a description that is not there. */
export const LEFT_OUT = 'the issuer left it out: what the evidence is about and how it was obtained is not stated';

/** What the state holds of a description with this SCALE value. */
export const digestOfDescription = (value: Hex): Hex =>
	hex(blake2b256(concat(Uint8Array.of(DOMAIN.length << 2), DOMAIN, unhex(value))));

const hash = (scale: Scale): Hex => hex(scale.hash());

const OFFER = 'offer, salted commitment ';
const CASE = 'case ';
/** What is a commitment of that which evidence is about, and how its statement begins. */
const COMMITTED = [
	['offer', OFFER],
	['case', CASE],
] as const;

const about = (scale: Scale): string => {
	switch (scale.index(6)) {
		case 0:
			return `right ${hash(scale)}`;
		case 1:
			return `lot ${hash(scale)}`;
		case 2:
			return `object ${hash(scale)}`;
		case 3:
			return `${OFFER}${hash(scale)}`;
		case 4: {
			const who = seller(scale);
			return 'org' in who
				? `seller, organisation ${who.org}`
				: `seller, no member, tag ${who.tag} under key version ${who.version}`;
		}
		default:
			return `${CASE}${hash(scale)}`;
	}
};

export const description = (scale: Scale) => ({
	subjects: scale.list((inner) => {
		const text = about(inner);
		const opens = COMMITTED.find(([, begins]) => text.startsWith(begins));
		return { text, opens: opens && ([opens[0], text.slice(opens[1].length) as Hex] as [string, Hex]) };
	}),
	source: hash(scale),
	tool: hash(scale),
	capturedBy: scale.option(hash),
	claimed: { moment: scale.u64(), offset: scale.i16() },
	witnesses: scale.list(hash),
});

/** What a description says. */
export const said = (value: Hex): Statement[] => {
	const described = decode('a description', unhex(value), description);
	const { moment, offset } = described.claimed;
	const statements = described.subjects.map(({ text }) => ({ name: 'about', value: text }));
	statements.push({ name: 'salted commitment to the source', value: described.source });
	statements.push({ name: 'digest of the tool', value: described.tool });
	if (described.capturedBy) {
		statements.push({ name: 'salted commitment to who captured it', value: described.capturedBy });
	}
	statements.push({ name: 'claimed time', value: `${timeOf(moment)}, offset of the place from UTC ${offset} minutes` });
	for (const value of described.witnesses) statements.push({ name: 'salted commitment to a witness', value });
	return statements;
};

/** The commitments of a description, each with what it is to. */
export const commitmentsOf = (value: Hex): [name: string, commitment: Hex][] => {
	const { subjects, source, capturedBy, witnesses } = decode('a description', unhex(value), description);
	const commitments: [string, Hex][] = [];
	for (const { opens } of subjects) if (opens) commitments.push(opens);
	commitments.push(['source', source]);
	if (capturedBy) commitments.push(['who captured it', capturedBy]);
	for (const witness of witnesses) commitments.push(['witness', witness]);
	return commitments;
};
