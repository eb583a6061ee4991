//! What is shown of an item that is scanned, and what that proves.

use crate::{Classes, Config, Lots, Pallet};
use alloc::collections::BTreeMap;
use codec::Decode;
use frame_support::{ensure, traits::Time};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::traits::Zero;
use tracemark_primitives::{
	gs1::{lot_id, Gtin, Serial},
	scan::{ensure_speaks, Absence, Denial, ScanAnswer, Shown, Unproven, Verdict},
	traits::Membership,
	OrgId,
};

impl<T: Config> Pallet<T> {
	/// What a scan of an item comes to: by its label, by what is shown beside it, and by `holder`, in whose hands it
	/// was found, if that is said.
	///
	/// A label that is malformed is one that nobody shows anything for. As many lots are read as are shown.
	pub fn scan(gtin: &Gtin, serial: &Serial, shown: &Shown, holder: Option<OrgId>) -> ScanAnswer {
		let facts = Self::unit_facts(gtin, serial, shown.path());
		let recalls = Self::recalls_of_goods(&facts);
		let owner = Classes::<T>::get(gtin).map(|class| class.owner);
		let proven = match shown {
			Shown::Nothing => Err(Unproven::NothingShown),
			Shown::Path(proof) => match Verdict::of(&facts, &recalls, holder) {
				Verdict::NotProvable => Err(Unproven::UnknownLot { lot: proof.lot.clone() }),
				verdict => Ok(verdict),
			},
			Shown::Absences(absences) => Self::ensure_absent(gtin, serial, absences)
				.and_then(|()| Verdict::of_absent(&facts)),
			Shown::Denial(denial) => Self::ensure_denied(gtin, serial, owner, denial)
				.and_then(|()| Verdict::of_absent(&facts)),
		};
		let (verdict, why) = match proven {
			Ok(verdict) => (verdict, None),
			Err(why) => (Verdict::NotProvable, Some(why)),
		};
		let ask = owner.and_then(T::Membership::resolver);
		ScanAnswer { verdict, facts, recalls, why, ask }
	}

	/// Fails unless neighbours leave no place for the serial in every lot of its class with serials. All of them are
	/// shown when they have as many pieces as were made of it in such lots, a lot that is shown twice counting
	/// once.
	fn ensure_absent(gtin: &Gtin, serial: &Serial, absences: &[Absence]) -> Result<(), Unproven> {
		ensure!(!absences.is_empty(), Unproven::NothingShown);
		let mut sizes = BTreeMap::new();
		for absence in absences {
			let lot = || absence.lot.clone();
			let record = Lots::<T>::get(lot_id(gtin, &absence.lot))
				.ok_or_else(|| Unproven::UnknownLot { lot: lot() })?;
			let root = record.root.ok_or_else(|| Unproven::LotWithoutSerials { lot: lot() })?;
			let size = record.quantity.value();
			absence
				.verify(gtin, serial, &root, size)
				.map_err(|fault| Unproven::Neighbours { lot: lot(), fault })?;
			sizes.insert(&absence.lot, size);
		}
		let shown = sizes.into_values().map(u128::from).sum();
		let made = Classes::<T>::get(gtin).map_or(0, |class| class.with_serials);
		ensure!(shown == made, Unproven::LotsLeftOut { shown, made });
		Ok(())
	}

	/// Fails unless whoever owns the class says that it has no such serial.
	fn ensure_denied(
		gtin: &Gtin,
		serial: &Serial,
		owner: Option<OrgId>,
		denial: &Denial,
	) -> Result<(), Unproven> {
		let owner = owner.ok_or(Unproven::UnknownClass)?;
		let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
		denial.verify(gtin, serial, &genesis, T::Time::now()).map_err(Unproven::Denial)?;
		// An account is its public key.
		let signer = T::AccountId::decode(&mut denial.signed.signer().as_slice()).ok();
		let signer = signer.filter(T::Membership::is_operator);
		let may_act = signer.as_ref().is_some_and(|who| T::Membership::ensure_member(who).is_ok());
		let org = signer.as_ref().and_then(T::Membership::affiliation);
		ensure_speaks(org, may_act, owner).map_err(Unproven::Denial)
	}
}
