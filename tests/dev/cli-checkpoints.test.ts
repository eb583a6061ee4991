/**
 * Council checkpoints by the command line against a node: made, signed by the seats, used in place of genesis, packed
 * for a court; and refused wherever the word of the council is missing.
 */
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Case, disagreements, judge } from '../../app/verifier/test/lib/cases.ts';
import { role } from '../demo/cast.ts';
import { Stage } from '../journeys/stage.ts';
import type { Hex } from '../lib/bytes.ts';
import { finalised } from '../lib/node.ts';
import { done, offline, recipeOf, type Said, tracemark } from '../lib/tracemark.ts';

const folder = mkdtempSync(join(tmpdir(), 'tracemark-checkpoints-'));
const at = (name: string): string => join(folder, name);
const SEATS = ['Alice', 'Bob', 'Charlie'];
const NEVER = at('never.json');

let stage: Stage;
let genesis: Hex;
let node: string[];
const page = at('page.html');

/** The file with a key, which its owner alone can read. */
const key = (uri: string): string[] => {
	const file = at(`${uri.replaceAll('/', '-')}.key`);
	if (!existsSync(file)) writeFileSync(file, `${uri}\n`, { mode: 0o600 });
	return ['--key', file];
};

const flag = (name: string, files: string[]): string[] => files.flatMap((file) => [name, file]);
const since = (...files: string[]): string[] => flag('--since', files);

const statement = (file: string) => JSON.parse(readFileSync(file, 'utf8')).statement as { block: number; blockHash: Hex; genesisHash: Hex };
/** The digest that a command prints of a checkpoint. */
const digestIn = (text: string): string => /0x[0-9a-f]{64}/.exec(text)![0];

const make = (name: string, ...more: string[]): string => {
	const said = done('certificate', 'checkpoint', 'create', '--out', at(name), ...node, ...more);
	expect(said).toContain(', signed by 0 of 3 seats');
	return digestIn(said);
};

const sign = (file: string, seat: string, ...more: string[]): Said =>
	tracemark('certificate', 'checkpoint', 'sign', file, ...key(`//${seat}`), ...node, ...more);

const certify = (out: string, ...more: string[]): Said =>
	tracemark('certificate', 'create', '--file', page, '--out', out, ...key('//Issuer'), ...node, ...more);

const verify = (file: string, ...more: string[]): Said =>
	tracemark('certificate', 'verify', file, '--genesis', genesis, '--file', page, ...more);

/** Certificates of the newest state come after a checkpoint only when a block has followed it. */
const passed = async (file: string): Promise<void> => {
	await finalised(stage.node.api, statement(file).block + 1);
};

beforeAll(async () => {
	stage = await Stage.open('cli-checkpoints', [role('monitor', 'Listing Watch', 'IE', ['Monitor'])]);
	genesis = stage.node.api.genesisHash.toHex();
	node = ['--url', stage.node.url];
	writeFileSync(page, '<p>an offer</p>');
	done('evidence', 'anchor', page, '--kind', 'web-capture', ...key(`//${stage.w.suite}//monitor//operator//1`), ...node);
}, 5 * 60_000);
afterAll(() => stage?.close());

