//! Benchmarks, and the licences that the benchmarks of other pallets need.

use crate::*;
use alloc::{boxed::Box, vec, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{
		fungible::{Inspect, Mutate, MutateHold},
		EnsureOrigin, Get,
	},
	BoundedVec,
};
use frame_system::RawOrigin;
use sp_core::H256;
use tracemark_primitives::{
	apis::RoyaltyBasis,
	authorisation::Activities,
	benchmarking::BenchmarkHelper,
	gs1::Gtin,
	parties::{Owner, Role},
	quantity::Quantity,
	rights::{RightId, RightKind},
	territory::{Country, Territories},
	time::Period,
	LicenceId, Moment, OrgId, Validate,
};

const NOW: Moment = 1_700_000_000_000;
const GROUND: H256 = H256::repeat_byte(0x99);
const MOST: Option<Quantity> = Some(Quantity::Pieces(u64::MAX));
/// Most rights of a licence.
const RIGHTS: u32 = 8;
/// Units and amount of a payment.
const COVERS: u64 = 1_000;

/// Terms that permit everything, everywhere, without end.
fn every_act(quantity: Option<Quantity>) -> LicenceTerms {
	let terms = LicenceTerms {
		activities: Activities(0x0fff),
		territories: Territories::everywhere(),
		term: Period { from: 0, until: None },
		quantity,
		contract: H256::repeat_byte(0xc0),
		products: Products::All,
		channel: Channel::Any,
		exclusivity: Exclusivity::NonExclusive,
		sublicensing: 0,
		notice: 0,
		sell_off: 0,
		royalties: None,
	};
	assert!(terms.validate().is_ok());
	terms
}

/// Through sixteen marketplaces, different ones for each `number`.
fn through(number: u32) -> Channel {
	let marketplaces: Vec<OrgId> = (0..16).map(|place| number * 16 + place).collect();
	Channel::Marketplaces(marketplaces.try_into().expect("sixteen"))
}

/// The longest terms: exclusive, for sixteen items, through sixteen marketplaces, with royalties.
fn longest() -> LicenceTerms {
	let item = |number: u8| {
		// 13 digits and the check digit: ten less the sum of the last two, weighted 1 and 3.
		let mut digits = *b"00000000000000";
		let [.., tens, ones, check] = &mut digits;
		(*tens, *ones) = (b'0' + number / 10, b'0' + number % 10);
		*check = b'0' + (10 - (number / 10 + number % 10 * 3) % 10) % 10;
		Gtin(digits)
	};
	let items: Vec<Gtin> = (1..=16).map(item).collect();
	let terms = LicenceTerms {
		products: Products::Gtins(items.try_into().expect("sixteen")),
		channel: through(0),
		exclusivity: Exclusivity::Exclusive,
		..counting(RoyaltyBasis::Period)
	};
	assert!(terms.validate().is_ok());
	terms
}

/// Terms that count royalties by this basis.
fn counting(basis: RoyaltyBasis) -> LicenceTerms {
	let royalties = RoyaltyTerms {
		bases: Bases::of(&[basis]),
		period: (basis == RoyaltyBasis::Period).then_some(1),
		rates: H256::repeat_byte(0xc1),
		shortfall: Shortfall::Owe,
	};
	LicenceTerms { royalties: Some(royalties), ..every_act(MOST) }
}

const ALL_BASES: [RoyaltyBasis; 4] = [
	RoyaltyBasis::Manufactured,
	RoyaltyBasis::Imported,
	RoyaltyBasis::DeclaredValue,
	RoyaltyBasis::Period,
];

/// Terms that count royalties by every basis and let nothing be owed.
fn counting_all() -> LicenceTerms {
	let royalties = RoyaltyTerms {
		bases: Bases::of(&ALL_BASES),
		period: Some(NOW),
		rates: H256::repeat_byte(0xc1),
		shortfall: Shortfall::Refuse,
	};
	LicenceTerms { royalties: Some(royalties), ..every_act(MOST) }
}

