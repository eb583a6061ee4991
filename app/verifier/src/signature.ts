/** Signatures of issuers and authorities. */
import { ed25519, ristretto255 } from '@noble/curves/ed25519.js';
import * as sr25519 from '@scure/sr25519';
import { equal, unhex } from './bytes.ts';
import { type Certificate, signedText } from './form.ts';
import { refusal } from './refusal.ts';

/** Ed25519 by the rules of ZIP 215, which the chain follows. */
export const verifyEd25519 = (signature: Uint8Array, message: Uint8Array, key: Uint8Array): boolean =>
	ed25519.verify(signature, message, key, { zip215: true });

const ORDER = ristretto255.Point.Fn.ORDER;
const IDENTITY = ristretto255.Point.ZERO.toBytes();

/** Schnorr signatures over Ristretto with Substrate's signing context. */
export const verifySr25519 = (signature: Uint8Array, message: Uint8Array, key: Uint8Array): boolean => {
	try {
		if (equal(key, IDENTITY)) return verifyByNobody(signature);
		return sr25519.verify(message, signature, key);
	} catch {
		// The library throws for points and scalars that are none.
		return false;
	}
};

/**
 * Under the neutral element as key, which nobody's secret belongs to, the equation holds for every
 * message once R is s times the base point. The chain's library passes that, so this program does.
 */
const verifyByNobody = (signature: Uint8Array): boolean => {
	const scalar = Uint8Array.from(signature.subarray(32));
	const last = scalar[31] ?? 0;
	if (last < 128) return false;
	scalar[31] = last & 127;
	const s = scalar.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
	if (s >= ORDER) return false;
	const point = s === 0n ? ristretto255.Point.ZERO : ristretto255.Point.BASE.multiply(s);
	return equal(point.toBytes(), signature.subarray(0, 32));
};

/** Checks the issuer's signature. */
export const checkIssuer = (certificate: Certificate): void => {
	if (certificate.signature === undefined) throw refusal('Unsigned');
	const signature = unhex(certificate.signature);
	if (signature.length !== 64) throw refusal('BadSignature');
	const verify = certificate.issuer.scheme === 'ed25519' ? verifyEd25519 : verifySr25519;
	const valid = verify(signature, signedText(certificate), unhex(certificate.issuer.publicKey));
	if (!valid) throw refusal('BadSignature');
};
