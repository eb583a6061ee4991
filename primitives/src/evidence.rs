//! What happens to a piece of evidence.

use crate::{
	digest::Digest,
	goods::{LotId, ObjectId},
	parties::NamedParty,
	quantity::Quantity,
	rights::RightId,
	stored::stored,
	BlockNumber, Moment, OperatorId, OrgId,
};
use sp_core::H256;

stored! {
	/// What sort of thing was deposited. Numbers are append-only.
	pub enum EvidenceKind {
		/// A captured web page or listing.
		#[codec(index = 0)]
		WebCapture,
		/// Order, invoice, payment or shipping record.
		#[codec(index = 1)]
		TransactionRecord,
		/// Mail, message or letter.
		#[codec(index = 2)]
		Communication,
		/// Photograph or video.
		#[codec(index = 3)]
		Photograph,
		/// Report of an examination.
		#[codec(index = 4)]
		LaboratoryReport,
		/// Readings of sensors or scanners.
		#[codec(index = 5)]
		SensorLog,
		/// Record of a physical exhibit: seal, bag, keeper.
		#[codec(index = 6)]
		PhysicalExhibit,
		/// Licence, contract or other agreement.
		#[codec(index = 7)]
		Contract,
		/// An EPCIS event or document.
		#[codec(index = 8)]
		EpcisEvent,
		/// Anything else.
		#[codec(index = 9)]
		Other,
	}

	/// Something that evidence is about.
	pub enum Subject {
		/// An intellectual property right.
		#[codec(index = 0)]
		Right(RightId),
		/// A lot.
		#[codec(index = 1)]
		Lot(LotId),
		/// A consignment, unit or logistic unit.
		#[codec(index = 2)]
		Object(ObjectId),
		/// Salted commitment to the address of an offer.
		#[codec(index = 3)]
		Listing(H256),
		/// Whoever sells.
		#[codec(index = 4)]
		Seller(NamedParty),
		/// A case.
		#[codec(index = 5)]
		Case(H256),
	}

	/// A deposit that is listed under what it is about.
	pub struct ListedDeposit {
		/// The digest.
		pub digest: Digest,
		/// Which deposit of it: 0 for the record, else the number of the corroboration.
		pub number: u32,
		/// What sort of thing it is.
		pub kind: EvidenceKind,
		/// Who deposited it.
		pub by: OrgId,
		/// Block of the deposit.
		pub block: BlockNumber,
		/// Block time of the deposit.
		pub moment: Moment,
		/// Whether this deposit is revoked.
		pub is_revoked: bool,
		/// Whether it was revoked and reinstated. If it is revoked too, it was revoked again, for good.
		pub was_reinstated: bool,
		/// Whether the digest stands.
		pub stands: bool,
	}

	/// An act about a record, and who did it when.
	pub struct RecordEntry {
		/// The organisation.
		pub org: OrgId,
		/// Its operator.
		pub operator: OperatorId,
		/// Block of the act; of the deposit of an opened leaf, that of its batch.
		pub block: BlockNumber,
		/// Block time of the act, that of the opening for an opened leaf.
		pub moment: Moment,
		/// What was done.
		pub act: RecordAct,
	}

	/// What is done about a record. Most acts have an entry of their own in storage, which the act names.
	pub enum RecordAct {
		/// The digest was deposited: number 0 is the record, each other a corroboration.
		#[codec(index = 0)]
		Deposited {
			/// Which deposit of the digest.
			number: u32,
		},
		/// A deposit was revoked.
		#[codec(index = 1)]
		Revoked {
			/// Which deposit of the digest.
			number: u32,
		},
		/// A leaf of the batch was shown to be in it.
		#[codec(index = 2)]
		LeafOpened {
			/// The leaf, a SHA-256 digest.
			leaf: H256,
		},
		/// Something was attested.
		#[codec(index = 3)]
		Attested {
			/// Which attestation of the digest.
			number: u32,
		},
		/// An external time stamp was linked.
		#[codec(index = 4)]
		TimeStamped {
			/// Which of those that the organisation linked to the digest.
			number: u32,
		},
		/// The organisation undertook to keep the original.
		#[codec(index = 5)]
		Kept {
			/// The first moment at which it may let go of it.
			until: Moment,
		},
		/// The organisation keeps the original no longer than a notice.
		#[codec(index = 6)]
		KeepingEnded {
			/// The first moment at which it may let go of it.
			until: Moment,
		},
		/// The authority held it for a case.
		#[codec(index = 7)]
		Held {
			/// Which hold of the digest.
			number: u32,
		},
		/// The authority released its hold, or that of one of its country that is gone.
		#[codec(index = 8)]
		HoldReleased {
			/// Which hold of the digest.
			number: u32,
		},
		/// The organisation added it to a group of captures.
		#[codec(index = 9)]
		Captured {
			/// The group.
			group: u32,
		},
		/// The organisation named what replaces it.
		#[codec(index = 10)]
		Superseded {
			/// What replaces it.
			successor: Digest,
		},
		/// The organisation named it as what replaces another.
		#[codec(index = 11)]
		Succeeded {
			/// What it replaces.
			predecessor: Digest,
		},
		/// Something was done with an exhibit of the record.
		#[codec(index = 12)]
		Exhibit {
			/// Which exhibit of the record.
			number: u32,
			/// The number of the act in the exhibit's own history.
			seq: u32,
		},
		/// A revoked deposit was reinstated.
		#[codec(index = 13)]
		Reinstated {
			/// Which deposit of the digest.
			number: u32,
		},
		/// A reinstated deposit was revoked again, for good.
		#[codec(index = 14)]
		RevokedAgain {
			/// Which deposit of the digest.
			number: u32,
		},
	}

	/// What replaces a piece of evidence, as one organisation says.
	pub struct Supersession {
		/// The operator that said so.
		pub operator: OperatorId,
		/// As what its organisation says so.
		pub entitlement: Entitlement,
		/// What replaces it.
		pub successor: Digest,
		/// Which deposit of that is the organisation's own: 0 for its record, else the number of the
		/// corroboration.
		pub deposit: u32,
		/// Salted digest of the document that gives the grounds.
		pub ground: H256,
		/// Block of the statement.
		pub block: BlockNumber,
		/// Block time of the statement.
		pub moment: Moment,
	}

	/// As what an organisation says that a piece of evidence is replaced.
	pub enum Entitlement {
		/// It deposited that.
		#[codec(index = 0)]
		Depositor {
			/// Which deposit is its own: 0 for the record, else the number of the corroboration.
			number: u32,
		},
		/// It holds that for a case.
		#[codec(index = 1)]
		Authority {
			/// Which hold is its own, from 1.
			hold: u32,
		},
	}

	/// A physical thing in custody, or a sample of one.
	pub struct Exhibit {
		/// The organisation that registered it, or what it is a sample of.
		pub by: OrgId,
		/// Who has it.
		pub holder: OrgId,
		/// Salted digest of the number on its seal; `None` while it is open.
		pub seal: Option<H256>,
		/// How much of it there is, without samples of the same unit that were taken.
		pub quantity: Quantity,
		/// The lot that it is said to be of.
		pub lot: Option<LotId>,
		/// The consignment, unit or logistic unit that it is said to be.
		pub object: Option<ObjectId>,
		/// Number of the exhibit that it is a sample of.
		pub sample_of: Option<u32>,
		/// Where it stands.
		pub state: ExhibitState,
		/// What is to become of it.
		pub order: Option<DisposalOrder>,
		/// Number of its last act. Calls name it, so that none takes effect twice.
		pub seq: u32,
		/// Head of the chain of its acts.
		pub head: H256,
	}

	/// Where an exhibit stands. The last two are final.
	pub enum ExhibitState {
		/// With its holder.
		#[codec(index = 0)]
		Held,
		/// With its holder, who offered it.
		#[codec(index = 1)]
		Offered {
			/// To whom.
			to: OrgId,
		},
		/// Put back into what it was a sample of.
		#[codec(index = 2)]
		Rejoined,
		/// Disposed of as ordered.
		#[codec(index = 3)]
		DisposedOf(Disposal),
	}

	/// What becomes of an exhibit that is needed no more.
	pub enum Disposal {
		/// It goes back to whom it belongs to.
		#[codec(index = 0)]
		Returned,
		/// It is destroyed.
		#[codec(index = 1)]
		Destroyed,
		/// An examination uses it up.
		#[codec(index = 2)]
		Consumed,
	}

	/// An order that stands.
	pub struct DisposalOrder {
		/// Who gave it.
		pub by: OrgId,
		/// What is to be done.
		pub disposal: Disposal,
	}

	/// An act with an exhibit, and who did it when.
	pub struct ExhibitEntry {
		/// The organisation.
		pub org: OrgId,
		/// Its operator.
		pub operator: OperatorId,
		/// Block of the act.
		pub block: BlockNumber,
		/// Block time of the act.
		pub moment: Moment,
		/// What was done.
		pub act: ExhibitAct,
	}

	/// What pins the history of an exhibit to that of another.
	pub struct Pin {
		/// Number of the other.
		pub number: u32,
		/// Number of the act in the other's history.
		pub seq: u32,
		/// Head of the other before the act.
		pub head: H256,
	}

	/// What is done with an exhibit.
	pub enum ExhibitAct {
		/// It was put on record, sealed, with who did so.
		#[codec(index = 0)]
		Registered {
			/// The registering organisation's deposit of the record.
			deposit: u32,
			/// Salted digest of the number on its seal.
			seal: H256,
			/// How much of it there is.
			quantity: Quantity,
			/// The lot that it is said to be of.
			lot: Option<LotId>,
			/// The consignment, unit or logistic unit that it is said to be.
			object: Option<ObjectId>,
		},
		/// Its holder offered it.
		#[codec(index = 1)]
		Offered {
			/// To whom.
			to: OrgId,
		},
		/// It was taken over, its seal whole.
		#[codec(index = 2)]
		Accepted {
			/// From whom.
			from: OrgId,
			/// The seal, as both saw it.
			seal: H256,
		},
		/// An offer was refused.
		#[codec(index = 3)]
		Refused {
			/// Salted digest of the reasons.
			ground: H256,
		},
		/// An offer was taken back.
		#[codec(index = 4)]
		OfferWithdrawn,
		/// Its seal was broken.
		#[codec(index = 5)]
		SealBroken {
			/// Salted digest of the reasons.
			ground: H256,
		},
		/// It was sealed anew.
		#[codec(index = 6)]
		Sealed {
			/// Salted digest of the number on the new seal.
			seal: H256,
		},
		/// A sample was taken.
		#[codec(index = 7)]
		Sampled {
			/// Number of the sample.
			sample: u32,
			/// How much was taken.
			quantity: Quantity,
		},
		/// It was taken as a sample, and sealed.
		#[codec(index = 8)]
		TakenFrom {
			/// What it is a sample of.
			exhibit: Pin,
			/// How much was taken.
			quantity: Quantity,
			/// Salted digest of the number on the seal of the sample.
			seal: H256,
		},
		/// A sample was put back.
		#[codec(index = 9)]
		SampleReturned {
			/// The sample.
			sample: Pin,
			/// How much was left of it.
			quantity: Quantity,
		},
		/// It was put back into what it was a sample of.
		#[codec(index = 10)]
		Rejoined {
			/// What it was a sample of.
			exhibit: Pin,
			/// How much was left of it.
			quantity: Quantity,
		},
		/// A laboratory that had it reported what it found.
		#[codec(index = 11)]
		Examined {
			/// Digest of the report.
			report: Digest,
			/// The laboratory's deposit of the report.
			deposit: u32,
		},
		/// It was ordered what becomes of it.
		#[codec(index = 12)]
		DisposalOrdered {
			/// What; `None` takes back an order.
			disposal: Option<Disposal>,
			/// Salted digest of the order.
			ground: H256,
		},
		/// Its holder did as was ordered.
		#[codec(index = 13)]
		DisposedOf {
			/// What was done.
			disposal: Disposal,
			/// Who ordered it.
			ordered_by: OrgId,
			/// Salted digest of the report on it.
			report: H256,
		},
		/// An authority took it over from a holder that was expelled.
		#[codec(index = 14)]
		Recovered {
			/// From whom.
			from: OrgId,
			/// Salted digest of the number on its seal as found; `None` if it was open.
			seal: Option<H256>,
			/// Salted digest of the grounds.
			ground: H256,
		},
	}
}
