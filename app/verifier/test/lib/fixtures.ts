/** Certificates that were made from a node: those of the Rust verifier's tests. */
import { readFileSync } from 'node:fs';
import { type Bytes, type Hex } from '../../src/bytes.ts';
import { type Case } from './cases.ts';

/** Genesis of the node that they were made from. */
export const GENESIS: Hex = '0xd1f79363f7bf3f0080c197860da446ad61a717043ade2a712cc4b8e58bd65edc';

export const NAMES = ['record', 'corroboration', 'leaf', 'opened', 'state', 'handed-over'] as const;

export const read = (file: string): Bytes =>
	Uint8Array.from(readFileSync(new URL(`../../../../crates/certificate/tests/fixtures/${file}`, import.meta.url)));

/** The certificates, with the originals of those that have one. */
export const FIXTURES: Case[] = NAMES.map((name) => {
	const originals: Record<string, string> = { record: 'original.html', leaf: 'leaf.txt' };
	const file = originals[name];
	return { label: name, text: read(`${name}.json`), anchor: GENESIS, original: file ? read(file) : undefined };
});
