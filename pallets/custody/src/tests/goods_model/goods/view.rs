//! What is to be seen of it all.

use super::{
	lots::Goods,
	steps::{Life, Origin, Place, Seen, Thing, View},
	Model,
};
use std::collections::BTreeMap;
use tracemark_primitives::OrgId;

fn is_case(thing: &Thing) -> bool {
	matches!(thing, Thing::Case { .. })
}

impl Model {
	/// What `thing` lies in, innermost first.
	pub(super) fn parents(&self, thing: Thing) -> Vec<Thing> {
		let mut parents = Vec::new();
		let mut at = thing;
		while let Some(Place::In(parent)) = self.things.get(&at).map(|state| state.place) {
			parents.push(parent);
			at = parent;
		}
		parents
	}

	/// The outermost thing that `thing` lies in, or itself, and who holds it.
	pub(super) fn outermost(&self, thing: Thing) -> (Life, OrgId) {
		let outer = self.parents(thing).pop().unwrap_or(thing);
		let state = &self.things[&outer];
		let Place::With(holder) = state.place else { unreachable!("it is outermost") };
		(state.life, holder)
	}

	pub(super) fn children(&self, case: Thing) -> Vec<Thing> {
		let inside = self.things.iter().filter(|(_, state)| state.place == Place::In(case));
		inside.map(|(thing, _)| *thing).collect()
	}

	pub(super) fn contents(&self, thing: Thing) -> BTreeMap<u32, u64> {
		let mut contents = BTreeMap::new();
		match thing {
			Thing::Consignment { lot, number } => {
				contents.insert(lot, self.pieces(lot, number));
			},
			Thing::Unit { .. } => {
				contents.extend(self.things[&thing].source.map(|(lot, _)| (lot, 1)));
			},
			_ => {
				for child in self.children(thing) {
					for (lot, pieces) in self.contents(child) {
						*contents.entry(lot).or_default() += pieces;
					}
				}
			},
		}
		contents.retain(|_, pieces| *pieces > 0);
		contents
	}

	pub(super) fn view(&self) -> View {
		let things = self.things.iter().map(|(thing, state)| {
			let (presence, holder) = self.outermost(*thing);
			let taken = match thing {
				Thing::Consignment { lot, number } => self.taken(*lot, *number),
				_ => Vec::new(),
			};
			let seen = Seen {
				place: state.place,
				life: state.life,
				seq: state.seq,
				is_on_market: state.is_on_market,
				bound: self.bound(*thing),
				holder,
				owner: state.owner,
				for_sale: state.title.map(|offer| offer.to),
				presence,
				parents: self.parents(*thing),
				contents: self.contents(*thing),
				taken,
				children: if is_case(thing) { self.children(*thing).len() as u32 } else { 0 },
				height: state.height,
				source: state.source,
				trips: state.trips,
				is_sealed: state.is_sealed,
				is_bridged: state.is_bridged.filter(|_| !state.life.has_ended()),
				successor: state.successor,
				kept_by: state.kept_by,
				recalls: self.recalls_of(*thing),
			};
			(*thing, seen)
		});
		let leaves = self.lots.iter().filter_map(|(lot, made)| match &made.goods {
			Goods::Serial { leaves, .. } => {
				Some((*lot, leaves.iter().map(|leaf| leaf.consignment).collect()))
			},
			Goods::Loose(_) => None,
		});
		let lots = self.lots.iter().map(|(lot, made)| {
			let (inputs, outputs) = self.lineage(*lot);
			(*lot, Origin { maker: made.maker, inputs, outputs })
		});
		View {
			things: things.collect(),
			leaves: leaves.collect(),
			lots: lots.collect(),
			made: self.made.clone(),
			in_force: self.in_force(),
		}
	}
}
