//! The runtime APIs: those of the SDK, and ours of [`tracemark_primitives::apis`].

use crate::{
	genesis_config_presets, reads, AccountId, Aura, Balance, Block, Consortium, Custody, Customs,
	Evidence, Executive, Grandpa, Historical, InherentDataExt, IpRegistry, Licensing, Nonce,
	Runtime, RuntimeCall, RuntimeGenesisConfig, SessionKeys, System, TransactionPayment, VERSION,
};
use alloc::vec::Vec;
use codec::Encode;
use frame_support::{genesis_builder_helper::get_preset, weights::Weight};
use pallet_grandpa::AuthorityId as GrandpaId;
use sp_api::impl_runtime_apis;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_core::OpaqueMetadata;
use sp_runtime::{
	traits::{Block as BlockT, NumberFor},
	transaction_validity::{TransactionSource, TransactionValidity},
	ApplyExtrinsicResult,
};
use sp_session::OpaqueGeneratedSessionKeys;
use sp_version::RuntimeVersion;
use tracemark_primitives::{
	apis::{
		ChallengeRecord, ClaimKey, ClaimRecord, ContentRecord, FingerprintRecord, LiabilityFacts,
		LicenceStatement, LimitationRecord, OperatorFacts, OwnedRight, Page, RightRecord,
		TitleRecord, TracedIncident, TracedSegment,
	},
	authorisation::{AuthorisationReport, Question},
	customs::{DeclarationForm, DeclarationReport},
	digest::Digest,
	editions::{CodeStatus, Edition, EditionId},
	evidence::{Exhibit, ExhibitEntry, ListedDeposit, RecordEntry, Subject, Supersession},
	goods::{
		ClassFacts, Direction, GoodsClaim, GoodsFacts, LineageLink, LotFacts, LotId, ObjectId,
	},
	gs1::{Gtin, Serial},
	parties::Owner,
	quality::QualityReport,
	recalls::{Recall, Recalled},
	rights::{Designation, FingerprintAlgorithm, OfficeCode, RightClass, RightId, RightKind, St13},
	scan::{ScanAnswer, Shown},
	territory::{Country, Territories},
	traits::{Authorisation, CustodyInspect},
	transport::{Found, SearchKey, Trip},
	DeclarationId, LicenceId, Moment, OrgId, RecallId,
};

