//! Who pays: members from their quota, outsiders themselves or through a sponsor. Each call is a signed
//! extrinsic that is applied as a block's author does.

mod common;

use codec::Encode;
use common::*;
use frame_support::traits::fungible::{Inspect, Mutate};
use pallet_consortium::Call as Consortium;
use sp_core::{sr25519, Pair};
use sp_runtime::{
	generic::{Era, SignedPayload},
	traits::{IdentifyAccount, Zero},
	transaction_validity::{
		InvalidTransaction, TransactionSource, TransactionValidity, TransactionValidityError,
	},
	ApplyExtrinsicResult, MultiAddress, MultiSignature, MultiSigner,
};
use tracemark_primitives::digest::{Digest, DigestAlgorithm};
use tracemark_runtime::{
	constants::{DAILY_QUOTA, EXISTENTIAL_DEPOSIT, FEE_PER_BYTE, MILLI_UNIT, UNIT},
	AccountId, Balance, Balances, Executive, Runtime, RuntimeCall, RuntimeEvent, System,
	TxExtension, UncheckedExtrinsic, VERSION,
};

fn account_of(pair: &sr25519::Pair) -> AccountId {
	MultiSigner::from(pair.public()).into_account()
}

fn operator_pair(member: &Member) -> sr25519::Pair {
	pair(&format!("{}//operator", member.name))
}

/// A transaction as a wallet makes it.
fn signed(by: &sr25519::Pair, call: impl Into<RuntimeCall>, tip: Balance) -> UncheckedExtrinsic {
	let who = account_of(by);
	let extension: TxExtension = (
		frame_system::AuthorizeCall::new(),
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckEra::from(Era::Immortal),
		frame_system::CheckNonce::from(System::account_nonce(&who)),
		frame_system::CheckWeight::new(),
		pallet_transaction_payment::ChargeTransactionPayment::from(tip),
		frame_metadata_hash_extension::CheckMetadataHash::new(false),
		frame_system::WeightReclaim::new(),
	);
	let call = call.into();
	let payload =
		SignedPayload::new(call.clone(), extension.clone()).expect("the genesis is known");
	let signature = payload.using_encoded(|bytes| by.sign(bytes));
	UncheckedExtrinsic::new_signed(
		call,
		MultiAddress::Id(who),
		MultiSignature::Sr25519(signature),
		extension,
	)
}

/// Checks a transaction as the pool does, then applies it as the author of a block.
fn submit(by: &sr25519::Pair, call: impl Into<RuntimeCall>) -> ApplyExtrinsicResult {
	let transaction = signed(by, call, 0);
	validate(transaction.clone())?;
	Executive::apply_extrinsic(transaction)
}

fn validate(transaction: UncheckedExtrinsic) -> TransactionValidity {
	Executive::validate_transaction(TransactionSource::External, transaction, System::block_hash(0))
}

/// What the last transaction cost its payer.
fn last_fee(who: &AccountId) -> Balance {
	events()
		.into_iter()
		.rev()
		.find_map(|event| match event {
			RuntimeEvent::TransactionPayment(
				pallet_transaction_payment::Event::TransactionFeePaid {
					who: paid, actual_fee, ..
				},
			) if paid == *who => Some(actual_fee),
			_ => None,
		})
		.expect("a fee was charged")
}

fn quota_used(member: &Member) -> Balance {
	pallet_consortium::QuotaUsed::<Runtime>::get(member.org).used
}

fn set_quota(member: &Member, quota: Balance) {
	resolve(2, Consortium::<Runtime>::set_quota { org: member.org, quota });
}

/// A call that anybody may make.
fn remark() -> RuntimeCall {
	frame_system::Call::<Runtime>::remark { remark: b"a remark".to_vec() }.into()
}

/// The anchor of a text.
fn anchor(text: &str) -> pallet_evidence::Call<Runtime> {
	anchor_call(digest(text), ground())
}

/// An anchor that is refused: of what is captured an hour from now.
fn premature_anchor(text: &str) -> pallet_evidence::Call<Runtime> {
	let mut description = description(ground());
	description.provenance.claimed_time.moment += HOUR;
	let kind = pallet_evidence::EvidenceKind::WebCapture;
	pallet_evidence::Call::<Runtime>::anchor { digest: digest(text), kind, description }
}

fn digest(text: &str) -> Digest {
	Digest { algorithm: DigestAlgorithm::Sha256, value: digest_of(text) }
}

/// Which of the texts are on record.
fn on_record<const N: usize>(texts: [&str; N]) -> [bool; N] {
	texts.map(|text| pallet_evidence::Records::<Runtime>::contains_key(digest(text)))
}

