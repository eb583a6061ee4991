//! What the chain has on record of goods.

use super::{Answer, Goods, KeeperArgs};
use crate::{
	node::{
		value::{number, octets, some, text, variant, ToValue},
		Key, Question, State,
	},
	output::Failure,
};
use serde::Serialize;
use sp_core::{crypto::AccountId32, H256};
use std::collections::BTreeMap;
use subxt::dynamic::At;
use tracemark_lots::{label::Resolver, proof::Commitment};
use tracemark_primitives::{
	apis::{OperatorFacts, Page, TracedIncident, TracedSegment},
	evidence::{ListedDeposit, Subject},
	goods::{ClassFacts, GoodsClaim, GoodsFacts, LotFacts, LotId, ObjectId},
	gs1::{consignment_id, lot_id, Gln, Gtin, LotNumber, Serial, SerialProof},
	Moment, OrgId,
};

/// Most stretches that are read of one object.
const MAX_STRETCHES: usize = 1_000;
/// Most incidents of an object, and most deposits under one thing, that are read.
const MAX_LISTED: usize = 1_000;
/// How many the chain gives at a time.
const PAGE: u32 = 100;

/// A member organisation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Organisation {
	/// Its number.
	pub id: OrgId,
	/// What it calls itself.
	pub name: String,
	/// Where it is established.
	pub country: String,
}

impl std::fmt::Display for Organisation {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		write!(f, "{} ({}, organisation {})", self.name, self.country, self.id)
	}
}

/// The names of organisations, each read once.
#[derive(Default)]
pub struct Names(BTreeMap<OrgId, Organisation>);

impl Names {
	/// The organisation with this number.
	pub async fn of(&mut self, state: &State, id: OrgId) -> Result<Organisation, Failure> {
		if let Some(known) = self.0.get(&id) {
			return Ok(known.clone());
		}
		let found = state.read("Consortium", "Organisations", &[&id]).await?;
		let found = found.as_ref();
		let profile = found.at("profile");
		let word = |field: &str| profile.at(field).and_then(text);
		let name = word("display_name").unwrap_or_else(|| "unknown".to_owned());
		let country = word("country").unwrap_or_else(|| "??".to_owned());
		// A name is what an organisation says it is: no control characters reach a terminal.
		let name = crate::output::one_line(&name);
		let organisation = Organisation { id, name, country };
		self.0.insert(id, organisation.clone());
		Ok(organisation)
	}
}

/// Reads records at one final block.
pub struct Record<'a> {
	/// The block.
	pub state: &'a State,
}

/// Reads how a member is named: by the number of the organisation, or its GLN.
pub fn member_name(text: &str) -> Result<String, String> {
	match Gln::try_from(text).is_ok() || text.parse::<OrgId>().is_ok() {
		true => Ok(text.to_owned()),
		false => Err(no_member(text)),
	}
}

fn no_member(named: &str) -> String {
	format!("`{named}` is no member; give the number of an organisation or its GLN")
}

