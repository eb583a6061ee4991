/** Signatures of issuers and authorities. */
import { ed25519, ristretto255 } from '@noble/curves/ed25519.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import * as sr25519 from '@scure/sr25519';
import { type Bytes, equal, unhex } from './bytes.ts';
import { type Certificate, type scheme, signedText } from './form.ts';
import { blake2b256 } from './hash.ts';
import { type Of } from './json.ts';
import { refusal } from './refusal.ts';

/** Ed25519 by the rules of ZIP 215, which the chain follows. */
export const verifyEd25519 = (signature: Uint8Array, message: Uint8Array, key: Uint8Array): boolean =>
	ed25519.verify(signature, message, key, { zip215: true });

/**
 * Whether a signature under this Ed25519 key proves nothing: the key is a point of small order, under
 * which anybody can sign, or is spelled as no key pair spells it (RFC 8032, section 5.1.2).
 */
export const isWeakEd25519 = (key: Uint8Array): boolean => {
	try {
		const point = ed25519.Point.fromBytes(Uint8Array.from(key), true);
		return point.isSmallOrder() || !equal(point.toBytes(), key);
	} catch {
		// No point at all: no signature is valid under it.
		return false;
	}
};

/** Ristretto has one spelling for each point, and none of small order but the neutral one. */
const isWeakSr25519 = (key: Uint8Array): boolean => equal(key, NEUTRAL);
const NEUTRAL = ristretto255.Point.ZERO.toBytes();

/** Schnorr signatures over Ristretto with Substrate's signing context. */
export const verifySr25519 = (signature: Uint8Array, message: Uint8Array, key: Uint8Array): boolean => {
	try {
		return sr25519.verify(message, signature, key);
	} catch {
		// The library throws for points and scalars that are none.
		return false;
	}
};

/**
 * ECDSA over secp256k1 and BLAKE2b-256, as the chain has it: 64 bytes and a recovery id. The account is BLAKE2b-256 of
 * the compressed key that is recovered. Of the two scalars and the many recovery ids that the chain takes, a signature
 * has one of each: the lesser scalar, and 0 or 1.
 */
export const verifyEcdsa = (signature: Uint8Array, message: Uint8Array, account: Uint8Array): boolean => {
	const recovery = signature[64];
	if (recovery === undefined || recovery > 1) return false;
	try {
		const scalars = secp256k1.Signature.fromBytes(signature.subarray(0, 64), 'compact');
		if (scalars.hasHighS()) return false;
		const key = scalars.addRecoveryBit(recovery).recoverPublicKey(blake2b256(message));
		return equal(blake2b256(key.toBytes(true)), account);
	} catch {
		// The library throws for scalars that are none, and where no key can be recovered.
		return false;
	}
};

const SCHEMES = {
	ed25519: { length: 64, isWeak: isWeakEd25519, verify: verifyEd25519 },
	sr25519: { length: 64, isWeak: isWeakSr25519, verify: verifySr25519 },
	// The group of secp256k1 has no point of small order.
	ecdsa: { length: 65, isWeak: () => false, verify: verifyEcdsa },
};

/**
 * Whether a signature is that of a key over a message. Refuses a key, named as that of `whom`, under which a
 * signature proves nothing.
 */
export const isSigned = (by: Of<typeof scheme>, key: Bytes, signature: Bytes, message: Bytes, whom: string): boolean => {
	const { length, isWeak, verify } = SCHEMES[by];
	if (signature.length !== length) return false;
	if (isWeak(key)) throw refusal('WeakKey', whom);
	return verify(signature, message, key);
};

/** Checks the issuer's signature. */
export const checkIssuer = (certificate: Certificate): void => {
	const { signature, issuer } = certificate;
	if (signature === undefined) throw refusal('Unsigned');
	const valid = isSigned(issuer.scheme, unhex(issuer.publicKey), unhex(signature), signedText(certificate), 'issuer');
	if (!valid) throw refusal('BadSignature');
};
