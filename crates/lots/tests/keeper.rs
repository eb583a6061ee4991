//! The keeper: what it answers, and that it bears what strangers send.

mod common;

use bytes::Bytes;
use common::{gtin, lot, serial, GTIN};
use http_body_util::{BodyExt, Full};
use hyper::{header, Method, Request, Response, StatusCode};
use serde_json::{json, Value};
use sp_core::{sr25519, Pair, H256};
use std::{
	io::{Read, Write},
	net::{SocketAddr, TcpListener, TcpStream},
	thread,
	time::{Duration, Instant},
};
use tracemark_lots::{
	denial::{Denier, DenierKey},
	keeper::{self, Absences, Keeper, KeeperError},
	proof::Commitment,
	Absence, Denial, Presence,
};

const TOKEN: &str = "5f0c1d2e3b4a59687786959493a2b1c0";
const LINKSET: &str = "application/linkset+json";

fn keeper(page: Option<&str>, absences: Absences) -> Keeper {
	let lots = vec![lot("L-1", 5), lot("L-2", 9)];
	let page = page.map(|page| page.parse().unwrap());
	Keeper::new(lots, "https://id.brand.example".parse().unwrap(), page, absences).unwrap()
}

fn holders() -> Absences {
	Absences::for_holders(&format!("\n{TOKEN}\n")).unwrap()
}

struct Reply {
	status: StatusCode,
	media_type: String,
	location: Option<String>,
	body: Value,
}

/// Answers a request without a network.
fn ask(keeper: &Keeper, uri: &str, headers: &[(&str, &str)]) -> Reply {
	let mut request = Request::builder().uri(uri);
	for (name, value) in headers {
		request = request.header(*name, *value);
	}
	read(keeper.respond(&request.body(()).unwrap()))
}

fn read(reply: Response<Full<Bytes>>) -> Reply {
	let text = |name| reply.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
	let (status, media_type) = (reply.status(), text(header::CONTENT_TYPE).unwrap());
	let location = text(header::LOCATION);
	assert_eq!(text(header::ACCESS_CONTROL_ALLOW_ORIGIN).unwrap(), "*");
	let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
	let bytes = runtime.block_on(reply.into_body().collect()).unwrap().to_bytes();
	let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
	Reply { status, media_type, location, body }
}

fn item(text: &str) -> String {
	format!("/01/{GTIN}/21/{text}")
}

#[test]
fn respond_should_give_a_linkset_with_the_proof_when_the_serial_is_kept() {
	let keeper = keeper(None, holders());
	// L-1 has S000 to S008, L-2 up to S016.
	for (text, lot) in [("S006", lot("L-1", 5)), ("S014", lot("L-2", 9))] {
		let reply = ask(&keeper, &item(text), &[]);
		assert_eq!((reply.status, reply.media_type.as_str()), (StatusCode::OK, LINKSET));
		let [links] = &reply.body["linkset"].as_array().unwrap()[..] else { panic!("one anchor") };
		let anchor = format!("https://id.brand.example/01/{GTIN}/21/{text}");
		assert_eq!(links["anchor"], anchor);
		assert_eq!(links["https://gs1.org/voc/pip"], Value::Null);
		let proof = &links["https://gs1.org/voc/verificationService"][0];
		assert_eq!(proof["href"], format!("{anchor}?linkType=gs1:verificationService"));
		assert_eq!(links["https://gs1.org/voc/defaultLink"][0]["href"], proof["href"]);
		// RFC 9264: `linkset` is the only member, extension attributes are lists of texts.
		assert_eq!(reply.body.as_object().unwrap().len(), 1);
		for name in ["lot", "size", "root", "index", "itemKey", "path"] {
			let list = proof[name].as_array().unwrap();
			assert!(list.iter().all(Value::is_string), "{name}");
		}

		let alone = ask(&keeper, &format!("{}?linkType=gs1:verificationService", item(text)), &[]);
		assert_eq!((alone.status, alone.media_type.as_str()), (StatusCode::OK, "application/json"));
		let found: Presence = serde_json::from_value(alone.body).unwrap();
		assert_eq!(found.verify(&serial(text), lot.commitment()), Ok(()));
		assert_eq!(proof["path"], json!(found.leaf.path));
		assert_eq!(proof["itemKey"], json!([found.leaf.item_key]));
		assert_eq!(proof["index"], json!([found.leaf.index.to_string()]));
		assert_eq!(proof["root"], json!([lot.commitment().root]));
	}
}

