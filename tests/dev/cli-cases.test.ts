/** The certificate of a case: what members listed under it, from a node, by the command line and judged by both verifiers. */
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blake2AsU8a } from '@polkadot/util-crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { role } from '../demo/cast.ts';
import { anchor } from '../demo/forms.ts';
import { digest } from '../demo/world.ts';
import type { Json } from '../fixtures/small.ts';
import { Stage } from '../journeys/stage.ts';
import { concat, digestOf, type Hex, hex, sha256, text } from '../lib/bytes.ts';
import { accepted, certified } from '../lib/certificates.ts';
import { finalised } from '../lib/node.ts';
import { canCutOff, done, offline, recipeOf, tracemark } from '../lib/tracemark.ts';

const MINUTE = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'tracemark-cases-'));
const at = (name: string): string => join(folder, name);
const write = (name: string, content: string | Uint8Array): string => {
	writeFileSync(at(name), content, { mode: 0o600 });
	return at(name);
};

/** What the authority that opened the case gave to those who bring evidence. */
const REFERENCE = '7 Cg 12/26';
const SALT = sha256('drawn for the case');
const commitment: Hex = hex(blake2AsU8a(concat(SALT, text(REFERENCE)), 256));
const openings = write('case.openings.json', JSON.stringify([{ text: REFERENCE, salt: hex(SALT) }]));

let stage: Stage;

beforeAll(async () => {
	stage = await Stage.open('cli-cases', [
		role('monitor', 'Listing Watch', 'IE', ['Monitor'], { operators: 2 }),
		role('customs', 'German Customs', 'DE', ['Customs'], { operators: 2 }),
		role('court', 'Court of Hamburg', 'DE', ['Court'], { operators: 2 }),
	]);
}, 5 * MINUTE);
afterAll(() => stage?.close());

/** The key of the operator that uses the command line. The other one sends what the cast sends: each counts its own. */
const key = (name: string): string => write(`${name}.key`, `//${stage.w.suite}//${name}//operator//2\n`);
const node = (): string[] => ['--url', stage.node.url];
const final = async (): Promise<void> => {
	const { api } = stage.node;
	await finalised(api, (await api.rpc.chain.getHeader()).number.toNumber());
};

/** Puts a file on record as being about a case. Gives its path. */
const put = async (by: string, name: string, content: string, about = commitment): Promise<string> => {
	const { w } = stage;
	const obtained = { subjects: [{ Case: about }], source: `found by ${by}`, tool: 'camera 2' };
	const included = await w.send(by, [await anchor(w, digestOf(content), 'Photograph', obtained)]);
	await included.final;
	return write(name, content);
};
const list = (by: string, file: string, ...more: string[]) =>
	done('evidence', 'list', file, '--key', key(by), ...node(), ...more);
const create = (...more: string[]) =>
	tracemark('certificate', 'create', '--case', commitment, '--key', key('court'), ...node(), '--out', at('none.json'), ...more);

describe('a case', () => {
	it('under which nothing is listed has no certificate', async () => {
		// That a deposit names it is known to nobody who was not shown the description.
		const shoes = await put('monitor', 'shoes.jpg', 'shoes');
		const { exit, errors } = create();
		expect([exit, errors.includes('The chain lists nothing under this case.')]).toEqual([2, true]);
		expect(readdirSync(folder)).not.toContain('none.json');
		list('monitor', shoes);
	});

	it('has all that members listed under it, whoever deposited and whoever listed', async () => {
		const { w } = stage;
		// Customs saw the same shoes; and a seal, which the court lists. Another case has what is its own.
		await put('customs', 'shoes.jpg', 'shoes');
		list('customs', at('shoes.jpg'), '--deposit', '1');
		list('court', await put('customs', 'seal.jpg', 'seal'));
		list('monitor', await put('monitor', 'bags.jpg', 'bags', digestOf('another case')));
		await w.send('court', [['evidence.hold', { digest: digest(digestOf('seal')), case: commitment }]]);
		await final();

		const given = certified(stage.node, '--case', commitment);
		const { certificate, said } = await accepted(given);
		expect(certificate.subject).toEqual({ case: { commitment } });
		expect(certificate.state.value).toBe('0x03000000');
		for (const line of [
			`[chain ] case: ${commitment}, a salted commitment to its reference`,
			'[issuer] file of the case: that the list is all that belongs to the case is not proven',
			'[chain ] deposits listed: 3',
			'[chain ] listed deposits that stand: 3',
			'[chain ] listed deposits that are held: 1',
		]) {
			expect(said.split('\n')).toContain(line);
		}
		for (const [number, value, which, by, holds] of [
			[1, digestOf('shoes'), 'the first one', 'Listing Watch', 0],
			[2, digestOf('shoes'), 'corroboration 1', 'German Customs', 0],
			[3, digestOf('seal'), 'the first one', 'German Customs', 1],
		] as const) {
			const begin = `[chain ] listed deposit ${number}: SHA-256 ${value}, ${which}: photograph, deposited `;
			const line = said.split('\n').find((one) => one.startsWith(begin));
			expect(line).toContain(`, by ${by} (organisation `);
			expect(line).toMatch(new RegExp(`; stands; attestations: 0; holds in force: ${holds}$`));
		}
		expect(said).not.toContain(digestOf('bags'));
		expect(readFileSync(given.path, 'utf8')).not.toContain(REFERENCE);
	});

	it('is packed with what is listed, and its reference is said to whoever has it', async () => {
		const { api } = stage.node;
		await final();
		const block = String((await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead())).number.toNumber());
		const make = (name: string, ...subject: string[]): string => {
			const issuer = ['--key', key('court'), '--issuer', 'Registry of the court', '--at', block];
			done('certificate', 'create', ...subject, ...issuer, ...node(), '--out', at(name));
			return at(name);
		};
		const certificates = [
			make('case.json', '--case', commitment),
			make('shoes-0.json', '--file', at('shoes.jpg')),
			make('shoes-1.json', '--file', at('shoes.jpg'), '--deposit', '1'),
			make('seal.json', '--file', at('seal.jpg'), '--timeline'),
		];
		const originals = ['shoes.jpg', 'seal.jpg'].flatMap((name) => ['--file', at(name)]);
		const genesis = api.genesisHash.toHex();
		const out = at('packed');
		done('evidence', 'pack', ...certificates, ...originals, '--openings', openings, '--genesis', genesis, '--out', out);
		expect(readFileSync(join(out, 'README.txt'), 'utf8')).toContain('A certificate of a case lists what members');
		expect(readFileSync(join(out, 'certificates', 'case.html'), 'utf8')).toContain('It is not the file of the case.');
		const commands = recipeOf(out).filter((command) => command.includes('certificate verify'));
		expect(commands).toHaveLength(4);
		expect(commands[0]).toContain('--openings openings/case.openings.json');
		for (const command of commands) {
			const { exit, text: verdict, errors } = offline(out, command, 0, canCutOff());
			expect([exit, errors]).toEqual([0, '']);
			expect(verdict).toMatch(/^VALID/);
		}
		const judged = ['certificate', 'verify', at('case.json'), '--genesis', genesis, '--openings', openings, '--json'];
		const { fields }: Json = JSON.parse(done(...judged));
		expect(fields.filter(({ name }: Json) => name.startsWith('opened'))).toEqual([
			{ name: 'opened, case', value: REFERENCE, source: 'chain' },
		]);
	});
});
