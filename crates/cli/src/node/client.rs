//! A node, and what is asked of it and sent to it.

use super::{call::ANOTHER_VERSION, key::Key, refusal, shape::Shape, value::ToValue, Call};
use crate::output::Failure;
use codec::{Decode, DecodeAll, Encode};
use scale_info::TypeInfo;
use sp_core::H256;
use std::{
	io::{self, IsTerminal},
	time::Duration,
};
use subxt::{
	config::{substrate::SubstrateConfig, DefaultExtrinsicParamsBuilder},
	dynamic::{self, Value},
	ext::scale_value::Composite,
	rpcs::{client::rpc_params, RpcClient},
	tx::TransactionStatus,
	OnlineClient, OnlineClientAtBlock,
};
use tokio::time::timeout;

/// What the chain calls itself.
const SPEC_NAME: &str = "tracemark";
/// How long a node may take to answer the first time.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long it may take until what was sent is final.
const FINALITY: Duration = Duration::from_secs(180);

/// A connection to a node of the chain.
pub struct Node {
	client: OnlineClient<SubstrateConfig>,
	rpc: RpcClient,
	url: String,
}

/// The state of the chain after a final block.
pub struct State {
	at: OnlineClientAtBlock<SubstrateConfig>,
}

/// An extrinsic in a final block.
pub struct Included {
	/// Number of the block.
	pub block: u64,
	/// Hash of the block.
	pub hash: H256,
	/// Hash of the extrinsic.
	pub extrinsic: H256,
	/// What happened.
	pub events: Vec<Event>,
}

/// An event by its names.
pub struct Event {
	/// `Pallet.Event`.
	pub name: String,
	/// Number of the extrinsic in its block; `None` for what the block itself did.
	pub extrinsic: Option<u32>,
	/// Its fields.
	pub fields: Value,
}

impl Included {
	/// The fields of the first event of this name.
	pub fn event(&self, name: &str) -> Option<&Value> {
		self.events.iter().find(|event| event.name == name).map(|event| &event.fields)
	}

	/// A field of the first event of this name that is 32 bytes.
	pub fn hash_in(&self, name: &str, field: &str) -> Option<H256> {
		super::value::hash(dynamic::At::at(self.event(name)?, field)?)
	}

	/// A field of the first event of this name that is a number.
	pub fn number_in(&self, name: &str, field: &str) -> Option<u128> {
		super::value::number(dynamic::At::at(self.event(name)?, field)?)
	}
}

/// A question to a runtime API.
pub struct Question {
	api: &'static str,
	method: &'static str,
	args: Vec<(&'static str, Shape)>,
	input: Vec<u8>,
}

impl Question {
	/// Without arguments yet.
	pub fn new(api: &'static str, method: &'static str) -> Self {
		Self { api, method, args: Vec::new(), input: Vec::new() }
	}

	/// With one argument more.
	pub fn with<T: Encode + TypeInfo + 'static>(mut self, name: &'static str, value: &T) -> Self {
		self.args.push((name, Shape::of::<T>()));
		value.encode_to(&mut self.input);
		self
	}
}

/// What is told on the way, to people at a terminal.
fn tell(what: &str) {
	if io::stderr().is_terminal() {
		eprint!("\r\x1b[K{what}");
	}
}

/// Ends the line of what was told.
fn end_telling() {
	tell("");
}

/// The address by WebSocket, which nodes answer at the port at which they answer HTTP.
fn by_websocket(url: &str) -> String {
	match url.strip_prefix("http") {
		Some(rest) => format!("ws{rest}"),
		None => url.to_owned(),
	}
}

impl Node {
	/// Connects, and makes sure that the chain is one of ours.
	pub async fn connect(url: &str) -> Result<Self, Failure> {
		let advice = "is a node running there? name its address with --url";
		let unreached =
			|why: String| Failure::from(format!("{url}: no node answers: {why}")).advised(advice);
		tell(&format!("connecting to {url}"));
		let connecting = async {
			let rpc = RpcClient::from_insecure_url(by_websocket(url))
				.await
				.map_err(|error| innermost(&error))?;
			let client = OnlineClient::from_rpc_client(rpc.clone());
			client.await.map(|client| (client, rpc)).map_err(|error| innermost(&error))
		};
		let connected = timeout(PATIENCE, connecting).await;
		end_telling();
		let (client, rpc) = connected
			.unwrap_or_else(|_| Err(format!("nothing within {} seconds", PATIENCE.as_secs())))
			.map_err(unreached)?;
		let node = Self { client, rpc, url: url.to_owned() };
		node.ensure_ours().await?;
		Ok(node)
	}