/// How many fees were charged in this block.
fn fees_charged() -> usize {
	use pallet_transaction_payment::Event::TransactionFeePaid;
	let is_fee = |event: &RuntimeEvent| {
		matches!(event, RuntimeEvent::TransactionPayment(TransactionFeePaid { .. }))
	};
	events().iter().filter(|event| is_fee(event)).count()
}

const NO_PAYMENT: TransactionValidityError =
	TransactionValidityError::Invalid(InvalidTransaction::Payment);

#[test]
fn operators_should_act_without_balance_when_their_organisation_has_quota() {
	run(|| {
		let cast = Cast::admitted();
		let monitor = operator_pair(&cast.monitor);
		let who = account_of(&monitor);
		assert_eq!(Balances::total_balance(&who), 0);
		let issuance = Balances::total_issuance();
		let mut charged = 0;
		for text in ["one", "two"] {
			assert_eq!(submit(&monitor, anchor(text)), Ok(Ok(())));
			let fee = last_fee(&who);
			assert!(!fee.is_zero());
			charged += fee;
			assert_eq!(quota_used(&cast.monitor), charged, "exactly the fee, once");
		}
		assert!(charged < DAILY_QUOTA);
		assert_eq!(System::account_nonce(&who), 2);
		assert_eq!(Balances::total_balance(&who), 0);
		assert_eq!(Balances::total_issuance(), issuance, "nobody's tokens were burnt");
	});
}

#[test]
fn controllers_should_act_without_balance_when_their_organisation_has_quota() {
	run(|| {
		let cast = Cast::admitted();
		let controller = pair(&format!("{}//controller", cast.broker.name));
		assert_eq!(Balances::total_balance(&account_of(&controller)), 0);
		let freeze = Consortium::<Runtime>::freeze_operators {};
		assert_eq!(submit(&controller, freeze), Ok(Ok(())));
		assert_eq!(quota_used(&cast.broker), last_fee(&account_of(&controller)));
		// Frozen keys spend nothing that is the organisation's.
		assert_eq!(submit(&operator_pair(&cast.broker), remark()), Err(NO_PAYMENT));
	});
}

#[test]
fn a_refused_call_should_cost_its_fee_and_nothing_else_when_applied() {
	run(|| {
		let world = World::delivered();
		let carrier = operator_pair(&world.cast.carrier);
		let pallet = first_bearer(world.sscc);
		let before = our_state();
		let applied = submit(&carrier, offer_call(pallet, &world.cast.trader));
		assert_eq!(applied, Ok(refusal(pallet_custody::Error::<Runtime>::NotHolder)));
		let fee = last_fee(&account_of(&carrier));
		assert_eq!(quota_used(&world.cast.carrier), fee);
		let after = our_state();
		let quota = pallet_consortium::QuotaUsed::<Runtime>::hashed_key_for(world.cast.carrier.org);
		for key in before.keys().chain(after.keys()).filter(|key| **key != quota) {
			assert_eq!(before.get(key), after.get(key), "beside the quota");
		}
	});
}

#[test]
fn outsiders_should_pay_themselves_when_nobody_sponsors_them() {
	run(|| {
		Cast::admitted();
		let outsider = pair("outsider");
		let who = account_of(&outsider);
		assert_eq!(submit(&outsider, remark()), Err(NO_PAYMENT), "it has no account");
		Balances::mint_into(&who, UNIT).expect("tokens");
		let issuance = Balances::total_issuance();
		let before = our_state();
		assert_eq!(submit(&outsider, remark()), Ok(Ok(())));
		let fee = last_fee(&who);
		assert!(!fee.is_zero());
		assert_eq!(Balances::balance(&who), UNIT - fee);
		assert_eq!(Balances::total_issuance(), issuance - fee, "the fee is burnt");
		assert_unchanged(&before, "a remark");

		let poor = pair("poor outsider");
		Balances::mint_into(&account_of(&poor), MILLI_UNIT).expect("the least");
		assert_eq!(submit(&poor, remark()), Err(NO_PAYMENT), "what keeps it alive is not spent");
	});
}

