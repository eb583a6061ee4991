//! Offers, licences, exhaustion, royalties.

use super::*;
use pallet_licensing::{Bases, Exclusivity, LicenceTerms, RoyaltyTerms, Shortfall};
use sp_runtime::{Permill, TokenError};
use tracemark_primitives::{
	apis::RoyaltyBasis,
	authorisation::Activity,
	parties::{Owner, Role},
	quantity::Quantity,
	rights::RightKind,
	territory::Country,
	LicenceId,
};

/// To sell in Germany.
fn fair() -> LicenceTerms {
	terms(&[Activity::Sell], germany(), None)
}

/// The offer of a sublicence.
fn sublicence(
	right: tracemark_primitives::rights::RightId,
	to: &Member,
	terms: LicenceTerms,
	of: LicenceId,
) -> Licensing<Runtime> {
	let mut offer = licence_offer(right, to, terms);
	if let Licensing::offer { parent, .. } = &mut offer {
		*parent = Some(of);
	}
	offer
}

#[test]
fn licences_should_stay_when_calls_about_them_are_refused() {
	run(|| {
		let world = World::licensed();
		let Cast { brand, factory, carrier, other_carrier, importer, trader, .. } = &world.cast;
		let right = world.right;
		let rival = admit("Rival", "FR", &[Role::RightsHolder]);
		resolve(2, Consortium::<Runtime>::suspend { org: other_carrier.org, ground: ground() });
		let offer = |to: &Member, terms| licence_offer(right, to, terms);
		let nowhere = || terms(&[Activity::Sell], Territories::default(), None);
		let turkey = Territories::of(&[country("TR")]).expect("a country");
		let no_rights = || Licensing::<Runtime>::offer {
			rights: Default::default(),
			licensee: factory.org,
			terms: Box::new(fair()),
			parent: None,
		};
		let (licence, ground) = (world.import, ground());
		let revoke = || Licensing::<Runtime>::revoke { licence, ground };
		let suspend = || Licensing::<Runtime>::suspend_licence { licence, ground };
		let resume = || Licensing::<Runtime>::resume_licence { licence };
		let terminate = || Licensing::<Runtime>::terminate { licence, ground };
		let surrender = || Licensing::<Runtime>::surrender_licence { licence };
		let over = || {
			let mut terms = fair();
			terms.term.until = Some(now());
			terms
		};
		let exhaustion = |country, territories| Licensing::<Runtime>::set_exhaustion {
			kind: RightKind::TradeMark,
			country,
			territories: Some(territories),
		};

		refuse(vec![
			row(
				"license another's right",
				&rival,
				offer(factory, fair()),
				LicensingError::NotOwner,
			),
			row(
				"license without the role",
				trader,
				offer(factory, fair()),
				ConsortiumError::RoleMissing,
			),
			row(
				"license as an outsider",
				outsider(),
				offer(factory, fair()),
				LicensingError::NotOwner,
			),
			row("license oneself", brand, offer(brand, fair()), LicensingError::SelfLicence),
			row(
				"license a suspended member",
				brand,
				offer(other_carrier, fair()),
				LicensingError::LicenseeNotInGoodStanding,
			),
			row(
				"license where there is no right",
				brand,
				offer(factory, terms(&[Activity::Sell], turkey, None)),
				LicensingError::TerritoryNotCovered,
			),
			row(
				"license nowhere",
				brand,
				offer(factory, nowhere()),
				LicensingError::MalformedTerms,
			),
			row("license no right", brand, no_rights(), LicensingError::MalformedRights),
			row("license the past", brand, offer(factory, over()), LicensingError::TermOver),
			row(
				"sublicense another's licence",
				factory,
				sublicence(right, carrier, fair(), licence),
				LicensingError::NotLicensee,
			),
			row(
				"sublicense what may not be",
				importer,
				sublicence(right, carrier, fair(), licence),
				LicensingError::NotSublicensable,
			),
			row("revoke by the licensee", importer, revoke(), ConsortiumError::RoleMissing),
			row("revoke by a rival", &rival, revoke(), LicensingError::NotLicensor),
			row("suspend by the licensee", importer, suspend(), ConsortiumError::RoleMissing),
			row("suspend by a rival", &rival, suspend(), LicensingError::NotLicensor),
			row("suspend by an outsider", outsider(), suspend(), LicensingError::NotLicensor),
			row("resume by a rival", &rival, resume(), LicensingError::NotLicensor),
			row("resume what does not rest", brand, resume(), LicensingError::NotSuspended),
			row("terminate by the licensee", importer, terminate(), ConsortiumError::RoleMissing),
			row("terminate by a rival", &rival, terminate(), LicensingError::NotLicensor),
			row("surrender another's licence", factory, surrender(), LicensingError::NotLicensee),
			row(
				"surrender by a controller",
				importer.controller(),
				surrender(),
				ConsortiumError::NotMember,
			),
			row(
				"exhaustion of nowhere",
				By::Council,
				exhaustion(Country(*b"ZZ"), germany()),
				LicensingError::MalformedExhaustion,
			),
			row(
				"exhaustion by foreign sales alone",
				By::Council,
				exhaustion(country("FR"), germany()),
				LicensingError::MalformedExhaustion,
			),
			row(
				"exhaustion by a member",
				brand,
				exhaustion(country("DE"), germany()),
				DispatchError::BadOrigin,
			),
		]);

		brand.does(suspend());
		refuse(vec![row("suspend twice", brand, suspend(), LicensingError::AlreadySuspended)]);
		brand.does(terminate());
		refuse(vec![row("terminate twice", brand, terminate(), LicensingError::AlreadyEnded)]);
		brand.does(revoke());
		refuse(vec![
			row("revoke twice", brand, revoke(), LicensingError::AlreadyEnded),
			row("surrender what was revoked", importer, surrender(), LicensingError::AlreadyEnded),
			row("suspend what was revoked", brand, suspend(), LicensingError::LicenceOver),
		]);
	});
}

