//! Digital editions: their codes, who sold them, and who used them.

use crate::{
	functions::lots::Authority, ActivatedCodes, Classes, CodeSales, CodeUses, Config, Editions,
	Error, Event, KeyProof, Lots, MaxWithdrawnCodes, Pallet, WithdrawnCodes,
};
use alloc::vec::Vec;
use codec::Encode;
use frame_support::{ensure, traits::Time, BoundedVec};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_core::H256;
use sp_io::crypto::ed25519_verify;
use sp_runtime::{traits::Zero, DispatchError, DispatchResult, SaturatedConversion};
use tracemark_primitives::{
	authorisation::Activity,
	editions::{
		code_leaf, edition_id, sale_commitment, CodeProof, CodeStatus, CodeTally, CodeUse,
		CodeWithdrawal, EarlierFact, Edition, EditionId, EditionSubject,
	},
	gs1::Gtin,
	merkle,
	parties::Member,
	quantity::Quantity,
	traits::{Alert, AlertSink},
	Moment, OrgId, Validate,
};

/// What an activation begins with, so that it is nothing else that the key may have signed.
const DOMAIN: [u8; 23] = *b"tracemark/activation/v1";

impl<T: Config> Pallet<T> {
	pub(crate) fn do_issue_edition(
		issuer: Member,
		subject: EditionSubject,
		codes: u32,
		root: H256,
	) -> DispatchResult {
		subject.validate().map_err(|_| Error::<T>::MalformedClaim)?;
		ensure!(codes > 0, Error::<T>::MalformedQuantity);
		let edition = edition_id(&subject);
		ensure!(!Editions::<T>::contains_key(edition), Error::<T>::AlreadyIssued);
		let (gtin, Authority { consented, licences }) =
			Self::authority_to_issue(&issuer, &subject, codes, edition)?;

		let record = Edition {
			subject: subject.clone(),
			gtin,
			issuer: issuer.org,
			size: codes,
			root,
			consented,
			licences,
			issued_at: T::Time::now(),
			issued_in: Self::block(),
			tally: CodeTally::default(),
		};
		Editions::<T>::insert(edition, record);
		let issuer = issuer.org;
		Self::deposit_event(Event::EditionIssued { edition, subject, gtin, issuer, codes, root });
		Ok(())
	}

	/// On what the authority to issue an edition rests; which counts against its licences. That of a lot was
	/// asked and counted when the lot was made: its maker, or the owner of its class, issues the codes.
	fn authority_to_issue(
		issuer: &Member,
		subject: &EditionSubject,
		codes: u32,
		edition: EditionId,
	) -> Result<(Gtin, Authority), DispatchError> {
		let quantity = Quantity::Pieces(codes.into());
		match subject {
			EditionSubject::Class { gtin, .. } => {
				let (_, authority) =
					Self::authorised(Activity::Reproduce, gtin, issuer, quantity, edition)?;
				Ok((*gtin, authority))
			},
			EditionSubject::Lot { lot } => {
				let lot = Lots::<T>::get(lot).ok_or(Error::<T>::UnknownLot)?;
				let is_makers = lot.maker == issuer.org;
				let is_issuers = is_makers || Self::owns_class(issuer.org, &lot.gtin);
				ensure!(is_issuers, Error::<T>::NotAuthorised);
				let fits = matches!(lot.quantity, Quantity::Pieces(n) if n >= u64::from(codes));
				ensure!(fits, Error::<T>::MoreThanLot);
				let authority = Authority { consented: lot.consented, licences: lot.licences };
				Ok((lot.gtin, authority))
			},
		}
	}

	pub(crate) fn do_sell_code(
		by: OrgId,
		edition: EditionId,
		index: u32,
		commitment: H256,
	) -> DispatchResult {
		let Edition { size, .. } = Self::edition(&edition)?;
		ensure!(index < size, Error::<T>::OutsideEdition);
		let is_spent = ActivatedCodes::<T>::contains_key(edition, index)
			|| WithdrawnCodes::<T>::contains_key(edition, index);
		ensure!(!is_spent, Error::<T>::CodeSpent);
		let is_sold = CodeSales::<T>::contains_key((edition, index, by, commitment));
		ensure!(!is_sold, Error::<T>::SaleOnRecord);

		CodeSales::<T>::insert((edition, index, by, commitment), T::Time::now());
		Self::deposit_event(Event::CodeSold { edition, index, by, commitment });
		Ok(())
	}

