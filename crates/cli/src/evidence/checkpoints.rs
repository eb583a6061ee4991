//! The council checkpoints at which the certificates of a folder begin.

use crate::{certificate::judge, input, output::Failure};
use sp_core::H256;
use std::path::PathBuf;
use tracemark_certificate::{Checkpoint, Refusal};

/// A checkpoint that was given.
pub struct Given {
	/// Its name in the folder.
	pub name: String,
	/// What names it to people: compared with the digest that the council published.
	pub digest: H256,
	/// Its text.
	pub text: Vec<u8>,
	/// The checkpoint at which the proof of its council begins, if not at genesis.
	earlier: Option<H256>,
}

/// Reads checkpoints. Whether their seats signed is judged with the certificates that begin there.
pub fn read(
	paths: &[PathBuf],
	name_of: impl Fn(&PathBuf) -> Result<String, String>,
) -> Result<Vec<Given>, Failure> {
	let given = |path: &PathBuf| -> Result<Given, Failure> {
		let text = input::read(path, judge::max_text())?;
		let about = |refusal: Refusal| -> Failure {
			let why = format!("{}: {refusal}", path.display());
			match refusal.is_unreadable() {
				true => why.into(),
				false => Failure::fault(why),
			}
		};
		let checkpoint = Checkpoint::parse(&text).map_err(about)?;
		Ok(Given {
			name: format!("checkpoints/{}", name_of(path)?),
			digest: checkpoint.statement.digest().map_err(about)?,
			earlier: checkpoint.council.finality.checkpoint,
			text,
		})
	};
	paths.iter().map(given).collect()
}

/// Whether a proof is refused because a checkpoint was not given, its own or one that it leads to.
pub fn is_missing(refusal: &Refusal) -> bool {
	match refusal {
		Refusal::NeedsCheckpoint(_) => true,
		Refusal::Checkpoint(of) => is_missing(of),
		_ => false,
	}
}

/// The numbers of the checkpoints that a proof needs which begins at one: that one, and those at which it
/// begins itself. What was not given is left out, and the verdict says so.
pub fn behind(given: &[Given], begin: Option<H256>) -> Vec<usize> {
	let mut needed = Vec::new();
	let mut next = begin;
	while let Some(digest) = next {
		let Some(index) = given.iter().position(|one| one.digest == digest) else { break };
		// Two that name each other are nobody's word.
		if needed.contains(&index) {
			break;
		}
		needed.push(index);
		next = given.get(index).and_then(|one| one.earlier);
	}
	needed
}

#[cfg(test)]
mod tests {
	use super::*;

	fn given(digest: u8, earlier: Option<u8>) -> Given {
		Given {
			name: format!("checkpoints/{digest}.json"),
			digest: H256::repeat_byte(digest),
			text: Vec::new(),
			earlier: earlier.map(H256::repeat_byte),
		}
	}

	#[test]
	fn behind_should_be_the_checkpoint_and_those_before_it_when_it_begins_at_others() {
		let all = [
			given(3, Some(1)),
			given(1, None),
			given(2, Some(9)),
			given(7, Some(8)),
			given(8, Some(7)),
		];
		let needed = |digest: u8| behind(&all, Some(H256::repeat_byte(digest)));
		assert_eq!(needed(3), [0, 1]);
		assert_eq!(needed(1), [1]);
		assert_eq!(needed(2), [2]);
		assert_eq!(needed(9), [0; 0]);
		assert_eq!(needed(7), [3, 4]);
		assert_eq!(behind(&all, None), [0; 0]);
	}
}
