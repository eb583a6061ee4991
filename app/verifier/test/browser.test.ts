/** The page in a real browser, opened from a file and without a network. Needs a Chromium in `TRACEMARK_BROWSER`. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
// @ts-expect-error the script that builds the page has no types
import { page as built } from '../build.mjs';
import { GENESIS, read } from './lib/fixtures.ts';

const BROWSER = process.env.TRACEMARK_BROWSER;
const GENUINE = process.env.TRACEMARK_GENUINE;
if (!BROWSER) console.warn('NOT OPENED: the page in a browser; name a Chromium in TRACEMARK_BROWSER');

/** How often each certificate is verified for its time. */
const RUNS = 51;

interface Shown {
	text: string;
	/** From the press of the button until the verdict stands there, in milliseconds. */
	took: number;
}

describe.skipIf(!BROWSER)('the page in a browser', () => {
	const folder = mkdtempSync(join(tmpdir(), 'verifier-'));
	const asked: string[] = [];
	let browser: Browser;
	let page: Page;

	beforeAll(async () => {
		writeFileSync(join(folder, 'verifier.html'), await built());
		// Root may not use the sandbox, and containers have little shared memory.
		browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
		const context = await browser.newContext({ offline: true });
		page = await context.newPage();
		page.on('request', (request) => asked.push(request.url()));
		await page.goto(pathToFileURL(join(folder, 'verifier.html')).href);
	});

	afterAll(async () => {
		await browser?.close();
		rmSync(folder, { recursive: true });
	});

	/** What the page shows of a certificate that a person chose. */
	const shown = async (certificate: Uint8Array, anchor: string, original?: Uint8Array): Promise<Shown> => {
		const file = (name: string, content: Uint8Array) => ({ name, mimeType: '', buffer: Buffer.from(content) });
		await page.setInputFiles('#certificate', file('C.json', certificate));
		await page.setInputFiles('#original', original ? file('original', original) : []);
		await page.fill('#genesis', anchor);
		return page.evaluate(
			() =>
				new Promise<Shown>((resolve) => {
					const result = document.querySelector('#result')!;
					result.replaceChildren();
					const begun = performance.now();
					const watcher = new MutationObserver(() => {
						watcher.disconnect();
						resolve({ text: result.textContent ?? '', took: performance.now() - begun });
					});
					watcher.observe(result, { childList: true });
					document.querySelector('button')!.click();
				}),
		);
	};

	it('judges certificates of a live chain, and what was made of them', async () => {
		const certificate = read('record.json');
		expect((await shown(certificate, GENESIS)).text).toContain('The certificate is genuine.');
		const original = await shown(certificate, GENESIS, read('original.html'));
		expect(original.text).toContain('The file original is the original');
		expect((await shown(certificate, GENESIS, read('record.json'))).text).toContain('is not about the file');
		const forged = Buffer.from(certificate);
		// A digit of the digest that is certified.
		const at = forged.indexOf('"digest":"0x') + 20;
		forged[at] = forged[at] === 0x30 ? 0x31 : 0x30;
		const refused = await shown(forged, GENESIS);
		expect(refused.text).toContain('The certificate is not valid.');
		expect(refused.text).not.toContain('is genuine');
		const other = GENESIS.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));
		expect((await shown(certificate, other)).text).toContain('The certificate is not valid.');
	});

	it.skipIf(!GENUINE)('takes less than a tenth of a second for a certificate with hand-overs', async () => {
		const [anchor, ...texts] = readFileSync(GENUINE!, 'utf8').trim().split('\n');
		const handOffs = (text: string) => JSON.parse(text).finality.handOffs.length as number;
		const most = Math.max(...texts.map(handOffs));
		expect(most).toBeGreaterThanOrEqual(3);
		const text = texts.find((given) => handOffs(given) === most)!;
		const times: number[] = [];
		for (let run = 0; run < RUNS; run++) {
			const { text: verdict, took } = await shown(Buffer.from(text), anchor!);
			expect(verdict).toContain('The certificate is genuine.');
			times.push(took);
		}
		times.sort((a, b) => a - b);
		const median = times[RUNS >> 1]!;
		const size = Buffer.byteLength(text);
		console.log(`${await browser.version()}: ${size} bytes, ${most} hand-overs: median ${median.toFixed(1)} ms of ${RUNS} runs`);
		expect(median).toBeLessThan(100);
	});

	it('asks nobody for anything', () => {
		expect(asked).toHaveLength(1);
		expect(asked[0]).toMatch(/^file:/);
	});
});
