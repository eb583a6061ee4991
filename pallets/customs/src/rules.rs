//! Standing instructions and regimes: dated, and never written over.

use crate::{
	Config, Error, Event, InstructionCount, Pallet, Regime, RegimeCount, RegimePeriod, Regimes,
	StandingInstruction, StandingInstructions,
};
use frame_support::{dispatch::DispatchResult, ensure, traits::Time};
use sp_core::H256;
use sp_runtime::ArithmeticError;
use tracemark_primitives::{
	customs::Natures,
	parties::{Member, Role, Standing},
	territory::Country,
	traits::Membership,
	Validate,
};

impl<T: Config> Pallet<T> {
	/// The instruction of a country's authority, as long as that authority may act there.
	pub fn standing_instruction(country: &Country) -> Option<StandingInstruction> {
		let (_, instruction) = Self::last_instruction(country)?;
		let party = T::Membership::party(instruction.authority)?;
		let acts = party.standing == Standing::Good
			&& party.roles.contains(Role::Customs)
			&& party.country == *country;
		acts.then_some(instruction)
	}

	/// The instruction that nobody withdrew yet, with its number.
	fn last_instruction(country: &Country) -> Option<(u32, StandingInstruction)> {
		let last = InstructionCount::<T>::get(country).checked_sub(1)?;
		let instruction = StandingInstructions::<T>::get(country, last)?;
		instruction.until.is_none().then_some((last, instruction))
	}

	/// The regime of a country.
	pub fn regime(country: &Country) -> Regime {
		let last = RegimeCount::<T>::get(country).checked_sub(1);
		let period = last.and_then(|last| Regimes::<T>::get(country, last));
		period.map(|period| period.regime).unwrap_or_default()
	}

	pub(crate) fn do_instruct(officer: Member, reference: H256) -> DispatchResult {
		let (country, now) = (officer.country, T::Time::now());
		let number = InstructionCount::<T>::get(country);
		let count = number.checked_add(1).ok_or(ArithmeticError::Overflow)?;

		if let Some((last, before)) = Self::last_instruction(&country) {
			let closed = StandingInstruction { until: Some(now), ..before };
			StandingInstructions::<T>::insert(country, last, closed);
		}
		let instruction = StandingInstruction {
			authority: officer.org,
			officer: officer.operator,
			since: now,
			reference,
			until: None,
		};
		StandingInstructions::<T>::insert(country, number, instruction);
		InstructionCount::<T>::insert(country, count);
		Self::deposit_event(Event::Instructed { country, authority: officer.org, reference });
		Ok(())
	}

	pub(crate) fn do_withdraw_instruction(officer: Member) -> DispatchResult {
		let country = officer.country;
		let (last, before) = Self::last_instruction(&country).ok_or(Error::<T>::NoInstruction)?;
		let closed = StandingInstruction { until: Some(T::Time::now()), ..before };
		StandingInstructions::<T>::insert(country, last, closed);
		Self::deposit_event(Event::InstructionWithdrawn { country, authority: officer.org });
		Ok(())
	}

	pub(crate) fn do_set_regime(country: Country, suspends: Natures) -> DispatchResult {
		country.validate().map_err(|_| Error::<T>::MalformedCountry)?;
		ensure!(suspends.0 & !Natures::ALL.0 == 0, Error::<T>::MalformedNatures);
		let (number, now) = (RegimeCount::<T>::get(country), T::Time::now());
		let count = number.checked_add(1).ok_or(ArithmeticError::Overflow)?;

		if let Some(last) = number.checked_sub(1) {
			Regimes::<T>::mutate(country, last, |before| {
				if let Some(before) = before {
					before.until = Some(now);
				}
			});
		}
		let regime = Regime { suspends };
		Regimes::<T>::insert(country, number, RegimePeriod { regime, since: now, until: None });
		RegimeCount::<T>::insert(country, count);
		Self::deposit_event(Event::RegimeSet { country, suspends });
		Ok(())
	}
}
