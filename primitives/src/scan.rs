//! Scans: what is shown of a single item, and what that proves.
//!
//! A scan without proof is a question and no verdict: nobody's goods are counterfeits because nobody looked. Chain and
//! clients judge by the same functions.

use crate::{
	goods::{GoodsFacts, Presence, ProofOutcome},
	gs1::{lot_leaf, unit_id, Gtin, ItemKey, LotNumber, Serial, SerialProof},
	keys::WeakKey,
	merkle::{self, AuditPath},
	parties::BaseUrl,
	recalls::Recalled,
	Moment, OrgId,
};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use sp_core::{ed25519, sr25519, H256};
use sp_io::crypto::{ed25519_verify, sr25519_verify};

/// Most lots of a class in which neighbours of one serial are shown.
pub type MaxAbsences = ConstU32<512>;

/// What a denial begins with, so that it is nothing else that the key may have signed.
const DENIAL: [u8; 19] = *b"tracemark/denial/v1";

/// What is shown of an item beside its label.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum Shown {
	/// Nothing.
	#[codec(index = 0)]
	Nothing,
	/// That its serial belongs to a lot.
	#[codec(index = 1)]
	Path(SerialProof),
	/// That its serial is in none of these lots of its class.
	#[codec(index = 2)]
	Absences(BoundedVec<Absence, MaxAbsences>),
	/// The word of whoever owns the class that its serial is in no lot of it.
	#[codec(index = 3)]
	Denial(Denial),
}

impl Shown {
	/// The path, if that is what is shown.
	pub fn path(&self) -> Option<&SerialProof> {
		match self {
			Self::Path(proof) => Some(proof),
			_ => None,
		}
	}
}

/// A leaf of a lot, with its path.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct Leaf {
	/// Position, from 0, serials ascending.
	pub index: u32,
	/// The serial.
	pub serial: Serial,
	/// What hides under the label.
	pub item_key: ItemKey,
	/// Siblings from the leaf upwards.
	pub path: AuditPath,
}

impl Leaf {
	/// Whether the leaf stands in the tree of a lot of this class, of `size` leaves with this `root`.
	pub fn stands_in(&self, gtin: &Gtin, root: &H256, size: u64) -> bool {
		let leaf = lot_leaf(gtin, &self.serial, &self.item_key);
		merkle::verify(root, size, self.index.into(), leaf, &self.path)
	}
}

/// That a serial is not in a lot of its class: the leaves before and after it, which are next to each other.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct Absence {
	/// Number of the lot.
	pub lot: LotNumber,
	/// The last leaf before the serial; none if it would be the first.
	pub before: Option<Leaf>,
	/// The first leaf after the serial; none if it would be the last.
	pub after: Option<Leaf>,
}

/// Why neighbours leave a place for a serial in their lot.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum NeighbourFault {
	/// A path does not lead to the root of the lot, or the index is out of range.
	#[codec(index = 0)]
	PathElsewhere,
	/// The leaves are not next to each other, or an end of the list is missing.
	#[codec(index = 1)]
	NotNeighbours,
	/// The serial does not lie between them.
	#[codec(index = 2)]
	NotBetween,
	/// Both stand in the tree, but not in ascending order: a fault of the lot's maker, with its proof.
	#[codec(index = 3)]
	Unordered,
}

impl Absence {
	/// Whether the neighbours leave no place for the serial in a lot of this class, of `size` leaves with this
	/// `root`; or else why not.
	pub fn verify(
		&self,
		gtin: &Gtin,
		serial: &Serial,
		root: &H256,
		size: u64,
	) -> Result<(), NeighbourFault> {
		let Self { before, after, .. } = self;
		if !before.iter().chain(after).all(|leaf| leaf.stands_in(gtin, root, size)) {
			return Err(NeighbourFault::PathElsewhere);
		}
		let next = |leaf: &Leaf| u64::from(leaf.index).saturating_add(1);
		let are_adjacent = match (before, after) {
			(Some(before), Some(after)) => next(before) == u64::from(after.index),
			(None, Some(after)) => after.index == 0,
			(Some(before), None) => next(before) == size,
			(None, None) => false,
		};
		if !are_adjacent {
			return Err(NeighbourFault::NotNeighbours);
		}
		if let (Some(before), Some(after)) = (before, after) {
			if before.serial >= after.serial {
				return Err(NeighbourFault::Unordered);
			}
		}
		let is_after = before.as_ref().is_none_or(|leaf| leaf.serial < *serial);
		let is_before = after.as_ref().is_none_or(|leaf| *serial < leaf.serial);
		match is_after && is_before {
			true => Ok(()),
			false => Err(NeighbourFault::NotBetween),
		}
	}
}

