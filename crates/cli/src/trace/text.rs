//! Prints what the command tells for people, a line for each stretch and each fact.

use super::told::{Declared, Evidence, Gap, Standout, Step, Told};
use std::{
	fmt,
	io::{self, Write},
};

impl fmt::Display for Declared {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "DECLARED ERRONEOUS {}: {}", self.at, self.reason)?;
		match &self.corrective {
			Some(event) => write!(f, ", right is {event:?}"),
			None => Ok(()),
		}
	}
}

/// In which blocks a stretch began and ended.
fn blocks(step: &Step) -> String {
	match step.until_block {
		Some(until) => format!("blocks {}–{until}", step.from_block),
		None => format!("since block {}", step.from_block),
	}
}

pub fn print(told: &Told, out: &mut impl Write) -> io::Result<()> {
	writeln!(out, "{} as of block {}", told.code, told.block)?;
	for keeper in &told.keepers {
		writeln!(out, "serials kept by {keeper}")?;
	}
	for object in &told.objects {
		writeln!(out, "object {:?}", object.object)?;
		for step in &object.path {
			match step.gap {
				Some(Gap::CameBack) => {
					writeln!(out, "  gap: nobody held them; then they came back")?
				},
				Some(Gap::Broken) => {
					writeln!(out, "  gap: nobody held them; the chain of custody is broken")?;
				},
				None => {},
			}
			let until = step.until.as_deref().unwrap_or("now");
			write!(out, "  {} – {until} ({})  {}", step.from, blocks(step), step.holder)?;
			if let Some(owner) = &step.owner {
				write!(out, ", belonged to {owner}")?;
			}
			if let Some(event) = step.event {
				write!(out, ", accepted by event {event} of {:?}", step.within)?;
			}
			for (what, word) in
				[("at GLN", &step.place), ("by", &step.authority), ("noted:", &step.reservation)]
			{
				if let Some(word) = word {
					write!(out, ", {what} {word}")?;
				}
			}
			if let Some(passage) = step.passage {
				write!(out, ", {passage}")?;
			}
			for report in &step.unaccepted {
				write!(out, ", unaccepted at GLN {report}")?;
			}
			for recall in &step.recalls {
				write!(out, ", recall {recall}")?;
			}
			match (step.ended, &step.disposition) {
				(Some(how), _) => write!(out, ", then {how}")?,
				(None, Some(word)) => write!(out, ", disposition {word}")?,
				(None, None) => {},
			}
			if let Some(legal) = &step.legal {
				write!(out, ", in law {legal}")?;
			}
			if let Some(sale) = &step.sale {
				if let Some(marketplace) = &sale.marketplace {
					write!(out, " through {marketplace}")?;
				}
				write!(out, ", order {:?}", sale.order)?;
				if let Some(payment) = &sale.payment {
					write!(out, ", paid through {payment:?}")?;
				}
			}
			writeln!(out)?;
		}
	}
	for Standout { at, block, by, object, what, erroneous, fact_erroneous } in &told.incidents {
		write!(out, "{at} (block {block})  {what}; by {by}, of {object:?}")?;
		if let Some(declared) = erroneous {
			write!(out, "; {declared}")?;
		}
		if let Some(declared) = fact_erroneous {
			write!(out, "; the other sighting {declared}")?;
		}
		writeln!(out)?;
	}
	for found in &told.evidence {
		let Evidence { algorithm, digest, deposit, kind, by, at, block, about, .. } = found;
		write!(out, "evidence {algorithm}:{digest:x}, deposit {deposit}: {kind} by {by}, {at}")?;
		writeln!(out, " (block {block}), about {about:?}{}", standing(found))?;
	}
	Ok(())
}

