//! The main job up to the border: members, a right, licences, a lot and its way to the importer.

use super::*;
use pallet_ip_registry::AttestationBasis;
use pallet_licensing::{Channel, Exclusivity, LicenceTerms, Products};
use sp_core::H256;
use tracemark_primitives::{
	authorisation::{Activities, Activity, GoodsHistory, Question},
	customs::{Condition, DeclarationForm, DeclarationLine, CONDITIONS},
	digest::{Digest as AnyDigest, DigestAlgorithm},
	goods::{ClassRight, GoodsClaim, ObjectId},
	gs1::{CompanyPrefix, Gtin, Sscc},
	parties::{NamedParty, Owner, PartyTag},
	quantity::Quantity,
	rights::{OfficeCode, RightClass, RightId, RightKind, RightKinds, RightSubject, St13},
	territory::{Country, Territories},
	time::{legal_date, Period, Term},
	DeclarationId, LicenceId, OrgId,
};

pub const BRAND_PREFIX: &str = "8012345";
pub const FACTORY_PREFIX: &str = "8690012";
pub const LOT_SIZE: u32 = 300;
pub const LICENSED: u64 = 10_000;

/// Who takes part.
pub struct Cast {
	pub brand: Member,
	pub office: Member,
	pub factory: Member,
	pub carrier: Member,
	pub other_carrier: Member,
	pub warehouse: Member,
	pub importer: Member,
	pub broker: Member,
	pub trader: Member,
	/// Has two officers.
	pub customs: Member,
	pub customs_elsewhere: Member,
	pub monitor: Member,
}

impl Cast {
	/// Admits everybody.
	pub fn admitted() -> Self {
		let cast = Self {
			brand: admit("Aurelia", "IT", &[Role::RightsHolder]),
			office: admit("Office of the Union", "ES", &[Role::IpOffice]),
			factory: admit("Douro Works", "PT", &[Role::Manufacturer]),
			carrier: admit("North Sea Lines", "NL", &[Role::Carrier]),
			other_carrier: admit("Vistula Freight", "PL", &[Role::Carrier]),
			warehouse: admit("Elbe Stores", "DE", &[Role::Warehouse]),
			importer: admit("Hanse Import", "DE", &[Role::Importer]),
			broker: admit("Clear Brokers", "DE", &[Role::Broker]),
			trader: admit("Quick Trade", "DE", &[Role::Trader]),
			customs: admit("Customs of DE", "DE", &[Role::Customs]),
			customs_elsewhere: admit("Customs of FR", "FR", &[Role::Customs]),
			monitor: admit("Market Watch", "BE", &[Role::Monitor]),
		};
		add_operator(&cast.customs, cast.customs.second_operator(), Role::Customs.into());
		accredit(&cast.office);
		for (member, prefix) in [(&cast.brand, BRAND_PREFIX), (&cast.factory, FACTORY_PREFIX)] {
			resolve(
				2,
				pallet_consortium::Call::<Runtime>::attest_prefix {
					org: member.org,
					prefix: CompanyPrefix::try_from(prefix).expect("a prefix"),
				},
			);
		}
		for authority in [&cast.customs, &cast.customs_elsewhere] {
			authority.does(pallet_customs::Call::<Runtime>::instruct {
				reference: digest_of("release what meets no objection"),
			});
		}
		cast.importer
			.does(pallet_customs::Call::<Runtime>::give_mandate { agent: cast.broker.org });
		cast
	}
}

/// Accredits a member for rights of every kind in the register of [`office`].
#[track_caller]
pub fn accredit(member: &Member) {
	let (org, kinds) = (member.org, RightKinds::ALL);
	resolve(2, pallet_consortium::Call::<Runtime>::accredit { org, office: office(), kinds });
}

pub fn office() -> OfficeCode {
	"EM".try_into().expect("an office")
}

pub fn country(code: &str) -> Country {
	code.try_into().expect("a country")
}

/// The trade mark of the main job.
pub fn mark() -> RightSubject {
	RightSubject::Registered {
		kind: RightKind::TradeMark,
		office: office(),
		number: St13::try_from("EM500000018797746").expect("a number of ST.13"),
	}
}

pub fn classes() -> pallet_ip_registry::ClassesOf<Runtime> {
	vec![RightClass::Nice { edition: 12, class: 25 }].try_into().expect("one class")
}

