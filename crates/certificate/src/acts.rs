//! What the chain keeps of a piece of evidence beside its deposits, and of whose an account is, as the chain
//! encodes it.
//!
//! Copies of the pallets' types, as in [`crate::chain`].

use crate::{chain::records, registers::Digest};
use codec::{Decode, Encode};
use sp_core::H256;

records! {
	/// An act about a digest other than a deposit, and its place among the deposits.
	#[derive(Copy)]
	pub struct LoggedAct {
		/// Number of the last deposit of the digest before the act.
		pub deposits: u32,
		/// The organisation.
		pub org: u32,
		/// Its operator.
		pub operator: u32,
		/// Number of the block.
		pub block: u32,
		/// Block time.
		pub moment: u64,
		/// What was done.
		pub act: RecordAct,
	}

	/// What is done about a record.
	#[derive(Copy)]
	pub enum RecordAct {
		/// The digest was deposited. The log of acts has none of these: deposits are numbered already.
		Deposited {
			/// Which deposit of the digest.
			number: u32,
		},
		/// A deposit was revoked.
		Revoked {
			/// Which deposit of the digest.
			number: u32,
		},
		/// A leaf of the batch was shown to be in it.
		LeafOpened {
			/// The leaf, a SHA-256 digest.
			leaf: H256,
		},
		/// Something was attested.
		Attested {
			/// Which attestation of the digest.
			number: u32,
		},
		/// An external time stamp was linked.
		TimeStamped {
			/// Which of those that the organisation linked to the digest.
			number: u32,
		},
		/// The organisation undertook to keep the original.
		Kept {
			/// The first moment at which it may let go of it.
			until: u64,
		},
		/// The organisation keeps the original no longer than a notice.
		KeepingEnded {
			/// The first moment at which it may let go of it.
			until: u64,
		},
		/// The authority held it for a case.
		Held {
			/// Which hold of the digest.
			number: u32,
		},
		/// The authority released a hold.
		HoldReleased {
			/// Which hold of the digest.
			number: u32,
		},
		/// The organisation added it to a group of captures.
		Captured {
			/// The group.
			group: u32,
		},
		/// The organisation named what replaces it.
		Superseded {
			/// What replaces it.
			successor: Digest,
		},
		/// The organisation named it as what replaces another.
		Succeeded {
			/// What it replaces.
			predecessor: Digest,
		},
		/// Something was done with an exhibit of the record.
		Exhibit {
			/// Which exhibit of the record.
			number: u32,
			/// The number of the act in the exhibit's own history.
			seq: u32,
		},
		/// A revoked deposit was reinstated.
		Reinstated {
			/// Which deposit.
			number: u32,
		},
		/// A reinstated deposit was revoked again, for good.
		RevokedAgain {
			/// Which deposit.
			number: u32,
		},
	}

	/// What somebody with a competent role states about a digest.
	#[derive(Copy)]
	pub struct Attestation {
		/// The organisation.
		pub org: u32,
		/// Its operator.
		pub operator: u32,
		/// The roles in which it attests, one bit each.
		pub roles: u32,
		/// Salted digest of what is stated.
		pub statement: H256,
		/// Number of the block.
		pub block: u32,
		/// Block time.
		pub moment: u64,
	}

	/// An RFC 3161 time-stamp token, and who linked it.
	pub struct LinkedTimeStamp {
		/// Digest of the DER value of the token.
		pub token: Digest,
		/// The policy under which it was issued: the content octets of an object identifier (X.690 section 8.19).
		pub policy: Vec<u8>,
		/// Its number with the authority: big-endian.
		pub serial: Vec<u8>,
		/// The time that it states, in milliseconds since 1970.
		pub stated: u64,
		/// The operator that linked it.
		pub operator: u32,
		/// Number of the block.
		pub block: u32,
		/// Block time.
		pub moment: u64,
	}

	/// What a keeper undertook last: to have the original until a day, and longer while it is held.
	#[derive(Copy)]
	pub struct Keeping {
		/// The operator.
		pub operator: u32,
		/// The first moment at which the keeper may let go of the original.
		pub until: u64,
		/// Number of the block.
		pub block: u32,
		/// Block time.
		pub moment: u64,
	}

	/// The holds of a digest.
	#[derive(Copy)]
	pub struct HoldCount {
		/// How many there were: the number of the last one.
		pub last: u32,
		/// How many of them are not released.
		pub in_force: u32,
	}

	/// An authority's order to keep a piece of evidence.
	#[derive(Copy)]
	pub struct Hold {
		/// The authority.
		pub org: u32,
		/// Its operator.
		pub operator: u32,
		/// Salted digest of the reference of the case.
		pub case: H256,
		/// Number of the block.
		pub block: u32,
		/// Block time.
		pub moment: u64,
		/// How it ended.
		pub released: Option<Release>,
	}

	/// The end of a hold.
	#[derive(Copy)]
	pub struct Release {
		/// The authority that ended it.
		pub org: u32,
		/// Its operator.
		pub operator: u32,
		/// Salted digest of the grounds, if another authority had placed it.
		pub ground: Option<H256>,
		/// Number of the block.
		pub block: u32,
		/// Block time.
		pub moment: u64,
	}

	/// A batch under whose root a leaf was opened. What holds the root holds the leaf.
	#[derive(Copy)]
	pub struct BatchOf {
		/// The root, a SHA-256 digest.
		pub root: H256,
		/// Block time of the deposit of the batch.
		pub moment: u64,
	}

	/// What replaces a piece of evidence, as one organisation says.
	#[derive(Copy)]
	pub struct Supersession {
		/// The operator that said so.
		pub operator: u32,
		/// As what its organisation says so.
		pub entitlement: Entitlement,
		/// What replaces it.
		pub successor: Digest,
		/// Which deposit of that is the organisation's own.
		pub deposit: u32,
		/// Salted digest of the grounds.
		pub ground: H256,
		/// Number of the block.
		pub block: u32,
		/// Block time.
		pub moment: u64,
	}

	/// As what an organisation says that a piece of evidence is replaced.
	#[derive(Copy)]
	pub enum Entitlement {
		/// It deposited that.
		Depositor {
			/// Which deposit is its own.
			number: u32,
		},
		/// It holds that for a case.
		Authority {
			/// Which hold is its own.
			hold: u32,
		},
	}

	/// The one organisation that an account belongs to, for ever.
	#[derive(Copy)]
	pub struct Affiliation {
		/// The organisation.
		pub org: u32,
		/// As what the account serves it.
		pub capacity: Capacity,
	}

	/// As what an account serves its organisation.
	#[derive(Copy)]
	pub enum Capacity {
		/// Its controller.
		Controller,
		/// Was its controller.
		FormerController,
		/// An operator.
		Operator {
			/// The operator, whichever account it uses.
			operator: u32,
			/// The organisation's roles that it may use, one bit each.
			roles: u32,
		},
		/// Was the account of an operator.
		RetiredOperator {
			/// The operator.
			operator: u32,
		},
	}
}
