//! What a record of a register says, in plain words: each statement with its name.
//!
//! The second verifier writes the same words. Whatever a value holds is said; a value that says more,
//! or something else, is refused.

use crate::{
	case,
	chain::{decode, Organisation},
	exhibits,
	facts::{optional, required, text, Values},
	form::{Statement, Subject},
	keys,
	moment::{day, rfc3339, DAY},
	registers::{
		AttestationBasis, Channel, Declaration, DestructionGround, DestructionOrder, Digest,
		DigestAlgorithm, Exclusivity, Licence, LicenceEnd, LicenceTerms, LicensingRule, Line,
		LineGoods, LineStatus, NamedParty, Nature, Outcome, Owner, Products, Quantity, Reference,
		ReleaseGround, Right, RightClass, RightEnd, RightKind, RoyaltyTerms, Share, Shortfall,
		Substantiation, Suspension, TrackedGoods,
	},
	Refusal,
};

/// The countries in the order of their bits (ISO 3166-1).
const COUNTRIES: &str = "\
	ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCN\
	COCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHM\
	HNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMK\
	MLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURW\
	SASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVI\
	VNVUWFWSYEYTZAZMZW";
/// The acts that a licence permits, in the order of their bits.
const ACTIVITIES: &[&str] = &[
	"manufacture",
	"import",
	"export",
	"transit",
	"stock",
	"offer",
	"distribute",
	"sell",
	"use",
	"reproduce",
	"adapt",
	"communicate to the public",
];
/// By what royalties are counted, in the order of their bits.
const BASES: &[&str] = &["goods made", "goods imported", "declared values", "periods"];
/// What the chain checks of a line, in the order of their bits.
const CONDITIONS: &[&str] = &[
	"right in force",
	"manufacture authorised",
	"import authorised",
	"custody unbroken",
	"quantity matches",
	"not held elsewhere",
	"not cleared before",
	"not ended",
	"good standing",
	"identity proven",
	"not recalled",
];
/// What a finding is about, in the order of their bits.
const NATURES: &[&str] =
	&["copying", "other infringement", "parallel trade", "contract", "data", "other law"];

/// What the record of `subject` says, or nothing if it is none of a register.
pub(crate) fn derive<V: Values>(
	subject: &Subject,
	value: Option<&[u8]>,
	values: &mut V,
) -> Result<Option<Vec<Statement>>, V::Error> {
	let mut said = Said::new(values);
	match subject {
		Subject::Right { .. } => said.right(read("right", "a right", value)?)?,
		Subject::Licence { .. } => said.licence(read("licence", "a licence", value)?)?,
		Subject::Declaration { id } => {
			said.declaration(*id, read("declaration", "a declaration", value)?)?;
		},
		Subject::Group { .. } => {
			exhibits::group(read("group of captures", "a group of captures", value)?, &mut said)?;
		},
		Subject::Exhibit { algorithm, digest, number } => {
			let exhibit = read("exhibit", "an exhibit", value)?;
			exhibits::exhibit((*algorithm, digest, *number), exhibit, &mut said)?;
		},
		Subject::Case { commitment } => case::listed(commitment, value, &mut said)?,
		Subject::Digest { .. }
		| Subject::Leaf { .. }
		| Subject::State { .. }
		| Subject::Trace { .. }
		| Subject::Event { .. } => return Ok(None),
	}
	Ok(Some(said.statements))
}

fn read<T: codec::Decode>(
	what: &'static str,
	layout: &'static str,
	value: Option<&[u8]>,
) -> Result<T, Refusal> {
	decode(layout, value.ok_or(Refusal::NotOnRecord(what))?)
}

/// What was said so far.
pub(crate) struct Said<'a, V> {
	pub(crate) values: &'a mut V,
	pub(crate) statements: Vec<Statement>,
}

impl<'a, V: Values> Said<'a, V> {
	/// Nothing yet.
	pub(crate) fn new(values: &'a mut V) -> Self {
		Self { values, statements: Vec::new() }
	}

	pub(crate) fn add(&mut self, name: impl Into<String>, value: impl Into<String>) {
		self.statements.push(Statement { name: name.into(), value: value.into() });
	}

	fn maybe(&mut self, name: &str, value: Option<String>) {
		if let Some(value) = value {
			self.add(name, value);
		}
	}

