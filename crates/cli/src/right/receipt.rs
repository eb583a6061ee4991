//! The receipt of a claim: all that is needed to reveal it, in one file.

use super::{
	calls::{Call, Claim, MAX_AUTHORS, MAX_CONTENTS},
	likeness::Likeness,
	options::{self, Claimant, Kind},
	work,
};
use crate::{
	input,
	output::{self, Readers},
};
use serde::{Deserialize, Serialize};
use sp_core::{bytes::to_hex, H256};
use std::path::{Component, Path};
use tracemark_epcis::time::is_date_time;
use tracemark_primitives::{
	digest::{Digest, DigestAlgorithm},
	parties::PartyTag,
	territory::Territories,
};

/// The form of receipts that is written and read.
const VERSION: u32 = 1;

/// The receipt of a claim.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Receipt {
	version: u32,
	/// By the clock of the computer that wrote it, RFC 3339 in UTC.
	pub created: String,
	/// As [`options::claimant`] reads it.
	pub claimant: String,
	/// Id of the right, the same for every claimant of this work.
	pub right: H256,
	kind: Kind,
	/// What stands for the work.
	pub fingerprint: WorkFingerprint,
	/// The files of the work, in the order in which they are hashed.
	pub files: Vec<FileEntry>,
	/// As [`options::territories`] reads it.
	territories: String,
	/// Each as [`options::class`] reads it.
	classes: Vec<String>,
	/// Each as [`options::author_tag`] reads it.
	authors: Vec<String>,
	salt: H256,
	/// What is submitted first.
	pub commitment: H256,
	calls: Calls,
}

/// The fingerprint of a work.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkFingerprint {
	algorithm: Algorithm,
	over: Over,
	/// The 32 bytes.
	pub value: H256,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
enum Algorithm {
	#[serde(rename = "sha-256")]
	Sha256,
}

/// What a work's fingerprint is the digest of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
enum Over {
	/// The only file.
	#[serde(rename = "file")]
	File,
	/// The tree of RFC 6962 over the digests of the files: it is the root.
	#[serde(rename = "tree of files")]
	Tree,
}