impl Record<'_> {
	/// For whom a key signs.
	pub async fn operator(&self, key: &Key) -> Result<OperatorFacts, Failure> {
		let account: AccountId32 = key.account();
		let question = Question::new("ConsortiumApi", "operator").with("account", &account);
		let facts: Option<OperatorFacts> = self.state.ask(question).await?;
		facts.ok_or_else(|| {
			Failure::fault(format!("the account {} is no operator of a member", key.address()))
		})
	}

	/// The GLN of an organisation, if it has one.
	pub async fn gln(&self, org: OrgId) -> Result<Option<String>, Failure> {
		let found = self.state.read("Consortium", "Organisations", &[&org]).await?;
		let found = found.as_ref();
		Ok(found.at("profile").at("identifiers").at("gln").and_then(some).and_then(text))
	}

	/// The number of a member by its number or its GLN.
	pub async fn member(&self, named: &str) -> Result<OrgId, Failure> {
		let Ok(gln) = Gln::try_from(named) else {
			return named.parse().map_err(|_| no_member(named).into());
		};
		let identifier = variant("Gln", gln.to_value());
		let found = self.state.read("Consortium", "IdentifierOwner", &[&identifier]).await?;
		let org = found.as_ref().and_then(number).and_then(|org| OrgId::try_from(org).ok());
		org.ok_or_else(|| Failure::fault(format!("no member has the GLN {named}")))
	}

	/// What custody knows of goods.
	pub async fn facts(&self, claim: &GoodsClaim) -> Result<GoodsFacts, Failure> {
		self.state.ask(Question::new("CustodyApi", "facts").with("claim", claim)).await
	}

	/// A product class.
	pub async fn class(&self, gtin: &Gtin) -> Result<Option<ClassFacts>, Failure> {
		self.state.ask(Question::new("CustodyApi", "class").with("gtin", gtin)).await
	}

	/// The number that the next act on an object names.
	pub async fn seq(&self, object: H256) -> Result<Option<u32>, Failure> {
		let item = self.state.read("Custody", "Items", &[&object]).await?;
		Ok(item.as_ref().at("seq").and_then(number).and_then(|seq| u32::try_from(seq).ok()))
	}

	/// What the chain commits to of a lot with serials.
	pub async fn commitment(
		&self,
		gtin: &Gtin,
		number_: &LotNumber,
	) -> Result<Option<Commitment>, Failure> {
		let lot = self.state.read("Custody", "Lots", &[&lot_id(gtin, number_)]).await?;
		let root = lot.as_ref().at("root").and_then(some).and_then(crate::node::value::hash);
		let size =
			lot.as_ref().at("quantity").at(0).and_then(number).and_then(|n| u32::try_from(n).ok());
		Ok(match (root, size) {
			(Some(root), Some(size)) => {
				Some(Commitment { gtin: *gtin, lot: number_.clone(), size, root })
			},
			_ => None,
		})
	}

	/// How many consignments a lot was divided into; `None` if there is no such lot.
	pub async fn consignments(
		&self,
		gtin: &Gtin,
		number_: &LotNumber,
	) -> Result<Option<u32>, Failure> {
		let lot = self.state.read("Custody", "Lots", &[&lot_id(gtin, number_)]).await?;
		let count = lot.as_ref().at("consignments").and_then(number);
		Ok(count.and_then(|count| u32::try_from(count).ok()))
	}

	/// The objects that a code leads to: one, or the consignments of a lot.
	pub async fn objects(
		&self,
		goods: &Goods,
		proof: Option<SerialProof>,
	) -> Result<Vec<ObjectId>, Failure> {
		let claim = match goods {
			Goods::Unit(gtin, serial) => {
				GoodsClaim::Unit { gtin: *gtin, serial: serial.clone(), proof }
			},
			Goods::LogisticUnit(sscc) => GoodsClaim::LogisticUnit { sscc: *sscc },
			Goods::Lot(gtin, lot) => {
				let count = self.consignments(gtin, lot).await?.unwrap_or_default();
				let lot = lot_id(gtin, lot);
				return Ok((0..count).map(|number| consignment_id(&lot, number)).collect());
			},
		};
		let facts = self.facts(&claim).await?;
		Ok(facts.whereabouts.map(|known| known.object).into_iter().collect())
	}

	/// Who held an object, from when to when, oldest first.
	pub async fn trace(&self, object: ObjectId) -> Result<Vec<TracedSegment>, Failure> {
		let mut stretches: Vec<TracedSegment> = Vec::new();
		let mut since: Moment = 0;
		loop {
			let question = Question::new("CustodyApi", "trace")
				.with("object", &object)
				.with("since", &since)
				.with("limit", &PAGE);
			let page: Vec<TracedSegment> = self.state.ask(question).await?;
			let last = page.last().map(|last| last.segment.until);
			stretches.extend(page);
			match last {
				Some(Some(until)) if until > since && stretches.len() < MAX_STRETCHES => {
					since = until
				},
				_ => return Ok(stretches),
			}
		}
	}

	/// What stands out in the history of an object, oldest first.
	pub async fn incidents(&self, object: ObjectId) -> Result<Vec<TracedIncident>, Failure> {
		let mut found = Vec::new();
		let mut cursor = Some(0u32);
		while let Some(passed) = cursor.filter(|_| found.len() < MAX_LISTED) {
			let question = Question::new("CustodyApi", "incidents")
				.with("object", &object)
				.with("cursor", &passed)
				.with("limit", &PAGE);
			let page: Page<TracedIncident> = self.state.ask(question).await?;
			found.extend(page.items);
			cursor = page.next;
		}
		Ok(found)
	}

	/// The evidence that is listed under something, as it was listed.
	pub async fn evidence(&self, about: Subject) -> Result<Vec<ListedDeposit>, Failure> {
		let mut listed = Vec::new();
		let mut cursor = Some(0u32);
		while let Some(passed) = cursor.filter(|_| listed.len() < MAX_LISTED) {
			let question = Question::new("EvidenceApi", "about")
				.with("subject", &about)
				.with("cursor", &passed)
				.with("limit", &PAGE);
			let page: Page<ListedDeposit> = self.state.ask(question).await?;
			listed.extend(page.items);
			cursor = page.next;
		}
		Ok(listed)
	}

	/// A lot.
	pub async fn lot(&self, id: LotId) -> Result<Option<LotFacts>, Failure> {
		self.state.ask(Question::new("CustodyApi", "lot").with("id", &id)).await
	}

	/// Who keeps the list of the lot that goods are of, as far as that is known: by what was traced or scanned, or by
	/// the record that an item has.
	pub async fn keepers(
		&self,
		goods: &Goods,
		number: Option<&LotNumber>,
	) -> Result<Vec<OrgId>, Failure> {
		let lot = match (goods, number) {
			(Goods::Lot(gtin, number), _) => Some(lot_id(gtin, number)),
			(Goods::Unit(gtin, _), Some(number)) => Some(lot_id(gtin, number)),
			(Goods::Unit(gtin, serial), None) => {
				let (gtin, serial) = (*gtin, serial.clone());
				let facts = self.facts(&GoodsClaim::Unit { gtin, serial, proof: None }).await?;
				facts.contents.first().map(|content| content.lot)
			},
			(Goods::LogisticUnit(_), _) => None,
		};
		let Some(lot) = lot else { return Ok(Vec::new()) };
		Ok(self.lot(lot).await?.map(|lot| lot.keepers.to_vec()).unwrap_or_default())
	}

	/// Where the owner of a class has it resolved.
	pub async fn resolver(&self, gtin: &Gtin) -> Result<Option<Resolver>, Failure> {
		match self.class(gtin).await? {
			Some(class) => self.resolver_of(class.owner).await,
			None => Ok(None),
		}
	}

	/// Where an organisation has what it keeps resolved.
	async fn resolver_of(&self, org: OrgId) -> Result<Option<Resolver>, Failure> {
		let found = self.state.read("Consortium", "Organisations", &[&org]).await?;
		let base = found.as_ref().at("profile").at("resolver").and_then(some).and_then(octets);
		Ok(base.and_then(|base| String::from_utf8(base).ok()?.parse().ok()))
	}

	/// Who is asked for the path of an item: who the command line names, else the keepers that its lot names, and
	/// then the owner of its class. Whether each may see the token: whom the lot names may not, since whoever makes
	/// goods names whom he likes.
	async fn asked(
		&self,
		args: &KeeperArgs,
		gtin: &Gtin,
		serial: &Serial,
	) -> Result<Vec<(Resolver, bool)>, Failure> {
		if let Some(keeper) = args.keeper() {
			return Ok(vec![(keeper.clone(), true)]);
		}
		let brand = self.resolver(gtin).await?;
		let item = Goods::Unit(*gtin, serial.clone());
		let mut asked = Vec::new();
		for keeper in self.keepers(&item, args.lot()).await? {
			let resolver = self.resolver_of(keeper).await?;
			if resolver != brand {
				asked.extend(resolver.map(|named| (named, false)));
			}
		}
		asked.extend(brand.map(|brand| (brand, true)));
		Ok(asked)
	}

	/// What the list says of an item: the file's, else the first keeper's that has it. What one keeper does not have
	/// another may; if none has it, the last that says something is heard, which is the brand if that does.
	pub async fn listed(
		&self,
		args: &KeeperArgs,
		gtin: &Gtin,
		serial: &Serial,
	) -> Result<Answer, Failure> {
		if let Some(answer) = args.listed(serial)? {
			return Ok(answer);
		}
		let mut heard = Answer::Silent(
			"neither a keeper that the lot names nor the owner of the class has a resolver on record; name a keeper \
			 with --keeper"
				.to_owned(),
		);
		for (keeper, sees_token) in self.asked(args, gtin, serial).await? {
			let answer = args.ask(&keeper, gtin, serial, sees_token)?;
			if matches!(answer, Answer::Present(_)) {
				return Ok(answer);
			}
			heard = heard.or(answer);
		}
		Ok(heard)
	}

	/// The path of an item, if its list has it: nothing on the way to the chain depends on it.
	pub async fn proof(
		&self,
		args: &KeeperArgs,
		gtin: &Gtin,
		serial: &Serial,
	) -> Result<Option<SerialProof>, Failure> {
		match self.listed(args, gtin, serial).await? {
			Answer::Present(found) => Ok(proof_of(&found)),
			_ => Ok(None),
		}
	}
}

/// A path as the chain takes it; `None` if it is longer than any tree is high.
pub fn proof_of(found: &tracemark_lots::Presence) -> Option<SerialProof> {
	Some(SerialProof {
		lot: found.lot.lot.clone(),
		index: found.leaf.index,
		item_key: found.leaf.item_key,
		path: found.leaf.path.clone().try_into().ok()?,
	})
}