impl_runtime_apis! {
	impl sp_api::Core<Block> for Runtime {
		fn version() -> RuntimeVersion {
			VERSION
		}

		fn execute_block(block: <Block as BlockT>::LazyBlock) {
			Executive::execute_block(block);
		}

		fn initialize_block(header: &<Block as BlockT>::Header) -> sp_runtime::ExtrinsicInclusionMode {
			Executive::initialize_block(header)
		}
	}

	impl sp_api::Metadata<Block> for Runtime {
		fn metadata() -> OpaqueMetadata {
			OpaqueMetadata::new(Runtime::metadata().into())
		}

		fn metadata_at_version(version: u32) -> Option<OpaqueMetadata> {
			Runtime::metadata_at_version(version)
		}

		fn metadata_versions() -> Vec<u32> {
			Runtime::metadata_versions()
		}
	}

	impl sp_block_builder::BlockBuilder<Block> for Runtime {
		fn apply_extrinsic(extrinsic: <Block as BlockT>::Extrinsic) -> ApplyExtrinsicResult {
			Executive::apply_extrinsic(extrinsic)
		}

		fn finalize_block() -> <Block as BlockT>::Header {
			Executive::finalize_block()
		}

		fn inherent_extrinsics(data: sp_inherents::InherentData) -> Vec<<Block as BlockT>::Extrinsic> {
			data.create_extrinsics()
		}

		fn check_inherents(
			block: <Block as BlockT>::LazyBlock,
			data: sp_inherents::InherentData,
		) -> sp_inherents::CheckInherentsResult {
			data.check_extrinsics(&block)
		}
	}

	impl sp_transaction_pool::runtime_api::TaggedTransactionQueue<Block> for Runtime {
		fn validate_transaction(
			source: TransactionSource,
			tx: <Block as BlockT>::Extrinsic,
			block_hash: <Block as BlockT>::Hash,
		) -> TransactionValidity {
			Executive::validate_transaction(source, tx, block_hash)
		}
	}

	impl sp_offchain::OffchainWorkerApi<Block> for Runtime {
		fn offchain_worker(header: &<Block as BlockT>::Header) {
			Executive::offchain_worker(header)
		}
	}

	impl sp_consensus_aura::AuraApi<Block, AuraId> for Runtime {
		fn slot_duration() -> sp_consensus_aura::SlotDuration {
			sp_consensus_aura::SlotDuration::from_millis(Aura::slot_duration())
		}

		fn authorities() -> Vec<AuraId> {
			pallet_aura::Authorities::<Runtime>::get().into_inner()
		}
	}

	impl sp_session::SessionKeys<Block> for Runtime {
		fn generate_session_keys(owner: Vec<u8>, seed: Option<Vec<u8>>) -> OpaqueGeneratedSessionKeys {
			SessionKeys::generate(&owner, seed).into()
		}

		fn decode_session_keys(
			encoded: Vec<u8>,
		) -> Option<Vec<(Vec<u8>, sp_core::crypto::KeyTypeId)>> {
			SessionKeys::decode_into_raw_public_keys(&encoded)
		}
	}

	impl sp_consensus_grandpa::GrandpaApi<Block> for Runtime {
		fn grandpa_authorities() -> sp_consensus_grandpa::AuthorityList {
			Grandpa::grandpa_authorities()
		}

		fn current_set_id() -> sp_consensus_grandpa::SetId {
			pallet_grandpa::CurrentSetId::<Runtime>::get()
		}

		fn submit_report_equivocation_unsigned_extrinsic(
			equivocation_proof: sp_consensus_grandpa::EquivocationProof<
				<Block as BlockT>::Hash,
				NumberFor<Block>,
			>,
			key_owner_proof: sp_consensus_grandpa::OpaqueKeyOwnershipProof,
		) -> Option<()> {
			let key_owner_proof = key_owner_proof.decode()?;
			Grandpa::submit_unsigned_equivocation_report(equivocation_proof, key_owner_proof)
		}

		fn generate_key_ownership_proof(
			_set_id: sp_consensus_grandpa::SetId,
			authority_id: GrandpaId,
		) -> Option<sp_consensus_grandpa::OpaqueKeyOwnershipProof> {
			use frame_support::traits::KeyOwnerProofSystem;
			Historical::prove((sp_consensus_grandpa::KEY_TYPE, authority_id))
				.map(|proof| proof.encode())
				.map(sp_consensus_grandpa::OpaqueKeyOwnershipProof::new)
		}
	}

	impl frame_system_rpc_runtime_api::AccountNonceApi<Block, AccountId, Nonce> for Runtime {
		fn account_nonce(account: AccountId) -> Nonce {
			System::account_nonce(account)
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentApi<Block, Balance> for Runtime {
		fn query_info(
			uxt: <Block as BlockT>::Extrinsic,
			len: u32,
		) -> pallet_transaction_payment_rpc_runtime_api::RuntimeDispatchInfo<Balance> {
			TransactionPayment::query_info(uxt, len)
		}

		fn query_fee_details(
			uxt: <Block as BlockT>::Extrinsic,
			len: u32,
		) -> pallet_transaction_payment::FeeDetails<Balance> {
			TransactionPayment::query_fee_details(uxt, len)
		}

		fn query_weight_to_fee(weight: Weight) -> Balance {
			TransactionPayment::weight_to_fee(weight)
		}

		fn query_length_to_fee(length: u32) -> Balance {
			TransactionPayment::length_to_fee(length)
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentCallApi<Block, Balance, RuntimeCall>
		for Runtime
	{
		fn query_call_info(
			call: RuntimeCall,
			len: u32,
		) -> pallet_transaction_payment::RuntimeDispatchInfo<Balance> {
			TransactionPayment::query_call_info(call, len)
		}

		fn query_call_fee_details(
			call: RuntimeCall,
			len: u32,
		) -> pallet_transaction_payment::FeeDetails<Balance> {
			TransactionPayment::query_call_fee_details(call, len)
		}

		fn query_weight_to_fee(weight: Weight) -> Balance {
			TransactionPayment::weight_to_fee(weight)
		}

		fn query_length_to_fee(length: u32) -> Balance {
			TransactionPayment::length_to_fee(length)
		}
	}

	impl sp_genesis_builder::GenesisBuilder<Block> for Runtime {
		fn build_state(config: Vec<u8>) -> sp_genesis_builder::Result {
			genesis_config_presets::build(config)
		}

		fn get_preset(id: &Option<sp_genesis_builder::PresetId>) -> Option<Vec<u8>> {
			get_preset::<RuntimeGenesisConfig>(id, genesis_config_presets::get_preset)
		}

		fn preset_names() -> Vec<sp_genesis_builder::PresetId> {
			genesis_config_presets::preset_names()
		}
	}

	impl tracemark_primitives::apis::ConsortiumApi<Block, AccountId> for Runtime {
		fn operator(account: AccountId) -> Option<OperatorFacts> {
			Consortium::operator_facts(&account)
		}
	}

	impl tracemark_primitives::apis::AuthorisationApi<Block> for Runtime {
		fn ask(question: Question) -> AuthorisationReport {
			Licensing::ask(&question)
		}
	}

	impl tracemark_primitives::apis::RightsApi<Block, AccountId> for Runtime {
		fn right(right: RightId) -> Option<RightRecord<AccountId>> {
			IpRegistry::right_record(right)
		}

		fn right_by_number(
			kind: RightKind,
			office: OfficeCode,
			number: St13,
		) -> Option<RightRecord<AccountId>> {
			IpRegistry::right_by_number(kind, office, number)
		}

		fn rights_of(owner: Owner<AccountId>, cursor: u32, limit: u32) -> Page<OwnedRight> {
			IpRegistry::rights_of(owner, cursor, limit)
		}

		fn rights_in_class(
			class: RightClass,
			country: Country,
			cursor: u32,
			limit: u32,
		) -> Page<RightId> {
			IpRegistry::rights_in_class(class, country, cursor, limit)
		}

		fn claims(right: RightId, cursor: u32, limit: u32) -> Page<ClaimRecord<AccountId>> {
			IpRegistry::claims(right, cursor, limit)
		}

		fn claims_with(digest: Digest, cursor: u32, limit: u32) -> Page<ClaimKey<AccountId>> {
			IpRegistry::claims_with(digest, cursor, limit)
		}

		fn contents(
			right: RightId,
			claimant: Owner<AccountId>,
			cursor: u32,
			limit: u32,
		) -> Page<ContentRecord<AccountId>> {
			IpRegistry::contents(right, claimant, cursor, limit)
		}

		fn fingerprints(
			algorithm: FingerprintAlgorithm,
			cursor: u32,
			limit: u32,
		) -> Page<FingerprintRecord<AccountId>> {
			IpRegistry::fingerprints(algorithm, cursor, limit)
		}

		fn titles(right: RightId, cursor: u32, limit: u32) -> Page<TitleRecord<AccountId>> {
			IpRegistry::titles(right, cursor, limit)
		}

		fn limitations(right: RightId, cursor: u32, limit: u32) -> Page<LimitationRecord> {
			IpRegistry::limitations(right, cursor, limit)
		}

		fn designation(right: RightId, country: Country) -> Option<Designation> {
			IpRegistry::designation(right, country)
		}

		fn challenges(right: RightId, cursor: u32, limit: u32) -> Page<ChallengeRecord<AccountId>> {
			IpRegistry::challenges(right, cursor, limit)
		}
	}

	impl tracemark_primitives::apis::LicensingApi<Block, AccountId, Balance> for Runtime {
		fn statement(licence: LicenceId) -> Option<LicenceStatement<Balance>> {
			Licensing::statement(licence)
		}

		fn accrued(owner: Owner<AccountId>, right: RightId) -> Balance {
			Licensing::accrued(&owner, &right)
		}

		fn exhaustion(kind: RightKind, country: Country) -> Territories {
			Licensing::exhaustion(kind, country)
		}

		fn licences_of(right: RightId, licensee: OrgId, cursor: u32, limit: u32) -> Vec<LicenceId> {
			Licensing::licences_of(right, licensee, cursor, limit)
		}
	}

	impl tracemark_primitives::apis::CustodyApi<Block> for Runtime {
		fn facts(claim: GoodsClaim) -> GoodsFacts {
			<Custody as CustodyInspect>::facts(&claim)
		}

		fn scan(gtin: Gtin, serial: Serial, shown: Shown, holder: Option<OrgId>) -> ScanAnswer {
			Custody::scan(&gtin, &serial, &shown, holder)
		}

		fn class(gtin: Gtin) -> Option<ClassFacts> {
			<Custody as CustodyInspect>::class(&gtin)
		}

		fn class_version(gtin: Gtin, version: u32) -> Option<ClassFacts> {
			Custody::class_version(&gtin, version)
		}

		fn lot(id: LotId) -> Option<LotFacts> {
			<Custody as CustodyInspect>::lot(&id)
		}

		fn trace(object: ObjectId, since: Moment, limit: u32) -> Vec<TracedSegment> {
			reads::trace(object, since, limit)
		}

		fn recalls(claim: GoodsClaim) -> Vec<Recalled> {
			Custody::recalls_of_goods(&<Custody as CustodyInspect>::facts(&claim))
		}

		fn recall(id: RecallId) -> Option<Recall> {
			pallet_custody::Recalls::<Runtime>::get(id)
		}

		fn lineage(
			lot: LotId,
			direction: Direction,
			cursor: u32,
			limit: u32,
		) -> Page<LineageLink> {
			Custody::lineage(lot, direction, cursor, limit)
		}

		fn edition(id: EditionId) -> Option<Edition> {
			pallet_custody::Editions::<Runtime>::get(id)
		}

		fn code(edition: EditionId, index: u32) -> Option<CodeStatus> {
			Custody::code_status(&edition, index)
		}

		fn trips(object: ObjectId, cursor: u32, limit: u32) -> Page<Trip> {
			Custody::trips(object, cursor, limit)
		}

		fn search(key: SearchKey, cursor: u32, limit: u32) -> Page<Found> {
			Custody::search(key, cursor, limit)
		}

		fn children(parent: ObjectId, after: Option<ObjectId>, limit: u32) -> Vec<ObjectId> {
			Custody::children(parent, after, limit)
		}

		fn incidents(object: ObjectId, cursor: u32, limit: u32) -> Page<TracedIncident> {
			Custody::incidents(&object, cursor, limit)
		}

		fn quality_reports(lot: LotId, cursor: u32, limit: u32) -> Page<QualityReport> {
			Custody::quality_reports(lot, cursor, limit)
		}
	}

	impl tracemark_primitives::apis::EvidenceApi<Block> for Runtime {
		fn about(subject: Subject, cursor: u32, limit: u32) -> Page<ListedDeposit> {
			Evidence::about(&subject, cursor, limit)
		}

		fn timeline(digest: Digest, cursor: u32, limit: u32) -> Page<RecordEntry> {
			Evidence::timeline(digest, cursor, limit)
		}

		fn successors(digest: Digest, by: OrgId, limit: u32) -> Vec<Supersession> {
			Evidence::successors(digest, by, limit)
		}

		fn exhibits(digest: Digest, cursor: u32, limit: u32) -> Page<Exhibit> {
			Evidence::exhibits(digest, cursor, limit)
		}

		fn exhibit_history(
			digest: Digest,
			number: u32,
			cursor: u32,
			limit: u32,
		) -> Page<ExhibitEntry> {
			Evidence::exhibit_history(digest, number, cursor, limit)
		}
	}

	impl tracemark_primitives::apis::CustomsApi<Block> for Runtime {
		fn dry_run(declarant: OrgId, form: DeclarationForm) -> DeclarationReport {
			Customs::dry_run(declarant, &form)
		}
	}

	impl tracemark_primitives::apis::LiabilityApi<Block> for Runtime {
		fn involvements(declaration: DeclarationId, line: u32) -> Option<LiabilityFacts> {
			reads::involvements(declaration, line)
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	impl frame_benchmarking::Benchmark<Block> for Runtime {
		fn benchmark_metadata(extra: bool) -> (
			Vec<frame_benchmarking::BenchmarkList>,
			Vec<frame_support::traits::StorageInfo>,
		) {
			use crate::benchmarks::*;
			use frame_benchmarking::{baseline, BenchmarkList};
			use frame_support::traits::StorageInfoTrait;
			use frame_system_benchmarking::{extensions::Pallet as SystemExtensionsBench, Pallet as SystemBench};
			use baseline::Pallet as BaselineBench;

			let mut list = Vec::<BenchmarkList>::new();
			list_benchmarks!(list, extra);
			(list, crate::AllPalletsWithSystem::storage_info())
		}

		#[allow(non_local_definitions)]
		fn dispatch_benchmark(
			config: frame_benchmarking::BenchmarkConfig,
		) -> Result<Vec<frame_benchmarking::BenchmarkBatch>, alloc::string::String> {
			use crate::benchmarks::*;
			use frame_benchmarking::{baseline, BenchmarkBatch};
			use frame_support::traits::WhitelistedStorageKeys;
			use frame_system_benchmarking::{extensions::Pallet as SystemExtensionsBench, Pallet as SystemBench};
			use baseline::Pallet as BaselineBench;
			use sp_storage::TrackedStorageKey;

			impl frame_system_benchmarking::Config for Runtime {}
			impl baseline::Config for Runtime {}

			let whitelist: Vec<TrackedStorageKey> = crate::AllPalletsWithSystem::whitelisted_storage_keys();
			let mut batches = Vec::<BenchmarkBatch>::new();
			let params = (&config, &whitelist);
			add_benchmarks!(params, batches);
			Ok(batches)
		}
	}

	#[cfg(feature = "try-runtime")]
	impl frame_try_runtime::TryRuntime<Block> for Runtime {
		fn on_runtime_upgrade(checks: frame_try_runtime::UpgradeCheckSelect) -> (Weight, Weight) {
			let weight = Executive::try_runtime_upgrade(checks)
				.expect("the upgrade of try-runtime is allowed to panic");
			(weight, crate::constants::MAXIMUM_BLOCK_WEIGHT)
		}

		fn execute_block(
			block: <Block as BlockT>::LazyBlock,
			state_root_check: bool,
			signature_check: bool,
			select: frame_try_runtime::TryStateSelect,
		) -> Weight {
			Executive::try_execute_block(block, state_root_check, signature_check, select)
				.expect("the block execution of try-runtime is allowed to panic")
		}
	}
}
