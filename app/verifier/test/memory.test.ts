/** A length that is declared, of things that are not there, takes no memory. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { type Bytes, concat, hex, unhex } from '../src/bytes.ts';
import { Blob, type Certificate } from '../src/form.ts';
import { blake2b256 } from '../src/hash.ts';
import * as keys from '../src/keys.ts';
import { described, digest, digestSubject, encodeHeader, signed, TestChain, textBytes } from './lib/chain.ts';
import { event, trace } from './lib/custody.ts';
import { prove, trie } from './lib/scale.ts';

/** Compact numbers of 2^30, 2^32 - 1 and 2^32. */
const LENGTHS: [name: string, encoded: Bytes][] = [
	['2^30', Uint8Array.of(3, 0, 0, 0, 0x40)],
	['2^32 - 1', Uint8Array.of(3, 0xff, 0xff, 0xff, 0xff)],
	['2^32', Uint8Array.of(7, 0, 0, 0, 0, 1)],
];
/** What the program and its engine take in all, in MiB. */
const MOST = 256;

const chain = new TestChain(1, [4], 8);
const record = described(chain.certify(digestSubject(digest(5, 0))));

/** The length in place of a byte, and nothing after it: here and there, and at these places. */
const within = (bytes: Bytes, length: Bytes, ...places: number[]): Bytes[] => {
	const spread = Array.from({ length: 8 }, (_, part) => (bytes.length * part) >> 3);
	return [...places, ...spread].map((at) => concat(bytes.slice(0, at), length));
};

/** A certificate whose genesis has this state. */
const withGenesis = (proof: Bytes[], stateRoot: Bytes): Certificate => {
	const encoded = encodeHeader({ ...chain.block(0).draft, stateRoot });
	const genesis = { header: new Blob(encoded), proof: proof.map((node) => new Blob(node)) };
	return {
		...record,
		chain: { ...record.chain, genesisHash: hex(blake2b256(encoded)) },
		finality: { ...record.finality, genesis },
	};
};

/** Certificates that declare a length in each place that has one. */
const declaring = (length: Bytes): Certificate[] => {
	const { finality, description } = record;
	const blobs = (blob: Blob, ...places: number[]): Blob[] =>
		within(blob.bytes, length, ...places).map((bytes) => new Blob(bytes));
	const state = new Map([[hex(keys.AUTHORITIES), length]]);
	const leaf = concat(Uint8Array.of(0x42, 0x12), length);
	return [
		// The items of a header's digest; votes, and the headers beside them.
		...blobs(finality.header, 32 + 1 + 32 + 32).map((header) => ({ ...record, finality: { ...finality, header } })),
		...blobs(finality.justification, 44, finality.justification.bytes.length - 1).map((justification) => ({
			...record,
			finality: { ...finality, justification },
		})),
		...within(unhex(description!.value), length).map((value) => ({
			...record,
			description: { ...description!, value: hex(value) },
		})),
		...[trace('unit'), event('pallet', 4)].flatMap((subject) => {
			const certificate = chain.certify(subject);
			const { events } = certificate.history!;
			return events.slice(0, 4).flatMap((told, index) =>
				within(unhex(told.body), length).map((body) => ({
					...certificate,
					history: { ...certificate.history!, events: events.with(index, { ...told, body: hex(body) }) },
				})),
			);
		}),
		// The list of the first authorities, and nodes of a trie.
		withGenesis(prove(state, [keys.AUTHORITIES]), trie(state).root),
		...[leaf, ...record.state.proof.slice(0, 3).map(({ bytes }) => bytes)]
			.flatMap((node) => within(node, length, 2, 3))
			.map((node) => withGenesis([node], blake2b256(node))),
	];
};

const work = mkdtempSync(join(tmpdir(), 'tracemark-memory-'));
afterAll(() => rmSync(work, { recursive: true }));

describe('a declared length', () => {
	it('of things that are not there is refused in little memory', () => {
		const outfile = join(work, 'verify.mjs');
		buildSync({
			entryPoints: [new URL('../src/verify.ts', import.meta.url).pathname],
			outfile,
			bundle: true,
			format: 'esm',
			platform: 'node',
		});
		const script = join(work, 'judge.mjs');
		writeFileSync(
			script,
			`import { createReadStream } from 'node:fs';
			import { createInterface } from 'node:readline';
			import { verify } from './verify.mjs';
			const codes = {};
			for await (const line of createInterface({ input: createReadStream(process.argv[2]) })) {
				const verdict = verify(new TextEncoder().encode(line));
				const code = verdict.valid ? 'valid' : verdict.refusal.code;
				codes[code] = (codes[code] ?? 0) + 1;
			}
			console.log(JSON.stringify({ codes, most: process.resourceUsage().maxRSS / 1024 }));`,
		);
		for (const [name, length] of LENGTHS) {
			const forged = declaring(length);
			const file = join(work, 'certificates.jsonl');
			const lines = forged.map((certificate) => new TextDecoder().decode(textBytes(signed(certificate))));
			writeFileSync(file, lines.join('\n'));
			const said = execFileSync(process.execPath, ['--max-old-space-size=128', script, file], { encoding: 'utf8' });
			const { codes, most }: { codes: Record<string, number>; most: number } = JSON.parse(said);
			expect(Object.keys(codes), name).not.toContain('valid');
			expect(Object.values(codes).reduce((sum, count) => sum + count, 0), name).toBe(forged.length);
			expect(most, name).toBeLessThan(MOST);
			console.info(`${name}: ${forged.length} certificates refused, ${Math.round(most)} MiB; ${JSON.stringify(codes)}`);
		}
	});
});
