use super::*;
use sp_runtime::Permill;
use tracemark_primitives::{
	authorisation::{
		Activity, Answer, AuthorisationReport, ConditionResult, GoodsHistory, Ground, Question,
	},
	customs::Nature,
	fakes::{FakeRights, QUANTITY_EXCEEDED},
	goods::ClassRight,
	gs1::{lot_id, Gln, Gtin, LotNumber},
	parties::Owner,
	rights::{RightId, Share},
	territory::Country,
	traits::RightsInspect,
};

fn make(org: OrgId, lot: u32, quantity: Quantity, root: Option<H256>) -> DispatchResult {
	Custody::commission(signed(org), gtin(1), number(lot), quantity, root, place(), time())
}

fn answer_in(country: Country, answer: Answer) {
	let question = Question {
		right: MARK,
		party: FACTORY,
		activity: Activity::Manufacture,
		country,
		at: 0,
		quantity: None,
		goods: GoodsHistory::default(),
	};
	FakeAuthorisation::answer(question, AuthorisationReport::bare(answer));
}

fn answer(answer: Answer) {
	answer_in(country("PT"), answer);
}

#[test]
fn commission_should_put_the_whole_lot_into_one_consignment_with_its_maker() {
	ExtBuilder::default().build_and_execute(|| {
		let consignment = commission(1);
		let lot_id = lot_id(&gtin(1), &number(1));
		let lot = Lots::<Test>::get(lot_id).expect("was commissioned");
		assert_eq!((lot.maker, lot.made_in, lot.consignments), (FACTORY, country("PT"), 1));
		assert_eq!((lot.commissioned_at, lot.commissioned_in), (NOW, 1));
		let record = item(consignment);
		assert_eq!(
			(record.position, record.presence, record.seq),
			(held(FACTORY), Presence::Held, 1)
		);
		assert_eq!(LotSegments::<Test>::get(lot_id).to_vec(), vec![(0, 0)]);
		let event = Event::Commissioned {
			lot: lot_id,
			consignment,
			seq: 1,
			gtin: gtin(1),
			maker: FACTORY,
			quantity: Quantity::Pieces(LEAVES.into()),
			root: Some(root(&gtin(1))),
			circumstances: here_and_now(),
		};
		assert_eq!(last_event(), event);
		assert_chained(Item { seq: 0, head: H256::zero(), ..record }, consignment, &event);
		let span = Spans::<Test>::get(consignment, 0).expect("the first");
		assert_eq!((span.stay, span.at, span.block), (Stay::With(FACTORY), NOW, 1));
		assert_eq!(span.place, place());
		let facts = <Custody as CustodyInspect>::lot(&lot_id).expect("was commissioned");
		assert_eq!((facts.gtin, facts.maker, facts.commissioned_at), (gtin(1), FACTORY, NOW));
	});
}

#[test]
fn commission_should_take_the_same_lot_number_when_the_class_is_another() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		assert_ok!(Custody::register_class(
			signed(BRAND),
			gtin(2),
			vec![MARK.into()].try_into().expect("one"),
			hs()
		));
		let quantity = Quantity::Pieces(1);
		let call =
			Custody::commission(signed(FACTORY), gtin(2), number(1), quantity, None, None, time());
		assert_ok!(call);
	});
}

#[test]
fn commission_should_count_against_the_licence_when_the_authority_rests_on_one() {
	ExtBuilder::default().build_and_execute(|| {
		answer(Answer::Permitted(Ground::Licence(7)));
		FakeAuthorisation::set_left(7, Quantity::Pieces(10));
		assert_ok!(make(FACTORY, 1, Quantity::Pieces(10), None));
		assert_eq!(FakeAuthorisation::left(7), Some(Quantity::Pieces(0)));
		let facts = <Custody as CustodyInspect>::lot(&lot_id(&gtin(1), &number(1)));
		assert_eq!(facts.expect("was commissioned").licences.to_vec(), vec![7]);
		assert_noop!(make(FACTORY, 2, Quantity::Pieces(1), None), QUANTITY_EXCEEDED);
	});
}

#[test]
fn commission_should_fail_when_the_maker_is_not_permitted() {
	ExtBuilder::default().build_and_execute(|| {
		for refusal in [Answer::NotPermitted, Answer::Unknown] {
			answer(refusal);
			assert_noop!(make(FACTORY, 1, Quantity::Pieces(1), None), Error::NotAuthorised);
		}
	});
}