/// A file of the work.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileEntry {
	/// Without any folder.
	pub name: String,
	/// In bytes.
	pub length: u64,
	/// Digest of the file.
	pub sha256: H256,
	/// By which look-alikes of a picture can be found. Nothing rests on it.
	likeness: Vec<LikenessEntry>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LikenessEntry {
	algorithm: String,
	value: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Calls {
	commit_priority: Call,
	reveal: Call,
}

/// What a claimant states, and what was drawn.
pub struct Statement {
	/// Who claims.
	pub claimant: Claimant,
	/// What kind of right.
	pub kind: Kind,
	/// Where.
	pub territories: Territories,
	/// For what: edition and class of the kind's classification.
	pub classes: Vec<(u8, u8)>,
	/// Who made the work.
	pub authors: Vec<PartyTag>,
	/// 32 random bytes.
	pub salt: H256,
}

impl FileEntry {
	/// The entry of a file.
	pub fn new(name: String, content: work::Content, likeness: Option<Likeness>) -> Self {
		let likeness = likeness.iter().flatten().map(|fingerprint| LikenessEntry {
			algorithm: format!("{:?}", fingerprint.algorithm),
			value: to_hex(&fingerprint.value, false),
		});
		let (length, sha256) = (content.length, content.sha256);
		Self { name, length, sha256, likeness: likeness.collect() }
	}

	/// Whether the file has this content.
	pub fn is(&self, content: &work::Content) -> bool {
		(self.length, self.sha256) == (content.length, content.sha256)
	}
}

impl Statement {
	/// The claim to a work of these files.
	fn claim(self, files: &[FileEntry]) -> Result<Claim, String> {
		let classes = self.kind.classes(&self.classes)?;
		if self.authors.len() > MAX_AUTHORS {
			return Err(format!("a claim names at most {MAX_AUTHORS} authors"));
		}
		let mut others = self.authors.iter();
		while let Some(author) = others.next() {
			if others.as_slice().contains(author) {
				return Err("an author is named twice; give each tag once".into());
			}
		}
		let digests: Vec<H256> = files.iter().map(|file| file.sha256).collect();
		let fingerprint = work::fingerprint(&digests).ok_or("a work has at least one file")?;
		let algorithm = DigestAlgorithm::Sha256;
		// Of one file the fingerprint says it all; of very many it binds them, and the receipt lists them.
		let contents = match digests.len() {
			2..=MAX_CONTENTS => {
				digests.into_iter().map(|value| Digest { algorithm, value }).collect()
			},
			_ => Vec::new(),
		};
		Ok(Claim {
			claimant: self.claimant,
			kind: self.kind.into(),
			fingerprint,
			territories: self.territories,
			classes,
			contents,
			authors: self.authors,
			salt: self.salt,
		})
	}
}

impl Receipt {
	/// The receipt of a claim to a work of these files, and the claim.
	pub fn new(
		statement: Statement,
		files: Vec<FileEntry>,
		created: String,
	) -> Result<(Self, Claim), String> {
		let kind = statement.kind;
		let class = |(edition, class): &(u8, u8)| format!("{edition}:{class}");
		let classes = statement.classes.iter().map(class).collect();
		let author = |author: &PartyTag| format!("{}:{:?}", author.key_version, author.tag);
		let claim = statement.claim(&files)?;
		let receipt = Self {
			version: VERSION,
			created,
			claimant: options::claimant_text(&claim.claimant),
			right: claim.subject().id(),
			kind,
			fingerprint: fingerprint_of(&claim, &files),
			files,
			territories: options::territories_text(&claim.territories),
			classes,
			authors: claim.authors.iter().map(author).collect(),
			salt: claim.salt,
			commitment: claim.commitment(),
			calls: Calls { commit_priority: claim.commit_priority(), reveal: claim.reveal() },
		};
		Ok((receipt, claim))
	}

	/// Writes the receipt to a new file that its owner alone can read.
	pub fn write(&self, path: &Path) -> Result<(), String> {
		output::write_new(path, Readers::Owner, |out| output::print_json(self, out))
	}

	/// Reads a receipt, and what it claims. Whether that is what was committed to is not asked.
	pub fn read(path: &Path) -> Result<(Self, Claim), String> {
		let shown = path.display();
		let bytes = input::read(path, input::MAX_FILE)?;
		#[derive(Deserialize)]
		struct Versioned {
			version: u32,
		}
		let no_receipt = |why: String| format!("{shown}: is no receipt of a claim: {why}");
		let versioned: Versioned =
			serde_json::from_slice(&bytes).map_err(|error| no_receipt(error.to_string()))?;
		if versioned.version != VERSION {
			return Err(format!(
				"{shown}: is a receipt of version {}, and version {VERSION} is read here; take the \
				 `tracemark` that wrote it, or a newer one",
				versioned.version
			));
		}
		let receipt: Self =
			serde_json::from_slice(&bytes).map_err(|error| no_receipt(error.to_string()))?;
		let claim = receipt.claim().map_err(no_receipt)?;
		Ok((receipt, claim))
	}

	/// What the members say, each read as the option that it came from.
	fn claim(&self) -> Result<Claim, String> {
		if !is_date_time(&self.created) {
			return Err("`created` is no date and time of RFC 3339".into());
		}
		if let Some(file) = self.files.iter().find(|file| !is_plain(&file.name)) {
			return Err(format!("`{}` is not the plain name of a file", file.name.escape_debug()));
		}
		let member = |name: &'static str| move |why: String| format!("`{name}`: {why}");
		let classes = self.classes.iter().map(|class| options::class(class));
		let authors = self.authors.iter().map(|author| options::author_tag(author));
		let statement = Statement {
			claimant: options::claimant(&self.claimant).map_err(member("claimant"))?,
			kind: self.kind,
			territories: options::territories(&self.territories).map_err(member("territories"))?,
			classes: classes.collect::<Result<_, _>>().map_err(member("classes"))?,
			authors: authors.collect::<Result<_, _>>().map_err(member("authors"))?,
			salt: self.salt,
		};
		statement.claim(&self.files)
	}

	/// What of the receipt does not belong to the claim: it was changed, or badly copied.
	pub fn faults(&self, claim: &Claim) -> Vec<String> {
		let mut faults = Vec::new();
		if self.fingerprint != fingerprint_of(claim, &self.files) {
			faults.push("the fingerprint is not that of the files listed");
		}
		if self.right != claim.subject().id() {
			faults.push("the id of the right is not that of the work");
		}
		if self.commitment != claim.commitment() {
			faults.push("the commitment is not that of this claimant, this work and this salt");
		}
		faults.into_iter().map(Into::into).collect()
	}
}

/// Whether `name` is the name of a file and not a way to one, and can be shown as it is.
pub fn is_plain(name: &str) -> bool {
	if name.contains(output::misleads) {
		return false;
	}
	let mut parts = Path::new(name).components();
	match (parts.next(), parts.next()) {
		(Some(Component::Normal(part)), None) => part == name,
		_ => false,
	}
}

fn fingerprint_of(claim: &Claim, files: &[FileEntry]) -> WorkFingerprint {
	let over = if files.len() == 1 { Over::File } else { Over::Tree };
	WorkFingerprint { algorithm: Algorithm::Sha256, over, value: claim.fingerprint.value }
}
