//! Groups of captures and physical exhibits, as the chain encodes them and in plain words.
//!
//! Copies of the pallets' types, as in [`crate::chain`].

use crate::{
	chain::records,
	facts::{required, Values},
	form::{within, Statement, Subject},
	keys,
	moment::rfc3339,
	registers::{Digest, Quantity},
	report::nth,
	statements::{digest, quantity, Said},
	Algorithm, Certificate, Measured,
};
use codec::{Decode, Encode};
use sp_core::H256;

/// The name of a statement about a capture, before its number.
const CAPTURE: &str = "capture ";

/// Most acts of an exhibit that a certificate tells.
pub const MAX_ACTS: usize = 1_024;

/// The statement of a certificate of a group of captures about the one that this file is, byte for byte, and how the
/// digest in it was computed.
pub fn captured<'a>(
	certificate: &'a Certificate,
	file: &Measured,
) -> Option<(&'a Statement, Algorithm)> {
	let Subject::Group { .. } = certificate.subject else { return None };
	let of_captures = |statement: &&Statement| {
		let number = statement.name.strip_prefix(CAPTURE);
		number.is_some_and(|number| number.parse::<u32>().is_ok())
	};
	let captures = certificate.record.iter().flatten().filter(of_captures);
	captures.into_iter().find_map(|capture| {
		let is_by = |algorithm: &Algorithm| {
			let digest = format!("{} {:?}", algorithm.name(), file.digest(*algorithm));
			capture.value.contains(&format!(": {digest}, deposit of it: "))
		};
		Algorithm::ALL.into_iter().find(is_by).map(|algorithm| (capture, algorithm))
	})
}