#[test]
fn commission_should_ask_in_the_owners_country_when_the_right_has_no_effect_in_the_makers() {
	ExtBuilder::default().build_and_execute(|| {
		answer(Answer::NotRequired);
		for refusal in [Answer::NotPermitted, Answer::NotRequired] {
			answer_in(country("DE"), refusal);
			assert_noop!(make(FACTORY, 1, Quantity::Pieces(1), None), Error::NotAuthorised);
		}
		answer_in(country("DE"), Answer::Permitted(Ground::Licence(3)));
		assert_ok!(make(FACTORY, 1, Quantity::Pieces(1), None));
		let facts = <Custody as CustodyInspect>::lot(&lot_id(&gtin(1), &number(1)));
		assert_eq!(facts.expect("was commissioned").licences.to_vec(), vec![3]);
	});
}

#[test]
fn commission_should_be_the_owners_alone_when_the_class_has_no_rights() {
	ExtBuilder::default().without_class().build_and_execute(|| {
		assert_ok!(Custody::register_class(signed(BRAND), gtin(1), Default::default(), hs()));
		assert_noop!(make(FACTORY, 1, Quantity::Pieces(1), None), Error::NotAuthorised);
		let role = tracemark_primitives::parties::Role::Manufacturer;
		FakeMembership::admit(account(BRAND), BRAND, role.into(), country("DE"));
		assert_ok!(make(BRAND, 1, Quantity::Pieces(1), None));
	});
}

#[test]
fn commission_should_fail_when_the_lot_exists() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		assert_noop!(make(FACTORY, 1, Quantity::Pieces(9), None), Error::AlreadyCommissioned);
	});
}

#[test]
fn commission_should_fail_when_the_class_is_unknown() {
	ExtBuilder::default().without_class().build_and_execute(|| {
		assert_noop!(make(FACTORY, 1, Quantity::Pieces(9), None), Error::UnknownClass);
	});
}

#[test]
fn commission_should_fail_when_serials_do_not_count_pieces() {
	ExtBuilder::default().build_and_execute(|| {
		let unit = UnitCode(*b"KGM");
		let root = Some(H256::repeat_byte(1));
		for quantity in
			[Quantity::Measured { micros: 1, unit }, Quantity::Pieces(u64::from(u32::MAX) + 1)]
		{
			assert_noop!(make(FACTORY, 1, quantity, root), Error::NotSerialisable);
		}
		assert_ok!(make(FACTORY, 1, Quantity::Pieces(u32::MAX.into()), root));
		assert_ok!(make(FACTORY, 2, Quantity::Measured { micros: 1, unit }, None));
	});
}

#[test]
fn commission_should_mark_the_event_when_it_is_reported_late() {
	ExtBuilder::default().build_and_execute(|| {
		let time = EventTime { moment: NOW - DAY - 1, offset: 0 };
		let quantity = Quantity::Pieces(1);
		let call =
			Custody::commission(signed(FACTORY), gtin(1), number(1), quantity, None, None, time);
		assert_ok!(call);
		let Event::Commissioned { circumstances, .. } = last_event() else { panic!("another") };
		assert_eq!(circumstances.timeliness, Timeliness::Late);
	});
}

#[test]
fn commission_should_fail_when_an_argument_is_malformed() {
	ExtBuilder::default().build_and_execute(|| {
		let make = |gtin, lot, quantity, place, time| {
			Custody::commission(signed(FACTORY), gtin, lot, quantity, None, place, time)
		};
		let one = Quantity::Pieces(1);
		let wrong_gtin = Gtin(*b"04012345000000");
		assert_noop!(make(wrong_gtin, number(1), one, None, time()), Error::MalformedGtin);
		let wrong_lot = LotNumber(Default::default());
		assert_noop!(make(gtin(1), wrong_lot, one, None, time()), Error::MalformedLotNumber);
		let zero = Quantity::Pieces(0);
		assert_noop!(make(gtin(1), number(1), zero, None, time()), Error::MalformedQuantity);
		let nowhere = Some(Gln(*b"0000000000001"));
		assert_noop!(make(gtin(1), number(1), one, nowhere, time()), Error::MalformedPlace);
		refuses_wrong_times(|time| make(gtin(1), number(1), one, None, time));
	});
}