	async fn ensure_ours(&self) -> Result<(), Failure> {
		let state = self.state().await?;
		let version = state.raw("Core_version", &[]).await?;
		// The first field of `RuntimeVersion` is the name.
		let name = String::decode(&mut version.as_slice()).unwrap_or_default();
		match name == SPEC_NAME {
			true => Ok(()),
			false => Err(format!(
				"{}: is a node of the chain `{name}`, not of {SPEC_NAME}; name another with --url",
				self.url
			)
			.into()),
		}
	}

	fn failed(&self, what: &str, error: impl std::fmt::Display) -> Failure {
		format!("{}: {what}: {error}", self.url).into()
	}

	/// The state after the newest final block.
	pub async fn state(&self) -> Result<State, Failure> {
		let at = self.client.at_current_block().await;
		at.map(|at| State { at }).map_err(|error| self.failed("its newest state is unknown", error))
	}

	/// The state after a block.
	pub async fn state_at(&self, block: u64) -> Result<State, Failure> {
		let at = self.client.at_block(block).await;
		at.map(|at| State { at })
			.map_err(|error| self.failed(&format!("the state of block {block} is unknown"), error))
	}

	/// Signs a call, sends it, and waits until it is final. A refusal by the chain is a failure in its words.
	pub async fn submit(&self, key: &Key, call: &Call) -> Result<Included, Failure> {
		let sent = self.send(key, call).await;
		end_telling();
		sent.map_err(|failure| failure.about(call.title()))
	}

	async fn send(&self, key: &Key, call: &Call) -> Result<Included, Failure> {
		let State { at } = self.state().await?;
		let data = call.encode(at.metadata_ref())?;
		let mut transactions = at.transactions();
		// Decoded by the metadata once more: what is signed is what the chain will read.
		let payload = transactions
			.from_call_data_bytes(&data)
			.map_err(|error| format!("its data is not what the chain reads: {error}"))?;
		let nonce: u64 = self
			.rpc
			.request("system_accountNextIndex", rpc_params![key.address()])
			.await
			.map_err(|error| self.failed("the account's next number is unknown", error))?;
		let params = DefaultExtrinsicParamsBuilder::new().nonce(nonce).mortal(64).build();
		let signed = transactions
			.create_signed(&payload, key, params)
			.await
			.map_err(|error| format!("it cannot be signed: {error}"))?;
		let extrinsic = signed.hash();
		tell(&format!("{}: sending", call.title()));
		let mut progress = signed.submit_and_watch().await.map_err(|error| {
			Failure::fault(format!("the node does not take it: {}", said(&error)))
		})?;
		let lost = |why: String| {
			Failure::from(format!("it was sent as {extrinsic:?}, but {why}"))
				.advised("see whether it is on the chain before you send it again")
		};
		let wait = async {
			while let Some(status) = progress.next().await {
				match status.map_err(|error| lost(error.to_string()))? {
					TransactionStatus::InBestBlock(block) => tell(&format!(
						"{}: in block {:?}, waiting until it is final",
						call.title(),
						block.block_hash()
					)),
					TransactionStatus::InFinalizedBlock(block) => return Ok(block),
					TransactionStatus::Error { message }
					| TransactionStatus::Invalid { message }
					| TransactionStatus::Dropped { message } => {
						return Err(Failure::fault(format!("the node dropped it: {message}")))
					},
					_ => {},
				}
			}
			Err(lost("the connection ended".to_owned()))
		};
		let block = timeout(FINALITY, wait).await.unwrap_or_else(|_| {
			Err(lost(format!("it is not final after {} seconds", FINALITY.as_secs())))
		})?;
		let unread = |error: String| lost(format!("what came of it cannot be read: {error}"));
		let within = block.at().await.map_err(|error| unread(error.to_string()))?;
		let found = block.fetch_events().await.map_err(|error| unread(error.to_string()))?;
		let mut events = Vec::new();
		for event in found.iter() {
			let event = event.map_err(|error| unread(error.to_string()))?;
			let (pallet, name) = (event.pallet_name(), event.event_name());
			let refused = refusal::of_event(pallet, name, event.field_bytes(), within.metadata());
			if let Some(refusal) = refused {
				return Err(Failure::fault(refusal.to_string()));
			}
			events.push(read_event(&event)?);
		}
		Ok(Included { block: within.block_number(), hash: block.block_hash(), extrinsic, events })
	}
}

