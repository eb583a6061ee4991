/** Signatures at the edges of what the curves allow: both verifiers must draw the same line. */
import { ed25519, ristretto255 } from '@noble/curves/ed25519.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import { type Bytes, concat, hex, unhex, utf8 } from '../src/bytes.ts';
import { type Certificate, signedText } from '../src/form.ts';
import { verifyEcdsa } from '../src/signature.ts';
import { verify } from '../src/verify.ts';
import { type Case, CLI, disagreements, sayIfLeftOut } from './lib/cases.ts';
import {
	digest,
	digestSubject,
	keyOf,
	keysOf,
	type Scheme,
	signEcdsa,
	TestChain,
	textBytes,
} from './lib/chain.ts';

sayIfLeftOut();

const { Point } = ed25519;
const [ORDER, PRIME] = [Point.Fn.ORDER, Point.Fp.ORDER];
const little = (value: bigint): Bytes =>
	Uint8Array.from({ length: 32 }, (_, index) => Number((value >> BigInt(8 * index)) & 255n));
const integer = (bytes: Uint8Array): bigint => bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

const chain = new TestChain(1, [4], 8);
const CERTIFICATE = chain.certify(digestSubject(digest(3, 0)));

type Verdict = 'valid' | 'BadSignature' | 'WeakKey';

interface Edge extends Case {
	verdict: Verdict;
}

const edge = (verdict: Verdict, scheme: Scheme, label: string, key: Bytes, sign: (text: Bytes) => Bytes): Edge => {
	const issuer = { ...CERTIFICATE.issuer, scheme, publicKey: hex(key) };
	const certificate: Certificate = { ...CERTIFICATE, issuer };
	const signature = hex(sign(signedText(certificate)));
	return { verdict, label: `${scheme}, ${label}`, text: textBytes({ ...certificate, signature }), anchor: chain.genesis };
};

const { secret, key } = keysOf(7, 7);
const { scalar } = ed25519.utils.getExtendedPublicKey(secret);

/** A signature whose nonce is nothing but a point of small order in this spelling, or of this one more than nothing. */
const bare =
	(point: Bytes, more = 0n) =>
	(text: Bytes): Bytes => {
		const challenge = integer(sha512(concat(point, key, text))) % ORDER;
		return concat(point, little(((challenge * scalar) % ORDER) + more));
	};

const ZERO = new Uint8Array(32);
const ONE = little(1n);
const EIGHTH = unhex('0x26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05');
const negative = little(1n | (1n << 255n));
const marked = (point: Bytes, s: bigint): Bytes => {
	const signature = concat(point, little(s));
	signature[63]! |= 128;
	return signature;
};
const ristretto = (times: bigint): Bytes => Uint8Array.from(ristretto255.Point.BASE.multiply(times).toBytes());

