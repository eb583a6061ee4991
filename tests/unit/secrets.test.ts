import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, text } from '../lib/bytes.ts';
import { Searcher } from '../lib/scan.ts';
import { Vault } from '../lib/secrets.ts';
import { runs } from '../lib/random.ts';

describe('the search for secrets', () => {
	it('finds each secret wherever it stands, and no other', () => {
		const bytes = fc.uint8Array({ minLength: 0, maxLength: 60 });
		fc.assert(
			fc.property(bytes, bytes, fc.uint8Array({ minLength: 4, maxLength: 40 }), (before, after, secret) => {
				const searcher = new Searcher([
					{ label: 'secret', bytes: secret },
					{ label: 'other', bytes: new Uint8Array(randomBytes(32)) },
				]);
				expect([...searcher.find(concat(before, secret, after))]).toEqual(['secret']);
			}),
			runs(3),
		);
	});

	it('refuses what is too short to mean anything', () => {
		expect(() => new Searcher([{ label: 'short', bytes: text('abc') }])).toThrow('too short');
	});
});

describe('the vault', () => {
	it('remembers value and salt of a commitment, and the number of an amount', () => {
		const vault = new Vault();
		const known = vault.secrets.length;
		const [first, second] = [vault.commitAmount('value', 1_234_567_890n), vault.commit('value', '1234567890')];
		expect(first).not.toBe(second);
		const labels = vault.secrets.slice(known).map(({ label }) => label);
		expect(labels).toEqual(['value, as number', 'value', 'salt of value', 'value', 'salt of value']);
	});

	it('remembers the telling parts of a text, which alone would give it away', () => {
		const vault = new Vault();
		vault.commit('sale', 'order 7715-0302 of Somebody', ['7715-0302']);
		expect(vault.secrets.map(({ label }) => label)).toContain('sale: 7715-0302');
		expect(() => vault.commit('sale', 'order 1', ['7715-0302'])).toThrow('no part of it');
	});

	it('remembers item keys until they are shown, and counts serials that anybody guesses', () => {
		const vault = new Vault();
		const { itemKey: key } = vault.labelKey('S1');
		const holds = () => vault.secrets.some(({ bytes }) => Buffer.compare(bytes, key) === 0);
		expect(holds()).toBe(true);
		vault.reveal(key);
		expect(holds()).toBe(false);
		vault.keepSerial('1234567');
		vault.keepSerial('12345678');
		expect(vault.guessable).toBe(1);
		expect(vault.secrets.map(({ label }) => label)).toContain('serial 12345678');
	});

	it('gives equal persons equal tags', () => {
		const vault = new Vault();
		expect(vault.tag('a', 'somebody')).toEqual(vault.tag('b', 'somebody'));
		expect(vault.tag('a', 'somebody')).not.toEqual(new Vault().tag('a', 'somebody'));
	});

	it('forgets what was shown on purpose', () => {
		const vault = new Vault();
		vault.keep('serial', text('ABCDEFGH'));
		vault.reveal(text('ABCDEFGH'));
		expect(vault.secrets.map(({ label }) => label)).not.toContain('serial');
	});
});
