/** The demo as a user starts it, with documents of their own. */
import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Json, small } from '../fixtures/small.ts';
import { council } from '../lib/accounts.ts';
import { readPlain } from '../lib/chain.ts';
import { type Node, startDev } from '../lib/node.ts';

const folder = mkdtempSync(join(tmpdir(), 'tracemark-epcis-'));
const MAIN = fileURLToPath(new URL('../demo/main.ts', import.meta.url));
const TSX = fileURLToPath(new URL('../node_modules/.bin/tsx', import.meta.url));

interface Run {
	code: number | string;
	out: string;
	err: string;
}

const demo = (...args: string[]): Promise<Run> =>
	new Promise((resolve) => {
		execFile(TSX, [MAIN, ...args], { maxBuffer: 2 ** 24 }, (error, out, err) => {
			resolve({ code: error?.code ?? 0, out, err });
		});
	});

const written = (name: string, change: (document: Json) => void): string => {
	const document = small();
	change(document);
	const file = join(folder, name);
	writeFileSync(file, JSON.stringify(document));
	return file;
};

describe('the command', () => {
	it('explains itself', async () => {
		const { code, out } = await demo('--help');
		expect(code).toBe(0);
		expect(out).toContain('--epcis FILE');
	});

	it.each(['', '--url http://127.0.0.1:9944', '--nonsense'])('refuses to be called wrongly: %j', async (line) => {
		const { code, err } = await demo(...line.split(' ').filter((word) => word !== ''));
		expect(code).toBe(2);
		expect(err).toContain('--epcis FILE');
	});
});

describe('documents that cannot be played', () => {
	let node: Node;
	beforeAll(async () => {
		node = await startDev();
	});
	afterAll(() => node?.stop());

	const events = (document: Json): Json[] => document.epcisBody.eventList;

	it.each<[string, (document: Json) => void]>([
		['event 2', (document) => {
			events(document)[1]!.childEPCs = ['urn:epc:id:sgtin:9521001.043021.Z'];
		}],
		['by the piece', (document) => {
			events(document)[0]!.epcList = [];
			events(document)[0]!.quantityList = [{ epcClass: 'urn:epc:class:lgtin:9521001.043021.L-1', quantity: 2.5, uom: 'KGM' }];
		}],
		['nothing to clone', (document) => {
			const lot = (quantity: number) => [{ epcClass: 'urn:epc:class:lgtin:9521001.043021.L-1', quantity }];
			Object.assign(events(document)[0]!, { epcList: [], quantityList: lot(3) });
			Object.assign(events(document)[1]!, { childEPCs: [], childQuantityList: lot(2) });
		}],
		['eventTime', (document) => {
			events(document)[3]!.eventTime = 'when it came';
		}],
	])('end with 2 and a reason (%s), and leave nothing on the chain', async (reason, change) => {
		const state = async () => [
			await readPlain<number>(node.api, 'consortium.nextOrgId'),
			...(await Promise.all(
				council().map(async ({ address }) => (await readPlain<{ nonce: number }>(node.api, 'system.account', address)).nonce),
			)),
		];
		const before = await state();
		const { code, err } = await demo('--url', node.url, '--epcis', written('broken.json', change));
		expect(err).toContain(reason);
		expect(code).toBe(2);
		expect(await state()).toEqual(before);
	});
});

describe.each<[string, (document: Json) => void]>([
	['as GS1 prints them in URNs', () => {}],
	['of a factory that makes its own brand, listed backwards, with CBV as Web URIs and a place without GLN', (document) => {
		const text = JSON.stringify(document)
			.replaceAll('urn:epc:id:sscc:9521002.0000000001', 'urn:epc:id:sscc:9521001.0000000001')
			.replace(/"bizStep":"(\w+)"/g, '"bizStep":"https://ref.gs1.org/cbv/BizStep-$1"')
			.replaceAll('"possessing_party"', '"urn:epcglobal:cbv:sdt:possessing_party"')
			.replace('urn:epc:id:sgln:9521002.00001.0', 'https://places.example/gate-7');
		Object.assign(document, JSON.parse(text));
		document.epcisBody.eventList.reverse();
	}],
])('a document %s', (_, change) => {
	let node: Node;
	beforeAll(async () => {
		node = await startDev();
	});
	afterAll(() => node?.stop());

	it('is played to the end', async () => {
		const { code, out, err } = await demo('--url', node.url, '--epcis', written('small.json', change));
		expect(err).toBe('');
		expect(out).toContain('Summary');
		expect(out).toContain('3 serials have fewer than 8 characters');
		expect(out).toContain('divides the lot into 2 consignments');
		expect(code).toBe(0);
	});
});
