//! Reads for clients that put together what several pallets know.

use crate::{Consortium, Custody, Customs, Licensing, Runtime};
use alloc::vec::Vec;
use pallet_custody::ItemKind;
use pallet_customs::{Declaration, DestructionGround, LineStatus, Suspension};
use tracemark_primitives::{
	apis::{Act, Involvement, InvolvementFact, LiabilityFacts, TracedSegment, MAX_PAGE},
	authorisation::{Activity, Answer, GoodsHistory, Making, Question},
	customs::{Condition, Nature, Natures, Reference},
	goods::{
		ClassFacts, ClassRight, DetentionGround, EndOfLife, LegalState, LotFacts, LotId, Marketing,
		ObjectId, Presence, Segment, SuspendedLine,
	},
	parties::NamedParty,
	recalls::Recalled,
	territory::Country,
	traits::{Authorisation, CustodyInspect, Membership},
	DeclarationId, Moment, OrgId, RecallId,
};

/// The conditions of which a contradiction says that what is claimed is not what is on record.
const BREAKS: [Condition; 5] = [
	Condition::CustodyUnbroken,
	Condition::NotHeldElsewhere,
	Condition::NotClearedBefore,
	Condition::NotEnded,
	Condition::IdentityProven,
];

/// Who held an object, from when to when, on which authority where one is asked for, what its sellers said
/// of their sales, which recalls concerned it, and how it stands in law.
pub fn trace(object: ObjectId, since: Moment, limit: u32) -> Vec<TracedSegment> {
	let lots: Vec<_> = lots_of(&object).into_iter().map(labels_of).collect();
	let recalls: Vec<(RecallId, Moment)> = Custody::recalls_of(&object)
		.into_iter()
		.filter_map(|Recalled { recall, .. }| {
			let record = pallet_custody::Recalls::<Runtime>::get(recall)?;
			Some((recall, record.at))
		})
		.collect();
	Custody::trace(object, since, limit.min(MAX_PAGE))
		.into_iter()
		.map(|segment| TracedSegment {
			authority: authority(&object, &segment, &origins(&lots, segment.from)),
			recalls: recalls
				.iter()
				.filter(|(_, at)| segment.until.is_none_or(|until| *at < until))
				.map(|(recall, _)| *recall)
				.collect(),
			sale: Custody::sale(&segment),
			leg: Custody::leg(&segment),
			unaccepted: Custody::unaccepted(&segment),
			legal: legal_state(&object, &segment),
			segment,
		})
		.collect()
}

/// How an object stands in law in the stretch of it that lasts; of one that ended as the goods were destroyed,
/// on what an authority did that, if one did. Of any other stretch custody does not keep it.
fn legal_state(object: &ObjectId, segment: &Segment) -> Option<LegalState> {
	let kept_by = || pallet_custody::DetentionGrounds::<Runtime>::get(segment.object);
	if segment.ended == Some(EndOfLife::Destroyed) {
		return match kept_by()? {
			DetentionGround::Decision(decision) => {
				Some(LegalState::DestroyedInCustody { decision })
			},
			DetentionGround::Declaration { declaration, line } => {
				let LineStatus::Destroyed { suspension, order, .. } =
					Customs::line(declaration, line)?.status
				else {
					// Given back before, and destroyed by its holder.
					return None;
				};
				let case = suspended_line(declaration, line, &suspension);
				Some(match order.ground {
					DestructionGround::Consent => LegalState::DestroyedByConsent { case },
					DestructionGround::DeemedConsent => {
						LegalState::DestroyedByDeemedConsent { case }
					},
					DestructionGround::CourtDecision => {
						LegalState::DestroyedByCourtDecision { case }
					},
					DestructionGround::Abandonment => LegalState::DestroyedAsAbandoned { case },
				})
			},
		};
	}
	if segment.until.is_some() {
		return None;
	}
	let at = Custody::whereabouts(object)?;
	let Presence::Detained { .. } = at.presence else {
		let clearance = at.cleared?;
		let (declaration, destination) = (clearance.declaration, clearance.destination);
		return Some(LegalState::Released { declaration, destination });
	};
	match kept_by()? {
		DetentionGround::Decision(decision) => Some(LegalState::InCustody { decision }),
		DetentionGround::Declaration { declaration, line } => {
			let case = |suspension| suspended_line(declaration, line, suspension);
			match Customs::line(declaration, line)?.status {
				LineStatus::Suspended(suspension) => {
					Some(LegalState::Suspended { case: case(&suspension) })
				},
				LineStatus::DestructionOrdered { suspension, .. } => {
					Some(LegalState::DestructionOrdered { case: case(&suspension) })
				},
				_ => None,
			}
		},
	}
}

