/** The page: one file without anything from elsewhere, which shows the verdict to people. */
import { createHash } from 'node:crypto';
import { JSDOM } from 'jsdom';
import { beforeAll, describe, expect, it } from 'vitest';
import { hex, utf8 } from '../src/bytes.ts';
import { checkpointText } from '../src/checkpoint.ts';
import * as keys from '../src/keys.ts';
import { pageOf } from '../src/page.ts';
import { DOES_NOT_PROVE } from '../src/texts.ts';
import { verify, verifyOriginal } from '../src/verify.ts';
// @ts-expect-error the script that builds the page has no types
import { page } from '../build.mjs';
import { described, digest, digestSubject, opening, original, signed, TestChain, textBytes } from './lib/chain.ts';
import { GENESIS, read } from './lib/fixtures.ts';

const textOf = (html: string): string => new JSDOM(html).window.document.body.textContent ?? '';

describe('a verdict', () => {
	const chain = new TestChain(1, [4], 8);
	const shown = (k: number, anchored = true) =>
		pageOf(verify(textBytes(chain.certify(digestSubject(digest(4, k)))), anchored ? chain.genesis : undefined));

	it('says who, what and when, and what is not proven, before everything else', () => {
		const html = shown(0);
		const text = textOf(html);
		const places = [
			'The certificate is genuine.',
			'Member <4> & Co (DE), organisation 4 of the consortium, through its operator 10',
			`deposited the SHA-256 digest ${digest(4, 0)}, the first deposit of it`,
			'2026-11-24 18:58:15.000 UTC (block 4)',
			'What this certificate does not prove',
			DOES_NOT_PROVE[0]!,
			DOES_NOT_PROVE.at(-1)!,
			'All statements, and on whose word',
		].map((words) => text.indexOf(words));
		expect(places).not.toContain(-1);
		expect(places).toEqual(places.toSorted((a, b) => a - b));
	});

	it('says who and what first of a record of a register', () => {
		for (const [file, who, what] of [
			['right', 'owner: Example brand (organisation 3), 750000 millionths', 'The chain held the right 0x19e2fe1d'],
			['licence', 'licensee: Example importer (organisation 8)', 'The chain held licence 3 on record'],
			['declaration', 'declarant: Example trader (organisation 16)', 'The chain held declaration 1 on record'],
		] as const) {
			const text = textOf(pageOf(verify(read(`${file}.json`))));
			const places = [who, what, 'What this certificate does not prove'].map((words) => text.indexOf(words));
			expect(places).not.toContain(-1);
			expect(places).toEqual(places.toSorted((a, b) => a - b));
		}
	});

	it('names those who voted, and those of the set whose votes it has not', () => {
		const { document } = new JSDOM(shown(0)).window;
		const of = (name: string) =>
			[...document.querySelectorAll('dt')].filter(({ textContent }) => textContent === name).map(
				(row) => row.nextElementSibling?.textContent ?? '',
			);
		const [[voted, ...none], [others]] = [of('Made final by'), of('Other validators')] as [string[], string[]];
		expect(none).toEqual([]);
		expect(voted).toMatch(/^3 of the 4 validators who operate the chain, by vote: /);
		expect(others).toMatch(/^no vote of theirs is in the certificate: /);
		const statements = [...document.querySelectorAll('tbody tr')].map(({ textContent }) => textContent ?? '');
		for (const [member, { key }] of chain.sets[0]!.entries()) {
			const [given, operator] = [hex(key), statements.find((text) => text.includes(hex(key)))];
			// The first three votes are enough.
			expect([voted!.includes(given), others!.includes(given)]).toEqual([member < 3, member === 3]);
			expect(operator).toContain(`${given}, ${member < 3 ? 'voted' : 'no vote of it in the certificate'}`);
		}
		expect(textOf(pageOf(verify(read('record.json'))))).toContain('1 of the 1 validators');
		expect(textOf(pageOf(verify(read('record.json'))))).not.toContain('Other validators');
	});

	it('marks each statement with whose word it stands on', () => {
		const { document } = new JSDOM(shown(0)).window;
		for (const row of document.querySelectorAll('dd, tbody tr')) {
			expect(row.querySelectorAll('.mark')).toHaveLength(1);
			expect(row.querySelector('.mark')?.textContent).toMatch(
				/^proven by the chain$|^covered by the issuer’s signature$/,
			);
		}
		const of = (name: string) =>
			[...document.querySelectorAll('tbody tr')].find((row) => row.querySelector('th')?.textContent === name);
		expect(of('depositor')?.querySelector('.mark')?.textContent).toBe('proven by the chain');
		expect(of('retrieved')?.querySelector('.mark')?.textContent).toBe('covered by the issuer’s signature');
	});

	it('has no markup of what the certificate says', () => {
		const certificate = chain.certify(digestSubject(digest(4, 0)));
		const name = '<img src=x onerror="alert(1)">\'&';
		const html = pageOf(verify(textBytes(signed({ ...certificate, issuer: { ...certificate.issuer, name } }))));
		const { document } = new JSDOM(html).window;
		expect(document.querySelector('img, script')).toBeNull();
		expect(document.body.textContent).toContain(name);
	});

	it('warns when nobody vouched for the genesis hash', () => {
		expect(textOf(shown(0, false))).toContain('genuine, if the genesis hash is right');
		expect(textOf(shown(0))).not.toContain('if the genesis hash');
	});

	it('warns when the deposit was revoked', () => {
		expect(textOf(shown(4))).toContain('This deposit does not stand');
		expect(textOf(shown(0))).not.toContain('not stand');
	});

	it('says that a deposit was reinstated, when it did not stand, and whether it was revoked again', () => {
		const page = (block: number) =>
			textOf(pageOf(verify(textBytes(chain.certify(digestSubject(digest(block, 4)))), chain.genesis)));
		const reinstated = page(3);
		expect(reinstated).toContain(
			'This deposit was revoked at 2026-11-24 18:58:09.000 UTC and reinstated at 2026-11-24 18:58:10.000 UTC: between the two it did not stand.',
		);
		expect(reinstated).toContain('The digest stands again since 2026-11-24 18:58:10.000 UTC, by a reinstatement');
		expect(reinstated).not.toContain('does not stand');
		const again = page(6);
		expect(again).toContain('This deposit does not stand: a deposit of the digest was revoked.');
		expect(again).toContain('It was revoked again, for good, at 2026-11-24 18:58:29.000 UTC.');
		expect(again).not.toContain('stands again');
	});

	it('shows an entry of the state, and that there is none', () => {
		for (const [org, words] of [
			[3, 'The chain held an entry Consortium.Organisations'],
			[99, 'The chain held no entry Consortium.Organisations'],
			[99, 'that the chain has such an item is not proven'],
		] as const) {
			const key = hex(keys.organisation(org));
			const certificate = chain.certify({ state: { name: 'Consortium.Organisations', key } });
			expect(textOf(pageOf(verify(textBytes(certificate))))).toContain(words);
		}
	});

	it('says why a certificate or an original is refused, and shows nothing of it', () => {
		const text = textOf(pageOf(verify(read('record.json'), chain.genesis)));
		expect(text).toContain('The certificate is not valid.');
		expect(text).toContain('The certificate belongs to the chain with genesis');
		expect(text).not.toContain('Association of Brands');
		expect(textOf(pageOf(verify(utf8('no JSON'))))).toContain('Nothing was verified.');
		const verdict = verify(read('record.json'), GENESIS);
		if (!verdict.valid) throw verdict.refusal;
		const original = { name: 'other.html', refusal: verifyOriginal(verdict.report.certificate, utf8('other')) };
		expect(textOf(pageOf(verdict, original))).toContain('The certificate is not about the file other.html.');
	});
});