/// The word of whoever owns a class that a serial is in no lot of it: signed by an operator of the owner, for one
/// chain and a short time. It shows no genuine serial.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct Denial {
	/// The moment up to which it stands, itself not included.
	pub expiry: Moment,
	/// Over [`denial_message`].
	pub signed: Signed,
}

/// Whose signature, and which. An account is its public key.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum Signed {
	/// A Schnorr signature on Ristretto.
	#[codec(index = 0)]
	Sr25519 {
		/// The account.
		signer: sr25519::Public,
		/// The signature.
		signature: sr25519::Signature,
	},
	/// An Ed25519 signature (RFC 8032).
	#[codec(index = 1)]
	Ed25519 {
		/// The account.
		signer: ed25519::Public,
		/// The signature.
		signature: ed25519::Signature,
	},
}

impl Signed {
	/// The account.
	pub fn signer(&self) -> [u8; 32] {
		match self {
			Self::Sr25519 { signer, .. } => signer.0,
			Self::Ed25519 { signer, .. } => signer.0,
		}
	}

	/// Whether the account, and nobody else, signed `message`.
	pub fn verify(&self, message: &[u8]) -> bool {
		match self {
			Self::Sr25519 { signer, signature } => {
				!signer.is_weak() && sr25519_verify(signature, message, signer)
			},
			Self::Ed25519 { signer, signature } => {
				!signer.is_weak() && ed25519_verify(signature, message, signer)
			},
		}
	}
}

/// Why a denial says nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum DenialFault {
	/// Its time is over.
	#[codec(index = 0)]
	Expired,
	/// The key did not sign it for this item on this chain, or everybody can sign for the key.
	#[codec(index = 1)]
	BadSignature,
	/// Who signed it is no operator of the owner of the class.
	#[codec(index = 2)]
	OtherSigner,
	/// Who signed it is an operator of the owner of the class, which is frozen, suspended or expelled.
	#[codec(index = 3)]
	SignerMayNotAct,
}

/// What is signed of a denial. In order: the 19 bytes `tracemark/denial/v1` without a length before them, the hash of
/// the genesis block (32 bytes), the id of the item (32 bytes), the expiry (8 bytes, little endian). These are 91
/// bytes in all.
pub fn denial_message(
	gtin: &Gtin,
	serial: &Serial,
	genesis: &impl Encode,
	expiry: Moment,
) -> Vec<u8> {
	(DENIAL, genesis, unit_id(gtin, serial), expiry).encode()
}

impl Denial {
	/// Whether the account said so of this item, on the chain of this first block, and it still stands at `now`. For
	/// whom the account acts [`ensure_speaks`] asks.
	pub fn verify(
		&self,
		gtin: &Gtin,
		serial: &Serial,
		genesis: &impl Encode,
		now: Moment,
	) -> Result<(), DenialFault> {
		if now >= self.expiry {
			return Err(DenialFault::Expired);
		}
		match self.signed.verify(&denial_message(gtin, serial, genesis, self.expiry)) {
			true => Ok(()),
			false => Err(DenialFault::BadSignature),
		}
	}
}

