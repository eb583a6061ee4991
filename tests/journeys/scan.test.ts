/**
 * A carton of a lot of 10,000 pairs of shoes is open before an officer, who scans three of them. The list of the
 * serials is with its keeper, in another process; the chain has one root of it.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { role } from '../demo/cast.ts';
import { HEADPHONES } from '../demo/world.ts';
import { ascii, digestOf, type Hex, hex } from '../lib/bytes.ts';
import { eventOf, plain } from '../lib/events.ts';
import { digitalLink, withCheckDigit } from '../lib/gs1.ts';
import { logisticUnitId, lotId } from '../lib/ids.ts';
import { finalised } from '../lib/node.ts';
import { type Denial, denialMessage, denied, type KeeperAnswer, provesAbsence, type Scanner, scan, shown, type Verdict } from '../lib/verdict.ts';
import { Stage } from './stage.ts';

const CLI = process.env.TRACEMARK_CLI;
// Said in plain sight, since a skipped test is easily overlooked.
if (!CLI) console.warn('NOT CHECKED: scans with the keeper of a list; name the binary of the command line in TRACEMARK_CLI');

const PREFIX = '9521841';
const GTIN = withCheckDigit(`0${PREFIX}00001`);
const LOT = 'SH-2611';
const PAIRS = 10_000;
/** So many lie in the carton, the others stay with the factory. */
const PACKED = 9_000;
const SSCC = withCheckDigit(`0${PREFIX}000000001`);
const carton = logisticUnitId(SSCC, 0);
const TOKEN = 'f3b1c9a07d5e42868a1d0c9b7e6f5a43';
/** What the officer waits at most for all three. */
const PATIENCE = 2_000;

const folder = mkdtempSync(join(tmpdir(), 'tracemark-scan-'));
const file = (name: string) => join(folder, name);
const tracemark = (...args: string[]): string => execFileSync(CLI!, args, { cwd: folder, encoding: 'utf8' });

/** What the chain says to what is shown of an item. */
interface Told {
	verdict: string;
	why: object | null;
	recalls: unknown[];
	ask: Hex | null;
}

/** The keeper of lists, and where it answers. */
interface Keeper {
	process: ChildProcess;
	url: string;
}

const keep = async (...more: string[]): Promise<Keeper> => {
	writeFileSync(file('tokens.txt'), `${TOKEN}\n`);
	const args = ['lot', 'serve', ...more, '--listen', '127.0.0.1:0', '--absence-tokens', file('tokens.txt')];
	const child = spawn(CLI!, args, { stdio: ['ignore', 'pipe', 'inherit'] });
	// It does not outlive the tests, however they end.
	process.once('exit', () => child.kill('SIGKILL'));
	for await (const line of createInterface(child.stdout)) {
		return { process: child, url: line.split(' ')[0]! };
	}
	throw new Error('the keeper ended before it listened');
};

/** Stops a keeper and waits until it is gone. */
const stop = ({ process }: Keeper): Promise<void> =>
	new Promise((resolve) => {
		if (process.exitCode !== null || process.signalCode !== null) return resolve();
		process.once('exit', () => resolve());
		process.kill();
	});

