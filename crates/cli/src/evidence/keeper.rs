//! Keepers of originals: folders, and servers that give files out by HTTP.

use super::sums::{self, Entry};
use crate::input;
use base64::{engine::general_purpose::URL_SAFE_NO_PAD, Engine};
use serde::Serialize;
use sp_core::H256;
use std::{
	fs::{self, File},
	io,
	path::{Path, PathBuf},
	time::Duration,
};
use ureq::tls::TlsConfig;

/// What is waited for a server, and read from it.
#[derive(Clone, Copy)]
struct Limits {
	/// How long it may be silent.
	silence: Duration,
	/// How long a file may take.
	whole: Duration,
	/// Largest file, in bytes.
	size: u64,
}

/// A file of at most so many bytes, within as long as a slow line takes for it.
const LIMITS: Limits = Limits {
	silence: Duration::from_secs(30),
	whole: Duration::from_secs(6 * 3600),
	size: input::MAX_ORIGINAL,
};

/// Who keeps files.
pub enum Keeper {
	/// A folder.
	Folder(PathBuf),
	/// A server.
	Server(Box<Server>),
}

/// A server that gives files out by HTTP.
pub struct Server {
	/// The address of the folder, without a `/` at its end. Nothing is lost where the transport is not
	/// encrypted: every file is judged by its digest.
	address: String,
	agent: ureq::Agent,
	limits: Limits,
}

/// What a keeper has of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
	/// It is there, unchanged.
	Unchanged,
	/// It is there under this name, but another one.
	Changed,
	/// It is not there.
	Missing,
	/// Nobody can say: the keeper gives no answer.
	Unreadable,
	/// Nobody undertook to keep it.
	Unkept,
}

impl Keeper {
	/// The keeper with this path or address, and whose certificates it may show. Fails if it is an address other
	/// than of HTTP or HTTPS.
	pub fn new(name: &str, tls: &TlsConfig) -> Result<Self, String> {
		match name.split_once("://") {
			None => Ok(Self::Folder(name.into())),
			Some((scheme, _))
				if ["http", "https"].iter().any(|own| scheme.eq_ignore_ascii_case(own)) =>
			{
				Ok(Self::Server(Box::new(Server::new(name, LIMITS, tls))))
			},
			Some((scheme, _)) => Err(format!(
				"{name}: files are not asked for by {scheme}; give an address with http:// or \
				 https://, or fetch them into a folder and give that"
			)),
		}
	}

	/// Looks for a file by its digest: at `.well-known/ni/sha-256/` (RFC 6920, section 4).
	pub fn look_by_digest(&self, entry: &Entry) -> (State, Option<String>) {
		self.look(&Entry { name: by_digest(&entry.digest), digest: entry.digest })
	}

	/// Looks for a file, with the reason if nobody can say.
	pub fn look(&self, entry: &Entry) -> (State, Option<String>) {
		let found = match self {
			Self::Folder(folder) => folder_digest(folder, &entry.name),
			Self::Server(server) => server.digest(&entry.name),
		};
		match found {
			Ok(Some(digest)) if digest == entry.digest => (State::Unchanged, None),
			Ok(Some(_)) => (State::Changed, None),
			Ok(None) => (State::Missing, None),
			Err(reason) => (State::Unreadable, Some(reason)),
		}
	}
}

fn folder_digest(folder: &Path, name: &str) -> Result<Option<H256>, String> {
	let path = folder.join(name);
	if !folder.is_dir() {
		return Err(format!("{}: is no folder that can be read", folder.display()));
	}
	// What is no file, such as a pipe or a device, may never end.
	if fs::metadata(&path).is_ok_and(|found| !found.is_file()) {
		return Err(format!("{}: is no file", path.display()));
	}
	match File::open(&path).and_then(sums::digest) {
		Ok(digest) => Ok(Some(digest)),
		Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
		Err(error) => Err(format!("{}: cannot be read: {error}", path.display())),
	}
}

