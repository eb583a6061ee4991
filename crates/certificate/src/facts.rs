//! What a certificate says, derived from the chain's state.
//!
//! Builder and verifier share this code: the builder asks a node for each value, the verifier the
//! proof. So each fact is in the certificate because something is derived from it, and nothing is
//! stated that is derived otherwise.

use crate::{
	chain::{
		decode, Content, Deposit, First, LastUpgrade, Organisation, Record, Reversal, Revocation,
		Validator,
	},
	form::{
		Algorithm, Depositor, Earliest, FirstDeposit, History, Operator, Reversed, Revoked,
		Statement, Status, Subject,
	},
	history, keys, merkle,
	moment::rfc3339,
	statements, Refusal,
};
use codec::Compact;
use sp_consensus_grandpa::AuthorityList;
use sp_core::H256;

/// Where values come from.
pub trait Values {
	/// Why a value cannot be had.
	type Error: From<Refusal>;

	/// The value under a key of the certified state.
	fn value(&mut self, key: Vec<u8>) -> Result<Option<Vec<u8>>, Self::Error>;
}

/// What the state says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Facts {
	/// Who deposited the digest.
	pub depositor: Option<Depositor>,
	/// When it entered the chain.
	pub entry: Option<ProvenEntry>,
	/// Whether it stands.
	pub status: Option<Status>,
	/// What the record of a register says.
	pub record: Option<Vec<Statement>>,
	/// Storage key of the entry that the certificate rests on.
	pub key: Vec<u8>,
	/// Its value.
	pub value: Option<Vec<u8>>,
	/// Time of the certified block.
	pub block_time: String,
	/// Name of the chain's program.
	pub spec_name: String,
	/// Version of the chain's program.
	pub spec_version: u32,
	/// The members of the set whose votes made the block final.
	pub operators: Vec<Operator>,
}

/// What the state says about an entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProvenEntry {
	/// The deposit.
	pub deposit: Deposit,
	/// Hash of its block, if the state still has it.
	pub block_hash: Option<H256>,
}

/// Derives what a certificate of `subject` says, at a block with this `number` and `hash` whose
/// votes come from `authorities`. Of the history of an object the `stated` events are proven.
pub fn derive<V: Values>(
	subject: &Subject,
	stated: Option<&History>,
	(number, hash): (u32, H256),
	authorities: &AuthorityList,
	values: &mut V,
) -> Result<Facts, V::Error> {
	let (mut depositor, mut entry, mut status) = (None, None, None);
	let key = subject.key();
	let value = values.value(key.clone())?;
	let deposit = match subject {
		Subject::Digest { algorithm, digest, deposit } => {
			let (deposit, of) = digest_status(*algorithm, digest, *deposit, values)?;
			status = Some(of);
			Some(deposit)
		},
		Subject::Leaf { digest, root, deposit, index, leaves, path } => {
			let (batch, of) = leaf_status(digest, (root, *deposit), *leaves, values)?;
			if !merkle::verify(root, *leaves, *index, merkle::leaf_hash(digest), path) {
				return Err(Refusal::PathMismatch.into());
			}
			status = Some(of);
			Some(batch)
		},
		Subject::Right { .. }
		| Subject::Licence { .. }
		| Subject::Declaration { .. }
		| Subject::Group { .. }
		| Subject::Exhibit { .. }
		| Subject::Case { .. }
		| Subject::Trace { .. }
		| Subject::Event { .. } => None,
		Subject::State { name, key, .. } => {
			let of_item = name
				.split_once('.')
				.is_some_and(|(pallet, item)| key.0.starts_with(&keys::prefix(pallet, item)));
			if !of_item {
				return Err(Refusal::OtherItem(name.clone()).into());
			}
			None
		},
	};
	let record = match history::derive(subject, stated, number, values)? {
		Some(told) => Some(told),
		None => statements::derive(subject, value.as_deref(), values)?,
	};
	if let Some(deposit) = deposit {
		let organisation = organisation(deposit.org, values)?;
		depositor = Some(name(&deposit, &organisation)?);
		let block_hash = if deposit.block == number {
			Some(hash)
		} else {
			// The state keeps hashes of the last blocks only.
			values
				.value(keys::block_hash(deposit.block))?
				.map(|value| decode::<H256>("a block hash", &value))
				.transpose()?
		};
		entry = Some(ProvenEntry { deposit, block_hash });
	}

	let now: u64 = required("the block time", keys::now(), values)?;
	let upgrade: LastUpgrade = required("the runtime version", keys::last_upgrade(), values)?;
	let Compact(spec_version) = upgrade.spec_version;
	let operators = operators(authorities, values)?;
	Ok(Facts {
		depositor,
		entry,
		status,
		record,
		key,
		value,
		block_time: rfc3339(now),
		spec_name: upgrade.spec_name,
		spec_version,
		operators,
	})
}