/// From ten years ago, for twenty years.
pub fn term_of_right() -> Term {
	let today = legal_date(NOW);
	Term { from: today - 3_650, until: Some(today + 3_650) }
}

pub fn terms(
	activities: &[Activity],
	territories: Territories,
	quantity: Option<Quantity>,
) -> LicenceTerms {
	LicenceTerms {
		activities: Activities::of(activities),
		territories,
		term: Period { from: NOW - DAY, until: Some(NOW + 365 * DAY) },
		quantity,
		contract: digest_of("salted contract"),
		products: Products::All,
		channel: Channel::Any,
		exclusivity: Exclusivity::NonExclusive,
		sublicensing: 0,
		notice: 30 * DAY,
		sell_off: 0,
		royalties: None,
	}
}

/// The offer of a licence of one right.
pub fn licence_offer(
	right: RightId,
	to: &Member,
	terms: LicenceTerms,
) -> pallet_licensing::Call<Runtime> {
	pallet_licensing::Call::<Runtime>::offer {
		rights: vec![right].try_into().expect("one right"),
		licensee: to.org,
		terms: Box::new(terms),
		parent: None,
	}
}

/// Has the brand offer a licence and the licensee accept it.
#[track_caller]
pub fn grant(cast: &Cast, right: RightId, to: &Member, terms: LicenceTerms) -> LicenceId {
	let offer = pallet_licensing::NextLicenceId::<Runtime>::get();
	cast.brand.does(licence_offer(right, to, terms));
	to.does(pallet_licensing::Call::<Runtime>::accept { offer });
	offer
}

/// The brand's claim to a right, without contents or authors.
pub fn claim_call(
	subject: RightSubject,
	territories: Territories,
) -> pallet_ip_registry::Call<Runtime> {
	pallet_ip_registry::Call::<Runtime>::claim {
		subject,
		territories,
		classes: classes(),
		term: None,
		contents: Default::default(),
		authors: Default::default(),
	}
}

/// The office's attestation of a mark, as [`claim_call`] claims it.
pub fn attest_call(
	right: RightId,
	claimant: &Member,
	territories: Territories,
	basis: AttestationBasis,
) -> pallet_ip_registry::Call<Runtime> {
	pallet_ip_registry::Call::<Runtime>::attest {
		right,
		claimant: Owner::Organisation(claimant.org),
		territories,
		classes: classes(),
		term: term_of_right(),
		registration: None,
		basis,
	}
}

/// Has the brand claim a mark in the Union and the office attest it.
#[track_caller]
pub fn attested(cast: &Cast, subject: RightSubject) -> RightId {
	let (right, union) = (subject.id(), Territories::european_union());
	cast.brand.does(claim_call(subject, union));
	cast.office.does(attest_call(right, &cast.brand, union, AttestationBasis::Office));
	right
}

/// The question whether `party` may do something with goods of which nothing is known, in Germany.
pub fn question(right: RightId, party: OrgId, activity: Activity, at: Moment) -> Question {
	Question {
		right,
		party,
		activity,
		country: country("DE"),
		at,
		quantity: None,
		goods: GoodsHistory::default(),
	}
}

/// The main job at a stage.
pub struct World {
	pub cast: Cast,
	pub right: RightId,
	pub gtin: Gtin,
	/// The factory's licence to manufacture.
	pub manufacture: LicenceId,
	/// The importer's licence to import.
	pub import: LicenceId,
	pub lot: Lot,
	/// The code of the pallet that the lot travels on.
	pub sscc: Sscc,
}

impl World {
	/// Members, an attested right, two licences and a product class; no goods.
	pub fn licensed() -> Self {
		let cast = Cast::admitted();
		let right = attested(&cast, mark());
		let everywhere = Territories::european_union();
		let manufacture = grant(
			&cast,
			right,
			&cast.factory,
			terms(&[Activity::Manufacture], everywhere, Some(Quantity::Pieces(LICENSED))),
		);
		let germany = Territories::of(&[country("DE")]).expect("a country");
		let import = grant(&cast, right, &cast.importer, terms(&[Activity::Import], germany, None));
		let gtin = gtin(BRAND_PREFIX, 1);
		register_class(&cast.brand, gtin, &[right]);
		let lot = Lot::new(gtin, "L-2023-11", LOT_SIZE);
		let sscc = sscc(FACTORY_PREFIX, 1);
		Self { cast, right, gtin, manufacture, import, lot, sscc }
	}

