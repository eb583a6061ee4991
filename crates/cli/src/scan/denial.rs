//! Whether a denial is the word of who owns the class.

use crate::{
	goods::Record,
	node::{value::number, Question},
	output::Failure,
};
use sp_core::crypto::AccountId32;
use std::fmt::Display;
use tracemark_lots::{denial, Denial};
use tracemark_primitives::{
	apis::OperatorFacts,
	gs1::{Gtin, Serial},
	parties::Standing,
	scan::ensure_speaks,
	Moment, OrgId,
};

/// The owner of the class who denies a serial, or why the denial says nothing.
pub async fn denied(
	record: &Record<'_>,
	gtin: &Gtin,
	serial: &Serial,
	said: &Denial,
) -> Result<Result<OrgId, String>, Failure> {
	let state = record.state;
	let now = state.read("Timestamp", "Now", &[]).await?;
	let now = now.as_ref().and_then(number).and_then(|now| Moment::try_from(now).ok());
	let verified = said.verify(gtin, serial, &state.genesis()?, now.unwrap_or(Moment::MAX));
	if let Err(why) = verified {
		return Ok(Err(says_nothing(why)));
	}
	let Some(class) = record.class(gtin).await? else {
		return Ok(Err(
			"the chain has no such class, so that nobody can deny its serials".to_owned()
		));
	};
	let account = AccountId32::new(said.signer.0);
	let question = Question::new("ConsortiumApi", "operator").with("account", &account);
	let signer: Option<OperatorFacts> = state.ask(question).await?;
	let may_act = signer.as_ref().is_some_and(|signer| signer.party.standing == Standing::Good);
	let judged = ensure_speaks(signer.map(|signer| signer.org), may_act, class.owner);
	Ok(judged.map(|()| class.owner).map_err(|fault| says_nothing(denial::words(fault))))
}

fn says_nothing(why: impl Display) -> String {
	format!("its denial says nothing: {why}")
}
