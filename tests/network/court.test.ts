/**
 * Evidence before a court: certificates across changes of the authority set, and the folder that is
 * opened years later, when chain and network are gone.
 */
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { verify } from '../../app/verifier/src/verify.ts';
import { type Case, disagreements, judge } from '../../app/verifier/test/lib/cases.ts';
import { anchor } from '../demo/forms.ts';
import { World } from '../demo/world.ts';
import { account } from '../lib/accounts.ts';
import { concat, digestOf, type Hex, sha256, u32 } from '../lib/bytes.ts';
import { call, type Extrinsic, submit } from '../lib/chain.ts';
import { copyForged, forged, type Json, listAnew, oneVoteShort, parsed } from '../lib/forgeries.ts';
import { motion } from '../lib/governance.ts';
import { joinLocalNetwork, type Node, quickNetwork, startLocalNetwork } from '../lib/node.ts';
import { silence, Story } from '../lib/story.ts';
import { Authority } from '../lib/timestamps.ts';
import { done, offline, recipeOf, type Said, tracemark } from '../lib/tracemark.ts';
import { admitHost, handedOver, type Host, registerKeys, seatsOf, upgrade } from '../lib/validators.ts';

const MINUTE = 60_000;
/** Blocks of two seconds, sessions of ten blocks: a change of validators takes two of them at most. */
const SESSION = 10;
const network = quickNetwork(2_000, SESSION);
/** How many years later the folder is opened. */
const YEARS = 5;

const work = mkdtempSync(join(tmpdir(), 'tracemark-court-'));
const at = (name: string): string => join(work, name);

let nodes: Node[] = [];
let first: Node;
let genesis: Hex;
let fifth: Host;

beforeAll(async () => {
	vi.spyOn(console, 'log').mockImplementation(() => {});
	writeFileSync(at('issuer.key'), '//Issuer\n', { mode: 0o600 });
	nodes = await startLocalNetwork(network.chain);
	[first] = nodes as [Node];
	genesis = first.api.genesisHash.toHex();
	const node = await joinLocalNetwork(nodes, network.chain);
	nodes.push(node);
	fifth = await admitHost(first.api, 'court', 'fifth');
	await registerKeys(node, first.api, fifth.validator);
}, 8 * MINUTE);
afterAll(() => Promise.all(nodes.map((node) => node.stop())));

/** A picture of sixteen by sixteen pixels (BMP, 24 bits), another one for each number. */
const photograph = (number: number): Uint8Array => {
	const pixels = Array.from({ length: 24 }, (_, part) => sha256(`photograph ${number}, part ${part}`));
	const [head, size] = [54, 16 * 16 * 3];
	const about = Uint8Array.of(1, 0, 24, 0);
	const header = concat(u32(40), u32(16), u32(16), about, u32(0), u32(size), u32(0), u32(0), u32(0), u32(0));
	return concat(Uint8Array.of(0x42, 0x4d), u32(head + size), u32(0), u32(head), header, ...pixels);
};

/** A file that is on record, and in which block. */
interface Exhibit {
	file: string;
	block: number;
}

const exhibits: Exhibit[] = [];

/** Puts a photograph on record. */
const exhibit = async (): Promise<Exhibit> => {
	const file = at(`photograph-${exhibits.length}.bmp`);
	const content = photograph(exhibits.length);
	writeFileSync(file, content);
	const w = new World(first.api, new Story(silence), 'court');
	const anchored = await anchor(w, digestOf(content), 'Photograph', { source: 'market hall', tool: 'camera 7' });
	const included = await submit(first.api, account('//Alice//operator'), w.call(anchored));
	await included.final;
	exhibits.push({ file, block: included.block });
	return exhibits.at(-1)!;
};

/** The council decides about validators, and what follows is the next authority set. */
const changed = async (set: number, change: Extrinsic): Promise<void> => {
	await motion(first.api, await seatsOf(first.api), [change], 3);
	await handedOver(first, set, 3 * SESSION);
};

/** A certificate of a file, from a node and the chain specification: of the newest state, or of a block's. */
const certified = ({ file }: Exhibit, name: string, block?: number): string => {
	const out = at(`${name}.json`);
	const which = block === undefined ? [] : ['--at', String(block)];
	const node = ['--url', first.url, '--chain-spec', network.raw];
	const issuer = ['--key', at('issuer.key'), '--issuer', "Notaries' Chamber"];
	done('certificate', 'create', ...node, '--file', file, '--media-type', 'image/bmp', ...issuer, ...which, '--out', out);
	return out;
};

const caseOf = (path: string, { file }: Exhibit): Case => ({
	label: basename(path),
	text: Uint8Array.from(readFileSync(path)),
	anchor: genesis,
	original: Uint8Array.from(readFileSync(file)),
});

