//! Whether a denial is the word of who owns the class.

use crate::{
	goods::Record,
	node::{value::number, Question},
	output::Failure,
};
use sp_core::crypto::AccountId32;
use tracemark_lots::Denial;
use tracemark_primitives::{
	apis::OperatorFacts,
	gs1::{Gtin, Serial},
	parties::Standing,
	Moment, OrgId,
};

/// The owner of the class who denies a serial, or why the denial says nothing.
pub async fn denied(
	record: &Record<'_>,
	gtin: &Gtin,
	serial: &Serial,
	denial: &Denial,
) -> Result<Result<OrgId, String>, Failure> {
	let state = record.state;
	let now = state.read("Timestamp", "Now", &[]).await?;
	let now = now.as_ref().and_then(number).and_then(|now| Moment::try_from(now).ok());
	let verified = denial.verify(gtin, serial, &state.genesis()?, now.unwrap_or(Moment::MAX));
	if let Err(why) = verified {
		return Ok(Err(format!("its denial says nothing: {why}")));
	}
	let Some(class) = record.class(gtin).await? else {
		return Ok(Err(
			"the chain has no such class, so that nobody can deny its serials".to_owned()
		));
	};
	let account = AccountId32::new(denial.signer.0);
	let question = Question::new("ConsortiumApi", "operator").with("account", &account);
	Ok(judged(state.ask(question).await?, class.owner))
}

/// Whether a signer may speak for the owner of a class.
fn judged(signer: Option<OperatorFacts>, owner: OrgId) -> Result<OrgId, String> {
	match signer {
		Some(signer) if signer.org != owner => {
			Err("its denial is signed by another organisation than the owner of the class"
				.to_owned())
		},
		Some(signer) if signer.party.standing != Standing::Good => {
			Err("its denial is signed for an owner of the class who may not act".to_owned())
		},
		Some(signer) => Ok(signer.org),
		None => {
			Err("its denial is signed by an account that is no operator of a member".to_owned())
		},
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use tracemark_primitives::parties::{Party, Roles};

	#[test]
	fn denial_should_count_when_an_operator_of_the_owner_in_good_standing_signed() {
		let signer = |standing| {
			let country = "DE".try_into().unwrap();
			let party = Party { roles: Roles::default(), country, standing };
			Some(OperatorFacts { org: 5, operator: 1, roles: Roles::default(), party })
		};
		assert_eq!(judged(signer(Standing::Good), 5), Ok(5));
		for (signer, owner, why) in [
			(signer(Standing::Good), 6, "another organisation"),
			(signer(Standing::Suspended), 5, "may not act"),
			(signer(Standing::Expelled), 5, "may not act"),
			(None, 5, "no operator"),
		] {
			assert!(judged(signer, owner).is_err_and(|said| said.contains(why)), "{why}");
		}
	}
}
