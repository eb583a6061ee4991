//! Whether a type is the one that the chain means.
//!
//! Answers are decoded without names, so that a chain whose type has one field more would be misread in
//! silence. Each type is therefore compared with the metadata first: its kind, the names and order of its
//! fields, and the names and numbers of its variants. The chain may have variants that are newer than this
//! program; their values fail when they come.

use scale_info::{
	form::PortableForm, Field, MetaType, PortableRegistry, Registry, TypeDef, TypeInfo,
};
use std::collections::BTreeSet;

/// A type of this program.
pub struct Shape {
	types: PortableRegistry,
	id: u32,
}

impl Shape {
	/// Of a type.
	pub fn of<T: TypeInfo + 'static>() -> Self {
		let mut registry = Registry::new();
		let id = registry.register_type(&MetaType::new::<T>()).id;
		Self { types: registry.into(), id }
	}

	/// Compares it with the type `id` of the chain. The error says where they differ.
	pub fn compare(&self, chain: &PortableRegistry, id: u32) -> Result<(), String> {
		Comparison { ours: &self.types, chain, seen: BTreeSet::new() }.types(self.id, id, "")
	}
}

struct Comparison<'a> {
	ours: &'a PortableRegistry,
	chain: &'a PortableRegistry,
	/// Pairs that were or are being compared: types can contain themselves.
	seen: BTreeSet<(u32, u32)>,
}

impl Comparison<'_> {
	fn types(&mut self, ours: u32, chain: u32, place: &str) -> Result<(), String> {
		if !self.seen.insert((ours, chain)) {
			return Ok(());
		}
		let differs = || format!("it differs at `{}`", place.trim_start_matches('.'));
		let (one, other) = match (self.ours.resolve(ours), self.chain.resolve(chain)) {
			(Some(one), Some(other)) => (one.type_def.clone(), other.type_def.clone()),
			_ => return Err(differs()),
		};
		match (one, other) {
			(TypeDef::Composite(one), TypeDef::Composite(other)) => {
				self.fields(&one.fields, &other.fields, place)
			},
			(TypeDef::Variant(one), TypeDef::Variant(other)) => {
				for variant in &one.variants {
					let place = format!("{place}.{}", variant.name);
					let same = other
						.variants
						.iter()
						.find(|known| known.index == variant.index && known.name == variant.name);
					let same = same
						.ok_or_else(|| format!("it has no `{}`", place.trim_start_matches('.')))?;
					self.fields(&variant.fields, &same.fields, &place)?;
				}
				Ok(())
			},
			(TypeDef::Sequence(one), TypeDef::Sequence(other)) => {
				self.types(one.type_param.id, other.type_param.id, place)
			},
			(TypeDef::Array(one), TypeDef::Array(other)) if one.len == other.len => {
				self.types(one.type_param.id, other.type_param.id, place)
			},
			(TypeDef::Tuple(one), TypeDef::Tuple(other))
				if one.fields.len() == other.fields.len() =>
			{
				for (index, (one, other)) in one.fields.iter().zip(&other.fields).enumerate() {
					self.types(one.id, other.id, &format!("{place}.{index}"))?;
				}
				Ok(())
			},
			(TypeDef::Primitive(one), TypeDef::Primitive(other)) if one == other => Ok(()),
			(TypeDef::Compact(one), TypeDef::Compact(other)) => {
				self.types(one.type_param.id, other.type_param.id, place)
			},
			_ => Err(differs()),
		}
	}

	fn fields(
		&mut self,
		ours: &[Field<PortableForm>],
		chain: &[Field<PortableForm>],
		place: &str,
	) -> Result<(), String> {
		let names = |fields: &[Field<PortableForm>]| -> Vec<Option<String>> {
			fields.iter().map(|field| field.name.clone()).collect()
		};
		if names(ours) != names(chain) {
			return Err(format!("the fields of `{}` differ", place.trim_start_matches('.')));
		}
		for (one, other) in ours.iter().zip(chain) {
			let place = match &one.name {
				Some(name) => format!("{place}.{name}"),
				None => place.to_owned(),
			};
			self.types(one.ty.id, other.ty.id, &place)?;
		}
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn compare<Ours: TypeInfo + 'static, Chain: TypeInfo + 'static>() -> Result<(), String> {
		let chain = Shape::of::<Chain>();
		Shape::of::<Ours>().compare(&chain.types, chain.id)
	}

	mod ours {
		#[derive(scale_info::TypeInfo)]
		#[allow(dead_code)]
		pub struct Goods {
			pub holder: u32,
			pub state: State,
			pub inner: Option<Box<Goods>>,
		}
		#[derive(scale_info::TypeInfo)]
		#[allow(dead_code)]
		pub enum State {
			Held,
			Offered { to: u32 },
		}
	}

	mod newer {
		#[derive(scale_info::TypeInfo)]
		#[allow(dead_code)]
		pub struct Goods {
			pub holder: u32,
			pub state: State,
			pub inner: Option<Box<Goods>>,
		}
		#[derive(scale_info::TypeInfo)]
		#[allow(dead_code)]
		pub enum State {
			Held,
			Offered { to: u32 },
			Lost,
		}
	}

	mod changed {
		#[derive(scale_info::TypeInfo)]
		#[allow(dead_code)]
		pub enum State {
			Held,
			Offered { to: u64 },
		}
		#[derive(scale_info::TypeInfo)]
		#[allow(dead_code)]
		pub enum Renamed {
			Held,
			Promised { to: u32 },
		}
		#[derive(scale_info::TypeInfo)]
		#[allow(dead_code)]
		pub struct Goods {
			pub holder: u32,
			pub state: super::ours::State,
			pub since: u64,
			pub inner: Option<Box<Goods>>,
		}
	}

	#[test]
	fn shape_should_agree_when_the_chain_has_the_same_type_or_more_variants() {
		assert_eq!(compare::<ours::Goods, ours::Goods>(), Ok(()));
		assert_eq!(compare::<ours::Goods, newer::Goods>(), Ok(()));
		assert_eq!(compare::<(u8, Vec<[u8; 4]>), (u8, Vec<[u8; 4]>)>(), Ok(()));
	}

	#[test]
	fn shape_should_differ_when_a_field_a_variant_or_a_size_differs() {
		for (result, where_) in [
			(compare::<ours::Goods, changed::Goods>(), "fields"),
			(compare::<ours::State, changed::State>(), "Offered.to"),
			(compare::<ours::State, changed::Renamed>(), "Offered"),
			(compare::<newer::State, ours::State>(), "Lost"),
			(compare::<[u8; 4], [u8; 5]>(), "differs"),
			(compare::<(u8, u8), (u8,)>(), "differs"),
			(compare::<Vec<u8>, [u8; 4]>(), "differs"),
		] {
			assert!(result.as_ref().is_err_and(|why| why.contains(where_)), "{where_}: {result:?}");
		}
	}
}