	pub(crate) fn do_activate_code(
		by: OrgId,
		edition: EditionId,
		code: CodeProof,
		sold_by: Option<OrgId>,
		possession: KeyProof,
	) -> DispatchResult {
		Self::ensure_provable(&possession)?;
		let KeyProof { key, token, expiry, signature } = possession;
		let CodeProof { index, salt, path } = code;
		let mut record = Self::edition(&edition)?;
		let leaf = code_leaf(&edition, &key, &salt);
		let belongs = merkle::verify(&record.root, record.size.into(), index.into(), leaf, &path);
		ensure!(belongs, Error::<T>::ProofRefuted);
		let message = Self::activation_message(&edition, index, &token, sold_by, expiry);
		ensure!(ed25519_verify(&signature, &message, &key), Error::<T>::SignatureRefuted);
		let is_again = CodeUses::<T>::contains_key((edition, index, token));
		ensure!(!is_again, Error::<T>::AlreadyUsed);
		if let Some(seller) = sold_by {
			ensure!(Self::has_sold(seller, &edition, index, &token), Error::<T>::SaleRefuted);
		}

		let usage = CodeUse { by, sold_by, at: T::Time::now() };
		let CodeStatus { activated, withdrawn } =
			Self::code_status(&edition, index).unwrap_or_default();
		let activated = activated.map(|(token, usage)| EarlierFact::Activated { token, usage });
		let earlier = activated.or(withdrawn.map(EarlierFact::Withdrawn));
		CodeUses::<T>::insert((edition, index, token), usage);
		let tally = &mut record.tally;
		let event = match earlier {
			None => {
				tally.activated = tally.activated.saturating_add(1);
				ActivatedCodes::<T>::insert(edition, index, token);
				Event::CodeActivated { edition, index, key, token, usage }
			},
			Some(earlier) => {
				tally.contradicted = tally.contradicted.saturating_add(1);
				T::Alerts::raise(Alert::CodeContradicted { edition, index, token, usage, earlier });
				Event::CodeContradicted { edition, index, token, usage, earlier }
			},
		};
		Editions::<T>::insert(edition, record);
		Self::deposit_event(event);
		Ok(())
	}

	pub(crate) fn do_withdraw_codes(
		by: OrgId,
		edition: EditionId,
		codes: BoundedVec<u32, MaxWithdrawnCodes>,
		ground: H256,
	) -> DispatchResult {
		let mut record = Self::edition(&edition)?;
		let is_issuers = record.issuer == by || Self::owns_class(by, &record.gtin);
		ensure!(is_issuers, Error::<T>::NotIssuer);
		let ascend = codes.windows(2).all(|pair| matches!(pair, [a, b] if a < b));
		let last = codes.last().filter(|_| ascend).ok_or(Error::<T>::MalformedCodes)?;
		ensure!(*last < record.size, Error::<T>::OutsideEdition);
		let is_again = codes.iter().any(|code| WithdrawnCodes::<T>::contains_key(edition, code));
		ensure!(!is_again, Error::<T>::AlreadyWithdrawn);

		let withdrawal = CodeWithdrawal { by, ground, at: T::Time::now() };
		for code in &codes {
			WithdrawnCodes::<T>::insert(edition, code, withdrawal);
		}
		let withdrawn = &mut record.tally.withdrawn;
		*withdrawn = withdrawn.saturating_add(codes.len().saturated_into());
		Editions::<T>::insert(edition, record);
		Self::deposit_event(Event::CodesWithdrawn { edition, by, codes, ground });
		Ok(())
	}

	/// What the key of a code signs to activate it, once, on this chain alone. Whoever reads it gains nothing:
	/// it is for no other leaf, token or seller.
	///
	/// In order: the 23 bytes `tracemark/activation/v1` without a length before them, the hash of the genesis
	/// block (32 bytes), the id of the edition (32 bytes), the leaf (4 bytes, little endian), the token (32
	/// bytes), who sold the code (one zero byte for nobody, or a one and 4 bytes, little endian), the expiry
	/// (8 bytes, little endian).
	pub fn activation_message(
		edition: &EditionId,
		index: u32,
		token: &H256,
		sold_by: Option<OrgId>,
		expiry: Moment,
	) -> Vec<u8> {
		let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
		(DOMAIN, genesis, edition, index, token, sold_by, expiry).encode()
	}

	/// Where a code of an edition stands. `None` if the edition has none at that leaf.
	pub fn code_status(edition: &EditionId, index: u32) -> Option<CodeStatus> {
		Editions::<T>::get(edition).filter(|record| index < record.size)?;
		let token = ActivatedCodes::<T>::get(edition, index);
		let activated =
			token.and_then(|token| Some((token, CodeUses::<T>::get((*edition, index, token))?)));
		Some(CodeStatus { activated, withdrawn: WithdrawnCodes::<T>::get(edition, index) })
	}

	/// Whether `seller` recorded that it sold a code to whoever holds the token.
	pub(crate) fn has_sold(seller: OrgId, edition: &EditionId, index: u32, token: &H256) -> bool {
		let commitment = sale_commitment(edition, index, seller, token);
		CodeSales::<T>::contains_key((*edition, index, seller, commitment))
	}

	fn edition(id: &EditionId) -> Result<Edition, Error<T>> {
		Editions::<T>::get(id).ok_or(Error::<T>::UnknownEdition)
	}

	pub(crate) fn owns_class(org: OrgId, gtin: &Gtin) -> bool {
		Classes::<T>::get(gtin).is_some_and(|class| class.owner == org)
	}
}
