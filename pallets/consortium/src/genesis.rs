//! The consortium that a chain begins with.

use crate::{pallet::*, BaseUrl, DisplayName, Eori, Identifiers, Lei, Profile, Verification};
use alloc::{string::String, vec::Vec};
use frame_support::traits::{Get, InitializeMembers};
use serde::{Deserialize, Serialize};
use sp_runtime::SaturatedConversion;
use tracemark_primitives::{
	gs1::{CompanyPrefix, Gln},
	parties::Roles,
	rights::{OfficeCode, RightKinds},
	territory::Country,
	OrgId,
};

/// An organisation of the first consortium, as chain specifications write it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[serde(bound(deserialize = "AccountId: Deserialize<'de>"))]
pub struct GenesisOrganisation<AccountId> {
	/// Display name.
	pub name: String,
	/// ISO 3166-1 alpha-2 code.
	pub country: String,
	/// Legal Entity Identifier.
	#[serde(default)]
	pub lei: Option<String>,
	/// Number of an economic operator.
	#[serde(default)]
	pub eori: Option<String>,
	/// Global Location Number.
	#[serde(default)]
	pub gln: Option<String>,
	/// Base URL of its resolver.
	#[serde(default)]
	pub resolver: Option<String>,
	/// Bits of its roles.
	pub roles: u32,
	/// Its controller.
	pub controller: AccountId,
	/// Its operators with the bits of their roles.
	#[serde(default)]
	pub operators: Vec<(AccountId, u32)>,
	/// The company prefixes that it holds.
	#[serde(default)]
	pub prefixes: Vec<String>,
	/// The offices (WIPO ST.3) for whose registers it is accredited, for rights of every kind.
	#[serde(default)]
	pub accreditations: Vec<String>,
	/// Whether it has a seat in the council.
	#[serde(default)]
	pub seat: bool,
}

/// Bytes of an identifier; their number must fit.
fn bytes<B: TryFrom<Vec<u8>>>(text: &str) -> B {
	match B::try_from(text.as_bytes().to_vec()) {
		Ok(bytes) => bytes,
		Err(_) => panic!("genesis: {text:?} has a wrong length"),
	}
}

impl<AccountId> GenesisOrganisation<AccountId> {
	fn profile(&self) -> Profile {
		Profile {
			display_name: DisplayName(bytes(&self.name)),
			country: Country(bytes(&self.country)),
			identifiers: Identifiers {
				lei: self.lei.as_deref().map(|lei| Lei(bytes(lei))),
				eori: self.eori.as_deref().map(|eori| Eori(bytes(eori))),
				gln: self.gln.as_deref().map(|gln| Gln(bytes(gln))),
			},
			party_tag: None,
			resolver: self.resolver.as_deref().map(|resolver| BaseUrl(bytes(resolver))),
			verification: Verification::default(),
		}
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn build_genesis(organisations: &[GenesisOrganisation<T::AccountId>]) {
		let mut seats = Vec::<OrgId>::new();
		for entry in organisations {
			let name = &entry.name;
			let admitted =
				Self::do_admit(entry.profile(), Roles(entry.roles), entry.controller.clone());
			let org = match admitted {
				Ok(org) => org,
				Err(error) => panic!("genesis: {name:?} cannot be admitted: {error:?}"),
			};
			for (account, roles) in &entry.operators {
				let added = Self::organisation(org).map_err(Into::into).and_then(|organisation| {
					Self::employ(org, organisation, account.clone(), Roles(*roles))
				});
				assert!(added.is_ok(), "genesis: an operator of {name:?}: {added:?}");
			}
			for prefix in &entry.prefixes {
				let attested = Self::do_attest_prefix(org, CompanyPrefix(bytes(prefix)));
				assert!(attested.is_ok(), "genesis: prefix {prefix:?} of {name:?}: {attested:?}");
			}
			for office in &entry.accreditations {
				let accredited = Self::do_accredit(org, OfficeCode(bytes(office)), RightKinds::ALL);
				assert!(accredited.is_ok(), "genesis: {office:?} of {name:?}: {accredited:?}");
			}
			if entry.seat {
				seats.push(org);
			}
		}
		let filled = seats.len().saturated_into::<u32>();
		assert!(
			filled == 0 || (T::MinSeats::get()..=T::MaxSeats::get()).contains(&filled),
			"genesis: the council cannot have {filled} seats"
		);
		T::Council::initialize_members(&Self::voters(&seats));
		Seats::<T>::put(frame_support::BoundedVec::truncate_from(seats));
	}
}