/// A deposit of a digest, and whether they stand.
pub(crate) fn digest_status<V: Values>(
	algorithm: Algorithm,
	digest: &H256,
	number: u32,
	values: &mut V,
) -> Result<(Deposit, Status), V::Error> {
	let (record, deposit) = deposit(algorithm, digest, number, Refusal::NoRecord, values)?;
	let revocation = revocation(algorithm, digest, number, values)?;
	let status = Status {
		deposit_stands: stands(revocation, (&record, number), &deposit),
		digest_stands: record.status.stands(),
		corroborations: record.corroborations,
		attestations: count(keys::attestations(algorithm, digest), values)?,
		revoked: revocation.map(revoked),
		withdrawn: None,
		first: (number > 0).then(|| first(&record.deposit)),
		earliest: Some(earliest(record.first)),
		again_since: record.status.again_since().map(rfc3339),
	};
	Ok((deposit, status))
}

fn leaf_status<V: Values>(
	digest: &H256,
	(root, number): (&H256, u32),
	leaves: u64,
	values: &mut V,
) -> Result<(Deposit, Status), V::Error> {
	let algorithm = Algorithm::Sha256;
	let (record, deposit) = deposit(algorithm, root, number, Refusal::NoBatch, values)?;
	match deposit.content {
		Content::Batch { leaves: recorded } if recorded == leaves => {},
		Content::Batch { .. } => return Err(Refusal::OtherLeafCount.into()),
		_ => return Err(Refusal::NoBatch.into()),
	}
	let revocation = revocation(algorithm, root, number, values)?;
	let deposit_stands = stands(revocation, (&record, number), &deposit);
	// Whoever opened the leaf, or anchored it alone, gave it a record of its own.
	let own: Option<Record> = optional("a record", keys::record(algorithm, digest), values)?;
	let withdrawn = match own {
		Some(_) => {
			let key = keys::revoker(algorithm, digest, deposit.org);
			optional::<(), V>("a revoker", key, values)?.is_some()
		},
		None => false,
	};
	// A batch that was revoked opens nothing, reinstated or not.
	let opens = deposit_stands && revocation.is_none() && !withdrawn;
	let reinstated = revocation.and_then(|it| it.reinstated).filter(|_| deposit_stands);
	let again_since = match own {
		Some(own) => own.again_with(opens, &deposit),
		None => reinstated.map(|it| it.moment),
	};
	let status = Status {
		deposit_stands,
		digest_stands: own.map_or(deposit_stands, |own| own.stands_with(opens, &deposit)),
		corroborations: own.map_or(0, |own| own.corroborations),
		attestations: count(keys::attestations(algorithm, digest), values)?,
		revoked: revocation.map(revoked),
		withdrawn: withdrawn.then_some(true),
		first: own.map(|own| first(&own.deposit)),
		earliest: own.map(|own| earliest(own.first_with(opens, &deposit))),
		again_since: again_since.map(rfc3339),
	};
	Ok((deposit, status))
}

/// The record of a digest, and its deposit with a number.
fn deposit<V: Values>(
	algorithm: Algorithm,
	digest: &H256,
	number: u32,
	otherwise: Refusal,
	values: &mut V,
) -> Result<(Record, Deposit), V::Error> {
	let record: Option<Record> = optional("a record", keys::record(algorithm, digest), values)?;
	let Some(record) = record else { return Err(otherwise.into()) };
	if number == 0 {
		return Ok((record, record.deposit));
	}
	let key = keys::corroboration(algorithm, digest, number);
	match optional("a corroboration", key, values)? {
		Some(deposit) => Ok((record, deposit)),
		None => Err(otherwise.into()),
	}
}