fn suspended_line(declaration: DeclarationId, line: u32, suspension: &Suspension) -> SuspendedLine {
	SuspendedLine { declaration, line, nature: suspension.nature }
}

/// A lot that goods are of.
struct Origin {
	lot: LotFacts,
	class: ClassFacts,
	/// Whether it was made of another by relabelling.
	is_relabelled: bool,
}

/// A lot, and those that its goods were of before they were relabelled, youngest first, with their classes as
/// they were when each was made.
fn labels_of(lot: LotId) -> Vec<Origin> {
	let labels = Custody::labels_of(lot).into_iter().filter_map(|id| {
		let lot = Custody::lot(&id)?;
		let class = Custody::class_version(&lot.gtin, lot.class_version)?;
		Some(Origin { lot, class, is_relabelled: Custody::relabelled_from(&id).is_some() })
	});
	labels.collect()
}

/// The lots that goods were of at a moment, under the label that they bore then; before the first label
/// under that.
fn origins(lots: &[Vec<Origin>], moment: Moment) -> Vec<&Origin> {
	let is_borne = |label: &&Origin| label.lot.commissioned_at <= moment;
	lots.iter().filter_map(|labels| labels.iter().find(is_borne).or(labels.last())).collect()
}

/// The lots that an object is of.
fn lots_of(object: &ObjectId) -> Vec<LotId> {
	match pallet_custody::Items::<Runtime>::get(object).map(|item| item.kind) {
		None => Vec::new(),
		Some(ItemKind::Consignment { lot, .. } | ItemKind::Unit { lot, .. }) => Vec::from([lot]),
		Some(ItemKind::LogisticUnit { .. }) => {
			pallet_custody::LogisticUnits::<Runtime>::get(object)
				.map(|unit| unit.contents.iter().map(|content| content.lot).collect())
				.unwrap_or_default()
		},
	}
}

/// What a segment rested on: for the maker of goods in it the authority to manufacture, for whoever relabelled
/// them at its beginning the authority to use the signs, for the importer of a clearance the authority to
/// import, for whoever sold them or put them on the market the authority to sell. Of several acts the worst.
fn authority(object: &ObjectId, segment: &Segment, origins: &[&Origin]) -> Option<Answer> {
	let of_acts = [
		made(segment, origins),
		imported(object, segment, origins),
		put_on_market(object, segment, origins),
		sold(segment, origins),
	];
	worst(of_acts.into_iter().flatten())
}

/// Whether the holder might make the goods, or relabel them, if it did.
fn made(segment: &Segment, origins: &[&Origin]) -> Option<Answer> {
	worst(origins.iter().flat_map(|origin| {
		let Origin { lot, class, is_relabelled } = origin;
		let (party, at) = (segment.holder, lot.commissioned_at);
		let act = if *is_relabelled {
			let country = || Consortium::party(party).map(|party| party.country);
			(segment.from == at).then(country).flatten().map(|country| (Activity::Use, country))
		} else {
			(lot.maker == party).then_some((Activity::Manufacture, lot.made_in))
		};
		let goods = GoodsHistory { gtin: Some(lot.gtin), ..Default::default() };
		let ask =
			|(activity, country)| ask_all(lot, class, Deed { party, activity, country, at, goods });
		act.map(ask).unwrap_or_default()
	}))
}