describe('a checkpoint', () => {
	const P = at('P.json');
	let digest: string;

	it('is made of a final block of the chain, and signed by nobody yet', async () => {
		digest = make('P.json');
		const { block, blockHash, genesisHash } = statement(P);
		expect(genesisHash).toBe(genesis);
		expect((await stage.node.api.rpc.chain.getBlockHash(block)).toHex()).toBe(blockHash);
	});

	it('is no place to begin before three quarters of the seats signed', async () => {
		await passed(P);
		for (const [signed, seat] of SEATS.entries()) {
			const said = certify(NEVER, ...since(P));
			expect(said.errors).toContain(`Of 3 seats ${signed} signed, and three quarters are needed`);
			expect([said.exit, said.text, existsSync(NEVER)]).toEqual([2, '', false]);
			// By the one protocol or the other: nodes answer both at one port.
			const url = signed % 2 === 0 ? stage.node.url : stage.node.url.replace('ws:', 'http:');
			const signing = tracemark('certificate', 'checkpoint', 'sign', P, ...key(`//${seat}`), '--url', url);
			expect(signing.errors).toBe('');
			expect(signing.text).toContain(`${digest}, signed by ${signed + 1} of 3 seats`);
			// Who signs twice has signed once.
			expect(sign(P, seat).text).toContain(`signed by ${signed + 1} of 3 seats`);
		}
	});

	it('is not signed by whoever has no seat, nor without a key', () => {
		const before = readFileSync(P, 'utf8');
		const stranger = sign(P, 'Dave');
		expect([stranger.exit, stranger.errors]).toEqual([1, expect.stringContaining('has no seat in its council')]);
		const operator = tracemark('certificate', 'checkpoint', 'sign', P, ...key('//Alice//operator'), ...node);
		expect(operator.exit).toBe(1);
		const none = tracemark('certificate', 'checkpoint', 'sign', P, '--key', at('none.key'), ...node);
		expect(none.exit).toBe(2);
		expect(readFileSync(P, 'utf8')).toBe(before);
	});

	it('is not signed when the own node tells of another block, another chain, or none', () => {
		const { blockHash } = statement(P);
		const other = blockHash.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));
		const text = readFileSync(P, 'utf8');
		for (const [name, changed] of [
			['other-block.json', text.replaceAll(blockHash, other)],
			['other-chain.json', text.replace(genesis, `0x${'5a'.repeat(32)}`)],
		] as const) {
			expect(changed).not.toBe(text);
			writeFileSync(at(name), changed);
			const said = sign(at(name), 'Alice');
			expect([said.exit, said.errors]).toEqual([1, expect.stringContaining('is not signed: the node at ')]);
			expect(readFileSync(at(name), 'utf8')).toBe(changed);
		}
		const silent = tracemark('certificate', 'checkpoint', 'sign', P, ...key('//Alice'), '--url', 'ws://127.0.0.1:9');
		expect([silent.exit, silent.errors]).toEqual([2, expect.stringContaining('ws://127.0.0.1:9')]);
	});

	it('is where a certificate begins, and both verifiers say so', async () => {
		const C = at('C.json');
		const made = certify(C, ...since(P), '--json');
		expect(made.errors).toBe('');
		expect(JSON.parse(made.text)).toMatchObject({ genesis, checkpoint: digest });
		const verdict = verify(C, '--checkpoint', P);
		expect(verdict.exit).toBe(0);
		expect(verdict.text).toContain(`It begins at the council checkpoint ${digest}`);
		expect(verdict.text.trimEnd().endsWith('VALID, and the file is the original.')).toBe(true);
		expect(JSON.parse(verify(C, '--checkpoint', P, '--json').text)).toMatchObject({ valid: true, checkpoint: digest });

		const bytes = (file: string) => Uint8Array.from(readFileSync(file));
		const given: Case = { label: 'since P', text: bytes(C), anchor: genesis, original: bytes(page), checkpoints: [bytes(P)] };
		const cases = [given, { ...given, checkpoints: undefined }];
		expect(cases.map((each) => judge(each).exit)).toEqual([0, 1]);
		expect(await disagreements(cases)).toEqual([]);
	});

	it('is asked for where a certificate begins there, and refused where it begins at genesis', () => {
		const without = verify(at('C.json'));
		expect([without.exit, without.text]).toEqual([1, expect.stringMatching(/^INVALID: The proof begins at the council checkpoint 0x/)]);
		expect(certify(at('genesis.json')).exit).toBe(0);
		expect(verify(at('genesis.json')).exit).toBe(0);
		const forced = verify(at('genesis.json'), '--checkpoint', P);
		expect([forced.exit, forced.text]).toEqual([1, expect.stringMatching(/^INVALID: The proof does not begin at the council checkpoint 0x/)]);
	});

	it('is refused with a signature less', () => {
		const less = JSON.parse(readFileSync(P, 'utf8'));
		less.signatures.pop();
		writeFileSync(at('less.json'), JSON.stringify(less));
		const said = verify(at('C.json'), '--checkpoint', at('less.json'));
		expect([said.exit, said.text]).toEqual([1, expect.stringContaining('Of 3 seats 2 signed')]);
	});
});

describe('a later checkpoint', () => {
	const [P, Q] = [at('P.json'), at('Q.json')];

	it('begins at an earlier one, vouches for the block that is named, and needs both files', async () => {
		const { block } = statement(P);
		await finalised(stage.node.api, block + 3);
		make('Q.json', ...since(P), '--council-at', String(block + 1), '--block', String(block + 2));
		expect(statement(Q).block).toBe(block + 2);
		for (const seat of SEATS) expect(sign(Q, seat, ...since(P)).exit).toBe(0);
		await passed(Q);
		const D = at('D.json');
		expect(certify(D, ...since(Q, P)).errors).toBe('');
		expect(verify(D, ...flag('--checkpoint', [P, Q])).exit).toBe(0);
		expect(verify(D, ...flag('--checkpoint', [Q, P])).exit).toBe(0);
		const alone = verify(D, '--checkpoint', Q);
		expect([alone.exit, alone.text]).toEqual([1, expect.stringContaining('whose file was not given')]);
		expect(verify(D, '--checkpoint', P).exit).toBe(1);
	});

	it('is not made of a block that is not there yet, nor from a file that is no checkpoint', async () => {
		const head = (await stage.node.api.rpc.chain.getHeader()).number.toNumber();
		const create = ['certificate', 'checkpoint', 'create', '--out', NEVER, ...node];
		for (const more of [['--council-at', String(head + 10_000)], since(at('C.json'))]) {
			const said = tracemark(...create, ...more);
			expect([said.exit, said.text, existsSync(NEVER)]).toEqual([2, '', false]);
		}
	});
});

describe('a folder', () => {
	const [P, Q, D] = [at('P.json'), at('Q.json'), at('D.json')];
	const pack = (out: string, ...more: string[]): Said =>
		tracemark('evidence', 'pack', D, at('C.json'), at('genesis.json'), '--file', page, '--genesis', genesis, '--out', out, ...more);

	it('holds the checkpoints at which its certificates begin, and its recipe accepts them without a network', () => {
		const said = pack(at('folder'), ...since(P, Q), '--json');
		expect(said.errors).toBe('');
		const { written } = JSON.parse(said.text) as { written: { path: string }[] };
		expect(written.map(({ path }) => path)).toEqual(expect.arrayContaining(['checkpoints/P.json', 'checkpoints/Q.json']));
		const commands = recipeOf(at('folder'));
		expect(commands.filter((command) => command.includes('--checkpoint checkpoints/'))).toHaveLength(2);
		for (const command of commands) expect(offline(at('folder'), command), command).toMatchObject({ exit: 0 });
	});

	it('is not written while a checkpoint is missing, and the reason says what to give', () => {
		const said = pack(at('folder-never'), ...since(P));
		expect([said.exit, said.text]).toEqual([1, expect.stringMatching(/^NOT PACKED: .*D\.json: .*Give it with --since\.$/m)]);
		expect(existsSync(at('folder-never'))).toBe(false);
	});
});