	/// And the lot was made.
	pub fn made() -> Self {
		let world = Self::licensed();
		next_block(HOUR);
		world.commission(&world.lot);
		world
	}

	/// And it lies with the importer, on its pallet.
	pub fn delivered() -> Self {
		let world = Self::made();
		next_block(HOUR);
		pack(&world.cast.factory, world.sscc, &[world.lot.consignment(0)]);
		world.deliver(first_bearer(world.sscc), &world.cast.carrier);
		world
	}

	/// And it was declared by the broker and released.
	pub fn released() -> (Self, DeclarationId) {
		let world = Self::delivered();
		next_block(HOUR);
		let declaration = lodge(&world.cast.broker, world.form(&world.cast.broker));
		(world, declaration)
	}

	#[track_caller]
	pub fn commission(&self, lot: &Lot) {
		self.cast.factory.does(commission_call(lot));
	}

	/// Hands an object from the factory over carrier and warehouse to the importer.
	#[track_caller]
	pub fn deliver(&self, object: ObjectId, carrier: &Member) {
		let Cast { factory, warehouse, importer, .. } = &self.cast;
		for (from, to) in [(factory, carrier), (carrier, warehouse), (warehouse, importer)] {
			hand_over(object, from, to);
		}
	}

	/// Has the brand let the importer sell in its country, where no goods were let in yet.
	#[track_caller]
	pub fn let_importer_sell(&self) -> LicenceId {
		let germany = Territories::of(&[country("DE")]).expect("a country");
		let terms = terms(&[Activity::Sell], germany, None);
		grant(&self.cast, self.right, &self.cast.importer, terms)
	}

	pub fn seller(&self) -> NamedParty {
		NamedParty::Member(self.cast.brand.org)
	}

	/// The lawful declaration of the pallet, lodged by `declarant`.
	pub fn form(&self, declarant: &Member) -> DeclarationForm {
		let pallet = GoodsClaim::LogisticUnit { sscc: self.sscc };
		self.form_of(declarant, self.gtin, self.lot.quantity(), vec![pallet])
	}

	/// The importer's declaration of these goods, lodged by `declarant`.
	pub fn form_of(
		&self,
		declarant: &Member,
		gtin: Gtin,
		quantity: Quantity,
		goods: Vec<GoodsClaim>,
	) -> DeclarationForm {
		let importer = self.cast.importer.org;
		DeclarationForm {
			represented: (declarant.org != importer).then_some(importer),
			importer,
			holder: importer,
			seller: self.seller(),
			origin: country("PT"),
			destination: country("DE"),
			reference: Some(digest_of("salted movement reference number")),
			lines: vec![line(gtin, quantity, goods)].try_into().expect("one line"),
		}
	}

	/// The trader's declaration of clones: it imports and holds them itself.
	pub fn clone_form(&self, goods: Vec<GoodsClaim>) -> DeclarationForm {
		let trader = self.cast.trader.org;
		DeclarationForm {
			represented: None,
			importer: trader,
			holder: trader,
			seller: stranger(),
			origin: country("PT"),
			destination: country("DE"),
			reference: None,
			lines: vec![line(self.gtin, Quantity::Pieces(goods.len() as u64), goods)]
				.try_into()
				.expect("one line"),
		}
	}
}

/// A seller outside the consortium.
pub fn stranger() -> NamedParty {
	NamedParty::Outsider(PartyTag { key_version: 1, tag: digest_of("tag of a seller") })
}

pub fn line(gtin: Gtin, quantity: Quantity, goods: Vec<GoodsClaim>) -> DeclarationLine {
	DeclarationLine {
		gtin,
		hs: hs(),
		quantity,
		value: digest_of("salted value"),
		goods: goods.try_into().expect("at most a hundred"),
	}
}

#[track_caller]
pub fn register_class(owner: &Member, gtin: Gtin, rights: &[RightId]) {
	owner.does(pallet_custody::Call::<Runtime>::register_class {
		gtin,
		rights: rights
			.iter()
			.copied()
			.map(ClassRight::from)
			.collect::<Vec<_>>()
			.try_into()
			.expect("few rights"),
		hs: hs(),
	});
}

pub fn commission_call(lot: &Lot) -> pallet_custody::Call<Runtime> {
	pallet_custody::Call::<Runtime>::commission {
		gtin: lot.gtin,
		number: lot.number.clone(),
		quantity: lot.quantity(),
		root: Some(lot.root()),
		place: None,
		time: event_time(),
	}
}

