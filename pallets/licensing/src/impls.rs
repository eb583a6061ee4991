//! What licensing offers to the other pallets.

use crate::*;
use sp_runtime::DispatchResult;
use tracemark_primitives::{
	authorisation::{AuthorisationReport, Question},
	quantity::Quantity,
	traits::Authorisation,
	LicenceId,
};

impl<T: Config> Authorisation for Pallet<T> {
	fn ask(question: &Question) -> AuthorisationReport {
		Self::do_ask(question)
	}

	fn exercise(licence: LicenceId, quantity: Quantity) -> DispatchResult {
		Self::do_exercise(licence, quantity)
	}
}