const EDGES: Edge[] = [
	// ZIP 215: points in any spelling, of any order.
	edge('valid', 'ed25519', 'nonce of order 1', key, bare(ONE)),
	edge('valid', 'ed25519', 'nonce of order 1, not reduced', key, bare(little(PRIME + 1n))),
	edge('valid', 'ed25519', 'nonce of order 1, with a sign', key, bare(negative)),
	edge('valid', 'ed25519', 'nonce of order 2', key, bare(little(PRIME - 1n))),
	edge('valid', 'ed25519', 'nonce of order 4', key, bare(ZERO)),
	edge('WeakKey', 'ed25519', 'key of order 1', ONE, () => concat(ONE, ZERO)),
	edge('WeakKey', 'ed25519', 'key of order 1, not reduced', little(PRIME + 1n), () => concat(ONE, ZERO)),
	edge('WeakKey', 'ed25519', 'key of order 1, with a sign', negative, () => concat(ONE, ZERO)),
	edge('WeakKey', 'ed25519', 'key of order 2', little(PRIME - 1n), () => concat(ONE, ZERO)),
	edge('WeakKey', 'ed25519', 'key of order 4', ZERO, () => concat(ONE, ZERO)),
	edge('WeakKey', 'ed25519', 'key of order 4, not reduced', little(PRIME), () => concat(ONE, ZERO)),
	edge('WeakKey', 'ed25519', 'key of order 8', EIGHTH, () => concat(ONE, ZERO)),
	edge('WeakKey', 'ed25519', 'key of large order, not reduced', little(PRIME + 3n), () => concat(ONE, ZERO)),
	edge('BadSignature', 'ed25519', 'scalar that is not reduced', key, bare(ONE, ORDER)),
	edge('BadSignature', 'ed25519', 'key that is no point', little(2n), () => concat(ONE, ZERO)),
	edge('BadSignature', 'ed25519', 'nonce that is no point', key, bare(little(2n))),
	// Ristretto: one spelling for each point.
	edge('WeakKey', 'sr25519', 'neutral key', ZERO, () => marked(ristretto(5n), 5n)),
	edge('WeakKey', 'sr25519', 'neutral key and nonce', ZERO, () => marked(ZERO, 0n)),
	edge('WeakKey', 'sr25519', 'neutral key, another nonce', ZERO, () => marked(ristretto(6n), 5n)),
	edge('WeakKey', 'sr25519', 'neutral key, scalar that is not reduced', ZERO, () => marked(ristretto(5n), 5n + ORDER)),
	edge('WeakKey', 'sr25519', 'neutral key without the mark', ZERO, () => concat(ristretto(5n), little(5n))),
	edge('BadSignature', 'sr25519', 'neutral nonce', ristretto(1n), () => marked(ZERO, 0n)),
	edge('BadSignature', 'sr25519', 'key that is not reduced', little(PRIME), () => marked(ZERO, 0n)),
];

describe('an issuer’s signature', () => {
	it.each(EDGES)('is judged as the chain judges signatures, and weak keys are refused: $label', (given) => {
		const verdict = verify(given.text, given.anchor);
		expect(verdict.valid ? 'valid' : verdict.refusal.code).toBe(given.verdict);
	});

	it.runIf(CLI)('is judged by Rust alike', async () => {
		expect(await disagreements(EDGES)).toEqual([]);
	});
});

describe('an ECDSA signature', () => {
	/** What `sp_core::ecdsa` signs with the key of `//Alice`, and the account that the chain gives to that key. */
	const SECRET = unhex('0xcb6df9de1efca7a3998a8ead4e02159d5fa99c3e0d4fd6432667390bb4726854');
	const ACCOUNT = unhex('0x01e552298e47454041ea31273b4b630c64c104e4514aa3643490b8aaca9cf8ed');
	const MESSAGE = utf8('tracemark');
	const VECTOR =
		'0xe6b68e8cfff6322f53f9baa4ca0dd1be4cd518cca396d24d92d9e7557629c9560614b9551832aa93723a3382ffb7354cdebdf71495c765e75e3e67490325ac0501';
	const SIGNATURE = unhex(VECTOR);

	it('is that of the chain’s own library', () => {
		expect(verifyEcdsa(SIGNATURE, MESSAGE, ACCOUNT)).toBe(true);
		expect(hex(signEcdsa(MESSAGE, SECRET))).toBe(VECTOR);
		expect(keyOf(SECRET, 'ecdsa')).toBe(hex(ACCOUNT));
	});

	it('is refused with any byte changed, of another message, and under another account', () => {
		for (let at = 0; at < SIGNATURE.length; at++) {
			const changed = SIGNATURE.map((byte, index) => (index === at ? byte ^ 1 : byte));
			expect(verifyEcdsa(changed, MESSAGE, ACCOUNT), `${at}`).toBe(false);
		}
		expect(verifyEcdsa(SIGNATURE, utf8('Tracemark'), ACCOUNT)).toBe(false);
		expect(verifyEcdsa(SIGNATURE, MESSAGE, key)).toBe(false);
		expect(verifyEcdsa(new Uint8Array(65), MESSAGE, ACCOUNT)).toBe(false);
	});
});
