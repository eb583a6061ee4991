/** Certificates that were made from a node: those of the Rust verifier's tests. */
import { readFileSync } from 'node:fs';
import { type Bytes, type Hex } from '../../src/bytes.ts';
import { type Case } from './cases.ts';

/** Genesis of the node that they were made from. */
export const GENESIS: Hex = '0xd1f79363f7bf3f0080c197860da446ad61a717043ade2a712cc4b8e58bd65edc';

/** Genesis of the node that ran the examples of `docs/polkadot-js.md`, which others were made from. */
const EXAMPLES_GENESIS: Hex = '0x1dc6e39bcba5276efc0e539cf5a0c4d813037d5905582b57653fe6a8cd71b7d1';

export const NAMES = ['record', 'corroboration', 'leaf', 'opened', 'state', 'handed-over'] as const;
const OF_EXAMPLES = ['right', 'licence', 'declaration'] as const;

export const read = (file: string): Bytes =>
	Uint8Array.from(readFileSync(new URL(`../../../../crates/certificate/tests/fixtures/${file}`, import.meta.url)));

/** The certificates, with the originals of those that have one. */
export const FIXTURES: Case[] = [...NAMES, ...OF_EXAMPLES].map((name) => {
	const originals: Record<string, string> = { record: 'original.html', leaf: 'leaf.txt' };
	const file = originals[name];
	const anchor = OF_EXAMPLES.some((other) => other === name) ? EXAMPLES_GENESIS : GENESIS;
	return { label: name, text: read(`${name}.json`), anchor, original: file ? read(file) : undefined };
});

/** Where the Rust verifier's own tests wrote the certificates that they judge, if they did. */
export const GENUINE = process.env.TRACEMARK_GENUINE;

/** Their genesis hash and their texts. */
export const readGenuine = (): [Hex, ...string[]] =>
	readFileSync(GENUINE!, 'utf8').trimEnd().split('\n') as [Hex, ...string[]];