/// Whether the importer might import the goods, if the holder is the importer and they were cleared in this
/// segment.
fn imported(object: &ObjectId, segment: &Segment, origins: &[&Origin]) -> Option<Answer> {
	// Of what the goods lay in, or their own. A clearance after this stretch is another stretch's.
	let (declaration, destination) = [&segment.object, object].into_iter().find_map(|cleared| {
		let clearance = pallet_custody::Items::<Runtime>::get(cleared)?.cleared?;
		let declaration = pallet_customs::Declarations::<Runtime>::get(clearance.declaration)?;
		let is_of_segment = declaration.importer == segment.holder
			&& segment.until.is_none_or(|until| declaration.lodged_at < until);
		is_of_segment.then_some((declaration, clearance.destination))
	})?;
	let sale = pallet_custody::Items::<Runtime>::get(object).and_then(|item| item.first_sale);
	import(&declaration, destination, sale.map(|sale| (sale, *object)), origins)
}

/// Whether the importer of a declaration might import the goods.
fn import(
	declaration: &Declaration,
	country: Country,
	sale: Option<(Marketing, ObjectId)>,
	origins: &[&Origin],
) -> Option<Answer> {
	let (party, at, activity) = (declaration.importer, declaration.lodged_at, Activity::Import);
	worst(origins.iter().flat_map(|Origin { lot, class, .. }| {
		let goods = history(lot, sale, at);
		ask_all(lot, class, Deed { party, activity, country, at, goods })
	}))
}

/// Whether the holder might put the goods on the market, if they were put on it in this segment.
///
/// No record names who did, nor through which marketplace, but only an owner or a licensee can. So whoever
/// might not did not, but held them in the same block.
fn put_on_market(object: &ObjectId, segment: &Segment, origins: &[&Origin]) -> Option<Answer> {
	let Marketing { country, at, .. } = pallet_custody::Items::<Runtime>::get(object)?.first_sale?;
	let is_in = segment.from <= at && segment.until.is_none_or(|until| at <= until);
	let is_sale = segment.ended == Some(EndOfLife::Sold) && segment.until == Some(at);
	let answer =
		(is_in && !is_sale).then(|| sale(segment.holder, country, at, None, None, origins));
	answer.flatten().filter(Answer::allows)
}

/// Whether the holder might sell the goods, if the segment ended with that: as the sale itself asked. Of goods
/// that were cleared into its country, the importer was asked at the border.
fn sold(segment: &Segment, origins: &[&Origin]) -> Option<Answer> {
	let is_sold = segment.ended == Some(EndOfLife::Sold);
	let at = segment.until.filter(|_| is_sold)?;
	let item = pallet_custody::Items::<Runtime>::get(segment.object)?;
	let (ItemKind::Consignment { lot, .. } | ItemKind::Unit { lot, .. }) = item.kind else {
		return None;
	};
	let country = Consortium::party(segment.holder)?.country;
	let first_sale = item.first_sale.map(|sale| (sale, segment.object));
	let is_altered = item.first_sale.is_some_and(|sale| sale.is_altered_at(at));
	let cleared = Custody::cleared_as_labelled(item.cleared, &lot).and_then(|clearance| {
		let declaration = pallet_customs::Declarations::<Runtime>::get(clearance.declaration)?;
		Some((declaration, clearance.destination))
	});
	if let Some((declaration, destination)) = &cleared {
		if declaration.lodged_at <= at && *destination == country && !is_altered {
			return import(declaration, country, first_sale, origins);
		}
	}
	let marketplace = Custody::sale(segment).and_then(|sale| sale.marketplace);
	let answer = sale(segment.holder, country, at, marketplace, first_sale, origins)?;
	// Of goods that came back and were cleared anew, the clearance that counted then is no longer on record.
	let is_known = cleared.is_none_or(|(declaration, _)| declaration.lodged_at <= at);
	(is_known || answer.allows()).then_some(answer)
}