records! {
	/// A call to several organisations to capture one thing, each with its own eyes, and what came of it.
	pub struct CaptureGroup {
		/// The organisation that opened it.
		pub by: u32,
		/// Its operator.
		pub operator: u32,
		/// Salted commitment to the address of what is captured.
		pub subject: H256,
		/// How many captures with the same extract agree.
		pub quorum: u8,
		/// How many captures there can be.
		pub size: u8,
		/// Whose captures are taken in.
		pub invited: Vec<u32>,
		/// Number of the block of the opening.
		pub block: u32,
		/// Block time of the opening.
		pub moment: u64,
		/// The first moment at which no capture is taken in any more.
		pub until: u64,
		/// The captures, as they came in.
		pub captures: Vec<Capture>,
		/// What they agree on.
		pub agreement: Option<Agreement>,
	}

	/// What one organisation captured.
	#[derive(Copy)]
	pub struct Capture {
		/// The organisation.
		pub org: u32,
		/// Its operator.
		pub operator: u32,
		/// Digest of all that was received.
		pub raw: Digest,
		/// Which deposit of that digest is the organisation's own.
		pub deposit: u32,
		/// Digest of the normalised extract.
		pub extract: H256,
		/// Number of the block in which it came in.
		pub block: u32,
		/// Block time at which it came in.
		pub moment: u64,
	}

	/// When enough organisations had seen the same.
	#[derive(Copy)]
	pub struct Agreement {
		/// Digest of the extract.
		pub extract: H256,
		/// Number of the block of the capture that made it enough.
		pub block: u32,
		/// Block time of that capture.
		pub moment: u64,
	}

	/// A physical thing in custody, or a sample of one.
	#[derive(Copy)]
	pub struct Exhibit {
		/// The organisation that registered it, or what it is a sample of.
		pub by: u32,
		/// Who has it.
		pub holder: u32,
		/// Salted digest of the number on its seal; none while it is open.
		pub seal: Option<H256>,
		/// How much of it there is.
		pub quantity: Quantity,
		/// The lot that it is said to be of.
		pub lot: Option<H256>,
		/// The object that it is said to be.
		pub object: Option<H256>,
		/// Number of the exhibit that it is a sample of.
		pub sample_of: Option<u32>,
		/// Where it stands.
		pub state: ExhibitState,
		/// What is to become of it.
		pub order: Option<DisposalOrder>,
		/// Number of its last act.
		pub seq: u32,
		/// Head of the chain of its acts.
		pub head: H256,
	}

	/// Where an exhibit stands.
	#[derive(Copy)]
	pub enum ExhibitState {
		/// With its holder.
		Held,
		/// With its holder, who offered it.
		Offered {
			/// To whom.
			to: u32,
		},
		/// Put back into what it was a sample of.
		Rejoined,
		/// Disposed of as ordered.
		DisposedOf(Disposal),
	}

	/// What becomes of an exhibit that is needed no more.
	#[derive(Copy)]
	pub enum Disposal {
		/// It goes back to whom it belongs to.
		Returned,
		/// It is destroyed.
		Destroyed,
		/// An examination uses it up.
		Consumed,
	}

	/// An order that stands.
	#[derive(Copy)]
	pub struct DisposalOrder {
		/// Who gave it.
		pub by: u32,
		/// What is to be done.
		pub disposal: Disposal,
	}

	/// An act with an exhibit, and who did it when.
	#[derive(Copy)]
	pub struct ExhibitEntry {
		/// The organisation.
		pub org: u32,
		/// Its operator.
		pub operator: u32,
		/// Number of the block.
		pub block: u32,
		/// Block time.
		pub moment: u64,
		/// What was done.
		pub act: ExhibitAct,
	}

	/// What pins the history of an exhibit to that of another.
	#[derive(Copy)]
	pub struct Pin {
		/// Number of the other.
		pub number: u32,
		/// Number of the act in the other's history.
		pub seq: u32,
		/// Head of the other before the act.
		pub head: H256,
	}

	/// What is done with an exhibit.
	#[derive(Copy)]
	pub enum ExhibitAct {
		/// It was put on record, sealed.
		Registered {
			/// The registering organisation's deposit of the record.
			deposit: u32,
			/// Salted digest of the number on its seal.
			seal: H256,
			/// How much of it there is.
			quantity: Quantity,
			/// The lot that it is said to be of.
			lot: Option<H256>,
			/// The object that it is said to be.
			object: Option<H256>,
		},
		/// Its holder offered it.
		Offered {
			/// To whom.
			to: u32,
		},
		/// It was taken over, its seal whole.
		Accepted {
			/// From whom.
			from: u32,
			/// The seal, as both saw it.
			seal: H256,
		},
		/// An offer was refused.
		Refused {
			/// Salted digest of the reasons.
			ground: H256,
		},
		/// An offer was taken back.
		OfferWithdrawn,
		/// Its seal was broken.
		SealBroken {
			/// Salted digest of the reasons.
			ground: H256,
		},
		/// It was sealed anew.
		Sealed {
			/// Salted digest of the number on the new seal.
			seal: H256,
		},
		/// A sample was taken.
		Sampled {
			/// Number of the sample.
			sample: u32,
			/// How much was taken.
			quantity: Quantity,
		},
		/// It was taken as a sample, and sealed.
		TakenFrom {
			/// What it is a sample of.
			exhibit: Pin,
			/// How much was taken.
			quantity: Quantity,
			/// Salted digest of the number on its seal.
			seal: H256,
		},
		/// A sample was put back.
		SampleReturned {
			/// The sample.
			sample: Pin,
			/// How much was left of it.
			quantity: Quantity,
		},
		/// It was put back into what it was a sample of.
		Rejoined {
			/// What it was a sample of.
			exhibit: Pin,
			/// How much was left of it.
			quantity: Quantity,
		},
		/// A laboratory that had it reported what it found.
		Examined {
			/// Digest of the report.
			report: Digest,
			/// The laboratory's deposit of the report.
			deposit: u32,
		},
		/// It was ordered what becomes of it.
		DisposalOrdered {
			/// What; none takes back an order.
			disposal: Option<Disposal>,
			/// Salted digest of the order.
			ground: H256,
		},
		/// Its holder did as was ordered.
		DisposedOf {
			/// What was done.
			disposal: Disposal,
			/// Who ordered it.
			ordered_by: u32,
			/// Salted digest of the report on it.
			report: H256,
		},
		/// An authority took it over from a holder that was expelled.
		Recovered {
			/// From whom.
			from: u32,
			/// Salted digest of the number on its seal as found; none if it was open.
			seal: Option<H256>,
			/// Salted digest of the grounds.
			ground: H256,
		},
	}
}