	/// An organisation by its name at the certified block.
	pub(crate) fn member(&mut self, org: u32) -> Result<String, V::Error> {
		let found: Option<Organisation> =
			optional("an organisation", keys::organisation(org), self.values)?;
		Ok(match found {
			Some(found) => {
				format!("{} (organisation {org})", text("an organisation", found.name)?)
			},
			None => format!("organisation {org}"),
		})
	}

	fn party(&mut self, owner: Owner) -> Result<String, V::Error> {
		match owner {
			Owner::Organisation(org) => self.member(org),
			Owner::Account(account) => Ok(format!("account {account:?}")),
		}
	}

	fn officer(&mut self, officer: u32, authority: u32) -> Result<String, V::Error> {
		Ok(format!("officer {officer} of {}", self.member(authority)?))
	}

	fn right(&mut self, right: Right) -> Result<(), V::Error> {
		self.add("kind of right", kind(right.kind));
		if let Some(office) = right.office {
			self.add("office", text("a right", office.to_vec())?);
		}
		if let Some(registration) = right.registration {
			self.add("registration number", text("a right", registration)?);
		}
		for Share { owner, part } in right.owners {
			let of = if part == 1_000_000 {
				"the whole".to_owned()
			} else {
				format!("{part} millionths")
			};
			let owner = self.party(owner)?;
			self.add("owner", format!("{owner}, {of}"));
		}
		self.add("owned since", rfc3339(right.owned_since));
		self.add("licensed by", rule(right.rule));
		self.add("territories", territories(&right.territories)?);
		self.add("territories with dates of their own", right.designations.to_string());
		for one in right.classes {
			self.add("class", class(one)?);
		}
		self.add("limitations", right.limitations.to_string());
		self.add("term begins", day(right.term.from));
		self.add("term ended by", right.term.until.map_or("nothing".to_owned(), day));
		self.maybe(
			"end on record",
			right.ended.map(|(end, as_of)| format!("{}, as of {}", ending(end), day(as_of))),
		);
		self.maybe("given up by its owner", right.surrendered.map(rfc3339));
		let attested_by = self.member(right.attested_by)?;
		self.add("attested by", attested_by);
		self.add("basis of the attestation", basis(right.basis));
		self.add("attested", rfc3339(right.attested_at));
		Ok(())
	}

	fn licence(&mut self, licence: Licence) -> Result<(), V::Error> {
		for right in licence.rights {
			self.add("licensed right", format!("{right:?}"));
		}
		let licensor = self.party(licence.licensor)?;
		self.add("licensor", licensor);
		let licensee = self.member(licence.licensee)?;
		self.add("licensee", licensee);
		self.maybe("sublicence of", licence.parent.map(|parent| format!("licence {parent}")));
		self.add("granted", rfc3339(licence.granted_at));
		self.terms(licence.terms)?;
		if let Some(left) = licence.left {
			self.add("quantity left", quantity(left)?);
		}
		self.maybe("end before its term", licence.ended.map(end));
		self.add("suspensions", licence.suspensions.to_string());
		Ok(())
	}

	fn terms(&mut self, terms: LicenceTerms) -> Result<(), V::Error> {
		self.add("permitted acts", set("a licence", terms.activities.into(), ACTIVITIES)?);
		self.add("territories", territories(&terms.territories)?);
		self.add("term begins", rfc3339(terms.term.from));
		self.add("term ended by", terms.term.until.map_or("nothing".to_owned(), rfc3339));
		let limit = terms.quantity.map(quantity).transpose()?;
		self.add("quantity in all", limit.unwrap_or("without limit".to_owned()));
		self.add("salted digest of the contract", format!("{:?}", terms.contract));
		match terms.products {
			Products::All => self.add("goods", "all"),
			Products::Classes(classes) => {
				for one in classes {
					self.add("goods", class(one)?);
				}
			},
			Products::Gtins(gtins) => {
				for gtin in gtins {
					self.add("goods", format!("GTIN {}", text("a licence", gtin.to_vec())?));
				}
			},
		}
		match terms.channel {
			Channel::Any => self.add("marketplaces", "any"),
			Channel::Marketplaces(list) => {
				for org in list {
					let marketplace = self.member(org)?;
					self.add("marketplaces", marketplace);
				}
			},
		}
		self.add("exclusivity", exclusivity(terms.exclusivity));
		self.add("levels of sublicences", terms.sublicensing.to_string());
		self.add("notice", duration(terms.notice));
		self.add("sell-off", duration(terms.sell_off));
		if let Some(RoyaltyTerms { bases, period, rates, shortfall }) = terms.royalties {
			self.add("royalties counted by", set("a licence", bases.into(), BASES)?);
			self.maybe("royalty period", period.map(duration));
			self.add("salted digest of the rates", format!("{rates:?}"));
			let shortfall = match shortfall {
				Shortfall::Refuse => "the act is refused",
				Shortfall::Owe => "it is owed",
			};
			self.add("if a royalty is not paid in", shortfall);
		}
		Ok(())
	}

