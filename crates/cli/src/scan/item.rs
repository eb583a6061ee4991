//! What is found of a single item.

use super::{absence, denial, Args};
use crate::{
	goods::{proof_of, Absent, Answer, Goods, Record},
	output::Failure,
};
use tracemark_lots::Presence;
use tracemark_primitives::{
	goods::{GoodsClaim, GoodsFacts, ProofOutcome},
	gs1::{Gtin, Serial, SerialProof},
	scan::Verdict,
	OrgId,
};

/// What is found of goods.
pub struct Found {
	/// The verdict, unless it follows from the facts.
	pub settled: Option<Verdict>,
	/// What the chain was asked about.
	pub claim: GoodsClaim,
	/// What it knows of that.
	pub facts: GoodsFacts,
	/// The lots whose lists have no place for the serial.
	pub absent_from: Vec<String>,
	/// The owner of the class, who denies the serial.
	pub denied_by: Option<OrgId>,
	/// Why nothing is proven.
	pub reason: Option<String>,
}

/// Asks the keeper and the chain for an item.
pub async fn find(
	record: &Record<'_>,
	args: &Args,
	gtin: &Gtin,
	serial: &Serial,
) -> Result<Found, Failure> {
	let item = Item { record, gtin, serial };
	match record.listed(&args.keeper, gtin, serial).await? {
		Answer::Present(found) => item.present(&found).await,
		Answer::Absent(absent) => item.absent(&absent).await,
		Answer::Silent(why) => item.without_path(Verdict::NotProvable, Some(why)).await,
	}
}

struct Item<'a> {
	record: &'a Record<'a>,
	gtin: &'a Gtin,
	serial: &'a Serial,
}

impl Item<'_> {
	fn claim(&self, proof: Option<SerialProof>) -> GoodsClaim {
		GoodsClaim::Unit { gtin: *self.gtin, serial: self.serial.clone(), proof }
	}

	async fn without_path(
		&self,
		verdict: Verdict,
		reason: Option<String>,
	) -> Result<Found, Failure> {
		let claim = self.claim(None);
		let facts = self.record.facts(&claim).await?;
		let settled = Some(verdict);
		Ok(Found { settled, claim, facts, absent_from: Vec::new(), denied_by: None, reason })
	}

	/// A path goes to the chain. That of another item proves nothing of this one.
	async fn present(&self, found: &Presence) -> Result<Found, Failure> {
		let is_its_own = found.lot.gtin == *self.gtin && found.leaf.serial == *self.serial;
		let Some(proof) = proof_of(found).filter(|_| is_its_own) else {
			return self.without_path(Verdict::Refuted, None).await;
		};
		let claim = self.claim(Some(proof));
		let facts = self.record.facts(&claim).await?;
		let lot = Goods::Lot(found.lot.gtin, found.lot.lot.clone());
		let reason = (facts.proof == ProofOutcome::NotOffered)
			.then(|| format!("the path is of {lot}, which is not on record in a final block"));
		let absent_from = Vec::new();
		Ok(Found { settled: None, claim, facts, absent_from, denied_by: None, reason })
	}

	/// Neighbours in all lots of the class show that there is no such serial, and so does the word of its owner.
	/// A serial that something happened to is in some lot nevertheless.
	async fn absent(&self, absent: &Absent) -> Result<Found, Failure> {
		let Self { record, gtin, serial } = *self;
		let Absent { absences, denial } = absent;
		let unproven = match absences.is_empty() {
			true => Some("the keeper shows no neighbours".to_owned()),
			false => absence::unproven(record, gtin, serial, absences).await?,
		};
		let (refused, denied_by) = match denial {
			Some(denial) => match denial::denied(record, gtin, serial, denial).await? {
				Ok(owner) => (None, Some(owner)),
				Err(why) => (Some(why), None),
			},
			None => (None, None),
		};
		let is_unknown = unproven.is_none() || denied_by.is_some();
		let (verdict, reason) = match is_unknown {
			true => (Verdict::UnknownSerial, None),
			false => {
				let whys: Vec<String> = unproven.iter().cloned().chain(refused).collect();
				(Verdict::NotProvable, Some(whys.join("; ")))
			},
		};
		let mut found = self.without_path(verdict, reason).await?;
		if unproven.is_none() {
			let lots = absences.iter();
			let lots = lots
				.map(|absence| Goods::Lot(absence.lot.gtin, absence.lot.lot.clone()).to_string());
			found.absent_from = lots.collect();
		}
		found.denied_by = denied_by;
		if is_unknown && Verdict::of_absent(&found.facts).is_err() {
			found.settled = Some(Verdict::NotProvable);
			found.reason = Some(
				match denied_by {
					Some(_) => "the serial is on record, whatever the owner of the class says",
					None => "the serial is on record, in a lot whose list the keeper does not have",
				}
				.to_owned(),
			);
		}
		Ok(found)
	}
}