/// Whether whoever signed a denial speaks for the owner of the class. `signer` is the organisation whose operator it is,
/// if it is any; `may_act` whether that organisation may act now.
pub fn ensure_speaks(
	signer: Option<OrgId>,
	may_act: bool,
	owner: OrgId,
) -> Result<(), DenialFault> {
	match signer == Some(owner) {
		true if may_act => Ok(()),
		true => Err(DenialFault::SignerMayNotAct),
		false => Err(DenialFault::OtherSigner),
	}
}

/// What a scan comes to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum Verdict {
	/// It belongs to its lot, and is where it should be.
	#[codec(index = 0)]
	Genuine,
	/// Its number belongs to a lot, and nobody said who has the item: a copied label says the same.
	#[codec(index = 1)]
	GenuineNumber,
	/// It belongs to its lot, and is recalled.
	#[codec(index = 2)]
	Recalled,
	/// It belongs to its lot, and an authority keeps it.
	#[codec(index = 3)]
	Detained,
	/// It belongs to its lot, and somebody else holds it.
	#[codec(index = 4)]
	Elsewhere,
	/// It belongs to its lot, and its life ended.
	#[codec(index = 5)]
	Ended,
	/// No lot has the serial.
	#[codec(index = 6)]
	UnknownSerial,
	/// The path leads to no lot: the keeper or the label lies.
	#[codec(index = 7)]
	Refuted,
	/// Nobody showed anything that proves: a question, and no verdict.
	#[codec(index = 8)]
	NotProvable,
}

impl Verdict {
	/// Of a path that was given to the chain. `holder` is in whose hands the item is, if that was said.
	///
	/// What is most urgent comes first: that it left the trade, that an authority keeps it, that somebody else
	/// has it, that it is recalled. A path to a lot that nobody commissioned, or not finally yet, proves nothing
	/// and refutes nothing.
	pub fn of(facts: &GoodsFacts, recalls: &[Recalled], holder: Option<OrgId>) -> Self {
		match facts.proof {
			ProofOutcome::Verified => {},
			ProofOutcome::Refuted => return Self::Refuted,
			ProofOutcome::NotOffered => return Self::NotProvable,
		}
		// The lot is known, and the item lies in none of its consignments.
		let Some(known) = &facts.whereabouts else { return Self::Elsewhere };
		let is_his = holder.is_none_or(|holder| holder == known.holder);
		match known.presence {
			Presence::Ended(_) => Self::Ended,
			Presence::Detained { by } if is_his || holder == Some(by) => Self::Detained,
			_ if !is_his => Self::Elsewhere,
			_ if recalls.iter().any(|recalled| recalled.is_certain) => Self::Recalled,
			_ if holder.is_none() => Self::GenuineNumber,
			_ => Self::Genuine,
		}
	}

	/// Of a serial that is in no lot, as was shown. One that has a record is in some lot nevertheless.
	pub fn of_absent(facts: &GoodsFacts) -> Result<Self, Unproven> {
		match facts.whereabouts {
			None => Ok(Self::UnknownSerial),
			Some(_) => Err(Unproven::OnRecord),
		}
	}
}

/// Why nothing is proven.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum Unproven {
	/// Nothing was shown.
	#[codec(index = 0)]
	NothingShown,
	/// Nobody registered the class, so that nobody can deny its serials.
	#[codec(index = 1)]
	UnknownClass,
	/// Nobody commissioned the lot, or not yet.
	#[codec(index = 2)]
	UnknownLot {
		/// Its number.
		lot: LotNumber,
	},
	/// The lot commits to no serials.
	#[codec(index = 3)]
	LotWithoutSerials {
		/// Its number.
		lot: LotNumber,
	},
	/// The neighbours in a lot leave a place for the serial.
	#[codec(index = 4)]
	Neighbours {
		/// Number of the lot.
		lot: LotNumber,
		/// Why.
		fault: NeighbourFault,
	},
	/// The lots in which neighbours were shown have fewer pieces than were made of the class with serials: this one
	/// may be in another lot.
	#[codec(index = 5)]
	LotsLeftOut {
		/// How many pieces those lots have, each lot once.
		shown: u128,
		/// How many were made of the class in lots with serials, under all its owners.
		made: u128,
	},
	/// The denial says nothing.
	#[codec(index = 6)]
	Denial(DenialFault),
	/// The serial is on record, and so in some lot, whatever was shown.
	#[codec(index = 7)]
	OnRecord,
}

