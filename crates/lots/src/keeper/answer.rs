//! What is answered to a request.

use crate::{
	denial::Denier,
	label::Resolver,
	text::{self, Ascii},
	Absence, Answer, Lot, Presence,
};
use bytes::Bytes;
use http_body_util::Full;
use hyper::{
	header::{self, HeaderName, HeaderValue},
	Method, Request, Response, StatusCode,
};
use serde_json::{json, Value};
use sp_crypto_hashing::blake2_256;
use std::{
	collections::{BTreeMap, BTreeSet},
	time::{SystemTime, UNIX_EPOCH},
};
use thiserror::Error;
use tracemark_epcis::gs1::{Key, KeyKind};
use tracemark_primitives::{
	gs1::{Gtin, LotNumber, Serial},
	Moment,
};

/// GS1's link type of services that say whether an identification is genuine.
const VERIFICATION: &str = "https://gs1.org/voc/verificationService";
/// GS1's link type of pages about a product.
const PAGE: &str = "https://gs1.org/voc/pip";
/// GS1's link type of what is shown to who does not choose.
const DEFAULT: &str = "https://gs1.org/voc/defaultLink";
/// How the namespace of link types is abbreviated.
const PREFIX: (&str, &str) = ("gs1:", "https://gs1.org/voc/");
/// Fewest characters of a token: 128 bits in hexadecimal.
const MIN_TOKEN: usize = 32;

/// Why lots are not kept.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum KeeperError {
	/// A lot comes twice.
	#[error("lot {} of class {} is given twice", .1.text(), .0.text())]
	Twice(Gtin, LotNumber),
	/// A token is easily guessed.
	#[error("a token has fewer than {MIN_TOKEN} characters; draw longer ones")]
	Token,
	/// There are no tokens.
	#[error("there is no token; write one on each line")]
	NoToken,
}

/// Who may see proofs of absence. They show two genuine serials with their item keys, so that whoever
/// sees as many as he likes walks through the whole list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Absences {
	/// Everybody.
	ForAll,
	/// Who has one of the tokens, of which the digests are kept.
	ForHolders(BTreeSet<[u8; 32]>),
}

impl Absences {
	/// For who has one of these tokens, one a line.
	pub fn for_holders(tokens: &str) -> Result<Self, KeeperError> {
		let tokens: Vec<&str> =
			tokens.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
		if tokens.iter().any(|token| token.len() < MIN_TOKEN) {
			return Err(KeeperError::Token);
		}
		match tokens.is_empty() {
			true => Err(KeeperError::NoToken),
			false => Ok(Self::ForHolders(
				tokens.iter().map(|token| blake2_256(token.as_bytes())).collect(),
			)),
		}
	}

	/// Whether the credentials of a request (RFC 6750) suffice. Digests are compared, so that the time it
	/// takes says nothing about a token.
	fn are_for(&self, authorization: Option<&HeaderValue>) -> bool {
		let token = || authorization?.as_bytes().strip_prefix(b"Bearer ");
		match self {
			Self::ForAll => true,
			Self::ForHolders(known) => {
				token().is_some_and(|token| known.contains(&blake2_256(token)))
			},
		}
	}
}

/// Lots with their lists.
#[derive(Debug)]
pub struct Keeper {
	lots: BTreeMap<Gtin, Vec<Lot>>,
	resolver: Resolver,
	page: Option<Resolver>,
	absences: Absences,
	denier: Option<Denier>,
}

/// An answer.
type Reply = Response<Full<Bytes>>;

impl Keeper {
	/// Keeps these lots.
	///
	/// - `resolver`: the address at which the world reaches this service.
	/// - `page`: what the address of the brand's page about an item begins with.
	pub fn new(
		lots: Vec<Lot>,
		resolver: Resolver,
		page: Option<Resolver>,
		absences: Absences,
	) -> Result<Self, KeeperError> {
		let mut by_class: BTreeMap<Gtin, Vec<Lot>> = BTreeMap::new();
		for lot in lots {
			let class = by_class.entry(lot.commitment().gtin).or_default();
			if class.iter().any(|other| other.id() == lot.id()) {
				let twice = lot.commitment().clone();
				return Err(KeeperError::Twice(twice.gtin, twice.lot));
			}
			class.push(lot);
		}
		Ok(Self { lots: by_class, resolver, page, absences, denier: None })
	}