	fn declaration(&mut self, id: u32, declaration: Declaration) -> Result<(), V::Error> {
		let declarant = self.member(declaration.declarant)?;
		self.add("declarant", declarant);
		self.add("operator of the declarant", declaration.operator.to_string());
		if let Some(represented) = declaration.represented {
			let represented = self.member(represented)?;
			self.add("represented", represented);
		}
		let importer = self.member(declaration.importer)?;
		self.add("importer", importer);
		let holder = self.member(declaration.holder)?;
		self.add("holder", holder);
		let seller = match declaration.seller {
			NamedParty::Member(org) => self.member(org)?,
			NamedParty::Outsider(version, tag) => {
				format!("no member, tag {tag:?} under key version {version}")
			},
		};
		self.add("seller", seller);
		self.add("origin", text("a declaration", declaration.origin.to_vec())?);
		self.add("destination", text("a declaration", declaration.destination.to_vec())?);
		self.maybe(
			"salted commitment to the reference number",
			declaration.reference.map(|reference| format!("{reference:?}")),
		);
		self.add("lodged", rfc3339(declaration.lodged_at));
		self.add("block of the lodging", declaration.lodged_in.to_string());
		self.add("lines", declaration.lines.to_string());
		for number in 0..u32::from(declaration.lines) {
			let line = required("a line", keys::line(id, number), self.values)?;
			self.line(number, line)?;
		}
		Ok(())
	}

	fn line(&mut self, number: u32, line: Line) -> Result<(), V::Error> {
		let of = |what: &str| format!("line {number}, {what}");
		let gtin = text("a line", line.gtin.to_vec())?;
		let hs = text("a line", line.hs_code.to_vec())?;
		let (edition, quantity) = (line.hs_edition, quantity(line.quantity)?);
		self.add(of("goods"), format!("GTIN {gtin}, HS {hs} (edition of {edition}), {quantity}"));
		self.add(of("salted commitment to the value"), format!("{:?}", line.value));
		for LineGoods { goods, detained } in line.goods {
			let goods = match goods {
				TrackedGoods::Object(id) => format!("object {id:?}"),
				TrackedGoods::Leaf { unit, lot, index } => {
					format!("unit {unit:?}, leaf {index} of lot {lot:?}")
				},
			};
			let detained = if detained { ", detained" } else { "" };
			self.add(of("known to custody"), format!("{goods}{detained}"));
		}
		for unit in line.unknown {
			self.add(of("not known to custody"), format!("unit {unit:?}"));
		}
		let decision = line.decision;
		let conditions = |bits: u16| set("a line", bits.into(), CONDITIONS);
		self.add(of("advice of the check"), advice(decision.outcome));
		self.add(of("contradicted"), conditions(decision.contradicted)?);
		self.add(of("nothing on record of"), conditions(decision.no_record)?);
		self.add(of("not asked"), conditions(decision.not_applicable)?);
		let natures = set("a line", decision.natures.into(), NATURES)?;
		self.add(of("nature of the contradictions"), natures);
		for reference in decision.references {
			let reference = match reference {
				Reference::Object(id) => format!("object {id:?}"),
				Reference::Organisation(org) => self.member(org)?,
				Reference::Licence(id) => format!("licence {id}"),
				Reference::Declaration(id) => format!("declaration {id}"),
				Reference::Right(id) => format!("right {id:?}"),
				Reference::Recall(id) => format!("recall {id}"),
			};
			self.add(of("contradicted by"), reference);
		}
		match line.status {
			LineStatus::Lodged => self.add(of("status"), "waits for an officer"),
			LineStatus::Released { by, at, suspension } => {
				if let Some(suspension) = suspension {
					self.suspension(number, suspension)?;
				}
				let by = match by {
					ReleaseGround::StandingInstruction { authority, since, reference } => {
						let authority = self.member(authority)?;
						let since = rfc3339(since);
						format!(
							"by the standing instruction of {authority} given {since}, digest {reference:?}"
						)
					},
					ReleaseGround::Officer { authority, officer } => {
						format!("by {}", self.officer(officer, authority)?)
					},
				};
				self.add(of("status"), format!("released {} {by}", rfc3339(at)));
			},
			LineStatus::Suspended(suspension) => {
				self.suspension(number, suspension)?;
				self.add(of("status"), "suspended");
			},
			LineStatus::DestructionOrdered { suspension, order } => {
				self.suspension(number, suspension)?;
				self.order(number, order)?;
				self.add(of("status"), "destruction ordered");
			},
			LineStatus::Destroyed { suspension, order, confirmed_by, at } => {
				self.suspension(number, suspension)?;
				self.order(number, order)?;
				let at = rfc3339(at);
				self.add(
					of("status"),
					format!("destroyed {at}, confirmed by officer {confirmed_by}"),
				);
			},
			LineStatus::Withdrawn { by, at } => {
				let at = rfc3339(at);
				self.add(of("status"), format!("withdrawn {at} by operator {by} of the declarant"));
			},
		}
		Ok(())
	}

