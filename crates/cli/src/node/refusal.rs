//! What the chain says when it refuses a call, in its own words.

use subxt::{error::DispatchError, metadata::ArcMetadata};

/// Why a call was refused: `Pallet.Error`, and what the chain's metadata says about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
	/// `Pallet.Error`, or the kind of a refusal that is no pallet's.
	pub reason: String,
	/// The error's documentation, in one line; empty if it has none.
	pub docs: String,
	/// Which of several calls it was, from 0, if the chain says so.
	pub index: Option<u32>,
}

impl std::fmt::Display for Refusal {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		write!(f, "refused by the chain: ")?;
		if let Some(index) = self.index {
			write!(f, "call {}: ", index.saturating_add(1))?;
		}
		f.write_str(&self.reason)?;
		match self.docs.trim_end_matches('.') {
			"" => Ok(()),
			docs => write!(f, ": {docs}"),
		}
	}
}

/// How an event tells what an inner call came to.
enum Inner {
	/// The number of the call, then the error.
	NumberedError,
	/// The error.
	Error,
	/// A result.
	Result,
}

/// The events that tell of an inner call's refusal though the outer one succeeded.
const INNER: [(&str, &str, Inner); 4] = [
	("Utility", "BatchInterrupted", Inner::NumberedError),
	("Utility", "ItemFailed", Inner::Error),
	("Utility", "DispatchedAs", Inner::Result),
	("Proxy", "ProxyExecuted", Inner::Result),
];

/// Names the error of a failed extrinsic.
pub fn of_error(bytes: &[u8], chain: ArcMetadata) -> Refusal {
	let unnamed = |reason: String| Refusal { reason, docs: String::new(), index: None };
	match DispatchError::decode_from(bytes, chain) {
		Ok(DispatchError::Module(error)) => match error.details() {
			Ok(details) => Refusal {
				reason: format!("{}.{}", details.pallet.name(), details.variant.name),
				docs: details.variant.docs.join(" ").trim().to_owned(),
				index: None,
			},
			Err(error) => unnamed(error.to_string()),
		},
		Ok(DispatchError::BadOrigin) => Refusal {
			reason: "BadOrigin".to_owned(),
			docs: "The account that signed may not make this call".to_owned(),
			index: None,
		},
		Ok(other) => unnamed(other.to_string()),
		Err(error) => unnamed(format!("an error that cannot be read: {error}")),
	}
}

/// The refusal that an event tells, if it tells one.
pub fn of_event(pallet: &str, name: &str, fields: &[u8], chain: ArcMetadata) -> Option<Refusal> {
	if (pallet, name) == ("System", "ExtrinsicFailed") {
		return Some(of_error(fields, chain));
	}
	let (.., inner) = INNER.iter().find(|(p, n, _)| (*p, *n) == (pallet, name))?;
	match inner {
		Inner::NumberedError => {
			let (index, error) = fields.split_first_chunk::<4>()?;
			let index = Some(u32::from_le_bytes(*index));
			Some(Refusal { index, ..of_error(error, chain) })
		},
		Inner::Error => Some(of_error(fields, chain)),
		Inner::Result => match fields.split_first()? {
			(0, _) => None,
			(_, error) => Some(of_error(error, chain)),
		},
	}
}

#[cfg(test)]
pub mod tests {
	use super::*;
	use codec::{Compact, Decode, Encode};
	use scale_info::{MetaType, TypeInfo};
	use subxt::{ext::frame_metadata::v14 as md, metadata::Metadata};

	/// A chain with two pallets, as small as metadata can be. Only its types count.
	#[allow(dead_code)]
	mod chain {
		use super::*;

		#[derive(TypeInfo, Encode, Decode)]
		#[allow(non_camel_case_types)]
		pub enum Evidence {
			#[codec(index = 1)]
			anchor_batch { root: sp_core::H256, leaves: u64 },
		}
		#[derive(TypeInfo, Encode, Decode)]
		#[allow(non_camel_case_types)]
		pub enum Utility {
			#[codec(index = 2)]
			batch_all { calls: Vec<RuntimeCall> },
		}
		#[derive(TypeInfo, Encode, Decode)]
		pub enum RuntimeCall {
			#[codec(index = 4)]
			Utility(Utility),
			#[codec(index = 55)]
			Evidence(Evidence),
		}
		#[derive(TypeInfo)]
		#[scale_info(capture_docs = "always")]
		pub enum EvidenceError {
			/// The digest has no record.
			#[codec(index = 3)]
			UnknownDigest,
			#[codec(index = 4)]
			TooManyLeaves,
		}
		#[derive(TypeInfo)]
		pub enum Event {
			Done,
		}
		#[derive(TypeInfo)]
		pub enum RuntimeEvent {
			#[codec(index = 55)]
			Evidence(Event),
		}
		#[derive(TypeInfo)]
		pub struct Module {
			pub index: u8,
			pub error: [u8; 4],
		}
		#[derive(TypeInfo)]
		pub struct Extrinsic<Address, Call, Signature, Extra>(
			pub core::marker::PhantomData<(Address, Call, Signature, Extra)>,
		);
	}

