//! Keys that sign: from a file or the environment, never from the command line, where every user of the
//! machine could read them.

use crate::output::Failure;
use clap::ValueEnum;
use sp_core::{
	crypto::{AccountId32, Ss58AddressFormat, Ss58Codec},
	ecdsa, ed25519, sr25519, Pair,
};
use sp_crypto_hashing::blake2_256;
use std::{
	fs::File,
	io::Read,
	path::{Path, PathBuf},
};
use subxt::{
	config::substrate::{AccountId32 as Account, MultiSignature},
	tx::Signer,
	SubstrateConfig,
};
use tracemark_certificate::IssuerKey;
use tracemark_lots::denial::DenierKey;

/// What holds the secret if no file is named.
const KEY_VARIABLE: &str = "TRACEMARK_KEY";
/// Prefix of the chain's addresses.
const SS58_PREFIX: u16 = 42;
/// Largest key file, in bytes.
const MAX_FILE: u64 = 4096;

/// What a secret may be, for messages.
const EXPECTED: &str =
	"expected is a secret phrase with its derivations, or a seed of 64 hexadecimal digits";

/// Which signature scheme.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Scheme {
	/// Schnorr signatures on Ristretto, the default of the chain's tools
	Sr25519,
	/// Ed25519 (RFC 8032)
	Ed25519,
	/// ECDSA over secp256k1
	Ecdsa,
}

/// Which key signs.
#[derive(clap::Args)]
pub struct KeyArgs {
	/// File with the secret phrase or the seed of the key that signs, readable by its owner alone
	/// [default: the secret in TRACEMARK_KEY]
	#[arg(long, value_name = "FILE")]
	key: Option<PathBuf>,
	/// Signature scheme of the key
	#[arg(long, value_enum, default_value = "sr25519")]
	scheme: Scheme,
}

/// Which keys sign, where several parties are played.
#[derive(clap::Args)]
pub struct KeysArgs {
	/// File with the secret phrase or the seed of a key that signs, readable by its owner alone; once for
	/// each party that signs [default: the secret in TRACEMARK_KEY]
	#[arg(long = "key", value_name = "FILE")]
	keys: Vec<PathBuf>,
	/// Signature scheme of the keys
	#[arg(long, value_enum, default_value = "sr25519")]
	scheme: Scheme,
}

impl KeysArgs {
	/// Reads the keys: at least one.
	pub fn read(&self) -> Result<Vec<Key>, Failure> {
		match self.keys.is_empty() {
			true => Key::from_environment(self.scheme).map(|key| vec![key]),
			false => self.keys.iter().map(|path| Key::from_file(self.scheme, path)).collect(),
		}
		.map_err(Failure::from)
	}
}

impl KeyArgs {
	/// Reads the key.
	pub fn read(&self) -> Result<Key, Failure> {
		match &self.key {
			Some(path) => Key::from_file(self.scheme, path),
			None => Key::from_environment(self.scheme),
		}
		.map_err(Failure::from)
	}
}

/// A key that signs. It has no `Debug`: nothing prints it.
pub enum Key {
	/// Sr25519.
	Sr25519(Box<sr25519::Pair>),
	/// Ed25519.
	Ed25519(Box<ed25519::Pair>),
	/// ECDSA.
	Ecdsa(Box<ecdsa::Pair>),
}

impl Key {
	/// Reads a key file. One that others can read is refused.
	pub fn from_file(scheme: Scheme, path: &Path) -> Result<Self, String> {
		let shown = path.display();
		let unread = |error: std::io::Error| {
			format!("{shown}: cannot be read: {error}; check the path and the permissions")
		};
		let file = File::open(path).map_err(unread)?;
		#[cfg(unix)]
		{
			use std::os::unix::fs::PermissionsExt;
			let mode = file.metadata().map_err(unread)?.permissions().mode();
			if mode & 0o077 != 0 {
				return Err(format!(
					"{shown}: others than its owner can read this key (mode {:03o}); \
					 run `chmod 600 {shown}`, and take a new key if somebody may have read it",
					mode & 0o777
				));
			}
		}
		let mut secret = String::new();
		file.take(MAX_FILE).read_to_string(&mut secret).map_err(unread)?;
		Self::from_secret(scheme, &secret).ok_or_else(|| format!("{shown}: is no key; {EXPECTED}"))
	}

	fn from_environment(scheme: Scheme) -> Result<Self, String> {
		let secret =
			std::env::var(KEY_VARIABLE).map_err(|_| {
				format!("no key to sign with; name a file with --key, or put the secret in {KEY_VARIABLE}")
			})?;
		Self::from_secret(scheme, &secret)
			.ok_or_else(|| format!("{KEY_VARIABLE}: is no key; {EXPECTED}"))
	}