impl<T: Config> Pallet<T> {
	/// A licence of all activities, everywhere, without end or limit. That of an earlier call, if there
	/// was one. It is the last that an answer reads: all others that the list has room for were ended.
	pub fn benchmark_licence(right: RightId, licensee: OrgId) -> LicenceId {
		if let Some(first) = LicencesBetween::<T>::get(right, licensee).first() {
			return *first;
		}
		let licence = Self::insert_dearest(right, licensee);
		for _ in 1..T::MaxLicencesPerPair::get() {
			let other = Self::insert_dearest(right, licensee);
			Self::end_licence(other);
		}
		licence
	}

	/// A licence of all activities, everywhere, without end or limit, granted by the owner, and the only one
	/// between the two.
	pub fn benchmark_direct_licence(right: RightId, licensee: OrgId) -> LicenceId {
		LicencesBetween::<T>::remove(right, licensee);
		Self::insert_licence(&[right], licensee, every_act(None), None)
	}

	/// The licence that it takes most to ask and to use: under as many others as can be, each suspended once,
	/// with a quantity, and with royalties on every basis that were paid in.
	fn insert_dearest(right: RightId, licensee: OrgId) -> LicenceId {
		let mut parent = None;
		for level in (0..=MAX_SUBLICENSING).rev() {
			let org = if level == 0 { licensee } else { OrgId::MAX - OrgId::from(level) };
			let terms = LicenceTerms { sublicensing: level, ..counting_all() };
			let id = Self::insert_unlisted(&[right], org, terms, parent);
			Self::rested(id, Some(1));
			for basis in ALL_BASES {
				Self::pay_for(id, basis);
			}
			parent = Some(id);
		}
		let id = parent.expect("there is one level at least");
		LicencesBetween::<T>::mutate(right, licensee, |ids| {
			ids.try_push(id).expect("no more licences than the bound are inserted")
		});
		id
	}

	/// Pays for more units of a basis than are ever used.
	fn pay_for(id: LicenceId, basis: RoyaltyBasis) {
		let payer: T::AccountId = account("payer", 0, 0);
		let amount = Balance::from(u64::MAX);
		let existential = T::Currency::minimum_balance();
		T::Currency::mint_into(&payer, amount + existential).expect("tokens can be made");
		T::Currency::hold(&HoldReason::Royalties.into(), &payer, amount).expect("it was minted");
		T::Currency::mint_into(&Self::pot(), existential).expect("tokens can be made");
		let fund = Some(Payment { payer, covers: u64::MAX, amount });
		Ledgers::<T>::insert(id, basis, Ledger { fund, paid_in: amount, ..Default::default() });
	}

	/// Ends a licence at the beginning of time.
	fn end_licence(id: LicenceId) {
		let ended = Some(LicenceEnd::Surrendered { at: 0 });
		Licences::<T>::mutate(id, |licence| {
			if let Some(licence) = licence {
				licence.ended = ended;
			}
		});
	}

	/// Writes a further licence between the two, with what it excludes.
	fn insert_licence(
		rights: &[RightId],
		licensee: OrgId,
		terms: LicenceTerms,
		parent: Option<LicenceId>,
	) -> LicenceId {
		let id = Self::insert_unlisted(rights, licensee, terms.clone(), parent);
		for right in rights {
			LicencesBetween::<T>::mutate(right, licensee, |ids| {
				ids.try_push(id).expect("no more licences than the bound are inserted")
			});
			if terms.exclusivity != Exclusivity::NonExclusive {
				ExclusivesOf::<T>::mutate(right, |entries| {
					entries
						.try_push(Exclusive::of(id, parent, &terms))
						.expect("no more scopes than the bound are inserted")
				});
			}
		}
		id
	}

	/// Writes a further licence without listing it.
	fn insert_unlisted(
		rights: &[RightId],
		licensee: OrgId,
		terms: LicenceTerms,
		parent: Option<LicenceId>,
	) -> LicenceId {
		let id = NextLicenceId::<T>::get();
		let licensor = parent.and_then(Licences::<T>::get);
		let licensor = licensor.map_or(OrgId::MAX, |licence| licence.licensee);
		let licence = Licence {
			rights: rights.to_vec().try_into().expect("at most eight"),
			licensor: Owner::Organisation(licensor),
			licensee,
			left: terms.quantity,
			terms,
			parent,
			granted_at: 0,
			ended: None,
			suspensions: 0,
		};
		Licences::<T>::insert(id, licence);
		NextLicenceId::<T>::put(id + 1);
		id
	}

