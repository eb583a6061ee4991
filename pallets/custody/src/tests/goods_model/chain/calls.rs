//! Has calls happen on the pallet.

use super::{
	names::{goods_claim, id, lot, tracked_goods, tree},
	steps::{
		class_of, Act, Answer, Call, Claim, Control, Ground, Oddity, Part, Receipt, Scope, Thing,
		FIRST_CLASS,
	},
	PLACES,
};
use crate::{
	mock::*, tests::*, Input as PalletInput, Part as PalletPart, Receipt as PalletReceipt,
};
use frame_support::BoundedVec;
use tracemark_primitives::{
	cbv::{BizStep, Disposition},
	goods::Reservation,
	hs::HsCode,
	merkle,
	parties::PartyTag,
	recalls::{RecallReason, RecallScope},
	time::Period,
	transport::{SealNumber, SealingGround},
	Moment,
};

pub(super) fn refusal(error: DispatchError) -> String {
	match error {
		DispatchError::Module(module) => module.message.unwrap_or("a nameless refusal").into(),
		DispatchError::Other(name) => name.into(),
		other => format!("{other:?}"),
	}
}

fn list(children: &[(Thing, u32)]) -> BoundedVec<(ObjectId, u32), MaxChildren> {
	let children: Vec<_> = children.iter().map(|(child, seq)| (id(*child), *seq)).collect();
	children.try_into().expect("few")
}

/// What the goods of a lot bear that is made of others.
fn identity(lot: u32) -> LotIdentity {
	LotIdentity { gtin: gtin(class_of(lot)), number: number(lot), root: None }
}

/// Which goods are recalled, if block time was `moments` in the steps until now.
fn scope(scope: &Scope, moments: &[Moment]) -> RecallScope {
	let moment = |step: u32| match moments.get(step as usize) {
		Some(moment) => *moment,
		None => Timestamp::get() + 1,
	};
	match scope {
		Scope::Class { class, from, until } => {
			let made = Period { from: moment(*from), until: until.map(moment) };
			RecallScope::Class { gtin: gtin(*class), made }
		},
		Scope::Lot(of) => RecallScope::Lot { lot: lot(*of) },
		Scope::Leaves { lot: of, ranges } => {
			let ranges = ranges.clone().try_into().expect("few");
			RecallScope::Leaves { lot: lot(*of), ranges }
		},
	}
}