describe.skipIf(!CLI)('an officer who scans', () => {
	let stage: Stage;
	let keeper: Keeper;
	let serials: string[];
	let consignment: Hex;
	let officer: Scanner;
	/** The codes on three labels: of a pair in the carton, of one that stayed behind, and of none. */
	let codes: [genuine: string, elsewhere: string, invented: string];
	let sold: string;
	let invented: string;

	const code = (serial: string): string => digitalLink(GTIN, serial);

	beforeAll(async () => {
		stage = await Stage.open('scan', [
			role('factory', 'Halden Footwear', 'NL', ['RightsHolder', 'Manufacturer', 'Exporter'], { prefixes: [PREFIX] }),
			role('carrier', 'Meridian Freight', 'BG', ['Carrier']),
			role('importer', 'Nordlicht Imports', 'DE', ['Importer', 'Distributor']),
			role('customs', 'German Customs', 'DE', ['Customs']),
		]);
		const { w } = stage;
		tracemark('lot', 'serials', '--gtin', GTIN, '--lot', LOT, '--count', String(PAIRS), '--out', 'shoes.labels.jsonl');
		const { root } = JSON.parse(tracemark('lot', 'keep', 'shoes.labels.jsonl', '--out', 'shoes.lot.jsonl', '--json')) as { root: Hex };
		const [, ...lines] = readFileSync(file('shoes.lot.jsonl'), 'utf8').trimEnd().split('\n');
		serials = lines.map((line) => (JSON.parse(line) as { serial: string }).serial);
		expect(serials).toHaveLength(PAIRS);

		await w.send('factory', [['custody.registerClass', { gtin: ascii(GTIN), rights: [], hs: HEADPHONES }]]);
		const made = await w.send('factory', [
			[
				'custody.commission',
				{ gtin: ascii(GTIN), number: ascii(LOT), quantity: { Pieces: PAIRS }, root, ...(await stage.occasion()) },
			],
		]);
		const whole = plain<Hex>(eventOf(made.events, 'custody.Commissioned'), 'consignment');
		const part = { Ranges: [[0, PACKED]] };
		const split = await w.send('factory', [['custody.split', { consignment: whole, seq: await w.seq(whole), part }]]);
		consignment = plain<Hex>(eventOf(split.events, 'custody.Split'), 'into');
		const children = [[consignment, await w.seq(consignment)]];
		await w.send('factory', [['custody.pack', { sscc: ascii(SSCC), children, ...(await stage.occasion()) }]]);
		await stage.handOver(carton, 'factory', 'carrier', 'importer');

		keeper = await keep(file('shoes.lot.jsonl'));
		officer = { api: w.api, keeper: keeper.url, token: TOKEN, inside: carton };
		sold = serials[17]!;
		invented = `${serials[4_711]!.slice(0, -1)}-`;
		codes = [code(serials[2_611]!), code(serials[PACKED + 5]!), code(invented)];
	}, 4 * 60_000);
	afterAll(async () => {
		if (keeper) await stop(keeper);
		await stage?.close();
	});

	/** The verdicts on all three, and how long they took. */
	const scanAll = async (scanner = officer): Promise<{ verdicts: Verdict[]; took: number }> => {
		const start = performance.now();
		const verdicts: Verdict[] = [];
		// One after the other, as with a scanner in the hand.
		for (const each of codes) verdicts.push(await scan(each, scanner));
		return { verdicts, took: performance.now() - start };
	};

	interface Said {
		verdict: string;
		reason?: string;
	}

	/** What the command line says of a label, when the importer's goods are looked at. */
	const byCommand = (code: string, token = TOKEN): { exit: number | null; said: Said } => {
		const asked = ['--keeper', keeper.url, ...(token ? ['--keeper-token', file('tokens.txt')] : [])];
		const args = ['scan', code, ...asked, '--holder', String(stage.w.org('importer').id), '--url', stage.node.url, '--json'];
		const { status, stdout } = spawnSync(CLI!, args, { cwd: folder, encoding: 'utf8' });
		return { exit: status, said: JSON.parse(stdout) as Said };
	};

	/** The same of all three labels, and how long the three commands took from their start to their end. */
	const commandAll = (): { exits: (number | null)[]; said: Said[]; took: number } => {
		const start = performance.now();
		const all = codes.map((each) => byCommand(each));
		return { exits: all.map(({ exit }) => exit), said: all.map(({ said }) => said), took: performance.now() - start };
	};

	it('gets three verdicts in less than two seconds, by the client and by the command line', async () => {
		const { verdicts, took } = await scanAll();
		console.info(`three scans of ${PAIRS.toLocaleString('en')} took ${Math.round(took)} ms`);
		expect(verdicts).toEqual([
			{ verdict: 'Genuine' },
			{ verdict: 'Elsewhere', holder: stage.w.org('factory').id },
			{ verdict: 'NoSuchSerial', lots: [LOT] },
		]);
		expect(took).toBeLessThan(PATIENCE);

		// The command line reads final blocks, and starts and connects anew for each label.
		const { api } = stage.w;
		await finalised(api, (await api.rpc.chain.getHeader()).number.toNumber());
		const command = commandAll();
		console.info(`three times tracemark scan took ${Math.round(command.took)} ms`);
		expect(command.said.map(({ verdict }) => verdict)).toEqual(['genuine', 'elsewhere', 'unknown-serial']);
		expect(command.exits).toEqual([0, 1, 1]);
		expect(command.took).toBeLessThan(PATIENCE);
	});

	/** What the chain says to what is shown of an item that the importer has. */
	const told = (serial: string, what: object | string) =>
		stage.w.ask<Told>('custodyApi.scan', ascii(GTIN), ascii(serial), what, stage.w.org('importer').id);

	it('is told by the chain what the command line says of the same', async () => {
		const [genuine, elsewhere] = [serials[2_611]!, serials[PACKED + 5]!];
		for (const [serial, token, verdict, why] of [
			[genuine, TOKEN, 'Genuine', null],
			[elsewhere, TOKEN, 'Elsewhere', null],
			[invented, TOKEN, 'UnknownSerial', null],
			[invented, '', 'NotProvable', { nothingShown: null }],
		] as const) {
			const headers = { authorization: `Bearer ${token}` };
			const kept = await fetch(`${keeper.url}/01/${GTIN}/21/${serial}?linkType=gs1:verificationService`, { headers });
			const answer = await told(serial, shown((await kept.json()) as Partial<KeeperAnswer>));
			expect(answer).toMatchObject({ verdict, why, recalls: [], ask: null });
			expect(byCommand(code(serial), token).said.verdict.replace('-', '')).toBe(verdict.toLowerCase());
		}
		expect(await told(genuine, 'Nothing')).toMatchObject({ verdict: 'NotProvable', why: { nothingShown: null } });
	});

	it('learns that a pair was sold whose label comes again', async () => {
		const { w } = stage;
		expect(await scan(code(sold), officer)).toEqual({ verdict: 'Genuine' });
		const claim = JSON.parse(tracemark('lot', 'prove', sold, 'shoes.lot.jsonl')).claim as unknown;
		const commitment = w.vault.commit('sale', 'order 7710-02 of a customer', ['7710-02']);
		await w.send('importer', [['custody.sell', { claim, seq: await w.seq(consignment), order: commitment, payment: null, marketplace: null }]]);
		expect(await scan(code(sold), officer)).toEqual({ verdict: 'Ended', end: 'Sold' });
	});

	it('is not shown the neighbours without a token, and then knows nothing', async () => {
		const verdict = await scan(codes[2], { ...officer, token: '' });
		expect(verdict.verdict).toBe('NotProvableHere');
		expect((await scan(codes[0], { ...officer, token: '' })).verdict).toBe('Genuine');
	});

	it('is told of a class that nobody keeps a list of that nothing is proven', async () => {
		const other = digitalLink(withCheckDigit(`0${PREFIX}00002`), serials[0]!);
		expect((await scan(other, officer)).verdict).toBe('NotProvableHere');
	});

	it('refutes neighbours that are none, and a path that leads elsewhere', async () => {
		const { api } = stage.w;
		const problem = await fetch(`${keeper.url}/01/${GTIN}/21/${invented}`, { headers: { authorization: `Bearer ${TOKEN}` } });
		const { absences } = (await problem.json()) as { absences: Parameters<typeof provesAbsence>[3][] };
		const [absence] = absences as [(typeof absences)[number]];
		const proves = (change: object, serial = invented) => provesAbsence(api, GTIN, serial, { ...absence, ...change });
		expect(await proves({})).toBe(true);
		const { before, after } = absence;
		for (const change of [
			{ before: null },
			{ after: null },
			{ before: null, after: null },
			{ before: after, after: before },
			{ before: { ...before, serial: `${before!.serial.slice(0, -1)}!` } },
			{ after: { ...after, index: after!.index + 1 } },
			{ size: PAIRS - 1 },
			{ lot: 'SH-2612' },
			{ root: `0x${'11'.repeat(32)}` },
		]) {
			expect(await proves(change), JSON.stringify(Object.keys(change))).toBe(false);
		}
		expect(await proves({}, before!.serial)).toBe(false);
		expect(await proves({}, serials[0]!)).toBe(false);

		// A keeper with a list of its own under the number of the lot.
		tracemark('lot', 'serials', '--gtin', GTIN, '--lot', LOT, '--count', '3', '--out', 'forged.labels.jsonl');
		tracemark('lot', 'keep', 'forged.labels.jsonl', '--out', 'forged.lot.jsonl');
		const [, first] = readFileSync(file('forged.lot.jsonl'), 'utf8').split('\n');
		const { serial } = JSON.parse(first!) as { serial: string };
		const forger = await keep(file('forged.lot.jsonl'));
		expect(await scan(code(serial), { ...officer, keeper: forger.url })).toEqual({ verdict: 'Refuted' });
		// It shows neighbours as well: they do not stand in the lot.
		expect((await scan(codes[2], { ...officer, keeper: forger.url })).verdict).toBe('NotProvableHere');
		await stop(forger);
	});

	it('takes the word of the owner of the class, and of nobody else, that it has no such serial', async () => {
		const { api } = stage.w;
		const genesis = api.genesisHash.toHex();
		const key = (name: string): string => {
			writeFileSync(file(`${name}.key`), `//${stage.w.suite}//${name}//operator//1\n`);
			chmodSync(file(`${name}.key`), 0o600);
			return file(`${name}.key`);
		};
		const without = { ...officer, token: '' };
		const factory = stage.w.org('factory').id;
		const own = await keep(file('shoes.lot.jsonl'), '--denials', genesis, '--key', key('factory'));
		expect(await scan(codes[2], { ...without, keeper: own.url })).toEqual({ verdict: 'Denied', by: factory });
		expect((await scan(codes[0], { ...without, keeper: own.url })).verdict).toBe('Genuine');
		const problem = await fetch(`${own.url}/01/${GTIN}/21/${invented}`);
		const { denial } = (await problem.json()) as { denial: Denial };
		expect(await denied(api, GTIN, invented, denial)).toBe(factory);
		expect(await told(invented, shown({ denial }))).toMatchObject({ verdict: 'UnknownSerial', why: null });
		const unsigned = shown({ denial: { ...denial, expiry: denial.expiry + 1 } });
		expect(await told(invented, unsigned)).toMatchObject({ verdict: 'NotProvable', why: { denial: 'BadSignature' } });

		const signer = stage.w.org('factory').signers[0]!;
		const signed = (change: Partial<Denial>): Denial => {
			const other = { ...denial, ...change };
			return { ...other, signature: hex(signer.sign(denialMessage(other))) };
		};
		expect(await denied(api, GTIN, invented, signed({}))).toBe(factory);
		for (const [changed, why] of [
			[signed({ expiry: 1_000 }), 'expired'],
			[signed({ genesis: `0x${'11'.repeat(32)}` }), 'another chain'],
			[signed({ serial: serials[0]! }), 'another item'],
			[{ ...denial, expiry: denial.expiry + 1 }, 'nobody signed it'],
			[{ ...denial, signer: hex(stage.w.org('importer').signers[0]!.publicKey) }, 'nobody signed it'],
		] as const) {
			expect(await denied(api, GTIN, invented, changed)).toContain(why);
		}
		await stop(own);

		const others = await keep(file('shoes.lot.jsonl'), '--denials', genesis, '--key', key('importer'));
		expect(await scan(codes[2], { ...without, keeper: others.url })).toEqual({
			verdict: 'NotProvableHere',
			why: expect.stringContaining('does not act for the owner'),
		});
		const foreign = (await (await fetch(`${others.url}/01/${GTIN}/21/${invented}`)).json()) as { denial: Denial };
		expect(await told(invented, shown(foreign))).toMatchObject({ verdict: 'NotProvable', why: { denial: 'OtherSigner' } });
		await stop(others);
	});

	it('learns that a pair is recalled', async () => {
		const { w } = stage;
		const notice = digestOf('Notice: the soles of these pairs dissolve.');
		const scope = { Leaves: { lot: lotId(GTIN, LOT), ranges: [[2_611, 2_612]] } };
		const { events } = await w.send('factory', [['custody.recall', { scope, reason: 'Safety', notice }]]);
		const recall = plain<number>(eventOf(events, 'custody.Recalled'), 'recall');
		expect(await scan(codes[0], officer)).toEqual({ verdict: 'Recalled', recalls: [recall] });
		expect(await scan(code(serials[42]!), officer)).toEqual({ verdict: 'Genuine' });
	});

	it('is told that a serial is unknown only while all lists of the class are shown', async () => {
		tracemark('lot', 'serials', '--gtin', GTIN, '--lot', 'SH-2612', '--count', '3', '--out', 'more.labels.jsonl');
		const { root } = JSON.parse(tracemark('lot', 'keep', 'more.labels.jsonl', '--out', 'more.lot.jsonl', '--json')) as { root: Hex };
		const more = await keep(file('more.lot.jsonl'));
		const [, line] = readFileSync(file('more.lot.jsonl'), 'utf8').split('\n');
		const { serial } = JSON.parse(line!) as { serial: string };
		// A lot that is not on record yet is a question.
		expect(await scan(code(serial), { ...officer, keeper: more.url })).toEqual({ verdict: 'NotProvableHere', why: expect.stringContaining('SH-2612') });
		await stage.w.send('factory', [
			['custody.commission', { gtin: ascii(GTIN), number: ascii('SH-2612'), quantity: { Pieces: 3 }, root, ...(await stage.occasion()) }],
		]);
		// The keeper of the first lot leaves out the second, in which the serial may be.
		expect(await scan(codes[2], officer)).toEqual({ verdict: 'NotProvableHere', why: expect.stringContaining('SH-2612') });
		expect((await scan(code(serial), officer)).verdict).toBe('NotProvableHere');
		const headers = { authorization: `Bearer ${TOKEN}` };
		const half = (await (await fetch(`${keeper.url}/01/${GTIN}/21/${invented}`, { headers })).json()) as Partial<KeeperAnswer>;
		expect(await told(invented, shown(half))).toMatchObject({
			verdict: 'NotProvable',
			why: { lotsLeftOut: { shown: PAIRS, made: PAIRS + 3 } },
		});
		const both = await keep(file('shoes.lot.jsonl'), file('more.lot.jsonl'));
		expect(await scan(codes[2], { ...officer, keeper: both.url })).toEqual({ verdict: 'NoSuchSerial', lots: [LOT, 'SH-2612'] });
		await Promise.all([stop(more), stop(both)]);
	});

	it('is told honestly that nothing is provable when the keeper is gone', async () => {
		await stop(keeper);
		const { verdicts, took } = await scanAll();
		const why = `no keeper answers at ${keeper.url}`;
		expect(verdicts).toEqual(codes.map(() => ({ verdict: 'NotProvableHere', why })));
		expect(took).toBeLessThan(3 * 1_000);

		const command = commandAll();
		console.info(`without a keeper three times tracemark scan took ${Math.round(command.took)} ms`);
		const reason = expect.stringContaining(keeper.url);
		expect(command.said).toEqual(codes.map(() => expect.objectContaining({ verdict: 'not-provable', reason })));
		expect(command.exits).toEqual([3, 3, 3]);
		expect(command.took).toBeLessThan(PATIENCE);
	});
});