/// What an error says, without the layers it comes through.
fn innermost(error: &impl std::fmt::Display) -> String {
	let text = error.to_string();
	text.rsplit("client error: ").next().unwrap_or(&text).to_owned()
}

/// What a node says of an extrinsic that it does not take, without the layers it comes through.
fn said(error: &subxt::error::ExtrinsicError) -> String {
	let text = error.to_string();
	match text.split_once("Inability to pay some fees") {
		Some(_) => {
			"the account cannot pay the fee, and no organisation pays for it: is it an operator of a member?"
				.to_owned()
		},
		None => text,
	}
}

fn read_event(event: &subxt::events::Event<'_, SubstrateConfig>) -> Result<Event, Failure> {
	let fields: Composite<()> = event
		.decode_fields_unchecked_as()
		.map_err(|error| format!("an event of the chain cannot be read: {error}"))?;
	let extrinsic = match event.phase() {
		subxt::events::Phase::ApplyExtrinsic(index) => Some(index),
		_ => None,
	};
	Ok(Event {
		name: format!("{}.{}", event.pallet_name(), event.event_name()),
		extrinsic,
		fields: Value { value: subxt::ext::scale_value::ValueDef::Composite(fields), context: () },
	})
}

impl State {
	/// Number of the block.
	pub fn block(&self) -> u64 {
		self.at.block_number()
	}

	async fn raw(&self, function: &str, input: &[u8]) -> Result<Vec<u8>, Failure> {
		let answer = self.at.runtime_apis().call_raw(function, Some(input)).await;
		answer.map_err(|error| format!("the node does not answer {function}: {error}").into())
	}

	/// The SCALE value of a call.
	pub fn encode(&self, call: &Call) -> Result<Vec<u8>, Failure> {
		call.encode(self.at.metadata_ref()).map_err(Failure::from)
	}