fn first(deposit: &Deposit) -> FirstDeposit {
	FirstDeposit {
		org: deposit.org,
		operator: deposit.operator,
		block: deposit.block,
		time: rfc3339(deposit.moment),
	}
}

fn earliest(first: First) -> Earliest {
	Earliest { org: first.by, time: rfc3339(first.at) }
}

fn revocation<V: Values>(
	algorithm: Algorithm,
	digest: &H256,
	number: u32,
	values: &mut V,
) -> Result<Option<Revocation>, V::Error> {
	optional("a revocation", keys::revocation(algorithm, digest, number), values)
}

/// Whether a deposit of a record, with its number, stands.
fn stands(
	revocation: Option<Revocation>,
	(record, number): (&Record, u32),
	deposit: &Deposit,
) -> bool {
	let is_revoked = revocation.is_some_and(|it| it.is_in_force());
	!is_revoked && record.status.counts(number, deposit)
}

fn revoked(revocation: Revocation) -> Revoked {
	let Revocation { org, operator, block, moment, ground, reinstated, revoked_again } = revocation;
	let [reinstated, revoked_again] = [reinstated, revoked_again].map(|it| it.map(reversed));
	Revoked { org, operator, block, time: rfc3339(moment), ground, reinstated, revoked_again }
}

fn reversed(Reversal { operator, block, moment, ground }: Reversal) -> Reversed {
	Reversed { operator, block, time: rfc3339(moment), ground }
}

fn operators<V: Values>(
	authorities: &AuthorityList,
	values: &mut V,
) -> Result<Vec<Operator>, V::Error> {
	let mut operators = Vec::with_capacity(authorities.len());
	for (authority, weight) in authorities {
		let authority = <[u8; 32]>::try_from(AsRef::<[u8]>::as_ref(authority))
			.map(H256)
			.map_err(|_| Refusal::UnknownLayout("an authority's key"))?;
		let account: Option<H256> =
			optional("the owner of a key", keys::key_owner(&authority), values)?;
		let validator: Option<Validator> = match account {
			Some(account) => optional("a validator", keys::validator(&account), values)?,
			None => None,
		};
		let org = validator.map(|validator| validator.org);
		let name = match org {
			Some(org) => Some(text("the name", organisation(org, values)?.name)?),
			None => None,
		};
		operators.push(Operator { authority, weight: *weight, account, org, name });
	}
	Ok(operators)
}

fn organisation<V: Values>(org: u32, values: &mut V) -> Result<Organisation, V::Error> {
	required("an organisation", keys::organisation(org), values)
}

fn name(deposit: &Deposit, organisation: &Organisation) -> Result<Depositor, Refusal> {
	let Organisation { name, country, lei, eori, gln, verification, standing, .. } =
		organisation.clone();
	let text = |bytes| text("an organisation", bytes);
	Ok(Depositor {
		org: deposit.org,
		operator: deposit.operator,
		account: None,
		name: text(name)?,
		country: text(country.to_vec())?,
		lei: lei.map(|lei| text(lei.to_vec())).transpose()?,
		eori: eori.map(text).transpose()?,
		gln: gln.map(|gln| text(gln.to_vec())).transpose()?,
		verification: verification.name().to_owned(),
		standing: standing.name().to_owned(),
	})
}

pub(crate) fn text(what: &'static str, bytes: Vec<u8>) -> Result<String, Refusal> {
	String::from_utf8(bytes).map_err(|_| Refusal::UnknownLayout(what))
}

pub(crate) fn count<V: Values>(key: Vec<u8>, values: &mut V) -> Result<u32, V::Error> {
	Ok(optional("a count", key, values)?.unwrap_or_default())
}

pub(crate) fn optional<T: codec::Decode, V: Values>(
	what: &'static str,
	key: Vec<u8>,
	values: &mut V,
) -> Result<Option<T>, V::Error> {
	Ok(values.value(key)?.map(|value| decode(what, &value)).transpose()?)
}

pub(crate) fn required<T: codec::Decode, V: Values>(
	what: &'static str,
	key: Vec<u8>,
	values: &mut V,
) -> Result<T, V::Error> {
	Ok(optional(what, key, values)?.ok_or(Refusal::UnknownLayout(what))?)
}