	/// Lets a licence have rested once.
	fn rested(id: LicenceId, until: Option<Moment>) {
		let period = Period { from: 0, until };
		Suspensions::<T>::insert(id, 0, Suspension { period, ground: GROUND });
		Licences::<T>::mutate(id, |licence| {
			if let Some(licence) = licence {
				licence.suspensions = 1;
			}
		});
	}

	/// Scopes of other licences, until the list of each right has room for `room` more.
	fn fill_exclusives(rights: &[RightId], room: usize) {
		for right in rights {
			ExclusivesOf::<T>::mutate(right, |entries| {
				for number in 1..=(64 - room - entries.len()) as u32 {
					let terms = LicenceTerms { channel: through(number), ..longest() };
					let entry = Exclusive::of(LicenceId::MAX - number, None, &terms);
					entries.try_push(entry).expect("there is room");
				}
			});
		}
	}

	/// As many rights as a licence can have, of `owner`, ascending.
	fn rights(owner: OrgId) -> Vec<RightId> {
		let mut rights: Vec<_> =
			(0..RIGHTS).map(|seed| T::BenchmarkHelper::attested_right(seed, owner)).collect();
		rights.sort();
		rights
	}

	/// As many rights as a licence can have, ascending, of which `owner` owns only the last.
	fn rights_with_last(owner: OrgId) -> Vec<RightId> {
		let (_, other) = T::BenchmarkHelper::member(9, Role::RightsHolder.into());
		let mut rights = Self::rights(other);
		rights.pop();
		let last = (RIGHTS..)
			.map(|seed| T::BenchmarkHelper::attested_right(seed, owner))
			.find(|right| rights.iter().all(|other| other < right));
		rights.extend(last);
		rights
	}

	/// A licence under three more, with everything that the lowest allows, to `licensee`.
	fn lowest_parent(rights: &[RightId], licensee: OrgId, terms: &LicenceTerms) -> LicenceId {
		let mut parent = None;
		for level in 0..4u8 {
			let terms = LicenceTerms { sublicensing: 4 - level, ..terms.clone() };
			let to = if level == 3 { licensee } else { OrgId::MAX - 1 - u32::from(level) };
			let id = Self::insert_licence(rights, to, terms, parent);
			Self::rested(id, Some(1));
			parent = Some(id);
		}
		parent.expect("four levels")
	}

	/// An open offer.
	fn insert_offer(
		rights: &[RightId],
		licensor: Owner<T::AccountId>,
		licensee: OrgId,
		terms: LicenceTerms,
		parent: Option<LicenceId>,
		offered_at: Moment,
	) -> LicenceId {
		let id = NextLicenceId::<T>::get();
		OpenOffers::<T>::mutate(&licensor, |open| open.try_push(id).expect("at most sixteen"));
		let offer = Offer {
			rights: rights.to_vec().try_into().expect("at most eight"),
			licensor: licensor.clone(),
			licensee,
			terms,
			parent,
			offered_at,
			consents: vec![licensor].try_into().expect("one"),
		};
		Offers::<T>::insert(id, offer);
		NextLicenceId::<T>::put(id + 1);
		id
	}

	/// Gives an account money.
	fn endow(who: &T::AccountId) -> Balance {
		let amount = T::Currency::minimum_balance().max(1) * 1_000;
		T::Currency::set_balance(who, amount * 1_000);
		amount
	}
}

/// A licence of eight rights that exclude others, of which the licensor owns the last; with the lists of
/// the rights full. The operator of the owner, of the licensee, and the licence.
fn exclusive<T: Config>() -> (T::AccountId, T::AccountId, LicenceId) {
	T::BenchmarkHelper::set_time(NOW);
	let (owner, licensor) = T::BenchmarkHelper::member(0, Role::RightsHolder.into());
	let (operator, licensee) = T::BenchmarkHelper::member(1, Role::Manufacturer.into());
	let rights = Pallet::<T>::rights_with_last(licensor);
	Pallet::<T>::fill_exclusives(&rights, 1);
	let id = Pallet::<T>::insert_licence(&rights, licensee, longest(), None);
	(owner, operator, id)
}

