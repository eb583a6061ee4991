//! What `SolochainDefaultConfig` would leave at zero is set, and the metadata say everything.

mod common;

use common::{chain, metadata, OURS};
use frame_support::{
	dispatch::DispatchClass,
	traits::{Get, StorageVersion},
};
use tracemark_runtime::{
	Consortium, Custody, Customs, Evidence, IpRegistry, Licensing, Runtime, Validators, VERSION,
};

#[test]
fn weights_and_lengths_should_be_set_when_the_default_config_zeroes_them() {
	let db = <Runtime as frame_system::Config>::DbWeight::get();
	assert!(db.read > 0 && db.write > 0);
	let blocks = <Runtime as frame_system::Config>::BlockWeights::get();
	assert!(blocks.max_block.ref_time() > 0 && blocks.base_block.ref_time() > 0);
	assert!(blocks.get(DispatchClass::Normal).max_total.is_some_and(|max| max.ref_time() > 0));
	let length = <Runtime as frame_system::Config>::BlockLength::get();
	assert!(*length.max.get(DispatchClass::Normal) > 0);
	use frame_system::{ExtensionsWeightInfo, WeightInfo};
	type System = <Runtime as frame_system::Config>::SystemWeightInfo;
	type Extensions = <Runtime as frame_system::Config>::ExtensionsWeightInfo;
	assert!(System::remark(1).ref_time() > 0);
	assert!(Extensions::check_nonce().ref_time() > 0);
	let block_hash_count: u32 = <Runtime as frame_system::Config>::BlockHashCount::get();
	let prefix: u16 = <Runtime as frame_system::Config>::SS58Prefix::get();
	assert_eq!((block_hash_count, prefix), (4096, 42));
	assert_eq!(
		<Runtime as frame_system::Config>::Version::get().spec_version,
		VERSION.spec_version
	);
}

#[test]
fn runtime_apis_of_ours_should_be_in_the_metadata_when_version_15_is_asked() {
	let metadata = metadata();
	let methods: Vec<String> = metadata
		.apis
		.iter()
		.flat_map(|api| {
			api.methods.iter().map(move |method| format!("{}.{}", api.name, method.name))
		})
		.collect();
	for expected in [
		"ConsortiumApi.operator",
		"AuthorisationApi.ask",
		"RightsApi.right",
		"RightsApi.right_by_number",
		"RightsApi.rights_of",
		"RightsApi.rights_in_class",
		"RightsApi.claims",
		"RightsApi.claims_with",
		"RightsApi.contents",
		"RightsApi.fingerprints",
		"RightsApi.titles",
		"RightsApi.designation",
		"RightsApi.limitations",
		"RightsApi.challenges",
		"LicensingApi.statement",
		"LicensingApi.accrued",
		"LicensingApi.exhaustion",
		"LicensingApi.licences_of",
		"CustodyApi.facts",
		"CustodyApi.scan",
		"CustodyApi.class",
		"CustodyApi.class_version",
		"CustodyApi.lot",
		"CustodyApi.trace",
		"CustodyApi.recalls",
		"CustodyApi.recall",
		"CustodyApi.lineage",
		"CustodyApi.edition",
		"CustodyApi.code",
		"CustodyApi.trips",
		"CustodyApi.search",
		"CustodyApi.children",
		"CustodyApi.incidents",
		"CustodyApi.quality_reports",
		"EvidenceApi.about",
		"EvidenceApi.timeline",
		"EvidenceApi.successors",
		"EvidenceApi.exhibits",
		"EvidenceApi.exhibit_history",
		"CustomsApi.dry_run",
		"LiabilityApi.involvements",
	] {
		assert!(
			methods.iter().any(|method| method == expected),
			"{expected} is not in the metadata"
		);
	}
}

#[test]
fn calls_events_errors_and_storage_of_ours_should_have_docs_when_wallets_show_them() {
	let metadata = metadata();
	let types = &metadata.types;
	let mut bare = Vec::new();
	for pallet in metadata.pallets.iter().filter(|pallet| OURS.contains(&pallet.name.as_str())) {
		let enums = [
			("call", pallet.calls.as_ref().map(|calls| calls.ty)),
			("event", pallet.event.as_ref().map(|event| event.ty)),
			("error", pallet.error.as_ref().map(|error| error.ty)),
		];
		for (what, ty) in enums {
			let Some(ty) = ty else { continue };
			let scale_info::TypeDef::Variant(variants) =
				&types.resolve(ty.id).expect("in the registry").type_def
			else {
				panic!("{what} of {} is no enum", pallet.name)
			};
			for variant in &variants.variants {
				if variant.docs.iter().all(|line| line.trim().is_empty()) {
					bare.push(format!("{what} {}.{}", pallet.name, variant.name));
				}
			}
		}
		for entry in pallet.storage.iter().flat_map(|storage| &storage.entries) {
			if entry.docs.is_empty() && entry.name != ":__STORAGE_VERSION__:" {
				bare.push(format!("storage {}.{}", pallet.name, entry.name));
			}
		}
	}
	assert!(bare.is_empty(), "without docs: {bare:#?}");
}

#[test]
fn pallets_should_have_indices_of_their_kind_when_they_are_listed() {
	let ranges = [
		(0..=9, "System Timestamp Preimage Utility Proxy Multisig"),
		(10..=19, "Balances TransactionPayment"),
		(20..=29, "Validators Authorship Session Historical Aura Grandpa"),
		(30..=39, "Council Whitelist"),
		(50..=69, "Consortium IpRegistry Licensing Custody Evidence Customs"),
	];
	for pallet in metadata().pallets {
		let name = pallet.name.as_str();
		let range = ranges.iter().find(|(_, names)| names.split(' ').any(|other| other == name));
		let (range, _) = range.unwrap_or_else(|| panic!("{name} has no place"));
		assert!(range.contains(&pallet.index), "{name} at {}", pallet.index);
	}
}

#[test]
fn our_pallets_should_have_storage_version_1_when_the_chain_begins() {
	chain().execute_with(|| {
		let versions = [
			StorageVersion::get::<Consortium>(),
			StorageVersion::get::<Validators>(),
			StorageVersion::get::<IpRegistry>(),
			StorageVersion::get::<Licensing>(),
			StorageVersion::get::<Custody>(),
			StorageVersion::get::<Evidence>(),
			StorageVersion::get::<Customs>(),
		];
		assert_eq!(versions, [1u16; 7].map(StorageVersion::new));
	});
}

#[test]
fn session_keys_should_be_registered_without_deposit() {
	let deposit: u128 = <Runtime as pallet_session::Config>::KeyDeposit::get();
	assert_eq!(deposit, 0);
}

#[test]
fn transaction_extensions_should_keep_their_order_when_wallets_sign() {
	let extensions = metadata().extrinsic.signed_extensions;
	let names: Vec<&str> = extensions.iter().map(|found| found.identifier.as_str()).collect();
	assert_eq!(
		names,
		[
			"AuthorizeCall",
			"CheckNonZeroSender",
			"CheckSpecVersion",
			"CheckTxVersion",
			"CheckGenesis",
			"CheckMortality",
			"CheckNonce",
			"CheckWeight",
			"ChargeTransactionPayment",
			"CheckMetadataHash",
			"WeightReclaim",
		]
	);
}