	/// The same, which signs that serials are in no lot of their class. It must keep every lot with serials of
	/// the classes of its lots, and the key be of an operator of their owner.
	pub fn denying(self, denier: Denier) -> Self {
		Self { denier: Some(denier), ..self }
	}

	/// How many items are kept.
	pub fn items(&self) -> u64 {
		self.all().map(|lot| u64::from(lot.commitment().size)).sum()
	}

	fn all(&self) -> impl Iterator<Item = &Lot> {
		self.lots.values().flatten()
	}

	/// Answers a request. Only its head counts.
	pub fn respond<B>(&self, request: &Request<B>) -> Reply {
		let path = request.uri().path();
		match (request.method(), path) {
			(&Method::OPTIONS, _) => reply(StatusCode::NO_CONTENT, "text/plain", Bytes::new()),
			(&Method::GET | &Method::HEAD, "/") => {
				let lots = self.all().count();
				let health = json!({ "status": "pass", "lots": lots, "items": self.items() });
				json_reply(StatusCode::OK, "application/json", &health)
			},
			(&Method::GET | &Method::HEAD, "/.well-known/gs1resolver") => {
				json_reply(StatusCode::OK, "application/json", &self.description())
			},
			(&Method::GET | &Method::HEAD, _) => self.item(request),
			_ => with_header(
				problem(StatusCode::METHOD_NOT_ALLOWED, "this service is only read", json!({})),
				header::ALLOW,
				"GET, HEAD, OPTIONS",
			),
		}
	}

	/// The resolver description file (GS1-Conformant Resolver Standard).
	fn description(&self) -> Value {
		json!({
			"name": "Tracemark keeper",
			"resolverRoot": self.resolver.to_string(),
			"supportedPrimaryKeys": ["01"],
			"linkTypeDefaultCanBeLinkset": true,
		})
	}

	fn item<B>(&self, request: &Request<B>) -> Reply {
		let uri = request.uri();
		let (gtin, serial) = match item_of(uri.path()) {
			Ok(item) => item,
			Err(why) => return problem(StatusCode::BAD_REQUEST, &why, json!({})),
		};
		let Some(lots) = self.lots.get(&gtin) else {
			return problem(StatusCode::NOT_FOUND, "no lot of this class is kept here", json!({}));
		};
		let mut absences = Vec::new();
		for lot in lots {
			match lot.find(&serial) {
				Answer::Present(found) => return self.present(&found, request),
				Answer::Absent(absence) => absences.push(absence),
			}
		}
		self.absent(&gtin, &serial, &absences, request.headers().get(header::AUTHORIZATION))
	}

	fn present<B>(&self, found: &Presence, request: &Request<B>) -> Reply {
		let headers = request.headers().get_all(header::ACCEPT);
		let is_browser = || {
			let text = |value: &HeaderValue| value.to_str().is_ok_and(|v| v.contains("text/html"));
			headers.iter().any(text)
		};
		let redirect = |page: &Resolver| {
			let address = page.link(&found.lot.gtin, &found.leaf.serial);
			let moved = reply(StatusCode::TEMPORARY_REDIRECT, "text/plain", Bytes::new());
			with_header(moved, header::LOCATION, &address)
		};
		match (link_type(request.uri().query()).as_deref(), &self.page) {
			(Some(VERIFICATION), _) => {
				json_reply(StatusCode::OK, "application/json", &json!(found))
			},
			(Some(PAGE | DEFAULT), Some(page)) => redirect(page),
			(None, Some(page)) if is_browser() => redirect(page),
			(None | Some("linkset" | "all"), _) => {
				json_reply(StatusCode::OK, "application/linkset+json", &self.linkset(found))
			},
			_ => problem(StatusCode::NOT_FOUND, "there is no link of this type", json!({})),
		}
	}

