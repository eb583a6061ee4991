//! Values of the runtime's types, made from its metadata.

use codec::{Compact, Encode};
use frame_metadata::v15::{RuntimeMetadataV15, StorageEntryType};
use scale_info::{form::PortableForm, TypeDef, TypeDefPrimitive, Variant};
use std::collections::{BTreeMap, BTreeSet};

/// Makes values of types of the runtime, with bytes that are digits, so that texts are texts.
pub struct Maker<'a> {
	metadata: &'a RuntimeMetadataV15,
	state: u64,
	/// How many variants each enum has that came up, by its type.
	enums: BTreeMap<u32, usize>,
	/// The variants that came up.
	seen: BTreeSet<(u32, u8)>,
}

impl<'a> Maker<'a> {
	pub fn new(metadata: &'a RuntimeMetadataV15) -> Self {
		Self { metadata, state: 20_260_923, enums: BTreeMap::new(), seen: BTreeSet::new() }
	}

	/// A number below a limit (Knuth's MMIX generator).
	fn below(&mut self, limit: usize) -> usize {
		self.state = self
			.state
			.wrapping_mul(6_364_136_223_846_793_005)
			.wrapping_add(1_442_695_040_888_963_407);
		usize::try_from(self.state >> 33).expect("fits") % limit
	}

	fn bytes(&mut self, count: usize) -> Vec<u8> {
		(0..count).map(|_| b'0' + u8::try_from(self.below(10)).expect("is small")).collect()
	}

	/// The SCALE value of something of this type.
	pub fn value(&mut self, id: u32) -> Vec<u8> {
		let found = self.metadata.types.resolve(id).expect("in the registry");
		if found.path.segments.last().is_some_and(|name| name == "Permill") {
			return u32::try_from(self.below(1_000_001)).expect("is small").encode();
		}
		let ty = &found.type_def;
		match ty {
			TypeDef::Composite(composite) => {
				composite.fields.iter().flat_map(|field| self.value(field.ty.id)).collect()
			},
			TypeDef::Variant(variants) => {
				let count = variants.variants.len();
				let variant = &variants.variants[self.below(count)];
				self.enums.insert(id, count);
				self.seen.insert((id, variant.index));
				self.variant(variant).0
			},
			TypeDef::Sequence(sequence) => {
				let count = self.below(4);
				let items = (0..count).flat_map(|_| self.value(sequence.type_param.id));
				let items: Vec<u8> = items.collect();
				[Compact(u32::try_from(count).expect("is small")).encode(), items].concat()
			},
			TypeDef::Array(array) => {
				(0..array.len).flat_map(|_| self.value(array.type_param.id)).collect()
			},
			TypeDef::Tuple(tuple) => {
				tuple.fields.iter().flat_map(|field| self.value(field.id)).collect()
			},
			TypeDef::Compact(_) => {
				Compact(u32::try_from(self.below(1 << 20)).expect("is small")).encode()
			},
			TypeDef::Primitive(primitive) => self.primitive(primitive),
			TypeDef::BitSequence(_) => panic!("no entry has {ty:?}"),
		}
	}

	/// The SCALE value of something of this variant, and those of its fields by their names.
	pub fn variant(
		&mut self,
		variant: &Variant<PortableForm>,
	) -> (Vec<u8>, BTreeMap<String, Vec<u8>>) {
		let mut bytes = vec![variant.index];
		let mut fields = BTreeMap::new();
		for field in &variant.fields {
			let value = self.value(field.ty.id);
			bytes.extend(&value);
			fields.insert(field.name.clone().unwrap_or_default(), value);
		}
		(bytes, fields)
	}

	fn primitive(&mut self, primitive: &TypeDefPrimitive) -> Vec<u8> {
		match primitive {
			TypeDefPrimitive::Bool => vec![u8::from(self.below(2) == 1)],
			TypeDefPrimitive::Str => self.bytes(9).encode(),
			TypeDefPrimitive::U8 | TypeDefPrimitive::I8 => self.bytes(1),
			TypeDefPrimitive::U16 | TypeDefPrimitive::I16 => self.bytes(2),
			TypeDefPrimitive::U32 | TypeDefPrimitive::I32 => self.bytes(4),
			TypeDefPrimitive::U64 | TypeDefPrimitive::I64 => self.bytes(8),
			TypeDefPrimitive::U128 | TypeDefPrimitive::I128 => self.bytes(16),
			other => panic!("no entry has {other:?}"),
		}
	}

	/// Fails with the enums of which a variant never came up.
	pub fn assert_complete(&self, what: &str) {
		for (id, count) in &self.enums {
			let seen = self.seen.iter().filter(|(of, _)| of == id).count();
			let ty = self.metadata.types.resolve(*id).expect("in the registry");
			assert_eq!(seen, *count, "{what}: not every form of {:?} came up", ty.path);
		}
	}
}

/// The type of the values of a storage item.
pub fn value_type(metadata: &RuntimeMetadataV15, pallet: &str, item: &str) -> u32 {
	let found = metadata.pallets.iter().find(|known| known.name == pallet);
	let storage = found.and_then(|pallet| pallet.storage.as_ref());
	let entries = storage.unwrap_or_else(|| panic!("{pallet} has storage")).entries.iter();
	let mut named = entries.filter(|entry| entry.name == item);
	match &named.next().unwrap_or_else(|| panic!("there is {pallet}.{item}")).ty {
		StorageEntryType::Plain(ty) => ty.id,
		StorageEntryType::Map { value, .. } => value.id,
	}
}