/// Has a call happen after steps in which block time was `moments`.
pub(super) fn happen(call: &Call, moments: &[Moment]) -> Result<Answer, DispatchError> {
	let order = H256::repeat_byte(9);
	match call {
		Call::Commission { by, lot, pieces, first } => {
			let root = first.and_then(|_| merkle::root(&tree(*lot).0));
			let pieces = Quantity::Pieces(*pieces);
			let gtin = gtin(class_of(*lot));
			Custody::commission(signed(*by), gtin, number(*lot), pieces, root, None, time())?;
		},
		Call::Act { by, object, seq, act } => {
			let (origin, object, seq) = (signed(*by), id(*object), *seq);
			match act {
				Act::Split(part) => {
					let part = match part {
						Part::Ranges(ranges) => {
							PalletPart::Ranges(ranges.clone().try_into().expect("few"))
						},
						Part::Pieces(pieces) => PalletPart::Amount(Quantity::Pieces(*pieces)),
					};
					Custody::split(origin, object, seq, part)?;
				},
				Act::Close => Custody::close(origin, object, seq)?,
				Act::Offer(to) => Custody::offer(origin, object, seq, *to, None, None, time())?,
				Act::Accept => Custody::accept(origin, object, seq, None, time())?,
				Act::Refuse => Custody::refuse(origin, object, seq, RefusalReason::SealBroken)?,
				Act::Withdraw => Custody::withdraw_offer(origin, object, seq)?,
				Act::Destroy => Custody::destroy(origin, object, seq, time())?,
				Act::Seal(ground) => {
					let seal = SealNumber(b"W1".to_vec().try_into().expect("short"));
					let seals = vec![seal].try_into().expect("one");
					let ground = match ground {
						Ground::Loaded => SealingGround::Loaded,
						Ground::ByCustoms => SealingGround::OpenedByCustoms,
						Ground::Damaged => SealingGround::SealDamaged,
					};
					Custody::record_trip(origin, object, seq, None, seals, ground, None, time())?;
				},
				Act::Consign(to) => {
					let carrier = PartyTag { key_version: 1, tag: order };
					Custody::consign(origin, object, seq, *to, carrier, None, None, time())?;
				},
				Act::TakeBack => Custody::take_back(origin, object, seq, order, None, time())?,
				Act::Find => Custody::report_found(origin, object, seq, None, time())?,
				Act::OfferTitle(to) => Custody::offer_title(origin, object, seq, *to, None)?,
				Act::AcceptTitle => Custody::accept_title(origin, object, seq)?,
				Act::WithdrawTitle => Custody::withdraw_title(origin, object, seq)?,
			}
		},
		Call::Pack { by, code, children } => {
			Custody::pack(signed(*by), sscc(*code), list(children), None, time())?;
		},
		Call::Unpack { by, parent, seq, children } => {
			let children = list(children);
			Custody::unpack(signed(*by), id(*parent), *seq, children, None, time())?;
		},
		Call::Receive { by, goods } => {
			let goods = goods.iter().map(|(object, seq, receipt)| {
				let receipt = match receipt {
					Receipt::Whole => PalletReceipt::Accepted,
					Receipt::Short(missing) => {
						let missing = Quantity::Pieces(*missing);
						PalletReceipt::Reserved(Reservation::Shortage { missing })
					},
					Receipt::Broken => PalletReceipt::Reserved(Reservation::SealBroken),
					Receipt::Refused => PalletReceipt::Refused(RefusalReason::Damaged),
				};
				(id(*object), *seq, receipt)
			});
			let goods = goods.collect::<Vec<_>>().try_into().expect("few");
			Custody::receive(signed(*by), goods, None, time())?;
		},
		Call::Sell { by, claim, seq } => {
			Custody::sell(signed(*by), goods_claim(*claim), *seq, order, None, None)?;
		},
		Call::PutOnMarket { by, claim, seq } => {
			Custody::put_on_market(signed(*by), goods_claim(*claim), *seq, order, None, None)?;
		},
		Call::Observe { by, claim, seq } => {
			let what = match goods_claim(*claim) {
				GoodsClaim::Unit { gtin, serial, proof } => {
					ObservedGoods::Serial { gtin, serial, proof }
				},
				_ => {
					let Claim::Thing(thing) = *claim else { unreachable!("all else is a unit") };
					ObservedGoods::Object(id(thing))
				},
			};
			let (step, state) = (BizStep::Storing, Disposition::Active);
			Custody::observe(signed(*by), what, *seq, step, state, None, time())?;
			let Event::Observed { anomaly, .. } = last_event() else { panic!("it is another") };
			return Ok(Answer::Observed(anomaly.map(|kind| match kind {
				AnomalyKind::ReappearedAfterEnd => Oddity::ReappearedAfterEnd,
				AnomalyKind::HeldByAnother => Oddity::HeldByAnother,
				// A leaf that the lot does not have is one way in which a path leads nowhere.
				AnomalyKind::ProofRefuted | AnomalyKind::MoreThanLot => Oddity::ProofRefuted,
				AnomalyKind::ImpossibleTravel | AnomalyKind::UnauthorisedRelabelling => {
					unreachable!(
						"nothing is seen at a place, or under another label, in these worlds"
					)
				},
			})));
		},
		Call::Miss { by, claim, seq } => {
			let (claim, kind) = (goods_claim(*claim), MissingKind::Stolen);
			Custody::report_missing(signed(*by), claim, *seq, kind, None, time())?;
		},
		Call::Reassign { object, seq, to } => {
			let reason = ReassignmentReason::HolderRefuses;
			Custody::reassign(council(), id(*object), *seq, *to, reason, order)?;
		},
		Call::Transform { by, inputs, yields, lot, pieces } => {
			let inputs = inputs.iter().map(|input| PalletInput {
				object: id(input.object),
				seq: input.seq,
				amount: input.pieces.map(Quantity::Pieces),
			});
			let yields = yields.iter().map(|rate| RateOfYield {
				class: gtin(rate.class),
				input: Quantity::Pieces(rate.input),
				output: Quantity::Pieces(rate.output),
			});
			let inputs = inputs.collect::<Vec<_>>().try_into().expect("few");
			let yields = yields.collect::<Vec<_>>().try_into().expect("few");
			let pieces = Quantity::Pieces(*pieces);
			let product = identity(*lot);
			Custody::transform(signed(*by), inputs, yields, product, pieces, None, time())?;
		},
		Call::Relabel { by, claim, seq, lot } => {
			let (claim, lot) = (goods_claim(*claim), identity(*lot));
			Custody::relabel(signed(*by), claim, *seq, lot, None, time())?;
		},
		Call::Recall { by, scope: of } => {
			Custody::recall(signed(*by), scope(of, moments), RecallReason::Safety, order)?;
		},
		Call::Lift { by, recall } => Custody::lift_recall(signed(*by), *recall)?,
		Call::Limit { by, ceiling } => {
			let ceiling = ceiling.map(u128::from);
			Custody::set_class_terms(signed(*by), gtin(FIRST_CLASS), None, ceiling)?;
		},
		Call::Revise { by, version } => {
			let edition = if version.is_multiple_of(2) { 2028 } else { 2022 };
			let rights = vec![MARK.into()].try_into().expect("one");
			let hs = HsCode { edition, ..hs() };
			let revised =
				Custody::revise_class(signed(*by), gtin(FIRST_CLASS), *version, rights, hs);
			revised.map_err(|refusal| refusal.error)?;
		},
		Call::Take { by, claim, place } => {
			let mut places = PLACES.iter().filter(|(_, country)| Some(*country) == *place);
			let place = places.next().map(|(number, _)| gln(*number));
			Custody::take_into_custody(signed(*by), goods_claim(*claim), place, order)?;
		},
		Call::End { by, object, seq, is_destroyed } => {
			let how = if *is_destroyed { CustodyEnd::Destroyed } else { CustodyEnd::Released };
			Custody::end_custody(signed(*by), id(*object), *seq, how, order)?;
		},
		Call::Expel(org) => FakeMembership::set_standing(*org, Standing::Expelled),
		Call::Wait => pass(MAX_OFFER_TERM / 1_000),
		Call::Control { by, goods, control } => {
			let goods = tracked_goods(*goods);
			match control {
				Control::Extract => {
					Custody::extract(&goods)?;
				},
				Control::Detain => {
					let kept = detain_goods(&goods, *by)?;
					return Ok(kept.map_or(Answer::PassedOver, |_| Answer::Done));
				},
				Control::Release => <Custody as CustodyControl>::release(&goods.id(), *by)?,
				Control::Destroy => <Custody as CustodyControl>::destroy(&goods.id(), *by)?,
				Control::Bind => <Custody as CustodyControl>::bind(&goods)?,
				Control::Unbind => <Custody as CustodyControl>::unbind(&goods)?,
			}
		},
	}
	Ok(Answer::Done)
}
