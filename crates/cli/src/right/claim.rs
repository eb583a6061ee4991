//! `tracemark right claim`.

use super::{calls::MAX_CONTENTS, options::ClaimArgs, work};
use crate::{
	node::{
		self,
		value::{bounded, bytes, named_variant, sha256, structure, unit, ToValue},
		Call, SendArgs,
	},
	outcome::{self, Outcome},
	output::Failure,
};
use clap::ArgGroup;
use serde_json::json;
use sp_core::H256;
use std::{
	io::{self, Write},
	path::PathBuf,
};
use subxt::dynamic::Value;
use tracemark_primitives::{
	parties::PartyTag,
	rights::{RightClass, RightKind, RightSubject, St13},
	Validate,
};

const EXAMPLES: &str = "\
Examples:
  tracemark right claim song.wav --key composer.key
  tracemark right claim --number EM500000018000001 --kind trade-mark --classes 12:25 --territories EU --key brand.key

Everybody sees what is claimed, and copies it: to show that you were first, without showing the work, begin with
`tracemark right register`. The claim becomes the right when its office attests it, or somebody competent
substantiates it.

";

#[derive(clap::Args)]
#[command(after_help = format!("{EXAMPLES}{}", outcome::NODE_HELP))]
#[command(group = ArgGroup::new("what").required(true).args(["files", "number"]))]
pub struct Args {
	/// The files of the work; the order of several counts
	#[arg(value_name = "FILE")]
	files: Vec<PathBuf>,
	/// Application number of an entry of a register, by ST.13, such as EM500000018000001
	#[arg(long, value_name = "NUMBER", value_parser = st13)]
	number: Option<St13>,
	#[command(flatten)]
	claimed: ClaimArgs,
	#[command(flatten)]
	send: SendArgs,
}

fn st13(text: &str) -> Result<St13, String> {
	<[u8; 17]>::try_from(text.as_bytes())
		.ok()
		.map(St13)
		.filter(|number| number.validate().is_ok())
		.ok_or_else(|| {
			format!("`{text}` is no application number by ST.13: an office, six digits, nine more signs")
		})
}

/// Claims.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	node::run(claim(args, out))
}

async fn claim(args: &Args, out: &mut impl Write) -> Result<Outcome, Failure> {
	let claimed = &args.claimed;
	let kind = RightKind::from(claimed.kind);
	let classes = claimed.kind.classes(&claimed.classes)?;
	let (subject, contents) = match args.number {
		Some(number) => {
			(RightSubject::Registered { kind, office: number.office(), number }, Vec::new())
		},
		None => {
			let mut digests = Vec::new();
			for path in &args.files {
				let (content, _) = work::content(path, &mut io::stderr())?;
				if content.length == 0 {
					let shown = path.display();
					return Err(format!("{shown}: is empty; there is nothing to claim").into());
				}
				digests.push(content.sha256);
			}
			let fingerprint = work::fingerprint(&digests)
				.ok_or_else(|| "give the files of the work".to_owned())?;
			// Of one file, the fingerprint is its digest.
			let several = digests.len() > 1 && digests.len() <= MAX_CONTENTS;
			let contents = if several { digests } else { Vec::new() };
			(RightSubject::Unregistered { kind, fingerprint }, contents)
		},
	};
	let call = Call::new("IpRegistry", "claim")
		.with("subject", subject_value(&subject))
		.with("territories", claimed.territories)
		.with("classes", bounded(classes.iter().map(class_value)))
		.with("term", unit("None"))
		.with("contents", bounded(contents.into_iter().map(|digest| sha256(digest).to_value())))
		.with("authors", bounded(claimed.authors.iter().map(author_value)));
	let node = args.send.node.connect().await?;
	let right: H256 = subject.id();
	args.send.send(&node, &call, &[], |_| vec![("right", json!(right))], out).await
}

fn subject_value(subject: &RightSubject) -> Value {
	match subject {
		RightSubject::Registered { kind, office, number } => named_variant(
			"Registered",
			[
				("kind", unit(&format!("{kind:?}"))),
				("office", bytes(office.0)),
				("number", bytes(number.0)),
			],
		),
		RightSubject::Unregistered { kind, fingerprint } => named_variant(
			"Unregistered",
			[("kind", unit(&format!("{kind:?}"))), ("fingerprint", fingerprint.to_value())],
		),
	}
}

/// A class as calls take it.
fn class_value(class: &RightClass) -> Value {
	match class {
		RightClass::Nice { edition, class } => {
			named_variant("Nice", [("edition", edition.to_value()), ("class", class.to_value())])
		},
		RightClass::Locarno { edition, class } => {
			named_variant("Locarno", [("edition", edition.to_value()), ("class", class.to_value())])
		},
		RightClass::Ipc { section, class, subclass } => named_variant(
			"Ipc",
			[
				("section", section.to_value()),
				("class", class.to_value()),
				("subclass", subclass.to_value()),
			],
		),
	}
}

fn author_value(tag: &PartyTag) -> Value {
	structure([("key_version", tag.key_version.to_value()), ("tag", tag.tag.to_value())])
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn number_should_be_read_when_it_is_of_st_13() {
		assert_eq!(st13("EM500000018000001"), Ok(St13(*b"EM500000018000001")));
		for text in
			["EM50000001800000", "em500000018000001", "EM5000000180000012", "EM50000O018000001"]
		{
			assert!(st13(text).unwrap_err().contains("ST.13"), "{text}");
		}
	}
}