	fn suspension(&mut self, number: u32, suspension: Suspension) -> Result<(), V::Error> {
		let Suspension { authority, officer, nature, evidence, at } = suspension;
		let by = self.officer(officer, authority)?;
		let (at, nature) = (rfc3339(at), suspicion(nature));
		self.add(
			format!("line {number}, release suspended"),
			format!("{at} by {by}, who suspected {nature}"),
		);
		for of in evidence {
			self.add(format!("line {number}, evidence of the suspicion"), digest(of));
		}
		Ok(())
	}

	fn order(&mut self, number: u32, order: DestructionOrder) -> Result<(), V::Error> {
		let DestructionOrder { authority, officer, ground, document, at } = order;
		let by = self.officer(officer, authority)?;
		let (at, ground, document) = (rfc3339(at), entitlement(ground), digest(document));
		self.add(
			format!("line {number}, order to destroy"),
			format!("{at} by {by}, on {ground}, document {document}"),
		);
		Ok(())
	}
}

/// The names of the bits that are set.
pub(crate) fn set(layout: &'static str, bits: u32, names: &[&str]) -> Result<String, Refusal> {
	let mut rest = bits;
	let mut found = Vec::new();
	for name in names {
		if rest & 1 == 1 {
			found.push(*name);
		}
		rest >>= 1;
	}
	if rest != 0 {
		return Err(Refusal::UnknownLayout(layout));
	}
	Ok(if found.is_empty() { "none".to_owned() } else { found.join(", ") })
}

fn territories(bits: &[u8; 32]) -> Result<String, Refusal> {
	let mut codes = COUNTRIES.as_bytes().chunks(2);
	let mut found: Vec<String> = Vec::new();
	for byte in bits {
		let mut rest = *byte;
		for _ in 0..8 {
			let code = codes.next();
			if rest & 1 == 1 {
				let code = code.ok_or(Refusal::UnknownLayout("territories"))?;
				found.push(text("territories", code.to_vec())?);
			}
			rest >>= 1;
		}
	}
	Ok(if found.is_empty() { "none".to_owned() } else { found.join(" ") })
}

fn class(class: RightClass) -> Result<String, Refusal> {
	Ok(match class {
		RightClass::Nice { edition, class } => format!("Nice class {class} (edition {edition})"),
		RightClass::Locarno { edition, class } => {
			format!("Locarno class {class} (edition {edition})")
		},
		RightClass::Ipc { section, class, subclass } => {
			let section = text("a class", vec![section])?;
			let subclass = text("a class", vec![subclass])?;
			format!("IPC {section}{class:02}{subclass}")
		},
	})
}

pub(crate) fn quantity(quantity: Quantity) -> Result<String, Refusal> {
	Ok(match quantity {
		Quantity::Pieces(count) => format!("{count} pieces"),
		Quantity::Measured { micros, unit } => {
			let unit = text("a quantity", unit.to_vec())?;
			format!("{micros} millionths of the unit {}", unit.trim_end_matches(' '))
		},
	})
}