#[test]
fn commission_should_fail_when_the_signer_may_not() {
	ExtBuilder::default().build_and_execute(|| {
		refuses_others(FACTORY, |origin| {
			let one = Quantity::Pieces(1);
			Custody::commission(origin, gtin(1), number(1), one, None, None, time())
		});
		assert_noop!(make(BRAND, 1, Quantity::Pieces(1), None), ROLE_MISSING);
	});
}

#[test]
fn commission_should_note_whose_consent_the_goods_were_made_with() {
	ExtBuilder::default().build_and_execute(|| {
		let consented = |lot| {
			let facts = <Custody as CustodyInspect>::lot(&lot_id(&gtin(1), &number(lot)));
			facts.expect("was commissioned").consented.to_vec()
		};
		answer(Answer::Permitted(Ground::Licence(7)));
		assert_ok!(make(FACTORY, 1, Quantity::Pieces(1), None));
		assert_eq!(consented(1), vec![MARK]);

		// No right is in force where the brand makes its own goods: it consents as the right's owner.
		let role = tracemark_primitives::parties::Role::Manufacturer;
		FakeMembership::admit(account(BRAND), BRAND, role.into(), country("CN"));
		let question = Question {
			right: MARK,
			party: BRAND,
			activity: Activity::Manufacture,
			country: country("CN"),
			at: 0,
			quantity: None,
			goods: GoodsHistory::default(),
		};
		FakeAuthorisation::answer(question, AuthorisationReport::bare(Answer::NotRequired));
		assert_ok!(make(BRAND, 2, Quantity::Pieces(1), None));
		assert_eq!(consented(2), vec![MARK]);

		// It assigned the right: what it makes there now is made without the owner's consent.
		FakeRights::assign(MARK, NOW, tracemark_primitives::parties::Owner::Organisation(SHOP));
		assert_ok!(make(BRAND, 3, Quantity::Pieces(1), None));
		assert_eq!(consented(3), vec![]);
	});
}

#[test]
fn commission_should_note_consent_under_every_right_of_who_gave_it() {
	ExtBuilder::default().build_and_execute(|| {
		let (abroad, foreign) = (RightId::repeat_byte(0xbb), RightId::repeat_byte(0xcc));
		for right in [abroad, foreign] {
			FakeRights::set(right, FakeRights::right(&MARK).expect("is there"));
		}
		let rights = [MARK, abroad, foreign].map(ClassRight::from).to_vec().try_into();
		assert_ok!(Custody::register_class(signed(BRAND), gtin(2), rights.expect("few"), hs()));
		FakeRights::assign(foreign, NOW, Owner::Organisation(SHOP));
		let consented = |lot| {
			let one = Quantity::Pieces(1);
			assert_ok!(Custody::commission(
				signed(FACTORY),
				gtin(2),
				number(lot),
				one,
				None,
				place(),
				time()
			));
			let facts = <Custody as CustodyInspect>::lot(&lot_id(&gtin(2), &number(lot)));
			facts.expect("was commissioned").consented.to_vec()
		};

		// Only the mark of the factory's country is asked there, and licensed.
		FakeAuthorisation::answer_all(AuthorisationReport::bare(Answer::NotRequired));
		for country in [country("PT"), country("DE")] {
			answer_in(country, Answer::Permitted(Ground::Licence(7)));
		}
		assert_eq!(consented(1), vec![MARK, abroad]);

		// A second owner of the other mark was not asked.
		let half = Permill::from_percent(50);
		let share = |org| Share { owner: Owner::Organisation(org), part: half };
		let mut shared = FakeRights::right(&abroad).expect("is there");
		shared.owners = vec![share(BRAND), share(SHOP)].try_into().expect("two");
		FakeRights::set(abroad, shared);
		assert_eq!(consented(2), vec![MARK]);
	});
}

#[test]
fn commission_should_say_that_money_is_missing_when_nothing_else_is() {
	ExtBuilder::default().build_and_execute(|| {
		let refused = |change: fn(&mut AuthorisationReport)| {
			let mut report = AuthorisationReport {
				funded: ConditionResult::Failed,
				nature: Some(Nature::Contract),
				..AuthorisationReport::bare(Answer::NotPermitted)
			};
			change(&mut report);
			let question = Question {
				right: MARK,
				party: FACTORY,
				activity: Activity::Manufacture,
				country: country("PT"),
				at: 0,
				quantity: None,
				goods: GoodsHistory::default(),
			};
			FakeAuthorisation::answer(question, report);
			make(FACTORY, 1, Quantity::Pieces(1), None)
		};
		assert_noop!(refused(|_| {}), Error::RoyaltyUnfunded);
		let too_many = refused(|report| report.quantity = ConditionResult::Failed);
		assert_noop!(too_many, Error::NotAuthorised);
		let other = refused(|report| report.nature = Some(Nature::OtherInfringement));
		assert_noop!(other, Error::NotAuthorised);
	});
}

