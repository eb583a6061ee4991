//! What a pallet's benchmarks need of its neighbours, made through the neighbours' own state.

use crate::{
	goods::GoodsClaim,
	gs1::{CompanyPrefix, Gtin},
	parties::Roles,
	quantity::Quantity,
	rights::{OfficeCode, RightId},
	LicenceId, Moment, OrgId,
};

/// Makes the world that a benchmark runs in. Every function is idempotent: the same arguments give
/// the same result.
pub trait BenchmarkHelper<AccountId> {
	/// Sets block time.
	fn set_time(now: Moment);

	/// An operator with all of `roles` of an organisation of its own in Germany, in good standing.
	fn member(seed: u32, roles: Roles) -> (AccountId, OrgId);

	/// Expels an organisation.
	fn expel(org: OrgId);

	/// Accredits an organisation for an office's register.
	fn accredit(org: OrgId, office: OfficeCode);

	/// Gives an organisation a company prefix.
	fn add_prefix(org: OrgId, prefix: CompanyPrefix);

	/// An attested trade mark of `owner`, in force everywhere and without end.
	fn attested_right(seed: u32, owner: OrgId) -> RightId;

	/// A licence of all activities, everywhere, without end, that takes most to ask and to use.
	fn licence(right: RightId, licensee: OrgId) -> LicenceId;

	/// The same, granted by the owner, and the only one between the two.
	fn direct_licence(right: RightId, licensee: OrgId) -> LicenceId {
		Self::licence(right, licensee)
	}

	/// A logistic unit held by `holder`, inside `depth` more, with goods of one class under one right
	/// that `holder` may import: the claim to it, its class, and how much it holds.
	fn logistic_unit(seed: u32, holder: OrgId, depth: u8) -> (GoodsClaim, Gtin, Quantity);

	/// A single item that lies in a consignment held by `holder`, with its path.
	fn unit(seed: u32, holder: OrgId) -> (GoodsClaim, Gtin);
}
