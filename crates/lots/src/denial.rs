//! Denials: the word of a class's owner that a serial is in no lot of it, for whoever may see no neighbours.
//!
//! A denial is signed by an operator of the organisation that owns the class, for one chain and a short time. It
//! shows no genuine serial, so that everybody may have it.

use crate::text;
use serde::{Deserialize, Serialize};
use sp_core::{
	bytes::{from_hex, to_hex},
	ed25519, sr25519, Pair, H256,
};
use std::{fmt, time::Duration};
use thiserror::Error;
use tracemark_primitives::{
	gs1::{Gtin, Serial},
	scan::{self, denial_message, DenialFault, Signed},
	Moment,
};

/// How long a denial stands: a lot with the serial may be made later.
pub const VALIDITY: Duration = Duration::from_secs(600);

/// Which signature scheme.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scheme {
	/// Schnorr signatures on Ristretto.
	Sr25519,
	/// Ed25519 (RFC 8032).
	Ed25519,
}

/// Why a denial says nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum DenialError {
	/// It is of another item.
	#[error("it is of another item")]
	Item,
	/// It is for another chain.
	#[error("it is for another chain")]
	Chain,
	/// As the chain says.
	#[error("{}", words(*.0))]
	Fault(DenialFault),
}

/// Why a denial says nothing, in words.
pub fn words(fault: DenialFault) -> &'static str {
	match fault {
		DenialFault::Expired => "it has expired",
		DenialFault::BadSignature => "its signature is not by the key that it names",
		DenialFault::OtherSigner => {
			"it is signed for another organisation than the owner of the class, or by no operator of a member"
		},
		DenialFault::SignerMayNotAct => "it is signed for an owner of the class who may not act",
	}
}

/// A signature of 64 bytes, in hexadecimal as text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Signature([u8; 64]);

impl fmt::Debug for Signature {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(&to_hex(&self.0, false))
	}
}

impl Serialize for Signature {
	fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.serialize_str(&to_hex(&self.0, false))
	}
}

impl<'de> Deserialize<'de> for Signature {
	fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		let text = String::deserialize(deserializer)?;
		let bytes = from_hex(&text).ok().and_then(|bytes| bytes.try_into().ok());
		let expected = "a signature is 0x and 128 hexadecimal digits";
		bytes.map(Self).ok_or_else(|| serde::de::Error::custom(expected))
	}
}

/// That a serial is in no lot of its class.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Denial {
	/// The class.
	#[serde(with = "text")]
	pub gtin: Gtin,
	/// The serial.
	#[serde(with = "text")]
	pub serial: Serial,
	/// Hash of the first block of the chain that it is for.
	pub genesis: H256,
	/// The moment up to which it stands, itself not included: milliseconds UTC since 1970.
	pub expiry: Moment,
	/// Scheme of the key.
	pub scheme: Scheme,
	/// The account that signs, which is its public key.
	pub signer: H256,
	/// Over [`denial_message`].
	pub signature: Signature,
}

impl Denial {
	/// Whether the account said so of this item, on this chain, and it still stands at `now`. For whom the
	/// account acts the chain says.
	pub fn verify(
		&self,
		gtin: &Gtin,
		serial: &Serial,
		genesis: &H256,
		now: Moment,
	) -> Result<(), DenialError> {
		if (&self.gtin, &self.serial) != (gtin, serial) {
			return Err(DenialError::Item);
		}
		if self.genesis != *genesis {
			return Err(DenialError::Chain);
		}
		self.shown().verify(gtin, serial, genesis, now).map_err(DenialError::Fault)
	}

	/// The denial as the chain takes it, which is asked of one item.
	pub fn shown(&self) -> scan::Denial {
		let (signer, signature) = (self.signer.0, self.signature.0);
		let signed = match self.scheme {
			Scheme::Sr25519 => Signed::Sr25519 {
				signer: sr25519::Public::from_raw(signer),
				signature: sr25519::Signature::from_raw(signature),
			},
			Scheme::Ed25519 => Signed::Ed25519 {
				signer: ed25519::Public::from_raw(signer),
				signature: ed25519::Signature::from_raw(signature),
			},
		};
		scan::Denial { expiry: self.expiry, signed }
	}
}

/// Who denies: the key of an operator of the owner of the classes, on one chain.
pub struct Denier {
	key: DenierKey,
	genesis: H256,
}

/// A key that signs denials.
pub enum DenierKey {
	/// Sr25519.
	Sr25519(Box<sr25519::Pair>),
	/// Ed25519.
	Ed25519(Box<ed25519::Pair>),
}

