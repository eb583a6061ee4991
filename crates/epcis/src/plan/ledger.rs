//! A map that can take back what one event did to it.

use std::{borrow::Borrow, collections::BTreeMap, ops::RangeBounds};

/// A map that remembers what it was when it was last kept.
#[derive(Debug)]
pub(super) struct Ledger<K, V> {
	now: BTreeMap<K, V>,
	/// What stood under each key before it was changed, from the first change to the last.
	before: Vec<(K, Option<V>)>,
}

/// A set that does.
pub(super) type Register<K> = Ledger<K, ()>;

impl<K, V> Default for Ledger<K, V> {
	fn default() -> Self {
		Self { now: BTreeMap::new(), before: Vec::new() }
	}
}

impl<K: Ord + Clone, V: Clone> Ledger<K, V> {
	pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
	where
		K: Borrow<Q>,
	{
		self.now.get(key)
	}

	pub fn has<Q: Ord + ?Sized>(&self, key: &Q) -> bool
	where
		K: Borrow<Q>,
	{
		self.now.contains_key(key)
	}

	pub fn len(&self) -> usize {
		self.now.len()
	}

	pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
		self.now.iter()
	}

	pub fn range(&self, keys: impl RangeBounds<K>) -> impl Iterator<Item = (&K, &V)> {
		self.now.range(keys)
	}

	pub fn set(&mut self, key: K, value: V) {
		let was = self.now.insert(key.clone(), value);
		self.before.push((key, was));
	}

	pub fn remove(&mut self, key: &K) -> Option<V> {
		let was = self.now.remove(key);
		if was.is_some() {
			self.before.push((key.clone(), was.clone()));
		}
		was
	}
}

/// What can be taken back.
pub(super) trait Undo {
	/// Keeps what was done.
	fn keep(&mut self);

	/// Takes back what was done since it was last kept.
	fn undo(&mut self);
}

impl<K: Ord, V> Undo for Ledger<K, V> {
	fn keep(&mut self) {
		self.before.clear();
	}

	fn undo(&mut self) {
		while let Some((key, was)) = self.before.pop() {
			match was {
				Some(value) => drop(self.now.insert(key, value)),
				None => drop(self.now.remove(&key)),
			}
		}
	}
}

impl<K: Ord + Clone> Register<K> {
	pub fn add(&mut self, key: K) {
		if !self.has(&key) {
			self.set(key, ());
		}
	}

	pub fn keys(&self) -> impl Iterator<Item = &K> {
		self.now.keys()
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn undo_should_restore_what_was_kept_when_keys_were_set_and_removed() {
		let mut ledger = Ledger::default();
		ledger.set("a", 1);
		ledger.set("b", 2);
		ledger.keep();
		ledger.set("a", 3);
		ledger.set("a", 4);
		ledger.remove(&"b");
		ledger.remove(&"c");
		ledger.set("c", 5);
		assert_eq!(ledger.iter().collect::<Vec<_>>(), [(&"a", &4), (&"c", &5)]);
		ledger.undo();
		assert_eq!(ledger.iter().collect::<Vec<_>>(), [(&"a", &1), (&"b", &2)]);
		ledger.undo();
		assert_eq!(ledger.len(), 2);
	}
}
