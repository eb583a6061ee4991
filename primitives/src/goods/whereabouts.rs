//! Where goods are, and what let them into a country and onto the market.

use super::{ObjectId, Presence};
use crate::{
	authorisation::{Consent, FirstSale},
	stored::stored,
	territory::Country,
	DeclarationId, Moment, OrgId,
};

stored! {
	/// Where custody knows goods to be.
	pub struct Whereabouts {
		/// The record that they are tracked by: their own, or that of the consignment they lie in.
		pub object: ObjectId,
		/// Who holds the outermost object that they are in, or held it last.
		pub holder: OrgId,
		/// What the life of the outermost object is at; their own if it ended.
		pub presence: Presence,
		/// The latest clearance of their own, of anything that they lay in when it was cleared, or of
		/// something that lies in them.
		pub cleared: Option<Clearance>,
		/// Where and when a unit or consignment was first put on the market with consent.
		pub first_sale: Option<Marketing>,
		/// To whom they belong, whoever holds them; of goods that ended, to whom they belonged in the trade.
		pub owner: OrgId,
	}

	/// That goods were let into a country.
	pub struct Clearance {
		/// By which declaration.
		pub declaration: DeclarationId,
		/// Into which country.
		pub destination: Country,
	}
}

impl Clearance {
	/// Whether the goods are in `country` by it: what was let into one country of a customs union is in
	/// all of them.
	pub fn covers(&self, country: &Country) -> bool {
		self.destination.customs_territory() == country.customs_territory()
	}

	/// The later of two: declarations are numbered in the order in which they are lodged.
	pub fn latest(a: Option<Self>, b: Option<Self>) -> Option<Self> {
		match (a, b) {
			(Some(one), Some(other)) if one.declaration < other.declaration => Some(other),
			(Some(one), _) => Some(one),
			(None, other) => other,
		}
	}
}

stored! {
	/// Where and when goods were first put on the market with the consent of the owners of their rights.
	pub struct Marketing {
		/// Where.
		pub country: Country,
		/// Block time of the record.
		pub at: Moment,
		/// Block time of the record that they were repackaged, changed or impaired since.
		pub altered: Option<Moment>,
	}
}

impl Marketing {
	/// Whether the goods were altered since, as far as the record knew at `at`.
	pub fn is_altered_at(&self, at: Moment) -> bool {
		self.altered.is_some_and(|since| since <= at)
	}

	/// The same, of goods that are altered at `at`, unless they were before.
	pub fn altered_at(self, at: Moment) -> Self {
		Self { altered: self.altered.or(Some(at)), ..self }
	}

	/// The same, as a fact that a question carries: on record with `object`.
	pub fn recorded(self, object: ObjectId) -> FirstSale {
		let Self { country, at, .. } = self;
		FirstSale { country, at, consent: Consent::Recorded { object } }
	}
}