/// Says what a group of captures is, who captured what, and on what they agree.
pub(crate) fn group<V: Values>(
	group: CaptureGroup,
	said: &mut Said<'_, V>,
) -> Result<(), V::Error> {
	let by = said.member(group.by)?;
	said.add("opened by", by);
	said.add("operator of the opening", group.operator.to_string());
	said.add("opened", rfc3339(group.moment));
	said.add("block of the opening", group.block.to_string());
	said.add("captures taken in before", rfc3339(group.until));
	said.add("salted commitment to the address", format!("{:?}", group.subject));
	said.add("captures that agree", format!("{} of at most {}", group.quorum, group.size));
	for org in group.invited {
		let invited = said.member(org)?;
		said.add("invited", invited);
	}
	said.add("captures", group.captures.len().to_string());
	for (number, capture) in (1u32..).zip(group.captures) {
		let Capture { org, operator, raw, deposit, extract, block, moment } = capture;
		let by = said.member(org)?;
		let (time, raw, deposit) = (rfc3339(moment), digest(raw), nth(deposit));
		said.add(
			format!("{CAPTURE}{number}"),
			format!(
				"{time} in block {block}, by {by}, operator {operator}: {raw}, deposit of it: \
				 {deposit}, extract {extract:?}"
			),
		);
	}
	let agreement = match group.agreement {
		Some(Agreement { extract, block, moment }) => {
			format!("{} in block {block}, on the extract {extract:?}", rfc3339(moment))
		},
		None => "none".to_owned(),
	};
	said.add("agreement", agreement);
	Ok(())
}

/// Says what an exhibit of a record is, who has it, and each act with it.
pub(crate) fn exhibit<V: Values>(
	(algorithm, value, number): (Algorithm, &H256, u32),
	exhibit: Exhibit,
	said: &mut Said<'_, V>,
) -> Result<(), V::Error> {
	let by = said.member(exhibit.by)?;
	said.add("registered by", by);
	let holder = said.member(exhibit.holder)?;
	said.add("lies with", holder);
	said.add("seal", seal(exhibit.seal));
	said.add("quantity", quantity(exhibit.quantity)?);
	for (name, id) in
		[("said to be of the lot", exhibit.lot), ("said to be the object", exhibit.object)]
	{
		if let Some(id) = id {
			said.add(name, format!("{id:?}"));
		}
	}
	if let Some(of) = exhibit.sample_of {
		said.add("sample of exhibit", of.to_string());
	}
	let state = match exhibit.state {
		ExhibitState::Held => "held".to_owned(),
		ExhibitState::Offered { to } => format!("offered to {}", said.member(to)?),
		ExhibitState::Rejoined => "put back into what it was a sample of".to_owned(),
		ExhibitState::DisposedOf(how) => disposal(how).to_owned(),
	};
	said.add("state", state);
	if let Some(DisposalOrder { by, disposal: how }) = exhibit.order {
		let by = said.member(by)?;
		said.add("order that stands", format!("{}, by {by}", disposal(how)));
	}
	said.add("acts", exhibit.seq.to_string());
	within(usize::try_from(exhibit.seq).unwrap_or(usize::MAX), MAX_ACTS, "acts with its exhibit")?;
	for seq in 1..=exhibit.seq {
		let key = keys::exhibit_act(algorithm, value, number, seq);
		let entry: ExhibitEntry = required("an act with an exhibit", key, said.values)?;
		let ExhibitEntry { org, operator, block, moment, act } = entry;
		let (by, act, time) = (said.member(org)?, acted(act, said)?, rfc3339(moment));
		let value = format!("{time} in block {block}, by {by}, operator {operator}: {act}");
		said.add(format!("act {seq}"), value);
	}
	Ok(())
}

