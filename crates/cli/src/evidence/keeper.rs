//! Keepers of originals: folders, and servers that give files out by HTTP.

use super::sums::{self, Entry};
use serde::Serialize;
use std::{
	fs::File,
	io,
	path::{Path, PathBuf},
	time::Duration,
};

/// How long a server may be silent.
const PATIENCE: Duration = Duration::from_secs(30);

/// Who keeps files.
pub enum Keeper {
	/// A folder.
	Folder(PathBuf),
	/// The address of a folder on a server, without a `/` at its end. Nothing is lost where the transport is
	/// not encrypted: every file is judged by its digest.
	Server(String, Box<ureq::Agent>),
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
}

impl Keeper {
	/// The keeper with this path or address.
	pub fn new(name: &str) -> Self {
		if name.starts_with("http://") {
			let agent = ureq::Agent::config_builder()
				.timeout_connect(Some(PATIENCE))
				.timeout_recv_response(Some(PATIENCE))
				.build();
			Self::Server(name.trim_end_matches('/').to_owned(), Box::new(agent.into()))
		} else {
			Self::Folder(name.into())
		}
	}

	/// Looks for a file, with the reason if nobody can say.
	pub fn look(&self, entry: &Entry) -> (State, Option<String>) {
		let found = match self {
			Self::Folder(folder) => folder_digest(folder, &entry.name),
			Self::Server(address, agent) => server_digest(agent, &url(address, &entry.name)),
		};
		match found {
			Ok(Some(digest)) if digest == entry.digest => (State::Unchanged, None),
			Ok(Some(_)) => (State::Changed, None),
			Ok(None) => (State::Missing, None),
			Err(reason) => (State::Unreadable, Some(reason)),
		}
	}
}

fn folder_digest(folder: &Path, name: &str) -> Result<Option<sp_core::H256>, String> {
	let path = folder.join(name);
	if !folder.is_dir() {
		return Err(format!("{}: is no folder that can be read", folder.display()));
	}
	match File::open(&path).and_then(sums::digest) {
		Ok(digest) => Ok(Some(digest)),
		Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
		Err(error) => Err(format!("{}: cannot be read: {error}", path.display())),
	}
}

fn server_digest(agent: &ureq::Agent, url: &str) -> Result<Option<sp_core::H256>, String> {
	let failed = |error: String| format!("{url}: gives no answer: {error}");
	match agent.get(url).call() {
		Ok(answer) => sums::digest(answer.into_body().into_reader())
			.map(Some)
			.map_err(|error| failed(error.to_string())),
		Err(ureq::Error::StatusCode(404 | 410)) => Ok(None),
		Err(error) => Err(failed(error.to_string())),
	}
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
