//! What always holds.

use crate::{
	Config, Declarations, ExaminationCount, Examinations, LineStatus, Lines, Mandates,
	NextDeclarationId, Pallet, ReleaseGround,
};
use alloc::collections::BTreeMap;
use frame_support::{ensure, traits::Time};
use sp_runtime::TryRuntimeError;
use tracemark_primitives::{customs::Outcome, traits::Membership};

impl<T: Config> Pallet<T> {
	/// # Invariants
	///
	/// 1. Declarations are numbered below the next id, without gaps.
	/// 2. A declaration has exactly the lines that it counts, numbered from 0; no line stands alone.
	/// 3. A line's sets of conditions are disjoint, and a line meets an objection exactly if something is
	///    contradicted.
	/// 4. A standing instruction releases only lines without objection; only lines with a contradiction
	///    were ever suspended.
	/// 5. Two officers of one destruction differ.
	/// 6. Examinations are of lines, counted and numbered from 0, with no more contradicting items than
	///    scanned ones.
	/// 7. Mandates are between two organisations, and were given by now.
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
			ensure!(
				decision.contradicted.is_empty() == (decision.outcome == Outcome::NoObjection),
				"outcome and contradictions disagree"
			);

			let suspension = match &line.status {
				LineStatus::Lodged => None,
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
			ensure!(
				suspension.is_none() || !decision.contradicted.is_empty(),
				"a line was suspended without a contradiction"
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

		for (principal, agent, mandate) in Mandates::<T>::iter() {
			ensure!(principal != agent, "a mandate of one's own");
			let are_known =
				[principal, agent].iter().all(|org| T::Membership::party(*org).is_some());
			ensure!(are_known, "a mandate of nobody");
			ensure!(mandate.since <= T::Time::now(), "a mandate of tomorrow");
		}
		Ok(())
	}
}
