//! What certificates decode of custody against the runtime's own types: each event that a chain of an object takes
//! in, in every form, and no other; and the record of an object.

mod common;

use codec::{Decode, DecodeAll, Encode};
use common::metadata;
use frame_metadata::v15::{RuntimeMetadataV15, StorageEntryType};
use scale_info::{form::PortableForm, TypeDef, TypeDefPrimitive, Variant};
use sp_core::H256;
use std::collections::BTreeMap;
use tracemark_certificate::{
	custody::{Event, Item},
	Refusal,
};
use tracemark_runtime::Runtime;

/// Values made of each type: enough that each variant of what is nested in an event comes up.
const FORMS: u32 = 400;

/// Makes values of types of the runtime, with their bytes in ASCII so that texts are texts.
struct Maker<'a> {
	metadata: &'a RuntimeMetadataV15,
	state: u64,
}

impl Maker<'_> {
	/// A number below a limit (Knuth's MMIX generator).
	fn below(&mut self, limit: usize) -> usize {
		self.state = self
			.state
			.wrapping_mul(6_364_136_223_846_793_005)
			.wrapping_add(1_442_695_040_888_963_407);
		usize::try_from(self.state >> 33).expect("fits") % limit
	}

	fn digit(&mut self) -> u8 {
		b'0' + u8::try_from(self.below(10)).expect("is small")
	}

	/// The SCALE value of something of this type.
	fn value(&mut self, ty: u32) -> Vec<u8> {
		let ty = &self.metadata.types.resolve(ty).expect("in the registry").type_def;
		match ty {
			TypeDef::Composite(composite) => {
				composite.fields.iter().flat_map(|field| self.value(field.ty.id)).collect()
			},
			TypeDef::Variant(variants) => {
				let variant = &variants.variants[self.below(variants.variants.len())];
				self.variant(variant).0
			},
			TypeDef::Sequence(sequence) => {
				let count = self.below(4);
				let mut bytes = codec::Compact(u32::try_from(count).expect("is small")).encode();
				(0..count).for_each(|_| bytes.extend(self.value(sequence.type_param.id)));
				bytes
			},
			TypeDef::Array(array) => {
				(0..array.len).flat_map(|_| self.value(array.type_param.id)).collect()
			},
			TypeDef::Tuple(tuple) => {
				tuple.fields.iter().flat_map(|field| self.value(field.id)).collect()
			},
			TypeDef::Primitive(primitive) => {
				let width = match primitive {
					TypeDefPrimitive::Bool => return vec![u8::from(self.below(2) == 1)],
					TypeDefPrimitive::U8 | TypeDefPrimitive::I8 => 1,
					TypeDefPrimitive::U16 | TypeDefPrimitive::I16 => 2,
					TypeDefPrimitive::U32 | TypeDefPrimitive::I32 => 4,
					TypeDefPrimitive::U64 | TypeDefPrimitive::I64 => 8,
					TypeDefPrimitive::U128 | TypeDefPrimitive::I128 => 16,
					other => panic!("no event has {other:?}"),
				};
				(0..width).map(|_| self.digit()).collect()
			},
			TypeDef::Compact(_) | TypeDef::BitSequence(_) => panic!("no event has {ty:?}"),
		}
	}

	/// The SCALE value of something of this variant, and those of its fields.
	fn variant(&mut self, variant: &Variant<PortableForm>) -> (Vec<u8>, BTreeMap<String, Vec<u8>>) {
		let mut bytes = vec![variant.index];
		let mut fields = BTreeMap::new();
		for field in &variant.fields {
			let value = self.value(field.ty.id);
			bytes.extend(&value);
			fields.insert(field.name.clone().unwrap_or_default(), value);
		}
		(bytes, fields)
	}
}

fn names(variant: &Variant<PortableForm>) -> Vec<&str> {
	variant.fields.iter().filter_map(|field| field.name.as_deref()).collect()
}

