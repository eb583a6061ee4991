/** What forgers do to certificates and to the folder that they lie in. Each forgery is signed anew, and well. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonical, type Value } from '../../app/verifier/src/canonical.ts';
import { digestOf, hex } from './bytes.ts';

/** A certificate as JSON. */
export type Json = any;

/** A certificate from its text. */
export const parsed = (text: Uint8Array): Json => JSON.parse(new TextDecoder().decode(text));

const written = (json: Json): Uint8Array<ArrayBuffer> => new TextEncoder().encode(canonical(json as Value)!);

/** The same certificate after somebody changed it and signed it with a key of his own. */
export const forged = (text: Uint8Array, change: (certificate: Json) => void): Uint8Array<ArrayBuffer> => {
	const { signature: _, ...certificate } = parsed(text);
	change(certificate);
	const { publicKey, privateKey } = generateKeyPairSync('ed25519');
	const { x } = publicKey.export({ format: 'jwk' });
	certificate.issuer = { ...certificate.issuer, scheme: 'ed25519', publicKey: hex(Buffer.from(x!, 'base64url')) };
	return written({ ...certificate, signature: hex(sign(null, written(certificate), privateKey)) });
};

/** A justification without its last vote: round, target (32 and 4), count in one byte, votes of 132. */
export const oneVoteShort = (justification: string): string => {
	const bytes = Buffer.from(justification, 'base64');
	const [start, size] = [8 + 36 + 1, 132];
	const count = bytes[start - 1]! >> 2;
	const left = start + (count - 1) * size;
	const head = Buffer.concat([bytes.subarray(0, start - 1), Buffer.of((count - 1) << 2)]);
	return Buffer.concat([head, bytes.subarray(start, left), bytes.subarray(left + size)]).toString('base64');
};

/** How the body of a hand-over begins: its kind, then its object. */
const HAND_OVER = '0x0a';
const startOf = (body: string): string => body.slice(0, HAND_OVER.length + 64);

/**
 * Swaps the first hand-over of a history with the next one of the same object; if that changed hands once, with what
 * happened to it before, its offer.
 */
export const swapHandOver = ({ history: { events } }: Json): void => {
	const bodies: string[] = events.map(({ body }: Json) => body);
	const first = bodies.findIndex((body) => body.startsWith(HAND_OVER));
	if (first < 0) throw new Error('the history has no hand-over');
	const start = startOf(bodies[first]!);
	const next = bodies.indexOf(bodies.slice(first + 1).find((body) => startOf(body) === start) ?? '');
	const object = start.slice(HAND_OVER.length);
	const before = bodies.slice(0, first).findLastIndex((body) => startOf(body).endsWith(object));
	const other = next < 0 ? before : next;
	[events[first].body, events[other].body] = [bodies[other], bodies[first]];
};

/** Leaves out the first hand-over of a history. */
export const leaveOutHandOver = ({ history: { events } }: Json): void => {
	const first = events.findIndex(({ body }: Json) => body.startsWith(HAND_OVER));
	if (first < 0) throw new Error('the history has no hand-over');
	events.splice(first, 1);
};

/** Another last byte: of a time stamp, one of its signature. */
export const otherEnd = (content: Uint8Array): Uint8Array => content.with(content.length - 1, content.at(-1)! ^ 1);

/** Makes the list of digests anew, of the files that it names. */
export const listAnew = (folder: string): void => {
	const list = join(folder, 'SHA256SUMS');
	const names = readFileSync(list, 'utf8').trimEnd().split('\n').map((line) => line.slice(66));
	const lines = names.map((name) => `${digestOf(readFileSync(join(folder, name))).slice(2)}  ${name}\n`);
	writeFileSync(list, lines.join(''));
};

/** Copies a folder to a path at which there is nothing yet, and changes one of its files there. */
export const copyForged = (folder: string, copy: string, name: string, change: (content: Uint8Array) => Uint8Array): void => {
	cpSync(folder, copy, { recursive: true });
	const path = join(copy, name);
	writeFileSync(path, change(Uint8Array.from(readFileSync(path))));
};