#[test]
fn respond_should_understand_every_form_of_a_link_when_it_names_the_item() {
	let keeper = keeper(None, holders());
	for uri in [
		item("S006"),
		item("%53006"),
		format!("/01/{}/21/S006", &GTIN[1..]),
		format!("/01/{GTIN}/10/L-1/21/S006?11=260101"),
		format!("/gtin/{GTIN}/ser/S006"),
		format!("{}?linkType=linkset", item("S006")),
		format!("{}?linkType=all", item("S006")),
	] {
		assert_eq!(ask(&keeper, &uri, &[]).status, StatusCode::OK, "{uri}");
	}
	let escaped = "https%3A%2F%2Fgs1.org%2Fvoc%2FverificationService";
	let reply = ask(&keeper, &format!("{}?linkType={escaped}", item("S006")), &[]);
	assert_eq!(reply.media_type, "application/json");
	let reply = ask(&keeper, &format!("{}?linkType=gs1:recallStatus", item("S006")), &[]);
	assert_eq!(reply.status, StatusCode::NOT_FOUND);
}

#[test]
fn respond_should_send_browsers_to_the_page_when_there_is_one() {
	let keeper = keeper(Some("https://www.brand.example/item"), holders());
	let page = format!("https://www.brand.example/item/01/{GTIN}/21/S006");
	let browser = [("accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8")];
	for (uri, headers) in [
		(item("S006"), &browser[..]),
		(format!("{}?linkType=gs1:pip", item("S006")), &[]),
		(format!("{}?linkType=gs1:defaultLink", item("S006")), &[]),
	] {
		let reply = ask(&keeper, &uri, headers);
		assert_eq!(reply.status, StatusCode::TEMPORARY_REDIRECT);
		assert_eq!(reply.location.as_deref(), Some(page.as_str()));
	}
	let reply = ask(&keeper, &format!("{}?linkType=linkset", item("S006")), &browser);
	assert_eq!((reply.status, reply.media_type.as_str()), (StatusCode::OK, LINKSET));
	assert_eq!(reply.body["linkset"][0]["https://gs1.org/voc/pip"][0]["href"], page);
	// What is not kept is sent nowhere.
	assert_eq!(ask(&keeper, &item("X"), &browser).status, StatusCode::NOT_FOUND);
}

#[test]
fn respond_should_deny_a_serial_to_everybody_when_the_owner_keeps_the_lists() {
	let genesis = H256::repeat_byte(9);
	let pair = sr25519::Pair::from_seed(&[5; 32]);
	let denier = Denier::new(DenierKey::Sr25519(Box::new(pair.clone())), genesis);
	let keeper = keeper(None, holders()).denying(denier);
	let reply = ask(&keeper, &item("A"), &[]);
	assert_eq!(reply.status, StatusCode::NOT_FOUND);
	assert_eq!(reply.body["absences"], Value::Null);
	let denial: Denial = serde_json::from_value(reply.body["denial"].clone()).unwrap();
	let now = denial.expiry - 1;
	assert_eq!(denial.verify(&gtin(), &serial("A"), &genesis, now), Ok(()));
	assert_eq!(denial.signer.0, pair.public().0);
	// Nothing is denied that is in a list, or of a class of which there is none.
	assert_eq!(ask(&keeper, &item("S006"), &[]).body["denial"], Value::Null);
	let other = ask(&keeper, "/01/09521101000023/21/A", &[]);
	assert_eq!((other.status, &other.body["denial"]), (StatusCode::NOT_FOUND, &Value::Null));
}

#[test]
fn respond_should_prove_an_absence_in_every_lot_when_the_asker_may_see_it() {
	let commitments: Vec<Commitment> =
		[lot("L-1", 5), lot("L-2", 9)].map(|lot| lot.commitment().clone()).into();
	let bearer = format!("Bearer {TOKEN}");
	for (keeper, headers) in [
		(keeper(None, Absences::ForAll), &[][..]),
		(keeper(None, holders()), &[("authorization", bearer.as_str())][..]),
	] {
		for text in ["A", "S003", "S011", "Z"] {
			let reply = ask(&keeper, &item(text), headers);
			assert_eq!(reply.status, StatusCode::NOT_FOUND);
			assert_eq!(reply.media_type, "application/problem+json");
			assert_eq!(reply.body["status"], 404);
			let absences: Vec<Absence> =
				serde_json::from_value(reply.body["absences"].clone()).unwrap();
			assert_eq!(absences.len(), 2);
			for (absence, commitment) in absences.iter().zip(&commitments) {
				assert_eq!(absence.verify(&serial(text), commitment), Ok(()));
			}
		}
	}
}

#[test]
fn respond_should_show_no_serial_when_the_asker_may_not_see_neighbours() {
	let keeper = keeper(None, holders());
	let wrong = format!("Bearer {}", TOKEN.replace('5', "6"));
	for headers in [
		&[][..],
		&[("authorization", wrong.as_str())],
		&[("authorization", TOKEN)],
		&[("authorization", "Bearer ")],
	] {
		let reply = ask(&keeper, &item("S003"), headers);
		assert_eq!(reply.status, StatusCode::NOT_FOUND);
		assert_eq!(reply.body["absences"], Value::Null);
		assert!(!reply.body.to_string().contains("S00"));
	}
}