#[test]
fn offers_should_stay_when_calls_about_them_are_refused() {
	run(|| {
		let world = World::licensed();
		let Cast { brand, factory, carrier, trader, .. } = &world.cast;
		let right = world.right;
		let heir = admit("Heirs", "IT", &[Role::RightsHolder]);
		let mut exclusive = fair();
		exclusive.exclusivity = Exclusivity::Exclusive;
		let offer = pallet_licensing::NextLicenceId::<Runtime>::get();
		brand.does(licence_offer(right, trader, exclusive));
		let accept = |offer| Licensing::<Runtime>::accept { offer };
		let cancel = || Licensing::<Runtime>::cancel_offer { offer };
		let consent = |offer| Licensing::<Runtime>::consent { offer };
		refuse(vec![
			row("accept another's offer", factory, accept(offer), LicensingError::NotLicensee),
			row("accept one's own offer", brand, accept(offer), LicensingError::NotLicensee),
			row("accept as an outsider", outsider(), accept(offer), ConsortiumError::NotMember),
			row("accept no offer", trader, accept(offer + 1), LicensingError::UnknownOffer),
			row("cancel another's offer", carrier, cancel(), LicensingError::NotParty),
			row("cancel as an outsider", outsider(), cancel(), LicensingError::NotParty),
			row("consent to another's offer", &heir, consent(offer), LicensingError::NotOwner),
			row("consent twice", brand, consent(offer), LicensingError::ConsentNotNeeded),
			row("consent without the role", carrier, consent(offer), ConsortiumError::RoleMissing),
		]);

		trader.does(accept(offer));
		refuse(vec![
			row("accept twice", trader, accept(offer), LicensingError::UnknownOffer),
			row(
				"license beside an exclusive licence",
				brand,
				licence_offer(right, factory, fair()),
				LicensingError::ConflictsWithExclusive,
			),
		]);

		let part = Permill::from_percent(50);
		let to = Owner::Organisation(heir.org);
		brand.does(IpRegistry::<Runtime>::offer_assignment { right, to, part });
		let from = Owner::Organisation(brand.org);
		heir.does(IpRegistry::<Runtime>::accept_assignment { right, from, part });
		let alone = pallet_licensing::NextLicenceId::<Runtime>::get();
		brand.does(licence_offer(right, carrier, terms(&[Activity::Export], germany(), None)));
		refuse(vec![row(
			"accept without the other owner's consent",
			carrier,
			accept(alone),
			LicensingError::ConsentMissing,
		)]);

		next_block(31 * DAY);
		refuse(vec![
			row("accept what lapsed", carrier, accept(alone), LicensingError::OfferLapsed),
			row("consent to what lapsed", &heir, consent(alone), LicensingError::OfferLapsed),
		]);
	});
}