impl Server {
	fn new(address: &str, limits: Limits, tls: &TlsConfig) -> Self {
		let agent = ureq::Agent::config_builder()
			.tls_config(tls.clone())
			.timeout_connect(Some(limits.silence))
			.timeout_recv_response(Some(limits.silence))
			.timeout_per_read(Some(limits.silence))
			.timeout_recv_body(Some(limits.whole))
			.build();
		Self { address: address.trim_end_matches('/').to_owned(), agent: agent.into(), limits }
	}

	/// The digest of a file; `None` if it is not there.
	fn digest(&self, name: &str) -> Result<Option<H256>, String> {
		let url = url(&self.address, name);
		let failed = |error: String| format!("{url}: gives no answer: {error}");
		match self.agent.get(&url).call() {
			Ok(answer) => {
				let body = answer.into_body().into_with_config().limit(self.limits.size).reader();
				sums::digest(body).map(Some).map_err(|error| failed(error.to_string()))
			},
			Err(ureq::Error::StatusCode(404 | 410)) => Ok(None),
			Err(error) => Err(failed(error.to_string())),
		}
	}
}

/// The name of a file by its digest, as RFC 6920 has it (section 4): in base64 for addresses, without padding.
pub fn by_digest(digest: &H256) -> String {
	format!(".well-known/ni/sha-256/{}", URL_SAFE_NO_PAD.encode(digest))
}

/// The address of a file, with all but unreserved characters escaped (RFC 3986, section 2.3).
fn url(address: &str, name: &str) -> String {
	let mut url = format!("{address}/");
	for byte in name.bytes() {
		match byte {
			b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
				url.push(char::from(byte));
			},
			_ => url.push_str(&format!("%{byte:02X}")),
		}
	}
	url
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::{
		io::{BufRead, BufReader, Write},
		net::TcpListener,
		thread,
	};

	#[test]
	fn names_should_be_those_of_the_rfc_when_a_digest_names_a_file() {
		// RFC 6920, section 8.1: the text "Hello World!".
		let digest = sums::digest(&b"Hello World!"[..]).unwrap();
		let name = ".well-known/ni/sha-256/f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk";
		assert_eq!(by_digest(&digest), name);
		assert_eq!(url("http://a.example/kept", name), format!("http://a.example/kept/{name}"));
	}

	/// Asks a server that answers with this and then does not end the connection.
	fn asked(answer: &'static str, limits: Limits) -> Result<Option<H256>, String> {
		let listener = TcpListener::bind("127.0.0.1:0").unwrap();
		let address = format!("http://{}", listener.local_addr().unwrap());
		let server = thread::spawn(move || {
			let (mut stream, _) = listener.accept().unwrap();
			let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
			while !lines.next().unwrap().unwrap().is_empty() {}
			stream.write_all(answer.as_bytes()).unwrap();
			// Until the other side has enough.
			lines.next().is_none_or(|line| line.is_err())
		});
		let found = Server::new(&address, limits, &TlsConfig::default()).digest("a");
		assert!(server.join().unwrap());
		found
	}

	#[test]
	fn digest_should_give_up_when_a_body_stalls_or_is_too_large() {
		let short = Duration::from_millis(200);
		let limits = Limits { silence: short, ..LIMITS };
		let stalled = "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc";
		assert!(asked(stalled, limits).unwrap_err().contains("gives no answer"));
		let limits = Limits { whole: short, ..LIMITS };
		assert!(asked(stalled, limits).unwrap_err().contains("gives no answer"));
		let limits = Limits { size: 8, ..LIMITS };
		let large = "HTTP/1.1 200 OK\r\ncontent-length: 9\r\nconnection: close\r\n\r\nabcdefghi";
		assert!(asked(large, limits).unwrap_err().contains("gives no answer"));
		let limits = Limits { size: 9, ..LIMITS };
		assert!(asked(large, limits).unwrap().is_some());
	}
}