#[test]
fn sponsored_outsiders_should_claim_without_balance_when_the_allowance_lasts() {
	run(|| {
		let cast = Cast::admitted();
		let creator = pair("creator");
		let who = account_of(&creator);
		let sponsor = operator_pair(&cast.brand);
		let allowance = UNIT;
		let call = Consortium::<Runtime>::sponsor { account: who.clone(), allowance };
		assert_eq!(submit(&sponsor, call), Ok(Ok(())));
		let used = quota_used(&cast.brand);

		let work = tracemark_primitives::rights::RightSubject::Unregistered {
			kind: tracemark_primitives::rights::RightKind::Copyright,
			fingerprint: capture(),
		};
		let claim = pallet_ip_registry::Call::<Runtime>::claim {
			subject: work,
			territories: tracemark_primitives::territory::Territories::european_union(),
			classes: Default::default(),
			term: None,
			contents: Default::default(),
			authors: Default::default(),
		};
		assert_eq!(submit(&creator, claim), Ok(Ok(())));
		let fee = last_fee(&who);
		let remaining =
			pallet_consortium::Sponsorships::<Runtime>::get(&who).expect("sponsored").remaining;
		assert_eq!(remaining, allowance - fee);
		assert_eq!(quota_used(&cast.brand), used + fee);
		assert_eq!(Balances::total_balance(&who), 0);
		let claimant = tracemark_primitives::parties::Owner::Account(who.clone());
		assert!(pallet_ip_registry::Claims::<Runtime>::contains_key(work.id(), claimant));

		let end = Consortium::<Runtime>::end_sponsorship { account: who };
		assert_eq!(submit(&sponsor, end), Ok(Ok(())));
		assert_eq!(submit(&creator, remark()), Err(NO_PAYMENT));
	});
}

#[test]
fn sponsored_outsiders_should_pay_themselves_when_the_allowance_does_not_cover_the_fee() {
	run(|| {
		let cast = Cast::admitted();
		let creator = pair("creator");
		let who = account_of(&creator);
		let allowance = EXISTENTIAL_DEPOSIT;
		cast.brand.does(Consortium::<Runtime>::sponsor { account: who.clone(), allowance });
		// So long that its bytes alone cost more.
		let remark = || frame_system::Call::<Runtime>::remark { remark: vec![0; 1_000] };
		assert!(FEE_PER_BYTE * 1_000 >= allowance);
		assert_eq!(submit(&creator, remark()), Err(NO_PAYMENT));
		Balances::mint_into(&who, UNIT).expect("tokens");
		let used = quota_used(&cast.brand);
		assert_eq!(submit(&creator, remark()), Ok(Ok(())));
		assert_eq!(Balances::balance(&who), UNIT - last_fee(&who));
		assert_eq!(quota_used(&cast.brand), used);
	});
}

#[test]
fn the_controller_should_pay_when_the_quota_is_exhausted_until_the_next_day() {
	run(|| {
		let cast = Cast::admitted();
		let carrier = operator_pair(&cast.carrier);
		let (who, controller) = (account_of(&carrier), cast.carrier.controller());
		assert_eq!(submit(&carrier, remark()), Ok(Ok(())));
		let fee = last_fee(&who);

		// Enough for half of another.
		let quota = fee + fee / 2;
		set_quota(&cast.carrier, quota);
		assert_eq!(submit(&carrier, remark()), Err(NO_PAYMENT), "the controller has no tokens");
		assert_eq!(quota_used(&cast.carrier), fee);

		Balances::mint_into(&controller, UNIT).expect("tokens");
		assert_eq!(submit(&carrier, remark()), Ok(Ok(())));
		let second = last_fee(&who);
		assert_eq!(quota_used(&cast.carrier), quota, "what was left");
		assert_eq!(Balances::balance(&controller), UNIT - (fee + second - quota), "the rest");

		next_block(DAY);
		let balance = Balances::balance(&controller);
		assert_eq!(submit(&carrier, remark()), Ok(Ok(())));
		assert_eq!(quota_used(&cast.carrier), last_fee(&who), "of the new day");
		assert_eq!(Balances::balance(&controller), balance);
	});
}