/// The objects whose chains take in an event with these fields: whoever holds or became the other first.
fn chained<'a>(names: &[&'a str]) -> Option<Vec<&'a str>> {
	const PAIRS: [[&str; 2]; 3] =
		[["parent", "child"], ["consignment", "into"], ["into", "object"]];
	let find = |name: &str| names.iter().find(|own| **own == name).copied();
	if find("pins").is_some() {
		let pair = PAIRS.iter().find(|pair| pair.iter().all(|name| find(name).is_some()));
		return pair.map(|pair| pair.iter().filter_map(|name| find(name)).collect());
	}
	let at = names.iter().position(|name| *name == "seq")?;
	let object = *names.get(at.checked_sub(1)?)?;
	["object", "consignment", "logistic_unit"].contains(&object).then(|| vec![object])
}

fn events(metadata: &RuntimeMetadataV15) -> Vec<Variant<PortableForm>> {
	let custody = metadata.pallets.iter().find(|pallet| pallet.name == "Custody");
	let ty = custody.and_then(|pallet| pallet.event.as_ref()).expect("custody has events").ty.id;
	match &metadata.types.resolve(ty).expect("in the registry").type_def {
		TypeDef::Variant(variants) => variants.variants.clone(),
		_ => panic!("events are an enum"),
	}
}

fn hash(bytes: &[u8]) -> H256 {
	H256::decode(&mut &*bytes).expect("is a hash")
}

#[test]
fn an_event_should_be_decoded_for_certificates_when_a_chain_takes_it_in() {
	let metadata = metadata();
	let mut maker = Maker { metadata: &metadata, state: 20_260_923 };
	let mut count = 0;
	for variant in events(&metadata) {
		let names = names(&variant);
		let Some(objects) = chained(&names) else { continue };
		count += 1;
		for _ in 0..FORMS {
			let (bytes, fields) = maker.variant(&variant);
			let own = pallet_custody::Event::<Runtime>::decode_all(&mut bytes.as_slice());
			assert_eq!(own.map(|event| event.encode()), Ok(bytes.clone()), "{}", variant.name);
			let event = Event::decode(1, &bytes).unwrap_or_else(|refusal| {
				panic!("{}: {refusal}", variant.name);
			});
			let ends: Vec<_> = event.ends().map(|end| (end.object, end.seq)).collect();
			let seqs: Vec<u32> = match fields.get("pins") {
				Some(pins) => {
					let pins =
						pallet_custody::Pins::decode(&mut pins.as_slice()).expect("are pins");
					vec![pins.parent_seq, pins.child_seq]
				},
				None => vec![u32::decode(&mut fields["seq"].as_slice()).expect("is a number")],
			};
			let objects: Vec<H256> = objects.iter().map(|name| hash(&fields[*name])).collect();
			assert_eq!(ends, objects.into_iter().zip(seqs).collect::<Vec<_>>(), "{}", variant.name);
			let longer = [bytes.as_slice(), &[0]].concat();
			assert_eq!(Event::decode(1, &longer), Err(Refusal::UnreadableEvent(1)));
		}
	}
	assert_eq!(count, 33);
}

#[test]
fn an_event_should_be_refused_for_certificates_when_no_chain_takes_it_in() {
	let metadata = metadata();
	let mut maker = Maker { metadata: &metadata, state: 1 };
	for variant in events(&metadata) {
		if chained(&names(&variant)).is_some() {
			continue;
		}
		let (bytes, _) = maker.variant(&variant);
		assert_eq!(Event::decode(1, &bytes), Err(Refusal::UnknownEvent(variant.index)));
	}
}

#[test]
fn an_object_should_be_decoded_for_certificates_when_it_is_of_any_form() {
	let metadata = metadata();
	let custody = metadata.pallets.iter().find(|pallet| pallet.name == "Custody");
	let storage = custody.and_then(|pallet| pallet.storage.as_ref()).expect("custody has storage");
	let items = storage.entries.iter().find(|entry| entry.name == "Items").expect("has items");
	let ty = match &items.ty {
		StorageEntryType::Map { value, .. } => value.id,
		StorageEntryType::Plain(_) => panic!("items are a map"),
	};
	let mut maker = Maker { metadata: &metadata, state: 7 };
	for _ in 0..FORMS {
		let bytes = maker.value(ty);
		let own = pallet_custody::Item::decode_all(&mut bytes.as_slice()).expect("is an object");
		let item = Item::decode_all(&mut bytes.as_slice()).expect("is an object");
		assert_eq!(item.encode(), bytes);
		assert_eq!((item.seq, item.head), (own.seq, own.head));
	}
}