#[test]
fn royalties_should_stay_when_calls_about_them_are_refused() {
	run(|| {
		let world = World::licensed();
		let Cast { brand, factory, importer, carrier, .. } = &world.cast;
		let basis = RoyaltyBasis::Manufactured;
		let mut paid = terms(&[Activity::Manufacture], germany(), Some(Quantity::Pieces(100)));
		paid.royalties = Some(RoyaltyTerms {
			bases: Bases::of(&[basis]),
			period: None,
			rates: digest_of("salted rates"),
			shortfall: Shortfall::Refuse,
		});
		let licence = grant(&world.cast, world.right, factory, paid);
		let free = world.manufacture;
		let pay = |licence, basis, covers, amount| Licensing::<Runtime>::pay_in {
			licence,
			basis,
			covers,
			amount,
		};
		let fair = || pay(licence, basis, 100, 50 * UNIT);
		let accept = |covers, amount| Licensing::<Runtime>::accept_payment {
			licence,
			basis,
			covers,
			amount,
		};
		let cancel = || Licensing::<Runtime>::cancel_payment { licence, basis };
		let refund = || Licensing::<Runtime>::withdraw_prefund { licence, basis };
		let withdraw = || Licensing::<Runtime>::withdraw_royalties { right: world.right };
		refuse(vec![
			row("pay for another's licence", importer, fair(), LicensingError::NotLicensee),
			row("pay as an outsider", outsider(), fair(), LicensingError::NotLicensee),
			row(
				"pay for no licence",
				factory,
				pay(99, basis, 1, UNIT),
				LicensingError::UnknownLicence,
			),
			row(
				"pay for a licence without royalties",
				factory,
				pay(free, basis, 1, UNIT),
				LicensingError::NoSuchRoyalty,
			),
			row(
				"pay by what is not counted",
				factory,
				pay(licence, RoyaltyBasis::Period, 1, UNIT),
				LicensingError::NoSuchRoyalty,
			),
			row(
				"pay for nothing",
				factory,
				pay(licence, basis, 0, UNIT),
				LicensingError::MalformedPayment,
			),
			row("pay without funds", factory, fair(), TokenError::FundsUnavailable),
			row("accept no payment", brand, accept(100, 50 * UNIT), LicensingError::NoPayment),
			row("cancel no payment", factory, cancel(), LicensingError::NoPayment),
			row("withdraw what did not accrue", brand, withdraw(), LicensingError::NothingAccrued),
			row("withdraw as an outsider", outsider(), withdraw(), LicensingError::NothingAccrued),
			row(
				"refund while the licence stands",
				factory,
				refund(),
				LicensingError::LicenceNotOver,
			),
		]);

		Balances::mint_into(&factory.operator(), 1_000 * UNIT).expect("tokens");
		factory.does(fair());
		refuse(vec![
			row("pay twice", factory, fair(), LicensingError::PaymentPending),
			row(
				"accept one's own payment",
				factory,
				accept(100, 50 * UNIT),
				ConsortiumError::RoleMissing,
			),
			row("accept another payment", brand, accept(100, UNIT), LicensingError::PaymentChanged),
			row("cancel another's payment", carrier, cancel(), ConsortiumError::RoleMissing),
		]);

		brand.does(accept(100, 50 * UNIT));
		let by_controller = pay(licence, basis, 1, UNIT);
		refuse(vec![
			row("accept twice", brand, accept(100, 50 * UNIT), LicensingError::NoPayment),
			row(
				"pay beside another payer",
				factory.controller(),
				by_controller,
				LicensingError::OtherPayer,
			),
			row(
				"refund while the licence stands",
				factory,
				refund(),
				LicensingError::LicenceNotOver,
			),
		]);

		brand.does(Licensing::<Runtime>::revoke { licence, ground: ground() });
		refuse(vec![row("refund another's payment", importer, refund(), LicensingError::NotPayer)]);
		factory.does(refund());
		refuse(vec![row("refund twice", factory, refund(), LicensingError::NothingLeft)]);
	});
}