	/// Reads a secret: a phrase with derivations, or a seed in hexadecimal with or without `0x`. `None` if
	/// it is neither.
	fn from_secret(scheme: Scheme, secret: &str) -> Option<Self> {
		let secret = secret.trim();
		let is_seed = secret.len() == 64 && secret.bytes().all(|byte| byte.is_ascii_hexdigit());
		let secret = if is_seed { format!("0x{secret}") } else { secret.to_owned() };
		// An empty phrase would be the public development key.
		if secret.is_empty() {
			return None;
		}
		match scheme {
			Scheme::Sr25519 => sr25519::Pair::from_string(&secret, None)
				.ok()
				.map(|pair| Self::Sr25519(Box::new(pair))),
			Scheme::Ed25519 => ed25519::Pair::from_string(&secret, None)
				.ok()
				.map(|pair| Self::Ed25519(Box::new(pair))),
			Scheme::Ecdsa => {
				ecdsa::Pair::from_string(&secret, None).ok().map(|pair| Self::Ecdsa(Box::new(pair)))
			},
		}
	}

	/// The same, as a key that denies serials.
	pub fn denier(self) -> Result<DenierKey, String> {
		match self {
			Self::Sr25519(pair) => Ok(DenierKey::Sr25519(pair)),
			Self::Ed25519(pair) => Ok(DenierKey::Ed25519(pair)),
			Self::Ecdsa(_) => Err("serials are denied by an sr25519 or an ed25519 key".to_owned()),
		}
	}

	/// Whose it is.
	pub fn account(&self) -> AccountId32 {
		AccountId32::new(match self {
			Self::Sr25519(pair) => pair.public().0,
			Self::Ed25519(pair) => pair.public().0,
			Self::Ecdsa(pair) => blake2_256(&pair.public().0),
		})
	}

	/// The same, as an address of the chain.
	pub fn address(&self) -> String {
		self.account().to_ss58check_with_version(Ss58AddressFormat::custom(SS58_PREFIX))
	}
}

impl From<Key> for IssuerKey {
	/// The key as one that signs certificates and checkpoints.
	fn from(key: Key) -> Self {
		match key {
			Key::Sr25519(pair) => Self::Sr25519(pair),
			Key::Ed25519(pair) => Self::Ed25519(pair),
			Key::Ecdsa(pair) => Self::Ecdsa(pair),
		}
	}
}

impl Signer<SubstrateConfig> for Key {
	fn account_id(&self) -> Account {
		Account(self.account().into())
	}

	fn sign(&self, payload: &[u8]) -> MultiSignature {
		match self {
			Self::Sr25519(pair) => MultiSignature::Sr25519(pair.sign(payload).0),
			Self::Ed25519(pair) => MultiSignature::Ed25519(pair.sign(payload).0),
			Self::Ecdsa(pair) => MultiSignature::Ecdsa(pair.sign(payload).0),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
	const SEED: &str = "e5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a";

	fn address(scheme: Scheme, secret: &str) -> Option<String> {
		Key::from_secret(scheme, secret).map(|key| key.address())
	}

	#[test]
	fn key_should_be_read_when_it_is_a_phrase_a_path_or_a_seed() {
		for secret in ["//Alice", " //Alice\n", SEED, &format!("0x{SEED}\n")] {
			assert_eq!(address(Scheme::Sr25519, secret).as_deref(), Some(ALICE), "{secret}");
		}
		assert_ne!(address(Scheme::Ed25519, SEED), address(Scheme::Sr25519, SEED));
		// As `subkey inspect --scheme ecdsa //Alice` says.
		let alice = "5C7C2Z5sWbytvHpuLTvzKunnnRwQxft1jiqrLD5rhucQ5S9X";
		assert_eq!(address(Scheme::Ecdsa, "//Alice").as_deref(), Some(alice));
	}

	#[test]
	fn key_should_be_refused_when_it_is_empty_or_too_short() {
		for secret in ["", " \n", &SEED[2..], "0x12", "three words only", &format!("{SEED}00")] {
			assert_eq!(address(Scheme::Sr25519, secret), None, "{secret}");
		}
	}

	#[test]
	fn key_should_sign_what_its_account_verifies_when_it_signs() {
		let key = Key::from_secret(Scheme::Ed25519, SEED).unwrap();
		let public = ed25519::Public::from_raw(key.account().into());
		let MultiSignature::Ed25519(signature) = key.sign(b"payload") else { panic!("scheme") };
		assert!(ed25519::Pair::verify(&signature.into(), b"payload", &public));
		assert!(!ed25519::Pair::verify(&signature.into(), b"other", &public));
		let key = Key::from_secret(Scheme::Ecdsa, SEED).unwrap();
		let MultiSignature::Ecdsa(signature) = key.sign(b"payload") else { panic!("scheme") };
		let signer = ecdsa::Signature::from_raw(signature).recover(b"payload").unwrap();
		assert_eq!(blake2_256(&signer.0), <[u8; 32]>::from(key.account()));
	}
}
