//! The runtime APIs: every read that a client needs. polkadot.js shows them under `api.call`.
//!
//! Pages are `(cursor, limit)`; a limit above [`MAX_PAGE`] counts as [`MAX_PAGE`].

use crate::{
	authorisation::{Answer, AuthorisationReport, Question},
	customs::{DeclarationForm, DeclarationReport, Reference},
	goods::{ClassFacts, GoodsClaim, GoodsFacts, LotFacts, LotId, ObjectId, Segment},
	gs1::Gtin,
	parties::{Party, Roles},
	DeclarationId, Moment, OperatorId, OrgId,
};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use scale_info::TypeInfo;

/// Most entries of a page.
pub const MAX_PAGE: u32 = 100;

/// For whom an account acts.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct OperatorFacts {
	/// The organisation.
	pub org: OrgId,
	/// The operator.
	pub operator: OperatorId,
	/// The roles that it may use.
	pub roles: Roles,
	/// The organisation's roles, country and standing.
	pub party: Party,
}

/// A [`Segment`] with the authority that it rested on.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct TracedSegment {
	/// Who held the goods, from when to when.
	pub segment: Segment,
	/// For a maker: may it manufacture; for the importer of a clearance of this stretch: may it import.
	/// Of mixed goods, the worst answer. `None` for those who only carried or stored them, which asks for
	/// no licence.
	pub authority: Option<Answer>,
}

/// What an organisation did, as a fact.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum InvolvementFact {
	/// The first act of a party that signed or mandated it, by which the claimed goods differ from what is
	/// on record.
	#[codec(index = 0)]
	Origin,
	/// A further act of a party that signed or mandated it.
	#[codec(index = 1)]
	OwnAct,
	/// Holds or held the goods that custody knows under this identity. Not an act towards the break.
	#[codec(index = 2)]
	NotInvolved,
	/// Named by the declarant, and has neither signed nor mandated anything of it. Who it is and what it
	/// did is the declarant's word alone.
	#[codec(index = 3)]
	Named,
}

/// The act by which an organisation is involved.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum Act {
	/// Sold the goods to the importer, as declared.
	#[codec(index = 0)]
	Sold,
	/// Held the goods, as declared.
	#[codec(index = 1)]
	Held,
	/// Imported the goods, as declared.
	#[codec(index = 2)]
	Imported,
	/// Had the goods declared by somebody else.
	#[codec(index = 3)]
	WasRepresented,
	/// Lodged the declaration.
	#[codec(index = 4)]
	Declared,
	/// Held the goods that custody knows under this identity when the declaration was lodged, or was the
	/// last to hold them before their life ended.
	#[codec(index = 5)]
	HoldsOnRecord,
	/// Held the goods that custody knows under this identity at an earlier time.
	#[codec(index = 6)]
	HeldOnRecord,
}

/// One organisation in one act.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct Involvement {
	/// Who; a member, or somebody outside by tag.
	pub party: crate::parties::NamedParty,
	/// The fact.
	pub fact: InvolvementFact,
	/// The act.
	pub act: Act,
	/// Block time of the record that shows it: of the lodging, or of the act by which the goods came to
	/// whoever holds or held them on record.
	pub at: Moment,
}

/// Who is involved in what a declaration's line was contradicted for. Facts, no verdict.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct LiabilityFacts {
	/// What the contradictions point to.
	pub references: Vec<Reference>,
	/// Each involvement: the origin, further acts, who is only named, and who holds and held the goods on
	/// record. Of an object that passed through many hands, the first hundred and the last; the rest are
	/// in its trace.
	pub involvements: Vec<Involvement>,
}

sp_api::decl_runtime_apis! {
	/// For whom accounts act.
	#[api_version(1)]
	pub trait ConsortiumApi<AccountId> where AccountId: codec::Codec {
		/// The organisation, roles and standing that an account acts with.
		fn operator(account: AccountId) -> Option<OperatorFacts>;
	}

	/// The one question.
	#[api_version(1)]
	pub trait AuthorisationApi {
		/// May this party do this act here, now, with these goods? With each condition.
		fn ask(question: Question) -> AuthorisationReport;
	}

	/// Goods and who held them.
	#[api_version(1)]
	pub trait CustodyApi {
		/// What custody knows of claimed goods.
		fn facts(claim: GoodsClaim) -> GoodsFacts;
		/// A product class.
		fn class(gtin: Gtin) -> Option<ClassFacts>;
		/// A lot.
		fn lot(id: LotId) -> Option<LotFacts>;
		/// Who held an object, from when to when: the stretches that end after `since`, oldest first. The
		/// next page begins at the last `until`.
		fn trace(object: ObjectId, since: Moment, limit: u32) -> Vec<TracedSegment>;
	}

	/// Customs checks.
	#[api_version(1)]
	pub trait CustomsApi {
		/// The report that lodging this declaration now would give. Changes nothing.
		fn dry_run(declarant: OrgId, form: DeclarationForm) -> DeclarationReport;
	}

	/// Who is involved.
	#[api_version(1)]
	pub trait LiabilityApi {
		/// Walks back from the claimed goods of a declaration's line. `None` if there is no such line or
		/// nothing of it was contradicted.
		fn involvements(declaration: DeclarationId, line: u32) -> Option<LiabilityFacts>;
	}
}
