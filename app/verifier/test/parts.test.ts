/** The parts against what is published about them. */
import { describe, expect, it } from 'vitest';
import { base64, hex, unbase64, unhex, utf8 } from '../src/bytes.ts';
import { canonical } from '../src/canonical.ts';
import { timeOf } from '../src/read.ts';
import { blake2b256, sha256, sha3256, twox128, twox64 } from '../src/hash.ts';
import { leafHash, nodeHash } from '../src/merkle.ts';
import { againSince, type Content, counts, type DigestRecord } from '../src/records.ts';
import { decoded } from '../src/scale.ts';
import { sm3 } from '../src/sm3.ts';
import { compact } from './lib/scale.ts';

describe('canonical JSON', () => {
	it('sorts members by their UTF-16 code units, as RFC 8785 does in section 3.2.3', () => {
		const names = { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7 };
		expect(canonical(names)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
	});

	it('escapes as RFC 8785 does in section 3.2.2', () => {
		const given = { string: '€$\u000F\nA\'B"\\\\"/', literals: [null, true, false] };
		expect(canonical(given)).toBe('{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}');
		expect(canonical('\b\t\f\r\u007f')).toBe('"\\b\\t\\f\\r\u007f"');
	});

	it('has no number that a reader may round', () => {
		expect(canonical(2n ** 53n - 1n)).toBe('9007199254740991');
		for (const number of [2n ** 53n, -1, [2n ** 64n], { number: -1n }]) expect(canonical(number)).toBeUndefined();
	});
});

describe('hashes', () => {
	it('are those of FIPS 180-4, RFC 7693 and the storage prefixes of Substrate', () => {
		expect(hex(sha256(utf8('a'), utf8('bc')))).toBe(
			'0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
		);
		expect(hex(blake2b256(utf8('')))).toBe('0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8');
		expect(hex(twox128(utf8('System')))).toBe('0x26aa394eea5630e07c48ae0c9558cef7');
		expect(hex(twox128(utf8('Account')))).toBe('0xb99d880ec681799c0cf30e8886371da9');
		expect(hex(twox64(utf8('')))).toBe('0x99e9d85137db46ef');
	});

	it('are those of FIPS 202 for SHA3-256', () => {
		for (const [message, digest] of [
			['', '0xa7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a'],
			['abc', '0x3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532'],
		] as const) {
			expect(hex(sha3256(utf8(message)))).toBe(digest);
		}
	});

	it('are those of GB/T 32905-2016, appendix A, for SM3, also where the length needs a block of its own', () => {
		for (const [message, digest] of [
			['abc', '0x66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'],
			['abcd'.repeat(16), '0xdebe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732'],
			['', '0x1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b'],
		] as const) {
			expect(hex(sm3(utf8(message)))).toBe(digest);
		}
	});

	it('of leaves and nodes begin with a byte that tells them apart, as in RFC 6962, section 2.1', () => {
		expect(hex(leafHash(utf8('')))).toBe('0x6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
		const [left, right] = [leafHash(utf8('a')), leafHash(utf8('b'))];
		expect(hex(nodeHash(left, right))).toBe(hex(sha256(Uint8Array.of(1), left, right)));
	});
});

describe('bytes', () => {
	it.each([
		['', ''],
		['f', 'Zg=='],
		['fo', 'Zm8='],
		['foo', 'Zm9v'],
		['foob', 'Zm9vYg=='],
		['fooba', 'Zm9vYmE='],
		['foobar', 'Zm9vYmFy'],
	])('%j are %j in base64 (RFC 4648, section 10)', (text, encoded) => {
		expect(base64(utf8(text))).toBe(encoded);
		expect(unbase64(encoded)).toEqual(utf8(text));
	});

	it.each(['Zg', 'Zg=', 'Zh==', 'Zm9=', 'Zm9v=', '====', 'Z===', 'Zm9v ', 'Zm9v\n', 'Zm-v', 'Zg==Zg=='])(
		'have no other spelling in base64: %j',
		(text) => expect(unbase64(text)).toBeUndefined(),
	);

	it('go to hexadecimal and back', () => {
		const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
		expect(unhex(hex(bytes))).toEqual(bytes);
	});
});

describe('SCALE', () => {
	it('has one encoding of each length', () => {
		const edges = [0, 1, 63, 64, 16_383, 16_384, 2 ** 30 - 1, 2 ** 30, 2 ** 32 - 1];
		for (const value of edges) expect(decoded(compact(value), (scale) => scale.compact())).toBe(value);
		const longer = [
			'0x0100',
			'0xfd00',
			'0x02000000',
			'0xfeff0000',
			'0x0300000000',
			'0x03ffffff3f',
			'0x070000000001',
		] as const;
		for (const text of longer) expect(decoded(unhex(text), (scale) => scale.compact())).toBeUndefined();
	});

	it('ends where its bytes end', () => {
		expect(decoded(Uint8Array.of(1, 2), (scale) => scale.u8())).toBeUndefined();
		expect(decoded(Uint8Array.of(1), (scale) => scale.u16())).toBeUndefined();
		expect(decoded(unhex('0xfeffffff'), (scale) => scale.list((inner) => inner.u8()))).toBeUndefined();
	});
});

describe('moments', () => {
	it.each([
		[0n, '1970-01-01T00:00:00.000Z'],
		[951_782_399_999n, '2000-02-28T23:59:59.999Z'],
		[951_782_400_000n, '2000-02-29T00:00:00.000Z'],
		[4_107_542_400_000n, '2100-03-01T00:00:00.000Z'],
		[2n ** 64n - 1n, '9999-12-31T23:59:59.999Z'],
	])('%d is %s', (moment, text) => expect(timeOf(moment)).toBe(text));
});

describe('a deposit of a digest that was revoked', () => {
	const deposit = (content: Content, moment: bigint) => ({
		kind: 'web capture' as const,
		org: 4,
		operator: 10,
		block: 1,
		moment,
		content,
		description: hex(new Uint8Array(32)),
	});
	const leaf: Content = { is: 'leaf', root: new Uint8Array(32), openedAt: 90n };
	const record: DigestRecord = {
		deposit: deposit({ is: 'single' }, 10n),
		revoked: { last: 1, left: 1, at: 50n, againSince: undefined },
		first: { by: 4, at: 10n },
		corroborations: 2,
	};

	it('counts if it was made before, or is a leaf of a batch that was', () => {
		expect(counts(record, 1, deposit({ is: 'single' }, 10n))).toBe(true);
		expect(counts(record, 2, deposit({ is: 'single' }, 60n))).toBe(false);
		expect(counts(record, 2, deposit(leaf, 49n))).toBe(true);
		expect(counts(record, 2, deposit(leaf, 50n))).toBe(false);
	});

	it('stands again since a reinstatement while it stands', () => {
		const revoked = (left: number, since?: bigint) => ({ ...record, revoked: { last: 1, left, at: 50n, againSince: since } });
		expect(againSince({ ...record, revoked: undefined })).toBeUndefined();
		expect(againSince(revoked(1))).toBeUndefined();
		expect(againSince(revoked(1, 70n))).toBe(70n);
		expect(againSince(revoked(0, 70n))).toBeUndefined();
	});
});