fn duration(milliseconds: u64) -> String {
	match (milliseconds.checked_div(DAY), milliseconds % DAY) {
		(Some(days), 0) => format!("{days} days"),
		_ => format!("{milliseconds} milliseconds"),
	}
}

pub(crate) fn digest(Digest { algorithm, value }: Digest) -> String {
	let name = match algorithm {
		DigestAlgorithm::Sha256 => "SHA-256",
		DigestAlgorithm::Sha3256 => "SHA3-256",
		DigestAlgorithm::Blake2b256 => "BLAKE2b-256",
		DigestAlgorithm::Sm3 => "SM3",
	};
	format!("{name} {value:?}")
}

fn basis(basis: AttestationBasis) -> String {
	match basis {
		AttestationBasis::Office => "the office states it".to_owned(),
		AttestationBasis::RegisterExtract { extract, as_of } => {
			format!("extract of the register of {}, {}", day(as_of), digest(extract))
		},
		AttestationBasis::Substantiated { by, proof } => {
			let by = match by {
				Substantiation::AuthorNamed => "the author's name on the work",
				Substantiation::EarlierDeposit => "an earlier deposit",
				Substantiation::Notary => "a notary's deed",
				Substantiation::CollectingSociety => "a collecting society's repertoire",
				Substantiation::Judgment => "a judgment",
			};
			format!("{by}, proof {}", digest(proof))
		},
	}
}

fn end(end: LicenceEnd) -> String {
	match end {
		LicenceEnd::Revoked { at, ground } => {
			format!("revoked {}, salted digest of the reasons {ground:?}", rfc3339(at))
		},
		LicenceEnd::Surrendered { at } => format!("given up by the licensee {}", rfc3339(at)),
		LicenceEnd::Terminated { given_at, at, ground } => format!(
			"terminated as of {} by notice given {}, salted digest of the reasons {ground:?}",
			rfc3339(at),
			rfc3339(given_at)
		),
	}
}

fn kind(kind: RightKind) -> &'static str {
	match kind {
		RightKind::TradeMark => "trade mark",
		RightKind::Design => "design",
		RightKind::Copyright => "copyright",
		RightKind::GeographicalIndication => "geographical indication",
		RightKind::Patent => "patent",
		RightKind::SupplementaryProtection => "supplementary protection certificate",
		RightKind::PlantVariety => "plant variety right",
		RightKind::Topography => "topography",
		RightKind::UtilityModel => "utility model",
		RightKind::TradeName => "trade name",
	}
}

fn rule(rule: LicensingRule) -> &'static str {
	match rule {
		LicensingRule::Any => "each owner alone",
		LicensingRule::Majority => "owners of more than half together",
		LicensingRule::All => "all owners together",
	}
}

fn ending(end: RightEnd) -> &'static str {
	match end {
		RightEnd::Lapsed => "lapsed",
		RightEnd::Surrendered => "surrendered",
		RightEnd::Revoked => "revoked",
		RightEnd::Refused => "refused",
	}
}

fn exclusivity(exclusivity: Exclusivity) -> &'static str {
	match exclusivity {
		Exclusivity::NonExclusive => "non-exclusive",
		Exclusivity::Sole => "sole",
		Exclusivity::Exclusive => "exclusive",
	}
}

fn advice(outcome: Outcome) -> &'static str {
	match outcome {
		Outcome::NoObjection => "no objection",
		Outcome::Documents => "ask for documents",
		Outcome::Examine => "examine the goods",
		Outcome::SuspendProposed => "suspend the release",
	}
}

fn suspicion(nature: Nature) -> &'static str {
	match nature {
		Nature::Copying => "copying",
		Nature::OtherInfringement => "other infringement",
		Nature::ParallelTrade => "parallel trade",
		Nature::Contract => "contract",
		Nature::Data => "data",
		Nature::OtherLaw => "other law",
	}
}

fn entitlement(ground: DestructionGround) -> &'static str {
	match ground {
		DestructionGround::Consent => "consent",
		DestructionGround::DeemedConsent => "deemed consent",
		DestructionGround::CourtDecision => "a court's decision",
		DestructionGround::Abandonment => "abandonment",
	}
}