/// The answer to a scan.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct ScanAnswer {
	/// What it comes to.
	pub verdict: Verdict,
	/// What custody knows of the item.
	pub facts: GoodsFacts,
	/// The recalls in force that concern it.
	pub recalls: Vec<Recalled>,
	/// Why nothing is proven, if the verdict says so.
	pub why: Option<Unproven>,
	/// Whom to ask: the resolver of whoever owns the class, if it has one on record.
	pub ask: Option<BaseUrl>,
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		goods::{EndOfLife, Whereabouts},
		recalls::RecallReason,
	};
	use sp_core::Pair;

	const HELD: Presence = Presence::Held;
	const NOW: Moment = 1_000_000;
	const EXPIRY: Moment = NOW + 600_000;

	fn gtin() -> Gtin {
		"09521101000016".try_into().expect("a GTIN")
	}

	fn serial(text: &str) -> Serial {
		text.try_into().expect("a serial")
	}

	fn facts(proof: ProofOutcome, presence: Option<Presence>) -> GoodsFacts {
		let whereabouts = presence.map(|presence| Whereabouts {
			object: H256::zero(),
			holder: 5,
			presence,
			cleared: None,
			first_sale: None,
			owner: 5,
		});
		GoodsFacts { whereabouts, ..GoodsFacts::none(proof) }
	}

	fn recalled(is_certain: bool) -> Recalled {
		Recalled { recall: 1, country: None, reason: RecallReason::Safety, is_certain }
	}

	#[test]
	fn verdict_should_follow_path_holder_and_life_when_a_path_was_shown() {
		use ProofOutcome::{NotOffered, Refuted, Verified};
		let sold = Presence::Ended(EndOfLife::Sold);
		let offered = Presence::Offered { to: 6, until: 1, leg: None };
		let detained = Presence::Detained { by: 7 };
		for (proof, presence, holder, verdict) in [
			(Verified, Some(HELD), None, Verdict::GenuineNumber),
			(Verified, Some(HELD), Some(5), Verdict::Genuine),
			(Verified, Some(HELD), Some(6), Verdict::Elsewhere),
			(Verified, Some(offered), Some(6), Verdict::Elsewhere),
			(Verified, Some(offered), None, Verdict::GenuineNumber),
			(Verified, Some(sold), Some(5), Verdict::Ended),
			(Verified, Some(sold), None, Verdict::Ended),
			(Verified, Some(detained), None, Verdict::Detained),
			(Verified, Some(detained), Some(5), Verdict::Detained),
			(Verified, Some(detained), Some(7), Verdict::Detained),
			(Verified, Some(detained), Some(6), Verdict::Elsewhere),
			(Verified, None, None, Verdict::Elsewhere),
			(Refuted, Some(HELD), None, Verdict::Refuted),
			(NotOffered, Some(HELD), Some(5), Verdict::NotProvable),
			(NotOffered, None, None, Verdict::NotProvable),
		] {
			assert_eq!(
				Verdict::of(&facts(proof, presence), &[], holder),
				verdict,
				"{proof:?} {presence:?} {holder:?}"
			);
		}
	}

	#[test]
	fn verdict_should_be_recalled_when_goods_in_the_right_hands_are_for_certain() {
		let held = facts(ProofOutcome::Verified, Some(HELD));
		for (recalls, holder, verdict) in [
			(vec![recalled(true)], Some(5), Verdict::Recalled),
			(vec![recalled(false), recalled(true)], None, Verdict::Recalled),
			(vec![recalled(false)], Some(5), Verdict::Genuine),
			(vec![recalled(true)], Some(6), Verdict::Elsewhere),
		] {
			assert_eq!(Verdict::of(&held, &recalls, holder), verdict, "{recalls:?} {holder:?}");
		}
		let sold = facts(ProofOutcome::Verified, Some(Presence::Ended(EndOfLife::Sold)));
		assert_eq!(Verdict::of(&sold, &[recalled(true)], Some(5)), Verdict::Ended);
	}

	#[test]
	fn absent_serial_should_be_unknown_when_nothing_is_on_record() {
		let none = facts(ProofOutcome::NotOffered, None);
		assert_eq!(Verdict::of_absent(&none), Ok(Verdict::UnknownSerial));
		for presence in [HELD, Presence::Ended(EndOfLife::Destroyed)] {
			let known = facts(ProofOutcome::NotOffered, Some(presence));
			assert_eq!(Verdict::of_absent(&known), Err(Unproven::OnRecord));
		}
	}

	#[test]
	fn signer_should_speak_when_he_acts_for_the_owner() {
		assert_eq!(ensure_speaks(Some(5), true, 5), Ok(()));
		assert_eq!(ensure_speaks(Some(5), false, 5), Err(DenialFault::SignerMayNotAct));
		for (signer, may_act) in [(Some(6), true), (Some(6), false), (None, false)] {
			assert_eq!(ensure_speaks(signer, may_act, 5), Err(DenialFault::OtherSigner));
		}
	}

	#[test]
	fn message_should_be_the_documented_bytes_when_it_is_signed() {
		let message = denial_message(&gtin(), &serial("A"), &H256::repeat_byte(7), 5);
		assert_eq!(message.len(), 91);
		assert_eq!(message[..19], *b"tracemark/denial/v1");
		assert_eq!(message[19..51], [7; 32]);
		assert_eq!(message[51..83], unit_id(&gtin(), &serial("A")).0);
		assert_eq!(message[83..], [5, 0, 0, 0, 0, 0, 0, 0]);
	}

	#[test]
	fn denial_should_stand_when_its_key_signed_it_for_item_chain_and_time() {
		let genesis = H256::repeat_byte(7);
		let message = denial_message(&gtin(), &serial("A"), &genesis, EXPIRY);
		let (one, other) = (sr25519::Pair::from_seed(&[1; 32]), ed25519::Pair::from_seed(&[2; 32]));
		let signatures = [
			Signed::Sr25519 { signer: one.public(), signature: one.sign(&message) },
			Signed::Ed25519 { signer: other.public(), signature: other.sign(&message) },
		];
		for signed in signatures {
			let denial = Denial { expiry: EXPIRY, signed };
			let judge = |denial: &Denial, text: &str, genesis: H256, now| {
				denial.verify(&gtin(), &serial(text), &genesis, now)
			};
			for now in [NOW, EXPIRY - 1] {
				assert_eq!(judge(&denial, "A", genesis, now), Ok(()));
			}
			assert_eq!(judge(&denial, "A", genesis, EXPIRY), Err(DenialFault::Expired));
			let later = Denial { expiry: EXPIRY + 1, ..denial.clone() };
			for (denial, text, genesis) in
				[(&denial, "B", genesis), (&denial, "A", H256::zero()), (&later, "A", genesis)]
			{
				assert_eq!(judge(denial, text, genesis, NOW), Err(DenialFault::BadSignature));
			}
		}
	}

	#[test]
	fn denial_should_say_nothing_when_everybody_can_sign_for_its_key() {
		// Under the neutral element `(R, s) = (0, 0)` is a signature of anything (RFC 8032, section 5.1.7).
		let mut key = [0; 32];
		key[0] = 1;
		let mut signature = [0; 64];
		signature[0] = 1;
		let signer = ed25519::Public::from_raw(key);
		let signature = ed25519::Signature::from_raw(signature);
		let message = denial_message(&gtin(), &serial("A"), &H256::zero(), EXPIRY);
		assert!(ed25519_verify(&signature, &message, &signer));
		let denial = Denial { expiry: EXPIRY, signed: Signed::Ed25519 { signer, signature } };
		let judged = denial.verify(&gtin(), &serial("A"), &H256::zero(), NOW);
		assert_eq!(judged, Err(DenialFault::BadSignature));
	}
}
