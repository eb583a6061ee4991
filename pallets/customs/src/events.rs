//! Events and errors.

use frame_support::pallet_macros::pallet_section;

/// The events and errors of the pallet.
#[pallet_section]
mod events {
	/// What happened to declarations, and who may lodge them for whom.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A declaration was lodged and checked.
		Lodged {
			/// Its id.
			declaration: DeclarationId,
			/// Who lodged it.
			declarant: OrgId,
			/// The most severe outcome of its lines.
			outcome: Outcome,
		},
		/// The chain answered the conditions of a line. A condition that the sets do not name is proved or
		/// was not asked of these goods.
		LineDecided {
			/// The declaration.
			declaration: DeclarationId,
			/// The line, from 0.
			line: u32,
			/// The most severe outcome of its findings.
			outcome: Outcome,
			/// The conditions that are contradicted.
			contradicted: Conditions,
			/// The conditions of which the chain knows nothing.
			no_record: Conditions,
			/// What each contradiction means.
			findings: BoundedVec<Finding, MaxFindings>,
		},
		/// The goods of a line were released into the destination.
		Released {
			/// The declaration.
			declaration: DeclarationId,
			/// The line, from 0.
			line: u32,
			/// On whose decision.
			by: ReleaseGround,
		},
		/// The release of a line was suspended and its goods detained.
		Suspended {
			/// The declaration.
			declaration: DeclarationId,
			/// The line, from 0.
			line: u32,
			/// The authority.
			authority: OrgId,
			/// The officer.
			officer: OperatorId,
			/// What the officer suspects.
			nature: Nature,
			/// The evidence that the officer named.
			evidence: BoundedVec<Digest, MaxEvidence>,
		},
		/// The goods of a line were examined.
		Examined {
			/// The declaration.
			declaration: DeclarationId,
			/// The line, from 0.
			line: u32,
			/// Number of the examination of this line, from 0.
			examination: u32,
			/// The authority.
			authority: OrgId,
			/// The officer.
			officer: OperatorId,
			/// How many items were scanned.
			scanned: u32,
			/// How many of them contradict what was declared.
			contradicting: u32,
			/// Digest of the report.
			report: Digest,
		},
		/// An officer ordered the destruction of the goods of a line.
		DestructionOrdered {
			/// The declaration.
			declaration: DeclarationId,
			/// The line, from 0.
			line: u32,
			/// The authority.
			authority: OrgId,
			/// The officer.
			officer: OperatorId,
			/// What entitles to it.
			ground: DestructionGround,
			/// Digest of the document that shows it.
			document: Digest,
		},
		/// A second officer confirmed the order: the goods of a line were destroyed. No finding of an
		/// infringement.
		Destroyed {
			/// The declaration.
			declaration: DeclarationId,
			/// The line, from 0.
			line: u32,
			/// The authority.
			authority: OrgId,
			/// Who ordered it, and who confirmed.
			officers: (OperatorId, OperatorId),
			/// What entitled to it.
			ground: DestructionGround,
			/// Digest of the document that shows it.
			document: Digest,
		},
		/// The order to destroy was withdrawn: the line is suspended as before.
		DestructionCancelled {
			/// The declaration.
			declaration: DeclarationId,
			/// The line, from 0.
			line: u32,
			/// The authority.
			authority: OrgId,
			/// The officer.
			officer: OperatorId,
		},
		/// The declarant withdrew a line before anything was decided.
		LineWithdrawn {
			/// The declaration.
			declaration: DeclarationId,
			/// The line, from 0.
			line: u32,
		},
		/// An authority instructed the chain to release lines without objection.
		Instructed {
			/// The country.
			country: Country,
			/// The authority.
			authority: OrgId,
			/// Digest of the instruction's text.
			reference: H256,
		},
		/// The standing instruction of a country was withdrawn.
		InstructionWithdrawn {
			/// The country.
			country: Country,
			/// The authority that withdrew it.
			authority: OrgId,
		},
		/// The regime of a country was set.
		RegimeSet {
			/// The country.
			country: Country,
			/// The natures of findings that may stop goods there.
			suspends: Natures,
		},
		/// An organisation may from now on be named in what another one declares.
		MandateGiven {
			/// Who gave it.
			principal: OrgId,
			/// Who may declare.
			agent: OrgId,
		},
		/// An organisation may no longer be named in what another one declares.
		MandateWithdrawn {
			/// Who withdrew it.
			principal: OrgId,
			/// Who may no longer declare.
			agent: OrgId,
		},
	}

	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The declaration has no lines, or an identifier or quantity in it breaks the rules of its standard.
		/// Check the country codes, GTINs, HS codes, SSCCs and serials.
		MalformedDeclaration,
		/// The country code is not assigned by ISO 3166-1.
		MalformedCountry,
		/// The set names a nature of findings that does not exist.
		MalformedNatures,
		/// Nothing was scanned, or more items contradict than were scanned.
		MalformedExamination,
		/// The importer, holder, represented party, seller or agent is no organisation of the consortium. Name
		/// the organisation's number; a seller outside is named by tag.
		UnknownParty,
		/// The same goods are claimed twice. Name each unit, consignment and logistic unit once, and nothing
		/// beside what it lies in.
		DuplicateGoods,
		/// There is no such line of such a declaration.
		UnknownLine,
		/// The officer's authority is not that of the destination, or not the one that ordered.
		NotCompetent,
		/// The line was decided for good, or is past the state in which this can be done.
		NotOpen,
		/// The line is not suspended. Only suspended goods can be destroyed.
		NotSuspended,
		/// No destruction of the line was ordered.
		NotOrdered,
		/// Nothing about the line was contradicted in this way. A suspension, and its nature, rests on a
		/// finding of the check or on an examination that found contradicting items.
		NoGround,
		/// A finding of this nature may not stop goods under the regime of the destination.
		NatureMayNotStop,
		/// The check did not propose to suspend. Examine the goods first.
		NotExamined,
		/// A digest that the suspension names is not anchored or was revoked. Anchor the evidence first.
		EvidenceNotStanding,
		/// The officer who ordered the destruction cannot confirm it. Let a colleague confirm.
		SameOfficer,
		/// The country has no standing instruction.
		NoInstruction,
		/// The importer, holder or represented party has given the declarant no mandate. Let an operator of
		/// that organisation give it first.
		NoMandate,
		/// The organisation has given this mandate before. It lasts until it is withdrawn.
		AlreadyMandated,
		/// An organisation needs no mandate of its own.
		ToOneself,
		/// Somebody else lodged the declaration.
		NotDeclarant,
		/// The check contradicted something about the line: it stays with the officers for 45 days.
		TooEarly,
		/// Somebody whom the declaration does not name as importer, holder or represented party has the
		/// goods by now. Let them be declared for whoever has them.
		GoodsMovedOn,
	}
}
