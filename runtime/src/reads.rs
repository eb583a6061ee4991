//! Reads for clients that put together what several pallets know.

use crate::{Custody, Licensing, Runtime};
use alloc::vec::Vec;
use pallet_custody::ItemKind;
use pallet_customs::Declaration;
use tracemark_primitives::{
	apis::{Act, Involvement, InvolvementFact, LiabilityFacts, TracedSegment, MAX_PAGE},
	authorisation::{Activity, Answer, Question},
	customs::{Condition, Conditions, Reference},
	goods::{ClassFacts, LotFacts, LotId, ObjectId, Segment},
	parties::NamedParty,
	territory::Country,
	traits::{Authorisation, CustodyInspect},
	DeclarationId, Moment, OrgId,
};

/// The conditions of which a contradiction breaks the chain of custody: what is claimed is not what is
/// on record.
const BREAKS: [Condition; 5] = [
	Condition::CustodyUnbroken,
	Condition::NotHeldElsewhere,
	Condition::NotClearedBefore,
	Condition::NotEnded,
	Condition::IdentityProven,
];

/// Who held an object, from when to when, and on which authority where one is asked for.
pub fn trace(object: ObjectId, since: Moment, limit: u32) -> Vec<TracedSegment> {
	let segments = Custody::trace(object, since, limit.min(MAX_PAGE));
	let origin = lot_of(&object).and_then(|id| {
		let lot = Custody::lot(&id)?;
		let class = Custody::class(&lot.gtin)?;
		Some((lot, class))
	});
	segments
		.into_iter()
		.map(|segment| TracedSegment {
			authority: origin.as_ref().and_then(|(lot, class)| authority(&segment, lot, class)),
			segment,
		})
		.collect()
}

/// The lot that an object is of; of a logistic unit, the first that it holds.
fn lot_of(object: &ObjectId) -> Option<LotId> {
	match pallet_custody::Items::<Runtime>::get(object)?.kind {
		ItemKind::Consignment { lot, .. } | ItemKind::Unit { lot, .. } => Some(lot),
		ItemKind::LogisticUnit { .. } => {
			let unit = pallet_custody::LogisticUnits::<Runtime>::get(object)?;
			unit.contents.first().map(|content| content.lot)
		},
	}
}

/// What a segment rested on: for the maker the authority to manufacture, for the importer of a
/// clearance the authority to import.
fn authority(segment: &Segment, lot: &LotFacts, class: &ClassFacts) -> Option<Answer> {
	if segment.holder == lot.maker {
		return ask_all(class, lot.maker, Activity::Manufacture, lot.made_in, lot.commissioned_at);
	}
	let clearance = pallet_custody::Items::<Runtime>::get(segment.object)?.cleared?;
	let declaration = pallet_customs::Declarations::<Runtime>::get(clearance.declaration)?;
	(segment.holder == declaration.importer).then(|| {
		ask_all(
			class,
			declaration.importer,
			Activity::Import,
			clearance.destination,
			declaration.lodged_at,
		)
	})?
}

/// The answer for all rights of a class: the first that does not allow, or else the first permission.
fn ask_all(
	class: &ClassFacts,
	party: OrgId,
	activity: Activity,
	country: Country,
	at: Moment,
) -> Option<Answer> {
	let answers: Vec<Answer> = class
		.rights
		.iter()
		.map(|right| {
			Licensing::ask(&Question {
				right: *right,
				party,
				activity,
				country,
				at,
				quantity: None,
			})
			.answer
		})
		.collect();
	let refused = answers.iter().find(|answer| !answer.allows());
	let permitted = answers.iter().find(|answer| matches!(answer, Answer::Permitted(_)));
	refused.or(permitted).or(answers.first()).copied()
}

/// Walks back from the claimed goods of a declaration's line: whoever first claimed what the record
/// contradicts is the origin, whoever took part after that has an act of its own. Facts, no verdict.
pub fn involvements(id: DeclarationId, line: u32) -> Option<LiabilityFacts> {
	let declaration = pallet_customs::Declarations::<Runtime>::get(id)?;
	let decision = pallet_customs::Lines::<Runtime>::get(id, line)?.decision;
	if decision.contradicted.is_empty() {
		return None;
	}
	let on_record = decision.references.iter().find_map(|reference| match reference {
		Reference::Organisation(org) => Some(*org),
		_ => None,
	});
	let acts = acts(&declaration);
	let origin = if breaks_custody(&decision.contradicted) {
		acts.iter().position(|(party, _)| Some(*party) != on_record.map(NamedParty::Member))
	} else {
		// The goods are what they claim to be: the acts that were contradicted are import and lodging.
		acts.iter().position(|(_, act)| *act == Act::Imported)
	};
	let at = declaration.lodged_at;
	let mut involvements: Vec<Involvement> = acts
		.into_iter()
		.skip(origin.unwrap_or_default())
		.enumerate()
		.map(|(place, (party, act))| Involvement {
			party,
			fact: if place == 0 { InvolvementFact::Origin } else { InvolvementFact::OwnAct },
			act,
			at,
		})
		.collect();
	if let Some(org) = on_record {
		let party = NamedParty::Member(org);
		if involvements.iter().all(|involvement| involvement.party != party) {
			involvements.push(Involvement {
				party,
				fact: InvolvementFact::NotInvolved,
				act: Act::HoldsOnRecord,
				at,
			});
		}
	}
	Some(LiabilityFacts { references: decision.references.to_vec(), involvements })
}

fn breaks_custody(contradicted: &Conditions) -> bool {
	BREAKS.iter().any(|condition| contradicted.contains(*condition))
}

/// The acts that a declaration states, in the order in which goods pass.
fn acts(declaration: &Declaration) -> Vec<(NamedParty, Act)> {
	let mut acts = Vec::from([
		(declaration.seller, Act::Sold),
		(NamedParty::Member(declaration.holder), Act::Held),
		(NamedParty::Member(declaration.importer), Act::Imported),
	]);
	if let Some(represented) = declaration.represented {
		acts.push((NamedParty::Member(represented), Act::WasRepresented));
	}
	acts.push((NamedParty::Member(declaration.declarant), Act::Declared));
	acts
}
