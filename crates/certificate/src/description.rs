//! What a piece of evidence is about and how it was obtained, as its depositor described it.
//!
//! The state has a digest of the description, and the event of the deposit has it in full. So a certificate
//! that carries it proves that the depositor described it so, not that it is so.

use crate::{
	chain::{decode, records},
	form::Statement,
	moment::rfc3339,
	registers::NamedParty,
	Refusal,
};
use codec::{Decode, Encode};
use sp_core::H256;
use sp_crypto_hashing::blake2_256;

/// The domain of the digest.
const DOMAIN: &str = "tracemark/description/v1";

/// What is said of a description that is not there.
pub const LEFT_OUT: &str =
	"the issuer left it out: what the evidence is about and how it was obtained is not stated";

records! {
	/// Something that evidence is about.
	#[derive(Copy)]
	pub enum About {
		/// An intellectual property right.
		Right(H256),
		/// A lot.
		Lot(H256),
		/// A consignment, unit or logistic unit.
		Object(H256),
		/// Salted commitment to the address of an offer.
		Listing(H256),
		/// Whoever sells.
		Seller(NamedParty),
		/// A case.
		Case(H256),
	}

	/// What a piece of evidence is about and how it was obtained.
	pub struct Description {
		/// What it is about.
		pub subjects: Vec<About>,
		/// Salted commitment to the address or place that it comes from.
		pub source: H256,
		/// Digest of name and version of the tool that captured it.
		pub tool: H256,
		/// Salted commitment to the person who captured it.
		pub captured_by: Option<H256>,
		/// When it was captured, in milliseconds since 1970.
		pub claimed_moment: u64,
		/// Offset of the place from UTC, in minutes.
		pub claimed_offset: i16,
		/// Salted commitments to the persons who were present.
		pub witnesses: Vec<H256>,
	}
}

/// What the state holds of a description with this SCALE value.
pub fn digest(value: &[u8]) -> H256 {
	H256(blake2_256(&[DOMAIN.encode().as_slice(), value].concat()))
}

/// What a description says.
pub(crate) fn statements(value: &[u8]) -> Result<Vec<Statement>, Refusal> {
	let described: Description = decode("a description", value)?;
	let mut said = Vec::new();
	let mut add = |name: &str, value: String| said.push(Statement { name: name.to_owned(), value });
	for about in described.subjects {
		let about = match about {
			About::Right(id) => format!("right {id:?}"),
			About::Lot(id) => format!("lot {id:?}"),
			About::Object(id) => format!("object {id:?}"),
			About::Listing(commitment) => format!("offer, salted commitment {commitment:?}"),
			About::Seller(NamedParty::Member(org)) => format!("seller, organisation {org}"),
			About::Seller(NamedParty::Outsider(version, tag)) => {
				format!("seller, no member, tag {tag:?} under key version {version}")
			},
			About::Case(id) => format!("case {id:?}"),
		};
		add("about", about);
	}
	add("salted commitment to the source", format!("{:?}", described.source));
	add("digest of the tool", format!("{:?}", described.tool));
	if let Some(person) = described.captured_by {
		add("salted commitment to who captured it", format!("{person:?}"));
	}
	let (time, offset) = (rfc3339(described.claimed_moment), described.claimed_offset);
	add("claimed time", format!("{time}, offset of the place from UTC {offset} minutes"));
	for witness in described.witnesses {
		add("salted commitment to a witness", format!("{witness:?}"));
	}
	Ok(said)
}

/// The SCALE value of the description with this digest among the events of a block. Whatever else stands
/// there, and in whatever layout: only the digest decides.
pub(crate) fn find(events: &[u8], wanted: &H256) -> Option<Vec<u8>> {
	(0..events.len()).find_map(|start| {
		let from = events.get(start..)?;
		let mut rest = from;
		Description::decode(&mut rest).ok()?;
		let value = from.get(..from.len().checked_sub(rest.len())?)?;
		(digest(value) == *wanted).then(|| value.to_vec())
	})
}