#[test]
fn an_anchor_should_be_charged_to_the_controller_when_the_quota_is_exhausted_until_the_next_day() {
	run(|| {
		let cast = Cast::admitted();
		let monitor = operator_pair(&cast.monitor);
		let (who, controller) = (account_of(&monitor), cast.monitor.controller());
		assert_eq!(submit(&monitor, anchor("one")), Ok(Ok(())));
		let fee = last_fee(&who);
		assert_eq!(quota_used(&cast.monitor), fee);

		// Enough for half of another.
		let quota = fee + fee / 2;
		set_quota(&cast.monitor, quota);
		let before = our_state();
		assert_eq!(
			submit(&monitor, anchor("two")),
			Err(NO_PAYMENT),
			"the controller has no tokens"
		);
		assert_unchanged(&before, "an anchor that nobody pays");

		Balances::mint_into(&controller, UNIT).expect("tokens");
		assert_eq!(submit(&monitor, anchor("two")), Ok(Ok(())));
		let second = last_fee(&who);
		assert_eq!(quota_used(&cast.monitor), quota, "what was left");
		let paid = fee + second - quota;
		assert_eq!(Balances::balance(&controller), UNIT - paid, "the rest");
		assert_eq!(submit(&monitor, anchor("three")), Ok(Ok(())));
		let third = last_fee(&who);
		assert_eq!(quota_used(&cast.monitor), quota);
		assert_eq!(Balances::balance(&controller), UNIT - paid - third, "all of it");

		next_block(DAY);
		let balance = Balances::balance(&controller);
		assert_eq!(submit(&monitor, anchor("four")), Ok(Ok(())));
		assert_eq!(quota_used(&cast.monitor), last_fee(&who), "of the new day");
		assert_eq!(Balances::balance(&controller), balance);
		assert_eq!(on_record(["one", "two", "three", "four"]), [true; 4]);
	});
}

#[test]
fn a_batch_of_anchors_should_leave_what_was_accepted_and_one_fee_when_an_item_fails() {
	use pallet_utility::Call::{batch, batch_all, force_batch};
	let calls = |good_first: bool| -> Vec<RuntimeCall> {
		let (good, bad) = (anchor("good").into(), premature_anchor("bad").into());
		if good_first {
			vec![good, bad]
		} else {
			vec![bad, good]
		}
	};
	type Batch = fn(Vec<RuntimeCall>) -> pallet_utility::Call<Runtime>;
	let as_batch: Batch = |calls| batch { calls };
	let as_forced: Batch = |calls| force_batch { calls };
	let as_whole: Batch = |calls| batch_all { calls };
	let refused = refusal(pallet_evidence::Error::<Runtime>::ClaimedInFuture);
	for (what, wrap, good_first, comes_to, is_kept) in [
		("up to the bad one", as_batch, true, Ok(()), true),
		("nothing after the bad one", as_batch, false, Ok(()), false),
		("all but the bad one", as_forced, false, Ok(()), true),
		("all or nothing", as_whole, true, refused, false),
	] {
		run(|| {
			let cast = Cast::admitted();
			let monitor = operator_pair(&cast.monitor);
			let before = our_state();
			assert_eq!(submit(&monitor, wrap(calls(good_first))), Ok(comes_to), "{what}");
			assert_eq!(on_record(["good", "bad"]), [is_kept, false], "{what}");
			let fee = last_fee(&account_of(&monitor));
			assert_eq!((fees_charged(), quota_used(&cast.monitor)), (1, fee), "{what}");
			let quota = pallet_consortium::QuotaUsed::<Runtime>::hashed_key_for(cast.monitor.org);
			let after = our_state();
			let changed = before
				.keys()
				.chain(after.keys())
				.filter(|key| before.get(*key) != after.get(*key) && **key != quota);
			assert_eq!(changed.count() > 0, is_kept, "{what}");
		});
	}
}

#[test]
fn suspended_members_should_have_no_quota_when_they_sign() {
	run(|| {
		let cast = Cast::admitted();
		let trader = operator_pair(&cast.trader);
		let org = cast.trader.org;
		resolve(2, Consortium::<Runtime>::suspend { org, ground: ground() });
		assert_eq!(submit(&trader, remark()), Err(NO_PAYMENT));
		resolve(2, Consortium::<Runtime>::reinstate { org });
		assert_eq!(submit(&trader, remark()), Ok(Ok(())));
	});
}

#[test]
fn tips_should_be_the_signers_own_when_its_organisation_pays_the_fee() {
	run(|| {
		let cast = Cast::admitted();
		let monitor = operator_pair(&cast.monitor);
		let who = account_of(&monitor);
		let tip = MILLI_UNIT;
		assert_eq!(validate(signed(&monitor, remark(), tip)).map(|_| ()), Err(NO_PAYMENT));
		Balances::mint_into(&who, UNIT).expect("tokens");
		let applied = Executive::apply_extrinsic(signed(&monitor, remark(), tip));
		assert_eq!(applied, Ok(Ok(())));
		assert_eq!(Balances::balance(&who), UNIT - tip);
		assert_eq!(quota_used(&cast.monitor), last_fee(&who) - tip);
	});
}