/// A licence of eight rights that counts by this basis, with the licensee's account funded: the operator
/// of the owner, the payer, the licence and an amount.
fn royal<T: Config>(basis: RoyaltyBasis) -> (T::AccountId, T::AccountId, LicenceId, Balance) {
	T::BenchmarkHelper::set_time(NOW);
	let (owner, licensor) = T::BenchmarkHelper::member(0, Role::RightsHolder.into());
	let (payer, licensee) = T::BenchmarkHelper::member(1, Role::Manufacturer.into());
	let rights = Pallet::<T>::rights_with_last(licensor);
	let id = Pallet::<T>::insert_licence(&rights, licensee, counting(basis), None);
	let amount = Pallet::<T>::endow(&payer);
	Pallet::<T>::endow(&Pallet::<T>::pot());
	(owner, payer, id, amount)
}

/// Lets a payment wait.
fn pay_in<T: Config>(
	payer: &T::AccountId,
	id: LicenceId,
	basis: RoyaltyBasis,
	amount: Balance,
) -> Result<Payment<T::AccountId>, BenchmarkError> {
	T::Currency::hold(&HoldReason::Royalties.into(), payer, amount)?;
	let payment = Payment { payer: payer.clone(), covers: COVERS, amount };
	PendingPayments::<T>::insert(id, basis, payment.clone());
	Ok(payment)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// Of a sublicence at the lowest level, with full lists and fifteen offers that lapsed.
	#[benchmark]
	fn offer() -> Result<(), BenchmarkError> {
		T::BenchmarkHelper::set_time(NOW);
		let (_, owner) = T::BenchmarkHelper::member(0, Role::RightsHolder.into());
		let (operator, licensor) = T::BenchmarkHelper::member(1, Role::Manufacturer.into());
		let (_, licensee) = T::BenchmarkHelper::member(2, Role::Manufacturer.into());
		let rights = Pallet::<T>::rights(owner);
		let parent = Pallet::<T>::lowest_parent(&rights, licensor, &longest());
		Pallet::<T>::fill_exclusives(&rights, 0);
		let party = Owner::Organisation(licensor);
		for _ in 0..16 {
			let terms = longest();
			Pallet::<T>::insert_offer(&rights, party.clone(), licensee, terms, Some(parent), 0);
		}
		let id = NextLicenceId::<T>::get();
		let rights: LicensedRights = rights.try_into().expect("eight");

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), rights, licensee, Box::new(longest()), Some(parent));

		assert!(Offers::<T>::contains_key(id));
		assert_eq!(OpenOffers::<T>::get(party).len(), 1);
		Ok(())
	}

	#[benchmark]
	fn revoke() -> Result<(), BenchmarkError> {
		let (owner, _, id) = exclusive::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id, GROUND);

		let end = LicenceEnd::Revoked { at: NOW, ground: GROUND };
		assert_eq!(Licences::<T>::get(id).and_then(|licence| licence.ended), Some(end));
		Ok(())
	}

	#[benchmark]
	fn surrender_licence() -> Result<(), BenchmarkError> {
		let (_, operator, id) = exclusive::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), id);

		let end = LicenceEnd::Surrendered { at: NOW };
		assert_eq!(Licences::<T>::get(id).and_then(|licence| licence.ended), Some(end));
		Ok(())
	}

	/// Of a sublicence at the lowest level, with full lists, in each of which only the last is over.
	#[benchmark]
	fn accept() -> Result<(), BenchmarkError> {
		T::BenchmarkHelper::set_time(NOW);
		let (_, owner) = T::BenchmarkHelper::member(0, Role::RightsHolder.into());
		let (_, licensor) = T::BenchmarkHelper::member(1, Role::Manufacturer.into());
		let (operator, licensee) = T::BenchmarkHelper::member(2, Role::Manufacturer.into());
		let rights = Pallet::<T>::rights(owner);
		for right in &rights {
			for _ in 1..T::MaxLicencesPerPair::get() {
				Pallet::<T>::insert_licence(&[*right], licensee, every_act(MOST), None);
			}
			let last = Pallet::<T>::insert_licence(&[*right], licensee, every_act(MOST), None);
			Pallet::<T>::end_licence(last);
		}
		let parent = Pallet::<T>::lowest_parent(&rights, licensor, &longest());
		Pallet::<T>::fill_exclusives(&rights, 0);
		for right in &rights {
			ExclusivesOf::<T>::mutate(right, |entries| {
				if let Some(entry) = entries.last_mut() {
					entry.term.until = Some(1);
				}
			});
		}
		let party = Owner::Organisation(licensor);
		for _ in 0..15 {
			let terms = longest();
			Pallet::<T>::insert_offer(&rights, party.clone(), licensee, terms, Some(parent), NOW);
		}
		let terms = longest();
		let id =
			Pallet::<T>::insert_offer(&rights, party, licensee, terms.clone(), Some(parent), NOW);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), id);

		assert_eq!(Licences::<T>::get(id).map(|licence| licence.terms), Some(terms));
		assert!(rights.iter().all(|right| PastLicenceCount::<T>::get(right, licensee) == 1));
		Ok(())
	}

	/// Of one among sixteen, by the licensor.
	#[benchmark]
	fn cancel_offer() -> Result<(), BenchmarkError> {
		T::BenchmarkHelper::set_time(NOW);
		let (owner, licensor) = T::BenchmarkHelper::member(0, Role::RightsHolder.into());
		let (_, licensee) = T::BenchmarkHelper::member(1, Role::Manufacturer.into());
		let rights = Pallet::<T>::rights(licensor);
		let party = Owner::Organisation(licensor);
		let mut id = 0;
		for _ in 0..16 {
			let terms = longest();
			id = Pallet::<T>::insert_offer(&rights, party.clone(), licensee, terms, None, NOW);
		}

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id);

		assert!(!Offers::<T>::contains_key(id));
		Ok(())
	}

	/// As the last of sixteen.
	#[benchmark]
	fn consent() -> Result<(), BenchmarkError> {
		T::BenchmarkHelper::set_time(NOW);
		let (owner, org) = T::BenchmarkHelper::member(0, Role::RightsHolder.into());
		let (_, licensee) = T::BenchmarkHelper::member(1, Role::Manufacturer.into());
		let rights = Pallet::<T>::rights_with_last(org);
		let licensor = Owner::Organisation(OrgId::MAX);
		let id = Pallet::<T>::insert_offer(&rights, licensor, licensee, longest(), None, NOW);
		Offers::<T>::mutate(id, |open| {
			if let Some(Offer { consents, .. }) = open {
				let others: Vec<_> =
					(0..15).map(|number| Owner::Organisation(OrgId::MAX - number)).collect();
				*consents = BoundedVec::truncate_from(others);
			}
		});

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id);

		assert_eq!(Offers::<T>::get(id).map(|open| open.consents.len()), Some(16));
		Ok(())
	}

	#[benchmark]
	fn suspend_licence() -> Result<(), BenchmarkError> {
		let (owner, _, id) = exclusive::<T>();
		Pallet::<T>::rested(id, Some(1));

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id, GROUND);

		assert!(Suspensions::<T>::contains_key(id, 1));
		Ok(())
	}

	#[benchmark]
	fn resume_licence() -> Result<(), BenchmarkError> {
		let (owner, _, id) = exclusive::<T>();
		Pallet::<T>::rested(id, None);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id);

		let until = Suspensions::<T>::get(id, 0).and_then(|suspension| suspension.period.until);
		assert_eq!(until, Some(NOW));
		Ok(())
	}

	#[benchmark]
	fn terminate() -> Result<(), BenchmarkError> {
		let (owner, _, id) = exclusive::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id, GROUND);

		assert!(Licences::<T>::get(id).is_some_and(|licence| licence.ended.is_some()));
		Ok(())
	}

	#[benchmark]
	fn set_exhaustion() -> Result<(), BenchmarkError> {
		let origin = T::ExhaustionOrigin::try_successful_origin()
			.map_err(|()| BenchmarkError::Weightless)?;
		let (kind, country) = (RightKind::TradeMark, Country(*b"DE"));
		let territories = Some(Territories::european_union());

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, kind, country, territories);

		assert_eq!(Exhaustion::<T>::get(kind, country), territories);
		Ok(())
	}

	#[benchmark]
	fn pay_in() -> Result<(), BenchmarkError> {
		let basis = RoyaltyBasis::Manufactured;
		let (_, payer, id, amount) = royal::<T>(basis);

		#[extrinsic_call]
		_(RawOrigin::Signed(payer), id, basis, COVERS, amount);

		assert!(PendingPayments::<T>::contains_key(id, basis));
		Ok(())
	}

	/// With a debt that is settled over eight rights.
	#[benchmark]
	fn accept_payment() -> Result<(), BenchmarkError> {
		let basis = RoyaltyBasis::Manufactured;
		let (owner, payer, id, amount) = royal::<T>(basis);
		super::pay_in::<T>(&payer, id, basis, amount)?;
		let owing = Ledger { owed: COVERS / 2, used: COVERS / 2, ..Default::default() };
		Ledgers::<T>::insert(id, basis, owing);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id, basis, COVERS, amount);

		assert_eq!(Ledgers::<T>::get(id, basis).owed, 0);
		assert_eq!(Accrued::<T>::iter().count(), RIGHTS as usize);
		Ok(())
	}

	/// By the licensor's side.
	#[benchmark]
	fn cancel_payment() -> Result<(), BenchmarkError> {
		let basis = RoyaltyBasis::Manufactured;
		let (owner, payer, id, amount) = royal::<T>(basis);
		super::pay_in::<T>(&payer, id, basis, amount)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id, basis);

		assert!(!PendingPayments::<T>::contains_key(id, basis));
		Ok(())
	}

	#[benchmark]
	fn withdraw_royalties() -> Result<(), BenchmarkError> {
		T::BenchmarkHelper::set_time(NOW);
		let (operator, org) = T::BenchmarkHelper::member(0, Role::RightsHolder.into());
		let right = T::BenchmarkHelper::attested_right(0, org);
		let amount = Pallet::<T>::endow(&Pallet::<T>::pot());
		let owner = Owner::Organisation(org);
		Accrued::<T>::insert(right, &owner, amount);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), right);

		assert_eq!(Accrued::<T>::get(right, owner), 0);
		Ok(())
	}

	/// With periods that are drawn over eight rights.
	#[benchmark]
	fn withdraw_prefund() -> Result<(), BenchmarkError> {
		let basis = RoyaltyBasis::Period;
		let (_, payer, id, amount) = royal::<T>(basis);
		let payment = super::pay_in::<T>(&payer, id, basis, amount)?;
		PendingPayments::<T>::remove(id, basis);
		Ledgers::<T>::insert(
			id,
			basis,
			Ledger { fund: Some(payment), paid_in: amount, ..Default::default() },
		);
		Licences::<T>::mutate(id, |licence| {
			if let Some(licence) = licence {
				let at = COVERS / 2;
				licence.ended = Some(LicenceEnd::Surrendered { at });
			}
		});

		#[extrinsic_call]
		_(RawOrigin::Signed(payer), id, basis);

		let ledger = Ledgers::<T>::get(id, basis);
		assert_eq!((ledger.fund, ledger.used), (None, COVERS / 2));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder::build(), crate::mock::Test);

	/// Royalties of so many owners of a right.
	#[benchmark]
	fn accrue(o: Linear<1, 128>) -> Result<(), BenchmarkError> {
		let right = RightId::repeat_byte(1);
		#[block]
		{
			for org in 0..o {
				Pallet::<T>::accrue(right, &Owner::Organisation(org), 1)?;
			}
		}
		assert_eq!(Accrued::<T>::get(right, Owner::Organisation(o - 1)), 1);
		Ok(())
	}
}
