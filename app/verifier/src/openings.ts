/**
 * What opens the salted commitments of a description, or that to a case: the texts, and their salts.
 *
 * A commitment is BLAKE2b-256 of 32 random bytes, the salt, and then the text in UTF-8. The file of openings is a JSON
 * list of `{ "text": …, "salt": "0x…" }`, and no part of a certificate.
 */
import { concat, type Hex, hex, unhex, utf8 } from './bytes.ts';
import { commitmentsOf } from './description.ts';
import { type Certificate, hash, MAX_TEXT } from './form.ts';
import { blake2b256 } from './hash.ts';
import { JsonReader, list, type Of, struct, text } from './json.ts';
import { refusal, Refusal } from './refusal.ts';
import { type Field } from './report.ts';

const openings = list(struct({ text, salt: hash }));

export type Opening = Of<typeof openings>[number];

export const commitmentOf = ({ text, salt }: Opening): Hex => hex(blake2b256(concat(unhex(salt), utf8(text))));

const parse = (bytes: Uint8Array): Opening[] => {
	if (bytes.length > MAX_TEXT) throw refusal('NoOpenings', 'it is too large');
	const read = JsonReader.whole(bytes, openings, 'NoOpenings');
	if (read.length === 0) throw refusal('NoOpenings', 'it has none');
	return read;
};

/** The commitments of a certificate, each with what it is to. */
const committed = ({ subject, description }: Certificate): [name: string, commitment: Hex][] => {
	if ('case' in subject) return [['case', subject.case.commitment]];
	if (!description) throw refusal('NothingToOpen');
	return commitmentsOf(description.value);
};

const opened = (certificate: Certificate, file: Uint8Array): Field[] => {
	const given = parse(file);
	const commitments = committed(certificate);
	return given.flatMap((opening, index) => {
		const commitment = commitmentOf(opening);
		const found = commitments.filter(([, held]) => held === commitment);
		if (found.length === 0) throw refusal('OpensNothing', index + 1);
		return found.map(([name]): Field => ({ name: `opened, ${name}`, value: opening.text, source: 'chain' }));
	});
};

/**
 * What a file of openings says of a certificate that was verified, on the chain's word: that the depositor committed to
 * these texts, not that they are true. Or why it opens nothing.
 */
export const open = (certificate: Certificate, file: Uint8Array): Field[] | Refusal => {
	try {
		return opened(certificate, file);
	} catch (error) {
		if (error instanceof Refusal) return error;
		throw error;
	}
};
