//! What licensing offers to the other pallets.

use crate::*;
use sp_runtime::DispatchResult;
use tracemark_primitives::{
	authorisation::{AuthorisationReport, Exercise, Question},
	traits::Authorisation,
	LicenceId,
};

impl<T: Config> Authorisation for Pallet<T> {
	fn ask(question: &Question) -> AuthorisationReport {
		Self::do_ask(question)
	}

	fn exercise(licence: LicenceId, act: &Exercise) -> DispatchResult {
		Self::do_exercise(licence, act)
	}

	fn exercise_up_to(licence: LicenceId, act: &Exercise) {
		Self::do_exercise_up_to(licence, act);
	}
}