#[test]
fn respond_should_refuse_with_a_problem_when_nothing_is_named() {
	let keeper = keeper(None, Absences::ForAll);
	for (uri, status) in [
		("/x", 400),
		("/01", 400),
		("/01/09521101000016", 400),
		("/01/09521101000014/21/A", 400),
		("/01/09521101000016/21/", 400),
		("/01/09521101000016/21/%7E", 400),
		("/01/09521101000016/21/ABCDEFGHIJKLMNOPQRSTU", 400),
		("/01/09521101000016/10/L-1", 400),
		("/00/106141412345678908", 400),
		("/../../etc/passwd", 400),
		("/01/09521101000016/21/..%2F..%2Fetc%2Fpasswd", 404),
		("/01/00614141123452/21/S000", 404),
	] {
		let reply = ask(&keeper, uri, &[]);
		assert_eq!(reply.status.as_u16(), status, "{uri}");
		assert_eq!(reply.media_type, "application/problem+json");
		assert!(reply.body["title"].is_string());
	}
	for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
		let request = Request::builder().method(method).uri(item("S006")).body(()).unwrap();
		assert_eq!(read(keeper.respond(&request)).status, StatusCode::METHOD_NOT_ALLOWED);
	}
	let request = Request::builder().method(Method::OPTIONS).uri("/").body(()).unwrap();
	assert_eq!(read(keeper.respond(&request)).status, StatusCode::NO_CONTENT);
}

#[test]
fn respond_should_say_that_it_lives_and_what_it_resolves() {
	let keeper = keeper(None, holders());
	assert_eq!(ask(&keeper, "/", &[]).body, json!({ "status": "pass", "lots": 2, "items": 14 }));
	let description = ask(&keeper, "/.well-known/gs1resolver", &[]).body;
	assert_eq!(description["resolverRoot"], "https://id.brand.example");
	assert_eq!(description["supportedPrimaryKeys"], json!(["01"]));
}

#[test]
fn new_should_refuse_when_a_lot_comes_twice() {
	let lots = vec![lot("L-1", 5), lot("L-2", 5), lot("L-1", 5)];
	let resolver = "https://id.brand.example".parse().unwrap();
	let error = Keeper::new(lots, resolver, None, Absences::ForAll).unwrap_err();
	assert_eq!(error, KeeperError::Twice(gtin(), common::number("L-1")));
}

#[test]
fn for_holders_should_refuse_when_tokens_are_short_or_missing() {
	assert_eq!(Absences::for_holders("short"), Err(KeeperError::Token));
	assert_eq!(Absences::for_holders(" \n\n"), Err(KeeperError::NoToken));
}

/// A keeper in a thread of its own, on a free port.
fn served() -> SocketAddr {
	let listener = TcpListener::bind("127.0.0.1:0").unwrap();
	let address = listener.local_addr().unwrap();
	thread::spawn(move || keeper::run(keeper(None, Absences::ForAll), listener));
	address
}

/// Sends bytes as they are, and reads until the other side closes.
fn send(address: SocketAddr, bytes: &[u8]) -> String {
	let mut stream = TcpStream::connect(address).unwrap();
	stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
	// The other side may close before all is sent.
	stream.write_all(bytes).ok();
	let mut answer = Vec::new();
	stream.read_to_end(&mut answer).ok();
	String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn run_should_answer_over_the_network_and_bear_what_strangers_send() {
	let address = served();
	let url = format!("http://{address}{}", item("S006"));
	let mut answer = ureq::get(&url).call().unwrap();
	assert_eq!(answer.headers()[header::CONTENT_TYPE.as_str()], LINKSET);
	let body: Value = serde_json::from_str(&answer.body_mut().read_to_string().unwrap()).unwrap();
	assert!(body["linkset"][0]["anchor"].is_string());

	// A head without body has the same headers.
	let head = send(
		address,
		format!("HEAD {} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n", item("S006"))
			.as_bytes(),
	);
	assert!(head.starts_with("HTTP/1.1 200") && head.ends_with("\r\n\r\n"), "{head}");
	// No path leads out of the lists.
	let up =
		send(address, b"GET /../../../etc/passwd HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
	assert!(up.starts_with("HTTP/1.1 400"), "{up}");
	// Too long a head, and what is no HTTP.
	let long = format!("GET /{} HTTP/1.1\r\nhost: a\r\n\r\n", "a".repeat(100_000));
	let refused = send(address, long.as_bytes());
	assert!(refused.is_empty() || refused.starts_with("HTTP/1.1 4"), "{refused}");
	let refused = send(address, b"\x16\x03\x01\x02\x00\x01\x00");
	assert!(refused.is_empty() || refused.starts_with("HTTP/1.1 4"), "{refused}");

	// Who never finishes the head is cut off, and others are served meanwhile.
	let begun = Instant::now();
	let slow = thread::spawn(move || send(address, b"GET / HTTP/1.1\r\nhost: a\r\n"));
	assert_eq!(ureq::get(&format!("http://{address}/")).call().unwrap().status(), 200);
	let answer = slow.join().unwrap();
	assert!(!answer.starts_with("HTTP/1.1 200"), "{answer}");
	assert!(begun.elapsed() < Duration::from_secs(25));
}