/// The present number of an object.
pub fn seq(object: ObjectId) -> u32 {
	item(object).seq
}

/// The record of an object.
#[track_caller]
pub fn item(object: ObjectId) -> pallet_custody::Item {
	pallet_custody::Items::<Runtime>::get(object).expect("the object has a record")
}

/// Who holds an outermost object.
#[track_caller]
pub fn holder(object: ObjectId) -> OrgId {
	match item(object).position {
		pallet_custody::Position::Held { holder } => holder,
		inside => panic!("{inside:?}"),
	}
}

#[track_caller]
pub fn pack(by: &Member, sscc: Sscc, children: &[ObjectId]) {
	let children: Vec<(ObjectId, u32)> =
		children.iter().map(|child| (*child, seq(*child))).collect();
	by.does(pallet_custody::Call::<Runtime>::pack {
		sscc,
		children: children.try_into().expect("few children"),
		place: None,
		time: event_time(),
	});
}

pub fn offer_call(object: ObjectId, to: &Member) -> pallet_custody::Call<Runtime> {
	pallet_custody::Call::<Runtime>::offer {
		object,
		seq: seq(object),
		to: to.org,
		until: None,
		place: None,
		time: event_time(),
	}
}

pub fn accept_call(object: ObjectId) -> pallet_custody::Call<Runtime> {
	pallet_custody::Call::<Runtime>::accept {
		object,
		seq: seq(object),
		place: None,
		time: event_time(),
	}
}

/// A hand-over that both sides sign, each in a block of its own.
#[track_caller]
pub fn hand_over(object: ObjectId, from: &Member, to: &Member) {
	next_block(HOUR);
	from.does(offer_call(object, to));
	next_block(HOUR);
	to.does(accept_call(object));
	assert_eq!(holder(object), to.org);
}

pub fn lodge_call(form: DeclarationForm) -> pallet_customs::Call<Runtime> {
	pallet_customs::Call::<Runtime>::lodge { form: Box::new(form) }
}

/// Lodges a declaration.
#[track_caller]
pub fn lodge(declarant: &Member, form: DeclarationForm) -> DeclarationId {
	let declaration = pallet_customs::NextDeclarationId::<Runtime>::get();
	declarant.does(lodge_call(form));
	declaration
}

/// The first line of a declaration.
#[track_caller]
pub fn first_line(declaration: DeclarationId) -> pallet_customs::Line {
	Customs::line(declaration, 0).expect("a declaration has a line")
}

/// What of a line is contradicted.
pub fn contradicted(line: &pallet_customs::Line) -> Vec<Condition> {
	CONDITIONS
		.into_iter()
		.filter(|condition| line.decision.contradicted.contains(*condition))
		.collect()
}

/// Whether a line was released under the standing instruction of `authority`.
pub fn is_released_by_instruction(line: &pallet_customs::Line, authority: &Member) -> bool {
	use pallet_customs::{LineStatus::Released, ReleaseGround::StandingInstruction};
	matches!(
		&line.status,
		Released { by: StandingInstruction { authority: by, .. }, .. } if *by == authority.org
	)
}

/// The digest of a captured page.
pub fn capture() -> AnyDigest {
	AnyDigest { algorithm: DigestAlgorithm::Sha256, value: digest_of("<html>a listing</html>") }
}

/// A capture about a right.
pub fn description(right: RightId) -> pallet_evidence::Description {
	pallet_evidence::Description {
		subjects: vec![
			pallet_evidence::Subject::Right(right),
			pallet_evidence::Subject::Listing(digest_of("salted address")),
		]
		.try_into()
		.expect("two subjects"),
		provenance: pallet_evidence::Provenance {
			source: digest_of("salted address"),
			tool: digest_of("browser 1.0"),
			captured_by: None,
			claimed_time: event_time(),
			witnesses: Default::default(),
		},
	}
}

pub fn anchor_call(digest: AnyDigest, right: RightId) -> pallet_evidence::Call<Runtime> {
	pallet_evidence::Call::<Runtime>::anchor {
		digest,
		kind: pallet_evidence::EvidenceKind::WebCapture,
		description: description(right),
	}
}

/// A ground that is kept elsewhere.
pub fn ground() -> H256 {
	digest_of("salted reasons")
}