	/// The links of an item (RFC 9264). The proof travels as extension target attributes, whose values are
	/// lists of texts (section 4.2.4.3).
	fn linkset(&self, found: &Presence) -> Value {
		let Presence { lot, leaf } = found;
		let anchor = self.resolver.link(&lot.gtin, &leaf.serial);
		let proof = json!({
			"href": format!("{anchor}?linkType=gs1:verificationService"),
			"type": "application/json",
			"title": "Proof that the serial belongs to its lot",
			"lot": [lot.lot.text()],
			"size": [lot.size.to_string()],
			"root": [lot.root],
			"index": [leaf.index.to_string()],
			"itemKey": [leaf.item_key],
			"path": leaf.path,
		});
		let page = self.page.as_ref().map(|page| {
			json!({
				"href": page.link(&lot.gtin, &leaf.serial),
				"type": "text/html",
				"title": "About the product",
			})
		});
		let default = page.clone().unwrap_or_else(
			|| json!({ "href": proof.get("href"), "type": "application/json", "title": proof.get("title") }),
		);
		let mut links = json!({ "anchor": anchor, DEFAULT: [default], VERIFICATION: [proof] });
		if let (Some(page), Some(links)) = (page, links.as_object_mut()) {
			links.insert(PAGE.into(), json!([page]));
		}
		json!({ "linkset": [links] })
	}

	fn absent(
		&self,
		gtin: &Gtin,
		serial: &Serial,
		absences: &[Absence],
		authorization: Option<&HeaderValue>,
	) -> Reply {
		let mut what = match self.absences.are_for(authorization) {
			true => json!({ "absences": absences }),
			false => json!({ "detail": "proofs of absence are shown to holders of a token" }),
		};
		if let (Some(denier), Some(what)) = (&self.denier, what.as_object_mut()) {
			what.insert("denial".into(), json!(denier.deny(gtin, serial, now())));
		}
		problem(StatusCode::NOT_FOUND, "the serial is in no lot of this class kept here", what)
	}
}

/// Milliseconds UTC since 1970.
fn now() -> Moment {
	let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
	u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// The class and serial that a path names.
fn item_of(path: &str) -> Result<(Gtin, Serial), String> {
	// The domain does not count: the key is in the path.
	let key =
		Key::parse(&format!("https://id.gs1.org{path}")).map_err(|error| error.to_string())?;
	match (key.kind(), key.qualifier()) {
		(KeyKind::Sgtin, Some(serial)) => Ok((text::gtin(key.value())?, text::serial(serial)?)),
		_ => Err("ask for an item: /01/{gtin}/21/{serial}".into()),
	}
}

/// The link type that a query asks for, in full.
fn link_type(query: Option<&str>) -> Option<String> {
	let value = query?.split('&').find_map(|pair| pair.strip_prefix("linkType="))?;
	let value =
		value.replace("%3A", ":").replace("%3a", ":").replace("%2F", "/").replace("%2f", "/");
	Some(match value.strip_prefix(PREFIX.0) {
		Some(name) => format!("{}{name}", PREFIX.1),
		None => value,
	})
}

fn problem(status: StatusCode, title: &str, more: Value) -> Reply {
	let mut problem = json!({ "title": title, "status": status.as_u16() });
	if let (Some(problem), Value::Object(more)) = (problem.as_object_mut(), more) {
		problem.extend(more);
	}
	json_reply(status, "application/problem+json", &problem)
}

fn json_reply(status: StatusCode, media_type: &'static str, value: &Value) -> Reply {
	reply(status, media_type, Bytes::from(value.to_string()))
}

/// Any page may ask: resolvers support cross-origin requests (GS1-Conformant Resolver Standard).
fn reply(status: StatusCode, media_type: &'static str, body: Bytes) -> Reply {
	let mut reply = Response::new(Full::new(body));
	*reply.status_mut() = status;
	for (name, value) in [
		(header::CONTENT_TYPE, media_type),
		(header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
		(header::VARY, "accept, authorization"),
		(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
		(header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD"),
		(header::ACCESS_CONTROL_ALLOW_HEADERS, "accept, authorization"),
	] {
		reply.headers_mut().insert(name, HeaderValue::from_static(value));
	}
	reply
}

fn with_header(mut reply: Reply, name: HeaderName, value: &str) -> Reply {
	if let Ok(value) = HeaderValue::from_str(value) {
		reply.headers_mut().insert(name, value);
	}
	reply
}