/// What was done with an exhibit.
fn acted<V: Values>(act: ExhibitAct, said: &mut Said<'_, V>) -> Result<String, V::Error> {
	Ok(match act {
		ExhibitAct::Registered { deposit, seal: number, quantity: amount, lot, object } => {
			let mut text = format!(
				"put on record, deposit of the record: {}, {}, {}",
				nth(deposit),
				quantity(amount)?,
				seal(Some(number))
			);
			for (name, id) in [("of the lot", lot), ("the object", object)] {
				if let Some(id) = id {
					text.push_str(&format!(", said to be {name} {id:?}"));
				}
			}
			text
		},
		ExhibitAct::Offered { to } => format!("offered to {}", said.member(to)?),
		ExhibitAct::Accepted { from, seal: number } => {
			format!("taken over from {}, whole, {}", said.member(from)?, seal(Some(number)))
		},
		ExhibitAct::Refused { ground } => format!("refused, {}", reasons(ground)),
		ExhibitAct::OfferWithdrawn => "offer taken back".to_owned(),
		ExhibitAct::SealBroken { ground } => format!("seal broken, {}", reasons(ground)),
		ExhibitAct::Sealed { seal: number } => format!("sealed anew, {}", seal(Some(number))),
		ExhibitAct::Sampled { sample, quantity: amount } => {
			format!("{} taken as sample {sample}", quantity(amount)?)
		},
		ExhibitAct::TakenFrom { exhibit, quantity: amount, seal: number } => format!(
			"taken as a sample of exhibit {}, {}, {}",
			pinned(exhibit),
			quantity(amount)?,
			seal(Some(number))
		),
		ExhibitAct::SampleReturned { sample, quantity: amount } => {
			format!("sample {} put back, {} left of it", pinned(sample), quantity(amount)?)
		},
		ExhibitAct::Rejoined { exhibit, quantity: amount } => {
			format!("put back into exhibit {}, {} left of it", pinned(exhibit), quantity(amount)?)
		},
		ExhibitAct::Examined { report, deposit } => {
			format!("examined, report {}, deposit of it: {}", digest(report), nth(deposit))
		},
		ExhibitAct::DisposalOrdered { disposal: Some(how), ground } => {
			format!("ordered: {}, {}", disposal(how), reasons(ground))
		},
		ExhibitAct::DisposalOrdered { disposal: None, ground } => {
			format!("order taken back, {}", reasons(ground))
		},
		ExhibitAct::DisposedOf { disposal: how, ordered_by, report } => format!(
			"{} as {} ordered, salted digest of the report {report:?}",
			disposal(how),
			said.member(ordered_by)?
		),
		ExhibitAct::Recovered { from, seal: number, ground } => format!(
			"taken over by an authority from {}, {}, {}",
			said.member(from)?,
			seal(number),
			reasons(ground)
		),
	})
}

fn seal(number: Option<H256>) -> String {
	match number {
		Some(number) => format!("sealed under the salted digest {number:?}"),
		None => "open".to_owned(),
	}
}

fn reasons(ground: H256) -> String {
	format!("salted digest of the reasons {ground:?}")
}

fn pinned(Pin { number, seq, head }: Pin) -> String {
	format!("{number} by its act {seq} after the head {head:?}")
}

fn disposal(how: Disposal) -> &'static str {
	match how {
		Disposal::Returned => "returned",
		Disposal::Destroyed => "destroyed",
		Disposal::Consumed => "used up by an examination",
	}
}