/// Whether a party might sell the goods, under the rights that they answered for then.
fn sale(
	party: OrgId,
	country: Country,
	at: Moment,
	marketplace: Option<OrgId>,
	first_sale: Option<(Marketing, ObjectId)>,
	origins: &[&Origin],
) -> Option<Answer> {
	worst(origins.iter().flat_map(|Origin { lot, .. }| {
		let class = Custody::class_at(&lot.gtin, at);
		let goods = GoodsHistory { marketplace, ..history(lot, first_sale, at) };
		let deed = Deed { party, activity: Activity::Sell, country, at, goods };
		class.map(|class| ask_all(lot, &class, deed)).unwrap_or_default()
	}))
}

/// What is known at a moment of goods of a lot that were made and first sold before.
fn history(lot: &LotFacts, sale: Option<(Marketing, ObjectId)>, at: Moment) -> GoodsHistory {
	GoodsHistory {
		gtin: Some(lot.gtin),
		made_at: Some(lot.commissioned_at),
		first_sale: sale.map(|(sale, object)| sale.recorded(object)),
		altered: sale.is_some_and(|(sale, _)| sale.is_altered_at(at)),
		..Default::default()
	}
}

/// What a party did with goods, of which the question is asked under each right in them.
struct Deed {
	party: OrgId,
	activity: Activity,
	country: Country,
	at: Moment,
	goods: GoodsHistory,
}

/// The answers for all rights of a class that goods of a lot answer for.
fn ask_all(lot: &LotFacts, class: &ClassFacts, deed: Deed) -> Vec<Answer> {
	let Deed { party, activity, country, at, goods } = deed;
	let ask = |ClassRight { right, class }: &ClassRight| {
		let makes = matches!(activity, Activity::Manufacture | Activity::Use);
		let is_consented = !makes && lot.consented.contains(right);
		let making = if is_consented { Making::WithConsent } else { Making::Unknown };
		let goods = GoodsHistory { class: *class, making, ..goods };
		let question =
			Question { right: *right, party, activity, country, at, quantity: None, goods };
		Licensing::ask(&question).answer
	};
	let bind = |tie: &&ClassRight| class.binds(&tie.right, lot.class_version);
	class.rights.iter().filter(bind).map(ask).collect()
}

/// The answer that stands most against an act; of several alike the first.
fn worst(answers: impl Iterator<Item = Answer>) -> Option<Answer> {
	let severity = |answer: &Answer| match answer {
		Answer::NotPermitted => 3,
		Answer::Unknown => 2,
		Answer::Permitted(_) => 1,
		Answer::NotRequired => 0,
	};
	answers.reduce(|worst, next| if severity(&next) > severity(&worst) { next } else { worst })
}