	/// As `sp_runtime` has it: it is found by its path.
	struct DispatchError;
	impl TypeInfo for DispatchError {
		type Identity = Self;
		fn type_info() -> scale_info::Type {
			use scale_info::{build::Variants, Path, Type};
			let variants = Variants::new()
				.variant("Other", |v| v.index(0))
				.variant("CannotLookup", |v| v.index(1))
				.variant("BadOrigin", |v| v.index(2))
				.variant("Module", |v| {
					v.index(3).fields(
						scale_info::build::Fields::unnamed()
							.field(|field| field.ty::<chain::Module>()),
					)
				});
			Type::builder()
				.path(Path::from_segments(["sp_runtime", "DispatchError"]).unwrap())
				.variant(variants)
		}
	}

	/// The metadata of that chain.
	pub fn metadata() -> ArcMetadata {
		let records = md::StorageEntryMetadata {
			name: "Records",
			modifier: md::StorageEntryModifier::Optional,
			ty: md::StorageEntryType::Plain(MetaType::new::<u32>()),
			default: vec![0],
			docs: vec![],
		};
		let storage = md::PalletStorageMetadata { prefix: "Evidence", entries: vec![records] };
		let pallet = |name, index, call, error, storage| md::PalletMetadata {
			name,
			storage,
			calls: Some(md::PalletCallMetadata { ty: call }),
			event: None,
			constants: vec![],
			error,
			index,
		};
		let error = md::PalletErrorMetadata { ty: MetaType::new::<chain::EvidenceError>() };
		let pallets = vec![
			pallet("Utility", 4, MetaType::new::<chain::Utility>(), None, None),
			pallet("Evidence", 55, MetaType::new::<chain::Evidence>(), Some(error), Some(storage)),
		];
		type Extrinsic = chain::Extrinsic<[u8; 32], chain::RuntimeCall, [u8; 64], ()>;
		let extrinsic = md::ExtrinsicMetadata {
			ty: MetaType::new::<Extrinsic>(),
			version: 4,
			signed_extensions: vec![],
		};
		// Types that nothing else names come in by the runtime's own.
		type Runtime = (chain::RuntimeCall, chain::RuntimeEvent, DispatchError, Compact<u32>);
		let chain = md::RuntimeMetadataV14::new(pallets, extrinsic, MetaType::new::<Runtime>());
		Metadata::try_from(chain).unwrap().arc()
	}

	const UNKNOWN_DIGEST: [u8; 6] = [3, 55, 3, 0, 0, 0];

	#[test]
	fn refusal_should_have_the_chain_s_words_when_a_pallet_refuses() {
		let refusal = of_event("System", "ExtrinsicFailed", &UNKNOWN_DIGEST, metadata()).unwrap();
		assert_eq!(
			refusal.to_string(),
			"refused by the chain: Evidence.UnknownDigest: The digest has no record"
		);
		let bare = of_error(&[3, 55, 4, 0, 0, 0], metadata());
		assert_eq!(bare.to_string(), "refused by the chain: Evidence.TooManyLeaves");
	}

	#[test]
	fn refusal_should_be_found_when_it_lies_within_a_batch_or_a_proxy() {
		let interrupted = [&2u32.to_le_bytes()[..], &UNKNOWN_DIGEST].concat();
		let refusal = of_event("Utility", "BatchInterrupted", &interrupted, metadata()).unwrap();
		assert_eq!(refusal.index, Some(2));
		assert_eq!(
			refusal.to_string(),
			"refused by the chain: call 3: Evidence.UnknownDigest: The digest has no record"
		);
		let item = of_event("Utility", "ItemFailed", &UNKNOWN_DIGEST, metadata()).unwrap();
		assert_eq!(item.reason, "Evidence.UnknownDigest");
		let failed = [&[1][..], &UNKNOWN_DIGEST].concat();
		let proxied = of_event("Proxy", "ProxyExecuted", &failed, metadata()).unwrap();
		assert_eq!(proxied.reason, "Evidence.UnknownDigest");
	}

	#[test]
	fn refusal_should_not_be_seen_when_all_went_well() {
		assert_eq!(of_event("Proxy", "ProxyExecuted", &[0], metadata()), None);
		assert_eq!(of_event("Utility", "BatchCompleted", &[], metadata()), None);
		assert_eq!(of_event("Utility", "BatchInterrupted", &[1], metadata()), None);
	}

	#[test]
	fn refusal_should_say_so_when_it_is_no_pallet_s_or_unknown() {
		assert_eq!(of_error(&[2], metadata()).reason, "BadOrigin");
		assert!(of_error(&[3, 99, 0, 0, 0, 0], metadata()).reason.contains("99"));
		assert!(of_error(&[200], metadata()).reason.contains("cannot be read"));
	}
}