describe('the page', () => {
	let html: string;
	beforeAll(async () => {
		html = await page();
	});

	it('is one file that needs no network and is kept from it', () => {
		const { document } = new JSDOM(html).window;
		expect(document.querySelectorAll('[src], link, img, iframe')).toHaveLength(0);
		expect(html).not.toMatch(/\b(?:fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts)\b/);
		expect(html).not.toMatch(/@import|url\(/);
		// What would end the program early, or change before it is hashed.
		expect(document.querySelector('script')?.textContent).not.toMatch(/<\/script|<!--|\r/);
		const policy = document.querySelector('meta[http-equiv]')?.getAttribute('content') ?? '';
		expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-/);
		for (const inline of ['script', 'style']) {
			const content = document.querySelector(inline)?.textContent ?? '';
			expect(policy).toContain(`'sha256-${createHash('sha256').update(content).digest('base64')}'`);
		}
	});

	it('labels and explains each of its inputs', () => {
		const { document } = new JSDOM(html).window;
		expect(document.documentElement.lang).toBe('en');
		const inputs = [...document.querySelectorAll('input')];
		expect(inputs).toHaveLength(6);
		for (const input of inputs) {
			expect(document.querySelector(`label[for="${input.id}"]`)?.textContent).toBeTruthy();
			expect(document.getElementById(input.getAttribute('aria-describedby')!)?.textContent).toBeTruthy();
		}
	});

	/** A page into which a person put files and a hash, and pressed the button. */
	const used = async (files: Record<string, [name: string, content: Uint8Array<ArrayBuffer>]>, typed: string) => {
		// What browsers have and this one has not.
		const { document } = new JSDOM(html, {
			runScripts: 'dangerously',
			beforeParse: (inner) => Object.assign(inner, { TextEncoder, TextDecoder, Uint8Array }),
		}).window;
		for (const [id, [name, content]] of Object.entries(files)) {
			const file = { name, size: content.length, arrayBuffer: async () => content.buffer };
			Object.defineProperty(document.getElementById(id), 'files', { value: [file] });
		}
		(document.getElementById('genesis') as HTMLInputElement).value = typed;
		document.querySelector('button')!.click();
		const result = document.getElementById('result')!;
		await expect.poll(() => result.childElementCount).toBeGreaterThan(0);
		expect(document.activeElement).toBe(result);
		return result.textContent ?? '';
	};
	const certificate: [string, Uint8Array<ArrayBuffer>] = ['record.json', read('record.json')];

	it('shows the verdict on what a person chose', async () => {
		expect(await used({ certificate }, GENESIS)).toContain('The certificate is genuine.');
		expect(await used({ certificate }, '')).toContain('if the genesis hash is right');
		const original: [string, Uint8Array<ArrayBuffer>] = ['page.html', read('original.html')];
		expect(await used({ certificate, original }, GENESIS)).toContain('The file page.html is the original');
		expect(await used({ certificate, original: ['other', utf8('other')] }, GENESIS)).toContain('is not about the file');
	});

	it('takes the salt of an original and what opens the description', async () => {
		const chain = new TestChain(1, [4], 8);
		const given: [string, Uint8Array<ArrayBuffer>] = [
			'C.json',
			textBytes(described(chain.certify(digestSubject(digest(5, 1))))),
		];
		const whole = original(5, 1);
		const salted = { certificate: given, original: ['rest', whole.slice(32)] as [string, Uint8Array<ArrayBuffer>] };
		expect(await used(salted, chain.genesis)).toContain('is not about the file rest');
		const salt: [string, Uint8Array<ArrayBuffer>] = ['rest.salt', whole.slice(0, 32)];
		expect(await used({ ...salted, salt }, chain.genesis)).toContain('The file rest is the original');
		expect(await used({ ...salted, salt: ['rest.salt', whole] }, chain.genesis)).toContain('is no salt');
		expect(await used({ certificate: given, salt }, chain.genesis)).toContain('Choose the original');
		const file = (...words: string[]): [string, Uint8Array<ArrayBuffer>] => [
			'C.openings.json',
			utf8(JSON.stringify(words.map(opening))),
		];
		const text = await used({ certificate: given, openings: file('source', 'person') }, chain.genesis);
		expect(text).toContain('The certificate is genuine.');
		expect(text).toContain('Opened, sourcesource proven by the chain');
		const other = await used({ certificate: given, openings: file('tool') }, chain.genesis);
		expect(other).toContain('The openings do not belong to this certificate.');
		expect(other).toContain('Opening 1 of the list opens no commitment');
		expect(other).not.toContain('is genuine');
		const none = await used({ certificate: given, openings: ['C.openings.json', utf8('{}')] }, chain.genesis);
		expect(none).toContain('Nothing was verified.');
	});

	it('takes the checkpoint at which a certificate begins', async () => {
		const chain = new TestChain(1, [4, 4], 8);
		const checkpoint = chain.checkpoint(4, 9, [0, 1, 2]);
		const since = chain.certify(digestSubject(digest(4, 0)), undefined, undefined, checkpoint);
		const files: Record<string, [string, Uint8Array<ArrayBuffer>]> = { certificate: ['C.json', textBytes(since)] };
		expect(await used(files, chain.genesis)).toContain('whose file was not given');
		files.checkpoints = ['P.json', checkpointText(checkpoint)];
		const text = await used(files, chain.genesis);
		expect(text).toContain('The certificate is genuine.');
		expect(text).toContain(`It begins at the council checkpoint ${since.finality.checkpoint}`);
		expect(text).toContain('of block 9, signed by 3 of the 4 seats at block 4');
	});

	it('says what is missing or mistyped', async () => {
		expect(await used({}, '')).toContain('Choose a certificate first.');
		expect(await used({ certificate }, '0x12')).toContain('64 hexadecimal digits');
		const large: [string, Uint8Array<ArrayBuffer>] = ['large.json', new Uint8Array((16 << 20) + 1)];
		expect(await used({ certificate: large }, '')).toContain('larger than any certificate');
	});
});
