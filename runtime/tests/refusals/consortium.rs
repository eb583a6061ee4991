//! Members, their operators and accounts.

use super::*;
use tracemark_primitives::{
	gs1::CompanyPrefix,
	parties::{Role, Roles},
	rights::RightKinds,
};

#[test]
fn consortium_should_stay_when_calls_about_it_are_refused() {
	run(|| {
		let world = World::licensed();
		let Cast { brand, factory, carrier, .. } = &world.cast;
		let [alice, bob, _] = seats();
		let fresh = || account("fresh");
		let admit = |name, roles, controller| Consortium::<Runtime>::admit {
			profile: profile(name, "DE"),
			roles,
			controller,
		};
		let good = Roles::of(&[Role::Retailer]);
		let add = |name: &str, roles| Consortium::<Runtime>::add_operator {
			account: account(name),
			roles,
			proof: consent(brand.org, name),
		};
		let carriers = format!("{}//operator", carrier.name);
		let prefix = |text: &str| CompanyPrefix::try_from(text).expect("a prefix");
		let attest_prefix =
			|org, text| Consortium::<Runtime>::attest_prefix { org, prefix: prefix(text) };
		let accredit =
			|org, kinds| Consortium::<Runtime>::accredit { org, office: office(), kinds };
		let suspend = |org| Consortium::<Runtime>::suspend { org, ground: ground() };
		let expel = |org| Consortium::<Runtime>::expel { org, ground: ground() };
		let sponsor = |account| Consortium::<Runtime>::sponsor { account, allowance: UNIT };

		refuse(vec![
			row(
				"admit by a seat alone",
				alice.clone(),
				admit("New", good, fresh()),
				DispatchError::BadOrigin,
			),
			row(
				"admit by an outsider",
				outsider(),
				admit("New", good, fresh()),
				DispatchError::BadOrigin,
			),
			row(
				"admit with a member's account",
				By::Council,
				admit("New", good, brand.operator()),
				ConsortiumError::AccountTaken,
			),
			row(
				"admit without a role",
				By::Council,
				admit("New", Roles::default(), fresh()),
				ConsortiumError::MalformedRoles,
			),
			row(
				"admit without a name",
				By::Council,
				admit("", good, fresh()),
				ConsortiumError::MalformedProfile,
			),
			row(
				"accredit a carrier",
				By::Council,
				accredit(carrier.org, RightKinds::ALL),
				ConsortiumError::RoleMissing,
			),
			row(
				"accredit by a member",
				brand,
				accredit(carrier.org, RightKinds::ALL),
				DispatchError::BadOrigin,
			),
			row(
				"accredit for no kind of right",
				By::Council,
				accredit(world.cast.office.org, RightKinds(0)),
				ConsortiumError::MalformedKinds,
			),
			row(
				"withdraw an accreditation that was not given",
				By::Council,
				Consortium::<Runtime>::withdraw_accreditation {
					org: carrier.org,
					office: office(),
				},
				ConsortiumError::NotAccredited,
			),
			row(
				"a prefix that is held",
				By::Council,
				attest_prefix(factory.org, BRAND_PREFIX),
				ConsortiumError::PrefixTaken,
			),
			row(
				"a prefix below one that is held",
				By::Council,
				attest_prefix(factory.org, "80123456"),
				ConsortiumError::PrefixTaken,
			),
			row(
				"a prefix above one that is held",
				By::Council,
				attest_prefix(factory.org, "80123"),
				ConsortiumError::PrefixTaken,
			),
			row(
				"suspend a stranger",
				By::Council,
				suspend(9_999),
				ConsortiumError::UnknownOrganisation,
			),
			row("suspend by a rival", brand, suspend(carrier.org), DispatchError::BadOrigin),
			row(
				"reinstate who is not suspended",
				By::Council,
				Consortium::<Runtime>::reinstate { org: carrier.org },
				ConsortiumError::NotSuspended,
			),
			row(
				"seat twice",
				By::Council,
				Consortium::<Runtime>::seat { org: 0 },
				ConsortiumError::AlreadySeated,
			),
			row(
				"unseat one of three",
				By::Council,
				Consortium::<Runtime>::unseat { org: 0 },
				ConsortiumError::TooFewSeats,
			),
			row("expel one of three seats", By::Council, expel(0), ConsortiumError::TooFewSeats),
			row(
				"expel by one's controller",
				brand.controller(),
				expel(brand.org),
				DispatchError::BadOrigin,
			),
			row(
				"recover to a member's account",
				By::Council,
				Consortium::<Runtime>::recover_controller { org: 0, new: bob },
				ConsortiumError::AccountTaken,
			),
			row(
				"add an operator as operator",
				brand,
				add("fresh", Role::RightsHolder.into()),
				ConsortiumError::NotController,
			),
			row(
				"add an operator as outsider",
				outsider(),
				add("fresh", Role::RightsHolder.into()),
				ConsortiumError::NotController,
			),
			row(
				"add an operator with more roles",
				brand.controller(),
				add("fresh", good),
				ConsortiumError::RolesExceeded,
			),
			row(
				"add another's operator",
				brand.controller(),
				add(&carriers, Role::RightsHolder.into()),
				ConsortiumError::AccountTaken,
			),
			row(
				"add an operator without its consent",
				brand.controller(),
				Consortium::<Runtime>::add_operator {
					account: fresh(),
					roles: Role::RightsHolder.into(),
					proof: consent(carrier.org, "fresh"),
				},
				ConsortiumError::NotConsented,
			),
			row(
				"accept what was not offered",
				outsider(),
				Consortium::<Runtime>::accept_control { org: brand.org },
				ConsortiumError::NotOffered,
			),
			row(
				"retire another's operator",
				brand.controller(),
				Consortium::<Runtime>::retire_operator { account: carrier.operator() },
				ConsortiumError::NotOperator,
			),
			row(
				"rotate to a member's account",
				brand.controller(),
				Consortium::<Runtime>::rotate_controller { new: Some(carrier.operator()) },
				ConsortiumError::AccountTaken,
			),
			row(
				"unfreeze what is not frozen",
				brand.controller(),
				Consortium::<Runtime>::unfreeze_operators {},
				ConsortiumError::NotFrozen,
			),
			row(
				"sponsor a member",
				brand,
				sponsor(carrier.operator()),
				ConsortiumError::AccountTaken,
			),
			row("sponsor as an outsider", outsider(), sponsor(fresh()), ConsortiumError::NotMember),
			row(
				"end no sponsorship",
				brand,
				Consortium::<Runtime>::end_sponsorship { account: fresh() },
				ConsortiumError::NotSponsored,
			),
			row(
				"quota by a member",
				brand,
				Consortium::<Runtime>::set_quota { org: brand.org, quota: u128::MAX },
				DispatchError::BadOrigin,
			),
		]);
	});
}