#[test]
fn a_transaction_should_be_refused_when_replayed_forged_or_of_another_chain() {
	run(|| {
		let cast = Cast::admitted();
		let monitor = operator_pair(&cast.monitor);
		let transaction = signed(&monitor, remark(), 0);
		assert_eq!(Executive::apply_extrinsic(transaction.clone()), Ok(Ok(())));
		assert_eq!(Executive::apply_extrinsic(transaction), Err(InvalidTransaction::Stale.into()));
		let signed_by_other = signed(&operator_pair(&cast.trader), remark(), 0);
		let mut forged = signed(&monitor, remark(), 0);
		forged.preamble = match (forged.preamble, signed_by_other.preamble) {
			(
				sp_runtime::generic::Preamble::Signed(who, _, extension),
				sp_runtime::generic::Preamble::Signed(_, signature, _),
			) => sp_runtime::generic::Preamble::Signed(who, signature, extension),
			_ => unreachable!("both are signed"),
		};
		assert_eq!(Executive::apply_extrinsic(forged), Err(InvalidTransaction::BadProof.into()));
	});
}

/// A remark of the monitor, good from block 1 on for `era`, over the hash of a genesis.
fn remark_for(by: &sr25519::Pair, era: Era, genesis: sp_core::H256) -> UncheckedExtrinsic {
	let who = account_of(by);
	let extension: TxExtension = (
		frame_system::AuthorizeCall::new(),
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckEra::from(era),
		frame_system::CheckNonce::from(System::account_nonce(&who)),
		frame_system::CheckWeight::new(),
		pallet_transaction_payment::ChargeTransactionPayment::from(0),
		frame_metadata_hash_extension::CheckMetadataHash::new(false),
		frame_system::WeightReclaim::new(),
	);
	let birth = System::block_hash(era.birth(System::block_number().into()) as u32);
	let birth = if era.is_immortal() { genesis } else { birth };
	let versions = (VERSION.spec_version, VERSION.transaction_version);
	let implicit =
		((), (), versions.0, versions.1, genesis, birth, (), (), (), None::<[u8; 32]>, ());
	let payload = (remark(), extension.clone(), implicit).encode();
	// Longer payloads are signed by their hash: this one is not.
	assert!(payload.len() <= 256);
	UncheckedExtrinsic::new_signed(
		remark(),
		MultiAddress::Id(who),
		MultiSignature::Sr25519(by.sign(&payload)),
		extension,
	)
}

#[test]
fn a_transaction_should_be_refused_when_it_was_signed_for_another_chain() {
	run(|| {
		let cast = Cast::admitted();
		let monitor = operator_pair(&cast.monitor);
		let genesis = System::block_hash(0);
		let other = sp_core::H256::repeat_byte(9);
		let bad = || Err(InvalidTransaction::BadProof.into());
		assert_eq!(validate(remark_for(&monitor, Era::Immortal, genesis)).map(|_| ()), Ok(()));
		let foreign = remark_for(&monitor, Era::Immortal, other);
		assert_eq!(validate(foreign.clone()).map(|_| ()), bad());
		assert_eq!(Executive::apply_extrinsic(foreign), Err(InvalidTransaction::BadProof.into()));
		let own = remark_for(&monitor, Era::Immortal, genesis);
		assert_eq!(Executive::apply_extrinsic(own), Ok(Ok(())));
	});
}

#[test]
fn a_mortal_transaction_should_be_refused_when_its_blocks_are_over() {
	run(|| {
		let cast = Cast::admitted();
		let monitor = operator_pair(&cast.monitor);
		let genesis = System::block_hash(0);
		next_block(6_000);
		let era = Era::mortal(4, (System::block_number() - 1).into());
		let mortal = remark_for(&monitor, era, genesis);
		assert_eq!(validate(mortal.clone()).map(|_| ()), Ok(()));
		for _ in 0..4 {
			next_block(6_000);
		}
		assert_eq!(Executive::apply_extrinsic(mortal), Err(InvalidTransaction::BadProof.into()));
		assert_eq!(System::account_nonce(account_of(&monitor)), 0);
	});
}

#[test]
fn the_fee_of_a_batch_should_be_charged_once_when_its_calls_are_refused() {
	run(|| {
		let cast = Cast::admitted();
		let monitor = operator_pair(&cast.monitor);
		let who = account_of(&monitor);
		let refused = || RuntimeCall::from(Consortium::<Runtime>::freeze_operators {});
		let batch = pallet_utility::Call::<Runtime>::batch { calls: vec![refused(), refused()] };
		assert_eq!(submit(&monitor, batch), Ok(Ok(())));
		assert_eq!(quota_used(&cast.monitor), last_fee(&who));
		let facts = pallet_consortium::Organisations::<Runtime>::get(cast.monitor.org);
		assert!(!facts.expect("admitted").is_frozen());
	});
}
