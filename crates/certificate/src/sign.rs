//! The issuer's signature.

use crate::{
	form::{Issuer, Scheme},
	Certificate, Refusal,
};
use curve25519_dalek::edwards::CompressedEdwardsY;
use sp_core::{ed25519, sr25519, Bytes, Pair, H256};

/// The key of an issuer, or of a seat of the council.
pub enum IssuerKey {
	/// Ed25519.
	Ed25519(Box<ed25519::Pair>),
	/// Sr25519.
	Sr25519(Box<sr25519::Pair>),
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
		}
	}

	/// The issuer as certificates name it.
	pub fn issuer(&self, name: &str) -> Issuer {
		let (scheme, public_key) = self.public();
		Issuer { name: name.to_owned(), scheme, public_key }
	}

	/// The scheme and the public key.
	pub fn public(&self) -> (Scheme, H256) {
		match self {
			Self::Ed25519(pair) => (Scheme::Ed25519, H256(pair.public().0)),
			Self::Sr25519(pair) => (Scheme::Sr25519, H256(pair.public().0)),
		}
	}

	/// The scheme, the public key, and a signature of a message.
	pub(crate) fn signature(&self, message: &[u8]) -> (Scheme, H256, Bytes) {
		let signature = match self {
			Self::Ed25519(pair) => pair.sign(message).0.to_vec(),
			Self::Sr25519(pair) => pair.sign(message).0.to_vec(),
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
	let Ok(signature) = <[u8; 64]>::try_from(signature) else { return Ok(false) };
	let public = public.0;
	let weak = match scheme {
		Scheme::Ed25519 => is_weak(&public),
		// Ristretto has one spelling for each point, and none of small order but the neutral one.
		Scheme::Sr25519 => public == [0; 32],
	};
	if weak {
		return Err(Refusal::WeakKey(whom));
	}
	Ok(match scheme {
		Scheme::Ed25519 => ed25519::Pair::verify(
			&ed25519::Signature::from_raw(signature),
			message,
			&ed25519::Public::from_raw(public),
		),
		Scheme::Sr25519 => sr25519::Pair::verify(
			&sr25519::Signature::from_raw(signature),
			message,
			&sr25519::Public::from_raw(public),
		),
	})
}