const FORGERIES: [what: string, change: (certificate: Json) => void, sentence: RegExp][] = [
	[
		'a vote is missing',
		({ finality }) => (finality.justification = oneVoteShort(finality.justification)),
		/^INVALID: The votes for block \d+ weigh 3, and 4 are needed\.$/,
	],
	[
		'a vote for a hand-over is missing',
		({ finality }) => (finality.handOffs[1].justification = oneVoteShort(finality.handOffs[1].justification)),
		/^INVALID: The votes for block \d+ weigh 3, and 4 are needed\.$/,
	],
	[
		'two hand-overs are swapped',
		({ finality: { handOffs } }) => ([handOffs[0], handOffs[1]] = [handOffs[1], handOffs[0]]),
		/^INVALID: .*\.$/,
	],
	[
		'a hand-over is left out',
		({ finality }) => (finality.handOffs.splice(1, 1), (finality.setId -= 1)),
		/^INVALID: .*\.$/,
	],
];

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

/** How long each of many runs takes, in the middle, in milliseconds. */
const timed = (runs: number, act: () => void): number =>
	median(
		Array.from({ length: runs }, () => {
			const begin = performance.now();
			act();
			return performance.now() - begin;
		}),
	);

describe('a certificate', () => {
	const cases: Case[] = [];

	/** That it names those who voted in its authority set, and how that came to be. */
	const expectOf = (set: number, { label, text }: Case): void => {
		const { finality, operators } = parsed(text);
		expect([finality.setId, finality.handOffs.length], label).toEqual([set, set]);
		const names = operators.map(({ name }: { name: string }) => name);
		expect(names, label).toHaveLength([4, 5, 4, 5][set]!);
		expect(names.includes('Fifth Chamber'), label).toBe(set > 0);
		expect(names.includes("Notaries' Chamber"), label).toBe(set !== 2);
	};

	it('is made of each record while the authority set of its time votes', async () => {
		const { api } = first;
		const dave = account('//Dave').address;
		const changes = [
			call(api, 'validators.enlist', { org: fifth.org, validator: fifth.validator.address }),
			call(api, 'validators.delist', { validator: dave }),
			call(api, 'validators.enlist', { org: 3, validator: dave }),
		];
		for (let set = 0; set <= changes.length; set++) {
			if (set > 0) await changed(set, changes[set - 1]!);
			const record = await exhibit();
			const given = caseOf(certified(record, `set-${set}`), record);
			expectOf(set, given);
			cases.push(given);
		}
	});

	it('is made afterwards of what was on record then', () => {
		for (const [set, record] of exhibits.entries()) {
			const given = caseOf(certified(record, `back-in-set-${set}`, record.block), record);
			expectOf(set, given);
			expect(parsed(given.text).retrieval.block).toBe(record.block);
			cases.push(given);
		}
	});

	it('of the oldest record crosses three changes of the set', () => {
		const [oldest] = exhibits as [Exhibit];
		const given = caseOf(certified(oldest, 'across'), oldest);
		expectOf(3, given);
		expect(parsed(given.text).entry.block).toBe(oldest.block);
		cases.push(given);
	});

	it('is accepted by both verifiers, which say the same of it', async () => {
		for (const given of cases) expect(judge(given), given.label).toMatchObject({ exit: 0 });
		expect(await disagreements(cases)).toEqual([]);
	});

	it.each(FORGERIES)('is refused in one sentence by both when %s', async (what, change, sentence) => {
		const given = cases.at(-1)!;
		const forgery = { ...given, label: what, text: forged(given.text, change) };
		const { exit, text } = judge(forgery);
		expect([exit, text]).toEqual([1, expect.stringMatching(sentence)]);
		expect(await disagreements([forgery])).toEqual([]);
	});

	it('is small, and quick to verify', () => {
		const figures = cases.map(({ label, text }) => {
			const { finality } = parsed(text);
			const handOffs = JSON.stringify(finality.handOffs).length - 2;
			const upon = JSON.stringify(finality.descendants).length - 2;
			// Who certifies the newest state needs no headers up to a block that votes were kept of.
			if (upon === 0) expect(text.length - handOffs, label).toBeLessThanOrEqual(16_384);
			// A busy machine must not fail a test: times are for information.
			const native = timed(51, () => tracemark('certificate', 'verify', at(label), '--genesis', genesis, '--quiet'));
			const browser = timed(51, () => verify(text, genesis));
			return (
				`${label}: ${text.length} bytes, of which ${handOffs} are ${finality.handOffs.length} hand-overs and ${upon} are ` +
				`${finality.descendants.length} headers; verified in ${native.toFixed(1)} ms by the program, from its start to its ` +
				`end, and in ${browser.toFixed(1)} ms in V8`
			);
		});
		// Votes may have been kept of a block that was certified afterwards too.
		expect(cases.filter(({ text }) => parsed(text).finality.descendants.length === 0).length).toBeGreaterThanOrEqual(5);
		console.info(figures.join('\n'));
	});
});