/// What is said behind evidence of which something was revoked.
fn standing(Evidence { stands, revoked, reinstated, .. }: &Evidence) -> &'static str {
	match (stands, revoked, reinstated) {
		(false, _, _) => ", REVOKED: the digest stands no more",
		(true, true, false) => ", this deposit revoked, others stand",
		(true, true, true) => ", this deposit revoked again, others stand",
		(true, false, true) => ", this deposit REVOKED and reinstated since",
		(true, false, false) => "",
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		goods::Organisation,
		trace::{
			told::{contradicted, standout, Path, Sale},
			words::{algorithm, disposition, ended, instant, legal},
		},
	};
	use sp_core::H256;
	use tracemark_primitives::{
		cbv::{Disposition, ErrorReason},
		digest::DigestAlgorithm,
		goods::{DetentionGround, EndOfLife, ErrorDeclaration, Incident, IncidentKind, LegalState},
		territory::Country,
	};

	#[test]
	fn a_stretch_should_be_told_with_its_blocks_its_place_and_the_sale_when_it_ended_with_one() {
		let organisation =
			|id, name: &str| Organisation { id, name: name.to_owned(), country: "DE".to_owned() };
		let stretch = |from_block, until_block: Option<u32>| Step {
			holder: organisation(6, "Elbe Storage"),
			owner: None,
			within: H256::zero(),
			from: instant(0),
			from_block,
			until: until_block.map(|_| instant(1)),
			until_block,
			event: None,
			place: None,
			ended: None,
			sale: None,
			disposition: None,
			legal: None,
			authority: None,
			reservation: None,
			passage: None,
			unaccepted: Vec::new(),
			recalls: Vec::new(),
			gap: None,
		};
		let sold = Step {
			place: Some("9521102000004".to_owned()),
			ended: Some(ended(&EndOfLife::Sold)),
			sale: Some(Sale {
				marketplace: Some(organisation(7, "Marktplatz")),
				order: H256::repeat_byte(9),
				payment: Some(H256::repeat_byte(10)),
			}),
			disposition: Some(disposition(&Disposition::RetailSold)),
			..stretch(12, Some(15))
		};
		let lasting = Step {
			disposition: Some(disposition(&Disposition::InTransit)),
			legal: Some(legal(&LegalState::Released {
				declaration: 3,
				destination: Country(*b"DE"),
			})),
			event: Some(4),
			..stretch(15, None)
		};
		let path = vec![sold, lasting];
		let ground = DetentionGround::Declaration { declaration: 3, line: 1 };
		let what = IncidentKind::Detained { ground };
		let told = Told {
			code: "X".to_owned(),
			block: 20,
			block_hash: H256::zero(),
			keepers: vec![organisation(8, "Elbe Lists")],
			objects: vec![Path { object: H256::zero(), path }],
			incidents: vec![standout(
				H256::zero(),
				Incident { by: 9, block: 14, at: 0, what },
				organisation(9, "Zollamt"),
				None,
				None,
			)],
			evidence: vec![Evidence {
				algorithm: algorithm(DigestAlgorithm::Sha256),
				digest: H256::repeat_byte(7),
				deposit: 1,
				kind: "web_capture".to_owned(),
				by: organisation(8, "Wachsame"),
				at: instant(0),
				block: 17,
				revoked: true,
				reinstated: false,
				stands: false,
				about: H256::zero(),
			}],
		};
		let mut out = Vec::new();
		print(&told, &mut out).expect("memory takes it");
		let out = String::from_utf8(out).expect("is text");
		let lines: Vec<_> = out.lines().collect();
		assert_eq!(lines[1], "serials kept by Elbe Lists (DE, organisation 8)");
		let sold =
			"(blocks 12–15)  Elbe Storage (DE, organisation 6), at GLN 9521102000004, then sold \
		            through Marktplatz (DE, organisation 7), order 0x0909";
		assert!(lines[3].contains(sold), "{}", lines[3]);
		assert!(lines[3].contains(", paid through 0x0a0a"), "{}", lines[3]);
		let now = format!(
			"now (since block 15)  Elbe Storage (DE, organisation 6), accepted by event 4 of {:?}, \
			 disposition in_transit, in law ip-released (declaration 3, into DE)",
			H256::zero()
		);
		assert!(lines[4].ends_with(&now), "{}", lines[4]);
		assert!(!lines[3].contains("event"), "{}", lines[3]);
		let taken =
			"(block 14)  taken into custody with declaration 3, line 1; by Zollamt (DE, organisation 9)";
		assert!(lines[5].contains(taken), "{}", lines[5]);
		assert!(!lines[5].contains("ERRONEOUS"), "{}", lines[5]);
		assert!(lines[6].starts_with("evidence sha-256:0707"), "{}", lines[6]);
		let revoked =
			"web_capture by Wachsame (DE, organisation 8), 1970-01-01T00:00:00.000Z (block 17)";
		assert!(lines[6].contains(revoked) && lines[6].contains("REVOKED"), "{}", lines[6]);
	}

	#[test]
	fn evidence_should_be_told_as_revoked_when_it_was_whatever_became_of_that() {
		let by = Organisation { id: 8, name: "Wachsame".to_owned(), country: "DE".to_owned() };
		for (stands, revoked, reinstated, said) in [
			(false, false, true, ", REVOKED: the digest stands no more"),
			(true, true, false, ", this deposit revoked, others stand"),
			(true, true, true, ", this deposit revoked again, others stand"),
			(true, false, true, ", this deposit REVOKED and reinstated since"),
			(true, false, false, ""),
		] {
			let found = Evidence {
				algorithm: algorithm(DigestAlgorithm::Sha256),
				digest: H256::zero(),
				deposit: 0,
				kind: "web_capture".to_owned(),
				by: by.clone(),
				at: instant(0),
				block: 17,
				revoked,
				reinstated,
				stands,
				about: H256::zero(),
			};
			assert_eq!(standing(&found), said);
		}
	}

	#[test]
	fn an_observation_should_be_told_with_the_declaration_when_it_or_the_other_was_erroneous() {
		let told = |erroneous, fact_erroneous| {
			let mut out = Vec::new();
			print(&contradicted(erroneous, fact_erroneous), &mut out).expect("memory takes it");
			String::from_utf8(out).expect("is text")
		};
		let declaration = |reason, corrective| Some(ErrorDeclaration { reason, corrective, at: 1 });
		let wrong = declaration(ErrorReason::IncorrectData, Some(H256::repeat_byte(3)));
		let none = declaration(ErrorReason::DidNotOccur, None);
		let plain = told(wrong, none);
		let own = format!(
			"; DECLARED ERRONEOUS 1970-01-01T00:00:00.001Z: incorrect_data, right is {:?}",
			H256::repeat_byte(3)
		);
		let other =
			"; the other sighting DECLARED ERRONEOUS 1970-01-01T00:00:00.001Z: did_not_occur";
		assert!(plain.trim_end().ends_with(&format!("{own}{other}")), "{plain}");
		let plain = told(None, wrong);
		let against = "against another sighting; by Wachsame (DE, organisation 8), of";
		assert!(plain.contains(against) && !plain.contains("; DECLARED"), "{plain}");
		assert!(plain.contains("; the other sighting DECLARED"), "{plain}");
	}
}