	/// Asks a runtime API, after the types of question and answer were compared with the chain's.
	pub async fn ask<T: Decode + TypeInfo + 'static>(
		&self,
		question: Question,
	) -> Result<T, Failure> {
		let Question { api, method, args, input } = question;
		let title = format!("{api}.{method}");
		let chain = self.at.metadata_ref();
		let other = |why: String| Failure::from(format!("{title}: {why}; {ANOTHER_VERSION}"));
		let known = chain
			.runtime_api_trait_by_name(api)
			.and_then(|known| known.method_by_name(method))
			.ok_or_else(|| other("the chain does not answer this".to_owned()))?;
		let inputs: Vec<_> = known.inputs().collect();
		let agree = inputs.len() == args.len()
			&& inputs.iter().zip(&args).all(|(input, (name, _))| input.name == *name);
		if !agree {
			return Err(other("it takes other arguments".to_owned()));
		}
		for (input, (name, shape)) in inputs.iter().zip(&args) {
			let compared = shape.compare(chain.types(), input.id);
			compared
				.map_err(|why| other(format!("its argument {name} has another type: {why}")))?;
		}
		let compared = Shape::of::<T>().compare(chain.types(), known.output_ty());
		compared.map_err(|why| other(format!("its answer has another type: {why}")))?;
		let answer = self.raw(&format!("{api}_{method}"), &input).await?;
		T::decode_all(&mut answer.as_slice()).map_err(|error| other(error.to_string()))
	}

	/// Reads an entry of the state by name. `None` if there is none.
	pub async fn read(
		&self,
		pallet: &str,
		entry: &str,
		keys: &[&dyn ToValue],
	) -> Result<Option<Value>, Failure> {
		let keys: Vec<Value> = keys.iter().map(|key| key.to_value()).collect();
		let failed =
			|error: String| Failure::from(format!("{pallet}.{entry} cannot be read: {error}"));
		let address = dynamic::storage::<Vec<Value>, Value>(pallet, entry);
		let found = self.at.storage().try_fetch(address, keys).await;
		match found.map_err(|error| failed(error.to_string()))? {
			Some(value) => value.decode().map(Some).map_err(|error| failed(error.to_string())),
			None => Ok(None),
		}
	}

	/// Reads all entries of a double map under one first key, with their second keys, which are numbers.
	pub async fn numbered(
		&self,
		pallet: &str,
		entry: &str,
		first: &dyn ToValue,
	) -> Result<Vec<(u32, Value)>, Failure> {
		let failed =
			|error: String| Failure::from(format!("{pallet}.{entry} cannot be read: {error}"));
		let address = dynamic::storage::<Vec<Value>, Value>(pallet, entry);
		let mut entries = self
			.at
			.storage()
			.iter(address, vec![first.to_value()])
			.await
			.map_err(|error| failed(error.to_string()))?;
		let mut read = Vec::new();
		while let Some(found) = entries.next().await {
			let found = found.map_err(|error| failed(error.to_string()))?;
			let key = found.key().map_err(|error| failed(error.to_string()))?;
			let number = key
				.part(1)
				.ok_or_else(|| failed("it has one key".to_owned()))?
				.decode_as::<u32>()
				.map_err(|error| failed(error.to_string()))?
				.ok_or_else(|| failed("its second key is hashed away".to_owned()))?;
			let value = found.value().decode().map_err(|error| failed(error.to_string()))?;
			read.push((number, value));
		}
		Ok(read)
	}

	/// Reads all entries of a map of several keys under its first, with the other keys.
	pub async fn under(
		&self,
		pallet: &str,
		entry: &str,
		first: &dyn ToValue,
	) -> Result<Vec<(Vec<Value>, Value)>, Failure> {
		let failed =
			|error: String| Failure::from(format!("{pallet}.{entry} cannot be read: {error}"));
		let address = dynamic::storage::<Vec<Value>, Value>(pallet, entry);
		let found = self.at.storage().iter(address, vec![first.to_value()]).await;
		let mut found = found.map_err(|error| failed(error.to_string()))?;
		let mut read = Vec::new();
		while let Some(entry) = found.next().await {
			let entry = entry.map_err(|error| failed(error.to_string()))?;
			let key = entry.key().map_err(|error| failed(error.to_string()))?;
			let mut others = Vec::new();
			for part in key.parts().skip(1) {
				let part = part
					.decode_as::<Value>()
					.map_err(|error| failed(error.to_string()))?
					.ok_or_else(|| failed("one of its keys is hashed away".to_owned()))?;
				others.push(part);
			}
			let value = entry.value().decode().map_err(|error| failed(error.to_string()))?;
			read.push((others, value));
		}
		Ok(read)
	}

	/// The events of the block.
	pub async fn events(&self) -> Result<Vec<Event>, Failure> {
		let block = self.block();
		let failed = |error: String| Failure::from(format!("the events of block {block}: {error}"));
		let events = self.at.events().fetch().await.map_err(|error| failed(error.to_string()))?;
		let mut read = Vec::new();
		for event in events.iter() {
			read.push(read_event(&event.map_err(|error| failed(error.to_string()))?)?);
		}
		Ok(read)
	}

	/// The arguments of an extrinsic of the block, by its number in it. `None` if there is none.
	pub async fn arguments(&self, extrinsic: u32) -> Result<Option<Value>, Failure> {
		let block = self.block();
		let failed =
			|error: String| Failure::from(format!("the extrinsics of block {block}: {error}"));
		let all = self.at.extrinsics().fetch().await.map_err(|error| failed(error.to_string()))?;
		let place = usize::try_from(extrinsic).map_err(|error| failed(error.to_string()))?;
		let Some(found) = all.iter().nth(place) else { return Ok(None) };
		let found = found.map_err(|error| failed(error.to_string()))?;
		let fields: Composite<()> = found
			.decode_call_data_fields_unchecked_as()
			.map_err(|error| failed(error.to_string()))?;
		let value = subxt::ext::scale_value::ValueDef::Composite(fields);
		Ok(Some(Value { value, context: () }))
	}

	/// The hash of the chain's first block.
	pub fn genesis(&self) -> Result<H256, Failure> {
		let genesis = self.at.genesis_hash();
		genesis.ok_or_else(|| "the node does not say which chain it is of".to_owned().into())
	}

	/// The hash of the block.
	pub fn hash(&self) -> H256 {
		self.at.block_hash()
	}
}
