//! Bytes that no person reads, as base64 (RFC 4648 §4): a third shorter than hexadecimal.

use base64::{prelude::BASE64_STANDARD, Engine};
use serde::{de::Error, Deserialize, Deserializer, Serialize, Serializer};

/// SCALE values and trie nodes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Blob(pub Vec<u8>);

impl Serialize for Blob {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.serialize_str(&BASE64_STANDARD.encode(&self.0))
	}
}

impl<'de> Deserialize<'de> for Blob {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		let text = String::deserialize(deserializer)?;
		BASE64_STANDARD.decode(text).map(Self).map_err(|_| D::Error::custom("not base64"))
	}
}