/// Walks back from the claimed goods of a declaration's line. Facts, no verdict.
///
/// The origin is a party that signed or mandated: where the goods are not with those whom the
/// declaration names, or are not what it says, whoever lets itself be declared as their holder; else
/// whoever imports what may not be imported, or not again. There is none where nothing but another law than
/// that of intellectual property is contradicted, e.g. by a recall. A seller is the declarant's word alone. Those
/// who hold and held the goods on record are found in custody, and took no part unless they signed.
pub fn involvements(id: DeclarationId, line: u32) -> Option<LiabilityFacts> {
	let declaration = pallet_customs::Declarations::<Runtime>::get(id)?;
	let decision = pallet_customs::Lines::<Runtime>::get(id, line)?.decision;
	if decision.contradicted.is_empty() {
		return None;
	}
	let at = declaration.lodged_at;
	let is_break = BREAKS.iter().any(|condition| decision.contradicted.contains(*condition));
	let on_record = if is_break { holders(&decision.references, at) } else { Vec::new() };
	let is_held_as_declared = !HOLDING.iter().any(|it| decision.contradicted.contains(*it))
		&& on_record
			.iter()
			.all(|holder| !holder.is_last || declares_as_holder(&declaration, holder.org));

	let signed = signed_acts(&declaration);
	// Whoever lets itself be declared as the holder of what ended says so, whether or not it ended with it.
	let is_ended_elsewhere = decision.contradicted.contains(Condition::NotEnded)
		&& declaration.holder != declaration.importer;
	let begins = if is_break && !is_held_as_declared || is_ended_elsewhere {
		Act::Held
	} else {
		Act::Imported
	};
	// That goods are recalled, missing or kept, or a party is suspended, is no infringement of anybody's.
	let has_origin = decision.natures != Natures::of(&[Nature::OtherLaw]);
	let mut involvements: Vec<Involvement> = signed
		.iter()
		.skip_while(|(_, act)| *act != begins)
		.enumerate()
		.map(|(place, (org, act))| Involvement {
			party: NamedParty::Member(*org),
			fact: if has_origin && place == 0 {
				InvolvementFact::Origin
			} else {
				InvolvementFact::OwnAct
			},
			act: *act,
			at,
		})
		.collect();
	let has_signed = |org: OrgId| signed.iter().any(|(signatory, _)| *signatory == org);
	let fact = match declaration.seller {
		NamedParty::Member(org) if has_signed(org) => InvolvementFact::OwnAct,
		_ => InvolvementFact::Named,
	};
	involvements.push(Involvement { party: declaration.seller, fact, act: Act::Sold, at });
	for holder in on_record.into_iter().filter(|holder| !has_signed(holder.org)) {
		involvements.push(Involvement {
			party: NamedParty::Member(holder.org),
			fact: InvolvementFact::NotInvolved,
			act: if holder.is_last { Act::HoldsOnRecord } else { Act::HeldOnRecord },
			at: holder.since,
		});
	}
	Some(LiabilityFacts { references: decision.references.to_vec(), involvements })
}

/// The conditions of which a contradiction says that the declared holder does not hold these goods.
const HOLDING: [Condition; 2] = [Condition::NotHeldElsewhere, Condition::IdentityProven];

/// Whether the declaration says that `org` holds the goods: as their holder, or as whoever it is for.
fn declares_as_holder(declaration: &Declaration, org: OrgId) -> bool {
	org == declaration.holder || org == declaration.represented.unwrap_or(declaration.declarant)
}

/// Somebody in whose hands goods are or were on record.
struct Holder {
	org: OrgId,
	since: Moment,
	/// Held them at the moment that was asked for, or was the last to hold what had ended by then.
	is_last: bool,
}

/// Who held the objects of `references` at `at`, and then who did before, each once.
fn holders(references: &[Reference], at: Moment) -> Vec<Holder> {
	let objects = || {
		references.iter().filter_map(|reference| match reference {
			Reference::Object(object) => Some(*object),
			_ => None,
		})
	};
	let mut holders: Vec<Holder> = Vec::new();
	let mut push = |segment: Segment, is_last| {
		if holders.iter().all(|holder| holder.org != segment.holder) {
			holders.push(Holder { org: segment.holder, since: segment.from, is_last });
		}
	};
	let begun = |segment: &Segment| segment.from <= at;
	for object in objects() {
		let last = Custody::trace(object, at, 1).into_iter().rfind(begun);
		let earlier = || Custody::trace(object, 0, MAX_PAGE).into_iter().rfind(begun);
		if let Some(last) = last.or_else(earlier) {
			push(last, true);
		}
	}
	for object in objects() {
		for segment in Custody::trace(object, 0, MAX_PAGE).into_iter().filter(begun) {
			push(segment, false);
		}
	}
	holders
}

/// What a declaration states of those who signed it or mandated whoever did, in the order in which goods
/// pass.
fn signed_acts(declaration: &Declaration) -> Vec<(OrgId, Act)> {
	let mut acts =
		Vec::from([(declaration.holder, Act::Held), (declaration.importer, Act::Imported)]);
	if let Some(represented) = declaration.represented {
		acts.push((represented, Act::WasRepresented));
	}
	acts.push((declaration.declarant, Act::Declared));
	acts
}
