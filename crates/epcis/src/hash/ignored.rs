//! Extensions that a document declares as of no account for the hash: `…:ignoreFields`.
//!
//! Repositories add fields of their own, such as a capture id, to events that pass through them.

use crate::{
	context::Namespaces,
	json::{Object, Value},
};
use std::collections::HashSet;

/// The names in question, as the pre-hash string writes them.
#[derive(Default)]
pub(super) struct Ignored(HashSet<String>);

impl Ignored {
	/// What the document's `ignoreFields` list, under whichever namespace. Fields of the standard
	/// cannot be taken out of the hash.
	pub fn of(root: &Object, namespaces: &Namespaces<'_>) -> Self {
		let mut names = HashSet::new();
		for (key, value) in root.iter() {
			if key.rsplit([':', '/', '#']).next() != Some("ignoreFields") {
				continue;
			}
			let listed = match value {
				Value::Array(items) => items.as_slice(),
				single => core::slice::from_ref(single),
			};
			let listed = listed.iter().filter_map(Value::as_str).filter(|name| name.contains(':'));
			names.extend(listed.map(|name| namespaces.name(name.trim())));
		}
		Self(names)
	}

	/// Whether a field of that name does not count.
	pub fn has(&self, name: &str) -> bool {
		self.0.contains(name)
	}
}