describe('the folder, five years later', () => {
	const folder = at('folder');

	/** Runs the recipe line by line. Gives what the first step that fails says. */
	const followed = (path: string): Said | undefined => {
		const commands = recipeOf(path);
		expect(commands).toHaveLength(5);
		for (const command of commands) {
			const said = offline(path, command, YEARS);
			if (said.exit !== 0) return said;
		}
		return undefined;
	};

	/** The folder after a forger was at one of its files. */
	const touched = (name: string, change: (content: Uint8Array) => Uint8Array): string => {
		const copy = join(mkdtempSync(at('forged-')), 'folder');
		copyForged(folder, copy, name, change);
		return copy;
	};

	it('is packed while the chain lives, which is upgraded twice and then gone', async () => {
		const [oldest, newest] = [exhibits[0]!, exhibits.at(-1)!];
		const authority = new Authority(at('authority'));
		const certificates = [certified(oldest, 'oldest'), certified(newest, 'newest')];
		const files = ['--file', oldest.file, '--file', newest.file];
		const stamp = ['--timestamp', authority.stamp(oldest.file), '--timestamp-ca', authority.certificate];
		done('evidence', 'pack', ...certificates, ...files, ...stamp, '--genesis', genesis, '--out', folder);

		// The same code under other numbers: what certificates name is its hash.
		const codes = [parsed(readFileSync(certificates[0]!)).runtime.codeHash];
		const version = first.api.runtimeVersion.specVersion.toNumber();
		for (const times of [1, 2]) {
			expect(await upgrade(nodes)).toBe(version + times);
			const after = caseOf(certified(oldest, `upgraded-${times}`), oldest);
			codes.push(parsed(after.text).runtime.codeHash);
			expect(judge(after)).toMatchObject({ exit: 0 });
			expect(await disagreements([after])).toEqual([]);
		}
		expect(new Set(codes).size).toBe(3);

		// Their data lie in folders that go with them (--tmp).
		await Promise.all(nodes.splice(0).map((node) => node.stop()));
	});

	it('is opened with no network, when the certificate of the time-stamp authority has expired', () => {
		expect(offline(folder, 'tail -n +3 /proc/net/dev').text.trim()).toMatch(/^lo:.*$/);
		expect(Number(offline(folder, 'date +%Y', YEARS).text)).toBe(new Date().getFullYear() + YEARS);
		const stamped = recipeOf(folder).find((command) => command.startsWith('openssl ts '))!;
		const asOfNow = offline(folder, stamped.replace(/ -attime \d+/, ''), YEARS);
		expect(asOfNow.exit).not.toBe(0);
		expect(asOfNow.errors).toContain('certificate has expired');
	});

	it('is accepted by its recipe', () => {
		expect(followed(folder)).toBeUndefined();
		const forms = readdirSync(join(folder, 'declarations'));
		const list = digestOf(readFileSync(join(folder, 'SHA256SUMS'))).slice(2);
		for (const form of forms) expect(readFileSync(join(folder, 'declarations', form), 'utf8')).toContain(list);
	});

	/** A pixel is three bytes; this is the green of one. */
	const pixel = (photo: Uint8Array): Uint8Array => photo.with(54 + 3 * 100 + 1, photo[54 + 3 * 100 + 1]! ^ 1);

	it.each([
		['a pixel is changed', 'originals/photograph-0.bmp', pixel, /^INVALID: The file is not the original: its SHA-256 digest is another one\.$/],
		...FORGERIES.map(([what, change, sentence]): [string, string, (content: Uint8Array) => Uint8Array, RegExp] => [
			what,
			'certificates/oldest.json',
			(text) => forged(text, change),
			sentence,
		]),
	])('is refused in one sentence when %s', (_what, name, change, sentence) => {
		const copy = touched(name, change);
		expect(followed(copy)).toMatchObject({ exit: 1, text: expect.stringContaining(`${name}: FAILED`) });
		// A forger who makes the list anew gets to the next step, and the list is no more the one that was sworn to.
		listAnew(copy);
		const said = followed(copy)!;
		expect([said.exit, said.text.trimEnd()]).toEqual([1, expect.stringMatching(sentence)]);
		const [form] = readdirSync(join(copy, 'declarations'));
		const sworn = readFileSync(join(copy, 'declarations', form!), 'utf8');
		expect(sworn).not.toContain(digestOf(readFileSync(join(copy, 'SHA256SUMS'))).slice(2));
	});

	it('is refused when the time stamp is forged', () => {
		const copy = touched('timestamps/answer.tsr', (token) => token.with(token.length - 1, token.at(-1)! ^ 1));
		listAnew(copy);
		expect(followed(copy)?.exit).not.toBe(0);
	});
});
