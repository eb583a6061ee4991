//! Transformations: goods are consumed, and a lot is made of them.

use crate::{
	Config, Consignments, Error, Event, Input, Item, ItemKind, Items, LotIdentity, Lots, MaxInputs,
	Pallet, Part, RateOfYield,
};
use alloc::vec::Vec;
use frame_support::{ensure, traits::Time, BoundedVec};
use sp_runtime::{DispatchError, DispatchResult};
use tracemark_primitives::{
	authorisation::Activity,
	goods::{Derivation, LineageLink, LotId, ObjectId},
	gs1::{lot_id, Gln, Gtin},
	parties::Member,
	quantity::Quantity,
	time::EventTime,
	OrgId, Validate,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_transform(
		maker: Member,
		inputs: BoundedVec<Input, MaxInputs>,
		yields: BoundedVec<RateOfYield, MaxInputs>,
		identity: LotIdentity,
		quantity: Quantity,
		place: Option<Gln>,
		time: EventTime,
	) -> DispatchResult {
		let circumstances = Self::circumstances(place, time, T::Time::now())?;
		ensure!(!inputs.is_empty(), Error::<T>::NothingNamed);
		let product = lot_id(&identity.gtin, &identity.number);
		let activity = Activity::Manufacture;
		let lot = Self::authorised_lot(activity, &maker, identity, quantity, &circumstances)?;
		let by = maker.org;
		let (consignment, mut made) = Self::open_lot(lot, by, None, circumstances)?;

		let mut consumed = Vec::with_capacity(inputs.len());
		for input in inputs {
			let (object, mut item) = Self::take_input(&input, by)?;
			let (source, quantity) = Self::goods_of(&object, &item)?;
			Self::ensure_item_not_recalled(&object, &item, &maker.country)?;
			let class = Lots::<T>::get(source).ok_or(Error::<T>::UnknownLot)?.gtin;
			consumed.push((class, quantity));
			let how = Derivation::Transformed;
			let step = LineageLink { lot: source, object, quantity, how };
			Self::end_in(product, &mut item, step)?;
			let event = Item::advance_both(&mut made, &mut item, |pins| Event::Consumed {
				object,
				into: consignment,
				pins,
				quantity,
				by,
			})?;
			Items::<T>::insert(object, item);
			Self::deposit_event(event);
		}
		Self::ensure_balanced(&consumed, &yields, &quantity)?;

		let event = made.advance(|seq| Event::Transformed { consignment, seq, by, yields })?;
		Items::<T>::insert(consignment, made);
		Self::deposit_event(event);
		Ok(())
	}

	/// The object that is consumed: the one that is named, or the part of it that is split off.
	fn take_input(input: &Input, by: OrgId) -> Result<(ObjectId, Item), DispatchError> {
		match input.amount {
			None => Ok((input.object, Self::at_will(&input.object, input.seq, by)?)),
			Some(amount) => Self::do_split(by, input.object, input.seq, Part::Amount(amount)),
		}
	}

	/// Of which lot a consignment or unit is, and how much of it.
	fn goods_of(object: &ObjectId, item: &Item) -> Result<(LotId, Quantity), Error<T>> {
		match item.kind {
			ItemKind::Unit { lot, .. } => Ok((lot, Quantity::Pieces(1))),
			ItemKind::Consignment { lot, .. } => {
				let contents = Consignments::<T>::get(object).ok_or(Error::<T>::UnknownObject)?;
				ensure!(!contents.quantity.is_zero(), Error::<T>::NothingLeft);
				Ok((lot, contents.quantity))
			},
			ItemKind::LogisticUnit { .. } => Err(Error::<T>::NotSellable),
		}
	}

	/// Fails unless all that was consumed of each class gives exactly `made` at the rate for that class.
	fn ensure_balanced(
		consumed: &[(Gtin, Quantity)],
		yields: &[RateOfYield],
		made: &Quantity,
	) -> Result<(), Error<T>> {
		let is_rated = |class| yields.iter().any(|rate| rate.class == class);
		ensure!(consumed.iter().all(|(class, _)| is_rated(*class)), Error::<T>::MalformedYield);
		for (position, rate) in yields.iter().enumerate() {
			rate.validate().map_err(|_| Error::<T>::MalformedYield)?;
			let is_again = yields.iter().take(position).any(|other| other.class == rate.class);
			let is_consumed = consumed.iter().any(|(class, _)| *class == rate.class);
			ensure!(is_consumed && !is_again, Error::<T>::MalformedYield);
			let total = consumed
				.iter()
				.filter(|(class, _)| *class == rate.class)
				.try_fold(rate.input.with_value(0), |sum, (_, part)| sum.checked_add(part));
			let given = total.and_then(|total| total.at_rate(&rate.input, &rate.output));
			ensure!(given.as_ref() == Some(made), Error::<T>::Unbalanced);
		}
		Ok(())
	}
}
