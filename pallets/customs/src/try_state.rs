//! What always holds.

use crate::{
	Config, Declarations, ExaminationCount, Examinations, InstructionCount, LineStatus, Lines,
	MandateCount, Mandates, NextDeclarationId, Pallet, RegimeCount, Regimes, ReleaseGround,
	ReleasedUnknown, StandingInstructions,
};
use alloc::collections::BTreeMap;
use frame_support::{ensure, traits::Time};
use sp_runtime::TryRuntimeError;
use tracemark_primitives::{customs::Outcome, traits::Membership, Moment};

impl<T: Config> Pallet<T> {
	/// # Invariants
	///
	/// 1. Declarations are numbered below the next id, without gaps.
	/// 2. A declaration has exactly the lines that it counts, numbered from 0; no line stands alone.
	/// 3. A line's sets of conditions are disjoint, and a line meets an objection exactly if something was
	///    found; it was if something is contradicted.
	/// 4. A standing instruction releases only lines without objection; only lines with a contradiction,
	///    of the check or of an examination, were ever suspended, and only those detained anything.
	/// 5. Two officers of one destruction differ.
	/// 6. Examinations are of lines, counted and numbered from 0, with no more contradicting items than
	///    scanned ones.
	/// 7. Mandates are between two organisations, counted and numbered from 0, and at most the last of two
	///    lasts; so it is with the instructions and regimes of a country.
	/// 8. Units without record were let in by declarations that there are.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let next = NextDeclarationId::<T>::get();
		let mut declarations = 0u32;
		for (id, declaration) in Declarations::<T>::iter() {
			declarations = declarations.saturating_add(1);
			ensure!(id < next, "a declaration is numbered beyond the next id");
			for line in 0..u32::from(declaration.lines) {
				ensure!(Lines::<T>::contains_key(id, line), "a declaration lacks a line");
			}
		}
		ensure!(declarations == next, "a declaration is missing");

		for (id, number, line) in Lines::<T>::iter() {
			let declaration =
				Declarations::<T>::get(id).ok_or("a line belongs to no declaration")?;
			ensure!(number < u32::from(declaration.lines), "a declaration does not count a line");

			let decision = &line.decision;
			let [a, b, c] =
				[decision.contradicted.0, decision.no_record.0, decision.not_applicable.0];
			ensure!(a & b == 0 && b & c == 0 && a & c == 0, "a condition has two answers");
			let is_free = decision.natures.is_empty();
			ensure!(
				is_free == (decision.outcome == Outcome::NoObjection),
				"outcome and findings disagree"
			);
			ensure!(!is_free || decision.contradicted.is_empty(), "a contradiction has no nature");

			let suspension = match &line.status {
				LineStatus::Lodged | LineStatus::Withdrawn { .. } => None,
				LineStatus::Released { by, suspension, .. } => {
					ensure!(
						matches!(by, ReleaseGround::Officer { .. })
							|| decision.outcome == Outcome::NoObjection,
						"an instruction released a line against an objection"
					);
					suspension.as_ref()
				},
				LineStatus::Suspended(suspension)
				| LineStatus::DestructionOrdered { suspension, .. } => Some(suspension),
				LineStatus::Destroyed { suspension, order, confirmed_by, .. } => {
					ensure!(order.officer != *confirmed_by, "one officer destroyed goods alone");
					Some(suspension)
				},
			};
			let was_seen = || {
				Examinations::<T>::iter_prefix_values((id, number))
					.any(|examination| examination.contradicting > 0)
			};
			ensure!(
				suspension.is_none() || !decision.contradicted.is_empty() || was_seen(),
				"a line was suspended without a contradiction"
			);
			ensure!(
				suspension.is_some() || line.goods.iter().all(|goods| !goods.detained),
				"goods are detained without a suspension"
			);
		}

		let mut counts = BTreeMap::<_, u32>::new();
		for ((id, line, number), examination) in Examinations::<T>::iter() {
			let counted = ExaminationCount::<T>::get(id, line);
			ensure!(number < counted, "an examination is not counted");
			ensure!(
				examination.contradicting <= examination.scanned,
				"more contradicts than was scanned"
			);
			let count = counts.entry((id, line)).or_default();
			*count = count.saturating_add(1);
		}
		for (id, line, count) in ExaminationCount::<T>::iter() {
			ensure!(Lines::<T>::contains_key(id, line), "an examination is of no line");
			ensure!(counts.get(&(id, line)) == Some(&count), "an examination is missing");
		}

		let now = T::Time::now();
		for ((principal, agent, number), mandate) in Mandates::<T>::iter() {
			let count = MandateCount::<T>::get(principal, agent);
			Self::ensure_dated(number, count, mandate.since, mandate.until, now)?;
			ensure!(principal != agent, "a mandate of one's own");
			let are_known =
				[principal, agent].iter().all(|org| T::Membership::party(*org).is_some());
			ensure!(are_known, "a mandate of nobody");
		}
		for (country, number, entry) in StandingInstructions::<T>::iter() {
			let count = InstructionCount::<T>::get(country);
			Self::ensure_dated(number, count, entry.since, entry.until, now)?;
		}
		for (country, number, entry) in Regimes::<T>::iter() {
			let count = RegimeCount::<T>::get(country);
			Self::ensure_dated(number, count, entry.since, entry.until, now)?;
		}
		ensure!(
			ReleasedUnknown::<T>::iter_values().all(|declaration| declaration < next),
			"a unit was let in by no declaration"
		);
		Ok(())
	}

	fn ensure_dated(
		number: u32,
		count: u32,
		since: Moment,
		until: Option<Moment>,
		now: Moment,
	) -> Result<(), TryRuntimeError> {
		ensure!(number < count, "an entry is not counted");
		let is_last = number.saturating_add(1) == count;
		ensure!(until.is_some() || is_last, "an entry lasts beside a later one");
		ensure!(since <= until.unwrap_or(now), "an entry of tomorrow");
		Ok(())
	}
}