/// A class of the brand under its mark and a licensor's patent, for which the brand has a licence.
fn register_with_patent() -> RightId {
	let patent = RightId::repeat_byte(0xbb);
	let facts = FakeRights::right(&MARK).expect("is there");
	FakeRights::set(patent, facts);
	let rights = [MARK, patent].map(ClassRight::from).to_vec().try_into().expect("two");
	assert_ok!(Custody::register_class(signed(BRAND), gtin(2), rights, hs()));
	FakeRights::assign(patent, NOW, Owner::Organisation(SHOP));
	patent
}

fn answer_of(right: RightId, code: &str, answer: Answer) {
	let question = Question {
		right,
		party: FACTORY,
		activity: Activity::Manufacture,
		country: country(code),
		at: 0,
		quantity: None,
		goods: GoodsHistory::default(),
	};
	FakeAuthorisation::answer(question, AuthorisationReport::bare(answer));
}

/// The attack: whom a licensor of a part licenses makes goods under the brand's number.
#[test]
fn commission_should_fail_when_only_the_owner_of_another_right_consents() {
	ExtBuilder::default().build_and_execute(|| {
		let patent = register_with_patent();
		let make = |lot| {
			let one = Quantity::Pieces(1);
			Custody::commission(signed(FACTORY), gtin(2), number(lot), one, None, None, time())
		};
		answer_of(MARK, "PT", Answer::NotRequired);
		answer_of(patent, "PT", Answer::Permitted(Ground::Licence(7)));
		for refusal in [Answer::NotRequired, Answer::NotPermitted, Answer::Unknown] {
			answer_of(MARK, "DE", refusal);
			assert_noop!(make(1), Error::NotAuthorised);
		}
		answer_of(MARK, "DE", Answer::Permitted(Ground::Licence(8)));
		assert_ok!(make(1));
		let facts = <Custody as CustodyInspect>::lot(&lot_id(&gtin(2), &number(1)));
		let facts = facts.expect("was commissioned");
		assert_eq!(facts.consented.to_vec(), [MARK, patent]);
		assert_eq!(facts.licences.to_vec(), [8, 7]);
		// And nothing may stand against it under the patent either.
		answer_of(patent, "PT", Answer::NotPermitted);
		assert_noop!(make(2), Error::NotAuthorised);
	});
}

/// The same attack by a new label.
#[test]
fn relabel_should_fail_when_only_the_owner_of_another_right_consents() {
	ExtBuilder::default().build_and_execute(|| {
		let patent = register_with_patent();
		let consignment = commission_loose(1, 5);
		for (right, answer) in
			[(MARK, Answer::NotRequired), (patent, Answer::Permitted(Ground::Owner))]
		{
			for code in ["PT", "DE"] {
				let question = Question {
					right,
					party: FACTORY,
					activity: Activity::Use,
					country: country(code),
					at: 0,
					quantity: None,
					goods: GoodsHistory::default(),
				};
				FakeAuthorisation::answer(question, AuthorisationReport::bare(answer));
			}
		}
		let identity = LotIdentity { gtin: gtin(2), number: number(1), root: None };
		let claim = GoodsClaim::Consignment { id: consignment };
		let call =
			Custody::relabel(signed(FACTORY), claim, seq(consignment), identity, None, time());
		assert_noop!(call, Error::NotAuthorised);
	});
}

#[test]
fn commission_should_note_when_and_where_the_lot_was_made() {
	ExtBuilder::default().build_and_execute(|| {
		let made = EventTime { moment: NOW - 3 * DAY, offset: 60 };
		let quantity = Quantity::Pieces(3);
		let call =
			Custody::commission(signed(FACTORY), gtin(1), number(1), quantity, None, place(), made);
		assert_ok!(call);
		let facts = <Custody as CustodyInspect>::lot(&lot_id(&gtin(1), &number(1)));
		let facts = facts.expect("was commissioned");
		assert_eq!((facts.made_at, facts.made_where), (made, place()));
		assert_eq!((facts.quantity, facts.root), (quantity, None));
		assert!(facts.keepers.is_empty());
	});
}
