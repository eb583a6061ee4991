//! The issuer's signature.

use crate::{
	form::{Issuer, Scheme},
	Certificate, Refusal,
};
use curve25519_dalek::edwards::CompressedEdwardsY;
use sp_core::{ed25519, sr25519, Bytes, Pair, H256};

/// The key of an issuer.
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
		let (scheme, public_key) = match self {
			Self::Ed25519(pair) => (Scheme::Ed25519, pair.public().0),
			Self::Sr25519(pair) => (Scheme::Sr25519, pair.public().0),
		};
		Issuer { name: name.to_owned(), scheme, public_key: H256(public_key) }
	}

	/// Signs a certificate that names the issuer with this key.
	pub fn sign(&self, certificate: &mut Certificate) -> Result<(), Refusal> {
		let text = certificate.signed_text()?;
		certificate.signature = Some(Bytes(match self {
			Self::Ed25519(pair) => pair.sign(&text).0.to_vec(),
			Self::Sr25519(pair) => pair.sign(&text).0.to_vec(),
		}));
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
	let signature =
		<[u8; 64]>::try_from(signature.0.as_slice()).map_err(|_| Refusal::BadSignature)?;
	let text = certificate.signed_text()?;
	let public = certificate.issuer.public_key.0;
	let weak = match certificate.issuer.scheme {
		Scheme::Ed25519 => is_weak(&public),
		// Ristretto has one spelling for each point, and none of small order but the neutral one.
		Scheme::Sr25519 => public == [0; 32],
	};
	if weak {
		return Err(Refusal::WeakKey("issuer"));
	}
	let valid = match certificate.issuer.scheme {
		Scheme::Ed25519 => ed25519::Pair::verify(
			&ed25519::Signature::from_raw(signature),
			&text,
			&ed25519::Public::from_raw(public),
		),
		Scheme::Sr25519 => sr25519::Pair::verify(
			&sr25519::Signature::from_raw(signature),
			&text,
			&sr25519::Public::from_raw(public),
		),
	};
	if valid {
		Ok(())
	} else {
		Err(Refusal::BadSignature)
	}
}
