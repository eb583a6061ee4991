//! The issuer's signature.

use crate::{
	form::{Issuer, Scheme},
	Certificate, Refusal,
};
use curve25519_dalek::edwards::CompressedEdwardsY;
use sp_core::{ecdsa, ed25519, sr25519, Bytes, Pair, H256};
use sp_crypto_hashing::blake2_256;

/// Half of the order of secp256k1 (SEC 2, section 2.4.1): no lesser scalar of a signature is above it.
const HALF_ORDER: [u8; 32] = [
	0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
	0x5d, 0x57, 0x6e, 0x73, 0x57, 0xa4, 0x50, 0x1d, 0xdf, 0xe9, 0x2f, 0x46, 0x68, 0x1b, 0x20, 0xa0,
];

/// The key of an issuer, or of a seat of the council.
pub enum IssuerKey {
	/// Ed25519.
	Ed25519(Box<ed25519::Pair>),
	/// Sr25519.
	Sr25519(Box<sr25519::Pair>),
	/// ECDSA.
	Ecdsa(Box<ecdsa::Pair>),
}

impl IssuerKey {
	/// Reads a key from a secret URI: seed in hexadecimal, or phrase with derivations. `None` if it is
	/// neither.
	pub fn from_secret(scheme: Scheme, secret: &str) -> Option<Self> {
		match scheme {
			Scheme::Ed25519 => ed25519::Pair::from_string(secret, None)
				.ok()
				.map(|pair| Self::Ed25519(Box::new(pair))),
			Scheme::Sr25519 => sr25519::Pair::from_string(secret, None)
				.ok()
				.map(|pair| Self::Sr25519(Box::new(pair))),
			Scheme::Ecdsa => {
				ecdsa::Pair::from_string(secret, None).ok().map(|pair| Self::Ecdsa(Box::new(pair)))
			},
		}
	}

	/// The issuer as certificates name it.
	pub fn issuer(&self, name: &str) -> Issuer {
		let (scheme, public_key) = self.public();
		Issuer { name: name.to_owned(), scheme, public_key }
	}

	/// The scheme and the public key, which is the chain's account of it.
	pub fn public(&self) -> (Scheme, H256) {
		match self {
			Self::Ed25519(pair) => (Scheme::Ed25519, H256(pair.public().0)),
			Self::Sr25519(pair) => (Scheme::Sr25519, H256(pair.public().0)),
			Self::Ecdsa(pair) => (Scheme::Ecdsa, account_of(&pair.public())),
		}
	}

	/// The scheme, the public key, and a signature of a message.
	pub(crate) fn signature(&self, message: &[u8]) -> (Scheme, H256, Bytes) {
		let signature = match self {
			Self::Ed25519(pair) => pair.sign(message).0.to_vec(),
			Self::Sr25519(pair) => pair.sign(message).0.to_vec(),
			Self::Ecdsa(pair) => pair.sign(message).0.to_vec(),
		};
		let (scheme, public) = self.public();
		(scheme, public, Bytes(signature))
	}

	/// Signs a certificate that names the issuer with this key.
	pub fn sign(&self, certificate: &mut Certificate) -> Result<(), Refusal> {
		let (_, _, signature) = self.signature(&certificate.signed_text()?);
		certificate.signature = Some(signature);
		Ok(())
	}
}

/// Whether a signature under this Ed25519 key proves nothing: the key is a point of small order, under
/// which anybody can sign, or is spelled as no key pair spells it (RFC 8032, section 5.1.2).
///
/// ZIP 215, which the chain follows, takes signatures under such keys.
pub fn is_weak(public: &[u8; 32]) -> bool {
	let given = CompressedEdwardsY(*public);
	given.decompress().is_some_and(|point| point.is_small_order() || point.compress() != given)
}

/// Checks the issuer's signature.
pub fn verify(certificate: &Certificate) -> Result<(), Refusal> {
	let signature = certificate.signature.as_ref().ok_or(Refusal::Unsigned)?;
	let text = certificate.signed_text()?;
	let Issuer { scheme, public_key, .. } = &certificate.issuer;
	if check(*scheme, public_key, &signature.0, &text, "issuer")? {
		Ok(())
	} else {
		Err(Refusal::BadSignature)
	}
}

/// Whether a signature is that of a key over a message. Refuses a key, named as that of `whom`, under which a
/// signature proves nothing.
pub fn check(
	scheme: Scheme,
	public: &H256,
	signature: &[u8],
	message: &[u8],
	whom: &'static str,
) -> Result<bool, Refusal> {
	let key = public.0;
	let of = <[u8; 64]>::try_from(signature).ok();
	let (weak, valid) = match (scheme, of) {
		(Scheme::Ed25519, Some(of)) => {
			let (of, by) = (ed25519::Signature::from_raw(of), ed25519::Public::from_raw(key));
			(is_weak(&key), ed25519::Pair::verify(&of, message, &by))
		},
		(Scheme::Sr25519, Some(of)) => {
			let (of, by) = (sr25519::Signature::from_raw(of), sr25519::Public::from_raw(key));
			// Ristretto has one spelling for each point, and none of small order but the neutral one.
			(key == [0; 32], sr25519::Pair::verify(&of, message, &by))
		},
		// The group of secp256k1 has no point of small order.
		(Scheme::Ecdsa, _) => (false, is_ecdsa(public, signature, message)),
		(Scheme::Ed25519 | Scheme::Sr25519, None) => (false, false),
	};
	if weak {
		Err(Refusal::WeakKey(whom))
	} else {
		Ok(valid)
	}
}

/// The account of an ECDSA key.
fn account_of(key: &ecdsa::Public) -> H256 {
	H256(blake2_256(&key.0))
}

/// Whether the key that an ECDSA signature recovers is that of an account. Of the two scalars and the many
/// recovery ids that the chain takes, a signature has one of each.
fn is_ecdsa(account: &H256, signature: &[u8], message: &[u8]) -> bool {
	let Ok(signature) = <[u8; 65]>::try_from(signature) else { return false };
	let [scalars @ .., recovery] = &signature;
	let is_lesser = scalars.get(32..).is_some_and(|scalar| scalar <= HALF_ORDER.as_slice());
	let key = ecdsa::Signature::from_raw(signature).recover(message);
	is_lesser && *recovery < 2 && key.is_some_and(|key| account_of(&key) == *account)
}
