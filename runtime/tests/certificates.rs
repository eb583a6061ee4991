//! What certificates decode of custody against the runtime's own types: each event that a chain of an object takes
//! in, in every form, and no other; and the record of an object.

mod common;

use codec::{Decode, DecodeAll, Encode};
use common::{
	maker::{value_type, Maker},
	metadata,
};
use frame_metadata::v15::RuntimeMetadataV15;
use scale_info::{form::PortableForm, TypeDef, Variant};
use sp_core::H256;
use tracemark_certificate::{
	custody::{Event, Item},
	Refusal,
};
use tracemark_runtime::Runtime;

/// Values made of each type: enough that each variant of what is nested in an event comes up.
const FORMS: u32 = 400;

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
	let mut maker = Maker::new(&metadata);
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
	let mut maker = Maker::new(&metadata);
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
	let ty = value_type(&metadata, "Custody", "Items");
	let mut maker = Maker::new(&metadata);
	for _ in 0..FORMS {
		let bytes = maker.value(ty);
		let own = pallet_custody::Item::decode_all(&mut bytes.as_slice()).expect("is an object");
		let item = Item::decode_all(&mut bytes.as_slice()).expect("is an object");
		assert_eq!(item.encode(), bytes);
		assert_eq!((item.seq, item.head), (own.seq, own.head));
	}
}