impl fmt::Debug for Denier {
	/// Shows no key.
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.debug_struct("Denier").field("genesis", &self.genesis).finish_non_exhaustive()
	}
}

impl Denier {
	/// Denies on the chain of this first block.
	pub fn new(key: DenierKey, genesis: H256) -> Self {
		Self { key, genesis }
	}

	/// Denies that a serial is in any lot of its class, from `now` on for [`VALIDITY`].
	pub fn deny(&self, gtin: &Gtin, serial: &Serial, now: Moment) -> Denial {
		let validity = u64::try_from(VALIDITY.as_millis()).unwrap_or(u64::MAX);
		let expiry = now.saturating_add(validity);
		let message = denial_message(gtin, serial, &self.genesis, expiry);
		let (scheme, signer, signature) = match &self.key {
			DenierKey::Sr25519(pair) => (Scheme::Sr25519, pair.public().0, pair.sign(&message).0),
			DenierKey::Ed25519(pair) => (Scheme::Ed25519, pair.public().0, pair.sign(&message).0),
		};
		let (genesis, signature) = (self.genesis, Signature(signature));
		let (gtin, serial, signer) = (*gtin, serial.clone(), H256(signer));
		Denial { gtin, serial, genesis, expiry, scheme, signer, signature }
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const NOW: Moment = 1_000_000;

	fn gtin() -> Gtin {
		"09521101000016".try_into().unwrap()
	}

	fn serial(text: &str) -> Serial {
		text.try_into().unwrap()
	}

	fn genesis() -> H256 {
		H256::repeat_byte(7)
	}

	fn deniers() -> [Denier; 2] {
		let sr25519 = sr25519::Pair::from_seed(&[1; 32]);
		let ed25519 = ed25519::Pair::from_seed(&[2; 32]);
		[DenierKey::Sr25519(Box::new(sr25519)), DenierKey::Ed25519(Box::new(ed25519))]
			.map(|key| Denier::new(key, genesis()))
	}

	#[test]
	fn denial_should_be_good_when_it_is_read_again_within_its_time() {
		for denier in deniers() {
			let denial = denier.deny(&gtin(), &serial("A"), NOW);
			let read: Denial =
				serde_json::from_str(&serde_json::to_string(&denial).unwrap()).unwrap();
			assert_eq!(read, denial);
			assert_eq!(read.expiry, NOW + 600_000);
			for now in [NOW, read.expiry - 1] {
				assert_eq!(read.verify(&gtin(), &serial("A"), &genesis(), now), Ok(()));
			}
		}
	}

	#[test]
	fn denial_should_say_nothing_when_anything_of_it_differs() {
		for denier in deniers() {
			let denial = denier.deny(&gtin(), &serial("A"), NOW);
			let judge = |denial: &Denial, text: &str, genesis: H256, now| {
				denial.verify(&gtin(), &serial(text), &genesis, now).unwrap_err()
			};
			assert_eq!(judge(&denial, "B", genesis(), NOW), DenialError::Item);
			assert_eq!(judge(&denial, "A", H256::zero(), NOW), DenialError::Chain);
			assert_eq!(
				judge(&denial, "A", genesis(), denial.expiry),
				DenialError::Fault(DenialFault::Expired)
			);
			let later = Denial { expiry: denial.expiry + 1, ..denial.clone() };
			let other = Denial { signer: H256::repeat_byte(3), ..denial.clone() };
			let scheme = match denial.scheme {
				Scheme::Sr25519 => Scheme::Ed25519,
				Scheme::Ed25519 => Scheme::Sr25519,
			};
			let another = Denial { scheme, ..denial.clone() };
			let renamed = Denial { serial: serial("B"), ..denial.clone() };
			assert_eq!(
				judge(&renamed, "B", genesis(), NOW),
				DenialError::Fault(DenialFault::BadSignature)
			);
			for denial in [later, other, another] {
				assert_eq!(
					judge(&denial, "A", genesis(), NOW),
					DenialError::Fault(DenialFault::BadSignature)
				);
			}
			// Under a weak key everybody signs.
			let weak = Denial { signer: H256::zero(), ..denial };
			assert_eq!(
				judge(&weak, "A", genesis(), NOW),
				DenialError::Fault(DenialFault::BadSignature)
			);
		}
	}

	#[test]
	fn debug_should_not_show_a_key_when_it_is_printed() {
		for denier in deniers() {
			assert!(!format!("{denier:?}").contains("key"));
		}
	}
}
